"""Where entries stand: which bases cover a place on the day of each stage."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from housing_agreements.model.terms import Per
from housing_agreements.rules.cells import Cover, Where, Window
from housing_agreements.rules.lookups import Lookup
from housing_agreements.rules.reading import Reading
from housing_agreements.values.coverage import Coverage
from housing_agreements.values.territories import NO_NEIGHBOURHOOD
from housing_agreements.values.verdicts import Verdict

__all__ = ("Place", "Places", "restricted")

Place = str | tuple[str, str | None]
"""A commune; with its neighbourhood where neighbourhoods are read."""

_Parts = tuple[Coverage | None, ...]
"""What each territory read covers of a commune; `None`: not known."""


class Places:
    """The territories read, and the bases that depend on each.

    Args:
        reading: What is read.
    """

    def __init__(self, reading: Reading) -> None:
        self._territories = reading.territories
        self._bases = tuple(
            sum(1 << bit for bit, each in enumerate(reading.bases) if it in each.base.territories)
            for it in self._territories
        )
        self._all = (1 << len(reading.bases)) - 1
        self._by_code = any(Per.NEIGHBOURHOOD in each.groups for each in reading.bases)
        days = {day for territory in self._territories for day, _ in territory.changes}
        for territory in self._territories:
            last = territory.verified_until
            if last is not None and last < date.max:
                days.add(last + timedelta(days=1))
        self.cuts: tuple[date, ...] = tuple(sorted(days))
        self._covers: Lookup[tuple[_Parts, str | None], tuple[Cover, ...]] = Lookup(
            lambda known: self._covering(*known)
        )
        self.covers: Lookup[int, Lookup[Place, tuple[Cover, ...]]] = Lookup(self._covers_in)
        """For each stretch of time, what covers each place."""

    def stretch(self, day: date) -> int:
        """The stretch of time, without change of any territory, in which a day falls."""
        return bisect_right(self.cuts, day)

    def stretches(self, reached: date | Window | None) -> tuple[int, ...]:
        """The stretches in which the day of a stage may fall; none when it was not reached."""
        if reached is None:
            return ()
        if isinstance(reached, Window):
            first = self.stretch(reached.since or date.min)
            return tuple(range(first, self.stretch(reached.by) + 1))
        return (self.stretch(reached),)

    def _covers_in(self, stretch: int) -> Lookup[Place, tuple[Cover, ...]]:
        day = self.cuts[stretch - 1] if stretch else date.min
        members = [
            territory.on(day) if territory.known_on(day) else None
            for territory in self._territories
        ]

        def covers(place: Place) -> tuple[Cover, ...]:
            commune, neighbourhood = place if isinstance(place, tuple) else (place, None)
            parts = tuple(None if each is None else each.covering(commune) for each in members)
            if any(part is not None and part.listed for part in parts):
                return self._covers[parts, neighbourhood]
            return (self._cover(parts, NO_NEIGHBOURHOOD, None),)

        return Lookup(covers)

    def _covering(self, parts: _Parts, neighbourhood: str | None) -> tuple[Cover, ...]:
        """One cover for each neighbourhood in which the place may stand."""
        possible: dict[str, str | None] = {neighbourhood or NO_NEIGHBOURHOOD: None}
        if neighbourhood is None:
            named = sorted({code for part in parts if part is not None for code in part.listed})
            possible.update((code, code if self._by_code else None) for code in named)
        return tuple(dict.fromkeys(self._cover(parts, *each) for each in possible.items()))

    def _cover(self, parts: _Parts, stands: str, code: str | None) -> Cover:
        outside = unknown = 0
        for part, bases in zip(parts, self._bases, strict=True):
            if part is None:
                unknown |= bases
            elif part.holds(stands) is Verdict.UNMET:
                outside |= bases
        return Cover(code, self._all & ~(outside | unknown), self._all & ~outside)


def restricted(where: Where, bases: Iterable[int]) -> Where:
    """What covers a place, as far as some bases of each stage are concerned.

    A neighbourhood in which all is as in the others is not told from them.
    """
    return tuple(
        tuple(_restricted(covers, mask) for covers in stretches)
        for stretches, mask in zip(where, bases, strict=True)
    )


def _restricted(covers: tuple[Cover, ...], mask: int) -> tuple[Cover, ...]:
    kept = [Cover(each.neighbourhood, each.sure & mask, each.possible & mask) for each in covers]
    others = {each[1:] for each in kept if each.neighbourhood is None}
    return tuple(
        dict.fromkeys(each for each in kept if each.neighbourhood is None or each[1:] not in others)
    )
