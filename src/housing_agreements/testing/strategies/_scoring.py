"""Strategies for grids of points. All grids are synthetic."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts
from housing_agreements.rules.scoring.grids import (
    Best,
    Exclusive,
    Grid,
    Line,
    PerMonth,
    PerYear,
    Rubric,
)
from housing_agreements.testing.strategies._criteria import criteria

__all__ = ("REGISTERED", "grid_lines", "grids", "point_numbers")

_TIES: Final = (facts.applied_on, facts.household_size, facts.annual_income, facts.born_on)


def point_numbers() -> st.SearchStrategy[int | Fraction]:
    """Points: whole ones mostly, few enough to meet each other."""
    return st.integers(-3, 6) | st.integers(-3, 3).map(lambda value: Fraction(value, 2))


def _lines_of_grids(code: str, asked: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Line]:
    return st.builds(Line, st.just(code), asked, point_numbers())


@st.composite
def _waits(draw: st.DrawFn, code: str) -> PerMonth | PerYear:
    kinds: list[type[PerMonth | PerYear]] = [PerMonth, PerYear]
    make = draw(st.sampled_from(kinds))
    asked = draw(st.sampled_from((facts.applied_on, facts.applied_on.verified())))
    return make(
        code,
        asked,
        draw(point_numbers()),
        after=draw(st.integers(0, 3)),
        at_most=draw(st.none() | st.integers(0, 8)),
        bonus=draw(st.dictionaries(st.integers(1, 6), point_numbers(), max_size=2)),
    )


@st.composite
def grid_lines(
    draw: st.DrawFn,
    code: str = "line",
    *,
    asked: st.SearchStrategy[Criterion] | None = None,
    waits: bool = True,
) -> Rubric:
    """Rubrics of every kind.

    Args:
        draw: Given by Hypothesis.
        code: Its code, with which those of its lines begin.
        asked: What its lines ask; criteria of any shape unless told otherwise.
        waits: Whether it may count times of waiting.
    """
    criterion = criteria(max_leaves=3) if asked is None else asked
    kind = draw(st.sampled_from(("line", "best", "exclusive", "wait")))
    if kind == "wait" and waits:
        return draw(_waits(code))
    many = range(draw(st.integers(1, 3)))
    if kind == "best":
        one_of = [_lines_of_grids, _waits_or_lines] if waits else [_lines_of_grids]
        lines = [draw(draw(st.sampled_from(one_of))(f"{code}-{n}", criterion)) for n in many]
        return Best(code, lines)
    if kind == "exclusive":
        return Exclusive(code, [draw(_lines_of_grids(f"{code}-{n}", criterion)) for n in many])
    return draw(_lines_of_grids(code, criterion))


def _waits_or_lines(code: str, asked: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Any]:
    return _lines_of_grids(code, asked) | _waits(code)


@st.composite
def grids(
    draw: st.DrawFn,
    *,
    asked: st.SearchStrategy[Criterion] | None = None,
    waits: bool = True,
    ties: Sequence[Any] = _TIES,
) -> Grid:
    """Grids with rubrics of every kind, of few facts so that they meet.

    Args:
        draw: Given by Hypothesis.
        asked: What lines ask; criteria of any shape unless told otherwise.
        waits: Whether times of waiting may count.
        ties: The facts that may rank equal points.
    """
    criterion = criteria(max_leaves=3) if asked is None else asked
    lines = [
        draw(grid_lines(f"line-{number}", asked=criterion, waits=waits))
        for number in range(draw(st.integers(1, 4)))
    ]
    seldom = st.none() | st.none() | criterion
    return Grid(
        "grid",
        "A grid",
        lines,
        at_most=draw(st.none() | st.integers(-2, 10)),
        outside=draw(seldom),
        first=draw(seldom),
        ties=draw(st.lists(st.sampled_from(ties), max_size=3, unique=True)) if ties else (),
    )


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (Line, lambda: _lines_of_grids("line", criteria(max_leaves=3))),
    (Best, lambda: grid_lines("line").filter(lambda line: isinstance(line, Best))),
    (Exclusive, lambda: grid_lines("line").filter(lambda line: isinstance(line, Exclusive))),
    (PerMonth, lambda: _waits("line").filter(lambda line: isinstance(line, PerMonth))),
    (PerYear, lambda: _waits("line").filter(lambda line: isinstance(line, PerYear))),
    (Grid, grids),
)
"""Each class, with the strategy that draws it."""
