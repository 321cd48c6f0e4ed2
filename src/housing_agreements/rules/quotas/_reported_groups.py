"""The groups that a commitment is judged by: which are reported, and which entries may be in each.

Entered only where a commitment holds group by group. Groups that the agreement names are reported
even when no entry is seen in them, others when one is, or may be. `UNSEEN` stands for those that no
entry bears, in which entries of no known group may fall.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property, partial
from itertools import product
from typing import Final, NamedTuple, Protocol

from housing_agreements.geography._coverage import NO_NEIGHBOURHOOD, NOTHING
from housing_agreements.geography._groups_by_place import Among, GroupsByPlace
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import (
    UNSEEN,
    Group,
    Per,
    ReportedGroup,
    Unseen,
    codes_of,
)
from housing_agreements.rules.quotas._names_told import Name, NamesTold
from housing_agreements.rules.quotas._places_of_groups import PLACES
from housing_agreements.rules.quotas._possible import (
    NOT_IN_BASE,
    DoubtKey,
    Possibilities,
    PossibleCounts,
    Supposed,
    TurnedOut,
)
from housing_agreements.rules.quotas.cells import CellKey
from housing_agreements.rules.quotas.doubts import DoubtKind
from housing_agreements.values.periods import Period

__all__ = ("ReportedGroups",)

_Find = Callable[[Mapping[Per, Supposed]], TurnedOut | None]
"""What entries may turn out to be with such codes; `None` when they are surely outside."""


class _FindOnDays(Protocol):
    """The same, and in which stretches of time alone they may be so; `None`: in any."""

    def __call__(
        self, supposed: Mapping[Per, Supposed], stretches: Collection[int] | None = None, /
    ) -> TurnedOut | None: ...


_Days = Callable[[], Sequence[tuple[int, date]]]
"""The stretches of the judged period in which entries may have their day, each by its first day."""

_GroupCode = Among
"""A code of a group, or those of which it is one; `None`: it may be any."""
_GroupCodes = tuple[_GroupCode, ...]
"""The code of each kind that a group is made of, as far as it is known."""


class _Cell(NamedTuple):
    """Entries whose group is known in part only."""

    codes: _GroupCodes
    """The codes that are known."""
    find: _Find
    """What they may turn out to be, supposed in a group."""
    dwellings: int
    """How many dwellings they are."""
    unsure: tuple[Per, ...]
    """The kinds whose code is not known, whatever the day."""
    by_day: tuple[Per, ...]
    """The kinds whose code changes with the day."""


class _Placed(NamedTuple):
    """Where entries stand."""

    codes: _GroupCodes
    """The codes of their group, as far as they are known."""
    unsure: tuple[Per, ...]
    """The kinds whose code is not known, whatever the day."""
    by_day: Mapping[Per, Mapping[int, _GroupCode]]
    """The code in each stretch of time, for the kinds whose code changes with the day."""


class ReportedGroups:
    """What may count in each group of one judged period.

    Args:
        commitment: The commitment that holds by groups.
        in_force: The terms in force one after another; the last govern the last accounting period.
        period: From the first day judged to the last.
        places: Its groups by place, by kind.
    """

    def __init__(
        self,
        commitment: Commitment,
        in_force: Sequence[Agreement],
        period: Period,
        places: Mapping[Per, GroupsByPlace],
    ) -> None:
        self._commitment = commitment
        self._places = places
        self._terms = terms = in_force[-1]
        self._period = period
        self._in_force = in_force
        self._sectors = dict.fromkeys(
            sector.code for version in in_force for sector in version.sectors
        )
        self._bound = [party.code for party in terms.landlords]
        self._others = frozenset(party.code for party in terms.others)
        self._known = {kind: self._list_named(kind, period.last_day) for kind in commitment.per}
        """The codes of each kind: first those that the agreement names, then those seen."""
        self._named_codes = {kind: frozenset(codes) for kind, codes in self._known.items()}
        tables = [group for limit in commitment.limits for group in limit.levels.groups]
        listed = self._known[commitment.per[0]] if len(commitment.per) == 1 else ()
        self.named: frozenset[ReportedGroup] = frozenset((*tables, *listed))
        """The groups reported whatever the entries: the terms name or declare them."""
        self.counts: dict[ReportedGroup, PossibleCounts] = {
            group: PossibleCounts() for group in (*tables, *listed)
        }
        """For each group, named or seen, what may count in it."""
        self._ungrouped: list[_Cell] = []
        self._left_out: list[_Cell] = []

    def _list_named(self, kind: Per, day: date) -> dict[str, None]:
        """The codes of one kind that levels name, or that the agreement lists or declares."""
        territory = self._terms.territory_of(self._commitment)
        listed: Iterable[str] = ()
        if kind is Per.CONTINGENT:
            listed = self._terms.contingents_of(self._commitment)
        elif kind is Per.LANDLORD:
            listed = self._commitment.landlords or self._bound
        elif kind is Per.SECTOR:
            listed = [sector.code for sector in self._terms.sectors]
        elif kind in {Per.COMMUNE, Per.NEIGHBOURHOOD} and territory.members.known_on(day):
            list_codes = territory.communes if kind is Per.COMMUNE else territory.neighbourhoods
            listed = list_codes(on=day)
            if kind is Per.COMMUNE:
                coded_on = territory.members.on(day).coded_on
                among = [self._list_groups_of(kind, code, coded_on) for code in listed]
                listed = [code for codes in among for code in codes if isinstance(code, str)]
        return dict.fromkeys((*self._commitment.codes_with_levels(kind), *listed))

    def _list_groups_of(
        self, kind: Per, commune: str, coded_on: date | None
    ) -> Iterator[_GroupCode]:
        """The groups by place of the code of a commune, on the days of the judged period."""
        steps = self._places[kind].of_codes(coded_on).steps(commune)
        ends = (*(day for day, _ in steps[1:]), date.max)
        for (start, code), end in zip(steps, ends, strict=True):
            if start <= self._period.last_day and end > self._period.start:
                yield code

    def with_nothing_in(self, group: ReportedGroup) -> "ReportedGroups":
        """One of these groups alone, in which nothing has been put yet."""
        alone = copy(self)
        alone.__dict__.update(counts={group: PossibleCounts()}, _ungrouped=[], _left_out=[])
        return alone

    def put(
        self, key: CellKey, days: _Days, find: _FindOnDays, turned_out: TurnedOut, dwellings: int
    ) -> None:
        """Add the dwellings of a cell to their group.

        Args:
            key: The key of the cell.
            days: The days on which they may be in it.
            find: What its entries may turn out to be, supposed in a group.
            turned_out: What they may turn out to be, as they are.
            dwellings: How many there are.
        """
        placed = self._find_codes(key, days)
        if placed is None:
            return
        for kind, code in zip(self._commitment.per, placed.codes, strict=True):
            self._known[kind].update(dict.fromkeys(_codes_among(code)))
        for codes, find_there, own in self._place(placed, find, turned_out):
            if all(isinstance(code, str) for code in codes):
                self._put(key, codes, find_there, own, dwellings)
            else:
                by_day = tuple(placed.by_day)
                self._ungrouped.append(_Cell(codes, find_there, dwellings, placed.unsure, by_day))

    def _put(
        self, key: CellKey, codes: _GroupCodes, find: _Find, own: TurnedOut, dwellings: int
    ) -> None:
        supposed: dict[Per, Supposed] = {
            kind: code
            for kind, code in zip(self._commitment.per, codes, strict=True)
            if kind not in _TOLD_BY_THE_PLACE and isinstance(code, str) and key.code(kind) is None
        }
        possibilities, doubts = (find(supposed) if supposed else None) or own
        known = [code for code in codes if isinstance(code, str)]
        self._counts_of(known).put(possibilities, dwellings, doubts)

    def leave_out(
        self, key: CellKey, days: _Days, find: _FindOnDays, turned_out: TurnedOut, dwellings: int
    ) -> None:
        """Keep the dwellings of a cell that are left out, until it is known which groups there are.

        Args:
            key: The key of the cell.
            days: The days on which they may be in it.
            find: What its entries would be, were they not left out, supposed in a group.
            turned_out: What they would be, as they are.
            dwellings: How many there are.
        """
        placed = self._find_codes(key, days)
        if placed is not None:
            for codes, find_there, _ in self._place(placed, find, turned_out):
                by_day = tuple(placed.by_day)
                self._left_out.append(_Cell(codes, find_there, dwellings, placed.unsure, by_day))

    def _place(
        self, placed: _Placed, find: _FindOnDays, turned_out: TurnedOut
    ) -> Iterator[tuple[_GroupCodes, _Find, TurnedOut]]:
        """The codes of the group of entries; in each sector in which they may stand."""
        find_then: _Find = find
        if placed.by_day:
            find_then = partial(_find_on_days, find, placed.by_day)
        if Per.SECTOR not in self._commitment.per:
            yield placed.codes, find_then, turned_out
            return
        for sector in self._sectors:
            find_there = partial(_find_in_sector, find_then, sector)
            found = find_there({})
            if found is not None:
                with_sector = zip(self._commitment.per, placed.codes, strict=True)
                yield (
                    tuple(sector if kind is Per.SECTOR else code for kind, code in with_sector),
                    find_there,
                    found,
                )

    def _find_codes(self, key: CellKey, days: _Days) -> _Placed | None:
        """The codes of the group of entries; `None` when they are in none.

        Landlords that the agreement does not bind are no group, nor are dwellings that stand in no
        neighbourhood. Where it binds a single landlord and names no other, an unknown one is it.
        """
        codes: list[_GroupCode] = []
        by_day: dict[Per, Mapping[int, _GroupCode]] = {}
        unsure: list[Per] = []
        for kind in self._commitment.per:
            code: _GroupCode = key.code(kind)
            if kind is Per.NEIGHBOURHOOD and code == NO_NEIGHBOURHOOD:
                return None
            if kind is Per.LANDLORD and code in self._others:
                return None
            if kind is Per.LANDLORD and len(self._bound) == 1 and not self._others:
                code = code or self._bound[0]
            if kind in PLACES and key.commune is not None:
                found = self._find_places(kind, key.commune, days)
                code = _join_codes(found)
                if len(found) > 1 and len({*found.values()}) > 1:
                    by_day[kind] = found
                if not all(isinstance(one, str) for one in found.values()):
                    unsure.append(kind)
            elif kind is not Per.SECTOR and code is None:
                unsure.append(kind)
            codes.append(code)
        return _Placed(tuple(codes), tuple(unsure), by_day)

    def _find_places(self, kind: Per, commune: str, days: _Days) -> Mapping[int, _GroupCode]:
        """The group by place of the code of a commune, in each stretch of time in which it may be.

        A code that has a level of its own is a ground, in which an entry is surely, or perhaps.
        Else it is that of the commune in use on the day: of a district its city, of one that
        merged the other one.
        """
        places = self._places[kind]
        steps = places.steps(commune)
        if len(steps) == 1:
            return {0: steps[0][1]}
        return {stretch: places.on(commune, day) for stretch, day in days()}

    def _counts_of(self, codes: Sequence[str | Unseen | None]) -> PossibleCounts:
        """The counts of a group, reported from now on."""
        return self.counts.setdefault(_as_group(codes), PossibleCounts())

    def open_group(self, group: Group) -> PossibleCounts:
        """The counts of a group that a published figure tells of, reported from now on."""
        codes = (group,) if isinstance(group, str) else group
        for kind, code in zip(self._commitment.per, codes, strict=True):
            self._known[kind][code] = None
        return self._counts_of(codes)

    def open_all(self) -> None:
        """Report groups that no entry bears, unless those that are named can hold all there is."""
        sides: list[Iterable[str | Unseen]] = [
            self._named_codes[kind] if self.is_closed(kind) else (*self._named_codes[kind], UNSEEN)
            for kind in self._commitment.per
        ]
        for codes in product(*sides):
            if UNSEEN in codes:
                self._counts_of(codes)

    def is_closed(self, kind: Per) -> bool:
        """Whether the base can hold nothing of another code of a kind than those that are named."""
        if kind is Per.LANDLORD:
            return bool(self._commitment.landlords or self._bound)
        if kind in {Per.CONTINGENT, Per.PROGRAMME, Per.SECTOR}:  # in no sector is in no group
            return kind is not Per.PROGRAMME
        places = self._terms.territory_of(self._commitment).members
        if not all(map(places.known_on, (self._period.start, self._period.last_day))):
            return False
        turns = (day for day in places.days if day in self._period)
        held = [places.on(day) for day in (self._period.start, *turns)]
        if kind is Per.NEIGHBOURHOOD:
            by_name = [part.elsewhere is False for members in held for part in members.parts]
            listed = [code for members in held for code in members.neighbourhoods()]
        else:
            by_name = [members.elsewhere == NOTHING for members in held]
            wide = [
                code for members in held for code, part in members.departments if part != NOTHING
            ]
            communes = {
                (code, members.coded_on) for members in held for code, _ in members.communes
            }
            groups = [code for one in communes for code in self._list_groups_of(kind, *one)]
            listed = [code for among in groups for code in _codes_among(among)]
            by_name.append(None not in groups)
            if kind is Per.DEPARTMENT:
                listed += wide
            else:
                by_name.append(not wide)
        return all(by_name) and self._named_codes[kind].issuperset(listed)

    def are_all_told(self, is_told: Callable[[ReportedGroup], bool]) -> bool:
        """Whether each group is told of, and the base can hold nothing that is in none of them.

        Args:
            is_told: Whether all that counts in a group is known of.
        """
        kind, *more = self._commitment.per
        others = kind is Per.LANDLORD and self._others and not self._commitment.landlords
        if more or others or kind is Per.SECTOR or not self.is_closed(kind):
            return False
        return bool(self.named) and all(map(is_told, self.named))

    def put_ungrouped(self) -> None:
        """Put the entries whose group is not known in each group in which they may fall.

        Those that are left out are counted in theirs, of the groups that there are by then.
        """
        for codes in self._list_groups_borne_perhaps():
            self._counts_of(codes)
        self.put_in_groups()
        self.counts = {
            group: counts
            for group, counts in self.counts.items()
            if group in self.named or counts.dwellings or counts.rated
        }
        for cell in self._left_out:
            for counts, possibilities, _ in self._find_in_groups(cell):
                counts.left_out[possibilities] += cell.dwellings

    def put_in_groups(self) -> None:
        """Put the entries whose group is not known in each of the groups that there are."""
        for cell in self._ungrouped:
            for counts, possibilities, doubts in self._find_in_groups(cell):
                not_known = ((DoubtKind.GROUP, kind.value) for kind in cell.unsure)
                counts.put(possibilities, cell.dwellings, (*doubts, *not_known))

    def _list_groups_borne_perhaps(self) -> Iterator[Sequence[str | Unseen | None]]:
        """The groups that no entry surely bears, reported where entries may fall in them."""
        patterns = dict.fromkeys(cell.codes for cell in self._ungrouped)
        if len(self._commitment.per) > 1:
            yield from self._list_pairs(patterns)
        else:
            if (None,) in patterns:
                yield from ((code,) for code in self._list_quarters_located())
            yield from ((code,) for (among,) in patterns for code in sorted(_codes_among(among)))
        for codes in patterns:
            yield from self._list_unseen(codes)

    def _list_quarters_located(self) -> Iterator[str]:
        """The neighbourhoods in which alone entries count, of which they need not be the base's."""
        where, day = self._commitment.located_in, self._period.last_day
        if Per.NEIGHBOURHOOD in self._known and where is not None and where.members.known_on(day):
            for code in where.neighbourhoods(on=day):
                self._known[Per.NEIGHBOURHOOD][code] = None
                yield code

    def _list_pairs(self, patterns: Iterable[_GroupCodes]) -> Iterator[tuple[str, str]]:
        """Pairs of a code that the agreement names with another that it names or that is seen.

        And those of two codes, each of an entry of which only the other side is not known.
        """
        first, second = self._commitment.per
        for codes in patterns:
            sides = (
                self._known[kind] if code is None else sorted(_codes_among(code))
                for kind, code in zip((first, second), codes, strict=True)
            )
            for one, other in product(*sides):
                named = one in self._named_codes[first] or other in self._named_codes[second]
                if named or None not in codes:
                    yield one, other
        yield from product(
            dict.fromkeys(one for one, other in patterns if other is None and isinstance(one, str)),
            dict.fromkeys(
                other for one, other in patterns if one is None and isinstance(other, str)
            ),
        )

    def _list_unseen(self, codes: _GroupCodes) -> Iterator[tuple[str | Unseen, ...]]:
        """The groups that no entry bears in which entries with these codes may fall."""
        sides: list[Iterable[str | Unseen]] = []
        for kind, code in zip(self._commitment.per, codes, strict=True):
            if code is not None:
                sides.append(sorted(_codes_among(code)))
            elif kind is Per.SECTOR or (kind is Per.LANDLORD and self._bound):
                sides.append(self._named_codes[kind])
            else:
                sides.append((*self._named_codes[kind], UNSEEN))
        return (group for group in product(*sides) if UNSEEN in group)

    def _find_in_groups(
        self, cell: _Cell
    ) -> Iterator[tuple[PossibleCounts, Possibilities, tuple[DoubtKey, ...]]]:
        """The counts of each group in which entries may be, with what they may be in it."""
        found: dict[tuple[Supposed | None, ...], TurnedOut | None] = {}
        for group, counts in self.counts.items():
            of_group = codes_of(group)
            sides = tuple(zip(self._commitment.per, of_group, cell.codes, strict=True))
            if any(own is not None and code not in _codes_among(own) for _, code, own in sides):
                continue
            supposed = {
                kind: self._suppose(kind, code)
                for kind, code, own in sides
                if not isinstance(own, str)
            }
            kinds = (*_KINDS_THAT_MATTER, *cell.by_day)
            matters = tuple(supposed.get(kind) for kind in kinds)
            if matters not in found:
                found[matters] = cell.find(supposed)
            turned_out = found[matters]
            if turned_out is not None:
                (among, takes_back), doubts = turned_out
                possible = among | {NOT_IN_BASE} if supposed else among
                yield counts, Possibilities(possible, takes_back), doubts

    def _suppose(self, kind: Per, code: str | Unseen) -> Supposed:
        """What is supposed of entries in a group; in one that nobody bears, no code known."""
        return code if isinstance(code, str) else frozenset(self._known[kind])

    def may_have_nobody(self, group: ReportedGroup) -> bool:
        """Whether nobody may be in a group that is not named: there is then no such group."""
        return group not in self.named and all(
            NOT_IN_BASE in among for among, _ in self.counts[group].dwellings
        )

    def names_of(self, group: ReportedGroup) -> tuple[Name | None, ...]:
        """The name of each code of a group; `None` where it has none."""
        return tuple(
            self._names.find(kind, code, self._period.last_day) if isinstance(code, str) else None
            for kind, code in zip(self._commitment.per, codes_of(group), strict=True)
        )

    @cached_property
    def _names(self) -> NamesTold:
        """The names of groups. A sector that the terms no longer have may still have entries."""
        return NamesTold(self._in_force)


