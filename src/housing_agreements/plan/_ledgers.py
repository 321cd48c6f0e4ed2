"""The ledger and the expected dwellings, as each agreement reads and tallies them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple

import attrs
import numpy as np

from housing_agreements._checks import Faults
from housing_agreements.errors import (
    InvalidValueError,
    UncoveredReadingError,
    UnknownCodeError,
    show,
)
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import Attribution, StageDay
from housing_agreements.plan._demands import BITS, Encoded
from housing_agreements.plan.expected import Expected
from housing_agreements.rules.quotas._cell_sums import add_cells
from housing_agreements.rules.quotas._concerned import CellsByEntry
from housing_agreements.rules.quotas._declared_codes import list_declared_codes
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod, list_judged_periods
from housing_agreements.rules.quotas._ledger_calls import LedgerCall
from housing_agreements.rules.quotas._own_codes import CodesOfSeveral
from housing_agreements.rules.quotas.cells import (
    CellDays,
    CellKey,
    Cells,
    DaysReached,
    Window,
    days_reached,
)
from housing_agreements.rules.quotas.joint import JointTally
from housing_agreements.rules.quotas.ledger import Entry, tally_for_several
from housing_agreements.rules.quotas.readings import reading_of
from housing_agreements.rules.quotas.tally import Tally, make_tally
from housing_agreements.values.periods import Period
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "Book",
    "Piece",
    "Publics",
    "check_codes",
    "cut_into_pieces",
    "find_last_day",
    "open_books",
)

Publics = frozenset[str]
"""The publics of a household; none: of no public that a promise counts."""


class Piece(NamedTuple):
    """Expected dwellings that surely come, or those that come perhaps."""

    expected: Expected
    """The expected attributions that they are of."""
    number: int
    """How many dwellings."""
    perhaps: bool
    """Whether they come perhaps."""
    first: date
    """The first day on which they may come."""
    last: date
    """The last one."""


def find_last_day(expected: Iterable[Expected], on: date) -> date:
    """The day on which a plan is judged: that asked, or the last on which something may come."""
    ends = (one.period.last_day for one in expected if one.period is not None)
    return max(on, *ends, on)


def cut_into_pieces(expected: Iterable[Expected], on: date) -> Iterator[Piece]:
    """What surely comes of each expectation, then what comes perhaps.

    Args:
        expected: The expected attributions.
        on: The day asked.

    Raises:
        InvalidValueError: For a period that has ended on the day asked.
    """
    faults = Faults("find_plan")
    in_all = 0
    for index, one in enumerate(expected):
        if one.period is not None and one.period.last_day < on:
            remedy = "leave it out: what came is an entry"
            given = f"{one.period}, which has ended on {on}"
            faults.add(InvalidValueError, f"expected[{index}].period", given, _OPEN, remedy)
            continue
        first, last = _find_days_of(one, on)
        in_all += one.number.high or 0
        low, high = one.number.low, one.number.high or 0
        for number, perhaps in ((low, False), (high - low, True)):
            if number:
                yield Piece(one, number, perhaps, first, last)
    if in_all > _MOST_EXPECTED:
        most = f"at most {_MOST_EXPECTED:,} dwellings in all"
        faults.value("expected", in_all, most, "the solver tells no larger numbers apart")
    faults.report()


_OPEN = "a period that has not ended"
_MOST_EXPECTED = 10**12


def _find_days_of(one: Expected, on: date) -> tuple[date, date]:
    """The first and the last day on which expected dwellings may come."""
    if one.period is None:
        return on, on
    return max(on, one.period.start), one.period.last_day


def check_codes(
    agreements: Sequence[Agreement],
    codes: CodesOfSeveral,
    expected: Iterable[Expected],
    households: Iterable[Publics],
    *,
    on: date,
    known: date,
) -> None:
    """Refuse what no agreement knows: a contingent, a landlord, a public, a place.

    Args:
        agreements: The agreements.
        codes: The codes that they know.
        expected: The expected attributions; no period has ended.
        households: The kinds of households.
        on: The day asked.
        known: The day of the knowledge.

    Raises:
        UnknownCodeError: For a code that none of the agreements declares.
        InvalidValueError: For a place outside every territory, or a public of two meanings.
    """
    faults = Faults("find_plan")
    listed = tuple(expected)
    known_to_some = codes.written
    contingents = (one.contingent for one in listed)
    faults.declared(
        "expected, contingent", contingents, known_to_some["contingent"], "a contingent"
    )
    if all("landlord" in declared for declared in codes.declared.values()):
        landlords = (one.landlord for one in listed if one.landlord is not None)
        faults.declared("expected, landlord", landlords, known_to_some["landlord"], "a landlord")
    publics = {code for household in households for code in household}
    for code in sorted(publics & codes.of_two_meanings):
        why = codes.refuse(code)
        faults.add(InvalidValueError, "households", show(code), why.expected, why.remedy)
    written = publics - codes.of_two_meanings
    faults.declared("households", written, known_to_some["public"], "a public")
    last_day = find_last_day(listed, on)
    territories = {
        territory
        for agreement in agreements
        for _, terms in agreement.history(last_day, known)
        for territory in (terms.territory, *map(terms.territory_of, terms.commitments))
    }
    places = {
        (Place(one.commune, neighbourhood=one.neighbourhood), *_find_days_of(one, on)): index
        for index, one in enumerate(listed)
    }
    for (place, first, last), index in places.items():
        name = f"expected[{index}].commune"
        try:
            if all(_is_outside(where, place, first, last) for where in territories):
                expected_place = "a place in the territory of one of the agreements"
                faults.add(InvalidValueError, name, show(place.commune), expected_place)
        except UnknownCodeError as fault:
            faults.note(fault.at("find_plan", name))
    faults.report()


def _is_outside(territory: Territory, place: Place, first: date, last: date) -> bool:
    """Whether a place surely does not lie in a territory on any day from one to another."""
    members = territory.members
    turning = {first, *members.days}.union(*(held.reading_days for held in members.held_values()))
    return all(
        members.known_on(day) and territory.covers(place, on=day) is Verdict.UNMET
        for day in turning
        if first <= day <= last
    )


_CellOfPiece = tuple[CellKey, CellDays]
"""A cell of a ledger: what is kept of its entries, and their days."""


@attrs.frozen(eq=False, slots=False)
class Book:
    """The ledger and the expected dwellings, as one agreement reads them."""

    index: int
    """The index of the agreement."""
    agreement: Agreement
    """The agreement."""
    judged_periods: tuple[JudgedPeriod, ...]
    """What a plan can still change: attributions in periods that have not ended."""
    present: Tally
    """The ledger."""
    pieces: tuple[Piece, ...]
    """The expected dwellings, of all agreements."""
    households: tuple[Publics, ...]
    """The kinds of households, that of no public first, each with the publics of its own."""

    @cached_property
    def _cells(self) -> tuple[_CellOfPiece | None, ...]:
        """The cell of each piece, of households of all publics; `None`: it is not known here."""
        declared = list_declared_codes(self.agreement)
        publics, landlords = frozenset(declared["public"]), declared.get("landlord")
        finder = CellsByEntry(self.agreement, self.present)
        cells: list[_CellOfPiece | None] = []
        for piece in self.pieces:
            one = piece.expected
            if one.contingent not in declared["contingent"] or not (
                landlords is None or one.landlord is None or one.landlord in landlords
            ):
                cells.append(None)
                continue
            # Of all publics, those that the bases read are kept: and so they are of any household.
            entry = Attribution(
                "plan",
                one.contingent,
                one.commune,
                publics=publics,
                landlord=one.landlord,
                programme=one.programme,
                neighbourhood=one.neighbourhood,
            )
            day = _find_day(piece)
            found = finder.find(entry, (day, day, day, day, None))
            if found is not None and piece.perhaps:
                found = found[0], _perhaps(found[1])
            cells.append(found)
        return tuple(cells)

    def encode(self) -> Encoded:
        """The ledger and each cell of expected dwellings, as `_demands.BITS` says.

        Where each commitment tells but households that count from others, each piece has a cell of
        both; else one of each kind of household.
        """
        tells_two = not any(map(_tells_more, self.judged_periods))
        kinds = (frozenset[str](), None) if tells_two else self.households
        indices: dict[_CellOfPiece, int] = {}
        cell_of: list[list[int]] = []
        for cell in self._cells:
            if cell is None or not cell[0].bases_mask:
                cell_of.append([-1] * len(kinds))
                continue
            told = (_give(cell, kind) for kind in kinds)
            cell_of.append([indices.setdefault(one, len(indices)) for one in told])
        width = len(indices) * BITS
        entries, further = (
            {
                key: {days: number << width for days, number in counts.items()}
                for key, counts in cells.items()
            }
            for cells in (self.present.entries, self.present.further)
        )
        come = {cell: 1 << index * BITS for cell, index in indices.items()}
        shape = len(cell_of), len(kinds)
        return Encoded(
            self._add(entries, further, come),
            np.array(cell_of, dtype=np.int64).reshape(shape),
            len(indices),
            None if tells_two else self.households,
        )

    def apply(self, numbers: Mapping[tuple[int, int], int]) -> Tally:
        """The ledger with the dwellings of a plan, by piece and kind of household."""
        come: dict[_CellOfPiece, int] = {}
        for (piece, kind), number in numbers.items():
            cell = self._cells[piece]
            if cell is not None:
                own = _give(cell, self.households[kind])
                come[own] = come.get(own, 0) + number
        return self._add(self.present.entries, self.present.further, come)

    def _add(self, entries: Cells, further: Cells, come: Mapping[_CellOfPiece, int]) -> Tally:
        """Cells, and those of expected dwellings."""
        more: dict[CellKey, dict[CellDays, int]] = {}
        for (key, days), number in come.items():
            more.setdefault(key, {})[days] = number
        return make_tally(
            self.present.reading,
            entries=add_cells(entries, more, 1),
            further=further,
            figures={},
            set_aside=self.present.set_aside,
            beside=self.present.beside_postcodes,
        )


def _find_day(piece: Piece) -> StageDay:
    """The day on which a piece comes, if it does."""
    if piece.first == piece.last:
        return piece.first
    return Period(piece.first, piece.last + timedelta(1))


def _give(cell: _CellOfPiece, household: Publics | None) -> _CellOfPiece:
    """The cell of dwellings given to households of some publics; `None`: of all."""
    key, days = cell
    return cell if household is None else (key._replace(publics=key.publics & household), days)


def _tells_more(judged: JudgedPeriod) -> bool:
    """Whether a commitment tells more of households than whether they count, always the same."""
    commitments = [accounting.commitment for accounting in judged.accounting_periods]
    publics = {commitment.publics for commitment in commitments}
    return len(publics) > 1 or any(commitment.substitute for commitment in commitments)


def _perhaps(days: CellDays) -> CellDays:
    """The days of dwellings that come perhaps: on those of what surely comes, or never."""
    reached = days_reached(days).reached
    windows = (day if isinstance(day, Window) else Window(day, day) for day in reached)
    return DaysReached(tuple(window._replace(never=True) for window in windows))


def open_books(
    agreements: Sequence[Agreement],
    codes: CodesOfSeveral,
    entries: JointTally | Tally | Iterable[Entry],
    pieces: tuple[Piece, ...],
    households: tuple[Publics, ...],
    *,
    asked: date,
    on: date,
    known: date,
) -> Iterator[Book]:
    """What each agreement reads of the ledger, and the promises that a plan can still keep.

    Args:
        agreements: The agreements.
        codes: The codes that they know.
        entries: The ledger; a tally of it for these agreements.
        pieces: The expected dwellings.
        households: The kinds of households.
        asked: The day asked.
        on: The day on which a plan is judged.
        known: The day of the knowledge.
    """
    ledger = entries
    if not isinstance(ledger, Tally | JointTally):
        ledger = tally_for_several(_PLAN_ASKED, tuple(agreements), ledger)
    for index, agreement in enumerate(agreements):
        present = _find_present(agreement, ledger)
        own = codes.of(agreement.code)
        judged = tuple(
            judged
            for judged in list_judged_periods(agreement, on=on, known=known)
            if _can_change(judged, pieces, asked, on)
        )
        own_households = tuple(map(own.publics, households))
        yield Book(index, agreement, judged, present, pieces, own_households)


_TALLY_BEFORE: Final = "tally them with {} before, and give that tally"
_PLAN_ASKED: Final = LedgerCall(
    "find_plan",
    over_ids=_TALLY_BEFORE.format("ids=Ids.TRUSTED if they are known to differ"),
    over_codes=_TALLY_BEFORE.format("unknown=Unknown.SET_ASIDE"),
    for_frame="tally it with housing_agreements.frames.tally(agreements, ...), and give that tally",
)


def _can_change(judged: JudgedPeriod, pieces: Iterable[Piece], asked: date, on: date) -> bool:
    """Whether a plan can change a judged period: one of attributions, that still runs.

    Of a period that begins after the day asked, only if something is expected in it.
    """
    period = judged.period
    of_attributions = not any(stage.of_production for stage in judged.stages)
    if not of_attributions or period.last_day < asked or period.start > on:
        return False
    return period.start <= asked or any(
        piece.first <= period.last_day and piece.last >= period.start for piece in pieces
    )


def _find_present(agreement: Agreement, ledger: JointTally | Tally) -> Tally:
    """The ledger as an agreement reads it: what another alone knows counts there for nothing."""
    present = ledger if isinstance(ledger, Tally) else ledger.of(agreement.code)
    if present.reading != reading_of(agreement, present.reading.coded_on):
        raise UncoveredReadingError(
            "find_plan, entries",
            "a tally that was made for another agreement",
            "the ledger itself, or a tally of it for the agreements asked",
            "give the entries, or tally them with these agreements",
        )
    if present.figures:
        given, expected = "published figures", "dwellings that are counted one by one"
        remedy = "give the entries behind the figures"
        raise InvalidValueError("find_plan, entries", given, expected, remedy)
    return present
