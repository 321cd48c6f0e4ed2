"""The codes that an agreement declares in any of its versions, by what they are codes of."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import chain

from housing_agreements._checks import Faults
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.publics import PriorityPublic

__all__ = ("list_declared_codes", "refuse_strange_landlords")


def list_declared_codes(agreement: Agreement) -> dict[str, AbstractSet[str]]:
    """The codes that an agreement declares, in any of its versions, by what they are codes of.

    Landlords are among them where it says which it binds: others may then be no landlord.
    """
    parts = agreement.every_part
    left_out = (part.leaving_out for part in parts if isinstance(part, Commitment))
    declared: dict[str, AbstractSet[str]] = {
        "contingent": frozenset(part.code for part in parts if isinstance(part, Contingent)),
        "public": frozenset(part.code for part in parts if isinstance(part, PriorityPublic)),
        "tag": frozenset(chain(agreement.tags, *left_out)),
    }
    if agreement.landlords:
        known = (*agreement.landlords, *agreement.others)
        declared["landlord"] = frozenset(party.code for party in known)
    return declared


def refuse_strange_landlords(agreement: Agreement, landlords: Iterable[str | None]) -> None:
    """Refuse a tally made for another agreement that tells of landlords unknown to this one.

    Args:
        agreement: The agreement, which says which landlords it binds.
        landlords: Those of the tally; `None`: not known.

    Raises:
        UnknownCodeError: For a landlord that it neither binds nor names among others.
    """
    faults = Faults("check_quotas")
    known = list_declared_codes(agreement)["landlord"]
    faults.declared("entries, landlord", filter(None, landlords), known, "a landlord")
    faults.report()
