"""Answers by table and by column joined: tables with tables first, since that costs no row."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

import attrs

from housing_agreements.adapters.frames.classing import key_of_answers
from housing_agreements.adapters.frames.facts import Facts
from housing_agreements.adapters.frames.kleene import Answer, Part, both, either
from housing_agreements.adapters.frames.limits import (
    MOST,
    Key,
    Limits,
    joined,
    limits_of,
    number_of_cells,
)
from housing_agreements.adapters.frames.looking import looked_up

__all__ = ("Found", "Guarded", "Joints", "Sign")

Sign = Literal["&", "|"]
"""All of them, or one of them at least."""

_UNKNOWN: Final = limits_of((), (None,))
"""A table of one cell, which is not known."""


@attrs.frozen(eq=False)
class Guarded:
    """A table and a column that must both say yes."""

    guard: Part
    """The column."""
    limits: Limits
    """The table."""


Found = Answer | Limits | Guarded
"""What a part of a criterion answers, as far as it is worked out."""


class Joints:
    """Joins what the parts of criteria answer."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._guards: dict[Part, Key] = {}

    def answer(self, found: Found) -> Answer:
        """The answer as a column."""
        if isinstance(found, Guarded):
            return both(self._facts.stages, (found.guard, looked_up(self._facts, found.limits)))
        return looked_up(self._facts, found) if isinstance(found, Limits) else found

    def joined(self, sign: Sign, several: Iterable[Found]) -> Found:
        """All of them, or one of them at least."""
        given = list(several)
        columns: list[Answer] = [each for each in given if not isinstance(each, (Limits, Guarded))]
        tables = [each for each in given if isinstance(each, Limits)]
        guarded = [each for each in given if isinstance(each, Guarded)]
        if sign == "&":
            columns += [each.guard for each in guarded]
            tables += [each.limits for each in guarded]
        elif len(tables) + len(guarded) > 1:
            tables += [self._opened(each) for each in guarded]
        else:
            columns += [self.answer(each) for each in guarded]
        return self._all_alike(sign, columns, _merged(tables, min if sign == "&" else max))

    def _all_alike(self, sign: Sign, columns: Sequence[Answer], tables: Sequence[Limits]) -> Found:
        stages = self._facts.stages
        join = both if sign == "&" else either
        answer = join(stages, columns)
        if answer is (sign == "|"):  # it decides alone
            return answer
        if len(tables) == 1:
            (table,) = tables
            if answer is None:
                return joined((table, _UNKNOWN), min if sign == "&" else max)
            if not isinstance(answer, Part):
                return table
            if sign == "&":
                return Guarded(answer, table)
        return join(stages, (answer, *(looked_up(self._facts, each) for each in tables)))

    def _opened(self, guarded: Guarded) -> Limits:
        """The guard as one more key of the table."""
        guard = guarded.guard
        if guard not in self._guards:
            self._guards[guard] = key_of_answers(self._facts, guard)
        said = limits_of((self._guards[guard],), (False, True, None))
        return joined((said, guarded.limits), min)


def _merged(tables: Iterable[Limits], pick: Callable[[tuple[int, ...]], int]) -> list[Limits]:
    """As few tables as their amounts and their sizes allow."""
    merged: list[Limits] = []
    for table in tables:
        for place, other in enumerate(merged):
            pair = (other, table)
            if _fit(other, table) and number_of_cells(pair) <= MOST:
                merged[place] = joined(pair, pick)
                break
        else:
            merged.append(table)
    return merged


def _fit(one: Limits, other: Limits) -> bool:
    return one.amount is other.amount or one.amount is None or other.amount is None
