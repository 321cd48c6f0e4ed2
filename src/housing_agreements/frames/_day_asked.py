"""The day of the question, for all rows or each; and the phases in which a rule stays the same."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import narwhals as nw

from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import UnknownColumnError, show
from housing_agreements.frames._days import decode_day, is_last_of_month, last_number_of_month
from housing_agreements.frames._engines import ColumnAnswer, PlannedColumn, QueryPlan
from housing_agreements.frames._faults import nearest_column
from housing_agreements.frames._kleene import both, either, null_unless
from housing_agreements.frames._reading import ColumnReader

__all__ = ("DayAsked", "Phases", "answer_over", "is_asked_from", "phases_of", "read_day_asked")


@attrs.frozen(eq=False)
class DayAsked:
    """The day asked: one for all rows, or the one of each row, or not known."""

    day: date | None
    """The day, when it is one for all."""
    column: PlannedColumn
    """Otherwise the day of each row, as the engine compares days."""
    number: PlannedColumn
    """The same as one number, see `frames._days`."""
    end: PlannedColumn
    """The same; on the last day of a month, the last number that a day of it may have."""
    written: PlannedColumn
    """The day of each row as the frame gives it."""
    known: bool = True
    """Whether the day is known of any row."""


def read_day_asked(reader: ColumnReader, on: date | str) -> DayAsked:
    """The day asked, from a day or the name of a column; a column that is not there is noted."""
    plan = reader.plan
    unknown = plan.unknown
    if not isinstance(on, str):
        return DayAsked(on, unknown, unknown, unknown, unknown)
    there = on in reader.table.schema
    if not there:
        remedy = _write_as_day(on) or nearest_column(on, reader.table.schema)
        expected = "a day, or the name of a column of the frame"
        reader.faults.add(UnknownColumnError, "on", show(on), expected, remedy)
    read = reader.read("on", on, Kind.DAY) if there else None
    if read is None:
        return DayAsked(None, unknown, unknown, unknown, unknown, known=False)
    kept = reader.set_aside("on", reader.doubt_day("on", on, read.column))
    column = plan.share(null_unless(plan, kept, read.column))
    number = plan.share(reader.number_days(column))
    year, month, day = (
        plan.share(plan.combine(lambda days, index=index: decode_day(days)[index], number))
        for index in range(3)
    )
    last = plan.combine(is_last_of_month, year, month, day)
    end = plan.combine(
        lambda number, day, last: (
            plan.api.when(last).then(last_number_of_month(number, day)).otherwise(number)
        ),
        number, day, last,
    )  # fmt: skip
    return DayAsked(None, column, number, plan.share(end), read.column)


def _write_as_day(on: str) -> str:
    """What to write for a day that is written as text; nothing for any other text."""
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return ""
    return f"write on=date({day.year}, {day.month}, {day.day})"


Phases = list[tuple[date, ColumnAnswer]]
"""A day of each phase in which a rule does not change, and whether the day asked lies in it."""


def phases_of(
    plan: QueryPlan, asked: DayAsked, changes: Iterable[date], literal: Callable[[date], Any]
) -> Phases:
    """The phases between changes of a rule; none when the day asked is not known.

    Args:
        plan: Where columns are made.
        asked: The day asked.
        changes: The days from which the rule is another.
        literal: A day as the engine compares it.
    """
    if asked.day is not None:
        return [(asked.day, True)]
    if not asked.known:
        return []
    days = sorted({day for day in changes if day > date.min})
    if not days:
        return [(date.min, True)]
    return [
        (days[0] - timedelta(days=1), plan.combine(_before(literal(days[0])), asked.column)),
        *(
            (day, plan.combine(_between(literal(day), literal(end)), asked.column))
            for day, end in pairwise(days)
        ),
        (days[-1], plan.combine(_from(literal(days[-1])), asked.column)),
    ]


def is_asked_from(
    plan: QueryPlan, asked: DayAsked, first: date, literal: Callable[[date], Any]
) -> ColumnAnswer:
    """Whether the day asked is a given one or later; surely not where it is not known of any row.

    Args:
        plan: Where columns are made.
        asked: The day asked.
        first: The given day.
        literal: A day as the engine compares it.
    """
    if asked.day is not None:
        return asked.day >= first
    return plan.combine(_from(literal(first)), asked.column) if asked.known else False


def _before(end: Any) -> Callable[[nw.Expr], nw.Expr]:  # a day, or its number
    return lambda day: day < end


def _between(first: Any, end: Any) -> Callable[[nw.Expr], nw.Expr]:  # days, or their numbers
    return lambda day: (day >= first) & (day < end)


def _from(first: Any) -> Callable[[nw.Expr], nw.Expr]:  # a day, or its number
    return lambda day: day >= first


def answer_over(
    plan: QueryPlan, phases: Iterable[tuple[ColumnAnswer, ColumnAnswer]]
) -> ColumnAnswer:
    """What a rule answers, from whether the day asked lies in each phase and its answer there."""
    pairs = tuple(phases)
    if len(pairs) == 1 and pairs[0][0] is True:
        return pairs[0][1]
    return either(plan, [both(plan, pair) for pair in pairs]) if pairs else None
