"""Numbers that a caller tells exactly or within bounds: amounts, counts and shares."""

from fractions import Fraction
from typing import Final

from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import RateLike, rate
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "DwellingsLike",
    "NumberLike",
    "ShareLike",
    "bound_amount",
    "bound_dwellings",
    "bound_if_told",
    "bound_positive",
    "bound_share",
    "judge_at_most",
    "read_part",
    "read_rate",
)

NumberLike = int | Fraction | Bounds[int] | Bounds[Fraction]
"""An exact number of 0 or more, or the bounds of one."""

DwellingsLike = int | Bounds[int]
"""A whole number of dwellings, or the bounds of one."""

ShareLike = RateLike | Bounds[Fraction]
"""A share of a whole, as it is written, or the bounds of one."""


def bound_amount(given: NumberLike, where: str) -> Bounds[Fraction]:
    """An exact number of 0 or more, as bounds.

    Raises:
        InvalidTypeError: For a float, or anything else that is not exact.
        InvalidValueError: For a negative number.

    Examples:
        >>> bound_amount(1_000, "an amount")
        Bounds(low=Fraction(1000, 1), high=Fraction(1000, 1))
    """
    if not isinstance(given, Bounds):
        if type(given) is not int and type(given) is not Fraction:
            raise InvalidTypeError(where, show(given), "an int or a Fraction, or Bounds of them")
        try:
            amount = Bounds.exactly(Fraction(given))
        except InvalidValueError as error:
            raise error.at(where) from None
        ends: tuple[int | Fraction, int | Fraction | None] = (amount.low, amount.high)
    else:
        ends = (given.low, given.high)
    low, high = ends
    if low < 0:
        raise InvalidValueError(where, show(given), "a number of 0 or more")
    return Bounds(Fraction(low), None if high is None else Fraction(high))


def bound_if_told(given: NumberLike | None, where: str) -> Bounds[Fraction]:
    """An exact number of 0 or more, as bounds; `None`: any such number.

    Raises:
        InvalidTypeError: For a float, or anything else that is not exact.
        InvalidValueError: For a negative number.

    Examples:
        >>> bound_if_told(None, "an amount")
        Bounds(low=Fraction(0, 1), high=None)
    """
    return Bounds(Fraction(0), None) if given is None else bound_amount(given, where)


def bound_positive(given: NumberLike, where: str, expected: str) -> Bounds[Fraction]:
    """An exact number above 0, as bounds.

    Args:
        given: The number.
        where: Who asks for it, for an error.
        expected: What was to be given, for an error.

    Raises:
        InvalidTypeError: For a float, or anything else that is not exact.
        InvalidValueError: For 0, a negative number, or bounds that hold 0.

    Examples:
        >>> bound_positive(2, "a surface", "a surface above 0")
        Bounds(low=Fraction(2, 1), high=Fraction(2, 1))
    """
    number = bound_amount(given, where)
    if number.low == 0:
        raise InvalidValueError(where, show(given), expected)
    return number


def bound_dwellings(given: DwellingsLike, where: str) -> Bounds[Fraction]:
    """A whole number of dwellings, as bounds.

    Raises:
        InvalidTypeError: For anything but a whole number, or bounds of whole numbers.
        InvalidValueError: For a negative number.

    Examples:
        >>> bound_dwellings(Bounds(1_768, 1_770), "main residences")
        Bounds(low=Fraction(1768, 1), high=Fraction(1770, 1))
    """
    if type(given.low if isinstance(given, Bounds) else given) is not int:
        raise InvalidTypeError(where, show(given), "a whole number, or Bounds of whole numbers")
    return bound_amount(given, where)


def bound_share(given: ShareLike, where: str) -> Bounds[Fraction]:
    """A share of at most the whole, as bounds.

    Raises:
        InvalidTypeError: For a float, or anything else that is not exact.
        InvalidValueError: For text that is no rate, a negative share, or more than the whole.

    Examples:
        >>> bound_share("25 %", "a share")
        Bounds(low=Fraction(1, 4), high=Fraction(1, 4))
    """
    if not isinstance(given, Bounds):
        return bound_amount(read_part(given, where), where)
    share = bound_amount(given, where)
    if share.low > 1 or (share.high is not None and share.high > 1):
        raise InvalidValueError(where, show(given), _PART_OF_THE_WHOLE)
    return share


_PART_OF_THE_WHOLE: Final = "a rate of at most 1"


def read_part(given: RateLike, where: str) -> Fraction:
    """A share of at most the whole.

    Raises:
        InvalidTypeError: For a float, or anything else that is not exact.
        InvalidValueError: For text that is no rate, a negative share, or more than the whole.

    Examples:
        >>> read_part("25 %", "a share")
        Fraction(1, 4)
    """
    share = read_rate(given, where)
    if share > 1:
        raise InvalidValueError(where, show(given), _PART_OF_THE_WHOLE)
    return share


def read_rate(given: RateLike, where: str) -> Fraction:
    """A rate, which may be more than the whole.

    Raises:
        InvalidTypeError: For a float, or anything else that is not exact.
        InvalidValueError: For text that is no rate, or a negative one.

    Examples:
        >>> read_rate("200 %", "a surcharge")
        Fraction(2, 1)
    """
    try:
        return rate(given)
    except (InvalidTypeError, InvalidValueError) as error:
        raise error.at(where) from None


def judge_at_most(number: Bounds[Fraction], limit: Bounds[Fraction]) -> Verdict:
    """Whether a number is surely, perhaps or surely not within a limit.

    Examples:
        >>> judge_at_most(Bounds.exactly(Fraction(2)), Bounds(Fraction(1), Fraction(2)))
        Verdict.UNDETERMINED
    """
    if number.high is not None and number.high <= limit.low:
        return Verdict.MET
    if limit.high is not None and number.low > limit.high:
        return Verdict.UNMET
    return Verdict.UNDETERMINED
