"""What differs between two versions of an agreement: where, and from what to what."""

from datetime import date
from enum import Enum
from fractions import Fraction
from types import NoneType
from typing import Final, NamedTuple

import attrs

from housing_agreements.model.levels import Group
from housing_agreements.rules.terms_of_art import field_said, value_said
from housing_agreements.values.periods import Period
from housing_agreements.values.records import Record
from housing_agreements.values.texts import (
    Language,
    Text,
    checked_language,
    chosen,
    colon,
    semicolon,
    told,
)

__all__ = ("Difference", "Nature", "Stretch")


class Nature(Enum):
    """How something differs."""

    ADDED = "added"
    """It is there after, and was not before."""
    REMOVED = "removed"
    """It was there before, and is no more after."""
    CHANGED = "changed"
    """It is there in both, and not the same."""


_MIRRORED: Final = {
    Nature.ADDED: Nature.REMOVED,
    Nature.REMOVED: Nature.ADDED,
    Nature.CHANGED: Nature.CHANGED,
}


class Stretch(NamedTuple):
    """Days on which something that changes with time differs."""

    first: date | None
    """The first of them; `None`: as far back as is known."""
    last: date | None
    """The last of them; `None`: no end is known."""

    def said(self, language: Language) -> str:
        """The days in words; nothing when they are all.

        Examples:
            >>> Stretch(date(2017, 1, 1), None).said("fr")
            'à partir du 1er janvier 2017'
        """
        if self.first is not None and self.last is not None:
            first, last = told(self.first, language), told(self.last, language)
            return chosen(language, f"{first} to {last}", f"du {first} au {last}")
        if self.first is not None:
            first = told(self.first, language)
            return chosen(language, f"from {first}", f"à partir du {first}")
        if self.last is not None:
            last = told(self.last, language)
            return chosen(language, f"until {last}", f"jusqu'au {last}")
        return ""


@attrs.frozen(eq=False, repr=False)
class Difference(Record):
    """One thing that differs between two versions of an agreement (*modification*).

    Examples:
        >>> from housing_agreements import compare
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> renamed = attrs.evolve(AGREEMENT, title="A longer name")
        >>> difference = compare(AGREEMENT, renamed)[0]
        >>> print(difference)
        A longer name: the title goes from “Gironde protocol of 2018” to “A longer name”
        >>> difference.mirrored.after.en
        'Gironde protocol of 2018'
    """

    part: str | None
    """The code of the part; `None`: the agreement itself."""
    names: tuple[Text, Text]
    """What it is called before and after."""
    field: str
    """The field; for a part that is added or removed, the series that holds it."""
    nature: Nature
    """How it differs."""
    before: object
    """What stood there before; `None`: nothing, or nothing stated."""
    after: object
    """What stands there after; `None`: nothing, or nothing stated."""
    when: Period | Stretch | None = None
    """The accounting period, or the days; `None`: whatever the day."""
    group: Group | None = None
    """The group of a level; `None`: all."""

    @property
    def mirrored(self) -> "Difference":
        """The same difference, seen from the other side."""
        return attrs.evolve(
            self,
            names=(self.names[1], self.names[0]),
            nature=_MIRRORED[self.nature],
            before=self.after,
            after=self.before,
        )

    def explain(self, language: Language = "en") -> str:
        """The difference as a sentence.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        checked_language(language)
        name = self.names[1].said(language)
        head = name if self.part is None else f"{name} ({self.part})"
        field = field_said(self.field, language)
        if self.field in _SERIES:
            return f"{field}, {self._change(head, language)}"
        places = [head]
        if self.group is not None:
            places.append(self.group if isinstance(self.group, str) else " / ".join(self.group))
        if self.when is not None and (days := self.when.said(language)):
            places.append(days)
        where = ", ".join(places)
        if self.nature is not Nature.CHANGED:
            found = self.after if self.nature is Nature.ADDED else self.before
            change = self._change(value_said(found, language, self.field), language)
            return f"{where}{colon(language)}{field}, {change}"
        before = value_said(self.before, language, self.field)
        after = value_said(self.after, language, self.field)
        if isinstance(self.before, _PLAIN) and isinstance(self.after, _PLAIN):
            change = chosen(
                language, f"goes from {before} to {after}", f"passe de {before} à {after}"
            )
            return f"{where}{colon(language)}{field} {change}"
        was, now = (words.said(language) + colon(language) for words in (_WAS, _NOW))
        change = f"{was}{before}{semicolon(language)}{now}{after}"
        return f"{where}{colon(language)}{field}, {change}"

    def _change(self, what: str, language: Language) -> str:
        words = _CHANGES[self.nature].said(language)
        return f"{words}{colon(language)}{what}"

    def __str__(self) -> str:
        """The sentence in English."""
        return self.explain("en")


_CHANGES: Final = {
    Nature.ADDED: Text("added", "ajout"),
    Nature.REMOVED: Text("removed", "retrait"),
}
_WAS: Final = Text("before", "avant")
_NOW: Final = Text("now", "désormais")
_PLAIN: Final = (int, Fraction, Text, NoneType)
"""What reads well after "from" and "de"; dates and names take other words in French."""
_SERIES: Final = frozenset(
    {"contingents of the agreement", "publics", "commitments", "undertakings"}
)
