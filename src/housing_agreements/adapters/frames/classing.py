"""The classes that the values of a fact fall into, for what is asked of it: each with a number."""

from collections.abc import Callable, Collection, Hashable
from functools import reduce
from operator import add
from typing import Any, Final

import attrs

from housing_agreements.adapters.frames.facts import Facts, Known
from housing_agreements.adapters.frames.kleene import Part
from housing_agreements.adapters.frames.limits import Key
from housing_agreements.adapters.frames.words import Words

__all__ = (
    "NOT_KNOWN",
    "Classes",
    "Value",
    "classes_of_codes",
    "classes_of_counts",
    "classes_of_words",
    "key_of_answers",
)

Value = str | int | None
"""A value that stands for its class; `None`: it is not known, or nothing asks for it."""

_MOST: Final = 255
"""The most classes beside the first, so that a byte numbers them."""
_FEW: Final = 16
"""So many words need no class: their places will do."""
_FEWER: Final = 8
"""The most codes that a column is compared with one by one."""


@attrs.frozen(eq=False)
class Classes:
    """The classes of a fact."""

    key: Key | None
    """In which each row is; `None`: there is one class."""
    values: tuple[Value, ...]
    """A value of each class; `None` for those whose value is not known, or not asked for."""


NOT_KNOWN: Final = Classes(None, (None,))
"""Of a fact that is not known of anybody, there is one class."""


def classes_of_words(
    facts: Facts, words: Words, asked: Callable[[str], Hashable]
) -> Classes | None:
    """Words of which everything asked is answered alike are in one class; of few words, each is."""
    api, stages = facts.stages.api, facts.stages
    few = len(words.values) <= _FEW
    said: list[Hashable] = [word if few else asked(word) for word in words.values]
    places = {each: place for place, each in enumerate(dict.fromkeys(said))}
    last = len(places)
    if last > _MOST:
        return None
    values: dict[Hashable, Value] = dict(zip(said, words.values, strict=True))
    byte = api.Series([places[each] for each in said], dtype=api.UInt8)

    def number(place: Any) -> Any:
        found = place if few else api.lit(byte).gather(place)
        return found.fill_null(last) if words.nulls else found

    key = _key(facts, stages.joined(number, words.numbers), last + words.nulls)
    return Classes(key, (*(values[each] for each in places), *(None,) * words.nulls))


def classes_of_codes(facts: Facts, known: Known, codes: Collection[str]) -> Classes | None:
    """Each of a few codes is a class."""
    api = facts.stages.api
    if not codes or len(codes) > _FEWER:
        return None

    def number(column: Any) -> Any:
        found = ((column == code).fill_null(False).cast(api.UInt8) for code in codes)
        return reduce(add, (each * place for place, each in enumerate(found, 1)))

    return Classes(
        _key(facts, facts.stages.joined(number, known.low), len(codes) + 1), (None, *codes)
    )


def classes_of_counts(facts: Facts, known: Known, counts: Collection[int]) -> Classes | None:
    """Each count from the least to the most is a class."""
    api = facts.stages.api
    low, high = max(min(counts), known.grid.least), min(max(counts), known.grid.most)
    ends = None if known.column is None else facts.reader.ends(known.column)
    others = True
    if ends is not None:
        least, most, nulls = ends
        if least is None or most is None:
            return NOT_KNOWN
        others = nulls or least < low or most > high
        low, high = max(low, least), min(high, most)
    if low > high:
        return NOT_KNOWN
    if high - low >= _MOST:
        return None

    def number(column: Any) -> Any:
        found = column - low
        if others:
            found = api.when(column.is_between(low, high)).then(found).otherwise(high - low + 1)
        return found.cast(api.UInt8, wrap_numerical=True)

    key = _key(facts, facts.stages.joined(number, known.low), high - low + 1 + others)
    return Classes(key, (*range(low, high + 1), *(None,) * others))


def key_of_answers(facts: Facts, answer: Part) -> Key:
    """No, yes and undetermined as three classes."""
    byte = facts.stages.api.UInt8
    return _key(facts, facts.stages.joined(lambda each: each.cast(byte).fill_null(2), answer), 3)


def _key(facts: Facts, number: Part, size: int) -> Key:
    return Key(facts.stages.bound(number), size)
