"""The worst and the best sums, when facts are missing.

What is not known of entries is a set of possibilities; `judge_limit` compares their worst and
their best sum with a promise.

The bounds of a count are real completions of what is not known: every entry takes the
possibility that is worst (or best) for the promise, and the sums of these are judged. Since a
rounded amount moves with whole numbers, the possibility that changes `counted - owed` least (or
most) is the worst (or best) for the verdict, whatever the other entries do.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import Final, NamedTuple, TypeVar

import attrs

from housing_agreements.model.levels import Level
from housing_agreements.rules.quotas.findings import DoubtKind
from housing_agreements.rules.quotas.limits import Completion, JudgedLimit, Promise
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import Rounding

__all__ = (
    "NOT_IN_BASE",
    "OUTSIDE",
    "DoubtKey",
    "Possibilities",
    "Possibility",
    "PossibleCounts",
    "TurnedOut",
    "judge_limit",
)

N = TypeVar("N", int, Fraction)

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


TurnedOut = tuple[Possibilities, tuple[DoubtKey, ...]]
"""All that entries may turn out to be, whatever their day and place, and what is not known."""


@attrs.frozen(eq=False)
class PossibleCounts:
    """What may count for one judged period, in total or in one group."""

    dwellings: Counter[Possibilities] = attrs.field(factory=Counter)
    """How many dwellings have the same possibilities."""
    doubts: Counter[DoubtKey] = attrs.field(factory=Counter)
    """How many dwellings are concerned by each thing that is not known."""
    left_out: Counter[Possibilities] = attrs.field(factory=Counter)
    """How many dwellings are left out, with what they would be in the base if they were not."""

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
        return PossibleCounts(kept, self.doubts, left_out)

    @property
    def counted(self) -> Bounds[int]:
        """How many dwellings reach the publics."""
        return self.bounds(_whether_counted, 0)

    @property
    def substitutes(self) -> Bounds[int]:
        """How many of these reach them only as substitutes."""
        return self.bounds(lambda possibility: possibility.counted - possibility.main, 0)

    @property
    def base(self) -> Bounds[int]:
        """How many dwellings are in the base."""
        return self.bounds(_whether_in_base, 0)

    @property
    def rate(self) -> Bounds[Fraction]:
        """Counted over base, when the base cannot be empty."""
        return Bounds(*_find_ratios(self.dwellings, _whether_counted, _whether_in_base))

    @property
    def without_membership(self) -> Bounds[int]:
        """How many dwellings are left out, as it is not known whether they count."""
        return _bound_sum(self.left_out, _whether_in_base, 0)

    def bounds(self, measure: Callable[[Possibility], N | None], constant: N) -> Bounds[N]:
        """The least and the most that a constant and a measure of possibilities can sum to."""
        return _bound_sum(self.dwellings, measure, constant)


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
    dwellings: Mapping[Possibilities, int],
    measure: Callable[[Possibility], N | None],
    constant: N,
) -> Bounds[N]:
    low, high, limited = constant, constant, True
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


def _find_ratios(
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


def judge_limit(counts: PossibleCounts, promise: Promise) -> JudgedLimit:
    """Compare what may count with a promise: every entry at its worst, then at its best."""
    worst, best = _complete(counts.dwellings, promise)
    amount = counts.bounds(lambda possibility: _amount_of(possibility, promise), promise.constant)
    attainment = _bound_attainment(counts.dwellings, promise, amount)
    if promise.main_part is not None and not amount.exact:
        # Part of a rounded amount does not move with whole numbers: what is worst or best by a
        # dwelling may not be so in sum. Rounding is then taken to be as bad or as good as it can.
        raised, lowered = promise.slack
        worst, best = worst.owe_more(raised), best.owe_more(-lowered)
        promise = attrs.evolve(promise, rounding=Rounding.EXACT)
    return JudgedLimit(promise, worst, best, amount, attainment)


def _bound_attainment(
    dwellings: Mapping[Possibilities, int], promise: Promise, amount: Bounds[Fraction]
) -> Bounds[Fraction] | None:
    """Counted over owed; where rounding moves with the base, as far as it can at most."""
    owed = promise.owed(amount.low)
    if owed <= 0:
        return None

    def counted(possibility: Possibility) -> int:
        return _count_of(possibility, promise)

    if amount.high is not None and promise.owed(amount.high) == owed:
        return Bounds(*_find_ratios(dwellings, counted, lambda _: 0, constant=owed))
    raised, lowered = promise.slack
    extremes = [
        _find_ratios(
            dwellings,
            counted,
            lambda possibility: _amount_of(possibility, promise),
            constant=promise.constant + moved,
        )
        for moved in {raised, -lowered}
    ]
    return Bounds(min(least for least, _ in extremes), max(most for _, most in extremes))


def _complete(
    dwellings: Mapping[Possibilities, int], promise: Promise
) -> tuple[Completion, Completion]:
    """The worst and the best completion of what is not known, for a promise."""
    lowest, highest = _CompletionInTheMaking(promise), _CompletionInTheMaking(promise)
    for (among, _), times in dwellings.items():
        ordered = sorted(among, key=lambda possibility: _advantage(possibility, promise))
        if times < 0:
            ordered.reverse()
        lowest.add(ordered[0], times)
        highest.add(ordered[-1], times)
    low, high = lowest.completion(), highest.completion()
    return (high, low) if promise.ceiling else (low, high)


def _advantage(possibility: Possibility, promise: Promise) -> tuple[int, Fraction, int, int]:
    """How much it raises what counts over what is owed; ties go to the higher rate."""
    amount = _amount_of(possibility, promise)
    counts = _count_of(possibility, promise)
    if amount is None:
        return -1, Fraction(counts), counts, 0
    return 0, counts - amount * promise.part, 2 * counts - (possibility.base or 0), counts


class _CompletionInTheMaking:
    """The sums of the possibilities taken so far.

    Args:
        promise: What is promised.
    """

    def __init__(self, promise: Promise) -> None:
        self._promise = promise
        self._counted = 0
        self._base: int | None = 0
        self._amount: Fraction | None = promise.constant

    def add(self, possibility: Possibility, dwellings: int) -> None:
        """Let so many dwellings turn out that way."""
        self._counted += dwellings * _count_of(possibility, self._promise)
        unlimited = possibility.base is None
        self._base = (
            None
            if unlimited or self._base is None
            else self._base + dwellings * (possibility.base or 0)
        )
        amount = _amount_of(possibility, self._promise)
        self._amount = (
            None if amount is None or self._amount is None else self._amount + dwellings * amount
        )

    def completion(self) -> Completion:
        """The completion made."""
        return Completion(self._counted, self._base, self._amount)


def _amount_of(possibility: Possibility, promise: Promise) -> Fraction | None:
    """What one dwelling adds to what is owed; `None` for a base that is not known."""
    level = _level_of(possibility, promise)
    if not promise.of_base or not level:
        return Fraction(0)
    return None if possibility.base is None else Fraction(level) * possibility.base


def _count_of(possibility: Possibility, promise: Promise) -> int:
    """What one dwelling adds to what counts."""
    if _level_of(possibility, promise) is None:
        return 0
    return possibility.counted if promise.main_part is None else possibility.main


def _level_of(possibility: Possibility, promise: Promise) -> Level | None:
    """The level of the accounting period in which it falls; `None` outside."""
    index = possibility.period_index
    return None if index == OUTSIDE else promise.levels[index]
