"""Every rule of law that the library holds, version by version, and what is open in it.

`python -m scripts.provisions` rewrites `docs/reference/provisions.md` and its French twin. The
pages are made from the values in the public modules of `housing_agreements.law`: to change them,
change the law. A class of values for which there are no words here is shown field by field.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import Any, Final

import attrs
from scripts import tables

from housing_agreements import Period, PriorityPublic, Reference, Text, law
from housing_agreements.criteria._values_in_words import say_value
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.law.attributions.commission import Seat
from housing_agreements.law.attributions.scoring import ScoringDuty
from housing_agreements.law.dalo.deadlines import Time
from housing_agreements.law.mix.attribution_agreements import AgreementContent
from housing_agreements.law.mix.conference import ConferenceTask
from housing_agreements.law.provisions import Provision, Version, as_title
from housing_agreements.law.reservations.ceilings import Ceiling
from housing_agreements.law.reservations.flow import LeftOut
from housing_agreements.model.contingents import Management
from housing_agreements.model.relocation import RelocationCharter
from housing_agreements.values.texts import (
    Language,
    colon,
    join_words,
    number,
    percent,
    say_day,
    semicolon,
)

PAGES: Final = tables.pages("provisions")

_TITLE: Final = Text("Provisions", "Dispositions")
_LEAD: Final = Text(
    "Each rule of [the law](law.md) that the library holds: what each version says, from which "
    "day, where it is written, how far that was checked, what the sources leave open, and the "
    "last day up to which changes were followed. Past that day the rule does not answer. This page "
    "is made by `scripts/provisions.py` from the values in `housing_agreements.law`; it stands "
    "[in French](provisions.fr.md) too.",
    "Chaque règle de [la loi](law.md) que contient la bibliothèque\u00a0: ce que dit chaque "
    "version, depuis quel jour, où c'est écrit, jusqu'où cela a été vérifié, ce que les sources "
    "laissent ouvert, et le dernier jour jusqu'auquel les changements ont été suivis. Au-delà, la "
    "règle ne répond plus. Cette page est produite par `scripts/provisions.py` à partir des "
    "valeurs de `housing_agreements.law`\u00a0; elle existe aussi [en anglais](provisions.md).",
)
_SUBJECTS: Final = {
    "action_logement": Text("Conventions of Action Logement", "Conventions d'Action Logement"),
    "attributions": Text("Attributions", "Attributions"),
    "dalo": Text("DALO", "DALO"),
    "incomes": Text("Incomes", "Ressources"),
    "mix": Text("Mix of neighbourhoods", "Mixité des quartiers"),
    "publics": Text("Priority publics", "Publics prioritaires"),
    "relocation": Text("Relocation", "Relogement"),
    "reservations": Text("Reservations", "Réservations"),
    "social_utility": Text("Convention of social utility", "Convention d'utilité sociale"),
    "sru": Text("SRU", "SRU"),
    "tenancies": Text("Tenancies", "Locations"),
}
"""The heading of each subject; another one bears the name of its module."""
_COLUMNS: Final = (
    Text("From", "À partir du"),
    Text("What it says", "Ce qu'elle dit"),
    Text("Articles", "Articles"),
    Text("Checked", "Vérification"),
    Text("Open", "Ce qui reste ouvert"),
)
_COLUMNS_OF_PUBLICS: Final = (
    Text("From", "À partir du"),
    Text("Who belongs", "Qui en relève"),
)
_FOLLOWED: Final = Text("Followed until {}.", "Suivie jusqu'au {}.")
_ENDED: Final = Text("Not in force any more from {} on.", "N'est plus en vigueur depuis le {}.")
_DEFINED: Final = Text("Defined in: {}.", "Définition\u00a0: {}.")
_BEFORE_ALL: Final = Text("always", "depuis toujours")
_UNCHANGED: Final = Text("unchanged", "inchangé")
_NOTHING: Final = Text("nothing", "rien")
_NOBODY: Final = Text("nobody can", "personne ne peut en relever")
_NOT_KNOWN: Final = Text("not known", "non connu")
_NONE: Final = "–"
_VOTES: Final = Text("with a vote", "voix délibérative")
_BREAKS_TIES: Final = Text("with the casting vote", "voix prépondérante")
_HEARD_ONLY: Final = Text("heard only", "voix consultative")

_FIELDS: Final = {
    "AgreementTimes.months_of_opinion": Text(
        "an opinion within {} months", "un avis dans les {} mois"
    ),
    "AgreementTimes.months_of_refusal": Text(
        "a refusal of {} months lets the prefect name households",
        "un refus de {} mois permet au préfet de désigner des ménages",
    ),
    "AgreementTimes.years_of_evaluation": Text(
        "an evaluation every year ({})", "une évaluation annuelle ({})"
    ),
    "AgreementTimes.years_of_list": Text(
        "a list of residences every {} years", "une liste des résidences tous les {} ans"
    ),
    "CatchUpRates.rule": Text("{} as a rule", "{} en règle générale"),
    "CatchUpRates.near": Text("{} near the target", "{} près de l'objectif"),
    "CatchUpRates.nearest": Text("{} nearer still", "{} plus près encore"),
    "CatchUpRates.near_gap": Text(
        "near: a gap of at most {} of main residences",
        "près\u00a0: un écart d'au plus {} des résidences principales",
    ),
    "CatchUpRates.nearest_gap": Text(
        "nearer: a gap below {}", "plus près\u00a0: un écart inférieur à {}"
    ),
    "CatchUpRates.first_cycle": Text(
        "newly subject communes: {} in their first full cycle",
        "communes nouvellement soumises\u00a0: {} au premier cycle complet",
    ),
    "CatchUpRates.second_cycle": Text("{} in the second", "{} au deuxième"),
    "CatchUpRates.part_cycle": Text(
        "{} for the rest of a cycle joined midway", "{} pour le reste d'un cycle pris en cours"
    ),
    "Ceiling.rate": Text("at most {}", "au plus {}"),
    "Ceiling.base": Text("of {}", "{}"),
    "CeilingTable.paris": Text(
        "Paris and its neighbours: {}", "Paris et communes limitrophes\u00a0: {}"
    ),
    "CeilingTable.ile_de_france": Text(
        "rest of Île-de-France: {}", "reste de l'Île-de-France\u00a0: {}"
    ),
    "CeilingTable.other_regions": Text("other regions: {}", "autres régions\u00a0: {}"),
    "ContractFloors.rule": Text("{} instead of the general rate", "{} au lieu du taux général"),
    "ContractFloors.near": Text("{} near the target", "{} près de l'objectif"),
    "ContractFloors.nearest": Text("{} nearer still", "{} plus près encore"),
    "ContractFloors.cycles": Text("{} cycles at most", "{} cycles au plus"),
    "ContractFloors.years": Text("a contract lasts {} years", "un contrat dure {} ans"),
    "ContractFloors.pooled_part": Text(
        "pooled: no less than {}", "mutualisé\u00a0: pas moins de {}"
    ),
    "ContractFloors.pooled_cycles": Text(
        "pooled: {} cycles at most", "mutualisé\u00a0: {} cycles au plus"
    ),
    "DefaultObjectives.months_to_agree": Text(
        "{} months to conclude an agreement", "{} mois pour conclure une convention"
    ),
    "DefaultObjectives.months_to_agree_of_old": Text(
        "{} months where the conditions were met already",
        "{} mois là où les conditions étaient déjà remplies",
    ),
    "DefaultObjectives.months_to_set": Text(
        "then {} months to set objectives", "puis {} mois pour fixer des objectifs"
    ),
    "CollectiveTimes.years": Text("made for {} years", "conclu pour {} ans"),
    "CollectiveTimes.publics": Text(
        "for {}, by a yearly number for each landlord",
        "pour {}, par un nombre annuel pour chaque bailleur",
    ),
    "CollectiveTimes.months_of_opinion": Text(
        "an opinion not given within {} months is favourable",
        "un avis non rendu sous {} mois est favorable",
    ),
    "CollectiveTimes.months_of_refusal": Text(
        "months of refusal after which persons are designated: {}",
        "mois de refus au terme desquels des personnes sont désignées\u00a0: {}",
    ),
    "CollectiveTimes.designated_by": Text("by {}", "par {}"),
    "CollectiveTimes.charged_to": Text("charged to {}", "imputées sur {}"),
    "CommissionRules.months_between_meetings": Text(
        "a meeting every {} months at least", "une réunion tous les {} mois au moins"
    ),
    "CommissionRules.years_between_accounts": Text(
        "years between two accounts to the board: {}",
        "années entre deux comptes rendus au conseil\u00a0: {}",
    ),
    "CommissionRules.above_dwellings": Text(
        "on request, one for a territory with more than {} dwellings of the landlord",
        "sur demande, une par territoire où le bailleur a plus de {} logements",
    ),
    "DelayOrder.by_rooms": Text(
        "number of rooms from which on, and months: {}",
        "nombre de pièces minimal, et mois\u00a0: {}",
    ),
    "HalfYearlyAccount.stops": Text("stopped on {}", "arrêté aux {}"),
    "HalfYearlyAccount.days": Text("sent within {} days", "transmis dans les {} jours"),
    "HalfYearlyAccount.months_missed": Text(
        "the prefect attributes where the objective was missed over {} months",
        "le préfet attribue si l'objectif n'est pas atteint sur {} mois",
    ),
    "HalfYearlyAccount.months_reached": Text(
        "until it is reached over {} months", "jusqu'à ce qu'il le soit sur {} mois"
    ),
    "ImputationRules.working_exception": Text(
        "exception for salaried persons and jobseekers: {}",
        "exception des salariés et demandeurs d'emploi\u00a0: {}",
    ),
    "ImputationRules.deficiency_exception": Text(
        "exception for deficient communes: {}", "exception des communes carencées\u00a0: {}"
    ),
    "ImputationRules.others_too": Text(
        "local authorities and the landlord too: {}",
        "collectivités et bailleur aussi\u00a0: {}",
    ),
    "Levy.exempt_above": Text(
        "with an exempting grant, nothing above {} of social dwellings",
        "avec une dotation qui exonère, rien au-delà de {} de logements sociaux",
    ),
    "Levy.exempt_above_reduced": Text(
        "above {} where the lower rate is owed", "au-delà de {} là où le taux réduit est dû"
    ),
    "Levy.newcomer_years": Text(
        "years without levy of newly subject communes: {}",
        "années d'exonération des communes nouvellement soumises\u00a0: {}",
    ),
    "Levy.rural_grant": Text(
        "the third fraction of the DSR exempts: {}",
        "la troisième fraction de la DSR exonère\u00a0: {}",
    ),
    "Levy.share_of_spending": Text(
        "never more than {} of real operating expenditure",
        "jamais plus de {} des dépenses réelles de fonctionnement",
    ),
    "Levy.share": Text(
        "{} of the fiscal potential per head, for each missing dwelling",
        "{} du potentiel fiscal par habitant, par logement manquant",
    ),
    "Levy.least": Text("nothing below {} euros", "rien en deçà de {} euros"),
    "MonthsByDepartment.usual": Text("{} months", "{} mois"),
    "MonthsByDepartment.overseas": Text("overseas {}", "outre-mer {}"),
    "MonthsByDepartment.large": Text(
        "with an agglomeration of more than 300,000 inhabitants {}",
        "avec une agglomération de plus de 300\u202f000 habitants {}",
    ),
    "MonthsByDepartment.ile_de_france": Text("in Île-de-France {}", "en Île-de-France {}"),
    "OccupationReview.years": Text("every {} years", "tous les {} ans"),
    "OccupationReview.situations": Text(
        "the commission is told of: {}", "la commission est saisie de\u00a0: {}"
    ),
    "PrivateIncomes.a_bis": Text("zone A bis: {}", "zone A bis\u00a0: {}"),
    "PrivateIncomes.a": Text("zone A: {}", "zone A\u00a0: {}"),
    "PrivateIncomes.a_overseas": Text("zone A overseas: {}", "zone A outre-mer\u00a0: {}"),
    "PrivateIncomes.b1": Text("zone B1: {}", "zone B1\u00a0: {}"),
    "PrivateIncomes.b1_overseas": Text("zone B1 overseas: {}", "zone B1 outre-mer\u00a0: {}"),
    "PrivateIncomes.b2_c": Text("zones B2 and C: {}", "zones B2 et C\u00a0: {}"),
    "PrivateRents.intermediate": Text(
        "intermediate {} below the market", "intermédiaire\u00a0: {} sous le marché"
    ),
    "PrivateRents.social": Text("social {} below", "social\u00a0: {} en dessous"),
    "PrivateRents.very_social": Text("very social {} below", "très social\u00a0: {} en dessous"),
    "PrivateRents.constant": Text("times {} ...", "multiplié par {}…"),
    "PrivateRents.square_metres": Text("... plus {} m² / surface", "… plus {} m² / surface"),
    "PrivateRents.most": Text("at most {}", "au plus {}"),
    "PrivateRents.annexes_part": Text("{} of the annexes counts", "{} des annexes compte"),
    "PrivateRents.annexes_most": Text("up to {} m² of them", "dans la limite de {} m²"),
    "QuinquennialConvention.reference": Text("{}", "{}"),
    "QuinquennialConvention.years": Text("for {}", "pour {}"),
    "QuinquennialConvention.signed_on": Text("signed on {}", "signée le {}"),
    "QuinquennialConvention.published_on": Text("published on {}", "publiée le {}"),
    "QuinquennialConvention.nor": Text("NOR {}", "NOR {}"),
    "QuinquennialConvention.billions": Text("billions of euros: {}", "milliards d'euros\u00a0: {}"),
    "QuinquennialConvention.dwellings": Text(
        "{} dwellings to be attributed", "{} logements à attribuer"
    ),
    "OperationRule.share": Text(
        "at least {} of social dwellings, PLS left out",
        "au moins {} de logements sociaux, hors PLS",
    ),
    "OperationRule.above_dwellings": Text("above {} dwellings", "au-delà de {} logements"),
    "OperationRule.above_square_metres": Text("or above {} m²", "ou de {} m²"),
    "PlanTimes.years": Text("it lasts {} years", "durée\u00a0: {} ans"),
    "PlanTimes.years_to_review": Text("a review after {} years", "bilan après {} ans"),
    "PlanTimes.months_of_evaluation": Text(
        "an evaluation {} months before its end", "évaluation {} mois avant la fin"
    ),
    "PlanTimes.years_of_prolongation": Text(
        "years of a prolongation at most: {}", "années de prorogation au plus\u00a0: {}"
    ),
    "PlanTimes.prolongations": Text("prolongations at most: {}", "prorogations au plus\u00a0: {}"),
    "PlanTimes.years_between_reports": Text(
        "years between two reports to the council: {}", "années entre deux bilans\u00a0: {}"
    ),
    "PlanTimes.months_of_opinion": Text(
        "an opinion not given within {} months is favourable",
        "un avis non rendu sous {} mois est favorable",
    ),
    "Quarter.share": Text("{}", "{}"),
    "Quarter.base": Text("of: {}", "des\u00a0: {}"),
    "Quarter.by_programme": Text("programme by programme: {}", "programme par programme\u00a0: {}"),
    "Quarter.main": Text("to: {}", "à\u00a0: {}"),
    "Quarter.failing": Text("failing that: {}", "à défaut\u00a0: {}"),
    "Quarter.failing_at_most": Text(
        "largest part for these: {}", "part maximale de ces derniers\u00a0: {}"
    ),
    "Quarter.shortfall": Text("what is lacking: {}", "ce qui manque\u00a0: {}"),
    "SocialUtility.years": Text("{} years", "{} ans"),
    "SocialUtility.months_before_end": Text(
        "the draft of the next one {} months before its end",
        "projet suivant {} mois avant son terme",
    ),
    "SocialUtility.months_to_conclude": Text(
        "concluded within {} months", "conclue dans les {} mois du dépôt"
    ),
    "SocialUtility.months_of_opinion": Text(
        "opinion of a commune within {} months", "avis de la commune en {} mois"
    ),
    "SocialUtility.least_share": Text(
        "a housing authority signs from {} of its social stock on",
        "une autorité organisatrice de l'habitat signe à partir de {} de son parc social",
    ),
    "SocialUtility.months_to_answer": Text(
        "{} month to answer a notice", "{} mois pour répondre à une mise en demeure"
    ),
    "SocialUtility.most_per_dwelling": Text(
        "penalty up to {} € a dwelling", "pénalité jusqu'à {}\u00a0€ par logement"
    ),
    "SocialUtility.most_years_withdrawn": Text(
        "without it competences withdrawn up to {} years",
        "à défaut compétences retirées {} ans au plus",
    ),
    "SocialUtility.most_times_contribution": Text(
        "and the contribution up to {} times", "et cotisation jusqu'à {} fois"
    ),
    "SocialUtility.extension_years": Text(
        "put off by {} year, once more on request", "report de {} an, renouvelable une fois"
    ),
    "StayLimits.share": Text(
        "above {} of the ceiling of PLS two years running",
        "au-dessus de {} du plafond PLS deux années de suite",
    ),
    "StayLimits.months": Text("after {} months", "après {} mois"),
    "StayLimits.months_of_notice": Text("notice {} months before", "congé notifié {} mois avant"),
    "StayLimits.age": Text("not at {} in the year after", "sauf {} ans l'année suivante"),
    "Surcharge.has_least": Text(
        "not below the part of the objective that was not made: {}",
        "pas moins que la part de l'objectif non réalisée\u00a0: {}",
    ),
    "Surcharge.richest_from": Text(
        "the richest: potential from which on, in per cent of the median: {}",
        "les plus riches\u00a0: potentiel à partir duquel, en pourcentage de la médiane\u00a0: {}",
    ),
    "ReceptionTime.months": Text("months at most: {}", "mois au plus\u00a0: {}"),
    "ReceptionTime.months_where_dense": Text(
        "in continuous urban areas of more than 50,000 inhabitants: {}",
        "dans les zones d'urbanisation continue de plus de 50\u202f000 habitants\u00a0: {}",
    ),
    "Surcharge.times": Text("at most {} times the levy", "au plus {} fois le prélèvement"),
    "Surcharge.share": Text(
        "at most {} of real operating expenditure",
        "au plus {} des dépenses réelles de fonctionnement",
    ),
    "Surcharge.share_of_richest": Text(
        "{} for the richest communes", "{} pour les communes les plus riches"
    ),
    "Surcharge.years": Text("for at most {} years", "pour {} ans au plus"),
    "SurchargeScale.first_excess": Text("from an excess of {} %", "dès {}\u00a0% de dépassement"),
    "SurchargeScale.first": Text("coefficient {}", "coefficient {}"),
    "SurchargeScale.steps": Text(
        "from which excess on, in per cent, each per cent adds: {}",
        "à partir de quel dépassement, en pour cent, chaque pour cent ajoute\u00a0: {}",
    ),
    "SurchargeScale.most": Text("largest coefficient {}", "coefficient maximal {}"),
    "SurchargeScale.share_of_income": Text(
        "with the rent at most {} of the income", "avec le loyer au plus {} des ressources"
    ),
    "SurchargeScale.references_of_2009": Text(
        "references of 2009, by zone: {}", "références de 2009, par zone\u00a0: {}"
    ),
    "Surfaces.one": Text("one person {} m²", "une personne {} m²"),
    "Surfaces.two": Text("two {} m²", "deux {} m²"),
    "Surfaces.further": Text("each further one {} m²", "chacune de plus {} m²"),
    "Surfaces.most": Text("never more than {} m²", "jamais plus de {} m²"),
    "Typology.few": Text(
        "few: below {} of social dwellings", "peu\u00a0: moins de {} de logements sociaux"
    ),
    "Typology.least_plai": Text("at least {} by PLAI", "au moins {} en PLAI"),
    "Typology.most_pls": Text("at most {} by PLS", "au plus {} en PLS"),
    "Typology.most_pls_where_few": Text(
        "at most {} by PLS where there are few and no programme",
        "au plus {} en PLS là où il y en a peu et pas de programme local de l'habitat",
    ),
}
"""What a field of a value of the law says; another one is shown by its name."""
_PART_NOT_STATED: Final = Text(
    "for a part that is not stated: {}", "pour une part non précisée\u00a0: {}"
)
_OPEN_WHERE_NOT_KNOWN: Final = frozenset(
    {"Levy.newcomer_years", "Levy.rural_grant", "Surcharge.richest_from"}
)
"""The fields that are open in the law where they hold nothing."""
_CHARTER: Final = Text(
    "{refusals} offers refused, and {months} months; each of them: {tests}",
    "{refusals} offres refusées, et {months} mois\u00a0; chacune\u00a0: {tests}",
)
_ENOUGH_ALONE: Final = Text("one alone is enough: {}", "une seule suffit\u00a0: {}")
_MEMBERS: Final = {
    "CeilingBase.STOCK": Text("the stock of a landlord", "du patrimoine d'un bailleur"),
    "CeilingBase.PROGRAMME": Text("a programme", "d'un programme"),
    "CeilingBase.FLOW": Text("the flow of a year", "du flux annuel"),
    "CeilingBase.LOCAL_FLOW": Text(
        "the flow of a year on their territory", "du flux annuel sur leur territoire"
    ),
}
_PLAIN_NUMBERS: Final = (
    "PrivateRents.constant",
    "PrivateRents.most",
    "QuinquennialConvention.billions",
    "SurchargeScale.first",
    "SurchargeScale.steps",
    "SurchargeScale.most",
    "SurchargeScale.references_of_2009",
)
"""The fields whose fractions are coefficients or euros, and not shares of a whole."""
_MONTH_AND_DAY: Final = frozenset({"flow-report", "flow-report-to-the-conference"})
"""The provisions whose value is a day of every year: its month and its number."""


def modules() -> Iterator[ModuleType]:
    """The public modules of the law, by name."""
    for found in pkgutil.walk_packages(law.__path__, f"{law.__name__}."):
        if not any(part.startswith("_") for part in found.name.split(".")):
            yield importlib.import_module(found.name)


def _held_in(value: object) -> Iterator[object]:
    """A value, or what it holds."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for part in value:
            yield from _held_in(part)
    else:
        yield value


