"""What missing dwellings cost a commune: the levy, and the surcharge on it when deficient.

What is told of the commune bounds the answer: a levy has a cap in the spending of the commune,
and some communes are exempt. All are before the commune deducts its spending on social dwellings;
a surplus of it is carried for two years.
"""

from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import exact_day
from housing_agreements._records import Record
from housing_agreements.law._calendar import CODE_READ_ON, EQUALITY_SINCE, THREE_DS_SINCE
from housing_agreements.law._numbers import (
    NumberLike,
    ShareLike,
    bound_amount,
    bound_if_told,
    bound_positive,
    bound_share,
    judge_at_most,
    read_rate,
)
from housing_agreements.law._yes_or_no import read_answer, read_answers
from housing_agreements.law.provisions import (
    UNREAD,
    Confidence,
    Provision,
    Version,
    carry_past,
    code,
)
from housing_agreements.law.sru._subject import SUBJECT_SINCE, check_subject
from housing_agreements.law.sru._texts import THREE_DS
from housing_agreements.law.sru.reckoning import Reckoning
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike, rate
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "LEVY",
    "SURCHARGE",
    "Levy",
    "Surcharge",
    "least_surcharge",
    "levy",
    "levy_with_surcharge",
    "surcharge_period",
)

_SURCHARGE_ARTICLE: Final = code("L.302-9-1")
_LEVY_ARTICLE: Final = code("L.302-7")
_QUARTER_READ_SINCE: Final = date(2025, 2, 16)
_QUARTER_APPLIES_FROM: Final = date(2017, 1, 1)
_NEWCOMERS_FROM: Final = date(2015, 1, 1)


@attrs.frozen(eq=False, repr=False)
class Levy(Record):
    """What a commune pays each year for the dwellings it lacks (*prélèvement*).

    Examples:
        >>> LEVY.on(date(2017, 1, 21)).share, LEVY.on(date(2025, 2, 16)).share
        (Fraction(1, 5), Fraction(1, 4))
    """

    share: Fraction
    """This share of its fiscal potential per head, for each missing dwelling."""
    least: int
    """Below so many euros nothing is paid."""
    share_of_spending: Fraction
    """Never more than this share of its real operating expenditure of the year before last."""
    exempt_above: Fraction
    """A commune with an exempting grant pays nothing above this share of social dwellings."""
    exempt_above_reduced: Fraction
    """The same where the lower of the two rates is owed."""
    rural_grant: bool | None
    """Whether the third fraction of the DSR exempts as the DSU does; `None`: not known."""
    newcomer_years: int | None
    """Communes subject for the first time since 2015 pay nothing in so many first years."""


_FIFTH: Final = Levy(
    share=rate("20 %"),
    least=4_000,
    share_of_spending=rate("5 %"),
    exempt_above=rate("15 %"),
    exempt_above_reduced=rate("15 %"),
    rural_grant=False,
    newcomer_years=None,
)
_QUARTER: Final = attrs.evolve(_FIFTH, share=rate("25 %"), exempt_above=rate("20 %"))
_QUARTER_WITH_AN_OPEN_GRANT: Final = attrs.evolve(_QUARTER, rural_grant=None)
_LAW_ON_THE_LEVY: Final = Source(
    "Loi 2017-86 du 27 janvier 2017", "article 99, II\u00a0: à compter du 1er janvier 2017"
)
_DEBATE: Final = Source(
    "Débats sur le projet de loi Égalité et citoyenneté",
    "source secondaire\u00a0: le passage de 20 à 25\u00a0%",
    url="https://2012-2017.nosdeputes.fr/14/intervention/979088",
)
_STEP: Final = Text(
    "25 % was read in the debate on the law of 2017, and in the text of 2025, not in that of 2017; "
    "the law makes it apply from 1 January 2017",
    "25\u00a0% a été lu dans les débats sur la loi de 2017 et dans le texte de 2025, non dans "
    "celui de 2017\u202f; la loi l'applique à compter du 1er janvier 2017",
)

