"""One limit held against every completion: each way in which what is not known may turn out.

A rounded amount moves with whole numbers, and counts are whole. So whether a limit is kept depends
on what counts less what is owed before rounding, and on nothing else. That is a sum over the
dwellings: it is least where each adds its least, greatest where each adds its greatest. Both are
real completions, the worst and the best for the limit.

Two things need more than these two:

- **Nothing may be in the base.** Then the limit is kept. So the worst completion is looked for
  among those in which something is there. If it is worst of all that nothing is, the worst of the
  others has one dwelling there: the one that costs least.
- **The rounding depends on the base.** Then the worst and the best are looked for in each band of
  bases that are rounded alike. Dwellings are moved into the base or out of it, those first that
  cost least, until the base is in the band. None of the band is worse, since each further dwelling
  moved costs at least what the last one did.

What main publics must make up by themselves is a part of a rounded amount, and does not move with
whole numbers. With one level it makes no difference: from one base to the next, what is owed rises
by 0 or 1, as the level does by a part of 1; so both have their turns at the same base. With several
levels the rounding is taken to be as bad, or as good, as it can be.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

import attrs

from housing_agreements.rules.quotas._possible import (
    OUTSIDE,
    Possibilities,
    Possibility,
    find_ratios,
)
from housing_agreements.rules.quotas.limits import Band, Completion, JudgedLimit, Promise
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import Rounding

__all__ = ("Gains", "find_gains", "judge_limit")


class _Way(NamedTuple):
    """One thing that a dwelling may turn out to be, as a limit sees it."""

    period_index: int
    """The accounting period in which it falls; `OUTSIDE` where the limit has no level."""
    counted: int
    """What it adds to what counts: 0 or 1."""
    base: int | None
    """What it adds to the base: 0 or 1; `None`: as many dwellings as one likes."""
    there: bool
    """Whether it is there at all: in the base, or in the group."""


_OUT: Final = _Way(OUTSIDE, 0, 0, there=False)

_Turned = tuple[int, _Way]
"""So many dwellings that turned out that way; negative for those that are taken back."""

_Doubtful = tuple[int, tuple[_Way, ...]]
"""So many dwellings that may turn out in these ways."""

_Measure = Callable[[_Way], tuple[int, Fraction | int, int]]
"""What one dwelling adds to a sum, after whether that is endless, and before what breaks ties."""


class _Stock:
    """What a limit has to judge: what is sure, and the dwellings in doubt.

    Args:
        dwellings: How many dwellings have the same possibilities.
        promise: What is promised.
    """

    def __init__(self, dwellings: Mapping[Possibilities, int], promise: Promise) -> None:
        self._promise = promise
        self._sure: list[_Turned] = []
        self.doubtful: list[_Doubtful] = []
        for (among, _), times in dwellings.items():
            ways = {self.look_at(possibility) for possibility in among}
            if len(ways) > 1:
                self.doubtful.append((times, tuple(ways)))
            elif _OUT not in ways:
                self._sure.append((times, ways.pop()))
        self.may_be_empty: bool = (
            promise.kept_by_nobody
            and not self._sure
            and all(_OUT in ways for _, ways in self.doubtful)
        )
        """Whether it may be that nothing is there."""

    def look_at(self, possibility: Possibility) -> _Way:
        """What a dwelling that turns out so is to the limit."""
        index, counted, main, base = possibility
        promise = self._promise
        if index == OUTSIDE:
            return _OUT
        if promise.levels[index] is None:
            return _OUT if promise.of_base else _Way(OUTSIDE, 0, 0, there=True)
        counts = counted if promise.main_part is None else main
        return _Way(index, counts, base if promise.of_base else 0, there=True)

    def amount_of(self, way: _Way) -> Fraction | int | None:
        """What one dwelling adds to what is owed; `None`: as much as one likes."""
        level = 0 if way.base == 0 else self._promise.levels[way.period_index] or 0
        return None if level and way.base is None else level

    def by_amount(self, way: _Way) -> tuple[int, Fraction | int, int]:
        """The measure of what is owed."""
        amount = self.amount_of(way)
        return (1, 0, 0) if amount is None else (0, amount, 0)

    def by_count(self, way: _Way) -> tuple[int, Fraction | int, int]:
        """The measure of what counts."""
        return 0, way.counted, 0

    def by_gain(self, way: _Way) -> tuple[int, Fraction | int, int]:
        """The measure of what counts less what is owed; ties go to the higher rate."""
        amount = self.amount_of(way)
        if amount is None:
            return -1, 0, 0
        return 0, way.counted - amount * self._promise.part, 2 * way.counted - (way.base or 0)

    def complete(self, turned: Iterable[_Turned] = ()) -> Completion:
        """The completion in which the dwellings in doubt turned out so."""
        promise = self._promise
        counted, base, there, limited, endless = 0, 0, bool(self._sure), True, False
        bases = [0] * len(promise.levels)
        for times, way in (*self._sure, *turned):
            counted += times * way.counted
            there = there or (way.there and times != 0)
            if way.base is None:
                limited, endless = False, endless or self.amount_of(way) is None
            elif way.base:
                base += times
                bases[way.period_index] += times
        amount = promise.constant
        for level, dwellings in zip(promise.levels, bases, strict=True):
            if dwellings and level:
                amount += level * dwellings
        empty = promise.kept_by_nobody and not there
        return Completion(
            counted, base if limited else None, None if endless else amount, empty=empty
        )

    def find_extremes(self, measure: _Measure) -> tuple[Completion, Completion]:
        """The completions in which a sum is least and greatest, of those where something is."""
        lowest: list[_Turned] = []
        highest: list[_Turned] = []
        for times, ways in self.doubtful:
            ordered = sorted(ways, key=measure, reverse=times < 0)
            lowest.append((times, ordered[0]))
            highest.append((times, ordered[-1]))
        low, high = self.complete(lowest), self.complete(highest)
        if low.empty:
            low = self.complete([min(self._list_alone(), key=_with_sign(measure))])
        if high.empty:
            high = self.complete([max(self._list_alone(), key=_with_sign(measure))])
        return low, high

    def _list_alone(self) -> Iterator[_Turned]:
        """Each dwelling that may be the only one there."""
        for times, ways in self.doubtful:
            for way in ways:
                if way.there:
                    yield (1 if times > 0 else -1), way
                    if way.base is None:
                        yield 1, way._replace(base=1)

    def find_amounts(self) -> Bounds[Fraction]:
        """The least and the most that can be owed where something is there, before rounding."""
        if not self._promise.of_base:
            return Bounds(self._promise.constant, self._promise.constant)
        low, high = self.find_extremes(self.by_amount)
        return Bounds(low.amount or Fraction(0), high.amount)

    def find_extreme(self, measure: _Measure, sign: int, band: Band) -> Completion | None:
        """The completion of a band in which a sum is greatest, or least, where something is.

        Args:
            measure: What one dwelling adds to the sum.
            sign: 1 for the greatest, -1 for the least.
            band: The bases.

        Returns:
            The completion; `None` when none has such a base.
        """
        most = (band.low or 0) + sum(abs(times) for times, _ in (*self._sure, *self.doubtful))
        # What nothing limits is as if it were more dwellings than there are in all.
        doubtful = [
            (2 * most + 1, (*(way._replace(base=1) for way in ways if way.there), _OUT))
            if any(way.base is None for way in ways)
            else (times, ways)
            for times, ways in self.doubtful
        ]
        turned = self._fill(doubtful, (), measure, sign, band)
        if turned is not None and self.complete(turned).empty:
            turned = self._fill_beside_one(doubtful, measure, sign, band)
        if turned is None:
            return None
        found = self.complete(turned)
        endless = band.high is None and found.base is not None and found.base > most
        return attrs.evolve(found, base=None, amount=None) if endless else found

    def _fill_beside_one(
        self, doubtful: Sequence[_Doubtful], measure: _Measure, sign: int, band: Band
    ) -> list[_Turned] | None:
        """As `_fill`, with one dwelling that is there: the one that is best for the sum."""
        found: list[list[_Turned]] = []
        for place, (times, ways) in enumerate(doubtful):
            one = 1 if times > 0 else -1
            others = [*doubtful[:place], (times - one, ways), *doubtful[place + 1 :]]
            for way in ways:
                turned = self._fill(others, ((one, way),), measure, sign, band)
                if way.there and turned is not None:
                    found.append(turned)
        return max(found, key=lambda turned: sign * _add_up(measure, turned), default=None)

    def _fill(
        self,
        doubtful: Iterable[_Doubtful],
        settled: tuple[_Turned, ...],
        measure: _Measure,
        sign: int,
        band: Band,
    ) -> list[_Turned] | None:
        """Let each turn out as is best for a sum, then move the base into a band."""
        turned = [*settled]
        base = sum(times * (way.base or 0) for times, way in (*self._sure, *settled))
        moves: list[_Move] = []
        for times, ways in doubtful:
            taken_back = times < 0
            towards = -sign if taken_back else sign
            by_base: dict[int, _Way] = {}
            for way in sorted(ways, key=lambda way: towards * measure(way)[1]):
                by_base[way.base or 0] = way
            outside, inside = by_base.get(0), by_base.get(1)
            best = max(
                by_base.values(), key=lambda way: (towards * measure(way)[1], -(way.base or 0))
            )
            if outside is not None and inside is not None:
                other = inside if best is outside else outside
                cost = towards * (measure(best)[1] - measure(other)[1])
                moves.append(_Move(cost, (best is outside) is not taken_back, len(turned), other))
            turned.append((times, best))
            base += times * (best.base or 0)
        low = base if band.low is None else max(base, band.low)
        lacking = (low if band.high is None else min(low, band.high)) - base
        for _, raises, place, other in sorted(moves, key=lambda move: move.cost):
            if lacking == 0 or raises is not (lacking > 0):
                continue
            times, best = turned[place]
            moved = min(abs(lacking), abs(times)) * (1 if times > 0 else -1)
            turned[place] = times - moved, best
            turned.append((moved, other))
            lacking += abs(moved) if lacking < 0 else -abs(moved)
        return None if lacking else turned


class _Move(NamedTuple):
    """What it costs to move dwellings into the base or out of it."""

    cost: Fraction | int
    """What the sum loses by each."""
    raises: bool
    """Whether the base is larger then."""
    place: int
    """Which dwellings, by their place among those that turned out."""
    other: _Way
    """How each turns out then."""


def _add_up(measure: _Measure, turned: Iterable[_Turned]) -> Fraction | int:
    return sum(times * measure(way)[1] for times, way in turned)


def _with_sign(measure: _Measure) -> Callable[[_Turned], tuple[Fraction | int, ...]]:
    """What a dwelling adds to a sum, or takes from it."""

    def measure_signed(turned: _Turned) -> tuple[Fraction | int, ...]:
        times, way = turned
        return tuple(times * part for part in measure(way))

    return measure_signed


_Amounts = tuple[tuple[Rounding, Bounds[Fraction]], ...]


def judge_limit(dwellings: Mapping[Possibilities, int], promise: Promise) -> JudgedLimit:
    """Compare what may count with a promise: the worst completion, and the best.

    Args:
        dwellings: How many dwellings have the same possibilities.
        promise: What is promised.
    """
    if 0 in dwellings.values():  # added as often as taken back
        dwellings = {among: times for among, times in dwellings.items() if times}
    stock = _Stock(dwellings, promise)
    judged = promise
    if stock.doubtful:
        amounts = _bound_amounts(stock, promise)
        loose = promise.main_part is not None and _has_several_levels(promise, amounts)
        if loose or len(promise.bands) == 1:
            worst, best = _order(stock.find_extremes(stock.by_gain), promise)
        else:
            worst, best = _find_in_bands(stock, promise)
        if loose:
            raised, lowered = promise.slack
            worst, best = worst.owe_more(raised), best.owe_more(-lowered)
            judged = attrs.evolve(promise, rounding=Rounding.EXACT)
        if stock.may_be_empty and not judged.is_kept_by(best):
            best = Completion(0, 0, promise.constant, empty=True)
    else:
        worst = best = stock.complete()
        amounts = _list_amounts(worst, promise)
    attainment = _bound_attainment(dwellings, stock, promise, amounts)
    return JudgedLimit(judged, worst, best, amounts, stock.may_be_empty, attainment)


class Gains(NamedTuple):
    """What one dwelling may add to a limit, whatever it turns out to be."""

    amounts: frozenset[Fraction | int]
    """What it may add to what is owed, before rounding."""
    bases: frozenset[int]
    """What it may add to the base."""
    counts: frozenset[int]
    """What it may add to what counts."""
    there: frozenset[Fraction | int]
    """What it may add to what counts less what is owed, where it is there."""
    may_be_out: bool
    """Whether it may be outside: it then adds nothing."""


def find_gains(among: Possibilities, promise: Promise) -> Gains:
    """What one dwelling may add to a limit; none whose base nothing limits, as of a figure.

    Args:
        among: What it may turn out to be.
        promise: The limit.
    """
    stock = _Stock({among: 1}, promise)
    ways = {stock.look_at(possibility) for possibility in among.among}
    return Gains(
        frozenset(stock.amount_of(way) or 0 for way in ways),
        frozenset(way.base or 0 for way in ways),
        frozenset(way.counted for way in ways),
        frozenset(stock.by_gain(way)[1] for way in ways if way.there),
        _OUT in ways,
    )


def _has_several_levels(promise: Promise, amounts: _Amounts) -> bool:
    """Whether what is owed is of several levels, and not known."""
    levels = {level for level in promise.levels if level is not None}
    return promise.of_base and len(levels) > 1 and not all(amount.exact for _, amount in amounts)


def _order(ends: tuple[Completion, Completion], promise: Promise) -> tuple[Completion, Completion]:
    """The worst and the best of two: for a ceiling it is best when the least counts."""
    low, high = ends
    return (high, low) if promise.ceiling else (low, high)


def _find_in_bands(stock: _Stock, promise: Promise) -> tuple[Completion, Completion]:
    """The worst and the best completion of all the bands that are rounded alike."""
    ends = [
        found
        for band in promise.bands
        for sign in (1, -1)
        if (found := stock.find_extreme(stock.by_gain, sign, band)) is not None
    ]

    def rank(end: Completion) -> tuple[bool, int]:
        lack = promise.find_lack(end)
        return lack is None, lack or 0

    return max(ends, key=rank), min(ends, key=rank)


def _list_amounts(known: Completion, promise: Promise) -> _Amounts:
    """What is owed in the only completion, if anything is."""
    if known.amount is None or (promise.of_base and known.empty):
        return ()
    return ((promise.rounding_of(known.base), Bounds(known.amount, known.amount)),)


def _bound_amounts(stock: _Stock, promise: Promise) -> _Amounts:
    """What can be owed in each band that is rounded alike."""
    if len(promise.bands) == 1:
        return ((promise.bands[0].rounding, stock.find_amounts()),)
    found: list[tuple[Rounding, Bounds[Fraction]]] = []
    for band in promise.bands:
        low, high = (stock.find_extreme(stock.by_amount, sign, band) for sign in (-1, 1))
        if low is not None and high is not None:
            found.append((band.rounding, Bounds(low.amount or Fraction(0), high.amount)))
    return tuple(found)


def _bound_attainment(
    dwellings: Mapping[Possibilities, int], stock: _Stock, promise: Promise, amounts: _Amounts
) -> Bounds[Fraction] | None:
    """Counted over owed; where rounding moves with the base, as far as it can at most."""
    if not amounts or (promise.of_base and stock.may_be_empty):
        return None
    least = min(promise.owed(amount.low, rounding) for rounding, amount in amounts)
    if least <= 0:
        return None
    most = [
        None if amount.high is None else promise.owed(amount.high, rounding)
        for rounding, amount in amounts
    ]

    def count(possibility: Possibility) -> int:
        return stock.look_at(possibility).counted

    if all(owed == least for owed in most):
        return Bounds(*find_ratios(dwellings, count, lambda _: 0, constant=least))
    if len(promise.bands) > 1:
        ends = [least, None if None in most else max(owed for owed in most if owed is not None)]
        low, high = (Fraction(end.counted) for end in stock.find_extremes(stock.by_count))
        return Bounds(
            min(_divide(low, end) for end in ends), max(_divide(high, end) for end in ends)
        )
    raised, lowered = promise.slack
    extremes = [
        find_ratios(
            dwellings,
            count,
            lambda possibility: stock.amount_of(stock.look_at(possibility)),
            constant=promise.constant + moved,
        )
        for moved in {raised, -lowered}
    ]
    return Bounds(min(least for least, _ in extremes), max(most for _, most in extremes))


def _divide(number: Fraction, by: Fraction | None) -> Fraction:
    """A ratio; `None`: to something without limit."""
    return Fraction(0) if by is None else number / by
