"""What entries may turn out to be, and the bounds of what is a sum over them.

What is not known of a dwelling is a set of possibilities, of which it takes one; what is not known
of a published figure is that of the dwellings that it tells of, one by one. Dwellings are
independent: a sum over them is at its least where each adds its least.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

import attrs

from housing_agreements.rules.quotas._extents import FigureExtent
from housing_agreements.rules.quotas.doubts import DoubtKind
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.sources import Source

__all__ = (
    "NOT_IN_BASE",
    "OUTSIDE",
    "DoubtKey",
    "PlainLots",
    "Possibilities",
    "Possibility",
    "PossibleCounts",
    "RatedLot",
    "Supposed",
    "TurnedOut",
    "find_ratios",
    "read_possible",
    "write_possible",
)

OUTSIDE: Final = -1
"""The index of no accounting period."""


class Possibility(NamedTuple):
    """One thing that an entry may turn out to be, for each dwelling that it stands for."""

    period_index: int
    """The accounting period in which it falls, by its index; `OUTSIDE` for none."""
    counted: int
    """Whether it counts: it reaches a main or a substitute public."""
    main: int
    """Whether it reaches a main public."""
    base: int | None
    """Whether it is in the base; `None` for a published figure whose base is not known."""


NOT_IN_BASE: Final = Possibility(OUTSIDE, 0, 0, 0)
"""Outside the base, or outside all the periods judged."""


class Possibilities(NamedTuple):
    """All that the same entries may turn out to be, one thing each."""

    among: frozenset[Possibility]
    """What each may be."""
    takes_back: bool
    """Whether they take back dwellings counted before."""


DoubtKey = tuple[DoubtKind, str]
"""Something that is not known: its kind, and the public when it is one."""


Supposed = str | frozenset[str]
"""The code that an entry is supposed to have; or those of which it is supposed to have none."""

TurnedOut = tuple[Possibilities, tuple[DoubtKey, ...]]
"""All that entries may turn out to be, whatever their day and place, and what is not known."""


class RatedLot(NamedTuple):
    """A figure that cannot be told dwelling by dwelling: it states a rate, or has no end."""

    extent: FigureExtent
    """How many dwellings may count, miss, and be in the base."""
    rate: Bounds[Fraction] | None
    """What counts over the base; `None`: not known."""
    period_indices: tuple[int, ...]
    """The accounting periods in which they may lie, by their index."""
    substitutes: Bounds[int]
    """How many of those that count may be substitutes."""
    times: int
    """How often it counts."""


@attrs.define(eq=False)
class PossibleCounts:
    """What may count for one judged period, in total or in one group."""

    dwellings: Counter[Possibilities] = attrs.field(factory=Counter)
    """How many dwellings have the same possibilities."""
    doubts: Counter[DoubtKey] = attrs.field(factory=Counter)
    """How many dwellings are concerned by each thing that is not known."""
    left_out: Counter[Possibilities] = attrs.field(factory=Counter)
    """How many dwellings are left out, with what they would be in the base if they were not."""
    published: Counter[Possibilities] = attrs.field(factory=Counter)
    """How many of the dwellings were published."""
    rated: list[RatedLot] = attrs.field(factory=list)
    """The figures that cannot be told dwelling by dwelling, beside the dwellings."""
    is_rated: bool = False
    """Whether a published figure speaks for the whole, as a rate does."""
    sources: dict[Source, None] = attrs.field(factory=dict)
    """The sources of the published figures, each once, in order."""

    def put(
        self, possibilities: Possibilities, dwellings: int, doubts: Collection[DoubtKey] = ()
    ) -> None:
        """Add dwellings."""
        self.dwellings[possibilities] += dwellings
        for doubt in doubts:
            self.doubts[doubt] += abs(dwellings)

    def within(self, period_indices: Collection[int]) -> "PossibleCounts":
        """What may count in some of the accounting periods: all else is outside."""
        kept, left_out = (
            _restrict_to_periods(dwellings, period_indices)
            for dwellings in (self.dwellings, self.left_out)
        )
        published = _restrict_to_periods(self.published, period_indices)
        rated = [lot for lot in self.rated if not {*period_indices}.isdisjoint(lot.period_indices)]
        return PossibleCounts(kept, self.doubts, left_out, published, rated, self.is_rated)

    @property
    def is_rate_beside(self) -> bool:
        """Whether a rate that speaks for the whole stands beside dwellings that nobody published.

        Or beside another figure, which it may have among what it speaks for.
        """
        if not (self.rated or self.is_rated):
            return False
        beside = (times - self.published[among] for among, times in self.dwellings.items())
        return any(beside) or (bool(self.rated) and any(self.published.values()))

    @property
    def may_be_empty(self) -> bool:
        """Whether it may be that nothing is in the base."""
        return all(
            NOT_IN_BASE in among for (among, _), dwellings in self.dwellings.items() if dwellings
        )

    @property
    def is_empty(self) -> bool:
        """Whether surely nothing is."""
        return self.may_be_empty and all(len(among) == 1 for among, _ in self.dwellings)

    @property
    def counted(self) -> Bounds[int]:
        """How many dwellings reach the publics."""
        return _bound_sum(self.dwellings, _whether_counted)

    @property
    def substitutes(self) -> Bounds[int]:
        """How many of these reach them only as substitutes."""
        return _bound_sum(
            self.dwellings, lambda possibility: possibility.counted - possibility.main
        )

    @property
    def base(self) -> Bounds[int]:
        """How many dwellings are in the base."""
        return _bound_sum(self.dwellings, _whether_in_base)

    @property
    def rate(self) -> Bounds[Fraction]:
        """Counted over base, when the base cannot be empty."""
        return Bounds(*find_ratios(self.dwellings, _whether_counted, _whether_in_base))

    @property
    def without_membership(self) -> Bounds[int]:
        """How many dwellings are left out, as it is not known whether they count."""
        return _bound_sum(self.left_out, _whether_in_base)


def _restrict_to_periods(
    dwellings: Mapping[Possibilities, int], period_indices: Collection[int]
) -> Counter[Possibilities]:
    kept: Counter[Possibilities] = Counter()
    for (among, takes_back), number in dwellings.items():
        inside = frozenset(
            possibility if possibility.period_index in period_indices else NOT_IN_BASE
            for possibility in among
        )
        kept[Possibilities(inside, takes_back)] += number
    return kept


def _bound_sum(
    dwellings: Mapping[Possibilities, int], measure: Callable[[Possibility], int | None]
) -> Bounds[int]:
    """The least and the most that a measure of possibilities can sum to."""
    low, high, limited = 0, 0, True
    for (among, _), number in dwellings.items():
        measures = [measure(possibility) for possibility in among]
        limited = limited and None not in measures
        sums = [number * measured for measured in measures if measured is not None]
        low += min(sums)
        high += max(sums)
    return Bounds(low, high if limited else None)


def _whether_counted(possibility: Possibility) -> int:
    return possibility.counted


def _whether_in_base(possibility: Possibility) -> int | None:
    return possibility.base


def find_ratios(
    dwellings: Mapping[Possibilities, int],
    above: Callable[[Possibility], int],
    below: Callable[[Possibility], Fraction | int | None],
    *,
    constant: Fraction = Fraction(0),
) -> tuple[Fraction, Fraction]:
    """The least and the most that one sum over another can be, the other being above zero.

    A ratio is at its most when no other completion has a positive `above - ratio x below`
    (Dinkelbach, 1967): each step takes, for each entry, the possibility best for the last ratio.

    Args:
        dwellings: What may turn out.
        above: What one dwelling adds above.
        below: What it adds below; `None`: without limit.
        constant: What stands below in any case.
    """

    def reached(ratio: Fraction, sign: int) -> Fraction:
        """The ratio of the completion for which `above - ratio x below` is least, or most."""
        over, under = 0, constant
        for (among, _), times in dwellings.items():
            pairs = [
                (above(possibility), added)
                for possibility in among
                if (added := below(possibility)) is not None
            ]
            up, down = min(pairs, key=lambda pair: sign * times * (pair[0] - ratio * pair[1]))
            over, under = over + times * up, under + times * down
        return Fraction(over) / under

    if all(len(among) == 1 for among, _ in dwellings):
        known = reached(Fraction(0), 1)
        return known, known
    extremes: list[Fraction] = []
    for sign in (1, -1):
        ratio = Fraction(0)
        while (closer := reached(ratio, sign)) != ratio:
            ratio = closer
        extremes.append(ratio)
    least, most = extremes
    unlimited = any(below(possibility) is None for among, _ in dwellings for possibility in among)
    return min(least, Fraction(0)) if unlimited else least, most


_PlainWay = tuple[int, int, int, int | None]
_PlainLot = tuple[int, bool, bool, tuple[_PlainWay, ...]]
PlainLots = tuple[_PlainLot, ...]
"""What dwellings may turn out to be, in plain numbers of 0 or more, for a report to bear.

