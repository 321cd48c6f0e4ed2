"""Strategies for relocations: households before a dwelling, offers, cases and charters.

All of them are synthetic. Offers know few facts, so that many of them are in doubt.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from housing_agreements.model.relocation import (
    Offer,
    OfferedHousehold,
    OfferTest,
    RelocationCase,
    RelocationCharter,
    offered,
)
from housing_agreements.testing.strategies._households import households
from housing_agreements.testing.strategies._values import days, texts, words

__all__ = (
    "REGISTERED",
    "offer_tests",
    "offered_households",
    "offers",
    "relocation_cases",
    "relocation_charters",
)

_FIRST_OFFER_ON: Final = date(2016, 1, 1)
_LAST_OFFER_ON: Final = date(2018, 12, 31)
_FACTS_OF_OFFERS: Final = (
    "rooms",
    "cost_remaining",
    "rights_respected",
    "convention_signed_on",
    "specially_designed",
)


def offered_households() -> st.SearchStrategy[Any]:
    """Households of whom, and of whose dwelling, some facts are known."""
    return households(OfferedHousehold, names=_FACTS_OF_OFFERS)


@st.composite
def offers(draw: st.DrawFn, *, ids: st.SearchStrategy[str] | None = None) -> Offer:
    """Offers that were refused, accepted, or not answered.

    Args:
        draw: Given by Hypothesis.
        ids: What they are called.
    """
    made_on = draw(days(min_value=_FIRST_OFFER_ON, max_value=_LAST_OFFER_ON))
    answer = draw(st.sampled_from(("refused_on", "refused_on", "accepted_on", None)))
    answered = (
        {} if answer is None else {answer: made_on + timedelta(days=draw(st.integers(0, 90)))}
    )
    return Offer(
        draw(words() if ids is None else ids),
        made_on=made_on,
        facts=draw(offered_households()),
        **answered,
    )


@st.composite
def relocation_cases(draw: st.DrawFn, *, max_size: int = 5) -> RelocationCase:
    """Cases of some offers, of which one is accepted at most.

    Args:
        draw: Given by Hypothesis.
        max_size: The most offers in one.
    """
    made = [
        draw(offers(ids=st.just(str(number)))) for number in range(draw(st.integers(0, max_size)))
    ]
    accepted = [offer for offer in made if offer.accepted_on is not None]
    opened_on = draw(st.none() | days(max_value=_FIRST_OFFER_ON))
    kept = [offer for offer in made if offer not in accepted[1:]]
    return RelocationCase("synthetic", kept, opened_on=opened_on)


def offer_tests(*, codes: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[OfferTest]:
    """Tests of the rooms, the cost, the rights or the age of the dwelling."""
    criteria = st.sampled_from(
        (
            offered.rooms.at_least(3),
            offered.cost_remaining.at_most(20_000),
            offered.rights_respected,
            offered.convention_signed_on.less_than_ago(years=1) | offered.rights_respected,
        )
    )
    drawn = st.sampled_from(("rooms", "cost", "rights")) if codes is None else codes
    return st.builds(OfferTest, drawn, texts(), criteria)


@st.composite
def relocation_charters(draw: st.DrawFn) -> RelocationCharter:
    """Charters of one or two tests and an indicator, whose numbers are known or not.

    For some, an offer of a dwelling that was specially designed is enough alone.
    """
    number = draw(st.integers(1, 2))
    tests = [draw(offer_tests(codes=st.just(f"test-{index}"))) for index in range(number)]
    return RelocationCharter(
        "synthetic",
        draw(texts()),
        tests,
        refusals=draw(st.none() | st.integers(1, 3)),
        months=draw(st.none() | st.integers(0, 12)),
        enough_alone=draw(st.sampled_from((None, offered.specially_designed))),
        indicators=draw(st.lists(offer_tests(codes=st.just("indicator")), max_size=1)),
    )


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (OfferedHousehold, offered_households),
    (Offer, offers),
    (OfferTest, offer_tests),
    (RelocationCase, relocation_cases),
    (RelocationCharter, relocation_charters),
)
"""Each class, with the strategy that draws it."""
