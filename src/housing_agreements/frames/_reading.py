"""Reading the columns of a frame: of which kind they are, what they can hold, what cannot be."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from operator import or_
from typing import Any, Final, NamedTuple

import attrs
import narwhals as nw
from narwhals.dtypes import DType

from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import HousingAgreementsError, InvalidTypeError, InvalidValueError
from housing_agreements.frames._days import encode_column, number_from_ordinal
from housing_agreements.frames._engines import (
    FEW,
    PYARROW,
    SPARK,
    ColumnAnswer,
    EngineWords,
    FrameTable,
    PlannedColumn,
    QueryPlan,
    fits,
    kind_expected,
    look_at,
    names_of_rows,
    remedy_for,
    say_rows,
)
from housing_agreements.frames._faults import FrameFaults
from housing_agreements.frames._pandas import (
    NullableColumn,
    column_of_nulls,
    holds_whole_numbers,
    make_nullable,
)

__all__ = (
    "IN_THE_CALENDAR",
    "WIDEST",
    "ColumnRead",
    "ColumnReader",
    "ValueGrid",
    "Words",
    "grid_of_numbers",
    "words_and_indices",
)


_LOOKED_AT: Final = 100
"""Of how many values that are no flags it is looked how they say yes and no."""


@attrs.frozen(eq=False)
class ValueGrid:
    """The values that a column can hold, as whole numbers in order."""

    parts: int
    """How many steps make one unit of the fact."""
    least: int
    """The least that the column can hold."""
    most: int
    """The most that the column can hold."""
    literal: Callable[[int], Any]
    """A step as the engine compares it with the column."""


def _grid_of_days(table: FrameTable) -> ValueGrid:
    """What a column of days can hold."""
    literal: Callable[[int], Any] = date.fromordinal
    if table.by_pandas:
        literal = number_from_ordinal
    elif table.engine in SPARK:
        literal = _day_in_spark
    return ValueGrid(1, date.min.toordinal(), date.max.toordinal(), literal)


def _day_in_spark(ordinal: int) -> nw.Expr:
    """A day as text, since Spark takes none of before the year 1000 from Python."""
    return nw.lit(date.fromordinal(ordinal).isoformat()).cast(nw.Date)


def grid_of_numbers(dtype: DType, parts: int) -> ValueGrid:
    """What a column of integers or decimals can hold.

    Examples:
        >>> grid_of_numbers(nw.Int8(), 1).most, grid_of_numbers(nw.UInt16(), 1).most
        (127, 65535)
        >>> cents = grid_of_numbers(nw.Decimal(5, 2), 1)
        >>> cents.parts, cents.literal(99_999)
        (100, Decimal('999.99'))
    """
    if isinstance(dtype, nw.Decimal):
        most, scale = 10**dtype.precision - 1, dtype.scale
        return ValueGrid(parts * 10**scale, -most, most, lambda step: Decimal(f"{step}e-{scale}"))
    bits = int(str(dtype).removeprefix("U").removeprefix("Int"))
    if dtype.is_unsigned_integer():
        return ValueGrid(parts, 0, 2**bits - 1, int)
    return ValueGrid(parts, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1, int)


WIDEST: Final = nw.Int64()
"""The widest integers that all engines have."""


@attrs.frozen(eq=False)
class Words:
    """What a column of text holds: few words, each with a number."""

    values: tuple[str, ...]
    """The words, each once."""
    numbers: PlannedColumn
    """The index of each row's word among them; null where the text is null."""
    nulls: bool
    """Whether it is null anywhere."""


_ROWS_LOOKED_AT: Final = 10_000
"""How many rows mostly hold all the words."""
_MOST_WORDS: Final = 5_000
"""Beyond so many words, they are not looked at one by one."""


def words_and_indices(api: Any, column: Any) -> tuple[tuple[str, ...], Any] | None:
    """The words of a column of Polars, and their indices; `None`: there are too many.

    Nothing is guessed: where the first rows do not hold all the words, the others are added.
    """
    found = column.head(_ROWS_LOOKED_AT).drop_nulls().unique()
    if len(found) > _MOST_WORDS:
        return None
    indices = column.cast(api.Enum(found), strict=False)
    if indices.null_count() > column.null_count():
        rest = column.filter(indices.is_null() & column.is_not_null()).unique()
        if len(found) + len(rest) > _MOST_WORDS:
            return None
        found = api.concat([found, rest])
        indices = column.cast(api.Enum(found))
    return tuple(found.to_list()), indices.to_physical()


IN_THE_CALENDAR: Final = f"a day from {date.min} to {date.max}", "write the day that is meant"
"""The days that Python has, and what to do with others: engines know some."""
_WIDEST_GRID: Final = grid_of_numbers(WIDEST, 1)


