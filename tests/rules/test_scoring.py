"""Scoring: points within bounds that hold for every completion, and that one reaches."""

import pickle
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.scored import bounds_of, every_completion, ranked
from tests.told import words_of

from housing_agreements import (
    NO_NEIGHBOURHOOD,
    Best,
    Bounds,
    Exclusive,
    Grid,
    Household,
    HousingAgreementsError,
    InvalidTypeError,
    InvalidValueError,
    Known,
    Line,
    NotKnownError,
    PerMonth,
    PerYear,
    Place,
    Source,
    Territory,
    Text,
    Timeline,
    UnknownFactError,
    Verdict,
    all_of,
    at_least_of,
    fact,
    facts,
    facts_of,
    rank,
    review,
    score,
)
from housing_agreements.criteria.comparisons import Flag
from housing_agreements.criteria.criteria import Criterion, open_question
from housing_agreements.criteria.households import facts_by_name
from housing_agreements.criteria.kinds import YesNo, bounds_on
from housing_agreements.rules.scoring import _reading
from housing_agreements.rules.scoring._completions import Search
from housing_agreements.rules.scoring._reading import _last_day_with, read_grid
from housing_agreements.rules.scoring.grids import Waiting, say_points
from housing_agreements.testing.laws import a_fact_never_widens
from housing_agreements.testing.strategies import completions, grids, households
from housing_agreements.values.periods import months_between

