"""The functions that a criterion is made into: each gives a rank to a household on a day.

They answer at once for plain values, and leave all others to the general way of judging.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from housing_agreements.criteria.fold import Ranking, Ready

__all__ = (
    "always",
    "at_least",
    "contrary",
    "if_known",
    "is_true",
    "kth_largest",
    "one_of",
    "within_limits",
)

_General = Callable[[Sequence[int], Any, date], int]
"""How an atom judges whatever is known of a household."""


def kth_largest(count: int, given: Sequence[int]) -> int:
    """The rank of "at least `count` of": the `count`-th largest rank given.

    None are enough for a count of zero, and no number is when there are too few.

    Examples:
        >>> kth_largest(2, [0, 1, 2])
        1
    """
    if not count:
        return 2
    return sorted(given)[-count] if count <= len(given) else 0


def at_least(count: int, given: Sequence[Ready]) -> Ready:
    """At least `count` of several parts, asked in turn for as long as it matters.

    Examples:
        >>> at_least(2, [2, 0, always(2)])(None, date(2017, 3, 1)), at_least(2, [2, 0, 1])
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
    return lambda household, on: kth_largest(
        owed, (*settled, *[part(household, on) for part in parts])
    )


def _any(parts: Sequence[Ranking], least: int) -> Ranking:
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


def _all(parts: Sequence[Ranking], most: int) -> Ranking:
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


def contrary(given: Ready) -> Ready:
    """The contrary rank."""
    return 2 - given if isinstance(given, int) else lambda household, on: 2 - given(household, on)


def always(rank: int) -> Ranking:
    """The same rank for everybody."""
    return lambda _household, _on: rank


def if_known(name: str, judged: _General) -> Ranking:
    """A question about a fact, undetermined at once where the fact is not known."""

    def judge(household: Any, on: date) -> int:
        return 1 if getattr(household, name) is None else judged((), household, on)

    return judge


def is_true(name: str, judged: _General) -> Ranking:
    """Whether a plain fact is true."""

    def judge(household: Any, on: date) -> int:
        value = getattr(household, name)
        if value is None:
            return 1
        if value is True:
            return 2
        return 0 if value is False else judged((), household, on)

    return judge


def one_of(name: str, values: Collection[int | str], judged: _General) -> Ranking:
    """Whether a plain code or count is one of several values."""

    def judge(household: Any, on: date) -> int:
        value = getattr(household, name)
        if type(value) is str or type(value) is int:
            return 2 if value in values else 0
        return 1 if value is None else judged((), household, on)

    return judge


def within_limits(
    name: str, limits: tuple[Any, Any], given: tuple[int, int, int], judged: _General
) -> Ranking:
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
