"""How much a commitment promises: its levels, as shares or as numbers, and the limit they make.

`Levels` are one level, a level by period, or a level by group. A `Limit` is one side of them, a
floor or a ceiling, and says which counts keep it.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

import attrs

from housing_agreements._checks import (
    Faults,
    exact_count,
    exact_kind,
)
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.model.groups import (
    HOW_TO_WRITE_LEVELS,
    YEARS_OF_LEVELS,
    Group,
    ReportedGroup,
    as_group,
    is_group,
    is_unseen,
    say_group,
)
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike, exact_share
from housing_agreements.values.schedules import ByPeriod, HasItems, Schedule
from housing_agreements.values.texts import (
    Language,
    Spoken,
    Text,
    number,
    percent,
)

__all__ = (
    "SIDES",
    "ExactLevel",
    "Level",
    "Levels",
    "Limit",
    "NumberLevel",
    "ShareLevel",
    "StatedNumber",
    "as_numbers",
    "as_shares",
    "end_of_level",
    "say_level",
    "threshold",
)

ExactLevel = int | Fraction
"""A number of dwellings, or a share of the base."""

Level = ExactLevel | Bounds[int]
"""A number of dwellings, exact or as it was published, rounded; or a share of the base."""

L = TypeVar("L", bound=Level)
L_co = TypeVar("L_co", bound=Level, covariant=True)


@attrs.frozen(eq=False, repr=False)
class Levels(Spoken, Generic[L_co]):
    """The levels of one limit: common to all, or by group; constant, or by period.

    Examples:
        >>> Levels(common=403).at(Period.year(2018))
        403
    """

    common: L_co | Schedule[L_co] | None = attrs.field(default=None, kw_only=True)
    """The level for the total and every group; `None` when each group has its own."""
    by_group: tuple[tuple[Group, L_co | Schedule[L_co]], ...] = attrs.field(
        default=(), kw_only=True
    )
    """The level of each group, in the order given."""

    def __attrs_post_init__(self) -> None:
        """Each level is a number, a share, or a schedule of them."""
        faults = Faults("Levels")
        faults.check_fields(self)
        faults.report()

    def at(self, period: Period, group: ReportedGroup | None = None) -> L_co | None:
        """The level of a period, in total or for a group; `None` where none is promised.

        `UNSEEN` has the level of the groups without one of their own.

        Raises:
            InvalidTypeError: For anything but a period, and a code or a pair of codes.
        """
        if type(period) is not Period:
            exact_kind(period, "Levels.at, period", Period, "write Period.year(2018)")
        steps = self.common
        if group is not None:
            if not is_group(group) and not is_unseen(group):
                expected = "the code of a group, or a pair of codes"
                raise InvalidTypeError("Levels.at, group", show(group), expected)
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
        named = {period for step in steps if isinstance(step, Schedule) for period in step.periods}
        return tuple(sorted(named, key=attrgetter("start", "end")))

    def __iter__(self) -> Iterator[L_co]:
        """Every level, whatever its period and group."""
        steps = [self.common, *(own for _, own in self.by_group)]
        flat: list[L_co] = []
        for step in steps:
            if isinstance(step, Schedule):
                flat.extend(step)
            elif step is not None:
                flat.append(step)
        return iter(flat)

    def say(self, language: Language) -> str:
        """Each level, with its group and its period.

        Examples:
            >>> as_shares({2016: "15 %", 2017: "20 %"}).say("en")
            '15 % (2016), 20 % (2017)'
        """
        by_group = [("", self.common), *((say_group(group), own) for group, own in self.by_group)]
        return ", ".join(
            words for group, steps in by_group for words in _say_steps(steps, group, language)
        )


def _say_steps(
    steps: Level | Schedule[Level] | None, group: str, language: Language
) -> Iterator[str]:
    """Each level of a group, with its period where it has one."""
    entries = steps.entries if isinstance(steps, Schedule) else ((None, steps),)
    for period, level in entries:
        if level is not None:
            words = say_level(level, language)
            of = ", ".join(filter(None, (group, period and period.say(language))))
            yield f"{words} ({of})" if of else words


def end_of_level(level: Level, *, high: bool) -> ExactLevel:
    """The least that a level can be, or the most.

    Examples:
        >>> end_of_level(Bounds(177_850, 177_949), high=True), end_of_level(403, high=True)
        (177949, 403)
    """
    if not isinstance(level, Bounds):
        return level
    return level.low if level.high is None or not high else level.high


def say_level(level: Level, language: Language) -> str:
    """A share in per cent, a number, or the bounds of one.

    Examples:
        >>> say_level(Fraction(1, 4), "en"), say_level(403, "en"), say_level(Bounds(2, 5), "fr")
        ('25 %', '403', 'entre 2 et 5')
    """
    if isinstance(level, Bounds):
        return level.say(language)
    return percent(level, language) if isinstance(level, Fraction) else number(level, language)


_ShareSteps = RateLike | Schedule[RateLike] | ByPeriod[RateLike]
StatedNumber = int | Bounds[int]
"""A number of dwellings, or the bounds of one that was published rounded."""
_NumberSteps = StatedNumber | Schedule[int] | Schedule[StatedNumber] | ByPeriod[StatedNumber]

# One mapping for periods and for groups: of two, mypy would infer neither from what is written.
ShareLevel = (
    RateLike | Schedule[RateLike] | HasItems[int | Period | Group, _ShareSteps] | Levels[Fraction]
)
"""How a level of a share is written: "25 %", by year or period, or by group."""

NumberLevel = (
    StatedNumber
    | Schedule[int]
    | Schedule[StatedNumber]
    | HasItems[int | Period | Group, _NumberSteps]
    | Levels[StatedNumber]
)
"""How a level of a volume is written: 403, `about(400, to=100)`, by year or period, or by group."""


def as_shares(value: ShareLevel) -> Levels[Fraction]:
    """Levels that are shares of a base: exact rates of at most 1.

    Raises:
        InvalidTypeError: For a float, a bool, or anything that is not a level.
        InvalidValueError: For a share above 1, or periods that overlap.

    Examples:
        >>> as_shares({2016: "15 %", 2017: "20 %"}).at(Period.year(2017))
        Fraction(1, 5)
    """
    return _convert_levels(value, exact_share)


def as_numbers(value: NumberLevel) -> Levels[StatedNumber]:
    """Levels that are numbers of dwellings: whole, of 0 or more, or the bounds of such.

    Raises:
        InvalidTypeError: For a float, a bool, a text, or anything that is not a level.
        InvalidValueError: For a negative number, or periods that overlap.

    Examples:
        >>> as_numbers({2018: 403}).at(Period.year(2018))
        403
    """
    return _convert_levels(value, _read_number)


def _read_number(written: StatedNumber) -> StatedNumber:
    """A number, or the bounds of one; bounds of a single number are that number."""
    if not isinstance(written, Bounds):
        return exact_count(written, "a number of dwellings")
    if written.high is None:
        expected = "a number of dwellings, or about(...) with both ends known"
        raise InvalidTypeError("a number of dwellings", show(written), expected)
    for end in (written.low, written.high):
        exact_count(end, "a number of dwellings")
    return written.low if written.exact else written


def _convert_levels(value: object, read: Callable[[Any], L]) -> Levels[L]:
    if isinstance(value, Levels):
        return _read_again(value, read)
    if not isinstance(value, Mapping):
        return Levels(common=_read_steps(value, read))
    if not value:
        raise InvalidValueError("a level", "{}", "at least one level", HOW_TO_WRITE_LEVELS)
    if all(isinstance(key, (int, Period)) for key in value):
        _check_years(value)
        return Levels(common=_read_steps(value, read))
    return Levels(
        by_group=tuple((as_group(key), _read_steps(own, read)) for key, own in value.items())
    )


def _check_years(keys: Iterable[object]) -> None:
    """Refuse a number that is no year of a promise: most are departments without their quotes."""
    for key in keys:
        if type(key) is int and key not in YEARS_OF_LEVELS:
            years = f"a year from {YEARS_OF_LEVELS[0]} to {YEARS_OF_LEVELS[-1]}"
            remedy = HOW_TO_WRITE_LEVELS
            if 0 < key < _FIRST_NO_CODE:
                width = next(width for width in _WIDTHS_OF_CODES if key < 10**width)
                remedy = f"the code of a group is text: write '{key:0{width}}'"
            raise InvalidValueError("a level", show(key), years, remedy)


_WIDTHS_OF_CODES: Final = (2, 3, 5, 9)
"""How many figures a department has, one overseas, a commune and an intercommunality."""
_FIRST_NO_CODE: Final = 10 ** _WIDTHS_OF_CODES[-1]


def _read_again(levels: Levels[Level], read: Callable[[Any], L]) -> Levels[L]:
    """Levels that were read before, or made by hand: each is read again, and each group once."""
    if levels.common is None and not levels.by_group:
        raise InvalidValueError("a level", "Levels()", "at least one level", HOW_TO_WRITE_LEVELS)
    faults = Faults("a level")
    faults.once("by_group", [str(group) for group in levels.groups])
    faults.report()
    return Levels(
        common=None if levels.common is None else _read_steps(levels.common, read),
        by_group=tuple((as_group(group), _read_steps(own, read)) for group, own in levels.by_group),
    )


def _read_steps(value: object, read: Callable[[Any], L]) -> L | Schedule[L]:
    if isinstance(value, Schedule):
        return value.map(read)
    if isinstance(value, Mapping):
        return Schedule(value).map(read)
    return read(value)


@attrs.frozen(eq=False, repr=False)
class Limit(Spoken):
    """One side of a level: a floor or a ceiling, kept when equal unless it is strict.

    Examples:
        >>> from housing_agreements import Stage, Volume
        >>> floor = Volume("offers", stage=Stage.SIGNED, more_than=403).floor
        >>> floor.threshold(403)
        404
    """

    levels: Levels[Level]
    """What is promised."""
    strict: bool
    """Whether being equal does not suffice."""
    ceiling: bool = False
    """Whether no more may count, rather than no less."""

    def threshold(self, owed: ExactLevel) -> int:
        """The smallest count that reaches the floor, or the largest that keeps the ceiling."""
        return threshold(owed, strict=self.strict, ceiling=self.ceiling)

    def surely_asked(self, period: Period, group: ReportedGroup | None = None) -> ExactLevel | None:
        """What it surely asks of a period: of a level published rounded the end easier to keep.

        Examples:
            >>> from housing_agreements import Stage, Volume, about
            >>> floor = Volume("homes", stage=Stage.SIGNED, at_least=about(177_900, to=100)).floor
            >>> floor.surely_asked(Period.year(2018))
            177850
        """
        level = self.levels.at(period, group)
        return None if level is None else end_of_level(level, high=self.ceiling)

    def say(self, language: Language) -> str:
        """The limit, with all its levels.

        Examples:
            >>> from housing_agreements import Stage, Volume
            >>> Volume("offers", stage=Stage.SIGNED, less_than={2018: 403}).ceiling.say("fr")
            'moins de 403 (2018)'
        """
        words = SIDES[self.ceiling, self.strict].say(language)
        return f"{words} {self.levels.say(language)}"


SIDES: Final = {
    (False, False): Text("at least", "au moins"),
    (False, True): Text("more than", "plus de"),
    (True, False): Text("at most", "au plus"),
    (True, True): Text("less than", "moins de"),
}
"""What stands before a level: by whether it is a ceiling, and whether it is strict."""


def threshold(owed: ExactLevel, *, strict: bool, ceiling: bool) -> int:
    """The smallest count that reaches a floor, or the largest that keeps a ceiling.

    Args:
        owed: The floor or the ceiling itself, rounded as the commitment states.
        strict: Whether being equal does not suffice.
        ceiling: Whether no more may count, rather than no less.

    Examples:
        >>> threshold(403, strict=False, ceiling=False), threshold(403, strict=True, ceiling=False)
        (403, 404)
        >>> threshold(Fraction(5, 2), strict=False, ceiling=True)
        2
    """
    if ceiling:
        return math.ceil(owed) - 1 if strict else math.floor(owed)
    return math.floor(owed) + 1 if strict else math.ceil(owed)
