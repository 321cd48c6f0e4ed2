"""The metropolitan relocation charter of Lille, annexed to the CIET of 17 March 2017.

The charter itself was not read. The press release on the CIET says what it guarantees to the
households that demolitions and heavy works displace: relocation that respects their rights,
their ways of life, and the residential path that the partners set. The framework of urban
renewal follows two indicators: what housing costs them in the end, and relocation in a dwelling
that is new or has been under convention for less than five years. How many refusals end the
right to stay, and when, is told by neither: give it with `attrs.evolve`. What the law says of both,
whatever a charter promises, is in `law.relocation`.
"""

from typing import Final

from housing_agreements.criteria.criteria import open_question
from housing_agreements.model.relocation import OfferTest, RelocationCharter, offered
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("CHARTER",)

_RELEASE: Final = Source(
    "Action Logement partenaire de la 1ère convention intercommunale d'équilibre territorial en "
    "France, communiqué du 29 mars 2017",
    "§ 4",
)
_CHARTER: Final = Source(
    "Charte métropolitaine de relogement de la Métropole européenne de Lille (non lue)",
    url="https://fdocuments.fr/document/charte-mtropolitaine-de-relogement-a-sites-a-fsl-a-files-a-2018-10.html",
)
_FRAMEWORK: Final = Source("Indicateurs cibles des chartes de relogement du NPNRU")

CHARTER: Final = RelocationCharter(
    "lille-relocation-charter",
    Text(
        "Metropolitan relocation charter of Lille",
        "Charte métropolitaine de relogement de Lille",
    ),
    tests=(
        OfferTest(
            "rights",
            Text("the rights of the household", "les droits du ménage"),
            offered.rights_respected,
            (_RELEASE,),
        ),
        OfferTest(
            "ways-of-life",
            Text("its ways of life", "ses modes de vie"),
            offered.ways_of_life_respected,
            (_RELEASE,),
        ),
        OfferTest(
            "residential-path",
            Text("the residential path", "le parcours résidentiel"),
            offered.residential_path_respected,
            (_RELEASE,),
        ),
    ),
    refusals=None,
    months=None,
    indicators=(
        OfferTest(
            "cost-remaining",
            Text("the cost remaining for the household", "le reste à charge du ménage"),
            open_question(
                "which cost remaining the charter aims at",
                "quel reste à charge la charte vise",
                (_CHARTER,),
            ),
            (_FRAMEWORK,),
        ),
        OfferTest(
            "recent-dwelling",
            Text(
                "a dwelling that is new, or under convention for less than five years",
                "un logement neuf, ou conventionné depuis moins de cinq ans",
            ),
            offered.new_dwelling | offered.convention_signed_on.less_than_ago(years=5),
            (_FRAMEWORK,),
        ),
    ),
    sources=(_RELEASE, _CHARTER),
)
"""The charter, as far as its press release and the framework of urban renewal tell it."""
