"""A ledger read once: each entry finds its cell, and the cells are counted into a tally.

From the top: `tally` and `tally_of_groups`, the two ways in; and the pass over the entries.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from typing import Final, NamedTuple

from housing_agreements._checks import Faults, exact_iterator
from housing_agreements._records import Enumeration
from housing_agreements._remedies import frame_remedy
from housing_agreements.errors import DuplicateIdError, InvalidTypeError, show
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import (
    Attribution,
    Production,
)
from housing_agreements.rules.quotas._cell_finder import (
    ASIDE,
    CellFinder,
    CellsByKey,
    EntryDays,
    make_cells,
)
from housing_agreements.rules.quotas._cell_sums import drop_noughts
from housing_agreements.rules.quotas._declared_codes import list_declared_codes
from housing_agreements.rules.quotas._lookup import Lookup
from housing_agreements.rules.quotas._set_aside import (
    NameOfHolder,
    NameOfRows,
    SetAside,
)
from housing_agreements.rules.quotas.cells import CellDays, Count
from housing_agreements.rules.quotas.readings import exact_agreement, reading_of
from housing_agreements.rules.quotas.tally import Tally, make_tally

__all__ = (
    "AlikeEntries",
    "Entry",
    "Ids",
    "Unknown",
    "iterate_entries",
    "tally",
    "tally_of_groups",
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


def tally(
    agreement: Agreement,
    entries: Iterable[Entry],
    *,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    coded_on: date | None = None,
) -> Tally:
    """The tally of a ledger for an agreement (*décompte*), in one pass.

    Args:
        agreement: The agreement, of which all versions are read.
        entries: Attributions and production, in any order; read once.
        ids: Whether the same id twice is refused.
        unknown: What becomes of entries with a contingent, a public or a tag that the
            agreement does not know, or a landlord, where it says which it binds; and of those
            with a commune that no edition of the official code holds, or that is only a postcode.
        coded_on: The day as of which the codes of communes were written; `None`: each is read on
            the day of its entry.

    Raises:
        DuplicateIdError: For ids that stand twice, with the list of them.
        UnknownCodeError: For a code that is not known; several at once come as an
            `InvalidObjectError`. Where a code is only a postcode, and all the other codes of
            communes are postcodes too, for all of them.
        InvalidTypeError: For anything but an `Attribution` or a `Production`.

    Laws:
        - The order of the entries changes nothing.
        - `tally(a, x) + tally(a, y) == tally(a, [*x, *y])` when ids differ, and each code of a
          commune names one.
        - Its cost for one entry does not grow with the number of commitments.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> day = date(2018, 9, 3)
        >>> offer = Attribution("A", "action-logement", "33063", available_on=day, count=12)
        >>> tally(AGREEMENT, [offer])
        <Tally of 1 entry, 12 dwellings, in 1 cell>
    """
    exact_agreement(agreement, "tally, agreement")
    faults = Faults("tally")
    faults.instance("ids", ids, Ids, "an Ids: Ids.CHECKED or Ids.TRUSTED")
    faults.instance("unknown", unknown, Unknown, "an Unknown: Unknown.REFUSED or .SET_ASIDE")
    if coded_on is not None:
        faults.day("coded_on", coded_on)
    faults.report()
    lines = iterate_entries(entries, "tally", _HOW_TO_TALLY)
    one_pass = _Pass(agreement, coded_on)
    one_pass.read(lines, check_ids=ids is Ids.CHECKED)
    return one_pass.tally(unknown, "tally, entries, {}".format, lambda *_: "")


_HOW_TO_TALLY: Final = "tally it with housing_agreements.frames.tally, and judge that tally"


def iterate_entries(entries: Iterable[Entry], call: str, for_frame: str) -> Iterator[Entry]:
    """What goes once through a ledger; a text, a mapping or a data frame is none.

    Args:
        entries: The ledger.
        call: What reads it, as an error names it.
        for_frame: The remedy for a data frame.
    """
    where = f"{call}, entries"
    try:
        return exact_iterator(entries, where)
    except InvalidTypeError:
        alone: object = entries
        remedy = frame_remedy(alone, for_frame)
        if isinstance(alone, Entry):
            remedy = "write [attribution]"
        expected = "several entries, such as a list of them"
        raise InvalidTypeError(where, show(entries), expected, remedy) from None


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
    one_pass = _Pass(agreement, coded_on)
    one_pass.read_groups(groups)
    return one_pass.tally(unknown, where, rows)


_MOST_WAITING = 1 << 20
"""How many entries may wait before they are counted: a ledger may be longer than memory."""


class _Pass:
    """One pass over a ledger: what it counts, by the key of a cell and its days.

    Args:
        agreement: The agreement.
        coded_on: The day as of which the codes of communes were written; `None`: that of an entry.
    """

    def __init__(self, agreement: Agreement, coded_on: date | None) -> None:
        self._reading = reading_of(agreement, coded_on)
        declared = list_declared_codes(agreement)
        self._ids: list[str] = []
        self._cells = make_cells()
        self._cells_of_doubted: Lookup[str, CellsByKey] = Lookup(lambda _: make_cells())
        self._set_aside = SetAside(declared)
        covers = self._reading.cover_table()
        self._attributions, self._production = (
            CellFinder(
                self._reading, covers, declared, self._cells,
                production=kind, find_cells=self._find_cells,
            )
            for kind in (False, True)
        )  # fmt: skip

    def _find_cells(self, commune: str, days: Iterable[date]) -> "CellsByKey | None":
        """The cells of the entries of a commune read on some days; `None`: they are set aside.

        While all the codes may yet turn out to be postcodes, each commune has cells of its own.
        """
        known = self._set_aside.communes.look_at(commune, days)
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
            for cells in (self._cells, *self._cells_of_doubted.values()):
                for cell in cells.values():
                    if cell:
                        cell.entries.update(cell)
                        cell.clear()

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
                place = (commune, entry.neighbourhood) if reads_neighbourhoods else commune
                mask = masks[place]
                if mask < 0:
                    mask = own_masks[place]
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
                expected = "an Attribution or a Production"
                raise InvalidTypeError("tally, entries", show(entry), expected)
            if check_ids:
                see(entry.id)
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
            self._set_aside.add_under("commune", entry.commune, lines, dwellings)
        else:
            self._set_aside.add(entry, lines, dwellings)

    def _settle_doubts(self) -> None:
        """Put the entries of doubted communes with the others, or aside if all are postcodes."""
        are_postcodes = self._set_aside.communes.are_all_postcodes
        for commune, cells in self._cells_of_doubted.items():
            for key, cell in cells.items():
                if are_postcodes:
                    lines, more = cell.entries.total(), cell.further.total()
                    if lines:
                        self._set_aside.add_under("commune", commune, lines, lines + more)
                else:
                    self._cells[key].entries.update(cell.entries)
                    self._cells[key].further.update(cell.further)

    def tally(self, unknown: Unknown, where: NameOfHolder, rows: NameOfRows) -> Tally:
        """All that was counted, unless something is wrong with the ledger as a whole."""
        # Comparing the number of ids once is cheaper than asking of each whether it was seen.
        if len(set(self._ids)) < len(self._ids):
            repeated = {code for code, times in Counter(self._ids).items() if times > 1}
            raise DuplicateIdError("tally, entries", repeated)
        self._settle_doubts()
        if unknown is not Unknown.SET_ASIDE:
            self._set_aside.report(where, rows)
        cells = self._cells.items()
        return make_tally(
            self._reading,
            entries={key: dict(cell.entries) for key, cell in cells if cell.entries},
            further=drop_noughts({key: cell.further for key, cell in cells}),
            figures={},
            set_aside={
                code: Count(lines, self._set_aside.dwellings[code])
                for code, lines in self._set_aside.entries.items()
            },
            beside=dict.fromkeys(self._set_aside.communes.beside_postcodes, 1),
        )
