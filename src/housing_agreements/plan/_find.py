"""The way in: from agreements and expected attributions to a plan that the quota rules checked."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from housing_agreements._checks import Faults, exact_codes, exact_count, exact_day, exact_series
from housing_agreements.model.agreements import Agreement
from housing_agreements.plan._conflicts import find_conflict
from housing_agreements.plan._demands import Demand, Numbers, Unit
from housing_agreements.plan._ledgers import (
    Book,
    Piece,
    Publics,
    check_codes,
    cut_into_pieces,
    find_last_day,
    open_books,
)
from housing_agreements.plan._naming import Namer
from housing_agreements.plan._programme import Programme
from housing_agreements.plan._promises import list_demands
from housing_agreements.plan._solver import Proof, Solution, Solver
from housing_agreements.plan.expected import Expected
from housing_agreements.plan.plans import (
    Allotment,
    Conflict,
    Plan,
    PlanOutcome,
    Promised,
    Relaxation,
)
from housing_agreements.rules.quotas._own_codes import CodesOfSeveral
from housing_agreements.rules.quotas.check import check_quotas
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.joint import JointTally
from housing_agreements.rules.quotas.ledger import Entry
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.verdicts import Verdict

__all__ = ("find_plan",)

_SECONDS: Final = 60


def find_plan(
    agreements: Agreement | Iterable[Agreement],
    expected: Iterable[Expected],
    entries: JointTally | Tally | Iterable[Entry] = (),
    *,
    on: date,
    known: date | None = None,
    households: Iterable[Iterable[str]] | None = None,
    seconds: int = _SECONDS,
) -> Plan:
    """How few expected attributions to priority publics keep every promise at once, and where.

    The promises are those on attributions whose period has not ended on the day asked; of those
    whose period begins later, those in which something is expected. They are judged on the last
    day on which something may come: a period that ends before by the terms of its own last day,
    any other by the terms of that day. Where terms change before that day, the answer says so;
    where nothing is promised over that time, it says that, and has no verdict. What is not
    known (a landlord, whether some of the expected come, a fact of an entry) is never taken for
    a no: a plan keeps its promises whatever becomes of it. Every plan is checked by
    `check_quotas` before it is given. That none needs fewer, or that there is none, rests on the
    solver (HiGHS).

    Where no plan keeps every promise in every case, the answer has commitments that conflict, and a
    plan that misses promises by few dwellings. It says that there is no plan (`NONE`) only where
    there is none in any case: where promises conflict even if all that is not known turns out as it
    helps each of them by itself. Where they do not, it is `UNSURE`: `Plan.hopeful` is a plan that
    may keep them, and `Plan.to_find_out` has the findings to settle first.

    Args:
        agreements: The agreements; or the only one.
        expected: The attributions to come, before it is known to whom they go.
        entries: The ledger so far; or `tally(agreements, entries)`, made for these agreements and
            perhaps for others; or, for a single agreement, a tally of it. Where something is
            expected in a period, entries dated up to its last day count too.
        on: The day asked.
        known: The day of the knowledge: amendments signed later are left out; `None`: `on`.
        households: The kinds of households that may be found, each as the publics to which it
            belongs; `None`: each public by itself. Where a definition has another within it, or
            a household is often of two publics, say so here. A public of two meanings is written
            "agreement:public", here and in the entries.
        seconds: How many seconds the solver may take for each of four questions: the plan; whether
            there is one in some case; the conflict; the plan that misses least.

    Raises:
        InvalidTypeError: For anything but these.
        InvalidValueError: For an expectation whose period has ended, or whose place lies outside
            every territory; more than a trillion dwellings; a tally with published figures; a
            public of two meanings that does not say which is meant.
        UnknownCodeError: For a contingent, a landlord or a public that no agreement declares, or an
            agreement that the ledger was not tallied for.
        DuplicateIdError: For ids that stand twice.
        UncoveredReadingError: For a tally that was made for another agreement.
        NotKnownError: For a day on which it is not known what a territory holds.

    Laws:
        - `a_plan_keeps_its_promises`: every finding that a plan must keep is met by it, or has
          nothing to judge.
        - No plan has fewer attributions to priority publics than the least that is proved.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> expected = [Expected(1_600, "action-logement", "33063")]
        >>> plan = find_plan(AGREEMENT, expected, on=date(2018, 7, 2))
        >>> plan.verdict, plan.least.value
        (Verdict.MET, 403)
    """
    listed = _list_agreements(agreements)
    day = exact_day(on, "find_plan, on")
    knowledge = day if known is None else exact_day(known, "find_plan, known")
    exact_count(seconds, "find_plan, seconds")
    awaited = exact_series(expected, "find_plan, expected")
    faults = Faults("find_plan")
    faults.each("expected", awaited, Expected, "an Expected: Expected(120, 'state', '33063')")
    faults.report()
    pieces = tuple(cut_into_pieces(awaited, day))
    last = find_last_day(awaited, day)
    codes = CodesOfSeveral(listed)
    kinds = _list_households(listed, codes, households, last, knowledge)
    check_codes(listed, codes, awaited, kinds, on=day, known=knowledge)
    books = tuple(
        open_books(listed, codes, entries, pieces, kinds, asked=day, on=last, known=knowledge)
    )
    asked = _AskedOfPlan(listed, codes, pieces, kinds, day, knowledge, last, seconds)
    return _PlanSearch(asked, books).find()


def _list_agreements(given: Agreement | Iterable[Agreement]) -> tuple[Agreement, ...]:
    """The agreements, each once."""
    if isinstance(given, Agreement):
        return (given,)
    listed = exact_series(given, "find_plan, agreements", ordered=True)
    faults = Faults("find_plan")
    if faults.each("agreements", listed, Agreement, "an Agreement"):
        faults.once("agreements", (agreement.code for agreement in listed))
        if not listed:
            faults.value("agreements", (), "at least one agreement")
    faults.report()
    return listed


def _list_households(
    agreements: Sequence[Agreement],
    codes: CodesOfSeveral,
    given: Iterable[Iterable[str]] | None,
    on: date,
    known: date,
) -> tuple[Publics, ...]:
    """The kinds of households, that of no public first, each public as an entry writes it."""
    if given is None:
        counted = {
            codes.of(agreement.code).ways_to_write(public)[0]
            for agreement in agreements
            for _, terms in agreement.history(on, known)
            for commitment in terms.commitments
            if not commitment.stage.of_production
            for public in commitment.publics
        }
        return (frozenset(), *(frozenset({code}) for code in sorted(counted)))
    listed = exact_series(given, "find_plan, households")
    kinds = [
        exact_codes(one, f"find_plan, households[{index}]") for index, one in enumerate(listed)
    ]
    return tuple(dict.fromkeys((frozenset[str](), *kinds)))


class _Checked(NamedTuple):
    """A plan as the quota rules see it."""

    allotments: tuple[Allotment, ...]
    """Who gets how many."""
    reports: tuple[QuotaReport, ...]
    """The report on each agreement, were it carried out."""
    findings: tuple[Finding, ...]
    """The findings that it must keep."""
    missed: tuple[tuple[Agreement, Finding], ...]
    """Those that it does not surely keep, each with its agreement."""

    @property
    def priority(self) -> int:
        """How many attributions go to priority publics."""
        return sum(allotment.count for allotment in self.allotments if allotment.publics)


class _AskedOfPlan(NamedTuple):
    """A question about a plan."""

    agreements: tuple[Agreement, ...]
    """The agreements."""
    codes: CodesOfSeveral
    """The codes that they know."""
    pieces: tuple[Piece, ...]
    """The expected dwellings: those that surely come, and those that come perhaps."""
    households: tuple[Publics, ...]
    """The kinds of households, that of no public first."""
    on: date
    """The day asked."""
    known: date
    """The day of the knowledge."""
    until: date
    """The day on which a plan is judged."""
    seconds: int
    """How long the solver may take for each question."""


class _PlanSearch:
    """A search for a plan.

    Args:
        asked: The question.
        books: What each agreement reads.
    """

    def __init__(self, asked: _AskedOfPlan, books: tuple[Book, ...]) -> None:
        self._asked, self._books = asked, books
        self._pieces, self._households = asked.pieces, asked.households
        self._seconds = asked.seconds
        self._namer = Namer(asked.agreements, asked.codes, asked.on, asked.known)
        numbers = _list_numbers(asked.pieces)
        pairs = tuple(chain.from_iterable(map(self._list_demands, books)))
        demands = tuple(demand for demand, _ in pairs)
        self._programme = Programme(demands, numbers)
        firm = tuple(demand for demand in demands if demand.exact)
        self._is_exact = len(firm) == len(demands)
        self._firm = self._programme if self._is_exact else Programme(firm, numbers)
        """The sums that any plan must satisfy that keeps its promises in every case."""
        self._at_best = self._firm
        """Those that any plan must satisfy that keeps its promises in some case."""
        if any(demand is not least for demand, least in pairs):
            self._at_best = Programme([least for _, least in pairs if least is not None], numbers)

    def _list_demands(self, book: Book) -> Iterable[tuple[Demand, Demand | None]]:
        return list_demands(
            book.index,
            book.judged_periods,
            book.encode(),
            _list_numbers(self._pieces),
            book.households,
            on=self._asked.until,
        )

    def find(self) -> Plan:
        """The plan; or what conflicts, and a plan that misses little."""
        solution = Solver(self._seconds).solve(self._programme.state())
        bound = solution
        if not self._is_exact:
            bound = Solver(self._seconds).solve(self._firm.state())
        checked = self._check(self._programme, solution)
        if checked is not None and not checked.missed:
            return self._give(checked, bound.least)
        relaxed = self._relax()
        if relaxed is not None and not relaxed[0].missed:
            # Whatever the solver said: the quota rules have the last word.
            return self._give(relaxed[0], bound.least)
        at_best, hopeful = bound, None
        if self._at_best is not self._firm:
            at_best = Solver(self._seconds).solve(self._at_best.state())
            hopeful = self._check(self._at_best, at_best)
        if hopeful is not None and not hopeful.missed:
            return self._give(hopeful, bound.least)
        least = 0 if relaxed is None else relaxed[1]
        outcome = PlanOutcome.OPEN
        if at_best.answer is Proof.IMPOSSIBLE:
            outcome = PlanOutcome.NONE
        elif hopeful is not None and bound.answer is Proof.IMPOSSIBLE:
            outcome = PlanOutcome.UNSURE
        return self._answer(
            outcome,
            conflict=self._find_conflict(outcome),
            relaxation=None if relaxed is None else self._write_relaxation(*relaxed),
            hopeful=None if hopeful is None else self._write_relaxation(hopeful, least),
        )

    def _give(self, checked: _Checked, least: int) -> Plan:
        """A plan that keeps every promise."""
        bounds = Bounds(min(least, checked.priority), checked.priority)
        outcome = PlanOutcome.LEAST if bounds.exact else PlanOutcome.FOUND
        return self._answer(outcome, checked=checked, least=bounds)

    def _answer(
        self,
        outcome: PlanOutcome,
        *,
        checked: _Checked | None = None,
        least: Bounds[int] | None = None,
        conflict: Conflict | None = None,
        relaxation: Relaxation | None = None,
        hopeful: Relaxation | None = None,
    ) -> Plan:
        cautious = {demand.unit: None for demand in self._programme.demands if not demand.exact}
        return Plan(
            agreements=self._asked.agreements,
            on=self._asked.on,
            known=self._asked.known,
            until=self._asked.until,
            outcome=outcome,
            least=least,
            allotments=() if checked is None else checked.allotments,
            reports=() if checked is None else checked.reports,
            findings=() if checked is None else checked.findings,
            cautious=self._name_units(cautious),
            conflict=conflict,
            relaxation=relaxation,
            hopeful=hopeful,
        )

    def _check(self, programme: Programme, solution: Solution) -> _Checked | None:
        """What the quota rules say of a plan; `None` where the solver found none."""
        if solution.numbers is None:
            return None
        shared = programme.share_out(solution.numbers)
        allotments = tuple(
            self._namer.allot(
                self._pieces[index].expected,
                self._households[kind],
                count,
                perhaps=self._pieces[index].perhaps,
            )
            for (index, kind), count in sorted(shared.items())
        )
        reports: list[QuotaReport] = []
        findings: list[Finding] = []
        missed: list[tuple[Agreement, Finding]] = []
        for book in self._books:
            ledger = book.apply(shared)
            report = check_quotas(
                book.agreement, ledger, on=self._asked.until, known=self._asked.known
            )
            reports.append(report)
            must = {(judged.commitment.code, judged.period) for judged in book.judged_periods}
            for finding in report.findings:
                is_asked = (finding.commitment.code, finding.period) in must
                if is_asked and not finding.for_information:
                    findings.append(finding)
                    if finding.verdict not in {Verdict.MET, None}:
                        missed.append((book.agreement, finding))
        return _Checked(allotments, tuple(reports), tuple(findings), tuple(missed))

    def _relax(self) -> tuple[_Checked, int] | None:
        """A plan that misses little, and the least that any misses; `None` where none is found."""
        solver = Solver(self._seconds)
        problem, rows = self._programme.state_relaxed()
        solution = solver.solve(problem)
        if solution.numbers is None:
            return None
        width = len(self._programme.most)
        # As little is missed, and no household of a priority public is asked for in vain.
        loose = self._programme.state(
            more=dict(zip(rows.tolist(), solution.numbers[width:].tolist(), strict=True))
        )
        tight = solver.solve(loose)
        checked = self._check(self._programme, tight if tight.numbers is not None else solution)
        measured = all(demand.measured for demand in self._programme.demands)
        least = solution.least if measured else 0
        return None if checked is None else (checked, least)

    def _write_relaxation(self, checked: _Checked, least: int) -> Relaxation:
        gaps = sum(side.gap.high or 0 for _, finding in checked.missed for side in finding.sides)
        return Relaxation(
            missed=(finding for _, finding in checked.missed),
            of=(agreement for agreement, _ in checked.missed),
            dwellings=Bounds(min(least, gaps), gaps),
            allotments=checked.allotments,
            reports=checked.reports,
        )

    def _find_conflict(self, outcome: PlanOutcome) -> Conflict | None:
        """What conflicts in every case, or what no plan surely keeps; `None`: it is open."""
        if outcome is PlanOutcome.OPEN:
            return None
        is_hopeless = outcome is PlanOutcome.NONE
        firm = self._at_best if is_hopeless else self._firm
        found = find_conflict(self._programme, firm, self._seconds)
        units = self._programme.units
        promises = self._name_units(units[index] for index in found.units)
        return Conflict(promises, found.minimal, found.smallest, in_every_case=is_hopeless)

    def _name_units(self, units: Iterable[Unit]) -> tuple[Promised, ...]:
        named = {
            Unit(book.index, judged.commitment.code, judged.period.start): Promised(
                book.agreement, judged.commitment, judged.period
            )
            for book in self._books
            for judged in book.judged_periods
        }
        return tuple(named[unit] for unit in units)


def _list_numbers(pieces: Iterable[Piece]) -> Numbers:
    """How many dwellings each piece expects."""
    return np.array([piece.number for piece in pieces], dtype=np.int64)
