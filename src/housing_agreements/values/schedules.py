"""Promises by accounting period: what is owed in each, and ramps."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Generic, TypeVar

import attrs

from housing_agreements.errors import InvalidTypeError, InvalidValueError, shown
from housing_agreements.values.faults import Faults, attempt, exact_count
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike, Rounding, rate

__all__ = ("Schedule", "ramp")

L = TypeVar("L")
M = TypeVar("M")


def _entries(given: Mapping[Period | int, L]) -> tuple[tuple[Period, L], ...]:
    return attempt(_ordered, given)


def _ordered(given: Mapping[Period | int, L]) -> tuple[tuple[Period, L], ...]:
    if not isinstance(given, Mapping):
        raise InvalidTypeError(
            "a schedule", shown(given), "a mapping of years or periods", "write {2018: level}"
        )
    entries = [
        (key if isinstance(key, Period) else Period.year(key), level)
        for key, level in given.items()
    ]
    return tuple(sorted(entries, key=lambda entry: entry[0]))


@attrs.frozen(repr=False)
class Schedule(Generic[L]):
    """Levels promised by accounting period (*échéancier*), in order and never overlapping.

    Unlike a `Timeline`, two equal steps stay apart: each is a promise of its own, and between
    two steps there may be nothing promised.

    Args:
        entries: The level of each calendar year (an `int`) or `Period`.

    Raises:
        InvalidTypeError: For a key that is neither a year nor a period.
        InvalidValueError: For periods that overlap, or no period at all.

    Examples:
        >>> targets = Schedule({2016: 2866, 2017: 3822, 2018: 4777})
        >>> targets.at(Period.year(2017))
        3822
        >>> targets.at(Period.year(2019)) is None
        True
    """

    entries: tuple[tuple[Period, L], ...] = attrs.field(converter=_entries)
    """Each period, in order, with its level."""

    def __attrs_post_init__(self) -> None:
        """Periods follow each other."""
        faults = Faults("Schedule")
        if not faults.refused("entries", self.entries):
            if not self.entries:
                faults.value("entries", {}, "at least one period with a level")
            for (before, _), (after, _) in zip(self.entries, self.entries[1:], strict=False):
                if before.overlaps(after):
                    faults.value(
                        "entries", str(after), f"a period that does not overlap {before}"
                    )
        faults.report()

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods, in order."""
        return tuple(period for period, _ in self.entries)

    def at(self, period: Period) -> L | None:
        """The level of a period; `None` where nothing is promised for exactly that period."""
        for known, level in self.entries:
            if known == period:
                return level
        return None

    def map(self, change: Callable[[L], M]) -> "Schedule[M]":
        """The schedule of a function of the level."""
        return Schedule({period: change(level) for period, level in self.entries})

    def __iter__(self) -> Iterator[L]:
        """The levels, in the order of their periods."""
        return (level for _, level in self.entries)

    def __repr__(self) -> str:
        """The call that makes the schedule, with calendar years as numbers."""
        parts = (
            f"{period.start.year if period == Period.year(period.start.year) else repr(period)}: "
            f"{level!r}"
            for period, level in self.entries
        )
        return f"Schedule({{{', '.join(parts)}}})"


def ramp(
    total: int, steps: Mapping[Period | int, RateLike], *, rounding: Rounding = Rounding.EXACT
) -> Schedule[int]:
    """Targets that grow towards a total (*montée en charge*), each a rounded part of it.

    Args:
        total: The number reached at 100 %.
        steps: The part of the total promised in each year or period.
        rounding: How each part becomes a whole number.

    Raises:
        InvalidTypeError: For a rate that is not exact, or a total that is not a whole number.
        InvalidValueError: For a part that is not whole when `rounding` is `EXACT`.

    Source:
        Île-de-France protocol of 7 March 2016: 60 %, 80 % and 100 % of 4,777, to the nearest.

    Examples:
        >>> steps = {2016: "60 %", 2017: "80 %", 2018: "100 %"}
        >>> ramp(4777, steps, rounding=Rounding.NEAREST)
        Schedule({2016: 2866, 2017: 3822, 2018: 4777})
    """
    exact_count(total, "ramp, total")

    def part(step: RateLike) -> int:
        owed: Fraction = rounding.apply(rate(step) * total)
        if owed.denominator != 1:
            raise InvalidValueError(
                "ramp, steps",
                shown(step),
                f"a part of {total} that is a whole number",
                "state a rounding, for example rounding=Rounding.NEAREST",
            )
        return owed.numerator

    return Schedule(steps).map(part)
