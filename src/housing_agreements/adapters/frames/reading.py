"""Each column of a frame in a form that all engines treat alike: nullable, and exact.

Most engines need nothing. pandas, and Dask by it, take a missing value for false in comparisons,
unless the column is of one of their nullable kinds; so what is read there is converted first.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Final

import attrs
import narwhals as nw
from narwhals.dtypes import DType

from housing_agreements.adapters.frames.kleene import Part, Stages
from housing_agreements.adapters.frames.tables import (
    Frame,
    Table,
    expected_of,
    fits,
    remedy_for,
    rows_said,
)
from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import InvalidTypeError, UnknownColumnError, nearest, shown
from housing_agreements.values.faults import Faults

__all__ = ("Grid", "Reader", "day_number")


@attrs.frozen(eq=False)
class Grid:
    """The values that a column of numbers or days can hold, as whole numbers in order."""

    parts: int
    """How many steps make one unit of the fact."""
    least: int
    """The least that the column can hold."""
    most: int
    """The most that the column can hold."""
    literal: Callable[[int], Any]
    """A step as the engine compares it with the column."""
    whole: bool = True
    """Whether the column holds the steps themselves, as integers."""


def day_number(day: date) -> int:
    """A day as one number: 32 days a month, so that months are added by adding 32.

    Examples:
        >>> day_number(date(2017, 3, 1)) - day_number(date(2016, 3, 1)) == 12 * 32
        True
    """
    return (day.year * 12 + day.month - 1) * 32 + day.day


class Reader:
    """Reads the columns of a table, and notes those that are of the wrong kind."""

    def __init__(self, table: Table, faults: Faults) -> None:
        self.table = table
        self.faults = faults
        self._converted: dict[str, Any] = {}
        self._read: dict[tuple[str, Kind], tuple[Part, int] | None] = {}
        self.api = table.api
        self.stages = Stages(self.api, self._unknown(), table.schema)

    def _unknown(self) -> Part:
        if not self.table.by_pandas:
            return Part(self.api.lit(None, dtype=self.api.Boolean))
        name = "__unknown"
        while name in self.table.schema:
            name = f"_{name}"
        native: Any = self.table.frame.to_native()
        flags = native[next(iter(self.table.schema))].isna().astype("boolean")
        self._converted[name] = flags.mask(flags | True)
        return Part(nw.col(name))

    @property
    def extra(self) -> tuple[str, ...]:
        """The columns added for reading."""
        return tuple(self._converted)

    def frame(self) -> Frame:
        """The frame with the columns that had to be converted."""
        if not self._converted:
            return self.table.own
        native: Any = self.table.frame.to_native()
        return nw.from_native(native.assign(**self._converted))

    def read(self, fact: str, name: str, kind: Kind) -> tuple[Part, int] | None:
        """A column of a kind, and into how many parts decimals cut its unit.

        `None` when it holds nothing, or is of another kind, which is noted.
        """
        key = (name, kind)
        if key not in self._read:
            dtype = self.table.schema[name]
            if self.table.is_empty_kind(name):
                self._read[key] = None
            elif self.table.by_pandas:
                self._read[key] = self._by_pandas(fact, name, kind, dtype)
            elif fits(dtype, kind):
                self._read[key] = self._plainly(name, dtype)
            else:
                self._read[key] = self._refused(fact, name, kind)
        return self._read[key]

    def _plainly(self, name: str, dtype: DType) -> tuple[Part, int]:
        scale, column = 10**dtype.scale if isinstance(dtype, nw.Decimal) else 1, self.api.col(name)
        if dtype == nw.Categorical or isinstance(dtype, nw.Enum):
            return Part(column.cast(self.api.String), size=2), scale
        return Part(column), scale

    def has(self, what: str, name: str) -> bool:
        """Whether the table has a column; a missing one is noted."""
        there = name in self.table.schema
        if not there:
            remedy = nearest(name, self.table.schema)
            where = self.faults.at(what)
            self.faults.note(UnknownColumnError(where, shown(name), _A_COLUMN, remedy))
        return there

    def days(self) -> Grid:
        """What a column of days can hold."""
        literal = _numbered if self.table.by_pandas else date.fromordinal
        return Grid(1, date.min.toordinal(), date.max.toordinal(), literal, whole=False)

    def day(self, day: date) -> Any:  # a day, or its number
        """A day as the engine compares it with columns of days."""
        return self.days().literal(day.toordinal())

    def widest(self, parts: int) -> Grid:
        """What a column of the widest integers can hold."""
        return Grid(parts, -(2**63), 2**63 - 1, int)

    def grid(self, name: str, kind: Kind, parts: int) -> Grid:
        """What a column of numbers or days can hold."""
        dtype = self.table.schema[name]
        if kind is Kind.DAY:
            return self.days()
        if kind not in _NUMBERS or self.table.by_pandas:
            return self.widest(parts)
        if isinstance(dtype, nw.Decimal):
            most, scale = 10**dtype.precision - 1, dtype.scale
            made = parts * 10**scale
            return Grid(made, -most, most, lambda step: Decimal(f"{step}e-{scale}"), whole=False)
        return Grid(parts, *_range_of(dtype), int)

    def _refused(self, fact: str, name: str, kind: Kind) -> None:
        """Note a column of another kind, with what it holds when that is there to be seen."""
        given = f"a column of {self.table.schema[name]}"
        if self.table.rows is not None:
            column = self.table.rows[name]
            there = (~column.is_null()).arg_true().to_list()
            if not there:
                return
            given = f"{given}: {rows_said(there, column.drop_nulls().head(3).to_list())}"
        self._note(fact, name, given, kind)

    def _note(self, fact: str, name: str, given: str, kind: Kind) -> None:
        where = self.faults.at(fact if fact == name else f"{fact}, column {name!r}")
        remedy = remedy_for(kind)
        self.faults.note(InvalidTypeError(where, given, expected_of(kind), remedy))

    def _by_pandas(self, fact: str, name: str, kind: Kind, dtype: DType) -> tuple[Part, int] | None:
        """A column of pandas or Dask as a nullable one."""
        native: Any = self.table.frame.to_native()
        column, scale = native[name], 1
        eager = self.table.rows is not None
        if eager and dtype in {nw.Object, nw.String}:
            if not self._held(fact, name, kind, column, _IS[kind]):
                return None
            if kind is Kind.AMOUNT:
                column, scale = _cut(column)
        elif kind is Kind.AMOUNT and isinstance(dtype, nw.Decimal):
            scale = 10**dtype.scale
            column = (column * scale).astype("int64[pyarrow]")
        elif eager and kind in _NUMBERS and dtype.is_float():
            # Without its nullable kinds, pandas makes floats of integers beside a missing one.
            if not self._held(fact, name, kind, column, _is_whole_float):
                return None
        elif kind is Kind.DAY and isinstance(dtype, nw.Datetime) and dtype.time_zone is None:
            if eager and not self._held(fact, name, kind, column, _is_midnight):
                return None
        elif not fits(dtype, kind):
            return self._refused(fact, name, kind)
        self._converted[made := self.stages.fresh()] = _nullable(column, kind)
        return Part(nw.col(made)), scale

    def _held(
        self, fact: str, name: str, kind: Kind, column: Any, fit: Callable[[Any], bool]
    ) -> bool:
        """Whether every value of a column of pandas is fit; the others are noted by row."""
        there = column.notna().to_numpy()
        wrong = [
            (row, value)
            for row, (value, given) in enumerate(zip(column, there, strict=True))
            if given and not fit(value)
        ]
        if wrong:
            rows, values = zip(*wrong, strict=True)
            self._note(fact, name, rows_said(rows, values), kind)
        return not wrong


_A_COLUMN: Final = "a column of the frame"
_NUMBERS: Final = {Kind.COUNT, Kind.AMOUNT}
_EXACT: Final = 2**53
"""From here on, floats no longer tell one whole number from the next."""


def _numbered(ordinal: int) -> int:
    return day_number(date.fromordinal(ordinal))


def _range_of(dtype: DType) -> tuple[int, int]:
    bits = int(str(dtype).removeprefix("U").removeprefix("Int").removeprefix("int"))
    if dtype.is_unsigned_integer():
        return 0, 2**bits - 1
    return -(2 ** (bits - 1)), 2 ** (bits - 1) - 1


def _is_whole(value: object) -> bool:
    return hasattr(value, "__index__") and not _is_flag(value)


def _is_flag(value: object) -> bool:
    return type(value).__name__ in {"bool", "bool_"}


def _is_whole_float(value: float) -> bool:
    return abs(value) < _EXACT and value.is_integer()


def _is_midnight(value: datetime) -> bool:
    return value == datetime(value.year, value.month, value.day)  # noqa: DTZ001  # as naive as it


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


def _cut(column: Any) -> tuple[Any, int]:  # a column of decimals
    """Decimals as whole numbers of the finest part that one of them has."""
    exact = column.map(Fraction, na_action="ignore")
    scale = lcm(*(each.denominator for each in exact.dropna()))
    return exact.map(lambda value: int(value * scale), na_action="ignore"), scale


def _nullable(column: Any, kind: Kind) -> Any:  # a column
    """A column of pandas or Dask in a nullable kind; days as numbers, which it compares exactly."""
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
