"""What missing dwellings cost: the levy, exact; the surcharge, with its limits and its years."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.sru import surcharge
from housing_agreements.law.sru.surcharge import LEVY, SURCHARGE, levy, surcharge_period

READ = date(2017, 1, 21)
DAY = timedelta(days=1)
untyped: Any = surcharge


@given(st.fractions(0, 1000, max_denominator=4), st.integers(0, 5000))
def test_the_levy_is_a_fifth_of_the_potential(missing: Fraction, potential: int) -> None:
    """A fifth of the potential per head for each missing dwelling; nothing below 4,000 euros."""
    due = Fraction(missing * potential, 5)
    assert levy(missing, potential, on=READ) == (due if due >= 4000 else 0)


@pytest.mark.parametrize(("potential", "due"), [(3999, 0), (4000, 4000), (4001, 4001)])
def test_four_thousand_euros_are_paid(potential: int, due: int) -> None:
    """A levy of just 4,000 euros is paid; one euro less is nil."""
    assert levy(5, potential, on=READ) == due


def test_the_levy_says_how_far_it_was_checked() -> None:
    """Read in one version; that it has not changed since is inferred."""
    with pytest.raises(NotKnownError):
        levy(5, 4000, on=READ - DAY)
    assert [LEVY.at(day).confidence for day in (READ, READ + DAY, VERIFIED_UNTIL)] == [
        Confidence.VERIFIED,
        Confidence.INFERRED,
        Confidence.INFERRED,
    ]
    with pytest.raises(NotKnownError):
        levy(5, 4000, on=VERIFIED_UNTIL + DAY)


def test_impossible_numbers_are_refused() -> None:
    """Floats, negative numbers, and what is no day."""
    for wrong in ((1.5, 4000), (5, "4000")):
        with pytest.raises(InvalidTypeError, match="an int or a Fraction"):
            untyped.levy(*wrong, on=READ)
    for negative in ((-1, 4000), (5, -1)):
        with pytest.raises(InvalidValueError, match="0 or more"):
            levy(*negative, on=READ)
    with pytest.raises(InvalidTypeError, match="a day"):
        untyped.levy(5, 4000, on="2017")
    with pytest.raises(InvalidTypeError, match="a day"):
        untyped.surcharge_period("2017")


@pytest.mark.parametrize(
    ("signed_on", "years"),
    [
        (date(2017, 12, 31), "2018-2020"),
        (date(2018, 1, 1), "2019-2021"),
        (date(2020, 12, 30), "2021-2023"),
        (date(2023, 12, 15), "2024-2026"),
    ],
    ids=str,
)
def test_surcharge_runs_from_the_next_year(signed_on: date, years: str) -> None:
    """At most three years, from the first 1 January after the signature."""
    assert str(surcharge_period(signed_on)) == years


def test_surcharge_has_limits() -> None:
    """Five times, 5 % or 7.5 % of expenditure; since 2022 also a least, which was not read."""
    day = date(2022, 2, 23)
    before, after = SURCHARGE.at(day - timedelta(days=1)), SURCHARGE.at(day)
    assert (before.value.times, before.value.years) == (5, 3)
    assert [str(each) for each in (before.value.share, before.value.share_of_richest)] == [
        "1/20",
        "3/40",
    ]
    assert before.value == after.value
    assert (before.confidence, after.confidence) == (Confidence.VERIFIED, Confidence.SECONDARY)
    assert after.note is not None
    with pytest.raises(NotKnownError):
        surcharge_period(date(2017, 1, 20))
