"""By when the commission, the prefect, the judge and the household act under DALO (*échéances*).

A `Deadline` is the last day on which something can still be done in time, or the days that it may
be where the sources leave more than one possible.

Two of these times depend on the department: longer overseas, and where an agglomeration of more
than 300,000 inhabitants lies, whole or in part. No list of the latter is known. Île-de-France and
Gironde are known to be among them; for any other department the time is one of two, unless the
caller gives the list. When the rule changes while the time runs, the sources do not say which one
governs: both days are kept.

The other times are the same everywhere: shelter, the judge, the action of the household, its reply.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple, exact_codes, exact_day
from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, NotKnownError, show
from housing_agreements.explanations.blocks import Block, Line, Section, cite
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.geography.departments import ILE_DE_FRANCE, is_overseas
from housing_agreements.law._calendar import CODE_READ_ON, EQUALITY_SINCE, JUSTICE_CODE_READ_ON
from housing_agreements.law._yes_or_no import read_answer
from housing_agreements.law.provisions import Confidence, Provision, Version, carry_past, code
from housing_agreements.values.periods import months_after
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import (
    OR_WORD,
    Language,
    Listed,
    Text,
    as_words,
    check_language,
    say_day,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "ACTION_TIME",
    "COMMISSION_MONTHS",
    "JUDGE_TIME",
    "KNOWN_LARGE",
    "OFFER_MONTHS",
    "REPLY_TIME",
    "SHELTER_DECISION_TIME",
    "SHELTER_IN_TRANSITION_TIME",
    "SHELTER_TIME",
    "Deadline",
    "MonthsByDepartment",
    "Time",
    "action_deadline",
    "commission_deadline",
    "judge_deadline",
    "offer_deadline",
    "reply_deadline",
    "shelter_deadline",
    "shelter_decision_deadline",
)


def _as_days(given: Iterable[date]) -> tuple[date, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class Deadline(Told):
    """The last day on which something can still be done in time (*échéance*).

    Where the sources leave two days possible it keeps both, with the reason, and is asked with
    three answers: passed, not passed, or not known. One that does not bind never passes.

    Months are those of `values.periods`: a month's end clamps. The last day itself is in time;
    what the sources do not say of Sundays and holidays is not added.

    Args:
        title: What must be done by then.
        days: The days that it may be, in order; one when it is decided.
        reason: Which rule decided, or why it is not decided.
        sources: Where the rule is written.
        confidence: How far it was checked.
        binding: Whether it binds; undetermined where a fact that decides it is not known.

    Raises:
        InvalidValueError: For no day, or days out of order.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> offer = Deadline(
        ...     "an offer", (date(2018, 6, 1), date(2018, 9, 1)), "example", (), Confidence.VERIFIED
        ... )
        >>> [offer.passed(on=day).value for day in (date(2018, 6, 1), date(2018, 6, 2))]
        ['unmet', 'undetermined']
    """

    title: Text = attrs.field(converter=as_words)
    """What must be done by then."""
    days: tuple[date, ...] = attrs.field(converter=_as_days)
    """The days that it may be, in order."""
    reason: Text = attrs.field(converter=as_words)
    """Which rule decided, or why it is not decided."""
    sources: tuple[Source, ...] = attrs.field(converter=as_sources)
    """Where the rule is written."""
    confidence: Confidence
    """How far it was checked."""
    binding: Verdict = attrs.field(default=Verdict.MET, kw_only=True)
    """Whether it binds; undetermined: a fact that decides it is not known."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("Deadline")
        faults.check_fields(self)
        if faults.sound("days") and (not self.days or list(self.days) != sorted(set(self.days))):
            faults.value("days", self.days, "at least one day, in order, each once")
        faults.report()

    @property
    def decided(self) -> bool:
        """Whether only one day is possible."""
        return len(self.days) == 1

    @property
    def day(self) -> date:
        """The day, when only one is possible.

        Raises:
            NotKnownError: When several are, with the reason.
        """
        if not self.decided:
            days = " or ".join(map(str, self.days))
            raise NotKnownError(self.title.en, days, "one day", self.reason.en)
        return self.days[0]

    def passed(self, *, on: date) -> Verdict:
        """Whether the deadline has passed on a day: from the day after it on, if it binds.

        Raises:
            InvalidTypeError: For anything but a day.
        """
        exact_day(on, "Deadline.passed, on")
        if on > self.days[-1]:
            return self.binding
        return Verdict.UNMET if on <= self.days[0] else self.binding & Verdict.UNDETERMINED

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The day or the days, the reason and the sources."""
        days = f" {OR_WORD.say(language)} ".join(say_day(day, language) for day in self.days)
        parts = (Line(self.reason.say(language)), *cite(self.sources))
        yield Section(self.title.say(language), days, parts=parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each day that it may be: `title`, `day`, `reason`, `confidence`, `sources`."""
        check_language(language)
        return [
            {
                "title": self.title.say(language),
                "day": day.isoformat(),
                "reason": self.reason.say(language),
                "confidence": self.confidence.value,
                "sources": semicolon(language).join(map(str, self.sources)) or None,
            }
            for day in self.days
        ]

    def _essentials(self) -> str:
        binds = "" if self.binding is Verdict.MET else f"; binding {self.binding.value}"
        return f"{self.title.en}: {' or '.join(map(str, self.days))}{binds}"


