"""What an intercommunal attribution agreement holds, and what follows from it (*CIA*, L.441-1-6).

The intercommunal conference sets orientations (*CIL*, L.441-1-5); the agreement carries them out:
`AGREEMENT_CONTENTS` lists what it must hold, `agreement_undertakings` what is done in its years,
`opinion_on_agreement` what silence on it means, `refusal_of_agreement` what a refusal leads to.
The other publics for whom it sets objectives are in `law.publics` and `law.mix.objectives`, its
rates of mix in `law.mix.neighbourhoods`.
"""

from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Codes, exact_day
from housing_agreements._records import Record
from housing_agreements.law._answers_awaited import judge_opinion, judge_refusal
from housing_agreements.law._calendar import THREE_DS_SINCE
from housing_agreements.law._terms import check_term, split_whole
from housing_agreements.law.answers import LawAnswer
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text

__all__ = (
    "AGREEMENT_CONTENTS",
    "AGREEMENT_TIMES",
    "CONFERENCE_ORIENTATIONS",
    "AgreementContent",
    "AgreementTimes",
    "agreement_undertakings",
    "opinion_on_agreement",
    "refusal_of_agreement",
)

_AGREEMENT_ARTICLE: Final = code("L.441-1-6, version en vigueur depuis le 23 février 2022")


@attrs.frozen(eq=False, repr=False)
class AgreementContent(Record):
    """Something that an attribution agreement holds (*contenu de la convention*).

    Examples:
        >>> [content.number for content in AGREEMENT_CONTENTS.on(date(2024, 1, 1))][:4]
        ['1°', '2°', '3°', '3° bis']
    """

    number: str
    """Its number in the article."""
    name: Text
    """What it is."""


AGREEMENT_CONTENTS: Final[Provision[tuple[AgreementContent, ...]]] = Provision(
    "attribution-agreement-contents",
    Text(
        "what an intercommunal attribution agreement holds",
        "le contenu de la convention intercommunale d'attribution",
    ),
    (
        Version(
            (
                AgreementContent(
                    "1°",
                    Text(
                        "the commitment of each landlord on the first quartile and on priority "
                        "neighbourhoods",
                        "l'engagement de chaque bailleur sur le premier quartile et les quartiers "
                        "prioritaires",
                    ),
                ),
                AgreementContent(
                    "2°",
                    Text(
                        "the commitment of each landlord on DALO and the priority publics",
                        "l'engagement de chaque bailleur sur le DALO et les publics prioritaires",
                    ),
                ),
                AgreementContent(
                    "3°",
                    Text(
                        "the actions that serve these commitments",
                        "les actions au service de ces engagements",
                    ),
                ),
                AgreementContent(
                    "3° bis",
                    Text(
                        "the list of residences with a high stake in social mix, every three years",
                        "la liste des résidences à enjeu prioritaire de mixité sociale, tous les "
                        "trois ans",
                    ),
                ),
                AgreementContent(
                    "4°",
                    Text(
                        "the commitments of the other signatories",
                        "les engagements des autres signataires",
                    ),
                ),
                AgreementContent(
                    "5°",
                    Text(
                        "the ways of relocation by urban renewal",
                        "les modalités de relogement au titre du renouvellement urbain",
                    ),
                ),
                AgreementContent(
                    "6°",
                    Text(
                        "the ways of designating candidates and of cooperation",
                        "les modalités de désignation des candidats et de coopération",
                    ),
                ),
            ),
            THREE_DS_SINCE,
            (_AGREEMENT_ARTICLE,),
            Confidence.VERIFIED,
            Text(
                "it replaces the collective agreements and the convention of territorial balance "
                "there (ACI, ACD, CIET) only once the prefect approves it",
                "elle ne remplace les accords collectifs et la convention d'équilibre territorial "
                "(ACI, ACD, CIET) qu'une fois agréée par le préfet",
            ),
        ),
    ),
)
"""Its contents, by their numbers in the article."""

CONFERENCE_ORIENTATIONS: Final[Provision[tuple[Text, ...]]] = Provision(
    "conference-orientations",
    Text(
        "the orientations of the intercommunal conference",
        "les orientations de la conférence intercommunale du logement",
    ),
    (
        Version(
            (
                Text("objectives of mix", "des objectifs de mixité"),
                Text(
                    "rates above those of the law, outside and inside of priority neighbourhoods",
                    "des taux supérieurs à ceux de la loi, hors des quartiers prioritaires et en "
                    "leur sein",
                ),
                Text(
                    "objectives of rehousing for priority persons, and for urban renewal",
                    "les objectifs de relogement des personnes prioritaires et de celles relevant "
                    "du renouvellement urbain",
                ),
            ),
            date(2022, 2, 9),
            (code("L.441-1-5, version en vigueur depuis le 9 février 2022"),),
            Confidence.VERIFIED,
            Text(
                "they may name kinds of applicants or dwellings, and sectors, for which candidates "
                "are named by common accord",
                "elles peuvent prévoir des catégories de demandeurs ou de logements et des "
                "secteurs où les candidats sont désignés d'un commun accord",
            ),
        ),
    ),
)
"""What the conference sets."""


@attrs.frozen(eq=False, repr=False)
class AgreementTimes(Record):
    """The times that run around an attribution agreement (*délais*).

    Examples:
        >>> AGREEMENT_TIMES.on(date(2024, 1, 1)).months_of_refusal
        6
    """

    months_of_opinion: int
    """An opinion not given within so many months of the transmission is deemed favourable."""
    months_of_refusal: int
    """Of a landlord that refuses to commit itself for so many months the prefect designates."""
    years_of_evaluation: int
    """It is evaluated every so many years."""
    years_of_list: int
    """The list of residences is made every so many years."""


