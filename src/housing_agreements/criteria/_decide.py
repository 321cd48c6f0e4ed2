"""How a criterion decides fast: it turns into plain functions, which it keeps.

Judging node by node is slow. So a criterion is specialised, for the facts that select its rules
(a zone, a category, a place) and for days on which no rule changes: what is left is one function
of a household and a day. It answers at once for plain values, and leaves bounds, evidence and
ends to the nodes themselves. The next household that selects the same rules finds it again.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, Final, final

from housing_agreements._checks import exact_day
from housing_agreements.criteria._nodes import (
    DecideFunction,
    FixedFacts,
    Node,
    Remainder,
    fold,
    in_order,
)
from housing_agreements.criteria.households import Household, require_facts
from housing_agreements.criteria.kinds import HasFacts, Kind, has_ended, has_evidence
from housing_agreements.geography._unknown_codes import DAYS_OF_POSTCODES
from housing_agreements.geography.territories import Place
from housing_agreements.values.verdicts import MET, OPEN, UNMET, Verdict

__all__ = (
    "Decider",
    "SteadyDays",
    "always",
    "if_known",
    "is_true",
    "judge_at_least",
    "one_of",
    "specialise_at_least",
    "specialise_contrary",
    "within_limits",
)


_General = Callable[[Sequence[Verdict], HasFacts, date], Verdict]
"""How an atom judges whatever is known of a household."""


# Functions of questions: one for each kind.


def always(verdict: Verdict) -> DecideFunction:
    """The same verdict for everybody."""
    return lambda _household, _on: verdict


def if_known(name: str, judge: _General) -> DecideFunction:
    """The function of a question about a fact; undetermined while the fact is not known."""

    def decide(household: HasFacts, on: date) -> Verdict:
        if getattr(household, name) is None:
            return OPEN
        return judge((), household, on)

    return decide


def is_true(name: str, judge: _General) -> DecideFunction:
    """The function that asks whether a yes-or-no fact is true."""

    def decide(household: HasFacts, on: date) -> Verdict:
        value = getattr(household, name)
        if value is None:
            return OPEN
        if value is True:
            return MET
        return UNMET if value is False else judge((), household, on)

    return decide


def one_of(name: str, values: Collection[int | str], judge: _General) -> DecideFunction:
    """The function that asks whether a code or a count is one of several values."""

    def decide(household: HasFacts, on: date) -> Verdict:
        value = getattr(household, name)
        if type(value) is str or type(value) is int:
            return MET if value in values else UNMET
        return OPEN if value is None else judge((), household, on)

    return decide


def within_limits(
    name: str,
    limits: tuple[Any, Any],
    verdicts: tuple[Verdict, Verdict, Verdict],
    judge: _General,
) -> DecideFunction:
    """The function that compares a number or a day with two limits; the three parts have verdicts.

    The limits are whole numbers or days, and so is a plain value of the fact.
    """
    (first, second), (low, between, high) = limits, verdicts
    kind = type(first)

    def decide(household: HasFacts, on: date) -> Verdict:
        value = getattr(household, name)
        if type(value) is kind:
            return low if value <= first else between if value <= second else high
        return OPEN if value is None else judge((), household, on)

    return decide


# Functions of combinations, from what is left of their parts.


def judge_at_least(count: int, verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict on "at least `count` of these": surely that many, perhaps, or surely fewer.

    Examples:
        >>> judge_at_least(2, [Verdict.UNMET, Verdict.UNDETERMINED, Verdict.MET])
        Verdict.UNDETERMINED
    """
    missing = count - verdicts.count(MET)
    if missing <= 0:
        return MET
    return OPEN if verdicts.count(OPEN) >= missing else UNMET


def specialise_at_least(count: int, remainders: Sequence[Remainder]) -> Remainder:
    """The function that asks several parts in turn, until at least `count` of them decide.

    Examples:
        >>> specialise_at_least(2, [Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED])
        Verdict.UNDETERMINED
        >>> asked = specialise_at_least(2, [Verdict.MET, Verdict.UNMET, always(Verdict.MET)])
        >>> asked(None, date(2017, 3, 1))
        Verdict.MET
    """
    functions = tuple(part for part in remainders if not isinstance(part, Verdict))
    undecided = remainders.count(OPEN)
    missing = count - remainders.count(MET)
    spare = len(functions) + undecided - missing
    if missing <= 0:
        return MET
    if spare < 0:
        return UNMET
    if not functions:
        return OPEN
    if missing == 1:
        return _ask_any(functions, OPEN if undecided else UNMET)
    if not spare:
        return _ask_all(functions, OPEN if undecided else MET)
    settled = (OPEN,) * undecided
    return lambda household, on: judge_at_least(
        missing, (*settled, *[function(household, on) for function in functions])
    )


