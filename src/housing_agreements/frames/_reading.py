"""The values that columns of numbers and days can hold, as whole numbers in order."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
import narwhals as nw
from narwhals.dtypes import DType

from housing_agreements._checks import Faults
from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    UnknownColumnError,
    nearest,
    show,
)
from housing_agreements.frames._kleene import Answer, Part, Stages
from housing_agreements.frames._tables import (
    FEW,
    Table,
    expected_of,
    fits,
    made_nullable,
    names_of_rows,
    nulls,
    remedy_for,
    say_contents,
    say_rows,
)

__all__ = ("WIDEST", "Grid", "Reader", "Words", "day_number", "days", "numbers", "words_and_places")


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


@attrs.frozen(eq=False)
class Words:
    """What a column of text holds: few words, each with a number."""

    values: tuple[str, ...]
    """The words, each once."""
    numbers: Part
    """The place of each row's word among them; null where the text is null."""
    nulls: bool
    """Whether it is null anywhere."""


_SAMPLE: Final = 10_000
"""How many rows mostly hold all the words."""
_MOST: Final = 5_000
"""Beyond so many words, they are not looked at one by one."""


def words_and_places(api: Any, column: Any) -> tuple[tuple[str, ...], Any] | None:
    """The words of a column of Polars, and their places; `None`: there are too many.

    Nothing is guessed: where the first rows do not hold all the words, the others are added.
    """
    found = column.head(_SAMPLE).drop_nulls().unique()
    if len(found) > _MOST:
        return None
    places = column.cast(api.Enum(found), strict=False)
    if places.null_count() > column.null_count():
        rest = column.filter(places.is_null() & column.is_not_null()).unique()
        if len(found) + len(rest) > _MOST:
            return None
        found = api.concat([found, rest])
        places = column.cast(api.Enum(found))
    return tuple(found.to_list()), places.to_physical()


_WIDEST: Final = numbers(WIDEST, 1)
_Suspect = tuple[str, str, nw.Expr, str]
"""A fact, its column, whether a row is wrong, and what its value should be."""


