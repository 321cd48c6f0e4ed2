"""How a criterion decides: made ready once for what chooses its rules, it then only measures.

A few facts choose what applies: a place, what the row of a table is looked up by, some flags.
For each choice, and each stretch of days on which no rule changes, what is left to ask becomes
one function, at the first question. Everything else goes the general way, node by node, which
is also that of explanations.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, Final, final

from housing_agreements.criteria.fold import Node, Ranking, Ready, Settled, fold, in_order
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.judges import always
from housing_agreements.criteria.kinds import Kind
from housing_agreements.criteria.known import is_known
from housing_agreements.values.faults import exact_day
from housing_agreements.values.territories import Place
from housing_agreements.values.verdicts import Verdict

__all__ = ("VERDICTS", "Decider", "Stretch", "ranks")

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


class Stretch:
    """What a criterion was made into, for days on which no rule of it changes."""

    __slots__ = ("choices", "judges")

    def __init__(self) -> None:
        self.choices: Final[dict[Hashable, Ranking]] = {}
        """The functions by what is chosen; that of `None` takes nothing for settled."""
        self.judges: Final[dict[Hashable, Ranking]] = {}
        """The same, by the key of the households that were asked."""


@final
class Decider:
    """What a criterion keeps of what it was asked, so as to decide the next household at once.

    It is bounded, and nothing in it changes an answer.
    """

    __slots__ = ("_chosen", "_kept", "_places", "_root", "_small", "_stretches", "_turns",
                 "_where", "days", "key", "reads")  # fmt: skip

    def __init__(self, root: Node) -> None:
        nodes = in_order(root)
        size, depth = fold(root, _size)[id(root)]
        self._root = root
        self._small = size <= _LARGEST and depth <= _DEEPEST
        chosen = _choosing(nodes) if self._small else {}
        self._where = tuple(name for name, kind in chosen.items() if kind is Kind.PLACE)
        self._places = [node for node in nodes for each in node.reads if each.name in self._where]
        self._chosen = tuple(name for name in chosen if name not in self._where)
        self._turns = tuple(sorted({day for node in nodes for day in node.days()}))
        self._stretches: dict[int, Stretch] = {}
        self._kept = 0
        self.reads: Final = tuple(sorted({each.name for node in nodes for each in node.reads}))
        """The facts that the criterion reads, by name, sorted."""
        self.days: Final[dict[date, Stretch]] = {}
        """The stretches of the days asked."""
        paths = [f"{name}.{part}" for name in self._where for part in ("commune", "neighbourhood")]
        # The class tells which facts there are, and that they were checked: 1 is no True there.
        self.key: Final[Callable[[Any], Hashable]] = attrgetter(*paths, *self._chosen, "__class__")
        """What the function depends on, of a household whose places are known."""

    def judge(self, household: object, on: date) -> Ranking:
        """The function for a household and those that choose as it does, on a day."""
        if self._kept > _MOST:
            self.days.clear()
            self._stretches.clear()
            self._kept = 0
        stretch = self.days.get(on) or self._stretch(on)
        if not isinstance(household, Household):
            return stretch.choices.get(None) or self._made(stretch, None, household, on)
        given = [getattr(household, name) for name in self._chosen]
        places = [node.judged((), household, on) for node in self._places]
        choice: tuple[object, ...] = (
            type(household),
            *places,
            *[_worth(each, on) for each in given],
        )
        judge = stretch.choices.get(choice) or self._made(stretch, choice, household, on)
        if self._has_key(household) and not any(map(_ends, given)):
            stretch.judges[self.key(household)] = judge
            self._kept += 1
        return judge

    def _has_key(self, household: Household) -> bool:
        return {type(getattr(household, name)) for name in self._where} <= {Place}

    def _stretch(self, on: date) -> Stretch:
        stretch = self._stretches.setdefault(bisect_right(self._turns, on), Stretch())
        self.days[on] = stretch
        self._kept += 1
        return stretch

    def _made(self, stretch: Stretch, choice: Hashable, household: object, on: date) -> Ranking:
        root = self._root
        if not self._small:
            return lambda household, on: ranks(root, household, on)[id(root)]
        names = frozenset(() if choice is None else (*self._where, *self._chosen))
        ready, weight = fold(root, _weighed(Settled(household, on, names)))[id(root)]
        judge = always(ready) if isinstance(ready, int) else ready
        stretch.choices[choice] = judge
        self._kept += weight
        return judge


def _worth(given: object, on: date) -> Hashable:
    """What a fact is worth on a day: what has ended is not known."""
    if not is_known(given):
        return given
    ended = given.valid_until is not None and on > given.valid_until
    return None if ended else (given.low, given.high, given.verified)


def _ends(given: object) -> bool:
    return is_known(given) and given.valid_until is not None


def _choosing(nodes: list[Node]) -> dict[str, Kind]:
    """The facts that choose, by name, with their kinds."""
    chosen = {each.name: each.kind for node in nodes for each in node.chooses}
    flags = {e.name: e.kind for node in nodes for e in node.reads if e.kind is Kind.FLAG}
    return chosen | flags if len(flags) <= _FLAGS else chosen
