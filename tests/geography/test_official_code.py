"""A code names ground: what the history of the official code tells, and what it does not."""

import hashlib
import json
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.geography.naive_history import NEVER, NaiveHistory, Row, family, read, tell

from housing_agreements.geography._ground import EARLIER, LATER, NO_GROUND, Extent, join_grounds
from housing_agreements.geography._history import department_in_code
from housing_agreements.geography._names import name_of_code
from housing_agreements.geography._official_code import (
    LAST_DAY,
    OfficialCode,
    Standing,
    join_reaches,
    load_official_code,
)
from housing_agreements.geography._official_communes import COMMUNES_TABLE

TOLD = json.loads((Path(__file__).parent / "official_code" / "history.json").read_text("utf-8"))
CODE = load_official_code()
FAMILIES = sorted({min(family(key)) for key in COMMUNES_TABLE})
ROWS = sorted({row for key in FAMILIES for row in read(family(key)).rows})
CITIES = {"13055": 16, "69123": 9, "75056": 20}
LATER_DAY = date(2028, 5, 1)
ONE_DAY = timedelta(days=1)
# Where communes were created, suppressed, restored with others, or changed their department.
INTRICATE = ("01", "02", "12", "13", "14", "15", "17", "20", "25", "26", "27", "28", "31")
INTRICATE_TOO = ("44", "54", "56", "57", "60", "77", "85", "973")
CREATED = [row for row in ROWS if row.manner == "c"]
SUPPRESSED = [row for row in ROWS if row.end != NEVER and not row.into]
by_code: dict[str, list[Row]] = {}
for one in ROWS:
    by_code.setdefault(one.code, []).append(one)


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _ground(code: str, day: date) -> Extent:
    return CODE.reach(code, day).ground


def test_the_table_holds_every_row_of_the_history() -> None:
    """Each code with its first and last days and what it became is there, and nothing else."""
    lines = [f"{row.code} {row.start} {row.end.replace(NEVER, '')} {row.into}" for row in ROWS]
    assert len(lines) == TOLD["rows"]["number"]
    assert _digest(lines) == TOLD["rows"]["sha256"]


def test_communes_are_named_as_in_the_history() -> None:
    """Each code has in each stretch the name that the history writes."""
    lines = [
        f"{row.code} {row.start} {name_of_code(row.code, _day(row.start or '1943-01-01'))}"
        for row in ROWS
    ]
    assert _digest(lines) == TOLD["names"]["sha256"]


def test_the_communes_of_each_year_are_counted() -> None:
    """On each 1 January since 1943 as many communes are in use as the rows of the history say."""
    counted = {
        str(year): sum(
            len(CODE.codes_in_use(key, date(year, 1, 1))) for key in sorted(COMMUNES_TABLE)
        )
        for year in (*range(1943, 2027, 6), 1973, 2016, 2025, 2026)
    }
    told = TOLD["communes in force on 1 January"]
    assert counted == {year: told[year] for year in counted}
    for year, number in told.items():
        day = f"{year}-01-01"
        assert number == sum(row.start <= day < row.end for row in ROWS)


def test_stretches_are_the_rows() -> None:
    """When a code is in use, and what it became, is what the table tells."""
    for code, rows in by_code.items():
        held = [
            (str(start or ""), str(end or NEVER), into or "", manner)
            for start, end, into, manner in CODE.stretches(code)
        ]
        assert held == [row[1:] for row in rows]


@cache
def _cover(key: str, code: str, day: str) -> frozenset[int]:
    return frozenset(tell(key).cover(code, day))


def _draw_code(draw: st.DrawFn, history: NaiveHistory, beside: str | None = None) -> str:
    """A code of a family: one that changed, or one that has to do with another, or any."""
    changed = [row.code for row in history.rows if row.start or row.end != NEVER]
    untold = [row.code for row in history.rows if row.manner in {"c", "q"}]
    untold += [row.code for row in history.rows if row.end != NEVER and not row.into]
    near = [row.into or row.code for row in history.rows if row.code == beside]
    near += [row.code for row in history.rows if row.into and row.into == beside]
    districts = sorted(history.districts)
    lists = (changed, untold, near, districts, list(history.cities), history.codes)
    pools: list[st.SearchStrategy[str]] = [st.sampled_from(codes) for codes in lists if codes]
    code: str = draw(st.one_of(*pools))
    return code


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, tuple[str, date], tuple[str, date]]:
    """Two codes of a family, each with a day on which it is read."""
    key = draw(st.sampled_from((*INTRICATE, *INTRICATE_TOO)))
    history = tell(key)
    days = [_day(day) for day in history.days]
    some_day = st.one_of(
        st.sampled_from(days),
        st.sampled_from([day - ONE_DAY for day in days]),
        st.dates(date(1940, 1, 1), LAST_DAY),
    )
    one = _draw_code(draw, history)
    other = _draw_code(draw, history, one)
    return key, (one, draw(some_day)), (other, draw(some_day))


