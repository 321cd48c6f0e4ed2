"""By which commune, department and intercommunality a code is grouped on a day."""

import itertools
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.geography.naive_history import NaiveHistory, department, tell

from housing_agreements.geography._groups_by_place import (
    Among,
    CodesRead,
    GroupsByPlace,
    bodies_among,
    communes_among,
    departments_among,
)
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
from housing_agreements.geography._official_intercommunalities import INTERCOMMUNALITIES_TABLE

CODE = load_official_code()
NONE_NAMED: frozenset[str] = frozenset()
FINDS = (communes_among, departments_among, bodies_among)
DEPARTMENTS = ("01", "14", "27", "44", "49", "74", "77", "93")
METROPOLIS = "200054781"
FIRST, END = date(2017, 1, 1), date(2028, 1, 1)

READ = CodesRead(load_official_code())


@cache
def told_of(year: int) -> dict[str, set[tuple[str, str]]]:
    """The number and the kind of whatever lists a commune in a year, read off the table."""
    told: dict[str, set[tuple[str, str]]] = {}
    for text in INTERCOMMUNALITIES_TABLE.values():
        for entry in text.split(";"):
            number, kind, _, *lists = entry.split("|")
            for part in lists:
                years, *codes = part.split()
                if int(years[:4]) <= year <= int(years[-4:]):
                    for code in codes:
                        told.setdefault(code, set()).add((number, kind))
    return told


def naive_holder(history: NaiveHistory, piece: int, day: str) -> str:
    """The commune that holds a piece of ground on a day."""
    holder = [who for since, who in history.pieces[piece] if since <= day][-1]
    return next((city for city, ones in history.cities.items() if holder in ones), holder)


def naive_communes(history: NaiveHistory, code: str, day: str) -> set[str]:
    """The communes that hold some of the ground of a code, piece by piece."""
    return {naive_holder(history, piece, day) for piece in history.cover(code, day)}


def naive_bodies(history: NaiveHistory, code: str, day: str) -> set[str | None]:
    """The intercommunalities that have ground of a code; "?" is not known, `None` is none."""
    ground, told = history.cover(code, day), told_of(int(day[:4]))
    held = {who for piece in ground for _, who in history.pieces[piece]}
    held |= naive_communes(history, code, day)
    found, left = set[str | None](), set(ground)
    for one in held & told.keys():
        shared = ground & history.cover(one, day)
        if shared:
            establishments = [number for number, kind in told[one] if kind == "EPT"]
            others = [number for number, _ in told[one] if number != METROPOLIS or one == "75056"]
            found.add((establishments or others or ["?"])[0])
            left -= shared
    return found | ({None} if left else set())


def as_set(among: Among) -> AbstractSet[str | None] | None:
    """Those of which it is one."""
    return {among} if isinstance(among, str) else among


@st.composite
def codes_and_days(draw: st.DrawFn, first: int, last: int) -> tuple[str, date]:
    """A code of a department where much changed, near a day on which something did."""
    key = draw(st.sampled_from(DEPARTMENTS))
    turns = [day for day in CODE.days_of_codes(key) if first <= day.year <= last]
    days = st.sampled_from([date(first, 1, 1), date(last, 12, 31), *turns])
    day = draw(days) - draw(st.sampled_from((timedelta(0), timedelta(0), timedelta(days=1))))
    changed = [code for code in CODE.codes(key) if len(CODE.days(code)) > 1]
    return draw(st.sampled_from(changed) | st.sampled_from(CODE.codes(key))), max(
        day, date(first, 1, 1)
    )


@given(codes_and_days(1944, 2026))
def test_a_code_is_grouped_by_the_communes_in_use_that_have_its_ground(
    case: tuple[str, date],
) -> None:
    """Its commune is the only one that has some of its ground, else it is perhaps of each."""
    code, day = case
    communes = naive_communes(tell(department(code)), code, day.isoformat())
    found = communes_among(code, NONE_NAMED, day, READ)
    assert as_set(found) == communes
    assert isinstance(found, str) is (len(communes) == 1)
    of_department = departments_among(code, NONE_NAMED, day, READ)
    assert as_set(of_department) == {department(one) for one in communes}


@given(codes_and_days(2019, 2026))
def test_a_code_is_grouped_by_the_intercommunality_that_lists_its_ground(
    case: tuple[str, date],
) -> None:
    """By the public establishment in the Paris area; not known where none is told; or by none."""
    code, day = case
    bodies = naive_bodies(tell(department(code)), code, day.isoformat())
    found = bodies_among(code, NONE_NAMED, day, READ)
    if "?" in bodies:
        assert found is None
    else:
        assert as_set(found) == bodies - {None}
        assert isinstance(found, str) is (len(bodies) == 1 and None not in bodies)


