"""The periods that an agreement is judged on, under the terms that govern them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter

import attrs

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import ReportedGroup
from housing_agreements.model.levels import ExactLevel, Level, end_of_level
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.values.periods import Period, hold_every_day, join_periods

__all__ = ("AccountingPeriod", "JudgedPeriod", "list_counting_periods", "list_judged_periods")


@attrs.frozen(eq=False)
class AccountingPeriod:
    """One accounting period of a commitment, under the terms that govern it."""

    period: Period
    """The period."""
    commitment: Commitment
    """The commitment in force on its last day, or on the day asked if sooner."""
    in_force: tuple[tuple[date, Agreement], ...]
    """The terms of each stretch of time, from a day on, up to those that govern the period."""
    promised: bool = True
    """Whether the terms that govern the period promise something for it."""

    @property
    def terms(self) -> Agreement:
        """The terms that govern the period."""
        return self.in_force[-1][1]

    def on(self, day: date) -> tuple[date, Agreement]:
        """The terms in force on a day, which say what the base may have then, and since when."""
        return [since for since in self.in_force if since[0] <= day][-1]


@attrs.frozen(eq=False)
class JudgedPeriod:
    """One thing to judge: a commitment over one period, or over several as one sum."""

    accounting_periods: tuple[AccountingPeriod, ...]
    """The accounting periods, in order: several for a cumulative commitment."""

    @property
    def commitment(self) -> Commitment:
        """The commitment, as the terms of its last accounting period state it."""
        return self.accounting_periods[-1].commitment

    @property
    def period(self) -> Period:
        """From the first day to the last."""
        return Period(
            self.accounting_periods[0].period.start, self.accounting_periods[-1].period.end
        )

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that count an entry: more than one when an amendment changed it."""
        return tuple(
            dict.fromkeys(accounting.commitment.stage for accounting in self.accounting_periods)
        )

    @property
    def in_force(self) -> tuple[Agreement, ...]:
        """The terms in force in its accounting periods, those that govern the last one last."""
        return tuple(
            terms for accounting in self.accounting_periods for _, terms in accounting.in_force
        )

    def holds(self, period: Period) -> bool:
        """Whether every day of a period lies in one of those judged."""
        return hold_every_day(map(attrgetter("period"), self.accounting_periods), period)

    def is_told_by(self, figure: PublishedFigure, on: date) -> bool:
        """Whether a figure tells of the commitment, over a period that has ended on a day."""
        return self.commitment.code in figure.commitments and figure.period.last_day <= on

    def levels(self, group: ReportedGroup | None, *, ceiling: bool) -> list[Level | None]:
        """The level of each accounting period, under its own terms."""
        levels: list[Level | None] = []
        for accounting in self.accounting_periods:
            commitment = accounting.commitment
            limit = commitment.ceiling if ceiling else commitment.floor
            if limit is None or not accounting.promised:
                levels.append(None)
            else:
                levels.append(limit.levels.at(accounting.period, group))
        return levels


def list_judged_periods(
    agreement: Agreement, *, on: date, known: date, figures: Iterable[PublishedFigure] = ()
) -> tuple[JudgedPeriod, ...]:
    """All that an agreement is judged on, commitment by commitment, period by period.

    The terms of a period are those in force on its last day, or on the day asked if sooner, as
    known on a day. A period that other terms name and these do not is kept too, unpromised,
    unless other periods cover its days: no promise disappears in silence. Indicators, which
    promise nothing, have a period more for each figure that lies in none of theirs.
    """
    by_code: dict[str, list[AccountingPeriod]] = {}
    for stated in _list_accounting_periods(agreement, on, known):
        by_code.setdefault(stated.commitment.code, []).append(stated)
    judged: list[JudgedPeriod] = []
    for of_code in by_code.values():
        ordered = sorted(of_code, key=attrgetter("period.start", "period.end"))
        promised = [accounting for accounting in ordered if accounting.promised]
        covered = join_periods(accounting.period for accounting in promised)
        summed = dict.fromkeys(_select_sum(promised))
        judged.extend(
            JudgedPeriod((accounting,))
            for accounting in ordered
            if accounting.promised or not hold_every_day(covered, accounting.period)
            if accounting not in summed
        )
        if summed:
            judged.append(JudgedPeriod(tuple(summed)))
        told = [
            figure.period for figure in figures if of_code[0].commitment.code in figure.commitments
        ]
        judged.extend(_list_further_periods(ordered[-1], told, judged))
    return tuple(judged)


def _list_further_periods(
    stated: AccountingPeriod, told: Iterable[Period], judged: Sequence[JudgedPeriod]
) -> Iterator[JudgedPeriod]:
    """The periods of figures of an indicator that lie in none of its own, under its last terms."""
    if not stated.commitment.is_indicator:
        return
    own = [of for of in judged if of.commitment.code == stated.commitment.code]
    for period in sorted(set(told)):
        if not any(of.holds(period) for of in own):
            yield JudgedPeriod((attrs.evolve(stated, period=period),))


def _select_sum(ordered: list[AccountingPeriod]) -> list[AccountingPeriod]:
    """The periods of a cumulative commitment that are judged as one sum.

    A share and a volume do not add up: where an amendment turned one into the other, the
    periods of the former kind are judged by themselves. Where it cut the periods anew, the
    days of an earlier cut that a later one has are not owed twice.
    """
    if not ordered or not ordered[-1].commitment.cumulative:
        return []
    last = ordered[-1].commitment
    alike = [accounting for accounting in ordered if accounting.commitment.of_base is last.of_base]
    cut_later = {
        since: join_periods(later.period for later in alike if later.in_force[-1][0] > since)
        for since in {accounting.in_force[-1][0] for accounting in alike}
    }
    return [
        accounting
        for accounting in alike
        if not any(
            stretch.overlaps(accounting.period) for stretch in cut_later[accounting.in_force[-1][0]]
        )
    ]


def _list_accounting_periods(
    agreement: Agreement, on: date, known: date
) -> Iterator[AccountingPeriod]:
    """Each period that some terms name, under the terms that govern it."""
    in_force = agreement.history(on, known)
    promises = [
        {
            (commitment.code, period): commitment
            for commitment in terms.commitments
            for period in terms.periods_of(commitment)
        }
        for _, terms in in_force
    ]
    seen: set[tuple[str, Period]] = set()
    for stated in promises:
        for (code, period), commitment in stated.items():
            if (code, period) in seen:
                continue
            seen.add((code, period))
            governing_day = min(period.last_day, on)
            until = tuple((day, terms) for day, terms in in_force if day <= governing_day)
            governing = promises[len(until) - 1].get((code, period))
            promised = governing is not None
            yield AccountingPeriod(period, governing or commitment, until, promised)


_LevelsOfPeriod = tuple[ExactLevel | None, ExactLevel | None]
"""The levels of a floor and of a ceiling in one accounting period; `None`: nothing is promised."""


def list_counting_periods(
    judged: JudgedPeriod, group: ReportedGroup | None
) -> dict[int, _LevelsOfPeriod]:
    """The accounting periods in which something counts, by index, each with its levels.

    In a period without a level nothing is judged, so nothing is counted, unless none has one.
    """
    both = (
        [None if level is None else end_of_level(level, high=of_ceiling) for level in levels]
        for of_ceiling in (False, True)
        for levels in (judged.levels(group, ceiling=of_ceiling),)
    )
    levels = dict(enumerate(zip(*both, strict=True)))
    promised = {index: pair for index, pair in levels.items() if pair != (None, None)}
    return promised or levels
