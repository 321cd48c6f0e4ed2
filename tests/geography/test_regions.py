"""Regions, departments and communes are those of an edition of the official code."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Place, Verdict
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.geography._coverage import is_commune_code
from housing_agreements.geography.communes import communes, department_of, is_commune
from housing_agreements.geography.departments import (
    ILE_DE_FRANCE,
    check_department,
    departments,
    is_overseas,
    read_department,
)
from housing_agreements.geography.editions import (
    EDITION_SOURCES,
    EDITIONS,
    check_edition,
    edition_on,
)
from housing_agreements.geography.regions import departments_of, region, region_of, regions

CODES = Path(__file__).parent / "official_code"
TOLD = (2019, 2026)
LISTS = {
    edition: json.loads((CODES / f"communes-{edition}.json").read_text("utf-8")) for edition in TOLD
}
REGIONS = {
    edition: json.loads((CODES / f"regions-{edition}.json").read_text("utf-8")) for edition in TOLD
}
IN_FORCE = json.loads((CODES / "history.json").read_text("utf-8"))["communes in force on 1 January"]
COLLECTIVITIES = ("975", "977", "978", "984", "986", "987", "988", "989")
LISTED = tuple(LISTS[2019]["departments"])
DISTRICTS = frozenset(map(str, (*range(75101, 75121), *range(69381, 69390), *range(13201, 13217))))
editions = st.sampled_from(EDITIONS)
codes = st.builds("{}{:03d}".format, st.sampled_from([*LISTED, "13", "69"]), st.integers(0, 999))


def test_all_editions_but_that_of_2020_are_held() -> None:
    """The editions of 2019 to 2026 are held, but that of 2020; each tells where it was read."""
    assert EDITIONS == (2019, 2021, 2022, 2023, 2024, 2025, 2026)
    assert tuple(EDITION_SOURCES) == EDITIONS
    assert all("MIT" in str(EDITION_SOURCES[edition]) for edition in EDITIONS)


@pytest.mark.parametrize("edition", TOLD)
def test_the_regions_are_those_of_the_edition(edition: int) -> None:
    """Each edition has its regions with their departments, in its order, and no other."""
    held = [
        {"code": each.code, "name": each.name, "departments": list(departments_of(each.code))}
        for each in regions(edition=edition)
    ]
    assert held == REGIONS[edition]["regions"]
    for each in regions(edition=edition):
        assert region(each.code) == each
        for department in departments_of(each.code):
            assert region_of(department, edition=edition) == each


@pytest.mark.parametrize("edition", EDITIONS)
def test_collectivities_are_listed_from_2022_on(edition: int) -> None:
    """Before, an edition has the 18 regions and the 101 departments alone."""
    codes = [each.code for each in regions(edition=edition)]
    listed = departments(edition=edition)
    assert (len(codes), len(listed)) == ((18, 101) if edition < 2022 else (26, 109))
    assert tuple(codes[18:]) == tuple(listed[101:]) == (() if edition < 2022 else COLLECTIVITIES)


@pytest.mark.parametrize("edition", TOLD)
def test_the_communes_are_those_of_the_edition(edition: int) -> None:
    """The departments have the communes that the edition lists, and no other."""
    for department, listed in LISTS[edition]["departments"].items():
        assert communes(department, edition=edition) == tuple(listed)
        assert {department_of(code, edition=edition) for code in listed} == {department}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_departments_have_all_communes_in_force(edition: int) -> None:
    """The communes of all departments are as many as the history has on 1 January."""
    departments_held = {*departments(edition=edition), *COLLECTIVITIES}
    latest = EDITIONS[-1]
    numbers = {
        code: len(communes(code, edition=latest if code in COLLECTIVITIES else edition))
        for code in departments_held
    }
    assert sum(numbers.values()) == IN_FORCE[str(edition)]


@given(codes, editions)
def test_a_code_is_a_commune_when_it_is_listed(code: str, edition: int) -> None:
    """A code is that of a commune or a district of an edition, or is none."""
    department = code[:2]
    expected = code in communes(department, edition=edition) or code in DISTRICTS
    assert is_commune(code, edition=edition) is Verdict.of(expected)
    if expected:
        assert department_of(code, edition=edition) == department
    else:
        with pytest.raises(UnknownCodeError, match="department"):
            department_of(code, edition=edition)


@given(st.from_regex(r"([0-9]{2}|2[AB])[0-9]{3}", fullmatch=True), editions)
def test_a_commune_is_in_the_department_of_its_code(code: str, edition: int) -> None:
    """Two characters, three overseas; the region covers the commune, and no other region does."""
    assert is_commune_code(code)
    department = read_department(code)
    assert code.startswith(department)
    assert len(department) == (3 if code[:2] in {"97", "98"} else 2)
    if department not in departments(edition=edition):
        with pytest.raises(UnknownCodeError, match="begins with that of its department"):
            department_of(code, edition=edition)
        return
    if is_commune(code, edition=edition) is Verdict.UNMET:
        return
    home = region_of(department, edition=edition)
    day = date(edition, 1, 1)
    covering = [
        each for each in regions(edition=edition) if each.covers(Place(code), on=day) is Verdict.MET
    ]
    assert covering == [home]


@pytest.mark.parametrize(
    ("code", "department"),
    [("2A004", "2A"), ("2B033", "2B"), ("97411", "974"), ("75056", "75"), ("75120", "75")],
)
def test_departments_of_every_form(code: str, department: str) -> None:
    """Corsica has letters, overseas three figures, and the districts of Paris are in Paris."""
    assert department_of(code, edition=2019) == department


@pytest.mark.parametrize("code", ["20004", "96001", "97901", "33999", "93002", "75121", "75100"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_code_of_no_commune_is_refused(code: str, edition: int) -> None:
    """A department that does not exist, and a number that its list does not have."""
    with pytest.raises(UnknownCodeError, match=code):
        department_of(code, edition=edition)


@pytest.mark.parametrize(
    ("code", "last"), [("93059", 2024), ("95282", 2023), ("33409", 2024), ("69159", 2024)]
)
def test_what_merged_is_in_the_editions_before(code: str, last: int) -> None:
    """A commune that merged is known to the editions before, and to none from then on."""
    for edition in EDITIONS:
        assert is_commune(code, edition=edition) is Verdict.of(edition <= last)
    assert department_of(code, edition=2019) == code[:2]
    with pytest.raises(UnknownCodeError, match="may have merged"):
        department_of(code, edition=2026)


def test_a_collectivity_has_no_region_before_2022() -> None:
    """Saint-Martin is listed among the regions from 2022 on; its commune has always been there."""
    assert region_of("978", edition=2022).name == "Saint-Martin"
    assert department_of("97801", edition=2026) == "978"
    assert is_commune("97801", edition=2019) is Verdict.MET
    with pytest.raises(UnknownCodeError, match="a department of the edition 2021"):
        region_of("978", edition=2021)
    with pytest.raises(UnknownCodeError, match="a department of the edition 2019"):
        department_of("97801", edition=2019)
    with pytest.raises(UnknownCodeError, match="a department of the edition 2019"):
        communes("978", edition=2019)


@given(st.dates())
def test_an_edition_speaks_for_its_year(day: date) -> None:
    """An edition is the state of 1 January, and holds through 31 December."""
    if day.year in EDITIONS:
        assert edition_on(day) == day.year
    else:
        with pytest.raises(NotKnownError, match="a year of which an edition is held"):
            edition_on(day)


@pytest.mark.parametrize(
    "day", [date(2018, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2027, 1, 1)]
)
def test_the_years_beside_the_editions_have_none(day: date) -> None:
    """The days before and after are no edition's, nor those of 2020."""
    with pytest.raises(NotKnownError, match="choose an edition"):
        edition_on(day)
    assert edition_on(date(2019, 12, 31)) == 2019
    assert edition_on(date(2021, 1, 1)) == 2021


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("20", "Corsica is '2A' and '2B'"),
        ("97", "overseas, a department has three characters"),
        ("1", "write '01'"),
        ("94068", "is a commune, of the department '94'"),
        ("Ile-de-France", "is a region: write its departments, '75', '77'"),
        ("no department", "known here"),
    ],
)
def test_what_is_no_department_is_refused(code: str, remedy: str) -> None:
    """The error says what the code seems to be."""
    for ask in (check_department, is_overseas, lambda code: communes(code, edition=2026)):
        with pytest.raises(UnknownCodeError, match=remedy):
            ask(code)


