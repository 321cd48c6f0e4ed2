"""The law of filling in: no sure answer rests on something not known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment, Unsure
from housing_agreements.model.entries import Attribution
from housing_agreements.rules.quotas.check import QuotaReport, check_quotas
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.ledger import Entry
from housing_agreements.testing.laws._holding import must_hold
from housing_agreements.values.periods import Period
from housing_agreements.values.verdicts import Verdict

__all__ = ("filling_in_overturns_no_report", "filling_in_overturns_nothing")

_Key = tuple[str, Period, object]
_Found = Finding | QuotaReport | None


def filling_in_overturns_nothing(
    agreement: Agreement, unsure: Sequence[Entry], sure: Sequence[Entry], on: date
) -> None:
    """Filling in what was not known never overturns what was kept, nor what was not kept.

    What was kept stays kept, or is nothing to judge; what was not kept stays so. A finding that is
    no longer reported counts as nothing to judge. One that appears is kept, or nothing to judge,
    unless the one that stood for its group was undetermined. The report follows the same law.

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
    earlier, later = _by_key(before, left_out), _by_key(after, left_out)
    for key, finding in earlier.items():
        now = later.get(key)
        verdict = None if now is None else now.verdict
        _must_stand(f"a decided verdict on {key} stands", finding.verdict, verdict, finding, now)
    for key, finding in later.items():
        if key not in earlier and finding.verdict not in {None, Verdict.MET}:
            stood = [one for one in earlier.values() if _stands_for(one, finding)]
            open_then = any(one.verdict is Verdict.UNDETERMINED for one in stood)
            claim = f"what appears, {key}, was open"
            must_hold(claim, holds=open_then, stood_for_it=stood, now=finding)
    if not left_out:
        claim = "the verdict of the report stands"
        _must_stand(claim, before.verdict, after.verdict, before, after)


def _must_stand(claim: str, before: Verdict | None, after: Verdict | None, *found: _Found) -> None:
    possible: dict[Verdict | None, set[Verdict | None]] = {
        Verdict.MET: {Verdict.MET, None},
        Verdict.UNMET: {Verdict.UNMET},
    }
    holds = before not in possible or after in possible[before]
    must_hold(claim, holds=holds, before=found[0], after=found[1])


def _by_key(findings: QuotaReport, left_out: frozenset[str]) -> Mapping[_Key, Finding]:
    return {
        (finding.commitment.code, finding.period, finding.group): finding
        for finding in findings
        if finding.commitment.code not in left_out
    }


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
    filled_in = _memberships(unsure) != _memberships(sure)
    return {
        part.code
        for part in agreement.every_part
        if isinstance(part, Commitment)
        and part.unsure is Unsure.LEFT_OUT
        and (filled_in or part.located_in is not None)
    }


def _memberships(entries: Sequence[Entry]) -> Counter[object]:
    """The dwellings of a ledger, by what they are known to belong to."""
    dwellings: Counter[object] = Counter()
    for entry in entries:
        if isinstance(entry, Attribution):
            dwellings[entry.publics, entry.possible_publics] += entry.count
        else:
            dwellings[entry.financing] += entry.count
    return dwellings