def _ask_any(functions: Sequence[DecideFunction], least: Verdict) -> DecideFunction:
    if least is UNMET and len(functions) == 1:
        return functions[0]

    def decide(household: HasFacts, on: date) -> Verdict:
        best = least
        for function in functions:
            verdict = function(household, on)
            if verdict is MET:
                return verdict
            if verdict is OPEN:
                best = verdict
        return best

    return decide


def _ask_all(functions: Sequence[DecideFunction], most: Verdict) -> DecideFunction:
    def decide(household: HasFacts, on: date) -> Verdict:
        worst = most
        for function in functions:
            verdict = function(household, on)
            if verdict is UNMET:
                return verdict
            if verdict is OPEN:
                worst = verdict
        return worst

    return decide


def specialise_contrary(remainder: Remainder) -> Remainder:
    """The function, or the verdict, contrary to that of a part."""
    if isinstance(remainder, Verdict):
        return ~remainder
    function = remainder

    def decide(household: HasFacts, on: date) -> Verdict:
        verdict = function(household, on)
        return UNMET if verdict is MET else MET if verdict is UNMET else verdict

    return decide


# The whole criterion: node by node, or by the functions that are kept.


_MOST_FLAGS: Final = 4
"""The most flags that select rules: together they have 81 values."""
_MOST_LEVELS: Final = 200
"""The most levels of a criterion that is made into functions: these call one another."""
_MOST_NODES: Final = 2_000
"""The most nodes of one, those that are shared counted wherever they stand."""
_MOST_KEPT: Final = 20_000
"""The most functions and keys that a criterion keeps, before it forgets them all."""


class SteadyDays:
    """The functions of a criterion for a stretch of days on which none of its rules changes."""

    __slots__ = ("by_choice", "by_class")

    def __init__(self) -> None:
        self.by_choice: Final[dict[Hashable, DecideFunction]] = {}
        """The functions by the rules that they ask; that of `None` takes nothing for fixed."""
        self.by_class: Final[dict[type[Any], dict[Hashable, DecideFunction]]] = {}
        """The same, for each class of households, by the key of the households that were asked.

        The class tells which facts there are, and that they were checked: 1 is no True there.
        """


@final
class Decider:
    """What a criterion remembers, so that it decides the next household fast.

    It remembers up to a limit, and nothing that it remembers changes an answer.
    """

    __slots__ = ("_checked", "_days_of_change", "_is_small", "_kept", "_nodes", "_place_nodes",
                 "_places", "_reads", "_root", "_selecting", "_steady", "_steps", "days",
                 "key")  # fmt: skip

    def __init__(self, root: Node) -> None:
        nodes = in_order(root)
        size, depth = fold(nodes, _size)[id(root)]
        self._root = root
        self._nodes = nodes
        self._steps = [(node, id(node), tuple(id(part) for part in node.parts)) for node in nodes]
        self._checked: Final[set[type[Any]]] = set()
        self._is_small = size <= _MOST_NODES and depth <= _MOST_LEVELS
        selecting = _find_selecting_facts(nodes) if self._is_small else {}
        self._places = tuple(name for name, kind in selecting.items() if kind is Kind.PLACE)
        self._place_nodes = [
            node for node in nodes for fact in node.reads if fact.name in self._places
        ]
        self._selecting = tuple(name for name in selecting if name not in self._places)
        of_places = DAYS_OF_POSTCODES if self._places else ()
        changes = (day for node in nodes for day in node.days_of_change())
        self._days_of_change = sorted({*changes, *of_places})
        self._steady: dict[int, SteadyDays] = {}
        self._kept = 0
        self._reads = sorted({fact.name for node in nodes for fact in node.reads})
        self.days: Final[dict[date, SteadyDays]] = {}
        """What the criterion was made into, by the days asked."""
        self.key: Final = _key_of(self._places, self._selecting)
        """What the function of a household depends on, for a class that was asked before."""

    def check(self, household: HasFacts, on: date) -> None:
        """Refuse what is no day, and a household that lacks a fact which the criterion reads.

        Raises:
            InvalidTypeError: For anything but a day.
            UnknownFactError: For a household without one of the facts.
        """
        exact_day(on, "criterion, on")
        kind = type(household)
        if kind not in self._checked:
            require_facts(household, self._reads)
            if isinstance(household, Household):  # its class tells which facts it has
                self._checked.add(kind)

    def judge_nodes(self, household: HasFacts, on: date) -> dict[int, Verdict]:
        """The verdict of each distinct node, by `id`, worked out node by node."""
        verdicts: dict[int, Verdict] = {}
        for node, key, parts in self._steps:
            of_parts = [verdicts[part] for part in parts] if parts else ()
            verdicts[key] = node.judge(of_parts, household, on)
        return verdicts

    def find_function(self, household: HasFacts, on: date) -> DecideFunction:
        """The function for a household on a day, and for all that select the same rules."""
        self.check(household, on)
        if self._kept > _MOST_KEPT:
            self.days.clear()
            self._steady.clear()
            self._kept = 0
        steady = self.days.get(on) or self._steady_days(on)
        if not isinstance(household, Household):
            for node in self._place_nodes:  # a code that means nothing is refused, come what may
                node.judge((), household, on)
            return steady.by_choice.get(None) or self._make(steady, None, household, on)
        values = [getattr(household, name) for name in self._selecting]
        choice: tuple[object, ...] = (
            type(household),
            *[node.judge((), household, on) for node in self._place_nodes],
            *[_worth(value, on) for value in values],
        )
        function = steady.by_choice.get(choice) or self._make(steady, choice, household, on)
        if self._has_key(household) and not any(map(_has_end, values)):
            keys = steady.by_class.setdefault(type(household), {})
            keys[self.key(household)] = function
            self._kept += 1
        return function

    def _has_key(self, household: Household) -> bool:
        places = (getattr(household, name) for name in self._places)
        # What a code of another day covers may change on a day on which nothing else does.
        return all(type(place) is Place and place.coded_on is None for place in places)

    def _steady_days(self, on: date) -> SteadyDays:
        index = bisect_right(self._days_of_change, on)
        self.days[on] = self._steady.setdefault(index, SteadyDays())
        self._kept += 1
        return self.days[on]

    def _make(
        self, steady: SteadyDays, choice: Hashable, household: HasFacts, on: date
    ) -> DecideFunction:
        root = self._root
        if not self._is_small:
            return lambda household, on: self.judge_nodes(household, on)[id(root)]
        names = frozenset(() if choice is None else (*self._places, *self._selecting))
        visit = _specialise_lightest_first(FixedFacts(household, on, names))
        remainder, weight = fold(self._nodes, visit)[id(root)]
        function = always(remainder) if isinstance(remainder, Verdict) else remainder
        steady.by_choice[choice] = function
        self._kept += weight
        return function


