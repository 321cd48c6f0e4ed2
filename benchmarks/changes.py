"""What it takes to find what would change an answer on a criterion of forty facts."""

import random
from collections.abc import Iterator
from datetime import date
from functools import partial

from benchmarks.measure import Figure, cost, fastest
from housing_agreements.criteria.changes import smallest_changes
from housing_agreements.criteria.criteria import Criterion, all_of, any_of, at_least_of
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Kind

__all__ = ("changing",)

_ON = date(2017, 3, 1)
_FACTS = 40
_MOST = 100
"""The most milliseconds, where no fact is read by two questions."""


def changing(_entries: int, repeats: int) -> Iterator[Figure]:
    """The milliseconds for a household of whom nothing is known: both verdicts are looked for."""
    known = facts_by_name(Household)
    names = [name for name, fact in known.items() if fact.kind is Kind.FLAG][:_FACTS]
    flags: list[Criterion] = [getattr(facts, name) for name in names]
    chance = random.Random(1)
    apart = {
        "twenty of forty facts": at_least_of(_FACTS // 2, *flags),
        "forty facts, one within another": _nest(flags),
    }
    knots = {
        "thirty choices of three of forty facts": all_of(
            *(any_of(*chance.sample(flags, 3)) for _ in range(30))
        ),
    }
    criteria = {**apart, **knots}
    jobs = {
        name: cost(Household, partial(_find, criterion)) for name, criterion in criteria.items()
    }
    for name, seconds in fastest(jobs, repeats).items():
        target = _MOST if name in apart else None
        yield Figure(f"what would change, {name}", "milliseconds", 1_000 * seconds, target)


def _find(criterion: Criterion, household: Household) -> None:
    smallest_changes(criterion, household, on=_ON)


def _nest(flags: list[Criterion]) -> Criterion:
    """Each question joined to all before it, by turns with "and" and with "or"."""
    nested, *others = flags
    for index, flag in enumerate(others):
        nested = nested & flag if index % 2 else nested | flag
    return nested
