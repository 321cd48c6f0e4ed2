"""What an agreement reads of each entry of a ledger.

A *reading* lists the bases that may have the entry, what these ask of it, and so the stages whose
days matter. All that it does not read is taken away when a ledger is tallied.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

import attrs

from housing_agreements._records import Brief, tell_number
from housing_agreements.errors import (
    InvalidTypeError,
    UncoveredReadingError,
    show,
)
from housing_agreements.geography._cover_table import CoverTable
from housing_agreements.geography._members import Members
from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Per
from housing_agreements.values.timelines import Timeline

__all__ = (
    "Base",
    "BaseRead",
    "Reading",
    "base_in",
    "bases_of",
    "exact_agreement",
    "list_histories",
    "reading_of",
)


class Base(NamedTuple):
    """Which entries a commitment counts, publics and periods apart.

    A commitment has one for each of the territories of its contingents.
    """

    stage: Stage
    """The stage that counts an entry, and so the kind of entries."""
    contingents: frozenset[str]
    """The contingents: it is charged to one of them; none for production."""
    territories: frozenset[Timeline[Members]]
    """The territories, each as what it covers: it stands in all of them."""
    landlords: frozenset[str]
    """The landlords to one of whom it belongs; none: all."""
    leaving_out: frozenset[str]
    """The tags that it does not bear."""


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


def list_histories(agreement: Agreement) -> list[tuple[Agreement, ...]]:
    """The terms one after another, as known at first and from each day of signature on."""
    signed = {amendment.signed_on for amendment in agreement.amendments}
    return [agreement.versions(known=known) for known in (date.min, *sorted(signed))]


def reading_of(agreement: Agreement, coded_on: date | None = None) -> Reading:
    """What an agreement reads of a ledger, in all its versions."""
    histories = list_histories(agreement)
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
    """The places that a commitment asks about, beside that of its base."""
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
