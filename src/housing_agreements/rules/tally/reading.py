"""What an agreement reads of a ledger, in all its versions."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final, NamedTuple

import attrs

from housing_agreements.errors import InvalidTypeError, UncoveredReadingError, shown
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.stages import Stage
from housing_agreements.model.terms import Per
from housing_agreements.values.coverage import Members
from housing_agreements.values.records import Record
from housing_agreements.values.timelines import Timeline

__all__ = (
    "Base",
    "BaseRead",
    "Reading",
    "all_versions",
    "bases_of",
    "exact_agreement",
    "known_codes",
    "reading_of",
    "targets",
)


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
        read = {each.base.stage for each in self.bases}
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
        return tuple(dict.fromkeys(place for each in self.bases for place in each.base.territories))

    def stages_of(self, *, production: bool) -> tuple[Stage, ...]:
        """The stages read of one kind of entry, in their order."""
        return tuple(stage for stage in self.stages if stage.of_production is production)

    def _of_kind(self, *, production: bool) -> Iterator[BaseRead]:
        return (each for each in self.bases if each.base.stage.of_production is production)

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
        missing = [words for each in other.bases if (words := self._lacking(each))]
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
            "by": frozenset(each.value for each in groups),
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
        raise InvalidTypeError(where, shown(value), "an Agreement", remedy)


def all_versions(agreement: Agreement) -> tuple[Agreement, ...]:
    """The original terms and every amended version, whenever known."""
    histories = list(_histories(agreement))
    return (histories[0][0], *(terms for each in histories for terms in each[1:]))


def known_codes(agreement: Agreement) -> dict[str, AbstractSet[str]]:
    """The codes that an agreement knows, in any of its versions, by what they are codes of."""
    versions = all_versions(agreement)
    left_out = {tag for terms in versions for each in terms.commitments for tag in each.leaving_out}
    return {
        "contingent": frozenset(each.code for terms in versions for each in terms.contingents),
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
        for each in terms.contingents:
            if not commitment.contingents or each.code in commitment.contingents:
                held.setdefault(each.territory.members, []).append(each.code)
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
