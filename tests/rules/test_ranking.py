"""Ranks: the best and the worst that each applicant has over all completions, ties included."""

import pickle
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.scored import every_completion, ranked
from tests.rules.test_scoring import ON, TIES, few_facts, few_questions
from tests.told import words_of

from housing_agreements import (
    Bounds,
    Grid,
    Household,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    Known,
    Line,
    PerMonth,
    Place,
    UnknownCodeError,
    UnknownFactError,
    all_of,
    facts,
    frames,
    rank,
    score,
)
from housing_agreements.criteria.households import facts_by_name
from housing_agreements.explanations._text import write_text
from housing_agreements.rules.scoring._missing import is_declared
from housing_agreements.testing.laws import (
    a_point_more_never_harms,
    order_of_applicants_changes_nothing,
    score_agrees_with_ranking,
)
from housing_agreements.testing.strategies import criteria, grids, households

SOME_DAYS = tuple(date(2018, 3, 31) + timedelta(days=n) for n in range(3))


def ranks_over_completions(
    grid: Grid, applicants: list[tuple[Household, dict[str, Any]]]
) -> Iterator[tuple[int, int] | None]:
    """The best and the worst rank of each, counted in every completion of all of them."""
    keys = [
        [ranked(grid, one, ON) for one in every_completion(household, values)]
        for household, values in applicants
    ]
    found: list[set[int]] = [set() for _ in applicants]
    for together in product(*keys):
        for index, own in enumerate(together):
            if own is not None:
                ahead = [one for one in together if one is not None and one[3] < own[2]]
                behind = [
                    one
                    for other, one in enumerate(together)
                    if one is not None and other != index and one[2] < own[3]
                ]
                found[index] |= {1 + len(ahead), 1 + len(behind)}
    return ((min(ranks), max(ranks)) if ranks else None for ranks in found)


@settings(max_examples=100)
@given(
    grids(asked=few_questions(), ties=TIES),
    st.lists(few_facts(SOME_DAYS), min_size=1, max_size=3),
)
def test_ranks_are_those_over_every_completion(grid: Grid, applicants: list[Any]) -> None:
    """Each end of a rank is reached when all facts are filled in some way, and none lies beyond."""
    many = 1
    for _, values in applicants:
        for some in values.values():
            many *= len(some)
    if many > 1_500:
        return
    ranking = rank([household for household, _ in applicants], grid, on=ON)
    bounds = [ranking.of(index).rank for index in range(len(applicants))]
    found = [None if one is None else (one.low, one.high) for one in bounds]
    assert found == list(ranks_over_completions(grid, applicants))


ONE_GRID = Grid(
    "grid",
    "A grid",
    [Line("dalo", facts.dalo_recognised, 10), PerMonth("waiting", facts.applied_on, at_most=24)],
    ties=[facts.applied_on, facts.household_size],
)


@st.composite
def applicants(draw: st.DrawFn) -> dict[str, Household]:
    """A few applicants of whom some facts are not known."""
    names = ("dalo_recognised", "employed", "household_size", "annual_income", "applied_on")
    drawn = draw(st.lists(households(names=names), min_size=1, max_size=5))
    return {f"n{number}": household for number, household in enumerate(drawn)}


@settings(max_examples=25)
@given(grids(asked=criteria(max_leaves=3), waits=False), applicants())
def test_order_changes_nothing_and_scores_are_those_of_one(grid: Grid, some: Any) -> None:
    """Whoever is ranked has the score of one alone, and the same rank in any order."""
    order_of_applicants_changes_nothing(some, grid, on=ON)
    score_agrees_with_ranking(some, grid, on=ON)


@settings(max_examples=20)
@given(st.data(), applicants())
def test_a_point_more_never_harms(data: st.DataObject, some: Any) -> None:
    """A line that gives one point more makes nobody's rank worse to whom it is given."""
    few = grids(asked=few_questions(), waits=False)
    grid = data.draw(few.filter(lambda one: isinstance(next(one.every_line()), Line)))
    a_point_more_never_harms(some, grid, "line-0", on=ON)


