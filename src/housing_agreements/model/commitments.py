"""What is promised: a share of the attributions, or a number of them.

Both judge attributions, or dwellings produced when their stage is one of production.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import ClassVar, cast

import attrs

from housing_agreements.errors import InvalidTypeError, InvalidValueError, shown
from housing_agreements.model.levels import LevelLike, Levels, numbers, shares
from housing_agreements.model.stages import Stage
from housing_agreements.model.terms import Judge, Limit, Per, Substitute, Unsure
from housing_agreements.model.wording import as_optional_words
from housing_agreements.values.faults import Faults, as_tuple, attempt
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import Rounding
from housing_agreements.values.records import Record
from housing_agreements.values.sources import Source
from housing_agreements.values.territories import Territory
from housing_agreements.values.texts import Text

__all__ = ("Commitment", "Share", "Volume")


def _as_levels(value: LevelLike | Levels | None) -> Levels | None:
    """The level as it was written, kept for the commitment to read as shares or numbers."""
    return cast("Levels | None", value)


def _as_per(value: Per | Sequence[Per] | None) -> tuple[Per, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, (tuple, list)) else (cast("Per", value),)


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
        per: What it holds for one by one: a `Per`, or a pair of them.
        judge: Whether the total is judged, the groups, or both; `None`: both when there are
            groups and a common level, the groups alone when each has its own level.
        substitute: Publics that count failing the main ones.
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
    to: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, kw_only=True)
    """The publics (or financings) that count; none: every entry of the base."""
    stage: Stage = attrs.field(kw_only=True)
    """The stage that counts an entry."""
    at_least: Levels | None = attrs.field(default=None, converter=_as_levels, kw_only=True)
    """The floor, reached when equal."""
    at_most: Levels | None = attrs.field(default=None, converter=_as_levels, kw_only=True)
    """The ceiling, kept when equal."""
    more_than: Levels | None = attrs.field(default=None, converter=_as_levels, kw_only=True)
    """A floor that being equal does not reach."""
    less_than: Levels | None = attrs.field(default=None, converter=_as_levels, kw_only=True)
    """A ceiling that being equal breaks."""
    contingents: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, kw_only=True)
    """The contingents of the base; none: all those of the agreement."""
    landlords: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, kw_only=True)
    """The landlords of the base; none: all."""
    territory: Territory | None = attrs.field(default=None, kw_only=True)
    """Where the base is; `None`: the territory of the agreement."""
    leaving_out: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, kw_only=True)
    """The tags that take an entry out of the base."""
    unsure: Unsure = attrs.field(default=Unsure.BOUNDS, kw_only=True)
    """What becomes of an entry whose membership is not known."""
    periods: tuple[Period, ...] | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_tuple), kw_only=True
    )
    """The accounting periods of a constant level; `None`: see the class."""
    rounding: Rounding = attrs.field(default=Rounding.EXACT, kw_only=True)
    """How what is owed becomes a whole number."""
    cumulative: bool = attrs.field(default=False, kw_only=True)
    """Whether the periods are judged as one sum."""
    per: tuple[Per, ...] = attrs.field(default=None, converter=_as_per, kw_only=True)
    """What it holds for one by one: none, one, or a pair."""
    judge: Judge | None = attrs.field(default=None, kw_only=True)
    """Whether the total is judged, the groups, or both; `None`: see the class."""
    substitute: Substitute | None = attrs.field(default=None, kw_only=True)
    """Publics that count failing the main ones."""
    title: Text | None = attrs.field(default=None, converter=as_optional_words, kw_only=True)
    """What it is called."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_tuple, kw_only=True)
    """Where it is stated."""
    caveats: tuple[Text, ...] = attrs.field(default=(), converter=as_tuple, kw_only=True)
    """What a reader of its findings must know."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"{type(self).__name__} {self.code!r}")
        if not hasattr(self, "of_base"):
            raise InvalidTypeError("Commitment", shown(self.code), "a Share or a Volume")
        faults.code("code", self.code)
        sound: set[str] = set()
        for name in _CODES:
            if faults.codes(name, getattr(self, name)):
                faults.once(name, getattr(self, name))
                sound.add(name)
        given = {name: kind for name, kind in _OPTIONAL.items() if getattr(self, name) is not None}
        for name, kind in (_KINDS | given).items():
            if faults.instance(name, getattr(self, name), kind, f"a {kind.__name__}"):
                sound.add(name)
        faults.each("sources", self.sources, Source, "a Source")
        faults.each("caveats", self.caveats, Text, "a Text")
        faults.flag("cumulative", self.cumulative)
        levels = self._read_levels(faults)
        self._check_sides(faults)
        self._check_periods(faults, levels)
        if faults.each("per", self.per, Per, "a Per, such as Per.COMMUNE"):
            self._check_groups(faults, levels)
        if "stage" in sound and "contingents" in sound and self.stage.of_production:
            self._check_production(faults)
        if "to" in sound:
            self._check_publics(faults, sound)
        faults.report()

    def _read_levels(self, faults: Faults) -> dict[str, Levels]:
        """Read each level as a share or as a number; those that could be read, by name."""
        read = shares if self.of_base else numbers
        sound: dict[str, Levels] = {}
        for name in _LEVELS:
            if (written := getattr(self, name)) is not None:
                levels = attempt(read, written)
                object.__setattr__(self, name, levels)
                if not faults.refused(name, levels):
                    sound[name] = levels
        return sound

    def _check_sides(self, faults: Faults) -> None:
        given = [name for name in _LEVELS if getattr(self, name) is not None]
        if not given:
            faults.value("at_least", None, "a level: at_least, at_most, more_than or less_than")
        for name, other in (("more_than", "at_least"), ("less_than", "at_most")):
            if name in given and other in given:
                faults.value(name, getattr(self, name), f"no {other} beside it")

    def _check_periods(self, faults: Faults, levels: dict[str, Levels]) -> None:
        own = self.periods or ()
        if not faults.each("periods", own, Period, "a Period"):
            return
        if self.periods == ():
            faults.value("periods", (), "at least one period, or None")
        named = {period for each in levels.values() for period in each.periods}
        where = faults.at("periods")
        if own and named:
            given = ", ".join(map(str, own))
            faults.note(InvalidValueError(where, given, "none: the level has its own"))
        for before, after in pairwise(sorted(own or (named if self.cumulative else ()))):
            if before.overlaps(after):
                expected = f"a period that does not overlap {before}"
                faults.note(InvalidValueError(where, str(after), expected))

    def _check_groups(self, faults: Faults, levels: dict[str, Levels]) -> None:
        if len(set(self.per)) < len(self.per) or len(self.per) > _PAIR:
            faults.value("per", self.per, "one Per, or two different ones")
        if isinstance(self.judge, Judge) and self.judge is not Judge.TOTAL and not self.per:
            faults.value("judge", self.judge, "Judge.TOTAL or None, or per= to say what a group is")
        for name, each in levels.items():
            if each.groups and not self.per:
                faults.value(name, each.groups, "per= to say what a group is, or a level for all")
            elif any(isinstance(group, tuple) != (len(self.per) == _PAIR) for group in each.groups):
                faults.value(name, each.groups, "groups of the kind that per= states")

    def _check_production(self, faults: Faults) -> None:
        expected = "none: dwellings produced are charged to no contingent"
        if self.contingents:
            faults.value("contingents", self.contingents, expected)
        if Per.CONTINGENT in self.per:
            faults.value("per", self.per, expected)

    def _check_publics(self, faults: Faults, sound: Collection[str]) -> None:
        if self.of_base and not self.to:
            faults.value("to", (), "at least one public: everyone is always 100 %")
        if self.substitute is None or "substitute" not in sound:
            return
        if self.at_least is None and self.more_than is None:
            faults.value("substitute", self.substitute, "a floor, at_least or more_than")
        if not self.to:
            faults.value("substitute", self.substitute, "main publics, in `to`")
        if both := set(self.to) & set(self.substitute.to):
            faults.value("substitute", sorted(both), "publics that are not already main ones")

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
            return Limit(self.at_most, strict=False)
        return None if self.less_than is None else Limit(self.less_than, strict=True)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The floor and the ceiling, those that there are."""
        return tuple(limit for limit in (self.floor, self.ceiling) if limit is not None)

    def accounting_periods(self, term: Period) -> tuple[Period, ...]:
        """The periods that the commitment is judged on, in order."""
        named = {period for limit in self.limits for period in limit.levels.periods}
        return tuple(sorted(self.periods or named)) or term.calendar_years()

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


