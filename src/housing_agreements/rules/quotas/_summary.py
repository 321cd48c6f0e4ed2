"""A report on one page: what is kept, missed and open, and what would settle most.

However many findings there are, the page has at most 40 lines: commitments stand one by one while
there are few, groups by their number, and the worst of them by name.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from housing_agreements.explanations.blocks import Block, Line, Section
from housing_agreements.model.groups import Per
from housing_agreements.rules.quotas.doubts import Doubt, DoubtKind, say_doubts
from housing_agreements.rules.quotas.findings import (
    Finding,
    say_group_of,
    say_part_judged,
    say_standing,
    say_title,
)
from housing_agreements.values.texts import (
    Language,
    Text,
    join_words,
    number,
    say_day,
    say_number_of,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("write_summary",)

_MOST_PROMISES: Final = {Verdict.UNMET: 10, Verdict.UNDETERMINED: 8, Verdict.MET: 5, None: 3}
"""How many promises of each verdict stand one by one."""
_MOST_GROUPS: Final = 3
"""How many groups are named for one promise."""
_MOST_DOUBTS: Final = 3
"""How much of what would settle it is told."""


class _Promise(NamedTuple):
    """A commitment over a period, with what was found in total and by group."""

    findings: tuple[Finding, ...]
    """What was found: the total, the groups, or both."""

    @property
    def total(self) -> Finding | None:
        """What was found in total, unless the groups alone are judged."""
        first = self.findings[0]
        return first if first.group is None else None

    @property
    def groups(self) -> tuple[Finding, ...]:
        """What was found by group."""
        return tuple(finding for finding in self.findings if finding.group is not None)

    @property
    def verdict(self) -> Verdict | None:
        """Whether it is kept in all that enters the verdict of the report."""
        judged = [finding for finding in self.findings if not finding.for_information]
        verdicts = [finding.verdict for finding in judged if finding.verdict is not None]
        return Verdict.all(verdicts) if verdicts else None


def write_summary(findings: Sequence[Finding], on: date, language: Language) -> Iterator[Block]:
    """The findings of a report on one page."""
    promises = [
        _Promise(tuple(found))
        for _, found in groupby(findings, lambda found: (found.commitment.code, found.period))
    ]
    for verdict, heading in _HEADINGS_OF_VERDICTS.items():
        alike = [promise for promise in promises if promise.verdict is verdict]
        if alike:
            yield _write_promises(heading, verdict, alike, language)
    yield from _write_doubts(findings, language)
    yield from _write_next_day(findings, on, language)


def _write_promises(
    heading: Text, verdict: Verdict | None, promises: Sequence[_Promise], language: Language
) -> Section:
    """The promises of one verdict, those of which most is lacking first."""
    most = _MOST_PROMISES[verdict]
    ordered = sorted(promises, key=_order_of_lack)
    lines = [Line(_say_promise(promise, language)) for promise in ordered[:most]]
    if len(ordered) > most:
        lines.append(
            Line(_AND_MORE_PROMISES.say(language).format(number(len(ordered) - most, language)))
        )
    many = number(len(promises), language)
    return Section(heading.say(language), many, verdict, lines)


def _order_of_lack(promise: _Promise) -> int:
    return -max(map(_find_lack, promise.findings))


def _find_lack(finding: Finding) -> int:
    """What a finding lacks for certain, or has too much."""
    gaps = (finding.shortfall, finding.excess)
    return max((gap.low for gap in gaps if gap is not None), default=0)


def _say_promise(promise: _Promise, language: Language) -> str:
    first, total = promise.findings[0], promise.total
    period = say_part_judged(first.commitment, first.period, None, language)
    words = [f"{say_title(first.commitment, language)}, {period}"]
    if total is not None and total.verdict is not None:
        words.append(say_standing(total, language))
    if promise.groups:
        words.append(_say_groups(promise.groups, language))
    return semicolon(language).join(words)


def _say_groups(groups: Sequence[Finding], language: Language) -> str:
    """How many groups there are, how many miss the promise, and the worst of them by name."""
    kinds = groups[0].commitment.per
    one, several = _GROUPS_OF[kinds[0]] if len(kinds) == 1 else _PAIRS
    numbers = Counter(finding.verdict for finding in groups)
    words = [say_number_of(len(groups), one, several, language)]
    words += (
        template.say(language).format(number(numbers[verdict], language))
        for verdict, template in _NUMBERS_OF.items()
        if numbers[verdict]
    )
    missed = [finding for finding in groups if finding.verdict is Verdict.UNMET]
    worst = sorted(missed, key=lambda finding: -_find_lack(finding))[:_MOST_GROUPS]
    if worst:
        named = (
            _LACKING.say(language).format(
                say_group_of(finding, language), number(_find_lack(finding), language)
            )
            for finding in worst
        )
        words.append(_THE_WORST.say(language).format(join_words(named, language)))
    return ", ".join(words)


def _write_doubts(findings: Iterable[Finding], language: Language) -> Iterator[Line]:
    """What would settle most of what is open, by the number of dwellings that it concerns."""
    dwellings: Counter[tuple[DoubtKind, str]] = Counter()
    for finding in findings:
        if finding.verdict is Verdict.UNDETERMINED:
            for doubt in finding.doubts:
                kind = (doubt.kind, doubt.code)
                dwellings[kind] = max(dwellings[kind], doubt.dwellings)
    most = [Doubt(*kind, many) for kind, many in dwellings.most_common(_MOST_DOUBTS)]
    yield from say_doubts(most, language, settles=True)


def _write_next_day(findings: Iterable[Finding], on: date, language: Language) -> Iterator[Line]:
    """The next day on which a period ends, and what ends then."""
    coming = [finding for finding in findings if finding.period.last_day >= on]
    if not coming:
        return
    day = min(finding.period.last_day for finding in coming)
    titles = dict.fromkeys(
        say_title(finding.commitment, language)
        for finding in coming
        if finding.period.last_day == day
    )
    named = [*titles][:_MOST_GROUPS]
    more = len(titles) - len(named)
    if more:
        named.append(_OTHER_TITLES.say(language).format(number(more, language)))
    words = _DUE.say(language).format(say_day(day, language), join_words(named, language))
    yield Line(words, _NEXT.say(language))


_HEADINGS_OF_VERDICTS: Final = {
    Verdict.UNMET: Text("missed", "non respecté"),
    Verdict.UNDETERMINED: Text("open", "indéterminé"),
    Verdict.MET: Text("kept", "respecté"),
    None: Text("nothing to judge", "rien à juger"),
}
_AND_MORE_PROMISES: Final = Text("and {} more", "et {} autres")
_OTHER_TITLES: Final = Text("{} others", "{} autres")
_NEXT: Final = Text("next due", "prochaine échéance")
_DUE: Final = Text("{}, {}", "le {}, {}")
_NUMBERS_OF: Final = {
    Verdict.UNMET: Text("{} miss it", "{} ne le respectent pas"),
    Verdict.UNDETERMINED: Text("{} open", "{} indéterminés"),
    Verdict.MET: Text("{} keep it", "{} le respectent"),
}
_THE_WORST: Final = Text("the furthest from it {}", "les plus éloignés\u00a0: {}")
_LACKING: Final = Text("{} (by {})", "{} (de {})")
_PAIRS: Final = (Text("pair", "couple"), Text("pairs", "couples"))
_GROUPS_OF: Final = {
    Per.PROGRAMME: (Text("programme", "programme"), Text("programmes", "programmes")),
    Per.LANDLORD: (Text("landlord", "bailleur"), Text("landlords", "bailleurs")),
    Per.COMMUNE: (Text("commune", "commune"), Text("communes", "communes")),
    Per.NEIGHBOURHOOD: (Text("neighbourhood", "quartier"), Text("neighbourhoods", "quartiers")),
    Per.CONTINGENT: (Text("contingent", "contingent"), Text("contingents", "contingents")),
    Per.SECTOR: (Text("sector", "secteur"), Text("sectors", "secteurs")),
}