KNOWN_LARGE: Final = frozenset({"33", *ILE_DE_FRANCE})
"""The departments that the sources say have six months for the offer."""


@attrs.frozen(eq=False, repr=False)
class MonthsByDepartment(Record):
    """How many months a step takes, by kind of department.

    Examples:
        >>> OFFER_MONTHS.on(date(2018, 5, 1)).possible("33", None)
        ((6,), 'large')
    """

    usual: int
    """Everywhere else."""
    overseas: int
    """Overseas."""
    large: int
    """With an agglomeration of more than 300,000 inhabitants, or part of one."""
    ile_de_france: int | None = None
    """In Île-de-France; `None`: the text has no time of its own for it."""

    def possible(
        self, department: str, over_300_000: Collection[str] | None
    ) -> tuple[tuple[int, ...], str]:
        """The months that may hold in a department, in order, and the rule that says so."""
        large = KNOWN_LARGE
        if over_300_000 is not None:
            large |= exact_codes(over_300_000, "over_300_000")
        if is_overseas(department):
            months, rule = self.overseas, "overseas"
        elif department in ILE_DE_FRANCE and self.ile_de_france is not None:
            months, rule = self.ile_de_france, "ile_de_france"
        elif department in large:
            months, rule = self.large, "large"
        elif over_300_000 is None and self.usual != self.large:
            return tuple(sorted((self.usual, self.large))), "open"
        else:
            months, rule = self.usual, "usual"
        return (months,), "usual" if months == self.usual else rule


_COMMISSION_ARTICLE: Final = code("R441-15")
_OFFER_ARTICLE: Final = code("R441-16-1")
_SIX_MONTHS_SINCE: Final = date(2007, 11, 30)
_SIX_MONTHS_ENDED: Final = date(2014, 1, 1)
_SIX_MONTHS_AGAIN: Final = date(2014, 2, 14)
_TEMPORARY: Final = Text(
    "the six months of large agglomerations were temporary, to 1 January 2014 in the wording that "
    "began on 1 January 2011, and to 1 January 2011 in the one before",
    "les six mois des grandes agglomérations étaient temporaires, jusqu'au 1er janvier 2014 dans "
    "la rédaction en vigueur à compter du 1er janvier 2011, et jusqu'au 1er janvier 2011 dans la "
    "précédente",
)

COMMISSION_MONTHS: Final[Provision[MonthsByDepartment]] = Provision(
    "dalo-commission",
    Text("decision of the mediation commission", "décision de la commission de médiation"),
    (
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=6),
            _SIX_MONTHS_SINCE,
            (_COMMISSION_ARTICLE,),
            Confidence.VERIFIED,
        ),
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=3),
            _SIX_MONTHS_ENDED,
            (_COMMISSION_ARTICLE,),
            Confidence.VERIFIED,
            Text(
                "in the text then in force the six months ended on this day for all, Île-de-France "
                "too; its own six months came on 14 February 2014",
                "dans le texte alors en vigueur, les six mois prenaient fin ce jour-là pour tous, "
                "Île-de-France comprise\u202f; ceux de l'Île-de-France datent du 14 février 2014",
            ),
        ),
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=3, ile_de_france=6),
            _SIX_MONTHS_AGAIN,
            (_COMMISSION_ARTICLE,),
            Confidence.VERIFIED,
        ),
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=3),
            date(2015, 1, 1),
            (_COMMISSION_ARTICLE,),
            Confidence.VERIFIED,
        ),
    ),
)
"""How many months the commission has to decide, from the receipt of the file on."""

