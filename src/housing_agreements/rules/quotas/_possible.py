"""What each entry may turn out to be: in which period, in the base or not, counting or not.

The bounds of a count are real completions of what is not known: every entry takes the choice
that is worst (or best) for the promise, and the sums of these choices are judged. Since a
rounded amount moves with whole numbers, the choice that changes `counted - owed` least (or
most) is the worst (or best) for the verdict, whatever the other entries do.
"""

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

import attrs

from housing_agreements._records import Record
from housing_agreements.model.commitments import Commitment, Group, Per, Unsure
from housing_agreements.model.entries import Stage
from housing_agreements.rules.quotas._periods import Clock, Reached, Unit
from housing_agreements.rules.quotas._reading import Cover, Profile, Reading, bases_of
from housing_agreements.values.verdicts import Verdict

if TYPE_CHECKING:
    from datetime import date
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar

from housing_agreements.rules.quotas._periods import Stamp
from housing_agreements.rules.quotas._reading import Count, Lookup, Places, When
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.values.bounds import Bounds

__all__ = (
    "NOT_CONCERNED",
    "OUT",
    "Choice",
    "Counting",
    "Doubt",
    "DoubtKind",
    "Doubts",
    "Ground",
    "Item",
    "Pot",
    "Pots",
    "Standing",
    "gathered",
)


class Choice(NamedTuple):
    """One thing that an entry may turn out to be, for each dwelling that it stands for."""

    span: int
    """The period in which it falls, by its place among those judged."""
    counted: int
    """Whether it counts: it reaches a main or a substitute public."""
    main: int
    """Whether it reaches a main public."""
    base: int | None
    """Whether it is in the base; `None` for a published figure whose base is not known."""


OUT = Choice(-1, 0, 0, 0)
"""Outside the base, or outside all the periods judged."""


class Item(NamedTuple):
    """Entries that may turn out to be the same things."""

    choices: frozenset[Choice]
    """What each may be."""
    takes_back: bool
    """Whether they take back dwellings counted before."""


class DoubtKind(Enum):
    """What is not known of entries, or of a published figure."""

    PUBLIC = "public"
    PLACE = "place"
    LANDLORD = "landlord"
    DAY = "day"
    GROUP = "group"
    FIGURE = "figure"


@attrs.frozen(eq=False, repr=False)
class Doubt(Record):
    """Something that is not known, and would settle an undetermined finding once it is."""

    kind: DoubtKind
    """What is not known."""
    code: str
    """The public whose membership is not known; empty for the other kinds."""
    dwellings: int
    """How many dwellings it concerns."""


class Standing(NamedTuple):
    """What an entry is for a commitment, apart from its day."""

    base: Verdict
    """Whether it is in the base."""
    main: Verdict
    """Whether it reaches a main public."""
    substitute: Verdict
    """Whether it reaches a substitute public."""
    doubts: tuple[tuple[DoubtKind, str], ...]
    """What is not known and matters: the kind, and the public when it is one."""

    def choices(self, span: int) -> Iterator[Choice]:
        """What the entry may turn out to be in a period."""
        if self.base is not Verdict.UNMET:
            for main in _POSSIBLE[self.main]:
                for substitute in _POSSIBLE[self.substitute]:
                    yield Choice(span, main | substitute, main, 1)
        if self.base is not Verdict.MET:
            yield OUT


_POSSIBLE = {Verdict.MET: (1,), Verdict.UNMET: (0,), Verdict.UNDETERMINED: (0, 1)}


