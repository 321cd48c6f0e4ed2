"""Schedules keep each promise apart, and ramps round each step."""

import datetime as dt
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.errors import InvalidObjectError, InvalidTypeError, InvalidValueError
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import periods, rates, schedules
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import Rounding
from housing_agreements.values.schedules import Schedule, ramp

STEPS = {2016: "60 %", 2017: "80 %", 2018: "100 %"}
steps = st.dictionaries(st.integers(2000, 2030), rates(), min_size=1, max_size=5)


@given(schedules())
def test_a_schedule_keeps_its_steps(schedule: Schedule[int]) -> None:
    """The periods follow each other without overlap, and each has its own level."""
    laws.schedule_keeps_its_steps(schedule)


@given(schedules(), periods())
def test_nothing_is_promised_for_another_period(schedule: Schedule[int], period: Period) -> None:
    """A period has the level given for exactly that period, or none."""
    assert schedule.at(period) == dict(schedule.entries).get(period)


@given(st.dictionaries(st.integers(2000, 2030), st.integers(0, 2), min_size=1))
def test_years_are_put_in_order(levels: dict[int, int]) -> None:
    """Years may be given in any order, and equal steps stay apart."""
    schedule = Schedule(levels)
    assert list(schedule) == [levels[year] for year in sorted(levels)]
    assert [period.calendar_year for period in schedule.periods] == sorted(levels)
    assert all(schedule.at(year) == level for year, level in levels.items())


@given(periods(), periods())
def test_periods_never_overlap(a: Period, b: Period) -> None:
    """Two periods make a schedule exactly when they share no day."""
    if a == b:
        return
    if a.overlaps(b):
        with pytest.raises(InvalidValueError) as caught:
            Schedule({a: 1, b: 2})
        assert caught.value.where == "Schedule, entries"
        assert caught.value.given == str(max(a, b))
        assert caught.value.expected == f"a period that does not overlap {min(a, b)}"
    else:
        assert Schedule({a: 1, b: 2}) == Schedule({b: 2, a: 1})


def test_a_year_and_its_period_are_one() -> None:
    """A year given twice, as a number and as a period, overlaps itself."""
    with pytest.raises(InvalidValueError, match="a period that does not overlap 2016"):
        Schedule({2016: 1, Period.year(2016): 1})


def test_the_eve_does_not_overlap() -> None:
    """A period may start on the day the one before ends, and not a day sooner."""
    year = Period.year(2016)
    assert len(Schedule({year: 1, Period(year.end, date(2018, 1, 1)): 2}).periods) == 2
    with pytest.raises(InvalidValueError):
        Schedule({year: 1, Period(year.last_day, date(2018, 1, 1)): 2})


@pytest.mark.parametrize(
    ("key", "given"),
    [
        (True, "True (a bool)"),
        ("2016", "'2016'"),
        (2016.0, "2016.0 (a float)"),
        (date(2016, 1, 1), "2016-01-01 (a date)"),
        (
            dt.datetime(2016, 1, 1, tzinfo=dt.UTC),
            "datetime.datetime(2016, 1, 1, 0, 0, tzinfo=datetime.timezone.utc) (a datetime)",
        ),
    ],
)
def test_a_key_is_a_year_or_a_period(key: object, given: str) -> None:
    """Anything else is refused, in making a schedule and in asking one."""
    calls: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Schedule, entries", lambda: Schedule({key: 1})),  # type: ignore[dict-item]  # wrong on purpose
        ("Schedule.at, period", lambda: Schedule({2016: 1}).at(key)),  # type: ignore[arg-type]  # wrong on purpose
    )
    for where, call in calls:
        with pytest.raises(InvalidTypeError) as caught:
            call()
        fault = caught.value
        assert (fault.where, fault.given) == (where, given)
        meant = 2016 if given.startswith(("'2016'", "2016.0")) else 2018
        assert (fault.expected, fault.remedy) == ("a year (int) or a Period", f"write {meant}")


def test_a_schedule_is_made_of_a_mapping() -> None:
    """A series of years is refused, and so is an empty schedule."""
    with pytest.raises(InvalidTypeError) as wrong:
        Schedule([2016, 2017])  # type: ignore[arg-type]  # the point of the test
    assert wrong.value.expected == "a mapping of years or periods to levels"
    assert wrong.value.remedy == "write {key: value}"
    with pytest.raises(InvalidValueError) as empty:
        Schedule({})
    assert empty.value.expected == "at least one period with a level"


