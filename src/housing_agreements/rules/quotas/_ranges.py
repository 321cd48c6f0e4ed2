"""Whether some completion keeps several limits at once: a floor, what main publics owe, a ceiling.

Each may be kept by some completion and no completion keep all: of one dwelling that counts
perhaps, at least half and at most a tenth. What is asked is whether there is one that does.

**One level** for each limit, in all the periods: a completion is known by three numbers, how many
are in the base, how many of these count, how many are of main publics. Each dwelling adds at most
one to one of the three kinds (main, substitute, neither), or takes one away; so the least and the
greatest sum over any of these kinds, two or all three, tell exactly which numbers are completions
(they are the whole points of a generalised polymatroid). For a base, the most that can count less
what is owed rises up to some base and falls from there, since what is owed rises by 0 or 1; so the
bases that can keep one limit follow each other. Whether a whole number lies between a floor and a
ceiling comes again when the base grows by the common denominator of the levels, and then there is
more room above: to look at that many bases is enough.

**Several levels**, or limits that name other periods: the sums of all completions are a set of
points in a plane, what counts less what is owed by the floor, and by the ceiling. Where the corner
that keeps both lies beyond the line through the outermost points, no completion does. Where an
outermost point lies in it, one does. Between the two the points are listed dwelling by dwelling,
but for those that others surpass in both. Where they are too many, it stays open whether there is
one: then the promise is undetermined, and so it is in nearly every case where there is one.

**Bases that nothing limits**, of several levels: a base that grows takes from the floor and gives
to the ceiling. Beyond some base the ceiling is surely kept, or the floor surely broken, and the
rounding stays; so it is as if so many dwellings were in doubt. They are not listed one by one: from
each sum of the others, the least base that keeps the ceiling is best for the floor, of those that
are rounded alike. In several periods, one of these bases slides like this, and the others are
listed. With one rounding it is the one that gives most for what it takes: some of another period
take as much as some of it do, and give no more, so fewer of the other are enough.

A limit that nobody can break is kept where nothing is in its base, over the periods that it names:
so each is asked with the others left to those dwellings that leave its base empty, too.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, gcd, lcm
from typing import Final

from housing_agreements.rules.quotas._completions import judge_limit
from housing_agreements.rules.quotas._possible import (
    NOT_IN_BASE,
    OUTSIDE,
    Possibilities,
    Possibility,
)
from housing_agreements.rules.quotas.limits import Band, Completion, Promise
from housing_agreements.values.rates import Rounding
from housing_agreements.values.verdicts import Verdict

__all__ = ("can_keep_all",)

_Dwellings = Mapping[Possibilities, int]

_MOST_BASES: Final = 10_000
"""How many bases are looked at one by one."""
_MOST_DWELLINGS: Final = 200
"""How many dwellings in doubt are added one by one."""
_MOST_SUMS: Final = 1_000
"""How many sums of them are kept."""


def can_keep_all(dwellings: _Dwellings, promises: Sequence[Promise]) -> bool:
    """Whether some completion keeps all of several limits; yes where it is not found out.

    Args:
        dwellings: How many dwellings have the same possibilities.
        promises: The limits: a floor, its main part, a ceiling.
    """
    first, dwellings = promises[0], {among: times for among, times in dwellings.items() if times}
    if first.of_nobody_perhaps and all(NOT_IN_BASE in among for among, _ in dwellings):
        return True
    if not first.of_base:
        return _can_reach_all(dwellings, promises)
    floors = [promise for promise in promises if not promise.ceiling]
    ceilings = [promise for promise in promises if promise.ceiling]
    for empty, others in (((), promises), (floors, ceilings), (ceilings, floors), (promises, ())):
        rest = _leave_out(dwellings, empty)
        if rest is not None and _can_reach_all(rest, others):
            return True
    return False


def _leave_out(dwellings: _Dwellings, promises: Iterable[Promise]) -> _Dwellings | None:
    """What dwellings may be outside the bases of some limits; `None` where they cannot be."""
    named = {index for promise in promises for index in _list_named(promise)}
    rest: dict[Possibilities, int] = {}
    for (among, takes_back), times in dwellings.items():
        outside = frozenset(
            possibility for possibility in among if possibility.period_index not in named
        )
        if not outside:
            return None
        key = Possibilities(outside, takes_back)
        rest[key] = rest.get(key, 0) + times
    return rest


def _list_named(promise: Promise) -> Iterator[int]:
    """The indices of the accounting periods that a limit names."""
    return (index for index, level in enumerate(promise.levels) if level is not None)


def _can_reach_all(dwellings: _Dwellings, promises: Sequence[Promise]) -> bool:
    """Whether some completion reaches all limits, as far as is found out."""
    if len(promises) < _SEVERAL:
        verdicts = (judge_limit(dwellings, promise).verdict for promise in promises)
        return all(verdict is not Verdict.UNMET for verdict in verdicts)
    of_base = promises[0].of_base
    indices = {way.period_index for among, _ in dwellings for way in among} - {OUTSIDE}
    by_index = {
        index: tuple(
            level if of_base or level is None else 0
            for level in (promise.levels[index] for promise in promises)
        )
        for index in indices
    }
    levels = {level for level in by_index.values() if level != (None,) * len(promises)}
    if len(levels) > 1 or any(None in level for level in levels):
        return _can_reach_sums(dwellings, promises)
    (level,) = levels or {(0,) * len(promises)}
    named = {index for index in indices if by_index[index] == level}
    shares = [Fraction(share or 0) for share in level]
    return _OneLevel(dwellings, promises, shares, named).can_reach_all()


_SEVERAL: Final = 2


# --- One level -------------------------------------------------------------------------------


class _OneLevel:
    """Limits of one level each, and the numbers that the dwellings may come to.

    Args:
        dwellings: How many dwellings have the same possibilities.
        promises: The limits.
        shares: Their levels; 0 for numbers, which do not move with the base.
        named: The indices of the accounting periods that they name.
    """

    def __init__(
        self,
        dwellings: _Dwellings,
        promises: Sequence[Promise],
        shares: Sequence[Fraction],
        named: Collection[int],
    ) -> None:
        self._promises = promises
        self._shares = shares
        self._period = lcm(*(share.denominator for share in shares))
        self._least = [0] * (_ALL + 1)
        self._most = [0] * (_ALL + 1)
        total = sum(abs(times) for times in dwellings.values())
        smallest = min((share for share in shares if share), default=Fraction(1))
        sizes = promises[0].bands[-1].low or 0
        # As many as nothing limits: with more, no answer would be another.
        endless = ceil((2 * total + 4) / smallest) + self._period + sizes
        for (among, _), times in dwellings.items():
            kinds = [
                _tell_kinds(way, endless if promises[0].of_base else 0)
                if way.period_index in named
                else (0, 0, 0)
                for way in among
            ]
            for kind in range(1, _ALL + 1):
                sums = [
                    times * sum(part for bit, part in enumerate(parts) if kind >> bit & 1)
                    for parts in kinds
                ]
                self._least[kind] += min(sums)
                self._most[kind] += max(sums)

    def can_reach_all(self) -> bool:
        """Whether some base, and some count of it, keeps all."""
        return any(map(self._can_reach_in, self._promises[0].bands))

    def _can_reach_in(self, band: Band) -> bool:
        low, high = self._least[_ALL], self._most[_ALL]
        low = low if band.low is None else max(low, band.low)
        high = high if band.high is None else min(high, band.high)
        for place in range(len(self._promises)):
            low, high = self._narrow(low, high, place, band.rounding)
        *floors, last = self._promises
        if low > high or not last.ceiling:
            return low <= high
        different = high - low + 1 if len(floors) > 1 else min(high - low + 1, self._period)
        number = min(different, _MOST_BASES)
        rises = self._shares[-1] >= self._shares[0]
        for further in range(number):
            if self._has_room(high - further if rises else low + further, band.rounding):
                return True
        return number < different

    def _narrow(self, low: int, high: int, place: int, rounding: Rounding) -> tuple[int, int]:
        """The bases of which one limit can be kept, of those between two."""
        kind = _MAIN if self._promises[place].main_part is not None else _COUNTING
        rest = _ALL - kind
        if self._promises[place].ceiling:
            turn = self._least[kind] + self._most[rest]
        else:
            turn = self._most[kind] + self._least[rest]
        turn = max(low, min(turn, high))

        def can_keep(base: int) -> bool:
            bound = self._find_bound(place, base, rounding)
            if self._promises[place].ceiling:
                return max(self._least[kind], base - self._most[rest]) <= bound
            return min(self._most[kind], base - self._least[rest]) >= bound

        if low > high or not can_keep(turn):
            return 1, 0
        return (
            low if can_keep(low) else _find_edge(can_keep, turn, low),
            high if can_keep(high) else _find_edge(can_keep, turn, high),
        )

    def _find_bound(self, place: int, base: int, rounding: Rounding) -> int:
        """The smallest count that keeps a floor of a base, or the largest that keeps a ceiling."""
        promise = self._promises[place]
        return promise.threshold(promise.constant + self._shares[place] * base, rounding)

    def _has_room(self, base: int, rounding: Rounding) -> bool:
        """Whether some count of a base keeps all, where each limit can be kept by itself."""
        bounds = [self._find_bound(place, base, rounding) for place in range(len(self._promises))]
        counted = min(bounds[-1], self._most[_COUNTING], base - self._least[_ALL - _COUNTING])
        if len(bounds) == _SEVERAL:
            return counted >= bounds[0]
        main = min(
            self._most[_MAIN],
            counted - self._least[_SUBSTITUTE],
            counted - base + self._most[_ALL - _SUBSTITUTE],
            base - self._least[_ALL - _MAIN],
        )
        return counted >= bounds[0] and main >= bounds[1]


_MAIN: Final = 1
_SUBSTITUTE: Final = 2
_COUNTING: Final = _MAIN + _SUBSTITUTE
_ALL: Final = _COUNTING + 4
"""Kinds of dwellings together: of main publics, of substitutes, of neither."""


def _tell_kinds(possibility: Possibility, endless: int) -> tuple[int, int, int]:
    """How many main ones, substitutes, and others in the base a dwelling turns out to be."""
    _, counted, main, base = possibility
    others = (endless if base is None else base - counted) if endless else 0
    return main, counted - main, others


def _find_edge(holds: Callable[[int], bool], inside: int, outside: int) -> int:
    """The last number, from one of which something holds towards one of which it does not."""
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if holds(middle) else (inside, middle)
    return inside


# --- Several levels ----------------------------------------------------------------------------

_Point = tuple[int, ...]
"""Sums over the dwellings, whole: what is owed is multiplied by the common denominator."""

_Moves = list[tuple[int, list[_Point]]]
"""How many dwellings move the sums, each by one of these."""


def _can_reach_sums(dwellings: _Dwellings, promises: Sequence[Promise]) -> bool:
    """Whether some completion reaches limits of several levels, as far as is found out."""
    levels = (level or 0 for promise in promises for level in promise.levels)
    scale = lcm(*(Fraction(level).denominator for level in levels))
    sliding = None
    endless = {way.period_index for among, _ in dwellings for way in among if way.base is None}
    if endless:
        if any(times < 0 and not takes_back for (_, takes_back), times in dwellings.items()):
            return True  # a figure is taken away, and its base may be any
        dwellings, sliding = _limit_bases(dwellings, promises, scale, endless)
    if promises[-1].ceiling:
        plane = _Plane(dwellings, promises[0], promises[-1], scale, sliding)
        found = plane.has_a_point()
        if found is False or (plane.is_exact and len(promises) == _SEVERAL):
            return plane.lists_a_point() if found is None else found
    return _can_list(dwellings, promises, scale, sliding)


def _limit_bases(
    dwellings: _Dwellings, promises: Sequence[Promise], scale: int, endless: Collection[int]
) -> tuple[_Dwellings, Possibilities]:
    """As many dwellings as matter in place of bases that nothing limits.

    Args:
        dwellings: How many dwellings have the same possibilities.
        promises: The limits.
        scale: The common denominator of the levels.
        endless: The indices of the accounting periods in which nothing limits the base.

    Returns:
        The dwellings, and which of them need not be listed: all of these that are in the base
        are in one period, and none counts.
    """
    limited: Counter[Possibilities] = Counter()
    for (among, takes_back), times in dwellings.items():
        if all(way.base is not None for way in among):
            limited[Possibilities(among, takes_back)] = times
    total = sum(map(abs, limited.values()))
    one_rounding = len(promises[0].bands) == 1
    until_last = 0 if one_rounding else total + (promises[0].bands[-1].low or 0)
    number: dict[int, int] = {}
    takes: dict[int, int] = {}
    worth: dict[int, Fraction] = {}
    for index in endless:
        level, of_last = (promise.levels[index] or 0 for promise in (promises[0], promises[-1]))
        gives = int(of_last * scale) if promises[-1].ceiling else 0
        takes[index] = int(level * scale)
        pace = Fraction(max(takes[index], gives), scale)
        number[index] = until_last + (ceil((total + 2) / pace) if pace else 0)
        worth[index] = Fraction(gives, takes[index] + gives or 1) if one_rounding else pace
    slides = max(endless, key=lambda index: worth[index])
    for index in endless:
        if one_rounding and index != slides:
            common = gcd(takes[slides], takes[index])
            enough = takes[slides] // common - 1 if takes[slides] else 0
            number[index] = min(number[index], enough)
        limited[_list_misses(index)] += number[index]
    return limited, _list_misses(slides)


def _list_misses(index: int) -> Possibilities:
    """What a dwelling may be that is in the base of a period without counting, or is not."""
    return Possibilities(frozenset({NOT_IN_BASE, Possibility(index, 0, 0, 1)}), takes_back=False)


def _can_list(
    dwellings: _Dwellings, promises: Sequence[Promise], scale: int, sliding: Possibilities | None
) -> bool:
    """Whether some completion reaches limits, one after another."""

    def move(possibility: Possibility) -> _Point:
        parts: list[int] = []
        for promise in promises:
            level = promise.levels[possibility.period_index] if possibility != NOT_IN_BASE else None
            counted = possibility.counted if promise.main_part is None else possibility.main
            base = (possibility.base or 0) if promise.of_base else 0
            parts += [0, 0, 0] if level is None else [counted, base, int(level * base * scale)]
        return tuple(parts)

    def keeps(point: _Point, promises: Sequence[Promise] = promises) -> bool:
        sums = zip(promises, point[::3], point[1::3], point[2::3], strict=True)
        return all(
            promise.is_kept_by(
                Completion(counted, base, promise.constant + Fraction(amount, scale))
            )
            for promise, counted, base, amount in sums
        )

    def slides_to_keep(point: _Point) -> bool:
        turns = {low - base for low in lows for base in point[1::3]}
        starts = sorted({0, *(turn for turn in turns if 0 < turn <= most)})
        for start, end in pairwise([*starts, most + 1]):
            more = start
            if promises[-1].ceiling:
                rest = range(start, end - 1)
                more += bisect_left(
                    rest,
                    True,  # noqa: FBT003  # whether the ceiling is kept
                    key=lambda more: keeps(_move(point, step, more)[-3:], promises[-1:]),
                )
            if keeps(_move(point, step, more)):
                return True
        return False

    lows = [band.low for band in promises[0].bands if band.low is not None]
    moves, most, step = _take_out(sliding, dwellings, move)
    points = _list_sums((0,) * 3 * len(promises), moves, set)
    return points is None or any(map(slides_to_keep, points))


def _take_out(
    sliding: Possibilities | None, dwellings: _Dwellings, move: Callable[[Possibility], _Point]
) -> tuple[_Moves, int, _Point]:
    """The moves of all dwellings but those that slide; how many slide, and how each moves."""
    moves = [
        (times, sorted({move(way) for way in among}))
        for (among, takes_back), times in dwellings.items()
        if (among, takes_back) != sliding
    ]
    if sliding is None:
        return moves, 0, move(NOT_IN_BASE)
    (way,) = sliding.among - {NOT_IN_BASE}
    return moves, dwellings[sliding], move(way)


def _list_sums(
    start: _Point, moves: _Moves, select: Callable[[Iterable[_Point]], Collection[_Point]]
) -> Collection[_Point] | None:
    """The sums that dwellings may come to, those selected of them; `None`: they are too many."""
    points: Collection[_Point] = [start]
    in_doubt = 0
    for times, among in moves:
        if len(among) == 1:
            points = [_move(point, among[0], times) for point in points]
            continue
        in_doubt += abs(times)
        if in_doubt > _MOST_DWELLINGS:
            return None
        for _ in range(abs(times)):
            sign = 1 if times > 0 else -1
            points = select(_move(point, move, sign) for point in points for move in among)
            if len(points) > _MOST_SUMS:
                return None
    return points


def _move(point: _Point, move: _Point, times: int) -> _Point:
    return tuple(part + times * more for part, more in zip(point, move, strict=True))


class _Plane:
    """What counts less what a floor owes, and what a ceiling allows less what counts.

    Args:
        dwellings: How many dwellings have the same possibilities.
        floor: The floor.
        ceiling: The ceiling.
        scale: The common denominator of the levels.
        sliding: Which dwellings need not be listed.
    """

    def __init__(
        self,
        dwellings: _Dwellings,
        floor: Promise,
        ceiling: Promise,
        scale: int,
        sliding: Possibilities | None,
    ) -> None:
        self._floor, self._ceiling, self._scale = floor, ceiling, scale
        self._roundings = [band.rounding for band in floor.bands]
        self.is_exact: bool = len(self._roundings) == 1
        """Whether each point tells what it keeps, whatever its base."""
        self._start = int(-floor.constant * scale), int(ceiling.constant * scale)
        self._listed, self._sliding, self._step = _take_out(sliding, dwellings, self._find_move)
        self._moves: _Moves = [*self._listed, (self._sliding, sorted({(0, 0), self._step}))]

    def _find_move(self, possibility: Possibility) -> _Point:
        return self._gain(self._floor, possibility), -self._gain(self._ceiling, possibility)

    def _gain(self, promise: Promise, possibility: Possibility) -> int:
        """What a dwelling adds to what counts, less what it adds to what is owed."""
        index, counted, _, base = possibility
        level = None if index == OUTSIDE else promise.levels[index]
        if level is None:
            return 0
        owed = level * (base or 0) if promise.of_base else 0
        return int((counted - owed) * self._scale)

    def has_a_point(self) -> bool | None:
        """Whether an outermost point keeps both limits, or none does; `None`: that is open."""
        first, last = self._find_outermost(1, 0), self._find_outermost(0, 1)
        if not (self._keeps_floor(first) and self._keeps_ceiling(last)):
            return False
        while not (self._keeps(first) or self._keeps(last)):
            across, up = last[1] - first[1], first[0] - last[0]
            between = self._find_outermost(across, up)
            level = across * between[0] + up * between[1]
            if level == across * first[0] + up * first[1]:
                corner = across * self._loosen(self._floor) + up * self._loosen(self._ceiling)
                return False if corner > level else None
            if self._keeps_floor(between):
                first = between
            elif self._keeps_ceiling(between):
                last = between
            else:  # the corner is beyond the line through it
                return False
        return True

    def lists_a_point(self) -> bool:
        """Whether some point keeps both limits; yes where there are too many."""
        points = _list_sums(self._start, self._listed, _select_foremost)
        return points is None or any(map(self._slides_to_keep, points))

    def _slides_to_keep(self, point: _Point) -> bool:
        """Whether some base keeps both limits: if any, the least that keeps the ceiling."""
        more = bisect_left(
            range(self._sliding),
            True,  # noqa: FBT003  # whether the ceiling is kept
            key=lambda more: self._keeps_ceiling(_move(point, self._step, more)),
        )
        return self._keeps(_move(point, self._step, more))

    def _find_outermost(self, across: int, up: int) -> _Point:
        """The point that is furthest in a direction; of several, the one that keeps most."""
        point: _Point = self._start
        for times, among in self._moves:
            sign = 1 if times > 0 else -1

            def rank(move: _Point, sign: int = sign) -> tuple[int, int]:
                return sign * (across * move[0] + up * move[1]), sign * (move[0] + move[1])

            point = _move(point, max(among, key=rank), times)
        return point

    def _keeps(self, point: _Point) -> bool:
        return self._keeps_floor(point) and self._keeps_ceiling(point)

    def _keeps_floor(self, point: _Point) -> bool:
        gap = Fraction(-point[0], self._scale)
        return any(self._floor.threshold(gap, rounding) <= 0 for rounding in self._roundings)

    def _keeps_ceiling(self, point: _Point) -> bool:
        room = Fraction(point[1], self._scale)
        return any(self._ceiling.threshold(room, rounding) >= 0 for rounding in self._roundings)

    def _loosen(self, promise: Promise) -> Fraction:
        """From what sum on a limit may be kept: that of no lack, less what rounding gives away."""
        whole = Rounding.UP if promise.ceiling else Rounding.DOWN
        most = Fraction(-1)
        for rounding in self._roundings:
            by_rounding = {whole: Fraction(1), Rounding.NEAREST: Fraction(1, 2)}
            given_away = by_rounding.get(rounding, Fraction(0))
            if promise.strict and not (promise.of_base and rounding is Rounding.EXACT):
                given_away -= 1
            most = max(most, given_away)
        return -most * self._scale


def _select_foremost(points: Iterable[_Point]) -> list[_Point]:
    """The points that no other surpasses in both sums."""
    foremost: list[_Point] = []
    for point in sorted(points, reverse=True):
        if not foremost or point[1] > foremost[-1][1]:
            foremost.append(point)
    return foremost
