"""The Gironde protocol of 2018, between the State and Action Logement Services.

What is stated here comes from the press release of the Préfecture de la Gironde; the text of
the protocol was not read. Neither the day of signature nor the first day of the term is in it.

How it is read, where the source leaves a choice:

- the three years to come are the calendar years 2018 to 2020, since 2018 is the first counted;
- the quarter holds year by year, as the obligation of L.313-26-2 does since 29 January 2017;
- a dwelling counts on the day it is made available ("mis à disposition"), not at the lease;
- the contingent of Action Logement serves employees: rights are *opened* to the unemployed and
  to people on a path to reintegration, so one of the three is asked of every public. Since
  when, within 2018, is not known: the definition is the same on all days.
"""

from typing import Final

from housing_agreements.catalogue._documents import gironde_2018, gironde_2018_clause
from housing_agreements.catalogue._signatories import state_undertaking
from housing_agreements.criteria.criteria import any_of
from housing_agreements.criteria.facts import facts
from housing_agreements.geography.departments import department
from housing_agreements.law.reservations.obligations import Holder
from housing_agreements.law.reservations.quarter import quarter
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Share, Volume
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.entries import Stage
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text

__all__ = ("AGREEMENT", "CLAUSES", "FIGURES", "STATE_OFFERS")

_GIRONDE_TERM: Final = Period.years(2018, 2020)
_QUARTER_OWED_IN_2018: Final = quarter(Holder.ACTION_LOGEMENT, on=_GIRONDE_TERM.start)
_QUARTER_SOURCES: Final = _QUARTER_OWED_IN_2018.sources
_GIRONDE: Final = department("33")
_PREFECT_OF_GIRONDE: Final = Party(
    "prefect", "État (préfet de Nouvelle-Aquitaine, préfet de la Gironde)"
)
_ACTION_LOGEMENT_SERVICES: Final = Party("als", "Action Logement Services")

_OPENED_TO_WORKERS: Final = any_of(
    facts.employed, facts.jobseeker, facts.on_reintegration_path
).labelled(
    Text(
        "served by Action Logement, opened to the unemployed and to reintegration",
        "ouvert aux chômeurs et aux parcours de réinsertion",
    ),
    (gironde_2018("§ 6"),),
)
_GIRONDE_PUBLICS: Final = (
    PriorityPublic(
        "leaving-accommodation",
        Text("leaving accommodation structures", "sortant de structures d'hébergement"),
        facts.leaving_temporary_housing & _OPENED_TO_WORKERS,
        (gironde_2018("§ 5"),),
    ),
    PriorityPublic(
        "dalo",
        Text("recognised under DALO", "relevant du DALO"),
        facts.dalo_recognised & _OPENED_TO_WORKERS,
        (gironde_2018("§ 5"), *_QUARTER_SOURCES),
    ),
    PriorityPublic(
        "badly-housed",
        Text("badly housed", "en situation de mal logement"),
        facts.badly_housed & _OPENED_TO_WORKERS,
        (gironde_2018("§ 5"),),
    ),
)
_GIRONDE_PUBLIC_CODES: Final = tuple(public.code for public in _GIRONDE_PUBLICS)
_AMONG: Final = Text(
    "the press release names three publics among those of the protocol: there may be others",
    "le communiqué nomme trois publics parmi ceux du protocole\u00a0: il peut y en avoir d'autres",
)
_YEARS_TAKEN: Final = Text(
    "the days of the term are not known: its three years are taken to be 2018, 2019 and 2020",
    "les dates de début et de fin du protocole ne sont pas connues\u00a0: ses trois années sont "
    "supposées être 2018, 2019 et 2020",
)

AGREEMENT: Final = Agreement(
    "gironde-2018",
    AgreementKind.PROTOCOL,
    Text("Gironde protocol of 2018", "Protocole de la Gironde de 2018"),
    parties=(_PREFECT_OF_GIRONDE, _ACTION_LOGEMENT_SERVICES),
    signed_on=None,
    term=_GIRONDE_TERM,
    territory=_GIRONDE,
    contingents=(
        Contingent(
            "action-logement", _ACTION_LOGEMENT_SERVICES, _GIRONDE, sources=(gironde_2018("§ 3"),)
        ),
        Contingent("state", _PREFECT_OF_GIRONDE, _GIRONDE, sources=(gironde_2018("§ 2, § 7"),)),
    ),
    publics=_GIRONDE_PUBLICS,
    commitments=(
        Share(
            "quarter",
            to=_GIRONDE_PUBLIC_CODES,
            stage=Stage.AVAILABLE,
            at_least=_QUARTER_OWED_IN_2018.at_least,
            contingents=("action-logement",),
            title=Text(
                "Priority share of the reservations made available",
                "Part prioritaire des réservations mises à disposition",
            ),
            sources=(gironde_2018("§ 7"), *_QUARTER_SOURCES),
            caveats=(_YEARS_TAKEN, _AMONG),
        ),
        Volume(
            "offers",
            to=_GIRONDE_PUBLIC_CODES,
            stage=Stage.AVAILABLE,
            at_least={2018: 403},
            contingents=("action-logement",),
            title=Text("Reservations offered", "Réservations offertes"),
            sources=(gironde_2018("§ 7"),),
            caveats=(_AMONG,),
        ),
    ),
    undertakings=(
        state_undertaking(
            "applicants",
            "manage applicants by the practical arrangements of the protocol",
            "gérer les demandeurs selon les modalités pratiques du protocole",
            gironde_2018("§ 5"),
            by=(_PREFECT_OF_GIRONDE, _ACTION_LOGEMENT_SERVICES),
        ),
        state_undertaking(
            "follow-up",
            "follow up, evaluate and steer",
            "assurer le suivi, l'évaluation et le pilotage",
            gironde_2018("§ 5"),
            by=(_PREFECT_OF_GIRONDE,),
        ),
    ),
    sources=(gironde_2018("texte entier"),),
)
"""The protocol, as far as its press release tells."""

