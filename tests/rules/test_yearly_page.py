"""An agreement on one page: where each promise stands, and what to do before when."""

import pickle
import re
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.drawing import SLOW, Case, agreement_of, cases, many
from tests.told import words_of

import housing_agreements as ha
from housing_agreements import (
    PACE,
    Bounds,
    Commitment,
    Done,
    Judge,
    NextStep,
    NotDone,
    Party,
    Per,
    Period,
    PublishedFigure,
    Reach,
    Severity,
    Share,
    Stage,
    Standing,
    StepKind,
    Substitute,
    Tally,
    Undertaking,
    Verdict,
    Volume,
    YearlyPage,
    check_quotas,
    check_undertakings,
    outlook,
    review,
    tally,
    what_would_settle,
    yearly_page,
)
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.errors import (
    DuplicateIdError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
)

MIDDLE = date(2018, 6, 30)
"""181 days of the year are gone, 184 are left."""
EXPECTED: tuple[Any, ...] = (PACE, 0, 3, 40, Bounds(0, 4), Bounds(2, None), {})


def offers(**fields: Any) -> Volume:
    """A promise by number."""
    return Volume("offers", to=("p",), stage=Stage.DECIDED, title="Offers", **fields)


def quarter(**fields: Any) -> Share:
    """A promise by share."""
    return Share("quarter", to=("p",), stage=Stage.DECIDED, title="Quarter", **fields)


def page_of(
    *commitments: Commitment,
    priority: int = 0,
    others: int = 0,
    on: date = MIDDLE,
    expected: Any = PACE,
    **fields: Any,
) -> YearlyPage:
    """The page of a small agreement with so many attributions counted."""
    made = agreement_of(*commitments, **fields)
    return yearly_page(made, many(priority, others), on=on, expected=expected)


def steps_of(page: YearlyPage, kind: StepKind) -> list[NextStep]:
    """The steps of one kind."""
    return [step for step in page.next_steps if step.kind is kind]


# --- What holds for any page -------------------------------------------------------------------


@SLOW
@given(cases(unknowns=3), st.sampled_from(EXPECTED), st.booleans())
def test_a_page_is_what_the_rules_answer(case: Case, expected: Any, tallied: Any) -> None:
    """Its findings, its outlook, its undertakings and its remarks are those of each rule alone."""
    agreement, entries, on, known = case
    ledger = list(entries)
    asked = tally(agreement, ledger) if tallied else ledger
    page = yearly_page(agreement, asked, on=on, known=known, expected=expected)
    report = check_quotas(agreement, ledger, on=on, known=known)
    assert page.findings == report
    assert page.outlook == outlook(report, expected)
    assert page.undertakings == check_undertakings(agreement, {}, on=on, known=known)
    assert page.remarks == review(agreement, on=on, known=known)
    assert (page.agreement, page.on, page.known) == (agreement, on, known)
    assert pickle.loads(pickle.dumps(page)) == page  # made here


@SLOW
@given(cases(unknowns=3), st.sampled_from(EXPECTED), st.booleans())
def test_no_step_is_past_and_none_is_missing(case: Case, expected: Any, tallied: Any) -> None:
    """Whatever is in danger or not known has a step; each open finding, what would settle it."""
    agreement, entries, on, known = case
    ledger = list(entries)
    asked = tally(agreement, ledger) if tallied else ledger
    page = yearly_page(agreement, asked, on=on, known=known, expected=expected)
    days = [step.until for step in page.next_steps]
    assert all(day is None or day >= on for day in days)
    assert [day is None for day in days] == sorted((day is None for day in days), reverse=True)
    assert [day for day in days if day] == sorted(day for day in days if day)
    for promise in page:
        of_promise = [
            step
            for step in page.next_steps
            if promise.commitment.code in step.about and step.period in {None, promise.period}
        ]
        if promise.standing in {Standing.IN_DANGER, Standing.NOT_KNOWN}:
            assert of_promise
    for finding in page.findings:
        if finding.verdict is Verdict.UNDETERMINED and not finding.for_information:
            found = [
                step
                for step in steps_of(page, StepKind.FIND_OUT)
                if finding.commitment.code in step.about
                and step.period in {None, finding.period}
                and step.group in {None, finding.group}
            ]
            assert found
            if not tallied:
                needed = what_would_settle(page.findings, finding, ledger)
                ids = tuple(entry.id for entry in needed if entry.missing)
                assert ids in {step.entries for step in found}
    if tallied:
        assert all(step.entries == () for step in page.next_steps)


@SLOW
@given(cases(unknowns=3), st.sampled_from(EXPECTED))
def test_where_a_promise_stands_follows_from_the_rules(case: Case, expected: Any) -> None:
    """What is over stands as it was found; what is not, as it can be kept."""
    agreement, entries, on, known = case
    page = yearly_page(agreement, list(entries), on=on, known=known, expected=expected)
    ahead = {(of.commitment.code, of.period): of for of in page.outlook}
    for promise in page:
        prospect = ahead.pop((promise.commitment.code, promise.period), None)
        assert promise.prospect == prospect
        if prospect is None:
            verdicts = {
                of.verdict
                for of in page.findings
                if of.period == promise.period and not of.for_information
            } - {None}
            joined = Verdict.all(of for of in verdicts if of is not None) if verdicts else None
            kept = {Verdict.MET: Standing.KEPT, Verdict.UNMET: Standing.LOST, None: None}
            assert promise.standing is kept.get(joined, Standing.NOT_KNOWN)
        elif prospect.reach is Reach.CERTAIN:
            assert promise.standing in {Standing.KEPT, Standing.ON_COURSE}
        elif prospect.reach is Reach.UNDETERMINED:
            assert promise.standing is Standing.NOT_KNOWN
        elif prospect.reach is Reach.OUT_OF_REACH:
            assert promise.standing in {Standing.LOST, Standing.IN_DANGER}
        elif prospect.reach is Reach.REACHABLE:
            assert promise.standing not in {Standing.LOST, Standing.KEPT}
        for of in (promise, *promise.groups):
            told = of.say_standing("en")
            is_out = of.prospect is not None and of.prospect.reach is Reach.OUT_OF_REACH
            assert is_out == ("out of reach" in told or told == "can no longer be kept")
            assert (of.standing is Standing.LOST) == (told in {"can no longer be kept", "not kept"})
            is_sure = of.prospect is not None and of.prospect.reach is Reach.CERTAIN
            assert is_sure == (", certain " in told or (told == "kept" and not of.is_over))
    assert not ahead


@SLOW
@given(cases(unknowns=3), st.sampled_from(EXPECTED))
def test_a_page_is_told_in_both_languages(case: Case, expected: Any) -> None:
    """As text within 80 columns, as a page, and as rows with the same columns."""
    agreement, entries, on, known = case
    page = yearly_page(agreement, list(entries), on=on, known=known, expected=expected)
    columns = {tuple(row) for language in ("en", "fr") for row in page.rows(language)}
    assert len(columns) <= 1
    for language in ("en", "fr"):
        for told in (page.explain(language), page.summary(language)):
            assert all(len(line) <= 80 for line in str(told).splitlines())
            assert "<section" in told._repr_html_()
        assert "{" not in str(page.explain(language))
    assert "None" not in str(page)
    assert repr(page).startswith("<YearlyPage synthetic on ")
    assert all(repr(of) for of in (*page, *page.next_steps))


