"""Whether each undertaking is kept, was done late, or cannot be decided."""

from collections.abc import Iterator, Mapping
from datetime import date

from housing_agreements.errors import HousingAgreementsError, InvalidTypeError, shown
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.rules.undertakings.fulfilments import Fulfilment, Progress
from housing_agreements.rules.undertakings.reports import UndertakingReport
from housing_agreements.rules.undertakings.statements import (
    Done,
    Statement,
    StatementLike,
    as_statement,
)
from housing_agreements.values.faults import Faults, exact_day
from housing_agreements.values.periods import Period

__all__ = ("check_undertakings",)

_Steps = tuple[tuple[date, Agreement], ...]
"""The terms in force, from a day on."""


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
    kept, or not, up to a day, which must reach the day asked or the end of the term.

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
        >>> [each.verdict for each in report]
        [<Verdict.MET: 'met'>, <Verdict.UNMET: 'unmet'>, None]
    """
    if not isinstance(agreement, Agreement):
        where, expected = "check_undertakings, agreement", "an Agreement"
        raise InvalidTypeError(where, shown(agreement), expected)
    exact_day(on, "check_undertakings, on")
    knowledge = on if known is None else exact_day(known, "check_undertakings, known")
    stated = _statements(agreement, done)
    found = tuple(_fulfilments(agreement, stated, on, knowledge))
    judged = {each.undertaking.code for each in found}
    told = {code for code, each in stated.items() if each is not None}
    unused = tuple(sorted(told - judged))
    return UndertakingReport(agreement, on, knowledge, found, unused)


def _statements(agreement: Agreement, done: object) -> dict[str, Statement | None]:
    """What is stated of each undertaking, once all of it is sound."""
    if not isinstance(done, Mapping):
        remedy = "write {code: day}"
        raise InvalidTypeError(
            "check_undertakings, done", shown(done), "a mapping of codes to days", remedy
        )
    faults = Faults("check_undertakings")
    if faults.codes("done", tuple(done)):
        added = (part for each in agreement.amendments for part in (*each.add, *each.replace))
        parts = (*agreement.undertakings, *added)
        declared = [part.code for part in parts if isinstance(part, Undertaking)]
        faults.known("done", done, declared, "an undertaking")
    stated: dict[str, Statement | None] = {}
    for code, given in done.items():
        try:
            stated[code] = as_statement(given, faults.at(f"done, {code!r}"))
        except HousingAgreementsError as fault:
            faults.note(fault)
    faults.report()
    return stated


def _fulfilments(
    agreement: Agreement, stated: Mapping[str, Statement | None], on: date, known: date
) -> Iterator[Fulfilment]:
    """Each undertaking as the terms that govern it state it, and those that were withdrawn."""
    effective = {amendment.effective for amendment in agreement.amendments}
    turning = [date.min, *sorted(day for day in effective if day <= on)]
    in_force = tuple((day, agreement.on(day, known=known)) for day in turning)
    governing: dict[str, dict[date | Period | None, tuple[Undertaking, Agreement]]] = {}
    last: dict[str, tuple[Undertaking, Agreement]] = {}
    for since, terms in in_force:
        for each in terms.undertakings:
            last[each.code] = (each, terms)
            under = _terms_on(in_force, max(since, min(_deadline(each.due, on), on)))
            kept = _named(under, each.code)
            named = governing.setdefault(each.code, {})
            if kept is not None and kept.due == each.due:
                named[kept.due] = (kept, under)
    for code, by_due in governing.items():
        statement = stated.get(code)
        for each, terms in sorted(by_due.values(), key=lambda one: _deadline(one[0].due, date.max)):
            progress = _progress(each, _counting(statement, on), terms.term, on)
            yield _fulfilment(each, terms, statement, progress, on)
        if not by_due:
            yield _fulfilment(*last[code], statement, Progress.WITHDRAWN, on)


def _fulfilment(
    undertaking: Undertaking,
    terms: Agreement,
    statement: Statement | None,
    progress: Progress,
    on: date,
) -> Fulfilment:
    names = {party.code: party for party in terms.parties}
    by = tuple(names[code] for code in undertaking.by)
    return Fulfilment(undertaking, by, on, progress, statement)


def _terms_on(in_force: _Steps, day: date) -> Agreement:
    return [terms for since, terms in in_force if since <= day][-1]


def _named(terms: Agreement, code: str) -> Undertaking | None:
    return next((each for each in terms.undertakings if each.code == code), None)


def _deadline(due: date | Period | None, standing: date) -> date:
    """The last day on which it can be done in time; that of a standing one is as told."""
    if due is None:
        return standing
    return due.last_day if isinstance(due, Period) else due


def _counting(statement: Statement | None, on: date) -> Statement | None:
    """What is stated, unless it speaks of a day after the one asked."""
    return statement if statement is not None and statement.day <= on else None


def _progress(
    undertaking: Undertaking, stated: Statement | None, term: Period, on: date
) -> Progress:
    if undertaking.due is None:
        return _standing(stated, term, on)
    deadline = _deadline(undertaking.due, on)
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


def _standing(stated: Statement | None, term: Period, on: date) -> Progress:
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
