"""What an intercommunal attribution agreement holds, its undertakings, and opinions on it."""

from datetime import date, timedelta
from typing import Any

import pytest

from housing_agreements import Period, Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.mix.attribution_agreements import (
    AGREEMENT_CONTENTS,
    AGREEMENT_TIMES,
    CONFERENCE_ORIENTATIONS,
    agreement_undertakings,
    opinion_on_agreement,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence

DAY = timedelta(days=1)
SINCE, CONFERENCE = date(2022, 2, 23), date(2022, 2, 9)
SENT, LAST = date(2024, 1, 15), date(2024, 3, 15)


@pytest.mark.parametrize(
    ("provision", "since", "article"),
    [
        (AGREEMENT_CONTENTS, SINCE, "L.441-1-6"),
        (AGREEMENT_TIMES, SINCE, "L.441-1-6"),
        (CONFERENCE_ORIENTATIONS, CONFERENCE, "L.441-1-5"),
    ],
    ids=["contents", "times", "orientations"],
)
def test_each_rule_is_known_since_it_was_read(provision: Any, since: date, article: str) -> None:
    """On its day, the next, and the last verified one; not the day before, nor past the last."""
    for day in (since, since + DAY, VERIFIED_UNTIL):
        version = provision.at(day)
        assert version.confidence is Confidence.VERIFIED
        assert version.sources[0].article.startswith(article)
    for day in (since - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            provision.on(day)


def test_an_agreement_has_seven_contents() -> None:
    """By their numbers, in both languages; it replaces others only once it is approved."""
    contents = AGREEMENT_CONTENTS.on(SINCE)
    assert [content.number for content in contents] == [
        "1°",
        "2°",
        "3°",
        "3° bis",
        "4°",
        "5°",
        "6°",
    ]
    assert len({content.name.fr for content in contents}) == 7
    note = AGREEMENT_CONTENTS.at(SINCE).note
    assert note is not None
    assert "only once the prefect approves it" in note.en
    assert CONFERENCE_ORIENTATIONS.on(SINCE)[-1].en.startswith("objectives of rehousing for")
    times = AGREEMENT_TIMES.on(SINCE)
    assert (times.months_of_opinion, times.months_of_refusal) == (2, 6)


@pytest.mark.parametrize(
    ("term", "evaluations", "lists"),
    [
        (Period.year(2024), ["2024"], []),
        (Period.years(2023, 2025), ["2023", "2024", "2025"], ["2023-2025"]),
        (Period.years(2023, 2026), ["2023", "2024", "2025", "2026"], ["2023-2025"]),
        (
            Period(date(2023, 6, 1), date(2025, 1, 1)),
            ["2023-06-01 to 2024-05-31"],
            [],
        ),
    ],
    ids=str,
)
def test_it_is_evaluated_every_year_and_lists_residences_every_three(
    term: Period, evaluations: list[str], lists: list[str]
) -> None:
    """From the first day of the term on; a shorter last piece owes none."""
    owed = agreement_undertakings(term, by=("metropolis",))
    assert [str(each.due) for each in owed] == [*evaluations, *lists]
    assert all(each.by == ("metropolis",) for each in owed)
    assert len({each.code for each in owed}) == len(owed)


def test_terms_without_a_year_or_a_rule_are_refused() -> None:
    """Less than a year, before the rule, and what is no period."""
    with pytest.raises(InvalidValueError, match="a term of a year at least"):
        agreement_undertakings(Period(date(2024, 1, 1), date(2024, 12, 31)), by=("m",))
    with pytest.raises(NotKnownError):
        agreement_undertakings(Period.year(2022), by=("m",))
    untyped: Any = agreement_undertakings
    with pytest.raises(InvalidTypeError, match="agreement_undertakings, term"):
        untyped(2024, by=("m",))


@pytest.mark.parametrize(
    ("given", "on", "given_on", "verdict"),
    [
        (None, SENT, None, Verdict.UNDETERMINED),
        (None, LAST, None, Verdict.UNDETERMINED),
        (None, LAST + DAY, None, Verdict.MET),
        (True, SENT, None, Verdict.MET),
        (True, LAST + DAY, None, Verdict.MET),
        (False, SENT, SENT, Verdict.UNMET),
        (False, LAST, None, Verdict.UNMET),
        (False, LAST + DAY, LAST, Verdict.UNMET),
        (False, LAST + DAY, LAST + DAY, Verdict.MET),
        (False, LAST + DAY, None, Verdict.UNDETERMINED),
    ],
)
def test_silence_is_favourable_past_two_months(
    given: bool | None,  # noqa: FBT001  # an opinion
    on: date,
    given_on: date | None,
    verdict: Verdict,
) -> None:
    """An opinion given in time stands; none yet is open for two months; a later no is too late."""
    answer = opinion_on_agreement(given, transmitted_on=SENT, on=on, given_on=given_on)
    assert answer.verdict is verdict
    wanted = ("given",) if given is None else ("given_on",)
    assert answer.missing == (() if verdict.decided else wanted)


def test_what_is_no_opinion_is_refused() -> None:
    """A word, a day before the transmission, a transmission before the rule."""
    untyped: Any = opinion_on_agreement
    with pytest.raises(InvalidTypeError, match="opinion_on_agreement, given"):
        untyped("yes", transmitted_on=SENT, on=LAST)
    with pytest.raises(InvalidTypeError, match="opinion_on_agreement, transmitted_on"):
        untyped(None, transmitted_on="2024", on=LAST)
    with pytest.raises(InvalidValueError, match="a day from the transmission on, 2024-01-15"):
        opinion_on_agreement(None, transmitted_on=SENT, on=SENT - DAY)
    for given, given_on in ((None, SENT), (True, SENT - DAY), (False, LAST + DAY)):
        with pytest.raises(InvalidValueError, match="from 2024-01-15 to 2024-03-15"):
            opinion_on_agreement(given, transmitted_on=SENT, on=LAST, given_on=given_on)
    with pytest.raises(NotKnownError):
        opinion_on_agreement(None, transmitted_on=SINCE - DAY, on=LAST)