# --- Where a promise stands --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("promise", "expected", "standing", "behind", "above"),
    [
        (offers(at_least=8), 40, Standing.ON_COURSE, 0, None),  # 3.97 at an even pace
        (offers(at_least=9), 40, Standing.IN_DANGER, 1, None),  # 4.46
        (offers(at_least=4), 40, Standing.KEPT, 0, None),
        (offers(at_least=9), 4, Standing.IN_DANGER, 1, None),
        (offers(at_least=9), {}, Standing.NOT_KNOWN, 5, None),
        (offers(at_most=8), 40, Standing.IN_DANGER, None, 1),  # 4 and 4.07 more
        (offers(at_most=9), 40, Standing.ON_COURSE, None, 0),
        (offers(at_most=3), 40, Standing.LOST, None, 1),
        (offers(at_least=8, at_most=8), 40, Standing.IN_DANGER, 0, 1),
        (quarter(at_least="1/3"), 40, Standing.ON_COURSE, 0, None),
        (quarter(at_least="1/2"), 40, Standing.IN_DANGER, 2, None),
        (quarter(at_least="1/2"), 3, Standing.IN_DANGER, 2, None),
        (quarter(at_least="100 %"), 40, Standing.LOST, 8, None),
        (quarter(at_most="1/3"), 40, Standing.ON_COURSE, None, 0),
        (quarter(at_most="1/4"), 40, Standing.IN_DANGER, None, 1),
        (quarter(at_most="1/4"), 3, Standing.IN_DANGER, None, 1),
    ],
)
def test_where_four_of_twelve_stand_in_mid_year(
    promise: Commitment, expected: Any, standing: Standing, behind: int | None, above: int | None
) -> None:
    """Of 4 that count and 8 that do not: both sides of each boundary, and by how much."""
    found = page_of(promise, priority=4, others=8, expected=expected)[0]
    numbers = [bounds and bounds.value for bounds in (found.behind, found.above)]
    assert (found.standing, *numbers) == (standing, behind, above)


@given(
    st.integers(0, 4),
    st.integers(0, 6),
    st.sampled_from(("0", "1/4", "1/2", "100 %")),
    st.sampled_from((None, "1/4", "1/2")),
)
def test_lost_is_what_no_number_to_come_would_keep(
    priority: int, others: int, least: str, most: str | None
) -> None:
    """Every number to come up to 24, and every part of it for the publics, is tried."""
    limits = {"at_least": least} | ({} if most is None else {"at_most": most})
    found = page_of(quarter(**limits), priority=priority, others=others, expected=0)[0]
    low, high = ha.rate(least), ha.rate(most or "100 %")
    kept = any(
        low * (priority + others + number) <= priority + reached
        and priority + reached <= high * (priority + others + number)
        for number in range(25)
        for reached in range(number + 1)
    )
    assert (found.standing is Standing.LOST) is not kept


def test_the_first_day_has_no_pace() -> None:
    """On it the pace so far says nothing; a number that is expected does."""
    first = date(2018, 1, 1)
    for promise in (offers(at_least=10), quarter(at_least="1/2")):
        page = page_of(promise, on=first)
        assert page[0].standing is Standing.NOT_KNOWN
        (step,) = steps_of(page, StepKind.SAY)
        assert step.until is None
        assert "say how many dwellings are expected by 31 December 2018" in step.what.en
        assert step.why.en.startswith("on the first day there is no pace yet; contingent held by ")
        given_one = page_of(promise, on=first, expected=40)
        assert given_one[0].standing is Standing.ON_COURSE
        assert steps_of(given_one, StepKind.SAY) == []
    second = page_of(offers(at_least=900), on=date(2018, 1, 2), expected=1_000)[0]
    assert (second.standing, second.behind) == (Standing.IN_DANGER, Bounds(5, 5))


def test_what_is_over_not_begun_or_an_indicator() -> None:
    """Over: kept or lost; not begun: nothing to judge, unless something is expected of it."""
    page = page_of(offers(at_least=5), attrs.evolve(offers(), code="told"), priority=5)
    assert [of.standing for of in page] == [Standing.KEPT, None, None]
    assert "Nothing to judge\n      Offers: 2019 (not begun); 2020 (not begun)" in words_of(page)
    ended = page_of(offers(at_least=6), priority=5, on=date(2021, 1, 1))
    assert {of.standing for of in ended} == {Standing.LOST}
    assert [of.behind for of in ended] == [Bounds(1, 1), Bounds(6, 6), Bounds(6, 6)]
    assert "promises not kept: 3 – Offers, 2018 (1 dwelling lacking)" in words_of(ended)
    assert ended.next_steps == ()
    assert "What to do next\n    nothing" in words_of(ended)
    coming = page_of(offers(at_least=6), expected={("offers", 2019): 4})
    assert [of.standing for of in coming] == [Standing.NOT_KNOWN, Standing.IN_DANGER, None]
    later = page_of(offers(at_least=6), expected={("offers", 2019): 40}).promise("offers", 2019)
    assert (later.standing, later.behind) == (Standing.ON_COURSE, None)
    nothing = page_of()
    assert (len(nothing), nothing.next_steps, nothing.rows()) == (0, (), [])
    assert repr(nothing).endswith("nothing to judge; 0 next steps>")


def test_a_share_of_nothing_is_nothing_to_judge() -> None:
    """Where nothing is in the base and nothing is expected."""
    found = page_of(quarter(at_least="1/4"), expected=0)[0]
    assert (found.standing, found.behind) == (None, None)
    assert "nothing to judge" in words_of(found)
    each = quarter(at_least="1/4", per=Per.LANDLORD, judge=Judge.GROUPS)
    of_landlords = page_of(each, expected=0, **BOUND)[0]
    assert of_landlords.finding is None
    assert of_landlords.say_standing("fr") == "rien à juger"


def test_main_publics_may_be_behind_alone() -> None:
    """Substitutes fill the number, and the pace of the main publics falls short."""
    promise = offers(at_least=10, substitute=Substitute(("r",), "50 %"))
    ledger = [attrs.evolve(of, publics={"r"}) for of in many(5)]
    found = yearly_page(agreement_of(promise), ledger, on=MIDDLE, expected=40)[0]
    assert (found.standing, found.behind) == (Standing.IN_DANGER, Bounds(0, 5))
    main = yearly_page(agreement_of(promise), many(6), on=MIDDLE, expected=40)[0]
    assert (main.standing, main.behind) == (Standing.ON_COURSE, Bounds(0, 0))
    endless = yearly_page(agreement_of(promise), ledger, on=MIDDLE, expected={})[0]
    assert endless.standing is Standing.NOT_KNOWN


# --- Groups ------------------------------------------------------------------------------------

BOUND: dict[str, Any] = {
    "landlords": [Party("office", "The office"), Party("company", "The company")]
}


def page_of_landlords(expected: Any = 40, **fields: Any) -> YearlyPage:
    """5 counted of the office, 1 of the company."""
    promise = offers(per=Per.LANDLORD, **fields)
    ledger = [*many(5, landlord="office"), attrs.evolve(many(1)[0], id="C", landlord="company")]
    made = agreement_of(promise, **BOUND)
    return yearly_page(made, ledger, on=MIDDLE, expected=expected)


def test_a_promise_is_in_danger_where_one_group_is() -> None:
    """Each landlord owes 8: one is on course, one is 3 behind, and is named."""
    page = page_of_landlords(at_least={"office": 8, "company": 8})
    found = page[0]
    assert (found.standing, found.finding, found.behind) == (Standing.IN_DANGER, None, None)
    assert [(of.group, of.standing) for of in found.groups] == [
        ("company", Standing.IN_DANGER),
        ("office", Standing.ON_COURSE),
    ]
    assert "2 groups: 1 on course, 1 in danger; The company (3 dwellings behind)" in words_of(page)
    assert repr(found.groups[0]) == (
        "<YearlyPromise offers, 2018, company: in danger, 3 dwellings behind>"
    )
    assert [row["group_name"] for row in found.rows()] == [None, "The company", "The office"]
    kept = page_of_landlords(at_least={"office": 5, "company": 1})
    assert kept[0].standing is Standing.KEPT
    assert "2 groups: 2 kept" in words_of(kept)


def test_groups_for_information_change_nothing() -> None:
    """Where the total alone is judged, no group is told of."""
    found = page_of_landlords(at_least=8, judge=Judge.TOTAL)[0]
    assert (found.standing, found.groups) == (Standing.ON_COURSE, ())


def test_the_worst_of_many_groups_are_named() -> None:
    """Of five landlords that are behind, three, the furthest first."""
    landlords = [Party(f"l{place}", f"Landlord {place}") for place in range(5)]
    promise = offers(at_least={f"l{n}": 20 + 2 * n for n in range(5)}, per=Per.LANDLORD)
    made = agreement_of(promise, landlords=landlords)
    page = yearly_page(made, [], on=MIDDLE, expected=200)
    named = (
        "Landlord 4 (14 dwellings behind), Landlord 3 (13 dwellings behind), Landlord 2 (12 "
        "dwellings behind) and 2 more"
    )
    assert named in words_of(page)


