"""Rates and cycles of the SRU law, day by day; what is missing, in numbers that nothing rounds."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Bounds, Period
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.sru import shares as sru
from housing_agreements.law.sru.shares import (
    LEGAL_RATES,
    cycle_of,
    gap_to_target,
    is_cycle,
    legal_rate,
    main_residences,
    missing_dwellings,
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
    """The old rate is second-hand but for its last days, that of 2013 was read, so is today's."""
    said = {str(version.since): version.confidence for version in LEGAL_RATES.versions}
    assert said == {
        "2002-01-01": Confidence.SECONDARY,
        "2012-12-31": Confidence.VERIFIED,
        "2013-01-20": Confidence.VERIFIED,
        "2015-08-09": Confidence.DATED,
        "2016-01-01": Confidence.DATED,
        "2017-01-29": Confidence.DATED,
        "2018-11-25": Confidence.DATED,
        "2019-09-01": Confidence.DATED,
        "2022-02-23": Confidence.DATED,
        "2023-01-01": Confidence.VERIFIED,
    }
    unread = [version for version in LEGAL_RATES.versions if version.confidence is Confidence.DATED]
    assert all(each.note is not None and "not read" in each.note.en for each in unread)
    for day, read in ((date(2022, 12, 31), False), (date(2023, 1, 1), True)):
        note = LEGAL_RATES.at(day).note
        assert note is not None
        assert ("set by decree when a cycle begins" in note.en) is read


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


counts = st.integers(0, 40)
spans = st.tuples(counts, st.integers(0, 3)).map(lambda pair: Bounds(pair[0], sum(pair)))


@given(spans, spans, rates())
def test_missing_dwellings_are_those_of_some_numbers_within_the_bounds(
    residences: Bounds[int], social: Bounds[int], owed: Fraction
) -> None:
    """The bounds are the least and the most of all pairs of numbers; nothing is rounded."""
    found = missing_dwellings(main_residences=residences, social=social, owed=owed)
    assert residences.high is not None
    assert social.high is not None
    each = [
        max(Fraction(0), owed * main - present)
        for main in range(residences.low, residences.high + 1)
        for present in range(social.low, social.high + 1)
    ]
    assert (found.low, found.high) == (min(each), max(each))


@given(spans, spans, rates())
def test_the_gap_is_that_of_some_numbers_within_the_bounds(
    residences: Bounds[int], social: Bounds[int], owed: Fraction
) -> None:
    """A share of main residences, 0 once the target is reached; none without a residence."""
    if not residences.low:
        with pytest.raises(InvalidValueError, match="at least 1"):
            gap_to_target(main_residences=residences, social=social, owed=owed)
        return
    found = gap_to_target(main_residences=residences, social=social, owed=owed)
    assert residences.high is not None
    assert social.high is not None
    each = [
        max(Fraction(0), owed - Fraction(present, main))
        for main in range(residences.low, residences.high + 1)
        for present in range(social.low, social.high + 1)
    ]
    assert (found.low, found.high) == (min(each), max(each))


def test_numbers_without_a_limit_leave_bounds() -> None:
    """At least so many residences, or social dwellings: what lacks has no most, or no least."""
    lacking = missing_dwellings(main_residences=Bounds(100, None), social=10, owed="25 %")
    assert lacking == Bounds(Fraction(15), None)
    lacking = missing_dwellings(main_residences=100, social=Bounds(10, None), owed="25 %")
    assert lacking == Bounds(Fraction(0), Fraction(15))
    gap = gap_to_target(main_residences=Bounds(100, None), social=Bounds(10, None), owed="25 %")
    assert gap == Bounds(Fraction(0), Fraction(1, 4))


@given(st.integers(1, 500), st.integers(1, 3000), st.sampled_from(["1 %", "0.1 %", "0.01 %"]))
def test_main_residences_are_those_whose_share_is_published(
    social: int, residences: int, to: str
) -> None:
    """The number behind a rounded share is within the bounds, and no other gives the share."""
    unit = Fraction(to.removesuffix(" %")) / 100

    def published(main: int) -> Fraction:
        return ((Fraction(social, main) / unit + Fraction(1, 2)) // 1) * unit

    share = published(residences)
    if share > 1:
        return
    found = main_residences(social=social, share=share, to=to)
    assert residences in found
    assert published(found.low) == share
    assert found.low == 1 or published(found.low - 1) != share
    if found.high is None:
        assert share == 0
    else:
        assert published(found.high) == share != published(found.high + 1)


def test_one_hundred_and_four_dwellings_are_5_88_percent() -> None:
    """Of 1,768 to 1,770 main residences; so 338 to 338.5 are missing of a quarter."""
    behind = main_residences(social=104, share="5.88 %", to="0.01 %")
    assert behind == Bounds(1_768, 1_770)
    lacking = missing_dwellings(main_residences=behind, social=104, owed="25 %")
    assert lacking == Bounds(Fraction(338), Fraction(677, 2))


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"social": 0, "share": "0 %", "to": "1 %"}, "at least 1"),
        ({"social": 10, "share": "5.88 %", "to": "0.1 %"}, "of which the share is a multiple"),
        ({"social": 10, "share": "5.88 %", "to": 0}, "a unit above 0"),
        ({"social": 1, "share": "77 %", "to": "1 %"}, "in a whole number of main residences"),
        ({"social": 1, "share": "177 %", "to": "1 %"}, "at most 1"),
    ],
)
def test_a_share_that_nothing_gives_is_refused(given_: Any, said: str) -> None:
    """No social dwelling, another unit, or a share between two numbers of residences."""
    with pytest.raises(InvalidValueError, match=said):
        main_residences(**given_)


def test_impossible_numbers_are_refused() -> None:
    """Negative or broken numbers, floats, and rates above the whole."""
    for ask in (missing_dwellings, gap_to_target):
        for wrong in (-1, Bounds(-1, 2)):
            with pytest.raises(InvalidValueError, match="0 or more"):
                ask(main_residences=wrong, social=0, owed="25 %")
        untold: Any = ask
        for broken in (1.5, Bounds(Fraction(1, 2), Fraction(1)), "1"):
            with pytest.raises(InvalidTypeError, match="a whole number, or Bounds"):
                untold(main_residences=broken, social=0, owed="25 %")
        with pytest.raises(InvalidValueError, match="at most 1"):
            ask(main_residences=1, social=0, owed="125 %")
    with pytest.raises(InvalidTypeError, match="main_residences, social"):
        untyped.main_residences(social=1.5, share="5 %", to="1 %")


@pytest.mark.parametrize("cycle", [2011, "2011-2013", None])
def test_cycle_is_a_period(cycle: Any) -> None:
    """Anything but a period is refused where a cycle is asked about."""
    with pytest.raises(InvalidTypeError, match=r"is_cycle, period: .* a Period"):
        is_cycle(cycle)
