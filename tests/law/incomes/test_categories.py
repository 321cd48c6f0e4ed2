"""Categories follow from the people to be housed, and stay open where a fact or a rule is."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Household, Known, Place, Verdict
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.law.incomes.categories import (
    DISABLED_COUNTED_HIGHER,
    LARGEST_SIZE_COUNTED_HIGHER,
    YOUNG_COUPLE_AGES,
    category,
)
from housing_agreements.law.incomes.ceilings import (
    ceiling,
    under_ceiling,
    under_ceiling_of_dwelling,
)
from housing_agreements.law.incomes.zones import zone
from housing_agreements.law.provisions import Confidence
from housing_agreements.testing.laws import more_facts_never_overturn

MET, UNMET, UNDETERMINED = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
READ = date(2024, 6, 1)
"""A day on which all three marks are known to count."""
UNREAD = date(2018, 6, 1)
"""A day on which it is not known whether a disabled person counts."""
UNHELD = date(2007, 6, 1)
"""A day of which nothing is known."""


def people(size: int, dependants: int = 0, **more: Any) -> Household:
    """A household without a mark unless told otherwise."""
    facts: dict[str, Any] = {"disabled_member": False, "couple": False, **more}
    return Household(household_size=size, dependants=dependants, **facts)


@pytest.mark.parametrize(
    ("household", "expected"),
    [
        (people(1), Known(1)),
        (people(1, disabled_member=True), Known(2)),
        (people(2), Known(2)),
        (people(2, couple=True, couple_age_sum=56), Known(2)),
        (people(2, couple=True, couple_age_sum=55), Known(3)),
        (people(2, couple=False, couple_age_sum=40), Known(2)),
        (people(2, disabled_member=True), Known(3)),
        (people(2, 1), Known(3)),
        (people(2, 1, couple=True, couple_age_sum=40), Known(3)),
        (people(3), Known(3)),
        (people(3, 1, couple=True, couple_age_sum=40), Known(3)),
        (people(3, couple=True, couple_age_sum=40), Known(3)),
        (people(4, 2), Known(4)),
        (people(5, 3), Known(5)),
        (people(6, 4), Known(6)),
        (people(7, 5), Known(7)),
        (people(20, 18), Known(20)),
        (people(3, 2), Known(4)),
        (people(4, 3), Known(5)),
        (people(5, 4), Known(6)),
        (people(6, 5), Known(6)),
        (people(8, 7), Known(8)),
        (people(3, disabled_member=True), Known(4)),
        (people(4, disabled_member=True), Known(5)),
        (people(5, disabled_member=True), Known(6)),
        (people(6, disabled_member=True), Known(6)),
        (people(7, disabled_member=True), Known(7)),
        (people(3, 2, disabled_member=True), Known(4)),
        (people(2, couple=True, couple_age_sum=40, disabled_member=True), Known(3)),
        (people(21, 20), Known(21)),
    ],
)
def test_the_category_of_people(household: Household, expected: Known[int]) -> None:
    """The number of people, or one more: once, whatever marks there are, and up to the sixth."""
    assert category(household, on=READ) == expected


@pytest.mark.parametrize(
    ("household", "expected"),
    [
        (Household(), Known(low=1)),
        (Household(disabled_member=True), Known(low=2)),
        (Household(household_size=1), Known(low=1, high=2)),
        (Household(household_size=1, disabled_member=False), Known(1)),
        (Household(household_size=2), Known(low=2, high=3)),
        (Household(household_size=2, dependants=0), Known(low=2, high=3)),
        (Household(household_size=2, dependants=0, disabled_member=False), Known(low=2, high=3)),
        (Household(household_size=2, dependants=0, disabled_member=False, couple=False), Known(2)),
        (people(2, couple=True), Known(low=2, high=3)),
        (people(2, couple=None, couple_age_sum=55), Known(low=2, high=3)),
        (people(2, couple=None, couple_age_sum=56), Known(2)),
        (people(2, couple=True, couple_age_sum=Known(low=50, high=55)), Known(3)),
        (people(2, couple=True, couple_age_sum=Known(low=50, high=56)), Known(low=2, high=3)),
        (Household(household_size=3, dependants=1), Known(low=3, high=4)),
        (attrs.evolve(people(2), household_size=Known(low=1, high=2)), Known(low=1, high=2)),
        (attrs.evolve(people(2, 1), household_size=Known(low=2, high=3)), Known(3)),
        (attrs.evolve(people(2), household_size=Known(high=4)), Known(low=1, high=4)),
        (attrs.evolve(people(2), household_size=Known(low=4)), Known(low=4)),
        (attrs.evolve(people(2), household_size=Known(2, valid_until=UNREAD)), Known(low=1)),
    ],
)
def test_what_is_not_known_leaves_categories_possible(
    household: Household, expected: Known[int]
) -> None:
    """Without a fact that matters, the answer is bounded, and never a default."""
    assert category(household, on=READ) == expected


@pytest.mark.parametrize(
    ("day", "held", "disabled"),
    [
        (date(1990, 1, 1), False, False),
        (date(2007, 12, 31), False, False),
        (date(2008, 1, 1), True, False),
        (date(2008, 1, 2), True, False),
        (UNREAD, True, False),
        (date(2021, 12, 31), True, False),
        (date(2022, 1, 1), True, True),
        (date(2022, 1, 2), True, True),
        (date(2026, 12, 31), True, True),
        (date(2027, 1, 1), False, False),
    ],
)
def test_from_which_day_a_mark_counts(day: date, *, held: bool, disabled: bool) -> None:
    """Lone parents and young couples in each year held, a disabled person from 2022 on."""
    young = people(2, couple=True, couple_age_sum=40)
    for household, least, known in (
        (people(2, 1), 2, held),
        (people(5, 4), 5, held),
        (young, 2, held),
        (people(1, disabled_member=True), 1, disabled),
        (people(4, disabled_member=True), 4, disabled),
    ):
        expected = Known(least + 1) if known else Known(low=least, high=least + 1)
        assert category(household, on=day) == expected
    assert category(people(4, 2), on=day) == Known(4)
    assert category(people(6, disabled_member=True), on=day) == (
        Known(6) if held else Known(low=6, high=7)
    )
    assert LARGEST_SIZE_COUNTED_HIGHER.known_on(day) is YOUNG_COUPLE_AGES.known_on(day) is held
    assert DISABLED_COUNTED_HIGHER.known_on(day) is disabled


def test_how_far_the_marks_were_checked() -> None:
    """The rows of lone adults were read; couples and disabled persons are partly second-hand."""
    rules = (LARGEST_SIZE_COUNTED_HIGHER, YOUNG_COUPLE_AGES, DISABLED_COUNTED_HIGHER)
    confidences = [rule.versions[0].confidence for rule in rules]
    assert confidences == [Confidence.VERIFIED, Confidence.SECONDARY, Confidence.SECONDARY]
    assert YOUNG_COUPLE_AGES.on(READ) == 55
    note = DISABLED_COUNTED_HIGHER.versions[0].note
    assert note is not None
    assert "card of disability" in note.en
    assert "carte d'invalidité" in note.fr


def test_nobody_is_no_household() -> None:
    """A household of no one is refused where it is made, and what is no household when asked."""
    untyped: Any = None
    with pytest.raises(InvalidValueError, match="household_size"):
        Household(household_size=0)
    with pytest.raises(InvalidTypeError, match="a Household"):
        category(untyped, on=READ)
    with pytest.raises(InvalidTypeError, match="a day"):
        category(Household(), on=untyped)


def categories(household: Household, on: date) -> set[int]:
    """The categories of an exactly known household, told case by case."""
    size, dependants = household.household_size, household.dependants
    assert isinstance(size, int)
    assert isinstance(dependants, int)
    ages = household.couple_age_sum
    assert isinstance(ages, int)
    held = 2008 <= on.year <= 2026
    pair = size == 2 and household.couple and not dependants
    if size >= 6 and held:
        return {size}
    if (pair and ages < 56) or (size > 1 and dependants == size - 1):
        return {size + 1} if held else {size, size + 1}
    if pair and not held:  # 55 is the limit of the years held
        return {size, size + 1}
    if not household.disabled_member:
        return {size}
    return {size + 1} if 2022 <= on.year <= 2026 else {size, size + 1}


SIZES = (1, 2, 3, 5, 6)
DOMAINS: dict[str, tuple[Any, ...]] = {
    "household_size": SIZES,
    "dependants": (0, 1, 2, 4),
    "disabled_member": (False, True),
    "couple": (False, True),
    "couple_age_sum": (55, 56),
}


def completions(household: Household) -> Iterator[Household]:
    """The households that agree with one and leave nothing open, without contradictions."""
    now = {name: getattr(household, name) for name in DOMAINS}
    choices = [DOMAINS[name] if now[name] is None else (now[name],) for name in DOMAINS]
    for values in product(*choices):
        made = attrs.evolve(household, **dict(zip(DOMAINS, values, strict=True)))
        if made.dependants < made.household_size:  # type: ignore[operator]  # plain counts here
            yield made


facts_given = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in DOMAINS.items()}
)


@given(facts_given, st.sampled_from((READ, UNREAD, UNHELD)))
def test_a_category_covers_every_completion(facts: dict[str, Any], day: date) -> None:
    """The bounds of the category are the least and the most that full knowledge could give."""
    household = Household(**facts)
    possible = {each for made in completions(household) for each in categories(made, day)}
    if not possible:
        return  # more dependants than people: nothing agrees with that
    known = category(household, on=day)
    low, high = known.low, known.high
    assert low is not None
    assert low <= min(possible)
    assert high is None or high >= max(possible)
    if household.household_size is not None and None not in facts.values() and len(facts) == 5:
        assert {low, high} == {min(possible), max(possible)}


COMMUNES = ("75056", "92012", "94068", "33063", "97105", "97411")
PLUS_DAYS = (READ, UNREAD, date(2009, 3, 1), date(2027, 1, 1))


def around(day: date) -> list[int]:
    """Incomes on both sides of every ceiling of PLUS on a day, for the sizes tried."""
    try:
        amounts = {
            ceiling("PLUS", zone(code, on=day), number, on=day)
            for code in COMMUNES[:4]
            for number in range(1, 8)
        }
    except NotKnownError:
        return [0, 30_000]
    return sorted({0, *amounts, *(amount + 1 for amount in amounts)})


def naive(household: Household, commune: str, on: date) -> Verdict:
    """What an exactly known household answers, case by case."""
    income = household.annual_income
    assert isinstance(income, int)
    try:
        here = zone(commune, on=on)
        amounts = [ceiling("PLUS", here, each, on=on) for each in categories(household, on)]
    except LookupError:
        return UNDETERMINED
    answers = {income <= amount for amount in amounts}
    return Verdict.of(answers.pop()) if len(answers) == 1 else UNDETERMINED


@given(facts_given, st.sampled_from(COMMUNES), st.sampled_from(PLUS_DAYS), st.data())
def test_the_derived_ceiling_is_sound_and_decides_what_it_can(
    facts: dict[str, Any], commune: str, day: date, data: st.DataObject
) -> None:
    """Exactly known, a household gets the answer of its cases; else what all of them share."""
    income = data.draw(st.sampled_from(around(day)))
    household = Household(annual_income=income, dwelling_offered=Place(commune), **facts)
    criterion = under_ceiling_of_dwelling("PLUS")
    verdict = criterion.decide(household, on=day)
    made = list(completions(household))
    answers = {naive(each, commune, day) for each in made}
    for each in made:
        assert criterion.decide(each, on=day) is naive(each, commune, day)
        more_facts_never_overturn(criterion, household, each, on=day)
    if verdict.decided and made:
        assert answers == {verdict}


@given(facts_given, st.sampled_from(COMMUNES[:4]), st.sampled_from((READ, UNREAD)), st.data())
def test_the_derived_ceiling_is_the_stated_one(
    facts: dict[str, Any], commune: str, day: date, data: st.DataObject
) -> None:
    """Stating the zone and the category that follow decides at least as much, and alike."""
    income = data.draw(st.sampled_from(around(day)))
    household = Household(annual_income=income, dwelling_offered=Place(commune), **facts)
    stated = attrs.evolve(
        household,
        ceilings_zone=zone(commune, on=day),
        ceilings_category=category(household, on=day),
    )
    derived = under_ceiling_of_dwelling("PLUS").decide(household, on=day)
    if derived.decided:
        assert under_ceiling("PLUS").decide(stated, on=day) in {derived, UNDETERMINED}
    direct = under_ceiling("PLUS").decide(stated, on=day)
    if direct.decided:
        assert derived in {direct, UNDETERMINED}


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"annual_income": 46_000, "household_size": 2, "dependants": 1}, MET),
        ({"annual_income": 60_000, "household_size": 2, "dependants": 1}, UNMET),
        ({"annual_income": 46_000, "household_size": 2}, UNDETERMINED),
        ({"annual_income": 26_044}, MET),
        ({"annual_income": 26_045}, UNDETERMINED),
        ({"annual_income": 10_000_000}, UNDETERMINED),
        ({"annual_income": 10_000_000, "household_size": 20}, UNMET),
        ({"annual_income": 10_000_000, "household_size": 21}, UNDETERMINED),
        ({"household_size": 2, "dependants": 1}, UNDETERMINED),
    ],
)
def test_examples_in_paris(facts: dict[str, Any], verdict: Verdict) -> None:
    """What is known decides as far as it goes; no income never decides."""
    household = Household(dwelling_offered=Place("75056"), **facts)
    criterion = under_ceiling_of_dwelling("PLUS")
    assert criterion.decide(household, on=READ) is verdict


def test_no_zone_decides_nothing() -> None:
    """A commune overseas is open, with the reason; what is no commune is refused."""
    day = date(2026, 6, 1)
    household = people(1, annual_income=0, dwelling_offered=Place("97411"))
    criterion = under_ceiling_of_dwelling("PLUS")
    assert criterion.decide(household, on=day) is UNDETERMINED
    assert "that no list here has" in str(criterion.reasons(household, on=day))
    nowhere = attrs.evolve(household, dwelling_offered=None)
    assert criterion.decide(nowhere, on=day) is UNDETERMINED
    assert "dwelling_offered" in criterion.missing(nowhere, on=day)
    for code in ("33999", "33000"):
        stranger = attrs.evolve(household, dwelling_offered=Place(code))
        with pytest.raises(UnknownCodeError, match=f"dwelling_offered: given '{code}'"):
            criterion.decide(stranger, on=day)


def test_a_commune_of_before_has_the_zone_of_the_one_that_it_became_part_of() -> None:
    """Pierrefitte lies in Saint-Denis since 2025, whatever code its dwellings bear."""
    household = people(1, annual_income=0, dwelling_offered=Place("93059"))
    criterion = under_ceiling_of_dwelling("PLUS")
    assert criterion.decide(household, on=date(2026, 6, 1)) is MET


def test_criteria_are_made_once() -> None:
    """Asking again for a criterion gives the same value, with its label in both languages."""
    for ask in (under_ceiling, under_ceiling_of_dwelling):
        criterion = ask("PLAI")
        assert criterion is ask("PLAI")
        assert criterion.say("fr").startswith("ressources au plus égales au plafond PLAI")
        assert criterion.say("en").startswith("income at most the ceiling of PLAI")
