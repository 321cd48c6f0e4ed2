"""The ceilings of reservations against the dossier, around each day of change, and exactly."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Bounds, Verdict
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence, Provision
from housing_agreements.law.reservations.ceilings import (
    AGENTS_CEILING,
    LOCAL_AUTHORITIES_CEILING,
    STATE_CEILING,
    STATE_FLOOR_OUTSIDE,
    YEARS_AFTER_LOAN,
    Ceiling,
    CeilingBase,
    rights_after_loan,
)

DAY = timedelta(days=1)
STOCK, FLOW = date(2011, 2, 17), date(2020, 2, 22)
THIRTY = Ceiling(Fraction(3, 10), CeilingBase.STOCK)
counts = st.integers(0, 12)


@pytest.mark.parametrize(
    ("provision", "since", "rate", "base", "article"),
    [
        (STATE_CEILING, STOCK, "3/10", CeilingBase.STOCK, "R*441-5"),
        (STATE_CEILING, FLOW, "3/10", CeilingBase.FLOW, "R441-5-2"),
        (AGENTS_CEILING, STOCK, "1/20", CeilingBase.STOCK, "R*441-5"),
        (AGENTS_CEILING, FLOW, "1/20", CeilingBase.FLOW, "R441-5-2"),
        (LOCAL_AUTHORITIES_CEILING, STOCK, "1/5", CeilingBase.PROGRAMME, "R*441-5"),
        (LOCAL_AUTHORITIES_CEILING, FLOW, "1/5", CeilingBase.LOCAL_FLOW, "R441-5-3"),
    ],
)
def test_each_ceiling_of_the_dossier_holds_from_its_day(
    provision: Provision[Ceiling], since: date, rate: str, base: CeilingBase, article: str
) -> None:
    """On its day and the next it is what the line says, and its article was read."""
    for day in (since, since + DAY):
        version = provision.at(day)
        assert version.value == Ceiling(Fraction(rate), base)
        assert version.confidence is Confidence.VERIFIED
        assert version.sources[0].article == article
    if since == STOCK:
        with pytest.raises(NotKnownError, match="no earlier version"):
            provision.on(since - DAY)
    else:
        assert provision.at(since - DAY).since == STOCK


def test_local_authorities_keep_their_twenty_percent_under_the_flow() -> None:
    """Of the flow on their territory; without departments and regions; land and money are apart."""
    assert LOCAL_AUTHORITIES_CEILING.on(FLOW).judge(201, of=1_000).verdict is Verdict.UNMET
    for day, of_all in ((FLOW - DAY, False), (FLOW, True), (FLOW + DAY, True)):
        note = LOCAL_AUTHORITIES_CEILING.at(day).note
        assert note is not None
        assert "more may be reserved for land or money, without a ceiling" in note.en
        assert ("not of departments and regions" in note.en) is of_all
        assert ("whoever has reservations elsewhere" in note.en) is of_all


def test_a_convention_ends_for_a_breach_only() -> None:
    """After a formal notice that had no effect for two months: no notice alone ends it."""
    for provision in (STATE_CEILING, AGENTS_CEILING):
        for day in (FLOW - DAY, FLOW, FLOW + DAY):
            note = provision.at(day).note
            assert note is not None
            assert ("formal notice that had no effect for two months" in note.en) is (day >= FLOW)
            assert ("mise en demeure restée sans suite" in note.fr) is (day >= FLOW)
            assert "préavis" not in note.fr


@pytest.mark.parametrize(
    ("day", "confidence"),
    [
        (date(2017, 1, 21), Confidence.VERIFIED),
        (date(2017, 1, 28), Confidence.VERIFIED),
        (date(2017, 1, 29), Confidence.DATED),
        (date(2019, 8, 31), Confidence.DATED),
        (date(2019, 9, 1), Confidence.VERIFIED),
        (date(2019, 9, 2), Confidence.VERIFIED),
    ],
    ids=str,
)
def test_rights_outlive_the_loan_by_five_years(day: date, confidence: Confidence) -> None:
    """From the last payment; the same number in each version, and not all of them were read."""
    version = YEARS_AFTER_LOAN.at(day)
    assert (version.value, version.confidence) == (5, confidence)
    rights = rights_after_loan(day)
    assert day in rights
    assert rights.end.year == day.year + 5


def test_rights_after_a_loan_are_asked_for_a_day_that_is_known() -> None:
    """Not before the version that was read, nor past the last verified day; and a day is a day."""
    for day in (date(2017, 1, 20), VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            rights_after_loan(day)
    untyped: Any = rights_after_loan
    with pytest.raises(InvalidTypeError, match="rights_after_loan, last_payment_on"):
        untyped("2021")


def test_outside_of_priority_neighbourhoods_the_prefect_has_no_less() -> None:
    """30 % of the flow, unless agreed otherwise, from 22 February 2020 to the last verified day."""
    for day in (FLOW, FLOW + DAY, VERIFIED_UNTIL):
        assert STATE_FLOOR_OUTSIDE.on(day) == Fraction(3, 10)
    for day in (FLOW - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            STATE_FLOOR_OUTSIDE.on(day)


@pytest.mark.parametrize(
    ("reserved", "total", "verdict", "allowed", "excess"),
    [
        (299, 1000, Verdict.MET, 300, 0),
        (300, 1000, Verdict.MET, 300, 0),
        (301, 1000, Verdict.UNMET, 300, 1),
        (301, 1003, Verdict.UNMET, 300, 1),
        (301, 1004, Verdict.MET, 301, 0),
        (0, 0, Verdict.MET, 0, 0),
    ],
)
def test_a_stock_is_judged_exactly(
    reserved: int, total: int, verdict: Verdict, allowed: int, excess: int
) -> None:
    """Being equal keeps the ceiling, and one dwelling more does not."""
    found = THIRTY.judge(reserved, of=total)
    assert (found.verdict, found.allowed.value, found.excess.value) == (verdict, allowed, excess)


def test_each_rate_has_its_boundary() -> None:
    """Of 1,000 dwellings 300 may be the prefect's, 50 his agents', 200 the local authorities'."""
    for provision, most in (
        (STATE_CEILING, 300),
        (AGENTS_CEILING, 50),
        (LOCAL_AUTHORITIES_CEILING, 200),
    ):
        ceiling = provision.on(STOCK)
        assert ceiling.judge(most, of=1000).verdict is Verdict.MET
        assert ceiling.judge(most + 1, of=1000).verdict is Verdict.UNMET


