"""Three-valued columns and how they are combined: nullable booleans, where null is undetermined.

The engines differ on nulls in `is_in`, `!=` and `when`, but all six agree with Kleene on `&`, `|`
and `~` of nullable booleans; so everything is said with these three.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import comb
from typing import Final

import narwhals as nw

from housing_agreements.frames._engines import ColumnAnswer, EngineWords, PlannedColumn, QueryPlan

__all__ = ("at_least_so_many", "both", "either", "from_bounds", "null_unless", "opposite")

_MOST_CHOICES: Final = 6
"""The most choices that are written out."""
_CHEAP: Final = 2
"""The most operations that are worked out again rather than before."""


def _and(one: nw.Expr, other: nw.Expr) -> nw.Expr:
    return one & other


def _or(one: nw.Expr, other: nw.Expr) -> nw.Expr:
    return one | other


def _add(one: nw.Expr, other: nw.Expr) -> nw.Expr:
    return one + other


def _not(one: nw.Expr) -> nw.Expr:
    return ~one


def opposite(plan: QueryPlan, answer: ColumnAnswer) -> ColumnAnswer:
    """Not."""
    if isinstance(answer, PlannedColumn):
        return plan.combine(_not, answer)
    return None if answer is None else not answer


def both(plan: QueryPlan, answers: Iterable[ColumnAnswer]) -> ColumnAnswer:
    """All of them."""
    return _combine(plan, answers, _and, absorbing=False)


def either(plan: QueryPlan, answers: Iterable[ColumnAnswer]) -> ColumnAnswer:
    """One of them at least."""
    return _combine(plan, answers, _or, absorbing=True)


def _combine(
    plan: QueryPlan,
    answers: Iterable[ColumnAnswer],
    make: Callable[..., nw.Expr],
    *,
    absorbing: bool,
) -> ColumnAnswer:
    """What absorbs decides alone; its opposite changes nothing; the rest is combined."""
    columns: dict[PlannedColumn, None] = {}  # the same column twice says no more than once
    unknown = False
    for answer in answers:
        if isinstance(answer, PlannedColumn):
            columns[answer] = None
        elif answer is None:
            unknown = True
        elif answer is absorbing:
            return absorbing
    if not columns:
        return None if unknown else not absorbing
    return plan.combine_in_pairs(make, [*columns, plan.unknown] if unknown else list(columns))


def from_bounds(plan: QueryPlan, surely: ColumnAnswer, possibly: ColumnAnswer) -> ColumnAnswer:
    """What is surely so, and undetermined where it is possibly so; two columns or answers."""
    return either(plan, (surely, both(plan, (possibly, None))))


def null_unless(plan: QueryPlan, kept: ColumnAnswer, column: PlannedColumn) -> PlannedColumn:
    """A column of values where an answer is yes, and null elsewhere."""
    if not isinstance(kept, PlannedColumn):
        return column
    when = plan.api.when
    return plan.combine(lambda values, here: when(here).then(values), column, kept)


def at_least_so_many(plan: QueryPlan, count: int, answers: Sequence[ColumnAnswer]) -> ColumnAnswer:
    """At least so many of them."""
    count -= sum(answer is True for answer in answers)
    columns = [answer for answer in answers if isinstance(answer, PlannedColumn)]
    unknown = sum(answer is None for answer in answers)
    surely = _of_columns(plan, count, columns)
    if not unknown:
        return surely
    return from_bounds(plan, surely, _of_columns(plan, count - unknown, columns))


def _of_columns(plan: QueryPlan, count: int, columns: Sequence[PlannedColumn]) -> ColumnAnswer:
    """At least so many columns: all those of some choice, or by their number."""
    if count <= 0:
        return True
    if count == 1:
        return either(plan, columns)
    choices = comb(len(columns), count)
    if choices > 1:
        columns = [plan.share(column) if column.size > _CHEAP else column for column in columns]
    if choices <= _MOST_CHOICES:
        # `&` and `|` read bits, many at once; numbers take longer.
        return either(
            plan, [both(plan, combination) for combination in combinations(columns, count)]
        )
    surely, possibly = (
        plan.combine(
            lambda number: number >= count,
            plan.combine_in_pairs(
                _add,
                [
                    plan.combine(_as_one_or_nothing(plan.api, null=null), column)
                    for column in columns
                ],
            ),
        )
        for null in (False, True)
    )
    return from_bounds(plan, surely, possibly)


def _as_one_or_nothing(api: EngineWords, *, null: bool) -> Callable[[nw.Expr], nw.Expr]:
    return lambda expr: api.when(expr.fill_null(null)).then(api.lit(1)).otherwise(api.lit(0))
