"""A limit held against a published rate: against every count, of every base, that agrees with it.

Of a base, the counts that agree follow each other, so the least and the most tell all. Bases are
looked at one by one as far as they matter. Where nothing limits them, a rate that lies apart from
the level decides for all bases from some size on, since rounding moves the amount owed by less
than one; where it is the level itself, one base of which it gives a whole number stands for all.
"""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final, NamedTuple

from housing_agreements.rules.quotas._extents import FigureExtent, Span, add_up, tighten
from housing_agreements.rules.quotas._possible import PossibleCounts, RatedLot
from housing_agreements.rules.quotas.limits import Completion, JudgedLimit, Promise
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import Rounding

__all__ = ("RatedCounts",)

_MOST_BASES_OF_RATES: Final = 50_000
"""How many bases are looked at one by one."""
_ANY_RATE: Final = Bounds(Fraction(0), Fraction(1))


class _CountsOfBase(NamedTuple):
    """The counts that agree with a rate, of one base."""

    base: int
    """The base."""
    low: int
    """The least that counts."""
    high: int
    """The most."""


class RatedCounts:
    """What published rates tell of a finding, with what stands beside them.

    Args:
        counts: What counts, of the accounting periods in which something does.
        lots: The figures in them that state a rate or have no end, one at least.
    """

    def __init__(self, counts: PossibleCounts, lots: Sequence[RatedLot]) -> None:
        extents = [lot.extent for lot in lots for _ in range(max(1, abs(lot.times)))]
        rates = [lot.rate for lot in lots if lot.rate is not None]
        self._is_known = len(rates) == len(lots)
        self._is_sole = self._is_known and not any(counts.dwellings.values())
        self._rate = _ANY_RATE
        if self._is_sole:
            highs = (rate.high for rate in rates if rate.high is not None)
            low, high = max(Fraction(0), min(rate.low for rate in rates)), max(highs)
            self._rate = Bounds(low, min(Fraction(1), high))
        counted, base = Span.of(counts.counted), Span.of(counts.base)
        missed = base.minus(counted).meet(Span(0, None))
        summed = add_up([*extents, FigureExtent(counted, missed, base)])
        tight = tighten(summed, self._rate if self._is_sole else None)
        self.extent: FigureExtent = summed if tight is None else tight
        """How many may count, miss, and be in the base."""
        self._others = [lot.substitutes for lot in lots]
        self.indices: frozenset[int] = frozenset(
            index for lot in lots for index in lot.period_indices
        )
        """The accounting periods that they tell of."""

    @property
    def may_be_empty(self) -> bool:
        """Whether nothing may be there: a rate is of something."""
        return not self._is_sole and not self.extent.base.low

    def is_open(self, promises: Sequence[Promise]) -> bool:
        """Whether they tell of several levels, and not how much of each."""
        levels = ({promise.levels[index] for index in self.indices} for promise in promises)
        return any(len(of_promise) > 1 for of_promise in levels)

    @property
    def counted(self) -> Bounds[int]:
        """How many may count."""
        return _bound_by(self.extent.counted)

    @property
    def base(self) -> Bounds[int]:
        """How many may be in the base."""
        return _bound_by(self.extent.base)

    @property
    def substitutes(self) -> Bounds[int]:
        """How many of those that count may be substitutes."""
        highs = [others.high for others in self._others if others.high is not None]
        known = len(highs) == len(self._others)
        return Bounds(sum(others.low for others in self._others), sum(highs) if known else None)

    @property
    def rate(self) -> Bounds[Fraction]:
        """What counts over the base."""
        lows = [Fraction(row.low, row.base) for row in self._rows if row.base > 0]
        highs = [Fraction(row.high, row.base) for row in self._rows if row.base > 0]
        if self._is_cut or not lows:
            return self._rate
        return Bounds(min(lows), max(highs))

    @cached_property
    def _is_cut(self) -> bool:
        """Whether there are more bases than are looked at one by one."""
        low, high = self.extent.base
        return high is None or high - (low or 0) >= _MOST_BASES_OF_RATES

    @cached_property
    def _rows(self) -> tuple[_CountsOfBase, ...]:
        """The bases that are looked at, each with what may count of it."""
        high = self.extent.base.high
        last = self._first + _BASES_IN_ANY_CASE if self._is_cut or high is None else high
        return tuple(self._list_rows(self._first, last))

    @property
    def _first(self) -> int:
        return self.extent.base.low or 0

    def _list_rows(self, first: int, last: int) -> Iterator[_CountsOfBase]:
        counted, missed, _ = self.extent
        rate_high = self._rate.high or Fraction(0)
        for base in range(first, last + 1):
            lows = [math.ceil(self._rate.low * base), counted.low or 0]
            highs = [math.floor(rate_high * base), base - (missed.low or 0)]
            if missed.high is not None:
                lows.append(base - missed.high)
            if counted.high is not None:
                highs.append(counted.high)
            if max(lows) <= min(highs) and base:
                yield _CountsOfBase(base, max(lows), min(highs))

    def judge(self, promise: Promise) -> JudgedLimit:
        """Compare what may count with a promise of a share, of one level: the worst and the best.

        Args:
            promise: What is promised.
        """
        if not promise.of_base:
            return self._judge_number(promise)
        levels = [promise.levels[index] for index in self.indices]
        level = Fraction(max((of or 0 for of in levels), default=0))
        ends: list[Completion] = []
        if self.may_be_empty:
            ends.append(Completion(0, 0, Fraction(0), empty=True))
        for row in self._select_rows(promise, level):
            low, high = self._find_counted(promise, row)
            amount = level * row.base
            ends += [Completion(low, row.base, amount), Completion(high, row.base, amount)]
        ends += self._list_large(promise, level)

        def rank(end: Completion) -> tuple[bool, int]:
            lack = promise.find_lack(end)
            return lack is None, lack or 0

        worst, best = max(ends, key=rank), min(ends, key=rank)
        amounts = self._bound_amounts(promise, level)
        attainment = self._bound_attainment(promise, level, ends)
        return JudgedLimit(promise, worst, best, amounts, self.may_be_empty, attainment)

    def _judge_number(self, promise: Promise) -> JudgedLimit:
        """Compare the count with a promised number; a rate of nothing owed tells nothing of it."""
        least = Completion(self.counted.low, None, promise.constant)
        reached = promise.threshold(promise.constant, Rounding.EXACT)
        most = Completion(max(least.counted, reached), None, promise.constant)
        if promise.ceiling:
            most = Completion(0, None, None, endless=True)
        worst, best = (most, least) if promise.ceiling else (least, most)
        amounts = ((Rounding.EXACT, Bounds(promise.constant, promise.constant)),)
        return JudgedLimit(promise, worst, best, amounts, base_may_be_empty=False, attainment=None)

    def _select_rows(self, promise: Promise, level: Fraction) -> Iterator[_CountsOfBase]:
        """The bases that may be judged otherwise than large ones."""
        if not self._is_cut:
            return iter(self._rows)
        sizes = promise.bands[-1].low or 0
        last = self._first + sizes + _BASES_IN_ANY_CASE
        for end in self._ends:
            if end != level:
                last = max(last, self._first + sizes + math.ceil(2 / abs(end - level)))
        return self._list_rows(self._first, min(last, self._first + _MOST_BASES_OF_RATES))

    @property
    def _ends(self) -> tuple[Fraction, Fraction]:
        return self._rate.low, self._rate.high or Fraction(0)

    def _find_counted(self, promise: Promise, row: _CountsOfBase) -> tuple[int, int]:
        """The least and the most that the promise counts: all, or the main ones alone."""
        if promise.main_part is None:
            return row.low, row.high
        few, many = self.substitutes.low, self.substitutes.high
        most = row.low if many is None else min(row.low, many)
        return row.low - most, max(0, row.high - few)

    def _list_large(self, promise: Promise, level: Fraction) -> Iterator[Completion]:
        """What bases may be that are larger than any that is looked at."""
        if not self._is_cut:
            return
        low, high = self._ends
        few: int = 0
        many: int | None = 0
        if promise.main_part is not None:
            few, many = self.substitutes.low, self.substitutes.high
        if many is None:  # all that counts may be substitutes
            low, many = Fraction(0), 0
        for end, others in ((low, many), (high, few)):
            whole = end.denominator * math.ceil(
                Fraction(self._first + _MOST_BASES_OF_RATES, end.denominator)
            )
            counted = max(0, int(end * whole) - others)
            yield Completion(counted, whole, level * whole)
        asked = level * promise.part
        if high > asked if promise.ceiling else low < asked:
            yield Completion(0, None, None, endless=True)

    def _bound_amounts(
        self, promise: Promise, level: Fraction
    ) -> tuple[tuple[Rounding, Bounds[Fraction]], ...]:
        """What can be owed in each band of bases that are rounded alike."""
        first, last = self._first, self.extent.base.high
        found: list[tuple[Rounding, Bounds[Fraction]]] = []
        for band in promise.bands:
            low = first if band.low is None else max(first, band.low)
            highs = [high for high in (band.high, last) if high is not None]
            if not highs or low <= min(highs):
                high = level * min(highs) if highs else None
                found.append((band.rounding, Bounds(level * low, high)))
        return tuple(found)

    def _bound_attainment(
        self, promise: Promise, level: Fraction, ends: Sequence[Completion]
    ) -> Bounds[Fraction] | None:
        """Counted over owed; `None` where nothing may be owed."""
        found: list[Fraction] = []
        for end in ends:
            if end.amount is None:
                continue
            owed = promise.owed(end.amount, promise.rounding_of(end.base))
            if owed <= 0:
                return None
            found.append(end.counted / owed)
        return Bounds(min(found), max(found)) if level else None

    def can_keep_all(self, promises: Sequence[Promise]) -> bool:
        """Whether some base and some count of it keep all limits; yes where it is not found out."""
        if self._is_cut:
            return True
        return any(self._can_keep_all(row, promises) for row in self._rows)

    def _can_keep_all(self, row: _CountsOfBase, promises: Sequence[Promise]) -> bool:
        low, high = row.low, row.high
        for promise in promises:
            level = promise.levels[min(self.indices)] or 0
            bound = promise.threshold(Fraction(level) * row.base, promise.rounding_of(row.base))
            if promise.ceiling:
                high = min(high, bound)
            elif promise.main_part is None:
                low = max(low, bound)
            else:
                low = max(low, bound + self.substitutes.low)
        return low <= high


_BASES_IN_ANY_CASE: Final = 200
"""How many bases are looked at in any case."""


def _bound_by(span: Span) -> Bounds[int]:
    return Bounds(span.low or 0, span.high)
