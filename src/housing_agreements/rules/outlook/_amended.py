"""What amendments that are known, and not yet in force, change of promises.

A report judges by the terms of the day asked; an outlook speaks of the last day of a period.
"""

from datetime import date
from typing import NamedTuple

from housing_agreements.model.commitments import Commitment
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod, list_judged_periods
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.values.periods import Period

__all__ = ("Amended", "AmendmentFinder")


class Amended(NamedTuple):
    """What an amendment, known already and not yet in force, changes of a promise."""

    on: date
    """From which day on."""
    judged: JudgedPeriod | None
    """The promise on the last day; `None`: the findings so far cannot tell of it."""


class AmendmentFinder:
    """What amendments known already change of promises before their periods end.

    Args:
        report: The report.
    """

    def __init__(self, report: QuotaReport) -> None:
        self._report = report
        self._by_day: dict[date, tuple[JudgedPeriod, ...]] = {}

    def find(self, judged: JudgedPeriod) -> Amended | None:
        """How an amendment changes a promise; `None`: none does."""
        days = self._list_days(judged.period.last_day)
        now = _list_what_is_promised(judged)
        changed = [day for day in days if _list_what_is_promised(self._find_on(judged, day)) != now]
        if not changed or changed[-1] != days[-1]:
            return None  # changed and changed back: on the last day it is as it was
        then = self._find_on(judged, days[-1])
        alike = then is not None and not self._report.figures and _have_one_base(judged, then)
        return Amended(changed[0], then if alike else None)

    def _list_days(self, last: date) -> list[date]:
        """On which days up to the last amendments known already take effect."""
        on, known = self._report.on, self._report.known
        return [day for day, _ in self._report.agreement.history(max(on, last), known) if day > on]

    def _find_on(self, judged: JudgedPeriod, day: date) -> JudgedPeriod | None:
        """The same promise under the terms of a day; `None`: it is judged otherwise."""
        if day not in self._by_day:
            self._by_day[day] = list_judged_periods(
                self._report.agreement,
                on=day,
                known=self._report.known,
                figures=self._report.figures,
            )
        name = judged.commitment.code, judged.period
        for then in self._by_day[day]:
            if (then.commitment.code, then.period) == name:
                return then
        return None


def _list_what_is_promised(judged: JudgedPeriod | None) -> list[tuple[Period, Commitment, bool]]:
    """The promise of each accounting period."""
    if judged is None:
        return []
    return [
        (accounting.period, accounting.commitment, accounting.promised)
        for accounting in judged.accounting_periods
    ]


def _have_one_base(now: JudgedPeriod, then: JudgedPeriod) -> bool:
    """Whether the same dwellings count for two promises, which differ in their levels at most."""
    bases = [
        [
            (accounting.period, _tell_what_counts(accounting.commitment))
            for accounting in judged.accounting_periods
        ]
        for judged in (now, then)
    ]
    return bases[0] == bases[1] and not then.commitment.per


def _tell_what_counts(commitment: Commitment) -> tuple[object, ...]:
    """What says which dwellings count."""
    substitute = commitment.substitute
    return (
        type(commitment), commitment.to, commitment.stage, commitment.located_in,
        commitment.territory, commitment.contingents, commitment.landlords,
        commitment.leaving_out, commitment.unsure, commitment.per, commitment.cumulative,
        None if substitute is None else substitute.to,
    )  # fmt: skip
