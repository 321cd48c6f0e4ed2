"""One plan over all the commitments of one or several agreements.

The extra `plan` brings HiGHS, which finds whole numbers that satisfy many sums at once. `find_plan`
says how few of the expected attributions must go to priority publics, and where, so that every
promise is kept; or which commitments conflict, and which plan misses them least.

In reading order: `expected` holds the expected attributions; `_ledgers` tallies them beside the
ledger; `_promises` writes each promise as a sum; `_programme` makes one problem of all the sums,
and `_solver` solves it; `_conflicts` finds commitments that conflict; `plans` is the answer, and
`_find` the way in.
"""

import sys
from typing import TYPE_CHECKING

from housing_agreements.plan.expected import Expected
from housing_agreements.plan.plans import (
    Allotment,
    Conflict,
    Plan,
    PlanOutcome,
    Promised,
    Relaxation,
)

if TYPE_CHECKING:
    from housing_agreements.plan._find import find_plan

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

# Out of sight of type checkers, which would otherwise take any name for one that is here.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load what needs the solver; a plan that was stored is read without it."""
        if name != "find_plan":
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=sys.modules[__name__])
        try:
            import highspy  # noqa: F401, PLC0415  # whether it is there
        except ImportError as error:
            needs = "find_plan needs highspy: pip install 'housing-agreements[plan]'"
            raise ModuleNotFoundError(needs, name="highspy") from error
        from housing_agreements.plan._find import find_plan  # noqa: PLC0415  # it needs the solver

        return find_plan

    def __dir__() -> list[str]:
        """The public names, loaded or not, beside what stands here."""
        return sorted({*globals(), *__all__})
