"""Sectors share no ground on any day of the term, whatever their communes are coded as."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import (
    Agreement,
    AgreementKind,
    InvalidValueError,
    Party,
    Period,
    Place,
    Territory,
    Text,
    Timeline,
    UnknownCodeError,
    Verdict,
    commune,
    department,
    review,
)
from housing_agreements.geography._ground import NO_GROUND, Extent
from housing_agreements.geography._official_code import LAST_DAY, load_official_code

SAINT_DENIS, PIERREFITTE, MERGED_ON = "93066", "93059", date(2025, 1, 1)
LATER: Final = Period.years(2024, 2026)
BEFORE: Final = Period.years(2018, 2024)
CODES: Final = (
    *("93059", "93066", "93001", "75056", "75115", "69123", "69383"),
    *("44180", "49144", "14666", "14114", "27676", "27058", "55386", "55273"),
)
FRANCE: Final = Territory("93", "Seine-Saint-Denis", "department", departments=("93",))


def sector(code: str, *communes: str) -> Territory:
    """A sector of some communes."""
    return Territory(code, f"Sector {code}", "list", communes=communes)


def agreement(*sectors: Territory, term: Period = LATER) -> Agreement:
    """An agreement with some sectors and no promise."""
    return Agreement(
        "test",
        AgreementKind.PROTOCOL,
        Text("Test", "Essai"),
        parties=(Party("state", "State"),),
        signed_on=term.start,
        term=term,
        territory=FRANCE,
        sectors=sectors,
    )


def refusal_of(*sectors: Territory, term: Period = LATER) -> str:
    """What the error says was given; empty, if none comes."""
    try:
        agreement(*sectors, term=term)
    except InvalidValueError as error:
        return error.given
    return ""


def test_a_commune_that_became_part_of_one_of_another_sector() -> None:
    """The error names it, what it is a part of, and since when; before the merger none comes."""
    old, new = sector("A", PIERREFITTE), sector("B", SAINT_DENIS)
    both = "93059 Pierrefitte-sur-Seine, of 93066 Saint-Denis, from 2025-01-01"
    assert refusal_of(old, new) == f"'A' and 'B': both have {both}"
    assert refusal_of(new, old) == f"'B' and 'A': both have {both}"
    assert refusal_of(old, new, term=BEFORE) == ""


def test_the_remedy_makes_them_apart() -> None:
    """Each dwelling of the commune of before is then in its own sector alone."""
    old = sector("A", PIERREFITTE)
    new = attrs.evolve(sector("B", SAINT_DENIS) - old, code="B")
    made = agreement(old, new)
    inside = [one.covers(Place(PIERREFITTE), on=MERGED_ON) for one in made.sectors]
    assert inside == [Verdict.MET, Verdict.UNMET]
    inside = [one.covers(Place(SAINT_DENIS), on=MERGED_ON) for one in made.sectors]
    assert inside == [Verdict.UNDETERMINED, Verdict.UNDETERMINED]


def test_ground_that_perhaps_is_of_both_is_not_refused() -> None:
    """Two communes that became parts of a third one stand in two sectors, and not with that one."""
    term = Period.years(2016, 2020)
    bouzille, landemont, oree = "49040", "49172", "49069"
    assert refusal_of(sector("A", bouzille), sector("B", landemont), term=term) == ""
    assert refusal_of(sector("A", bouzille), sector("B", oree), term=term) == (
        "'A' and 'B': both have 49040 Bouzillé, of 49069 Orée d'Anjou, from 2016-01-01"
    )


def test_a_sector_with_a_code_of_no_commune_is_refused_where_it_is_asked() -> None:
    """The agreement can be made, and reviewed; nothing can be asked of the sector."""
    made = agreement(sector("A", "94100"), sector("B", "94068"))
    assert len(review(made, on=LATER.start)) == 0
    postcode, town = made.sectors
    assert town.covers(Place("94068"), on=MERGED_ON) is Verdict.MET
    with pytest.raises(UnknownCodeError, match="94100 is a postcode"):
        postcode.covers(Place("94068"), on=MERGED_ON)


def test_sectors_are_compared_on_the_days_on_which_their_lists_hold() -> None:
    """A sector that drops the commune on the day of the merger shares nothing."""
    dropped = Timeline({date.min: frozenset({PIERREFITTE}), MERGED_ON: frozenset[str]()})
    dropping = Territory("A", "A", "list", communes=dropped)
    assert refusal_of(dropping, sector("B", SAINT_DENIS)) == ""
    verified = Timeline({date.min: frozenset({PIERREFITTE})}, verified_until=date(2024, 12, 31))
    unknown = Territory("A", "A", "list", communes=verified)
    assert refusal_of(unknown, sector("B", SAINT_DENIS)) == ""


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (commune("75056"), commune("75115"), "75115 Paris 15e Arrondissement, of 75056 Paris,"),
        (commune("75115"), commune("75116"), ""),
        (department("44"), commune("49144"), "49144 Freigné, of 44180 Vallons-de-l'Erdre,"),
        (department("49"), commune("49144"), "commune 49144"),
    ],
)
def test_districts_and_departments(one: Territory, other: Territory, shared: str) -> None:
    """A district is of its city, and a commune of the department in which its ground lies."""
    refused = refusal_of(one, other)
    assert shared in refused
    assert bool(shared) is bool(refused)


def ground_of(communes: frozenset[str], day: date) -> Extent:
    """The ground of some communes on a day."""
    code = load_official_code()
    return reduce(or_, (code.reach(each, day).ground for each in communes), NO_GROUND)


lists = st.frozensets(st.sampled_from(CODES), min_size=1, max_size=3)


@given(lists, lists, st.integers(1990, 2025), st.integers(0, 3))
def test_sectors_are_refused_when_a_commune_is_surely_in_both(
    some: frozenset[str], others: frozenset[str], year: int, more: int
) -> None:
    """It is, when all its ground is named by both, on some day of the term."""
    term = Period.years(year, min(year + more, LAST_DAY.year))
    code = load_official_code()
    days = {term.start} | {day for one in CODES for day in code.days(one) if day in term}
    every_code = sorted(set[str]().union(*(code.sharers(one) for one in CODES[:9])) | {*CODES})
    shared = bool(some & others) or any(
        code.reach(each, day).ground.within(ground_of(some, day))
        and code.reach(each, day).ground.within(ground_of(others, day))
        for day in days
        for each in every_code
    )
    found = refusal_of(sector("A", *some), sector("B", *others), term=term)
    assert bool(found) is shared