class Share(Commitment):
    """A share of attributions (or of production) that reaches certain publics (*part, quota*).

    The fields are those of `Commitment`; the levels are exact rates of at most 1.

    Examples:
        >>> quarter = Share("quarter", to=("dalo",), stage=Stage.DECIDED, at_least="25 %")
        >>> quarter.at_least
        Levels(common=Fraction(1, 4), by_group=())
    """

    __slots__ = ()

    of_base: ClassVar[bool] = True


class Volume(Commitment):
    """A number of attributions (or of dwellings produced), never empty (*objectif chiffré*).

    The fields are those of `Commitment`; the levels are whole numbers.

    Examples:
        >>> offers = Volume("offers", to=("dalo",), stage=Stage.AVAILABLE, at_least={2018: 403})
        >>> offers.at_least.at(Period.year(2018))
        403
    """

    __slots__ = ()

    of_base: ClassVar[bool] = False


_CODES = ("to", "contingents", "landlords", "leaving_out")
_LEVELS = ("at_least", "at_most", "more_than", "less_than")
_KINDS: dict[str, type] = {"stage": Stage, "unsure": Unsure, "rounding": Rounding}
_OPTIONAL = {"territory": Territory, "judge": Judge, "substitute": Substitute, "title": Text}
_PAIR = 2
