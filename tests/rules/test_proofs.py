"""What is proved of criteria and of days, before anything is remarked on it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing_agreements import (
    Criterion,
    Period,
    Timeline,
    Verdict,
    all_of,
    any_of,
    at_least_of,
    facts,
)
from housing_agreements.rules.review._proofs import never_met, never_met_in, not_known_on
from housing_agreements.testing.strategies import criteria, households, households_around, periods
from housing_agreements.values.periods import join_periods, say_periods, without

DAY = date(2018, 5, 1)
YEAR = Period.year(2018)
FLAGS = (
    facts.dalo_recognised, facts.employed, facts.disabled, facts.key_worker, facts.jobseeker,
    facts.leaving_temporary_housing, facts.badly_housed, facts.on_reintegration_path,
    facts.overcrowded, facts.without_dwelling, facts.social_tenant, facts.in_difficulty,
    facts.resuming_work, facts.trafficked, facts.unfit_housing, facts.forced_marriage,
)  # fmt: skip
CONTRARY = facts.employed & ~facts.employed


@given(st.data())
@settings(max_examples=60)
def test_what_is_proved_never_met_no_household_meets(data: st.DataObject) -> None:
    """No household, drawn around the boundaries or anywhere, meets it."""
    criterion = data.draw(
        criteria() | st.tuples(criteria(), criteria()).map(lambda two: all_of(*two))
    )
    if never_met(criterion, on=DAY):
        household = data.draw(households_around(criterion, on=DAY) | households())
        assert criterion.decide(household, on=DAY) is not Verdict.MET


@given(criteria())
@settings(max_examples=60)
def test_a_criterion_and_its_contrary_are_never_met_unless_one_is(criterion: Criterion) -> None:
    """A criterion and its contrary cannot both be never met; each proof leaves the other."""
    assert not (never_met(criterion, on=DAY) and never_met(~criterion, on=DAY))


@given(criteria(), st.dates(date(2018, 1, 1), date(2018, 12, 31)))
@settings(max_examples=50)
def test_what_is_never_met_in_a_period_is_never_met_on_its_days(
    criterion: Criterion, day: date
) -> None:
    """A proof for a period is one for each of its days."""
    if never_met_in(criterion, YEAR):
        assert never_met(criterion, on=day)


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        (any_of(), True),
        (all_of(), False),
        (CONTRARY, True),
        (facts.household_size.at_least(3) & facts.household_size.at_most(2), True),
        (facts.household_size.at_least(3) & facts.household_size.at_most(3), False),
        (facts.employed & facts.household_size.at_most(0), True),
        (facts.employed & facts.household_size.at_most(1), False),
        (facts.employed.verified() & ~facts.employed, True),
        (facts.annual_income.above(100) & facts.annual_income.below(101), False),
        (facts.household_size.above(100) & facts.household_size.below(101), True),
        (
            facts.applied_on.at_least_ago(months=36) & facts.applied_on.less_than_ago(months=35),
            True,
        ),
        (
            facts.applied_on.at_least_ago(months=35) & facts.applied_on.less_than_ago(months=36),
            False,
        ),
    ],
)
def test_each_side_of_what_can_be(criterion: Criterion, expected: object) -> None:
    """What one value still meets is not proved; what none does is."""
    assert never_met(criterion, on=DAY) is expected


def test_a_value_that_is_not_known_proves_nothing() -> None:
    """A limit that is not verified on the day might be anything."""
    limit = Timeline({date(2016, 1, 1): 3}, verified_until=date(2017, 12, 31))
    criterion = facts.household_size.at_least(limit) & facts.household_size.at_most(2)
    assert never_met(criterion, on=date(2017, 12, 31))
    assert not never_met(criterion, on=date(2018, 1, 1))
    assert not not_known_on(criterion, on=date(2017, 12, 31))
    assert not_known_on(criterion, on=date(2018, 1, 1))


def test_a_period_is_looked_at_wherever_a_rule_changes() -> None:
    """A limit that falls within the period lets somebody in."""
    limit = Timeline({date(2016, 1, 1): 3, date(2018, 7, 1): 2})
    criterion = facts.household_size.at_least(limit) & facts.household_size.at_most(2)
    assert never_met_in(criterion, Period(date(2018, 1, 1), date(2018, 7, 1)))
    assert not never_met_in(criterion, YEAR)


def test_elapsed_time_proves_nothing_for_a_period() -> None:
    """What differs every day is proved for a day at most."""
    criterion = CONTRARY & facts.applied_on.at_least_ago(months=36)
    assert never_met(criterion, on=DAY)
    assert not never_met_in(criterion, YEAR)


def test_a_search_that_grows_too_long_proves_nothing() -> None:
    """It ends all the same."""
    half = at_least_of(len(FLAGS) // 2, *FLAGS)
    assert not never_met(half & ~half, on=DAY)
    few = at_least_of(2, *FLAGS[:4])
    assert never_met(few & ~few, on=DAY)


def days_of(spans: tuple[Period, ...]) -> list[date]:
    """Each day of some periods."""
    return [
        span.start + timedelta(days=n)
        for span in spans
        for n in range((span.end - span.start).days)
    ]


@given(
    st.lists(periods(min_value=date(2018, 1, 1), max_value=date(2018, 3, 1)), max_size=4),
    st.lists(periods(min_value=date(2018, 1, 1), max_value=date(2018, 3, 1)), max_size=4),
)
def test_periods_are_sets_of_days(kept: list[Period], taken: list[Period]) -> None:
    """Joined, they hold the days of any; without others, those of none of these; each once."""
    days = set(days_of(tuple(kept)))
    assert days_of(join_periods(kept)) == sorted(days)
    assert days_of(without(kept, taken)) == sorted(days - set(days_of(tuple(taken))))


def test_periods_in_words() -> None:
    """As a list."""
    assert say_periods((YEAR, Period.year(2020)), "fr") == "2018 et 2020"
