"""The grounds of DALO: two doors, eight grounds, what each asks, and on which days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from housing_agreements import Household, Place, Verdict
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.errors import InvalidTypeError, InvalidValueError
from housing_agreements.law.dalo.grounds import DALO_SITUATIONS, NOT_RECOGNITION, delay_ground
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.testing.strategies import days
from housing_agreements.values.periods import months_after

MET, UNMET, OPEN = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
READ = date(2017, 1, 21)
SURFACES = date(2019, 9, 1)
READ_AGAIN = date(2022, 2, 23)
DAY = timedelta(days=1)
GROUNDS = {each.code: each for each in DALO_SITUATIONS}
FAMILY = ("overcrowded", "non-decent")


def ground(code: str, on: date) -> Criterion:
    """The ground on a day."""
    return GROUNDS[code].on(on)


def decided(code: str, on: date, **given: Any) -> Verdict:
    """What a household in good faith gets from a ground."""
    facts: dict[str, Any] = {"good_faith": True, **given}
    return ground(code, on).decide(Household(**facts), on=on)


def test_there_are_eight_grounds() -> None:
    """The delay, the six situations of before, and the one that the law of 2022 adds."""
    codes = [each.code for each in (delay_ground(30), *DALO_SITUATIONS)]
    assert codes == [
        "delay",
        "without-dwelling",
        "eviction",
        "temporarily-housed",
        "unfit-premises",
        "overcrowded",
        "non-decent",
        "unsuited-to-disability",
    ]
    assert "commission" in NOT_RECOGNITION.en


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("delay", READ),
        ("without-dwelling", READ),
        ("unfit-premises", READ),
        ("unsuited-to-disability", READ),
        ("eviction", date(2014, 2, 14)),
        ("temporarily-housed", date(2014, 2, 14)),
        ("overcrowded", date(2014, 2, 14)),
        ("non-decent", date(2014, 2, 14)),
    ],
)
def test_each_ground_is_known_from_the_text_that_was_read(code: str, first: date) -> None:
    """The law from its version of 2017, the thresholds from those of 2014; not a day before."""
    rule = delay_ground(30) if code == "delay" else GROUNDS[code]
    assert [rule.known_on(day) for day in (first - DAY, first, first + DAY)] == [False, True, True]
    assert rule.at(first).confidence is Confidence.VERIFIED
    assert not rule.known_on(VERIFIED_UNTIL + DAY)


def test_unread_changes_are_said() -> None:
    """Each change of the two articles is a version that says that it was not read."""
    law = ["2017-01-29", "2018-01-01", "2018-11-25", "2021-01-01", "2021-07-01", "2022-02-23"]
    both = sorted([*law, "2019-08-24", "2019-09-01"])
    for code, changes in (("without-dwelling", law), ("eviction", both), ("non-decent", both)):
        *later, last = GROUNDS[code].versions[1:]
        assert [str(each.since) for each in (*later, last)] == changes
        assert {each.confidence for each in later} == {Confidence.DATED}
        assert all(each.note is not None and "not read" in each.note.en for each in later)
        assert "not read" not in str(last.note)
    assert "two missing items" in str(GROUNDS["non-decent"].versions[-1].note)
    said = {str(version.since): version.confidence for version in GROUNDS["overcrowded"].versions}
    assert list(said)[1:] == both
    assert said["2019-09-01"] is Confidence.DATED
    assert "refers to R.822-25" in str(GROUNDS["overcrowded"].at(SURFACES).note)


@pytest.mark.parametrize("code", ["delay", *GROUNDS])
def test_the_article_was_read_again_as_it_stands(code: str) -> None:
    """Each ground rests on the text read from 23 February 2022 on, and did not the day before."""
    rule = delay_ground(30) if code == "delay" else GROUNDS[code]
    found = [rule.at(READ_AGAIN + days * DAY).confidence for days in (-1, 0, 1)]
    assert found == [Confidence.DATED, Confidence.VERIFIED, Confidence.VERIFIED]
    assert rule.at(VERIFIED_UNTIL).confidence is Confidence.VERIFIED
    assert "housed by ascendants" in str(GROUNDS["without-dwelling"].at(READ_AGAIN).note)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (READ, OPEN),
        (READ_AGAIN - DAY, OPEN),
        (READ_AGAIN, MET),
        (READ_AGAIN + DAY, MET),
        (VERIFIED_UNTIL, MET),
    ],
    ids=str,
)
@pytest.mark.parametrize("who", ["disabled", "disabled_dependant"])
def test_a_dwelling_not_adapted_to_a_disability_is_a_ground(
    day: date, verdict: Verdict, who: str
) -> None:
    """By the law since 23 February 2022; before, where health was at serious risk: open."""
    facts: dict[str, Any] = {who: True, "unsuited_to_disability": True}
    code = "unsuited-to-disability"
    assert decided(code, day, **facts) is verdict
    assert decided(code, day, **facts, good_faith=False) is UNMET
    assert decided(code, day, **{**facts, "unsuited_to_disability": False}) is UNMET
    assert decided(code, day, **{who: True}) is OPEN
    nobody: dict[str, Any] = {"disabled": False, "disabled_dependant": False}
    assert decided(code, day, **nobody, unsuited_to_disability=True) is UNMET
    if day < READ_AGAIN:
        household = Household(good_faith=True, **facts)
        assert "health at serious risk" in str(ground(code, day).reasons(household, on=day))


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("without-dwelling", {"without_dwelling": True}),
        ("eviction", {"threatened_with_eviction": True, "eviction_ordered": True}),
        (
            "temporarily-housed",
            {
                "temporarily_housed": True,
                "in_transitional_dwelling": False,
                "temporarily_housed_since": date(2016, 1, 1),
            },
        ),
        ("unfit-premises", {"unfit_premises": True}),
        ("overcrowded", {"overcrowded": True, "minor_children": 1}),
        ("non-decent", {"non_decent_housing": True, "disabled_dependant": True}),
    ],
)
def test_a_situation_needs_good_faith_and_each_of_its_parts(
    code: str, facts: dict[str, Any]
) -> None:
    """All its facts make it; without good faith, or with one denied, it fails; unknown, open."""
    assert decided(code, READ, **facts) is MET
    assert decided(code, READ, **facts, good_faith=False) is UNMET
    assert decided(code, READ, **facts, good_faith=None) is OPEN
    for name, value in facts.items():
        assert decided(code, READ, **{**facts, name: None}) is OPEN
        if value is True and name != "disabled_dependant":
            assert decided(code, READ, **{**facts, name: False}) is UNMET


@pytest.mark.parametrize("code", FAMILY)
@pytest.mark.parametrize(
    ("family", "verdict"),
    [
        ({"minor_children": 0, "disabled": False, "disabled_dependant": False}, UNMET),
        ({"minor_children": 1}, MET),
        ({"disabled": True}, MET),
        ({"disabled_dependant": True}, MET),
        ({"minor_children": 0, "disabled": False}, OPEN),
    ],
)
def test_two_situations_are_for_families_and_disabled_persons(
    code: str, family: dict[str, Any], verdict: Verdict
) -> None:
    """One minor child, or a disability, in the household or a dependant."""
    assert decided(code, READ, overcrowded=True, non_decent_housing=True, **family) is verdict


@pytest.mark.parametrize(("transitional", "months"), [(False, 6), (True, 18)])
@given(since=days(min_value=date(2010, 1, 1), max_value=date(2020, 12, 31)))
def test_more_than_six_or_eighteen_months(
    transitional: bool,  # noqa: FBT001  # a case of the table
    months: int,
    since: date,
) -> None:
    """Not on the day on which they have passed, but from the day after on."""
    passed = months_after(since, months)
    for day, verdict in ((passed - DAY, UNMET), (passed, UNMET), (passed + DAY, MET)):
        if not GROUNDS["temporarily-housed"].known_on(day):
            continue
        given: dict[str, Any] = {"temporarily_housed": True, "temporarily_housed_since": since}
        answer = decided("temporarily-housed", day, **given, in_transitional_dwelling=transitional)
        assert answer is verdict


@pytest.mark.parametrize(
    ("since", "verdict"),
    [
        (date(2016, 7, 21), UNMET),
        (date(2016, 7, 20), OPEN),
        (date(2015, 7, 21), OPEN),
        (date(2015, 7, 20), MET),
    ],
    ids=str,
)
def test_the_kind_of_housing_matters_between_the_two(since: date, verdict: Verdict) -> None:
    """Within six months it fails and past eighteen it holds, whatever the kind of housing."""
    given: dict[str, Any] = {"temporarily_housed": True, "temporarily_housed_since": since}
    assert decided("temporarily-housed", READ, **given) is verdict


@pytest.mark.parametrize(
    ("day", "by_file", "by_surface"),
    [
        (SURFACES - DAY, MET, OPEN),
        (SURFACES, OPEN, MET),
        (SURFACES + DAY, OPEN, MET),
        (date(2022, 2, 23), OPEN, MET),
    ],
    ids=str,
)
def test_overcrowding_is_measured_since_2019(
    day: date, by_file: Verdict, by_surface: Verdict
) -> None:
    """While no surface is held, the file states it; since then, the surface decides."""
    assert decided("overcrowded", day, disabled=True, overcrowded=True) is by_file
    measured = decided(
        "overcrowded",
        day,
        disabled=True,
        household_size=4,
        living_area=33,
        residence=Place("59350"),
    )
    assert measured is by_surface


@pytest.mark.parametrize(("area", "verdict"), [(33, MET), (34, UNMET), (35, UNMET)])
def test_below_the_surface_only(area: int, verdict: Verdict) -> None:
    """Four people need 34 m²: with that much they are not overcrowded."""
    given: dict[str, Any] = {"minor_children": 2, "household_size": 4, "residence": Place("59350")}
    assert decided("overcrowded", SURFACES, living_area=area, **given) is verdict


def test_the_surface_for_a_person_alone_is_open() -> None:
    """The version read sends a person alone to another decree: that is said, not guessed."""
    household = Household(good_faith=True, disabled=True, household_size=1, living_area=5)
    explained = ground("overcrowded", SURFACES).reasons(household, on=SURFACES)
    assert explained.verdict is OPEN
    assert "the least surface for a person alone" in str(explained)
    assert explained.missing == ()


APPLIED = date(2015, 1, 31)
ENDS = date(2017, 7, 31)


@pytest.mark.parametrize(
    ("day", "verdict"), [(ENDS - DAY, UNMET), (ENDS, OPEN), (ENDS + DAY, MET)], ids=str
)
def test_the_delay_is_past_the_day_after_it_ends(day: date, verdict: Verdict) -> None:
    """Before its last day it is not past, after it is; of that day itself the sources are mute."""
    household = Household(
        meets_access_conditions=True, offered_suitable_dwelling=False, applied_on=APPLIED
    )
    assert delay_ground(30).on(day).decide(household, on=day) is verdict


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, OPEN),
        ({"offered_suitable_dwelling": True}, UNMET),
        ({"meets_access_conditions": False}, UNMET),
        ({"applied_on": APPLIED}, OPEN),
        ({"applied_on": READ}, UNMET),
    ],
)
def test_the_delay_needs_conditions_and_no_offer(facts: dict[str, Any], verdict: Verdict) -> None:
    """Good faith is not asked there; the conditions of access are, and no suitable offer."""
    assert delay_ground(23).on(READ).decide(Household(**facts), on=READ) is verdict


def test_without_the_delay_only_a_no_is_decided() -> None:
    """When the delay is not known, an offer that was made still decides; waiting does not."""
    rule = delay_ground(None).on(READ)
    waiting = Household(
        meets_access_conditions=True, offered_suitable_dwelling=False, applied_on=date(1990, 1, 1)
    )
    assert rule.decide(waiting, on=READ) is OPEN
    assert "which was not given" in str(rule.reasons(waiting, on=READ))
    assert rule.decide(Household(offered_suitable_dwelling=True), on=READ) is UNMET


def test_an_impossible_delay_is_refused() -> None:
    """At least one month, whole."""
    with pytest.raises(InvalidValueError):
        delay_ground(0)
    with pytest.raises(InvalidTypeError):
        delay_ground(1.5)  # type: ignore[arg-type]  # wrong on purpose