class Ground:
    """What makes the base of a commitment in a stretch of time, found among the bases read.

    Args:
        commitment: The commitment that governs the period.
        bases: The bases that it has under the terms in force, as a mask.
    """

    def __init__(self, commitment: Commitment, bases: int) -> None:
        self.bases = bases
        self._commitment = commitment
        self._to = commitment.substitute.to if commitment.substitute else ()

    def standing(self, profile: Profile, cover: Cover, landlord_asked: str | None) -> Standing:
        """What the entries of a profile are, where such territories cover them.

        Args:
            profile: The profile.
            cover: What covers them.
            landlord_asked: The landlord that they are held to have, when theirs is not known.
        """
        commitment = self._commitment
        base = profile.bases & self.bases
        place = landlord = Verdict.MET
        if not base & cover.sure:
            place = Verdict.UNDETERMINED if base & cover.possible else Verdict.UNMET
        code = profile.landlord or landlord_asked
        if commitment.landlords and (code is not None or profile.unknown_landlord):
            landlord = Verdict.of(None if code is None else code in commitment.landlords)
        main = _reaches(profile, commitment.to) if commitment.to else Verdict.MET
        substitute = _reaches(profile, self._to)
        left_out = commitment.unsure is Unsure.LEFT_OUT
        if left_out and main | substitute is Verdict.UNDETERMINED:
            return NOT_CONCERNED
        if place & landlord is Verdict.UNMET:
            return NOT_CONCERNED
        doubts = [
            (DoubtKind.PUBLIC, code)
            for verdict, codes in ((main, commitment.to), (substitute, self._to))
            for code in codes
            if verdict is Verdict.UNDETERMINED
            and main is not Verdict.MET
            and code in profile.possible
        ]
        if place is Verdict.UNDETERMINED:
            doubts.append((DoubtKind.PLACE, ""))
        if landlord is Verdict.UNDETERMINED:
            doubts.append((DoubtKind.LANDLORD, ""))
        return Standing(place & landlord, main, substitute, tuple(doubts))


NOT_CONCERNED = Standing(Verdict.UNMET, Verdict.UNMET, Verdict.UNMET, ())
"""What entries are that no base has."""


def _reaches(profile: Profile, codes: tuple[str, ...]) -> Verdict:
    if not profile.publics.isdisjoint(codes):
        return Verdict.MET
    return Verdict.UNMET if profile.possible.isdisjoint(codes) else Verdict.UNDETERMINED


Doubts = tuple[tuple[DoubtKind, str], ...]
"""What is not known: the kind, and the public when it is one."""


class Counting:
    """What counts entries for one thing to judge, at one stage.

    Args:
        unit: The thing to judge.
        stage: The stage; a unit whose stage was amended has several.
        at: The place of the stage among those read of its kind of entry.
        reading: What the tally kept of each entry.
        clock: The day asked.
    """

    def __init__(self, unit: Unit, stage: Stage, at: int, reading: Reading, clock: Clock) -> None:
        self.unit = unit
        self.at = at
        self.of_production: bool = stage.of_production
        self._clock = clock
        self._places = clock.spans(unit, stage)
        self._grounds = self._grounds_of(unit, self._places, reading, clock)
        self.bases: int = 0
        for ground in self._grounds:
            self.bases |= ground.bases if ground is not None else 0

    @staticmethod
    def _grounds_of(
        unit: Unit, places: tuple[int, ...], reading: Reading, clock: Clock
    ) -> list[Ground | None]:
        """For each stretch of time, what makes the base then; `None` outside the periods."""
        known: dict[tuple[int, date], Ground] = {}
        grounds: list[Ground | None] = []
        for place, day in zip(places, clock.first_days, strict=True):
            if place < 0:
                grounds.append(None)
                continue
            span = unit.spans[place]
            since, terms = span.on(day)
            if (place, since) not in known:
                read = {reading.place(each) for each in bases_of(span.commitment, terms)}
                bases = sum(1 << each for each in read if each is not None)
                known[place, since] = Ground(span.commitment, bases)
            grounds.append(known[place, since])
        return grounds

    def turned_out(
        self, profile: Profile, reached: Reached, group: Group | None = None
    ) -> tuple[Item, Doubts] | None:
        """What entries may turn out to be; `None` when they are surely outside.

        Args:
            profile: The profile of the entries.
            reached: When they reached the stage.
            group: The group in which they are held to fall; `None`: as they are.
        """
        stretches = self._places[reached.first : reached.last + 1]
        if max(stretches) < 0:
            return None
        asked = profile.asked(group, self.unit.commitment.per)
        seen = {(self._places[at], self._grounds[at], row) for at, row in self._clock.rows(reached)}
        choices: set[frozenset[Choice]] = set()
        doubts: set[tuple[DoubtKind, str]] = set()
        for place, ground, row in seen:
            found: set[frozenset[Choice]] = set()
            covers = profile.covers(self.at, row)
            for cover in _standing_in(covers, asked.get(Per.NEIGHBOURHOOD)):
                standing = NOT_CONCERNED
                if ground is not None:
                    standing = ground.standing(profile, cover, asked.get(Per.LANDLORD))
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
        if possible == frozenset({OUT}):
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
            stamp.later[counter.at]
            for counter in self._counters
            if counter.of_production is profile.production
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
