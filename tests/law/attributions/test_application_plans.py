"""How long a plan for applications lasts, what is done in it, and when applicants are received."""

from datetime import date, timedelta
from typing import Any

import pytest

from housing_agreements import Verdict
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
)
from housing_agreements.law.attributions.application_plans import (
    PLAN_TIMES,
    RECEPTION_TIME,
    opinion_on_plan,
    plan_end,
    plan_undertakings,
    reception_deadline,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence

DAY = timedelta(days=1)
ON = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("in_force_on", "prolonged", "last_day"),
    [
        (date(2020, 1, 1), 0, date(2025, 12, 31)),
        (date(2020, 1, 1), 1, date(2026, 12, 31)),
        (date(2020, 1, 1), 2, date(2027, 12, 31)),
        (date(2020, 3, 15), 0, date(2026, 3, 14)),
    ],
)
def test_a_plan_lasts_six_years_and_two_more(
    in_force_on: date, prolonged: int, last_day: date
) -> None:
    """A year more, renewed once; a third is refused."""
    assert plan_end(in_force_on, prolonged=prolonged) == last_day
    with pytest.raises(InvalidValueError, match="renewed once"):
        plan_end(in_force_on, prolonged=3)


def test_a_plan_is_reported_on_reviewed_and_evaluated() -> None:
    """Six reports, a review after three years, an evaluation six months before the end."""
    owed = plan_undertakings(date(2020, 3, 15), by=("metropolis",))
    assert [undertaking.code for undertaking in owed] == [
        *(f"plan-report-{year}" for year in range(2020, 2026)),
        "plan-review",
        "plan-evaluation",
    ]
    assert str(owed[0].due) == "2020-03-15 to 2021-03-14"
    assert (owed[-2].due, owed[-1].due) == (date(2023, 3, 15), date(2025, 9, 14))
    assert {undertaking.by for undertaking in owed} == {("metropolis",)}
    with pytest.raises(NotKnownError):
        plan_undertakings(date(2019, 12, 18), by=("metropolis",))


def test_silence_on_the_draft_of_a_plan_is_favourable() -> None:
    """Past two months from the day on which it was transmitted; a refusal in time holds."""
    sent, last = date(2024, 1, 15), date(2024, 3, 15)
    for on, verdict in ((last, Verdict.UNDETERMINED), (last + DAY, Verdict.MET)):
        answer = opinion_on_plan(None, transmitted_on=sent, on=on)
        assert answer.verdict is verdict
        assert bool(answer.missing) is not verdict.decided
    refused = opinion_on_plan(
        False,  # noqa: FBT003  # an opinion
        transmitted_on=sent,
        on=last + DAY,
        given_on=last,
    )
    assert refused.verdict is Verdict.UNMET
    with pytest.raises(NotKnownError):
        opinion_on_plan(None, transmitted_on=date(2019, 12, 18), on=ON)


@pytest.mark.parametrize(
    ("dense", "days"),
    [
        (False, [date(2026, 4, 1)]),
        (True, [date(2026, 5, 1)]),
        (None, [date(2026, 4, 1), date(2026, 5, 1)]),
    ],
)
def test_an_applicant_is_received_within_a_month_or_two(dense: Any, days: list[date]) -> None:
    """Two where the urban area is large; both days where that is not known."""
    deadline = reception_deadline(date(2026, 3, 1), dense=dense)
    assert list(deadline.days) == days
    assert deadline.confidence is Confidence.VERIFIED


@pytest.mark.parametrize(
    ("day", "confidence"),
    [
        (date(2017, 1, 28), Confidence.VERIFIED),
        (date(2017, 1, 29), Confidence.DATED),
        (date(2022, 2, 9), Confidence.DATED),
        (date(2026, 2, 20), Confidence.DATED),
        (date(2026, 2, 21), Confidence.VERIFIED),
        (date(2026, 2, 22), Confidence.VERIFIED),
    ],
    ids=str,
)
def test_the_reception_was_read_twice(day: date, confidence: Confidence) -> None:
    """As of 2014 and of 21 February 2026; between, the changes were not read."""
    assert RECEPTION_TIME.at(day).confidence is confidence
    cited = [str(source) for source in RECEPTION_TIME.at(day).sources]
    assert any("1406 bis" in source for source in cited) is (day >= date(2026, 2, 21))


@pytest.mark.parametrize(
    ("provision", "since"),
    [(PLAN_TIMES, date(2019, 12, 19)), (RECEPTION_TIME, date(2014, 3, 27))],
)
def test_the_rules_of_plans_are_known_from_their_days(provision: Any, since: date) -> None:
    """On the day, the next, and the last verified one; not the day before nor after."""
    for day in (since, since + DAY, VERIFIED_UNTIL):
        assert provision.at(day).confidence is Confidence.VERIFIED
    for day in (since - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            provision.on(day)


def test_what_is_no_plan_is_refused() -> None:
    """A yes that is none, a day that is none."""
    reception: Any = reception_deadline
    with pytest.raises(InvalidTypeError, match="dense"):
        reception(ON, dense=1)
    with pytest.raises(InvalidTypeError, match="registered_on"):
        reception("2024", dense=True)
