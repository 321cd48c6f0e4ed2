"""What a criterion keeps to decide at once never changes an answer, and does not grow for ever."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.criteria import _decide as decide
from housing_agreements.criteria._decide import (
    Decider,
    always,
    judge_at_least,
    specialise_at_least,
    specialise_contrary,
)
from housing_agreements.criteria.criteria import Criterion, all_of, any_of
from housing_agreements.criteria.facts import facts, facts_of
from housing_agreements.criteria.households import Household, SupposedFacts
from housing_agreements.criteria.kinds import HasFacts, Known
from housing_agreements.errors import InvalidTypeError, UnknownFactError
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.testing.strategies._criteria import criteria
from housing_agreements.testing.strategies._households import days_asked, households_around
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

DAY = date(2017, 3, 1)
NAMES = (
    "dalo_recognised",
    "employed",
    "disabled",
    "household_size",
    "annual_income",
    "applied_on",
    "residence",
    "dwelling_financing",
)
FLAGS = tuple(
    getattr(facts, name) for name in ("disabled", "employed", "overcrowded", "couple", "key_worker")
)
CENTRE = Territory("c", "the centre", "area", neighbourhoods=("centre",))
TABLE = Timeline(
    {date(2016, 1, 1): {1: 20_000, 2: None}, date(2018, 1, 1): {1: 21_000, 2: 31_000}},
    verified_until=date(2018, 12, 31),
)


def general(criterion: Criterion, household: HasFacts, on: date) -> Verdict:
    """The answer node by node, as explanations have it."""
    return Decider(criterion).judge_nodes(household, on)[id(criterion)]


@st.composite
def days_around(draw: st.DrawFn, criterion: Criterion) -> date:
    """A day, often one on which a rule changes, or one beside it."""
    turns = criterion.boundaries(on=DAY).days
    around = [turn + timedelta(days=side) for turn in turns for side in (-1, 0, 1)]
    return draw(st.sampled_from(around) | days_asked() if around else days_asked())


@given(criteria(names=NAMES, max_leaves=8), st.data())
def test_it_answers_as_the_general_way_does(criterion: Criterion, data: st.DataObject) -> None:
    """Whoever was asked before, and whatever is known how, the answer is the general one."""
    asked = []
    for _ in range(data.draw(st.integers(1, 4))):
        on = data.draw(days_around(criterion))
        asked.append((data.draw(households_around(criterion, on=on)), on))
    for household, on in (*asked, *reversed(asked)):
        assert criterion.decide(household, on=on) is general(criterion, household, on)
    for household, on in ((household, on) for household, _ in asked for _, on in asked):
        assert criterion.decide(household, on=on) is general(criterion, household, on)


@given(
    st.integers(0, 4),
    st.lists(st.tuples(st.sampled_from(Verdict), st.booleans()), max_size=5),
)
def test_parts_are_counted_whether_settled_or_not(
    count: int, parts: list[tuple[Verdict, bool]]
) -> None:
    """At least so many of several is told by their verdicts, settled beforehand or asked."""
    left = [verdict if settled else always(verdict) for verdict, settled in parts]
    remainder = specialise_at_least(count, left)
    verdicts = [verdict for verdict, _ in parts]
    expected = Verdict.any(map(Verdict.all, combinations(verdicts, count)))
    assert judge_at_least(count, verdicts) is expected
    nobody = Household()
    for rest, answer in (
        (remainder, expected),
        (specialise_contrary(remainder), ~expected),
    ):
        assert (rest if isinstance(rest, Verdict) else rest(nobody, DAY)) is answer


@pytest.mark.parametrize(
    "criterion",
    [
        facts.employed,
        all_of(*FLAGS[:4]),
        any_of(*FLAGS),
        facts.employed & facts.household_size.at_least(3),
        facts.annual_income.under(TABLE, by=facts.ceilings_category),
        facts.annual_income.under(TABLE, by=facts.ceilings_category, strictly=True),
        facts.residence.within(CENTRE),
    ],
    ids=str,
)
def test_a_fact_ends_on_its_day(criterion: Criterion) -> None:
    """A fact that ends is not known from the next day on, though no rule has changed."""
    known: dict[str, Any] = dict.fromkeys(criterion.facts, True) | {
        "household_size": 4,
        "annual_income": 15_000,
        "ceilings_category": 1,
        "residence": Place("59350", "centre"),
    }
    given = {name: Known(known[name], valid_until=DAY) for name in criterion.facts}
    household = Household(**given)
    for _ in range(2):
        assert criterion.decide(household, on=DAY) is Verdict.MET
        assert criterion.decide(household, on=DAY + timedelta(days=1)) is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("criterion", "given"),
    [
        (facts.employed.verified(), {"employed": True}),
        (facts.household_size.verified().at_least(3), {"household_size": 4}),
        (facts.household_size.verified().one_of(3, 4), {"household_size": 4}),
        (facts.applied_on.verified().at_least_ago(months=6), {"applied_on": date(2016, 3, 1)}),
        (facts.residence.verified().within(CENTRE), {"residence": Place("59350", "centre")}),
        (
            facts.annual_income.verified().under(TABLE, by=facts.ceilings_category),
            {"annual_income": 15_000, "ceilings_category": 1},
        ),
    ],
    ids=str,
)
def test_what_is_declared_is_not_verified(criterion: Criterion, given: dict[str, Any]) -> None:
    """Where only verified facts count, the same facts declared leave the answer open."""
    verified = Household(**{name: Known(each, verified=True) for name, each in given.items()})
    declared = Household(**{name: Known(each) for name, each in given.items()})
    for _ in range(2):
        assert criterion.decide(verified, on=DAY) is Verdict.MET
        assert criterion.decide(declared, on=DAY) is Verdict.UNDETERMINED
        assert criterion.decide(Household(**given), on=DAY) is Verdict.UNDETERMINED


def test_a_declared_amount_is_not_verified_by_its_key() -> None:
    """A declared amount leaves the answer open, though what chooses its ceiling is verified."""
    asked = facts.annual_income.verified().under(TABLE, by=facts.ceilings_category)
    known = Known(1, verified=True)
    declared = Household(annual_income=15_000, ceilings_category=known)
    verified = attrs.evolve(declared, annual_income=Known(15_000, verified=True))
    assert asked.decide(declared, on=DAY) is Verdict.UNDETERMINED
    assert asked.decide(verified, on=DAY) is Verdict.MET


def test_neighbourhoods_of_one_commune_are_told_apart() -> None:
    """What was said of one neighbourhood is not said of another, nor where none is known."""
    criterion = facts.residence.within(CENTRE)
    for _ in range(2):
        for part, verdict in (
            ("centre", Verdict.MET),
            ("elsewhere", Verdict.UNMET),
            (None, Verdict.UNDETERMINED),
        ):
            assert criterion.decide(Household(residence=Place("59350", part)), on=DAY) is verdict


def test_limits_at_the_ends_of_the_calendar() -> None:
    """The first and the last day of the calendar are limits as any other."""
    days = (date.min, DAY, date.max)
    for limit in days:
        asked = (
            facts.applied_on.at_least(limit),
            facts.applied_on.above(limit),
            facts.applied_on.at_most(limit),
            facts.applied_on.below(limit),
        )
        for day in days:
            answers = [each.decide(Household(applied_on=day), on=DAY) for each in asked]
            expected = (day >= limit, day > limit, day <= limit, day < limit)
            assert answers == [Verdict.of(each) for each in expected]


@given(st.fractions(0, 5, max_denominator=3), st.integers(0, 5), st.booleans())
def test_limits_between_whole_numbers(limit: Fraction, income: int, strict: bool) -> None:  # noqa: FBT001  # drawn
    """A whole number is held against a limit that is none as exactly as against any other."""
    asked = facts.annual_income
    low, high = (asked.above, asked.below) if strict else (asked.at_least, asked.at_most)
    household = Household(annual_income=income)
    above, below = (
        (income > limit, income < limit) if strict else (income >= limit, income <= limit)
    )
    assert low(limit).decide(household, on=DAY) is Verdict.of(above)
    assert high(limit).decide(household, on=DAY) is Verdict.of(below)
    table = Timeline.constant({1: limit})
    under = asked.under(table, by=facts.ceilings_category, strictly=strict)
    stated = attrs.evolve(household, ceilings_category=1)
    assert under.decide(stated, on=DAY) is Verdict.of(below)


def test_a_fact_that_is_not_there_is_missed() -> None:
    """A household without a fact is refused even when the others decide, asked first or not."""

    @attrs.frozen(kw_only=True)
    class Local(Household):
        works_here: bool | None = None
        rooms: int | None = None

    local = facts_of(Local)
    for criterion in (
        facts.employed | local.works_here,
        facts.employed | local.rooms.at_least(3),
        facts.household_size.at_least(1) | local.rooms.at_least(3),
    ):
        known: dict[str, Any] = {"employed": True, "household_size": 2}
        for _ in range(2):
            with pytest.raises(UnknownFactError, match="a household with the fact"):
                criterion.decide(Household(**known), on=DAY)
            assert criterion.decide(Local(**known), on=DAY) is Verdict.MET


def test_a_stand_in_is_judged_the_general_way() -> None:
    """Facts that are only supposed are judged the general way, whoever was asked first."""
    criterion = any_of(*FLAGS[:2])
    for _ in range(2):
        for value in (1, True, None):
            stand_in = SupposedFacts({"disabled": value, "employed": False})
            answer = criterion.decide(stand_in, on=DAY)
            assert answer is general(criterion, stand_in, DAY)
        assert criterion.decide(Household(disabled=True, employed=False), on=DAY) is Verdict.MET


@pytest.mark.parametrize("first", [0, 1])
def test_equal_facts_of_two_classes_are_told_apart(first: int) -> None:
    """A count of one is no yes, whichever class of households was asked before."""

    @attrs.frozen(kw_only=True)
    class Answered(Household):
        rehoused: bool | None = None

    @attrs.frozen(kw_only=True)
    class Counted(Household):
        rehoused: int | None = None

    asked = (Answered(rehoused=True), Counted(rehoused=1))
    stand_in = SupposedFacts({"rehoused": 1})
    criterion = facts_of(Answered).rehoused
    for household in (asked[first], asked[1 - first], stand_in, *asked):
        assert criterion.decide(household, on=DAY) is general(criterion, household, DAY)


def test_only_days_are_asked() -> None:
    """Anything but a day is refused, before and after a day was asked."""
    for _ in range(2):
        for wrong in ("2017-03-01", None, [DAY]):
            with pytest.raises(InvalidTypeError, match="criterion, on"):
                facts.employed.decide(Household(), on=cast("Any", wrong))
        assert facts.employed.decide(Household(employed=True), on=DAY) is Verdict.MET


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many days, places and choices are asked, no more is kept than a limit allows."""
    most = 40
    monkeypatch.setattr(decide, "_MOST_KEPT", most)
    region = Territory("r", "r", "region", departments=("59",))
    under = facts.annual_income.under(TABLE, by=facts.ceilings_category)
    criterion = facts.residence.within(region) & under
    decider = Decider(criterion)
    answers = set()
    communes = load_official_code().codes_in_use("59", DAY)[:400]
    for number, commune in enumerate(communes):
        household = Household(
            residence=Place(commune),
            annual_income=20_500,
            ceilings_category=1 + number % 2,
        )
        for on in (DAY + timedelta(days=number), date(2018, 3, 1)):
            answer = decider.find_function(household, on)(household, on)
            assert answer is general(criterion, household, on)
            answers.add(answer)
        assert len(decider.days) <= most + 1
        for steady in decider.days.values():
            keys = sum(map(len, steady.by_class.values()))
            assert max(keys, len(steady.by_choice)) <= most + 1
    assert answers == {*Verdict}
