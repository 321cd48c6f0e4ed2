"""The intercommunal conference on housing: where one is made, and its tasks (*CIL*, L.441-1-5).

`conference_owed` tells whether a territory makes one, `CONFERENCE_MEMBERS` who is in it,
`conference_undertakings` what is done in its years. Its orientations stand beside the agreement
that carries them out, in `law.mix.attribution_agreements`, and the report on the flow that it
hears in `law.reservations.flow`.
"""

from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Codes, exact_day
from housing_agreements._records import Record
from housing_agreements.law._calendar import THREE_DS_SINCE
from housing_agreements.law._terms import check_term, split_whole
from housing_agreements.law.answers import LawAnswer, answer_question
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text

__all__ = (
    "CONFERENCE_MEMBERS",
    "CONFERENCE_TASKS",
    "CONFERENCE_TERRITORIES",
    "ConferenceTask",
    "conference_owed",
    "conference_undertakings",
    "neighbourhood_commission_owed",
)

_READ_CONFERENCE_ARTICLE: Final = code("L.441-1-5, version en vigueur depuis le 9 février 2022")

CONFERENCE_MEMBERS: Final[Provision[tuple[Text, ...]]] = Provision(
    "conference-members",
    Text(
        "who is in the intercommunal conference",
        "la composition de la conférence intercommunale du logement",
    ),
    (
        Version(
            (
                Text(
                    "the prefect and the president of the grouping (the mayor of Paris, the "
                    "president of the establishment), who chair it together",
                    "le préfet et le président de l'EPCI (le maire de Paris, le président de "
                    "l'établissement public territorial), qui la coprésident",
                ),
                Text("the mayors of its communes", "les maires des communes membres"),
                Text("landlords of the territory", "des bailleurs sociaux du territoire"),
                Text("the department", "le département"),
                Text("holders of reservations", "des titulaires de droits de réservation"),
                Text("associations of tenants", "des associations de locataires"),
                Text("bodies approved under L.365-2", "des organismes agréés au titre de L.365-2"),
                Text(
                    "associations for the integration or the housing of the disadvantaged",
                    "des associations d'insertion ou de logement des personnes défavorisées",
                ),
                Text(
                    "associations that defend those excluded from housing",
                    "des associations de défense des personnes en situation d'exclusion par le "
                    "logement",
                ),
                Text("disadvantaged persons", "des personnes défavorisées"),
            ),
            date(2022, 2, 9),
            (_READ_CONFERENCE_ARTICLE,),
            Confidence.VERIFIED,
            Text("how many of each is not written", "le nombre de chacun n'est pas précisé"),
        ),
    ),
)
"""The prefect and the grouping chair it; mayors, landlords, holders, associations."""

CONFERENCE_TERRITORIES: Final[Provision[tuple[Text, ...]]] = Provision(
    "conference-territories",
    Text(
        "where a conference is made, and the rules of mix hold",
        "les territoires où une conférence est créée et où s'appliquent les règles de mixité",
    ),
    (
        Version(
            (
                Text(
                    "a grouping that is bound to have a housing programme (PLH)",
                    "un EPCI tenu de se doter d'un PLH",
                ),
                Text(
                    "a grouping competent for housing with a priority neighbourhood at least",
                    "un EPCI compétent en matière d'habitat ayant au moins un quartier prioritaire",
                ),
                Text("Paris", "Paris"),
                Text(
                    "an establishment of Greater Paris",
                    "un établissement public territorial de la métropole du Grand Paris",
                ),
            ),
            THREE_DS_SINCE,
            (
                code("L.441-1, alinéa 24, version en vigueur depuis le 23 février 2022"),
                _READ_CONFERENCE_ARTICLE,
            ),
            Confidence.VERIFIED,
        ),
    ),
)
"""Groupings bound to have a programme, or competent with a neighbourhood; Paris; establishments."""


@attrs.frozen(eq=False, repr=False)
class ConferenceTask(Record):
    """Something that is done with the conference (*mission*).

    Examples:
        >>> [task.code for task in CONFERENCE_TASKS.on(date(2024, 1, 1)) if task.every_year]
        ['evaluation-heard', 'plan-opinion']
    """

    code: str
    """What tells it from others."""
    name: Text
    """What is done."""
    every_year: bool
    """Whether it is done every year, or stands."""


CONFERENCE_TASKS: Final[Provision[tuple[ConferenceTask, ...]]] = Provision(
    "conference-tasks",
    Text(
        "what is done with the intercommunal conference",
        "les missions de la conférence intercommunale du logement",
    ),
    (
        Version(
            (
                ConferenceTask(
                    "conference",
                    Text("make the conference", "créer la conférence"),
                    every_year=False,
                ),
                ConferenceTask(
                    "orientations",
                    Text(
                        "adopt orientations on attributions",
                        "adopter des orientations sur les attributions",
                    ),
                    every_year=False,
                ),
                ConferenceTask(
                    "following",
                    Text(
                        "follow with it the attribution agreement, the plan for applications and "
                        "its conventions",
                        "associer la conférence au suivi de la convention d'attribution, du plan "
                        "partenarial et de ses conventions",
                    ),
                    every_year=False,
                ),
                ConferenceTask(
                    "evaluation-heard",
                    Text(
                        "put the evaluation of the attribution agreement to it",
                        "lui présenter l'évaluation de la convention d'attribution",
                    ),
                    every_year=True,
                ),
                ConferenceTask(
                    "plan-opinion",
                    Text(
                        "ask its opinion on the report on the plan for applications",
                        "recueillir son avis sur le bilan du plan partenarial",
                    ),
                    every_year=True,
                ),
            ),
            THREE_DS_SINCE,
            (
                _READ_CONFERENCE_ARTICLE,
                code("L.441-1-6, version en vigueur depuis le 23 février 2022"),
                code("R.441-2-12, version en vigueur depuis le 19 décembre 2019"),
            ),
            Confidence.VERIFIED,
            Text(
                "by when the conference is made, and its orientations adopted, is not written",
                "le délai de création de la conférence et d'adoption des orientations n'est pas "
                "précisé",
            ),
        ),
    ),
)
"""Orientations, the agreement and the plan followed; two reports a year."""