@pytest.mark.parametrize("year", range(2019, 2027))
def test_each_member_of_an_intercommunality_is_grouped_by_it(year: int) -> None:
    """As many communes are grouped by each as it lists, but for the metropolis of Paris."""
    day = date(year, 1, 1)
    for code, told in told_of(year).items():
        establishments = {number for number, kind in told if kind == "EPT"}
        others = {number for number, _ in told if number != METROPOLIS or code == "75056"}
        expected = establishments or others
        assert as_set(bodies_among(code, NONE_NAMED, day, READ)) == (frozenset(expected) or None)


@given(codes_and_days(1944, 2026), st.sampled_from(FINDS), st.data())
def test_who_stands_in_a_part_of_some_ground_is_in_a_group_of_that_ground(
    case: tuple[str, date], find: type, data: st.DataObject
) -> None:
    """A code whose ground lies in that of another is of no group of which the other is not."""
    code, day = case
    ground = CODE.reach(code, day).ground
    named = frozenset(data.draw(st.sets(st.sampled_from(sorted(CODE.sharers(code))), max_size=1)))
    whole = as_set(find(code, named, day, READ))
    for part in CODE.sharers(code):
        if CODE.reach(part, day).ground.within(ground):
            found = as_set(find(part, named, day, READ))
            assert whole is None or (found is not None and found <= whole)


@pytest.mark.parametrize("find", FINDS)
def test_steps_tell_the_group_of_every_day(find: type) -> None:
    """Between two of its days a code keeps its group: asked day by day, it is the same one."""
    named = frozenset({"93059", "74011"})
    groups = GroupsByPlace(find, named, FIRST, END, READ)
    for code in ("93059", "93066", "75056", "75115", "74010", "74011", "74093", "33063", "99999"):
        for day in _near_turns():
            near = named if find is communes_among else NONE_NAMED
            assert groups.on(code, day) == find(code, near, day, READ), (code, day)
        steps = groups.steps(code)
        assert steps[0][0] == FIRST
        assert all(one[1] != other[1] for one, other in itertools.pairwise(steps))


def _near_turns() -> Iterator[date]:
    for year in range(2017, 2028):
        yield from (date(year, 1, 1), date(year, 7, 1), date(year, 12, 31))


def test_what_a_table_leaves_of_a_commune_stays_its_own() -> None:
    """A commune with a part in a table is perhaps that part; without the rest, surely."""
    day = date(2026, 1, 1)
    assert communes_among("93066", frozenset({"93059"}), day, READ) == frozenset({"93059", "93066"})
    assert communes_among("93059", frozenset({"93059"}), day, READ) == "93059"
    every = frozenset(f"751{number:02d}" for number in range(1, 21))
    assert communes_among("75056", every, day, READ) == every
    assert communes_among("93066", frozenset({"94068"}), day, READ) == "93066"


def test_past_the_last_edition_a_code_in_use_is_itself() -> None:
    """It lies in its department, and in no known intercommunality; what ended may be any commune.

    It is not known whether a code of the same department has its ground by then.
    """
    day = LAST_DAY + timedelta(days=1)
    assert communes_among("93066", NONE_NAMED, day, READ) == "93066"
    assert communes_among("93059", NONE_NAMED, day, READ) is None
    found = communes_among("93066", frozenset({"93001", "33063"}), day, READ)
    assert found == frozenset({"93001", "93066"})
    assert communes_among("93066", frozenset({"93066", "99999"}), day, READ) == "93066"
    for code in ("93059", "93066"):
        assert departments_among(code, NONE_NAMED, day, READ) == "93"
        assert bodies_among(code, NONE_NAMED, day, READ) is None
        assert bodies_among(code, NONE_NAMED, LAST_DAY, READ) == "200057867"
    assert bodies_among("93066", NONE_NAMED, date(2018, 12, 31), READ) is None


def test_a_code_that_no_edition_holds_is_a_group_of_its_own() -> None:
    """It is its own commune, of the department that it begins with, in no intercommunality."""
    day = date(2020, 1, 1)
    assert communes_among("99999", NONE_NAMED, day, READ) == "99999"
    assert departments_among("97999", NONE_NAMED, day, READ) == "979"
    assert bodies_among("99999", NONE_NAMED, day, READ) == frozenset()


def test_a_code_whose_ground_lies_in_several_bodies_is_in_one_of_them() -> None:
    """08227 was given up in 1968, and its ground went to communes of eight intercommunalities."""
    day = date(2020, 6, 1)
    found = bodies_among("08227", NONE_NAMED, day, READ)
    assert isinstance(found, frozenset)
    assert len(found) == 8


def test_a_code_written_past_the_last_edition_is_in_no_known_body() -> None:
    """What it names by then is not known; and a code of no commune is only itself."""
    later = CodesRead(CODE, date(LAST_DAY.year + 2, 1, 1))
    assert bodies_among("93066", NONE_NAMED, date(2025, 6, 1), later) is None
    assert CODE.communes_among("99999", NONE_NAMED, date(2025, 6, 1)) == {"99999"}
