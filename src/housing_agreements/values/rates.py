"""Exact rates, stated roundings, and parts that add up to the whole."""

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final, cast, final

import attrs

from housing_agreements._checks import Faults, as_mapping, as_tuple, attempt, exact_count, is_short
from housing_agreements._records import Enumeration, Record
from housing_agreements._remedies import member_meant, name_members
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidTypeError,
    InvalidValueError,
    show,
)

__all__ = (
    "RateLike",
    "Rounding",
    "RoundingBySize",
    "apportion",
    "as_optional_share",
    "as_share",
    "exact_share",
    "rate",
    "rate_with_sign",
)

RateLike = str | int | Fraction
"""What `rate` reads: "25 %", "1/4", 1, Fraction(1, 4)."""

_LONGEST: Final = 40
_MOST_PARTS: Final = 10_000
"""In how many parts a float is thought to be meant: a hundredth of a per cent."""
# Python compiles it when it is first used.
_WRITTEN: Final = (
    r"(?P<number>[0-9]+(?:[.,][0-9]+)?)(?P<percent>[ \u00a0\u202f]?%)?"
    r"|(?P<numerator>[0-9]+)/(?P<denominator>[0-9]+)"
)


class Rounding(Enumeration):
    """How an amount owed becomes a whole number (*règle d'arrondi*).

    `EXACT`, the default everywhere, leaves the fraction: 4,777.25 owed needs 4,778.
    `NEAREST` takes a half up, `UP` and `DOWN` go to the next whole number.

    Source:
        No rounding rule is written in the texts for the shares of attributions; a
        commitment that rounds therefore states how.

    Examples:
        >>> Rounding.NEAREST.apply(Fraction(5, 2))
        Fraction(3, 1)
        >>> Rounding.EXACT.apply(Fraction(5, 2))
        Fraction(5, 2)
    """

    EXACT = "exact"
    NEAREST = "nearest"
    UP = "up"
    DOWN = "down"

    def apply(self, amount: Fraction | int) -> Fraction:
        """The amount, rounded.

        Raises:
            InvalidTypeError: For a float, a bool or anything else that is not exact.

        Laws:
            - `rounding_keeps_order`: two amounts never change places.
            - `rounding_moves_with_whole_numbers`: a whole number is left alone, and one added
              before or after gives the same result.
        """
        if type(amount) is not Fraction and type(amount) is not int:
            raise InvalidTypeError("Rounding.apply, amount", show(amount), "a Fraction or an int")
        if self is Rounding.UP:
            return Fraction(math.ceil(amount))
        if self is Rounding.DOWN:
            return Fraction(math.floor(amount))
        if self is Rounding.NEAREST:
            return Fraction(math.floor(amount + Fraction(1, 2)))
        return Fraction(amount)

    @classmethod
    def by_size(cls, steps: "Mapping[int, Rounding]") -> "RoundingBySize":
        """A rounding that depends on the size of the base, of a share only.

        Args:
            steps: From how many dwellings of the base on, which rounding; the first from 0 on.

        Raises:
            InvalidTypeError: For anything but a mapping of whole numbers to roundings.
            InvalidValueError: For keys that do not begin at 0, or do not grow.
            InvalidObjectError: For several of these at once.

        Examples:
            >>> Rounding.by_size({0: Rounding.NEAREST, 11: Rounding.DOWN}).at(11)
            Rounding.DOWN
        """
        return RoundingBySize(steps)


_Steps = tuple[tuple[int, Rounding], ...]


# The alias stands as text, so that a signature shows its name.
def _as_sizes(given: "Mapping[int, Rounding]") -> _Steps:
    return attempt(_list_steps, given)


def _list_steps(given: Mapping[int, Rounding] | _Steps) -> _Steps:
    try:
        return tuple(as_mapping(given, "a mapping of sizes to roundings").items())
    except HousingAgreementsError as fault:
        raise type(fault)(fault.where, fault.given, fault.expected, _STEPS_MEANT) from None


_STEPS_MEANT: Final = "write {0: Rounding.NEAREST, 11: Rounding.DOWN}"


