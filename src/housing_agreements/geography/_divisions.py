"""The departments and regions that the official code lists: their names, and which lies in which.

They are few enough to be known before any long table is loaded.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

__all__ = ("NAMES_OF_DEPARTMENTS", "REGIONS", "ListedRegion", "region_of_department")

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
NAMES_OF_DEPARTMENTS: Final[Mapping[str, str]] = {
    code: name
    for entry in _WRITTEN_NAMES.split(";")
    for code, _, name in [entry.strip().partition(" ")]
}
"""By code, as the edition of 2026 writes them."""

_REGIONS_START: Final = date(2016, 1, 1)
_COLLECTIVITIES_START: Final = date(2022, 1, 1)


class ListedRegion(NamedTuple):
    """What the official code lists among its regions."""

    name: str
    departments: tuple[str, ...]
    since: date


REGIONS: Final[Mapping[str, ListedRegion]] = {
    code: ListedRegion(name, tuple(departments.split()), since)
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


def region_of_department(department: str) -> str:
    """The code of the region of a department, which must be one of the last edition.

    Examples:
        >>> region_of_department("33")
        '75'
    """
    return next(code for code, listed in REGIONS.items() if department in listed.departments)
