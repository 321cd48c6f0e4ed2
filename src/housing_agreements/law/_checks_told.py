"""How the checks of the law tell of their parts, and of what would settle them."""

from collections.abc import Iterable, Iterator
from typing import Final

from housing_agreements.explanations.blocks import Line
from housing_agreements.values.texts import Language, Text, semicolon
from housing_agreements.values.verdicts import Verdict

__all__ = ("list_missing", "tell_missing", "tell_parts")

_WHAT_WOULD_SETTLE_IT: Final = Text("what would settle it", "ce qui trancherait")


def tell_missing(missing: Iterable[str], language: Language) -> tuple[Line, ...]:
    """The line that names the arguments that would settle an answer; no line for none."""
    named = list_missing(missing, language)
    return (Line(named, _WHAT_WOULD_SETTLE_IT.say(language)),) if named else ()


def list_missing(missing: Iterable[str], language: Language) -> str:
    """These arguments in one cell of a row."""
    return semicolon(language).join(missing)


def tell_parts(parts: Iterable[tuple[Text, Verdict]], language: Language) -> Iterator[Line]:
    """A line for each part of an answer, with its verdict."""
    for words, verdict in parts:
        yield Line(words.say(language), verdict.say(language), verdict)
