"""A report on one page: what is kept, missed and open, and what would settle most.

However many findings there are, and however long their names, the page has at most 40 lines:
commitments stand one by one while there is room for them, groups by their number, and the worst
of them by name.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from heapq import nlargest
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

import attrs

from housing_agreements._records import shorten
from housing_agreements.explanations.blocks import Block, Line, Section
from housing_agreements.explanations.explanation import Explanation
from housing_agreements.model.groups import Per
from housing_agreements.rules.quotas.doubts import Doubt, DoubtKind, say_doubts
from housing_agreements.rules.quotas.findings import Finding, say_part_judged, say_title
from housing_agreements.values.texts import (
    Language,
    Text,
    join_words,
    say_number_of,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("summarize",)

_LINES_OF_A_PAGE: Final = 40
"""How many lines a summary has at most."""


class _Room(NamedTuple):
    """How much a page has room for."""

    promises: int
    """How many promises of each verdict stand one by one."""
    names: int
    """How many groups are named for one promise, and how many things that are next due."""
    doubts: int
    """How much of what would settle it is told."""
    letters: int
    """How many letters of a name are told."""
    tells_numbers: bool = True
    """Whether it is told of each promise how many count."""

    def cut(self, name: str) -> str:
        """A name, shortened where it has too many letters."""
        return name if len(name) <= self.letters else shorten(name, self.letters)


_ROOMS: Final = (
    _Room(10, 3, 3, 100),
    _Room(6, 3, 3, 80),
    _Room(4, 3, 3, 60),
    _Room(3, 2, 2, 40),
    _Room(2, 1, 1, 40),
    _Room(1, 1, 1, 40),
    _Room(1, 0, 1, 30, tells_numbers=False),
)
"""From the most that is told to the least, which always fits."""
_MOST_PROMISES: Final = {Verdict.UNMET: 10, Verdict.UNDETERMINED: 8, Verdict.MET: 5, None: 3}
"""How many promises of each verdict stand one by one at most."""


class _Fact(NamedTuple):
    """What is not known of some dwellings."""

    kind: DoubtKind
    """What is not known."""
    code: str
    """What it is about."""
    name: Text | None
    """What that is called."""


class _Promise:
    """A commitment over a period, with what was found in total and by group.

    Args:
        findings: What was found: the total, the groups, or both.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        """What was found: the total, the groups, or both."""

    @cached_property
    def total(self) -> Finding | None:
        """What was found in total, unless the groups alone are judged."""
        first = self.findings[0]
        return first if first.group is None else None

    @cached_property
    def groups(self) -> tuple[Finding, ...]:
        """What was found by group."""
        return self.findings if self.total is None else self.findings[1:]

    @cached_property
    def verdicts(self) -> tuple[Verdict | None, ...]:
        """The verdict of each finding."""
        return tuple(finding.verdict for finding in self.findings)

    @cached_property
    def verdict(self) -> Verdict | None:
        """Whether it is kept in all that enters the verdict of the report."""
        verdicts = {
            verdict
            for finding, verdict in zip(self.findings, self.verdicts, strict=True)
            if verdict is not None and not finding.for_information
        }
        return Verdict.all(verdicts) if verdicts else None

    @cached_property
    def is_provisional(self) -> bool:
        """Whether it was judged while its period still runs."""
        return self.verdict is not None and not self.findings[0].settled

    @cached_property
    def lack(self) -> int:
        """What its worst finding lacks for certain, or has too much."""
        return max(self._lacks)

    @cached_property
    def _lacks(self) -> tuple[int, ...]:
        # What is not missed lacks nothing for certain.
        return tuple(
            _find_lack(finding) if verdict is Verdict.UNMET else 0
            for finding, verdict in zip(self.findings, self.verdicts, strict=True)
        )

    @cached_property
    def numbers_of_groups(self) -> Counter[Verdict | None]:
        """How many groups have each verdict."""
        return Counter(self.verdicts[-len(self.groups) :] if self.groups else ())

    def count_doubts(self) -> Mapping["_Fact", int]:
        """Of how many dwellings something is not known that would settle what is open.

        The doubts of groups are summed, unless a dwelling may be of several of them; the total
        has no fewer.
        """
        found = zip(self.findings, self.verdicts, strict=True)
        open_findings = [finding for finding, verdict in found if verdict is Verdict.UNDETERMINED]
        groups = [finding.doubts for finding in open_findings if finding.group is not None]
        apart = all(doubt.kind is not DoubtKind.GROUP for doubts in groups for doubt in doubts)
        counts: dict[_Fact, int] = {}
        for doubt in (doubt for doubts in groups for doubt in doubts):
            fact = _Fact(doubt.kind, doubt.code, doubt.name)
            before = counts.get(fact, 0)
            counts[fact] = before + doubt.dwellings if apart else max(before, doubt.dwellings)
        for doubt in () if self.total is None else self.total.doubts:
            fact = _Fact(doubt.kind, doubt.code, doubt.name)
            if self.total in open_findings[:1]:
                counts[fact] = doubt.dwellings
            elif fact in counts:
                counts[fact] = min(counts[fact], doubt.dwellings)
        return counts

    @cached_property
    def worst(self) -> tuple[Finding, ...]:
        """The groups that are furthest from the promise, the furthest first."""
        missed = (
            (lack, -index)
            for index, (verdict, lack) in enumerate(zip(self.verdicts, self._lacks, strict=True))
            if verdict is Verdict.UNMET and self.findings[index].group is not None
        )
        return tuple(self.findings[-index] for _, index in nlargest(_MOST_WORST, missed))


