"""How a grid is read on a day: what depends on which facts, and what was found for them.

Rubrics that read no fact in common are looked at apart, each group once for each combination of
what is known of its facts; households that are alike in these share what was found.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final

import attrs

from housing_agreements._checks import MOST
from housing_agreements.criteria._nodes import flatten, in_order, rebuild
from housing_agreements.criteria.criteria import Criterion, all_of
from housing_agreements.criteria.facts import AskedFact
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import (
    Fact,
    Kind,
    Known,
    exact,
    has_ended,
    has_evidence,
    unknown_fact,
)
from housing_agreements.errors import InvalidValueError
from housing_agreements.geography.territories import Place
from housing_agreements.rules.scoring._completions import (
    Ends,
    Item,
    Possible,
    Role,
    Search,
    Tie,
    Variable,
    add_outcomes,
    cap_outcome,
)
from housing_agreements.rules.scoring.grids import (
    Best,
    Exclusive,
    Grid,
    Line,
    Points,
    Rubric,
    Waiting,
)
from housing_agreements.values.periods import months_after, months_between
from housing_agreements.values.verdicts import MET, OPEN, Verdict

__all__ = ("Found", "GridReading", "RubricGroup", "check_facts", "expect_day_until", "read_grid")

_MOST_COMBINATIONS: Final = 300_000
"""The most combinations of facts of which a group keeps what was found, before it forgets all."""
_MOST_JOINED: Final = 400
"""The most combinations of plain facts for which rubrics are looked at together."""
_MOST_READINGS: Final = 8
"""The most readings that a grid keeps: days asked, and parts that it has beside other grids."""
_OF_DOCUMENT: Final = " (verified)"
"""What the name of a fact ends with where only a document counts."""


@attrs.frozen(eq=False)
class Found:
    """What was found for some facts: of a group of rubrics, or of a whole grid."""

    outcome: Possible | None
    """The points and the keys; `None`: outside, whatever is not known."""
    may_be_outside: bool
    """Whether the household may be outside."""
    is_exact: bool
    """Whether the search was long enough for exact bounds."""
    ties_give_points: bool
    """Whether a fact that is not known gives points and ranks equal points as well."""


class RubricGroup:
    """Rubrics and ties that read some facts, with what was found for each combination of them."""

    def __init__(self, reading: "GridReading", items: Sequence[Item], names: Sequence[str]) -> None:
        self.items: Final = tuple(items)
        """The rubrics; none where it holds a tie that nothing else reads."""
        self.names: Final = tuple(names)
        """The facts, by name."""
        self._reading = reading
        self.ties: Final = tuple(
            index for index, tie in enumerate(reading.ties) if _base(tie.name) in self.names
        )
        """The ties that it holds, by index."""
        self.get: Final[Callable[[Any], Hashable]] = (
            attrgetter(*self.names) if self.names else lambda _: ()
        )
        """What reads the facts off a household."""
        self.found: Final = _Kept(self)
        """What was found, by the facts; asked for others, it finds them."""
        self._by_class: dict[Hashable, Found] = {}
        self._marks = [reading.marks_of(name) for name in self.names]
        self._is_coarse = any(marks is not None for marks in self._marks)

    def find(self, key: Hashable) -> Found:
        """What the facts give; those between the same boundaries give the same."""
        values = self.values_of(key)
        if not self._is_coarse:
            return self._reading.search(self.items, dict(zip(self.names, values, strict=True)))
        coarse = tuple(
            value if marks is None else _class_of(value, marks)
            for value, marks in zip(values, self._marks, strict=True)
        )
        found = self._by_class.get(coarse)
        if found is None:
            if len(self._by_class) >= _MOST_COMBINATIONS:
                self._by_class.clear()
            given = dict(zip(self.names, values, strict=True))
            found = self._by_class[coarse] = self._reading.search(self.items, given)
        return found

    def values_of(self, key: Any) -> tuple[Any, ...]:
        """The facts that a key is made of."""
        return (key,) if len(self.names) == 1 else key


class _Kept(dict[Hashable, Found]):
    """What was found for some facts, which is looked for when it is not there."""

    def __init__(self, group: RubricGroup) -> None:
        super().__init__()
        self._group = group

    def __missing__(self, key: Hashable) -> Found:
        found = self._group.find(key)
        if len(self) >= _MOST_COMBINATIONS:
            self.clear()
        self[key] = found
        return found


def _class_of(value: Any, marks: Sequence[Any]) -> Hashable:
    """Between which boundaries a plain value lies, or on which; anything else as it is."""
    if value is None or has_evidence(value):
        return value
    plain = exact(value)
    index = bisect_left(marks, plain)
    return 2 * index + (index < len(marks) and marks[index] == plain)


class GridReading:
    """A grid as it is read on a day."""

    def __init__(self, grid: Grid, on: date) -> None:
        self.grid: Final = grid
        """The grid."""
        self.on: Final = on
        """The day asked."""
        self._criteria: list[Criterion] = []
        self._original: list[Criterion] = []
        self._waits: dict[str, list[Waiting]] = {}
        for line in grid.every_line():
            if isinstance(line, Waiting):
                self._waits.setdefault(_name_asked(line.fact), []).append(line)
        self.items: Final = tuple(self._list_items())
        """The rubrics, who is outside and who comes first."""
        self._reads = [frozenset(criterion.facts) for criterion in self._criteria]
        self.ties: Final = tuple(self._read_tie(asked) for asked in grid.ties)
        """The facts that rank equal points."""
        read = {*self._names_read(), *(_base(tie.name) for tie in self.ties)}
        self.facts: Final = {fact.name: fact for fact in self._list_facts()}
        """The facts that it reads, by name."""
        self.waited: Final = frozenset(map(_base, self._waits))
        """The facts since which it counts time, by name."""
        self.shown: Final = frozenset(
            _base(name)
            for name in (
                *(name for reads in self._reads for name in reads),
                *self._waits,
                *(tie.name for tie in self.ties),
            )
            if name != _base(name)
        )
        """The facts of which only a document counts somewhere, by name."""
        boundaries = all_of(*self._original).boundaries(on=on)
        self._sides, self._at = dict(boundaries.sides), dict(boundaries.values)
        self._variables: dict[Hashable, Variable | None] = {}
        self._finder = Search(self._criteria, self._reads, self.ties, on)
        self.groups: Final = tuple(self._list_groups())
        """The rubrics that read facts in common, group by group."""
        self.alone: Final = frozenset(
            index
            for group in self.groups
            for index in group.ties
            if not group.items and self.ties[index].name in group.names
        )
        """The ties, by index, that nothing else reads, and that need no document."""
        self.names: Final = tuple(sorted(read))
        """Every fact that the grid reads."""

    # The items.

    def _list_items(self) -> Iterator[Item]:
        for rubric in self.grid.lines or ():
            yield self.item_of(rubric)
        for role, criterion in (
            (Role.OUTSIDE, self.grid.outside),
            (Role.FIRST, self.grid.first),
        ):
            if criterion is not None:
                yield Item(role, (self._number(criterion),), (), _give_nothing)

    def item_of(self, rubric: Rubric) -> Item:
        """A rubric, ready to be asked."""
        lines = rubric.lines if isinstance(rubric, (Best, Exclusive)) else (rubric,)
        criteria = [self._number(line.criterion) for line in lines if isinstance(line, Line)]
        waits = [(_name_asked(line.fact), line) for line in lines if isinstance(line, Waiting)]
        points = [line.points for line in lines if isinstance(line, Line)]
        give = _give_one if not isinstance(rubric, Exclusive) else _give_exclusive
        if isinstance(rubric, Best):
            give = _give_best
        return Item(
            Role.POINTS,
            tuple(criteria),
            tuple(waits),
            lambda verdicts, of_waits: give(points, verdicts, of_waits),
        )

    def _number(self, criterion: Criterion) -> int:
        if criterion in self._original:
            return self._original.index(criterion)
        self._original.append(criterion)
        self._criteria.append(_ask_documents_apart(criterion))
        return len(self._criteria) - 1

    def _names_read(self) -> set[str]:
        names = {_base(name) for reads in self._reads for name in reads}
        return names.union(map(_base, self._waits))

    def _list_facts(self) -> Iterator[Fact]:
        for criterion in self._original:
            for node in in_order(criterion):
                yield from node.reads
        for line in self.grid.every_line():
            if isinstance(line, Waiting):
                yield line.fact.fact
        yield from (asked.fact for asked in self.grid.ties)

    def _read_tie(self, asked: AskedFact) -> Tie:
        name, fact = _name_asked(asked), asked.fact
        if fact.kind is not Kind.DAY:
            return Tie(name, fact.least, MOST)
        waited = name in self._waits or _base(name) in self._waits
        return Tie(name, date.min, self.on if waited else date.max)

    # The groups.

    def _list_groups(self) -> Iterator[RubricGroup]:
        parts: list[tuple[list[Item], set[str]]] = []
        of_items = [([item], {_base(name) for name in self._names_of(item)}) for item in self.items]
        of_ties = [(list[Item](), {_base(tie.name)}) for tie in self.ties]
        for items, names in (*of_items, *of_ties):
            held, together, apart = names, items, list[tuple[list[Item], set[str]]]()
            for others, theirs in parts:
                if held.isdisjoint(theirs):
                    apart.append((others, theirs))
                else:
                    together, held = [*others, *together], held | theirs
            parts = [*apart, (together, held)]
        joined: list[tuple[list[Item], set[str], int]] = []
        for items, names in sorted(parts, key=lambda part: self._count_values(part[1])):
            many = self._count_values(names)
            if joined and joined[-1][2] * many <= _MOST_JOINED:
                before = joined.pop()
                joined.append(([*before[0], *items], before[1] | names, before[2] * many))
            else:
                joined.append((items, names, many))
        for items, names, _ in joined:
            yield RubricGroup(self, items, sorted(names))

    def _names_of(self, item: Item) -> frozenset[str]:
        names = frozenset(name for name, _ in item.waits)
        return names.union(*[self._reads[index] for index in item.criteria])

    def names_of(self, rubric: Rubric) -> tuple[str, ...]:
        """The facts that a rubric reads, by name."""
        return tuple(sorted({_base(name) for name in self._names_of(self.item_of(rubric))}))

    def _count_values(self, names: AbstractSet[str]) -> int:
        """How many combinations of values some facts may well have; more where one is a tie."""
        many = 1 if names.isdisjoint(_base(tie.name) for tie in self.ties) else _MOST_JOINED + 1
        for name in names:
            many *= _VALUES_OF_KINDS[self.facts[name].kind]
        return many

    def marks_of(self, name: str) -> tuple[Any, ...] | None:
        """The boundaries between which the values of a fact are alike; `None`: none are."""
        whole = {_base(tie.name) for tie in self.ties} | set(map(_base, self._waits))
        if name in whole or self.facts[name].kind not in {Kind.DAY, Kind.AMOUNT}:
            return None
        return tuple(exact(value) for value in self._at.get(name, ()))

    # What is found.

    def search(self, items: Sequence[Item], given: Mapping[str, Any], *,
               is_whole: bool = False) -> Found:  # fmt: skip
        """What some items give for what is known of the facts that they read."""
        values: dict[str, Any] = {}
        variables: list[Variable] = []
        for name, value in given.items():
            fact, of_document = self.facts[name], f"{name}{_OF_DOCUMENT}"
            plain, shown = _read_plain(value, self.on), _read_as_verified(value, self.on)
            self._check_day(fact, plain)
            values[name], values[of_document] = plain, shown
            alike = plain is shown or plain == shown
            names = [(name, of_document)] if alike else [(name,), (of_document,)]
            for some, known in zip(names, (plain, shown), strict=False):
                variable = self._variable(some, fact, known)
                if variable is not None:
                    variables.append(variable)
        most = self.grid.at_most if is_whole else None
        finder = self._finder
        outcome = finder.find(items, values, variables, most=most)
        return Found(outcome, finder.may_be_outside, finder.is_exact, finder.ties_give_points)

    def _check_day(self, fact: Fact, given: Any) -> None:
        """Refuse a time of waiting that ends before it begins."""
        if fact.name not in self._waits and f"{fact.name}{_OF_DOCUMENT}" not in self._waits:
            return
        low = given.low if has_evidence(given) else given
        if low is not None and low > self.on:
            raise InvalidValueError(fact.name, str(low), *expect_day_until(self.on))

    def _variable(self, names: tuple[str, ...], fact: Fact, given: Any) -> Variable | None:
        """What a fact can be where it is not known exactly; `None` where it is."""
        known = has_evidence(given) or given is None
        if not known and not (type(given) is Place and given.neighbourhood is None):
            return None
        key = (names, given)
        if key not in self._variables:
            self._variables[key] = self._make_variable(names, fact, given)
        return self._variables[key]

    def _make_variable(self, names: tuple[str, ...], fact: Fact, given: Any) -> Variable | None:
        sides = self._sides.get(fact.name, ())
        if type(given) is Place:
            apart = sorted({str(place.neighbourhood) for place in self._at.get(fact.name, ())})
            places = tuple(attrs.evolve(given, neighbourhood=code) for code in apart)
            return Variable(names, given, places, {}) if places else None
        low, high = (None, None) if given is None else (given.low, given.high)
        ties = [tie for tie in self.ties if tie.name in names]
        waits = [line for name in names for line in self._waits.get(name, ())]
        if ties or waits:
            least, most = (
                (date.min, self.on if waits else date.max)
                if fact.kind is Kind.DAY
                else (fact.least, MOST)
            )
            low = least if low is None else low
            high = most if high is None else min(high, most)
        if not (sides or waits):
            return Variable(names, given, (), {}) if ties else None
        values: tuple[Any, ...] = tuple(_list_values(low, high, sides))
        if fact.kind is Kind.DAY and waits:
            may_be_equal = self.grid.at_most is not None or any(
                isinstance(rubric, Best) and not set(rubric.lines).isdisjoint(waits)
                for rubric in self.grid.lines or ()
            )
            tried = _days_to_try(values, waits, self.on, is_tied=bool(ties) and may_be_equal)
            values = tuple(sorted({*values, *tried}))
        is_amount = fact.kind is Kind.AMOUNT and bool(ties)
        around = _ends_around(values, self._at.get(fact.name, ()), low, high) if is_amount else {}
        return Variable(names, given, values, around)

    def values_to_show(self, name: str, household: Household) -> tuple[Any, ...]:
        """The values of a fact that a document may show, one for each answer that they give."""
        if name not in self.names:
            return ()
        given, kind = getattr(household, name), self.facts[name].kind
        if kind is Kind.FLAG:
            return (True, False)
        plain = _read_plain(given, self.on)
        if has_evidence(plain):
            high = plain.high
            if name in self.waited and high is not None:
                high = min(high, self.on)
            return tuple(_list_values(plain.low, high, self._sides.get(name, ())))
        return self._sides.get(name, ()) if plain is None else (plain,)

    def can_show(self, name: str, value: Any) -> bool:
        """Whether a document may show this; a time of waiting does not begin after the day."""
        return name not in self.waited or value <= self.on

    # Of one household.

    def found_of(self, household: Household) -> Found:
        """What the whole grid gives a household."""
        parts = [group.found[group.get(household)] for group in self.groups]
        return self.together(household, parts)

    def together(self, household: Household | Mapping[str, Any], parts: Sequence[Found]) -> Found:
        """What the groups give together, under the limit of the whole."""
        outcomes = [part.outcome for part in parts if part.outcome is not None]
        may_be_outside = any(part.may_be_outside for part in parts)
        sound = all(part.is_exact for part in parts)
        if len(outcomes) < len(parts):
            return Found(None, may_be_outside=True, is_exact=sound, ties_give_points=False)
        nothing = (0,) * (2 + len(self.ties))
        outcome = Possible(0, 0, nothing, nothing)
        for one in outcomes:
            outcome = add_outcomes(outcome, one)
        most = self.grid.at_most
        if most is None or outcome.high <= most:
            return Found(outcome, may_be_outside, sound, ties_give_points=False)
        if any(part.ties_give_points for part in parts):
            given = (
                household
                if isinstance(household, Mapping)
                else {name: getattr(household, name) for name in self.names}
            )
            return self.search(self.items, given, is_whole=True)
        return Found(cap_outcome(outcome, most), may_be_outside, sound, ties_give_points=False)


def read_grid(grid: Grid, on: date) -> GridReading:
    """A grid as it is read on a day; the grid remembers it."""
    reading: GridReading | None = grid.readings.get(on)
    if reading is None:
        reading = GridReading(grid, on)
        if len(grid.readings) >= _MOST_READINGS:
            grid.readings.clear()
        grid.readings[on] = reading
    return reading


def expect_day_until(on: date) -> tuple[str, str]:
    """What is expected of a day since which time is counted, and what to do."""
    expected = f"a day not after the day asked, {on}: the time is counted since then"
    return expected, "correct the day, ask on a later one, or leave out whoever came later"


def check_facts(reading: GridReading, kind: type[Household]) -> None:
    """Refuse a class of households without one of the facts that a grid reads.

    Raises:
        UnknownFactError: For the first fact that it lacks.
    """
    known = facts_by_name(kind)
    for name in reading.names:
        if name not in known:
            raise unknown_fact(f"Grid {reading.grid.code!r}, {kind.__name__}", name, known)


_VALUES_OF_KINDS: Final = {
    Kind.FLAG: 3,
    Kind.COUNT: 10,
    Kind.CODE: 10,
    Kind.PLACE: 500,
    Kind.AMOUNT: 1_000,
    Kind.DAY: 1_000,
}
"""How many values a fact of each kind may well have."""


def _base(name: str) -> str:
    """The name of a fact, whether only its document counts or not."""
    return name.removesuffix(_OF_DOCUMENT)


def _name_asked(asked: AskedFact) -> str:
    return f"{asked.fact.name}{_OF_DOCUMENT}" if asked.verified_only else asked.fact.name


def _ask_documents_apart(criterion: Criterion) -> Criterion:
    """The criterion that asks for documents as for facts of their own.

    A declared fact is known, and what its document says is not; each is supposed apart.
    """
    nodes = [
        (kind, fields if parts else _ask_document(kind.of(fields, ())), parts)
        for kind, fields, parts in flatten(criterion)
    ]
    rebuilt: Criterion = rebuild(tuple(nodes))
    return rebuilt


def _ask_document(atom: Any) -> tuple[Hashable, ...]:
    """The fields of a question, which asks for a fact of another name where documents count."""
    if not atom.verified_only:
        fields: tuple[Hashable, ...] = atom.fields()
        return fields
    changed: dict[str, Any] = {"fact": _as_document(atom.fact), "verified_only": False}
    if hasattr(atom, "by"):
        changed["by"] = tuple(map(_as_document, atom.by))
    changed_fields: tuple[Hashable, ...] = attrs.evolve(atom, **changed).fields()
    return changed_fields


def _as_document(fact: Fact) -> Fact:
    return attrs.evolve(fact, name=f"{fact.name}{_OF_DOCUMENT}")


def _read_plain(given: Any, on: date) -> Any:
    """What is known of a fact on a day, without its evidence."""
    if not has_evidence(given):
        return given
    if has_ended(given, on):
        return None
    return given.low if given.exactly else Known(low=given.low, high=given.high)


def _read_as_verified(given: Any, on: date) -> Any:
    """What documents show of a fact on a day, without their evidence."""
    if given is None:
        return None
    return _read_plain(given, on) if has_evidence(given) and given.verified else None


def _list_values(low: Any, high: Any, sides: Iterable[Any]) -> Iterator[Any]:
    """The ends of a fact, and the values to try that lie between them."""
    if low is None and high is None:
        yield from sides
        return
    if low is not None:
        yield low
    if high is not None and high != low:
        yield high
    for value in sides:
        above = low is None or exact(value) > exact(low)
        if above and (high is None or exact(value) < exact(high)):
            yield value


def _ends_around(
    values: Iterable[Any], marks: Sequence[Any], low: Any, high: Any
) -> dict[Any, tuple[Any, Any]]:
    """For each amount that stands for others, the marks between which all of them lie."""
    ends = sorted({exact(end) for end in (low, high, *marks)})
    around: dict[Any, tuple[Any, Any]] = {}
    for value in map(exact, values):
        index = bisect_left(ends, value)
        if ends[index] != value:
            around[value] = (ends[index - 1], ends[index])
    return around


def _days_to_try(
    days: Iterable[date], waits: Sequence[Waiting], on: date, *, is_tied: bool
) -> Iterator[date]:
    """Days between others at which times of waiting may give the fewest or the most points.

    Where more time never gives fewer points, the others will do: they are the ends of all days
    that answer alike.

    Args:
        days: The others.
        waits: The times of waiting that count from the fact.
        on: The day asked.
        is_tied: Whether the fact ranks points that a limit or a better line may make equal.
    """
    if all(line.points >= 0 and all(more >= 0 for _, more in line.bonus) for line in waits):
        return
    for first, last in pairwise(sorted(days)):
        months = range(months_between(last, on), months_between(first, on) + 1)
        given = [tuple(line.give(many) for line in waits) for many in months]
        if len(waits) == 1 and not is_tied:
            ends = {min(given), max(given)}
            found = [[n for n, one in enumerate(given) if one == end] for end in ends]
            tried = {months[n] for some in found for n in (some[0], some[-1])}
            tried = {one for many in tried for one in (many, many + 1)}
        else:
            pairs = zip(months[1:], pairwise(given), strict=True)
            tried = {many for many, (before, after) in pairs if before != after}
        for many in tried:
            # The last day with so many months, and the first one with one fewer.
            day = min(max(_last_day_with(many, on), first), last)
            yield day
            yield min(day + timedelta(days=1), last)


def _last_day_with(months: int, on: date) -> date:
    """The last day with at least so many whole months before the day asked, or the first of all."""
    if months >= 12 * (on.year - 1) + on.month:
        return date.min
    day = months_after(on, -months)
    if on == date.max or (on + timedelta(days=1)).day == 1:
        # Of a month that ends with the day asked, any day counts.
        return months_after(day.replace(day=1), 1) - timedelta(days=1) if months else on
    return day


# What rubrics give, from the verdicts on their lines.

PointsGiven = Callable[[Sequence[Points], Sequence[Verdict], Sequence[Ends]], Ends]


def _give_nothing(_verdicts: Sequence[Verdict], _waits: Sequence[Ends]) -> Ends:
    return 0, 0


def _give_one(points: Sequence[Points], verdicts: Sequence[Verdict], waits: Sequence[Ends]) -> Ends:
    """A line by itself."""
    if waits:
        return waits[0]
    (line,), (verdict,) = points, verdicts
    if verdict is MET:
        return line, line
    return (min(0, line), max(0, line)) if verdict is OPEN else (0, 0)


def _give_best(
    points: Sequence[Points], verdicts: Sequence[Verdict], waits: Sequence[Ends]
) -> Ends:
    """The best of the lines that apply; nothing where none does."""
    surely = [p for p, verdict in zip(points, verdicts, strict=True) if verdict is MET]
    perhaps = [p for p, verdict in zip(points, verdicts, strict=True) if verdict is OPEN]
    least = [*surely, *(low for low, _ in waits)]
    most = [*surely, *perhaps, *(high for _, high in waits)]
    low = max(least) if least else min([0, *perhaps])
    high = max(most) if least else max([0, *most])
    return low, high


def _give_exclusive(
    points: Sequence[Points], verdicts: Sequence[Verdict], _waits: Sequence[Ends]
) -> Ends:
    """The line that applies; of several, nobody knows which."""
    some = [p for p, verdict in zip(points, verdicts, strict=True) if verdict in {MET, OPEN}]
    if MET not in verdicts:
        some.append(0)
    return min(some), max(some)
