"""Look-up tables that turn each distinct value of an entry's field into a part of its key.

A ledger holds few distinct contingents, communes or sets of publics. Each is looked at once:
checked against what the agreement declares, reduced to what it reads, and given a number;
the numbers of the factors of one entry, side by side in one integer, are its key.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from typing import Final, Generic, TypeVar

from housing_agreements.rules.cells import Window
from housing_agreements.rules.reading import Reading
from housing_agreements.values.territories import Place
from housing_agreements.values.verdicts import Verdict

__all__ = ("BITS", "UNKNOWN", "Factor", "Lookup", "Places")

V = TypeVar("V", bound=Hashable)
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
        days = {day for territory in reading.territories for day, _ in territory.changes}
        for territory in reading.territories:
            if territory.verified_until is not None:
                days.add(territory.verified_until + timedelta(days=1))
        self._cuts = sorted(days)

    def _stretch(self, day: date) -> int:
        """The stretch of time, without change of any territory, in which a day falls."""
        return bisect_right(self._cuts, day)

    def stretches(self, reached: date | Window | None) -> tuple[int, ...]:
        """The stretches in which the day of a stage may fall; none when it was not reached."""
        if reached is None:
            return ()
        if isinstance(reached, Window):
            first = 0 if reached.since is None else self._stretch(reached.since)
            return tuple(range(first, self._stretch(reached.by) + 1))
        return (self._stretch(reached),)

    def covered(
        self, commune: str, neighbourhood: str | None, when: Iterable[tuple[int, ...]]
    ) -> tuple[tuple[Verdict, ...], ...]:
        """For each stage, whether each territory covers the place in its stretches of time."""
        place = Place(commune, neighbourhood)
        return tuple(
            tuple(self._over(index, place, stretches) for index in range(len(self._territories)))
            for stretches in when
        )

    def _over(self, index: int, place: Place, stretches: tuple[int, ...]) -> Verdict:
        """The verdict common to the stretches; unmet at a stage that was not reached."""
        verdicts = {self._at(index, place, stretch) for stretch in stretches}
        if len(verdicts) > 1:
            return Verdict.UNDETERMINED
        return next(iter(verdicts), Verdict.UNMET)

    def _at(self, index: int, place: Place, stretch: int) -> Verdict:
        timeline = self._territories[index]
        day = self._cuts[stretch - 1] if stretch else date.min
        if not timeline.known_on(day):
            return Verdict.UNDETERMINED
        return timeline.on(day).covering(place.commune).holds(place.neighbourhood)