So many dwellings, whether they are taken away, whether they take back others, and the ways in which
each may turn out: the accounting period from 1 on, 0 for none; then what it counts for.
"""


def write_possible(counts: PossibleCounts) -> PlainLots | None:
    """What may count, in plain numbers; `None` where a published rate tells of it."""
    if counts.rated or counts.is_rated:
        return None
    written: list[_PlainLot] = [
        (abs(times), times < 0, takes_back, tuple(sorted(map(_write_way, among), key=_order_way)))
        for (among, takes_back), times in counts.dwellings.items()
        if times
    ]
    return tuple(sorted(written, key=_order_lot))


def _write_way(way: Possibility) -> _PlainWay:
    return way.period_index - OUTSIDE, way.counted, way.main, way.base


def _order_way(way: _PlainWay) -> tuple[int, ...]:
    return tuple(-1 if part is None else part for part in way)


def _order_lot(lot: _PlainLot) -> tuple[tuple[tuple[int, ...], ...], bool, bool, int]:
    times, away, takes_back, ways = lot
    return tuple(map(_order_way, ways)), takes_back, away, times


def read_possible(written: PlainLots) -> Counter[Possibilities]:
    """How many dwellings have the same possibilities, from plain numbers."""
    return Counter(
        {
            Possibilities(
                frozenset(
                    Possibility(index + OUTSIDE, counted, main, base)
                    for index, counted, main, base in ways
                ),
                takes_back,
            ): -times if away else times
            for times, away, takes_back, ways in written
        }
    )
