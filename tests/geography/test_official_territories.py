"""Communes, intercommunalities, departments and regions are territories by day."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    Place,
    Territory,
    UnknownCodeError,
    Verdict,
    commune,
    department,
    intercommunality,
    region,
)
from housing_agreements.geography._members_by_day import load_bodies
from housing_agreements.geography._names import name_of_code
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
from housing_agreements.geography._unknown_codes import departments_held, is_only_postcode
from housing_agreements.geography.communes import communes
from housing_agreements.geography.departments import departments

CODES = Path(__file__).parent / "official_code"
TOLD = json.loads((CODES / "history.json").read_text("utf-8"))["members by edition"]
YEARS = tuple(map(int, TOLD))
REGIONS = json.loads((CODES / "regions-2026.json").read_text("utf-8"))["regions"]
REGION_OF = {one: each["code"] for each in REGIONS for one in each["departments"]}
DAY = timedelta(days=1)
REGIONS_START = date(2016, 1, 1)
LILLE = ("245900410", "200093201")
SAINT_DENIS, PIERREFITTE, MERGED_ON = "93066", "93059", date(2025, 1, 1)
TABLES = ("communes", "intercommunalities", "names", "postcodes")
untyped: Any = None
makers = st.sampled_from([commune, department, region, intercommunality])


def by_prefix(code: str) -> str:
    """The department that a code begins with, told once more."""
    return code[:3] if code[:2] in {"97", "98"} else code[:2]


def answer(territory: Territory, code: str, day: date) -> str:
    """Whether a code is covered on a day; "unknown" when the whole list is."""
    try:
        return territory.covers(Place(code), on=day).value
    except NotKnownError:
        return "unknown"


# --- Communes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "name", "level"),
    [
        ("93059", "Pierrefitte-sur-Seine", "commune"),
        ("2A004", "Ajaccio", "commune"),
        ("75056", "Paris", "commune"),
        ("75115", "Paris 15e Arrondissement", "district"),
        ("69381", "Lyon 1er Arrondissement", "district"),
        ("13216", "Marseille 16e Arrondissement", "district"),
    ],
)
def test_a_commune_is_named_by_the_code(code: str, name: str, level: str) -> None:
    """It bears its code and its name; a district says that it is one."""
    made = commune(code)
    assert (made.code, made.name, made.level) == (code, name, level)
    assert made.communes(on=LAST_DAY) == (code,)


@pytest.mark.parametrize(
    ("day", "covered"), [(MERGED_ON - DAY, "unmet"), (MERGED_ON, "met"), (LAST_DAY, "met")]
)
def test_a_commune_has_its_ground_of_the_day(day: date, covered: str) -> None:
    """From the day of a merger on it has the ground of what merged into it, and not before."""
    assert answer(commune(SAINT_DENIS), PIERREFITTE, day) == covered
    assert answer(commune(SAINT_DENIS), SAINT_DENIS, day) == "met"
    assert answer(commune("75056"), "75115", day) == "met"
    assert answer(commune("75115"), "75056", day) == "undetermined"
    assert answer(commune("75115"), "75116", day) == "unmet"


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("94100", "94100 is a postcode, of 94068"),
        ("1004", "pad it to five characters if it lost its zero: '01004'"),
        ("2a004", "write '2A004'"),
        (" 94068", "write '94068'"),
        ("94", "'94' is a department"),
        ("75121", "Paris has the districts 75101 to 75120"),
        ("96001", "no department is '96'"),
        ("", "known here|no department"),
    ],
)
def test_what_is_no_commune_is_refused(code: str, remedy: str) -> None:
    """The error says what the code seems to be."""
    with pytest.raises(UnknownCodeError, match=remedy):
        commune(code)


# --- Departments and regions ---------------------------------------------------------------------


def test_each_department_has_its_name() -> None:
    """The departments with a name are those of the official code, and of the last edition."""
    held = departments_held()
    assert sorted(departments(edition=2026)) == sorted(held)
    made = [department(code) for code in held]
    assert [(each.code, each.level) for each in made] == [(code, "department") for code in held]
    names = [each.name for each in made]
    assert len(set(names)) == len(names)
    assert (names[0], names[-1]) == ("Ain", "Île de Clipperton")
    assert department("2A").name == "Corse-du-Sud"


@pytest.mark.parametrize(
    "day", [date(1943, 1, 1), date(2016, 1, 1), LAST_DAY, LAST_DAY + DAY, date(2100, 1, 1)], ids=str
)
def test_a_department_is_known_on_every_day(day: date) -> None:
    """What is coded in it lies in it, past the last edition too, and in no other."""
    assert answer(department("33"), "33063", day) == "met"
    assert answer(department("24"), "33063", day) == "unmet"


@pytest.mark.parametrize(
    ("day", "inside", "outside"),
    [
        (REGIONS_START - DAY, "unknown", "unknown"),
        (REGIONS_START, "met", "unmet"),
        (LAST_DAY, "met", "unmet"),
        (LAST_DAY + DAY, "met", "unmet"),
    ],
)
def test_regions_are_those_of_2016_on(day: date, inside: str, outside: str) -> None:
    """Before 2016 their members are not known; past the last edition they are."""
    assert answer(region("75"), "33063", day) == inside
    assert answer(region("76"), "33063", day) == outside


@pytest.mark.parametrize(
    ("day", "covered"), [(date(2021, 12, 31), "unknown"), (date(2022, 1, 1), "met")]
)
def test_a_collectivity_is_a_region_since_2022(day: date, covered: str) -> None:
    """It is known from the first edition that lists it among the regions."""
    assert answer(region("978"), "97801", day) == covered
    assert answer(department("978"), "97801", day) == "met"


def test_regions_have_their_names() -> None:
    """Each has the code, the name and the departments of the edition, from its first day on."""
    for told in REGIONS:
        made = region(told["code"])
        assert (made.code, made.name, made.level) == (told["code"], told["name"], "region")
        assert len(made.members.changes) == 1
        assert {code for code, _ in made.members.on(LAST_DAY).departments} == {*told["departments"]}


@pytest.mark.parametrize(
    ("make", "code", "remedy"),
    [
        (department, "20", "Corsica is '2A' and '2B'"),
        (department, "97", "overseas, a department has three characters"),
        (department, "1", "write '01'"),
        (department, "2a", "write '2A'"),
        (department, "33063", "'33063' is a commune, of the department '33'"),
        (region, "99", "did you mean '9"),
        (region, "x", "known here: '01'"),
        (region, "1", "write '01'"),
        (region, "Ile-de-France", "write '11'"),
        (region, "Bretagne", "write '53'"),
    ],
)
def test_what_is_no_department_or_region_is_refused(
    make: Callable[[str], Territory], code: str, remedy: str
) -> None:
    """The error says what the code seems to be, or names the nearest."""
    with pytest.raises(UnknownCodeError, match=remedy):
        make(code)


# --- Intercommunalities --------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_intercommunalities_have_the_communes_of_their_editions(year: int) -> None:
    """In each edition the territories have the communes that it lists, and no other."""
    listed = set()
    for number, body in load_bodies().items():
        made = intercommunality(number)
        assert (made.code, made.name) == (number, body.name)
        assert made.level == ("ept" if body.kind == "EPT" else "epci")
        for day in (date(year, 1, 1), date(year, 12, 31)):
            if made.members.known_on(day):
                listed.add(f"{number} {' '.join(made.communes(on=day))}")
    assert len(listed) == TOLD[str(year)]["bodies"]
    written = "\n".join(sorted(listed)).encode()
    assert hashlib.sha256(written).hexdigest() == TOLD[str(year)]["sha256"]


@pytest.mark.parametrize(
    ("number", "known"),
    [
        ("245900410", (date(2019, 1, 1), date(2020, 12, 31))),
        ("200093201", (date(2021, 1, 1), LAST_DAY)),
        ("200057867", (date(2023, 1, 1), LAST_DAY)),
    ],
)
def test_an_intercommunality_is_known_in_its_editions(
    number: str, known: tuple[date, date]
) -> None:
    """Before the first edition that lists it, and past the last, its communes are not known."""
    first, last = known
    members = intercommunality(number).members
    assert [members.known_on(day) for day in (first - DAY, first, last, last + DAY)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("numbers", [LILLE, LILLE[::-1], (*LILLE, LILLE[0])])
def test_numbers_that_follow_each_other_make_one(numbers: tuple[str, ...]) -> None:
    """In any order, they make one territory, which bears the last number."""
    joint = intercommunality(*numbers)
    assert (joint.code, joint.name) == ("200093201", "Métropole Européenne de Lille")
    old, new = map(intercommunality, LILLE)
    for day in (date(2019, 1, 1), date(2020, 12, 31)):
        assert joint.members.on(day) == old.members.on(day)
    for day in (date(2021, 1, 1), LAST_DAY):
        assert joint.members.on(day) == new.members.on(day)
    assert joint.members.days == (date(2019, 1, 1), date(2021, 1, 1))


@pytest.mark.parametrize(
    ("day", "old", "new", "other"),
    [
        (date(2019, 12, 31), "met", "unmet", "unmet"),
        (date(2020, 1, 1), "undetermined", "undetermined", "unmet"),
        (date(2022, 12, 31), "undetermined", "undetermined", "unmet"),
        (date(2023, 1, 1), "unmet", "met", "unmet"),
    ],
)
def test_between_two_numbers_what_they_list_may_belong(
    day: date, old: str, new: str, other: str
) -> None:
    """In years of which no edition lists either number, the communes of both may belong."""
    first, second = "200033207", "200057867"
    joint = intercommunality(second, first)
    (of_first,) = {intercommunality(first).communes(on=date(2019, 1, 1))[0]}
    assert [answer(joint, code, day) for code in (of_first, SAINT_DENIS, "33063")] == [
        old,
        new,
        other,
    ]


@pytest.mark.parametrize(
    ("numbers", "days"),
    [
        (("200093201", "200054781"), "2021-01-01 to 2026-12-31"),
        (("200054781", "245900410"), "2019-01-01 to 2020-12-31"),
        (("200054781", "200057867"), "2023-01-01 to 2026-12-31"),
    ],
)
def test_two_at_once_are_not_one(numbers: tuple[str, str], days: str) -> None:
    """Two numbers that have communes on the same day are refused, with the days."""
    with pytest.raises(InvalidValueError, match=f"both have communes from {days}") as refused:
        intercommunality(*numbers)
    assert all(number in str(refused.value) for number in numbers)


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        ("245 900 410", "write '245900410'"),
        ("245900411", "did you mean '2459004"),
        ("Lille", "write nine figures"),
    ],
)
def test_a_number_that_none_had_is_refused(number: str, remedy: str) -> None:
    """The error names the nearest, alone or beside a right one."""
    for numbers in ((number,), (LILLE[0], number)):
        with pytest.raises(UnknownCodeError, match=remedy):
            intercommunality(*numbers)


def test_at_least_one_number_is_given() -> None:
    """No number is no intercommunality."""
    with pytest.raises(InvalidValueError, match="at least one number"):
        intercommunality()


# --- Together ------------------------------------------------------------------------------------


@given(makers, st.none() | st.integers() | st.binary() | st.lists(st.text(max_size=3)))
def test_what_is_no_text_is_refused(make: Any, given_code: object) -> None:
    """A code or a number is text."""
    with pytest.raises(InvalidTypeError):
        make(given_code)
    with pytest.raises(InvalidTypeError):
        make(untyped)


@given(makers, st.text(max_size=6))
def test_no_text_is_taken_that_the_code_does_not_hold(make: Any, text: str) -> None:
    """A text makes a territory that bears it, or is refused as an unknown code."""
    try:
        made = make(text)
    except UnknownCodeError:
        return
    assert made.code == text
    assert made.name


def _members_on(day: date) -> Mapping[str, tuple[str, ...]]:
    """The communes of each intercommunality with its own taxes that is there on a day."""
    made = {
        number: intercommunality(number)
        for number, body in load_bodies().items()
        if body.kind != "EPT"
    }
    return {
        number: each.communes(on=day) for number, each in made.items() if each.members.known_on(day)
    }


@pytest.mark.parametrize("year", [2019, 2026])
def test_members_lie_in_their_department_and_region(year: int) -> None:
    """Each member of an intercommunality is in the department of its code, and in its region."""
    day = date(year, 7, 1)
    members = _members_on(day)
    counted: dict[str, set[str]] = {}
    for codes in members.values():
        for code in codes:
            counted.setdefault(by_prefix(code), set()).add(code)
    assert sum(map(len, members.values())) == sum(map(len, counted.values())) > 34_000
    for one, listed in counted.items():
        of_department, of_region = department(one), region(REGION_OF[one])
        assert listed <= set(communes(one, edition=year))
        assert {of_department.covers(Place(code), on=day) for code in listed} == {Verdict.MET}
        assert {of_region.covers(Place(code), on=day) for code in listed} == {Verdict.MET}


@given(st.data())
def test_a_member_lies_in_no_other_department_or_region(data: st.DataObject) -> None:
    """Its department and its region alone cover it, on each day of the editions."""
    day = data.draw(st.dates(date(2019, 1, 1), LAST_DAY))
    held = departments_held()
    home = data.draw(st.sampled_from(held))
    code = data.draw(st.sampled_from(load_official_code().codes_in_use(home, day)))
    covering = [one for one in held if answer(department(one), code, day) != "unmet"]
    regions_there = [each["code"] for each in REGIONS if len(each["code"]) == 2]
    over = [one for one in regions_there if answer(region(one), code, day) != "unmet"]
    assert covering == [by_prefix(code)]
    assert over == [one for one in (REGION_OF[home],) if len(one) == 2]


@given(st.data())
def test_names_are_those_of_the_code(data: st.DataObject) -> None:
    """Each code that an edition ever held makes a territory, with the last name that it had."""
    official = load_official_code()
    home = data.draw(st.sampled_from(official.departments))
    code = data.draw(st.sampled_from(official.codes(home)))
    made = commune(code)
    assert made.name == name_of_code(code) != code
    day = data.draw(st.dates(date(1943, 1, 1)))
    if not is_only_postcode(code, day):
        assert made.covers(Place(code), on=day) is Verdict.MET


@pytest.mark.parametrize(
    "script",
    [
        "from housing_agreements import department, region; region('11'); department('33')",
        "import housing_agreements.law.incomes.ceilings, housing_agreements.law.sru.deficiency",
        "import housing_agreements.law.dalo.deadlines, housing_agreements.law.mix.quartiles",
        "import housing_agreements.catalogue.ile_de_france_2016",
        "import housing_agreements.catalogue.gironde_2018",
    ],
)
def test_no_long_table_is_loaded_before_its_time(script: str) -> None:
    """Regions, departments, the law and the agreements on them load no long table."""
    shown = f"{script}; import sys; print(*sys.modules)"
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    loaded = subprocess.run(
        [sys.executable, "-c", shown], capture_output=True, text=True, check=True, env=bare
    ).stdout.split()
    tables = [f"housing_agreements.geography._official_{subject}" for subject in TABLES]
    assert not set(tables) & set(loaded)
