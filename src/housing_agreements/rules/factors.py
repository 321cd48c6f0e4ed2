"""Look-up tables that turn each distinct value of an entry's field into a part of its key.

A ledger holds few distinct contingents, communes or sets of publics. Each is looked at once:
checked against what the agreement declares, reduced to what it reads, and given a number;
the numbers of the factors of one entry, side by side in one integer, are its key.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final, Generic, TypeVar

from housing_agreements.model.terms import Per
from housing_agreements.rules.cells import Cover, Covered, Window
from housing_agreements.rules.reading import Reading
from housing_agreements.values.territories import NO_NEIGHBOURHOOD
from housing_agreements.values.verdicts import Verdict

__all__ = ("BITS", "UNKNOWN", "Factor", "Lookup", "Places")

V = TypeVar("V")
W = TypeVar("W")

BITS: Final = 32
"""The width of one factor in a key: more distinct values than any ledger has."""
_MASK: Final = (1 << BITS) - 1
UNKNOWN: Final = -1
"""The part of a code that is not known: joined to any others by `|`, it gives itself."""


class Factor(Generic[W]):
    """The numbers of one factor: each distinct thing that is kept, and its part of a key.

    Args:
        position: Where the part stands in the key.
    """

    def __init__(self, position: int) -> None:
        self._shift = BITS * position
        self._numbers: dict[W, int] = {}
        self._kept: list[W] = []

    def part(self, kept: W) -> int:
        """The part of the key that stands for a thing."""
        number = self._numbers.get(kept)
        if number is None:
            self._kept.append(kept)
            number = self._numbers[kept] = len(self._kept)
        return number << self._shift

    def of(self, key: int) -> W | None:
        """What the part of a key stands for; `None` when the key has no such part."""
        number = key >> self._shift & _MASK
        return self._kept[number - 1] if number else None


class Lookup(dict[V, W]):
    """A value worked out once for each distinct thing looked up.

    Args:
        work_out: The value for a thing seen for the first time.
    """

    def __init__(self, work_out: Callable[[V], W]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, thing: V) -> W:
        """Work out the value of a thing seen for the first time."""
        worked_out = self[thing] = self._work_out(thing)
        return worked_out


class Places:
    """Where entries stand: which territories cover them on the day of each stage."""

    def __init__(self, reading: Reading) -> None:
        self._territories = reading.territories
        self._by_code = Per.NEIGHBOURHOOD in reading.groups
        days = {day for territory in reading.territories for day, _ in territory.changes}
        for territory in reading.territories:
            last = territory.verified_until
            if last is not None and last < date.max:
                days.add(last + timedelta(days=1))
        self.cuts: tuple[date, ...] = tuple(sorted(days))

    def stretch(self, day: date) -> int:
        """The stretch of time, without change of any territory, in which a day falls."""
        return bisect_right(self.cuts, day)

    def stretches(self, reached: date | Window | None) -> tuple[int, ...]:
        """The stretches in which the day of a stage may fall; none when it was not reached."""
        if reached is None:
            return ()
        if isinstance(reached, Window):
            first = self.stretch(reached.since or date.min)
            return tuple(range(first, self.stretch(reached.by) + 1))
        return (self.stretch(reached),)

    def covered(
        self, commune: str, neighbourhood: str | None, when: Iterable[tuple[int, ...]]
    ) -> Covered:
        """What covers the place, for each stage in each of its stretches."""
        return tuple(
            tuple(self._covers(commune, neighbourhood, stretch) for stretch in stretches)
            for stretches in when
        )

    def _covers(self, commune: str, neighbourhood: str | None, stretch: int) -> tuple[Cover, ...]:
        """One cover for each neighbourhood in which the place may stand."""
        day = self.cuts[stretch - 1] if stretch else date.min
        parts = [
            territory.on(day).covering(commune) if territory.known_on(day) else None
            for territory in self._territories
        ]
        possible: dict[str, str | None] = {neighbourhood or NO_NEIGHBOURHOOD: None}
        if neighbourhood is None:
            named = sorted({code for part in parts if part is not None for code in part.listed})
            possible.update((code, code if self._by_code else None) for code in named)
        covers = (
            Cover(
                code,
                tuple(
                    Verdict.UNDETERMINED if part is None else part.holds(stands) for part in parts
                ),
            )
            for stands, code in possible.items()
        )
        return tuple(dict.fromkeys(covers))
