"""What the sources leave open decides nothing, and hides nothing that is decided."""

import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import Household, Source, Verdict, facts
from housing_agreements._visible_text import is_text
from housing_agreements.criteria.criteria import OpenQuestion, open_question
from housing_agreements.errors import InvalidTypeError, InvalidValueError
from housing_agreements.values.texts import Text

DAY = date(2022, 3, 1)
LAW = Source("Loi 2022-140 du 7 février 2022")
QUESTION = open_question("when it ends", "quand cela prend fin", (LAW,))
UntypedQuestion: Any = OpenQuestion


@given(st.sampled_from([Household(employed=answer) for answer in (None, False, True)]))
def test_an_open_question_decides_nothing_by_itself(household: Household) -> None:
    """Beside it, only what is enough by itself decides: a no for both, a yes for either."""
    answer = household.employed
    both = (facts.employed & QUESTION).decide(household, on=DAY)
    either = (facts.employed | QUESTION).decide(household, on=DAY)
    assert both is (Verdict.UNMET if answer is False else Verdict.UNDETERMINED)
    assert either is (Verdict.MET if answer else Verdict.UNDETERMINED)
    assert (~QUESTION).decide(household, on=DAY) is Verdict.UNDETERMINED


def test_an_open_question_says_what_is_open_and_where() -> None:
    """Its explanation names the question in both languages, with its sources; no fact is asked."""
    explanation = (facts.employed & QUESTION).reasons(Household(employed=True), on=DAY)
    assert "undetermined: when it ends (a point that the sources leave open)" in words_of(
        explanation
    )
    assert "quand cela prend fin (point que les sources ne tranchent pas)" in words_of(
        explanation, "fr"
    )
    assert "[Loi 2022-140 du 7 février 2022]" in words_of(explanation)
    assert explanation.missing == ()
    assert not QUESTION.boundaries(on=DAY).values


@given(st.text(min_size=1).filter(is_text))
def test_an_open_question_is_a_value(words: str) -> None:
    """It equals its pickle and what its repr makes, and differs from another question."""
    question = open_question(words, words)
    assert pickle.loads(pickle.dumps(question)) == question
    assert eval(repr(question), {"open_question": open_question}) == question
    assert eval(repr(QUESTION), {"open_question": open_question, "Source": Source}) == QUESTION
    assert question != open_question(words, f"{words}, autrement")


def test_a_question_may_stay_open_for_another_reason() -> None:
    """What is not held here is not laid at the door of the sources; the reason is part of it."""
    limit = open_question("when", "quand", because=Text("not held here", "absent d'ici"))
    said = limit.reasons(Household(), on=DAY)
    assert str(said) == "undetermined: when (not held here)"
    assert "absent d'ici" in words_of(said, "fr")
    assert limit != open_question("when", "quand")
    assert eval(repr(limit), {"open_question": open_question, "Text": Text}) == limit
    with pytest.raises(InvalidTypeError, match="because"):
        UntypedQuestion(Text("when", "quand"), (), "not held here")


def test_a_question_without_words_is_refused() -> None:
    """It needs words, and sources that are sources."""
    with pytest.raises(InvalidValueError):
        open_question("", "durée")
    with pytest.raises(InvalidTypeError):
        UntypedQuestion("when it ends")
    with pytest.raises(InvalidTypeError):
        UntypedQuestion(Text("when it ends", "quand cela prend fin"), ("a law",))
