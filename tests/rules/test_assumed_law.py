"""What the law is taken to be past the last day up to which it was followed, said by its caller."""

import copy
import importlib
import pickle
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, cast

import attrs
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.test_not_followed import DAY, LAST, MEETS_ALL, SOME, ShapeOfCriterion, joined
from tests.told import words_of

import housing_agreements as ha
from housing_agreements import (
    Household,
    Place,
    PriorityPublic,
    Text,
    Timeline,
    Verdict,
    assume_unchanged,
    check_eligibility,
    facts,
    frames,
    what_would_change,
)
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.mix.quartiles import first_quartile
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence, Provision, Version, code
from housing_agreements.law.publics import DALO, DISABILITY, PRIORITY_PUBLICS, RESUMING_WORK
from housing_agreements.law.relocation import RIGHT_TO_STAY
from housing_agreements.law.reservations.ceilings import STATE_CEILING
from housing_agreements.law.reservations.obligations import QUARTERS
from housing_agreements.rules.grounds import AssessedGround
from housing_agreements.values.followed import FollowedUntil

PANDAS: Final[Any] = importlib.import_module("pandas")
TODAY: Final = date(2026, 11, 28)
UNTIL: Final = date(2026, 12, 31)
LONG: Final = date(2020, 6, 30)
DISABLED: Final = Household(disabled=True)


# --- The example ---------------------------------------------------------------------------------


def test_who_meets_a_letter_is_told_so_under_the_assumption() -> None:
    """Undetermined by the law as it was followed; met where the caller assumes that it stayed."""
    plain = check_eligibility(DISABLED, DISABILITY, on=TODAY)
    assert plain.verdict is Verdict.UNDETERMINED
    assert "undetermined, since the law was followed until 1 April 2026" in words_of(plain)
    answer = check_eligibility(DISABLED, assume_unchanged(DISABILITY, until=UNTIL), on=TODAY)
    lines = words_of(answer).splitlines()
    assert lines[:2] == [
        "eligible on 28 November 2026",
        "  disabled persons, or families with a disabled dependant: belongs",
    ]
    assert lines[2] == (
        "    met, assuming that “disabled persons, or families with a disabled dependant” did not "
        "change since 1 April 2026"
    )
    assert words_of(answer, "fr").splitlines()[2] == (
        "    rempli, en supposant que «\u00a0personnes en situation de handicap ou familles "
        "ayant à charge une personne handicapée\u00a0» n'a pas changé depuis le 1er avril 2026"
    )
    assert (answer.missing, answer.not_followed) == ((), ())


@pytest.mark.parametrize("public", PRIORITY_PUBLICS.on(VERIFIED_UNTIL), ids=lambda one: one.code)
def test_each_letter_is_carried_on(public: PriorityPublic) -> None:
    """As on its last day, until the day assumed; the day after, undetermined, which names it."""
    assumed = assume_unchanged(public, until=UNTIL)
    known = check_eligibility(MEETS_ALL, public, on=VERIFIED_UNTIL)
    rule = FollowedUntil(public.code, public.name, VERIFIED_UNTIL, UNTIL)
    assert check_eligibility(MEETS_ALL, assumed, on=VERIFIED_UNTIL).assumptions == ()
    for day in (VERIFIED_UNTIL + DAY, TODAY, UNTIL):
        answer = check_eligibility(MEETS_ALL, assumed, on=day)
        assert answer.verdict is known.verdict
        assert (answer.assumptions, answer.missing) == ((rule,), known.missing)
        assert what_would_change(MEETS_ALL, assumed, on=day, at_most=1).assumptions == (rule,)
    past = check_eligibility(MEETS_ALL, assumed, on=UNTIL + DAY)
    assert past.verdict is Verdict.UNDETERMINED
    assert (past.missing, past.not_followed) == ((f"rule on {public.code} after {UNTIL}",), (rule,))
    assert past.assumptions == ()
    words = "followed until 1 April 2026, and assumed unchanged until 31 December 2026"
    assert words in words_of(past)
    assert "et supposée inchangée jusqu'au 31 décembre 2026" in words_of(past, "fr")


