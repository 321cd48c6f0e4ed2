"""What differs between two versions of an agreement: where, and from what to what.

`compare` matches the parts of both by their codes, and compares them field by field. It gives a
`Comparison`: a sequence of `Difference`s, each of which can be said as a sentence.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from types import NoneType
from typing import Any, ClassVar, Final, NamedTuple, TypeVar

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Enumeration, shorten, tell_number
from housing_agreements.errors import InvalidTypeError, UnknownCodeError, nearest, show
from housing_agreements.explanations.blocks import Block, Line
from housing_agreements.explanations.explanation import Row, write_blocks
from housing_agreements.geography._coverage import Coverage
from housing_agreements.geography._members import NOWHERE
from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement, Part
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Group, say_group
from housing_agreements.model.levels import Level, Levels
from housing_agreements.rules._answers import Report, Sentence
from housing_agreements.rules._vocabulary import (
    has_words,
    is_field,
    name_code,
    name_group_of,
    part_name,
    say_field,
    say_field_value,
)
from housing_agreements.values.periods import Period
from housing_agreements.values.schedules import Schedule
from housing_agreements.values.texts import Language, Text, check_language
from housing_agreements.values.timelines import Timeline

__all__ = (
    "Comparison",
    "Contrast",
    "Difference",
    "Nature",
    "Stretch",
    "compare",
    "contrast",
    "contrast_codes",
    "contrast_levels",
    "list_stretches",
)

T = TypeVar("T")


class Nature(Enumeration):
    """How something differs."""

    ADDED = "added"
    """It is there after, and was not before."""
    REMOVED = "removed"
    """It was there before, and is no more after."""
    CHANGED = "changed"
    """It is there in both, and not the same."""


_MIRRORED: Final = {
    Nature.ADDED: Nature.REMOVED,
    Nature.REMOVED: Nature.ADDED,
    Nature.CHANGED: Nature.CHANGED,
}


class Stretch(NamedTuple):
    """Days on which something that changes with time differs."""

    first: date | None
    """The first of them; `None`: as far back as is known."""
    last: date | None
    """The last of them; `None`: no end is known."""

    def say(self, language: Language) -> str:
        """The days in words; nothing when they are all.

        Examples:
            >>> Stretch(date(2017, 1, 1), None).say("fr")
            'à partir du 1er janvier 2017'
        """
        if self.first is not None and self.last is not None:
            return _FROM_DAY_TO_DAY.say(language, first=self.first, last=self.last)
        if self.first is not None:
            return _FROM.say(language, first=self.first)
        return "" if self.last is None else _UNTIL.say(language, last=self.last)


_FROM_DAY_TO_DAY: Final = Text("{first} to {last}", "du {first} au {last}")
_FROM: Final = Text("from {first}", "à partir du {first}")
_UNTIL: Final = Text("until {last}", "jusqu'au {last}")


@attrs.frozen(eq=False, repr=False)
class Difference(Sentence):
    """One thing that differs between two versions of an agreement (*modification*).

    Examples:
        >>> from housing_agreements import compare
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> renamed = attrs.evolve(AGREEMENT, title="A longer name")
        >>> difference = compare(AGREEMENT, renamed)[0]
        >>> print(difference)
        A longer name: the title goes from “Gironde protocol of 2018” to “A longer name”
        >>> difference.mirrored.after.en
        'Gironde protocol of 2018'
    """

    part: str | None
    """The code of the part; `None`: the agreement itself."""
    names: tuple[Text, Text]
    """What it is called before and after."""
    field: str
    """The field; for a part that is added or removed, the series that holds it."""
    nature: Nature
    """How it differs."""
    before: object
    """What stood there before; `None`: nothing, or nothing stated."""
    after: object
    """What stands there after; `None`: nothing, or nothing stated."""
    when: Period | Stretch | None = None
    """The accounting period, or the days; `None`: whatever the day."""
    group: Group | None = None
    """The group of a level; `None`: all."""
    called: tuple[Text | None, Text | None] = (None, None)
    """What the codes that stood there and stand there name; `None`: no code, or one of nothing."""
    group_names: tuple[Text | None, Text | None] = (None, None)
    """What the group was called and is called; `None`: nothing but its code."""

    def __attrs_post_init__(self) -> None:
        """What differs is a field of an agreement, and what stands in one."""
        super().__attrs_post_init__()
        faults = Faults("Difference")
        if not is_field(self.field):
            faults.value("field", self.field, "a field of an agreement, such as 'at_least'")
        for name in ("before", "after"):
            if not has_words(getattr(self, name)):
                expected = "what stands in a field: a level, a day, a name, a part, None"
                faults.kind(name, getattr(self, name), (), expected)
        faults.report()

    @property
    def mirrored(self) -> "Difference":
        """The same difference, seen from the other side."""
        return attrs.evolve(
            self,
            names=(self.names[1], self.names[0]),
            nature=_MIRRORED[self.nature],
            before=self.after,
            after=self.before,
            called=(self.called[1], self.called[0]),
            group_names=(self.group_names[1], self.group_names[0]),
        )

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The difference as a sentence."""
        yield Line(self._say(language))

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `part`, `name`, `field`, `nature`, `group`, `group_name`, `when`...

        `part` is the code of the part, empty for the agreement itself; then `before` and `after`,
        what stood there and what stands there. Where there is none of these, the cell is empty.
        """
        check_language(language)
        before, after = self._say_values(language)
        return [
            {
                "part": self.part,
                "name": self.names[1].say(language),
                "field": say_field(self.field, language),
                "nature": self.nature.value,
                "group": None if self.group is None else say_group(self.group),
                "group_name": None if self.group is None else self._say_group(language),
                "when": None if self.when is None else self.when.say(language) or None,
                "before": None if self.before is None else before,
                "after": None if self.after is None else after,
            }
        ]

    def _say_values(self, language: Language) -> Iterator[str]:
        """What stood there and what stands there, by what it is called."""
        for value, name in zip((self.before, self.after), self.called, strict=True):
            words = None if name is None else name.say(language)
            lines = say_field_value(value, language, self.field).split("\n")  # of an agreement
            yield words or " ".join(line.strip(" ") for line in lines)

    def _say_group(self, language: Language) -> str:
        """The group by its name, else by its code."""
        name = self.group_names[1] or self.group_names[0]
        return say_group(self.group or "") if name is None else name.say(language)

    def _say(self, language: Language) -> str:
        name = self.names[1].say(language)
        field = say_field(self.field, language)
        if self.field in _NAMED_BY_CHANGE:
            return _SERIES_CHANGED[self.nature].say(language, field=field, name=name)
        words = [name]
        if self.group is not None:
            words.append(self._say_group(language))
        if self.when is not None and (days := self.when.say(language)):
            words.append(days)
        where = ", ".join(words)
        before, after = self._say_values(language)
        change = _CHANGE_WORDS.get(self.nature)
        if change is None:
            well = isinstance(self.before, _READ_WELL) and isinstance(self.after, _READ_WELL)
            change = _GOES_FROM if well else _WAS_AND_IS
        return change.say(language, where=where, field=field, before=before, after=after)

    def _essentials(self) -> str:
        words = [self.part or "agreement", say_field(self.field, "en")]
        if self.group is not None:
            words.append(say_group(self.group))
        if self.when is not None and (days := self.when.say("en")):
            words.append(days)
        where = shorten(", ".join(words), 80)
        before, after = (
            shorten(say_field_value(value, "en", self.field), 45)
            for value in (self.before, self.after)
        )
        change = {
            Nature.ADDED: f"added {after}",
            Nature.REMOVED: f"removed {before}",
            Nature.CHANGED: f"{before} before, {after} now",
        }[self.nature]
        return f"in {where}: {change}"


_CHANGE_WORDS: Final = {
    Nature.ADDED: Text(
        "{where}: {field}, added: {after}", "{where}\u00a0: {field}, ajout\u00a0: {after}"
    ),
    Nature.REMOVED: Text(
        "{where}: {field}, removed: {before}", "{where}\u00a0: {field}, retrait\u00a0: {before}"
    ),
}
_SERIES_CHANGED: Final = {
    Nature.ADDED: Text("{field}, added: {name}", "{field}, ajout\u00a0: {name}"),
    Nature.REMOVED: Text("{field}, removed: {name}", "{field}, retrait\u00a0: {name}"),
}
_GOES_FROM: Final = Text(
    "{where}: {field} goes from {before} to {after}",
    "{where}\u00a0: {field} passe de {before} à {after}",
)
_WAS_AND_IS: Final = Text(
    "{where}: {field}, before: {before}; now: {after}",
    "{where}\u00a0: {field}, avant\u00a0: {before}\u202f; désormais\u00a0: {after}",
)
_READ_WELL: Final = (int, Fraction, Text, NoneType)
"""What reads well after "from" and "de"; dates and names take other words in French."""
_NAMED_BY_CHANGE: Final = frozenset(
    {"contingents of the agreement", "publics", "commitments", "undertakings"}
)


@attrs.frozen(eq=False, repr=False)
class Comparison(Report[Difference]):
    """What differs between two versions of an agreement, in the order of the agreement.

    A sequence of differences: empty when both say the same. It bears two agreements and no day:
    both may be the terms of one agreement, in force on days of their own.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> len(compare(AGREEMENT, AGREEMENT))
        0
    """

    compared: ClassVar[str | None] = None

    before: Agreement
    """The agreement before."""
    after: Agreement
    """The agreement after."""
    differences: tuple[Difference, ...]
    """Each difference: those of the agreement itself, then part by part."""

    @property
    def _items(self) -> tuple[Difference, ...]:
        return self.differences

    def _essentials(self) -> str:
        before, after = (shorten(terms.code, 60) for terms in (self.before, self.after))
        return f"of {before} with {after}: {tell_number(len(self.differences), 'difference')}"

    def of(self, code: str) -> tuple[Difference, ...]:
        """The differences of one part; none when it did not change.

        Raises:
            UnknownCodeError: For a part that neither version has.
        """
        known = {part.code for part in (*self.before.parts, *self.after.parts)}
        if type(code) is not str or code not in known:
            where, expected = "Comparison.of, code", "the code of a part of either version"
            raise UnknownCodeError(where, show(code), expected, nearest(code, known))
        return tuple(difference for difference in self.differences if difference.part == code)

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """Each difference as a sentence."""
        for difference in self.differences:
            yield from write_blocks(difference, language)
        if not self.differences:
            yield Line(_NOTHING_CHANGED.say(language))


_NOTHING_CHANGED: Final = Text("nothing changed", "rien n'a changé")


def compare(before: Agreement, after: Agreement) -> Comparison:
    """What changed from one version of an agreement to another (*ce que change un avenant*).

    Parts are matched by their codes. Levels are compared period by period, territories by what
    is gained and lost on which days, definitions day by day. The order of series says nothing.
    An agreement with amendments is compared by its original terms and its list of amendments:
    to compare what is in force, ask `agreement.on(day)`.

    Args:
        before: The agreement before.
        after: The agreement after: another version of the same, or another agreement, whose
            code is then a difference as any other.

    Raises:
        InvalidTypeError: For anything but agreements.

    Laws:
        - `compare(a, a)` is empty; it is empty only when both say the same.
        - `comparing_mirrors`: `compare(b, a)` holds the differences of `compare(a, b)`, each
          mirrored.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import Amendment, Share
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT
        >>> quarter = attrs.evolve(
        ...     AGREEMENT.commitment("quarter"),
        ...     at_least={2016: "15 %", 2017: "25 %", 2018: "25 %"},
        ... )
        >>> amended = AGREEMENT.amend(
        ...     Amendment(
        ...         effective=date(2017, 1, 1), signed_on=date(2016, 12, 1), replace=(quarter,)
        ...     )
        ... )
        >>> print(compare(amended.on(date(2016, 12, 31)), amended.on(date(2017, 1, 1))))
        Priority share of the attributions, 2017: the floor goes from 20 % to 25 %
    """
    for name, given in (("before", before), ("after", after)):
        if not isinstance(given, Agreement):
            raise InvalidTypeError(f"compare, {name}", show(given), "an Agreement")
    return Comparison(before, after, tuple(_compare_agreements(before, after)))


def _compare_agreements(before: Agreement, after: Agreement) -> Iterator[Difference]:
    """The differences of the agreement itself, then those of each part."""
    names = (before.title, after.title)
    for field in attrs.fields(Agreement):
        values = (getattr(before, field.name), getattr(after, field.name))
        if field.name == "sectors":
            contrasts = _contrast_sectors(before.sectors, after.sectors)
        elif field.name in _SERIES_BY_CODE:
            series = _SERIES_BY_CODE[field.name]
            contrasts = contrast_codes(series, *map(_index_by_code, values))
        elif field.name in _SERIES_OF_PARTS:
            continue
        elif field.name == "names":
            contrasts = contrast_codes("names", *values, tells_code=True)
        elif field.name == "former_terms" and before.term != after.term:
            continue  # the term itself is told
        else:
            contrasts = contrast(field.name, *values)
        yield from (_make_difference(None, names, found, (before, after)) for found in contrasts)
    for field_of_parts, series in _SERIES_OF_PARTS.items():
        yield from _compare_parts(before, after, field_of_parts, series)


_SERIES_BY_CODE: Final = {
    "landlords": "landlords of the agreement",
    **{name: name for name in ("parties", "others", "part_of", "annexes", "beside")},
}
_SERIES_OF_PARTS: Final = {
    "contingents": "contingents of the agreement",
    "publics": "publics",
    "commitments": "commitments",
    "undertakings": "undertakings",
}
"""The fields that hold parts, and what the differences call each series."""


def _index_by_code(series: Sequence[Any]) -> dict[str, Any]:
    return {item.code: item for item in series}


def _compare_parts(
    before: Agreement, after: Agreement, field: str, series: str
) -> Iterator[Difference]:
    """The parts of one series that are added, removed or changed."""
    old: dict[str, Part] = _index_by_code(getattr(before, field))
    new: dict[str, Part] = _index_by_code(getattr(after, field))
    for code in dict.fromkeys((*old, *new)):
        was, now = old.get(code), new.get(code)
        if was is None:
            names = (part_name(new[code]), part_name(new[code]))
            yield Difference(code, names, series, Nature.ADDED, None, new[code])
        elif now is None:
            names = (part_name(was), part_name(was))
            yield Difference(code, names, series, Nature.REMOVED, was, None)
        else:
            names = (part_name(was), part_name(now))
            for found in _compare_fields(was, now, before, after):
                yield _make_difference((was, now), names, found, (before, after))


def _make_difference(
    parts: tuple[Part, Part] | None,
    names: tuple[Text, Text],
    found: "Contrast",
    terms: tuple[Agreement, Agreement],
) -> Difference:
    """A difference of a part, or of the agreement, with what the codes in it name."""
    was, now = (None, None) if parts is None else parts
    before, after = terms
    return Difference(
        None if now is None else now.code,
        names,
        *found,
        called=(
            name_code(found.field, found.before, before),
            name_code(found.field, found.after, after),
        ),
        group_names=(
            name_group_of(was, found.group, before),
            name_group_of(now, found.group, after),
        ),
    )


class Contrast(NamedTuple):
    """One thing in which two values of a field differ."""

    field: str
    """The field, or a part of it."""
    nature: Nature
    """How it differs."""
    before: object
    """What stood there before."""
    after: object
    """What stands there after."""
    when: Period | Stretch | None = None
    """The accounting period, or the days; `None`: whatever the day."""
    group: Group | None = None
    """The group of a level; `None`: all."""


def _compare_fields(
    was: Part, now: Part, before: Agreement, after: Agreement
) -> Iterator[Contrast]:
    """The fields of two parts of one code, in the order in which they are declared."""
    if type(was) is not type(now):
        yield Contrast("kind", Nature.CHANGED, type(was), type(now))
    periods = (_periods_of_part(was, before), _periods_of_part(now, after))
    for field in attrs.fields(type(was)):
        values = (getattr(was, field.name), getattr(now, field.name))
        if field.name in _FIELDS_OF_LIMITS:
            yield from contrast_levels(field.name, *zip(values, periods, strict=True))
        else:
            yield from contrast(field.name, *values)


_FIELDS_OF_LIMITS: Final = frozenset({"at_least", "at_most", "more_than", "less_than"})


def _periods_of_part(part: Part, agreement: Agreement) -> Sequence[Any]:
    """The accounting periods of a commitment; other parts have none."""
    return agreement.periods_of(part) if isinstance(part, Commitment) else ()


def contrast(field: str, before: object, after: object) -> Iterator[Contrast]:
    """How two values of a field differ; nothing when they say the same.

    Series are compared as sets: their order says nothing.

    Examples:
        >>> [found.after for found in contrast("to", ("dalo",), ("dalo", "shelter"))]
        ['shelter']
    """
    if before == after:
        return
    if field in _SERIES_OF_VALUES:
        yield from _contrast_series(field, before or (), after or ())  # type: ignore[arg-type]  # a series
        return
    found: Iterable[Contrast] = ()
    if isinstance(before, Territory) and isinstance(after, Territory):
        found = _contrast_territories(field, before, after)
    elif isinstance(before, Timeline) and isinstance(after, Timeline):
        found = _contrast_timelines(field, before, after, _contrast_definitions)
    yield from _or_as_wholes(field, before, after, found)


_SERIES_OF_VALUES: Final[frozenset[Hashable]] = frozenset(
    {
        "to",
        "contingents",
        "landlords",
        "leaving_out",
        "periods",
        "per",
        "by",
        "tags",
        "sources",
        "caveats",
        "amendments",
        "former_terms",
    }
)


def _or_as_wholes(
    field: str, before: object, after: object, found: Iterable[Contrast]
) -> Iterator[Contrast]:
    """What was found; else the two values as wholes, so that no difference is lost."""
    contrasts = tuple(found)
    yield from contrasts or (Contrast(field, Nature.CHANGED, before, after),)


def _contrast_sides(
    field: str,
    before: object,
    after: object,
    when: Period | Stretch | None = None,
    group: Group | None = None,
) -> Contrast:
    """What is there on one side only is added or removed."""
    nature = Nature.CHANGED
    if before is None or after is None:
        nature = Nature.ADDED if before is None else Nature.REMOVED
    return Contrast(field, nature, before, after, when, group)


def _contrast_series(field: str, before: Iterable[Any], after: Iterable[Any]) -> Iterator[Contrast]:
    """The items of one series that the other does not have."""
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    yield from (_contrast_sides(field, item, None) for item in old if item not in new)
    yield from (_contrast_sides(field, None, item) for item in new if item not in old)


def contrast_codes(
    field: str, before: Mapping[str, Any], after: Mapping[str, Any], *, tells_code: bool = False
) -> Iterator[Contrast]:
    """What bears a code: added, removed, or another under the same code, which may be told."""
    for code in dict.fromkeys((*before, *after)):
        was, now = before.get(code), after.get(code)
        if was != now:
            yield _contrast_sides(field, was, now, group=code if tells_code else None)


def contrast_levels(
    field: str,
    before: tuple[Levels[Level] | None, Sequence[Period]],
    after: tuple[Levels[Level] | None, Sequence[Period]],
) -> Iterator[Contrast]:
    """Two tables of levels, group by group and period by period.

    A constant level stands for each of its accounting periods beside a schedule; two constant
    levels are compared as such.
    """
    (old, old_periods), (new, new_periods) = before, after
    if old == new:
        return
    found: list[Contrast] = []
    groups = [group for table in (old, new) if table is not None for group in table.groups]
    for group in (None, *dict.fromkeys(groups)):
        steps = (_find_steps(old, group), _find_steps(new, group))
        dated = any(isinstance(step, Schedule) for step in steps)
        was = _spread_over_periods(steps[0], old_periods if dated else _WHATEVER_PERIOD)
        now = _spread_over_periods(steps[1], new_periods if dated else _WHATEVER_PERIOD)
        for period in sorted({*was, *now}, key=_order_of_period):
            levels = (was.get(period), now.get(period))
            if levels[0] != levels[1]:
                found.append(_contrast_sides(field, *levels, period, group))
    yield from _or_as_wholes(field, old, new, found)


_WHATEVER_PERIOD: Final = (None,)


def _find_steps(
    levels: Levels[Level] | None, group: Group | None
) -> Level | Schedule[Level] | None:
    """The level of a group as it is written, and no other that would hold for it."""
    if levels is None or group is None:
        return None if levels is None else levels.common
    return dict(levels.by_group).get(group)


def _spread_over_periods(
    steps: Level | Schedule[Level] | None, periods: Sequence[Period | None]
) -> dict[Period | None, Level]:
    """The level of each period of a schedule, or the constant one of each accounting period."""
    if isinstance(steps, Schedule):
        return dict(steps.entries)
    return {} if steps is None else dict.fromkeys(periods, steps)


def _order_of_period(period: Period | None) -> tuple[date, date]:
    return (date.min, date.min) if period is None else (period.start, period.end)


def _contrast_territories(field: str, before: Territory, after: Territory) -> Iterator[Contrast]:
    for name in ("code", "name", "level"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Contrast(f"{field}, {name}", Nature.CHANGED, was, now)
    yield from _contrast_timelines(field, before.members, after.members, _contrast_members)
    yield from _contrast_series(f"{field}, caveats", before.caveats, after.caveats)


def _contrast_sectors(
    before: Sequence[Territory], after: Sequence[Territory]
) -> Iterator[Contrast]:
    """The sectors of one code, each as the territory that it is; those of one version as wholes."""
    old: dict[str, Territory] = _index_by_code(before)
    new: dict[str, Territory] = _index_by_code(after)
    for code in dict.fromkeys((*old, *new)):
        was, now = old.get(code), new.get(code)
        if was is None or now is None:
            yield _contrast_sides("sectors", was, now)
        else:
            for found in _contrast_territories("sector", was, now):
                yield found._replace(group=code)


def _contrast_timelines(
    field: str,
    before: Timeline[Any],
    after: Timeline[Any],
    contrast_values: Callable[[str, Stretch, tuple[Any, Any]], Iterator[Contrast]],
) -> Iterator[Contrast]:
    """Two timelines: since when and until when each is known, and then day by day."""
    if before.days[0] != after.days[0]:
        first = (_first_day(before), _first_day(after))
        yield Contrast(f"{field}, known from", Nature.CHANGED, *first)
    if before.verified_until != after.verified_until:
        until = (before.verified_until, after.verified_until)
        yield Contrast(f"{field}, verified until", Nature.CHANGED, *until)
    if before.assumed_until != after.assumed_until:
        until = (before.assumed_until, after.assumed_until)
        yield Contrast(f"{field}, assumed until", Nature.CHANGED, *until)
    both = before.with_other(after, lambda was, now: (was, now))
    for days, values in list_stretches(both):
        if values[0] != values[1]:
            yield from contrast_values(field, days, values)


def _first_day(timeline: Timeline[Any]) -> date | None:
    return None if timeline.days[0] == date.min else timeline.days[0]


def _contrast_definitions(
    field: str, days: Stretch, definitions: tuple[Any, Any]
) -> Iterator[Contrast]:
    yield Contrast(field, Nature.CHANGED, *definitions, days)


def _contrast_members(field: str, days: Stretch, members: tuple[Any, Any]) -> Iterator[Contrast]:
    """What is no longer covered, and what is newly."""
    before, after = members
    lost = before.join(after, Coverage.difference).listed
    gained = after.join(before, Coverage.difference).listed
    if lost != NOWHERE:
        yield _contrast_sides(field, lost, None, days)
    if gained != NOWHERE:
        yield _contrast_sides(field, None, gained, days)
    if lost == gained:  # the same lists, whose codes are read otherwise
        yield _contrast_sides(field, before, after, days)


def list_stretches(timeline: Timeline[T]) -> Iterator[tuple[Stretch, T]]:
    """The days between two changes of a timeline, with its value, as far as it is known.

    Examples:
        >>> [days.say("en") for days, _ in list_stretches(Timeline.constant("25 %"))]
        ['']
    """
    until = timeline.known_until
    changes = [change for change in timeline.changes if until is None or change[0] <= until]
    ends = [day - timedelta(days=1) for day, _ in changes[1:]]
    for (day, value), last in zip(changes, [*ends, until], strict=False):
        yield Stretch(None if day == date.min else day, last), value
