"""The press releases and the legal texts that the agreements cite.

A function cites a release at a place in it; another states a clause of it, by paragraph.
"""

from functools import partial
from typing import Final

from housing_agreements.catalogue.clauses import state_clause
from housing_agreements.law.provisions import code
from housing_agreements.values.sources import Source

__all__ = (
    "CIET_LAW",
    "CIL_LAW",
    "LILLE_SUCCESSOR",
    "PLH_LAW",
    "PPGDID_LAW",
    "RELOCATION_CHARTER",
    "gironde_2018",
    "gironde_2018_clause",
    "ile_de_france_2016",
    "lille_2018",
    "lille_2018_clause",
    "lille_ciet_2017",
    "lille_ciet_2017_clause",
    "rennes_2017",
    "rennes_2017_clause",
)

PLH_LAW: Final = code("L.302-1")
"""The local housing programme (*programme local de l'habitat*): six years, by commune.

It tells PLUS, PLS and PLAI apart.
"""

CIL_LAW: Final = code("L.441-1-5, depuis le 27 mars 2014")
"""The intercommunal housing conference (*conférence intercommunale du logement*)."""

CIET_LAW: Final = Source("Loi 2014-173", "article 8")
"""The intercommunal convention on territorial balance (*CIET*)."""

PPGDID_LAW: Final = code("L.441-2-8, depuis le 27 mars 2014")
"""The plan for the management of demand and the information of applicants (*PPGDID*).

The principle of a scoring of applications (*cotation*), optional at the time, stands in it.
"""

RELOCATION_CHARTER: Final = Source(
    "Charte métropolitaine de relogement de la MEL",
    "source secondaire",
    url=(
        "https://fdocuments.fr/document/"
        "charte-mtropolitaine-de-relogement-a-sites-a-fsl-a-files-a-2018-10.html"
    ),
)
"""The relocation charter, as a secondary source names it; its text was not read."""

LILLE_SUCCESSOR: Final = Source(
    "Convention intercommunale d'attribution de la MEL (2022)", "source secondaire"
)
"""The convention that came after the CIET of Lille, as a secondary source dates it."""


def gironde_2018(place: str) -> Source:
    """The press release on the Gironde protocol, at a place in it.

    Examples:
        >>> gironde_2018("§ 7").article
        '§ 7'
    """
    return Source(
        "Communiqué de presse de 2018, protocole État – Action Logement Services en Gironde",
        place,
    )


def ile_de_france_2016(place: str) -> Source:
    """The press release on the Île-de-France protocol, at a place in it.

    Examples:
        >>> ile_de_france_2016("§ 3").article
        '§ 3'
    """
    return Source(
        "Communiqué de presse du 7 mars 2016, protocole d'accord État – Action Logement",
        place,
    )


def lille_2018(place: str) -> Source:
    """The press release on the Lille partnership, at a place in it.

    Examples:
        >>> lille_2018("§ 3").article
        '§ 3'
    """
    return Source(
        "Communiqué de presse du 31 janvier 2018, convention de partenariat Action Logement – "
        "Métropole européenne de Lille",
        place,
    )


def lille_ciet_2017(place: str) -> Source:
    """The press release on the CIET of Lille, at a place in it.

    Examples:
        >>> lille_ciet_2017("§ 1").article
        '§ 1'
    """
    return Source(
        "Communiqué de presse d'Action Logement du 29 mars 2017, convention intercommunale "
        "d'équilibre territorial de la Métropole européenne de Lille",
        place,
    )


def rennes_2017(place: str) -> Source:
    """The press release on the Rennes framework, at a place in it.

    Examples:
        >>> rennes_2017("§ 8").article
        '§ 8'
    """
    return Source(
        "Communiqué de presse du 23 novembre 2017, convention-cadre Rennes Métropole – Action "
        "Logement",
        place,
    )


gironde_2018_clause: Final = partial(state_clause, gironde_2018)
lille_2018_clause: Final = partial(state_clause, lille_2018)
lille_ciet_2017_clause: Final = partial(state_clause, lille_ciet_2017)
rennes_2017_clause: Final = partial(state_clause, rennes_2017)
