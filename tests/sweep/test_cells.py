"""A wrong value in a cell of a frame is refused, or answered as its household is."""

import math
import warnings
from collections.abc import Mapping
from decimal import Decimal
from importlib import import_module
from typing import Any, Final

import pytest
from tests.sweep.right_calls import DAY, TOWN
from tests.sweep.sweeping import LONGEST_MESSAGE, wheres
from tests.sweep.wrong_values import WRONG

from housing_agreements import Criterion, Household, HousingAgreementsError, Place, Verdict, facts
from housing_agreements.frames import decide

pd: Any = import_module("pandas")
np: Any = import_module("numpy")

ASKED: Final[Mapping[str, tuple[Criterion, object]]] = {
    "employed": (facts.employed, True),
    "household_size": (facts.household_size.at_least(3), 4),
    "annual_income": (facts.annual_income.below(20_000), 10_000),
    "applied_on": (facts.applied_on.at_most(DAY), DAY),
    "quartile_area": (facts.quartile_area.equals("x"), "x"),
    "residence": (facts.residence.within(TOWN), "33063"),
}
ENGINES_OWN: Final = {"eq raises", "bool raises", "hash raises", "eq is no truth value"}
"""What pandas itself compares and raises."""
ANSWERS: Final = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}


def as_fact(name: str, value: Any) -> Any:
    """A value as a household is given it: missing ones are not known, a place is a `Place`."""
    if isinstance(value, pd.Timestamp) and value == value.normalize() and value.tz is None:
        return value.date()
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float | Decimal) and math.isnan(value) and not _signals(value):
        return None
    for plain in (int, str):  # a column holds values, not classes
        if isinstance(value, plain) and not isinstance(value, bool):
            value = plain(value)
    if type(value) is float and value.is_integer():
        return int(value)
    place: Any = Place
    return place(value) if name == "residence" else value


def _signals(value: float | Decimal) -> bool:
    return isinstance(value, Decimal) and value.is_snan()


def amiss(name: str, value: Any, *, alone: bool) -> str:
    """What is amiss with one cell; nothing when it is refused, or answered as its household is."""
    criterion, right = ASKED[name]
    cells = [value] if alone else [right, value]
    try:
        frame = pd.DataFrame({name: pd.Series(cells, dtype=object)})
        found = decide(frame, criterion, on=DAY)["answer"]
        answer = None if found.isna().iloc[-1] else bool(found.iloc[-1])
    except HousingAgreementsError as error:
        message = str(error)
        message.encode()
        named = any(name in where for where in wheres(error))
        return "" if named and len(message) <= LONGEST_MESSAGE else f"says {message[:200]!a}"
    except Exception as error:  # noqa: BLE001  # it is what is sought
        return f"raw {type(error).__name__}"
    try:
        household: Any = Household
        expected = ANSWERS[criterion.decide(household(**{name: as_fact(name, value)}), on=DAY)]
    except HousingAgreementsError:
        return f"taken as {answer}, refused of a household"
    except Exception as error:  # noqa: BLE001  # it misbehaves
        return f"taken as {answer}, of a household a {type(error).__name__}"
    return "" if answer is expected else f"answers {answer}, its household {expected}"


@pytest.mark.parametrize("name", ASKED)
def test_a_wrong_cell_is_refused_or_answered_as_its_household_is(name: str) -> None:
    """In a column of objects, alone and below a right value."""
    found: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for wrong in WRONG:
            if wrong.dear or wrong.kind == "a frame, an array" or wrong.name in ENGINES_OWN:
                continue
            told = (amiss(name, wrong.make(), alone=alone) for alone in (True, False))
            found += [f"{name}=<{wrong}>: {what}" for what in told if what]
    assert not found, "\n".join([f"{len(found)} failures", *found])
