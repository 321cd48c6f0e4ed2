from datetime import date, timedelta

import attrs
import pytest

from housing_agreements import NotKnownError, Place, Territory, Verdict
from housing_agreements.catalogue import _lille_communes as lille_communes
from housing_agreements.catalogue import _rennes_communes as rennes_communes
from housing_agreements.catalogue._metropolises import (
    LILLE,
    NEIGHBOURHOODS_OF_RENNES,
    RENEWAL_OF_RENNES,
    RENNES,
)
from housing_agreements.catalogue.lille_2018 import COMMUNES_COUNTED

DAY = timedelta(days=1)
COUNTED, EDITION_2019, EDITION_2026 = date(2018, 1, 31), date(2019, 1, 1), date(2026, 1, 1)
INSIDE, JOINED, OUTSIDE = "59350", "59005", "59001"


def answer(territory: Territory, commune: str, day: date) -> str:
    """Whether a commune belongs on a day; "unknown" when the whole list is."""
    try:
        return territory.covers(Place(commune), on=day).value
    except NotKnownError:
        return "unknown"


def test_communes_are_official() -> None:
    """Lille has 95 communes of the department 59, five of which joined; Rennes has 43 of 35."""
    assert len(lille_communes.LILLE_COMMUNES) == 95
    assert len(rennes_communes.RENNES_COMMUNES) == 43
    for listed, department in (
        (lille_communes.LILLE_COMMUNES, "59"),
        (rennes_communes.RENNES_COMMUNES, "35"),
    ):
        assert list(listed) == sorted(set(listed))
        assert {code[:2] for code in listed} == {department}
    assert lille_communes.LILLE_COMMUNES["59350"] == "Lille"
    assert rennes_communes.RENNES_COMMUNES["35238"] == "Rennes"
    assert [lille_communes.LILLE_COMMUNES[code] for code in sorted(lille_communes.JOINED)] == [
        "Allennes-les-Marais",
        "Annœullin",
        "Bauvin",
        "Carnin",
        "Provin",
    ]


@pytest.mark.parametrize(
    ("day", "inside", "joined", "outside"),
    [
        (COUNTED - DAY, "unknown", "unknown", "unknown"),
        (COUNTED, "met", "unmet", "unmet"),
        (EDITION_2019, "met", "unmet", "unmet"),
        (EDITION_2019 + DAY, "met", "undetermined", "unmet"),
        (EDITION_2026 - DAY, "met", "undetermined", "unmet"),
        (EDITION_2026, "met", "met", "unmet"),
        (EDITION_2026 + DAY, "unknown", "unknown", "unknown"),
    ],
    ids=str,
)
def test_lille_between_two_editions(day: date, inside: str, joined: str, outside: str) -> None:
    """Between two editions the five communes of the later one alone may belong or not."""
    found = [answer(LILLE, commune, day) for commune in (INSIDE, JOINED, OUTSIDE)]
    assert found == [inside, joined, outside]


def test_every_commune_is_as_its_editions_say() -> None:
    """On the day of each edition a commune belongs exactly when that edition lists it."""
    for code in lille_communes.LILLE_COMMUNES:
        joined = code in lille_communes.JOINED
        assert LILLE.covers(Place(code), on=EDITION_2019) is Verdict.of(not joined)
        assert LILLE.covers(Place(code), on=EDITION_2026) is Verdict.MET


def test_lille_has_as_many_communes_as_the_release_counts() -> None:
    """The communes of 31 January 2018 are as many as the press release of that day counts."""
    assert len(LILLE.communes(on=COUNTED)) == COMMUNES_COUNTED
    assert len(LILLE.communes(on=EDITION_2026)) == 95
    assert lille_communes.LILLE_CODES == {2019: "245900410", 2026: "200093201"}


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (EDITION_2019 - DAY, "unknown"),
        (EDITION_2019, "met"),
        (EDITION_2026, "met"),
        (EDITION_2026 + DAY, "unknown"),
    ],
    ids=str,
)
def test_rennes_is_known_between_its_editions(day: date, inside: str) -> None:
    """The 43 communes of both editions belong from one to the other; around them, not known."""
    assert {answer(RENNES, code, day) for code in rennes_communes.RENNES_COMMUNES} == {inside}
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
    assert quarter.name == rennes_communes.RENNES_NEIGHBOURHOODS[code]


def test_renewal_is_the_three_neighbourhoods() -> None:
    """The three neighbourhoods together are those under renewal, and say whose codes they bear."""
    assert RENEWAL_OF_RENNES.neighbourhoods(on=COUNTED) == ("le-blosne", "maurepas", "villejean")
    maurepas, blosne, villejean = NEIGHBOURHOODS_OF_RENNES.values()
    together = (maurepas | blosne | villejean).members.on(EDITION_2019)
    assert together.listed == RENEWAL_OF_RENNES.members.on(EDITION_2019).listed
    assert all("codes of our own" in str(each.caveats[0]) for each in (RENEWAL_OF_RENNES, maurepas))
    assert RENEWAL_OF_RENNES.within(RENNES, on=EDITION_2019)


def test_more_can_be_known() -> None:
    """Who knows when a commune joined makes a territory of it."""
    known = attrs.evolve(LILLE, communes=(JOINED,))
    assert known.covers(Place(JOINED), on=date(2022, 6, 1)) is Verdict.MET
    assert LILLE.covers(Place(JOINED), on=date(2022, 6, 1)) is Verdict.UNDETERMINED
