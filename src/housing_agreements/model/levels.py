"""What a commitment promises: one level, a level by period, or a level by group."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs

from housing_agreements.errors import InvalidTypeError, InvalidValueError, shown
from housing_agreements.values.faults import Faults, exact_count
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike, rate
from housing_agreements.values.records import Record
from housing_agreements.values.schedules import Schedule

__all__ = ("Group", "Level", "LevelLike", "Levels", "exact_share", "numbers", "shares")

Group = str | tuple[str, str]
"""What a commitment that holds group by group is judged on: a code, or a pair of codes."""

Level = int | Fraction
"""A number of dwellings, or a share of the base."""

_Steps = Level | Schedule[Level]

_StepsLike = (
    RateLike
    | Schedule[int]
    | Schedule[Fraction]
    | Schedule[RateLike]
    | Mapping[int, RateLike]
    | Mapping[Period, RateLike]
    | Mapping[int | Period, RateLike]
)

LevelLike = _StepsLike | Mapping[str, _StepsLike] | Mapping[tuple[str, str], _StepsLike]
"""How a level is written: one, `{2018: level}`, a `Schedule`, or `{"group": level}`."""

_Read = Callable[[Any], Level]

_PAIR: Final = 2

_HINT: Final = "write one level, {2018: level}, or {'group': level}"


@attrs.frozen(eq=False, repr=False)
class Levels(Record):
    """The levels of one limit: common to all, or by group; constant, or by period.

    Examples:
        >>> Levels(common=403).at(Period.year(2018))
        403
    """

    common: _Steps | None = attrs.field(default=None, kw_only=True)
    """The level for the total and every group; `None` when each group has its own."""
    by_group: tuple[tuple[Group, _Steps], ...] = attrs.field(default=(), kw_only=True)
    """The level of each group, in the order given."""

    def at(self, period: Period, group: Group | None = None) -> Level | None:
        """The level of a period, in total or for a group; `None` where none is promised."""
        steps = self.common
        if group is not None:
            steps = next((own for code, own in self.by_group if code == group), steps)
        return steps.at(period) if isinstance(steps, Schedule) else steps

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that have a level of their own."""
        return tuple(group for group, _ in self.by_group)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that the levels name, in order; none when they hold for any period."""
        steps = [self.common, *(own for _, own in self.by_group)]
        named = {period for each in steps if isinstance(each, Schedule) for period in each.periods}
        return tuple(sorted(named))

    def __iter__(self) -> Iterator[Level]:
        """Every level, whatever its period and group."""
        steps = [self.common, *(own for _, own in self.by_group)]
        flat: list[Level] = []
        for each in steps:
            if isinstance(each, Schedule):
                flat.extend(each)
            elif each is not None:
                flat.append(each)
        return iter(flat)


def exact_share(written: RateLike) -> Fraction:
    """An exact rate of at most 1: a part of a whole.

    Raises:
        InvalidTypeError: For a float, a bool, or anything else that is not exact.
        InvalidValueError: For text that is not a rate, a negative number, or more than 1.

    Examples:
        >>> exact_share("100 %")
        Fraction(1, 1)
    """
    exact = rate(written)
    if exact > 1:
        raise InvalidValueError("a share", shown(written), "a share of at most 1 (100 %)")
    return exact


def shares(value: LevelLike | Levels) -> Levels:
    """Levels that are shares of a base: exact rates of at most 1.

    Raises:
        InvalidTypeError: For a float, a bool, or anything that is not a level.
        InvalidValueError: For a share above 1, or periods that overlap.

    Examples:
        >>> shares({2016: "15 %", 2017: "20 %"}).at(Period.year(2017))
        Fraction(1, 5)
    """
    return _levels(value, exact_share)


def numbers(value: LevelLike | Levels) -> Levels:
    """Levels that are numbers of dwellings: whole, of 0 or more.

    Raises:
        InvalidTypeError: For a float, a bool, a text, or anything that is not a level.
        InvalidValueError: For a negative number, or periods that overlap.

    Examples:
        >>> numbers({2018: 403}).at(Period.year(2018))
        403
    """
    return _levels(value, lambda written: exact_count(written, "a number of dwellings"))


def _levels(value: object, read: _Read) -> Levels:
    if isinstance(value, Levels):
        return _reread(value, read)
    if not isinstance(value, Mapping):
        return Levels(common=_steps(value, read))
    if not value:
        raise InvalidValueError("a level", "{}", "at least one level", _HINT)
    if all(isinstance(key, (int, Period)) for key in value):
        return Levels(common=_steps(value, read))
    return Levels(by_group=tuple((_group(key), _steps(own, read)) for key, own in value.items()))


def _reread(levels: Levels, read: _Read) -> Levels:
    """Levels that were read before, or made by hand: each is read again, and each group once."""
    if levels.common is None and not levels.by_group:
        raise InvalidValueError("a level", "Levels()", "at least one level", _HINT)
    faults = Faults("a level")
    faults.once("by_group", [str(group) for group in levels.groups])
    faults.report()
    return Levels(
        common=None if levels.common is None else _steps(levels.common, read),
        by_group=tuple((_group(group), _steps(own, read)) for group, own in levels.by_group),
    )


def _steps(value: object, read: _Read) -> _Steps:
    if isinstance(value, Schedule):
        return value.map(read)
    if isinstance(value, Mapping):
        return Schedule(value).map(read)
    return read(value)


_YEAR: Final = 4
"""A code of four digits is a year between quotes, not a group."""


def _group(key: object) -> Group:
    pair = isinstance(key, tuple) and len(key) == _PAIR
    parts: tuple[object, ...] = key if isinstance(key, tuple) and pair else (key,)
    codes = [part for part in parts if type(part) is str]
    if len(codes) < len(parts):
        expected = "a year, a Period, the code of a group or a pair of them"
        raise InvalidTypeError("a level", shown(key), expected, _HINT)
    faults = Faults("a level")
    for code in codes:
        faults.code("group", code)
        if len(code) == _YEAR and code.isdecimal():
            faults.value("group", code, "the code of a group", f"a year is a number: write {code}")
    faults.report()
    return (codes[0], codes[1]) if pair else codes[0]
