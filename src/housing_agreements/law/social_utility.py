"""The convention of social utility between the State and a social landlord (*CUS*, L.445-1).

Each body of social housing concludes one with the State for six years, on the ground of its plan
for its stock and of the local housing programmes. It tells who lives where, what is sold, what
service tenants have, and how the body serves the priority publics; indicators measure it.

`utility_draft` and `utility_signature` are what it owes, `signs_utility_agreement` tells which
grouping signs, `opinion_on_sales` and `bars_sale` what a commune can do about a sale, and
`utility_penalty_limit` what a grave breach may cost.

All of it was read in the text in force since 23 February 2022. That text still calls the objectives
of mix the 23rd to 26th paragraphs of L.441-1, which are the 24th to 27th since 9 February 2022.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import Codes, exact_day, exact_kind
from housing_agreements._records import Record
from housing_agreements.law._answers_awaited import judge_opinion
from housing_agreements.law._calendar import THREE_DS_SINCE
from housing_agreements.law._numbers import (
    DwellingsLike,
    NumberLike,
    ShareLike,
    bound_dwellings,
    bound_if_told,
    bound_share,
    judge_at_most,
)
from housing_agreements.law._yes_or_no import read_answer
from housing_agreements.law.answers import LawAnswer
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.law.sru.reckoning import Reckoning
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period, months_after
from housing_agreements.values.rates import rate
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "SOCIAL_UTILITY",
    "SOCIAL_UTILITY_CONTENTS",
    "SocialUtility",
    "bars_sale",
    "opinion_on_sales",
    "signs_utility_agreement",
    "utility_draft",
    "utility_penalty_limit",
    "utility_signature",
)

_UTILITY_ARTICLE: Final = code("L.445-1, version en vigueur depuis le 23 février 2022")


@attrs.frozen(eq=False, repr=False)
class SocialUtility(Record):
    """The times and the limits of a convention of social utility (*CUS*).

    Examples:
        >>> SOCIAL_UTILITY.on(date(2025, 1, 1)).years
        6
    """

    years: int
    """It lasts so many years, and is then renewed."""
    months_before_end: int
    """The draft of the next one is due so many months before its end."""
    months_to_conclude: int
    """It is concluded within so many months of the deposit of the draft."""
    months_of_opinion: int
    """A commune gives its opinion on sales within so many months; silence is favourable."""
    least_share: Fraction
    """A housing authority signs for bodies that hold at least this part of its social stock."""
    months_to_answer: int
    """A body that breaks it has so many months to answer the notice."""
    most_per_dwelling: int
    """The most of a penalty, in euros a dwelling; the tax exemption is added to it."""
    most_years_withdrawn: int
    """Without draft or signature in time, competences may be withdrawn for so many years."""
    most_times_contribution: int
    """The contribution may then be raised up to so many times."""
    extension_years: int
    """A merger may put the draft off by so many years, once more on request."""


SOCIAL_UTILITY: Final[Provision[SocialUtility]] = Provision(
    "social-utility",
    Text(
        "the times and the limits of the convention of social utility",
        "les délais et les limites de la convention d'utilité sociale",
    ),
    (
        Version(
            SocialUtility(
                years=6,
                months_before_end=6,
                months_to_conclude=6,
                months_of_opinion=2,
                least_share=rate("5 %"),
                months_to_answer=1,
                most_per_dwelling=200,
                most_years_withdrawn=5,
                most_times_contribution=5,
                extension_years=1,
            ),
            THREE_DS_SINCE,
            (_UTILITY_ARTICLE,),
            Confidence.VERIFIED,
            Text(
                "a penalty needs a grave breach by the body's own fault, and the minister "
                "pronounces it; a new convention may be asked for after a substantial change; what "
                "held before was not read",
                "une pénalité suppose un manquement grave du fait de l'organisme, et le ministre "
                "la prononce\u202f; une nouvelle convention peut être demandée après une "
                "modification substantielle\u202f; ce qui valait avant n'a pas été lu",
            ),
        ),
    ),
)
"""Six years; six months before the end, six months to conclude; 200 euros a dwelling."""

SOCIAL_UTILITY_CONTENTS: Final[Provision[tuple[Text, ...]]] = Provision(
    "social-utility-contents",
    Text(
        "what a convention of social utility holds",
        "le contenu de la convention d'utilité sociale",
    ),
    (
        Version(
            (
                Text(
                    "who lives in its buildings, in and outside of priority neighbourhoods",
                    "l'état de l'occupation sociale, en quartier prioritaire et hors de ceux-ci",
                ),
                Text(
                    "the service that tenants have, after consulting them",
                    "l'état du service rendu aux locataires, après concertation",
                ),
                Text(
                    "the policy for the stock and its investments, with the plan of sales",
                    "la politique patrimoniale et d'investissement, avec le plan de mise en vente",
                ),
                Text(
                    "commitments on the quality of the service",
                    "les engagements sur la qualité du service rendu",
                ),
                Text(
                    "commitments on partnerships that help persons recognised under DALO and the "
                    "priority publics",
                    "les engagements de partenariats pour accompagner les personnes reconnues au "
                    "titre du DALO et les publics prioritaires",
                ),
                Text(
                    "the policy of shelter, and that of home ownership, where there is one",
                    "le cas échéant, la politique d'hébergement et celle d'accession",
                ),
                Text(
                    "commitments on social management, which recall the duties of occupation and "
                    "the objectives of mix (L.445-2)",
                    "les engagements de gestion sociale, qui récapitulent les obligations de "
                    "peuplement et les objectifs de mixité (L.445-2)",
                ),
                Text(
                    "how tenants are consulted, and commitments on it",
                    "les modalités de la concertation locative, et les engagements en sa faveur",
                ),
                Text(
                    "indicators for each objective, set by decree",
                    "des indicateurs pour chaque objectif, définis par décret",
                ),
            ),
            THREE_DS_SINCE,
            (
                _UTILITY_ARTICLE,
                code("L.445-2, version en vigueur depuis le 1er septembre 2019"),
            ),
            Confidence.VERIFIED,
            Text(
                "a new policy of rents is optional; the articles still cite the 23rd to 26th "
                "paragraphs of L.441-1 for the objectives of mix, which are the 24th to 27th "
                "since 9 February 2022",
                "une nouvelle politique des loyers est facultative\u202f; les articles citent "
                "encore les alinéas 23 à 26 de L.441-1 pour les objectifs de mixité, qui sont les "
                "alinéas 24 à 27 depuis le 9 février 2022",
            ),
        ),
    ),
)
"""Its contents, in the order of the article."""


def utility_draft(running: Period, *, by: Codes) -> Undertaking:
    """The draft of the next convention that a body owes, as an undertaking.

    Without it in time the body loses its derogations, and the minister may withdraw competences.

    Args:
        running: The days of the convention that runs.
        by: The code of the body in the agreement.

    Raises:
        InvalidTypeError: For anything but a period.
        NotKnownError: Where the rule is not known on the day on which the draft is due.

    Source:
        L.445-1 of the Code de la construction et de l'habitation: at the latest six months before
        the end of the convention that runs, which is read as its last day.

    Examples:
        >>> utility_draft(Period.years(2020, 2025), by=("landlord",)).due
        datetime.date(2025, 6, 30)
    """
    exact_kind(running, "utility_draft, running", Period, "write Period.years(2020, 2025)")
    last = running.end - timedelta(days=1)
    due = months_after(last, -SOCIAL_UTILITY.versions[0].value.months_before_end)
    version = SOCIAL_UTILITY.at(due)
    text = _SEND_DRAFT.format(day=last)
    return Undertaking(f"utility-draft-{due}", text, by=by, due=due, sources=version.sources)


_SEND_DRAFT: Final = Text(
    "send the prefect the draft of the convention that follows the one ending on {day}",
    "adresser au préfet le projet de convention succédant à celle qui prend fin le {day}",
)


def utility_signature(deposited_on: date, *, by: Codes) -> Undertaking:
    """The signature of a convention whose draft was deposited, as an undertaking.

    Args:
        deposited_on: The day on which the draft was deposited.
        by: The codes of those who sign it in the agreement.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.445-1 of the Code de la construction et de l'habitation, paragraph 2.

    Examples:
        >>> utility_signature(date(2025, 8, 31), by=("state", "landlord")).due
        datetime.date(2026, 2, 28)
    """
    version = SOCIAL_UTILITY.at(exact_day(deposited_on, "utility_signature, deposited_on"))
    due = months_after(deposited_on, version.value.months_to_conclude)
    text = _CONCLUDE.format(day=deposited_on)
    name = f"utility-signature-{deposited_on}"
    return Undertaking(name, text, by=by, due=due, sources=version.sources)


_CONCLUDE: Final = Text(
    "conclude the convention whose draft was deposited on {day}",
    "conclure la convention dont le projet a été déposé le {day}",
)


def signs_utility_agreement(
    *,
    on: date,
    attached: bool | None = None,
    asked: bool | None = None,
    housing_authority: bool | None = None,
    share: ShareLike | None = None,
    waived: bool | None = None,
) -> Verdict:
    """Whether a grouping signs the convention of a body that has dwellings on its territory.

    It signs for the bodies that are attached to it, and for others where it asks to. A recognised
    housing authority signs instead for those that hold 5 % of its social stock, unless it waives
    it. Paris, a territorial establishment, Lyon and a department are asked about likewise. Where
    one does not sign, the convention is concluded all the same.

    Args:
        on: The day asked.
        attached: Whether the body is attached to the grouping; `None`, here and below: not known.
        asked: Whether the grouping asked to sign.
        housing_authority: Whether it is a recognised one (*autorité organisatrice de l'habitat*).
        share: What part of the social dwellings of its territory the body holds.
        waived: Whether the authority waived its signature.

    Returns:
        Undetermined also where an authority would sign by the general rule, for a body below 5 %:
        the text does not say whether it then signs.

    Raises:
        InvalidTypeError: For anything but a day, a share, and a yes or no.
        InvalidValueError: For a share above the whole.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.445-1 of the Code de la construction et de l'habitation, paragraphs 3 and 4.

    Examples:
        >>> day = date(2025, 1, 1)
        >>> signs_utility_agreement(on=day, housing_authority=True, share="5 %", waived=False)
        Verdict.MET
        >>> signs_utility_agreement(on=day, housing_authority=False, attached=False, asked=False)
        Verdict.UNMET
    """
    where = "signs_utility_agreement"
    least = SOCIAL_UTILITY.on(on).least_share
    own = read_answer(attached, f"{where}, attached")
    usual = own | read_answer(asked, f"{where}, asked")
    authority = read_answer(housing_authority, f"{where}, housing_authority")
    gave_up = read_answer(waived, f"{where}, waived")
    enough = Verdict.UNDETERMINED
    if share is not None:
        enough = judge_at_most(Bounds.exactly(least), bound_share(share, f"{where}, share"))
    as_authority = (enough & ~gave_up) | (~enough & usual & Verdict.UNDETERMINED)
    if authority.decided:
        return as_authority if authority is Verdict.MET else usual
    return usual if usual is as_authority else Verdict.UNDETERMINED


def opinion_on_sales(
    given: bool | None,  # noqa: FBT001  # the opinion is the only word
    *,
    received_on: date,
    on: date,
    given_on: date | None = None,
) -> LawAnswer:
    """Whether the opinion of a commune on the plan of sales is favourable, on a day.

    Silence is favourable past two months from the day on which the mayor was consulted.

    Args:
        given: The opinion that was given; `None`: none yet.
        received_on: The day on which the mayor received the consultation.
        on: The day asked.
        given_on: The day on which it was given; `None`: not known, so that past two months a
            refusal may have come too late.

    Raises:
        InvalidTypeError: For anything but days, and a yes or no.
        InvalidValueError: For a day before the consultation, or an opinion of later than the day
            asked.
        NotKnownError: For a consultation on a day for which the rule is not known.

    Source:
        L.445-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> asked = date(2025, 1, 15)
        >>> opinion_on_sales(None, received_on=asked, on=date(2025, 3, 16)).verdict
        Verdict.MET
    """
    where = "opinion_on_sales"
    version = SOCIAL_UTILITY.at(exact_day(received_on, f"{where}, received_on"))
    return judge_opinion(
        where,
        given,
        received_on,
        months=version.value.months_of_opinion,
        on=on,
        given_on=given_on,
        sources=version.sources,
        asked_by="the consultation",
    )


def bars_sale(
    *,
    on: date,
    opposed: bool | None = None,
    reaches_rate: bool | None = None,
    would_reach_rate: bool | None = None,
) -> Verdict:
    """Whether the opposition of a commune bars a sale of social dwellings of the plan.

    It does in a commune that is below its rate of social dwellings (L.302-5), or would be after.

    Args:
        on: The day asked.
        opposed: Whether the commune is opposed; `None`, here and below: not known.
        reaches_rate: Whether it reaches its rate (`legal_rate`, `missing_dwellings`).
        would_reach_rate: Whether it would still reach it after the sale; dwellings that were sold
            count on for ten years.

    Raises:
        InvalidTypeError: For anything but a day, and a yes or no.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.445-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> bars_sale(on=date(2025, 1, 1), opposed=True, reaches_rate=False)
        Verdict.MET
        >>> bars_sale(on=date(2025, 1, 1), opposed=True, reaches_rate=True)
        Verdict.UNDETERMINED
    """
    SOCIAL_UTILITY.on(on)
    against = read_answer(opposed, "bars_sale, opposed")
    reaches = read_answer(reaches_rate, "bars_sale, reaches_rate")
    stays = read_answer(would_reach_rate, "bars_sale, would_reach_rate")
    return against & (~reaches | ~stays)


def utility_penalty_limit(
    dwellings: DwellingsLike, *, on: date, tax_exemption: NumberLike | None = None
) -> Reckoning:
    """The most that a grave breach of a convention may cost a body, in euros.

    In proportion to what was not reached and to the gravity, so that it is often less.

    Args:
        dwellings: On how many dwellings the body holds a real right.
        on: The day asked.
        tax_exemption: The exemption from the property tax that it had in the last financial year
            known, in euros; `None`: not known. Write 0 where it had none.

    Raises:
        InvalidTypeError: For a float, or anything but a day.
        InvalidValueError: For a negative number.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.445-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> utility_penalty_limit(1_000, on=date(2025, 1, 1), tax_exemption=50_000).value
        Fraction(250000, 1)
        >>> utility_penalty_limit(1_000, on=date(2025, 1, 1)).missing
        ('tax_exemption',)
    """
    where = "utility_penalty_limit"
    version = SOCIAL_UTILITY.at(on)
    held = bound_dwellings(dwellings, f"{where}, dwellings")
    added = bound_if_told(tax_exemption, f"{where}, tax_exemption")
    each = version.value.most_per_dwelling
    most = Bounds(held.low * each, None if held.high is None else held.high * each) + added
    open_facts = tuple(
        (name, words)
        for name, words, number in (
            ("dwellings", _DWELLINGS_HELD, held),
            ("tax_exemption", _TAX_EXEMPTION, added),
        )
        if not number.exact
    )
    notes = () if version.note is None else (version.note,)
    return Reckoning(_PENALTY, on, most, (), open_facts, notes, version.sources, version.confidence)


_PENALTY: Final = Text("the most of a penalty", "plafond de la pénalité")
_DWELLINGS_HELD: Final = Text("the dwellings of the body", "les logements de l'organisme")
_TAX_EXEMPTION: Final = Text(
    "the exemption from the property tax", "l'exonération de taxe foncière"
)
