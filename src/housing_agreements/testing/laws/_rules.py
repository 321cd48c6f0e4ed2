"""The laws of eligibility, of tallies and of quotas."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from housing_agreements.criteria.households import Household
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
from housing_agreements.law.sru.deficiency import DeficiencyList
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment, Unsure
from housing_agreements.model.entries import Attribution
from housing_agreements.model.groups import ReportedGroup
from housing_agreements.rules.eligibility import (
    EligibilityOutcome,
    check_eligibility,
    find_outcome,
)
from housing_agreements.rules.quotas.cells import Count
from housing_agreements.rules.quotas.check import check_quotas
from housing_agreements.rules.quotas.entries import Entries
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.ledger import Entry, tally
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.testing.laws._holding import must_be, must_hold
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import Rounding
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "another_agreement_may_judge",
    "bounds_contain_full_knowledge",
    "concatenation_is_addition",
    "deficient_ground_stays",
    "eligibility_is_of_its_day",
    "entries_make_the_finding",
    "every_entry_is_accounted_for",
    "filling_in_overturns_no_report",
    "filling_in_overturns_nothing",
    "order_changes_nothing",
    "priority_entries_never_harm",
    "splitting_preserves_counts",
    "tally_is_a_group",
)

_FindingKey = tuple[str, Period, ReportedGroup | None]


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
    So it is where there may have been nothing, for a floor to exceed; and with a rounding by size
    one more may be owed at the next size.
    """
    after = _by_key(check_quotas(agreement, [*entries, more], on=on))
    for key, before in _by_key(check_quotas(agreement, entries, on=on)).items():
        if more.publics.isdisjoint(before.commitment.to):
            continue
        now = after[key]
        lowered = now.counted.low < before.counted.low
        must_hold("counted is not lowered", holds=not lowered, before=before, after=now)
        if before.verdict is None or not isinstance(before.commitment.rounding, Rounding):
            continue
        for one, two in ((before.floor, now.floor), (before.main, now.main)):
            if one is None or (one.promise.strict and one.base_may_be_empty):
                continue
            if two is not None and one.verdict is Verdict.MET:
                kept = two.verdict is not Verdict.UNMET
                must_hold("a met floor is not unmet", holds=kept, before=before, after=now)


def filling_in_overturns_nothing(
    agreement: Agreement, unsure: Sequence[Entry], sure: Sequence[Entry], on: date
) -> None:
    """Filling in what was not known never overturns what was kept, nor what was not kept.

    What was kept stays kept, or is nothing to judge; what was not kept stays so. A finding that is
    no longer reported counts as nothing to judge. One that appears is kept, or nothing to judge,
    unless the one that stood for its group was undetermined; none stands for a group that is
    shown for information. The report follows the same law.

    A commitment that leaves out what is not known is not held to this once membership is filled
    in: its author chose that.

    Args:
        agreement: The agreement.
        unsure: A ledger in which things are not known.
        sure: The same, with some of them filled in.
        on: The day asked.
    """
    before, after = (check_quotas(agreement, entries, on=on) for entries in (unsure, sure))
    filling_in_overturns_no_report(
        before, after, but=_commitments_that_leave_out(agreement, unsure, sure)
    )


def filling_in_overturns_no_report(
    before: QuotaReport, after: QuotaReport, *, but: Iterable[str] = ()
) -> None:
    """A report stands once its ledger is filled in, as `filling_in_overturns_nothing` says.

    For ledgers that are no sequence of entries: a data frame, say.

    Args:
        before: The report on a ledger in which things are not known.
        after: The report on the same, with some of them filled in.
        but: The codes of commitments that are not looked at.
    """
    left_out = frozenset(but)
    earlier, later = (
        {key: found for key, found in _by_key(report).items() if key[0] not in left_out}
        for report in (before, after)
    )
    for key, finding in earlier.items():
        now = later.get(key)
        verdict = None if now is None else now.verdict
        _must_stand(f"a decided verdict on {key} stands", finding.verdict, verdict, finding, now)
    for key, finding in later.items():
        kept = finding.verdict in {None, Verdict.MET}
        if key not in earlier and not kept and not finding.for_information:
            stood = [one for one in earlier.values() if _stands_for(one, finding)]
            open_then = any(one.verdict is Verdict.UNDETERMINED for one in stood)
            claim = f"what appears, {key}, was open"
            must_hold(claim, holds=open_then, stood_for_it=stood, now=finding)
    if not left_out:
        claim = "the verdict of the report stands"
        _must_stand(claim, before.verdict, after.verdict, before, after)


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


