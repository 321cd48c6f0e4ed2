"""Each kind of question about one fact, as a three-valued column."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import narwhals as nw

from housing_agreements.adapters.frames.asking import numbered
from housing_agreements.adapters.frames.ceilings import under_ceiling
from housing_agreements.adapters.frames.codes import holds, within
from housing_agreements.adapters.frames.comparing import (
    among,
    at_most,
    between,
    filled,
    is_known,
    known_as,
)
from housing_agreements.adapters.frames.facts import Facts, Known
from housing_agreements.adapters.frames.kleene import (
    Answer,
    Part,
    contrary,
    from_bounds,
)
from housing_agreements.criteria.atoms import Flag, OneOf
from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.intervals import Interval, is_dated
from housing_agreements.criteria.kinds import Kind
from housing_agreements.criteria.places import Within
from housing_agreements.criteria.times import Elapsed

__all__ = ("QUESTIONS", "Question")

Question = Callable[[Facts, Any], Answer]
"""How a kind of question is asked of the facts of a frame."""


def _flag(facts: Facts, node: Flag) -> Answer:
    known = facts.known(node.fact, verified_only=node.verified_only)
    return None if known is None else known.low


def _interval(facts: Facts, node: Interval) -> Answer:
    known = facts.known(node.fact, verified_only=node.verified_only)
    if known is None:
        return None
    return facts.over_days(node.days(), lambda on: _limits(facts, known, node, on))


def _limits(facts: Facts, known: Known, node: Interval, on: date) -> Answer:
    """The comparison with the limits of one day."""
    if node.gap(None, on) is not None:
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
