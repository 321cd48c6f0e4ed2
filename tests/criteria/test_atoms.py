"""Each kind of question: its limits, both sides of them, its words, its errors."""

# ruff: noqa: FBT003  # the value of a fact may be True or False

import itertools
import pickle
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import attrs
import pytest
from tests.told import words_of

from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.comparisons import Flag, Interval, OneOf
from housing_agreements.criteria.criteria import Criterion, all_of, any_of, at_least_of
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.kinds import Known
from housing_agreements.criteria.places import Within
from housing_agreements.criteria.times import Elapsed
from housing_agreements.errors import InvalidInputError, InvalidTypeError, InvalidValueError
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

DAY = date(2017, 3, 1)
loose: Any = facts  # without types, to see what is refused when run
flag: Any = Flag
MET, UNMET, UNDETERMINED = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
REGION = Territory("11", "Île-de-France", "region", departments=("75", "94"))
CENTRE = Territory("c", "centre", "area", neighbourhoods=("centre",))
LIMIT = Timeline({date(2016, 1, 1): 3, date(2017, 1, 1): 4}, verified_until=date(2017, 12, 31))
CEILINGS = Timeline(
    {
        date(2017, 1, 1): {1: 20_123, 2: 26_872},
        date(2018, 1, 1): {1: 20_304, 2: 27_114},
    },
    verified_until=date(2018, 12, 31),
)
UNDER = facts.annual_income.under(CEILINGS, by=facts.ceilings_category)


