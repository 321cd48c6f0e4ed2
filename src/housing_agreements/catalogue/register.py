"""Every agreement of the catalogue by its code, and what a reference to one leads to."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from housing_agreements.catalogue import (
    gironde_2018,
    ile_de_france_2016,
    lille_2018,
    lille_ciet_2017,
    lille_plh_2012,
    rennes_2017,
    rennes_plh_2015,
)
from housing_agreements.catalogue.clauses import Clause
from housing_agreements.errors import InvalidTypeError, UnknownCodeError, nearest, show
from housing_agreements.law.reservations.obligations import Holder
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.references import Reference

__all__ = ("CATALOGUE", "CLAUSES", "HOLDERS", "agreement_by_code", "resolve")

_CATALOGUED: Final = (
    ile_de_france_2016,
    gironde_2018,
    lille_plh_2012,
    lille_ciet_2017,
    lille_2018,
    rennes_plh_2015,
    rennes_2017,
)

CATALOGUE: Final[Mapping[str, Agreement]] = MappingProxyType(
    {module.AGREEMENT.code: module.AGREEMENT for module in _CATALOGUED}
)
"""The agreements of the five documents, and the two housing programmes they refer to, by code."""

CLAUSES: Final[Mapping[str, tuple[Clause, ...]]] = MappingProxyType(
    {module.AGREEMENT.code: module.CLAUSES for module in _CATALOGUED}
)
"""The clauses of each agreement, by its code."""

_ACTION_LOGEMENT_ALONE: Final = {"action-logement": Holder.ACTION_LOGEMENT}

HOLDERS: Final[Mapping[str, Mapping[str, Holder]]] = MappingProxyType(
    {
        "ile-de-france-2016": MappingProxyType(_ACTION_LOGEMENT_ALONE),
        "gironde-2018": MappingProxyType({**_ACTION_LOGEMENT_ALONE, "state": Holder.STATE}),
        "lille-2018": MappingProxyType(
            {**_ACTION_LOGEMENT_ALONE, "local-authorities": Holder.LOCAL_AUTHORITY}
        ),
        "rennes-2017": MappingProxyType(_ACTION_LOGEMENT_ALONE),
    }
)
"""What the holder of each contingent is in the eyes of the law, for `review(holders=...)`.

By the code of the agreement, then by that of the contingent; the others have no contingent.
"""


def agreement_by_code(code: str, *, among: Mapping[str, Agreement] | None = None) -> Agreement:
    """The agreement of a code.

    Args:
        code: The code.
        among: Where to look: agreements of one's own by their codes; `None`: the catalogue.

    Raises:
        InvalidTypeError: For anything but agreements by their codes.
        UnknownCodeError: For a code that no agreement bears, naming the nearest.

    Examples:
        >>> str(agreement_by_code("lille-2018").title)
        'Lille partnership of 31 January 2018'
    """
    known = _agreements_among(among, "agreement_by_code, among")
    found = known.get(code)
    if found is None:
        expected = "the code of an agreement that is held"
        raise UnknownCodeError(
            "agreement_by_code, code", show(code), expected, nearest(code, known)
        )
    return found


def resolve(
    reference: Reference, *, among: Mapping[str, Agreement] | None = None
) -> Agreement | None:
    """The agreement that a reference leads to (*renvoi*); `None` when it is not held.

    An agreement may refer to documents that nobody gives: a charter, a plan. That is no fault,
    and nothing is known of them.

    Args:
        reference: The reference: of `Agreement.part_of`, or of `Agreement.annexes`.
        among: Where to look: agreements of one's own by their codes; `None`: the catalogue.

    Raises:
        InvalidTypeError: For anything but a reference (a code alone is for `agreement_by_code`), or
            agreements by their codes.

    Examples:
        >>> programme, convention = agreement_by_code("lille-2018").part_of
        >>> resolve(convention).signed_on
        datetime.date(2017, 3, 17)
        >>> [charter, plan] = resolve(convention).annexes
        >>> resolve(charter) is None
        True
    """
    if not isinstance(reference, Reference):
        remedy = "write Reference(code, title), or ask agreement_by_code(code)"
        raise InvalidTypeError("resolve, reference", show(reference), "a Reference", remedy)
    return _agreements_among(among, "resolve, among").get(reference.code)


def _agreements_among(given: Mapping[str, Agreement] | None, where: str) -> Mapping[str, Agreement]:
    if given is None:
        return CATALOGUE
    if not isinstance(given, Mapping):
        remedy = "write {agreement.code: agreement}"
        raise InvalidTypeError(where, show(given), "agreements by their codes", remedy)
    return given
