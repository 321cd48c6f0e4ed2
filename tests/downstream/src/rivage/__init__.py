"""The agreement of the metropolis of Rivage, and what its office does with it. All is synthetic.

The metropolis, its landlords and its ledger are made up. The codes of its communes are those of
real ones, since the library reads no others.
"""

from rivage.agreement import AGREEMENT
from rivage.households import RivageHousehold, local
from rivage.ledger import Refusal, UnreadableLedgerError, read_ledger
from rivage.plans import plan_year, tell_plan
from rivage.receipts import Receipt, replay, write_receipt
from rivage.reports import draw_workers, judge, write_report
from rivage.tables import tally_table

__all__ = (
    "AGREEMENT",
    "Receipt",
    "Refusal",
    "RivageHousehold",
    "UnreadableLedgerError",
    "draw_workers",
    "judge",
    "local",
    "plan_year",
    "read_ledger",
    "replay",
    "tally_table",
    "tell_plan",
    "write_receipt",
    "write_report",
)
