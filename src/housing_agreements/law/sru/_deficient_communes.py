"""Which communes are known to have been pronounced deficient, cycle by cycle.

Names and INSEE codes only; `law.sru.deficiency` says where each list comes from, and for which
departments it is complete.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ("AFTER_2011_2013", "AFTER_2014_2016", "AFTER_2017_2019", "AFTER_2020_2022")

AFTER_2011_2013: Final[Mapping[str, str]] = MappingProxyType(
    {
        "77124": "Conches-sur-Gondoire",
        "77249": "Lésigny",
        "77155": "Dampmart",
        "77447": "Seine-Port",
        "77350": "Ozoir-la-Ferrière",
        "78160": "Chevreuse",
        "78224": "L'Étang-la-Ville",
        "78291": "Guerville",
        "78358": "Maisons-Laffitte",
        "78466": "Orgeval",
        "78650": "Le Vésinet",
        "91114": "Brunoy",
        "91216": "Épinay-sur-Orge",
        "91339": "Linas",
        "91425": "Montlhéry",
        "91659": "Villabé",
        "91691": "Yerres",
        "92051": "Neuilly-sur-Seine",
        "93015": "Coubron",
        "93033": "Gournay-sur-Marne",
        "93074": "Vaujours",
        "94015": "Bry-sur-Marne",
        "94052": "Nogent-sur-Marne",
        "94055": "Ormesson-sur-Marne",
        "94056": "Périgny",
        "94067": "Saint-Mandé",
        "94068": "Saint-Maur-des-Fossés",
        "95014": "Andilly",
        "95051": "Beauchamp",
        "95256": "Frépillon",
        "95257": "La Frette-sur-Seine",
        "95369": "Margency",
        "95392": "Mériel",
        "95394": "Méry-sur-Oise",
        "95426": "Montlignon",
        "95446": "Nesles-la-Vallée",
        "95480": "Parmain",
    }
)
"""Of Île-de-France, 37 of the 39 that were counted in March 2016: name by INSEE code."""

AFTER_2014_2016: Final[Mapping[str, str]] = MappingProxyType(
    {
        "92004": "Asnières-sur-Seine",
        "92009": "Bois-Colombes",
        "92012": "Boulogne-Billancourt",
        "92026": "Courbevoie",
        "92035": "La Garenne-Colombes",
        "92044": "Levallois-Perret",
        "92051": "Neuilly-sur-Seine",
        "92064": "Saint-Cloud",
        "92077": "Ville-d'Avray",
    }
)
"""Of Hauts-de-Seine."""

AFTER_2017_2019: Final[Mapping[str, str]] = MappingProxyType(
    {
        "94071": "Sucy-en-Brie",
    }
)
"""One, in Val-de-Marne."""

AFTER_2020_2022: Final[Mapping[str, str]] = MappingProxyType(
    {
        "77249": "Lésigny",
        "78073": "Bois-d'Arcy",
        "78124": "Carrières-sur-Seine",
        "78158": "Le Chesnay-Rocquencourt",
        "78160": "Chevreuse",
        "78220": "Les Essarts-le-Roi",
        "78224": "L'Étang-la-Ville",
        "78358": "Maisons-Laffitte",
        "78372": "Marly-le-Roi",
        "78397": "Le Mesnil-Saint-Denis",
        "78418": "Montesson",
        "78442": "Neauphle-le-Château",
        "78455": "Noisy-le-Roi",
        "78517": "Rambouillet",
        "78575": "Saint-Rémy-lès-Chevreuse",
        "78646": "Versailles",
        "78686": "Viroflay",
        "91064": "Bièvres",
        "91114": "Brunoy",
        "91191": "Crosne",
        "91225": "Étiolles",
        "91421": "Montgeron",
        "91433": "Morigny-Champigny",
        "91458": "Nozay",
        "91534": "Saclay",
        "91577": "Saintry-sur-Seine",
        "91600": "Soisy-sur-Seine",
        "91631": "Varennes-Jarcy",
        "91661": "Villebon-sur-Yvette",
        "91666": "Villejust",
        "91691": "Yerres",
        "92009": "Bois-Colombes",
        "92012": "Boulogne-Billancourt",
        "92035": "La Garenne-Colombes",
        "92044": "Levallois-Perret",
        "92049": "Montrouge",
        "92051": "Neuilly-sur-Seine",
        "92064": "Saint-Cloud",
        "92076": "Vaucresson",
        "92077": "Ville-d'Avray",
        "93015": "Coubron",
        "93057": "Les Pavillons-sous-Bois",
        "93062": "Le Raincy",
        "94048": "Marolles-en-Brie",
        "94052": "Nogent-sur-Marne",
        "94055": "Ormesson-sur-Marne",
        "94056": "Périgny",
        "94058": "Le Perreux-sur-Marne",
        "94067": "Saint-Mandé",
        "94068": "Saint-Maur-des-Fossés",
        "94070": "Santeny",
        "94075": "Villecresnes",
        "95039": "Auvers-sur-Oise",
        "95210": "Enghien-les-Bains",
        "95229": "Ézanville",
        "95252": "Franconville",
        "95426": "Montlignon",
        "95428": "Montmorency",
        "95446": "Nesles-la-Vallée",
        "95491": "Le Plessis-Bouchard",
        "95539": "Saint-Brice-sous-Forêt",
        "95563": "Saint-Leu-la-Forêt",
    }
)
"""Of Île-de-France, as the list stood in 2025."""
