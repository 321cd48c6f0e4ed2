"""The history of the codes: which ground passed from which commune to which, day by day.

The history tells of each code from when to when it was in use, and which code has its ground from
then on. The ground of each commune that never came out of others is its own. From there:

- A code in use has what ended into it. A code that follows others has no ground of its own.
- A restored commune has again what it had when it ended.
- A code that is not in use stands for what it covered last or, before its first day, first.
- A city with districts has the ground of its districts. A commune that became part of such a city
  lies in its districts, and it is not told which part of it in which.

Where the history does not tell who got what, the ground is split into the pieces of all that may
have come about, any of which may be empty:

- A commune created out of others that are not told may have a part of any ground of its
  department.
- The ground of a commune that was suppressed may be in any of its department.
- A commune that the editions list again, and the rows of which do not say that it was restored
  as it was, may have taken more ground of the commune that it came out of.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from itertools import chain, pairwise
from typing import Final, NamedTuple

from housing_agreements.geography._ground import NO_GROUND, Extent, join_grounds

__all__ = (
    "CodeChange",
    "CodeFamily",
    "CodeStretch",
    "GroundByDay",
    "Written",
    "department_in_code",
    "ground_on",
)

_CODE_LENGTH: Final = 5
_OVERSEAS_STARTS: Final = ("97", "98")
_FOLLOWS, _CREATED, _RESTORED, _RESTORED_WITH_OTHERS = "b", "c", "r", "q"


def department_in_code(code: str) -> str:
    """The department that a code of a commune begins with.

    Examples:
        >>> department_in_code("2A004"), department_in_code("97411")
        ('2A', '974')
    """
    return code[:3] if code.startswith(_OVERSEAS_STARTS) else code[:2]


class CodeStretch(NamedTuple):
    """A stretch of time in which a code is in use."""

    start: date | None = None
    """The first day; `None`: before 1943, or not told."""
    end: date | None = None
    """The first day on which it is not in use any more; `None`: it is in use."""
    into: str | None = None
    """The code that has its ground from then on; `None`: in use, or not told."""
    manner: str = ""
    """How it began: empty as `start` is, `b` if the code follows others, `c` if it was created
    out of others that are not told, `r` if it was restored, `q` if perhaps with other ground."""

    def holds(self, day: date) -> bool:
        """Whether the code is in use on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


CodeChange = tuple[date, str]
"""The first day on which a code is not in use any more, and the code that has its ground then."""

_ALWAYS: Final[tuple[CodeStretch, ...]] = (CodeStretch(),)
GroundByDay = tuple[tuple[date, ...], tuple[Extent, ...]]
"""From each day on, the ground."""


def ground_on(steps: GroundByDay, day: date) -> Extent:
    """The ground on a day; before the first, what it is on the first."""
    days, grounds = steps
    return grounds[max(bisect_right(days, day), 1) - 1]


