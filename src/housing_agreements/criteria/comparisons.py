"""Questions about one fact: whether it is true, one of several values, or between limits.

They are the atoms of criteria. The module begins with what all atoms share. The limits of an
interval may change with time; so may the territories of `places` and the tables of `ceilings`.
"""

import math
from collections.abc import Collection, Hashable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Self, TypeGuard, cast

import attrs

from housing_agreements._checks import Faults, as_tuple, attempt
from housing_agreements.criteria._decide import if_known, is_true, one_of, within_limits
from housing_agreements.criteria._nodes import FixedFacts, Node, Remainder, Style
from housing_agreements.criteria._values_in_words import say_with_unit
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.kinds import (
    Fact,
    HasFacts,
    Kind,
    bounds_on,
    check_value,
    exact,
    has_evidence,
    remedy_for_number_or_day,
    why_not_exact,
)
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.values.texts import (
    OR_WORD,
    Language,
    Text,
    colon,
    join_words,
    semicolon,
)
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import MET, OPEN, UNMET, Verdict

__all__ = (
    "Atom",
    "Flag",
    "Interval",
    "OneOf",
    "as_number",
    "check_kind",
    "days_of_change",
    "is_dated",
    "why_unknown_on",
)


class Atom(Criterion):
    """A criterion without parts: a question about one fact, or several together."""

    __slots__ = ()

    fact: Fact
    """The fact it reads."""
    verified_only: bool
    """Whether only a verified fact counts."""

    @property
    def reads(self) -> tuple[Fact, ...]:
        """The fact it reads."""
        return (self.fact,)

    @classmethod
    def of(cls, fields: tuple[Any, ...], parts: tuple[Criterion, ...]) -> Self:
        """Make a criterion of this class from its fields."""
        return cls(*fields)

    def fields(self) -> tuple[Hashable, ...]:
        """The fields of its class, in the order of the constructor."""
        kind: Any = type(self)
        return tuple(getattr(self, field.name) for field in attrs.fields(kind) if field.init)

    def specialise(self, remainders: Sequence[Remainder], fixed: FixedFacts) -> Remainder:
        """The verdict, where every fact that the criterion reads is given; else a function.

        The function decides the criterion for the facts that each household states.
        """
        if fixed.names.issuperset([fact.name for fact in self.reads]):
            return self.judge((), fixed.household, fixed.on)
        return self.specialise_open(fixed)

    def specialise_open(self, fixed: FixedFacts) -> Remainder:
        """The function that decides the criterion, or the verdict where the day decides it."""
        return if_known(self.fact.name, self.judge)

    def ends(self, household: HasFacts, on: date) -> tuple[Any, Any] | None:
        """The least and the most its fact can be; `None` when not known."""
        return bounds_on(getattr(household, self.fact.name), on, verified_only=self.verified_only)

    def write_fact(self, style: Style) -> str:
        """The name of its fact in a text."""
        if style is None:
            return f"facts.{self.fact.name}{'.verified()' if self.verified_only else ''}"
        words = self.fact.words.say(style)
        return f"{words} {_VERIFIED_ONLY.say(style)}" if self.verified_only else words

    def say_with_unit(self, value: object, language: Language) -> str:
        """A value of its fact in words, with its unit."""
        return say_with_unit(value, self.fact.unit, language)


_VERIFIED_ONLY: Final = Text("(verified)", "(justifié)")


def check_kind(faults: Faults, fact: Fact, kinds: Collection[Kind], verified_only: object) -> None:
    """Note a fact of another kind than the question is for."""
    if faults.instance("fact", fact, Fact, "a Fact") and fact.kind not in kinds:
        expected = " or ".join(sorted(kind.value for kind in kinds))
        faults.value("fact", fact.name, f"a fact of kind {expected}", f"it is a {fact.kind.value}")
    faults.flag("verified_only", verified_only)


