"""What counts for each thing to judge: gathered from the cells of a tally, in one walk."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import attrs

from housing_agreements.model.levels import Group
from housing_agreements.rules.cells import Count, Profile
from housing_agreements.rules.choices import OUT, Choice, DoubtKind, Standing, standing
from housing_agreements.rules.clock import Clock, Reached, Stamp
from housing_agreements.rules.factors import Lookup
from housing_agreements.rules.figures import PublishedFigure
from housing_agreements.rules.reading import Reading
from housing_agreements.rules.tallies import Tally
from housing_agreements.rules.units import Unit
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.verdicts import Verdict

__all__ = ("Item", "Pot", "Pots", "gathered")


class Item(NamedTuple):
    """Entries that may turn out to be the same things."""

    choices: frozenset[Choice]
    """What each may be."""
    takes_back: bool
    """Whether they take back dwellings counted before."""


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

    def bounds(self, measure: Callable[[Choice], int | None]) -> Bounds[int]:
        """The least and the most that a measure of the choices can sum to."""
        low, high, limited = 0, 0, True
        for item, dwellings in self.items.items():
            measures = [measure(choice) for choice in item.choices]
            limited = limited and None not in measures
            sums = [dwellings * each for each in measures if each is not None]
            low += min(sums, default=0)
            high += max(sums, default=0)
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
        self._reading = reading
        self._units = [(unit, clock.spans(unit)) for unit in units]
        self.total: dict[Unit, Pot] = {unit: Pot() for unit in units}
        self.groups: dict[Unit, dict[Group, Pot]] = {
            unit: {group: Pot() for group in unit.named_groups()}
            for unit in units
            if unit.commitment.judges_groups
        }
        self._floating: list[tuple[Unit, Profile, Item, int, _Doubts]] = []

    def put(self, profile: Profile, stamps: Mapping[Stamp, Count]) -> set[Stamp]:
        """Put the entries of a profile in their pots; tell the stamps with which they count."""
        counted: set[Stamp] = set()
        stages = self._reading.stages_of(production=profile.production)
        for unit, places in self._units:
            standings = [standing(profile, span, self._reading) for span in unit.spans]
            if all(each.base is Verdict.UNMET for each in standings):
                continue
            at = stages.index(unit.commitment.stage)
            seen: dict[Reached, tuple[Item, _Doubts] | None] = {}
            for stamp, count in stamps.items():
                reached = stamp.stages[at] if stamp.stages else None
                if reached is None:
                    continue
                if reached not in seen:
                    seen[reached] = _turned_out(reached, standings, places, profile)
                found = seen[reached]
                if found is not None:
                    counted.add(stamp)
                    self._put_one(unit, profile, found, count.dwellings)
        return counted

    def _put_one(
        self, unit: Unit, profile: Profile, found: "tuple[Item, _Doubts]", dwellings: int
    ) -> None:
        item, doubts = found
        self.total[unit].put(item, dwellings, doubts)
        if unit not in self.groups:
            return
        group = profile.group(unit.commitment.per)
        if group is None:
            self._floating.append((unit, profile, item, dwellings, doubts))
        else:
            self.groups[unit].setdefault(group, Pot()).put(item, dwellings, doubts)

    def put_figure(self, figure: PublishedFigure, times: int, on: date) -> bool:
        """Put a published figure in the pots of the periods that contain it; whether in any."""
        used = False
        for unit, _ in self._units:
            ended = figure.period.last_day <= on and figure.period.within(unit.period)
            if unit.commitment.code not in figure.commitments or not ended:
                continue
            used = True
            base = figure.base if unit.commitment.of_base else Bounds(0, 0)
            known = figure.counted.exact and base is not None and base.exact
            doubts: _Doubts = () if known else ((DoubtKind.FIGURE, ""),)
            item = Item(_corners(figure, unit, base, whole=True), takes_back=False)
            self.total[unit].put(item, times, doubts)
            for group, pot in self.groups.get(unit, {}).items():
                if figure.group == group:
                    pot.put(item, times, doubts)
                elif figure.group is None:
                    part = Item(_corners(figure, unit, base, whole=False), takes_back=False)
                    pot.put(part, times, ((DoubtKind.FIGURE, ""),))
        return used

    def settle(self) -> None:
        """Put the entries whose group is not known in each group in which they may fall."""
        for unit, profile, item, dwellings, doubts in self._floating:
            possible = Item(item.choices | {OUT}, item.takes_back)
            for group, pot in self.groups[unit].items():
                if profile.may_be_in(group, unit.commitment.per) is not Verdict.UNMET:
                    pot.put(possible, dwellings, (*doubts, (DoubtKind.GROUP, "")))


_Doubts = tuple[tuple[DoubtKind, str], ...]


def _turned_out(
    reached: Reached, standings: list[Standing], places: tuple[int, ...], profile: Profile
) -> tuple[Item, _Doubts] | None:
    """What entries may turn out to be; `None` when they are surely outside."""
    possible = set(places[reached.first : reached.last + 1])
    choices = {
        choice for place in possible if place >= 0 for choice in standings[place].choices(place)
    }
    if not reached.sure or -1 in possible:
        choices.add(OUT)
    if choices == {OUT}:
        return None
    doubts = {doubt for place in possible if place >= 0 for doubt in standings[place].doubts}
    if not reached.dated and len(possible) + (not reached.sure) > 1:
        doubts.add((DoubtKind.DAY, ""))
    ordered = tuple(sorted(doubts, key=lambda doubt: (doubt[0].value, doubt[1])))
    return Item(frozenset(choices), profile.takes_back), ordered


def _corners(
    figure: PublishedFigure, unit: Unit, base: Bounds[int] | None, *, whole: bool
) -> frozenset[Choice]:
    """The extreme things that a published figure may mean, for the whole or for a part of it."""
    spans = [place for place, span in enumerate(unit.spans) if span.period.overlaps(figure.period)]
    most = figure.counted.low if figure.counted.high is None else figure.counted.high
    ceiling = None if base is None or base.high is None else base.high
    if unit.commitment.of_base and ceiling is not None:
        most = min(most, ceiling)
    corners = set()
    for counted in {figure.counted.low if whole else 0, most}:
        least = max(counted, base.low if whole and base is not None else 0)
        lowest = max(0, counted - (figure.substitutes.high or 0))
        highest = max(lowest, counted - figure.substitutes.low)
        bases = {least, ceiling} if unit.commitment.of_base else {0}
        for main in {lowest, highest}:
            corners |= {Choice(span, counted, main, of) for span in spans for of in bases}
    return frozenset(corners)


def gathered(tally: Tally, units: tuple[Unit, ...], *, on: date) -> Pots:
    """What counts for each thing to judge on a day.

    Args:
        tally: What the ledger counts.
        units: What is judged.
        on: The day asked; what is dated later does not count yet.
    """
    clock = Clock(on, units)
    walk = _Walk(units, tally.reading, clock)
    fates: defaultdict[str, Count] = defaultdict(lambda: Count(0, 0))
    stamped = Lookup(clock.stamp)
    for profile, moments in tally.by_profile.items():
        by_stamp: defaultdict[Stamp, list[Count]] = defaultdict(list)
        for moment, count in moments.items():
            by_stamp[stamped[moment]].append(count)
        stamps = {
            stamp: Count(*map(sum, zip(*each, strict=True))) for stamp, each in by_stamp.items()
        }
        counted = walk.put(profile, stamps)
        for stamp, count in stamps.items():
            fate = "counted" if stamp in counted else _fate(stamp)
            fates[fate] = fates[fate].plus(count)
    unused = tuple(
        figure for figure, times in tally.figures.items() if not walk.put_figure(figure, times, on)
    )
    walk.settle()
    return Pots(
        walk.total, walk.groups, fates["counted"], fates["not_concerned"], fates["cancelled"],
        fates["later"], unused,
    )  # fmt: skip


def _fate(stamp: Stamp) -> str:
    """Why entries that count nowhere do not."""
    if stamp.void:
        return "cancelled"
    return "later" if stamp.later else "not_concerned"
