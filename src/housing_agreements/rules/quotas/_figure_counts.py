"""What may count because it was published: what figures may mean, in total and in each group.

Of figures that hold each other the widest counts, within what the others leave it. In a group
without figures of its own, a part of what the figures of all leave beside those of other groups
may count, from nothing on.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from housing_agreements._checks import MOST, Faults
from housing_agreements.errors import InvalidValueError
from housing_agreements.model.groups import Group, ReportedGroup
from housing_agreements.model.levels import end_of_level
from housing_agreements.rules.quotas._extents import (
    NOTHING_LIMITS,
    FigureExtent,
    Span,
    add_up,
    leave_of,
    tighten,
)
from housing_agreements.rules.quotas._figures_together import (
    FiguresTogether,
    holds_figure,
    note_contradiction,
    tell_figure,
)
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod
from housing_agreements.rules.quotas._possible import (
    NOT_IN_BASE,
    Possibilities,
    Possibility,
    PossibleCounts,
    RatedLot,
)
from housing_agreements.rules.quotas.doubts import DoubtKind
from housing_agreements.rules.quotas.figures import PublishedFigure, cover_period
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period, hold_every_day

__all__ = ("FiguresRead", "Lot", "read_figures")


def read_figures(
    judged: JudgedPeriod, figures: Mapping[PublishedFigure, int], on: date
) -> "FiguresRead | None":
    """The published figures that count in a judged period; `None` where none does.

    Args:
        judged: The judged period.
        figures: The figures, each with how often it counts.
        on: The day asked; a figure counts once its period has ended.
    """
    ended = {figure: times for figure, times in figures.items() if judged.is_told_by(figure, on)}
    return FiguresRead(judged, ended) if any(judged.holds(of.period) for of in ended) else None


class FiguresRead:
    """The published figures that count in one judged period.

    Args:
        judged: The judged period.
        figures: Those of the commitment whose period has ended, each with how often it counts.
    """

    def __init__(self, judged: JudgedPeriod, figures: Mapping[PublishedFigure, int]) -> None:
        self._judged, commitment = judged, judged.commitment
        self._periods = [accounting.period for accounting in judged.accounting_periods]
        self._of_base = commitment.of_base
        self._has_substitute = commitment.substitute is not None
        by_times: dict[int, list[PublishedFigure]] = {}
        for figure, times in figures.items():
            by_times.setdefault(times, []).append(figure)
        self._together = {
            times: FiguresTogether(alike, of_base=self._of_base)
            for times, alike in by_times.items()
        }
        for times, together in self._together.items():
            if times > 0:
                faults = Faults("Tally")
                note_contradiction(faults, "figures", commitment.code, together)
                faults.report()
        self._extents: dict[PublishedFigure, FigureExtent] = {}
        self.times: dict[PublishedFigure, int] = {}
        """The figures that count, each with how often it does."""
        for figure, times in figures.items():
            if judged.holds(figure.period):
                self.times[figure] = times
                self._extents[figure] = self._find_extent(figure, times)

    def _find_extent(self, figure: PublishedFigure, times: int) -> FigureExtent:
        """What a figure may hold; a rate of nothing owed may hold anything."""
        extent = self._together[times].extent_of(figure)
        if self._of_base or figure.rate is None:
            return extent
        production = self._judged.commitment.stage.of_production
        owed = self._find_owed(figure.period, figure.group)
        if owed is None or not owed.low:
            if figure.counted is not None or not production:
                return extent
            return FigureExtent(Span(-MOST, None), NOTHING_LIMITS, NOTHING_LIMITS)
        ends = [
            end * amount
            for end in (figure.rate.low, figure.rate.high or 0)
            for amount in (owed.low, owed.high or 0)
        ]
        signed = figure.is_signed or (production and min(ends) < 0)
        rated = Span(math.ceil(min(ends)), math.floor(max(ends)))
        rated = rated if signed else rated.meet(Span(0, None))
        counted = rated if figure.counted is None else extent.counted.meet(rated)
        faults = Faults("Tally")
        if counted.is_empty:
            expected = f"a count and a rate that agree where {owed} are owed"
            remedy = "look up how the rate was rounded, and write about(...)"
            given = f"{self._judged.commitment.code}, {figure.period}, {tell_figure(figure)}"
            faults.add(InvalidValueError, "figures", given, expected, remedy)
        faults.report()
        anything = NOTHING_LIMITS if signed else Span(0, None)
        return tighten(FigureExtent(counted, anything, anything)) or extent

    def _list_levels(self, group: ReportedGroup | None) -> list[object]:
        """What tells accounting periods apart: the levels of a share, whether a number is owed."""
        floors, ceilings = (
            self._judged.levels(group, ceiling=ceiling) for ceiling in (False, True)
        )
        both = list(zip(floors, ceilings, strict=True))
        if self._of_base:
            return [*both]
        return [(floor is None, ceiling is None) for floor, ceiling in both]

    def _find_owed(self, period: Period, group: ReportedGroup | None) -> Bounds[int] | None:
        """What a number owes in a period that is made of accounting periods.

        By its floor, where it has one; `None` where the period is made of no such, or nothing
        is promised.
        """
        within = [index for index, own in enumerate(self._periods) if own.within(period)]
        if not hold_every_day((self._periods[index] for index in within), period):
            return None
        for ceiling in (False, True):
            levels = self._judged.levels(group, ceiling=ceiling)
            owed = [level for index in within if (level := levels[index]) is not None]
            if len(owed) == len(within):
                low, high = (
                    sum(int(end_of_level(level, high=high)) for level in owed)
                    for high in (False, True)
                )
                return Bounds(low, high)
        return None

    def put_total(self, total: PossibleCounts) -> None:
        """Add what counts in total."""
        self._cite(total, self.times)
        for figure in self._list_widest(self.times):
            self._put(total, self._list_layers(figure, None), self.times[figure], of_total=True)

    def list_groups(self) -> list[Group]:
        """The groups of which figures tell, each once."""
        groups = dict.fromkeys(figure.group for figure in self.times)
        return [group for group in groups if group is not None]

    @property
    def tells_of_all(self) -> bool:
        """Whether some figure is of all, whatever the group."""
        return any(figure.group is None for figure in self.times)

    def put_own(self, group: ReportedGroup, counts: PossibleCounts) -> None:
        """Add what the figures of a group tell of it, and what figures that hold these leave."""
        own = self._list_widest(self._list_of_group(group))
        self._cite(counts, self._list_of_group(group))
        for whole in self._list_wholes(group):
            within = [figure for figure in own if self._is_held(whole, figure)]
            if within and self._is_joint(whole, group):
                own = [figure for figure in own if figure not in within]
                self._put(counts, [self._join(whole, group, within)], self.times[whole])
        for figure in own:
            self._put(counts, self._list_layers(figure, group), self.times[figure])

    def put_rest(self, group: ReportedGroup, counts: PossibleCounts) -> None:
        """Add what may be in a group of what figures of all leave."""
        own = self._list_of_group(group)
        self._cite(counts, self._list_of_group(None))
        for whole in self._list_wholes(group):
            beside = [figure for figure in own if figure.period.overlaps(whole.period)]
            if cover_period(beside, whole.period):
                continue
            if self._is_joint(whole, group):
                if not any(self._is_held(whole, figure) for figure in beside):
                    self._put(counts, [self._join(whole, group, ())], self.times[whole])
                continue
            held = self._list_groups_in(whole)
            free = [
                index
                for index, period in enumerate(self._periods)
                if (days := period & whole.period) is not None and not cover_period(beside, days)
            ]
            extent = self._extents[whole]
            if held:
                extent = leave_of(extent, add_up(self._extents[figure] for figure in held))
            substitutes = self._bound_substitutes(whole, part=bool(held))
            alone = whole.rate is not None
            lot = Lot(extent, free, substitutes, is_alone=alone, is_part=True)
            self._put(counts, [lot], self.times[whole])

    @staticmethod
    def _cite(counts: PossibleCounts, figures: Iterable[PublishedFigure]) -> None:
        for figure in figures:
            counts.sources.update(dict.fromkeys(figure.sources))

    def _list_wholes(self, group: ReportedGroup) -> list[PublishedFigure]:
        """The figures of all that may have a part in a group.

        Where shorter ones of all, and its own, tell of every day of one, these stand for it.
        """
        own = self._list_of_group(group)
        found: list[PublishedFigure] = []
        asked = self._list_widest(self._list_of_group(None))
        while asked:
            whole = asked.pop()
            within = self._list_shorter(whole)
            told = within and cover_period((*within, *own), whole.period)
            if told and not self._is_of_one_level(whole, group):
                asked += within
            else:
                found.append(whole)
        return found

    def _is_joint(self, whole: PublishedFigure, group: ReportedGroup) -> bool:
        """Whether figures of a group and what a whole leaves it need not be told apart."""
        own = [figure for figure in self._list_of_group(group) if self._is_held(whole, figure)]
        held = own or self._list_shorter(whole) or self._list_groups_in(whole)
        told = cover_period(own, whole.period)
        return bool(held) and not told and self._is_of_one_level(whole, group)

    def _is_of_one_level(self, figure: PublishedFigure, group: ReportedGroup) -> bool:
        """Whether it makes no difference for a group in which period a figure's dwellings lie."""
        levels = self._list_levels(group)
        return len({levels[index] for index in self._find_indices(figure)}) == 1

    def _join(
        self, whole: PublishedFigure, group: ReportedGroup, own: Sequence[PublishedFigure]
    ) -> "Lot":
        """What is in a group by its own figures, and of what the others leave of a whole."""
        others = [figure for figure in self._list_groups_in(whole) if figure.group != group]
        told = add_up(self._extents[figure] for figure in others)
        least = add_up(self._extents[figure] for figure in own)
        left = [*map(Span.minus, self._extents[whole], told)]
        shorter = self._list_shorter(whole)
        if cover_period((*shorter, *own), whole.period):  # these leave no rest beside them
            beside = [
                figure for figure in own if not any(self._is_held(of, figure) for of in shorter)
            ]
            most = add_up(self._extents[figure] for figure in (*shorter, *beside))
            left = [*map(Span.meet, left, map(Span.minus, most, told))]
        spans = (Span(of.low, most.high) for of, most in zip(least, left, strict=True))
        extent = tighten(FigureExtent(*spans)) or least
        low = sum(self._bound_substitutes(figure).low for figure in own)
        substitutes = extent.counted.high if self._has_substitute else low
        alone = any(figure.rate is not None for figure in (whole, *own))
        return Lot(extent, self._find_indices(whole), Bounds(low, substitutes), is_alone=alone)

    def _list_shorter(self, whole: PublishedFigure) -> list[PublishedFigure]:
        """The figures of all that one of all holds, the widest of them."""
        wholes = self._list_of_group(None)
        return self._list_widest(part for part in wholes if self._is_held(whole, part))

    def _list_groups_in(self, whole: PublishedFigure) -> list[PublishedFigure]:
        """The figures of groups that a figure of all holds, the widest of them."""
        return self._list_widest(
            figure
            for figure in self.times
            if figure.group is not None
            and self.times[figure] == self.times[whole]
            and self._is_held(whole, figure)
        )

    def _find_indices(self, figure: PublishedFigure) -> list[int]:
        """The accounting periods that a figure tells of."""
        periods = enumerate(self._periods)
        return [index for index, period in periods if period.overlaps(figure.period)]

    def _list_of_group(self, group: ReportedGroup | None) -> list[PublishedFigure]:
        return [figure for figure in self.times if figure.group == group]

    def _list_widest(self, figures: Iterable[PublishedFigure]) -> list[PublishedFigure]:
        """Those that no other of them holds, of those that count as often."""
        among = list(figures)
        return [
            part
            for part in among
            if not any(
                self.times[whole] == self.times[part] and self._is_held(whole, part)
                for whole in among
            )
        ]

    def _is_held(self, whole: PublishedFigure, part: PublishedFigure) -> bool:
        """Whether a figure counts in another that counts as often."""
        return self._together[self.times[whole]].is_nested and holds_figure(whole, part)

    def _list_layers(self, figure: PublishedFigure, group: ReportedGroup | None) -> "Iterator[Lot]":
        """What a figure tells of, apart for each of its parts where levels differ."""
        periods, indices = self._periods, self._find_indices(figure)
        levels = self._list_levels(group)
        parts = [
            part for part in self._together[self.times[figure]].parts[figure] if part in self.times
        ]
        one_level = len({levels[index] for index in indices}) == 1
        if one_level or not parts:
            rate = figure.rate if self._of_base else None
            substitutes = self._bound_substitutes(figure)
            alone = figure.rate is not None
            yield Lot(self._extents[figure], indices, substitutes, rate, alone, one_level=one_level)
            return
        whole, told = self._extents[figure], add_up(self._extents[part] for part in parts)
        some = Span(0, None)
        rest = FigureExtent(
            *(span.minus(of).meet(some) for span, of in zip(whole, told, strict=True))
        )
        stretches = [part.period for part in parts if part.group == figure.group]
        free = [
            index
            for index in indices
            if (days := periods[index] & figure.period) is not None
            and not hold_every_day(stretches, days)
        ]
        tight = tighten(rest) or rest
        if not tight.is_nothing:
            one_level = len({levels[index] for index in free}) == 1
            yield Lot(tight, free, self._bound_substitutes(figure, part=True), one_level=one_level)
        for part in parts:
            yield from self._list_layers(part, group)

    def _bound_substitutes(self, figure: PublishedFigure, *, part: bool = False) -> Bounds[int]:
        """How many substitutes a figure holds, or a part of it: none where nobody stands in."""
        if figure.substitutes is not None:
            return Bounds(0, figure.substitutes.high) if part else figure.substitutes
        most = self._extents[figure].counted.high if self._has_substitute else 0
        return Bounds(0, None if most is None else max(0, most))

    def _put(
        self, counts: PossibleCounts, lots: "Iterable[Lot]", times: int, *, of_total: bool = False
    ) -> None:
        of_base = self._of_base or not of_total
        for lot in lots:
            if not lot.indices:
                continue
            counted = lot.extent.counted
            if lot.rate is not None or counted.high is None:
                extent = lot.extent
                if lot.is_part:
                    extent = FigureExtent(*(Span(0, span.high) for span in extent))
                indices = tuple(lot.indices)
                counts.rated.append(RatedLot(extent, lot.rate, indices, lot.substitutes, times))
                counts.doubts[DoubtKind.FIGURE, ""] += abs(times)
                continue
            counts.is_rated |= lot.is_alone
            for possibilities, dwellings in lot.list_parts(of_base=of_base):
                if not dwellings:
                    continue
                counts.put(possibilities, times * dwellings)
                counts.published[possibilities] += times * dwellings
            matters = [counted, lot.extent.base] if self._of_base else [counted]
            is_exact = all(span.is_exact for span in matters) and not lot.is_part
            if self._has_substitute:
                is_exact = is_exact and lot.substitutes.exact
            if not (is_exact and lot.one_level):
                counts.doubts[DoubtKind.FIGURE, ""] += abs(times)


