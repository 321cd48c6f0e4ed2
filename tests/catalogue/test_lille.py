"""Golden cases on the Lille agreements. Every ledger here is synthetic: nothing in it is real."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from tests.told import words_of

from housing_agreements import (
    Bounds,
    Household,
    InvalidTypeError,
    InvalidValueError,
    Period,
    Production,
    Territory,
    Verdict,
    check_eligibility,
    check_quotas,
)
from housing_agreements.catalogue import lille_2018, lille_ciet_2017, lille_plh_2012
from housing_agreements.catalogue.register import resolve

PARTNERSHIP, CIET = lille_2018.AGREEMENT, lille_ciet_2017.AGREEMENT
PROGRAMME = lille_plh_2012.AGREEMENT
ENDED = date(2019, 1, 1)
JUNE = date(2018, 6, 1)
LILLE, ALLENNES = "59350", "59005"
NORTH = Territory("59", "Nord", "department", departments=("59",))


def approved(count: int, financing: str | None = "PLUS", **given: Any) -> Production:
    """Synthetic homes whose financing is approved, in Lille and in June 2018 unless said."""
    stated: dict[str, Any] = {"commune": LILLE, "approved_on": JUNE, **given}
    return Production(f"{financing} {given}", financing=financing, count=count, **stated)


# --- The partnership -----------------------------------------------------------------------------


@pytest.mark.parametrize(("homes", "verdict"), [(2299, Verdict.UNMET), (2300, Verdict.MET)])
def test_social_homes_of_the_year(homes: int, verdict: Verdict) -> None:
    """2,300 social homes keep the promise of 2018 whatever their financing; 2,299 do not."""
    ledger = [approved(1000, "PLAI"), approved(1000, "PLUS"), approved(homes - 2000, "PLS")]
    (finding,) = check_quotas(PARTNERSHIP, ledger, on=ENDED)
    assert (finding.counted, finding.required) == (Bounds(homes, homes), Bounds(2300, 2300))
    assert (finding.verdict, finding.settled) == (verdict, True)


def test_other_homes_are_not_social() -> None:
    """A home with another financing does not count; one whose financing is unknown may."""
    ledger = [approved(500, "PLI"), approved(7, None), approved(100)]
    (finding,) = check_quotas(PARTNERSHIP, ledger, on=ENDED)
    assert finding.counted == Bounds(100, 107)


def test_homes_count_when_approved() -> None:
    """A home counts in the year its financing is approved, not in that of its works."""
    started = Production(
        "later", LILLE, "PLUS", approved_on=JUNE, started_on=date(2019, 3, 1), count=3
    )
    earlier = Production(
        "earlier", LILLE, "PLUS", approved_on=date(2017, 12, 31), started_on=JUNE, count=4
    )
    (finding,) = check_quotas(PARTNERSHIP, [started, earlier], on=date(2019, 12, 31))
    assert finding.counted.value == 3


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        (date(2018, 1, 1), Bounds(0, 9)),
        (date(2018, 1, 30), Bounds(0, 9)),
        (date(2018, 1, 31), Bounds(9, 9)),
        (date(2018, 12, 31), Bounds(9, 9)),
    ],
    ids=str,
)
def test_january_is_before_the_first_known_day(day: date, counted: Bounds[int]) -> None:
    """Before 31 January 2018 the communes are not known: a home may count or not."""
    (finding,) = check_quotas(PARTNERSHIP, [approved(9, approved_on=day)], on=ENDED)
    assert finding.counted == counted
    said = "not known: whether 9 dwellings stand in the territory" in words_of(finding, "en")
    assert said is (counted.low == 0)


def test_communes_that_joined_since_do_not_count_in_2018() -> None:
    """A commune that the editions list from 2021 on is outside in 2018."""
    (finding,) = check_quotas(PARTNERSHIP, [approved(9, commune=ALLENNES)], on=ENDED)
    assert finding.counted.value == 0


def test_other_years_can_be_stated() -> None:
    """Over a longer term the 2,300 hold each year; a commune counts from the day it joined on."""
    longer = lille_2018.partnership(term=Period.years(2018, 2021))
    ledger = [
        home
        for day in (date(2020, 6, 1), date(2021, 6, 1))
        for home in (
            approved(2299, approved_on=day),
            approved(1, commune=ALLENNES, approved_on=day),
        )
    ]
    findings = check_quotas(longer, ledger, on=date(2022, 1, 1)).of("social-homes")
    assert [finding.counted.value for finding in findings] == [0, 0, 2299, 2300]
    assert [finding.verdict for finding in findings] == [*[Verdict.UNMET] * 3, Verdict.MET]
    assert not any("no term is stated" in words_of(finding, "en") for finding in findings)


def test_only_the_term_differs() -> None:
    """A term of one's own changes the term and the caveat on it; anything else is no term."""
    mine = lille_2018.partnership(term=PARTNERSHIP.term)
    assert mine != PARTNERSHIP
    assert attrs.evolve(mine, commitments=PARTNERSHIP.commitments) == PARTNERSHIP


def test_term_is_in_whole_years() -> None:
    """Years count from the first day of the term; one that ends within a year is refused."""
    signed = date(2018, 1, 31)
    mine = lille_2018.partnership(term=Period.lasting(signed, years=2))
    assert mine.commitment("social-homes").periods == (
        Period(signed, date(2019, 1, 31)),
        Period(date(2019, 1, 31), date(2020, 1, 31)),
    )
    with pytest.raises(InvalidValueError, match="whole years"):
        lille_2018.partnership(term=Period(signed, date(2020, 1, 30)))
    with pytest.raises(InvalidTypeError, match="term"):
        lille_2018.partnership(term=2018)  # type: ignore[arg-type]  # wrong on purpose


