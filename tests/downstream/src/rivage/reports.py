"""What the committee of Rivage reads: in French, on one page."""

from collections.abc import Iterable
from datetime import date

import housing_agreements as ha
from rivage.agreement import AGREEMENT

__all__ = ("judge", "write_report")


def judge(ledger: Iterable[ha.Attribution] | ha.Tally, on: date) -> ha.QuotaReport:
    """The report on the agreement, on a day."""
    return ha.check_quotas(AGREEMENT, ledger, on=on)


def write_report(report: ha.QuotaReport) -> str:
    """The page of the committee: what is kept, missed and open, then each finding in full."""
    return f"{report.summary('fr')}\n\n{report.explain('fr')}\n"