LEVY: Final[Provision[Levy]] = Provision(
    "sru-levy",
    Text("levy on missing dwellings", "prélèvement sur les logements manquants"),
    (
        Version(_FIFTH, CODE_READ_ON, (_LEVY_ARTICLE,), Confidence.VERIFIED),
        Version(
            _QUARTER,
            EQUALITY_SINCE,
            (_LEVY_ARTICLE, _LAW_ON_THE_LEVY, _DEBATE),
            Confidence.SECONDARY,
            _STEP,
        ),
        *carry_past(
            _QUARTER_WITH_AN_OPEN_GRANT,
            (_LEVY_ARTICLE, _DEBATE),
            THREE_DS_SINCE,
            date(2023, 1, 1),
            note=_STEP,
        ),
        Version(
            attrs.evolve(_QUARTER, rural_grant=True, newcomer_years=3),
            _QUARTER_READ_SINCE,
            (code("L.302-7, version en vigueur depuis le 16 février 2025"),),
            Confidence.VERIFIED,
        ),
    ),
)
"""A fifth of the fiscal potential, then a quarter: in force since 29 January 2017.

It then applied from 1 January 2017, which `levy(known=...)` follows.
"""

_FACTS: Final = {
    "spending": Text(
        "the real operating expenditure of the year before last",
        "les dépenses réelles de fonctionnement de la pénultième année",
    ),
    "social_share": Text(
        "the share of social dwellings in the commune",
        "la part de logements sociaux de la commune",
    ),
    "reduced": Text(
        "whether the commune owes the lower of the two rates",
        "si la commune relève du plus bas des deux taux",
    ),
    "urban_grant": Text(
        "whether the commune has the urban solidarity grant (DSU)",
        "si la commune perçoit la dotation de solidarité urbaine (DSU)",
    ),
    "rural_grant": Text(
        "whether the commune has the third fraction of the rural solidarity grant (DSR)",
        "si la commune perçoit la troisième fraction de la dotation de solidarité rurale (DSR)",
    ),
    "subject_since": SUBJECT_SINCE,
    "richest": Text(
        "whether its fiscal potential per head is at least 150 % of the median of the communes "
        "levied, on 1 January of the year before",
        "si son potentiel fiscal par habitant atteint 150\u00a0% de la médiane des communes "
        "prélevées, au 1er janvier de l'année précédente",
    ),
}
_GROSS: Final = Text(
    "before the deductions for what the commune spent on social dwellings",
    "avant déduction des dépenses de la commune pour le logement social",
)
_RURAL_OPEN: Final = Text(
    "whether the third fraction of the DSR exempted on that day is open: it does since "
    "23 February 2022, 1 January 2023 or 16 February 2025",
    "on ne sait pas si la troisième fraction de la DSR exonérait ce jour-là\u00a0: elle le fait "
    "depuis le 23 février 2022, le 1er janvier 2023 ou le 16 février 2025",
)
_NEWCOMERS_OPEN: Final = Text(
    "whether newly subject communes were exempt on that day was not read",
    "l'exonération ce jour-là des communes nouvellement soumises n'a pas été lue",
)


