"""The few words that a long column of text repeats, so that each is looked at once."""

from typing import Any, Final

import attrs

from housing_agreements.adapters.frames.kleene import Part

__all__ = ("Words", "words_and_places")


@attrs.frozen(eq=False)
class Words:
    """What a column of text holds: few words, each with a number."""

    values: tuple[str, ...]
    """The words, each once."""
    numbers: Part
    """The place of each row's word among them; null where the text is null."""
    nulls: bool
    """Whether it is null anywhere."""


_SAMPLE: Final = 10_000
"""How many rows mostly hold all the words."""
_MOST: Final = 5_000
"""Beyond so many words, they are not looked at one by one."""


def words_and_places(api: Any, column: Any) -> tuple[tuple[str, ...], Any] | None:
    """The words of a column of Polars, and their places; `None`: there are too many.

    Nothing is guessed: where the first rows do not hold all the words, the others are added.
    """
    found = column.head(_SAMPLE).drop_nulls().unique()
    if len(found) > _MOST:
        return None
    places = column.cast(api.Enum(found), strict=False)
    if places.null_count() > column.null_count():
        rest = column.filter(places.is_null() & column.is_not_null()).unique()
        if len(found) + len(rest) > _MOST:
            return None
        found = api.concat([found, rest])
        places = column.cast(api.Enum(found))
    return tuple(found.to_list()), places.to_physical()
