"""Rates are exact, roundings are stated, and parts add up to the whole."""

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
)
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import rates, roundings, roundings_by_size
from housing_agreements.values.rates import Rounding, RoundingBySize, apportion, rate

amounts = st.fractions(-10_000, 10_000, max_denominator=1_000)
halves = st.integers(-100, 100).map(lambda number: Fraction(number, 2))


@given(st.integers(0, 10**12), st.integers(0, 6), st.sampled_from(".,"))
def test_a_decimal_is_read_exactly(digits: int, places: int, point: str) -> None:
    """A decimal number, with a point or a comma, is the rate that `Decimal` says it is."""
    written = f"{Decimal(digits).scaleb(-places):f}"
    assert rate(written.replace(".", point)) == Fraction(Decimal(written))


@given(st.integers(0, 10_000), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
def test_a_percentage_is_read_exactly(hundredths: int, space: str) -> None:
    """A percentage is so many hundredths, whatever space stands before its sign."""
    assert rate(f"{hundredths // 100},{hundredths % 100:02}{space}%") == Fraction(
        hundredths, 10_000
    )


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_ratio_is_read_exactly(numerator: int, denominator: int) -> None:
    """A ratio is the fraction it writes."""
    assert rate(f"{numerator}/{denominator}") == Fraction(numerator, denominator)


@given(rates(max_value=Fraction(3)))
def test_a_fraction_is_a_rate(value: Fraction) -> None:
    """A fraction is a rate as it stands, above the whole too, and so is a whole number."""
    assert rate(value) == value
    assert rate(math.floor(value)) == math.floor(value)
    assert type(rate(1)) is Fraction


@pytest.mark.parametrize("value", [0.25, math.nan, True, Decimal("0.25"), Decimal("NaN"), None])
def test_what_is_not_exact_is_no_rate(value: object) -> None:
    """A float, a bool, a Decimal, a NaN of either kind or nothing is refused with a hint."""
    with pytest.raises(InvalidTypeError) as caught:
        rate(value)  # type: ignore[arg-type]  # the point of the test
    fault = caught.value
    assert (fault.where, fault.expected) == ("rate", "an exact rate")
    assert fault.given.startswith(repr(value))
    assert fault.remedy == 'write it as text, rate("25 %"), or as Fraction(1, 4)'


@pytest.mark.parametrize(
    "text",
    ["", "%", "-5 %", "+5 %", "25  %", " 25 %", "25 %\n", "25 % ", "1/0", "1/00", "1/-4", "1 / 4",
     "1/4 %", ".5", "5.", "1e2", "nan", "inf", "٢٥ %", "1_000", "1" * 41],
)  # fmt: skip
def test_text_of_another_form_is_no_rate(text: str) -> None:
    """A rate has one written form, in ASCII digits and of limited length."""
    with pytest.raises(InvalidValueError) as caught:
        rate(text)
    assert caught.value.where == "rate"
    assert caught.value.given == repr(text)
    assert caught.value.expected == "a rate such as '25 %', '12.5 %', '0.25' or '1/4'"


def test_the_longest_text_is_read() -> None:
    """Forty characters are read; forty-one are refused."""
    assert rate("1" * 40) == int("1" * 40)


@pytest.mark.parametrize("value", [-1, Fraction(-1, 4)])
def test_a_rate_is_not_negative(value: int | Fraction) -> None:
    """A number below zero is refused, and zero is not."""
    with pytest.raises(InvalidValueError) as caught:
        rate(value)
    assert (caught.value.where, caught.value.expected) == ("rate", "a rate of 0 or more")
    assert rate(0 * value) == 0


@given(st.integers(-100_000, 100_000))
def test_roundings_are_those_of_decimal(thousandths: int) -> None:
    """Up, down and nearest are the ceiling, the floor, and half up (towards the higher)."""
    amount, written = Fraction(thousandths, 1_000), Decimal(thousandths) / 1_000
    assert Rounding.UP.apply(amount) == int(written.to_integral_value(ROUND_CEILING))
    assert Rounding.DOWN.apply(amount) == int(written.to_integral_value(ROUND_FLOOR))
    lifted = written + 1_000  # Decimal takes a half away from zero: above zero that is up
    nearest = int(lifted.to_integral_value(ROUND_HALF_UP)) - 1_000
    assert Rounding.NEAREST.apply(amount) == nearest
    assert Rounding.EXACT.apply(amount) == amount


@given(roundings(), amounts | halves, amounts | halves)
def test_rounding_keeps_order(rounding: Rounding, a: Fraction, b: Fraction) -> None:
    """Rounding never makes the smaller of two amounts the larger."""
    laws.rounding_keeps_order(rounding, a, b)


@given(roundings(), amounts | halves, st.integers(-100, 100))
def test_rounding_moves_with_whole_numbers(
    rounding: Rounding, amount: Fraction, whole: int
) -> None:
    """A whole number added before or after rounding gives the same."""
    laws.rounding_moves_with_whole_numbers(rounding, amount, whole)


@pytest.mark.parametrize("amount", [2.5, math.nan, True, Decimal("2.5"), "2"])
@pytest.mark.parametrize("rounding", Rounding)
def test_only_exact_amounts_are_rounded(rounding: Rounding, amount: object) -> None:
    """No float, bool or Decimal is rounded, not even by the rounding that leaves alone."""
    with pytest.raises(InvalidTypeError) as caught:
        rounding.apply(amount)  # type: ignore[arg-type]  # the point of the test
    assert caught.value.where == "Rounding.apply, amount"
    assert caught.value.expected == "a Fraction or an int"


shares = st.lists(rates(), min_size=1, max_size=6).map(lambda given: [*given, Fraction(1, 7)])


@given(st.integers(0, 20_000), shares)
def test_parts_sum_to_the_total(total: int, weights: list[Fraction]) -> None:
    """The parts sum to the total, each next to its due."""
    laws.apportion_sums(total, weights)


@given(st.integers(0, 500), shares)
def test_the_largest_remainders_are_served_first(total: int, weights: list[Fraction]) -> None:
    """Who was rounded up had a remainder no smaller than who was not, and came first if equal."""
    parts = apportion(total, weights)
    remainders = [(total * weight / sum(weights)) % 1 for weight in weights]
    floors = [total * weight // sum(weights) for weight in weights]
    up = [i for i, part in enumerate(parts) if part > floors[i]]
    down = [i for i, part in enumerate(parts) if part == floors[i]]
    assert all((-remainders[i], i) < (-remainders[j], j) for i in up for j in down)


@pytest.mark.parametrize(
    ("total", "weights", "where", "expected"),
    [
        (-1, [1], "apportion, total", "a whole number of at least 0"),
        (1, [0, "0 %"], "apportion, shares", "a weight above zero"),
        (1, [], "apportion, shares", "a weight above zero"),
        (1, [-1], "apportion, shares", "a rate of 0 or more"),
    ],
)
def test_impossible_shares_are_refused(
    total: int, weights: list[str | int], where: str, expected: str
) -> None:
    """A negative total or weight, or nothing to share by, cannot be."""
    with pytest.raises(InvalidValueError) as caught:
        apportion(total, weights)
    assert (caught.value.where, caught.value.expected) == (where, expected)


@pytest.mark.parametrize(
    ("total", "weights", "where"),
    [(True, [1], "total"), (2.0, [1], "total"), (1, [0.5], "shares"), (1, "1/2", "shares"),
     (1, 2, "shares"), (1, {1, 2}, "shares")],
)  # fmt: skip
def test_shares_of_the_wrong_type_are_refused(
    total: int, weights: Sequence[int], where: str
) -> None:
    """The total is a count, and the weights are exact and in order."""
    with pytest.raises(InvalidTypeError) as caught:
        apportion(total, weights)
    assert caught.value.where == f"apportion, {where}"


def test_all_that_is_wrong_with_shares_is_said_at_once() -> None:
    """A bad total and two bad weights are three faults of one error."""
    with pytest.raises(InvalidObjectError) as caught:
        apportion(-1, [0.5, "half", 1])  # type: ignore[list-item]  # the point of the test
    assert [fault.where for fault in caught.value.faults] == [
        "apportion, total",
        "apportion, shares",
        "apportion, shares",
    ]


@given(roundings())
def test_a_rounding_survives_pickle_and_copy(rounding: Rounding) -> None:
    """A rounding is the very same one after a pickle."""
    laws.survives_pickle_and_copy(rounding)


@given(roundings_by_size(), st.integers(-5, 30))
def test_a_base_is_rounded_as_its_size_says(rounding: RoundingBySize, base: int) -> None:
    """The largest key that is not above a base says how it is rounded; below 0 that of 0."""
    laws.rounding_by_size_is_that_of_its_key(rounding, base)


@given(roundings_by_size(), roundings_by_size())
def test_a_rounding_by_size_is_a_value(one: RoundingBySize, other: RoundingBySize) -> None:
    """It is known by its sizes alone, survives a pickle, and is written as it is made."""
    laws.survives_pickle_and_copy(one)
    assert (one == other) is (one.steps == other.steps)
    assert hash(one) == hash(RoundingBySize(dict(one.steps)))
    assert eval(repr(one), {"Rounding": Rounding}) == one  # written by the value


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ({11: Rounding.DOWN}, "sizes that begin at 0; write {0: Rounding.DOWN}"),
        ({0: Rounding.UP, 12: Rounding.DOWN, 11: Rounding.UP},
         "sizes that grow; write {0: Rounding.UP, 11: Rounding.UP, 12: Rounding.DOWN}"),
        ({}, "at least one size with a rounding; write {0: Rounding.NEAREST, 11: Rounding.DOWN}"),
        ({0: Rounding.UP, -1: Rounding.UP}, "given -1; expected a whole number of at least 0"),
        ({0: Rounding.UP, 1.5: Rounding.UP}, "given 1.5 (a float); expected a whole number"),
        ({0: "nearest"}, "write Rounding.NEAREST"),
        ({0: None}, "write Rounding.NEAREST"),
        (Rounding.UP, "a mapping of sizes to roundings; write {0: Rounding.NEAREST"),
    ],
)  # fmt: skip
def test_sizes_that_cannot_be_are_refused(steps: Any, words: str) -> None:
    """Whatever is no rounding by size is an error that says what to write."""
    with pytest.raises(HousingAgreementsError) as caught:
        Rounding.by_size(steps)
    assert words in str(caught.value)


@pytest.mark.parametrize("base", [1.0, True, "11", None])
def test_only_a_whole_base_has_a_rounding(base: Any) -> None:
    """A base is a whole number."""
    with pytest.raises(InvalidTypeError, match=r"RoundingBySize\.at, base"):
        Rounding.by_size({0: Rounding.UP}).at(base)
