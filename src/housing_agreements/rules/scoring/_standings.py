"""Who may be ahead of whom: the keys of all applicants as whole numbers, sorted once.

A key is whether one comes first, the points, and each tie; the smaller is ahead. Written as the
digits of one number, the keys of groups of rubrics that do not depend on one another add up.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import lcm
from operator import add
from typing import Any, Final

from housing_agreements.rules.scoring._reading import Found, Group, Reading
from housing_agreements.rules.scoring.grids import Points

__all__ = ("Standings", "stand")

KeysOf = Callable[[Group], Iterable[Hashable]]
"""What gives the facts of a group of rubrics, for one applicant after the other."""
GivenOf = Callable[[int, Reading], Mapping[str, Any]]
"""What gives every fact that a grid reads, of the applicant with an index."""


class _Digits:
    """How keys are written as numbers."""

    def __init__(self, founds: Iterable[Found], many_ties: int, caps: Iterable[Points]) -> None:
        values: list[set[Any]] = [set() for _ in range(many_ties)]
        denominators, most = {cap.denominator for cap in caps}, 0
        for found in founds:
            outcome = found.outcome
            if outcome is not None:
                most += max(abs(outcome.low), abs(outcome.high))
                denominators.update((outcome.low.denominator, outcome.high.denominator))
                for key in (outcome.best, outcome.worst):
                    denominators.add(key[1].denominator)
                    for held, value in zip(values, key[2:], strict=True):
                        held.add(value)
        self._scale = lcm(*denominators)
        self._steps = [sorted(held) for held in values]
        self._places = [
            {value: 2 * index + 1 for index, value in enumerate(steps)} for steps in self._steps
        ]
        weight, self._weights = 1, [0] * many_ties
        for index in reversed(range(many_ties)):
            self._weights[index] = weight
            weight *= 2 * len(self._steps[index]) + 1
        self._of_point: Final = weight
        self._of_first = weight * self._scale * 2 * (int(most) + 1)

    def points(self, points: Points) -> int:
        """What points add to a key, if they were taken."""
        return int(points * self._scale) * self._of_point

    def write(self, key: Sequence[Any], ties: Iterable[int]) -> int:
        """A key, of which some ties count, as a number."""
        first, points, *values = key
        written: int = first * self._of_first + self.points(points)
        for index in ties:
            place = self._places[index].get(values[index])
            if place is None:  # of none of those who were ranked
                place = 2 * bisect_left(self._steps[index], values[index])
            written += self._weights[index] * place
        return written


class _Column:
    """What one grid gives all applicants."""

    def __init__(self, reading: Reading, keys_of: KeysOf) -> None:
        self.reading: Final = reading
        self.parts: Final = [
            list(map(group.found.__getitem__, keys_of(group))) for group in reading.groups
        ]
        self.ties: Final = [
            [
                index
                for index, tie in enumerate(reading.ties)
                if tie.name.removesuffix(" (verified)") in group.names
            ]
            for group in reading.groups
        ]

    def distinct(self) -> Iterator[Found]:
        """What was found, each once for its group."""
        for part in self.parts:
            yield from {id(found): found for found in part}.values()


class Standings:
    """The points of all applicants, and how many are ahead of each, at least and at most."""

    __slots__ = ("_digits", "_surely_in", "_perhaps_in", "ahead_at_least", "ahead_at_most",
                 "bests", "highs", "inside", "lows", "may_be_outside", "worsts")  # fmt: skip

    def __init__(self) -> None:
        self.lows: list[Points] = []
