"""The review of occupation: its days around each boundary, and which files the commission sees."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.tenancies.occupation import (
    OCCUPATION_REVIEW,
    check_occupation,
    occupation_reviews,
)

DAY = timedelta(days=1)
SINCE, ASKED = date(2019, 9, 1), date(2025, 1, 1)
SITUATIONS = ("crowded", "under_occupied", "left_by_disabled", "needs_adapted", "above_ceiling")
UNTYPED: Any = occupation_reviews
UNTYPED_CHECK: Any = check_occupation


@pytest.mark.parametrize("day", [SINCE, SINCE + DAY, VERIFIED_UNTIL], ids=str)
def test_the_rule_is_known(day: date) -> None:
    """Every three years, five situations, since the wording of 1 September 2019."""
    version = OCCUPATION_REVIEW.at(day)
    assert (version.value.years, version.confidence) == (3, Confidence.VERIFIED)
    assert tuple(name for name, _ in version.value.situations) == SITUATIONS


@pytest.mark.parametrize("day", [SINCE - DAY, VERIFIED_UNTIL + DAY], ids=str)
def test_the_rule_is_not_told_outside_of_its_days(day: date) -> None:
    """Neither before that wording nor past the last day that was followed."""
    with pytest.raises(NotKnownError, match=r"no earlier version|the last one verified"):
        check_occupation(on=day)


@pytest.mark.parametrize(
    ("signed_on", "until", "due"),
    [
        (date(2020, 5, 4), date(2023, 5, 3), []),
        (date(2020, 5, 4), date(2023, 5, 4), ["2023-05-04"]),
        (date(2020, 5, 4), date(2029, 5, 4), ["2023-05-04", "2026-05-04", "2029-05-04"]),
        (date(2020, 2, 29), date(2026, 2, 28), ["2023-02-28", "2026-02-28"]),
        (date(2020, 2, 29), date(2032, 2, 28), ["2023-02-28", "2026-02-28", "2029-02-28"]),
        (date(2016, 8, 31), date(2020, 1, 1), []),
        (date(2016, 9, 1), date(2020, 1, 1), ["2019-09-01"]),
        (date(2010, 1, 1), date(2023, 1, 1), ["2022-01-01"]),
        (ASKED, ASKED, []),
    ],
    ids=str,
)
def test_a_review_is_due_every_three_years(signed_on: date, until: date, due: list[str]) -> None:
    """From the signature on; none is told that was due before the wording that was read."""
    owed = occupation_reviews(signed_on, until=until, by=("l1",), tight=True, dwelling="D-1")
    assert [str(review.due) for review in owed] == due
    assert [review.code for review in owed] == [f"occupation-D-1-{day}" for day in due]
    assert all(review.by == ("l1",) and "L.442-5-2" in str(review.sources[0]) for review in owed)
    assert occupation_reviews(signed_on, until=until, by=("l1",), tight=False) == ()


def test_a_lease_of_later_days_has_no_known_rule() -> None:
    """One signed on the last day that was followed has; one signed the day after has not."""
    until = date(2030, 1, 1)
    assert len(occupation_reviews(VERIFIED_UNTIL, until=until, by=("l1",), tight=True)) == 1
    with pytest.raises(NotKnownError, match="the last one verified"):
        occupation_reviews(VERIFIED_UNTIL + DAY, until=until, by=("l1",), tight=True)


@given(
    st.sampled_from([True, False, None]),
    st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in SITUATIONS}),
)
def test_the_answer_is_that_of_all_completions(
    tight: bool | None,  # noqa: FBT001  # an answer
    told: dict[str, bool | None],
) -> None:
    """It goes where housing is tight and one situation holds; `missing` names what is open."""
    ways = [(True, False) if answer is None else (answer,) for answer in (tight, *told.values())]
    follows = {here and any(situations) for here, *situations in product(*ways)}
    file = check_occupation(on=ASKED, tight=tight, **told)
    assert file.verdict is Verdict.of(follows.pop() if len(follows) == 1 else None)
    assert set(file.found) == {name for name, answer in told.items() if answer}
    assert bool(file.missing) is not file.verdict.decided
    for name in file.missing:
        assert (tight if name == "tight" else told[name]) is None
    if True in told.values() and tight is None:
        assert file.missing == ("tight",)


def test_the_answer_is_told_in_both_languages() -> None:
    """What follows, each situation, what would settle it, the article."""
    file = check_occupation(on=ASKED, crowded=True)
    assert str(file) == str(file.explain())
    lines = words_of(file, "fr").splitlines()
    assert lines[0].startswith("on ne sait pas si le dossier est transmis à la commission (1er")
    assert "  à connaître pour trancher\u00a0: tight" in lines
    assert repr(file) == "<OccupationFile 2025-01-01: undetermined; missing tight>"
    assert repr(check_occupation(on=ASKED, tight=False)) == "<OccupationFile 2025-01-01: unmet>"
    assert "goes to the commission" in words_of(
        check_occupation(on=ASKED, tight=True, crowded=True)
    )


def test_what_cannot_be_is_refused() -> None:
    """A last day before the signature, an unknown zone, days and answers of another type."""
    with pytest.raises(InvalidValueError, match="until"):
        occupation_reviews(ASKED, until=ASKED - DAY, by=("l1",), tight=True)
    with pytest.raises(NotKnownError, match="say tight=True or False"):
        occupation_reviews(ASKED, until=ASKED, by=("l1",), tight=None)
    with pytest.raises(InvalidTypeError, match="signed_on"):
        UNTYPED("2025", until=ASKED, by=("l1",), tight=True)
    with pytest.raises(InvalidTypeError, match=r"tight.*True, False or None"):
        UNTYPED(ASKED, until=ASKED, by=("l1",), tight=1)
    with pytest.raises(InvalidTypeError, match=r"crowded.*True, False or None"):
        UNTYPED_CHECK(on=ASKED, crowded="yes")
    with pytest.raises(InvalidTypeError, match="check_occupation, on"):
        UNTYPED_CHECK(on="2025")
