"""What is undetermined because a rule was not followed that far says so, and names the rule."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import attrs
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.drawing import agreement_of
from tests.told import words_of

from housing_agreements import (
    Agreement,
    Attribution,
    Criterion,
    Household,
    InvalidTypeError,
    Period,
    Place,
    PriorityPublic,
    Share,
    Stage,
    Territory,
    Text,
    Timeline,
    Verdict,
    assume_unchanged,
    check_eligibility,
    check_grounds,
    check_quotas,
    entries_of,
    facts,
    what_would_change,
)
from housing_agreements.frames import Absent, classify, decide
from housing_agreements.law.dalo.grounds import DALO_SITUATIONS
from housing_agreements.law.provisions import VERIFIED_UNTIL
from housing_agreements.law.publics import DISABILITY, PRIORITY_PUBLICS, VIOLENCE
from housing_agreements.rules.grounds import AssessedGround
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.texts import Language, say_day

DAY = timedelta(days=1)
LATER = date(2026, 11, 28)
LAST = date(2018, 6, 30)
SAID: dict[Language, str] = {
    "en": "undetermined, since the law was followed until {}",
    "fr": "indéterminé, car la loi n'est connue que jusqu'au {}",
}
EVERYTHING: dict[str, Any] = dict.fromkeys(
    (
        "assailant_kept_away", "assaulted_near_home", "badly_housed", "couple_violence",
        "dalo_recognised", "disabled", "disabled_dependant", "forced_marriage",
        "former_child_welfare", "hosted_by_third_parties", "in_difficulty", "leaving_prostitution",
        "leaving_therapeutic_flat", "non_decent_housing", "overcrowded", "protection_order",
        "resuming_work",
        "temporarily_housed", "threatened_with_eviction", "trafficked", "unfit_housing",
        "without_dwelling",
    ),
    True,
)  # fmt: skip
MEETS_ALL = Household(
    **EVERYTHING,
    minor_children=1,
    born_on=date(2006, 1, 1),
    child_welfare_ended_on=date(2024, 5, 1),
)


# --- Eligibility ---------------------------------------------------------------------------------


@pytest.mark.parametrize("public", PRIORITY_PUBLICS.on(VERIFIED_UNTIL), ids=lambda one: one.code)
def test_a_letter_is_undetermined_past_its_last_day(public: PriorityPublic) -> None:
    """Who meets a letter of L.441-1 meets it on its last day, and is told why not the day after."""
    assert check_eligibility(MEETS_ALL, public, on=VERIFIED_UNTIL).verdict is Verdict.MET
    for day in (VERIFIED_UNTIL + DAY, LATER):
        answer = check_eligibility(MEETS_ALL, public, on=day)
        assert answer.verdict is Verdict.UNDETERMINED
        assert answer.missing == (f"rule on {public.code} after 2026-04-01",)
        assert answer.not_followed == (FollowedUntil(public.code, public.name, VERIFIED_UNTIL),)
        for language, words in SAID.items():
            assert words.format(say_day(VERIFIED_UNTIL, language)) in words_of(answer, language)


def test_the_sentence_in_both_languages() -> None:
    """The whole answer to a household that meets a letter, on 28 November 2026."""
    answer = check_eligibility(Household(disabled=True), DISABILITY, on=LATER)
    assert str(answer).splitlines()[:3] == [
        "eligibility undetermined on 28 November 2026",
        "  disabled persons, or families with a disabled dependant: may belong",
        "    undetermined, since the law was followed until 1 April 2026",
    ]
    assert words_of(answer, "fr").splitlines()[2] == (
        "    indéterminé, car la loi n'est connue que jusqu'au 1er avril 2026"
    )


def test_nothing_is_named_where_the_rule_is_known() -> None:
    """Neither up to the last day, nor before the first, of which nothing was ever held."""
    first = DISABILITY.criterion.days[0]
    for day in (first - DAY, first, VERIFIED_UNTIL):
        answer = check_eligibility(Household(disabled=None), DISABILITY, on=day)
        assert answer.not_followed == ()
        assert "followed" not in str(answer)
    assert DISABILITY.followed_until(first - DAY) is None
    with pytest.raises(InvalidTypeError, match="followed_until, day"):
        DISABILITY.followed_until("2026")  # type: ignore[arg-type]  # wrong on purpose


def test_each_rule_is_named_once_in_order() -> None:
    """Facts come first, then the rules of several publics."""
    agreement = Agreement(
        "a",
        None,
        "An agreement",
        parties=(),
        signed_on=None,
        term=2026,
        territory=Territory("33", "Gironde", "department", departments=("33",)),
        publics=(VIOLENCE, DISABILITY, PriorityPublic("own", "Own", facts.employed)),
    )
    answer = check_eligibility(Household(), agreement, on=LATER)
    rules = ("rule on disability after 2026-04-01", "rule on violence after 2026-04-01")
    assert answer.missing == ("employed", *rules)
    assert tuple(rule.missing for rule in answer.not_followed) == rules


def test_what_would_change_answers() -> None:
    """No fact changes what the rule leaves open: the answer says so, where it failed before."""
    changes = what_would_change(Household(disabled=True), DISABILITY, on=LATER)
    assert (changes.verdict, changes.found, changes.exhaustive) == (Verdict.UNDETERMINED, (), True)
    assert [rule.last for rule in changes.not_followed] == [VERIFIED_UNTIL]
    assert repr(changes) == (
        "<Changes of undetermined: 0 sets of facts; rule on disability after 2026-04-01>"
    )
    known = what_would_change(Household(disabled=True), DISABILITY, on=VERIFIED_UNTIL)
    assert (known.verdict, known.not_followed) == (Verdict.MET, ())


# --- What a criterion asks -----------------------------------------------------------------------

ShapeOfCriterion = Callable[[date | None], Criterion]


def limited(until: date | None) -> list[Criterion]:
    """A question of each kind whose rule was followed until a day; `None`: without an end."""
    steps: Any = {date(2017, 1, 1): 2, date(2018, 1, 1): 3}
    limit = Timeline(steps, verified_until=until)
    table: Any = Timeline({date(2017, 1, 1): {1: 10_000, 2: 20_000}}, verified_until=until)
    members: Any = Timeline({date(2017, 1, 1): frozenset({"33063"})}, verified_until=until)
    town = Territory("town", "The town", "list", communes=members)
    return [
        facts.household_size.at_least(limit),
        facts.minor_children.between(1, limit),
        facts.annual_income.under(table, by=facts.household_size),
        facts.residence.within(town),
        facts.employed,
    ]


@st.composite
def joined(draw: st.DrawFn) -> ShapeOfCriterion:
    """How questions are joined, whatever their rules: some of them, negated or not."""
    picks = draw(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=4))
    conjunction = draw(st.booleans())

    def build(until: date | None) -> Criterion:
        questions = limited(until)
        parts = [~questions[index] if negated else questions[index] for index, negated in picks]
        whole = parts[0]
        for part in parts[1:]:
            whole = whole & part if conjunction else whole | part
        return whole

    return build


SOME = st.fixed_dictionaries(
    {
        "household_size": st.none() | st.integers(1, 4),
        "minor_children": st.none() | st.integers(0, 4),
        "annual_income": st.none() | st.sampled_from((5_000, 15_000, 25_000)),
        "residence": st.none() | st.sampled_from((Place("33063", "-"), Place("33281", "-"))),
        "employed": st.none() | st.booleans(),
    }
)
DAYS = st.sampled_from((date(2017, 5, 1), LAST - DAY, LAST, LAST + DAY, date(2019, 1, 1)))


@settings(max_examples=150)
@given(joined(), SOME, DAYS)
def test_a_rule_is_named_exactly_where_it_leaves_the_answer_open(
    build: ShapeOfCriterion, told: dict[str, Any], on: date
) -> None:
    """Where none is named, the answer is the one of rules without an end, reasons included."""
    household = Household(**told)
    criterion, endless = build(LAST), build(None)
    rules = criterion.not_followed(household, on=on)
    verdict = criterion.decide(household, on=on)
    assert criterion.reasons(household, on=on).not_followed == rules
    assert all(rule.last == LAST < on for rule in rules)
    assert endless.not_followed(household, on=on) == ()
    if rules:
        assert verdict is Verdict.UNDETERMINED
    else:
        assert verdict is endless.decide(household, on=on)
        assert criterion.missing(household, on=on) == endless.missing(household, on=on)
    changes = what_would_change(household, PriorityPublic("p", "P", criterion), on=on, at_most=1)
    assert changes.not_followed == rules


@settings(max_examples=30, deadline=None)
@given(joined(), SOME)
def test_frames_name_the_same(build: ShapeOfCriterion, told: dict[str, Any]) -> None:
    """On one day and on a day for each row, in `decide` and in `classify`."""
    days = [date(2017, 5, 1), LAST, LAST + DAY, date(2019, 1, 1)]
    criterion, household = build(LAST), Household(**told)
    definitions: Any = Timeline({date(2017, 1, 1): criterion}, verified_until=date(2018, 12, 31))
    public = PriorityPublic("p", "P", definitions)
    place = told["residence"]
    columns = told | {"residence": None if place is None else place.commune}
    kinds: Any = {
        "household_size": pl.Int64, "minor_children": pl.Int64, "annual_income": pl.Int64,
        "residence": pl.String, "employed": pl.Boolean, "on": pl.Date,
        "residence_neighbourhood": pl.String,
    }  # fmt: skip
    columns["residence_neighbourhood"] = None if place is None else "-"
    rows = {name: [value] * len(days) for name, value in columns.items()} | {"on": days}
    frame = pl.DataFrame(rows, schema={name: kinds[name] for name in rows})
    how: Any = {"missing": "missing", "absent": Absent.NOT_KNOWN}
    by_row = [
        decide(frame, criterion, on="on", **how)["missing"].to_list(),
        classify(frame, public, on="on", **how)["missing"].to_list(),
    ]
    for index, day in enumerate(days):
        rules = tuple(rule.missing for rule in criterion.not_followed(household, on=day))
        expected = (
            ", ".join((*criterion.missing(household, on=day), *rules)),
            ", ".join(check_eligibility(household, public, on=day).missing),
        )
        row: Any = frame.slice(index, 1)
        decided = decide(row, criterion, on=day, **how)["missing"][0]
        classified = classify(row, public, on=day, **how)["missing"][0]
        assert by_row[0][index] == decided == expected[0]
        assert by_row[1][index] == classified == expected[1]


def test_what_a_rule_is_called() -> None:
    """A limit is called by its facts and said by its question; its last day is the first of two."""
    limit: Any = Timeline({date(2017, 1, 1): 2}, verified_until=LAST)
    later: Any = Timeline({date(2017, 1, 1): 4}, verified_until=LAST + DAY)
    criterion = facts.household_size.between(limit, later)
    (rule,) = criterion.not_followed(Household(), on=LAST + 2 * DAY)
    assert (rule.code, rule.last) == ("household_size", LAST)
    assert rule.say("fr").endswith("\u00a0: la règle n'est connue que jusqu'au 30 juin 2018")
    assert (
        "no verified value for 1 July 2018, the values were followed until 30 June 2018"
        in words_of(criterion.reasons(Household(), on=LAST + DAY))
    )
    french = words_of(criterion.reasons(Household(), on=LAST + DAY), "fr")
    assert "au 1er juillet 2018, les valeurs ne sont connues que jusqu'au 30 juin 2018" in french
    forever: Any = Timeline({date(2017, 1, 1): 2}, verified_until=date.max)
    endless = facts.household_size.at_least(forever)
    frame = pl.DataFrame({"household_size": [None]}, schema={"household_size": pl.Int64})
    assert decide(frame, endless, on=LAST, missing="m")["m"].to_list() == ["household_size"]
    untyped: Any = FollowedUntil
    with pytest.raises(InvalidTypeError, match="FollowedUntil, last"):
        untyped("dalo", Text("DALO", "DALO"), "2026-04-01")


# --- Findings ------------------------------------------------------------------------------------


def findings(last: date | None, decided_on: date, commune: str = "33063") -> Any:
    """What half of the dwellings in a town comes to, whose list was followed until a day."""
    members: Any = Timeline({date(2017, 1, 1): frozenset({"33063"})}, verified_until=last)
    town = Territory("town", "The town", "list", communes=members)
    half = Share(
        "half",
        located_in=town,
        stage=Stage.DECIDED,
        at_least="50 %",
        periods=(Period.year(2018),),
    )
    ledger = [Attribution("1", "b", commune, decided_on=decided_on)]
    report = check_quotas(agreement_of(half), ledger, on=date(2019, 6, 1))
    return report, ledger


def test_a_finding_names_the_list_that_was_not_followed() -> None:
    """Where a dwelling may stand in it since, in both languages; nowhere else."""
    report, ledger = findings(LAST, LAST + DAY)
    finding = report[0]
    assert finding.verdict is Verdict.UNDETERMINED
    assert (
        "note: the list of “The town” was followed until 30 June 2018; what it holds later is not "
        "known"
    ) in words_of(finding)
    assert (
        "la liste de «\u00a0The town\u00a0» n'est connue que jusqu'au 30 juin 2018\u202f; "
        "ce qu'elle contient ensuite ne l'est pas"
    ) in words_of(finding, "fr")
    (fact,) = entries_of(report, finding, ledger)[0].missing
    assert fact.code == "town"
    assert fact.name.en == (
        "whether the dwelling stands in “The town”, whose list was followed until 30 June 2018"
    )
    assert fact.name.fr.endswith("dont la liste n'est connue que jusqu'au 30 juin 2018")


@pytest.mark.parametrize("last", [None, LAST + DAY, date(2018, 12, 31)])
def test_a_finding_says_nothing_of_a_list_that_decides(last: date | None) -> None:
    """On the last day of the list the dwelling stands in it, and there is nothing to note."""
    report, _ = findings(last, LAST + DAY)
    assert report[0].verdict is Verdict.MET
    assert report[0].caveats == ()


def caveats_in(year: int, *territories: Territory, commune: str, on: date) -> list[str]:
    """What a reader of a finding on the dwellings in each of some territories must know."""
    halves = [
        Share(where.code, located_in=where, stage=Stage.DECIDED, at_least="50 %",
              periods=(Period.year(year),))
        for where in territories
    ]  # fmt: skip
    ledger = [Attribution("1", "b", commune, decided_on=date(year, 3, 1))]
    wide = Territory("wide", "Two departments", "list", departments=("33", "93"))
    right = attrs.evolve(agreement_of().contingents[1], territory=wide)
    agreement = attrs.evolve(agreement_of(*halves, territory=wide), contingents=(right,))
    report = check_quotas(agreement, ledger, on=on)
    assert {finding.verdict for finding in report} == {Verdict.UNDETERMINED}
    return [note.en for finding in report for note in finding.caveats]


@pytest.mark.parametrize("begins", [date(2018, 3, 2), date(2018, 12, 31)])
def test_a_finding_names_the_list_that_is_not_known_before(begins: date) -> None:
    """A dwelling of a day before the list begins may stand in it, and the note says since when."""
    town = Territory("t", "The town", "list", communes=Timeline({begins: frozenset({"33063"})}))
    (note,) = caveats_in(2018, town, commune="33063", on=date(2019, 1, 1))
    since = say_day(begins, "en")
    assert note == (
        f"the list of “The town” is known from {since} on; what it held before is not known"
    )


def test_a_finding_says_until_when_it_is_known_what_codes_name() -> None:
    """Past the last edition each commune of a department may be another; in it, mergers alone."""
    pierrefitte = Territory("93059", "Pierrefitte", "list", communes=("93059",))
    stains = Territory("93072", "Stains", "list", communes=("93072",))
    later = date(2028, 6, 1)
    assert caveats_in(2026, pierrefitte, commune="93066", on=later) == []
    known = ["what commune codes name is known until 31 December 2026"]
    assert caveats_in(2027, pierrefitte, commune="93066", on=later) == known
    assert caveats_in(2027, stains, commune="93066", on=later) == known


def test_a_finding_says_until_when_codes_are_assumed() -> None:
    """Past what was assumed of the code, the day up to which it was assumed is the last one."""
    stains = Territory("93072", "Stains", "list", communes=("93072",))
    assumed = assume_unchanged(stains, until=date(2027, 12, 31))
    notes = caveats_in(2028, assumed, commune="93066", on=date(2029, 1, 1))
    assert "what commune codes name is known until 31 December 2027" in notes


# --- Grounds of DALO -----------------------------------------------------------------------------


def test_a_ground_names_its_rule_past_its_last_day() -> None:
    """On its last day a ground is met; the day after, its rule is named with its last day."""
    household = Household(good_faith=True, without_dwelling=True)
    known = check_grounds(household, on=VERIFIED_UNTIL, delay=None)
    assert known.verdict is Verdict.MET
    assert not any("rule on without-dwelling" in name for name in known.missing)
    answer = check_grounds(household, on=VERIFIED_UNTIL + DAY, delay=None)
    assert answer.verdict is Verdict.UNDETERMINED
    assert "rule on without-dwelling after 2026-04-01" in answer.missing
    for language, words in SAID.items():
        said = words.format(say_day(VERIFIED_UNTIL, language))
        assert words_of(answer, language).count(said) == len(answer.possible_grounds)


def test_a_ground_that_ended_or_had_not_begun_names_no_rule() -> None:
    """What is no longer in force was followed to its end; before the first version nothing was."""
    ground = DALO_SITUATIONS[0]
    ended = attrs.evolve(ground, ended=date(2020, 1, 1))
    for rule, day in ((ended, LATER), (ground, ground.versions[0].since - DAY)):
        assessed = AssessedGround(rule, day, None)
        assert (assessed.verdict, assessed.not_followed) == (Verdict.UNDETERMINED, ())
        assert words_of(assessed, "en").endswith("no verified version is held for that day")
    assert len(AssessedGround(ground, LATER, None).not_followed) == 1
