"""What follows where too few leases go to the poorest outside of priority neighbourhoods.

Twice a year each landlord accounts to the prefect for its attributions there. Where the objective
was missed over the last six months, or the account is not complete, the prefect attributes in its
place (*substitution du préfet*) until the last twelve months reach the objective.
`outside_over_months` makes the two shares that a ledger is judged by, and `check_substitution`
tells what follows. Where no agreement sets objectives, the territory has to (`default_objectives`).

All of it was read in the text in force since 23 February 2022; what held before was not.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

import attrs

from housing_agreements._checks import Codes, exact_count, exact_day
from housing_agreements._records import Record, tell_missing
from housing_agreements.errors import InvalidValueError, NotKnownError
from housing_agreements.explanations.blocks import Block, Section, cite
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.geography.territories import Territory
from housing_agreements.law._answer_lines import list_missing, write_missing, write_verdicts
from housing_agreements.law._calendar import THREE_DS_SINCE
from housing_agreements.law._yes_or_no import name_decisive, read_answer, read_verdict
from housing_agreements.law.mix.neighbourhoods import outside_neighbourhoods
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.model.commitments import Share
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import Period, months_after
from housing_agreements.values.rates import RateLike
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    say_day,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "DEFAULT_OBJECTIVES",
    "HALF_YEARLY_ACCOUNT",
    "DefaultObjectives",
    "HalfYearlyAccount",
    "Substitution",
    "check_substitution",
    "default_objectives",
    "half_yearly_accounts",
    "outside_over_months",
)


@attrs.frozen(eq=False, repr=False)
class HalfYearlyAccount(Record):
    """What a landlord accounts to the prefect for, and what it leads to (*compte semestriel*).

    Examples:
        >>> HALF_YEARLY_ACCOUNT.on(date(2024, 1, 1)).stops
        ((6, 30), (12, 31))
    """

    stops: tuple[tuple[int, int], ...]
    """The months and days on which its attributions are counted up."""
    days: int
    """It is sent within so many days."""
    months_missed: int
    """The prefect attributes where the objective was missed over so many months."""
    months_reached: int
    """He does so until the flow of so many months reaches it."""


HALF_YEARLY_ACCOUNT: Final[Provision[HalfYearlyAccount]] = Provision(
    "half-yearly-account",
    Text(
        "the half-yearly account of attributions outside of priority neighbourhoods",
        "le compte semestriel des attributions hors des quartiers prioritaires",
    ),
    (
        Version(
            HalfYearlyAccount(
                stops=((6, 30), (12, 31)), days=15, months_missed=6, months_reached=12
            ),
            THREE_DS_SINCE,
            (code("L.441-1, alinéas 33 et 34, version en vigueur depuis le 23 février 2022"),),
            Confidence.VERIFIED,
            Text(
                "what the prefect so attributes is left out of the flow of reservations",
                "ce que le préfet attribue ainsi est soustrait du flux des réservations",
            ),
        ),
    ),
)
"""Stopped on 30 June and 31 December, and sent within 15 days."""


def half_yearly_accounts(year: int, *, by: Codes) -> tuple[Undertaking, ...]:
    """The two accounts of a year that landlords send to the prefect, as undertakings.

    Each tells the attributions outside of priority neighbourhoods up to its day.

    Args:
        year: The calendar year.
        by: The codes of the landlords in the agreement.

    Raises:
        InvalidTypeError: For a year that is not a whole number.
        InvalidValueError: For a year that no calendar has.
        NotKnownError: Where the rule is not known on the day of an account.

    Source:
        L.441-1 of the Code de la construction et de l'habitation, paragraph 33.

    Examples:
        >>> [str(account.due) for account in half_yearly_accounts(2024, by=("landlord",))]
        ['2024-07-15', '2025-01-15']
    """
    first = Period.year(exact_count(year, "half_yearly_accounts, year")).start
    accounts = []
    for month, day in _STOPS:
        stop = date(first.year, month, day)
        version = HALF_YEARLY_ACCOUNT.at(stop)
        text = _SEND_ACCOUNT.format(day=stop)
        accounts.append(
            Undertaking(
                f"half-yearly-account-{stop:%Y-%m}",
                text,
                by=by,
                due=stop + timedelta(days=version.value.days),
                sources=version.sources,
            )
        )
    return tuple(accounts)


_SEND_ACCOUNT: Final = Text(
    "send the prefect the attributions outside of priority neighbourhoods up to {day}",
    "transmettre au préfet les attributions hors des quartiers prioritaires arrêtées au {day}",
)


_STOPS: Final = HALF_YEARLY_ACCOUNT.versions[0].value.stops


def outside_over_months(
    within: Territory,
    neighbourhoods: Territory,
    *,
    stopped_on: date,
    landlord: str,
    at_least: RateLike | None = None,
    code: str = "outside",
) -> tuple[Share, Share]:
    """The share outside of priority neighbourhoods over the last six months, and the last twelve.

    Put both into an agreement whose term holds these months, judge its ledger, and hand the two
    verdicts to `check_substitution`.

    Args:
        within: As in `outside_neighbourhoods`.
        neighbourhoods: As in `outside_neighbourhoods`.
        stopped_on: The day of the account: a 30 June or a 31 December.
        landlord: The landlord.
        at_least: Its objective in the agreement, or as it was notified; `None`: that of the law,
            a quarter.
        code: The beginning of the codes.

    Raises:
        InvalidValueError: For another day than one on which accounts are stopped.
        NotKnownError: On a day for which the rule is not known.

    Examples:
        >>> town = Territory("33", "Gironde", "department", departments=("33",))
        >>> poor = Territory("qpv", "QPV", "neighbourhoods", neighbourhoods=("QP033001",))
        >>> shares = outside_over_months(
        ...     town, poor, stopped_on=date(2024, 6, 30), landlord="l1"
        ... )
        >>> [(share.code, str(share.periods[0])) for share in shares]
        [('outside-6-months', '2024-01-01 to 2024-06-30'), \
('outside-12-months', '2023-07-01 to 2024-06-30')]
    """
    rule = _account_of("outside_over_months", stopped_on)
    after = stopped_on + timedelta(days=1)
    six, twelve = (
        outside_neighbourhoods(
            within,
            neighbourhoods,
            on=stopped_on,
            at_least=at_least,
            landlords=(landlord,),
            periods=(Period(months_after(after, -months), after),),
            code=f"{code}-{months}-months",
        )
        for months in (rule.months_missed, rule.months_reached)
    )
    return six, twelve


def _account_of(where: str, stopped_on: date) -> HalfYearlyAccount:
    """The rule of the account of a day."""
    rule = HALF_YEARLY_ACCOUNT.on(exact_day(stopped_on, f"{where}, stopped_on"))
    if (stopped_on.month, stopped_on.day) not in rule.stops:
        raise InvalidValueError(
            f"{where}, stopped_on",
            str(stopped_on),
            "a day on which accounts are stopped: a 30 June or a 31 December",
        )
    return rule


@attrs.frozen(eq=False, repr=False)
class Substitution(Told):
    """Whether the prefect attributes in place of a landlord; `check_substitution` makes it.

    Laws:
        - To know one answer more never overturns a verdict that is decided.

    Examples:
        >>> answer = check_substitution(
        ...     date(2024, 6, 30),
        ...     six_months=Verdict.MET,
        ...     complete=None,
        ...     twelve_months=Verdict.UNMET,
        ... )
        >>> answer.verdict, answer.missing
        (Verdict.UNDETERMINED, ('complete',))
    """

    stopped_on: date
    """The day of the account."""
    six_months: Verdict
    """Whether the objective was reached over the last six months."""
    complete: Verdict
    """Whether the account was complete, and sent in time."""
    twelve_months: Verdict
    """Whether it was reached over the last twelve months."""

    @property
    def verdict(self) -> Verdict:
        """Met where the prefect attributes; unmet where he does not."""
        return _judge_substitution(self._told())

    @property
    def missing(self) -> tuple[str, ...]:
        """The answers that would say more; none once it is decided."""
        return name_decisive(self._told(), _judge_substitution)

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """What follows, from what, what would settle it, and the source."""
        told = self._told()
        parts: tuple[Block, ...] = (
            *write_verdicts(((words, told[name]) for name, words in _ASKED), language),
            *write_missing(self.missing, language),
            *cite(HALF_YEARLY_ACCOUNT.at(self.stopped_on).sources),
        )
        day = say_day(self.stopped_on, language)
        heading = f"{_FOLLOWS[self.verdict].say(language)} ({day})"
        yield Section(heading, None, self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `stopped_on`, `verdict`, each answer that it rests on, and `missing`."""
        check_language(language)
        answers: Row = {name: verdict.value for name, verdict in self._told().items()}
        head: Row = {"stopped_on": self.stopped_on.isoformat(), "verdict": self.verdict.value}
        return [head | answers | {"missing": list_missing(self.missing, language) or None}]

    def _told(self) -> dict[str, Verdict]:
        """Each fact, by the argument that takes it."""
        return {name: getattr(self, name) for name, _ in _ASKED}

    def _essentials(self) -> str:
        missing = tell_missing(self.missing)
        return f"{self.stopped_on}: {self.verdict.value}{missing}"


