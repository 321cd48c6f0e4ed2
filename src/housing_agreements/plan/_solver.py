"""Finds whole numbers that satisfy many sums at once, by HiGHS.

The only module that speaks to the solver. It works with floats; what it finds is rounded here, and
whoever asks checks it in whole numbers. What it says is least, or impossible, rests on it.
"""

from typing import Final, NamedTuple

import highspy
import numpy as np

from housing_agreements._records import Enumeration
from housing_agreements.plan._demands import Numbers

__all__ = ("LARGEST", "Problem", "Proof", "Solution", "Solver", "Sums")

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


class Sums(NamedTuple):
    """The coefficients that are not nought, row after row."""

    starts: Numbers
    """Where each row begins, and the last one ends."""
    columns: Numbers
    """The column of each."""
    values: Numbers
    """Each coefficient."""

    def select(self, rows: Numbers) -> "Sums":
        """Some of the rows."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        places = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Sums(starts, self.columns[places], self.values[places])

    def multiply(self, numbers: Numbers) -> Numbers:
        """The sum of each row, in whole numbers."""
        sums = np.concatenate(([0], np.cumsum(self.values * numbers[self.columns])))
        return sums[self.starts[1:]] - sums[self.starts[:-1]]


class Problem(NamedTuple):
    """Numbers from nought up to some, whose weighted sum is to be least under some sums."""

    costs: Numbers
    """What one of each number costs."""
    most: Numbers
    """The most that each number may be."""
    table: Sums
    """The sums."""
    at_most: Numbers
    """What each sum must not exceed."""
    whole: bool = True
    """Whether the numbers must be whole."""


class Proof(Enumeration):
    """What the solver says."""

    LEAST = "least"
    """The numbers are the least."""
    FOUND = "found"
    """The numbers satisfy the sums; time ended before it was known whether they are the least."""
    IMPOSSIBLE = "impossible"
    """No numbers satisfy the sums."""
    OPEN = "open"
    """It gave up, or its time ended, before it found any."""


class Solution(NamedTuple):
    """What the solver found."""

    answer: Proof
    """What it says."""
    numbers: Numbers | None
    """The numbers, rounded; `None`: it found none."""
    least: int
    """What the cost cannot be below."""
    duals: Floats | None
    """What each sum contributes to the proof, where the numbers need not be whole."""


class _QuietHighs(highspy.Highs):
    """The solver, which prints nothing."""

    def __init__(self) -> None:
        # The class that is passed over here prints a line before it can be told not to.
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)  # noqa: FBT003  # as the solver has it


class Solver:
    """The solver, with the time that it may still take.

    Args:
        seconds: How many seconds.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds: float = seconds

    @property
    def is_late(self) -> bool:
        """Whether its time has ended."""
        return self.seconds <= 0

    def solve(self, problem: Problem) -> Solution:
        """Find the numbers whose weighted sum is least."""
        nothing = Solution(Proof.OPEN, None, 0, None)
        if self.is_late or not _is_written_exactly(problem):
            return nothing
        if not len(problem.costs):
            none = np.zeros(0, dtype=np.int64)
            is_possible = not np.any(problem.at_most < 0)
            return Solution(Proof.LEAST, none, 0, None) if is_possible else _NO_SOLUTION
        highs = _QuietHighs()
        for name, value in (*_OPTIONS, ("time_limit", self.seconds)):
            highs.setOptionValue(name, value)
        highs.passModel(_pass_on(problem))
        highs.run()
        self.seconds -= max(highs.getRunTime(), 1e-3)
        return _read_solution(highs, problem)


_OPTIONS: Final = (
    ("threads", 1),
    ("parallel", "off"),
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", 0.9),
)
"""One thread, so that the same question has the same answer; costs are whole numbers."""

LARGEST: Final = 2**50
"""The largest whole number of which the solver can tell its neighbours."""


def _is_written_exactly(problem: Problem) -> bool:
    """Whether no number of a problem, and no sum that it asks for, is too large."""
    table = problem.table
    rows = np.repeat(np.arange(len(problem.at_most)), np.diff(table.starts))
    products = np.abs(table.values).astype(np.float64) * problem.most[table.columns]
    if np.bincount(rows, products).max(initial=0) >= LARGEST:
        return False
    largest = (
        int(np.abs(numbers).max(initial=0))
        for numbers in (problem.table.values, problem.at_most, problem.costs, problem.most)
    )
    return all(number < LARGEST for number in largest)


def _pass_on(problem: Problem) -> highspy.HighsLp:
    rows, columns = len(problem.at_most), len(problem.costs)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, rows
    lp.col_cost_ = problem.costs.astype(np.float64)
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = problem.most.astype(np.float64)
    lp.row_lower_ = np.full(rows, -highspy.kHighsInf)
    lp.row_upper_ = problem.at_most.astype(np.float64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = problem.table.starts.astype(np.int32)
    lp.a_matrix_.index_ = problem.table.columns.astype(np.int32)
    lp.a_matrix_.value_ = problem.table.values.astype(np.float64)
    if problem.whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * columns
    return lp


def _read_solution(highs: highspy.Highs, problem: Problem) -> Solution:
    status = highs.getModelStatus()
    if status in {
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    }:
        return _NO_SOLUTION
    is_least = status == highspy.HighsModelStatus.kOptimal
    solution, info = highs.getSolution(), highs.getInfo()
    bound = info.mip_dual_bound if problem.whole else info.objective_function_value
    least = max(0, int(np.ceil(bound - _SLIGHTEST))) if abs(bound) < LARGEST else 0
    has_numbers = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    if not has_numbers:
        return Solution(Proof.OPEN, None, least, None)
    numbers = np.rint(np.array(solution.col_value)).astype(np.int64)
    duals = None if problem.whole else np.array(solution.row_dual)
    if problem.whole and np.any(problem.table.multiply(numbers) > problem.at_most):
        return Solution(Proof.OPEN, None, least, duals)
    answer = Proof.LEAST if is_least else Proof.FOUND
    if is_least and problem.whole:
        least = int(problem.costs @ numbers)
    return Solution(answer, numbers, least, duals)


_NO_SOLUTION: Final = Solution(Proof.IMPOSSIBLE, None, 0, None)
_SLIGHTEST: Final = 1e-6