def levy(
    missing: NumberLike,
    potential_per_head: NumberLike,
    *,
    on: date,
    known: date | None = None,
    spending: NumberLike | None = None,
    social_share: ShareLike | None = None,
    reduced: bool | None = None,
    urban_grant: bool | None = None,
    rural_grant: bool | None = None,
    subject_since: date | None = None,
) -> Reckoning:
    """What a commune pays in a year before any surcharge or deduction, in euros; never rounded.

    A capped levy of less than 4,000 euros is bounded from nil on: which comes first is not told.

    Args:
        missing: How many dwellings it lacks, for example `missing_dwellings(...)`.
        potential_per_head: Its fiscal potential per head, in euros (*potentiel fiscal*).
        on: The day asked.
        known: The day of the knowledge: from 29 January 2017 on, all of 2017 follows the law of
            that day; `None`: `on`.
        spending: Its real operating expenditure of the year before last, in euros, which caps
            the levy; `None`: not known.
        social_share: The share of social dwellings among its main residences; `None`: not known.
        reduced: Whether it owes the lower of the two rates of the law; `None`: not known.
        urban_grant: Whether it has the urban solidarity grant (*DSU*); `None`: not known.
        rural_grant: Whether it has the third fraction of the rural solidarity grant (*DSR*);
            `None`: not known.
        subject_since: The first day on which it is subject to the law; `None`: not known, so
            that it is perhaps newly subject, and exempt.

    Raises:
        InvalidTypeError: For a float, an answer that is none, or anything but a day.
        InvalidValueError: For a negative number, a share above the whole, or a commune that is
            subject only later.
        NotKnownError: On a day for which the rule was not verified.

    Laws:
        - To know one fact more never widens the bounds.

    Source:
        L.302-7 of the Code de la construction et de l'habitation.

    Examples:
        >>> day, old = date(2025, 6, 1), date(2002, 1, 1)
        >>> due = levy(
        ...     100,
        ...     1_000,
        ...     on=day,
        ...     spending=4_000_000,
        ...     urban_grant=False,
        ...     rural_grant=False,
        ...     subject_since=old,
        ... )
        >>> due.value
        Fraction(25000, 1)
        >>> open_levy = levy(100, 1_000, on=day, urban_grant=False, subject_since=old)
        >>> print(open_levy.bounds)
        between 0 and 25,000
        >>> open_levy.missing
        ('spending', 'social_share', 'reduced', 'rural_grant')
    """
    lacking = bound_amount(missing, "levy, missing")
    potential = bound_amount(potential_per_head, "levy, potential_per_head")
    version = _levy_on(exact_day(on, "levy, on"), known)
    rule = version.value
    gross = _multiply(lacking, potential, rule.share)
    cap = _cap(rule.share_of_spending, spending, "levy, spending")
    capped = _least_of(gross, cap)
    granted, grants, open_grants = _exempt_by_grant(
        rule, social_share, reduced=reduced, urban_grant=urban_grant, rural_grant=rural_grant
    )
    newcomer = _exempt_as_newcomer(rule, on, subject_since)
    exempt = granted | newcomer
    nothing = Fraction(0)
    due = Bounds(nothing, nothing)
    open_names: set[str] = set()
    notes = [_GROSS]
    if exempt is not Verdict.MET and (gross.high is None or gross.high >= rule.least):
        sure = exempt is Verdict.UNMET and capped.low >= rule.least
        due = Bounds(capped.low if sure else nothing, capped.high)
        open_names |= {"spending"} if spending is None else set()
        if granted is Verdict.UNDETERMINED:
            open_names |= open_grants
            notes.extend(grants)
        if newcomer is Verdict.UNDETERMINED:
            open_names |= {"subject_since"} if subject_since is None else set()
            notes.extend([_NEWCOMERS_OPEN] if rule.newcomer_years is None else [])
    return _reckon_euros(LEVY.title, on, due, version, open_names=open_names, notes=notes)


def _levy_on(on: date, known: date | None) -> Version[Levy]:
    """The levy of a day, as it is known on another."""
    asked = exact_day(on if known is None else known, "levy, known")
    if asked >= EQUALITY_SINCE and _QUARTER_APPLIES_FROM <= on < EQUALITY_SINCE:
        return LEVY.at(EQUALITY_SINCE)
    return LEVY.at(on)


def _exempt_by_grant(
    rule: Levy,
    social_share: ShareLike | None,
    *,
    reduced: bool | None,
    urban_grant: bool | None,
    rural_grant: bool | None,
) -> tuple[Verdict, list[Text], set[str]]:
    """Whether a grant exempts the commune, what is open in the law, and which facts are missing."""
    told = read_answers(
        "levy", {"reduced": reduced, "urban_grant": urban_grant, "rural_grant": rural_grant}
    )
    share = Bounds(Fraction(0), Fraction(1))
    if social_share is not None:
        share = bound_share(social_share, "levy, social_share")
    limits = {
        limit
        for limit, possible in (
            (rule.exempt_above, told["reduced"] is not Verdict.MET),
            (rule.exempt_above_reduced, told["reduced"] is not Verdict.UNMET),
        )
        if possible
    }
    answers = {~judge_at_most(share, Bounds.exactly(limit)) for limit in limits}
    above = answers.pop() if len(answers) == 1 else Verdict.UNDETERMINED
    rural = told["rural_grant"]
    if rule.rural_grant is not True:
        rural &= Verdict.of(rule.rural_grant)
    granted = told["urban_grant"] | rural
    names: set[str] = set()
    notes: list[Text] = []
    if above is Verdict.UNDETERMINED:
        names |= {"social_share"} if social_share is None else set()
        names |= {"reduced"} if len(limits) > 1 else set()
    if granted is Verdict.UNDETERMINED:
        names |= {"urban_grant"} if urban_grant is None else set()
        asked = rural_grant is None and rule.rural_grant is not False
        names |= {"rural_grant"} if asked else set()
        notes.extend([_RURAL_OPEN] if rule.rural_grant is None and rural_grant is not False else [])
    return granted & above, notes, names