class Written(NamedTuple):
    """What the table writes of the departments of a family, which exchanged communes."""

    stretches: dict[str, tuple[CodeStretch, ...]]
    """When each code is in use, those of districts too."""
    cities: dict[str, tuple[str, ...]]
    """The districts of each city that has some."""
    codes: dict[str, tuple[str, ...]]
    """The codes of the communes of each department."""

    @classmethod
    def read(cls, texts: Mapping[str, str]) -> "Written":
        """What the texts of some departments say."""
        stretches: dict[str, tuple[CodeStretch, ...]] = {}
        cities: dict[str, tuple[str, ...]] = {}
        codes: dict[str, tuple[str, ...]] = {}
        for department, text in texts.items():
            width = _CODE_LENGTH - len(department)
            always, others, _ = text.split("|")
            own: dict[str, tuple[CodeStretch, ...]] = {}
            own |= dict.fromkeys(_write_codes(department, always), _ALWAYS)
            for entry in filter(None, others.split(",")):
                code, told = department + entry[:width], entry[width:]
                if told[0] == "*":
                    cities[code] = tuple(_write_codes(department, told[1:]))
                    own[code] = _ALWAYS
                else:
                    own[code] = (*own.get(code, ()), _read_stretch(told))
            codes[department] = tuple(sorted(own))
            stretches |= own
        for districts in cities.values():
            stretches |= dict.fromkeys(districts, _ALWAYS)
        return cls(stretches, cities, codes)

    def after(self, changes: Mapping[str, CodeChange]) -> "Written":
        """The same, with what changed since: each code ends in another, which may be a new one."""
        stretches, codes = dict(self.stretches), dict(self.codes)
        for code, (day, into) in changes.items():
            *before, last = stretches[code]
            stretches[code] = (*before, last._replace(end=day, into=into))
        for day, into in changes.values():
            held = stretches.get(into, ())
            if not held:
                department = department_in_code(into)
                codes[department] = tuple(sorted((*codes[department], into)))
            if not any(stretch.holds(day) or stretch.end == day for stretch in held):
                stretches[into] = (*held, CodeStretch(day, manner=_FOLLOWS))
        return self._replace(stretches=stretches, codes=codes)

    def changing(self) -> Iterator[tuple[str, tuple[CodeStretch, ...]]]:
        """The codes that are not in use from beginning to end."""
        return (told for told in self.stretches.items() if told[1] is not _ALWAYS)

    def in_use(self, code: str, day: date) -> bool:
        """Whether a code is in use on a day."""
        stretches = self.stretches[code]
        return stretches is _ALWAYS or any(stretch.holds(day) for stretch in stretches)

    def codes_in_use(self, department: str, day: date) -> list[str]:
        """The communes of a department that are in use on a day."""
        return [code for code in self.codes[department] if self.in_use(code, day)]

    def holders_in_use(self, department: str, day: date) -> list[str]:
        """The communes of a department in use on a day, of a city with districts these."""
        codes = self.codes_in_use(department, day)
        return [holder for code in codes for holder in self.cities.get(code, (code,))]

    def follow(self, code: str, stretch: CodeStretch, day: date) -> str:
        """The code that on a day has what a code had in a stretch, but for what was restored."""
        while stretch.end is not None and stretch.end <= day and stretch.into is not None:
            code, end = stretch.into, stretch.end
            # In use on that day, or ended on it into yet another.
            stretch = next(
                later
                for later in reversed(self.stretches[code])
                if later.holds(end) or later.end == end
            )
        return code


def _write_codes(department: str, numbers: str) -> Iterator[str]:
    """The codes of numbers and ranges of numbers."""
    width = _CODE_LENGTH - len(department)
    for run in numbers.split():
        first, _, last = run.partition("-")
        for number in range(int(first), int(last or first) + 1):
            yield f"{department}{number:0{width}d}"


def _read_stretch(told: str) -> CodeStretch:
    start, manner, end, into = None, "", None, None
    if told[0] == "+":
        start, manner, told = date.fromisoformat(told[1:11]), told[11], told[12:]
    if told:
        end, into = date.fromisoformat(told[1:11]), told[12:] or None
    return CodeStretch(start, end, into, manner)


