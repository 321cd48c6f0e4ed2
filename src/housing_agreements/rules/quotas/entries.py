"""Which entries make a finding: those that count, those that may, and what would settle it.

A finding says how many dwellings count, and of how many something is not known; here the entries
are named, each with what is not known of it. Nothing is counted anew: an entry is to a finding
what the finding counted of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import ClassVar, Final

import attrs

from housing_agreements._checks import make
from housing_agreements._records import shorten, tell_number
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.explanations.blocks import Block, Line, Section
from housing_agreements.explanations.explanation import Row, write_blocks
from housing_agreements.rules._answers import Report, Sentence
from housing_agreements.rules.quotas._cell_finder import EntryDays
from housing_agreements.rules.quotas._concerned import (
    CellsByEntry,
    Concern,
    ConcernFinder,
    FactNames,
)
from housing_agreements.rules.quotas._counting import OneByOne
from housing_agreements.rules.quotas._figures_told import list_published
from housing_agreements.rules.quotas._judged_periods import list_counting_periods
from housing_agreements.rules.quotas._ledger_calls import LedgerCall
from housing_agreements.rules.quotas._possible import PossibleCounts
from housing_agreements.rules.quotas._settling import Effects, EffectSet, find_deciding
from housing_agreements.rules.quotas.cells import CellDays
from housing_agreements.rules.quotas.check import (
    check_finding,
    count_again,
    judge_counts,
)
from housing_agreements.rules.quotas.doubts import DoubtKind, MissingFact
from housing_agreements.rules.quotas.findings import Finding, say_heading, say_outcome
from housing_agreements.rules.quotas.ledger import (
    Entry,
    Ids,
    Unknown,
    iterate_entries,
    tally_for_one,
)
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.values.rates import Rounding
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    say_number_of,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("AskedFinding", "ConcernedEntry", "Entries", "entries_of", "what_would_settle")


@attrs.frozen(eq=False, repr=False)
class ConcernedEntry(Sentence):
    """An entry that is in the base of a finding, surely or perhaps (*ligne concernée*).

    Its two verdicts are about each of its dwellings, which are alike: `MET` is surely,
    `UNDETERMINED` perhaps, `UNMET` surely not.
    """

    id: str
    """Its identifier in the ledger."""
    dwellings: int
    """How many dwellings it stands for; below 0 when it takes some back."""
    in_base: Verdict
    """Whether it is in the base: `MET` or `UNDETERMINED`."""
    counts: Verdict
    """Whether it counts: whether it is in the base and reaches the publics."""
    missing: tuple[MissingFact, ...]
    """What is not known of it and can change a number of the finding."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """What it is to the finding, and what is not known of it."""
        yield Line(_OF_ENTRY.say(language, id=self.id, said=self._say(language)))

    def _say(self, language: Language) -> str:
        """What it is to the finding, and what is not known of it."""
        said = _WHAT_IT_IS.say(
            language,
            dwellings=say_number_of(self.dwellings, *_DWELLINGS, language),
            in_base=_IN_BASE[self.in_base],
            counts=_WHETHER_COUNTED[self.counts],
        )
        if not self.missing:
            return said
        return _WITH_MISSING.say(language, said=said, facts=_say_facts(self.missing, language))

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `id`, `dwellings`, `in_base`, `counts`, `missing` (in words)."""
        check_language(language)
        return [
            {
                "id": self.id,
                "dwellings": self.dwellings,
                "in_base": self.in_base.value,
                "counts": self.counts.value,
                "missing": _say_facts(self.missing, language) or None,
            }
        ]

    def _essentials(self) -> str:
        return f"{shorten(self.id, 40)}: {self._say('en')}"


