"""Reservation rights: who may name the tenants of which dwellings."""

from fractions import Fraction

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Enumeration, Record
from housing_agreements.errors import show
from housing_agreements.geography.territories import Territory
from housing_agreements.model.parties import Party
from housing_agreements.values.rates import as_optional_share
from housing_agreements.values.sources import Source, as_sources

__all__ = ("Contingent", "Management")


class Management(Enumeration):
    """How reservation rights are exercised (*gestion*).

    `STOCK`: on identified dwellings (*gestion en stock*). `FLOW`: on a share of the dwellings
    freed in a year (*gestion en flux*), which replaces it from 22 February 2020.

    Source:
        R*441-5 then R441-5 of the Code de la construction et de l'habitation.
    """

    STOCK = "stock"
    FLOW = "flow"


@attrs.frozen(eq=False, repr=False)
class Contingent(Record):
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
