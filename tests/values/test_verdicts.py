"""Verdicts are strong Kleene logic, and never read as true or false."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.errors import InvalidTypeError
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import verdicts
from housing_agreements.values.verdicts import Verdict

MEANING = {Verdict.MET: {True}, Verdict.UNMET: {False}, Verdict.UNDETERMINED: {True, False}}


def told(answers: set[bool]) -> Verdict:
    """The verdict of all the answers that remain possible."""
    return next(verdict for verdict, meaning in MEANING.items() if meaning == answers)


@pytest.mark.parametrize(("a", "b"), [*product(Verdict, repeat=2)])
def test_operators_are_logic_over_what_is_possible(a: Verdict, b: Verdict) -> None:
    """Each operator gives what the operands, independent of each other, leave possible."""
    assert a & b is told({x and y for x in MEANING[a] for y in MEANING[b]})
    assert a | b is told({x or y for x in MEANING[a] for y in MEANING[b]})
    assert ~a is told({not x for x in MEANING[a]})


@pytest.mark.parametrize(("a", "b", "c"), [*product(Verdict, repeat=3)])
def test_verdicts_are_a_kleene_algebra(a: Verdict, b: Verdict, c: Verdict) -> None:
    """The laws of the algebra hold for every three verdicts."""
    laws.kleene_algebra(a, b, c)


@pytest.mark.parametrize(("a", "b"), [*product(Verdict, repeat=2)])
def test_a_decided_result_stays_decided(a: Verdict, b: Verdict) -> None:
    """More facts never overturn a decided verdict."""
    laws.a_decision_stays(a, b)


@given(st.lists(verdicts()))
def test_all_and_any_fold_the_operators(several: list[Verdict]) -> None:
    """`all` and `any` are `&` and `|` over any number, none included."""
    both, either = Verdict.MET, Verdict.UNMET
    for verdict in several:
        both, either = both & verdict, either | verdict
    assert Verdict.all(iter(several)) is both
    assert Verdict.any(iter(several)) is either


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [(True, Verdict.MET), (False, Verdict.UNMET), (None, Verdict.UNDETERMINED)],
)
def test_an_answer_has_a_verdict(*, answer: bool | None, verdict: Verdict) -> None:
    """Yes is met, no is unmet, not known is undetermined; only the last is not decided."""
    assert Verdict.of(answer) is verdict
    assert verdict.decided is (answer is not None)


@pytest.mark.parametrize("answer", ["no", 0, 1, math.nan, Verdict.MET])
def test_an_answer_is_true_false_or_none(answer: object) -> None:
    """What Python merely holds to be true or false is no answer."""
    with pytest.raises(InvalidTypeError) as caught:
        Verdict.of(answer)  # type: ignore[arg-type]  # the point of the test
    assert caught.value.where == "Verdict.of"
    assert caught.value.expected == "True, False or None"


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_has_no_truth_value(verdict: Verdict) -> None:
    """A verdict read as a condition is refused, with the comparison to write instead."""
    with pytest.raises(InvalidTypeError, match=r"write `verdict is Verdict\.MET`") as caught:
        bool(verdict)
    assert caught.value.given == str(verdict)


@pytest.mark.parametrize("several", [[True], [Verdict.MET, "met"]])
def test_only_verdicts_are_folded(several: list[object]) -> None:
    """`all` and `any` refuse anything but verdicts, alone or among others."""
    for fold in (Verdict.all, Verdict.any):
        with pytest.raises(InvalidTypeError, match=r"Verdict\.of\(answer\)") as caught:
            fold(several)  # type: ignore[arg-type]  # the point of the test
        assert caught.value.where == "verdicts"


def test_operators_refuse_anything_else() -> None:
    """A verdict and a bool do not combine."""
    with pytest.raises(TypeError):
        Verdict.MET & True  # type: ignore[operator]  # the point of the test
    with pytest.raises(TypeError):
        Verdict.MET | None  # type: ignore[operator]  # the point of the test


@given(verdicts())
def test_a_verdict_survives_pickle_and_copy(verdict: Verdict) -> None:
    """A verdict is the very same one after a pickle."""
    laws.survives_pickle_and_copy(verdict)