def _judge_substitution(facts: Mapping[str, Verdict]) -> Verdict:
    """He does where one was missed, until the last twelve months reach the objective."""
    return ~(facts["six_months"] & facts["complete"]) & ~facts["twelve_months"]


_ASKED: Final = (
    (
        "six_months",
        Text("objective over the last six months", "objectif sur les six derniers mois"),
    ),
    ("complete", Text("account complete", "transmission du compte complet")),
    (
        "twelve_months",
        Text("objective over the last twelve months", "objectif sur les douze derniers mois"),
    ),
)
_FOLLOWS: Final = {
    Verdict.MET: Text(
        "the prefect attributes each dwelling freed outside of priority neighbourhoods",
        "le préfet attribue chaque logement libéré hors des quartiers prioritaires",
    ),
    Verdict.UNMET: Text(
        "the prefect does not attribute in place of the landlord",
        "le préfet n'attribue pas à la place du bailleur",
    ),
    Verdict.UNDETERMINED: Text(
        "whether the prefect attributes in place of the landlord is not settled",
        "on ne sait pas si le préfet attribue à la place du bailleur",
    ),
}


def check_substitution(
    stopped_on: date,
    *,
    six_months: Verdict | None,
    complete: bool | None,
    twelve_months: Verdict | None,
) -> Substitution:
    """Whether the prefect attributes in place of a landlord after its half-yearly account.

    He does where its objective was missed over the last six months, or its account was not
    complete, until the last twelve months reach the objective.

    Args:
        stopped_on: The day of the account: a 30 June or a 31 December.
        six_months: The verdict on the first share of `outside_over_months`; `None`: not known, or
            nothing to judge, a case that the text leaves out.
        complete: Whether the account was complete; `None`: not known.
        twelve_months: The verdict on the second share; `None` as for the first.

    Raises:
        InvalidTypeError: For anything but a day, verdicts, and a yes or no.
        InvalidValueError: For another day than one on which accounts are stopped.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-1 of the Code de la construction et de l'habitation, paragraphs 33 and 34.

    Examples:
        >>> check_substitution(
        ...     date(2024, 6, 30),
        ...     six_months=Verdict.UNMET,
        ...     complete=True,
        ...     twelve_months=Verdict.UNMET,
        ... ).verdict
        Verdict.MET
    """
    where = "check_substitution"
    _account_of(where, stopped_on)
    remedy = "write report.finding(...).verdict"
    return Substitution(
        stopped_on,
        read_verdict(six_months, f"{where}, six_months", remedy),
        read_answer(complete, f"{where}, complete"),
        read_verdict(twelve_months, f"{where}, twelve_months", remedy),
    )