def test_groups_over_are_told_by_what_was_found() -> None:
    """A promise is lost where one group missed it."""
    promise = offers(at_least={"office": 5, "company": 3}, per=Per.LANDLORD)
    made = agreement_of(promise, **BOUND)
    page = yearly_page(made, many(5, landlord="office"), on=date(2019, 1, 1))
    assert page.promise("offers", 2018).standing is Standing.LOST
    assert "2 groups: 1 kept, 1 not kept; The company (3 dwellings lacking)" in words_of(page)


def test_facts_of_groups_are_to_be_found_out() -> None:
    """Where it hangs on the facts of one group alone whether all can be kept."""
    promise = offers(at_least={"office": 5, "company": 3}, per=Per.LANDLORD)
    unknown = [attrs.evolve(many(1)[0], id="U", publics=frozenset(), possible_publics={"p"})]
    ledger = [attrs.evolve(of, landlord="company") for of in (*many(2), *unknown)]
    page = yearly_page(agreement_of(promise, **BOUND), ledger, on=MIDDLE, expected=5)
    assert page[0].standing is Standing.NOT_KNOWN
    assert any(step.entries == ("U",) for step in steps_of(page, StepKind.FIND_OUT))


# --- Steps -------------------------------------------------------------------------------------


def test_a_promise_in_danger_is_to_be_reached_before_too_few_are_left() -> None:
    """Of 184 in 184 days, 6 are needed: the day before it is lost, enough are left."""
    page = page_of(offers(at_least=10), priority=4, expected=184)
    (step,) = steps_of(page, StepKind.REACH)
    assert step.until == date(2018, 12, 31)
    assert step.say_until("en") == "by 31 December 2018"
    assert step.say_until("fr") == "d'ici au 31 décembre 2018"
    assert step.what.en == (
        "“Offers” (2018): intend for the publics at least 6 of the 184 dwellings expected"
    )
    assert step.why.en == (
        "that is 3.3 % of them, and 100 % so far; 25 December 2018 is the last limit: if no "
        "further dwelling is for the publics by then, it is out of reach from the next day on; "
        "contingent held by A synthetic holder"
    )
    assert (step.about, step.period, step.group) == (("offers",), Period.year(2018), None)


def test_a_promise_on_course_is_to_be_kept_on_up_to_its_end() -> None:
    """It is told until when, and from which day on it would be lost."""
    page = page_of(offers(at_least=8), priority=4, expected=184)
    (step,) = steps_of(page, StepKind.REACH)
    assert (step.until, step.say_until("fr")) == (
        date(2018, 12, 31),
        "d'ici au 31 décembre 2018",
    )
    assert "keep the pace, at least 4 of the 184 dwellings expected" in step.what.en
    endless = page_of(quarter(at_least="1/4"), priority=4, others=4, expected={})
    assert steps_of(endless, StepKind.REACH) == []


def test_more_must_be_found_than_are_expected() -> None:
    """Those expected are too few, and more would do: it is in danger, and not lost."""
    page = page_of(offers(at_least=10), priority=4, expected=5)
    (step,) = steps_of(page, StepKind.REACH)
    assert step.until == date(2018, 12, 31)
    assert step.what.en == (
        "“Offers” (2018): find more dwellings than the 5 expected: it takes 6 for the publics"
    )
    assert step.why.en.startswith(
        "out of reach with those that are expected alone; contingent held by "
    )
    at_pace = page_of(offers(at_least=10), priority=4)
    assert steps_of(at_pace, StepKind.REACH)[0].why.en.startswith("out of reach at the pace so far")
    ceiling = page_of(quarter(at_most="1/4"), priority=4, others=8, expected=3)
    (step,) = steps_of(ceiling, StepKind.REACH)
    assert step.what.en.endswith("find more dwellings than the 3 expected")


@pytest.mark.parametrize("expected", [PACE, 3])
def test_a_page_says_out_of_reach_where_outlook_does(expected: Any) -> None:
    """It is in danger and not lost, as more would keep it; both words stand on the page."""
    page = page_of(offers(at_least=100), priority=4, expected=expected)
    (promise,) = page.standing(Standing.IN_DANGER)
    assert promise.prospect is not None
    assert promise.prospect.reach is Reach.OUT_OF_REACH
    told = "at the pace so far" if expected is PACE else "with those that are expected alone"
    assert promise.say_standing("en") == f"in danger, out of reach {told}"
    assert f"behind, out of reach {told})" in words_of(page).replace("\n      ", " ")
    assert "peut plus être tenu" not in words_of(promise, "fr")
    assert "objectifs qui ne peuvent plus être tenus" not in words_of(page, "fr")
    ceiling = page_of(offers(at_most=3), priority=4, expected=expected)
    assert ceiling[0].say_standing("fr") == "ne peut plus être tenu"
    assert ceiling[0].say_standing("en") == "can no longer be kept"


@pytest.mark.parametrize("level", ["1/4", "1/3", "1/2", "4/5"])
@pytest.mark.parametrize("others", [6, 9, 13])
def test_what_a_share_takes_grows_with_what_comes(level: str, others: int) -> None:
    """The number told is the least to come that can keep it: one fewer is out of reach."""
    made = agreement_of(quarter(at_least=level))
    report = check_quotas(made, many(1, others), on=MIDDLE)
    page = yearly_page(made, many(1, others), on=MIDDLE, expected=0)
    (step,) = steps_of(page, StepKind.REACH)
    found = re.search(r"it takes (\d+), all for the publics$", step.what.en)
    assert found
    number = int(found[1])
    reaches = [outlook(report, of)[0].reach for of in (number - 1, number)]
    assert reaches == [Reach.OUT_OF_REACH, Reach.REACHABLE]


def test_what_a_share_takes_is_told_where_it_is_known() -> None:
    """Not where no number is enough, nor beside a ceiling, nor of groups together."""
    every = page_of(quarter(at_least="1"), priority=4, others=1, expected=0)
    assert every[0].standing is Standing.LOST
    between = page_of(quarter(at_least="50 %", at_most="60 %"), priority=1, others=9, expected=1)
    by_group = page_of(quarter(at_least="1/2", per=Per.LANDLORD), others=9, expected=1, **BOUND)
    for page in (between, by_group):
        (step,) = steps_of(page, StepKind.REACH)
        assert "it takes" not in step.what.en
    here = Share("here", stage=Stage.DECIDED, at_least="1/2", title="Here", located_in=NORTH)
    placed = yearly_page(
        agreement_of(here), many(0, 4, neighbourhood="south"), on=MIDDLE, expected=2
    )
    (step,) = steps_of(placed, StepKind.REACH)
    assert step.what.fr.endswith("car il en faut encore 4, qui tous comptent")


def test_what_was_required_and_allowed_is_one_sentence() -> None:
    """Of a floor, of a ceiling and of both, while the period runs and when it is over."""
    over = date(2019, 1, 1)
    both = quarter(at_least="40 %", at_most="50 %")
    least = quarter(at_least="40 %")
    most = quarter(at_most="50 %")
    for promise, told, told_over in (
        (both, "il en faut au moins 4 et pas plus de 5", "il en fallait au moins 4 et pas plus"),
        (least, "il en faut au moins 4", "il en fallait au moins 4"),
        (most, "il n'en faut pas plus de 5", "il n'en fallait pas plus de 5"),
    ):
        page = page_of(promise, priority=4, others=6, on=over)
        assert told_over in words_of(page, "fr")
        assert page.findings[0].say_standing("fr").endswith(f", {told}")
    english = words_of(page_of(both, priority=4, others=6, on=over))
    assert "were for the publics (40 %); at least 4 required, at most 5 allowed" in english
    number = page_of(offers(at_least=4, at_most=5), priority=4, on=over)
    assert "il n'en fallait pas plus de 5" in words_of(number, "fr")
    assert "il en fallait" not in words_of(number, "fr")


def test_an_even_pace_allows_what_a_ceiling_does() -> None:
    """Half the year allows half the number, rounded down."""
    page = page_of(offers(at_most=8), priority=2, expected=9)
    assert "à rythme régulier, le plafond serait à 3" in words_of(page, "fr")
    assert "an even pace would allow 3" in words_of(page)


