"""Whether an offer is accepted, by the time that it leaves and the answer that came."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from tests.told import words_of

from housing_agreements import Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.attributions.replies import Reply, check_reply
from housing_agreements.law.provisions import VERIFIED_UNTIL

DAY = timedelta(days=1)
OFFERED = date(2024, 3, 1)
TENTH, TWENTIETH = date(2024, 3, 11), date(2024, 3, 21)
UNTYPED: Any = check_reply


@pytest.mark.parametrize(
    ("days", "on", "verdict"),
    [
        (10, TENTH - DAY, Verdict.UNDETERMINED),
        (10, TENTH, Verdict.UNDETERMINED),
        (10, TENTH + DAY, Verdict.UNMET),
        (20, TENTH + DAY, Verdict.UNDETERMINED),
        (20, TWENTIETH, Verdict.UNDETERMINED),
        (20, TWENTIETH + DAY, Verdict.UNMET),
        (9, TWENTIETH, Verdict.UNDETERMINED),
        (None, TWENTIETH, Verdict.UNDETERMINED),
    ],
)
def test_silence_is_a_refusal_once_the_time_is_over(
    days: int | None, on: date, verdict: Verdict
) -> None:
    """Not on the last day, but on the next; never where the offer left less than ten days."""
    assert check_reply(OFFERED, on=on, days=days, silent=True).verdict is verdict


@pytest.mark.parametrize(
    ("days", "answered_on", "verdict"),
    [
        (10, TENTH, Verdict.MET),
        (10, TENTH + DAY, Verdict.UNMET),
        (10, None, Verdict.UNDETERMINED),
        (20, TWENTIETH, Verdict.MET),
        (20, TWENTIETH + DAY, Verdict.UNMET),
        (None, TENTH, Verdict.MET),
        (None, TENTH + DAY, Verdict.UNDETERMINED),
        (5, TENTH, Verdict.MET),
        (5, TENTH + DAY, Verdict.UNDETERMINED),
    ],
)
def test_an_acceptance_counts_in_time_only(
    days: int | None, answered_on: date | None, verdict: Verdict
) -> None:
    """One that comes once silence was a refusal changes nothing; a refusal always holds."""
    on = TWENTIETH + 5 * DAY
    accepted = check_reply(OFFERED, on=on, days=days, answer=True, answered_on=answered_on)
    assert accepted.verdict is verdict
    refused = check_reply(OFFERED, on=on, days=days, answer=False, answered_on=answered_on)
    assert refused.verdict is Verdict.UNMET


def test_what_is_missing_settles_it() -> None:
    """Whatever is undetermined names what settles it; to tell more overturns no decision."""
    told: dict[str, tuple[Any, ...]] = {
        "days": (None, 8, 10, 15),
        "answer": (None, True, False),
        "answered_on": (None, TENTH, TENTH + 3 * DAY),
        "silent": (False, True),
    }
    for on in (TENTH, TENTH + 5 * DAY):
        found: dict[tuple[Any, ...], Reply] = {}
        for values in product(*told.values()):
            given: Any = dict(zip(told, values, strict=True))
            if (given["silent"] and given["answer"] is not None) or (
                given["answered_on"] is not None
                and (given["answer"] is None or given["answered_on"] > on)
            ):
                continue
            found[values] = check_reply(OFFERED, on=on, **given)
        for (days, answer, answered_on, silent), reply in found.items():
            short = days is not None and days < 10
            assert reply.missing or reply.verdict.decided or short
            assert not (reply.missing and reply.verdict.decided)
            if reply.verdict.decided:
                for values, fuller in found.items():
                    same = ((days, values[0]), (answer, values[1]), (answered_on, values[2]))
                    if values[3] == silent and all(a in (None, b) for a, b in same):
                        assert fuller.verdict is reply.verdict


def test_a_reply_says_what_follows() -> None:
    """In both languages, with the last day, what would settle it, and the article."""
    refused = check_reply(OFFERED, on=TWENTIETH, days=10, silent=True)
    assert words_of(refused).splitlines()[:2] == [
        "the offer is refused (21 March 2024)",
        "  last day to answer: 11 March 2024",
    ]
    assert "R441-10" in str(refused)
    awaited = check_reply(OFFERED, on=TENTH, days=None)
    assert awaited.missing == ("answer",)
    assert "à connaître pour trancher\u00a0: answer" in words_of(awaited, "fr")
    assert (
        repr(awaited) == "<Reply offer of 2024-03-01, on 2024-03-11: undetermined; missing answer>"
    )
    late = check_reply(OFFERED, on=TWENTIETH, days=None, answer=True)
    assert late.missing == ("answered_on", "days")
    short = check_reply(OFFERED, on=TWENTIETH, days=9, silent=True)
    assert short.missing == ()
    assert "what silence then means is not written" in words_of(short)
    assert repr(short) == "<Reply offer of 2024-03-01, on 2024-03-21: undetermined>"


@pytest.mark.parametrize("since", [date(1999, 9, 25)])
def test_the_rule_is_known_since_1999(since: date) -> None:
    """On the day itself and the next, up to the last verified day; not before nor past it."""
    for day in (since, since + DAY, VERIFIED_UNTIL):
        assert check_reply(day, on=day, days=10, answer=True).verdict is Verdict.MET
    for day in (since - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            check_reply(day, on=day, days=10)


def test_what_is_no_reply_is_refused() -> None:
    """Days out of order, an answer of one who was silent, a yes that is none."""
    with pytest.raises(InvalidValueError, match="a day from the offer on"):
        check_reply(OFFERED, on=OFFERED - DAY, days=10)
    for answered_on in (OFFERED - DAY, TENTH + DAY):
        with pytest.raises(InvalidValueError, match="the day of an answer"):
            check_reply(OFFERED, on=TENTH, days=10, answer=True, answered_on=answered_on)
    with pytest.raises(InvalidValueError, match="the day of an answer"):
        check_reply(OFFERED, on=TENTH, days=10, answered_on=TENTH)
    with pytest.raises(InvalidValueError, match="silent"):
        check_reply(OFFERED, on=TENTH, days=10, answer=True, silent=True)
    for name, wrong in (("answer", 1), ("silent", None), ("days", "10"), ("answered_on", "x")):
        given = {"days": 10, "answer": True, name: wrong}
        with pytest.raises(InvalidTypeError, match=f"check_reply, {name}"):
            UNTYPED(OFFERED, on=TENTH, **given)
