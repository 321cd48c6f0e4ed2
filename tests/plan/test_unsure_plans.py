"""That there is no plan is said only where there is none, whatever becomes of what is not known."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.plan.drawing import DAY, PARTIES
from tests.plan.test_plans import CEILING, FLOOR, STATE, flat, give_up, make_agreement, promise

import housing_agreements as ha
from housing_agreements.catalogue.gironde_2018 import AGREEMENT as GIRONDE
from housing_agreements.plan import Expected, Plan, PlanOutcome, find_plan
from housing_agreements.plan._programme import Programme
from housing_agreements.plan._solver import Problem, Solution, Solver
from housing_agreements.rules.quotas.doubts import DoubtKind

ON = date(2018, 6, 30)
OWED = 403
"""How many reservations the Gironde protocol owes its publics in 2018."""
SURE = 400


def plan_gironde(perhaps: int, *, sure: int = SURE, **of_the_doubtful: Any) -> Plan:
    """A plan of one more attribution, where so many count surely, and so many perhaps."""
    offer = ha.Attribution("A", "action-logement", "33063", available_on=date(2018, 5, 2))
    ledger = [attrs.evolve(offer, count=sure, publics={"dalo"})]
    if perhaps:
        ledger.append(attrs.evolve(offer, id="B", count=perhaps, **of_the_doubtful))
    return find_plan(GIRONDE, [Expected(1, "action-logement", "33063")], ledger, on=ON)


@pytest.mark.parametrize(
    ("perhaps", "sure", "outcome"),
    [
        (0, OWED - 2, PlanOutcome.NONE),
        (0, OWED - 1, PlanOutcome.LEAST),
        (1, SURE, PlanOutcome.NONE),
        (2, SURE, PlanOutcome.UNSURE),
        (5, SURE, PlanOutcome.UNSURE),
        (5, OWED - 2, PlanOutcome.UNSURE),
        (5, OWED - 1, PlanOutcome.LEAST),
    ],
)
def test_a_fact_that_is_missing_is_no_no(perhaps: int, sure: int, outcome: PlanOutcome) -> None:
    """Of 403 owed, there is no plan where too few count at most; one where enough surely do."""
    plan = plan_gironde(perhaps, sure=sure, possible_publics={"dalo"})
    assert plan.outcome is outcome
    all_no = plan_gironde(perhaps, sure=sure)
    all_yes = plan_gironde(perhaps, sure=sure, publics={"dalo"})
    if outcome is PlanOutcome.UNSURE:
        assert plan.verdict is ha.Verdict.UNDETERMINED
        assert (all_no.verdict, all_yes.verdict) == (ha.Verdict.UNMET, ha.Verdict.MET)
    else:
        assert plan.verdict is all_no.verdict is all_yes.verdict
        assert plan.to_find_out == ()


def test_an_answer_that_is_not_sure_says_what_would_settle_it() -> None:
    """In both languages: what no plan keeps in every case, and what is not known of it."""
    plan = plan_gironde(5, possible_publics={"dalo"})
    conflict = plan.conflict
    assert conflict is not None
    assert (len(conflict), conflict.smallest, conflict.in_every_case) == (1, True, False)
    assert not plan.proved
    assert repr(plan) == "<Plan for gironde-2018 on 2018-06-30: unsure>"
    (finding,) = plan.to_find_out
    assert finding.commitment.code == "offers"
    assert [(doubt.kind, doubt.dwellings) for doubt in finding.doubts] == [(DoubtKind.PUBLIC, 5)]
    told, french = flat(plan), flat(plan, "fr")
    assert "what is not known leaves open whether one does on" in told
    assert "a commitment that no plan keeps in every case" in told
    assert "no plan keeps every promise in any" not in told
    assert "would settle it: whether 5 dwellings reach the public" in told
    assert "aucun plan ne tient tous les engagements dans tous les cas" in french
    assert "à connaître pour trancher : si 5 logements bénéficient au public" in french
    assert "<table" in plan._repr_html_()
    two = attrs.evolve(conflict, promises=[conflict[0]] * 2)
    assert "2 commitments that no plan keeps together in every case" in flat(two)


NORTH = promise("north", "at_least", 5, contingents=("state",), landlords=("north",))
MOST = promise("most", "at_most", 5, contingents=("owner",), to=())
DECIDED = ha.Attribution("1", "owner", "33063", landlord="north", decided_on=DAY)


def ask(
    commitment: ha.Commitment, expected: Expected, *entries: ha.Attribution, several: int = 1
) -> Plan:
    """A plan for an agreement of two landlords, and so many commitments that are alike."""
    alike = [attrs.evolve(commitment, code=f"{commitment.code}-{one}") for one in range(several)]
    agreement = make_agreement("a", *alike, landlords=PARTIES[:2])
    return find_plan(agreement, [expected], entries, on=DAY)


@pytest.mark.parametrize(
    "case",
    [
        (
            promise("floor", "at_least", 5),
            attrs.evolve(STATE, count=3),
            [attrs.evolve(DECIDED, count=2, possible_publics={"p"})],
            DoubtKind.PUBLIC,
            attrs.evolve(STATE, count=2),
        ),
        (
            FLOOR,
            attrs.evolve(STATE, count=ha.Bounds(4, 5)),
            [],
            DoubtKind.STAGE,
            attrs.evolve(STATE, count=ha.Bounds(3, 4)),
        ),
        (
            NORTH,
            attrs.evolve(STATE, landlord=None, count=5),
            [],
            DoubtKind.LANDLORD,
            attrs.evolve(STATE, landlord=None, count=4),
        ),
        (
            MOST,
            attrs.evolve(STATE, contingent="owner", count=ha.Bounds(5, 6)),
            [],
            DoubtKind.STAGE,
            attrs.evolve(STATE, contingent="owner", count=ha.Bounds(6, 7)),
        ),
    ],
    ids=["a fact missing", "what comes perhaps", "whose it is", "too many, perhaps"],
)
@pytest.mark.parametrize("several", [1, 2])
def test_each_kind_of_what_is_not_known_leaves_it_open(
    case: tuple[ha.Commitment, Expected, list[ha.Attribution], DoubtKind, Expected], several: int
) -> None:
    """One dwelling beyond what may be, there is no plan in any case."""
    commitment, expected, entries, kind, never = case
    plan = ask(commitment, expected, *entries, several=several)
    assert plan.outcome is PlanOutcome.UNSURE
    assert {doubt.kind for one in plan.to_find_out for doubt in one.doubts} == {kind}
    beyond = ask(commitment, never, *entries, several=several)
    assert beyond.outcome is PlanOutcome.NONE
    assert beyond.conflict is not None
    assert beyond.conflict.in_every_case


def test_what_helps_each_promise_by_itself_is_not_said_to_be_a_plan() -> None:
    """Of one dwelling that one promise needs and another refuses, no case has a plan."""
    one = attrs.evolve(DECIDED, contingent="state")
    needs, refuses = promise("needs", "at_least", 1), promise("refuses", "at_most", 0)
    agreement = make_agreement("a", needs, refuses)
    plan = find_plan(agreement, [], [attrs.evolve(one, possible_publics={"p"})], on=DAY)
    assert plan.outcome is PlanOutcome.UNSURE
    assert plan.verdict is ha.Verdict.UNDETERMINED
    assert plan.least is None
    for publics in (frozenset[str](), frozenset({"p"})):
        known = find_plan(agreement, [], [attrs.evolve(one, publics=publics)], on=DAY)
        assert known.outcome is PlanOutcome.NONE


def test_a_conflict_in_every_case_is_minimal_only_where_plans_show_it() -> None:
    """A plan that keeps the others perhaps does not show that one can be left out."""
    perhaps = attrs.evolve(STATE, count=ha.Bounds(4, 5))
    plan = find_plan(make_agreement("a", FLOOR, CEILING), [perhaps], on=DAY)
    conflict = plan.conflict
    assert plan.outcome is PlanOutcome.NONE
    assert conflict is not None
    assert {one.commitment.code for one in conflict} == {"floor", "ceiling"}
    assert conflict.in_every_case
    assert not conflict.minimal
    more = attrs.evolve(STATE, count=ha.Bounds(5, 6))
    shown = find_plan(make_agreement("a", FLOOR, CEILING), [more], on=DAY).conflict
    assert shown is not None
    assert shown.in_every_case
    assert shown.smallest


def test_whether_there_is_one_in_some_case_is_asked_only_where_it_may_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where all is known that matters, what is asked at best is what is asked."""
    state, asked = Programme.state, []

    def note(programme: Programme, *args: Any, **options: Any) -> Problem:
        if not args and not options:
            asked.append(programme)
        return state(programme, *args, **options)

    monkeypatch.setattr(Programme, "state", note)
    elsewhere = attrs.evolve(DECIDED, possible_publics={"q"})
    few = attrs.evolve(STATE, count=4)
    assert ask(FLOOR, few, elsewhere).outcome is PlanOutcome.NONE
    assert len(asked) == 1
    assert ask(FLOOR, few, attrs.evolve(DECIDED, possible_publics={"p"})).outcome is (
        PlanOutcome.UNSURE
    )
    assert len(asked) == 1 + 2


