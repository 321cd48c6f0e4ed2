"""The attribution commission: who sits in it, how it votes, and the lists that it examines."""

from datetime import date, timedelta
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from tests.told import words_of

from housing_agreements import Period, Verdict
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
)
from housing_agreements.law.attributions.commission import (
    APPLICATIONS_PER_DWELLING,
    COMMISSION_RULES,
    COMMISSION_SEATS,
    Candidacy,
    CandidatesCheck,
    CommissionDecision,
    check_candidates,
    commission_owed,
    commission_undertakings,
    count_votes,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence

DAY = timedelta(days=1)
ON, SINCE = date(2024, 1, 1), date(2020, 2, 22)
ANSWERS = (True, False, None)
A, R, C, N, E = CommissionDecision
ASKED: dict[str, Any] = {"on": ON}
UNTYPED: Any = check_candidates


def examine(*decisions: Any, designated: Any = (), **facts: Any) -> CandidatesCheck:
    """The check of candidates with these decisions; a number is a rank, 0 one that is not known."""
    marks = (*designated, *[False] * len(decisions))
    candidacies = [
        Candidacy(f"c{place}", R, rank=decision or None, designated=mark)
        if type(decision) is int
        else Candidacy(f"c{place}", decision, designated=mark)
        for place, (decision, mark) in enumerate(zip(decisions, marks, strict=False))
    ]
    return check_candidates(candidacies, **{**ASKED, **facts})


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("shortage", ANSWERS)
@pytest.mark.parametrize("granted", ANSWERS)
@pytest.mark.parametrize("mark", ANSWERS)
def test_three_applications_unless_an_exception_holds(
    count: int, shortage: Any, granted: Any, mark: Any
) -> None:
    """Two fall short and three do not; each exception is enough, and what is unknown may be one."""
    check = examine(*[N] * count, designated=[mark] * count, shortage=shortage, granted=granted)
    exceptions = (shortage, granted, mark)
    wanted = True if count >= 3 or True in exceptions else None if None in exceptions else False
    assert check.number is Verdict.of(wanted)
    assert bool(check.missing) is (wanted is None)
    assert check.verdict is check.number
    assert ("fewer applications than three" in words_of(check)) is (wanted is False)


def test_a_list_of_which_some_are_designated_is_left_open() -> None:
    """The text speaks of those designated alone: beside others it is not written."""
    check = examine(A, N, designated=(True, False), shortage=False, granted=False)
    assert (check.number, check.missing) == (Verdict.UNDETERMINED, ())
    assert "some candidates are designated" in words_of(check)
    partly = examine(A, N, designated=(True, None), shortage=False, granted=False)
    assert partly.missing == ("designation of c1",)


def comply(decisions: tuple[Any, ...]) -> bool | None:
    """Whether decisions that are all known comply; `None`: the text leaves it open."""
    ranks = sorted(decision for decision in decisions if type(decision) is int)
    given = [decision for decision in decisions if decision is A]
    if len(given) > 1 or (given and ranks) or ranks != list(range(1, len(ranks) + 1)):
        return False
    conditional = decisions.count(C)
    return None if conditional and conditional + len(given) + len(ranks) > 1 else True


@pytest.mark.parametrize("count", [1, 2, 3])
def test_decisions_are_judged_as_all_completions_are(count: int) -> None:
    """One attribution, or ranks from 1 on; what is not known may be anything."""
    known = (A, C, N, E, 1, 2, 3, 4)
    ways: dict[Any, tuple[Any, ...]] = {None: known, 0: (1, 2, 3, 4)}
    for decisions in combinations_with_replacement((*known, None, 0), count):
        completions = product(*(ways.get(decision, (decision,)) for decision in decisions))
        answers = {comply(completion) for completion in completions}
        wanted = answers.pop() if len(answers) == 1 else None
        check = examine(*decisions)
        assert check.decisions is Verdict.of(wanted), decisions
        unknown = [decision for decision in decisions if decision in (None, 0)]
        open_text = any("does not say whether it may" in remark.en for remark in check.remarks)
        assert check.decisions.decided or unknown or open_text


def test_a_check_says_what_is_wrong_and_what_is_missing() -> None:
    """In both languages, with the article."""
    check = examine(A, A, None, shortage=None)
    assert words_of(check).splitlines() == [
        "list of candidates of 1 January 2024: unmet",
        "  met: number of applications",
        "  unmet: decisions",
        "  note: the dwelling is attributed more than once",
        f"  source: {APPLICATIONS_PER_DWELLING.at(ON).sources[0]}",
    ]
    assert str(check) == str(check.explain("en"))
    assert repr(check) == "<CandidatesCheck 2024-01-01: number met, decisions unmet>"
    open_one = examine(None, 0, N)
    assert open_one.missing == ("decision of c0", "rank of c1")
    assert "à connaître pour trancher\u00a0: decision of c0\u202f; rank of c1" in words_of(
        open_one, "fr"
    )
    assert repr(open_one).endswith("missing decision of c0, rank of c1>")
    assert "the ranks are not 1, 2, 3" in words_of(examine(1, 1, 2))
    assert "stands beside another" in words_of(examine(C, 1, N))


@pytest.mark.parametrize(
    ("day", "confidence"),
    [
        (date(2017, 1, 21), Confidence.VERIFIED),
        (date(2017, 1, 22), Confidence.INFERRED),
        (date(2019, 8, 31), Confidence.INFERRED),
        (date(2019, 9, 1), Confidence.VERIFIED),
        (date(2019, 9, 2), Confidence.VERIFIED),
        (VERIFIED_UNTIL, Confidence.VERIFIED),
    ],
    ids=str,
)
def test_three_applications_were_read_on_two_days(day: date, confidence: Confidence) -> None:
    """In January 2017, and in the wording of September 2019; between, they are inferred."""
    version = APPLICATIONS_PER_DWELLING.at(day)
    assert (version.value, version.confidence) == (3, confidence)
    assert examine(A, N, N, on=day).verdict is Verdict.MET


def test_no_list_is_judged_outside_of_the_days_of_the_rule() -> None:
    """Neither before it was read nor past the last verified day."""
    for day in (date(2017, 1, 20), VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            examine(A, N, N, on=day)


def test_what_is_no_list_is_refused() -> None:
    """Nobody, two of one code, a rank of one who is not ranked, a yes that is none."""
    with pytest.raises(InvalidValueError, match="at least one candidate"):
        check_candidates([], on=ON)
    with pytest.raises(InvalidValueError, match="candidacies"):
        check_candidates([Candidacy("a"), Candidacy("a")], on=ON)
    with pytest.raises(InvalidTypeError, match="candidacies"):
        UNTYPED(["a"], on=ON)
    with pytest.raises(InvalidTypeError, match="shortage"):
        UNTYPED([Candidacy("a")], on=ON, shortage=1)
    with pytest.raises(InvalidTypeError, match="granted"):
        UNTYPED([Candidacy("a")], on=ON, granted="no")
    with pytest.raises(InvalidValueError, match="decision is RANKED"):
        Candidacy("a", A, rank=1)
    with pytest.raises(InvalidValueError, match="at least 1"):
        Candidacy("a", R, rank=0)
    with pytest.raises(InvalidObjectError):
        Candidacy("a", A, rank=0)


def test_the_mayor_decides_where_votes_are_equal() -> None:
    """Everywhere else the greater number does, whatever the mayor's vote."""
    for in_favour, against, mayor in product(range(1, 4), range(1, 4), ANSWERS):
        answer = count_votes(in_favour, against, on=ON, mayor=mayor)
        wanted = mayor if in_favour == against else in_favour > against
        assert answer.verdict is Verdict.of(wanted)
        assert answer.missing == (("mayor",) if wanted is None else ())
    assert count_votes(0, 0, on=ON).verdict is Verdict.UNDETERMINED
    untyped: Any = count_votes
    with pytest.raises(InvalidValueError, match="among those counted"):
        count_votes(0, 2, on=ON, mayor=True)
    with pytest.raises(InvalidTypeError, match="count_votes, mayor"):
        untyped(1, 1, on=ON, mayor=1)
    with pytest.raises(InvalidValueError, match="count_votes, against"):
        count_votes(1, -1, on=ON)


def test_one_seat_breaks_ties_and_six_are_of_the_landlord() -> None:
    """Ten may vote at most; the others are heard."""
    seats = {seat.code: seat for seat in COMMISSION_SEATS.on(ON)}
    assert [seat.code for seat in seats.values() if seat.breaks_ties] == ["mayor"]
    assert seats["landlord"].members == 6
    assert sum(seat.members or 0 for seat in seats.values() if seat.votes) == 10
    assert not seats["holders"].votes


@pytest.mark.parametrize(
    ("dwellings", "requested", "verdict"),
    [
        (2_000, True, Verdict.UNMET),
        (2_001, True, Verdict.MET),
        (2_001, False, Verdict.UNMET),
        (2_001, None, Verdict.UNDETERMINED),
        (2_000, None, Verdict.UNMET),
        (None, True, Verdict.UNDETERMINED),
        (None, False, Verdict.UNMET),
    ],
)
def test_a_territory_has_a_commission_above_2000_dwellings(
    dwellings: int | None, requested: Any, verdict: Verdict
) -> None:
    """Strictly more, and only where one is asked for."""
    answer = commission_owed(dwellings, requested=requested, on=ON)
    assert answer.verdict is verdict
    assert bool(answer.missing) is not verdict.decided
    untyped: Any = commission_owed
    with pytest.raises(InvalidTypeError, match="requested"):
        untyped(dwellings, requested=1, on=ON)


def test_it_meets_every_two_months_and_accounts_every_year() -> None:
    """Six meetings and an account a year; shorter pieces at the end are left out."""
    owed = commission_undertakings(Period.years(2024, 2025), by=("l1",))
    assert len(owed) == 14
    assert [str(meeting.due) for meeting in owed[:2]] == [
        "2024-01-01 to 2024-02-29",
        "2024-03-01 to 2024-04-30",
    ]
    assert [str(account.due) for account in owed[-2:]] == ["2024", "2025"]
    fifteen = Period.lasting(ON, months=15)
    codes = [undertaking.code for undertaking in commission_undertakings(fifteen, by=("l1",))]
    assert codes[-3:] == ["meeting-2024-11", "meeting-2025-01", "account-2024-01"]
    with pytest.raises(InvalidValueError, match="a year at least"):
        commission_undertakings(Period.lasting(ON, months=11), by=("l1",))
    untyped: Any = commission_undertakings
    with pytest.raises(InvalidTypeError, match="a Period"):
        untyped(2024, by=("l1",))


@pytest.mark.parametrize("first", [date(2024, 2, 29), date(2023, 12, 31), date(2024, 3, 1)])
def test_a_day_less_is_a_meeting_and_an_account_less(first: date) -> None:
    """Also from the last day of a month, where months end on other days than the first did."""
    whole = Period.lasting(first, years=6)
    owed = commission_undertakings(whole, by=("l1",))
    assert len(owed) == 6 * 6 + 6
    shorter = commission_undertakings(Period(whole.start, whole.last_day), by=("l1",))
    assert len(shorter) == len(owed) - 2


@pytest.mark.parametrize("provision", [COMMISSION_SEATS, COMMISSION_RULES])
def test_the_commission_is_known_since_it_was_read(provision: Any) -> None:
    """From 22 February 2020 to the last verified day."""
    for day in (SINCE, SINCE + DAY, VERIFIED_UNTIL):
        assert provision.at(day).confidence is Confidence.VERIFIED
    for day in (SINCE - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            provision.on(day)
        with pytest.raises(NotKnownError):
            count_votes(1, 0, on=day)
