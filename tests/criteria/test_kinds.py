"""Whether a fact can have a value is decided alike at first sight and on a closer look."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from housing_agreements._checks import Faults
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Known, check_value, check_values
from housing_agreements.errors import HousingAgreementsError
from housing_agreements.geography.territories import Place

FACTS = facts_by_name(Household)
VALUES: tuple[object, ...] = (
    *(True, False, -1, 0, 1, 0.0, 1.5, Decimal(1), Decimal(-1), Fraction(1, 2)),
    *("", " ", "\n", "PLAI", " PLAI", "PLAI ", "\u00a0PLAI", "a b", "a\nb"),
    *(date(2017, 3, 1), datetime(2017, 3, 1), Place("59350")),  # noqa: DTZ001  # naive
    *(Known(1), Known(low=0), Known(True), Known("PLAI")),  # noqa: FBT003  # the fact itself
)


def refused(name: str, value: object) -> str:
    """What is wrong with a value when nothing is seen at once; nothing if it can be."""
    faults = Faults("Household")
    check_value(faults, FACTS[name], value)
    try:
        faults.report()
    except HousingAgreementsError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_first_sight_refuses_what_a_closer_look_does(value: object) -> None:
    """A value is refused, in the same words, by just those facts that cannot have it."""
    expected = {name: refused(name, value) for name in FACTS}
    assert any(expected.values())
    for name, words in expected.items():
        if not words:
            check_values("Household", FACTS, {name: value})
            continue
        with pytest.raises(HousingAgreementsError) as caught:
            check_values("Household", FACTS, {name: value})
        assert str(caught.value) == words
