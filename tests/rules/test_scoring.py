"""Scoring: points within bounds that hold for every completion, and that one reaches."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.scored import bounds_of, every_completion, ranked

from housing_agreements import Household, Known, facts
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.rules.scoring._reading import read_grid
from housing_agreements.rules.scoring.grids import Grid
from housing_agreements.testing.strategies import grids

ON = date(2018, 5, 1)
FLAGS = ("dalo_recognised", "employed", "disabled")
SIZES = (1, 2, 3, 4, 5)
FIRST, LAST = ON - timedelta(days=70), ON
FEW_DAYS = tuple(FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


def few_questions() -> st.SearchStrategy[Criterion]:
    """Criteria of few facts, which the naive reading completes in every way."""
    atoms = st.one_of(
        st.sampled_from([getattr(facts, name) for name in FLAGS]),
        st.sampled_from(SIZES).map(facts.household_size.at_least),
        st.sampled_from(SIZES).map(facts.household_size.one_of),
        st.sampled_from(FEW_DAYS).map(facts.applied_on.at_least),
        st.integers(1, 2).map(lambda months: facts.applied_on.at_least_ago(months=months)),
    )
    return st.recursive(
        atoms,
        lambda some: st.one_of(
            st.builds(lambda one, other: one & other, some, some),
            st.builds(lambda one, other: one | other, some, some),
            some.map(lambda one: ~one),
        ),
        max_leaves=3,
    )


def _show(values: Iterable[Any]) -> Iterator[Known[Any]]:
    return (Known(value, verified=True) for value in values)


@st.composite
def few_facts(
    draw: st.DrawFn, days: tuple[date, ...] = FEW_DAYS
) -> tuple[Household, dict[str, tuple[Any, ...]]]:
    """A household, and all the values of each fact of it that is not known.

    Documents show what is known of it, so that they are learnt together with the facts.
    """
    given_facts: dict[str, Any] = {}
    values: dict[str, tuple[Any, ...]] = {}
    for name in FLAGS:
        given_facts[name] = draw(st.sampled_from((None, True, False)))
        if given_facts[name] is None:
            values[name] = (True, False)
    low, high = sorted(draw(st.lists(st.sampled_from(SIZES), min_size=2, max_size=2)))
    given_facts["household_size"] = Known(low=low, high=high, verified=True)
    if low < high:
        values["household_size"] = tuple(_show(range(low, high + 1)))
    first, last = sorted(draw(st.lists(st.sampled_from(days), min_size=2, max_size=2)))
    given_facts["applied_on"] = Known(low=first, high=last, verified=True)
    if first < last:
        values["applied_on"] = tuple(_show(day for day in days if first <= day <= last))
    return Household(**given_facts), values


TIES = (facts.applied_on, facts.household_size)


@settings(max_examples=150)
@given(grids(asked=few_questions(), ties=TIES), few_facts())
def test_bounds_are_those_over_every_completion(grid: Grid, known: Any) -> None:
    """The points and the keys lie within bounds over all completions, and each end is reached."""
    household, values = known
    expected = bounds_of(grid, every_completion(household, values), ON)
    found = read_grid(grid, ON).found_of(household)
    assert found.is_exact
    assert (None if found.outcome is None else tuple(found.outcome)) == expected
    if grid.outside is not None:
        is_out = [ranked(grid, one, ON) is None for one in every_completion(household, values)]
        assert found.may_be_outside is any(is_out)
