"""A cell: the entries of a ledger that are alike in all that is read.

Its key says what they are, its days when they were reached; in it stands how many there are.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from housing_agreements.geography._cover_table import Cover
from housing_agreements.model.groups import Per

__all__ = (
    "NO_COUNT",
    "CellDays",
    "CellKey",
    "Cells",
    "Count",
    "CoversByStage",
    "DaysReached",
    "Window",
    "days_reached",
)


class Count(NamedTuple):
    """How many entries, and how many dwellings they stand for."""

    entries: int
    """Lines of the ledger."""
    dwellings: int
    """Dwellings that they stand for."""

    def plus(self, other: "Count", *, times: int = 1) -> "Count":
        """The sum, the other taken so many times."""
        return Count(self.entries + times * other.entries, self.dwellings + times * other.dwellings)


class Window(NamedTuple):
    """A day that is not known: of a stage reached between two others, or perhaps not reached."""

    since: date | None
    """The first day on which the stage may have been reached; `None`: any."""
    by: date | None
    """The last one: it was surely reached by then. `None`: it was perhaps never reached."""
    never: bool = False
    """Whether it was perhaps never reached, though no later than on the last day."""


class DaysReached(NamedTuple):
    """When an entry reached each stage that is read, and whether it became void."""

    reached: tuple[date | Window | None, ...]
    """For each stage: its day, a window, or `None` when surely not reached."""
    cancelled_on: date | None = None
    """The day from which the entry is void; `None`: it stands."""


CellDays = date | DaysReached
"""When the entries of a cell reached what is read.

A day says all of entries that stand and reached the only stage read.
"""


def days_reached(days: CellDays) -> DaysReached:
    """The days of a cell, written in full."""
    return days if isinstance(days, DaysReached) else DaysReached((days,))


CoversByStage = tuple[tuple[tuple[Cover, ...], ...], ...]
"""What covers the place of an entry: for each stage read, for each stretch of time (without
change of any territory) in which its day may fall, one cover for each neighbourhood in which it
may stand."""


class CellKey(NamedTuple):
    """What is kept of an entry, except its days. Entries of one cell share it."""

    production: bool
    """Whether it is production rather than an attribution."""
    bases_mask: int = 0
    """The bases that may have it, as a mask; all that follows is kept only as they read it."""
    where: CoversByStage = ()
    """Only for places in doubt: which bases cover it; none: all of them."""
    unknown_landlord: bool = False
    """Whether it depends on a landlord that is not known."""
    takes_back: bool = False
    """Whether it takes back dwellings counted before: production with a negative count."""
    contingent: str | None = None
    """Its contingent, where a base is grouped by contingents."""
    commune: str | None = None
    """Its commune, where a base is grouped by communes, departments or intercommunalities."""
    neighbourhood: str | None = None
    """Its neighbourhood, where a base is grouped by neighbourhoods; `None`: not known."""
    landlord: str | None = None
    """Its landlord, where a base is grouped by landlords; `None`: not known."""
    programme: str | None = None
    """Its programme, where a base is grouped by programmes; `None`: not known."""
    publics: frozenset[str] = frozenset()
    """The publics that it surely reaches (or its financing)."""
    possible: frozenset[str] = frozenset()
    """Those that it may reach (or the financings read, when its own is not known)."""

    def code(self, per: Per) -> str | None:
        """Its code of one kind; `None` when not known, and for a sector: the place tells it."""
        code: str | None = getattr(self, per.value, None)
        return code

    def covers(self, stage_index: int, stretch_index: int) -> tuple[Cover, ...]:
        """What covers it at a stage, in one of the stretches in which its day may fall.

        Args:
            stage_index: The index of the stage among those read of its kind of entry.
            stretch_index: The index of the stretch among those in which its day may fall.
        """
        if not self.where:
            return (Cover(None, self.bases_mask, self.bases_mask),)
        return self.where[stage_index][stretch_index]


Cells = Mapping[CellKey, Mapping[CellDays, int]]
"""A number for each key and each of its days."""


NO_COUNT = Count(0, 0)
