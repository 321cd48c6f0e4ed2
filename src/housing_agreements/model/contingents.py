"""Reservation rights: who may name the tenants of which dwellings."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs

from housing_agreements._checks import Faults, as_tuple, attempt, exact_day
from housing_agreements._records import Enumeration
from housing_agreements.errors import show
from housing_agreements.geography.territories import Territory
from housing_agreements.model.parties import Party
from housing_agreements.values.rates import RateLike, exact_share
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
from housing_agreements.values.timelines import Timeline

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


def as_share_by_day(
    written: "RateLike | Timeline[str] | Timeline[Fraction] | Timeline[RateLike] | None",
) -> "Fraction | Timeline[Fraction] | None":
    """A share of a whole, or one that changes on given days; refused when the object is checked.

    Examples:
        >>> as_share_by_day("25 %")
        Fraction(1, 4)
        >>> as_share_by_day(Timeline({date(2024, 1, 1): "25 %"})).on(date(2024, 6, 1))
        Fraction(1, 4)
    """
    return attempt(_read_share, written)


def _read_share(
    written: RateLike | Timeline[Any] | None,
) -> "Fraction | Timeline[Fraction] | None":
    if written is None:
        return None
    return written.map(exact_share) if isinstance(written, Timeline) else exact_share(written)


@attrs.frozen(eq=False, repr=False)
class Contingent(Spoken):
    """The reservation rights of one holder in a territory (*contingent de réservation*).

    Args:
        code: Its code in the agreement.
        holder: Who holds the rights (*réservataire*).
        territory: Where the dwellings stand; an attribution elsewhere is not of this contingent.
        management: By stock or by flow; `None` when not known.
        share: The holder's share of the dwellings or of the annual flow; a `Timeline` of shares
            where it changes on given days; `None` when not known.
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
    share: Fraction | Timeline[Fraction] | None = attrs.field(
        default=None, converter=as_share_by_day, kw_only=True
    )
    """The holder's share, the same on all days or by day; `None`: not known."""
    dwellings: int | None = attrs.field(default=None, kw_only=True)
    """How many dwellings are reserved; `None`: not known."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where this is stated."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Contingent {show(self.code)}")
        faults.check_fields(self)
        faults.report()

    def share_on(self, day: date) -> Fraction | None:
        """The holder's share on a day; `None`: not known on that day.

        Raises:
            InvalidTypeError: For anything but a day.

        Examples:
            >>> region = Territory("11", "Île-de-France", "region", departments=("75", "94"))
            >>> rising = Timeline({date(2023, 1, 1): "20 %", date(2024, 1, 1): "25 %"})
            >>> als = Contingent("als", Party("als", "Action Logement"), region, share=rising)
            >>> als.share_on(date(2024, 1, 1)), als.share_on(date(2022, 12, 31))
            (Fraction(1, 4), None)
        """
        exact_day(day, "Contingent.share_on, day")
        if not isinstance(self.share, Timeline):
            return self.share
        return self.share.on(day) if self.share.known_on(day) else None

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
            words.append(_say_share(self.share, language))
        if self.dwellings is not None:
            words.append(say_number_of(self.dwellings, *_RESERVED_WORDS, language))
        if self.management is not None:
            words.append(self.management.say(language))
        return semicolon(language).join(words)


def _say_share(share: Fraction | Timeline[Fraction], language: Language) -> str:
    if not isinstance(share, Timeline):
        return percent(share, language)
    return ", ".join(
        percent(value, language)
        if day == date.min
        else _FROM_THEN.say(language, share=percent(value, language), day=day)
        for day, value in share.changes
    )


_FROM_THEN: Final = Text("{share} from {day}", "{share} à partir du {day}")
_RESERVED_WORDS: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))


def as_contingents(given: Iterable[Contingent]) -> tuple[Contingent, ...]:
    """Contingents in order, for a field to keep."""
    return as_tuple(given)