@given(counts, counts, counts, counts)
def test_bounds_decide_when_all_counts_agree(low: int, more: int, total: int, rest: int) -> None:
    """The verdict is that of every pair of counts within the bounds, or undetermined."""
    reserved, base = Bounds(low, low + more), Bounds(total, total + rest)
    pairs = [
        (count, size)
        for count in range(low, low + more + 1)
        for size in range(total, total + rest + 1)
        if count <= size
    ]
    if not pairs:
        with pytest.raises(InvalidValueError, match="at most all of them"):
            THIRTY.judge(reserved, of=base)
        return
    answers = {10 * count <= 3 * size for count, size in pairs}
    found = THIRTY.judge(reserved, of=base)
    if len(answers) > 1:
        assert found.verdict is Verdict.UNDETERMINED
    else:
        assert found.verdict is Verdict.of(answers.pop())
    for count, size in pairs:
        exact = THIRTY.judge(count, of=size)
        assert exact.allowed.value in found.allowed
        assert exact.excess.value in found.excess


@given(counts, st.integers(1, 60))
def test_one_more_never_mends_an_excess(reserved: int, total: int) -> None:
    """A ceiling that is exceeded stays so when one dwelling more is reserved."""
    if reserved < total and THIRTY.judge(reserved, of=total).verdict is Verdict.UNMET:
        assert THIRTY.judge(reserved + 1, of=total).verdict is Verdict.UNMET


def test_a_count_without_limit_leaves_it_open() -> None:
    """At least so many, of at least so many: what may be is not decided."""
    found = THIRTY.judge(Bounds(40, None), of=Bounds(100, None))
    assert found.verdict is Verdict.UNDETERMINED
    assert (found.allowed, found.excess) == (Bounds(30, None), Bounds(0, None))
    assert THIRTY.judge(Bounds(40, None), of=100).verdict is Verdict.UNMET
    assert THIRTY.judge(Bounds(0, None), of=0).verdict is Verdict.MET
    assert THIRTY.judge(30, of=Bounds(100, None)).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("reserved", "total", "error", "said"),
    [
        (-1, 10, InvalidValueError, "at least 0"),
        (1, -10, InvalidValueError, "at least 0"),
        (11, 10, InvalidValueError, "at most all of them, 10"),
        (1.5, 10, InvalidTypeError, "whole number"),
        (True, 10, InvalidTypeError, "whole number"),
        (Bounds(Fraction(1, 2), Fraction(3, 2)), 10, InvalidTypeError, "whole number"),
        (Bounds(-1, 2), 10, InvalidValueError, "at least 0"),
        ("1", "10", InvalidObjectError, "2 faults"),
    ],
)
def test_impossible_counts_are_refused(
    reserved: Any, total: Any, error: type[Exception], said: str
) -> None:
    """Counts are whole numbers of 0 or more, and no more is reserved than there is."""
    with pytest.raises(error, match=said):
        THIRTY.judge(reserved, of=total)


def test_an_impossible_ceiling_is_refused() -> None:
    """A share above 1, a float, a base that is none."""
    with pytest.raises(InvalidValueError, match="at most 1"):
        Ceiling("3/2", CeilingBase.FLOW)
    untyped: Any = Ceiling
    with pytest.raises(InvalidObjectError) as caught:
        untyped(0.3, "flow")
    assert len(caught.value.faults) == 2


def test_number_that_is_refused_is_shown_as_a_number() -> None:
    """More reserved than there are is refused, and the number shown as it was given."""
    with pytest.raises(InvalidValueError, match="given 20; expected at most all of them, 10"):
        STATE_CEILING.on(date(2018, 1, 1)).judge(20, of=10)


@pytest.mark.parametrize("of", [0, Bounds(0, 0)], ids=repr)
def test_programme_without_dwellings_is_refused(of: Any) -> None:
    """A programme has a dwelling at least; a flow of a year may have none."""
    with pytest.raises(InvalidValueError, match="a programme with at least one dwelling"):
        LOCAL_AUTHORITIES_CEILING.on(date(2018, 1, 1)).judge(0, of=of)
    assert LOCAL_AUTHORITIES_CEILING.on(date(2018, 1, 1)).judge(0, of=1).verdict is Verdict.MET
    assert STATE_CEILING.on(date(2024, 1, 1)).judge(0, of=of).verdict is Verdict.MET
