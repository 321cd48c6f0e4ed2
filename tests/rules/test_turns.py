"""Whose turn the next dwelling is: near to what each is due, as near as any rule can keep it."""

import pickle
import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise, permutations, starmap
from math import lcm
from operator import ne
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import words_of

import housing_agreements.rules.flows._course as course_module
from housing_agreements import (
    Attribution,
    Bounds,
    Contingent,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    Party,
    Territory,
    Timeline,
    UnknownCodeError,
    Verdict,
    list_turns,
    next_holder,
    next_holders,
)
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.rules.flows._course import Course, first_bound_of
from housing_agreements.testing import laws

if TYPE_CHECKING:
    from housing_agreements.rules.flows._given import Dwellings
    from housing_agreements.rules.flows._standings import Planned

NORD = Territory("59", "Nord", "department", departments=("59",))
DAY = date(2024, 6, 1)
Steps = list[tuple[int, list[Fraction]]]


def held_by(**shares: object) -> list[Contingent]:
    """Contingents with these shares, by code."""
    return [
        Contingent(code, Party(code, f"The {code}"), NORD, share=share)  # type: ignore[arg-type]  # or a wrong one
        for code, share in shares.items()
    ]


HALVES = held_by(state="1/2", als="1/2")


def greedy(shares: Sequence[Fraction], dwellings: int) -> list[int]:
    """Whose turns come if each dwelling goes to the holder that is owed most."""
    had, taken = [0] * len(shares), list[int]()
    for number in range(1, dwellings + 1):
        owed = [share * number - count for share, count in zip(shares, had, strict=True)]
        taken.append(max(range(len(shares)), key=lambda index: owed[index]))
        had[taken[-1]] += 1
    return taken


def furthest_of(shares: Sequence[Fraction], taken: Sequence[int]) -> list[Fraction]:
    """With each dwelling, by how much the one that is furthest from its due is late or ahead."""
    had, found = [0] * len(shares), list[Fraction]()
    for number, index in enumerate(taken, start=1):
        had[index] += 1
        found.append(max(abs(s * number - count) for s, count in zip(shares, had, strict=True)))
    return found


# --- The oracle: every way in which turns may come ------------------------------------------------


def can_keep(lags: tuple[int, ...], steps: list[list[int]], unit: int, bound: int) -> bool:
    """Whether some way of giving turns for ever stays within a bound, all in units.

    The shares of the last step go on. Within the bound there are so few places to stand that a
    way for ever is one that comes back to where it was.
    """
    if max(map(abs, lags)) > bound:
        return False
    standing = {lags}
    for shares in steps[:-1]:
        standing = {after for lags in standing for after in moves(lags, shares, unit, bound)}
    return any(goes_on_for_ever(lags, steps[-1], unit, bound) for lags in standing)


def moves(lags: tuple[int, ...], shares: list[int], unit: int, bound: int) -> list[tuple[int, ...]]:
    """Where holders may stand after a dwelling."""
    due = [lag + share for lag, share in zip(lags, shares, strict=True)]
    after = [
        tuple(lag - unit * (index == chosen) for index, lag in enumerate(due))
        for chosen in range(len(due))
    ]
    return [lags for lags in after if max(map(abs, lags)) <= bound]


def goes_on_for_ever(lags: tuple[int, ...], shares: list[int], unit: int, bound: int) -> bool:
    """Whether some way comes back to where it was."""
    path, dead = [(lags, moves(lags, shares, unit, bound))], set[tuple[int, ...]]()
    on_path = {lags}
    while path:
        here, further = path[-1]
        if not further:
            path.pop()
            on_path.discard(here)
            dead.add(here)
            continue
        after = further.pop()
        if after in on_path:
            return True
        if after not in dead:
            path.append((after, moves(after, shares, unit, bound)))
            on_path.add(after)
    return False


@st.composite
def wholes(draw: st.DrawFn, holders: int, parts: int, *, least: int = 1) -> list[Fraction]:
    """Shares of so many holders in so many parts, which are the whole."""
    spare = parts - least * holders
    cuts = sorted(draw(st.lists(st.integers(0, spare), min_size=holders - 1, max_size=holders - 1)))
    return [Fraction(high - low + least, parts) for low, high in pairwise([0, *cuts, spare])]


@st.composite
def starts(draw: st.DrawFn, *, changes: int = 0) -> tuple[list[Fraction], Steps]:
    """A start of a few holders, late or ahead, and shares that may change a few dwellings on."""
    holders = draw(st.integers(2, 4))
    parts = draw(st.integers(holders, 9))
    unit = lcm(parts, 2 * holders - 2)
    most = draw(st.sampled_from((unit, 2 * unit)))
    lags = draw(
        st.lists(st.integers(-most, most), min_size=holders - 1, max_size=holders - 1).filter(
            lambda lags: abs(sum(lags)) <= 2 * unit
        )
    )
    steps: Steps = [(0, draw(wholes(holders, parts, least=1 if not changes else 0)))]
    for _ in range(draw(st.integers(0, changes))):
        ahead = steps[-1][0] + draw(st.integers(1, 5))
        steps.append((ahead, draw(wholes(holders, parts, least=0))))
    return [Fraction(lag, unit) for lag in (*lags, -sum(lags))], steps


