"""The regions of France: each as a territory by day, and those of an edition of the official code.

The regions are those of 2016 on. From the edition of 2022 on, the official code also lists the
overseas collectivities, each as a region and its own department.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from housing_agreements.errors import InvalidTypeError, UnknownCodeError, nearest, show
from housing_agreements.geography._divisions import (
    NAMES_OF_DEPARTMENTS,
    REGIONS,
    region_of_department,
)
from housing_agreements.geography._unknown_codes import remedy_for_department, remedy_for_region
from housing_agreements.geography.editions import check_edition
from housing_agreements.geography.territories import Territory
from housing_agreements.values.timelines import Timeline

__all__ = (
    "departments_of",
    "region",
    "region_of",
    "regions",
)


def region(code: str) -> Territory:
    """A region as a territory: the ground of its departments (*région*).

    Its departments are known from 2016 on, those of an overseas collectivity from 2022 on.

    Raises:
        InvalidTypeError: For a code that is not a string.
        UnknownCodeError: For a code that no region has.

    Examples:
        >>> from housing_agreements import Place
        >>> print(region("94"))
        Corse (94): from 1 January 2016, departments 2A and 2B
        >>> region("11").covers(Place("94068"), on=date(2018, 1, 1))
        Verdict.MET
    """
    if type(code) is not str:
        raise InvalidTypeError("region", show(code), _A_REGION, "write region('11')")
    if code not in REGIONS:
        raise UnknownCodeError("region", show(code), _A_REGION, remedy_for_region(code))
    return _territory(code)


_A_REGION: Final = "the code of a region, from 2016 on"


@cache
def _territory(code: str) -> Territory:
    name, departments, since = REGIONS[code]
    members = Timeline({since: frozenset(departments)})
    return Territory(code, name, "region", departments=members)


def departments_of(code: str) -> tuple[str, ...]:
    """The departments of a region, by code.

    Raises:
        InvalidTypeError: For a code that is not a string.
        UnknownCodeError: For a code that no region has.

    Examples:
        >>> departments_of("53")
        ('22', '29', '35', '56')
    """
    return REGIONS[region(code).code].departments


def regions(*, edition: int) -> tuple[Territory, ...]:
    """The regions of an edition, in the order of its list.

    From 2022 on an edition also lists the overseas collectivities.

    Raises:
        InvalidTypeError: For an edition that is not a whole number.
        InvalidValueError: For an edition that is not held here.

    Examples:
        >>> len(regions(edition=2019)), len(regions(edition=2026))
        (18, 26)
    """
    day = date(check_edition(edition), 1, 1)
    return tuple(_territory(code) for code, listed in REGIONS.items() if listed.since <= day)


def region_of(department: str, *, edition: int) -> Territory:
    """The region of a department.

    Raises:
        InvalidTypeError: For an edition that is not a whole number.
        InvalidValueError: For an edition that is not held here.
        UnknownCodeError: For a code that no department of the edition has.

    Examples:
        >>> region_of("33", edition=2019).name
        'Nouvelle-Aquitaine'
    """
    by_department = _by_department(check_edition(edition))
    if type(department) is not str or department not in by_department:
        expected = f"a department of the edition {edition}"
        remedy = nearest(department, by_department)
        if type(department) is str and department in NAMES_OF_DEPARTMENTS:
            first = REGIONS[region_of_department(department)].since.year
            remedy = f"{show(department)} is listed from the edition {first} on"
        elif type(department) is str:
            remedy = remedy_for_department(department)
        raise UnknownCodeError("region_of", show(department), expected, remedy)
    return _territory(by_department[department])


@cache
def _by_department(edition: int) -> Mapping[str, str]:
    """The code of the region of each department of an edition."""
    return {
        department: region.code
        for region in regions(edition=edition)
        for department in REGIONS[region.code].departments
    }
