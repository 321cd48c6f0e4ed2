"""Offers of relocation, cases and charters: what they are, and what they cannot be."""

import datetime as dt
import pickle
from datetime import UTC, date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing_agreements import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    Offer,
    OfferedHousehold,
    OfferTest,
    RelocationCase,
    RelocationCharter,
    Verdict,
    offered,
)
from housing_agreements.criteria.facts import HouseholdFacts
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.model.relocation import OfferFacts
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import register

MADE = date(2018, 1, 8)
DAY = timedelta(days=1)
FACTS = OfferedHousehold(rooms=3)
ROOMS = OfferTest("rooms", "enough rooms", offered.rooms.at_least(3))
CLASSES = (OfferedHousehold, Offer, OfferTest, RelocationCase, RelocationCharter)
UntypedOffer: Any = Offer
UntypedTest: Any = OfferTest
UntypedCase: Any = RelocationCase
UntypedCharter: Any = RelocationCharter

register()


@settings(max_examples=20)
@given(st.data())
@pytest.mark.parametrize("kind", CLASSES)
def test_values_survive(kind: type, data: st.DataObject) -> None:
    """Whatever is drawn of a class is of it, and survives pickle, copy and being built again."""
    value = data.draw(st.from_type(kind))
    assert isinstance(value, kind)
    assert pickle.loads(pickle.dumps(value)) == value
    laws.survives_pickle_and_copy(value)
    laws.checking_again_changes_nothing(value)


def test_an_offered_household_has_the_facts_of_both() -> None:
    """Every fact of a household, and those of the dwelling; the words know their own types."""
    own = set(facts_by_name(OfferedHousehold)) - set(facts_by_name(Household))
    assert own == set(OfferFacts.__annotations__)
    assert len(own) == 18
    assert isinstance(offered, HouseholdFacts)
    for name in own:
        words = facts_by_name(OfferedHousehold)[name].words
        assert words.en != words.fr
    both = attrs.evolve(OfferedHousehold(household_size=4), rooms=3)
    assert both == OfferedHousehold(household_size=4, rooms=3)


@pytest.mark.parametrize(
    ("rooms", "verdict"), [(2, Verdict.UNMET), (3, Verdict.MET), (None, Verdict.UNDETERMINED)]
)
def test_a_test_is_a_criterion(rooms: int | None, verdict: Verdict) -> None:
    """Asked of a household before a dwelling, it has three answers."""
    assert ROOMS.criterion.decide(OfferedHousehold(rooms=rooms), on=MADE) is verdict


@pytest.mark.parametrize("answer", ["refused_on", "accepted_on"])
def test_an_answer_comes_with_the_offer_or_after(answer: str) -> None:
    """On its very day at the soonest, and only one answer."""
    for day in (MADE, MADE + DAY):
        assert getattr(UntypedOffer("1", made_on=MADE, facts=FACTS, **{answer: day}), answer) == day
    with pytest.raises(InvalidValueError, match="not before the offer, 2018-01-08"):
        UntypedOffer("1", made_on=MADE, facts=FACTS, **{answer: MADE - DAY})
    with pytest.raises(InvalidValueError, match="it was refused"):
        Offer("1", made_on=MADE, facts=FACTS, refused_on=MADE, accepted_on=MADE)


def test_impossible_offers_are_refused() -> None:
    """Days that are none, facts of another kind: each fault is named."""
    with pytest.raises(InvalidObjectError) as caught:
        UntypedOffer(
            "",
            made_on="2018",
            facts=Household(),
            refused_on="2018",
            accepted_on=dt.datetime(2018, 1, 8, tzinfo=UTC),
        )
    assert len(caught.value.faults) == 5
    with pytest.raises(InvalidTypeError, match="a criterion"):
        UntypedTest("rooms", "enough rooms", lambda facts: facts.rooms > 3)
    with pytest.raises(InvalidObjectError) as caught:
        UntypedTest("", 3, ROOMS.criterion, ("a text",))
    assert len(caught.value.faults) == 3


def test_impossible_cases_are_refused() -> None:
    """An identifier twice, several offers accepted, and what is no offer."""
    taken = Offer("1", made_on=MADE, facts=FACTS, accepted_on=MADE)
    with pytest.raises(InvalidValueError, match="each code once"):
        RelocationCase("synthetic", [taken, Offer("1", made_on=MADE, facts=FACTS)])
    with pytest.raises(InvalidValueError, match="at most one offer accepted"):
        RelocationCase("synthetic", [taken, attrs.evolve(taken, id="2")])
    with pytest.raises(InvalidObjectError) as caught:
        UntypedCase("", ("1",), opened_on="2018")
    assert len(caught.value.faults) == 3


@pytest.mark.parametrize(
    ("opened_on", "sound"), [(None, True), (MADE - DAY, True), (MADE, True), (MADE + DAY, False)]
)
def test_no_offer_comes_before_the_relocation_began(opened_on: date | None, *, sound: bool) -> None:
    """An offer dated before the case was opened is refused, and the offer is named."""
    offers = [Offer("1", made_on=MADE, facts=FACTS)]
    if sound:
        assert RelocationCase("synthetic", offers, opened_on=opened_on).opened_on == opened_on
        return
    with pytest.raises(InvalidValueError, match=r"offer 1 of 2018-01-08.*from 2018-01-09 on"):
        RelocationCase("synthetic", offers, opened_on=opened_on)


def test_a_charter_says_which_offer_is_enough_alone() -> None:
    """It is a criterion or nothing, and is said in both languages."""
    charter = RelocationCharter(
        "synthetic",
        "A charter",
        [ROOMS],
        refusals=3,
        months=6,
        enough_alone=offered.specially_designed,
    )
    assert "enough alone in a dwelling specially designed for it" in charter.say("en")
    assert "suffit à elle seule dans un logement spécialement conçu pour lui" in charter.say("fr")
    with pytest.raises(InvalidTypeError, match=r"offered\.specially_designed, or None"):
        UntypedCharter("s", "A charter", [ROOMS], refusals=3, months=6, enough_alone=True)


def test_a_charter_has_no_hidden_number() -> None:
    """How many refusals and how many months must be said, be it as not known."""
    for given_numbers in ({}, {"refusals": 3}, {"months": 6}):
        with pytest.raises(TypeError):
            UntypedCharter("synthetic", "A charter", [ROOMS], **given_numbers)
    charter = RelocationCharter("synthetic", "A charter", [ROOMS], refusals=None, months=None)
    assert (charter.refusals, charter.months) == (None, None)


def test_impossible_charters_are_refused() -> None:
    """No test, a code twice, numbers that are too small, and fields of another kind."""
    with pytest.raises(InvalidValueError, match=r"open_question\(\.\.\.\)"):
        RelocationCharter("synthetic", "A charter", [], refusals=3, months=6)
    with pytest.raises(InvalidValueError, match="each code once"):
        RelocationCharter(
            "synthetic", "A charter", [ROOMS], refusals=3, months=6, indicators=[ROOMS]
        )
    with pytest.raises(InvalidObjectError) as caught:
        UntypedCharter("", 3, ("rooms",), refusals=0, months=-1, indicators="x", sources=("s",))
    assert len(caught.value.faults) == 7


def test_facts_are_given_by_name() -> None:
    """Among so many, the place of a fact says nothing."""
    untyped: Any = OfferedHousehold
    with pytest.raises(TypeError, match="positional"):
        untyped(True)  # noqa: FBT003  # a fact without its name
