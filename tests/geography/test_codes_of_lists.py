"""A list with a code that names no commune is refused where anything is asked of it."""

from datetime import date
from typing import Final

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import (
    Household,
    Place,
    Territory,
    Timeline,
    UnknownCodeError,
    Verdict,
    facts,
)
from housing_agreements.frames import Column, decide
from housing_agreements.geography._cover_table import CoverTable
from housing_agreements.geography._unknown_codes import is_unknown

DAY, GIVEN_UP_ON = date(2018, 1, 1), date(1968, 1, 1)
SAINT_MAUR, ITS_POSTCODE = "94068", "94100"
BRY: Final = "75015"
"""The code of Bry-sur-Marne until 1968, and a postcode of Paris."""
REFUSED: Final = "94100 is a postcode, of 94068 Saint-Maur-des-Fossés"


def listing(*communes: str, possible: tuple[str, ...] = ()) -> Territory:
    """A list of communes."""
    return Territory("T", "Test", "list", communes=communes, possible_communes=possible)


def test_a_postcode_in_a_list_gives_no_sure_answer() -> None:
    """It means the commune that is asked about: neither a yes nor a no is given, on any road."""
    listed = listing(ITS_POSTCODE)
    with pytest.raises(UnknownCodeError, match=f"^Territory 'T', communes: .*{REFUSED}"):
        listed.covers(Place(SAINT_MAUR), on=DAY)
    within = facts.residence.within(listed)
    with pytest.raises(UnknownCodeError, match=REFUSED):
        within.decide(Household(residence=Place(SAINT_MAUR)), on=DAY)
    frame = pl.DataFrame({"commune": [SAINT_MAUR]})
    column = {"residence": Column("commune", neighbourhood=None)}
    with pytest.raises(UnknownCodeError, match=REFUSED):
        decide(frame, within, on=DAY, columns=column)
    with pytest.raises(UnknownCodeError, match=REFUSED):
        CoverTable({listed.members: 1}, all_bases=1, by_code=False).covers(SAINT_MAUR, 0)


@pytest.mark.parametrize(
    "made",
    [
        listing(SAINT_MAUR, possible=(ITS_POSTCODE,)),
        listing(SAINT_MAUR) | listing(ITS_POSTCODE),
        listing(SAINT_MAUR) - listing(ITS_POSTCODE),
        (listing("93066") - listing("93059")) | listing(ITS_POSTCODE),
        Territory("94", "94", "department", departments=("94",)) - listing(ITS_POSTCODE),
    ],
)
def test_what_is_made_of_such_a_list_is_refused_too(made: Territory) -> None:
    """A code that perhaps belongs, or is left out, is read as well."""
    with pytest.raises(UnknownCodeError, match=REFUSED):
        made.covers(Place(SAINT_MAUR), on=DAY)
    for one, other in ((made, listing("94001")), (listing("94001"), made)):
        with pytest.raises(UnknownCodeError, match=REFUSED):
            one.within(other, on=DAY)


def test_a_list_is_built_and_shown_without_a_look() -> None:
    """It is refused when something is asked of it, and on the days on which it lists the code."""
    listed = listing(ITS_POSTCODE)
    assert listed.communes(on=DAY) == (ITS_POSTCODE,)
    assert str(listed) == "Test (T): commune 94100"
    by_day = Timeline({date.min: frozenset({SAINT_MAUR}), DAY: frozenset({ITS_POSTCODE})})
    later = Territory("T", "Test", "list", communes=by_day)
    assert later.covers(Place(SAINT_MAUR), on=date(2017, 12, 31)) is Verdict.MET
    with pytest.raises(UnknownCodeError, match=REFUSED):
        later.covers(Place(SAINT_MAUR), on=DAY)


def test_a_code_that_was_given_up_is_refused_from_that_day_on() -> None:
    """It lists Bry-sur-Marne until it is coded in another department."""
    assert listing(BRY).covers(Place(BRY), on=date(1967, 12, 31)) is Verdict.MET
    with pytest.raises(UnknownCodeError, match="it was the code of Bry-sur-Marne until"):
        listing(BRY).covers(Place(SAINT_MAUR), on=GIVEN_UP_ON)


codes = st.one_of(st.integers(94001, 94120).map(str), st.sampled_from([BRY, "93059", "99100"]))


@given(st.frozensets(codes, max_size=3), st.dates(date(1943, 1, 1), date(2026, 12, 31)))
def test_a_list_answers_exactly_when_all_its_codes_name_ground(
    listed: frozenset[str], day: date
) -> None:
    """Whatever place is asked about."""
    if any(is_unknown(code, day) for code in listed):
        with pytest.raises(UnknownCodeError, match="Territory 'T', communes"):
            listing(*listed).covers(Place("35238"), on=day)
    else:
        assert listing(*listed).covers(Place("35238"), on=day) is Verdict.UNMET
