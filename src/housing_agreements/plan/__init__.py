"""One plan over all the commitments of one or several agreements.

The extra `plan` brings HiGHS, which finds whole numbers that satisfy many sums at once. `find_plan`
says how few of the attributions that are expected must go to priority publics, and where, so that
every promise is kept; or which commitments conflict, and what misses least.

In reading order: `expected` says what is expected; `_ledgers` tallies it beside the ledger;
`_promises` says what each promise asks, as a sum; `_programme` makes one problem of all the sums,
and `_solver` solves it; `_conflicts` finds what conflicts; `plans` is the answer, and `_find` the
way in.
"""

try:
    import highspy
except ImportError as _error:
    _needs = "housing_agreements.plan needs highspy: pip install 'housing-agreements[plan]'"
    raise ModuleNotFoundError(_needs, name="highspy") from _error
else:
    del highspy

from housing_agreements.plan._find import find_plan
from housing_agreements.plan.expected import Expected
from housing_agreements.plan.plans import (
    Allotment,
    Conflict,
    Plan,
    PlanOutcome,
    Promised,
    Relaxation,
)

__all__ = (
    "Allotment",
    "Conflict",
    "Expected",
    "Plan",
    "PlanOutcome",
    "Promised",
    "Relaxation",
    "find_plan",
)
