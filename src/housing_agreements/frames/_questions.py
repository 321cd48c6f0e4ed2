"""Comparisons of a fact with steps of its grid, as three-valued columns."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import narwhals as nw

from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.comparisons import Flag, Interval, OneOf, is_dated
from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.criteria.places import Within
from housing_agreements.criteria.times import Elapsed
from housing_agreements.frames._days import numbered
from housing_agreements.frames._facts import Facts, Known
from housing_agreements.frames._kleene import (
    Answer,
    Part,
    both,
    contrary,
    either,
    from_bounds,
)
from housing_agreements.geography._coverage import NOTHING, Coverage, Members

__all__ = (
    "QUESTIONS",
    "Question",
    "among",
    "at_most",
    "between",
    "filled",
    "holds",
    "is_known",
    "known_as",
    "step_of",
    "under_ceiling",
    "within",
)


def known_as(facts: Facts, column: Part, *, answer: bool) -> Answer:
    """The same answer wherever a column is not null."""
    null = facts.stages.bound(facts.stages.joined(lambda each: each.is_null(), column))
    unknown = both(facts.stages, (null, None))
    return either(facts.stages, (contrary(facts.stages, null), unknown)) if answer else unknown


def _at_least(facts: Facts, known: Known, column: Part, step: int | None) -> Answer:
    """Whether a column reaches a step of its grid; `None`: there is no limit."""
    if step is None:
        return True
    if step <= known.grid.least:
        return known_as(facts, column, answer=True)
    if step > known.grid.most:
        return known_as(facts, column, answer=False)
    literal = known.grid.literal(step)
    return facts.stages.joined(lambda each: each >= literal, column)


def at_most(facts: Facts, known: Known, column: Part, step: int | None) -> Answer:
    """Whether a column does not exceed a step of its grid; `None`: there is no limit."""
    if step is None:
        return True
    if step >= known.grid.most:
        return known_as(facts, column, answer=True)
    if step < known.grid.least:
        return known_as(facts, column, answer=False)
    literal = known.grid.literal(step)
    return facts.stages.joined(lambda each: each <= literal, column)


def filled(facts: Facts, answer: Answer, *, null: bool) -> Answer:
    """An answer where null stands for one that is known."""
    if isinstance(answer, Part):
        return facts.stages.joined(lambda each: each.fill_null(null), answer)
    return null if answer is None else answer


def between(
    facts: Facts, known: Known, low: int | None, high: int | None, least: int | None
) -> Answer:
    """Whether a fact lies between two steps, both included.

    Args:
        facts: The facts.
        known: What is known of the fact.
        low: The least step; `None`: no limit.
        high: The most; `None`: no limit.
        least: The least step that the fact can be; `None`: there is none.
    """
    stages = facts.stages
    if known.exact:
        if low is not None and low == high and known.grid.least <= low <= known.grid.most:
            literal = known.grid.literal(low)
            return stages.joined(lambda each: each == literal, known.low)
        reached = _at_least(facts, known, known.low, low)
        return both(stages, (reached, at_most(facts, known, known.low, high)))
    reached = _at_least(facts, known, known.low, low)
    kept = at_most(facts, known, known.high, high)
    may_reach = _at_least(facts, known, known.high, low)
    may_keep = at_most(facts, known, known.low, high)
    # Where nothing is said, a number is at least the least there can be.
    enough = low is None or (least is not None and least >= low)
    small = high is None or least is None or least <= high
    known_at_all = is_known(facts, known)
    surely = (filled(facts, reached, null=enough), filled(facts, kept, null=False))
    possibly = (filled(facts, may_reach, null=True), filled(facts, may_keep, null=small))
    return from_bounds(
        stages,
        both(stages, (known_at_all, *surely)),
        either(stages, (contrary(stages, known_at_all), both(stages, possibly))),
    )


def among(facts: Facts, known: Known, values: Iterable[int], least: int) -> Answer:
    """Whether a count is one of several: it lies in one of their runs without a gap."""
    counts = sorted(values)
    gaps = [pair for pair in pairwise(counts) if pair[1] > pair[0] + 1]
    starts = [counts[0], *(after for _, after in gaps)]
    ends = [*(before for before, _ in gaps), counts[-1]]
    runs = zip(starts, ends, strict=True)
    return either(facts.stages, [between(facts, known, *run, least) for run in runs])


def is_known(facts: Facts, known: Known) -> Answer:
    """Whether anything is known of a fact within bounds."""
    return facts.stages.joined(lambda low, high: ~(low.is_null() & high.is_null()), *_ends(known))


def _ends(known: Known) -> tuple[Part, Part]:
    return known.low, known.high


def holds(facts: Facts, column: Part, values: Iterable[str]) -> Answer:
    """Whether a column holds one of several codes; null where it is null."""
    codes, stages = sorted(values), facts.stages
    if len(codes) == 1:
        return stages.joined(lambda each: each == codes[0], column)
    # Engines differ on whether null is in a list.
    held = stages.joined(lambda each: each.is_in(codes).fill_null(False), column)
    return either(stages, (held, both(stages, (_is_null(facts, column), None))))


def _is_null(facts: Facts, column: Part) -> Part:
    return facts.stages.joined(lambda each: each.is_null(), column)


def within(facts: Facts, node: Within) -> Answer:
    """Whether a place lies in a territory on the day asked."""
    known = facts.known(node.fact, verified_only=node.verified_only)
    if known is None:
        return None
    return facts.over_days(node.days_of_change(), lambda on: _covered(facts, known, node, on))


def _covered(facts: Facts, known: Known, node: Within, on: date) -> Answer:
    """What the lists of one day cover: of each area, the whole or some neighbourhoods."""
    if not node.territory.members.known_on(on):
        return None
    stages = facts.stages
    areas = [
        both(stages, (area, _held(facts, known.neighbourhood, coverage)))
        for coverage, area in _areas(facts, known.low, node.territory.members.on(on))
        if coverage != NOTHING
    ]
    return either(stages, areas) if areas else known_as(facts, known.low, answer=False)


def _held(facts: Facts, neighbourhood: Part | None, coverage: Coverage) -> Answer:
    """Whether a neighbourhood is covered, in a commune of which a part is."""
    if not coverage.exceptions:
        return coverage.elsewhere
    if neighbourhood is None:
        return None
    stages = facts.stages
    inside, outside, doubtful = (
        _among(facts, neighbourhood, [code for code, here in coverage.exceptions if here is answer])
        for answer in (True, False, None)
    )
    doubt = both(stages, (doubtful, None))
    beyond = {
        True: contrary(stages, doubt),
        False: doubt,
        None: None,
    }[coverage.elsewhere]
    return either(stages, (inside, both(stages, (contrary(stages, outside), beyond))))


def _among(facts: Facts, column: Part, codes: Collection[str]) -> Answer:
    return holds(facts, column, codes) if codes else False


def _areas(facts: Facts, commune: Part, members: Members) -> Iterator[tuple[Coverage, Answer]]:
    """The communes covered alike, whether one is among them; null where it is not known.

    A commune is covered as it is listed, else as its department is, else as everywhere.
    """
    stages = facts.stages

    def elsewhere(listed: Answer) -> Answer:
        return contrary(stages, stages.bound(listed) if isinstance(listed, Part) else listed)

    communes, departments = dict(members.communes), dict(members.departments)
    for coverage in dict.fromkeys(communes.values()):
        yield coverage, holds(facts, commune, _codes(communes, coverage))
    not_named = elsewhere(holds(facts, commune, communes)) if communes else True
    for coverage in dict.fromkeys(departments.values()):
        area = _in_departments(facts, commune, _codes(departments, coverage))
        yield coverage, both(stages, (not_named, area))
    listed = _in_departments(facts, commune, departments) if departments else False
    unlisted = known_as(facts, commune, answer=True) if not listed else elsewhere(listed)
    yield members.elsewhere, both(stages, (not_named, unlisted))


def _codes(parts: Mapping[str, Coverage], coverage: Coverage) -> list[str]:
    return [code for code, part in parts.items() if part == coverage]


def _in_departments(facts: Facts, commune: Part, codes: Iterable[str]) -> Answer:
    """Whether a commune is in one of the departments, whose codes theirs begin with."""
    by_length: dict[int, list[str]] = {}
    for code in codes:
        by_length.setdefault(len(code), []).append(code)
    return either(
        facts.stages,
        (
            holds(facts, facts.stages.joined(_first(length), commune), alike)
            for length, alike in by_length.items()
        ),
    )


def _first(length: int) -> Callable[[nw.Expr], nw.Expr]:
    return lambda commune: commune.str.slice(0, length)


def under_ceiling(facts: Facts, node: UnderCeiling) -> Answer:
    """Whether an amount does not exceed the ceiling that other facts choose."""
    known = facts.known(node.fact, verified_only=node.verified_only)
    keys = [facts.known(each, verified_only=node.verified_only) for each in node.by]
    if known is None:
        return None
    return facts.over_days(node.days_of_change(), lambda on: _under(facts, known, keys, node, on))


def _under(
    facts: Facts, known: Known, keys: list[Known | None], node: UnderCeiling, on: date
) -> Answer:
    """What all the rows still possible answer: by ceiling, since many rows may share one."""
    if not node.ceilings.known_on(on):
        return None
    stages, rows = facts.stages, node.ceilings.on(on)
    may = [
        _may_be(facts, keys[place], each, {key[place] for key, _ in rows})
        for place, each in enumerate(node.by)
    ]
    by_ceiling: dict[int | None, list[Answer]] = {}
    for key, ceiling in rows:
        row = both(stages, (may[place][part] for place, part in enumerate(key)))
        by_ceiling.setdefault(step_of(known, ceiling, strictly=node.strictly), []).append(row)
    # Where the ceiling is not known, nothing is decided.
    not_known = either(stages, by_ceiling.pop(None, ()))
    answers = [
        _against(facts, known, either(stages, possible), step)
        for step, possible in by_ceiling.items()
        if step is not None
    ]
    some = both(
        stages,
        (either(stages, (here for here, _, _ in answers)), contrary(stages, not_known)),
    )
    met = both(stages, (some, *(each for _, each, _ in answers)))
    unmet = both(stages, (some, *(each for _, _, each in answers)))
    return from_bounds(stages, met, contrary(stages, unmet))


def step_of(known: Known, ceiling: Fraction | int | None, *, strictly: bool) -> int | None:
    """The most that keeps a ceiling, in steps of the grid of the amount."""
    if ceiling is None:
        return None
    limit = ceiling * known.grid.parts
    return math.ceil(limit) - 1 if strictly else math.floor(limit)


def _may_be(
    facts: Facts, known: Known | None, key: Fact, parts: Collection[str | int]
) -> Mapping[str | int, Answer]:
    """For each value in the table, whether a fact of the key may have it; never null.

    A value that the table does not have is as good as not known.
    """
    if known is None:
        return dict.fromkeys(parts, True)
    found: dict[str | int, Answer] = {}
    for part in sorted(parts, key=str):
        if isinstance(part, str):
            answer = holds(facts, known.low, (part,))
        else:
            answer = between(facts, known, part, part, key.least)
        found[part] = _once(facts, filled(facts, answer, null=True))
    counts = [part for part in found if isinstance(part, int)]
    # A count that may also be one without a row is as good as not known.
    listed = (
        filled(facts, among(facts, known, counts, key.least), null=False)
        if counts
        else either(facts.stages, found.values())
    )
    other = _once(facts, contrary(facts.stages, listed))
    return {part: _once(facts, either(facts.stages, (each, other))) for part, each in found.items()}


def _against(facts: Facts, known: Known, possible: Answer, step: int) -> tuple[Answer, ...]:
    """Whether a ceiling is possible; and, if it is, whether it is surely kept, or passed."""
    stages, here = facts.stages, _once(facts, possible)
    high = _once(facts, at_most(facts, known, known.high, step))
    low = high if known.exact else at_most(facts, known, known.low, step)
    kept = filled(facts, high, null=False)
    passed = contrary(stages, filled(facts, low, null=True))
    elsewhere = contrary(stages, here)
    return here, either(stages, (elsewhere, kept)), either(stages, (elsewhere, passed))


def _once(facts: Facts, answer: Answer) -> Answer:
    return facts.stages.bound(answer) if isinstance(answer, Part) else answer


Question = Callable[[Facts, Any], Answer]
"""How a kind of question is asked of the facts of a frame."""


def _flag(facts: Facts, node: Flag) -> Answer:
    known = facts.known(node.fact, verified_only=node.verified_only)
    return None if known is None else known.low


def _interval(facts: Facts, node: Interval) -> Answer:
    known = facts.known(node.fact, verified_only=node.verified_only)
    if known is None:
        return None
    return facts.over_days(node.days_of_change(), lambda on: _limits(facts, known, node, on))


def _limits(facts: Facts, known: Known, node: Interval, on: date) -> Answer:
    """The comparison with the limits of one day."""
    if node.why_undecidable(None, on) is not None:
        return None
    low, high = _step_at(node.low, known, on), _step_at(node.high, known, on)
    least = None if node.fact.kind is Kind.DAY else node.fact.least * known.grid.parts
    empty = low is not None and high is not None and (
        low > high or (low == high and (node.above or node.below))
    )  # fmt: skip
    first = None if low is None else math.floor(low) + 1 if node.above else math.ceil(low)
    last = None if high is None else math.ceil(high) - 1 if node.below else math.floor(high)
    if node.fact.kind is not Kind.AMOUNT and first is not None and last is not None:
        empty = empty or first > last
    if empty:
        if known.exact:
            return known_as(facts, known.low, answer=False)
        return from_bounds(facts.stages, False, contrary(facts.stages, is_known(facts, known)))
    return between(facts, known, first, last, least)


def _step_at(limit: Any, known: Known, on: date) -> Fraction | int | None:
    """A limit on a day, in steps of the grid."""
    value = limit.on(on) if is_dated(limit) else limit
    if isinstance(value, date):
        return value.toordinal()
    return None if value is None else value * known.grid.parts


def _one_of(facts: Facts, node: OneOf) -> Answer:
    known = facts.known(node.fact, verified_only=node.verified_only)
    if known is None:
        return None
    if node.fact.kind is Kind.CODE:
        return holds(facts, known.low, node.values)
    return among(facts, known, node.values, node.fact.least)


def _elapsed(facts: Facts, node: Elapsed) -> Answer:
    known = facts.known(node.fact, verified_only=node.verified_only)
    if known is None:
        return None
    passed = _passed(facts, known, node)
    stages = facts.stages
    if known.exact:
        now = passed(known.low)
        return now if node.reached else contrary(stages, now)
    surely = filled(facts, passed(known.high), null=False)
    may = filled(facts, passed(known.low), null=True)
    answer = from_bounds(stages, surely, may)
    return answer if node.reached else contrary(stages, answer)


def _passed(facts: Facts, known: Known, node: Elapsed) -> Callable[[Part], Answer]:
    """Whether the time has passed since the days of a column."""
    if facts.when.day is not None:
        latest = node.latest(facts.when.day)
        if latest is None:
            return lambda column: known_as(facts, column, answer=False)
        return lambda column: at_most(facts, known, column, latest.toordinal())
    # An age is reached on the birthday itself, an elapsed time at the end of a shorter month.
    # More than a time has passed on no day but those after its end, clamped or not.
    own = node.aged or node.strictly
    until = facts.when.number if own else facts.when.end
    gone = _gone(node.months, strictly=node.strictly)
    return lambda column: facts.stages.joined(gone, numbered(facts.reader, column), until)


def _gone(months: int, *, strictly: bool) -> Callable[[nw.Expr, nw.Expr], nw.Expr]:
    if strictly:
        return lambda since, on: since + 32 * months < on
    return lambda since, on: since + 32 * months <= on


QUESTIONS: Final[Mapping[type, Question]] = {
    Flag: _flag,
    Interval: _interval,
    OneOf: _one_of,
    Elapsed: _elapsed,
    Within: within,
    UnderCeiling: under_ceiling,
}
"""How each kind of question is asked."""