@final
@attrs.frozen(eq=False, repr=False)
class RoundingBySize(Record):
    """A rounding that depends on the size of the base (*arrondi selon la taille*).

    "At most 10 % per programme, to the nearest up to 10 dwellings, down above": a base from one
    key to below the next is rounded as that key says, one below 0 (more dwellings taken back
    than added) as one of 0. It is for shares only: a number of dwellings is owed whatever the
    base.

    Args:
        steps: From how many dwellings of the base on, which rounding; the first from 0 on.

    Raises:
        InvalidTypeError: For anything but a mapping of whole numbers to roundings.
        InvalidValueError: For keys that do not begin at 0, or do not grow.
        InvalidObjectError: For several of these at once.

    Laws:
        - `rounding_by_size_is_that_of_its_key`: a base is rounded as the largest key that is
          not above it says.

    Examples:
        >>> by_size = Rounding.by_size({0: Rounding.NEAREST, 11: Rounding.DOWN})
        >>> [int(by_size.at(base).apply(Fraction(base, 10))) for base in (9, 10, 15, 20)]
        [1, 1, 1, 2]
        >>> by_size
        Rounding.by_size({0: Rounding.NEAREST, 11: Rounding.DOWN})
    """

    steps: _Steps = attrs.field(converter=_as_sizes)
    """From how many dwellings on, which rounding; in order."""

    def __attrs_post_init__(self) -> None:
        """The keys are whole numbers that grow from 0, and each has a rounding."""
        faults = Faults("RoundingBySize")
        if not faults.refused("steps", self.steps):
            given: tuple[tuple[Any, Any], ...] = self.steps
            if not given:
                faults.value("steps", {}, "at least one size with a rounding", _STEPS_MEANT)
            sizes = [size for size, _ in given]
            for size in sizes:
                whole = attempt(lambda size: exact_count(size, "a size"), size)
                faults.refused("steps", whole)
            for _, rounding in given:
                if type(rounding) is not Rounding:
                    remedy = member_meant(rounding, Rounding) or "write Rounding.NEAREST"
                    members = name_members(Rounding)
                    faults.add(InvalidTypeError, "steps", show(rounding), members, remedy)
            if not faults.found and sizes:
                self._check_order(faults)
        faults.report()

    def _check_order(self, faults: Faults) -> None:
        in_order = sorted(self.steps)
        (first, rounding), *further = in_order
        if first:
            meant = _write_sizes(((0, rounding), *further))
            faults.value("steps", first, "sizes that begin at 0", f"write {meant}")
        elif any(before > after for (before, _), (after, _) in pairwise(self.steps)):
            given = ", ".join(str(size) for size, _ in self.steps)
            meant = f"write {_write_sizes(tuple(in_order))}"
            faults.add(InvalidValueError, "steps", given, "sizes that grow", meant)

    def at(self, base: int) -> Rounding:
        """The rounding of a base.

        Raises:
            InvalidTypeError: For a base that is not a whole number.

        Examples:
            >>> by_size = Rounding.by_size({0: Rounding.NEAREST, 11: Rounding.DOWN})
            >>> by_size.at(10), by_size.at(11)
            (Rounding.NEAREST, Rounding.DOWN)
        """
        exact_count(base, "RoundingBySize.at, base", at_least=None)
        index = bisect_right(self.steps, base, key=lambda step: step[0])
        return self.steps[max(0, index - 1)][1]

    def __repr__(self) -> str:
        """The call that makes it."""
        return f"Rounding.by_size({_write_sizes(self.steps)})"


def _write_sizes(steps: _Steps) -> str:
    return f"{{{', '.join(f'{size}: {rounding!r}' for size, rounding in steps)}}}"


def rate(value: RateLike) -> Fraction:
    """An exact rate (*taux*), as written: "25 %", "0.25", "1/4", 1 or a Fraction.

    A comma is a decimal point, as French writes it. The result is not limited to 1: what
    uses a rate says whether it may exceed the whole.

    Raises:
        InvalidTypeError: For a float (0.1 is not a tenth), a bool, or anything else.
        InvalidValueError: For text that is not a rate, or a negative number.

    Examples:
        >>> rate("25 %"), rate("1/4"), rate("12,5 %")
        (Fraction(1, 4), Fraction(1, 4), Fraction(1, 8))
        >>> rate(0.25)
        Traceback (most recent call last):
        ...
        housing_agreements.errors.InvalidTypeError: rate: given 0.25 (a float); expected an \
exact rate; write it as text, rate("25 %"), or as Fraction(1, 4)
    """
    if type(value) is str:
        return _read(value)
    if type(value) is int or type(value) is Fraction:
        if value < 0:
            raise InvalidValueError("rate", show(value), "a rate of 0 or more")
        exact = Fraction(value)
        if not is_short(exact):
            raise InvalidValueError("rate", show(value), "a rate of at most a hundred digits")
        return exact
    meant = Fraction(1, 4)
    if type(value) is float and 0 < value <= 1:
        meant = Fraction(value).limit_denominator(_MOST_PARTS)
    remedy = f'write it as text, rate("{float(100 * meant):g} %"), or as {meant!r}'
    raise InvalidTypeError("rate", show(value), "an exact rate", remedy)