AGREEMENT_TIMES: Final[Provision[AgreementTimes]] = Provision(
    "attribution-agreement-times",
    Text(
        "the times that run around an intercommunal attribution agreement",
        "les délais propres à la convention intercommunale d'attribution",
    ),
    (
        Version(
            AgreementTimes(
                months_of_opinion=2, months_of_refusal=6, years_of_evaluation=1, years_of_list=3
            ),
            THREE_DS_SINCE,
            (_AGREEMENT_ARTICLE,),
            Confidence.VERIFIED,
        ),
    ),
)
"""Two months for an opinion, six of refusal, a year, three years."""


def agreement_undertakings(term: Period, *, by: Codes) -> tuple[Undertaking, ...]:
    """What is done in the years of an attribution agreement: evaluations, lists of residences.

    The article says every year, and every three years; they are taken to run from the first day
    of the term. A last piece that is shorter is left out.

    Args:
        term: The days of the agreement.
        by: The codes of those who owe it in the agreement.

    Raises:
        InvalidTypeError: For anything but a period.
        InvalidValueError: For a term of less than a year.
        NotKnownError: For a term whose first day the rule is not known for.

    Source:
        L.441-1-6 of the Code de la construction et de l'habitation.

    Examples:
        >>> owed = agreement_undertakings(Period.years(2023, 2028), by=("metropolis",))
        >>> [(each.code, str(each.due)) for each in owed][-3:]
        [('evaluation-2028', '2028'), ('residences-2023', '2023-2025'), \
('residences-2026', '2026-2028')]
    """
    version = AGREEMENT_TIMES.at(check_term(term, "agreement_undertakings").start)
    return tuple(
        Undertaking(f"{name}-{piece.start.year}", text, by=by, due=piece, sources=version.sources)
        for name, text, years in (
            ("evaluation", _EVALUATE, version.value.years_of_evaluation),
            ("residences", _LIST_RESIDENCES, version.value.years_of_list),
        )
        for piece in split_whole(term, months=12 * years)
    )


_EVALUATE: Final = Text("evaluate the agreement", "évaluer la convention")
_LIST_RESIDENCES: Final = Text(
    "make the list of residences with a high stake in social mix",
    "établir la liste des résidences à enjeu prioritaire de mixité sociale",
)


def opinion_on_agreement(
    given: bool | None,  # noqa: FBT001  # the opinion is the only word
    *,
    transmitted_on: date,
    on: date,
    given_on: date | None = None,
) -> LawAnswer:
    """Whether an opinion on an attribution agreement is favourable, on a day.

    Silence is favourable past two months from the transmission; what is said later changes nothing.

    Args:
        given: The opinion that was given; `None`: none yet.
        transmitted_on: The day on which the agreement was transmitted.
        on: The day asked.
        given_on: The day on which it was given; `None`: not known, so that past two months a
            refusal may have come too late.

    Raises:
        InvalidTypeError: For anything but days, and a yes or no.
        InvalidValueError: For a day before the transmission, or an opinion of later than the day
            asked.
        NotKnownError: For a transmission on a day for which the rule is not known.

    Source:
        L.441-1-6 of the Code de la construction et de l'habitation.

    Examples:
        >>> sent = date(2024, 1, 15)
        >>> opinion_on_agreement(None, transmitted_on=sent, on=date(2024, 3, 15)).missing
        ('given',)
        >>> opinion_on_agreement(None, transmitted_on=sent, on=date(2024, 3, 16)).verdict.value
        'met'
    """
    where = "opinion_on_agreement"
    version = AGREEMENT_TIMES.at(exact_day(transmitted_on, f"{where}, transmitted_on"))
    return judge_opinion(
        where,
        given,
        transmitted_on,
        months=version.value.months_of_opinion,
        on=on,
        given_on=given_on,
        sources=version.sources,
    )


def refusal_of_agreement(proposed_on: date, *, on: date, refuses: bool | None) -> LawAnswer:
    """Whether the prefect designates persons to a landlord that refuses to sign the agreement.

    He does, and says by when it houses them, once six months have passed since the proposal, until
    the landlord signs. Met: he designates; unmet: he does not, or not yet.

    Args:
        proposed_on: The day on which the agreement was proposed to the landlord.
        on: The day asked.
        refuses: Whether the landlord still refuses to sign on that day; `None`: not known.

    Raises:
        InvalidTypeError: For anything but days, and a yes or no.
        InvalidValueError: For a day before the proposal.
        NotKnownError: For a proposal on a day for which the rule is not known.

    Source:
        L.441-1-6 of the Code de la construction et de l'habitation.

    Examples:
        >>> [
        ...     refusal_of_agreement(date(2024, 1, 15), on=day, refuses=True).verdict.value
        ...     for day in (date(2024, 7, 15), date(2024, 7, 16))
        ... ]
        ['unmet', 'met']
    """
    where = "refusal_of_agreement"
    version = AGREEMENT_TIMES.at(exact_day(proposed_on, f"{where}, proposed_on"))
    return judge_refusal(
        where,
        refuses,
        proposed_on,
        months=version.value.months_of_refusal,
        on=on,
        sources=version.sources,
    )