class _Layout:
    """Which pieces the departments of a family have, and which of them each commune began with.

    Each commune that did not come out of others has pieces side by side in the block of its
    department: one for each way that its ground may have gone where that is not told, times one
    for each set of the communes that may have taken a part of it.
    """

    def __init__(self, written: Written) -> None:
        self.written = written
        self._moves: set[tuple[date, str, str]] = set()
        splits = sorted(self._find_splits())
        self.splits = [(day, code) for day, code, _ in splits]
        self._slots: dict[str, list[int]] = {department: [] for department in written.codes}
        for index, (day, _, source) in enumerate(splits):
            for block in self._sources(source, day):
                self._slots[block].append(index)
        self._first: dict[str, tuple[int, int]] = {}
        self._chosen: dict[tuple[str, str], Extent] = {}
        self._lengths: dict[str, int] = {}
        for department, codes in written.codes.items():
            self._lay_out(department, codes)

    def _find_splits(self) -> Iterator[tuple[date, str, str]]:
        """The communes that may have taken ground of others, from when, of which department.

        On the way it notes when ground came from one department into another.
        """
        for code, stretches in self.written.changing():
            department = department_in_code(code)
            for before, (start, end, into, manner) in pairwise((CodeStretch(), *stretches)):
                source = department
                if start is not None and manner in (_RESTORED, _RESTORED_WITH_OTHERS):
                    source = department_in_code(self.written.follow(code, before, start))
                    self._moves.add((start, source, department))
                if start is not None and manner in (_CREATED, _RESTORED_WITH_OTHERS):
                    yield start, code, source
                if end is not None and into is not None:
                    self._moves.add((end, department, department_in_code(into)))

    def created_beside(self, code: str, day: date) -> list[str]:
        """The other communes created on the day on which a commune was."""
        return [
            other
            for start, other in self.splits
            if start == day and other != code
            if any(
                one.start == day and one.manner == _CREATED for one in self.written.stretches[other]
            )
        ]

    def _sources(self, department: str, day: date) -> set[str]:
        """The departments whose ground may lie in a department on a day."""
        reached, waiting = {(department, day)}, [(department, day)]
        for target, until in waiting:
            before = {
                (move[1], move[0]) for move in self._moves if move[2] == target and move[0] <= until
            }
            waiting += before - reached
            reached |= before
        return {source for source, _ in reached}

    def _lay_out(self, department: str, codes: Iterable[str]) -> None:
        """Give the communes and districts of a department their pieces."""
        size = 1 << len(self._slots[department])
        whole = (1 << size) - 1
        chosen: dict[tuple[str, str], int] = defaultdict(int)
        index = 0
        for code in codes:
            for origin in self.written.cities.get(code, (code,)):
                stretches = self.written.stretches[origin]
                if stretches is _ALWAYS:
                    self._first[origin] = (index, 1)
                    index += 1
                elif stretches[0].start is None:
                    ways = self._ways(origin, stretches[-1])
                    self._first[origin] = (index, len(ways))
                    for way in ways:
                        for pair in pairwise(way):
                            chosen[pair] |= whole << (index * size)
                        index += 1
        self._lengths[department] = index
        self._chosen |= {pair: Extent({department: bits}) for pair, bits in chosen.items()}

    def _ways(self, code: str, last: CodeStretch) -> list[tuple[str, ...]]:
        """The ways that the ground of a commune may have gone, as far as that is not told."""
        return [
            (code, *way)
            for heir in self.heirs(code, last)
            for way in self._ways(heir, self.written.stretches[heir][-1])
        ] or [(code,)]

    def heirs(self, code: str, stretch: CodeStretch) -> Iterable[str]:
        """Those of which each may have a part of what ended, if it is not one that has all."""
        if stretch.end is None:
            return ()
        if stretch.into is None:
            return self.written.holders_in_use(department_in_code(code), stretch.end)
        return self.written.cities.get(self.written.follow(code, stretch, stretch.end), ())

    def origin(self, code: str) -> Extent:
        """The ground that a commune or a district began with; none for one that came of others."""
        if code not in self._first:
            return NO_GROUND
        department = department_in_code(code)
        size = 1 << len(self._slots[department])
        first, length = self._first[code]
        return Extent({department: ((1 << (length * size)) - 1) << (first * size)})

    def chosen(self, code: str, heir: str) -> Extent:
        """The pieces of the ground of a commune that one of its heirs got."""
        return self._chosen[code, heir]

    def whole(self, department: str) -> Extent:
        """All pieces of the block of a department."""
        size = 1 << len(self._slots[department])
        return Extent({department: (1 << (self._lengths[department] * size)) - 1})

    def taken(self, day: date, code: str) -> Extent:
        """The pieces that a commune has if it took them, when it began on a day."""
        split = self.splits.index((day, code))
        blocks: dict[str, int] = {}
        for block, splits in self._slots.items():
            if split in splits:
                slot, size = splits.index(split), 1 << len(splits)
                pattern = sum(1 << subset for subset in range(size) if subset >> slot & 1)
                repeat = ((1 << (size * self._lengths[block])) - 1) // ((1 << size) - 1)
                blocks[block] = pattern * repeat
        return Extent(blocks)


class _Mixture(NamedTuple):
    """Departments in which some codes got ground, and the history does not tell of which others."""

    departments: frozenset[str]
    """The departments."""
    takers: frozenset[str]
    """The codes that got it or lost it so, with those that they are linked with."""
    codes: frozenset[str]
    """All codes that may have had it."""


