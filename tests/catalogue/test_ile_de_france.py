from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import attrs
import pytest
from tests.told import words_of

from housing_agreements import (
    Attribution,
    Bounds,
    Finding,
    Household,
    InvalidTypeError,
    InvalidValueError,
    Outcome,
    Period,
    Place,
    PublishedFigure,
    QuotaReport,
    Schedule,
    Tally,
    Timeline,
    Verdict,
    check_eligibility,
    check_quotas,
)
from housing_agreements.catalogue.ile_de_france_2016 import (
    AGREEMENT,
    DEFICIENT,
    FIGURE_OF_2014,
    FIGURES,
    KNOWN_DEFICIENT,
    REGION,
    protocol,
)
from housing_agreements.geography.communes import communes, is_commune
from housing_agreements.geography.departments import ILE_DE_FRANCE
from housing_agreements.law.reservations.obligations import QUARTERS, Holder

SAINT_MAUR, RUNGIS = "94068", "94065"
ENDED = date(2018, 12, 31)
DAY = timedelta(days=1)
LATE = date(2022, 6, 1)
PUBLICS = {"dalo": "dalo_recognised", "temporary-housing": "leaving_temporary_housing"}
ANSWERS = (True, False, None)


def decided(
    day: date, *, priority: int, others: int = 0, commune: str = SAINT_MAUR
) -> list[Attribution]:
    """Attributions decided on a day, to priority publics and to others."""
    counts = {"dalo": priority, "none": others}
    return [
        Attribution(
            f"{name} {day} {commune}",
            "action-logement",
            commune,
            decided_on=day,
            count=count,
            publics={"dalo"} if name == "dalo" else set(),
        )
        for name, count in counts.items()
        if count
    ]


def judged(report: QuotaReport, code: str) -> dict[str, tuple[int, Verdict | None]]:
    """What was counted at least, and the verdict, by period."""
    return {str(each.period): (each.counted.low, each.verdict) for each in report.of(code)}


def in_year(findings: tuple[Finding, ...], year: int) -> Finding:
    """The finding of a calendar year."""
    return next(finding for finding in findings if finding.period == Period.year(year))


# --- Publics -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("public", "fact"), PUBLICS.items())
def test_publics_are_employees(public: str, fact: str) -> None:
    """A household belongs when it is employed and in the situation, and not when either fails."""
    for employed, situation in product(ANSWERS, repeat=2):
        given: dict[str, Any] = {"employed": employed, fact: situation}
        household = Household(**given)
        answer = check_eligibility(household, AGREEMENT, on=date(2017, 3, 1))
        both = Verdict.of(employed) & Verdict.of(situation)
        assert next(a.verdict for a in answer.assessments if a.public.code == public) is both


def test_jobseekers_are_not_named() -> None:
    """The protocol speaks of employees: a jobseeker recognised under DALO is not of its publics."""
    jobseeker = Household(
        employed=False, jobseeker=True, dalo_recognised=True, leaving_temporary_housing=True
    )
    assert check_eligibility(jobseeker, AGREEMENT, on=date(2017, 3, 1)).verdict is Verdict.UNMET


# --- Targets -------------------------------------------------------------------------------------


def test_targets_are_the_published_ones() -> None:
    """60, 80 and 100 % of 4,777, to the nearest, are 2,866, 3,822 and 4,777: 11,465 in all."""
    levels = AGREEMENT.commitment("households").at_least
    assert levels is not None
    assert levels.common == Schedule({2016: 2866, 2017: 3822, 2018: 4777})
    report = check_quotas(AGREEMENT, [], on=ENDED)
    assert [f.required for f in report.of("households-total")] == [Bounds(11_465, 11_465)]
    assert [f.required for f in report.of("announced")] == [Bounds(11_500, 11_500)]


@pytest.mark.parametrize("lack", [0, 1])
def test_years_and_sum_are_two_promises(lack: int) -> None:
    """What one year has too much makes up for another in the sum, and not in the year."""
    counts = {2016: 3866, 2017: 2822 - lack, 2018: 4777}
    ledger = [
        entry
        for year, count in counts.items()
        for entry in decided(date(year, 6, 1), priority=count)
    ]
    report = check_quotas(AGREEMENT, ledger, on=ENDED)
    assert judged(report, "households") == {
        "2016": (3866, Verdict.MET),
        "2017": (2822 - lack, Verdict.UNMET),
        "2018": (4777, Verdict.MET),
    }
    total = Verdict.UNMET if lack else Verdict.MET
    assert judged(report, "households-total") == {"2016-2018": (11_465 - lack, total)}


