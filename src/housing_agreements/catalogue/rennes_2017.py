"""The Rennes framework of 23 November 2017, between Rennes Métropole and Action Logement.

What is stated here comes from the press release; the text of the framework was not read. The
release promises no number: there is no commitment that can be counted, and none was made up.

How it is read, where the source leaves a choice:

- the three years run from the signature, to 22 November 2020;
- the 24,000 homes of 2015-2020, and the balance of each neighbourhood and commune, are those of
  the local housing programme, not promises made here: they stand in `rennes_plh_2015`;
- the three neighbourhoods under urban renewal bear codes of our own, since the official ones
  are not in the sources;
- Action Logement joins the scoring of applications that is in place; its grid is not in the
  sources: `SCORING` is that scoring with no line, and nothing can be scored with it;
- what counts as precarious work, and until which age one is young, is not stated: both are
  facts that whoever assesses a household gives;
- the money, the aids and the reservations of 2016 are statements of fact, and no outcome of a
  promise: they are constants, and judge nothing.
"""

from datetime import date
from typing import Final

from housing_agreements.catalogue._documents import (
    CIL_LAW,
    PPGDID_LAW,
    rennes_2017,
    rennes_2017_clause,
)
from housing_agreements.catalogue._metropolises import RENNES
from housing_agreements.catalogue._signatories import RENNES_METROPOLIS, state_undertaking
from housing_agreements.catalogue.clauses import Clause
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.references import Reference
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.rules.scoring.grids import Grid
from housing_agreements.values.bounds import about
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text

__all__ = (
    "AGREEMENT",
    "AIDS_2016",
    "AID_CENTS_2016",
    "CLAUSES",
    "FIGURES",
    "FUNDING_CENTS_2016",
    "RESERVATIONS_2016",
    "SCORING",
)

_FRAMEWORK_SIGNED_ON: Final = date(2017, 11, 23)
_ACTION_LOGEMENT_BRETAGNE: Final = Party(
    "action-logement-group", "Action Logement (comité régional Bretagne)"
)
_RENNES_SIGNATORIES: Final = (RENNES_METROPOLIS, _ACTION_LOGEMENT_BRETAGNE)


def _framework_public(
    code: str, en: str, fr: str, criterion: Criterion, place: str
) -> PriorityPublic:
    """A public that the press release names."""
    return PriorityPublic(code, Text(en, fr), criterion, (rennes_2017(place),))