class ColumnRead(NamedTuple):
    """A column of a kind, as it was read."""

    column: PlannedColumn
    """The column."""
    parts: int
    """Into how many parts its decimals cut a unit; 1 for whole numbers and all other kinds."""


class _Suspicion(NamedTuple):
    """A column some of whose values may be such as cannot be."""

    fact: str
    """The fact that it gives."""
    name: str
    """Its name."""
    test: nw.Expr
    """Whether a row is wrong."""
    expected: str
    """What its values should be."""
    remedy: str
    """What to do."""
    kind: type[HousingAgreementsError]
    """The error that refuses them."""


class ColumnReader:
    """Reads the columns of a table, and notes those that are of the wrong kind.

    Args:
        table: The table.
        faults: What is wrong with it.
        sets_aside: Whether values that cannot be are set aside also where the rows are here.
    """

    def __init__(self, table: FrameTable, faults: FrameFaults, *, sets_aside: bool = False) -> None:
        self.table = table
        self.faults = faults
        self.sets_aside: bool = sets_aside or table.rows is None
        """Whether values that cannot be are taken for not known, rather than refused."""
        self.refused: dict[str, list[PlannedColumn]] = {}
        """Whether a row gives such a value, by fact."""
        self.api: EngineWords = table.api
        self._converted: dict[str, Any] = {}
        self._read: dict[tuple[str, Kind], ColumnRead | None] = {}
        self.words_for: dict[str, tuple[str, str]] = {}
        """Of some facts, what their columns must be and what to do with others, in other words."""
        self._words: dict[str, Words | None] = {}
        self._suspicions: list[_Suspicion] = []
        self.plan: QueryPlan = QueryPlan(self.api, self._unknown(), table.schema)

    def _unknown(self) -> PlannedColumn:
        if not self.table.by_pandas:
            return PlannedColumn(self.api.lit(None, dtype=self.api.Boolean))
        name = "__unknown"
        while name in self.table.schema:
            name = f"_{name}"
        native: Any = self.table.frame.to_native()
        self._converted[name] = column_of_nulls(native.index.to_series())
        return PlannedColumn(nw.col(name))

    def read(self, fact: str, name: str, kind: Kind) -> ColumnRead | None:
        """A column of a kind.

        `None` when it holds nothing, or is of another kind, which is noted.
        """
        key = (name, kind)
        if key not in self._read:
            self._read[key] = self._first_read(fact, name, kind)
        return self._read[key]

    def _first_read(self, fact: str, name: str, kind: Kind) -> ColumnRead | None:
        dtype = self.table.schema[name]
        if self.table.is_empty_kind(name):
            return None
        if self.table.by_pandas:
            return self._read_pandas(fact, name, kind)
        if not fits(dtype, kind) or not self.table.holds_text(name):
            self._refuse(fact, name, kind)
            return None
        if self._is_read_in_64_bits(name) and self._notes_large(fact, name):
            return None
        column = self.api.col(name)
        if dtype == nw.Categorical or isinstance(dtype, nw.Enum):
            return ColumnRead(PlannedColumn(column.cast(self.api.String), size=2), 1)
        parts = 10**dtype.scale if isinstance(dtype, nw.Decimal) else 1
        return ColumnRead(PlannedColumn(column), parts)

    def _read_pandas(self, fact: str, name: str, kind: Kind) -> ColumnRead | None:
        native: Any = self.table.frame.to_native()
        dtype = self.table.schema[name]
        nullable = make_nullable(native[name], dtype, kind, fits=fits(dtype, kind))
        if isinstance(nullable, NullableColumn):
            self._converted[fresh := self.plan.new_name()] = nullable.column
            return ColumnRead(PlannedColumn(nw.col(fresh)), nullable.parts)
        if nullable is None:
            self._refuse(fact, name, kind)
            return None
        rows, values = zip(*nullable.rows, strict=True)
        given = say_rows(values, names_of_rows(self.table, rows), len(rows))
        if nullable.too_large:
            self._note_large(fact, name, given)
        elif nullable.no_days:
            expected, remedy = IN_THE_CALENDAR
            self.faults.column(InvalidValueError, fact, name, given, expected, remedy=remedy)
        else:
            self._note(fact, name, kind, given, values[:_LOOKED_AT])
        return None

    def holds_numbers(self, name: str) -> bool:
        """Whether a column holds numbers, if anything."""
        dtype = self.table.schema[name]
        if dtype.is_integer() or dtype.is_float():
            return True
        native: Any = self.table.frame.to_native()
        return self.table.by_pandas and holds_whole_numbers(native[name])

    def read_numbers(self, fact: str, name: str) -> PlannedColumn | None:
        """A column of numbers; those with a fraction are left, where a column of them is read."""
        if self.table.schema[name].is_float() and not self.table.by_pandas:
            return PlannedColumn(self.api.col(name))
        read = self.read(fact, name, Kind.COUNT)
        return None if read is None else read.column

    def _is_read_in_64_bits(self, name: str) -> bool:
        """Whether a column may hold more than its engine compares with a whole number."""
        return self.table.engine is PYARROW and self.table.schema[name] == nw.UInt64

    def _notes_large(self, fact: str, name: str) -> bool:
        """Whether some rows of a column of Arrow are beyond that; they are noted."""
        column: Any = self.table.frame.to_native()[name]
        values = [value or 0 for value in column.to_pylist()]
        rows = [row for row, value in enumerate(values) if value > _WIDEST_GRID.most]
        if rows:
            given = [values[row] for row in rows]
            self._note_large(
                fact, name, say_rows(given, names_of_rows(self.table, rows), len(rows))
            )
        return bool(rows)

    def _note_large(self, fact: str, name: str, given: str) -> None:
        expected, remedy = "numbers that 64 bits hold", "make it null if it is a slip"
        self.faults.column(InvalidValueError, fact, name, given, expected, remedy=remedy)

    def words(self, name: str) -> Words | None:
        """The words of a column of text, where they are there to be looked at and not too many.

        Only Polars is asked: to look them up takes it less time than to read them once.
        """
        if name not in self._words:
            self._words[name] = self._first_words(name)
        return self._words[name]

    def _first_words(self, name: str) -> Words | None:
        if (
            not self.table.by_polars
            or self.table.rows is None
            or self.table.schema[name] != nw.String
        ):
            return None
        found = words_and_indices(self.api, self.table.own[name])
        if found is None:
            return None
        values, indices = found
        self._converted[fresh := self.plan.new_name()] = indices
        return Words(values, PlannedColumn(self.api.col(fresh)), indices.null_count() > 0)

    def texts_failing(self, name: str, is_right: Callable[[str], bool]) -> list[str]:
        """The texts of a column that is here that are not right, each once."""
        rows: Any = self.table.rows
        words = self.words(name)
        texts = rows[name].unique().to_list() if words is None else words.values
        return [text for text in texts if isinstance(text, str) and not is_right(text)]

    def extremes(self, name: str) -> tuple[int | None, int | None, bool]:
        """The least and the most of a column of integers of Polars, and whether any is null.

        Only asked of columns that are there to be looked at: in a lazy frame a count may be one
        that cannot be, so that no column is what it was given.
        """
        column = self.table.own[name]
        return column.min(), column.max(), column.null_count() > 0

    def _refuse(self, fact: str, name: str, kind: Kind) -> None:
        """Note a column of another kind, with what it holds when that is there to be seen.

        One that holds nothing but nulls says nothing, whatever its kind.
        """
        contents, values = look_at(self.table, name)
        if contents or not self._rows_are_here:
            given = ", ".join(filter(None, (f"a column of {self.table.schema[name]}", contents)))
            self._note(fact, name, kind, given, values)

    @property
    def _rows_are_here(self) -> bool:
        return self.table.rows is not None and len(self.table.rows) > 0

    def _note(
        self, fact: str, name: str, kind: Kind, given: str, seen: Sequence[object] = ()
    ) -> None:
        in_pandas = self.table.schema[name] if self.table.by_pandas else None
        own = (kind_expected(kind), remedy_for(kind, in_pandas, seen or None))
        expected, remedy = self.words_for.get(fact, own)
        self.faults.column(InvalidTypeError, fact, name, given, expected, remedy=remedy)

    def doubt(
        self,
        fact: str,
        name: str,
        wrong: PlannedColumn,
        expected: str,
        remedy: str = "make it null where it is not known",
        *,
        kind: type[HousingAgreementsError] = InvalidValueError,
    ) -> list[PlannedColumn]:
        """Have the rows of an eager frame looked through for values that cannot be.

        Args:
            fact: The fact.
            name: The column.
            wrong: Whether a row is wrong; of columns that are there from the beginning.
            expected: What the values should be.
            remedy: What to do.
            kind: The error that refuses them.

        Returns:
            Where such values are not looked for but set aside: whether a row has one.
        """
        if self.sets_aside:
            return [self.plan.combine(lambda test: test.fill_null(False), wrong)]
        test = wrong.expr.fill_null(False)
        self._suspicions.append(_Suspicion(fact, name, test, expected, remedy, kind))
        return []

    def doubt_day(self, fact: str, name: str, days: PlannedColumn) -> list[PlannedColumn]:
        """The same of a column of days: engines know some that no calendar of Python has."""
        if self.table.by_pandas:  # looked at when it was read
            return []
        wrong = self.plan.combine(self.is_out_of_calendar, days)
        return self.doubt(fact, name, wrong, *IN_THE_CALENDAR)

    def is_out_of_calendar(self, days: nw.Expr) -> nw.Expr:
        """Whether a column holds a day that no calendar of Python has."""
        other: nw.Expr = (days < self.day(date.min)) | (days > self.day(date.max))
        return other

    def set_aside(self, fact: str, wrong: Sequence[PlannedColumn]) -> ColumnAnswer:
        """Whether a row gives a fact no value that cannot be; those that do are kept in mind.

        Args:
            fact: The fact.
            wrong: Whether a row does, in one of several ways; see `doubt`.
        """
        if not wrong:
            return True
        in_some_way = self.plan.share(self.plan.combine_in_pairs(or_, wrong))
        self.refused.setdefault(fact, []).append(in_some_way)
        return self.plan.combine(lambda test: ~test, in_some_way)

    def grid(self, name: str, kind: Kind, parts: int) -> ValueGrid:
        """What a column of numbers or days can hold; unused for the other kinds."""
        if kind is Kind.DAY:
            return _grid_of_days(self.table)
        if kind in {Kind.COUNT, Kind.AMOUNT} and not self.table.by_pandas:
            dtype = WIDEST if self._is_read_in_64_bits(name) else self.table.schema[name]
            return grid_of_numbers(dtype, parts)
        return grid_of_numbers(WIDEST, parts) if parts > 1 else _WIDEST_GRID

    def day(self, day: date) -> Any:  # a day, or its number
        """A day as the engine compares it with columns of days."""
        return _grid_of_days(self.table).literal(day.toordinal())

    def number_days(self, days: PlannedColumn) -> PlannedColumn:
        """A column of days as numbers; those of pandas are numbers already."""
        if self.table.by_pandas:
            return days
        return self.plan.combine(partial(encode_column, wide=self.api.Int64), days)

    def column(self, answer: ColumnAnswer) -> PlannedColumn:
        """An answer as a nullable column, also where it is the same for all rows."""
        if isinstance(answer, PlannedColumn):
            return answer
        if answer is None:
            return self.plan.unknown
        if not self.table.by_pandas:
            return PlannedColumn(self.api.lit(answer))
        # pandas makes a nullable column only of one.
        null = self.plan.unknown
        return PlannedColumn(null.expr | True if answer else null.expr & False)

    def with_columns(self, made: Mapping[str, PlannedColumn]) -> Any:  # a frame
        """The frame with the columns made, and none of those on the way."""
        frame = self.table.own
        if self._converted:
            native: Any = self.table.frame.to_native()
            if self.table.by_polars:
                frame = native.with_columns(**self._converted)
            else:
                frame = nw.from_native(native.assign(**self._converted))
        last = [column.expr.alias(name) for name, column in made.items()]
        first, *others = (*self.plan.steps, last)
        suspicions = {self.plan.new_name(): suspicion for suspicion in self._suspicions}
        # In one go with the first columns: to read a million rows twice would show.
        found = (suspicion.test.any().alias(name) for name, suspicion in suspicions.items())
        frame = frame.with_columns(*first, *found)
        self._look_into(frame, suspicions)
        for step in others[:-1] if self.table.by_pandas else ():
            frame = self._add_in_place(frame, step)
        for step in others[-1:] if self.table.by_pandas else others:
            frame = frame.with_columns(*step)
        extra = dict.fromkeys((*self._converted, *self.plan.names))
        return frame.drop(*extra) if extra else frame

    def _add_in_place(self, frame: Any, step: Sequence[nw.Expr]) -> Any:
        """A frame of pandas of our own with more columns: to copy it at each step would add up."""
        native: Any = frame.to_native()
        # Beside a column, what is the same in each row has as many rows.
        made: Any = frame.select(*step, self.plan.unknown.expr).to_native()
        for name in made.columns[:-1]:
            # One plain kind after another pandas takes for a mistake, and warns of it.
            is_plain = made[name].dtype == bool
            native[name] = made[name].astype("boolean") if is_plain else made[name]
        return nw.from_native(native)

    def _look_into(self, frame: Any, suspicions: Mapping[str, _Suspicion]) -> None:
        """Report the rows whose values cannot be."""
        there = self.table.rows
        for found, (fact, name, test, expected, remedy, kind) in suspicions.items():
            if there is not None and len(there) and frame[found][0]:
                alone = nw.from_native(frame.select(test.alias(found)), eager_only=True)
                flags = alone[found]
                rows = flags.arg_true().to_list()
                column = there[name][rows[:FEW]]
                # Of the days that an engine knows, Python has some only.
                values = column.cast(nw.String) if column.dtype == nw.Date else column
                given = say_rows(values.to_list(), names_of_rows(self.table, rows), len(rows))
                self.faults.column(kind, fact, name, given, expected, remedy=remedy)
        self.faults.report()
