"""The convention on territorial balance of Lille, signed on 17 March 2017 (*CIET*).

What is stated here comes from the press release of Action Logement of 29 March 2017; neither the
convention nor the documents around it were read. The release gives no figure: there is no
commitment that can be counted, and no level was made up for one.

How it is read, where the source leaves a choice:

- no term is stated: it is taken to run from the signature to the end of 2021, since a secondary
  source dates from 2022 the convention on attributions that came after;
- the release says that Action Logement signed, in a ceremony at the metropolis, and does not
  list the signatories: the metropolis, whose convention it is, is held to be the other one;
- the intercommunal housing conference (*CIL*) is not a signatory. What it is in charge of is
  noted as owed by the metropolis, which set it up;
- the convention is annexed to the *contrat de ville*. The relocation charter is said to be
  annexed, and by a secondary source to the convention; the demand-management plan (*PPGDID*) is
  named beside the convention, and kept among the annexes for want of a better word;
- the orientations on attributions and transfers, and the lasting mix of neighbourhoods, have no
  level: they are undertakings.

The communes of the metropolis in 2017 are not known: they are from 31 January 2018 on.
"""

from datetime import date
from typing import Final

from housing_agreements.catalogue._documents import (
    CIET_LAW,
    CIL_LAW,
    LILLE_SUCCESSOR,
    PPGDID_LAW,
    RELOCATION_CHARTER,
    lille_ciet_2017,
    lille_ciet_2017_clause,
)
from housing_agreements.catalogue._metropolises import LILLE
from housing_agreements.catalogue._signatories import (
    ACTION_LOGEMENT_HAUTS_DE_FRANCE,
    LILLE_METROPOLIS,
    state_undertaking,
)
from housing_agreements.catalogue.clauses import Clause
from housing_agreements.criteria.facts import facts
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.references import Reference
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text

__all__ = ("AGREEMENT", "CLAUSES", "FIGURES")

_CIET_SIGNED_ON: Final = date(2017, 3, 17)


AGREEMENT: Final = Agreement(
    "lille-ciet-2017",
    AgreementKind.CIET,
    Text(
        "Lille convention on territorial balance of 17 March 2017",
        "Convention intercommunale d'équilibre territorial de Lille, 17 mars 2017",
    ),
    parties=(ACTION_LOGEMENT_HAUTS_DE_FRANCE, LILLE_METROPOLIS),
    signed_on=_CIET_SIGNED_ON,
    term=Period(_CIET_SIGNED_ON, date(2022, 1, 1)),
    territory=LILLE,
    publics=(
        PriorityPublic(
            "relocated",
            Text(
                "households relocated by urban renewal",
                "ménages relogés par le renouvellement urbain",
            ),
            facts.relocated_by_renewal,
            (lille_ciet_2017("§ 4"),),
        ),
        PriorityPublic(
            "employees",
            Text("employees, whatever their status", "salariés, quel que soit leur statut"),
            facts.employed,
            (lille_ciet_2017("§ 5"),),
        ),
    ),
    undertakings=(
        state_undertaking(
            "orientations",
            "set orientations on attributions and transfers in social housing; none has a level",
            "définir les orientations en matière d'attribution et de mutation dans le parc "
            "social\u202f; aucune n'est chiffrée",
            lille_ciet_2017("§ 2"),
            by=(LILLE_METROPOLIS,),
        ),
        state_undertaking(
            "supply",
            "set orientations on the creation of suitable homes; none has a level",
            "définir les orientations en matière de création d'une offre adaptée\u202f; aucune "
            "n'est chiffrée",
            lille_ciet_2017("§ 2"),
            by=(LILLE_METROPOLIS,),
        ),
        state_undertaking(
            "collective-agreement",
            "adopt the objectives and ways of access to social housing of an intercommunal "
            "collective agreement",
            "adopter les objectifs et les modalités d'accès au logement social d'un accord "
            "collectif intercommunal",
            lille_ciet_2017("§ 2"),
            by=(LILLE_METROPOLIS,),
        ),
        state_undertaking(
            "relocation",
            "adopt the ways of relocation in projects of urban renewal",
            "adopter les modalités de relogement des projets de renouvellement urbain",
            lille_ciet_2017("§ 2"),
            by=(LILLE_METROPOLIS,),
        ),
        state_undertaking(
            "cooperation",
            "have landlords and holders of reservations, Action Logement among them, cooperate",
            "faire coopérer les bailleurs et les réservataires, dont Action Logement",
            lille_ciet_2017("§ 2"),
            by=(ACTION_LOGEMENT_HAUTS_DE_FRANCE, LILLE_METROPOLIS),
        ),
        state_undertaking(
            "neighbourhoods",
            "ensure a lasting social mix of the neighbourhoods; no level is given for any",
            "assurer une mixité sociale durable des quartiers\u202f; aucun niveau n'est donné",
            lille_ciet_2017("§ 3"),
            by=(LILLE_METROPOLIS,),
        ),
        state_undertaking(
            "demand",
            "manage the demand for social housing better and more openly, for applicants and for "
            "all who take part",
            "mieux gérer la demande de logement social, de façon plus transparente pour tous les "
            "acteurs et les demandeurs",
            lille_ciet_2017("§ 3"),
            PPGDID_LAW,
            by=(LILLE_METROPOLIS,),
        ),
        state_undertaking(
            "relocation-rights",
            "guarantee to households relocated by demolitions, rehabilitations and heavy works "
            "conditions that respect their rights, ways of life and residential path",
            "garantir aux ménages concernés par les démolitions, réhabilitations et "
            "restructurations lourdes un relogement qui respecte leurs droits, leurs modes de vie "
            "et les objectifs de parcours résidentiel",
            lille_ciet_2017("§ 4"),
            RELOCATION_CHARTER,
            by=(ACTION_LOGEMENT_HAUTS_DE_FRANCE, LILLE_METROPOLIS),
        ),
    ),
    part_of=(
        Reference("contrat-de-ville", "Contrat de ville de la Métropole européenne de Lille"),
    ),
    annexes=(
        Reference("relocation-charter", "Charte métropolitaine de relogement"),
        Reference(
            "ppgdid",
            "Plan partenarial de gestion de la demande et d'information du demandeur de la MEL",
        ),
    ),
    sources=(lille_ciet_2017("texte entier"), CIET_LAW, LILLE_SUCCESSOR),
)
"""The convention, as far as the press release tells."""

