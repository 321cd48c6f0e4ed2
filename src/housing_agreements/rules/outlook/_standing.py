"""One promise as it stands on the day asked, in total or of one group, and what it still takes.

What is expected joins what is counted as dwellings whose fate is open. So the rules that judge a
ledger answer for the future as well:

- **Certain**: kept however the expected turn out, as what is counted may turn out.
- **Out of reach**: kept by no way in which both may turn out.
- **Surely reachable**: whatever is counted turns out to be, some of the expected reaching the
  publics is enough. Most help a floor where all reach them, and a ceiling where none does: so the
  worst completion is looked for with these. Where there is a floor and a ceiling, some number must
  lie between the two as well, of any base that may come.

How many of a number to come must reach the publics is what is owed of the base that there is then,
less what counts: the worst and the best completion of the dwellings counted, with as many misses.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil, lcm
from typing import Final, NamedTuple

from housing_agreements.model.levels import ExactLevel
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod, list_counting_periods
from housing_agreements.rules.quotas._possible import (
    NOT_IN_BASE,
    Possibilities,
    Possibility,
    PossibleCounts,
)
from housing_agreements.rules.quotas.check import judge_counts
from housing_agreements.rules.quotas.findings import Finding, Outcome
from housing_agreements.rules.quotas.limits import JudgedLimit, Promise
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.verdicts import Verdict

__all__ = ("Between", "InReach", "OpenPromise")

Between = tuple[int, int] | None
"""The least and the most that may reach the publics; `None`: no number keeps the promise."""


class InReach(NamedTuple):
    """How many of a number to come may reach the publics so that the promise is kept."""

    perhaps: Between
    """As the dwellings counted may turn out."""
    surely: Between
    """However it turns out."""


class _Levels(NamedTuple):
    """The levels of all the periods in which something counts."""

    floor: ExactLevel
    """The floor."""
    ceiling: ExactLevel
    """The ceiling."""


_MOST_BASES_TRIED: Final = 10_000
"""How many bases are looked at one by one."""
_MOST_NUMBERS: Final = 60
"""How many numbers to come are tried from either end."""


class OpenPromise:
    """A promise, in total or of one group, with what may count for it so far.

    Args:
        judged: The commitment over its period.
        finding: What was found on the day asked.
        dwellings: What may count.
        on: The day asked.
    """

    def __init__(
        self,
        judged: JudgedPeriod,
        finding: Finding,
        dwellings: Counter[Possibilities],
        on: date,
    ) -> None:
        self._judged, self._finding, self._dwellings = judged, finding, dwellings
        self._on = max(on, judged.period.start)
        commitment = judged.commitment
        self._counting = list_counting_periods(judged, finding.group)
        open_periods = [
            index
            for index in self._counting
            if judged.accounting_periods[index].period.last_day > on
            and judged.accounting_periods[index].promised
        ]
        self._indices: tuple[int, ...] = tuple(open_periods)
        """The accounting periods in which the expected may come."""
        self.all_count: bool = not commitment.to and commitment.located_in is None
        """Whether whatever comes counts, so that nothing is left to choose."""
        of_nobody = (side.promise.of_nobody_perhaps for side in finding.sides)
        self._of_nobody_perhaps = any(of_nobody)

    @property
    def promises_something(self) -> bool:
        """Whether it has a level."""
        return bool(self._finding.sides)

    # --- What may come ------------------------------------------------------------------------

    @cached_property
    def _hits(self) -> list[Possibility]:
        return [Possibility(index, 1, 1, 1) for index in self._indices]

    @cached_property
    def _misses(self) -> list[Possibility]:
        return (
            self._hits
            if self.all_count
            else [Possibility(index, 0, 0, 1) for index in self._indices]
        )

    @cached_property
    def _ways(self) -> list[Possibility]:
        ways = [*self._hits, *self._misses]
        if self._judged.commitment.substitute is not None:
            ways += [Possibility(index, 1, 0, 1) for index in self._indices]
        return ways

    @cached_property
    def _enough(self) -> int:
        """As many as matter where nothing limits what is expected: with more, nothing changes."""
        total = sum(map(abs, self._dwellings.values())) + 4
        promises = [side.promise for side in self._finding.sides]
        levels = [Fraction(level) for promise in promises for level in promise.levels if level]
        if not self._judged.commitment.of_base:
            return total + ceil(sum(levels, Fraction(0)))
        # A ceiling near 0 takes many that do not count; a floor near 1, many that do.
        paces = (pace for level in levels for pace in (level, 1 - level) if pace > 0)
        slowest = min(paces, default=Fraction(1))
        sizes = max((promise.bands[-1].low or 0 for promise in promises), default=0)
        return ceil(2 * total / slowest) + lcm(*(level.denominator for level in levels)) + sizes

    def _judge(self, ways: Iterable[Possibility], coming: Bounds[int]) -> Finding:
        """The finding that there will be, where each to come turns out in one of some ways."""
        among = frozenset(ways)
        high = coming.low + self._enough if coming.high is None else coming.high
        dwellings = self._dwellings.copy()
        perhaps = high - coming.low
        if among and coming.low:
            dwellings[Possibilities(among, takes_back=False)] += coming.low
        if among and perhaps:
            dwellings[Possibilities(among | {NOT_IN_BASE}, takes_back=False)] += perhaps
        return judge_counts(
            self._judged,
            self._finding.group,
            PossibleCounts(dwellings),
            self._on,
            None,
            of_nobody_perhaps=self._of_nobody_perhaps,
        )

    # --- Whether it can be kept ---------------------------------------------------------------

    def judge_any(self, coming: Bounds[int]) -> Verdict | None:
        """Whether it will be kept, however the expected turn out; `None`: nothing to judge."""
        found = self._judge(self._ways, coming)
        return found.verdict if found.outcome is Outcome.JUDGED else None

    def is_surely_reachable(self, coming: Bounds[int], *, chosen: bool) -> bool:
        """Whether some of the expected reaching the publics is enough, whatever is not known.

        Args:
            coming: How many are expected.
            chosen: Whether any part of them may be had, as one shares them.
        """
        if not chosen:
            return self._is_surely_reachable(coming)
        return any(
            self._is_surely_reachable(Bounds(number, number))
            for number in self._list_numbers(coming.low)
        )

    def _list_numbers(self, most: int) -> Iterator[int]:
        """The numbers of which one is enough if any is, of those up to some."""
        yield most
        if not self.is_steady:
            yield from range(most - 1, max(-1, most - _MOST_NUMBERS), -1)
            yield from range(min(most, _MOST_NUMBERS))

    @property
    def is_steady(self) -> bool:
        """Whether more to come never makes it harder: one kind of limit, and one rounding.

        Where all that come count, a ceiling is harder to keep the more come.
        """
        promises = [side.promise for side in self._finding.sides]
        kinds = {promise.ceiling for promise in promises}
        one_kind = len(kinds) <= 1 and not (self.all_count and True in kinds)
        return one_kind and all(len(promise.bands) == 1 for promise in promises)

    @property
    def asks_of_all(self) -> bool:
        """Whether more must reach the publics when more come: a floor by share."""
        return self._judged.commitment.of_base and self._finding.floor is not None

    def _is_surely_reachable(self, coming: Bounds[int]) -> bool:
        most = self._judge(self._hits, coming)
        least = self._judge(self._misses, coming)
        floors = [side for side in (most.floor, most.main) if side is not None]
        if any(side.verdict is not Verdict.MET for side in floors):
            return False
        if least.ceiling is not None and least.ceiling.verdict is not Verdict.MET:
            return False
        if least.floor is None or least.ceiling is None:
            return True
        return self._has_room(least, least.floor, least.ceiling, coming)

    def _has_room(
        self, least: Finding, floor: JudgedLimit, ceiling: JudgedLimit, coming: Bounds[int]
    ) -> bool:
        """Whether some number lies between what is owed and what is allowed, of any base.

        Args:
            least: What is found where none to come reaches the publics.
            floor: Its floor.
            ceiling: Its ceiling.
            coming: How many are expected.
        """
        main, substitutes = least.main, self._finding.substitutes.high or 0
        levels = self._find_levels()
        if self._fits(floor, main, substitutes, ceiling):
            return True
        if levels is None:
            return False
        bases = _list_bases(least, floor.promise, levels)
        rest = coming.low + self._count_rest()

        def has_room(base: int) -> bool:
            allowed = _find_bound(ceiling.promise, levels.ceiling, base)
            owed = _find_bound(floor.promise, levels.floor, base)
            if main is not None:
                others = min(substitutes, max(0, base - rest))
                owed = max(owed, _find_bound(main.promise, levels.floor, base) + others)
            return owed <= allowed

        return bases is not None and all(map(has_room, bases))

    @staticmethod
    def _fits(
        floor: JudgedLimit,
        main: JudgedLimit | None,
        substitutes: int,
        ceiling: JudgedLimit,
    ) -> bool:
        """Whether the most that can be owed is at most the least that can be allowed."""
        owed, allowed = floor.bound.high, ceiling.bound.low
        if owed is None or owed > allowed:
            return False
        if main is None:
            return True
        own = main.bound.high
        return own is not None and own + substitutes <= allowed

    def _find_levels(self) -> _Levels | None:
        """The floor and the ceiling of all periods, where each has one, the same in all."""
        pairs = set(self._counting.values())
        floor, ceiling = pairs.pop() if len(pairs) == 1 else (None, None)
        if floor is None or ceiling is None or not self._judged.commitment.of_base:
            return None
        return _Levels(floor, ceiling)

    def _count_rest(self) -> int:
        """The least of those counted that are in the base and no substitutes."""
        least = 0
        for (among, _), times in self._dwellings.items():
            parts = [times * ((way.base or 0) - way.counted + way.main) for way in among]
            least += min(parts)
        return least

    # --- What it takes ------------------------------------------------------------------------

    def find_needed(self, coming: Bounds[int], *, chosen: bool) -> Bounds[int] | None:
        """How many of the expected must reach the publics; `None`: no floor, or none would do.

        Args:
            coming: How many are expected.
            chosen: Whether any part of them may be had, so that each had may reach the publics.
        """
        return _join_largest(self._list_needed(coming, chosen=chosen))

    def find_needed_of_main(self, coming: Bounds[int], *, chosen: bool) -> Bounds[int] | None:
        """How many of the expected must reach the main publics; `None`: without a substitute."""
        needed = list(self._list_needed(coming, chosen=chosen))
        return needed[-1] if len(needed) > 1 else None

    def _list_needed(self, coming: Bounds[int], *, chosen: bool) -> Iterator[Bounds[int] | None]:
        """What the floor takes, then what its main part does."""
        if chosen:
            slopes = [self._find_slope(index) for index in self._indices] or [Fraction(0)]
            for side in (self._finding.floor, self._finding.main):
                if side is not None:
                    easy, hard = (side.growing_gap(end(slopes)) for end in (min, max))
                    yield easy and Bounds(easy.low, None if hard is None else hard.high)
            return
        found = self._judge([] if self.all_count else self._misses, coming)
        endless = coming.high is None and self._judged.commitment.of_base
        for side in (found.floor, found.main):
            if side is not None:
                yield _write_lack(side, endless=endless and not self.all_count)

    def _find_slope(self, index: int) -> Fraction:
        return Fraction(self._counting[index][0] or 0)

    def find_room(self, coming: Bounds[int]) -> Bounds[int] | None:
        """How many of the expected may reach the publics; below 0: too many do; `None`: no ceiling.

        Args:
            coming: How many are expected.
        """
        ceiling = self._judge([] if self.all_count else self._misses, coming).ceiling
        if ceiling is None:
            return None
        worst, best = (ceiling.promise.find_lack(case) for case in (ceiling.worst, ceiling.best))
        endless = coming.high is None and self._judged.commitment.of_base
        endless = endless or ceiling.best.amount is None
        return Bounds(-(worst or 0), None if endless else -(best or 0))

    def find_within(self, coming: Bounds[int]) -> InReach:
        """How many of the expected may reach the publics so that it is kept.

        Args:
            coming: How many are expected.
        """
        found = self._judge([] if self.all_count else self._misses, coming)
        perhaps: list[int | None] = [0, coming.high]
        surely: list[int | None] = [0, coming.low]
        for side in (found.floor, found.main):
            if side is not None:
                lack = _write_lack(side, endless=False)
                perhaps[0] = max(perhaps[0] or 0, lack.low)
                # Where nothing limits the base, no number is enough for certain.
                most = coming.low + 1 if lack.high is None else lack.high
                surely[0] = max(surely[0] or 0, most)
        if found.ceiling is not None:
            room = self.find_room(coming) or coming
            perhaps[1] = _find_least(perhaps[1], room.high)
            surely[1] = _find_least(surely[1], room.low)
        return InReach(self._close(perhaps, coming), self._close(surely, coming, surely=True))

    def _close(
        self, ends: list[int | None], coming: Bounds[int], *, surely: bool = False
    ) -> Between:
        """What lies between two ends; where all count, as many as come do."""
        low = ends[0] or 0
        high = low + self._enough if ends[1] is None else ends[1]
        if self.all_count:
            most = coming.low + self._enough if coming.high is None else coming.high
            if surely and (low > coming.low or most > high):
                return None  # of some number that may come it is not kept
            low, high = max(low, coming.low), min(high, most)
        return (low, high) if low <= high else None


def _list_bases(least: Finding, floor: Promise, levels: _Levels) -> Iterable[int] | None:
    """The bases that stand for all that there may be; `None`: they are too many.

    Of two levels, whether a whole number lies between them comes again when the base grows by
    their common denominator, and there is more room then. So the smallest bases tell.
    """
    low, high = least.base.low, least.base.high
    first = low + 1 if low == 0 and least.base_may_be_empty else low
    if high is not None and high - low <= _MOST_BASES_TRIED:
        return range(first, high + 1)
    sizes = floor.bands[-1].low or 0
    turn = lcm(*(Fraction(level).denominator for level in levels))
    if least.main is not None or levels.ceiling < levels.floor or turn + sizes > _MOST_BASES_TRIED:
        return None
    return range(first, max(low, sizes) + turn + 1)


def _find_bound(promise: Promise, level: ExactLevel, base: int) -> int:
    """The smallest count that keeps a floor of a base, or the largest that keeps a ceiling."""
    return promise.threshold(Fraction(level) * base, promise.rounding_of(base))


def _find_least(one: int | None, other: int | None) -> int | None:
    """The smaller of two numbers; `None` is without limit."""
    known = [number for number in (one, other) if number is not None]
    return min(known, default=None)


def _write_lack(side: JudgedLimit, *, endless: bool) -> Bounds[int]:
    """How many too few count for a floor, at best and at worst; at least none."""
    worst, best = (side.promise.find_lack(case) for case in (side.worst, side.best))
    low = max(0, best or 0)
    return Bounds(low, None if worst is None or endless else max(low, worst))


def _join_largest(needed: Iterable[Bounds[int] | None]) -> Bounds[int] | None:
    """What satisfies each of several; `None`: nothing is asked, or nothing would do."""
    found = list(needed)
    known = [bounds for bounds in found if bounds is not None]
    if not known or len(known) < len(found):
        return None
    highs = [bounds.high for bounds in known if bounds.high is not None]
    return Bounds(
        max(bounds.low for bounds in known), max(highs) if len(highs) == len(known) else None
    )
