"""Who may be ahead of whom: the keys of all applicants as whole numbers, sorted once.

A key is whether one comes first, the points, and each tie; the smaller is ahead. Written as the
digits of one number, the keys of groups of rubrics that do not depend on one another add up.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import MAXYEAR
from fractions import Fraction
from functools import partial
from itertools import compress, count, repeat
from math import lcm
from operator import add, lt, not_, sub
from typing import Any, Final, cast

from housing_agreements.rules.scoring._completions import Possible
from housing_agreements.rules.scoring._reading import Found, GridReading, RubricGroup
from housing_agreements.rules.scoring.grids import Grid, Line, Points, Waiting

__all__ = ("KnownFacts", "Standings")

KnownFacts = Mapping[str, Sequence[Any]]
"""What is known of each fact, by name: for one applicant after the other."""
TieEnds = tuple[dict[Any, Any], dict[Any, Any]]
"""The least and the most of a tie, by what is known of its fact."""


class Standings:
    """How many are ahead of each applicant, at least and at most.

    Args:
        readings: Each grid, as it is read on the day.
        nobody: What says whether an applicant is outside all of them; `None`: there is one grid.
        columns: The facts of all applicants.
        many: How many applicants there are.
        with_points: Whether the points of all are asked for, too.
    """

    def __init__(
        self,
        readings: Sequence[GridReading],
        nobody: GridReading | None,
        columns: KnownFacts,
        many: int,
        *,
        with_points: bool = False,
    ) -> None:
        alone = frozenset.intersection(*[reading.alone for reading in readings])
        ties = {index: columns[readings[0].ties[index].name] for index in alone}
        ends = {index: _find_ends(readings[0], index, column) for index, column in ties.items()}
        found = [_Found(reading, columns, alone, many) for reading in readings]
        self._digits = _Digits(found, ends)
        of_grids = [_OfGrid(one, self._digits, columns, many) for one in found]
        first = of_grids[0]
        self._bests, self._worsts = first.bests, first.worsts
        self.inside: list[bool] | None = first.inside
        """Whether each may be within scoring; `None`: all may."""
        self.may_be_outside: list[bool] | None = first.may_be_outside
        """Whether each may be outside scoring; `None`: none may."""
        if nobody is not None:
            self._join(of_grids, _Found(nobody, columns, alone, many))
        for index, column in ties.items():
            self._add_tie(index, column, ends[index])
        self.at_least, self.at_most = self._count_ahead()
        self.has_fractions: bool = self._digits.scale > 1
        """Whether the grids give fractions of points."""
        self.lows: list[Points] = []
        """The fewest points of each, where they are asked for; of one outside, any number."""
        self.highs: list[Points] = []
        """The most points."""
        if with_points:
            inside = [one.inside for one in of_grids]
            self.lows = _pick_points([one.lows(many) for one in found], inside, min)
            self.highs = _pick_points([one.highs(many) for one in found], inside, max)

    def _join(self, of_grids: Sequence["_OfGrid"], nobody: "_Found") -> None:
        """Take what any of the grids gives that may be for an applicant."""
        many = len(self._bests)
        inside = [[True] * many if one.inside is None else one.inside for one in of_grids]
        bests, worsts = list(self._bests), list(self._worsts)
        for index in range(many):
            some = [one for one, held in zip(of_grids, inside, strict=True) if held[index]]
            if some:
                bests[index] = min(one.bests[index] for one in some)
                worsts[index] = max(one.worsts[index] for one in some)
        self._bests, self._worsts = bests, worsts
        self.inside = [any(held) for held in zip(*inside, strict=True)]
        outside = zip(*nobody.parts, strict=True)
        self.may_be_outside = [any(found.may_be_outside for found in parts) for parts in outside]

    def _add_tie(self, index: int, column: Sequence[Any], ends: TieEnds) -> None:
        """Add the digits of a tie that nothing else reads."""
        least, most = (self._digits.places_of(index, some) for some in ends)
        is_certain = self._worsts is self._bests and least == most
        self._bests = list(map(add, self._bests, map(least.__getitem__, column)))
        self._worsts = (
            self._bests
            if is_certain
            else list(map(add, self._worsts, map(most.__getitem__, column)))
        )

    def _count_ahead(self) -> tuple[list[int], list[int]]:
        """How many are surely ahead of each, and how many may be."""
        bests, worsts = self._bests, self._worsts
        behind, ahead = bests, worsts
        if self.inside is not None:
            behind = list(compress(bests, self.inside))
        if self.may_be_outside is not None:
            ahead = list(compress(worsts, map(not_, self.may_be_outside)))
        self._behind = sorted(behind)
        if ahead is behind:  # all is known of all
            self._ahead = order = self._behind
            places = dict(zip(reversed(order), range(len(order) - 1, -1, -1), strict=True))
            least = list(map(places.__getitem__, bests))
            return least, least
        self._ahead = sorted(ahead)
        least = list(map(partial(bisect_left, self._ahead), bests))
        most = map(partial(bisect_left, self._behind), worsts)
        # One who is not exactly known is no rival of oneself.
        return least, list(map(sub, most, map(lt, bests, worsts)))

    def place(self, index: int, outcomes: Sequence[Possible]) -> tuple[int, int] | None:
        """How many would be ahead of an applicant of whom other facts were known.

        Args:
            index: Who it is of those ranked.
            outcomes: What each grid that may be for the applicant would give.

        Returns:
            At least and at most; `None` where the applicant would be outside scoring.
        """
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


def _pick_points(
    points: Sequence[list[Points]],
    inside: Sequence[list[bool] | None],
    pick: Callable[[Iterable[Points]], Points],
) -> list[Points]:
    """The points of each by the grids that may be for the applicant."""
    if len(points) == 1:
        return points[0]
    held = [[True] * len(points[0]) if some is None else some for some in inside]
    rows = zip(zip(*points, strict=True), zip(*held, strict=True), strict=True)
    return [pick(list(compress(ones, holding)) or [0]) for ones, holding in rows]


def _find_ends(reading: GridReading, index: int, column: Iterable[Any]) -> TieEnds:
    """The least and the most of a tie that nothing else reads, by what is known of its fact."""
    least: dict[Any, Any] = {}
    most: dict[Any, Any] = {}
    name = reading.ties[index].name
    for given in dict.fromkeys(column):
        if type(given) is int:
            least[given] = most[given] = given
        else:
            # No item is asked, and none leaves anybody out.
            outcome = cast("Possible", reading.search((), {name: given}).outcome)
            least[given], most[given] = outcome.best[2 + index], outcome.worst[2 + index]
    return least, most


class _Found:
    """What was found of all applicants for one grid, group by group."""

    def __init__(
        self, reading: GridReading, columns: KnownFacts, alone: frozenset[int], many: int
    ) -> None:
        self.reading: Final = reading
        self.groups: Final = [
            group for group in reading.groups if group.items or not alone.issuperset(group.ties)
        ]
        self.parts: Final = [
            list(map(group.found.__getitem__, _read_keys(group, columns, many)))
            for group in self.groups
        ]
        self.distinct: Final = [tuple(dict.fromkeys(part)) for part in self.parts]

    def lows(self, many: int) -> list[Points]:
        """The fewest points of each, under the limit of the whole."""
        return self._sum_up(lambda outcome: outcome.low, many)

    def highs(self, many: int) -> list[Points]:
        """The most points of each, under the limit of the whole."""
        return self._sum_up(lambda outcome: outcome.high, many)

    def _sum_up(self, of: Callable[[Possible], Points], many: int) -> list[Points]:
        points: dict[Found, Points] = {
            one: 0 if one.outcome is None else of(one.outcome)
            for distinct in self.distinct
            for one in distinct
        }
        most = self.reading.grid.at_most
        total = _sum_up(self.parts, points, many)
        return total if most is None else [min(one, most) for one in total]


def _read_keys(group: RubricGroup, columns: KnownFacts, many: int) -> Iterable[Hashable]:
    """What is known of the facts of a group, for one applicant after the other."""
    if len(group.names) == 1:
        return columns[group.names[0]]
    if not group.names:  # nothing that it asks depends on facts
        return repeat((), many)
    return zip(*[columns[name] for name in group.names], strict=True)


class _OfGrid:
    """What one grid gives all applicants: their keys as numbers."""

    def __init__(self, found: _Found, digits: "_Digits", columns: KnownFacts, many: int) -> None:
        parts = found.parts
        bests: dict[Found, int] = {}
        worsts: dict[Found, int] = {}
        outside: list[Sequence[Found]] = []
        is_certain = True
        for group, part, distinct in zip(found.groups, parts, found.distinct, strict=True):
            for one in distinct:
                bests[one] = worsts[one] = 0
                if one.outcome is not None:
                    best, worst = one.outcome.best, one.outcome.worst
                    bests[one] = worsts[one] = digits.write(best, group.ties)
                    if best != worst:
                        worsts[one], is_certain = digits.write(worst, group.ties), False
            if any(one.may_be_outside for one in distinct):
                outside.append(part)
        self.bests: Final = _sum_up(parts, bests, many)
        self.worsts: Final = self.bests if is_certain else _sum_up(parts, worsts, many)
        self.inside: list[bool] | None = None
        self.may_be_outside: list[bool] | None = None
        if outside:
            together = list(zip(*outside, strict=True))
            self.inside = [all(one.outcome is not None for one in held) for held in together]
            self.may_be_outside = [any(one.may_be_outside for one in held) for held in together]
        if found.reading.grid.at_most is not None:
            self._limit(found, digits, columns, many)

    def _limit(self, found: _Found, digits: "_Digits", columns: KnownFacts, many: int) -> None:
        """Keep the points of each within the limit of the whole."""
        most: Points = found.reading.grid.at_most or 0
        for index, high in enumerate(found.highs(many)):
            if high < most or (self.inside is not None and not self.inside[index]):
                continue
            founds = [part[index] for part in found.parts]
            if any(one.ties_give_points for one in founds):
                given = {name: columns[name][index] for name in found.reading.names}
                self._limit_together(index, found.reading, given, digits)
                continue
            outcomes = [one.outcome for one in founds if one.outcome is not None]
            over = [
                -sum(key[1] for key in keys) - most
                for keys in zip(*[(one.best, one.worst) for one in outcomes], strict=True)
            ]
            for keys, points in zip((self.bests, self.worsts), over, strict=True):
                if points > 0:
                    keys[index] += digits.points(points)
                if self.worsts is self.bests:
                    break

    def _limit_together(
        self, index: int, reading: GridReading, given: Mapping[str, Any], digits: "_Digits"
    ) -> None:
        """Keep the points of one within the limit, where a tie gives points as well."""
        # The household may be inside, as the groups found.
        outcome = cast("Possible", reading.search(reading.items, given, is_whole=True).outcome)
        self.bests[index] = digits.write(outcome.best, digits.beside)
        self.worsts[index] = digits.write(outcome.worst, digits.beside)


def _sum_up(
    parts: Sequence[Sequence[Found]], of_found: Mapping[Found, Any], many: int
) -> list[Any]:
    """What all groups give each applicant, added up."""
    total: Iterable[Any] = repeat(0, many)
    for index, part in enumerate(parts):
        column = map(of_found.__getitem__, part)
        total = map(add, total, column) if index else column
    return list(total)


class _Digits:
    """How keys are written as numbers, of which the smaller is ahead.

    Every other number of a tie stands for the values between those of the applicants, so that
    one of whom something else were known finds a place.
    """

    def __init__(self, founds: Sequence[_Found], ends: Mapping[int, TieEnds]) -> None:
        many = len(founds[0].reading.ties)
        values: list[set[Any]] = [set() for _ in range(many)]
        for index, (least, most) in ends.items():
            values[index].update(least.values(), most.values())
        for found in founds:
            for group, distinct in zip(found.groups, found.distinct, strict=True):
                for index in group.ties:
                    outcomes = [one.outcome for one in distinct if one.outcome is not None]
                    values[index].update(one.best[2 + index] for one in outcomes)
                    values[index].update(one.worst[2 + index] for one in outcomes)
        self._steps = [sorted(held) for held in values]
        self._places = [dict(zip(steps, count(1, 2))) for steps in self._steps]  # without end
        grids = [found.reading.grid for found in founds]
        self.scale: Final = lcm(*[part for grid in grids for part in _denominators(grid)])
        weight, self._weights = 1, [0] * many
        for index in reversed(range(many)):
            self._weights[index] = weight
            weight *= 2 * len(self._steps[index]) + 1
        self._of_point: Final = weight
        self._of_first: Final = weight * self.scale * 2 * (max(map(_most_points, grids)) + 1)
        self.beside: Final = tuple(index for index in range(many) if index not in ends)
        """The ties that something else reads as well."""

    def points(self, points: Points) -> int:
        """What is added to a key when points are taken away."""
        return (points * self.scale).numerator * self._of_point

    def places_of(self, index: int, values: Mapping[Any, Any]) -> dict[Any, int]:
        """What a tie adds to a key, by what is known of its fact."""
        weight, places = self._weights[index], self._places[index]
        return {given: weight * places[value] for given, value in values.items()}

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
    most: Any = abs(grid.at_most or 0)
    for line in grid.every_line():
        if isinstance(line, Line):
            most += abs(line.points)
        elif isinstance(line, Waiting):
            bonuses: list[Any] = [abs(more) for _, more in line.bonus]
            most += _MOST_MONTHS * abs(Fraction(line.points)) + sum(bonuses)
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
