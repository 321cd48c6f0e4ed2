"""Which column of a frame says what of a fact."""

from collections.abc import Mapping
from enum import unique
from typing import Final

import attrs

from housing_agreements._records import Enumeration, Record
from housing_agreements.frames._faults import FrameFaults

__all__ = ("Absent", "Column", "Columns")


@unique
class Absent(Enumeration):
    """What becomes of a fact that no column of a frame gives."""

    REFUSED = "refused"
    """An error names the column."""
    NOT_KNOWN = "not known"
    """The fact is not known of any household."""


@attrs.frozen(eq=False, repr=False)
class Column(Record):
    """The columns that give one fact of each household (*colonnes*).

    Args:
        value: The column of its value; a place is given by the code of its commune.
        low: The column of the least it can be, where the value is null.
        high: The column of the most it can be, where the value is null.
        verified: The column that says whether a document proves it; null: not proven.
        valid_until: The column of the last day on which it holds; null: no end.
        neighbourhood: For a place, the column of its neighbourhood.
        parts: How many units of the column make one of the fact: 100 for an amount in cents.

    Raises:
        InvalidTypeError: For a name that is not text, or parts that are not a whole number.
        InvalidValueError: For no value and no bound, or parts below 1.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> Column("income_in_cents", parts=100).parts
        100
    """

    value: str | None = None
    """The column of its value."""
    low: str | None = attrs.field(default=None, kw_only=True)
    """The column of the least it can be."""
    high: str | None = attrs.field(default=None, kw_only=True)
    """The column of the most it can be."""
    verified: str | None = attrs.field(default=None, kw_only=True)
    """The column that says whether it is proven."""
    valid_until: str | None = attrs.field(default=None, kw_only=True)
    """The column of the last day on which it holds."""
    neighbourhood: str | None = attrs.field(default=None, kw_only=True)
    """The column of the neighbourhood of a place."""
    parts: int = attrs.field(default=1, kw_only=True)
    """How many units of the column make one of the fact."""

    def __attrs_post_init__(self) -> None:
        """There is something to read."""
        faults = FrameFaults("Column")
        for name in _FIELDS:
            given = getattr(self, name)
            if given is not None:
                faults.column_name(name, given)
        if self.value is None and self.low is None and self.high is None:
            faults.value("value", None, "the name of a column", "or map the fact to None")
        faults.count("parts", self.parts, at_least=1)
        faults.report()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns it reads."""
        return tuple(name for field in _FIELDS if (name := getattr(self, field)) is not None)


Columns = Mapping[str, str | Column | None]
"""For facts, by name: their column, or `None` when no column gives them."""

_FIELDS: Final = ("value", "low", "high", "verified", "valid_until", "neighbourhood")