def conference_owed(
    *,
    on: date,
    bound_to_programme: bool | None = None,
    competent: bool | None = None,
    neighbourhood: bool | None = None,
    paris: bool | None = None,
) -> LawAnswer:
    """Whether a territory makes an intercommunal conference, and is under the rules of mix.

    Args:
        on: The day asked.
        bound_to_programme: Whether it is a grouping bound to have a housing programme (*PLH*);
            `None`: not known, here and below.
        competent: Whether it is a grouping competent for housing.
        neighbourhood: Whether it has a priority neighbourhood (*QPV*).
        paris: Whether it is Paris, or an establishment of Greater Paris.

    Raises:
        InvalidTypeError: For anything but a day, and a yes or no.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-1, paragraph 24, and L.441-1-5 of the Code de la construction et de l'habitation.

    Examples:
        >>> day = date(2024, 1, 1)
        >>> conference_owed(on=day, competent=True, neighbourhood=True).verdict.value
        'met'
        >>> conference_owed(on=day, competent=True, bound_to_programme=False, paris=False).missing
        ('neighbourhood',)
    """
    version = CONFERENCE_TERRITORIES.at(exact_day(on, "conference_owed, on"))
    return answer_question(
        "conference_owed",
        _MAKES_CONFERENCE,
        on,
        {
            "bound_to_programme": bound_to_programme,
            "competent": competent,
            "neighbourhood": neighbourhood,
            "paris": paris,
        },
        lambda facts: (
            facts["bound_to_programme"]
            | (facts["competent"] & facts["neighbourhood"])
            | facts["paris"]
        ),
        sources=version.sources,
    )


_MAKES_CONFERENCE: Final = Text(
    "whether the territory makes an intercommunal conference",
    "le territoire crée une conférence intercommunale du logement",
)


def neighbourhood_commission_owed(
    *, inside: bool | None, requested: bool | None, on: date
) -> LawAnswer:
    """Whether candidates for a dwelling are named by the commission of its neighbourhood.

    In each priority neighbourhood landlords, holders, the mayor and the grouping name them by
    common accord, where the mayor asks for it; the attribution agreement says how.

    Args:
        inside: Whether the dwelling lies in a priority neighbourhood (*QPV*); `None`: not known.
        requested: Whether the mayor of its commune asked for it; `None`: not known.
        on: The day asked.

    Raises:
        InvalidTypeError: For anything but a day, and a yes or no.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-1-5 of the Code de la construction et de l'habitation.

    Examples:
        >>> day = date(2024, 1, 1)
        >>> neighbourhood_commission_owed(inside=True, requested=None, on=day).missing
        ('requested',)
    """
    where = "neighbourhood_commission_owed"
    version = CONFERENCE_MEMBERS.at(exact_day(on, f"{where}, on"))
    return answer_question(
        where,
        _NEIGHBOURHOOD_NAMES,
        on,
        {"inside": inside, "requested": requested},
        lambda facts: facts["inside"] & facts["requested"],
        sources=version.sources,
    )


_NEIGHBOURHOOD_NAMES: Final = Text(
    "whether the commission of the neighbourhood names the candidates",
    "la commission du quartier désigne les candidats",
)


def conference_undertakings(term: Period, *, by: Codes) -> tuple[Undertaking, ...]:
    """What is done with the conference in some years: standing tasks, and those of each year.

    The text says every year; it is taken to run from the first day of the term. A last piece that
    is shorter is left out. The report on the flow is that of `conference_report`.

    Args:
        term: The days asked.
        by: The codes of those who owe it in the agreement.

    Raises:
        InvalidTypeError: For anything but a period.
        InvalidValueError: For a term of less than a year.
        NotKnownError: For a term whose first day the rule is not known for.

    Source:
        L.441-1-5, L.441-1-6 and R.441-2-12 of the Code de la construction et de l'habitation.

    Examples:
        >>> owed = conference_undertakings(Period.year(2024), by=("metropolis",))
        >>> [each.code for each in owed]
        ['conference', 'orientations', 'following', 'evaluation-heard-2024', 'plan-opinion-2024']
    """
    version = CONFERENCE_TASKS.at(check_term(term, "conference_undertakings").start)
    years = split_whole(term, months=12)
    owed = []
    for task in version.value:
        dues = [(f"{task.code}-{year.start.year}", year) for year in years]
        for name, due in dues if task.every_year else [(task.code, None)]:
            owed.append(Undertaking(name, task.name, by=by, due=due, sources=version.sources))
    return tuple(owed)
