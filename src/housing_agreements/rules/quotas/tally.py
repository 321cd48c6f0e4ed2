"""A tally: what the quota rules need of a ledger, as whole numbers that add up.

Three things in order. A *reading* says what an agreement reads of each entry: the bases that
may have it, what these ask of it, the stages whose days matter. A *cell* gathers the entries of
which all that is read is alike: its key says what they are, its days when they were reached. A
*tally* maps each cell to how many entries and dwellings it holds, and published figures to how
often they count.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import attrs

from housing_agreements._checks import Faults, exact_day, exact_series
from housing_agreements._records import Brief, tell_number
from housing_agreements.errors import (
    InvalidTypeError,
    UncoveredReadingError,
    show,
)
from housing_agreements.geography._cover_table import Cover, CoverTable
from housing_agreements.geography._members import Members
from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Per, is_group
from housing_agreements.rules.quotas._cell_sums import (
    add_cells,
    add_counts,
    as_read_only,
    drop_noughts,
)
from housing_agreements.rules.quotas._figures_together import check_figures
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.values.texts import Language, Spoken, Text, colon, number, say_number_of
from housing_agreements.values.timelines import Timeline

__all__ = (
    "NO_COUNT",
    "Base",
    "BaseRead",
    "CellDays",
    "CellKey",
    "Cells",
    "Count",
    "CoversByStage",
    "DaysReached",
    "Reading",
    "Tally",
    "Window",
    "base_in",
    "bases_of",
    "days_reached",
    "exact_agreement",
    "make_tally",
    "reading_of",
)


class Base(NamedTuple):
    """Which entries a commitment counts, publics and periods apart.

    A commitment has one for each of the territories of its contingents.
    """

    stage: Stage
    """The stage that counts an entry, and so the kind of entries."""
    contingents: frozenset[str]
    """The contingents to one of which it is charged; none for production."""
    territories: frozenset[Timeline[Members]]
    """The territories, each as what it covers, in all of which it stands."""
    landlords: frozenset[str]
    """The landlords to one of whom it belongs; none: all."""
    leaving_out: frozenset[str]
    """The tags of which it bears none."""


class BaseRead(NamedTuple):
    """A base that an agreement reads, with what a tally keeps of the entries in it."""

    base: Base
    """The base."""
    publics: frozenset[str]
    """The publics (or financings) that are told apart."""
    groups: frozenset[Per]
    """What is kept by its own code: landlords, programmes, communes, ..."""


_MOST_NAMED_LACKING: Final = 3
"""How many things missing are named."""


@attrs.frozen(eq=False, repr=False)
class Reading(Brief):
    """What a tally keeps of each entry: what the commitments of the agreement read.

    That is the bases that may have it, what these read of it, and when it reached each stage.
    A tally can be judged by any agreement whose own reading this one covers.
    """

    bases: tuple[BaseRead, ...]
    """The bases that are told apart, in the order of the agreement."""
    coded_on: date | None = None
    """The day as of which the codes of communes were written; `None`: the day of each entry."""
    _indices: dict[Base, int] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Make the look-up of bases."""
        indices = {read.base: index for index, read in enumerate(self.bases)}
        object.__setattr__(self, "_indices", indices)

    def _essentials(self) -> str:
        groups = {per for read in self.bases for per in read.groups}
        told = (
            ("at", [stage.value for stage in self.stages]),
            ("for", sorted(self.publics | self.financings)),
            ("by", [per.value for per in Per if per in groups]),
        )
        words = (f" {word} {', '.join(values)}" for word, values in told if values)
        return f"of {tell_number(len(self.bases), 'base')}{''.join(words)}"

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages whose days are kept, in their order."""
        stages = {read.base.stage for read in self.bases}
        return tuple(stage for stage in Stage if stage in stages)

    @property
    def publics(self) -> frozenset[str]:
        """The publics whose members are told apart in some base."""
        return frozenset[str]().union(*(read.publics for read in self._of_kind(production=False)))

    @property
    def financings(self) -> frozenset[str]:
        """The financings that are told apart in some base."""
        return frozenset[str]().union(*(read.publics for read in self._of_kind(production=True)))

    @property
    def territories(self) -> tuple[Timeline[Members], ...]:
        """The territories in which an entry may stand, each with the ground that it covers."""
        return tuple(dict.fromkeys(where for read in self.bases for where in read.base.territories))

    def stages_of(self, *, production: bool) -> tuple[Stage, ...]:
        """The stages read of one kind of entry, in their order."""
        return tuple(stage for stage in self.stages if stage.of_production is production)

    def cover_table(self) -> CoverTable:
        """What the territories read cover, place by place: a bit of a mask for each base."""
        masks: dict[Timeline[Members], int] = {}
        for bit, read in enumerate(self.bases):
            for territory in read.base.territories:
                masks[territory] = masks.get(territory, 0) | 1 << bit
        by_code = any(Per.NEIGHBOURHOOD in read.groups for read in self.bases)
        all_bases = (1 << len(self.bases)) - 1
        return CoverTable(masks, all_bases=all_bases, by_code=by_code, coded_on=self.coded_on)

    def _of_kind(self, *, production: bool) -> Iterator[BaseRead]:
        return (read for read in self.bases if read.base.stage.of_production is production)

    def index_of(self, base: Base) -> int | None:
        """The index of a base among those read: that of its bit in a mask of bases.

        A base of some landlords is found in one of all landlords, if their codes are kept.
        """
        of_all = self._indices.get(base._replace(landlords=frozenset()))
        if of_all is not None and Per.LANDLORD in self.bases[of_all].groups:
            return self._indices.get(base, of_all)
        return self._indices.get(base)

    def mask_of(self, bases: Iterable[Base]) -> int:
        """Those of some bases that are read, as a mask."""
        indices = set(map(self.index_of, bases))
        return sum(1 << index for index in indices if index is not None)

    def require(self, other: "Reading") -> None:
        """Check that whatever the other reading keeps is kept here.

        Raises:
            UncoveredReadingError: Naming what is missing.
        """
        missing = [words for base in other.bases if (words := self._lacking(base))]
        if missing:
            others = len(missing) - _MOST_NAMED_LACKING
            more = f"; and {others} more" if others > 0 else ""
            raise UncoveredReadingError(
                "Tally",
                f"a tally that did not read {'; '.join(missing[:_MOST_NAMED_LACKING])}{more}",
                "a tally that read all that the agreement needs",
                "tally the entries again with this agreement",
            )

    def _lacking(self, needed: BaseRead) -> str:
        """What of a base is not kept, in words; empty when all is."""
        base, publics, groups = needed
        index = self.index_of(base)
        if index is not None:
            publics -= self.bases[index].publics
            groups -= self.bases[index].groups
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


_TOLD_BY_COMMUNE: Final = frozenset({Per.DEPARTMENT, Per.INTERCOMMUNALITY})


def reading_of(agreement: Agreement, coded_on: date | None = None) -> Reading:
    """What an agreement reads of a ledger, in all its versions."""
    # The terms one after another, as known at first and from each day of signature on.
    signed = {amendment.signed_on for amendment in agreement.amendments}
    histories = [agreement.versions(known=known) for known in (date.min, *sorted(signed))]
    pers_by_code: dict[str, set[Per]] = {}
    for commitment in (
        commitment for history in histories for terms in history for commitment in terms.commitments
    ):
        pers_by_code.setdefault(commitment.code, set()).update(commitment.per)
    read: dict[Base, BaseRead] = {}
    for base, commitment in chain.from_iterable(
        _bases_and_commitments(history, pers_by_code) for history in histories
    ):
        before = read.get(base, BaseRead(base, frozenset(), frozenset()))
        # A sum over several periods is grouped as its last terms say, whatever the first ones do.
        # A sector is no code of an entry: there is a base for each.
        groups = (before.groups | pers_by_code[commitment.code]) - {Per.SECTOR}
        # A department and an intercommunality are told by the commune, and by the day.
        if groups & _TOLD_BY_COMMUNE:
            groups = (groups - _TOLD_BY_COMMUNE) | {Per.COMMUNE}
        if base.stage.of_production:
            groups -= {Per.CONTINGENT}
        read[base] = BaseRead(base, before.publics | commitment.publics, groups)
    return Reading(tuple(read.values()), coded_on)


def _bases_and_commitments(
    versions: tuple[Agreement, ...], pers_by_code: Mapping[str, AbstractSet[Per]]
) -> Iterator[tuple[Base, Commitment]]:
    """Each commitment, with the bases that it reads under its own terms and all earlier ones.

    A period that it governs may begin under those.
    """
    for index, governing in enumerate(versions):
        for commitment in governing.commitments:
            by_sector = Per.SECTOR in pers_by_code[commitment.code]
            for terms in versions[: index + 1]:
                yield from ((base, commitment) for base in bases_of(commitment, terms))
                for place in _list_places(commitment, terms.sectors if by_sector else ()):
                    yield base_in(place, commitment, terms), commitment


def bases_of(commitment: Commitment, terms: Agreement) -> tuple[Base, ...]:
    """What makes the base of a commitment, on days on which some terms are in force."""
    where = terms.territory_of(commitment).members
    codes_by_territory: dict[Timeline[Members], list[str]] = (
        {where: []} if commitment.stage.of_production else {}
    )
    charged = terms.contingents_of(commitment)
    for contingent in terms.contingents:
        if contingent.code in charged:
            codes_by_territory.setdefault(contingent.territory.members, []).append(contingent.code)
    return tuple(
        Base(
            stage=commitment.stage,
            contingents=frozenset(codes),
            territories=frozenset((where, members)),
            landlords=frozenset(commitment.landlords),
            leaving_out=frozenset(commitment.leaving_out),
        )
        for members, codes in codes_by_territory.items()
    )


def base_in(place: Timeline[Members], commitment: Commitment, terms: Agreement) -> Base:
    """The base that a commitment would have if it held in a place, and whatever its own is."""
    return Base(
        stage=commitment.stage,
        contingents=frozenset(terms.contingents_of(commitment)),
        territories=frozenset((place,)),
        landlords=frozenset(commitment.landlords),
        leaving_out=frozenset(commitment.leaving_out),
    )


def _list_places(
    commitment: Commitment, sectors: Iterable[Territory]
) -> Iterator[Timeline[Members]]:
    """The places, beside that of its base, of which a commitment asks."""
    if commitment.located_in is not None:
        yield commitment.located_in.members
    yield from (sector.members for sector in sectors)


def exact_agreement(value: object, where: str) -> None:
    """Check that a value is an agreement.

    Raises:
        InvalidTypeError: For anything else.
    """
    if not isinstance(value, Agreement):
        remedy = "give the agreement first, then the entries"
        raise InvalidTypeError(where, show(value), "an Agreement", remedy)


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
    """A day that is not known: of a stage reached between two others, or perhaps not reached."""

    since: date | None
    """The first day on which the stage may have been reached; `None`: any."""
    by: date | None
    """The last one: it was surely reached by then. `None`: it was perhaps never reached."""


class DaysReached(NamedTuple):
    """When an entry reached each stage that is read, and whether it became void."""

    reached: tuple[date | Window | None, ...]
    """For each stage: its day, a window, or `None` when surely not reached."""
    cancelled_on: date | None = None
    """The day from which the entry is void; `None`: it stands."""


CellDays = date | DaysReached
"""When the entries of a cell reached what is read.

