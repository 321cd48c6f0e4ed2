"""The lists of L.441-1 against the dossier, line by line, around each day of change."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import (
    Agreement,
    AgreementKind,
    Household,
    Known,
    Party,
    Period,
    Territory,
    Verdict,
    check_eligibility,
)
from housing_agreements.criteria.households import facts_by_name
from housing_agreements.errors import InvalidTypeError, NotKnownError
from housing_agreements.law import publics
from housing_agreements.law import publics as situations
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.publics import (
    ATTRIBUTION_OBJECTIVES,
    KEY_WORKERS,
    PRIORITY_PUBLICS,
    among_workers,
)
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.testing.strategies import days

DAY = timedelta(days=1)
FIRST, ORDERED = date(2006, 7, 16), date(2017, 1, 29)
ALL = {public.code: public for public in PRIORITY_PUBLICS.versions[-1].value}

# For each list, the letters in order with the codes, then what makes a household belong to each.
FORMER = "a disability, b badly-housed, c temporarily-housed, d resuming-work"
LISTS = {
    FIRST: FORMER,
    date(2009, 3, 28): f"{FORMER}, e violence",
    date(2016, 4, 15): f"{FORMER}, e violence, f leaving-prostitution, g trafficking",
    ORDERED: (
        "- dalo, a disability, b therapeutic-flat, c badly-housed, d temporarily-housed, "
        "e resuming-work, f unfit-housing, g violence, h leaving-prostitution, i trafficking, "
        "j crowded-or-non-decent, k without-dwelling, l eviction"
    ),
}
LISTS[date(2018, 11, 25)] = LISTS[ORDERED].replace("g violence", "g violence, g+ assault-near-home")
LISTS[date(2022, 2, 9)] = LISTS[date(2018, 11, 25)] + ", m child-welfare"
READ = date(2022, 2, 23)
CONFIDENCE = {
    **dict.fromkeys(LISTS, "VERIFIED"),
    ORDERED: "SECONDARY",
    date(2018, 11, 25): "SECONDARY",
    date(2022, 2, 9): "DATED",
    READ: "VERIFIED",
}

PROVED = Known(True, verified=True)  # noqa: FBT003  # the value of the fact
LATELY = VERIFIED_UNTIL - 30 * DAY
BELONGING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("dalo", {"dalo_recognised": True}),
    ("disability", {"disabled": True}),
    ("disability", {"disabled_dependant": True}),
    ("therapeutic-flat", {"leaving_therapeutic_flat": True}),
    ("badly-housed", {"badly_housed": True}),
    ("badly-housed", {"in_difficulty": True}),
    ("temporarily-housed", {"temporarily_housed": True}),
    ("resuming-work", {"resuming_work": True}),
    ("unfit-housing", {"unfit_housing": True}),
    ("violence", {"couple_violence": True, "protection_order": True}),
    ("violence", {"forced_marriage": True, "protection_order": True}),
    ("assault-near-home", {"assaulted_near_home": True, "assailant_kept_away": True}),
    ("leaving-prostitution", {"leaving_prostitution": True}),
    ("trafficking", {"trafficked": True}),
    ("crowded-or-non-decent", {"minor_children": 1, "overcrowded": True}),
    ("crowded-or-non-decent", {"minor_children": 1, "non_decent_housing": True}),
    ("without-dwelling", {"without_dwelling": True}),
    ("without-dwelling", {"hosted_by_third_parties": True}),
    ("eviction", {"threatened_with_eviction": True}),
    (
        "child-welfare",
        {
            "former_child_welfare": True,
            "child_welfare_ended_on": LATELY,
            "born_on": date(2006, 1, 1),
        },
    ),
)
FLAGS = sorted({name for _, given in BELONGING for name, value in given.items() if value is True})
# Publics of which each flag is enough by itself.
ENOUGH = {
    "dalo": ("dalo_recognised",),
    "disability": ("disabled", "disabled_dependant"),
    "therapeutic-flat": ("leaving_therapeutic_flat",),
    "badly-housed": ("badly_housed", "in_difficulty"),
    "temporarily-housed": ("temporarily_housed",),
    "unfit-housing": ("unfit_housing",),
    "leaving-prostitution": ("leaving_prostitution",),
    "trafficking": ("trafficked",),
    "without-dwelling": ("without_dwelling", "hosted_by_third_parties"),
    "eviction": ("threatened_with_eviction",),
}


def decided(public: PriorityPublic, household: Household, on: date) -> Verdict:
    """Whether a household belongs to a public on a day; nobody does where it says nobody."""
    criterion = public.criterion.on(on)
    return Verdict.UNMET if criterion is None else criterion.decide(household, on=on)


def listed(day: date) -> list[str]:
    """The codes of the dossier's list of a day, in order."""
    since = max(each for each in LISTS if each <= day)
    return [line.split()[1] for line in LISTS[since].split(", ")]


