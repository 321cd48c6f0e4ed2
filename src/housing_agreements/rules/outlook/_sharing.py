"""A number to come that is shared among groups in any way: whether one sharing keeps them all.

Of each group it is known how many of a number to come may reach the publics. Those of all groups
together must suit the total as well. Where numbers and groups are few, every sharing is looked at,
group after group: of each number used so far, the least and the most that may reach the publics.

Where they are many, each group is given the least that it takes. If these are more than are
expected, no sharing does. Else the rest is given to one group, and what comes of that is one
sharing that does, or leaves it open.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from housing_agreements.rules.quotas.limits import NOUGHT
from housing_agreements.values.bounds import Bounds

__all__ = ("Shared", "Sharer", "Sharing")

_Range = tuple[int, int]
"""The least and the most that may reach the publics."""

_MOST_SHARED: Final = 60
"""Of how many to come every sharing is looked at."""
_MOST_TABLES: Final = 400
"""For how many pairs of a group and a number."""
_MOST_HEAPS: Final = 5
"""How many groups are tried for the rest."""


class _InReach(Protocol):
    """How many may reach the publics, perhaps and surely; `None`: no number is right."""

    @property
    def perhaps(self) -> _Range | None: ...
    @property
    def surely(self) -> _Range | None: ...


class Sharer(Protocol):
    """A group, or the total, as far as a sharing asks it."""

    @property
    def is_steady(self) -> bool:
        """Whether more to come never makes it harder."""
        ...

    @property
    def asks_of_all(self) -> bool:
        """Whether more must reach the publics when more come: a floor by share."""
        ...

    def find_within(self, coming: Bounds[int], /) -> _InReach:
        """How many of those to come may reach the publics."""
        ...

    def find_needed(self, coming: Bounds[int], /, *, chosen: bool) -> Bounds[int] | None:
        """How many of them must."""
        ...


class Shared(NamedTuple):
    """What came of it."""

    perhaps: bool
    """Whether some sharing may keep all."""
    surely: bool
    """Whether some sharing surely does."""
    needed: Bounds[int] | None
    """How many in all must reach the publics; `None`: no number is enough."""


class Sharing:
    """What is expected, the total, and the groups that share it.

    Args:
        coming: How many are expected in all.
        total: The total; `None`: the groups alone are judged.
        groups: The groups that share what is left, each with the floors that it has.
        given: What is expected of the others, each with its group.
        further: Any group that is not yet there; `None`: there is none.
    """

    def __init__(
        self,
        coming: Bounds[int],
        total: Sharer | None,
        groups: Sequence[Sharer],
        given: Sequence[tuple[Sharer, Bounds[int]]],
        further: Sharer | None,
    ) -> None:
        self._coming, self._total, self._groups = coming, total, groups
        self._further = further
        self._given = [sharer.find_within(expected) for sharer, expected in given]
        low = sum(expected.low for _, expected in given)
        highs = [expected.high for _, expected in given if expected.high is not None]
        high = sum(highs) if len(highs) == len(given) else None
        self._given_number = Bounds(low, high)
        most = None if coming.high is None else max(0, coming.high - low)
        self._left = Bounds(0 if high is None else max(0, coming.low - high), most)

    def share(self) -> Shared:
        """Whether some sharing keeps all groups and the total."""
        most, groups = self._left.high, len(self._groups) + (self._further is not None)
        if most is not None and most <= _MOST_SHARED and groups * (most + 1) <= _MOST_TABLES:
            return self._share_in_every_way(most)
        return self._share_by_need()

    # --- Few: every sharing -------------------------------------------------------------------

    def _share_in_every_way(self, most: int) -> Shared:
        numbers = [Bounds(number, number) for number in range(most + 1)]
        tables = [[group.find_within(number) for number in numbers] for group in self._groups]
        perhaps, surely = (self._list_needed(tables, most, surely=sure) for sure in (False, True))
        lows = [needed for needed in perhaps if needed is not None]
        highs = [needed for needed in surely if needed is not None]
        if not lows:
            return Shared(perhaps=False, surely=False, needed=None)
        every = len(highs) == len(surely)
        needed = Bounds(min(lows), max(*highs, min(lows)) if every else None)
        return Shared(perhaps=True, surely=every, needed=needed)

    def _list_needed(
        self, tables: Sequence[Sequence[_InReach]], most: int, *, surely: bool
    ) -> list[int | None]:
        """Of each number to share, how many must reach the publics; `None`: no sharing does."""
        sums: list[list[_Range]] = [[(0, 0)], *([] for _ in range(most))]
        for table in tables:
            sums = _add_group(sums, [_choose_range(within, surely=surely) for within in table])
        if self._further is not None:
            sums = _add_group(sums, self._list_further(most, surely=surely))
        elif not tables:  # what no group can have counts in the total alone
            sums = [[(0, number)] for number in range(most + 1)]
        given = [_choose_range(within, surely=surely) for within in self._given]
        found: list[int | None] = []
        for number in range(self._left.low, most + 1):
            ranges: list[_Range] = sums[number]
            for own in given:
                ranges = [] if own is None else [(low + own[0], up + own[1]) for low, up in ranges]
            total = self._find_total(number, surely=surely)
            found.append(_find_least_common(ranges, total))
        return found

    def _list_further(self, most: int, *, surely: bool) -> list[_Range | None]:
        """What may reach the publics in groups not yet there: perhaps any number, in several."""
        if self._further is None or not surely:
            return [(0, number) for number in range(most + 1)]
        numbers = [Bounds(number, number) for number in range(most + 1)]
        return [self._further.find_within(number).surely for number in numbers]

    def _find_total(self, number: int, *, surely: bool) -> _Range | None:
        """How many may reach the publics in total, where so many are shared."""
        if self._total is None:
            return 0, number + (self._given_number.high or self._given_number.low)
        coming = Bounds(number, number) + self._given_number
        low = max(coming.low, self._coming.low)
        highs = [high for high in (coming.high, self._coming.high) if high is not None]
        high = max(low, min(highs)) if highs else None
        return _choose_range(self._total.find_within(Bounds(low, high)), surely=surely)

    # --- Many: each its least, and the rest to one --------------------------------------------

    def _share_by_need(self) -> Shared:
        needs = [group.find_needed(self._left, chosen=True) or NOUGHT for group in self._groups]
        least = sum(need.low for need in needs)
        highs = [need.high for need in needs if need.high is not None]
        perhaps = self._left.high is None or least <= self._left.high
        low = least + sum(own.perhaps[0] for own in self._given if own.perhaps is not None)
        of_total = None
        if self._total is not None:
            of_total = self._total.find_within(self._coming)
            low = max(low, of_total.perhaps[0] if of_total.perhaps is not None else 0)
        most: int | None = None
        if len(highs) == len(needs):
            numbers = [self._left.low]
            if self._left.high is not None:
                numbers.append(self._left.high)
            tried = [self._try_to_share(number, highs) for number in dict.fromkeys(numbers)]
            found = [needed for needed in tried if needed is not None]
            sharers = [*self._groups, *filter(None, (self._total,))]
            steady = self._is_of_one_kind(sharers) or self._left.exact
            if len(found) == len(tried) and steady:
                most = max(*found, low)
        if most is None:
            return Shared(perhaps, surely=False, needed=Bounds(low, None) if perhaps else None)
        sharers = [*self._groups, *filter(None, (self._total, self._further))]
        grows = most > low or any(sharer.asks_of_all for sharer in sharers)
        endless = self._left.high is None and grows
        return Shared(perhaps, surely=True, needed=Bounds(low, None if endless else most))

    def _is_of_one_kind(self, sharers: Sequence[Sharer]) -> bool:
        return all(sharer.is_steady for sharer in sharers)

    def _try_to_share(self, number: int, needs: Sequence[int]) -> int | None:
        """How many reach the publics in one sharing that keeps all; `None`: none was found."""
        rest = number - sum(needs)
        if rest < 0:
            return None
        own = [
            group.find_within(Bounds(need, need)).surely
            for group, need in zip(self._groups, needs, strict=True)
        ]
        given = [within.surely for within in self._given]
        total = self._find_total(number, surely=True)
        found = [
            needed
            for heaped in self._list_heaps(own, needs, rest)
            if (needed := _find_least_sum([*heaped, *given], total)) is not None
        ]
        return min(found, default=None)

    def _list_heaps(
        self, own: Sequence[_Range | None], needs: Sequence[int], rest: int
    ) -> Iterator[Sequence[_Range | None]]:
        """What each group may have reach the publics, where one of them has all the rest."""
        if not rest:
            yield own
            return
        for index, group in enumerate(self._groups[:_MOST_HEAPS]):
            heap = Bounds(needs[index] + rest, needs[index] + rest)
            yield [*own[:index], group.find_within(heap).surely, *own[index + 1 :]]
        if self._further is not None:
            yield [*own, self._further.find_within(Bounds(rest, rest)).surely]
        elif not self._groups:
            yield own


def _choose_range(within: _InReach, *, surely: bool) -> _Range | None:
    return within.surely if surely else within.perhaps


def _add_group(
    sums: Sequence[Sequence[_Range]], table: Sequence[_Range | None]
) -> list[list[_Range]]:
    """Of each number used, what may reach the publics with a further group."""
    added: list[list[_Range]] = [[] for _ in sums]
    for used, ranges in enumerate(sums):
        for number, own in enumerate(table[: len(sums) - used]):
            if own is not None:
                added[used + number] += [(low + own[0], up + own[1]) for low, up in ranges]
    return [_join_ranges(ranges) for ranges in added]


def _join_ranges(ranges: Sequence[_Range]) -> list[_Range]:
    """The same numbers in as few ranges as there can be."""
    joined: list[_Range] = []
    for low, up in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], up)
        else:
            joined.append((low, up))
    return joined


def _find_least_common(ranges: Sequence[_Range], total: _Range | None) -> int | None:
    """The least number that is in one of some ranges and in that of the total."""
    if total is None:
        return None
    common = (max(low, total[0]) for low, up in ranges if max(low, total[0]) <= min(up, total[1]))
    return min(common, default=None)


def _find_least_sum(parts: Sequence[_Range | None], total: _Range | None) -> int | None:
    """The least sum of a number of each range that suits the total."""
    known = [own for own in parts if own is not None]
    if len(known) < len(parts):
        return None
    whole = sum(low for low, _ in known), sum(up for _, up in known)
    return _find_least_common([whole], total)