def _exempt_as_newcomer(rule: Levy, on: date, subject_since: date | None) -> Verdict:
    """Whether a commune is in its first years under the law, and exempt for it."""
    if subject_since is None:
        return Verdict.UNDETERMINED
    first = check_subject(subject_since, on, "levy")
    years = _NEWCOMER_YEARS if rule.newcomer_years is None else rule.newcomer_years
    if first < _NEWCOMERS_FROM or on not in Period.lasting(first, years=years):
        return Verdict.UNMET
    return Verdict.of(None if rule.newcomer_years is None else True)


_NEWCOMER_YEARS: Final = 3


def _multiply(one: Bounds[Fraction], other: Bounds[Fraction], share: Fraction) -> Bounds[Fraction]:
    """A share of the product of two numbers of 0 or more."""
    low = share * one.low * other.low
    if 0 in (one.high, other.high):
        return Bounds(low, Fraction(0))
    if one.high is None or other.high is None:
        return Bounds(low, None)
    return Bounds(low, share * one.high * other.high)


def _cap(share: Fraction, spending: NumberLike | None, where: str) -> Bounds[Fraction]:
    """The cap that a share of the spending sets; anything where that is not known."""
    told = bound_if_told(spending, where)
    return Bounds(share * told.low, None if told.high is None else share * told.high)


def _least_of(*amounts: Bounds[Fraction]) -> Bounds[Fraction]:
    """The bounds of the least of several numbers."""
    highs = [amount.high for amount in amounts if amount.high is not None]
    return Bounds(min(amount.low for amount in amounts), min(highs, default=None))


def _reckon_euros(
    title: Text,
    on: date,
    due: Bounds[Fraction],
    version: Version[Levy] | Version["Surcharge"],
    *,
    open_names: set[str],
    notes: list[Text],
) -> Reckoning:
    return Reckoning(
        title,
        on,
        due,
        (),
        tuple((name, words) for name, words in _FACTS.items() if name in open_names),
        (*notes, *([version.note] if version.note else [])),
        version.sources,
        version.confidence,
    )


@attrs.frozen(eq=False, repr=False)
class Surcharge(Record):
    """What the order may add to the levy on a deficient commune (*majoration*).

    Examples:
        >>> SURCHARGE.on(date(2017, 1, 21)).share
        Fraction(1, 20)
    """

    times: int
    """The levy so increased is at most so many times the levy."""
    share: Fraction
    """It is at most this share of real operating expenditure."""
    share_of_richest: Fraction
    """That share for the richest communes."""
    years: int
    """For at most so many years, from 1 January after the signature."""
    richest_from: Fraction | None
    """How many times the median potential makes a commune one of the richest; `None`: not read."""
    has_least: bool
    """Whether there is a least surcharge: the part of the objective of the cycle not made."""


_SURCHARGE_READ: Final = Surcharge(
    times=5,
    share=rate("5 %"),
    share_of_richest=rate("7.5 %"),
    years=3,
    richest_from=None,
    has_least=False,
)

SURCHARGE: Final[Provision[Surcharge]] = Provision(
    "deficiency-surcharge",
    Text("surcharge on a deficient commune", "majoration pour une commune carencée"),
    (
        Version(_SURCHARGE_READ, CODE_READ_ON, (_SURCHARGE_ARTICLE,), Confidence.VERIFIED),
        Version(
            _SURCHARGE_READ,
            EQUALITY_SINCE,
            (_SURCHARGE_ARTICLE, Source("Loi 2017-86 du 27 janvier 2017", "article 98")),
            Confidence.DATED,
            UNREAD,
        ),
        Version(
            attrs.evolve(_SURCHARGE_READ, richest_from=Fraction(3, 2), has_least=True),
            THREE_DS_SINCE,
            (code("L.302-9-1, version en vigueur depuis le 23 février 2022"), THREE_DS),
            Confidence.VERIFIED,
        ),
    ),
)
"""How far the surcharge may go; since 23 February 2022 also how far it must go."""