@pytest.mark.parametrize(
    ("nth", "outcome"), [(0, PlanOutcome.UNSURE), (2, PlanOutcome.UNSURE), (4, PlanOutcome.OPEN)]
)
def test_time_that_ends_leaves_it_open(
    nth: int, outcome: PlanOutcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said of any case where that was not found out; what misses least may be lost."""
    solve, asked = Solver.solve, []

    def fail_once(solver: Solver, problem: Problem) -> Solution:
        asked.append(problem)
        return give_up(solver, problem) if len(asked) == nth else solve(solver, problem)

    monkeypatch.setattr(Solver, "solve", fail_once)
    plan = ask(FLOOR, attrs.evolve(STATE, count=ha.Bounds(4, 5)))
    assert plan.outcome is outcome
    assert plan.verdict is ha.Verdict.UNDETERMINED
    assert (plan.relaxation is None) is (nth == 2)
    is_open = outcome is PlanOutcome.OPEN
    assert (plan.conflict is None) is (plan.hopeful is None) is is_open
    assert (plan.to_find_out == ()) is is_open


def test_a_plan_that_may_keep_every_promise_is_told() -> None:
    """It gives what comes perhaps, too; and says what must be known for it to keep each promise."""
    plan = ask(FLOOR, attrs.evolve(STATE, count=ha.Bounds(4, 6)))
    hopeful = plan.hopeful
    assert hopeful is not None
    assert sum(one.count for one in hopeful.allotments if one.publics) == 5
    (finding,) = hopeful
    assert plan.to_find_out == (finding,)
    assert finding.verdict is ha.Verdict.UNDETERMINED
    assert hopeful.dwellings == ha.Bounds(1, 1)
    told = flat(plan)
    assert "What is to be found out first Agreement a: " in told
    assert "whether 1 dwelling was attributed, and when" in told
    assert "in the worst case, the plan that misses least misses by 1 dwelling" in told
    assert "the plan that misses least misses" in flat(
        find_plan(make_agreement("a", FLOOR), [], on=DAY)
    )
    assert "a plan that misses by 1 dwelling in the worst case" in flat(
        attrs.evolve(hopeful, dwellings=ha.Bounds(0, 1))
    )


def test_that_none_needs_fewer_is_said_of_every_case() -> None:
    """Once more is known, a plan may need fewer."""
    fact = attrs.evolve(DECIDED, possible_publics={"p"})
    plan = ask(FLOOR, STATE, fact)
    assert plan.least == ha.Bounds(5, 5)
    assert "no plan that keeps them in every case needs fewer: the solver proved it" in flat(plan)
    learnt = ask(FLOOR, STATE, attrs.evolve(fact, publics={"p"}, possible_publics=frozenset()))
    assert learnt.least == ha.Bounds(4, 4)
    assert "no plan needs fewer: the solver proved it" in flat(learnt)
    found = attrs.evolve(plan, outcome=PlanOutcome.FOUND)
    assert "aucun de ceux-là n'en demande moins de 5" in flat(found, "fr")


def test_a_plan_found_while_asking_what_may_be_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where earlier questions were left open, a plan that the quota rules find safe is a plan."""
    solve, asked = Solver.solve, []

    def fail_twice(solver: Solver, problem: Problem) -> Solution:
        asked.append(problem)
        return give_up(solver, problem) if len(asked) <= 2 else solve(solver, problem)

    monkeypatch.setattr(Solver, "solve", fail_twice)
    most = promise("most", "at_most", 5)
    plan = ask(most, STATE, attrs.evolve(DECIDED, possible_publics={"p"}))
    assert len(asked) == 3
    assert (plan.verdict, plan.least) == (ha.Verdict.MET, ha.Bounds(0, 0))
