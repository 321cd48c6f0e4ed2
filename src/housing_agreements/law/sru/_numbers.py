"""Numbers that a commune tells exactly or within bounds: amounts, counts and shares."""

from fractions import Fraction

from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import RateLike, rate

__all__ = (
    "DwellingsLike",
    "NumberLike",
    "ShareLike",
    "bound_amount",
    "bound_dwellings",
    "bound_share",
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
    if isinstance(given, Bounds):
        share = bound_amount(given, where)
    else:
        try:
            share = Bounds.exactly(rate(given))
        except (InvalidTypeError, InvalidValueError) as error:
            raise error.at(where) from None
    if share.low > 1 or (share.high is not None and share.high > 1):
        raise InvalidValueError(where, show(given), "a rate of at most 1")
    return share
