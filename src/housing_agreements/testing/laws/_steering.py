"""The laws of steering: what can still be kept, plans, several agreements at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Unsure
from housing_agreements.model.entries import Attribution, StageDay
from housing_agreements.plan.plans import Allotment, Plan
from housing_agreements.rules.outlook.prospects import Outlook, Prospect, Reach
from housing_agreements.rules.quotas.check import check_quotas
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.ledger import Entry
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.quotas.several import check_agreements
from housing_agreements.testing.laws._holding import must_be, must_hold
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "a_plan_keeps_its_promises",
    "agreements_are_judged_as_alone",
    "filling_in_sharpens_the_outlook",
    "one_more_expected_never_harms",
)


def one_more_expected_never_harms(fewer: Outlook, more: Outlook) -> None:
    """One more attribution expected never turns certain into out of reach, for a floor by count.

    A floor that is judged in total alone stays certain; of groups, a new one may come.

    Args:
        fewer: What can be kept of a report, where so many are expected of each commitment.
        more: What can be kept where one more is.
    """
    for before, after in zip(fewer, more, strict=True):
        by_count = not before.commitment.of_base and before.commitment.ceiling is None
        if not by_count or before.reach is not Reach.CERTAIN:
            continue
        found = {"before": before, "after": after}
        must_hold("certain is not lost", holds=after.reach is not Reach.OUT_OF_REACH, **found)
        if not before.commitment.per:
            must_hold("certain stays so", holds=after.reach is Reach.CERTAIN, **found)


def filling_in_sharpens_the_outlook(unsure: Outlook, sure: Outlook) -> None:
    """Once more is known, what was decided stands, and each number lies within what it was.

    What was certain, or out of reach, stays so, or is nothing to judge; what was reachable is no
    worse. The numbers of a commitment that leaves out what is not known are not held to this: its
    author chose that; nor, of several groups, those of one out of reach.

    Args:
        unsure: What can be kept, from a ledger in which things are not known.
        sure: The same, with some of them filled in, and as many expected.
    """
    for before, after in zip(unsure, sure, strict=True):
        same = (before.commitment, before.period) == (after.commitment, after.period)
        must_hold("prospects of the same promises", holds=same, before=before, after=after)
        _must_sharpen(before, after)


_NO_WORSE: Mapping[Reach | None, set[Reach | None]] = {
    Reach.CERTAIN: {Reach.CERTAIN, None},
    Reach.OUT_OF_REACH: {Reach.OUT_OF_REACH, None},
    Reach.REACHABLE: {Reach.REACHABLE, Reach.CERTAIN, None},
}


def _must_sharpen(before: Prospect, after: Prospect) -> None:
    holds = before.reach not in _NO_WORSE or after.reach in _NO_WORSE[before.reach]
    must_hold("what was decided stands", holds=holds, before=before, after=after)
    by_group, lost = bool(before.commitment.per), after.reach is Reach.OUT_OF_REACH
    if before.commitment.unsure is Unsure.LEFT_OUT or after.reach is None or (by_group and lost):
        return
    for name in ("needed",) if by_group else ("expected", "needed", "room"):
        wide, narrow = getattr(before, name), getattr(after, name)
        if wide is not None and narrow is not None:
            inside = _is_no_wider(narrow, wide)
            must_hold(f"{name} is not widened", holds=inside, before=wide, after=narrow)


def _is_no_wider(narrow: Bounds[int], wide: Bounds[int]) -> bool:
    low = wide.low <= narrow.low
    return low and (wide.high is None or (narrow.high is not None and narrow.high <= wide.high))


def agreements_are_judged_as_alone(
    agreements: Sequence[Agreement],
    entries: Sequence[Entry],
    alone: Mapping[str, Sequence[Entry]],
    on: date,
) -> None:
    """Several agreements judged at once have each the report that it has alone.

    Args:
        agreements: The agreements.
        entries: The ledger.
        alone: By code, the entries that an agreement would be given alone: those of contingents
            and landlords that it may have, with the publics and tags that it knows.
        on: The day asked.
    """
    reports = check_agreements(agreements, entries, on=on)
    must_be("a report each", len(reports), len(agreements))
    for agreement in agreements:
        own = check_quotas(agreement, alone[agreement.code], on=on)
        must_be(f"the report on {agreement.code}", reports.of(agreement.code), own)


def a_plan_keeps_its_promises(plan: Plan, entries: Sequence[Entry] = ()) -> None:
    """A plan keeps every promise once its allotments stand in the ledger, judged by the quotas.

    So it does whether those that come perhaps come or not.

    Args:
        plan: A plan; of one that was not found, nothing is asked.
        entries: The ledger so far, as it was given.
    """
    if plan.least is None:
        must_be("no allotment without a plan", tuple(plan.allotments), ())
        return
    sure, perhaps = (
        [
            _write_allotment(f"plan {index}", allotment, plan)
            for index, allotment in enumerate(plan.allotments)
            if allotment.perhaps is doubtful
        ]
        for doubtful in (False, True)
    )
    for ledger in ([*entries, *sure], [*entries, *sure, *perhaps]):
        for report, then in zip(_judge_plan(plan, ledger), plan.reports, strict=True):
            promised = {_name_finding(found) for found in then if found in plan.findings}
            for finding in report:
                kept = finding.verdict in {None, Verdict.MET}
                claim = "a promise is kept by the plan"
                must_hold(
                    claim, holds=kept or _name_finding(finding) not in promised, finding=finding
                )


def _name_finding(finding: Finding) -> tuple[object, ...]:
    return finding.commitment.code, finding.period, finding.group


def _judge_plan(plan: Plan, ledger: Sequence[Entry]) -> Iterable[QuotaReport]:
    first, *others = plan.agreements
    if others:
        return check_agreements(plan.agreements, ledger, on=plan.until, known=plan.known)
    return [check_quotas(first, ledger, on=plan.until, known=plan.known)]


def _write_allotment(code: str, allotment: Allotment, plan: Plan) -> Attribution:
    one = allotment.expected
    day: StageDay = plan.on
    if one.period is not None:
        first = max(plan.on, one.period.start)
        day = first if one.period.last_day == first else Period(first, one.period.end)
    return Attribution(
        code,
        one.contingent,
        one.commune,
        landlord=one.landlord,
        programme=one.programme,
        neighbourhood=one.neighbourhood,
        count=allotment.count,
        publics=frozenset(allotment.publics),
        available_on=day,
        proposed_on=day,
        decided_on=day,
        signed_on=day,
    )
