"""The day asked: one for all rows, or a column with the day of each."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any, Final

import attrs
import narwhals as nw

from housing_agreements._checks import exact_day
from housing_agreements.criteria.kinds import Kind
from housing_agreements.frames._kleene import Answer, Part, Stages, both, either
from housing_agreements.frames._reading import Reader

__all__ = ("Spans", "When", "asked", "numbered", "over", "spans")


@attrs.frozen(eq=False)
class When:
    """The day asked: one for all rows, or the one of each row, or not known."""

    day: date | None
    """The day, when it is one for all."""
    column: Part
    """Otherwise the day of each row, as the engine compares days."""
    number: Part
    """The same as one number, see `day_number`."""
    end: Part
    """The same; on the last day of a month, the number after all the days of that month."""
    known: bool = True
    """Whether the day is known of any row."""


def asked(reader: Reader, on: date | str) -> When:
    """The day asked, from a day or the name of a column.

    Raises:
        InvalidTypeError: For anything else.
    """
    unknown = reader.stages.unknown
    if not isinstance(on, str):
        return When(exact_day(on, reader.faults.at("on")), unknown, unknown, unknown)
    read = reader.read("on", on, Kind.DAY) if reader.has("on", on) else None
    if read is None:
        return When(None, unknown, unknown, unknown, known=False)
    column, stages = reader.stages.bound(read[0]), reader.stages
    number = stages.bound(numbered(reader, column))
    day = stages.bound(stages.joined(lambda each: each % 32, number))
    month = stages.bound(stages.joined(lambda each: (each // 32) % 12 + 1, number))
    year = stages.bound(stages.joined(lambda each: each // (32 * 12), number))
    last = stages.joined(_is_last, year, month, day)
    end = stages.joined(
        lambda each, day, last: stages.api.when(last).then(each - day + 31).otherwise(each),
        number, day, last,
    )  # fmt: skip
    return When(None, column, number, stages.bound(end))


_OF_30_DAYS: Final = (4, 6, 9, 11)
_FEBRUARY: Final = 2
_LONG, _SHORT, _LEAP = 31, 30, 29
"""The last days of long and of short months, and of February in a leap year."""


def _is_last(year: nw.Expr, month: nw.Expr, day: nw.Expr) -> nw.Expr:
    """Whether a day is the last of its month."""
    short = reduce(or_, (month == each for each in _OF_30_DAYS))
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    february = (month == _FEBRUARY) & ((day == _LEAP) | ((day == _LEAP - 1) & ~leap))
    return ((day == _LONG) | (short & (day == _SHORT)) | february).fill_null(False)


def numbered(reader: Reader, days: Part) -> Part:
    """A column of days as numbers, see `day_number`; those of pandas are numbers already."""
    if reader.table.by_pandas:
        return days
    wide = reader.stages.api.Int64

    def number(day: nw.Expr) -> nw.Expr:
        # Engines keep months and days in small integers, which would overflow.
        parts = (day.dt.year(), day.dt.month(), day.dt.day())
        year, month, rest = (part.cast(wide) for part in parts)
        return (year * 12 + month - 1) * 32 + rest

    return reader.stages.joined(number, days)


Spans = list[tuple[date, Answer]]
"""A day of each span without a change, and whether the day asked lies in the span."""


def spans(
    stages: Stages, when: When, turns: Iterable[date], literal: Callable[[date], Any]
) -> Spans:
    """The spans in which a rule does not change; none when the day asked is not known.

    Args:
        stages: Where columns are made.
        when: The day asked.
        turns: The days from which the rule is another.
        literal: A day as the engine compares it.
    """
    if when.day is not None:
        return [(when.day, True)]
    if not when.known:
        return []
    days = sorted({day for day in turns if day > date.min})
    if not days:
        return [(date.min, True)]
    return [
        (days[0] - timedelta(days=1), stages.joined(_before(literal(days[0])), when.column)),
        *(
            (day, stages.joined(_between(literal(day), literal(end)), when.column))
            for day, end in pairwise(days)
        ),
        (days[-1], stages.joined(_from(literal(days[-1])), when.column)),
    ]


def _before(end: Any) -> Callable[[nw.Expr], nw.Expr]:  # a day, or its number
    return lambda day: day < end


def _between(first: Any, end: Any) -> Callable[[nw.Expr], nw.Expr]:  # days, or their numbers
    return lambda day: (day >= first) & (day < end)


def _from(first: Any) -> Callable[[nw.Expr], nw.Expr]:  # a day, or its number
    return lambda day: day >= first


def over(stages: Stages, answers: Iterable[tuple[Answer, Answer]]) -> Answer:
    """What a rule answers that is another in each span: whether it is that span, and its answer."""
    given = tuple(answers)
    if len(given) == 1 and given[0][0] is True:
        return given[0][1]
    return either(stages, [both(stages, pair) for pair in given]) if given else None
