"""Moments as they look on the day asked, in stretches that no accounting period cuts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from housing_agreements.rules.cells import Moment, Window
from housing_agreements.rules.units import Unit

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


class Stamp(NamedTuple):
    """A moment as it looks on the day asked."""

    stages: tuple[Reached | None, ...]
    """For each stage read, when it was reached; `None` when it was not, or not yet."""
    void: bool
    """Whether the entry was cancelled by then."""
    later: bool
    """Whether some stage is dated after the day asked."""


class Clock:
    """The day asked, and the stretches between the ends of all the periods judged.

    Args:
        on: The day asked.
        units: What is judged.
    """

    def __init__(self, on: date, units: Iterable[Unit]) -> None:
        periods = {span.period for unit in units for span in unit.spans}
        self._on = on
        self._cuts = sorted({day for period in periods for day in (period.start, period.end)})

    def stamp(self, moment: Moment) -> Stamp:
        """How a moment looks on the day asked."""
        void = moment.cancelled_on is not None and moment.cancelled_on <= self._on
        later = any(
            (each.by if isinstance(each, Window) else each) > self._on
            for each in moment.reached
            if each is not None
        )
        stages = () if void else tuple(self._reached(each) for each in moment.reached)
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
        )

    def spans(self, unit: Unit) -> tuple[int, ...]:
        """For each stretch, the place of the period of a unit in which it lies; -1 for none."""
        places = [-1] * (len(self._cuts) + 1)
        for place, span in enumerate(unit.spans):
            first = bisect_left(self._cuts, span.period.start) + 1
            last = bisect_left(self._cuts, span.period.end) + 1
            places[first:last] = [place] * (last - first)
        return tuple(places)