OFFER_MONTHS: Final[Provision[MonthsByDepartment]] = Provision(
    "dalo-offer",
    Text("offer after a favourable decision", "proposition après une décision favorable"),
    (
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=6),
            _SIX_MONTHS_SINCE,
            (_OFFER_ARTICLE,),
            Confidence.VERIFIED,
            _TEMPORARY,
        ),
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=3),
            _SIX_MONTHS_ENDED,
            (_OFFER_ARTICLE,),
            Confidence.VERIFIED,
            _TEMPORARY,
        ),
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=6),
            _SIX_MONTHS_AGAIN,
            (_OFFER_ARTICLE,),
            Confidence.VERIFIED,
            Text("temporary still, to 1 January 2017", "temporaires, jusqu'au 1er janvier 2017"),
        ),
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=6),
            date(2016, 12, 28),
            (_OFFER_ARTICLE,),
            Confidence.VERIFIED,
            Text("permanent from this day on", "pérennes à partir de ce jour"),
        ),
    ),
)
"""How many months the prefect has to make an offer, from the decision on, not from its notice."""

_REASONS_BY_RULE: Final = {
    "usual": Text("{months} months: the usual time", "{months} mois\u00a0: le délai ordinaire"),
    "overseas": Text("{months} months: overseas", "{months} mois\u00a0: outre-mer"),
    "large": Text(
        "{months} months: the rule of departments with an agglomeration of more than 300,000 "
        "inhabitants",
        "{months} mois\u00a0: la règle des départements ayant une agglomération de plus de "
        "300\u202f000 habitants",
    ),
    "ile_de_france": Text(
        "{months} months: the rule of Île-de-France",
        "{months} mois\u00a0: la règle de l'Île-de-France",
    ),
    "open": Text(
        "{months} months: no list of the departments with an agglomeration of more than 300,000 "
        "inhabitants is held; give it as over_300_000",
        "{months} mois\u00a0: la liste des départements ayant une agglomération de plus de "
        "300\u202f000 habitants n'est pas connue ici\u202f; la donner par over_300_000",
    ),
}
_RULE_CHANGED: Final = Text(
    "{reason}; the rule changed while the time ran, and the sources do not say which one governs",
    "{reason}\u202f; la règle a changé pendant le délai, et les sources ne disent pas laquelle "
    "s'applique",
)


def commission_deadline(
    received_on: date, department: str, *, over_300_000: Collection[str] | None = None
) -> Deadline:
    """The day by which the mediation commission decides on an application for housing.

    Args:
        received_on: The day on which the commission received the file, with every required piece:
            the time stands still while one is missing (R441-14).
        department: The code of its department.
        over_300_000: All the departments with an agglomeration of more than 300,000 inhabitants,
            or part of one; `None`: not known.

    Raises:
        InvalidTypeError: For anything but a day, a code and a set of codes.
        UnknownCodeError: For a code that no department has; the error says what it seems to be.
        NotKnownError: Before 30 November 2007, or past the last day verified.

    Source:
        R441-14 and R441-15 of the Code de la construction et de l'habitation.

    Examples:
        >>> commission_deadline(date(2018, 5, 1), "33").day
        datetime.date(2018, 8, 1)
    """
    return _deadline_by_department(COMMISSION_MONTHS, received_on, department, over_300_000)


