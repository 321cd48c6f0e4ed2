"""The lines in which an answer of the law says its parts, and what would settle it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from housing_agreements.values.texts import Language, Text, colon, semicolon
from housing_agreements.values.verdicts import Verdict

__all__ = ("say_missing", "say_verdicts")

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


def say_verdicts(parts: Iterable[tuple[Text, Verdict]], language: Language) -> Iterator[str]:
    r"""A line for each part of an answer, with its verdict.

    Examples:
        >>> list(say_verdicts([(Text("account complete", "compte complet"), Verdict.MET)], "fr"))
        ['compte complet\xa0: respecté']
    """
    for words, verdict in parts:
        yield f"{words.say(language)}{colon(language)}{verdict.say(language)}"