def test_a_ceiling_is_to_be_held() -> None:
    """So many at most may count of those expected, and of any number."""
    (step,) = steps_of(page_of(offers(at_most=8), priority=4, expected=40), StepKind.HOLD)
    assert step.what.en.endswith("let at most 4 of the 40 dwellings expected count")
    assert "at most 4 of them may reach the publics" in words_of(
        page_of(offers(at_most=8), priority=4, expected=40)
    )
    (step,) = steps_of(page_of(offers(at_most=8), priority=4, expected={}), StepKind.HOLD)
    assert step.what.fr.endswith("s'en tenir à 4 logements de plus")


def test_dwellings_that_count_for_nobody_are_told_as_such() -> None:
    """Where nothing is said of publics, none is named."""
    homes = Volume("homes", stage=Stage.DECIDED, at_least=10, title="Homes")
    page = yearly_page(agreement_of(homes), many(4), on=MIDDLE, expected=Bounds(5, 9))
    assert "publics" not in words_of(page)
    assert "obtain 6 dwellings that count, where 5 to 9 are expected" in (words_of(page))
    made = agreement_of(homes)
    endless = yearly_page(made, many(4), on=MIDDLE, expected=Bounds(7, None))
    assert endless[0].say_standing("en") == "on course, certain if as many come as are expected"
    share = Share("here", stage=Stage.DECIDED, at_least="1/2", title="Here", located_in=NORTH)
    placed = yearly_page(
        agreement_of(share), many(0, 4, neighbourhood="south"), on=MIDDLE, expected=8
    )
    assert "see that at least 6 of the 8 dwellings expected count" in words_of(placed)
    assert "if no further dwelling counts by then" in words_of(placed)
    unknown = yearly_page(
        agreement_of(share), many(0, 4, neighbourhood="south"), on=MIDDLE, expected=Bounds(8, None)
    )
    assert "obtain at least" in words_of(unknown)


NORTH = ha.Territory("north", "one neighbourhood", "list", neighbourhoods=("north",))


def test_facts_are_to_be_found_out_where_they_decide() -> None:
    """Entries by their id; of a tally, of how many dwellings what is not known."""
    made = agreement_of(offers(at_least=5), quarter(at_least="1/4"))
    names = [f"U{place}" for place in range(7)]
    unknown = [
        attrs.evolve(of, id=name, possible_publics={"p"})
        for of, name in zip(many(0, 7), names, strict=True)
    ]
    ledger = [*many(1), *unknown]
    day = date(2019, 1, 1)
    page = yearly_page(made, ledger, on=day)
    (step,) = steps_of(page, StepKind.FIND_OUT)
    assert (step.until, step.entries) == (None, tuple(names))
    assert step.about == ("offers", "quarter")
    assert step.what.en == (
        "“Offers” (2018) and “Quarter” (2018): find out of each of the 7 dwellings of entries "
        "U0, U1, U2, U3 and 3 more whether the household belongs to the public “p”"
    )
    assert step.why.fr.startswith("de là dépend que l'objectif soit tenu\u202f; réservataire")
    assert step.rows()[0]["entries"] == ", ".join(names)
    counted = yearly_page(made, tally(made, ledger), on=day)
    (step,) = steps_of(counted, StepKind.FIND_OUT)
    assert step.entries == ()
    assert "find out whether 7 dwellings reach the public “p”" in step.what.en
    assert "what would settle it: whether 7 dwellings reach the public “p”" in words_of(counted)


def test_facts_are_to_be_found_out_where_they_say_how_many_must_come() -> None:
    """While the year runs, the number needed hangs on them, though nothing is open yet."""
    unknown = attrs.evolve(many(0, 1)[0], id="U", possible_publics={"p"}, count=3)
    made = agreement_of(offers(at_least=20))
    page = yearly_page(made, [*many(4), unknown], on=MIDDLE, expected=100)
    (step,) = steps_of(page, StepKind.FIND_OUT)
    assert (step.entries, step.why.en) == (
        ("U",),
        (
            "0 to 3 fewer dwellings for the publics may be enough; contingent held by A synthetic "
            "holder"
        ),
    )
    (reach,) = steps_of(page, StepKind.REACH)
    assert "at least 16 (13 if all entries to look at are for a public) of" in reach.what.en
    assert page[0].behind == Bounds(3, 6)
    few = yearly_page(made, [*many(4), unknown], on=MIDDLE, expected=14)
    assert few[0].standing is Standing.NOT_KNOWN
    assert {step.kind for step in few.next_steps} == {StepKind.FIND_OUT, StepKind.REACH}


def test_only_so_many_findings_are_asked_for_their_entries() -> None:
    """Beyond, it is said of how many dwellings something is not known."""
    programmes = [f"r{place}" for place in range(60)]
    promise = quarter(at_least="1/2", per=Per.PROGRAMME, judge=Judge.GROUPS)
    ledger = [
        attrs.evolve(many(0, 1)[0], id=name, programme=name, possible_publics={"p"})
        for name in programmes
    ]
    page = yearly_page(agreement_of(promise), ledger, on=date(2019, 1, 1))
    found = [step for step in steps_of(page, StepKind.FIND_OUT) if step.group is not None]
    assert sum(bool(step.entries) for step in found) == 50
    (other,) = [step for step in steps_of(page, StepKind.FIND_OUT) if step.group is None]
    assert len(found) == 50
    assert "and 7 more: find out whether 1 dwelling reaches the public “p”" in other.what.en
    assert "and 36 more, not on this page" in words_of(page)


def test_figures_are_to_be_obtained_where_none_tells() -> None:
    """Of published figures alone: of the year that is over, and of the one that runs."""
    made = agreement_of(offers(at_least=5))
    quarter_of_year = Period(date(2018, 1, 1), date(2018, 4, 1))
    figures = Tally.from_counts(made, [PublishedFigure("offers", quarter_of_year, counted=4)])
    for day, standing in ((MIDDLE, Standing.NOT_KNOWN), (date(2019, 6, 1), Standing.NOT_KNOWN)):
        page = yearly_page(made, figures, on=day)
        promise = page.promise("offers", 2018)
        assert (promise.standing, promise.behind) == (standing, None)
        told = {step.what.en for step in steps_of(page, StepKind.FIND_OUT)}
        running = "“Offers” (2018): obtain a figure of the whole time"
        both = "“Offers” (2018) and “Offers” (2019): obtain a figure of the whole time"
        assert told == {running if day == MIDDLE else both}
        assert "no published figure tells how many count" in words_of(page)


UNDERTAKINGS = (
    Undertaking("study", "a needs study", by=("holder",), due=Period.year(2018)),
    Undertaking("charter", "a charter", by=("holder",), due=date(2018, 3, 31)),
    Undertaking("team", "a team", by=("holder",)),
)


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({}, {"study": "a needs study", "charter": "say whether it was done by that day"}),
        ({"study": date(2018, 2, 1)}, {"study": None}),
        ({"charter": date(2018, 4, 2)}, {"charter": None}),
        (
            {"charter": NotDone(by=date(2018, 5, 1))},
            {"charter": "do what was not done: “a charter”"},
        ),
        ({"charter": Done(by=date(2018, 6, 1))}, {"charter": "say the day on which it was done"}),
        ({"team": NotDone(by=MIDDLE)}, {"team": "keep again: “a team”"}),
        ({"team": Done(by=date(2018, 5, 1))}, {"team": "say whether it is kept since 1 May 2018"}),
        ({"team": Done(by=MIDDLE)}, {"team": None}),
    ],
)
def test_what_is_to_be_done_of_undertakings(
    stated: dict[str, Any], told: dict[str, str | None]
) -> None:
    """What is due is to be done by its day; what is past, to be said or done at once."""
    made = agreement_of(undertakings=UNDERTAKINGS)
    page = yearly_page(made, [], on=MIDDLE, done=stated)
    found = {step.about[0]: step for step in page.next_steps}
    for code, words in told.items():
        if words is None:
            assert code not in found
        else:
            assert words in found[code].what.en
            assert found[code].until == (date(2018, 12, 31) if code == "study" else None)
            assert found[code].why.en.endswith("owed by A synthetic holder")


