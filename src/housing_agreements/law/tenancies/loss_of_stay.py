"""When a tenant whose income is far above the ceilings loses the right to stay (L.442-3-3).

In zones where housing is tight, an income above 150 % of the ceilings of PLS in two surveys
running ends the right to stay: eighteen months from 1 January of the year after the results of the
second. The landlord tells the tenant so at once, and gives notice of the day six months before it.

What ends it for tenants who do not answer two surveys running (L.442-3-4) is not held here.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import exact_count, exact_day
from housing_agreements._records import Record, tell_missing
from housing_agreements.errors import InvalidValueError, NotKnownError, show
from housing_agreements.explanations.blocks import Block, Line, Note, Section, cite
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.law._answer_lines import write_conditions, write_missing
from housing_agreements.law._numbers import NumberLike, bound_amount, bound_positive, judge_at_most
from housing_agreements.law._yes_or_no import read_answer, read_verdict
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import months_after
from housing_agreements.values.rates import rate
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    say_day,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("STAY_LIMITS", "LossOfStay", "StayLimits", "check_loss_of_stay", "exceeds_stay_limit")


@attrs.frozen(eq=False, repr=False)
class StayLimits(Record):
    """From which income on, and after how long, the right to stay ends (*droit au maintien*).

    Examples:
        >>> STAY_LIMITS.on(date(2025, 1, 1)).months
        18
    """

    share: Fraction
    """It is lost above this part of the ceiling of PLS, in two surveys running."""
    months: int
    """It ends so many months after 1 January of the year after the second results."""
    months_of_notice: int
    """Notice of the day is given so many months before."""
    age: int
    """Whoever reaches this age in that year keeps it."""


_OLDER_IS_OPEN: Final = Text(
    "whoever reaches 65 in the year after the results keeps the right; the text does "
    "not name those who were 65 before, so that it is open for them; wordings before "
    "31 December 2023 were not read",
    "l'occupant qui atteint 65 ans l'année suivant les résultats garde ce droit\u202f; le texte "
    "ne vise pas ceux qui les avaient déjà, pour qui la question reste ouverte\u202f; les "
    "rédactions antérieures au 31 décembre 2023 n'ont pas été lues",
)

STAY_LIMITS: Final[Provision[StayLimits]] = Provision(
    "loss-of-stay",
    Text(
        "the end of the right to stay of whoever is far above the ceilings of income",
        "la fin du droit au maintien de qui dépasse de beaucoup les plafonds de ressources",
    ),
    (
        Version(
            StayLimits(share=rate("150 %"), months=18, months_of_notice=6, age=65),
            date(2023, 12, 31),
            (code("L.442-3-3"), code("R.442-3-3"), code("L.442-4")),
            Confidence.VERIFIED,
            _OLDER_IS_OPEN,
        ),
    ),
)
"""150 % of PLS two years running, eighteen months, notice six months before."""


def exceeds_stay_limit(income: NumberLike, ceiling: NumberLike, *, on: date) -> Verdict:
    """Whether an income is above 150 % of the ceiling of PLS, as one survey shows it.

    Args:
        income: The income that the survey shows, in euros a year, exactly or within bounds.
        ceiling: The ceiling of PLS for the household (`ceiling("PLS", ...)`), in euros a year.
        on: The day asked.

    Raises:
        InvalidTypeError: For a float, or anything but a day.
        InvalidValueError: For a negative income, or a ceiling of 0.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.442-3-3 of the Code de la construction et de l'habitation, I.

    Examples:
        >>> day = date(2025, 1, 1)
        >>> exceeds_stay_limit(45_001, 30_000, on=day), exceeds_stay_limit(45_000, 30_000, on=day)
        (Verdict.MET, Verdict.UNMET)
    """
    share = STAY_LIMITS.on(on).share
    earned = bound_amount(income, "exceeds_stay_limit, income")
    expected = "a ceiling above 0, in euros a year"
    limit = bound_positive(ceiling, "exceeds_stay_limit, ceiling", expected)
    most = Bounds(share * limit.low, None if limit.high is None else share * limit.high)
    return ~judge_at_most(earned, most)


@attrs.frozen(eq=False, repr=False)
class LossOfStay(Told):
    """Whether the right to stay ends for an income, and when (*perte du droit au maintien*).

    Laws:
        - The verdict is that of every completion of what is not known.

    Examples:
        >>> answer = check_loss_of_stay(2024, above_before=Verdict.MET, above=Verdict.MET)
        >>> answer.verdict, answer.ends_on
        (Verdict.UNDETERMINED, datetime.date(2026, 7, 1))
    """

    results_year: int
    """The year of the results of the second survey."""
    ends_on: date
    """The first day without the right, if it ends."""
    notice_by: date
    """The day by which the landlord gives notice of it."""
    facts: tuple[tuple[str, Verdict], ...]
    """What is known of each fact, by the argument that takes it."""
    not_told: tuple[str, ...]
    """The arguments that do not settle their fact and might."""

    @property
    def verdict(self) -> Verdict:
        """Met where the right ends; unmet where it does not."""
        known = dict(self.facts)
        keeps = Verdict.any(known[name] for name in _KEEPS_STAY)
        return Verdict.all([*(known[name] for name in _ENDS_STAY), ~keeps])

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would say more; none once it is decided."""
        return () if self.verdict.decided else self.not_told

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """What follows, from what, what would settle it, the days and the sources."""
        parts: list[Block] = []
        if self.verdict is not Verdict.UNMET:
            for words, day in ((_ENDS_ON, self.ends_on), (_NOTICE_BY, self.notice_by)):
                parts.append(Line(say_day(day, language), words.say(language)))
        facts = ((_STAY_FACTS[name], verdict) for name, verdict in self.facts)
        parts += write_conditions(facts, language)
        parts += write_missing(self.missing, language)
        parts.append(Note(_OLDER_IS_OPEN.say(language)))
        parts += cite(STAY_LIMITS.at(date(self.results_year + 1, 1, 1)).sources)
        yield Section(_STAY_FOLLOWS[self.verdict].say(language), None, self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each fact: `ends_on`, `verdict`, `fact` (argument), `is_so`."""
        check_language(language)
        head: Row = {"ends_on": self.ends_on.isoformat(), "verdict": self.verdict.value}
        return [head | {"fact": name, "is_so": verdict.value} for name, verdict in self.facts]

    def _essentials(self) -> str:
        missing = tell_missing(self.missing)
        return f"{self.ends_on}: {self.verdict.value}{missing}"


_ENDS_STAY: Final = ("above_before", "above", "applies_here")
_KEEPS_STAY: Final = ("born_on", "disabled", "priority_neighbourhood", "income_fell")
_STAY_FACTS: Final = {
    "above_before": Text(
        "above 150 % of the ceiling in the survey before",
        "au-dessus de 150\u00a0% du plafond à l'enquête précédente",
    ),
    "above": Text(
        "above 150 % of the ceiling in this survey",
        "au-dessus de 150\u00a0% du plafond à cette enquête",
    ),
    "applies_here": Text(
        "in a zone where housing is tight, or where the landlord applies the article",
        "en zone tendue, ou là où le bailleur applique l'article",
    ),
    "born_on": Text("reaches 65 in the year after", "atteint 65 ans l'année suivante"),
    "disabled": Text(
        "disabled, or with a disabled dependant",
        "en situation de handicap, ou avec une personne à charge handicapée",
    ),
    "priority_neighbourhood": Text(
        "in a priority neighbourhood, now or at move-in",
        "en quartier prioritaire, aujourd'hui ou à l'emménagement",
    ),
    "income_fell": Text(
        "income fell below the ceiling of PLS within the eighteen months",
        "ressources devenues inférieures au plafond PLS pendant les dix-huit mois",
    ),
}
_ENDS_ON: Final = Text("first day without it", "premier jour sans ce droit")
_NOTICE_BY: Final = Text("notice by", "congé notifié au plus tard le")
_STAY_FOLLOWS: Final = {
    Verdict.MET: Text("the right to stay ends", "le droit au maintien prend fin"),
    Verdict.UNMET: Text("the right to stay goes on", "le droit au maintien demeure"),
    Verdict.UNDETERMINED: Text(
        "whether the right to stay ends is not settled",
        "on ne sait pas si le droit au maintien prend fin",
    ),
}


def check_loss_of_stay(
    results_year: int,
    *,
    above_before: Verdict | None = None,
    above: Verdict | None = None,
    applies_here: bool | None = None,
    born_on: date | None = None,
    disabled: bool | None = None,
    priority_neighbourhood: bool | None = None,
    income_fell: bool | None = None,
) -> LossOfStay:
    """Whether a tenant loses the right to stay after two surveys, and on which day.

    Args:
        results_year: The year of the results of the second survey.
        above_before: Whether the survey before showed more than 150 % of the ceiling, as
            `exceeds_stay_limit` tells; `None`, here and below: not known.
        above: Whether the second survey did.
        applies_here: Whether the dwelling lies in a zone where housing is tight, or elsewhere the
            landlord resolved to apply the article (L.442-4).
        born_on: The day on which the tenant was born; who was 65 before the year after the results
            is not named by the text, so that it is open.
        disabled: Whether the tenant is disabled (L.114), or has a dependant who is.
        priority_neighbourhood: Whether the dwelling lies in one, or did at move-in.
        income_fell: Whether the tenant showed within the eighteen months that the income fell
            below the ceiling of PLS, which gives the right back.

    Raises:
        InvalidTypeError: For anything but a year, verdicts, a day, and a yes or no.
        InvalidValueError: For a tenant born after that year.
        NotKnownError: For a year after which the rule is not known on 1 January.

    Source:
        L.442-3-3 of the Code de la construction et de l'habitation.

    Examples:
        >>> answer = check_loss_of_stay(2024, above=Verdict.UNMET)
        >>> answer.verdict
        Verdict.UNMET
    """
    where = "check_loss_of_stay"
    exact_count(results_year, f"{where}, results_year", at_least=1)
    if results_year >= date.max.year - 2:
        expected = "a year such as 2024"
        raise NotKnownError(f"{where}, results_year", show(results_year), expected)
    start = date(results_year + 1, 1, 1)
    rule = STAY_LIMITS.on(start)
    remedy = "write exceeds_stay_limit(...)"
    facts = {
        "above_before": read_verdict(above_before, f"{where}, above_before", remedy),
        "above": read_verdict(above, f"{where}, above", remedy),
        "applies_here": read_answer(applies_here, f"{where}, applies_here"),
        "born_on": _reaches_age(rule.age, born_on, start, f"{where}, born_on"),
        "disabled": read_answer(disabled, f"{where}, disabled"),
        "priority_neighbourhood": read_answer(
            priority_neighbourhood, f"{where}, priority_neighbourhood"
        ),
        "income_fell": read_answer(income_fell, f"{where}, income_fell"),
    }
    ends_on = months_after(start, rule.months)
    notice_by = months_after(ends_on, -rule.months_of_notice)
    not_told = tuple(
        name
        for name, verdict in facts.items()
        if not verdict.decided and (name != "born_on" or born_on is None)
    )
    return LossOfStay(results_year, ends_on, notice_by, tuple(facts.items()), not_told)


def _reaches_age(age: int, born_on: date | None, start: date, where: str) -> Verdict:
    if born_on is None:
        return Verdict.UNDETERMINED
    if exact_day(born_on, where) >= start:
        raise InvalidValueError(where, str(born_on), f"a day before {start}")
    reached = born_on.year + age
    if reached < start.year:
        return Verdict.UNDETERMINED
    return Verdict.of(reached == start.year)
