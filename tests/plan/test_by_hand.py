"""A plan agrees with all the plans that can be tried."""

from itertools import combinations

from by_hand import try_all
from drawing import DAY, Instance, instances
from hypothesis import given, settings

import housing_agreements as ha
from housing_agreements.plan import PlanOutcome, find_plan


def ask(instance: Instance) -> ha.Verdict:
    """What all the plans say."""


@settings(max_examples=60)
@given(instances())
def test_a_plan_is_the_least_of_all(instance: Instance) -> None:
    """It needs as few as the least of all that keep everything; there is none where none does."""
    tried = list(try_all(instance))
    kept = [plan.priority for plan in tried if not plan.missed]
    plan = find_plan(
        instance.agreements,
        instance.expected,
        instance.entries,
        on=DAY,
        households=instance.households,
    )
    if plan.cautious:
        assert plan.outcome is not PlanOutcome.NONE or not kept
        if plan.least is not None:
            assert plan.least.low <= min(kept) <= plan.least.high
        return
    if kept:
        assert plan.outcome is PlanOutcome.LEAST
        assert plan.least is not None
        assert plan.least.value == min(kept)
        return
    assert plan.outcome is PlanOutcome.NONE
    check_conflict(instance, plan, tried)


def check_conflict(instance, plan, tried) -> None:
    relaxation, conflict = plan.relaxation, plan.conflict
    assert relaxation is not None and conflict is not None
    codes = frozenset((one.agreement.code, one.commitment.code) for one in conflict)
    assert all(codes & plan.missed.keys() for plan in tried), "a plan keeps them all"
    assert conflict.minimal
    for one in codes:
        assert any(not (codes - {one}) & plan.missed.keys() for plan in tried)
    assert conflict.smallest
    everything = [
        (agreement.code, commitment.code)
        for agreement in instance.agreements
        for commitment in agreement.commitments
    ]
    for size in range(len(codes)):
        for fewer in combinations(everything, size):
            assert any(plan.missed.keys().isdisjoint(fewer) for plan in tried)
    least = min(sum(plan.missed.values()) for plan in tried)
    assert relaxation.dwellings.low <= least
    parts = (*instance.expected, *instance.entries)
    if all(one.landlord for one in parts) and not any(
        entry.possible_publics for entry in instance.entries
    ):
        assert relaxation.dwellings.value == least
