"""From an entry to the cell that counts it: which bases may have it, and what they read of it.

A ledger holds few distinct contingents, places, landlords or sets of tags. Each is looked at
once, checked against what the agreement declares, and becomes a mask: one bit for each base
that it keeps the entry out of. Joined by `|`, the masks of one entry say which bases may have
it, however many there are; the rest of it is then looked at only as far as these read it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from operator import attrgetter
from typing import Final

from housing_agreements.model.attributions import Attribution
from housing_agreements.model.production import Production
from housing_agreements.model.stages import ATTRIBUTION_STAGES, PRODUCTION_STAGES, Stage
from housing_agreements.model.terms import Per
from housing_agreements.rules.tally.cells import Moment, Profile, When, Where, Window
from housing_agreements.rules.tally.lookups import Lookup
from housing_agreements.rules.tally.places import Place, Places, restricted
from housing_agreements.rules.tally.reading import Base, BaseRead, Reading

__all__ = ("ASIDE", "Days", "Entry", "Kept", "Slot", "Sorting", "Spots")

UNKNOWN: Final = -1
"""The mask of a code that is not known: joined to any others by `|`, it gives itself."""

Entry = Attribution | Production
"""A line of a ledger."""

Days = tuple[date | None, ...]
"""The days of all the stages of an entry in their order, then that from which it is void."""

_Codes = str | None | tuple[str | None, ...]
Kept = AbstractSet[str] | tuple[AbstractSet[str], AbstractSet[str]]
"""The sure publics; the possible ones too, where there are some."""

_NO_CODES: Final[Mapping[_Codes, "Slot"]] = {}


class Slot(list[When]):
    """The moments of entries of one profile, as they are put in, until they are counted.

    Args:
        profile: The profile.
    """

    __slots__ = ("by_code", "codes", "entries", "further", "profile")

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self.profile: Profile = profile
        self.entries: Counter[When] = Counter()
        """How many entries were counted at each moment."""
        self.further: Counter[When] = Counter()
        """How many dwellings they stand for, beyond one for each."""
        self.codes: Callable[[object], _Codes] | None = None
        """What gives the codes by which its bases are held; `None`: no base is."""
        self.by_code: Mapping[_Codes, Slot] = _NO_CODES
        """The slots of the entries that have these codes too."""


ASIDE: Final = Slot(Profile(production=False))
"""The slot of the entries to set aside: nothing is put into it."""

Spots = Lookup[Place, int]
"""The mask of each place, at given days."""

_NONE: Final[frozenset[str]] = frozenset()


class Sorting:
    """How one kind of entry is sorted.

    Args:
        reading: What is kept of an entry.
        places: The territories read.
        known: The codes that the agreement knows: its contingents, publics and tags.
        slots: The slot of each profile.
        production: Whether the entries are production.
    """

    def __init__(
        self,
        reading: Reading,
        places: Places,
        known: Mapping[str, AbstractSet[str]],
        slots: Mapping[Profile, Slot],
        *,
        production: bool,
    ) -> None:
        self._reading = reading
        self._known = known
        self._by_profile = slots
        self._production = production
        self._places = places
        self.stages: tuple[Stage, ...] = reading.stages_of(production=production)
        order = PRODUCTION_STAGES if production else ATTRIBUTION_STAGES
        self._read = tuple(order.index(stage) for stage in self.stages)
        fields = (*(stage.field for stage in order), "cancelled_on")
        self.day: Callable[[object], date | None] = attrgetter((self.stages or order)[0].field)
        self.days: Callable[[object], Days] = attrgetter(*fields)
        self._bits = tuple(
            (1 << place, each)
            for place, each in enumerate(reading.bases)
            if each.base.stage.of_production is production
        )
        self._publics = reading.financings if production else known["public"]
        self._own = self._mask(lambda _: True)
        self._at = tuple(map(self._at_stage, self.stages))
        # Beside the bases: what else a mask must say of an entry.
        self._unknown_landlord = 1 << len(reading.bases)
        self._takes_back = self._unknown_landlord << 1
        self._shift = len(reading.bases) + 2
        self._wheres: list[Where] = [()]
        self.contingents: Lookup[str, int] = Lookup(self._of_contingent)
        self.landlords: Lookup[str | None, int] = Lookup(self._of_landlord)
        self.tags: Lookup[AbstractSet[str], int] = Lookup(self._of_tags)
        self._spots: Lookup[tuple[tuple[int, ...], ...], Spots] = Lookup(
            lambda when: Lookup(lambda place: self._of_place(place, when))
        )
        self.reached: Lookup[Days, tuple[Spots, When]] = Lookup(self._reached)
        self.slots: Lookup[int, Lookup[Kept, Slot]] = Lookup(self._slots_of)
        self.held: bool = any(each.groups for each in reading.bases)
        self.reads_landlords: bool = any(map(_reads_landlord, reading.bases))
        self.reads_neighbourhoods: bool = places.reads_neighbourhoods

    def spots_on(self, day: date) -> Spots:
        """The masks of each place on a day, for a kind of entry with one stage read."""
        return self._spots[(self._places.stretches(day),)]

    def of(self, entry: Production) -> tuple[Slot, When]:
        """The slot and the moment of production."""
        spots, when = self.reached[self.days(entry)]
        mask, place, kept = self.apart_from_days(entry)
        slot = self.slots[mask | spots[place]][kept]
        return slot if slot.codes is None else slot.by_code[slot.codes(entry)], when

    def apart_from_days(self, entry: Entry) -> tuple[int, Place, Kept]:
        """What no day of an entry changes: its mask but for its place, its place, its publics."""
        commune = entry.commune
        place = (commune, entry.neighbourhood) if self.reads_neighbourhoods else commune
        mask = self.landlords[entry.landlord] | self.tags[entry.tags]
        if isinstance(entry, Attribution):
            mask |= self.contingents[entry.contingent]
            possible = entry.possible_publics
            return mask, place, (entry.publics, possible) if possible else entry.publics
        if entry.count < 0:
            mask |= self._takes_back
        known = self._publics
        return mask, place, (_NONE, known) if entry.financing is None else known & {entry.financing}

    def _mask(self, outside: Callable[[Base], bool]) -> int:
        """The bases, of this kind of entry, that keep it out."""
        return sum(bit for bit, each in self._bits if outside(each.base))

    def _at_stage(self, stage: Stage) -> int:
        return self._mask(lambda base: base.stage is stage)

    def _of_contingent(self, code: str) -> int:
        if code not in self._known["contingent"]:
            return UNKNOWN
        return self._mask(lambda base: code not in base.contingents)

    def _of_landlord(self, code: str | None) -> int:
        if code is None:
            return self._unknown_landlord
        return self._mask(lambda base: bool(base.landlords) and code not in base.landlords)

    def _of_tags(self, codes: AbstractSet[str]) -> int:
        if not codes <= self._known["tag"]:
            return UNKNOWN
        return self._mask(lambda base: not base.leaving_out.isdisjoint(codes))

    def _of_place(self, place: Place, when: tuple[tuple[int, ...], ...]) -> int:
        """The bases that do not cover the place, with the number of what covers it if unsure."""
        covers = self._places.covers
        outside, settled = self._own, True
        for own, stretches in zip(self._at, when, strict=True):
            found = {cover for stretch in stretches for cover in covers[stretch][place]}
            for cover in found:
                outside &= ~(own & cover.possible)
            settled &= len({own & mask for cover in found for mask in cover[1:]}) <= 1
        if settled:
            return outside
        where = tuple(tuple(covers[stretch][place] for stretch in stretches) for stretches in when)
        self._wheres.append(where)
        return outside | len(self._wheres) - 1 << self._shift

    def _reached(self, days: Days) -> tuple[Spots, When]:
        """When the stages read were reached, from all the days of an entry."""
        *stages, cancelled = days
        reached = tuple(_day(stages, position) for position in self._read)
        spots = self._spots[tuple(self._places.stretches(each) for each in reached)]
        if cancelled is None and len(reached) == 1 and type(reached[0]) is date:
            return spots, reached[0]
        return spots, Moment(reached, cancelled)

    def _slots_of(self, mask: int) -> Lookup[Kept, Slot]:
        """The slots of the entries that have a mask, by their publics."""
        if mask < 0:
            return Lookup(lambda _: ASIDE)
        bases = self._own & ~mask
        read = [each for bit, each in self._bits if bases & bit]
        number = mask >> self._shift
        where = self._wheres[number]
        if number:
            where = restricted(where, [bases & own for own in self._at])
        unsure_of_landlord = mask & self._unknown_landlord and any(map(_reads_landlord, read))
        alike = Profile(
            self._production,
            bases,
            () if _settled(where) else where,
            unknown_landlord=bool(unsure_of_landlord),
            takes_back=bool(mask & self._takes_back and bases),
        )[:-2]
        publics = _NONE.union(*(each.publics for each in read))
        groups = frozenset[Per]().union(*(each.groups for each in read))
        fields = tuple(per.value for per in Per if per in groups)

        def slot(kept: Kept) -> Slot:
            sure, possible = kept if isinstance(kept, tuple) else (kept, _NONE)
            if not (sure <= self._publics and possible <= self._publics):
                return ASIDE
            profile = Profile._make((*alike, publics & sure, publics & possible))
            found = self._by_profile[profile]
            if fields and found.codes is None:
                found.codes = attrgetter(*fields)
                found.by_code = Lookup(lambda codes: self._coded(profile, fields, codes))
            return found

        return Lookup(slot)

    def _coded(self, profile: Profile, fields: tuple[str, ...], codes: _Codes) -> Slot:
        """The slot of a profile with its codes."""
        listed = codes if isinstance(codes, tuple) else (codes,)
        code = dict(zip(fields, listed, strict=True)).get
        return self._by_profile[
            profile._replace(
                contingent=code("contingent"),
                commune=code("commune"),
                neighbourhood=code("neighbourhood"),
                landlord=code("landlord"),
                programme=code("programme"),
            )
        ]


def _reads_landlord(each: BaseRead) -> bool:
    return bool(each.base.landlords) or Per.LANDLORD in each.groups


def _settled(where: Where) -> bool:
    """Whether the same bases surely have an entry, whatever is not known of where it stands."""
    return all(
        len({mask for covers in stretches for cover in covers for mask in cover[1:]}) <= 1
        for stretches in where
    )


def _day(days: list[date | None], position: int) -> date | Window | None:
    """The day of a stage; when only later ones are known, the window in which it fell."""
    if days[position] is not None:
        return days[position]
    later = next((day for day in days[position + 1 :] if day is not None), None)
    if later is None:
        return None
    before = next((day for day in reversed(days[:position]) if day is not None), None)
    return later if before == later else Window(before, later)
