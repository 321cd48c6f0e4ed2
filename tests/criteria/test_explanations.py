"""An answer explains itself: each question, what was given, what it is worth, what is missing."""

# ruff: noqa: FBT003  # the value of a fact may be True or False

import pickle
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements.criteria.changes import smallest_changes
from housing_agreements.criteria.criteria import Criterion, all_of, at_least_of
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Kind, Known
from housing_agreements.errors import InvalidValueError
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.testing.strategies import criteria, households
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

DAY = date(2017, 3, 1)
FACTS = facts_by_name(Household)


def test_an_explanation_shows_every_reason() -> None:
    """Labels, sources, facts given and their worth stand in the lines, in both languages."""
    priority = facts.dalo_recognised | facts.leaving_temporary_housing
    criterion = (
        priority.labelled(Text("priority", "prioritaire"), [Source("synthetic text", "1")])
        & ~facts.employed
        & facts.household_size.between(2, 4)
        & facts.annual_income.verified().below(20_000)
    )
    household = Household(
        dalo_recognised=False,
        employed=Known(True, valid_until=date(2017, 2, 28)),
        household_size=Known(low=3, verified=True),
        annual_income=Known(high=15_000),
    )
    explained = criterion.reasons(household, on=DAY)
    assert (
        words_of(explained)
        == """\
undetermined: all of these
  undetermined: priority [synthetic text, 1]
    undetermined: one of these
      unmet: recognised under DALO (no, declared)
      undetermined: leaving temporary housing (not known)
  undetermined: the contrary of
    undetermined: employed (yes, declared, valid until 28 February 2017, which does not count here)
  undetermined: household size at least 2 and at most 4 (3 or more, verified)
  undetermined: annual income (verified) below 20,000 € (15,000 € or less, declared, \
which does not count here)"""
    )
    assert words_of(explained, "fr").splitlines()[1] == (
        "  indéterminé\u00a0: prioritaire [synthetic text, 1]"
    )
    assert explained.missing == (
        "annual_income", "employed", "household_size", "leaving_temporary_housing",
    )  # fmt: skip
    with pytest.raises(InvalidValueError):
        words_of(explained, "de")  # type: ignore[arg-type]  # wrong on purpose


def test_shared_parts_are_explained_once() -> None:
    """A part that stands twice is explained once and then named."""
    part = facts.employed | facts.jobseeker
    explained = at_least_of(2, part, part, facts.disabled).reasons(Household(), on=DAY)
    assert (
        str(explained)
        == """\
undetermined: at least 2 of these
  undetermined: [1] one of these
    undetermined: employed (not known)
    undetermined: seeking work (not known)
  undetermined: [1] one of these (as above)
  undetermined: disabled (not known)"""
    )


def test_a_question_about_several_facts_names_each() -> None:
    """A line about a table says each fact, and that the table has no such row."""
    table = Timeline({date(2017, 1, 1): {1: 20_123}})
    criterion = facts.annual_income.under(table, by=facts.ceilings_category)
    household = Household(annual_income=Known(low=1, high=2), ceilings_category=7)
    explained = criterion.reasons(household, on=DAY)
    assert words_of(explained, "fr") == (
        "rempli\u00a0: ressources annuelles\u00a0: au plus le plafond correspondant (catégorie des "
        "plafonds) (ressources annuelles\u00a0: entre 1\u00a0€ et 2\u00a0€, déclaré\u202f; "
        "catégorie des "
        "plafonds\u00a0: 7, déclaré\u202f; le barème n'a pas cette ligne)"
    )


def test_the_ceiling_that_applies_is_told() -> None:
    """Where the row of the household is known, its ceiling stands beside its facts."""
    table = Timeline({date(2017, 1, 1): {1: 20_123, 2: 26_872, 3: None}})
    criterion = facts.annual_income.under(table, by=facts.ceilings_category)
    for category, day, told in (
        (2, DAY, "category of the ceilings: 2, declared; ceiling: 26,872 €)"),
        (3, DAY, "3, declared; no verified ceiling in the table of that day)"),
        (None, DAY, "category of the ceilings: not known; "),
        (2, date(2016, 12, 31), "2, declared; "),
    ):
        household = Household(annual_income=25_000, ceilings_category=category)
        explained = words_of(criterion.reasons(household, on=day))
        assert told in explained
        assert ("ceiling: 26,872 €" in explained) is told.endswith("26,872 €)")


def test_many_values_are_told_by_the_first_and_their_number() -> None:
    """Up to twenty values are told; of more, three and how many others."""
    for number, said in ((20, "19 or 20"), (21, "1, 2, 3 or 18 others")):
        criterion = facts.household_size.one_of(*range(1, number + 1))
        assert criterion.say("en").endswith(said)
        assert repr(criterion).endswith(f"{number})")
    assert facts.household_size.one_of(*range(1, 30)).say("fr").endswith("3 ou 26 autres")


