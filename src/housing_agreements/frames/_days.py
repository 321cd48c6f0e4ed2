"""Days as whole numbers, 32 of them for each month: the one module that knows this code.

Pandas compares such numbers exactly, and any engine adds months to them by adding. What takes or
gives years, months, days or numbers takes columns of them too: the arithmetic is the same.
"""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

import narwhals as nw

__all__ = (
    "add_months",
    "day_from_number",
    "decode_day",
    "encode_column",
    "encode_day",
    "is_last_of_month",
    "last_number_of_month",
    "number_from_ordinal",
    "number_of_day",
)

_A_MONTH: Final = 32
"""How many numbers a month has: one for each of its days, and at least one that is no day."""
_MONTHS_OF_30_DAYS: Final = (4, 6, 9, 11)
_FEBRUARY: Final = 2
_LONG, _SHORT, _LEAP = 31, 30, 29
"""The last days of long and of short months, and of February in a leap year."""


def number_of_day(day: date) -> int:
    """A day as one number.

    Examples:
        >>> number_of_day(date(2017, 3, 1)) == add_months(number_of_day(date(2016, 3, 1)), 12)
        True
    """
    number: int = encode_day(day.year, day.month, day.day)
    return number


def number_from_ordinal(ordinal: int) -> int:
    """The number of a day of which `date.toordinal` gives another."""
    return number_of_day(date.fromordinal(ordinal))


def day_from_number(number: int | None) -> date | None:
    """The day of a number; `None` of none.

    Examples:
        >>> day_from_number(number_of_day(date(2016, 2, 29)))
        datetime.date(2016, 2, 29)
    """
    return None if number is None else date(*decode_day(number))


def encode_day(year: Any, month: Any, day: Any) -> Any:
    """The number of a day, from its year, its month and its day in the month."""
    return (year * 12 + month - 1) * _A_MONTH + day


def decode_day(number: Any) -> tuple[Any, Any, Any]:
    """The year, the month and the day in the month of a number."""
    return number // (_A_MONTH * 12), (number // _A_MONTH) % 12 + 1, number % _A_MONTH


def encode_column(days: nw.Expr, wide: Any) -> nw.Expr:
    """A column of days as numbers.

    Args:
        days: The column.
        wide: A kind of integers that holds the numbers.
    """
    # Engines keep months and days in small integers, which would overflow.
    parts = (days.dt.year(), days.dt.month(), days.dt.day())
    numbers: nw.Expr = encode_day(*(part.cast(wide) for part in parts))
    return numbers


def add_months(number: Any, months: int) -> Any:
    """The number of the same day some months later, though that month may not have the day."""
    return number + _A_MONTH * months


def last_number_of_month(number: Any, day: Any) -> Any:
    """The last number that a day of a month may have, from that of one and its day in the month.

    It is that of the 31st, also where the month has none.
    """
    return number - day + (_A_MONTH - 1)


def is_last_of_month(year: nw.Expr, month: nw.Expr, day: nw.Expr) -> nw.Expr:
    """Whether a day is the last of its month."""
    short = reduce(or_, (month == number for number in _MONTHS_OF_30_DAYS))
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    february = (month == _FEBRUARY) & ((day == _LEAP) | ((day == _LEAP - 1) & ~leap))
    return ((day == _LONG) | (short & (day == _SHORT)) | february).fill_null(False)
