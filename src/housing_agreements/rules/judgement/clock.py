"""Moments as they look on the day asked, in stretches that no period or territory cuts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from housing_agreements.model.stages import Stage
from housing_agreements.rules.judgement.units import Unit
from housing_agreements.rules.tally.cells import When, Window, moment
from housing_agreements.rules.tally.places import Places

__all__ = ("Clock", "Reached", "Stamp")


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
