"""Whether an amount lies under the ceiling of its household, as a three-valued column."""

import math
from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction

from housing_agreements.adapters.frames.codes import holds
from housing_agreements.adapters.frames.comparing import among, at_most, between, filled
from housing_agreements.adapters.frames.facts import Facts, Known
from housing_agreements.adapters.frames.kleene import (
    Answer,
    Part,
    both,
    contrary,
    either,
    from_bounds,
)
from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.kinds import Fact

__all__ = ("step_of", "under_ceiling")


def under_ceiling(facts: Facts, node: UnderCeiling) -> Answer:
    """Whether an amount does not exceed the ceiling that other facts choose."""
    known = facts.known(node.fact, verified_only=node.verified_only)
    keys = [facts.known(each, verified_only=node.verified_only) for each in node.by]
    if known is None:
        return None
    return facts.over_days(node.days(), lambda on: _under(facts, known, keys, node, on))


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
