"""What counts for each thing to judge: gathered from the cells of a tally, in one walk."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeVar

import attrs

from housing_agreements.model.levels import Group
from housing_agreements.model.stages import Stage
from housing_agreements.model.terms import Per
from housing_agreements.rules.cells import Count, Cover, Profile
from housing_agreements.rules.choices import NOT_CONCERNED, OUT, Choice, DoubtKind, Ground
from housing_agreements.rules.clock import Clock, Reached, Stamp
from housing_agreements.rules.factors import Lookup, Places
from housing_agreements.rules.figures import PublishedFigure
from housing_agreements.rules.reading import Reading
from housing_agreements.rules.tallies import Tally
from housing_agreements.rules.units import Unit
from housing_agreements.values.bounds import Bounds

__all__ = ("Item", "Pot", "Pots", "gathered")

N = TypeVar("N", int, Fraction)


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


class _Counter:
    """What counts entries for one thing to judge, at one stage.

    Args:
        unit: The thing to judge.
        stage: The stage; a unit whose stage was amended has several.
        reading: What the tally kept of each entry.
        clock: The day asked.
    """

    def __init__(self, unit: Unit, stage: Stage, reading: Reading, clock: Clock) -> None:
        self.unit = unit
        self.at = reading.stages_of(production=stage.of_production).index(stage)
        self._clock = clock
        self._places = clock.spans(unit, stage)
        self._grounds = [
            Ground(span, reading) if span.commitment.stage is stage else None
            for span in unit.spans
        ]

    def concerns(self, profile: Profile) -> bool:
        """Whether entries of a profile may count, as far as neither place nor day says."""
        return any(ground.concerns(profile) for ground in self._grounds if ground is not None)

    def turned_out(
        self, profile: Profile, reached: Reached, group: Group | None = None
    ) -> "tuple[Item, _Doubts] | None":
        """What entries may turn out to be; `None` when they are surely outside.

        Args:
            profile: The profile of the entries.
            reached: When they reached the stage.
            group: The group in which they are held to fall; `None`: as they are.
        """
        codes = profile.codes_in(group, self.unit.commitment.per)
        covered = profile.covered[self.at]
        seen = {(self._places[at], covered[row]) for at, row in self._clock.rows(reached)}
        choices: set[frozenset[Choice]] = set()
        doubts: set[tuple[DoubtKind, str]] = set()
        for place, covers in seen:
            found: set[frozenset[Choice]] = set()
            ground = self._grounds[place] if place >= 0 else None
            for cover in _standing_in(covers, codes.get(Per.NEIGHBOURHOOD)):
                standing = NOT_CONCERNED
                if ground is not None and ground.concerns(profile):
                    standing = ground.standing(profile, cover, codes.get(Per.LANDLORD))
                found.add(frozenset(standing.choices(place)))
                doubts.update(standing.doubts)
            if len(found) > 1:  # it depends on a neighbourhood that is not known
                doubts.add((DoubtKind.PLACE, ""))
            choices.add(frozenset[Choice]().union(*found))
        if not reached.sure:
            choices.add(frozenset({OUT}))
        if len(choices) > 1:  # it depends on a day that is not known
            doubts.add((DoubtKind.DAY, ""))
        possible = frozenset[Choice]().union(*choices)
        if possible == {OUT}:
            return None
        return Item(possible, profile.takes_back), tuple(sorted(doubts, key=_by_name))


def _standing_in(covers: tuple[Cover, ...], neighbourhood: str | None) -> tuple[Cover, ...]:
    """The covers of a place held to stand in a neighbourhood; all of them when it is not known."""
    if neighbourhood is None:
        return covers
    named = tuple(cover for cover in covers if cover.neighbourhood == neighbourhood)
    return named or tuple(cover for cover in covers if cover.neighbourhood is None)


def _by_name(doubt: tuple[DoubtKind, str]) -> tuple[str, str]:
    return doubt[0].value, doubt[1]


class _Walk:
    """The state of one walk over the cells and the published figures."""

    def __init__(self, units: tuple[Unit, ...], reading: Reading, clock: Clock) -> None:
        self._units = units
        self._counters = [
            _Counter(unit, stage, reading, clock) for unit in units for stage in unit.stages
        ]
        self.total: dict[Unit, Pot] = {unit: Pot() for unit in units}
        self.groups: dict[Unit, dict[Group, Pot]] = {
            unit: {group: Pot() for group in unit.named_groups()}
            for unit in units
            if unit.commitment.judges_groups
        }
        self._floating: list[tuple[_Counter, Profile, Reached, int]] = []

    def put(self, profile: Profile, stamps: Mapping[Stamp, Count]) -> set[Stamp]:
        """Put the entries of a profile in their pots; tell the stamps with which they count."""
        counted: set[Stamp] = set()
        for counter in self._counters:
            if not counter.concerns(profile):
                continue
            seen: dict[Reached, tuple[Item, _Doubts] | None] = {}
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
        counter: _Counter,
        profile: Profile,
        reached: Reached,
        found: "tuple[Item, _Doubts]",
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
            for group, pot in self.groups[counter.unit].items():
                if not profile.may_be_in(group, counter.unit.commitment.per):
                    continue
                found = counter.turned_out(profile, reached, group)
                if found is not None:
                    item, doubts = found
                    possible = Item(item.choices | {OUT}, item.takes_back)
                    pot.put(possible, dwellings, (*doubts, (DoubtKind.GROUP, "")))


_Doubts = tuple[tuple[DoubtKind, str], ...]


def _corners(figure: PublishedFigure, unit: Unit, *, whole: bool) -> frozenset[Choice]:
    """The extreme things that a published figure may mean, for the whole or for a part of it."""
    spans = [
        place for place, span in enumerate(unit.spans) if span.period.overlaps(figure.period)
    ]
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
    stamped = Lookup(clock.stamp)
    for profile, moments in tally.by_profile.items():
        stamps: defaultdict[Stamp, Count] = defaultdict(lambda: Count(0, 0))
        for moment, count in moments.items():
            stamp = stamped[moment]
            stamps[stamp] = stamps[stamp].plus(count)
        counted = walk.put(profile, stamps)
        for stamp, count in stamps.items():
            fate = "counted" if stamp in counted else _fate(stamp)
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


def _fate(stamp: Stamp) -> str:
    """Why entries that count nowhere do not."""
    if stamp.void:
        return "cancelled"
    return "later" if stamp.later else "not_concerned"