A day says all of entries that stand and reached the only stage read.
"""


def days_reached(days: CellDays) -> DaysReached:
    """The days of a cell, written in full."""
    return days if isinstance(days, DaysReached) else DaysReached((days,))


CoversByStage = tuple[tuple[tuple[Cover, ...], ...], ...]
"""What covers the place of an entry: for each stage read, for each stretch of time (without
change of any territory) in which its day may fall, one cover for each neighbourhood in which it
may stand."""


class CellKey(NamedTuple):
    """What is kept of an entry, except its days. Entries of one cell share it."""

    production: bool
    """Whether it is production rather than an attribution."""
    bases_mask: int = 0
    """The bases that may have it, as a mask; all that follows is kept only as they read it."""
    where: CoversByStage = ()
    """Only for places in doubt: which bases cover it; none: all of them."""
    unknown_landlord: bool = False
    """Whether it depends on a landlord that is not known."""
    takes_back: bool = False
    """Whether it takes back dwellings counted before: production with a negative count."""
    contingent: str | None = None
    """Its contingent, where a base is grouped by contingents."""
    commune: str | None = None
    """Its commune, where a base is grouped by communes, departments or intercommunalities."""
    neighbourhood: str | None = None
    """Its neighbourhood, where a base is grouped by neighbourhoods; `None`: not known."""
    landlord: str | None = None
    """Its landlord, where a base is grouped by landlords; `None`: not known."""
    programme: str | None = None
    """Its programme, where a base is grouped by programmes; `None`: not known."""
    publics: frozenset[str] = frozenset()
    """The publics that it surely reaches (or its financing)."""
    possible: frozenset[str] = frozenset()
    """Those that it may reach (or the financings read, when its own is not known)."""

    def code(self, per: Per) -> str | None:
        """Its code of one kind; `None` when not known, and for a sector: the place tells it."""
        code: str | None = getattr(self, per.value, None)
        return code

    def covers(self, stage_index: int, stretch_index: int) -> tuple[Cover, ...]:
        """What covers it at a stage, in one of the stretches in which its day may fall.

        Args:
            stage_index: The index of the stage among those read of its kind of entry.
            stretch_index: The index of the stretch among those in which its day may fall.
        """
        if not self.where:
            return (Cover(None, self.bases_mask, self.bases_mask),)
        return self.where[stage_index][stretch_index]


Cells = Mapping[CellKey, Mapping[CellDays, int]]
"""A number for each key and each of its days."""


NO_COUNT = Count(0, 0)


@attrs.frozen(repr=False)
class Tally(Spoken):
    """The dwellings of a ledger, counted by what the agreement reads of them (*décompte*).

    A tally keeps what the commitments of the agreement need, and not the entries. It is an
    immutable map from cells, one for each kind of entry, to whole numbers. Tallies of one
    reading add up to the tally of the whole ledger, in whatever order and parts it was counted.
    Bounds are computed when a tally is judged, and never stored. An entry that stands in two
    parts of the ledger counts twice: a tally cannot see that it is the same.

    Laws:
        - A commutative group: `+` is associative and commutative, `Tally.empty` is neutral,
          `-` takes back.
        - The tally of two ledgers one after the other is the sum of their tallies.

    Examples:
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
        >>> published = Tally.from_counts(AGREEMENT, FIGURES)
        >>> published + Tally.empty(AGREEMENT) == published
        True
        >>> published - published == Tally.empty(AGREEMENT)
        True
    """

    reading: Reading
    """What was read of each entry."""
    _entries: Cells = attrs.field(factory=dict, hash=False, alias="entries")
    _further: Cells = attrs.field(factory=dict, hash=False, alias="further")
    _figures: Mapping[PublishedFigure, int] = attrs.field(factory=dict, hash=False, alias="figures")
    _set_aside: Mapping[tuple[str, str], Count] = attrs.field(
        factory=dict, hash=False, alias="set_aside"
    )
    _beside_postcodes: Mapping[str, int] = attrs.field(
        factory=dict, hash=False, alias="beside_postcodes"
    )

    def __attrs_post_init__(self) -> None:
        """Each count is one, and nothing that can change is kept of what was given."""
        faults = Faults("Tally")
        faults.check_fields(self, but=_COUNTED)
        for field, (are_counts, expected) in _COUNTED.items():
            name, given = field.removeprefix("_"), getattr(self, field)
            if not (issubclass(type(given), Mapping) and are_counts(given)):
                faults.kind(name, given, (), expected)
            elif are_counts is _are_cells:
                object.__setattr__(self, field, drop_noughts(given))
            else:
                object.__setattr__(self, field, dict(given))
        faults.report()

    @classmethod
    def empty(cls, agreement: Agreement, *, coded_on: date | None = None) -> "Tally":
        """The tally of no entry at all: where a sum of tallies starts that are coded alike.

        Raises:
            InvalidTypeError: For anything but an agreement, or but a day.
        """
        exact_agreement(agreement, "Tally.empty, agreement")
        if coded_on is not None:
            exact_day(coded_on, "Tally.empty, coded_on")
        return cls(reading_of(agreement, coded_on))

    @classmethod
    def from_counts(
        cls,
        agreement: Agreement,
        figures: Iterable[PublishedFigure],
        *,
        coded_on: date | None = None,
    ) -> "Tally":
        """The tally of published figures (*chiffres publiés*), exact or rounded.

        A figure counts in every judged period that contains its own, once that has ended. A total
        and its parts bound each other. Beside a ledger whose codes were written as of a day, that
        day is given here too.

        Raises:
            UnknownCodeError: For a commitment that the agreement does not have, or a landlord
                that it does not bind, where it says which it does.
            InvalidTypeError: For anything but published figures.
            InvalidValueError: For figures that tell of the same dwellings, where neither tells of
                all that the other does; parts that exceed their total; a figure that no
                commitment reads, as one of a group that it does not tell apart, or of a period
                that is not judged; a rate above 100 % of a base.
        """
        exact_agreement(agreement, "Tally.from_counts, agreement")
        faults = Faults("Tally.from_counts")
        if coded_on is not None:
            faults.day("coded_on", coded_on)
        listed = exact_series(figures, "Tally.from_counts, figures")
        if faults.each("figures", listed, PublishedFigure, "a PublishedFigure"):
            check_figures(faults, tuple(listed), agreement)
        faults.report()
        return cls(reading_of(agreement, coded_on), figures=dict.fromkeys(listed, 1))

    @property
    def cells(self) -> Iterator[tuple[CellKey, DaysReached, Count]]:
        """Each cell with how many entries and dwellings it holds."""
        for key in self._entries.keys() | self._further.keys():
            entries = self._entries.get(key, {})
            further = self._further.get(key, {})
            for days in entries.keys() | further.keys():
                lines = entries.get(days, 0)
                yield key, days_reached(days), Count(lines, lines + further.get(days, 0))

    @property
    def entries(self) -> Cells:
        """How many entries of each key, on each of its days."""
        return as_read_only(self._entries)

    @property
    def further(self) -> Cells:
        """How many dwellings they stand for, beyond one for each entry."""
        return as_read_only(self._further)

    @property
    def figures(self) -> Mapping[PublishedFigure, int]:
        """The published figures, each with how many times it counts."""
        return MappingProxyType(self._figures)

    @property
    def set_aside(self) -> Mapping[tuple[str, str], Count]:
        """Entries set aside, by what is unknown and its code.

        What is unknown is a "commune", "contingent", "landlord", "public" or "tag".
        """
        return MappingProxyType(self._set_aside)

    @property
    def beside_postcodes(self) -> Mapping[str, int]:
        """The codes of communes beside some that are only postcodes: each in how many ledgers."""
        return MappingProxyType(self._beside_postcodes)

    @property
    def read(self) -> Count:
        """How much was read, with the entries set aside."""
        entries, further = (
            sum(sum(times.values()) for times in cells.values())
            for cells in (self._entries, self._further)
        )
        total = Count(entries, entries + further)
        for count in self._set_aside.values():
            total = total.plus(count)
        return total

    def __add__(self, other: "Tally") -> "Tally":
        """The tally of both.

        Raises:
            UncoveredReadingError: When they did not read the same things.
        """
        if not isinstance(other, Tally):  # untyped callers
            return NotImplemented
        return self._plus_times(other, 1)

    def __sub__(self, other: "Tally") -> "Tally":
        """The tally without the other, which it is thought to contain."""
        if not isinstance(other, Tally):
            return NotImplemented
        return self._plus_times(other, -1)

    def __neg__(self) -> "Tally":
        """What takes the tally back."""
        return Tally(self.reading) - self

    def _plus_times(self, other: "Tally", times: int) -> "Tally":
        if self.reading != other.reading:
            raise UncoveredReadingError(
                "Tally, +",
                "two tallies that did not read the same things",
                "tallies of the same agreement, their codes of communes as of the same day",
                "tally both ledgers with the same agreement, and the same coded_on",
            )
        set_aside = dict(self._set_aside)
        for unknown, count in other.set_aside.items():
            set_aside[unknown] = set_aside.get(unknown, NO_COUNT).plus(count, times=times)
        return make_tally(
            self.reading,
            entries=add_cells(self._entries, other.entries, times),
            further=add_cells(self._further, other.further, times),
            figures=add_counts(self._figures, other.figures, times),
            set_aside={code: count for code, count in set_aside.items() if count != NO_COUNT},
            beside=add_counts(self._beside_postcodes, other.beside_postcodes, times),
        )

    def say(self, language: Language) -> str:
        """How much was read, and how much of it was set aside.

        Examples:
            >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
            >>> print(Tally.from_counts(AGREEMENT, FIGURES))
            0 entries, 0 dwellings, 2 published figures
        """
        entries, dwellings = self.read
        words = [
            say_number_of(entries, *_ENTRY_WORDS, language),
            say_number_of(dwellings, *_DWELLING_WORDS, language),
        ]
        if self._figures:
            words.append(say_number_of(len(self._figures), *_FIGURE_WORDS, language))
        if self._set_aside:
            set_aside = number(sum(count.entries for count in self._set_aside.values()), language)
            words.append(f"{_OF_WHICH_SET_ASIDE.say(language)}{colon(language)}{set_aside}")
        return ", ".join(words)

    def _essentials(self) -> str:
        cells = sum(len(times) for times in self._entries.values())
        return f"of {self.say('en')}, in {tell_number(cells, 'cell')}"


_ENTRY_WORDS: Final = (Text("entry", "ligne"), Text("entries", "lignes"))
_DWELLING_WORDS: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))
_FIGURE_WORDS: Final = (
    Text("published figure", "chiffre publié"),
    Text("published figures", "chiffres publiés"),
)
_OF_WHICH_SET_ASIDE: Final = Text("of which set aside", "dont écartées")


def make_tally(
    reading: Reading,
    *,
    entries: Cells,
    further: Cells,
    figures: Mapping[PublishedFigure, int],
    set_aside: Mapping[tuple[str, str], Count],
    beside: Mapping[str, int] = MappingProxyType({}),
) -> Tally:
    """A tally of what was counted here: it is known to be right, and nobody else holds it."""
    made = Tally.__new__(Tally)
    set_field = object.__setattr__.__get__(made)
    set_field("reading", reading)
    for name, counts in (
        ("_entries", entries),
        ("_further", further),
        ("_figures", figures),
        ("_set_aside", set_aside),
        ("_beside_postcodes", dict(beside)),
    ):
        set_field(name, counts)
    return made


def _are_cells(given: Mapping[Any, Any]) -> bool:
    return all(
        type(key) is CellKey
        and issubclass(type(counts), Mapping)
        and all(
            type(days) in {date, DaysReached} and type(count) is int
            for days, count in counts.items()
        )
        for key, counts in given.items()
    )


def _are_figures(given: Mapping[Any, Any]) -> bool:
    return all(
        type(figure) is PublishedFigure and type(times) is int for figure, times in given.items()
    )


def _are_set_aside(given: Mapping[Any, Any]) -> bool:
    return all(
        is_group(named)
        and type(named) is tuple
        and type(count) is Count
        and all(type(number) is int for number in count)
        for named, count in given.items()
    )


def _are_times(given: Mapping[Any, Any]) -> bool:
    return all(
        is_group(code) and type(code) is str and type(times) is int for code, times in given.items()
    )


_CELLS_EXPECTED: Final = "a mapping of cell keys to whole numbers by day: write tally(...)"
_COUNTED: Final[Mapping[str, tuple[Callable[[Mapping[Any, Any]], bool], str]]] = {
    "_entries": (_are_cells, _CELLS_EXPECTED),
    "_further": (_are_cells, _CELLS_EXPECTED),
    "_figures": (_are_figures, "a mapping of published figures to whole numbers"),
    "_set_aside": (_are_set_aside, "a mapping of what is not known, and its code, to Counts"),
    "_beside_postcodes": (_are_times, "a mapping of codes of communes to whole numbers"),
}
"""What a tally counts, field by field: whether it is right, and what it should be."""