@pytest.mark.parametrize(
    ("criterion", "value", "verdict"),
    [
        (facts.household_size.at_least(3), 3, MET),
        (facts.household_size.at_least(3), 2, UNMET),
        (facts.household_size.above(3), 4, MET),
        (facts.household_size.above(3), 3, UNMET),
        (facts.household_size.at_most(3), 3, MET),
        (facts.household_size.at_most(3), 4, UNMET),
        (facts.household_size.below(3), 2, MET),
        (facts.household_size.below(3), 3, UNMET),
        (facts.household_size.between(2, 3), 3, MET),
        (facts.household_size.between(2, 3), 4, UNMET),
        (facts.household_size.between(2, 3, above=True), 2, UNMET),
        (facts.household_size.equals(3), 3, MET),
        (facts.household_size.equals(3), 4, UNMET),
        (facts.household_size.one_of(3, 5), 4, UNMET),
        (facts.household_size.one_of(3, 5), 5, MET),
        (facts.household_size.at_least(3), Known(low=3), MET),
        (facts.household_size.at_least(3), Known(high=2), UNMET),
        (facts.household_size.at_least(3), Known(low=2, high=3), UNDETERMINED),
        (facts.household_size.between(2, 3, above=True, below=True), Known(low=2, high=3), UNMET),
        (facts.household_size.above(Fraction(5, 2)), Known(low=3, high=4), MET),
        (facts.household_size.at_least(1), Known(high=9), MET),
        (facts.household_size.one_of(2, 3), Known(low=2, high=3), MET),
        (facts.household_size.one_of(1, 2), Known(high=2), MET),
        (facts.household_size.one_of(2, 3), Known(low=2), UNDETERMINED),
        (facts.household_size.one_of(2, 3), Known(low=2, high=4), UNDETERMINED),
        (facts.household_size.one_of(2, 3), Known(low=4), UNMET),
        (facts.household_size.verified().one_of(2, 3), 2, UNDETERMINED),
        (facts.household_size.verified().at_least(2), 2, UNDETERMINED),
        (facts.household_size.verified().at_least(2), Known(2, verified=True), MET),
        (facts.annual_income.below(Decimal("8880.50")), Decimal("8880.49"), MET),
        (facts.annual_income.below(Decimal("8880.50")), Fraction(17761, 2), UNMET),
        (facts.applied_on.at_least(DAY), DAY, MET),
        (facts.applied_on.above(DAY), DAY, UNMET),
        (facts.applied_on.at_most(DAY), DAY, MET),
        (facts.applied_on.below(DAY), DAY, UNMET),
        (facts.applied_on.equals(DAY), DAY, MET),
        (facts.applied_on.between(DAY, DAY), date(2017, 3, 2), UNMET),
        (facts.applied_on.at_least_ago(months=36), date(2014, 3, 1), MET),
        (facts.applied_on.at_least_ago(years=3), date(2014, 3, 2), UNMET),
        (facts.applied_on.less_than_ago(years=3), date(2014, 3, 2), MET),
        (facts.applied_on.less_than_ago(months=1), date(2018, 1, 1), MET),
        (facts.applied_on.more_than_ago(months=36), date(2014, 3, 1), UNMET),
        (facts.applied_on.more_than_ago(years=3), date(2014, 2, 28), MET),
        (facts.applied_on.at_most_ago(years=3), date(2014, 3, 1), MET),
        (facts.applied_on.at_most_ago(months=36), date(2014, 2, 28), UNMET),
        (facts.applied_on.more_than_ago(months=0), date(2017, 3, 1), UNMET),
        (facts.applied_on.at_least_ago(months=1), date(9999, 12, 31), UNMET),
        (facts.applied_on.at_least_ago(months=1), Known(low=date(2018, 1, 1)), UNMET),
        (facts.applied_on.at_least_ago(months=1), Known(high=date(2017, 2, 1)), MET),
        (facts.applied_on.less_than_ago(months=1), Known(high=date(2017, 2, 1)), UNMET),
        (facts.applied_on.at_least_ago(months=1), Known(low=date(2017, 2, 1)), UNDETERMINED),
        (facts.born_on.aged_at_least(years=17), date(2000, 2, 29), MET),
        (facts.born_on.aged_at_least(years=17), date(2000, 3, 2), UNMET),
        (facts.born_on.aged_below(years=17), date(2000, 3, 2), MET),
        (facts.residence.within(REGION), Place("94068"), MET),
        (facts.residence.within(REGION), Place("59350"), UNMET),
        (facts.residence.within(CENTRE), Place("59350"), UNDETERMINED),
        (facts.residence.within(CENTRE), Place("59350", "centre"), MET),
        (facts.residence.verified().within(REGION), Place("94068"), UNDETERMINED),
        (facts.dwelling_financing.equals("PLAI"), "PLAI", MET),
        (facts.dwelling_financing.one_of("PLAI", "PLUS"), "PLS", UNMET),
        (facts.employed.verified(), True, UNDETERMINED),
        (facts.employed.verified(), Known(False, verified=True), UNMET),
        (facts.employed, Known(True, valid_until=date(2017, 2, 28)), UNDETERMINED),
        (facts.employed, Known(True, valid_until=DAY), MET),
    ],
)  # fmt: skip
def test_questions_on_both_sides(criterion: Criterion, value: Any, verdict: Verdict) -> None:
    """A question is answered on both sides of its limit, within bounds, and by its evidence."""
    household = Household(**{criterion.facts[0]: value})
    assert criterion.decide(household, on=DAY) is verdict
    assert criterion.decide(Household(), on=DAY) is UNDETERMINED


@pytest.mark.parametrize(
    ("day", "size", "verdict"),
    [
        (date(2015, 12, 31), 9, UNDETERMINED),
        (date(2016, 1, 1), 3, MET),
        (date(2016, 12, 31), 3, MET),
        (date(2017, 1, 1), 3, UNMET),
        (date(2017, 12, 31), 4, MET),
        (date(2018, 1, 1), 9, UNDETERMINED),
    ],
)
def test_limits_change_with_time(day: date, size: int, verdict: Verdict) -> None:
    """A dated limit holds from its day on, and is not known before its first or past the last."""
    criterion = facts.household_size.at_least(LIMIT)
    household = Household(household_size=size)
    assert criterion.decide(household, on=day) is verdict
    assert criterion.missing(household, on=day) == ()


def test_crossed_limits_hold_nothing() -> None:
    """Dated limits that cross on a day leave no value between them on that day."""
    high = Timeline({date(2016, 1, 1): 5, date(2017, 1, 1): 2})
    criterion = facts.household_size.between(3, high)
    household = Household(household_size=Known(low=1, high=9))
    assert criterion.decide(household, on=date(2016, 6, 1)) is UNDETERMINED
    assert criterion.decide(household, on=DAY) is UNMET


