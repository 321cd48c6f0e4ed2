"""Whether each commitment can still be kept, from a report and what is expected.

The expectations are looked at first, against what the report judged. Then each promise that is not
over is asked what it still takes, in total and group by group, and whether one sharing of what is
expected keeps all of them.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Final, NamedTuple

import attrs

from housing_agreements._checks import Faults, make
from housing_agreements.errors import InvalidValueError, UnknownCodeError, nearest, show
from housing_agreements.model.groups import UNSEEN, ReportedGroup, is_unseen, say_group
from housing_agreements.model.levels import end_of_level
from housing_agreements.rules.outlook._amended import Amended, AmendmentFinder
from housing_agreements.rules.outlook._sharing import Shared, Sharing
from housing_agreements.rules.outlook._standing import OpenPromise
from housing_agreements.rules.outlook.expectations import (
    LEAVE_OUT_WHAT_IS_OVER,
    NUMBER_NOT_KNOWN,
    PACE,
    Asked,
    Expectation,
    Expectations,
    read_expectations,
)
from housing_agreements.rules.outlook.prospects import Outlook, Prospect, Reach
from housing_agreements.rules.quotas._counting import report_groups
from housing_agreements.rules.quotas._figures_told import select_figures
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod, list_judged_periods
from housing_agreements.rules.quotas._places_of_groups import PlacesOfGroups
from housing_agreements.rules.quotas._possible import PlainLots, PossibleCounts, read_possible
from housing_agreements.rules.quotas.check import judge_counts
from housing_agreements.rules.quotas.figures import cover_period
from housing_agreements.rules.quotas.findings import Finding, Outcome
from housing_agreements.rules.quotas.reports import QuotaReport, exact_report
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.verdicts import Verdict

__all__ = ("outlook",)

_WHERE_ASKED: Final = "outlook"


def outlook(report: QuotaReport, expected: Expectations) -> Outlook:
    """What can still be kept of each commitment, with what is expected (*perspectives*).

    Asked in the middle of a period: whether each promise that is not over will be kept in any case,
    can be, or cannot any more; how many of those expected must reach its publics; and until
    which day, if none of them does. What is not known of the entries gives bounds.

    A number that is expected of a commitment is shared among its groups in any way: it can be
    kept when one sharing keeps all of them. At the pace so far, each group goes on as it did.

    A promise is that of the last day of its period, as known on the day known: where an amendment
    that is not yet in force changes its level, the new one is asked for; where it changes what
    counts, or a promise by group, it is left open. `amended_on` says from which day on.

    Args:
        report: The report of the day asked.
        expected: How many further entries there will be in the base up to the end of the period
            (of a number, further ones that could count): a number, `Bounds`, or `PACE`. For all
            commitments over the periods that run, or `{code: ...}`, `{(code, period): ...}`,
            `{(code, period, group): ...}`; what is said of a period holds before what is said of
            its commitment. Of what is not named, nothing is known.

    Raises:
        InvalidTypeError: For anything but a report, or a number that is none.
        InvalidValueError: For a number below 0, a period that is over, or more expected of groups
            than of all of them; for a report in a document that was written before reports said
            what their dwellings may turn out to be.
        UnknownCodeError: For a commitment, a period or a group that was not judged.
        InvalidObjectError: For several of these at once.

    Laws:
        - `one_more_expected_never_harms`: one more expected never turns certain into out of reach,
          for a floor by count.
        - `filling_in_sharpens_the_outlook`: a fact learnt never widens a bound.

    Examples:
        >>> from datetime import date
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> made = ha.Attribution(
        ...     "A1",
        ...     "action-logement",
        ...     "33063",
        ...     available_on=date(2018, 3, 1),
        ...     count=200,
        ...     publics={"dalo"},
        ... )
        >>> report = ha.check_quotas(AGREEMENT, [made], on=date(2018, 6, 30))
        >>> ahead = ha.outlook(report, expected={"offers": 900, "quarter": ha.PACE})
        >>> [(prospect.commitment.code, prospect.reach) for prospect in ahead]
        [('quarter', Reach.CERTAIN), ('offers', Reach.REACHABLE)]
        >>> ahead.prospect("offers", 2018).needed
        Bounds(low=203, high=203)
    """
    exact_report(report, f"{_WHERE_ASKED}, report")
    _refuse_told_too_little(report)
    faults = Faults(_WHERE_ASKED)
    asked = read_expectations(expected, faults)
    every = tuple(_list_promises_left(report))
    promises = [promise for promise in every if promise.promises_something]
    indicators = {promise.code for promise in every} - {promise.code for promise in promises}
    _check_asked(asked, promises, indicators, faults)
    faults.report()
    left = [promise for promise in promises if not promise.is_over]
    found = (_find_prospect(promise, asked) for promise in left)
    return make(
        Outlook,
        agreement=report.agreement,
        on=report.on,
        known=report.known,
        prospects=tuple(prospect for prospect in found if prospect is not None),
        ended=len(promises) - len(left),
    )


def _refuse_told_too_little(report: QuotaReport) -> None:
    """Refuse a report that does not say what its dwellings may turn out to be."""
    if len(report.possible) != len(report.findings):
        raise InvalidValueError(
            f"{_WHERE_ASKED}, report",
            "one that does not say what its dwellings may turn out to be",
            "a report of this version of the library",
            "judge the entries anew: check_quotas(agreement, entries, on=...)",
        )


# --- What was judged -------------------------------------------------------------------------


class _PromiseLeft:
    """A commitment over a period, as a report found it.

    Args:
        report: The report.
        judged: What was judged.
        found: The findings, each with what may count.
        amended: What an amendment known then changes of it; `None`: nothing.
    """

    def __init__(
        self,
        report: QuotaReport,
        judged: JudgedPeriod,
        found: Sequence[tuple[Finding, PlainLots | None]],
        amended: Amended | None,
    ) -> None:
        self._report, self._amended = report, amended
        self.judged = judged if amended is None or amended.judged is None else amended.judged
        """The promise as it is judged on the last day, where the findings so far tell of that."""
        self.code: str = judged.commitment.code
        self.period = judged.period
        self.on: date = report.on
        self.found = dict[ReportedGroup | None, tuple[Finding, PlainLots | None]]()
        """The findings, by group."""
        for finding, written in found:
            self.found[finding.group] = finding, written

    @property
    def groups(self) -> tuple[ReportedGroup, ...]:
        """The groups that were judged."""
        return tuple(group for group in self.found if group is not None)

    @property
    def promises_something(self) -> bool:
        """Whether it has a level."""
        return any(finding.sides for finding, _ in self.found.values()) or (
            not self.found and not self.judged.commitment.is_indicator
        )

    @property
    def amended_on(self) -> date | None:
        """From which day on an amendment that is already known changes the promise."""
        return None if self._amended is None else self._amended.on

    @property
    def is_left_open(self) -> bool:
        """Whether an amendment known then changes what counts."""
        return self._amended is not None and self._amended.judged is None

    @property
    def is_over(self) -> bool:
        """Whether the period had ended on the day asked."""
        return self.period.last_day <= self.on

    @property
    def runs(self) -> bool:
        """Whether the period runs on the day asked."""
        return self.period.start <= self.on and not self.is_over

    @property
    def days_gone(self) -> int:
        """How many days of the period are gone, the day asked too."""
        return max(0, (self.on - self.period.start).days + 1)

    @property
    def eve(self) -> date:
        """The day after which the expected come."""
        return max(self.on, self.period.start - timedelta(days=1))

    @property
    def days_left(self) -> int:
        """How many days are left for it."""
        return (self.period.last_day - self.eve).days

    def find_pace(self, finding: Finding) -> Bounds[int]:
        """How many more there will be in the base at the pace so far."""
        gone, left, base = self.days_gone, self.days_left, finding.base
        if gone <= 1 or finding.outcome is Outcome.NO_FIGURE:
            return NUMBER_NOT_KNOWN
        low = max(0, floor(Fraction(base.low * left, gone)))
        if base.high is None:
            return Bounds(low, None)
        return Bounds(low, max(0, ceil(Fraction(base.high * left, gone))))

    def find_due(self, finding: Finding) -> Bounds[Fraction] | None:
        """What an even pace owes by the day asked, or allows; `None` before the first day."""
        if not self.days_gone or not finding.sides:
            return None
        if self.judged.commitment.of_base:
            return finding.owed
        levels = self.judged.levels(finding.group, ceiling=finding.floor is None)
        ends = [Fraction(0), Fraction(0)]
        for accounting, level in zip(self.judged.accounting_periods, levels, strict=True):
            start, end = accounting.period.start, accounting.period.end
            gone = min(max(0, (self.on - start).days + 1), (end - start).days)
            for index in range(len(ends)):
                if level is not None:
                    owed = end_of_level(level, high=bool(index))
                    ends[index] += owed * Fraction(gone, (end - start).days)
        return Bounds(*ends)

    def stand(self, group: ReportedGroup | None) -> tuple[Finding, OpenPromise | None]:
        """A finding, and how it stands; `None` where what counts so far is not told."""
        finding, written = self.found[group]
        if written is None or self.is_left_open:
            return finding, None
        dwellings = read_possible(written)
        is_without_figure = finding.outcome is Outcome.NO_FIGURE
        if is_without_figure and not self._is_told_so_far(finding.group):
            return finding, None
        if is_without_figure or self._amended is not None:
            names = finding.group_names
            counts = PossibleCounts(dwellings)
            told = judge_counts(self.judged, finding.group, counts, self.on, None)
            finding = attrs.evolve(told, group_names=names)
        return finding, OpenPromise(self.judged, finding, dwellings, self.on)

    def _is_told_so_far(self, group: ReportedGroup | None) -> bool:
        """Whether published figures tell of each day up to the one asked."""
        figures = [
            figure
            for figure in select_figures(self.judged, self._report.figures, self.on)
            if figure.group in {None, group}
        ]
        tomorrow = self.on + timedelta(days=1)
        stretches = (
            attrs.evolve(accounting.period, end=min(accounting.period.end, tomorrow))
            for accounting in self.judged.accounting_periods
            if accounting.period.start <= self.on
        )
        return all(cover_period(figures, stretch) for stretch in stretches)

    def stand_further(self) -> OpenPromise | None:
        """Any group that is not there yet; `None` where there can be none."""
        periods = [accounting.period for accounting in self.judged.accounting_periods]
        places = PlacesOfGroups(periods, self._report.coded_on)
        groups = report_groups(self.judged, places)
        if all(map(groups.is_closed, self.judged.commitment.per)):
            return None
        nobody = PossibleCounts()
        found = judge_counts(self.judged, UNSEEN, nobody, self.on, None, of_nobody_perhaps=True)
        return OpenPromise(self.judged, found, Counter(), self.on)


_Name = tuple[str, Period]
"""A commitment, and a period of it."""


def _list_promises_left(report: QuotaReport) -> Iterator[_PromiseLeft]:
    """What was judged, commitment by commitment, period by period."""
    judged_periods = list_judged_periods(
        report.agreement, on=report.on, known=report.known, figures=report.figures
    )
    find_amended = AmendmentFinder(report).find
    by_name: dict[_Name, list[tuple[Finding, PlainLots | None]]] = {}
    for finding, written in zip(report.findings, report.possible, strict=True):
        name = finding.commitment.code, finding.period
        by_name.setdefault(name, []).append((finding, written))
    for judged in judged_periods:
        found = by_name.get((judged.commitment.code, judged.period), ())
        yield _PromiseLeft(report, judged, found, find_amended(judged))


def _check_asked(
    asked: Mapping[Asked, Expectation],
    promises: Sequence[_PromiseLeft],
    indicators: Collection[str],
    faults: Faults,
) -> None:
    """Everything that is expected must be expected of something that is not over."""
    codes = {promise.code for promise in promises}
    for about in asked:
        code, period, group = about
        if code is None:
            continue
        of_code = [promise for promise in promises if promise.code == code]
        if code in indicators:
            faults.value("expected", code, "a commitment with a level")
        elif not of_code:
            expected = "a commitment that was judged"
            faults.add(UnknownCodeError, "expected", show(code), expected, nearest(code, codes))
        elif period is None:
            _check_runs(code, of_code, faults)
        else:
            same = [promise for promise in of_code if promise.period == period]
            _check_period(about, same, of_code, faults)
            if same and group is not None and group not in same[0].groups:
                expected = f"a group of {show(code)} that was judged in {period}"
                remedy = "its total alone is judged"
                if same[0].groups:
                    remedy = nearest(say_group(group), map(say_group, same[0].groups))
                faults.add(UnknownCodeError, "expected", show(say_group(group)), expected, remedy)
    if not faults.found:
        for promise in promises:
            _check_sum(promise, asked, faults)


def _check_runs(code: str, of_code: Sequence[_PromiseLeft], faults: Faults) -> None:
    """A code alone asks of the period that runs."""
    if any(promise.runs for promise in of_code):
        return
    day, to_come = of_code[0].on, [promise for promise in of_code if not promise.is_over]
    if to_come:
        written = to_come[0].period.calendar_year or to_come[0].period
        expected = f"a commitment of which a period runs on {day}"
        faults.value("expected", code, expected, f"write ({show(code)}, {written})")
    else:
        expected = f"a commitment of which a period is left on {day}"
        faults.value("expected", code, expected, LEAVE_OUT_WHAT_IS_OVER)


def _check_period(
    about: Asked, same: Sequence[_PromiseLeft], of_code: Sequence[_PromiseLeft], faults: Faults
) -> None:
    if not same:
        expected = f"a period over which {show(about.code)} was judged"
        remedy = nearest(str(about.period), [str(promise.period) for promise in of_code])
        faults.add(UnknownCodeError, "expected", str(about.period), expected, remedy)
    elif same[0].is_over:
        day, given = same[0].on, f"{show(about.code)} in {about.period}"
        expected = f"a period that is not over on {day}"
        faults.add(InvalidValueError, "expected", given, expected, LEAVE_OUT_WHAT_IS_OVER)


def _check_sum(promise: _PromiseLeft, asked: Mapping[Asked, Expectation], faults: Faults) -> None:
    """Groups can have no more than all of them together."""
    own = _find_expectation(promise, asked)
    given = [asked.get(Asked(promise.code, promise.period, group)) for group in promise.groups]
    numbers = [_as_bounds(number) for number in given if number is not None and number is not PACE]
    if own is None or own is PACE or not numbers:
        return
    most, least = _as_bounds(own).high, sum(number.low for number in numbers)
    if most is not None and least > most:
        expected = f"at most {most} for the groups of {show(promise.code)}, as for all of them"
        faults.value("expected", least, expected)


def _find_expectation(
    promise: _PromiseLeft, asked: Mapping[Asked, Expectation]
) -> Expectation | None:
    """What is expected of a commitment over a period; `None`: nothing is said."""
    own = asked.get(Asked(promise.code, promise.period, None))
    if own is not None or not promise.runs:
        return own
    of_code = asked.get(Asked(promise.code, None, None))
    return asked.get(Asked(None, None, None)) if of_code is None else of_code


def _as_bounds(expected: Expectation) -> Bounds[int]:
    """A number as bounds; the pace is none yet."""
    if isinstance(expected, Bounds):
        return expected
    return Bounds(expected, expected) if isinstance(expected, int) else NUMBER_NOT_KNOWN


# --- What can be kept ------------------------------------------------------------------------


class _Coming(NamedTuple):
    """What is expected of the total, or of a group."""

    number: Bounds[int]
    """How many."""
    at_pace: bool
    """Whether that is the pace so far."""
    shared: bool
    """Whether it is shared with others, in any way."""


class _Part(NamedTuple):
    """The total, or a group, with what is expected of it."""

    finding: Finding
    """What the report found."""
    standing: OpenPromise | None
    """How it stands; `None`: it is not known."""
    coming: _Coming
    """What is expected."""
    prospect: Prospect
    """What came of it."""


def _find_prospect(promise: _PromiseLeft, asked: Mapping[Asked, Expectation]) -> Prospect | None:
    """What can be kept of a promise; `None`: it has not begun, and nothing is expected of it."""
    own = _find_expectation(promise, asked)
    given = {
        group: expected
        for group in promise.groups
        if (expected := asked.get(Asked(promise.code, promise.period, group))) is not None
    }
    if not promise.runs and own is None and not given:
        return None
    parts = [_look_at(promise, group, given.get(group), own) for group in promise.groups]
    judged = [part for part in parts if not part.finding.for_information]
    total = None
    if None in promise.found:
        coming = _Coming(_expect_in_total(promise, own, judged), own is PACE, shared=False)
        total = _make_part(promise, None, coming)
    shown = tuple(part.prospect for part in parts if part.finding.sides)
    if total is not None and not promise.judged.commitment.judges_groups:
        return attrs.evolve(total.prospect, groups=shown)
    return _join_groups(promise, total, judged, shown, own)


def _expect_in_total(
    promise: _PromiseLeft, own: Expectation | None, parts: Sequence[_Part]
) -> Bounds[int]:
    """How many are expected in all."""
    if own is PACE and None in promise.found:
        return promise.find_pace(promise.stand(None)[0])
    if own is not None and own is not PACE:
        return _as_bounds(own)
    numbers = [part.coming.number for part in parts if not part.coming.shared]
    least = Bounds(sum(number.low for number in numbers), None)
    if own is None:
        return least
    return sum((number for number in numbers), start=Bounds(0, 0))


def _look_at(
    promise: _PromiseLeft,
    group: ReportedGroup,
    given: Expectation | None,
    own: Expectation | None,
) -> _Part:
    """A group, with what is expected of it or shared among all."""
    expected = own if given is None else given
    if expected is PACE:
        coming = _Coming(promise.find_pace(promise.stand(group)[0]), at_pace=True, shared=False)
    elif given is not None:
        coming = _Coming(_as_bounds(given), at_pace=False, shared=False)
    else:
        number = NUMBER_NOT_KNOWN if own is None else _as_bounds(own)
        coming = _Coming(number, at_pace=False, shared=True)
    return _make_part(promise, group, coming)


def _make_part(promise: _PromiseLeft, group: ReportedGroup | None, coming: _Coming) -> _Part:
    finding, standing = promise.stand(group)
    number, shared = coming.number, coming.shared
    reach: Reach | None = Reach.UNDETERMINED
    needed, needed_of_main, room = None, None, None
    lost: tuple[date | None, date | None] = (None, None)
    if standing is not None:
        reach = _find_reach(standing, coming)
        needed = standing.find_needed(number, chosen=shared)
        needed_of_main = standing.find_needed_of_main(number, chosen=shared)
        room = standing.find_room(number)
        if not standing.all_count and finding.floor is not None:
            lost = _find_lost(
                promise,
                number,
                needed,
                None if shared else lambda of: standing.find_needed(of, chosen=False),
            )
    prospect = make(
        Prospect,
        commitment=promise.judged.commitment,
        period=promise.period,
        group=group,
        group_names=finding.group_names,
        finding=finding,
        reach=reach,
        expected=number,
        at_pace=coming.at_pace,
        shared=shared,
        needed=needed,
        needed_of_main=needed_of_main,
        room=room,
        due=promise.find_due(finding),
        days_gone=promise.days_gone,
        days_left=promise.days_left,
        lost_from=lost[0],
        lost_by=lost[1],
        groups=(),
        amended_on=promise.amended_on,
    )
    return _Part(finding, standing, coming, prospect)


def _find_reach(standing: OpenPromise, coming: _Coming) -> Reach | None:
    number = coming.number
    verdict = standing.judge_any(Bounds(0, number.high) if coming.shared else number)
    if verdict is None:
        return None
    if verdict is Verdict.MET:
        return Reach.CERTAIN
    if verdict is Verdict.UNMET:
        return Reach.OUT_OF_REACH
    surely = standing.is_surely_reachable(number, chosen=coming.shared)
    return Reach.REACHABLE if surely else Reach.UNDETERMINED


# --- The total and its groups together ---------------------------------------------------------


def _join_groups(
    promise: _PromiseLeft,
    total: _Part | None,
    judged: Sequence[_Part],
    shown: tuple[Prospect, ...],
    own: Expectation | None,
) -> Prospect:
    """What can be kept of the total and of all groups at once."""
    coming = _expect_in_total(promise, own, judged)
    parts = [*([] if total is None else [total]), *judged]
    further = None if own is PACE else promise.stand_further()
    reaches = [part.prospect.reach for part in parts]
    shared = None
    if promise.is_left_open:
        reaches.append(Reach.UNDETERMINED)
    else:
        shared = _share(total, judged, coming, further)
    if further is not None and further.promises_something:
        verdict = further.judge_any(Bounds(0, coming.high))
        # A group that is not there yet may come, and break what all others keep.
        reaches.append(Reach.CERTAIN if verdict in {None, Verdict.MET} else Reach.REACHABLE)
    reach = _join_reaches(reaches, shared)
    whole = _make_whole(promise, coming, own) if total is None else total.prospect
    needed = None if shared is None else shared.needed
    has_floor = any(part.finding.floor is not None for part in parts) or (
        not parts and promise.judged.commitment.floor is not None
    )
    lost: tuple[date | None, date | None] = (None, None)
    if has_floor and shared is not None:
        lost = _find_lost(promise, coming, needed, None)
    return attrs.evolve(
        whole,
        reach=reach,
        needed=needed if has_floor else None,
        lost_from=lost[0],
        lost_by=lost[1],
        groups=shown,
    )


def _make_whole(promise: _PromiseLeft, coming: Bounds[int], own: Expectation | None) -> Prospect:
    """All groups together, where no total is judged, before it is asked what they take."""
    return make(
        Prospect,
        commitment=promise.judged.commitment,
        period=promise.period,
        group=None,
        group_names=(),
        finding=None,
        reach=None,
        expected=coming,
        at_pace=own is PACE,
        shared=False,
        needed=None,
        needed_of_main=None,
        room=None,
        due=None,
        days_gone=promise.days_gone,
        days_left=promise.days_left,
        lost_from=None,
        lost_by=None,
        groups=(),
        amended_on=promise.amended_on,
    )


def _share(
    total: _Part | None,
    judged: Sequence[_Part],
    coming: Bounds[int],
    further: OpenPromise | None,
) -> Shared | None:
    """Whether one sharing keeps all; `None`: not all is known."""
    known = [part.standing for part in judged if part.standing is not None]
    if len(known) < len(judged) or (total is not None and total.standing is None):
        return None
    named = [part for part in judged if not is_unseen(part.finding.group)]
    given = [
        (part.standing, part.coming.number)
        for part in named
        if part.standing and not part.coming.shared
    ]
    sharing = Sharing(
        coming,
        None if total is None else total.standing,
        [part.standing for part in named if part.standing and part.coming.shared],
        given,
        further,
    )
    shared = sharing.share()
    unseen = (part.finding.verdict for part in judged if is_unseen(part.finding.group))
    if all(verdict in {None, Verdict.MET} for verdict in unseen):
        return shared
    return shared._replace(surely=False)


def _join_reaches(reaches: Sequence[Reach | None], shared: Shared | None) -> Reach | None:
    """Whether all can be kept, each by itself and by one sharing."""
    found = {reach for reach in reaches if reach is not None}
    if reaches and not found:
        return None
    if Reach.OUT_OF_REACH in found or (shared is not None and not shared.perhaps):
        return Reach.OUT_OF_REACH
    if found == {Reach.CERTAIN}:
        return Reach.CERTAIN
    return Reach.REACHABLE if shared is not None and shared.surely else Reach.UNDETERMINED


# --- The day on which it is lost ---------------------------------------------------------------


def _find_lost(
    promise: _PromiseLeft,
    coming: Bounds[int],
    needed: Bounds[int] | None,
    find_needed: Callable[[Bounds[int]], Bounds[int] | None] | None,
) -> tuple[date | None, date | None]:
    """The first day on which too few may be left, and on which too few surely are.

    Args:
        promise: The promise.
        coming: How many are expected.
        needed: How many of them must reach the publics; `None`: no number is enough.
        find_needed: How many must, of a number; `None`: it is not asked number by number.
    """
    cases = [(coming.low, coming.high, needed)]
    most = coming.high
    # Of very many numbers, a range has no length.
    is_few = most is not None and 0 < most - coming.low < _MOST_NUMBERS_OF_A_DAY
    if find_needed is not None and most is not None and is_few:
        numbers = range(coming.low, most + 1)
        cases = [(number, number, find_needed(Bounds(number, number))) for number in numbers]
    firsts = [_count_days(promise, low, None if of is None else of.high) for low, _, of in cases]
    lasts = [_count_days(promise, high, None if of is None else of.low) for _, high, of in cases]
    known = [days for days in firsts if days is not None]
    sure = [days for days in lasts if days is not None]
    return (
        promise.eve + timedelta(days=min(known)) if known else None,
        promise.eve + timedelta(days=max(sure)) if len(sure) == len(lasts) else None,
    )


_MOST_NUMBERS_OF_A_DAY: Final = 30
"""Of how many numbers the day is found one by one."""


def _count_days(promise: _PromiseLeft, number: int | None, needed: int | None) -> int | None:
    """After how many days fewer are left than are needed; `None`: never, or it is not known.

    Args:
        promise: The promise.
        number: How many are expected; `None`: without limit.
        needed: How many of them are needed; `None`: more than there can be.
    """
    if needed is not None and needed <= 0:
        return None
    if needed is None:
        return 0
    if number is None:
        return None
    if needed > number:
        return 0
    return promise.days_left * (number - needed) // number + 1