# --- Criteria ------------------------------------------------------------------------------------

DAYS = st.sampled_from(
    (date(2017, 5, 1), LAST - DAY, LAST, LAST + DAY, date(2019, 1, 1), LONG, LONG + DAY)
)


def assume(criterion: Criterion) -> Criterion:
    """The criterion, assumed unchanged where a rule of it ends."""
    try:
        return assume_unchanged(criterion, until=LONG)
    except InvalidValueError:
        assert criterion.facts == ("employed",)
        return criterion


@settings(max_examples=100)
@given(joined(), SOME, DAYS)
def test_a_criterion_answers_as_one_whose_rules_do_not_end(
    build: ShapeOfCriterion, told: dict[str, Any], on: date
) -> None:
    """Up to the last day as without it, then as without an end, and past the day as unknown."""
    household, plain, endless = Household(**told), build(LAST), build(None)
    assumed = assume(plain)
    verdict, rests = assumed.decide(household, on=on), assumed.assumptions(household, on=on)
    reasons = assumed.reasons(household, on=on)
    assert (reasons.verdict, reasons.assumptions) == (verdict, rests)
    like = endless if LAST < on <= LONG else plain
    assert verdict is like.decide(household, on=on)
    assert assumed.missing(household, on=on) == like.missing(household, on=on)
    if LAST < on <= LONG:
        named = [rule.code for rule in plain.not_followed(household, on=on)]
        assert sorted(rule.code for rule in rests) == sorted(named)
        assert all((rule.last, rule.assumed_until) == (LAST, LONG) for rule in rests)
        assert rests or verdict is plain.decide(household, on=on)
        assert ("assuming that" in words_of(reasons)) or not rests
        assert ("en supposant que" in words_of(reasons, "fr")) or not rests
    else:
        assert rests == ()
        assert "assuming" not in words_of(reasons)
        rules = assumed.not_followed(household, on=on)
        assert [rule.code for rule in rules] == [
            rule.code for rule in plain.not_followed(household, on=on)
        ]
        assert all(rule.missing.endswith(f" after {LONG}") for rule in rules)
    public = PriorityPublic("p", "P", assumed)
    assert what_would_change(household, public, on=on, at_most=1).assumptions == rests
    assert check_eligibility(household, public, on=on).assumptions == rests


@settings(max_examples=5, deadline=None)
@given(joined(), SOME, st.sampled_from(("polars", "pandas")), st.integers(0, 5))
def test_frames_agree(
    build: ShapeOfCriterion, told: dict[str, Any], library: str, picked: int
) -> None:
    """Answers, and what is missing with what they rest on: by row and on one day for all."""
    days = [date(2017, 5, 1), LAST, LAST + DAY, date(2019, 1, 1), LONG, LONG + DAY]
    criterion, household = assume(build(LAST)), Household(**told)
    definitions: Any = Timeline({date(2017, 1, 1): criterion}, verified_until=date(2018, 12, 31))
    public = attrs.evolve(
        PriorityPublic("p", "P", definitions),
        criterion=attrs.evolve(definitions, assumed_until=date(2020, 1, 31)),
    )
    place = told["residence"]
    row = told | {
        "residence": None if place is None else place.commune,
        "residence_neighbourhood": None if place is None else "-",
    }
    kinds: Any = {
        "household_size": pl.Int64, "minor_children": pl.Int64, "annual_income": pl.Int64,
        "residence": pl.String, "employed": pl.Boolean, "residence_neighbourhood": pl.String,
        "on": pl.Date,
    }  # fmt: skip
    frame: Any = pl.DataFrame(
        {name: [value] * len(days) for name, value in row.items()} | {"on": days}, schema=kinds
    )
    if library == "pandas":
        frame = frame.to_pandas(use_pyarrow_extension_array=True)
    how: Any = {"missing": "missing", "absent": frames.Absent.NOT_KNOWN}
    decided = frames.decide(frame, criterion, on="on", **how)
    classified = frames.classify(frame, public, on="on", **how)
    for index, day in enumerate(days):
        rules = (*criterion.not_followed(household, on=day),)
        rests = criterion.assumptions(household, on=day)
        names = [*criterion.missing(household, on=day), *(rule.missing for rule in rules)]
        expected = ", ".join([*names, *(rule.assumption for rule in rests)])
        asked = check_eligibility(household, public, on=day)
        of_public = ", ".join([*asked.missing, *(rule.assumption for rule in asked.assumptions)])
        assert list(decided["missing"])[index] == expected
        assert list(classified["missing"])[index] == of_public
        given = list(decided["answer"])[index]
        answer = Verdict.UNDETERMINED if PANDAS.isna(given) else Verdict.of(bool(given))
        assert answer is criterion.decide(household, on=day)
        if index == picked:
            one = frame[index : index + 1]
            assert list(frames.decide(one, criterion, on=day, **how)["missing"]) == [expected]
            assert list(frames.classify(one, public, on=day, **how)["missing"]) == [of_public]


