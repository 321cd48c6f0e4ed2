"""The objective of an attribution agreement for key workers, and for volunteer firefighters."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from housing_agreements import (
    Agreement,
    AgreementKind,
    Attribution,
    Contingent,
    Party,
    Period,
    Share,
    Stage,
    Territory,
    Verdict,
    Volume,
    check_quotas,
)
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.law.mix.objectives import attribution_objective, sets_key_worker_objective
from housing_agreements.law.provisions import VERIFIED_UNTIL
from housing_agreements.law.publics import ATTRIBUTION_OBJECTIVES

DAY = timedelta(days=1)
FIREFIGHTERS, SINCE, ON = date(2021, 11, 27), date(2022, 2, 23), date(2024, 1, 1)
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
TOWN = Party("town", "A town")
UNTYPED: Any = attribution_objective
UNTYPED_CHECK: Any = sets_key_worker_objective


def agree(*commitments: Share | Volume, kind: AgreementKind = AgreementKind.CIA) -> Agreement:
    """An agreement of a town with these commitments."""
    return Agreement(
        "cia",
        kind,
        "An attribution agreement",
        parties=(TOWN,),
        signed_on=date(2023, 1, 1),
        term=Period.years(2023, 2025),
        territory=GIRONDE,
        contingents=(Contingent("town", TOWN, GIRONDE),),
        publics=ATTRIBUTION_OBJECTIVES.on(ON),
        commitments=commitments,
    )


@pytest.mark.parametrize(("reached", "verdict"), [(9, Verdict.UNMET), (10, Verdict.MET)])
def test_the_share_of_an_agreement_is_judged(reached: int, verdict: Verdict) -> None:
    """Of 100 attributions, without a lease, 10 to key workers reach a tenth and 9 do not."""
    objective = attribution_objective("key-workers", GIRONDE, on=ON, share="10 %")
    assert isinstance(objective, Share)
    assert objective.at_least is not None
    assert objective.at_least.common == Fraction(1, 10)
    ledger = [
        Attribution(
            str(worker),
            "town",
            "33063",
            publics={"key-workers"} if worker else set(),
            decided_on=date(2024, 5, 1),
            count=count,
        )
        for worker, count in ((True, reached), (False, 100 - reached))
    ]
    report = check_quotas(agree(objective), ledger, on=date(2025, 1, 1))
    by_year = {finding.period.start.year: finding.verdict for finding in report}
    assert by_year[2024] is verdict


@pytest.mark.parametrize("public", ["key-workers", "volunteer-firefighters"])
def test_a_number_is_a_volume(public: str) -> None:
    """An agreement may write a number: it is a volume, of attributions, with its sources."""
    objective = attribution_objective(
        public, GIRONDE, on=ON, number=50, landlords=("l1",), periods=(Period.year(2024),)
    )
    assert isinstance(objective, Volume)
    assert (objective.stage, objective.to) == (Stage.DECIDED, (public,))
    assert (objective.landlords, objective.periods) == (("l1",), (Period.year(2024),))
    assert objective.sources == ATTRIBUTION_OBJECTIVES.at(ON).sources
    assert any("no signed lease" in caveat.en for caveat in objective.caveats)
    assert objective.title is not None
    assert objective.title.fr.startswith("Attributions aux ")


def test_the_law_gives_no_number() -> None:
    """Without the agreement's own it is not known; a share and a number are too many."""
    with pytest.raises(NotKnownError, match="the law gives no number for the country"):
        attribution_objective("key-workers", GIRONDE, on=ON)
    with pytest.raises(InvalidValueError, match="a share or a number"):
        attribution_objective("key-workers", GIRONDE, on=ON, share="10 %", number=3)


def test_the_objectives_begin_on_their_days() -> None:
    """Firefighters on 27 November 2021, key workers on 23 February 2022."""
    for day in (FIREFIGHTERS, FIREFIGHTERS + DAY, SINCE - DAY):
        attribution_objective("volunteer-firefighters", GIRONDE, on=day, number=1)
        with pytest.raises(UnknownCodeError, match=rf"one of volunteer-firefighters on {day}"):
            attribution_objective("key-workers", GIRONDE, on=day, number=1)
        with pytest.raises(NotKnownError, match="no such objective was due before"):
            sets_key_worker_objective(agree(), on=day)
    for day in (SINCE, SINCE + DAY, VERIFIED_UNTIL):
        attribution_objective("key-workers", GIRONDE, on=day, number=1)
        assert sets_key_worker_objective(agree(), on=day).verdict is Verdict.UNDETERMINED
    for day in (FIREFIGHTERS - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            attribution_objective("volunteer-firefighters", GIRONDE, on=day, number=1)


@pytest.mark.parametrize("whole", [True, False, None])
def test_an_agreement_sets_it_or_not(whole: bool | None) -> None:  # noqa: FBT001  # an answer
    """Met where a commitment reaches them; unmet where the whole agreement has none."""
    other = attribution_objective("volunteer-firefighters", GIRONDE, on=ON, number=5)
    wanted = attribution_objective("key-workers", GIRONDE, on=ON, share="5 %")
    with_it = sets_key_worker_objective(agree(other, wanted), on=ON, whole=whole)
    assert with_it.verdict is Verdict.MET
    lacking = Verdict.UNMET if whole else Verdict.UNDETERMINED
    without = sets_key_worker_objective(agree(other), on=ON, whole=whole)
    assert without.verdict is lacking
    assert without.missing == (() if whole else ("whole",))
    by_own_code = sets_key_worker_objective(
        agree(other), on=ON, whole=whole, to=("volunteer-firefighters",)
    )
    assert by_own_code.verdict is Verdict.MET


def test_what_is_no_objective_is_refused() -> None:
    """A public that is none, a territory that is none, an agreement of another kind."""
    with pytest.raises(UnknownCodeError, match="key-workers"):
        attribution_objective("key-worker", GIRONDE, on=ON, number=1)
    with pytest.raises(InvalidTypeError, match="the code of a public"):
        UNTYPED(ATTRIBUTION_OBJECTIVES.on(ON)[0], GIRONDE, on=ON, number=1)
    with pytest.raises(InvalidTypeError, match="attribution_objective, within"):
        UNTYPED("key-workers", "33", on=ON, number=1)
    with pytest.raises(InvalidValueError, match=r"AgreementKind\.CIA"):
        sets_key_worker_objective(agree(kind=AgreementKind.PROTOCOL), on=ON)
    with pytest.raises(InvalidTypeError, match="whole"):
        UNTYPED_CHECK(agree(), on=ON, whole=1)
    with pytest.raises(InvalidTypeError, match="agreement"):
        UNTYPED_CHECK("cia", on=ON)