def _size(_node: Node, sizes: list[tuple[int, int]]) -> tuple[int, int]:
    """The number of nodes below a node, itself included, and of levels."""
    return 1 + sum(nodes for nodes, _ in sizes), 1 + max((depth for _, depth in sizes), default=0)


def _find_selecting_facts(nodes: list[Node]) -> dict[str, Kind]:
    """The facts that select rules, by name, with their kinds; a few flags are fixed with them."""
    selecting = {fact.name: fact.kind for node in nodes for fact in node.selecting_facts}
    reads = (fact for node in nodes for fact in node.reads)
    flags = {fact.name: fact.kind for fact in reads if fact.kind is Kind.FLAG}
    return selecting | flags if len(flags) <= _MOST_FLAGS else selecting


def _key_of(places: Sequence[str], names: Sequence[str]) -> Callable[[Any], Hashable]:
    """The function that reads off a household the values by which its own function is remembered.

    It gives `None`, under which nothing is remembered, where a place is no plain `Place`.
    """
    if not places:
        return attrgetter(*(names or ("__class__",)))
    fields = ("commune", "neighbourhood", "coded_on")
    paths = [f"{name}.{field}" for name in places for field in fields]
    read = attrgetter(*paths, *names)

    def key(household: HasFacts) -> Hashable:
        try:
            return read(household)
        except AttributeError:  # `None` and `Known` have no commune
            return None

    return key


def _worth(value: object, on: date) -> Hashable:
    """The value of a fact on a day, with its evidence; `None` once it has ended."""
    if not has_evidence(value):
        return value
    return None if has_ended(value, on) else (value.low, value.high, value.verified)


def _has_end(value: object) -> bool:
    return has_evidence(value) and value.valid_until is not None


def _specialise_lightest_first(
    fixed: FixedFacts,
) -> Callable[[Node, list[tuple[Remainder, int]]], tuple[Remainder, int]]:
    """The visit of `fold` that specialises a node, the parts with the fewest functions first."""

    def visit(node: Node, parts: list[tuple[Remainder, int]]) -> tuple[Remainder, int]:
        lightest_first = sorted(parts, key=itemgetter(1))
        remainder = node.specialise([part for part, _ in lightest_first], fixed)
        settles = isinstance(remainder, Verdict)
        return remainder, 0 if settles else 1 + sum(weight for _, weight in parts)

    return visit