@pytest.mark.parametrize(
    ("income", "category", "day", "verdict"),
    [
        (20_123, 1, DAY, MET),
        (20_124, 1, DAY, UNMET),
        (20_124, 1, date(2018, 1, 1), MET),
        (20_000, None, DAY, MET),
        (21_000, None, DAY, UNDETERMINED),
        (30_000, None, DAY, UNMET),
        (Known(low=15_000, high=20_000), None, DAY, MET),
        (Known(high=25_000), 1, DAY, UNDETERMINED),
        (Known(low=25_000), 1, DAY, UNMET),
        (20_000, 7, DAY, MET),
        (26_000, Known(low=2), DAY, UNDETERMINED),
        (26_000, Known(low=2, high=3), DAY, UNDETERMINED),
        (20_000, Known(low=2), DAY, MET),
        (20_124, Known(high=1), DAY, UNMET),
        (20_124, Known(low=1, high=2), DAY, UNDETERMINED),
        (26_873, Known(low=1, high=2), DAY, UNMET),
        (21_000, 7, DAY, UNDETERMINED),
        (Known(low=20_123), 1, DAY, UNDETERMINED),
        (None, 1, DAY, UNDETERMINED),
        (1, 1, date(2016, 12, 31), UNDETERMINED),
        (1, 1, date(2019, 1, 1), UNDETERMINED),
    ],
)
def test_ceilings(income: Any, category: Any, day: date, verdict: Verdict) -> None:
    """An amount is under its ceiling when all the rows still possible say so.

    A category that the table does not have is as good as not known, and so are bounds that
    leave such a category possible.
    """
    household = Household(annual_income=income, ceilings_category=category)
    assert UNDER.decide(household, on=day) is verdict


HOLES = facts.annual_income.under(
    Timeline({DAY: {1: 20_123, 2: None}, date(2018, 1, 1): {1: None, 2: None}}),
    by=facts.ceilings_category,
)


@pytest.mark.parametrize(
    ("category", "day", "verdict"),
    [
        (1, DAY, MET),
        (2, DAY, UNDETERMINED),
        (None, DAY, UNDETERMINED),
        (Known(low=1, high=2), DAY, UNDETERMINED),
        (1, date(2018, 1, 1), UNDETERMINED),
    ],
)
def test_a_ceiling_that_is_not_known_decides_nothing(
    category: Any, day: date, verdict: Verdict
) -> None:
    """While such a ceiling may be the household's, there is no answer, and the reason is said."""
    household = Household(annual_income=0, ceilings_category=category)
    assert HOLES.decide(household, on=day) is verdict
    said = words_of(HOLES.reasons(household, on=day))
    assert ("no verified ceiling in the table of that day" in said) is (verdict is UNDETERMINED)
    assert dict(HOLES.boundaries(on=DAY).values)["annual_income"] == (20_123,)


def test_a_table_of_ceilings_is_a_full_grid() -> None:
    """A combination without a ceiling is a fault, which names the row to add."""
    table = Timeline({DAY: {("paris", 1): 23_146, ("paris", 2): 34_593, ("other", 1): 20_123}})
    by = (facts.ceilings_zone, facts.household_size)
    with pytest.raises(InvalidValueError) as caught:
        facts.annual_income.under(table, by=by)
    assert caught.value.given == "('other', 2) (a tuple)"
    assert caught.value.remedy == f"add the row of the table of {DAY}"