def test_frames_follow_the_amendments_of_an_agreement() -> None:
    """A public is assumed on the days of the versions that name it, and in the term alone."""
    agreement = assume_unchanged(small_agreement(), until=UNTIL)
    days = [VERIFIED_UNTIL, TODAY, UNTIL, UNTIL + DAY]
    frame = pl.DataFrame({"disabled": [True] * 4, "on": days})
    answers = frames.classify(
        frame, agreement, on="on", absent=frames.Absent.NOT_KNOWN, missing="missing"
    )
    assert answers["disability"].to_list() == [True, True, True, False]
    note = "rule on disability assumed unchanged since 2026-04-01"
    dalo = "rule on dalo assumed unchanged since 2026-04-01"
    facts_missing = ["employed", "dalo_recognised, employed", "dalo_recognised, employed", ""]
    notes = ["", f", {dalo}, {note}", f", {dalo}, {note}", ""]
    assert answers["missing"].to_list() == list(
        map("".join, zip(facts_missing, notes, strict=True))
    )


# --- Provisions and timelines --------------------------------------------------------------------


def provision(**changes: Any) -> Provision[str]:
    """A made-up rule with two versions, of which the second is in force on the last day."""
    versions = [
        Version(value, date(year, 1, 1), (code("L.1"),), Confidence.VERIFIED)
        for value, year in (("1/4", 2016), ("1/3", 2018), ("1/2", 2021))
    ]
    return Provision("rule", "a rule", versions[:2], **({"verified_until": LAST} | changes))


def test_a_provision_says_what_it_said_on_its_last_day() -> None:
    """Until the day assumed; then it does not answer, and its timeline says the same."""
    plain, assumed = provision(), assume_unchanged(provision(), until=LONG)
    day = plain.versions[0].since
    while day <= LONG + 2 * DAY:
        if day <= LONG:
            assert assumed.on(day) == plain.on(min(day, LAST)) == assumed.timeline.on(day)
        assert assumed.known_on(day) == (day <= LONG) == assumed.timeline.known_on(day)
        is_assumed = LAST < day <= LONG
        rule = FollowedUntil("rule", plain.title, LAST, LONG)
        assert assumed.assumption_on(day) == (rule if is_assumed else None)
        assert assumed.followed_until(day) == (None if day <= LONG else rule)
        day += timedelta(days=17)
    with pytest.raises(NotKnownError, match="a day up to 2020-06-30, the last one assumed"):
        assumed.on(LONG + DAY)
    with pytest.raises(NotKnownError, match="a day up to 2020-06-30, the last one assumed"):
        assumed.timeline.on(LONG + DAY)
    assert "assumed known 2016-01-01 to 2020-06-30" in repr(assumed)
    assert plain.assumption_on(TODAY) is None