def _read(text: str) -> Fraction:
    match = re.fullmatch(_WRITTEN, text) if len(text) <= _LONGEST else None
    if match is None or (match["denominator"] and not int(match["denominator"])):
        raise InvalidValueError(
            "rate", show(text), "a rate such as '25 %', '12.5 %', '0.25' or '1/4'"
        )
    if match["denominator"]:
        return Fraction(int(match["numerator"]), int(match["denominator"]))
    written = Fraction(match["number"].replace(",", "."))
    return written / 100 if match["percent"] else written


def exact_share(written: RateLike) -> Fraction:
    """An exact rate of at most 1: a part of a whole.

    Raises:
        InvalidTypeError: For a float, a bool, or anything else that is not exact.
        InvalidValueError: For text that is not a rate, a negative number, or more than 1.

    Examples:
        >>> exact_share("100 %")
        Fraction(1, 1)
        >>> exact_share(25)
        Traceback (most recent call last):
        ...
        housing_agreements.errors.InvalidValueError: a share: given 25; expected a share of at \
most 1 (100 %); write "25 %"
    """
    exact = rate(written)
    if exact > 1:
        in_hundredths = exact <= _HUNDRED and re.fullmatch(r"[0-9.,]+", str(written))
        remedy = f'write "{written} %"' if in_hundredths else ""
        raise InvalidValueError("a share", show(written), "a share of at most 1 (100 %)", remedy)
    return exact


_HUNDRED: Final = 100


def rate_with_sign(written: str | Fraction) -> Fraction:
    """An exact rate as it was published, perhaps below 0: "-73 %", with either minus sign.

    Raises:
        InvalidTypeError: For a whole number, which may be in per cent or not, for a float, a bool,
            or anything else that is not exact.
        InvalidValueError: For text that is not a rate.

    Examples:
        >>> rate_with_sign("-73 %"), rate_with_sign("12,5 %")
        (Fraction(-73, 100), Fraction(1, 8))
    """
    if type(cast("object", written)) is int:  # from an untyped caller
        expected = "an exact rate, as it was published"
        raise InvalidTypeError("a rate", show(written), expected, f'write "{show(written)} %"')
    if type(written) is str and written[:1] in _MINUS_SIGNS:
        return -rate(written[1:])
    if type(written) is Fraction and written < 0:
        return -rate(-written)
    return rate(written)


_MINUS_SIGNS: Final = ("-", "\N{MINUS SIGN}")


def as_share(written: RateLike) -> Fraction:
    """A share of a whole, from a rate as it is written; refused when the object is checked.

    Examples:
        >>> as_share("25 %")
        Fraction(1, 4)
    """
    return attempt(exact_share, written)


def as_optional_share(written: RateLike | None) -> Fraction | None:
    """A share of a whole, or none."""
    return None if written is None else as_share(written)


def apportion(total: int, shares: Sequence[RateLike]) -> tuple[int, ...]:
    """Whole numbers in proportion to shares, which sum to the total (*répartition*).

    The largest-remainder method: each part starts at its floor, and what is left goes to
    the largest remainders; equal remainders are served in the order given.

    Args:
        total: How many to share out.
        shares: One weight for each part, not all zero; they need not sum to 1.

    Raises:
        InvalidTypeError: For a total that is not a whole number, or a weight that is no rate.
        InvalidValueError: For a negative total or weight, or weights that are all zero.
        InvalidObjectError: For several of these at once.

    Laws:
        - `apportion_sums`: the parts sum to the total, and each is the floor or the ceiling
          of its exact due.

    Examples:
        >>> apportion(10, ["1/3", "1/3", "1/3"])
        (4, 3, 3)
    """
    faults = Faults("apportion")
    faults.count("total", total)
    weights: list[Fraction] = []
    given = as_tuple(shares)
    if not faults.refused("shares", given):
        weights = [attempt(rate, share) for share in given]
        refused = [weight for weight in weights if faults.refused("shares", weight)]
        if not refused and not any(weights):
            faults.value("shares", given, "a weight above zero")
    faults.report()
    whole = sum(weights)
    dues = [total * weight / whole for weight in weights]
    parts = [math.floor(due) for due in dues]
    by_remainder = sorted(range(len(dues)), key=lambda part: parts[part] - dues[part])
    for part in by_remainder[: total - sum(parts)]:
        parts[part] += 1
    return tuple(parts)