def test_what_is_no_code_edition_or_day_is_refused() -> None:
    """A code, an edition and a day of another type or form are named in the error."""
    untyped: Any = None
    with pytest.raises(InvalidValueError, match=r"an edition that is held: 2019, 2021, .*, 2026"):
        check_edition(2020)
    with pytest.raises(InvalidTypeError, match="edition"):
        regions(edition=untyped)
    with pytest.raises(InvalidTypeError, match="edition"):
        departments(edition=untyped)
    with pytest.raises(InvalidTypeError, match="edition_on, day"):
        edition_on(datetime(2019, 1, 1))  # noqa: DTZ001  # an hour for a day, on purpose
    with pytest.raises(InvalidTypeError, match="commune"):
        department_of(untyped, edition=2019)
    with pytest.raises(InvalidValueError, match="commune"):
        is_commune("9406", edition=2019)
    with pytest.raises(InvalidTypeError, match="a department code"):
        check_department(untyped)
    with pytest.raises(UnknownCodeError, match="a department of the edition 2019; Corsica is"):
        region_of("20", edition=2019)
    with pytest.raises(UnknownCodeError, match="'975' is listed from the edition 2022 on"):
        region_of("975", edition=2019)
    with pytest.raises(UnknownCodeError, match="a department of the edition 2019"):
        region_of(untyped, edition=2019)


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("1", "write '01'"),
        (" 11 ", "write '11'"),
        ("Ile de France", "write '11'"),
        ("20", "Corsica is the region '94'"),
        ("2a", "'2A' is a department, of the region '94', Corse"),
        ("33", "'33' is a department, of the region '75', Nouvelle-Aquitaine"),
        ("gironde", "Gironde is a department, of the region '75', Nouvelle-Aquitaine"),
        ("94068", "'94068' is a commune, of the region '11', Île-de-France"),
        ("94100", "'94100' is a postcode, of 94068 Saint-Maur-des-Fossés, of the region '11'"),
        ("20004", "known here: '01', '02'"),
        ("99", "did you mean"),
    ],
)
def test_what_is_no_region_is_told_what_it_seems(code: str, remedy: str) -> None:
    """A department, a commune, a name or a lost zero is told, with the code of the region."""
    with pytest.raises(UnknownCodeError) as refusal:
        region(code)
    assert remedy in refusal.value.remedy


def test_a_region_lists_its_departments() -> None:
    """Its departments are told by code, and that of the capital has its own constant."""
    assert departments_of("11") == ILE_DE_FRANCE
    assert str(region("75")) == "Nouvelle-Aquitaine (75): from 1 January 2016, 12 departments"
    assert repr(region("11")).startswith("<Territory 11: Île-de-France, region; 8 departments")