@attrs.frozen(eq=False, repr=False)
class DefaultObjectives(Record):
    """When a territory without an agreement has to set objectives (*objectifs à défaut*).

    Examples:
        >>> DEFAULT_OBJECTIVES.on(date(2024, 1, 1)).months_to_set
        4
    """

    months_to_agree: int
    """An agreement is due so many months after the conditions of the law are met."""
    months_to_agree_of_old: int
    """The same for those that met them when the rule came into force."""
    months_to_set: int
    """Failing it, objectives for each landlord and holder are due within so many months."""


DEFAULT_OBJECTIVES: Final[Provision[DefaultObjectives]] = Provision(
    "default-objectives",
    Text(
        "the objectives of mix that a territory sets where no agreement does",
        "les objectifs de mixité qu'un territoire fixe à défaut de convention",
    ),
    (
        Version(
            DefaultObjectives(months_to_agree=24, months_to_agree_of_old=8, months_to_set=4),
            THREE_DS_SINCE,
            (
                code("L.441-1, alinéas 29 à 31, version en vigueur depuis le 23 février 2022"),
                Source("Loi 2022-217 du 21 février 2022", "article 78, II"),
            ),
            Confidence.VERIFIED,
            Text(
                "failing notified objectives or an agreement, the quarter binds each landlord; of "
                "territories that met the conditions on 22 February 2022 the day from which the "
                "eight months run was not read",
                "à défaut d'objectifs notifiés ou de convention, le quart s'impose à chaque "
                "bailleur\u202f; pour les territoires remplissant les conditions au 22 février "
                "2022, le jour d'où courent les huit mois n'a pas été lu",
            ),
        ),
    ),
)
"""Two years to agree, then four months to set objectives."""


