"""What is left of an entry once everything that is not read has been taken away."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from operator import attrgetter
from typing import Final, NamedTuple, TypeVar

import attrs

from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, UncoveredReadingError, show
from housing_agreements.geography._coverage import Coverage, Members, department_of
from housing_agreements.geography.territories import NO_NEIGHBOURHOOD
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment, Group, Per
from housing_agreements.model.entries import (
    ATTRIBUTION_STAGES,
    PRODUCTION_STAGES,
    Attribution,
    Production,
    Stage,
)
from housing_agreements.values.timelines import Timeline

__all__ = (
    "ASIDE",
    "Base",
    "BaseRead",
    "Count",
    "Cover",
    "Days",
    "Entry",
    "Kept",
    "Lookup",
    "Moment",
    "Place",
    "Places",
    "Profile",
    "Reading",
    "Slot",
    "Sorting",
    "Spots",
    "When",
    "Where",
    "Window",
    "all_versions",
    "bases_of",
    "exact_agreement",
    "known_codes",
    "moment",
    "reading_of",
    "restricted",
    "targets",
)


class Count(NamedTuple):
    """How many entries, and how many dwellings they stand for."""

    entries: int
    """Lines of the ledger."""
    dwellings: int
    """Dwellings that they stand for."""

    def plus(self, other: "Count", *, times: int = 1) -> "Count":
        """The sum, the other taken so many times."""
        return Count(self.entries + times * other.entries, self.dwellings + times * other.dwellings)


class Window(NamedTuple):
    """A day that is not known, between two others: a stage reached before a later one."""

    since: date | None
    """The day of the stage before it; `None`: not known either."""
    by: date
    """The day of the stage after it: it was reached by then."""


class Moment(NamedTuple):
    """When an entry reached each stage that is read, and whether it became void."""

    reached: tuple[date | Window | None, ...]
    """For each stage: its day, a window, or `None` when not reached."""
    cancelled_on: date | None = None
    """The day from which the entry is void; `None`: it stands."""


When = date | Moment
"""A moment; of entries that stand and reached the only stage read, its day says all."""


def moment(when: When) -> Moment:
    """The moment, written in full."""
    return when if isinstance(when, Moment) else Moment((when,))


class Cover(NamedTuple):
    """Which bases cover a place on a day; a set of bases is a mask, one bit for each base read."""

    neighbourhood: str | None
    """The neighbourhood in which it may stand, when its own is not known and is read by its
    code; `None`: its own, or any other than those of the other covers."""
    sure: int
    """The bases whose territories cover it."""
    possible: int
    """Those, and the ones of which the territories are not known."""


Where = tuple[tuple[tuple[Cover, ...], ...], ...]
"""What covers a place: for each stage read, for each stretch of time (without change of any
territory) in which its day may fall, one cover for each neighbourhood in which it may stand."""


class Profile(NamedTuple):
    """Everything but time that is kept of an entry."""

    production: bool
    """Whether it is production rather than an attribution."""
    bases: int = 0
    """The bases that may have it, as a mask; all that follows is kept only as they read it."""
    where: Where = ()
    """Which of them have it where it stands, when that depends on a neighbourhood or a day that
    is not known, or on a territory that is not; none: all of them."""
    unknown_landlord: bool = False
    """Whether it depends on a landlord that is not known."""
    takes_back: bool = False
    """Whether it takes back dwellings counted before: production with a negative count."""
    contingent: str | None = None
    """Its contingent, where a base is held by contingents."""
    commune: str | None = None
    """Its commune, where a base is held by communes."""
    neighbourhood: str | None = None
    """Its neighbourhood, where a base is held by neighbourhoods; `None`: not known."""
    landlord: str | None = None
    """Its landlord, where a base is held by landlords; `None`: not known."""
    programme: str | None = None
    """Its programme, where a base is held by programmes; `None`: not known."""
    publics: frozenset[str] = frozenset()
    """The publics that it surely reaches (or its financing)."""
    possible: frozenset[str] = frozenset()
    """Those that it may reach (or the financings read, when its own is not known)."""

    def code(self, per: Per) -> str | None:
        """The group that it falls in; `None` when not known."""
        code: str | None = getattr(self, per.value)
        return code

    def may_be_in(self, group: Group, per: tuple[Per, ...]) -> bool:
        """Whether it may fall in a group: no code of its own is known to be another."""
        return all(self.code(each) in {None, code} for each, code in _by_kind(group, per).items())

    def asked(self, group: Group | None, per: tuple[Per, ...]) -> dict[Per, str]:
        """The codes that are not known, taken from the group in which it is held to fall."""
        asked = {} if group is None else _by_kind(group, per)
        return {each: code for each, code in asked.items() if self.code(each) is None}

    def group(self, per: tuple[Per, ...]) -> Group | None:
        """The group that it falls in, `None` when any part of it is not known."""
        codes = tuple(code for each in per if (code := self.code(each)) is not None)
        if len(codes) < len(per):
            return None
        return codes[0] if len(codes) == 1 else (codes[0], codes[1])

    def covers(self, at: int, row: int) -> tuple[Cover, ...]:
        """What covers it at a stage, in one of the stretches in which its day may fall."""
        return self.where[at][row] if self.where else (Cover(None, self.bases, self.bases),)


def _by_kind(group: Group, per: tuple[Per, ...]) -> dict[Per, str]:
    """The code of each kind that a group is made of."""
    codes = (group,) if isinstance(group, str) else group
    return dict(zip(per, codes, strict=True))


V = TypeVar("V")
W = TypeVar("W")


class Lookup(dict[V, W]):
    """A value worked out once for each distinct thing looked up.

    Args:
        work_out: The value for a thing seen for the first time.
    """

    def __init__(self, work_out: Callable[[V], W]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, thing: V) -> W:
        """Work out the value of a thing seen for the first time."""
        worked_out = self[thing] = self._work_out(thing)
        return worked_out


_NAMED: Final = 3
"""How many things missing are named."""


class Base(NamedTuple):
    """What says, publics and periods apart, which entries a commitment counts.

    A commitment has one for each of the territories on which its contingents are held.
    """

    stage: Stage
    """The stage that counts an entry, and so the kind of entries."""
    contingents: frozenset[str]
    """The contingents to one of which it is charged; none for production."""
    territories: frozenset[Timeline[Members]]
    """The places, each as what it covers, in all of which it stands."""
    landlords: frozenset[str]
    """The landlords to one of whom it belongs; none: all."""
    leaving_out: frozenset[str]
    """The tags of which it bears none."""


class BaseRead(NamedTuple):
    """A base that is read, with what is kept of its entries."""

    base: Base
    """The base."""
    publics: frozenset[str]
    """The publics (or financings) that are told apart."""
    groups: frozenset[Per]
    """What is kept by its own code: landlords, programmes, communes, ..."""


@attrs.frozen(eq=False, repr=False)
class Reading(Record):
    """What is kept of each entry when it is tallied; all the rest is taken away.

    That is the bases that may have it, what these read of it, and when it reached each stage.
    A tally can be judged by any agreement whose own reading this one covers.
    """

    bases: tuple[BaseRead, ...]
    """The bases that are told apart, in the order of the agreement."""
    _places: dict[Base, int] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Make the look-up of bases."""
        places = {each.base: place for place, each in enumerate(self.bases)}
        object.__setattr__(self, "_places", places)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages whose days are kept, in their order."""
        read = {base.base.stage for base in self.bases}
        return tuple(stage for stage in Stage if stage in read)

    @property
    def publics(self) -> frozenset[str]:
        """The publics whose members are told apart in some base."""
        return frozenset[str]().union(*(each.publics for each in self._of_kind(production=False)))

    @property
    def financings(self) -> frozenset[str]:
        """The financings that are told apart in some base."""
        return frozenset[str]().union(*(each.publics for each in self._of_kind(production=True)))

    @property
    def territories(self) -> tuple[Timeline[Members], ...]:
        """The places among which an entry is located, each as what it covers."""
        return tuple(dict.fromkeys(place for base in self.bases for place in base.base.territories))

    def stages_of(self, *, production: bool) -> tuple[Stage, ...]:
        """The stages read of one kind of entry, in their order."""
        return tuple(stage for stage in self.stages if stage.of_production is production)

    def _of_kind(self, *, production: bool) -> Iterator[BaseRead]:
        return (base for base in self.bases if base.base.stage.of_production is production)

    def place(self, base: Base) -> int | None:
        """Where a base stands among those read.

        One of some landlords is read, too, where it is of all, each kept by its own code.
        """
        of_all = self._places.get(base._replace(landlords=frozenset()))
        if of_all is not None and Per.LANDLORD in self.bases[of_all].groups:
            return self._places.get(base, of_all)
        return self._places.get(base)

    def require(self, other: "Reading") -> None:
        """Check that whatever the other reading keeps is kept here.

        Raises:
            UncoveredReadingError: Naming what is missing.
        """
        missing = [words for base in other.bases if (words := self._lacking(base))]
        if missing:
            more = f"; and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
            raise UncoveredReadingError(
                "Tally",
                f"a tally that did not read {'; '.join(missing[:_NAMED])}{more}",
                "a tally that read all that the agreement needs",
                "tally the entries again with this agreement",
            )

    def _lacking(self, needed: BaseRead) -> str:
        """What of a base is not kept, in words; empty when all is."""
        base, publics, groups = needed
        place = self.place(base)
        if place is not None:
            publics -= self.bases[place].publics
            groups -= self.bases[place].groups
            if not publics and not groups:
                return ""
        elsewhere = not base.territories.issubset(self.territories)
        said = {
            "on the contingents": base.contingents,
            "of the landlords": base.landlords,
            "without the tags": base.leaving_out,
            "in a territory of their own": frozenset({""} if elsewhere else ()),
            "for": publics,
            "by": frozenset(group.value for group in groups),
        }
        parts = (f"{word} {', '.join(sorted(codes))}" for word, codes in said.items() if codes)
        return " ".join((f"entries {base.stage.value}", *(part.strip() for part in parts)))


def exact_agreement(value: object, where: str) -> None:
    """Check that a value is an agreement.

    Raises:
        InvalidTypeError: For anything else.
    """
    if not isinstance(value, Agreement):
        remedy = "give the agreement first, then the entries"
        raise InvalidTypeError(where, show(value), "an Agreement", remedy)


def all_versions(agreement: Agreement) -> tuple[Agreement, ...]:
    """The original terms and every amended version, whenever known."""
    histories = list(_histories(agreement))
    return (histories[0][0], *(terms for history in histories for terms in history[1:]))


def known_codes(agreement: Agreement) -> dict[str, AbstractSet[str]]:
    """The codes that an agreement knows, in any of its versions, by what they are codes of."""
    versions = all_versions(agreement)
    left_out = {
        tag
        for terms in versions
        for commitment in terms.commitments
        for tag in commitment.leaving_out
    }
    return {
        "contingent": frozenset(
            contingent.code for terms in versions for contingent in terms.contingents
        ),
        "public": frozenset(public.code for terms in versions for public in terms.publics),
        "tag": left_out.union(*(terms.tags for terms in versions)),
    }


def _histories(agreement: Agreement) -> Iterator[tuple[Agreement, ...]]:
    """The terms one after another, as known at first and from each day of signature on."""
    signed = {amendment.signed_on for amendment in agreement.amendments}
    return (agreement.versions(known=known) for known in (date.min, *sorted(signed)))


def bases_of(commitment: Commitment, terms: Agreement) -> tuple[Base, ...]:
    """What makes the base of a commitment, on days on which some terms are in force."""
    where = (commitment.territory or terms.territory).members
    held: dict[Timeline[Members], list[str]] = {where: []}
    if not commitment.stage.of_production:
        held = {}
        for contingent in terms.contingents:
            if not commitment.contingents or contingent.code in commitment.contingents:
                held.setdefault(contingent.territory.members, []).append(contingent.code)
    return tuple(
        Base(
            stage=commitment.stage,
            contingents=frozenset(codes),
            territories=frozenset((where, members)),
            landlords=frozenset(commitment.landlords),
            leaving_out=frozenset(commitment.leaving_out),
        )
        for members, codes in held.items()
    )


def targets(commitment: Commitment) -> frozenset[str]:
    """The publics (or financings) that a commitment reads, main and substitute ones."""
    substitute = () if commitment.substitute is None else commitment.substitute.to
    return frozenset((*commitment.to, *substitute))


def reading_of(agreement: Agreement) -> Reading:
    """What an agreement reads of a ledger, in all its versions."""
    histories = list(_histories(agreement))
    held: dict[str, set[Per]] = {}
    for commitment in (each for terms in histories for one in terms for each in one.commitments):
        held.setdefault(commitment.code, set()).update(commitment.per)
    read: dict[Base, BaseRead] = {}
    for base, commitment in (each for versions in histories for each in _based(versions)):
        before = read.get(base, BaseRead(base, frozenset(), frozenset()))
        # A sum over several periods holds by what its last terms say, whatever the first ones do.
        groups = before.groups | held[commitment.code]
        if base.stage.of_production:
            groups -= {Per.CONTINGENT}
        read[base] = BaseRead(base, before.publics | targets(commitment), groups)
    return Reading(tuple(read.values()))


def _based(versions: tuple[Agreement, ...]) -> Iterator[tuple[Base, Commitment]]:
    """The bases of each commitment: its terms govern days on which they or earlier ones hold."""
    for place, governing in enumerate(versions):
        for commitment in governing.commitments:
            for terms in versions[: place + 1]:
                for base in bases_of(commitment, terms):
                    yield base, commitment


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
        self._by_code = any(Per.NEIGHBOURHOOD in base.groups for base in reading.bases)
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
    kept = [
        Cover(cover.neighbourhood, cover.sure & mask, cover.possible & mask) for cover in covers
    ]
    others = {each[1:] for each in kept if each.neighbourhood is None}
    return tuple(
        dict.fromkeys(each for each in kept if each.neighbourhood is None or each[1:] not in others)
    )


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
        self.held: bool = any(base.groups for base in reading.bases)
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