def least_surcharge(made: NumberLike, objective: NumberLike, *, on: date) -> Bounds[Fraction]:
    """The least rate of the surcharge: the part of the objective of the cycle that was not made.

    Nil before 23 February 2022, when the law set none.

    Args:
        made: How many dwellings the commune made in the cycle, exactly or within bounds.
        objective: How many it was to make, for example `objective_of_cycle(...)`; above 0.
        on: The day asked, of the order.

    Raises:
        InvalidTypeError: For a float, or anything but a day.
        InvalidValueError: For a negative number, or an objective of nothing.
        NotKnownError: On a day for which the rule was not verified.

    Source:
        L.302-9-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> least_surcharge(30, 120, on=date(2023, 12, 15)).value
        Fraction(3, 4)
    """
    done = bound_amount(made, "least_surcharge, made")
    due = bound_positive(objective, "least_surcharge, objective", "a number above 0")
    nothing = Fraction(0)
    if not SURCHARGE.on(exact_day(on, "least_surcharge, on")).has_least:
        return Bounds(nothing, nothing)
    most_made = None if done.high is None else done.high / due.low
    least_made = nothing if due.high is None else done.low / due.high
    return Bounds(
        nothing if most_made is None else max(nothing, 1 - most_made), max(nothing, 1 - least_made)
    )


def levy_with_surcharge(
    due: NumberLike,
    increase: RateLike,
    *,
    on: date,
    spending: NumberLike | None = None,
    richest: bool | None = None,
) -> Reckoning:
    """What a deficient commune pays in a year: the levy with its surcharge, capped, in euros.

    Args:
        due: The levy, for example `levy(...).bounds`.
        increase: The rate of the surcharge in the order: "200 %" makes the levy three times as
            large.
        on: The day asked.
        spending: As in `levy`.
        richest: Whether its fiscal potential per head is at least 150 % of the median of the
            communes levied, on 1 January of the year before; `None`: not known.

    Raises:
        InvalidTypeError: For a float, an answer that is none, or anything but a day.
        InvalidValueError: For a negative number.
        NotKnownError: On a day for which the rule was not verified.

    Source:
        L.302-9-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> day = date(2024, 6, 1)
        >>> levy_with_surcharge(100_000, "200 %", on=day, spending=4_000_000, richest=False).value
        Fraction(200000, 1)
        >>> print(levy_with_surcharge(100_000, "200 %", on=day, spending=4_000_000).bounds)
        between 200,000 and 300,000
    """
    levied = bound_amount(due, "levy_with_surcharge, due")
    read_answer(richest, "levy_with_surcharge, richest")
    version = SURCHARGE.at(exact_day(on, "levy_with_surcharge, on"))
    rule = version.value
    added = read_rate(increase, "levy_with_surcharge, increase")
    times = min(1 + added, Fraction(rule.times))
    whole = _multiply(levied, Bounds.exactly(times), Fraction(1))
    caps = {
        answer: _cap(share, spending, "levy_with_surcharge, spending")
        for answer, share in ((False, rule.share), (True, rule.share_of_richest))
        if richest is None or richest is answer
    }
    paid = [_least_of(whole, cap) for cap in caps.values()]
    highs = [amount.high for amount in paid]
    high = None if None in highs else max(end for end in highs if end is not None)
    total = Bounds(min(amount.low for amount in paid), high)
    open_names: set[str] = set()
    if whole.high != 0 and not total.exact:
        open_names |= {"spending"} if spending is None else set()
        open_names |= {"richest"} if richest is None else set()
    return _reckon_euros(SURCHARGE.title, on, total, version, open_names=open_names, notes=[_GROSS])


def surcharge_period(signed_on: date) -> Period:
    """The longest time for which the surcharge of an order may run.

    From 1 January after the signature of the order.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: For an order signed on a day for which the rule was not verified.

    Examples:
        >>> str(surcharge_period(date(2020, 12, 30)))
        '2021-2023'
    """
    years = SURCHARGE.on(exact_day(signed_on, "surcharge_period, signed_on")).years
    return Period.years(signed_on.year + 1, signed_on.year + years)
