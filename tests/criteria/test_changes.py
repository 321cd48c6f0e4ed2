"""What would change an answer is true, minimal and complete up to its limit."""

from datetime import date
from itertools import combinations, product
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.criteria.changes import smallest_changes
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.kinds import Known
from housing_agreements.errors import InvalidTypeError, InvalidValueError
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.testing.laws._criteria import changes_come_true
from housing_agreements.testing.strategies._criteria import criteria
from housing_agreements.testing.strategies._households import (
    days_asked,
    households_around,
)
from housing_agreements.values.verdicts import Verdict

DAY = date(2017, 3, 1)
FLAGS = ("employed", "disabled", "key_worker", "overcrowded")
NAMES = (*FLAGS[:3], "household_size")


def by_brute_force(
    criterion: Criterion, household: Household, values: dict[str, tuple[Any, ...]]
) -> set[tuple[tuple[str, ...], Verdict]]:
    """Every minimal set of facts, with the verdict it gives, by trying all assignments."""
    now = criterion.decide(household, on=DAY)
    reached: dict[tuple[str, ...], set[Verdict]] = {}
    for size in range(1, len(values) + 1):
        for names in combinations(sorted(values), size):
            reached[names] = {
                criterion.decide(
                    attrs.evolve(household, **dict(zip(names, given, strict=True))), on=DAY
                )
                for given in product(*(values[name] for name in names))
            }
    return {
        (names, verdict)
        for names, verdicts in reached.items()
        for verdict in verdicts - {now, Verdict.UNDETERMINED}
        if not any(set(other) < set(names) and verdict in reached[other] for other in reached)
    }


@given(criteria(names=NAMES, max_leaves=5), st.data())
def test_changes_are_those_of_brute_force(criterion: Criterion, data: st.DataObject) -> None:
    """The changes found are exactly the minimal ones that trying everything finds."""
    flags: dict[str, Any] = {
        name: data.draw(st.sampled_from((True, False, None))) for name in FLAGS[:3]
    }
    household = Household(**flags, household_size=data.draw(st.none() | st.integers(1, 9)))
    now = criterion.decide(household, on=DAY)
    everything: dict[str, tuple[Any, ...]] = {
        name: tuple(Known(value, verified=True) for value in (True, False)) for name in FLAGS[:3]
    } | {"household_size": tuple(Known(value, verified=True) for value in range(1, 10))}
    values = {name: everything[name] for name in criterion.facts}
    if not now.decided:
        for name in criterion.facts:
            known = getattr(household, name)
            if known is not None:
                values[name] = (Known(known, verified=True),)
    changes = smallest_changes(criterion, household, on=DAY, at_most=4)
    assert changes.verdict is now
    assert changes.exhaustive
    found = {(change.facts, change.verdict) for change in changes.found}
    assert found == by_brute_force(criterion, household, values)


@given(criteria(max_leaves=4), days_asked(), st.data())
def test_changes_come_true(criterion: Criterion, on: date, data: st.DataObject) -> None:
    """The example of each change gives its verdict, whatever the kinds of facts."""
    household = data.draw(households_around(criterion, on=on))
    changes_come_true(criterion, household, on=on)


def test_the_limit_is_told() -> None:
    """A search that was cut short says so, and finds the larger set with a larger limit."""
    criterion = facts.employed & facts.disabled & facts.key_worker & facts.overcrowded
    refused: dict[str, Any] = dict.fromkeys(FLAGS, False)
    household = Household(**refused)
    cut = smallest_changes(criterion, household, on=DAY)
    assert (cut.found, cut.at_most, cut.exhaustive) == ((), 3, False)
    whole = smallest_changes(criterion, household, on=DAY, at_most=4)
    assert [change.facts for change in whole.found] == [tuple(sorted(FLAGS))]
    assert whole.exhaustive


def test_unknown_facts_accompany_known_ones() -> None:
    """Turning a decided answer over may need a fact that was not known."""
    criterion = facts.employed & facts.disabled
    changes = smallest_changes(criterion, Household(employed=False), on=DAY)
    assert [(change.facts, change.verdict) for change in changes.found] == [
        (("disabled", "employed"), Verdict.MET)
    ]


def test_changes_agree_with_what_is_known() -> None:
    """While undetermined, the values tried lie within the bounds known."""
    criterion = facts.household_size.at_least(5) | facts.household_size.at_most(1)
    bounded = Household(household_size=Known(low=2, high=6))
    changes = smallest_changes(criterion, bounded, on=DAY)
    assert {change.example for change in changes.found} == {
        (("household_size", 6),),
        (("household_size", 2),),
    }
    within = facts.residence.within(Territory("c", "c", "area", neighbourhoods=("centre",)))
    changes = smallest_changes(within, Household(residence=Place("59350")), on=DAY)
    assert {change.example[0][1] for change in changes.found} == {
        Place("59350", "centre"),
        Place("59350", "-"),
    }


def test_the_limit_is_a_count() -> None:
    """The limit is a whole number of at least one."""
    with pytest.raises(InvalidValueError):
        smallest_changes(facts.employed, Household(), on=DAY, at_most=0)
    with pytest.raises(InvalidTypeError):
        smallest_changes(facts.employed, Household(), on=DAY, at_most=1.5)  # type: ignore[arg-type]  # wrong on purpose
