"""Plans are told in both languages, ask only what they may, and say what was not found out."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest
from tests.plan.drawing import CITY, DAY, PARTIES, TOWN

import housing_agreements as ha
from housing_agreements.catalogue.gironde_2018 import AGREEMENT as GIRONDE
from housing_agreements.explanations.explanation import Told
from housing_agreements.plan import Expected, Plan, PlanOutcome, find_plan
from housing_agreements.plan._conflicts import _ConflictSearch
from housing_agreements.plan._demands import Numbers
from housing_agreements.plan._solver import Problem, Proof, Solution, Solver, Sums
from housing_agreements.testing import laws
from housing_agreements.values.texts import Language

ON = date(2018, 7, 2)
ENOUGH = Expected(1_600, "action-logement", "33063")


def make_agreement(code: str, *commitments: ha.Commitment, **fields: Any) -> ha.Agreement:
    """An agreement on two contingents, of 2024."""
    given: dict[str, Any] = {
        "parties": PARTIES,
        "signed_on": None,
        "term": 2024,
        "territory": CITY,
        "contingents": (
            ha.Contingent("state", PARTIES[2], CITY),
            ha.Contingent("owner", PARTIES[3], CITY),
        ),
        "publics": tuple(
            ha.PriorityPublic(public, f"public {public}", ha.facts.dalo_recognised)
            for public in ("p", "q")
        ),
    }
    return ha.Agreement(code, None, f"Agreement {code}", commitments=commitments, **given | fields)


def promise(code: str, side: str, level: Any, *, share: bool = False, **fields: Any) -> Any:
    """A volume or a share of decisions to a public, in 2024."""
    given: dict[str, Any] = {"to": ("p",), "stage": ha.Stage.DECIDED, side: level} | fields
    return (ha.Share if share else ha.Volume)(code, **given)


FLOOR = promise("floor", "at_least", 5)
CEILING = promise("ceiling", "at_most", 3, contingents=("state",))
THREE = (
    promise("to-p", "at_least", 4, contingents=("owner",)),
    promise("to-q", "at_least", 4, to=("q",), contingents=("owner",)),
    promise("few", "at_most", 6, to=("p", "q"), contingents=("owner",)),
)
TWO = (promise("floor", "at_least", 5, contingents=("state",)), CEILING)
STATE = Expected(10, "state", "33063", landlord="north")


def flat(told: Told, language: Language = "en") -> str:
    """An explanation as one line, with plain spaces."""
    return " ".join(str(told.explain(language)).split())


def give_up(_: Solver, problem: Problem) -> Solution:
    """A solver that finds nothing out."""
    del problem
    return Solution(Proof.OPEN, None, 2, None)


def test_a_plan_tells_who_gets_what() -> None:
    """As a text in both languages, as a page, as rows, and in short."""
    plan = find_plan(GIRONDE, [ENOUGH], on=ON)
    assert plan.proved
    assert repr(plan) == (
        "<Plan for gironde-2018 on 2018-07-02: least, 403 attributions to priority publics>"
    )
    assert "403 of" not in flat(plan)
    assert "403 attributions to priority publics, of 1,600 expected" in flat(plan)
    french = flat(plan, "fr")
    assert "aucun plan n'en demande moins : le solveur l'a prouvé" in french
    assert "403 logements comptés sur 403" in french
    assert "<table" in plan._repr_html_()
    assert [(row["publics"] is None, row["count"]) for row in plan.rows()] == [
        (True, 1_197),
        (False, 403),
    ]
    nobody, somebody = plan
    assert repr(nobody) == ("<Allotment 1,197 to none, Action Logement Services, Bordeaux>")
    assert "1 197 attributions à aucun public compté" in flat(nobody, "fr")
    assert str(somebody).startswith("Action Logement Services, Bordeaux: 403 attributions to ")


def test_what_conflicts_and_what_misses_least_are_told() -> None:
    """Each promise with its agreement; by how many dwellings; and what was proved."""
    one, other = make_agreement("a", FLOOR), make_agreement("b", CEILING)
    plan = find_plan([one, other], [STATE], on=DAY)
    conflict, relaxation = plan.conflict, plan.relaxation
    assert plan.outcome is PlanOutcome.NONE
    assert plan.proved
    assert conflict is not None
    assert relaxation is not None
    assert repr(plan) == "<Plan for a, b on 2024-06-03: none>"
    assert repr(conflict) == "<Conflict 2 commitments, smallest>"
    assert repr(conflict[0]) == "<Promised floor of a, 2024>"
    assert repr(relaxation) == "<Relaxation 1 promise missed by 2 dwellings, proved least>"
    assert [row["agreement"] for row in conflict.rows()] == ["a", "b"]
    assert sum(int(str(row["missed_by"])) for row in relaxation.rows()) == 2
    assert "2 engagements qu'aucun plan ne tient ensemble" in flat(plan, "fr")
    assert "no fewer commitments conflict" in flat(plan)
    unproved = attrs.evolve(conflict, smallest=False)
    assert "whether fewer commitments conflict was not" in flat(unproved)
    assert repr(attrs.evolve(unproved, minimal=False)) == "<Conflict 2 commitments, not minimal>"
    open_still = attrs.evolve(unproved, minimal=False)
    assert "on ne sait pas si l'on peut en retirer" in flat(open_still, "fr")
    loose = attrs.evolve(relaxation, dwellings=ha.Bounds(1, 2))
    assert repr(loose).endswith("not proved least>")
    assert "none misses by fewer than 1" in flat(loose)


def test_long_plans_are_cut_in_words_and_whole_in_rows() -> None:
    """An explanation shows forty lines, and says how many are left out."""
    agreement = make_agreement("a", promise("all", "at_least", 41, to=()))
    plan = find_plan(agreement, [Expected(41, "state", "33063")], on=DAY)
    assert plan.least == ha.Bounds(0, 0)
    assert "nothing has to go to a priority public" in flat(plan)
    each = attrs.evolve(find_plan(GIRONDE, [ENOUGH], on=ON)[1], perhaps=True)
    many = attrs.evolve(plan, allotments=[each] * 42)
    assert "2 more are left out here" in flat(many)
    one_more = attrs.evolve(many, allotments=[each] * 41)
    assert "1 autre ne figure pas ici" in flat(one_more, "fr")
    assert "some of these attributions come perhaps" in flat(many)
    assert "if they come, to" in flat(each)
    assert "perhaps" in repr(each)


def test_where_nothing_is_promised_that_is_said_first() -> None:
    """Not that promises can be kept: of no promise, of other years, of what no base has."""
    none, floor = make_agreement("a"), make_agreement("a", FLOOR)
    later = attrs.evolve(STATE, period=ha.Period.year(2026))
    idle = make_agreement("a", promise("idle", "at_least", 1, share=True, contingents=("owner",)))
    for agreement, expected, day, first in (
        (none, STATE, DAY, "nothing is promised over that time"),
        (floor, STATE, date(2023, 12, 31), "nothing is promised over that time"),
        (floor, STATE, date(2025, 1, 1), "nothing is promised over that time"),
        (floor, later, date(2025, 1, 1), "nothing is promised over that time"),
        (idle, STATE, DAY, "nothing to judge"),
    ):
        plan = find_plan(agreement, [expected], on=day)
        assert (plan.verdict, plan.least) == (None, ha.Bounds(0, 0))
        assert flat(plan).startswith(f"Plan for Agreement a: {first} on")
        assert "every promise" not in flat(plan)
        assert "nothing has to go to a priority public" in flat(plan)
        assert "nothing to judge" in repr(plan)
        laws.a_plan_keeps_its_promises(plan)
    assert "rien n'est promis pendant ce temps" in flat(find_plan(none, [STATE], on=DAY), "fr")
    for day in (date(2024, 1, 1), date(2024, 12, 31)):
        assert find_plan(floor, [STATE], on=day).verdict is ha.Verdict.MET
    assert find_plan(floor, [], on=DAY).outcome is PlanOutcome.NONE


def test_what_was_not_found_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that gives up, or has no time, leaves the question open; it never says least."""
    agreement = make_agreement("a", FLOOR)
    late = find_plan(agreement, [STATE], on=DAY, seconds=0)
    assert (late.outcome, late.verdict) == (PlanOutcome.OPEN, ha.Verdict.UNDETERMINED)
    assert not late.proved
    assert late.conflict is None
    assert late.relaxation is None
    assert "on ne sait pas si tous les engagements" in flat(late, "fr")
    assert "n'a pas prouvé qu'il n'en existe pas" in flat(late, "fr")
    assert "`seconds` gives it more time" in flat(late)
    solve = Solver.solve

    def find_only(solver: Solver, problem: Problem) -> Solution:
        """A solver that proves nothing."""
        found = solve(solver, problem)
        return found._replace(answer=Proof.FOUND, least=2)

    monkeypatch.setattr(Solver, "solve", find_only)
    found = find_plan(agreement, [STATE], on=DAY)
    assert (found.outcome, found.least) == (PlanOutcome.FOUND, ha.Bounds(2, 5))
    assert "none needs fewer than 2" in flat(found)
    monkeypatch.setattr(Solver, "solve", give_up)
    assert find_plan(agreement, [STATE], on=DAY).outcome is PlanOutcome.OPEN


