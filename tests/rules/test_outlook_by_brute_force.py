"""What can still be kept, against brute force: every completion, every course that things take."""

import itertools
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import completing, naive
from tests.rules.drawing import CODES, SLOW, agreement_of, commitments, ledgers
from tests.rules.test_bounds import turning_days

from housing_agreements import (
    Agreement,
    Bounds,
    Prospect,
    Reach,
    check_quotas,
    outlook,
)

MIDDLE = (date(2018, 6, 30), date(2018, 12, 30), date(2019, 2, 28), date(2020, 5, 5))


class Courses(NamedTuple):
    """What brute force says of a promise."""

    certain: bool
    surely: bool
    perhaps: bool
    needed: Bounds[int] | None
    room: Bounds[int] | None


def vectors_of(
    question: naive.Question, agreement: Agreement, ledger: tuple[naive.Entry, ...], on: date
) -> frozenset[naive.Vector]:
    """Every sum to which the entries may come."""
    turning = turning_days(agreement, on, on)
    parts = [
        frozenset(
            naive.vector(attrs.evolve(way, count=one.count), question, on, one)
            for way in completing.completions(attrs.evolve(one, count=1), turning, CODES)
        )
        for one in completing.dwellings(ledger)
    ]
    return completing.sums(parts, len(question.spans))


