"""The communes of Rennes Métropole, and its neighbourhoods under urban renewal."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from housing_agreements.values.sources import Source

__all__ = (
    "CITY_OF_RENNES_CODE",
    "COMMUNES_SOURCE",
    "RENNES_CODE",
    "RENNES_COMMUNES",
    "RENNES_NEIGHBOURHOODS",
)

COMMUNES_SOURCE: Final = Source(
    "Code officiel géographique, Insee, éditions 2019 et 2026",
    "EPCI 243500139, republié par Etalab (@etalab/decoupage-administratif 0.3.0 et 6.0.0, MIT)",
)
"""Where the list comes from: it is the same in both editions."""

RENNES_CODE: Final = "243500139"
"""The code of the intercommunal body, in both editions."""

RENNES_COMMUNES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "35001": "Acigné",
        "35022": "Bécherel",
        "35024": "Betton",
        "35032": "Bourgbarré",
        "35039": "Brécé",
        "35047": "Bruz",
        "35051": "Cesson-Sévigné",
        "35055": "Chantepie",
        "35058": "La Chapelle-Chaussée",
        "35059": "La Chapelle-des-Fougeretz",
        "35065": "La Chapelle-Thouarault",
        "35066": "Chartres-de-Bretagne",
        "35076": "Chavagne",
        "35079": "Chevaigné",
        "35080": "Cintré",
        "35081": "Clayes",
        "35088": "Corps-Nuds",
        "35120": "Gévezé",
        "35131": "L'Hermitage",
        "35139": "Laillé",
        "35144": "Langan",
        "35180": "Miniac-sous-Bécherel",
        "35189": "Montgermont",
        "35196": "Mordelles",
        "35204": "Nouvoitou",
        "35206": "Noyal-Châtillon-sur-Seiche",
        "35208": "Orgères",
        "35210": "Pacé",
        "35216": "Parthenay-de-Bretagne",
        "35238": "Rennes",
        "35240": "Le Rheu",
        "35245": "Romillé",
        "35250": "Saint-Armel",
        "35266": "Saint-Erblon",
        "35275": "Saint-Gilles",
        "35278": "Saint-Grégoire",
        "35281": "Saint-Jacques-de-la-Lande",
        "35315": "Saint-Sulpice-la-Forêt",
        "35334": "Thorigné-Fouillard",
        "35351": "Le Verger",
        "35352": "Vern-sur-Seiche",
        "35353": "Vezin-le-Coquet",
        "35363": "Pont-Péan",
    }
)
"""The 43 communes: name by INSEE code."""

CITY_OF_RENNES_CODE: Final = "35238"
"""The commune of Rennes."""

RENNES_NEIGHBOURHOODS: Final[Mapping[str, str]] = MappingProxyType(
    {"maurepas": "Maurepas", "le-blosne": "Le Blosne", "villejean": "Villejean"}
)
"""The three neighbourhoods of Rennes under urban renewal (*NPNRU*), by a code of our own.

The official codes of the priority neighbourhoods (*QPV*) are not in the sources. A ledger that
is to be judged on these neighbourhoods writes these codes.
"""
