"""What a scoring grid must hold, and what an applicant can learn of a score."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from tests.told import words_of

from housing_agreements import Verdict
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
)
from housing_agreements.law.attributions.scoring import (
    APPLICANT_INFORMATION,
    SCORING_DUE,
    SCORING_DUTIES,
    ScoringCriterion,
    ScoringGrid,
    check_grid,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence

DAY = timedelta(days=1)
ON = date(2024, 1, 1)
ANSWERS = (True, False, None)
YES, NO, _ = ANSWERS
SIMPLE = ("refusals", "uniform", "orientations", "evaluation", "information")
WHOLE: dict[str, Any] = dict.fromkeys(SIMPLE, True)


def grid(*serving: bool | None, points: Any = 10, **answers: Any) -> ScoringGrid:
    """A grid of criteria that serve the priorities, do not, or are not known to."""
    criteria = [
        ScoringCriterion(f"c{place}", "a criterion", points, serves_priorities=serves)
        for place, serves in enumerate(serving)
    ]
    return ScoringGrid(criteria, **{**WHOLE, **answers})


def test_one_criterion_at_least_serves_the_priorities() -> None:
    """One is enough; none is not, unless one is not known."""
    for count in (1, 2):
        for serving in product(ANSWERS, repeat=count):
            check = check_grid(grid(*serving), on=ON)
            wanted = True if True in serving else None if None in serving else False
            assert check.verdict is Verdict.of(wanted)
            assert check.missing == (("priorities",) if wanted is None else ())
            assert check.unmet == (("priorities",) if wanted is False else ())


@pytest.mark.parametrize("name", SIMPLE)
@pytest.mark.parametrize("answer", ANSWERS)
def test_each_duty_is_judged_for_itself(name: str, answer: bool | None) -> None:  # noqa: FBT001  # an answer
    """What is not told is not a no, and is named."""
    check = check_grid(grid(YES, **{name: answer}), on=ON)
    assert check.verdict is Verdict.of(answer)
    assert check.missing == ((name,) if answer is None else ())
    assert check.unmet == ((name,) if answer is False else ())


def test_a_grid_without_criteria_or_weights_is_found() -> None:
    """No criterion is a fault; points that are not known are not."""
    empty = check_grid(grid(), on=ON)
    assert empty.unmet == ("criteria", "priorities")
    unweighed = check_grid(grid(YES, points=None), on=ON)
    assert unweighed.missing == ("weights",)
    for points in (0, -5, Fraction(1, 2)):
        assert check_grid(grid(YES, points=points), on=ON).verdict is Verdict.MET


def test_a_check_says_each_duty() -> None:
    """In both languages, with what would settle it and the article."""
    check = check_grid(grid(NO, evaluation=None), on=ON)
    lines = words_of(check).splitlines()
    assert lines[0] == "scoring on 1 January 2024: unmet"
    assert lines[-2:] == [
        "  what would settle it: evaluation",
        f"  source: {SCORING_DUTIES.at(ON).sources[0]}",
    ]
    assert len(lines) == 1 + len(SCORING_DUTIES.on(ON)) + 2
    assert str(check) == str(check.explain("en"))
    assert "à connaître pour trancher\u00a0: evaluation" in words_of(check, "fr")
    assert "respecté\u00a0: les critères choisis" in words_of(check, "fr")
    assert "what would settle" not in words_of(check_grid(grid(YES), on=ON))
    assert repr(check) == "<GridCheck 2024-01-01: unmet; unmet priorities; missing evaluation>"
    assert repr(check_grid(grid(YES), on=ON)) == "<GridCheck 2024-01-01: met>"
    assert repr(grid(YES, NO)) == "<ScoringGrid 2 criteria>"


@pytest.mark.parametrize(
    ("provision", "since", "confidence"),
    [
        (SCORING_DUTIES, date(2021, 9, 1), Confidence.VERIFIED),
        (APPLICANT_INFORMATION, date(2021, 9, 1), Confidence.VERIFIED),
        (SCORING_DUE, date(2022, 2, 23), Confidence.VERIFIED),
    ],
)
def test_the_rules_are_known_from_their_days(
    provision: Any, since: date, confidence: Confidence
) -> None:
    """On the day, the next, and the last verified one; not the day before nor after."""
    for day in (since, since + DAY):
        assert provision.at(day).confidence is confidence
    assert provision.at(VERIFIED_UNTIL).confidence is Confidence.VERIFIED
    for day in (since - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            provision.on(day)


def test_scoring_was_due_by_the_end_of_2023() -> None:
    """At the latest."""
    assert SCORING_DUE.on(ON) == date(2023, 12, 31)


def test_what_is_no_grid_is_refused() -> None:
    """Floats as points, two criteria of one code, answers that are none."""
    criterion: Any = ScoringCriterion
    scoring: Any = ScoringGrid
    with pytest.raises(InvalidTypeError, match="points"):
        criterion("a", "a", 1.5)
    with pytest.raises(InvalidTypeError, match="points"):
        criterion("a", "a", True)  # noqa: FBT003  # a wrong value
    with pytest.raises(InvalidValueError, match="criteria"):
        ScoringGrid([ScoringCriterion("a", "a"), ScoringCriterion("a", "b")])
    with pytest.raises((InvalidTypeError, InvalidObjectError), match="uniform"):
        scoring([ScoringCriterion("a", "a")], uniform="yes")
    with pytest.raises((InvalidTypeError, InvalidObjectError), match="criteria"):
        scoring(["a"])
    with pytest.raises(InvalidTypeError, match="check_grid, grid"):
        check_grid(scoring.__name__, on=ON)
