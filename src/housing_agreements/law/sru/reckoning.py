"""What a rule comes to for a commune, a dwelling or a tenant, as far as is known of it.

The caller tells what is known; a fact that is left out leaves bounds, and the answer names the
facts that would narrow them.
"""

import math
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._records import Brief, tell_missing
from housing_agreements.errors import NotKnownError
from housing_agreements.law.provisions import Confidence
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.sources import Source, say_sources
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    choose,
    colon,
    join_words,
    number,
    percent,
    semicolon,
)

__all__ = ("Reckoning",)


@attrs.frozen(eq=False, repr=False)
class Reckoning(Brief):
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
            raise NotKnownError(
                self.title.en, self._say_number("en"), "one number", self._say_open("en")
            )
        return self.bounds.low

    @property
    def missing(self) -> tuple[str, ...]:
        """The arguments that would say more, in the order of the call."""
        return tuple(name for name, _ in self.open_facts)

    def explain(self, language: Language = "en") -> str:
        """The number or its bounds, what would settle it, what is open, and the sources.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        lines = [f"{self.title.say(language)}{colon(language)}{self._say_number(language)}"]
        if self.open_facts:
            lines.append(self._say_open(language))
        lines.extend(note.say(language) for note in self.notes)
        lines.extend(say_sources(self.sources, language))
        checked = choose(language, "checked", "vérification")
        lines.append(f"{checked}{colon(language)}{self.confidence.say(language)}")
        return "\n  ".join(lines)

    def _say_number(self, language: Language) -> str:
        if self.possible:
            rates = [percent(rate, language) for rate in self.possible]
            return join_words(rates, language, last=_OR)
        low = _say_euros(self.bounds.low, language)
        if self.bounds.exact:
            return low
        if self.bounds.high is None:
            return choose(language, f"{low} or more", f"{low} ou plus")
        high = _say_euros(self.bounds.high, language)
        return choose(language, f"between {low} and {high}", f"entre {low} et {high}")

    def _say_open(self, language: Language) -> str:
        lead = choose(language, "what would say more", "ce qui en dirait plus")
        facts = semicolon(language).join(
            f"{words.say(language)} ({name})" for name, words in self.open_facts
        )
        if not facts:
            facts = semicolon(language).join(note.say(language) for note in self.notes)
        return f"{lead}{colon(language)}{facts}"

    def _essentials(self) -> str:
        missing = tell_missing(self.missing)
        return f"{self.title.en}, on {self.on}: {self._say_number('en')}{missing}"

    def __str__(self) -> str:
        """The explanation in English."""
        return self.explain("en")


_OR: Final = Text("or", "ou")


def _say_euros(amount: Fraction, language: Language) -> str:
    """Euros to the cent, marked `≈` where that is not exact."""
    cents = Fraction(math.floor(amount * 100 + Fraction(1, 2)), 100)
    mark = "" if cents == amount else "≈ "
    return f"{mark}{number(cents, language)}{choose(language, ' ', chr(0xA0))}€"