# --- The lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize("since", LISTS)
def test_the_list_changes_on_the_days_of_the_dossier(since: date) -> None:
    """The day before a change the former list holds; on that day and the next one, the new."""
    for day in (since, since + DAY):
        assert [public.code for public in PRIORITY_PUBLICS.on(day)] == listed(day)
    if since == FIRST:
        with pytest.raises(NotKnownError, match="no earlier version"):
            PRIORITY_PUBLICS.on(since - DAY)
    else:
        before = [public.code for public in PRIORITY_PUBLICS.on(since - DAY)]
        assert before == listed(since - DAY) != listed(since)


def test_each_version_says_how_far_it_was_checked() -> None:
    """The former list was read, and the one in force; those between in secondary sources."""
    found = {version.since: version.confidence.name for version in PRIORITY_PUBLICS.versions}
    assert found == CONFIDENCE
    assert all(each.note for each in PRIORITY_PUBLICS.versions[3:])
    for day in (READ - DAY, READ, READ + DAY):
        verified = PRIORITY_PUBLICS.at(day).confidence is Confidence.VERIFIED
        assert verified is (day >= READ)
        assert [public.code for public in PRIORITY_PUBLICS.on(day)] == listed(day)
    assert not any("further conditions" in str(each.note) for each in PRIORITY_PUBLICS.versions)
    with pytest.raises(NotKnownError, match="the last one verified"):
        PRIORITY_PUBLICS.on(VERIFIED_UNTIL + DAY)


def test_dalo_comes_in_addition_and_not_before() -> None:
    """Since 29 January 2017 DALO stands beside the letters; the article ranks nobody."""
    assert situations.DALO not in PRIORITY_PUBLICS.on(ORDERED - DAY)
    assert situations.DALO in PRIORITY_PUBLICS.on(ORDERED)
    note = PRIORITY_PUBLICS.at(READ).note
    assert note is not None
    assert "no rank" in note.en
    assert "come in addition to theirs" in note.en
    assert "s'ajoutent aux leurs" in note.fr


@given(days(min_value=FIRST, max_value=VERIFIED_UNTIL), st.sampled_from(sorted(ALL)))
def test_a_public_begins_with_its_listing(day: date, code: str) -> None:
    """On each day somebody can belong to exactly the publics listed, and to DALO since 2009."""
    public = ALL[code]
    if code == "dalo":
        assert public.criterion.known_on(day) is (day >= date(2009, 3, 28))
    else:
        assert (public.criterion.on(day) is not None) is (public in PRIORITY_PUBLICS.on(day))


@pytest.mark.parametrize("since", LISTS)
def test_each_letter_is_cited(since: date) -> None:
    """The sources of a public name its letter in each list where it stands."""
    for line in LISTS[since].split(", "):
        letter, code = line.split()
        cited = [source.article or "" for source in ALL[code].sources]
        expected = {"-": "L.441-2-3", "g+": "L.441-1, g bis"}.get(letter, f"L.441-1, {letter}")
        assert any(article.partition(", version")[0] == expected for article in cited), code


def test_the_last_list_of_a_term_serves_all_of_it() -> None:
    """Each list holds the publics of those before it, as the same values."""
    for before, after in pairwise(PRIORITY_PUBLICS.versions):
        grown = set(after.value) - set(before.value)
        assert set(before.value) <= set(after.value)
        assert bool(grown) is (after.since != READ)


def test_codes_name_the_constants() -> None:
    """Each public is the constant that its code spells, in one module or the other."""
    named = {**vars(situations), **vars(publics)}
    for public in (*ALL.values(), *ATTRIBUTION_OBJECTIVES.versions[-1].value):
        assert named[public.code.upper().replace("-", "_")] is public


def test_the_list_goes_into_an_agreement_as_it_is() -> None:
    """An agreement takes the list of a day, and tells to which of its publics a household belongs.

    The day on which it is asked may be one of another list.
    """
    agreement = Agreement(
        "example",
        AgreementKind.OTHER,
        "An example",
        parties=(Party("als", "ALS"),),
        signed_on=None,
        term=Period.years(2016, 2018),
        territory=Territory("33", "Gironde", "department", departments=("33",)),
        publics=PRIORITY_PUBLICS.on(date(2018, 1, 1)),
    )
    known: Any = dict.fromkeys(FLAGS, False) | {"unfit_housing": True}
    household = Household(**known)
    before = check_eligibility(household, agreement, on=ORDERED - DAY)
    since = check_eligibility(household, agreement, on=ORDERED)
    assert "unfit-housing" not in before.publics | before.possible_publics
    assert since.publics == {"unfit-housing"}


