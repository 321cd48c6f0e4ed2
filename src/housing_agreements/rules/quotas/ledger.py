"""A ledger read once: each entry finds its cell, and the cells are counted into a tally.

From the top: `tally` and `tally_of_groups`, the two ways in; the pass over the entries for one
agreement; and that for several, which reads an entry once and asks each of those whose it is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice, repeat
from typing import Final, NamedTuple, overload

from housing_agreements._checks import Faults, exact_iterator
from housing_agreements._records import Enumeration
from housing_agreements._remedies import frame_remedy
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import Attribution, Production
from housing_agreements.rules.quotas._cell_finder import (
    ASIDE,
    CellFinder,
    CellsByKey,
    EntryDays,
    make_cells,
)
from housing_agreements.rules.quotas._cell_sums import drop_noughts
from housing_agreements.rules.quotas._declared_codes import list_declared_codes
from housing_agreements.rules.quotas._ledger_calls import LedgerCall
from housing_agreements.rules.quotas._lookup import Lookup
from housing_agreements.rules.quotas._own_codes import (
    CodesOfSeveral,
    OwnCodes,
    PublicOfTwoMeanings,
)
from housing_agreements.rules.quotas._set_aside import (
    NameOfHolder,
    NameOfRows,
    SetAside,
    refuse_unknown,
)
from housing_agreements.rules.quotas.cells import NO_COUNT, CellDays, CellKey, Count
from housing_agreements.rules.quotas.joint import (
    JointTally,
    SharedCell,
    SharedCells,
    list_agreements,
    make_joint_tally,
)
from housing_agreements.rules.quotas.readings import reading_of
from housing_agreements.rules.quotas.tally import Tally, make_tally

__all__ = (
    "AlikeEntries",
    "Entry",
    "Ids",
    "Unknown",
    "iterate_entries",
    "tally",
    "tally_for_one",
    "tally_for_several",
    "tally_of_groups",
    "tally_of_groups_of_several",
)

Entry = Attribution | Production
"""A line of a ledger."""


class Ids(Enumeration):
    """Whether ids are checked for repetition."""

    CHECKED = "checked"
    """The same id twice in one call is an error."""
    TRUSTED = "trusted"
    """The ids are known to differ: they are not looked at."""


class Unknown(Enumeration):
    """What becomes of an entry with a code that is not known: to the agreement, or as a commune."""

    REFUSED = "refused"
    """It is an error, naming the nearest code, or what the code seems to be."""
    SET_ASIDE = "set_aside"
    """It is set aside, and the report says how many were."""


@overload
def tally(
    agreement: Agreement,
    entries: Iterable[Entry],
    *,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    coded_on: date | None = None,
) -> Tally: ...
@overload
def tally(
    agreement: Iterable[Agreement],
    entries: Iterable[Entry],
    *,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    coded_on: date | None = None,
) -> JointTally: ...
def tally(
    agreement: Agreement | Iterable[Agreement],
    entries: Iterable[Entry],
    *,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    coded_on: date | None = None,
) -> Tally | JointTally:
    """The tally of a ledger for an agreement (*décompte*), in one pass; or for several at once.

    Args:
        agreement: The agreement, of which all versions are read; or several of them.
        entries: Attributions and production, in any order; read once.
        ids: Whether the same id twice is refused.
        unknown: What becomes of entries with a contingent, a public or a tag that the
            agreement does not know, or a landlord, where it says which it binds; and of those
            with a commune that no edition of the official code holds, or that is only a postcode.
            Of several agreements, what one of them knows is not unknown to the others.
        coded_on: The day as of which the codes of communes were written; `None`: each is read on
            the day of its entry.

    Raises:
        DuplicateIdError: For ids that stand twice, with the list of them.
        UnknownCodeError: For a code that is not known; several at once come as an
            `InvalidObjectError`. Where a code is only a postcode, and all the other codes of
            communes are postcodes too, for all of them.
        InvalidTypeError: For anything but an `Attribution` or a `Production`.
        InvalidValueError: For no agreement, two agreements with one code, agreements that name
            each other in a circle, or an entry with a public that means two things.

    Laws:
        - The order of the entries changes nothing.
        - `tally(a, x) + tally(a, y) == tally(a, [*x, *y])` when ids differ, and each code of a
          commune names one.
        - Its cost for one entry does not grow with the number of commitments.
        - Of several agreements, each has the tally that it has alone of its own entries.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> day = date(2018, 9, 3)
        >>> offer = Attribution("A", "action-logement", "33063", available_on=day, count=12)
        >>> tally(AGREEMENT, [offer])
        <Tally of 1 entry, 12 dwellings, in 1 cell>
        >>> tally([AGREEMENT], [offer]).of("gironde-2018")
        <Tally of 1 entry, 12 dwellings, in 1 cell>
    """
    several = list_agreements(agreement, "tally")
    if isinstance(agreement, Agreement):
        return tally_for_one(
            _TALLY, agreement, entries, ids=ids, unknown=unknown, coded_on=coded_on
        )
    return tally_for_several(_TALLY, several, entries, ids=ids, unknown=unknown, coded_on=coded_on)


def tally_for_one(
    call: LedgerCall,
    agreement: Agreement,
    entries: Iterable[Entry],
    *,
    ids: Ids,
    unknown: Unknown,
    coded_on: date | None,
) -> Tally:
    """The tally for an agreement of a ledger that was given to some call; see `tally`."""
    lines = _iterate(call, entries, ids, unknown, coded_on)
    one_pass = _Pass(agreement, coded_on, None, call)
    one_pass.read(lines, check_ids=ids is Ids.CHECKED)
    return one_pass.tally(unknown, call.name_holder, call.name_rows)


def tally_for_several(
    call: LedgerCall,
    agreements: tuple[Agreement, ...],
    entries: Iterable[Entry],
    *,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    coded_on: date | None = None,
) -> JointTally:
    """The same for several agreements."""
    lines = _iterate(call, entries, ids, unknown, coded_on)
    joint = _JointPass(agreements, coded_on, call)
    joint.read(lines, check_ids=ids is Ids.CHECKED)
    return joint.tally(unknown, call.name_holder, [call.name_rows] * len(agreements))


_TALLY: Final = LedgerCall("tally")


def _iterate(
    call: LedgerCall, entries: Iterable[Entry], ids: Ids, unknown: Unknown, coded_on: date | None
) -> Iterator[Entry]:
    """What goes once through a ledger, once all that is asked beside it is sound."""
    faults = Faults(call.name)
    faults.instance("ids", ids, Ids, "an Ids: Ids.CHECKED or Ids.TRUSTED")
    faults.instance("unknown", unknown, Unknown, "an Unknown: Unknown.REFUSED or .SET_ASIDE")
    if coded_on is not None:
        faults.day("coded_on", coded_on)
    faults.report()
    return iterate_entries(call, entries)


def iterate_entries(call: LedgerCall, entries: Iterable[Entry]) -> Iterator[Entry]:
    """What goes once through a ledger; a text, a mapping or a data frame is none."""
    try:
        return exact_iterator(entries, call.entries)
    except InvalidTypeError:
        alone: object = entries
        remedy = frame_remedy(alone, call.for_frame)
        if isinstance(alone, Entry):
            remedy = "write [attribution]"
        elif isinstance(alone, JointTally):
            remedy = f"take the tally of one agreement: tally.of({show(alone.codes[0])})"
        expected = "several entries, such as a list of them"
        raise InvalidTypeError(call.entries, show(entries), expected, remedy) from None


CellPlace = tuple[int, CellDays]
"""Where an entry was put: the identity of its cell, and its days."""


class AlikeEntries(NamedTuple):
    """Entries that differ in nothing but their days and how many dwellings they stand for."""

    entry: Entry
    """One of them; its days and dwellings are not looked at."""
    counts: Iterable[tuple[EntryDays, int, int]]
    """Their days, how many lines have these, and how many dwellings these stand for."""


def tally_of_groups(
    agreement: Agreement,
    groups: Iterable[AlikeEntries],
    *,
    unknown: Unknown,
    coded_on: date | None,
    where: NameOfHolder,
    rows: NameOfRows,
) -> Tally:
    """The tally of a ledger of which equal entries were counted before.

    Args:
        agreement: The agreement, of which all versions are read.
        groups: The entries.
        unknown: What becomes of entries with a code that the agreement does not know.
        coded_on: The day as of which the codes of communes were written; `None`: that of an entry.
        where: How an error names what holds such a code, from what it is a code of and itself.
        rows: How it names some of the entries that bear it, from these and how many there are.

    Raises:
        UnknownCodeError: For a code that the agreement does not know; several at once come as
            an `InvalidObjectError`.
    """
    one_pass = _Pass(agreement, coded_on, None, _TALLY)
    one_pass.read_groups(groups)
    return one_pass.tally(unknown, where, rows)


def tally_of_groups_of_several(
    agreements: tuple[Agreement, ...],
    groups: Sequence[Iterable[AlikeEntries]],
    shared: Iterable[AlikeEntries],
    *,
    unknown: Unknown,
    coded_on: date | None,
    where: NameOfHolder,
    rows: Sequence[NameOfRows],
) -> JointTally:
    """The tally for several agreements of a ledger of which equal entries were counted before.

    Args:
        agreements: The agreements.
        groups: For each of them all the entries, in groups of those that are alike to it.
        shared: The entries that several may have in a base, in groups of those that are alike to
            all of them.
        unknown: What becomes of entries with a code that none of the agreements knows.
        coded_on: The day as of which the codes of communes were written; `None`: that of an entry.
        where: How an error names what holds such a code, from what it is a code of and itself.
        rows: For each agreement how it names some of the entries that bear it.

    Raises:
        UnknownCodeError: For a code that no agreement knows; several at once come as an
            `InvalidObjectError`.
        PublicOfTwoMeanings: For a public that does not say which is meant.
    """
    joint = _JointPass(agreements, coded_on)
    joint.read_groups(groups, shared)
    return joint.tally(unknown, where, rows)


_MOST_WAITING = 1 << 20
"""How many entries may wait before they are counted: a ledger may be longer than memory."""


class _Pass:
    """One pass over a ledger: what it counts, by the key of a cell and its days.

    Args:
        agreement: The agreement.
        coded_on: The day as of which the codes of communes were written; `None`: that of an entry.
        own: What it reads of the codes, where entries bear those of other agreements too.
        call: To what call the ledger was given.
    """

    def __init__(
        self, agreement: Agreement, coded_on: date | None, own: OwnCodes | None, call: LedgerCall
    ) -> None:
        self._own, self._call = own, call
        self._reading = reading_of(agreement, coded_on)
        declared = list_declared_codes(agreement)
        self._ids: list[str] = []
        self._cells = make_cells()
        self._cells_of_doubted: Lookup[str, CellsByKey] = Lookup(lambda _: make_cells())
        self.set_aside: SetAside = SetAside(declared)
        """The entries with codes that are not known."""
        covers = self._reading.cover_table()
        self._attributions, self._production = (
            CellFinder(
                self._reading, covers, declared, self._cells,
                production=kind, find_cells=self._find_cells, own=own,
            )
            for kind in (False, True)
        )  # fmt: skip

    def _find_cells(self, commune: str, days: Iterable[date]) -> "CellsByKey | None":
        """The cells of the entries of a commune read on some days; `None`: they are set aside.

        While all the codes may yet turn out to be postcodes, each commune has cells of its own.
        """
        known = self.set_aside.communes.look_at(commune, days)
        if known is None:
            return self._cells_of_doubted[commune]
        return self._cells if known else None

    def read(self, entries: Iterable[Entry], *, check_ids: bool) -> None:
        """Count each entry once.

        The days of entries are listed by cell first, and counted when many wait: a count each
        time would wander through all the cells, which costs more the more there are.
        """
        rest = iter(entries)
        for first in rest:
            self._read(chain((first,), islice(rest, _MOST_WAITING)), check_ids=check_ids)
            self._count_waiting()

    def read_part(
        self, entries: Iterable[Entry], place: Callable[[CellPlace], None] | None
    ) -> None:
        """Count each entry of a part of a ledger, of which the ids are known to differ.

        Args:
            entries: The entries, not more than may wait.
            place: What is told in which cell each entry is, in their order.
        """
        self._read(entries, check_ids=False, place=place)
        self._count_waiting()

    def _count_waiting(self) -> None:
        for cells in (self._cells, *self._cells_of_doubted.values()):
            for cell in cells.values():
                if cell:
                    cell.entries.update(cell)
                    cell.clear()

    def finder(self, *, production: bool) -> CellFinder:
        """What finds the cells of one kind of entry."""
        return self._production if production else self._attributions

    def list_keys(self) -> dict[int, CellKey]:
        """The key of each cell, by its identity; of those that are not set aside."""
        doubted: Iterable[CellsByKey] = self._cells_of_doubted.values()
        if self.set_aside.communes.are_all_postcodes:
            doubted = ()
        return {id(cell): key for cells in (self._cells, *doubted) for key, cell in cells.items()}

    def read_groups(self, groups: Iterable[AlikeEntries]) -> None:
        """Count entries that were counted before."""
        for entry, counts in groups:
            is_production = isinstance(entry, Production)
            finder = self._production if is_production else self._attributions
            kept_out, place, borne = finder.apart_from_days(entry)
            reached, cells = finder.reached, finder.cells
            for days, lines, dwellings in counts:
                masks, cell_days = reached[days]
                mask = masks.of(place)
                cell = cells[kept_out | mask][borne]
                if cell.codes is not None:
                    cell = cell.by_code[cell.codes(entry)]
                if cell is ASIDE:
                    is_place_unknown = mask < 0
                    self._set_aside_entry(entry, lines, dwellings, by_place=is_place_unknown)
                    continue
                cell.entries[cell_days] += lines
                if dwellings != lines:
                    cell.further[cell_days] += dwellings - lines

    def _read(  # noqa: C901, PLR0912  # one flat pass, see below
        self,
        entries: Iterable[Entry],
        *,
        check_ids: bool,
        place: Callable[[CellPlace], None] | None = None,
    ) -> None:
        """Put the days of each entry into its cell.

        This is done for each line of a ledger: what can be is looked up here, without a call.
        """
        see = self._ids.append
        attributions, production = self._attributions, self._production
        one_stage = len(attributions.stages) == 1
        day_of = attributions.day
        masks_on, reached = Lookup(attributions.masks_on), attributions.reached
        contingents, tags, landlords, cells_of, days = (
            attributions.contingents,
            attributions.tags,
            attributions.landlords,
            attributions.cells,
            attributions.days,
        )
        reads_neighbourhoods = attributions.reads_neighbourhoods
        looks_at_landlords, grouped = attributions.looks_at_landlords, attributions.grouped
        cell_days: CellDays
        for entry in entries:
            if type(entry) is Attribution:
                day = day_of(entry) if one_stage and entry.cancelled_on is None else None
                if type(day) is date:
                    (masks, own_masks), cell_days = masks_on[day], day
                else:
                    (masks, own_masks), cell_days = reached[days(entry)]
                commune = entry.commune
                where = (commune, entry.neighbourhood) if reads_neighbourhoods else commune
                mask = masks[where]
                if mask < 0:
                    mask = own_masks[where]
                kept_out = contingents[entry.contingent] | mask
                if looks_at_landlords:
                    kept_out |= landlords[entry.landlord]
                if entry.tags:
                    kept_out |= tags[entry.tags]
                cells = cells_of[kept_out]
                if entry.possible_publics:
                    cell = cells[entry.publics, entry.possible_publics]
                else:
                    cell = cells[entry.publics]
                if grouped and cell.codes is not None:
                    cell = cell.by_code[cell.codes(entry)]
            elif type(entry) is Production:
                cell, cell_days = production.of(entry)
            else:
                raise self._call.refuse(entry)
            if check_ids:
                see(entry.id)
            if place is not None:
                place((id(cell), cell_days))
            if cell is ASIDE:
                finder = attributions if type(entry) is Attribution else production
                is_place_unknown = finder.is_place_unknown(entry)
                self._set_aside_entry(entry, 1, entry.count, by_place=is_place_unknown)
                continue
            cell.append(cell_days)
            if entry.count != 1:
                cell.further[cell_days] += entry.count - 1

    def _set_aside_entry(self, entry: Entry, lines: int, dwellings: int, *, by_place: bool) -> None:
        """Count entries like one under the first of its codes that is not known."""
        if by_place:
            self.set_aside.add_under("commune", entry.commune, lines, dwellings)
        else:
            own = entry if self._own is None else self._own.adapt(entry)
            self.set_aside.add(own, lines, dwellings)

    def settle_doubts(self) -> None:
        """Put the entries of doubted communes with the others, or aside if all are postcodes."""
        are_postcodes = self.set_aside.communes.are_all_postcodes
        for commune, cells in self._cells_of_doubted.items():
            for key, cell in cells.items():
                if are_postcodes:
                    lines, more = cell.entries.total(), cell.further.total()
                    if lines:
                        self.set_aside.add_under("commune", commune, lines, lines + more)
                else:
                    self._cells[key].entries.update(cell.entries)
                    self._cells[key].further.update(cell.further)

    def tally(self, unknown: Unknown, where: NameOfHolder, rows: NameOfRows) -> Tally:
        """All that was counted, unless something is wrong with the ledger as a whole."""
        self._call.refuse_repeated(self._ids)
        self.settle_doubts()
        if unknown is not Unknown.SET_ASIDE:
            self.set_aside.report(self._call.entries, where, rows, self._call.over_codes)
        return self.make()

    def make(self) -> Tally:
        """All that was counted, once its doubts are settled."""
        cells = self._cells.items()
        return make_tally(
            self._reading,
            entries={key: dict(cell.entries) for key, cell in cells if cell.entries},
            further=drop_noughts({key: cell.further for key, cell in cells}),
            figures={},
            set_aside={
                code: Count(lines, self.set_aside.dwellings[code])
                for code, lines in self.set_aside.entries.items()
            },
            beside=dict.fromkeys(self.set_aside.communes.beside_postcodes, 1),
        )


_Whose = tuple[bool, str | None, str | None, str]
"""What tells whose an entry is: whether it is production, its contingent, landlord and commune."""


class _ReadAlike(list[Entry]):
    """The entries that the same agreements read, as they wait to be read by each of them."""

    def __init__(self, readers: tuple[int, ...], *, shared: bool) -> None:
        super().__init__()
        self.readers: tuple[int, ...] = readers
        """The agreements, by their index."""
        self.shared: bool = shared
        """Whether several of them may have such an entry in a base."""


class _JointPass:
    """One pass over a ledger for several agreements: each counts the entries that are its own.

    Whose an entry is, and whether several agreements may have it in a base, is worked out once
    for each contingent, landlord and commune. Only of those that several may have it is kept in
    which cells they are together.

    Args:
        agreements: The agreements.
        coded_on: The day as of which the codes of communes were written; `None`: that of an entry.
        call: To what call the ledger was given.
    """

    def __init__(
        self, agreements: tuple[Agreement, ...], coded_on: date | None, call: LedgerCall = _TALLY
    ) -> None:
        self._call = call
        self._codes = tuple(agreement.code for agreement in agreements)
        self._codes_known = CodesOfSeveral(agreements)
        self._own = tuple(map(self._codes_known.of, self._codes))
        self._passes = tuple(
            _Pass(agreement, coded_on, own, call)
            for agreement, own in zip(agreements, self._own, strict=True)
        )
        self._ids: list[str] = []
        self._lots: Lookup[tuple[tuple[int, ...], bool], _ReadAlike] = Lookup(
            lambda readers: _ReadAlike(readers[0], shared=readers[1])
        )
        self._placed: Counter[tuple[CellPlace | None, ...]] = Counter()
        self._placed_further: Counter[tuple[CellPlace | None, ...]] = Counter()

    def read(self, entries: Iterable[Entry], *, check_ids: bool) -> None:
        """Count each entry once for each agreement whose it is."""
        rest = iter(entries)
        see, join = self._ids.append, Lookup(self._find_lot)
        for first in rest:
            for entry in chain((first,), islice(rest, _MOST_WAITING)):
                if type(entry) is Attribution:
                    join[False, entry.contingent, entry.landlord, entry.commune](entry)
                elif type(entry) is Production:
                    join[True, None, entry.landlord, entry.commune](entry)
                else:
                    raise self._call.refuse(entry)
                if check_ids:
                    see(entry.id)
            for lot in self._lots.values():
                if lot:
                    self._read_lot(lot)
                    lot.clear()
        self._call.refuse_repeated(self._ids)

    def _find_lot(self, whose: _Whose) -> Callable[[Entry], None]:
        """What puts an entry where it waits for the agreements whose it is."""
        production, contingent, landlord, commune = whose
        readers = tuple(
            index for index, own in enumerate(self._own) if own.takes(contingent, landlord)
        )
        finders = [self._passes[index].finder(production=production) for index in readers]
        apart_from_place = [
            finder
            for finder in finders
            if finder.may_have("landlord", landlord)
            and (production or finder.may_have("contingent", contingent))
        ]
        return self._lots[readers, _do_several_cover(apart_from_place, commune)].append

    def _read_lot(self, lot: _ReadAlike) -> None:
        columns: list[Iterable[CellPlace | None]] = [repeat(None, len(lot))] * len(self._passes)
        try:
            for index in lot.readers:
                placed: list[CellPlace] = []
                self._passes[index].read_part(lot, placed.append if lot.shared else None)
                columns[index] = placed
        except PublicOfTwoMeanings as fault:
            raise self._call.tell_two_meanings(fault, lot) from None
        if lot.shared:
            together = [*zip(*columns, strict=True)]
            self._placed.update(together)
            for cells, entry in zip(together, lot, strict=True):
                if entry.count != 1:
                    self._placed_further[cells] += entry.count - 1

    def read_groups(
        self, groups: Sequence[Iterable[AlikeEntries]], shared: Iterable[AlikeEntries]
    ) -> None:
        """Count entries that were counted before.

        Args:
            groups: For each agreement all the entries.
            shared: Those that several may have in a base.
        """
        for one_pass, own, alike in zip(self._passes, self._own, groups, strict=True):
            one_pass.read_groups(some for some in alike if own.takes_entry(some.entry))
        for entry, counts in shared:
            production = isinstance(entry, Production)
            finders = [
                one_pass.finder(production=production) if own.takes_entry(entry) else None
                for one_pass, own in zip(self._passes, self._own, strict=True)
            ]
            for days, lines, dwellings in counts:
                cells = tuple(
                    None if finder is None else _place_in_cell(finder, entry, days)
                    for finder in finders
                )
                self._placed[cells] += lines
                self._placed_further[cells] += dwellings - lines

    def tally(
        self, unknown: Unknown, where: NameOfHolder, rows: Sequence[NameOfRows]
    ) -> JointTally:
        """All that was counted, unless something is wrong with the ledger as a whole."""
        for one_pass in self._passes:
            one_pass.settle_doubts()
        if unknown is not Unknown.SET_ASIDE:
            self._refuse_set_aside(where, rows)
        return make_joint_tally(
            {
                code: one_pass.make()
                for code, one_pass in zip(self._codes, self._passes, strict=True)
            },
            self._list_shared(),
        )

    def _refuse_set_aside(self, where: NameOfHolder, rows: Sequence[NameOfRows]) -> None:
        """Refuse the codes that an agreement does not know, and no other one does."""
        found: dict[tuple[str, str], tuple[int, SetAside]] = {}
        names: dict[tuple[str, str], NameOfRows] = {}
        for one_pass, name_rows in zip(self._passes, rows, strict=True):
            for named, count in one_pass.set_aside.entries.items():
                if named not in found or found[named][0] < count:
                    found[named], names[named] = (count, one_pass.set_aside), name_rows

        def name_rows_of(what: str, code: str, count: int) -> str:
            return names[what, code](what, code, count)

        call, known = self._call, self._codes_known.written
        refuse_unknown(call.entries, found, where, name_rows_of, call.over_codes, known=known)

    def _list_shared(self) -> dict[SharedCells, Count]:
        """How many entries are together in cells of several agreements, by these cells."""
        keys = [one_pass.list_keys() for one_pass in self._passes]
        shared: dict[SharedCells, Count] = {}
        for placed, lines in self._placed.items():
            cells = tuple(
                None if one is None else _cell_with_base(of_agreement.get(one[0]), one[1])
                for one, of_agreement in zip(placed, keys, strict=True)
            )
            if sum(cell is not None for cell in cells) > 1:
                count = Count(lines, lines + self._placed_further[placed])
                shared[cells] = shared.get(cells, NO_COUNT).plus(count)
        return shared


def _do_several_cover(finders: Sequence[CellFinder], commune: str) -> bool:
    """Whether the bases of several agreements may cover a commune; no more are asked than need."""
    covering = 0
    for left, finder in zip(range(len(finders), 0, -1), finders, strict=True):
        if covering > 1 or covering + left <= 1:
            break
        covering += finder.may_have("commune", commune)
    return covering > 1


def _place_in_cell(finder: CellFinder, entry: Entry, days: EntryDays) -> CellPlace:
    cell, cell_days = finder.of(entry, days)
    return id(cell), cell_days


def _cell_with_base(key: CellKey | None, days: CellDays) -> SharedCell | None:
    """A cell; `None` where it is set aside, or no base may have it."""
    return None if key is None or not key.bases_mask else (key, days)
