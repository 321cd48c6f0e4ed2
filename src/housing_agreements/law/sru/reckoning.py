"""What a rule comes to for a commune, a dwelling or a tenant, as far as is known of it.

The caller tells what is known; a fact that is left out leaves bounds, and the answer names the
facts that would narrow them.
"""

import math
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._records import tell_missing
from housing_agreements.errors import NotKnownError
from housing_agreements.explanations.blocks import Block, Line, Note, Section, cite
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.law.provisions import Confidence
from housing_agreements.values.bounds import BETWEEN, OR_MORE, Bounds
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import (
    OR_WORD,
    Language,
    Text,
    check_language,
    join_words,
    percent,
    semicolon,
)

__all__ = ("Reckoning",)


_WOULD_SAY_MORE: Final = Text("what would say more", "à connaître pour en dire plus")
_CHECKED: Final = Text("checked", "vérification")


@attrs.frozen(eq=False, repr=False)
class Reckoning(Told):
    """What a rule comes to, exactly or within bounds (*décompte*).

    `catch_up_rate`, `levy`, `private_rent_ceiling` and their like make it.

    Laws:
        - The number that full knowledge gives lies within the bounds.

    Examples:
        >>> from housing_agreements.law.sru.catch_up import catch_up_rate
        >>> open_rate = catch_up_rate(on=date(2024, 1, 1), gap="5 %")
        >>> open_rate.bounds.low, open_rate.bounds.high, open_rate.missing
        (Fraction(1, 10), Fraction(33, 100), ('subject_since',))
    """

    title: Text
    """What is reckoned."""
    on: date
    """The day asked."""
    bounds: Bounds[Fraction]
    """The least and the most that it can be: a rate, or euros."""
    possible: tuple[Fraction, ...]
    """The rates that it can be, from the least on; empty for euros."""
    open_facts: tuple[tuple[str, Text], ...]
    """The facts that would say more: the argument that takes each, and what it is."""
    notes: tuple[Text, ...]
    """What is open in the law itself, and what the answer leaves out."""
    sources: tuple[Source, ...]
    """Where the rule is written."""
    confidence: Confidence
    """How far the rule was checked."""

    @property
    def value(self) -> Fraction:
        """The only number possible.

        Raises:
            NotKnownError: When there are several, with the facts that would say more.
        """
        if not self.bounds.exact:
            remedy = f"{_WOULD_SAY_MORE.en}: {self._say_open('en')}"
            raise NotKnownError(self.title.en, self._say_number("en"), "one number", remedy)
        return self.bounds.low

    @property
    def missing(self) -> tuple[str, ...]:
        """The arguments that would say more, in the order of the call."""
        return tuple(name for name, _ in self.open_facts)

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The number or its bounds, what would settle it, what is open, and the sources."""
        parts: list[Block] = []
        if self.open_facts:
            parts.append(Line(self._say_open(language), _WOULD_SAY_MORE.say(language)))
        parts += (Note(note.say(language)) for note in self.notes)
        parts += cite(self.sources)
        parts.append(Line(self.confidence.say(language), _CHECKED.say(language)))
        yield Section(self.title.say(language), self._say_number(language), parts=parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `title`, `on`, `low` and `high` as exact text, `possible`, `missing`, ...

        `possible` are the rates that it can be; then `notes`, `sources` and `confidence`.
        """
        check_language(language)
        joint = semicolon(language)
        high = self.bounds.high
        return [
            {
                "title": self.title.say(language),
                "on": self.on.isoformat(),
                "low": str(self.bounds.low),
                "high": None if high is None else str(high),
                "possible": ", ".join(map(str, self.possible)) or None,
                "missing": ", ".join(self.missing) or None,
                "notes": joint.join(note.say(language) for note in self.notes) or None,
                "sources": joint.join(map(str, self.sources)) or None,
                "confidence": self.confidence.value,
            }
        ]

    def _say_number(self, language: Language) -> str:
        if self.possible:
            rates = [percent(rate, language) for rate in self.possible]
            return join_words(rates, language, last=OR_WORD)
        low = _say_euros(self.bounds.low, language)
        if self.bounds.exact:
            return low
        if self.bounds.high is None:
            return OR_MORE.say(language, low=low)
        return BETWEEN.say(language, low=low, high=_say_euros(self.bounds.high, language))

    def _say_open(self, language: Language) -> str:
        """The facts that would say more; where none would, what is open in the law."""
        facts = [f"{words.say(language)} ({name})" for name, words in self.open_facts]
        return semicolon(language).join(facts or (note.say(language) for note in self.notes))

    def _essentials(self) -> str:
        missing = tell_missing(self.missing)
        return f"{self.title.en}, on {self.on}: {self._say_number('en')}{missing}"


_EUROS: Final = Text("{mark}{amount} €", "{mark}{amount}\u00a0€")


def _say_euros(amount: Fraction, language: Language) -> str:
    """Euros to the cent, marked `≈` where that is not exact."""
    cents = Fraction(math.floor(amount * 100 + Fraction(1, 2)), 100)
    mark = "" if cents == amount else "≈ "
    return _EUROS.say(language, mark=mark, amount=cents)
