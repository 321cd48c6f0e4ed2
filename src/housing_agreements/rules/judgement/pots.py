"""What counts for each thing to judge: gathered from the cells of a tally, in one walk."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar

import attrs

from housing_agreements.model.levels import Group
from housing_agreements.rules.judgement.choices import OUT, Choice, DoubtKind, Item
from housing_agreements.rules.judgement.clock import Clock, Reached, Stamp
from housing_agreements.rules.judgement.countings import Counting, Doubts
from housing_agreements.rules.judgement.units import Unit
from housing_agreements.rules.tally.cells import Count, Profile, When
from housing_agreements.rules.tally.figures import PublishedFigure
from housing_agreements.rules.tally.lookups import Lookup
from housing_agreements.rules.tally.places import Places
from housing_agreements.rules.tally.reading import Reading
from housing_agreements.rules.tally.tallies import Tally
from housing_agreements.values.bounds import Bounds

__all__ = ("Pot", "Pots", "gathered")

N = TypeVar("N", int, Fraction)


@attrs.frozen(eq=False)
class Pot:
    """What may count for one thing to judge, in total or in one group."""

    items: Counter[Item] = attrs.field(factory=Counter)
    """How many dwellings each item stands for."""
    doubts: Counter[tuple[DoubtKind, str]] = attrs.field(factory=Counter)
    """How many dwellings are concerned by each thing that is not known."""

    def put(
        self, item: Item, dwellings: int, doubts: tuple[tuple[DoubtKind, str], ...] = ()
    ) -> None:
        """Add dwellings."""
        self.items[item] += dwellings
        for doubt in doubts:
            self.doubts[doubt] += abs(dwellings)

    def within(self, places: Collection[int]) -> "Pot":
        """What may count in some of the periods: all else is outside."""
        kept: Counter[Item] = Counter()
        for item, dwellings in self.items.items():
            choices = {choice if choice.span in places else OUT for choice in item.choices}
            kept[Item(frozenset(choices), item.takes_back)] += dwellings
        return Pot(kept, self.doubts)

    def bounds(self, measure: Callable[[Choice], N | None], constant: N) -> Bounds[N]:
        """The least and the most that a constant and a measure of the choices can sum to."""
        low, high, limited = constant, constant, True
        for item, dwellings in self.items.items():
            measures = [measure(choice) for choice in item.choices]
            limited = limited and None not in measures
            sums = [dwellings * each for each in measures if each is not None]
            low += min(sums)
            high += max(sums)
        return Bounds(low, high if limited else None)


@attrs.frozen(eq=False)
class Pots:
    """The pots of everything that is judged, and what became of each entry."""

    total: Mapping[Unit, Pot]
    """For each thing to judge, its total."""
    groups: Mapping[Unit, Mapping[Group, Pot]]
    """For each thing to judge, its groups: those named and those seen."""
    counted: Count
    """Entries in the base of something that is judged, surely or possibly."""
    not_concerned: Count
    """Entries in no base, for a reason other than those that follow."""
    cancelled: Count
    """Entries that were void on the day asked."""
    later: Count
    """Entries dated after the day asked."""
    unused: tuple[PublishedFigure, ...]
    """The published figures that count in nothing that is judged."""


class _Walk:
    """The state of one walk over the cells and the published figures."""

    def __init__(self, units: tuple[Unit, ...], reading: Reading, clock: Clock) -> None:
        self._units = units
        stages = {
            stage: place
            for production in (False, True)
            for place, stage in enumerate(reading.stages_of(production=production))
        }
        self._counters = [
            Counting(unit, stage, stages[stage], reading, clock)
            for unit in units
            for stage in unit.stages
        ]
        self.total: dict[Unit, Pot] = {unit: Pot() for unit in units}
        self.groups: dict[Unit, dict[Group, Pot]] = {
            unit: {group: Pot() for group in unit.named_groups()}
            for unit in units
            if unit.commitment.judges_groups
        }
        self._floating: list[tuple[Counting, Profile, Reached, int]] = []
        self._concerned: Lookup[int, list[Counting]] = Lookup(
            lambda bases: [each for each in self._counters if each.bases & bases]
        )

    def put(self, profile: Profile, stamps: Mapping[Stamp, Count]) -> set[Stamp]:
        """Put the entries of a profile in their pots; tell the stamps with which they count."""
        counted: set[Stamp] = set()
        for counter in self._concerned[profile.bases]:
            seen: dict[Reached, tuple[Item, Doubts] | None] = {}
            for stamp, count in stamps.items():
                reached = stamp.stages[counter.at] if stamp.stages else None
                if reached is None:
                    continue
                if reached not in seen:
                    seen[reached] = counter.turned_out(profile, reached)
                found = seen[reached]
                if found is not None:
                    counted.add(stamp)
                    self._put_one(counter, profile, reached, found, count.dwellings)
        return counted

    def _put_one(
        self,
        counter: Counting,
        profile: Profile,
        reached: Reached,
        found: tuple[Item, Doubts],
        dwellings: int,
    ) -> None:
        unit, (item, doubts) = counter.unit, found
        self.total[unit].put(item, dwellings, doubts)
        if unit not in self.groups:
            return
        group = profile.group(unit.commitment.per)
        if group is None:
            self._floating.append((counter, profile, reached, dwellings))
        else:
            self.groups[unit].setdefault(group, Pot()).put(item, dwellings, doubts)

    def fate(self, profile: Profile, stamp: Stamp) -> str:
        """Why entries that count nowhere do not."""
        if stamp.void:
            return "cancelled"
        later = any(
            stamp.later[each.at]
            for each in self._counters
            if each.of_production is profile.production
        )
        return "later" if later else "not_concerned"

    def put_figure(self, figure: PublishedFigure, times: int, on: date) -> bool:
        """Put a published figure in the pots of the periods that contain it; whether in any."""
        used = False
        for unit in self._units:
            ended = figure.period.last_day <= on and unit.holds(figure.period)
            if unit.commitment.code not in figure.commitments or not ended:
                continue
            used = True
            self._put_part(self.total[unit], figure, unit, times, whole=True)
            groups = self.groups.get(unit)
            if groups is None:
                continue
            if figure.group is None:
                for pot in groups.values():
                    self._put_part(pot, figure, unit, times, whole=False)
            else:
                pot = groups.setdefault(figure.group, Pot())
                self._put_part(pot, figure, unit, times, whole=True)
        return used

    @staticmethod
    def _put_part(
        pot: Pot, figure: PublishedFigure, unit: Unit, times: int, *, whole: bool
    ) -> None:
        item = Item(_corners(figure, unit, whole=whole), takes_back=False)
        pot.put(item, times, ((DoubtKind.FIGURE, ""),) if len(item.choices) > 1 else ())

    def settle(self) -> None:
        """Put the entries whose group is not known in each group in which they may fall."""
        for counter, profile, reached, dwellings in self._floating:
            if not self.groups[counter.unit] and not counter.unit.commitment.judges_total:
                self.total[counter.unit].doubts[DoubtKind.GROUP, ""] += abs(dwellings)
            for group, pot in self.groups[counter.unit].items():
                if not profile.may_be_in(group, counter.unit.commitment.per):
                    continue
                found = counter.turned_out(profile, reached, group)
                if found is not None:
                    item, doubts = found
                    possible = Item(item.choices | {OUT}, item.takes_back)
                    pot.put(possible, dwellings, (*doubts, (DoubtKind.GROUP, "")))


def _corners(figure: PublishedFigure, unit: Unit, *, whole: bool) -> frozenset[Choice]:
    """The extreme things that a published figure may mean, for the whole or for a part of it."""
    spans = [place for place, span in enumerate(unit.spans) if span.period.overlaps(figure.period)]
    of_base, substitutes = unit.commitment.of_base, figure.substitutes
    base = figure.base if of_base else Bounds(0, 0)
    ceiling = None if base is None else base.high
    least, most = figure.counted.low, figure.counted.high or 0
    least = max(least, substitutes.low) if whole else 0
    if of_base and ceiling is not None:
        most = min(most, ceiling)
    corners: set[Choice] = set()
    for counted in {least, most}:
        bases = {0} if not of_base else {max(counted, base.low if whole and base else 0), ceiling}
        fewest = substitutes.low if whole else 0
        mains = {max(0, counted - (substitutes.high or 0)), max(0, counted - fewest)}
        corners |= {
            Choice(span, counted, main, of) for span in spans for main in mains for of in bases
        }
    return frozenset(corners)


def _stamped(tally: Tally, clock: Clock) -> Iterator[tuple[Profile, dict[Stamp, Count]]]:
    """How many entries of each profile, by how their moments look on the day asked."""
    stamps = Lookup(clock.stamp)
    both = tally.entries, tally.further
    for profile in dict.fromkeys((*both[0], *both[1])):
        entries, further = (_summed(cells.get(profile, {}), stamps) for cells in both)
        yield (
            profile,
            {
                stamp: Count(entries[stamp], entries[stamp] + further[stamp])
                for stamp in dict.fromkeys((*entries, *further))
            },
        )


def _summed(times: Mapping[When, int], stamps: Mapping[When, Stamp]) -> Counter[Stamp]:
    sums: Counter[Stamp] = Counter()
    for when, each in times.items():
        sums[stamps[when]] += each
    return sums


def gathered(tally: Tally, units: tuple[Unit, ...], *, on: date) -> Pots:
    """What counts for each thing to judge on a day.

    Args:
        tally: What the ledger counts.
        units: What is judged.
        on: The day asked; what is dated later does not count yet.
    """
    clock = Clock(on, units, Places(tally.reading))
    walk = _Walk(units, tally.reading, clock)
    fates: defaultdict[str, Count] = defaultdict(lambda: Count(0, 0))
    for profile, stamps in _stamped(tally, clock):
        counted = walk.put(profile, stamps)
        for stamp, count in stamps.items():
            fate = "counted" if stamp in counted else walk.fate(profile, stamp)
            fates[fate] = fates[fate].plus(count)
    # Those of a group come first: what a figure of all may mean is asked of every group.
    figures = sorted(tally.figures, key=lambda figure: figure.group is None)
    used = {figure for figure in figures if walk.put_figure(figure, tally.figures[figure], on)}
    unused = tuple(figure for figure in tally.figures if figure not in used)
    walk.settle()
    return Pots(
        walk.total, walk.groups, fates["counted"], fates["not_concerned"], fates["cancelled"],
        fates["later"], unused,
    )  # fmt: skip
