"""The course of turns: how holders go on from where they stand, in whole numbers of one unit.

A holder is late by what it is due less what it has had. At each dwelling, the turn goes to a holder
that would not be ahead by more than the bound, and of these to the one whose deadline comes first:
the last dwelling at which its turn may come without its being late by more than the bound.

For holders that begin alike, the bound 1 - 1/(2k - 2) can always be kept, whatever their shares,
and no smaller one can (Tijdeman 1980). From any other start it can be kept exactly when nobody is
late or ahead by more, and when by no later dwelling more turns are due than there are dwellings;
the least bound of which that is true is found by going through the dwellings that come. The tests
hold it against an exhaustive search.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Final

from housing_agreements.errors import NotKnownError

__all__ = ("Course", "ShareSteps", "first_bound_of")

ShareSteps = Sequence[tuple[int, Sequence[Fraction]]]
"""After how many further dwellings which shares hold, from 0 on; each step sums to the whole."""

_NEVER_COMES: Final = 10**1_000
"""The number of a dwelling that never comes."""
_MOST_AHEAD: Final = 300_000
"""How many dwellings are looked at ahead for the least bound, and in all for when it is over."""


def first_bound_of(holders: int) -> Fraction:
    """The bound that a rule can always keep for so many holders that begin alike.

    Examples:
        >>> [str(first_bound_of(holders)) for holders in (1, 2, 3, 12)]
        ['0', '1/2', '3/4', '21/22']
    """
    return Fraction(0) if holders == 1 else 1 - Fraction(1, 2 * holders - 2)


class Course:
    """Where holders stand and how their shares go on. It is moved on in place, and never shared.

    Examples:
        >>> shares = [Fraction(6, 13), Fraction(6, 13), Fraction(1, 13)]
        >>> Course([Fraction(0)] * 3, [(0, shares)]).take_turns(7)
        [0, 1, 0, 1, 0, 1, 2]
    """

    __slots__ = (
        "_at",
        "_lags",
        "_looked",
        "_period",
        "_shares",
        "_starts",
        "_unit",
        "bound",
        "first",
    )

    def __init__(self, lags: Sequence[Fraction], steps: ShareSteps) -> None:
        first = first_bound_of(len(lags))
        numbers = [first, *lags, *(share for _, shares in steps for share in shares)]
        self._unit = unit = lcm(*(number.denominator for number in numbers))
        # After so many dwellings at the last shares, everything that is due comes round again.
        self._period = lcm(*(share.denominator for share in steps[-1][1]))
        self._lags = [_in_units(lag, unit) for lag in lags]
        self._starts = [start for start, _ in steps]
        self._shares = [[_in_units(share, unit) for share in shares] for _, shares in steps]
        self._at = self._looked = 0
        self.first: int = _in_units(first, unit)
        """The bound that can always be kept from the beginning, in units."""
        self.bound: int = self._find_bound()
        """The bound that is kept, in units."""

    def copy(self) -> "Course":
        """A course that is moved on by itself."""
        twin = object.__new__(Course)
        for name in self.__slots__:
            setattr(twin, name, getattr(self, name))
        twin._lags = [*self._lags]  # of its own class
        return twin

    def in_dwellings(self, units: int) -> Fraction:
        """A number of units, in dwellings."""
        return Fraction(units, self._unit)

    @property
    def lags(self) -> list[Fraction]:
        """By how much each holder is late, in dwellings; below 0: ahead."""
        return [Fraction(lag, self._unit) for lag in self._lags]

    @property
    def next_shares(self) -> list[Fraction]:
        """The shares of the next dwelling."""
        return [Fraction(share, self._unit) for share in self._shares_at(0)]

    def list_deadlines(self) -> list[int | None]:
        """The last dwelling at which the turn of each must come, from 1 on; `None`: never."""
        found = (self._reach(index, self.bound - lag) for index, lag in enumerate(self._lags))
        return [None if number == _NEVER_COMES else number for number in found]

    def list_candidates(self) -> list[int]:
        """Who may have the next turn: one, or several that are alike in every regard."""
        due = self._due()
        able = [
            (self._reach(index, self.bound - lag), -due[index], -self._shares_at(0)[index], index)
            for index, lag in enumerate(self._lags)
            if due[index] - self._unit >= -self.bound
        ]
        best = min(able)
        return [key[-1] for key in able if key[:-1] == best[:-1]]

    def take_turns(self, number: int) -> list[int]:
        """Whose turn each of the next dwellings is; of holders that are alike, the first one's."""
        taken: list[int] = []
        while len(taken) < number and self.bound > self.first:
            taken.append(self._take_turn())
            self.bound = self._find_bound()
        if len(taken) == number:
            return taken
        return taken + self._take_turns(number - len(taken))

    def count_until_back(self, most: int) -> tuple[int, bool]:
        """After how many dwellings the first bound is kept again, or how many it takes at least.

        Args:
            most: How many dwellings to look at.

        Returns:
            The number, and whether it is the number itself rather than the least that it can be.
        """
        soonest = max(
            0 if lag >= -self.first else self._reach(index, -self.first - lag - 1)
            for index, lag in enumerate(self._lags)
        )
        if soonest > most:
            return most + 1 if soonest == _NEVER_COMES else soonest, False
        twin = self.copy()
        twin._looked = number = 0  # noqa: SLF001  # of its own class
        while twin.bound > twin.first:
            if number == most or twin._looked > _MOST_AHEAD:  # noqa: SLF001  # likewise
                return number + 1, False
            twin.take_turns(1)
            number += 1
        return number, True

    def _shares_at(self, ahead: int) -> list[int]:
        """The shares of the dwelling after so many further ones."""
        if len(self._starts) == 1:
            return self._shares[0]
        step = 0
        while step + 1 < len(self._starts) and self._starts[step + 1] <= self._at + ahead:
            step += 1
        return self._shares[step]

    def _due(self) -> list[int]:
        """By how much each is late once the next dwelling is there and nobody has had it."""
        return [lag + share for lag, share in zip(self._lags, self._shares_at(0), strict=True)]

    def _reach(self, index: int, amount: int) -> int:
        """The first dwelling, the next being 1, with which a holder is due more than an amount."""
        if amount < 0:
            return 1
        if len(self._starts) == 1:  # most often: shares that do not change
            share = self._shares[0][index]
            return amount // share + 1 if share else _NEVER_COMES
        for (start, shares), (end, _) in pairwise(
            [*zip(self._starts, self._shares, strict=True), (_NEVER_COMES, [])]
        ):
            start, end = max(start - self._at, 0), end - self._at  # noqa: PLW2901  # from here on
            if end <= 0:
                continue
            share = shares[index]
            if share:
                number = start + amount // share + 1
                if number <= end:
                    return number
                amount -= share * (end - start)
        return _NEVER_COMES

    def _sum_due(self, index: int, number: int) -> int:
        """What a holder is due of so many further dwellings."""
        if len(self._starts) == 1:
            return self._shares[0][index] * number
        whole = 0
        for (start, shares), (end, _) in pairwise(
            [*zip(self._starts, self._shares, strict=True), (_NEVER_COMES, [])]
        ):
            first, last = max(start - self._at, 0), min(end - self._at, number)
            whole += shares[index] * max(0, last - first)
        return whole

    def _find_bound(self) -> int:
        """The least bound that any rule could keep from here, and not below the first.

        By the dwelling of some number, each holder must have had the turns without which it would
        be late by more than the bound; together they are at most so many. Where some are not, the
        bound rises to the next at which one turn less is due. What is due by a number of
        dwellings, less that number, is the most in the first period of the last shares. It cannot
        become too much once the turns begun are at most one more than the dwellings.
        """
        unit, due = self._unit, [*self._lags]
        bound = max(self.first, *map(abs, due))
        last = max(self._starts[-1] - self._at, 0) + self._period
        for number in range(1, last + 1):
            begun = sum(lag + unit - bound for lag in due if lag + unit > bound)
            if begun <= number * unit:
                break
            if number > _MOST_AHEAD:
                raise NotKnownError(
                    "next_holder, the least bound",
                    f"more than {_MOST_AHEAD} dwellings to look at",
                    "shares with a smaller common denominator",
                    "round them to a hundredth of a per cent",
                )
            self._looked += 1
            shares = self._shares_at(number - 1)
            due = [lag + share for lag, share in zip(due, shares, strict=True)]
            turns = [-((bound - lag) // unit) for lag in due]
            while sum(turn for turn in turns if turn > 0) > number:
                bound = min(
                    lag - (turn - 1) * unit
                    for lag, turn in zip(due, turns, strict=True)
                    if turn > 0
                )
                turns = [-((bound - lag) // unit) for lag in due]
        return bound

    def _take_turn(self) -> int:
        """Whose turn the next dwelling is: the same as the first of many, found faster."""
        bound, lags, due, shares = self.bound, self._lags, self._due(), self._shares_at(0)
        least = self._unit - bound
        chosen, soonest = -1, _NEVER_COMES + 1
        for index, late in enumerate(due):
            if late < least:
                continue
            deadline = self._reach(index, bound - lags[index])
            if deadline > soonest:
                continue
            if deadline == soonest and (late, shares[index]) <= (due[chosen], shares[chosen]):
                continue
            chosen, soonest = index, deadline
        due[chosen] -= self._unit
        self._lags, self._at = due, self._at + 1
        return chosen

    def _take_turns(self, number: int) -> list[int]:
        """Whose turns come, at a bound that can be kept."""
        bound, unit, lags, reach = self.bound, self._unit, self._lags, self._reach
        holders = range(len(lags))
        had = [0] * len(lags)  # in units
        deadlines = [reach(index, bound - lags[index]) for index in holders]
        begins = [reach(index, unit - bound - lags[index] - 1) for index in holders]
        taken: list[int] = []
        for dwelling in range(1, number + 1):
            chosen, soonest = -1, _NEVER_COMES + 1
            for index in holders:
                if begins[index] > dwelling or deadlines[index] > soonest:
                    continue
                if deadlines[index] == soonest:
                    due = lags[index] + self._sum_due(index, dwelling) - had[index]
                    other = lags[chosen] + self._sum_due(chosen, dwelling) - had[chosen]
                    shares = self._shares_at(dwelling - 1)
                    if (due, shares[index]) <= (other, shares[chosen]):
                        continue
                chosen, soonest = index, deadlines[index]
            taken.append(chosen)
            had[chosen] += unit
            late = lags[chosen] - had[chosen]
            deadlines[chosen] = reach(chosen, bound - late)
            begins[chosen] = reach(chosen, unit - bound - late - 1)
        for index in holders:
            lags[index] += self._sum_due(index, number) - had[index]
        self._at += number
        return taken


def _in_units(number: Fraction, unit: int) -> int:
    return number.numerator * (unit // number.denominator)
