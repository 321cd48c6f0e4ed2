"""Answers by table: under which limit of an amount, for each class of the rows.

Where a criterion is put together from tables, so are its limits: the least of two where both
must be kept, the greatest where one is enough. So one look-up serves many tables.
"""

from collections.abc import Callable, Iterable, Sequence
from math import prod
from typing import Final

import attrs

from housing_agreements.adapters.frames.facts import Known
from housing_agreements.adapters.frames.kleene import Part

__all__ = (
    "ALWAYS",
    "MOST",
    "NEVER",
    "Key",
    "Limits",
    "contrary_of",
    "joined",
    "limits_of",
    "number_of_cells",
)

NEVER: Final = -(2**63)
"""A limit that no amount keeps."""
ALWAYS: Final = 2**63 - 1
"""A limit that is kept, whether the amount is known or not."""
MOST: Final = 4_096
"""The most cells of a table: they are worked out one by one, however few rows there are."""


@attrs.frozen(eq=False)
class Key:
    """In which of some classes each row is."""

    number: Part
    """Its number, from 0; never null."""
    size: int
    """How many classes there are."""


@attrs.frozen(eq=False)
class Limits:
    """For each class of rows, up to which amount the answer is yes, surely and possibly."""

    amount: Known | None
    """The amount; `None`: the classes alone decide, and each limit is kept always or never."""
    keys: tuple[Key, ...]
    """What tells the classes apart; the last one turns fastest."""
    surely: tuple[int, ...]
    """The most that keeps it for certain."""
    possibly: tuple[int, ...]
    """The most that may keep it."""


_STATED: Final = {True: (ALWAYS, ALWAYS), False: (NEVER, NEVER), None: (NEVER, ALWAYS)}


def limits_of(keys: tuple[Key, ...], answers: Iterable[bool | None]) -> Limits:
    """Answers as limits: of each class its own, which the class alone decides."""
    ends = [_STATED[answer] for answer in answers]
    return Limits(None, keys, tuple(low for low, _ in ends), tuple(high for _, high in ends))


def contrary_of(limits: Limits) -> Limits:
    """Not, where the classes alone decide."""
    answers = (
        None if low != high else low == NEVER
        for low, high in zip(limits.surely, limits.possibly, strict=True)
    )
    return limits_of(limits.keys, answers)


def _keys(several: Sequence[Limits]) -> tuple[Key, ...]:
    return tuple(dict.fromkeys(key for each in several for key in each.keys))


def number_of_cells(several: Sequence[Limits]) -> int:
    """How many cells they have once joined: one for each combination of classes of their keys."""
    return prod(key.size for key in _keys(several))


def joined(several: Sequence[Limits], pick: Callable[[tuple[int, ...]], int]) -> Limits:
    """All of them (`min`) or one of them at least (`max`); of one amount, or of none."""
    keys = _keys(several)
    amount = next((each.amount for each in several if each.amount is not None), None)
    places = [_places(each.keys, keys) for each in several]
    surely = [_spread(each.surely, own) for each, own in zip(several, places, strict=True)]
    possibly = [_spread(each.possibly, own) for each, own in zip(several, places, strict=True)]
    return Limits(
        amount,
        keys,
        tuple(map(pick, zip(*surely, strict=True))),
        tuple(map(pick, zip(*possibly, strict=True))),
    )


def _spread(values: Sequence[int], places: Iterable[int]) -> list[int]:
    return [values[place] for place in places]


def _places(keys: tuple[Key, ...], wanted: tuple[Key, ...]) -> list[int]:
    """Where the class of each combination of more keys stands among those of fewer."""
    steps: dict[Key, int] = {}
    step = 1
    for key in reversed(keys):
        steps[key], step = step, step * key.size
    places = [0]
    for key in wanted:
        own = steps.get(key, 0)
        places = [place + number * own for place in places for number in range(key.size)]
    return places
