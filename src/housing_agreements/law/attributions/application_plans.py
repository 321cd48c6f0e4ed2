"""The plan of a territory for applications: its years, its reviews, whom it receives (*PPGDID*).

It lasts six years, with a review after three (`plan_end`, `plan_undertakings`); silence on its
draft is favourable (`opinion_on_plan`); an applicant who wishes it is received within a month or
two (`reception_deadline`). Its scoring system is in `law.attributions.scoring`.
"""

from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Codes, exact_count, exact_day
from housing_agreements._records import Record
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.law._answers_awaited import judge_opinion
from housing_agreements.law._calendar import ALUR_SINCE, ELAN_SINCE, EQUALITY_SINCE
from housing_agreements.law._yes_or_no import read_answer
from housing_agreements.law.answers import LawAnswer
from housing_agreements.law.dalo.deadlines import Deadline
from housing_agreements.law.provisions import Confidence, Provision, Version, carry_past, code
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import Period, months_after
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = (
    "PLAN_TIMES",
    "RECEPTION_TIME",
    "PlanTimes",
    "ReceptionTime",
    "opinion_on_plan",
    "plan_end",
    "plan_undertakings",
    "reception_deadline",
)

_PLAN_SINCE: Final = date(2019, 12, 19)
_RECEPTION_READ_SINCE: Final = date(2026, 2, 21)


@attrs.frozen(eq=False, repr=False)
class PlanTimes(Record):
    """How long a plan for applications lasts, and when it is looked at (*durée, bilans*).

    Examples:
        >>> PLAN_TIMES.on(date(2024, 1, 1)).years
        6
    """

    years: int
    """It lasts so many years."""
    years_to_review: int
    """It is reviewed so many years after it came into force."""
    months_of_evaluation: int
    """It is evaluated so many months before it ends."""
    years_of_prolongation: int
    """It is prolonged by so many years at most, until the next one is adopted,"""
    prolongations: int
    """and so many times at most."""
    years_between_reports: int
    """A report on it is put to the council once in so many years."""
    months_of_opinion: int
    """An opinion on its draft not given within so many months is deemed favourable."""


PLAN_TIMES: Final[Provision[PlanTimes]] = Provision(
    "plan-times",
    Text(
        "how long a plan for applications (PPGDID) lasts, and when it is reviewed",
        "la durée du plan partenarial (PPGDID), ses bilans et son évaluation",
    ),
    (
        Version(
            PlanTimes(
                years=6,
                years_to_review=3,
                months_of_evaluation=6,
                years_of_prolongation=1,
                prolongations=2,
                years_between_reports=1,
                months_of_opinion=2,
            ),
            _PLAN_SINCE,
            (code("R.441-2-11 à R.441-2-14, version en vigueur depuis le 19 décembre 2019"),),
            Confidence.VERIFIED,
            Text(
                "where groupings merge, or communes join one, other times run, not held here",
                "en cas de fusion d'EPCI ou d'adhésion de communes, d'autres délais courent, qui "
                "ne figurent pas ici",
            ),
        ),
    ),
)
"""Six years, a review after three, an evaluation six months before the end, a year more, twice."""


@attrs.frozen(eq=False, repr=False)
class ReceptionTime(Record):
    """Within how many months an applicant who wishes it is received (*délai de réception*).

    Examples:
        >>> RECEPTION_TIME.on(date(2026, 3, 1)).months_where_dense
        2
    """

    months: int
    """The plan leaves so many months at most after the registration;"""
    months_where_dense: int
    """so many in continuous urban areas of more than 50,000 inhabitants."""


_RECEPTION: Final = ReceptionTime(months=1, months_where_dense=2)


_RECEPTION_OF_2014: Final = (code("L.441-2-8"), Source("Code général des impôts", "article 232"))


RECEPTION_TIME: Final[Provision[ReceptionTime]] = Provision(
    "reception-time",
    Text("within which time an applicant is received", "le délai de réception du demandeur"),
    (
        Version(_RECEPTION, ALUR_SINCE, _RECEPTION_OF_2014, Confidence.VERIFIED),
        *carry_past(
            _RECEPTION,
            _RECEPTION_OF_2014,
            EQUALITY_SINCE,
            ELAN_SINCE,
            date(2022, 2, 9),
        ),
        Version(
            _RECEPTION,
            _RECEPTION_READ_SINCE,
            (
                code("L.441-2-8, version en vigueur depuis le 21 février 2026"),
                Source("Code général des impôts", "article 1406 bis, I, B, 1°"),
            ),
            Confidence.VERIFIED,
        ),
    ),
)
"""One month, two in large urban areas: the plan may set less."""


def plan_end(in_force_on: date, *, prolonged: int = 0) -> date:
    """The last day of a plan for applications (*PPGDID*).

    Args:
        in_force_on: The day on which it came into force.
        prolonged: How many times it was prolonged by a whole year, the most that is admitted.

    Raises:
        InvalidTypeError: For anything but a day and a whole number.
        InvalidValueError: For more prolongations than the law admits.
        NotKnownError: For a plan of a day for which the rule is not known.

    Source:
        R.441-2-13 and R.441-2-14 of the Code de la construction et de l'habitation.

    Examples:
        >>> plan_end(date(2020, 1, 1)), plan_end(date(2020, 1, 1), prolonged=2)
        (datetime.date(2025, 12, 31), datetime.date(2027, 12, 31))
    """
    times = PLAN_TIMES.on(exact_day(in_force_on, "plan_end, in_force_on"))
    where = "plan_end, prolonged"
    if exact_count(prolonged, where) > times.prolongations:
        expected = f"at most {times.prolongations}: a year, renewed once"
        raise InvalidValueError(where, show(prolonged), expected)
    years = times.years + prolonged * times.years_of_prolongation
    return Period.lasting(in_force_on, years=years).last_day


