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

import numpy as np

from housing_agreements.model.groups import ReportedGroup
from housing_agreements.plan._demands import BITS, Demand, Encoded, Numbers, Unit
from housing_agreements.rules.quotas._completions import Gains, find_gains
from housing_agreements.rules.quotas._counting import LedgerCounts, count_possible
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod, list_counting_periods
from housing_agreements.rules.quotas._possible import Possibilities, PossibleCounts
from housing_agreements.rules.quotas.check import list_promises
from housing_agreements.rules.quotas.limits import Promise
from housing_agreements.values.rates import Rounding

__all__ = ("list_demands",)


def list_demands(
    index: int,
    judged_periods: tuple[JudgedPeriod, ...],
    encoded: Encoded,
    numbers: Numbers,
    households: Sequence[frozenset[str]],
    *,
    on: date,
) -> Iterator[Demand]:
    """What each limit of an agreement asks.

    Args:
        index: The index of the agreement.
        judged_periods: Its commitments, each over a period.
        encoded: The ledger, and the expected dwellings.
        numbers: How many dwellings each piece expects.
        households: The kinds of households, that of no public first.
        on: The day on which the plan is judged.
    """
    counts = count_possible(encoded.ledger, judged_periods, on=on)
    for judged in judged_periods:
        counted = judged.commitment.publics
        kinds = [
            kind if encoded.told else int(not household.isdisjoint(counted))
            for kind, household in enumerate(households)
        ]
        expected = _Expected(encoded, numbers, kinds)
        unit = Unit(index, judged.commitment.code, judged.period.start)
        for group, possible, nobody in _list_judged(judged, counts):
            kept = possible.within(list_counting_periods(judged, group))
            if judged.commitment.of_base and kept.is_empty:
                continue
            lots = [
                expected.decode(among, number) for among, number in kept.dwellings.items() if number
            ]
            for promise in list_promises(judged, group, of_nobody_perhaps=nobody):
                demand = _Sum(promise, lots, expected).state()
                yield Demand(unit, *demand)


def _list_judged(
    judged: JudgedPeriod, counts: LedgerCounts
) -> Iterator[tuple[ReportedGroup | None, PossibleCounts, bool]]:
    """The total and the groups that are judged, and whether nobody may be in each."""
    if judged.commitment.judges_total:
        yield None, counts.total[judged], False
    if judged.commitment.judges_groups:
        reported = counts.groups[judged]
        for group, of_group in reported.counts.items():
            yield group, of_group, reported.may_have_nobody(group)


class _Lot(NamedTuple):
    """Dwellings that may turn out to be the same."""

    among: Possibilities
    """What they may turn out to be."""
    present: int
    """How many of the ledger they are."""
    cells: Numbers
    """Which cells of expected dwellings are among them."""
    times: Numbers
    """How often each of these counts."""


class _Expected:
    """The expected dwellings, cell by cell.

    Args:
        encoded: The ledger, and the expected dwellings.
        numbers: How many dwellings each piece expects.
        kinds: For each kind of household, which of those told apart it is.
    """

    def __init__(self, encoded: Encoded, numbers: Numbers, kinds: Sequence[int]) -> None:
        self._width = encoded.cells
        self._cell_of = encoded.cell_of[:, kinds]
        firsts = encoded.cell_of[:, 0]
        self.of_no_public: Numbers = np.zeros(encoded.cells, dtype=np.int64)
        """How many dwellings each cell holds when nothing goes to priority publics."""
        np.add.at(self.of_no_public, firsts[firsts >= 0], numbers[firsts >= 0])

    def decode(self, among: Possibilities, number: int) -> _Lot:
        """How many dwellings of the ledger a number holds, and how often each expected cell."""
        bits = self._width * BITS
        told = (number & ((1 << bits) - 1)).to_bytes(self._width, "little")
        times = np.frombuffer(told, dtype=np.uint8)
        cells = np.flatnonzero(times)
        return _Lot(among, number >> bits, cells, times[cells].astype(np.int64))

    def spread(self, cells: Numbers) -> Numbers:
        """What stands at each cell, by piece and kind of household."""
        with_none: Numbers = np.append(cells, 0)
        return with_none[self._cell_of]


_PerDwelling = Callable[[Gains], Fraction | int]
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
        expected: The expected dwellings.
    """

    def __init__(self, promise: Promise, lots: Sequence[_Lot], expected: _Expected) -> None:
        self._promise = promise
        self._lots = [(lot, find_gains(lot.among, promise)) for lot in lots]
        self._expected = expected

    def state(self) -> tuple[Numbers, int, int, bool, bool]:
        """The fields of the demand, from the coefficients on."""
        promise = self._promise
        if self._is_base_known():
            amount = promise.constant + self._add_up(_most_amount)
            base = int(self._add_up(_most_of_base))
            bound = promise.threshold(Fraction(amount), promise.rounding_of(base))
            return *self._limit_count(bound), True, True
        scale = lcm(*(Fraction(level or 0).denominator for level in promise.levels))
        if promise.main_part is None and len(promise.bands) == 1 and scale < _FINEST_LEVEL:
            return self._limit_gain(promise.bands[0].rounding, scale)
        return *self._limit_count(self._find_safe_bound()), False, False

    def _is_base_known(self) -> bool:
        """Whether it is known how many dwellings are there."""
        by_nobody = self._promise.kept_by_nobody
        return all(
            len(gains.amounts) == 1
            and len(gains.bases) == 1
            and not (by_nobody and gains.may_be_out and gains.there)
            for _, gains in self._lots
        )

    def _add_up(self, measure: _PerDwelling) -> Fraction | int:
        """The sum of what does not depend on who gets the dwellings."""
        total: Fraction | int = 0
        for lot, gains in self._lots:
            come = int(lot.times @ self._expected.of_no_public[lot.cells])
            total += measure(gains) * (lot.present + come)
        return total

    def _limit_count(self, bound: int) -> tuple[Numbers, int, int]:
        """That no fewer count than a floor, or no more than a ceiling."""
        sign, worst, best = (1, max, min) if self._promise.ceiling else (-1, min, max)
        weights = [
            (sign * worst(gains.counts), sign * (worst if lot.present >= 0 else best)(gains.counts))
            for lot, gains in self._lots
        ]
        return self._write(weights, sign * bound, 1)

    def _limit_gain(self, rounding: Rounding, scale: int) -> tuple[Numbers, int, int, bool, bool]:
        """That enough counts beyond the number owed for a floor, or not too much for a ceiling."""
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
            return *self._write([(int(one), int(one)) for one in refused], 0, 1), True, False
        weights: list[tuple[int, int]] = []
        for lot, gains in self._lots:
            ends = [sign * gain for gain in gains.there] + ([0] if gains.may_be_out else [])
            most, least = int(scale * max(ends)), int(scale * min(ends))
            weights.append((most, most if lot.present >= 0 else least))
        return *self._write(weights, rest - constant, scale), True, True

    def _find_safe_bound(self) -> int:
        """A count that surely keeps the limit."""
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
        by_cell = np.zeros(len(self._expected.of_no_public), dtype=np.int64)
        for (lot, _), (expected, present) in zip(self._lots, weights, strict=True):
            at_most -= present * lot.present
            by_cell[lot.cells] += expected * lot.times
        at_most -= int(by_cell @ self._expected.of_no_public)
        table = self._expected.spread(by_cell)
        return table[:, 1:] - table[:, :1], at_most, dwelling


_FINEST_LEVEL: Final = 10**6
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
