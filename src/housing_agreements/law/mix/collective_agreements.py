"""The collective agreements on priority publics (*accords collectifs*, L.441-1-1 to L.441-1-3).

A grouping may propose one to the landlords of its territory (*accord collectif intercommunal*,
ACI); the prefect makes one with those of each department (*accord collectif départemental*, ACD).
Both set a yearly number of attributions for each landlord, for three years. The intercommunal one
takes the place of the departmental, and the attribution agreement that of both, where the prefect
approves it: `collective_agreement_applies`. `refusal_of_collective_agreement` tells what follows
where a landlord does not sign, `special_delegate_term` for how long a delegate attributes in its
place.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements._checks import exact_day, exact_kind
from housing_agreements._records import Enumeration, Record
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.law._answers_awaited import judge_opinion, judge_refusal
from housing_agreements.law._calendar import EQUALITY_SINCE, THREE_DS_SINCE
from housing_agreements.law.answers import LawAnswer, answer_question
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "COLLECTIVE_AGREEMENTS",
    "SPECIAL_DELEGATE",
    "CollectiveAgreement",
    "CollectiveTimes",
    "collective_agreement_applies",
    "collective_term",
    "opinion_on_collective_agreement",
    "refusal_of_collective_agreement",
    "special_delegate_term",
)


class CollectiveAgreement(Enumeration):
    """Which collective agreement it is (*accord collectif*)."""

    INTERCOMMUNAL = "intercommunal"
    """Of a grouping with the landlords of its territory (*ACI*)."""
    DEPARTMENTAL = "departmental"
    """Of the State with the landlords of a department (*ACD*)."""

    def say(self, language: Language) -> str:
        """The agreement in words.

        Examples:
            >>> CollectiveAgreement.DEPARTMENTAL.say("fr")
            'accord collectif départemental'
        """
        return _COLLECTIVE_NAMES[self].say(language)


_COLLECTIVE_NAMES: Final = {
    CollectiveAgreement.INTERCOMMUNAL: Text(
        "intercommunal collective agreement", "accord collectif intercommunal"
    ),
    CollectiveAgreement.DEPARTMENTAL: Text(
        "departmental collective agreement", "accord collectif départemental"
    ),
}


@attrs.frozen(eq=False, repr=False)
class CollectiveTimes(Record):
    """For whom a collective agreement is, and the times that run around it (*contenu, délais*).

    Examples:
        >>> COLLECTIVE_AGREEMENTS[CollectiveAgreement.DEPARTMENTAL].on(date(2024, 1, 1)).years
        3
    """

    years: int
    """It is made for so many years."""
    publics: Text
    """Whom each landlord undertakes to house, by a yearly number of attributions."""
    months_of_opinion: int
    """An opinion not given within so many months of the transmission is deemed favourable."""
    months_of_refusal: int
    """Once a landlord has refused to sign for so many months persons are designated to it,"""
    designated_by: Text
    """by whom,"""
    charged_to: Text
    """and on whose reservations."""


_REFUSAL_ARTICLE: Final = code("L.441-1-3, version en vigueur depuis le 31 juillet 1998")

COLLECTIVE_AGREEMENTS: Final[Mapping[CollectiveAgreement, Provision[CollectiveTimes]]] = (
    MappingProxyType(
        {
            CollectiveAgreement.INTERCOMMUNAL: Provision(
                "intercommunal-collective-agreement",
                Text("the intercommunal collective agreement", "l'accord collectif intercommunal"),
                (
                    Version(
                        CollectiveTimes(
                            years=3,
                            publics=Text(
                                "persons recognised under DALO, and those of the priority publics",
                                "les personnes reconnues au titre du DALO et les publics "
                                "prioritaires",
                            ),
                            months_of_opinion=2,
                            months_of_refusal=6,
                            designated_by=Text(
                                "the president of the grouping, or of the establishment",
                                "le président de l'EPCI, ou de l'établissement public territorial",
                            ),
                            charged_to=Text(
                                "the reservations of the grouping and, with the accord of each, of "
                                "the State or of the communes",
                                "les droits de l'établissement et, avec leur accord, ceux de "
                                "l'État ou des communes",
                            ),
                        ),
                        date(2018, 1, 1),
                        (code("L.441-1-1, version en vigueur depuis le 1er janvier 2018"),),
                        Confidence.VERIFIED,
                        Text(
                            "a grouping with a housing programme may propose one; it has a "
                            "commission that coordinates, whose opinions bind nobody",
                            "un EPCI doté d'un PLH peut le proposer\u202f; il crée une commission "
                            "de coordination, dont les avis ne lient pas",
                        ),
                    ),
                ),
            ),
            CollectiveAgreement.DEPARTMENTAL: Provision(
                "departmental-collective-agreement",
                Text("the departmental collective agreement", "l'accord collectif départemental"),
                (
                    Version(
                        CollectiveTimes(
                            years=3,
                            publics=Text(
                                "persons in economic and social difficulties, among them those "
                                "recognised under DALO and the priority publics",
                                "les personnes connaissant des difficultés économiques et "
                                "sociales, notamment celles reconnues au titre du DALO et les "
                                "publics prioritaires",
                            ),
                            months_of_opinion=2,
                            months_of_refusal=6,
                            designated_by=Text("the prefect", "le préfet"),
                            charged_to=Text("his reservations", "ses droits à réservation"),
                        ),
                        EQUALITY_SINCE,
                        (
                            code("L.441-1-2, version en vigueur depuis le 29 janvier 2017"),
                            _REFUSAL_ARTICLE,
                        ),
                        Confidence.VERIFIED,
                        Text(
                            "the prefect makes one every three years",
                            "le préfet en conclut un tous les trois ans",
                        ),
                    ),
                ),
            ),
        }
    )
)
"""The agreement of a grouping, since 1 January 2018 as it was read; that of a department."""

SPECIAL_DELEGATE: Final[Provision[int]] = Provision(
    "special-delegate",
    Text(
        "the years for which a delegate attributes in the place of a landlord",
        "la durée du mandat du délégué spécial, en années",
    ),
    (
        Version(
            1,
            date(1998, 7, 31),
            (_REFUSAL_ARTICLE,),
            Confidence.VERIFIED,
            Text(
                "where a landlord stands in the way of what the prefect attributes, after an "
                "attempt to conciliate and, if need be, a formal notice",
                "lorsque le bailleur fait obstacle aux attributions du préfet, après tentative de "
                "conciliation et, au besoin, mise en demeure",
            ),
        ),
    ),
)
"""One year (*délégué spécial*)."""


def _version(
    where: str, kind: CollectiveAgreement, on: date, name: str
) -> Version[CollectiveTimes]:
    """The version of the rule of a collective agreement on a day."""
    exact_kind(kind, f"{where}, kind", CollectiveAgreement)
    return COLLECTIVE_AGREEMENTS[kind].at(exact_day(on, f"{where}, {name}"))


def collective_term(kind: CollectiveAgreement, start: date) -> Period:
    """The three years of a collective agreement.

    Args:
        kind: Which agreement it is.
        start: Its first day.

    Raises:
        InvalidTypeError: For anything but a kind and a day.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-1-1 and L.441-1-2 of the Code de la construction et de l'habitation.

    Examples:
        >>> str(collective_term(CollectiveAgreement.DEPARTMENTAL, date(2023, 1, 1)))
        '2023-2025'
    """
    version = _version("collective_term", kind, start, "start")
    return Period.lasting(start, years=version.value.years)


def collective_agreement_applies(
    kind: CollectiveAgreement,
    *,
    on: date,
    signed: bool | None,
    attribution_agreement: bool | None,
    intercommunal: bool | None = None,
) -> LawAnswer:
    """Whether a collective agreement governs a territory, or another has taken its place.

    Args:
        kind: Which agreement is asked about.
        on: The day asked.
        signed: Whether that agreement is signed and runs on that day; `None`: not known, here and
            below.
        attribution_agreement: Whether the prefect approved an attribution agreement (*CIA*) there.
        intercommunal: Of the departmental agreement: whether the prefect approved an
            intercommunal one there.

    Raises:
        InvalidTypeError: For anything but a kind, a day, and a yes or no.
        InvalidValueError: For `intercommunal` where the intercommunal agreement is asked about.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-1-1 and L.441-1-6 of the Code de la construction et de l'habitation.

    Examples:
        >>> department = CollectiveAgreement.DEPARTMENTAL
        >>> collective_agreement_applies(
        ...     department,
        ...     on=date(2024, 1, 1),
        ...     signed=True,
        ...     attribution_agreement=False,
        ...     intercommunal=None,
        ... ).missing
        ('intercommunal',)
    """
    where = "collective_agreement_applies"
    version = _version(where, kind, on, "on")
    facts = {"signed": signed, "attribution_agreement": attribution_agreement}
    if kind is CollectiveAgreement.DEPARTMENTAL:
        facts["intercommunal"] = intercommunal
    elif intercommunal is not None:
        expected = "no answer, since the intercommunal agreement itself is asked about"
        raise InvalidValueError(f"{where}, intercommunal", show(intercommunal), expected)
    # That another takes its place was read as the text stands since these days.
    read_since = {
        "attribution_agreement": THREE_DS_SINCE,
        "intercommunal": COLLECTIVE_AGREEMENTS[CollectiveAgreement.INTERCOMMUNAL].versions[0].since,
    }

    def runs(facts: Mapping[str, Verdict]) -> Verdict:
        found = facts["signed"]
        for name, since in read_since.items():
            beside = facts.get(name, Verdict.UNMET)
            if beside is Verdict.MET and on < since:
                beside = Verdict.UNDETERMINED
            found &= ~beside
        return found

    left_open = _REPLACED_BEFORE if any(on < since for since in read_since.values()) else None
    return answer_question(
        where,
        _AGREEMENT_APPLIES.format(agreement=kind),
        on,
        facts,
        runs,
        sources=(*version.sources, _REPLACING_ARTICLE),
        left_open=(left_open,) if left_open else (),
    )


_AGREEMENT_APPLIES: Final = Text("whether the {agreement} applies", "l'{agreement} s'applique")


_REPLACING_ARTICLE: Final = code("L.441-1-6, version en vigueur depuis le 23 février 2022")
_REPLACED_BEFORE: Final = Text(
    "that an intercommunal agreement takes its place was read in the text of 1 January 2018, that "
    "an attribution agreement does in that of 23 February 2022: before, it is open",
    "que l'accord intercommunal s'y substitue a été lu dans le texte du 1er janvier 2018, et que "
    "la convention d'attribution s'y substitue dans celui du 23 février 2022\u00a0: avant, la "
    "question reste ouverte",
)


def opinion_on_collective_agreement(
    kind: CollectiveAgreement,
    given: bool | None,  # noqa: FBT001  # the opinion is a word of its own
    *,
    transmitted_on: date,
    on: date,
    given_on: date | None = None,
) -> LawAnswer:
    """Whether the opinion on a collective agreement is favourable, on a day.

    That of the committee of the plan for the disadvantaged (*PDALHPD*). Silence is favourable past
    two months from the transmission.

    Args:
        kind: Which agreement it is.
        given: The opinion that was given; `None`: none yet.
        transmitted_on: The day on which the agreement was transmitted.
        on: The day asked.
        given_on: The day on which it was given; `None`: not known, so that past two months a
            refusal may have come too late.

    Raises:
        InvalidTypeError: For anything but a kind, days, and a yes or no.
        InvalidValueError: For a day before the transmission, or an opinion of later than the day
            asked.
        NotKnownError: For a transmission on a day for which the rule is not known.

    Source:
        L.441-1-1 and L.441-1-2 of the Code de la construction et de l'habitation.

    Examples:
        >>> opinion_on_collective_agreement(
        ...     CollectiveAgreement.INTERCOMMUNAL,
        ...     None,
        ...     transmitted_on=date(2024, 1, 15),
        ...     on=date(2024, 3, 16),
        ... ).verdict
        Verdict.MET
    """
    where = "opinion_on_collective_agreement"
    version = _version(where, kind, transmitted_on, "transmitted_on")
    return judge_opinion(
        where,
        given,
        transmitted_on,
        months=version.value.months_of_opinion,
        on=on,
        given_on=given_on,
        sources=version.sources,
    )


def refusal_of_collective_agreement(
    kind: CollectiveAgreement, proposed_on: date, *, on: date, refuses: bool | None
) -> LawAnswer:
    """Whether persons are designated to a landlord that refuses to sign a collective agreement.

    They are once six months have passed since the proposal, until it signs: by the president of
    the grouping, or by the prefect for the departmental one. Met: they are; unmet: not, or not yet.

    Args:
        kind: Which agreement it is.
        proposed_on: The day on which it was proposed to the landlord.
        on: The day asked.
        refuses: Whether the landlord still refuses to sign on that day; `None`: not known.

    Raises:
        InvalidTypeError: For anything but a kind, days, and a yes or no.
        InvalidValueError: For a day before the proposal.
        NotKnownError: For a proposal on a day for which the rule is not known.

    Source:
        L.441-1-1 and L.441-1-3 of the Code de la construction et de l'habitation.

    Examples:
        >>> department = CollectiveAgreement.DEPARTMENTAL
        >>> [
        ...     refusal_of_collective_agreement(
        ...         department, date(2024, 1, 15), on=day, refuses=True
        ...     ).verdict.value
        ...     for day in (date(2024, 7, 15), date(2024, 7, 16))
        ... ]
        ['unmet', 'met']
    """
    where = "refusal_of_collective_agreement"
    version = _version(where, kind, proposed_on, "proposed_on")
    return judge_refusal(
        where,
        refuses,
        proposed_on,
        months=version.value.months_of_refusal,
        on=on,
        sources=version.sources,
    )


def special_delegate_term(named_on: date) -> Period:
    """The year for which a special delegate attributes in the place of a landlord.

    Args:
        named_on: The day on which the prefect named the delegate.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-1-3 of the Code de la construction et de l'habitation.

    Examples:
        >>> special_delegate_term(date(2024, 3, 1)).last_day
        datetime.date(2025, 2, 28)
    """
    years = SPECIAL_DELEGATE.on(exact_day(named_on, "special_delegate_term, named_on"))
    return Period.lasting(named_on, years=years)