@cache
def held(kind: type) -> Mapping[str, tuple[Any, ...]]:
    """What the public names of the law hold of a kind, once each, by subject."""
    found: dict[str, list[Any]] = {}
    seen: set[int] = set()
    for module in modules():
        subject = module.__name__.removeprefix(f"{law.__name__}.").split(".")[0]
        for name in getattr(module, "__all__", ()):
            for value in _held_in(getattr(module, name)):
                if isinstance(value, kind) and id(value) not in seen:
                    seen.add(id(value))
                    found.setdefault(subject, []).append(value)
    return {subject: tuple(found[subject]) for subject in sorted(found)}


def subjects() -> tuple[str, ...]:
    """The subjects of the law, in order."""
    return tuple(sorted({*held(Provision), *held(PriorityPublic)}))


def say(value: object, language: Language) -> str:
    """A value of the law in words."""
    for kind, words in _WAYS_TO_SAY:
        if isinstance(value, kind):
            return words(value, language)
    if isinstance(value, Enum):
        return _say_member(value, language)
    if attrs.has(type(value)):
        return semicolon(language).join(_say_fields(value, language))
    return f"`{value}`"


def _say_several(value: tuple[object, ...], language: Language) -> str:
    parts = (_NOT_KNOWN.say(language) if part is None else say(part, language) for part in value)
    compound = any(isinstance(part, tuple) or attrs.has(type(part)) for part in value)
    return (semicolon(language) if compound else " / ").join(parts) or _NOTHING.say(language)


