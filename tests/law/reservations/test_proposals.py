"""The month in which a holder of reservations proposes candidates, around each of its days."""

from datetime import date, timedelta
from typing import Any

import pytest

from housing_agreements.errors import InvalidTypeError, NotKnownError
from housing_agreements.law._calendar import ATTRIBUTION_ARTICLE_CHANGES
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.reservations.proposals import MONTHS_TO_PROPOSE, candidate_proposal
from housing_agreements.values.periods import months_after

DAY = timedelta(days=1)
SINCE, READ = date(2015, 8, 8), date(2022, 2, 23)
UNTYPED: Any = candidate_proposal


@pytest.mark.parametrize(
    ("day", "confidence"),
    [
        (SINCE, Confidence.VERIFIED),
        (SINCE + DAY, Confidence.VERIFIED),
        (date(2017, 1, 28), Confidence.VERIFIED),
        *(
            (changed + days * DAY, Confidence.DATED)
            for changed in ATTRIBUTION_ARTICLE_CHANGES
            for days in (0, 1)
        ),
        (READ - DAY, Confidence.DATED),
        (READ, Confidence.VERIFIED),
        (READ + DAY, Confidence.VERIFIED),
    ],
    ids=str,
)
def test_a_holder_has_a_month(day: date, confidence: Confidence) -> None:
    """Since 8 August 2015; the wordings between 29 January 2017 and 2022 were not read."""
    version = MONTHS_TO_PROPOSE.at(day)
    assert (version.value, version.confidence) == (1, confidence)
    assert version.note is not None
    assert ("was read in the text in force since" in version.note.en) is (day < READ)
    owed = candidate_proposal(day, by=("als",), tight=True)
    assert owed.due == months_after(day, 1)
    assert owed.sources == version.sources


@pytest.mark.parametrize(
    ("informed_on", "due"),
    [
        (date(2024, 1, 30), date(2024, 2, 29)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2023, 1, 31), date(2023, 2, 28)),
        (date(2023, 12, 15), date(2024, 1, 15)),
    ],
    ids=str,
)
def test_the_month_runs_from_the_day_of_the_news(informed_on: date, due: date) -> None:
    """To the same day of the next month, or to its last one; not from the vacancy."""
    owed = candidate_proposal(informed_on, by=("als",), tight=True, dwelling="D-17")
    assert (owed.due, owed.by) == (due, ("als",))
    assert owed.code == f"proposal-D-17-{informed_on}"
    assert "of which the holder was informed" in owed.text.en


def test_the_law_sets_a_time_where_housing_is_tight_only() -> None:
    """Elsewhere, and where it is not known, no time is made up."""
    with pytest.raises(NotKnownError, match="the law sets no time elsewhere"):
        candidate_proposal(READ, by=("als",), tight=False)
    with pytest.raises(NotKnownError, match="not held here"):
        candidate_proposal(READ, by=("als",), tight=None)
    with pytest.raises(InvalidTypeError, match="True, False or None"):
        UNTYPED(READ, by=("als",), tight=1)
    with pytest.raises(InvalidTypeError, match="candidate_proposal, informed_on"):
        UNTYPED("2022", by=("als",), tight=True)


@pytest.mark.parametrize("day", [SINCE - DAY, VERIFIED_UNTIL + DAY], ids=str)
def test_the_month_is_not_told_outside_of_its_days(day: date) -> None:
    """Neither before the law of 2015 nor past the last verified day."""
    with pytest.raises(NotKnownError, match=r"no earlier version|the last one verified"):
        candidate_proposal(day, by=("als",), tight=True)
