"""Whether undertakings are kept, judged by the statements made of them.

What an undertaking is, is in `model.undertakings`. A statement says on or by which day an
undertaking was done, or that it was not. Nothing stated is nothing known, and never taken for a no.
`check_undertakings` finds the terms that govern each undertaking, and how far it has come by a day.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Faults, exact_day
from housing_agreements._records import Enumeration, Record, shorten
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidTypeError,
    show,
)
from housing_agreements.explanations.blocks import Block, Line, Section, cite
from housing_agreements.explanations.explanation import Row, write_blocks, write_day, write_verdict
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.parties import Party
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.rules._answers import AgreementReport, Answer, tell_verdict, tell_verdicts
from housing_agreements.rules._vocabulary import WOULD_SETTLE, say_verdict
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    join_words,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "Done",
    "Fulfilment",
    "NotDone",
    "Progress",
    "Statement",
    "StatementLike",
    "UndertakingReport",
    "as_statement",
    "check_undertakings",
)


@attrs.frozen(eq=False, repr=False)
class Done(Record):
    """The statement that an undertaking was done (*fait*), on a day or by a day.

    A standing undertaking is done once and for all `on` a day, or kept up to the day `by`.

    Args:
        on: The day it was done. Give either this day or the next.
        by: A day by which it was done, when its own day is not known. For an undertaking with a
            period, it was done in that period. A standing undertaking was kept up to that day.
        sources: Where that is stated.

    Raises:
        InvalidValueError: For neither day, or both.
        InvalidTypeError: For a `datetime` or anything else as a day.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> Done(date(2018, 11, 30)).day, Done(by=date(2018, 12, 31)).day
        (datetime.date(2018, 11, 30), datetime.date(2018, 12, 31))
    """

    on: date | None = None
    """The day it was done; `None`: it is not known."""
    by: date | None = attrs.field(default=None, kw_only=True)
    """A day by which it was done, or up to which it was kept."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where that is stated."""

    def __attrs_post_init__(self) -> None:
        """One day, and no other."""
        faults = Faults("Done")
        faults.check_fields(self)
        given = tuple(name for name in ("on", "by") if getattr(self, name) is not None)
        if len(given) != 1:
            faults.value("on, by", given, "one of them", "write Done(date(2018, 11, 30))")
        faults.report()

    @property
    def day(self) -> date:
        """The day that the statement is about."""
        return next(day for day in (self.on, self.by) if day is not None)

    # Not `Never`, of which mypy would not read on after `if done:`; pyright flags either.
    def __bool__(self) -> object:
        """Refuse to be read as true or false.

        Raises:
            InvalidTypeError: Always.
        """
        raise _error_of_truth("Done")


