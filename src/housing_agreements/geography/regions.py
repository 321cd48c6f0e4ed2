"""The regions of France: each as a territory by day, and those of an edition of the official code.

The regions are those of 2016 on. From the edition of 2022 on, the official code also lists the
overseas collectivities, each as a region and its own department.
"""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Final, NamedTuple

from housing_agreements.errors import InvalidTypeError, UnknownCodeError, nearest, show
from housing_agreements.geography.editions import check_edition
from housing_agreements.geography.territories import Territory
from housing_agreements.values.timelines import Timeline

__all__ = (
    "departments_of",
    "region",
    "region_of",
    "regions",
)

_REGIONS_START: Final = date(2016, 1, 1)
_COLLECTIVITIES_START: Final = date(2022, 1, 1)


class _Listed(NamedTuple):
    """What the official code lists among its regions."""

    name: str
    departments: tuple[str, ...]
    since: date


_REGIONS: Final[Mapping[str, _Listed]] = {
    code: _Listed(name, tuple(departments.split()), since)
    for since, listed in (
        (
            _REGIONS_START,
            (
                ("01", "Guadeloupe", "971"),
                ("02", "Martinique", "972"),
                ("03", "Guyane", "973"),
                ("04", "La Réunion", "974"),
                ("06", "Mayotte", "976"),
                ("11", "Île-de-France", "75 77 78 91 92 93 94 95"),
                ("24", "Centre-Val de Loire", "18 28 36 37 41 45"),
                ("27", "Bourgogne-Franche-Comté", "21 25 39 58 70 71 89 90"),
                ("28", "Normandie", "14 27 50 61 76"),
                ("32", "Hauts-de-France", "02 59 60 62 80"),
                ("44", "Grand Est", "08 10 51 52 54 55 57 67 68 88"),
                ("52", "Pays de la Loire", "44 49 53 72 85"),
                ("53", "Bretagne", "22 29 35 56"),
                ("75", "Nouvelle-Aquitaine", "16 17 19 23 24 33 40 47 64 79 86 87"),
                ("76", "Occitanie", "09 11 12 30 31 32 34 46 48 65 66 81 82"),
                ("84", "Auvergne-Rhône-Alpes", "01 03 07 15 26 38 42 43 63 69 73 74"),
                ("93", "Provence-Alpes-Côte d'Azur", "04 05 06 13 83 84"),
                ("94", "Corse", "2A 2B"),
            ),
        ),
        (
            _COLLECTIVITIES_START,
            (
                ("975", "Saint-Pierre-et-Miquelon", "975"),
                ("977", "Saint-Barthélemy", "977"),
                ("978", "Saint-Martin", "978"),
                ("984", "Terres australes et antarctiques françaises", "984"),
                ("986", "Wallis et Futuna", "986"),
                ("987", "Polynésie française", "987"),
                ("988", "Nouvelle-Calédonie", "988"),
                ("989", "Île de Clipperton", "989"),
            ),
        ),
    )
    for code, name, departments in listed
}
"""By code, in the order of the editions."""


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
    if code not in _REGIONS:
        raise UnknownCodeError("region", show(code), _A_REGION, _remedy_for_region(code))
    return _territory(code)


_A_REGION: Final = "the code of a region, from 2016 on"


def _remedy_for_region(code: str) -> str:
    """What to write for a code that no region has: its name or a lost zero tell what is meant."""
    by_name = {listed.name: held for held, listed in _REGIONS.items()}
    close = get_close_matches(code[:_LONGEST_NAME_COMPARED], by_name, n=1, cutoff=_ALIKE_ENOUGH)
    if close:
        return f"write {show(by_name[close[0]])}"
    return f"write {show(f'0{code}')}" if f"0{code}" in _REGIONS else nearest(code, _REGIONS)


_LONGEST_NAME_COMPARED: Final = 60
_ALIKE_ENOUGH: Final = 0.8


@cache
def _territory(code: str) -> Territory:
    name, departments, since = _REGIONS[code]
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
    return _REGIONS[region(code).code].departments


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
    return tuple(_territory(code) for code, listed in _REGIONS.items() if listed.since <= day)


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
        raise UnknownCodeError("region_of", show(department), expected, remedy)
    return _territory(by_department[department])


@cache
def _by_department(edition: int) -> Mapping[str, str]:
    """The code of the region of each department of an edition."""
    return {
        department: region.code
        for region in regions(edition=edition)
        for department in _REGIONS[region.code].departments
    }
