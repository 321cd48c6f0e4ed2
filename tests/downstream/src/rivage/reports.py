"""What the committee of Rivage reads: in French, on one page."""

from collections.abc import Iterable
from datetime import date

import housing_agreements as ha
from housing_agreements.plots import draw_progress, to_svg
from rivage.agreement import AGREEMENT

__all__ = ("draw_workers", "judge", "write_report")


def judge(ledger: Iterable[ha.Attribution] | ha.Tally, on: date) -> ha.QuotaReport:
    """The report on the agreement, on a day."""
    return ha.check_quotas(AGREEMENT, ledger, on=on)


def write_report(report: ha.QuotaReport) -> str:
    """The page of the committee: what is kept, missed and open, then each finding in full."""
    return f"{report.summary('fr')}\n\n{report.explain('fr')}\n"


def draw_workers(report: ha.QuotaReport) -> str:
    """The essential workers housed, year by year, beside what was promised: an SVG in French."""
    return to_svg(draw_progress(report, "workers", note="registre des bailleurs", language="fr"))