_PartsOfFigure = list[tuple[Possibilities, int]]
"""The dwellings that a figure tells of: what each may turn out to be, and how many are so."""


class Lot(NamedTuple):
    """Dwellings that a figure tells of, as many as its extent says."""

    extent: FigureExtent
    """How many there may be."""
    indices: Collection[int]
    """The accounting periods in which they may lie."""
    substitutes: Bounds[int]
    """How many of those that count belong to substitute publics."""
    rate: Bounds[Fraction] | None = None
    """The rate of a share that the figure states."""
    is_alone: bool = False
    """Whether it speaks for the whole, so that nothing may stand beside it."""
    one_level: bool = True
    """Whether it makes no difference in which accounting period they lie."""
    is_part: bool = False
    """Whether any part of them may be there, from nothing on."""

    def list_parts(self, *, of_base: bool) -> _PartsOfFigure:
        """What each of the dwellings may turn out to be.

        Args:
            of_base: Whether the base matters.
        """
        extent = self.extent
        if not of_base:
            nothing = Span(0, 0)
            extent = FigureExtent(extent.counted, nothing, nothing)
        elif extent.base.low is None:  # more may be taken back, and nobody says how much
            extent = FigureExtent(extent.counted, Span(0, None), Span(extent.counted.low, None))
        if not of_base or _is_row(extent):
            parts = self._list_row(extent, of_base=of_base)
            if not self.is_part:
                return parts
            return [
                (Possibilities(among | {NOT_IN_BASE}, takes_back), dwellings)
                for (among, takes_back), dwellings in parts
            ]
        if self.is_part:
            reached = (
                Span(min(0, span.low or 0), None if span.high is None else max(0, span.high))
                for span in extent
            )
            extent = tighten(FigureExtent(*reached)) or extent
        return list(self.list_heap(extent))

    def _list_row(self, extent: FigureExtent, *, of_base: bool) -> _PartsOfFigure:
        """The dwellings in a row: the first ones count, and the first of these are substitutes.

        Then each count that agrees with the figure is one way in which its dwellings turn out, and
        no other is. What is taken back stands by itself, and more may count then.
        """
        (least, most), _, (surely_in_base, in_base) = extent
        least, most, surely_in_base = least or 0, most or 0, surely_in_base or 0
        parts: _PartsOfFigure = []
        if least < 0:  # the number of a volume in total, which has no base
            back = frozenset(Possibility(index, 1, 1, 0) for index in self.indices)
            parts.append((Possibilities(back, takes_back=True), least))
            least, most = 0, most - least
        limited = surely_in_base if in_base is None else in_base
        first_main, last_other = self.substitutes.low, self._most_substitutes(most)
        turns = {first_main, last_other, least, most, surely_in_base, limited}
        end = max(most, limited)
        for first, after in pairwise(sorted({0, end, *(turn for turn in turns if turn < end)})):
            among: set[Possibility] = set()
            if first < most:
                mains = {int(first >= first_main), int(first >= last_other)}
                among |= self._list_ways(1, mains, base=int(of_base))
            if first >= least and first < limited:
                among |= self._list_ways(0, {0}, base=1)
            if first >= least and first >= surely_in_base:
                among.add(NOT_IN_BASE)
            parts.append((Possibilities(frozenset(among), takes_back=False), after - first))
        if in_base is None:  # nothing limits how many more there are
            parts.append((self._list_more(), 1))
        return parts

    def list_heap(self, extent: FigureExtent) -> Iterator[tuple[Possibilities, int]]:
        """The dwellings in a heap: what surely is there, then what may be, each by itself.

        Any extent is a sum of dwellings that count perhaps, are perhaps there without counting,
        are there in any case, or are each of these perhaps; where what is surely there lacks more
        than that, as many are there twice, and one of each pair is perhaps taken back. With
        substitutes the sum is wider.
        """
        (hits, most_hits), (misses, most_misses), (inside, most_inside) = extent
        hits, most_hits, misses, inside = hits or 0, most_hits or 0, misses or 0, inside or 0
        either, loose, twice = inside - hits - misses, 0, 0
        if most_misses is not None and most_inside is not None:
            spare = most_hits + most_misses - most_inside
            lack, either = either, min(either, spare)
            loose, twice = spare - either, lack - either
        perhaps = most_hits - hits - either - loose - twice
        hits, misses = hits + twice, misses + twice
        first_main, last_other = self.substitutes.low, self._most_substitutes(most_hits)
        out = {NOT_IN_BASE}
        hit, hit_by_any, miss = (
            self._list_ways(1, {1}, base=1),
            self._list_ways(1, {0, 1}, base=1),
            self._list_ways(0, {0}, base=1),
        )
        steps = (0, min(first_main, max(0, hits)), min(last_other, max(0, hits)), max(0, hits))
        for mains, (first, after) in zip(({0}, {0, 1}, {1}), pairwise(steps), strict=True):
            yield self._pack(self._list_ways(1, mains, base=1)), after - first
        yield self._pack(hit, takes_back=True), min(0, hits)
        yield self._pack(miss, takes_back=misses < 0), misses
        others = max(0, last_other - (hits - twice))
        for number, beside in ((perhaps, out), (either, miss), (loose, out | miss)):
            yield self._pack(hit_by_any | beside), min(number, others)
            yield self._pack(hit | beside), number - min(number, others)
        if most_misses is None:
            yield self._list_more(), 1
        else:
            yield self._pack(out | miss), most_misses - (misses - twice) - either - loose - twice
        yield self._pack(out | miss | hit, takes_back=True), -twice

    def _most_substitutes(self, most: int) -> int:
        return most if self.substitutes.high is None else self.substitutes.high

    def _list_ways(self, counted: int, mains: Collection[int], *, base: int) -> set[Possibility]:
        return {Possibility(index, counted, main, base) for index in self.indices for main in mains}

    def _list_more(self) -> Possibilities:
        """Any number of further dwellings, which do not count."""
        unlimited = (Possibility(index, 0, 0, None) for index in self.indices)
        return self._pack({NOT_IN_BASE, *unlimited})

    @staticmethod
    def _pack(among: Iterable[Possibility], *, takes_back: bool = False) -> Possibilities:
        return Possibilities(frozenset(among), takes_back)


def _is_row(extent: FigureExtent) -> bool:
    """Whether no end of what misses says more than those of what counts and of the base do."""
    (least, most), missed, (inside, most_inside) = extent
    if least is None or most is None or inside is None or least < 0:
        return False
    high = None if most_inside is None else most_inside - least
    return missed == (max(0, inside - most), high)
