"""Golden cases on the Rennes agreements. Every ledger here is synthetic: nothing in it is real."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import attrs
import pytest
from tests.told import words_of

from housing_agreements import (
    Agreement,
    Attribution,
    Bounds,
    Household,
    Per,
    Period,
    Production,
    Share,
    Stage,
    Territory,
    Verdict,
    check_eligibility,
    check_quotas,
)
from housing_agreements.catalogue import rennes_2017, rennes_plh_2015
from housing_agreements.catalogue._metropolises import RENEWAL_OF_RENNES
from housing_agreements.catalogue.register import resolve

FRAMEWORK, PROGRAMME = rennes_2017.AGREEMENT, rennes_plh_2015.AGREEMENT
ENDED = date(2021, 1, 1)
RENNES = "35238"
KNOWN = attrs.evolve(
    PROGRAMME, territory=Territory("35", "Ille-et-Vilaine", "department", departments=("35",))
)


def started(counts: dict[int, int]) -> list[Production]:
    """Synthetic homes in Rennes, so many started in June of each year."""
    return [
        Production(str(year), RENNES, None, started_on=date(year, 6, 1), count=count)
        for year, count in counts.items()
    ]


# --- The housing programme -----------------------------------------------------------------------


@pytest.mark.parametrize(("last", "verdict"), [(7999, Verdict.UNMET), (8000, Verdict.MET)])
def test_years_are_added_up(last: int, verdict: Verdict) -> None:
    """24,000 homes over six years keep the promise, however uneven the years; 23,999 do not."""
    counts = {2016: 4000, 2017: 1, 2018: 7999, 2019: 4000, 2020: last}
    (finding,) = check_quotas(KNOWN, started(counts), on=ENDED)
    assert finding.period == Period.years(2015, 2020)
    assert (finding.counted.value, finding.required) == (16_000 + last, Bounds(24_000, 24_000))
    assert finding.verdict is verdict


def test_average_is_no_promise_of_a_year() -> None:
    """The average of 4,000 a year is what the sum comes to: no year is judged for itself."""
    report = check_quotas(PROGRAMME, started({2020: 24_000}), on=ENDED)
    assert [str(finding.period) for finding in report] == ["2015-2020"]
    assert report[0].required == Bounds(6 * 4000, 6 * 4000)


def test_communes_before_2019_are_not_known() -> None:
    """Homes of the years before 2019 may stand in the metropolis or not: undetermined."""
    counts = dict.fromkeys(range(2015, 2021), 4000)
    (finding,) = check_quotas(PROGRAMME, started(counts), on=ENDED)
    assert (finding.counted, finding.verdict) == (Bounds(8000, 24_000), Verdict.UNDETERMINED)
    assert "the 43 communes are those of the editions of the official code" in words_of(
        finding, "en"
    )
    assert "whether 16,000 dwellings stand in the territory" in words_of(finding, "en")
    enough = check_quotas(PROGRAMME, started({2019: 20_000, 2020: 4000}), on=ENDED)
    assert enough.verdict is Verdict.MET


def test_running_programme_is_not_settled() -> None:
    """Asked while it runs, the programme is judged against its full sum, not settled."""
    (finding,) = check_quotas(KNOWN, started({2015: 24_000}), on=date(2016, 1, 1))
    assert (finding.verdict, finding.settled) == (Verdict.MET, False)


# --- The framework -------------------------------------------------------------------------------


def test_framework_promises_nothing_that_counts() -> None:
    """The release gives no figure that the framework promises: nothing is judged."""
    assert FRAMEWORK.commitments == ()
    assert check_quotas(FRAMEWORK, [], on=ENDED).verdict is None
    programme, scoring = FRAMEWORK.part_of
    assert resolve(programme) is PROGRAMME
    assert scoring.code == rennes_2017.SCORING.code


def test_framework_lasts_three_years() -> None:
    """The three years run from the day of signature to 22 November 2020."""
    assert FRAMEWORK.term == Period(date(2017, 11, 23), date(2020, 11, 23))
    assert FRAMEWORK.signed_on == FRAMEWORK.term.start
    assert FRAMEWORK.term.last_day + timedelta(days=1) not in FRAMEWORK.term


def test_figures_of_2016_judge_nothing() -> None:
    """What was given and got in 2016 is fact, rounded where it is in millions or hundreds."""
    assert rennes_2017.FIGURES == rennes_plh_2015.FIGURES == ()
    assert rennes_2017.RESERVATIONS_2016 == 583
    assert Bounds(1_105_000_000, 1_114_999_999) == rennes_2017.FUNDING_CENTS_2016
    assert Bounds(1_805_000_000, 1_814_999_999) == rennes_2017.AID_CENTS_2016
    assert Bounds(5750, 5849) == rennes_2017.AIDS_2016


PUBLICS = {
    "precarious-employees": "precarious_work",
    "young-employees": "young_worker",
    "moving-employees": "moving_for_work",
}


@pytest.mark.parametrize(("public", "fact"), PUBLICS.items())
def test_publics_are_employees(public: str, fact: str) -> None:
    """A household belongs when it is employed and in the situation, and not when either fails."""
    for employed, situation in product((True, False, None), repeat=2):
        given: dict[str, Any] = {"employed": employed, fact: situation}
        answer = check_eligibility(Household(**given), FRAMEWORK, on=FRAMEWORK.term.start)
        both = Verdict.of(employed) & Verdict.of(situation)
        assert next(a.verdict for a in answer.assessments if a.public.code == public) is both


def test_apprentices_are_a_public_of_their_own() -> None:
    """An apprentice belongs, whatever else is known."""
    answer = check_eligibility(Household(apprentice=True), FRAMEWORK, on=FRAMEWORK.term.start)
    assert set(answer.publics) == {"apprentices"}


def by_neighbourhood() -> Agreement:
    """The framework with an invented share for each neighbourhood, as a local text may add one."""
    share = Share(
        "invented",
        to=("employees",),
        stage=Stage.SIGNED,
        at_least="50 %",
        per=Per.NEIGHBOURHOOD,
        territory=RENEWAL_OF_RENNES,
        periods=(Period.year(2019),),
    )
    return attrs.evolve(FRAMEWORK, commitments=(share,))


def test_neighbourhoods_can_be_judged_one_by_one() -> None:
    """A local text that adds a share is judged in each neighbourhood, and says whose codes."""
    ledger = [
        Attribution(
            f"{quarter}-{public}",
            "action-logement",
            RENNES,
            neighbourhood=quarter,
            signed_on=date(2019, 6, 1),
            publics={public} if public else set(),
            count=count,
        )
        for quarter, public, count in (
            ("maurepas", "employees", 5),
            ("maurepas", "", 5),
            ("villejean", "employees", 4),
            ("villejean", "", 6),
            ("centre", "", 90),
        )
    ]
    report = check_quotas(by_neighbourhood(), ledger, on=ENDED)
    verdicts = {finding.group: finding.verdict for finding in report}
    assert verdicts == {
        None: Verdict.UNMET,
        "le-blosne": None,
        "maurepas": Verdict.MET,
        "villejean": Verdict.UNMET,
    }
    assert all("codes of our own" in words_of(finding, "en") for finding in report)