def test_announced_is_more_than_the_sum() -> None:
    """11,465 households keep the targets, and not the 11,500 that were announced."""
    ledger = [
        entry
        for year, count in {2016: 2866, 2017: 3822, 2018: 4777}.items()
        for entry in decided(date(year, 6, 1), priority=count)
    ]
    report = check_quotas(AGREEMENT, ledger, on=ENDED)
    assert report.of("households-total")[0].verdict is Verdict.MET
    (announced,) = report.of("announced")
    assert (announced.verdict, announced.shortfall) == (Verdict.UNMET, Bounds(35, 35))


def test_same_counts_as_shares() -> None:
    """Of 19,108 a year, 2,866 miss 15 % by a fifth of a household; 3,822 and 4,777 suffice."""
    figures = [
        PublishedFigure(("households", "quarter"), year, counted, base=19_108)
        for year, counted in {2016: 2866, 2017: 3822, 2018: 4777}.items()
    ]
    report = check_quotas(AGREEMENT, Tally.from_counts(AGREEMENT, figures), on=ENDED)
    assert [f.verdict for f in report.of("households")] == [Verdict.MET] * 3
    assert [f.verdict for f in report.of("quarter")] == [Verdict.UNMET, Verdict.MET, Verdict.MET]
    first = report.of("quarter")[0]
    assert (first.rate, first.owed) == (
        Bounds(Fraction(2866, 19_108), Fraction(2866, 19_108)),
        Bounds(Fraction(28_662, 10), Fraction(28_662, 10)),
    )
    assert "(14.999 %)" in words_of(first, "en")


# --- Published figures ---------------------------------------------------------------------------


def test_rounded_outcome_decides_nothing() -> None:
    """About 11,500 may be less or more than 11,465, and than 11,500: both stay undetermined."""
    report = check_quotas(AGREEMENT, Tally.from_counts(AGREEMENT, FIGURES), on=ENDED)
    for code in ("households-total", "announced"):
        (finding,) = report.of(code)
        assert (finding.counted, finding.verdict) == (
            Bounds(11_450, 11_549),
            Verdict.UNDETERMINED,
        )


def test_published_years() -> None:
    """About 4,700 is less than 4,777 for certain; a year without a figure is not taken for none."""
    report = check_quotas(AGREEMENT, Tally.from_counts(AGREEMENT, FIGURES), on=ENDED)
    without, also_without, last = report.of("households")
    assert without.outcome is also_without.outcome is Outcome.NO_FIGURE
    assert without.verdict is also_without.verdict is None
    assert (last.counted, last.verdict) == (Bounds(4_650, 4_749), Verdict.UNMET)
    assert {each.outcome for each in report.of("quarter")} == {Outcome.NO_FIGURE}


def test_2014_counts_in_nothing() -> None:
    """The 1,445 households of 2014, before the protocol, are refused: nothing reads them."""
    assert FIGURE_OF_2014.counted == Bounds.exactly(1445)
    with pytest.raises(InvalidValueError, match="it is judged over 2016, 2017, 2018"):
        Tally.from_counts(AGREEMENT, [FIGURE_OF_2014])


# --- Communes ------------------------------------------------------------------------------------


def test_the_region_is_made_of_its_communes() -> None:
    """The region has 1,268 communes in 2019, and covers each of them."""
    listed = [code for each in ILE_DE_FRANCE for code in communes(each, edition=2019)]
    assert len(listed) == 1268
    inside = {REGION.covers(Place(code), on=ENDED) for code in listed}
    assert inside == {Verdict.MET}


def test_deficient_communes_are_official() -> None:
    """Thirty-seven deficient communes are known, all in the official list, so many a department."""
    known = DEFICIENT.communes
    assert len(known) == 37
    assert {is_commune(each, edition=2019) for each in known} == {Verdict.MET}
    by_department = {code: sum(each[:2] == code for each in known) for code in ILE_DE_FRANCE}
    assert by_department == {
        "75": 0,
        "77": 5,
        "78": 6,
        "91": 6,
        "92": 1,
        "93": 3,
        "94": 6,
        "95": 10,
    }


# --- The derogation ------------------------------------------------------------------------------


