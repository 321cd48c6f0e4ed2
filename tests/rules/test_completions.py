"""Limits are judged by every completion: all are listed, one dwelling after another."""

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import naive
from tests.rules.drawing import BY_SIZE, RATES, SLOW

from housing_agreements import Rounding, RoundingBySize, Verdict
from housing_agreements.rules.quotas._completions import judge_limit
from housing_agreements.rules.quotas._possible import NOT_IN_BASE, Possibilities, Possibility
from housing_agreements.rules.quotas._ranges import can_keep_all
from housing_agreements.rules.quotas.limits import Promise

Level = int | Fraction
PERIODS = 3
MOST_DWELLINGS = 6


class Sums(NamedTuple):
    """What a completion comes to, for a limit."""

    counted: int
    base: int
    amount: Fraction
    empty: bool


class Judged(NamedTuple):
    """What a limit says of a completion."""

    kept: bool
    owed: Fraction
    bound: int
    gap: int


def list_completions(dwellings: Counter[Possibilities]) -> Iterator[list[tuple[int, Possibility]]]:
    """Every way in which all the dwellings may turn out, each added or taken back."""
    each = [
        [(1 if times > 0 else -1, possibility) for possibility in among]
        for (among, _), times in dwellings.items()
        for _ in range(abs(times))
    ]
    return (list(turned) for turned in itertools.product(*each))


def add_up(turned: Sequence[tuple[int, Possibility]], promise: Promise) -> Sums:
    """The sums over the periods that a limit names."""
    counted = base = there = 0
    amount = Fraction(0 if promise.of_base else sum(level or 0 for level in promise.levels))
    for sign, (index, hit, main, in_base) in turned:
        there += promise.of_nobody_perhaps and not promise.of_base and index >= 0
        level = None if index < 0 else promise.levels[index]
        if level is None:
            continue
        counted += sign * (hit if promise.main_part is None else main)
        if promise.of_base:
            base += sign * (in_base or 0)
            there += in_base or 0
            amount += sign * (in_base or 0) * level
    return Sums(counted, base, amount, promise.kept_by_nobody and not there)


def hold(sums: Sums, promise: Promise) -> Judged:
    """Hold the sums against a limit, as the design says it."""
    if sums.empty:
        return Judged(kept=True, owed=sums.amount * promise.part, bound=0, gap=0)
    owed = naive.rounded(sums.amount, promise.rounding, sums.base) * promise.part
    if promise.ceiling:
        bound = math.ceil(owed) - 1 if promise.strict else math.floor(owed)
        return Judged(sums.counted <= bound, owed, bound, max(0, sums.counted - bound))
    bound = math.floor(owed) + 1 if promise.strict else math.ceil(owed)
    return Judged(sums.counted >= bound, owed, bound, max(0, bound - sums.counted))


IN_PERIODS = [
    Possibility(index, counted, main, 1)
    for index in range(PERIODS)
    for counted, main in ((0, 0), (1, 0), (1, 1))
]


@st.composite
def counts(draw: st.DrawFn, *, periods: int, of_base: bool) -> Counter[Possibilities]:
    """A few dwellings in doubt, added and taken back."""
    ways = [way if of_base else way._replace(base=0) for way in IN_PERIODS[: 3 * periods]]
    dwellings: Counter[Possibilities] = Counter()
    for _ in range(draw(st.integers(0, 4))):
        among = draw(st.frozensets(st.sampled_from((NOT_IN_BASE, *ways)), min_size=1, max_size=3))
        takes_back = draw(st.sampled_from((False, False, True)))
        times = draw(st.integers(1, 3))
        dwellings[Possibilities(among, takes_back)] = -times if takes_back else times
    while sum(map(abs, dwellings.values())) > MOST_DWELLINGS:
        dwellings.popitem()
    return dwellings


@st.composite
def promises(
    draw: st.DrawFn,
    *,
    ceiling: bool,
    of_base: bool,
    periods: int,
    rounding: Rounding | RoundingBySize,
) -> Promise:
    """A limit over some of the periods, of one level or of several."""
    level: st.SearchStrategy[Level] = st.sampled_from(RATES) if of_base else st.integers(0, 3)
    one = draw(level)
    several: st.SearchStrategy[Level | None] = st.sampled_from((one, one, None)) | level
    levels = [draw(several) for _ in range(periods)]
    if all(each is None for each in levels):
        levels[0] = one
    strict = draw(st.booleans())
    return Promise(of_base, tuple(levels), rounding, strict, ceiling)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Counter[Possibilities], list[Promise]]:
    """Dwellings, and a floor, a floor with its main part, a ceiling, or several of these."""
    of_base, periods = (
        draw(st.sampled_from((True, True, False))),
        draw(st.sampled_from((1, 1, 2, 3))),
    )
    rounding = draw(st.sampled_from((*Rounding, *(BY_SIZE if of_base else ()))))
    nobody = draw(st.sampled_from((False, False, True)))
    kinds = draw(st.sampled_from(("f", "c", "fc", "fc", "fm", "fmc")))
    limits: list[Promise] = []
    for kind in kinds:
        if kind == "m":
            part = draw(st.sampled_from(RATES))
            limits.append(attrs.evolve(limits[0], strict=False, main_part=part))
            continue
        limit = draw(
            promises(ceiling=kind == "c", of_base=of_base, periods=periods, rounding=rounding)
        )
        limits.append(attrs.evolve(limit, of_nobody_perhaps=nobody))
    return draw(counts(periods=periods, of_base=of_base)), limits


@settings(SLOW, max_examples=400)
@given(cases())
def test_limits_are_those_of_all_completions(
    case: tuple[Counter[Possibilities], list[Promise]],
) -> None:
    """Verdicts, what is owed, what it takes and what lacks are those of all completions."""
    dwellings, limits = case
    turned = list(list_completions(dwellings))
    ways = [[hold(add_up(each, limit), limit) for each in turned] for limit in limits]
    for limit, judged in zip(limits, ways, strict=True):
        found = judge_limit(dwellings, limit)
        kept = {each.kept for each in judged}
        loose = limit.main_part is not None and len(set(limit.levels) - {None}) > 1
        if not loose:
            assert found.verdict is (Verdict.UNDETERMINED if len(kept) > 1 else Verdict.of(*kept))
        elif found.verdict.decided:
            assert kept == {found.verdict is Verdict.MET}
        for name in ("owed", "bound", "gap"):
            values, bounds = [getattr(each, name) for each in judged], getattr(found, name)
            if loose:
                assert bounds.low <= min(values) <= max(values) <= bounds.high
            elif not (name == "bound" and limit.of_nobody_perhaps and not limit.of_base):
                assert (bounds.low, bounds.high) == (min(values), max(values)), name
        empty = [add_up(each, limit).empty for each in turned]
        assert found.base_may_be_empty is any(empty)
    if len(limits) > 1:
        together = any(all(each.kept for each in of_all) for of_all in zip(*ways, strict=True))
        assert can_keep_all(dwellings, limits) is together
