"""From what is expected to who gets it."""

from datetime import date

import rivage
from housing_agreements.json import dumps, loads
from housing_agreements.plan import Plan, PlanOutcome

DAY = date(2025, 7, 1)


def test_a_year_is_planned() -> None:
    """Without leases a promise is out of reach; with enough, the plan says who gets how many."""
    none, enough = (rivage.plan_year([], leases, DAY) for leases in (0, 8))
    assert none.outcome is PlanOutcome.NONE
    assert "Métiers essentiels relogés" in rivage.tell_plan(none)
    assert enough.outcome is PlanOutcome.LEAST
    assert enough.least is not None
    assert enough.least.value == sum(one.count for one in enough if one.publics) == 10
    assert "8 pour Reconnus au titre du DALO" in rivage.tell_plan(enough)
    for plan in (none, enough):
        assert loads(dumps(plan), Plan) == plan
