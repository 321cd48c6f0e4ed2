"""Dwellings produced: approved, started, delivered."""

from collections.abc import Set as AbstractSet
from datetime import date

import attrs

from housing_agreements.model.entries import check_entry
from housing_agreements.model.stages import PRODUCTION_STAGES
from housing_agreements.values.faults import Faults, as_codes
from housing_agreements.values.records import Record

__all__ = ("Production",)


@attrs.frozen(repr=False)
class Production(Record):
    """Social dwellings of one kind in one operation (*production de logements sociaux*).

    Args:
        id: Its identifier in the ledger.
        commune: The INSEE code of the commune.
        financing: The loan that finances them (*PLAI*, *PLUS*, *PLS*, ...); `None`: not known.
        approved_on: The day the financing was approved (*agrément*); `None`: not reached.
        started_on: The day works started; `None`: not reached.
        delivered_on: The day they were delivered; `None`: not reached.
        cancelled_on: The day from which the entry is void; `None`: it stands.
        neighbourhood: The code of the neighbourhood; `None`: not known.
        landlord: The code of the landlord; `None`: not known.
        programme: The code of the programme; `None`: not known.
        tags: What else the agreement must know of it.
        count: How many dwellings; negative to take back some counted before.

    Raises:
        InvalidTypeError: For a `datetime` or a string as a day, a bool as a count, ...
        InvalidValueError: For a commune code of another form, days out of order, a zero count.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> homes = Production("P1", "59350", "PLAI", approved_on=date(2018, 6, 1), count=24)
        >>> homes.count
        24
    """

    id: str
    """Its identifier in the ledger."""
    commune: str
    """The INSEE code of the commune."""
    financing: str | None = None
    """The loan that finances them; `None`: not known."""
    approved_on: date | None = attrs.field(default=None, kw_only=True)
    """The day the financing was approved; `None`: not reached."""
    started_on: date | None = attrs.field(default=None, kw_only=True)
    """The day works started; `None`: not reached."""
    delivered_on: date | None = attrs.field(default=None, kw_only=True)
    """The day they were delivered; `None`: not reached."""
    cancelled_on: date | None = attrs.field(default=None, kw_only=True)
    """The day from which the entry is void; `None`: it stands."""
    neighbourhood: str | None = attrs.field(default=None, kw_only=True)
    """The code of the neighbourhood; `None`: not known."""
    landlord: str | None = attrs.field(default=None, kw_only=True)
    """The code of the landlord; `None`: not known."""
    programme: str | None = attrs.field(default=None, kw_only=True)
    """The code of the programme; `None`: not known."""
    tags: AbstractSet[str] = attrs.field(default=frozenset(), converter=as_codes, kw_only=True)
    """What else the agreement must know of it, as a frozenset."""
    count: int = attrs.field(default=1, kw_only=True)
    """How many dwellings; may be negative."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Production {self.id!r}")
        check_entry(faults, self, PRODUCTION_STAGES)
        if self.financing is not None:
            faults.code("financing", self.financing)
        faults.codes("tags", self.tags)
        faults.count("count", self.count, at_least=None)
        if type(self.count) is int and self.count == 0:
            faults.value("count", 0, "a number of dwellings other than 0")
        faults.report()
