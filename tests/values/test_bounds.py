"""Bounds hold every number that remains possible."""

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
)
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import bounds
from housing_agreements.values.bounds import Bounds, about, as_bounds
from housing_agreements.values.rates import rate

# What a type checker would refuse, callers without one write.
UntypedBounds: Any = Bounds
untyped_about: Any = about
untyped_as_bounds: Any = as_bounds
small = bounds(min_value=-20, max_value=20)
numbers = st.integers(-30, 30)


@given(small, numbers)
def test_a_number_is_within_or_not(within: Bounds[int], number: int) -> None:
    """Both ends are possible, what lies outside is not."""
    high = 30 if within.high is None else within.high
    assert (number in within) is (number in range(within.low, high + 1))


@given(small, small, numbers, numbers)
def test_a_sum_contains_sums(a: Bounds[int], b: Bounds[int], x: int, y: int) -> None:
    """The sum of two bounds contains the sum of any two numbers within them."""
    laws.bounds_sum_contains(a, b, x, y)


@given(
    bounds(min_value=-5, max_value=5, allow_unlimited=False),
    bounds(min_value=-5, max_value=5, allow_unlimited=False),
)
def test_a_sum_contains_only_sums(a: Bounds[int], b: Bounds[int]) -> None:
    """The sum of two bounds contains no other number."""
    possible = {x + y for x in range(-5, 6) if x in a for y in range(-5, 6) if y in b}
    assert {n for n in range(-20, 21) if n in a + b} == possible


@given(st.integers(0, 5_000), st.integers(0, 60), st.integers(1, 100))
def test_a_published_figure_is_about_what_was_rounded(number: int, units: int, to: int) -> None:
    """A number is about a figure exactly when it rounds, half up, to it."""
    laws.about_contains_what_was_rounded(number, units * to, to)
    near = units * to + to // 2
    for each in (near - to, near - 1, near, near + 1):
        laws.about_contains_what_was_rounded(max(0, each), units * to, to)


@given(st.fractions(-3, 3, max_denominator=400), st.sampled_from(("1 %", "0.1 %", "1/7")))
def test_a_published_rate_is_about_what_was_rounded(number: Fraction, to: str) -> None:
    """A rate, below 0 as well, is within the bounds of the rate that it was rounded to."""
    laws.about_contains_the_rate_that_was_rounded(number, rate(to))


def test_a_rate_is_known_to_its_unit() -> None:
    """17 %, to the per cent, is from 16.5 % to 17.5 %, and both may be; -73 % likewise."""
    assert about("17 %", to="1 %") == Bounds(Fraction(165, 1000), Fraction(175, 1000))
    assert about("\N{MINUS SIGN}73 %", to="1 %") == about("-73 %", to="1 %")
    assert about("-73 %", to="1 %") == Bounds(Fraction(-735, 1000), Fraction(-725, 1000))
    assert about(Fraction(1, 2), to=Fraction(1, 2)) == Bounds(Fraction(1, 4), Fraction(3, 4))


@given(st.integers(1, 60), st.integers(1, 100))
def test_a_figure_below_0_is_about_what_was_rounded(units: int, to: int) -> None:
    """What was taken back is rounded half up, too."""
    near = to // 2 - units * to
    for each in (near - to, near - 1, near, near + 1):
        laws.about_contains_what_was_rounded(each, -units * to, to)


def test_the_figure_of_the_protocol_is_known_to_the_hundred() -> None:
    """About 11,500, to the hundred, is from 11,450 to 11,549."""
    figure = about(11_500, to=100)
    assert figure == Bounds(11_450, 11_549)
    assert [n in figure for n in (11_449, 11_450, 11_549, 11_550)] == [False, True, True, False]
    assert about(0, to=100) == Bounds(0, 49)
    assert about(403, to=1) == Bounds.exactly(403)


@given(numbers)
def test_a_known_number_is_exact(number: int) -> None:
    """A known number is the only one within its bounds; bounds stay as they are."""
    known = as_bounds(number)
    assert known == Bounds.exactly(number) == as_bounds(known)
    assert known.exact
    assert known.value == number


