"""The communes of the Métropole européenne de Lille, in two editions of the official code."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from housing_agreements.values.sources import Source

__all__ = ("COMMUNES_SOURCES", "JOINED", "LILLE_CODES", "LILLE_COMMUNES")

COMMUNES_SOURCES: Final = (
    Source(
        "Code officiel géographique, Insee, édition 2019",
        "EPCI 245900410, republié par Etalab (@etalab/decoupage-administratif 0.3.0, MIT)",
    ),
    Source(
        "Code officiel géographique, Insee, édition 2026",
        "EPCI 200093201, republié par Etalab (@etalab/decoupage-administratif 6.0.0, MIT)",
    ),
)
"""Where the lists come from. Each edition describes 1 January of its year."""

LILLE_CODES: Final[Mapping[int, str]] = MappingProxyType({2019: "245900410", 2026: "200093201"})
"""The code of the intercommunal body in each edition; when it changed is in neither."""

LILLE_COMMUNES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "59005": "Allennes-les-Marais",
        "59009": "Villeneuve-d'Ascq",
        "59011": "Annœullin",
        "59013": "Anstaing",
        "59017": "Armentières",
        "59025": "Aubers",
        "59044": "Baisieux",
        "59051": "La Bassée",
        "59052": "Bauvin",
        "59056": "Beaucamps-Ligny",
        "59088": "Bois-Grenier",
        "59090": "Bondues",
        "59098": "Bousbecque",
        "59106": "Bouvines",
        "59128": "Capinghem",
        "59133": "Carnin",
        "59143": "La Chapelle-d'Armentières",
        "59146": "Chéreng",
        "59152": "Comines",
        "59163": "Croix",
        "59173": "Deûlémont",
        "59193": "Emmerin",
        "59195": "Englos",
        "59196": "Ennetières-en-Weppes",
        "59201": "Erquinghem-le-Sec",
        "59202": "Erquinghem-Lys",
        "59208": "Escobecques",
        "59220": "Faches-Thumesnil",
        "59247": "Forest-sur-Marque",
        "59250": "Fournes-en-Weppes",
        "59252": "Frelinghien",
        "59256": "Fretin",
        "59257": "Fromelles",
        "59275": "Gruson",
        "59278": "Hallennes-lez-Haubourdin",
        "59279": "Halluin",
        "59281": "Hantay",
        "59286": "Haubourdin",
        "59299": "Hem",
        "59303": "Herlies",
        "59316": "Houplin-Ancoisne",
        "59317": "Houplines",
        "59320": "Illies",
        "59328": "Lambersart",
        "59332": "Lannoy",
        "59339": "Leers",
        "59343": "Lesquin",
        "59346": "Lezennes",
        "59350": "Lille",
        "59352": "Linselles",
        "59356": "Lompret",
        "59360": "Loos",
        "59367": "Lys-lez-Lannoy",
        "59368": "La Madeleine",
        "59371": "Le Maisnil",
        "59378": "Marcq-en-Barœul",
        "59386": "Marquette-lez-Lille",
        "59388": "Marquillies",
        "59410": "Mons-en-Barœul",
        "59421": "Mouvaux",
        "59426": "Neuville-en-Ferrain",
        "59437": "Noyelles-lès-Seclin",
        "59457": "Pérenchies",
        "59458": "Péronne-en-Mélantois",
        "59470": "Prémesques",
        "59477": "Provin",
        "59482": "Quesnoy-sur-Deûle",
        "59487": "Radinghem-en-Weppes",
        "59507": "Ronchin",
        "59508": "Roncq",
        "59512": "Roubaix",
        "59522": "Sailly-lez-Lannoy",
        "59523": "Sainghin-en-Mélantois",
        "59524": "Sainghin-en-Weppes",
        "59527": "Saint-André-lez-Lille",
        "59550": "Salomé",
        "59553": "Santes",
        "59560": "Seclin",
        "59566": "Sequedin",
        "59585": "Templemars",
        "59598": "Toufflers",
        "59599": "Tourcoing",
        "59602": "Tressin",
        "59609": "Vendeville",
        "59611": "Verlinghem",
        "59636": "Wambrechies",
        "59643": "Warneton",
        "59646": "Wasquehal",
        "59648": "Wattignies",
        "59650": "Wattrelos",
        "59653": "Wavrin",
        "59656": "Wervicq-Sud",
        "59658": "Wicres",
        "59660": "Willems",
        "59670": "Don",
    }
)
"""The 95 communes of the 2026 edition: name by INSEE code, as that edition spells it.

That of 2019 writes Marcq-en-Baroeul and Mons-en-Baroeul.
"""

JOINED: Final = frozenset(("59005", "59011", "59052", "59133", "59477"))
"""The five that are not in the 2019 edition. The day on which each joined is in neither."""