@attrs.frozen(eq=False, repr=False, str=False)
class Flag(Atom):
    """Whether a yes-or-no fact is true.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> facts.dalo_recognised.verified()
        facts.dalo_recognised.verified()
    """

    fact: Fact
    """The fact it reads."""
    verified_only: bool = False
    """Whether only a verified fact counts."""

    def __attrs_post_init__(self) -> None:
        """Refuse any other fact than a yes or no."""
        faults = Faults("Flag")
        check_kind(faults, self.fact, {Kind.FLAG}, self.verified_only)
        faults.report()

    def verified(self) -> "Flag":
        """The same question, answered by verified facts only."""
        return Flag(self.fact, verified_only=True)

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """Met when true, unmet when false."""
        value = getattr(household, self.fact.name)
        if value is None:
            return OPEN
        if type(value) is not bool or self.verified_only:
            ends = self.ends(household, on)
            if ends is None:
                return OPEN
            value = ends[0]
        return MET if value is True else UNMET

    def specialise_open(self, fixed: FixedFacts) -> Remainder:
        """The function that answers for a plain yes or no."""
        if self.verified_only:
            return super().specialise_open(fixed)
        return is_true(self.fact.name, self.judge)

    @property
    def tells_one_fact(self) -> bool:
        """It does: nothing that it asks changes with time; another class may tell more."""
        return type(self) is Flag

    def text_pieces(self, style: Style) -> list[str | Node]:
        """The text of the criterion: the words of the fact."""
        return [self.write_fact(style)]

    def boundary_values(self, on: date) -> tuple[tuple[Fact, tuple[object, ...]], ...]:
        """The value at which the answer changes: a fact that is true."""
        return ((self.fact, (True,)),)


def _distinct_values(given: Iterable[int | str]) -> tuple[int | str, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False, str=False)
class OneOf(Atom):
    """Whether a code or a count is one of several values."""

    fact: Fact
    """The fact it reads."""
    values: tuple[Any, ...] = attrs.field(converter=_distinct_values)
    """The values accepted, sorted, each once."""
    verified_only: bool = False
    """Whether only a verified fact counts."""

    def __attrs_post_init__(self) -> None:
        """Refuse values that the fact cannot have."""
        faults = Faults("one_of")
        check_kind(faults, self.fact, {Kind.CODE, Kind.COUNT}, self.verified_only)
        if not faults.refused("values", self.values) and not faults.found:
            for value in self.values:
                if has_evidence(value):
                    faults.add(InvalidTypeError, "values", show(value), "a plain value")
                else:
                    check_value(faults, self.fact, value)
        if not faults.found and not self.values:
            faults.value("values", (), "at least one value")
        faults.report()
        object.__setattr__(self, "values", tuple(sorted(set(self.values))))

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """Met or unmet when all the values still possible agree."""
        ends = self.ends(household, on)
        if ends is None:
            return Verdict.UNDETERMINED
        low, high = ends
        if low == high:
            return Verdict.of(low in self.values)
        inside = sum(
            (low is None or low <= value) and (high is None or value <= high)
            for value in self.values
        )
        if not inside:
            return Verdict.UNMET
        least = self.fact.least if low is None else low
        fills = high is not None and inside == high - least + 1
        return Verdict.MET if fills else Verdict.UNDETERMINED

    def specialise_open(self, fixed: FixedFacts) -> Remainder:
        """The function that answers for a plain value."""
        if self.verified_only:
            return super().specialise_open(fixed)
        return one_of(self.fact.name, frozenset(self.values), self.judge)

    @property
    def tells_one_fact(self) -> bool:
        """It does: nothing that it asks changes with time; another class may tell more."""
        return type(self) is OneOf

    def text_pieces(self, style: Style) -> list[str | Node]:
        """The text of the criterion: the fact and the values accepted."""
        if style is None:
            return [f"{self.write_fact(style)}.one_of({', '.join(map(repr, self.values))})"]
        said = [self.say_with_unit(value, style) for value in self.values]
        if len(said) > _MOST_VALUES_SAID:
            others = len(said) - _FIRST_VALUES_SAID
            said[_FIRST_VALUES_SAID:] = [_OTHERS.say(style, others=others)]
        values = join_words(said, style, last=OR_WORD)
        return [f"{self.write_fact(style)}{colon(style)}{values}"]

    def boundary_values(self, on: date) -> tuple[tuple[Fact, tuple[object, ...]], ...]:
        """The values at which the answer changes: those accepted."""
        return ((self.fact, self.values),)