def offer_deadline(
    decided_on: date, department: str, *, over_300_000: Collection[str] | None = None
) -> Deadline:
    """The day by which an offer is owed to a household recognised under DALO.

    Args:
        decided_on: The day of the favourable decision, and not that of its notice.
        department: The code of its department.
        over_300_000: All the departments with an agglomeration of more than 300,000 inhabitants,
            or part of one; `None`: not known, and then the days of three and of six months are
            both possible, but where the sources tell.

    Raises:
        InvalidTypeError: For anything but a day, a code and a set of codes.
        UnknownCodeError: For a code that no department has; the error says what it seems to be.
        NotKnownError: Before 30 November 2007, or past the last day verified.

    Source:
        R441-16-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> offer_deadline(date(2018, 5, 1), "33").day
        datetime.date(2018, 11, 1)
        >>> offer_deadline(date(2018, 5, 1), "35").days
        (datetime.date(2018, 8, 1), datetime.date(2018, 11, 1))
        >>> offer_deadline(date(2018, 5, 1), "35", over_300_000={"59"}).day
        datetime.date(2018, 8, 1)
    """
    return _deadline_by_department(OFFER_MONTHS, decided_on, department, over_300_000)


def _deadline_by_department(
    rule: Provision[MonthsByDepartment],
    start: date,
    department: str,
    over_300_000: Collection[str] | None,
) -> Deadline:
    """The days that a rule gives in a department, in every version that may govern."""
    exact_day(start, f"{rule.code}, day")
    version = rule.at(start)
    first, why = version.value.possible(department, over_300_000)
    last = months_after(start, max(first))
    months = {
        number
        for later in rule.versions
        if later is version or start < later.since <= last
        for number in later.value.possible(department, over_300_000)[0]
    }
    reason = _REASONS_BY_RULE[why].format(months=Listed(first, last=OR_WORD))
    if months != set(first):
        reason = _RULE_CHANGED.format(reason=reason)
    # That Gironde and Île-de-France have a large agglomeration is second-hand.
    second_hand = why == "large" and department in KNOWN_LARGE
    return Deadline(
        rule.title,
        tuple(months_after(start, month) for month in sorted(months)),
        reason,
        version.sources,
        Confidence.SECONDARY if second_hand else version.confidence,
    )


@attrs.frozen(eq=False, repr=False)
class Time(Record):
    """A length of time, in months, in weeks or in days.

    Examples:
        >>> Time(weeks=6).after(date(2018, 5, 1))
        datetime.date(2018, 6, 12)
    """

    months: int = attrs.field(default=0, kw_only=True)
    """Whole months."""
    weeks: int = attrs.field(default=0, kw_only=True)
    """Whole weeks."""
    days: int = attrs.field(default=0, kw_only=True)
    """Whole days."""

    def after(self, day: date) -> date:
        """The day on which it has passed since another."""
        return months_after(day, self.months) + timedelta(weeks=self.weeks, days=self.days)

    @property
    def words(self) -> Text:
        """The length in words."""
        lengths = zip((self.months, self.weeks, self.days), _UNITS, strict=True)
        said = (units[number > 1].format(number=number) for number, units in lengths if number)
        return _AS_LISTED.format(parts=Listed(said))


_AS_LISTED: Final = Text("{parts}", "{parts}")
_UNITS: Final = (
    (Text("{number} month", "{number} mois"), Text("{number} months", "{number} mois")),
    (Text("{number} week", "{number} semaine"), Text("{number} weeks", "{number} semaines")),
    (Text("{number} day", "{number} jour"), Text("{number} days", "{number} jours")),
)


_SHELTER_ARTICLE: Final = code("R441-18")
_REPLY_ARTICLE: Final = code("R441-10")
_JUDGE_ARTICLE: Final = code("L.441-2-3-1")
_ACTION_ARTICLE: Final = code("R778-2", text="Code de justice administrative")


def _same_everywhere(
    name: str,
    title: Text,
    time: Time,
    *versions: Version[Time],
    since: date,
    source: Source,
    confidence: Confidence = Confidence.VERIFIED,
    note: Text | None = None,
) -> Provision[Time]:
    """A time that depends on no department."""
    first = Version(time, since, (source,), confidence, note)
    return Provision(name, title, (first, *versions))


SHELTER_DECISION_TIME: Final = _same_everywhere(
    "daho-commission",
    Text("decision on an application for shelter", "décision sur un recours en hébergement"),
    Time(weeks=6),
    since=date(2011, 2, 17),
    source=_SHELTER_ARTICLE,
)
"""How long the commission has to decide on an application for shelter (*DAHO*)."""

