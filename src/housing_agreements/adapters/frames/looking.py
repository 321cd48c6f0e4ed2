"""Limits as columns of Polars: each row looks up its own.

To hold each row against each row of a table takes as long as the table is; a look-up does not.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from housing_agreements.adapters.frames.facts import Facts
from housing_agreements.adapters.frames.kleene import Answer, Part, Stages, from_bounds
from housing_agreements.adapters.frames.limits import ALWAYS, NEVER, Key, Limits

__all__ = ("looked_up",)


def looked_up(facts: Facts, limits: Limits) -> Answer:
    """Whether each row keeps the limit of its class."""
    stages, amount = facts.stages, limits.amount
    cell = _cell(stages, limits.keys)
    if amount is None:
        ends = zip(limits.surely, limits.possibly, strict=True)
        answers = [low == ALWAYS if low == high else None for low, high in ends]
        return _at(stages, cell, answers, stages.api.Boolean)
    decided = {(NEVER, NEVER), (ALWAYS, ALWAYS)}
    if amount.exact and decided.isdisjoint(zip(limits.surely, limits.possibly, strict=True)):
        # Of an amount that is not known, nothing is: its nulls will do.
        low, high = (
            stages.joined(_at_most, amount.low, _at(stages, cell, each, stages.api.Int64))
            for each in (limits.surely, limits.possibly)
        )
        return low if limits.surely == limits.possibly else from_bounds(stages, low, high)
    # Of an amount that is not known, only the limit that is always kept is kept for certain.
    surely = _kept(stages, cell, amount.high, limits.surely, null=ALWAYS)
    possibly = _kept(stages, cell, amount.low, limits.possibly, null=NEVER + 1)
    return from_bounds(stages, surely, possibly)


def _at_most(each: nw.Expr, most: nw.Expr) -> nw.Expr:
    return each <= most


def _kept(stages: Stages, cell: Part, column: Part, limits: Sequence[int], *, null: int) -> Answer:
    """Whether a column keeps the limit of its cell; never null."""
    if set(limits) in ({NEVER}, {ALWAYS}):
        return limits[0] == ALWAYS
    limit = _at(stages, cell, limits, stages.api.Int64)

    def kept(each: nw.Expr, most: nw.Expr) -> nw.Expr:
        return each.cast(stages.api.Int64).fill_null(null) <= most

    return stages.joined(kept, column, limit)


def _at(stages: Stages, cell: Part, values: Sequence[Any], kind: Any) -> Part:
    """The value of the cell of each row."""
    if len(set(values)) == 1:
        return Part(stages.api.lit(values[0], dtype=kind))
    table = stages.api.lit(stages.api.Series(values, dtype=kind))
    return stages.joined(table.gather, cell)


def _cell(stages: Stages, keys: Sequence[Key]) -> Part:
    """The number of the cell of each row, among all that the keys tell apart."""
    if not keys:
        return Part(stages.api.lit(0))
    if len(keys) == 1:
        return keys[0].number
    kind = stages.api.UInt16  # holds `MOST` cells, thrice: a guard has three classes

    def numbered(*numbers: Any) -> Any:
        found = numbers[0].cast(kind)
        for key, number in zip(keys[1:], numbers[1:], strict=True):
            found = found * key.size + number
        return found

    return stages.bound(stages.joined(numbered, *(key.number for key in keys)))
