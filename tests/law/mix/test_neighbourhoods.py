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
    Place,
    Share,
    Stage,
    Territory,
    Verdict,
    check_eligibility,
    check_quotas,
)
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
)
from housing_agreements.law._calendar import ATTRIBUTION_ARTICLE_CHANGES
from housing_agreements.law.mix.neighbourhoods import (
    ASSIMILATED_QUARTERS,
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
HIGHER = date(2022, 2, 9)
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
    changes = [day for day in ATTRIBUTION_ARTICLE_CHANGES if day > since]
    first = changes[0]
    unread = [day for changed in changes for day in (changed, changed + DAY)]
    for day in (since, since + DAY, first - DAY, *unread, LAST - DAY, LAST, VERIFIED_UNTIL):
        version = provision.at(day)
        read = Confidence.DATED if first <= day < LAST else Confidence.VERIFIED
        assert (version.value, version.confidence) == (Fraction(rate), read)
        note = "" if version.note is None else version.note.en
        assert ("the version in force was not read" in note) is (read is Confidence.DATED)
        assert ("a higher rate, and no lower one" in note) is (day >= HIGHER)
    for day in (since - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            provision.on(day)


def test_the_commitments_say_what_the_clauses_say() -> None:
    """Outside signed leases count, inside attributions; each for its publics."""
    outside = outside_neighbourhoods(GIRONDE, POOR, on=OUTSIDE, landlords=("l1",))
    inside = inside_neighbourhoods(GIRONDE, POOR, on=INSIDE)
    assert (outside.stage, inside.stage) == (Stage.SIGNED, Stage.DECIDED)
    codes = [public.code for public in PUBLICS]
    assert [*outside.to, *inside.to] == codes
    assert outside.landlords == ("l1",)
    assert not any("mentions no lease" in caveat.en for caveat in inside.caveats)
    leases = inside_neighbourhoods(GIRONDE, POOR, on=INSIDE, stage=Stage.SIGNED)
    assert leases.stage is Stage.SIGNED
    assert any("mentions no lease" in caveat.en for caveat in leases.caveats)
    with pytest.raises(NotKnownError):
        outside_neighbourhoods(GIRONDE, POOR, on=OUTSIDE - DAY)
    with pytest.raises(NotKnownError):
        inside_neighbourhoods(GIRONDE, POOR, on=INSIDE - DAY)


@pytest.mark.parametrize("make", [outside_neighbourhoods, inside_neighbourhoods])
@pytest.mark.parametrize("day", [HIGHER - DAY, HIGHER, HIGHER + DAY, LAST - DAY, LAST, LAST + DAY])
def test_no_lower_rate_is_admitted_since_2022(make: Any, day: date) -> None:
    """Since 9 February 2022 a conference sets a higher one only, but for single landlords."""
    legal = Fraction(1, 4) if make is outside_neighbourhoods else Fraction(1, 2)
    below = legal - Fraction(1, 100)
    for least in (legal, legal + Fraction(1, 100)):
        assert make(GIRONDE, POOR, on=day, at_least=least).at_least.common == least
    if day < HIGHER:
        assert make(GIRONDE, POOR, on=day, at_least=below).at_least.common == below
    else:
        with pytest.raises(InvalidValueError, match="may only set a higher rate"):
            make(GIRONDE, POOR, on=day, at_least=below)
        with pytest.raises(InvalidValueError, match=f"a rate of at least {25 * (legal * 4)} %"):
            make(GIRONDE, POOR, on=day, at_least=below, landlords=[])
    one = make(GIRONDE, POOR, on=day, at_least=below, landlords=iter(["l1"]))
    assert one.landlords == ("l1",)
    assert one.at_least.common == below
    said = " ".join(caveat.en for caveat in one.caveats)
    assert ("a higher rate, and no lower one" in said) is (day >= HIGHER)
    spread = "may spread the effort between landlords" in said
    assert spread is (make is outside_neighbourhoods and day >= LAST)


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
def test_the_others_are_those_who_are_not_poor(income: int | None) -> None:
    """Inside, whoever is not of the first quartile counts, relocated or not.

    Before 25 November 2018 it was not read whom the law wanted inside: nobody is surely out.
    """
    poor = {11_999: Verdict.MET, 12_001: Verdict.UNMET}.get(income or 0, Verdict.UNDETERMINED)
    for renewal, condominium in product(ANSWERS, repeat=2):
        household = Household(
            income_per_unit=income,
            relocated_by_renewal=renewal,
            relocated_from_condominium=condominium,
        )
        for day in (INSIDE, INSIDE + DAY, LAST - DAY, LAST, LAST + DAY):
            found = belongs(household, day)
            assert found["first-quartile"] is poor
            assert found["other-applicants"] is ~poor
        assert belongs(household, INSIDE - DAY)["other-applicants"] is Verdict.UNDETERMINED


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


# --- Assimilated quarters ------------------------------------------------------------------------

NONE = Territory("none", "No quarter", "list")
SOME = Territory("zus", "Former ZUS", "neighbourhoods", neighbourhoods=("ZUS1",))
MAYBE = Territory("maybe", "Communes that may have one", "list", possible_communes=("33063",))
IN, OUT, OPEN = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
CASES: list[tuple[Territory | None, str, Verdict]] = [
    (None, "QP1", IN),
    (None, NO_NEIGHBOURHOOD, OPEN),
    (None, "ZUS1", OPEN),
    (NONE, "QP1", IN),
    (NONE, NO_NEIGHBOURHOOD, OUT),
    (NONE, "ZUS1", OUT),
    (SOME, "QP1", IN),
    (SOME, NO_NEIGHBOURHOOD, OUT),
    (SOME, "ZUS1", IN),
    (MAYBE, "QP1", IN),
    (MAYBE, NO_NEIGHBOURHOOD, OPEN),
]


@pytest.mark.parametrize("day", [INSIDE, INSIDE + DAY, LAST - DAY])
@pytest.mark.parametrize(("assimilated", "quarter", "inside"), CASES)
def test_a_dwelling_outside_is_perhaps_in_an_assimilated_quarter(
    day: date, assimilated: Territory | None, quarter: str, inside: Verdict
) -> None:
    """From 25 November 2018 to 22 February 2022, unless it is said which quarters there were."""
    place = Place("33063", neighbourhood=quarter)
    half = inside_neighbourhoods(GIRONDE, POOR, on=day, assimilated=assimilated)
    rest = outside_neighbourhoods(GIRONDE, POOR, on=day, assimilated=assimilated)
    assert half.territory is not None
    assert rest.territory is not None
    assert half.territory.covers(place, on=day) is inside
    assert rest.territory.covers(place, on=day) is ~inside
    elsewhere = Place("35238", neighbourhood=quarter)
    assert rest.territory.covers(elsewhere, on=day) is Verdict.UNMET
    said = any("say which there are in assimilated=" in text.en for text in rest.territory.caveats)
    assert said is (assimilated is None)
    other = Place("33039", neighbourhood=NO_NEIGHBOURHOOD)
    known = Verdict.UNMET if assimilated is not None else Verdict.UNDETERMINED
    assert half.territory.covers(other, on=day) is known


@pytest.mark.parametrize("day", [LAST, LAST + DAY])
@pytest.mark.parametrize("make", [outside_neighbourhoods, inside_neighbourhoods])
def test_no_quarter_is_assimilated_since_2022(make: Any, day: date) -> None:
    """A dwelling outside is surely outside again, and a list of such quarters is refused."""
    territory = make(GIRONDE, POOR, on=day).territory
    place = Place("33063", neighbourhood=NO_NEIGHBOURHOOD)
    assert territory.covers(place, on=day) is Verdict.of(make is outside_neighbourhoods)
    with pytest.raises(InvalidValueError, match="no quarter was assimilated on 2022-02-2"):
        make(GIRONDE, POOR, on=day, assimilated=SOME)


def test_no_quarter_was_assimilated_before_the_law_of_2018() -> None:
    """On 24 November 2018 the rule outside has none, and it says when there were some."""
    day = INSIDE - DAY
    territory = outside_neighbourhoods(GIRONDE, POOR, on=day).territory
    assert territory is not None
    assert territory.covers(Place("33063", neighbourhood=NO_NEIGHBOURHOOD), on=day) is Verdict.MET
    with pytest.raises(InvalidValueError, match="from 2018-11-25 to 2022-02-22"):
        outside_neighbourhoods(GIRONDE, POOR, on=day, assimilated=NONE)
    untyped: Any = outside_neighbourhoods
    with pytest.raises(InvalidTypeError, match="assimilated"):
        untyped(GIRONDE, POOR, on=INSIDE, assimilated="ZUS1")
    assert [ASSIMILATED_QUARTERS.on(each) for each in (INSIDE, LAST - DAY, LAST)] == [
        True,
        True,
        False,
    ]


def test_a_year_with_assimilated_quarters_is_judged_in_bounds() -> None:
    """Of 30 leases, 10 surely stand in a priority neighbourhood, and 20 perhaps do."""
    agreement = agreed(outside_neighbourhoods(GIRONDE, POOR, on=LAST - DAY))
    ledger = [
        signed("1", "first-quartile", NO_NEIGHBOURHOOD, 20),
        signed("2", "first-quartile", "QP1", 10),
    ]
    (finding,) = check_quotas(agreement, ledger, on=ENDED)
    assert (finding.base.low, finding.base.high) == (0, 20)
