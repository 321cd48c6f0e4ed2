"""Timelines answer on each day what was last said before it."""

import datetime as dt
from collections.abc import Callable
from datetime import UTC, date, timedelta
from itertools import count
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
)
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import days, member_timelines, periods, timelines
from housing_agreements.values.periods import Period
from housing_agreements.values.timelines import Timeline

# What a type checker would refuse, callers without one write.
UntypedTimeline: Any = Timeline
START = date(2016, 1, 1)
NOON = dt.datetime(2016, 3, 7, 12, tzinfo=UTC)
FIRST, LAST = date(2010, 1, 1), date(2012, 12, 31)
near = days(min_value=FIRST, max_value=LAST)
few = st.integers(0, 2)
changes = st.dictionaries(near, few, min_size=1, max_size=6)
limited = timelines(few, min_value=FIRST, max_value=LAST, verified_until=st.none() | near)
codes = st.sampled_from(("35238", "35024", "35051"))
memberships = st.dictionaries(
    codes, st.lists(periods(min_value=FIRST, max_value=LAST), max_size=3), max_size=3
)


def scanned(given: dict[date, int], day: date) -> int | None:
    """What was last said on or before a day, found by looking at every entry."""
    said = {since: value for since, value in given.items() if since <= day}
    return said[max(said)] if said else None


@given(changes, st.none() | near, near)
def test_a_timeline_says_what_was_last_said(
    given: dict[date, int], limit: date | None, day: date
) -> None:
    """The value is that of the last change; not known before the first or past the limit."""
    timeline = Timeline(given, verified_until=limit)
    expected = None if limit is not None and day > limit else scanned(given, day)
    assert timeline.known_on(day) is (expected is not None)
    if expected is None:
        with pytest.raises(NotKnownError):
            timeline.on(day)
    else:
        assert timeline.on(day) == expected


@given(limited)
def test_a_timeline_is_piecewise_constant(timeline: Timeline[int]) -> None:
    """A timeline changes on its days of change, and on no other."""
    laws.timeline_is_piecewise_constant(timeline)


@given(changes, changes)
def test_timelines_that_answer_alike_are_equal(
    one: dict[date, int], other: dict[date, int]
) -> None:
    """Two timelines are equal exactly when no day tells them apart."""
    alike = all(scanned(one, day) == scanned(other, day) for day in {*one, *other})
    assert (Timeline(one) == Timeline(other)) is alike
    assert not alike or hash(Timeline(one)) == hash(Timeline(other))


@given(changes, near)
def test_a_change_that_changes_nothing_is_forgotten(given: dict[date, int], day: date) -> None:
    """Saying again what already holds does not make another timeline."""
    timeline = Timeline(given)
    if timeline.known_on(day):
        assert Timeline({**given, day: timeline.on(day)}) == timeline


@given(limited, limited, near)
def test_timelines_combine_by_day(a: Timeline[int], b: Timeline[int], day: date) -> None:
    """A function of two timelines is that of their values, where both are known."""
    laws.timelines_combine_by_day(a, b, lambda x, y: (x, y), day)
    laws.timelines_combine_by_day(a, b, max, day)