@given(
    st.lists(st.booleans() | st.none(), min_size=1, max_size=8),
    st.lists(st.booleans() | st.none(), min_size=1, max_size=8),
)
def test_two_grids_rank_together(tenants: Any, recognised: Any) -> None:
    """Each has the rank that the best and the worst of its possible grids give, by enumeration."""
    by_kind = {
        facts.social_tenant: Grid("t", "T", [Line("dalo", facts.dalo_recognised, 1)]),
        ~facts.social_tenant: Grid("o", "O", [Line("dalo", facts.dalo_recognised, 2)]),
    }
    pairs = list(zip(tenants, recognised, strict=False))[:5]
    given_households = [Household(social_tenant=a, dalo_recognised=b) for a, b in pairs]
    ranking = rank(given_households, by_kind, on=ON)
    possible = [
        {
            (1 if tenant else 2) * dalo
            for tenant in ((True, False) if a is None else (a,))
            for dalo in ((True, False) if b is None else (b,))
        }
        for a, b in pairs
    ]
    for index, own in enumerate(possible):
        others = possible[:index] + possible[index + 1 :]
        best = 1 + sum(min(other) > max(own) for other in others)
        worst = 1 + sum(max(other) > min(own) for other in others)
        assert ranking.of(index).rank == Bounds(best, worst)


def test_equal_keys_share_a_rank() -> None:
    """Nothing is drawn by chance; a tie that is stated ranks them."""
    same = [Household(dalo_recognised=True)] * 3
    grid = Grid("grid", "A grid", [Line("dalo", facts.dalo_recognised, 10)])
    assert {ranked.rank for ranked in rank(same, grid, on=ON)} == {Bounds(1, 1)}
    by_lot = Grid("grid", "A grid", grid.lines, ties=[facts.dependants])
    drawn = [Household(dalo_recognised=True, dependants=lot) for lot in (7, 3, None, 3)]
    ranks = [rank(drawn, by_lot, on=ON).of(index).rank for index in range(4)]
    assert ranks == [Bounds(3, 4), Bounds(1, 2), Bounds(1, 4), Bounds(1, 2)]


def test_amounts_rank_equal_points_exactly() -> None:
    """Fractions and decimals are compared as they are."""
    line = Line("dalo", facts.dalo_recognised, 10)
    grid = Grid("grid", "A grid", [line], ties=[facts.living_area])
    areas: list[Any] = [Fraction(1, 3), Decimal("0.3333"), 1, Known(low=0, high=Fraction(1, 2))]
    some = [Household(dalo_recognised=True, living_area=area) for area in areas]
    ranks = [rank(some, grid, on=ON).of(index).rank for index in range(4)]
    assert ranks == [Bounds(2, 3), Bounds(1, 2), Bounds(4, 4), Bounds(1, 3)]


def test_an_amount_that_gives_points_and_ranks_is_bounded() -> None:
    """Between two boundaries lie amounts without end: the bounds hold all of them."""
    grid = Grid(
        "grid",
        "A grid",
        [Line("low", facts.annual_income.at_most(1_000), 10)],
        ties=[facts.annual_income],
    )
    some = [
        Household(annual_income=Known(low=500, high=1_500)),
        Household(annual_income=Fraction(2_000_001, 2_000)),
        Household(annual_income=400),
    ]
    ranks = [rank(some, grid, on=ON).of(index).rank for index in range(3)]
    assert ranks == [Bounds(2, 3), Bounds(2, 3), Bounds(1, 1)]


