"""What an agreement reads of a ledger, in all its versions."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from housing_agreements.errors import InvalidTypeError, UncoveredReadingError, shown
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.stages import Stage
from housing_agreements.model.terms import Per
from housing_agreements.values.coverage import Members
from housing_agreements.values.timelines import Timeline

__all__ = ("Reading", "all_versions", "exact_agreement", "reading_of")


_KEPT: Final = ("stages", "contingents", "publics", "financings", "tags", "landlords", "groups")


@attrs.frozen
class Reading:
    """What is kept of each entry when it is tallied; all the rest is taken away.

    A tally can be judged by any agreement whose own reading this one covers.
    """

    stages: tuple[Stage, ...]
    """The stages whose days are kept, in their order."""
    territories: tuple[Timeline[Members], ...]
    """The places among which an entry is located, each as what it covers."""
    contingents: frozenset[str]
    """The contingents that entries may be charged to."""
    publics: frozenset[str]
    """The publics whose members are told apart."""
    financings: frozenset[str]
    """The financings that are told apart."""
    tags: frozenset[str]
    """The tags that are told apart."""
    landlords: frozenset[str]
    """The landlords that are told apart; the others are as one, unless each is kept."""
    groups: frozenset[Per]
    """What is kept by its own code: landlords, programmes, communes, neighbourhoods."""

    @property
    def keeps_landlords(self) -> bool:
        """Whether each landlord is kept by its own code."""
        return Per.LANDLORD in self.groups

    def stages_of(self, *, production: bool) -> tuple[Stage, ...]:
        """The stages read of one kind of entry, in their order."""
        return tuple(stage for stage in self.stages if stage.of_production is production)

    @property
    def reads_neighbourhoods(self) -> bool:
        """Whether the neighbourhood of an entry matters."""
        return Per.NEIGHBOURHOOD in self.groups or any(
            part.listed
            for territory in self.territories
            for _, members in territory.changes
            for part in (
                members.elsewhere,
                *(part for _, part in (*members.departments, *members.communes)),
            )
        )

    def require(self, other: "Reading") -> None:
        """Check that whatever the other reading keeps is kept here.

        Raises:
            UncoveredReadingError: Naming what is missing.
        """
        missing = [
            f"{name}: {', '.join(sorted(str(getattr(each, 'value', each)) for each in lacking))}"
            for name in _KEPT
            if (lacking := set(getattr(other, name)) - set(getattr(self, name)))
            and not (name == "landlords" and self.keeps_landlords)
        ]
        places = len(set(other.territories) - set(self.territories))
        if places:
            missing.append(f"territories: {places}")
        if missing:
            raise UncoveredReadingError(
                "Tally",
                f"a tally that did not read {'; '.join(missing)}",
                "a tally that read all that the agreement needs",
                "tally the entries again with this agreement",
            )


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
    known = sorted({amendment.signed_on for amendment in agreement.amendments})
    versions = [agreement.versions(known=date.min)[0]]
    for asked in known:
        versions.extend(agreement.versions(known=asked)[1:])
    return tuple(versions)


def reading_of(agreement: Agreement) -> Reading:
    """What an agreement reads of a ledger, in all its versions."""
    versions = all_versions(agreement)
    commitments = [each for version in versions for each in version.commitments]
    of_attributions = [each for each in commitments if not each.stage.of_production]
    of_production = [each for each in commitments if each.stage.of_production]
    groups = {group for each in commitments for group in each.per} - {Per.CONTINGENT}
    territories = [
        *(version.territory for version in versions),
        *(contingent.territory for version in versions for contingent in version.contingents),
        *(each.territory for each in commitments if each.territory is not None),
    ]
    return Reading(
        stages=tuple(stage for stage in Stage if any(each.stage is stage for each in commitments)),
        territories=tuple(dict.fromkeys(territory.members for territory in territories)),
        contingents=frozenset(
            contingent.code for version in versions for contingent in version.contingents
        ),
        publics=_targets(of_attributions),
        financings=_targets(of_production),
        tags=frozenset(tag for each in commitments for tag in each.leaving_out),
        landlords=frozenset(code for each in commitments for code in each.landlords),
        groups=frozenset(groups),
    )


def _targets(commitments: Iterable[Commitment]) -> frozenset[str]:
    codes: set[str] = set()
    for each in commitments:
        codes.update(each.to)
        if each.substitute is not None:
            codes.update(each.substitute.to)
    return frozenset(codes)
