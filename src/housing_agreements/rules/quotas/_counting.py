"""Who may count for each judged period, from the cells of a tally.

In order: the day asked, and how the days of a cell look on it; what an entry may turn out to be,
whatever its day and place; and the walk over all the cells and published figures of a tally.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final, NamedTuple

import attrs

from housing_agreements._records import Enumeration
from housing_agreements.geography._cover_table import Cover, CoverTable
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Per, ReportedGroup
from housing_agreements.rules.quotas._bases_in_force import (
    NOT_CONCERNED,
    BaseInForce,
    Sight,
)
from housing_agreements.rules.quotas._figure_counts import read_figures
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod
from housing_agreements.rules.quotas._lookup import Lookup
from housing_agreements.rules.quotas._places_of_groups import PlacesOfGroups
from housing_agreements.rules.quotas._possible import (
    NOT_IN_BASE,
    DoubtKey,
    Possibilities,
    Possibility,
    PossibleCounts,
    Supposed,
    TurnedOut,
)
from housing_agreements.rules.quotas._reported_groups import ReportedGroups
from housing_agreements.rules.quotas.cells import (
    NO_COUNT,
    CellDays,
    CellKey,
    Cells,
    Count,
    Window,
    days_reached,
)
from housing_agreements.rules.quotas.doubts import DoubtKind
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.rules.quotas.readings import Reading
from housing_agreements.rules.quotas.tally import Tally

__all__ = (
    "AllAtOnce",
    "EntryState",
    "Fate",
    "LedgerCounts",
    "OneByOne",
    "count_possible",
    "report_groups",
)


class StageReached(NamedTuple):
    """When entries reached a stage, as far as it matters on the day asked."""

    first: int
    """The first stretch of the calendar in which they may have reached it."""
    last: int
    """The last one, not after the day asked."""
    sure: bool
    """Whether they had reached it by the day asked."""
    ever: bool
    """Whether they surely reach it one day."""
    first_covered: int
    """The first stretch of the territories read in which they may have reached it."""


class EntryState(NamedTuple):
    """How entries stand on the day asked: what they have reached, and whether they are void."""

    stages: tuple[StageReached | None, ...]
    """For each stage read, when they reached it; `None`: not, or not yet. Empty when void."""
    void: bool
    """Whether they were cancelled by then."""
    later: tuple[bool, ...]
    """For each stage read, whether it is surely dated after the day asked."""


class Calendar:
    """Time up to the day asked, cut into stretches in which nothing changes.

    What changes between them is the period judged, what the territories cover, or the terms in
    force: of an entry whose day is not known, all depend on the same day. Stretches are numbered
    from the first.

    Args:
        on: The day asked.
        judged_periods: What is judged.
        covers: What the territories read cover.
        turns: The days from which entries of one code may be in another group by place.
    """

    def __init__(
        self,
        on: date,
        judged_periods: Sequence[JudgedPeriod],
        covers: CoverTable,
        turns: Collection[date] = (),
    ) -> None:
        turning = set(covers.cuts)
        for judged in judged_periods:
            for accounting in judged.accounting_periods:
                turning.update((accounting.period.start, accounting.period.end))
                turning.update(day for day, _ in accounting.in_force[1:])
        self._on = on
        self._covers = covers
        at_large = sorted(turning)
        self._cuts = sorted(turning.union(turns))
        self.first_days: tuple[date, ...] = (date.min, *self._cuts)
        """The first day of each stretch."""
        self._covered = tuple(map(covers.stretch, self.first_days))
        firsts: dict[int, int] = {}
        self._alike = tuple(
            firsts.setdefault(bisect_right(at_large, day), stretch)
            for stretch, day in enumerate(self.first_days)
        )
        """For each stretch, the first of those between which only groups by place change."""

    def state(self, days: CellDays) -> EntryState:
        """How the entries of a cell stand on the day asked, but for groups by place that change."""
        state = self.state_by_place(days)
        stages = tuple(
            reached
            and reached._replace(first=self._alike[reached.first], last=self._alike[reached.last])
            for reached in state.stages
        )
        return state._replace(stages=stages)

    def state_by_place(self, days: CellDays) -> EntryState:
        """How the entries of a cell stand on the day asked."""
        reached, cancelled_on = days_reached(days)
        void = cancelled_on is not None and cancelled_on <= self._on
        later = tuple(
            day is not None
            and ((day.since or date.min) if isinstance(day, Window) else day) > self._on
            for day in reached
        )
        stages = () if void else tuple(map(self._find_stretches, reached))
        return EntryState(stages, void, later)

    def _find_stretches(self, day: date | Window | None) -> StageReached | None:
        if day is None:
            return None
        window = day if isinstance(day, Window) else Window(day, day)
        since, by = window.since or date.min, None if window.never else window.by
        if since > self._on:
            return None
        return StageReached(
            bisect_right(self._cuts, since),
            bisect_right(self._cuts, min(window.by or date.max, self._on)),
            sure=by is not None and by <= self._on,
            ever=by is not None,
            first_covered=self._covers.stretch(since),
        )

    def cover_index(self, stretch: int, reached: StageReached) -> int:
        """Which of the covers that a cell key has of a stage are those of a stretch."""
        return self._covered[stretch] - reached.first_covered

    def period_indices(self, judged: JudgedPeriod, stage: Stage) -> dict[int, int]:
        """The index of the accounting period in which a stretch lies, for each that lies in one.

        The periods are those in which a stage counts an entry.
        """
        indices: dict[int, int] = {}
        for index, accounting in enumerate(judged.accounting_periods):
            if accounting.commitment.stage is not stage or not accounting.promised:
                continue
            first = bisect_left(self._cuts, accounting.period.start) + 1
            last = bisect_left(self._cuts, accounting.period.end) + 1
            indices.update(dict.fromkeys(range(first, last), index))
        return indices


_AS_IT_IS: Final[Mapping[Per, Supposed]] = {}
"""An entry of which nothing is supposed."""


_Look = Callable[[BaseInForce, CellKey, Cover, Supposed | None, str | None], Sight]
"""What a base makes of entries of a key, covered so, of a landlord, in a sector."""


class StageCounter:
    """Counts entries for one judged period, at one stage.

    Args:
        judged: The judged period.
        stage: The stage; a judged period whose stage was amended has several.
        stage_index: The index of the stage among those read of its kind of entry.
        reading: What the tally kept of each entry.
        calendar: The stretches of time up to the day asked.
    """

    def __init__(
        self,
        judged: JudgedPeriod,
        stage: Stage,
        stage_index: int,
        reading: Reading,
        calendar: Calendar,
    ) -> None:
        self.judged: JudgedPeriod = judged
        self.stage_index: int = stage_index
        self.of_production: bool = stage.of_production
        self._calendar = calendar
        self._in_force = self._find_bases(reading, stage)
        self.bases_mask: int = 0
        """The bases that it has at any time, as a mask."""
        for base in self._in_force.values():
            self.bases_mask |= base.bases_mask
        self.leaves_out: bool = any(base.leaves_out for base in self._in_force.values())
        """Whether some entries are left out, as it is not known whether they count."""

    def _find_bases(self, reading: Reading, stage: Stage) -> dict[int, BaseInForce]:
        """The base in force in each stretch of time; none for those outside the periods."""
        seen: dict[tuple[int, date], BaseInForce] = {}
        in_force: dict[int, BaseInForce] = {}
        first_days = self._calendar.first_days
        by_sector = Per.SECTOR in self.judged.commitment.per
        for stretch, index in self._calendar.period_indices(self.judged, stage).items():
            accounting = self.judged.accounting_periods[index]
            since, terms = accounting.on(first_days[stretch])
            if (index, since) not in seen:
                seen[index, since] = BaseInForce(
                    accounting.commitment, terms, reading, index, by_sector=by_sector
                )
            in_force[stretch] = seen[index, since]
        return in_force

    def list_days(self, reached: StageReached) -> list[tuple[int, date]]:
        """The stretches in which entries may be in the base, each by its first day."""
        first_days = self._calendar.first_days
        stretches = range(reached.first, reached.last + 1)
        return [
            (stretch, first_days[stretch]) for stretch in stretches if stretch in self._in_force
        ]

    def find_possibilities(
        self,
        key: CellKey,
        reached: StageReached,
        supposed: Mapping[Per, Supposed] = _AS_IT_IS,
        alone: Collection[int] | None = None,
        look: _Look = BaseInForce.look_at,
    ) -> TurnedOut | None:
        """What entries may turn out to be; `None` when they are surely outside.

        Args:
            key: The key of their cell.
            reached: When they reached the stage.
            supposed: What is supposed of the codes that they do not have.
            alone: The stretches in which alone they are what is supposed; `None`: in all.
            look: How a base looks at them.
        """
        stretches = range(reached.first, reached.last + 1)
        if self._in_force.keys().isdisjoint(stretches):
            return None
        landlord = key.landlord or supposed.get(Per.LANDLORD)
        there = supposed.get(Per.SECTOR)
        sector = there if isinstance(there, str) else None
        seen = {
            (
                self._in_force.get(stretch) if alone is None or stretch in alone else None,
                self._calendar.cover_index(stretch, reached),
            )
            for stretch in stretches
        }
        by_day: set[frozenset[Possibility]] = set()
        doubts: set[DoubtKey] = set()
        for base, cover_index in seen:
            covers = key.covers(self.stage_index, cover_index)
            by_place: set[frozenset[Possibility]] = set()
            for cover in _select_covers(covers, supposed.get(Per.NEIGHBOURHOOD)):
                among, not_known = NOT_CONCERNED
                if base is not None:
                    among, not_known = look(base, key, cover, landlord, sector)
                by_place.add(among)
                doubts.update(not_known)
            if len(by_place) > 1:  # it depends on a neighbourhood that is not known
                doubts.add((DoubtKind.PLACE, ""))
            by_day.add(frozenset[Possibility]().union(*by_place))
        if not reached.sure:
            by_day.add(frozenset({NOT_IN_BASE}))
        if len(by_day) > 1:  # it depends on a day that is not known, or never came
            doubts.add((DoubtKind.DAY if reached.ever else DoubtKind.STAGE, ""))
        possible = frozenset[Possibility]().union(*by_day)
        if possible == frozenset({NOT_IN_BASE}):
            return None
        return Possibilities(possible, key.takes_back), tuple(sorted(doubts, key=_order_of_doubt))


def _select_covers(covers: tuple[Cover, ...], neighbourhood: Supposed | None) -> tuple[Cover, ...]:
    """The covers of a place supposed to be in a neighbourhood; all of them when it is not known."""
    if neighbourhood is None:
        return covers
    if isinstance(neighbourhood, frozenset):
        return tuple(cover for cover in covers if cover.neighbourhood not in neighbourhood)
    named = tuple(cover for cover in covers if cover.neighbourhood == neighbourhood)
    return named or tuple(cover for cover in covers if cover.neighbourhood is None)


def _order_of_doubt(doubt: DoubtKey) -> tuple[str, str]:
    return doubt[0].value, doubt[1]


class Fate(Enumeration):
    """What became of the entries of a cell."""

    COUNTED = "counted"
    """They are in the base of something that is judged, surely or possibly."""
    LEFT_OUT = "left_out"
    """They are left out of whatever would count them, as it is not known whether they count."""
    NOT_CONCERNED = "not_concerned"
    """They are in no base, for a reason other than those that follow."""
    CANCELLED = "cancelled"
    """They were void on the day asked."""
    LATER = "later"
    """They are dated after the day asked."""


@attrs.frozen(eq=False)
class LedgerCounts:
    """What may count for everything that is judged, and what became of each entry."""

    total: Mapping[JudgedPeriod, PossibleCounts]
    """For each judged period, its total."""
    groups: Mapping[JudgedPeriod, ReportedGroups]
    """For each judged period by groups, what may count in each."""
    fates: Mapping[Fate, Count]
    """How many entries and dwellings met each fate."""
    unused: tuple[PublishedFigure, ...]
    """The published figures that count in nothing that is judged."""
    turns: frozenset[date]
    """The days from which entries of one code are in another group by place."""


def count_possible(
    tally: Tally, judged_periods: tuple[JudgedPeriod, ...], *, on: date
) -> LedgerCounts:
    """Count what may count for each judged period on a day.

    Args:
        tally: What the ledger counts.
        judged_periods: What is judged.
        on: The day asked; what is dated later does not count yet.
    """
    periods = [judged.period for judged in judged_periods]
    places = PlacesOfGroups(periods, tally.reading.coded_on)
    groups = {
        judged: report_groups(judged, places) for judged in judged_periods if judged.commitment.per
    }
    alike = places.find_alike(key.commune for key in (*tally.entries, *tally.further))
    turns = places.list_turns(alike.values())
    every_turn = frozenset[date]().union(*turns.values())
    calendar = Calendar(on, judged_periods, tally.reading.cover_table(), every_turn)
    walk = _Walk(judged_periods, tally.reading, calendar, groups)
    fates = dict.fromkeys(Fate, NO_COUNT)
    for key, states in _sum_by_state(tally, calendar, turns.keys(), alike):
        fate_of = walk.count_cells(key, states)
        for state, count in states.items():
            fate = fate_of.get(state) or walk.find_fate(key, state)
            fates[fate] = fates[fate].plus(count)
    used: set[PublishedFigure] = set()
    told = {
        judged: read
        for judged in judged_periods
        if (read := read_figures(judged, tally.figures, on)) is not None
    }
    for judged, read in told.items():
        used.update(read.times)
        read.put_total(walk.total[judged])
    # Those of a group come first: they say which groups there are. What entries may be in these, or
    # in others, comes before what a figure of all may mean, which is asked of every group.
    for judged, reported in walk.groups.items():
        figures = told.get(judged)
        if figures is not None:
            for told_group in figures.list_groups():
                figures.put_own(told_group, reported.open_group(told_group))
        reported.put_ungrouped()
        if figures is not None and figures.tells_of_all:
            reported.open_all()
            for group, counts in reported.counts.items():
                figures.put_rest(group, counts)
    unused = tuple(figure for figure in tally.figures if figure not in used)
    return LedgerCounts(walk.total, walk.groups, fates, unused, every_turn)


def _sum_by_state(
    tally: Tally, calendar: Calendar, turning: Collection[str], alike: Mapping[str, str]
) -> Iterator[tuple[CellKey, dict[EntryState, Count]]]:
    """How many entries have each key, by how they stand on the day asked.

    Args:
        tally: The tally.
        calendar: The stretches of time up to the day asked.
        turning: The codes of communes whose group by place changes with time.
        alike: For each code of a commune, the first that is of the same groups by place.
    """
    at_large, by_place = Lookup(calendar.state), Lookup(calendar.state_by_place)
    both = tally.entries, tally.further

    def add_up(keys: Iterable[CellKey], cells: Cells) -> Counter[EntryState]:
        sums: Counter[EntryState] = Counter()
        for key in keys:
            states = by_place if alike.get(key.commune or "") in turning else at_large
            for days, count in cells.get(key, {}).items():
                sums[states[days]] += count
        return sums

    joined: dict[CellKey, list[CellKey]] = {}
    for key in dict.fromkeys((*both[0], *both[1])):
        first = alike.get(key.commune or "", key.commune)
        whole = key if first == key.commune else key._replace(commune=first)
        joined.setdefault(whole, []).append(key)
    for whole, keys in joined.items():
        entries, further = (add_up(keys, cells) for cells in both)
        yield (
            whole,
            {
                state: Count(entries[state], entries[state] + further[state])
                for state in dict.fromkeys((*entries, *further))
            },
        )


class _Walk:
    """One walk over the cells and the published figures of a tally.

    Args:
        judged_periods: What is judged.
        calendar: The stretches of time up to the day asked.
        groups: For each judged period by groups, what may count in each.
    """

    def __init__(
        self,
        judged_periods: tuple[JudgedPeriod, ...],
        reading: Reading,
        calendar: Calendar,
        groups: dict[JudgedPeriod, ReportedGroups],
    ) -> None:
        self._judged_periods = judged_periods
        self.groups: dict[JudgedPeriod, ReportedGroups] = groups
        stage_indices = {
            stage: index
            for production in (False, True)
            for index, stage in enumerate(reading.stages_of(production=production))
        }
        self._counters = [
            StageCounter(judged, stage, stage_indices[stage], reading, calendar)
            for judged in judged_periods
            for stage in judged.stages
        ]
        self.total: dict[JudgedPeriod, PossibleCounts] = {
            judged: PossibleCounts() for judged in judged_periods
        }
        self._concerned: Lookup[int, list[StageCounter]] = Lookup(
            lambda mask: [counter for counter in self._counters if counter.bases_mask & mask]
        )

    def count_cells(
        self, key: CellKey, states: Mapping[EntryState, Count]
    ) -> dict[EntryState, Fate]:
        """Count the entries of a key wherever they may count; give the fate of those concerned."""
        fates: dict[EntryState, Fate] = {}
        for counter in self._concerned[key.bases_mask]:
            seen: dict[StageReached, TurnedOut | None] = {}
            for state, count in states.items():
                reached = state.stages[counter.stage_index] if state.stages else None
                if reached is None:
                    continue
                if reached not in seen:
                    seen[reached] = counter.find_possibilities(key, reached)
                turned_out = seen[reached]
                if turned_out is not None:
                    fates[state] = Fate.COUNTED
                    self._count_cell(counter, key, reached, turned_out, count.dwellings)
                if counter.leaves_out and self._leave_out(counter, key, reached, count.dwellings):
                    fates.setdefault(state, Fate.LEFT_OUT)
        return fates

    def _count_cell(
        self,
        counter: StageCounter,
        key: CellKey,
        reached: StageReached,
        turned_out: TurnedOut,
        dwellings: int,
    ) -> None:
        judged, (possibilities, doubts) = counter.judged, turned_out
        # Of what surely does not count, nothing can change a number.
        matters = judged.commitment.of_base or any(
            possible.counted for possible in possibilities.among
        )
        self.total[judged].put(possibilities, dwellings, doubts if matters else ())
        if judged in self.groups:
            find = partial(counter.find_possibilities, key, reached)
            days = partial(counter.list_days, reached)
            self.groups[judged].put(key, days, find, turned_out, dwellings)

    def _leave_out(
        self, counter: StageCounter, key: CellKey, reached: StageReached, dwellings: int
    ) -> bool:
        """Count the entries that are left out; say whether any are."""
        find = partial(counter.find_possibilities, key, reached, look=BaseInForce.look_for_left_out)
        turned_out = find()
        if turned_out is None:
            return False
        judged, (possibilities, _) = counter.judged, turned_out
        self.total[judged].left_out[possibilities] += dwellings
        if judged in self.groups:
            days = partial(counter.list_days, reached)
            self.groups[judged].leave_out(key, days, find, turned_out, dwellings)
        return True

    def find_fate(self, key: CellKey, state: EntryState) -> Fate:
        """Why entries that count nowhere do not."""
        if state.void:
            return Fate.CANCELLED
        later = any(
            state.later[counter.stage_index]
            for counter in self._counters
            if counter.of_production is key.production
        )
        return Fate.LATER if later else Fate.NOT_CONCERNED


class AllAtOnce:
    """Finds what single entries add to the total of all that is judged.

    Args:
        judged_periods: What is judged.
        reading: What is kept of each entry.
        on: The day asked.
    """

    def __init__(
        self, judged_periods: tuple[JudgedPeriod, ...], reading: Reading, *, on: date
    ) -> None:
        self._calendar = Calendar(on, judged_periods, reading.cover_table())
        self._walk = _Walk(judged_periods, reading, self._calendar, {})

    def look_at(self, key: CellKey, days: CellDays) -> Mapping[JudgedPeriod, PossibleCounts]:
        """What one dwelling of a cell adds, for each judged period to which it adds something."""
        total = self._walk.total = Lookup(lambda _: PossibleCounts())
        state = self._calendar.state(days)
        self._walk.count_cells(key, {state: Count(1, -1 if key.takes_back else 1)})
        return total


class OneByOne:
    """Finds what single entries add to one judged period, in total or in one group.

    Args:
        judged: The judged period.
        group: The group; `None`: the total.
        counts: What all the entries count.
        reading: What is kept of each entry.
        on: The day asked.
    """

    def __init__(
        self,
        judged: JudgedPeriod,
        group: ReportedGroup | None,
        counts: LedgerCounts,
        reading: Reading,
        *,
        on: date,
    ) -> None:
        self._judged, self._group = judged, group
        self.calendar: Calendar = Calendar(on, (judged,), reading.cover_table(), counts.turns)
        """The stretches of time up to the day asked."""
        self._walk = _Walk((judged,), reading, self.calendar, {})
        self._groups = None if group is None else counts.groups[judged]

    def look_at(self, key: CellKey, state: EntryState) -> PossibleCounts:
        """What one dwelling of a cell adds, and what is not known of it."""
        judged, walk = self._judged, self._walk
        total = walk.total[judged] = PossibleCounts()
        groups = None
        if self._groups is not None and self._group is not None:
            groups = walk.groups[judged] = self._groups.with_nothing_in(self._group)
        walk.count_cells(key, {state: Count(1, -1 if key.takes_back else 1)})
        if groups is None or self._group is None:
            return total
        groups.put_in_groups()
        return groups.counts[self._group]


def report_groups(judged: JudgedPeriod, places: PlacesOfGroups) -> ReportedGroups:
    """The groups of a judged period, as the terms of its last accounting period name them."""
    last = judged.accounting_periods[-1]
    in_force = [terms for _, terms in last.in_force]
    periods = [accounting.period for accounting in judged.accounting_periods]
    by_place = places.of(last.commitment, periods, last.terms.territory_of(last.commitment))
    return ReportedGroups(last.commitment, in_force, judged.period, by_place)