def test_what_the_same_parties_are_to_say_is_one_step() -> None:
    """Of several undertakings: the first three by name."""
    several = [Undertaking(f"u{n}", f"thing {n}", by=("holder",)) for n in range(14)]
    page = yearly_page(agreement_of(undertakings=several), [], on=MIDDLE)
    (step,) = steps_of(page, StepKind.SAY)
    assert step.what.en == (
        "14 undertakings (“thing 0”, “thing 1”, “thing 2” and 11 more): say of each whether it is "
        "kept"
    )
    assert len(step.about) == 14
    assert "and 2 more, not on this page" in words_of(page)
    assert "Promises in numbers" not in words_of(page)
    pair = yearly_page(agreement_of(undertakings=several[:2]), [], on=MIDDLE)
    assert "2 undertakings (“thing 0” and “thing 1”): say of each" in words_of(pair)


def test_undertakings_are_counted_by_how_far_they_have_come() -> None:
    """Kept, not kept, to be told of, not yet due, withdrawn."""
    made = agreement_of(undertakings=UNDERTAKINGS)
    page = yearly_page(made, [], on=MIDDLE, done={"charter": date(2018, 3, 1)})
    assert "undertakings: 1 not yet due, 1 stated as kept, 1 to be told of" in words_of(page)
    assert "stated as kept: a charter (due 31 March 2018)" in words_of(page)
    early = yearly_page(made, [], on=date(2017, 12, 15))
    assert "undertakings: 3 not yet due" in words_of(early)
    assert {step.about for step in early.next_steps} == {("study",), ("charter",)}
    amendment = ha.Amendment(
        effective=date(2018, 2, 1), signed_on=date(2018, 1, 20), remove=("study", "charter")
    )
    gone = yearly_page(made.amend(amendment), [], on=MIDDLE)
    assert "undertakings: 2 withdrawn, 1 to be told of" in words_of(gone, "en")


def test_amendments_are_to_be_agreed_where_a_remark_asks_for_one() -> None:
    """Before days without a level; at once where the terms contradict themselves."""
    page = yearly_page(AGREEMENT, [], on=MIDDLE)
    (step,) = steps_of(page, StepKind.AMEND)
    assert (step.until, step.about) == (date(2018, 12, 31), ("offers",))
    assert step.why.en.startswith("without a level nothing would be owed for that time; signatori")
    assert step.what.fr == (
        "«\u00a0Réservations offertes\u00a0»\u00a0: aucun objectif n'est repris ici pour 2019 et "
        "2020\u202f; vérifier le texte de la convention et, s'il n'en fixe pas, proposer un avenant"
    )
    assert words_of(page).count("2019 and 2020") == 1
    running = steps_of(yearly_page(AGREEMENT, [], on=date(2019, 1, 1)), StepKind.AMEND)
    assert [step.until for step in running] == [None]
    assert steps_of(yearly_page(AGREEMENT, [], on=date(2020, 12, 31)), StepKind.AMEND) == []
    absurd = page_of(quarter(at_least="1/2", at_most="1/4"))
    (step,) = steps_of(absurd, StepKind.AMEND)
    assert (step.until, step.why.en) == (
        None,
        "it cannot all hold; signatories: A synthetic holder",
    )
    looked_at = page_of(offers(at_least={2018: 9, 2019: 8, 2020: 8}))
    assert [remark.severity for remark in looked_at.remarks] == [Severity.LOOK]
    assert steps_of(looked_at, StepKind.AMEND) == []
    assert "worth a look: " in words_of(looked_at)


# --- What a reader may take at its word ---------------------------------------------------------


def test_more_than_are_expected_are_not_asked_of_them() -> None:
    """Where more are needed than expected, it is said how many, and that those do not do."""
    unknown = attrs.evolve(many(0, 1)[0], id="U", possible_publics={"p"}, count=3)
    made = agreement_of(offers(at_least=20))
    would_take = "it would take 16 for the publics (13 if all entries to look at are for them)"
    for expected, told in (
        (12, f"{would_take}: this number does not do"),
        (13, f"{would_take}: this number may not do"),
        (15, "this number may not do"),
        (16, "at least 16 (13 if all entries to look at are for a public) of the 16 dwellings"),
        (Bounds(15, 16), "this number may not do"),
        (Bounds(2, None), "at least 16 (13 if all entries to look at are for a public) more"),
    ):  # fmt: skip
        page = yearly_page(made, [*many(4), unknown], on=MIDDLE, expected=expected)
        assert told in words_of(page)
    (step,) = steps_of(
        yearly_page(made, [*many(4), unknown], on=MIDDLE, expected=14), StepKind.REACH
    )
    assert step.what.fr.endswith(
        "obtenir 16 logements pour les publics (13 si les lignes à vérifier en relèvent toutes)"
        ", sur 14 attendus"
    )
    assert "l'objectif risque d'être hors d'atteinte dès le 30 juin 2018" in step.why.fr
    open_page = yearly_page(made, [*many(4), unknown], on=MIDDLE, expected={})
    assert "is not known; it takes 16 for the publics (13 if all entries" in words_of(open_page[0])
    endless = words_of(open_page)
    assert (
        "at least 16 (13 if all entries to look at are for a public) more dwellings for" in endless
    )
    slow = words_of(yearly_page(made, [*many(4), unknown], on=MIDDLE), "fr")
    assert (
        "logements attendus d'ici au 31 décembre 2018, au rythme constaté\u202f; il en faudrait 16 "
        "pour les publics (13 si les lignes à vérifier en relèvent toutes)\u00a0: ce rythme n'y "
        "suffit pas"
    ) in slow


@SLOW
@given(cases(unknowns=3), st.sampled_from(EXPECTED))
def test_no_page_asks_more_of_those_expected_than_they_are(case: Case, expected: Any) -> None:
    """Of a number of further dwellings, never more than that number must count."""
    agreement, entries, on, known = case
    page = yearly_page(agreement, list(entries), on=on, known=known, expected=expected)
    for promise in page:
        ahead = promise.prospect
        if ahead is None or ahead.needed is None or ahead.expected.high is None:
            continue
        if "of them must" in words_of(promise):
            assert ahead.needed.low <= ahead.expected.low
            assert ahead.needed.high is None or ahead.needed.high <= ahead.expected.low


def test_what_is_needed_at_best_hangs_on_publics_only_where_it_does() -> None:
    """Of a share, how many are expected changes it too; of places, no public does."""
    unknown = attrs.evolve(many(0, 1)[0], id="U", possible_publics={"p"}, count=4)
    made = agreement_of(quarter(at_least="1/2"))
    behind = yearly_page(made, [*many(2, 12), unknown], on=MIDDLE, expected=Bounds(40, 44))
    (step,) = steps_of(behind, StepKind.FIND_OUT)
    assert step.why.en.startswith("how many must still come hangs on it; ")
    page = words_of(yearly_page(made, [*many(4, 6), unknown], on=MIDDLE, expected=Bounds(40, 44)))
    assert "in the best case)" in page
    assert "if all entries" not in page
    exact = words_of(yearly_page(made, [*many(4, 6), unknown], on=MIDDLE, expected=40))
    assert "if all entries to look at are for a public)" in exact


def test_a_page_says_what_it_rests_on() -> None:
    """So many entries and dwellings, those to come apart; of a tally the dwellings alone."""
    made = agreement_of(offers(at_least=5))
    later = attrs.evolve(many(1)[0], id="L", count=3, decided_on=date(2018, 8, 1))
    one = attrs.evolve(later, count=1)
    page = yearly_page(made, [*many(9), later], on=MIDDLE)
    assert "ledger: 10 entries read, 12 dwellings, of which 3 do not count yet" in words_of(page)
    assert "1 qui ne compte pas encore" in words_of(yearly_page(made, [one], on=MIDDLE), "fr")
    counted = words_of(yearly_page(made, tally(made, [*many(9), later]), on=MIDDLE), "fr")
    assert "registre\u00a0: 12 logements, dont 3 qui ne comptent pas encore" in counted
    other = attrs.evolve(many(1)[0], id="X", contingent="nobody")
    aside = yearly_page(made, [*many(2), other], on=MIDDLE, unknown=ha.Unknown.SET_ASIDE)
    assert "3 entries read, 3 dwellings, 1 set aside for an unknown code" in words_of(aside)
    figures = Tally.from_counts(made, [PublishedFigure("offers", Period.year(2018), counted=4)])
    assert "ledger: 1 published figure read" in words_of(yearly_page(made, figures, on=MIDDLE))