@settings(max_examples=150)
@given(readings())
def test_codes_compare_as_the_history_told_the_long_way(
    drawn: tuple[str, tuple[str, date], tuple[str, date]],
) -> None:
    """A code has all, some or nothing of the ground of another as all their pieces say."""
    key, (one, day), (other, other_day) = drawn
    pieces, others = _cover(key, one, str(day)), _cover(key, other, str(other_day))
    ground, reach = _ground(one, day), CODE.reach(other, other_day)
    assert ground.within(reach.ground) == (pieces <= others)
    assert ground.meets(reach.ground) == bool(pieces & others)
    assert other in CODE.sharers(one) or not pieces & others
    answer = True if pieces <= others else None if pieces & others else False
    assert reach.covers(ground) is answer


@settings(max_examples=150)
@given(st.sampled_from((*INTRICATE, *INTRICATE_TOO)), st.data())
def test_codes_in_use_share_all_ground(key: str, data: st.DataObject) -> None:
    """On each day the communes in use have all ground, and no two of them the same piece."""
    days = [_day(day) for day in tell(key).days]
    day = data.draw(st.sampled_from([*days, *(day - ONE_DAY for day in days), LAST_DAY]))
    grounds = [_ground(code, day) for one in family(key) for code in CODE.codes_in_use(one, day)]
    assert all(grounds)
    for block in family(key):
        pieces = [ground.bits(block) for ground in grounds]
        joint = join_grounds(grounds).bits(block)
        # Numbers without a common bit add up to what they are together.
        assert sum(pieces) == joint
        # All pieces of a block are counted from zero on.
        assert joint & (joint + 1) == 0
    whole = join_grounds(CODE.department_reach(one, day).ground for one in _in_use(key, day))
    assert whole == join_grounds(grounds) == join_grounds(_all_ground(key))


def _in_use(key: str, day: date) -> list[str]:
    return [one for one in family(key) if CODE.codes_in_use(one, day)]


@cache
def _all_ground(key: str) -> list[Extent]:
    return [
        _ground(code, LAST_DAY) for one in family(key) for code in CODE.codes_in_use(one, LAST_DAY)
    ]


def _change_after(code: str, day: date) -> date:
    """The next day on which a code's row starts or ends, or its ground changes."""
    days = [_day(written) for row in by_code[code] for written in row[1:3] if written]
    return min(later for later in (*days, *CODE.days(code)) if later > day)


def test_what_became_part_of_another_lies_in_it() -> None:
    """From the day of a merger until one of both changes, the old ground is in the new.

    The day before they are apart, where both were in use. A commune created in their department
    on that very day may have got a part of the old one: 51209 ended as Magenta (51663) began.
    """
    merged = [row for row in ROWS if row.into]
    created = {(row.start, department_in_code(row.code)) for row in CREATED}
    shared = [row for row in merged if (row.end, department_in_code(row.code)) in created]
    assert len(merged) == 4500
    assert [row.code for row in shared] == ["51209", "51554", "51593", "56095"]
    for row in merged:
        if row in shared:
            continue
        day = _day(row.end)
        until = min(_change_after(row.into, day), _change_after(row.code, day)) - ONE_DAY
        for when in (day, min(until, LAST_DAY)):
            assert CODE.reach(row.into, when).covers(_ground(row.code, when)) is True
        before = day - ONE_DAY
        if CODE.standing(row.into, before) is Standing.IN_USE:
            assert not _ground(row.code, before).meets(_ground(row.into, before))
        assert CODE.standing(row.code, before) is Standing.IN_USE