def test_euros_are_never_a_fraction() -> None:
    """An amount that has no decimals to the end is told to the cent, and marked; in euros only."""
    household = Household(annual_income=Fraction(1, 3), consumption_units=Fraction(4, 3))
    income = facts.annual_income.below(Fraction(2, 3)).reasons(household, on=DAY)
    assert str(income) == "met: annual income below ≈ 0.67 € (≈ 0.33 €, declared)"
    assert "≈ 0,67\u00a0€" in words_of(income, "fr")
    units = facts.consumption_units.at_least(1).reasons(household, on=DAY)
    assert "(4/3, declared)" in str(units)


def test_decided_parts_miss_nothing() -> None:
    """Facts that can no longer change the answer are not missing."""
    criterion = (facts.employed | facts.disabled) & facts.key_worker
    household = Household(employed=True)
    assert criterion.missing(household, on=DAY) == ("key_worker",)
    assert criterion.missing(Household(key_worker=False), on=DAY) == ()


def test_a_place_without_its_neighbourhood_is_missing() -> None:
    """A place is missing when the answer depends on its neighbourhood."""
    criterion = facts.residence.within(Territory("c", "c", "area", neighbourhoods=("centre",)))
    household = Household(residence=Place("59350"))
    assert criterion.missing(household, on=DAY) == ("residence",)
    assert "(59350, declared)" in str(criterion.reasons(household, on=DAY))


def test_a_commune_in_doubt_is_told() -> None:
    """Where it is not known whether a commune belonged, that is said, and no fact is missing."""
    joined = Territory("c", "c", "epci", communes=("35238",), possible_communes=("59350",))
    criterion = facts.residence.within(joined)
    household = Household(residence=Place("59350", "centre"))
    assert criterion.missing(household, on=DAY) == ()
    explained = criterion.reasons(household, on=DAY)
    assert "not known whether that commune belonged on 1 March 2017" in words_of(explained, "en")
    assert "si cette commune en était membre au 1er mars 2017" in words_of(explained, "fr")
    for known in (Place("35238"), Place("35001"), None):
        words = str(criterion.reasons(Household(residence=known), on=DAY))
        assert "belonged" not in words


def test_deep_lines_bear_their_level() -> None:
    """Beyond a few levels, a line says its level instead of growing."""
    criterion = facts.employed.labelled("a")
    for _ in range(20):
        criterion = criterion.labelled("a")
    assert "(21) undetermined: employed" in str(criterion.reasons(Household(), on=DAY))


def test_reasons_boundaries_and_changes_are_shown_in_short() -> None:
    """However long they are, each is shown by its essentials, on one line of 200 characters."""
    criterion = facts.employed & facts.household_size.at_least(3)
    assert repr(criterion.reasons(Household(), on=DAY)) == (
        "<Reasons on 2017-03-01: undetermined, 3 reasons; missing employed, household_size>"
    )
    assert repr(criterion.boundaries(on=DAY)) == (
        "<Boundaries of employed, household_size; 0 days of change>"
    )
    assert repr(smallest_changes(criterion, Household(), on=DAY)) == (
        "<Changes of undetermined: 3 sets of facts, first employed>"
    )
    nothing = all_of()
    assert repr(nothing.reasons(Household(), on=DAY)) == ("<Reasons on 2017-03-01: met, 1 reason>")
    assert repr(nothing.boundaries(on=DAY)) == "<Boundaries of no fact; 0 days of change>"
    assert repr(smallest_changes(nothing, Household(), on=DAY)) == (
        "<Changes of met: 0 sets of facts>"
    )
    flags = [getattr(facts, name) for name, fact in FACTS.items() if fact.kind is Kind.FLAG]
    many = repr(all_of(*flags).reasons(Household(), on=DAY))
    assert many.endswith("…>")
    assert 195 < len(many) <= 200


@settings(max_examples=60)
@given(criteria(), st.lists(st.tuples(households(), st.sampled_from((DAY, date(2026, 5, 1))))))
def test_what_a_criterion_keeps_changes_no_reason(
    criterion: Criterion, asked: list[tuple[Household, date]]
) -> None:
    """Asked of many, it gives each the reasons that it gives when asked for the first time."""
    for household, on in asked:
        again, first = (
            each.reasons(household, on=on)
            for each in (criterion, pickle.loads(pickle.dumps(criterion)))
        )
        assert again == first
        assert repr(again.reasons) == repr(first.reasons)
        for language in ("en", "fr"):
            assert words_of(again, language) == words_of(first, language)
        assert pickle.loads(pickle.dumps(again)) == again