def test_findings_on_the_derogation_say_the_list_is_incomplete() -> None:
    """With the communes that are known, every finding on the derogation says that two are not."""
    report = check_quotas(AGREEMENT, decided(date(2016, 6, 1), priority=1), on=LATE)
    findings = [*report.of("deficient-communes"), *report.of("after-deficiency")]
    assert len(findings) == 9
    for finding in findings:
        assert "the protocol counts 39, the sources name 37" in words_of(finding, "en")
        assert "le protocole en compte 39" in words_of(finding, "fr")
    others = [finding for finding in report if finding not in findings]
    assert [finding for finding in others if finding.caveats] == []


def test_complete_list_has_no_caveat() -> None:
    """With a list of one's own no finding says that it is incomplete."""
    mine = protocol(Timeline.constant(frozenset({SAINT_MAUR})))
    report = check_quotas(mine, decided(date(2016, 6, 1), priority=1), on=LATE)
    assert [finding for finding in report if finding.caveats] == []


def test_known_list_is_not_passed_off_for_the_next() -> None:
    """The known list answers in 2016 and 2017 alone: on other days it does not know."""
    days = {
        date(2015, 12, 31): None,
        date(2016, 1, 1): 37,
        date(2017, 12, 31): 37,
        date(2018, 1, 1): None,
    }
    told = {
        day: len(KNOWN_DEFICIENT.on(day)) if KNOWN_DEFICIENT.known_on(day) else None for day in days
    }
    assert told == days
    ledger = [
        *decided(date(2017, 12, 31), priority=1, commune=RUNGIS),
        *decided(date(2018, 1, 1), priority=1, commune=RUNGIS),
    ]
    findings = check_quotas(AGREEMENT, ledger, on=ENDED).of("deficient-communes")
    assert in_year(findings, 2017).outcome is Outcome.EMPTY_BASE
    assert in_year(findings, 2018).base == Bounds(0, 1)


@pytest.mark.parametrize(
    ("commune", "in_base"),
    [(code, True) for code in sorted(DEFICIENT.communes)] + [(RUNGIS, False)],
)
def test_known_communes_are_in_the_base(commune: str, in_base: bool) -> None:  # noqa: FBT001  # a case of the table
    """Each known commune is in the base of the derogation in 2016, and its neighbours are not."""
    ledger = decided(date(2016, 6, 1), priority=1, commune=commune)
    finding = in_year(check_quotas(AGREEMENT, ledger, on=ENDED).of("deficient-communes"), 2016)
    assert finding.base == Bounds(int(in_base), int(in_base))


@pytest.mark.parametrize(
    ("code", "year", "priority", "verdict"),
    [
        ("deficient-communes", 2016, 50, Verdict.MET),
        ("deficient-communes", 2016, 49, Verdict.UNMET),
        ("after-deficiency", 2018, 30, Verdict.MET),
        ("after-deficiency", 2018, 29, Verdict.UNMET),
        ("after-deficiency", 2020, 30, Verdict.MET),
        ("after-deficiency", 2020, 29, Verdict.UNMET),
    ],
)
def test_half_then_thirty_percent(code: str, year: int, priority: int, verdict: Verdict) -> None:
    """Half of a hundred while the commune is deficient, thirty in the three years after."""
    mine = protocol(Timeline.of_members({SAINT_MAUR: Period.years(2015, 2017)}))
    ledger = decided(date(year, 6, 1), priority=priority, others=100 - priority)
    report = check_quotas(mine, ledger, on=LATE)
    assert in_year(report.of(code), year).verdict is verdict
    other = {"deficient-communes": "after-deficiency"}.get(code, "deficient-communes")
    assert {finding.verdict for finding in report.of(other)} == {None}


LEFT = date(2017, 5, 10)


@pytest.mark.parametrize(
    ("day", "during", "after"),
    [
        (LEFT - DAY, True, False),
        (LEFT, False, True),
        (LEFT + DAY, False, True),
        (date(2020, 5, 9), False, True),
        (date(2020, 5, 10), False, False),
        (date(2020, 5, 11), False, False),
    ],
    ids=str,
)
def test_days_around_a_leaving(day: date, during: bool, after: bool) -> None:  # noqa: FBT001  # cases of the table
    """From the day it leaves, a commune is under the second rule, for three years to the day."""
    mine = protocol(Timeline.of_members({SAINT_MAUR: Period(date(2015, 1, 1), LEFT)}))
    report = check_quotas(mine, decided(day, priority=1), on=LATE)
    counted = {
        code: sum(finding.base.low for finding in report.of(code))
        for code in ("deficient-communes", "after-deficiency")
    }
    # The first rule is judged on the years of the term only.
    assert counted == {"deficient-communes": int(during), "after-deficiency": int(after)}


