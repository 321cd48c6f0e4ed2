"""What a commitment promises: its levels, whom it is for, and what it is counted in.

`Commitment` states what `Share` and `Volume` have in common, and answers for what it counts, in
which periods and against which limits. How much it promises stands in `levels`, what it holds for
one by one in `groups`.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter
from typing import Any, ClassVar, Final, cast

import attrs

from housing_agreements._checks import (
    Faults,
    as_ordered_codes,
    as_tuple,
    attempt,
    exact_kind,
)
from housing_agreements._records import Enumeration
from housing_agreements._remedies import member_meant, name_members
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    show,
)
from housing_agreements.geography.territories import Territory
from housing_agreements.model._codes_of_groups import check_code_of_place
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import (
    PAIR_SIZE,
    Judge,
    Per,
)
from housing_agreements.model.levels import (
    Level,
    Levels,
    Limit,
    NumberLevel,
    ShareLevel,
    StatedNumber,
    as_numbers,
    as_shares,
)
from housing_agreements.values.periods import Period, years_of_terms
from housing_agreements.values.rates import Rounding, RoundingBySize, as_share
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import (
    OR_WORD,
    Language,
    Listed,
    Spoken,
    Text,
    as_optional_words,
    colon,
    percent,
    semicolon,
)

__all__ = (
    "Commitment",
    "Share",
    "Substitute",
    "Unsure",
    "Volume",
    "as_commitments",
)


class Unsure(Enumeration):
    """What becomes of an entry whose household may belong to the publics, or may not.

    `BOUNDS`, the default everywhere: it counts in the best case and not in the worst.
    `LEFT_OUT`: the agreement leaves cases of unknown status out of the base. A finding and the
    account of a report say how many. What stands outside `located_in` surely does not count, and
    stays in the base; where it stands is never a reason to leave out.
    """

    BOUNDS = "bounds"
    LEFT_OUT = "left_out"


@attrs.frozen(eq=False, repr=False)
class Substitute(Spoken):
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

    def say(self, language: Language) -> str:
        """The publics, and the part of the amount owed that they may make up."""
        most = percent(self.at_most, language)
        return _AT_MOST_OF_OWED.say(language, publics=", ".join(self.to), most=most)


_AT_MOST_OF_OWED: Final = Text(
    "{publics}, at most {most} of what is owed", "{publics}, au plus {most} de ce qui est dû"
)


# Types stand as text in these converters, so that a signature shows their names.
def _as_per(value: "Per | Sequence[Per] | None") -> tuple[Per, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, (tuple, list)) else (cast("Per", value),)


def _as_optional_periods(given: "Iterable[Period] | None") -> tuple[Period, ...] | None:
    return None if given is None else as_tuple(given)


def _as_caveats(given: Iterable[Text]) -> tuple[Text, ...]:
    return as_tuple(given)


def _write(period: Period) -> str:
    """A period as it is written where `date` and `Period` are imported."""
    return repr(period).replace("datetime.", "").replace("start=", "").replace("end=", "")


_LEVEL_FIELDS: Final = ("at_least", "at_most", "more_than", "less_than")
_EXPECTED_OF_COMMITMENTS: Final = {"per": "a Per, such as Per.COMMUNE"}


def _as_given(value: "Levels[Level] | None") -> Levels[Level] | None:
    """What a commitment that is neither a share nor a volume is given: it is refused whole."""
    return value


def _as_rounding(value: "Rounding | RoundingBySize") -> Rounding | RoundingBySize:
    return attempt(_exact_rounding, value)


def _as_plain_rounding(value: "Rounding") -> Rounding:
    """The rounding of a number; the class refuses one by size."""
    return value


def _exact_rounding(value: Rounding | RoundingBySize) -> Rounding | RoundingBySize:
    """The rounding itself; whatever is none is refused, with what was meant."""
    if type(value) is Rounding or type(value) is RoundingBySize:
        return value
    expected = f"{name_members(Rounding)}, or Rounding.by_size(...)"
    remedy = member_meant(value, Rounding)
    if issubclass(type(value), Mapping):
        remedy = "write Rounding.by_size({0: Rounding.NEAREST, 11: Rounding.DOWN})"
    raise InvalidTypeError("a rounding", show(value), expected, remedy)


@attrs.frozen(eq=False, repr=False)
class Commitment(Spoken):
    """What `Share` and `Volume` state alike (*engagement*, *objectif*); build one of those.

    Without any level it is an indicator (*indicateur*): it tells counts, and judges
    nothing.

    Args:
        code: Its code in the agreement.
        to: The codes of the publics (or of the financings, for production) that count; none:
            every entry of the base counts.
        located_in: Where an entry must stand, beside, to count (*localisation*); `None`:
            anywhere in the base. A share of a place needs no `to`.
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
            else the years of the term, which must last whole ones: calendar years when it
            begins with one, else the years from its first day (`Agreement.periods_of`).
        rounding: How what is owed becomes a whole number; of a share, at times by the size of
            its base, as `Rounding.by_size` has it.
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
    located_in: Territory | None = attrs.field(default=None, kw_only=True)
    """Where an entry must stand, beside, to count; `None`: anywhere in the base."""
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
    rounding: Rounding | RoundingBySize = attrs.field(
        default=Rounding.EXACT, converter=_as_rounding, kw_only=True
    )
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
        by_size = self.rounding if type(self.rounding) is RoundingBySize else None
        if by_size is not None and not self.of_base:
            expected = "a Rounding: a number is owed whatever the size of the base"
            faults.value("rounding", by_size, expected, f"write rounding={by_size.at(0)!r}")
        faults.check_fields(
            self, _EXPECTED_OF_COMMITMENTS, but=() if by_size is None else ("rounding",)
        )
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
        for name, other in (("more_than", "at_least"), ("less_than", "at_most")):
            if name in given and other in given:
                faults.add(InvalidValueError, name, f"{name} and {other}", "one of them")

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
        if len(set(self.per)) < len(self.per) or len(self.per) > PAIR_SIZE:
            faults.value("per", self.per, "one Per, or two different ones")
        if isinstance(self.judge, Judge) and self.judge is not Judge.TOTAL and not self.per:
            faults.value("judge", self.judge, "Judge.TOTAL or None, or per= to say what a group is")
        for name, stated in levels.items():
            if stated.groups and not self.per:
                faults.value(name, stated.groups, "per= to say what a group is, or a level for all")
            elif any(
                isinstance(group, tuple) != (len(self.per) == PAIR_SIZE) for group in stated.groups
            ):
                faults.value(name, stated.groups, "groups of the kind that per= states")
            else:
                for position, kind in enumerate(self.per):
                    for group in stated.groups:
                        code = group if isinstance(group, str) else group[position]
                        check_code_of_place(faults, name, kind, code)

    def _check_production(self, faults: Faults) -> None:
        expected = "none: dwellings produced are charged to no contingent"
        if self.contingents:
            faults.value("contingents", self.contingents, expected)
        if Per.CONTINGENT in self.per:
            faults.value("per", self.per, expected)

    def _check_publics(self, faults: Faults) -> None:
        if self.of_base and not self.to and self.located_in is None:
            expected = "at least one public, or a place in located_in: everyone is always 100 %"
            faults.value("to", (), expected)
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

    @property
    def is_indicator(self) -> bool:
        """Whether it promises nothing: its counts are told, and no level judges them.

        Examples:
            >>> Volume("offers", stage=Stage.SIGNED).is_indicator
            True
        """
        return not self.limits

    @property
    def stated_periods(self) -> tuple[Period, ...]:
        """The periods that it gives itself or that its levels name, in order.

        None: its level is constant, and its periods are the years of the agreement.

        Examples:
            >>> offers = Volume("offers", stage=Stage.SIGNED, at_least={2018: 403, 2017: 400})
            >>> [str(period) for period in offers.stated_periods]
            ['2017', '2018']
        """
        named = {period for limit in self.limits for period in limit.levels.periods}
        return tuple(sorted(self.periods or named, key=attrgetter("start", "end")))

    def codes_with_levels(self, kind: Per) -> tuple[str, ...]:
        """The codes of one kind in the groups that have a level of their own, in order.

        Raises:
            InvalidTypeError: For anything but a `Per`.

        Examples:
            >>> each = Volume("each", stage=Stage.SIGNED, at_least={"x": 9}, per=Per.LANDLORD)
            >>> each.codes_with_levels(Per.LANDLORD), each.codes_with_levels(Per.COMMUNE)
            (('x',), ())
        """
        if type(kind) is not Per:
            where = f"{type(self).__name__}.codes_with_levels, kind"
            exact_kind(kind, where, Per, "write Per.LANDLORD")
        if kind not in self.per:
            return ()
        position = self.per.index(kind)
        groups = (group for limit in self.limits for group in limit.levels.groups)
        codes = (group if isinstance(group, str) else group[position] for group in groups)
        return tuple(dict.fromkeys(codes))

    def accounting_periods(self, term: Period) -> tuple[Period, ...]:
        """The periods that the commitment is judged on in a term as first stated, in order.

        After an amendment of the term, `Agreement.periods_of` tells them.

        Raises:
            InvalidTypeError: For a term that is no period.
            InvalidValueError: For a constant level without periods, in a term that does not
                last whole years.

        Examples:
            >>> from datetime import date
            >>> offers = Volume("offers", stage=Stage.SIGNED, at_least=403)
            >>> term = Period.lasting(date(2016, 3, 7), years=2)
            >>> [str(period) for period in offers.accounting_periods(term)]
            ['2016-03-07 to 2017-03-06', '2017-03-07 to 2018-03-06']
        """
        where = f"{type(self).__name__}.accounting_periods, term"
        if type(term) is not Period:
            exact_kind(term, where, Period, "write agreement.term")
        periods = self.stated_periods or years_of_terms((term,))
        if not periods:
            raise InvalidValueError(
                where,
                f"no periods, in a term that does not last whole years, {term}",
                "the periods of its constant level",
                self._tell_to_give_periods(term),
            )
        return periods

    def _tell_to_give_periods(self, term: Period) -> str:
        """What to write for a term that does not last whole years."""
        once = f"periods=[{_write(term)}] if it holds once for all of the term"
        *years, _ = term.split(years=1)
        if self.of_base and len(term.calendar_years()) > 1:
            return f"write periods={_write(term)}.calendar_years(), or {once}"
        if years and not self.of_base:
            whole = Period(term.start, years[-1].end)
            return f"write periods={_write(whole)}.split(years=1), its whole years, or {once}"
        return f"write {once}"

    @property
    def judges_total(self) -> bool:
        """Whether the total is judged."""
        if self.judge is None:
            limits = self.limits
            return not limits or any(limit.levels.common is not None for limit in limits)
        return self.judge is not Judge.GROUPS

    @property
    def judges_groups(self) -> bool:
        """Whether the groups are judged one by one."""
        return bool(self.per) and self.judge is not Judge.TOTAL

    def say(self, language: Language) -> str:
        """What is promised: of what, to whom, how much, on which base.

        Examples:
            >>> print(Share("quarter", to=("dalo",), stage=Stage.DECIDED, at_least="25 %"))
            quarter: share of decisions to dalo, at least 25 %
        """
        name = self.code if self.title is None else f"{self.title.say(language)} ({self.code})"
        return f"{name}{colon(language)}{self._say_promise(language)}"

    def _essentials(self) -> str:
        return f"{self.code}: {self._say_promise('en')}"

    def _say_promise(self, language: Language) -> str:
        counted = self.stage.say_what_reached_it(language)
        if self.of_base:
            counted = _SHARE_OF.say(language, counted=counted)
        if self.to:
            reaching = _IN_KINDS if self.stage.of_production else _TO_PUBLICS
            publics = Listed(self.to, last=OR_WORD)
            counted = reaching.say(language, counted=counted, publics=publics)
        if self.located_in is not None:
            counted = _LOCATED_IN.say(language, counted=counted, territory=self.located_in.name)
        words = [", ".join((counted, *(limit.say(language) for limit in self.limits)))]
        if self.substitute is not None:
            words.append(_FAILING_THAT.say(language, substitute=self.substitute))
        if self.per:
            words.append(_PER_GROUP.say(language, kinds=Listed(self.per)))
        if self.cumulative:
            words.append(_IS_CUMULATIVE.say(language))
        where = () if self.territory is None else (self.territory.name,)
        bases = (where, self.contingents, self.landlords, self.leaving_out)
        for name, codes in zip(_BASE_LABELS, bases, strict=True):
            if codes:
                words.append(f"{name.say(language)}{colon(language)}{', '.join(codes)}")
        return semicolon(language).join(words)


