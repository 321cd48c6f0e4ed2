"""Communes belong to departments and intercommunalities by day."""

import hashlib
import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from housing_agreements import InvalidValueError
from housing_agreements.geography._long_tables import LongTable, load_table
from housing_agreements.geography._members_by_day import (
    PUBLIC_ESTABLISHMENT,
    body_of_commune,
    communes_of_department,
    join_bodies,
    load_bodies,
)
from housing_agreements.geography._official_code import LAST_DAY, Standing, load_official_code

TOLD = json.loads((Path(__file__).parent / "official_code" / "history.json").read_text("utf-8"))
EDITIONS = tuple(map(int, TOLD["members by edition"]))
CODE = load_official_code()
LILLE = ("245900410", "200093201")
PARIS_METROPOLIS = "200054781"


@pytest.mark.parametrize("year", EDITIONS)
def test_intercommunalities_have_the_communes_of_each_edition(year: int) -> None:
    """From 1 January to 31 December of an edition, each has the communes that it lists."""
    told = TOLD["members by edition"][str(year)]
    for day in (date(year, 1, 1), date(year, 12, 31)):
        members = {number: body.communes_on(day) for number, body in load_bodies().items()}
        lines = [
            f"{number} {' '.join(sorted(codes))}" for number, codes in members.items() if codes
        ]
        assert len(lines) == told["bodies"]
        assert hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest() == told["sha256"]


def test_outside_the_editions_no_communes_are_known() -> None:
    """Before the first edition and after the last, no intercommunality has known communes."""
    assert tuple(range(2019, 2027)) == EDITIONS
    for body in load_bodies().values():
        assert body.communes_on(date(2018, 12, 31)) is None
        assert body.communes_on(LAST_DAY + timedelta(days=1)) is None
        assert all(one.end <= other.start for one, other in pairwise(body.members))
        assert all(
            one.communes != other.communes or one.end < other.start
            for one, other in pairwise(body.members)
        )


def test_members_are_communes_of_the_official_code() -> None:
    """Each member was in use; but for one, which was to be restored a year later in the code."""
    kinds = {body.kind for body in load_bodies().values()}
    assert kinds == {"CC", "CA", "CU", "METRO", "MET69", PUBLIC_ESTABLISHMENT}
    odd = {
        (code, start.year)
        for body in load_bodies().values()
        for start, _, codes in body.members
        for code in codes
        if CODE.standing(code, start) is not Standing.IN_USE
    }
    assert odd == {("14666", 2020)}


@pytest.mark.parametrize("year", EDITIONS)
def test_a_commune_has_the_intercommunality_that_lists_it(year: int) -> None:
    """A commune has the body that lists it, in the Paris area the public establishment."""
    day = date(year, 7, 1)
    metropolis = load_bodies()[PARIS_METROPOLIS].communes_on(day)
    assert metropolis is not None
    for number, body in load_bodies().items():
        for code in body.communes_on(day) or ():
            if number != PARIS_METROPOLIS:
                assert body_of_commune(code, day) == number
    for code in metropolis - {"75056"}:
        held = body_of_commune(code, day)
        assert (held is None) == (year < 2023)
        assert held is None or load_bodies()[held].kind == PUBLIC_ESTABLISHMENT
    assert body_of_commune("75056", day) == PARIS_METROPOLIS


def test_some_communes_have_no_intercommunality() -> None:
    """An island may have none; before the first edition and after the last none is known."""
    assert body_of_commune("29083", date(2024, 1, 1)) is None
    assert body_of_commune("59350", date(2018, 12, 31)) is None
    assert body_of_commune("59350", LAST_DAY) == LILLE[1]
    assert body_of_commune("59350", LAST_DAY + timedelta(days=1)) is None


def test_numbers_that_follow_each_other_are_joined() -> None:
    """The metropolis of Lille goes on under another number from 2021; two at once are not one."""
    joint = join_bodies(LILLE)
    old, new = (load_bodies()[number] for number in LILLE)
    assert joint[0].start == date(2019, 1, 1)
    assert joint[-1].end == LAST_DAY + timedelta(days=1)
    for stretch in joint:
        held = old.communes_on(stretch.start) or new.communes_on(stretch.start)
        assert stretch.communes == held
    assert join_bodies(["200093201"]) == join_bodies(["200093201"] * 2) == new.members
    with pytest.raises(InvalidValueError, match="from 2021-01-01 to 2026-12-31"):
        join_bodies(["200093201", PARIS_METROPOLIS])


@pytest.mark.parametrize("department", ["20", "2A", "33", "91", "93", "974"])
def test_a_department_has_the_communes_in_use(department: str) -> None:
    """In each stretch the communes are those in use on its first and its last day."""
    stretches = communes_of_department(department)
    assert stretches[-1].end == LAST_DAY + timedelta(days=1)
    for start, end, communes in stretches:
        for day in (start, end - timedelta(days=1)):
            assert communes == set(CODE.codes_in_use(department, day))
    assert all(one.communes != other.communes for one, other in pairwise(stretches))
    assert all(one.end == other.start for one, other in pairwise(stretches))


@pytest.mark.parametrize(
    ("subject", "texts"),
    [("communes", 110), ("names", 110), ("postcodes", 97), ("intercommunalities", 100)],
)
def test_tables_are_loaded_by_their_subject(subject: LongTable, texts: int) -> None:
    """Each long table is there under its subject, and the same one each time."""
    assert len(load_table(subject)) == texts
    assert load_table(subject) is load_table(subject)