def test_a_code_that_is_not_in_use_stands_for_what_it_covered() -> None:
    """It stands for what it covered last, in a gap what it did before, and at the start first."""
    for code, rows in by_code.items():
        if rows[0].start:
            first = _day(rows[0].start)
            assert _ground(code, first - ONE_DAY) == _ground(code, first)
            assert CODE.standing(code, first - ONE_DAY) is Standing.NOT_YET
        for index, row in enumerate(rows):
            if row.end != NEVER:
                last = _day(row.end) - ONE_DAY
                after = _day(rows[index + 1].start) - ONE_DAY if rows[index + 1 :] else LAST_DAY
                assert _ground(code, last) == _ground(code, after)
                gone = Standing.BETWEEN if rows[index + 1 :] else Standing.ENDED
                assert CODE.standing(code, _day(row.end)) is gone


def test_grounds_change_on_the_days_told() -> None:
    """From one of the days of a code to the next, and from none to another, its ground is one."""
    members = {one for key in ("26", "55", "60", "69", "973") for one in family(key)}
    for code in (code for code in by_code if department_in_code(code) in members):
        days = CODE.days(code)
        assert list(days) == sorted(set(days))
        assert days[-1] == LAST_DAY + ONE_DAY
        grounds = [_ground(code, day) for day in (date.min, *days)]
        assert [_ground(code, day - ONE_DAY) for day in days] == grounds[:-1]
        assert all(one != other for one, other in pairwise(grounds))


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("day", [date(1943, 1, 1), date(1963, 8, 7), date(2018, 1, 1), LATER_DAY])
def test_districts_are_within_their_city(city: str, day: date) -> None:
    """A district lies in its city, and a city of which no more is known may be in a district."""
    districts = [code for code in CODE.codes(department_in_code(city)) if CODE.city(code) == city]
    assert len(districts) == CITIES[city]
    for district in districts:
        assert CODE.reach(city, day).covers(_ground(district, day)) is True
        assert CODE.reach(district, day).covers(_ground(city, day)) is None
        assert CODE.commune_on(district, day) == city
    if day <= LAST_DAY:
        assert join_grounds(_ground(code, day) for code in districts) == _ground(city, day)
        first, second = (_ground(district, day) for district in districts[:2])
        assert not first.meets(second)


def test_what_became_part_of_a_city_is_in_some_of_its_districts() -> None:
    """Saint-Rambert-l'Île-Barbe lies in Lyon since 1963, and perhaps in any district of it."""
    day = date(1963, 8, 7)
    old = _ground("69232", day)
    assert CODE.reach("69123", day).covers(old) is True
    assert [CODE.reach(f"6938{one}", day).covers(old) for one in range(1, 10)] == [None] * 9
    before = day - ONE_DAY
    assert [CODE.reach(f"6938{one}", before).covers(old) for one in range(1, 10)] == [False] * 9


@pytest.mark.parametrize("row", CREATED, ids=lambda row: row.code)
def test_a_created_commune_may_come_from_any_of_its_department(row: Row) -> None:
    """Before its first day it may be in any commune of its department; from then on in none."""
    day = _day(row.start)
    key = department_in_code(row.code)
    created = _ground(row.code, day)
    began = {other.code for other in CREATED if other.start == row.start}
    for code in set(CODE.codes_in_use(key, day - ONE_DAY)) & set(CODE.codes_in_use(key, day)):
        assert CODE.reach(code, day - ONE_DAY).covers(created) is None
        assert CODE.reach(row.code, day).covers(_ground(code, day - ONE_DAY)) is None
        assert code in began or not created.meets(_ground(code, day))
    assert CODE.department_reach(key, day - ONE_DAY).covers(created) is True
    assert CODE.commune_on(row.code, day - ONE_DAY) is None
    assert CODE.commune_on(row.code, day) == row.code


def test_all_creations_and_suppressions_are_tried() -> None:
    """The history has 72 communes created out of untold ones and 6 suppressed."""
    assert (len(CREATED), len(SUPPRESSED)) == (72, 6)


@pytest.mark.parametrize("row", SUPPRESSED, ids=lambda row: row.code)
def test_a_suppressed_commune_may_be_in_any_of_its_department(row: Row) -> None:
    """After its last day its ground may be in any commune of its department."""
    day = _day(row.end)
    key = department_in_code(row.code)
    old = _ground(row.code, day)
    for code in CODE.codes_in_use(key, day):
        assert CODE.reach(code, day).covers(old) is None
        assert not old.meets(_ground(code, day - ONE_DAY))
    assert CODE.department_reach(key, day).covers(old) is True
    assert CODE.commune_on(row.code, day - ONE_DAY) == row.code
    assert CODE.commune_on(row.code, day) is None


