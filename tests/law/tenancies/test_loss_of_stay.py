"""When the right to stay ends for an income, around each of its boundaries."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import Bounds, Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.tenancies.loss_of_stay import (
    STAY_LIMITS,
    check_loss_of_stay,
    exceeds_stay_limit,
)

DAY = timedelta(days=1)
SINCE, ASKED = date(2023, 12, 31), date(2025, 1, 1)
UNTYPED: Any = check_loss_of_stay
LOST: Any = {
    "above_before": Verdict.MET,
    "above": Verdict.MET,
    "applies_here": True,
    "born_on": date(1980, 5, 1),
    "disabled": False,
    "priority_neighbourhood": False,
    "income_fell": False,
}


@pytest.mark.parametrize("day", [SINCE, SINCE + DAY, VERIFIED_UNTIL], ids=str)
def test_the_limits_are_known(day: date) -> None:
    """Since the wording of 31 December 2023."""
    version = STAY_LIMITS.at(day)
    assert version.confidence is Confidence.VERIFIED
    assert (version.value.months, version.value.months_of_notice, version.value.age) == (18, 6, 65)


@pytest.mark.parametrize("day", [SINCE - DAY, VERIFIED_UNTIL + DAY], ids=str)
def test_the_limits_are_not_told_outside_of_their_days(day: date) -> None:
    """Neither before that wording nor past the last day that was followed."""
    with pytest.raises(NotKnownError, match=r"no earlier version|the last one verified"):
        exceeds_stay_limit(50_000, 30_000, on=day)


@pytest.mark.parametrize(
    ("income", "ceiling", "verdict"),
    [
        (45_000, 30_000, Verdict.UNMET),
        (45_001, 30_000, Verdict.MET),
        (Bounds(45_001, None), 30_000, Verdict.MET),
        (Bounds(45_000, 45_001), 30_000, Verdict.UNDETERMINED),
        (Bounds(0, None), 30_000, Verdict.UNDETERMINED),
        (45_001, Bounds(30_000, 31_000), Verdict.UNDETERMINED),
        (46_501, Bounds(30_000, 31_000), Verdict.MET),
        (45_000, Bounds(30_000, None), Verdict.UNMET),
        (45_001, Bounds(30_000, None), Verdict.UNDETERMINED),
    ],
    ids=str,
)
def test_above_and_not_at_half_as_much_again(income: Any, ceiling: Any, verdict: Verdict) -> None:
    """45,000 euros are not above 150 % of 30,000; a euro more is."""
    assert exceeds_stay_limit(income, ceiling, on=ASKED) is verdict


@pytest.mark.parametrize(
    ("results_year", "ends_on", "notice_by"),
    [
        (2023, date(2025, 7, 1), date(2025, 1, 1)),
        (2025, date(2027, 7, 1), date(2027, 1, 1)),
    ],
)
def test_eighteen_months_from_the_next_january(
    results_year: int, ends_on: date, notice_by: date
) -> None:
    """Not from the results, and notice is given six months before the end."""
    found = check_loss_of_stay(results_year, **LOST)
    assert (found.verdict, found.ends_on, found.notice_by) == (Verdict.MET, ends_on, notice_by)
    assert found.missing == ()


@pytest.mark.parametrize("results_year", [2022, 2026, 9_996, 9_999])
def test_years_for_which_the_rule_is_not_known(results_year: int) -> None:
    """Their next January lies outside of the days that were followed."""
    with pytest.raises(NotKnownError):
        check_loss_of_stay(results_year, **LOST)


@pytest.mark.parametrize(
    ("born_on", "verdict"),
    [
        (date(1959, 12, 31), Verdict.UNDETERMINED),
        (date(1960, 1, 1), Verdict.UNMET),
        (date(1960, 12, 31), Verdict.UNMET),
        (date(1961, 1, 1), Verdict.MET),
        (date(2024, 12, 31), Verdict.MET),
    ],
    ids=str,
)
def test_who_reaches_65_in_the_year_after_keeps_it(born_on: date, verdict: Verdict) -> None:
    """In 2025 after results of 2024; of who was 65 before, the text does not speak."""
    found = check_loss_of_stay(2024, **LOST | {"born_on": born_on})
    assert found.verdict is verdict
    assert found.missing == ()
    assert "open for them" in words_of(found)


@given(st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in LOST}))
def test_the_answer_is_that_of_all_completions(given_answers: dict[str, bool | None]) -> None:
    """Lost where all that ends it holds and nothing that keeps it does."""
    answers = {name: given_answers[name] for name in LOST}
    ways = [(True, False) if answer is None else (answer,) for answer in answers.values()]
    follows = {
        before and now and here and not (age or disabled or poor or fell)
        for before, now, here, age, disabled, poor, fell in product(*ways)
    }
    born = {True: date(1960, 5, 1), False: date(1980, 5, 1), None: None}
    told: Any = {
        name: None if answer is None else Verdict.of(answer) if "above" in name else answer
        for name, answer in answers.items()
    } | {"born_on": born[answers["born_on"]]}
    found = check_loss_of_stay(2024, **told)
    assert found.verdict is Verdict.of(follows.pop() if len(follows) == 1 else None)
    open_names = [name for name, answer in answers.items() if answer is None]
    assert list(found.missing) == ([] if found.verdict.decided else open_names)


def test_the_answer_is_told_in_both_languages() -> None:
    """What follows, the days, each fact, what would settle it, the article."""
    found = check_loss_of_stay(2024, **LOST | {"disabled": None})
    assert str(found) == str(found.explain())
    lines = words_of(found, "fr").splitlines()
    assert lines[0] == "on ne sait pas si le droit au maintien prend fin"
    assert lines[1] == "  premier jour sans ce droit\u00a0: 1er juillet 2026"
    assert "  à connaître pour trancher\u00a0: disabled" in lines
    assert repr(found).endswith("2026-07-01: undetermined; missing disabled>")
    kept = check_loss_of_stay(2024, disabled=True)
    assert words_of(kept).startswith("the right to stay goes on\n  undetermined: above 150 %")
    assert repr(kept).endswith("2026-07-01: unmet>")


def test_what_cannot_be_is_refused() -> None:
    """A negative income, a ceiling of 0, another type, a tenant born later."""
    with pytest.raises(InvalidValueError, match="exceeds_stay_limit, income"):
        exceeds_stay_limit(-1, 30_000, on=ASKED)
    with pytest.raises(InvalidValueError, match="a ceiling above 0"):
        exceeds_stay_limit(1, 0, on=ASKED)
    with pytest.raises(InvalidTypeError, match="results_year"):
        UNTYPED("2024")
    with pytest.raises(InvalidTypeError, match=r"above: .*a Verdict or None"):
        UNTYPED(2024, above=True)
    with pytest.raises(InvalidTypeError, match=r"disabled.*True, False or None"):
        UNTYPED(2024, disabled=1)
    with pytest.raises(InvalidValueError, match=r"born_on.*a day before 2025-01-01"):
        check_loss_of_stay(2024, born_on=date(2025, 1, 1))
