"""The columns of pandas in kinds whose missing values are null, as those of the other engines."""

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

__all__ = ("NullableColumn", "Unreadable", "column_of_nulls", "make_nullable")


class NullableColumn(NamedTuple):
    """A column in a nullable kind."""

    column: Any
    """The column."""
    parts: int
    """Into how many parts its decimals cut a unit; 1 for whole numbers and all other kinds."""


Unreadable = list[tuple[int, Any]]
"""The rows whose values cannot be read, with these."""

_NUMERIC: Final = {Kind.COUNT, Kind.AMOUNT}
_FLOATS_ARE_EXACT_BELOW: Final = 2**53
"""From here on, floats no longer tell one whole number from the next."""
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
    test, parts = None, 1
    if str(column.dtype) == "object":
        test = _test_each(_IS_OF_KIND[kind])
    elif kind in _NUMERIC and dtype.is_float():
        # Without its nullable kinds, pandas makes floats of integers beside a missing one.
        test = _are_whole
    elif kind is Kind.DAY and isinstance(dtype, nw.Datetime) and dtype.time_zone is None:
        test = _are_days
    elif not fits:
        return None
    unreadable = [] if test is None else _rows_failing(column, test)
    if unreadable:
        return unreadable
    if (
        kind is Kind.AMOUNT
        and isinstance(dtype, nw.Decimal)
        and dtype.precision <= _DIGITS_OF_ARROW
    ):
        parts = 10**dtype.scale
        column = (column * parts).astype("int64[pyarrow]")
    elif kind is Kind.AMOUNT and (test is not None or isinstance(dtype, nw.Decimal)):
        column, parts = _cut_decimals(column)
    return NullableColumn(_convert(column, kind), parts)


def _rows_failing(column: Any, test: Callable[[Any], Any]) -> Unreadable:
    there = column.notna().to_numpy()
    kept = column[there]
    bad = ~test(kept).to_numpy(dtype=bool)
    rows = there.nonzero()[0][bad]
    return list(zip(rows.tolist(), kept[bad].tolist(), strict=True))


def _are_whole(floats: Any) -> Any:  # a column of flags
    floats = floats.astype("float64")  # those of Arrow know no remainder
    return (floats % 1 == 0) & (floats.abs() < _FLOATS_ARE_EXACT_BELOW)


def _are_days(times: Any) -> Any:  # a column of flags
    return times == times.dt.normalize()


def _is_flag(value: object) -> bool:
    return type(value).__name__ in {"bool", "bool_"}


def _is_whole_number(value: object) -> bool:
    return hasattr(value, "__index__") and not _is_flag(value)


def _is_amount(value: object) -> bool:
    return _is_whole_number(value) or (isinstance(value, Decimal) and value.is_finite())


_IS_OF_KIND: Final[dict[Kind, Callable[[Any], bool]]] = {
    Kind.FLAG: _is_flag,
    Kind.COUNT: _is_whole_number,
    Kind.AMOUNT: _is_amount,
    Kind.DAY: lambda value: type(value) is date,
    Kind.PLACE: lambda value: isinstance(value, str),
    Kind.CODE: lambda value: isinstance(value, str),
}


def _test_each(test: Callable[[Any], bool]) -> Callable[[Any], Any]:
    return lambda values: values.map(test)


def _cut_decimals(column: Any) -> tuple[Any, int]:  # a column of decimals
    """Decimals as whole numbers of the finest part that one of them has."""
    exact = column.map(Fraction, na_action="ignore")
    parts = lcm(*(value.denominator for value in exact.dropna()))
    return exact.map(lambda value: int(value * parts), na_action="ignore"), parts


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
