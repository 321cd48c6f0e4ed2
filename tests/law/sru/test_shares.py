"""Rates, cycles and catch-up of the SRU law, day by day; arithmetic that rounds nothing."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Period
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.sru import shares as sru
from housing_agreements.law.sru.shares import (
    CATCH_UP,
    CATCH_UP_BEFORE_2013,
    CATCH_UP_SINCE_3DS,
    LEGAL_RATES,
    catch_up_rate,
    cycle_of,
    is_cycle,
    legal_rate,
    missing_dwellings,
    objective_of_cycle,
)
from housing_agreements.testing.strategies import days, rates

DAY = timedelta(days=1)
FIRST = date(2002, 1, 1)
DUFLOT = date(2013, 1, 20)
untyped: Any = sru
known_days = days(min_value=FIRST, max_value=VERIFIED_UNTIL)


@pytest.mark.parametrize(
    ("day", "full", "reduced"),
    [
        (FIRST, "1/5", "1/5"),
        (DUFLOT - DAY, "1/5", "1/5"),
        (DUFLOT, "1/4", "1/5"),
        (DUFLOT + DAY, "1/4", "1/5"),
        (date(2016, 3, 7), "1/4", "1/5"),
        (VERIFIED_UNTIL, "1/4", "1/5"),
    ],
    ids=str,
)
def test_two_rates_since_2013(day: date, full: str, reduced: str) -> None:
    """A fifth for all up to 19 January 2013; then a quarter, or a fifth on the lists."""
    assert legal_rate(on=day, reduced=False) == Fraction(full)
    assert legal_rate(on=day, reduced=True) == Fraction(reduced)


def test_which_rate_is_not_guessed() -> None:
    """Where there are two rates, a commune of which nothing is said has none; before, it has."""
    assert legal_rate(on=DUFLOT - DAY) == Fraction(1, 5)
    with pytest.raises(NotKnownError, match="reduced=True or False"):
        legal_rate(on=DUFLOT)
    with pytest.raises(InvalidTypeError, match="True, False or None"):
        untyped.legal_rate(on=DUFLOT, reduced=1)
    for day in (FIRST - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            legal_rate(on=day, reduced=False)


def test_rates_say_how_far_they_were_checked() -> None:
    """The old rate is second-hand, that of 2013 was read, seven later changes were not."""
    said = {str(version.since): version.confidence for version in LEGAL_RATES.versions}
    assert said == {
        "2002-01-01": Confidence.SECONDARY,
        "2013-01-20": Confidence.VERIFIED,
        "2015-08-09": Confidence.DATED,
        "2016-01-01": Confidence.DATED,
        "2017-01-29": Confidence.DATED,
        "2018-11-25": Confidence.DATED,
        "2019-09-01": Confidence.DATED,
        "2022-02-23": Confidence.DATED,
        "2023-01-01": Confidence.DATED,
    }
    assert {version.confidence for version in CATCH_UP_BEFORE_2013.versions} == {
        Confidence.SECONDARY
    }
    assert {version.confidence for version in CATCH_UP.versions} == {Confidence.VERIFIED}
    assert {version.confidence for version in CATCH_UP_SINCE_3DS.versions} == {Confidence.SECONDARY}
    unread = [version for version in LEGAL_RATES.versions if version.confidence is Confidence.DATED]
    assert all(each.note is not None and "not read" in each.note.en for each in unread)


@given(known_days, known_days)
def test_cycles_follow_each_other(one: date, other: date) -> None:
    """Each day falls in one cycle, of three calendar years from 2002; two cycles never overlap."""
    cycle = cycle_of(one)
    assert one in cycle
    assert is_cycle(cycle)
    years = range(cycle.start.year, cycle.end.year)
    assert (len(years), (years[0] - 2002) % 3) == (3, 0)
    assert cycle == Period.years(years[0], years[-1])
    assert cycle_of(other) == cycle or not cycle.overlaps(cycle_of(other))


def test_cycles_are_those_named_by_the_law() -> None:
    """From 2002-2004 to 2023-2025, and the one that runs on the last day verified."""
    names = dict.fromkeys(str(cycle_of(date(year, 6, 1))) for year in range(2002, 2026))
    assert list(names) == [
        "2002-2004",
        "2005-2007",
        "2008-2010",
        "2011-2013",
        "2014-2016",
        "2017-2019",
        "2020-2022",
        "2023-2025",
    ]
    assert cycle_of(VERIFIED_UNTIL) == Period.years(2026, 2028)
    for day in (FIRST - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            cycle_of(day)
    for other in (
        Period.years(2012, 2014),
        Period.year(2014),
        Period.years(1999, 2001),
        Period.years(2029, 2031),
        Period(date(2014, 1, 2), date(2017, 1, 1)),
    ):
        assert not is_cycle(other)


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (FIRST, 15),
        (DUFLOT - DAY, 15),
        (date(2014, 1, 1), 25),
        (date(2016, 12, 31), 25),
        (date(2017, 1, 1), 33),
        (date(2019, 12, 31), 33),
        (date(2020, 1, 1), 50),
        (date(2022, 12, 31), 50),
        (date(2023, 1, 1), 33),
        (VERIFIED_UNTIL, 33),
    ],
    ids=str,
)
def test_catch_up_by_cycle(day: date, part: int) -> None:
    """15 % before 2013, then 25, 33 and 50 %, and 33 % since the law of 2022: never a third."""
    assert catch_up_rate(on=day) == Fraction(part, 100)


@pytest.mark.parametrize(
    ("known", "part"),
    [(date(2022, 2, 22), 100), (date(2022, 2, 23), 33), (date(2022, 2, 24), 33)],
    ids=str,
)
def test_what_was_known_of_the_last_cycle(known: date, part: int) -> None:
    """Up to 22 February 2022, the cycle 2023-2025 was to owe all that is missing."""
    assert catch_up_rate(on=date(2024, 6, 1), known=known) == Fraction(part, 100)
    assert catch_up_rate(on=date(2021, 6, 1), known=known) == Fraction(1, 2)


@pytest.mark.parametrize(
    "day", [FIRST - DAY, DUFLOT, DUFLOT + DAY, date(2013, 12, 31), VERIFIED_UNTIL + DAY], ids=str
)
def test_no_rate_where_none_was_found(day: date) -> None:
    """Before 2002, from 20 January to 31 December 2013, and past what was verified."""
    with pytest.raises(NotKnownError):
        catch_up_rate(on=day)


@given(st.integers(0, 10**6), st.integers(0, 10**6), rates(), rates())
def test_missing_dwellings_are_exact(
    residences: int, social: int, owed: Fraction, part: Fraction
) -> None:
    """What is missing and what there is make up what is owed, unless there is more; no rounding."""
    missing = missing_dwellings(main_residences=residences, social=social, owed=owed)
    assert missing >= 0
    assert max(owed * residences, Fraction(social)) == missing + social
    assert objective_of_cycle(missing, part) == part * missing


def test_impossible_numbers_are_refused() -> None:
    """Negative or broken numbers, floats, and rates above the whole."""
    with pytest.raises(InvalidValueError):
        missing_dwellings(main_residences=-1, social=0, owed="25 %")
    with pytest.raises(InvalidTypeError):
        untyped.missing_dwellings(main_residences=1.5, social=0, owed="25 %")
    with pytest.raises(InvalidValueError, match="at most 1"):
        missing_dwellings(main_residences=1, social=0, owed="125 %")
    with pytest.raises(InvalidTypeError, match="an int or a Fraction"):
        untyped.objective_of_cycle(1.5, "25 %")
    with pytest.raises(InvalidValueError, match="0 or more"):
        objective_of_cycle(-1, "25 %")
    with pytest.raises(InvalidValueError, match="at most 1"):
        objective_of_cycle(1, 2)
    with pytest.raises(InvalidTypeError):
        untyped.catch_up_rate(on="2016")
    with pytest.raises(InvalidTypeError):
        untyped.catch_up_rate(on=FIRST, known="2016")


@pytest.mark.parametrize("cycle", [2011, "2011-2013", None])
def test_cycle_is_a_period(cycle: Any) -> None:
    """Anything but a period is refused where a cycle is asked about."""
    with pytest.raises(InvalidTypeError, match=r"is_cycle, period: .* a Period"):
        is_cycle(cycle)
