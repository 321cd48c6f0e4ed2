"""Which income counts: that of N-2, or a later one when it is lower by a tenth at least."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Household, Known, Verdict
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
)
from housing_agreements.law.incomes.ceilings import ceiling, under_ceiling
from housing_agreements.law.incomes.reference_income import (
    INCOME_DROP,
    reference_income,
    reference_year,
)
from housing_agreements.law.provisions import Confidence

LEASE = date(2024, 5, 1)
MET, UNMET, UNDETERMINED = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
amounts = st.integers(0, 60_000) | st.fractions(0, 60_000, max_denominator=7)


@pytest.mark.parametrize(
    ("lease", "year"),
    [
        (date(2023, 12, 31), 2021),
        (date(2024, 1, 1), 2022),
        (date(2024, 12, 31), 2022),
        (date(2025, 1, 1), 2023),
    ],
)
def test_the_lease_tells_the_year(lease: date, year: int) -> None:
    """The income is that of the year two before the lease, on each of its days."""
    assert reference_year(lease) == year
    incomes = {each: 1_000 * each for each in range(2020, 2026)}
    known = reference_income(incomes, lease_on=lease)
    assert known == Known(1_000 * year)


@given(amounts, amounts)
def test_a_later_income_counts_from_a_tenth_less(before: Fraction, later: Fraction) -> None:
    """A later income counts exactly when it is at most nine tenths of that of N-2."""
    known = reference_income({2022: before, 2023: later}, lease_on=LEASE)
    assert known == Known(later if 10 * later <= 9 * before else before)


@pytest.mark.parametrize(
    ("later", "counted"),
    [
        (21_600, 21_600),
        (21_599, 21_599),
        (21_601, 24_000),
        (Decimal("21600.00"), Decimal("21600.00")),
        (Decimal("21600.01"), 24_000),
        (Fraction(64_800, 3), 21_600),
        (24_000, 24_000),
        (30_000, 24_000),
        (0, 0),
    ],
)
def test_both_sides_of_a_tenth(later: Any, counted: Any) -> None:
    """A tenth less exactly is accepted, and a cent more is not; a rise changes nothing."""
    assert reference_income({2022: 24_000, 2023: later}, lease_on=LEASE) == Known(counted)
    assert reference_income({2022: 24_000}, lease_on=LEASE, last_twelve_months=later) == Known(
        counted
    )


@given(amounts, amounts, amounts)
def test_the_lower_of_two_later_incomes_counts(
    before: Fraction, year: Fraction, months: Fraction
) -> None:
    """Year N-1 and the last twelve months together count as the lower of both."""
    both = reference_income({2022: before, 2023: year}, lease_on=LEASE, last_twelve_months=months)
    assert both == reference_income({2022: before, 2023: min(year, months)}, lease_on=LEASE)


@given(amounts, amounts, st.integers(1, 6))
def test_an_unknown_later_income_only_opens(
    before: Fraction, later: Fraction, category: int
) -> None:
    """Without N-1: met stays met, unmet becomes open; and every completion agrees with that."""

    def judged(known: Any) -> Verdict:
        household = Household(
            annual_income=known, ceilings_zone="other-regions", ceilings_category=category
        )
        return under_ceiling("PLUS").decide(household, on=LEASE)

    fits = before <= ceiling("PLUS", "other-regions", category, on=LEASE)
    without = judged(reference_income({2022: before}, lease_on=LEASE))
    assert without is (MET if fits else UNDETERMINED)
    completed = judged(reference_income({2022: before, 2023: later}, lease_on=LEASE))
    assert completed.decided
    assert without in {completed, UNDETERMINED}
    assert judged(reference_income({2022: before, 2023: 0}, lease_on=LEASE)) is MET
    assert judged(reference_income({2022: before, 2023: before}, lease_on=LEASE)) is (
        MET if fits else UNMET
    )


@given(amounts)
def test_no_income_of_the_year_is_no_income(later: Fraction) -> None:
    """Without the income of N-2 nothing is known, and nothing is met."""
    for incomes in ({}, {2022: None, 2023: later}, {2021: 1_000}, {2023: later}):
        known = reference_income(incomes, lease_on=LEASE, last_twelve_months=later)
        assert known is None
        household = Household(annual_income=known, ceilings_zone="paris", ceilings_category=1)
        assert under_ceiling("PLUS").decide(household, on=LEASE) is UNDETERMINED


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2007, 12, 31), False),
        (date(2008, 1, 1), True),
        (date(2008, 1, 2), True),
        (date(2023, 12, 31), True),
        (date(2025, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_the_drop_is_that_of_every_year_held(day: date, *, known: bool) -> None:
    """A tenth in each year of which ceilings are held; else a lower income counts or does not."""
    year = reference_year(day)
    assert INCOME_DROP.known_on(day) is known
    assert INCOME_DROP.versions[0].confidence is Confidence.VERIFIED
    assert "at the request of the household" in str(INCOME_DROP.versions[0].note)
    lower = reference_income({year: 24_000, year + 1: 12_000}, lease_on=day)
    assert lower == (Known(12_000) if known else Known(low=12_000, high=24_000))
    higher = reference_income({year: 24_000, year + 1: 24_000}, lease_on=day)
    assert higher == Known(24_000)
    if not known:
        with pytest.raises(NotKnownError):
            INCOME_DROP.on(day)


def test_an_income_of_zero_is_an_income() -> None:
    """Nothing earned in N-2 is known exactly, whatever came later."""
    assert reference_income({2022: 0}, lease_on=LEASE) == Known(0)
    assert reference_income({2022: 0, 2023: 5}, lease_on=LEASE) == Known(0)


def test_an_income_that_cannot_be_is_refused() -> None:
    """A negative or inexact amount, a year or a day of another type: each is named."""
    untyped: Any = reference_income
    with pytest.raises(InvalidValueError, match=r"by_year\[2022\]: given -1"):
        reference_income({2022: -1}, lease_on=LEASE)
    with pytest.raises(InvalidValueError, match="last_twelve_months"):
        reference_income({2022: 1}, lease_on=LEASE, last_twelve_months=Fraction(-1, 2))
    with pytest.raises(InvalidTypeError, match="by_year"):
        untyped({2022: 24_000.0}, lease_on=LEASE)
    with pytest.raises(InvalidTypeError, match="an exact amount"):
        untyped({2022: Known(24_000)}, lease_on=LEASE)
    with pytest.raises(InvalidTypeError, match="a whole number"):
        untyped({"2022": 24_000}, lease_on=LEASE)
    with pytest.raises(InvalidTypeError, match="years to incomes"):
        untyped(24_000, lease_on=LEASE)
    with pytest.raises(InvalidTypeError, match="lease_on"):
        untyped({2022: 24_000}, lease_on="2024-05-01")
    with pytest.raises(InvalidObjectError, match="2 faults"):
        untyped({2022: -1, 2023: True}, lease_on=LEASE)


@pytest.mark.parametrize("given", [None, 24_000, [24_000, 21_600]])
def test_incomes_are_given_by_year(given: Any) -> None:
    """Incomes that are not given by year are refused, and the argument is named."""
    with pytest.raises(InvalidTypeError, match=r"reference_income, by_year: .*incomes"):
        reference_income(given, lease_on=date(2024, 5, 1))
