"""Where entries stand: which bases cover a place on the day of each stage."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from housing_agreements.model.terms import Per
from housing_agreements.rules.tally.cells import Cover, Where, Window
from housing_agreements.rules.tally.lookups import Lookup
from housing_agreements.rules.tally.reading import Reading
from housing_agreements.values.codes import department_of
from housing_agreements.values.coverage import Coverage, Members
from housing_agreements.values.territories import NO_NEIGHBOURHOOD
from housing_agreements.values.timelines import Timeline

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
        bases: dict[Timeline[Members], int] = {}
        for bit, each in enumerate(reading.bases):
            for territory in each.base.territories:
                bases[territory] = bases.get(territory, 0) | 1 << bit
        self._bases = bases
        self._all = (1 << len(reading.bases)) - 1
        self._by_code = any(Per.NEIGHBOURHOOD in each.groups for each in reading.bases)
        self._named = any(map(_names_neighbourhoods, bases))
        self.reads_neighbourhoods: bool = self._by_code or self._named
        days = {day for territory in bases for day, _ in territory.changes}
        for territory in bases:
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
        members = [it.on(day) if it.known_on(day) else None for it in self._bases]
        listed: defaultdict[str, list[tuple[int, Coverage]]] = defaultdict(list)
        for at, each in enumerate(members):
            for commune, part in () if each is None else each.communes:
                listed[commune].append((at, part))
        usual: Lookup[str, list[Coverage | None]] = Lookup(
            lambda department: [it and it.of_department(department) for it in members]
        )

        def covers(place: Place) -> tuple[Cover, ...]:
            commune, neighbourhood = place if isinstance(place, tuple) else (place, None)
            parts = list(usual[department_of(commune)])
            for at, part in listed.get(commune, ()):
                parts[at] = part
            if self._named and any(part is not None and part.exceptions for part in parts):
                return self._covers[tuple(parts), neighbourhood]
            return (self._cover(parts, NO_NEIGHBOURHOOD, None),)

        return Lookup(covers)

    def _covering(self, parts: _Parts, neighbourhood: str | None) -> tuple[Cover, ...]:
        """One cover for each neighbourhood in which the place may stand."""
        possible: dict[str, str | None] = {neighbourhood or NO_NEIGHBOURHOOD: None}
        if neighbourhood is None:
            named = sorted({code for part in parts if part is not None for code in part.listed})
            possible.update((code, code if self._by_code else None) for code in named)
        return tuple(dict.fromkeys(self._cover(parts, *each) for each in possible.items()))

    def _cover(self, parts: Iterable[Coverage | None], stands: str, code: str | None) -> Cover:
        outside = unknown = 0
        for part, bases in zip(parts, self._bases.values(), strict=True):
            covered = None if part is None else part.covers(stands)
            if covered is None:
                unknown |= bases
            elif not covered:
                outside |= bases
        return Cover(code, self._all & ~(outside | unknown), self._all & ~outside)


def _names_neighbourhoods(territory: Timeline[Members]) -> bool:
    return any(
        part.exceptions
        for _, members in territory.changes
        for part in (
            members.elsewhere,
            *(part for _, part in (*members.departments, *members.communes)),
        )
    )


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
