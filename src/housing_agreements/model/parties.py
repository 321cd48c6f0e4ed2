"""Who signs, and who holds reservation rights."""

from collections.abc import Collection, Iterable

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import Brief
from housing_agreements.errors import show

__all__ = ("Party", "as_parties", "check_landlords")


@attrs.frozen(eq=False, repr=False)
class Party(Brief):
    """A signatory of an agreement or a holder of reservation rights (*signataire, réservataire*).

    An institution, never a person: the library holds no personal data.

    Args:
        code: Its code in the agreement.
        name: Its name.

    Examples:
        >>> Party("action-logement", "Action Logement").name
        'Action Logement'
    """

    code: str
    """Its code in the agreement."""
    name: str
    """Its name."""

    def __attrs_post_init__(self) -> None:
        """A code and a name."""
        faults = Faults(f"Party {show(self.code)}")
        faults.check_fields(self)
        faults.report()

    def _essentials(self) -> str:
        return f"{self.code}: {self.name}"


def check_landlords(  # noqa: PLR0917  # what is checked, and against what
    faults: Faults,
    named: str,
    own: Collection[str],
    with_levels: Collection[str],
    bound: Collection[str],
    others: Collection[str],
) -> None:
    """A commitment may name the landlords that are bound; its levels, its own if it has any.

    Args:
        faults: Where it is noted.
        named: The commitment, as an error names it.
        own: The landlords of its base; none: all.
        with_levels: Those that have a level of their own.
        bound: The landlords that the agreement binds; none: whoever the entries name.
        others: Those that it does not bind.
    """
    for name, codes, declared in (
        ("landlords", own, bound),
        ("groups", with_levels, bound and (own or bound)),
    ):
        where = f"{named}, {name}"
        unbound = [code for code in codes if code in others]
        for code in unbound:
            remedy = "it is one of `others`: move it to `landlords`, or leave it out here"
            faults.value(where, code, "a landlord that is bound", remedy)
        if declared:
            faults.declared(where, set(codes).difference(unbound), declared, "a landlord")


def as_parties(given: "Iterable[Party]") -> tuple[Party, ...]:
    """Parties in order, for a field to keep."""
    return as_tuple(given)