def in_units(lags: list[Fraction], steps: Steps) -> tuple[tuple[int, ...], list[list[int]], int]:
    """A start in whole numbers of a unit, the shares dwelling by dwelling and then for ever."""
    numbers = [first_bound_of(len(lags)), *lags, *(s for _, shares in steps for s in shares)]
    unit = lcm(*(number.denominator for number in numbers))
    by_dwelling: list[list[int]] = []
    for (start, shares), end in zip(steps, [start for start, _ in steps[1:]] + [None], strict=True):
        row = [int(share * unit) for share in shares]
        by_dwelling += [row] * (1 if end is None else end - start)
    return tuple(int(lag * unit) for lag in lags), by_dwelling, unit


@given(st.one_of(starts(), starts(changes=2)))
@settings(max_examples=300)
def test_the_bound_is_the_least_that_any_rule_could_keep(
    start: tuple[list[Fraction], Steps],
) -> None:
    """An exhaustive search keeps the bound, and none below it but the first."""
    course = Course(*start)
    lags, steps, unit = in_units(*start)
    bound = course.in_dwellings(course.bound) * unit
    assert can_keep(lags, steps, unit, int(bound))
    if course.bound > course.first:
        assert not can_keep(lags, steps, unit, int(bound) - 1)


@given(st.one_of(starts(), starts(changes=2)), st.integers(1, 40))
@settings(max_examples=150)
def test_the_bound_is_kept_and_never_grows(
    start: tuple[list[Fraction], Steps], dwellings: int
) -> None:
    """With each dwelling nobody is further from its due, and the bound only comes down."""
    course = Course(*start)
    for _ in range(dwellings):
        before = course.in_dwellings(course.bound)
        candidates = course.list_candidates()
        assert course.take_turns(1) == candidates[:1]
        assert max(map(abs, course.lags)) <= before
        assert course.in_dwellings(course.bound) <= before
        assert sum(course.lags) == 0


@given(st.one_of(starts(), starts(changes=2)), st.integers(0, 30))
@settings(max_examples=100)
def test_the_first_bound_is_kept_again_when_it_is_said(
    start: tuple[list[Fraction], Steps], most: int
) -> None:
    """After as many dwellings as were said the bound is the first one, and not before."""
    course = Course(*start)
    number, known = course.count_until_back(most)
    assert known is (number <= most)
    walked = course.copy()
    for _ in range(min(number, most)):
        assert walked.bound > walked.first
        walked.take_turns(1)
    assert (walked.bound == walked.first) is known


# --- The first bound ----------------------------------------------------------------------------


def draw_feasible(chance: random.Random, shares: list[Fraction]) -> list[Fraction]:
    """A start that is not level and keeps the first bound."""
    while True:
        parts = [chance.randint(-40, 40) for _ in shares[1:]]
        lags = [Fraction(part, 60) for part in (*parts, -sum(parts))]
        furthest = max(abs(lag) for lag in lags)
        lags = [lag / max(Fraction(1), furthest * 2) for lag in lags]
        course = Course(lags, [(0, shares)])
        if any(lags) and course.bound == course.first:
            return lags


@pytest.mark.parametrize("holders", range(2, 13))
def test_the_first_bound_is_kept_over_ten_thousand_dwellings(holders: int) -> None:
    """From a level start or any that keeps it, whatever the shares: drawn with a seed, or equal."""
    chance = random.Random(holders)  # noqa: S311  # repeatable on purpose
    weights = [chance.randint(1, 40) for _ in range(holders)]
    uneven = [Fraction(weight, sum(weights)) for weight in weights]
    for shares, lags in (
        (uneven, [Fraction(0)] * holders),
        (uneven, draw_feasible(chance, uneven)),
        ([Fraction(1, holders)] * holders, [Fraction(0)] * holders),
    ):
        course = Course(lags, [(0, shares)])
        taken = course.take_turns(10_000)
        unit = lcm(*(number.denominator for number in (*shares, *lags)), 2 * holders - 2)
        bound = int(first_bound_of(holders) * unit)
        late = [int(lag * unit) for lag in lags]
        due = [int(share * unit) for share in shares]
        for index in taken:
            late = [lag + share for lag, share in zip(late, due, strict=True)]
            late[index] -= unit
            assert max(map(abs, late)) <= bound


def test_giving_to_whoever_is_owed_most_breaks_the_bound() -> None:
    """Of three holders with 6 : 6 : 1, the third is late by more than 3/4 at the sixth dwelling."""
    shares = [Fraction(6, 13), Fraction(6, 13), Fraction(1, 13)]
    broken = furthest_of(shares, greedy(shares, 13))
    bound = first_bound_of(3)
    assert [number for number, far in enumerate(broken, start=1) if far > bound][:1] == [6]
    kept = furthest_of(shares, Course([Fraction(0)] * 3, [(0, shares)]).take_turns(13))
    assert max(kept) <= bound
    turns = list_turns(held_by(one="6/13", two="6/13", three="1/13"), {}, dwellings=13)
    assert turns.counts == {"one": 6, "two": 6, "three": 1}