def test_ceilings_may_be_strict_and_have_several_keys() -> None:
    """A strict ceiling refuses the ceiling itself; a key of several facts needs all of them."""
    table = Timeline({date(2017, 1, 1): {("paris", 1): 23_146, ("paris", 2): 34_593}})
    by = (facts.ceilings_zone, facts.household_size)
    criterion = facts.annual_income.under(table, by=by, strictly=True)
    at = Household(annual_income=23_146, ceilings_zone="paris", household_size=1)
    below = Household(annual_income=23_145, ceilings_zone="paris", household_size=Known(low=1))
    second = Household(annual_income=23_146, ceilings_zone="paris", household_size=Known(low=2))
    both = Household(
        annual_income=23_145, ceilings_zone="paris", household_size=Known(low=1, high=2)
    )
    first = Household(annual_income=34_593, ceilings_zone="paris", household_size=Known(high=1))
    assert criterion.decide(at, on=DAY) is UNMET
    assert criterion.decide(below, on=DAY) is MET
    assert criterion.decide(second, on=DAY) is UNDETERMINED
    assert criterion.decide(both, on=DAY) is MET
    assert criterion.decide(first, on=DAY) is UNMET
    assert criterion.missing(Household(), on=DAY) == (
        "annual_income", "ceilings_zone", "household_size",
    )  # fmt: skip
    assert str(criterion) == (
        "annual income below the threshold for its zone of the ceilings and household size"
    )
    assert "by=(facts.ceilings_zone, facts.household_size,), strictly=True" in repr(criterion)


def test_a_verified_ceiling_needs_verified_facts() -> None:
    """Every fact behind a verified question must be verified."""
    criterion = facts.annual_income.verified().under(CEILINGS, by=facts.ceilings_category)
    declared = Household(annual_income=Known(20_200, verified=True), ceilings_category=1)
    proved = Household(
        annual_income=Known(20_200, verified=True), ceilings_category=Known(1, verified=True)
    )
    assert criterion.decide(declared, on=DAY) is UNDETERMINED
    assert criterion.decide(proved, on=DAY) is UNMET


def test_a_territory_is_not_known_before_its_lists() -> None:
    """On a day for which the lists of a territory are not known, the answer is undetermined."""
    dated = Territory("d", "dated", "area", communes=Timeline({DAY: frozenset({"94068"})}))
    criterion = facts.residence.within(dated)
    household = Household(residence=Place("94068"))
    assert criterion.decide(household, on=date(2017, 2, 28)) is UNDETERMINED
    assert criterion.decide(household, on=DAY) is MET
    after_the_last_edition = date(2027, 1, 1)
    assert criterion.boundaries(on=DAY).days == (DAY, after_the_last_edition)
    assert dict(criterion.boundaries(on=date(2017, 2, 28)).values)["residence"] == (
        Place("01001", "-"),
    )
    assert "no verified value for 28 February 2017" in words_of(
        criterion.reasons(household, on=date(2017, 2, 28))
    )


@pytest.mark.parametrize(
    "build",
    [
        lambda: facts.household_size.between(3, 2),
        lambda: facts.household_size.between(3, 3, above=True),
        lambda: Interval(facts.household_size.fact),
        lambda: Interval(facts.employed.fact, 1),
        facts.household_size.one_of,
        lambda: facts.household_size.one_of(0),
        lambda: OneOf(facts.employed.fact, (1,)),
        lambda: Flag(facts.household_size.fact),
        lambda: Elapsed(facts.household_size.fact, 3),
        lambda: Elapsed(facts.born_on.fact, 13, aged=True),
        lambda: Elapsed(facts.born_on.fact, 12, aged=True, strictly=True),
        lambda: facts.applied_on.at_least_ago(months=-1),
        lambda: Within(facts.employed.fact, REGION),
        lambda: UnderCeiling(facts.annual_income.fact, CEILINGS, ()),
        lambda: UnderCeiling(facts.employed.fact, CEILINGS, (facts.ceilings_zone.fact,)),
        lambda: facts.annual_income.under(CEILINGS, by=facts.applied_on),
        lambda: facts.annual_income.under(
            Timeline({DAY: {"1": 1}}), by=(facts.ceilings_zone, facts.ceilings_category)
        ),
        lambda: facts.annual_income.under(Timeline({DAY: {1: -1}}), by=facts.ceilings_category),
        lambda: loose.household_size.at_least(Decimal("NaN")),
        lambda: loose.annual_income.below(Decimal("1e999999999")),
        lambda: loose.annual_income.below(Fraction(1, 10**5000)),
        lambda: loose.annual_income.above(-1),
        lambda: loose.annual_income.above(Timeline({DAY: -1})),
        lambda: loose.annual_income.between(3, 3, above=True),
    ],
    ids=itertools.count(),
)
def test_questions_that_cannot_be(build: Any) -> None:
    """A question about the wrong kind of fact, or without a possible answer, is refused."""
    with pytest.raises(InvalidValueError):
        build()


