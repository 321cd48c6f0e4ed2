"""Consumption units and income by unit: exact, or within bounds that every completion reaches."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Household, Known, Verdict, facts
from housing_agreements.errors import InvalidObjectError, InvalidTypeError, InvalidValueError
from housing_agreements.law.incomes.consumption import (
    CHILD_BELOW,
    CHILD_UNIT,
    FIRST_UNIT,
    OTHER_UNIT,
    UNITS_SOURCES,
    consumption_units,
    consumption_units_of,
    income_per_unit,
)

amounts = st.integers(0, 5_000) | st.decimals(0, 5_000, places=2) | st.fractions(0, 5_000)


def by_hand(ages: tuple[int, ...]) -> Decimal:
    """The units of known ages: the oldest is the first adult."""
    _, *others = sorted(ages, reverse=True)
    return Decimal(1) + sum(
        (Decimal("0.5") if age >= 14 else Decimal("0.3") for age in others), Decimal(0)
    )


def ends(known: Known[Fraction]) -> tuple[Any, Any]:
    """The least and the most of an amount."""
    return known.low, known.high


def test_the_rule_is_the_one_of_the_dossier() -> None:
    """1 for the first adult, 0.5 from the age of 14, 0.3 below; read in secondary sources."""
    rule = {"first": FIRST_UNIT, "other": OTHER_UNIT, "child": CHILD_UNIT, "below": CHILD_BELOW}
    assert rule == {"first": 1, "other": Fraction(1, 2), "child": Fraction(3, 10), "below": 14}
    assert all("source secondaire" in (each.article or "") for each in UNITS_SOURCES)


@pytest.mark.parametrize(
    ("ages", "units"),
    [
        ([30], "1"),
        ([30, 30], "1.5"),
        ([30, 13], "1.3"),
        ([30, 14], "1.5"),
        ([30, 15], "1.5"),
        ([13, 30, 0], "1.6"),
        ([41, 39, 14, 13], "2.3"),
    ],
)
def test_known_ages_give_exact_units(ages: list[int], units: str) -> None:
    """At 14 a person counts for 0.5, at 13 for 0.3."""
    assert consumption_units_of(ages) == Known(Fraction(units))


@given(st.integers(14, 90), st.lists(st.integers(0, 90), max_size=8))
def test_units_are_those_worked_out_by_hand(adult: int, others: list[int]) -> None:
    """In whatever order the members stand, as decimal arithmetic gives them."""
    expected = Fraction(by_hand((adult, *others)))
    assert consumption_units_of([*others, adult]) == Known(expected)


@given(st.lists(st.sampled_from([10, 13, 14, 40, None]), min_size=1, max_size=5))
def test_missing_ages_give_bounds_that_are_reached(ages: list[int | None]) -> None:
    """The bounds are the least and the most over every completion with an adult."""
    choices = [(age,) if age is not None else (0, 13, 14, 50) for age in ages]
    complete = [ages for ages in product(*choices) if max(ages) >= 14]
    if not complete:
        with pytest.raises(InvalidValueError, match="under 14 and nobody else"):
            consumption_units_of(ages)
        return
    units = [Fraction(by_hand(each)) for each in complete]
    assert ends(consumption_units_of(ages)) == (min(units), max(units))


def test_counts_alone_suffice() -> None:
    """Ages and their counts give the same."""
    assert consumption_units(aged_14_or_more=2, under_14=1) == consumption_units_of([30, 14, 3])
    assert ends(consumption_units(of_unknown_age=3)) == (Fraction("1.6"), Fraction(2))


NOBODY: tuple[tuple[dict[str, int], str], ...] = (
    ({}, "given 'nobody'"),
    ({"under_14": 2}, "2 under 14 and nobody else"),
    ({"aged_14_or_more": -1}, "at least 0"),
)


@pytest.mark.parametrize(("counts", "said"), NOBODY, ids=str)
def test_nobody_and_children_alone_are_refused(counts: dict[str, int], said: str) -> None:
    """There is at least one person who may be the first adult."""
    with pytest.raises(InvalidValueError, match=said):
        consumption_units(**counts)


@pytest.mark.parametrize(
    ("ages", "error"),
    [([], InvalidValueError), ([30, -1], InvalidValueError), (3, InvalidTypeError)],
    ids=str,
)
def test_impossible_ages_are_refused(ages: Any, error: type[Exception]) -> None:
    """Ages are whole numbers of 0 or more, and of somebody."""
    with pytest.raises(error):
        consumption_units_of(ages)


@pytest.mark.parametrize(
    ("monthly", "units", "error", "said"),
    [
        (-1, 1, InvalidValueError, "at least 0"),
        (1, 0, InvalidValueError, "at least 1"),
        (1, Fraction(1, 2), InvalidValueError, "at least 1"),
        (1.5, 1, InvalidTypeError, "an exact amount"),
        (None, 1, InvalidTypeError, "an exact amount"),
        ("1", 1, InvalidTypeError, "an exact amount"),
        ([1], 1, InvalidTypeError, "an exact amount"),
        (Known("a lot"), 1, InvalidTypeError, "an exact amount"),
        (Decimal("inf"), 1, InvalidTypeError, "an exact amount"),
        ("1", -1, InvalidObjectError, "2 faults"),
    ],
    ids=str,
)
def test_impossible_incomes_are_refused(
    monthly: Any, units: Any, error: type[Exception], said: str
) -> None:
    """A negative income, less than one unit, a float, nothing at all."""
    with pytest.raises(error, match=said):
        income_per_unit(monthly, units)


@given(amounts, st.fractions(1, 10))
def test_income_by_unit_is_exact(monthly: Any, units: Fraction) -> None:
    """Twelve months by unit, without rounding."""
    found = income_per_unit(monthly, units)
    assert found.exactly
    assert ends(found) == (12 * Fraction(monthly) / units,) * 2
    assert (found.verified, found.valid_until) == (False, None)


@given(
    st.tuples(amounts, amounts, amounts),
    st.tuples(st.fractions(1, 9), st.fractions(0, 5), st.fractions(0, 5)),
)
def test_bounds_contain_what_the_facts_give(
    resources: tuple[Any, Any, Any], of_units: tuple[Fraction, Fraction, Fraction]
) -> None:
    """Whatever the resources and the units turn out to be, the income lies within the bounds."""
    (least, more, part), (fewest, spread, within) = resources, of_units
    most = Fraction(least) + Fraction(more)
    monthly = min(Fraction(least) + Fraction(part), most)
    units = fewest + min(within, spread)
    found = income_per_unit(
        Known(low=Fraction(least), high=most), Known(low=fewest, high=fewest + spread)
    )
    low, high = ends(found)
    assert high is not None
    assert low <= 12 * monthly / units <= high
    assert (low, high) == (12 * Fraction(least) / (fewest + spread), 12 * most / fewest)


def test_what_has_no_limit_leaves_the_income_open() -> None:
    """At least so much leaves the most open; units without a most leave nothing but 0."""
    assert ends(income_per_unit(Known(low=1000), 2)) == (6000, None)
    assert ends(income_per_unit(Known(high=1000), 2)) == (0, 6000)
    assert ends(income_per_unit(1000, Known(low=2))) == (0, 6000)
    assert ends(income_per_unit(1000, Known(high=2))) == (6000, 12_000)


def test_evidence_is_that_of_the_weaker_fact() -> None:
    """Verified when both are, valid until the first of the two ends."""
    one = Known(1000, verified=True, valid_until=date(2025, 6, 30))
    other = Known(2, verified=True, valid_until=date(2025, 3, 31))
    both = income_per_unit(one, other)
    assert (both.verified, both.valid_until) == (True, date(2025, 3, 31))
    assert income_per_unit(one, 2).verified is False
    assert income_per_unit(one, 2).valid_until == date(2025, 6, 30)


def test_a_household_takes_both_as_facts() -> None:
    """Bounds of units give bounds of income, which may decide a comparison."""
    units = consumption_units_of([30, None])
    household = Household(consumption_units=units, income_per_unit=income_per_unit(1000, units))
    on = date(2025, 6, 1)
    assert facts.consumption_units.at_least(1).decide(household, on=on) is Verdict.MET
    assert facts.income_per_unit.below(12_000).decide(household, on=on) is Verdict.MET
    assert facts.income_per_unit.below(9_000).decide(household, on=on) is Verdict.UNDETERMINED
