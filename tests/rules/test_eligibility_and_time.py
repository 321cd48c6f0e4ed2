"""Under an agreement that is not in force, or names no public, there is nothing to judge."""

from datetime import date, timedelta
from typing import Any

import attrs
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    Agreement,
    Amendment,
    EligibilityOutcome,
    Household,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    Period,
    PriorityPublic,
    Text,
    Verdict,
    check_eligibility,
    facts,
)
from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT
from housing_agreements.frames import Absent, classify
from housing_agreements.rules.eligibility import Eligibility, find_outcome
from housing_agreements.testing.laws import eligibility_is_of_its_day
from housing_agreements.testing.strategies import agreements, households
from housing_agreements.values.texts import Language, say_day

LANGUAGES: tuple[Language, ...] = ("en", "fr")
DAY = timedelta(days=1)
SIGNED, FIRST, END = date(2016, 3, 7), AGREEMENT.term.start, AGREEMENT.term.end
HOUSEHOLD = Household(employed=True, dalo_recognised=True, leaving_temporary_housing=None)
ANSWERS = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}
FLAGS = ("dalo_recognised", "employed", "leaving_temporary_housing", "disabled")
JUDGED, ENDED = EligibilityOutcome.JUDGED, EligibilityOutcome.ENDED
NOT_SIGNED, NOT_BEGUN = EligibilityOutcome.NOT_SIGNED, EligibilityOutcome.NOT_BEGUN
NO_PUBLIC = EligibilityOutcome.NO_PUBLIC
assert AGREEMENT.signed_on == SIGNED
PROMISED = [commitment.code for commitment in AGREEMENT.commitments]
WITHOUT = AGREEMENT.amend(
    Amendment(
        effective=date(2018, 1, 1),
        signed_on=date(2018, 1, 1),
        remove=(*PROMISED, *(public.code for public in AGREEMENT.publics)),
    )
)
LONGER = AGREEMENT.amend(
    Amendment(effective=date(2019, 1, 1), signed_on=date(2019, 2, 1), term=Period.years(2016, 2019))
)


@pytest.mark.parametrize(
    ("agreement", "on", "known", "outcome"),
    [
        (AGREEMENT, FIRST - DAY, None, NOT_SIGNED),
        (AGREEMENT, SIGNED - DAY, None, NOT_SIGNED),
        (AGREEMENT, SIGNED, None, JUDGED),
        (AGREEMENT, FIRST - DAY, SIGNED, NOT_BEGUN),
        (AGREEMENT, FIRST, SIGNED, JUDGED),
        (AGREEMENT, FIRST, SIGNED - DAY, NOT_SIGNED),
        (AGREEMENT, END - DAY, None, JUDGED),
        (AGREEMENT, END, None, ENDED),
        (WITHOUT, date(2017, 12, 31), None, JUDGED),
        (WITHOUT, date(2018, 1, 1), None, NO_PUBLIC),
        (WITHOUT, date(2018, 1, 1), date(2017, 12, 31), JUDGED),
        (WITHOUT, END, None, ENDED),
        (LONGER, date(2019, 1, 31), None, ENDED),
        (LONGER, date(2019, 1, 31), date(2019, 2, 1), JUDGED),
        (LONGER, date(2019, 12, 31), None, JUDGED),
        (LONGER, date(2020, 1, 1), None, ENDED),
    ],
)
def test_both_sides_of_each_boundary(
    agreement: Agreement, on: date, known: date | None, outcome: EligibilityOutcome
) -> None:
    """The term in force rules, as known; and before its signature an agreement is not known."""
    assert find_outcome(agreement, on=on, known=known) is outcome
    answer = check_eligibility(HOUSEHOLD, agreement, on=on, known=known)
    assert answer.outcome is outcome
    if outcome is JUDGED:
        assert answer.verdict is Verdict.MET
        assert answer.publics == {"dalo"}
        assert answer.possible_publics == {"temporary-housing"}
        assert answer.missing == ("leaving_temporary_housing",)
    else:
        assert answer.verdict is None
        assert (answer.publics, answer.possible_publics) == (frozenset(), frozenset())
        assert (answer.assessments, answer.missing) == ((), ())


@pytest.mark.parametrize("on", [FIRST - DAY, SIGNED - DAY, END, date(2050, 1, 1)])
def test_a_public_alone_has_no_term(on: date) -> None:
    """One public is judged by its definition on any day, whatever agreement names it."""
    public = AGREEMENT.publics[0]
    answer = check_eligibility(HOUSEHOLD, public, on=on)
    assert (answer.agreement, answer.outcome, answer.verdict) == (None, JUDGED, Verdict.MET)


def test_a_signature_that_is_not_known_rules_nothing() -> None:
    """Where nobody knows when it was signed, the term alone says whether it is in force."""
    unsigned = attrs.evolve(AGREEMENT, signed_on=None)
    for on, outcome in ((FIRST - DAY, NOT_BEGUN), (FIRST, JUDGED), (END, ENDED)):
        assert find_outcome(unsigned, on=on) is outcome


