"""The quarter as a commitment: what it asks, and what it comes to, on each day of the law."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    Agreement,
    AgreementKind,
    Amendment,
    Attribution,
    Contingent,
    Finding,
    Judge,
    Party,
    Per,
    Period,
    PriorityPublic,
    Rounding,
    Share,
    Stage,
    Territory,
    Verdict,
    check_quotas,
    facts,
)
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL
from housing_agreements.law.reservations.obligations import QUARTERS, Holder
from housing_agreements.law.reservations.quarter import quarter, quarter_publics, quarters
from housing_agreements.testing.strategies import days

DAY = timedelta(days=1)
ANNUAL = date(2017, 1, 29)
ALS = Party("als", "Action Logement Services")
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
LATE = date(2026, 1, 1)
Y2016 = Period.year(2016)
UNTYPED: Any = quarter


def agreement(
    term: Period, commitments: tuple[Share, ...], publics: tuple[PriorityPublic, ...] = ()
) -> Agreement:
    """An agreement that promises what the law asks, with two publics of its own or others."""
    own = (
        PriorityPublic("dalo", "DALO", facts.dalo_recognised),
        PriorityPublic("shelter", "shelter leavers", facts.leaving_temporary_housing),
    )
    return Agreement(
        "example",
        AgreementKind.OTHER,
        "An example",
        parties=(ALS,),
        signed_on=None,
        term=term,
        territory=GIRONDE,
        contingents=(Contingent("als", ALS, GIRONDE),),
        publics=publics or own,
        commitments=commitments,
    )


def made(day: date, *, programme: str | None = "P1", **counts: int) -> list[Attribution]:
    """Attributions decided on a day, so many to each public, and to none."""
    return [
        Attribution(
            f"{public} {day} {programme}",
            "als",
            "33063",
            decided_on=day,
            programme=programme,
            publics=set() if public == "none" else {public},
            count=count,
        )
        for public, count in counts.items()
        if count
    ]


def judged(share: Share, ledger: list[Attribution], *, term: Period) -> tuple[Finding, ...]:
    """The findings on one commitment, once all is over."""
    return tuple(check_quotas(agreement(term, (share,)), ledger, on=LATE))


# --- The commitment ------------------------------------------------------------------------------


@pytest.mark.parametrize("holder", QUARTERS)
def test_the_quarter_counts_decisions_exactly(holder: Holder) -> None:
    """A quarter, of attributions decided, without rounding, over the whole of a contingent."""
    share = quarter(holder, on=ANNUAL, contingents=("als",), landlords=("l1",))
    assert share.at_least is not None
    assert share.at_least.common == Fraction(1, 4)
    assert (share.stage, share.rounding) == (Stage.DECIDED, Rounding.EXACT)
    assert (share.contingents, share.landlords, share.periods) == (("als",), ("l1",), None)
    assert (share.per, share.judge) == ((), None)


def test_it_is_counted_by_programme_until_28_january_2017() -> None:
    """The day before, programme by programme and judged so; on the day and after, over the year."""
    for day, per in ((ANNUAL - DAY, (Per.PROGRAMME,)), (ANNUAL, ()), (ANNUAL + DAY, ())):
        share = quarter(Holder.ACTION_LOGEMENT, on=day)
        assert share.per == per
        assert share.judge is (Judge.GROUPS if per else None)


def test_publics_and_codes_agree() -> None:
    """Without publics of one's own, the codes are those that the law's publics bear."""
    for holder, provision in QUARTERS.items():
        for version in provision.versions:
            if version.value is not None:
                share = quarter(holder, on=version.since)
                codes = [public.code for public in quarter_publics(holder, on=version.since)]
                others = share.substitute.to if share.substitute else ()
                assert [*share.to, *others] == codes


@pytest.mark.parametrize("holder", QUARTERS)
def test_no_cap_is_written_for_those_who_count_failing_the_main_publics(holder: Holder) -> None:
    """They may make up the whole, and the finding says that this is not limited."""
    share = quarter(holder, on=ANNUAL)
    assert share.substitute is not None
    assert share.substitute.at_most == 1
    assert any("up to what the law does not limit" in caveat.en for caveat in share.caveats)
    assert any("the prefect attributes" in caveat.en for caveat in share.caveats)


def test_a_part_may_be_set_by_an_agreement() -> None:
    """Then the main publics owe the rest, in the law of 2014 as in that of 2017."""
    for day in (date(2014, 3, 27), ANNUAL):
        share = quarter(
            Holder.ACTION_LOGEMENT, on=day, to=("dalo",), failing=("shelter",), part="1/2"
        )
        assert share.to == ("dalo",)
        assert share.substitute is not None
        assert (share.substitute.to, share.substitute.at_most) == (("shelter",), Fraction(1, 2))
        assert any("that of an agreement, not of the law" in caveat.en for caveat in share.caveats)


def test_one_who_names_only_main_publics_has_no_others() -> None:
    """Nobody else counts unless named."""
    share = quarter(Holder.ACTION_LOGEMENT, on=ANNUAL, to=("dalo", "shelter"))
    assert (share.to, share.substitute) == (("dalo", "shelter"), None)


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"holder": Holder.STATE}, InvalidValueError, "reserved for priority persons"),
        ({"holder": "als"}, InvalidTypeError, "a Holder"),
        ({"on": "2018"}, InvalidTypeError, "a day"),
        ({"on": date(2009, 3, 27)}, NotKnownError, "no earlier version"),
        ({"on": VERIFIED_UNTIL + DAY}, NotKnownError, "the last one verified"),
        (
            {"holder": Holder.LANDLORD, "on": ANNUAL - DAY},
            NotKnownError,
            "a day from 2017-01-29 on; the law asked none of this holder before",
        ),
        ({"to": "dalo"}, InvalidTypeError, "write a tuple"),
        ({"failing": "dalo"}, InvalidTypeError, "write a tuple"),
        ({"part": "3/2"}, InvalidValueError, "at most 1"),
        ({"to": ("dalo",), "part": "1/2"}, InvalidValueError, "in failing="),
        (
            {"on": date(2014, 3, 26), "to": ("dalo",), "failing": ("shelter",)},
            InvalidValueError,
            "lets nobody else count",
        ),
        (
            {"on": date(2014, 3, 27), "to": ("dalo",), "failing": ("shelter",)},
            NotKnownError,
            "which the law does not state",
        ),
        (
            {"on": ANNUAL - DAY, "to": ("dalo",), "failing": ("shelter",)},
            NotKnownError,
            "as the agreement with the prefect has it",
        ),
    ],
    ids=str,
)
def test_impossible_quarters_are_refused(
    given: dict[str, Any], error: type[Exception], said: str
) -> None:
    """Each says what was given, what was expected, and what to do."""
    asked: dict[str, Any] = {"holder": Holder.ACTION_LOGEMENT, "on": ANNUAL} | given
    with pytest.raises(error, match=said):
        UNTYPED(asked.pop("holder"), **asked)


def test_several_faults_are_told_together() -> None:
    """Codes that are none, on both sides, are one error."""
    with pytest.raises(InvalidObjectError) as caught:
        UNTYPED(Holder.ACTION_LOGEMENT, on=ANNUAL, to=("",), failing=(3,))
    assert len(caught.value.faults) == 2


# --- What it comes to ----------------------------------------------------------------------------


@pytest.mark.parametrize(("priority", "verdict"), [(402, Verdict.UNMET), (403, Verdict.MET)])
def test_a_quarter_of_1612_is_403(priority: int, verdict: Verdict) -> None:
    """The figures of the Gironde protocol of 2018 are those of the law."""
    share = quarter(Holder.ACTION_LOGEMENT, on=date(2018, 1, 1), to=("dalo",))
    ledger = made(date(2018, 5, 1), dalo=priority, none=1612 - priority)
    (finding,) = judged(share, ledger, term=Period.year(2018))
    assert finding.required is not None
    assert finding.shortfall is not None
    assert (finding.base.value, finding.required.value) == (1612, 403)
    assert (finding.verdict, finding.shortfall.value) == (verdict, 403 - priority)


@pytest.mark.parametrize(("base", "required"), [(19_108, 4777), (19_109, 4778), (19_112, 4778)])
def test_a_quarter_that_is_not_whole_requires_the_next_number(base: int, required: int) -> None:
    """4,777 a year are due in Île-de-France for 19,108 attributions; one more asks for 4,778."""
    share = quarter(Holder.ACTION_LOGEMENT, on=date(2018, 1, 1), to=("dalo",))
    ledger = made(date(2018, 5, 1), dalo=4777, none=base - 4777)
    (finding,) = judged(share, ledger, term=Period.year(2018))
    assert finding.required is not None
    assert finding.required.value == required
    assert finding.verdict is (Verdict.MET if required == 4777 else Verdict.UNMET)
    assert "to require the next whole number is an interpretation" in words_of(finding)


def test_others_count_failing_the_main_publics_and_are_told() -> None:
    """A quarter made of others only is met, and the finding shows how many they are."""
    share = quarter(
        Holder.ACTION_LOGEMENT,
        on=ANNUAL,
        to=("dalo",),
        failing=("shelter",),
        periods=[Period.year(2018)],
    )
    ledger = made(date(2018, 5, 1), dalo=1, shelter=24, none=75)
    (finding,) = judged(share, ledger, term=Period.year(2018))
    assert (finding.verdict, finding.substitutes.value) == (Verdict.MET, 24)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 100))
def test_a_part_that_is_not_stated_is_not_decided(dalo: int, housed: int, others: int) -> None:
    """From 2014 to 2017 it is met by main publics, missed without enough of both, else open."""
    day = date(2016, 5, 1)
    publics = quarter_publics(Holder.ACTION_LOGEMENT, on=day)
    law = agreement(Period.year(2016), (quarter(Holder.ACTION_LOGEMENT, on=day),), publics)
    counts: Any = {"worker-dalo": dalo, "none": others}
    ledger = made(day, **counts)
    if housed:
        possible = Attribution(
            "housed",
            "als",
            "33063",
            decided_on=day,
            programme="P1",
            possible_publics={"temporary-housing"},
            count=housed,
        )
        ledger.append(possible)
    findings = check_quotas(law, ledger, on=LATE)
    owed = Fraction(dalo + housed + others, 4)
    expected = Verdict.UNDETERMINED
    if dalo >= owed:
        expected = Verdict.MET
    elif dalo + housed < owed:
        expected = Verdict.UNMET
    assert [finding.verdict for finding in findings] == ([expected] if owed else [])


def test_before_2017_each_programme_owes_its_quarter() -> None:
    """A programme far above makes up for none of another; since, it does."""
    ledger = [
        *made(date(2016, 5, 1), programme="P1", dalo=40),
        *made(date(2016, 5, 1), programme="P2", none=10),
    ]
    share = quarter(Holder.ACTION_LOGEMENT, on=date(2016, 5, 1), to=("dalo",))
    by_programme = {each.group: each.verdict for each in judged(share, ledger, term=Y2016)}
    assert by_programme == {"P1": Verdict.MET, "P2": Verdict.UNMET}
    later = quarter(Holder.ACTION_LOGEMENT, on=ANNUAL, to=("dalo",))
    assert [each.verdict for each in judged(later, ledger, term=Y2016)] == [Verdict.MET]


# --- Over a term ---------------------------------------------------------------------------------


def test_a_term_that_meets_both_laws_has_one_commitment_for_each() -> None:
    """From 2016 to 2018: by programme up to 28 January 2017, over the year from the 29th."""
    shares = quarters(
        Holder.ACTION_LOGEMENT, Period.years(2016, 2018), contingents=("als",), to=("dalo",)
    )
    assert [share.code for share in shares] == ["quarter-2014", "quarter-2017"]
    ledger = [
        entry
        for day in (date(2016, 6, 1), ANNUAL - DAY, ANNUAL, date(2018, 6, 1))
        for entry in [
            *made(day, programme="P1", dalo=40),
            *made(day, programme="P2", none=10),
        ]
    ]
    report = check_quotas(agreement(Period.years(2016, 2018), shares), ledger, on=LATE)
    found = [(str(each.period), each.group, each.verdict) for each in report]
    assert found == [
        ("2016", "P1", Verdict.MET),
        ("2016", "P2", Verdict.UNMET),
        ("2017-01-01 to 2017-01-28", "P1", Verdict.MET),
        ("2017-01-01 to 2017-01-28", "P2", Verdict.UNMET),
        ("2017-01-29 to 2017-12-31", None, Verdict.MET),
        ("2018", None, Verdict.MET),
    ]
    assert all("judged apart" in words_of(each) for each in report)


def test_an_amendment_takes_the_whole_year_with_it() -> None:
    """Replaced on 29 January 2017, it is judged over all of 2017 by the law of the last day."""
    term = Period.years(2016, 2018)
    before, since = (
        quarter(Holder.ACTION_LOGEMENT, on=day, to=("dalo",)) for day in (term.start, ANNUAL)
    )
    mine = agreement(term, (before,)).amend(
        Amendment(effective=ANNUAL, signed_on=ANNUAL, replace=(since,))
    )
    ledger = made(date(2017, 1, 5), programme="P1", dalo=40) + made(
        date(2017, 6, 1), programme="P2", none=10
    )
    report = check_quotas(mine, ledger, on=LATE)
    judged_2017 = [each for each in report if each.period == Period.year(2017)]
    assert [(each.group, each.verdict) for each in judged_2017] == [(None, Verdict.MET)]


@given(days(min_value=date(2009, 3, 28), max_value=date(2026, 3, 1)), st.integers(1, 3000))
def test_each_day_of_a_term_lies_in_one_period(start: date, length: int) -> None:
    """The periods of all the commitments together cut the term, without gap or overlap."""
    term = Period(start, min(start + length * DAY, VERIFIED_UNTIL + DAY))
    shares = quarters(Holder.ACTION_LOGEMENT, term)
    periods = sorted(period for share in shares for period in share.periods or ())
    assert (periods[0].start, periods[-1].end) == (term.start, term.end)
    assert all(one.end == other.start for one, other in pairwise(periods))
    for share in shares:
        for period in share.periods or ():
            for day in (period.start, period.last_day):
                of_day = quarter(Holder.ACTION_LOGEMENT, on=day)
                assert (of_day.to, of_day.per) == (share.to, share.per)


def test_a_renaming_cuts_nothing() -> None:
    """On 22 October 2016 only the name of who owes it changes: the year stays whole."""
    (share,) = quarters(Holder.ACTION_LOGEMENT, Period.years(2015, 2016))
    assert share.periods == (Period.year(2015), Period.year(2016))
    law = QUARTERS[Holder.ACTION_LOGEMENT]
    first, renamed = law.at(date(2015, 1, 1)), law.at(date(2016, 12, 31))
    assert set(share.sources) == {*first.sources, *renamed.sources}
    assert not set(share.sources) & set(law.at(ANNUAL).sources)


def test_days_without_an_obligation_are_left_out() -> None:
    """A local authority owes it from 29 January 2017 only; before 2009 nothing is held."""
    (share,) = quarters(Holder.LOCAL_AUTHORITY, Period.years(2016, 2017))
    assert share.periods == (Period(ANNUAL, date(2018, 1, 1)),)
    assert quarters(Holder.LOCAL_AUTHORITY, Period.years(2015, 2016)) == ()
    for term in (Period.years(2008, 2010), Period.years(2025, 2027)):
        with pytest.raises(NotKnownError):
            quarters(Holder.ACTION_LOGEMENT, term)


def test_a_term_may_begin_before_anybody_counted_failing_the_main_publics() -> None:
    """Over 2013 to 2015 they count from 27 March 2014 on, for the part that is set."""
    first, second = quarters(
        Holder.ACTION_LOGEMENT,
        Period.years(2013, 2015),
        to=("dalo",),
        failing=("shelter",),
        part="1/4",
    )
    assert (first.code, first.substitute) == ("quarter-2009", None)
    assert second.code == "quarter-2014"
    assert second.substitute is not None
    assert second.substitute.at_most == Fraction(1, 4)


def test_a_quarter_is_a_commitment_like_any_other() -> None:
    """It can be evolved: another stage, another title, tags left out."""
    share = quarter(Holder.ACTION_LOGEMENT, on=ANNUAL, to=("dalo",), code="law")
    evolved = attrs.evolve(share, stage=Stage.AVAILABLE, leaving_out=("transfer",))
    assert (evolved.code, evolved.stage) == ("law", Stage.AVAILABLE)
    assert evolved.sources == share.sources


@pytest.mark.parametrize("term", [2018, "a year", date(2018, 1, 1), None])
def test_term_of_quarters_is_a_period(term: Any) -> None:
    """A year or a day as the term of quarters is refused, and a period asked for."""
    with pytest.raises(InvalidTypeError, match=r"quarters, term: .*; write Period.year\(2018\)"):
        quarters(Holder.ACTION_LOGEMENT, term)


@pytest.mark.parametrize("holder", [Holder.LANDLORD, Holder.LOCAL_AUTHORITY])
def test_a_wording_that_was_read_cuts_no_year(holder: Holder) -> None:
    """2022 is judged whole: what is owed stays the same when its clause is read; both are cited."""
    (share,) = quarters(holder, Period.years(2021, 2023))
    assert [str(period) for period in share.periods or ()] == ["2021", "2022", "2023"]
    assert any(
        "was not read as it stood until 22 February 2022" in each.en for each in share.caveats
    )
    assert any("23 février 2022" in (source.article or "") for source in share.sources)
    after = quarter(holder, on=date(2022, 2, 23))
    assert not any("was not read" in each.en for each in after.caveats)


def test_the_fonciere_owes_by_programme_until_2017() -> None:
    """From 22 October 2016 on; before, what it owed is not held."""
    old, new = quarters(Holder.FONCIERE, Period(date(2016, 10, 22), date(2019, 1, 1)))
    assert (old.per, new.per) == ((Per.PROGRAMME,), ())
    assert [str(period) for period in old.periods or ()] == [
        "2016-10-22 to 2016-12-31",
        "2017-01-01 to 2017-01-28",
    ]
    with pytest.raises(NotKnownError):
        quarters(Holder.FONCIERE, Period(date(2016, 10, 21), date(2019, 1, 1)))
