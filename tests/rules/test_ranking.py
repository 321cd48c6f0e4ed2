"""Ranks: the best and the worst that each applicant has over all completions, ties included."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.scored import every_completion, ranked
from tests.rules.test_scoring import ON, TIES, few_facts, few_questions

from housing_agreements import Grid, Household, rank
from housing_agreements.testing.strategies import grids

SOME_DAYS = tuple(date(2018, 3, 31) + timedelta(days=n) for n in range(3))


def ranks_over_completions(
    grid: Grid, applicants: list[tuple[Household, dict[str, Any]]]
) -> Iterator[tuple[int, int] | None]:
    """The best and the worst rank of each, counted in every completion of all of them."""
    keys = [
        [ranked(grid, one, ON) for one in every_completion(household, values)]
        for household, values in applicants
    ]
    found: list[set[int]] = [set() for _ in applicants]
    for together in product(*keys):
        for index, own in enumerate(together):
            if own is not None:
                ahead = [one for one in together if one is not None and one[3] < own[2]]
                behind = [
                    one
                    for other, one in enumerate(together)
                    if one is not None and other != index and one[2] < own[3]
                ]
                found[index] |= {1 + len(ahead), 1 + len(behind)}
    return ((min(ranks), max(ranks)) if ranks else None for ranks in found)


@settings(max_examples=100)
@given(
    grids(asked=few_questions(), ties=TIES),
    st.lists(few_facts(SOME_DAYS), min_size=1, max_size=3),
)
def test_ranks_are_those_over_every_completion(grid: Grid, applicants: list[Any]) -> None:
    """Each end of a rank is reached when all facts are filled in some way, and none lies beyond."""
    many = 1
    for _, values in applicants:
        for some in values.values():
            many *= len(some)
    if many > 1_500:
        return
    ranking = rank([household for household, _ in applicants], grid, on=ON)
    bounds = [ranking.of(index).rank for index in range(len(applicants))]
    found = [None if one is None else (one.low, one.high) for one in bounds]
    assert found == list(ranks_over_completions(grid, applicants))