# --- Who belongs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "given"), BELONGING, ids=lambda each: str(each)[:50])
def test_each_situation_makes_a_household_belong(code: str, given: dict[str, Any]) -> None:
    """With each of its facts it belongs, without one of them it does not, and else may."""
    on = VERIFIED_UNTIL
    assert decided(ALL[code], Household(**given), on) is Verdict.MET
    assert decided(ALL[code], Household(), on) is Verdict.UNDETERMINED
    denied: Any = dict.fromkeys(FLAGS, False) | {"minor_children": 0}
    no = Household(**denied)
    assert decided(ALL[code], no, on) is Verdict.UNMET
    if len(given) > 1:
        for name in given:
            rest = {key: value for key, value in given.items() if key != name}
            assert decided(ALL[code], Household(**rest), on) is Verdict.UNDETERMINED


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(FLAGS, st.booleans())),
    days(min_value=ORDERED, max_value=VERIFIED_UNTIL),
    st.sampled_from(sorted(ENOUGH)),
)
def test_one_flag_is_enough(facts: dict[str, bool], day: date, code: str) -> None:
    """A public of several situations answers as their disjunction does, worked out by hand."""
    answers = [facts.get(name) for name in ENOUGH[code]]
    expected = Verdict.UNDETERMINED
    if any(answers):
        expected = Verdict.MET
    elif None not in answers:
        expected = Verdict.UNMET
    known: dict[str, Any] = facts
    assert decided(ALL[code], Household(**known), day) is expected


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({"in_difficulty": True, "badly_housed": False}, "met"),
        ({"in_difficulty": False, "badly_housed": True}, "met"),
        ({"in_difficulty": False, "badly_housed": False}, "unmet"),
        ({"in_difficulty": None, "badly_housed": False}, "undetermined"),
    ],
    ids=["difficulty", "badly housed", "neither", "not known"],
)
def test_a_particular_difficulty_is_one_of_housing(given: dict[str, Any], verdict: str) -> None:
    """For reasons of finance or living conditions it counts in both lists; so the fact asks it."""
    household, public = Household(**given), situations.BADLY_HOUSED
    for day in (FIRST, ORDERED - DAY, ORDERED, ORDERED + DAY, READ):
        assert decided(public, household, day).value == verdict
    assert "of housing" in facts_by_name(Household)["in_difficulty"].words.en


def test_resuming_work_was_for_the_badly_housed() -> None:
    """The condition of bad housing is dropped on 29 January 2017."""
    household = Household(resuming_work=True, badly_housed=False)
    assert decided(situations.RESUMING_WORK, household, ORDERED - DAY) is Verdict.UNMET
    assert decided(situations.RESUMING_WORK, household, ORDERED) is Verdict.MET


PROOFS: tuple[dict[str, Any], ...] = (
    {"couple_violence": True},
    {"couple_violence": PROVED},
    {"couple_violence": True, "protection_order": True},
    {"couple_violence": PROVED, "protection_order": False},
    {"forced_marriage": True},
    {"forced_marriage": True, "protection_order": True},
    {"forced_marriage": True, "protection_order": False},
    {"protection_order": True},
)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2009, 3, 28), "open met open met unmet unmet unmet unmet"),
        (date(2010, 9, 30), "open met open met unmet unmet unmet unmet"),
        (date(2010, 10, 1), "open met met met unmet unmet unmet unmet"),
        (date(2010, 10, 2), "open met met met unmet unmet unmet unmet"),
        (ORDERED - DAY, "open met met met unmet unmet unmet unmet"),
        (ORDERED, "open open met open open met open unmet"),
        (ORDERED + DAY, "open open met open open met open unmet"),
        (READ - DAY, "open open met open open met open unmet"),
        (READ, "open open met unmet open met unmet unmet"),
        (READ + DAY, "open open met unmet open met unmet unmet"),
        (VERIFIED_UNTIL, "open open met unmet open met unmet unmet"),
    ],
    ids=str,
)
def test_which_proof_violence_asks_for(on: date, expected: str) -> None:
    """A judge's decision, or an order from 2010 on; since 2022 a protection order, for both."""
    nothing: dict[str, Any] = {"couple_violence": False, "forced_marriage": False}
    found = [decided(situations.VIOLENCE, Household(**nothing | given), on) for given in PROOFS]
    words = {"open": Verdict.UNDETERMINED, "met": Verdict.MET, "unmet": Verdict.UNMET}
    assert found == [words[word] for word in expected.split()]