def _say_member(value: Enum, language: Language) -> str:
    words = _MEMBERS.get(str(value))
    return f"`{value}`" if words is None else words.say(language)


def _say_named(name: Text, code: str, language: Language) -> str:
    return f"{name.say(language)} (`{code}`)"


def _say_charter(charter: RelocationCharter, language: Language) -> str:
    """What offers a charter asks for, in words."""
    tests = semicolon(language).join(
        f"{test.title.say(language)} ({test.criterion.say(language)})" for test in charter.tests
    )
    parts = [
        _CHARTER.say(language).format(refusals=charter.refusals, months=charter.months, tests=tests)
    ]
    if charter.enough_alone is not None:
        parts.append(_ENOUGH_ALONE.say(language).format(charter.enough_alone.say(language)))
    return semicolon(language).join(parts)


def _say_seat(seat: Seat, language: Language) -> str:
    how = _HEARD_ONLY if not seat.votes else _BREAKS_TIES if seat.breaks_ties else _VOTES
    return f"{seat.name.say(language)} ({how.say(language)})"


_KINDS_THAT_SAY_THEMSELVES: Final[tuple[type, ...]] = (Criterion, Text, Management)
_WAYS_TO_SAY: Final[tuple[tuple[type, Callable[[Any, Language], str]], ...]] = (
    (type(None), lambda _, language: _NOTHING.say(language)),
    (bool, say_value),
    (PriorityPublic, lambda value, language: _say_named(value.name, value.code, language)),
    (Reference, lambda value, _: f"{value.title} (`{value.code}`)"),
    (Period, lambda value, _: str(value)),
    (AgreementContent, lambda value, language: f"{value.number} {value.name.say(language)}"),
    (RelocationCharter, _say_charter),
    (LeftOut, lambda value, language: _say_named(value.name, value.tag, language)),
    (Seat, _say_seat),
    (ConferenceTask, lambda value, language: _say_named(value.name, value.code, language)),
    (ScoringDuty, lambda value, language: _say_named(value.name, value.code, language)),
    (Ceiling, lambda value, language: " ".join(_say_fields(value, language))),
    (Time, lambda value, language: value.words.say(language)),
    (Fraction, percent),
    (int, number),
    (date, say_day),
    (frozenset, lambda value, _: ", ".join(sorted(map(str, value)))),
    (tuple, _say_several),
    *((kind, lambda value, language: value.say(language)) for kind in _KINDS_THAT_SAY_THEMSELVES),
)