PEOPLE = {
    name: PriorityPublic(name, name, criterion)
    for name, criterion in (
        ("dalo", facts.dalo_recognised),
        ("workers", facts.employed & ~facts.disabled),
        ("leavers", facts.leaving_temporary_housing | facts.household_size.at_least(3)),
    )
}
"""The publics that a drawn agreement may name."""


def days_drawn() -> st.SearchStrategy[date]:
    """Some days in and around three years."""
    return st.dates(date(2015, 7, 1), date(2019, 6, 30))


@st.composite
def terms_drawn(draw: st.DrawFn) -> Period:
    """A term of some days."""
    first, last = sorted((draw(days_drawn()), draw(days_drawn())))
    return Period(first, last + DAY)


@st.composite
def amended(draw: st.DrawFn) -> Agreement:
    """An agreement whose term and publics are amended, in any order, until none may be left."""
    named = draw(st.sets(st.sampled_from(sorted(PEOPLE))))
    agreement = attrs.evolve(
        AGREEMENT,
        signed_on=draw(st.none() | days_drawn()),
        term=draw(terms_drawn()),
        publics=[PEOPLE[name] for name in sorted(named)],
        commitments=(),
    )
    for code in sorted(named):
        if draw(st.booleans()):
            amendment = Amendment(
                effective=draw(days_drawn()), signed_on=draw(days_drawn()), remove=(code,)
            )
            agreement = agreement.amend(amendment)
    if draw(st.booleans()):
        amendment = Amendment(
            effective=draw(days_drawn()), signed_on=draw(days_drawn()), term=draw(terms_drawn())
        )
        agreement = agreement.amend(amendment)
    return agreement


@st.composite
def asked(
    draw: st.DrawFn, drawn: st.SearchStrategy[Agreement]
) -> tuple[Agreement, list[date], date]:
    """An agreement, with days asked and a day of the knowledge on both sides of its boundaries."""
    agreement = draw(drawn)
    days = {agreement.term.start, agreement.term.end}
    days |= {agreement.signed_on} if agreement.signed_on else set()
    for amendment in agreement.amendments:
        days |= {amendment.effective, amendment.signed_on}
        days |= {amendment.term.start, amendment.term.end} if amendment.term else set()
    around = st.sampled_from(sorted(day + shift for day in days for shift in (-DAY, 0 * DAY)))
    return agreement, draw(st.lists(around, min_size=1, max_size=4)), draw(around)


@settings(max_examples=50)
@given(asked(amended()), households(names=sorted(FLAGS)))
def test_there_is_a_verdict_while_the_agreement_is_in_force(
    case: tuple[Agreement, list[date], date], household: Household
) -> None:
    """Whatever amendments say of the term and the publics, and whenever they are signed."""
    agreement, days, known = case
    for day in days:
        eligibility_is_of_its_day(agreement, household, day, known)
        eligibility_is_of_its_day(agreement, household, day, day)


@settings(max_examples=8)
@given(asked(agreements()), households(names=sorted(FLAGS)))
def test_there_is_a_verdict_for_any_agreement_while_it_is_in_force(
    case: tuple[Agreement, list[date], date], household: Household
) -> None:
    """Whatever else an agreement promises."""
    agreement, days, known = case
    eligibility_is_of_its_day(agreement, household, days[0], known)


@settings(max_examples=25)
@given(
    asked(amended()),
    st.fixed_dictionaries(
        {"household_size": st.none() | st.integers(1, 4)}
        | {name: st.sampled_from((True, False, None)) for name in FLAGS}
    ),
)
def test_frames_agree_with_objects(
    case: tuple[Agreement, list[date], date], told: dict[str, Any]
) -> None:
    """A row is asked as a household is: on one day, on its own, and as known on a day."""
    agreement, days, known = case
    kinds: Any = dict.fromkeys(FLAGS, pl.Boolean) | {"household_size": pl.Int64}
    frame = pl.DataFrame(
        {"on": days} | {name: [value] * len(days) for name, value in told.items()},
        schema={"on": pl.Date} | {name: kinds[name] for name in told},
    )
    household = Household(**told)
    how: Any = {"absent": Absent.NOT_KNOWN, "outcome": "outcome", "missing": "missing"}
    for knowledge in (None, known):
        by_row = classify(frame, agreement, on="on", known=knowledge, **how).rows(named=True)
        for day, row in zip(days, by_row, strict=True):
            answer = check_eligibility(household, agreement, on=day, known=knowledge)
            alone = classify(frame.head(1), agreement, on=day, known=knowledge, **how)
            for got in (row, alone.row(0, named=True)):
                assert got["outcome"] == answer.outcome.value
                codes = set(got) - set(frame.columns) - {"outcome", "missing"}
                assert {code for code in codes if got[code]} == answer.publics
                assert {code for code in codes if got[code] is None} == answer.possible_publics
            assert row["missing"] == ", ".join(answer.missing)


