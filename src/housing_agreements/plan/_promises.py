"""What each promise asks of a plan, as one sum in whole numbers.

The rules of quotas count a ledger in which each kind of expected dwelling stands for a power of
two hundred and fifty-six: so every number that they give says by itself how many of each kind are
in it, and no rule of counting is written twice. The number of dwellings in a base does not depend
on who gets them. So what is owed is known, rounding included, but where the place, the landlord or
the coming of some dwelling is not; there the worst that they may turn out to be is what counts, as
in `rules.quotas._completions`: a sum too.

Where neither holds (a substitute's part, or a rounding by size, of a base that is not known), the
sum asks for what surely suffices, and says so: it is not exact.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, lcm
from typing import Final, NamedTuple

import attrs
import numpy as np

from housing_agreements.model.groups import ReportedGroup
from housing_agreements.rules.quotas._completions import Gains, find_gains
from housing_agreements.rules.quotas._counting import count_possible
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod
from housing_agreements.rules.quotas._possible import Possibilities, PossibleCounts
from housing_agreements.rules.quotas.check import list_counting_periods, list_promises
from housing_agreements.rules.quotas.limits import Promise
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.values.rates import Rounding

__all__ = ("BITS", "Demand", "Numbers", "Side", "Unit", "list_demands")

BITS: Final = 8
"""How many bits tell how often a kind of expected dwelling is in a number."""

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
"""Whole numbers in a row, or a table of them."""


class Unit(NamedTuple):
    """A commitment of an agreement over a period: what is kept, or given up, as a whole."""

    agreement: int
    """The agreement, by its index."""
    commitment: str
    """The code of the commitment."""
    first_day: date
    """The first day of the period."""


class Side(NamedTuple):
    """Which limit of a promise, and of which group."""

    group: ReportedGroup | None
    """The group; `None`: the total."""
    promise: Promise
    """The limit."""


@attrs.frozen(eq=False)
class Demand:
    """One limit, as what a sum over the expected dwellings must not exceed."""

    unit: Unit
    """The commitment and the period."""
    side: Side
    """Which limit it is."""
    coefficients: Numbers
    """What one more household of each kind adds, by piece and kind; instead of one of no public."""
    at_most: int
    """What the sum must not exceed."""
    dwelling: int
    """How much of the sum one dwelling more or less is worth."""
    exact: bool
    """Whether the limit is kept exactly when the sum is; if not, it is surely kept then."""


def list_demands(
    index: int,
    judged_periods: tuple[JudgedPeriod, ...],
    encoded: Tally,
    numbers: Numbers,
    kinds: int,
    *,
    on: date,
) -> Iterator[Demand]:
    """What each limit of an agreement asks.

    Args:
        index: The index of the agreement.
        judged_periods: What is judged of it.
        encoded: The ledger, and the expected dwellings, counted as `BITS` says.
        numbers: How many dwellings each piece expects.
        kinds: How many kinds of households there are, with that of no public.
        on: The day on which the plan is judged.
    """
    counts = count_possible(encoded, judged_periods, on=on)
    width = len(numbers) * kinds
    for judged in judged_periods:
        unit = Unit(index, judged.commitment.code, judged.period.start)
        found: list[tuple[ReportedGroup | None, PossibleCounts, bool]] = []
        if judged.commitment.judges_total:
            found.append((None, counts.total[judged], False))
        if judged.commitment.judges_groups:
            reported = counts.groups[judged]
            found += [
                (group, of_group, reported.may_have_nobody(group))
                for group, of_group in reported.counts.items()
            ]
        for group, possible, nobody in found:
            kept = possible.within(list_counting_periods(judged, group))
            if judged.commitment.of_base and kept.is_empty:
                continue
            lots = [
                _Lot(among, *_decode(number, width))
                for among, number in kept.dwellings.items()
                if number
            ]
            for promise in list_promises(judged, group, of_nobody_perhaps=nobody):
                demand = _Sum(promise, lots, numbers, kinds).state()
                yield Demand(unit, Side(group, promise), *demand)


class _Lot(NamedTuple):
    """Dwellings that may turn out to be the same."""

    among: Possibilities
    """What they may turn out to be."""
    present: int
    """How many of the ledger they are."""
    indices: Numbers
    """Which of the expected kinds are among them."""
    times: Numbers
    """How often each of these counts."""


def _decode(number: int, width: int) -> tuple[int, Numbers, Numbers]:
    """How many dwellings of the ledger a number holds, and how often each expected kind."""
    bits = width * BITS
    planned = number & ((1 << bits) - 1)
    told = np.frombuffer(planned.to_bytes(width, "little"), dtype=np.uint8)
    indices = np.flatnonzero(told)
    return number >> bits, indices, told[indices].astype(np.int64)


_Measure = Callable[[Gains], Fraction | int]
"""What one dwelling adds to a sum that does not depend on who gets it."""


def _least_amount(gains: Gains) -> Fraction | int:
    return min(gains.amounts)


def _most_amount(gains: Gains) -> Fraction | int:
    return max(gains.amounts)


def _most_of_base(gains: Gains) -> int:
    return max(gains.bases)


class _Sum:
    """The sum that a limit asks for.

    Args:
        promise: The limit.
        lots: The dwellings in its base, surely or perhaps.
        numbers: How many dwellings each piece expects.
        kinds: How many kinds of households there are.
    """

    def __init__(
        self, promise: Promise, lots: Sequence[_Lot], numbers: Numbers, kinds: int
    ) -> None:
        self._promise = promise
        self._lots = [(lot, find_gains(lot.among, promise)) for lot in lots]
        self._numbers = numbers
        self._kinds = kinds

    def state(self) -> tuple[Numbers, int, int, bool]:
        """The coefficients, what they may come to, what a dwelling is worth, whether exact."""
        promise = self._promise
        if self._is_base_known():
            amount = promise.constant + self._add_up(_most_amount)
            base = int(self._add_up(_most_of_base))
            bound = promise.threshold(Fraction(amount), promise.rounding_of(base))
            return *self._limit_count(bound), True
        scale = lcm(*(Fraction(level or 0).denominator for level in promise.levels))
        if promise.main_part is None and len(promise.bands) == 1 and scale < _FINEST:
            return *self._limit_gain(promise.bands[0].rounding, scale), True
        return *self._limit_count(self._find_safe_bound()), False

    def _is_base_known(self) -> bool:
        """Whether it is known how many dwellings are there."""
        by_nobody = self._promise.kept_by_nobody
        return all(
            len(gains.amounts) == 1
            and len(gains.bases) == 1
            and not (by_nobody and gains.may_be_out and gains.there)
            for _, gains in self._lots
        )

    def _add_up(self, measure: _Measure) -> Fraction | int:
        """The sum of what does not depend on who gets the dwellings."""
        total: Fraction | int = 0
        for lot, gains in self._lots:
            first_kinds = lot.indices % self._kinds == 0
            pieces = lot.indices[first_kinds] // self._kinds
            expected = int((lot.times[first_kinds] * self._numbers[pieces]).sum())
            total += measure(gains) * (lot.present + expected)
        return total

    def _limit_count(self, bound: int) -> tuple[Numbers, int, int]:
        """That no fewer count than a floor, or no more than a ceiling."""
        sign, worst, best = (1, max, min) if self._promise.ceiling else (-1, min, max)
        weights = [
            (sign * worst(gains.counts), sign * (worst if lot.present >= 0 else best)(gains.counts))
            for lot, gains in self._lots
        ]
        return self._write(weights, sign * bound, 1)

    def _limit_gain(self, rounding: Rounding, scale: int) -> tuple[Numbers, int, int]:
        """That what counts less what is owed is not too little for a floor, or too much."""
        promise = self._promise
        rest = _find_most(promise, rounding, scale)
        sign = 1 if promise.ceiling else -1
        constant = int(-sign * promise.constant * scale)
        nobody = promise.kept_by_nobody and not any(
            gains.there and not gains.may_be_out for _, gains in self._lots
        )
        if nobody and constant > rest:
            # Nobody there breaks nothing; so each dwelling by itself must keep the limit.
            refused = [
                int(scale * max((sign * gain for gain in gains.there), default=0)) + constant > rest
                if gains.there
                else 0
                for _, gains in self._lots
            ]
            return self._write([(int(one), int(one)) for one in refused], 0, 1)
        weights: list[tuple[int, int]] = []
        for lot, gains in self._lots:
            ends = [sign * gain for gain in gains.there] + ([0] if gains.may_be_out else [])
            most, least = int(scale * max(ends)), int(scale * min(ends))
            weights.append((most, most if lot.present >= 0 else least))
        return self._write(weights, rest - constant, scale)

    def _find_safe_bound(self) -> int:
        """A number of which it is sure that to count so many keeps the limit."""
        promise = self._promise
        most = promise.constant + self._add_up(_most_amount)
        least = promise.constant + self._add_up(_least_amount)
        roundings = dict.fromkeys(band.rounding for band in promise.bands)
        raised, _ = promise.slack
        if promise.ceiling:
            bounds = [promise.threshold(Fraction(least), rounding) for rounding in roundings]
            return min(bounds)
        bounds = [promise.threshold(Fraction(most), rounding) for rounding in roundings]
        return max(*bounds, ceil((most + raised) * promise.part))

    def _write(
        self, weights: Sequence[tuple[int, int]], at_most: int, dwelling: int
    ) -> tuple[Numbers, int, int]:
        """The sum of some weights, of the expected kinds and of the ledger, as a demand."""
        every = np.zeros(len(self._numbers) * self._kinds, dtype=np.int64)
        for (lot, _), (expected, present) in zip(self._lots, weights, strict=True):
            at_most -= present * lot.present
            every[lot.indices] += expected * lot.times
        table = every.reshape(len(self._numbers), self._kinds)
        at_most -= int(table[:, 0] @ self._numbers)
        return table[:, 1:] - table[:, :1], at_most, dwelling


_FINEST: Final = 10**6
"""Levels of finer parts are not told by the floats of a solver."""


def _find_most(promise: Promise, rounding: Rounding, scale: int) -> int:
    """The most that a limit allows of what is owed less what counts, or of the opposite; scaled.

    Rounding moves with whole numbers, and counts are whole.
    """

    def is_kept(scaled: int) -> bool:
        owed_less_counted = Fraction(-scaled if promise.ceiling else scaled, scale)
        bound = promise.threshold(owed_less_counted, rounding)
        return bound >= 0 if promise.ceiling else bound <= 0

    low, high = -2 * scale - 2, 2 * scale + 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_kept(middle) else (low, middle)
    return low
