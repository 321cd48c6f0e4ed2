"""Documents of flows and of scoring: how they read, and what is wrong in few of them."""

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.json.test_corners import changed, put
from tests.json.test_documents import SchoolHousehold, document, refused

from housing_agreements import (
    Contingent,
    Grid,
    Household,
    InvalidTypeError,
    Line,
    OfferedHousehold,
    Party,
    PerMonth,
    Ranking,
    Territory,
    Text,
    Timeline,
    facts,
    rank,
    score,
)
from housing_agreements.criteria.facts import DayFact, facts_of
from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.json import dumps, loads

DAY = date(2024, 6, 1)
DOCUMENTS = Path(__file__).with_name("documents") / "v1"
DALO = Line("dalo", facts.dalo_recognised, 100)
WAITING = PerMonth("waiting", facts.applied_on, bonus={36: 5})
GRID = Grid("g", "A grid", [DALO, WAITING], ties=[facts.applied_on, facts.household_size])
SOME = {
    "a": Household(dalo_recognised=True, applied_on=date(2020, 1, 5)),
    2: Household(applied_on=date(2022, 1, 1), household_size=3),
}
RANKING = rank(SOME, GRID, on=DAY)
BY_KIND = rank(
    list(SOME.values()),
    {facts.disabled: GRID, ~facts.disabled: Grid("h", "Another", [DALO], ties=GRID.ties)},
    on=DAY,
)
SCORE = score(SOME["a"], GRID, on=DAY)
MOVE = RANKING.verify("a", household_size=6)


def kept(name: str) -> Any:
    """The value of a document that is kept."""
    return loads((DOCUMENTS / f"{name}.json").read_text(encoding="utf-8"))


def test_a_share_is_a_rate_or_changes_on_days() -> None:
    """A plain rate is written as it always was; one that changes says on which days."""
    town = Territory("t", "T", "list", communes=("33063",))
    plain = Contingent("als", Party("als", "ALS"), town, share="25 %")
    rising = attrs.evolve(plain, share=Timeline({date(2023, 1, 1): "20 %", DAY: "25 %"}))
    assert json.loads(dumps(plain))["value"]["share"] == "1/4"
    assert json.loads(dumps(rising))["value"]["share"] == {
        "changes": [["2023-01-01", "1/5"], ["2024-06-01", "1/4"]]
    }
    for held in (plain, rising, attrs.evolve(plain, share=None)):
        assert loads(dumps(held), Contingent) == held
    for wrong, path in (("5/4", ""), (0.25, ""), ([], ""), ("0.25", "")):
        assert refused(changed(plain, put("share", to=wrong))).path == f"$.value.share{path}"
    wrong_rate = changed(rising, put("share", "changes", 1, 1, to="x"))
    assert refused(wrong_rate).path == "$.value.share.changes[1][1]"
    assert refused(changed(rising, put("share", "changes", 1, 1, to="3"))).path == "$.value.share"


def test_a_fact_of_a_grid_is_its_name() -> None:
    """One of which only a document counts says so; one that households do not have is in full."""
    verified = PerMonth("w", facts.applied_on.verified())
    assert json.loads(dumps(WAITING))["value"]["fact"] == "applied_on"
    assert json.loads(dumps(verified))["value"]["fact"] == {
        "fact": "applied_on", "verified_only": True
    }  # fmt: skip
    local = PerMonth("w", DayFact(Fact("moved_on", Kind.DAY, Text("moved", "emménagé"))))
    for line in (WAITING, verified, local):
        assert loads(dumps(line), PerMonth) == line


def test_bonuses_stand_once_and_are_left_out_where_there_are_none() -> None:
    """They are pairs of a number and points."""
    assert json.loads(dumps(WAITING))["value"]["bonus"] == [[36, 5]]
    assert "bonus" not in json.loads(dumps(PerMonth("w", facts.applied_on)))["value"]


def test_a_ranking_is_worked_out_anew() -> None:
    """Its document holds the day, the grids and the applicants, and gives the same ranks."""
    for ranking in (RANKING, BY_KIND):
        found = loads(dumps(ranking), Ranking)
        assert found == ranking
        assert found.rows() == ranking.rows()
    assert loads(dumps(RANKING)).of(2).rank == RANKING.of(2).rank
    assert json.loads(dumps(RANKING))["value"]["ids"] == ["a", 2]
    assert "ids" not in json.loads(dumps(BY_KIND))["value"]


def test_households_say_of_which_class_they_are() -> None:
    """One of a class below `Household` keeps its own facts; one that nobody registered is not."""

    @attrs.frozen(kw_only=True)
    class Unregistered(Household):
        moves: bool | None = None

    some = [Household(), OfferedHousehold(), SchoolHousehold(works_here=True)]
    ranking = rank(some, GRID, on=DAY)
    found = loads(dumps(ranking), Ranking)
    assert found.households == ranking.households
    school: Any = found.households[2]
    assert school.works_here is True
    written = json.loads(dumps(ranking))["value"]["households"]
    assert [one.get("is") for one in written] == [None, "offered-household", "school-household"]
    assert refused(changed(ranking, put("households", 1, "is", to="party"))).path == (
        "$.value.households[1].is"
    )
    with pytest.raises(InvalidTypeError, match=r"register\(Unregistered\)"):
        dumps(rank([Unregistered()], GRID, on=DAY))


