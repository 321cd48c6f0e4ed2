"""Whether a fact can have a value is decided alike at first sight and on a closer look."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import check_value, check_values
from housing_agreements.criteria.known import Known
from housing_agreements.errors import HousingAgreementsError
from housing_agreements.values.faults import Faults
from housing_agreements.values.territories import Place

FACTS = facts_by_name(Household)
VALUES = st.one_of(
    st.booleans(),
    st.integers(-1, 2),
    st.sampled_from((0.0, 1.5, Decimal(1), Decimal(-1), Fraction(1, 2))),
    st.sampled_from(("", " ", "PLAI", " PLAI", "PLAI ", "a b", "\n", "a\nb", "\u00a0x")),
    st.sampled_from((date(2017, 3, 1), datetime(2017, 3, 1), Place("59350"))),  # noqa: DTZ001  # naive
    st.sampled_from((Known(1), Known(low=-1), Known(True), Known("PLAI"))),  # noqa: FBT003  # the fact itself
)


def closely(name: str, value: object) -> str:
    """What is wrong with a value when nothing is seen at once; nothing if it can be."""
    faults = Faults("Household")
    check_value(faults, FACTS[name], value)
    try:
        faults.report()
    except HousingAgreementsError as error:
        return str(error)
    return ""


@given(st.sampled_from(sorted(FACTS)), VALUES)
def test_first_sight_refuses_what_a_closer_look_does(name: str, value: object) -> None:
    """A value is refused, in the same words, just where its fact cannot have it."""
    expected = closely(name, value)
    if not expected:
        check_values("Household", FACTS, {name: value})
        return
    with pytest.raises(HousingAgreementsError) as caught:
        check_values("Household", FACTS, {name: value})
    assert str(caught.value) == expected