def entries_make_the_finding(entries: Entries) -> None:
    """The entries of a finding sum to its bounds: how many are in its base, and how many count.

    Args:
        entries: The entries of a finding to which no published figure and, over several periods
            summed, no second stage adds.
    """
    for field, bounds in (("in_base", entries.finding.base), ("counts", entries.finding.counted)):
        least, most = 0, 0
        for entry in entries:
            verdict = getattr(entry, field)
            if verdict is not Verdict.UNMET:
                least += entry.dwellings if verdict is Verdict.MET else min(0, entry.dwellings)
                most += entry.dwellings if verdict is Verdict.MET else max(0, entry.dwellings)
        must_be(f"what they sum to, {field}", (least, most), (bounds.low, bounds.high))


def eligibility_is_of_its_day(
    agreement: Agreement, household: Household, on: date, known: date
) -> None:
    """There is a verdict exactly while the agreement is in force and names a public.

    It is that of its publics asked one by one; without one, the household is in none of them.
    """
    answer = check_eligibility(household, agreement, on=on, known=known)
    terms = agreement.on(on, known=known)
    signed = terms.signed_on is None or terms.signed_on <= known
    judged = signed and on in terms.term and bool(terms.publics)
    must_be(f"judged on {on} as known on {known}", answer.verdict is not None, judged)
    must_be("outcome", answer.outcome is EligibilityOutcome.JUDGED, judged)
    must_be("outcome asked alone", find_outcome(agreement, on=on, known=known), answer.outcome)
    alone = {
        public.code: check_eligibility(household, public, on=on).verdict
        for public in terms.publics
        if judged
    }
    for verdict, codes in (
        (Verdict.MET, answer.publics),
        (Verdict.UNDETERMINED, answer.possible_publics),
    ):
        expected = {code for code, found in alone.items() if found is verdict}
        must_be(f"publics that are {verdict.value}", codes, expected)


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


def _must_stand(
    claim: str, before: Verdict | None, after: Verdict | None, *found: Finding | QuotaReport | None
) -> None:
    possible: dict[Verdict | None, set[Verdict | None]] = {
        Verdict.MET: {Verdict.MET, None},
        Verdict.UNMET: {Verdict.UNMET},
    }
    holds = before not in possible or after in possible[before]
    must_hold(claim, holds=holds, before=found[0], after=found[1])


def _stands_for(unseen: Finding, finding: Finding) -> bool:
    """Whether a finding on groups that no entry bears stood for one on a group."""
    if (unseen.commitment.code, unseen.period) != (finding.commitment.code, finding.period):
        return False
    sides, codes = (
        group if isinstance(group, tuple) else (group,) for group in (unseen.group, finding.group)
    )
    return len(sides) == len(codes) and all(
        side == code or (side is not None and not isinstance(side, str))
        for side, code in zip(sides, codes, strict=True)
    )


def _commitments_that_leave_out(
    agreement: Agreement, unsure: Sequence[Entry], sure: Sequence[Entry]
) -> set[str]:
    """The commitments that leave out what is not known, where membership was filled in."""
    filled_in = _count_memberships(unsure) != _count_memberships(sure)
    return {
        part.code
        for part in agreement.every_part
        if isinstance(part, Commitment)
        and part.unsure is Unsure.LEFT_OUT
        and (filled_in or part.located_in is not None)
    }


def _count_memberships(entries: Sequence[Entry]) -> Counter[object]:
    """The dwellings of a ledger, by what they are known to belong to."""
    dwellings: Counter[object] = Counter()
    for entry in entries:
        if isinstance(entry, Attribution):
            dwellings[entry.publics, entry.possible_publics] += entry.count
        else:
            dwellings[entry.financing] += entry.count
    return dwellings


def deficient_ground_stays(listed: DeficiencyList, commune: str, day: date, later: date) -> None:
    """What is told of a commune under its code of a day is told, or left open, under any other.

    Of each code that has some of its ground on the later day, until the last edition of the
    official code.
    """
    answer = listed.holds(commune, on=day)
    if not answer.decided or max(day, later) > LAST_DAY:
        return
    code = load_official_code()
    for holder in code.holders(code.reach(commune, day).ground, later):
        found = listed.holds(holder, on=later)
        must_hold(
            f"{holder} of {later}, which has ground of {commune} of {day}",
            holds=found is answer or not found.decided,
            found=found,
            expected=answer,
        )