SCHOOL = Line("school", facts_of(SchoolHousehold).works_here, 5)
OF_SCHOOL = json.loads(dumps(Grid("g", "A grid", [SCHOOL])))["value"]
NOT_PUBLISHED = {"code": "g", "title": "A grid", "lines": None}
OTHER_TIES = {"code": "g", "title": "A grid", "lines": json.loads(dumps(GRID))["value"]["lines"]}
LATE = {"applied_on": "2025-01-01"}


@pytest.mark.parametrize(
    ("value", "change", "path"),
    [
        (WAITING, put("fact", to="household_size"), "$.value.fact"),
        (WAITING, put("fact", to={"fact": "employed"}), "$.value.fact.fact"),
        (WAITING, put("fact", to={"fact": "applied_n"}), "$.value.fact.fact"),
        (WAITING, put("fact", to={"verified_only": True}), "$.value.fact.fact"),
        (WAITING, put("fact", to=3), "$.value.fact"),
        (WAITING, put("bonus", to=[[36, 5], [36, 6]]), "$.value.bonus"),
        (WAITING, put("bonus", to=[[0, 5]]), "$.value.bonus"),
        (WAITING, put("points", to=0.5), "$.value.points"),
        (GRID, put("ties", 1, to="employed"), "$.value.ties[1]"),
        (GRID, put("ties", 1, to="applied_on"), "$.value.ties"),
        (GRID, put("lines", 0, "is", to="waiting"), "$.value.lines[0].is"),
        (GRID, put("lines", 0, "points", to="x"), "$.value.lines[0].points"),
        (GRID, put("lines", 1, "code", to="dalo"), "$.value.lines"),
        (SCORE, put("grids", to=[NOT_PUBLISHED]), "$.value.grids"),
        (SCORE, put("grids", to=[OF_SCHOOL]), "$.value.household"),
        (SCORE, put("points", to={"low": 3, "high": 1}), "$.value.points.high"),
        (SCORE.lines[0], put("line", "is", to="x"), "$.value.line.is"),
        (SCORE.lines[0], put("parts", to=[3]), "$.value.parts[0]"),
        (MOVE, put("shown", to=[["no_such", {"value": 3}]]), "$.value.shown"),
        (MOVE, put("shown", to=[["household_size", {"value": "x"}]]), "$.value.shown"),
        (RANKING, put("ids", to=["a"]), "$.value.ids"),
        (RANKING, put("ids", to=["a", "a"]), "$.value.ids"),
        (RANKING, put("ids", 0, to=None), "$.value.ids[0]"),
        (RANKING, put("grid", to=NOT_PUBLISHED), "$.value.grid"),
        (RANKING, put("grid", to=[]), "$.value.grid"),
        (RANKING, put("grid", to=OF_SCHOOL), "$"),
        (RANKING, put("households", 1, to=LATE), "$.value.households[1]"),
        (BY_KIND, put("grid", 1, 1, to=OTHER_TIES), "$.value.grid"),
        (BY_KIND, lambda value: value["grid"].append(value["grid"][0]), "$.value.grid"),
        (kept("turn"), put("contingent", to="als"), "$.value.contingent"),
        (kept("turn"), put("bound", to=0.5), "$.value.bound"),
        (kept("turns"), put("contingents", 1, to=3), "$.value.contingents[1]"),
        (kept("turns-by-stratum"), put("total", to=[]), "$.value.total"),
        (kept("flow"), put("left_out", 0, 0, to="sold"), "$.value.left_out"),
        (kept("flow"), put("dues", 0, 2, to="1/2"), "$.value.dues"),
        (kept("flow-account"), put("lines", 0, "detail", "built", to=[]),
         "$.value.lines[0].detail.built"),
        (kept("ceiling-report"), put("standings", 0, "settled", to=1),
         "$.value.standings[0].settled"),
        (kept("grid-review"), put("remarks", 0, "severity", to="grave"),
         "$.value.remarks[0].severity"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_few_documents(
    value: object, change: Callable[[Any], object], path: str
) -> None:
    """Each has its path."""
    assert refused(changed(value, change)).path == path


def test_a_ranking_names_every_applicant_at_fault() -> None:
    """Each by its index, whatever its id is."""
    late = changed(RANKING, put("households", to=[LATE, LATE]))
    places = [fault.where for fault in refused(late).faults]
    assert places == ["$.value.households[0]", "$.value.households[1]"]


def test_points_may_be_fractions() -> None:
    """Both ends are then exact texts."""
    half = Grid("g", "A grid", [Line("x", facts.employed, Fraction(1, 2))])
    found = score(Household(), half, on=DAY)
    assert json.loads(dumps(found))["value"]["points"] == {"low": "0", "high": "1/2"}
    assert loads(dumps(found)) == found
    assert refused(document({"code": "x"}, "grid")).path == "$"