def plan_undertakings(in_force_on: date, *, by: Codes) -> tuple[Undertaking, ...]:
    """What is done in the years of a plan for applications: reports, its review, its evaluation.

    A report in each of its years, taken to run from the day on which it came into force; a review
    three years after that day, and an evaluation six months before its end, taken as due on those
    days.

    Args:
        in_force_on: The day on which the plan came into force.
        by: The code of the grouping (or of Paris, of the establishment) in the agreement.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: For a plan of a day for which the rule is not known.

    Source:
        R.441-2-12 to R.441-2-14 of the Code de la construction et de l'habitation.

    Examples:
        >>> owed = plan_undertakings(date(2020, 1, 1), by=("metropolis",))
        >>> [(each.code, str(each.due)) for each in owed[-2:]]
        [('plan-review', '2023-01-01'), ('plan-evaluation', '2025-06-30')]
    """
    version = PLAN_TIMES.at(exact_day(in_force_on, "plan_undertakings, in_force_on"))
    times = version.value
    term = Period.lasting(in_force_on, years=times.years)
    pieces = term.split(years=times.years_between_reports)
    dues: list[tuple[str, Text, date | Period]] = [
        (f"plan-report-{piece.start.year}", _REPORT_ON_PLAN, piece) for piece in pieces
    ]
    reviewed = months_after(in_force_on, 12 * times.years_to_review)
    dues.append(("plan-review", _REVIEW_PLAN, reviewed))
    evaluated = months_after(term.last_day, -times.months_of_evaluation)
    dues.append(("plan-evaluation", _EVALUATE_PLAN, evaluated))
    return tuple(
        Undertaking(name, text, by=by, due=due, sources=version.sources) for name, text, due in dues
    )


_REPORT_ON_PLAN: Final = Text(
    "put a report on the plan to the council", "présenter un bilan du plan au conseil"
)
_REVIEW_PLAN: Final = Text(
    "review the plan, and send the review to the prefect and the conference, in public",
    "établir le bilan triennal, l'adresser au préfet et à la conférence, et le publier",
)
_EVALUATE_PLAN: Final = Text(
    "evaluate the plan, send the evaluation to the prefect and make it public",
    "évaluer le plan, transmettre l'évaluation au préfet et la publier",
)


def opinion_on_plan(
    given: bool | None,  # noqa: FBT001  # the opinion is the only word
    *,
    transmitted_on: date,
    on: date,
    given_on: date | None = None,
) -> LawAnswer:
    """Whether an opinion on the draft of a plan for applications is favourable, on a day.

    That of a commune or of the conference: silence is favourable past two months. It is not the
    prefect's request for changes, which binds.

    Args:
        given: The opinion that was given; `None`: none yet.
        transmitted_on: The day on which the draft was transmitted.
        on: The day asked.
        given_on: The day on which it was given; `None`: not known, so that past two months a
            refusal may have come too late.

    Raises:
        InvalidTypeError: For anything but days, and a yes or no.
        InvalidValueError: For a day before the transmission, or an opinion of later than the day
            asked.
        NotKnownError: For a transmission on a day for which the rule is not known.

    Source:
        L.441-2-8 and R.441-2-11 of the Code de la construction et de l'habitation.

    Examples:
        >>> sent = date(2024, 1, 15)
        >>> opinion_on_plan(None, transmitted_on=sent, on=date(2024, 3, 16)).verdict
        Verdict.MET
    """
    where = "opinion_on_plan"
    version = PLAN_TIMES.at(exact_day(transmitted_on, f"{where}, transmitted_on"))
    return judge_opinion(
        where,
        given,
        transmitted_on,
        months=version.value.months_of_opinion,
        on=on,
        given_on=given_on,
        sources=version.sources,
    )


def reception_deadline(registered_on: date, *, dense: bool | None) -> Deadline:
    """The last day on which any plan may have an applicant received who wishes it.

    The plan of the territory may set an earlier one.

    Args:
        registered_on: The day on which the application was registered.
        dense: Whether the territory lies in a continuous urban area of more than 50,000
            inhabitants; `None`: not known, so that both days are kept.

    Raises:
        InvalidTypeError: For anything but a day, and a yes or no.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-2-8 of the Code de la construction et de l'habitation.

    Examples:
        >>> [str(day) for day in reception_deadline(date(2026, 3, 1), dense=None).days]
        ['2026-04-01', '2026-05-01']
    """
    version = RECEPTION_TIME.at(exact_day(registered_on, "reception_deadline, registered_on"))
    read_answer(dense, "reception_deadline, dense")
    time = version.value
    possible = [
        months
        for months, holds in (
            (time.months, dense is not True),
            (time.months_where_dense, dense is not False),
        )
        if holds
    ]
    return Deadline(
        RECEPTION_TIME.title,
        tuple(months_after(registered_on, months) for months in possible),
        _RECEPTION_REASONS[dense],
        version.sources,
        version.confidence,
    )


_RECEPTION_REASONS: Final = {
    True: Text(
        "two months at most, in a large urban area",
        "deux mois au plus, dans une zone d'urbanisation continue de plus de 50\u202f000 habitants",
    ),
    False: Text("one month at most", "un mois au plus"),
    None: Text(
        "whether it lies in a continuous urban area of more than 50,000 inhabitants is not known",
        "l'appartenance à une zone d'urbanisation continue de plus de 50\u202f000 habitants n'est "
        "pas connue",
    ),
}
