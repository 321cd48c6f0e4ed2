"""What a commitment promises: its level, whom it is for, and what it is counted in.

`Levels` come first: one level, a level by period, or a level by group, read as shares or as
numbers. A `Limit` is one side of them, a floor or a ceiling. `Commitment` states what `Share` and
`Volume` have in common, and answers for what it counts, in which periods and against which
limits.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter
from typing import Any, ClassVar, Final, Generic, TypeVar, cast

import attrs

from housing_agreements._checks import (
    Faults,
    as_ordered_codes,
    as_tuple,
    attempt,
    exact_count,
    exact_kind,
)
from housing_agreements._records import Enumeration, Record
from housing_agreements._visible_text import SOUND_TEXTS
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.geography._coverage import A_COMMUNE_CODE, is_commune_code
from housing_agreements.geography.territories import Territory
from housing_agreements.model.entries import Stage
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike, Rounding, as_share, exact_share
from housing_agreements.values.schedules import ByPeriod, HasItems, Schedule
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import Text, as_optional_words

__all__ = (
    "Commitment",
    "Group",
    "Judge",
    "Level",
    "Levels",
    "Limit",
    "NumberLevel",
    "Per",
    "Share",
    "ShareLevel",
    "Substitute",
    "Unsure",
    "Volume",
    "as_numbers",
    "as_shares",
    "is_group",
    "threshold",
)

Group = str | tuple[str, str]
"""What a commitment is judged on, group by group: a code, or a pair of codes."""

Level = int | Fraction
"""A number of dwellings, or a share of the base."""

L = TypeVar("L", bound=Level)
L_co = TypeVar("L_co", bound=Level, covariant=True)

_PAIR_SIZE: Final = 2


def is_group(value: object) -> bool:
    """Whether a value names a group: a code, or a pair of codes.

    Examples:
        >>> is_group("33063"), is_group(("33063", "office")), is_group(("33063",))
        (True, True, False)
    """
    codes = value if type(value) is tuple and len(value) == _PAIR_SIZE else (value,)
    return all(type(code) is str and SOUND_TEXTS[code] for code in codes)


_EXACT_LEVELS: Final = frozenset({int, Fraction})
_HOW_TO_WRITE_LEVELS: Final = "write one level, {2018: level}, or {'group': level}"


@attrs.frozen(eq=False, repr=False)
class Levels(Record, Generic[L_co]):
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
        if not faults.found:
            for name, steps in (("common", self.common), *self.by_group):
                if isinstance(steps, Schedule):
                    where = "common" if name == "common" else f"by_group, {show(name)}"
                    for level in steps:
                        if type(level) not in _EXACT_LEVELS:
                            expected = "a whole number or a Fraction in each period"
                            faults.add(InvalidTypeError, where, show(level), expected)
        faults.report()

    def at(self, period: Period, group: Group | None = None) -> L_co | None:
        """The level of a period, in total or for a group; `None` where none is promised.

        Raises:
            InvalidTypeError: For anything but a period, and a code or a pair of codes.
        """
        if type(period) is not Period:
            exact_kind(period, "Levels.at, period", Period, "write Period.year(2018)")
        steps = self.common
        if group is not None:
            if not is_group(group):
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


_ShareSteps = RateLike | Schedule[RateLike] | ByPeriod[RateLike]
_NumberSteps = int | Schedule[int] | ByPeriod[int]

# One mapping for periods and for groups: of two, mypy would infer neither from what is written.
ShareLevel = (
    RateLike | Schedule[RateLike] | HasItems[int | Period | Group, _ShareSteps] | Levels[Fraction]
)
"""How a level of a share is written: "25 %", by year or period, or by group."""

NumberLevel = int | Schedule[int] | HasItems[int | Period | Group, _NumberSteps] | Levels[int]
"""How a level of a volume is written: 403, by year or period, or by group."""


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


def as_numbers(value: NumberLevel) -> Levels[int]:
    """Levels that are numbers of dwellings: whole, of 0 or more.

    Raises:
        InvalidTypeError: For a float, a bool, a text, or anything that is not a level.
        InvalidValueError: For a negative number, or periods that overlap.

    Examples:
        >>> as_numbers({2018: 403}).at(Period.year(2018))
        403
    """
    return _convert_levels(value, lambda written: exact_count(written, "a number of dwellings"))


def _convert_levels(value: object, read: Callable[[Any], L]) -> Levels[L]:
    if isinstance(value, Levels):
        return _read_again(value, read)
    if not isinstance(value, Mapping):
        return Levels(common=_read_steps(value, read))
    if not value:
        raise InvalidValueError("a level", "{}", "at least one level", _HOW_TO_WRITE_LEVELS)
    if all(isinstance(key, (int, Period)) for key in value):
        return Levels(common=_read_steps(value, read))
    return Levels(
        by_group=tuple((_as_group(key), _read_steps(own, read)) for key, own in value.items())
    )


def _read_again(levels: Levels[Level], read: Callable[[Any], L]) -> Levels[L]:
    """Levels that were read before, or made by hand: each is read again, and each group once."""
    if levels.common is None and not levels.by_group:
        raise InvalidValueError("a level", "Levels()", "at least one level", _HOW_TO_WRITE_LEVELS)
    faults = Faults("a level")
    faults.once("by_group", [str(group) for group in levels.groups])
    faults.report()
    return Levels(
        common=None if levels.common is None else _read_steps(levels.common, read),
        by_group=tuple(
            (_as_group(group), _read_steps(own, read)) for group, own in levels.by_group
        ),
    )


def _read_steps(value: object, read: Callable[[Any], L]) -> L | Schedule[L]:
    if isinstance(value, Schedule):
        return value.map(read)
    if isinstance(value, Mapping):
        return Schedule(value).map(read)
    return read(value)


_DIGITS_OF_A_YEAR: Final = 4
"""A code of four digits is a year between quotes, not a group."""


def _as_group(key: object) -> Group:
    pair = isinstance(key, tuple) and len(key) == _PAIR_SIZE
    parts: tuple[object, ...] = key if isinstance(key, tuple) and pair else (key,)
    codes = [part for part in parts if type(part) is str]
    if len(codes) < len(parts):
        expected = "a year, a Period, the code of a group or a pair of them"
        raise InvalidTypeError("a level", show(key), expected, _HOW_TO_WRITE_LEVELS)
    faults = Faults("a level")
    for code in codes:
        faults.code("group", code)
        if len(code) == _DIGITS_OF_A_YEAR and code.isdecimal():
            faults.value("group", code, "the code of a group", f"a year is a number: write {code}")
    faults.report()
    return (codes[0], codes[1]) if pair else codes[0]


class Per(Enumeration):
    """The kind of group judged one by one, beside the total: each landlord, each programme..."""

    PROGRAMME = "programme"
    LANDLORD = "landlord"
    COMMUNE = "commune"
    NEIGHBOURHOOD = "neighbourhood"
    CONTINGENT = "contingent"


class Judge(Enumeration):
    """What is judged of a commitment: its total, its groups, or both."""

    TOTAL = "total"
    GROUPS = "groups"
    BOTH = "both"


class Unsure(Enumeration):
    """What becomes of an entry whose household may belong to the publics, or may not.

    `BOUNDS`, the default everywhere: it counts in the best case and not in the worst.
    `LEFT_OUT`: the agreement leaves cases of unknown status out of the base.
    """

    BOUNDS = "bounds"
    LEFT_OUT = "left_out"


@attrs.frozen(eq=False, repr=False)
class Substitute(Record):
    """Publics that count when there is no main one, up to a part of what is owed (*à défaut*).

    Args:
        to: The codes of the substitute publics.
        at_most: The largest part of what is owed that they may make up.

    Raises:
        InvalidValueError: For a part above 1, or no public at all.
        InvalidTypeError: For a float.

    Examples:
        >>> Substitute(to=("leaving-shelter",), at_most="50 %").at_most
        Fraction(1, 2)
    """

    to: tuple[str, ...] = attrs.field(converter=as_ordered_codes)
    """The codes of the substitute publics."""
    at_most: Fraction = attrs.field(converter=as_share)
    """The largest part of what is owed that they may make up."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("Substitute")
        faults.check_fields(self)
        if faults.sound("to"):
            faults.once("to", self.to)
            if not self.to:
                faults.value("to", (), "at least one public")
        faults.report()


