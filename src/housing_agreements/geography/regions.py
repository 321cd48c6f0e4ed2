"""The regions of France and their departments, by edition of the official geographic code."""

from collections.abc import Mapping
from functools import cache
from typing import Final

import attrs

from housing_agreements._records import Brief, tell_number
from housing_agreements.errors import UnknownCodeError, nearest, show
from housing_agreements.geography._coverage import department_in
from housing_agreements.geography.communes import is_commune
from housing_agreements.geography.editions import EDITION_SOURCES, EDITIONS, check_edition
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.values.sources import Source
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "Region",
    "department_of",
    "departments_of_all_editions",
    "read_department",
    "region",
    "region_of",
    "regions",
)


@attrs.frozen(eq=False, repr=False)
class Region(Brief):
    """A region with its departments, in one edition of the official code (*région*)."""

    code: str
    """Its code."""
    name: str
    """Its name."""
    departments: tuple[str, ...]
    """The codes of its departments."""
    source: Source
    """The edition that lists it."""

    @property
    def territory(self) -> Territory:
        """The region as a territory."""
        return Territory(self.code, self.name, "region", departments=self.departments)

    def _essentials(self) -> str:
        return f"{self.code}: {self.name}; {tell_number(len(self.departments), 'department')}"

    def __str__(self) -> str:
        """Its name."""
        return self.name


_REGIONS: Final = (
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
)
"""Code, name and departments, alike in the editions of 2019 and 2026."""

_ONLY: Final[dict[int, tuple[tuple[str, str, str], ...]]] = {
    2019: (),
    2026: (
        ("975", "Saint-Pierre-et-Miquelon", "975"),
        ("977", "Saint-Barthélemy", "977"),
        ("978", "Saint-Martin", "978"),
        ("984", "Terres australes et antarctiques françaises", "984"),
        ("986", "Wallis et Futuna", "986"),
        ("987", "Polynésie française", "987"),
        ("988", "Nouvelle-Calédonie", "988"),
        ("989", "Île de Clipperton", "989"),
    ),
}
"""What one edition lists among the regions beside them."""


def regions(*, edition: int) -> tuple[Region, ...]:
    """The regions of an edition, in the order of its list.

    That of 2026 also lists the overseas collectivities, each as a region and its own department.

    Raises:
        InvalidTypeError: For an edition that is not a whole number.
        InvalidValueError: For an edition that is not known here.

    Examples:
        >>> len(regions(edition=2019)), len(regions(edition=2026))
        (18, 26)
    """
    return _regions(check_edition(edition))


@cache
def _regions(edition: int) -> tuple[Region, ...]:
    source = EDITION_SOURCES[edition]
    return tuple(
        Region(code, name, tuple(departments.split()), source)
        for code, name, departments in (*_REGIONS, *_ONLY[edition])
    )


@cache
def _by_department(edition: int) -> dict[str, Region]:
    return {department: region for region in _regions(edition) for department in region.departments}


def region(code: str, *, edition: int) -> Region:
    """A region by its code.

    Raises:
        InvalidTypeError: For an edition that is not a whole number.
        InvalidValueError: For an edition that is not known here.
        UnknownCodeError: For a code that no region of the edition has.

    Examples:
        >>> print(region("11", edition=2019))
        Île-de-France
    """
    by_code = {region.code: region for region in regions(edition=edition)}
    return _find(code, by_code, "region", f"a region of the edition {edition}")


def region_of(department: str, *, edition: int) -> Region:
    """The region of a department.

    Raises:
        InvalidTypeError: For an edition that is not a whole number.
        InvalidValueError: For an edition that is not known here.
        UnknownCodeError: For a code that no department of the edition has.

    Examples:
        >>> print(region_of("33", edition=2019))
        Nouvelle-Aquitaine
    """
    by_department = _by_department(check_edition(edition))
    expected = f"a department of the edition {edition}"
    return _find(department, by_department, "region_of", expected)


def _find(code: str, by_code: Mapping[str, Region], where: str, expected: str) -> Region:
    if type(code) is not str or code not in by_code:
        raise UnknownCodeError(where, show(code), expected, nearest(code, by_code))
    return by_code[code]


@cache
def departments_of_all_editions() -> frozenset[str]:
    """The code of every department, of one edition or another.

    Examples:
        >>> "2A" in departments_of_all_editions(), "20" in departments_of_all_editions()
        (True, False)
    """
    return frozenset(code for edition in EDITIONS for code in _by_department(edition))


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


def department_of(commune: str, *, edition: int) -> str:
    """The department of a commune of an edition.

    Where the communes of the department are listed, the code must be one of them, or of a
    district of Paris. Elsewhere no list is known, and the code alone tells.

    Raises:
        InvalidTypeError: For a code that is not a string, or an edition that is not a whole number.
        InvalidValueError: For a code of another form, or an edition that is not known here.
        UnknownCodeError: For a code in no department of the edition, or that no commune of its
            department has.

    Examples:
        >>> department_of("93059", edition=2019)
        '93'
        >>> department_of("93059", edition=2026)
        Traceback (most recent call last):
        ...
        housing_agreements.errors.UnknownCodeError: department_of: given '93059'; expected \
a commune of department 93 in the edition 2026; it may have merged: ask another edition
    """
    code = read_department(commune)
    if code not in _by_department(check_edition(edition)):
        expected = f"a commune of a department of the edition {edition}"
        remedy = "a commune code begins with that of its department"
        raise UnknownCodeError("department_of", show(commune), expected, remedy)
    if is_commune(commune, edition=edition) is Verdict.UNMET:
        expected = f"a commune of department {code} in the edition {edition}"
        remedy = "it may have merged: ask another edition"
        raise UnknownCodeError("department_of", show(commune), expected, remedy)
    return code
