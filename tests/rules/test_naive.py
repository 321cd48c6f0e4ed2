"""Judging agrees with a naive counter, where all is known and where it is not."""

from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import completing, naive
from tests.rules.drawing import CODES, SLOW, Case, cases

from housing_agreements import (
    Agreement,
    Attribution,
    Finding,
    Outcome,
    Per,
    Production,
    Verdict,
    check_quotas,
)
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.entries import first_and_last_day
from housing_agreements.testing.strategies._entries import ledgers
from housing_agreements.testing.strategies._model import agreements


def _has_groups_that_are_known(agreement: Agreement) -> bool:
    """Whether no group is an intercommunality, which no edition tells of most of the days drawn."""
    stated = (part for part in agreement.every_part if isinstance(part, Commitment))
    return all(Per.INTERCOMMUNALITY not in part.per for part in stated)


@st.composite
def rich_cases(draw: st.DrawFn) -> Case:
    """Agreements of every kind that the test kit draws, with a ledger that fits."""
    agreement = draw(agreements(max_amendments=1).filter(_has_groups_that_are_known))
    ledger = draw(ledgers(agreement=agreement, max_size=8))
    term = agreement.term
    days = st.dates(term.start - timedelta(days=400), term.end + timedelta(days=400))
    on = draw(st.just(term.end + timedelta(days=900)) | st.just(term.last_day) | days)
    return agreement, ledger, on, draw(st.just(on) | days)


def known(entry: naive.Entry, place: int, agreement: Agreement) -> naive.Entry:
    """An entry of which all is known: what was not is settled in some way."""
    parties = (*agreement.landlords, *agreement.others)
    codes = CODES | ({"landlord": tuple(party.code for party in parties)} if parties else {})
    settled: dict[str, Any] = {
        name: getattr(entry, name) or codes[name][place % len(codes[name])]
        for name in ("neighbourhood", "landlord", "programme")
    }
    stages = naive.ATTRIBUTION_STAGES if isinstance(entry, Attribution) else naive.PRODUCTION_STAGES
    later = None
    for stage in reversed(stages):
        day = getattr(entry, stage.field)
        possible = first_and_last_day(day)
        if possible is not None:
            later = min(possible[1], later or date.max)
        settled[stage.field] = later
    if isinstance(entry, Production):
        settled["financing"] = entry.financing or "PLUS"
    else:
        settled["possible_publics"] = frozenset()
    return attrs.evolve(entry, **settled)


@settings(SLOW, max_examples=200)
@given(cases())
def test_full_knowledge_is_judged_as_counted(case: Case) -> None:
    """Where all is known, every number and verdict is that of the naive counter."""
    judged_as_counted(case)


@settings(SLOW, max_examples=25)
@given(rich_cases())
def test_any_agreement_is_judged_as_counted(case: Case) -> None:
    """So it is with whatever agreement and ledger the test kit draws."""
    judged_as_counted(case)


def judged_as_counted(case: Case) -> None:
    """Compare every finding, and that there is no other."""
    agreement, drawn, on, as_known = case
    ledger = [known(entry, place, agreement) for place, entry in enumerate(drawn)]
    report = check_quotas(agreement, ledger, on=on, known=as_known)
    found = {(each.commitment.code, each.period, each.group): each for each in report}
    expected = set()
    for question in naive.questions(agreement, on, as_known):
        commitment = question.commitment
        groups: set[naive.Group] = {None} if commitment.judges_total else set()
        size = len(question.spans)
        counting = list(completing.dwellings(ledger))
        if commitment.per:
            groups |= naive.named_groups(question)
            groups |= {
                group for entry in counting for group in naive.groups_seen(entry, question, on)
            }
        for group in groups:
            key = (commitment.code, question.period, group)
            expected.add(key)
            parts = [naive.vector(entry, question, on, group=group) for entry in counting]
            finding = found[key]
            same(
                finding,
                naive.judge(completing.added(parts, size), question, group, on),
                question,
                on,
            )
    lost = {key for key, finding in found.items() if finding.outcome is Outcome.NO_LEVEL}
    assert set(found) - lost <= expected <= set(found)


def same(finding: Finding, judged: naive.Judgement, question: naive.Question, on: date) -> None:
    """The finding is the judgement."""
    assert finding.counted.value == judged.counted
    assert finding.base.value == judged.base
    assert finding.substitutes.value == judged.substitutes
    for side, kept in (
        (finding.floor, judged.floor),
        (finding.main, judged.main),
        (finding.ceiling, judged.ceiling),
    ):  # fmt: skip
        assert (None if side is None else side.verdict) is (
            None if kept is None else Verdict.of(kept)
        )
    for name, number in (
        ("owed", judged.owed), ("required", judged.required), ("allowed", judged.allowed),
        ("shortfall", judged.shortfall), ("excess", judged.excess),
    ):  # fmt: skip
        bounds = getattr(finding, name)
        assert (None if bounds is None else bounds.value) == number, name
    growing = finding.shortfall_growing
    if growing is None or growing.value < naive.MOST:
        assert (None if growing is None else growing.value) == judged.growing
    nothing_promised = not naive.any_level(question, finding.group)
    if nothing_promised:
        assert finding.outcome is Outcome.NO_LEVEL
    elif question.period.start > on:
        assert finding.outcome is Outcome.NOT_BEGUN
    elif finding.commitment.of_base and judged.there == 0:
        assert finding.outcome is Outcome.EMPTY_BASE
    else:
        assert finding.verdict is Verdict.of(judged.kept)
    assert finding.settled is (question.period.end <= on + timedelta(days=1))
    if finding.commitment.of_base and judged.base > 0 and not nothing_promised:
        assert finding.rate is not None
        assert finding.rate.value * judged.base == judged.counted
    else:
        assert finding.rate is None
