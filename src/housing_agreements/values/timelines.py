"""Facts that change with time: piecewise constant, from given days on."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Generic, TypeVar, cast, final

import attrs

from housing_agreements._checks import (
    Faults,
    as_mapping,
    attempt,
    exact_day,
    exact_function,
    exact_kind,
    exact_series,
)
from housing_agreements._markup import Markup, element, write_sheet
from housing_agreements._records import Record
from housing_agreements._visible_text import is_text
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError, show
from housing_agreements.values._steps import draw_steps, write_values
from housing_agreements.values.periods import Period, months_in
from housing_agreements.values.texts import say_day

__all__ = ("Timeline", "note_assumption")

T = TypeVar("T")
U = TypeVar("U")
R = TypeVar("R")


Steps = tuple[tuple[date, T], ...]


def _as_steps(given: Mapping[date, T] | Steps[T]) -> Steps[T]:
    """The days in order, without those that change nothing."""
    return attempt(_sort_steps, given)


def _sort_steps(given: Mapping[date, T] | Steps[T]) -> Steps[T]:
    values = as_mapping(given, "a mapping of days to values")
    kept: list[tuple[date, T]] = []
    for day in sorted(exact_day(day, "a day of the timeline") for day in values):
        if not kept or _differ(kept[-1][1], values[day]):
            kept.append((day, values[day]))
    return tuple(kept)


def _differ(before: object, after: object) -> bool:
    """Whether a value changes; refused where the two cannot be compared, as arrays cannot."""
    try:
        return bool(before != after)
    except Exception:  # noqa: BLE001  # a comparison may raise anything
        expected = "a value that is equal to the one before it, or is not"
        raise InvalidTypeError("a timeline", show(after), expected) from None


@final
@attrs.frozen(repr=False)
class Timeline(Record, Generic[T]):
    """A fact that changes on given days and is constant between them (*chronologie*).

    Args:
        changes: Each day of change, with the value from that day on.
        verified_until: The last day for which the values were verified; `None` when they
            are not a matter of law. Asked past it, the timeline says that it does not know.
        assumed_until: The last day up to which they are taken to change no more; `None`: nothing
            is assumed. Asked past it, the timeline says that it does not know.

    Raises:
        InvalidTypeError: For anything but a mapping of days.
        InvalidValueError: For no change at all, or an assumption for a day already verified.
        InvalidObjectError: For several of these at once.

    Laws:
        - `timeline_is_piecewise_constant`: from each day of change until the next it answers
          alike, and then otherwise; before the first and past the last verified day it does
          not answer. So, verified alike, two timelines are equal when they answer alike.
        - `timelines_combine_by_day`: a function of two timelines is the function of their
          values on each day, where both are known.

    Examples:
        >>> share = Timeline({date(2016, 1, 1): "15 %", date(2017, 1, 1): "20 %"})
        >>> share.on(date(2016, 12, 31)), share.on(date(2017, 1, 1))
        ('15 %', '20 %')
    """

    changes: tuple[tuple[date, T], ...] = attrs.field(converter=_as_steps)
    """The days of change in order, each with the value from that day on."""
    verified_until: date | None = attrs.field(default=None, kw_only=True)
    """The last day for which the values were verified; `None`: no limit."""
    assumed_until: date | None = attrs.field(default=None, kw_only=True)
    """The last day up to which they are taken to change no more; `None`: nothing is assumed."""
    _days: tuple[date, ...] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """There is at least one value."""
        faults = Faults("Timeline")
        faults.check_fields(self)
        if faults.sound("changes") and not self.changes:
            faults.value("changes", {}, "at least one day with a value")
        if faults.sound("verified_until", "assumed_until"):
            note_assumption(faults, self.verified_until, self.assumed_until)
        faults.report()
        object.__setattr__(self, "_days", tuple(day for day, _ in self.changes))

    @classmethod
    def constant(cls, value: T) -> "Timeline[T]":
        """A value that never changes.

        Examples:
            >>> Timeline.constant("25 %").on(date(1999, 1, 1))
            '25 %'
        """
        return cls({date.min: value})

    @staticmethod
    def of_members(
        members: Mapping[str, Period | date | Iterable[Period]],
    ) -> "Timeline[frozenset[str]]":
        """A set whose members come and go (*liste datée*).

        Args:
            members: For each member its period, its periods, or the day from which it belongs
                without a known end.

        Raises:
            InvalidTypeError: For a member without a period or a day.

        Laws:
            - `members_come_and_go`: a member belongs on the days of its periods, and no other.

        Examples:
            >>> deficient = Timeline.of_members({"94068": Period.years(2014, 2016)})
            >>> deficient.on(date(2016, 6, 1)), deficient.on(date(2017, 1, 1))
            (frozenset({'94068'}), frozenset())
        """
        if not isinstance(members, Mapping):
            raise InvalidTypeError(
                "Timeline.of_members, members",
                show(members),
                "a mapping of members to periods",
                "write {member: Period}",
            )
        steps: dict[date, dict[str, bool]] = {date.min: {}}
        for member, when in members.items():
            if not is_text(member):
                expected = "the code of a member: one line of visible text without blank ends"
                raise InvalidValueError("Timeline.of_members, members", show(member), expected)
            for start, end in _spans(member, when):
                steps.setdefault(start, {})[member] = True
                if end is not None:
                    steps.setdefault(end, {})[member] = False
        return Timeline(_states(steps))

    def on(self, day: date) -> T:
        """The value on a day.

        Raises:
            InvalidTypeError: For anything but a day.
            NotKnownError: Before the first change, or past the last verified day.
        """
        step = bisect_right(self._days, exact_day(day, "Timeline.on, day")) - 1
        if step < 0:
            raise NotKnownError(
                "Timeline, day",
                str(day),
                f"a day from {self._days[0]} on",
                "nothing is known before",
            )
        last = self.known_until
        if last is not None and day > last:
            how = "verified" if self.assumed_until is None else "assumed"
            raise NotKnownError(
                "Timeline, day",
                str(day),
                f"a day up to {last}, the last one {how}",
                "check the source and extend the timeline",
            )
        return self.changes[step][1]

    def known_on(self, day: date) -> bool:
        """Whether the timeline has an answer for a day.

        Examples:
            >>> Timeline({date(2016, 1, 1): "15 %"}).known_on(date(2015, 12, 31))
            False
        """
        exact_day(day, "Timeline.known_on, day")
        last = self.known_until
        return self._days[0] <= day and (last is None or day <= last)

    @property
    def known_until(self) -> date | None:
        """The last day with an answer: verified, or assumed; `None`: no limit.

        Examples:
            >>> rate = Timeline({date(2016, 1, 1): "15 %"}, verified_until=date(2026, 4, 1))
            >>> attrs.evolve(rate, assumed_until=date(2026, 12, 31)).known_until
            datetime.date(2026, 12, 31)
        """
        return self.verified_until if self.assumed_until is None else self.assumed_until

    def assumed_on(self, day: date) -> bool:
        """Whether the answer for a day is assumed: the day lies past the last verified one.

        Raises:
            InvalidTypeError: For anything but a day.

        Examples:
            >>> rate = Timeline({date(2016, 1, 1): "15 %"}, verified_until=date(2026, 4, 1))
            >>> assumed = attrs.evolve(rate, assumed_until=date(2026, 12, 31))
            >>> assumed.assumed_on(date(2026, 4, 1)), assumed.assumed_on(date(2026, 4, 2))
            (False, True)
        """
        exact_day(day, "Timeline.assumed_on, day")
        last, until = self.verified_until, self.assumed_until
        return last is not None and until is not None and last < day <= until

    def held_values(self) -> tuple[T, ...]:
        """Each value, in the order of their days."""
        return tuple(value for _, value in self.changes)

    @property
    def days(self) -> tuple[date, ...]:
        """The days of change, in order."""
        return self._days

    def map(self, change: Callable[[T], U]) -> "Timeline[U]":
        """The timeline of a function of the value.

        Examples:
            >>> Timeline.constant("25 %").map(len)
            Timeline({datetime.date(1, 1, 1): 4})
        """
        exact_function(change, "Timeline.map, change")
        return Timeline(
            {day: change(value) for day, value in self.changes},
            verified_until=self.verified_until,
            assumed_until=self.assumed_until,
        )

    def with_other(self, other: "Timeline[U]", join: Callable[[T, U], R]) -> "Timeline[R]":
        """The timeline of a function of two values, where both are known.

        Examples:
            >>> main, other = Timeline.constant("DALO"), Timeline.constant("shelter")
            >>> main.with_other(other, "{} or {}".format)
            Timeline({datetime.date(1, 1, 1): 'DALO or shelter'})
        """
        if type(other) is not Timeline:
            exact_kind(other, "Timeline.with_other, other", Timeline)
        exact_function(join, "Timeline.with_other, join")
        first = max(self._days[0], other.days[0])
        days = {first, *(day for day in (*self._days, *other.days) if day > first)}
        verified = _earliest(self.verified_until, other.verified_until)
        known = _earliest(self.known_until, other.known_until)
        return Timeline(
            {day: join(_at(self.changes, day), _at(other.changes, day)) for day in days},
            verified_until=verified,
            assumed_until=None if known == verified else known,
        )

    def after(
        self: "Timeline[frozenset[str]]", *, years: int = 0, months: int = 0
    ) -> "Timeline[frozenset[str]]":
        """The members that left, for so long after each leaving, unless they came back.

        Raises:
            InvalidTypeError: For a number that is not whole.
            InvalidValueError: For a negative number, a length of no month, or an end outside
                the calendar.

        Laws:
            - `gone_for_so_long`: a member is there on a day exactly when it is not in the list
              and left it on that day or before, and less than that long ago.

        Examples:
            >>> deficient = Timeline.of_members({"94068": Period.years(2014, 2016)})
            >>> sorted(deficient.after(years=3).on(date(2019, 12, 31)))
            ['94068']
            >>> sorted(deficient.after(years=3).on(date(2020, 1, 1)))
            []
        """
        length = months_in("Timeline.after", years=years, months=months)
        left: dict[str, list[Period]] = {}
        for (_, before), (day, now) in pairwise(self.changes):
            for member in before - now:
                left.setdefault(member, []).append(Period.lasting(day, months=length))
        ghosts = Timeline.of_members(left)
        return ghosts.with_other(self, lambda gone, here: gone - here)

    def _repr_html_(self) -> Markup:
        """The value from each day on, in English, with steps where the values are numbers."""
        words = ["always" if day == date.min else say_day(day, "en") for day, _ in self.changes]
        if len(words) > 1 and words[0] == "always":
            words[0] = "before"
        values = [(day, value) for day, (_, value) in zip(words, self.changes, strict=True)]
        known = (("verified", self.verified_until), ("assumed", self.assumed_until))
        notes = (f"{how} until {say_day(day, 'en')}" for how, day in known if day is not None)
        return write_sheet(
            *draw_steps([*self._list_steps()]),
            *write_values("from", "value", values),
            *(element("p", note, class_="ha-note") for note in notes),
            language="en",
        )

    def _list_steps(self) -> Iterator[tuple[date, date, T]]:
        """The steps between its first and its last day of change, and the last for as long."""
        days = [day for day in self._days if day != date.min]
        if len(days) > 1:
            last = min(days[-1].toordinal() + (days[-1] - days[0]).days, date.max.toordinal())
            for day, end in pairwise([*days, date.fromordinal(last)]):
                yield day, end, _at(self.changes, day)

    def __repr__(self) -> str:
        """The call that makes the timeline."""
        limit = "" if self.verified_until is None else f", verified_until={self.verified_until!r}"
        if self.assumed_until is not None:
            limit += f", assumed_until={self.assumed_until!r}"
        return f"Timeline({dict(self.changes)!r}{limit})"


def note_assumption(faults: Faults, verified: date | None, until: date | None) -> None:
    """Note an assumption for a day already verified: there is nothing to assume then."""
    if until is not None and (verified is None or until <= verified):
        expected = "None, where no day is the last one verified"
        if verified is not None:
            expected = f"a day after {verified}, the last one verified"
        faults.value("assumed_until", until, expected)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _at(changes: Steps[T], day: date) -> T:
    return changes[bisect_right(changes, day, key=itemgetter(0)) - 1][1]


def _spans(member: str, when: object) -> list[tuple[date, date | None]]:
    if isinstance(when, Period):
        return [(when.start, when.end)]
    if type(when) is date:
        return [(when, None)]
    periods: list[Period] = []
    where = f"Timeline.of_members, members, {show(member)}"
    try:
        several = exact_series(cast("Iterable[object]", when), where)
    except InvalidTypeError:
        several = (when,)
    for period in several:
        if type(period) is not Period:
            expected, meant = "a Period, several, or a first day", when
            raise InvalidTypeError(where, show(meant), expected)
        periods.append(period)
    spans: list[tuple[date, date | None]] = []
    for period in sorted(periods, key=lambda period: period.start):
        last = spans[-1][1] if spans else None
        if last is not None and period.start <= last:
            spans[-1] = (spans[-1][0], max(last, period.end))
        else:
            spans.append((period.start, period.end))
    return spans


def _states(steps: Mapping[date, Mapping[str, bool]]) -> dict[date, frozenset[str]]:
    states: dict[date, frozenset[str]] = {}
    members: set[str] = set()
    for day in sorted(steps):
        for member, enters in steps[day].items():
            (members.add if enters else members.discard)(member)
        states[day] = frozenset(members)
    return states
