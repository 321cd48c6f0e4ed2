"""A plan agrees with all the plans that can be tried."""

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given, settings
from tests.plan.by_hand import Trial, Tried, complete, count_completions, is_known
from tests.plan.drawing import DAY, Instance, instances

from housing_agreements.plan import Plan, PlanOutcome, find_plan
from housing_agreements.testing import laws
from housing_agreements.values.verdicts import Verdict


@settings(max_examples=40)
@given(instances(most=2))
def test_a_plan_agrees_with_all_that_are_tried(instance: Instance) -> None:
    """It needs as few as the least of all; where none keeps everything, the conflict is real."""
    tried = list(Trial(instance).try_all())
    kept = [plan.priority for plan in tried if not plan.missed]
    plan = find_plan(
        instance.agreements,
        instance.expected,
        instance.entries,
        on=DAY,
        households=instance.households,
    )
    laws.a_plan_keeps_its_promises(plan, instance.entries)
    if plan.cautious:
        check_cautious(plan, kept)
    elif kept:
        assert plan.outcome is PlanOutcome.LEAST
        assert plan.least is not None
        assert plan.least.value == min(kept)
    else:
        check_without_a_plan(plan, instance, tried)
        check_relaxation(plan, instance, tried)


def check_without_a_plan(plan: Plan, instance: Instance, tried: Sequence[Tried]) -> None:
    """There is none in any case, or it is said that what is not known leaves it open."""
    conflict = plan.conflict
    assert conflict is not None
    if plan.outcome is PlanOutcome.NONE:
        assert conflict.in_every_case
        assert not plan.to_find_out
        if is_known(instance):
            check_conflict(plan, instance, tried)
        else:
            check_conflict_in_every_case(plan, instance, tried)
        return
    assert plan.outcome is PlanOutcome.UNSURE
    assert plan.verdict is Verdict.UNDETERMINED
    assert not is_known(instance)
    assert not conflict.in_every_case
    assert plan.to_find_out
    check_conflict(plan, instance, tried)
    alone = instance.agreements[0].commitments
    is_one_limit = len(instance.agreements) == len(alone) == len(alone[0].limits) == 1
    if is_one_limit and not alone[0].per and count_completions(instance) <= MANY:
        # What is best for one limit alone may turn out.
        assert any(map(has_plan, complete(instance, MANY)))


def has_plan(completed: Instance) -> bool:
    """Whether a plan keeps every promise, all being known."""
    return any(not one.missed for one in Trial(completed).try_all())


def check_conflict_in_every_case(plan: Plan, instance: Instance, tried: Sequence[Tried]) -> None:
    """Whatever becomes of what is not known, no plan keeps what conflicts."""
    conflict = plan.conflict
    assert conflict is not None
    codes = frozenset((one.agreement.code, one.commitment.code) for one in conflict)
    for completed in complete(instance, MANY):
        assert all(codes & one.broken for one in Trial(completed).try_all())
    if conflict.minimal:
        for code in codes:
            assert any(not (codes - {code}) & one.broken for one in tried)


MANY = 40
"""How many completions are tried of each instance."""


def check_cautious(plan: Plan, kept: Sequence[int]) -> None:
    """A plan that asks too much is never below the least, and never says that there is none."""
    if plan.outcome is PlanOutcome.NONE:
        assert not kept
    if plan.least is not None:
        assert plan.least.low <= min(kept) <= (plan.least.high or 0)
        assert plan.outcome is not PlanOutcome.LEAST or plan.least.value == min(kept)


def check_conflict(plan: Plan, instance: Instance, tried: Sequence[Tried]) -> None:
    """No plan keeps what conflicts; one keeps all but any one of it; no fewer conflict."""
    conflict = plan.conflict
    assert conflict is not None
    assert conflict.minimal
    assert conflict.smallest
    codes = frozenset((one.agreement.code, one.commitment.code) for one in conflict)
    assert all(codes & one.broken for one in tried)
    for code in codes:
        assert any(not (codes - {code}) & one.broken for one in tried)
    everything = [
        (agreement.code, commitment.code)
        for agreement in instance.agreements
        for commitment in agreement.commitments
    ]
    for size in range(len(codes)):
        for fewer in combinations(everything, size):
            assert any(one.broken.isdisjoint(fewer) for one in tried)


def check_relaxation(plan: Plan, instance: Instance, tried: Sequence[Tried]) -> None:
    """No plan misses by fewer dwellings than is proved; where all is known, it misses as few."""
    relaxation = plan.relaxation
    assert relaxation is not None
    least = min(sum(one.missed.values()) for one in tried)
    assert relaxation.dwellings.low <= least
    if is_known(instance):
        assert relaxation.proved
        assert relaxation.dwellings.value == least
