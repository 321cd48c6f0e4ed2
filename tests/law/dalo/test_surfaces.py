"""How small is too small: by number of people, in Mayotte and elsewhere, from which day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Household, Known, Place, Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.dalo.surfaces import SURFACES, SURFACES_IN_MAYOTTE, TOO_SMALL
from housing_agreements.law.provisions import Confidence

SINCE = date(2019, 9, 1)
LILLE, MAMOUDZOU = Place("59350"), Place("97611")
ELSEWHERE = SURFACES.on(SINCE)
MAYOTTE = SURFACES_IN_MAYOTTE.on(SINCE)


def lives(area: int | None, people: int | None, place: Place | None = LILLE) -> Verdict:
    """Whether so many people live in too small a dwelling."""
    household = Household(living_area=area, household_size=people, residence=place)
    return TOO_SMALL.decide(household, on=SINCE)


def test_surfaces_are_those_of_the_articles() -> None:
    """9, 16, then 9 more a person up to 70; in Mayotte 9, 13, then 6 more up to 54."""
    assert [ELSEWHERE.least(n) for n in range(1, 11)] == [9, 16, 25, 34, 43, 52, 61, 70, 70, 70]
    assert [MAYOTTE.least(n) for n in range(1, 11)] == [9, 13, 19, 25, 31, 37, 43, 49, 54, 54]
    assert (ELSEWHERE.most_from, MAYOTTE.most_from) == (8, 9)


@given(st.integers(1, 40))
def test_surfaces_follow_the_published_formula(people: int) -> None:
    """For each number of people, the formula; Mayotte never asks for more than elsewhere."""
    assert ELSEWHERE.least(people) == min(70, 9 if people == 1 else 16 + 9 * (people - 2))
    assert MAYOTTE.least(people) == min(54, 9 if people == 1 else 13 + 6 * (people - 2))
    assert MAYOTTE.least(people) <= ELSEWHERE.least(people) <= ELSEWHERE.least(people + 1)


@given(st.integers(0, 100), st.integers(1, 15), st.sampled_from([LILLE, MAMOUDZOU]))
def test_below_the_least_is_too_small(area: int, people: int, place: Place) -> None:
    """Exactly below the area of its place, and not at it."""
    least = (MAYOTTE if place is MAMOUDZOU else ELSEWHERE).least(people)
    assert lives(area, people, place) is Verdict.of(area < least)


@given(st.integers(0, 100), st.integers(1, 15))
def test_an_unknown_place_matters_between_the_two_areas_only(area: int, people: int) -> None:
    """Below the area of Mayotte it is too small anywhere, at that of elsewhere nowhere."""
    if area < MAYOTTE.least(people):
        expected = Verdict.MET
    elif area >= ELSEWHERE.least(people):
        expected = Verdict.UNMET
    else:
        expected = Verdict.UNDETERMINED
    assert lives(area, people, None) is expected


@pytest.mark.parametrize(
    ("area", "people", "verdict"),
    [
        (8, None, Verdict.MET),
        (9, None, Verdict.UNDETERMINED),
        (69, None, Verdict.UNDETERMINED),
        (70, None, Verdict.UNMET),
        (None, 4, Verdict.UNDETERMINED),
    ],
)
def test_unknown_facts_leave_open_what_they_could_change(
    area: int | None, people: int | None, verdict: Verdict
) -> None:
    """Below 9 and from 70 on the number of people does not matter; the area always does."""
    assert lives(area, people) is verdict
    known: Any = Known(low=area, high=area) if area is not None else None
    assert lives(known, people) is verdict


@pytest.mark.parametrize(
    ("day", "known"),
    [(date(2019, 8, 31), False), (SINCE, True), (date(2019, 9, 2), True)],
    ids=str,
)
def test_no_surface_is_held_before(day: date, known: bool) -> None:  # noqa: FBT001  # a case of the table
    """Up to 31 August 2019 the surfaces stood elsewhere, unread: nothing is decided."""
    assert SURFACES.known_on(day) is SURFACES_IN_MAYOTTE.known_on(day) is known
    household = Household(living_area=1, household_size=4, residence=LILLE)
    assert TOO_SMALL.decide(household, on=day).decided is known
    if not known:
        with pytest.raises(NotKnownError):
            SURFACES.on(day)
        assert "no verified value" in str(TOO_SMALL.reasons(household, on=day))


def test_how_far_they_were_checked() -> None:
    """R.822-25 was read; of Mayotte the day is inferred, and said to be."""
    assert SURFACES.at(SINCE).confidence is Confidence.VERIFIED
    read_since, one = date(2024, 12, 22), timedelta(days=1)
    for day in (SINCE, read_since - one, read_since, read_since + one):
        version = SURFACES_IN_MAYOTTE.at(day)
        read = day >= read_since
        assert version.value == MAYOTTE
        assert version.confidence is (Confidence.VERIFIED if read else Confidence.INFERRED)
        assert (version.note is None) is read


def test_nobody_has_no_surface() -> None:
    """People are counted, from one on."""
    with pytest.raises(InvalidValueError):
        ELSEWHERE.least(0)
    least: Any = ELSEWHERE.least
    with pytest.raises(InvalidTypeError):
        least(1.5)
