"""What kind an agreement is of, and how it names other agreements and documents."""

from enum import Enum

import attrs

from housing_agreements.values.faults import Faults
from housing_agreements.values.records import Record

__all__ = ("AgreementKind", "Reference")


class AgreementKind(Enum):
    """What kind of agreement it is."""

    PROTOCOL = "protocol"
    """*Protocole*: a holder of reservations and the State."""
    PARTNERSHIP = "partnership"
    """*Convention de partenariat*."""
    FRAMEWORK = "framework"
    """*Convention-cadre*: orientations for several years."""
    CIET = "ciet"
    """*Convention intercommunale d'équilibre territorial*, of 2014 to 2017."""
    CIA = "cia"
    """*Convention intercommunale d'attribution*, since 2017."""
    OTHER = "other"
    """Any other kind."""


@attrs.frozen(eq=False, repr=False)
class Reference(Record):
    """Another agreement or document, which the library may not hold (*renvoi*).

    Args:
        code: Its code.
        title: Its title.

    Examples:
        >>> Reference("convention-2014", "Convention quinquennale of 2 December 2014").code
        'convention-2014'
    """

    code: str
    """Its code."""
    title: str
    """Its title."""

    def __attrs_post_init__(self) -> None:
        """A code and a title."""
        faults = Faults(f"Reference {self.code!r}")
        faults.code("code", self.code)
        faults.text("title", self.title)
        faults.report()
