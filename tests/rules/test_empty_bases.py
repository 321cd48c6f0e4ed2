"""A base that may be empty breaks nothing, and what is owed may depend on its size."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.rules.drawing import agreement_of, given, many
from tests.told import words_of

from housing_agreements import (
    Attribution,
    Bounds,
    Commitment,
    Finding,
    InvalidInputError,
    Judge,
    Outcome,
    Per,
    Period,
    Production,
    PublishedFigure,
    RemarkKind,
    Rounding,
    Share,
    Stage,
    Tally,
    Verdict,
    Volume,
    check_quotas,
    compare,
    review,
    tally,
)

YEARS = (2018, 2019)
UNDATED = {"available_on": date(2018, 1, 1), "decided_on": date(2019, 2, 21)}
"""Proposed on a day that nobody wrote down, in one year or in the next."""


def judge(commitment: Commitment, entries: Iterable[Attribution | Production]) -> list[Finding]:
    """What is found once all is over."""
    return list(check_quotas(agreement_of(commitment), entries, on=date(2021, 1, 1)))


def judge_2019(commitment: Commitment, *entries: Attribution | Production) -> Finding:
    """What is found of 2019."""
    return next(each for each in judge(commitment, entries) if each.period == Period.year(2019))


def few(rounding: Rounding) -> Share:
    """Less than 40 % of what was proposed in 2019."""
    return Share("c", to=("p",), stage=Stage.PROPOSED, less_than={2019: "40 %"}, rounding=rounding)


@pytest.mark.parametrize("rounding", [Rounding.NEAREST, Rounding.DOWN])
def test_bases_between_the_smallest_and_the_largest_are_looked_at(rounding: Rounding) -> None:
    """Fewer than 1 of 2 is kept by 0, fewer than 0 of 1 by nothing, and of none nothing is owed."""
    alone = given("A", decided_on=None, proposed_on=date(2019, 2, 1))
    assert judge_2019(few(rounding), alone).verdict is Verdict.UNMET
    two = [given("A", count=2, **UNDATED)]
    for entries in (two, [given("A", **UNDATED), given("B", **UNDATED)]):
        finding = judge_2019(few(rounding), *entries)
        assert finding.verdict is Verdict.UNDETERMINED
        assert finding.base_may_be_empty
        assert "the base may be empty" in words_of(finding, "en")
        assert "la base est peut-être vide" in words_of(finding, "fr")


def test_no_sure_no_where_there_may_be_nothing() -> None:
    """More than 99 % is missed by one dwelling of nobody, and by none it is not."""
    most = Share("c", to=("p",), stage=Stage.PROPOSED, more_than={2019: "99 %"})
    finding = judge_2019(most, given("A", **UNDATED))
    assert finding.verdict is Verdict.UNDETERMINED
    assert (finding.required.low, finding.required.high) == (0, 1)  # type: ignore[union-attr]  # a floor
    assert (finding.shortfall.low, finding.shortfall.high) == (0, 1)  # type: ignore[union-attr]  # a floor
    sure = judge_2019(most, given("A", proposed_on=date(2019, 2, 1), decided_on=None))
    assert sure.verdict is Verdict.UNMET
    assert not sure.base_may_be_empty


def test_one_added_and_one_taken_back_are_something() -> None:
    """A base of 0 is not empty where a dwelling was added and another taken back."""
    least = Share("c", to=("PLAI",), stage=Stage.DELIVERED, at_least={2019: "40 %"})
    day = date(2019, 3, 1)
    other = Production("B", "33063", "PLS", delivered_on=day)
    verdicts = [
        judge_2019(least, Production("A", "33063", code, delivered_on=day, count=-1), other).verdict
        for code in ("PLAI", "PLUS", None)
    ]
    assert verdicts == [Verdict.UNMET, Verdict.MET, Verdict.UNDETERMINED]
    assert judge_2019(least).outcome is Outcome.EMPTY_BASE


def test_each_limit_has_the_base_of_its_own_periods() -> None:
    """A ceiling of 2019 alone is kept where nothing happened in 2019, strict as it is."""
    both = Share(
        "c", to=("p",), stage=Stage.DECIDED, cumulative=True,
        more_than=dict.fromkeys(YEARS, "40 %"), less_than={2019: "100 %"},
    )  # fmt: skip
    (finding,) = judge(both, many(1))
    assert finding.verdict is Verdict.MET
    assert finding.ceiling is not None
    assert finding.ceiling.base_may_be_empty
    assert not finding.base_may_be_empty


def test_a_range_that_no_completion_keeps_is_unmet() -> None:
    """Of one dwelling that counts perhaps, at least half and at most a tenth: neither is right."""
    perhaps = given("A", decided_on=date(2019, 5, 5), possible_publics={"p"})
    share = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least={2019: "50 %"}, at_most={2019: "10 %"}
    )
    finding = judge_2019(share, perhaps)
    assert {side.verdict for side in finding.sides} == {Verdict.UNDETERMINED}
    assert finding.verdict is Verdict.UNMET
    assert not finding.may_be_kept
    assert "not all of them at once" in words_of(finding, "en")
    assert "pas toutes à la fois" in words_of(finding, "fr")
    number = Volume("c", to=("p",), stage=Stage.DECIDED, more_than={2019: 0}, less_than={2019: 1})
    assert judge_2019(number, perhaps).verdict is Verdict.UNMET
    wider = Volume("c", to=("p",), stage=Stage.DECIDED, more_than={2019: 0}, less_than={2019: 2})
    assert judge_2019(wider, perhaps).verdict is Verdict.UNDETERMINED


def test_a_cap_by_size_is_rounded_down_in_a_large_programme() -> None:
    """At most a tenth, to the nearest up to 10 dwellings, down above: 1 of 9, 1 of 15, not 2."""
    by_size = Rounding.by_size({0: Rounding.NEAREST, 11: Rounding.DOWN})
    cap = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_most="10 %", rounding=by_size,
        per=Per.PROGRAMME, judge=Judge.GROUPS,
    )  # fmt: skip
    sizes = {"p09": (1, 8), "p10": (1, 9), "p11": (2, 9), "p15": (2, 13), "p16": (1, 15)}
    ledger = [
        given(f"{name}{public}", programme=name, count=count, publics={"p"} if public else set())
        for name, both in sizes.items()
        for public, count in zip((True, False), both, strict=True)
    ]
    found = {
        each.group: each.verdict for each in judge(cap, ledger) if each.period.start.year == 2018
    }
    met, unmet = Verdict.MET, Verdict.UNMET
    assert found == {"p09": met, "p10": met, "p11": unmet, "p15": unmet, "p16": met}


def test_every_base_between_the_least_and_the_most_is_rounded_by_its_size() -> None:
    """14 and 16 allow 1, to the nearest 15 allows 2: so 2 of 14 to 16 is undetermined."""
    by_size = Rounding.by_size({0: Rounding.DOWN, 15: Rounding.NEAREST, 16: Rounding.DOWN})
    cap = Share("c", to=("p",), stage=Stage.DECIDED, at_most="10 %", rounding=by_size)
    ledger = [*many(2, 12), given("X", landlord=None, neighbourhood="north", count=2)]
    north = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_most="10 %", rounding=by_size,
        landlords=("office",),
    )  # fmt: skip
    known = [each if each.id == "X" else _of_office(each) for each in ledger]
    first = judge(north, known)[0]
    assert (first.base.low, first.base.high) == (14, 16)
    assert first.verdict is Verdict.UNDETERMINED
    assert judge(cap, ledger)[0].verdict is Verdict.UNMET


def _of_office(entry: Attribution) -> Attribution:
    return attrs.evolve(entry, landlord="office")


@pytest.mark.parametrize(
    ("rounding", "kind", "words"),
    [
        (Rounding.by_size({0: Rounding.UP}), Volume,
         "a number is owed whatever the size of the base; write rounding=Rounding.UP"),
        ({0: Rounding.UP}, Share, "write Rounding.by_size({0: Rounding.NEAREST, 11:"),
        ("nearest", Share, "or Rounding.by_size(...); write Rounding.NEAREST"),
        (None, Share, "or Rounding.by_size(...)"),
    ],
)  # fmt: skip
def test_what_is_no_rounding_of_a_commitment_is_refused(
    rounding: Any, kind: type[Share] | type[Volume], words: str
) -> None:
    """A rounding by size is for shares, and a mapping is not yet one."""
    with pytest.raises(InvalidInputError) as caught:
        kind("c", to=("p",), stage=Stage.DECIDED, at_least=1, rounding=rounding)
    assert words in str(caught.value)


def test_a_rounding_by_size_has_words() -> None:
    """A comparison says from which size on each rounding holds, in both languages."""
    share = Share("c", to=("p",), stage=Stage.DECIDED, at_most="10 %")
    by_size = Rounding.by_size({0: Rounding.NEAREST, 11: Rounding.DOWN})
    changed = compare(agreement_of(share), agreement_of(attrs.evolve(share, rounding=by_size)))
    assert "to the nearest, down from 11 on" in words_of(changed, "en")
    assert "au plus proche, par défaut à partir de 11" in words_of(changed, "fr")


@pytest.mark.parametrize(("least", "kinds"), [("1/2", 1), ("30 %", 0)])
def test_review_proves_nothing_of_a_rounding_that_may_help(least: str, kinds: int) -> None:
    """Half of 10 is more than 4 whatever the rounding; 30 % of 10 is not, to the nearest."""
    by_size = Rounding.by_size({0: Rounding.NEAREST, 20: Rounding.UP})
    share = Share("c", to=("p",), stage=Stage.DECIDED, at_least=least, rounding=by_size)
    numbers = (
        Volume("least", stage=Stage.DECIDED, at_least=10),
        Volume("most", to=("p",), stage=Stage.DECIDED, at_most=4),
    )
    remarks = [
        remark
        for remark in review(agreement_of(share, *numbers), on=date(2021, 1, 1))
        if remark.kind is RemarkKind.SHARE_AGAINST_VOLUME
    ]
    assert len(remarks) == kinds


def test_what_counts_over_what_is_owed_is_bounded_where_one_size_is_left() -> None:
    """Of a base that is surely in one band, no other rounding takes part in the bounds."""
    by_size = Rounding.by_size({0: Rounding.DOWN, 1: Rounding.NEAREST})
    share = Share(
        "c",
        to=("p",),
        stage=Stage.AVAILABLE,
        at_least={2018: "25 %", 2019: "75 %"},
        rounding=by_size,
    )
    agreement = agreement_of(share)
    undated = given("A", count=2, decided_on=date(2019, 1, 1))
    figures = Tally.from_counts(agreement, [PublishedFigure("c", 2018, 2)])
    first = check_quotas(agreement, figures + tally(agreement, [undated]), on=date(2021, 1, 1))[0]
    assert first.attainment == Bounds(Fraction(0), Fraction(2))
    at_2019 = {"available_on": date(2019, 3, 1), "decided_on": None}
    known, other = given("A", **at_2019), given("B", publics={"p"}, landlord="x", **at_2019)
    of_office = attrs.evolve(share, landlords=("office",))
    entries = [attrs.evolve(known, landlord="office"), attrs.evolve(other, landlord=None)]
    finding = judge_2019(of_office, *entries)
    assert finding.attainment == Bounds(Fraction(0), Fraction(1))
