"""What territories cover as ground: of communes that merged, came back, moved or have districts."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Final

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing_agreements import Household, Place, Territory, Verdict, facts
from housing_agreements.frames import Column, decide
from housing_agreements.geography._cover_table import CoverTable
from housing_agreements.geography._ground import NO_GROUND, Extent
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.geography.territories import NO_NEIGHBOURHOOD

DAY: Final = date(2026, 2, 1)
CODES: Final = (
    *("93059", "93066", "93001"),  # merged in 2025, and one beside
    *("75056", "75115", "75101"),  # a city and districts
    *("69123", "69383", "69232"),  # one that became part of such a city
    *("44180", "49144", "44060"),  # from one department to another
    *("14666", "14114", "27676", "27058"),  # came back, or moved its seat
    *("78143", "78620", "91001", "95018", "78015"),  # departments that were split
    *("55386", "55273"),  # restored, perhaps with more ground
    *("2A004", "20004", "94068", "35238"),
)
"""Codes of the official code with a history, and some without."""
DAYS: Final = st.one_of(
    st.dates(date(1943, 1, 1), date(2026, 12, 31)),
    st.sampled_from([date(1967, 12, 31), date(1968, 1, 1), date(2024, 12, 31), DAY]),
)
Listed = tuple[frozenset[str], frozenset[str]]
"""Communes and departments."""
codes = st.sampled_from(CODES)
lists = st.frozensets(codes, max_size=4)
departments = st.frozensets(st.sampled_from(["44", "49", "93", "75", "78", "95"]), max_size=2)


def territory(communes: frozenset[str], of: frozenset[str] = frozenset()) -> Territory:
    """A synthetic territory of some communes and departments."""
    return Territory("T", "Test", "list", communes=communes, departments=of)


def ground_of(communes: frozenset[str], of: frozenset[str], day: date) -> Extent:
    """The ground that lists name on a day, told without any territory."""
    code = load_official_code()
    grounds = [
        *(code.reach(each, day).ground for each in communes),
        *(code.department_reach(each, day).ground for each in of),
    ]
    return reduce(or_, grounds, NO_GROUND)


def expected(place: str, covered: Extent, day: date) -> Verdict:
    """All of a place's ground, none of it, or perhaps."""
    ground = load_official_code().reach(place, day).ground
    if ground.within(covered):
        return Verdict.MET
    return Verdict.UNDETERMINED if ground.meets(covered) else Verdict.UNMET


@settings(max_examples=200)
@given(st.tuples(lists, departments), st.tuples(lists, departments), codes, DAYS)
def test_a_territory_covers_the_ground_that_its_codes_name(
    listed: Listed, others: Listed, place: str, day: date
) -> None:
    """It covers a place surely if it has all its ground, not if none; so do sets of two."""
    one, other = territory(*listed), territory(*others)
    here, there = ground_of(*listed, day), ground_of(*others, day)
    for made, ground in (
        (one, here),
        (one | other, here | there),
        (one & other, here & there),
        (one - other, here - there),
        ((one - other) | other, here | there),
    ):
        assert made.covers(Place(place), on=day) is expected(place, ground, day), made
    assert one.within(other, on=day) is here.within(there)


@settings(max_examples=60)
@given(lists, departments, st.lists(st.tuples(codes, DAYS), min_size=1, max_size=6))
def test_ledgers_and_frames_cover_as_territories_do(
    communes: frozenset[str], of: frozenset[str], asked: list[tuple[str, date]]
) -> None:
    """A table of what covers places, and a frame with a day for each row, give the same answers."""
    where = territory(communes, of)
    verdicts = [where.covers(Place(code), on=day) for code, day in asked]
    table = CoverTable({where.members: 1}, all_bases=1, by_code=False)
    for (code, day), verdict in zip(asked, verdicts, strict=True):
        (cover,) = table.covers(code, table.stretch(day))
        assert (cover.sure, cover.possible) == (
            verdict is Verdict.MET,
            verdict is not Verdict.UNMET,
        )
    frame = pl.DataFrame({"where": [code for code, _ in asked], "day": [day for _, day in asked]})
    column = {"residence": Column("where", neighbourhood=None)}
    criterion = facts.residence.within(where)
    for given_ in (frame, frame.lazy()):
        found = decide(given_, criterion, on="day", columns=column).lazy().collect()
        answers = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}
        assert found["answer"].to_list() == [answers[verdict] for verdict in verdicts]
    for code, day in asked:
        household = Household(residence=Place(code))
        assert criterion.decide(household, on=day) is where.covers(Place(code), on=day)


@pytest.mark.parametrize(
    ("city", "district"), [("75056", "75115"), ("69123", "69383"), ("13055", "13201")]
)
def test_a_district_lies_in_its_city(city: str, district: str) -> None:
    """A district is surely in its city; what is in the city may be in the district."""
    day = date(2018, 1, 1)
    assert territory(frozenset({city})).covers(Place(district), on=day) is Verdict.MET
    assert territory(frozenset({district})).covers(Place(city), on=day) is Verdict.UNDETERMINED


def test_a_merged_commune_is_never_a_sure_no() -> None:
    """Whichever of both codes a list names, the other one is there, or may be."""
    old, new = territory(frozenset({"93059"})), territory(frozenset({"93066"}))
    assert new.covers(Place("93059"), on=DAY) is Verdict.MET
    assert old.covers(Place("93066"), on=DAY) is Verdict.UNDETERMINED
    before = date(2024, 12, 31)
    assert new.covers(Place("93059"), on=before) is Verdict.UNMET
    assert old.covers(Place("93066"), on=before) is Verdict.UNMET


def test_a_neighbourhood_that_is_known_may_settle_it() -> None:
    """Where the list names the neighbourhood too, it does not matter which commune was meant."""
    both = territory(frozenset({"93059"})) | Territory(
        "Q", "Quarter", "list", neighbourhoods=("north",)
    )
    for neighbourhood, verdict in (
        ("north", Verdict.MET),
        ("south", Verdict.UNDETERMINED),
        (NO_NEIGHBOURHOOD, Verdict.UNDETERMINED),
        (None, Verdict.UNDETERMINED),
    ):
        assert both.covers(Place("93066", neighbourhood), on=DAY) is verdict
