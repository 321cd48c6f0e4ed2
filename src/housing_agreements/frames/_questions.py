"""How each kind of question is asked of the columns of a frame: three-valued columns as answers."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import narwhals as nw

from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.comparisons import (
    Flag,
    Interval,
    OneOf,
    is_dated,
    why_unknown_on,
)
from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.criteria.places import Within
from housing_agreements.criteria.times import Elapsed
from housing_agreements.frames._days import add_months
from housing_agreements.frames._engines import ColumnAnswer, PlannedColumn
from housing_agreements.frames._facts import FactColumns, Facts
from housing_agreements.frames._kleene import both, either, from_bounds, opposite
from housing_agreements.geography._coverage import NOTHING, Coverage
from housing_agreements.geography._members import Members

__all__ = ("QUESTIONS", "Question", "step_of")

Question = Callable[[Facts, Any], ColumnAnswer]
"""How a kind of question is asked of the facts of a frame."""


def _where_known(facts: Facts, column: PlannedColumn, *, answer: bool) -> ColumnAnswer:
    """The same answer wherever a column is not null."""
    null = facts.plan.share(_is_null(facts, column))
    unknown = both(facts.plan, (null, None))
    return either(facts.plan, (opposite(facts.plan, null), unknown)) if answer else unknown


def _reaches(
    facts: Facts, columns: FactColumns, column: PlannedColumn, step: int | None
) -> ColumnAnswer:
    """Whether a column reaches a step of its grid; `None`: there is no bound."""
    if step is None:
        return True
    if step <= columns.grid.least:
        return _where_known(facts, column, answer=True)
    if step > columns.grid.most:
        return _where_known(facts, column, answer=False)
    literal = columns.grid.literal(step)
    return facts.plan.combine(lambda values: values >= literal, column)


def _is_at_most(
    facts: Facts, columns: FactColumns, column: PlannedColumn, step: int | None
) -> ColumnAnswer:
    """Whether a column does not exceed a step of its grid; `None`: there is no bound."""
    if step is None:
        return True
    if step >= columns.grid.most:
        return _where_known(facts, column, answer=True)
    if step < columns.grid.least:
        return _where_known(facts, column, answer=False)
    literal = columns.grid.literal(step)
    return facts.plan.combine(lambda values: values <= literal, column)


def _fill_nulls(facts: Facts, answer: ColumnAnswer, *, null: bool) -> ColumnAnswer:
    """An answer where null stands for one that is known."""
    if isinstance(answer, PlannedColumn):
        return facts.plan.combine(lambda answers: answers.fill_null(null), answer)
    return null if answer is None else answer


def _is_between(
    facts: Facts, columns: FactColumns, low: int | None, high: int | None, least: int | None
) -> ColumnAnswer:
    """Whether a fact lies between two steps, both included.

    Args:
        facts: The facts.
        columns: What is known of the fact.
        low: The least step; `None`: no bound.
        high: The most; `None`: no bound.
        least: The least step that the fact can be; `None`: there is none.
    """
    plan = facts.plan
    if columns.exact:
        if low is not None and low == high and columns.grid.least <= low <= columns.grid.most:
            literal = columns.grid.literal(low)
            return plan.combine(lambda values: values == literal, columns.low)
        reached = _reaches(facts, columns, columns.low, low)
        return both(plan, (reached, _is_at_most(facts, columns, columns.low, high)))
    reached = _reaches(facts, columns, columns.low, low)
    kept = _is_at_most(facts, columns, columns.high, high)
    may_reach = _reaches(facts, columns, columns.high, low)
    may_keep = _is_at_most(facts, columns, columns.low, high)
    # Where nothing is said, a number is at least the least there can be.
    enough = low is None or (least is not None and least >= low)
    small = high is None or least is None or least <= high
    known_at_all = _is_any_known(facts, columns)
    surely = (_fill_nulls(facts, reached, null=enough), _fill_nulls(facts, kept, null=False))
    possibly = (_fill_nulls(facts, may_reach, null=True), _fill_nulls(facts, may_keep, null=small))
    return from_bounds(
        plan,
        both(plan, (known_at_all, *surely)),
        either(plan, (opposite(plan, known_at_all), both(plan, possibly))),
    )


def _is_among(
    facts: Facts, columns: FactColumns, values: Iterable[int], least: int
) -> ColumnAnswer:
    """Whether a count is one of several: it lies in one of their runs without a gap."""
    counts = sorted(values)
    gaps = [pair for pair in pairwise(counts) if pair[1] > pair[0] + 1]
    starts = [counts[0], *(after for _, after in gaps)]
    ends = [*(before for before, _ in gaps), counts[-1]]
    runs = zip(starts, ends, strict=True)
    return either(facts.plan, [_is_between(facts, columns, *run, least) for run in runs])


def _is_any_known(facts: Facts, columns: FactColumns) -> ColumnAnswer:
    """Whether anything is known of a fact within bounds."""
    return facts.plan.combine(
        lambda low, high: ~(low.is_null() & high.is_null()), columns.low, columns.high
    )


def _holds(facts: Facts, column: PlannedColumn, values: Iterable[str]) -> ColumnAnswer:
    """Whether a column holds one of several codes; null where it is null."""
    codes, plan = sorted(values), facts.plan
    if len(codes) == 1:
        return plan.combine(lambda values: values == codes[0], column)
    # Engines differ on whether null is in a list.
    found = plan.combine(lambda values: values.is_in(codes).fill_null(False), column)
    return either(plan, (found, both(plan, (_is_null(facts, column), None))))


def _is_null(facts: Facts, column: PlannedColumn) -> PlannedColumn:
    return facts.plan.combine(lambda values: values.is_null(), column)


def _ask_within(facts: Facts, node: Within) -> ColumnAnswer:
    """Whether a place lies in a territory on the day asked."""
    columns = facts.columns_of(node.fact, verified_only=node.verified_only)
    if columns is None:
        return None
    return facts.answer_by_day(
        node.days_of_change(), lambda on: _is_covered(facts, columns, node, on)
    )


def _is_covered(facts: Facts, columns: FactColumns, node: Within, on: date) -> ColumnAnswer:
    """Whether a place is covered by the areas of one day, wholly or in some neighbourhoods."""
    if not node.territory.members.known_on(on):
        return None
    plan = facts.plan
    areas = [
        both(plan, (area, _is_neighbourhood_covered(facts, columns.neighbourhood, coverage)))
        for coverage, area in _areas_covered_alike(
            facts, columns.low, node.territory.members.on(on).read_on(on)
        )
        if coverage != NOTHING
    ]
    return either(plan, areas) if areas else _where_known(facts, columns.low, answer=False)


def _is_neighbourhood_covered(
    facts: Facts, neighbourhood: PlannedColumn | None, coverage: Coverage
) -> ColumnAnswer:
    """Whether a neighbourhood is covered, in a commune that is covered in part."""
    if not coverage.exceptions:
        return coverage.elsewhere
    if neighbourhood is None:
        return None
    plan = facts.plan
    inside, outside, doubtful = (
        _holds_any(
            facts, neighbourhood, [code for code, here in coverage.exceptions if here is answer]
        )
        for answer in (True, False, None)
    )
    doubt = both(plan, (doubtful, None))
    beyond = {
        True: opposite(plan, doubt),
        False: doubt,
        None: None,
    }[coverage.elsewhere]
    return either(plan, (inside, both(plan, (opposite(plan, outside), beyond))))


def _holds_any(facts: Facts, column: PlannedColumn, codes: Collection[str]) -> ColumnAnswer:
    return _holds(facts, column, codes) if codes else False


def _areas_covered_alike(
    facts: Facts, commune: PlannedColumn, members: Members
) -> Iterator[tuple[Coverage, ColumnAnswer]]:
    """The areas covered alike, and whether a commune is in each; null where it is not known."""
    plan = facts.plan

    def outside(listed: ColumnAnswer) -> ColumnAnswer:
        return opposite(plan, plan.share(listed) if isinstance(listed, PlannedColumn) else listed)

    *listed, everywhere = members.areas()
    communes = [code for area in listed for code in area.communes]
    departments = [code for area in listed for code in area.departments]
    not_named = outside(_holds(facts, commune, communes)) if communes else True
    for area in listed:
        if area.communes:
            yield area.coverage, _holds(facts, commune, area.communes)
        else:
            here = _in_departments(facts, commune, area.departments)
            yield area.coverage, both(plan, (not_named, here))
    unlisted = (
        outside(_in_departments(facts, commune, departments))
        if departments
        else _where_known(facts, commune, answer=True)
    )
    yield everywhere.coverage, both(plan, (not_named, unlisted))


def _in_departments(facts: Facts, commune: PlannedColumn, codes: Iterable[str]) -> ColumnAnswer:
    """Whether a commune is in one of the departments, whose codes theirs begin with."""
    by_length: dict[int, list[str]] = {}
    for code in codes:
        by_length.setdefault(len(code), []).append(code)
    return either(
        facts.plan,
        (
            _holds(facts, facts.plan.combine(_first_characters(length), commune), alike)
            for length, alike in by_length.items()
        ),
    )


def _first_characters(length: int) -> Callable[[nw.Expr], nw.Expr]:
    return lambda commune: commune.str.slice(0, length)


def _ask_under_ceiling(facts: Facts, node: UnderCeiling) -> ColumnAnswer:
    """Whether an amount does not exceed the ceiling that other facts choose."""
    columns = facts.columns_of(node.fact, verified_only=node.verified_only)
    keys = [facts.columns_of(fact, verified_only=node.verified_only) for fact in node.by]
    if columns is None:
        return None
    return facts.answer_by_day(
        node.days_of_change(), lambda on: _keeps_ceiling(facts, columns, keys, node, on)
    )


def _keeps_ceiling(
    facts: Facts, columns: FactColumns, keys: list[FactColumns | None], node: UnderCeiling, on: date
) -> ColumnAnswer:
    """The answer on which all possible rows of the table agree, asked once for each ceiling."""
    if not node.ceilings.known_on(on):
        return None
    plan, rows = facts.plan, node.ceilings.on(on)
    may = [
        _possible_values(facts, keys[index], fact, {key[index] for key, _ in rows})
        for index, fact in enumerate(node.by)
    ]
    by_ceiling: dict[int | None, list[ColumnAnswer]] = {}
    for key, ceiling in rows:
        row = both(plan, (may[index][value] for index, value in enumerate(key)))
        by_ceiling.setdefault(step_of(columns, ceiling, strictly=node.strictly), []).append(row)
    # Where the ceiling is not known, nothing is decided.
    not_known = either(plan, by_ceiling.pop(None, ()))
    answers = [
        _against_ceiling(facts, columns, either(plan, possible), step)
        for step, possible in by_ceiling.items()
        if step is not None
    ]
    some = both(
        plan,
        (either(plan, (here for here, _, _ in answers)), opposite(plan, not_known)),
    )
    met = both(plan, (some, *(kept for _, kept, _ in answers)))
    unmet = both(plan, (some, *(passed for _, _, passed in answers)))
    return from_bounds(plan, met, opposite(plan, unmet))


def step_of(columns: FactColumns, ceiling: Fraction | int | None, *, strictly: bool) -> int | None:
    """The most that keeps a ceiling, in steps of the grid of the amount."""
    if ceiling is None:
        return None
    steps = ceiling * columns.grid.parts
    return math.ceil(steps) - 1 if strictly else math.floor(steps)


def _possible_values(
    facts: Facts, columns: FactColumns | None, key: Fact, values: Collection[str | int]
) -> Mapping[str | int, ColumnAnswer]:
    """For each value in the table, whether a fact of the key may have it; never null.

    A value that the table does not have is as good as not known.
    """
    if columns is None:
        return dict.fromkeys(values, True)
    found: dict[str | int, ColumnAnswer] = {}
    for value in sorted(values, key=str):
        if isinstance(value, str):
            answer = _holds(facts, columns.low, (value,))
        else:
            answer = _is_between(facts, columns, value, value, key.least)
        found[value] = _work_out_once(facts, _fill_nulls(facts, answer, null=True))
    counts = [value for value in found if isinstance(value, int)]
    # A count that may also be one without a row is as good as not known.
    listed = (
        _fill_nulls(facts, _is_among(facts, columns, counts, key.least), null=False)
        if counts
        else either(facts.plan, found.values())
    )
    other = _work_out_once(facts, opposite(facts.plan, listed))
    return {
        value: _work_out_once(facts, either(facts.plan, (answer, other)))
        for value, answer in found.items()
    }


def _against_ceiling(
    facts: Facts, columns: FactColumns, possible: ColumnAnswer, step: int
) -> tuple[ColumnAnswer, ...]:
    """Whether a ceiling is possible; and, if it is, whether it is surely kept, or passed."""
    plan, here = facts.plan, _work_out_once(facts, possible)
    high = _work_out_once(facts, _is_at_most(facts, columns, columns.high, step))
    low = high if columns.exact else _is_at_most(facts, columns, columns.low, step)
    kept = _fill_nulls(facts, high, null=False)
    passed = opposite(plan, _fill_nulls(facts, low, null=True))
    elsewhere = opposite(plan, here)
    return here, either(plan, (elsewhere, kept)), either(plan, (elsewhere, passed))


def _work_out_once(facts: Facts, answer: ColumnAnswer) -> ColumnAnswer:
    return facts.plan.share(answer) if isinstance(answer, PlannedColumn) else answer


def _ask_flag(facts: Facts, node: Flag) -> ColumnAnswer:
    columns = facts.columns_of(node.fact, verified_only=node.verified_only)
    return None if columns is None else columns.low


def _ask_interval(facts: Facts, node: Interval) -> ColumnAnswer:
    columns = facts.columns_of(node.fact, verified_only=node.verified_only)
    if columns is None:
        return None
    return facts.answer_by_day(
        node.days_of_change(), lambda on: _ask_bounds(facts, columns, node, on)
    )


def _ask_bounds(facts: Facts, columns: FactColumns, node: Interval, on: date) -> ColumnAnswer:
    """The comparison with the bounds of one day."""
    if why_unknown_on(on, node.low, node.high) is not None:
        return None
    low, high = _step_of_bound(node.low, columns, on), _step_of_bound(node.high, columns, on)
    least = None if node.fact.kind is Kind.DAY else node.fact.least * columns.grid.parts
    empty = low is not None and high is not None and (
        low > high or (low == high and (node.above or node.below))
    )  # fmt: skip
    first = None if low is None else math.floor(low) + 1 if node.above else math.ceil(low)
    last = None if high is None else math.ceil(high) - 1 if node.below else math.floor(high)
    if node.fact.kind is not Kind.AMOUNT and first is not None and last is not None:
        empty = empty or first > last
    if empty:
        if columns.exact:
            return _where_known(facts, columns.low, answer=False)
        return from_bounds(facts.plan, False, opposite(facts.plan, _is_any_known(facts, columns)))
    return _is_between(facts, columns, first, last, least)


def _step_of_bound(bound: Any, columns: FactColumns, on: date) -> Fraction | int | None:
    """A bound on a day, in steps of the grid."""
    value = bound.on(on) if is_dated(bound) else bound
    if isinstance(value, date):
        return value.toordinal()
    return None if value is None else value * columns.grid.parts


def _ask_one_of(facts: Facts, node: OneOf) -> ColumnAnswer:
    columns = facts.columns_of(node.fact, verified_only=node.verified_only)
    if columns is None:
        return None
    if node.fact.kind is Kind.CODE:
        return _holds(facts, columns.low, node.values)
    return _is_among(facts, columns, node.values, node.fact.least)


def _ask_elapsed(facts: Facts, node: Elapsed) -> ColumnAnswer:
    columns = facts.columns_of(node.fact, verified_only=node.verified_only)
    if columns is None:
        return None
    is_over = _time_is_over(facts, columns, node)
    plan = facts.plan
    if columns.exact:
        now = is_over(columns.low)
        return now if node.reached else opposite(plan, now)
    surely = _fill_nulls(facts, is_over(columns.high), null=False)
    may = _fill_nulls(facts, is_over(columns.low), null=True)
    answer = from_bounds(plan, surely, may)
    return answer if node.reached else opposite(plan, answer)


def _time_is_over(
    facts: Facts, columns: FactColumns, node: Elapsed
) -> Callable[[PlannedColumn], ColumnAnswer]:
    """Whether the time has passed since the days of a column."""
    if facts.asked.day is not None:
        latest = node.latest(facts.asked.day)
        if latest is None:
            return lambda column: _where_known(facts, column, answer=False)
        return lambda column: _is_at_most(facts, columns, column, latest.toordinal())
    # An age is reached on the birthday itself, an elapsed time at the end of a shorter month.
    # More than a time has passed on no day but those after its end, clamped or not.
    own = node.aged or node.strictly
    until = facts.asked.number if own else facts.asked.end
    gone = _months_are_over(node.months, strictly=node.strictly)
    return lambda column: facts.plan.combine(gone, facts.reader.number_days(column), until)


def _months_are_over(months: int, *, strictly: bool) -> Callable[[nw.Expr, nw.Expr], nw.Expr]:
    if strictly:
        return lambda since, on: add_months(since, months) < on
    return lambda since, on: add_months(since, months) <= on


QUESTIONS: Final[Mapping[type, Question]] = {
    Flag: _ask_flag,
    Interval: _ask_interval,
    OneOf: _ask_one_of,
    Elapsed: _ask_elapsed,
    Within: _ask_within,
    UnderCeiling: _ask_under_ceiling,
}
"""How each kind of question is asked."""
