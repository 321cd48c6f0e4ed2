"""What territories cover as ground: of communes that merged, came back, moved or have districts."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Final

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import Household, Place, Territory, Verdict, facts
from housing_agreements.errors import UnknownCodeError
from housing_agreements.frames import Column, decide
from housing_agreements.geography._cover_table import CoverTable
from housing_agreements.geography._ground import NO_GROUND, Extent
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
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


@settings(max_examples=80)
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


@settings(max_examples=25)
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


OLD_CODES: Final = ("75021", "78283", "92021", "33063", "44002", "49007")
"""Some codes that gave way to those of another department, and some that never changed."""


@given(lists, departments, st.sampled_from((*CODES, *OLD_CODES)))
@example(frozenset(), frozenset({"75"}), "75021")
def test_all_days_at_once(communes: frozenset[str], of: frozenset[str], code: str) -> None:
    """What covers a commune over all days is what covers it on each of them."""
    where = territory(communes, of)
    table = CoverTable({where.members: 1}, all_bases=1, by_code=False)
    turns = dict(table.covers_over_time(code))
    last = None
    for stretch in range(len(table.cuts) + 1):
        last = turns.get(stretch, last)
        assert last is not None
        verdict = where.covers(Place(code), on=table.first_day(stretch))
        assert [(cover.sure, cover.possible) for cover in last] == [
            (verdict is Verdict.MET, verdict is not Verdict.UNMET)
        ]


@pytest.mark.parametrize(
    ("city", "district"), [("75056", "75115"), ("69123", "69383"), ("13055", "13201")]
)
def test_a_district_lies_in_its_city(city: str, district: str) -> None:
    """A district is surely in its city; what is in the city may be in the district."""
    day = date(2018, 1, 1)
    assert territory(frozenset({city})).covers(Place(district), on=day) is Verdict.MET
    assert territory(frozenset({district})).covers(Place(city), on=day) is Verdict.UNDETERMINED


def test_a_code_that_moved_is_listed_beside_the_department_it_begins_with() -> None:
    """44060 lies in the department 49 since its merger: it is told beside the department 44."""
    moved, department = frozenset({"44060"}), frozenset({"44"})
    for made in (
        territory(moved, department),
        territory(moved) | territory(frozenset(), department),
    ):
        assert made.covers(Place("44060"), on=DAY) is Verdict.MET
    assert territory(frozenset(), department).covers(Place("44060"), on=DAY) is Verdict.UNMET


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


def test_what_belongs_surely_is_not_in_doubt_where_its_city_is() -> None:
    """Of a list that names a district surely and its city perhaps, the district belongs."""
    city = Territory("c", "C", "list", communes=("75115",), possible_communes=("75056", "33063"))
    verdicts = {code: city.covers(Place(code), on=DAY) for code in ("75115", "75101", "75056")}
    assert verdicts == {
        "75115": Verdict.MET,
        "75101": Verdict.UNDETERMINED,
        "75056": Verdict.UNDETERMINED,
    }
    reasons = facts.residence.within(city).reasons(Household(residence=Place("33063")), on=DAY)
    assert "not known whether that commune belonged" in words_of(reasons)


def test_what_bears_a_code_is_in_the_communes_that_have_its_ground() -> None:
    """Districts that are all named leave nothing of the city; a code that was split has several."""
    code = load_official_code()
    districts = {f"751{number:02}" for number in range(1, 21)}
    assert code.communes_among("75056", districts, DAY) == districts
    assert code.communes_among("33063", districts, DAY) == {"33063"}
    split = [
        each
        for department in ("14", "49", "50", "55", "85")
        for each in code.codes(department)
        if code.commune_on(each, DAY) is None
    ]
    assert split
    for each in split:
        among = code.communes_among(each, frozenset(), DAY)
        assert among == {each, *code.holders(code.reach(each, DAY).ground, DAY)}
        assert len(among) > 2


def test_the_doubt_of_a_place_names_the_ground_that_the_list_names() -> None:
    """The reason says which listed commune has a part of it, with names, in both languages."""
    old = territory(frozenset({"93059", "94068"}))
    household = Household(residence=Place("93066"))
    reasons = facts.residence.within(old).reasons(household, on=DAY)
    (told,) = [reason for reason in reasons.reasons if "93059" in reason.say("en")]
    assert (
        "on 1 February 2026, 93066 Saint-Denis has ground of 93059 Pierrefitte-sur-Seine, "
        "which the list names, and more"
    ) in told.say("en")
    assert (
        "au 1er février 2026, 93066 Saint-Denis comprend du territoire de 93059 "
        "Pierrefitte-sur-Seine, que la liste nomme, et s'étend au-delà"
    ) in told.say("fr")
    later = facts.residence.within(old).reasons(household, on=date(2027, 3, 1))
    assert "known until 31 December 2026" in str(later)


def test_past_the_last_edition_a_code_names_no_commune_of_another_day() -> None:
    """What comes between two days is not known there."""
    code, later = load_official_code(), date(LAST_DAY.year + 2, 1, 1)
    assert code.communes_among("93059", frozenset(), DAY, later) == frozenset()
    assert code.communes_among("93059", frozenset(), later, DAY) == frozenset()


def test_a_listed_code_that_names_no_commune_is_never_dropped() -> None:
    """Not beside its department either, nor in a list that was written as of another day."""
    beside = territory(frozenset({"33999"}), frozenset({"33"}))
    with pytest.raises(UnknownCodeError, match="33999"):
        beside.covers(Place("33063"), on=DAY)
    written = Territory("T", "Test", "list", communes=("75015",), coded_on=date(2000, 1, 1))
    with pytest.raises(UnknownCodeError, match="75015"):
        written.covers(Place("33063"), on=DAY)
    before = Territory("T", "Test", "list", communes=("75015",), coded_on=date(1960, 1, 1))
    assert before.covers(Place("33063"), on=DAY) is Verdict.UNMET


def test_no_part_of_ground_is_named_where_none_is_shared() -> None:
    """A commune with ground of its own has no part of a list of others."""
    assert territory(frozenset({"93059"})).members.on(DAY).named_in_part("33063", DAY) == ()
