"""The departments of France: each as a territory by day, and those that a rule names."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.geography._coverage import OVERSEAS, department_in
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

_WRITTEN_NAMES: Final = """
    01 Ain;02 Aisne;03 Allier;04 Alpes-de-Haute-Provence;05 Hautes-Alpes;06 Alpes-Maritimes;
    07 Ardèche;08 Ardennes;09 Ariège;10 Aube;11 Aude;12 Aveyron;13 Bouches-du-Rhône;
    14 Calvados;15 Cantal;16 Charente;17 Charente-Maritime;18 Cher;19 Corrèze;21 Côte-d'Or;
    22 Côtes-d'Armor;23 Creuse;24 Dordogne;25 Doubs;26 Drôme;27 Eure;28 Eure-et-Loir;
    29 Finistère;2A Corse-du-Sud;2B Haute-Corse;30 Gard;31 Haute-Garonne;32 Gers;33 Gironde;
    34 Hérault;35 Ille-et-Vilaine;36 Indre;37 Indre-et-Loire;38 Isère;39 Jura;40 Landes;
    41 Loir-et-Cher;42 Loire;43 Haute-Loire;44 Loire-Atlantique;45 Loiret;46 Lot;
    47 Lot-et-Garonne;48 Lozère;49 Maine-et-Loire;50 Manche;51 Marne;52 Haute-Marne;
    53 Mayenne;54 Meurthe-et-Moselle;55 Meuse;56 Morbihan;57 Moselle;58 Nièvre;59 Nord;
    60 Oise;61 Orne;62 Pas-de-Calais;63 Puy-de-Dôme;64 Pyrénées-Atlantiques;
    65 Hautes-Pyrénées;66 Pyrénées-Orientales;67 Bas-Rhin;68 Haut-Rhin;69 Rhône;
    70 Haute-Saône;71 Saône-et-Loire;72 Sarthe;73 Savoie;74 Haute-Savoie;75 Paris;
    76 Seine-Maritime;77 Seine-et-Marne;78 Yvelines;79 Deux-Sèvres;80 Somme;81 Tarn;
    82 Tarn-et-Garonne;83 Var;84 Vaucluse;85 Vendée;86 Vienne;87 Haute-Vienne;88 Vosges;
    89 Yonne;90 Territoire de Belfort;91 Essonne;92 Hauts-de-Seine;93 Seine-Saint-Denis;
    94 Val-de-Marne;95 Val-d'Oise;971 Guadeloupe;972 Martinique;973 Guyane;974 La Réunion;
    975 Saint-Pierre-et-Miquelon;976 Mayotte;977 Saint-Barthélemy;978 Saint-Martin;
    984 Terres australes et antarctiques françaises;986 Wallis et Futuna;
    987 Polynésie française;988 Nouvelle-Calédonie;989 Île de Clipperton
"""
_NAMES_OF_DEPARTMENTS: Final[Mapping[str, str]] = {
    code: name
    for entry in _WRITTEN_NAMES.split(";")
    for code, _, name in [entry.strip().partition(" ")]
}
"""As the edition of 2026 writes them."""


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
    name = _NAMES_OF_DEPARTMENTS[check_department(code)]
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
    if department not in _NAMES_OF_DEPARTMENTS:
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