@attrs.frozen(eq=False, repr=False)
class Entries(Report[ConcernedEntry]):
    """The entries that concern a finding, in order: a sequence of them (*lignes concernées*).

    Examples:
        >>> from datetime import date
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> day = date(2018, 3, 1)
        >>> ledger = [ha.Attribution("A1", "action-logement", "33063", available_on=day)]
        >>> report = ha.check_quotas(AGREEMENT, ledger, on=date(2019, 1, 1))
        >>> ha.entries_of(report, report.finding("quarter", 2018), ledger).rows()
        [{'id': 'A1', 'dwellings': 1, 'in_base': 'met', 'counts': 'unmet', 'missing': None}]
    """

    compared: ClassVar[str | None] = None

    finding: Finding
    """The finding."""
    entries: tuple[ConcernedEntry, ...]
    """The entries."""
    beside: tuple[MissingFact, ...]
    """What no entry tells, and can change the finding: the exact number behind a figure."""
    fewest: bool | None = None
    """Whether no fewer entries settle the finding; `False`: perhaps; `None`: that was not asked."""

    @property
    def _items(self) -> tuple[ConcernedEntry, ...]:
        return self.entries

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The finding, how many entries there are, and those of which something is not known."""
        finding = self.finding
        heading = say_heading(
            finding.commitment, finding.period, finding.group, language, finding.group_names
        )
        outcome = say_outcome(finding.outcome, finding.verdict, language)
        parts = (Line(self._say_numbers(language)), *self._list(language))
        yield Section(heading, outcome, finding.verdict, parts)

    def _say_numbers(self, language: Language) -> str:
        """How many entries there are, and what they are to the finding."""
        total = say_number_of(len(self), *_ENTRIES, language)
        parts = [
            _NUMBER_OF.say(language, what=words, number=alike)
            for field, words_of in (("in_base", _IN_BASE), ("counts", _WHETHER_COUNTED))
            for verdict, words in words_of.items()
            if (alike := sum(getattr(entry, field) is verdict for entry in self.entries))
        ]
        if not parts:
            return total
        return _OF_WHICH.say(language, total=total, parts=semicolon(language).join(parts))

    def _list(self, language: Language) -> Iterator[Block]:
        """The entries of which something is not known, then the others, as many as fit a page."""
        ordered = sorted(self.entries, key=lambda entry: not entry.missing)
        for entry in ordered[:_MOST_TOLD]:
            yield from write_blocks(entry, language)
        left = len(ordered) - _MOST_TOLD
        if left > 0:
            yield Line(_AND_MORE.say(language, more=left))
        if self.fewest is False:
            yield Line(_PERHAPS_NOT_FEWEST.say(language))
        if self.beside:
            yield Line(_say_facts(self.beside, language), _NO_ENTRY_TELLS.say(language))

    def _essentials(self) -> str:
        finding = self.finding
        missing = sum(bool(entry.missing) for entry in self.entries)
        return (
            f"{tell_number(len(self), 'entry')} of {shorten(finding.commitment.code, 50)}, "
            f"{finding.period}: {missing:,} with something missing"
        )


_MOST_TOLD: Final = 50
"""How many entries an explanation tells of, one by one."""
_AND_MORE: Final = Text("and {more} more: see rows()", "et {more} autres\u00a0: voir rows()")
_OF_ENTRY: Final = Text("{id}: {said}", "{id}\u00a0: {said}")
_WHAT_IT_IS: Final = Text("{dwellings}, {in_base}, {counts}", "{dwellings}, {in_base}, {counts}")
_WITH_MISSING: Final = Text("{said}; not known: {facts}", "{said}\u202f; non connu\u00a0: {facts}")
_NUMBER_OF: Final = Text("{what}: {number}", "{what}\u00a0: {number}")
_OF_WHICH: Final = Text("{total} ({parts})", "{total} ({parts})")
_PERHAPS_NOT_FEWEST: Final = Text(
    "these entries settle it; fewer may do", "ces lignes en décident\u202f; moins peuvent suffire"
)
_NO_ENTRY_TELLS: Final = Text("told by no entry", "ce qu'aucune ligne ne dit")
_DWELLINGS: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))
_ENTRIES: Final = (Text("entry", "ligne"), Text("entries", "lignes"))
_IN_BASE: Final = {
    Verdict.MET: Text("in the base", "dans la base"),
    Verdict.UNDETERMINED: Text("perhaps in the base", "peut-être dans la base"),
}
_WHETHER_COUNTED: Final = {
    Verdict.MET: Text("counts", "compte"),
    Verdict.UNDETERMINED: Text("may count", "peut compter"),
    Verdict.UNMET: Text("does not count", "ne compte pas"),
}
_FIGURE: Final = Text(
    "the exact number behind a published figure", "le nombre exact que recouvre un chiffre publié"
)


def _say_facts(facts: Iterable[MissingFact], language: Language) -> str:
    return semicolon(language).join(fact.say(language) for fact in facts)


def entries_of(report: QuotaReport, finding: Finding, entries: Iterable[Entry]) -> Entries:
    """The entries in the base of a finding, surely or perhaps (*lignes d'un constat*).

    Each says whether it counts, and what is not known of it that can change a number of the
    finding; what cannot change it is not named. Entries that are in no way in the base, and those
    set aside, are left out.

    Args:
        report: The report.
        finding: One of its findings.
        entries: The ledger from which the report was made, not a tally of it.

    Raises:
        InvalidTypeError: For anything but these, such as a tally, which keeps no entries.
        InvalidValueError: For a finding of another report, or another ledger: one from which
            the finding would have other numbers.
        DuplicateIdError: For ids that stand twice, where the report refused them.
        UnknownCodeError: For a code that the agreement does not know, where the report did.

    Laws:
        - `entries_make_the_finding`: their dwellings sum to its bounds, in its base and counted.

    Examples:
        >>> from datetime import date
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> day = date(2018, 3, 1)
        >>> ledger = [
        ...     ha.Attribution(
        ...         "A1", "action-logement", "33063", available_on=day, publics={"dalo"}
        ...     ),
        ...     ha.Attribution(
        ...         "A2", "action-logement", "33063", available_on=day, possible_publics={"dalo"}
        ...     ),
        ... ]
        >>> report = ha.check_quotas(AGREEMENT, ledger, on=date(2019, 1, 1))
        >>> for entry in ha.entries_of(report, report.finding("quarter", 2018), ledger):
        ...     print(entry)
        A1: 1 dwelling, in the base, counts
        A2: 1 dwelling, in the base, may count; not known: whether the household belongs
          to the public “recognised under DALO”
    """
    asked, ledger = _ask("entries_of", report, finding, entries)
    return asked.list_entries(ledger)


def what_would_settle(report: QuotaReport, finding: Finding, entries: Iterable[Entry]) -> Entries:
    """The fewest entries that decide a finding, whatever is found out of them (*à chercher*).

    Once all that is not known of them is known, the finding is decided, whatever that is. There
    is one such set: each entry that can still change the answer belongs to it. None is needed
    for a finding that is decided, or has nothing to judge. Where very many sums are possible, and
    with a substitute's cap, some may be listed without need, and `fewest` says so; never is one
    left out. What one learns of each entry is what is `missing` of it.

    Args:
        report: The report.
        finding: One of its findings.
        entries: The ledger from which the report was made, not a tally of it.

    Returns:
        The entries by id. Where a published figure is not exact and may decide, `beside` says so.

    Raises:
        InvalidTypeError: For anything but these, such as a tally, which keeps no entries.
        InvalidValueError: For a finding of another report, or another ledger.
        DuplicateIdError: For ids that stand twice, where the report refused them.
        UnknownCodeError: For a code that the agreement does not know, where the report did.

    Laws:
        - Whatever is found out of the entries, the finding is decided; of fewer, it is not.

    Examples:
        >>> from datetime import date
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> day = date(2018, 3, 1)
        >>> ledger = [
        ...     ha.Attribution(code, "action-logement", "33063", available_on=day, **publics)
        ...     for code, publics in (
        ...         ("A1", {"publics": {"dalo"}}),
        ...         ("A2", {"publics": {"dalo"}, "possible_publics": {"badly-housed"}}),
        ...         ("A3", {"possible_publics": {"badly-housed"}}),
        ...         *((f"B{number}", {}) for number in range(6)),
        ...     )
        ... ]
        >>> report = ha.check_quotas(AGREEMENT, ledger, on=date(2019, 1, 1))
        >>> finding = report.finding("quarter", 2018)
        >>> print(ha.what_would_settle(report, finding, ledger)[0])
        A3: 1 dwelling, in the base, may count; not known: whether the household belongs
          to the public “badly housed”
    """
    asked, ledger = _ask("what_would_settle", report, finding, entries)
    return asked.list_settling(ledger)


def _ask(
    where: str, report: QuotaReport, finding: Finding, entries: Iterable[Entry]
) -> tuple["AskedFinding", tuple[Entry, ...]]:
    """A finding, to be asked of the entries from which it was made; and these."""
    check_finding(report, finding, where)
    if isinstance(entries, Tally):
        remedy = "give the ledger that was tallied"
        raise InvalidTypeError(f"{where}, entries", show(entries), "entries", remedy)
    same = "give the entries that the report was made from"
    call = LedgerCall(where, same, same, _REMEDIES_FOR_FRAMES[where])
    ledger = tuple(iterate_entries(call, entries))
    read = tally_for_one(
        call,
        report.agreement,
        ledger,
        ids=report.ids or Ids.TRUSTED,
        unknown=report.unknown or Unknown.SET_ASIDE,
        coded_on=report.coded_on,
    )
    return AskedFinding(where, report, finding, read), ledger


_REMEDIES_FOR_FRAMES: Final = {
    "entries_of": "call housing_agreements.frames.entries_of(report, finding, frame)",
    "what_would_settle": "give the entries, as in check_quotas; of a frame, call "
    "housing_agreements.frames.entries_of(report, finding, frame), whose column `missing` says "
    "what is not known of each row",
}


class AskedFinding:
    """A finding, to be asked what entries are to it.

    Args:
        where: The call that asks.
        report: The report.
        finding: One of its findings.
        read: The tally of the entries from which it was made.

    Raises:
        InvalidValueError: For the tally of another ledger.
    """

    def __init__(self, where: str, report: QuotaReport, finding: Finding, read: Tally) -> None:
        self._finding = finding
        agreement = report.agreement
        judged, ledger, counts = count_again(report, finding, read, where)
        group = finding.group
        self._counts = (
            counts.total[judged] if group is None else counts.groups[judged].counts[group]
        )
        of_nobody_perhaps = any(side.promise.of_nobody_perhaps for side in finding.sides)
        levels = list_counting_periods(judged, group)
        effects = Effects(judged.commitment, levels, of_nobody_perhaps=of_nobody_perhaps)
        self._effects = effects
        self._cells = CellsByEntry(agreement, read)
        one_by_one = OneByOne(judged, group, counts, read.reading, on=report.on)
        self._finder = ConcernFinder(one_by_one, effects)
        self._names = FactNames(judged, finding, read.reading, self._finder)
        published = list_published(ledger, judged)

        def judge(counts: PossibleCounts) -> Verdict | None:
            return judge_counts(
                judged, group, counts, report.on, published, of_nobody_perhaps=of_nobody_perhaps
            ).verdict

        self._judge = judge

    def list_entries(self, entries: Iterable[Entry]) -> Entries:
        """Those of the entries that are in the base, surely or perhaps."""
        inexact = any(doubt.kind is DoubtKind.FIGURE for doubt in self._finding.doubts)
        return self._make(filter(None, map(self.look_at, entries)), inexact=inexact)

    def look_at(self, entry: Entry, days: EntryDays | None = None) -> ConcernedEntry | None:
        """What an entry is to the finding; `None` for one outside the base, or set aside.

        Args:
            entry: The entry.
            days: Its days, where they are not those that it bears.
        """
        found = self._find(entry, days)
        return None if found is None else self._tell(entry, *found)

    def list_settling(self, entries: Iterable[Entry]) -> Entries:
        """Those of all the entries that must be known for the finding to be decided, by id."""
        if self._finding.verdict is not Verdict.UNDETERMINED:
            return self._make((), inexact=False, fewest=True)
        if self._counts.rated or self._finding.open_by_rate:
            return self._make((), inexact=True, fewest=True)
        alike: Counter[EffectSet] = Counter()
        for (among, _), dwellings in self._counts.dwellings.items():
            alike[self._effects.of_all(among, dwellings)] += abs(dwellings)
        fewest = self._find_deciding(alike)
        deciding = fewest
        if deciding is None:
            deciding = frozenset(kind for kind in alike if len(kind) > 1)
        needed: list[ConcernedEntry] = []
        for entry in entries:
            found = self._find(entry, None)
            if found is None:
                continue
            days, concern = found
            for kind in concern.kinds:
                alike[kind] -= abs(entry.count)
            if not deciding.isdisjoint(concern.kinds):
                needed.append(self._tell(entry, days, concern))
        needed.sort(key=attrgetter("id"))
        # What is left is of no entry: it was published.
        inexact = any(alike[kind] > 0 for kind in deciding)
        return self._make(needed, inexact=inexact, fewest=fewest is not None)

    def _make(
        self, entries: Iterable[ConcernedEntry], *, inexact: bool, fewest: bool | None = None
    ) -> Entries:
        code = self._finding.commitment.code
        beside = (MissingFact(DoubtKind.FIGURE, code, _FIGURE),) if inexact else ()
        return make(
            Entries,
            finding=self._finding,
            entries=tuple(entries),
            beside=beside,
            fewest=fewest,
        )

    def _find_deciding(self, alike: Mapping[EffectSet, int]) -> frozenset[EffectSet] | None:
        unlimited = self._finding.commitment.of_base and any(
            possible.base is None for among, _ in self._counts.dwellings for possible in among
        )
        if unlimited:  # by a figure whose base was not published: its sums have no end
            return None
        only, *others = self._finding.sides
        by_weight = not (others or self._finding.base_may_be_empty)
        exact = isinstance(only.promise.rounding, Rounding) and only.is_known
        promise = only.promise if by_weight and exact else None
        return find_deciding(alike, self._effects, self._judge, promise)

    def _find(self, entry: Entry, days: EntryDays | None) -> tuple[CellDays, Concern] | None:
        """The days of an entry, and what it is to the finding; `None` for one outside the base."""
        cell = self._cells.find(entry, days)
        if cell is None:
            return None
        concern = self._finder.find(*cell)
        return None if concern.in_base is Verdict.UNMET else (cell[1], concern)

    def _tell(self, entry: Entry, days: CellDays, concern: Concern) -> ConcernedEntry:
        return make(
            ConcernedEntry,
            id=entry.id,
            dwellings=entry.count,
            in_base=concern.in_base,
            counts=concern.counts,
            missing=self._names.name(entry, days, concern.doubts),
        )