_SHARE_OF: Final = Text("share of {counted}", "part des {counted}")
_TO_PUBLICS: Final = Text("{counted} to {publics}", "{counted} à {publics}")
_IN_KINDS: Final = Text("{counted} in {publics}", "{counted} en {publics}")
_LOCATED_IN: Final = Text(
    "{counted}, in the territory {territory}", "{counted}, dans le territoire {territory}"
)
_FAILING_THAT: Final = Text("failing that {substitute}", "à défaut {substitute}")
_PER_GROUP: Final = Text("per {kinds}", "par {kinds}")
_IS_CUMULATIVE: Final = Text("cumulative", "en cumul")
_BASE_LABELS: Final = (
    Text("territory", "territoire"),
    Text("contingents", "contingents"),
    Text("landlords", "bailleurs"),
    Text("without", "sans"),
)


def _in_order(_: type, fields: list[Any]) -> list[Any]:
    """The fields of `Share` and `Volume` in the order of `Commitment`, those made anew too."""
    order = [field.name for field in attrs.fields(Commitment)]
    return sorted(fields, key=lambda field: order.index(field.name))


def _as_optional_shares(value: "ShareLevel | None") -> Levels[Fraction] | None:
    return None if value is None else attempt(as_shares, value)


def _as_optional_numbers(value: "NumberLevel | None") -> Levels[StatedNumber] | None:
    return None if value is None else attempt(as_numbers, value)