_MOST_WORST: Final = max(room.names for room in _ROOMS)


def _find_lack(finding: Finding) -> int:
    """What a finding lacks for certain, or has too much."""
    gaps = (finding.shortfall, finding.excess)
    return max((gap.low for gap in gaps if gap is not None), default=0)


def summarize(
    head: Section, findings: Sequence[Finding], on: date, language: Language
) -> Explanation:
    """The findings of a report on one page, under its head.

    Args:
        head: What the report is on, and what it comes to.
        findings: Its findings.
        on: The day asked.
        language: "en" or "fr".
    """
    ordered = groupby(findings, attrgetter("commitment.code", "period"))
    promises = [_Promise(found) for _, found in ordered]
    by_verdict = {
        verdict: sorted(
            (promise for promise in promises if promise.verdict is verdict),
            key=lambda promise: -promise.lack,
        )
        for verdict in _HEADINGS_OF_VERDICTS
    }
    doubts, due = _list_most_doubted(promises), _find_due(promises, on)
    if head.outcome is not None and _is_provisional(promises):
        outcome = _PROVISIONAL_OUTCOME.say(language, outcome=head.outcome)
        head = attrs.evolve(head, outcome=outcome)

    def fill_page(room: _Room) -> Explanation:
        parts: list[Block] = [*head.parts]
        for verdict, alike in by_verdict.items():
            if alike:
                parts.append(_write_promises(verdict, alike, room, language))
        parts += say_doubts(_cut_doubts(doubts, room), language, settles=True)
        parts += _write_due(due, room, language)
        page = attrs.evolve(head, heading=room.cut(head.heading), parts=parts)
        return Explanation(language, (page,))

    pages = map(fill_page, _ROOMS)
    page = next(pages)
    while str(page).count("\n") >= _LINES_OF_A_PAGE:
        page = next(pages)
    return page


def _is_provisional(promises: Sequence[_Promise]) -> bool:
    """Whether the verdict of a report may change as periods run on: no past miss settles it."""
    missed = any(
        promise.verdict is Verdict.UNMET and not promise.is_provisional for promise in promises
    )
    return not missed and any(promise.is_provisional for promise in promises)


def _write_promises(
    verdict: Verdict | None, promises: Sequence[_Promise], room: _Room, language: Language
) -> Section:
    """The promises of one verdict, those of which most is lacking first."""
    most = min(room.promises, _MOST_PROMISES[verdict])
    lines = [Line(_say_promise(promise, room, language)) for promise in promises[:most]]
    if len(promises) > most:
        lines.append(Line(_AND_MORE_PROMISES.say(language, more=len(promises) - most)))
    one, several = _HEADINGS_OF_VERDICTS[verdict]
    heading = (one if len(promises) == 1 else several).say(language)
    many = say_number_of(len(promises), *_PROMISES, language)
    running = sum(promise.is_provisional for promise in promises)
    if running == len(promises):
        one, several = _ALL_PROVISIONAL
        many = (one if running == 1 else several).say(language, many=many)
    elif running:
        one, several = _OF_WHICH_PROVISIONAL
        many = (one if running == 1 else several).say(language, many=many, running=running)
    return Section(heading, many, verdict, lines)