class CodeFamily:
    """The history of the departments that exchanged communes with each other.

    What a created commune may have taken of all others of its department is noted once; it is left
    out of the ground of each of them when that is next asked for.
    """

    def __init__(self, written: Written) -> None:
        self.written = written
        self._layout = _Layout(self.written)
        self._holds: dict[str, Extent] = {}
        self._last: dict[str, Extent] = {}
        self._told: dict[str, list[tuple[date, Extent]]] = {}
        self._taken: dict[str, list[tuple[date, Extent]]] = {
            department: [] for department in written.codes
        }
        self._left_out: dict[str, int] = {}
        self._whole: dict[str, dict[date, Extent]] = {
            department: {date.min: self._layout.whole(department)} for department in written.codes
        }
        self._steps: dict[str, GroundByDay] = {}
        self._tell()

    def _tell(self) -> None:
        """Follow the history day by day."""
        ends: dict[date, list[tuple[str, CodeStretch]]] = defaultdict(list)
        starts: dict[date, list[tuple[str, CodeStretch, CodeStretch]]] = defaultdict(list)
        for code, stretches in self.written.changing():
            for before, stretch in pairwise((CodeStretch(), *stretches)):
                if stretch.start is not None:
                    starts[stretch.start].append((code, stretch, before))
                if stretch.end is not None:
                    ends[stretch.end].append((code, stretch))
        for day in sorted({*ends, *starts}):
            ended = [(code, stretch, self._end(code)) for code, stretch in ends[day]]
            for code, stretch, ground in ended:
                self._hand_on(code, stretch, ground, day)
            for manner, begin in _BEGINNINGS:
                for code, stretch, before in starts[day]:
                    if stretch.manner in manner:
                        begin(self, code, before, day)

    def _held(self, code: str) -> Extent:
        """What a code has now, without what was taken of it by those created meanwhile."""
        held = self._holds.get(code)
        ground = self._layout.origin(code) if held is None else held
        taken = self._taken[department_in_code(code)]
        for day, pieces in taken[self._left_out.get(code, 0) :]:
            rest = ground - pieces
            if rest != ground:
                self._note(code, ground, rest, day)
                ground = rest
        self._left_out[code] = len(taken)
        return ground

    def _set(self, code: str, ground: Extent, day: date) -> None:
        """Note what a code has from a day on."""
        self._note(code, self._held(code), ground, day)

    def _note(self, code: str, held: Extent, ground: Extent, day: date) -> None:
        """Note what a code, which had some ground, has from a day on."""
        told = self._told.get(code)
        if told is None:
            told = self._told[code] = [(date.min, held)] if held else []
        if told and told[-1][0] == day:
            told.pop()
        if not told or told[-1][1] != ground:
            told.append((day, ground))
        self._holds[code] = ground

    def _move(self, ground: Extent, source: str, target: str, day: date) -> None:
        """Note that a code has some ground of another from a day on."""
        self._set(target, self._held(target) | ground, day)
        left, entered = (self._whole[department_in_code(code)] for code in (source, target))
        if left is not entered:
            left[day] = _last_of(left) - ground
            entered[day] = _last_of(entered) | ground

    def _end(self, code: str) -> Extent:
        """Take from a code what it had until now."""
        ground = self._last[code] = self._held(code)
        self._told.setdefault(code, [(date.min, ground)])
        self._holds[code] = NO_GROUND
        return ground

    def _hand_on(self, code: str, stretch: CodeStretch, ground: Extent, day: date) -> None:
        """Give what ended to whoever has it now."""
        heirs = self._layout.heirs(code, stretch)
        for heir in heirs:
            self._move(ground & self._layout.chosen(code, heir), code, heir, day)
        if not heirs:
            self._move(ground, code, self.written.follow(code, stretch, day), day)

    def restore(self, code: str, before: CodeStretch, day: date) -> None:
        """Give a restored commune what it had when it ended."""
        host = self.written.follow(code, before, day)
        back = self._held(host) & self._last[code]
        self._set(host, self._held(host) - back, day)
        self._move(back, host, code, day)

    def take_others(self, code: str, before: CodeStretch, day: date) -> None:
        """Split what a restored commune may have taken off the one that it came out of."""
        host = self.written.follow(code, before, day)
        held = self._held(host)
        pieces = (held - self._layout.origin(host)) & self._layout.taken(day, code)
        self._set(host, held - pieces, day)
        self._move(pieces, host, code, day)

    def create(self, code: str, _before: CodeStretch, day: date) -> None:
        """Split what a created commune may have taken off its department."""
        department = department_in_code(code)
        taken = self._taken[department]
        pieces = self._layout.taken(day, code) & _last_of(self._whole[department])
        # Of communes that were created on one day, none came out of another.
        pieces -= join_grounds(map(self._held, self._layout.created_beside(code, day)))
        taken.append((day, pieces))
        self._set(code, self._held(code) | pieces, day)

    def steps(self, code: str) -> GroundByDay:
        """What a code covers from each day on."""
        steps = self._steps.get(code)
        if steps is None:
            districts = self.written.cities.get(code)
            if districts is None:
                held = self._held(code)
                steps = _split_pairs(self._told.get(code) or [(date.min, held)])
            else:
                steps = self._join(districts)
            self._steps[code] = steps
        return steps

    def _join(self, codes: Iterable[str]) -> GroundByDay:
        """What codes that are always in use cover together."""
        steps = [self.steps(code) for code in codes]
        days = sorted({day for change, _ in steps for day in change})
        return tuple(days), tuple(
            join_grounds(ground_on(own, day) for own in steps) for day in days
        )

    def sharers(self, code: str) -> frozenset[str]:
        """The codes that may have ground in common with a code on some days, itself among them."""
        together = self._merged.get(code, frozenset({code}))
        departments = {department_in_code(one) for one in together}
        near = [mixture for mixture in self._mixtures if departments & mixture.departments]
        return together.union(
            *(one.takers if together.isdisjoint(one.takers) else one.codes for one in near)
        )

    def movers(self, department: str) -> frozenset[str]:
        """The codes whose ground lay in a department and in another one, on different days.

        Of a department that was not there from the beginning, it may be any.
        """
        if self.department_steps(department)[0][0] > date.min:
            return self._every_code
        return frozenset(self._moved.get(department, ()))

    @cached_property
    def _every_code(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(map(self.codes_of, self.written.codes)))

    @cached_property
    def _moved(self) -> Mapping[str, AbstractSet[str]]:
        """The codes whose ground lay in several departments, by department."""
        moved: defaultdict[str, set[str]] = defaultdict(set)
        for together in {*self._merged.values()}:
            departments = {department_in_code(one) for one in together}
            for department in departments if len(departments) > 1 else ():
                moved[department] |= together
        return moved

    def codes_of(self, department: str) -> tuple[str, ...]:
        """The communes that were ever coded in a department, and its districts."""
        communes = self.written.codes[department]
        districts = (self.written.cities.get(city, ()) for city in communes)
        return (*communes, *chain.from_iterable(districts))

    @cached_property
    def _mixtures(self) -> Sequence[_Mixture]:
        """Where the history does not tell with which others a code shared ground."""
        mixtures: list[tuple[frozenset[str], frozenset[str]]] = []
        for code, stretches in self.written.changing():
            departments = frozenset({department_in_code(code)})
            if any(stretch.end is not None and stretch.into is None for stretch in stretches):
                takers = self._list_linked(departments)  # any of them may have got what it had
            elif any(stretch.manner == _CREATED for stretch in stretches):
                takers = self._merged.get(code, frozenset({code}))
            else:
                continue
            near = [one for one in mixtures if _may_mix(one, (departments, takers))]
            mixtures = [one for one in mixtures if one not in near]
            departments = departments.union(*(others for others, _ in near))
            mixtures.append((departments, takers.union(*(others for _, others in near))))
        return [
            _Mixture(departments, takers, self._list_linked(departments) | takers)
            for departments, takers in mixtures
        ]

    def _list_linked(self, departments: Iterable[str]) -> frozenset[str]:
        """The codes of some departments, with those that each is linked with."""
        codes = chain.from_iterable(map(self.codes_of, departments))
        return frozenset[str]().union(*(self._merged.get(code, {code}) for code in codes))

    @cached_property
    def _merged(self) -> Mapping[str, frozenset[str]]:
        """The codes with which each that merged, or has districts, is linked, itself among them."""
        links: defaultdict[str, set[str]] = defaultdict(set)
        told = (
            (code, stretch.into)
            for code, stretches in self.written.changing()
            for stretch in stretches
            if stretch.into is not None
        )
        cities = ((one, city) for city, ones in self.written.cities.items() for one in ones)
        for one, other in (*told, *cities):
            links[one].add(other)
            links[other].add(one)
        merged: dict[str, frozenset[str]] = {}
        for code in links:
            if code not in merged:
                reached, waiting = {code}, [code]
                for one in waiting:
                    waiting += links[one] - reached
                    reached |= links[one]
                merged.update(dict.fromkeys(reached, frozenset(reached)))
        return merged

    def department_steps(self, department: str) -> GroundByDay:
        """What the communes of a department that are in use cover from each day on."""
        return _split_pairs([told for told in self._whole[department].items() if told[1]])


def _may_mix(
    one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]
) -> bool:
    """Whether ground that some codes got in some departments may have gone on to other ones."""
    (departments, takers), (others, other_takers) = one, other
    into = not others.isdisjoint(map(department_in_code, takers))
    return into or not departments.isdisjoint(map(department_in_code, other_takers))


def _split_pairs(told: Iterable[tuple[date, Extent]]) -> GroundByDay:
    days, grounds = zip(*told, strict=True)
    return days, grounds


def _last_of(whole: dict[date, Extent]) -> Extent:
    return whole[next(reversed(whole))]


_BEGINNINGS: Final[
    tuple[tuple[tuple[str, ...], Callable[[CodeFamily, str, CodeStretch, date], None]], ...]
] = (
    ((_RESTORED, _RESTORED_WITH_OTHERS), CodeFamily.restore),
    ((_RESTORED_WITH_OTHERS,), CodeFamily.take_others),
    ((_CREATED,), CodeFamily.create),
)
"""What happens on a day once all that ends has ended, in this order, by manner."""