@attrs.frozen(eq=False, repr=False)
class Limit(Record):
    """One side of a level: a floor or a ceiling, kept when equal unless it is strict.

    Examples:
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

    def threshold(self, owed: Level) -> int:
        """The smallest count that reaches the floor, or the largest that keeps the ceiling."""
        return threshold(owed, strict=self.strict, ceiling=self.ceiling)


def threshold(owed: Level, *, strict: bool, ceiling: bool) -> int:
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


def _as_per(value: Per | Sequence[Per] | None) -> tuple[Per, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, (tuple, list)) else (cast("Per", value),)


def _as_optional_periods(given: Iterable[Period] | None) -> tuple[Period, ...] | None:
    return None if given is None else as_tuple(given)


def _as_caveats(given: Iterable[Text]) -> tuple[Text, ...]:
    return as_tuple(given)


_LEVEL_FIELDS: Final = ("at_least", "at_most", "more_than", "less_than")
_EXPECTED_OF_COMMITMENTS: Final = {"per": "a Per, such as Per.COMMUNE"}


# Types stand as text in the converters of levels, so that a signature shows their names.
def _as_given(value: "Levels[Level] | None") -> Levels[Level] | None:
    """What a commitment that is neither a share nor a volume is given: it is refused whole."""
    return value


@attrs.frozen(eq=False, repr=False)
class Commitment(Record):
    """What `Share` and `Volume` state alike (*engagement*, *objectif*); build one of those.

    Args:
        code: Its code in the agreement.
        to: The codes of the publics (or of the financings, for production) that count; none:
            every entry of the base counts.
        stage: The stage that counts an entry, and whose day places it in a period.
        at_least: The floor, reached when equal: a level, `{2018: level}` by year or period, a
            `Schedule`, or `{"group": level}` by group.
        at_most: The ceiling, kept when equal.
        more_than: A floor that being equal does not reach.
        less_than: A ceiling that being equal breaks.
        contingents: The contingents of the base; none: all those of the agreement.
        landlords: The landlords of the base; none: all.
        territory: Where the base is; `None`: the territory of the agreement.
        leaving_out: The tags that take an entry out of the base.
        unsure: What becomes of an entry whose membership is not known.
        periods: The accounting periods of a constant level; `None`: those of its schedule,
            else the calendar years of the term, cut to it.
        rounding: How what is owed becomes a whole number.
        cumulative: Whether the periods are judged as one sum.
        per: The kind of group judged one by one: a `Per`, or a pair of them.
        judge: Whether the total is judged, the groups, or both; `None`: both when there are
            groups and a common level, the groups alone when each has its own level.
        substitute: Publics that count when there is no main one.
        title: What it is called.
        sources: Where it is stated.
        caveats: What must be known by whoever reads a finding on it.

    Raises:
        InvalidObjectError: For several faults at once; a single fault raises itself: an
            `InvalidTypeError` for a float as a rate, an `InvalidValueError` for a share above
            1, two floors, periods stated twice, and so on.

    Examples:
        >>> Volume("offers", stage=Stage.SIGNED, at_least=403).of_base
        False
    """

    of_base: ClassVar[bool]
    """Whether the levels are shares of a base."""

    code: str
    """Its code in the agreement."""
    to: tuple[str, ...] = attrs.field(default=(), converter=as_ordered_codes, kw_only=True)
    """The publics (or financings) that count; none: every entry of the base."""
    stage: Stage = attrs.field(kw_only=True)
    """The stage that counts an entry."""
    at_least: Levels[Level] | None = attrs.field(default=None, converter=_as_given, kw_only=True)
    """The floor, reached when equal."""
    at_most: Levels[Level] | None = attrs.field(default=None, converter=_as_given, kw_only=True)
    """The ceiling, kept when equal."""
    more_than: Levels[Level] | None = attrs.field(default=None, converter=_as_given, kw_only=True)
    """A floor that being equal does not reach."""
    less_than: Levels[Level] | None = attrs.field(default=None, converter=_as_given, kw_only=True)
    """A ceiling that being equal breaks."""
    contingents: tuple[str, ...] = attrs.field(default=(), converter=as_ordered_codes, kw_only=True)
    """The contingents of the base; none: all those of the agreement."""
    landlords: tuple[str, ...] = attrs.field(default=(), converter=as_ordered_codes, kw_only=True)
    """The landlords of the base; none: all."""
    territory: Territory | None = attrs.field(default=None, kw_only=True)
    """Where the base is; `None`: the territory of the agreement."""
    leaving_out: tuple[str, ...] = attrs.field(default=(), converter=as_ordered_codes, kw_only=True)
    """The tags that take an entry out of the base."""
    unsure: Unsure = attrs.field(default=Unsure.BOUNDS, kw_only=True)
    """What becomes of an entry whose membership is not known."""
    periods: tuple[Period, ...] | None = attrs.field(
        default=None, converter=_as_optional_periods, kw_only=True
    )
    """The accounting periods of a constant level; `None`: see the class."""
    rounding: Rounding = attrs.field(default=Rounding.EXACT, kw_only=True)
    """How what is owed becomes a whole number."""
    cumulative: bool = attrs.field(default=False, kw_only=True)
    """Whether the periods are judged as one sum."""
    per: tuple[Per, ...] = attrs.field(default=None, converter=_as_per, kw_only=True)
    """The kind of group judged one by one: none, one, or a pair."""
    judge: Judge | None = attrs.field(default=None, kw_only=True)
    """Whether the total is judged, the groups, or both; `None`: see the class."""
    substitute: Substitute | None = attrs.field(default=None, kw_only=True)
    """Publics that count when there is no main one."""
    title: Text | None = attrs.field(default=None, converter=as_optional_words, kw_only=True)
    """What it is called."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where it is stated."""
    caveats: tuple[Text, ...] = attrs.field(default=(), converter=_as_caveats, kw_only=True)
    """What a reader of its findings must know."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"{type(self).__name__} {show(self.code)}")
        if not isinstance(self, (Share, Volume)):
            raise InvalidTypeError("Commitment", show(self.code), "a Share or a Volume")
        faults.check_fields(self, _EXPECTED_OF_COMMITMENTS)
        for name in ("to", "contingents", "landlords", "leaving_out"):
            if faults.sound(name):
                faults.once(name, getattr(self, name))
        levels = {
            name: level
            for name in _LEVEL_FIELDS
            if (level := getattr(self, name)) is not None and faults.sound(name)
        }
        self._check_sides(faults)
        self._check_periods(faults, levels)
        if faults.sound("per"):
            self._check_groups(faults, levels)
        if faults.sound("stage", "contingents") and self.stage.of_production:
            self._check_production(faults)
        if faults.sound("to"):
            self._check_publics(faults)
        faults.report()

    def _check_sides(self, faults: Faults) -> None:
        given = [name for name in _LEVEL_FIELDS if getattr(self, name) is not None]
        if not given:
            faults.value("at_least", None, "a level: at_least, at_most, more_than or less_than")
        for name, other in (("more_than", "at_least"), ("less_than", "at_most")):
            if name in given and other in given:
                faults.value(name, getattr(self, name), f"no {other} beside it")

    def _check_periods(self, faults: Faults, levels: dict[str, Levels[Level]]) -> None:
        if not faults.sound("periods", "cumulative"):
            return
        own = self.periods or ()
        if self.periods == ():
            faults.value("periods", (), "at least one period, or None")
        named = {period for level in levels.values() for period in level.periods}
        if own and named:
            given = ", ".join(map(str, own))
            faults.add(InvalidValueError, "periods", given, "none: the level has its own")
        for before, after in pairwise(sorted(own or (named if self.cumulative else ()))):
            if before.overlaps(after):
                expected = f"a period that does not overlap {before}"
                faults.add(InvalidValueError, "periods", str(after), expected)

    def _check_groups(self, faults: Faults, levels: dict[str, Levels[Level]]) -> None:
        if len(set(self.per)) < len(self.per) or len(self.per) > _PAIR_SIZE:
            faults.value("per", self.per, "one Per, or two different ones")
        if isinstance(self.judge, Judge) and self.judge is not Judge.TOTAL and not self.per:
            faults.value("judge", self.judge, "Judge.TOTAL or None, or per= to say what a group is")
        for name, stated in levels.items():
            if stated.groups and not self.per:
                faults.value(name, stated.groups, "per= to say what a group is, or a level for all")
            elif any(
                isinstance(group, tuple) != (len(self.per) == _PAIR_SIZE) for group in stated.groups
            ):
                faults.value(name, stated.groups, "groups of the kind that per= states")
            elif Per.COMMUNE in self.per:
                position = self.per.index(Per.COMMUNE)
                for group in stated.groups:
                    code = group if isinstance(group, str) else group[position]
                    if not is_commune_code(code):
                        faults.value(name, code, *A_COMMUNE_CODE)

    def _check_production(self, faults: Faults) -> None:
        expected = "none: dwellings produced are charged to no contingent"
        if self.contingents:
            faults.value("contingents", self.contingents, expected)
        if Per.CONTINGENT in self.per:
            faults.value("per", self.per, expected)

    def _check_publics(self, faults: Faults) -> None:
        if self.of_base and not self.to:
            faults.value("to", (), "at least one public: everyone is always 100 %")
        if self.substitute is None or not faults.sound("substitute"):
            return
        if self.at_least is None and self.more_than is None:
            faults.value("substitute", self.substitute, "a floor, at_least or more_than")
        if not self.to:
            faults.value("substitute", self.substitute, "main publics, in `to`")
        if both := set(self.to) & set(self.substitute.to):
            faults.value("substitute", sorted(both), "publics that are not already main ones")

    @property
    def publics(self) -> frozenset[str]:
        """The codes of the publics (or financings) that count, main and substitute ones.

        None: every entry of the base counts.

        Examples:
            >>> failing_that = Substitute(to=("shelter",), at_most="50 %")
            >>> offers = Volume(
            ...     "offers", to=("dalo",), stage=Stage.SIGNED, at_least=9, substitute=failing_that
            ... )
            >>> sorted(offers.publics)
            ['dalo', 'shelter']
        """
        substitutes = () if self.substitute is None else self.substitute.to
        return frozenset((*self.to, *substitutes))

    @property
    def floor(self) -> Limit | None:
        """The floor; `None` when there is none."""
        if self.at_least is not None:
            return Limit(self.at_least, strict=False)
        return None if self.more_than is None else Limit(self.more_than, strict=True)

    @property
    def ceiling(self) -> Limit | None:
        """The ceiling; `None` when there is none."""
        if self.at_most is not None:
            return Limit(self.at_most, strict=False, ceiling=True)
        return None if self.less_than is None else Limit(self.less_than, strict=True, ceiling=True)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The floor and the ceiling, those that there are."""
        return tuple(limit for limit in (self.floor, self.ceiling) if limit is not None)

    def accounting_periods(self, term: Period) -> tuple[Period, ...]:
        """The periods that the commitment is judged on, in order.

        Raises:
            InvalidTypeError: For a term that is no period.
        """
        if type(term) is not Period:
            where = f"{type(self).__name__}.accounting_periods, term"
            exact_kind(term, where, Period, "write agreement.term")
        named = {period for limit in self.limits for period in limit.levels.periods}
        ordered = sorted(self.periods or named, key=attrgetter("start", "end"))
        return tuple(ordered) or term.calendar_years()

    @property
    def judges_total(self) -> bool:
        """Whether the total is judged."""
        if self.judge is None:
            return any(limit.levels.common is not None for limit in self.limits)
        return self.judge is not Judge.GROUPS

    @property
    def judges_groups(self) -> bool:
        """Whether the groups are judged one by one."""
        return bool(self.per) and self.judge is not Judge.TOTAL


