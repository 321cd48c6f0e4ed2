from datetime import date
from itertools import product
from typing import Any

import pytest
from tests.told import words_of

from housing_agreements import (
    Attribution,
    Household,
    PublishedFigure,
    Stage,
    Tally,
    Verdict,
    check_eligibility,
    check_quotas,
)
from housing_agreements.catalogue.gironde_2018 import AGREEMENT, FIGURES, STATE_OFFERS
from housing_agreements.law.reservations.obligations import Holder
from housing_agreements.law.reservations.quarter import quarter

ON = date(2018, 6, 1)
ENDED = date(2018, 12, 31)
SITUATIONS = {
    "leaving_temporary_housing": "leaving-accommodation",
    "dalo_recognised": "dalo",
    "badly_housed": "badly-housed",
}
OPENINGS = ("employed", "jobseeker", "on_reintegration_path")
ANSWERS = (True, False, None)


def expected(openings: tuple[bool | None, ...], *, situation: bool | None) -> Verdict:
    """The situation and at least one opening, worked out without the criteria."""
    if situation is False or all(opening is False for opening in openings):
        return Verdict.UNMET
    if situation is True and any(opening is True for opening in openings):
        return Verdict.MET
    return Verdict.UNDETERMINED


@pytest.mark.parametrize(("fact", "public"), SITUATIONS.items())
def test_publics_are_opened(fact: str, public: str) -> None:
    """Each situation counts with work, without work, or on a path back to it, and not else."""
    for situation, *openings in product(ANSWERS, repeat=4):
        given: dict[str, Any] = {fact: situation, **dict(zip(OPENINGS, openings, strict=True))}
        answer = check_eligibility(Household(**given), AGREEMENT, on=ON)
        verdict = next(a.verdict for a in answer.assessments if a.public.code == public)
        assert verdict is expected(tuple(openings), situation=situation), given


@pytest.mark.parametrize(("offered", "verdict"), [(402, Verdict.UNMET), (403, Verdict.MET)])
def test_quarter_is_403_of_1612(offered: int, verdict: Verdict) -> None:
    """A quarter of 1,612 reservations made available is 403: 402 miss both promises."""
    ledger = [
        Attribution(
            "priority", "action-logement", "33063", publics={"dalo"}, available_on=ON, count=offered
        ),
        Attribution("others", "action-logement", "33063", available_on=ON, count=1612 - offered),
    ]
    report = check_quotas(AGREEMENT, ledger, on=ENDED)
    quarter, offers = report.of("quarter")[0], report.of("offers")[0]
    assert (quarter.base.value, quarter.required) == (1612, offers.required)
    assert offers.required is not None
    assert offers.required.value == 403
    assert (quarter.verdict, offers.verdict) == (verdict, verdict)


def test_offers_of_the_state_do_not_count() -> None:
    """Dwellings offered on the State's contingent fulfil nothing that Action Logement promises."""
    state = Attribution(
        "state", "state", "33063", publics={"dalo"}, available_on=ON, count=STATE_OFFERS
    )
    report = check_quotas(AGREEMENT, [state], on=ENDED)
    offers = report.of("offers")[0]
    assert (offers.counted.value, offers.verdict) == (0, Verdict.UNMET)
    assert report.of("quarter")[0].verdict is None
    assert report.account.not_concerned.dwellings == 2527


def test_offers_count_not_leases() -> None:
    """A dwelling counts on the day it is made available, whatever became of it."""
    report = check_quotas(
        AGREEMENT,
        [
            Attribution("offered", "action-logement", "33063", publics={"dalo"}, available_on=ON),
            Attribution(
                "leased",
                "action-logement",
                "33063",
                publics={"dalo"},
                available_on=ON,
                proposed_on=ON,
                decided_on=ON,
                signed_on=date(2019, 2, 1),
            ),
        ],
        on=date(2019, 12, 31),
    )
    assert [finding.counted.value for finding in report.of("quarter")] == [2, 0, 0]


@pytest.mark.parametrize("commune", ["33063", "33001"])
def test_gironde_is_its_department(commune: str) -> None:
    """A dwelling in the department counts."""
    entry = Attribution("1", "action-logement", commune, publics={"dalo"}, available_on=ON)
    assert check_quotas(AGREEMENT, [entry], on=ENDED).of("offers")[0].counted.value == 1


def test_elsewhere_does_not_count() -> None:
    """A dwelling in another department does not."""
    entry = Attribution("1", "action-logement", "40192", publics={"dalo"}, available_on=ON)
    assert check_quotas(AGREEMENT, [entry], on=ENDED).of("offers")[0].counted.value == 0


def test_what_is_not_known_is_said() -> None:
    """The day of signature is not known; findings say what the press release leaves open."""
    assert AGREEMENT.signed_on is None
    report = check_quotas(AGREEMENT, [], on=ENDED)
    assert all("three publics" in words_of(finding, "en") for finding in report)
    assert all(
        "the days of the term" in words_of(finding, "en") for finding in report.of("quarter")
    )


def test_no_outcome_was_published() -> None:
    """There is no published outcome; the State's offers are a fact, and judge nothing."""
    assert FIGURES == ()
    figure = PublishedFigure("offers", 2018, 403)
    judged = check_quotas(AGREEMENT, Tally.from_counts(AGREEMENT, [figure]), on=ENDED)
    assert judged.of("offers")[0].verdict is Verdict.MET


def test_the_quarter_is_that_of_the_law() -> None:
    """Its rate and its article are those of the obligation in force in 2018; its stage is not."""
    law = quarter(Holder.ACTION_LOGEMENT, on=ON)
    promised = AGREEMENT.commitment("quarter")
    assert promised.at_least == law.at_least
    assert set(law.sources) < set(promised.sources)
    assert (promised.stage, law.stage) == (Stage.AVAILABLE, Stage.DECIDED)
