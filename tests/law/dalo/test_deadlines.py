"""Deadlines under DALO: one day where the sources decide, two and the reason where they do not."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import Verdict
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.geography.departments import ILE_DE_FRANCE, check_department, is_overseas
from housing_agreements.law.dalo import deadlines as dalo_deadlines
from housing_agreements.law.dalo import deadlines as dalo_times
from housing_agreements.law.dalo.deadlines import (
    ACTION_TIME,
    COMMISSION_MONTHS,
    JUDGE_TIME,
    KNOWN_LARGE,
    OFFER_MONTHS,
    REPLY_TIME,
    Deadline,
    Time,
    action_deadline,
    commission_deadline,
    judge_deadline,
    offer_deadline,
    reply_deadline,
    shelter_deadline,
    shelter_decision_deadline,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.testing.strategies import days
from housing_agreements.values.periods import months_after

DAY = timedelta(days=1)
PARIS, GIRONDE, NORD, LOZERE, REUNION = "75", "33", "59", "48", "974"
untyped_offer: Any = dalo_deadlines.offer_deadline
untyped_times: Any = dalo_times
UntypedDeadline: Any = Deadline
departments = st.sampled_from([PARIS, GIRONDE, NORD, LOZERE, REUNION, "2A", "94"])


def months_of(deadline: Deadline, start: date) -> list[int]:
    """How many months each day of a deadline is away."""
    return [n for n in range(13) for day in deadline.days if months_after(start, n) == day]


# --- The commission ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "paris", "gironde", "reunion", "nord"),
    [
        (date(2007, 11, 30), [6], [6], [6], [3, 6]),
        (date(2007, 12, 1), [6], [6], [6], [3, 6]),
        (date(2013, 6, 30), [6], [6], [6], [3, 6]),
        (date(2013, 12, 31), [3, 6], [3, 6], [6], [3, 6]),  # the rule changes while it runs
        (date(2014, 1, 1), [3, 6], [3], [6], [3]),
        (date(2014, 1, 2), [3, 6], [3], [6], [3]),
        (date(2014, 2, 13), [3, 6], [3], [6], [3]),
        (date(2014, 2, 14), [6], [3], [6], [3]),
        (date(2014, 2, 15), [6], [3], [6], [3]),
        (date(2014, 12, 31), [3, 6], [3], [6], [3]),
        (date(2015, 1, 1), [3], [3], [6], [3]),
        (date(2015, 1, 2), [3], [3], [6], [3]),
        (VERIFIED_UNTIL, [3], [3], [6], [3]),
    ],
    ids=str,
)
def test_months_of_the_commission(
    day: date, paris: list[int], gironde: list[int], reunion: list[int], nord: list[int]
) -> None:
    """Six months in large agglomerations until 2014, in Île-de-France in 2014, overseas ever."""
    expected = {PARIS: paris, GIRONDE: gironde, REUNION: reunion, NORD: nord}
    found = {code: months_of(commission_deadline(day, code), day) for code in expected}
    assert found == expected


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2013, 12, 31), 6),
        (date(2014, 1, 1), 3),
        (date(2014, 1, 2), 3),
        (date(2014, 2, 13), 3),
        (date(2014, 2, 14), 6),
        (date(2014, 2, 15), 6),
        (date(2014, 12, 31), 6),
        (date(2015, 1, 1), 3),
        (date(2015, 1, 2), 3),
    ],
    ids=str,
)
def test_six_months_left_ile_de_france_for_six_weeks(day: date, months: int) -> None:
    """From 1 January to 13 February 2014 the text in force gave the commission three months."""
    assert COMMISSION_MONTHS.on(day).possible(PARIS, None)[0] == (months,)


def test_a_change_on_the_way_is_said() -> None:
    """When the rule changes while the time runs, both days are kept, with that reason."""
    deadline = commission_deadline(date(2014, 11, 1), PARIS)
    assert deadline.days == (date(2015, 2, 1), date(2015, 5, 1))
    assert "the rule changed while the time ran" in words_of(deadline, "en")
    assert "la règle a changé pendant le délai" in words_of(deadline, "fr")
    assert commission_deadline(date(2014, 6, 30), PARIS).day == date(2014, 12, 30)
    # 1 July and six months is 1 January 2015, the day of the change.
    assert not commission_deadline(date(2014, 7, 1), PARIS).decided


# --- The offer -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "paris", "nord", "reunion"),
    [
        (date(2007, 11, 30), (6,), (3, 6), (6,)),
        (date(2007, 12, 1), (6,), (3, 6), (6,)),
        (date(2010, 12, 31), (6,), (3, 6), (6,)),
        (date(2011, 1, 1), (6,), (3, 6), (6,)),
        (date(2013, 12, 31), (6,), (3, 6), (6,)),
        (date(2014, 1, 1), (3,), (3,), (6,)),
        (date(2014, 1, 2), (3,), (3,), (6,)),
        (date(2014, 2, 13), (3,), (3,), (6,)),
        (date(2014, 2, 14), (6,), (3, 6), (6,)),
        (date(2014, 2, 15), (6,), (3, 6), (6,)),
    ],
    ids=str,
)
def test_the_six_months_of_the_offer_were_away_for_six_weeks(
    day: date, paris: tuple[int, ...], nord: tuple[int, ...], reunion: tuple[int, ...]
) -> None:
    """Temporary until 1 January 2014, and again from 14 February on."""
    rule = OFFER_MONTHS.on(day)
    found = [rule.possible(department, None)[0] for department in (PARIS, NORD, REUNION)]
    assert found == [paris, nord, reunion]


@pytest.mark.parametrize(
    "day",
    [
        date(2015, 1, 1),
        date(2016, 12, 27),
        date(2016, 12, 28),
        date(2016, 12, 29),
        date(2016, 12, 31),
        date(2017, 1, 1),
        date(2017, 1, 2),
        VERIFIED_UNTIL,
    ],
    ids=str,
)
def test_months_of_the_offer(day: date) -> None:
    """Six where the sources say so, and the end of the exception never came; elsewhere, open."""
    expected = {PARIS: [6], "95": [6], GIRONDE: [6], REUNION: [6], NORD: [3, 6], LOZERE: [3, 6]}
    assert {code: months_of(offer_deadline(day, code), day) for code in expected} == expected
    listed = {NORD}
    assert months_of(offer_deadline(day, NORD, over_300_000=listed), day) == [6]
    assert months_of(offer_deadline(day, LOZERE, over_300_000=listed), day) == [3]


@given(days(min_value=date(2015, 1, 1), max_value=VERIFIED_UNTIL), departments, st.booleans())
def test_a_list_decides(decided_on: date, department: str, listed: bool) -> None:  # noqa: FBT001  # drawn
    """With a list one day remains, one of those possible without it, and never another."""
    without = offer_deadline(decided_on, department)
    given_list = {department} if listed else set[str]()
    with_list = offer_deadline(decided_on, department, over_300_000=given_list)
    assert with_list.decided
    assert set(with_list.days) <= set(without.days)
    known = department in KNOWN_LARGE or is_overseas(department)
    assert without.decided is known
    assert (months_of(with_list, decided_on) == [6]) is (known or listed)


@given(days(min_value=date(2015, 1, 1), max_value=VERIFIED_UNTIL), departments)
def test_a_deadline_passes_the_day_after(decided_on: date, department: str) -> None:
    """In time up to the first day, past after the last, and not known between the two."""
    deadline = offer_deadline(decided_on, department)
    first, last = deadline.days[0], deadline.days[-1]
    assert deadline.passed(on=first) is Verdict.UNMET
    assert deadline.passed(on=last + DAY) is Verdict.MET
    between = Verdict.UNMET if deadline.decided else Verdict.UNDETERMINED
    assert deadline.passed(on=last) is between


def test_two_days_are_not_one() -> None:
    """Asked for its day, an open deadline says which are possible, why, and what to give."""
    deadline = offer_deadline(date(2018, 5, 1), NORD)
    with pytest.raises(NotKnownError, match=r"2018-08-01 or 2018-11-01.*over_300_000"):
        _ = deadline.day
    assert words_of(deadline) == (
        "offer after a favourable decision: 1 August 2018 or 1 November 2018\n"
        "  3 or 6 months: no list of the departments with an agglomeration of more than 300,000 "
        "inhabitants is held; give it as over_300_000\n"
        "  source: Code de la construction et de l'habitation, R441-16-1"
    )
    assert "1er août 2018 ou 1er novembre 2018" in words_of(deadline, "fr")


@pytest.mark.parametrize(
    ("department", "confidence"),
    [
        (REUNION, Confidence.VERIFIED),
        (GIRONDE, Confidence.SECONDARY),
        (PARIS, Confidence.SECONDARY),
        (NORD, Confidence.VERIFIED),
    ],
)
def test_how_far_an_offer_was_checked(department: str, confidence: Confidence) -> None:
    """The rule was read; that Gironde and Île-de-France fall under it is second-hand."""
    assert offer_deadline(date(2018, 5, 1), department).confidence is confidence


@pytest.mark.parametrize(
    ("day", "department", "confidence", "reason"),
    [
        (date(2013, 6, 1), GIRONDE, Confidence.SECONDARY, "6 months: the rule of departments"),
        (date(2013, 6, 1), PARIS, Confidence.SECONDARY, "6 months: the rule of departments"),
        (date(2014, 6, 1), PARIS, Confidence.VERIFIED, "6 months: the rule of Île-de-France"),
        (date(2013, 6, 1), NORD, Confidence.VERIFIED, "3 or 6 months: no list"),
        (date(2018, 6, 1), GIRONDE, Confidence.VERIFIED, "3 months: the usual time"),
        (date(2018, 6, 1), PARIS, Confidence.VERIFIED, "3 months: the usual time"),
        (date(2018, 6, 1), REUNION, Confidence.VERIFIED, "6 months: overseas"),
    ],
)
def test_which_rule_decided_the_commission(
    day: date, department: str, confidence: Confidence, reason: str
) -> None:
    """The reason names the rule, and no other than the usual one where it makes no difference."""
    deadline = commission_deadline(day, department)
    assert deadline.reason.en.startswith(reason)
    assert deadline.confidence is confidence


@pytest.mark.parametrize(
    ("decided_on", "day"),
    [
        (date(2018, 8, 31), date(2019, 2, 28)),
        (date(2018, 2, 28), date(2018, 8, 28)),
        (date(2019, 8, 31), date(2020, 2, 29)),
    ],
    ids=str,
)
def test_ends_of_months_clamp(decided_on: date, day: date) -> None:
    """31 August and six months is the last of February."""
    assert offer_deadline(decided_on, PARIS).day == day


def test_nothing_is_answered_outside_what_was_verified() -> None:
    """Before the first version held and past the last day verified, no day is given."""
    for ask in (commission_deadline, offer_deadline):
        for day in (date(2007, 11, 29), VERIFIED_UNTIL + DAY):
            with pytest.raises(NotKnownError):
                ask(day, PARIS)
    assert "temporary" in str(OFFER_MONTHS.versions[0].note)


# --- Times alike everywhere ----------------------------------------------------------------------


def test_times_alike_everywhere() -> None:
    """Six weeks for shelter, or three months in transition; two months for the judge; ten days."""
    asked = date(2018, 5, 31)
    assert shelter_decision_deadline(asked).day == asked + timedelta(weeks=6)
    assert shelter_deadline(asked, in_transition=False).day == asked + timedelta(weeks=6)
    assert shelter_deadline(asked, in_transition=True).day == date(2018, 8, 31)
    assert judge_deadline(asked).day == date(2018, 7, 31)
    assert reply_deadline(asked).day == date(2018, 6, 10)


def test_the_kind_of_place_decides_the_time_of_shelter() -> None:
    """When the kind of place is not known, both days are possible."""
    open_place = shelter_deadline(date(2018, 5, 1))
    assert open_place.days == (date(2018, 6, 12), date(2018, 8, 1))
    assert "6 weeks: place in shelter" in str(open_place)
    assert "3 mois" in words_of(open_place, "fr")


@given(days(min_value=date(2017, 1, 21), max_value=date(2024, 1, 1)), departments)
def test_four_months_to_sue_after_the_offer_was_due(decided_on: date, department: str) -> None:
    """Four months after each day on which the offer may have been due."""
    offer = offer_deadline(decided_on, department)
    action = action_deadline(offer)
    assert action.days == tuple(sorted({months_after(day, 4) for day in offer.days}))
    assert action.confidence is Confidence.SECONDARY
    assert offer.reason.en in action.reason.en


@pytest.mark.parametrize(
    ("told", "after", "said"),
    [
        (True, Verdict.MET, "told the applicant of both times"),
        (None, Verdict.UNDETERMINED, "which is not known"),
        (False, Verdict.UNMET, "it does not bind"),
    ],
)
def test_the_time_to_sue_binds_only_who_was_told(
    told: bool | None,  # noqa: FBT001  # a case of the table
    after: Verdict,
    said: str,
) -> None:
    """It passes for whom the notice told of both times, and for nobody whom it did not tell."""
    asked = date(2018, 5, 1)
    for action in (
        action_deadline(due, told_of_both_times=told)
        for due in (shelter_deadline(asked), offer_deadline(asked, GIRONDE))
    ):
        assert action.passed(on=action.days[-1] + DAY) is after
        assert action.passed(on=action.days[0]) is Verdict.UNMET
        between = Verdict.UNDETERMINED & after
        assert action.decided or action.passed(on=action.days[-1]) is between
        assert said in words_of(action, "en")
        assert "opposable" in words_of(action, "fr") or told


@pytest.mark.parametrize(
    ("ask", "first"),
    [
        (shelter_decision_deadline, date(2011, 2, 17)),
        (shelter_deadline, date(2011, 2, 17)),
        (judge_deadline, date(2017, 1, 21)),
        (reply_deadline, date(1999, 9, 25)),
    ],
)
def test_times_begin_with_the_text_that_was_read(ask: Any, first: date) -> None:
    """The day before the first version no day is given; on it, and the day after, one is."""
    with pytest.raises(NotKnownError):
        ask(first - DAY)
    assert ask(first).days[0] > first
    assert ask(first + DAY).days[0] > first + DAY
    with pytest.raises(NotKnownError):
        ask(VERIFIED_UNTIL + DAY)


def test_times_say_how_far_they_were_checked() -> None:
    """What was not followed or not read since is said on the versions that carry it."""
    assert [version.confidence for version in JUDGE_TIME.versions] == [
        Confidence.VERIFIED,
        Confidence.DATED,
        Confidence.VERIFIED,
    ]
    for day in (date(2021, 12, 23), date(2021, 12, 24), date(2021, 12, 25)):
        read = Confidence.VERIFIED if day >= date(2021, 12, 24) else Confidence.DATED
        assert judge_deadline(day).confidence is read
    assert [version.confidence for version in REPLY_TIME.versions] == [Confidence.VERIFIED]
    read_on = date(2026, 2, 28)
    for day in (date(2017, 1, 21), read_on - DAY, read_on, read_on + DAY):
        version = ACTION_TIME.at(day)
        was_read = day >= read_on
        assert version.confidence is (Confidence.VERIFIED if was_read else Confidence.SECONDARY)
        assert ("was not found" in str(version.note)) is not was_read
        sued = action_deadline(shelter_deadline(months_after(day, -3), in_transition=True))
        assert sued.confidence is version.confidence
    known = [ACTION_TIME.known_on(date(2017, 1, day)) for day in (20, 21, 22)]
    assert known == [False, True, True]
    early = offer_deadline(date(2016, 1, 1), PARIS)
    with pytest.raises(NotKnownError):
        action_deadline(early)


def test_lengths_are_said() -> None:
    """A length of time is said by its parts."""
    assert Time(months=3, days=2).words.en == "3 months and 2 days"
    assert Time(weeks=6).words.fr == "6 semaines"


# --- What is refused -----------------------------------------------------------------------------


def test_departments_have_their_form() -> None:
    """Overseas departments have three characters; another form is refused."""
    assert [is_overseas(code) for code in ("971", "976", "97", "2A")[:2]] == [True, True]
    assert not any(is_overseas(code) for code in ILE_DE_FRANCE)
    assert check_department("974") == "974"
    with pytest.raises(UnknownCodeError, match="overseas, a department has three characters"):
        offer_deadline(date(2018, 5, 1), "97")
    with pytest.raises(InvalidTypeError, match="a department code"):
        untyped_offer(date(2018, 5, 1), 75)
    with pytest.raises(InvalidTypeError):
        untyped_offer(date(2018, 5, 1), NORD, over_300_000="59")
    with pytest.raises(InvalidTypeError, match="a day"):
        untyped_offer("2018", NORD)


def test_impossible_deadlines_are_refused() -> None:
    """No day, days out of order or twice, and fields of another kind."""
    for wrong in ((), (date(2018, 2, 1), date(2018, 1, 1)), (date(2018, 1, 1),) * 2):
        with pytest.raises(InvalidValueError, match="at least one day"):
            Deadline("example", wrong, "example", (), Confidence.VERIFIED)
    with pytest.raises(InvalidObjectError) as caught:
        UntypedDeadline("", "2018-01-01", 3, ("a law",), "V")
    assert len(caught.value.faults) == 5
    with pytest.raises(InvalidTypeError):
        UntypedDeadline("example", ("2018-01-01",), "example", (), Confidence.VERIFIED)
    with pytest.raises(InvalidTypeError, match="a Deadline"):
        untyped_times.action_deadline(date(2018, 5, 1))
    with pytest.raises(InvalidTypeError, match="True, False or None"):
        untyped_times.shelter_deadline(date(2018, 5, 1), in_transition=1)
    with pytest.raises(InvalidTypeError, match="told_of_both_times: given 'yes'"):
        untyped_times.action_deadline(judge_deadline(date(2018, 5, 1)), told_of_both_times="yes")
    with pytest.raises(InvalidTypeError, match="a day"):
        untyped_times.judge_deadline("2018")
    deadline: Any = judge_deadline(date(2018, 5, 1))
    with pytest.raises(InvalidTypeError, match="a day"):
        deadline.passed(on="2018")
    with pytest.raises(InvalidValueError, match="language"):
        deadline.explain("de")


@pytest.mark.parametrize("department", ["99", "20", "96"])
def test_department_that_nobody_has_gets_no_deadline(department: str) -> None:
    """A code of the right form that no edition of the official code has is refused."""
    for deadline in (offer_deadline, commission_deadline):
        with pytest.raises(UnknownCodeError, match="a department of the official code"):
            deadline(date(2018, 9, 1), department)
