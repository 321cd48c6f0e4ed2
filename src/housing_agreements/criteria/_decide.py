"""The functions that a criterion is made into: each gives a rank to a household on a day.

They answer at once for plain values, and leave all others to the general way of judging.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, Final, final

from housing_agreements._checks import exact_day
from housing_agreements.criteria._nodes import (
    DecideFunction,
    Node,
    Remainder,
    SettledFacts,
    fold,
    in_order,
)
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.kinds import Kind, is_known
from housing_agreements.geography.territories import Place
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "VERDICTS",
    "Decider",
    "SteadyDays",
    "always",
    "if_known",
    "is_true",
    "judge_nodes",
    "kth_best",
    "one_of",
    "specialise_at_least",
    "specialise_contrary",
    "within_limits",
)

_General = Callable[[Sequence[int], Any, date], int]
"""How an atom judges whatever is known of a household."""


def kth_best(count: int, given: Sequence[int]) -> int:
    """The rank of "at least `count` of": the `count`-th largest rank given.

    None are enough for a count of zero, and no number is when there are too few.

    Examples:
        >>> kth_best(2, [0, 1, 2])
        1
    """
    if not count:
        return 2
    return sorted(given)[-count] if count <= len(given) else 0


def specialise_at_least(count: int, given: Sequence[Remainder]) -> Remainder:
    """At least `count` of several parts, asked in turn for as long as it matters.

    Examples:
        >>> (
        ...     specialise_at_least(2, [2, 0, always(2)])(None, date(2017, 3, 1)),
        ...     specialise_at_least(2, [2, 0, 1]),
        ... )
        (2, 1)
    """
    parts = tuple(each for each in given if not isinstance(each, int))
    undecided = given.count(1)
    owed = count - given.count(2)
    spare = len(parts) + undecided - owed
    if owed <= 0 or spare < 0:
        return 2 if owed <= 0 else 0
    if not parts:
        return 1
    if owed == 1:
        return _any(parts, min(undecided, 1))
    if not spare:
        return _all(parts, 1 if undecided else 2)
    settled = (1,) * undecided
    return lambda household, on: kth_best(
        owed, (*settled, *[part(household, on) for part in parts])
    )


def _any(parts: Sequence[DecideFunction], least: int) -> DecideFunction:
    def judge(household: Any, on: date) -> int:
        best = least
        for part in parts:
            rank = part(household, on)
            if rank > 1:
                return rank
            if rank:
                best = rank
        return best

    return judge if least or len(parts) > 1 else parts[0]


def _all(parts: Sequence[DecideFunction], most: int) -> DecideFunction:
    def judge(household: Any, on: date) -> int:
        worst = most
        for part in parts:
            rank = part(household, on)
            if not rank:
                return 0
            if rank == 1:
                worst = 1
        return worst

    return judge


def specialise_contrary(given: Remainder) -> Remainder:
    """The contrary rank."""
    return 2 - given if isinstance(given, int) else lambda household, on: 2 - given(household, on)


def always(rank: int) -> DecideFunction:
    """The same rank for everybody."""
    return lambda _household, _on: rank


def if_known(name: str, judged: _General) -> DecideFunction:
    """A question about a fact, undetermined at once where the fact is not known."""

    def judge(household: Any, on: date) -> int:
        return 1 if getattr(household, name) is None else judged((), household, on)

    return judge


def is_true(name: str, judged: _General) -> DecideFunction:
    """Whether a plain fact is true."""

    def judge(household: Any, on: date) -> int:
        value = getattr(household, name)
        if value is None:
            return 1
        if value is True:
            return 2
        return 0 if value is False else judged((), household, on)

    return judge


def one_of(name: str, values: Collection[int | str], judged: _General) -> DecideFunction:
    """Whether a plain code or count is one of several values."""

    def judge(household: Any, on: date) -> int:
        value = getattr(household, name)
        if type(value) is str or type(value) is int:
            return 2 if value in values else 0
        return 1 if value is None else judged((), household, on)

    return judge


def within_limits(
    name: str, limits: tuple[Any, Any], given: tuple[int, int, int], judged: _General
) -> DecideFunction:
    """The rank of a plain number or day: up to a limit, beyond it up to another, beyond both.

    The limits are whole numbers, or days; so is a plain value.
    """
    (first, second), (low, between, high) = limits, given
    kind = type(first)

    def judge(household: Any, on: date) -> int:
        value = getattr(household, name)
        if type(value) is kind:
            return low if value <= first else between if value <= second else high
        return 1 if value is None else judged((), household, on)

    return judge


VERDICTS: Final = (Verdict.UNMET, Verdict.UNDETERMINED, Verdict.MET)
"""The verdicts by rank."""

_MOST_FLAGS: Final = 4
"""The most flags that choose: together they have 81 values."""
_MOST_LEVELS: Final = 200
"""The most levels of a criterion that is made into functions: these call one another."""
_MOST_NODES: Final = 2_000
"""The most nodes of one, those that are shared counted wherever they stand."""
_MOST_KEPT: Final = 20_000
"""The most functions and keys that a criterion keeps, before it forgets them all."""


def judge_nodes(root: Node, household: object, on: date) -> dict[int, int]:
    """The rank of each distinct node, by `id`."""
    exact_day(on, "criterion, on")
    return fold(root, lambda node, given: node.judge(given, household, on))


def _size(node: Node, given: list[tuple[int, int]]) -> tuple[int, int]:
    """How many nodes there are, and how many levels."""
    return 1 + sum(each for each, _ in given), 1 + max((each for _, each in given), default=0)


def _specialise_lightest_first(
    settled: SettledFacts,
) -> Callable[[Node, list[tuple[Remainder, int]]], tuple[Remainder, int]]:
    """What is left of a node, and how many functions that is; the lightest are asked first."""

    def visit(node: Node, given: list[tuple[Remainder, int]]) -> tuple[Remainder, int]:
        ready = node.specialise([each for each, _ in sorted(given, key=itemgetter(1))], settled)
        return ready, 0 if isinstance(ready, int) else 1 + sum(weight for _, weight in given)

    return visit


class SteadyDays:
    """What a criterion was made into, for days on which no rule of it changes."""

    __slots__ = ("choices", "judges")

    def __init__(self) -> None:
        self.choices: Final[dict[Hashable, DecideFunction]] = {}
        """The functions by what is chosen; that of `None` takes nothing for settled."""
        self.judges: Final[dict[Hashable, DecideFunction]] = {}
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
        self._small = size <= _MOST_NODES and depth <= _MOST_LEVELS
        chosen = _selecting_facts(nodes) if self._small else {}
        self._where = tuple(name for name, kind in chosen.items() if kind is Kind.PLACE)
        self._places = [node for node in nodes for read in node.reads if read.name in self._where]
        self._chosen = tuple(name for name in chosen if name not in self._where)
        self._turns = tuple(sorted({day for node in nodes for day in node.days_of_change()}))
        self._stretches: dict[int, SteadyDays] = {}
        self._kept = 0
        self.reads: Final = tuple(sorted({read.name for node in nodes for read in node.reads}))
        """The facts that the criterion reads, by name, sorted."""
        self.days: Final[dict[date, SteadyDays]] = {}
        """The stretches of the days asked."""
        paths = [f"{name}.{part}" for name in self._where for part in ("commune", "neighbourhood")]
        # The class tells which facts there are, and that they were checked: 1 is no True there.
        self.key: Final[Callable[[Any], Hashable]] = attrgetter(*paths, *self._chosen, "__class__")
        """What the function depends on, of a household whose places are known."""

    def judge(self, household: object, on: date) -> DecideFunction:
        """The function for a household and those that choose as it does, on a day."""
        if self._kept > _MOST_KEPT:
            self.days.clear()
            self._stretches.clear()
            self._kept = 0
        stretch = self.days.get(on) or self._stretch(on)
        if not isinstance(household, Household):
            return stretch.choices.get(None) or self._made(stretch, None, household, on)
        given = [getattr(household, name) for name in self._chosen]
        places = [node.judge((), household, on) for node in self._places]
        choice: tuple[object, ...] = (
            type(household),
            *places,
            *[_worth(each, on) for each in given],
        )
        judge = stretch.choices.get(choice) or self._made(stretch, choice, household, on)
        if self._has_key(household) and not any(map(_has_end, given)):
            stretch.judges[self.key(household)] = judge
            self._kept += 1
        return judge

    def _has_key(self, household: Household) -> bool:
        return {type(getattr(household, name)) for name in self._where} <= {Place}

    def _stretch(self, on: date) -> SteadyDays:
        stretch = self._stretches.setdefault(bisect_right(self._turns, on), SteadyDays())
        self.days[on] = stretch
        self._kept += 1
        return stretch

    def _made(
        self, stretch: SteadyDays, choice: Hashable, household: object, on: date
    ) -> DecideFunction:
        root = self._root
        if not self._small:
            return lambda household, on: judge_nodes(root, household, on)[id(root)]
        names = frozenset(() if choice is None else (*self._where, *self._chosen))
        ready, weight = fold(root, _specialise_lightest_first(SettledFacts(household, on, names)))[
            id(root)
        ]
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


def _has_end(given: object) -> bool:
    return is_known(given) and given.valid_until is not None


def _selecting_facts(nodes: list[Node]) -> dict[str, Kind]:
    """The facts that choose, by name, with their kinds."""
    chosen = {choose.name: choose.kind for node in nodes for choose in node.selecting_facts}
    flags = {e.name: e.kind for node in nodes for e in node.reads if e.kind is Kind.FLAG}
    return chosen | flags if len(flags) <= _MOST_FLAGS else chosen
