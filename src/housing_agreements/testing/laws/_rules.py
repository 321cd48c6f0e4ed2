"""The laws of tallies and of quotas."""

from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import Attribution
from housing_agreements.model.groups import Group
from housing_agreements.rules.quotas.check import QuotaReport, check_quotas
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.ledger import Entry, tally
from housing_agreements.rules.quotas.tally import Count, Tally
from housing_agreements.testing.laws._holding import must_be, must_hold
from housing_agreements.values.periods import Period
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "another_agreement_may_judge",
    "bounds_contain_full_knowledge",
    "concatenation_is_addition",
    "every_entry_is_accounted_for",
    "order_changes_nothing",
    "priority_entries_never_harm",
    "splitting_preserves_counts",
    "tally_is_a_group",
)

_FindingKey = tuple[str, Period, Group | None]


def tally_is_a_group(a: Tally, b: Tally, c: Tally) -> None:
    """Tallies of one reading add up in any order, and each can be taken back."""
    nothing = Tally(a.reading)
    must_be("+ is associative", (a + b) + c, a + (b + c))
    must_be("+ is commutative", a + b, b + a)
    must_be("the empty tally is neutral", a + nothing, a)
    must_be("- takes back", (a + b) - b, a)
    must_be("a tally and its contrary make nothing", a + -a, nothing)
    must_be("equal tallies are alike", hash(a + b), hash(b + a))


def concatenation_is_addition(
    agreement: Agreement, first: Sequence[Entry], second: Sequence[Entry]
) -> None:
    """The tally of two ledgers, one after the other, is the sum of their tallies."""
    apart = tally(agreement, first) + tally(agreement, second)
    must_be("tallied together", tally(agreement, [*first, *second]), apart)


def order_changes_nothing(
    agreement: Agreement, entries: Sequence[Entry], reordered: Sequence[Entry], on: date
) -> None:
    """A ledger is judged alike in any order, and so is its tally."""
    report = check_quotas(agreement, entries, on=on)
    must_be("judged in another order", check_quotas(agreement, reordered, on=on), report)
    counts = tally(agreement, entries)
    must_be("judged by its tally", check_quotas(agreement, counts, on=on), report)


def another_agreement_may_judge(
    wide: Agreement, narrow: Agreement, entries: Sequence[Entry], on: date
) -> None:
    """A tally is judged by an agreement whose reading it covers as one made for it would be."""
    counts = tally(wide, entries)
    found = check_quotas(narrow, counts, on=on)
    must_be("judged by a wider tally", found, check_quotas(narrow, entries, on=on))


def bounds_contain_full_knowledge(
    agreement: Agreement, unsure: Iterable[Entry], sure: Iterable[Entry], on: date
) -> None:
    """Once all is known, each number lies within its bounds, and decided verdicts stand.

    Args:
        agreement: The agreement.
        unsure: A ledger in which things are not known.
        sure: The same, once they are.
        on: The day asked.
    """
    after = _by_key(check_quotas(agreement, sure, on=on))
    for key, before in _by_key(check_quotas(agreement, unsure, on=on)).items():
        now = after.get(key)
        if now is None:  # a group in which nothing was at last
            continue
        for name in ("counted", "base", "substitutes", "owed", "required", "allowed",
                     "shortfall", "excess", "rate", "attainment"):  # fmt: skip
            bounds, known = getattr(before, name), getattr(now, name)
            if bounds is not None and known is not None:
                inside = bounds.low <= known.low and (
                    bounds.high is None or (known.high is not None and known.high <= bounds.high)
                )
                must_hold(f"{name} within its bounds", holds=inside, before=bounds, after=known)
        if before.verdict in {Verdict.MET, Verdict.UNMET} and now.verdict is not None:
            must_be(f"a decided verdict on {key} stands", now.verdict, before.verdict)


def priority_entries_never_harm(
    agreement: Agreement, entries: Sequence[Entry], more: Attribution, on: date
) -> None:
    """One more attribution to a public never lowers what counts for it, nor breaks its floor.

    Where there was nothing to judge, no floor was met: the first dwelling of a base may miss it.
    """
    after = _by_key(check_quotas(agreement, [*entries, more], on=on))
    for key, before in _by_key(check_quotas(agreement, entries, on=on)).items():
        if more.publics.isdisjoint(before.commitment.to):
            continue
        now = after[key]
        lowered = now.counted.low < before.counted.low
        must_hold("counted is not lowered", holds=not lowered, before=before, after=now)
        if before.verdict is None:
            continue
        for one, two in ((before.floor, now.floor), (before.main, now.main)):
            if one is not None and two is not None and one.verdict is Verdict.MET:
                kept = two.verdict is not Verdict.UNMET
                must_hold("a met floor is not unmet", holds=kept, before=before, after=now)


def every_entry_is_accounted_for(report: QuotaReport, entries: Iterable[Entry]) -> None:
    """Entries read are counted, not concerned or set aside, in entries and in dwellings."""
    account, read = report.account, Count(0, 0)
    for entry in entries:
        read = read.plus(Count(1, entry.count))
    must_be("all are read", account.read, read)
    parts = account.counted.plus(account.not_concerned).plus(account.set_aside)
    must_be("the parts make the whole", parts, read)
    aside = Count(0, 0)
    for count in report.set_aside.values():
        aside = aside.plus(count)
    must_be("those set aside are listed", account.set_aside, aside)


def splitting_preserves_counts(
    agreement: Agreement, code: str, entries: Sequence[Entry], period: Period, on: date
) -> None:
    """What counts in a period is what counts in its months, if every day is known.

    Args:
        agreement: An agreement without amendments.
        code: A commitment of it, of one constant level for all.
        entries: A ledger in which every stage reached is dated.
        period: The period.
        on: The day asked.
    """
    whole, parts = (
        check_quotas(_judge_over(agreement, code, periods), entries, on=on).of(code)
        for periods in ((period,), period.split(months=1))
    )
    for name in ("counted", "base", "substitutes"):
        for bound in ("low", "high"):
            summed = sum(getattr(getattr(part, name), bound) for part in parts)
            must_be(f"{name}, {bound}", getattr(getattr(whole[0], name), bound), summed)


def _judge_over(agreement: Agreement, code: str, periods: tuple[Period, ...]) -> Agreement:
    commitment = agreement.commitment(code)
    judged = attrs.evolve(commitment, periods=periods, per=None, judge=None, cumulative=False)
    return attrs.evolve(agreement, commitments=(judged,))


def _by_key(report: QuotaReport) -> dict[_FindingKey, Finding]:
    return {(finding.commitment.code, finding.period, finding.group): finding for finding in report}
