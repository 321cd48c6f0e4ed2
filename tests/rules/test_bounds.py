"""Bounds are real: every completion of what is not known is enumerated, and judged one by one."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given, settings
from tests.rules import completing, naive
from tests.rules.drawing import CODES, SLOW, Case, cases

from housing_agreements import (
    Agreement,
    Bounds,
    Finding,
    Outcome,
    Rounding,
    RoundingBySize,
    Verdict,
    check_quotas,
)
from housing_agreements.model.groups import is_unseen


def turning_days(agreement: Agreement, on: date, as_known: date) -> set[date]:
    """The days on which a period starts or ends, a territory changes, or the question is past."""
    days = {on + timedelta(days=1)}
    for question in naive.questions(agreement, on, as_known):
        for span in question.spans:
            days |= {span.period.start, span.period.end}
            territories = [span.commitment.territory or span.terms.territory]
            territories += [span.commitment.located_in or territories[0]]
            territories += [contingent.territory for contingent in span.terms.contingents]
            territories += span.terms.sectors
            days |= {day for territory in territories for day in territory.members.days}
    return days


def holds_in_all(finding: Finding, ways: list[naive.Judgement], *, figures: bool = False) -> None:
    """The finding says of all the completions what they have in common, and no more."""
    for name in (
        "counted",
        "base",
        "substitutes",
        "required",
        "allowed",
        "shortfall",
        "excess",
        "owed",
    ):
        values = [getattr(way, name) for way in ways]
        bounds = getattr(finding, name)
        if bounds is None:
            assert values == [None] * len(values), name
            continue
        loose = name == "shortfall" and finding.main is not None
        spanned(name, bounds, values, loose=loose)
    for side, kept in (
        (finding.floor, {way.floor for way in ways}),
        (finding.ceiling, {way.ceiling for way in ways}),
    ):  # fmt: skip
        if side is not None:
            alike = Verdict.UNDETERMINED if len(kept) > 1 else Verdict.of(*kept)
            assert side.verdict is alike
    if finding.main is not None and finding.main.verdict.decided:
        assert {way.main for way in ways} == {finding.main.verdict is Verdict.MET}
    whole_verdict_holds(finding, ways)
    rates_hold(finding, ways)
    growing_holds(finding, ways, figures=figures)


def whole_verdict_holds(finding: Finding, ways: list[naive.Judgement]) -> None:
    """It is decided exactly when all completions agree, but for a cap; a base may be empty."""
    kept = {way.kept for way in ways}
    if finding.main is None and finding.outcome is Outcome.JUDGED:
        assert finding.verdict is (Verdict.UNDETERMINED if len(kept) > 1 else Verdict.of(*kept))
    elif finding.verdict is not None and finding.verdict.decided:
        assert kept == {finding.verdict is Verdict.MET}
    judged = finding.outcome is Outcome.JUDGED and finding.commitment.of_base
    assert finding.base_may_be_empty is (judged and not all(way.there for way in ways))


def growing_holds(finding: Finding, ways: list[naive.Judgement], *, figures: bool) -> None:
    """The numbers of further entries contain those of the completions."""
    by_size = isinstance(finding.commitment.rounding, RoundingBySize)
    growing = [way.growing for way in ways]
    if finding.shortfall_growing is None:
        assert set(growing) == {None}
    elif (high := finding.shortfall_growing.high) is None:
        assert None in growing or finding.main is not None or figures or by_size
    elif high < naive.MOST:
        least = [each for each in growing if each is not None]
        assert len(least) == len(growing)
        spanned(
            "growing", finding.shortfall_growing, least, loose=by_size or finding.main is not None
        )


def spanned(name: str, bounds: Bounds[Any], values: list[Any], *, loose: bool) -> None:
    """The bounds contain all values; and, unless loose, their ends are two of them."""
    low, high = min(values), max(values)
    assert bounds.low <= low, (name, bounds, low)
    assert bounds.high is None or high <= bounds.high, (name, bounds, high)
    if not loose and bounds.high is not None:
        assert (bounds.low, bounds.high) == (low, high), name


def rates_hold(finding: Finding, ways: list[naive.Judgement]) -> None:
    """The rate is that of two completions and contains all; the attainment contains all."""
    if finding.rate is not None:
        rates = [Fraction(way.counted, way.base) for way in ways]
        spanned("rate", finding.rate, rates, loose=False)
    elif finding.commitment.of_base and finding.sides:
        assert min(way.base for way in ways) <= 0
    if finding.attainment is not None and len(finding.sides) == 1:
        values = [way.counted / way.owed for way in ways if way.owed is not None]
        exact = finding.commitment.rounding is Rounding.EXACT or all(
            way.owed == ways[0].owed for way in ways
        )
        uniform = len(finding.sides[0].promise.levels) == 1
        if uniform:
            spanned("attainment", finding.attainment, values, loose=not exact)


def counts_on_two_unknown_days(entry: naive.Entry, question: naive.Question) -> bool:
    """Whether an amendment has the entry counted at two stages, the day of neither being known."""
    stages = {span.commitment.stage for span in question.spans}
    days = [getattr(entry, stage.field, None) for stage in stages]
    known = any(type(day) is date for day in days)
    return len(days) > 1 and not known and any(day is not None for day in days)


@settings(SLOW, max_examples=80)
@given(cases(unknowns=2, max_size=6))
def test_bounds_are_the_completions(case: Case) -> None:
    """Bounds are those of all completions; a verdict is decided exactly when all agree."""
    agreement, ledger, on, as_known = case
    turning = turning_days(agreement, on, as_known)
    ways = {
        entry.id: list(completing.completions(attrs.evolve(entry, count=1), turning, CODES))
        for entry in ledger
    }
    report = check_quotas(agreement, ledger, on=on, known=as_known)
    asked = {
        (each.commitment.code, each.period): each
        for each in naive.questions(agreement, on, as_known)
    }
    for finding in report:
        if finding.outcome is Outcome.NO_LEVEL:
            continue
        perhaps_nobody = finding.base_may_be_empty and not finding.commitment.of_base
        if is_unseen(finding.group) or perhaps_nobody:
            continue  # `tests.oracles` has the groups of which nobody may be
        question = asked[finding.commitment.code, finding.period]
        if any(counts_on_two_unknown_days(entry, question) for entry in ledger):
            continue  # each is looked at by itself: wider than the two together allow
        size = len(question.spans)
        nothing = completing.added((), size)
        parts: list[frozenset[naive.Vector]] = []
        for dwelling in completing.dwellings(ledger):
            turned = frozenset(
                naive.vector(
                    attrs.evolve(way, count=dwelling.count), question, on, dwelling, finding.group
                )
                for way in ways[dwelling.id]
            )
            if turned != frozenset({nothing}):
                parts.append(turned)
        every = completing.sums(parts, size)
        holds_in_all(finding, [naive.judge(each, question, finding.group, on) for each in every])