SHELTER_TIME: Final = _same_everywhere(
    "daho-place",
    Text("place in shelter after the decision", "accueil en hébergement après la décision"),
    Time(weeks=6),
    since=date(2011, 2, 17),
    source=_SHELTER_ARTICLE,
)
"""How long the prefect has to find a place in shelter."""

SHELTER_IN_TRANSITION_TIME: Final = _same_everywhere(
    "daho-transition",
    Text(
        "place in a transitional dwelling or a home after the decision",
        "accueil en logement de transition ou en logement-foyer après la décision",
    ),
    Time(months=3),
    since=date(2011, 2, 17),
    source=_SHELTER_ARTICLE,
)
"""How long the prefect has when the place is a transitional dwelling or a home."""

JUDGE_TIME: Final = _same_everywhere(
    "dalo-judge",
    Text("ruling of the judge", "décision du juge"),
    Time(months=2),
    *carry_past(Time(months=2), (_JUDGE_ARTICLE,), EQUALITY_SINCE),
    Version(Time(months=2), date(2021, 12, 24), (_JUDGE_ARTICLE,), Confidence.VERIFIED),
    since=CODE_READ_ON,
    source=_JUDGE_ARTICLE,
)
"""How long the judge has to rule, on housing and on shelter alike."""

ACTION_TIME: Final = _same_everywhere(
    "dalo-action",
    Text("action before the judge", "recours devant le juge"),
    Time(months=4),
    Version(Time(months=4), JUSTICE_CODE_READ_ON, (_ACTION_ARTICLE,), Confidence.VERIFIED),
    since=CODE_READ_ON,
    source=_ACTION_ARTICLE,
    confidence=Confidence.SECONDARY,
    note=Text(
        "the text was read as it stood in February 2026 only, and from which day the action has "
        "this time was not found; it is open since 1 December 2008, for the delay since 2012",
        "le texte n'a été lu que dans sa version de février 2026, et la date depuis laquelle ce "
        "délai s'applique n'a pas été trouvée\u202f; il est ouvert depuis le 1er décembre 2008, "
        "et depuis 2012 au motif du délai anormalement long",
    ),
)
"""How long a household has to sue once the time for an offer, or for a place, has run out.

It binds only if the notice of the commission's decision told the applicant of both times.
"""

REPLY_TIME: Final = _same_everywhere(
    "dalo-reply",
    Text("answer to an offer, at the earliest", "délai minimal de réponse à une proposition"),
    Time(days=10),
    since=date(1999, 9, 25),
    source=_REPLY_ARTICLE,
)
"""How long an offer leaves at least for an answer; silence is then a refusal."""


def shelter_decision_deadline(received_on: date) -> Deadline:
    """The day by which the commission decides on an application for shelter (*DAHO*).

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: Before 17 February 2011, or past the last day verified.

    Examples:
        >>> shelter_decision_deadline(date(2018, 5, 1)).day
        datetime.date(2018, 6, 12)
    """
    return _deadline_everywhere(received_on, SHELTER_DECISION_TIME)


def shelter_deadline(decided_on: date, *, in_transition: bool | None = None) -> Deadline:
    """The day by which a household recognised for shelter is taken in.

    Args:
        decided_on: The day of the commission's decision.
        in_transition: Whether the place is a transitional dwelling or a home; `None`: not known,
            and then both days are possible.

    Raises:
        InvalidTypeError: For anything but a day, and a yes or no.
        NotKnownError: Before 17 February 2011, or past the last day verified.

    Examples:
        >>> shelter_deadline(date(2018, 5, 1), in_transition=True).day
        datetime.date(2018, 8, 1)
    """
    if not read_answer(in_transition, "shelter_deadline, in_transition").decided:
        return _deadline_everywhere(decided_on, SHELTER_TIME, SHELTER_IN_TRANSITION_TIME)
    return _deadline_everywhere(
        decided_on, SHELTER_IN_TRANSITION_TIME if in_transition else SHELTER_TIME
    )


def judge_deadline(seised_on: date) -> Deadline:
    """The day by which the judge rules on the action of a household.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: Before 21 January 2017, or past the last day verified.

    Examples:
        >>> judge_deadline(date(2018, 5, 1)).day
        datetime.date(2018, 7, 1)
    """
    return _deadline_everywhere(seised_on, JUDGE_TIME)


