"""The columns of pandas, converted so that a missing value is null, as in the other engines."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Final, NamedTuple, assert_never

import narwhals as nw
from narwhals.dtypes import DType

from housing_agreements.criteria.kinds import Kind
from housing_agreements.frames._days import encode_day

__all__ = (
    "NullableColumn",
    "Unreadable",
    "column_of_nulls",
    "holds_whole_numbers",
    "make_nullable",
)


class NullableColumn(NamedTuple):
    """A column in a nullable kind."""

    column: Any
    """The column."""
    parts: int
    """Into how many parts its decimals cut a unit; 1 for whole numbers and all other kinds."""


class Unreadable(NamedTuple):
    """The rows of a column that cannot be read; there is one at least."""

    rows: list[tuple[int, Any]]
    """Their numbers, with their values."""
    too_large: bool = False
    """Whether they are numbers that 64 bits do not hold."""
    no_days: bool = False
    """Whether they are days that no calendar of Python has."""


_NUMERIC: Final = {Kind.COUNT, Kind.AMOUNT}
_FLOATS_ARE_EXACT_BELOW: Final = 2**53
"""From here on, floats no longer tell one whole number from the next."""
_MOST: Final = 2**63 - 1
"""The most that the whole numbers of pandas hold."""
_FINEST: Final = 10**9
"""Into how many parts a decimal may cut a unit, where another cuts it still further."""
_DIGITS_OF_ARROW: Final = 18
"""The most digits of decimals that Arrow can multiply by a whole number."""


def column_of_nulls(column: Any) -> Any:  # a column
    """A nullable column of flags that holds nothing, beside a column."""
    flags = column.isna().astype("boolean")
    return flags.mask(flags | True)


def make_nullable(
    column: Any, dtype: DType, kind: Kind, *, fits: bool
) -> NullableColumn | Unreadable | None:
    """A column in a nullable kind.

    Args:
        column: The column.
        dtype: Its kind, as narwhals tells it.
        kind: What it must give.
        fits: Whether columns of its kind give that as they are.

    Returns:
        The rows that cannot be read, if any; `None` when no value of its kind can.
    """
    if str(column.dtype) == "object":
        return _read_objects(column, kind)
    test = _choose_test(dtype, kind)
    if test is None and not (fits and _are_categories_text(column)):
        return None
    unreadable = _find_other_days(column) if kind is Kind.DAY else None
    unreadable = unreadable or _find_unreadable(column, dtype, test)
    if unreadable is not None:
        return unreadable
    if kind is not Kind.AMOUNT or (test is None and not isinstance(dtype, nw.Decimal)):
        return NullableColumn(_convert(column, kind), 1)
    if not isinstance(dtype, nw.Decimal) or dtype.precision > _DIGITS_OF_ARROW:
        return _cut_decimals(column)
    parts = 10**dtype.scale
    return NullableColumn(_convert((column * parts).astype("int64[pyarrow]"), kind), parts)


def _choose_test(dtype: DType, kind: Kind) -> Callable[[Any], Any] | None:
    """What each value must stand to be read as a kind; `None`: its column need not be tested."""
    if kind in _NUMERIC and dtype.is_float():
        # Without its nullable kinds, pandas makes floats of integers beside a missing one.
        return _are_whole
    of_times = kind is Kind.DAY and isinstance(dtype, nw.Datetime) and dtype.time_zone is None
    return _are_days if of_times else None


def _find_unreadable(
    column: Any, dtype: DType, test: Callable[[Any], Any] | None
) -> Unreadable | None:
    """The rows that fail a test, or that hold more than 64 bits do."""
    if test is not None:
        there = column.notna().to_numpy(dtype=bool)
        wrong = there.copy()
        wrong[there] = ~test(column[there]).to_numpy(dtype=bool)
        if wrong.any():
            return _rows_where(column, wrong)
    if dtype == nw.UInt64:
        large = (column > _MOST).fillna(False).to_numpy(dtype=bool)
        if large.any():
            return _rows_where(column, large, too_large=True)
    return None


def _find_other_days(column: Any) -> Unreadable | None:
    """The rows of a column of days or times whose year no calendar of Python has."""
    if str(column.dtype) == "datetime64[ns]":  # holds none
        return None
    days = column.dt
    years = days.year
    wrong = ((years < date.min.year) | (years > date.max.year)).fillna(False).to_numpy(dtype=bool)
    if not wrong.any():
        return None
    parts = (part[wrong].astype(int).tolist() for part in (years, days.month, days.day))
    values = [f"{year}-{month:02}-{day:02}" for year, month, day in zip(*parts, strict=True)]
    return Unreadable(list(zip(wrong.nonzero()[0].tolist(), values, strict=True)), no_days=True)


def _rows_where(column: Any, wrong: Any, *, too_large: bool = False) -> Unreadable:
    """The rows that are flagged, with their values."""
    rows = wrong.nonzero()[0]
    values = column[wrong].tolist()
    return Unreadable(list(zip(rows.tolist(), values, strict=True)), too_large)


def _read_objects(column: Any, kind: Kind) -> NullableColumn | Unreadable:
    """A column of objects: each value says by itself what it is."""
    is_right = _IS_OF_KIND[kind]
    values = column.tolist()
    missing = [value is None or (not is_right(value) and _is_missing(value)) for value in values]
    wrong = [
        (row, value) for row, value in enumerate(values) if not missing[row] and not is_right(value)
    ]
    if wrong:
        return Unreadable(wrong)
    column = column.mask(type(column)(missing, index=column.index, dtype=bool), None)
    if kind is Kind.AMOUNT:
        return _cut_decimals(column)
    if kind is Kind.COUNT:
        large = [
            (row, value)
            for row, value in enumerate(values)
            if not missing[row] and not -_MOST <= value <= _MOST
        ]
        if large:
            return Unreadable(large, too_large=True)
    return NullableColumn(_convert(column, kind), 1)


def _is_missing(value: Any) -> bool:
    """Whether a value is one of those by which pandas says that there is none."""
    name = type(value).__name__
    if name in {"NAType", "NaTType"}:
        return True
    if isinstance(value, Decimal):
        return value.is_qnan()
    is_float = isinstance(value, float) or name.startswith(("float", "datetime64"))
    return is_float and bool(value != value)  # noqa: PLR0124  # only what is no number does so


def _are_categories_text(column: Any) -> bool:
    """Whether the categories of a column are text, if it has any: those of pandas may be more."""
    categories = getattr(column.dtype, "categories", ())
    return all(isinstance(category, str) for category in categories)


def _are_whole(floats: Any) -> Any:  # a column of flags
    floats = floats.astype("float64")  # those of Arrow know no remainder
    return (floats % 1 == 0) & (floats.abs() < _FLOATS_ARE_EXACT_BELOW)


def _are_days(times: Any) -> Any:  # a column of flags
    return times == times.dt.normalize()


def _is_flag(value: object) -> bool:
    return type(value).__name__ in {"bool", "bool_"}


def _is_whole_number(value: object) -> bool:
    if _is_flag(value):
        return False
    kind = type(value)
    return isinstance(value, int) or (kind.__module__ == "numpy" and hasattr(kind, "__index__"))


def holds_whole_numbers(column: Any) -> bool:
    """Whether a column of objects holds whole numbers, beside what else it may hold."""
    return str(column.dtype) == "object" and any(map(_is_whole_number, column.tolist()))


def _is_amount(value: object) -> bool:
    return _is_whole_number(value) or (isinstance(value, Decimal) and value.is_finite())


def _is_unicode(value: object) -> bool:
    """Whether a value is text that can be written; Python also holds halves of characters."""
    if not isinstance(value, str):
        return False
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


_IS_OF_KIND: Final[dict[Kind, Callable[[Any], bool]]] = {
    Kind.FLAG: _is_flag,
    Kind.COUNT: _is_whole_number,
    Kind.AMOUNT: _is_amount,
    Kind.DAY: lambda value: type(value) is date,
    Kind.PLACE: _is_unicode,
    Kind.CODE: _is_unicode,
}


def _cut_decimals(column: Any) -> NullableColumn | Unreadable:  # a column of decimals
    """Decimals as whole numbers of the finest part that one of them has."""
    exact = column.map(Fraction, na_action="ignore")
    parts = lcm(*(value.denominator for value in exact.dropna()))
    wrong = exact.notna().to_numpy(dtype=bool).copy()
    # Where one is cut too finely, it is at fault, and not those that it cuts.
    wrong[wrong] = [
        value.denominator > _FINEST if parts > _MOST else abs(value * parts) > _MOST
        for value in exact[wrong]
    ]
    if wrong.any():
        return _rows_where(column, wrong, too_large=True)
    numbers = exact.map(lambda value: int(value * parts), na_action="ignore")
    return NullableColumn(_convert(numbers, Kind.AMOUNT), parts)


def _convert(column: Any, kind: Kind) -> Any:  # a column
    """A column of pandas in a nullable kind; days as numbers, which it compares exactly."""
    match kind:
        case Kind.FLAG:
            return column.astype("boolean")
        case Kind.COUNT | Kind.AMOUNT:
            return column.astype("Int64")
        case Kind.PLACE | Kind.CODE:
            # Those of Arrow would answer in kinds that do not mix with the other ones.
            return column.astype("string[python]")
        case Kind.DAY:
            days = column.astype("datetime64[s]").dt
            return encode_day(days.year, days.month, days.day).astype("Int64")
        case _ as never:
            assert_never(never)