def splits(number: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way to share a number among places."""
    if places == 1:
        yield (number,)
        return
    for first in range(number + 1):
        yield from ((first, *rest) for rest in splits(number - first, places - 1))


def turns(number: int, question: naive.Question) -> Iterator[tuple[int, int, int, int]]:
    """Every way in which so many to come may turn out: main, substitutes, neither."""
    commitment = question.commitment
    if not commitment.to and commitment.located_in is None:
        yield number, number, 0, number
        return
    for main in range(number + 1):
        most = number - main if commitment.substitute else 0
        for others in range(most + 1):
            yield number, main, others, number


def follow(
    question: naive.Question, sums: frozenset[naive.Vector], coming: Bounds[int], on: date
) -> Courses:
    """What comes of every completion, every number to come, and every course they take."""
    size = len(question.spans)
    left = [
        index
        for index, (span, levels) in enumerate(
            zip(question.spans, levels_of(question), strict=True)
        )
        if span.period.last_day > on and levels != (None, None)
    ]
    kept_always, kept_surely, kept_perhaps = True, True, False
    needs: list[int] = []
    rooms: list[int] = []
    assert coming.high is not None
    for one in sums:
        for number in range(coming.low, coming.high + 1):
            for split in splits(number, len(left)):
                ways = itertools.product(*(turns(many, question) for many in split))
                kept = {
                    naive.judge(
                        completing.added((one, spread(way, left, size)), size), question, None, on
                    ).kept
                    for way in ways
                }
                kept_always, kept_surely = (
                    kept_always and kept == {True},
                    kept_surely and True in kept,
                )
                kept_perhaps = kept_perhaps or True in kept
                misses = spread([(many, 0, 0, many) for many in split], left, size)
                if not question.commitment.to and question.commitment.located_in is None:
                    misses = completing.added((), size)
                there = completing.added((one, misses), size)
                needs.append(find_need(there, question, on))
                if not is_empty(there, question):
                    rooms.append(find_room(there, question, on))
    floor, ceiling = question.commitment.floor, question.commitment.ceiling
    return Courses(
        kept_always,
        kept_surely,
        kept_perhaps,
        Bounds(min(needs), max(needs)) if floor is not None else None,
        Bounds(min(rooms, default=0), max(rooms, default=0)) if ceiling is not None else None,
    )


def levels_of(question: naive.Question) -> Iterator[tuple[object, object]]:
    """The floor and the ceiling of each period."""
    for span in question.spans:
        limits = (span.commitment.floor, span.commitment.ceiling)
        floor, ceiling = (limit and limit.levels.at(span.period) for limit in limits)
        yield floor, ceiling


def is_empty(there: naive.Vector, question: naive.Question) -> bool:
    """Whether nothing is there of which a part would be allowed: any number of it is."""
    named = [top is not None for _, top in levels_of(question)]
    present = sum(each[3] for each, asked in zip(there, named, strict=True) if asked)
    return question.commitment.of_base and not present


def spread(
    way: "list[tuple[int, int, int, int]] | tuple[tuple[int, int, int, int], ...]",
    left: list[int],
    size: int,
) -> naive.Vector:
    """What comes in each of the periods that are left."""
    by_index = dict(zip(left, way, strict=True))
    return tuple(by_index.get(index, (0, 0, 0, 0)) for index in range(size))


def find_need(there: naive.Vector, question: naive.Question, on: date) -> int:
    """The least number that, of those that are there, would have to be of main publics."""
    places = [index for index, (floor, _) in enumerate(levels_of(question)) if floor is not None]
    if not places:
        return 0
    for more in itertools.count():
        hits = spread([(0, more, 0, 0)], places[:1], len(there))
        judged = naive.judge(completing.added((there, hits), len(there)), question, None, on)
        if judged.floor is not False and judged.main is not False:
            return more
    raise AssertionError


def find_room(there: naive.Vector, question: naive.Question, on: date) -> int:
    """The most that may be."""
    places = [index for index, (_, top) in enumerate(levels_of(question)) if top is not None]
    if not places:
        return 0
    for most in itertools.count(10, -1):
        hits = spread([(0, most, 0, 0)], places[:1], len(there))
        judged = naive.judge(completing.added((there, hits), len(there)), question, None, on)
        if judged.ceiling is not False:
            return most
    raise AssertionError


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """An agreement of one promise, judged in total."""
    return agreement_of(draw(commitments(simple=True)))


def is_simple(question: naive.Question) -> bool:
    """Whether there is one level for each limit, in all periods."""
    return len(set(levels_of(question))) == 1


NUMBERS = st.integers(0, 4).flatmap(
    lambda low: st.sampled_from((0, 0, 1, 2)).map(lambda more: Bounds(low, low + more))
)


@settings(SLOW, max_examples=150)
@given(agreements(), ledgers(max_size=4, unknowns=1), st.sampled_from(MIDDLE), NUMBERS)
def test_outlook_is_what_every_course_comes_to(
    agreement: Agreement, ledger: tuple[naive.Entry, ...], on: date, coming: Bounds[int]
) -> None:
    """Certain, reachable and out of reach, and the numbers, are those of all that may come."""
    found = outlook(check_quotas(agreement, ledger, on=on), coming)
    asked = {each.period: each for each in naive.questions(agreement, on, on)}
    for prospect in found:
        question = asked[prospect.period]
        sums = vectors_of(question, agreement, ledger, on)
        tell_the_same(prospect, follow(question, sums, coming, on), question)


def tell_the_same(prospect: Prospect, courses: Courses, question: naive.Question) -> None:
    """A prospect is what brute force says."""
    if prospect.reach is None:
        assert courses.certain
        return
    if prospect.reach is Reach.CERTAIN:
        assert courses.certain
    if prospect.reach is Reach.REACHABLE:
        assert courses.surely
    if prospect.reach is Reach.OUT_OF_REACH:
        assert not courses.perhaps
    substitute = prospect.commitment.substitute is not None
    if is_simple(question) or not (substitute or len(prospect.commitment.limits) > 1):
        assert (prospect.reach is Reach.CERTAIN) is courses.certain
        assert (prospect.reach is Reach.OUT_OF_REACH) is not courses.perhaps
        assert (prospect.reach is Reach.UNDETERMINED) is (courses.perhaps and not courses.surely)
    hold(prospect.needed, courses.needed, exactly=not substitute)
    hold(prospect.room, courses.room, exactly=True)


def hold(bounds: Bounds[int] | None, brute: Bounds[int] | None, *, exactly: bool) -> None:
    """Bounds are those of all courses; with a substitute they hold them."""
    if bounds is None or brute is None:
        assert bounds is None
        assert brute is None
    elif exactly:
        assert bounds == brute
    else:
        assert bounds.low <= brute.low
        assert bounds.high is None or (brute.high is not None and bounds.high >= brute.high)