FIGURES: Final[tuple[PublishedFigure, ...]] = ()
"""Outcomes that were published: none was found."""

CLAUSES: Final[tuple[Clause, ...]] = (
    lille_ciet_2017_clause(
        "1.1",
        "on 17 March 2017 Action Logement signs, at the metropolis, the documents of the "
        "convention on territorial balance",
        "le 17 mars 2017, Action Logement signe à la métropole les documents-cadres de la "
        "convention intercommunale d'équilibre territorial",
        "action-logement-group",
        "mel",
        "territory",
        "signed_on",
        "term",
    ),
    lille_ciet_2017_clause(
        "1.2",
        "it is the first convention of its kind in France",
        "c'est la première convention de ce type en France",
    ),
    Clause(
        "2.1",
        Text(
            "by a decision of December 2014 the metropolis set up the intercommunal housing "
            "conference",
            "par décision de décembre 2014, la métropole a mis en place la conférence "
            "intercommunale du logement",
        ),
        ("mel",),
        (lille_ciet_2017("§ 2"), CIL_LAW),
    ),
    lille_ciet_2017_clause(
        "2.2",
        "the conference sets orientations on attributions and transfers in social housing",
        "la conférence définit les orientations d'attribution et de mutation dans le parc social",
        "orientations",
    ),
    lille_ciet_2017_clause(
        "2.3",
        "it sets orientations on the creation of suitable homes",
        "elle définit les orientations de création d'une offre adaptée",
        "supply",
    ),
    lille_ciet_2017_clause(
        "2.4",
        "it adopts the objectives and ways of access to social housing of an intercommunal "
        "collective agreement",
        "elle adopte les objectifs et modalités d'accès au logement social d'un accord collectif "
        "intercommunal",
        "collective-agreement",
    ),
    lille_ciet_2017_clause(
        "2.5",
        "it adopts the ways of relocation in projects of urban renewal",
        "elle adopte les modalités de relogement des projets de renouvellement urbain",
        "relocation",
    ),
    lille_ciet_2017_clause(
        "2.6",
        "it adopts how landlords and holders, Action Logement among them, cooperate",
        "elle adopte la coopération entre bailleurs et réservataires, dont Action Logement",
        "cooperation",
    ),
    lille_ciet_2017_clause(
        "3.1",
        "the conference implements the convention, which is annexed to the contrat de ville",
        "la conférence met en œuvre la convention, annexée au contrat de ville",
        "contrat-de-ville",
    ),
    lille_ciet_2017_clause(
        "3.2",
        "it implements the plan for the management of demand and the information of applicants",
        "elle met en œuvre le plan partenarial de gestion de la demande et d'information du "
        "demandeur",
        "ppgdid",
    ),
    lille_ciet_2017_clause(
        "3.3",
        "both are to ensure a lasting social mix of the neighbourhoods",
        "les deux doivent assurer une mixité sociale durable des quartiers",
        "neighbourhoods",
    ),
    lille_ciet_2017_clause(
        "3.4",
        "both are to manage demand better, and more openly for all concerned and for applicants",
        "les deux doivent mieux gérer la demande, de façon plus transparente pour tous les "
        "acteurs et les demandeurs",
        "demand",
    ),
    lille_ciet_2017_clause(
        "4.1",
        "a metropolitan relocation charter is annexed, for the new programme of urban renewal",
        "une charte métropolitaine de relogement est annexée, au titre du nouveau programme de "
        "renouvellement urbain",
        "relocation-charter",
    ),
    lille_ciet_2017_clause(
        "4.2",
        "it guarantees to households relocated by demolitions, rehabilitations and heavy works "
        "conditions that respect their rights, ways of life and residential path",
        "elle garantit aux ménages concernés par les démolitions, réhabilitations et "
        "restructurations lourdes un relogement qui respecte leurs droits, leurs modes de vie et "
        "les objectifs de parcours résidentiel",
        "relocation-rights",
        "relocated",
    ),
    lille_ciet_2017_clause(
        "5.1",
        "Action Logement took part in the work, and stressed what employees, whatever their "
        "status, bring to the balance of who lives where",
        "Action Logement a participé aux travaux et souligné l'apport des salariés, quel que soit "
        "leur statut, aux équilibres de peuplement",
        "action-logement-group",
        "employees",
    ),
)
"""Each statement of the press release in its order, by paragraph."""