def test_who_may_be_outside_counts_for_the_worst_of_others() -> None:
    """And not for their best; whoever is surely outside counts for nothing, and has no rank."""
    grid = Grid(
        "grid",
        "A grid",
        [Line("dalo", facts.dalo_recognised, 10)],
        outside=facts.relocated_by_renewal,
    )
    some = {
        "in": Household(dalo_recognised=False, relocated_by_renewal=False),
        "perhaps": Household(dalo_recognised=True),
        "out": Household(dalo_recognised=True, relocated_by_renewal=True),
    }
    ranking = rank(some, grid, on=ON)
    assert [(one.id, one.rank) for one in ranking] == [
        ("perhaps", Bounds(1, 1)),
        ("in", Bounds(1, 2)),
        ("out", None),
    ]
    assert ranking.of("out").missing == ()
    assert ranking.verify("out", relocated_by_renewal=False).after.rank == Bounds(1, 1)
    assert ranking.verify("in", relocated_by_renewal=True).after.rank is None
    assert "outside scoring" in words_of(ranking)
    assert "1 outside scoring" in str(ranking.summary())
    assert ranking.of("out").rows()[0]["rank_best"] is None


def test_what_a_document_would_change() -> None:
    """The rank with what it would show, the others as they are; also a value that nobody has."""
    some = {
        name: Household(dalo_recognised=dalo, applied_on=day, household_size=2)
        for name, dalo, day in (
            ("a", True, date(2017, 5, 1)),
            ("b", None, date(2017, 5, 1)),
            ("c", False, date(2017, 8, 1)),
        )
    }
    ranking = rank(some, ONE_GRID, on=ON)
    assert ranking.of("b").rank == Bounds(1, 2)
    move = ranking.verify("b", dalo_recognised=False)
    assert (move.before.rank, move.after.rank) == (Bounds(1, 2), Bounds(2, 2))
    assert move.after.score.points == Bounds(12, 12)
    assert ranking.verify("b", dalo_recognised=True).after.rank == Bounds(1, 1)
    assert ranking.verify("c", applied_on=date(2017, 4, 30)).after.rank == Bounds(2, 3)
    assert ranking.verify("c", applied_on=date(2017, 5, 3)).after.rank == Bounds(3, 3)
    shown = [move.shown[0] for move in ranking.moves_of("b")]
    assert [(name, known.low) for name, known in shown] == [
        ("dalo_recognised", True),
        ("dalo_recognised", False),
    ]
    assert words_of(move) == (
        "applicant b, with a document for recognised under DALO (no): rank 1 to 2, then rank 2\n"
    ).rstrip("\n")
    assert "avec un justificatif pour reconnu au titre du DALO (non)" in words_of(move, "fr")
    assert move.rows()[0]["rank_worst_after"] == 2
    assert repr(move) == "<Move b, dalo_recognised: rank 1 to 2 to rank 2>"
    with pytest.raises(UnknownFactError, match="did you mean 'dalo_recognised'"):
        ranking.verify("b", dalo_recognized=True)
    with pytest.raises(UnknownCodeError, match="did you mean"):
        ranking.verify("bb", dalo_recognised=True)
    with pytest.raises(InvalidTypeError, match="the facts that documents would show"):
        ranking.verify("b")


def test_a_count_has_the_values_that_its_lines_tell_apart() -> None:
    """What a document may show of a number: a value on each side of each boundary."""
    grid = Grid("grid", "A grid", [Line("large", facts.household_size.at_least(3), 10)])
    some = [Household(), Household(household_size=Known(low=2, high=4)), Household()]
    ranking = rank(some, grid, on=ON)
    assert [move.shown[0][1].low for move in ranking.moves_of(0)] == [2, 3, 4]
    assert [move.shown[0][1].low for move in ranking.moves_of(1)] == [2, 4, 3]
    declared = Grid("g", "G", [Line("large", facts.household_size.verified().at_least(3), 10)])
    ranking = rank([Household(household_size=5), Household()], declared, on=ON)
    assert [move.shown[0][1].low for move in ranking.moves_of(0)] == [5]


