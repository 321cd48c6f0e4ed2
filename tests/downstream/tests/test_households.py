"""Households of Rivage: drawn by their type, and held to the laws of the library."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import housing_agreements as ha
from housing_agreements.json import content_hash, dumps, loads
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import completions, days_asked, households_around
from rivage import AGREEMENT, RivageHousehold, local

FAR = local.essential_worker & local.commute_minutes.at_least(45)
DAY = date(2025, 6, 2)
DAYS = st.dates(date(2024, 6, 1), date(2028, 6, 1))


@given(st.from_type(RivageHousehold))
def test_a_household_is_stored_and_read_back(household: RivageHousehold) -> None:
    """A document gives back the same household, of the same class, with its local facts."""
    text = dumps(household)
    assert text.startswith('{"format":"housing-agreements/rivage-household"')
    again = loads(text, RivageHousehold)
    assert (again, dumps(again), content_hash(again)) == (household, text, content_hash(household))
    laws.survives_pickle_and_copy(household)


@given(st.from_type(RivageHousehold), DAYS, DAYS)
def test_the_agreement_judges_while_it_is_in_force(
    household: RivageHousehold, on: date, known: date
) -> None:
    """A household is judged exactly on the days of the agreement."""
    laws.eligibility_is_of_its_day(AGREEMENT, household, on, known)


@given(st.from_type(RivageHousehold), days_asked())
def test_reasons_say_what_was_decided(household: RivageHousehold, on: date) -> None:
    """What explains the public of essential workers has its verdict."""
    laws.explanation_agrees(FAR, household, on=on)
    laws.changes_come_true(FAR, household, on=on)


@given(st.data())
def test_more_facts_never_overturn(data: st.DataObject) -> None:
    """What is decided of a household stays decided, however its file is filled in."""
    household = data.draw(households_around(FAR, RivageHousehold, on=DAY))
    fuller = data.draw(completions(household, FAR, on=DAY))
    laws.more_facts_never_overturn(FAR, household, fuller, on=DAY)


@pytest.mark.parametrize(
    ("minutes", "verdict"),
    [
        (44, ha.Verdict.UNMET),
        (45, ha.Verdict.MET),
        (ha.Known(low=30, high=60), ha.Verdict.UNDETERMINED),
        (None, ha.Verdict.UNDETERMINED),
    ],
)
def test_three_quarters_of_an_hour_are_far(
    minutes: int | ha.Known[int] | None, verdict: ha.Verdict
) -> None:
    """45 minutes are far and 44 are not; what is not known decides nothing."""
    household = RivageHousehold(essential_worker=True, commute_minutes=minutes)
    assert FAR.decide(household, on=DAY) is verdict


def test_a_form_is_read_with_every_fault_at_once() -> None:
    """Local facts are read, and refused, as those of the library are."""
    form = {"essential_worker": True, "commute_minutes": 50, "born_on": "1990-05-01"}
    assert RivageHousehold.from_mapping(form) == RivageHousehold(
        essential_worker=True, commute_minutes=50, born_on=date(1990, 5, 1)
    )
    wrong = {"essential_worker": "yes", "commute_minutes": -1, "soignants": True}
    with pytest.raises(ha.InvalidInputError) as refused:
        RivageHousehold.from_mapping(wrong)
    faults = {fault.field: fault.remedy for fault in refused.value.faults}
    assert list(faults) == list(wrong)
    assert faults["soignants"] == "did you mean 'essential_worker'?"


def test_reasons_are_told_in_french() -> None:
    """The local facts have their words in both languages."""
    household = RivageHousehold(essential_worker=True)
    answer = ha.check_eligibility(household, AGREEMENT, on=DAY)
    said = str(answer.explain("fr"))
    assert answer.missing == ("commute_minutes", "dalo_recognised")
    assert "exerçant un métier essentiel (oui, déclaré)" in said
    assert "minutes entre le domicile et le travail\N{NO-BREAK SPACE}: au moins 45" in said
