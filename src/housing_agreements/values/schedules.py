"""Levels promised by accounting period, and targets that grow from one period to the next."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Generic, Protocol, TypeVar, cast, final

import attrs

from housing_agreements._checks import Faults, as_mapping, attempt, exact_function
from housing_agreements._markup import Markup, write_sheet
from housing_agreements._records import Record
from housing_agreements.errors import HousingAgreementsError, InvalidValueError
from housing_agreements.values._steps import draw_steps, write_values
from housing_agreements.values.periods import Period, as_period
from housing_agreements.values.rates import RateLike, Rounding, rate

__all__ = ("ByPeriod", "HasItems", "Schedule", "ramp")

K_co = TypeVar("K_co", covariant=True)
L = TypeVar("L")
L_co = TypeVar("L_co", covariant=True)
M = TypeVar("M")


class HasItems(Protocol[K_co, L_co]):
    """A mapping to a type checker, which may have keys of some of several kinds only."""

    def items(self) -> AbstractSet[tuple[K_co, L_co]]:
        """Each key with its value."""
        ...


ByPeriod = HasItems[int | Period, L]
"""A mapping of years, of periods, or of both to levels."""

Pairs = tuple[tuple[Period, L], ...]


# The alias stands as text, so that a signature shows its name.
def _entries(given: "ByPeriod[L] | Pairs[L]") -> Pairs[L]:
    return attempt(_sort_entries, given)


def _sort_entries(given: ByPeriod[L] | Pairs[L]) -> Pairs[L]:
    written = cast("Mapping[int | Period, L] | Pairs[L]", given)
    levels = as_mapping(written, "a mapping of years or periods to levels")
    entries = [(as_period(key), level) for key, level in levels.items()]
    return tuple(sorted(entries, key=lambda entry: entry[0]))


@final
@attrs.frozen(eq=False, repr=False)
class Schedule(Record, Generic[L_co]):
    """Levels promised by accounting period (*échéancier*), in order and never overlapping.

    Unlike a `Timeline`, two equal steps stay apart: each is a promise of its own, and between
    two steps there may be nothing promised.

    Args:
        entries: The level of each calendar year (an `int`) or `Period`.

    Raises:
        InvalidTypeError: For a key that is neither a year nor a period.
        InvalidValueError: For periods that overlap, or no period at all.
        InvalidObjectError: For several of these at once.

    Laws:
        - `schedule_keeps_its_steps`: the periods follow each other without overlap, and each
          has its own level.

    Examples:
        >>> targets = Schedule({2016: 2866, 2017: 3822, 2018: 4777})
        >>> targets.at(Period.year(2017))
        3822
        >>> targets.at(2019) is None
        True
    """

    entries: tuple[tuple[Period, L_co], ...] = attrs.field(converter=_entries)
    """Each period, in order, with its level."""

    def __attrs_post_init__(self) -> None:
        """Periods follow each other."""
        faults = Faults("Schedule")
        faults.check_fields(self)
        if faults.sound("entries"):
            if not self.entries:
                faults.value("entries", {}, "at least one period with a level")
            for before, after in pairwise(self.periods):
                if before.overlaps(after):
                    expected = f"a period that does not overlap {before}"
                    faults.add(InvalidValueError, "entries", str(after), expected)
        faults.report()

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods, in order.

        Examples:
            >>> [str(period) for period in Schedule({2018: 403, 2017: 400}).periods]
            ['2017', '2018']
        """
        return tuple(period for period, _ in self.entries)

    def at(self, period: Period | int) -> L_co | None:
        """The level of a period or a year; `None` where nothing is promised for exactly it.

        Raises:
            InvalidTypeError: For anything but a year or a period.

        Examples:
            >>> Schedule({2018: 403}).at(Period.years(2018, 2019)) is None
            True
        """
        try:
            asked = as_period(period)
        except HousingAgreementsError as fault:
            raise fault.at("Schedule.at", "period") from None
        index = bisect_left(self.entries, asked.start, key=lambda entry: entry[0].start)
        promised, level = self.entries[min(index, len(self.entries) - 1)]
        return level if promised == asked else None

    def map(self, change: Callable[[L_co], M]) -> "Schedule[M]":
        """The schedule of a function of the level.

        Examples:
            >>> Schedule({2018: 403}).map(lambda homes: 2 * homes)
            Schedule({2018: 806})
        """
        exact_function(change, "Schedule.map, change")
        return Schedule({period: change(level) for period, level in self.entries})

    def held_values(self) -> tuple[L_co, ...]:
        """Each level, in the order of their periods."""
        return tuple(self)

    def __iter__(self) -> Iterator[L_co]:
        """The levels, in the order of their periods."""
        return (level for _, level in self.entries)

    def _repr_html_(self) -> Markup:
        """The level of each period, in English, with steps where the levels are numbers."""
        steps = [(period.start, period.end, level) for period, level in self.entries]
        values = [(period.say("en"), level) for period, level in self.entries]
        table = write_values("period", "level", values)
        return write_sheet(*draw_steps(steps), *table, language="en")

    def __repr__(self) -> str:
        """The call that makes the schedule, with calendar years as numbers."""
        parts = (f"{period.calendar_year or period!r}: {level!r}" for period, level in self.entries)
        return f"Schedule({{{', '.join(parts)}}})"


def ramp(
    total: int, steps: "ByPeriod[RateLike]", *, rounding: Rounding = Rounding.EXACT
) -> Schedule[int]:
    """Targets that grow towards a total (*montée en charge*), each a rounded part of it.

    Args:
        total: The number reached at 100 %.
        steps: The part of the total promised in each year or period; it may exceed 100 %.
        rounding: How each part becomes a whole number.

    Raises:
        InvalidTypeError: For a rate that is not exact, or a total that is not a whole number.
        InvalidValueError: For a part that is not whole when `rounding` is `EXACT`.
        InvalidObjectError: For several of these at once.

    Laws:
        - `ramp_rounds_each_step`: each level is the part of the total, rounded; all of it at
          100 %.

    Source:
        Île-de-France protocol of 7 March 2016: 60 %, 80 % and 100 % of 4,777, to the nearest.

    Examples:
        >>> steps = {2016: "60 %", 2017: "80 %", 2018: "100 %"}
        >>> ramp(4777, steps, rounding=Rounding.NEAREST)
        Schedule({2016: 2866, 2017: 3822, 2018: 4777})
    """
    faults = Faults("ramp")
    faults.count("total", total)
    faults.instance("rounding", rounding, Rounding, "a Rounding, such as Rounding.NEAREST")
    entries = _entries(steps)
    if not faults.refused("steps", entries) and not entries:
        faults.value("steps", steps, "at least one period with a level")
    if not faults.sound("steps"):
        faults.report()
    read = [(period, attempt(rate, step)) for period, step in Schedule(entries).entries]
    for period, part in read:
        faults.refused(f"steps, {period}", part)
    faults.report()
    parts = Schedule(tuple(read))
    owed = parts.map(lambda part: rounding.apply(part * total))
    for (period, level), (_, part) in zip(owed.entries, parts.entries, strict=True):
        if level.denominator != 1:
            faults.value(
                f"steps, {period}",
                part,
                f"a part of {total} that is a whole number",
                "state a rounding, for example rounding=Rounding.NEAREST",
            )
    faults.report()
    return owed.map(int)
