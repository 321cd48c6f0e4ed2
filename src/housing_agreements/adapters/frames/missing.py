"""Which facts would settle each row, as a text."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import narwhals as nw

from housing_agreements.adapters.frames.compiling import Compiled
from housing_agreements.adapters.frames.kleene import Answer, Part, both, either
from housing_agreements.criteria.fold import Node
from housing_agreements.criteria.kinds import Fact, Kind

__all__ = ("missing_facts",)


def missing_facts(compiled: Compiled, roots: Iterable[tuple[int, Answer]]) -> Part:
    """The names of the facts that are not known and on which an undetermined answer depends.

    As in `Criterion.missing`, only undetermined parts of undetermined parts matter.

    Args:
        compiled: The criteria.
        roots: The number of each criterion, and whether it is asked.
    """
    stages = compiled.facts.stages
    matters: dict[int, list[Answer]] = {}
    for number, asked in roots:
        matters.setdefault(number, []).append(asked)
    found: dict[str, list[Answer]] = {}
    # Parts have lower numbers than what is made of them.
    for number in range(len(compiled.nodes) - 1, -1, -1):
        here = both(stages, (_undetermined(compiled, number), either(stages, matters[number])))
        here = stages.bound(here) if isinstance(here, Part) else here
        node = compiled.nodes[number]
        for fact in node.reads:
            found.setdefault(fact.name, []).append(
                both(stages, (here, _open(compiled, node, fact)))
            )
        for part in compiled.parts[number]:
            matters.setdefault(part, []).append(here)
    return _told(compiled, {name: either(stages, found[name]) for name in sorted(found)})


def _undetermined(compiled: Compiled, number: int) -> Answer:
    answer = compiled.answer(number)
    if isinstance(answer, Part):
        return compiled.facts.stages.joined(lambda each: each.is_null(), answer)
    return answer is None


def _open(compiled: Compiled, node: Node, fact: Fact) -> Answer:
    """Whether a fact is not known, or not exactly."""
    facts = compiled.facts
    known = facts.known(fact, verified_only=bool(node.verified_only))
    if known is None:
        return True
    if not known.exact:
        return facts.stages.joined(
            lambda low, high: ~(low == high).fill_null(False), known.low, known.high
        )
    if fact.kind is Kind.PLACE:
        if known.neighbourhood is None:
            return True
        return facts.stages.joined(
            lambda commune, part: commune.is_null() | part.is_null(), known.low, known.neighbourhood
        )
    return facts.stages.joined(lambda each: each.is_null(), known.low)


def _told(compiled: Compiled, found: dict[str, Answer]) -> Part:
    """The names, joined by commas; empty when nothing is missing."""
    stages = compiled.facts.stages
    pieces: list[Part] = []
    for name, answer in found.items():
        if isinstance(answer, Part):
            pieces.append(stages.joined(_named(stages.api, f", {name}"), answer))
        elif answer:
            pieces.append(Part(stages.api.lit(f", {name}")))
    text = (
        stages.balanced(partial(stages.api.concat_str, separator=""), pieces)
        if pieces
        else Part(stages.api.lit(""))
    )
    return stages.joined(lambda each: each.str.slice(2), text)


def _named(api: Any, name: str) -> Callable[[nw.Expr], nw.Expr]:
    return lambda here: (
        api.when(here.fill_null(value=False)).then(api.lit(name)).otherwise(api.lit(""))
    )