@pytest.mark.parametrize(
    "build",
    [
        lambda: loose.household_size.at_least(3.0),
        lambda: loose.household_size.at_least(True),
        lambda: loose.household_size.at_least(DAY),
        lambda: loose.applied_on.at_least(3),
        lambda: loose.household_size.at_least(Timeline({DAY: 1.5})),
        lambda: loose.dwelling_financing.equals(1),
        lambda: loose.applied_on.at_least_ago(months=1.5),
        lambda: loose.residence.within("94068"),
        lambda: flag("employed"),
        lambda: loose.annual_income.under({1: 2}, by=loose.ceilings_category),
        lambda: loose.annual_income.under(Timeline({DAY: 3}), by=loose.ceilings_category),
        lambda: loose.annual_income.under(Timeline({DAY: (3,)}), by=loose.ceilings_category),
        lambda: loose.annual_income.under(Timeline({DAY: {1: 1.5}}), by=loose.ceilings_category),
        lambda: loose.annual_income.under(CEILINGS, by="ceilings_category"),
        lambda: loose.annual_income.under(Timeline({DAY: {"1": 2}}), by=loose.ceilings_category),
        lambda: loose.annual_income.under(CEILINGS, by=loose.ceilings_category, strictly=1),
        lambda: loose.household_size.between(None, 4),
        lambda: loose.applied_on.between(DAY, None),
        lambda: loose.household_size.between(3, 4, above=[]),
        lambda: loose.household_size.one_of(Known(3)),
    ],
    ids=itertools.count(),
)
def test_questions_of_another_type(build: Any) -> None:
    """A limit, a table or a fact of another type is refused."""
    with pytest.raises(InvalidTypeError):
        build()


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: loose.household_size.at_least("3"),
            "facts.household_size.at_least, limit: given '3'; expected an exact number",
        ),
        (
            lambda: loose.annual_income.verified().equals(2.5),
            "facts.annual_income.verified().equals, value: given 2.5 (a float); expected an exact ",
        ),
        (
            lambda: loose.applied_on.above(datetime(2017, 3, 1)),  # noqa: DTZ001  # naive
            "facts.applied_on.above, day: given datetime.datetime(2017, 3, 1, 0, 0) (a datetime); ",
        ),
        (
            lambda: loose.applied_on.between("2017", "2018"),
            "facts.applied_on.between: 2 faults\n  - facts.applied_on.between, first: given '2017'",
        ),
        (
            lambda: loose.applied_on.between(None, DAY),
            "facts.applied_on.between, first: given None; expected two limits; write .at_most(...)",
        ),
        (
            lambda: loose.household_size.between(3, 2),
            "facts.household_size.between, high: given 2; expected a value not below the low, 3",
        ),
        (loose.household_size.one_of, "facts.household_size.one_of, values: given ()"),
        (
            lambda: loose.household_size.one_of("a"),
            "facts.household_size.one_of, values: given 'a'",
        ),
        (lambda: loose.dwelling_financing.equals(1), "facts.dwelling_financing.equals, code: "),
        (lambda: loose.applied_on.aged_below(years="3"), "facts.applied_on.aged_below, years: "),
        (lambda: loose.applied_on.at_most_ago(months=-1), "facts.applied_on.at_most_ago, months: "),
        (lambda: loose.residence.within("94"), "facts.residence.within, territory: given '94'"),
        (lambda: loose.annual_income.under(3, by=4), "facts.annual_income.under: 2 faults"),
        (lambda: all_of(loose.household_size), "all_of, criteria: given facts.household_size (a "),
        (
            lambda: any_of(facts.employed, cast("Any", True)),
            "any_of, criteria: given True (a bool); expected",
        ),
        (
            lambda: at_least_of(1, cast("Any", "employed")),
            "at_least_of, criteria: given 'employed'; expected",
        ),
        (lambda: facts.employed.labelled("\n"), "labelled, label: given "),
        (lambda: Interval(facts.annual_income.fact, low="3"), "comparison, low: given '3'"),
    ],
    ids=itertools.count(),
)
def test_an_error_names_the_argument(build: Any, message: str) -> None:
    """A wrong question is told of the method and of its argument, as they were written."""
    with pytest.raises(InvalidInputError) as caught:
        build()
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("criterion", "code", "english", "french"),
    [
        (facts.household_size.at_least(3), "facts.household_size.at_least(3)",
         "household size at least 3", "nombre de personnes du ménage\u00a0: au moins 3"),
        (facts.annual_income.below(8_880), "facts.annual_income.below(8880)",
         "annual income below 8,880 €", "ressources annuelles\u00a0: moins de 8\u202f880\u00a0€"),
        (facts.dependants.between(1, 3, below=True),
         "facts.dependants.between(1, 3, above=False, below=True)",
         "dependants at least 1 and below 3", "personnes à charge\u00a0: au moins 1 et moins de 3"),
        (facts.dependants.between(1, 3), "facts.dependants.between(1, 3)",
         "dependants at least 1 and at most 3",
         "personnes à charge\u00a0: au moins 1 et au plus 3"),
        (facts.dependants.verified().equals(2), "facts.dependants.verified().equals(2)",
         "dependants (verified) equal to 2", "personnes à charge (justifié)\u00a0: exactement 2"),
        (facts.dependants.at_most(LIMIT), f"facts.dependants.at_most({LIMIT!r})",
         "dependants at most [3 from 1 January 2016; 4 from 1 January 2017]",
         "personnes à charge\u00a0: au plus [3 dès le 1er janvier 2016\u202f; {}]"
         .format("4 dès le 1er janvier 2017")),
        (facts.dependants.above(Timeline.constant(2)),
         f"facts.dependants.above({Timeline.constant(2)!r})",
         "dependants above [2]", "personnes à charge\u00a0: plus de [2]"),
        (facts.applied_on.below(DAY), "facts.applied_on.below(datetime.date(2017, 3, 1))",
         "first application before 1 March 2017",
         "première demande\u00a0: avant le 1er mars 2017"),
        (facts.applied_on.at_least_ago(months=30), "facts.applied_on.at_least_ago(months=30)",
         "first application at least 30 months ago",
         "première demande\u00a0: il y a au moins 30 mois"),
        (facts.applied_on.more_than_ago(months=6), "facts.applied_on.more_than_ago(months=6)",
         "first application more than 6 months ago",
         "première demande\u00a0: il y a plus de 6 mois"),
        (facts.applied_on.at_most_ago(years=1), "facts.applied_on.at_most_ago(years=1)",
         "first application at most 1 year ago",
         "première demande\u00a0: il y a au plus 1 an"),
        (facts.born_on.aged_below(years=30), "facts.born_on.aged_below(years=30)",
         "birth: aged below 30 years", "naissance\u00a0: âge de moins de 30 ans"),
        (facts.residence.within(REGION), "facts.residence.within(<Territory '11'>)",
         "residence within Île-de-France", "résidence\u00a0: Île-de-France"),
        (facts.dwelling_financing.one_of("PLUS", "PLAI"),
         "facts.dwelling_financing.one_of('PLAI', 'PLUS')",
         "financing of the dwelling offered: PLAI or PLUS",
         "financement du logement proposé\u00a0: PLAI ou PLUS"),
        (UNDER, "facts.annual_income.under(<ceilings>, by=(facts.ceilings_category,))",
         "annual income at most the ceiling for its category of the ceilings",
         "ressources annuelles\u00a0: au plus le plafond correspondant (catégorie des plafonds)"),
    ],
)  # fmt: skip
def test_questions_are_sentences(
    criterion: Criterion, code: str, english: str, french: str
) -> None:
    """A question reads as code, and as a sentence in both languages."""
    assert (repr(criterion), criterion.say("en"), criterion.say("fr")) == (code, english, french)