def test_a_commune_listed_again_may_have_more_than_it_had() -> None:
    """Where the rows do not say that a commune was restored as it was, other ground may follow.

    Nonsard-Lamarche came out of Heudicourt in 1983, where Lamarche was too.
    """
    day = date(1983, 1, 1)
    lamarche = _ground("55273", day)
    assert CODE.reach("55245", day - ONE_DAY).covers(lamarche) is True
    assert CODE.reach("55386", day).covers(lamarche) is None
    assert CODE.reach("55245", day).covers(lamarche) is None
    assert CODE.reach("55245", day).covers(_ground("55245", date(1970, 1, 1))) is True
    assert CODE.reach("55386", day).covers(_ground("55386", date(1970, 1, 1))) is True


def test_the_commune_of_an_old_one_is_the_one_that_has_its_ground() -> None:
    """A delegated commune is its commune's, one that was split again is not one's."""
    assert CODE.commune_on("93059", date(2024, 12, 31)) == "93059"
    assert CODE.commune_on("93059", date(2025, 1, 1)) == "93066"
    assert CODE.commune_on("93059", LATER_DAY) is None
    assert CODE.commune_on("93066", LATER_DAY) == "93066"
    assert CODE.commune_on("75115", LATER_DAY) == "75056"
    # What Aurseulles was in 2017 lies in one commune, under another code in between.
    assert CODE.commune_on("14581", date(2020, 1, 1)) == "14011"


@given(
    st.sampled_from(["93066", "93059", "94068", "75056", "2A004", "97411", "69381"]),
    st.sampled_from(["93066", "93059", "94068", "75056", "2A004", "97411", "69381"]),
)
def test_past_the_last_edition_a_code_covers_what_is_coded_so(one: str, other: str) -> None:
    """It covers itself, perhaps others of its department, and nothing of other departments."""
    ground = _ground(one, LATER_DAY)
    answer = CODE.reach(other, LATER_DAY).covers(ground)
    same = department_in_code(one) == department_in_code(other)
    assert answer is (True if one == other else None if same else False)
    assert CODE.reach(other, LAST_DAY).covers(ground) is None
    assert CODE.reach(other, LATER_DAY).covers(_ground(one, LAST_DAY)) is None
    for key in ("93", "94", "75", "2A", "2B", "974", "69"):
        inside = CODE.department_reach(key, LATER_DAY).covers(ground)
        assert inside is (department_in_code(one) == key)
        assert CODE.department_reach(key, LAST_DAY).covers(ground) is None
    assert CODE.standing(one, LATER_DAY) is Standing.PAST_THE_LAST_EDITION


def test_past_the_last_edition_an_old_code_lies_where_its_ground_does() -> None:
    """An old code is in the department of now if that is one, and perhaps where it was coded."""
    for code, inside in (
        ("20004", {"2A": True, "2B": False, "20": None}),
        ("78051", {"78": None, "95": None, "91": False}),
        ("44060", {"44": None, "49": None, "85": False}),
        ("08227", {"08": True, "51": False}),
    ):
        ground = _ground(code, LATER_DAY)
        for key, answer in inside.items():
            assert CODE.department_reach(key, LATER_DAY).covers(ground) is answer, (code, key)
        assert CODE.reach(code, LATER_DAY).covers(ground) is True
    assert CODE.reach("95051", LATER_DAY).covers(_ground("78051", LATER_DAY)) is None
    assert CODE.reach("78051", LATER_DAY).covers(_ground("95051", LATER_DAY)) is None
    assert CODE.department_reach("20", LATER_DAY).ground == NO_GROUND


def test_a_department_has_its_communes_of_the_day() -> None:
    """A department that is no more, or not yet, has the ground that it had last, or first."""
    whole = CODE.department_reach("20", date(2018, 1, 1)).ground
    parts = [CODE.department_reach(key, date(1950, 1, 1)).ground for key in ("2A", "2B")]
    assert join_grounds(parts) == whole
    assert not parts[0].meets(parts[1])
    assert CODE.department_days("20") == (LAST_DAY + ONE_DAY,)
    assert date(2016, 1, 1) in CODE.department_days("49")
    assert (
        CODE.department_reach("49", date(2015, 12, 31)).covers(_ground("44060", LAST_DAY)) is False
    )
    assert CODE.department_reach("49", date(2016, 1, 1)).covers(_ground("44060", LAST_DAY)) is True


