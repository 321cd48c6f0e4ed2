"""What is to be judged: each commitment with its periods, under the terms that govern them."""

from collections.abc import Iterator
from datetime import date

import attrs

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.levels import Group
from housing_agreements.model.stages import Stage
from housing_agreements.model.terms import Per
from housing_agreements.values.periods import Period
from housing_agreements.values.territories import Territory

__all__ = ("Span", "Unit", "units_of")


@attrs.frozen(eq=False)
class Span:
    """One accounting period of a commitment, under the terms that govern it."""

    period: Period
    """The period."""
    commitment: Commitment
    """The commitment in force on its last day, or on the day asked if sooner."""
    terms: Agreement
    """The agreement in force on that day."""

    @property
    def territory(self) -> Territory:
        """Where the base is."""
        return self.commitment.territory or self.terms.territory

    @property
    def contingents(self) -> tuple[str, ...]:
        """The contingents of the base."""
        return self.commitment.contingents or tuple(each.code for each in self.terms.contingents)


@attrs.frozen(eq=False)
class Unit:
    """One thing to judge: a commitment over one period, or over several as one sum."""

    spans: tuple[Span, ...]
    """The periods, in order: several for a cumulative commitment."""

    @property
    def commitment(self) -> Commitment:
        """The commitment, as the terms of its last period state it."""
        return self.spans[-1].commitment

    @property
    def period(self) -> Period:
        """From the first day to the last."""
        return Period(self.spans[0].period.start, self.spans[-1].period.end)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that count an entry: more than one when an amendment changed it."""
        return tuple(dict.fromkeys(span.commitment.stage for span in self.spans))

    def holds(self, period: Period) -> bool:
        """Whether every day of a period lies in one of those judged."""
        reached = period.start
        for span in self.spans:
            if reached in span.period:
                reached = span.period.end
        return period.end <= reached

    def named_groups(self) -> tuple[Group, ...]:
        """The groups reported even when no entry is seen in them, in order.

        Those that the levels name; and, where one level is common to all and the commitment
        holds by one thing, the contingents or landlords of its base, the communes or
        neighbourhoods that its territory lists on the last day.
        """
        last = self.spans[-1]
        commitment = last.commitment
        tables = [group for limit in commitment.limits for group in limit.levels.groups]
        common = any(limit.levels.common is not None for limit in commitment.limits)
        if len(commitment.per) != 1 or not common:
            return tuple(dict.fromkeys(tables))
        day = last.period.last_day
        known = last.territory.members.known_on(day)
        listed = {
            Per.CONTINGENT: last.contingents,
            Per.LANDLORD: commitment.landlords,
            Per.COMMUNE: last.territory.communes(on=day) if known else (),
            Per.NEIGHBOURHOOD: last.territory.neighbourhoods(on=day) if known else (),
        }
        return tuple(dict.fromkeys((*tables, *listed.get(commitment.per[0], ()))))


def units_of(agreement: Agreement, *, on: date, known: date) -> tuple[Unit, ...]:
    """Everything that an agreement is judged on, commitment by commitment, period by period.

    The terms of a period are those in force on its last day, or on the day asked if sooner,
    as known on a day.
    """
    spans = {(span.commitment.code, span.period): span for span in _spans(agreement, on, known)}
    by_code: dict[str, list[Span]] = {}
    for (code, _), span in spans.items():
        by_code.setdefault(code, []).append(span)
    units: list[Unit] = []
    for listed in by_code.values():
        ordered = sorted(listed, key=lambda span: (span.period.start, span.period.end))
        last = ordered[-1].commitment
        # A share and a volume do not add up: where an amendment turned one into the other,
        # the periods of the former kind are judged by themselves.
        summed = [
            span for span in ordered if last.cumulative and span.commitment.of_base is last.of_base
        ]
        units.extend(Unit((span,)) for span in ordered if span not in summed)
        if summed:
            units.append(Unit(tuple(summed)))
    return tuple(units)


def _spans(agreement: Agreement, on: date, known: date) -> Iterator[Span]:
    """Each period that the terms governing it promise something for."""
    in_force = {day: agreement.on(day, known=known) for day in _turning_days(agreement, on)}

    def governing(period: Period) -> Agreement:
        asked = min(period.last_day, on)
        return in_force[max(day for day in in_force if day <= asked)]

    for terms in dict.fromkeys(in_force.values()):
        for commitment in terms.commitments:
            for period in commitment.accounting_periods(terms.term):
                if governing(period) == terms:
                    yield Span(period, commitment, terms)


def _turning_days(agreement: Agreement, on: date) -> list[date]:
    """The first day of all, and each day up to the one asked on which terms change."""
    effective = {amendment.effective for amendment in agreement.amendments}
    return [date.min, *sorted(day for day in effective if day <= on)]