def test_an_answer_takes_all_its_forms() -> None:
    """A sequence, text of 80 columns, a page, rows, one page of summary, and no truth value."""
    days = [date(2016, 1, 1) + timedelta(days=number) for number in range(60)]
    some = [Household(dalo_recognised=None, applied_on=day, household_size=1) for day in days]
    ranking = rank([*some, Household()], ONE_GRID, on=ON)
    assert (len(ranking), ranking[0].id, ranking[:2][1].id) == (61, 0, 1)
    for language in ("en", "fr"):
        for told in (str(ranking.explain(language)), str(ranking.summary(language))):
            assert all(len(line) <= 80 for line in told.splitlines())
    assert "11 more applicants are left out here" in words_of(ranking)
    assert "première demande\u00a0: inconnu pour 1" in str(ranking.summary("fr"))
    assert "<table" in ranking._repr_html_()
    assert len(ranking.rows()) == 61
    assert ranking.rows()[0]["on"] == "2018-05-01"
    assert ranking.of(0).rows("fr")[0]["missing"] == "dalo_recognised"
    assert repr(ranking) == "<Ranking grid on 2018-05-01: 61 applicants>"
    assert repr(ranking.of(60)) == "<Ranked 60: rank 1 to 61>"
    assert ranking.of(60).missing == ("applied_on", "dalo_recognised", "household_size")
    assert words_of(ranking.of(60)).startswith("applicant 60: rank 1 to 61")
    assert ranking.grids == (ONE_GRID,)
    again = pickle.loads(pickle.dumps(ranking))
    assert [one.rank for one in again] == [one.rank for one in ranking]
    with pytest.raises(InvalidTypeError, match="a comparison of its length"):
        bool(ranking)
    nobody = rank([], ONE_GRID, on=ON)
    assert (len(nobody), nobody.rows()) == (0, [])
    assert words_of(nobody) == "grid, ranking on 1 May 2018: 0 applicants".replace("grid", "A grid")
    assert "0 applicants" in str(nobody.summary())


@settings(max_examples=40)
@given(grids(asked=criteria(max_leaves=2), waits=False), applicants())
def test_the_summary_counts_what_is_missing_of_applicants(grid: Grid, some: Any) -> None:
    """As often as `missing` and `lacking_document` name a fact; a document settles the latter."""
    ranking, words = rank(some, grid, on=ON), facts_by_name(Household)
    counts: Counter[tuple[str, bool]] = Counter()
    for one in ranking:
        household = one.score.household
        counts.update((name, name in one.lacking_document) for name in one.missing)
        for name in one.lacking_document:
            given_facts = {name: getattr(household, name) for name in words}
            declared: Any = given_facts[name]
            given_facts[name] = Known(getattr(declared, "low", declared), verified=True)
            assert name not in score(Household(**given_facts), grid, on=ON).missing
    lines = write_text(ranking.summary("fr").blocks, "fr", width=1_000).splitlines()
    names = {name for name, _ in counts}
    for name in names if len(names) <= 10 else ():
        told = [f"inconnu pour {many}"] if (many := counts[name, False]) else []
        if many := counts[name, True]:
            told.append(f"déclaré, justificatif manquant pour {many}")
        assert f"  {words[name].words.fr}\u00a0: " + "\u202f; ".join(told) in lines
    assert sum(" pour " in line for line in lines if "\u00a0: " in line) == min(len(names), 10)


@pytest.mark.parametrize("points", [0, 5])
def test_a_grid_that_asks_nothing_ranks_everybody_alike(points: int) -> None:
    """Where no fact is read, all have the same points and share the first rank, as in a frame."""
    grid = Grid("grid", "A grid", [Line("all", all_of(), points)])
    ranking = rank({"a": Household(), "b": Household()}, grid, on=ON)
    assert [one.rank for one in ranking] == [Bounds(1, 1)] * 2
    assert [one.score.points for one in ranking] == [Bounds(points, points)] * 2
    frame = frames.rank(pl.DataFrame({"id": ["a", "b"]}), grid, on=ON)
    assert frame["rank_best"].to_list() == frame["rank_worst"].to_list() == [1, 1]
    assert len(rank({}, grid, on=ON)) == 0


