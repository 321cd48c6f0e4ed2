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
from housing_agreements.geography.communes import LISTED, PARIS_DISTRICTS, communes, is_commune
from housing_agreements.geography.editions import (
    EDITION_SOURCES,
    EDITIONS,
    check_edition,
    edition_on,
)
from housing_agreements.geography.regions import (
    department_of,
    read_department,
    region,
    region_of,
    regions,
)

CODES = Path(__file__).parent / "official_code"
LISTS = {
    edition: json.loads((CODES / f"communes-{edition}.json").read_text("utf-8"))
    for edition in EDITIONS
}
REGIONS = {
    edition: json.loads((CODES / f"regions-{edition}.json").read_text("utf-8"))
    for edition in EDITIONS
}
editions = st.sampled_from(EDITIONS)
codes = st.builds("{}{:03d}".format, st.sampled_from([*LISTED, "13", "2A"]), st.integers(0, 999))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_regions_are_those_of_the_edition(edition: int) -> None:
    """Each edition has its regions with their departments, in its order, and no other."""
    held = [
        {"code": each.code, "name": each.name, "departments": list(each.departments)}
        for each in regions(edition=edition)
    ]
    assert held == REGIONS[edition]["regions"]
    for each in regions(edition=edition):
        assert region(each.code, edition=edition) == each
        assert each.source == EDITION_SOURCES[edition]
        assert "MIT" in str(each.source)
        for department in each.departments:
            assert region_of(department, edition=edition) == each


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_communes_are_those_of_the_edition(edition: int) -> None:
    """The departments listed have the communes of the edition, and no other."""
    assert sorted(LISTED) == sorted(LISTS[edition]["departments"])
    for department, listed in LISTS[edition]["departments"].items():
        assert communes(department, edition=edition) == tuple(listed)
        assert {department_of(code, edition=edition) for code in listed} == {department}


@given(codes, editions)
def test_a_code_is_a_commune_when_it_is_listed(code: str, edition: int) -> None:
    """A code is a commune, is none, or cannot be told where no list is held."""
    department = code[:2]
    if department in LISTED:
        expected = code in communes(department, edition=edition) or code in PARIS_DISTRICTS
        assert is_commune(code, edition=edition) is Verdict.of(expected)
        if not expected:
            with pytest.raises(UnknownCodeError, match="department"):
                department_of(code, edition=edition)
            return
    else:
        assert is_commune(code, edition=edition) is Verdict.UNDETERMINED
    assert department_of(code, edition=edition) == department


@given(st.from_regex(r"([0-9]{2}|2[AB])[0-9]{3}", fullmatch=True), editions)
def test_a_commune_is_in_the_department_of_its_code(code: str, edition: int) -> None:
    """Two characters, three overseas; the region covers the commune, and no other region does."""
    assert is_commune_code(code)
    department = read_department(code)
    assert code.startswith(department)
    assert len(department) == (3 if code[:2] in {"97", "98"} else 2)
    known = {each for region in regions(edition=edition) for each in region.departments}
    if department not in known:
        with pytest.raises(UnknownCodeError, match="begins with that of its department"):
            department_of(code, edition=edition)
        return
    home = region_of(department, edition=edition)
    day = date(edition, 1, 1)
    covering = [
        each
        for each in regions(edition=edition)
        if each.territory.covers(Place(code), on=day) is Verdict.MET
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


@pytest.mark.parametrize("code", ["93059", "95282", "33409"])
def test_what_merged_is_in_one_edition_only(code: str) -> None:
    """A commune that merged is known to the edition of 2019, and not to that of 2026."""
    assert department_of(code, edition=2019) == code[:2]
    with pytest.raises(UnknownCodeError, match="may have merged"):
        department_of(code, edition=2026)


def test_collectivities_are_in_the_edition_of_2026_only() -> None:
    """Saint-Martin is listed in 2026; in 2019 its code is of no department."""
    assert region_of("978", edition=2026).name == "Saint-Martin"
    assert department_of("97801", edition=2026) == "978"
    with pytest.raises(UnknownCodeError):
        region_of("978", edition=2019)
    with pytest.raises(UnknownCodeError):
        department_of("97801", edition=2019)


@given(st.dates())
def test_an_edition_speaks_for_one_day(day: date) -> None:
    """An edition is the state of 1 January of its year; no other day has one."""
    expected = {date(2019, 1, 1): 2019, date(2026, 1, 1): 2026}
    for each, edition in expected.items():
        assert edition_on(each) == edition
    if day not in expected:
        with pytest.raises(NotKnownError, match="1 January of an edition"):
            edition_on(day)


@pytest.mark.parametrize(
    "day", [date(2018, 12, 31), date(2019, 1, 2), date(2025, 12, 31), date(2026, 1, 2)]
)
def test_the_days_beside_an_edition_have_none(day: date) -> None:
    """The days before and after are not the edition's."""
    with pytest.raises(NotKnownError, match="communes merge at other times"):
        edition_on(day)


def test_what_is_no_code_edition_or_day_is_refused() -> None:
    """A code, an edition and a day of another type or form are named in the error."""
    untyped: Any = None
    with pytest.raises(InvalidValueError, match="an edition that is held: 2019, 2026"):
        check_edition(2020)
    with pytest.raises(InvalidTypeError, match="edition"):
        regions(edition=untyped)
    with pytest.raises(InvalidTypeError, match="edition_on, day"):
        edition_on(datetime(2019, 1, 1))  # noqa: DTZ001  # an hour for a day, on purpose
    with pytest.raises(InvalidTypeError, match="commune"):
        department_of(untyped, edition=2019)
    with pytest.raises(InvalidValueError, match="commune"):
        is_commune("9406", edition=2019)
    with pytest.raises(UnknownCodeError, match="communes are listed"):
        communes("13", edition=2019)
    with pytest.raises(UnknownCodeError, match="a region of the edition 2019"):
        region("99", edition=2019)
    with pytest.raises(UnknownCodeError, match="a region of the edition 2019"):
        region(untyped, edition=2019)
    with pytest.raises(UnknownCodeError, match="a department of the edition 2019"):
        region_of("20", edition=2019)
    with pytest.raises(UnknownCodeError, match="a department of the edition 2019"):
        region_of(untyped, edition=2019)


def test_a_region_is_said_by_its_name() -> None:
    """A region prints its name, and is a territory of its departments."""
    home = region("75", edition=2019)
    assert str(home) == home.territory.name == "Nouvelle-Aquitaine"
    assert str(home.territory) == "Nouvelle-Aquitaine (75): 12 departments"
    assert home.territory.covers(Place("33063"), on=date(2019, 1, 1)) is Verdict.MET


def test_a_region_is_shown_in_short() -> None:
    """Its code, its name and how many departments it has."""
    assert repr(region_of("75", edition=2026)) == "<Region 11: Île-de-France; 8 departments>"
