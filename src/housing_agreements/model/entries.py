"""What every entry of a ledger shows, attribution or production, and how it is checked."""

from collections.abc import Sequence
from datetime import date
from typing import Final, Protocol

from housing_agreements.errors import InvalidTypeError, InvalidValueError, shown
from housing_agreements.model.stages import Stage
from housing_agreements.values.codes import is_commune_code
from housing_agreements.values.faults import Faults

__all__ = ("Placed", "check_entry")

_COMMUNE_CODE: Final = (
    "an INSEE commune code",
    "write five characters, such as '94068' or '2A004'",
)


class Placed(Protocol):
    """An entry of a ledger: where its dwellings stand, and whose they are."""

    @property
    def id(self) -> str:
        """Its identifier in the ledger."""
        ...

    @property
    def commune(self) -> str:
        """The INSEE code of the commune."""
        ...

    @property
    def neighbourhood(self) -> str | None:
        """The code of the neighbourhood."""

    @property
    def landlord(self) -> str | None:
        """The code of the landlord."""

    @property
    def programme(self) -> str | None:
        """The code of the programme."""

    @property
    def cancelled_on(self) -> date | None:
        """The day from which the entry is void."""


def check_entry(faults: Faults, entry: Placed, stages: Sequence[Stage]) -> None:
    """Note what is wrong in the fields that every entry has: codes, place, days in order."""
    faults.code("id", entry.id)
    if not is_commune_code(entry.commune):
        fault = InvalidValueError if type(entry.commune) is str else InvalidTypeError
        faults.note(fault(faults.at("commune"), shown(entry.commune), *_COMMUNE_CODE))
    for name, code in (
        ("neighbourhood", entry.neighbourhood),
        ("landlord", entry.landlord),
        ("programme", entry.programme),
    ):
        if code is not None:
            faults.code(name, code)
    if entry.cancelled_on is not None:
        faults.day("cancelled_on", entry.cancelled_on)
    last: tuple[str, date] | None = None
    for stage in stages:
        day = getattr(entry, stage.field)
        if day is None:
            continue
        faults.day(stage.field, day)
        if type(day) is not date:
            continue
        if last is not None and day < last[1]:
            faults.value(stage.field, day, f"a day not before {last[0]}, {last[1]}")
        last = (stage.field, day)
