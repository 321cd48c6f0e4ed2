"""What part of its missing dwellings a commune owes in a cycle, by day, by gap, by seniority."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Bounds
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.sru import catch_up
from housing_agreements.law.sru.catch_up import (
    CATCH_UP,
    CATCH_UP_BEFORE_2013,
    CATCH_UP_SINCE_3DS,
    CONTRACT_FLOORS,
    catch_up_rate,
    contract_floor,
    objective_of_cycle,
)
from housing_agreements.law.sru.shares import cycle_of

DAY = timedelta(days=1)
FIRST, DUFLOT = date(2002, 1, 1), date(2013, 1, 20)
OLD, NEW = FIRST, date(2023, 1, 1)
untyped: Any = catch_up
hundredths = st.integers(0, 100).map(lambda number: Fraction(number, 100))
gaps = st.tuples(hundredths, hundredths).map(lambda pair: Bounds(min(pair), max(pair)))


def parts(*numbers: int) -> tuple[Fraction, ...]:
    """Rates in per cent."""
    return tuple(Fraction(number, 100) for number in numbers)


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (FIRST, 15),
        (date(2012, 12, 30), 15),
        (date(2012, 12, 31), 15),
        (DUFLOT - DAY, 15),
        (date(2014, 1, 1), 25),
        (date(2016, 12, 31), 25),
        (date(2017, 1, 1), 33),
        (date(2019, 12, 31), 33),
        (date(2020, 1, 1), 50),
        (date(2022, 12, 31), 50),
    ],
    ids=str,
)
def test_one_rate_for_all_until_2022(day: date, part: int) -> None:
    """15 % before 2013, then 25, 33 and 50 %; what is told of the commune changes nothing."""
    found = catch_up_rate(on=day)
    assert (found.possible, found.missing) == (parts(part), ())
    assert catch_up_rate(on=day, gap="1 %", subject_since=day).value == Fraction(part, 100)


@pytest.mark.parametrize("day", [NEW, NEW + DAY, VERIFIED_UNTIL], ids=str)
@pytest.mark.parametrize(
    ("gap", "part", "floor"),
    [
        ("0 %", 100, 80),
        ("1.99 %", 100, 80),
        ("2 %", 50, 40),
        ("2.01 %", 50, 40),
        ("3.99 %", 50, 40),
        ("4 %", 50, 40),
        ("4.01 %", 33, 25),
        ("25 %", 33, 25),
    ],
)
def test_the_rate_goes_by_the_gap_since_2023(day: date, gap: str, part: int, floor: int) -> None:
    """100 % below two points, 50 % from two to four, 33 % beyond; contracts lower each."""
    assert catch_up_rate(on=day, gap=gap, subject_since=OLD).value == Fraction(part, 100)
    assert contract_floor(on=day, gap=gap).value == Fraction(floor, 100)


@pytest.mark.parametrize(
    ("on", "since", "part"),
    [
        (NEW, date(2023, 1, 1), 15),
        (date(2025, 12, 31), date(2023, 1, 1), 15),
        (date(2023, 1, 2), date(2023, 1, 2), 10),
        (date(2025, 12, 31), date(2025, 12, 31), 10),
        (date(2024, 6, 1), date(2022, 12, 31), 15),
        (date(2024, 6, 1), date(2020, 1, 2), 15),
        (date(2024, 6, 1), date(2020, 1, 1), 25),
        (date(2024, 6, 1), date(2019, 12, 31), 25),
        (date(2024, 6, 1), date(2017, 1, 2), 25),
        (date(2024, 6, 1), date(2017, 1, 1), None),
        (date(2026, 1, 1), date(2023, 1, 1), 25),
        (date(2026, 1, 1), date(2024, 5, 1), 15),
        (date(2026, 3, 1), date(2026, 2, 1), 10),
        (date(2026, 1, 1), date(2022, 1, 1), 25),
        (date(2026, 1, 1), date(2020, 1, 1), None),
        (date(2026, 1, 1), date(1999, 1, 1), None),
    ],
    ids=str,
)
def test_newly_subject_communes_have_rates_of_their_own(
    on: date, since: date, part: int | None
) -> None:
    """10 % for the rest of a cycle, 15 % in the first full one, 25 % in the second; then none."""
    found = catch_up_rate(on=on, subject_since=since)
    if part is None:
        assert (found.possible, found.missing) == (parts(33, 50, 100), ("gap",))
    else:
        assert (found.possible, found.missing) == (parts(part), ())
    assert catch_up_rate(on=on, subject_since=since, gap="3 %").value == Fraction(part or 50, 100)


def test_what_is_not_told_leaves_the_rates_that_are_possible() -> None:
    """Without a gap three, without the day of subjection those of newcomers too."""
    untold = catch_up_rate(on=NEW)
    assert untold.possible == parts(10, 15, 25, 33, 50, 100)
    assert untold.missing == ("gap", "subject_since")
    with pytest.raises(NotKnownError, match="since when the commune is subject"):
        untold.value  # noqa: B018  # the property refuses
    near = catch_up_rate(on=NEW, gap=Bounds(Fraction(3, 100), Fraction(5, 100)), subject_since=OLD)
    assert (near.possible, near.missing) == (parts(33, 50), ("gap",))
    assert catch_up_rate(on=NEW, gap="3 %").missing == ("subject_since",)
    assert contract_floor(on=NEW).possible == parts(25, 40, 80)
    assert contract_floor(on=NEW).missing == ("gap",)


def by_hand(gap: Fraction) -> int:
    """The rate of a gap, as one would tell it."""
    return 100 if gap < Fraction(2, 100) else 50 if gap <= Fraction(4, 100) else 33


@given(gaps)
def test_a_gap_within_bounds_leads_to_the_rates_of_its_gaps(gap: Bounds[Fraction]) -> None:
    """Those of the hundredths, of what lies between them, and no others."""
    assert gap.high is not None
    fine = range(int(gap.low * 1000), int(gap.high * 1000) + 1)
    expected = {by_hand(Fraction(number, 1000)) for number in fine}
    found = catch_up_rate(on=NEW, gap=gap, subject_since=OLD)
    assert found.possible == parts(*sorted(expected))
    open_ended = catch_up_rate(on=NEW, gap=Bounds(gap.low, None), subject_since=OLD)
    assert open_ended.possible == parts(*sorted({33, by_hand(gap.low), *_between(gap.low)}))


def _between(low: Fraction) -> set[int]:
    """The rates of the gaps that lie above one."""
    return {50} if low <= Fraction(4, 100) else set()


@given(gaps, st.dates(FIRST, date(2024, 6, 1)))
def test_to_know_more_leaves_fewer_rates(gap: Bounds[Fraction], since: date) -> None:
    """Each fact that is told leaves rates that were possible without it."""
    on = date(2024, 6, 1)
    told: Any = {"gap": gap, "subject_since": since}
    for with_gap, with_day in product((False, True), repeat=2):
        less = {
            name: value
            for (name, value), kept in zip(told.items(), (with_gap, with_day), strict=True)
            if kept
        }
        assert set(catch_up_rate(on=on, **told).possible) <= set(
            catch_up_rate(on=on, **less).possible
        )


@pytest.mark.parametrize(
    ("known", "part"),
    [(date(2022, 2, 22), 100), (date(2022, 2, 23), 33), (date(2022, 2, 24), 33)],
    ids=str,
)
def test_what_was_known_of_the_last_cycle(known: date, part: int) -> None:
    """Up to 22 February 2022, the cycle 2023-2025 was to owe all that is missing."""
    on = date(2024, 6, 1)
    found = catch_up_rate(on=on, known=known, gap="5 %", subject_since=OLD)
    assert found.value == Fraction(part, 100)
    assert catch_up_rate(on=date(2021, 6, 1), known=known).value == Fraction(1, 2)
    removed = any("removed on 23 February 2022" in note.en for note in found.notes)
    assert removed is (part == 100)


def test_the_step_that_was_removed_never_came_into_force() -> None:
    """The law of 2013 tells of no day from 1 January 2023 on: that of 2022 does."""
    for day, part in ((NEW - DAY, Fraction(1, 2)), (NEW, None), (NEW + DAY, None)):
        assert CATCH_UP.known_on(day) is (part is not None)
        assert CATCH_UP_SINCE_3DS.known_on(day) is (part is None)
        if part is not None:
            assert CATCH_UP.on(day) == part
    with pytest.raises(NotKnownError, match="no longer in force"):
        CATCH_UP.on(NEW)


@pytest.mark.parametrize(
    "day", [FIRST - DAY, DUFLOT, DUFLOT + DAY, date(2013, 12, 31), VERIFIED_UNTIL + DAY], ids=str
)
def test_no_rate_where_none_was_found(day: date) -> None:
    """Before 2002, from 20 January to 31 December 2013, and past what was verified."""
    with pytest.raises(NotKnownError):
        catch_up_rate(on=day)


@pytest.mark.parametrize("day", [date(2022, 12, 31), VERIFIED_UNTIL + DAY], ids=str)
def test_contracts_have_floors_from_the_cycle_of_2023_on(day: date) -> None:
    """Cycles before owe one rate for all, and past the last verified day nothing is known."""
    with pytest.raises(NotKnownError):
        contract_floor(on=day)


def test_rates_say_how_far_they_were_checked() -> None:
    """All were read, but for the days before 31 December 2012."""
    old = {str(version.since): version.confidence for version in CATCH_UP_BEFORE_2013.versions}
    assert old == {"2002-01-01": Confidence.SECONDARY, "2012-12-31": Confidence.VERIFIED}
    for provision in (CATCH_UP, CATCH_UP_SINCE_3DS, CONTRACT_FLOORS):
        assert {version.confidence for version in provision.versions} == {Confidence.VERIFIED}
    floors = CONTRACT_FLOORS.on(NEW)
    assert (floors.cycles, floors.years, floors.pooled_cycles) == (3, 3, 2)
    assert floors.pooled_part == Fraction(1, 2)
    assert CONTRACT_FLOORS.known_on(date(2022, 2, 23))
    assert not CONTRACT_FLOORS.known_on(date(2022, 2, 22))
    articles = [source.article for source in CONTRACT_FLOORS.at(NEW).sources]
    assert str(articles[0]).startswith("L.302-8, IX et X")
    note = CONTRACT_FLOORS.at(NEW).note
    assert note is not None
    assert "no floor of the rates of newly subject communes was read" in note.en
    assert cycle_of(NEW).start == CATCH_UP_SINCE_3DS.versions[0].since


@given(hundredths, hundredths, st.fractions(0, 1000, max_denominator=4))
def test_objectives_are_exact(one: Fraction, other: Fraction, missing: Fraction) -> None:
    """A part of what is missing, within the bounds of both; nothing is rounded."""
    low, high = min(one, other), max(one, other)
    assert objective_of_cycle(missing, one).value == one * missing
    found = objective_of_cycle(missing, Bounds(low, high))
    assert (found.low, found.high) == (low * missing, high * missing)
    lacking = Bounds(missing, missing + 1)
    assert objective_of_cycle(lacking, high) == Bounds(high * missing, high * (missing + 1))


def test_an_objective_without_a_limit_has_none() -> None:
    """At least so many missing leave at least so many to make; an open part is at most all."""
    assert objective_of_cycle(Bounds(10, None), "50 %") == Bounds(Fraction(5), None)
    whole = objective_of_cycle(10, Bounds(Fraction(1, 2), None))
    assert whole == Bounds(Fraction(5), Fraction(10))


def test_what_is_given_wrongly_is_refused() -> None:
    """Days that are none, a commune subject only later, floats, shares above the whole."""
    for days in ({"on": "2016"}, {"on": NEW, "known": "x"}, {"on": NEW, "subject_since": "x"}):
        with pytest.raises(InvalidTypeError, match="a day"):
            untyped.catch_up_rate(**days)
    with pytest.raises(InvalidValueError, match="a day up to 2023-01-01, the one asked"):
        catch_up_rate(on=NEW, subject_since=NEW + DAY)
    with pytest.raises(InvalidTypeError, match="catch_up_rate, gap: given"):
        untyped.catch_up_rate(on=NEW, gap=0.03)
    for gap in (3, Bounds(Fraction(0), Fraction(3)), Bounds(Fraction(2), None)):
        with pytest.raises(InvalidValueError, match=r"catch_up_rate, gap: .* at most 1"):
            catch_up_rate(on=NEW, gap=gap)
    with pytest.raises(InvalidValueError, match="contract_floor, gap: given"):
        contract_floor(on=NEW, gap="-3 %")
    with pytest.raises(InvalidTypeError, match="an int or a Fraction"):
        untyped.objective_of_cycle(1.5, "25 %")
    with pytest.raises(InvalidValueError, match="0 or more"):
        objective_of_cycle(-1, "25 %")
    with pytest.raises(InvalidValueError, match="at most 1"):
        objective_of_cycle(1, 2)
