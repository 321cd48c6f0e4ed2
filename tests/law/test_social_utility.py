"""The convention of social utility: its times around each boundary, its signatures, its sales."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import Bounds, Period, Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.social_utility import (
    SOCIAL_UTILITY,
    SOCIAL_UTILITY_CONTENTS,
    bars_sale,
    opinion_on_sales,
    signs_utility_agreement,
    utility_draft,
    utility_penalty_limit,
    utility_signature,
)

DAY = timedelta(days=1)
SINCE, ASKED = date(2022, 2, 23), date(2025, 1, 1)
ANSWERS = st.sampled_from([True, False, None])
UNTYPED_SIGNS: Any = signs_utility_agreement
UNTYPED_BARS: Any = bars_sale
UNTYPED_DRAFT: Any = utility_draft


@pytest.mark.parametrize("day", [SINCE, SINCE + DAY, VERIFIED_UNTIL], ids=str)
def test_the_rule_is_known(day: date) -> None:
    """Six years, and nine contents, since the wording of 23 February 2022."""
    version = SOCIAL_UTILITY.at(day)
    assert (version.value.years, version.confidence) == (6, Confidence.VERIFIED)
    assert len(SOCIAL_UTILITY_CONTENTS.on(day)) == 9
    note = SOCIAL_UTILITY_CONTENTS.at(day).note
    assert note is not None
    assert "24th to 27th since 9 February 2022" in note.en


@pytest.mark.parametrize("day", [SINCE - DAY, VERIFIED_UNTIL + DAY], ids=str)
def test_nothing_is_told_outside_of_its_days(day: date) -> None:
    """Neither before that wording nor past the last day that was followed."""
    for ask in (
        lambda: utility_signature(day, by=("state",)),
        lambda: signs_utility_agreement(on=day),
        lambda: opinion_on_sales(None, received_on=day, on=day),
        lambda: bars_sale(on=day),
        lambda: utility_penalty_limit(1, on=day),
    ):
        with pytest.raises(NotKnownError, match=r"no earlier version|the last one verified"):
            ask()


@pytest.mark.parametrize(
    ("end", "due"),
    [
        (date(2026, 1, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2024, 12, 30)),
        (date(2024, 9, 1), date(2024, 2, 29)),
        (date(2022, 8, 24), SINCE),
    ],
)
def test_a_draft_is_due_six_months_before_the_last_day(end: date, due: date) -> None:
    """To the same day of the month, or its last one."""
    owed = utility_draft(Period(date(2019, 1, 1), end), by=("l1",))
    assert (owed.due, owed.by, owed.code) == (due, ("l1",), f"utility-draft-{due}")


def test_a_draft_due_on_other_days_has_no_known_rule() -> None:
    """The day before the wording, and the day past the last one that was followed."""
    for end in (date(2022, 8, 23), date(2026, 10, 3)):
        with pytest.raises(NotKnownError):
            utility_draft(Period(date(2019, 1, 1), end), by=("l1",))
    with pytest.raises(InvalidTypeError, match="utility_draft, running"):
        UNTYPED_DRAFT(2025, by=("l1",))


def test_a_convention_is_concluded_within_six_months_of_the_deposit() -> None:
    """To the same day of the month, or its last one."""
    owed = utility_signature(date(2025, 3, 15), by=("state", "l1"))
    assert (owed.due, owed.by) == (date(2025, 9, 15), ("state", "l1"))
    assert owed.sources == SOCIAL_UTILITY.at(ASKED).sources
    assert utility_signature(date(2025, 8, 31), by=("l1",)).due == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        ("5 %", Verdict.MET),
        (Fraction(4999, 100_000), Verdict.UNMET),
        (Bounds(Fraction(4, 100), Fraction(6, 100)), Verdict.UNDETERMINED),
        (Bounds(Fraction(4, 100), None), Verdict.UNDETERMINED),
    ],
    ids=str,
)
def test_an_authority_signs_from_5_percent_on(share: Any, verdict: Verdict) -> None:
    """For a body that is not attached to it and for which it did not ask to sign."""
    told: Any = {"attached": False, "asked": False, "housing_authority": True, "waived": False}
    assert signs_utility_agreement(on=ASKED, share=share, **told) is verdict
    told["waived"] = True
    assert signs_utility_agreement(on=ASKED, share=share, **told) is Verdict.UNMET


def signs(
    attached: bool,  # noqa: FBT001  # an answer
    asked: bool,  # noqa: FBT001  # an answer
    authority: bool,  # noqa: FBT001  # an answer
    enough: bool,  # noqa: FBT001  # an answer
    waived: bool,  # noqa: FBT001  # an answer
) -> set[bool]:
    """Who signs where all is known; both where the text is open."""
    if not authority:
        return {attached or asked}
    if enough:
        return {not waived}
    return {True, False} if attached or asked else {False}


@given(ANSWERS, ANSWERS, ANSWERS, ANSWERS, ANSWERS)
def test_who_signs_is_never_told_wrongly(
    attached: bool | None,  # noqa: FBT001  # an answer
    asked: bool | None,  # noqa: FBT001  # an answer
    authority: bool | None,  # noqa: FBT001  # an answer
    enough: bool | None,  # noqa: FBT001  # an answer
    waived: bool | None,  # noqa: FBT001  # an answer
) -> None:
    """The answer is that of all completions wherever it is decided, and where all is known."""
    answers = (attached, asked, authority, enough, waived)
    ways = [(True, False) if answer is None else (answer,) for answer in answers]
    follows = set().union(*(signs(*way) for way in product(*ways)))
    found = signs_utility_agreement(
        on=ASKED,
        attached=attached,
        asked=asked,
        housing_authority=authority,
        share=None if enough is None else "10 %" if enough else "1 %",
        waived=waived,
    )
    assert found is Verdict.of(follows.pop() if len(follows) == 1 else None)


@pytest.mark.parametrize(
    ("opinion", "on", "given_on", "verdict"),
    [
        (None, date(2025, 3, 15), None, Verdict.UNDETERMINED),
        (None, date(2025, 3, 16), None, Verdict.MET),
        (False, date(2025, 3, 15), None, Verdict.UNMET),
        (False, date(2025, 3, 16), None, Verdict.UNDETERMINED),
        (False, date(2025, 4, 1), date(2025, 3, 15), Verdict.UNMET),
        (False, date(2025, 4, 1), date(2025, 3, 16), Verdict.MET),
        (True, date(2025, 2, 1), None, Verdict.MET),
    ],
)
def test_silence_for_two_months_is_favourable(
    opinion: bool | None,  # noqa: FBT001  # an answer
    on: date,
    given_on: date | None,
    verdict: Verdict,
) -> None:
    """From the day on which the mayor was consulted; what is said later changes nothing."""
    received_on = date(2025, 1, 15)
    found = opinion_on_sales(opinion, received_on=received_on, on=on, given_on=given_on).verdict
    assert found is verdict
    with pytest.raises(InvalidValueError, match="a day from the consultation on, 2025-01-15"):
        opinion_on_sales(opinion, received_on=received_on, on=date(2025, 1, 14))


@given(ANSWERS, ANSWERS, ANSWERS)
def test_a_commune_below_its_rate_can_bar_a_sale(
    opposed: bool | None,  # noqa: FBT001  # an answer
    now: bool | None,  # noqa: FBT001  # an answer
    after: bool | None,  # noqa: FBT001  # an answer
) -> None:
    """Or one that would be below it after; the answer is that of all completions."""
    ways = [(True, False) if answer is None else (answer,) for answer in (opposed, now, after)]
    follows = {against and not (first and then) for against, first, then in product(*ways)}
    found = bars_sale(on=ASKED, opposed=opposed, reaches_rate=now, would_reach_rate=after)
    assert found is Verdict.of(follows.pop() if len(follows) == 1 else None)


def test_a_penalty_has_a_most() -> None:
    """200 euros a dwelling, and the exemption from the property tax that the body had."""
    known = utility_penalty_limit(1_234, on=ASKED, tax_exemption=Fraction("0.5"))
    assert known.value == 1_234 * 200 + Fraction(1, 2)
    about = utility_penalty_limit(Bounds(1_000, 1_100), on=ASKED, tax_exemption=0)
    assert (about.bounds, about.missing) == (
        Bounds(Fraction(200_000), Fraction(220_000)),
        ("dwellings",),
    )
    unknown = utility_penalty_limit(Bounds(1_000, None), on=ASKED)
    assert unknown.bounds == Bounds(Fraction(200_000), None)
    assert unknown.missing == ("dwellings", "tax_exemption")
    assert "plafond de la pénalité\u00a0: 200\u202f000\u00a0€ ou plus" in words_of(unknown, "fr")


def test_what_cannot_be_is_refused() -> None:
    """Negative numbers, shares above the whole, and answers of another type."""
    with pytest.raises(InvalidValueError, match="utility_penalty_limit, dwellings"):
        utility_penalty_limit(-1, on=ASKED)
    with pytest.raises(InvalidValueError, match="utility_penalty_limit, tax_exemption"):
        utility_penalty_limit(1, on=ASKED, tax_exemption=-1)
    with pytest.raises(InvalidValueError, match="signs_utility_agreement, share"):
        signs_utility_agreement(on=ASKED, share="101 %")
    with pytest.raises(InvalidTypeError, match=r"attached.*True, False or None"):
        UNTYPED_SIGNS(on=ASKED, attached=1)
    with pytest.raises(InvalidTypeError, match=r"opposed.*True, False or None"):
        UNTYPED_BARS(on=ASKED, opposed="no")
    with pytest.raises(InvalidTypeError, match="day asked"):
        UNTYPED_BARS(on="2025")