@pytest.mark.parametrize(
    ("left", "counts"),
    [
        (date(2015, 12, 31), False),
        (date(2016, 1, 1), False),
        (date(2016, 1, 2), True),
        (date(2018, 12, 31), True),
        (date(2019, 1, 1), True),
        (date(2019, 1, 2), False),
    ],
    ids=str,
)
def test_only_communes_deficient_in_the_term_count_after(left: date, counts: bool) -> None:  # noqa: FBT001  # a case of the table
    """The three years are owed by communes that were deficient in the term and left by its end."""
    mine = protocol(Timeline.of_members({SAINT_MAUR: Period(date(2014, 1, 1), left)}))
    after = mine.commitment("after-deficiency").territory
    assert after is not None
    assert (after.covers(Place(SAINT_MAUR), on=left + DAY) is Verdict.MET) is counts


def test_thirty_percent_reaches_past_the_term() -> None:
    """A commune that leaves at the end of the term owes 30 % in 2019, 2020 and 2021."""
    mine = protocol(Timeline.of_members({SAINT_MAUR: Period.years(2014, 2018)}))
    ledger = [
        entry
        for year in range(2016, 2023)
        for entry in decided(date(year, 6, 1), priority=1, others=9)
    ]
    findings = check_quotas(mine, ledger, on=date(2023, 1, 1)).of("after-deficiency")
    assert [str(finding.period) for finding in findings if finding.verdict is Verdict.UNMET] == [
        "2019",
        "2020",
        "2021",
    ]


@pytest.mark.parametrize(
    ("deficient", "error", "said"),
    [
        ({SAINT_MAUR}, InvalidTypeError, "a timeline of sets of INSEE codes"),
        (Timeline.constant(frozenset({"59350"})), InvalidValueError, "communes of Île-de-France"),
        (Timeline.constant(frozenset({"9406"})), InvalidValueError, "an INSEE commune code"),
        (Timeline({date(2019, 1, 1): frozenset({SAINT_MAUR})}), InvalidValueError, "the term"),
    ],
    ids=["type", "region", "form", "late"],
)
def test_impossible_list_is_refused(deficient: object, error: type[Exception], said: str) -> None:
    """A list that is no timeline, of another region, or later than the term is an error."""
    with pytest.raises(error, match=said):
        protocol(deficient)  # type: ignore[arg-type]  # wrong on purpose


def test_list_may_begin_in_the_term() -> None:
    """A list known only from some day of the term on leaves the days before it open."""
    mine = protocol(Timeline({date(2018, 12, 31): frozenset({SAINT_MAUR})}))
    ledger = decided(date(2018, 12, 30), priority=1) + decided(date(2018, 12, 31), priority=2)
    finding = in_year(check_quotas(mine, ledger, on=ENDED).of("deficient-communes"), 2018)
    assert finding.base == Bounds(2, 3)


def test_only_the_list_differs() -> None:
    """A list of one's own changes the territories of the derogation, and nothing else."""
    mine = protocol(Timeline.constant(frozenset({SAINT_MAUR})))
    kept = attrs.evolve(mine, commitments=(*mine.commitments[:-2], *AGREEMENT.commitments[-2:]))
    assert kept == AGREEMENT
    assert mine != AGREEMENT


def test_the_rise_is_that_of_the_law() -> None:
    """60, 80 and 100 % of the quarter that the law asked at the signature, by its article."""
    law = QUARTERS[Holder.ACTION_LOGEMENT]
    owed = law.on(date(2016, 3, 7))
    promised = AGREEMENT.commitment("quarter")
    assert owed is not None
    assert promised.at_least is not None
    steps = {2016: Fraction(3, 5), 2017: Fraction(4, 5), 2018: Fraction(1)}
    for year, step in steps.items():
        assert promised.at_least.at(Period.year(year)) == step * owed.share
    for day in (date(2016, 3, 7), ENDED):
        assert set(law.at(day).sources) < set(promised.sources)