def default_objectives(conditions_met_on: date, *, by: Codes) -> Undertaking:
    """The objectives that a grouping, Paris or an establishment of Greater Paris owes.

    For each landlord and each holder of reservations, four months after the two years in which it
    made no attribution agreement. Once an agreement is made, nothing is owed.

    Args:
        conditions_met_on: The first day on which the territory met the conditions of the law.
        by: The code of the grouping (or of Paris, of the establishment) in the agreement.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: For a territory that met the conditions before 23 February 2022, which
            had eight months from a day that was not read; or past the last day verified.

    Source:
        L.441-1 of the Code de la construction et de l'habitation, paragraphs 29 to 31.

    Examples:
        >>> default_objectives(date(2023, 1, 1), by=("metropolis",)).due
        datetime.date(2025, 5, 1)
    """
    where = "default_objectives, conditions_met_on"
    if exact_day(conditions_met_on, where) < THREE_DS_SINCE:
        raise NotKnownError(
            where,
            str(conditions_met_on),
            f"a day from {THREE_DS_SINCE} on",
            "before, eight months ran from a day that was not read",
        )
    version = DEFAULT_OBJECTIVES.at(conditions_met_on)
    agreed_by = months_after(conditions_met_on, version.value.months_to_agree)
    text = _SET_OBJECTIVES.format(day=agreed_by)
    due = months_after(agreed_by, version.value.months_to_set)
    return Undertaking("default-objectives", text, by=by, due=due, sources=version.sources)


_SET_OBJECTIVES: Final = Text(
    "set objectives of mix for each landlord and holder, where no attribution agreement was made "
    "by {day}",
    "fixer des objectifs de mixité à chaque bailleur et réservataire, à défaut de convention "
    "intercommunale d'attribution au {day}",
)