@attrs.frozen(eq=False, repr=False, field_transformer=_in_order)
class Share(Commitment):
    """A share of attributions (or of production) that reaches certain publics (*part, quota*).

    The fields are those of `Commitment`; the levels are exact rates of at most 1.

    Examples:
        >>> quarter = Share("quarter", to=("dalo",), stage=Stage.DECIDED, at_least="25 %")
        >>> quarter.at_least
        <Levels 25 %>
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

    The fields are those of `Commitment`; the levels are whole numbers, or the bounds of one
    that was published rounded: `about(177_900, to=100)`.

    Examples:
        >>> offers = Volume("offers", to=("dalo",), stage=Stage.AVAILABLE, at_least={2018: 403})
        >>> offers.at_least.at(Period.year(2018))
        403
    """

    of_base: ClassVar[bool] = False

    at_least: Levels[StatedNumber] | None = attrs.field(
        default=None, converter=_as_optional_numbers, kw_only=True
    )
    """The floor, reached when equal."""
    at_most: Levels[StatedNumber] | None = attrs.field(
        default=None, converter=_as_optional_numbers, kw_only=True
    )
    """The ceiling, kept when equal."""
    more_than: Levels[StatedNumber] | None = attrs.field(
        default=None, converter=_as_optional_numbers, kw_only=True
    )
    """A floor that being equal does not reach."""
    less_than: Levels[StatedNumber] | None = attrs.field(
        default=None, converter=_as_optional_numbers, kw_only=True
    )
    """A ceiling that being equal breaks."""
    rounding: Rounding = attrs.field(
        default=Rounding.EXACT, converter=_as_plain_rounding, kw_only=True
    )
    """How what is owed becomes a whole number: it makes no difference, since it is one."""


def as_commitments(given: "Iterable[Commitment]") -> tuple[Commitment, ...]:
    """Commitments in order, for a field to keep."""
    return as_tuple(given)