@pytest.mark.parametrize(
    ("criterion", "values"),
    [
        (facts.employed, (True,)),
        (facts.household_size.between(2, 4), (2, 4)),
        (facts.household_size.at_least(LIMIT), (4,)),
        (facts.applied_on.at_least_ago(months=1), (date(2017, 2, 1),)),
        (facts.applied_on.more_than_ago(months=1), (date(2017, 1, 31),)),
        (facts.born_on.aged_at_least(years=18), (date(1999, 3, 1),)),
        (facts.born_on.aged_at_least(years=3_000), ()),
        (facts.dwelling_financing.one_of("PLS", "PLAI"), ("PLAI", "PLS")),
    ],
)
def test_boundaries_are_the_limits_of_the_day(
    criterion: Criterion, values: tuple[object, ...]
) -> None:
    """The boundaries of a question are the values of the day on which its answer turns."""
    assert dict(criterion.boundaries(on=DAY).values)[criterion.facts[0]] == values


def test_boundaries_of_ceilings() -> None:
    """A table turns at each ceiling, at each key, and on each of its days."""
    boundaries = UNDER.boundaries(on=DAY)
    assert dict(boundaries.values) == {
        "annual_income": (20_123, 26_872),
        "ceilings_category": (1, 2),
    }
    assert boundaries.days == (date(2017, 1, 1), date(2018, 1, 1), date(2019, 1, 1))
    assert dict(boundaries.sides)["ceilings_category"] == (1, 2, 3)
    before = UNDER.boundaries(on=date(2016, 12, 31))
    assert dict(before.values) == {"annual_income": (), "ceilings_category": ()}