def test_entries_that_concern_no_promise_are_told() -> None:
    """Some of them, as a number beside what counts; all of them, as a ledger to be checked."""
    made = agreement_of(offers(at_least=8))
    elsewhere = [attrs.evolve(one, id=f"E{one.id}", commune="01004") for one in many(2, 3)]
    later = [attrs.evolve(one, id=f"L{one.id}", decided_on=date(2018, 9, 3)) for one in many(1)]
    page = yearly_page(made, [*many(3), *elsewhere, *later], on=MIDDLE)
    told = "9 dwellings, of which 1 does not count yet and 5 concern no promise"
    assert told in words_of(page)
    french = words_of(yearly_page(made, tally(made, [*many(3), elsewhere[0]]), on=MIDDLE), "fr")
    assert "4 logements, dont 1 qui ne concerne aucun objectif" in french
    checks = [
        yearly_page(made, ledger, on=MIDDLE).next_steps[0].what.en
        for ledger in ([*elsewhere, *later], [*many(1), *elsewhere], later, [])
    ]
    assert ["check the" in what for what in checks] == [True, False, False, False]
    assert ["ledger is complete" in what for what in checks] == [False, False, False, True]
    assert "aucune de ses lignes" in words_of(yearly_page(made, elsewhere, on=MIDDLE), "fr")


def test_nothing_is_held_against_an_agreement_without_its_ledger_being_named() -> None:
    """With no entry, the first step is to look at the ledger, and what was missed says so."""
    page = yearly_page(AGREEMENT, [], on=date(2019, 6, 30))
    first = page.next_steps[0]
    assert (first.until, first.about, first.what.fr) == (
        None,
        (),
        "vérifier que le registre est complet\u00a0: il ne contient aucune ligne",
    )
    text = words_of(page, "fr")
    assert "registre\u00a0: aucune ligne" in text
    assert text.count("d'après le registre, qui ne contient aucune ligne") == 2
    some = page_of(offers(at_least=6), priority=5, on=date(2019, 1, 1))
    assert "by the ledger" not in words_of(some)
    assert all(step.about for step in some.next_steps)


def test_what_was_missed_and_what_is_out_of_reach_are_two_things() -> None:
    """The one is over, the other runs; both are lost."""
    late = quarter(at_least="100 %")
    page = page_of(late, offers(at_least=6), others=1, on=MIDDLE, expected=40)
    text = words_of(page, "fr")
    assert "objectifs qui ne peuvent plus être tenus\u00a0: 1 – Quarter, 2018" in text
    assert "objectifs non tenus" not in text
    assert "Quarter, 2018\u00a0: ne peut plus être tenu" in text
    over = words_of(page_of(late, others=1, on=date(2019, 1, 1), expected=40), "fr")
    assert "objectifs non tenus\u00a0: 1 – Quarter, 2018" in over
    assert "Quarter, 2018\u00a0: non tenu" in over


def test_what_can_still_be_kept_is_named_first() -> None:
    """By the day on which it would be lost; then what those expected do not keep."""
    levels = {"v": 60, "w": 30, "x": 40, "y": 20, "z": 25}
    promises = [
        attrs.evolve(offers(at_least=level), code=code, title=code)
        for code, level in levels.items()
    ]
    (line,) = [
        line for line in words_of(page_of(*promises, priority=4, expected=50)).splitlines()
        if line.startswith("    promises in danger: 5 – ")
    ]  # fmt: skip
    order = [part.split(",")[0] for part in line.split(" – ")[1].split("; ")]
    assert order == ["x", "w", "z", "y", "v"]


def test_each_entry_is_asked_for_its_own_public() -> None:
    """Those alike together, with their dwellings; beyond three kinds, how many more."""
    made = agreement_of(Volume("both", to=("p", "q"), stage=Stage.DECIDED, at_least=9, title="B"))
    kinds = {"A": {"p"}, "B": {"q"}, "C": {"p", "q"}, "D": {"p"}}
    ledger = [
        attrs.evolve(many(0, 1)[0], id=code, possible_publics=publics, count=3)
        for code, publics in kinds.items()
    ]
    (step,) = steps_of(yearly_page(made, ledger, on=date(2019, 1, 1)), StepKind.FIND_OUT)
    assert step.entries == ("A", "B", "C", "D")
    assert step.what.en == (
        "“B” (2018): find out of each of the 6 dwellings of entries A and D whether the household "
        "belongs to the public “p”; of each of the 3 dwellings of entry B whether the household "
        "belongs to the public “q”; of each of the 3 dwellings of entry C whether the household "
        "belongs to the public “p” and whether the household belongs to the public “q”"
    )
    assert "vérifier, pour chacun des 6 logements des lignes A et D, si le ménage" in step.what.fr


def test_more_kinds_of_facts_than_three_are_counted() -> None:
    """How many entries are left is said."""
    to = ("p", "q", "r")
    made = agreement_of(Volume("all", to=to, stage=Stage.DECIDED, at_least=9, title="All"))
    kinds = ({"p"}, {"q"}, {"r"}, {"p", "q"}, {"p", "r"})
    ledger = [
        attrs.evolve(many(0, 1)[0], id=f"E{place}", possible_publics=publics, count=3)
        for place, publics in enumerate(kinds)
    ]
    (step,) = steps_of(yearly_page(made, ledger, on=date(2019, 1, 1)), StepKind.FIND_OUT)
    assert step.what.en.endswith("; and what is not known of 2 more entries")
    assert step.entries == tuple(f"E{place}" for place in range(5))


def test_an_entry_is_asked_once_for_a_fact_at_its_earliest_day() -> None:
    """A cumulative promise needs again what a yearly one needs: it hangs on the first step."""
    yearly = offers(at_least=3)
    whole = attrs.evolve(
        offers(at_least={Period.years(2018, 2020): 6}), code="whole", title="Whole"
    )
    unknown = [
        attrs.evolve(many(0, 1)[0], id=code, possible_publics={"p"}, count=3, decided_on=day)
        for code, day in (("A", date(2018, 2, 1)), ("B", date(2019, 2, 1)))
    ]
    page = yearly_page(
        agreement_of(yearly, whole), [*many(1), *unknown], on=date(2019, 6, 30), expected=2
    )
    asked = [code for step in steps_of(page, StepKind.FIND_OUT) for code in step.entries]
    assert sorted(asked) == ["A", "B"]
    first = steps_of(page, StepKind.FIND_OUT)[0]
    assert (first.until, first.entries, first.about) == (None, ("A",), ("offers", "whole"))
    assert first.why.fr.startswith(
        "de là dépend que l'objectif soit tenu\u202f; l'objectif en dépend en partie"
    )


def test_what_there_is_nothing_to_judge_of_is_told_year_by_year() -> None:
    """No dwelling, none yet, not begun: three reasons, on one line."""
    text = words_of(yearly_page(AGREEMENT, [], on=date(2019, 6, 30)), "fr")
    assert (
        "disposition\u00a0: 2018 (aucun logement à compter au registre)\u202f; 2019 (en cours, "
        "aucun logement à compter encore)\u202f; 2020 (pas encore commencée)"
    ) in text
    each = quarter(at_least="1/4", per=Per.LANDLORD, judge=Judge.GROUPS)
    assert "Quarter: 2018; 2019 (not begun)" in words_of(page_of(each, expected=0, **BOUND))
    months = Period.years(2019, 2020).split(months=1)
    monthly = words_of(page_of(offers(at_least=dict.fromkeys(months, 1)), priority=1))
    assert monthly.count(" (not begun)") == 12
    assert "(not begun); and 12 more" in monthly


def test_steps_say_whose_they_are() -> None:
    """The contingents of a commitment, else the one holder; where several hold, nobody."""
    made = AGREEMENT
    page = yearly_page(made, [], on=MIDDLE, expected=900)
    step = steps_of(page, StepKind.REACH)[0]
    assert step.why.fr.endswith("réservataire\u00a0: Action Logement Services")
    other = Party("other", "Another holder")
    first, second = agreement_of().contingents
    made = agreement_of(offers(at_least=10))
    two = attrs.evolve(
        made,
        parties=[*made.parties, other],
        contingents=[first, attrs.evolve(second, holder=other)],
    )
    (step,) = steps_of(yearly_page(two, many(4), on=MIDDLE), StepKind.REACH)
    assert "contingent" not in step.why.en
    both = attrs.evolve(two, commitments=[offers(at_least=10, contingents=("a", "b"))])
    (step,) = steps_of(yearly_page(both, many(4), on=MIDDLE), StepKind.REACH)
    assert step.why.en.endswith("; contingents held by A synthetic holder and Another holder")
    homes = Volume("homes", stage=Stage.STARTED, at_least=10, title="Homes")
    (step,) = steps_of(yearly_page(agreement_of(homes), [], on=MIDDLE, expected=9), StepKind.REACH)
    assert "contingent" not in step.why.en