AGREEMENT: Final = Agreement(
    "rennes-2017",
    AgreementKind.FRAMEWORK,
    Text("Rennes framework of 23 November 2017", "Convention-cadre de Rennes, 23 novembre 2017"),
    parties=_RENNES_SIGNATORIES,
    signed_on=_FRAMEWORK_SIGNED_ON,
    term=Period.lasting(_FRAMEWORK_SIGNED_ON, years=3),
    territory=RENNES,
    contingents=(
        Contingent(
            "action-logement", _ACTION_LOGEMENT_BRETAGNE, RENNES, sources=(rennes_2017("§ 9"),)
        ),
    ),
    publics=(
        _framework_public("employees", "employees", "salariés", facts.employed, "§ 1, § 3"),
        _framework_public(
            "precarious-employees",
            "employees in precarious work",
            "salariés précaires",
            facts.employed & facts.precarious_work,
            "§ 2",
        ),
        _framework_public(
            "young-employees",
            "young employees",
            "jeunes salariés",
            facts.employed & facts.young_worker,
            "§ 2",
        ),
        _framework_public("apprentices", "apprentices", "apprentis", facts.apprentice, "§ 2"),
        _framework_public(
            "moving-employees",
            "employees who move for work",
            "salariés en mobilité",
            facts.employed & facts.moving_for_work,
            "§ 5",
        ),
    ),
    undertakings=(
        state_undertaking(
            "access",
            "favour access to housing, above all of employees in precarious work, young employees "
            "and apprentices",
            "favoriser l'accès au logement, notamment des salariés précaires, des jeunes salariés "
            "et des apprentis",
            rennes_2017("§ 2"),
            by=_RENNES_SIGNATORIES,
        ),
        state_undertaking(
            "joint-action",
            "make their actions on economic development and on housing work together",
            "articuler leurs interventions sur le développement économique et sur l'habitat",
            rennes_2017("§ 3"),
            by=_RENNES_SIGNATORIES,
        ),
        state_undertaking(
            "production",
            "work together to reach their objectives for social, very social and intermediate "
            "rented homes and for home ownership; no figure is given here",
            "collaborer pour atteindre leurs objectifs de logements locatifs sociaux, très sociaux "
            "et intermédiaires et d'accession à la propriété\u202f; aucun chiffre n'est donné ici",
            rennes_2017("§ 4"),
            by=_RENNES_SIGNATORIES,
        ),
        state_undertaking(
            "private-homes",
            "bring old private rented homes up to standards and make them accessible, with the "
            "Anah; no figure is given",
            "mettre aux normes et rendre accessible le parc locatif privé ancien, avec "
            "l'Anah\u202f; aucun chiffre n'est donné",
            rennes_2017("§ 4"),
            by=_RENNES_SIGNATORIES,
        ),
        state_undertaking(
            "needs",
            "know the housing needs of employees better, by a shared diagnosis; no day is given",
            "approfondir la connaissance des besoins en logement des salariés, par un diagnostic "
            "partagé\u202f; aucune date n'est donnée",
            rennes_2017("§ 4"),
            by=_RENNES_SIGNATORIES,
        ),
        state_undertaking(
            "mobility",
            "go on housing employees who move for work, young workers above all, by aids and "
            "guarantees",
            "poursuivre l'action pour le logement des salariés en mobilité, en particulier des "
            "jeunes actifs, par des aides et des garanties",
            rennes_2017("§ 5"),
            by=(_ACTION_LOGEMENT_BRETAGNE,),
        ),
        state_undertaking(
            "balance",
            "guarantee fair access to housing and the balance of who lives where; no level is "
            "given",
            "garantir l'équité d'accès au logement et l'équilibre de peuplement\u202f; aucun "
            "niveau n'est donné",
            rennes_2017("§ 6"),
            by=_RENNES_SIGNATORIES,
        ),
        state_undertaking(
            "conference",
            "take part in the intercommunal housing conference",
            "participer à la conférence intercommunale du logement",
            rennes_2017("§ 6"),
            CIL_LAW,
            by=(_ACTION_LOGEMENT_BRETAGNE,),
        ),
        state_undertaking(
            "scoring",
            "join the scoring of applications in place on the territory; its grid is not given",
            "s'inscrire dans le dispositif de cotation de la demande du territoire\u202f; sa "
            "grille n'est pas donnée",
            rennes_2017("§ 6"),
            PPGDID_LAW,
            by=(_ACTION_LOGEMENT_BRETAGNE,),
        ),
        state_undertaking(
            "rehabilitation",
            "support the rehabilitation of social homes in Maurepas, Le Blosne and Villejean",
            "accompagner la réhabilitation du patrimoine social à Maurepas, au Blosne et à "
            "Villejean",
            rennes_2017("§ 7"),
            by=_RENNES_SIGNATORIES,
        ),
        state_undertaking(
            "diversity",
            "favour a diverse production of homes for social mix in Maurepas, Le Blosne and "
            "Villejean; no level is given for any",
            "favoriser une production diversifiée de logements, pour la mixité sociale, à "
            "Maurepas, au Blosne et à Villejean\u202f; aucun niveau n'est donné",
            rennes_2017("§ 7"),
            by=_RENNES_SIGNATORIES,
        ),
    ),
    part_of=(
        Reference("rennes-plh-2015", "Programme local de l'habitat de Rennes Métropole, 2015-2020"),
        Reference(
            "rennes-scoring", "Dispositif de cotation de la demande, territoire de Rennes Métropole"
        ),
    ),
    sources=(rennes_2017("texte entier"),),
)
"""The framework, as far as its press release tells."""

SCORING: Final = Grid(
    "rennes-scoring",
    Text(
        "Scoring of applications on the territory of Rennes Métropole",
        "Dispositif de cotation de la demande du territoire de Rennes Métropole",
    ),
    lines=None,
    sources=(rennes_2017("§ 6"), PPGDID_LAW),
)
"""The scoring that Action Logement joins: it exists, and no line of it is published here."""

FIGURES: Final[tuple[PublishedFigure, ...]] = ()
"""Outcomes that were published: none; the counts of 2016 are outcomes of no promise."""


RESERVATIONS_2016: Final = 583
"""New reservations for employees that Action Logement got in 2016 by financing social housing.

Rights to propose a household, and no attributions: nothing promised is judged by them.
"""

FUNDING_CENTS_2016: Final = about(1_110_000_000, to=10_000_000)
"""What Action Logement gave to social housing in 2016, in cents: 11.1 million euros, rounded."""

AID_CENTS_2016: Final = about(1_810_000_000, to=10_000_000)
"""What it gave to households in direct aid in 2016, in cents: 18.1 million euros, rounded."""

AIDS_2016: Final = about(5_800, to=100)
"""How many aids and guarantees that was: 5,800, taken to be rounded to a hundred."""


