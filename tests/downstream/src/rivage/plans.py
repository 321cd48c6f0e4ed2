"""What the office of Rivage still has to give to whom before the year ends."""

from collections.abc import Iterable
from datetime import date

import housing_agreements as ha
from housing_agreements.plan import Expected, Plan, PlanOutcome, find_plan
from rivage.agreement import AGREEMENT

__all__ = ("plan_year", "tell_plan")


def plan_year(ledger: Iterable[ha.Attribution], leases: int, on: date) -> Plan:
    """How many of the leases that each landlord still expects in each town go to which publics."""
    expected = [
        Expected(leases, contingent.code, commune, landlord=landlord.code)
        for contingent in AGREEMENT.contingents
        for landlord in AGREEMENT.landlords
        for commune in ("33063", "33281")
    ]
    return find_plan(AGREEMENT, expected, ledger, on=on)


def tell_plan(plan: Plan) -> str:
    """The plan in French; or what conflicts."""
    if plan.outcome is PlanOutcome.OPEN:
        return "aucun plan trouvé"
    if plan.conflict is not None:
        return str(plan.conflict.explain("fr"))
    return "\n".join(
        f"{allotment.say_where('fr')}\u00a0: {allotment.count} pour {allotment.say_publics('fr')}"
        for allotment in plan.allotments
        if allotment.publics
    )