def test_an_amendment_of_many_signatories_names_none() -> None:
    """Up to three are named."""
    parties = [Party(f"s{place}", f"Signatory {place}") for place in range(3)]
    made = agreement_of(quarter(at_least="1/2", at_most="1/4"))
    for several, told in (
        (parties[:2], "; signatories: A synthetic holder, Signatory 0 and Signatory 1"),
        (parties, "it cannot all hold"),
    ):
        signed = attrs.evolve(made, parties=[*made.parties, *several])
        (step,) = steps_of(yearly_page(signed, many(4), on=MIDDLE), StepKind.AMEND)
        assert step.why.en.endswith(told)


def test_a_landlord_of_earlier_terms_is_to_be_found_out() -> None:
    """The last terms name no landlord any more, and the entry is of days when they did."""
    promise = offers(at_least={2018: 1, 2019: 1}, cumulative=True, landlords=("office",))
    made = agreement_of(promise, **BOUND).amend(
        ha.Amendment(
            effective=date(2019, 1, 1),
            signed_on=date(2018, 12, 1),
            replace=(attrs.evolve(promise, landlords=()),),
        )
    )
    unknown = attrs.evolve(many(2)[1], landlord=None, count=2)
    page = yearly_page(made, [unknown], on=date(2021, 1, 1))
    (step,) = steps_of(page, StepKind.FIND_OUT)
    assert "whether the landlord is “The office”" in step.what.en


def test_caveats_stand_under_a_promise_once() -> None:
    """What holds of all periods of a commitment is said under the first that is told."""
    note = ha.Text("the list is not whole", "la liste n'est pas complète")
    page = page_of(offers(at_least=6, caveats=(note,)), priority=5, on=date(2021, 1, 1))
    assert words_of(page, "fr").count("à savoir\u00a0: la liste n'est pas complète") == 1
    assert all("note: the list is not whole" in words_of(promise) for promise in page)


def test_what_is_on_course_asks_for_nothing_unless_nothing_else_does() -> None:
    """Its day stands under its promise."""
    alone = page_of(offers(at_least=8), priority=4, expected=184)
    assert [step.kind for step in alone.next_steps] == [StepKind.REACH]
    beside = page_of(
        offers(at_least=8), quarter(at_least="1/2"), priority=4, others=9, expected=184
    )
    assert {step.about for step in beside.next_steps} == {("quarter",)}
    assert "27 December 2018 is the last limit" in words_of(beside)


def test_on_one_day_promises_come_before_undertakings() -> None:
    """What is due on the last day of the period comes after."""
    due = Undertaking("study", "a study", by=("holder",), due=date(2018, 12, 31))
    page = yearly_page(
        agreement_of(offers(at_least=10), undertakings=[due]), many(4), on=MIDDLE, expected=184
    )
    assert [(step.until, *step.about) for step in page.next_steps] == [
        (date(2018, 12, 31), "offers"),
        (date(2018, 12, 31), "study"),
    ]


def test_numbers_are_told_in_a_sentence() -> None:
    """Of a share and of a number; of none, and of one."""
    share = words_of(page_of(quarter(at_least="1/4"), priority=1, others=3, expected=4), "fr")
    assert "1 des 4 logements attribués l'a été pour les publics (25\u00a0%)" in share
    assert "le minimum de 25\u00a0% correspond à 1 logement à ce jour" in share
    none = words_of(page_of(quarter(at_least="1/4"), others=4, expected=4), "fr")
    assert "aucun des 4 logements attribués ne l'a été pour les publics" in none
    one = words_of(page_of(quarter(at_most="1/4"), priority=1, expected=9), "fr")
    assert "1 sur 1 logement attribué l'a été pour les publics" in one
    assert "le maximum de 25\u00a0% correspond à 0 logement à ce jour" in one
    assert "au plus 1 d'entre eux peut bénéficier aux publics" in one
    least = words_of(page_of(quarter(at_most="1/4"), priority=1, others=7, expected=9), "fr")
    assert "le maximum de 25\u00a0% correspond à 2 logements à ce jour" in least
    strict = words_of(page_of(quarter(more_than="1/4"), priority=1, others=4, expected=4), "fr")
    assert "le minimum est de 2 à ce jour" in strict
    number = words_of(page_of(offers(at_least=10), priority=4, expected=40), "fr")
    assert (
        "4 logements pour les publics au 30 juin 2018, pour un objectif annuel de 10 (40\u00a0%)"
        "\u202f; à rythme régulier, on en serait à 5\u00a0: retard de 1 logement"
    ) in number
    first = words_of(page_of(quarter(at_least="1/4"), on=date(2018, 1, 1)), "fr")
    assert "aucun logement à compter encore\n" in first
    coming = page_of(offers(at_least=6), expected={("offers", 2019): 4}).promise("offers", 2019)
    assert "compté" not in words_of(coming, "fr")
    above = page_of(offers(at_most=3), priority=4, on=date(2019, 1, 1))
    assert "4 dwellings for the publics; at most 3 allowed; 1 dwelling too many" in words_of(above)
    missed = page_of(quarter(at_least="1/2"), priority=1, others=3, on=date(2019, 1, 1))
    assert "(25\u00a0%)\u202f; il en fallait au moins 2\u202f; il manque 1 logement" in (
        words_of(missed, "fr")
    )
    perhaps = attrs.evolve(many(0, 1)[0], landlord=None, possible_publics={"p"})
    of_office = agreement_of(quarter(at_least="1/2", landlords=("office",)), **BOUND)
    unsure = words_of(yearly_page(of_office, [perhaps], on=date(2019, 1, 1)))
    assert "0 to 1 of the 0 to 1 dwellings attributed were for the publics; at least" in unsure
    share_here = Share("here", stage=Stage.DECIDED, at_least="1/2", title="Here", located_in=NORTH)
    here = words_of(
        yearly_page(
            agreement_of(share_here), many(0, 4, neighbourhood="south"), on=MIDDLE, expected=8
        ),
        "fr",
    )
    assert "aucun des 4 logements attribués ne compte" in here


def test_what_is_not_owed_is_shown_and_asked_of_nobody() -> None:
    """It is counted apart, and no step is about it."""
    free = [Undertaking(code, code, by=("holder",), owed=False) for code in ("support", "visits")]
    owed = Undertaking("study", "a study", by=("holder",))
    page = yearly_page(agreement_of(undertakings=[owed, *free]), [], on=MIDDLE)
    assert {code for step in page.next_steps for code in step.about} == {"study"}
    text = words_of(page, "fr")
    assert "engagements\u00a0: 1 non renseigné, 2 facultatifs" in text
    assert "facultatif\u00a0: support" in text
    alone = yearly_page(agreement_of(undertakings=free[:1]), [], on=MIDDLE)
    assert (alone.next_steps, alone.rows()[-1]["kind"]) == ((), "not_owed")


def test_standing_undertakings_stand_under_one_heading() -> None:
    """Those with a day bear it."""
    text = words_of(yearly_page(agreement_of(undertakings=UNDERTAKINGS), [], on=MIDDLE), "fr")
    assert text.count("Engagements permanents") == 1
    assert "non renseigné\u00a0: a charter (échéance 31 mars 2018)" in text
    dated = yearly_page(agreement_of(undertakings=UNDERTAKINGS[:2]), [], on=MIDDLE)
    assert "Engagements permanents" not in words_of(dated, "fr")
    assert "respecté" not in text


# --- Words, rows and bad input -----------------------------------------------------------------


def test_standings_are_said_in_both_languages() -> None:
    """Each in its own words."""
    said = {standing.say(language) for standing in Standing for language in ("en", "fr")}
    assert len(said) == 10


