"""Another agreement or document that an agreement names, which the library may not hold.

Of an agreement beside it, it may say whether one attribution serves the promises of both.
"""

from collections.abc import Iterable
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import Brief, Enumeration
from housing_agreements.errors import show
from housing_agreements.values.texts import Language, Text

__all__ = ("Counting", "Reference", "as_references", "check_references")


class Counting(Enumeration):
    """Whether one entry may serve the promises of two agreements (*double compte*)."""

    BOTH = "both"
    """It may count for both."""
    ONE = "one"
    """It counts for one of them only."""

    def say(self, language: Language) -> str:
        """What is stated, in words.

        Examples:
            >>> Counting.ONE.say("en")
            'an entry may serve the promises of one of them only'
        """
        return _COUNTINGS[self].say(language)


_COUNTINGS: Final = {
    Counting.BOTH: Text(
        "an entry may serve the promises of both",
        "une ligne peut servir les engagements des deux",
    ),
    Counting.ONE: Text(
        "an entry may serve the promises of one of them only",
        "une ligne ne peut servir que les engagements de l'une des deux",
    ),
}


@attrs.frozen(eq=False, repr=False)
class Reference(Brief):
    """Another agreement or document, which the library may not hold (*renvoi*).

    Args:
        code: Its code.
        title: Its title.
        counting: Of an agreement that stands beside another, whether one entry may serve the
            promises of both; `None`: it is not stated.

    Examples:
        >>> Reference("convention-2014", "Convention quinquennale of 2 December 2014").code
        'convention-2014'
    """

    code: str
    """Its code."""
    title: str
    """Its title."""
    counting: Counting | None = attrs.field(default=None, kw_only=True)
    """Whether one entry may serve the promises of both; `None`: not stated."""

    def __attrs_post_init__(self) -> None:
        """A code and a title, and what is stated of the entries of both."""
        faults = Faults(f"Reference {show(self.code)}")
        faults.check_fields(self)
        faults.report()

    def _essentials(self) -> str:
        stated = "" if self.counting is None else f", {self.counting.say('en')}"
        return f"{self.code}: {self.title}{stated}"


# The type stands as text, so that the signature of agreements is short.
def as_references(given: "Iterable[Reference]") -> tuple[Reference, ...]:
    """References in order, for a field to keep."""
    return as_tuple(given)


def check_references(
    faults: Faults, code: str, others: Iterable[Reference], beside: Iterable[Reference]
) -> None:
    """Only of an agreement beside it, and of another one, is it stated what entries may serve."""
    for reference in others:
        if reference.counting is not None:
            where, remedy = f"{show(reference.code)}, counting", "name it in beside"
            faults.value(where, reference.counting, "none: it does not stand beside", remedy)
    if type(code) is str and code in {reference.code for reference in beside}:
        faults.value("beside", code, "another agreement")
