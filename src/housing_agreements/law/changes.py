"""Changes whose day is known and whose words were not read."""

from collections.abc import Iterable
from datetime import date
from typing import Final, TypeVar

from housing_agreements.law.provisions import Confidence, Version
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("UNREAD", "carried")

T = TypeVar("T")

UNREAD: Final = Text(
    "the text changed on this day; what changed was not read, and what it said before is given",
    "le texte a changé ce jour-là\u00a0; le changement n'a pas été lu, et ce que le texte disait "
    "avant est donné",
)
"""What a version says that carries the words of the one before."""


def carried(
    value: T, sources: Iterable[Source], *days: date, note: Text | None = None
) -> tuple[Version[T], ...]:
    """Versions that carry a value past days on which its text changed in a way not read.

    Args:
        value: What the last version that was read says.
        sources: Where it is written.
        days: The days of the changes, in order.
        note: What the last version that was read leaves open, which stays so.

    Examples:
        >>> from housing_agreements.law.provisions import code
        >>> (later,) = carried("1/4", (code("L.302-5"),), date(2017, 1, 29))
        >>> later.confidence
        <Confidence.DATED: 'dated'>
    """
    cited = tuple(sources)
    said = UNREAD
    if note is not None:
        said = Text(f"{note.en}; {UNREAD.en}", f"{note.fr}\u00a0; {UNREAD.fr}")
    return tuple(Version(value, day, cited, Confidence.DATED, said) for day in days)
