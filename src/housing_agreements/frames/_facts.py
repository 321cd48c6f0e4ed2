"""The facts of the households of a frame, as columns: within which bounds, and on the day asked."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from math import lcm
from typing import Any, Final

import attrs
import narwhals as nw

from housing_agreements.criteria.kinds import Fact, Kind, nearest_fact
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
    UnknownColumnError,
    UnknownFactError,
    show,
)
from housing_agreements.frames._day_asked import DayAsked, answer_over, phases_of
from housing_agreements.frames._engines import ColumnAnswer, PlannedColumn, QueryPlan
from housing_agreements.frames._faults import FrameFaults
from housing_agreements.frames._kleene import both, null_unless
from housing_agreements.frames._odd_texts import CODE_FORMS, remedy_for_texts
from housing_agreements.frames._reading import (
    WIDEST,
    ColumnRead,
    ColumnReader,
    ValueGrid,
    grid_of_numbers,
)
from housing_agreements.frames._unknown_communes import (
    group_given_up,
    is_unknown_for_ever,
    list_given_up,
    pattern_of_known,
    remedy_for_unknown,
)
from housing_agreements.frames.columns import Absent, Column, Columns
from housing_agreements.geography._unknown_codes import A_KNOWN_COMMUNE, is_given_up

__all__ = ("FactColumns", "Facts", "check_mapping")


@attrs.frozen(eq=False)
class FactColumns:
    """A fact as columns, within its bounds; null where it is not known."""

    low: PlannedColumn
    """The least it can be."""
    high: PlannedColumn
    """The most it can be; the same column where the fact is exact."""
    exact: bool
    """Whether only exact values are given, so that one is known exactly or not at all."""
    grid: ValueGrid
    """The values it can have."""
    neighbourhood: PlannedColumn | None = None
    """For a place, its neighbourhood; `None`: not known of any."""
    column: str | None = None
    """The column that gives it, when none says more: within which bounds, when, or where."""


class Facts:
    """The facts of the households of a table, each read once."""

    def __init__(
        self, reader: ColumnReader, asked: DayAsked, columns: Columns, absent: Absent
    ) -> None:
        self.reader = reader
        self.plan: QueryPlan = reader.plan
        self.asked = asked
        self._columns = columns
        self._absent = absent
        self._read: dict[tuple[str, bool], FactColumns | None] = {}

    def answer_by_day(
        self, changes: Iterable[date], answer_on: Callable[[date], ColumnAnswer]
    ) -> ColumnAnswer:
        """What a rule answers that changes on some days only."""
        phases = phases_of(self.plan, self.asked, changes, self.reader.day)
        return answer_over(self.plan, [(inside, answer_on(day)) for day, inside in phases])

    def columns_of(self, fact: Fact, *, verified_only: bool) -> FactColumns | None:
        """What the frame knows of a fact; `None`: nothing."""
        key = (fact.name, verified_only)
        if key not in self._read:
            self._read[key] = self._read_columns(fact, verified_only=verified_only)
        return self._read[key]

    def _read_columns(self, fact: Fact, *, verified_only: bool) -> FactColumns | None:
        column = _columns_mapped(
            self.reader.faults, fact, self._columns, self.reader.table.schema,
            absent=self._absent, verified_only=verified_only,
        )  # fmt: skip
        if column is None:
            return None
        plain = fact.kind is Kind.FLAG and column.valid_until is None and not verified_only
        if plain and column.value is not None:
            # Most facts are flags, and nothing more is to be made of them.
            flag = self.reader.read(fact.name, column.value, Kind.FLAG)
            grid = self.reader.grid("", Kind.FLAG, 1)
            return flag and FactColumns(flag.column, flag.column, exact=True, grid=grid)
        names = {"value": column.value, "low": column.low, "high": column.high}
        given = {end: name for end, name in names.items() if name is not None}
        read = {end: self.reader.read(fact.name, name, fact.kind) for end, name in given.items()}
        there = {end: found for end, found in read.items() if found is not None}
        valid, wrong = self._valid(fact, column, verified_only=verified_only)
        if not there or valid is None or valid is False:
            return None
        alike, grid = self._bring_to_one_kind(fact, column, given, there)
        wrong += self._doubt(fact, given, alike, grid)
        part = self._read_neighbourhood(fact, column, wrong)
        # A household with one value that cannot be is refused the whole fact.
        valid = both(self.plan, (valid, self.reader.set_aside(fact.name, wrong)))
        ends = {
            end: self._null_unless(valid, found, flag=fact.kind is Kind.FLAG)
            for end, found in alike.items()
        }
        if column.low is None and column.high is None:
            value = ends["value"]
            neighbourhood = None if part is None else self._null_unless(valid, part)
            alone = neighbourhood is None and valid is True
            return FactColumns(
                value, value, exact=True, grid=grid, neighbourhood=neighbourhood,
                column=column.value if alone else None,
            )  # fmt: skip
        low, high = self._end(ends, "low"), self._end(ends, "high")
        return FactColumns(low, high, exact=False, grid=grid)

    def _bring_to_one_kind(
        self,
        fact: Fact,
        column: Column,
        given: Mapping[str, str],
        there: Mapping[str, ColumnRead],
    ) -> tuple[dict[str, PlannedColumn], ValueGrid]:
        """The columns of one fact in one kind: all integers in Int64, or decimals alike."""
        reader = self.reader
        if len(there) == 1:
            ((end, found),) = there.items()
            parts = column.parts * (found.parts if reader.table.by_pandas else 1)
            return {end: found.column}, reader.grid(given[end], fact.kind, parts)
        finest = lcm(*(found.parts for found in there.values()))
        kinds = {reader.table.schema[given[end]] for end in there}
        name = given[next(iter(there))]
        if fact.kind is Kind.DAY or len(kinds) == 1 or reader.table.by_pandas:
            parts = column.parts * (finest if reader.table.by_pandas else 1)
            grid = reader.grid(name, fact.kind, parts)
        elif all(kind.is_integer() for kind in kinds):
            grid = grid_of_numbers(WIDEST, column.parts)
        else:
            kinds_given = [
                f"{show(name)} of {reader.table.schema[name]}" for name in given.values()
            ]
            expected, remedy = "columns of one kind", "cast them to the widest of their kinds"
            reader.faults.add(InvalidTypeError, fact.name, ", ".join(kinds_given), expected, remedy)
            grid = grid_of_numbers(WIDEST, column.parts)
        if len(kinds) == 1 and not reader.table.by_pandas:
            return {end: found.column for end, found in there.items()}, grid
        return {
            end: self._widen(found.column, finest // found.parts) for end, found in there.items()
        }, grid

    def _widen(self, column: PlannedColumn, times: int) -> PlannedColumn:
        """A column of integers in the widest kind, in finer steps; days stay as they are."""
        if not self.reader.table.by_pandas:
            return self.plan.combine(lambda values: values.cast(self.plan.api.Int64), column)
        return column if times == 1 else self.plan.combine(lambda values: values * times, column)

    def _doubt(
        self,
        fact: Fact,
        given: Mapping[str, str],
        ends: Mapping[str, PlannedColumn],
        grid: ValueGrid,
    ) -> list[PlannedColumn]:
        """Have values looked for that cannot be: too small, in disorder, or of no commune."""
        plan, doubt = self.plan, self.reader.doubt
        least = fact.least * grid.parts
        wrong: list[PlannedColumn] = []
        for end, column in ends.items():
            if fact.kind in {Kind.COUNT, Kind.AMOUNT} and least > grid.least:
                small = plan.combine(_is_below(grid.literal(least)), column)
                wrong += doubt(fact.name, given[end], small, f"a number of at least {fact.least}")
            if fact.kind is Kind.DAY:
                wrong += self.reader.doubt_day(fact.name, given[end], column)
            if fact.kind in CODE_FORMS:
                wrong += self._doubt_texts(fact, given[end], column, fact.kind)
            if fact.kind is Kind.PLACE:
                wrong += self._doubt_communes(fact, given[end], column)
        if {"low", "high"} <= ends.keys():
            turned = plan.combine(lambda low, high: low > high, ends["low"], ends["high"])
            expected = f"a value not below {show(given['low'])}"
            wrong += doubt(fact.name, given["high"], turned, expected, "put the two in order")
        return wrong

    def _doubt_texts(
        self, fact: Fact, name: str, column: PlannedColumn, kind: Kind
    ) -> list[PlannedColumn]:
        """Have rows looked for that hold no code: a household is refused it, too."""
        form, reader = CODE_FORMS[kind], self.reader
        if reader.table.rows is None:
            return reader.doubt(
                fact.name, name, self.plan.combine(lambda texts: ~form.are_right(texts), column),
                form.expected,
            )  # fmt: skip
        odd = reader.texts_failing(name, form.is_right)
        if not odd:
            return []
        wrong = self.plan.combine(lambda texts: texts.is_in(odd), column)
        remedy = remedy_for_texts(kind, odd, of_neighbourhood=kind is not fact.kind)
        return reader.doubt(fact.name, name, wrong, form.expected, remedy)

    def _doubt_communes(self, fact: Fact, name: str, column: PlannedColumn) -> list[PlannedColumn]:
        """Have rows looked for whose code names no commune on the day asked."""
        reader, asked, plan = self.reader, self.asked, self.plan
        found: list[tuple[PlannedColumn, str]] = []
        if reader.table.rows is None:
            pattern, right = pattern_of_known(), CODE_FORMS[Kind.PLACE]
            unheld = plan.combine(
                lambda texts: right.are_right(texts) & ~texts.str.contains(pattern), column
            )
            found.append((unheld, ""))
            given_up = list_given_up()
        else:
            given_up = group_given_up(
                reader.texts_failing(name, lambda text: not is_given_up(text))
            )
            unknown = reader.texts_failing(name, lambda text: not is_unknown_for_ever(text))
            if unknown:
                isin = plan.combine(lambda texts: texts.is_in(unknown), column)
                found.append((isin, remedy_for_unknown(unknown)))
        for since, codes in given_up.items():
            if asked.day is None or asked.day >= since:
                rows = self._are_given_up(column, codes, since)
                found.append((rows, remedy_for_unknown(codes)))
        wrong: list[PlannedColumn] = []
        for rows, remedy in found:
            wrong += reader.doubt(
                fact.name, name, rows, A_KNOWN_COMMUNE, remedy, kind=UnknownCodeError
            )
        return wrong

    def _are_given_up(
        self, column: PlannedColumn, codes: Sequence[str], since: date
    ) -> PlannedColumn:
        """Whether a row has one of the codes, and is asked from the day on."""
        plan, day = self.plan, self.reader.day(since)
        if self.asked.day is not None:
            return plan.combine(lambda texts: texts.is_in(codes), column)
        return plan.combine(
            lambda texts, on: texts.is_in(codes) & (on >= day), column, self.asked.written
        )

    def _valid(
        self, fact: Fact, column: Column, *, verified_only: bool
    ) -> tuple[ColumnAnswer, list[PlannedColumn]]:
        """Whether the fact counts in each row: not expired, and proven when that is asked.

        Beside it: whether its last day is one that cannot be; see `ColumnReader.doubt`.
        """
        tests: list[ColumnAnswer] = []
        wrong: list[PlannedColumn] = []
        if column.valid_until is not None:
            until = self.reader.read(fact.name, column.valid_until, Kind.DAY)
            if until is not None:
                wrong = self.reader.doubt_day(fact.name, column.valid_until, until.column)
                tests.append(self._lasts(until.column))
        if verified_only and column.verified is not None:
            proven = self.reader.read(fact.name, column.verified, Kind.FLAG)
            tests.append(proven and self.plan.combine(_fill_false, proven.column))
        return both(self.plan, tests), wrong

    def _lasts(self, until: PlannedColumn) -> ColumnAnswer:
        """Whether the day asked is not past the last one: the contrary of `kinds.has_ended`."""
        if self.asked.day is not None:
            day = self.reader.day(self.asked.day)
            return self.plan.combine(lambda end: (end >= day).fill_null(True), until)
        return self.plan.combine(_not_past, until, self.asked.column)

    def _null_unless(
        self, valid: ColumnAnswer, column: PlannedColumn, *, flag: bool = False
    ) -> PlannedColumn:
        """A column where a fact counts, and null elsewhere."""
        kept = null_unless(self.plan, valid, column)
        # A flag is read by one question.
        return kept if flag or kept is column else self.plan.share(kept)

    def _end(self, ends: Mapping[str, PlannedColumn], name: str) -> PlannedColumn:
        """One end: the exact value, else the bound; a column of nulls where neither is given."""
        found = [ends[end] for end in ("value", name) if end in ends]
        if not found:
            some = next(iter(ends.values()))
            when = self.plan.api.when
            nothing = self.plan.combine(lambda given: when(given.is_null()).then(given), some)
            return self.plan.share(nothing)
        if len(found) == 1:
            return found[0]
        return self.plan.share(self.plan.combine(self.plan.api.coalesce, *found))

    def _read_neighbourhood(
        self, fact: Fact, column: Column, wrong: list[PlannedColumn]
    ) -> PlannedColumn | None:
        """The neighbourhoods of places; to what is wrong is added what is no code of one."""
        if column.neighbourhood is None:
            return None
        read = self.reader.read(fact.name, column.neighbourhood, Kind.CODE)
        if read is None:
            return None
        wrong += self._doubt_texts(fact, column.neighbourhood, read.column, Kind.CODE)
        return read.column


def _fill_false(proven: nw.Expr) -> nw.Expr:
    return proven.fill_null(False)


def _not_past(end: nw.Expr, on: nw.Expr) -> nw.Expr:
    return end.is_null() | (end >= on).fill_null(False)


def _is_below(literal: Any) -> Callable[[nw.Expr], nw.Expr]:  # a number
    return lambda column: column < literal


_MAY_BE_BOUNDED: Final = {Kind.COUNT, Kind.AMOUNT, Kind.DAY}
_EVIDENCE: Final = ("verified", "valid_until")
_FIELDS_BESIDE: Final = {
    **dict.fromkeys(Kind, _EVIDENCE),
    **dict.fromkeys(_MAY_BE_BOUNDED, ("low", "high", *_EVIDENCE)),
    Kind.PLACE: (*_EVIDENCE, "neighbourhood"),
}
"""What columns may stand beside that of a fact."""


def _columns_mapped(
    faults: FrameFaults,
    fact: Fact,
    columns: Columns,
    there: Collection[str],
    *,
    absent: Absent,
    verified_only: bool,
) -> Column | None:
    """The columns of a fact, by the mapping or by their default names; `None`: not known.

    Notes each column that is named and not there, and each that is needed and not named.
    """
    name = fact.name
    if name in columns:
        given = columns[name]
        if given is None:
            return None
        column = Column(given) if isinstance(given, str) else given
    else:
        found = _default_columns(fact, there)
        if found is None:
            if absent is Absent.REFUSED:
                faults.missing(name, name, there, _MAP_IT)
            return None
        column = found
    lost = [column_name for column_name in column.names if column_name not in there]
    for column_name in lost:
        faults.missing(name, column_name, there)
    if verified_only and column.verified is None:
        if absent is Absent.REFUSED:
            faults.column(
                UnknownColumnError, name, name, "no column that says whether it is verified",
                "one, since the criterion asks for verified facts",
                remedy=_NAME_EVIDENCE, hint=f"add a column {name}_verified",
            )  # fmt: skip
        return None
    _check_fit(faults, fact, column)
    return None if lost else column


def _default_columns(fact: Fact, there: Collection[str]) -> Column | None:
    """The columns that bear the name of the fact."""
    found = {
        field: name
        for field in _FIELDS_BESIDE[fact.kind]
        if (name := f"{fact.name}_{field}") in there
    }
    if fact.name in there:
        return Column(fact.name, **found)  # type: ignore[arg-type]  # names of columns only
    if found.keys() & {"low", "high"}:
        return Column(**found)  # type: ignore[arg-type]  # names of columns only
    return None


def _check_fit(faults: FrameFaults, fact: Fact, column: Column) -> None:
    """Only numbers and days have bounds, only places neighbourhoods, only amounts parts."""
    bounded = column.low is not None or column.high is not None
    for wrong, expected, remedy in (
        (
            bounded and fact.kind not in _MAY_BE_BOUNDED,
            "an exact value", "only numbers and days have bounds",
        ),
        (
            column.neighbourhood is not None and fact.kind is not Kind.PLACE,
            "no neighbourhood", "only places have one",
        ),
        (column.parts > 1 and fact.kind is not Kind.AMOUNT, "no parts", "only amounts have them"),
    ):  # fmt: skip
        if wrong:
            faults.column(
                InvalidValueError, fact.name, fact.name, show(column), expected, remedy=remedy
            )


_MAP_IT: Final = (
    "; or map the fact with columns={{}: ...} (None: not known of anyone), or pass "
    "absent=Absent.NOT_KNOWN"
)
_NAME_EVIDENCE: Final = ", or name it: columns={{}: Column(..., verified=...)}"


def check_mapping(faults: FrameFaults, columns: object, facts: Mapping[str, Fact]) -> Columns:
    """A mapping of facts to columns.

    Raises:
        HousingAgreementsError: For anything else, a fact that no household has, or no column.
    """
    if not isinstance(columns, Mapping):
        expected = "a mapping of facts to columns"
        remedy = "write {'employed': 'salaried'}"
        faults.add(InvalidTypeError, "columns", show(columns), expected, remedy)
        return {}
    for name, given in columns.items():
        if name not in facts:
            expected, remedy = "a fact of households", nearest_fact(name, facts)
            faults.add(UnknownFactError, "columns", show(name), expected, remedy)
        elif given is not None and type(given) is not Column:
            expected = "the name of a column, a Column, or None"
            faults.column_name(f"columns, {name}", given, expected)
    faults.report()
    return columns