def _say_promise(promise: _Promise, room: _Room, language: Language) -> str:
    first, total = promise.findings[0], promise.total
    title = room.cut(say_title(first.commitment, language))
    period = say_part_judged(first.commitment, first.period, None, language)
    words = [_OVER.say(language, title=title, period=period)]
    if total is not None and promise.verdicts[0] is not None and room.tells_numbers:
        words.append(total.say_standing(language))
    if promise.groups:
        words.append(_say_groups(promise, room, language))
    if promise.is_provisional:
        words.append(_PROVISIONAL.say(language))
    return semicolon(language).join(words)


def _say_groups(promise: _Promise, room: _Room, language: Language) -> str:
    """How many groups there are, how many miss the promise, and the worst of them by name."""
    kinds = promise.groups[0].commitment.per
    names, gender = _GROUPS_OF[kinds[0]] if len(kinds) == 1 else _PAIRS
    words = [say_number_of(len(promise.groups), *names, language)]
    for verdict, by_gender in _NUMBERS_OF.items():
        many = promise.numbers_of_groups[verdict]
        if many:
            one, several = by_gender[gender]
            words.append((one if many == 1 else several).say(language, many=many))
    worst = promise.worst[: room.names]
    if worst:
        named = join_words((_say_worst(finding, room, language) for finding in worst), language)
        one, several = _THE_WORST[gender]
        words.append((one if len(worst) == 1 else several).say(language, named=named))
    return ", ".join(words)


def _say_worst(finding: Finding, room: _Room, language: Language) -> str:
    lack, excess = finding.shortfall, finding.excess
    group = room.cut(finding.say_group(language))
    if excess is not None and excess.low > (0 if lack is None else lack.low):
        return _GROUP_EXCEEDS.say(language, group=group, many=excess.low)
    return _GROUP_LACKS.say(language, group=group, many=0 if lack is None else lack.low)


def _list_most_doubted(promises: Iterable[_Promise]) -> list[Doubt]:
    """What would settle most of what is open, by the number of dwellings that it concerns."""
    most: dict[_Fact, Doubt] = {}
    for promise in promises:
        for fact, many in promise.count_doubts().items():
            if fact not in most or most[fact].dwellings < many:
                most[fact] = Doubt(fact.kind, fact.code, many, fact.name)
    return nlargest(max(room.doubts for room in _ROOMS), most.values(), attrgetter("dwellings"))


def _cut_doubts(doubts: Sequence[Doubt], room: _Room) -> list[Doubt]:
    """As many doubts as there is room for, their names shortened."""
    told: list[Doubt] = []
    for doubt in doubts[: room.doubts]:
        name = doubt.name or Text(doubt.code, doubt.code) if doubt.code else None
        cut = None if name is None else Text(room.cut(name.en), room.cut(name.fr))
        told.append(doubt if cut == name else attrs.evolve(doubt, name=cut))
    return told


class _Due(NamedTuple):
    """What is next due, and on which day."""

    day: date
    """The day on which a period ends."""
    promises: tuple[_Promise, ...]
    """The promises of which the period ends then, one of each commitment."""


def _find_due(promises: Iterable[_Promise], on: date) -> _Due | None:
    """The next day on which a period ends, and what ends then; `None` when none does."""
    coming = [promise for promise in promises if promise.findings[0].period.last_day >= on]
    if not coming:
        return None
    day = min(promise.findings[0].period.last_day for promise in coming)
    due = {
        promise.findings[0].commitment.code: promise
        for promise in coming
        if promise.findings[0].period.last_day == day
    }
    return _Due(day, tuple(due.values()))


def _write_due(due: _Due | None, room: _Room, language: Language) -> Iterator[Line]:
    """The next day on which a period ends, and what ends then."""
    if due is None:
        return
    most = max(1, room.names)
    named = [
        room.cut(say_title(promise.findings[0].commitment, language))
        for promise in due.promises[:most]
    ]
    more = len(due.promises) - most
    if more > 0:
        one, several = _OTHERS_DUE
        named.append((one if more == 1 else several).say(language, more=more))
    titles = join_words(named, language)
    yield Line(_ENDS_THEN.say(language, day=due.day, titles=titles), _NEXT.say(language))