def _say_fields(value: object, language: Language) -> Iterator[str]:
    """Each field of a value that says something."""
    kind: Any = type(value)
    for field in attrs.fields(kind):
        held_there = getattr(value, field.name)
        name = f"{kind.__name__}.{field.name}"
        told = _NOT_KNOWN.say(language)
        if name not in _OPEN_WHERE_NOT_KNOWN or held_there is not None:
            if field.name.startswith("_") or held_there is None or held_there == ():
                continue
            if field.name == "failing_at_most" and not getattr(value, "failing", ()):
                continue
            told = _WAYS_TO_SAY_FIELDS.get(name, say)(held_there, language)
        words = _FIELDS.get(name)
        if name == "Quarter.failing" and getattr(value, "failing_at_most", None) is None:
            words = _PART_NOT_STATED
        template = f"`{field.name}`{colon(language)}{{}}" if words is None else words.say(language)
        yield template.format(told)


def _say_plainly(value: object, language: Language) -> str:
    """Numbers that are no shares."""
    if isinstance(value, tuple):
        compound = any(isinstance(part, tuple) for part in value)
        parts = (_say_plainly(part, language) for part in value)
        return (semicolon(language) if compound else " / ").join(parts)
    return number(value, language) if isinstance(value, Fraction) else say(value, language)


