"""What there is to do next: from promises, undertakings and remarks to steps in order of day."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple

from housing_agreements._checks import make
from housing_agreements._records import shorten
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.rules._vocabulary import quote_words
from housing_agreements.rules.outlook.expectations import NUMBER_NOT_KNOWN
from housing_agreements.rules.outlook.prospects import Prospect, Reach
from housing_agreements.rules.quotas.doubts import Doubt, say_doubts
from housing_agreements.rules.quotas.entries import AskedFinding, Entries
from housing_agreements.rules.quotas.findings import Finding, Outcome, say_part_judged, say_title
from housing_agreements.rules.quotas.ledger import Entry, Ids, Unknown, tally
from housing_agreements.rules.quotas.limits import NOUGHT, say_range
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.rules.review._time import list_days_without_level
from housing_agreements.rules.review.remarks import Remark, RemarkKind, Review, Severity
from housing_agreements.rules.undertakings import Fulfilment, Progress, UndertakingReport
from housing_agreements.rules.yearly.standings import Standing, YearlyPromise, say_needed
from housing_agreements.rules.yearly.steps import NextStep, StepKind
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Listed,
    Text,
    join_words,
    say_number_of,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("Settling", "list_steps")


class Settling:
    """Of each finding that is not decided, the entries that would settle it.

    Args:
        report: The report.
        entries: The ledger; `None`: a tally was given, which keeps no entries.
    """

    def __init__(self, report: QuotaReport, entries: Sequence[Entry] | None) -> None:
        self._report, self._entries = report, entries
        self._left = _MOST_FINDINGS_ASKED

    @cached_property
    def _read(self) -> Tally:
        return tally(
            self._report.agreement,
            self._entries or (),
            ids=Ids.TRUSTED,
            unknown=self._report.unknown or Unknown.SET_ASIDE,
            coded_on=self._report.coded_on,
        )

    def find(self, finding: Finding) -> Entries | None:
        """Those that settle it; `None`: they cannot be named, or too much was asked already."""
        asked = self._ask(finding)
        return None if asked is None else asked.list_settling(self._entries or ())

    def find_missing(self, finding: Finding) -> Entries | None:
        """All that concern it; `None`: as above."""
        asked = self._ask(finding)
        return None if asked is None else asked.list_entries(self._entries or ())

    def _ask(self, finding: Finding) -> AskedFinding | None:
        if self._entries is None or not self._left:
            return None
        self._left -= 1
        return AskedFinding("yearly_page", self._report, finding, self._read)


_MOST_FINDINGS_ASKED: Final = 50
"""Of how many findings the entries are named: each asks of all the entries."""


def list_steps(
    promises: Iterable[YearlyPromise],
    settling: Settling,
    report: QuotaReport,
    undertakings: UndertakingReport,
    remarks: Review,
) -> tuple[NextStep, ...]:
    """What there is to do, at once first, then in order of day."""
    on = report.on
    by_name = {(of.commitment.code, of.period): of for of in promises}
    steps = [step for promise in by_name.values() for step in _list_of_promise(promise, on)]
    found: dict[tuple[str, Period], list[Finding]] = {}
    for finding in report.findings:
        found.setdefault((finding.commitment.code, finding.period), []).append(finding)
    steps += _join_found(
        to_find
        for name, promise in by_name.items()
        for to_find in _list_to_find_out(promise, settling, found.get(name, ()), on)
    )
    terms = remarks.agreement.on(on, known=remarks.known)
    steps += filter(None, map(_do, undertakings))
    steps += _join_to_say(undertakings)
    steps += filter(None, (_amend(remark, terms, on) for remark in remarks))
    return tuple(
        sorted(steps, key=lambda step: (step.until or date.min, _RANK_OF_KINDS[step.kind]))
    )


_RANK_OF_KINDS: Final = {kind: rank for rank, kind in enumerate(StepKind)}


def _is_undecided(finding: Finding, promise: YearlyPromise) -> bool:
    """Whether it is not decided, for lack of a fact or of a figure."""
    if finding.verdict is Verdict.UNDETERMINED:
        return True
    counted = finding if promise.prospect is None else promise.prospect.finding
    lacks_figure = counted is None or counted.outcome is Outcome.NO_FIGURE
    is_figure = finding.outcome is Outcome.NO_FIGURE
    return is_figure and lacks_figure and promise.standing is Standing.NOT_KNOWN


# --- What must come ------------------------------------------------------------------------------


def _list_of_promise(promise: YearlyPromise, on: date) -> Iterator[NextStep]:
    """What to do about a promise that can still be kept."""
    prospect = promise.prospect
    if prospect is None or promise.standing not in _STILL_TO_KEEP:
        return
    if promise.standing is Standing.NOT_KNOWN:
        yield from _list_of_unknown(promise, prospect)
    if prospect.reach is Reach.OUT_OF_REACH:
        yield _find_more(promise, prospect)
    elif prospect.needed is not None and prospect.needed not in _NO_NUMBER_NEEDED:
        yield _reach(promise, prospect, prospect.needed, on)
    if prospect.room is not None and prospect.reach is not Reach.OUT_OF_REACH:
        yield _hold(promise, prospect, prospect.room)


_NO_NUMBER_NEEDED: Final = (NOUGHT, NUMBER_NOT_KNOWN)
_STILL_TO_KEEP: Final = {Standing.ON_COURSE, Standing.IN_DANGER, Standing.NOT_KNOWN}


def _reach(promise: YearlyPromise, prospect: Prospect, needed: Bounds[int], on: date) -> NextStep:
    """Let enough of those expected count, before too few are left."""
    counted = prospect.finding
    has_begun = counted is None or counted.counted.high != 0
    goes_on = promise.standing is Standing.ON_COURSE and has_begun
    is_known = prospect.expected.high is not None
    what = _KEEP_PACE[is_known]
    if not goes_on:
        what = _REACH[promise.is_for_publics, is_known]
    told = what.format(
        name=_name_promise(promise.commitment, promise.period),
        needed=_both(lambda language: say_needed(needed, language)),
        expected=_both(lambda language: say_range(prospect.expected, language)),
        day=promise.period.last_day,
    )
    why = [] if (rhythm := _tell_rhythm(prospect, needed)) is None else [rhythm]
    until: date | None = promise.period.last_day
    if prospect.lost_from is not None:
        words = _LOST_IF_NONE if prospect.lost_by == prospect.lost_from else _LOST_IF_NONE_PERHAPS
        why.append(words.format(day=prospect.lost_from))
        if not goes_on:
            until = _find_eve(prospect.lost_from, on)
    return _make_step(StepKind.REACH, until, told, _join_texts(why or [_NOT_YET_REACHED]), promise)


def _find_eve(day: date, on: date) -> date | None:
    """The day before, or at once where that is past."""
    eve = day - timedelta(days=1)
    return None if eve < on else eve


def _tell_rhythm(prospect: Prospect, needed: Bounds[int]) -> Text | None:
    """How many count so far in how many days, and how many must in those left."""
    counted = prospect.finding
    if counted is None or not prospect.days_gone:
        return None
    return _RHYTHM.format(
        counted=_both(lambda language: say_range(counted.counted, language)),
        gone=_both(lambda language: say_number_of(prospect.days_gone, *_DAYS_OF_RHYTHM, language)),
        needed=_both(lambda language: say_needed(needed, language)),
        left=_both(lambda language: say_number_of(prospect.days_left, *_DAYS_OF_RHYTHM, language)),
    )


def _find_more(promise: YearlyPromise, prospect: Prospect) -> NextStep:
    """Find more than are expected: those do not suffice."""
    needed, day = prospect.needed, promise.period.last_day
    what = _FIND_MORE.format(
        name=_name_promise(promise.commitment, promise.period),
        expected=_both(lambda language: say_range(prospect.expected, language)),
        day=day,
    )
    if needed is not None:
        told = _both(lambda language: say_needed(needed, language))
        what = _IT_TAKES.format(what=what, needed=told)
    why = _TOO_FEW_AT_PACE if prospect.at_pace else _TOO_FEW_EXPECTED
    return _make_step(StepKind.REACH, day, what, why, promise)


def _hold(promise: YearlyPromise, prospect: Prospect, room: Bounds[int]) -> NextStep:
    """Let no more count than the ceiling allows."""
    day, expected = promise.period.last_day, prospect.expected
    what = (_HOLD if expected.high is None else _HOLD_OF).format(
        name=_name_promise(promise.commitment, promise.period),
        room=max(0, room.low),
        expected=_both(lambda language: say_range(expected, language)),
        day=day,
    )
    return _make_step(StepKind.HOLD, day, what, _CEILING, promise)


def _list_of_unknown(promise: YearlyPromise, prospect: Prospect) -> Iterator[NextStep]:
    """What must be said of a promise of which it is not known whether it can be kept."""
    counted, day = prospect.finding, promise.period.last_day
    name = _name_promise(promise.commitment, promise.period)
    if counted is not None and counted.outcome is Outcome.NO_FIGURE:
        return  # the figure is to be found out
    if not prospect.expected.exact or not any(
        of.finding is not None and of.finding.doubts for of in (promise, *promise.groups)
    ):
        no_pace = prospect.at_pace and prospect.days_gone <= 1
        what, why = _SAY_EXPECTED.format(name=name, day=day), _NO_PACE if no_pace else _NO_NUMBER
        yield _make_step(StepKind.SAY, None, what, why, promise)


# --- What must be found out ----------------------------------------------------------------------


class _ToFind(NamedTuple):
    """What is to be found out for one finding."""

    finding: Finding
    """The finding."""
    told: Text
    """What, of which entries."""
    why: Text
    """What hangs on it."""
    until: date | None
    """Until when."""
    entries: tuple[str, ...]
    """The ids of the entries."""


def _list_to_find_out(
    promise: YearlyPromise, settling: "Settling", findings: Iterable[Finding], on: date
) -> Iterator[_ToFind]:
    """What would settle each open finding; else what would say how many must still come."""
    open_findings = [of for of in findings if not of.for_information and _is_undecided(of, promise)]
    for open_finding in open_findings:
        is_figure = open_finding.outcome is Outcome.NO_FIGURE
        found = None if is_figure else settling.find(open_finding)
        yield _find_out(open_finding, promise, found, _DECIDES, on)
    if open_findings or promise.prospect is None:
        return
    for part in (promise, *promise.groups):
        finding = part.finding
        if finding is not None and finding.doubts and _hangs_on_facts(part):
            yield _find_out(finding, promise, settling.find_missing(finding), _NARROWS, on)


def _hangs_on_facts(part: YearlyPromise) -> bool:
    """Whether a fact may say whether it can be kept, or in total how many must still come."""
    ahead = part.prospect
    numbers = () if ahead is None or part.group is not None else (ahead.needed, ahead.room)
    is_wide = any(number is not None and not number.exact for number in numbers)
    return part.standing is Standing.NOT_KNOWN or (part.standing in _STILL_TO_KEEP and is_wide)


def _find_out(
    finding: Finding, promise: YearlyPromise, found: Entries | None, why: Text, on: date
) -> _ToFind:
    """Find out what is not known of some entries, or else of so many dwellings."""
    prospect, until = promise.prospect, None
    if prospect is not None and finding.outcome is not Outcome.NO_FIGURE:
        lost = prospect.lost_from
        until = promise.period.last_day if lost is None else _find_eve(lost, on)
    ids = () if found is None else tuple(entry.id for entry in found if entry.missing)
    facts = [] if found is None else [fact.name for entry in found for fact in entry.missing]
    if finding.outcome is Outcome.NO_FIGURE:
        told, why = _FIND_FIGURE, _FOR_LACK_OF_FIGURE
    elif ids:
        told = _FIND_OUT_OF.format(
            facts=_join_texts([*dict.fromkeys(facts)][:_MOST_FACTS]), entries=_tell_entries(ids)
        )
    else:
        doubts = finding.doubts
        told = _FIND_OUT.format(facts=_tell_doubts(doubts) if doubts else _WHAT_IS_MISSING)
    return _ToFind(finding, told, why, until, ids)


def _join_found(to_find: Iterable[_ToFind]) -> Iterator[NextStep]:
    """One step for all findings of which the same is to be found out."""
    alike: dict[tuple[Text, Text, tuple[str, ...]], list[_ToFind]] = {}
    for one in to_find:
        alike.setdefault((one.told, one.why, one.entries), []).append(one)
    for (told, why, ids), found in alike.items():
        findings = [one.finding for one in found]
        names = [_name_promise(of.commitment, of.period, of) for of in findings]
        if len(names) > _MOST_PARTS_NAMED:
            names = [
                *names[:_MOST_PARTS_NAMED],
                _OTHERS_TO_NAME.format(more=len(names) - _MOST_PARTS_NAMED),
            ]
        until = min((one.until for one in found if one.until is not None), default=None)
        if any(one.until is None for one in found):
            until = None
        only = findings[0] if len(findings) == 1 else None
        yield make(
            NextStep,
            kind=StepKind.FIND_OUT,
            until=until,
            what=_NAMED_AND_TOLD.format(names=Listed(names), told=told),
            why=why,
            about=tuple(dict.fromkeys(of.commitment.code for of in findings)),
            period=None if only is None else only.period,
            group=None if only is None else only.group,
            entries=ids,
        )


_MOST_FACTS: Final = 3
"""How many different facts are told of the entries of a finding."""
_MOST_PARTS_NAMED: Final = 3
"""How many commitments are named of which the same is to be found out."""
_MOST_IDS: Final = 4
"""How many entries are named by their id."""


def _tell_doubts(doubts: Sequence[Doubt]) -> Text:
    return _both(
        lambda language: next(
            line.words for line in say_doubts(doubts[:_MOST_FACTS], language, settles=True)
        )
    )


def _tell_entries(ids: Sequence[str]) -> Text:
    """How many entries there are, and the ids of the first."""
    named = [Text(shorten(code, _LONGEST_ID), shorten(code, _LONGEST_ID)) for code in ids]
    if len(named) > _MOST_IDS:
        more = len(named) - _MOST_IDS
        named = [*named[:_MOST_IDS], _OTHERS_TO_NAME.format(more=more)]
    many = _both(lambda language: say_number_of(len(ids), *_ENTRIES_TO_ASK, language))
    return _ENTRIES_NAMED.format(many=many, ids=Listed(named))


_LONGEST_ID: Final = 40


# --- What was promised to be done, and what must be agreed ---------------------------------------


def _do(fulfilment: Fulfilment) -> NextStep | None:
    """What is to be done of an undertaking; `None`: nothing."""
    undertaking, progress = fulfilment.undertaking, fulfilment.progress
    due = undertaking.due
    until, what = None, undertaking.text
    if progress is Progress.NOT_DUE:
        if due is None:  # the term has not begun
            return None
        until = due.last_day if isinstance(due, Period) else due
    elif progress is Progress.NOT_DONE:
        quoted = quote_words(undertaking.text)
        what = (_KEEP_AGAIN if due is None else _DO_STILL).format(text=quoted)
    else:
        return None
    return _step_of_undertakings(StepKind.DO, until, what, _tell_owed(fulfilment), [fulfilment])


def _tell_owed(fulfilment: Fulfilment) -> Text:
    """When an undertaking is due, and who owes it."""
    undertaking = fulfilment.undertaking
    return (_OWED_BY_PARTIES if undertaking.due is None else _OWED_DUE).format(
        parties=_both(lambda language: join_words((of.name for of in fulfilment.by), language)),
        due=_both(undertaking.say_due),
    )


def _join_to_say(undertakings: Iterable[Fulfilment]) -> Iterator[NextStep]:
    """One step for all undertakings of which the same parties are to say the same."""
    alike: dict[tuple[Text, Text], list[Fulfilment]] = {}
    for fulfilment in undertakings:
        if fulfilment.missing is not None:
            alike.setdefault((fulfilment.missing, _tell_owed(fulfilment)), []).append(fulfilment)
    for (fact, why), found in alike.items():
        quoted = [quote_words(of.undertaking.text) for of in found]
        what = _SAY.format(fact=fact, text=quoted[0])
        if len(quoted) > 1:
            names = quoted[:_MOST_PARTS_NAMED]
            if len(quoted) > _MOST_PARTS_NAMED:
                names.append(_OTHERS_TO_NAME.format(more=len(quoted) - _MOST_PARTS_NAMED))
            what = _SAY_OF_SEVERAL.format(many=len(quoted), names=Listed(names), fact=fact)
        yield _step_of_undertakings(StepKind.SAY, None, what, why, found)


def _step_of_undertakings(
    kind: StepKind, until: date | None, what: Text, why: Text, found: Iterable[Fulfilment]
) -> NextStep:
    return make(
        NextStep,
        kind=kind,
        until=until,
        what=what,
        why=why,
        about=tuple(of.undertaking.code for of in found),
        period=None,
        group=None,
        entries=(),
    )


def _amend(remark: Remark, terms: Agreement, on: date) -> NextStep | None:
    """Agree on an amendment, where a remark asks for one; `None`: it does not."""
    until = None
    if remark.kind in _WITHOUT_LEVEL:
        coming = [
            hole
            for commitment in terms.commitments
            if commitment.code in remark.where
            for hole in list_days_without_level(terms, commitment)
            if hole.last_day > on
        ]
        if not coming:
            return None
        if coming[0].start > on:
            until = coming[0].start - timedelta(days=1)
    elif remark.severity is Severity.LOOK:
        return None
    why = _LEVEL_FIRST if remark.kind in _WITHOUT_LEVEL else _SEVERITY[remark.severity]
    return make(
        NextStep,
        kind=StepKind.AMEND,
        until=until,
        what=_AMEND.format(text=remark.text),
        why=why,
        about=remark.where,
        period=None,
        group=None,
        entries=(),
    )


_WITHOUT_LEVEL: Final = {RemarkKind.GAP, RemarkKind.REMAINDER}


# --- Words ---------------------------------------------------------------------------------------


def _make_step(
    kind: StepKind,
    until: date | None,
    what: Text,
    why: Text,
    promise: YearlyPromise,
) -> NextStep:
    """A step about a promise."""
    return make(
        NextStep,
        kind=kind,
        until=until,
        what=what,
        why=why,
        about=(promise.commitment.code,),
        period=promise.period,
        group=None,
        entries=(),
    )


def _both(say: Callable[[Language], str]) -> Text:
    return Text(say("en"), say("fr"))


def _name_promise(commitment: Commitment, period: Period, finding: Finding | None = None) -> Text:
    """A commitment as it is named in a step: its title, the period, and the group."""
    group, names = (None, ()) if finding is None else (finding.group, finding.group_names)

    def say(language: Language) -> str:
        part = say_part_judged(commitment, period, group, language, names)
        return _NAME_OF_PROMISE.say(language, title=say_title(commitment, language), part=part)

    return _both(say)


def _join_texts(texts: Iterable[Text]) -> Text:
    told = tuple(texts)
    return _both(lambda language: semicolon(language).join(text.say(language) for text in told))


_NAME_OF_PROMISE: Final = Text("“{title}” ({part})", "«\u00a0{title}\u00a0» ({part})")
_DAYS_OF_RHYTHM: Final = (Text("day", "jour"), Text("days", "jours"))
_ENTRIES_TO_ASK: Final = (Text("entry", "ligne"), Text("entries", "lignes"))
_OTHERS_TO_NAME: Final = Text("{more} more", "{more} de plus")
_ENTRIES_NAMED: Final = Text("{many} ({ids})", "{many} ({ids})")
_REACH: Final[Mapping[tuple[bool, bool], Text]] = {
    (True, True): Text(
        "{name}: let at least {needed} of the {expected} dwellings expected by {day} reach the "
        "publics",
        "{name}\u00a0: faire bénéficier les publics d'au moins {needed} des {expected} logements "
        "attendus d'ici au {day}",
    ),
    (True, False): Text(
        "{name}: let at least {needed} more dwellings reach the publics by {day}",
        "{name}\u00a0: faire bénéficier les publics d'au moins {needed} logements de plus d'ici au "
        "{day}",
    ),
    (False, True): Text(
        "{name}: see that at least {needed} of the {expected} dwellings expected by {day} count",
        "{name}\u00a0: obtenir qu'au moins {needed} des {expected} logements attendus d'ici au "
        "{day} comptent",
    ),
    (False, False): Text(
        "{name}: obtain at least {needed} more dwellings that count by {day}",
        "{name}\u00a0: obtenir au moins {needed} logements de plus qui comptent d'ici au {day}",
    ),
}
"""Whether for publics, and whether it is known how many are expected."""
_KEEP_PACE: Final[Mapping[bool, Text]] = {
    True: Text(
        "{name}: keep the pace, at least {needed} of the {expected} dwellings expected",
        "{name}\u00a0: garder le rythme, soit au moins {needed} des {expected} logements attendus",
    ),
    False: Text(
        "{name}: keep the pace, at least {needed} more dwellings",
        "{name}\u00a0: garder le rythme, soit au moins {needed} logements de plus",
    ),
}
"""Whether it is known how many are expected."""
_RHYTHM: Final = Text(
    "{counted} in {gone} so far, {needed} in the {left} left",
    "{counted} en {gone} jusqu'ici, {needed} à obtenir dans les {left} restants",
)
_LOST_IF_NONE: Final = Text(
    "if none of them does, out of reach from {day} on",
    "si rien ne vient, hors d'atteinte à partir du {day}",
)
_LOST_IF_NONE_PERHAPS: Final = Text(
    "if none of them does, perhaps out of reach from {day} on",
    "si rien ne vient, peut-être hors d'atteinte dès le {day}",
)
_NOT_YET_REACHED: Final = Text("it is not yet reached", "l'objectif n'est pas encore atteint")
_FIND_MORE: Final = Text(
    "{name}: find more dwellings than the {expected} expected by {day}",
    "{name}\u00a0: trouver plus de logements que les {expected} attendus d'ici au {day}",
)
_IT_TAKES: Final = Text("{what}: it takes {needed}", "{what}, car il en faut {needed}")
_TOO_FEW_EXPECTED: Final = Text(
    "out of reach with those that are expected alone",
    "hors d'atteinte avec les seuls logements attendus",
)
_TOO_FEW_AT_PACE: Final = Text(
    "out of reach at the pace so far", "hors d'atteinte au rythme constaté"
)
_HOLD: Final = Text(
    "{name}: let at most {room} more count by {day}",
    "{name}\u00a0: s'en tenir à {room} de plus d'ici au {day}",
)
_HOLD_OF: Final = Text(
    "{name}: let at most {room} of the {expected} dwellings expected by {day} count",
    "{name}\u00a0: s'en tenir à {room} au plus parmi les {expected} logements attendus d'ici au "
    "{day}",
)
_CEILING: Final = Text("beyond, the ceiling is broken", "au-delà, le plafond est dépassé")
_NAMED_AND_TOLD: Final = Text("{names}: {told}", "{names}\u00a0: {told}")
_FIND_FIGURE: Final = Text(
    "obtain a figure of the whole time", "obtenir un chiffre pour toute la durée"
)
_FOR_LACK_OF_FIGURE: Final = Text(
    "no published figure tells how many count", "aucun chiffre publié ne dit combien comptent"
)
_SAY_EXPECTED: Final = Text(
    "{name}: say how many dwellings are expected by {day}",
    "{name}\u00a0: indiquer combien de logements sont attendus d'ici au {day}",
)
_NO_PACE: Final = Text(
    "on the first day there is no pace yet",
    "au premier jour, il n'y a pas encore de rythme constaté",
)
_NO_NUMBER: Final = Text(
    "whether it can be kept hangs on that number",
    "de ce nombre dépend que l'engagement puisse être tenu",
)
_FIND_OUT: Final = Text("find out {facts}", "établir {facts}")
_FIND_OUT_OF: Final = Text("find out of {entries} {facts}", "établir, pour {entries}, {facts}")
_WHAT_IS_MISSING: Final = Text(
    "what is not known of the entries", "ce que les lignes ne disent pas"
)
_DECIDES: Final = Text(
    "whether it is kept hangs on it", "de là dépend que l'engagement soit respecté ou non"
)
_NARROWS: Final = Text(
    "how many must still come hangs on it", "de là dépend le nombre qui reste à obtenir"
)
_DO_STILL: Final = Text("do what was not done: {text}", "faire ce qui ne l'a pas été\u00a0: {text}")
_KEEP_AGAIN: Final = Text("keep again: {text}", "tenir de nouveau\u00a0: {text}")
_SAY: Final = Text("{text}: say {fact}", "{text}\u00a0: indiquer {fact}")
_SAY_OF_SEVERAL: Final = Text(
    "{many} undertakings ({names}): say of each {fact}",
    "{many} engagements de faire ({names})\u00a0: indiquer pour chacun {fact}",
)
_OWED_BY_PARTIES: Final = Text("owed by {parties}", "à la charge de\u00a0: {parties}")
_OWED_DUE: Final = Text("{due}, owed by {parties}", "{due}, à la charge de\u00a0: {parties}")
_AMEND: Final = Text("agree on an amendment: {text}", "convenir d'un avenant\u00a0: {text}")
_LEVEL_FIRST: Final = Text(
    "without a level, nothing is owed for these days",
    "sans niveau fixé, rien n'est dû pour ces jours",
)
_SEVERITY: Final = {
    Severity.CONTRADICTION: Text("it cannot all hold", "tout ne peut pas être tenu à la fois"),
    Severity.BELOW_THE_LAW: Text("it is below the law", "c'est en deçà de la loi"),
}
