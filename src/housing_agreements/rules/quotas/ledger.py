"""A ledger read once: each entry finds its cell, and the cells are counted into a tally.

From the top: `tally` and `tally_of_groups`, the two ways in; the pass over the entries; and what
it looks up, the cell of an entry. A cell is found without a question to any commitment: each
distinct contingent, landlord, place and set of tags has a mask of the bases that it keeps an
entry out of, worked out when it is first seen, and an entry joins the masks of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain, islice
from operator import attrgetter
from typing import Any, Final, NamedTuple, cast

from housing_agreements._checks import Faults, exact_iterator
from housing_agreements._records import Enumeration
from housing_agreements._remedies import frame_remedy
from housing_agreements.errors import DuplicateIdError, InvalidTypeError, show
from housing_agreements.geography._cover_table import CoverTable, PlaceKey, restrict_covers
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import (
    ATTRIBUTION_STAGES,
    PRODUCTION_STAGES,
    Attribution,
    Production,
    Stage,
    StageDay,
    first_and_last_day,
)
from housing_agreements.model.groups import Per
from housing_agreements.rules.quotas._cell_sums import drop_noughts
from housing_agreements.rules.quotas._declared_codes import list_declared_codes
from housing_agreements.rules.quotas._lookup import Lookup
from housing_agreements.rules.quotas._set_aside import (
    NameOfHolder,
    NameOfRows,
    SetAside,
    is_unknown_on_some,
)
from housing_agreements.rules.quotas.tally import (
    Base,
    BaseRead,
    CellDays,
    CellKey,
    Count,
    CoversByStage,
    DaysReached,
    Reading,
    Tally,
    Window,
    exact_agreement,
    make_tally,
    reading_of,
)

__all__ = (
    "AlikeEntries",
    "CellFinder",
    "CellInTheMaking",
    "Entry",
    "EntryDays",
    "Ids",
    "Unknown",
    "iterate_entries",
    "tally",
    "tally_of_groups",
)

Entry = Attribution | Production
"""A line of a ledger."""

EntryDays = tuple[StageDay | None, ...]
"""The days of all the stages of an entry in their order, then that from which it is void."""


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
        self._cells = _make_cells()
        self._cells_of_doubted: Lookup[str, _CellsByKey] = Lookup(lambda _: _make_cells())
        self._set_aside = SetAside(declared)
        covers = self._reading.cover_table()
        self._attributions, self._production = (
            CellFinder(
                self._reading, covers, declared, self._cells,
                production=kind, find_cells=self._find_cells,
            )
            for kind in (False, True)
        )  # fmt: skip

    def _find_cells(self, commune: str, days: Iterable[date]) -> "_CellsByKey | None":
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


_Codes = str | None | tuple[str | None, ...]
"""The codes by which the bases of an entry are grouped, one or several."""

PublicsRead = AbstractSet[str] | tuple[AbstractSet[str], AbstractSet[str]]
"""The sure publics of an entry; the possible ones too, where there are some."""

_NO_CELLS: Final[Mapping[_Codes, "CellInTheMaking"]] = {}


class CellInTheMaking(list[CellDays]):
    """The days of the entries of one cell key, as they are put in, until they are counted."""

    __slots__ = ("by_code", "codes", "entries", "further")

    def __init__(self) -> None:
        super().__init__()
        self.entries: Counter[CellDays] = Counter()
        """How many entries were counted on each of its days."""
        self.further: Counter[CellDays] = Counter()
        """How many dwellings they stand for, beyond one for each."""
        self.codes: Callable[[object], _Codes] | None = None
        """What gives the codes by which its bases are grouped; `None`: no base is."""
        self.by_code: Mapping[_Codes, CellInTheMaking] = _NO_CELLS
        """The cells of the entries that have these codes too."""


_CellsByKey = Mapping[CellKey, CellInTheMaking]
"""The cell of each key; a new one for a key that was not asked for yet."""
_FindCells = Callable[[str, Iterable[date]], _CellsByKey | None]
"""The cells of a commune whose code is read on some days; `None`: its entries are set aside."""


def _make_cells() -> Lookup[CellKey, CellInTheMaking]:
    return Lookup(lambda _: CellInTheMaking())


ASIDE: Final = CellInTheMaking()
"""The cell of the entries to set aside: nothing is put into it."""

UNKNOWN_CODE: Final = -1
"""The mask of a code that is not declared: joined to any others by `|`, it gives itself."""

_BY_STRETCH: Final = -2
"""The mask of a place that is asked for by the stretch of time in which it is."""


class _MasksByPlace(NamedTuple):
    """The masks of places on some days."""

    alike: Lookup[PlaceKey, int]
    """Those that are the same on many days; one below nought is to be asked of `own`."""
    own: Lookup[PlaceKey, int]
    """Those of these days."""

    def of(self, place: PlaceKey) -> int:
        """The mask of a place."""
        mask = self.alike[place]
        return self.own[place] if mask < 0 else mask


"""The mask of each place, when stages were reached in given stretches of time."""

_NO_PUBLICS: Final[frozenset[str]] = frozenset()


class CellFinder:
    """Finds the cell of each entry of one kind: of attributions, or of production.

    A mask says of an entry, bit by bit, which bases it is *kept out* of, and what else is to be
    said of it. From its highest bit to its lowest::

        what covers its place, by number | takes back | landlord | the bases, the first the lowest
        0: that is sure                  | dwellings  | unknown  | 1: kept out of it

    Args:
        reading: What is kept of an entry.
        covers: What the territories read cover.
        declared: The codes that the agreement declares, by what they are codes of.
        cells: The cell of each key.
        production: Whether the entries are production.
        find_cells: Those of a commune whose code is read on some days; `None` where it names no
            ground on one of them.
    """

    def __init__(
        self,
        reading: Reading,
        covers: CoverTable,
        declared: Mapping[str, AbstractSet[str]],
        cells: _CellsByKey,
        *,
        production: bool,
        find_cells: _FindCells | None = None,
    ) -> None:
        self._reading = reading
        self._declared = declared
        self._find_cells: _FindCells = find_cells or (
            lambda commune, days: None if is_unknown_on_some(commune, days) else cells
        )
        self._production = production
        self._covers = covers
        self.stages: tuple[Stage, ...] = reading.stages_of(production=production)
        order = PRODUCTION_STAGES if production else ATTRIBUTION_STAGES
        self._read = tuple(order.index(stage) for stage in self.stages)
        fields = (*(stage.field for stage in order), "cancelled_on")
        self.day: Callable[[object], StageDay | None] = attrgetter((self.stages or order)[0].field)
        self.days: Callable[[object], EntryDays] = attrgetter(*fields)
        self._bits = tuple(
            (1 << index, read)
            for index, read in enumerate(reading.bases)
            if read.base.stage.of_production is production
        )
        self._publics = reading.financings if production else declared["public"]
        self._own = self._mask(lambda _: True)
        self._at_stages = tuple(map(self._bases_at_stage, self.stages))
        # Beside the bases: what else a mask must say of an entry.
        self._unknown_landlord = 1 << len(reading.bases)
        self._takes_back = self._unknown_landlord << 1
        self._shift = len(reading.bases) + 2
        # What covers the places of which that is not sure, and the cells of those that have their
        # own, by a number in the mask.
        self._special_places: list[tuple[CoversByStage, _CellsByKey]] = [((), cells)]
        self.contingents: Lookup[str, int] = Lookup(self._mask_of_contingent)
        self.landlords: Lookup[str | None, int] = Lookup(self._mask_of_landlord)
        self.tags: Lookup[AbstractSet[str], int] = Lookup(self._mask_of_tags)
        self._masks: Lookup[tuple[tuple[int, ...], ...], _MasksByPlace] = Lookup(self._masks_in)
        self._masks_alike: Lookup[tuple[tuple[int, ...], ...], Lookup[PlaceKey, int]] = Lookup(
            self._find_masks_alike
        )
        self.reached: Lookup[EntryDays, tuple[_MasksByPlace, CellDays]] = Lookup(self._when_reached)
        self.cells: Lookup[int, Lookup[PublicsRead, CellInTheMaking]] = Lookup(self._cells_of)
        self.grouped: bool = any(read.groups for read in reading.bases)
        self.reads_landlords: bool = any(map(_reads_landlord, reading.bases))
        self.looks_at_landlords: bool = self.reads_landlords or "landlord" in declared
        self.reads_neighbourhoods: bool = covers.reads_neighbourhoods

    def masks_on(self, day: date) -> _MasksByPlace:
        """The masks of each place on a day, for a kind of entry with one stage read."""
        return self._masks[(self._stretches(day),)]

    def of(self, entry: Entry, days: EntryDays | None = None) -> tuple[CellInTheMaking, CellDays]:
        """The cell and the days of an entry of this kind; of these days, where they are given."""
        masks, cell_days = self.reached[self.days(entry) if days is None else days]
        kept_out, place, borne = self.apart_from_days(entry)
        cell = self.cells[kept_out | masks.of(place)][borne]
        return cell if cell.codes is None else cell.by_code[cell.codes(entry)], cell_days

    def apart_from_days(self, entry: Entry) -> tuple[int, PlaceKey, PublicsRead]:
        """What no day of an entry changes: its other codes as a mask, its place, its publics."""
        commune = entry.commune
        place = (commune, entry.neighbourhood) if self.reads_neighbourhoods else commune
        kept_out = self.landlords[entry.landlord] | self.tags[entry.tags]
        if isinstance(entry, Attribution):
            kept_out |= self.contingents[entry.contingent]
            possible = entry.possible_publics
            return kept_out, place, (entry.publics, possible) if possible else entry.publics
        if entry.count < 0:
            kept_out |= self._takes_back
        read = self._publics
        publics = (_NO_PUBLICS, read) if entry.financing is None else read & {entry.financing}
        return kept_out, place, publics

    def is_place_unknown(self, entry: Entry) -> bool:
        """Whether the code of its commune names no ground on a day on which it may be read."""
        masks, _ = self.reached[self.days(entry)]
        _, place, _ = self.apart_from_days(entry)
        return masks.of(place) < 0

    def _mask(self, outside: Callable[[Base], bool]) -> int:
        """The bases, of this kind of entry, that keep it out."""
        return sum(bit for bit, read in self._bits if outside(read.base))

    def _bases_at_stage(self, stage: Stage) -> int:
        return self._mask(lambda base: base.stage is stage)

    def _mask_of_contingent(self, code: str) -> int:
        if code not in self._declared["contingent"]:
            return UNKNOWN_CODE
        return self._mask(lambda base: code not in base.contingents)

    def _mask_of_landlord(self, code: str | None) -> int:
        if code is None:
            return self._unknown_landlord
        if code not in self._declared.get("landlord", {code}):
            return UNKNOWN_CODE
        return self._mask(lambda base: bool(base.landlords) and code not in base.landlords)

    def _mask_of_tags(self, codes: AbstractSet[str]) -> int:
        if not codes <= self._declared["tag"]:
            return UNKNOWN_CODE
        return self._mask(lambda base: not base.leaving_out.isdisjoint(codes))

    def _masks_in(self, by_stage: tuple[tuple[int, ...], ...]) -> _MasksByPlace:
        """The masks of places in stretches, which others share in which the lists are alike."""
        alike = tuple(map(self._covers.stretches_alike, by_stage))
        own = Lookup[PlaceKey, int](lambda place: self._mask_of_place(place, by_stage))
        return _MasksByPlace(self._masks_alike[alike], own)

    def _find_masks_alike(self, alike: tuple[tuple[int, ...], ...]) -> Lookup[PlaceKey, int]:
        """The masks of places in all stretches in which lists are as in some; few are not told."""

        def find_mask(place: PlaceKey) -> int:
            if self._covers.shares_ground(place):
                return _BY_STRETCH
            mask = self._mask_of_place(place, alike)
            # What covers a place in doubt is told stretch by stretch.
            return _BY_STRETCH if mask >> self._shift else mask

        return Lookup(find_mask)

    def _mask_of_place(self, place: PlaceKey, by_stage: tuple[tuple[int, ...], ...]) -> int:
        """The bases that do not cover the place, with a number for what is special about it."""
        commune = place[0] if isinstance(place, tuple) else place
        days = self._covers.days_of_codes(chain.from_iterable(by_stage))
        cells = self._find_cells(commune, days)
        if cells is None:
            return UNKNOWN_CODE
        find_covers = self._covers.covers
        outside, is_sure = self._own, True
        for own, stretches in zip(self._at_stages, by_stage, strict=True):
            covers = {cover for stretch in stretches for cover in find_covers(place, stretch)}
            for cover in covers:
                outside &= ~(own & cover.possible)
            is_sure &= len({own & mask for cover in covers for mask in cover[1:]}) <= 1
        where: CoversByStage = ()
        if not is_sure:
            where = tuple(tuple(find_covers(place, one) for one in some) for some in by_stage)
        if not where and cells is self._special_places[0][1]:
            return outside
        self._special_places.append((where, cells))
        return outside | len(self._special_places) - 1 << self._shift

    def _when_reached(self, days: EntryDays) -> tuple[_MasksByPlace, CellDays]:
        """When the stages read were reached, from all the days of an entry."""
        *stages, cancelled = days
        reached = tuple(_day_of_stage(stages, position) for position in self._read)
        masks = self._masks[tuple(map(self._stretches, reached))]
        if cancelled is None and len(reached) == 1 and type(reached[0]) is date:
            return masks, reached[0]
        return masks, DaysReached(reached, cast("date | None", cancelled))

    def _stretches(self, reached: date | Window | None) -> tuple[int, ...]:
        """The stretches in which the day of a stage may fall; none when it was not reached."""
        if reached is None:
            return ()
        stretch = self._covers.stretch
        if isinstance(reached, Window):
            first = stretch(reached.since or date.min)
            return tuple(range(first, stretch(reached.by or date.max) + 1))
        return (stretch(reached),)

    def _cells_of(self, kept_out: int) -> Lookup[PublicsRead, CellInTheMaking]:
        """The cells of the entries that are kept out of the same bases, by their publics."""
        if kept_out < 0:
            return Lookup(lambda _: ASIDE)
        bases = self._own & ~kept_out
        bases_read = [read for bit, read in self._bits if bases & bit]
        number = kept_out >> self._shift
        where, by_key = self._special_places[number]
        if where:
            where = _restrict(where, [bases & own for own in self._at_stages])
        unsure_of_landlord = kept_out & self._unknown_landlord and any(
            map(_reads_landlord, bases_read)
        )
        alike = CellKey(
            self._production,
            bases,
            () if _is_place_sure(where) else where,
            unknown_landlord=bool(unsure_of_landlord),
            takes_back=bool(kept_out & self._takes_back and bases),
        )[:-2]
        publics = _NO_PUBLICS.union(*(read.publics for read in bases_read))
        groups = frozenset[Per]().union(*(read.groups for read in bases_read))
        fields = tuple(per.value for per in Per if per in groups)

        def find_cell(borne: PublicsRead) -> CellInTheMaking:
            sure, possible = borne if isinstance(borne, tuple) else (borne, _NO_PUBLICS)
            if not (sure <= self._publics and possible <= self._publics):
                return ASIDE
            key = CellKey._make((*alike, publics & sure, publics & possible))
            cell = by_key[key]
            if fields and cell.codes is None:
                cell.codes = attrgetter(*fields)
                cell.by_code = Lookup(lambda codes: by_key[_key_with_codes(key, fields, codes)])
            return cell

        return Lookup(find_cell)


def _key_with_codes(key: CellKey, fields: tuple[str, ...], codes: _Codes) -> CellKey:
    """A key with the codes by which its bases are grouped."""
    listed = codes if isinstance(codes, tuple) else (codes,)
    named: dict[str, Any] = dict(zip(fields, listed, strict=True))
    return key._replace(**named)


def _reads_landlord(read: BaseRead) -> bool:
    return bool(read.base.landlords) or Per.LANDLORD in read.groups


def _restrict(where: CoversByStage, bases: Iterable[int]) -> CoversByStage:
    """What covers a place, as far as some bases of each stage are concerned.

    A neighbourhood in which all is as in the others is not told from them.
    """
    return tuple(
        tuple(restrict_covers(covers, mask) for covers in stretches)
        for stretches, mask in zip(where, bases, strict=True)
    )


def _is_place_sure(where: CoversByStage) -> bool:
    """Whether the same bases surely have an entry, whatever is not known of where it stands."""
    return all(
        len({mask for covers in stretches for cover in covers for mask in cover[1:]}) <= 1
        for stretches in where
    )


def _day_of_stage(days: list[StageDay | None], position: int) -> date | Window | None:
    """The day of a stage; when it is not known, the window in which it may have been reached."""
    day = days[position]
    if type(day) is date:
        return day
    after = days[position:]
    by = min((last for _, last in filter(None, map(first_and_last_day, after))), default=None)
    if by is None and all(later is None for later in after):
        return None
    before = filter(None, map(first_and_last_day, days[: position + 1]))
    since = max((first for first, _ in before), default=date.min)
    return by if since == by else Window(None if since == date.min else since, by)
