"""How two values of one field differ: one by one, period by period, day by day."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple, TypeVar

from housing_agreements.model.levels import Group, Level, Levels
from housing_agreements.rules.comparison.differences import Nature, Stretch
from housing_agreements.values.coverage import NOTHING, Coverage, Members
from housing_agreements.values.periods import Period
from housing_agreements.values.schedules import Schedule
from housing_agreements.values.territories import Territory
from housing_agreements.values.timelines import Timeline

__all__ = ("Contrast", "contrast", "contrast_codes", "contrast_levels", "stretches")

T = TypeVar("T")
_Pair = tuple[Any, Any]


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


def _of(
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


def contrast(field: str, before: object, after: object) -> Iterator[Contrast]:
    """How two values of a field differ; nothing when they say the same.

    Series are compared as sets: their order says nothing.

    Examples:
        >>> [each.after for each in contrast("to", ("dalo",), ("dalo", "shelter"))]
        ['shelter']
    """
    if before == after:
        return
    found: Iterable[Contrast] | None = None
    if field in _SERIES:
        found = _members(field, before or (), after or ())  # type: ignore[arg-type]  # a series
        yield from found
        return
    if isinstance(before, Territory) and isinstance(after, Territory):
        found = _territories(field, before, after)
    elif isinstance(before, Timeline) and isinstance(after, Timeline):
        found = _timelines(field, before, after, _criteria)
    yield from _or_whole(field, before, after, found or ())


def _or_whole(
    field: str, before: object, after: object, found: Iterable[Contrast]
) -> Iterator[Contrast]:
    """What was found; else the two values as wholes, so that no difference is lost."""
    listed = tuple(found)
    yield from listed or (Contrast(field, Nature.CHANGED, before, after),)


def _members(field: str, before: Iterable[Any], after: Iterable[Any]) -> Iterator[Contrast]:
    kept, new = dict.fromkeys(before), dict.fromkeys(after)
    yield from (_of(field, each, None) for each in kept if each not in new)
    yield from (_of(field, None, each) for each in new if each not in kept)


def contrast_codes(
    field: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Contrast]:
    """What bears a code: added, removed, or another under the same code."""
    for code in dict.fromkeys((*before, *after)):
        one, other = before.get(code), after.get(code)
        if one != other:
            yield _of(field, one, other)


def contrast_levels(
    field: str,
    before: tuple[Levels | None, Sequence[Period]],
    after: tuple[Levels | None, Sequence[Period]],
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
        steps = (_steps(old, group), _steps(new, group))
        dated = any(isinstance(each, Schedule) for each in steps)
        one = _by_period(steps[0], old_periods if dated else _ALWAYS)
        other = _by_period(steps[1], new_periods if dated else _ALWAYS)
        for period in sorted({*one, *other}, key=_place):
            levels = (one.get(period), other.get(period))
            if levels[0] != levels[1]:
                found.append(_of(field, *levels, period, group))
    yield from _or_whole(field, old, new, found)


def _place(period: Period | None) -> tuple[date, date]:
    return (date.min, date.min) if period is None else (period.start, period.end)


def _steps(levels: Levels | None, group: Group | None) -> Level | Schedule[Level] | None:
    """The level of a group as it is written, and no other that would hold for it."""
    if levels is None or group is None:
        return None if levels is None else levels.common
    return dict(levels.by_group).get(group)


def _by_period(
    steps: Level | Schedule[Level] | None, periods: Sequence[Period | None]
) -> dict[Period | None, Level]:
    if isinstance(steps, Schedule):
        return dict(steps.entries)
    return {} if steps is None else dict.fromkeys(periods, steps)


def stretches(timeline: Timeline[T]) -> Iterator[tuple[Stretch, T]]:
    """The days between two changes of a timeline, with its value, as far as it is known.

    Examples:
        >>> [days.said("en") for days, _ in stretches(Timeline.constant("25 %"))]
        ['']
    """
    until = timeline.verified_until
    changes = [each for each in timeline.changes if until is None or each[0] <= until]
    for place, (day, value) in enumerate(changes):
        last = until
        if place + 1 < len(changes):
            last = changes[place + 1][0] - timedelta(days=1)
        yield Stretch(None if day == date.min else day, last), value


def _timelines(
    field: str,
    before: Timeline[Any],
    after: Timeline[Any],
    told: Callable[[str, Stretch, _Pair], Iterator[Contrast]],
) -> Iterator[Contrast]:
    """Two timelines: since when and until when each is known, and then day by day."""
    if before.days[0] != after.days[0]:
        first = (_first(before), _first(after))
        yield Contrast(f"{field}, known from", Nature.CHANGED, *first)
    if before.verified_until != after.verified_until:
        until = (before.verified_until, after.verified_until)
        yield Contrast(f"{field}, verified until", Nature.CHANGED, *until)
    both = before.with_other(after, lambda one, other: (one, other))
    for days, pair in stretches(both):
        if pair[0] != pair[1]:
            yield from told(field, days, pair)


def _first(timeline: Timeline[Any]) -> date | None:
    return None if timeline.days[0] == date.min else timeline.days[0]


def _criteria(field: str, days: Stretch, pair: _Pair) -> Iterator[Contrast]:
    yield Contrast(field, Nature.CHANGED, *pair, days)


def _covered(field: str, days: Stretch, pair: _Pair) -> Iterator[Contrast]:
    """What is no longer covered, and what is newly."""
    before, after = pair
    lost = before.joined(after, Coverage.difference)
    gained = after.joined(before, Coverage.difference)
    if lost != _NOWHERE:
        yield _of(field, lost, None, days)
    if gained != _NOWHERE:
        yield _of(field, None, gained, days)


def _territories(field: str, before: Territory, after: Territory) -> Iterator[Contrast]:
    for name in ("code", "name", "level"):
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            yield Contrast(f"{field}, {name}", Nature.CHANGED, one, other)
    yield from _timelines(field, before.members, after.members, _covered)
    yield from _members(f"{field}, caveats", before.caveats, after.caveats)


_ALWAYS: Final = (None,)
_NOWHERE: Final = Members(NOTHING, {}, {})
_SERIES: Final[frozenset[Hashable]] = frozenset(
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
    }
)
