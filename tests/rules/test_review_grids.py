"""What there is to remark on a grid of points: proved, or put as worth a look."""

import pickle
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from tests.told import words_of

from housing_agreements import (
    Best,
    Exclusive,
    Grid,
    Household,
    InvalidTypeError,
    Line,
    PerMonth,
    RemarkKind,
    Severity,
    Territory,
    Timeline,
    Verdict,
    facts,
    review,
)
from housing_agreements.catalogue import rennes_2017
from housing_agreements.criteria.criteria import open_question
from housing_agreements.law.attributions.scoring import SCORING_DUTIES
from housing_agreements.rules.review._proofs import can_be_met, never_decided
from housing_agreements.testing.strategies import grids, households

ON = date(2024, 1, 1)
DALO = Line("dalo", facts.dalo_recognised, 100)
SIZE = facts.household_size
NOWHERE = Territory("no", "Nowhere", "commune", communes=("99999",))


def found(*lines: Any, on: date = ON, **fields: Any) -> list[tuple[Severity, RemarkKind, Any]]:
    """What is remarked on a grid of these lines."""
    grid = Grid("grid", "A grid", lines, **fields)
    return [(one.severity, one.kind, one.where) for one in review(grid, on=on)]


def test_a_sound_grid_has_no_remark() -> None:
    """Nothing to remark is said."""
    grid = Grid("grid", "A grid", [DALO, PerMonth("waiting", facts.applied_on)])
    assert list(review(grid, on=ON)) == []
    assert "nothing to remark" in words_of(review(grid, on=ON))


def test_a_line_that_can_never_apply() -> None:
    """A contradiction, in a rubric too."""
    never = Line("never", SIZE.at_least(3) & SIZE.below(3), 5)
    remark = (Severity.CONTRADICTION, RemarkKind.LINE_NEVER_APPLIES, ("never",))
    assert found(DALO, never) == [remark]
    assert found(DALO, Best("best", [never])) == [remark]


def test_exclusive_lines_that_overlap() -> None:
    """Proved of one fact; of two facts a file may say what cannot be."""
    three, four = Line("three", SIZE.at_most(3), 5), Line("four", SIZE.at_least(3), 7)
    kind, where = RemarkKind.LINES_OVERLAP, ("three", "four")
    assert found(DALO, Exclusive("size", [three, four])) == [(Severity.CONTRADICTION, kind, where)]
    apart = Line("four", SIZE.at_least(4), 7)
    assert found(DALO, Exclusive("size", [three, apart])) == []
    assert found(DALO, three, four) == []
    two = [Line("none", facts.without_dwelling, 5), Line("hosted", facts.disabled, 7)]
    assert found(DALO, Exclusive("home", two)) == [(Severity.LOOK, kind, ("none", "hosted"))]


def test_a_line_that_no_fact_answers() -> None:
    """An open question, or a limit that is not known on the day."""
    asked = Line("asked", open_question("who", "qui"), 5)
    limits = Timeline({date(2010, 1, 1): 20_000}, verified_until=date(2017, 12, 31))
    limit = Line("limit", facts.annual_income.at_most(limits), 5)
    kind = RemarkKind.NO_FACT_ANSWERS
    assert found(DALO, asked) == [(Severity.LOOK, kind, ("asked",))]
    assert found(DALO, limit) == [(Severity.LOOK, kind, ("limit",))]
    half = Line("half", open_question("who", "qui") & facts.employed, 5)
    assert found(DALO, half) == []
    assert found(DALO, Line("sure", facts.employed | ~facts.employed, 1)) == []


def test_lines_of_little_use() -> None:
    """Two that ask the same and add up; one that gives more than the whole can."""
    again = Line("again", facts.dalo_recognised, 1)
    assert found(DALO, again) == [(Severity.LOOK, RemarkKind.COUNTED_TWICE, ("dalo", "again"))]
    assert found(DALO, Best("best", [again])) == []
    assert found(DALO, at_most=99) == [(Severity.LOOK, RemarkKind.MORE_THAN_THE_GRID, ("dalo",))]
    assert found(DALO, at_most=100) == []


def test_the_law_asks_for_the_priorities() -> None:
    """Some line serves them, DALO among them, from the day on which the law asks for it."""
    below = [(Severity.BELOW_THE_LAW, RemarkKind.NO_PRIORITY, ("grid",))]
    work = Line("work", facts.employed, 10)
    assert found(work) == below
    assert found(Line("crowded", facts.overcrowded, 10)) == below
    assert found(work, first=facts.dalo_recognised) == []
    assert found(work, DALO) == []
    since = SCORING_DUTIES.versions[0].since
    assert found(work, on=since - timedelta(days=1)) == []
    assert found(work, on=date(2100, 1, 1)) == []
    (remark,) = review(Grid("grid", "A grid", [work]), on=ON)
    assert (remark.law, remark.confidence) == (
        SCORING_DUTIES.at(ON).sources,
        SCORING_DUTIES.at(ON).confidence,
    )
    assert "no line of “A grid” serves the priorities" in words_of(remark)
    (of_dalo,) = review(Grid("grid", "A grid", [Line("c", facts.overcrowded, 1)]), on=ON)
    assert "aucune ligne de «\u00a0A grid\u00a0» ne porte sur le DALO" in words_of(of_dalo, "fr")


def test_the_scoring_of_rennes_has_no_line_here() -> None:
    """The catalogue holds what is published of it, which the clause of the framework names."""
    (remark,) = review(rennes_2017.SCORING, on=date(2017, 11, 23))
    assert (remark.severity, remark.kind) == (Severity.LOOK, RemarkKind.LINES_NOT_PUBLISHED)
    (clause,) = [clause for clause in rennes_2017.CLAUSES if clause.code == "6.3"]
    assert rennes_2017.SCORING.code in clause.carried_by


def test_a_review_takes_all_its_forms() -> None:
    """A sequence, text, rows, a repr; an agreement takes what a grid does not."""
    grid = Grid("grid", "A grid", [Line("work", facts.employed, 10)])
    answer = review(grid, on=ON)
    assert (len(answer), answer.of(Severity.LOOK)) == (1, ())
    assert answer.of(RemarkKind.NO_PRIORITY) == answer.of(Severity.BELOW_THE_LAW) == answer[:1]
    assert answer.rows()[0]["grid"] == "grid"
    assert repr(answer) == "<GridReview grid on 2024-01-01: 1 remark: 1 below the law>"
    assert "A grid, au 1er janvier 2024" in words_of(answer, "fr")
    assert pickle.loads(pickle.dumps(answer)) == answer
    anything: Any = answer
    with pytest.raises(InvalidTypeError, match="or a RemarkKind"):
        anything.of("look")
    review_anything: Any = review
    with pytest.raises(InvalidTypeError, match="review, on"):
        review_anything(grid, on="2024")


@settings(max_examples=20)
@given(grids(waits=False), households())
def test_what_is_said_never_to_apply_never_does(grid: Grid, household: Household) -> None:
    """No household meets a line that is said to be met by nobody."""
    for remark in review(grid, on=date(2018, 5, 1)).of(RemarkKind.LINE_NEVER_APPLIES):
        line = grid.line(remark.where[0])
        assert isinstance(line, Line)
        assert line.criterion.decide(household, on=date(2018, 5, 1)) is not Verdict.MET


def test_proofs_stop_where_a_code_means_nothing() -> None:
    """A territory of what is no commune proves nothing."""
    nowhere = facts.residence.within(NOWHERE)
    assert not can_be_met(nowhere, on=ON)
    assert not never_decided(nowhere, on=ON)