_BOTH_TIMES_TOLD: Final = {
    Verdict.MET: Text(
        "the notice of the decision told the applicant of both times",
        "la notification de la décision a informé le demandeur des deux délais",
    ),
    Verdict.UNMET: Text(
        "it does not bind: the notice of the decision did not tell the applicant of both times",
        "il n'est pas opposable\u00a0: la notification de la décision n'a pas informé le demandeur "
        "des deux délais",
    ),
    Verdict.UNDETERMINED: Text(
        "it binds only if the notice of the decision told the applicant of both times, which is "
        "not known",
        "il n'est opposable que si la notification de la décision a informé le demandeur des deux "
        "délais, ce qui n'est pas connu",
    ),
}


def action_deadline(offer: Deadline, *, told_of_both_times: bool | None = None) -> Deadline:
    """The last day on which a household can sue for want of an offer, or of a place in shelter.

    Args:
        offer: The deadline of the offer, or of the place; where two days are possible, so are
            two here.
        told_of_both_times: Whether the notice of the commission's decision told the applicant
            of the time of the offer and of that to sue; `None`: not known. Unless it did, the
            time to sue does not bind.

    Raises:
        InvalidTypeError: For anything but a deadline, and a yes or no.
        NotKnownError: When it ran out before 21 January 2017, or past the last day verified.

    Source:
        R778-2 of the Code de justice administrative.

    Examples:
        >>> offer = offer_deadline(date(2018, 5, 1), "33")
        >>> action = action_deadline(offer, told_of_both_times=True)
        >>> action.day, action.passed(on=date(2019, 3, 2))
        (datetime.date(2019, 3, 1), Verdict.MET)
        >>> action_deadline(offer).passed(on=date(2019, 3, 2))
        Verdict.UNDETERMINED
    """
    if not isinstance(offer, Deadline):
        remedy = "give what offer_deadline(...) or shelter_deadline(...) answers"
        raise InvalidTypeError("action_deadline, offer", show(offer), "a Deadline", remedy)
    binding = read_answer(told_of_both_times, "action_deadline, told_of_both_times")
    versions = [ACTION_TIME.at(day) for day in offer.days]
    days = (version.value.after(day) for version, day in zip(versions, offer.days, strict=True))
    checked = (*(version.confidence for version in versions), offer.confidence)
    length, told = versions[0].value.words, _BOTH_TIMES_TOLD[binding]
    return Deadline(
        ACTION_TIME.title,
        sorted(set(days)),
        _AFTER_OFFER.format(time=length, reason=offer.reason, binding=told),
        (*versions[0].sources, *offer.sources),
        max(checked, key=list(Confidence).index),
        binding=binding,
    )


def reply_deadline(offered_on: date) -> Deadline:
    """The day before which silence on an offer is no refusal: an offer may leave more time.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: Before 25 September 1999, or past the last day verified.

    Examples:
        >>> reply_deadline(date(2018, 5, 1)).day
        datetime.date(2018, 5, 11)
    """
    return _deadline_everywhere(offered_on, REPLY_TIME)


def _deadline_everywhere(start: date, *rules: Provision[Time]) -> Deadline:
    """The days that one rule gives, or each of several when it is not known which holds."""
    exact_day(start, f"{rules[0].code}, day")
    versions = [rule.at(start) for rule in rules]
    reasons = [_say_time(rule, version) for rule, version in zip(rules, versions, strict=True)]
    return Deadline(
        rules[0].title,
        sorted({version.value.after(start) for version in versions}),
        _AS_LISTED.format(parts=Listed(reasons, last=OR_WORD)),
        versions[0].sources,
        versions[0].confidence,
    )


def _say_time(rule: Provision[Time], version: Version[Time]) -> Text:
    return _TIME_OF_RULE.format(time=version.value.words, rule=rule.title)


_TIME_OF_RULE: Final = Text("{time}: {rule}", "{time}\u00a0: {rule}")
_AFTER_OFFER: Final = Text(
    "{time} after the time for the offer or the place ({reason}); {binding}",
    "{time} après le délai de proposition ou d'accueil ({reason})\u202f; {binding}",
)
