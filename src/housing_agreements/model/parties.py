"""Who signs, and who holds reservation rights."""

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Brief
from housing_agreements.errors import show

__all__ = ("Party",)


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
