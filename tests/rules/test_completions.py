"""Limits are judged by every completion: all are listed, one dwelling after another."""

import itertools
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import naive
from tests.rules.drawing import BY_SIZE, RATES, SLOW

from housing_agreements import Bounds, Rounding, RoundingBySize, Verdict
from housing_agreements.rules.quotas._completions import judge_limit
from housing_agreements.rules.quotas._possible import NOT_IN_BASE, Possibilities, Possibility
from housing_agreements.rules.quotas._ranges import can_keep_all
from housing_agreements.rules.quotas.limits import Completion, JudgedLimit, Promise

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
        times = draw(st.integers(0, 3))
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


@settings(SLOW, max_examples=150)
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


@st.composite
def sums_with_a_range(draw: st.DrawFn) -> tuple[Counter[Possibilities], list[Promise]]:
    """A floor and a ceiling over several periods, whose levels differ, or that name others."""
    rounding = draw(st.sampled_from((Rounding.EXACT, *Rounding, *BY_SIZE)))
    level = st.sampled_from(RATES)
    limits = [
        Promise(
            of_base=True,
            levels=(draw(level), draw(level | st.none())),
            rounding=rounding,
            strict=draw(st.booleans()),
            ceiling=ceiling,
        )
        for ceiling in (False, True)
    ]
    return draw(counts(periods=2, of_base=True)), limits


@settings(SLOW, max_examples=150)
@given(sums_with_a_range())
def test_a_range_of_several_levels_is_that_of_all_completions(
    case: tuple[Counter[Possibilities], list[Promise]],
) -> None:
    """Whether both limits of a sum can be kept at once is found in the plane of both."""
    dwellings, limits = case
    together = any(
        all(hold(add_up(turned, limit), limit).kept for limit in limits)
        for turned in list_completions(dwellings)
    )
    assert can_keep_all(dwellings, limits) is together


def grow(sums: Sums, promise: Promise, level: Fraction) -> int | None:
    """How many more that count and enlarge the base reach a floor, found by trying."""
    if sums.empty:
        return 0
    for more in range(300):
        amount = sums.amount + more * level
        if hold(Sums(sums.counted + more, sums.base + more, amount, empty=False), promise).kept:
            return more
    return None


@settings(SLOW, max_examples=80)
@given(cases(), st.sampled_from(RATES))
def test_further_entries_are_those_of_all_completions(
    case: tuple[Counter[Possibilities], list[Promise]], level: Fraction
) -> None:
    """How many more reach a floor lies between the least and the most of all completions."""
    dwellings, limits = case
    for limit in limits:
        several = limit.main_part is not None and len(set(limit.levels) - {None}) > 1
        if limit.ceiling or not limit.of_base or several:
            continue
        found = judge_limit(dwellings, limit)
        bounds = found.growing_gap(level)
        grown = {
            grow(add_up(turned, limit), limit, level) for turned in list_completions(dwellings)
        }
        numbers = [number for number in grown if number is not None]
        if bounds is None:
            assert not numbers
            continue
        if bounds.high is None:
            assert None in grown or isinstance(limit.rounding, RoundingBySize)
        else:
            assert grown == set(numbers)
            assert max(numbers) <= bounds.high
        assert all(bounds.low <= number for number in numbers)
        if found.worst is found.best or isinstance(limit.rounding, Rounding):
            assert bounds.low == min(numbers)
            assert bounds.high == (None if None in grown else max(numbers))


UNLIMITED = Possibilities(frozenset({NOT_IN_BASE, Possibility(0, 0, 0, None)}), takes_back=False)
VERY_MANY = Possibilities(frozenset({NOT_IN_BASE, Possibility(0, 0, 0, 1)}), takes_back=False)


@settings(SLOW, max_examples=80)
@given(cases())
def test_what_nothing_limits_is_as_very_many(
    case: tuple[Counter[Possibilities], list[Promise]],
) -> None:
    """A figure without a base is judged as one of more dwellings than can matter."""
    dwellings, limits = case
    if not limits[0].of_base:
        return
    endless, many = dwellings.copy(), dwellings.copy()
    endless[UNLIMITED], many[VERY_MANY] = 1, 150
    for limit in limits:
        one, other = judge_limit(endless, limit), judge_limit(many, limit)
        assert one.verdict is other.verdict
        assert one.base_may_be_empty is other.base_may_be_empty
        for name in ("owed", "bound", "gap"):
            assert getattr(one, name).low == getattr(other, name).low, name
    if len(limits) > 1 and len({limit.levels for limit in limits}) == len(limits[0].levels) == 1:
        assert can_keep_all(endless, limits) is can_keep_all(many, limits)