_MOST_VALUES_SAID: Final = 20
_FIRST_VALUES_SAID: Final = 3
_OTHERS: Final = Text("{others} others", "{others} autres")


def as_number(value: object) -> Any:  # a number or a day
    """An exact number, whole when it can be, or a day; nothing else.

    Raises:
        InvalidTypeError: For a float, a bool, a `datetime` or anything else.
        InvalidValueError: For an infinite number, or one of more than a hundred digits.

    Examples:
        >>> as_number(Decimal("8880.00")), as_number(Fraction(1, 2))
        (8880, Fraction(1, 2))
    """
    if type(value) not in {int, Decimal, Fraction, date}:
        expected = "an exact number (int, Decimal or Fraction) or a day"
        raise InvalidTypeError("limit", show(value), expected, remedy_for_number_or_day(value))
    if (wrong := why_not_exact(value)) is not None:
        raise InvalidValueError("limit", show(value), wrong)
    number = exact(value)
    whole = isinstance(number, Fraction) and number.denominator == 1
    return number.numerator if whole else number


def is_dated(value: object) -> TypeGuard[Timeline[Any]]:
    """Whether a limit changes with time."""
    return isinstance(value, Timeline)


def why_unknown_on(on: date, *dated: object) -> Text | None:
    """The reason when one of several timelines is not known on a day; `None` when all are."""
    unknown = [line for line in dated if is_dated(line) and not line.known_on(on)]
    if not unknown:
        return None
    limited = [line for line in unknown if line.known_until is not None]
    first = min(limited, key=lambda line: cast("date", line.known_until), default=None)
    if first is not None and cast("date", first.known_until) < on:
        last, until = cast("date", first.verified_until), first.assumed_until
        if until is None:
            return _VALUES_FOLLOWED_UNTIL.format(day=on, last=last)
        return _VALUES_ASSUMED_UNTIL.format(day=on, last=last, until=until)
    return _NO_VERIFIED_VALUE.format(day=on)


_NO_VERIFIED_VALUE: Final = Text("no verified value for {day}", "aucune valeur vérifiée au {day}")
_VALUES_FOLLOWED_UNTIL: Final = Text(
    "no verified value for {day}, the values were followed until {last}",
    "aucune valeur vérifiée au {day}, les valeurs ne sont connues que jusqu'au {last}",
)
_VALUES_ASSUMED_UNTIL: Final = Text(
    "no verified value for {day}, the values were followed until {last} and assumed unchanged "
    "until {until}",
    "aucune valeur vérifiée au {day}, les valeurs ne sont connues que jusqu'au {last} et "
    "supposées inchangées jusqu'au {until}",
)


def days_of_change(dated: object) -> tuple[date, ...]:
    """The days on which the value of a timeline changes, or stops being verified or known."""
    if not is_dated(dated):
        return ()
    days = tuple(day for day in dated.days if day > date.min)
    ends = (dated.verified_until, dated.assumed_until)
    after = (end + timedelta(days=1) for end in ends if end is not None and end < date.max)
    return (*days, *after)


def _as_limit(value: object) -> Any:  # a limit, or a timeline of limits
    if value is None:
        return None
    return attempt(_as_limits, value)


def _as_limits(value: object) -> Any:
    return value.map(as_number) if is_dated(value) else as_number(value)


_KINDS_IN_ORDER: Final = {Kind.COUNT, Kind.AMOUNT, Kind.DAY}