def test_open_choices_are_said() -> None:
    """The finding says what the release leaves open: the term, the stage, what is social."""
    (finding,) = check_quotas(PARTNERSHIP, [], on=ENDED)
    for words in (
        "no term is stated",
        "at which stage",
        "which homes are social",
        "2026 (95 since that of 2021)",
    ):
        assert words in words_of(finding, "en")
    for words in ("aucune durée n'est dite", "l'étape à laquelle", "ce qu'est un logement social"):
        assert words in words_of(finding, "fr")


def test_study_is_due_in_2018() -> None:
    """The needs study is due in 2018 by both parties; nothing else of the partnership is dated."""
    due = {undertaking.code: undertaking.due for undertaking in PARTNERSHIP.undertakings}
    assert {code for code, when in due.items() if when is not None} == {"needs-study"}
    assert due["needs-study"] == Period.year(2018)
    assert {undertaking.by for undertaking in PARTNERSHIP.undertakings} == {
        ("action-logement-group", "mel")
    }


def test_partnership_publics() -> None:
    """An employee is served, and so is someone entering work; what is not known stays open."""
    on = date(2018, 6, 1)
    assert check_eligibility(Household(employed=True), PARTNERSHIP, on=on).verdict is Verdict.MET
    entering = Household(employed=False, entering_work=True)
    assert check_eligibility(entering, PARTNERSHIP, on=on).verdict is Verdict.MET
    neither = Household(employed=False, entering_work=False)
    assert check_eligibility(neither, PARTNERSHIP, on=on).verdict is Verdict.UNMET
    unknown = check_eligibility(Household(employed=False), PARTNERSHIP, on=on)
    assert unknown.verdict is Verdict.UNDETERMINED


def test_two_contingents_and_no_share() -> None:
    """Two contingents are named, of unknown size, and no share of either is promised."""
    assert [contingent.code for contingent in PARTNERSHIP.contingents] == [
        "action-logement",
        "local-authorities",
    ]
    assert {(contingent.share, contingent.dwellings) for contingent in PARTNERSHIP.contingents} == {
        (None, None)
    }
    assert [commitment.stage.of_production for commitment in PARTNERSHIP.commitments] == [True]


# --- The housing programme -----------------------------------------------------------------------


@pytest.mark.parametrize(("homes", "verdict"), [(5999, Verdict.UNMET), (6000, Verdict.MET)])
def test_homes_of_the_programme(homes: int, verdict: Verdict) -> None:
    """6,000 homes of any kind keep the year, by the day their works start; 5,999 do not."""
    ledger = [
        Production("social", LILLE, "PLUS", started_on=JUNE, count=2300),
        Production("other", LILLE, "free market", started_on=JUNE, count=homes - 2300),
    ]
    last = check_quotas(PROGRAMME, ledger, on=ENDED).finding("homes", 2018)
    assert (last.counted.value, last.verdict) == (homes, verdict)


def test_each_year_of_the_programme_is_judged() -> None:
    """The seven years 2012 to 2018 each owe 6,000; the communes of the first six are not known."""
    ledger = [
        Production(str(year), LILLE, None, started_on=date(year, 6, 1), count=6000)
        for year in range(2012, 2019)
    ]
    findings = check_quotas(PROGRAMME, ledger, on=ENDED).of("homes")
    assert [finding.verdict for finding in findings] == [Verdict.UNDETERMINED] * 6 + [Verdict.MET]
    known = attrs.evolve(PROGRAMME, territory=NORTH)
    mine = check_quotas(known, ledger, on=ENDED).of("homes")
    assert [each.verdict for each in mine] == [Verdict.MET] * 7


def test_programme_is_not_judged_with_the_partnership() -> None:
    """The 6,000 homes are judged in the programme that the partnership refers to, and not in it."""
    (reference, _) = PARTNERSHIP.part_of
    assert resolve(reference) is PROGRAMME
    report = check_quotas(PARTNERSHIP, [approved(2300)], on=ENDED)
    assert report.verdict is Verdict.MET
    assert [finding.commitment.code for finding in report] == ["social-homes"]


# --- The convention on territorial balance -------------------------------------------------------


def test_convention_promises_nothing_that_counts() -> None:
    """The release on the convention gives no figure: nothing is judged, and no level made up."""
    assert CIET.commitments == ()
    assert check_quotas(CIET, [], on=ENDED).verdict is None
    assert {undertaking.due for undertaking in CIET.undertakings} == {None}


def test_convention_is_signed_and_its_term_begins() -> None:
    """It is signed on 17 March 2017; the term begins that day, and not on its eve."""
    signed = date(2017, 3, 17)
    assert CIET.signed_on == signed
    assert signed in CIET.term
    assert signed - timedelta(days=1) not in CIET.term


def test_convention_publics() -> None:
    """Households relocated by renewal are told apart from employees, who are of both or one."""
    household = Household(employed=True, relocated_by_renewal=False)
    answer = check_eligibility(household, CIET, on=CIET.term.start)
    assert {assessment.public.code: assessment.verdict for assessment in answer.assessments} == {
        "relocated": Verdict.UNMET,
        "employees": Verdict.MET,
    }


def test_no_outcome_was_published() -> None:
    """No outcome of the Lille agreements was published."""
    assert lille_2018.FIGURES == lille_ciet_2017.FIGURES == lille_plh_2012.FIGURES == ()
