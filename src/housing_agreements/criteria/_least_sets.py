"""The sets of facts, least by inclusion, that can give a criterion a verdict.

A criterion is met or unmet by what its parts are, so that its sets are put together out of theirs.
Where parts read no fact in common, any set of one goes with any set of another: the first sets of
each, the smallest first, then by name, give the first sets of all. Parts that read a fact in
common make a knot: there each set says which values each fact may still have, so that two that
leave a fact no value do not go together. A knot may have more sets than can be looked at; what is
then found is looked at once more by itself, so that no part of it does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, Final, NamedTuple, cast, final

from housing_agreements.criteria._nodes import Node, fold, in_order
from housing_agreements.criteria.criteria import AtLeastOf, Criterion, Labelled, Not
from housing_agreements.criteria.households import SupposedFacts
from housing_agreements.values.verdicts import Verdict

__all__ = ("MOST_SETS", "MOST_STEPS", "LeastSet", "LeastSets", "SetFinder")

MOST_SETS: Final = 100
"""How many sets are given for one verdict: the smallest, then the first by name."""
MOST_STEPS: Final = 1_000_000
"""How many times two sets of knots are joined or compared, before few of them are kept."""
_WIDE, _NARROW = 512, 8
"""How many sets of a node in a knot are kept, before that many steps and after."""
_MOST_VALUES_TRIED: Final = 20_000
"""How many values, or values of several facts together, are tried on one question."""
_MOST_LOOKED_AT_AGAIN: Final = 10
"""How many sets of a knot with too many are looked at by themselves."""
_MOST_STEPS_AGAIN: Final = 50_000
"""How many steps that takes for each of them."""

_OTHER_VERDICT: Final = {Verdict.MET: Verdict.UNMET, Verdict.UNMET: Verdict.MET}
_PLACED: Final = (AtLeastOf, Not, Labelled)
"""The criteria whose verdict follows from those of their parts in a way that is known here."""


class LeastSet(NamedTuple):
    """A set of facts, with a value for each that gives the verdict."""

    names: tuple[str, ...]
    """The facts, sorted."""
    values: tuple[Any, ...]
    """Their values."""


class LeastSets(NamedTuple):
    """The sets found for one verdict."""

    found: tuple[LeastSet, ...]
    """The sets, the smallest first, then by name."""
    exhaustive: bool
    """Whether there are no others."""


class _Sets(NamedTuple):
    """The first sets of a node, and whether they are all.

    A set is a number: its size, then its facts, the first by name in the highest bit and taken
    away. So sets stand in order, and the number of two without a fact in common is their sum.
    """

    keys: list[int]
    whole: bool


_NOTHING_NEEDED: Final = _Sets([0], whole=True)
_IMPOSSIBLE: Final = _Sets([], whole=True)
_FIRST_SETS: Final = MOST_SETS + 1
"""One more than is given tells that there are more."""


_Item = Sequence[_Sets]
"""Of some parts, the sets for at least none of them to be as wanted, at least one, and so on."""


class _Knot(NamedTuple):
    """Parts that read facts in common, once they are solved."""

    facts: int
    """The bits of their facts."""
    examples: Sequence[Mapping[int, tuple[Any, ...]]]
    """The values of each set, for each number of parts to be as wanted."""


@final
class SetFinder:
    """What finds the least sets of facts that give a criterion a verdict.

    Args:
        root: The criterion.
        supposed: What is known of each fact that it reads.
        on: The day asked.
        choices: The values that each fact may be given; the others stay as they are.
    """

    def __init__(
        self,
        root: Criterion,
        supposed: SupposedFacts,
        on: date,
        choices: Mapping[str, tuple[Any, ...]],
    ) -> None:
        self._root = root
        self._supposed, self._on, self._choices = supposed, on, choices
        nodes = in_order(root)
        self._names = sorted({fact.name for node in nodes for fact in node.reads})
        self._size = len(self._names)
        bits = {name: 1 << self._size - 1 - index for index, name in enumerate(self._names)}
        self._bits = bits

        def visit(node: Node, parts: list[int]) -> int:
            return _unite([*parts, *(bits[fact.name] for fact in node.reads)])

        self._facts_of = fold(nodes, visit)
        self._steps_left = MOST_STEPS
        self._knots: list[_Knot] = []

    def find(self, goal: Verdict) -> LeastSets:
        """The least sets that give a verdict; none where the criterion has it already."""
        self._knots.clear()
        self._steps_left = MOST_STEPS
        results: dict[tuple[int, Verdict], _Sets] = {}
        for node, wanted in reversed(self._list_apart(goal)):
            results[id(node), wanted] = self._solve(node, wanted, results)
        keys, whole = results[id(self._root), goal]
        found = map(self._tell, filter(None, keys[:MOST_SETS]))
        return LeastSets(tuple(found), whole and len(keys) <= MOST_SETS)

    def _list_apart(self, goal: Verdict) -> list[tuple[Node, Verdict]]:
        """The nodes whose facts are read nowhere else, each before its parts, with its goal."""
        ordered: list[tuple[Node, Verdict]] = []
        waiting: list[tuple[Node, Verdict]] = [(self._root, goal)]
        while waiting:
            node, wanted = waiting.pop()
            ordered.append((node, wanted))
            goal_of_parts = _goal_of_parts(node, wanted)
            groups = self._group(node)
            waiting += [(group[0], goal_of_parts) for group in groups if len(group) == 1]
        return ordered

    def _group(self, node: Node) -> list[list[Node]]:
        """The parts of a node, those together that read a fact in common; none for a question."""
        if not self._has_parts(node):
            return []
        groups: list[tuple[int, list[Node]]] = []
        for part in node.parts:
            facts, together = self._facts_of[id(part)], [part]
            apart = []
            for of_group, group in groups:
                if of_group & facts:
                    facts, together = facts | of_group, [*group, *together]
                else:
                    apart.append((of_group, group))
            groups = [*apart, (facts, together)]
        return [group for _, group in groups]

    def _has_parts(self, node: Node) -> bool:
        """Whether a node is looked at part by part; one that reads no fact is not."""
        return isinstance(node, _PLACED) and bool(self._facts_of[id(node)])

    def _solve(
        self, node: Node, goal: Verdict, results: Mapping[tuple[int, Verdict], _Sets]
    ) -> _Sets:
        """The sets of a node whose facts are read nowhere else."""
        if not self._has_parts(node):
            return self._untie([node], goal, (1, 1))[1]
        of_parts = _goal_of_parts(node, goal)
        if not isinstance(node, AtLeastOf):
            return results[id(node.parts[0]), of_parts]
        needed = _count_needed(node, goal)
        items: list[_Item] = []
        knots = []
        for group in self._group(node):
            if len(group) > 1:
                knots.append(group)
                continue
            sets = results[id(group[0]), of_parts]
            if sets.keys[:1] == [0]:
                needed -= 1
            elif sets.keys:
                items.append((_NOTHING_NEEDED, sets))
        left = len(items) + sum(map(len, knots)) - needed
        if needed <= 0:
            return _NOTHING_NEEDED
        if left < 0:
            return _IMPOSSIBLE
        for group in knots:
            numbers = (max(1, len(group) - left), min(len(group), needed))
            items.append(self._untie(group, of_parts, numbers))
        return self._combine(needed, items)

    def _combine(self, needed: int, items: list[_Item]) -> _Sets:
        """The sets for at least so many parts to be as wanted."""
        left = sum(len(sets) - 1 for sets in items)
        table = [_NOTHING_NEEDED, *[_IMPOSSIBLE] * needed]
        for sets in items:
            left -= len(sets) - 1
            before = table[:]
            for count in range(max(1, needed - left), needed + 1):
                ways = [
                    _join(before[max(0, count - number)], found)
                    for number, found in enumerate(sets)
                ]
                table[count] = self._unite(ways, in_knot=len(sets) > _ONE_PART)
        return table[needed]

    def _unite(self, ways: list[_Sets], *, in_knot: bool) -> _Sets:
        """The first sets of several ways; those that contain another are left out."""
        keys = sorted({key for way in ways for key in way.keys})
        whole = all(way.whole for way in ways) and len(keys) <= _FIRST_SETS
        if in_knot:
            masks = self._leave_out_larger(map(self._facts_in, keys))
            keys = [self._key_of(mask) for mask in masks]
        return _Sets(keys[:_FIRST_SETS], whole)

    @staticmethod
    def _leave_out_larger(masks: Iterable[int]) -> list[int]:
        """The sets that contain no other, from the smallest on."""
        kept: list[int] = []
        for mask in masks:
            if not any(other & mask == other for other in kept):
                kept.append(mask)
        return kept

    def _key_of(self, mask: int) -> int:
        return (mask.bit_count() << self._size) - mask

    def _facts_in(self, key: int) -> int:
        """The bits of the facts of a set."""
        return (-(-key >> self._size) << self._size) - key

    def _tell(self, key: int) -> LeastSet:
        """A set by the names of its facts, with values that give the verdict."""
        mask = self._facts_in(key)
        values: dict[str, Any] = {}
        for knot in self._knots:
            if part := mask & knot.facts:
                # What does for more of the parts does for fewer.
                given = next(of[part] for of in reversed(knot.examples) if part in of)
                values |= dict(zip(self._names_in(part), given, strict=True))
        return LeastSet(tuple(self._names_in(mask)), tuple(map(values.get, self._names_in(mask))))

    def _names_in(self, mask: int) -> list[str]:
        return [name for name in self._names if self._bits[name] & mask]

    # Knots.

    def _untie(self, parts: list[Node], goal: Verdict, numbers: tuple[int, int]) -> _Item:
        """The sets for at least so many of some parts to be as wanted, from a number to another.

        They stand at the index of each number; fewer than the first are never asked for.
        """
        facts = self.facts_of(parts)
        tied = _Tied(self, parts, goal, numbers, facts)
        solved: list[_Sets] = [_NOTHING_NEEDED, *[_IMPOSSIBLE] * (numbers[0] - 1)]
        examples: list[Mapping[int, tuple[Any, ...]]] = []
        for number, of_number in enumerate(tied.list_examples(), numbers[0]):
            by_mask = of_number if tied.whole else self._look_again(parts, goal, number, of_number)
            least = self._leave_out_larger(sorted(by_mask, key=self._key_of))
            examples.append({mask: by_mask[mask] for mask in least})
            keys = [self._key_of(mask) for mask in least[:_FIRST_SETS]]
            whole = tied.whole and len(least) <= _FIRST_SETS
            solved.append(_NOTHING_NEEDED if keys == [0] else _Sets(keys, whole))
        self._knots.append(_Knot(facts, examples))
        return solved

    def _look_again(
        self, parts: list[Node], goal: Verdict, number: int, found: Iterable[int]
    ) -> dict[int, tuple[Any, ...]]:
        """The sets within some of those found, where there were too many to see them all."""
        within: dict[int, tuple[Any, ...]] = {}
        before = self._steps_left
        for mask in sorted(found, key=self._key_of)[:_MOST_LOOKED_AT_AGAIN]:
            self._steps_left = _MOST_STEPS_AGAIN
            tied = _Tied(self, parts, goal, (number, number), mask)
            if tied.whole:
                within |= tied.list_examples()[0]
        self._steps_left = before
        return within

    def take_steps(self, steps: int) -> int:
        """Take so many steps more; how many sets of a node are kept from then on."""
        self._steps_left -= steps
        return _WIDE if self._steps_left >= 0 else _NARROW

    def judge(self, node: Node, values: Mapping[str, Any]) -> Verdict:
        """The verdict of a question on some values, all else being as it is."""
        self._supposed.suppose(values)
        if not node.parts:
            return node.judge((), self._supposed, self._on)
        return cast("Criterion", node).decide(self._supposed, on=self._on)

    def suppose_as_is(self, values: Mapping[str, Any]) -> None:
        """Suppose again what is known of some facts."""
        self._supposed.suppose(values)

    def list_values(self, facts: int, free: int) -> dict[str, tuple[Any, ...]]:
        """Of some facts, what is known of each, then the values that it may be given."""
        return {
            name: (
                getattr(self._supposed, name),
                *(self._choices.get(name, ()) if self._bits[name] & free else ()),
            )
            for name in self._names_in(facts)
        }

    def facts_of(self, parts: Iterable[Node]) -> int:
        """The bits of the facts that some nodes read."""
        return _unite(self._facts_of[id(part)] for part in parts)

    def bits_of(self, name: str) -> int:
        """The bit of a fact."""
        return self._bits[name]


_ONE_PART: Final = 2
"""The sets of one part: for none, and for one."""


@final
class _Tied:
    """Parts that read facts in common, and what each fact may be for some of them to be as wanted.

    What the facts may be is one number: a field of bits for each fact, the lowest for what is
    known of it, the others for the values that it may be given, and one bit between two fields.

    Args:
        finder: What asks.
        parts: The parts.
        goal: The verdict wanted of them.
        numbers: Of how many at least, from a number to another.
        free: The bits of the facts that may be given another value.
    """

    def __init__(
        self,
        finder: SetFinder,
        parts: list[Node],
        goal: Verdict,
        numbers: tuple[int, int],
        free: int,
    ) -> None:
        self._finder = finder
        self._parts = parts
        self.whole = True
        """Whether nothing was left out so far."""
        self._values = finder.list_values(finder.facts_of(parts), free)
        self._offsets: dict[str, int] = {}
        self._as_is = self._any = self._between = offset = 0
        for name, values in self._values.items():
            self._offsets[name] = offset
            self._as_is |= 1 << offset
            self._any |= (1 << len(values)) - 1 << offset
            offset += len(values)
            self._between |= 1 << offset
            offset += 1
        self._solutions = self._solve(goal, numbers)

    def list_examples(self) -> list[dict[int, tuple[Any, ...]]]:
        """The facts that change, and their values, for each number of parts."""
        return [self._choose_values(solutions) for solutions in self._solutions]

    def _choose_values(self, solutions: Iterable[int]) -> dict[int, tuple[Any, ...]]:
        chosen: dict[int, tuple[int, ...]] = {}
        for bits in solutions:
            mask, indices = 0, []
            for name, offset in self._offsets.items():
                field = bits >> offset & (1 << len(self._values[name])) - 1
                if not field & 1:
                    mask |= self._finder.bits_of(name)
                    indices.append((field & -field).bit_length() - 1)
            chosen[mask] = min(chosen.get(mask, tuple(indices)), tuple(indices))
        return {
            mask: tuple(
                self._values[name][index]
                for name, index in zip(self._names_in(mask), indices, strict=True)
            )
            for mask, indices in chosen.items()
        }

    def _names_in(self, mask: int) -> list[str]:
        return [name for name in self._offsets if self._finder.bits_of(name) & mask]

    def _solve(self, goal: Verdict, numbers: tuple[int, int]) -> list[list[int]]:
        """For each number of parts, what the facts may be for at least so many to be as wanted."""
        nodes = list({id(node): node for part in self._parts for node in in_order(part)}.values())
        wanted: dict[int, set[Verdict]] = {id(node): set() for node in nodes}
        for part in self._parts:
            wanted[id(part)].add(goal)
        for node in reversed(nodes):
            if isinstance(node, _PLACED):
                for part in node.parts:
                    wanted[id(part)] |= {_goal_of_parts(node, one) for one in wanted[id(node)]}
        solved: dict[tuple[int, Verdict], list[int]] = {}
        for node in nodes:
            if not wanted[id(node)]:
                continue
            if not isinstance(node, _PLACED):
                for verdict, solutions in self._try_values(node).items():
                    solved[id(node), verdict] = solutions
                continue
            for one in wanted[id(node)]:
                of_parts = [solved[id(part), _goal_of_parts(node, one)] for part in node.parts]
                needed = _count_needed(node, one) if isinstance(node, AtLeastOf) else 1
                solved[id(node), one] = self._combine(of_parts, needed, needed)[0]
        return self._combine([solved[id(part), goal] for part in self._parts], *numbers)

    def _combine(self, of_parts: list[list[int]], least: int, most: int) -> list[list[int]]:
        """What the facts may be for at least so many parts, from the least number to the most."""
        table: list[list[int]] = [[self._any], *[[] for _ in range(most)]]
        left = len(of_parts)
        for solutions in sorted(of_parts, key=len):
            left -= 1
            for count in range(most, max(1, least - left) - 1, -1):
                table[count] = self._keep_least([
                    *table[count], *self._meet(table[count - 1], solutions)
                ])  # fmt: skip
        return table[least:]

    def _meet(self, some: list[int], others: list[int]) -> Iterator[int]:
        """What the facts may be for both, where each may still be something."""
        between, everything = self._between, self._any
        for one, other in product(some, others):
            both = one & other
            # Adding its largest number carries a field that is not empty into the bit beyond.
            if both + everything & between == between:
                yield both

    def _keep_least(self, solutions: list[int]) -> list[int]:
        """Those of which no other allows all that they allow; of very many, the first."""
        as_is = self._as_is
        ordered = sorted({*solutions}, key=lambda bits: ((as_is & ~bits).bit_count(), -bits))
        width = self._finder.take_steps(len(solutions))
        kept: list[int] = []
        for bits in ordered:
            if not any(bits & other == bits for other in kept):
                if len(kept) == width:
                    self.whole = False
                    break
                kept.append(bits)
        self._finder.take_steps(len(ordered) * len(kept) // 2)
        return kept

    def _try_values(self, node: Node) -> dict[Verdict, list[int]]:
        """What the facts of a question may be for each verdict on it."""
        names = self._names_in(self._finder.facts_of([node]))
        if not names:
            verdict = self._finder.judge(node, {})
            return {one: [self._any] if one is verdict else [] for one in _OTHER_VERDICT}
        *others, last = sorted(names, key=lambda name: len(self._values[name]))
        ranges = self._bound_ranges(others, last)
        found: dict[Verdict, list[int]] = {verdict: [] for verdict in _OTHER_VERDICT}
        for indices in product(*ranges):
            fields = self._any
            values = {}
            for name, index in zip(others, indices, strict=True):
                values[name] = self._values[name][index]
                fields &= ~self._field(name) | 1 << self._offsets[name] + index
            allowed = dict.fromkeys(_OTHER_VERDICT, 0)
            for index, value in enumerate(self._values[last]):
                verdict = self._finder.judge(node, {**values, last: value})
                if verdict in allowed:
                    allowed[verdict] |= 1 << self._offsets[last] + index
            for verdict, bits in allowed.items():
                if bits:
                    found[verdict].append(fields & ~self._field(last) | bits)
        self._finder.suppose_as_is({name: self._values[name][0] for name in names})
        return {verdict: self._merge(bits, others) for verdict, bits in found.items()}

    def _bound_ranges(self, others: list[str], last: str) -> list[range]:
        """Which values of all but the last fact of a question are tried together."""
        room = _MOST_VALUES_TRIED // len(self._values[last])
        ranges = []
        for name in others:
            many = len(self._values[name])
            tried = max(1, min(many, room))
            self.whole = self.whole and tried == many
            room //= tried
            ranges.append(range(tried))
        return ranges

    def _field(self, name: str) -> int:
        """All the bits of a fact."""
        return (1 << len(self._values[name])) - 1 << self._offsets[name]

    def _merge(self, solutions: list[int], names: list[str]) -> list[int]:
        """The same with fewer numbers: those that differ in one fact alone as one."""
        for name in names:
            field = self._field(name)
            alike: dict[int, int] = {}
            for bits in solutions:
                alike[bits & ~field] = alike.get(bits & ~field, 0) | bits
            solutions = list(alike.values())
        return solutions


def _goal_of_parts(node: Node, goal: Verdict) -> Verdict:
    """The verdict that is wanted of the parts of a node."""
    return _OTHER_VERDICT[goal] if isinstance(node, Not) else goal


def _count_needed(node: AtLeastOf, goal: Verdict) -> int:
    """How many of the parts must have the verdict that is wanted of the whole."""
    return node.count if goal is Verdict.MET else len(node.parts) - node.count + 1


def _unite(masks: Iterable[int]) -> int:
    """All the bits of several numbers."""
    united = 0
    for mask in masks:
        united |= mask
    return united


def _join(some: _Sets, others: _Sets) -> _Sets:
    """The first sets that are one of some and one of others, which have no fact in common."""
    if some is _NOTHING_NEEDED:
        return others
    if others is _NOTHING_NEEDED:
        return some
    # A later one of each comes after all those that both come after.
    sums = sorted(
        key + other
        for index, key in enumerate(some.keys, 1)
        for other in others.keys[: _FIRST_SETS // index]
    )
    whole = some.whole and others.whole and len(some.keys) * len(others.keys) <= _FIRST_SETS
    return _Sets(sums[:_FIRST_SETS], whole)
