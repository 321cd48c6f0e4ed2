"""The departments of France: each as a territory by day, and those that a rule names."""

from functools import cache
from typing import Final

from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.geography._coverage import OVERSEAS, department_in
from housing_agreements.geography._divisions import NAMES_OF_DEPARTMENTS
from housing_agreements.geography._unknown_codes import check_department_code
from housing_agreements.geography.editions import check_edition
from housing_agreements.geography.regions import departments_of, regions
from housing_agreements.geography.territories import Place, Territory

__all__ = (
    "ILE_DE_FRANCE",
    "check_department",
    "department",
    "departments",
    "is_overseas",
    "read_department",
)

ILE_DE_FRANCE: Final = departments_of("11")
"""The departments of the region, by code."""


def department(code: str) -> Territory:
    """A department as a territory: its ground on each day (*département*).

    Its code is read as every code is: before the department was there it stands for the ground
    that it covered first, and past the last edition for what is coded in it.

    Raises:
        InvalidTypeError: For a code that is not a string.
        UnknownCodeError: For a code that no department has; the error says what it seems to be.

    Examples:
        >>> from datetime import date
        >>> gironde = department("33")
        >>> print(gironde)
        Gironde (33): department 33
        >>> gironde.covers(Place("33063"), on=date(2018, 1, 1))
        Verdict.MET
    """
    name = NAMES_OF_DEPARTMENTS[check_department(code)]
    return Territory(code, name, "department", departments=(code,))


def departments(*, edition: int) -> tuple[str, ...]:
    """The codes of the departments of an edition, region by region.

    Raises:
        InvalidTypeError: For an edition that is not a whole number.
        InvalidValueError: For an edition that is not held here.

    Examples:
        >>> len(departments(edition=2019)), len(departments(edition=2026))
        (101, 109)
    """
    return _departments_of_edition(check_edition(edition))


@cache
def _departments_of_edition(edition: int) -> tuple[str, ...]:
    listed = regions(edition=edition)
    return tuple(code for region in listed for code in departments_of(region.code))


def check_department(department: str) -> str:
    """The code itself, when it is a department of the official code.

    Raises:
        InvalidTypeError: For a code that is not a string.
        UnknownCodeError: For a code that no department has; the error says what it seems to be.

    Examples:
        >>> check_department("2A")
        '2A'
    """
    if type(department) is not str:
        expected = "a department code, such as '94', '2A' or '974'"
        raise InvalidTypeError("department", show(department), expected)
    if department not in NAMES_OF_DEPARTMENTS:
        check_department_code("department", department)
    return department


def is_overseas(department: str) -> bool:
    """Whether a department lies overseas (*outre-mer*): its code begins with 97 or 98.

    Raises:
        InvalidTypeError: For a code that is not a string.
        UnknownCodeError: For a code that no department has; the error says what it seems to be.

    Examples:
        >>> is_overseas("974"), is_overseas("94")
        (True, False)
    """
    return check_department(department).startswith(OVERSEAS)


def read_department(commune: str) -> str:
    """The department that a commune code is written in: its first two characters, or three.

    Three overseas (97 and 98), two elsewhere, with 2A and 2B in Corsica. Whether there is such
    a department is not asked.

    Raises:
        InvalidTypeError: For a code that is not a string.
        InvalidValueError: For a code of another form.

    Examples:
        >>> read_department("94068"), read_department("2A004"), read_department("97411")
        ('94', '2A', '974')
    """
    return department_in(Place(commune).commune)
