"""The question whether an amount is below a ceiling that a table gives for other facts.

The ceilings themselves, on incomes, are in `law.incomes.ceilings`; those on reservations, in
`law.reservations.ceilings`.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any, Final, cast

import attrs

from housing_agreements._checks import Faults, as_tuple, attempt
from housing_agreements.criteria._decide import within_limits
from housing_agreements.criteria._nodes import FixedFacts, Node, Remainder, Style
from housing_agreements.criteria._values_in_words import WithUnit
from housing_agreements.criteria.comparisons import (
    Atom,
    as_number,
    check_kind,
    days_of_change,
    why_unknown_on,
)
from housing_agreements.criteria.kinds import Fact, HasFacts, Kind, bounds_on, check_value
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.values.texts import Text, colon, join_words
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = ("Rows", "UnderCeiling")

Rows = tuple[tuple[tuple[str | int, ...], Any], ...]
"""The rows of a table: the values of the facts, and the ceiling; `None`: it is not known."""


def _as_rows(table: object) -> Any:  # a timeline of rows
    return attempt(_sort_rows, table)


def _sort_rows(table: object) -> Timeline[Rows]:
    expected = "a Timeline of mappings, {day: {(zone, category): amount}}"
    if not isinstance(table, Timeline):
        raise InvalidTypeError("ceilings", show(table), expected)
    return cast("Timeline[object]", table).map(_rows_of_day)


def _rows_of_day(table: object) -> Rows:
    given = _as_mapping(table)
    rows = ((key if isinstance(key, tuple) else (key,), _amount(given[key])) for key in given)
    return tuple(sorted(rows, key=lambda row: tuple(map(str, row[0]))))


def _as_mapping(table: object) -> Mapping[Any, Any]:
    """The table of one day: a mapping, or the rows that an equal criterion keeps."""
    rows = table if isinstance(table, tuple) else ()
    if rows and all(isinstance(row, tuple) and len(row) == _KEY_AND_AMOUNT for row in rows):
        return dict(rows)
    if isinstance(table, Mapping):
        return table
    raise InvalidTypeError("ceilings", show(table), "a mapping of keys to amounts")


_KEY_AND_AMOUNT: Final = 2


def _amount(value: object) -> Any:  # an exact number, or none
    return None if value is None else as_number(value)


def _as_facts(given: Iterable[Fact]) -> tuple[Fact, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False, str=False)
class UnderCeiling(Atom):
    """Whether an amount is at most the ceiling of the household (*plafond de ressources*).

    While a fact of the key is not known, the answer is the one that all the rows still
    possible share; a value that the table does not have is as good as not known. The answer is
    undetermined on a day for which the table is not known, and wherever a ceiling that may be
    the household's own is not (`None`).

    Each day's table is a full grid: every value of one fact beside every value of the others.
    Otherwise a fact more could take a decided answer back.
    """

    fact: Fact
    """The amount it reads."""
    ceilings: Timeline[Rows] = attrs.field(converter=_as_rows)
    """The table, by day."""
    by: tuple[Fact, ...] = attrs.field(converter=_as_facts)
    """The facts that select the row, in the order of its key."""
    strictly: bool = False
    """Whether the ceiling itself is already too much."""
    verified_only: bool = False
    """Whether only verified facts count."""
    _tables: Timeline[dict[tuple[str | int, ...], Any]] = attrs.field(init=False)
    """The table by its keys, by day: most households have one of them."""

    def __attrs_post_init__(self) -> None:
        """Refuse a table whose keys are not values of the facts."""
        faults = Faults("under a ceiling")
        check_kind(faults, self.fact, {Kind.AMOUNT, Kind.COUNT}, self.verified_only)
        faults.flag("strictly", self.strictly)
        refused = faults.refused("ceilings", self.ceilings)
        fit = faults.each("by", self.by, Fact, "a fact, such as facts.ceilings_zone")
        if fit and not self.by:
            faults.value("by", (), "at least one fact")
        if fit and not refused and not faults.found:
            self._check_rows(faults)
        faults.report()
        object.__setattr__(self, "_tables", self.ceilings.map(dict))

    def _check_rows(self, faults: Faults) -> None:
        for fact in self.by:
            if fact.kind not in {Kind.CODE, Kind.COUNT}:
                faults.value("by", fact.name, "a code or a count")
        if faults.found:
            return
        self._check_grid(faults)
        rows = dict.fromkeys(row for _, rows in self.ceilings.changes for row in rows)
        for key in dict.fromkeys(key for key, _ in rows):
            if len(key) != len(self.by):
                faults.value("ceilings", key, f"a key of {len(self.by)} values")
            for fact, value in zip(self.by, key, strict=False):
                check_value(faults, fact, value)
        for _, amount in rows:
            if amount is not None:
                check_value(faults, self.fact, amount)

    def _check_grid(self, faults: Faults) -> None:
        for day, rows in self.ceilings.changes:
            keys = {key for key, _ in rows}
            parts = [sorted(set(values), key=str) for values in zip(*keys, strict=False)]
            for key in product(*parts):
                if key not in keys:
                    remedy = f"add the row of the table of {day}"
                    faults.value("ceilings", key, "a ceiling for each combination", remedy)

    @property
    def reads(self) -> tuple[Fact, ...]:
        """The amount, and the facts that select the row."""
        return (self.fact, *self.by)

    def _matching(self, household: HasFacts, on: date) -> list[set[str | int]]:
        """For each fact of the key, the values in the table that it may have."""
        matching: list[set[str | int]] = []
        for index, fact in enumerate(self.by):
            bounds = bounds_on(getattr(household, fact.name), on, verified_only=self.verified_only)
            values = {key[index] for key, _ in self.ceilings.on(on)}
            within = {value for value in values if bounds is None or _may_be(value, *bounds)}
            whole = (
                bounds is None
                or fact.kind is Kind.CODE
                or _are_all_counts(within, fact.least, *bounds)
            )
            # A count that may also be one without a row is as good as not known.
            matching.append(within if whole or not within else values)
        return matching

    def _possible(self, household: HasFacts, on: date) -> Iterator[Any]:
        """The ceilings of the rows that the household may belong to."""
        table, key = self._tables.on(on), self._key(household, on)
        if key in table:
            yield table[key]
            return
        matching = self._matching(household, on)
        for row, ceiling in self.ceilings.on(on):
            if all(value in may or not may for value, may in zip(row, matching, strict=True)):
                yield ceiling

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """The answer that all the rows still possible share; undetermined when they differ."""
        ends = self.ends(household, on)
        if ends is None or not self.ceilings.known_on(on):
            return Verdict.UNDETERMINED
        verdicts_of_rows = {
            self._under(*ends, ceiling) for ceiling in self._possible(household, on)
        }
        return verdicts_of_rows.pop() if len(verdicts_of_rows) == 1 else Verdict.UNDETERMINED

    @property
    def selecting_facts(self) -> tuple[Fact, ...]:
        """The text of the criterion: the amount, and the facts that select its ceiling."""
        return self.by

    def specialise_open(self, fixed: FixedFacts) -> Remainder:
        """The function that compares a plain amount with the ceilings still possible."""
        household, on = fixed.household, fixed.on
        if not self.ceilings.known_on(on):
            return Verdict.UNDETERMINED
        if self.verified_only or not fixed.names.issuperset([fact.name for fact in self.by]):
            return super().specialise_open(fixed)
        possible = tuple(self._possible(household, on))
        if not possible or None in possible:
            return Verdict.UNDETERMINED
        least, most = min(possible), max(possible)

        name, under, alone = self.fact.name, self._under, least == most

        def judge(_: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
            ends = bounds_on(getattr(household, name), on, verified_only=False)
            if ends is None:
                return Verdict.UNDETERMINED
            verdict = under(*ends, least)
            same = alone or under(*ends, most) is verdict
            return verdict if same else Verdict.UNDETERMINED

        limits = tuple(
            math.ceil(ceiling) - 1 if self.strictly else math.floor(ceiling)
            for ceiling in (least, most)
        )
        verdicts = (Verdict.MET, Verdict.UNDETERMINED, Verdict.UNMET)
        return within_limits(self.fact.name, (limits[0], limits[1]), verdicts, judge)

    def _key(self, household: HasFacts, on: date) -> tuple[Any, ...]:
        """The key of its row; `None` stands for a fact that is not known exactly."""
        ends = [
            bounds_on(getattr(household, fact.name), on, verified_only=self.verified_only)
            for fact in self.by
        ]
        return tuple(end[0] if end is not None and end[0] == end[1] else None for end in ends)

    def _under(self, low: Any, high: Any, ceiling: Any) -> Verdict:  # exact numbers
        if ceiling is None:
            return Verdict.UNDETERMINED
        if high is not None and self._keeps(high, ceiling):
            return Verdict.MET
        if low is not None and (low is high or not self._keeps(low, ceiling)):
            return Verdict.UNMET
        return Verdict.UNDETERMINED

    def _keeps(self, amount: Any, ceiling: Any) -> bool:  # exact numbers
        if type(amount) is Fraction:  # two whole numbers are compared faster
            amount, ceiling = amount.numerator, ceiling * amount.denominator
        return bool(amount < ceiling if self.strictly else amount <= ceiling)

    def text_pieces(self, style: Style) -> list[str | Node]:
        """The text of the criterion: the amount, and the facts that select its ceiling."""
        if style is None:
            strictly = ", strictly=True" if self.strictly else ""
            facts = "".join(f"facts.{fact.name}, " for fact in self.by).rstrip(" ")
            return [f"{self.write_fact(style)}.under(<ceilings>, by=({facts}){strictly})"]
        facts = join_words((fact.words.say(style) for fact in self.by), style)
        opening = " " if style == "en" else colon(style)
        return [
            f"{self.write_fact(style)}{opening}{_CEILING_WORDS[self.strictly].say(style, by=facts)}"
        ]

    @property
    def dated(self) -> tuple[Timeline[Any], ...]:
        """The tables of ceilings."""
        return (self.ceilings,)

    def why_undecidable(self, household: HasFacts, on: date) -> Text | None:
        """No table on the day, no row for the household, or no ceiling in the row."""
        unknown = why_unknown_on(on, self.ceilings)
        if unknown is not None:
            return unknown
        rows = self._tables.on(on)
        if self._key(household, on) not in rows and not all(self._matching(household, on)):
            return _NO_ROW
        return _NO_CEILING if None in self._possible(household, on) else None

    def limit_applied(self, household: HasFacts, on: date) -> Text | None:
        """The ceiling of the row of the household, where that is known."""
        if not self.ceilings.known_on(on):
            return None
        ceiling = self._tables.on(on).get(self._key(household, on))
        if ceiling is None:
            return None
        return _APPLIED_WORDS[self.strictly].format(ceiling=WithUnit(ceiling, self.fact.unit))

    def boundary_values(self, on: date) -> tuple[tuple[Fact, tuple[object, ...]], ...]:
        """The values at which the answer changes: each ceiling in force, and what selects it."""
        if not self.ceilings.known_on(on):
            return ()
        rows = self.ceilings.on(on)
        keys = ((fact, tuple(key[index] for key, _ in rows)) for index, fact in enumerate(self.by))
        ceilings = tuple(ceiling for _, ceiling in rows if ceiling is not None)
        return ((self.fact, ceilings), *keys)

    def days_of_change(self) -> tuple[date, ...]:
        """The days on which the table changes."""
        return days_of_change(self.ceilings)


def _may_be(value: Any, low: Any, high: Any) -> bool:  # values of one fact
    return (low is None or low <= value) and (high is None or value <= high)


def _are_all_counts(counts: set[Any], least: int, low: int | None, high: int | None) -> bool:
    """Whether these are all the counts between two bounds."""
    return high is not None and len(counts) == high - (least if low is None else low) + 1


_NO_ROW: Final = Text("the table has no such row", "le barème n'a pas cette ligne")
_NO_CEILING: Final = Text(
    "no verified ceiling in the table of that day", "aucun plafond vérifié au barème de ce jour"
)
_CEILING_WORDS: Final = {
    False: Text("at most the ceiling for its {by}", "au plus le plafond correspondant ({by})"),
    True: Text("below the threshold for its {by}", "moins que le seuil correspondant ({by})"),
}
_APPLIED_WORDS: Final = {
    False: Text("ceiling: {ceiling}", "plafond\u00a0: {ceiling}"),
    True: Text("threshold: {ceiling}", "seuil\u00a0: {ceiling}"),
}