class Reader:
    """Reads the columns of a table, and notes those that are of the wrong kind."""

    def __init__(self, table: Table, faults: Faults) -> None:
        self.table = table
        self.faults = faults
        self.api: Any = table.api
        self._converted: dict[str, Any] = {}
        self._read: dict[tuple[str, Kind], tuple[Part, int] | None] = {}
        self._words: dict[str, Words | None] = {}
        self._suspect: list[_Suspect] = []
        self.stages: Stages = Stages(self.api, self._unknown(), table.schema)

    @property
    def by_polars(self) -> bool:
        """Whether Polars itself is spoken to."""
        return self.api is not nw

    def _unknown(self) -> Part:
        if not self.table.by_pandas:
            return Part(self.api.lit(None, dtype=self.api.Boolean))
        name = "__unknown"
        while name in self.table.schema:
            name = f"_{name}"
        native: Any = self.table.frame.to_native()
        some = next(iter(self.table.schema), None)
        self._converted[name] = nulls(native.index.to_series() if some is None else native[some])
        return Part(nw.col(name))

    def has(self, what: str, name: str) -> bool:
        """Whether the table has a column; a missing one is noted."""
        there = name in self.table.schema
        if not there:
            expected, remedy = "a column of the frame", nearest(name, self.table.schema)
            where = self.faults.at(what)
            self.faults.note(UnknownColumnError(where, show(name), expected, remedy))
        return there

    def read(self, fact: str, name: str, kind: Kind) -> tuple[Part, int] | None:
        """A column of a kind, and into how many parts decimals cut its unit.

        `None` when it holds nothing, or is of another kind, which is noted.
        """
        key = (name, kind)
        if key not in self._read:
            self._read[key] = self._first_read(fact, name, kind)
        return self._read[key]

    def _first_read(self, fact: str, name: str, kind: Kind) -> tuple[Part, int] | None:
        dtype = self.table.schema[name]
        if self.table.is_empty_kind(name):
            return None
        if not self.table.by_pandas:
            if not fits(dtype, kind):
                self._refuse(fact, name, kind)
                return None
            column = self.api.col(name)
            if dtype == nw.Categorical or isinstance(dtype, nw.Enum):
                return Part(column.cast(self.api.String), size=2), 1
            return Part(column), 10**dtype.scale if isinstance(dtype, nw.Decimal) else 1
        native: Any = self.table.frame.to_native()
        made = made_nullable(native[name], dtype, kind)
        if isinstance(made, tuple):
            self._converted[fresh := self.stages.fresh()] = made[0]
            return Part(nw.col(fresh)), made[1]
        if made is None:
            self._refuse(fact, name, kind)
        else:
            rows, values = zip(*made, strict=True)
            given = say_rows(values, names_of_rows(self.table, rows), len(rows))
            self._note(fact, name, kind, given)
        return None

    def words(self, name: str) -> Words | None:
        """The words of a column of text, where they are there to be looked at and not too many.

        Only Polars is asked: to look them up takes it less time than to read them once.
        """
        if name not in self._words:
            self._words[name] = self._first_words(name)
        return self._words[name]

    def _first_words(self, name: str) -> Words | None:
        if not self.by_polars or self.table.rows is None or self.table.schema[name] != nw.String:
            return None
        found = words_and_places(self.api, self.table.own[name])
        if found is None:
            return None
        values, places = found
        self._converted[fresh := self.stages.fresh()] = places
        return Words(values, Part(self.api.col(fresh)), places.null_count() > 0)

    def ends(self, name: str) -> tuple[int | None, int | None, bool] | None:
        """The least and the most of a column of integers, and whether any is null.

        `None` where they are not there to be looked at; only Polars is asked.
        """
        if not self.by_polars or self.table.rows is None:
            return None
        column = self.table.own[name]
        return column.min(), column.max(), column.null_count() > 0

    def _refuse(self, fact: str, name: str, kind: Kind) -> None:
        """Note a column of another kind, with what it holds when that is there to be seen.

        One that holds nothing but nulls says nothing, whatever its kind.
        """
        contents = say_contents(self.table, name)
        if contents or not self._rows_are_here:
            given = ", ".join(filter(None, (f"a column of {self.table.schema[name]}", contents)))
            self._note(fact, name, kind, given)

    @property
    def _rows_are_here(self) -> bool:
        return self.table.rows is not None and len(self.table.rows) > 0

    def _note(self, fact: str, name: str, kind: Kind, given: str) -> None:
        expected, remedy = expected_of(kind), remedy_for(kind)
        self.faults.note(InvalidTypeError(self._at(fact, name), given, expected, remedy))

    def _at(self, fact: str, name: str) -> str:
        return self.faults.at(fact if fact == name else f"{fact}, column {name!r}")

    def suspect(self, fact: str, name: str, wrong: Part, expected: str) -> None:
        """Have the rows of an eager frame looked through for values that cannot be.

        Args:
            fact: The fact.
            name: The column.
            wrong: Whether a row is wrong; of columns that are there from the beginning.
            expected: What the values should be.
        """
        if self.table.rows is not None:
            self._suspect.append((fact, name, wrong.expr.fill_null(False), expected))

    def grid(self, name: str, kind: Kind, parts: int) -> Grid:
        """What a column of numbers or days can hold; unused for the other kinds."""
        if kind is Kind.DAY:
            return days(as_numbers=self.table.by_pandas)
        if kind in {Kind.COUNT, Kind.AMOUNT} and not self.table.by_pandas:
            return numbers(self.table.schema[name], parts)
        return numbers(WIDEST, parts) if parts > 1 else _WIDEST

    def day(self, day: date) -> Any:  # a day, or its number
        """A day as the engine compares it with columns of days."""
        return days(as_numbers=self.table.by_pandas).literal(day.toordinal())

    def column(self, answer: Answer) -> Part:
        """An answer as a nullable column, also where it is the same for all rows."""
        if isinstance(answer, Part):
            return answer
        if answer is None:
            return self.stages.unknown
        if not self.table.by_pandas:
            return Part(self.api.lit(answer))
        # pandas makes a nullable column only of one.
        null = self.stages.unknown
        return Part(null.expr | True if answer else null.expr & False)

    def with_columns(self, made: Mapping[str, Part]) -> Any:  # a frame
        """The frame with the columns made, and none of those on the way."""
        frame = self.table.own
        if self._converted:
            native: Any = self.table.frame.to_native()
            if self.by_polars:
                frame = native.with_columns(**self._converted)
            else:
                frame = nw.from_native(native.assign(**self._converted))
        last = [part.expr.alias(name) for name, part in made.items()]
        first, *others = (*self.stages.made, last)
        tests = {self.stages.fresh(): test for test in self._suspect}
        # In one go with the first columns: to read a million rows twice would show.
        found = (test[2].any().alias(name) for name, test in tests.items())
        frame = frame.with_columns(*first, *found)
        self._look_at(frame, tests)
        for stage in others:
            frame = frame.with_columns(*stage)
        extra = dict.fromkeys((*self._converted, *self.stages.names))
        return frame.drop(*extra) if extra else frame

    def _look_at(self, frame: Any, tests: Mapping[str, _Suspect]) -> None:
        """Report the rows whose values cannot be."""
        there = self.table.rows
        for found, (fact, name, wrong, expected) in tests.items():
            if there is not None and len(there) and frame[found][0]:
                alone = nw.from_native(frame.select(wrong.alias(found)), eager_only=True)
                flags = alone[found]
                rows = flags.arg_true().to_list()
                values = there[name][rows[:FEW]].to_list()
                given = say_rows(values, names_of_rows(self.table, rows), len(rows))
                where, remedy = self._at(fact, name), "make it null where it is not known"
                self.faults.note(InvalidValueError(where, given, expected, remedy))
        self.faults.report()