def miss(index: int, base: int | None = None) -> Possibility:
    """What is in the base of a period and does not count: one, or as many as one likes."""
    return Possibility(index, 0, 0, base)


def can_keep_with_more(
    dwellings: Counter[Possibilities], limits: Sequence[Promise], indices: Sequence[int]
) -> bool:
    """Whether some completion keeps all limits with some more in the base of some periods."""
    most = 60 if len(indices) == 1 else 30  # the levels are 1/4 at least, the sizes 3 at most
    for turned in {tuple(sorted(each)) for each in list_completions(dwellings)}:
        before = [add_up(turned, limit) for limit in limits]
        for numbers in itertools.product(range(most), repeat=len(indices)):
            more = [
                (number, miss(index, 1)) for number, index in zip(numbers, indices, strict=True)
            ]
            if all(
                hold(with_more(sums, more, limit), limit).kept
                for sums, limit in zip(before, limits, strict=True)
            ):
                return True
    return False


def with_more(sums: Sums, more: Sequence[tuple[int, Possibility]], promise: Promise) -> Sums:
    """The sums of a limit with some more in the base."""
    _, base, amount, empty = add_up([each for each in more if each[0]], promise)
    owed = sums.amount + amount if promise.of_base else sums.amount
    return Sums(sums.counted, sums.base + base, owed, sums.empty and empty)


@st.composite
def endless_cases(draw: st.DrawFn) -> tuple[Counter[Possibilities], list[Promise], list[int]]:
    """A few dwellings, limits of several levels, and periods in which nothing limits the base."""
    of_base, periods = draw(st.sampled_from((True, True, False))), draw(st.integers(1, 3))
    rounding = draw(st.sampled_from((*Rounding, *(BY_SIZE if of_base else ()))))
    limits: list[Promise] = []
    for kind in draw(st.sampled_from(("fc", "fc", "fc", "fm", "fmc"))):
        if kind == "m":
            part = draw(st.sampled_from(RATES))
            limits.append(attrs.evolve(limits[0], strict=False, main_part=part))
            continue
        limit = draw(
            promises(ceiling=kind == "c", of_base=of_base, periods=periods, rounding=rounding)
        )
        levels = tuple(draw(st.sampled_from((level, level, 0))) for level in limit.levels)
        limits.append(attrs.evolve(limit, levels=levels))
    indices = draw(st.sampled_from(((0,), (1,), (0, 1)))) if periods > 1 else (0,)
    dwellings = draw(counts(periods=periods, of_base=of_base))
    while sum(map(abs, dwellings.values())) > 6 // len(indices):
        dwellings.popitem()
    return dwellings, limits, list(indices)


@settings(SLOW, max_examples=150)
@given(endless_cases())
def test_a_range_with_a_base_that_nothing_limits_is_that_of_every_base(
    case: tuple[Counter[Possibilities], list[Promise], list[int]],
) -> None:
    """Whether all limits can be kept at once is found whatever bases were not published."""
    dwellings, limits, indices = case
    together = can_keep_with_more(dwellings, limits, indices)
    assert can_keep_all({**dwellings, unlimited(*indices): 1}, limits) is together


def unlimited(*indices: int) -> Possibilities:
    """A published figure without a base, of some periods."""
    return Possibilities(frozenset({NOT_IN_BASE, *map(miss, indices)}), takes_back=False)


def million(*ways: Possibility, times: int = 10**6) -> Counter[Possibilities]:
    """A million dwellings that may each be any of these."""
    return Counter({Possibilities(frozenset(ways), takes_back=times < 0): times})


OUT_OR_ANY = (NOT_IN_BASE, *IN_PERIODS[:3])


