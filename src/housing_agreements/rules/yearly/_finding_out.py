"""What there is to find out: which facts of which entries, for which promises, before when."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from housing_agreements._checks import make
from housing_agreements._records import shorten
from housing_agreements.rules.quotas.doubts import Doubt, say_doubts
from housing_agreements.rules.quotas.entries import AskedFinding, Entries
from housing_agreements.rules.quotas.findings import Finding, Outcome
from housing_agreements.rules.quotas.ledger import Entry, Ids, Unknown, tally
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.rules.yearly._names import (
    MOST_PARTS_NAMED,
    OTHERS_TO_NAME,
    join_texts,
    name_promise,
    say_both,
    tell_whose,
)
from housing_agreements.rules.yearly._told import AT_BEST, choose_best, say_so_many
from housing_agreements.rules.yearly.standings import STILL_OPEN, Standing, YearlyPromise
from housing_agreements.rules.yearly.steps import NextStep, StepKind
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.texts import Listed, Text, say_number_of
from housing_agreements.values.verdicts import Verdict

__all__ = ("Settling",)


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

    def list_steps(
        self, promises: Iterable[YearlyPromise], owners: Mapping[str, str]
    ) -> Iterator[NextStep]:
        """What there is to find out for some promises."""
        findings: dict[object, list[Finding]] = {}
        for finding in self._report.findings:
            findings.setdefault((finding.commitment.code, finding.period), []).append(finding)
        to_find = [
            of
            for promise in promises
            for found in (findings.get((promise.commitment.code, promise.period), ()),)
            for of in _list_to_find_out(promise, self, found)
        ]
        return _join_found(to_find, owners)

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


def _is_undecided(finding: Finding, promise: YearlyPromise) -> bool:
    """Whether it is not decided, for lack of a fact or of a figure."""
    if finding.verdict is Verdict.UNDETERMINED:
        return True
    counted = finding if promise.prospect is None else promise.prospect.finding
    lacks_figure = counted is None or counted.outcome is Outcome.NO_FIGURE
    is_figure = finding.outcome is Outcome.NO_FIGURE
    return is_figure and lacks_figure and promise.standing is Standing.NOT_KNOWN


_FactAsked = tuple[str, Text]
"""An entry by its id, and the fact that it lacks; an empty id: the fact is of no one entry."""


class _ToFind(NamedTuple):
    """The facts that one finding lacks."""

    finding: Finding
    """The finding."""
    asked: Mapping[_FactAsked, int]
    """The facts to find out, by entry, with the dwellings of each."""
    decides: bool | None
    """Whether that decides it alone, or in part; `None`: it says how many must still come."""
    is_over: bool
    """Whether the period is over."""
    spared: int
    """How many fewer may have to come; 0: it is not known."""


def _list_to_find_out(
    promise: YearlyPromise, settling: "Settling", findings: Iterable[Finding]
) -> Iterator[_ToFind]:
    """What would settle each open finding; else what would say how many must still come."""
    open_findings = [of for of in findings if not of.for_information and _is_undecided(of, promise)]
    for open_finding in open_findings:
        is_figure = open_finding.outcome is Outcome.NO_FIGURE
        found = None if is_figure else settling.find(open_finding)
        alone = found is not None and promise.prospect is None and not found.beside
        yield _find_out(open_finding, promise, found, decides=alone)
    if open_findings or promise.prospect is None:
        return
    for part in (promise, *promise.groups):
        finding = part.finding
        if finding is not None and finding.doubts and _hangs_on_facts(part):
            decides = None if part.standing in _AHEAD else False
            found = settling.find_missing(finding)
            yield _find_out(finding, promise, found, decides=decides)


def _hangs_on_facts(part: YearlyPromise) -> bool:
    """Whether a missing fact decides if it can be kept, or how many must still come in total."""
    ahead = part.prospect
    numbers = () if ahead is None or part.group is not None else (ahead.needed, ahead.room)
    is_wide = any(number is not None and not number.exact for number in numbers)
    return part.standing is Standing.NOT_KNOWN or (part.standing in STILL_OPEN and is_wide)


def _find_out(
    finding: Finding,
    promise: YearlyPromise,
    found: Entries | None,
    *,
    decides: bool | None,
) -> _ToFind:
    """Find out what is not known of some entries, or else of so many dwellings."""
    prospect, spared = promise.prospect, 0
    if prospect is not None and prospect.needed is not None and choose_best(prospect) != AT_BEST:
        spared = (prospect.needed.high or prospect.needed.low) - prospect.needed.low
    asked: Counter[_FactAsked] = Counter()
    for entry in () if found is None else found:
        for fact in dict.fromkeys(fact.name for fact in entry.missing):
            asked[entry.id, fact] += entry.dwellings
    if finding.outcome is Outcome.NO_FIGURE:
        asked["", _FIND_FIGURE] = 0
    elif not asked:
        doubts = finding.doubts
        facts = _tell_doubts(doubts) if doubts else _WHAT_IS_MISSING
        asked["", _FIND_OUT.format(facts=facts)] = 0
    return _ToFind(finding, asked, decides, prospect is None, spared)


class _Joined(NamedTuple):
    """The facts that one step asks for, and the findings that need them."""

    asked: dict[_FactAsked, int]
    """The facts to find out, by entry, with the dwellings of each."""
    found: list[_ToFind]
    """For which findings."""


def _join_found(to_find: Iterable[_ToFind], owners: Mapping[str, str]) -> Iterator[NextStep]:
    """Steps of what is over first, so that each entry is asked once for a fact."""
    steps: list[_Joined] = []
    asked_in: dict[_FactAsked, _Joined] = {}
    for one in sorted(to_find, key=lambda of: not of.is_over):
        fresh = {key: many for key, many in one.asked.items() if key not in asked_in}
        joined = {id(step): step for key in one.asked if (step := asked_in.get(key))}
        if fresh:
            step = _Joined(fresh, [])
            steps.append(step)
            joined[id(step)] = step
            asked_in.update(dict.fromkeys(fresh, step))
        for step in joined.values():
            step.found.append(one)
    return (_make_finding_out(step, owners) for step in steps)


def _make_finding_out(step: _Joined, owners: Mapping[str, str]) -> NextStep:
    """The step for all findings that hang on the same entries."""
    findings = [one.finding for one in step.found]
    names = [name_promise(of.commitment, of.period, of) for of in findings]
    if len(names) > MOST_PARTS_NAMED:
        more = OTHERS_TO_NAME.format(more=len(names) - MOST_PARTS_NAMED)
        names = [*names[:MOST_PARTS_NAMED], more]
    periods = {of.period for of in findings}
    why = dict.fromkeys(_tell_what_hangs(one, step) for one in step.found)
    whose = tell_whose([of.commitment for of in findings], owners)
    return make(
        NextStep,
        kind=StepKind.FIND_OUT,
        until=None,
        what=_NAMED_AND_TOLD.format(names=Listed(names), told=_tell_asked(step.asked)),
        why=join_texts([*why, *whose]),
        about=tuple(dict.fromkeys(of.commitment.code for of in findings)),
        period=periods.pop() if len(periods) == 1 else None,
        group=findings[0].group if len(findings) == 1 else None,
        entries=tuple(dict.fromkeys(code for code, _ in step.asked if code)),
    )


def _tell_what_hangs(one: _ToFind, step: _Joined) -> Text:
    """What the answer decides: the whole finding only where one step asks for all its facts."""
    if one.finding.outcome is Outcome.NO_FIGURE:
        return _FOR_LACK_OF_FIGURE
    if one.decides is None:
        if not one.spared:
            return _NARROWS
        return say_both(lambda language: say_so_many(_SPARES, Bounds(0, one.spared), language))
    if one.decides and one.asked.keys() <= step.asked.keys():
        return _DECIDES
    return _DECIDES_IN_PART


def _tell_asked(asked: Mapping[_FactAsked, int]) -> Text:
    """Which facts to find out of which entries; entries that lack the same facts together."""
    facts: dict[str, list[Text]] = {}
    for code, fact in asked:
        facts.setdefault(code, []).append(fact)
    if "" in facts:
        return facts[""][0]
    alike: dict[tuple[Text, ...], list[str]] = {}
    for code, found in facts.items():
        alike.setdefault(tuple(found), []).append(code)
    told = [
        _OF_ENTRIES.format(
            entries=_name_entries(codes, sum(asked[code, found[0]] for code in codes)),
            facts=Listed(found),
        )
        for found, codes in [*alike.items()][:_MOST_FACTS]
    ]
    left = sum(map(len, alike.values())) - sum(map(len, [*alike.values()][:_MOST_FACTS]))
    if left:
        told.append(
            _AND_OF_OTHERS.format(
                entries=say_both(lambda language: say_number_of(left, *_OTHER_ENTRIES, language))
            )
        )
    return _FIND_OUT_OF.format(facts=join_texts(told))


def _tell_doubts(doubts: Sequence[Doubt]) -> Text:
    return say_both(
        lambda language: next(
            line.words for line in say_doubts(doubts[:_MOST_FACTS], language, settles=True)
        )
    )


def _name_entries(ids: Sequence[str], dwellings: int) -> Text:
    """The ids of the first entries, and how many dwellings all stand for."""
    named = [Text(shorten(code, _LONGEST_ID), shorten(code, _LONGEST_ID)) for code in ids]
    if len(named) > _MOST_IDS:
        more = len(named) - _MOST_IDS
        named = [*named[:_MOST_IDS], OTHERS_TO_NAME.format(more=more)]
    words = _ENTRIES_NAMED[len(ids) > 1, dwellings > 1]
    many = say_both(lambda language: say_number_of(dwellings, *_DWELLINGS_ASKED, language))
    return words.format(many=many, ids=Listed(named))


_AHEAD: Final = {Standing.ON_COURSE, Standing.IN_DANGER}
_MOST_FACTS: Final = 3
"""How many different facts are told of the entries of a step."""
_MOST_IDS: Final = 4
"""How many entries are named by their id."""
_LONGEST_ID: Final = 40
_MOST_FINDINGS_ASKED: Final = 50
"""Of how many findings the entries are named: each asks of all the entries."""
_DWELLINGS_ASKED: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))
_OTHER_ENTRIES: Final = (
    Text("more entry", "ligne de plus"),
    Text("more entries", "lignes de plus"),
)
_ENTRIES_NAMED: Final = {
    (False, False): Text("entry {ids}", "la ligne {ids}"),
    (False, True): Text("each of the {many} of entry {ids}", "chacun des {many} de la ligne {ids}"),
    (True, False): Text("entries {ids} ({many})", "les lignes {ids} ({many})"),
    (True, True): Text("each of the {many} of entries {ids}", "chacun des {many} des lignes {ids}"),
}
"""Whether several entries, and whether several dwellings."""
_OF_ENTRIES: Final = Text("of {entries} {facts}", "pour {entries}, {facts}")
_AND_OF_OTHERS: Final = Text(
    "and what is not known of {entries}", "et ce qui n'est pas connu de {entries}"
)
_NAMED_AND_TOLD: Final = Text("{names}: {told}", "{names}\u00a0: {told}")
_FIND_FIGURE: Final = Text(
    "obtain a figure of the whole time", "obtenir un chiffre pour toute la durée"
)
_FOR_LACK_OF_FIGURE: Final = Text(
    "no published figure tells how many count", "aucun chiffre publié ne dit combien comptent"
)
_FIND_OUT: Final = Text("find out {facts}", "vérifier {facts}")
_FIND_OUT_OF: Final = Text("find out {facts}", "vérifier, {facts}")
_WHAT_IS_MISSING: Final = Text(
    "what is not known of the entries", "ce que les lignes ne disent pas"
)
_DECIDES: Final = Text("whether it is kept hangs on it", "de là dépend que l'objectif soit tenu")
_DECIDES_IN_PART: Final = Text(
    "whether it is kept hangs on it in part", "l'objectif en dépend en partie"
)
_NARROWS: Final = Text(
    "how many must still come hangs on it", "le nombre de logements restant à obtenir en dépend"
)
_SPARES: Final = (
    Text(
        "{many} fewer dwelling for the publics may be enough",
        "de {many} logement de moins à trouver pour les publics",
    ),
    Text(
        "{many} fewer dwellings for the publics may be enough",
        "de {many} logements de moins à trouver pour les publics",
    ),
)
