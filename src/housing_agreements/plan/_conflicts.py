"""Which commitments conflict: no plan keeps them all, but one keeps all except any one of them.

That a set conflicts rests on the solver. That none can be left out does not: for each there is a
plan that keeps all the others, checked in whole numbers. A bound on how few may conflict rests on
such plans too: each conflict has something of what a plan does not keep.

Where it is not known how much a promise owes, its sum asks for enough in any case. That no plan
satisfies such a sum proves no conflict. So a conflict is proved by the other sums alone, or by what
promises ask at best where it is to stand in every case; and that there is none, by a plan that
satisfies all of them.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from housing_agreements.plan._programme import Programme
from housing_agreements.plan._solver import Problem, Proof, Solver, Sums

__all__ = ("Conflicting", "find_conflict")


class Conflicting(NamedTuple):
    """Commitments that conflict."""

    units: tuple[int, ...]
    """Which, by their index."""
    minimal: bool
    """Whether it is proved that none can be left out."""
    smallest: bool
    """Whether it is proved that no fewer conflict."""


def find_conflict(programme: Programme, firm: Programme, seconds: float) -> Conflicting:
    """Commitments that conflict, as few as are found in a time.

    Args:
        programme: The sums of all promises.
        firm: What any plan must satisfy, and none does: some of these sums, or what some promises
            ask at best.
        seconds: How long the solver may take.
    """
    search = _ConflictSearch(programme, firm, seconds)
    candidates = search.find_candidates()
    if not search.conflict(candidates):
        candidates = search.everything
    found = search.shrink(sorted(candidates))
    return search.find_smallest(found)


class _ConflictSearch:
    """A search for a conflict.

    Args:
        programme: The sums of all promises.
        firm: What any plan must satisfy.
        seconds: How long the solver may take.
    """

    def __init__(self, programme: Programme, firm: Programme, seconds: float) -> None:
        self._programme, self._firm = programme, firm
        self._solver = Solver(seconds)
        self._indices = {unit: index for index, unit in enumerate(programme.units)}
        self.everything: frozenset[int] = frozenset(map(self._indices.__getitem__, firm.units))
        """Commitments that no plan keeps together."""
        self._known: dict[frozenset[int], bool | None] = {self.everything: True}
        self.broken: list[frozenset[int]] = []
        """What each plan found on the way does not keep."""

    def conflict(self, units: Collection[int]) -> bool | None:
        """Whether no plan keeps some commitments; `None`: it was not found out."""
        asked = frozenset(units)
        if any(broken.isdisjoint(asked) for broken in self.broken):
            return False
        if asked not in self._known:
            solution = self._solver.solve(self._programme.state(asked, any_plan=True))
            if solution.numbers is not None:
                self._keep(solution.numbers)
            answers = {Proof.IMPOSSIBLE: True, Proof.OPEN: None}
            conflicts = answers.get(solution.answer, False)
            if conflicts and self._firm is not self._programme:
                conflicts = self._prove(asked)
            self._known[asked] = conflicts
        return self._known[asked]

    def _prove(self, units: Collection[int]) -> bool | None:
        """Whether no plan satisfies the sums that any must; `None`: one does, or time ended."""
        own = {unit: index for index, unit in enumerate(self._firm.units)}
        named = [self._programme.units[index] for index in units]
        problem = self._firm.state([own[unit] for unit in named if unit in own], any_plan=True)
        return True if self._solver.solve(problem).answer is Proof.IMPOSSIBLE else None

    def _keep(self, numbers: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]") -> None:
        self.broken.append(self._programme.list_broken(numbers))

    def find_candidates(self) -> frozenset[int]:
        """The commitments that prove, in numbers that need not be whole, that some are missed."""
        problem, _ = self._firm.state_relaxed(whole=False)
        solution = self._solver.solve(problem)
        if solution.duals is None:
            return self.everything
        rows = np.flatnonzero(np.abs(solution.duals[: len(self._firm.demands)]) > _SLIGHTEST_DUAL)
        return frozenset(self._indices[self._firm.demands[row].unit] for row in rows.tolist())

    def shrink(self, units: Sequence[int]) -> Conflicting:
        """A part of a conflict from which nothing can be left out (Junker, 2004)."""
        found = self._explain((), units, changed=False)
        kept = list(found)
        minimal = True
        for unit in found:
            rest = [other for other in kept if other != unit]
            conflicts = self.conflict(rest)
            if conflicts:
                kept = rest
            minimal = minimal and conflicts is not None
        return Conflicting(tuple(sorted(kept)), minimal, smallest=minimal and len(kept) == 1)

    def _explain(
        self, given: Sequence[int], units: Sequence[int], *, changed: bool
    ) -> tuple[int, ...]:
        if changed and self.conflict(given):
            return ()
        if len(units) <= 1:
            return tuple(units)
        half = len(units) // 2
        first, second = units[:half], units[half:]
        of_second = self._explain((*given, *first), second, changed=True)
        of_first = self._explain((*given, *of_second), first, changed=bool(of_second))
        return (*of_first, *of_second)

    def find_smallest(self, found: Conflicting) -> Conflicting:
        """The fewest that conflict, or what was found before the time ended.

        Whatever conflicts has something of all that a plan does not keep (Ignatiev and others,
        2015). So the fewest that have something of each are no more than the fewest that conflict.
        """
        while not found.smallest and not self._solver.is_late:
            fewest = self._hit(self.broken)
            if fewest is None:
                break
            if len(fewest) >= len(found.units):
                return found._replace(minimal=True, smallest=True)
            conflicts = self.conflict(fewest)
            if conflicts:
                return Conflicting(tuple(sorted(fewest)), minimal=True, smallest=True)
            if conflicts is None or not self._grow(fewest):
                break
        return found

    def _grow(self, units: Collection[int]) -> bool:
        """Find a plan that keeps some commitments, and misses little of the others."""
        problem, _ = self._programme.state_relaxed(units)
        solution = self._solver.solve(problem)
        if solution.numbers is None:
            return False
        self._keep(solution.numbers)
        return True

    def _hit(self, sets: Iterable[frozenset[int]]) -> frozenset[int] | None:
        """The fewest commitments that have something of each set; `None`: it was not found out."""
        least = [one for one in set(sets) if not any(other < one for other in sets)]
        starts = np.cumsum([0, *map(len, least)], dtype=np.int64)
        columns = np.array([unit for one in least for unit in sorted(one)], dtype=np.int64)
        many = len(self._programme.units)
        problem = Problem(
            np.ones(many, dtype=np.int64),
            np.ones(many, dtype=np.int64),
            Sums(starts, columns, -np.ones_like(columns)),
            -np.ones(len(least), dtype=np.int64),
        )
        solution = self._solver.solve(problem)
        if solution.answer is not Proof.LEAST or solution.numbers is None:
            return None
        return frozenset(np.flatnonzero(solution.numbers).tolist())


_SLIGHTEST_DUAL = 1e-7
