"""Whether each commitment of an agreement is kept: from a ledger to a report of findings.

The report comes first, with the account of the entries that were read; then the check itself,
which tallies the ledger, counts what may count for each judged period, and holds these counts
against the limits that were promised.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Final

import attrs

from housing_agreements._checks import Faults, exact_day, exact_kind, make
from housing_agreements._remedies import name_members
from housing_agreements.errors import (
    InvalidValueError,
    show,
)
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.groups import (
    ReportedGroup,
    is_unseen,
)
from housing_agreements.model.levels import ExactLevel, end_of_level
from housing_agreements.rules.quotas._caveats import list_caveats
from housing_agreements.rules.quotas._completions import judge_limit
from housing_agreements.rules.quotas._counting import (
    Fate,
    LedgerCounts,
    count_possible,
)
from housing_agreements.rules.quotas._declared_codes import refuse_strange_landlords
from housing_agreements.rules.quotas._figures_told import (
    Published,
    know_all,
    list_published,
    select_figures,
)
from housing_agreements.rules.quotas._judged_periods import (
    JudgedPeriod,
    list_counting_periods,
    list_judged_periods,
)
from housing_agreements.rules.quotas._ledger_calls import LedgerCall
from housing_agreements.rules.quotas._names_told import NamesTold
from housing_agreements.rules.quotas._possible import PossibleCounts, write_possible
from housing_agreements.rules.quotas._ranges import can_keep_all
from housing_agreements.rules.quotas._rated import RatedCounts
from housing_agreements.rules.quotas._reported_groups import ReportedGroups
from housing_agreements.rules.quotas.account import Account
from housing_agreements.rules.quotas.cells import NO_COUNT, Count
from housing_agreements.rules.quotas.doubts import Doubt, DoubtKind
from housing_agreements.rules.quotas.findings import Finding, Outcome
from housing_agreements.rules.quotas.ledger import Entry, Ids, Unknown, tally_for_one
from housing_agreements.rules.quotas.limits import JudgedLimit, Promise
from housing_agreements.rules.quotas.readings import exact_agreement, reading_of
from housing_agreements.rules.quotas.reports import QuotaReport, exact_report
from housing_agreements.rules.quotas.tally import Tally, make_tally
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "check_finding",
    "check_quotas",
    "count_again",
    "judge_counts",
    "judge_tally",
    "list_promises",
    "refuse_beside_a_tally",
)


def check_quotas(
    agreement: Agreement,
    entries: Tally | Iterable[Entry],
    *,
    on: date,
    known: date | None = None,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    coded_on: date | None = None,
) -> QuotaReport:
    """Whether each commitment of an agreement is kept, period by period (*bilan des objectifs*).

    The terms of a period are those in force on its last day, or on the day asked if sooner,
    as known on a day. An entry belongs to a territory or not on its own day; it counts for the
    publics that its author assessed. What is not known is never taken for a no: each number
    has bounds, which are real completions, and a verdict is decided when all completions agree.
    The one in which the base of a share is empty breaks nothing.

    Published figures alone are no ledger: where none tells of a whole period, there is nothing
    to judge. Beside a ledger, they add to it.

    Args:
        agreement: The agreement.
        entries: A ledger of attributions and production, or a tally of one.
        on: The day asked. Entries dated later do not count yet; a period that still runs is
            judged against its full level, and its findings are not settled.
        known: The day of the knowledge: amendments signed later are left out; `None`: `on`.
        ids: Whether an id that stands twice is refused; not beside a tally.
        unknown: What becomes of entries with a code that the agreement does not know; not
            beside a tally.
        coded_on: The day as of which the codes of communes were written; `None`: each is read on
            the day of its entry. Not beside a tally, which says so itself.

    Raises:
        DuplicateIdError: For ids that stand twice.
        UnknownCodeError: For a contingent, a public or a tag that the agreement does not know, or
            a landlord, where it says which it binds.
        UncoveredReadingError: For a tally that did not read what the agreement needs.

    Laws:
        - Order and partition of the ledger change nothing.
        - A priority attribution more never lowers `counted`, and never turns a met floor into
          an unmet one (but with a rounding by size, or a floor to exceed whose base may be
          empty).
        - Bounds contain the value that full knowledge gives.

    Examples:
        >>> import housing_agreements as ha
        >>> city = ha.Party("city", "A town")
        >>> town = ha.Territory("33063", "Bordeaux", "commune", communes=("33063",))
        >>> agreement = ha.Agreement(
        ...     "small",
        ...     None,
        ...     "A small agreement",
        ...     parties=(city,),
        ...     signed_on=None,
        ...     term=2024,
        ...     territory=town,
        ...     contingents=(ha.Contingent("city", city, town),),
        ...     commitments=(ha.Volume("leases", stage=ha.Stage.SIGNED, at_least=100),),
        ... )
        >>> leases = ha.Attribution("A1", "city", "33063", signed_on=date(2024, 5, 6), count=97)
        >>> report = ha.check_quotas(agreement, [leases], on=date(2025, 1, 1))
        >>> report[0].verdict, report[0].required.value, report[0].shortfall.value
        (Verdict.UNMET, 100, 3)
    """
    exact_agreement(agreement, "check_quotas, agreement")
    exact_day(on, "check_quotas, on")
    knowledge = on if known is None else exact_day(known, "check_quotas, known")
    if coded_on is not None:
        exact_day(coded_on, "check_quotas, coded_on")
    tallied = isinstance(entries, Tally)
    if isinstance(entries, Tally):
        ledger = entries
        refuse_beside_a_tally(ids, unknown, coded_on)
    else:
        ledger = tally_for_one(
            _QUOTAS_ASKED, agreement, entries, ids=ids, unknown=unknown, coded_on=coded_on
        )
    ledger.reading.require(reading_of(agreement))
    if tallied and agreement.landlords:
        keys = (*ledger.entries, *ledger.further)
        refuse_strange_landlords(agreement, (key.landlord for key in keys))
    return judge_tally(
        agreement,
        ledger,
        on=on,
        known=knowledge,
        ids=None if tallied else ids,
        unknown=None if tallied else unknown,
    )


_QUOTAS_ASKED: Final = LedgerCall("check_quotas")


def judge_tally(
    agreement: Agreement,
    ledger: Tally,
    *,
    on: date,
    known: date,
    ids: Ids | None,
    unknown: Unknown | None,
) -> QuotaReport:
    """The report on an agreement, of a tally.

    Args:
        agreement: The agreement.
        ledger: The tally, which read what the agreement needs.
        on: The day asked.
        known: The day of the knowledge.
        ids: How the ids of the ledger were looked at; `None`: it was given as a tally.
        unknown: What became of its entries with a code that is not known; likewise.

    """
    judged_periods = list_judged_periods(agreement, on=on, known=known, figures=ledger.figures)
    counts = count_possible(ledger, judged_periods, on=on)
    found = [
        told
        for judged in judged_periods
        for told in _judge_period(judged, counts, list_published(ledger, judged), on)
    ]
    set_aside = NO_COUNT
    for count in ledger.set_aside.values():
        set_aside = set_aside.plus(count)
    findings = [finding for finding, _ in found]
    if set_aside != NO_COUNT:
        findings = [attrs.evolve(finding, set_aside=set_aside) for finding in findings]
    return make(
        QuotaReport,
        agreement=agreement,
        on=on,
        known=known,
        findings=tuple(findings),
        account=_make_account(ledger, counts, set_aside),
        set_aside=dict(ledger.set_aside),
        beside_postcodes=dict(ledger.beside_postcodes),
        unused=counts.unused,
        figures=dict(ledger.figures),
        ids=ids,
        unknown=unknown,
        coded_on=ledger.reading.coded_on,
        possible=tuple(write_possible(possible) for _, possible in found),
    )


def refuse_beside_a_tally(
    ids: Ids, unknown: Unknown, coded_on: date | None, call: str = "check_quotas"
) -> None:
    """A tally was made with answers of its own to what else is asked of a ledger."""
    faults = Faults(call)
    if coded_on is not None:
        expected = "no coded_on beside a tally, which is made with its own"
        faults.value(
            "coded_on", coded_on, expected, "write tally(agreement, entries, coded_on=...)"
        )
    for name, given, usual in (("ids", ids, Ids.CHECKED), ("unknown", unknown, Unknown.REFUSED)):
        kind = type(usual)
        if faults.instance(name, given, kind, name_members(kind)) and given is not usual:
            expected = f"no {name} beside a tally, which is made with its own"
            faults.value(name, given, expected, f"write tally(agreement, entries, {name}=...)")
    faults.report()


def _make_account(ledger: Tally, counts: LedgerCounts, set_aside: Count) -> Account:
    fates = counts.fates
    cancelled, later = fates[Fate.CANCELLED], fates[Fate.LATER]
    left_out = fates[Fate.LEFT_OUT]
    not_concerned = fates[Fate.NOT_CONCERNED].plus(cancelled).plus(later).plus(left_out)
    return Account(
        ledger.read,
        fates[Fate.COUNTED],
        not_concerned,
        cancelled,
        later,
        left_out,
        set_aside,
        sum(map(abs, ledger.figures.values())),
    )


_Judged = tuple[Finding, PossibleCounts]
"""A finding, and what may count for it."""


def _judge_period(
    judged: JudgedPeriod, counts: LedgerCounts, published: Published, on: date
) -> Iterator[_Judged]:
    """The finding on the total first, then on each group in order."""
    reported = counts.groups.get(judged)
    if judged.commitment.judges_total:
        all_told = reported is not None and reported.are_all_told(
            lambda group: know_all(judged, group, published, on)
        )
        known = None if all_told else published
        total = counts.total[judged]
        yield judge_counts(judged, None, total, on, known), total
    if reported is not None:
        yield from _judge_groups(judged, reported, on, published)


def _judge_groups(
    judged: JudgedPeriod, reported: ReportedGroups, on: date, published: Published
) -> Iterator[_Judged]:
    """The finding on each group in order, last on those that no entry bears where that is open."""
    figures = select_figures(judged, published or (), on)
    told_by_group = any(figure.group is not None for figure in figures)
    if told_by_group:
        reported.open_all()
    for group in sorted(reported.counts, key=lambda group: (is_unseen(group), str(group))):
        finding = judge_counts(
            judged,
            group,
            reported.counts[group],
            on,
            published,
            of_nobody_perhaps=reported.may_have_nobody(group),
        )
        told = finding.outcome is Outcome.JUDGED or told_by_group
        is_open = finding.verdict is Verdict.UNDETERMINED and judged.commitment.judges_groups
        if not is_unseen(group) or (is_open and told):
            named = attrs.evolve(finding, group_names=reported.names_of(group))
            yield named, reported.counts[group]


def check_finding(report: QuotaReport, finding: Finding, where: str) -> None:
    """Check that a finding is one of a report.

    Raises:
        InvalidTypeError: For anything but a report and a finding.
        InvalidValueError: For a finding of another report.
    """
    exact_report(report, f"{where}, report")
    remedy = "take one of the report: report.finding('quarter', 2018), or report[0]"
    exact_kind(finding, f"{where}, finding", Finding, remedy)
    if finding not in report.findings:
        given = f"that on {show(finding.commitment.code)}, {finding.period}"
        raise InvalidValueError(f"{where}, finding", given, "a finding of the report", remedy)


def count_again(
    report: QuotaReport, finding: Finding, entries: Tally, where: str
) -> tuple[JudgedPeriod, Tally, LedgerCounts]:
    """What a finding was made of: the judged period, the ledger with its figures, the counts.

    Args:
        report: The report.
        finding: The finding, one of the report.
        entries: The entries from which the report was made.
        where: The call that asks, as an error names it.

    Raises:
        InvalidValueError: For the entries of another report.
    """
    ledger = make_tally(
        entries.reading,
        entries=entries.entries,
        further=entries.further,
        figures=report.figures,
        set_aside=entries.set_aside,
    )
    # Several agreements, or a tally, may have set other entries aside: these count for nothing.
    asked_for = attrs.evolve(finding, set_aside=NO_COUNT)
    again: list[Finding] = []
    periods = list_judged_periods(
        report.agreement, on=report.on, known=report.known, figures=report.figures
    )
    for judged in periods:
        asked = judged.commitment.code, judged.period
        if asked != (finding.commitment.code, finding.period):
            continue
        counts = count_possible(ledger, (judged,), on=report.on)
        for found, _ in _judge_period(judged, counts, list_published(ledger, judged), report.on):
            if found == asked_for:
                return judged, ledger, counts
            if found.group == finding.group:
                again.append(found)
    numbers = [f"{found.counted} counted in a base of {found.base}" for found in again]
    given = f"a ledger that gives {numbers[0] if numbers else 'no such finding'}"
    expected = f"that of the report: {finding.counted} counted in a base of {finding.base}"
    remedy = "give all the entries from which the report was made, and no other"
    if not report.account.read.entries:
        remedy = "the report was made of no entry: what it counts was published"
    raise InvalidValueError(f"{where}, entries", given, expected, remedy)


def judge_counts(
    judged: JudgedPeriod,
    group: ReportedGroup | None,
    counts: PossibleCounts,
    on: date,
    published: Published,
    *,
    of_nobody_perhaps: bool = False,
) -> Finding:
    """Judge the total of a period, or one group, which is perhaps one of nobody."""
    commitment = judged.commitment
    indices = list_counting_periods(judged, group)
    lots = [lot for lot in counts.rated if not indices.keys().isdisjoint(lot.period_indices)]
    kept = counts.within(indices)
    rated = RatedCounts(kept, lots) if lots else None
    judge = partial(_judge_side, judged, group, counts, rated, of_nobody_perhaps=of_nobody_perhaps)
    floor, ceiling, main = judge(), judge(ceiling=True), None
    if commitment.substitute is not None:
        main = judge(main_part=1 - commitment.substitute.at_most)
    sides = [side for side in (floor, main, ceiling) if side is not None]
    read: PossibleCounts | RatedCounts = rated or kept
    base = read.base
    outcome = Outcome.JUDGED
    if not sides:
        outcome = Outcome.NO_LEVEL
    elif judged.period.start > on:
        outcome = Outcome.NOT_BEGUN
    elif not know_all(judged, group, published, on):
        outcome = Outcome.NO_FIGURE
    elif commitment.of_base and kept.is_empty and rated is None:
        outcome = Outcome.EMPTY_BASE
    judges = outcome is Outcome.JUDGED
    may_be_nothing = commitment.of_base or of_nobody_perhaps
    if rated is not None:
        may_be_nothing = may_be_nothing and rated.may_be_empty
    tells_rate = bool(sides) or commitment.is_indicator
    has_rate = commitment.of_base and tells_rate and base.low > 0
    is_open = kept.is_rate_beside
    if rated is not None:
        is_open |= commitment.of_base and rated.is_open([side.promise for side in sides])
    doubts = _list_doubts(judged, counts, sides)
    return make(
        Finding,
        commitment=commitment,
        period=judged.period,
        group=group,
        group_names=(),
        outcome=outcome,
        settled=judged.period.last_day <= on,
        counted=read.counted,
        substitutes=read.substitutes,
        base=base,
        left_out=kept.without_membership,
        base_may_be_empty=judges and may_be_nothing and kept.may_be_empty,
        rate=read.rate if has_rate else None,
        floor=floor,
        main=main,
        ceiling=ceiling,
        may_be_kept=not judges or is_open or _may_be_kept(counts, rated, sides),
        open_by_rate=judges and is_open,
        pace=_find_pace(judged, group, on),
        doubts=doubts,
        caveats=list_caveats(judged, group, doubts, on),
        figure_sources=tuple(counts.sources),
        set_aside=NO_COUNT,
    )


def _judge_side(
    judged: JudgedPeriod,
    group: ReportedGroup | None,
    counts: PossibleCounts,
    rated: RatedCounts | None,
    *,
    of_nobody_perhaps: bool,
    ceiling: bool = False,
    main_part: Fraction | None = None,
) -> JudgedLimit | None:
    """One limit judged over all the periods; `None` when nothing is promised in any."""
    state = partial(
        _state_promise,
        judged,
        group,
        of_nobody_perhaps=of_nobody_perhaps,
        ceiling=ceiling,
        main_part=main_part,
    )

    def judge(promise: Promise) -> JudgedLimit:
        return judge_limit(counts.dwellings, promise) if rated is None else rated.judge(promise)

    easy = state(hard=False)
    if easy is None:
        return None
    hard = state(hard=True)
    if hard is None or hard.levels == easy.levels:
        return judge(easy)
    return judge(easy).join(judge(hard))


def _state_promise(
    judged: JudgedPeriod,
    group: ReportedGroup | None,
    *,
    hard: bool,
    of_nobody_perhaps: bool,
    ceiling: bool = False,
    main_part: Fraction | None = None,
) -> Promise | None:
    """One limit as promised over all the periods; `None` when nothing is promised in any.

    Its levels are those hardest to keep, or the easiest.
    """
    levels = judged.levels(group, ceiling=ceiling)
    limits = [
        accounting.commitment.ceiling if ceiling else accounting.commitment.floor
        for accounting, level in zip(judged.accounting_periods, levels, strict=True)
        if level is not None
    ]
    if not limits or limits[-1] is None:
        return None
    return Promise(
        of_base=judged.commitment.of_base,
        levels=tuple(
            None if level is None else end_of_level(level, high=hard is not ceiling)
            for level in levels
        ),
        rounding=judged.commitment.rounding,
        strict=limits[-1].strict and main_part is None,
        ceiling=ceiling,
        main_part=main_part,
        of_nobody_perhaps=of_nobody_perhaps,
    )


def list_promises(
    judged: JudgedPeriod, group: ReportedGroup | None, *, of_nobody_perhaps: bool
) -> tuple[Promise, ...]:
    """The limits of a judged period at their hardest: its floor, its main part, its ceiling.

    Args:
        judged: The judged period.
        group: The group; `None`: the total.
        of_nobody_perhaps: Whether it is a group in which nobody may be.
    """
    state = partial(_state_promise, judged, group, hard=True, of_nobody_perhaps=of_nobody_perhaps)
    substitute = judged.commitment.substitute
    main = None if substitute is None else state(main_part=1 - substitute.at_most)
    return tuple(promise for promise in (state(), main, state(ceiling=True)) if promise is not None)


def _may_be_kept(
    counts: PossibleCounts, rated: RatedCounts | None, sides: Sequence[JudgedLimit]
) -> bool:
    """Whether some completion keeps all limits; yes where it is not found out."""
    verdicts = [side.verdict for side in sides]
    if verdicts.count(Verdict.UNDETERMINED) > 1 and Verdict.UNMET not in verdicts:
        promises = [side.promise for side in sides]
        if rated is not None:
            return rated.can_keep_all(promises)
        return can_keep_all(counts.dwellings, promises)
    return Verdict.UNMET not in verdicts


def _find_pace(judged: JudgedPeriod, group: ReportedGroup | None, on: date) -> ExactLevel:
    """The level of the floor in the period that runs on the day asked, or in the last."""
    levels = judged.levels(group, ceiling=False)
    running = [
        level
        for accounting, level in zip(judged.accounting_periods, levels, strict=True)
        if on in accounting.period
    ]
    level = (running or levels)[-1]
    return 0 if level is None else end_of_level(level, high=False)


def _list_doubts(
    judged: JudgedPeriod, counts: PossibleCounts, sides: Iterable[JudgedLimit]
) -> tuple[Doubt, ...]:
    """What is not known of the entries that may count, each with its name."""
    doubts = counts.doubts.copy()
    rounded = sum(not side.is_known for side in sides)
    if rounded:
        doubts[DoubtKind.FIGURE, ""] += rounded
    if not doubts:
        return ()
    names = NamesTold(judged.in_force)
    ordered = sorted(doubts.items(), key=lambda item: (item[0][0].value, item[0][1]))
    return tuple(_name_doubt(judged, names, *doubt, many) for doubt, many in ordered)


def _name_doubt(
    judged: JudgedPeriod, names: NamesTold, kind: DoubtKind, code: str, dwellings: int
) -> Doubt:
    """What is not known of some dwellings, with the public, the financing or the stage."""
    if kind is DoubtKind.PUBLIC and judged.commitment.stage.of_production:
        return Doubt(DoubtKind.FINANCING, code, dwellings, names.find_financing(code))
    if kind is DoubtKind.PUBLIC:
        return Doubt(kind, code, dwellings, names.find_public(code))
    if kind in {DoubtKind.DAY, DoubtKind.STAGE} and len(judged.stages) == 1:
        return Doubt(kind, judged.commitment.stage.value, dwellings)
    return Doubt(kind, code, dwellings)