def test_a_version_that_was_not_followed_is_not_carried_on() -> None:
    """What comes into force after the last day is not assumed, nor what never was in force."""
    later = Version("1/2", LAST + DAY, (code("L.1"),), Confidence.VERIFIED)
    announced = attrs.evolve(provision(), versions=(*provision().versions, later))
    assert assume_unchanged(announced, until=LONG) == assume_unchanged(provision(), until=LONG)
    steps = {date(2016, 1, 1): "a", LAST + DAY: "b"}
    line = assume_unchanged(Timeline(steps, verified_until=LAST), until=LONG)
    assert line.on(LAST + DAY) == line.on(LONG) == "a"
    for value in (
        attrs.evolve(provision(), versions=(later,)),
        Timeline({LAST + DAY: "b"}, verified_until=LAST),
        provision(ended=LAST),
        provision(ended=LAST + DAY),
    ):
        with pytest.raises(InvalidValueError, match="nothing in it ends"):
            assume_unchanged(value, until=LONG)


def test_a_rule_that_is_to_end_ends() -> None:
    """The day on which it is no longer in force stands, whatever is assumed."""
    assumed = assume_unchanged(provision(ended=date(2019, 1, 1)), until=LONG)
    assert assumed.on(date(2018, 12, 31)) == assumed.timeline.on(date(2018, 12, 31)) == "1/3"
    assert not assumed.known_on(date(2019, 1, 1))
    assert not assumed.timeline.known_on(date(2019, 1, 1))
    assert assumed.followed_until(TODAY) is None


def test_the_law_that_a_provision_holds_is_carried_on_with_it() -> None:
    """The letters, the publics of a quarter, and the tests of a charter answer until the day."""
    letters = assume_unchanged(PRIORITY_PUBLICS, until=UNTIL).on(TODAY)
    assert letters == tuple(
        assume_unchanged(public, until=UNTIL) for public in PRIORITY_PUBLICS.on(VERIFIED_UNTIL)
    )
    for quarter in QUARTERS.values():
        if quarter.ended is None:
            owed = assume_unchanged(quarter, until=UNTIL).on(TODAY)
            assert owed is not None
            assert all(public.criterion.known_on(TODAY) for public in owed.main)
    assert assume_unchanged(STATE_CEILING, until=UNTIL).on(TODAY).rate == Fraction(3, 10)
    assert assume_unchanged(RIGHT_TO_STAY, until=UNTIL).known_on(TODAY)


