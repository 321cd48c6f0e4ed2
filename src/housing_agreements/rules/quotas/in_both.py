"""How many entries count in promises of two agreements at once, surely and perhaps.

Whether an entry may serve both promises is for the agreements to state; where they do not, or say
that it serves one only, the number is told and nothing is decided from it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product
from operator import itemgetter
from typing import Final, NamedTuple

import attrs

from housing_agreements._checks import make
from housing_agreements._records import tell_number
from housing_agreements.explanations.blocks import Block, Line, Section
from housing_agreements.explanations.explanation import Row, write_blocks
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.references import Counting
from housing_agreements.rules._answers import Sentence
from housing_agreements.rules.quotas._counting import AllAtOnce
from housing_agreements.rules.quotas._judged_periods import (
    JudgedPeriod,
    list_counting_periods,
    list_judged_periods,
)
from housing_agreements.rules.quotas._lookup import Lookup
from housing_agreements.rules.quotas.cells import Count
from housing_agreements.rules.quotas.findings import say_heading
from housing_agreements.rules.quotas.joint import JointTally, SharedCell, SharedCells
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text, check_language
from housing_agreements.values.verdicts import Verdict

__all__ = ("CountedInBoth", "PromisesInBoth", "count_in_both", "list_shared", "write_in_both")


@attrs.frozen(eq=False, repr=False)
class PromisesInBoth(Sentence):
    """How many entries count in a promise of one agreement and in one of another.

    The two periods share days.

    Examples:
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> twin = attrs.evolve(AGREEMENT, code="twin", title="A fictitious twin of it")
        >>> entry = ha.Attribution(
        ...     "A", "action-logement", "33063", available_on=date(2018, 3, 1), publics={"dalo"}
        ... )
        >>> pair = ha.check_agreements([AGREEMENT, twin], [entry], on=date(2019, 6, 1)).in_both[0]
        >>> first = pair.promises[0]
        >>> [commitment.code for commitment in first.commitments], first.entries
        (['quarter', 'quarter'], Bounds(low=1, high=1))
    """

    commitments: tuple[Commitment, Commitment]
    """The commitment of each."""
    periods: tuple[Period, Period]
    """The period over which each is judged."""
    entries: Bounds[int]
    """How many entries count in both: at least those that surely do, at most those that may."""
    dwellings: Bounds[int]
    """For how many dwellings they stand."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The two promises and how many entries count in both."""
        first, second = (
            say_heading(commitment, period, None, language)
            for commitment, period in zip(self.commitments, self.periods, strict=True)
        )
        said = _say_counts(self.entries, self.dwellings, language)
        yield Line(_OF_PROMISES.say(language, first=first, second=second, said=said))

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `commitment`, `period`, `other_commitment`, `other_period`, and the counts.

        The counts are `entries_low`, `entries_high`, `dwellings_low` and `dwellings_high`.
        """
        check_language(language)
        return [
            {
                "commitment": self.commitments[0].code,
                "period": str(self.periods[0]),
                "other_commitment": self.commitments[1].code,
                "other_period": str(self.periods[1]),
                **_write_counts(self.entries, self.dwellings),
            }
        ]

    def _essentials(self) -> str:
        first, second = (
            f"{commitment.code} {period}"
            for commitment, period in zip(self.commitments, self.periods, strict=True)
        )
        return f"{first}, {second}: {_tell_bounds_of_entries(self.entries)}"


@attrs.frozen(eq=False, repr=False)
class CountedInBoth(Sentence):
    """How many entries count in promises of both of two agreements (*double compte*).

    An entry counts for an agreement surely when it surely counts in some finding of its report,
    as `entries_of` says of it; perhaps, when it may count in some.

    Examples:
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> twin = attrs.evolve(AGREEMENT, code="twin", title="A fictitious twin of it")
        >>> entry = ha.Attribution(
        ...     "A", "action-logement", "33063", available_on=date(2018, 3, 1), publics={"dalo"}
        ... )
        >>> pair = ha.check_agreements([AGREEMENT, twin], [entry], on=date(2019, 6, 1)).in_both[0]
        >>> pair.entries, pair.counting
        (Bounds(low=1, high=1), None)
    """

    agreements: tuple[Agreement, Agreement]
    """The two agreements."""
    stated: tuple[Counting | None, Counting | None]
    """What each says of the other, beside it; `None`: nothing."""
    entries: Bounds[int] | None
    """How many entries count in both: at least those that surely do, at most those that may.
    `None`: not known, since published figures do not say of which entries they tell."""
    dwellings: Bounds[int] | None
    """For how many dwellings they stand; `None`: not known."""
    promises: tuple[PromisesInBoth, ...]
    """The same for each pair of promises whose periods share days, where an entry may count."""

    @property
    def counting(self) -> Counting | None:
        """Whether one entry may serve both; `None`: not stated, or they disagree about it."""
        said = {stated for stated in self.stated if stated is not None}
        return said.pop() if len(said) == 1 else None

    @property
    def disagree(self) -> bool:
        """Whether one of them says that an entry may serve both, and the other one only."""
        return {*self.stated} == {*Counting}

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The two agreements, what they state, how many entries, promise by promise."""
        first, second = (agreement.title.say(language) for agreement in self.agreements)
        heading = _OF_BOTH.say(language, first=first, second=second)
        lines = [Line(self._say_stated(language))]
        if self.entries is None or self.dwellings is None:
            lines.append(Line(_IN_BOTH_NOT_KNOWN.say(language)))
        else:
            lines.append(Line(_say_counts(self.entries, self.dwellings, language)))
        of_promises = (block for one in self.promises for block in write_blocks(one, language))
        yield Section(heading, None, None, (*lines, *of_promises))

    def _say_stated(self, language: Language) -> str:
        """What the agreements state."""
        if self.disagree:
            first, second = self.agreements
            both, one = (first, second) if self.stated[0] is Counting.BOTH else (second, first)
            titles = {"both": both.title.say(language), "one": one.title.say(language)}
            return _DISAGREE.say(language, **titles)
        return (
            _COUNTING_NOT_STATED.say(language)
            if self.counting is None
            else self.counting.say(language)
        )

    @property
    def is_told(self) -> bool:
        """Whether there is something to tell: entries, a statement, or that it is not known."""
        return self.entries != Bounds.exactly(0) or self.stated != (None, None)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for the two agreements, then one for each pair of promises.

        The columns are `agreement`, `other_agreement`, `counting`, `commitment`, `period`,
        `other_commitment`, `other_period`, `entries_low`, `entries_high`, `dwellings_low` and
        `dwellings_high`.
        """
        check_language(language)
        first, second = self.agreements
        counting = "disagree" if self.disagree else self.counting and self.counting.value
        head: Row = {
            "agreement": first.code,
            "other_agreement": second.code,
            "counting": counting,
        }
        of_both: Row = {
            **dict.fromkeys(("commitment", "period", "other_commitment", "other_period")),
            **_write_counts(self.entries, self.dwellings),
        }
        below = (row for promises in self.promises for row in promises.rows(language))
        return [head | row for row in (of_both, *below)]

    def _essentials(self) -> str:
        first, second = self.agreements
        said = "not known" if self.entries is None else _tell_bounds_of_entries(self.entries)
        return f"{first.code}, {second.code}: {said}"


def _tell_bounds_of_entries(entries: Bounds[int]) -> str:
    """How many entries there are, for a repr."""
    return (
        f"{entries} entries" if entries.low != entries.high else tell_number(entries.low, "entry")
    )


def _write_counts(entries: Bounds[int] | None, dwellings: Bounds[int] | None) -> Row:
    row: Row = {}
    for name, bounds in (("entries", entries), ("dwellings", dwellings)):
        row[f"{name}_low"] = None if bounds is None else bounds.low
        row[f"{name}_high"] = None if bounds is None else bounds.high
    return row


def _say_counts(entries: Bounds[int], dwellings: Bounds[int], language: Language) -> str:
    said = {"entries": entries.say(language), "dwellings": dwellings.say(language)}
    return _COUNTS.say(language, **said)


def write_in_both(pairs: Iterable[CountedInBoth], language: Language) -> Iterator[Block]:
    """The pairs of agreements with entries in both, or with a statement; none: no block."""
    told = [pair for pair in pairs if pair.is_told]
    if told:
        parts = tuple(block for pair in told for block in write_blocks(pair, language))
        yield Section(_IN_BOTH.say(language), None, None, parts)


_IN_BOTH: Final = Text(
    "entries that count in promises of two agreements",
    "lignes qui comptent pour les engagements de deux conventions",
)
_OF_BOTH: Final = Text("{first} and {second}", "{first} et {second}")
_OF_PROMISES: Final = Text("{first}, and {second}: {said}", "{first}, et {second}\u00a0: {said}")
_COUNTS: Final = Text(
    "entries: {entries}; dwellings: {dwellings}",
    "lignes\u00a0: {entries}\u202f; logements\u00a0: {dwellings}",
)
_COUNTING_NOT_STATED: Final = Text(
    "whether an entry may serve the promises of both is not stated",
    "il n'est pas dit si une ligne peut servir les engagements des deux",
)
_DISAGREE: Final = Text(
    "“{both}” says that an entry may serve the promises of both, “{one}” of one of them only",
    "selon «\u00a0{both}\u00a0», une ligne peut servir les engagements des deux\u202f; "
    "selon «\u00a0{one}\u00a0», ceux de l'une des deux seulement",
)
_IN_BOTH_NOT_KNOWN: Final = Text(
    "how many entries count in both is not known: published figures do not say of which they tell",
    "le nombre de lignes qui comptent pour les deux n'est pas connu\u00a0: des chiffres publiés "
    "ne disent pas de quelles lignes ils parlent",
)


def list_shared(
    agreements: Sequence[Agreement], ledger: JointTally | Tally
) -> Iterator[tuple[SharedCells, Count]]:
    """How many entries are together in cells, one for each of some agreements, in their order."""
    if isinstance(ledger, Tally):
        # One that each of them reads: the same cell is that of all.
        for key, days, count in ledger.cells:
            yield ((key, days),) * len(agreements), count
    else:
        places = [ledger.codes.index(agreement.code) for agreement in agreements]
        for cells, count in ledger.shared.items():
            yield tuple(cells[place] for place in places), count


class _SumInBoth:
    """How many entries and dwellings there are, surely and perhaps."""

    def __init__(self) -> None:
        self._sure, self._less, self._more = [0, 0], [0, 0], [0, 0]

    def put(self, verdict: Verdict, count: Count) -> None:
        """Add entries that surely count, or may count."""
        for place, number in enumerate(count):
            if verdict is Verdict.MET:
                self._sure[place] += number
            elif verdict is Verdict.UNMET:
                continue
            elif number < 0:
                self._less[place] += number
            else:
                self._more[place] += number

    @property
    def bounds(self) -> tuple[Bounds[int], Bounds[int]]:
        """The bounds of the entries, and of the dwellings."""
        entries, dwellings = (
            Bounds(sure + less, sure + more)
            for sure, less, more in zip(self._sure, self._less, self._more, strict=True)
        )
        return entries, dwellings


_Pair = tuple[int, int]
"""Two agreements, by their indices."""
_JudgedInBoth = tuple[JudgedPeriod, ...]
"""The promises of an agreement that are judged."""


class _SumsOfPair(NamedTuple):
    """What counts in promises of two agreements."""

    total: _SumInBoth
    """In some of both."""
    promises: Lookup[tuple[int, int], _SumInBoth]
    """In one promise of each, by the indices of the promises."""


def count_in_both(
    agreements: Sequence[Agreement],
    tallies: Sequence[Tally],
    shared: Iterable[tuple[SharedCells, Count]],
    *,
    on: date,
    known: date,
) -> tuple[CountedInBoth, ...]:
    """What counts in promises of two agreements, for each pair that does not say it may.

    Args:
        agreements: The agreements.
        tallies: The tally of each.
        shared: How many entries are together in cells of theirs.
        on: The day asked.
        known: The day of the knowledge.
    """
    pairs = {
        pair: _SumsOfPair(_SumInBoth(), Lookup(lambda _: _SumInBoth()))
        for pair in combinations(range(len(agreements)), 2)
        if _look_for_counting(agreements, pair) != {Counting.BOTH}
    }
    judged = [list_judged_periods(agreement, on=on, known=known) for agreement in agreements]
    finders = [
        _find_counts_by_cell(of_one, tally, on)
        for of_one, tally in zip(judged, tallies, strict=True)
    ]
    for cells, count in shared if pairs else ():
        _sum_pairs(pairs, judged, finders, cells, count)
    return tuple(_tell(agreements, tallies, judged, pair, sums) for pair, sums in pairs.items())


def _look_for_counting(agreements: Sequence[Agreement], pair: _Pair) -> set[Counting]:
    stated = _list_stated(agreements, pair)
    return {counting for counting in stated if counting is not None}


def _list_stated(
    agreements: Sequence[Agreement], pair: _Pair
) -> tuple[Counting | None, Counting | None]:
    """What each of two agreements says of the other."""
    first, second = (agreements[index] for index in pair)
    return _find_stated(first, second), _find_stated(second, first)


def _find_stated(agreement: Agreement, other: Agreement) -> Counting | None:
    named = {reference.code: reference.counting for reference in agreement.beside}
    return named.get(other.code)


_Counts = Mapping[int, Verdict]
"""Whether entries count in a promise, by the index of the promise."""


def _find_counts_by_cell(
    judged: _JudgedInBoth, tally: Tally, on: date
) -> Lookup[SharedCell, _Counts]:
    """What finds in which promises entries count, by their cell."""
    indices = {
        of: index
        for index, of in enumerate(judged)
        if not of.commitment.is_indicator
        and any(accounting.promised for accounting in of.accounting_periods)
    }
    counting = {of: {*list_counting_periods(of, None)} for of in indices}
    made: list[AllAtOnce] = []

    def find(cell: SharedCell) -> _Counts:
        if not made:  # most agreements share nothing
            made.append(AllAtOnce(tuple(indices), tally.reading, on=on))
        found: dict[int, Verdict] = {}
        for of, counts in made[0].look_at(*cell).items():
            # At each stage that counts it, it is one of some things: it counts at any of them.
            found[indices[of]] = Verdict.any(
                _judge_in_both(
                    {bool(one.counted) and one.period_index in counting[of] for one in among}
                )
                for among, _ in counts.dwellings
            )
        return found

    return Lookup(find)


def _judge_in_both(answers: set[bool]) -> Verdict:
    """The verdict of all the answers that are possible."""
    return Verdict.UNDETERMINED if len(answers) > 1 else Verdict.of(answers.pop())


def _sum_pairs(
    pairs: Mapping[_Pair, _SumsOfPair],
    judged: Sequence[_JudgedInBoth],
    finders: Sequence[Lookup[SharedCell, _Counts]],
    cells: SharedCells,
    count: Count,
) -> None:
    """Add entries wherever they count in both."""
    found = {index: finders[index][cell] for index, cell in enumerate(cells) if cell is not None}
    for pair in combinations(found, 2):
        if pair not in pairs:
            continue
        first, second = (found[index] for index in pair)
        sums = pairs[pair]
        in_any = Verdict.all((Verdict.any(first.values()), Verdict.any(second.values())))
        sums.total.put(in_any, count)
        for (index, counts), (other, counts_there) in product(first.items(), second.items()):
            both = Verdict.all((counts, counts_there))
            periods = judged[pair[0]][index].period, judged[pair[1]][other].period
            if both is not Verdict.UNMET and periods[0].overlaps(periods[1]):
                sums.promises[index, other].put(both, count)


def _tell(
    agreements: Sequence[Agreement],
    tallies: Sequence[Tally],
    judged: Sequence[_JudgedInBoth],
    pair: _Pair,
    sums: _SumsOfPair,
) -> CountedInBoth:
    first, second = (agreements[index] for index in pair)
    stated = _list_stated(agreements, pair)
    if any(tallies[index].figures for index in pair):
        return make(
            CountedInBoth,
            agreements=(first, second),
            stated=stated,
            entries=None,
            dwellings=None,
            promises=(),
        )
    entries, dwellings = sums.total.bounds
    return make(
        CountedInBoth,
        agreements=(first, second),
        stated=stated,
        entries=entries,
        dwellings=dwellings,
        promises=tuple(
            _tell_promises(judged[pair[0]][index], judged[pair[1]][other], of_both)
            for (index, other), of_both in sorted(sums.promises.items(), key=itemgetter(0))
        ),
    )


def _tell_promises(
    judged: JudgedPeriod, other: JudgedPeriod, of_both: _SumInBoth
) -> PromisesInBoth:
    entries, dwellings = of_both.bounds
    return make(
        PromisesInBoth,
        commitments=(judged.commitment, other.commitment),
        periods=(judged.period, other.period),
        entries=entries,
        dwellings=dwellings,
    )