def _codes_among(code: _GroupCode) -> frozenset[str]:
    """The codes of which a code is one; none where it may be any."""
    if code is None or isinstance(code, frozenset):
        return code or frozenset()
    return frozenset({code})


def _join_codes(codes: Mapping[int, _GroupCode]) -> _GroupCode:
    """The code of entries that have some codes, each in another stretch of time."""
    first, *others = codes.values()
    if all(code == first for code in others):
        return first
    if None in codes.values():
        return None
    return frozenset[str]().union(*map(_codes_among, codes.values()))


def _find_on_days(
    find: _FindOnDays,
    codes_by_day: Mapping[Per, Mapping[int, _GroupCode]],
    supposed: Mapping[Per, Supposed],
) -> TurnedOut | None:
    """What entries may turn out to be in a group in which they are on some days alone."""
    stretches: set[int] | None = None
    for kind, codes in codes_by_day.items():
        code = supposed.get(kind)
        if code is not None:
            there = {
                stretch
                for stretch, own in codes.items()
                if own is None or (isinstance(code, str) and code in _codes_among(own))
            }
            stretches = there if stretches is None else stretches & there
    return find(supposed, stretches)


def _find_in_sector(find: _Find, sector: str, supposed: Mapping[Per, Supposed]) -> TurnedOut | None:
    """What entries may turn out to be in a sector; what hangs on it is not the place as such."""
    at_large, there = find(supposed), find({**supposed, Per.SECTOR: sector})
    of_place, of_sector = (DoubtKind.PLACE, ""), (DoubtKind.GROUP, Per.SECTOR.value)
    if at_large is None or there is None or of_place in at_large[1]:
        return there
    doubts = dict.fromkeys(of_sector if doubt == of_place else doubt for doubt in there[1])
    return there[0], tuple(doubts)


_TOLD_BY_THE_PLACE: Final = PLACES | {Per.SECTOR}
"""The kinds of groups for which an entry bears no code of its own."""
_KINDS_THAT_MATTER: Final = (Per.LANDLORD, Per.NEIGHBOURHOOD)
"""The kinds of groups that make a difference to whether a base has an entry."""


def _as_group(codes: Sequence[str | Unseen | None]) -> ReportedGroup:
    """The group of some codes, all of which are known."""
    known = [code for code in codes if code is not None]
    return known[0] if len(known) == 1 else (known[0], known[1])
