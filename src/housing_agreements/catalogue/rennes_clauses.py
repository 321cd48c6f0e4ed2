"""What the press release on the Rennes framework of 2017 says, clause by clause."""

from functools import partial
from typing import Final

from housing_agreements.catalogue.clauses import Clause, stated
from housing_agreements.catalogue.documents import rennes_2017

__all__ = ("CLAUSES",)

_clause: Final = partial(stated, rennes_2017)

CLAUSES: Final[tuple[Clause, ...]] = (
    _clause(
        "1.1",
        "Rennes Métropole and Action Logement sign a framework on 23 November 2017",
        "Rennes Métropole et Action Logement signent une convention-cadre le 23 novembre 2017",
        "rennes-metropole",
        "action-logement-group",
        "signed_on",
    ),
    _clause(
        "1.2",
        "it is to favour the housing of employees",
        "elle vise à favoriser le logement des salariés",
        "employees",
    ),
    _clause(
        "2.1",
        "access to housing is favoured, above all of employees in precarious work, young employees "
        "and apprentices, so that housing is no obstacle to work",
        "l'accès au logement est favorisé, notamment pour les salariés précaires, les jeunes "
        "salariés et les apprentis, pour lever un frein à l'emploi",
        "access",
        "precarious-employees",
        "young-employees",
        "apprentices",
    ),
    _clause(
        "3.1",
        "both make their actions on economic development and on housing work together",
        "les deux articulent leurs interventions sur le développement économique et sur l'habitat",
        "joint-action",
    ),
    _clause(
        "3.2",
        "for three years, it sets the orientations of Action Logement on the territory and what "
        "each undertakes",
        "sur trois ans, elle fixe les orientations d'Action Logement sur le territoire et les "
        "engagements de chacun",
        "term",
        "territory",
    ),
    _clause(
        "4.1",
        "both work together to reach their objectives for social, very social and intermediate "
        "rented homes and for home ownership",
        "les deux collaborent pour atteindre leurs objectifs de logements locatifs sociaux, très "
        "sociaux et intermédiaires et d'accession à la propriété",
        "production",
    ),
    _clause(
        "4.2",
        "old private rented homes are brought up to standards and made accessible, with the Anah",
        "le parc locatif privé ancien est mis aux normes et rendu accessible, avec l'Anah",
        "private-homes",
    ),
    _clause(
        "4.3",
        "the housing needs of employees become better known, by a shared diagnosis",
        "la connaissance des besoins en logement des salariés est approfondie, par un diagnostic "
        "partagé",
        "needs",
    ),
    _clause(
        "5.1",
        "Action Logement goes on housing employees who move for work, young workers above all",
        "Action Logement poursuit son action pour le logement des salariés en mobilité, en "
        "particulier des jeunes actifs",
        "mobility",
        "moving-employees",
    ),
    _clause(
        "5.2",
        "aids and guarantees are given for all these paths",
        "des aides et des garanties sont données pour tous ces parcours",
        "mobility",
    ),
    _clause(
        "6.1",
        "fair access to housing and the balance of who lives where are guaranteed",
        "l'équité d'accès au logement et l'équilibre de peuplement sont garantis",
        "balance",
    ),
    _clause(
        "6.2",
        "Action Logement takes part in the intercommunal housing conference",
        "Action Logement participe à la conférence intercommunale du logement",
        "conference",
    ),
    _clause(
        "6.3",
        "it joins the scoring of applications in place on the territory",
        "il s'inscrit dans le dispositif de cotation de la demande du territoire",
        "scoring",
    ),
    _clause(
        "7.1",
        "both support the rehabilitation of social homes in the three neighbourhoods of Rennes "
        "under urban renewal, Maurepas, Le Blosne and Villejean",
        "les deux accompagnent la réhabilitation du patrimoine social dans les trois quartiers "
        "rennais du NPNRU, Maurepas, Le Blosne et Villejean",
        "rehabilitation",
    ),
    _clause(
        "7.2",
        "both favour a diverse production of homes there, for social mix",
        "les deux y favorisent une production diversifiée de logements, pour la mixité sociale",
        "diversity",
    ),
    _clause(
        "8.1",
        "the local housing programme of 2015-2020 aims at 24,000 homes, 4,000 a year on average",
        "le programme local de l'habitat de 2015-2020 vise 24\u202f000 logements, soit 4\u202f000 "
        "par an en moyenne",
        "rennes-plh-2015",
    ),
    _clause(
        "8.2",
        "the programme has the oldest homes rehabilitated",
        "le programme poursuit la réhabilitation du parc ancien",
        "rennes-plh-2015",
    ),
    _clause(
        "8.3",
        "the programme reconsiders the policy on attributions and on who lives where",
        "le programme réinterroge la politique de peuplement et d'attribution",
        "rennes-plh-2015",
    ),
    _clause(
        "8.4",
        "by the programme the metropolis organises the answers to the demand for social housing",
        "au titre du programme, la métropole organise les réponses à la demande sociale",
        "rennes-plh-2015",
    ),
    _clause(
        "8.5",
        "by the programme it keeps the balance of each neighbourhood and of each commune",
        "au titre du programme, elle assure l'équilibre de chacun des quartiers et des communes",
        "rennes-plh-2015",
    ),
    _clause(
        "9.1",
        "in 2016 Action Logement gave 11.1 million euros to social housing, for 583 new "
        "reservations for employees",
        "en 2016, Action Logement a consacré 11,1 millions d'euros au logement social, pour 583 "
        "nouvelles réservations au bénéfice des salariés",
        "action-logement",
    ),
    _clause(
        "9.2",
        "in 2016 it gave 18.1 million euros to households, in 5,800 aids and guarantees",
        "en 2016, il a versé 18,1 millions d'euros aux ménages, en 5\u202f800 aides et garanties",
        "action-logement-group",
    ),
    _clause(
        "10.1",
        "about Action Logement: it manages employers' contributions, builds and finances homes, "
        "and helps employees to move",
        "à propos d'Action Logement\u00a0: il gère la participation des employeurs, construit et "
        "finance des logements, et accompagne la mobilité des salariés",
        "action-logement-group",
    ),
)
"""Each statement of the press release in its order, by paragraph."""
