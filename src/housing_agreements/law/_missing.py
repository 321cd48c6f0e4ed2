"""How an answer of the law names the arguments that would settle it."""

from collections.abc import Iterator, Sequence
from typing import Final

from housing_agreements.values.texts import Language, Text, colon, semicolon

__all__ = ("say_missing",)

_WHAT_WOULD_SETTLE_IT: Final = Text("what would settle it", "ce qui trancherait")


def say_missing(missing: Sequence[str], language: Language) -> Iterator[str]:
    r"""The line that names the arguments; no line where none is missing.

    Examples:
        >>> list(say_missing(("days", "silent"), "fr"))
        ['ce qui trancherait\xa0: days\xa0; silent']
        >>> list(say_missing((), "en"))
        []
    """
    if missing:
        lead = _WHAT_WOULD_SETTLE_IT.say(language)
        yield f"{lead}{colon(language)}{semicolon(language).join(missing)}"
