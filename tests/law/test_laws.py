"""The publics of the law are held to the laws that the test kit offers for any criterion."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import PriorityPublic
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.law.mix.neighbourhoods import mixity_publics
from housing_agreements.law.provisions import VERIFIED_UNTIL
from housing_agreements.law.publics import ATTRIBUTION_OBJECTIVES, PRIORITY_PUBLICS
from housing_agreements.law.reservations.obligations import Holder
from housing_agreements.law.reservations.quarter import quarter_publics
from housing_agreements.testing.laws._criteria import (
    changes_come_true,
    criterion_is_a_value,
    explanation_agrees,
    more_facts_never_overturn,
)
from housing_agreements.testing.strategies._households import completions, households_around

PUBLICS: tuple[PriorityPublic, ...] = (
    *PRIORITY_PUBLICS.versions[-1].value,
    *ATTRIBUTION_OBJECTIVES.versions[-1].value,
    *quarter_publics(Holder.ACTION_LOGEMENT, on=date(2016, 1, 1)),
    *quarter_publics(Holder.ACTION_LOGEMENT, on=date(2018, 1, 1)),
    *mixity_publics(12_000),
    *mixity_publics({"11": 12_000, "35": 8_743}, at_threshold=False),
)
DEFINITIONS: tuple[tuple[Criterion, date], ...] = tuple(
    (criterion, day)
    for public in PUBLICS
    for day, criterion in public.criterion.changes
    if criterion is not None
)


@given(st.sampled_from(DEFINITIONS), st.data())
def test_more_facts_never_overturn_what_the_law_decides(
    definition: tuple[Criterion, date], drawn: st.DataObject
) -> None:
    """On the first day of each definition, a decided answer holds for every completion."""
    criterion, on = definition
    household = drawn.draw(households_around(criterion, on=on))
    fuller = drawn.draw(completions(household, criterion, on=on))
    more_facts_never_overturn(criterion, household, fuller, on=on)
    explanation_agrees(criterion, household, on=on)


@given(st.sampled_from(DEFINITIONS), st.data())
def test_what_would_change_an_answer_comes_true(
    definition: tuple[Criterion, date], drawn: st.DataObject
) -> None:
    """The changes found for a household change its answer."""
    criterion, on = definition
    changes_come_true(criterion, drawn.draw(households_around(criterion, on=on)), on=on)


def test_definitions_are_values_in_both_languages() -> None:
    """Each equals its copies, reads alike when read again, and says something in each language."""
    for criterion, _ in DEFINITIONS:
        criterion_is_a_value(criterion)
        assert criterion.say("en") != criterion.say("fr")


def test_every_public_is_verified_up_to_the_same_day() -> None:
    """Past the last verified day no definition is passed off as the law."""
    assert {public.criterion.verified_until for public in PUBLICS} == {VERIFIED_UNTIL}