def test_a_declared_fact_is_told_apart_from_one_that_is_not_known() -> None:
    """In the summary, in the table and in rows; what is true of nobody is not said."""
    grid = Grid("grid", "A grid", [Line("dalo", facts.dalo_recognised.verified(), 100)])
    yes, shown = Household(dalo_recognised=True), Known(low=False, high=False, verified=True)
    some = {"a": yes, "b": yes, "c": Household(), "d": Household(dalo_recognised=shown)}
    ranking = rank(some, grid, on=ON)
    summary = write_text(ranking.summary().blocks, "en", width=1_000)
    both = "recognised under DALO: not known for 1; declared, document missing for 2\n"
    assert both in summary
    assert "0 to 100  recognised under DALO (document)\n" in summary
    assert "0 à 100  reconnu au titre du DALO (justificatif)" in words_of(ranking, "fr")
    rows = {row["id"]: (row["missing"], row["lacking_document"]) for row in ranking.rows()}
    assert rows == {
        "a": ("dalo_recognised", "dalo_recognised"),
        "b": ("dalo_recognised", "dalo_recognised"),
        "c": ("dalo_recognised", None),
        "d": (None, None),
    }
    for ids, told in (("ab", "declared, document missing for 2"), ("c", "not known for 1")):
        part = rank({id_: some[id_] for id_ in ids}, grid, on=ON)
        assert f"recognised under DALO: {told}" in str(part.summary())
    out = Grid("grid", "A grid", grid.lines, outside=facts.dalo_recognised)
    assert "missing for" not in str(rank({"a": yes}, out, on=ON).summary())


@pytest.mark.parametrize(
    ("given_", "declared"),
    [
        (None, False),
        (3, True),
        (Known(3, valid_until=ON), True),
        (Known(3, valid_until=ON - timedelta(days=1)), False),
        (Known(low=3, high=4), False),
        (Known(low=3), False),
        (Place("33063"), False),
        (Place("33063", "QP033001"), True),
    ],
)
def test_what_is_declared_is_one_value_that_still_holds(given_: Any, declared: bool) -> None:  # noqa: FBT001  # what is expected
    """A commune alone leaves the neighbourhood open, and bounds leave the value open."""
    assert is_declared(given_, ON) is declared


def test_a_limit_of_the_whole_and_a_tie_on_one_fact() -> None:
    """Points cut by the limit are ranked by the tie that gives them, exactly."""
    grid = Grid(
        "grid",
        "A grid",
        [Line("dalo", facts.dalo_recognised, 10), PerMonth("waiting", facts.applied_on)],
        at_most=12,
        ties=[facts.applied_on],
    )
    months = Known(low=date(2018, 1, 1), high=date(2018, 4, 1))
    some = [
        Household(dalo_recognised=True, applied_on=months),
        Household(dalo_recognised=True, applied_on=date(2018, 2, 1)),
        Household(dalo_recognised=True, applied_on=date(2018, 4, 15)),
        Household(dalo_recognised=False, applied_on=date(2018, 3, 1)),
    ]
    ranks = [rank(some, grid, on=ON).of(index).rank for index in range(4)]
    assert ranks == [Bounds(1, 2), Bounds(1, 2), Bounds(3, 3), Bounds(4, 4)]


