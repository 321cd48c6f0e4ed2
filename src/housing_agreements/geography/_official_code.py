"""The official code by day: what ground each code covers, and where it stands in the history.

Until the last edition the history tells. Past it, a code covers what is coded so, and lies in its
department.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cache
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from housing_agreements._records import Enumeration
from housing_agreements.geography._ground import (
    EARLIER,
    LATER,
    NO_GROUND,
    Extent,
    join_grounds,
    later_block,
)
from housing_agreements.geography._history import (
    CodeChange,
    CodeFamily,
    CodeStretch,
    Written,
    department_in_code,
    ground_on,
)
from housing_agreements.geography._long_tables import load_table

__all__ = (
    "LAST_DAY",
    "GroundReach",
    "OfficialCode",
    "Standing",
    "join_reaches",
    "load_official_code",
)

LAST_DAY: Final = date(2026, 12, 31)
"""The last day of the last edition: what was in use on it is known, what came after is not."""
_NO_CHANGES: Final[Mapping[str, CodeChange]] = MappingProxyType({})
_FOREIGN: Final = 1000
"""From here on, the pieces for codes of other departments, which have three figures at most."""


class Standing(Enumeration):
    """Where a code stands in the history on a day."""

    IN_USE = "in use"
    NOT_YET = "not yet in use"
    BETWEEN = "between two stretches in which it is in use"
    ENDED = "not in use any more"
    PAST_THE_LAST_EDITION = "past the last edition"
    HELD_BY_NO_EDITION = "held by no edition"


class GroundReach(NamedTuple):
    """What a code covers when it is read on a day."""

    ground: Extent
    """What it covers for certain."""
    doubt: Extent
    """What it may cover beside."""

    def covers(self, ground: Extent) -> bool | None:
        """Whether it covers some ground: all of it (`True`), nothing of it, or perhaps (`None`)."""
        if ground.within(self.ground):
            return True
        return None if ground.meets(self.ground) or ground.meets(self.doubt) else False


def join_reaches(reaches: Iterable[GroundReach]) -> GroundReach:
    """What codes or departments cover together, and what they may cover beside.

    Examples:
        >>> code, day = load_official_code(), date(2018, 1, 1)
        >>> both = join_reaches(code.department_reach(one, day) for one in ("93", "94"))
        >>> both.covers(code.reach("93059", day).ground)
        True
    """
    ground, doubt = NO_GROUND, NO_GROUND
    for reach in reaches:
        ground, doubt = ground | reach.ground, doubt | reach.doubt
    return GroundReach(ground, doubt - ground)


class OfficialCode:
    """The official code since 1943, read day by day.

    Args:
        table: What is told of each department, in the form of the table of communes.
        last_day: The last day on which it is known which codes are in use.
        changes: For each code that ended since: from which day on, and which code has its ground.

    Laws:
        - `code_partitions`: on each day the codes of communes in use share all ground, and no
          two of them have a piece in common.
        - `code_stands_still`: between two of its days, a code covers one ground.

    Examples:
        >>> code, day = load_official_code(), date(2018, 1, 1)
        >>> paris, district = code.reach("75056", day), code.reach("75115", day)
        >>> paris.covers(district.ground), district.covers(paris.ground)
        (True, None)
        >>> new, old = code.reach("93066", date(2026, 2, 1)), code.reach("93059", day)
        >>> new.covers(old.ground), old.covers(new.ground)
        (True, None)
    """

    def __init__(
        self,
        table: Mapping[str, str],
        *,
        last_day: date = LAST_DAY,
        changes: Mapping[str, CodeChange] = _NO_CHANGES,
    ) -> None:
        self.last_day: date = last_day
        self._table = table
        self._changes = dict(changes)
        self._families: dict[str, CodeFamily] = {}
        self._later: dict[str, GroundReach] = {}
        self._orders: dict[CodeFamily, Mapping[str, int]] = {}
        self._grounds: dict[tuple[CodeFamily, date], Sequence[tuple[str, Extent]]] = {}

    def assume(
        self, until: date, changes: Mapping[str, CodeChange] = _NO_CHANGES
    ) -> "OfficialCode":
        """The official code if nothing but some changes came to pass until a day.

        What is read in one of both has the same ground in the other.

        Args:
            until: The last day on which it is taken for known.
            changes: For each code that ended: from which day on, and which code has its ground.

        Examples:
            >>> code, day = load_official_code(), date(2028, 1, 1)
            >>> known = code.assume(day, {"93027": (date(2027, 1, 1), "93001")})
            >>> known.commune_on("93027", day), known.commune_on("93059", day)
            ('93001', '93066')
            >>> code.commune_on("93059", day) is None
            True
        """
        joint = {**self._changes, **changes}
        assumed = OfficialCode(self._table, last_day=until, changes=joint)
        if not changes:
            assumed._families = self._families  # because it is one of the same class
        return assumed

    def _family(self, department: str) -> CodeFamily:
        family = self._families.get(department)
        if family is None:
            departments = self._departments_around(department)
            written = Written.read({one: self._table[one] for one in sorted(departments)})
            changes = {
                code: change
                for code, change in self._changes.items()
                if department_in_code(code) in departments
            }
            family = CodeFamily(written.after(changes) if changes else written)
            self._families.update(dict.fromkeys(departments, family))
        return family

    def _departments_around(self, department: str) -> set[str]:
        """A department and those with which it exchanged communes, directly or not."""
        around: set[str] = set()
        pairs = [
            {department_in_code(code), department_in_code(into)}
            for code, (_, into) in self._changes.items()
        ]
        waiting = {department}
        while waiting:
            one = waiting.pop()
            around.add(one)
            near = {*self._table[one].rpartition("|")[2].split()}.union(
                *(pair for pair in pairs if one in pair)
            )
            waiting |= near - around
        return around

    @property
    def _first_unknown_day(self) -> date:
        return min(self.last_day, date.max - timedelta(days=1)) + timedelta(days=1)

    def sharers(self, code: str) -> frozenset[str]:
        """The codes that may have ground in common with a code on some days, itself among them.

        Examples:
            >>> code = load_official_code()
            >>> code.sharers("59009") >= {"59009", "59020", "59235", "59670"}
            True
        """
        return self._family(department_in_code(code)).sharers(code)

    def movers(self, department: str) -> frozenset[str]:
        """The codes whose ground lay in a department and in another one, on different days.

        Examples:
            >>> movers = load_official_code().movers("44")
            >>> "49144" in movers, "44109" in movers
            (True, False)
        """
        if len(self._departments_around(department)) == 1:
            return frozenset()
        return self._family(department).movers(department)

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments that communes were ever coded in, sorted, such as "20" for Corsica."""
        return tuple(sorted(self._table))

    def codes(self, department: str) -> tuple[str, ...]:
        """The communes that were ever coded in a department, and its districts, sorted."""
        return tuple(sorted(self._family(department).codes_of(department)))

    def codes_in_use(self, department: str, day: date) -> tuple[str, ...]:
        """The communes of a department in use on a day, without districts, sorted."""
        return tuple(self._family(department).written.codes_in_use(department, day))

    def days_of_codes(self, department: str) -> tuple[date, ...]:
        """The days from which other communes of a department are in use, sorted.

        The first is that of its first commune: `date.min`, if it was there in 1943.
        """
        written = self._family(department).written
        days = {
            day or date.min
            for code in written.codes[department]
            for stretch in written.stretches[code]
            for day in (stretch.start, stretch.end or stretch.start)
        }
        return tuple(sorted(days))

    def stretches(self, code: str) -> tuple[CodeStretch, ...]:
        """When a code is in use; nothing for one that no edition holds.

        Examples:
            >>> [stretch.into for stretch in load_official_code().stretches("93059")]
            ['93066']
        """
        department = department_in_code(code)
        if department not in self._table:
            return ()
        return self._family(department).written.stretches.get(code, ())

    def standing(self, code: str, day: date) -> Standing:
        """Where a code stands in the history on a day.

        Examples:
            >>> load_official_code().standing("93059", date(2024, 12, 31))
            Standing.IN_USE
            >>> load_official_code().standing("93059", date(2025, 1, 1))
            Standing.ENDED
        """
        stretches = self.stretches(code)
        if not stretches:
            return Standing.HELD_BY_NO_EDITION
        if day > self.last_day:
            return Standing.PAST_THE_LAST_EDITION
        if any(stretch.holds(day) for stretch in stretches):
            return Standing.IN_USE
        first, last = stretches[0], stretches[-1]
        if first.start is not None and day < first.start:
            return Standing.NOT_YET
        return Standing.ENDED if last.start is None or last.start <= day else Standing.BETWEEN

    def city(self, code: str) -> str | None:
        """The city of which a code is a district.

        Examples:
            >>> load_official_code().city("75115")
            '75056'
        """
        cities = self._family(department_in_code(code)).written.cities
        return next((city for city, districts in cities.items() if code in districts), None)

    def days(self, code: str) -> tuple[date, ...]:
        """The days on which the reach of a code changes, sorted."""
        days, _ = self._family(department_in_code(code)).steps(code)
        return (*days[1:], self._first_unknown_day)

    def department_days(self, department: str) -> tuple[date, ...]:
        """The days on which the reach of a department changes, sorted."""
        days, _ = self._family(department).department_steps(department)
        return (*days[1:], self._first_unknown_day)

    def reach(self, code: str, day: date) -> GroundReach:
        """What a code covers, when it is read on a day.

        The code must be one that an edition holds. Reaches past the last day compare with each
        other only if they are read on one day: it is not known what comes between two.
        """
        if day > self.last_day:
            later = self._later.get(code)
            if later is None:
                later = self._later[code] = self._find_later_reach(code)
            return later
        return GroundReach(
            ground_on(self._family(department_in_code(code)).steps(code), day), LATER
        )

    def department_reach(self, department: str, day: date) -> GroundReach:
        """What a department covers, when it is read on a day."""
        if day > self.last_day:
            departments = [department] if self._lasts(department) else self._heirs(department)
            grounds = [Extent({later_block(one): -1}) for one in departments]
            ground = join_grounds(grounds)
            # Of a department that is no more, it is not known what it would be.
            sure = ground if self._lasts(department) else NO_GROUND
            return GroundReach(sure, (EARLIER | ground) - sure)
        return GroundReach(
            ground_on(self._family(department).department_steps(department), day), LATER
        )

    def _lasts(self, department: str) -> bool:
        written = self._family(department).written
        return any(written.in_use(code, self.last_day) for code in written.codes[department])

    def _heirs(self, department: str) -> tuple[str, ...]:
        """The departments in which the ground of one that is no more lies."""
        ground = self.department_reach(department, self.last_day).ground
        return tuple(sorted({*map(department_in_code, self.holders(ground, self.last_day))}))

    def _find_later_reach(self, code: str) -> GroundReach:
        """What a code covers past the last edition: what is coded so, in its departments."""
        own = department_in_code(code)
        written = self._family(own).written
        if written.in_use(code, self.last_day):
            departments = {own}
        else:
            departments = {*map(department_in_code, self._holders_of(code, self.last_day))}
            if self._lasts(own):
                departments.add(own)
        parts = (code, *written.cities.get(code, ()))
        blocks = {later_block(one): self._later_pieces(parts, one) for one in departments}
        ground = Extent(blocks)
        whole = Extent({later_block(one): -1 for one in departments})
        return GroundReach(ground, (EARLIER | whole) - ground)

    def _later_pieces(self, codes: Iterable[str], department: str) -> int:
        """The pieces for codes in the block of a department after the last edition."""
        pieces = 0
        for code in codes:
            own = department_in_code(code)
            if own == department:
                pieces |= 1 << int(code.removeprefix(own))
            else:
                pieces |= 1 << (_FOREIGN + self._find_order(department)[code])
        return pieces

    def _find_order(self, department: str) -> Mapping[str, int]:
        """The index of each code among those of a department and of its like, sorted."""
        family = self._family(department)
        if family not in self._orders:
            ordered = sorted(family.written.stretches)
            self._orders[family] = {code: index for index, code in enumerate(ordered)}
        return self._orders[family]

    def _list_grounds(self, family: CodeFamily, day: date) -> Sequence[tuple[str, Extent]]:
        """The ground of each commune of a family in use on a day."""
        if (family, day) not in self._grounds:
            self._grounds[family, day] = [
                (code, ground_on(family.steps(code), day))
                for department in family.written.codes
                for code in family.written.codes_in_use(department, day)
            ]
        return self._grounds[family, day]

    def holders(self, ground: Extent, day: date) -> tuple[str, ...]:
        """The communes in use on a day, until the last edition, that have some of a ground.

        Examples:
            >>> code = load_official_code()
            >>> old = code.reach("93059", date(2018, 1, 1)).ground
            >>> code.holders(old, date(2018, 1, 1)), code.holders(old, date(2026, 1, 1))
            (('93059',), ('93066',))
        """
        families = dict.fromkeys(map(self._family, ground.blocks))
        return tuple(
            sorted(
                code
                for family in families
                for code, held in self._list_grounds(family, day)
                if ground.meets(held)
            )
        )

    def merged_into(self, code: str, day: date) -> tuple[tuple[str, date], ...]:
        """The codes that ended in a code until a day, directly or not, and from which day on.

        Those that are in use again on the day are left out, with what came by way of them.

        Examples:
            >>> load_official_code().merged_into("93066", date(2026, 2, 1))
            (('75066', datetime.date(1968, 1, 1)), ('93059', datetime.date(2025, 1, 1)), \
('75059', datetime.date(1968, 1, 1)))
        """
        written = self._family(department_in_code(code)).written
        ended: dict[str, list[tuple[str, date]]] = {}
        for old, stretches in written.changing():
            begun = [one for one in stretches if one.start is None or one.start <= day]
            for _, end, into, _ in begun[-1:]:
                if end is not None and into is not None and end <= day:
                    ended.setdefault(into, []).append((old, end))
        merged: list[tuple[str, date]] = []
        waiting = [code]
        for one in waiting:
            came = sorted(ended.get(one, ()), key=itemgetter(1, 0))
            merged += came
            waiting += [old for old, _ in came]
        return tuple(merged)

    def commune_on(self, code: str, day: date, coded_on: date | None = None) -> str | None:
        """The commune in use on a day that has all the ground of a code.

        That of a district is its city, that of a commune that became part of another is the
        other. `None`: more than one has some, or it is not known.

        Args:
            code: The code, which an edition must hold.
            day: The day.
            coded_on: The day as of which the code was written; `None`: the same.

        Examples:
            >>> code = load_official_code()
            >>> code.commune_on("75115", date(2018, 1, 1)), code.commune_on("93059", LAST_DAY)
            ('75056', '93066')
        """
        city = self.city(code)
        if city is not None:
            return city
        if coded_on is not None and coded_on != day:
            if max(day, coded_on) > self.last_day:
                return None
            holders = self.holders(self.reach(code, coded_on).ground, day)
            return holders[0] if len(holders) == 1 else None
        written = self._family(department_in_code(code)).written
        if written.in_use(code, min(day, self.last_day)):
            return code
        if day > self.last_day:
            return None
        holders = self._holders_of(code, day)
        return holders[0] if len(holders) == 1 else None

    def _holders_of(self, code: str, day: date) -> tuple[str, ...]:
        """The communes in use on a day that have some of the ground of a code which is not."""
        ground = self.reach(code, day).ground
        family = self._family(department_in_code(code))
        written = family.written
        ended = [one for one in written.stretches[code] if one.end is not None and one.end <= day]
        if ended:
            # Nearly always the one that it became part of has it still.
            heir = written.follow(code, ended[-1], day)
            if written.in_use(heir, day) and ground.within(ground_on(family.steps(heir), day)):
                return (heir,)
        return self.holders(ground, day)

    def communes_among(
        self, code: str, named: AbstractSet[str], day: date, coded_on: date | None = None
    ) -> frozenset[str]:
        """The communes in which what bears a code may stand on a day: one, if that is known.

        None where it may be any: it is not known what came between two days past the last one.

        Args:
            code: The code; one that no edition holds is the commune itself.
            named: Codes that come first: who stands in one of them is in no other commune.
            day: The day.
            coded_on: The day as of which the code was written; `None`: the same.

        Examples:
            >>> code, day = load_official_code(), date(2026, 1, 1)
            >>> sorted(code.communes_among("75115", frozenset(), day))
            ['75056']
            >>> sorted(code.communes_among("75115", {"75115"}, day))
            ['75115']
            >>> sorted(code.communes_among("75056", {"75115"}, day))
            ['75056', '75115']
        """
        read_on = day if coded_on is None else coded_on
        if read_on != day and max(read_on, day) > self.last_day:
            return frozenset()
        sharers = self.sharers(code) if self.stretches(code) else frozenset[str]()
        if len(sharers) <= 1:
            return frozenset({code})
        ground = self.reach(code, read_on).ground
        reaches = {one: self.reach(one, day) for one in sorted(sharers & named)}
        answers = {one: reach.covers(ground) for one, reach in reaches.items()}
        found = {one for one, answer in answers.items() if answer is None}
        surely = [one for one, answer in answers.items() if answer]
        if surely:
            # Of several, the narrowest: a district in its city.
            found.add(min(surely, key=lambda one: reaches[one].ground.size))
        elif ground - join_grounds(reaches[one].ground for one in found):
            own = self.commune_on(code, day, coded_on)
            found |= {own} if own is not None else {*self.holders(ground, day), code}
        return frozenset(found)


@cache
def load_official_code() -> OfficialCode:
    """The official code that the package holds; its table is loaded when first asked for."""
    return OfficialCode(load_table("communes"))