def test_no_smaller_bound_can_always_be_kept() -> None:
    """For three holders some shares leave no way within less than 3/4, as far as parts tell."""
    parts = 40
    unit, shares = parts * 4, [18, 18, 4]
    least = next(
        bound
        for bound in range(unit)
        if can_keep((0, 0, 0), [[share * unit // parts for share in shares]], unit, bound)
    )
    assert Fraction(2, 3) < Fraction(least, unit) <= first_bound_of(3)


@pytest.mark.parametrize(
    ("late", "bound"), [("3/4", "3/4"), ("19/25", "19/25"), ("-3/4", "3/4"), ("-19/25", "19/25")]
)
def test_the_first_bound_is_kept_up_to_its_edge(late: str, bound: str) -> None:
    """A holder late or ahead by exactly the bound keeps it; by a hair more, it is that much."""
    lag = Fraction(late)
    course = Course([lag, -lag / 2, -lag / 2], [(0, [Fraction(1, 2), *[Fraction(1, 4)] * 2])])
    assert course.in_dwellings(course.bound) == Fraction(bound)


# --- What is told to it -------------------------------------------------------------------------


@st.composite
def calls(draw: st.DrawFn) -> tuple[list[Contingent], dict[str | None, int]]:
    """Some contingents, and what each holder has been given."""
    holders = draw(st.integers(2, 5))
    shares = draw(wholes(holders, draw(st.integers(holders, 12)), least=0))
    codes = [f"h{index}" for index in range(holders)]
    whole = draw(st.booleans())
    held = held_by(**dict(zip(codes[: holders - (not whole)], map(str, shares), strict=False)))
    given_ = {
        code: draw(st.integers(0, 4)) for code in (*(contingent.code for contingent in held), None)
    }
    return held, given_


@given(calls())
def test_turns_keep_the_bound(call: tuple[list[Contingent], dict[str | None, int]]) -> None:
    """Nobody is further from its due than the bound, dwelling after dwelling."""
    laws.turns_keep_the_bound(*call, dwellings=12)


@given(calls(), st.integers(0, 12))
def test_turns_follow_on(
    call: tuple[list[Contingent], dict[str | None, int]], dwellings: int
) -> None:
    """Many turns are one after another, and those of two lots are those of both."""
    laws.turns_follow_on(*call, dwellings=dwellings)


@given(calls())
def test_turns_ignore_order(call: tuple[list[Contingent], dict[str | None, int]]) -> None:
    """The order of holders changes nothing but which of those alike has the turn."""
    laws.turns_ignore_order(*call)


def test_a_broken_law_of_turns_says_what_it_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that gives all to the first holder is found out."""
    monkeypatch.setattr(Course, "take_turns", lambda _self, number: [0] * number)
    with pytest.raises(AssertionError, match="one after another"):
        laws.turns_follow_on(held_by(one="1/2", two="1/2"), {}, dwellings=4)


def test_what_shares_leave_is_the_landlords_own() -> None:
    """The landlord is a holder like others, and none where nothing is left."""
    turn = next_holder(held_by(state="30 %", als="20 %"), {"state": 3, "als": 2, None: 4})
    assert turn.contingent is None
    assert turn.due == {"state": 3, "als": 2, None: 5}
    assert turn.had == {"state": 3, "als": 2, None: 4}
    assert turn.holder.en == "the landlord's own"
    whole = next_holder(held_by(state="30 %", als="70 %"), {})
    assert set(whole.due) == {"state", "als"}
    alone = next_holder(held_by(state="100 %"), {"state": 4})
    assert alone.contingent == "state"
    assert alone.bound == 0
    assert alone.due == {"state": 5}


def test_alike_holders_are_stated() -> None:
    """Of holders alike in every regard the first in order has the turn, and all are named."""
    held = held_by(b="1/4", a="1/4", c="1/2")
    turn = next_holder(held, {"c": 1})
    assert (turn.contingent, turn.alike) == ("b", ("b", "a"))
    assert next_holder(held[::-1], {"c": 1}).contingent == "a"
    assert "The b and The a are alike in every regard" in words_of(turn)
    assert next_holder(held, {}).alike == ("c",)


def test_a_dwelling_handed_back_uses_its_turn_or_not() -> None:
    """As it is said: else whoever handed it back is owed it still."""
    held = held_by(state="1/2", als="1/2")
    given_ = {"state": 4, "als": 4}
    freed = next_holder(held, given_, back={"als": 2})
    assert (freed.contingent, freed.had) == ("als", {"state": 4, "als": 2})
    assert freed.bound == 1
    assert (freed.first_bound, freed.verdict) == (Fraction(1, 2), Verdict.UNMET)
    assert freed.back_after == Bounds.exactly(1)
    used = next_holder(held, given_, back={"als": 2}, back_uses_turn=True)
    assert (used.had, used.verdict) == ({"state": 4, "als": 4}, Verdict.MET)
    assert used.back_after == Bounds.exactly(0)
    assert "does not use up the turn" in words_of(freed)
    assert "ne consomme pas le tour" in words_of(freed, "fr")
    assert "back uses up the turn" in words_of(used)
    assert "keeps each within 1 dwelling, the least that any rule can" in words_of(freed)
    assert "within half a dwelling again after 1 further dwelling" in words_of(freed)
    french = words_of(freed, "fr")
    assert "celle-ci les limite à 1 logement, le mieux qu'une règle puisse faire" in french
    assert "de nouveau limités à un demi-logement après 1 logement de plus" in french


def test_no_more_is_handed_back_than_was_given() -> None:
    """A holder that had none hands none back; on days neither, before it was given one."""
    held = held_by(state="1/2", als="1/2")
    next_holder(held, {"als": 1}, back={"als": 1})
    with pytest.raises(InvalidValueError, match="no more than 'als' had been given, 1"):
        next_holder(held, {"als": 1}, back={"als": 2})
    with pytest.raises(InvalidValueError, match="no more than the landlord had been given, 0"):
        next_holder(held, {}, back={None: 1})
    first, second = date(2024, 1, 1), date(2024, 1, 2)
    next_holder(held, {"als": [first, second]}, back={"als": [second]}, on=DAY)
    for days in ([second], [date(2023, 12, 31)]):
        with pytest.raises(InvalidValueError, match=f"been given up to {DAY}, 1"):
            next_holder(held, {"als": [first]}, back={"als": [*days, first]}, on=DAY)
    early = "back, 'als': given 2023-12-31; expected a day up to which 'als' had been given a dwel"
    with pytest.raises(InvalidValueError, match=early):
        next_holder(held, {"als": [first]}, back={"als": [date(2023, 12, 31)]}, on=DAY)


def test_a_bound_reads_as_a_sentence() -> None:
    """A part of a dwelling, or a number marked where it is not exact, and never a bare sign."""
    three = next_holder(held_by(a="6/13", b="6/13", c="1/13"), {})
    assert "late or ahead by more than 3/4 of a dwelling" in words_of(three)
    assert "ne dépasse pas 3/4 de logement" in words_of(three, "fr")
    four = next_holder(held_by(a="30 %", b="25 %", c="1/7"), {"c": 4})
    assert four.bound == Fraction(24, 7)
    assert "keeps each within about 3.43 dwellings" in words_of(four)
    assert "les limite à environ 3,43 logements" in words_of(four, "fr")
    alone = next_holder(held_by(a="100 %"), {"a": 3})
    assert "one holder alone has a share: every dwelling goes to it" in words_of(alone)
    assert "tous les logements lui reviennent" in words_of(alone, "fr")


def test_whose_shares_exceed_the_whole_is_named() -> None:
    """The largest error is not to know whose; of very many, the first ones are named."""
    with pytest.raises(InvalidValueError, match=r"\('a' 80 %, 'c' 50 %\)"):
        next_holder(held_by(a="80 %", b="0 %", c="50 %"), {})
    many = held_by(**{f"c{number}": "9 %" for number in range(14)})
    with pytest.raises(InvalidValueError, match=r"126 % together \('c0' 9 %.* 9 % and 2 more\)"):
        next_holder(many, {})


def test_shares_that_change_on_a_day_need_days() -> None:
    """What is due follows the shares of each day; the dwelling handed back is the last one."""
    january, july = date(2024, 1, 1), date(2024, 7, 1)
    held = held_by(state=Timeline({january: "1/4", july: "1/2"}), als="1/4")
    days = {"state": [january, july], "als": [january], None: [january, july, july]}
    turn = next_holder(held, days, on=date(2024, 8, 1))
    assert turn.due == {"state": Fraction(11, 4), "als": Fraction(7, 4), None: Fraction(5, 2)}
    june = next_holder(held, days, on=date(2024, 6, 30))
    assert (june.had, june.later) == ({"state": 1, "als": 1, None: 1}, 3)
    assert "3 dwellings of days after the one asked do not count yet" in words_of(june)
    back = next_holder(held, days, on=date(2024, 8, 1), back={"state": [date(2024, 6, 30)]})
    assert back.had == {"state": 1, "als": 1, None: 3}
    assert back.due == {"state": Fraction(5, 2), "als": Fraction(3, 2), None: Fraction(2)}
    later = next_holder(held, days, on=date(2024, 8, 1), back={"state": [date(2024, 8, 2)]})
    assert later.had == turn.had
    wrongs: list[Dwellings] = [{"state": 1}, {"als": 2}]
    for wrong in wrongs:
        with pytest.raises(InvalidTypeError, match="the day of each, since the share of 'state'"):
            next_holder(held, wrong, on=DAY)
    with pytest.raises(InvalidTypeError, match="the day of each"):
        next_holder(held, {"state": [january]}, back={"state": 1}, on=DAY)
    with pytest.raises(InvalidTypeError, match="a day, since the share of 'state' changes"):
        next_holder(held, {})
    with pytest.raises(NotKnownError, match="a day on which the share of 'state' is known"):
        next_holder(held, {}, on=date(2023, 12, 31))
    assert next_holder(held, {"state": 0}, on=DAY).had["state"] == 0
    once = held_by(state=Timeline({july: "1/2"}))
    assert next_holder(once, {"state": 2}, on=july).due["state"] == Fraction(3, 2)
    assert next_holder(once, {"state": [july]}, on=july).due["state"] == 1
    with pytest.raises(NotKnownError, match="2024-01-01"):
        next_holder(once, {"state": [january]}, on=july)


@st.composite
def returns(
    draw: st.DrawFn,
) -> tuple[list[list[Fraction]], list[tuple[date, date | None]], list[date]]:
    """Shares of two holders in three stretches, what the first had and handed back, and the rest.

    Of each dwelling of the first holder: the day when it was given, and that when it came back.
    """
    stages = [draw(wholes(2, 5)) for _ in CHANGES]
    some = [date(2024, month, day) for month in (3, 4, 5) for day in (1, 15)]
    days = st.sampled_from(some)
    own: list[tuple[date, date | None]] = []
    for day in draw(st.lists(days, max_size=5)):
        back = draw(st.none() | st.sampled_from([when for when in some if when >= day]))
        own.append((day, back))
    return stages, own, draw(st.lists(days, max_size=3))


CHANGES = (date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 1))


def number_stretch(day: date) -> int:
    """In which stretch of shares a day lies."""
    return sum(day >= change for change in CHANGES) - 1


def list_ways_back(had: list[date], back: list[date]) -> set[tuple[date, ...]]:
    """What may be left when dwellings come back on these days, each after it was given."""
    left: set[tuple[date, ...]] = set()
    for chosen in permutations(range(len(had)), len(back)):
        if all(had[index] <= day for index, day in zip(chosen, back, strict=True)):
            left.add(tuple(sorted(day for index, day in enumerate(had) if index not in chosen)))
    return left


@given(returns(), st.sampled_from([date(2024, 3, 20), date(2024, 5, 1), date(2024, 5, 20)]))
@settings(max_examples=150)
def test_the_dwelling_handed_back_is_named_where_that_changes_the_answer(
    call: tuple[list[list[Fraction]], list[tuple[date, date | None]], list[date]], on: date
) -> None:
    """Named, it never counted; not named, every dwelling that it may be gives the one answer."""
    stages, own, rest = call
    share = Timeline({day: one for day, (one, _) in zip(CHANGES, stages, strict=True)})
    held, had = held_by(one=share), [day for day, _ in own]
    named: dict[date, list[date]] = {}
    for day, back in own:
        if back is not None:
            named.setdefault(day, []).append(back)
    told = {"one": had, None: rest}
    turn = next_holder(held, told, on=on, back={"one": named})
    kept = [day for day, back in own if day <= on and (back is None or back > on)]
    assert turn == next_holder(held, {"one": kept, None: rest}, on=on) or turn.later
    due, dwellings = Fraction(0), [*kept, *(day for day in rest if day <= on)]
    for day in (*dwellings, on):
        due += stages[number_stretch(day)][0]
    assert (turn.due["one"], turn.had["one"]) == (due, len(kept))
    days = [back for _, back in own if back is not None and back <= on]
    ways = list_ways_back([day for day in had if day <= on], days)
    answers = {repr(next_holder(held, {"one": left, None: rest}, on=on).rows()) for left in ways}
    plain = {"one": [back for _, back in own if back is not None]}
    levels = [sum(starmap(ne, pairwise(stages[: number + 1]))) for number in range(len(stages))]
    if len({tuple(levels[number_stretch(day)] for day in left) for left in ways}) > 1:
        with pytest.raises(InvalidTypeError, match="which dwelling of 'one' it was"):
            next_holder(held, told, on=on, back=plain)
    else:
        assert {repr(next_holder(held, told, on=on, back=plain).rows())} == answers
    used = next_holder(held, told, on=on, back=plain, back_uses_turn=True)
    assert used == next_holder(held, told, on=on, back={"one": named}, back_uses_turn=True)


def test_naming_the_dwelling_handed_back_changes_whose_turn_it_is() -> None:
    """Shares changed on 1 July: the dwelling of June handed back is not the one of July."""
    june, july, back = date(2024, 6, 28), date(2024, 7, 10), date(2024, 7, 13)
    change, january = date(2024, 7, 1), date(2024, 1, 1)
    held = held_by(
        state="30 %",
        al=Timeline({january: "50 %", change: "10 %"}),
        metro=Timeline({january: "10 %", change: "50 %"}),
    )
    given_: Dwellings = {
        "state": [date(2024, 6, 10)],
        "al": [june, july],
        "metro": [date(2024, 6, 22), date(2024, 7, 4)],
        None: [date(2024, 6, 16)],
    }
    of_june, of_july = (
        next_holder(held, given_, on=back, back={"al": {day: back}}) for day in (june, july)
    )
    assert of_june.due["al"] == Fraction(18, 10)
    assert of_july.due["al"] == Fraction(22, 10)
    assert (of_june.contingent, of_july.contingent) == ("state", "al")
    with pytest.raises(InvalidTypeError) as caught:
        next_holder(held, given_, on=back, back={"al": [back]})
    assert str(caught.value) == (
        "next_holder, back, 'al': given 2024-07-13; expected which dwelling of 'al' it was, since "
        "shares changed between them; write the day it was given and the day it was handed back: "
        "{date(2024, 6, 28): date(2024, 7, 13)}"
    )
    kinds = {"T2": given_, "T3": {}}
    by_kind = next_holders(held, kinds, on=back, back={"T2": {"al": {june: [back]}}})
    assert by_kind.of("T2") == of_june


@pytest.mark.parametrize(
    ("back", "match"),
    [
        ({date(2024, 6, 2): DAY}, "given 2024-06-02; expected a day on which 'als' was given a dw"),
        ({date(2024, 5, 1): date(2024, 4, 30)}, "a day not before 2024-05-01, when it was given"),
        ({date(2024, 5, 1): [DAY, DAY]}, "no more than 'als' was given on that day, 1"),
        ({date(2024, 5, 1): "2024-06-01"}, "back, 'als': given '2024-06-01'; expected several"),
        ({"2024-05-01": DAY}, "back, 'als': given '2024-05-01'; expected a day"),
        ({date(2024, 5, 1): [1]}, "back, 'als': given 1; expected a day"),
    ],
)
def test_a_dwelling_handed_back_that_was_not_given_is_refused(back: Any, match: str) -> None:
    """On neither side of its day, and not twice."""
    days: Dwellings = {"als": [date(2024, 5, 1), date(2024, 5, 2)]}
    next_holder(HALVES, days, on=DAY, back={"als": {date(2024, 5, 1): date(2024, 5, 1)}})
    next_holder(HALVES, days, on=DAY, back={"als": {date(2024, 5, 1): []}})
    with pytest.raises((InvalidTypeError, InvalidValueError), match=match):
        next_holder(HALVES, days, on=DAY, back={"als": back})


def test_naming_what_was_handed_back_needs_the_days_given() -> None:
    """A number of dwellings says no days; and a mapping is not what was given."""
    with pytest.raises(InvalidTypeError, match="the days on which 'als' was given dwellings"):
        next_holder(HALVES, {"als": 2}, back={"als": {DAY: DAY}})
    wrong: Any = {"als": {DAY: DAY}}
    with pytest.raises(InvalidTypeError, match="a number of dwellings, or the day of each"):
        next_holder(HALVES, wrong)


def test_a_ledger_is_told_how_to_become_days() -> None:
    """Its entries bear contingents and days, of which the call takes both by contingent."""
    ledger: Any = [Attribution("A1", "als", "59350", available_on=DAY)]
    with pytest.raises(InvalidTypeError, match=r"write \{code: \[one.available_on for one in"):
        next_holder(HALVES, ledger)
    other: Any = [1]
    with pytest.raises(InvalidTypeError, match=r"\{code: \(day, ...\)\}$"):
        next_holder(HALVES, other)


@st.composite
def dated_calls(
    draw: st.DrawFn,
) -> tuple[list[list[Fraction]], list[tuple[int, int]], dict[str | None, list[date]]]:
    """Shares of three holders before and after a day, and who had a dwelling on which day."""
    stages = [draw(wholes(3, 6)), draw(wholes(3, 6))]
    dwellings = draw(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2)), max_size=8))
    days: dict[str | None, list[date]] = {"one": [], "two": [], None: []}
    for stage, holder in dwellings:
        days[("one", "two", None)[holder]].append(date(2024, 6 + stage, 1))
    return stages, dwellings, days


@given(dated_calls())
@settings(max_examples=60)
def test_after_a_change_on_a_day_the_least_bound_is_kept(
    call: tuple[list[list[Fraction]], list[tuple[int, int]], dict[str | None, list[date]]],
) -> None:
    """What is due is the sum of the shares of each day, and no rule keeps less than the bound."""
    stages, dwellings, days = call
    held = held_by(
        **{
            code: Timeline({date(2024, 1, 1): before, date(2024, 7, 1): after})
            for code, before, after in zip(("one", "two"), *stages, strict=False)
        }
    )
    turn = next_holder(held, days, on=date(2024, 7, 2))
    lags = [Fraction(0)] * 3
    for stage, holder in dwellings:
        lags = [lag + share for lag, share in zip(lags, stages[stage], strict=True)]
        lags[holder] -= 1
    assert [standing.late for standing in turn.standings] == [
        lag + share for lag, share in zip(lags, stages[1], strict=True)
    ]
    start, steps, unit = in_units(lags, [(0, stages[1])])
    assert can_keep(start, steps, unit, int(turn.bound * unit))
    if turn.bound > turn.first_bound:
        assert not can_keep(start, steps, unit, int(turn.bound * unit) - 1)


def test_a_holder_without_a_share_any_more_leaves_the_count() -> None:
    """What it lacked or had too much goes to the others by their shares, and dues add up again."""
    change = date(2024, 7, 1)
    old = Timeline({date.min: "1/4", change: 0})
    held = held_by(old=old, state=Timeline({date.min: "1/4", change: "1/2"}))
    days = {"old": [DAY], "state": [DAY], None: [DAY]}
    before = next_holder(held, days, on=DAY)
    assert (before.had["old"], before.left_out) == (1, 0)
    after = next_holder(held, days, on=date(2024, 7, 2))
    assert (after.had, after.left_out) == ({"state": 1, None: 1}, 1)
    # It was ahead by 1/4, which lowers what the two others are due by 1/8 each.
    lacked = Fraction(-1, 4) * Fraction(1, 2)
    assert after.due == {
        "state": Fraction(3, 4) + lacked + Fraction(1, 2),
        None: Fraction(3, 2) + lacked + Fraction(1, 2),
    }
    assert sum(after.due.values()) == sum(after.had.values()) + 1
    assert "1 dwelling of holders without a share is left out" in words_of(after)
    without = next_holder(held_by(none=0, state="1/2"), {"none": 3, "state": 2, None: 2})
    assert (without.due, without.left_out) == ({"state": Fraction(5, 2), None: Fraction(5, 2)}, 3)
    with pytest.raises(UnknownCodeError, match="a contingent that is in the count"):
        without.of("none")


def test_a_change_planned_beforehand_keeps_the_first_bound() -> None:
    """From the beginning on and across the change, one after another or in one pass."""
    held = held_by(state="30 %", als="30 %", city="20 %")
    planned: Planned = {7: {"state": "60 %", "city": 0}, 15: {"als": 0, "city": "40 %"}}
    had: Counter[str | None] = Counter()
    due: Counter[str | None] = Counter()
    taken: list[str | None] = []
    for index in range(40):
        turn = next_holder(held, had, planned=planned)
        assert turn.verdict is Verdict.MET
        state, als, city = (30, 30, 20) if index < 7 else (60, 30, 0) if index < 15 else (60, 0, 40)
        for code, share in (("state", state), ("als", als), ("city", city)):
            due[code] += share
        due[None] += 100 - state - als - city
        assert turn.due == {code: Fraction(share, 100) for code, share in due.items()}
        had[turn.contingent] += 1
        taken.append(turn.contingent)
        assert max(abs(Fraction(due[code], 100) - had[code]) for code in due) <= first_bound_of(4)
    turns = list_turns(held, {}, dwellings=40, planned=planned)
    assert turns.contingents == tuple(taken)
    assert turns.of("state").share == Fraction(3, 5)
    assert next_holder(held, {}, planned={0: {"state": "10 %"}}).due["state"] == Fraction(1, 10)


def test_how_long_it_takes_is_said_as_far_as_it_is_looked_at() -> None:
    """A small holder that is far ahead waits for long: then at least so long is said."""
    turn = next_holder(held_by(small="1/10000", big="1/2"), {"small": 3, "big": 1})
    assert turn.back_after.high is None
    assert turn.back_after.low > 10_000
    assert "again after" in words_of(turn)
    assert "at the earliest" in words_of(turn)


def test_it_is_not_looked_at_for_ever_when_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where turns take long to find, at least so many dwellings are said."""
    lags = [Fraction(2), Fraction(-1), Fraction(-1)]
    course = Course(lags, [(0, [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)])])
    number, known = course.count_until_back(50)
    assert known
    assert number > 1
    monkeypatch.setattr(course_module, "_MOST_AHEAD", -1)
    assert course.count_until_back(50) == (1, False)


def test_shares_that_are_too_fine_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the least bound would be found too far ahead, the answer is that it is not known."""
    monkeypatch.setattr(course_module, "_MOST_AHEAD", 3)
    lags = [Fraction(part, 55) for part in (39, -8, -44, 13)]
    shares = [Fraction(part, 55) for part in (44, 1, 5, 5)]
    with pytest.raises(NotKnownError, match="a smaller common denominator"):
        Course(lags, [(0, shares)])


# --- What is refused, and how answers are shown ---------------------------------------------------


def test_shares_exceed_the_whole_by_nothing() -> None:
    """Exactly the whole is taken, and a hair more refused, on the day asked or when planned."""
    next_holder(held_by(state="60 %", als="40 %"), {})
    with pytest.raises(InvalidValueError, match=r"shares of 100\.01 % together"):
        next_holder(held_by(state="60 %", als="40.01 %"), {})
    rising = held_by(state="60 %", als=Timeline({DAY: "40 %", date(2024, 7, 1): "41 %"}))
    next_holder(rising, {}, on=date(2024, 6, 30))
    with pytest.raises(InvalidValueError, match="together on 2024-07-01"):
        next_holder(rising, {}, on=date(2024, 7, 1))
    with pytest.raises(InvalidValueError, match=r"planned: given shares of 110 % .* once 5 were"):
        next_holder(HALVES, {}, planned={5: {"als": "60 %"}})


@pytest.mark.parametrize(
    ("error", "match", "changed"),
    [
        (InvalidValueError, "at least one contingent", {"contingents": []}),
        (InvalidTypeError, "contingents", {"contingents": None}),
        (InvalidTypeError, "a Contingent", {"contingents": ["state"]}),
        (InvalidValueError, "each code once", {"contingents": [*HALVES, HALVES[0]]}),
        (NotKnownError, "without a share", {"contingents": held_by(state=None)}),
        (InvalidTypeError, "dwellings by holder", {"given": [3]}),
        (InvalidTypeError, "a whole number", {"given": {"als": 1.0}}),
        (InvalidTypeError, "a whole number", {"given": {"als": True}}),
        (InvalidValueError, "at least 0", {"given": {"als": -1}}),
        (InvalidTypeError, "or the day of each", {"given": {"als": "12"}}),
        (InvalidTypeError, "a day", {"given": {"als": [datetime(2024, 1, 1)]}}),  # noqa: DTZ001  # refused
        (UnknownCodeError, "did you mean 'state'", {"given": {"stat": 1}}),
        (InvalidTypeError, "the code of a contingent", {"given": {1: 1}}),
        (InvalidObjectError, "2 faults", {"given": {"stat": 1, "als": -1}}),
        (InvalidTypeError, "dwellings by holder", {"back": 1}),
        (InvalidTypeError, "a day", {"on": "2024-01-01"}),
        (InvalidTypeError, "True or False", {"back_uses_turn": 1}),
        (InvalidTypeError, "shares by index", {"planned": ["1/2"]}),
        (InvalidTypeError, "shares by code", {"planned": {3: "1/2"}}),
        (InvalidTypeError, "an exact rate", {"planned": {3: {"als": 0.5}}}),
        (InvalidValueError, "at least 0", {"planned": {-1: {"als": "1/2"}}}),
        (UnknownCodeError, "did you mean 'als'", {"planned": {1: {"al": "1/2"}}}),
    ],
)
def test_what_is_wrong_is_named(
    error: type[Exception], match: str, changed: dict[str, object]
) -> None:
    """A fault is an error that says where it is and what to do."""
    call: dict[str, object] = {"contingents": HALVES, "given": {}} | changed
    with pytest.raises(error, match=match):
        next_holder(**call)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(error, match=match):
        list_turns(**call, dwellings=2)  # type: ignore[arg-type]  # wrong on purpose


def test_a_number_of_dwellings_is_whole() -> None:
    """None is taken; a part of one, or fewer than none, is refused."""
    none = list_turns(HALVES, {}, dwellings=0)
    assert (none.contingents, none.counts) == ((), {"state": 0, "als": 0})
    assert "in order" not in words_of(none)
    wrongs = ((-1, InvalidValueError), (1_000_001, InvalidValueError), (1.5, InvalidTypeError))
    for wrong, error in wrongs:
        with pytest.raises(error, match="dwellings"):
            list_turns(HALVES, {}, dwellings=wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_a_turn_is_told_in_words_and_rows() -> None:
    """The holder, what each is due and has had, and the bound, in both languages."""
    turn = next_holder(held_by(state="30 %", als="20 %"), {"state": 3, None: 5}, on=DAY)
    english, french = words_of(turn), words_of(turn, "fr")
    assert english.splitlines()[0] == "The next dwelling: The als"
    assert french.splitlines()[0] == "Le prochain logement\u00a0: The als"
    assert "on 1 June 2024" in english
    assert "au 1er juin 2024" in french
    assert "nº 9" in french
    assert "no text says in which order" in english
    assert str(turn) == str(turn.explain("en"))
    assert all(len(line) <= 80 for line in str(turn.explain("fr")).splitlines())
    assert "<table" in turn._repr_html_()
    rows = turn.rows("fr")
    assert [row["contingent"] for row in rows] == ["state", "als", None]
    assert [row["next"] for row in rows] == [False, True, False]
    assert rows[1]["due"] == "9/5"
    assert rows[2]["holder"] == "le bailleur (hors réservation)"
    assert len(repr(turn)) <= 200
    assert pickle.loads(pickle.dumps(turn)) == turn
    assert "The als: due 1.8, had 0" in words_of(turn.of("als"))
    assert repr(turn.of("als")) == "<HolderStanding als: due 1.8, had 0>"
    assert repr(turn.of(None)) == "<HolderStanding the landlord's own: due 4.5, had 5>"
    with pytest.raises(InvalidTypeError, match="verdict"):
        bool(turn)
    with pytest.raises(InvalidValueError, match="language"):
        turn.of("als").rows("de")  # type: ignore[arg-type]  # wrong on purpose


def test_by_when_a_holder_must_have_a_turn_is_told_plainly() -> None:
    """This dwelling, or one of so many that come next; nothing for whom none must come."""
    later: Planned = {5: {"later": "10 %"}}
    held = held_by(state="30 %", als="20 %", later="0 %")
    turn = next_holder(held, {"state": 3, None: 4}, planned=later)
    latest = {standing.contingent: standing.latest for standing in turn.standings}
    english, french = words_of(turn), words_of(turn, "fr")
    assert "late by  must have" in english
    assert "retard  doit recevoir" in french
    for many in latest.values():
        assert many is not None
        assert ("this one" if many == 1 else f"one of the next {many}") in english
        assert ("celui-ci" if many == 1 else f"un des {many} prochains") in french
    assert {many == 1 for many in latest.values()} == {True, False}
    gone = next_holder(held_by(state="0 %", als="1/2"), {}, planned={1: {"als": 0, "state": "1/2"}})
    assert gone.of("als").latest is None
    assert words_of(gone).count("this one") + words_of(gone).count("one of the next") == 2


def test_turns_are_told_in_words_and_rows() -> None:
    """The first of them by name, how many go to each, and a row for each dwelling."""
    turns = list_turns(held_by(state="30 %", als="20 %"), {}, dwellings=30, on=DAY)
    assert turns.counts == {"state": 9, "als": 6, None: 15}
    assert turns.given == turns.counts
    assert turns.verdict is Verdict.MET
    assert "the first 20, in order: the landlord's own" in words_of(turns)
    assert "les 20 premiers, dans l'ordre\u00a0: le bailleur" in words_of(turns, "fr")
    few = list_turns(held_by(state="30 %"), {}, dwellings=2)
    assert "in order: the landlord's own, The state" in words_of(few)
    rows = turns.rows()
    assert [row["index"] for row in rows] == list(range(30))
    assert rows[0] == {"index": 0, "contingent": None, "holder": "the landlord's own"}
    assert len(repr(turns)) <= 200
    assert all(len(line) <= 80 for line in str(turns).splitlines())
    with pytest.raises(UnknownCodeError, match="did you mean 'als'"):
        turns.of("al")


def test_the_share_of_a_contingent_may_change_on_days() -> None:
    """Its share on a day is told, and nothing before the first day of change."""
    contingent = held_by(als=Timeline({date.min: "20 %", DAY: "25 %"}))[0]
    assert contingent.share_on(date(2024, 5, 31)) == Fraction(1, 5)
    assert contingent.share_on(DAY) == Fraction(1, 4)
    assert "20 %, 25 % from 1 June 2024" in contingent.say("en")
    assert "20\u00a0%, 25\u00a0% à partir du 1er juin 2024" in contingent.say("fr")
    with pytest.raises(InvalidTypeError, match="a day"):
        contingent.share_on("2024")  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="an exact rate"):
        held_by(als=Timeline({DAY: 0.25}))
    with pytest.raises(InvalidValueError, match="a share of at most 1"):
        held_by(als=Timeline({DAY: "101 %"}))


def test_what_was_planned_counts_the_dwellings_of_those_who_left() -> None:
    """Once four dwellings were shared out the share changes, whoever had them and left since."""
    leaving = Timeline({date(2024, 1, 1): "20 %", date(2024, 7, 1): "0 %"})
    held = held_by(state="30 %", city=leaving)
    given_: Dwellings = {
        "city": [date(2024, 1, 2), date(2024, 1, 3)],
        None: [date(2024, 1, 4), date(2024, 1, 5)],
    }
    for index, share in ((3, "1/2"), (4, "1/2"), (5, "3/10")):
        planned: Planned = {index: {"state": "50 %"}}
        turn = next_holder(held, given_, on=date(2024, 8, 1), planned=planned)
        assert turn.of("state").share == Fraction(share)


def test_what_stands_for_contingents_says_what_to_write() -> None:
    """An agreement, one contingent, or a share that is not known on the day of a dwelling."""
    (state,) = held_by(state=Timeline({date(2024, 7, 1): "30 %"}))
    with pytest.raises(InvalidTypeError, match=r"write agreement.contingents"):
        next_holder(AGREEMENT, {})  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="write a tuple"):
        next_holder(state, {})  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(NotKnownError, match="'0 %' where it had none"):
        next_holder([state], {"state": [date(2024, 1, 1)]}, on=DAY)