@attrs.frozen(eq=False, repr=False, str=False)
class Interval(Atom):
    """Whether a number or a day lies between limits (*seuil*).

    A limit may be a `Timeline`; on a day for which it is not known, the answer is undetermined.
    """

    fact: Fact
    """The fact it reads."""
    low: Any = attrs.field(default=None, converter=_as_limit)
    """The least; `None`: no limit."""
    high: Any = attrs.field(default=None, converter=_as_limit)
    """The most; `None`: no limit."""
    above: bool = False
    """Whether the least itself is refused."""
    below: bool = False
    """Whether the most itself is refused."""
    verified_only: bool = False
    """Whether only a verified fact counts."""

    def __attrs_post_init__(self) -> None:
        """Refuse limits that are no values of the fact, or not in order."""
        faults = Faults("comparison")
        check_kind(faults, self.fact, _KINDS_IN_ORDER, self.verified_only)
        for name, limit in (("low", self.low), ("high", self.high)):
            if not faults.refused(name, limit) and not faults.found:
                for value in _limits_of(limit):
                    if isinstance(value, date) != (self.fact.kind is Kind.DAY):
                        expected = "a day" if self.fact.kind is Kind.DAY else "a number"
                        faults.add(InvalidTypeError, name, show(value), expected)
                    elif self.fact.kind is not Kind.DAY and cast("int", value) < 0:
                        faults.value(name, value, "a number of at least 0, as the fact is one")
        faults.flag("above", self.above)
        faults.flag("below", self.below)
        if not faults.found and self.low is None and self.high is None:
            faults.value("low", None, "a limit: low, high or both")
        fixed = not (is_dated(self.low) or is_dated(self.high))
        if not faults.found and fixed:
            strict = self.above or self.below
            if _beyond(self.low, self.high, strict=strict):
                order = "above" if strict else "not below"
                faults.value("high", self.high, f"a value {order} the low, {show(self.low)}")
        faults.report()

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """Met when all the values still possible lie between the limits, unmet when none does."""
        ends = self.ends(household, on)
        if ends is None or self.why_undecidable(household, on) is not None:
            return Verdict.UNDETERMINED
        least, most = (_whole(end) for end in ends)
        if least is None and self.fact.kind is not Kind.DAY:
            least = self.fact.least
        low, high, above, below = self._limits(on)
        outside = _beyond(low, most, strict=above) or _beyond(least, high, strict=below)
        if outside or _beyond(low, high, strict=above or below):
            return Verdict.UNMET
        enough = low is None or (least is not None and not _beyond(low, least, strict=above))
        small = high is None or (most is not None and not _beyond(most, high, strict=below))
        return Verdict.MET if enough and small else Verdict.UNDETERMINED

    def _limits(self, on: date) -> tuple[Any, Any, bool, bool]:
        """The limits on a day, and whether each is itself left out."""
        low, high = _whole(_limit_on(self.low, on)), _whole(_limit_on(self.high, on))
        if self.fact.kind is Kind.AMOUNT:
            return low, high, self.above, self.below
        if low is not None:
            low = math.floor(low) + 1 if self.above else math.ceil(low)
        if high is not None:
            high = math.ceil(high) - 1 if self.below else math.floor(high)
        return low, high, False, False

    def specialise_open(self, fixed: FixedFacts) -> Remainder:
        """The function that compares a plain value with the limits on a day."""
        on = fixed.on
        if why_unknown_on(on, self.low, self.high) is not None:
            return Verdict.UNDETERMINED
        low, high = _limit_on(self.low, on), _limit_on(self.high, on)
        if self.verified_only or date.min in {low, high}:
            return super().specialise_open(fixed)
        refused = None if low is None else _greatest_below(low, below=not self.above)
        accepted = None if high is None else _greatest_below(high, below=self.below)
        if refused is None:
            limits, verdicts = (accepted, accepted), (Verdict.MET, Verdict.MET, Verdict.UNMET)
        elif accepted is None:
            limits, verdicts = (refused, refused), (Verdict.UNMET, Verdict.UNMET, Verdict.MET)
        else:
            limits, verdicts = (refused, accepted), (Verdict.UNMET, Verdict.MET, Verdict.UNMET)
        return within_limits(self.fact.name, limits, verdicts, self.judge)

    @property
    def tells_one_fact(self) -> bool:
        """It does, unless its limits change with time."""
        return type(self) is Interval and not self.dated

    def text_pieces(self, style: Style) -> list[str | Node]:
        """The text of the criterion: the fact and its limits."""
        if style is None:
            return [f"{self.write_fact(style)}.{self._call()}"]
        low = None if self.low is None else self._say_limit(self.low, style)
        high = None if self.high is None else self._say_limit(self.high, style)
        words = _DAY_WORDS if self.fact.kind is Kind.DAY else _NUMBER_WORDS
        if self.low == self.high:
            ends = [("exactly", low)]
        else:
            ends = [
                ("above" if self.above else "low", low),
                ("below" if self.below else "high", high),
            ]
        limits = [words[name].say(style, limit=end) for name, end in ends if end is not None]
        opening = " " if style == "en" else colon(style)
        return [f"{self.write_fact(style)}{opening}{join_words(limits, style)}"]

    def _call(self) -> str:
        if self.low == self.high:
            return f"equals({self.low!r})"
        names = {
            "low": "above" if self.above else "at_least",
            "high": "below" if self.below else "at_most",
        }
        if self.high is None:
            return f"{names['low']}({self.low!r})"
        if self.low is None:
            return f"{names['high']}({self.high!r})"
        if not (self.above or self.below):
            return f"between({self.low!r}, {self.high!r})"
        return f"between({self.low!r}, {self.high!r}, above={self.above}, below={self.below})"

    def _say_limit(self, limit: object, language: Language) -> str:
        if not is_dated(limit):
            return self.say_with_unit(limit, language)
        said = ((day, self.say_with_unit(value, language)) for day, value in limit.changes)
        steps = (
            limit if day == date.min else _SINCE.say(language, limit=limit, day=day)
            for day, limit in said
        )
        return f"[{semicolon(language).join(steps)}]"

    @property
    def dated(self) -> tuple[Timeline[Any], ...]:
        """Its limits."""
        return tuple(limit for limit in (self.low, self.high) if is_dated(limit))

    def why_undecidable(self, household: HasFacts, on: date) -> Text | None:
        """The reason when a limit is not known on the day."""
        return why_unknown_on(on, self.low, self.high)

    def boundary_values(self, on: date) -> tuple[tuple[Fact, tuple[object, ...]], ...]:
        """The values at which the answer changes: the limits in force."""
        if why_unknown_on(on, self.low, self.high) is not None:
            return ()
        limits = (_limit_on(self.low, on), _limit_on(self.high, on))
        return ((self.fact, tuple(limit for limit in limits if limit is not None)),)

    def days_of_change(self) -> tuple[date, ...]:
        """The days on which a limit changes."""
        return (*days_of_change(self.low), *days_of_change(self.high))