def test_bad_input_is_refused() -> None:
    """Every applicant at fault is named, and the same is said as of one alone."""
    late = Household(applied_on=date(2019, 1, 1))
    with pytest.raises(InvalidObjectError) as caught:
        rank({"a": late, "b": Household(), "c": late}, ONE_GRID, on=ON)
    assert [fault.where for fault in caught.value.faults] == [
        "rank, households['a'], applied_on",
        "rank, households['c'], applied_on",
    ]
    anything: Any = rank
    with pytest.raises(InvalidTypeError, match=r"households\[1\]: given 'x'"):
        anything([Household(), "x"], ONE_GRID, on=ON)
    with pytest.raises(InvalidTypeError, match="ids that are texts or whole numbers"):
        anything({True: Household()}, ONE_GRID, on=ON)
    with pytest.raises(InvalidTypeError, match="rank, households"):
        anything(3, ONE_GRID, on=ON)
    with pytest.raises(InvalidTypeError, match="a Grid, a Timeline"):
        anything([Household()], "grid", on=ON)
    with pytest.raises(UnknownCodeError, match="the id of an applicant"):
        rank([Household()], ONE_GRID, on=ON).of(1)
    many = {f"n{number}": late for number in range(50)}
    with pytest.raises(InvalidObjectError) as caught:
        rank(many, ONE_GRID, on=ON)
    assert len(caught.value.faults) == 50
    assert str(caught.value).splitlines()[-1].endswith("more, in the `faults` of this error")
    assert "leave out whoever came later" in caught.value.faults[0].remedy
    for wrong in ({"employed": True}, Household()):
        with pytest.raises(InvalidTypeError, match="expected a") as refused:
            anything([wrong] if isinstance(wrong, dict) else wrong, ONE_GRID, on=ON)
        assert "write" in refused.value.remedy
    with pytest.raises(InvalidTypeError, match=r"write \[value, ...\]"):
        anything({Household()}, ONE_GRID, on=ON)
    with pytest.raises(InvalidTypeError, match=r"housing_agreements\.frames\.rank\(frame, grid"):
        anything(pl.DataFrame({"employed": [True]}), ONE_GRID, on=ON)


def test_documents_show_no_day_after_the_one_asked() -> None:
    """Of a day that may lie after it, moves end with it; one that is shown later is refused."""
    grid = Grid("g", "A grid", [PerMonth("wait", facts.applied_on, at_most=60)])
    span = Known(low=date(2017, 5, 1), high=date(2019, 1, 1))
    ranking = rank([Household(applied_on=span), Household(applied_on=ON)], grid, on=ON)
    days = [move.shown[0][1].low for move in ranking.moves_of(0)]
    assert days == [date(2017, 5, 1), ON]
    with pytest.raises(InvalidValueError, match=r"Ranking\.verify, applied_on: given 2018-05-02"):
        ranking.verify(1, applied_on=date(2018, 5, 2))
    other = Grid("o", "Another", [Line("late", facts.applied_on.at_least(date(2020, 1, 1)), 5)])
    both = rank([Household(applied_on=span)] * 2, {facts.employed: grid, ~facts.employed: other},
                on=ON)  # fmt: skip
    moves = (dict(move.shown).get("applied_on") for move in both.moves_of(0))
    assert [shown.low for shown in moves if shown is not None] == [date(2017, 5, 1), ON]


def test_whoever_no_grid_is_for_has_no_rank() -> None:
    """Neither criterion is met: outside scoring; either may be: perhaps."""
    by_kind = {
        facts.social_tenant: Grid("t", "T", [Line("dalo", facts.dalo_recognised, 1)]),
        facts.disabled: Grid("o", "O", [Line("dalo", facts.employed, 2)]),
    }
    some = [
        Household(social_tenant=False, disabled=False),
        Household(social_tenant=False, disabled=None, employed=True),
        Household(social_tenant=True, dalo_recognised=True),
    ]
    ranking = rank(some, by_kind, on=ON)
    ranks = [ranking.of(index).rank for index in range(3)]
    assert ranks == [None, Bounds(1, 1), Bounds(1, 2)]
    assert [move.shown[0][0] for move in ranking.moves_of(1)] == ["disabled"] * 2


def test_the_laws_of_ranking_fail_where_they_do_not_hold() -> None:
    """A rubric is no line, and whoever is outside has no rank to compare."""
    line = Line("dalo", facts.dalo_recognised, 10)
    grid = Grid("grid", "A grid", [line, PerMonth("waiting", facts.applied_on)],
                outside=facts.disabled)  # fmt: skip
    some = {"a": Household(dalo_recognised=True, disabled=True, applied_on=ON)}
    a_point_more_never_harms(some, grid, "dalo", on=ON)
    with pytest.raises(TypeError, match="waiting"):
        a_point_more_never_harms(some, grid, "waiting", on=ON)
