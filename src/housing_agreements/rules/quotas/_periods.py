"""What is to be judged: each commitment with its periods, under the terms that govern them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import attrs

from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment, Group, Per
from housing_agreements.model.entries import Stage
from housing_agreements.rules.quotas._reading import Places, When, Window, moment
from housing_agreements.values.periods import Period

__all__ = ("Clock", "Reached", "Span", "Stamp", "Unit", "units_of")


@attrs.frozen(eq=False)
class Span:
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
        """The terms in force on a day, which say what the base may hold then, and since when."""
        return [each for each in self.in_force if each[0] <= day][-1]

    def territory(self, terms: Agreement) -> Territory:
        """Where the base is, under some terms."""
        return self.commitment.territory or terms.territory

    def contingents(self, terms: Agreement) -> tuple[str, ...]:
        """The contingents of the base, under some terms."""
        return self.commitment.contingents or tuple(
            contingent.code for contingent in terms.contingents
        )


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
        return _covers(self.spans, period)

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
        territory = last.territory(last.terms)
        known = territory.members.known_on(day)
        listed = {
            Per.CONTINGENT: last.contingents(last.terms),
            Per.LANDLORD: commitment.landlords,
            Per.COMMUNE: territory.communes(on=day) if known else (),
            Per.NEIGHBOURHOOD: territory.neighbourhoods(on=day) if known else (),
        }
        return tuple(dict.fromkeys((*tables, *listed.get(commitment.per[0], ()))))


def units_of(agreement: Agreement, *, on: date, known: date) -> tuple[Unit, ...]:
    """Everything that an agreement is judged on, commitment by commitment, period by period.

    The terms of a period are those in force on its last day, or on the day asked if sooner, as
    known on a day. A period that other terms name and these do not is kept too, unpromised,
    unless other periods cover its days: no promise disappears in silence.
    """
    by_code: dict[str, list[Span]] = {}
    for span in _spans(agreement, on, known):
        by_code.setdefault(span.commitment.code, []).append(span)
    units: list[Unit] = []
    for listed in by_code.values():
        promised = sorted((each for each in listed if each.promised), key=lambda each: each.period)
        lost = [each for each in listed if not each.promised and not _covers(promised, each.period)]
        ordered = sorted([*promised, *lost], key=lambda span: span.period)
        summed = _summed(promised)
        units.extend(Unit((span,)) for span in ordered if span not in summed)
        if summed:
            units.append(Unit(tuple(summed)))
    return tuple(units)


def _covers(ordered: Iterable[Span], period: Period) -> bool:
    """Whether every day of a period lies in one of those of some spans, in order."""
    reached = period.start
    for span in ordered:
        if span.period.start <= reached < span.period.end:
            reached = span.period.end
    return period.end <= reached


def _summed(ordered: list[Span]) -> list[Span]:
    """The periods of a cumulative commitment that are judged as one sum.

    A share and a volume do not add up: where an amendment turned one into the other, the
    periods of the former kind are judged by themselves. Where it cut the periods anew, the
    days of an earlier cut that a later one holds are not owed twice.
    """
    if not ordered or not ordered[-1].commitment.cumulative:
        return []
    last = ordered[-1].commitment
    alike = [span for span in ordered if span.commitment.of_base is last.of_base]
    return [
        span
        for span in alike
        if not any(
            other.in_force[-1][0] > span.in_force[-1][0] and other.period.overlaps(span.period)
            for other in alike
        )
    ]


def _spans(agreement: Agreement, on: date, known: date) -> Iterator[Span]:
    """Each period that some terms name, under the terms that govern it."""
    effective = {amendment.effective for amendment in agreement.amendments}
    turning = [date.min, *sorted(day for day in effective if day <= on)]
    in_force = [(day, agreement.on(day, known=known)) for day in turning]
    seen: set[tuple[str, Period]] = set()
    for _, stated in in_force:
        for commitment in stated.commitments:
            for period in commitment.accounting_periods(stated.term):
                if (commitment.code, period) in seen:
                    continue
                seen.add((commitment.code, period))
                asked = min(period.last_day, on)
                until = tuple((day, terms) for day, terms in in_force if day <= asked)
                governing = _named(until[-1][1], commitment.code, period)
                yield Span(period, governing or commitment, until, promised=governing is not None)


def _named(terms: Agreement, code: str, period: Period) -> Commitment | None:
    """The commitment of a code that names a period, if some terms have it."""
    for commitment in terms.commitments:
        if commitment.code == code and period in commitment.accounting_periods(terms.term):
            return commitment
    return None


class Reached(NamedTuple):
    """When a stage was reached, as far as it matters on the day asked."""

    first: int
    """The first stretch in which it may have been reached."""
    last: int
    """The last one, not after the day asked."""
    sure: bool
    """Whether it was reached by the day asked."""
    dated: bool
    """Whether its day is known."""
    origin: int
    """The stretch of the territories read in which it may first have been reached."""


class Stamp(NamedTuple):
    """A moment as it looks on the day asked."""

    stages: tuple[Reached | None, ...]
    """For each stage read, when it was reached; `None` when it was not, or not yet."""
    void: bool
    """Whether the entry was cancelled by then."""
    later: tuple[bool, ...]
    """For each stage read, whether it is dated after the day asked."""


class Clock:
    """The day asked, and the stretches of time between which something changes.

    What changes is the period judged, what the territories read cover, or the terms in force:
    of an entry whose day is not known, all depend on the same day.

    Args:
        on: The day asked.
        units: What is judged.
        places: The territories read.
    """

    def __init__(self, on: date, units: Sequence[Unit], places: Places) -> None:
        periods = {span.period for unit in units for span in unit.spans}
        self._on = on
        self._places = places
        ends = {day for period in periods for day in (period.start, period.end)}
        turning = {day for unit in units for span in unit.spans for day, _ in span.in_force}
        self._cuts = sorted(ends.union(places.cuts, turning - {date.min}))
        self._grounds = tuple(places.stretch(day) for day in (date.min, *self._cuts))

    @property
    def first_days(self) -> tuple[date, ...]:
        """The first day of each stretch."""
        return (date.min, *self._cuts)

    def stamp(self, when: When) -> Stamp:
        """How a moment looks on the day asked."""
        reached, cancelled_on = moment(when)
        void = cancelled_on is not None and cancelled_on <= self._on
        later = tuple(
            each is not None and (each.by if isinstance(each, Window) else each) > self._on
            for each in reached
        )
        stages = () if void else tuple(self._reached(each) for each in reached)
        return Stamp(stages, void, later)

    def _reached(self, day: date | Window | None) -> Reached | None:
        if day is None:
            return None
        window = day if isinstance(day, Window) else Window(day, day)
        since = window.since or date.min
        if since > self._on:
            return None
        return Reached(
            bisect_right(self._cuts, since),
            bisect_right(self._cuts, min(window.by, self._on)),
            sure=window.by <= self._on,
            dated=not isinstance(day, Window),
            origin=self._places.stretch(since),
        )

    def rows(self, reached: Reached) -> Iterator[tuple[int, int]]:
        """Each stretch in which a stage may have been reached.

        With it comes its place among those for which a profile says what covers it.
        """
        for stretch in range(reached.first, reached.last + 1):
            yield stretch, self._grounds[stretch] - reached.origin

    def spans(self, unit: Unit, stage: Stage) -> tuple[int, ...]:
        """For each stretch, the place of the period of a unit in which it lies; -1 for none.

        The periods are those in which a stage counts an entry.
        """
        places = [-1] * (len(self._cuts) + 1)
        for place, span in enumerate(unit.spans):
            if span.commitment.stage is not stage or not span.promised:
                continue
            first = bisect_left(self._cuts, span.period.start) + 1
            last = bisect_left(self._cuts, span.period.end) + 1
            places[first:last] = [place] * (last - first)
        return tuple(places)
