"""Documents of what is ahead: outlooks, plans, and reports of several agreements."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.json.test_corners import REPORT, changed, put
from tests.json.test_documents import refused

import housing_agreements as ha
from housing_agreements import Attribution, InvalidValueError, Outlook, Prospect, QuotaReport
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.json import dumps, loads
from housing_agreements.plan import Conflict, Expected, Plan, PlanOutcome, Relaxation, find_plan

DOCUMENTS = Path(__file__).with_name("documents") / "v1"
DAY = date(2018, 6, 30)
BY_LANDLORD = attrs.evolve(
    AGREEMENT,
    commitments=[attrs.evolve(AGREEMENT.commitments[0], per=ha.Per.LANDLORD)],
)
LEDGER = [
    Attribution(
        f"A{number}",
        "action-logement",
        "33063",
        available_on=date(2018, 3, 1),
        landlord=f"L{number}",
        possible_publics={"dalo"},
    )
    for number in range(9)
]
MADE = ha.check_quotas(BY_LANDLORD, LEDGER, on=DAY)
AHEAD = ha.outlook(MADE, 90)
AWAITED = [Expected(100, "action-logement", "33063")]
NONE = find_plan(AGREEMENT, AWAITED, on=date(2018, 7, 2))
FOUND = find_plan(AGREEMENT, [attrs.evolve(AWAITED[0], count=500)], on=date(2018, 7, 2))
assert NONE.conflict is not None
assert NONE.relaxation is not None


def value_of(thing: object) -> Any:
    """What the document of a value holds."""
    return json.loads(dumps(thing))["value"]


# --- How they read ---


def test_an_outlook_has_each_commitment_once() -> None:
    """So has a prospect with its groups; each names them by their indices."""
    assert len(AHEAD[0].groups) == len(LEDGER)
    for written, prospect in (
        (value_of(AHEAD), value_of(AHEAD)["prospects"][0]),
        (value_of(AHEAD[0]), value_of(AHEAD[0])),
    ):
        assert len(written["commitments"]) == 1
        assert {of["commitment"] for of in prospect["groups"]} == {0}
        assert {of["finding"]["commitment"] for of in prospect["groups"]} == {0}
        assert "groups" not in prospect["groups"][0]
    assert loads(dumps(AHEAD), Outlook) == AHEAD
    assert loads(dumps(AHEAD[0]), Prospect) == AHEAD[0]
    assert loads(dumps(AHEAD)).rows("fr") == AHEAD.rows("fr")


def test_groups_that_are_judged_alone_have_no_finding_of_all() -> None:
    """Nor does what is written of all of them together."""
    alone = attrs.evolve(BY_LANDLORD.commitments[0], judge=ha.Judge.GROUPS)
    report = ha.check_quotas(attrs.evolve(BY_LANDLORD, commitments=[alone]), LEDGER, on=DAY)
    ahead = ha.outlook(report, 90)
    assert ahead[0].finding is None
    assert "finding" not in value_of(ahead[0])
    assert loads(dumps(ahead), Outlook) == ahead


def test_a_plan_names_findings_by_their_reports() -> None:
    """The first index is that of the report; what is not a finding of one is not written."""
    assert value_of(FOUND)["findings"] == [[0, 0], [0, 3]]
    relaxation = value_of(NONE)["relaxation"]
    assert relaxation["missed"] == [[0, 3]]
    assert "of" not in relaxation
    for plan in (NONE, FOUND):
        assert loads(dumps(plan), Plan) == plan
        assert str(loads(dumps(plan))) == str(plan)
    strange = attrs.evolve(FOUND, findings=[REPORT[0]])
    with pytest.raises(InvalidValueError, match="a finding of one of the reports"):
        dumps(strange)


def test_a_plan_that_is_not_sure_is_read_as_it_was_written() -> None:
    """With the plan that may keep all; documents of before had no such key, and are read."""
    perhaps = attrs.evolve(LEDGER[0], landlord=None, count=400)
    plan = find_plan(AGREEMENT, AWAITED, [perhaps], on=date(2018, 7, 2))
    assert plan.outcome is PlanOutcome.UNSURE
    assert plan.to_find_out
    document = dumps(plan)
    again = loads(document, Plan)
    assert again == plan
    assert again.to_find_out == plan.to_find_out
    assert str(again) == str(plan)
    assert value_of(plan)["conflict"]["in_every_case"] is False
    for sure in (NONE, FOUND):
        assert "hopeful" not in value_of(sure)
    assert "in_every_case" not in value_of(NONE)["conflict"]
    before = json.loads(document)
    del before["value"]["hopeful"]
    old = loads(json.dumps(before), Plan)
    assert (old.hopeful, old.to_find_out) == (None, ())
    before["value"]["hopeful"] = None
    assert loads(json.dumps(before), Plan) == old


def test_what_is_missed_is_told_of_the_right_agreement() -> None:
    """Where two agreements have the same findings, each of them has its own."""
    relaxation: Any = NONE.relaxation
    (report,), (missed,) = relaxation.reports, relaxation.missed
    other = attrs.evolve(report, agreement=attrs.evolve(AGREEMENT, code="other"))
    both = attrs.evolve(
        relaxation,
        reports=[report, other],
        missed=[missed, missed],
        of=[other.agreement, report.agreement],
    )
    assert value_of(both)["missed"] == [[1, 3], [0, 3]]
    assert loads(dumps(both), Relaxation) == both


def test_commitments_that_conflict_have_their_agreement_once() -> None:
    """An agreement of hundreds of commitments would else stand there hundreds of times."""
    conflict: Any = NONE.conflict
    twice = attrs.evolve(conflict, promises=[*conflict.promises] * 2)
    promises = value_of(twice)["promises"]
    assert [len(promises[name]) for name in ("agreements", "commitments", "promised")] == [1, 1, 2]
    assert loads(dumps(twice), Conflict) == twice


# --- What dwellings may turn out to be ---


def test_a_report_of_before_says_nothing_of_what_may_turn_out() -> None:
    """It is read, and written alike; an outlook asks for one that says it."""
    old = loads((DOCUMENTS / "report.json").read_text(encoding="utf-8"), QuotaReport)
    assert old.possible == ()
    assert "possible" not in value_of(old)
    with pytest.raises(InvalidValueError, match=r"^outlook, report: .* judge the entries anew"):
        ha.outlook(old, 9)


def test_a_stored_report_gives_the_same_outlook() -> None:
    """Also one on published figures, of which a rate says nothing dwelling by dwelling."""
    stored = loads(dumps(MADE), QuotaReport)
    assert ha.outlook(stored, 90) == AHEAD
    figures = [ha.PublishedFigure("quarter", 2018, rate="17 %")]
    told = ha.check_quotas(AGREEMENT, ha.Tally.from_counts(AGREEMENT, figures), on=date(2019, 6, 1))
    assert None in told.possible
    assert loads(dumps(told), QuotaReport) == told


MANY: list[Any] = json.loads(dumps(REPORT))["value"]["possible"]
LOT = ("possible", 0, 0)


@pytest.mark.parametrize(
    ("value", "change", "path"),
    [
        (REPORT, put("possible", to=MANY[:-1]), "$.value.possible"),
        (REPORT, put("possible", to={}), "$.value.possible"),
        (REPORT, put("possible", 0, to=3), "$.value.possible[0]"),
        (REPORT, put(*LOT, to=[1, False, False]), "$.value.possible[0][0]"),
        (REPORT, put(*LOT, 0, to=0), "$.value.possible[0][0][0]"),
        (REPORT, put(*LOT, 1, to=0), "$.value.possible[0][0][1]"),
        (REPORT, put(*LOT, 3, to=[]), "$.value.possible[0][0][3]"),
        (REPORT, put(*LOT, 3, 0, to=[1, 1, 1]), "$.value.possible[0][0][3][0]"),
        (REPORT, put(*LOT, 3, 0, to=[-1, 0, 0, 0]), "$.value.possible[0][0][3][0][0]"),
        (REPORT, put(*LOT, 3, 0, to=[1, 2, 0, 0]), "$.value.possible[0][0][3][0][1]"),
        (REPORT, put(*LOT, 3, 0, to=[1, 1, 2, 1]), "$.value.possible[0][0][3][0][2]"),
        (REPORT, put(*LOT, 3, 0, to=[1, 1, 1, 2]), "$.value.possible[0][0][3][0][3]"),
        (REPORT, put(*LOT, 3, 0, to=[1, True, 1, 1]), "$.value.possible[0][0][3][0][1]"),
        (AHEAD, put("prospects", to={}), "$.value.prospects"),
        (AHEAD, put("prospects", 0, to=3), "$.value.prospects[0]"),
        (AHEAD, put("prospects", 0, "commitment", to=1), "$.value.prospects[0].commitment"),
        (AHEAD, put("prospects", 0, "reach", to="sure"), "$.value.prospects[0].reach"),
        (AHEAD, put("prospects", 0, "groups", 1, "needed", to=0.5),
         "$.value.prospects[0].groups[1].needed"),
        (AHEAD, put("prospects", 0, "groups", 1, "finding", "floor", "promise", to=99),
         "$.value.prospects[0].groups[1].finding.floor.promise"),
        (AHEAD[0], put("groups", to=3), "$.value.groups"),
        (AHEAD[0], put("finding", to=3), "$.value.finding"),
        (AHEAD[0], put("promises", to=3), "$.value.promises"),
        (AHEAD[0], put("days_left", to="3"), "$.value.days_left"),
        (FOUND, put("findings", 0, to=[0]), "$.value.findings[0]"),
        (FOUND, put("findings", 0, to=[1, 0]), "$.value.findings[0]"),
        (FOUND, put("findings", 0, to=[-1, 0]), "$.value.findings[0]"),
        (FOUND, put("findings", 1, to=[0, 4]), "$.value.findings[1]"),
        (FOUND, put("findings", 1, to=[0, -1]), "$.value.findings[1]"),
        (FOUND, put("outcome", to="lest"), "$.value.outcome"),
        (FOUND, put("cautious", to=[]), "$.value.cautious"),
        (NONE, put("conflict", "promises", "promised", 0, "agreement", to=1),
         "$.value.conflict.promises.promised[0].agreement"),
        (NONE, put("conflict", "promises", "promised", 0, "commitment", to=True),
         "$.value.conflict.promises.promised[0].commitment"),
        (NONE, put("conflict", "promises", "promised", 0, "period", to="2018"),
         "$.value.conflict.promises.promised[0].period"),
        (NONE, put("conflict", "promises", "promised", to=3), "$.value.conflict.promises.promised"),
        (NONE, put("relaxation", "missed", 0, to=[0, 9]), "$.value.relaxation.missed[0]"),
        (NONE, put("relaxation", "allotments", 0, "expected", "count", to=-1),
         "$.value.relaxation.allotments[0].expected.count"),
        (AWAITED[0], put("commune", to="3306"), "$.value.commune"),
        (AWAITED[0], put("count", to={"low": 1, "high": None}), "$.value.count"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_few_documents(
    value: object, change: Callable[[Any], object], path: str
) -> None:
    """Each has its path."""
    assert refused(changed(value, change)).path == path


@pytest.mark.parametrize("value", [3, [], None])
@pytest.mark.parametrize("kind", ["prospect", "outlook", "plan", "relaxation"])
def test_what_is_no_object_is_refused(value: object, kind: str) -> None:
    """Nor is an empty one: each key that is missing is named."""
    text = json.dumps({"format": f"housing-agreements/{kind}", "version": 1, "value": value})
    assert refused(text).path == "$.value"
    empty = json.dumps({"format": f"housing-agreements/{kind}", "version": 1, "value": {}})
    assert len(refused(empty).faults) > 1