@given(limited, near)
def test_a_mapped_timeline_maps_its_values(timeline: Timeline[int], day: date) -> None:
    """Mapping changes what is answered, and not when."""
    doubled = timeline.map(lambda value: value // 2)
    assert doubled.known_on(day) is timeline.known_on(day)
    if timeline.known_on(day):
        assert doubled.on(day) == timeline.on(day) // 2


@given(days())
def test_a_constant_never_changes(day: date) -> None:
    """A constant is known on every day of the calendar."""
    laws.timeline_is_piecewise_constant(Timeline({date.min: 1}, verified_until=date.max))
    constant = Timeline.constant("25 %")
    assert {constant.on(date.min), constant.on(day), constant.on(date.max)} == {"25 %"}
    assert constant.days == (date.min,)


@given(memberships, near)
def test_members_come_and_go(members: dict[str, list[Period]], day: date) -> None:
    """A member belongs on the days of its periods, however they touch or overlap."""
    laws.members_come_and_go(members, day)


@given(codes, periods(), days())
def test_a_member_has_a_period_or_a_first_day(code: str, period: Period, day: date) -> None:
    """A member may be given one period, or the day from which it belongs for good."""
    once = Timeline.of_members({code: period})
    assert (code in once.on(day)) is (day in period)
    for_good = Timeline.of_members({code: period.start})
    assert (code in for_good.on(day)) is (day >= period.start)


@given(
    member_timelines(codes, min_value=FIRST, max_value=LAST),
    st.none() | near,
    st.integers(1, 30),
    near,
)
def test_who_left_is_gone_for_so_long(
    timeline: Timeline[frozenset[str]], limit: date | None, months: int, day: date
) -> None:
    """Who left is listed for that long after leaving, unless it came back."""
    verified = attrs.evolve(timeline, verified_until=limit)
    laws.gone_for_so_long(verified, months, day)
    assert verified.after(months=months).known_on(day) is verified.known_on(day)


def test_the_deficiency_lasts_and_then_three_years() -> None:
    """A commune deficient until the end of 2016 is in its three years from 2017 to 2019."""
    deficient = Timeline.of_members({"94068": Period.years(2014, 2016)})
    after = deficient.after(years=3)
    listed = [day for day in (date(2016, 12, 31), date(2017, 1, 1), date(2019, 12, 31),
                              date(2020, 1, 1)) if "94068" in after.on(day)]  # fmt: skip
    assert listed == [date(2017, 1, 1), date(2019, 12, 31)]


@pytest.mark.parametrize(
    ("call", "where", "remedy"),
    [
        (lambda: UntypedTimeline([START]), "Timeline, changes", "write {key: value}"),
        (lambda: UntypedTimeline(5), "Timeline, changes", "write {key: value}"),
        (lambda: UntypedTimeline(zip([START], "x", strict=True)), "Timeline, changes",
         "write {key: value}"),
        (lambda: Timeline({NOON: 1}), "Timeline, changes", "call .date() on it"),
        (lambda: UntypedTimeline({START: 1, "2017": 2}), "Timeline, changes",
         "write date(2016, 3, 7)"),
        (lambda: Timeline({START: 1}, verified_until=NOON), "Timeline, verified_until",
         "call .date() on it"),
        (lambda: Timeline({START: 1}).on(NOON), "Timeline.on, day", "call .date() on it"),
        (lambda: UntypedTimeline({START: 1}).known_on("x"), "Timeline.known_on, day",
         "write date(2016, 3, 7)"),
        (lambda: UntypedTimeline.of_members(["94068"]), "Timeline.of_members, members",
         "write {member: Period}"),
        (lambda: UntypedTimeline.of_members({"94068": "2016"}),
         "Timeline.of_members, members, '94068'", ""),
        (lambda: Timeline.of_members({"94068": NOON}), "Timeline.of_members, members, '94068'", ""),
        (lambda: UntypedTimeline.of_members({"94068": [2016]}),
         "Timeline.of_members, members, '94068'", ""),
        (lambda: UntypedTimeline.of_members({}).after(years=1.0), "Timeline.after, years",
         "write a plain number, such as 403"),
    ],
    ids=count(1),
)  # fmt: skip
def test_wrong_types_are_refused(call: Callable[[], object], where: str, remedy: str) -> None:
    """Days are exactly days, and a timeline is made of a mapping of them."""
    with pytest.raises(InvalidTypeError) as caught:
        call()
    assert (caught.value.where, caught.value.remedy) == (where, remedy)


@pytest.mark.parametrize(
    ("call", "where", "given", "expected"),
    [
        (lambda: Timeline({}), "Timeline, changes", "{} (a dict)", "at least one day with a value"),
        (lambda: Timeline(((START, 1), (START, 2))), "Timeline, changes",
         "((datetime.date(2016, 1, 1), 1), (datetime.date(2016, 1, 1), 2)) (a tuple)",
         "each key once"),
        (lambda: Timeline.of_members({}).after(), "Timeline.after, years and months", "no length",
         "at least one month"),
    ],
)  # fmt: skip
def test_impossible_timelines_are_refused(
    call: Callable[[], object], where: str, given: str, expected: str
) -> None:
    """No change at all, one day twice, or a length of nothing cannot be."""
    with pytest.raises(InvalidValueError) as caught:
        call()
    fault = caught.value
    assert (fault.where, fault.given, fault.expected) == (where, given, expected)


def test_faults_are_reported_together() -> None:
    """Bad changes and a bad limit are two faults of one error."""
    with pytest.raises(InvalidObjectError) as caught:
        Timeline({}, verified_until="2016")  # type: ignore[arg-type]  # the point of the test
    assert [fault.where for fault in caught.value.faults] == [
        "Timeline, changes",
        "Timeline, verified_until",
    ]


def test_the_error_says_from_when_until_when() -> None:
    """Asked a day too early or too late, the error names the day and the limit."""
    timeline = Timeline({START: 1}, verified_until=date(2016, 12, 31))
    with pytest.raises(NotKnownError) as early:
        timeline.on(START - timedelta(days=1))
    assert (early.value.given, early.value.expected) == ("2015-12-31", "a day from 2016-01-01 on")
    with pytest.raises(NotKnownError) as late:
        timeline.on(date(2017, 1, 1))
    assert late.value.given == "2017-01-01"
    assert late.value.expected == "a day up to 2016-12-31, the last one verified"
    assert timeline.on(START) == timeline.on(date(2016, 12, 31)) == 1


@given(limited, st.none() | near)
def test_a_timeline_can_be_evolved(timeline: Timeline[int], limit: date | None) -> None:
    """Verified again later, a timeline keeps its changes."""
    again = attrs.evolve(timeline, verified_until=limit)
    assert again == Timeline(dict(timeline.changes), verified_until=limit)


@given(limited)
def test_a_timeline_survives_pickle_copy_and_repr(
    evaluated: Callable[[object], object], timeline: Timeline[int]
) -> None:
    """A timeline is equal to its pickle, its copies, and what its repr evaluates to."""
    laws.survives_pickle_and_copy(timeline)
    assert evaluated(timeline) == timeline
