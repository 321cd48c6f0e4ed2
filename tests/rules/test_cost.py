"""What judging and reviewing cost, counted in calls of functions."""

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Final

import attrs
import pytest

from housing_agreements import (
    Agreement,
    Amendment,
    Commitment,
    Period,
    Share,
    Stage,
    Volume,
    check_quotas,
    review,
)
from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT

FIRST: Final = 2016
LAST_DAY: Final = date(2200, 1, 1)


def judge(agreement: Agreement) -> object:
    """Judge an empty ledger, once every period has ended."""
    return check_quotas(agreement, (), on=LAST_DAY)


def remark_on(agreement: Agreement) -> object:
    """Review the terms in force once every period has ended."""
    return review(agreement, on=LAST_DAY)


def share_of_each_year(years: range) -> Commitment:
    """A share whose levels are the same each year, from the least to the most."""
    levels = [dict.fromkeys(years, level) for level in ("20 %", "30 %")]
    return Share(
        "each", to=("dalo",), stage=Stage.DECIDED, at_least=levels[0], at_most=levels[1]
    )  # fmt: skip


def share_of_all_years(years: range) -> Commitment:
    """A share that names no year, and so is of each calendar year of the term."""
    assert years
    return Share("all", to=("dalo",), stage=Stage.DECIDED, at_least="25 %")


def sum_of_years(years: range) -> Commitment:
    """A number whose years are judged as one sum."""
    levels = dict.fromkeys(years, 10)
    return Volume("sum", to=("dalo",), stage=Stage.DECIDED, at_least=levels, cumulative=True)


def count_calls(rule: Callable[[Agreement], object], agreement: Agreement) -> int:
    """How many functions are called while a rule answers."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        rule(agreement)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("amended", [False, True], ids=["as signed", "cut short"])
@pytest.mark.parametrize("stating", [share_of_each_year, share_of_all_years, sum_of_years])
@pytest.mark.parametrize("rule", [judge, remark_on])
def test_a_term_twice_as_long_costs_about_twice_as_much(
    rule: Callable[[Agreement], object],
    stating: Callable[[range], Commitment],
    amended: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    """The cost of a rule grows with the periods that are stated, not with their square."""
    calls: list[int] = []
    for length in (20, 40):
        years = range(FIRST, FIRST + length)
        agreement = attrs.evolve(
            AGREEMENT,
            term=Period.years(years[0], years[-1]),
            commitments=(stating(years),),
            undertakings=(),
        )
        if amended:
            half = date(years[length // 2], 1, 1)
            agreement = agreement.amend(
                Amendment(effective=half, signed_on=half, term=Period.years(FIRST, half.year))
            )
        rule(agreement)
        calls.append(count_calls(rule, agreement))
    assert calls[1] <= 2.2 * calls[0]