def _say_days(days: Iterable[tuple[int, int]], language: Language) -> str:
    """Days of every year, by their months and numbers."""
    said = (say_day(date(2001, *day), language).removesuffix(" 2001") for day in days)
    return join_words(said, language)


_WAYS_TO_SAY_FIELDS: Final[Mapping[str, Callable[[Any, Language], str]]] = {
    **dict.fromkeys(_PLAIN_NUMBERS, _say_plainly),
    "HalfYearlyAccount.stops": _say_days,
}
"""How a field is said whose value does not say itself by its kind."""


def say_version(version: Version[Any], code: str, language: Language) -> str:
    """What a version says, in words."""
    if code in _MONTH_AND_DAY:
        return _say_days((version.value,), language)
    return say(version.value, language)


def cells(
    before: Version[Any] | None, version: Version[Any], code: str, language: Language
) -> tuple[str, ...]:
    """A version as a row."""
    same = before is not None and before.value == version.value
    what = _UNCHANGED.say(language) if same else say_version(version, code, language)
    return (
        say_day(version.since, language),
        what,
        semicolon(language).join(dict.fromkeys(map(str, version.sources))),
        version.confidence.say(language),
        _NONE if version.note is None else version.note.say(language),
    )


def _lines_of_provision(
    subject: str, provision: Provision[Any], language: Language
) -> Iterator[str]:
    title = as_title(provision.title).say(language)
    yield ""
    yield f"### {title} {{ #{subject}-{provision.code} }}"
    yield ""
    limits = [_FOLLOWED.say(language).format(say_day(provision.verified_until, language))]
    if provision.ended is not None:
        limits.append(_ENDED.say(language).format(say_day(provision.ended, language)))
    yield f"`{provision.code}`. {' '.join(limits)}"
    yield ""
    pairs = pairwise((None, *provision.versions))
    rows = (
        cells(before, version, provision.code, language)
        for before, version in pairs
        if version is not None
    )
    yield from tables.table(_COLUMNS, map(_escape, rows), language)


