"""Reservation rights: who may name the tenants of which dwellings."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import Enumeration
from housing_agreements.errors import show
from housing_agreements.geography.territories import Territory
from housing_agreements.model.parties import Party
from housing_agreements.values.rates import as_optional_share
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import (
    Language,
    Spoken,
    Text,
    colon,
    percent,
    say_number_of,
    semicolon,
)

__all__ = ("Contingent", "Management", "as_contingents")


class Management(Enumeration):
    """How reservation rights are exercised (*gestion*).

    `STOCK`: on identified dwellings (*gestion en stock*). `FLOW`: on a share of the dwellings
    freed in a year (*gestion en flux*), which replaces it from 22 February 2020.

    Source:
        R*441-5 then R441-5 of the Code de la construction et de l'habitation.
    """

    STOCK = "stock"
    FLOW = "flow"

    def say(self, language: Language) -> str:
        """How, in words.

        Examples:
            >>> Management.FLOW.say("fr")
            'gestion en flux'
        """
        return _MANAGEMENTS[self].say(language)


_MANAGEMENTS: Final = {
    Management.STOCK: Text("stock", "gestion en stock"),
    Management.FLOW: Text("flow", "gestion en flux"),
}


@attrs.frozen(eq=False, repr=False)
class Contingent(Spoken):
    """The reservation rights of one holder in a territory (*contingent de réservation*).

    Args:
        code: Its code in the agreement.
        holder: Who holds the rights (*réservataire*).
        territory: Where the dwellings stand; an attribution elsewhere is not of this contingent.
        management: By stock or by flow; `None` when not known.
        share: The holder's share of the dwellings or of the annual flow; `None` when not known.
        dwellings: How many dwellings are reserved; `None` when not known.
        sources: Where this is stated.

    Raises:
        InvalidValueError: For a share above 1 or a negative number of dwellings.
        InvalidTypeError: For a float as a share, and so on.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> region = Territory("11", "Île-de-France", "region", departments=("75", "94"))
        >>> Contingent("action-logement", Party("als", "Action Logement"), region).share is None
        True
    """

    code: str
    """Its code in the agreement."""
    holder: Party
    """Who holds the rights."""
    territory: Territory
    """Where the dwellings stand."""
    management: Management | None = attrs.field(default=None, kw_only=True)
    """By stock or by flow; `None`: not known."""
    share: Fraction | None = attrs.field(default=None, converter=as_optional_share, kw_only=True)
    """The holder's share; `None`: not known."""
    dwellings: int | None = attrs.field(default=None, kw_only=True)
    """How many dwellings are reserved; `None`: not known."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where this is stated."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Contingent {show(self.code)}")
        faults.check_fields(self)
        faults.report()

    def say(self, language: Language) -> str:
        """Whose it is and where, its share, its dwellings and its management, where known.

        Examples:
            >>> region = Territory("11", "Île-de-France", "region", departments=("75", "94"))
            >>> als = Party("als", "Action Logement")
            >>> print(Contingent("reserved", als, region, share="20 %", dwellings=403))
            Action Logement (reserved): Île-de-France; 20 %; 403 dwellings
        """
        head = f"{self.holder.name} ({self.code}){colon(language)}"
        return head + self._say_rights(language)

    def _essentials(self) -> str:
        return f"{self.code}: {self.holder.name}; {self._say_rights('en')}"

    def _say_rights(self, language: Language) -> str:
        words = [self.territory.name]
        if self.share is not None:
            words.append(percent(self.share, language))
        if self.dwellings is not None:
            words.append(say_number_of(self.dwellings, *_RESERVED_WORDS, language))
        if self.management is not None:
            words.append(self.management.say(language))
        return semicolon(language).join(words)


_RESERVED_WORDS: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))


def as_contingents(given: Iterable[Contingent]) -> tuple[Contingent, ...]:
    """Contingents in order, for a field to keep."""
    return as_tuple(given)