def test_a_plan_found_while_looking_for_the_least_missed_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the first question was left open, a plan that misses nothing is a plan."""
    solve, asked = Solver.solve, []

    def fail_once(solver: Solver, problem: Problem) -> Solution:
        asked.append(problem)
        return give_up(solver, problem) if len(asked) == 1 else solve(solver, problem)

    monkeypatch.setattr(Solver, "solve", fail_once)
    plan = find_plan(make_agreement("a", FLOOR), [STATE], on=DAY)
    assert (plan.outcome, plan.least) == (PlanOutcome.FOUND, ha.Bounds(2, 5))


def test_a_conflict_that_takes_too_long_is_said_not_to_be_minimal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was found stands, with what is not known of it."""
    agreements = [make_agreement("a", FLOOR), make_agreement("b", CEILING)]
    solve = Solver.solve
    for most, outcome in ((4, (2, False, False)), (5, (2, False, False)), (6, (2, True, False))):
        asked: list[Problem] = []

        def give_up_after(
            solver: Solver, problem: Problem, most: int = most, asked: list[Problem] = asked
        ) -> Solution:
            asked.append(problem)
            return solve(solver, problem) if len(asked) <= most else give_up(solver, problem)

        monkeypatch.setattr(Solver, "solve", give_up_after)
        conflict = find_plan(agreements, [STATE], on=DAY).conflict
        assert conflict is not None
        assert (len(conflict), conflict.minimal, conflict.smallest) == outcome


