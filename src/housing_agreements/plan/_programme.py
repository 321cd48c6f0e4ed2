"""All that promises ask of one plan, as a problem for the solver.

Expected dwellings that add the same to every sum, whoever gets them, are one lot: a problem has as
many numbers as there are different ones. A household of publics that help no promise is left out.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from math import gcd
from typing import NamedTuple

import numpy as np

from housing_agreements.plan._demands import Demand, Numbers, Unit
from housing_agreements.plan._solver import LARGEST, Problem, Sums

__all__ = ("Programme",)


class _AlikePieces(NamedTuple):
    """Pieces that are alike to every promise."""

    members: list[tuple[int, tuple[int, ...]]]
    """Each piece, with the kinds of households that help, in order."""
    first: int
    """The index of its first number."""


class Programme:
    """What promises ask of a plan.

    Args:
        demands: What each limit asks.
        numbers: How many dwellings each piece expects.
    """

    def __init__(self, demands: Sequence[Demand], numbers: Numbers) -> None:
        self.demands: tuple[Demand, ...] = tuple(demands)
        self._numbers = numbers
        rows, columns, values = _list_entries(self.demands)
        by_column = np.lexsort((rows, columns))
        rows, columns, values = rows[by_column], columns[by_column], values[by_column]
        kinds = self.demands[0].coefficients.shape[1] if self.demands else 0
        ends = np.searchsorted(columns, np.arange(len(numbers) * kinds + 1))
        self._lots: dict[tuple[bytes, ...], _AlikePieces] = {}
        self._most: list[int] = []
        kept: list[tuple[Numbers, Numbers]] = []
        for piece, number in enumerate(numbers.tolist()):
            helping: dict[bytes, int] = {}
            for kind in range(kinds):
                start, end = ends[piece * kinds + kind : piece * kinds + kind + 2]
                if values[start:end].min(initial=0) < 0:
                    key = rows[start:end].tobytes() + values[start:end].tobytes()
                    helping.setdefault(key, kind)
            lot = self._lots.setdefault(tuple(helping), _AlikePieces([], len(kept)))
            if not lot.members:
                for kind in helping.values():
                    start, end = ends[piece * kinds + kind : piece * kinds + kind + 2]
                    kept.append((rows[start:end], values[start:end]))
                    self._most.append(0)
            lot.members.append((piece, tuple(helping.values())))
            for place in range(len(helping)):
                self._most[lot.first + place] += number
        self._table, self._at_most = self._make_table(kept)

    def _make_table(self, kept: Sequence[tuple[Numbers, Numbers]]) -> tuple[Sums, Numbers]:
        """The demands row by row, then how many dwellings each lot has at most."""
        many = len(self.demands)
        lots = [(key, lot) for key, lot in self._lots.items() if len(key) > 1]
        at_most = [demand.at_most for demand in self.demands]
        rows = [rows for rows, _ in kept]
        columns = [np.full(len(rows), index) for index, (rows, _) in enumerate(kept)]
        values = [values for _, values in kept]
        for index, (key, lot) in enumerate(lots):
            rows.append(np.full(len(key), many + index))
            columns.append(np.arange(lot.first, lot.first + len(key)))
            values.append(np.ones(len(key), dtype=np.int64))
            at_most.append(self._most[lot.first])
        row, column, value = (
            np.concatenate([np.zeros(0, dtype=np.int64), *parts])
            for parts in (rows, columns, values)
        )
        order = np.lexsort((column, row))
        starts = np.searchsorted(row[order], np.arange(len(at_most) + 1))
        table = Sums(starts, column[order], value[order])
        return table, self._bring_within(at_most, table)

    def _bring_within(self, at_most: Sequence[int], table: Sums) -> Numbers:
        """What sums must not exceed; beyond all that a sum can be, how far does not matter."""
        if max(map(abs, at_most), default=0) < LARGEST:
            return np.array(at_most, dtype=np.int64)
        # In whole numbers without limit: so large a bound may be beyond those of the machine.
        pairs = zip(table.values.tolist(), table.columns.tolist(), strict=True)
        weights = [value * self._most[column] for value, column in pairs]
        starts = table.starts.tolist()
        within: list[int] = []
        for row, bound in enumerate(at_most):
            own = weights[starts[row] : starts[row + 1]]
            least, most = sum(min(0, one) for one in own), sum(max(0, one) for one in own)
            within.append(max(-LARGEST, min(LARGEST, max(least - 1, min(bound, most)))))
        return np.array(within, dtype=np.int64)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The commitments that ask something, in order."""
        return tuple(dict.fromkeys(demand.unit for demand in self.demands))

    @cached_property
    def _unit_of_row(self) -> Numbers:
        indices = {unit: index for index, unit in enumerate(self.units)}
        return np.array([indices[demand.unit] for demand in self.demands], dtype=np.int64)

    @property
    def most(self) -> tuple[int, ...]:
        """The most that each number may be."""
        return tuple(self._most)

    def state(
        self,
        units: Collection[int] | None = None,
        *,
        any_plan: bool = False,
        more: Mapping[int, int] | None = None,
    ) -> Problem:
        """The least number of households of priority publics.

        Args:
            units: The commitments to keep, by their index; `None`: all.
            any_plan: Whether any plan does, of whatever number.
            more: By how many dwellings some demands may be missed, by their index.
        """
        table, at_most = self._select(units)
        for row, dwellings in (more or {}).items():
            at_most[row] += dwellings * self.demands[row].dwelling
        divisors = _find_divisors(table, np.zeros(len(at_most), dtype=np.int64))
        lengths = np.diff(table.starts)
        table = table._replace(values=table.values // np.repeat(divisors, lengths))
        most = np.array(self._most, dtype=np.int64)
        costs = np.zeros_like(most) if any_plan else np.ones_like(most)
        return Problem(costs, most, table, at_most // divisors)

    def state_relaxed(
        self, kept: Collection[int] = (), *, whole: bool = True
    ) -> tuple[Problem, Numbers]:
        """The least number of dwellings by which promises are missed, and which demands may be.

        Args:
            kept: The commitments that must be kept all the same, by their index.
            whole: Whether numbers must be whole.
        """
        table, at_most = self._table, self._at_most
        many = len(self.demands)
        soft = np.flatnonzero(~np.isin(self._unit_of_row, np.array([*kept], dtype=np.int64)))
        dwelling = np.zeros(len(at_most), dtype=np.int64)
        dwelling[:many] = [demand.dwelling for demand in self.demands]
        divisors = _find_divisors(table, dwelling)
        lengths = np.diff(table.starts)
        values = table.values // np.repeat(divisors, lengths)
        at_most, dwelling = at_most // divisors, dwelling // divisors
        most = np.array(self._most, dtype=np.int64)
        largest = Sums(table.starts, table.columns, np.maximum(values, 0)).multiply(most)
        missed = np.maximum(largest[soft] - at_most[soft], 0) // np.maximum(dwelling[soft], 1) + 1
        places = table.starts[soft + 1]
        columns = np.insert(table.columns, places, len(most) + np.arange(len(soft)))
        values = np.insert(values, places, -dwelling[soft])
        added = np.zeros(len(at_most), dtype=np.int64)
        added[soft] = 1
        starts = np.concatenate(([0], np.cumsum(lengths + added)))
        costs = np.concatenate((np.zeros_like(most), np.ones(len(soft), dtype=np.int64)))
        problem = Problem(
            costs, np.concatenate((most, missed)), Sums(starts, columns, values), at_most, whole
        )
        return problem, soft

    def list_broken(self, numbers: Numbers) -> frozenset[int]:
        """The commitments that some numbers do not keep, by their index."""
        sums = self._table.multiply(numbers[: len(self._most)])
        broken = sums[: len(self.demands)] > self._at_most[: len(self.demands)]
        return frozenset(self._unit_of_row[broken].tolist())

    def _select(self, units: Collection[int] | None) -> tuple[Sums, Numbers]:
        if units is None:
            return self._table, self._at_most.copy()
        chosen = np.isin(self._unit_of_row, np.array([*units], dtype=np.int64))
        rows = np.concatenate(
            (np.flatnonzero(chosen), np.arange(len(self.demands), len(self._at_most)))
        )
        return self._table.select(rows), self._at_most[rows]

    def share_out(self, numbers: Numbers) -> Mapping[tuple[int, int], int]:
        """How many dwellings of each piece go to each kind of household, that of no public first.

        Args:
            numbers: What the solver found.
        """
        shared: dict[tuple[int, int], int] = {}
        for key, lot in self._lots.items():
            left = numbers[lot.first : lot.first + len(key)].tolist()
            for piece, kinds in lot.members:
                free = int(self._numbers[piece])
                for place, kind in enumerate(kinds):
                    taken = min(free, left[place])
                    if taken:
                        shared[piece, kind + 1] = taken
                    free -= taken
                    left[place] -= taken
                if free:
                    shared[piece, 0] = free
        return shared


def _list_entries(demands: Sequence[Demand]) -> tuple[Numbers, Numbers, Numbers]:
    """The coefficients that are not nought: of which demand, which piece and kind, and how much."""
    none = np.zeros(0, dtype=np.int64)
    rows, columns, values = [none], [none], [none]
    for index, demand in enumerate(demands):
        flat = demand.coefficients.ravel()
        there = np.flatnonzero(flat)
        rows.append(np.full(len(there), index, dtype=np.int64))
        columns.append(there)
        values.append(flat[there])
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(values)


def _find_divisors(table: Sums, dwelling: Numbers) -> Numbers:
    """What divides all that each sum is made of."""
    divisors = np.ones(len(dwelling), dtype=np.int64)
    for row in range(len(dwelling)):
        start, end = table.starts[row], table.starts[row + 1]
        found = int(np.gcd.reduce(table.values[start:end], initial=0))
        divisors[row] = gcd(found, int(dwelling[row])) or 1
    return divisors
