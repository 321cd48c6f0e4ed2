"""The law as an agreement: it tells who counts, and judges the attributions of any ledger."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.told import words_of

from housing_agreements import (
    Attribution,
    Contingent,
    Household,
    Outcome,
    Party,
    Place,
    Territory,
    Verdict,
    check_eligibility,
    check_quotas,
)
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.law.reservations.obligations import QUARTERS, Holder
from housing_agreements.law.reservations.statutory import (
    agreement_under_the_law,
    statutory_agreement,
)

ALS = Party("als", "Action Logement Services")
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
LANDES = Territory("40", "Landes", "department", departments=("40",))
MINE = Contingent("als", ALS, GIRONDE)
LATE = date(2019, 6, 1)
UNTYPED: Any = statutory_agreement


def test_it_tells_who_counts_and_judges_what_was_decided() -> None:
    """A household assessed by it goes into the ledger as it is, and the year is judged."""
    law = statutory_agreement(Holder.ACTION_LOGEMENT, 2018, (MINE,))
    worker = Household(employed=True, dalo_recognised=True)
    answer = check_eligibility(worker, law, on=date(2018, 3, 1))
    assert "worker-dalo" in answer.publics
    ledger = [
        Attribution(
            "priority",
            "als",
            "33063",
            decided_on=date(2018, 3, 1),
            publics=answer.publics,
            possible_publics=answer.possible_publics,
            count=403,
        ),
        Attribution("others", "als", "33063", decided_on=date(2018, 5, 1), count=1209),
    ]
    (finding,) = check_quotas(law, ledger, on=LATE)
    assert (finding.verdict, finding.base.value) == (Verdict.MET, 1612)
    assert finding.commitment.sources


@pytest.mark.parametrize("holder", QUARTERS)
def test_each_holder_has_an_agreement_of_a_year(holder: Holder) -> None:
    """Its parties are the holders of the contingents, its codes and title name the year."""
    law = statutory_agreement(holder, 2018, (MINE, Contingent("other", ALS, LANDES)))
    assert (law.parties, law.code) == ((ALS,), f"{QUARTERS[holder].code}-2018")
    assert law.title.en == f"T{QUARTERS[holder].title.en[1:]}, 2018"
    assert [commitment.code for commitment in law.commitments] == ["quarter-2017"]
    for commune in ("33063", "40192"):
        assert law.territory.covers(Place(commune), on=LATE) is Verdict.MET


def test_the_year_of_the_change_has_the_publics_of_both_laws() -> None:
    """In 2017 some count before 29 January and others after, each in its commitment."""
    law = statutory_agreement(Holder.ACTION_LOGEMENT, 2017, (MINE,))
    codes = [public.code for public in law.publics]
    assert codes[:3] == ["worker-dalo", "temporary-housing", "worker-disability"]
    assert [commitment.code for commitment in law.commitments] == [
        "quarter-2014", "quarter-2014-total", "quarter-2017",
    ]  # fmt: skip


@pytest.mark.parametrize(("part", "verdict"), [(None, "undetermined"), ("1/2", "met")])
def test_a_part_settles_who_counts_failing_the_main_publics(part: str | None, verdict: str) -> None:
    """Without it a worker housed temporarily may count, with it counts within the part."""
    law = statutory_agreement(Holder.ACTION_LOGEMENT, 2016, (MINE,), part=part)
    worker = Household(employed=True, temporarily_housed=True, dalo_recognised=False)
    answer = check_eligibility(worker, law, on=date(2016, 3, 1))
    assert answer.verdict is Verdict(verdict)
    assert ("how large it is" in words_of(answer)) is (part is None)
    ledger = [
        Attribution(
            "housed",
            "als",
            "33063",
            programme="P1",
            decided_on=date(2016, 3, 1),
            publics=answer.publics,
            possible_publics=answer.possible_publics,
        ),
        Attribution(
            "dalo",
            "als",
            "33063",
            programme="P1",
            decided_on=date(2016, 3, 1),
            publics={"worker-dalo"},
        ),
        Attribution("others", "als", "33063", programme="P1", decided_on=date(2016, 3, 1), count=6),
    ]
    finding, total = check_quotas(law, ledger, on=LATE)
    assert finding.verdict is not None
    assert finding.verdict.value == verdict
    assert (total.outcome, total.base.value) == (Outcome.NO_LEVEL, 8)
    assert total.counted.high == 2


def test_the_total_stands_beside_the_programmes() -> None:
    """Each programme owes its quarter; the total is told, and its notes and sources stand once."""
    law = statutory_agreement(Holder.ACTION_LOGEMENT, 2016, (MINE,), part="1/2")
    made: dict[str, Any] = {"contingent": "als", "commune": "33063", "decided_on": date(2016, 3, 1)}
    ledger = [
        Attribution("P", programme="P1", publics={"worker-dalo"}, **made),
        Attribution("Q", programme="P2", count=3, **made),
    ]
    report = check_quotas(law, ledger, on=LATE)
    assert [(finding.group, finding.verdict) for finding in report] == [
        ("P1", Verdict.MET), ("P2", Verdict.UNMET), (None, None),
    ]  # fmt: skip
    assert (report[2].counted.value, report[2].base.value) == (1, 4)
    assert report.verdict is Verdict.UNMET
    said = words_of(report, "en")
    assert "in total, 2016: nothing to judge, nothing is promised" in said
    for words in (str(law.commitments[0].sources[0]), law.commitments[0].caveats[0].en):
        assert said.count(words) == 1


def test_the_law_stands_beside_an_agreement_on_the_same_ledger() -> None:
    """The protocol counts offers, the law decisions: one ledger may keep one and miss the other."""
    law = agreement_under_the_law(
        AGREEMENT, Holder.ACTION_LOGEMENT, contingents=("action-logement",), to=("dalo",)
    )
    ledger = [
        Attribution(
            "offered",
            "action-logement",
            "33063",
            publics={"dalo"},
            available_on=date(2018, 3, 1),
            count=403,
        ),
        Attribution(
            "others",
            "action-logement",
            "33063",
            available_on=date(2018, 3, 1),
            decided_on=date(2018, 4, 1),
            count=1209,
        ),
        Attribution("state", "state", "33063", decided_on=date(2018, 4, 1)),
    ]
    protocol = check_quotas(AGREEMENT, ledger, on=LATE).finding("quarter", 2018)
    owed = check_quotas(law, ledger, on=LATE).finding("quarter-2017", 2018)
    assert (protocol.verdict, owed.verdict) == (Verdict.MET, Verdict.UNMET)
    assert law.undertakings == ()
    assert "beside: Gironde protocol" in law.title.en


def test_tags_of_the_agreement_stay_known() -> None:
    """What its commitments leave out may still stand in the ledger."""
    kept = attrs.evolve(AGREEMENT.commitments[0], leaving_out=("transfer",))
    tagged = attrs.evolve(AGREEMENT, commitments=(kept,), tags=("relocation",))
    law = agreement_under_the_law(
        tagged, Holder.ACTION_LOGEMENT, contingents=("state",), to=("dalo",)
    )
    assert law.tags == ("relocation", "transfer")


@pytest.mark.parametrize(
    ("holder", "year", "contingents", "error", "said"),
    [
        (Holder.STATE, 2018, (MINE,), InvalidValueError, "reserved for priority persons"),
        (Holder.LANDLORD, 2016, (MINE,), NotKnownError, "asked none of this holder before"),
        (Holder.ACTION_LOGEMENT, 2009, (MINE,), NotKnownError, "no earlier version"),
        (Holder.ACTION_LOGEMENT, 2026, (MINE,), NotKnownError, "the last one verified"),
        (Holder.ACTION_LOGEMENT, 2018, (), InvalidValueError, "at least one contingent"),
        (Holder.ACTION_LOGEMENT, 2018, ("als",), InvalidTypeError, "a Contingent"),
    ],
)
def test_impossible_agreements_are_refused(
    holder: Holder, year: int, contingents: Any, error: type[Exception], said: str
) -> None:
    """A holder that owes nothing, a year that is not known, contingents that are none."""
    with pytest.raises(error, match=said):
        UNTYPED(holder, year, contingents)


def test_what_the_agreement_does_not_declare_is_refused() -> None:
    """A contingent or a public of another name is an error that names the nearest."""
    with pytest.raises(UnknownCodeError, match="action-logement"):
        agreement_under_the_law(
            AGREEMENT, Holder.ACTION_LOGEMENT, contingents=("action",), to=("dalo",)
        )
    with pytest.raises(UnknownCodeError, match="dalo"):
        agreement_under_the_law(
            AGREEMENT, Holder.ACTION_LOGEMENT, contingents=("state",), to=("dallo",)
        )


def test_law_stands_beside_an_agreement() -> None:
    """Anything but an agreement is refused where the law is put beside one."""
    other: Any = "gironde-2018"
    with pytest.raises(
        InvalidTypeError, match=r"agreement_under_the_law, agreement: .* an Agreement"
    ):
        agreement_under_the_law(other, Holder.LANDLORD, contingents=("l",), to=("dalo",))
