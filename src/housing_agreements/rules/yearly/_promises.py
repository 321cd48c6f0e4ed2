"""Where each promise stands: from what was found and what can still be kept, and by how much.

While a promise can be kept, the pace so far is held against the pace owed. A number owes by each
day its part of the year; a share owes its part of the base so far. A promise that those expected
cannot keep, and more could, is in danger and not lost; one that those expected surely keep, and
another number might not, is on course and not kept.
"""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from itertools import groupby
from math import ceil, floor
from operator import attrgetter
from typing import Final

from housing_agreements._checks import make
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import ReportedGroup
from housing_agreements.rules.outlook.expectations import NUMBER_NOT_KNOWN
from housing_agreements.rules.outlook.prospects import Outlook, Prospect, Reach
from housing_agreements.rules.quotas.findings import Finding, Outcome
from housing_agreements.rules.quotas.limits import NOUGHT
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.yearly.standings import Standing, YearlyPromise
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.verdicts import Verdict

__all__ = ("PartName", "list_however_many", "list_sure", "list_yearly_promises")

_PromiseName = tuple[str, Period]
"""A commitment, and a period of it."""
PartName = tuple[str, Period, ReportedGroup | None]
"""A commitment, a period of it, and a group; `None`: all together."""


def list_yearly_promises(
    report: QuotaReport, ahead: Outlook, however_many: Collection[PartName]
) -> tuple[YearlyPromise, ...]:
    """Each commitment over each period, in the order of the report.

    Args:
        report: What was found.
        ahead: Which of those that are not over can still be kept.
        however_many: Those that are as sure however many come.
    """
    prospects = {(of.commitment.code, of.period): of for of in ahead}
    found: dict[_PromiseName, list[Finding]] = {}
    for name, alike in groupby(report.findings, attrgetter("commitment.code", "period")):
        found[name] = list(alike)
    promises = []
    for name in dict.fromkeys((*found, *prospects)):
        findings, prospect = found.get(name, []), prospects.get(name)
        commitment = findings[0].commitment if prospect is None else prospect.commitment
        if not commitment.is_indicator:
            promises.append(_make_promise(commitment, name[1], findings, prospect, however_many))
    return tuple(promises)


def list_sure(ahead: Outlook) -> list[_PromiseName]:
    """The promises that those expected surely keep, or cannot keep, in total or in a group."""
    return [
        (of.commitment.code, of.period)
        for of in ahead
        if not _SURE.isdisjoint({of.reach, *(group.reach for group in of.groups)})
    ]


_SURE: Final = frozenset({Reach.CERTAIN, Reach.OUT_OF_REACH})


def list_however_many(ahead: Outlook, endless: Iterable[Prospect]) -> tuple[PartName, ...]:
    """Of what those expected surely keep, or cannot keep: what is so however many come.

    Args:
        ahead: What those expected keep.
        endless: What can be kept if any number comes.
    """
    reaches = {_name_part(of): of.reach for whole in endless for of in (whole, *whole.groups)}
    return tuple(
        _name_part(of)
        for whole in ahead
        for of in (whole, *whole.groups)
        if of.reach in _SURE and reaches.get(_name_part(of)) is of.reach
    )


def _name_part(prospect: Prospect) -> PartName:
    return prospect.commitment.code, prospect.period, prospect.group


def _make_promise(
    commitment: Commitment,
    period: Period,
    findings: Iterable[Finding],
    prospect: Prospect | None,
    however_many: Collection[PartName],
) -> YearlyPromise:
    """The whole of a promise, from its groups."""
    by_group: Mapping[ReportedGroup | None, Finding] = {of.group: of for of in findings}
    ahead = {} if prospect is None else {of.group: of for of in prospect.groups}
    groups = tuple(
        _make_part_of_promise(commitment, period, of, ahead.get(group), however_many)
        for group, of in by_group.items()
        if group is not None and of.sides and not of.for_information
    )
    total = _make_part_of_promise(commitment, period, by_group.get(None), prospect, however_many)
    standing = total.standing
    of_groups = _join_standings(of.standing for of in groups)
    if prospect is None:
        standing = _join_standings([standing, of_groups])
    elif standing is Standing.ON_COURSE and of_groups in _NOT_ON_COURSE:
        # One sharing keeps all groups at once, and some are behind.
        standing = Standing.IN_DANGER
    return make(
        YearlyPromise,
        commitment=commitment,
        period=period,
        group=None,
        group_names=(),
        finding=total.finding,
        prospect=prospect,
        standing=standing,
        behind=total.behind,
        above=total.above,
        groups=groups,
    )


_FROM_WORST: Final = (
    Standing.LOST,
    Standing.NOT_KNOWN,
    Standing.IN_DANGER,
    Standing.ON_COURSE,
    Standing.KEPT,
)


_NOT_ON_COURSE: Final = {Standing.LOST, Standing.NOT_KNOWN, Standing.IN_DANGER}


def _join_standings(standings: Iterable[Standing | None]) -> Standing | None:
    """The worst of some standings; `None`: there is nothing to judge."""
    found = {*standings}
    return next((standing for standing in _FROM_WORST if standing in found), None)


