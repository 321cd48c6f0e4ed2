"""Where a rule comes from."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, final

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import Record
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text, colon

__all__ = ("Source", "as_sources", "say_sources")


@final
@attrs.frozen(eq=False, repr=False)
class Source(Record):
    """A text that states a rule or a figure (*source*).

    Args:
        text: The text: a code, a decree, a protocol, a press release.
        article: The article or the clause in it.
        in_force: When that version was in force; `None` when not known or not applicable.
        url: Where it can be read.
        consulted: The day it was last read.

    Raises:
        InvalidTypeError: For a field of another type.
        InvalidValueError: For words that are empty or have blank ends.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> print(Source("Code de la construction et de l'habitation", "L.313-26-2"))
        Code de la construction et de l'habitation, L.313-26-2
    """

    text: str
    """The text: a code, a decree, a protocol, a press release."""
    article: str | None = None
    """The article or the clause in it."""
    in_force: Period | None = attrs.field(default=None, kw_only=True)
    """When that version was in force; `None`: not known or not applicable."""
    url: str | None = attrs.field(default=None, kw_only=True)
    """Where it can be read."""
    consulted: date | None = attrs.field(default=None, kw_only=True)
    """The day it was last read."""

    def __attrs_post_init__(self) -> None:
        """Every field given is of its kind."""
        faults = Faults("Source")
        faults.check_fields(self)
        faults.report()

    def __str__(self) -> str:
        """The text and its article."""
        return f"{self.text}, {self.article}" if self.article else self.text


def as_sources(given: Iterable[Source]) -> tuple[Source, ...]:
    """Sources in order, for a field to keep.

    Examples:
        >>> as_sources([Source("Code du travail")])[0].text
        'Code du travail'
    """
    return as_tuple(given)


def say_sources(sources: Iterable[Source], language: Language) -> Iterator[str]:
    """A line for each source.

    Examples:
        >>> list(say_sources([Source("Code du travail", "L.1111-2")], "en"))
        ['source: Code du travail, L.1111-2']
    """
    return (f"{_SOURCE.say(language)}{colon(language)}{source}" for source in sources)


_SOURCE: Final = Text("source", "source")