@pytest.mark.parametrize("high", [3, None])
def test_a_number_that_is_not_known_has_no_value(high: int | None) -> None:
    """Bounds of several numbers have no value to read."""
    several = Bounds(2, high)
    assert not several.exact
    with pytest.raises(NotKnownError) as caught:
        _ = several.value
    fault = caught.value
    assert (fault.where, fault.given) == ("Bounds, value", str(several))
    assert (fault.expected, fault.remedy) == ("a number that is known", "read .low and .high")


@pytest.mark.parametrize(
    ("low", "high", "english", "french"),
    [
        (403, 403, "403", "403"),
        (11_450, 11_549, "between 11,450 and 11,549", "entre 11\u202f450 et 11\u202f549"),
        (2, None, "2 or more", "2 ou plus"),
    ],
)
def test_bounds_are_said(low: int, high: int | None, english: str, french: str) -> None:
    """Bounds are said in words, a known number as itself."""
    said = Bounds(low, high)
    assert (said.say("en"), said.say("fr"), str(said)) == (english, french, english)


@pytest.mark.parametrize(
    ("call", "where", "given", "expected"),
    [
        (lambda: Bounds(3, 2), "Bounds, high", "2", "a number not below the low, 3"),
        (lambda: about(11_501, to=100), "about, figure", "11501", "a multiple of 100"),
        (lambda: about(-101, to=100), "about, figure", "-101", "a multiple of 100"),
        (lambda: about("17 %", to="2 %"), "about, figure", "'17 %'", "a multiple of '2 %'"),
        (lambda: about("17 %", to="0 %"), "about, to", "'0 %'", "a unit above 0, such as '1 %'"),
        (lambda: about(100, to=0), "about, to", "0", "a whole number of at least 1"),
    ],
)
def test_impossible_bounds_are_refused(
    call: Callable[[], object], where: str, given: str, expected: str
) -> None:
    """A high below the low, or a figure that was not so rounded, cannot be."""
    with pytest.raises(InvalidValueError) as caught:
        call()
    fault = caught.value
    assert (fault.where, fault.given, fault.expected) == (where, given, expected)


@pytest.mark.parametrize(
    ("call", "where"),
    [
        (lambda: Bounds(low=True, high=2), "Bounds, low"),
        (lambda: UntypedBounds(1, 2.0), "Bounds, high"),
        (lambda: 2.0 in Bounds(1, 2), "Bounds, number asked"),
        (lambda: True in Bounds(1, 2), "Bounds, number asked"),
        (lambda: untyped_about(11_500.0, to=100), "about, figure"),
        (lambda: untyped_about(11_500, to="100"), "about, to"),
        (lambda: untyped_about("17 %", to=1), "about, to"),
        (lambda: untyped_about("17 %", to=0.01), "about, to"),
        (lambda: untyped_as_bounds(math.nan), "a figure"),
    ],
    ids=count(1),
)
def test_numbers_are_exact(call: Callable[[], object], where: str) -> None:
    """A bool, a float, a NaN or a text is no exact number."""
    with pytest.raises(InvalidTypeError) as caught:
        call()
    fault = caught.value
    assert fault.where == where
    assert fault.expected in {
        "a whole number (int)",
        "an exact number: an int or a Fraction",
        "an int or a Fraction",
        "an exact rate",
        "an exact rate, as it was published",
    }


def test_both_ends_are_reported_together() -> None:
    """Two bad ends are two faults of one error."""
    with pytest.raises(InvalidObjectError) as caught:
        UntypedBounds("1", 2.5)
    assert [fault.where for fault in caught.value.faults] == ["Bounds, low", "Bounds, high"]


def test_only_bounds_are_added() -> None:
    """A bare number is made into bounds before it is added."""
    with pytest.raises(TypeError):
        Bounds(1, 2) + 1  # type: ignore[operator]  # the point of the test


@given(bounds())
def test_bounds_survive_pickle_copy_and_repr(
    evaluated: Callable[[object], object], value: Bounds[int]
) -> None:
    """Bounds are equal to their pickle, their copies, and what their repr evaluates to."""
    laws.survives_pickle_and_copy(value)
    assert evaluated(value) == value
