"""Which dwellings must be known before a finding is decided, whatever is found out of them.

A finding is decided by what is known of some dwellings, whatever that is, when nothing that the
others may turn out to be changes the answer. So each dwelling that can change it must be known,
and no other: there is one such set, and none is smaller. A dwelling can change the answer when the
others may sum to something with which it is kept by one of the things that it may turn out to be,
and not by another; of those with the same possibilities all can, or none.

All these sums are looked at, as far as there are not too many. Beyond that, and where the rule
does not see that the others change nothing, all that may change a number of the finding is taken:
never too little, perhaps too much.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import lcm
from typing import Final

from housing_agreements.model.commitments import Commitment
from housing_agreements.model.levels import ExactLevel
from housing_agreements.rules.quotas._possible import (
    NOT_IN_BASE,
    Possibilities,
    Possibility,
    PossibleCounts,
)
from housing_agreements.rules.quotas.limits import Completion, Promise
from housing_agreements.values.verdicts import Verdict

__all__ = ("EffectSet", "Effects", "find_deciding")

_PARTS: Final = 4
"""The numbers of an effect in the accounting periods of one level."""
_MOST_JUDGED: Final = 4_000
"""How many different sums are judged, each by itself."""
_MOST_ADDED: Final = 400_000
"""How many sums are made at once, to see which of them differ."""
_MOST_BITS: Final = 1 << 33
"""How many bits are moved, where each sum is a bit of one number."""
_MOST_WIDTH: Final = 1 << 26
"""How many bits such a number has at most."""
_ENDS: Final = 2
"""A lot of two weights takes fewer moves than one of more."""

Effect = tuple[int, ...]
"""What one dwelling does to the numbers of a finding: see `Effects`."""
EffectSet = frozenset[Effect]
"""All the effects that a dwelling may have."""
_Alike = Mapping[EffectSet, int]
"""How many dwellings may have the same effects."""
_Judge = Callable[[PossibleCounts], Verdict | None]
"""The verdict of the finding on what may count."""


class Effects:
    """What entries do to the numbers of a finding, as numbers that add up.

    In the accounting periods that promise the same there are four: whether it counts, whether as
    a main public, whether it is in a base of which a part is owed, whether it is there at all.

    Args:
        commitment: The commitment judged.
        levels: The accounting periods in which something counts, by index, each with the levels
            of the floor and of the ceiling.
        of_nobody_perhaps: Whether it makes a difference that anybody is there at all.
    """

    def __init__(
        self,
        commitment: Commitment,
        levels: Mapping[int, tuple[ExactLevel | None, ExactLevel | None]],
        *,
        of_nobody_perhaps: bool,
    ) -> None:
        self._of_base = commitment.of_base
        self._of_anybody = commitment.of_base or of_nobody_perhaps
        self._of_main = commitment.substitute is not None
        places: dict[tuple[ExactLevel | None, ExactLevel | None], int] = {}
        self._places = {index: places.setdefault(of, len(places)) for index, of in levels.items()}
        self._levels = tuple(places)
        first = {place: index for index, place in reversed(self._places.items())}
        self._indices = tuple(first[place] for place in range(len(places)))
        self.nothing: Effect = (0,) * (_PARTS * len(places))
        """That of an entry outside."""

    def counts_in(self, period_index: int) -> bool:
        """Whether something counts in an accounting period."""
        return period_index in self._places

    def of(self, possibility: Possibility) -> Effect:
        """The effect of one thing that an entry may turn out to be."""
        index, counted, main, base = possibility
        if not self.counts_in(index):
            return self.nothing
        before = self._places[index] * _PARTS
        parts = (
            counted,
            main if self._of_main else 0,
            (base or 0) if self._of_base else 0,
            int(self._of_anybody),
        )
        return (*self.nothing[:before], *parts, *self.nothing[before + _PARTS :])

    def of_all(self, among: Iterable[Possibility], dwellings: int) -> EffectSet:
        """The different effects of all that an entry may turn out to be.

        Args:
            among: What it may be.
            dwellings: How many there are of such; below 0 for those that take dwellings back.
        """
        effects = map(self.of, among)
        if dwellings > 0:
            return frozenset(effects)
        # What is taken back is there, too.
        return frozenset(
            tuple(part if place % _PARTS == _PARTS - 1 else -part for place, part in enumerate(one))
            for one in effects
        )

    def sum_up(self, known: Effect, others: _Alike) -> PossibleCounts:
        """What may count when some dwellings are known, with a sum of effects, and others not."""
        counts = PossibleCounts()
        for index, counted, main, base, there in self._split(known):
            before = len(counts.dwellings)
            for in_main, in_counted, times in (
                (1, 1, main), (0, 1, counted - main), (0, 0, base - counted)
            ):  # fmt: skip
                one = Possibility(index, in_counted, in_main, int(self._of_base))
                if times and (in_counted or self._of_base):
                    counts.put(Possibilities(frozenset({one}), takes_back=times < 0), times)
            if there and len(counts.dwellings) == before:  # as much is taken back as there is
                nobody = frozenset({Possibility(index, 0, 0, int(self._of_base))})
                counts.put(Possibilities(nobody, takes_back=False), 1)
                counts.put(Possibilities(nobody, takes_back=True), -1)
        for kind, times in others.items():
            sign = -1 if any(min(effect) < 0 for effect in kind) else 1
            possible = {
                Possibility(index, sign * counted, sign * main, sign * base)
                for effect in kind
                for index, counted, main, base, _ in self._split(effect)
            }
            if self.nothing in kind:
                possible.add(NOT_IN_BASE)
            counts.put(Possibilities(frozenset(possible), takes_back=sign < 0), sign * times)
        return counts

    def _split(self, effect: Effect) -> Iterator[tuple[int, int, int, int, int]]:
        """An effect as what there is in each accounting period, in the first of those alike."""
        for place, index in enumerate(self._indices):
            counted, main, base, there = effect[place * _PARTS : (place + 1) * _PARTS]
            if counted or main or base or there:
                yield index, counted, main if self._of_main else counted, base, there

    def weigh(self, effect: Effect, *, ceiling: bool) -> Fraction:
        """How much an effect raises what counts over the part of the base that the limit owes."""
        weight = Fraction(0)
        for place, levels in enumerate(self._levels):
            counted, _, base, _ = effect[place * _PARTS : (place + 1) * _PARTS]
            weight += counted - (levels[ceiling] or 0) * base
        return weight


def find_deciding(
    alike: _Alike, effects: Effects, judge: _Judge, only_limit: Promise | None
) -> frozenset[EffectSet] | None:
    """The dwellings that must be known for an undetermined finding to be decided.

    Args:
        alike: How many dwellings may have the same effects.
        effects: What the numbers of the finding are made of.
        judge: The verdict of the finding on what may count.
        only_limit: The limit of the finding, when its answer depends on nothing but how far what
            counts lies above what is owed; else `None`.

    Returns:
        These dwellings; `None` where there are too many sums, or the rule does not see that the
        others change nothing.
    """
    found = None if only_limit is None else _find_by_weight(alike, effects, only_limit)
    return _find_by_sums(alike, effects, judge) if found is None else found


def _find_by_weight(
    alike: _Alike, effects: Effects, promise: Promise
) -> frozenset[EffectSet] | None:
    """The same, for a limit that looks at one sum alone; `None` when there are too many.

    Each sum is a bit of a whole number: to add a dwelling is to move the bits.
    """
    exact = {
        kind: sorted({effects.weigh(one, ceiling=promise.ceiling) for one in kind})
        for kind in alike
    }
    unit = lcm(*(weight.denominator for weights in exact.values() for weight in weights))
    weights_of = {kind: tuple(int(weight * unit) for weight in of) for kind, of in exact.items()}
    lots: Counter[tuple[int, ...]] = Counter()
    for kind, weights in weights_of.items():
        lots[weights] += alike[kind]
    least, most = (sum(weights[end] * times for weights, times in lots.items()) for end in (0, -1))
    moves = sum(
        times if len(weights) > _ENDS else times.bit_length() for weights, times in lots.items()
    )
    width = most - least + 1
    if width > _MOST_WIDTH or width * moves * len(lots) > _MOST_BITS:
        return None
    turning = _find_turning_point(promise, least, most, unit)
    found: set[tuple[int, ...]] = set()
    for weights in lots:
        # The answer turns between what others sum to with the least weight and with the most.
        first = turning - weights[-1] - (least - weights[0])
        sums = _list_sums_as_bits(lots, weights)
        window = sums >> first if first >= 0 else sums << -first
        if window & ((1 << weights[-1] - weights[0]) - 1):
            found.add(weights)
    return frozenset(kind for kind, weights in weights_of.items() if weights in found)


def _find_turning_point(promise: Promise, least: int, most: int, unit: int) -> int:
    """The least sum with which the answer is another than with the least of all.

    Args:
        promise: The limit.
        least: The least sum, in units.
        most: The most, with which it is another.
        unit: How many units make one.
    """

    def keeps(sum_: int) -> bool:
        owed = promise.constant - Fraction(sum_, unit)
        return promise.is_kept_by(Completion(counted=0, base=1, amount=owed))

    before = keeps(least)
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if keeps(middle) is before else (least, middle)
    return most


def _list_sums_as_bits(lots: Mapping[tuple[int, ...], int], without: tuple[int, ...]) -> int:
    """All that dwellings without one of a lot may sum to: the bits, the first for the least."""
    sums = 1
    for weights, times in lots.items():
        left = times - 1 if weights == without else times
        first, *further = weights
        if len(further) == 1:  # so many times at most: by powers of two
            step, taken = further[0] - first, 1
            while left > 0:
                sums |= sums << step * min(taken, left)
                left, taken = left - taken, taken * 2
        else:
            for _ in range(left if further else 0):
                before = sums
                for weight in further:
                    sums |= before << weight - first
    return sums


def _find_by_sums(alike: _Alike, effects: Effects, judge: _Judge) -> frozenset[EffectSet] | None:
    """The same, judging each sum; `None` when there are too many, or the rule does not see it."""
    kept: dict[Effect, bool] = {}

    def keeps(sum_: Effect) -> bool:
        if sum_ not in kept:
            kept[sum_] = judge(effects.sum_up(sum_, {})) is not Verdict.UNMET
        return kept[sum_]

    found: set[EffectSet] = set()
    for kind, times in alike.items():
        if len(kind) > 1:
            sums = _list_effect_sums({**alike, kind: times - 1}, effects.nothing)
            if sums is None:
                return None
            if any(len({keeps(_add_effect(sum_, one, 1)) for one in kind}) > 1 for sum_ in sums):
                found.add(kind)
    known = _list_effect_sums({kind: alike[kind] for kind in found}, effects.nothing)
    others = {kind: times for kind, times in alike.items() if kind not in found}
    is_seen = known is not None and not any(
        judge(effects.sum_up(sum_, others)) is Verdict.UNDETERMINED for sum_ in known
    )
    return frozenset(found) if is_seen else None


def _list_effect_sums(alike: _Alike, nothing: Effect) -> set[Effect] | None:
    """All that dwellings may sum to; `None` when that is too much."""
    sums = {nothing}
    for kind, times in alike.items():
        multiples = _list_multiples(kind, times, nothing)
        if multiples is None or len(sums) * len(multiples) > _MOST_ADDED:
            return None
        sums = {_add_effect(sum_, multiple, 1) for sum_ in sums for multiple in multiples}
        if len(sums) > _MOST_JUDGED:
            return None
    return sums


def _list_multiples(kind: EffectSet, times: int, nothing: Effect) -> set[Effect] | None:
    """All that so many dwellings of a kind may sum to; `None` when that is too much."""
    first, *further = kind
    sums = {_add_effect(nothing, first, times)}
    if not further:
        return sums
    if times > _MOST_JUDGED:
        return None
    steps = [_add_effect(one, first, -1) for one in further]
    if len(steps) == 1:
        return {
            _add_effect(start, steps[0], number) for start in sums for number in range(times + 1)
        }
    for _ in range(times):
        sums |= {_add_effect(sum_, step, 1) for sum_ in sums for step in steps}
        if len(sums) > _MOST_JUDGED:
            return None
    return sums


def _add_effect(sum_: Effect, effect: Effect, times: int) -> Effect:
    return tuple(part + times * more for part, more in zip(sum_, effect, strict=True))