def range_of(level: str, other: str, *, strict: bool = False) -> list[Promise]:
    """A floor and a ceiling of a share, without a rounding."""
    return [
        Promise(
            of_base=True,
            levels=(Fraction(each),),
            rounding=Rounding.EXACT,
            strict=strict,
            ceiling=ceiling,
        )
        for each, ceiling in ((level, False), (other, True))
    ]


def test_a_million_dwellings_in_doubt_are_judged_in_no_time() -> None:
    """What is asked of a million is asked of a few numbers: few functions are called."""
    sizes = Rounding.by_size({0: Rounding.NEAREST, 11: Rounding.DOWN, 5000: Rounding.UP})
    dwellings = million(*OUT_OR_ANY) + million(*IN_PERIODS[:2])
    limits = [attrs.evolve(limit, rounding=sizes) for limit in range_of("1/4", "3/10")]
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        verdicts = [judge_limit(dwellings, limit).verdict for limit in limits]
        together = can_keep_all(dwellings, limits)
    finally:
        sys.setprofile(None)
    assert verdicts == [Verdict.UNDETERMINED] * 2
    assert together
    assert calls < 100_000


def test_an_exact_part_of_a_million_is_found_or_not() -> None:
    """Exactly a quarter can be met of a base that 4 divides, and of no other."""
    quarter = range_of("1/4", "1/4")
    assert can_keep_all(million(*IN_PERIODS[:2], times=4 * 10**5), quarter)
    assert not can_keep_all(million(*IN_PERIODS[:2], times=4 * 10**5 + 1), quarter)
    assert can_keep_all(
        million(*IN_PERIODS[:2], times=4 * 10**5 + 1) + million(*OUT_OR_ANY), quarter
    )
    third = range_of("3333/10000", "3333/10000", strict=True)
    assert not can_keep_all(million(*IN_PERIODS[:2]) + million(*OUT_OR_ANY), third)


