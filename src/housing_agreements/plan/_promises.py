"""What each promise asks of a plan, as one sum in whole numbers.

The rules of quotas count a ledger in which each kind of expected dwelling stands for a power of
two hundred and fifty-six: so every number that they give says by itself how many of each kind are
in it, and no rule of counting is written twice. The number of dwellings in a base does not depend
on who gets them. So what is owed is known, rounding included, but where the place, the landlord or
the coming of some dwelling is not; there the worst that they may turn out to be is what counts, as
in `rules.quotas._completions`: a sum too.

Where neither holds (a substitute's part, or a rounding by size, of a base that is not known), the
sum asks for what surely suffices, and says so: it is not exact.

Beside it stands the same limit at best: with all that is not known as it helps this limit alone.
Whatever becomes of it, a plan that keeps the limit satisfies that sum; so what these sums rule out
no plan keeps in any case. A sum that is not exact has none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
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
) -> Iterator[tuple[Demand, Demand | None]]:
    """What each limit of an agreement asks, and what it asks at least, whatever is not known.

    Where all is known both are one object; `None`: the least that it asks is not a sum.

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
                limit = _Sum(promise, lots, expected)
                demand = Demand(unit, *limit.state())
                if limit.is_known:
                    yield demand, demand
                    continue
                least = limit.state_at_best()
                at_best = None
                if least is not None:
                    at_best = Demand(unit, *least, exact=True, measured=True)
                yield demand, at_best


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
        if self._is_base_known:
            return *self._limit_count(self._find_known_bound()), True, True
        if self._has_gains:
            return self._limit_gain()
        return *self._limit_count(self._find_safe_bound()), False, False

    def state_at_best(self) -> tuple[Numbers, int, int] | None:
        """The first fields of the demand, all that is not known being best for the limit alone.

        `None`: there is no such sum, or nothing can break it.
        """
        if self._is_base_known:
            return self._limit_count(self._find_known_bound(), at_best=True)
        return self._limit_best_gain() if self._has_gains else None

    @property
    def is_known(self) -> bool:
        """Whether nothing that is not known matters to the limit."""
        return self._is_base_known and all(len(gains.counts) == 1 for _, gains in self._lots)

    @property
    def _has_gains(self) -> bool:
        """Whether what counts beyond what is owed decides the limit, and the solver tells it."""
        promise = self._promise
        return promise.main_part is None and len(promise.bands) == 1 and self._scale < _FINEST_LEVEL

    @property
    def _scale(self) -> int:
        """What makes whole numbers of the levels."""
        return lcm(*(Fraction(level or 0).denominator for level in self._promise.levels))

    def _find_known_bound(self) -> int:
        """How many must count, or may, of a base that is known."""
        amount = self._promise.constant + self._add_up(_most_amount)
        base = int(self._add_up(_most_of_base))
        return self._promise.threshold(Fraction(amount), self._promise.rounding_of(base))

    @cached_property
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

    def _limit_count(self, bound: int, *, at_best: bool = False) -> tuple[Numbers, int, int]:
        """That no fewer count than a floor, or no more than a ceiling."""
        sign = 1 if self._promise.ceiling else -1
        counts = [[sign * count for count in gains.counts] for _, gains in self._lots]
        return self._write(self._weigh(counts, at_best=at_best), sign * bound, 1)

    def _limit_gain(self) -> tuple[Numbers, int, int, bool, bool]:
        """That enough counts beyond the number owed for a floor, or not too much for a ceiling."""
        rest, constant = self._find_rest()
        gained = self._list_gains()
        if self._may_be_nobody and constant > rest:
            # Nobody there breaks nothing; so each dwelling by itself must keep the limit.
            refused = [int(bool(there) and max(there) + constant > rest) for there, _ in gained]
            return *self._write([(one, one) for one in refused], 0, 1), True, False
        weights = self._weigh([there + out for there, out in gained])
        return *self._write(weights, rest - constant, self._scale), True, True

    def _limit_best_gain(self) -> tuple[Numbers, int, int] | None:
        """The same, of the best gain of each dwelling; `None`: nobody may be there, and keep it."""
        rest, constant = self._find_rest()
        if self._may_be_nobody and constant > rest:
            return None
        weights = self._weigh([there + out for there, out in self._list_gains()], at_best=True)
        return self._write(weights, rest - constant, self._scale)

    @property
    def _may_be_nobody(self) -> bool:
        """Whether it may be that nobody is there, and that keeps the limit."""
        somebody = any(gains.there and not gains.may_be_out for _, gains in self._lots)
        return self._promise.kept_by_nobody and not somebody

    def _find_rest(self) -> tuple[int, int]:
        """The most that dwellings may add, and what is owed whatever they are; both scaled."""
        promise, scale = self._promise, self._scale
        sign = 1 if promise.ceiling else -1
        rest = _find_most(promise, promise.bands[0].rounding, scale)
        return rest, int(-sign * promise.constant * scale)

    def _list_gains(self) -> list[tuple[list[int], list[int]]]:
        """What a dwelling of each lot may add to what is limited, scaled: where there, and out."""
        sign = self._scale if self._promise.ceiling else -self._scale
        return [
            ([int(sign * gain) for gain in gains.there], [0] if gains.may_be_out else [])
            for _, gains in self._lots
        ]

    def _weigh(
        self, ends: Iterable[Sequence[int]], *, at_best: bool = False
    ) -> list[tuple[int, int]]:
        """What an expected dwelling of each lot adds at worst, or at best, and one of the ledger.

        Args:
            ends: What a dwelling of each lot may add.
            at_best: Whether the best is asked.
        """
        chosen, other = (min, max) if at_best else (max, min)
        return [
            (chosen(own), chosen(own) if lot.present >= 0 else other(own))
            for own, (lot, _) in zip(ends, self._lots, strict=True)
        ]

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
