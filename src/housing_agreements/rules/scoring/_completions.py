"""What the items of a grid give over all the ways to fill in what is not known.

Facts that are not known are supposed one after the other, with values on both sides of each
boundary. Items that share none of them do not depend on one another: their points are bounded
apart, and added. So the bounds are exact: each is reached when the facts are filled in some way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import auto
from operator import add
from typing import Any, Final, NamedTuple

from housing_agreements._records import Enumeration
from housing_agreements.criteria._decide import Decider
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import SupposedFacts
from housing_agreements.criteria.kinds import exact
from housing_agreements.rules.scoring.grids import Points, Waiting
from housing_agreements.values.verdicts import MET, OPEN, UNMET, Verdict

__all__ = ("Item", "Possible", "Role", "Search", "Tie", "Variable", "add_outcomes", "cap_outcome")

_MOST_ASKED: Final = 10_000
"""How many times the items of one household are asked, before their bounds become coarser."""

Ends = tuple[Points, Points]
"""The fewest and the most points."""


class Role(Enumeration):
    """What an item of a grid does."""

    POINTS = auto()
    """It gives points."""
    OUTSIDE = auto()
    """It leaves households out."""
    FIRST = auto()
    """It says who comes first."""


class Item(NamedTuple):
    """What depends on facts: a rubric with its points, who is outside, who comes first."""

    role: Role
    """What it does."""
    criteria: tuple[int, ...]
    """The criteria that it asks, by index."""
    waits: tuple[tuple[str, Waiting], ...]
    """Its times of waiting, with the names of the facts that give their days."""
    give: Callable[[Sequence[Verdict], Sequence[Ends]], Ends]
    """The fewest and the most points, from its verdicts and the points of its waiting times."""


class Tie(NamedTuple):
    """A fact that ranks equal points."""

    name: str
    """Its name, or that of its document."""
    least: Any
    """The least value that it can have."""
    most: Any
    """The greatest."""


class Variable(NamedTuple):
    """A fact that is not known, or within bounds only."""

    names: tuple[str, ...]
    """Its name, and that of its document where both would be learnt together."""
    given: Any
    """What is known of it."""
    values: tuple[Any, ...]
    """The values that stand for all that it can have; none where nothing asks it."""
    around: Mapping[Any, tuple[Any, Any]]
    """For each value that stands for others, the ends between which these lie."""


class Possible(NamedTuple):
    """The fewest and the most points, and the best and the worst key, over all completions.

    A key is whether one comes first (0) or not (1), the contrary of the points, and each tie.
    """

    low: Points
    """The fewest points."""
    high: Points
    """The most points."""
    best: tuple[Any, ...]
    """The best key."""
    worst: tuple[Any, ...]
    """The worst key."""


def add_outcomes(one: Possible, other: Possible) -> Possible:
    """What two groups of items give together, where neither depends on the other."""
    return Possible(
        one.low + other.low,
        one.high + other.high,
        tuple(map(add, one.best, other.best)),
        tuple(map(add, one.worst, other.worst)),
    )


def _join_outcomes(one: Possible | None, other: Possible | None) -> Possible | None:
    """What is possible where either is."""
    if one is None or other is None:
        return other if one is None else one
    return Possible(
        min(one.low, other.low),
        max(one.high, other.high),
        min(one.best, other.best),
        max(one.worst, other.worst),
    )


def cap_outcome(outcome: Possible, most: Points | None) -> Possible:
    """An outcome under a limit of the points in all."""
    if most is None or outcome.high <= most:
        return outcome
    (first, best, *ties), (last, worst, *later) = outcome.best, outcome.worst
    return Possible(
        min(outcome.low, most),
        most,
        (first, max(best, -most), *ties),
        (last, max(worst, -most), *later),
    )


class Search:
    """The outcomes of the items of a grid, for one set of facts after another.

    Args:
        criteria: The criteria of the grid.
        reads: The names of the facts that each of them reads.
        ties: The facts that rank equal points.
        on: The day asked.
    """

    def __init__(
        self,
        criteria: Sequence[Criterion],
        reads: Sequence[frozenset[str]],
        ties: Sequence[Tie],
        on: date,
    ) -> None:
        self._criteria, self._reads, self._ties, self._on = criteria, reads, ties, on
        nobody = [SupposedFacts(dict.fromkeys(names)) for names in reads]
        # Once a household was looked at, these answer for whatever is supposed of it.
        self._decide: Final = [
            Decider(criterion).find_function(supposed, on)
            for criterion, supposed in zip(criteria, nobody, strict=True)
        ]
        self._is_last_of_month = (on + timedelta(days=1)).day == 1 if on < date.max else True
        self._nothing: Final = (0,) * len(ties)
        self._supposed = SupposedFacts({})
        self._days: dict[str, tuple[date, ...]] = {}
        self._most: Points | None = None
        self._is_whole = False
        self._asked = 0
        self.may_be_outside = False
        """Whether some completion leaves the household outside."""
        self.is_exact = True
        """Whether the search was long enough for exact bounds."""
        self.ties_give_points = False
        """Whether a fact that is not known gives points and ranks equal points as well."""

    def find(
        self,
        items: Sequence[Item],
        values: Mapping[str, Any],
        variables: Sequence[Variable],
        *,
        most: Points | None = None,
    ) -> Possible | None:
        """What some items give together, of all of the grid's or of a part that stands apart.

        Args:
            items: The items.
            values: What is known of each fact.
            variables: The facts that are not known exactly.
            most: The limit of the points in all, where these are all the items.

        Returns:
            The outcome; `None` where the household is outside, whatever is not known.
        """
        self._supposed = SupposedFacts(values)
        self._days = {name: one.values for one in variables for name in one.names}
        self._most, self._asked, self.may_be_outside, self.is_exact = most, 0, False, True
        of_ties = {tie.name for tie in self._ties}
        free = tuple(one for one in variables if one.values or not of_ties.isdisjoint(one.names))
        open_names = {name for one in free for name in one.names}
        read = {name for item in items for name in self._names_read(item, item.criteria)}
        self.ties_give_points = not of_ties.isdisjoint(open_names & read)
        self._is_whole = most is not None and self.ties_give_points
        known = [
            0
            if tie.name in open_names or tie.name not in values
            else _as_sortable(values[tie.name])
            for tie in self._ties
        ]
        for item in items:  # a code that means nothing is refused here
            for index in item.criteria:
                self._criteria[index].decide(self._supposed, on=self._on)
        found = self._ask(items, free, (0, 0), (0, 0))
        if found is None:
            return None
        added = add_outcomes(found, Possible(0, 0, (0, 0, *known), (0, 0, *known)))
        return cap_outcome(added, most)

    def _names_read(self, item: Item, asked: Iterable[int]) -> frozenset[str]:
        """The facts that an item reads by some of its criteria, and for its waiting times."""
        names = frozenset(name for name, _ in item.waits)
        return names.union(*[self._reads[index] for index in asked])

    def _ask(
        self, items: Sequence[Item], free: tuple[Variable, ...], base: Ends, first: tuple[int, int]
    ) -> Possible | None:
        """What some items give, beside a base, with what is supposed so far."""
        self._asked += len(items)
        if self._asked > _MOST_ASKED:
            self.is_exact = False
        names = {name for variable in free for name in variable.names}
        waiting: list[Item] = []
        read_later: set[str] = set()
        (low, high), (best, worst) = base, first
        for item in items:
            verdicts = [self._decide[index](self._supposed, self._on) for index in item.criteria]
            asked = zip(item.criteria, verdicts, strict=True)
            read = self._names_read(item, [index for index, verdict in asked if verdict is OPEN])
            if self.is_exact and not names.isdisjoint(read):
                waiting.append(item)
                read_later |= names & read
                continue
            fewest, most = item.give(verdicts, list(self._points_of_waits(item, names)))
            low, high = low + fewest, high + most
            if item.role is Role.FIRST:
                best, worst = best + (verdicts[0] is UNMET), worst + (verdicts[0] is not MET)
            elif item.role is Role.OUTSIDE:
                self.may_be_outside |= verdicts[0] is not UNMET
                if verdicts[0] is MET:
                    return None
        rest = tuple(one for one in free if not read_later.isdisjoint(one.names))
        apart = [one for one in free if read_later.isdisjoint(one.names)]
        ends = list(self._ends_of_ties(apart))
        best_ties, worst_ties = tuple(end[0] for end in ends), tuple(end[1] for end in ends)
        if waiting and self._is_whole:
            found = self._suppose(waiting, rest, (low, high), (best, worst))
            ties = Possible(0, 0, (0, 0, *best_ties), (0, 0, *worst_ties))
            return None if found is None else add_outcomes(ties, found)
        so_far = Possible(low, high, (best, -high, *best_ties), (worst, -low, *worst_ties))
        if self._is_whole:
            return cap_outcome(so_far, self._most)
        outcome: Possible | None = so_far
        for group, variables in self._part(waiting, rest):
            found = self._suppose(group, variables, (0, 0), (0, 0))
            outcome = None if found is None or outcome is None else add_outcomes(outcome, found)
        return outcome

    def _suppose(
        self, items: Sequence[Item], free: tuple[Variable, ...], base: Ends, first: tuple[int, int]
    ) -> Possible | None:
        """What some items give, over the values of the fact that most of them read."""
        read = [self._names_read(item, item.criteria) for item in items]
        chosen = max(free, key=lambda one: sum(not names.isdisjoint(one.names) for names in read))
        rest = tuple(variable for variable in free if variable is not chosen)
        outcome: Possible | None = None
        for value in chosen.values:
            self._supposed.suppose(dict.fromkeys(chosen.names, value))
            found = self._ask(items, rest, base, first)
            if found is not None:
                low, high = chosen.around.get(value, (value, value))
                held = [tie.name in chosen.names for tie in self._ties]
                best = tuple(_as_sortable(low) if holds else 0 for holds in held)
                worst = tuple(_as_sortable(high) if holds else 0 for holds in held)
                tied = Possible(0, 0, (0, 0, *best), (0, 0, *worst))
                outcome = _join_outcomes(outcome, add_outcomes(found, tied))
        self._supposed.suppose(dict.fromkeys(chosen.names, chosen.given))
        return outcome

    def _points_of_waits(self, item: Item, free: set[str]) -> Iterator[Ends]:
        """The fewest and the most points of each of its waiting times, with what is supposed."""
        for name, line in item.waits:
            days = self._days[name] if name in free else (getattr(self._supposed, name),)
            points = [line.give(many) for many in {self._count_months(day) for day in days}]
            yield min(points), max(points)

    def _count_months(self, since: date) -> int:
        """Whole months up to the day asked, as `months_between` counts them, and faster."""
        on = self._on
        months = 12 * (on.year - since.year) + on.month - since.month
        return months if since.day <= on.day or self._is_last_of_month else months - 1

    def _ends_of_ties(self, apart: Iterable[Variable]) -> Iterator[tuple[Any, Any]]:
        """The least and the most of each tie that is not known, and that nothing else reads."""
        given = {name: variable.given for variable in apart for name in variable.names}
        for tie in self._ties:
            if tie.name not in given:
                yield 0, 0
                continue
            known = given[tie.name]
            low = tie.least if known is None or known.low is None else known.low
            high = tie.most if known is None or known.high is None else known.high
            yield _as_sortable(low), _as_sortable(high)

    def _part(
        self, items: Iterable[Item], free: tuple[Variable, ...]
    ) -> list[tuple[list[Item], tuple[Variable, ...]]]:
        """Items that share facts which are not known, with these facts, group by group."""
        groups: list[tuple[list[Item], set[int]]] = []
        for item in items:
            read = self._names_read(item, item.criteria)
            held = {index for index, one in enumerate(free) if not read.isdisjoint(one.names)}
            together, apart = [item], list[tuple[list[Item], set[int]]]()
            for others, theirs in groups:
                if held.isdisjoint(theirs):
                    apart.append((others, theirs))
                else:
                    together, held = [*others, *together], held | theirs
            groups = [*apart, (together, held)]
        return [(some, tuple(free[index] for index in sorted(held))) for some, held in groups]


def _as_sortable(value: Any) -> Any:  # a number or a day
    """A day as a number, so that ties add up as points do; a number as an exact one."""
    return value.toordinal() if isinstance(value, date) else exact(value)