FIGURES: Final[tuple[PublishedFigure, ...]] = ()
"""Outcomes that were published: none was found."""

STATE_OFFERS: Final = 2_527
"""Dwellings that the State already offers to disadvantaged households, as the press release says.

A statement of fact and no promise; over which period is not said. So it is neither a commitment
nor a figure to judge one by. The 403 reservations come beside them.
"""


CLAUSES: Final = (
    gironde_2018_clause(
        "1.1",
        "the prefect and Action Logement Services sign a protocol",
        "le préfet et Action Logement Services signent un protocole",
        "prefect",
        "als",
    ),
    gironde_2018_clause(
        "1.2",
        "it is to ease the access of households in difficulty to social housing in Gironde",
        "il facilite en Gironde l'accès au logement social de ménages en difficulté",
        "territory",
    ),
    gironde_2018_clause(
        "2.1",
        "DALO is a priority of the State, and mobilises all holders of reserved dwellings",
        "le DALO est une priorité de l'État et mobilise tous les détenteurs de logements réservés",
        "dalo",
        "action-logement",
        "state",
    ),
    gironde_2018_clause(
        "3.1",
        "Action Logement has reservation rights with landlords, as it finances building",
        "Action Logement a des droits de réservation auprès des bailleurs, comme financeur",
        "action-logement",
    ),
    gironde_2018_clause(
        "3.2",
        "its first purpose is to house employees of the private sector who move for work",
        "sa vocation première est de loger les salariés du privé en mobilité professionnelle",
    ),
    gironde_2018_clause(
        "4.1",
        "it is to make dwellings of its contingent available to priority publics",
        "il met à disposition des publics prioritaires des logements de son contingent",
        "quarter",
    ),
    gironde_2018_clause(
        "5.1", "it holds for three years to come", "il vaut pour les trois ans à venir", "term"
    ),
    gironde_2018_clause(
        "5.2",
        "priority publics are, among others, those who leave accommodation structures, come under "
        "DALO, or are badly housed",
        "les publics prioritaires sont notamment ceux qui sortent de structures d'hébergement, "
        "relèvent du DALO ou sont mal logés",
        "leaving-accommodation",
        "dalo",
        "badly-housed",
    ),
    gironde_2018_clause(
        "5.3",
        "it sets how many dwellings Action Logement Services is to make available",
        "il fixe le nombre de logements qu'Action Logement Services met à disposition",
        "offers",
    ),
    gironde_2018_clause(
        "5.4",
        "it states how applicants are managed in practice",
        "il détermine les modalités pratiques de gestion des demandeurs",
        "applicants",
    ),
    gironde_2018_clause(
        "5.5",
        "it states how the State follows it up, evaluates and steers it",
        "il précise comment l'État assure le suivi, l'évaluation et le pilotage",
        "follow-up",
    ),
    gironde_2018_clause(
        "6.1",
        "among what is new, rights are opened to the unemployed and to people on a path to "
        "reintegration through work",
        "parmi les nouveautés, les droits sont ouverts aux chômeurs et aux personnes en parcours "
        "de réinsertion professionnelle",
        *_GIRONDE_PUBLIC_CODES,
    ),
    gironde_2018_clause(
        "7.1",
        "a quarter of the contingent of reservations is mobilised",
        "un quart du contingent de réservations est mobilisé",
        "quarter",
    ),
    gironde_2018_clause(
        "7.2",
        "so in 2018 it is to offer 403 reservations to disadvantaged households",
        "ainsi, en 2018, il offrira 403 réservations aux ménages défavorisés",
        "offers",
    ),
    gironde_2018_clause(
        "7.3",
        "these come beside the 2,527 dwellings that the State offers already",
        "elles s'ajoutent aux 2\u202f527 logements que l'État propose déjà",
        "state",
    ),
)
"""Each statement of the press release in its order, by paragraph."""