def test_overlaps_are_reported_together() -> None:
    """Two overlaps are two faults of one error."""
    with pytest.raises(InvalidObjectError) as caught:
        Schedule({2016: 1, Period.years(2016, 2017): 2, Period.years(2017, 2018): 3})
    assert [fault.given for fault in caught.value.faults] == ["2016-2017", "2017-2018"]


def test_the_ramp_of_2016_is_that_of_the_protocol() -> None:
    """60 %, 80 % and 100 % of 4,777 are 2,866, 3,822 and 4,777 to the nearest."""
    targets = ramp(4777, STEPS, rounding=Rounding.NEAREST)
    assert targets == Schedule({2016: 2866, 2017: 3822, 2018: 4777})
    assert repr(targets) == "Schedule({2016: 2866, 2017: 3822, 2018: 4777})"
    assert list(ramp(4777, STEPS, rounding=Rounding.UP)) == [2867, 3822, 4777]
    assert list(ramp(4777, STEPS, rounding=Rounding.DOWN)) == [2866, 3821, 4777]


@given(
    st.integers(0, 20_000),
    steps,
    st.sampled_from([each for each in Rounding if each.value != "exact"]),
)
def test_a_ramp_rounds_each_step(
    total: int, parts: dict[int, Fraction], rounding: Rounding
) -> None:
    """Each level is the rounded part of the total, and all of it at 100 %."""
    laws.ramp_rounds_each_step(total, parts, rounding)
    assert all(type(level) is int for level in ramp(total, parts, rounding=rounding))


def test_an_exact_ramp_has_whole_parts() -> None:
    """Without rounding, each part that is not whole is refused, and the year is named."""
    assert list(ramp(5000, STEPS)) == [3000, 4000, 5000]
    with pytest.raises(InvalidObjectError) as caught:
        ramp(4777, STEPS)
    assert [fault.where for fault in caught.value.faults] == [
        "ramp, steps, 2016",
        "ramp, steps, 2017",
    ]
    assert {fault.expected for fault in caught.value.faults} == {
        "a part of 4777 that is a whole number"
    }
    assert all("Rounding.NEAREST" in fault.remedy for fault in caught.value.faults)


def test_all_that_is_wrong_with_a_ramp_is_said_at_once() -> None:
    """A bad total and a bad step are two faults of one error, and the step has its year."""
    with pytest.raises(InvalidObjectError) as caught:
        ramp(total=True, steps={2016: 0.6, 2017: "80 %"})  # type: ignore[dict-item]  # wrong on purpose
    total, step = caught.value.faults
    assert (total.where, total.given) == ("ramp, total", "True (a bool)")
    assert (step.where, step.given) == ("ramp, steps, 2016", "0.6 (a float)")


@given(schedules())
def test_a_mapped_schedule_keeps_its_periods(schedule: Schedule[int]) -> None:
    """Mapping changes the levels, and not the periods."""
    doubled = schedule.map(lambda level: 2 * level)
    assert doubled.periods == schedule.periods
    assert list(doubled) == [2 * level for level in schedule]


@given(schedules())
def test_a_schedule_survives_pickle_copy_repr_and_evolve(
    evaluated: Callable[[object], object], schedule: Schedule[int]
) -> None:
    """A schedule is equal to its pickle, its copies, and what its repr evaluates to."""
    laws.survives_pickle_and_copy(schedule)
    assert evaluated(schedule) == schedule
    assert attrs.evolve(schedule) == schedule


def test_a_schedule_of_the_last_year_has_a_repr(evaluated: Callable[[object], object]) -> None:
    """A period in the last year of the calendar is written out."""
    schedule = Schedule({Period(date(9999, 1, 1), date(9999, 6, 1)): 1})
    assert evaluated(schedule) == schedule


def test_a_ramp_rounds_by_a_rounding() -> None:
    """The name of a rounding is not a rounding."""
    with pytest.raises(InvalidTypeError, match=r"Rounding\.NEAREST"):
        ramp(10, {2016: "50 %"}, rounding="nearest")  # type: ignore[arg-type]  # wrong on purpose
