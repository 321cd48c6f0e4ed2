"""What no plan can be is refused where it is made."""

from datetime import date
from typing import Any

import attrs
import pytest

from housing_agreements import InvalidObjectError, InvalidValueError, Period, Stage, Volume
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.plan import Allotment, Expected, Promised, find_plan

PLAN = find_plan(AGREEMENT, [Expected(100, "action-logement", "33063")], on=date(2018, 7, 2))


def test_a_plan_is_for_an_agreement() -> None:
    """One for none has no name."""
    with pytest.raises(InvalidValueError, match=r"Plan, agreements: given .* at least one"):
        attrs.evolve(PLAN, agreements=())


def test_what_is_missed_has_an_agreement_each() -> None:
    """Neither too few nor too many."""
    relaxation = PLAN.relaxation
    assert relaxation is not None
    for of in ((), [AGREEMENT] * 2):
        with pytest.raises(InvalidValueError, match=r"Relaxation, of: .* 1 agreements"):
            attrs.evolve(relaxation, of=of)


def test_publics_have_a_name_each() -> None:
    """Neither too few nor too many; what is of another type is told first."""
    expected = Expected(3, "state", "33063")
    with pytest.raises(InvalidValueError, match=r"Allotment, names: given 0; expected 1 names"):
        Allotment(expected, ("dalo",), 3, perhaps=False, place=None, holders=(None, None), names=())
    wrong: Any = {"on": 3, "known": None}
    with pytest.raises(InvalidObjectError, match="2 faults"):
        attrs.evolve(PLAN, **wrong)


def test_a_promise_without_a_public_names_none() -> None:
    """It says what is promised, and by which agreement."""
    offers = Volume("offers", stage=Stage.SIGNED, at_least=3)
    said = str(Promised(AGREEMENT, offers, Period.year(2018)).explain("en"))
    assert "at least 3" in said
    assert "for " not in said
