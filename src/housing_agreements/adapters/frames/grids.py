"""The values that columns of numbers and days can hold, as whole numbers in order."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
import narwhals as nw
from narwhals.dtypes import DType

__all__ = ("WIDEST", "Grid", "day_number", "days", "numbers")


@attrs.frozen(eq=False)
class Grid:
    """The values that a column can hold, as whole numbers in order."""

    parts: int
    """How many steps make one unit of the fact."""
    least: int
    """The least that the column can hold."""
    most: int
    """The most that the column can hold."""
    literal: Callable[[int], Any]
    """A step as the engine compares it with the column."""


def day_number(day: date) -> int:
    """A day as one number: 32 days a month, so that months are added by adding 32.

    Examples:
        >>> day_number(date(2017, 3, 1)) - day_number(date(2016, 3, 1)) == 12 * 32
        True
    """
    return (day.year * 12 + day.month - 1) * 32 + day.day


def days(*, as_numbers: bool) -> Grid:
    """What a column of days can hold."""
    literal = _numbered if as_numbers else date.fromordinal
    return Grid(1, date.min.toordinal(), date.max.toordinal(), literal)


def _numbered(ordinal: int) -> int:
    return day_number(date.fromordinal(ordinal))


def numbers(dtype: DType, parts: int) -> Grid:
    """What a column of integers or decimals can hold.

    Examples:
        >>> numbers(nw.Int8(), 1).most, numbers(nw.UInt16(), 1).most
        (127, 65535)
        >>> cents = numbers(nw.Decimal(5, 2), 1)
        >>> cents.parts, cents.literal(99_999)
        (100, Decimal('999.99'))
    """
    if isinstance(dtype, nw.Decimal):
        most, scale = 10**dtype.precision - 1, dtype.scale
        return Grid(parts * 10**scale, -most, most, lambda step: Decimal(f"{step}e-{scale}"))
    bits = int(str(dtype).removeprefix("U").removeprefix("Int"))
    if dtype.is_unsigned_integer():
        return Grid(parts, 0, 2**bits - 1, int)
    return Grid(parts, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1, int)


WIDEST: Final = nw.Int64()
"""The widest integers that all engines have."""
