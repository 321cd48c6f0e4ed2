from datetime import date, timedelta

import attrs
import pytest

from housing_agreements import NotKnownError, Place, Territory, Verdict, intercommunality
from housing_agreements.catalogue._metropolises import (
    LILLE,
    NEIGHBOURHOODS_OF_RENNES,
    RENEWAL_OF_RENNES,
    RENNES,
    RENNES_NEIGHBOURHOODS,
)
from housing_agreements.catalogue.lille_2018 import COMMUNES_COUNTED

DAY = timedelta(days=1)
COUNTED, EDITION_2019, EDITION_2021 = date(2018, 1, 31), date(2019, 1, 1), date(2021, 1, 1)
LAST = date(2026, 12, 31)
INSIDE, JOINED, OUTSIDE = "59350", "59005", "59001"
# Allennes-les-Marais, Annœullin, Bauvin, Carnin and Provin.
ALL_THAT_JOINED = {"59005", "59011", "59052", "59133", "59477"}


def answer(territory: Territory, commune: str, day: date) -> str:
    """Whether a commune belongs on a day; "unknown" when the whole list is."""
    try:
        return territory.covers(Place(commune), on=day).value
    except NotKnownError:
        return "unknown"


@pytest.mark.parametrize(
    ("day", "inside", "joined", "outside"),
    [
        (COUNTED - DAY, "unknown", "unknown", "unknown"),
        (COUNTED, "met", "unmet", "unmet"),
        (EDITION_2019 - DAY, "met", "unmet", "unmet"),
        (EDITION_2019, "met", "unmet", "unmet"),
        (EDITION_2021 - DAY, "met", "unmet", "unmet"),
        (EDITION_2021, "met", "met", "unmet"),
        (LAST, "met", "met", "unmet"),
        (LAST + DAY, "unknown", "unknown", "unknown"),
    ],
    ids=str,
)
def test_lille_has_the_communes_of_its_editions(
    day: date, inside: str, joined: str, outside: str
) -> None:
    """Five communes join with the edition of 2021; none is known before the press release."""
    found = [answer(LILLE, commune, day) for commune in (INSIDE, JOINED, OUTSIDE)]
    assert found == [inside, joined, outside]


def test_lille_has_as_many_communes_as_the_release_counts() -> None:
    """The communes of 31 January 2018 are as many as the press release of that day counts."""
    before, after = LILLE.communes(on=COUNTED), LILLE.communes(on=LAST)
    assert len(before) == COMMUNES_COUNTED
    assert LILLE.communes(on=EDITION_2019) == before
    assert (len(after), set(after) - set(before)) == (95, ALL_THAT_JOINED)
    assert LILLE.members.held_values()[0] == intercommunality("245900410").members.on(EDITION_2019)
    assert {code[:2] for code in after} == {"59"}


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (EDITION_2019 - DAY, "unknown"),
        (EDITION_2019, "met"),
        (LAST, "met"),
        (LAST + DAY, "unknown"),
    ],
    ids=str,
)
def test_rennes_is_known_in_its_editions(day: date, inside: str) -> None:
    """The same 43 communes belong in all editions; around them, none is known."""
    listed = RENNES.communes(on=EDITION_2019)
    assert len(listed) == 43
    assert {code[:2] for code in listed} == {"35"}
    assert {answer(RENNES, code, day) for code in listed} == {inside}
    outside = "unknown" if inside == "unknown" else "unmet"
    assert answer(RENNES, "35002", day) == outside


@pytest.mark.parametrize("code", NEIGHBOURHOODS_OF_RENNES)
def test_neighbourhoods_stand_below_the_commune(code: str) -> None:
    """A neighbourhood covers its own dwellings in Rennes, and no dwelling of another commune."""
    quarter = NEIGHBOURHOODS_OF_RENNES[code]
    others = [each for each in NEIGHBOURHOODS_OF_RENNES if each != code]
    assert quarter.covers(Place("35238", code), on=COUNTED) is Verdict.MET
    assert {quarter.covers(Place("35238", other), on=COUNTED) for other in others} == {
        Verdict.UNMET
    }
    assert quarter.covers(Place("35024", code), on=COUNTED) is Verdict.UNMET
    assert quarter.covers(Place("35238"), on=COUNTED) is Verdict.UNDETERMINED
    assert quarter.name == RENNES_NEIGHBOURHOODS[code]


def test_renewal_is_the_three_neighbourhoods() -> None:
    """The three neighbourhoods together are those under renewal, and say whose codes they bear."""
    assert RENEWAL_OF_RENNES.neighbourhoods(on=COUNTED) == ("le-blosne", "maurepas", "villejean")
    maurepas, blosne, villejean = NEIGHBOURHOODS_OF_RENNES.values()
    together = (maurepas | blosne | villejean).members.on(EDITION_2019)
    assert together.listed == RENEWAL_OF_RENNES.members.on(EDITION_2019).listed
    assert all("codes of our own" in str(each.caveats[0]) for each in (RENEWAL_OF_RENNES, maurepas))
    assert RENEWAL_OF_RENNES.within(RENNES, on=EDITION_2019)


def test_more_can_be_known() -> None:
    """Who knows that a commune joined sooner makes a territory of it."""
    known = attrs.evolve(LILLE, communes=(JOINED,))
    assert known.covers(Place(JOINED), on=date(2020, 6, 1)) is Verdict.MET
    assert LILLE.covers(Place(JOINED), on=date(2020, 6, 1)) is Verdict.UNMET
