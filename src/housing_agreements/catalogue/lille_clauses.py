"""What the press release on the Lille partnership of 2018 says, clause by clause."""

from functools import partial
from typing import Final

from housing_agreements.catalogue.clauses import Clause, stated
from housing_agreements.catalogue.documents import lille_2018

__all__ = ("CLAUSES",)

_clause: Final = partial(stated, lille_2018)

CLAUSES: Final[tuple[Clause, ...]] = (
    _clause(
        "1.1",
        "Action Logement and the metropolis sign a partnership on 31 January 2018",
        "Action Logement et la métropole signent une convention de partenariat le 31 janvier 2018",
        "action-logement-group",
        "mel",
        "signed_on",
    ),
    _clause(
        "1.2",
        "it is to meet the housing needs of employees and of people entering work better",
        "elle vise à mieux répondre aux besoins en logement des salariés et des personnes en "
        "accès à l'emploi",
        "employees",
        "entering-work",
    ),
    _clause(
        "1.3",
        "it is to serve the attraction and the social balance of the territory",
        "elle vise à contribuer à l'attractivité et à l'équilibre social du territoire",
        "territory",
    ),
    _clause(
        "2.1",
        "housing is one of the priorities of the metropolis",
        "le logement est une des priorités de la métropole",
    ),
    _clause(
        "2.2",
        "its local housing programme is that of 2012-2018, with four axes",
        "son programme local de l'habitat est celui de 2012-2018, en quatre axes",
        "lille-plh-2012",
    ),
    _clause(
        "2.3",
        "the programme aims at 6,000 homes built a year",
        "le programme vise la construction de 6\u202f000 logements par an",
        "lille-plh-2012",
    ),
    _clause(
        "2.4",
        "the programme supports social housing and home ownership at moderate prices",
        "le programme accompagne le logement social et l'accession à prix abordable",
        "lille-plh-2012",
    ),
    _clause(
        "2.5",
        "the programme improves existing housing by an active policy",
        "le programme améliore l'habitat existant par une politique active",
        "lille-plh-2012",
    ),
    _clause(
        "2.6",
        "a right to housing for all is inscribed in the convention on territorial balance",
        "un droit au logement pour tous est inscrit dans la convention intercommunale d'équilibre "
        "territorial",
        "lille-plh-2012",
        "lille-ciet-2017",
    ),
    _clause(
        "3.1",
        "both carry out in 2018 a study of needs in employment and housing, to share what is known "
        "of the housing needs of employees",
        "les deux conduisent en 2018 une étude sur les besoins emploi-logement, pour une "
        "connaissance partagée des besoins en logement des salariés",
        "needs-study",
        "term",
    ),
    _clause(
        "3.2",
        "the study is to guide local policies on supply and on social balance",
        "l'étude orientera les politiques locales sur l'offre et sur l'équilibre social",
        "needs-study",
    ),
    _clause(
        "4.1",
        "2,300 social homes are to be produced a year, largely financed by both",
        "2\u202f300 logements sociaux sont à produire par an, largement financés par les deux",
        "social-homes",
    ),
    _clause(
        "4.2",
        "quality, place and kind of these homes are attended to",
        "leur qualité, leur localisation et leur nature font l'objet d'une attention particulière",
        "quality",
    ),
    _clause(
        "4.3",
        "private rented homes are improved: owners get aid and loans for works in return for a "
        "ceiling on rents",
        "les logements locatifs privés sont améliorés\u00a0: les propriétaires reçoivent des aides "
        "et des prêts aux travaux en contrepartie d'un plafonnement des loyers",
        "private-homes",
    ),
    _clause(
        "4.4",
        "Action Logement and local authorities each have a contingent of reservations",
        "Action Logement et les collectivités disposent chacun d'un contingent de réservation",
        "action-logement",
        "local-authorities",
    ),
    _clause(
        "4.5",
        "they work more closely together on attributions, to meet the demand of employees better "
        "within the territorial orientations on social balance",
        "ils se concertent plus étroitement sur les attributions, pour mieux satisfaire les "
        "demandes des salariés selon les orientations territoriales d'équilibre social",
        "attributions",
        "employees",
    ),
    _clause(
        "5.1",
        "about Action Logement: it manages employers' contributions, builds and finances homes, "
        "and helps employees to move",
        "à propos d'Action Logement\u00a0: il gère la participation des employeurs, construit et "
        "finance des logements, et accompagne la mobilité des salariés",
        "action-logement-group",
    ),
    _clause(
        "6.1",
        "about the metropolis: it has 90 communes and 1.2 million inhabitants",
        "à propos de la métropole\u00a0: elle compte 90 communes et 1,2 million d'habitants",
        "territory",
        "mel",
    ),
)
"""Each statement of the press release in its order, by paragraph."""
