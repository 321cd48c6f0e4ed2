"""The columns of pandas in kinds whose missing values are not false.

Unless a column is of one of their nullable kinds, comparisons take a missing value for false.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Final, assert_never

import narwhals as nw
from narwhals.dtypes import DType

from housing_agreements.adapters.frames.tables import fits
from housing_agreements.criteria.kinds import Kind

__all__ = ("Wrong", "made_nullable", "nulls")

Wrong = list[tuple[int, Any]]
"""The rows whose values cannot be read, with these."""

_NUMBERS: Final = {Kind.COUNT, Kind.AMOUNT}
_EXACT: Final = 2**53
"""From here on, floats no longer tell one whole number from the next."""
_NARROW: Final = 18
"""The most digits of decimals that Arrow can multiply by a whole number."""


def nulls(column: Any) -> Any:  # a column
    """A nullable column of flags that holds nothing, beside a column."""
    flags = column.isna().astype("boolean")
    return flags.mask(flags | True)


def made_nullable(column: Any, dtype: DType, kind: Kind) -> tuple[Any, int] | Wrong | None:
    """A column in a nullable kind, and into how many parts decimals cut its unit.

    Args:
        column: The column.
        dtype: Its kind, as narwhals tells it.
        kind: What it must give.

    Returns:
        The rows that cannot be read, if any; `None` when no value of its kind can.
    """
    test, scale = None, 1
    if str(column.dtype) == "object":
        test = _each(_IS[kind])
    elif kind in _NUMBERS and dtype.is_float():
        # Without its nullable kinds, pandas makes floats of integers beside a missing one.
        test = _are_whole
    elif kind is Kind.DAY and isinstance(dtype, nw.Datetime) and dtype.time_zone is None:
        test = _are_days
    elif not fits(dtype, kind):
        return None
    wrong = [] if test is None else _wrong(column, test)
    if wrong:
        return wrong
    if kind is Kind.AMOUNT and isinstance(dtype, nw.Decimal) and dtype.precision <= _NARROW:
        scale = 10**dtype.scale
        column = (column * scale).astype("int64[pyarrow]")
    elif kind is Kind.AMOUNT and (test is not None or isinstance(dtype, nw.Decimal)):
        column, scale = _cut(column)
    return _nullable(column, kind), scale


def _wrong(column: Any, test: Callable[[Any], Any]) -> Wrong:
    there = column.notna().to_numpy()
    kept = column[there]
    bad = ~test(kept).to_numpy(dtype=bool)
    rows = there.nonzero()[0][bad]
    return list(zip(rows.tolist(), kept[bad].tolist(), strict=True))


def _are_whole(floats: Any) -> Any:  # a column of flags
    floats = floats.astype("float64")  # those of Arrow know no remainder
    return (floats % 1 == 0) & (floats.abs() < _EXACT)


def _are_days(times: Any) -> Any:  # a column of flags
    return times == times.dt.normalize()


def _is_flag(value: object) -> bool:
    return type(value).__name__ in {"bool", "bool_"}


def _is_whole(value: object) -> bool:
    return hasattr(value, "__index__") and not _is_flag(value)


def _is_amount(value: object) -> bool:
    return _is_whole(value) or (isinstance(value, Decimal) and value.is_finite())


_IS: Final[dict[Kind, Callable[[Any], bool]]] = {
    Kind.FLAG: _is_flag,
    Kind.COUNT: _is_whole,
    Kind.AMOUNT: _is_amount,
    Kind.DAY: lambda value: type(value) is date,
    Kind.PLACE: lambda value: isinstance(value, str),
    Kind.CODE: lambda value: isinstance(value, str),
}


def _each(test: Callable[[Any], bool]) -> Callable[[Any], Any]:
    return lambda values: values.map(test)


def _cut(column: Any) -> tuple[Any, int]:  # a column of decimals
    """Decimals as whole numbers of the finest part that one of them has."""
    exact = column.map(Fraction, na_action="ignore")
    scale = lcm(*(each.denominator for each in exact.dropna()))
    return exact.map(lambda value: int(value * scale), na_action="ignore"), scale


def _nullable(column: Any, kind: Kind) -> Any:  # a column
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
            return ((days.year * 12 + days.month - 1) * 32 + days.day).astype("Int64")
        case _ as never:
            assert_never(never)