def test_timelines_join_what_they_assume() -> None:
    """Where one of two is assumed the joint one is, as far as both answer."""
    line = Timeline({date(2016, 1, 1): 1}, verified_until=LAST)
    assumed = assume_unchanged(line, until=LONG)
    shorter = Timeline({date(2016, 1, 1): 2}, verified_until=date(2019, 1, 1))
    for other, verified, until in (
        (Timeline.constant(2), LAST, LONG),
        (shorter, LAST, date(2019, 1, 1)),
        (attrs.evolve(shorter, verified_until=LAST - DAY), LAST - DAY, None),
        (assume_unchanged(shorter, until=date(2021, 1, 1)), LAST, LONG),
    ):
        both = assumed.with_other(other, max)
        assert (both.verified_until, both.assumed_until) == (verified, until)
    assert assumed.map(str).assumed_until == LONG
    assert (line.known_until, assumed.known_until) == (LAST, LONG)
    assert [assumed.assumed_on(day) for day in (LAST, LAST + DAY, LONG, LONG + DAY)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert not line.assumed_on(LONG)
    assert repr(assumed).endswith(f", verified_until={LAST!r}, assumed_until={LONG!r})")


def test_an_assumption_for_a_day_that_was_verified_is_refused() -> None:
    """In a timeline, a provision and the name of a rule, where they are made by hand."""
    name = Text("a rule", "une règle")
    for build in (
        lambda day: Timeline({date(2016, 1, 1): 1}, verified_until=LAST, assumed_until=day),
        lambda day: provision(assumed_until=day),
        lambda day: FollowedUntil("rule", name, LAST, day),
    ):
        with pytest.raises(InvalidValueError, match=r"assumed_until: .* a day after 2018-06-30"):
            build(LAST)
        build(LAST + DAY)
    with pytest.raises(InvalidValueError, match="None, where no day is the last one verified"):
        Timeline({date(2016, 1, 1): 1}, assumed_until=LAST)
    public, rule = cast("Any", DISABILITY), cast("Any", provision())
    for ask in (public.assumption_on, rule.assumption_on, rule.followed_until):
        with pytest.raises(InvalidTypeError, match="day"):
            ask("2026")


# --- Values that hold rules ----------------------------------------------------------------------


def small_agreement() -> ha.Agreement:
    """A synthetic agreement on publics of the law, one of which comes with an amendment."""
    city, town = ha.Party("city", "City"), ha.Territory("T", "Test", "list", communes=("33063",))
    made = ha.Agreement(
        "small", None, "Small",
        parties=(city,), signed_on=None, term=ha.Period.years(2025, 2026),
        territory=town,
        contingents=(ha.Contingent("city", city, town),),
        publics=(DISABILITY, PriorityPublic("own", "Own", facts.employed)),
        commitments=(
            ha.Share("third", to=("disability",), stage=ha.Stage.SIGNED, at_least="30 %"),
            ha.Share("rest", to=("own",), stage=ha.Stage.SIGNED, at_least="10 %"),
        ),
    )  # fmt: skip
    day = date(2026, 7, 1)
    return made.amend(ha.Amendment(effective=day, signed_on=day, add=(DALO,)))


def test_an_agreement_is_carried_on_with_its_amendments() -> None:
    """Each public of the law in it, and no other; the value is that of the same assumption."""
    plain, assumed = small_agreement(), assume_unchanged(small_agreement(), until=UNTIL)
    by_code = {public.code: public for public in assumed.on(TODAY).publics}
    assert by_code["dalo"] == assume_unchanged(DALO, until=UNTIL)
    assert by_code["own"] == plain.on(TODAY).publics[1]
    assert assumed != plain
    assert assumed == assume_unchanged(plain, until=UNTIL)
    assert assumed != assume_unchanged(plain, until=UNTIL - DAY)
    assert assume_unchanged(assume_unchanged(plain, until=UNTIL - DAY), until=UNTIL) == assumed
    assert pickle.loads(pickle.dumps(assumed)) == copy.deepcopy(assumed) == assumed
    answer = check_eligibility(Household(disabled=True, dalo_recognised=True), assumed, on=TODAY)
    assert answer.publics == {"disability", "dalo"}
    assert [rule.code for rule in answer.assumptions] == ["dalo", "disability"]
    told = ha.compare(plain, assumed)
    words = "the last day on which the definition is assumed to be as it was"
    assert words in words_of(told)
    assert "le dernier jour où la définition est supposée inchangée" in words_of(told, "fr")


def test_findings_name_the_definition_and_a_tally_is_judged_by_either() -> None:
    """A finding says it of a public whose definition is assumed on a day counted, and else not."""
    plain, assumed = small_agreement(), assume_unchanged(small_agreement(), until=UNTIL)
    ledger = [
        ha.Attribution("A", "city", "33063", signed_on=TODAY, publics={"disability"}),
        ha.Attribution("B", "city", "33063", signed_on=date(2025, 5, 1), publics={"own"}),
    ]
    day = date(2027, 3, 1)
    report = ha.check_quotas(assumed, ledger, on=day)
    name = DISABILITY.name
    note = f"assuming that “{name.en}” did not change since 1 April 2026"
    french = f"«\u00a0{name.fr}\u00a0» n'a pas changé depuis le 1er avril 2026"
    assert note in words_of(report.finding("third", 2026))
    assert french in words_of(report.finding("third", 2026), "fr")
    assert "assuming" not in words_of(report.finding("third", 2025))
    assert "assuming" not in words_of(report.finding("rest", 2026))
    before = ha.check_quotas(assumed, ledger, on=VERIFIED_UNTIL)
    assert "assuming" not in words_of(before)
    assert "assuming" not in words_of(ha.check_quotas(plain, ledger, on=day))
    for counted_by in (plain, assumed):
        tallied = ha.tally(counted_by, ledger)
        assert ha.check_quotas(assumed, tallied, on=day) == report
        assert ha.check_quotas(plain, tallied, on=day) == ha.check_quotas(plain, ledger, on=day)


@pytest.mark.parametrize(
    ("until", "year", "is_named"),
    [(date(2025, 3, 1), 2025, True), (date(2024, 12, 31), 2025, False), (LONG, 2025, False)],
)
def test_a_finding_names_what_was_assumed_on_some_of_its_days(
    until: date, year: int, *, is_named: bool
) -> None:
    """Also where the assumption ends within the period, and where a criterion asks the rule."""
    limit: Any = Timeline({date(2016, 1, 1): 3}, verified_until=LAST)
    large = facts.household_size.at_least(limit)
    former = facts.household_size.at_least(limit) & facts.disabled
    steps: Any = {
        date(2016, 1, 1): former,
        date(2016, 7, 1): None,
        date(2017, 1, 1): facts.employed,
    }
    plain = attrs.evolve(
        small_agreement(),
        publics=(
            PriorityPublic("disability", "Large", large),
            PriorityPublic("own", "Own", Timeline(steps, verified_until=LAST)),
        ),
    )
    report = ha.check_quotas(assume_unchanged(plain, until=until), [], on=date(2027, 3, 1))
    for commitment, name in (("third", "household size at least"), ("rest", "Own")):
        said = words_of(report.finding(commitment, year))
        assert (f"assuming that “{name}" in said) is is_named
        assert said.count("did not change since 30 June 2018") == is_named


def test_a_public_is_said_with_its_assumption() -> None:
    """Beside its definitions, in both languages."""
    assumed = assume_unchanged(RESUMING_WORK, until=UNTIL)
    assert assumed.say("en").endswith("; assumed unchanged until 31 December 2026")
    assert assumed.say("fr").endswith("supposé inchangé jusqu'au 31 décembre 2026")


def test_nobody_belongs_under_an_assumption_too() -> None:
    """Where the last definition says nobody, the answer rests on it all the same."""
    steps: Any = {date(2016, 1, 1): facts.employed, date(2018, 1, 1): None}
    over = PriorityPublic("over", "Over", Timeline(steps, verified_until=LAST))
    assumed, household = assume_unchanged(over, until=LONG), Household(employed=True)
    answer = check_eligibility(household, assumed, on=LONG)
    assert answer.verdict is Verdict.UNMET
    changes = what_would_change(household, assumed, on=LONG)
    assert [rule.code for rule in answer.assumptions] == ["over"]
    assert changes.assumptions == answer.assumptions
    assert repr(changes).endswith("; rule on over assumed unchanged since 2018-06-30>")
    told = frames.classify(pl.DataFrame({"employed": [True]}), assumed, on=LONG, missing="m")
    assert told.rows() == [(True, False, "rule on over assumed unchanged since 2018-06-30")]


# --- What was made for a period ------------------------------------------------------------------

TABLE: Final[Any] = Timeline({date(2017, 1, 1): {1: 10_000, 2: 20_000}}, verified_until=LAST)
POOR: Final = Household(annual_income=5_000, household_size=1)


def test_a_table_of_a_period_is_carried_on_where_it_is_given() -> None:
    """As the timeline, or as the criterion that asks it; not as a part of a public."""
    criterion = facts.annual_income.under(TABLE, by=facts.household_size)
    longer = assume_unchanged(TABLE, until=LONG)
    given = facts.annual_income.under(longer, by=facts.household_size)
    assert assume_unchanged(criterion, until=LONG) == given
    assert given.decide(POOR, on=LONG) is Verdict.MET
    (rule,) = given.assumptions(POOR, on=LONG)
    assert rule.code == "annual_income and household_size"
    with pytest.raises(InvalidValueError, match="a list or table of a period: give that itself"):
        assume_unchanged(PriorityPublic("poor", "Poor", criterion), until=LONG)
    steps: Any = {date(2017, 1, 1): criterion}
    poor = PriorityPublic("poor", "Poor", Timeline(steps, verified_until=LAST))
    answer = check_eligibility(POOR, assume_unchanged(poor, until=LONG), on=LONG)
    assert answer.verdict is Verdict.UNDETERMINED
    assert answer.missing == ("rule on annual_income and household_size after 2018-06-30",)
    assert [one.code for one in answer.assumptions] == ["poor"]


def test_a_list_of_a_period_is_carried_on_in_a_criterion_that_is_given() -> None:
    """As where the territory itself is given; in a public it ends."""
    members: Any = Timeline({date(2017, 1, 1): frozenset({"33063"})}, verified_until=LAST)
    town = ha.Territory("town", "The town", "list", communes=members)
    criterion, here = facts.residence.within(town), Household(residence=Place("33063", "-"))
    assumed = assume_unchanged(criterion, until=LONG)
    assert assumed == facts.residence.within(assume_unchanged(town, until=LONG))
    reasons = assumed.reasons(here, on=LONG)
    assert reasons.verdict is Verdict.MET
    assert "the list, made for the time until 30 June 2018, goes on" in words_of(reasons)
    public = assume_unchanged(PriorityPublic("here", "Here", criterion), until=date(2027, 1, 1))
    assert check_eligibility(here, public, on=LONG).verdict is Verdict.UNDETERMINED


def test_thresholds_that_are_assumed_are_named() -> None:
    """A first quartile by thresholds of which one is carried on says so past its last day."""
    amounts: Any = Timeline({date(2017, 1, 1): 9_000}, verified_until=LAST)
    household = Household(annual_income=8_000, income_per_unit=8_000, quartile_area="200000172")
    thresholds = {"200000172": assume_unchanged(amounts, until=LONG)}
    criterion = first_quartile(thresholds)
    days = (LAST, LAST + DAY, LONG)
    assert [bool(criterion.assumptions(household, on=day)) for day in days] == [False, True, True]
    plain = first_quartile({"200000172": amounts})
    assert criterion.decide(household, on=LONG) is plain.decide(household, on=LAST)
    assert criterion.decide(household, on=LONG + DAY) is Verdict.UNDETERMINED


def test_a_ground_past_what_is_assumed_names_its_rule() -> None:
    """As where nothing is assumed."""
    version = Version(facts.disabled, date(2016, 1, 1), (code("L.1"),), Confidence.VERIFIED)
    ground: Any = Provision("rule", "a rule", [version], verified_until=LAST)
    assumed = assume_unchanged(ground, until=LONG)
    assert AssessedGround(assumed, LONG + DAY, None).not_followed[0].assumed_until == LONG


# --- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("until", [VERIFIED_UNTIL, date(2018, 1, 1)])
def test_a_day_up_to_which_all_was_followed_is_refused(until: date) -> None:
    """The error names the last day; so it does where that much is assumed already."""
    for value in (DISABILITY, DISABILITY.criterion, STATE_CEILING):
        with pytest.raises(InvalidValueError, match="a day after 2026-04-01, until which all"):
            assume_unchanged(value, until=until)
        assumed = assume_unchanged(value, until=UNTIL)
        with pytest.raises(InvalidValueError, match="a day after 2026-12-31, until which all"):
            assume_unchanged(assumed, until=UNTIL)


def test_an_assumption_may_be_without_end() -> None:
    """Up to the last day of the calendar the law is as on its last day."""
    assumed = assume_unchanged(DISABILITY, until=date.max)
    assert check_eligibility(DISABLED, assumed, on=date.max).verdict is Verdict.MET
    row = pl.DataFrame({"disabled": [True], "disabled_dependant": [None], "on": [TODAY]})
    told = frames.classify(row, assumed, on="on", missing="missing")
    assert told["disability"].to_list() == [True]


def test_what_has_no_rule_that_ends_is_refused() -> None:
    """A timeline without an end, and a public of an agreement's own."""
    for value in (Timeline.constant(1), PriorityPublic("own", "Own", facts.employed)):
        with pytest.raises(InvalidValueError, match="nothing in it ends"):
            assume_unchanged(value, until=UNTIL)