@attrs.frozen(eq=False, repr=False)
class NotDone(Record):
    """The statement that an undertaking was not done by a day, that day included (*non fait*).

    Of a standing undertaking, it says that it was not kept up to that day.

    Args:
        by: The last day on which it was not done.
        sources: Where that is stated.

    Raises:
        InvalidTypeError: For a `datetime` or anything else as a day.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> NotDone(by=date(2018, 12, 31)).day
        datetime.date(2018, 12, 31)
    """

    by: date
    """The last day on which it was not done."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where that is stated."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("NotDone")
        faults.check_fields(self)
        faults.report()

    @property
    def day(self) -> date:
        """The day that the statement is about."""
        return self.by

    # Not `Never`, of which mypy would not read on after `if done:`; pyright flags either.
    def __bool__(self) -> object:
        """Refuse to be read as true or false.

        Raises:
            InvalidTypeError: Always.
        """
        raise _error_of_truth("NotDone")


def _error_of_truth(name: str) -> InvalidTypeError:
    given, expected = "a statement where true or false is needed", "the verdict of its undertaking"
    return InvalidTypeError(name, given, expected, "give the statement to check_undertakings")


Statement = Done | NotDone
"""What is stated of one undertaking."""
StatementLike = date | Statement | None
"""A day stands for done on that day; `None`: nothing is known."""


def as_statement(given: object, where: str) -> Statement | None:
    """A statement, from a day on which it was done, or from nothing.

    Raises:
        InvalidTypeError: For a `datetime`, a yes or a no without a day, or anything else.

    Examples:
        >>> as_statement(date(2018, 11, 30), "done")
        Done(on=datetime.date(2018, 11, 30), by=None, sources=())
    """
    if given is None or isinstance(given, Statement):
        return given
    if isinstance(given, date):
        return Done(exact_day(given, where))
    expected = "the day it was done, Done(by=day), NotDone(by=day), or None when not known"
    remedy = "say of which day: a yes or a no holds on some day" if type(given) is bool else ""
    raise InvalidTypeError(where, show(given), expected, remedy)


class Progress(Enumeration):
    """How far an undertaking has come."""

    DONE = "done"
    """It was done in time, or for a standing one once and for all."""
    KEPT = "kept"
    """A standing one is kept up to the day asked, or up to the end of the term."""
    LATE = "late"
    """It was done after it was due."""
    NOT_DONE = "not_done"
    """It was not done by the day it was due; a standing one is not kept."""
    NOT_KNOWN = "not_known"
    """It is due, and nothing that is stated decides."""
    DAY_NOT_KNOWN = "day_not_known"
    """It was done, in time or late: the day is not known."""
    EARLY = "early"
    """It was done before the period in which it is due; whether that counts is not said."""
    NOT_KNOWN_SINCE = "not_known_since"
    """What is stated of a standing one does not reach the day asked."""
    NOT_DUE = "not_due"
    """It is not yet due, or the term of a standing one has not begun."""
    WITHDRAWN = "withdrawn"
    """An amendment ended it before it was due."""
    NOT_OWED = "not_owed"
    """The parties may do it and do not owe it: whatever is stated, it is not judged."""


_VERDICTS: Final = {
    Progress.DONE: Verdict.MET,
    Progress.KEPT: Verdict.MET,
    Progress.LATE: Verdict.UNMET,
    Progress.NOT_DONE: Verdict.UNMET,
    Progress.NOT_KNOWN: Verdict.UNDETERMINED,
    Progress.DAY_NOT_KNOWN: Verdict.UNDETERMINED,
    Progress.EARLY: Verdict.UNDETERMINED,
    Progress.NOT_KNOWN_SINCE: Verdict.UNDETERMINED,
}
_UNJUDGED: Final = {
    Progress.NOT_DUE: Text(
        "nothing to judge yet, not yet due", "rien à juger encore, échéance à venir"
    ),
    Progress.WITHDRAWN: Text(
        "nothing to judge, an amendment ended it", "rien à juger, un avenant y a mis fin"
    ),
    Progress.NOT_OWED: Text("nothing to judge, not owed", "rien à juger, c'est facultatif"),
}


@attrs.frozen(eq=False, repr=False)
class Fulfilment(Answer):
    """What became of one undertaking on a day (*exécution d'un engagement*).

    It has no truth value: compare its verdict.

    Examples:
        >>> from housing_agreements import check_undertakings
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> report = check_undertakings(AGREEMENT, {}, on=date(2019, 1, 1))
        >>> report[0].verdict, report[0].missing.en
        (Verdict.UNDETERMINED, 'whether it is kept')
    """

    undertaking: Undertaking
    """The undertaking, as the terms that govern it state it."""
    by: tuple[Party, ...]
    """Who owes it, or may do it."""
    on: date
    """The day asked."""
    progress: Progress
    """How far it has come."""
    statement: Statement | None
    """What is stated of it; `None`: nothing is."""

    @property
    def verdict(self) -> Verdict | None:
        """Whether it is kept; `None` when there is nothing to judge."""
        return _VERDICTS.get(self.progress)

    @property
    def later(self) -> bool:
        """Whether the statement is about a day after the one asked; it does not count yet."""
        return self.statement is not None and self.statement.day > self.on

    @property
    def missing(self) -> Text | None:
        """What one must learn to judge the undertaking; `None` unless it is undetermined."""
        if self.verdict is not Verdict.UNDETERMINED:
            return None
        if self.progress in _MISSING:
            return _MISSING[self.progress]
        due, stated = self.undertaking.due, self.statement
        if stated is not None and not self.later:
            return (_KEPT_SINCE if due is None else _DONE_SINCE).format(day=stated.day)
        if due is None:
            return _KEPT
        return _DONE_IN if isinstance(due, Period) else _DONE_BY

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The undertaking, the verdict, what is stated, what is missing, who owes it, sources."""
        parts: list[Block] = [Line(words) for words in self._say_statement(language)]
        if self.missing is not None:
            parts.append(Line(self.missing.say(language), WOULD_SETTLE.say(language)))
        if self.by:
            parties = join_words((party.name for party in self.by), language)
            parts.append(Line(parties, _OWED_BY[self.undertaking.owed].say(language)))
        cited = self.statement.sources if self.statement is not None else ()
        parts += cite((*self.undertaking.sources, *cited))
        outcome = self.say_outcome(language)
        yield Section(self.say_heading(language), outcome, self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `undertaking` (code), `text`, `due_from`, `due`, `owed_by`, `verdict`, ...

        `due_from` and `due` are the first and the last day on which it can be done in time, empty
        for a standing one; `owed_by` is empty where nobody owes it; then `progress`, `stated` (the
        day of what is stated) and `missing`.
        """
        check_language(language)
        due = self.undertaking.due
        first, last = (due.start, due.last_day) if isinstance(due, Period) else (due, due)
        parties = join_words((party.name for party in self.by), language)
        return [
            {
                "undertaking": self.undertaking.code,
                "text": self.undertaking.text.say(language),
                "due_from": write_day(first),
                "due": write_day(last),
                "owed_by": parties if self.undertaking.owed else None,
                "verdict": write_verdict(self.verdict),
                "progress": self.progress.value,
                "stated": None if self.statement is None else write_day(self.statement.day),
                "missing": None if self.missing is None else self.missing.say(language),
            }
        ]

    def _essentials(self) -> str:
        promise = f"{shorten(self.undertaking.code, 60)}, {self.undertaking.say_due('en')}"
        progress = self.progress.value.replace("_", " ")
        return f"{promise}, on {self.on}: {tell_verdict(self.verdict)} ({progress})"

    def say_heading(self, language: Language) -> str:
        """What is to be done, and when."""
        due = self.undertaking.say_due(language)
        return _PROMISED.say(language, text=self.undertaking.text, due=due)

    def say_outcome(self, language: Language) -> str:
        """The verdict in words, or why there is nothing to judge."""
        if self.verdict is None:
            return _UNJUDGED[self.progress].say(language)
        return self.verdict.say(language)

    def _say_statement(self, language: Language) -> Iterator[str]:
        """What is stated, and that it does not count yet when it speaks of a later day."""
        stated = self.statement
        if stated is None:
            return
        words = _NOT_DONE_BY
        if isinstance(stated, Done):
            words = _DONE_BY_THEN if stated.on is None else _DONE_ON
        if self.undertaking.due is None:
            words = _STANDING.get(words, words)
        text = words.format(day=stated.day)
        yield (_LATER.format(stated=text) if self.later else text).say(language)


_PROMISED: Final = Text("{text} ({due})", "{text} ({due})")
_MISSING: Final = {
    Progress.DAY_NOT_KNOWN: Text("the day on which it was done", "la date de réalisation"),
    Progress.EARLY: Text(
        "whether it counts when done before the period in which it is due",
        "si une réalisation antérieure à la période prévue compte",
    ),
}
_KEPT: Final = Text("whether it is kept", "si l'engagement est tenu")
_KEPT_SINCE: Final = Text(
    "whether it is kept since {day}", "si l'engagement est tenu depuis le {day}"
)
_DONE_SINCE: Final = Text(
    "whether it was done in time, after {day}", "si cela a été fait à temps, après le {day}"
)
_DONE_IN: Final = Text("whether it was done in that period", "si cela a été fait sur la période")
_DONE_BY: Final = Text("whether it was done by that day", "si cela a été fait à cette date")
_DONE_ON: Final = Text("done on {day}", "fait le {day}")
_DONE_BY_THEN: Final = Text("done by {day}", "fait au {day}")
_NOT_DONE_BY: Final = Text("not done by {day}", "non fait au {day}")
_STANDING: Final = {
    _DONE_BY_THEN: Text("kept up to {day}", "tenu jusqu'au {day}"),
    _NOT_DONE_BY: Text("not kept up to {day}", "non tenu au {day}"),
}
_LATER: Final = Text(
    "{stated} (after the day asked: it does not count yet)",
    "{stated} (après la date demandée, donc pas encore pris en compte)",
)


@attrs.frozen(eq=False, repr=False)
class UndertakingReport(AgreementReport[Fulfilment]):
    """What became of the undertakings of an agreement on a day (*suivi des engagements*).

    A sequence of findings, which has no truth value: compare its verdict.

    Examples:
        >>> from housing_agreements import check_undertakings
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> report = check_undertakings(AGREEMENT, {}, on=date(2019, 1, 1))
        >>> report.verdict, report.missing
        (Verdict.UNDETERMINED, ('applicants', 'follow-up'))
    """

    fulfilments: tuple[Fulfilment, ...]
    """Each undertaking, in the order of the agreement, by the day it is due."""
    unused: tuple[str, ...]
    """The codes of which something is stated and nothing is promised yet."""

    @property
    def _items(self) -> tuple[Fulfilment, ...]:
        return self.fulfilments

    @property
    def _outcome(self) -> str:
        verdicts = (fulfilment.verdict for fulfilment in self.fulfilments)
        return f"{tell_verdict(self.verdict)}; {tell_verdicts(verdicts, 'undertaking')}"

    @property
    def verdict(self) -> Verdict | None:
        """Whether everything that could be judged is kept; `None` when nothing could."""
        verdicts = [
            fulfilment.verdict for fulfilment in self.fulfilments if fulfilment.verdict is not None
        ]
        return Verdict.all(verdicts) if verdicts else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of the undertakings of which too little is known, in order, each once."""
        codes = (
            fulfilment.undertaking.code
            for fulfilment in self.fulfilments
            if fulfilment.missing is not None
        )
        return tuple(dict.fromkeys(codes))

    def of(self, code: str) -> tuple[Fulfilment, ...]:
        """The findings on one undertaking: several when an amendment moved its day afterwards.

        Raises:
            UnknownCodeError: For an undertaking on which there is no finding.
        """
        expected = "an undertaking that was looked at"
        return self._items_with(code, lambda item: item.undertaking.code, expected)

    def _say_outcome(self, language: Language) -> tuple[str, Verdict | None]:
        return say_verdict(self.verdict, language), self.verdict

    def _write_parts(self, language: Language) -> Iterator[Block]:
        for fulfilment in self.fulfilments:
            yield from write_blocks(fulfilment, language)
        if self.unused:
            yield Line(
                join_words(self._name_unused(language), language), _NOT_PROMISED_YET.say(language)
            )

    def _name_unused(self, language: Language) -> Iterator[str]:
        texts = {
            part.code: part.text
            for part in self.agreement.every_part
            if isinstance(part, Undertaking)
        }
        return (texts[code].say(language) if code in texts else code for code in self.unused)


_OWED_BY: Final = {
    True: Text("owed by", "à la charge de"),
    False: Text("open to", "à l'initiative de"),
}
"""Whether it is owed."""
_NOT_PROMISED_YET: Final = Text("stated, but not promised yet", "indiqué, mais pas encore promis")


def check_undertakings(
    agreement: Agreement,
    done: Mapping[str, StatementLike],
    *,
    on: date,
    known: date | None = None,
) -> UndertakingReport:
    """Whether each undertaking of an agreement is kept (*suivi des engagements*).

    What is not stated is not known: an undertaking that is due is then undetermined, and never
    taken to be missed. One that is due in a period is met by being done in it. A standing one,
    with no day, is judged by what is stated of it alone: done once and for all on a day; or
    kept, or not, up to a day, which must reach the day asked or the end of the term. What parties
    may do and do not owe is listed, and not judged.

    An undertaking with a day is judged under the terms in force on that day, or on the day
    asked if sooner, as known on a day. So an amendment in time moves the day; one that comes
    after it leaves the first promise as it was, beside the new one.

    Args:
        agreement: The agreement.
        done: For the codes of undertakings, the day each was done, `Done(by=day)`,
            `NotDone(by=day)`, or `None` when nothing is known. What is stated of a day after
            the one asked does not count yet, and is reported so.
        on: The day asked.
        known: The day of the knowledge: amendments signed later are left out; `None`: `on`.

    Raises:
        UnknownCodeError: For an undertaking that no version of the agreement has.
        InvalidTypeError: For a `datetime`, or a yes or a no without a day.
        InvalidObjectError: For several of these at once.

    Laws:
        - `saying_more_never_overturns`: what is stated of others overturns no decided verdict.
        - `silence_decides_nothing`: nothing stated never makes an undertaking met or missed.
        - `no_undertaking_disappears`: each one in force is looked at, and each that was.

    Examples:
        >>> from housing_agreements import (
        ...     AgreementKind,
        ...     NotDone,
        ...     Party,
        ...     Territory,
        ...     Undertaking,
        ... )
        >>> mel = Party("mel", "Métropole européenne de Lille")
        >>> lille = Agreement(
        ...     "example",
        ...     AgreementKind.PARTNERSHIP,
        ...     "An example",
        ...     parties=(mel,),
        ...     signed_on=date(2018, 1, 15),
        ...     term=Period.years(2018, 2020),
        ...     territory=Territory("59", "Nord", "department", departments=("59",)),
        ...     undertakings=(
        ...         Undertaking("study", "a needs study", by=("mel",), due=Period.year(2018)),
        ...         Undertaking("charter", "a charter", by=("mel",), due=date(2018, 6, 30)),
        ...         Undertaking("report", "a report", by=("mel",), due=date(2020, 12, 31)),
        ...     ),
        ... )
        >>> report = check_undertakings(
        ...     lille,
        ...     {"study": date(2018, 11, 30), "charter": NotDone(by=date(2018, 6, 30))},
        ...     on=date(2019, 1, 1),
        ... )
        >>> [fulfilment.verdict for fulfilment in report]
        [Verdict.MET, Verdict.UNMET, None]
    """
    if not isinstance(agreement, Agreement):
        where, expected = "check_undertakings, agreement", "an Agreement"
        raise InvalidTypeError(where, show(agreement), expected)
    exact_day(on, "check_undertakings, on")
    knowledge = on if known is None else exact_day(known, "check_undertakings, known")
    stated = _read_statements(agreement, done)
    found = tuple(_find_fulfilments(agreement, stated, on, knowledge))
    judged = {fulfilment.undertaking.code for fulfilment in found}
    told = {code for code, statement in stated.items() if statement is not None}
    return UndertakingReport(agreement, on, knowledge, found, tuple(sorted(told - judged)))


def _read_statements(agreement: Agreement, done: object) -> dict[str, Statement | None]:
    """What is stated of each undertaking, once all of it is sound."""
    if not isinstance(done, Mapping):
        remedy = "write {code: day}"
        raise InvalidTypeError(
            "check_undertakings, done", show(done), "a mapping of codes to days", remedy
        )
    faults = Faults("check_undertakings")
    if faults.codes("done", tuple(done)):
        promised = [part.code for part in agreement.every_part if isinstance(part, Undertaking)]
        faults.declared("done", done, promised, "an undertaking")
    stated: dict[str, Statement | None] = {}
    for code, given in done.items():
        try:
            stated[code] = as_statement(given, faults.at(f"done, {show(code)}"))
        except HousingAgreementsError as fault:
            faults.note(fault)
    faults.report()
    return stated


def _find_fulfilments(
    agreement: Agreement, stated: Mapping[str, Statement | None], on: date, known: date
) -> Iterator[Fulfilment]:
    """Each undertaking as the terms that govern it state it, and those that were withdrawn."""
    history = agreement.history(on, known)
    governing: dict[str, dict[date | Period | None, tuple[Undertaking, Agreement]]] = {}
    last: dict[str, tuple[Undertaking, Agreement]] = {}
    for since, terms in history:
        for undertaking in terms.undertakings:
            code = undertaking.code
            last[code] = (undertaking, terms)
            by_due = governing.setdefault(code, {})
            day = max(since, min(_find_deadline(undertaking.due, on), on))
            governing_terms = [later for start, later in history if start <= day][-1]
            for governed in governing_terms.undertakings:
                if (governed.code, governed.due) == (code, undertaking.due):
                    by_due[governed.due] = (governed, governing_terms)
    for code, by_due in governing.items():
        statement = stated.get(code)
        counting = statement if statement is not None and statement.day <= on else None
        for undertaking, terms in sorted(by_due.values(), key=_order_of_deadline):
            progress = Progress.NOT_OWED
            if undertaking.owed:
                progress = _find_progress(undertaking, counting, terms.term, on)
            yield _make_fulfilment(undertaking, terms, statement, progress, on)
        if not by_due:
            yield _make_fulfilment(*last[code], statement, Progress.WITHDRAWN, on)


def _order_of_deadline(governed: tuple[Undertaking, Agreement]) -> date:
    return _find_deadline(governed[0].due, date.max)


def _find_deadline(due: date | Period | None, if_standing: date) -> date:
    """The last day on which it can be done in time; a standing one has none of its own."""
    if due is None:
        return if_standing
    return due.last_day if isinstance(due, Period) else due


def _make_fulfilment(
    undertaking: Undertaking,
    terms: Agreement,
    statement: Statement | None,
    progress: Progress,
    on: date,
) -> Fulfilment:
    parties = {party.code: party for party in terms.parties}
    by = tuple(parties[code] for code in undertaking.by)
    return Fulfilment(undertaking, by, on, progress, statement)


def _find_progress(
    undertaking: Undertaking, stated: Statement | None, term: Period, on: date
) -> Progress:
    if undertaking.due is None:
        return _find_standing_progress(stated, term, on)
    deadline = _find_deadline(undertaking.due, on)
    opening = undertaking.due.start if isinstance(undertaking.due, Period) else date.min
    open_ended = Progress.NOT_DUE if on < deadline else Progress.NOT_KNOWN
    if stated is None:
        return open_ended
    if not isinstance(stated, Done):
        return Progress.NOT_DONE if stated.day >= deadline else open_ended
    if stated.day > deadline:
        return Progress.LATE if stated.on is not None else Progress.DAY_NOT_KNOWN
    if stated.day < opening:
        return Progress.NOT_DUE if on < deadline else Progress.EARLY
    return Progress.DONE


def _find_standing_progress(stated: Statement | None, term: Period, on: date) -> Progress:
    """A standing undertaking holds as long as the term runs."""
    if isinstance(stated, Done) and stated.on is not None:
        return Progress.DONE
    if on < term.start:
        return Progress.NOT_DUE
    if stated is None:
        return Progress.NOT_KNOWN
    if stated.day < min(on, term.last_day):
        return Progress.NOT_KNOWN_SINCE
    return Progress.KEPT if isinstance(stated, Done) else Progress.NOT_DONE
