"""Exact numbers known only within bounds, and published figures that were rounded."""

from fractions import Fraction
from typing import Final, Generic, TypeVar, cast, final, overload

import attrs

from housing_agreements._checks import Faults, attempt, exact_count
from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError, show
from housing_agreements.values.rates import rate_with_sign
from housing_agreements.values.texts import Language, Text, number

__all__ = ("BETWEEN", "OR_MORE", "Bounds", "about", "as_bounds")

N = TypeVar("N", int, Fraction)


@final
@attrs.frozen(repr=False)
class Bounds(Record, Generic[N]):
    """An exact number that lies between two others, both included (*encadrement*).

    Counts have whole bounds; amounts owed and rates have fractions.

    Args:
        low: The least it can be.
        high: The most it can be; `None` when nothing limits it.

    Raises:
        InvalidTypeError: For a bound that is neither a whole number nor a fraction.
        InvalidValueError: For a high below the low.
        InvalidObjectError: For several of these at once.

    Laws:
        - `bounds_sum_contains`: the sum of two bounds contains the sum of any two numbers
          within them, and its ends are such sums.

    Examples:
        >>> Bounds(2, 5) + Bounds.exactly(1)
        Bounds(low=3, high=6)
        >>> print(Bounds(2, 5), Bounds.exactly(403))
        between 2 and 5 403
    """

    low: N
    """The least it can be."""
    high: N | None
    """The most it can be; `None`: no limit is known."""

    def __attrs_post_init__(self) -> None:
        """Both are exact numbers, in order."""
        faults = Faults("Bounds")
        for name, end in (("low", self.low), ("high", self.high)):
            if type(end) not in _EXACT and not (end is None and name == "high"):
                expected = "an exact number: an int or a Fraction"
                faults.add(InvalidTypeError, name, show(end), expected)
            elif end is not None and not _can_be_written(end):
                faults.value(name, end, _SHORT_ENOUGH)
        if not faults.found and self.high is not None and self.high < self.low:
            faults.value("high", self.high, f"a number not below the low, {self.low}")
        faults.report()

    @classmethod
    def exactly(cls, value: N) -> "Bounds[N]":
        """A number that is known.

        Examples:
            >>> Bounds.exactly(403)
            Bounds(low=403, high=403)
        """
        if type(value) not in _EXACT:
            expected = "an exact number: an int or a Fraction"
            raise InvalidTypeError("Bounds.exactly, value", show(value), expected)
        if not _can_be_written(value):
            raise InvalidValueError("Bounds.exactly, value", show(value), _SHORT_ENOUGH)
        return cls(value, value)

    def held_values(self) -> tuple[N, ...]:
        """The ends that are known."""
        return (self.low,) if self.high is None else (self.low, self.high)

    @property
    def exact(self) -> bool:
        """Whether only one number is possible.

        Examples:
            >>> Bounds(2, 5).exact
            False
        """
        return self.low == self.high

    @property
    def value(self) -> N:
        """The only number possible.

        Raises:
            NotKnownError: When there are several.

        Examples:
            >>> Bounds.exactly(403).value
            403
        """
        if not self.exact:
            raise NotKnownError(
                "Bounds, value", str(self), "a number that is known", "read .low and .high"
            )
        return self.low

    def __contains__(self, value: object) -> bool:
        """Whether a number is possible.

        Raises:
            InvalidTypeError: For anything but an exact number.
        """
        if type(value) is not int and type(value) is not Fraction:
            raise InvalidTypeError("Bounds, number asked", show(value), "an int or a Fraction")
        return self.low <= value and (self.high is None or value <= self.high)

    def __add__(self, other: "Bounds[N]") -> "Bounds[N]":
        """The bounds of a sum."""
        if not isinstance(other, Bounds):
            return NotImplemented
        if self.high is None or other.high is None:
            return Bounds(self.low + other.low, None)
        return Bounds(self.low + other.low, self.high + other.high)

    def say(self, language: Language) -> str:
        """The bounds in words.

        Raises:
            InvalidValueError: For any language other than "en" and "fr".

        Examples:
            >>> Bounds(11_450, 11_549).say("en")
            'between 11,450 and 11,549'
            >>> Bounds.exactly(Fraction(19109, 4)).say("fr")
            '4\u202f777,25'
        """
        if self.high is None:
            return OR_MORE.say(language, low=self.low)
        if self.exact:
            return number(self.low, language)
        return BETWEEN.say(language, low=self.low, high=self.high)

    def __str__(self) -> str:
        """The bounds in English words."""
        return self.say("en")


