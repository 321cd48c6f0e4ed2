"""Who is left out of a base, since nobody knows whether they count, is counted and said."""

from datetime import date
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import completing, naive
from tests.rules.drawing import CODES, SLOW, Case, agreement_of, cases
from tests.rules.test_bounds import turning_days
from tests.told import words_of

from housing_agreements import (
    Attribution,
    Bounds,
    Commitment,
    Outcome,
    Per,
    Production,
    Share,
    Stage,
    Unsure,
    Volume,
    check_quotas,
)
from housing_agreements.testing import laws

AFTER = date(2021, 6, 1)
DAY = date(2018, 5, 5)
QUARTER = Share(
    "quarter", to=("p",), stage=Stage.DECIDED, at_least={2018: "25 %"}, unsure=Unsure.LEFT_OUT
)


def perhaps(name: str, **fields: Any) -> Attribution:
    """An attribution of 2018 to a household that may belong to the public "p"."""
    usual: dict[str, Any] = {"decided_on": DAY, "possible_publics": {"p"}}
    return Attribution(name, "a", "94068", **usual | fields)


def count(commitment: Commitment, *ledger: Attribution | Production) -> Bounds[int]:
    """How many are left out of the one total that is judged."""
    return check_quotas(agreement_of(commitment), ledger, on=AFTER)[0].left_out


@settings(SLOW, max_examples=30)
@given(cases(unknowns=3, max_size=6))
def test_they_are_those_of_each_completion(case: Case) -> None:
    """Their number has the bounds of all completions of what else is not known."""
    agreement, ledger, on, as_known = case
    turning = turning_days(agreement, on, as_known)
    ways = {
        entry.id: list(completing.completions(attrs.evolve(entry, count=1), turning, CODES))
        for entry in ledger
    }
    asked = {
        (each.commitment.code, each.period): each
        for each in naive.questions(agreement, on, as_known)
    }
    report = check_quotas(agreement, ledger, on=on, known=as_known)
    laws.every_entry_is_accounted_for(report, ledger)
    for finding in report:
        if finding.outcome is Outcome.NO_LEVEL:
            continue
        question = asked[finding.commitment.code, finding.period]
        least = most = 0
        for dwelling in completing.dwellings(ledger):
            numbers = {
                naive.left_out(way, question, finding.group, on, dwelling)
                for way in (attrs.evolve(way, count=dwelling.count) for way in ways[dwelling.id])
            }
            least, most = least + min(numbers), most + max(numbers)
        assert (finding.left_out.low, finding.left_out.high) == (least, most)


@given(st.integers(0, 3), st.integers(0, 3))
def test_nothing_disappears(known: int, unknown: int) -> None:
    """Who is left out is told in the finding, and in the account with those not concerned."""
    ledger = [
        *(perhaps(f"K{n}", publics={"p"}, possible_publics=set()) for n in range(known)),
        *(perhaps(f"U{n}", count=2) for n in range(unknown)),
    ]
    report = check_quotas(agreement_of(QUARTER), ledger, on=AFTER)
    assert (report[0].left_out.value, report[0].base.value) == (2 * unknown, known)
    assert report.account.counted == (known, known)
    assert report.account.left_out == report.account.not_concerned == (unknown, 2 * unknown)
    laws.every_entry_is_accounted_for(report, ledger)


def test_they_are_said_in_both_languages() -> None:
    """Also where nobody else is in the base, and then there is nothing to judge."""
    report = check_quotas(agreement_of(QUARTER), [perhaps("1"), perhaps("2")], on=AFTER)
    assert report[0].outcome is Outcome.EMPTY_BASE
    assert "left out, not known to reach the publics or not: 2" in words_of(report, "en")
    assert "exclus, sans qu'on sache s'ils bénéficient aux publics\u00a0: 2" in words_of(
        report, "fr"
    )
    assert "dated later: 0, left out of their bases: 2; set aside" in words_of(report, "en")
    assert "demandée\u00a0: 0, exclues de leurs bases\u00a0: 2\u202f; mises" in words_of(
        report, "fr"
    )
    bounds = attrs.evolve(QUARTER, unsure=Unsure.BOUNDS)
    counted = check_quotas(agreement_of(bounds), [perhaps("1"), perhaps("2")], on=AFTER)
    for language in ("en", "fr"):
        assert "left out" not in words_of(counted, language)
        assert "exclu" not in words_of(counted, language)


def test_who_surely_belongs_is_not_left_out() -> None:
    """A sure public, main or not asked for, leaves nothing to know."""
    assert count(QUARTER, perhaps("1")) == Bounds(1, 1)
    assert count(QUARTER, perhaps("1", publics={"p"}, possible_publics={"q"})) == Bounds(0, 0)
    assert count(QUARTER, perhaps("1", possible_publics={"q"})) == Bounds(0, 0)


def test_who_is_only_perhaps_in_the_base_is_only_perhaps_left_out() -> None:
    """Of a day, of a landlord or of a group that is not known."""
    undated = perhaps("1", decided_on=None, signed_on=date(2019, 1, 1))
    assert count(QUARTER, undated) == Bounds(0, 1)
    of_office = attrs.evolve(QUARTER, landlords=("office",))
    for landlord, bounds in (("office", (1, 1)), (None, (0, 1)), ("company", (0, 0))):
        assert count(of_office, perhaps("1", landlord=landlord)) == Bounds(*bounds)


def test_groups_tell_their_own() -> None:
    """Those of a group are told in it, and those of no known group perhaps in each."""
    each = attrs.evolve(QUARTER, per=Per.PROGRAMME)
    ledger = [
        perhaps("K", publics={"p"}, possible_publics=set(), programme="rue"),
        perhaps("1", programme="rue"),
        perhaps("2"),
        perhaps("3", programme="quai"),
    ]
    found = {
        finding.group: finding.left_out
        for finding in check_quotas(agreement_of(each), ledger, on=AFTER)
    }
    # Nobody is in the base of "quai": it is no group, and the total tells of its dwelling.
    assert found[None] == Bounds(3, 3)
    assert found["rue"] == Bounds(1, 2)
    assert "quai" not in found


def test_what_counts_elsewhere_is_counted() -> None:
    """Left out of one base and in another, an entry is counted."""
    every = Volume("all", stage=Stage.DECIDED, at_least=1)
    report = check_quotas(agreement_of(QUARTER, every), [perhaps("1")], on=AFTER)
    assert report.account.counted == (1, 1)
    assert report.account.left_out == (0, 0)


def test_production_taken_back_is_left_out_too() -> None:
    """A correction whose financing is not known takes back what may not have been counted."""
    homes = Volume(
        "homes", to=("PLAI",), stage=Stage.APPROVED, at_least={2018: 1}, unsure=Unsure.LEFT_OUT
    )
    back = Production("P", "94068", None, approved_on=DAY, count=-2)
    assert count(homes, back) == Bounds(-2, -2)
