"""A constant level is owed in each whole year of the agreement, and in no piece of one."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing_agreements import (
    Agreement,
    AgreementKind,
    Amendment,
    Attribution,
    Contingent,
    Outcome,
    Party,
    Per,
    Period,
    PriorityPublic,
    QuotaReport,
    Share,
    Stage,
    Territory,
    Volume,
    check_quotas,
    facts,
)
from housing_agreements.testing.strategies import days

GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
HOLDER = Party("holder", "The holder")
FIRST_DAYS = days(min_value=date(2016, 1, 1), max_value=date(2017, 12, 31))
LONG_AFTER = date(2030, 1, 1)
COMMUNES = ("33063", "33039")


def agreement_of(term: Period, **stated: Any) -> Agreement:
    """An agreement that promises a number, a share and a number by commune, in constant levels."""
    counts: dict[str, Any] = {"to": ("p",), "stage": Stage.DECIDED, **stated}
    return Agreement(
        "synthetic",
        AgreementKind.OTHER,
        "A synthetic agreement",
        parties=(HOLDER,),
        signed_on=None,
        term=term,
        territory=GIRONDE,
        contingents=(Contingent("rights", HOLDER, GIRONDE),),
        publics=(PriorityPublic("p", "P", facts.employed),),
        commitments=(
            Volume("number", at_least=5, **counts),
            Share("share", at_least="25 %", **counts),
            Volume("by-commune", at_least=dict.fromkeys(COMMUNES, 2), per=Per.COMMUNE, **counts),
        ),
    )


def decided(day: date) -> Attribution:
    """A decision of one day that counts."""
    return Attribution("d", "rights", "33063", decided_on=day, publics={"p"})


def owed(report: QuotaReport, code: str) -> list[tuple[Period, str]]:
    """What a commitment owes, period by period."""
    return [(finding.period, str(finding.required)) for finding in report.of(code)]


@given(FIRST_DAYS | st.just(date(2016, 2, 29)), st.integers(1, 4))
@settings(max_examples=30)
def test_a_number_is_owed_in_each_year_from_the_first_day(start: date, years: int) -> None:
    """Whole, once a year, for the total and for each group; added up when it is cumulative."""
    term = Period.lasting(start, years=years)
    each = term.split(years=1)
    report = check_quotas(agreement_of(term), [], on=LONG_AFTER)
    assert owed(report, "number") == [(year, "5") for year in each]
    assert owed(report, "by-commune") == [(year, "2") for year in each for _ in COMMUNES]
    assert [finding.period for finding in report.of("share")] == list(each)
    summed = check_quotas(agreement_of(term, cumulative=True), [], on=LONG_AFTER)
    assert owed(summed, "number") == [(term, str(5 * years))]
    assert owed(summed, "by-commune") == [(term, str(2 * years))] * 2


@given(FIRST_DAYS, st.integers(1, 3), st.integers(1, 800), st.integers(0, 1500))
@settings(max_examples=40)
def test_a_longer_term_owes_no_more_than_its_whole_years(
    start: date, years: int, more: int, later: int
) -> None:
    """What was owed is owed still, whole years are added, and a rest counts for nothing."""
    term = Period.lasting(start, years=years)
    longer = Period(start, term.end + timedelta(days=more))
    day = start + timedelta(days=later)
    amendment = Amendment(effective=term.last_day, signed_on=term.start, term=longer)
    agreement = agreement_of(term)
    before = check_quotas(agreement, [decided(day)], on=LONG_AFTER)
    after = check_quotas(agreement.amend(amendment), [decided(day)], on=LONG_AFTER)
    whole = [year for year in longer.split(years=1) if year == Period.lasting(year.start, years=1)]
    for code in ("number", "by-commune"):
        assert owed(after, code)[: len(owed(before, code))] == owed(before, code)
    assert owed(after, "number") == [(year, "5") for year in whole]
    counted = {finding.period: str(finding.counted) for finding in after.of("number")}
    assert counted == {year: "1" if day in year else "0" for year in whole}


@pytest.mark.parametrize(
    ("last_day", "judged"),
    [
        (date(2018, 12, 31), {"2018": "5", "2019": None, "2020": None}),
        (date(2019, 12, 30), {"2018": "5", "2019": None, "2020": None}),
        (date(2019, 12, 31), {"2018": "5", "2019": "5", "2020": None}),
    ],
)
def test_a_term_that_ends_sooner_owes_nothing_for_the_year_it_cuts(
    last_day: date, judged: dict[str, str | None]
) -> None:
    """The years that are lost are reported, with nothing promised for them."""
    shorter = Period(date(2018, 1, 1), last_day + timedelta(days=1))
    amendment = Amendment(effective=date(2018, 6, 1), signed_on=date(2018, 6, 1), term=shorter)
    agreement = agreement_of(Period.years(2018, 2020)).amend(amendment)
    report = check_quotas(agreement, [], on=LONG_AFTER)
    for code, level in (("number", "5"), ("share", None)):
        for finding in report.of(code):
            kept = judged[str(finding.period)] is not None
            assert (finding.outcome is Outcome.NO_LEVEL) is not kept
            if kept and level:
                assert str(finding.required) == level
    assert [str(finding.period) for finding in report.of("number")] == ["2018", "2019", "2020"]