def test_the_column_of_outcomes() -> None:
    """It is empty where the day is not known, and says *judged* of publics asked alone."""
    days = [SIGNED - DAY, SIGNED, END, None]
    frame = pl.DataFrame({"on": days, "employed": [True] * 4, "dalo_recognised": [True] * 4})
    how: Any = {"on": "on", "absent": Absent.NOT_KNOWN, "outcome": "why"}
    answers = classify(frame, AGREEMENT, **how)
    assert answers["why"].to_list() == ["not_signed", "judged", "ended", ""]
    assert answers["dalo"].to_list() == [False, True, False, None]
    alone = classify(frame, PriorityPublic("dalo", "DALO", facts.dalo_recognised), **how)
    assert alone["why"].to_list() == ["judged"] * 4
    assert alone["dalo"].to_list() == [True] * 4
    none = classify(frame, attrs.evolve(AGREEMENT, publics=(), commitments=()), **how)
    assert none["why"].to_list() == ["not_signed", "no_public", "ended", ""]
    with pytest.raises(InvalidValueError, match="outcome"):
        classify(frame, AGREEMENT, on="on", absent=Absent.NOT_KNOWN, outcome="employed")


@pytest.mark.parametrize(
    ("agreement", "on", "known", "why", "because"),
    [
        (
            AGREEMENT,
            date(2016, 2, 1),
            None,
            Text("the agreement is not signed yet", "la convention n'est pas encore signée"),
            Text(
                "signed on 7 March 2016, so not yet as known on 1 February 2016",
                "signature du 7 mars 2016, donc pas encore d'après ce que l'on savait au "
                "1er février 2016",
            ),
        ),
        (
            AGREEMENT,
            date(2015, 12, 31),
            SIGNED,
            Text("the agreement is not in force yet", "la convention n'est pas encore en vigueur"),
            Text("its term begins on 1 January 2016", "sa durée commence le 1er janvier 2016"),
        ),
        (
            AGREEMENT,
            date(2019, 1, 1),
            None,
            Text("the agreement is not in force any more", "la convention n'est plus en vigueur"),
            Text(
                "its term ended on 31 December 2018", "sa durée s'est achevée le 31 décembre 2018"
            ),
        ),
        (
            WITHOUT,
            date(2018, 1, 1),
            None,
            Text("the agreement names no public", "la convention ne désigne aucun public"),
            Text(
                "its term runs from 1 January 2016 to 31 December 2018",
                "sa durée court du 1er janvier 2016 au 31 décembre 2018",
            ),
        ),
    ],
    ids=["not signed", "not begun", "ended", "no public"],
)
def test_it_says_why_there_is_nothing_to_judge(
    agreement: Agreement, on: date, known: date | None, why: Text, because: Text
) -> None:
    """The reason, the agreement and the day that rules it, in both languages."""
    answer = check_eligibility(HOUSEHOLD, agreement, on=on, known=known)
    title, day = agreement.title, {language: say_day(on, language) for language in LANGUAGES}
    assert words_of(answer) == (
        f"nothing to judge on {day['en']}: {why.en}\n  {title.en}: {because.en}"
    )
    assert words_of(answer, "fr") == (
        f"rien à juger au {day['fr']}\u00a0: {why.fr}\n  {title.fr}\u00a0: {because.fr}"
    )


def test_what_is_judged_says_no_more_than_before() -> None:
    """An answer with a verdict does not speak of the term."""
    answer = check_eligibility(HOUSEHOLD, AGREEMENT, on=SIGNED)
    assert str(answer).startswith("eligible on 7 March 2016\n  employees recognised under DALO")
    assert repr(answer) == "<Eligibility on 2016-03-07: met, dalo, perhaps temporary-housing>"
    ended = check_eligibility(HOUSEHOLD, AGREEMENT, on=END)
    assert repr(ended) == "<Eligibility on 2019-01-01: nothing to judge, ended>"
    assert [outcome.say("fr") for outcome in (JUDGED, ENDED)] == [
        "jugé", "la convention n'est plus en vigueur"
    ]  # fmt: skip


def test_no_answer_contradicts_itself() -> None:
    """One public alone is judged, and where there is nothing to judge no public is."""
    assessments = check_eligibility(HOUSEHOLD, AGREEMENT, on=SIGNED).assessments
    with pytest.raises(InvalidValueError, match=r"Eligibility, assessments: .* expected none"):
        Eligibility(AGREEMENT, SIGNED, SIGNED, ENDED, assessments)
    with pytest.raises(InvalidValueError, match=r"Eligibility, outcome: .* expected .*JUDGED"):
        Eligibility(None, SIGNED, SIGNED, ENDED, ())
    with pytest.raises(InvalidObjectError):
        Eligibility(None, SIGNED, SIGNED, ENDED, assessments)
    untyped: Any = find_outcome
    with pytest.raises(InvalidTypeError, match="find_outcome, agreement"):
        untyped(AGREEMENT.publics[0], on=SIGNED)
    with pytest.raises(InvalidTypeError, match="find_outcome, known"):
        untyped(AGREEMENT, on=SIGNED, known="2016")