def test_what_stands_on_a_page_is_bounded() -> None:
    """However many promises there are: three names, twelve promises, and how many more."""
    promises = [attrs.evolve(offers(at_least=6 + n), code=f"o{n}") for n in range(14)]
    page = page_of(*promises, on=date(2019, 1, 1), expected=0)
    text = words_of(page)
    missed = (
        "promises not kept by the ledger, which holds no entry: 14 – Offers, 2018 (6 dwellings "
        "lacking)"
    )
    assert missed in text
    assert "Offers, 2018 (17 dwellings lacking); and 2 more\n" in text
    danger = next(line for line in text.splitlines() if "promises in danger: 14 – " in line)
    assert danger.count("Offers, 2019") == 14
    assert text.count("Offers: 2020 (not begun)") == 12
    assert "and 16 more, not on this page" in text
    assert str(page.summary("fr")).count("\n") < 60


def test_rows_tell_everything_with_the_same_columns() -> None:
    """A row for each promise, group, step, undertaking and remark."""
    page = yearly_page(AGREEMENT, [], on=MIDDLE, expected=900)
    rows = page.rows("fr")
    parts = [row["part"] for row in rows]
    assert parts == ["promise"] * 4 + ["step"] * 5 + ["undertaking"] * 2 + ["remark"]
    assert rows[3]["kind"] == "in_danger"
    assert (rows[3]["behind_low"], rows[3]["behind_high"]) == (200, 200)
    assert rows[3]["what"] == "Réservations offertes"
    assert len({tuple(row) for row in rows}) == 1
    with pytest.raises(InvalidValueError):
        page.rows("de")  # type: ignore[arg-type]  # refused


def test_a_promise_is_found_by_its_code_and_its_period() -> None:
    """And what is not there is told."""
    page = yearly_page(AGREEMENT, [], on=MIDDLE, expected=900)
    assert page.promise("offers", Period.year(2018)) == page.of("offers")[0]
    for code, period, told in (
        ("ofers", 2018, "YearlyPage.promise, code: given 'ofers'"),
        ("offers", 2031, "YearlyPage.promise, period: given '2031'"),
    ):
        with pytest.raises(UnknownCodeError) as refused:
            page.promise(code, period)
        assert str(refused.value).startswith(told)
    with pytest.raises(InvalidTypeError, match=r"YearlyPage\.promise, period"):
        page.promise("offers", "2018")  # type: ignore[arg-type]  # refused
    with pytest.raises(InvalidTypeError, match=r"YearlyPage\.standing, standing: given 'kept'"):
        page.standing("kept")  # type: ignore[arg-type]  # refused
    with pytest.raises(InvalidTypeError, match="an answer where true or false is needed"):
        bool(page)
    with pytest.raises(InvalidValueError):
        page.summary("de")  # type: ignore[arg-type]  # refused


@pytest.mark.parametrize(
    ("given_fields", "kind", "told"),
    [
        ({"expected": -3}, InvalidValueError, "yearly_page, expected: given -3"),
        ({"expected": {"ofers": 3}}, UnknownCodeError, "yearly_page, expected: given 'ofers'"),
        (
            {"expected": {("offers", 2018): 3}, "on": date(2019, 1, 1)},
            InvalidValueError,
            "yearly_page, expected: given 'offers' in 2018; expected a period that is not over",
        ),
        (
            {"expected": {("offers", 2018, "office"): 3}},
            UnknownCodeError,
            "yearly_page, expected: given 'office'",
        ),
        ({"expected": "many"}, InvalidTypeError, "yearly_page, expected: given 'many'"),
        ({"expected": {"a": 1, "b": 2}}, InvalidObjectError, "yearly_page: 2 faults\n  - yearly_"),
        ({"done": {"x": None}}, UnknownCodeError, "yearly_page, done: given 'x'"),
        ({"done": 3}, InvalidTypeError, "yearly_page, done: given 3"),
        ({"holders": 3}, InvalidTypeError, "yearly_page, holders: given 3"),
        ({"beside": [3]}, InvalidTypeError, "yearly_page, beside: given 3"),
        ({"on": "2018"}, InvalidTypeError, "yearly_page, on: given '2018'"),
        ({"known": "2018"}, InvalidTypeError, "yearly_page, known: given '2018'"),
        ({"coded_on": "2018"}, InvalidTypeError, "yearly_page, coded_on: given '2018'"),
        ({"agreement": 3}, InvalidTypeError, "yearly_page, agreement: given 3"),
        ({"entries": 3}, InvalidTypeError, "yearly_page, entries: given 3"),
        ({"entries": [3]}, InvalidTypeError, "yearly_page, entries: given 3"),
        ({"entries": many(1) * 2}, DuplicateIdError, "yearly_page, entries: given several"),
    ],
)
def test_bad_input_is_told_of_the_argument(
    given_fields: dict[str, Any], kind: type[Exception], told: str
) -> None:
    """Whatever rule refuses it, the page says which of its arguments."""
    fields: dict[str, Any] = {
        "agreement": agreement_of(offers(at_least=5)),
        "entries": [],
        "on": MIDDLE,
        **given_fields,
    }
    agreement, entries = fields.pop("agreement"), fields.pop("entries")
    with pytest.raises(kind) as refused:
        yearly_page(agreement, entries, **fields)
    assert str(refused.value).startswith(told)


def test_fields_are_what_they_say() -> None:
    """A part that is none is refused where it stands."""
    page = yearly_page(AGREEMENT, [], on=MIDDLE, expected=900)
    refused: tuple[tuple[Any, str, object], ...] = (
        (page[0], "groups", (3,)),
        (page[0], "behind", 3),
        (page.next_steps[0], "until", 3),
        (page, "promises", (3,)),
    )
    for whole, field, value in refused:
        with pytest.raises(InvalidTypeError, match=f"{type(whole).__name__}, {field}"):
            attrs.evolve(whole, **{field: value})


def test_a_summary_is_shorter_than_the_page() -> None:
    """Each step without its reasons, and nothing of the promises one by one."""
    for page in (yearly_page(AGREEMENT, [], on=MIDDLE), page_of()):
        for language in ("en", "fr"):
            assert len(str(page.summary(language))) <= len(str(page.explain(language)))
    page = yearly_page(AGREEMENT, [], on=MIDDLE, expected=900)
    summary = str(page.summary("en"))
    assert "last limit" not in summary
    assert "intend for the publics at least 403 of the 900" in " ".join(summary.split())


def test_the_part_needed_stands_beside_the_part_so_far() -> None:
    """Where the base is known; else alone; where none may be expected, neither."""
    unknown = attrs.evolve(many(0, 1)[0], id="U", possible_publics={"p"}, count=2)
    made = agreement_of(quarter(at_least="1/2"))
    (step,) = steps_of(
        yearly_page(made, [*many(2, 4), unknown], on=MIDDLE, expected=20), StepKind.REACH
    )
    assert step.why.fr.startswith("soit 60\u00a0%, contre 25\u00a0% à 50\u00a0% jusqu'ici")
    none_yet = page_of(offers(at_least=10), expected=40)
    assert steps_of(none_yet, StepKind.REACH)[0].why.en.startswith("that is 25 % of them; ")
    perhaps = page_of(offers(at_least=10), priority=4, expected=Bounds(0, 40))
    assert "4 dwellings counted in 181 days, and 6 more to obtain in the 184 days left" in (
        steps_of(perhaps, StepKind.REACH)[0].why.en
    )


def test_notes_of_several_commitments_stand_once_before_them() -> None:
    """Those of one stand under it."""
    shared, own = ha.Text("held by both", "commun"), ha.Text("its own", "propre")
    page = page_of(
        offers(at_least=6, caveats=(shared, own)),
        quarter(at_least="1/2", caveats=(shared,)),
        priority=5,
        expected=40,
    )
    text = words_of(page)
    assert text.count("held by both") == 1
    assert text.index("held by both") < text.index("    Offers, 2018: ") < text.index("its own")


def test_the_limit_of_none_is_said_as_a_limit() -> None:
    """At the end of that day enough are left, and the day after perhaps no more."""
    page = page_of(offers(at_least=10), priority=4, expected=184)
    (step,) = steps_of(page, StepKind.REACH)
    assert page.outlook[0].lost_from == date(2018, 12, 26)
    assert "le 25 décembre 2018 est la dernière limite" in step.why.fr
    assert Standing.ON_COURSE.verdict is None