@pytest.mark.parametrize("nth", range(2, 16))
def test_a_conflict_is_real_whatever_the_solver_leaves_open(
    nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one question of many is left open, what is said to be proved is."""
    solve, asked = Solver.solve, []

    def fail_once(solver: Solver, problem: Problem) -> Solution:
        asked.append(problem)
        return give_up(solver, problem) if len(asked) == nth else solve(solver, problem)

    monkeypatch.setattr(Solver, "solve", fail_once)
    expected = [STATE, attrs.evolve(STATE, contingent="owner")]
    idle = promise("idle", "at_least", 1, to=("q",), contingents=("state",))
    conflict = find_plan(make_agreement("a", *THREE, idle, *TWO), expected, on=DAY).conflict
    assert conflict is not None
    codes = {one.commitment.code for one in conflict}
    assert codes >= {"floor", "ceiling"} or codes >= {"to-p", "to-q", "few"}
    if conflict.minimal:
        assert codes in ({"floor", "ceiling"}, {"to-p", "to-q", "few"})
    if conflict.smallest:
        assert codes == {"floor", "ceiling"}


def test_what_can_be_left_out_of_a_conflict_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """However large the conflict that is found first."""

    def explain_nothing(
        _: _ConflictSearch, given: Sequence[int], units: Sequence[int], *, changed: bool
    ) -> tuple[int, ...]:
        """All that is asked."""
        del changed
        return (*given, *units)

    monkeypatch.setattr(_ConflictSearch, "_explain", explain_nothing)
    expected = [STATE, attrs.evolve(STATE, contingent="owner")]
    conflict = find_plan(make_agreement("a", *TWO, *THREE), expected, on=DAY).conflict
    assert conflict is not None
    assert conflict.minimal
    assert conflict.smallest


@pytest.mark.parametrize("backwards", [False, True])
def test_the_smallest_conflict_is_found_beside_a_larger_one(*, backwards: bool) -> None:
    """Of two conflicts, one of three commitments and one of two, in whatever order."""
    commitments = [*THREE, *TWO][:: -1 if backwards else 1]
    expected = [STATE, attrs.evolve(STATE, contingent="owner")]
    plan = find_plan(make_agreement("a", *commitments), expected, on=DAY)
    assert plan.conflict is not None
    assert {one.commitment.code for one in plan.conflict} == {"floor", "ceiling"}
    assert plan.conflict.smallest


def test_a_conflict_of_whole_numbers_alone_is_found() -> None:
    """Half a dwelling would keep both: no whole number does."""
    half = promise("half", "at_least", "1/2", share=True)
    most = promise("most", "at_most", "1/2", share=True)
    odd = attrs.evolve(STATE, count=5)
    plan = find_plan(make_agreement("a", half, most), [odd], on=DAY)
    assert plan.conflict is not None
    assert len(plan.conflict) == 2


def test_a_group_in_which_nobody_may_be_is_kept_by_nobody() -> None:
    """Of a landlord that is not known, a strict share holds if each dwelling alone keeps it."""
    strict = promise("strict", "more_than", "1/2", share=True, contingents=("owner",))
    unknown = Expected(ha.Bounds(0, 3), "owner", "33063")
    agreement = make_agreement("a", strict)
    assert find_plan(agreement, [unknown], on=DAY).least == ha.Bounds(3, 3)


def test_what_is_expected_in_a_period_falls_in_it_alone() -> None:
    """A promise of a later quarter is kept by what comes in it; one of none is not asked."""
    quarters = ha.Period.year(2024).split(months=3)
    level = dict.fromkeys(quarters, 2)
    agreement = make_agreement("a", promise("quarterly", "at_least", level))
    plan = find_plan(agreement, [STATE, attrs.evolve(STATE, period=quarters[2])], on=DAY)
    assert plan.least == ha.Bounds(4, 4)
    assert plan.until == quarters[2].last_day
    assert [row["first_day"] for row in plan.rows() if row["publics"]] == [None, "2024-07-01"]
    assert "1 July 2024 to 30 September 2024" in repr(plan[-1])
    assert {finding.period for finding in plan.findings} == set(quarters[1:3])


def test_what_comes_perhaps_is_counted_as_it_may_be() -> None:
    """A floor by share holds whether it comes or not; one by number is not kept by it."""
    half = promise("half", "at_least", "1/2", share=True)
    perhaps = attrs.evolve(STATE, count=ha.Bounds(4, 6))
    plan = find_plan(make_agreement("a", half), [perhaps], on=DAY)
    assert plan.least == ha.Bounds(3, 3)
    assert find_plan(make_agreement("a", FLOOR), [perhaps], on=DAY).outcome is PlanOutcome.UNSURE
    later = attrs.evolve(perhaps, period=ha.Period.lasting(DAY, months=1))
    assert find_plan(make_agreement("a", half), [later], on=DAY).verdict is ha.Verdict.MET


def test_what_comes_perhaps_comes_on_its_own_days_or_never() -> None:
    """Of this year, it does not count in the next, however late the plan is judged."""
    each_year = {2024: 2, 2025: 2}
    most = promise("most", "at_most", each_year, to=())
    agreement = make_agreement("a", most, term=ha.Period.years(2024, 2025))
    now = attrs.evolve(STATE, count=ha.Bounds(1, 2))
    next_year = attrs.evolve(now, period=ha.Period.year(2025))
    assert find_plan(agreement, [now, next_year], on=DAY).verdict is ha.Verdict.MET
    on_a_day = attrs.evolve(now, period=ha.Period(date(2024, 12, 31), date(2025, 1, 1)))
    assert find_plan(agreement, [now, on_a_day], on=DAY).outcome is PlanOutcome.UNSURE
    between = attrs.evolve(now, period=ha.Period(date(2024, 12, 31), date(2025, 1, 2)))
    for other in (now, next_year):
        assert find_plan(agreement, [other, between], on=DAY).outcome is PlanOutcome.UNSURE
    three = attrs.evolve(next_year, count=ha.Bounds(3, 4))
    assert find_plan(agreement, [now, three], on=DAY).outcome is PlanOutcome.NONE


def test_a_promise_that_asks_too_much_proves_no_conflict() -> None:
    """Nor that one is the smallest, or that none can be left out of it: alone it may be lost."""
    cap = ha.Substitute(to=("q",), at_most="1/4")
    main = promise("main", "at_least", "2/3", share=True, substitute=cap)
    few = promise("few", "at_most", 1, to=("q",))
    agreement = make_agreement("a", main, few, landlords=PARTIES[:2])
    perhaps = attrs.evolve(STATE, count=ha.Bounds(2, 3))
    plan = find_plan(agreement, [perhaps], on=DAY, households=[{"q"}])
    assert [promised.commitment.code for promised in plan.cautious] == ["main"]
    assert plan.conflict is not None
    assert {one.commitment.code for one in plan.conflict} == {"main", "few"}
    assert not plan.conflict.minimal
    assert not plan.conflict.smallest


def test_a_plan_may_ask_for_more_where_what_is_owed_is_not_known() -> None:
    """A substitute's part of a base that is not known is kept for sure; it says that it is so."""
    cap = ha.Substitute(to=("q",), at_most="1/2")
    agreement = make_agreement(
        "a", promise("main", "at_least", "1/3", share=True, substitute=cap), landlords=PARTIES[:2]
    )
    perhaps = attrs.evolve(STATE, count=ha.Bounds(4, 6))
    plan = find_plan(agreement, [perhaps], on=DAY)
    assert plan.verdict is ha.Verdict.MET
    assert [promised.commitment.code for promised in plan.cautious] == ["main"]
    assert "may give more than needed" in flat(plan)
    by_size = ha.Rounding.by_size({0: ha.Rounding.UP, 5: ha.Rounding.DOWN})
    most = promise("most", "at_most", "1/2", share=True, rounding=by_size)
    least = promise("least", "at_least", "1/2", share=True, rounding=by_size)
    both = make_agreement("b", most, least)
    assert find_plan(both, [perhaps], on=DAY).outcome in {PlanOutcome.OPEN, PlanOutcome.FOUND}


def test_what_the_solver_finds_is_checked_in_whole_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Numbers that floats do not tell apart are no answer; nor is none within no time."""
    one, column = np.array([1]), np.array([0])
    problem = Problem(one, one, Sums(np.array([0, 1]), column, -one), -one)
    assert Solver(60).solve(problem).answer is Proof.LEAST

    def find_nothing(_: Sums, numbers: Numbers) -> Numbers:
        """Sums that the numbers do not keep."""
        return numbers * 0

    monkeypatch.setattr(Sums, "multiply", find_nothing)
    assert Solver(60).solve(problem).answer is Proof.OPEN
    monkeypatch.undo()
    rows = Sums(np.arange(21) * 30, np.arange(600) % 30, -(np.arange(600) * 7_919 % 97 + 1))
    hard = Problem(np.arange(30) % 5 + 3, np.full(30, 9), rows, np.full(20, -2_001))
    assert Solver(1e-9).solve(hard).numbers is None


def test_groups_alone_may_be_judged_and_a_base_may_be_empty() -> None:
    """Each landlord has its level; a share of nothing asks for nothing."""
    by_landlord = promise("each", "at_least", {"north": 2, "south": 1}, per=ha.Per.LANDLORD)
    nothing = promise("none", "at_least", "1/2", share=True, contingents=("owner",))
    agreement = make_agreement("a", by_landlord, nothing, landlords=PARTIES[:2])
    both = [STATE, attrs.evolve(STATE, landlord="south")]
    assert find_plan(agreement, both, on=DAY).least == ha.Bounds(3, 3)
    alone = find_plan(agreement, [STATE], on=DAY)
    assert alone.relaxation is not None
    assert [finding.group for finding in alone.relaxation] == ["south"]
    assert "a commitment that no plan keeps" in flat(alone)


def test_each_agreement_reads_what_it_knows() -> None:
    """What another alone knows counts for nothing: a contingent, a landlord, a public, a tag."""
    own = make_agreement("a", FLOOR, landlords=PARTIES[:1])
    other = make_agreement(
        "b",
        promise("q", "at_least", 4, to=("r",)),
        landlords=PARTIES[1:2],
        tags=("moved",),
        contingents=(ha.Contingent("city", PARTIES[2], CITY),),
        publics=(ha.PriorityPublic("r", "public r", ha.facts.employed),),
    )
    ledger: list[ha.Attribution | ha.Production] = [
        ha.Attribution("1", "state", "33063", landlord="north", publics={"p"}, decided_on=DAY),
        ha.Attribution("2", "state", "33063", publics={"p", "r"}, decided_on=DAY, tags={"moved"}),
        ha.Attribution("3", "city", "33063", landlord="south", publics={"r"}, decided_on=DAY),
        ha.Attribution("4", "city", "33063", publics={"r"}, possible_publics={"p"}, decided_on=DAY),
        ha.Production("5", "33063", landlord="south", started_on=DAY),
        ha.Production("6", "33063", started_on=DAY),
    ]
    city = Expected(5, "city", "33063", landlord="south")
    plan = find_plan([own, other], [STATE, city], ledger, on=DAY)
    assert plan.least == ha.Bounds(3 + 2, 3 + 2)


def test_a_tally_and_households_of_several_publics_may_be_given() -> None:
    """A tally of the only agreement stands for its ledger; one household may count twice."""
    agreement = make_agreement("a", FLOOR, promise("other", "at_least", 5, to=("q",)))
    present = ha.tally(
        agreement, [ha.Attribution("1", "state", "33063", publics={"p"}, decided_on=DAY)]
    )
    assert find_plan(agreement, [STATE], present, on=DAY).least == ha.Bounds(9, 9)
    both = find_plan(agreement, [STATE], present, on=DAY, households=[{"q", "p"}])
    assert both.least == ha.Bounds(5, 5)
    assert both[-1].publics == ("p", "q")


def test_fine_levels_and_large_numbers_are_not_left_to_floats() -> None:
    """A level of very fine parts is kept for sure; a number too large leaves the question open."""
    fine = promise("fine", "at_least", "0.1234567", share=True, per=ha.Per.LANDLORD)
    unknown = attrs.evolve(STATE, landlord=None)
    agreement = make_agreement("a", fine, landlords=PARTIES[:2])
    plan = find_plan(agreement, [STATE, unknown], on=DAY)
    assert [promised.commitment.code for promised in plan.cautious] == ["fine"]
    vast = attrs.evolve(unknown, count=10**12)
    thin = promise("thin", "at_least", "0.12347", share=True, per=ha.Per.LANDLORD)
    thinner = make_agreement("b", thin, landlords=PARTIES[:2])
    assert find_plan(thinner, [vast], on=DAY).outcome is PlanOutcome.OPEN


def test_numbers_beyond_those_of_the_machine_are_numbers() -> None:
    """A level, or a ledger, of very many: what no plan can reach is proved out of reach."""
    huge = make_agreement("a", promise("huge", "at_least", 10**30))
    plan = find_plan(huge, [STATE], on=DAY)
    assert (plan.outcome, plan.proved) == (PlanOutcome.NONE, True)
    assert plan.relaxation is None or plan.relaxation.dwellings.low <= 10**30 - 10
    free = make_agreement("b", promise("free", "at_most", 10**30))
    assert find_plan(free, [STATE], on=DAY).least == ha.Bounds(0, 0)
    third = make_agreement("c", promise("third", "at_least", "1/3", share=True))
    many = ha.Attribution("1", "state", "33063", decided_on=DAY, count=10**30)
    kept = attrs.evolve(many, id="2", publics={"p"})
    assert find_plan(third, [STATE], [many], on=DAY).outcome is PlanOutcome.NONE
    assert find_plan(third, [STATE], [many, kept], on=DAY).least == ha.Bounds(0, 0)
    with pytest.raises(ha.InvalidValueError, match="at most 1,000,000,000,000 dwellings in all"):
        find_plan(third, [STATE, attrs.evolve(STATE, count=ha.Bounds(0, 10**30))], on=DAY)


def test_terms_of_the_day_on_which_it_is_judged_say_who_counts_and_where() -> None:
    """What is expected next year may go to a public, or to a commune, of the terms of then."""
    each_year = {2024: 1, 2025: 1}
    agreement = make_agreement(
        "a",
        promise("yearly", "at_least", each_year),
        term=ha.Period.years(2024, 2025),
        signed_on=date(2023, 12, 1),
    )
    signed_on, new_year = date(2024, 1, 1), date(2025, 1, 1)
    later = attrs.evolve(STATE, period=ha.Period.year(2025))
    to_others = ha.Amendment(
        effective=new_year,
        signed_on=signed_on,
        replace=(promise("yearly", "at_least", each_year, to=("q",)),),
    )
    plan = find_plan(agreement.amend(to_others), [STATE, later], on=DAY)
    assert "judged on 31 December 2025, the last day on which something" in flat(plan)
    assert "the terms change before that day: Agreement a, on 1 January 2025;" in flat(plan)
    now = find_plan(agreement.amend(to_others), [STATE], on=DAY)
    assert "judged on" not in flat(now)
    assert "terms change" not in flat(now)
    assert "terms change" not in flat(find_plan(agreement, [STATE, later], on=DAY))
    assert plan.least == ha.Bounds(2, 2)
    assert {one.publics for one in plan if one.publics} == {("p",), ("q",)}
    wider = ha.Territory("wider", "Wider", "area", communes=("33063", "33281", "33039"))
    there = attrs.evolve(later, commune="33039")
    moving = ha.Territory(
        "moving",
        "Moving",
        "area",
        communes=ha.Timeline.of_members({"33063": date(2000, 1, 1), "33039": new_year}),
    )
    for wide in (
        agreement.amend(ha.Amendment(effective=new_year, signed_on=signed_on, territory=wider)),
        attrs.evolve(agreement, territory=moving),
    ):
        assert find_plan(wide, [STATE, there], on=DAY).until == date(2025, 12, 31)
        with pytest.raises(ha.InvalidValueError, match="territory"):
            find_plan(wide, [attrs.evolve(there, period=None)], on=DAY)


def test_a_plan_keeps_its_promises_as_entries() -> None:
    """Of one agreement or two; on a day or within a period; whether what may come comes or not."""
    half = promise("half", "at_least", {2024: "1/2", 2025: "1/3"}, share=True)
    one = make_agreement("a", half, FLOOR, term=ha.Period.years(2024, 2025))
    other = make_agreement("b", promise("few", "at_most", 9))
    new_year = ha.Period.lasting(date(2025, 1, 1), months=1)
    expected = [
        STATE,
        attrs.evolve(STATE, count=ha.Bounds(2, 4)),
        attrs.evolve(STATE, period=new_year),
        attrs.evolve(STATE, period=ha.Period(date(2025, 3, 1), date(2025, 3, 2))),
    ]
    done = [ha.Attribution("1", "state", "33063", publics={"p"}, decided_on=DAY)]
    fewer = make_agreement("b", promise("few", "at_most", 1))
    for agreements, verdict in (
        ([one], ha.Verdict.MET),
        ([one, other], ha.Verdict.MET),
        ([one, fewer], ha.Verdict.UNMET),
    ):
        plan = find_plan(agreements, expected, done, on=DAY)
        assert plan.verdict is verdict
        laws.a_plan_keeps_its_promises(plan, done)
    both = find_plan([one, other], expected[:1], done, on=DAY)
    laws.a_plan_keeps_its_promises(both, done)
    with pytest.raises(AssertionError, match="a promise is kept by the plan"):
        laws.a_plan_keeps_its_promises(attrs.evolve(both, allotments=()), done)


def test_the_last_days_of_the_calendar_are_days() -> None:
    """Nothing is promised then, whether what is expected comes or not."""
    perhaps = attrs.evolve(STATE, count=ha.Bounds(0, 3))
    for day in (date.min, date.max):
        assert find_plan(make_agreement("a", FLOOR), [perhaps], on=day).least == ha.Bounds(0, 0)


def test_what_agreements_say_of_each_other_changes_no_plan() -> None:
    """Even where they name each other in a circle: each promise is kept all the same."""
    one, other = make_agreement("a", FLOOR), make_agreement("b", CEILING)
    to = {agreement.code: ha.Reference(agreement.code, "it") for agreement in (one, other)}
    round_about = [attrs.evolve(one, part_of=(to["b"],)), attrs.evolve(other, part_of=(to["a"],))]
    plan = find_plan(round_about, [STATE], on=DAY)
    assert plan.outcome is find_plan([one, other], [STATE], on=DAY).outcome


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        ({"agreements": []}, ha.InvalidValueError, "at least one agreement"),
        ({"agreements": [GIRONDE, GIRONDE]}, ha.InvalidValueError, "each code once"),
        ({"agreements": ["a"]}, ha.InvalidTypeError, "an Agreement"),
        ({"expected": [5]}, ha.InvalidTypeError, "Expected"),
        ({"expected": STATE}, ha.InvalidTypeError, "find_plan, expected: .*several values"),
        ({"expected": {}}, ha.InvalidTypeError, "find_plan, expected: given {}"),
        ({"agreements": None}, ha.InvalidTypeError, "find_plan, agreements: given None"),
        (
            {"expected": [STATE, attrs.evolve(STATE, commune="33000")]},
            ha.UnknownCodeError,
            r"find_plan, expected\[1\]\.commune: given '33000'.*33063 Bordeaux",
        ),
        ({"seconds": float("nan")}, ha.InvalidTypeError, "find_plan, seconds: given nan"),
        ({"seconds": "60"}, ha.InvalidTypeError, "find_plan, seconds: given '60'"),
        ({"households": ["p"]}, ha.InvalidTypeError, r"find_plan, households\[0\]: given 'p'"),
        ({"entries": [5]}, ha.InvalidTypeError, "given 5; expected an Attribution"),
        ({"seconds": 1.5}, ha.InvalidTypeError, r"given 1\.5 \(a float\)"),
        ({"seconds": True}, ha.InvalidTypeError, "given True"),
        ({"expected": [attrs.evolve(STATE, contingent="stat")]}, ha.UnknownCodeError, "state"),
        ({"expected": [attrs.evolve(STATE, landlord="nord")]}, ha.UnknownCodeError, "north"),
        ({"expected": [attrs.evolve(STATE, commune="75056")]}, ha.InvalidValueError, "territory"),
        ({"households": [{"x"}]}, ha.UnknownCodeError, "a public that is declared"),
        ({"on": "2024"}, ha.InvalidTypeError, "find_plan, on"),
        ({"seconds": -1}, ha.InvalidValueError, "find_plan, seconds"),
        ({"known": 5}, ha.InvalidTypeError, "find_plan, known"),
        (
            {"expected": [attrs.evolve(STATE, period=ha.Period.year(2023))]},
            ha.InvalidValueError,
            "a period that has not ended",
        ),
    ],
)
def test_what_cannot_be_planned_is_refused(
    wrong: dict[str, Any], error: type[Exception], said: str
) -> None:
    """By its name, with what was expected."""
    agreement = make_agreement("a", FLOOR, landlords=PARTIES[:2])
    asked: dict[str, Any] = {"agreements": [agreement], "expected": [STATE], "on": DAY}
    with pytest.raises(error, match=said):
        find_plan(**asked | wrong)


OTHER_MEANING = attrs.evolve(
    make_agreement("b", promise("work", "at_least", 4)),
    publics=(ha.PriorityPublic("p", "at work", ha.facts.employed),),
)
"""An agreement that means other households by the public "p"."""


def test_a_public_of_two_meanings_says_which() -> None:
    """Each agreement counts its own; a household that is of both serves both."""
    two = [make_agreement("a", FLOOR), OTHER_MEANING]
    ledger = [
        ha.Attribution("1", "state", "33063", publics={"a:p"}, decided_on=DAY, count=2),
        ha.Attribution("2", "state", "33063", publics={"b:p"}, decided_on=DAY),
    ]
    plan = find_plan(two, [STATE], ledger, on=DAY)
    assert plan.least == ha.Bounds(3 + 3, 3 + 3)
    told = {(one.publics, one.names[0].en): one.count for one in plan if one.publics}
    assert told == {(("a:p",), "public p"): 3, (("b:p",), "at work"): 3}
    laws.a_plan_keeps_its_promises(plan, ledger)
    both = find_plan(two, [STATE], ledger, on=DAY, households=[{"a:p", "b:p"}])
    assert both.least == ha.Bounds(3, 3)
    laws.a_plan_keeps_its_promises(both, ledger)
    with pytest.raises(ha.InvalidValueError, match=r"households: given 'p'.*write 'a:p'"):
        find_plan(two, [STATE], on=DAY, households=[{"p"}])
    bare = [attrs.evolve(ledger[0], publics={"p"})]
    with pytest.raises(ha.InvalidValueError, match=r"entries, '1', publics: .*write 'a:p'"):
        find_plan(two, [STATE], bare, on=DAY)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 attendue"), (1, "1 attendue"), (2, "attendues")]
)
def test_what_is_expected_is_said_in_the_singular_of_one(count: int, said: str) -> None:
    """And of none, in French."""
    plan = find_plan(make_agreement("a", CEILING), [attrs.evolve(STATE, count=count)], on=DAY)
    assert f"{said} aucun" in flat(plan, "fr")


def test_a_joint_tally_is_planned_as_its_ledger() -> None:
    """Also where it was made for more agreements; not where it was made without one of them."""
    two = [make_agreement("a", FLOOR), OTHER_MEANING]
    ledger = [ha.Attribution("1", "state", "33063", publics={"a:p"}, decided_on=DAY, count=2)]
    joint = ha.tally([*two, make_agreement("c", CEILING)], ledger)
    of_entries = find_plan(two, [STATE], ledger, on=DAY)
    assert find_plan(two, [STATE], joint, on=DAY).rows() == of_entries.rows()
    assert find_plan(two[0], [STATE], joint, on=DAY).least == ha.Bounds(3, 3)
    with pytest.raises(ha.UnknownCodeError, match="'b'"):
        find_plan(two, [STATE], ha.tally(two[:1], ledger), on=DAY)


@pytest.mark.parametrize("several", [False, True])
def test_entries_are_refused_as_they_were_given(*, several: bool) -> None:
    """By the call that they were given to, with what can be done there; none is passed over."""
    one = make_agreement("a", FLOOR, landlords=PARTIES[:1])
    other = make_agreement("b", CEILING, landlords=PARTIES[1:2])
    agreements = [one, other] if several else [one]
    done = ha.Attribution("1", "state", "33063", decided_on=DAY, landlord="north")
    twice = attrs.evolve(done, landlord="south" if several else "north")
    for entries, error, said in (
        ([done, twice], ha.DuplicateIdError, "ids=Ids.TRUSTED if they are known to differ before"),
        ([attrs.evolve(done, contingent="stat")], ha.UnknownCodeError, "contingent: given 'stat'"),
        ([attrs.evolve(done, commune="66666")], ha.UnknownCodeError, "unknown=Unknown.SET_ASIDE"),
        ([attrs.evolve(done, publics={"r"})], ha.UnknownCodeError, "public: given 'r'"),
        ([5], ha.InvalidTypeError, "given 5; expected an Attribution"),
        ("12", ha.InvalidTypeError, "several entries"),
        (done, ha.InvalidTypeError, r"write \[attribution\]"),
    ):
        given: Any = entries
        with pytest.raises(error, match=f"find_plan, entries.*{said}") as refused:
            find_plan(agreements, [STATE], given, on=DAY)
        assert "or pass" not in str(refused.value)


def test_a_tally_of_others_and_of_figures_is_refused() -> None:
    """A plan counts dwellings one by one, as the only agreement reads them."""
    agreement = make_agreement("a", FLOOR)
    strange = ha.tally(GIRONDE, [])
    with pytest.raises(ha.UncoveredReadingError, match="made for another agreement"):
        find_plan(agreement, [STATE], strange, on=DAY)
    figure = ha.PublishedFigure("floor", 2024, 5)
    with pytest.raises(ha.InvalidValueError, match="published figures"):
        find_plan(agreement, [STATE], ha.Tally.from_counts(agreement, [figure]), on=DAY)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"count": -1}, "count"),
        ({"count": ha.Bounds(-1, 2)}, "count"),
        ({"count": 1.0}, "a whole number"),
        ({"count": float("nan")}, "a whole number"),
        ({"count": True}, "a whole number"),
        ({"count": "5"}, "a whole number"),
        ({"count": None}, "a whole number"),
        ({"count": ha.Bounds(Fraction(1, 2), Fraction(2))}, "a whole number"),
        ({"count": ha.Bounds(1, None)}, "both ends known"),
        ({"contingent": ""}, "contingent"),
        ({"commune": "Bordeaux"}, "commune"),
        ({"landlord": 5}, "landlord"),
        ({"period": 2018}, "Period"),
    ],
)
def test_what_cannot_be_expected_is_refused(wrong: dict[str, Any], said: str) -> None:
    """Each fault by the name of its field."""
    given: dict[str, Any] = {"count": 1, "contingent": "state", "commune": "33063"}
    with pytest.raises(ha.HousingAgreementsError, match=said):
        Expected(**given | wrong)
    assert repr(attrs.evolve(STATE)) == "Expected(10, 'state', '33063', landlord='north')"


def test_every_part_of_an_answer_explains_itself() -> None:
    """In both languages, as text and as a page."""
    plan: Plan = find_plan(make_agreement("a", FLOOR, CEILING), [STATE], on=DAY)
    conflict, relaxation = plan.conflict, plan.relaxation
    assert conflict is not None
    assert relaxation is not None
    for part in (plan, conflict, relaxation, *conflict, *relaxation.allotments):
        assert part.rows("fr") or part is plan
        assert max(map(len, str(part.explain("fr")).splitlines())) <= 80
        assert "<" in part._repr_html_()
    assert TOWN.name == "Town"
