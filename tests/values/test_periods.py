"""Periods are half-open sets of days, and month arithmetic has one policy."""

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import nan
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
)
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import days, periods
from housing_agreements.values.periods import (
    Period,
    anniversary,
    as_period,
    hold_every_day,
    months_after,
    months_between,
    months_in,
    term_end,
    years_of_terms,
)

# What a type checker would refuse, callers without one write.
UntypedPeriod: Any = Period
untyped_months_after: Any = months_after
untyped_months_in: Any = months_in
NOON = datetime(2016, 3, 7, 12, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
short = periods(min_value=date(2015, 12, 1), max_value=date(2017, 3, 31))
lengths = st.integers(1, 40)


def counted(day: date, months: int) -> date:
    """So many months later by turning the leaves of a calendar one by one."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in {0, 13}:
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def days_of(period: Period) -> set[date]:
    """Every day of a period, one by one."""
    return {period.start + n * ONE_DAY for n in range((period.end - period.start).days)}


@given(days(), st.integers(-500, 500))
def test_months_are_those_of_a_calendar(day: date, months: int) -> None:
    """So many months later is the same day of that month, or its last when it is shorter."""
    assert months_after(day, months) == counted(day, months)


@given(days(), days(), st.integers(-500, 500))
def test_months_keep_order(a: date, b: date, months: int) -> None:
    """Two days never change places."""
    laws.months_keep_order(a, b, months)


@given(days(), days())
def test_months_between_is_largest(since: date, until: date) -> None:
    """The number of months between two days is the largest that does not go past the second."""
    laws.months_between_is_largest(since, until)


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2016, 1, 31), date(2016, 2, 28), 0),
        (date(2016, 1, 31), date(2016, 2, 29), 1),
        (date(2013, 3, 7), date(2016, 3, 6), 35),
        (date(2013, 3, 7), date(2016, 3, 7), 36),
        (date(2016, 3, 7), date(2016, 3, 6), -1),
    ],
)
def test_months_between_changes_on_the_day(since: date, until: date, months: int) -> None:
    """A month is complete on its day, and not on the eve."""
    assert months_between(since, until) == months


@example(born=date(2000, 2, 29), years=18)
@given(days(), st.integers(0, 120))
def test_an_age_is_reached_on_the_birthday(born: date, years: int) -> None:
    """An age is reached on the day of the same name, or the day after where there is none."""
    year = born.year + years
    leap = (born.month, born.day) == (2, 29) and not calendar.isleap(year)
    assert anniversary(born, years) == (date(year, 3, 1) if leap else born.replace(year=year))


LEAP_DAY = date(2016, 2, 29)


def naive_term_end(start: date, months: int) -> date:
    """The calendar turned leaf by leaf; years from 29 February go up to 28 February, included."""
    end = counted(start, months)
    no_such_day = months % 12 == 0 and (start.month, start.day) == (2, 29) and end.day == 28
    return date(end.year, 3, 1) if no_such_day else end


@example(start=LEAP_DAY, months=12)
@example(start=LEAP_DAY, months=-12)
@given(days() | st.just(LEAP_DAY), st.integers(-100, 100))
def test_terms_follow_each_other(start: date, months: int) -> None:
    """A term a month longer ends later, and one of years where the anniversary falls."""
    assert term_end(start, months) == naive_term_end(start, months)
    assert term_end(start, months) < term_end(start, months + 1)
    laws.terms_follow_each_other(start, abs(months))


@pytest.mark.parametrize(
    ("start", "length", "last_day"),
    [
        (date(2016, 2, 28), {"years": 1}, date(2017, 2, 27)),
        (LEAP_DAY, {"years": 1}, date(2017, 2, 28)),
        (LEAP_DAY, {"months": 12}, date(2017, 2, 28)),
        (LEAP_DAY, {"months": 11}, date(2017, 1, 28)),
        (LEAP_DAY, {"months": 13}, date(2017, 3, 28)),
        (LEAP_DAY, {"years": 1, "months": 12}, date(2018, 2, 28)),
        (LEAP_DAY, {"years": 3}, date(2019, 2, 28)),
        (LEAP_DAY, {"years": 4}, date(2020, 2, 28)),
        (date(2016, 3, 1), {"years": 1}, date(2017, 2, 28)),
        (date(2015, 8, 31), {"months": 6}, date(2016, 2, 28)),
    ],
)
def test_a_year_from_29_february_ends_with_the_28th(
    start: date, length: dict[str, int], last_day: date
) -> None:
    """A term of years from 29 February, told in months too, has 28 February for its last day."""
    assert Period.lasting(start, **length).last_day == last_day


def test_a_year_from_29_february_is_said_with_its_last_day() -> None:
    """The last day of a year from 29 February is said in both languages."""
    year = Period.lasting(LEAP_DAY, months=12)
    assert year.say("en") == "29 February 2016 to 28 February 2017"
    assert year.say("fr") == "du 29 février 2016 au 28 février 2017"


def test_years_from_29_february_follow_each_other() -> None:
    """A term of years from 29 February is cut into years, the first day of each where it falls."""
    four = Period.lasting(LEAP_DAY, years=4)
    years = four.split(years=1)
    assert years == four.split(months=12)
    assert [year.start for year in years] == [
        LEAP_DAY,
        date(2017, 3, 1),
        date(2018, 3, 1),
        date(2019, 3, 1),
    ]
    assert years[-1].last_day == date(2020, 2, 28)
    short_of_it = Period(LEAP_DAY, date(2017, 2, 28))
    assert short_of_it.split(years=1) == (short_of_it,)


def test_a_month_does_not_leave_the_calendar() -> None:
    """The last month of the calendar is reached, and the one after is refused."""
    assert months_after(date(9999, 11, 30), 1) == date(9999, 12, 30)
    for months in (2, 10**6, -(10**6), 10**400):
        with pytest.raises(InvalidValueError) as caught:
            months_after(date(9999, 11, 30), months)
        assert caught.value.where == "months_after, months"
        assert caught.value.given.endswith("months after 9999-11-30")
        assert caught.value.expected == "a result between years 1 and 9999"


@pytest.mark.parametrize(
    ("call", "where", "remedy"),
    [
        (lambda: months_after(NOON, 1), "months_after, day", "call .date() on it"),
        (
            lambda: untyped_months_after("2016-03-07", 1),
            "months_after, day",
            "write date(2016, 3, 7)",
        ),
        (
            lambda: untyped_months_after(date(2016, 3, 7), 1.0),
            "months_after, months",
            "write a plain",
        ),
        (lambda: term_end(NOON, 12), "term_end, day", "call .date() on it"),
        (lambda: term_end(date(2016, 1, 1), months=True), "term_end, months", "write a plain"),
        (lambda: anniversary(NOON, 18), "anniversary, born", "call .date() on it"),
        (lambda: anniversary(date(2000, 1, 1), years=True), "anniversary, years", "write a plain"),
        (lambda: months_between(NOON, date.max), "months_between, since", "call .date() on it"),
        (lambda: months_between(date.min, NOON), "months_between, until", "call .date() on it"),
        (lambda: untyped_months_in("here", years="3", months=0), "here, years", "write a plain"),
        (lambda: untyped_months_in("here", years=0, months=0.5), "here, months", "write a plain"),
        (
            lambda: UntypedPeriod.lasting(date.min, years="3"),
            "Period.lasting, years",
            "write a plain",
        ),
        (lambda: Period.year(2016).split(months=True), "Period.split, months", "write a plain"),
        (lambda: UntypedPeriod.year("2016"), "Period.year, year", "write a plain"),
        (lambda: UntypedPeriod.years(2016, 2018.0), "Period.years, last", "write a plain"),
        (lambda: UntypedPeriod("2016-01-01", date.max), "Period, start", "write date(2016, 1, 1)"),
        (lambda: Period(date.min, NOON), "Period, end", "call .date() on it"),
        (lambda: NOON in Period.year(2016), "Period, day asked", "call .date() on it"),
        (lambda: "2016-03-07" in Period.year(2016), "Period, day asked", "write date(2016, 3, 7)"),
    ],
)
def test_days_and_numbers_are_exact(call: Callable[[], object], where: str, remedy: str) -> None:
    """A datetime or a text is no day; a bool, a float or a text is no number."""
    with pytest.raises(InvalidTypeError) as caught:
        call()
    assert caught.value.where == where
    assert caught.value.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("call", "where", "given", "expected"),
    [
        (
            lambda: Period(date(2016, 1, 2), date(2016, 1, 2)),
            "Period, end",
            "2016-01-02 (a date)",
            "a day after the start, 2016-01-02",
        ),
        (lambda: Period.year(0), "Period.year, year", "0", "a whole number of at least 1"),
        (lambda: Period.year(9999), "Period.year, year", "9999", "a year before 9999"),
        (
            lambda: Period.years(2018, 2016),
            "Period.years, last",
            "2016",
            "a year not before the first, 2018",
        ),
        (
            lambda: Period.lasting(date(2016, 1, 1)),
            "Period.lasting, years and months",
            "no length",
            "at least one month",
        ),
        (
            lambda: Period.year(2016).split(years=1, months=-1),
            "Period.split, months",
            "-1",
            "a whole number of at least 0",
        ),
        (
            lambda: anniversary(date(2016, 1, 1), -1),
            "anniversary, years",
            "-1",
            "a whole number of at least 0",
        ),
    ],
)
def test_impossible_periods_are_refused(
    call: Callable[[], object], where: str, given: str, expected: str
) -> None:
    """An end not after the start, a year outside the calendar, a length of nothing cannot be."""
    with pytest.raises(InvalidValueError) as caught:
        call()
    fault = caught.value
    assert (fault.where, fault.given, fault.expected) == (where, given, expected)


def test_both_ends_are_reported_together() -> None:
    """Two bad ends are two faults of one error."""
    with pytest.raises(InvalidObjectError) as caught:
        Period("2016", NOON)  # type: ignore[arg-type]  # the point of the test
    assert [fault.where for fault in caught.value.faults] == ["Period, start", "Period, end"]


@given(short, short, days(min_value=date(2015, 11, 1), max_value=date(2017, 4, 30)))
def test_periods_are_sets_of_days(a: Period, b: Period, day: date) -> None:
    """Membership, overlap, inclusion and `&` are those of the sets of days."""
    laws.period_meets(a, b, day)
    both = a & b
    assert (day in a) is (day in days_of(a))
    assert a.overlaps(b) is bool(days_of(a) & days_of(b))
    assert a.within(b) is (days_of(a) <= days_of(b))
    assert (set() if both is None else days_of(both)) == days_of(a) & days_of(b)
    assert a.last_day == max(days_of(a))
    assert (a < b) is ((a.start, a.end) < (b.start, b.end))


@given(periods(min_value=date(2000, 1, 1), max_value=date(2012, 12, 31)), lengths)
def test_splitting_preserves_days(period: Period, months: int) -> None:
    """The parts, of so many months or by year, hold each day of the whole once."""
    laws.period_split_preserves_days(period, months)
    for parts in (period.split(months=months), period.calendar_years()):
        assert sum(len(days_of(part)) for part in parts) == len(days_of(period))
    *whole, last = period.split(months=months)
    assert all(
        part.end == naive_term_end(period.start, n * months) for n, part in enumerate(whole, 1)
    )
    assert last.end <= naive_term_end(period.start, (len(whole) + 1) * months)
    assert {part.start.year for part in period.calendar_years()} == {
        day.year for day in days_of(period)
    }
    assert all(part.start.year == part.last_day.year for part in period.calendar_years())


@given(days(), st.integers(0, 9), lengths)
def test_a_period_lasts_so_long(start: date, years: int, months: int) -> None:
    """A period of so many years and months ends that many months after its start."""
    period = Period.lasting(start, years=years, months=months)
    assert period == Period(start, naive_term_end(start, 12 * years + months))


def test_the_last_year_of_the_calendar_can_be_cut() -> None:
    """A period that ends within the last year is split, and said, like any other."""
    period = Period(date(9998, 7, 1), date(9999, 7, 1))
    assert [part.last_day for part in period.calendar_years()] == [
        date(9998, 12, 31),
        date(9999, 6, 30),
    ]
    assert period.split(years=5) == (period,)
    assert Period(date(9999, 1, 1), date.max).calendar_year is None


@given(st.integers(1, 9990), st.integers(1, 5))
def test_calendar_years_are_told_from_others(year: int, more: int) -> None:
    """A period is a calendar year exactly when it runs from 1 January to 31 December."""
    period = Period.year(year)
    assert (period.start, period.last_day) == (date(year, 1, 1), date(year, 12, 31))
    assert period.calendar_year == year
    assert Period.years(year, year + more).calendar_year is None
    assert Period(period.start, period.end - ONE_DAY).calendar_year is None
    assert Period(period.start + ONE_DAY, period.end).calendar_year is None


@pytest.mark.parametrize(
    ("period", "plain", "english", "french"),
    [
        (Period.year(2016), "2016", "2016", "2016"),
        (Period.years(2016, 2018), "2016-2018", "2016-2018", "2016-2018"),
        (
            Period.lasting(date(2016, 3, 1), years=3),
            "2016-03-01 to 2019-02-28",
            "1 March 2016 to 28 February 2019",
            "du 1er mars 2016 au 28 février 2019",
        ),
    ],
)
def test_a_period_is_said(period: Period, plain: str, english: str, french: str) -> None:
    """Whole years are said as years, other periods by their first and last day."""
    assert str(period) == plain
    assert period.say("en") == english
    assert period.say("fr") == french


@pytest.mark.parametrize("period", [Period.year(2016), Period.lasting(date(2016, 3, 7), years=3)])
def test_a_period_is_said_in_two_languages(period: Period) -> None:
    """Any other language is refused, also where no word would differ."""
    with pytest.raises(HousingAgreementsError, match='"en" or "fr"'):
        period.say("de")  # type: ignore[arg-type]  # the point of the test


def test_only_periods_meet() -> None:
    """A period and anything else have no days in common to speak of."""
    with pytest.raises(TypeError):
        Period.year(2016) & 2016  # type: ignore[operator]  # the point of the test


@given(periods())
def test_a_period_survives_pickle_copy_and_repr(
    evaluated: Callable[[object], object], period: Period
) -> None:
    """A period is equal to its pickle, its copies, and what its repr evaluates to."""
    laws.survives_pickle_and_copy(period)
    assert evaluated(period) == period


@given(st.lists(short, max_size=4), short)
def test_periods_cover_a_period_when_each_of_its_days_is_in_one(
    several: list[Period], whole: Period
) -> None:
    """In any order, meeting, overlapping or apart."""
    held = set[date]().union(*map(days_of, several))
    assert hold_every_day(several, whole) is (days_of(whole) <= held)


def naive_years(term: Period, first: date) -> list[Period]:
    """The years counted from a day that lie in a term, looked for one by one."""
    ends = [naive_term_end(first, 12 * years) for years in range(-40, 41)]
    years = [Period(start, end) for start, end in pairwise(ends)]
    return [year for year in years if days_of(year) <= days_of(term)]


in_years = st.builds(
    lambda start, years: Period.lasting(start, years=years),
    days(min_value=date(2015, 1, 1), max_value=date(2017, 12, 31)) | st.just(LEAP_DAY),
    st.integers(1, 4),
)
any_terms = in_years | periods(min_value=date(2014, 1, 1), max_value=date(2021, 12, 31))


@given(any_terms)
def test_years_partition_a_term_that_is_made_of_them(term: Period) -> None:
    """A term of whole years is cut into them, from its first day; any other has none."""
    years = years_of_terms([term])
    whole = any(term == Period.lasting(term.start, years=count) for count in range(1, 9))
    assert bool(years) is whole
    if whole:
        assert years == tuple(naive_years(term, term.start)) == term.split(years=1)
        assert set().union(*map(days_of, years)) == days_of(term)
        assert sum(len(days_of(year)) for year in years) == len(days_of(term))


@given(st.integers(2014, 2018), st.integers(0, 3))
def test_calendar_years_are_years_from_the_first_of_january(first: int, more: int) -> None:
    """A term made of calendar years has these."""
    term = Period.years(first, first + more)
    assert years_of_terms([term]) == term.calendar_years()


@example(
    terms=[Period.lasting(LEAP_DAY, years=1)], longer=Period(date(2014, 1, 1), date(2021, 1, 1))
)
@given(st.lists(any_terms, min_size=1, max_size=3), any_terms)
def test_lengthening_keeps_years(terms: list[Period], longer: Period) -> None:
    """A term that holds the one before keeps its years, and adds whole ones of their kind."""
    laws.lengthening_keeps_years(terms, longer)


@given(in_years, any_terms)
def test_a_term_goes_on_or_begins_anew(before: Period, after: Period) -> None:
    """A longer term, and one that ends sooner, go on from the former years; others begin anew."""
    longer = days_of(before) <= days_of(after)
    kept = naive_years(after, before.start) if longer or before.start == after.start else []
    expected = tuple(kept) or years_of_terms([after])
    assert years_of_terms([before, after]) == expected


TWO_YEARS = ("2016-07-01", "2018-06-30")


@pytest.mark.parametrize(
    ("terms", "years"),
    [
        ([TWO_YEARS], ["2016-07", "2017-07"]),
        ([("2016-07-01", "2018-06-29")], []),
        ([("2016-07-01", "2018-07-01")], []),
        ([TWO_YEARS, ("2016-07-01", "2019-06-29")], ["2016-07", "2017-07"]),
        ([TWO_YEARS, ("2016-07-01", "2019-06-30")], ["2016-07", "2017-07", "2018-07"]),
        ([TWO_YEARS, ("2016-01-01", "2018-12-31")], ["2016-07", "2017-07"]),
        ([TWO_YEARS, ("2015-07-01", "2018-06-30")], ["2015-07", "2016-07", "2017-07"]),
        ([TWO_YEARS, ("2016-07-01", "2017-12-31")], ["2016-07"]),
        ([TWO_YEARS, ("2016-07-01", "2017-06-30")], ["2016-07"]),
        ([TWO_YEARS, ("2016-07-01", "2017-06-29")], []),
        ([TWO_YEARS, ("2017-01-01", "2018-12-31")], ["2017-01", "2018-01"]),
        ([TWO_YEARS, ("2017-01-01", "2018-06-30")], []),
        ([("2016-07-01", "2017-02-28"), ("2016-01-01", "2017-12-31")], ["2016-01", "2017-01"]),
    ],
)
def test_years_of_terms_on_both_sides_of_each_boundary(
    terms: list[tuple[str, str]], years: list[str]
) -> None:
    """A term lasts whole years to the day; a longer or shorter one has those it holds whole."""
    spans = [
        Period(date.fromisoformat(first), date.fromisoformat(last) + ONE_DAY)
        for first, last in terms
    ]
    assert [f"{year.start:%Y-%m}" for year in years_of_terms(spans)] == years


def test_years_reach_the_ends_of_the_calendar() -> None:
    """Years are counted within the calendar, and no further."""
    first, last = Period(date(1, 7, 1), date(2, 7, 1)), Period(date(9997, 7, 1), date(9998, 7, 1))
    assert years_of_terms([first, Period(date(1, 1, 1), date(3, 1, 1))]) == (first,)
    assert years_of_terms([last, Period(date(9997, 1, 1), date.max)]) == (
        last,
        Period.lasting(last.end, years=1),
    )


@pytest.mark.parametrize(
    "written", ["2019", "2019.0", Fraction(2019), Decimal(2019), np.float64(2019)], ids=repr
)
def test_a_year_of_another_type_is_told_as_the_year_to_write(written: object) -> None:
    """A year as text or as another number is refused, and the error has the year."""
    with pytest.raises(InvalidTypeError, match=r"a year .* write 2019$"):
        as_period(written)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    "written", [2019.5, nan, Decimal("sNaN"), "19", "20190101", Fraction(1, 10**5000), True]
)
def test_what_is_no_year_is_told_how_one_is_written(written: object) -> None:
    """Of what stands for no year, the error shows how a year is written."""
    with pytest.raises(InvalidTypeError, match=r"write 2018$"):
        as_period(written)  # type: ignore[arg-type]  # wrong on purpose
