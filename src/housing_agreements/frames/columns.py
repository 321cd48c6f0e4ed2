"""The columns of a frame that give a fact or a day, and what happens where no column gives it."""

from collections.abc import Mapping
from enum import unique
from typing import Final

import attrs

from housing_agreements._records import Enumeration, Record
from housing_agreements.frames._faults import FrameFaults
from housing_agreements.model.entries import NotKnown

__all__ = ("Absent", "Column", "Columns")


@unique
class Absent(Enumeration):
    """What happens to a fact, or to the day of a stage, that no column of a frame gives."""

    REFUSED = "refused"
    """An error names the column that is missing."""
    NOT_KNOWN = "not known"
    """The fact counts as not known, for every household."""
    NOT_REACHED = "not reached"
    """Of the day of a stage, in `columns` of `tally`: no entry reached the stage."""


@attrs.frozen(eq=False, repr=False)
class Column(Record):
    """The columns that give one fact of each household, or the day of a stage (*colonnes*).

    The day of a stage is given by `value`, or lies between `low` and `high`, both included; where
    one of the two is null, that side is open. Each of the three is a column of days, or of years.

    Each argument but `null` and `parts` is the name of a column. A name is one line of visible
    text.

    Args:
        value: The value of the fact. The column of a place holds the code of its commune.
        low: The least that the fact can be, for the rows whose value is null.
        high: The most that the fact can be, for the rows whose value is null.
        verified: Whether a document proves the fact; null means that none does.
        valid_until: The last day on which the fact holds; null means that it has no end.
        neighbourhood: The neighbourhood of a place.
        null: What a row says whose values are null, for the day of a stage: `None` is *not
            reached*, `NOT_KNOWN` is *perhaps reached, on whatever day*. A fact is then not known.
        parts: How many units of the column make one unit of the fact: 100 where the column
            holds cents and the fact is an amount in euros.

    Raises:
        InvalidTypeError: For a name that is not text, parts that are not a whole number, or
            another null.
        InvalidValueError: For a name that nobody can see, for no value and no bound, or for
            parts below 1.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> Column("income_in_cents", parts=100).parts
        100
        >>> Column(low="signed_from", high="signed_until").names
        ('signed_from', 'signed_until')
    """

    value: str | None = None
    """The column that holds the value of the fact."""
    low: str | None = attrs.field(default=None, kw_only=True)
    """The column that holds the least that the fact can be."""
    high: str | None = attrs.field(default=None, kw_only=True)
    """The column that holds the most that the fact can be."""
    verified: str | None = attrs.field(default=None, kw_only=True)
    """The column that says whether a document proves the fact."""
    valid_until: str | None = attrs.field(default=None, kw_only=True)
    """The column that holds the last day on which the fact holds."""
    neighbourhood: str | None = attrs.field(default=None, kw_only=True)
    """The column that holds the neighbourhood of a place."""
    null: NotKnown | None = attrs.field(default=None, kw_only=True)
    """What a null says of the day of a stage; `None`: that it was not reached."""
    parts: int = attrs.field(default=1, kw_only=True)
    """How many units of the column make one unit of the fact."""

    def __attrs_post_init__(self) -> None:
        """Each name can be seen, and there is a value or a bound to read."""
        faults = FrameFaults("Column")
        for name in _FIELDS:
            given = getattr(self, name)
            if given is not None:
                faults.column_name(name, given)
        if self.value is None and self.low is None and self.high is None:
            expected, remedy = (
                "a column in value, low or high",
                "map a fact that is not known to None",
            )
            faults.value("value", None, expected, remedy)
        if self.null is not None:
            faults.instance("null", self.null, NotKnown, "NOT_KNOWN, or None")
        faults.count("parts", self.parts, at_least=1)
        faults.report()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns that this fact reads."""
        return tuple(name for field in _FIELDS if (name := getattr(self, field)) is not None)


Columns = Mapping[str, str | Column | None]
"""The columns of facts, by the name of the fact; `None` where no column gives it."""

_FIELDS: Final = ("value", "low", "high", "verified", "valid_until", "neighbourhood")
