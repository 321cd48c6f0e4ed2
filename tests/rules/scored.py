"""A naive reading of grids: every completion is scored by plain arithmetic, one after the other."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from housing_agreements import Household, Verdict
from housing_agreements.criteria.households import facts_by_name
from housing_agreements.criteria.kinds import Known, exact
from housing_agreements.rules.scoring.grids import (
    Best,
    Exclusive,
    Grid,
    Line,
    PerMonth,
    PerYear,
    Rubric,
    Waiting,
)
from housing_agreements.values.periods import months_after

Key = tuple[Any, ...]


def every_completion(
    household: Household, values: Mapping[str, Iterable[Any]]
) -> Iterator[Household]:
    """The household with each combination of values of the facts that are not known."""
    given = {name: getattr(household, name) for name in facts_by_name(type(household))}
    for chosen in product(*values.values()):
        yield type(household)(**given | dict(zip(values, chosen, strict=True)))


def waited(since: date, on: date, step: int) -> int:
    """The whole steps of so many months that have passed, counted one by one."""
    many = 0
    while months_after(since, (many + 1) * step) <= on:
        many += 1
    return many


def points_of_wait(line: Waiting, since: date, on: date) -> Any:
    """The points of a time of waiting."""
    many = waited(since, on, 12 if isinstance(line, PerYear) else 1)
    assert isinstance(line, PerMonth | PerYear)
    points: Any = 0
    for step in range(1, many + 1):
        points += line.points if step > line.after else 0
    if line.at_most is not None and abs(points) > line.at_most:
        points = line.at_most if points > 0 else -line.at_most
    return points + sum(more for since_step, more in line.bonus if many >= since_step)


def value_of(given: Any) -> Any:
    """The value of a fact that is known."""
    return exact(given.low if isinstance(given, Known) else given)


def points_of(rubric: Rubric, household: Household, on: date) -> tuple[Any, Any]:
    """The fewest and the most points of a rubric, of a household of whom all is known."""
    if isinstance(rubric, Waiting):
        points = points_of_wait(rubric, value_of(getattr(household, rubric.fact.fact.name)), on)
        return points, points
    if isinstance(rubric, Line):
        met = rubric.criterion.decide(household, on=on) is Verdict.MET
        return (rubric.points, rubric.points) if met else (0, 0)
    applying = [
        points_of(line, household, on)[0]
        for line in rubric.lines
        if isinstance(line, Waiting) or line.criterion.decide(household, on=on) is Verdict.MET
    ]
    if not applying:
        return 0, 0
    if isinstance(rubric, Best):
        return max(applying), max(applying)
    assert isinstance(rubric, Exclusive)
    return min(applying), max(applying)


def ranked(grid: Grid, household: Household, on: date) -> tuple[Any, Any, Key, Key] | None:
    """The points and the keys of a household of whom all is known; `None`: outside."""
    if grid.outside is not None and grid.outside.decide(household, on=on) is Verdict.MET:
        return None
    given = [points_of(rubric, household, on) for rubric in grid.lines or ()]
    low, high = sum(one[0] for one in given), sum(one[1] for one in given)
    if grid.at_most is not None:
        low, high = min(low, grid.at_most), min(high, grid.at_most)
    met = grid.first is not None and grid.first.decide(household, on=on) is Verdict.MET
    first = 0 if met or grid.first is None else 1
    ties = tuple(value_of(getattr(household, asked.fact.name)) for asked in grid.ties)
    ties = tuple(tie.toordinal() if isinstance(tie, date) else tie for tie in ties)
    return low, high, (first, -high, *ties), (first, -low, *ties)


def bounds_of(
    grid: Grid, completions: Iterable[Household], on: date
) -> tuple[Any, Any, Key, Key] | None:
    """The fewest and the most points, and the best and the worst key, over all completions."""
    found = [one for household in completions if (one := ranked(grid, household, on)) is not None]
    if not found:
        return None
    lows, highs, bests, worsts = zip(*found, strict=True)
    return min(lows), max(highs), min(bests), max(worsts)
