"""The collective agreements of a grouping and of a department, and what a refusal leads to."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from housing_agreements import Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.mix.attribution_agreements import refusal_of_agreement
from housing_agreements.law.mix.collective_agreements import (
    COLLECTIVE_AGREEMENTS,
    SPECIAL_DELEGATE,
    CollectiveAgreement,
    collective_agreement_applies,
    collective_term,
    opinion_on_collective_agreement,
    refusal_of_collective_agreement,
    special_delegate_term,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence

DAY = timedelta(days=1)
GROUPING, DEPARTMENT = CollectiveAgreement
SINCE = {GROUPING: date(2018, 1, 1), DEPARTMENT: date(2017, 1, 29)}
ON, CIA_SINCE = date(2024, 1, 1), date(2022, 2, 23)
ANSWERS = (True, False, None)


@pytest.mark.parametrize("kind", CollectiveAgreement)
def test_each_agreement_is_known_since_its_wording(kind: CollectiveAgreement) -> None:
    """Three years, two months, six months; both sides of its first day and of the last."""
    provision = COLLECTIVE_AGREEMENTS[kind]
    for day in (SINCE[kind], SINCE[kind] + DAY, VERIFIED_UNTIL):
        times = provision.on(day)
        assert provision.at(day).confidence is Confidence.VERIFIED
        assert (times.years, times.months_of_opinion, times.months_of_refusal) == (3, 2, 6)
    for day in (SINCE[kind] - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            collective_term(kind, day)
    assert collective_term(kind, date(2023, 3, 1)).last_day == date(2026, 2, 28)
    assert kind.say("en").endswith("collective agreement")


def test_each_names_who_designates() -> None:
    """The president of the grouping, or the prefect, each on reservations of its own."""
    by = {kind: COLLECTIVE_AGREEMENTS[kind].on(ON) for kind in CollectiveAgreement}
    assert by[GROUPING].designated_by.en.startswith("the president of the grouping")
    assert by[DEPARTMENT].designated_by.en == "the prefect"
    assert "with the accord of each" in by[GROUPING].charged_to.en
    assert "economic and social difficulties" in by[DEPARTMENT].publics.en


@pytest.mark.parametrize("kind", CollectiveAgreement)
def test_another_takes_its_place_once_it_is_approved(kind: CollectiveAgreement) -> None:
    """As all completions say: signed, and nothing else approved."""
    others = ANSWERS if kind is DEPARTMENT else (None,)
    for signed, cia, beside in product(ANSWERS, ANSWERS, others):
        given = (signed, cia, False if kind is GROUPING else beside)
        ways = product(*((True, False) if answer is None else (answer,) for answer in given))
        found = {runs and not (one or two) for runs, one, two in ways}
        answer = collective_agreement_applies(
            kind, on=ON, signed=signed, attribution_agreement=cia, intercommunal=beside
        )
        assert answer.verdict is Verdict.of(found.pop() if len(found) == 1 else None)
        assert bool(answer.missing) is not answer.verdict.decided


def test_what_took_the_place_before_it_was_read_is_open() -> None:
    """The attribution agreement before 23 February 2022, the intercommunal one before 2018."""
    for day, verdict in (
        (CIA_SINCE - DAY, Verdict.UNDETERMINED),
        (CIA_SINCE, Verdict.UNMET),
        (CIA_SINCE + DAY, Verdict.UNMET),
    ):
        for kind in CollectiveAgreement:
            found = collective_agreement_applies(
                kind, on=day, signed=True, attribution_agreement=True
            )
            assert found.verdict is verdict
    for day, verdict in (
        (SINCE[GROUPING] - DAY, Verdict.UNDETERMINED),
        (SINCE[GROUPING], Verdict.UNMET),
        (SINCE[GROUPING] + DAY, Verdict.UNMET),
    ):
        found = collective_agreement_applies(
            DEPARTMENT, on=day, signed=True, attribution_agreement=False, intercommunal=True
        )
        assert found.verdict is verdict


@pytest.mark.parametrize("refuses", ANSWERS)
def test_persons_are_designated_six_months_after_the_proposal(refuses: Any) -> None:
    """Not on the last day of the six months, but on the next, while the landlord refuses."""
    proposed_on, last = date(2024, 1, 31), date(2024, 7, 31)
    for on, wanted in ((last - DAY, False), (last, False), (last + DAY, refuses)):
        found = refusal_of_agreement(proposed_on, on=on, refuses=refuses)
        assert found.verdict is Verdict.of(wanted)
        for kind in CollectiveAgreement:
            found = refusal_of_collective_agreement(kind, proposed_on, on=on, refuses=refuses)
            assert found.verdict is Verdict.of(wanted)


@pytest.mark.parametrize("kind", CollectiveAgreement)
def test_silence_on_a_collective_agreement_is_favourable(kind: CollectiveAgreement) -> None:
    """Past two months from the transmission, as for an attribution agreement."""
    sent, last = date(2024, 1, 15), date(2024, 3, 15)
    for on, verdict in ((last, Verdict.UNDETERMINED), (last + DAY, Verdict.MET)):
        found = opinion_on_collective_agreement(kind, None, transmitted_on=sent, on=on)
        assert found.verdict is verdict
    refused = opinion_on_collective_agreement(
        kind,
        False,  # noqa: FBT003  # an opinion
        transmitted_on=sent,
        on=last + DAY,
        given_on=last,
    )
    assert refused.verdict is Verdict.UNMET


def test_a_delegate_attributes_for_a_year() -> None:
    """Since 31 July 1998."""
    since = date(1998, 7, 31)
    assert special_delegate_term(since).last_day == date(1999, 7, 30)
    assert special_delegate_term(since + DAY).last_day == date(1999, 7, 31)
    for day in (since - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            special_delegate_term(day)
    assert SPECIAL_DELEGATE.at(ON).confidence is Confidence.VERIFIED


def test_what_is_no_agreement_is_refused() -> None:
    """A kind that is none, days out of order, an answer that is none or too many."""
    term: Any = collective_term
    applies: Any = collective_agreement_applies
    refusal: Any = refusal_of_agreement
    with pytest.raises(InvalidTypeError, match="collective_term, kind"):
        term("departmental", ON)
    with pytest.raises(InvalidTypeError, match="collective_term, start"):
        term(GROUPING, "2024")
    with pytest.raises(InvalidTypeError, match="refuses"):
        refusal(ON, on=ON, refuses=1)
    with pytest.raises(InvalidValueError, match="a day from the proposal on"):
        refusal(ON, on=ON - DAY, refuses=True)
    with pytest.raises(NotKnownError):
        refusal_of_agreement(CIA_SINCE - DAY, on=ON, refuses=True)
    asked: Any = {"on": ON, "signed": True, "attribution_agreement": False}
    with pytest.raises(InvalidValueError, match="intercommunal"):
        collective_agreement_applies(GROUPING, **asked, intercommunal=True)
    with pytest.raises(InvalidTypeError, match="signed"):
        applies(GROUPING, **{**asked, "signed": "yes"})
