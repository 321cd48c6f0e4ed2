"""What a frame knows of a fact on the day asked, as columns."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import lcm
from typing import Any, Final

import attrs
import narwhals as nw

from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.errors import InvalidTypeError
from housing_agreements.frames._days import When, over, spans
from housing_agreements.frames._kleene import Answer, Part, Stages, both
from housing_agreements.frames._reading import WIDEST, Grid, Reader, numbers
from housing_agreements.frames.columns import Absent, Column, Columns, column_of

__all__ = ("Facts", "Known")


@attrs.frozen(eq=False)
class Known:
    """What is known of a fact: the least and the most it can be; null: not known."""

    low: Part
    """The least it can be."""
    high: Part
    """The most it can be; the same column when only exact values are given."""
    grid: Grid
    """The values it can have."""
    neighbourhood: Part | None = None
    """For a place, its neighbourhood; `None`: not known of any."""
    column: str | None = None
    """The column that gives it, when none says more: within which bounds, when, or where."""

    @property
    def exact(self) -> bool:
        """Whether a value is known exactly or not at all."""
        return self.low is self.high


class Facts:
    """The facts of the households of a table, each read once."""

    def __init__(self, reader: Reader, when: When, columns: Columns, absent: Absent) -> None:
        self.reader = reader
        self.stages: Stages = reader.stages
        self.when = when
        self._columns = columns
        self._absent = absent
        self._known: dict[tuple[str, bool], Known | None] = {}

    def over_days(self, turns: Iterable[date], answer_on: Callable[[date], Answer]) -> Answer:
        """What a rule answers that changes on some days only."""
        parts = spans(self.stages, self.when, turns, self.reader.day)
        return over(self.stages, [(inside, answer_on(day)) for day, inside in parts])

    def known(self, fact: Fact, *, verified_only: bool) -> Known | None:
        """What the frame knows of a fact; `None`: nothing."""
        key = (fact.name, verified_only)
        if key not in self._known:
            self._known[key] = self._read(fact, verified_only=verified_only)
        return self._known[key]

    def _read(self, fact: Fact, *, verified_only: bool) -> Known | None:
        column = column_of(
            self.reader.faults, fact, self._columns, self.reader.table.schema,
            absent=self._absent, verified_only=verified_only,
        )  # fmt: skip
        if column is None:
            return None
        plain = fact.kind is Kind.FLAG and column.valid_until is None and not verified_only
        if plain and column.value is not None:
            # Most facts are flags, and nothing more is to be made of them.
            flag = self.reader.read(fact.name, column.value, Kind.FLAG)
            return flag and Known(flag[0], flag[0], self.reader.grid("", Kind.FLAG, 1))
        named = {"value": column.value, "low": column.low, "high": column.high}
        given = {part: name for part, name in named.items() if name is not None}
        read = {part: self.reader.read(fact.name, name, fact.kind) for part, name in given.items()}
        there = {part: each for part, each in read.items() if each is not None}
        valid = self._valid(fact, column, verified_only=verified_only)
        if not there or valid is None or valid is False:
            return None
        alike, grid = self._alike(fact, column, given, there)
        self._doubt(fact, given, alike, grid)
        ends = {
            part: self._while(valid, each, flag=fact.kind is Kind.FLAG)
            for part, each in alike.items()
        }
        if column.low is None and column.high is None:
            place = self._neighbourhood(fact, column, valid)
            alone = place is None and valid is True
            return Known(ends["value"], ends["value"], grid, place, column.value if alone else None)
        return Known(self._end(ends, "low"), self._end(ends, "high"), grid)

    def _alike(
        self,
        fact: Fact,
        column: Column,
        given: Mapping[str, str],
        there: Mapping[str, tuple[Part, int]],
    ) -> tuple[dict[str, Part], Grid]:
        """The columns of one fact in one kind: all integers in Int64, or decimals alike."""
        reader = self.reader
        if len(there) == 1:
            ((part, (each, scale)),) = there.items()
            parts = column.parts * (scale if reader.table.by_pandas else 1)
            return {part: each}, reader.grid(given[part], fact.kind, parts)
        scale = lcm(*(each for _, each in there.values()))
        kinds = {reader.table.schema[given[part]] for part in there}
        name = given[next(iter(there))]
        if fact.kind is Kind.DAY or len(kinds) == 1 or reader.table.by_pandas:
            parts = column.parts * (scale if reader.table.by_pandas else 1)
            grid = reader.grid(name, fact.kind, parts)
        elif all(kind.is_integer() for kind in kinds):
            grid = numbers(WIDEST, column.parts)
        else:
            names = ", ".join(f"{each!r} of {reader.table.schema[each]}" for each in given.values())
            expected, remedy = "columns of one kind", "cast them to the widest of their kinds"
            where = reader.faults.at(fact.name)
            reader.faults.note(InvalidTypeError(where, names, expected, remedy))
            grid = numbers(WIDEST, column.parts)
        if len(kinds) == 1 and not reader.table.by_pandas:
            return {part: each for part, (each, _) in there.items()}, grid
        return {
            part: self._widened(each, scale // own) for part, (each, own) in there.items()
        }, grid

    def _widened(self, part: Part, times: int) -> Part:
        """A column of integers in the widest kind, in finer steps; days stay as they are."""
        if not self.reader.table.by_pandas:
            return self.stages.joined(lambda each: each.cast(self.stages.api.Int64), part)
        return part if times == 1 else self.stages.joined(lambda each: each * times, part)

    def _doubt(
        self, fact: Fact, given: Mapping[str, str], parts: Mapping[str, Part], grid: Grid
    ) -> None:
        """Have values looked for that cannot be: too small, in disorder, or of no commune."""
        if fact.kind in {Kind.FLAG, Kind.CODE}:
            return
        stages, suspect = self.stages, self.reader.suspect
        least = fact.least * grid.parts
        for part, column in parts.items():
            if fact.kind in {Kind.COUNT, Kind.AMOUNT} and least > grid.least:
                small = stages.joined(_below(grid.literal(least)), column)
                suspect(fact.name, given[part], small, f"a number of at least {fact.least}")
            if fact.kind is Kind.PLACE and not self._are_communes(given[part]):
                odd = stages.joined(lambda code: ~code.str.contains(_COMMUNE), column)
                suspect(fact.name, given[part], odd, "an INSEE commune code")
        if {"low", "high"} <= parts.keys():
            turned = stages.joined(lambda low, high: low > high, parts["low"], parts["high"])
            suspect(fact.name, given["high"], turned, f"a value not below {given['low']!r}")

    def _are_communes(self, name: str) -> bool:
        """Whether all the words of a column are seen to be codes of communes."""
        words = self.reader.words(name)
        return words is not None and all(map(_COMMUNE_CODE.fullmatch, words.values))

    def _valid(self, fact: Fact, column: Column, *, verified_only: bool) -> Answer:
        """Whether the fact counts in each row: not expired, and proven when that is asked."""
        if column.valid_until is None and not verified_only:
            return True
        tests: list[Answer] = []
        if column.valid_until is not None:
            until = self.reader.read(fact.name, column.valid_until, Kind.DAY)
            tests.append(True if until is None else self._lasts(until[0]))
        if verified_only and column.verified is not None:
            proven = self.reader.read(fact.name, column.verified, Kind.FLAG)
            tests.append(proven and self.stages.joined(_filled, proven[0]))
        return both(self.stages, tests)

    def _lasts(self, until: Part) -> Answer:
        """Whether the day asked is not past the last one on which a fact holds."""
        if self.when.day is not None:
            day = self.reader.day(self.when.day)
            return self.stages.joined(lambda end: (end >= day).fill_null(True), until)
        return self.stages.joined(_not_past, until, self.when.column)

    def _while(self, valid: Answer, part: Part, *, flag: bool = False) -> Part:
        if not isinstance(valid, Part):
            return part
        when = self.stages.api.when
        kept = self.stages.joined(lambda given, here: when(here).then(given), part, valid)
        # A flag is read by one question.
        return kept if flag else self.stages.bound(kept)

    def _end(self, ends: Mapping[str, Part], name: str) -> Part:
        """One end: the exact value, else the bound; a column of nulls where neither is given."""
        found = [ends[part] for part in ("value", name) if part in ends]
        if not found:
            some = next(iter(ends.values()))
            when = self.stages.api.when
            nothing = self.stages.joined(lambda given: when(given.is_null()).then(given), some)
            return self.stages.bound(nothing)
        if len(found) == 1:
            # A copy, since one column for both ends would say that the value is exact.
            return Part(found[0].expr, found[0].level, found[0].size)
        return self.stages.bound(self.stages.joined(self.stages.api.coalesce, *found))

    def _neighbourhood(self, fact: Fact, column: Column, valid: Answer) -> Part | None:
        if column.neighbourhood is None:
            return None
        read = self.reader.read(fact.name, column.neighbourhood, Kind.CODE)
        return read and self._while(valid, read[0])


def _filled(proven: nw.Expr) -> nw.Expr:
    return proven.fill_null(False)


def _not_past(end: nw.Expr, on: nw.Expr) -> nw.Expr:
    return end.is_null() | (end >= on).fill_null(False)


_COMMUNE: Final = r"^(?:[0-9]{2}|2[AB])[0-9]{3}$"
_COMMUNE_CODE: Final = re.compile(_COMMUNE)


def _below(literal: Any) -> Callable[[nw.Expr], nw.Expr]:  # a number
    return lambda column: column < literal