def _lines_of_public(subject: str, public: PriorityPublic, language: Language) -> Iterator[str]:
    yield ""
    yield f"### {as_title(public.name).say(language)} {{ #{subject}-public-{public.code} }}"
    yield ""
    words = [_DEFINED.say(language).format(_join_sources(public.sources, language))]
    until = public.criterion.verified_until
    if until is not None:
        words.append(_FOLLOWED.say(language).format(say_day(until, language)))
    yield f"`{public.code}`. {' '.join(words)}".replace("*", "\\*")
    yield ""
    rows = (
        (
            _BEFORE_ALL.say(language) if day == date.min else say_day(day, language),
            _NOBODY.say(language) if criterion is None else criterion.say(language),
        )
        for day, criterion in public.criterion.changes
    )
    yield from tables.table(_COLUMNS_OF_PUBLICS, map(_escape, rows), language)


def _join_sources(sources: Iterable[object], language: Language) -> str:
    return join_words(map(str, sources), language)


def _escape(row: Iterable[str]) -> tuple[str, ...]:
    """Cells as Markdown shows them: on one line, and no star begins a slanted word."""
    return tuple(" ".join(cell.split("\n")).replace("*", "\\*") for cell in row)


def lines(language: Language) -> Iterator[str]:
    """The lines of the page in a language."""
    yield from tables.head(_TITLE, _LEAD, language)
    for subject in subjects():
        heading = _SUBJECTS.get(subject, Text(subject, subject)).say(language)
        yield ""
        yield f"## {heading} {{ #{subject} }}"
        for provision in held(Provision).get(subject, ()):
            yield from _lines_of_provision(subject, provision, language)
        for public in held(PriorityPublic).get(subject, ()):
            yield from _lines_of_public(subject, public, language)


def page(language: Language) -> str:
    """The page in a language."""
    return tables.page(lines(language))


if __name__ == "__main__":
    tables.write(PAGES, page)