def _limit_on(limit: Any, on: date) -> Any:  # a number or a day
    return limit.on(on) if is_dated(limit) else limit


def _limits_of(limit: object) -> tuple[object, ...]:
    if is_dated(limit):
        return tuple(value for _, value in limit.changes)
    return () if limit is None else (limit,)


def _whole(end: Any) -> Any:  # a number or a day
    """The number of a day, so that days are compared as whole numbers are."""
    return end.toordinal() if isinstance(end, date) else end


def _beyond(value: Any, limit: Any, *, strict: bool) -> bool:
    """Whether a value is surely above a limit; a `strict` limit itself is above, too."""
    if value is None or limit is None:
        return False
    return bool(value >= limit if strict else value > limit)


def _greatest_below(limit: Any, *, below: bool) -> Any:  # a number or a day
    """The greatest whole number, or the last day, that is at most a limit, or below it."""
    if isinstance(limit, date):
        return limit - timedelta(days=1) if below else limit
    return math.ceil(limit) - 1 if below else math.floor(limit)


_SINCE: Final = Text("{limit} from {day}", "{limit} dès le {day}")
_NUMBER_WORDS: Final = {
    "low": Text("at least {limit}", "au moins {limit}"),
    "above": Text("above {limit}", "plus de {limit}"),
    "high": Text("at most {limit}", "au plus {limit}"),
    "below": Text("below {limit}", "moins de {limit}"),
    "exactly": Text("equal to {limit}", "exactement {limit}"),
}
_DAY_WORDS: Final = {
    "low": Text("on {limit} or later", "le {limit} ou après"),
    "above": Text("after {limit}", "après le {limit}"),
    "high": Text("on {limit} or earlier", "le {limit} ou avant"),
    "below": Text("before {limit}", "avant le {limit}"),
    "exactly": Text("on {limit}", "le {limit}"),
}
