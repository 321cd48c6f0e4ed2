"""The landlords' file: one row for each lease, with what is known of the household."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

import attrs

import housing_agreements as ha
from rivage.agreement import AGREEMENT
from rivage.households import RivageHousehold

__all__ = ("Refusal", "UnreadableLedgerError", "read_ledger")

_COLUMNS: Final = {
    "id": "numéro",
    "commune": "commune",
    "landlord": "bailleur",
    "signed_on": "bail signé le",
    "dalo_recognised": "DALO",
    "essential_worker": "métier essentiel",
    "commute_minutes": "trajet",
    "annual_income": "revenu",
}
"""By field: the column of the file."""
_YES_OR_NO: Final = {"oui": True, "non": False, "": None}
_LANDLORDS: Final = {party.name: party.code for party in AGREEMENT.landlords}


class Refusal(NamedTuple):
    """What is wrong in one cell: where, and what should stand there."""

    line: int
    column: str
    expected: str

    def __str__(self) -> str:
        """The fault on a line."""
        return f"line {self.line}, {self.column}: {self.expected}"


class UnreadableLedgerError(ValueError):
    """A file in which something is wrong: every fault of every row."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        """Keep the faults, and say each on a line."""
        self.refusals = tuple(refusals)
        super().__init__("\n".join(map(str, self.refusals)))


def read_ledger(lines: Iterable[str]) -> tuple[ha.Attribution, ...]:
    """The leases of a file of the landlords, or every fault that there is in it."""
    leases: list[ha.Attribution] = []
    refusals: list[Refusal] = []
    for line, row in enumerate(csv.DictReader(lines, delimiter=";"), start=2):
        cells = {field: row[column] for field, column in _COLUMNS.items()}
        try:
            household = _read_household(cells)
        except ha.InvalidInputError as error:
            refusals += _refuse(line, error)
            household = RivageHousehold()
        try:
            leases.append(_read_lease(cells, household))
        except ha.InvalidInputError as error:
            refusals += _refuse(line, error)
    if refusals:
        raise UnreadableLedgerError(refusals)
    return tuple(leases)


def _read_household(cells: Mapping[str, str]) -> RivageHousehold:
    """What the row says of the household; what cannot be read is handed on, to be refused."""
    minutes = cells["commute_minutes"]
    return RivageHousehold.from_mapping(
        {
            "dalo_recognised": _YES_OR_NO.get(cells["dalo_recognised"], cells["dalo_recognised"]),
            "essential_worker": _YES_OR_NO.get(
                cells["essential_worker"], cells["essential_worker"]
            ),
            "commute_minutes": int(minutes) if minutes.isdecimal() else minutes or None,
            "annual_income": cells["annual_income"].replace(",", ".") or None,
        }
    )


def _read_lease(cells: Mapping[str, str], household: RivageHousehold) -> ha.Attribution:
    """One lease, whose household is of the publics of the day on which it was signed."""
    lease = ha.Attribution(
        cells["id"],
        "metropolis",
        cells["commune"],
        signed_on=_read_day(cells["signed_on"]),
        landlord=_LANDLORDS.get(cells["landlord"], cells["landlord"]) or None,
    )
    if not isinstance(lease.signed_on, date):
        return lease  # never signed
    answer = ha.check_eligibility(household, AGREEMENT, on=lease.signed_on)
    return attrs.evolve(lease, publics=answer.publics, possible_publics=answer.possible_publics)


def _read_day(text: str) -> date | None:
    """A day as the landlords write it, 12/03/2025; a blank: not signed yet.

    Raises:
        InvalidValueError: For anything else.
    """
    if not text:
        return None
    try:
        day, month, year = map(int, text.split("/"))
        return date(year, month, day)
    except ValueError:
        expected = "a day, such as 12/03/2025"
        raise ha.InvalidValueError("lease", text, expected, field="signed_on") from None


def _refuse(line: int, error: ha.InvalidInputError) -> list[Refusal]:
    """The faults of a row, each by its column."""
    return [
        Refusal(line, _COLUMNS[fault.field], fault.remedy or fault.expected)
        for fault in error.faults
    ]
