"""The abnormally long delay: by order of the prefect, and not known without one."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.dalo.delays import DELAY_ORDERS, DelayOrder, long_delay
from housing_agreements.law.provisions import Confidence, Provision, Version, code

DAY = date(2013, 1, 1)
untyped: Any = DelayOrder


@pytest.mark.parametrize(("rooms", "months"), [(1, 30), (3, 30), (4, 24), (5, 24)])
def test_the_order_that_is_held(rooms: int, months: int) -> None:
    """In Ille-et-Vilaine in 2013, 30 months up to three rooms, 24 from four on."""
    assert long_delay("35", rooms=rooms, on=DAY) == months
    assert DELAY_ORDERS["35"].at(DAY).confidence is Confidence.SECONDARY


def test_no_other_delay_is_made_up() -> None:
    """Another department, another day, a dwelling without rooms: not known."""
    with pytest.raises(NotKnownError, match="give it in `orders`"):
        long_delay("75", rooms=3, on=DAY)
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=1)):
        with pytest.raises(NotKnownError):
            long_delay("35", rooms=3, on=day)
    with pytest.raises(NotKnownError, match="the least that the order names"):
        long_delay("35", rooms=0, on=DAY)


@given(st.integers(1, 9), st.integers(1, 120), st.integers(1, 9))
def test_orders_of_ones_own(least: int, months: int, rooms: int) -> None:
    """An order given answers for its department, from the rooms it names on."""
    order = DelayOrder(((least, months),))
    mine = Version(order, DAY, (code("L.441-1-4"),), Confidence.SECONDARY)
    orders: dict[str, Provision[DelayOrder]] = {
        "59": Provision("delay-59", "a synthetic order", (mine,))
    }
    if rooms >= least:
        assert long_delay("59", rooms=rooms, on=DAY, orders=orders) == months
    else:
        with pytest.raises(NotKnownError):
            long_delay("59", rooms=rooms, on=DAY, orders=orders)


@pytest.mark.parametrize(
    ("by_rooms", "error"),
    [
        ((), InvalidValueError),
        (((4, 24), (1, 30)), InvalidValueError),
        (((1, 24), (1, 30)), InvalidValueError),
        (((1, 0),), InvalidValueError),
        (((0, 24),), InvalidValueError),
        (((1, 2.5),), InvalidTypeError),
        ((30,), InvalidTypeError),
        (30, InvalidTypeError),
    ],
)
def test_impossible_orders_are_refused(by_rooms: Any, error: type[Exception]) -> None:
    """No delay, rooms out of order, numbers that are none."""
    with pytest.raises(error):
        untyped(by_rooms)
    with pytest.raises(InvalidTypeError):
        long_delay("35", rooms=3, on="2013")  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("orders", "said"),
    [([24], "a mapping of departments to orders"), ({"33": 24}, "a Provision of DelayOrder")],
)
def test_orders_of_ones_own_have_dates(orders: Any, said: str) -> None:
    """Orders are given by department, each with its dates: a number of months is refused."""
    with pytest.raises(InvalidTypeError, match=f"long_delay, orders.*{said}"):
        long_delay("33", rooms=2, on=date(2018, 6, 1), orders=orders)
