"""From an entry to its key, and from a key back to the profile that it stands for."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from operator import attrgetter
from typing import Final

from housing_agreements.model.attributions import Attribution
from housing_agreements.model.production import Production
from housing_agreements.model.stages import ATTRIBUTION_STAGES, PRODUCTION_STAGES, Stage
from housing_agreements.model.terms import Per
from housing_agreements.rules.cells import Covered, Moment, Profile, Window
from housing_agreements.rules.factors import BITS, UNKNOWN, Factor, Lookup, Places
from housing_agreements.rules.reading import Reading

__all__ = ("PRODUCTION", "Days", "Keys", "Spot", "When")

PRODUCTION: Final = 1 << 7 * BITS
"""The part of a key that tells production from attributions."""
_TAKES_BACK: Final = 1 << 7 * BITS + 1

_NONE: Final[frozenset[str]] = frozenset()
_ANOTHER: Final = ""
"""A landlord that no commitment names; no entry bears an empty code."""

When = tuple[tuple[int, ...], ...]
"""For each stage read, the stretches of time in which its day may fall."""

Spot = tuple[str | None, str | None, Covered]
"""A commune, a neighbourhood, and which territories cover them at each stage."""

_Place = str | tuple[str, str | None]
"""A commune; with its neighbourhood where neighbourhoods are read."""

Days = date | tuple[tuple[date | Window | None, ...], date | None]
"""The only day of an entry; or when it reached each stage read, and the day it became void."""


class Keys:
    """The keys of one kind of entry.

    Args:
        reading: What is kept of an entry.
        known: The codes that the agreement knows: its contingents, publics and tags.
        production: Whether the entries are production.
    """

    def __init__(
        self, reading: Reading, known: Mapping[str, AbstractSet[str]], *, production: bool
    ) -> None:
        self._reading = reading
        self._known = known
        self._production = production
        self._places = Places(reading)
        self.stages: tuple[Stage, ...] = reading.stages_of(production=production)
        order = PRODUCTION_STAGES if production else ATTRIBUTION_STAGES
        self._read = tuple(order.index(stage) for stage in self.stages)
        fields = (*(stage.field for stage in order), "cancelled_on")
        self.days: Callable[[object], tuple[date | None, ...]] = attrgetter(*fields)
        # What nearly every entry has comes first: the smaller a key, the sooner it is made.
        self._contingent: Factor[str] = Factor(0)
        self._publics: Factor[frozenset[str]] = Factor(1)
        self._spot: Factor[Spot] = Factor(2)
        self._landlord: Factor[str | None] = Factor(3)
        self._possible: Factor[frozenset[str]] = Factor(4)
        self._tags: Factor[frozenset[str]] = Factor(5)
        self._programme: Factor[str | None] = Factor(6)
        self.contingents: Lookup[str, int] = Lookup(self._contingent_part)
        self.publics: Lookup[AbstractSet[str], int] = Lookup(
            self._codes_part(self._publics, "public", reading.publics)
        )
        self.possible: Lookup[AbstractSet[str], int] = Lookup(
            self._codes_part(self._possible, "public", reading.publics)
        )
        self.tags: Lookup[AbstractSet[str], int] = Lookup(
            self._codes_part(self._tags, "tag", reading.tags)
        )
        self.financings: Lookup[str | None, int] = Lookup(self._financing_part)
        self.landlords: Lookup[str | None, int] = Lookup(self._landlord_part)
        self.programmes: Lookup[str | None, int] = Lookup(self._programme.part)
        self._spots: Lookup[When, Lookup[_Place, int]] = Lookup(
            lambda when: Lookup(lambda place: self._spot_part(place, when))
        )
        self._reached = Lookup(self._when_reached)
        self.moments: Lookup[Days, Moment] = Lookup(_moment)
        self.reads_landlords: bool = reading.keeps_landlords or bool(reading.landlords)
        self.reads_programmes: bool = Per.PROGRAMME in reading.groups
        self.reads_neighbourhoods: bool = reading.reads_neighbourhoods

    def spots_on(self, day: date) -> Lookup[_Place, int]:
        """The parts of each place on a day, for a kind of entry with one stage read."""
        return self._spots[(self._places.stretches(day),)]

    def of(self, entry: Attribution | Production) -> tuple[int, Days]:
        """The key and the days of any entry; a negative key is that of an unknown code."""
        days, spots = self._reached[self.days(entry)]
        commune = entry.commune
        key = spots[(commune, entry.neighbourhood) if self.reads_neighbourhoods else commune]
        key |= self.tags[entry.tags]
        if isinstance(entry, Production):
            key |= PRODUCTION | self.financings[entry.financing]
            if entry.count < 0:
                key |= _TAKES_BACK
        else:
            key |= self.contingents[entry.contingent]
            key |= self.publics[entry.publics]
            key |= self.possible[entry.possible_publics]
        if self.reads_landlords:
            key |= self.landlords[entry.landlord]
        if self.reads_programmes:
            key |= self.programmes[entry.programme]
        return key, days

    def _contingent_part(self, code: str) -> int:
        return self._contingent.part(code) if code in self._known["contingent"] else UNKNOWN

    def _codes_part(
        self, factor: Factor[frozenset[str]], what: str, read: frozenset[str]
    ) -> Callable[[AbstractSet[str]], int]:
        """The part of a set of codes, reduced to those that are read."""
        known = self._known[what]

        def part(codes: AbstractSet[str]) -> int:
            if not codes <= known:
                return UNKNOWN
            kept = read.intersection(codes)
            return factor.part(kept) if kept else 0

        return part

    def _financing_part(self, code: str | None) -> int:
        """The part of a financing: when not known, every one that is read is possible."""
        read = self._reading.financings
        if code is None:
            return self._possible.part(read) if read else 0
        return self._publics.part(frozenset({code})) if code in read else 0

    def _landlord_part(self, code: str | None) -> int:
        """The part of a landlord: those that nobody tells apart have one for all of them."""
        kept = code is None or self._reading.keeps_landlords or code in self._reading.landlords
        return self._landlord.part(code if kept else _ANOTHER)

    def _spot_part(self, place: _Place, when: When) -> int:
        groups = self._reading.groups
        commune, neighbourhood = place if isinstance(place, tuple) else (place, None)
        return self._spot.part(
            (
                commune if Per.COMMUNE in groups else None,
                neighbourhood if Per.NEIGHBOURHOOD in groups else None,
                self._places.covered(commune, neighbourhood, when),
            )
        )

    def _when_reached(self, days: tuple[date | None, ...]) -> tuple[Days, Lookup[_Place, int]]:
        """When the stages read were reached, from all the days of an entry."""
        *stages, cancelled = days
        reached = tuple(_reached(stages, position) for position in self._read)
        when = tuple(self._places.stretches(each) for each in reached)
        return (reached, cancelled), self._spots[when]

    def profile(self, key: int) -> Profile:
        """The profile that a key stands for."""
        commune, neighbourhood, covered = self._spot.of(key) or (None, None, ())
        return Profile(
            production=self._production,
            contingent=self._contingent.of(key),
            publics=self._publics.of(key) or _NONE,
            possible=self._possible.of(key) or _NONE,
            tags=self._tags.of(key) or _NONE,
            covered=covered,
            commune=commune,
            neighbourhood=neighbourhood,
            landlord=self._landlord.of(key),
            programme=self._programme.of(key),
            takes_back=bool(key & _TAKES_BACK),
        )


def _moment(days: Days) -> Moment:
    """The moment that the days of an entry stand for; other days stand for another one."""
    return Moment(*days) if isinstance(days, tuple) else Moment((days,))


def _reached(days: list[date | None], position: int) -> date | Window | None:
    """The day of a stage; when only later ones are known, the window in which it fell."""
    if days[position] is not None:
        return days[position]
    later = next((day for day in days[position + 1 :] if day is not None), None)
    if later is None:
        return None
    before = next((day for day in reversed(days[:position]) if day is not None), None)
    return later if before == later else Window(before, later)