def test_the_proof_of_2017_is_said_to_be_open() -> None:
    """Between 2017 and 2022 the answer names what was not read; since, what is missing."""
    household = Household(couple_violence=False, forced_marriage=True)
    for day in (ORDERED, READ - DAY, READ):
        criterion = situations.VIOLENCE.criterion.on(day)
        assert criterion is not None
        explained = criterion.reasons(household, on=day)
        assert ("whether another proof" in str(explained)) is (day < READ)
        assert explained.missing == ("protection_order",)


CARE = date(2023, 6, 1)


@pytest.mark.parametrize(
    ("ended", "born", "verdict"),
    [
        (date(2020, 6, 2), date(2002, 6, 2), "met"),  # below 21 on 1 June 2023
        (date(2020, 6, 2), date(2002, 6, 1), "undetermined"),  # 21 on that day
        (date(2020, 6, 2), date(1999, 6, 2), "undetermined"),  # 23
        (date(2020, 6, 2), date(1999, 6, 1), "unmet"),  # 24 on that day
        (date(2020, 6, 1), date(2002, 6, 2), "undetermined"),  # the day that ends the three years
        (date(2020, 5, 31), date(2002, 6, 2), "unmet"),  # three years have passed
        (date(2020, 5, 31), date(2005, 6, 2), "unmet"),
        (date(2020, 6, 1), date(1999, 6, 1), "unmet"),
    ],
)
def test_child_welfare_lasts_three_years_below_21(ended: date, born: date, verdict: str) -> None:
    """Three years from the last day of the care decide, and the age below 21; to 24, open."""
    household = Household(former_child_welfare=True, child_welfare_ended_on=ended, born_on=born)
    public = situations.CHILD_WELFARE
    assert decided(public, household, CARE).value == verdict
    criterion = public.criterion.on(CARE)
    assert criterion is not None
    assert "whether whoever is 21 or older" in str(criterion.reasons(household, on=CARE))
    stranger = Household(former_child_welfare=False, child_welfare_ended_on=ended, born_on=born)
    assert decided(public, stranger, CARE) is Verdict.UNMET


# --- Objectives ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "codes"),
    [
        (date(2021, 11, 27), ["volunteer-firefighters"]),
        (date(2022, 2, 23), ["volunteer-firefighters", "key-workers"]),
    ],
    ids=str,
)
def test_objectives_are_no_letters(since: date, codes: list[str]) -> None:
    """Volunteer firefighters from 27 November 2021, key workers from 23 February 2022."""
    for day in (since, since + DAY):
        assert [public.code for public in ATTRIBUTION_OBJECTIVES.on(day)] == codes
        assert not set(codes) & {public.code for public in PRIORITY_PUBLICS.on(day)}
    newest = ATTRIBUTION_OBJECTIVES.on(since)[-1]
    household = Household(volunteer_firefighter=True, key_worker=True)
    assert decided(newest, household, since - DAY) is Verdict.UNMET
    assert decided(newest, household, since) is Verdict.MET
    assert decided(newest, Household(), since) is Verdict.UNDETERMINED


def test_objectives_say_how_far_they_were_checked() -> None:
    """Of firefighters the day was verified first; both paragraphs were read, and the decree."""
    assert [version.confidence for version in ATTRIBUTION_OBJECTIVES.versions] == [
        Confidence.DATED,
        Confidence.VERIFIED,
        Confidence.VERIFIED,
    ]
    decree = date(2023, 3, 31)
    for day in (decree - DAY, decree, decree + DAY):
        cited = [source.article for source in ATTRIBUTION_OBJECTIVES.at(day).sources]
        assert ("R.441-1-3" in cited) is (day >= decree)
    with pytest.raises(NotKnownError):
        ATTRIBUTION_OBJECTIVES.on(date(2021, 11, 26))
    assert KEY_WORKERS.criterion.on(date(2022, 2, 22)) is None


def test_workers_are_those_of_a_public() -> None:
    """Anything but a public is refused where its employees and jobseekers are asked for."""
    code: Any = "dalo"
    with pytest.raises(InvalidTypeError, match=r"among_workers, public: .* a PriorityPublic"):
        among_workers(code)
