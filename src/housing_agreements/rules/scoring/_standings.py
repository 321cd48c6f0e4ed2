"""Who may be ahead of whom: the keys of all applicants as whole numbers, sorted once.

A key is whether one comes first, the points, and each tie; the smaller is ahead. Written as the
digits of one number, the keys of groups of rubrics that do not depend on one another add up.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import MAXYEAR
from functools import partial
from itertools import compress
from math import lcm
from operator import add, lt, sub
from typing import Any, Final, TypeVar, cast

from housing_agreements.rules.scoring._reading import Found, Group, Reading
from housing_agreements.rules.scoring.grids import Grid, Line, Points, Waiting

__all__ = ("GivenOf", "KeysOf", "Standings")

N = TypeVar("N", int, Points)

KeysOf = Callable[[Group], Iterable[Hashable]]
"""What gives the facts of a group of rubrics, for one applicant after the other."""
GivenOf = Callable[[int, Reading], Mapping[str, Any]]
"""What gives every fact that a grid reads, of the applicant with an index."""


class _Column:
    """What one grid gives all applicants, group by group."""

    def __init__(self, reading: Reading, keys_of: KeysOf) -> None:
        self.reading: Final = reading
        self.parts: Final = [
            list(map(group.found.__getitem__, keys_of(group))) for group in reading.groups
        ]

    def distinct(self) -> Iterator[tuple[int, Found]]:
        """What was found, each once, with the index of its group."""
        for index, part in enumerate(self.parts):
            yield from ((index, found) for found in dict.fromkeys(part))


class Standings:
    """The points of all applicants, and how many are ahead of each, at least and at most.

    Args:
        readings: Each grid, as it is read on the day.
        nobody: What says whether an applicant is outside all of them; `None`: there is one grid.
        many: How many applicants there are.
        keys_of: What gives the facts of a group of rubrics, for one applicant after the other.
        given_of: What gives all the facts of the applicant with an index.
    """

    def __init__(
        self,
        readings: Sequence[Reading],
        nobody: Reading | None,
        many: int,
        keys_of: KeysOf,
        given_of: GivenOf,
    ) -> None:
        columns = [_Column(reading, keys_of) for reading in readings]
        self._digits = _Digits(columns)
        of_grids = [_OfGrid(column, self._digits, many, given_of) for column in columns]
        first = of_grids[0]
        self.lows: list[Points] = first.lows
        """The fewest points of each; of one who is outside, nothing."""
        self.highs: list[Points] = first.highs
        """The most points."""
        self._bests, self._worsts = first.bests, first.worsts
        self.inside: list[bool] | None = first.inside
        """Whether each may be within scoring; `None`: all may."""
        self.may_be_outside: list[bool] | None = first.may_be_outside
        """Whether each may be outside scoring; `None`: none may."""
        if nobody is not None:
            self._join(of_grids, _Column(nobody, keys_of))
        self._count_ahead()

    def _join(self, of_grids: Sequence["_OfGrid"], nobody: _Column) -> None:
        """Take what any of the grids gives that may be for an applicant."""
        many = len(self.lows)
        inside = [one.inside or [True] * many for one in of_grids]
        for index in range(many):
            some = [one for one, held in zip(of_grids, inside, strict=True) if held[index]]
            if some:
                self.lows[index] = min(one.lows[index] for one in some)
                self.highs[index] = max(one.highs[index] for one in some)
                self._bests[index] = min(one.bests[index] for one in some)
                self._worsts[index] = max(one.worsts[index] for one in some)
        self.inside = [any(held) for held in zip(*inside, strict=True)]
        outside = zip(*nobody.parts, strict=True)
        self.may_be_outside = [any(found.may_be_outside for found in parts) for parts in outside]

    def _count_ahead(self) -> None:
        """How many are ahead of each: at least, and at most."""
        bests, worsts = self._bests, self._worsts
        behind, ahead = bests, worsts
        if self.inside is not None:
            behind = list(compress(bests, self.inside))
        if self.may_be_outside is not None:
            ahead = [
                worst for worst, may in zip(worsts, self.may_be_outside, strict=True) if not may
            ]
        self._behind = sorted(behind)
        self._ahead = self._behind if ahead is behind else sorted(ahead)
        if ahead is behind:  # all is known of all
            order = self._behind
            places = dict(zip(reversed(order), range(len(order) - 1, -1, -1), strict=True))
            self.at_least = self.at_most = list(map(places.__getitem__, bests))
            return
        self.at_least: list[int] = list(map(partial(bisect_left, self._ahead), bests))
        """How many are surely ahead of each."""
        most = map(partial(bisect_left, self._behind), worsts)
        # One who is not exactly known is no rival of oneself.
        self.at_most: list[int] = list(map(sub, most, map(lt, bests, worsts)))
        """How many may be ahead of each."""

    def place(self, index: int, founds: Sequence[Found]) -> tuple[int, int] | None:
        """How many would be ahead of an applicant of whom other facts were known.

        Args:
            index: Who it is of those ranked.
            founds: What each grid would give.

        Returns:
            At least and at most; `None` where the applicant would be outside scoring.
        """
        outcomes = [found.outcome for found in founds if found.outcome is not None]
        if not outcomes:
            return None
        best = min(self._digits.write(one.best) for one in outcomes)
        worst = max(self._digits.write(one.worst) for one in outcomes)
        at_least, at_most = bisect_left(self._ahead, best), bisect_left(self._behind, worst)
        if self.may_be_outside is None or not self.may_be_outside[index]:
            at_least -= self._worsts[index] < best
        if self.inside is None or self.inside[index]:
            at_most -= self._bests[index] < worst
        return at_least, at_most


class _OfGrid:
    """What one grid gives all applicants: points, and keys as numbers."""

    def __init__(
        self, column: _Column, digits: "_Digits", many: int, given_of: GivenOf
    ) -> None:
        reading, parts = column.reading, column.parts
        is_certain = True
        lows: dict[Found, Points] = {}
        highs: dict[Found, Points] = {}
        bests: dict[Found, int] = {}
        worsts: dict[Found, int] = {}
        outside: set[int] = set()
        hanging: set[int] = set()
        for group, found in column.distinct():
            outcome = found.outcome
            if found.may_be_outside:
                outside.add(group)
            if found.ties_give_points:
                hanging.add(group)
            if outcome is None:
                lows[found] = highs[found] = bests[found] = worsts[found] = 0
                continue
            ties = reading.groups[group].ties
            lows[found], highs[found] = outcome.low, outcome.high
            best = bests[found] = digits.write(outcome.best, ties)
            if outcome.best == outcome.worst:
                worsts[found] = best
            else:
                worsts[found], is_certain = digits.write(outcome.worst, ties), False
        self.lows: Final = _sum_up(parts, lows, many)
        self.highs: Final = self.lows if is_certain else _sum_up(parts, highs, many)
        self.bests: Final = _sum_up(parts, bests, many)
        self.worsts: Final = self.bests if is_certain else _sum_up(parts, worsts, many)
        self.inside: list[bool] | None = None
        self.may_be_outside: list[bool] | None = None
        if outside:
            some = [parts[group] for group in outside]
            self.inside = [all(one.outcome is not None for one in held) for held in zip(*some)]
            self.may_be_outside = [any(one.may_be_outside for one in held) for held in zip(*some)]
        if reading.grid.at_most is not None:
            self._limit(column, digits, reading.grid.at_most, given_of, [parts[g] for g in hanging])

    def _limit(
        self,
        column: _Column,
        digits: "_Digits",
        most: Points,
        given_of: GivenOf,
        hanging: Sequence[Sequence[Found]],
    ) -> None:
        """Keep the points of each within the limit of the whole."""
        is_certain = self.worsts is self.bests
        for index, high in enumerate(self.highs):
            if high <= most or (self.inside is not None and not self.inside[index]):
                continue
            if any(part[index].ties_give_points for part in hanging):
                given = given_of(index, column.reading)
                found = column.reading.search(column.reading.items, given, is_whole=True)
                if found.outcome is not None:
                    outcome = found.outcome
                    self.lows[index], self.highs[index] = outcome.low, outcome.high
                    self.bests[index] = digits.write(outcome.best)
                    self.worsts[index] = digits.write(outcome.worst)
                continue
            outcomes = [part[index].outcome for part in column.parts]
            for keys, key in ((self.bests, "best"), (self.worsts, "worst")):
                points = -sum(getattr(outcome, key)[1] for outcome in outcomes)
                if points > most:
                    keys[index] += digits.points(points - most)
                if is_certain:
                    break
            self.highs[index] = most
            self.lows[index] = min(self.lows[index], most)


def _sum_up(parts: Sequence[Sequence[Found]], of_found: Mapping[Found, N], many: int) -> list[N]:
    """What all groups give each applicant, added up."""
    columns = [map(of_found.__getitem__, part) for part in parts]
    if not columns:
        return [cast("N", 0)] * many
    total = columns[0]
    for column in columns[1:]:
        total = map(add, total, column)
    return list(total)


class _Digits:
    """How keys are written as numbers, of which the smaller is ahead.

    Every other number of a tie stands for the values between those of the applicants, so that
    one of whom something else were known finds a place.
    """

    def __init__(self, columns: Sequence[_Column]) -> None:
        readings = [column.reading for column in columns]
        values: list[set[Any]] = [set() for _ in readings[0].ties]
        for column in columns:
            for group, found in column.distinct():
                ties = column.reading.groups[group].ties
                if ties and found.outcome is not None:
                    for index in ties:
                        values[index].update((found.outcome.best[2 + index],
                                              found.outcome.worst[2 + index]))  # fmt: skip
        self._steps = [sorted(held) for held in values]
        self._places = [
            {value: 2 * index + 1 for index, value in enumerate(steps)} for steps in self._steps
        ]
        grids = [reading.grid for reading in readings]
        self._scale = lcm(*[part for grid in grids for part in _denominators(grid)])
        weight, self._weights = 1, [0] * len(values)
        for index in reversed(range(len(values))):
            self._weights[index] = weight
            weight *= 2 * len(self._steps[index]) + 1
        self._of_point: Final = weight
        self._of_first: Final = weight * self._scale * 2 * (max(map(_most_points, grids)) + 1)

    def points(self, points: Points) -> int:
        """What is added to a key when points are taken away."""
        return (points * self._scale).numerator * self._of_point

    def write(self, key: Sequence[Any], ties: Iterable[int] | None = None) -> int:
        """A key as a number.

        Args:
            key: The key.
            ties: The indices of the ties that count in it; `None`: all.
        """
        written: int = key[0] * self._of_first + self.points(key[1])
        for index in range(len(self._weights)) if ties is None else ties:
            value = key[2 + index]
            place = self._places[index].get(value)
            if place is None:
                place = 2 * bisect_left(self._steps[index], value)
            written += self._weights[index] * place
        return written


_MOST_MONTHS: Final = 12 * MAXYEAR
"""More months than the calendar has."""


def _most_points(grid: Grid) -> int:
    """A number of points that no household has or lacks."""
    most: Points = abs(grid.at_most or 0)
    for line in grid.every_line():
        if isinstance(line, Line):
            most += abs(line.points)
        elif isinstance(line, Waiting):
            most += abs(line.points) * _MOST_MONTHS + sum(abs(more) for _, more in line.bonus)
    return int(most) + 1


def _denominators(grid: Grid) -> Iterator[int]:
    """The denominators of all points of a grid."""
    yield (grid.at_most or 0).denominator
    for line in grid.every_line():
        if isinstance(line, (Line, Waiting)):
            yield line.points.denominator
        if isinstance(line, Waiting):
            yield (line.at_most or 0).denominator
            yield from (more.denominator for _, more in line.bonus)
