"""The cell of an entry: where it is counted, found without a question to any commitment.

Each distinct contingent, landlord, place and set of tags has a mask of the bases that it keeps an
entry out of, worked out when it is first seen; an entry joins the masks of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Any, Final, NamedTuple, cast

from housing_agreements.geography._cover_table import Cover, CoverTable, PlaceKey, restrict_covers
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
from housing_agreements.rules.quotas._lookup import Lookup
from housing_agreements.rules.quotas._own_codes import OwnCodes
from housing_agreements.rules.quotas._set_aside import is_unknown_on_some
from housing_agreements.rules.quotas.cells import (
    CellDays,
    CellKey,
    CoversByStage,
    DaysReached,
    Window,
)
from housing_agreements.rules.quotas.readings import Base, BaseRead, Reading
from housing_agreements.values.periods import Period

__all__ = (
    "ASIDE",
    "CellFinder",
    "CellInTheMaking",
    "CellsByKey",
    "EntryDays",
    "make_cells",
)

EntryDays = tuple[StageDay | None, ...]
"""The days of all the stages of an entry in their order, then that from which it is void."""

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


CellsByKey = Mapping[CellKey, CellInTheMaking]
"""The cell of each key; a new one for a key that was not asked for yet."""
_FindCells = Callable[[str, Iterable[date]], CellsByKey | None]
"""The cells of a commune whose code is read on some days; `None`: its entries are set aside."""


def make_cells() -> Lookup[CellKey, CellInTheMaking]:
    """Cells by their keys, each made when it is first asked for."""
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
        own: What the agreement reads of the codes, where entries bear those of others too.
    """

    def __init__(
        self,
        reading: Reading,
        covers: CoverTable,
        declared: Mapping[str, AbstractSet[str]],
        cells: CellsByKey,
        *,
        production: bool,
        find_cells: _FindCells | None = None,
        own: OwnCodes | None = None,
    ) -> None:
        self._reading = reading
        self._own_codes = own
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
        # The covers of each place in doubt, and the cells of each that has its own, by a number in
        # the mask.
        self._special_places: list[tuple[CoversByStage, CellsByKey]] = [((), cells)]
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

    def of(
        self, entry: Attribution | Production, days: EntryDays | None = None
    ) -> tuple[CellInTheMaking, CellDays]:
        """The cell and the days of an entry of this kind; of these days, where they are given."""
        masks, cell_days = self.reached[self.days(entry) if days is None else days]
        kept_out, place, borne = self.apart_from_days(entry)
        cell = self.cells[kept_out | masks.of(place)][borne]
        return cell if cell.codes is None else cell.by_code[cell.codes(entry)], cell_days

    def apart_from_days(self, entry: Attribution | Production) -> tuple[int, PlaceKey, PublicsRead]:
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

    def may_have(self, what: str, code: str | None, within: Period | None = None) -> bool:
        """Whether a base may have entries with a code, whatever else they bear, on some day.

        Args:
            what: What it is a code of: a "contingent", a "landlord" or a "commune".
            code: The code; `None`: not known.
            within: Of a commune, the days looked at; `None`: all are.
        """
        if code is None:
            return bool(self._own)
        if what == "commune":
            return any(map(self._may_be_covered, self._covers.list_covers(code, within)))
        mask = self.contingents[code] if what == "contingent" else self.landlords[code]
        return mask >= 0 and bool(self._own & ~mask)

    def _may_be_covered(self, cover: Cover) -> bool:
        return bool(self._own & cover.possible)

    def is_place_unknown(self, entry: Attribution | Production) -> bool:
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
        if self._own_codes is not None:
            codes = self._own_codes.tags(codes)
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
        own = None if self._production else self._own_codes

        def find_cell(borne: PublicsRead) -> CellInTheMaking:
            sure, possible = borne if isinstance(borne, tuple) else (borne, _NO_PUBLICS)
            if own is not None:
                sure = own.publics(sure)
                possible = own.publics(possible) - sure
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