@pytest.mark.parametrize("key", ["14", "2A", "55", "67", "89"])
@pytest.mark.parametrize("day", [date(1975, 6, 1), date(1990, 6, 1), LAST_DAY])
def test_what_merged_into_a_commune_is_what_it_has(key: str, day: date) -> None:
    """Where all is told, the codes that merged into a commune are those of which it has the ground.

    Two alone are not told: Lamarche ended in Heudicourt, and perhaps left it with Nonsard, as did
    Bures-sur-Dives with Sannerville.
    """
    gone = [
        code
        for one in family(key)
        for code in CODE.codes(one)
        if CODE.standing(code, day) in {Standing.ENDED, Standing.BETWEEN}
    ]
    blocks = {code: next(iter(_ground(code, day).blocks)) for code in gone}
    for code in (code for one in family(key) for code in CODE.codes_in_use(one, day)):
        merged = CODE.merged_into(code, day)
        ground = _ground(code, day)
        near = [old for old in gone if blocks[old] in ground.blocks]
        within = {old for old in near if _ground(old, day).within(ground)}
        told = {old for old, _ in merged}
        assert told - within <= {"55245": {"55273"}, "14712": {"14114"}}.get(code, set())
        assert within <= told
        for old, end in merged:
            assert end <= day
            assert str(end) in {row.end for row in by_code[old]}


def test_codes_that_no_edition_holds_have_no_stretches() -> None:
    """A postcode, a code without zero or of no department was never in use."""
    for code in ("94100", "1004", "99999", "", "2a004"):
        assert CODE.stretches(code) == ()
        assert CODE.standing(code, LAST_DAY) is Standing.HELD_BY_NO_EDITION


def test_departments_and_their_codes_are_listed() -> None:
    """Each department ever used is there, with all its codes, and districts with them."""
    assert CODE.departments == tuple(sorted(COMMUNES_TABLE))
    codes = CODE.codes("69")
    assert {"69123", "69381", "69232"} <= set(codes)
    assert "69381" not in CODE.codes_in_use("69", LAST_DAY)
    assert codes == tuple(sorted(codes))


def test_a_table_of_ones_own_is_read() -> None:
    """The official code is read from a table: another table is another history."""
    code = OfficialCode({"01": "1-2|003-2020-01-01>01001|"})
    assert code.reach("01001", date(2020, 1, 1)).covers(_of(code, "01003")) is True
    assert code.reach("01001", date(2019, 12, 31)).covers(_of(code, "01003")) is False
    assert code.reach("01001", date(2019, 12, 31)).doubt == LATER
    assert code.reach("01001", LATER_DAY).doubt.meets(EARLIER)


@given(
    st.lists(st.sampled_from(["93066", "93059", "94068"])), st.sampled_from([LAST_DAY, LATER_DAY])
)
def test_reaches_are_joined(codes: list[str], day: date) -> None:
    """Codes cover together what one of them does, and perhaps what one of them perhaps does."""
    joint = join_reaches(CODE.reach(code, day) for code in codes)
    assert joint.ground == join_grounds(_ground(code, day) for code in codes)
    assert not joint.doubt.meets(joint.ground)
    for code in codes:
        assert joint.covers(_ground(code, day)) is True
    for other in ("93066", "93059", "94068", "75056"):
        answers = [CODE.reach(code, day).covers(_ground(other, day)) for code in codes]
        answer = joint.covers(_ground(other, day))
        assert answer is (True if True in answers else None if None in answers else False)


def _of(code: OfficialCode, read: str) -> Extent:
    return code.reach(read, LAST_DAY).ground


ASSUMED_DAY = date(2030, 6, 1)
CHANGED_DAY = date(2028, 1, 1)
in_use_now = st.sampled_from(["93", "94", "35", "14", "26"]).flatmap(
    lambda key: st.sampled_from(CODE.codes_in_use(key, LAST_DAY))
)