def test_a_table_survives_pickle_and_evolve() -> None:
    """A question about a table equals its pickle and its evolved self."""
    assert pickle.loads(pickle.dumps(UNDER)) == UNDER
    assert isinstance(UNDER, UnderCeiling)
    assert attrs.evolve(UNDER, strictly=False) == UNDER != attrs.evolve(UNDER, strictly=True)


def test_the_end_of_a_month_is_the_boundary_of_clamped_months() -> None:
    """A month has passed on 28 February since any of the last days of January."""
    asked = facts.applied_on.at_least_ago(months=1).boundaries(on=date(2017, 2, 28))
    assert asked.values == (("applied_on", (date(2017, 1, 31),)),)


def test_boundaries_have_both_sides() -> None:
    """Around each boundary, there are values on both sides, and days at both ends of time."""
    amount = facts.annual_income.at_least(10) & facts.annual_income.at_most(20)
    sides = dict(amount.boundaries(on=DAY).sides)["annual_income"]
    assert sides == (Fraction(999, 100), 10, Fraction(1001, 100), 15, Fraction(1999, 100), 20,
                     Fraction(2001, 100))  # fmt: skip
    ends = facts.applied_on.at_least(date.min) & facts.applied_on.at_most(date.max)
    assert dict(ends.boundaries(on=DAY).sides)["applied_on"] == (
        date.min, date(1, 1, 2), date(9999, 12, 30), date.max,
    )  # fmt: skip
    other = facts.dwelling_financing.equals("other")
    assert dict(other.boundaries(on=DAY).sides)["dwelling_financing"] == ("other", "other-")
    late = facts.applied_on.at_least_ago(months=0)
    assert dict(late.boundaries(on=date.max).values)["applied_on"] == (date.max,)
    never = facts.applied_on.more_than_ago(months=0)
    assert dict(never.boundaries(on=date.min).values)["applied_on"] == ()


def test_places_on_both_sides() -> None:
    """Of a territory, boundaries give a place for each answer, and only one."""
    both = facts.residence.within(REGION) | facts.residence.within(CENTRE)
    places = dict(both.boundaries(on=DAY).sides)["residence"]
    answers = {(REGION.covers(place, on=DAY), CENTRE.covers(place, on=DAY)) for place in places}
    assert len(answers) == len(places) == 4


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda: facts.annual_income.at_least(date(2018, 1, 1)), "a number"),  # type: ignore[arg-type]  # wrong on purpose
        (lambda: facts.applied_on.at_least(3), "a day"),  # type: ignore[arg-type]  # wrong on purpose
    ],
)
def test_a_limit_is_of_the_kind_of_its_fact(ask: Callable[[], object], expected: str) -> None:
    """A day for a day and a number for a number: the error says which."""
    with pytest.raises(InvalidTypeError) as caught:
        ask()
    assert caught.value.expected == expected
