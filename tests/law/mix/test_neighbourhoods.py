"""Mix between neighbourhoods against the dossier: who counts, where, at which stage, since when."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from housing_agreements import (
    NO_NEIGHBOURHOOD,
    Agreement,
    AgreementKind,
    Attribution,
    Contingent,
    Household,
    Party,
    Period,
    Share,
    Stage,
    Territory,
    Verdict,
    check_eligibility,
    check_quotas,
)
from housing_agreements.errors import InvalidObjectError, InvalidTypeError, NotKnownError
from housing_agreements.law.mix.neighbourhoods import (
    INSIDE_SHARE,
    OUTSIDE_SHARE,
    RELOCATED_BY_RENEWAL,
    RELOCATED_FROM_CONDOMINIUM,
    inside_neighbourhoods,
    mixity_publics,
    outside_neighbourhoods,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence

DAY = timedelta(days=1)
OUTSIDE, INSIDE, LAST = date(2017, 1, 29), date(2018, 11, 25), date(2022, 2, 23)
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
POOR = Territory("qpv", "QPV", "neighbourhoods", neighbourhoods=("QP1", "QP2"))
TOWN = Party("town", "A town")
PUBLICS = mixity_publics(12_000)
ENDED = date(2025, 1, 31)
ANSWERS = (True, False, None)


@pytest.mark.parametrize(
    ("provision", "since", "rate"),
    [(OUTSIDE_SHARE, OUTSIDE, "1/4"), (INSIDE_SHARE, INSIDE, "1/2")],
    ids=["outside", "inside"],
)
def test_each_share_holds_from_its_day(provision: Any, since: date, rate: str) -> None:
    """A quarter outside from 29 January 2017, a half inside from 25 November 2018."""
    for day in (since, since + DAY, VERIFIED_UNTIL):
        version = provision.at(day)
        assert (version.value, version.confidence) == (Fraction(rate), Confidence.VERIFIED)
    for day in (since - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            provision.on(day)


def test_the_commitments_say_what_the_clauses_say() -> None:
    """Outside signed leases count, inside what the caller decides; each for its publics."""
    outside = outside_neighbourhoods(GIRONDE, POOR, on=OUTSIDE, landlords=("l1",))
    inside = inside_neighbourhoods(GIRONDE, POOR, on=INSIDE, stage=Stage.DECIDED)
    assert (outside.stage, inside.stage) == (Stage.SIGNED, Stage.DECIDED)
    codes = [public.code for public in PUBLICS]
    assert [*outside.to, *inside.to] == codes
    assert outside.landlords == ("l1",)
    assert any("it does not say" in caveat.en for caveat in inside.caveats)
    assert any("may set another rate" in caveat.en for caveat in outside.caveats)
    with pytest.raises(NotKnownError):
        outside_neighbourhoods(GIRONDE, POOR, on=OUTSIDE - DAY)
    with pytest.raises(NotKnownError):
        inside_neighbourhoods(GIRONDE, POOR, on=INSIDE - DAY, stage=Stage.SIGNED)


def test_an_agreement_may_set_another_rate() -> None:
    """The rate, the publics, the periods and the code are the caller's when given."""
    for make in (outside_neighbourhoods, inside_neighbourhoods):
        stage: Any = {"stage": Stage.SIGNED} if make is inside_neighbourhoods else {}
        share = make(
            GIRONDE,
            POOR,
            on=INSIDE,
            to=("poor",),
            at_least="20 %",
            periods=(Period.year(2024),),
            code="mix",
            **stage,
        )
        assert share.at_least is not None
        assert (share.at_least.common, share.to, share.code) == (Fraction(1, 5), ("poor",), "mix")
        assert share.periods == (Period.year(2024),)


def test_territories_are_territories() -> None:
    """Anything else is refused, both at once."""
    untyped: Any = outside_neighbourhoods
    with pytest.raises(InvalidTypeError, match="neighbourhoods"):
        untyped(GIRONDE, "QP1", on=OUTSIDE)
    untyped = inside_neighbourhoods
    with pytest.raises(InvalidObjectError):
        untyped("33", "QP1", on=INSIDE, stage=Stage.SIGNED)


# --- Who counts ----------------------------------------------------------------------------------


def belongs(household: Household, on: date) -> dict[str, Verdict]:
    """Whether a household belongs to each public, on a day."""
    agreement = agreed(term=Period.years(2010, 2030))
    answer = check_eligibility(household, agreement, on=on)
    return {assessment.public.code: assessment.verdict for assessment in answer.assessments}


