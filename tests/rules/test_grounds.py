"""Which grounds can be argued, what is missing to say, and that none of them is recognition."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    Household,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    Verdict,
)
from housing_agreements.law.dalo.grounds import DALO_SITUATIONS, delay_ground
from housing_agreements.rules import grounds as recognition
from housing_agreements.rules.grounds import check_grounds
from housing_agreements.testing.laws import more_facts_never_overturn
from housing_agreements.testing.strategies import days, households

DAY = date(2017, 3, 1)
untyped: Any = recognition
DENIED = Household(good_faith=False, meets_access_conditions=False, offered_suitable_dwelling=False)


@given(households(), days(min_value=date(2012, 1, 1), max_value=date(2026, 12, 31)), st.booleans())
@settings(max_examples=50)
def test_grounds_are_those_whose_criterion_is_met(
    household: Household,
    on: date,
    with_delay: bool,  # noqa: FBT001  # drawn
) -> None:
    """Each of the eight is asked by its own version of the day; without one it stays open."""
    delay = 24 if with_delay else None
    answer = check_grounds(household, on=on, delay=delay)
    verdicts = {
        each.code: each.on(on).decide(household, on=on)
        if each.known_on(on)
        else Verdict.UNDETERMINED
        for each in (delay_ground(delay), *DALO_SITUATIONS)
    }
    assert {each.ground.code: each.verdict for each in answer.assessed} == verdicts
    assert set(answer.grounds) == {code for code, each in verdicts.items() if each is Verdict.MET}
    assert set(answer.possible_grounds) == {
        code for code, each in verdicts.items() if each is Verdict.UNDETERMINED
    }
    assert answer.verdict is Verdict.any(verdicts.values())


def test_more_facts_never_overturn_a_ground() -> None:
    """A household that says more keeps whatever was decided."""
    less = Household(good_faith=True, without_dwelling=True)
    more = Household(good_faith=True, without_dwelling=True, temporarily_housed=False)
    for each in DALO_SITUATIONS:
        more_facts_never_overturn(each.on(DAY), less, more, on=DAY)


@given(households())
@settings(max_examples=50)
def test_no_ground_tells_recognition(household: Household) -> None:
    """Recognition is the fact that the file holds, whatever the grounds answer."""
    answer = check_grounds(household, on=DAY, delay=30)
    given = household.dalo_recognised
    if given is None or given is True or given is False:
        assert answer.recognised is Verdict.of(given)


def test_meeting_a_ground_is_worded_as_an_argument() -> None:
    """The sentence says that a ground can be argued, and that the commission decides."""
    answer = check_grounds(Household(good_faith=True, without_dwelling=True), on=DAY, delay=None)
    assert (answer.verdict, answer.recognised) == (Verdict.MET, Verdict.UNDETERMINED)
    lines = words_of(answer).splitlines()
    assert lines[0] == "on 1 March 2017, a ground can be argued before the commission"
    assert lines[-2] == "  recognition: not told by any ground"
    assert "which decides" in lines[-1]
    assert "recognised" not in lines[0]
    french = words_of(answer, "fr")
    assert french.startswith("au 1er mars 2017, un motif peut être invoqué devant la commission")
    assert "dépourvu de logement\u00a0: peut être invoqué" in french
    assert "décision spécialement motivée" in french


def test_no_ground_met_does_not_bar_recognition() -> None:
    """Where every ground fails, the note on partial matches still stands."""
    answer = check_grounds(DENIED, on=DAY, delay=30)
    assert (answer.verdict, answer.grounds, answer.missing) == (Verdict.UNMET, (), ())
    assert repr(answer) == "<Grounds on 2017-03-01: unmet, recognised undetermined>"
    assert "no ground is met by what is known" in words_of(answer, "en")
    assert "partial match" in words_of(answer, "en")


def test_what_is_missing_is_named() -> None:
    """The facts that would settle the grounds still open, sorted, each once."""
    answer = check_grounds(
        Household(good_faith=True, meets_access_conditions=False), on=DAY, delay=30
    )
    assert answer.verdict is Verdict.UNDETERMINED
    assert "without_dwelling" in answer.missing
    assert "applied_on" not in answer.missing
    assert list(answer.missing) == sorted(set(answer.missing))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2014, 2, 13), "no verified version is held for that day"),
        (date(2014, 2, 14), "text read"),
        (date(2018, 1, 1), "text changed since it was read"),
        (date(2019, 9, 1), "text changed since it was read"),
        (date(2022, 2, 22), "text changed since it was read"),
        (date(2022, 2, 23), "text read"),
        (date(2022, 2, 24), "text read"),
        (date(2026, 4, 2), "undetermined, since the law was followed until 1 April 2026"),
    ],
    ids=str,
)
def test_how_far_a_ground_was_checked_is_said(day: date, said: str) -> None:
    """Each day the explanation says on what the version rests, or that none is held."""
    answer = check_grounds(Household(), on=day, delay=None)
    overcrowded = next(each for each in answer.assessed if each.ground.code == "overcrowded")
    assert said in words_of(overcrowded, "en")
    assert said in words_of(answer, "en")
    assert overcrowded.verdict is Verdict.UNDETERMINED


def test_notes_on_versions_are_said() -> None:
    """What the sources leave open on a version stands below it, in both languages."""
    answer = check_grounds(Household(), on=DAY, delay=None)
    assert (
        "note: the version in force was not read; what the text said before is given"
        in words_of(answer, "en")
    )
    assert "à savoir\u00a0: la version en vigueur n'a pas été lue" in words_of(answer, "fr")


def test_anything_else_is_refused() -> None:
    """A household, a day, whole months, a language; and no truth value."""
    with pytest.raises(InvalidTypeError, match="a Household"):
        untyped.check_grounds({}, on=DAY, delay=None)
    with pytest.raises(InvalidTypeError, match="a day"):
        untyped.check_grounds(Household(), on="2017", delay=None)
    with pytest.raises(InvalidTypeError):
        untyped.check_grounds(Household(), on=DAY, delay=1.5)
    answer: Any = check_grounds(Household(), on=DAY, delay=None)
    with pytest.raises(InvalidTypeError, match=r"answer\.verdict is Verdict\.MET"):
        bool(answer)
    with pytest.raises(InvalidValueError, match="language"):
        answer.explain("de")


def test_an_answer_on_grounds_checks_its_fields() -> None:
    """A day, grounds and a recognition of another type are refused, each by its field."""
    with pytest.raises(InvalidObjectError) as caught:
        untyped.Grounds(1, (1,), "met")
    assert [fault.field for fault in caught.value.faults] == ["on", "assessed", "recognised"]
    with pytest.raises(InvalidObjectError) as caught:
        untyped.AssessedGround("delay", None, "met")
    assert [fault.field for fault in caught.value.faults] == ["ground", "on", "reasons"]
    with pytest.raises(InvalidValueError, match="check_grounds, delay: given 0"):
        untyped.check_grounds(DENIED, on=DAY, delay=0)