def _make_part_of_promise(
    commitment: Commitment,
    period: Period,
    finding: Finding | None,
    prospect: Prospect | None,
    however_many: Collection[PartName],
) -> YearlyPromise:
    """The total of a promise, or one of its groups."""
    group = None if finding is None else finding.group
    counted = finding if prospect is None else prospect.finding
    pace = None
    if prospect is None:
        standing = _find_standing_of_ended(finding)
    else:
        pace = _Pace(prospect)
        is_so = (commitment.code, period, group) in however_many
        standing = _find_standing_ahead(prospect, pace, however_many=is_so)
    behind, above = None, None
    if standing is not None and counted is not None and counted.outcome is not Outcome.NO_FIGURE:
        if pace is not None and standing in _AT_A_PACE:
            behind, above = pace.behind, pace.above
        else:
            behind, above = counted.shortfall, counted.excess
    return make(
        YearlyPromise,
        commitment=commitment,
        period=period,
        group=group,
        group_names=() if finding is None else finding.group_names,
        finding=finding,
        prospect=prospect,
        standing=standing,
        behind=behind,
        above=above,
        groups=(),
    )


_AT_A_PACE: Final = {Standing.ON_COURSE, Standing.IN_DANGER}
_STANDINGS_OF_VERDICTS: Final[Mapping[Verdict | None, Standing | None]] = {
    Verdict.MET: Standing.KEPT,
    Verdict.UNMET: Standing.LOST,
    Verdict.UNDETERMINED: Standing.NOT_KNOWN,
    None: None,
}


def _find_standing_of_ended(finding: Finding | None) -> Standing | None:
    """Where a promise stands whose period is over, or has not begun."""
    if finding is None:
        return None
    if finding.outcome is Outcome.NO_FIGURE:
        return Standing.NOT_KNOWN
    return _STANDINGS_OF_VERDICTS[finding.verdict]


def _find_standing_ahead(
    prospect: Prospect, pace: "_Pace", *, however_many: bool
) -> Standing | None:
    """Where a promise stands that can still be kept, or not.

    Args:
        prospect: Whether those expected keep it.
        pace: The pace so far.
        however_many: Whether what is sure with those is so however many come.
    """
    if prospect.reach in _SURE:
        return _STANDINGS_OF_SURE[prospect.reach, however_many]
    if prospect.reach is Reach.REACHABLE and _has_no_pace(prospect):
        return Standing.NOT_KNOWN if prospect.expected == NUMBER_NOT_KNOWN else Standing.ON_COURSE
    if prospect.reach is Reach.REACHABLE:
        return Standing.IN_DANGER if pace.is_slow else Standing.ON_COURSE
    return _STANDINGS_OF_REACHES[prospect.reach]


def _has_no_pace(prospect: Prospect) -> bool:
    """Whether too few days are gone for a pace: on the first day there is none."""
    return prospect.days_gone <= 1


_STANDINGS_OF_REACHES: Final[Mapping[Reach | None, Standing | None]] = {
    Reach.UNDETERMINED: Standing.NOT_KNOWN,
    None: None,
}
_STANDINGS_OF_SURE: Final[Mapping[tuple[Reach | None, bool], Standing]] = {
    (Reach.CERTAIN, True): Standing.KEPT,
    (Reach.CERTAIN, False): Standing.ON_COURSE,
    (Reach.OUT_OF_REACH, True): Standing.LOST,
    (Reach.OUT_OF_REACH, False): Standing.IN_DANGER,
}
"""What is sure with those expected, and whether it is so however many come."""


class _Pace:
    """The pace of a promise so far, beside the one owed.

    Args:
        prospect: What can still be kept of it.
    """

    def __init__(self, prospect: Prospect) -> None:
        self._prospect = prospect
        finding = prospect.finding
        self.behind, self.above = None, None
        if finding is None or _has_no_pace(prospect):
            return
        if finding.floor is not None:
            self.behind = self._find_behind(finding)
        if finding.ceiling is not None:
            self.above = self._find_above(finding)

    @property
    def is_slow(self) -> bool:
        """Whether it may be slower than the one owed, or faster than the one allowed."""
        gaps = (self.behind, self.above)
        return any(gap is not None and gap.high != 0 for gap in gaps)

    def _find_behind(self, finding: Finding) -> Bounds[int]:
        due = self._prospect.due
        if finding.commitment.of_base or due is None:
            return finding.shortfall or NOUGHT
        behind = _find_distance(_round_up(due), finding.counted)
        main = self._prospect.needed_of_main
        if main is None:
            return behind
        most = finding.substitutes.high
        of_main = 0 if most is None else max(0, finding.counted.low - most)
        coming = floor(self._project(of_main))
        endless = behind.high is None or main.high is None
        highs = [gap for gap in (behind.high, (main.high or 0) - coming) if gap is not None]
        return Bounds(behind.low, None if endless else max(highs))

    def _find_above(self, finding: Finding) -> Bounds[int]:
        """How many are too many: of a share so far, of a number by the end at the pace so far."""
        room = self._prospect.room
        if finding.commitment.of_base or room is None or not self._prospect.days_gone:
            return finding.excess or NOUGHT
        low, most = ceil(self._project(finding.counted.low)), finding.counted.high
        high = None if most is None else max(0, ceil(self._project(most)) - room.low)
        return Bounds(0 if room.high is None else max(0, low - room.high), high)

    def _project(self, counted: int) -> Fraction:
        """How many more there will be at the pace so far."""
        return Fraction(counted * self._prospect.days_left, max(1, self._prospect.days_gone))


def _round_up(due: Bounds[Fraction]) -> Bounds[int]:
    return Bounds(ceil(due.low), None if due.high is None else ceil(due.high))


def _find_distance(owed: Bounds[int], counted: Bounds[int]) -> Bounds[int]:
    """How many fewer count than are owed."""
    low = 0 if counted.high is None else max(0, owed.low - counted.high)
    return Bounds(low, None if owed.high is None else max(0, owed.high - counted.low))