ON = date(2018, 5, 1)
FLAGS = ("dalo_recognised", "employed", "disabled")
SIZES = (1, 2, 3, 4, 5)
FIRST, LAST = ON - timedelta(days=70), ON
FEW_DAYS = tuple(FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


def few_questions() -> st.SearchStrategy[Criterion]:
    """Criteria of few facts, which the naive reading completes in every way."""
    atoms = st.one_of(
        st.sampled_from([getattr(facts, name) for name in FLAGS]),
        st.sampled_from(SIZES).map(facts.household_size.at_least),
        st.sampled_from(SIZES).map(facts.household_size.one_of),
        st.sampled_from(FEW_DAYS).map(facts.applied_on.at_least),
        st.integers(1, 2).map(lambda months: facts.applied_on.at_least_ago(months=months)),
    )
    return st.recursive(
        atoms,
        lambda some: st.one_of(
            st.builds(lambda one, other: one & other, some, some),
            st.builds(lambda one, other: one | other, some, some),
            some.map(lambda one: ~one),
        ),
        max_leaves=3,
    )


def _show(values: Iterable[Any]) -> Iterator[Known[Any]]:
    return (Known(value, verified=True) for value in values)


@st.composite
def few_facts(
    draw: st.DrawFn, days: tuple[date, ...] = FEW_DAYS
) -> tuple[Household, dict[str, tuple[Any, ...]]]:
    """A household, and all the values of each fact of it that is not known.

    Documents show what is known of it, so that they are learnt together with the facts.
    """
    given_facts: dict[str, Any] = {}
    values: dict[str, tuple[Any, ...]] = {}
    for name in FLAGS:
        given_facts[name] = draw(st.sampled_from((None, True, False)))
        if given_facts[name] is None:
            values[name] = (True, False)
    low, high = sorted(draw(st.lists(st.sampled_from(SIZES), min_size=2, max_size=2)))
    given_facts["household_size"] = Known(low=low, high=high, verified=True)
    if low < high:
        values["household_size"] = tuple(_show(range(low, high + 1)))
    first, last = sorted(draw(st.lists(st.sampled_from(days), min_size=2, max_size=2)))
    given_facts["applied_on"] = Known(low=first, high=last, verified=True)
    if first < last:
        values["applied_on"] = tuple(_show(day for day in days if first <= day <= last))
    return Household(**given_facts), values


@attrs.frozen(kw_only=True)
class LocalHousehold(Household):
    """Households of a made-up territory."""

    works_here: YesNo = fact("works here", "travaille ici")  # makes a field


TIES = (facts.applied_on, facts.household_size)


@settings(max_examples=100)
@given(grids(asked=few_questions(), ties=TIES), few_facts())
def test_bounds_are_those_over_every_completion(grid: Grid, known: Any) -> None:
    """The points and the keys lie within bounds over all completions, and each end is reached."""
    household, values = known
    expected = bounds_of(grid, every_completion(household, values), ON)
    found = read_grid(grid, ON).found_of(household)
    assert found.is_exact
    assert (None if found.outcome is None else tuple(found.outcome)) == expected
    if grid.outside is not None:
        is_out = [ranked(grid, one, ON) is None for one in every_completion(household, values)]
        assert found.may_be_outside is any(is_out)


@settings(max_examples=10)
@given(st.data())
def test_a_fact_learnt_widens_no_bound(data: st.DataObject) -> None:
    """Of any grid, for any household and any completion of it, documents included."""
    grid = data.draw(grids())
    asked = [line.criterion for line in grid.every_line() if isinstance(line, Line)]
    asked += [one for one in (grid.outside, grid.first) if one is not None]
    asked += [
        line.fact.at_least(date.min) for line in grid.every_line() if isinstance(line, Waiting)
    ]
    names = sorted({name for criterion in asked for name in criterion.facts})
    household = data.draw(households(names=names) if names else st.just(Household()))
    fuller = data.draw(completions(household, all_of(*asked), on=ON))
    for one in (household, fuller):
        known = bounds_on(one.applied_on, ON, verified_only=False)
        if known is not None and known[0] is not None and known[0] > ON:
            with_waiting = any(isinstance(line, Waiting) for line in grid.every_line())
            if with_waiting:
                return
    a_fact_never_widens(household, fuller, grid, on=ON)


YES = True
SHOWN = Known(YES, verified=True)
DALO = Line("dalo", facts.dalo_recognised, 100)
WAITING = PerMonth("waiting", facts.applied_on, after=12, at_most=30, bonus={36: 20})


def points_of(grid_or_line: Any, **known: Any) -> Bounds[Any] | None:
    """The points of a household by a grid, or by a line alone."""
    grid = (
        grid_or_line if isinstance(grid_or_line, Grid) else Grid("grid", "A grid", [grid_or_line])
    )
    return score(Household(**known), grid, on=ON).points


@pytest.mark.parametrize(
    ("since", "points"),
    [
        (date(2018, 5, 1), 0),
        (date(2017, 5, 1), 0),
        (date(2017, 4, 2), 0),
        (date(2017, 4, 1), 1),
        (date(2015, 5, 2), 23),
        (date(2015, 5, 1), 44),
        (date(2000, 1, 31), 50),
        (None, (0, 50)),
        (Known(low=date(2017, 1, 1)), (0, 4)),
        (Known(high=date(2015, 5, 1)), (44, 50)),
    ],
)
def test_a_time_of_waiting(since: Any, points: Any) -> None:
    """Whole months, from a threshold on, up to a limit, with a bonus on top."""
    low, high = points if isinstance(points, tuple) else (points, points)
    assert points_of(WAITING, applied_on=since) == Bounds(low, high)


def test_years_of_waiting() -> None:
    """Whole years count as months do, those from a 29 February in common years too."""
    line = PerYear("waiting", facts.applied_on, Fraction(5, 2), bonus={2: 1})
    assert points_of(line, applied_on=date(2016, 5, 2)) == Bounds(Fraction(5, 2), Fraction(5, 2))
    assert points_of(line, applied_on=date(2016, 5, 1)) == Bounds(6, 6)
    on = date(2017, 2, 28)
    answer = score(Household(applied_on=date(2016, 2, 29)), Grid("g", "G", [line]), on=on)
    assert answer.points == Bounds(Fraction(5, 2), Fraction(5, 2))


def test_a_time_that_ends_before_it_begins_is_an_error() -> None:
    """A day after the day asked is refused, surely known or at least."""
    for since in (date(2018, 5, 2), Known(low=date(2018, 5, 2))):
        match = "score, household, applied_on: given 2018-05-02; expected a day"
        with pytest.raises(InvalidValueError, match=match):
            points_of(WAITING, applied_on=since)
    assert points_of(WAITING, applied_on=Known(low=date(2018, 4, 1), high=date(2019, 1, 1))) == (
        Bounds(0, 0)
    )


def test_the_best_line_counts() -> None:
    """Of the lines that apply; a time of waiting always does; none gives nothing."""
    best = Best("home", [Line("none", facts.without_dwelling, 50), Line("bad", facts.disabled, -5)])
    assert points_of(best, without_dwelling=True, disabled=True) == Bounds(50, 50)
    assert points_of(best, without_dwelling=False, disabled=True) == Bounds(-5, -5)
    assert points_of(best, without_dwelling=False, disabled=False) == Bounds(0, 0)
    assert points_of(best, disabled=True) == Bounds(-5, 50)
    assert points_of(best) == Bounds(-5, 50)
    with_wait = Best("home", [Line("none", facts.without_dwelling, 3), WAITING])
    assert points_of(with_wait, applied_on=date(2017, 3, 1), without_dwelling=False) == Bounds(2, 2)
    assert points_of(with_wait, applied_on=date(2017, 3, 1)) == Bounds(2, 3)


def test_exclusive_lines_that_both_apply_leave_it_open() -> None:
    """One statement of the file is wrong, and nobody knows which; the answer says so."""
    size = Exclusive("size", [Line("a", facts.disabled, 5), Line("b", facts.employed, 15)])
    assert points_of(size, disabled=True, employed=False) == Bounds(5, 5)
    assert points_of(size, disabled=True) == Bounds(5, 15)
    assert points_of(size, disabled=True, employed=True) == Bounds(5, 15)
    assert points_of(size, disabled=False, employed=False) == Bounds(0, 0)
    answer = score(Household(disabled=True, employed=True), Grid("g", "G", [size]), on=ON)
    assert answer.lines[0].contradictory
    assert "only one of these lines can apply" in words_of(answer)
    assert "une seule de ces lignes peut" in words_of(answer, "fr")


def test_lines_on_the_same_fact_are_bounded_together() -> None:
    """A line and its contrary give their points in every completion, and the answer says why."""
    lines = [Line("yes", facts.employed, 10), Line("no", ~facts.employed, 10)]
    answer = score(Household(), Grid("grid", "A grid", lines), on=ON)
    assert answer.points == Bounds(10, 10)
    assert answer.missing == ()
    assert [line.points for line in answer.lines] == [Bounds(0, 10), Bounds(0, 10)]
    assert "closer than the sum of the lines" in words_of(answer)


def test_only_a_document_counts_where_the_grid_says_so() -> None:
    """A declared fact leaves the points open, and its plain reading stays as it is declared."""
    lines = [Line("shown", facts.disabled.verified(), 10), Line("said", facts.disabled, 1)]
    grid = Grid("grid", "A grid", lines)
    assert points_of(grid, disabled=True) == Bounds(1, 11)
    assert points_of(grid, disabled=SHOWN) == Bounds(11, 11)
    assert points_of(grid) == Bounds(0, 11)
    over = Known(YES, verified=True, valid_until=date(2018, 4, 30))
    assert points_of(grid, disabled=over) == Bounds(0, 11)
    waiting = PerMonth("waiting", facts.applied_on.verified(), at_most=5)
    assert points_of(waiting, applied_on=date(2018, 3, 1)) == Bounds(0, 5)
    table = Timeline({date(2015, 1, 1): {1: 10_000, 2: 20_000}})
    income = facts.annual_income.verified().under(table, by=facts.household_size)
    shown = {
        "annual_income": Known(9_000, verified=True), "household_size": Known(1, verified=True)
    }  # fmt: skip
    assert points_of(Line("income", income, 5), **shown) == Bounds(5, 5)
    assert points_of(Line("income", income, 5), annual_income=9_000) == Bounds(0, 5)


def test_a_place_may_lie_in_a_neighbourhood() -> None:
    """A commune without its neighbourhood leaves the points open where the line names one."""
    quarter = Territory("qp", "A quarter", "neighbourhood", neighbourhoods=("QP1",))
    line = Line("quarter", facts.residence.within(quarter), 7)
    assert points_of(line, residence=Place("35238")) == Bounds(0, 7)
    assert points_of(line, residence=Place("35238", "QP1")) == Bounds(7, 7)
    assert points_of(line, residence=Place("35238", NO_NEIGHBOURHOOD)) == Bounds(0, 0)
    assert points_of(line) == Bounds(0, 7)


def test_a_number_within_bounds_is_tried_within_them() -> None:
    """A bound on one side is enough where all numbers on that side answer alike."""
    line = Line("large", facts.household_size.at_least(3), 7)
    assert points_of(line, household_size=Known(high=2)) == Bounds(0, 0)
    assert points_of(line, household_size=Known(high=3)) == Bounds(0, 7)
    assert points_of(line, household_size=Known(low=3)) == Bounds(7, 7)


def test_the_whole_has_a_limit() -> None:
    """Points above it are cut; so are the bounds."""
    grid = Grid("grid", "A grid", [DALO, Line("work", facts.employed, 20)], at_most=110)
    assert points_of(grid, dalo_recognised=True, employed=True) == Bounds(110, 110)
    assert points_of(grid, dalo_recognised=True) == Bounds(100, 110)
    answer = score(Household(dalo_recognised=True, employed=True), grid, on=ON)
    assert "at most 110 points in all" in words_of(answer)


def test_whoever_is_outside_has_no_points() -> None:
    """Surely outside, or perhaps: the points are then those of one who is not."""
    grid = Grid("grid", "A grid", [DALO], outside=facts.relocated_by_renewal)
    out = score(Household(relocated_by_renewal=True), grid, on=ON)
    assert (out.points, out.outside, out.lines, out.missing) == (None, Verdict.MET, (), ())
    assert words_of(out).splitlines()[0] == "A grid, on 1 May 2018: outside scoring"
    assert repr(out) == "<Score grid on 2018-05-01: outside>"
    perhaps = score(Household(dalo_recognised=True), grid, on=ON)
    assert (perhaps.points, perhaps.outside) == (Bounds(100, 100), Verdict.UNDETERMINED)
    assert perhaps.missing == ("relocated_by_renewal",)
    assert "perhaps outside scoring" in words_of(perhaps)
    # A criterion that is met whatever its facts are leaves out for sure.
    sure = attrs.evolve(grid, outside=facts.employed | ~facts.employed)
    assert score(Household(), sure, on=ON).outside is Verdict.MET


def test_where_a_grid_says_nothing_of_it_nobody_comes_first() -> None:
    """Whoever comes first by another grid is ahead of them, and they are ranked with the others."""
    assert score(Household(), Grid("grid", "A grid", [DALO]), on=ON).first is Verdict.UNMET
    urgent = Grid("urgent", "Urgent", [DALO], first=facts.couple_violence)
    plain = Grid("plain", "Plain", [DALO])
    grids = {facts.social_tenant: plain, ~facts.social_tenant: urgent}
    households = (
        Household(social_tenant=True, dalo_recognised=True),
        Household(social_tenant=False, dalo_recognised=False, couple_violence=True),
        Household(social_tenant=False, dalo_recognised=True, couple_violence=False),
    )
    ranking = rank(households, grids, on=ON)
    assert [ranked.rank for ranked in map(ranking.of, range(3))] == [
        Bounds(2, 2), Bounds(1, 1), Bounds(2, 2),
    ]  # fmt: skip
    firsts = [ranking.of(index).score.first for index in range(3)]
    assert firsts == [Verdict.UNMET, Verdict.MET, Verdict.UNMET]
    perhaps = score(Household(dalo_recognised=True), grids, on=ON)
    assert (perhaps.first, perhaps.missing) == (
        Verdict.UNDETERMINED, ("couple_violence", "social_tenant"),
    )  # fmt: skip


def test_who_comes_first_is_said() -> None:
    """Surely, or perhaps."""
    grid = Grid("grid", "A grid", [DALO], first=facts.couple_violence)
    known: dict[str, Any] = {"dalo_recognised": True}
    firsts = [
        score(Household(**known, couple_violence=one), grid, on=ON)
        for one in (True, None, False)
    ]  # fmt: skip
    assert [one.first for one in firsts] == [Verdict.MET, Verdict.UNDETERMINED, Verdict.UNMET]
    assert "comes first, whatever the points" in words_of(firsts[0])
    assert "may come first" in words_of(firsts[1])
    assert "first" not in words_of(firsts[2])
    assert firsts[1].missing == ("couple_violence",)


FOR_TRANSFERS = Grid("transfers", "Transfers", [Line("dalo", facts.dalo_recognised, 10)])
FOR_OTHERS = Grid("others", "First applications", [Line("dalo", facts.dalo_recognised, 30)])
BY_KIND = {facts.social_tenant: FOR_TRANSFERS, ~facts.social_tenant: FOR_OTHERS}


def test_who_is_outside_or_first_is_told_why() -> None:
    """With the reasons of the criterion; whoever is outside comes neither first nor perhaps so."""
    grid = Grid(
        "grid",
        "A grid",
        [Line("work", facts.employed, 1)],
        outside=facts.disabled,
        first=facts.dalo_recognised,
    )
    outside = score(Household(disabled=True), grid, on=ON)
    assert (outside.first, outside.missing) == (Verdict.UNMET, ())
    assert words_of(outside) == (
        "A grid, on 1 May 2018: outside scoring\n  met: disabled (yes, declared)"
    )
    unsure = words_of(score(Household(employed=False), grid, on=ON), "fr").replace("\u00a0", " ")
    assert "indéterminé : en situation de handicap (non connu)" in unsure
    assert "à connaître pour trancher : reconnu au titre du DALO, en situation" in unsure
    first = score(Household(disabled=False, dalo_recognised=True), grid, on=ON)
    told = words_of(first, "fr").replace("\u00a0", " ")
    assert "rempli : passe en premier, quels que soient les points\n    rempli : reconnu" in told
    assert "handicap" not in told
    other = Grid("other", "Another", [Line("home", facts.disabled, 1)], first=facts.overcrowded)
    by_kind = {facts.employed: grid, ~facts.employed: other}
    either = score(Household(dalo_recognised=True, overcrowded=False), by_kind, on=ON)
    assert (either.outside, either.first) == (Verdict.UNDETERMINED, Verdict.UNDETERMINED)
    told = words_of(either)
    assert "undetermined: may come first, whatever the points\n    met: recognised" in told
    assert "overcrowded" not in told  # it does not come first by that
    with pytest.raises(InvalidTypeError, match="review each of its grids by itself"):
        review({facts.employed: grid}, on=ON)  # type: ignore[call-overload]  # wrong on purpose


def test_a_time_of_waiting_is_told_with_its_points() -> None:
    """In both languages, so that its points can be counted again."""
    wait = PerMonth("w", facts.applied_on, after=12, at_most=60, bonus={36: 20}, points=1)
    answer = score(Household(applied_on=date(2016, 1, 1)), Grid("g", "G", [wait]), on=ON)
    assert (
        "1 point a month, beyond the first 12; at most 60 points; 20 points more from 36 months \
on"
        in words_of(answer)
    )
    french = "1 point par mois, au-delà des 12 premiers\u202f; au plus 60 points\u202f; "
    assert f"{french}20 points de plus à partir de 36 mois" in words_of(answer, "fr")
    year = PerYear("y", facts.applied_on, -1, after=1, bonus={1: 2})
    assert year.tell_points("fr") == (
        "\u22121 point par an, au-delà du premier\u202f; 2 points de plus à partir de 1 an"
    )
    with pytest.raises(InvalidValueError, match="language"):
        year.tell_points("de")  # type: ignore[arg-type]  # wrong on purpose


def test_two_grids_by_kind_of_applicant() -> None:
    """The grid of the first criterion that is met; while that is open, what either gives."""
    known: dict[str, Any] = {"dalo_recognised": True}
    tenant = score(Household(**known, social_tenant=True), BY_KIND, on=ON)
    assert (tenant.points, tenant.grids) == (Bounds(10, 10), (FOR_TRANSFERS,))
    either = score(Household(**known), BY_KIND, on=ON)
    assert (either.points, either.grids) == (Bounds(10, 30), (FOR_TRANSFERS, FOR_OTHERS))
    assert (either.outside, either.missing) == (Verdict.UNMET, ("social_tenant",))
    assert "Transfers, for: tenant of a social dwelling" in words_of(either)
    only = {facts.social_tenant: FOR_TRANSFERS}
    assert score(Household(social_tenant=False), only, on=ON).outside is Verdict.MET
    two = {facts.social_tenant: FOR_TRANSFERS, facts.disabled: FOR_OTHERS}
    neither = score(Household(social_tenant=False, disabled=False), two, on=ON)
    assert (neither.points, neither.outside) == (None, Verdict.MET)
    assert (neither.grids, neither.criteria, neither.missing) == (tuple(two.values()), (*two,), ())
    assert words_of(neither) == (
        "Transfers and First applications, on 1 May 2018: outside scoring\n"
        "  Transfers: it is not for this household\n"
        "    unmet: tenant of a social dwelling (no, declared)\n"
        "  First applications: it is not for this household\n"
        "    unmet: disabled (no, declared)"
    )
    assert pickle.loads(pickle.dumps(neither)) == neither
    perhaps = score(Household(social_tenant=False), two, on=ON)
    assert "First applications: it is not known whether it is for" in words_of(perhaps)
    assert perhaps.missing == ("dalo_recognised", "disabled")


def test_a_grid_that_leaves_out_says_so_beside_others() -> None:
    """The grid that is for a household leaves it out, and those after it are for others."""
    left_out = attrs.evolve(FOR_TRANSFERS, outside=facts.relocated_by_renewal)
    by_kind = {facts.social_tenant: left_out, facts.disabled: FOR_OTHERS}
    known: dict[str, Any] = {"social_tenant": True, "disabled": True}
    out = score(Household(**known, relocated_by_renewal=True), by_kind, on=ON)
    assert words_of(out, "fr").replace("\u00a0", " ").splitlines()[1:] == [
        "  Transfers : ce ménage est hors de cette grille",
        "    rempli : relogé au titre du renouvellement urbain (oui, déclaré)",
    ]
    perhaps = score(Household(**known), by_kind, on=ON)
    assert "Transfers: it may leave this household out" in words_of(perhaps)
    assert "First applications" not in words_of(perhaps)
    known["social_tenant"] = None
    unsure = words_of(score(Household(**known, relocated_by_renewal=True), by_kind, on=ON))
    assert "First applications, on 1 May 2018: between" in unsure


def test_a_score_has_a_criterion_for_each_grid() -> None:
    """Or none, where one grid is for everybody."""
    answer = score(Household(), BY_KIND, on=ON)
    with pytest.raises(InvalidValueError, match="1 criteria of 2 grids; expected one for each"):
        attrs.evolve(answer, criteria=answer.criteria[:1])


def test_a_fault_of_a_grid_names_the_grid() -> None:
    """By the criterion that it is for, and where equal points are ranked, by its code."""
    later = Timeline({date(2020, 1, 1): FOR_OTHERS})
    by_kind: dict[Criterion, Grid | Timeline[Grid]] = {
        facts.social_tenant: FOR_TRANSFERS,
        ~facts.social_tenant: later,
    }
    with pytest.raises(NotKnownError, match=r"score, grid, ~facts\.social_tenant: given no grid"):
        score(Household(), by_kind, on=ON)
    tied = attrs.evolve(FOR_OTHERS, ties=[facts.applied_on])
    told = "'transfers' by nothing; 'others' by facts.applied_on"
    with pytest.raises(InvalidValueError, match=told):
        score(Household(), {facts.social_tenant: FOR_TRANSFERS, facts.disabled: tied}, on=ON)


def test_a_grid_that_changes() -> None:
    """The grid of the day asked; a day without one is an error."""
    later = Timeline({date(2018, 1, 1): FOR_OTHERS, date(2020, 1, 1): FOR_TRANSFERS})
    household = Household(dalo_recognised=True)
    assert score(household, later, on=ON).points == Bounds(30, 30)
    assert score(household, later, on=date(2020, 1, 1)).points == Bounds(10, 10)
    assert score(household, {all_of(): later}, on=ON).points == Bounds(30, 30)
    with pytest.raises(NotKnownError, match="no grid on 2017-12-31"):
        score(household, later, on=date(2017, 12, 31))
    with pytest.raises(NotKnownError, match="whose lines are not published"):
        score(household, Grid("none", "None", None), on=ON)


def test_a_rule_not_followed_leaves_the_points_open() -> None:
    """A limit that is not known on the day: the answer names it, and no fact settles it."""
    limits = Timeline({date(2010, 1, 1): 20_000}, verified_until=date(2017, 12, 31))
    line = Line("income", facts.annual_income.at_most(limits), 10)
    answer = score(Household(annual_income=9_000), Grid("grid", "A grid", [line]), on=ON)
    assert (answer.points, answer.missing) == (Bounds(0, 10), ())
    assert [rule.missing for rule in answer.not_followed] == [
        "rule on annual_income after 2017-12-31"
    ]
    assumed = Line("income", facts.annual_income.at_most(
        attrs.evolve(limits, assumed_until=date(2019, 1, 1))), 10)  # fmt: skip
    answer = score(Household(annual_income=9_000), Grid("grid", "A grid", [assumed]), on=ON)
    assert answer.points == Bounds(10, 10)
    assert len(answer.assumptions) == 1
    asked = Line("open", open_question("who", "qui"), 4)
    assert points_of(asked) == Bounds(0, 4)


def test_too_many_facts_at_once_are_said_to_be() -> None:
    """A criterion of very many facts not known together: bounds that hold, and may be wide."""
    names = [name for name in facts_by_name(Household) if name in dir(facts)]
    flags = [getattr(facts, name) for name in names if isinstance(getattr(facts, name), Flag)][:30]
    odd = at_least_of(15, *flags)
    grid = Grid("grid", "A grid", [Line("one", odd, 10), Line("other", ~odd, 10)])
    answer = score(Household(), grid, on=ON)
    assert (answer.points, answer.exact) == (Bounds(0, 20), False)
    assert "wider than need be" in words_of(answer)
    known: dict[str, Any] = {flag.fact.name: True for flag in flags[:20]}
    assert score(Household(**known), grid, on=ON).points == Bounds(10, 10)


def test_an_answer_takes_all_its_forms() -> None:
    """Text of 80 columns in both languages, a page, rows, a repr, and no truth value."""
    size = Exclusive("size", [Line("small", facts.household_size.at_most(2), 5, sources=[SOURCE])])
    grid = Grid("grid", Text("A grid", "Une grille"), [DALO, WAITING, size], sources=[SOURCE])
    answer = score(Household(applied_on=date(2016, 1, 1), household_size=4), grid, on=ON)
    for language in ("en", "fr"):
        assert all(len(line) <= 80 for line in str(answer.explain(language)).splitlines())
    assert "entre 16 et 116 points" in words_of(answer, "fr")
    assert "1er janvier 2016, déclaré\u202f; 28 mois d'attente" in words_of(answer, "fr")
    assert "<table" in answer._repr_html_() or "<p" in answer._repr_html_()
    assert [row["points_high"] for row in answer.rows()] == [100, 16, 0]
    assert answer.rows("fr")[0]["name"] == "reconnu au titre du DALO"
    assert repr(answer) == "<Score grid on 2018-05-01: between 16 and 116 points>"
    assert repr(answer.lines[0]) == "<LinePoints dalo: between 0 and 100 points>"
    assert pickle.loads(pickle.dumps(answer)) == answer
    with pytest.raises(InvalidTypeError, match="answer where true or false is needed"):
        bool(answer)
    unknown = score(Household(), grid, on=ON)
    assert "first application: not known" in words_of(unknown)
    within = score(Household(applied_on=Known(low=date(2016, 1, 1))), grid, on=ON)
    assert "1 January 2016 or later" in words_of(within)
    assert "au plus tôt le 1er janvier 2016" in words_of(within, "fr")
    before = Household(applied_on=Known(high=date(2017, 1, 1)))
    assert "1 January 2017 or earlier" in words_of(score(before, grid, on=ON))
    assert "au plus tard le 1er janvier 2017" in words_of(score(before, grid, on=ON), "fr")
    both = Household(applied_on=Known(low=date(2016, 1, 1), high=date(2017, 1, 1)))
    assert "between 1 January 2016 and 1 January 2017" in words_of(score(both, grid, on=ON))
    assert "entre le 1er janvier 2016 et le 1er janvier 2017" in words_of(
        score(both, grid, on=ON), "fr"
    )


SOURCE = Source("A made-up text", "§ 1")


ANY: Any = SimpleNamespace(
    Line=Line, PerMonth=PerMonth, Best=Best, Exclusive=Exclusive, Grid=Grid, score=score
)
"""The same without types, which a type checker would hold against what is refused here."""
REFUSED: list[tuple[Any, str]] = [
    (lambda: ANY.Line("a", facts.employed, 0.5), "write Fraction(1, 2)"),
    (lambda: ANY.Line("a", facts.employed, "20"), "write 20"),
    (lambda: ANY.Line("a", facts.employed, Decimal(20)), "write 20"),
    (lambda: ANY.Line("a", facts.employed, Decimal("-2.5")), "write Fraction(-5, 2)"),
    (lambda: ANY.Line("a", facts.employed, Decimal("1E+9")), "write an int or Fraction"),
    (lambda: ANY.Line("a", facts.employed, points=True), "write an int or Fraction"),
    (lambda: ANY.Line("a", facts.employed, "dix"), "write an int or Fraction"),
    (lambda: ANY.Grid("g", "G", DALO), "write [line]"),
    (lambda: ANY.Grid("g", "G", {DALO}), "write [value, ...]"),
    (lambda: ANY.Line("a", facts.employed, points=True), "an exact number of points"),
    (lambda: ANY.Line("a", facts.employed, 10**101), "at most a hundred digits"),
    (lambda: ANY.Line("a", facts.applied_on, 1), "a criterion, such as"),
    (lambda: ANY.PerMonth("a", facts.employed), "a fact of a day"),
    (lambda: ANY.PerMonth("a", facts.applied_on, at_most=-1), "at least 0"),
    (lambda: ANY.PerMonth("a", facts.applied_on, bonus=[1]), "a mapping"),
    (lambda: ANY.PerMonth("a", facts.applied_on, bonus={"x": 1}), "a whole number"),
    (lambda: ANY.PerMonth("a", facts.applied_on, bonus={1: 0.5}), "an exact number of points"),
    (lambda: ANY.Best("a", []), "at least one line"),
    (lambda: ANY.Best("a", [facts.employed]), "a Line, a PerMonth or a PerYear"),
    (lambda: ANY.Best("a", [DALO, DALO]), "each code once"),
    (lambda: ANY.Exclusive("a", [WAITING]), "a Line"),
    (lambda: ANY.Grid("a", "A", []), "at least one line"),
    (lambda: ANY.Grid("a", "A", [facts.employed]), "a Line, a Best"),
    (lambda: ANY.Grid("a", "A", [DALO, DALO]), "each code once"),
    (lambda: ANY.Grid("a", "A", [DALO], at_most=0.5), "an exact number of points"),
    (lambda: ANY.Grid("a", "A", [DALO], ties=[facts.employed]), "a fact that is a day or a number"),
    (lambda: ANY.Grid("a", "A", [DALO], ties=[facts.residence]), "name it in first="),
    (lambda: ANY.Grid("a", "A", [DALO], ties=3), "several values"),
    (lambda: ANY.Grid("a", "A", [DALO], ties=[3]), "a fact that is a day or a number"),
    (lambda: ANY.Grid("a", "A", [DALO], ties=[facts.born_on] * 2), "each code once"),
    (lambda: ANY.Grid("a", "A", [DALO], first=True), "a criterion, such as"),
    (lambda: ANY.Grid("a", "A", [DALO]).line("dal"), "did you mean 'dalo'"),
    (lambda: ANY.Grid("a", "A", [DALO]).line(3), "the code of a line"),
    (lambda: ANY.score({}, FOR_OTHERS, on=ON), "a Household"),
    (lambda: ANY.score(Household(), DALO, on=ON), "a Grid, a Timeline of grids"),
    (lambda: ANY.score(Household(), {}, on=ON), "at least one grid"),
    (lambda: ANY.score(Household(), {"a": FOR_OTHERS}, on=ON), "a criterion, such as"),
    (lambda: ANY.score(Household(), FOR_OTHERS, on="2018"), "score, on"),
    (
        lambda: ANY.score(
            Household(),
            BY_KIND | {all_of(): attrs.evolve(FOR_OTHERS, ties=[facts.born_on])},
            on=ON,
        ),
        "the same facts in `ties` of each",
    ),
]


@pytest.mark.parametrize(("make", "expected"), REFUSED, ids=[f"{n}" for n in range(len(REFUSED))])
def test_bad_input_is_refused(make: Any, expected: str) -> None:
    """What was given, what was expected, and what to write."""
    with pytest.raises(HousingAgreementsError) as caught:
        make()
    assert expected in str(caught.value)


def test_a_grid_reads_facts_that_its_households_have() -> None:
    """A local fact that a class of households lacks is an error that names it."""
    grid = Grid("grid", "A grid", [Line("here", facts_of(LocalHousehold).works_here, 5)])
    assert score(LocalHousehold(works_here=True), grid, on=ON).points == Bounds(5, 5)
    with pytest.raises(UnknownFactError, match="Grid 'grid', Household: given 'works_here'"):
        score(Household(), grid, on=ON)


def test_a_grid_is_a_value_however_it_was_asked() -> None:
    """What it remembers changes neither its equality nor its pickle."""
    grid = Grid("grid", "A grid", [DALO, WAITING], ties=[facts.applied_on])
    before = pickle.dumps(grid)
    for day in range(1, 12):
        score(Household(), grid, on=date(2018, 5, day))
    assert pickle.loads(before) == grid == pickle.loads(pickle.dumps(grid))
    assert hash(grid) == hash(attrs.evolve(grid))
    assert [repr(line) for line in grid.every_line()] == [
        "<Line dalo: 100 points>",
        "<PerMonth waiting: 1 point a month>",
    ]
    assert repr(Grid("none", "None", None)) == "<Grid none: lines not published>"


def test_points_are_said_as_each_language_counts_them() -> None:
    """French has its plural from 2 on, either way; English but for 1."""
    said = [(say_points(one, "en"), say_points(one, "fr")) for one in (-1, 0, 2, Fraction(3, 2))]
    assert said == [
        ("\u22121 points", "\u22121 point"),
        ("0 points", "0 point"),
        ("2 points", "2 points"),
        ("1.5 points", "1,5 point"),
    ]
    assert Exclusive("size", [DALO]).title.en == Best("size", [DALO]).title.fr == "size"


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)) | st.sampled_from((date(2024, 2, 29), date.max)),
    st.integers(0, 1_300) | st.just(200_000),
)
def test_months_are_counted_back_to_the_last_day(on: date, months: int) -> None:
    """The last day with so many whole months behind it; months are counted as everywhere."""
    day = _last_day_with(months, on)
    counted = Search([], [], [], on)._count_months(day)  # noqa: SLF001  # against the slow count
    assert counted == months_between(day, on)
    if months > months_between(date.min, on):
        assert day == date.min
    else:
        assert counted >= months
        assert day == on or months_between(day + timedelta(days=1), on) < months


def test_what_is_remembered_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A grid forgets what it found once it is too much, and answers the same."""
    monkeypatch.setattr(_reading, "_MOST_COMBINATIONS", 1)
    grid = Grid("grid", "A grid", [Line("poor", facts.annual_income.at_most(10), 4)])
    incomes = (5, 10, 11, 5, 6, 20)
    found = [score(Household(annual_income=income), grid, on=ON).points for income in incomes]
    assert found == [Bounds(points, points) for points in (4, 4, 0, 4, 4, 0)]