OR_MORE: Final = Text("{low} or more", "{low} ou plus")
"""A number of which only the least is known."""
BETWEEN: Final = Text("between {low} and {high}", "entre {low} et {high}")
"""A number that is known within bounds."""

_EXACT = frozenset({int, Fraction})
_MOST_WRITTEN: Final = 10**4_000
"""Python writes no number of more than 4,300 digits; sums of bounds stay far below."""
_SHORT_ENOUGH: Final = "a number of at most 4,000 digits"


def _can_be_written(value: int | Fraction) -> bool:
    return -_MOST_WRITTEN <= value.numerator <= _MOST_WRITTEN and value.denominator <= _MOST_WRITTEN


@overload
def about(figure: int, *, to: int) -> Bounds[int]: ...


@overload
def about(figure: str | Fraction, *, to: str | Fraction) -> Bounds[Fraction]: ...


def about(
    figure: int | str | Fraction, *, to: int | str | Fraction
) -> Bounds[int] | Bounds[Fraction]:
    """A published figure that was rounded (*chiffre publié, arrondi*): a number, or a rate.

    The true number is at least `figure - to/2` and below `figure + to/2`. Of a rate both ends are
    taken in, which is wider and never wrong. Below 0, a figure tells of dwellings taken back.

    Args:
        figure: The figure as published: 11,500, or "17 %".
        to: The unit it was rounded to: 100 for 11,500, "1 %" for "17 %".

    Raises:
        InvalidTypeError: For a number or its unit that is not whole, or a rate that is not exact.
        InvalidValueError: For a unit that is not above 0, or a figure that is not a multiple of
            its unit.
        InvalidObjectError: For several of these at once.

    Laws:
        - `about_contains_what_was_rounded`: a number rounded half up to a unit, and no other,
          lies within the bounds of its rounded figure.
        - `about_contains_the_rate_that_was_rounded`: so does a rate.

    Examples:
        >>> about(11_500, to=100)
        Bounds(low=11450, high=11549)
        >>> about("17 %", to="1 %")
        Bounds(low=Fraction(33, 200), high=Fraction(7, 40))
        >>> about("-73 %", to="1 %").high
        Fraction(-29, 40)
    """
    faults = Faults("about")
    if type(figure) in _RATES:
        return _about_rate(faults, cast("str", figure), cast("str", to))
    faults.count("figure", figure, at_least=None)
    faults.count("to", to, at_least=1)
    whole, unit = cast("int", figure), cast("int", to)
    if not faults.found and whole % unit:
        faults.value("figure", figure, f"a multiple of {to}")
    faults.report()
    low = whole - unit // 2
    return Bounds(low if whole < 0 else max(0, low), low + unit - 1)


def _about_rate(faults: Faults, figure: str | Fraction, to: str | Fraction) -> Bounds[Fraction]:
    """A rate that was rounded to a unit, which is a rate as well."""
    read = [attempt(rate_with_sign, written) for written in (figure, to)]
    refused = [
        faults.refused(name, written) for name, written in zip(("figure", "to"), read, strict=True)
    ]
    if not any(refused):
        published, unit = read
        if unit <= 0:
            faults.value("to", to, "a unit above 0, such as '1 %'")
        elif published % unit:
            faults.value("figure", figure, f"a multiple of {show(to)}")
    faults.report()
    published, unit = read
    return Bounds(published - unit / 2, published + unit / 2)


_RATES: Final = frozenset({str, Fraction})


def as_bounds(value: int | Bounds[int]) -> Bounds[int]:
    """A number as bounds; bounds as they are.

    Raises:
        InvalidTypeError: For anything else.

    Examples:
        >>> as_bounds(403)
        Bounds(low=403, high=403)
    """
    if isinstance(value, Bounds):
        return value
    return Bounds.exactly(exact_count(value, "a figure", at_least=None))