_HEADINGS_OF_VERDICTS: Final[dict[Verdict | None, tuple[Text, Text]]] = {
    Verdict.UNMET: (Text("missed", "non respecté"), Text("missed", "non respectés")),
    Verdict.UNDETERMINED: (Text("open", "indéterminé"), Text("open", "indéterminés")),
    Verdict.MET: (Text("kept", "respecté"), Text("kept", "respectés")),
    None: (Text("nothing to judge", "rien à juger"), Text("nothing to judge", "rien à juger")),
}
_PROVISIONAL: Final = Text("provisional", "provisoire")
_PROVISIONAL_OUTCOME: Final = Text("{outcome}, provisional", "{outcome}, à titre provisoire")
_ALL_PROVISIONAL: Final = (
    Text("{many}, provisional", "{many}, provisoire"),
    Text("{many}, all provisional", "{many}, tous provisoires"),
)
_OF_WHICH_PROVISIONAL: Final = (
    Text("{many}, {running} of them provisional", "{many}, dont {running} provisoire"),
    Text("{many}, {running} of them provisional", "{many}, dont {running} provisoires"),
)
_PROMISES: Final = (Text("promise", "engagement"), Text("promises", "engagements"))
_AND_MORE_PROMISES: Final = Text("and {more} more", "et {more} de plus")
_OTHERS_DUE: Final = (Text("{more} other", "{more} autre"), Text("{more} others", "{more} autres"))
_OVER: Final = Text("{title}, {period}", "{title}, {period}")
_NEXT: Final = Text("next due", "prochaine échéance")
_ENDS_THEN: Final = Text("{day}, {titles}", "le {day}, {titles}")
_GROUP_LACKS: Final = Text("{group} ({many} lacking)", "{group} (il en manque {many})")
_GROUP_EXCEEDS: Final = Text("{group} ({many} too many)", "{group} ({many} de trop)")

_Numbers = tuple[Text, Text]
"""The words for one group, and for several."""
_MASCULINE: Final = 0
_FEMININE: Final = 1
_MISS_IT: Final = (
    Text("{many} misses it", "{many} ne le respecte pas"),
    Text("{many} miss it", "{many} ne le respectent pas"),
)
_KEEP_IT: Final = (
    Text("{many} keeps it", "{many} le respecte"),
    Text("{many} keep it", "{many} le respectent"),
)
_NOTHING: Final = Text("{many} with nothing to judge", "{many} sans rien à juger")
_IDLE: Final = (_NOTHING, _NOTHING)
_NUMBERS_OF: Final[dict[Verdict | None, tuple[_Numbers, _Numbers]]] = {
    Verdict.UNMET: (_MISS_IT, _MISS_IT),
    Verdict.UNDETERMINED: (
        (Text("{many} open", "{many} indéterminé"), Text("{many} open", "{many} indéterminés")),
        (Text("{many} open", "{many} indéterminée"), Text("{many} open", "{many} indéterminées")),
    ),
    Verdict.MET: (_KEEP_IT, _KEEP_IT),
    None: (_IDLE, _IDLE),
}
"""How many groups have each verdict, in the masculine and in the feminine of French."""
_THE_WORST: Final[tuple[_Numbers, _Numbers]] = (
    (
        Text("the furthest from it {named}", "le plus éloigné\u00a0: {named}"),
        Text("the furthest from it {named}", "les plus éloignés\u00a0: {named}"),
    ),
    (
        Text("the furthest from it {named}", "la plus éloignée\u00a0: {named}"),
        Text("the furthest from it {named}", "les plus éloignées\u00a0: {named}"),
    ),
)
_PAIRS: Final = ((Text("pair", "couple"), Text("pairs", "couples")), _MASCULINE)
_GROUPS_OF: Final[dict[Per, tuple[_Numbers, int]]] = {
    Per.PROGRAMME: ((Text("programme", "programme"), Text("programmes", "programmes")), _MASCULINE),
    Per.LANDLORD: ((Text("landlord", "bailleur"), Text("landlords", "bailleurs")), _MASCULINE),
    Per.COMMUNE: ((Text("commune", "commune"), Text("communes", "communes")), _FEMININE),
    Per.DEPARTMENT: (
        (Text("department", "département"), Text("departments", "départements")),
        _MASCULINE,
    ),
    Per.INTERCOMMUNALITY: (
        (
            Text("intercommunality", "intercommunalité"),
            Text("intercommunalities", "intercommunalités"),
        ),
        _FEMININE,
    ),
    Per.NEIGHBOURHOOD: (
        (Text("neighbourhood", "quartier"), Text("neighbourhoods", "quartiers")),
        _MASCULINE,
    ),
    Per.CONTINGENT: (
        (Text("contingent", "contingent"), Text("contingents", "contingents")),
        _MASCULINE,
    ),
    Per.SECTOR: ((Text("sector", "secteur"), Text("sectors", "secteurs")), _MASCULINE),
}
"""What groups of each kind are called, and whether in the masculine or the feminine."""
