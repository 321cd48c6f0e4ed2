"""The Rennes framework of 23 November 2017, between Rennes Métropole and Action Logement.

What is stated here comes from the press release; the text of the framework was not read. The
release promises no number: there is no commitment that can be counted, and none was made up.

How it is read, where the source leaves a choice:

- the three years run from the signature, to 22 November 2020;
- the 24,000 homes of 2015-2020, and the balance of each neighbourhood and commune, are those of
  the local housing programme, not promises made here: they stand in `rennes_plh_2015`;
- the three neighbourhoods under urban renewal bear codes of our own, since the official ones
  are not in the sources: see `metropolises`;
- Action Logement joins the scoring of applications that is in place; its grid is not in the
  sources, so there is nothing to score with;
- what counts as precarious work, and until which age one is young, is not stated: both are
  facts that whoever assesses a household gives;
- the money, the aids and the reservations of 2016 are statements of fact, and no outcome of a
  promise: they are constants, and judge nothing.
"""

from datetime import date
from typing import Final

from housing_agreements.catalogue.documents import CIL_LAW, PPGDID_LAW, rennes_2017
from housing_agreements.catalogue.metropolises import RENNES
from housing_agreements.catalogue.rennes_clauses import CLAUSES
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts
from housing_agreements.model.agreements import Agreement, AgreementKind, Reference
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.rules.tally.figures import PublishedFigure
from housing_agreements.values.bounds import about
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = (
    "AGREEMENT",
    "AIDS_2016",
    "AID_CENTS_2016",
    "CLAUSES",
    "FIGURES",
    "FUNDING_CENTS_2016",
    "RESERVATIONS_2016",
)

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

_SIGNED: Final = date(2017, 11, 23)
_METROPOLIS: Final = Party("rennes-metropole", "Rennes Métropole")
_ACTION_LOGEMENT: Final = Party(
    "action-logement-group", "Action Logement (comité régional Bretagne)"
)
_BOTH: Final = (_METROPOLIS, _ACTION_LOGEMENT)


def _public(code: str, en: str, fr: str, criterion: Criterion, place: str) -> PriorityPublic:
    """A public that the press release names."""
    return PriorityPublic(code, Text(en, fr), criterion, (rennes_2017(place),))


def _undertaking(
    code: str,
    en: str,
    fr: str,
    *sources: Source,
    by: tuple[Party, ...] = _BOTH,
) -> Undertaking:
    """A standing undertaking, of both parties unless said otherwise."""
    return Undertaking(code, Text(en, fr), by=tuple(party.code for party in by), sources=sources)


AGREEMENT: Final = Agreement(
    "rennes-2017",
    AgreementKind.FRAMEWORK,
    Text("Rennes framework of 23 November 2017", "Convention-cadre de Rennes, 23 novembre 2017"),
    parties=_BOTH,
    signed_on=_SIGNED,
    term=Period.lasting(_SIGNED, years=3),
    territory=RENNES,
    contingents=(
        Contingent("action-logement", _ACTION_LOGEMENT, RENNES, sources=(rennes_2017("§ 9"),)),
    ),
    publics=(
        _public("employees", "employees", "salariés", facts.employed, "§ 1, § 3"),
        _public(
            "precarious-employees",
            "employees in precarious work",
            "salariés précaires",
            facts.employed & facts.precarious_work,
            "§ 2",
        ),
        _public(
            "young-employees",
            "young employees",
            "jeunes salariés",
            facts.employed & facts.young_worker,
            "§ 2",
        ),
        _public("apprentices", "apprentices", "apprentis", facts.apprentice, "§ 2"),
        _public(
            "moving-employees",
            "employees who move for work",
            "salariés en mobilité",
            facts.employed & facts.moving_for_work,
            "§ 5",
        ),
    ),
    undertakings=(
        _undertaking(
            "access",
            "favour access to housing, above all of employees in precarious work, young employees "
            "and apprentices",
            "favoriser l'accès au logement, notamment des salariés précaires, des jeunes salariés "
            "et des apprentis",
            rennes_2017("§ 2"),
        ),
        _undertaking(
            "joint-action",
            "make their actions on economic development and on housing work together",
            "articuler leurs interventions sur le développement économique et sur l'habitat",
            rennes_2017("§ 3"),
        ),
        _undertaking(
            "production",
            "work together to reach their objectives for social, very social and intermediate "
            "rented homes and for home ownership; no figure is given here",
            "collaborer pour atteindre leurs objectifs de logements locatifs sociaux, très sociaux "
            "et intermédiaires et d'accession à la propriété\u00a0; aucun chiffre n'est donné ici",
            rennes_2017("§ 4"),
        ),
        _undertaking(
            "private-homes",
            "bring old private rented homes up to standards and make them accessible, with the "
            "Anah; no figure is given",
            "mettre aux normes et rendre accessible le parc locatif privé ancien, avec "
            "l'Anah\u00a0; aucun chiffre n'est donné",
            rennes_2017("§ 4"),
        ),
        _undertaking(
            "needs",
            "know the housing needs of employees better, by a shared diagnosis; no day is given",
            "approfondir la connaissance des besoins en logement des salariés, par un diagnostic "
            "partagé\u00a0; aucune date n'est donnée",
            rennes_2017("§ 4"),
        ),
        _undertaking(
            "mobility",
            "go on housing employees who move for work, young workers above all, by aids and "
            "guarantees",
            "poursuivre l'action pour le logement des salariés en mobilité, en particulier des "
            "jeunes actifs, par des aides et des garanties",
            rennes_2017("§ 5"),
            by=(_ACTION_LOGEMENT,),
        ),
        _undertaking(
            "balance",
            "guarantee fair access to housing and the balance of who lives where; no level is "
            "given",
            "garantir l'équité d'accès au logement et l'équilibre de peuplement\u00a0; aucun "
            "niveau n'est donné",
            rennes_2017("§ 6"),
        ),
        _undertaking(
            "conference",
            "take part in the intercommunal housing conference",
            "participer à la conférence intercommunale du logement",
            rennes_2017("§ 6"),
            CIL_LAW,
            by=(_ACTION_LOGEMENT,),
        ),
        _undertaking(
            "scoring",
            "join the scoring of applications in place on the territory; its grid is not given",
            "s'inscrire dans le dispositif de cotation de la demande du territoire\u00a0; sa "
            "grille n'est pas donnée",
            rennes_2017("§ 6"),
            PPGDID_LAW,
            by=(_ACTION_LOGEMENT,),
        ),
        _undertaking(
            "rehabilitation",
            "support the rehabilitation of social homes in Maurepas, Le Blosne and Villejean",
            "accompagner la réhabilitation du patrimoine social à Maurepas, au Blosne et à "
            "Villejean",
            rennes_2017("§ 7"),
        ),
        _undertaking(
            "diversity",
            "favour a diverse production of homes for social mix in Maurepas, Le Blosne and "
            "Villejean; no level is given for any",
            "favoriser une production diversifiée de logements, pour la mixité sociale, à "
            "Maurepas, au Blosne et à Villejean\u00a0; aucun niveau n'est donné",
            rennes_2017("§ 7"),
        ),
    ),
    part_of=(
        Reference("rennes-plh-2015", "Programme local de l'habitat de Rennes Métropole, 2015-2020"),
    ),
    sources=(rennes_2017("texte entier"),),
)
"""The framework, as far as its press release tells."""

FIGURES: Final[tuple[PublishedFigure, ...]] = ()
"""Outcomes that were published: none; the counts of 2016 are outcomes of no promise."""