def _in_order(_: type, fields: list[Any]) -> list[Any]:
    """The fields of `Share` and `Volume` in the order of `Commitment`, those made anew too."""
    order = [field.name for field in attrs.fields(Commitment)]
    return sorted(fields, key=lambda field: order.index(field.name))


def _as_optional_shares(value: "ShareLevel | None") -> Levels[Fraction] | None:
    return None if value is None else attempt(as_shares, value)


def _as_optional_numbers(value: "NumberLevel | None") -> Levels[int] | None:
    return None if value is None else attempt(as_numbers, value)


@attrs.frozen(eq=False, repr=False, field_transformer=_in_order)
class Share(Commitment):
    """A share of attributions (or of production) that reaches certain publics (*part, quota*).

    The fields are those of `Commitment`; the levels are exact rates of at most 1.

    Examples:
        >>> quarter = Share("quarter", to=("dalo",), stage=Stage.DECIDED, at_least="25 %")
        >>> quarter.at_least
        Levels(common=Fraction(1, 4), by_group=())
    """

    of_base: ClassVar[bool] = True

    at_least: Levels[Fraction] | None = attrs.field(
        default=None, converter=_as_optional_shares, kw_only=True
    )
    """The floor, reached when equal."""
    at_most: Levels[Fraction] | None = attrs.field(
        default=None, converter=_as_optional_shares, kw_only=True
    )
    """The ceiling, kept when equal."""
    more_than: Levels[Fraction] | None = attrs.field(
        default=None, converter=_as_optional_shares, kw_only=True
    )
    """A floor that being equal does not reach."""
    less_than: Levels[Fraction] | None = attrs.field(
        default=None, converter=_as_optional_shares, kw_only=True
    )
    """A ceiling that being equal breaks."""


@attrs.frozen(eq=False, repr=False, field_transformer=_in_order)
class Volume(Commitment):
    """A number of attributions (or of dwellings produced), never empty (*objectif chiffré*).

    The fields are those of `Commitment`; the levels are whole numbers.

    Examples:
        >>> offers = Volume("offers", to=("dalo",), stage=Stage.AVAILABLE, at_least={2018: 403})
        >>> offers.at_least.at(Period.year(2018))
        403
    """

    of_base: ClassVar[bool] = False

    at_least: Levels[int] | None = attrs.field(
        default=None, converter=_as_optional_numbers, kw_only=True
    )
    """The floor, reached when equal."""
    at_most: Levels[int] | None = attrs.field(
        default=None, converter=_as_optional_numbers, kw_only=True
    )
    """The ceiling, kept when equal."""
    more_than: Levels[int] | None = attrs.field(
        default=None, converter=_as_optional_numbers, kw_only=True
    )
    """A floor that being equal does not reach."""
    less_than: Levels[int] | None = attrs.field(
        default=None, converter=_as_optional_numbers, kw_only=True
    )
    """A ceiling that being equal breaks."""
