"""What can still be kept, against brute force: every completion, every course that things take."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import completing, naive
from tests.rules.drawing import (
    CODES,
    LANDLORDS,
    RATES,
    SLOW,
    agreement_of,
    commitments,
    ledgers,
)
from tests.rules.test_bounds import turning_days

from housing_agreements import (
    Agreement,
    Attribution,
    Bounds,
    Judge,
    Party,
    Per,
    Period,
    Prospect,
    Reach,
    Rounding,
    Share,
    Stage,
    Substitute,
    Volume,
    check_quotas,
    outlook,
)
from housing_agreements.rules.outlook import _sharing

MIDDLE = (date(2018, 6, 30), date(2018, 12, 30), date(2019, 2, 28), date(2020, 5, 5))


class Courses(NamedTuple):
    """What brute force says of a promise."""

    certain: bool
    surely: bool
    perhaps: bool
    needed: Bounds[int] | None
    room: Bounds[int] | None
    may_be_empty: bool


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
    has_floor, has_ceiling = (
        any(levels[side] is not None for levels in levels_of(question)) for side in (0, 1)
    )
    return Courses(
        kept_always,
        kept_surely,
        kept_perhaps,
        Bounds(min(needs), max(needs)) if has_floor else None,
        Bounds(min(rooms, default=0), max(rooms, default=0)) if has_ceiling else None,
        len(rooms) < len(needs),
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
    for most in itertools.count(30, -1):
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


@settings(SLOW, max_examples=60)
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
    hold(prospect.room, courses.room, exactly=not courses.may_be_empty)


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


# --- Groups: all is known, and what is expected is shared in every way -------------------------

DAY = date(2018, 6, 30)
TURNS = {"p": (1, 1, 0, 1), "r": (1, 0, 1, 1), None: (1, 0, 0, 1)}
"""What one attribution adds: in the base, main, substitute, there."""


@st.composite
def promises_by_group(draw: st.DrawFn) -> Agreement:
    """An agreement of one promise that holds landlord by landlord, declared or not."""
    kind: Any = draw(st.sampled_from((Share, Volume)))
    level = st.sampled_from(RATES) if kind.of_base else st.integers(0, 3)
    names = draw(
        st.sampled_from((("at_least",), ("at_least",), ("at_most",), ("at_least", "at_most")))
    )
    tables = [
        draw(level | st.fixed_dictionaries({"office": level}, optional={"company": level}))
        for _ in names
    ]
    substitute = None
    if names[0] == "at_least" and draw(st.sampled_from((False, False, True))):
        substitute = Substitute(("r",), draw(st.sampled_from(RATES)))
    by_table = all(isinstance(table, dict) for table in tables)
    judges = (None, None, Judge.GROUPS) if by_table else (None, Judge.GROUPS, Judge.BOTH)
    made = kind(
        "c",
        to=("p",),
        stage=Stage.DECIDED,
        per=Per.LANDLORD,
        judge=draw(st.sampled_from(judges)),
        rounding=draw(st.sampled_from(tuple(Rounding))),
        substitute=substitute,
        **dict(zip(names, tables, strict=True)),
    )
    declared: dict[str, Any] = {"landlords": [Party(code, code) for code in LANDLORDS]}
    return agreement_of(made, **(declared if draw(st.booleans()) else {}))


COUNTED = st.lists(
    st.tuples(st.sampled_from(LANDLORDS), st.sampled_from(("p", "r", None))), max_size=5
)


def attributions(counted: Sequence[tuple[str | None, str | None]]) -> list[Attribution]:
    """Attributions of 2018, each of a landlord, to a public or to nobody in particular."""
    return [
        Attribution(
            f"A{index}", "a", "94068", landlord=landlord, decided_on=date(2018, 5, 5),
            publics=frozenset(() if public is None else (public,)),
        )
        for index, (landlord, public) in enumerate(counted)
    ]  # fmt: skip


@settings(SLOW, max_examples=60)
@given(
    promises_by_group(), COUNTED, st.integers(0, 3), st.none() | st.integers(0, 2), st.booleans()
)
def test_sharing_is_one_of_all_sharings(
    agreement: Agreement,
    counted: list[tuple[str, str | None]],
    number: int,
    given_to_office: int | None,
    as_if_many: bool,  # noqa: FBT001  # Hypothesis gives it
) -> None:
    """All groups and the total can be kept when one sharing does it, and no sooner."""
    report = check_quotas(agreement, attributions(counted), on=DAY)
    of_year = [finding for finding in report if finding.period == Period.year(2018)]
    groups = [finding.group for finding in of_year if finding.group is not None]
    expected: dict[Any, int] = {("c", 2018): number}
    own = None
    if given_to_office is not None and "office" in groups:
        own = min(given_to_office, number)
        expected["c", 2018, "office"] = own
    with pytest.MonkeyPatch.context() as patch:
        if as_if_many:  # each group is given its least, as where not every sharing is looked at
            patch.setattr(_sharing, "_MOST_SHARED", -1)
        (prospect,) = outlook(report, expected)
    asked = {each.period: each for each in naive.questions(agreement, DAY, DAY)}
    question = asked[Period.year(2018)]
    open_groups, commitment = not agreement.landlords, agreement.commitments[0]
    places: list[Any] = [
        *groups,
        *([f"new{index}" for index in range(number)] if open_groups else []),
    ]
    courses = list(list_courses(counted, places, number, own, substitute=commitment.substitute))
    keeping = [
        course
        for course in courses
        if all(
            naive.judge((parts,), question, place, DAY).kept
            for place, parts in course.items()
            if (commitment.judges_total if place is None else place in groups or parts[3])
        )
    ]
    if prospect.reach is None:
        return
    if prospect.reach is Reach.OUT_OF_REACH:
        assert not keeping
    if prospect.reach is Reach.REACHABLE:
        assert keeping
    if prospect.reach is Reach.CERTAIN:
        assert len(keeping) == len(courses)
    if prospect.reach is Reach.UNDETERMINED:
        assert open_groups or as_if_many
    if keeping and commitment.floor is not None and prospect.needed is not None:
        now = sum(public == "p" or (public == "r" and commitment.substitute is not None)
                  for _, public in counted)  # fmt: skip
        least = min(course[None][1] + course[None][2] for course in keeping) - now
        assert prospect.needed.low <= least
        assert prospect.needed.high is None or least <= prospect.needed.high
        assert prospect.needed.exact or open_groups or as_if_many


def list_courses(
    counted: list[tuple[str, str | None]],
    places: list[Any],
    number: int,
    of_office: int | None,
    *,
    substitute: Substitute | None,
) -> Iterator[dict[Any, tuple[int, int, int, int]]]:
    """For each way to share and to turn out: what is in the total, and in each place."""
    kinds = ("p", None) if substitute is None else ("p", "r", None)
    options = list(itertools.product(places, kinds))
    for come in itertools.combinations_with_replacement(options, number):
        if of_office is not None and sum(place == "office" for place, _ in come) != of_office:
            continue
        course: dict[Any, list[int]] = {place: [0] * 4 for place in (None, *places)}
        for place, public in (*counted, *come):
            other = "r" if substitute is not None else None
            parts = TURNS[public if public == "p" else (other if public == "r" else None)]
            for held in (course[None], course.get(place, [0] * 4)):
                for index, part in enumerate(parts):
                    held[index] += part
        yield {place: (a, b, c, d) for place, (a, b, c, d) in course.items()}


@settings(SLOW, max_examples=25)
@given(
    promises_by_group(),
    st.lists(
        st.tuples(
            st.sampled_from((*LANDLORDS, None)), st.sampled_from(("p", "r", None, "perhaps"))
        ),
        max_size=4,
    ),
    st.integers(0, 3),
)
def test_groups_with_facts_missing_are_never_told_wrong(
    agreement: Agreement, doubtful: list[tuple[str | None, str | None]], number: int
) -> None:
    """What is said of groups holds however the unknown publics and landlords turn out."""
    told = [(landlord, None if public == "perhaps" else public) for landlord, public in doubtful]
    ledger = [
        attrs.evolve(entry, possible_publics=frozenset({"p"} if public == "perhaps" else ()))
        for entry, (_, public) in zip(attributions(told), doubtful, strict=True)
    ]
    before = outlook(check_quotas(agreement, ledger, on=DAY), number)[0]
    ways = [
        itertools.product(
            LANDLORDS if landlord is None else (landlord,),
            ("p", None) if public == "perhaps" else (public,),
        )
        for landlord, public in doubtful
    ]
    for turned in itertools.product(*ways):
        known = attributions(list(turned))
        after = outlook(check_quotas(agreement, known, on=DAY), number)[0]
        if before.reach in {Reach.CERTAIN, Reach.OUT_OF_REACH}:
            assert after.reach in {before.reach, None}
        if before.reach is Reach.REACHABLE:
            assert after.reach in {Reach.REACHABLE, Reach.CERTAIN, None}
        if before.needed is not None and after.needed is not None:
            assert before.needed.low <= after.needed.low
            if before.needed.high is not None and after.reach is not Reach.OUT_OF_REACH:
                assert after.needed.high is not None
                assert after.needed.high <= before.needed.high