def agreed(*commitments: Share, term: Period | int = 2024) -> Agreement:
    """An agreement on the publics of mix."""
    return Agreement(
        "mix",
        AgreementKind.CIA,
        "An intercommunal attribution agreement",
        parties=(TOWN,),
        signed_on=None,
        term=term,
        territory=GIRONDE,
        contingents=(Contingent("town", TOWN, GIRONDE),),
        publics=PUBLICS,
        commitments=commitments,
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (INSIDE - DAY, Verdict.UNMET),
        (INSIDE, Verdict.UNDETERMINED),
        (INSIDE + DAY, Verdict.UNDETERMINED),
        (LAST - DAY, Verdict.UNDETERMINED),
        (LAST, Verdict.MET),
        (LAST + DAY, Verdict.MET),
    ],
    ids=str,
)
def test_since_when_condominium_relocations_count_is_open(day: date, expected: Verdict) -> None:
    """Not before the law of 2018, surely since that of 2022, and in between it is open."""
    household = Household(relocated_from_condominium=True)
    assert belongs(household, day)[RELOCATED_FROM_CONDOMINIUM.code] is expected
    stranger = Household(relocated_from_condominium=False)
    assert belongs(stranger, day)[RELOCATED_FROM_CONDOMINIUM.code] is Verdict.UNMET
    criterion = RELOCATED_FROM_CONDOMINIUM.criterion.on(day)
    said = criterion is not None and "or since 23 February 2022" in str(criterion)
    assert said is (expected is Verdict.UNDETERMINED)


def test_relocation_by_renewal_counts_since_the_rule_began() -> None:
    """From 29 January 2017; the day before, its definition is not held."""
    assert RELOCATED_BY_RENEWAL.criterion.known_on(OUTSIDE)
    assert not RELOCATED_BY_RENEWAL.criterion.known_on(OUTSIDE - DAY)
    household = Household(relocated_by_renewal=True)
    assert belongs(household, OUTSIDE)["relocated-by-renewal"] is Verdict.MET
    assert belongs(household, OUTSIDE - DAY)["relocated-by-renewal"] is Verdict.UNDETERMINED


@pytest.mark.parametrize("income", [11_999, 12_000, 12_001, None])
def test_the_others_are_neither_poor_nor_relocated(income: int | None) -> None:
    """Inside, whoever is of none of the three counts; whoever is of one does not."""
    poor = {11_999: Verdict.MET, 12_001: Verdict.UNMET}.get(income or 0, Verdict.UNDETERMINED)
    for renewal, condominium in product(ANSWERS, repeat=2):
        household = Household(
            income_per_unit=income,
            relocated_by_renewal=renewal,
            relocated_from_condominium=condominium,
        )
        found = belongs(household, LAST)
        assert found["first-quartile"] is poor
        relocated = Verdict.of(renewal) | Verdict.of(condominium)
        assert found["other-applicants"] is ~(poor | relocated)
        early = Verdict.of(condominium) & Verdict.UNDETERMINED
        assert belongs(household, INSIDE)["other-applicants"] is ~(
            poor | Verdict.of(renewal) | early
        )
        assert belongs(household, INSIDE - DAY)["other-applicants"] is Verdict.UNMET


# --- What it comes to ----------------------------------------------------------------------------


def signed(name: str, public: str, neighbourhood: str | None, count: int) -> Attribution:
    """Leases signed in 2024."""
    return Attribution(
        name,
        "town",
        "33063",
        publics={public} if public else set(),
        neighbourhood=neighbourhood,
        signed_on=date(2024, 5, 1),
        count=count,
    )


@pytest.mark.parametrize(("poor", "outside"), [(24, Verdict.UNMET), (25, Verdict.MET)])
@pytest.mark.parametrize(("mixed", "inside"), [(9, Verdict.UNMET), (10, Verdict.MET)])
def test_a_year_is_judged_outside_and_inside(
    poor: int, outside: Verdict, mixed: int, inside: Verdict
) -> None:
    """25 of 100 leases outside, 10 of 20 inside; one less misses, and neither sees the other."""
    agreement = agreed(
        outside_neighbourhoods(GIRONDE, POOR, on=LAST),
        inside_neighbourhoods(GIRONDE, POOR, on=LAST, stage=Stage.SIGNED),
    )
    ledger = [
        signed("1", "first-quartile", NO_NEIGHBOURHOOD, poor - 2),
        signed("2", "relocated-by-renewal", NO_NEIGHBOURHOOD, 1),
        signed("3", "relocated-from-condominium", "another", 1),
        signed("4", "other-applicants", NO_NEIGHBOURHOOD, 100 - poor),
        signed("5", "other-applicants", "QP1", mixed),
        signed("6", "first-quartile", "QP2", 20 - mixed),
    ]
    report = check_quotas(agreement, ledger, on=ENDED)
    found = {each.commitment.code: (each.base.value, each.verdict) for each in report}
    assert found == {
        "outside-neighbourhoods": (100, outside),
        "inside-neighbourhoods": (20, inside),
    }


def test_only_signed_leases_count_outside() -> None:
    """An attribution that was decided and never signed is in no base."""
    decided = Attribution(
        "1", "town", "33063", neighbourhood=NO_NEIGHBOURHOOD, decided_on=date(2024, 5, 1)
    )
    agreement = agreed(outside_neighbourhoods(GIRONDE, POOR, on=LAST))
    (finding,) = check_quotas(agreement, [decided], on=ENDED)
    assert finding.verdict is None


def test_a_dwelling_whose_neighbourhood_is_not_known_may_be_in_either() -> None:
    """It gives bounds to both bases."""
    agreement = agreed(
        outside_neighbourhoods(GIRONDE, POOR, on=LAST),
        inside_neighbourhoods(GIRONDE, POOR, on=LAST, stage=Stage.SIGNED),
    )
    report = check_quotas(agreement, [signed("1", "first-quartile", None, 1)], on=ENDED)
    assert [(each.base.low, each.base.high) for each in report] == [(0, 1), (0, 1)]
