"""How a criterion decides: made ready once for what chooses its rules, it then only measures.

A few facts choose what applies: a place, what the row of a table is looked up by, some flags.
For each choice, and each stretch of days on which no rule changes, what is left to ask becomes
one function, at the first question. Everything else goes the general way, node by node, which
is also that of explanations.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, Final, final

from housing_agreements.criteria.fold import Judge, Node, Ready, Settled, fold, in_order
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.kinds import Kind
from housing_agreements.criteria.known import is_known
from housing_agreements.values.faults import exact_day
from housing_agreements.values.verdicts import Verdict

__all__ = ("VERDICTS", "Decider", "ranks")

VERDICTS: Final = (Verdict.UNMET, Verdict.UNDETERMINED, Verdict.MET)
"""The verdicts by rank."""

_FLAGS: Final = 4
"""The most flags that choose: together they have 81 values."""
_DEEPEST: Final = 200
"""The most levels of a criterion that is made into functions: these call one another."""
_LARGEST: Final = 2_000
"""The most nodes of one, those that are shared counted wherever they stand."""
_MOST: Final = 20_000
"""The most functions and keys that a criterion keeps, before it forgets them all."""


def ranks(root: Node, household: object, on: date) -> dict[int, int]:
    """The rank of each distinct node, by `id`."""
    exact_day(on, "criterion, on")
    return fold(root, lambda node, given: node.judged(given, household, on))


def _size(node: Node, given: list[tuple[int, int]]) -> tuple[int, int]:
    """How many nodes there are, and how many levels."""
    return 1 + sum(each for each, _ in given), 1 + max((each for _, each in given), default=0)


def _weighed(settled: Settled) -> Callable[[Node, list[tuple[Ready, int]]], tuple[Ready, int]]:
    """What is left of a node, and how many functions that is; the lightest are asked first."""

    def visit(node: Node, given: list[tuple[Ready, int]]) -> tuple[Ready, int]:
        ready = node.ready([each for each, _ in sorted(given, key=itemgetter(1))], settled)
        return ready, 0 if isinstance(ready, int) else 1 + sum(weight for _, weight in given)

    return visit


class _Stretch:
    """What a criterion was made into, for days on which no rule of it changes."""

    __slots__ = ("choices", "keys")

    def __init__(self) -> None:
        self.choices: dict[Hashable, Judge] = {}
        self.keys: dict[Hashable, Judge] = {}


@final
class Decider:
    """What a criterion keeps of what it was asked, so as to decide the next household at once.

    It is bounded, and nothing in it changes an answer.
    """

    __slots__ = ("_chosen", "_kept", "_places", "_root", "_small", "_stretches", "_turns",
                 "days", "key", "reads")  # fmt: skip

    def __init__(self, root: Node) -> None:
        nodes = in_order(root)
        size, depth = fold(root, _size)[id(root)]
        self._root = root
        self._small = size <= _LARGEST and depth <= _DEEPEST
        chosen = _choosing(nodes) if self._small else {}
        places = [name for name, kind in chosen.items() if kind is Kind.PLACE]
        self._places = [node for node in nodes if any(e.name in places for e in node.reads)]
        self._chosen = tuple(name for name in chosen if name not in places)
        self._turns = tuple(sorted({day for node in nodes for day in node.days()}))
        self._stretches: dict[int, _Stretch] = {}
        self._kept = 0
        self.reads: Final = tuple(sorted({each.name for node in nodes for each in node.reads}))
        """The facts that the criterion reads, by name, sorted."""
        self.days: Final[dict[date, dict[Hashable, Judge]]] = {}
        """For days already asked, the functions by key."""
        paths = [f"{name}.{part}" for name in places for part in ("commune", "neighbourhood")]
        paths += self._chosen
        if len(chosen) < len(self.reads):
            # Which facts there are depends on the class; reading the key is enough otherwise.
            paths.append("__class__")
        self.key: Final[Callable[[Any], Hashable]] = attrgetter(*paths) if paths else type
        """What the function depends on, of a household whose place is known."""

    def judge(self, household: object, on: date) -> Judge:
        """The function for a household and those that choose as it does, on a day."""
        if self._kept > _MOST:
            self.days.clear()
            self._stretches.clear()
            self._kept = 0
        stretch = self._stretches.setdefault(bisect_right(self._turns, on), _Stretch())
        self.days[on] = stretch.keys
        choice = self._choice(household, on)
        judge = stretch.choices.get(choice)
        if judge is None:
            judge = stretch.choices[choice] = self._made(household, on, settled=choice is not None)
        if choice is not None:
            with suppress(AttributeError):  # the place is not known
                stretch.keys[self.key(household)] = judge
        self._kept += 1
        return judge

    def _choice(self, household: object, on: date) -> Hashable:
        """What a household chooses; `None` when that may change before the rules do."""
        values = [getattr(household, name) for name in self._chosen]
        ends = any(is_known(each) and each.valid_until is not None for each in values)
        if ends or not isinstance(household, Household):
            return None
        return (*[node.judged((), household, on) for node in self._places], *values)

    def _made(self, household: object, on: date, *, settled: bool) -> Judge:
        root = self._root
        if not self._small:
            return lambda household, on: ranks(root, household, on)[id(root)]
        chosen = {each.name for node in self._places for each in node.reads} | {*self._chosen}
        names = frozenset(chosen if settled else ())
        ready, weight = fold(root, _weighed(Settled(household, on, names)))[id(root)]
        self._kept += weight
        return (lambda household, on: ready) if isinstance(ready, int) else ready


def _choosing(nodes: list[Node]) -> dict[str, Kind]:
    """The facts that choose, by name, with their kinds."""
    chosen = {each.name: each.kind for node in nodes for each in node.chooses}
    flags = {e.name: e.kind for node in nodes for e in node.reads if e.kind is Kind.FLAG}
    return chosen | flags if len(flags) <= _FLAGS else chosen