CLAUSES: Final[tuple[Clause, ...]] = (
    rennes_2017_clause(
        "1.1",
        "Rennes Métropole and Action Logement sign a framework on 23 November 2017",
        "Rennes Métropole et Action Logement signent une convention-cadre le 23 novembre 2017",
        "rennes-metropole",
        "action-logement-group",
        "signed_on",
    ),
    rennes_2017_clause(
        "1.2",
        "it is to favour the housing of employees",
        "elle vise à favoriser le logement des salariés",
        "employees",
    ),
    rennes_2017_clause(
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
    rennes_2017_clause(
        "3.1",
        "both make their actions on economic development and on housing work together",
        "les deux articulent leurs interventions sur le développement économique et sur l'habitat",
        "joint-action",
    ),
    rennes_2017_clause(
        "3.2",
        "for three years, it sets the orientations of Action Logement on the territory and what "
        "each undertakes",
        "sur trois ans, elle fixe les orientations d'Action Logement sur le territoire et les "
        "engagements de chacun",
        "term",
        "territory",
    ),
    rennes_2017_clause(
        "4.1",
        "both work together to reach their objectives for social, very social and intermediate "
        "rented homes and for home ownership",
        "les deux collaborent pour atteindre leurs objectifs de logements locatifs sociaux, très "
        "sociaux et intermédiaires et d'accession à la propriété",
        "production",
    ),
    rennes_2017_clause(
        "4.2",
        "old private rented homes are brought up to standards and made accessible, with the Anah",
        "le parc locatif privé ancien est mis aux normes et rendu accessible, avec l'Anah",
        "private-homes",
    ),
    rennes_2017_clause(
        "4.3",
        "the housing needs of employees become better known, by a shared diagnosis",
        "la connaissance des besoins en logement des salariés est approfondie, par un diagnostic "
        "partagé",
        "needs",
    ),
    rennes_2017_clause(
        "5.1",
        "Action Logement goes on housing employees who move for work, young workers above all",
        "Action Logement poursuit son action pour le logement des salariés en mobilité, en "
        "particulier des jeunes actifs",
        "mobility",
        "moving-employees",
    ),
    rennes_2017_clause(
        "5.2",
        "aids and guarantees are given for all these paths",
        "des aides et des garanties sont données pour tous ces parcours",
        "mobility",
    ),
    rennes_2017_clause(
        "6.1",
        "fair access to housing and the balance of who lives where are guaranteed",
        "l'équité d'accès au logement et l'équilibre de peuplement sont garantis",
        "balance",
    ),
    rennes_2017_clause(
        "6.2",
        "Action Logement takes part in the intercommunal housing conference",
        "Action Logement participe à la conférence intercommunale du logement",
        "conference",
    ),
    rennes_2017_clause(
        "6.3",
        "it joins the scoring of applications in place on the territory",
        "il s'inscrit dans le dispositif de cotation de la demande du territoire",
        "scoring",
        "rennes-scoring",
    ),
    rennes_2017_clause(
        "7.1",
        "both support the rehabilitation of social homes in the three neighbourhoods of Rennes "
        "under urban renewal, Maurepas, Le Blosne and Villejean",
        "les deux accompagnent la réhabilitation du patrimoine social dans les trois quartiers "
        "rennais du NPNRU, Maurepas, Le Blosne et Villejean",
        "rehabilitation",
    ),
    rennes_2017_clause(
        "7.2",
        "both favour a diverse production of homes there, for social mix",
        "les deux y favorisent une production diversifiée de logements, pour la mixité sociale",
        "diversity",
    ),
    rennes_2017_clause(
        "8.1",
        "the local housing programme of 2015-2020 aims at 24,000 homes, 4,000 a year on average",
        "le programme local de l'habitat de 2015-2020 vise 24\u202f000 logements, soit 4\u202f000 "
        "par an en moyenne",
        "rennes-plh-2015",
    ),
    rennes_2017_clause(
        "8.2",
        "the programme has the oldest homes rehabilitated",
        "le programme poursuit la réhabilitation du parc ancien",
        "rennes-plh-2015",
    ),
    rennes_2017_clause(
        "8.3",
        "the programme reconsiders the policy on attributions and on who lives where",
        "le programme réinterroge la politique de peuplement et d'attribution",
        "rennes-plh-2015",
    ),
    rennes_2017_clause(
        "8.4",
        "by the programme the metropolis organises the answers to the demand for social housing",
        "au titre du programme, la métropole organise les réponses à la demande sociale",
        "rennes-plh-2015",
    ),
    rennes_2017_clause(
        "8.5",
        "by the programme it keeps the balance of each neighbourhood and of each commune",
        "au titre du programme, elle assure l'équilibre de chacun des quartiers et des communes",
        "rennes-plh-2015",
    ),
    rennes_2017_clause(
        "9.1",
        "in 2016 Action Logement gave 11.1 million euros to social housing, for 583 new "
        "reservations for employees",
        "en 2016, Action Logement a consacré 11,1 millions d'euros au logement social, pour 583 "
        "nouvelles réservations au bénéfice des salariés",
        "action-logement",
    ),
    rennes_2017_clause(
        "9.2",
        "in 2016 it gave 18.1 million euros to households, in 5,800 aids and guarantees",
        "en 2016, il a versé 18,1 millions d'euros aux ménages, en 5\u202f800 aides et garanties",
        "action-logement-group",
    ),
    rennes_2017_clause(
        "10.1",
        "about Action Logement: it manages employers' contributions, builds and finances homes, "
        "and helps employees to move",
        "à propos d'Action Logement\u00a0: il gère la participation des employeurs, construit et "
        "finance des logements, et accompagne la mobilité des salariés",
        "action-logement-group",
    ),
)
"""Each statement of the press release in its order, by paragraph."""
