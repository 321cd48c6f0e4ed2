"""Comparisons of a fact with steps of its grid, as three-valued columns."""

from collections.abc import Iterable
from itertools import pairwise

from housing_agreements.adapters.frames.facts import Facts, Known
from housing_agreements.adapters.frames.kleene import (
    Answer,
    Part,
    both,
    contrary,
    either,
    from_bounds,
)

__all__ = ("among", "at_most", "between", "filled", "is_known", "known_as")


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
