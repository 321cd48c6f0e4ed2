"""The strategies draw, on purpose, places that are coded otherwise on other days."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from housing_agreements import Place, Territory
from housing_agreements.geography._coverage import department_in
from housing_agreements.geography._official_code import LAST_DAY, Standing, load_official_code
from housing_agreements.geography._unknown_codes import unknown_since
from housing_agreements.testing.strategies import commune_codes, places, territories

COMMUNES_NOUVELLES = date(2015, 1, 1)
DAY = date(2020, 6, 1)
Kind = Callable[[str], bool]


def is_district(code: str) -> bool:
    """Whether it is a district of a city."""
    return load_official_code().city(code) is not None


def has_districts(code: str) -> bool:
    """Whether it is a city of which the districts have codes of their own."""
    official = load_official_code()
    return any(official.city(one) == code for one in official.codes(department_in(code)))


def has_merged(code: str) -> bool:
    """Whether it became part of another one and is not in use any more."""
    last = load_official_code().stretches(code)[-1]
    return last.end is not None and last.into is not None


def has_grown(code: str) -> bool:
    """Whether another one became part of it."""
    return bool(load_official_code().merged_into(code, LAST_DAY))


def is_delegated(code: str) -> bool:
    """Whether it became part of a new commune, of which it may be a delegated one."""
    last = load_official_code().stretches(code)[-1]
    return last.end is not None and last.end >= COMMUNES_NOUVELLES


def is_restored(code: str) -> bool:
    """Whether it came back out of another one."""
    return any(stretch.manner in {"r", "q"} for stretch in load_official_code().stretches(code))


def is_of_other_years(code: str) -> bool:
    """Whether it is in use on the last day, and was not some years before."""
    official = load_official_code()
    return (
        official.standing(code, LAST_DAY) is Standing.IN_USE
        and official.standing(code, DAY) is not Standing.IN_USE
    )


def has_changed_department(code: str) -> bool:
    """Whether its ground is in another department than the one that it begins with."""
    official = load_official_code()
    holders = official.holders(official.reach(code, LAST_DAY).ground, LAST_DAY)
    return {*map(department_in, holders)} != {department_in(code)}


def is_steady(code: str) -> bool:
    """Whether it is in use and names the same ground on every day since 1990."""
    official = load_official_code()
    turns = [day for day in official.days(code) if date(1990, 1, 1) <= day <= LAST_DAY]
    return not turns and official.standing(code, LAST_DAY) is Standing.IN_USE


KINDS = (
    is_district, has_districts, has_merged, has_grown, is_delegated, is_restored,
    is_of_other_years, has_changed_department, is_steady,
)  # fmt: skip
QUICK = settings(max_examples=2_000, phases=[Phase.generate], database=None)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_code_is_drawn(kind: Kind) -> None:
    """As a code, as that of a place, and in a list."""
    assert kind(find(commune_codes(), kind, settings=QUICK))
    drawn = find(places(), lambda place: kind(place.commune), settings=QUICK)
    assert type(drawn) is Place
    listed = find(
        territories(), lambda territory: any(map(kind, codes_of(territory))), settings=QUICK
    )
    assert type(listed) is Territory


def codes_of(territory: Territory) -> set[str]:
    """The communes that a territory lists on some day."""
    return {code for members in territory.members.held_values() for code, _ in members.communes}


@given(commune_codes())
def test_no_code_that_is_drawn_is_refused(code: str) -> None:
    """Each names ground, on whatever day it is read."""
    assert unknown_since(code) is None


@pytest.mark.parametrize("department", ["33", "2A", "971"])
@given(data=st.data())
def test_codes_are_drawn_of_a_department(department: str, data: st.DataObject) -> None:
    """They are codes that its communes once had."""
    code = data.draw(commune_codes(departments=st.just(department)))
    assert code in load_official_code().codes(department)