@given(in_use_now, in_use_now)
def test_what_is_assumed_unchanged_is_as_on_the_last_day(one: str, other: str) -> None:
    """Until the day assumed a code covers what it did on the last day; later nothing is known."""
    known = CODE.assume(ASSUMED_DAY)
    for day in (LAST_DAY + ONE_DAY, ASSUMED_DAY):
        assert known.reach(one, day).ground == _ground(one, LAST_DAY)
        assert known.reach(other, day).covers(_ground(one, LAST_DAY)) is (one == other)
        assert known.commune_on(one, day) == one
        assert known.standing(one, day) is Standing.IN_USE
        key = department_in_code(one)
        assert known.department_reach(key, day) == CODE.department_reach(key, LAST_DAY)
    after = ASSUMED_DAY + ONE_DAY
    assert known.days(one)[-1] == known.department_days(department_in_code(one))[-1] == after
    assert known.standing(one, after) is Standing.PAST_THE_LAST_EDITION
    assert known.reach(other, after).covers(_ground(one, LAST_DAY)) is None


@given(in_use_now, in_use_now, st.sampled_from(["into", "new", "again"]))
def test_a_change_handed_over_is_known(old: str, other: str, how: str) -> None:
    """From its day on the ground of a code is in the other, be it in use, new, or in use again."""
    gone = {row.into: row.code for row in ROWS if row.into and by_code[row.code][-1] == row}
    new = f"{department_in_code(other)}999"
    into = {"into": other, "new": new, "again": gone.get(old, new)}[how]
    if into == old:
        return
    known = CODE.assume(ASSUMED_DAY, {old: (CHANGED_DAY, into)})
    before = CHANGED_DAY - ONE_DAY
    assert known.commune_on(old, before) == old
    assert known.commune_on(old, CHANGED_DAY) == known.commune_on(old, ASSUMED_DAY) == into
    assert known.reach(into, CHANGED_DAY).covers(_ground(old, LAST_DAY)) is True
    assert known.reach(old, CHANGED_DAY).ground == _ground(old, LAST_DAY)
    assert CODE.commune_on(old, ASSUMED_DAY) == old
    keys = {department_in_code(code) for code in (old, into)}
    for key in keys:
        communes = known.codes_in_use(key, CHANGED_DAY)
        assert (into in communes) == (key == department_in_code(into))
        assert old not in communes
        ground = known.department_reach(key, CHANGED_DAY).ground
        assert join_grounds(known.reach(one, CHANGED_DAY).ground for one in communes) == ground
        for code in CODE.codes_in_use(key, LAST_DAY):
            assert known.reach(code, LAST_DAY).ground == _ground(code, LAST_DAY)


def test_changes_follow_each_other() -> None:
    """What was handed over stays known where more is, and may be handed over at once."""
    first = CODE.assume(ASSUMED_DAY, {"93001": (CHANGED_DAY, "93005")})
    both = first.assume(ASSUMED_DAY, {"93005": (date(2029, 1, 1), "93006")})
    at_once = CODE.assume(
        ASSUMED_DAY, {"93001": (CHANGED_DAY, "93005"), "93005": (date(2029, 1, 1), "93006")}
    )
    for known in (both, at_once):
        assert known.commune_on("93001", date(2028, 6, 1)) == "93005"
        assert known.commune_on("93001", ASSUMED_DAY) == "93006"
    same_day = CODE.assume(
        ASSUMED_DAY, {"93001": (CHANGED_DAY, "93005"), "93005": (CHANGED_DAY, "93006")}
    )
    assert same_day.commune_on("93001", CHANGED_DAY) == "93006"


@settings(max_examples=50)
@given(st.sampled_from((*INTRICATE, *INTRICATE_TOO)), st.data())
def test_the_commune_of_a_code_is_its_only_holder(key: str, data: st.DataObject) -> None:
    """A code has a commune on a day exactly when one alone has all its ground, and that one."""
    history = tell(key)
    day = data.draw(st.sampled_from([*map(_day, history.days), date(1970, 6, 1), LAST_DAY]))
    changed = [row.code for row in history.rows if row.start or row.end != NEVER]
    changed += [row.into for row in history.rows if row.into and row.into not in history.cities]
    code = data.draw(st.sampled_from(changed))
    holders = CODE.holders(_ground(code, day), day)
    if CODE.standing(code, day) is Standing.IN_USE:
        assert holders == (code,)
    assert CODE.commune_on(code, day) == (holders[0] if len(holders) == 1 else None)
    assert CODE.commune_on(code, day, coded_on=day) == CODE.commune_on(code, day)
    written = data.draw(st.sampled_from([date(1960, 6, 1), date(2015, 6, 1), LATER_DAY]))
    before = () if written > LAST_DAY else CODE.holders(_ground(code, written), day)
    held = before[0] if len(before) == 1 else None
    assert CODE.commune_on(code, day, coded_on=written) == held
