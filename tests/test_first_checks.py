"""What is wrong at first sight is refused where it is given, with what to write."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import numpy as np
import pytest

import housing_agreements as ha
from housing_agreements import (
    Bounds,
    HousingAgreementsError,
    Period,
    Rounding,
    Share,
    Stage,
    Timeline,
    Volume,
    check_quotas,
)
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.values.schedules import ramp

ON = date(2018, 12, 31)
ANY: Any = ha
"""The library as whoever reads no types calls it."""
LONG: Any = 10**5000
LINE = ha.Line("dalo", ha.facts.dalo_recognised, points=100)
GRID = ha.Grid("made-up", "A made-up grid", [LINE])
WAITING: Any = ha.PerMonth("waiting", ha.facts.applied_on)
RANKING: Any = ha.rank({"a": ha.Household()}, GRID, on=ON)
EACH: Any = Volume("each", stage=Stage.SIGNED, at_least={"x": 9}, per=ha.Per.LANDLORD)
LEVELS: Any = EACH.at_least
TIMELINE: Any = Timeline


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: TIMELINE.constant(1).map("twice"), "write lambda value: ..."),
        (lambda: ANY.check_agreements(np.array(1), [], on=ON), "expected several values"),
        (lambda: check_quotas(AGREEMENT, [], on=ON).finding(ANY.Party("als", "A")), "'als'"),
        (lambda: EACH.codes_with_levels("landlord"), "write Per.LANDLORD"),
        (lambda: LEVELS.at("2018"), "write Period.year"),
        (lambda: WAITING.give(-1), "give: given -1"),
        (lambda: LEVELS.at(Period.year(2018), 3), "the code of a group"),
        (lambda: attrs.evolve(RANKING, ids=["a"]), "a tuple of ids, or a range"),
        (lambda: attrs.evolve(RANKING, choices=()), "at least one grid"),
        (lambda: attrs.evolve(RANKING, ids=("a", "b")), "2 ids of 1 households"),
        (lambda: RANKING.verify("a"), "the facts that documents would show"),
        (lambda: RANKING.verify("a", dalo_recognised=None), "a value or a Known"),
        (lambda: attrs.evolve(RANKING.of("a").score, points=Bounds(0, None)), "two bounds"),
        (lambda: Bounds(LONG, None), "Bounds, low"),
        (lambda: Bounds.exactly(LONG), "digits"),
        (lambda: Bounds.exactly(ANY.Party("als", "A")), "an int or a Fraction"),
        (lambda: Period.lasting(date(9999, 1, 1), years=2), "Period.lasting, years and months"),
        (lambda: ramp(10, {}, rounding=Rounding.NEAREST), "at least one period"),
        (lambda: TIMELINE.of_members({" ": Period.year(2018)}), "the code of a member"),
    ],
)  # fmt: skip
def test_it_is_refused(call: Callable[[], object], told: str) -> None:
    """The error is one of the library's, and says what was expected or what to write."""
    with pytest.raises(HousingAgreementsError) as caught:
        call()
    assert told in str(caught.value)


def test_a_finding_on_a_ceiling_is_shown_in_short_without_a_floor() -> None:
    """What is not required is not told."""
    most = Share("most", to=["dalo"], stage=Stage.SIGNED, at_most="50 %")
    agreement = attrs.evolve(AGREEMENT, commitments=(most,))
    entry = ha.Attribution("A", "action-logement", "33063", signed_on=date(2018, 5, 2))
    shown = repr(check_quotas(agreement, [entry], on=date(2019, 1, 1)).finding("most", 2018))
    assert "at most" in shown
    assert "required" not in shown
