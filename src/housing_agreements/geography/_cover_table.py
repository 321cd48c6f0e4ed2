"""Which of many territories cover a place on a day, asked of all of them at once."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from housing_agreements.geography._assumed_code import AssumedCode, load_assumed_code
from housing_agreements.geography._coverage import (
    NO_NEIGHBOURHOOD,
    Coverage,
    department_in,
    is_commune_code,
)
from housing_agreements.geography._members import Members
from housing_agreements.geography._unknown_codes import (
    DAYS_OF_POSTCODES,
    is_given_up,
    unknown_since,
)
from housing_agreements.values.periods import Period
from housing_agreements.values.timelines import Timeline

__all__ = (
    "Cover",
    "CoverTable",
    "PlaceKey",
    "restrict_covers",
)


PlaceKey = str | tuple[str, str | None]
"""A commune; with its neighbourhood where neighbourhoods are read."""


_Parts = tuple[Coverage | None, ...]
"""What each territory covers of a commune; `None`: not known."""


class Cover(NamedTuple):
    """Which bases cover a place on a day; a set of bases is a mask, one bit for each."""

    neighbourhood: str | None
    """The neighbourhood in which it may stand; `None`: its own, or one that is not named here.

    A code stands here only when its own neighbourhood is not known and neighbourhoods are read by
    code. Of a commune with `maurepas` left out, a dwelling of unknown neighbourhood then has two
    covers: that of `"maurepas"`, and that of `None`, for all the other neighbourhoods.
    """
    sure: int
    """The bases whose territories cover it."""
    possible: int
    """Those, and the ones of which the territories are not known."""


_Turn = tuple[int, tuple[Cover, ...]]
"""A stretch of time from which a commune is covered otherwise, and its covers from then on."""


class _MembersOnDay:
    """What several territories cover on a day.

    As each by itself, in less time where they are many: what they cover of a department is asked
    once, and a commune only of those that list it.

    Args:
        territories: The territories.
        day: The day.
        coded_on: The day as of which the codes of places were written; `None`: the same.
    """

    def __init__(
        self, territories: Iterable[Timeline[Members]], day: date, coded_on: date | None
    ) -> None:
        self._members = [
            territory.on(day).read_on(day, coded_on) if territory.known_on(day) else None
            for territory in territories
        ]
        self._listed: defaultdict[str, list[tuple[int, Coverage]]] = defaultdict(list)
        for index, members in enumerate(self._members):
            for commune, part in () if members is None else members.communes:
                self._listed[commune].append((index, part))
        self._of_departments: dict[str, list[Coverage | None]] = {}

    def covering(self, commune: str) -> _Parts:
        """The part of a commune that each territory covers."""
        department = department_in(commune)
        if department not in self._of_departments:
            self._of_departments[department] = [
                members and members.of_department(department) for members in self._members
            ]
        parts = list(self._of_departments[department])
        for index, part in self._listed.get(commune, ()):
            parts[index] = part
        return tuple(parts)


class CoverTable:
    """Which of many territories cover a place on a day, asked of all of them at once.

    Time is cut into stretches in which no territory changes, nor which codes name ground at all,
    numbered from the first.

    Args:
        bases: The territories, each with the bases that stand in it, as a mask.
        all_bases: All the bases, as a mask.
        by_code: Whether a neighbourhood is read by its code.
        coded_on: The day as of which the codes of places were written; `None`: the day asked.
    """

    def __init__(
        self,
        bases: Mapping[Timeline[Members], int],
        *,
        all_bases: int,
        by_code: bool,
        coded_on: date | None = None,
    ) -> None:
        self._coded_on = coded_on
        self._bases = bases
        self._all = all_bases
        self._by_code = by_code
        self._named = any(
            part.exceptions
            for territory in bases
            for members in territory.held_values()
            for part in members.parts
        )
        self.reads_neighbourhoods: bool = by_code or self._named
        """Whether it matters in which neighbourhood of a commune a place is."""
        days = {day for territory in bases for day, _ in territory.changes}
        readings: set[date] = set()
        sharing: set[str] = set()
        listed: set[str] = set()
        assumptions: set[AssumedCode | None] = set()
        for territory in bases:
            last = territory.known_until
            if last is not None and last < date.max:
                days.add(last + timedelta(days=1))
            for members in territory.held_values():
                readings.update(members.reading_days)
                days |= members.turning_days
                sharing |= members.sharing
                assumptions |= members.assumptions
                listed.update(commune for commune, _ in members.communes)
        if coded_on is not None:
            # Past the last edition, codes compare on that day alone.
            days |= {coded_on, min(coded_on, date.max - timedelta(days=1)) + timedelta(days=1)}
        readings.update(DAYS_OF_POSTCODES)
        self.cuts: tuple[date, ...] = tuple(sorted(days | readings))
        """The first day of each stretch of time but the first."""
        self._sharing = sharing
        self._assumptions = assumptions
        self._told_apart = sharing | listed
        plain = sorted(days)
        firsts: dict[int, int] = {}
        self._like: tuple[int, ...] = tuple(
            firsts.setdefault(bisect_right(plain, day), stretch)
            for stretch, day in enumerate((date.min, *self.cuts))
        )
        self._plain_turns = sorted(set(self._like))
        self._covers_over_time: dict[str, tuple[_Turn, ...]] = {}
        self._in_stretch: dict[int, _MembersOnDay] = {}
        self._covers: dict[tuple[int, PlaceKey], tuple[Cover, ...]] = {}
        self._covers_of_areas: dict[tuple[int, str, str | None], tuple[Cover, ...]] = {}

    def stretch(self, day: date) -> int:
        """The stretch of time, without change of any territory, in which a day falls."""
        return bisect_right(self.cuts, day)

    def days_of_codes(self, stretches: Iterable[int]) -> set[date]:
        """The days on which the codes of places are read in some stretches: the first of each."""
        if self._coded_on is not None:
            return {self._coded_on}
        return set(map(self.first_day, stretches))

    def first_day(self, stretch: int) -> date:
        """The first day of a stretch of time."""
        return self.cuts[stretch - 1] if stretch else date.min

    def shares_ground(self, place: PlaceKey) -> bool:
        """Whether a place may be covered otherwise on a day on which no list changes.

        Most share their ground with no other code, and name it on every day.
        """
        code = place if isinstance(place, str) else place[0]
        return code in self._sharing or is_given_up(code)

    def area_of(self, commune: str) -> str:
        """A commune that some list touches; of any other, its department.

        What no list touches is covered as the rest of its department is, in every stretch of time.
        """
        apart = commune in self._told_apart or is_given_up(commune)
        return commune if apart else department_in(commune)

    def stretches_alike(self, stretches: Iterable[int]) -> tuple[int, ...]:
        """The first stretches in which the lists are as in some others, each once."""
        return tuple(dict.fromkeys(self._like[stretch] for stretch in stretches))

    def covers_over_time(self, commune: str) -> tuple[_Turn, ...]:
        """What covers a commune that has ground: each stretch from which it is other, and what."""
        area = self.area_of(commune)
        if area not in self._covers_over_time:
            found = (
                (stretch, self.covers(commune, stretch)) for stretch in self._turns_of(commune)
            )
            alike = groupby(found, key=itemgetter(1))
            self._covers_over_time[area] = tuple(next(same) for _, same in alike)
        return self._covers_over_time[area]

    def list_covers(self, commune: str, within: Period | None = None) -> Iterator[Cover]:
        """What covers a commune on the days on which its code names ground.

        Args:
            commune: Its code.
            within: The days looked at; `None`: all are.
        """
        if not is_commune_code(commune):
            return
        turns: Iterable[_Turn] = ()
        since = unknown_since(commune)
        if since is None:
            turns = self.covers_over_time(commune)
        else:
            turns = (
                (stretch, self.covers(commune, stretch))
                for stretch in range(len(self.cuts) + 1)
                if all(day < since for day in self.days_of_codes((stretch,)))
            )
        listed = [(self.first_day(stretch), covers) for stretch, covers in turns]
        ends = [*(first for first, _ in listed[1:]), date.max]
        for (first, covers), end in zip(listed, ends, strict=False):
            if within is None or (first < within.end and within.start < end):
                yield from covers

    def _turns_of(self, commune: str) -> Iterable[int]:
        """The stretches in which a commune may be covered otherwise than in the one before."""
        if commune not in self._sharing:
            return self._plain_turns
        days = set[date]()
        # A list covers more or less of its ground only when a code with some of that ground turns:
        # names other ground, or gives way to the code of another department.
        for official in map(load_assumed_code, self._assumptions):
            for code in official.sharers(commune):
                days.update(official.days(code))
                days.update(one.end for one in official.stretches(code) if one.end is not None)
        return sorted({*self._plain_turns, *map(self.stretch, days)})

    def covers(self, place: PlaceKey, stretch: int) -> tuple[Cover, ...]:
        """What covers a place in a stretch: one cover for each neighbourhood in which it may be."""
        covers = self._covers.get((stretch, place))
        if covers is None:
            covers = self._covers[stretch, place] = self._find_covers(place, stretch)
        return covers

    def _find_covers(self, place: PlaceKey, stretch: int) -> tuple[Cover, ...]:
        if stretch not in self._in_stretch:
            day = self.first_day(stretch)
            self._in_stretch[stretch] = _MembersOnDay(self._bases, day, self._coded_on)
        members = self._in_stretch[stretch]
        commune, neighbourhood = place if isinstance(place, tuple) else (place, None)
        # Most communes are listed by no territory: what covers them is found once a department.
        area = stretch, self.area_of(commune), neighbourhood if self._named else None
        covers = self._covers_of_areas.get(area)
        if covers is None:
            covers = self._split(members.covering(commune), neighbourhood)
            self._covers_of_areas[area] = covers
        return covers

    def _split(self, parts: _Parts, neighbourhood: str | None) -> tuple[Cover, ...]:
        """One cover for each neighbourhood in which the place may be, where it matters."""
        if not (self._named and any(part is not None and part.exceptions for part in parts)):
            return (self._cover(parts, NO_NEIGHBOURHOOD, None),)
        possible: dict[str, str | None] = {neighbourhood or NO_NEIGHBOURHOOD: None}
        if neighbourhood is None:
            named = sorted({code for part in parts if part is not None for code in part.listed})
            possible.update((code, code if self._by_code else None) for code in named)
        return tuple(dict.fromkeys(self._cover(parts, *codes) for codes in possible.items()))

    def _cover(self, parts: _Parts, neighbourhood: str, code: str | None) -> Cover:
        outside = unknown = 0
        for part, bases in zip(parts, self._bases.values(), strict=True):
            covered = None if part is None else part.covers(neighbourhood)
            if covered is None:
                unknown |= bases
            elif not covered:
                outside |= bases
        return Cover(code, self._all & ~(outside | unknown), self._all & ~outside)


def restrict_covers(covers: tuple[Cover, ...], mask: int) -> tuple[Cover, ...]:
    """What covers a place, as far as some bases are concerned.

    A neighbourhood in which all is as in the others is not told from them.
    """
    restricted = [
        Cover(cover.neighbourhood, cover.sure & mask, cover.possible & mask) for cover in covers
    ]
    others = {cover[1:] for cover in restricted if cover.neighbourhood is None}
    return tuple(
        dict.fromkeys(
            cover for cover in restricted if cover.neighbourhood is None or cover[1:] not in others
        )
    )
