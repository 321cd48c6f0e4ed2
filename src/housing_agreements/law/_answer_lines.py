"""The lines in which an answer of the law says its parts, and what would settle it."""

from collections.abc import Iterable, Iterator
from typing import Final

from housing_agreements.criteria._verdicts_in_words import say_whether_filled
from housing_agreements.explanations.blocks import Line
from housing_agreements.values.texts import Language, Text, semicolon
from housing_agreements.values.verdicts import Verdict

__all__ = ("list_missing", "write_conditions", "write_missing", "write_verdicts")

_WHAT_WOULD_SETTLE_IT: Final = Text("what would settle it", "à connaître pour trancher")


def write_missing(missing: Iterable[str], language: Language) -> Iterator[Line]:
    r"""The line that names the arguments; no line where none is missing.

    Examples:
        >>> [line.words for line in write_missing(("days", "silent"), "fr")]
        ['days\u202f; silent']
        >>> list(write_missing((), "en"))
        []
    """
    named = list_missing(missing, language)
    if named:
        yield Line(named, _WHAT_WOULD_SETTLE_IT.say(language))


def list_missing(missing: Iterable[str], language: Language) -> str:
    """These arguments in one cell of a row."""
    return semicolon(language).join(missing)


def write_conditions(parts: Iterable[tuple[Text, Verdict]], language: Language) -> Iterator[Line]:
    """A line for each condition that the law states, with whether it is met.

    Examples:
        >>> parts = [(Text("in a tight zone", "en zone tendue"), Verdict.MET)]
        >>> [(line.words, line.outcome) for line in write_conditions(parts, "fr")]
        [('en zone tendue', 'rempli')]
    """
    for words, verdict in parts:
        yield Line(words.say(language), say_whether_filled(verdict, language), verdict)


def write_verdicts(parts: Iterable[tuple[Text, Verdict]], language: Language) -> Iterator[Line]:
    """A line for each duty that the law sets, with whether it is kept.

    Examples:
        >>> parts = [(Text("account complete", "compte complet"), Verdict.MET)]
        >>> [(line.words, line.outcome) for line in write_verdicts(parts, "fr")]
        [('compte complet', 'respecté')]
    """
    for words, verdict in parts:
        yield Line(words.say(language), verdict.say(language), verdict)
