"""Another agreement or document that an agreement names, which the library may not hold."""

from collections.abc import Iterable

import attrs

from housing_agreements._checks import (
    Faults,
    as_tuple,
)
from housing_agreements._records import Brief
from housing_agreements.errors import (
    show,
)

__all__ = ("Reference", "as_references")


@attrs.frozen(eq=False, repr=False)
class Reference(Brief):
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
        faults = Faults(f"Reference {show(self.code)}")
        faults.check_fields(self)
        faults.report()

    def _essentials(self) -> str:
        return f"{self.code}: {self.title}"


def as_references(given: Iterable[Reference]) -> tuple[Reference, ...]:
    """References in order, for a field to keep."""
    return as_tuple(given)