def test_what_is_not_found_out_stays_undetermined() -> None:
    """Beyond ten thousand bases, or some hundred dwellings of several levels, nothing is sure."""
    narrow = range_of("333333/1000000", "333333/1000000", strict=True)
    assert can_keep_all(million(*IN_PERIODS[:2]) + million(*OUT_OR_ANY), narrow)
    levels = (Fraction(1, 4), Fraction(1, 3))
    limits = [
        Promise(of_base=True, levels=levels, rounding=Rounding.EXACT, strict=True, ceiling=ceiling)
        for ceiling in (False, True)
    ]
    many = million(*IN_PERIODS[:2], times=300) + million(NOT_IN_BASE, *IN_PERIODS[3:5], times=300)
    assert can_keep_all(many, limits)
    assert can_keep_all(many + Counter({UNLIMITED: 1}), limits)
    sizes = [attrs.evolve(limit, rounding=BY_SIZE[0], levels=(None, *levels)) for limit in limits]
    assert can_keep_all(Counter({among: times // 3 for among, times in many.items()}), sizes)
    both_years = million(*IN_PERIODS[:3], times=90) + million(
        NOT_IN_BASE, *IN_PERIODS[3:6], times=90
    )
    assert can_keep_all(both_years, years(("1/4", "1/3"), ("1/3", "1/2"), rounding=BY_SIZE[0]))
    few = Counter({among: times // 50 for among, times in many.items()})
    assert not can_keep_all(few, limits)


def years(
    *levels: tuple[str, str | None], rounding: Rounding | RoundingBySize = Rounding.EXACT
) -> list[Promise]:
    """A floor and a ceiling, with their levels of each year."""
    return [
        Promise(
            of_base=True,
            levels=tuple(None if level is None else Fraction(level) for level in side),
            rounding=rounding,
            strict=False,
            ceiling=ceiling,
        )
        for side, ceiling in zip(zip(*levels, strict=True), (False, True), strict=True)
    ]


def test_bases_without_limit_are_found_of_low_levels_too() -> None:
    """Exactly 1 % is met by 3 of 300, and by no base where the ceiling is a little lower."""
    three = {Possibilities(frozenset({Possibility(0, 1, 1, 1)}), takes_back=False): 3}
    one, both = {**three, unlimited(0): 1}, {**three, unlimited(0, 1): 1}
    assert can_keep_all(one, years(("1/100", "1/100"), ("1/50", None)))
    assert can_keep_all(both, years(("1/100", "1/100"), ("1/50", "1/60")))
    assert not can_keep_all(one, years(("1/100", "99/10000"), ("1/50", None)))
    assert not can_keep_all(both, years(("1/100", "99/10000"), ("1/50", "1/50")))
    # 7 of a thousand in the first year, 3 in the second: 3,000 is 7 times 426, and 6 times 3.
    sevens = years(("7/1000", "7/1000"), ("3/1000", "3/1000"))
    assert not can_keep_all(one, sevens)
    assert can_keep_all(both, sevens)
    assert can_keep_all({**one, miss_in(1): 6}, sevens)
    assert not can_keep_all({**one, miss_in(1): 5}, sevens)


def test_bases_without_limit_are_looked_at_as_far_as_they_matter() -> None:
    """Until the ceiling allows what counts in another year, and at each size that rounds anew."""
    of_second = {Possibilities(frozenset({Possibility(1, 1, 1, 1)}), takes_back=False): 3}
    down = years(("1/20", "1/10"), ("0", "0"), rounding=Rounding.DOWN)
    strict = [attrs.evolve(limit, strict=limit.ceiling) for limit in down]
    for limits, least in ((down, 30), (strict, 40)):
        assert can_keep_all({**of_second, unlimited(0): 1}, limits)
        assert can_keep_all({**of_second, miss_in(0): least}, limits)
        assert not can_keep_all({**of_second, miss_in(0): least - 1}, limits)
    # 1 of 3: half of it is 2 rounded up, 1 rounded down, as it is from 5 to 6.
    one_of_three = {
        Possibilities(frozenset({Possibility(0, counted, counted, 1)}), takes_back=False): times
        for counted, times in ((1, 1), (0, 2))
    }
    sizes = Rounding.by_size({0: Rounding.UP, 5: Rounding.DOWN, 7: Rounding.UP})
    halves = years(("1/2", "1/2"), ("0", None), rounding=sizes)
    assert can_keep_all({**one_of_three, unlimited(1): 1}, halves)
    assert can_keep_all({**one_of_three, miss_in(1): 2}, halves)
    assert not can_keep_all({**one_of_three, miss_in(1): 1}, halves)
    assert not can_keep_all({**one_of_three, unlimited(0): 1}, halves)


def miss_in(index: int) -> Possibilities:
    """A dwelling that may be in the base of a period, and does not count."""
    return Possibilities(frozenset({NOT_IN_BASE, miss(index, 1)}), takes_back=False)


def test_bases_without_limit_are_found_beside_a_million_dwellings() -> None:
    """Of which none is listed: 200,000 are a tenth of 2,000,000, and the rest of 1,000,000."""
    limits = years(("1/20", "1/10"), ("1/10", None))
    others = {miss_surely(1): 10**6, unlimited(0, 1): 1}
    hits = Possibilities(frozenset({Possibility(0, 1, 1, 1)}), takes_back=False)
    for fewer, together in ((0, True), (1, False)):
        assert can_keep_all({**others, hits: 2 * 10**5 - fewer}, limits) is together


def test_a_figure_taken_away_may_have_any_base() -> None:
    """Nothing is sure of a tally less a figure whose base is not known."""
    limits = years(("3/4", "1"), ("1/2", None))
    assert not can_keep_all({unlimited(0): 1, miss_surely(1): 1}, limits)
    assert can_keep_all({unlimited(0): -1, miss_surely(1): 1}, limits)


def miss_surely(index: int) -> Possibilities:
    """A dwelling that is in the base of a period, and does not count."""
    return Possibilities(frozenset({miss(index, 1)}), takes_back=False)


def test_further_entries_may_lead_to_the_next_size() -> None:
    """Of 8 none counts: half of 16, rounded up, would be 8, but 15 are rounded down, to 7."""
    by_size = RoundingBySize({0: Rounding.UP, 11: Rounding.DOWN})
    promise = Promise(of_base=True, levels=(Fraction(1, 2),), rounding=by_size, strict=False)
    now = Completion(counted=0, base=8, amount=Fraction(4))
    limit = JudgedLimit(promise, now, now, (), base_may_be_empty=False, attainment=None)
    assert limit.growing_gap(Fraction(1, 2)) == Bounds(7, 7)
