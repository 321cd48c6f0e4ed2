"""What missing dwellings cost a commune: the levy, and the surcharge on it when deficient."""

from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import exact_day
from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.law._calendar import CODE_READ_ON, THREE_DS_SINCE
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import rate
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("LEVY", "SURCHARGE", "Levy", "Surcharge", "levy", "surcharge_period")

_SURCHARGE_ARTICLE: Final = code("L.302-9-1")
_LEVY_ARTICLE: Final = code("L.302-7")


@attrs.frozen(eq=False, repr=False)
class Levy(Record):
    """What a commune pays each year for the dwellings it lacks (*prélèvement*).

    Examples:
        >>> LEVY.on(date(2017, 1, 21)).least
        4000
    """

    share: Fraction
    """This share of its fiscal potential per head, for each missing dwelling."""
    least: int
    """Below so many euros nothing is paid."""


_LEVY_READ: Final = Levy(rate("20 %"), 4_000)

LEVY: Final[Provision[Levy]] = Provision(
    "sru-levy",
    Text("levy on missing dwellings", "prélèvement sur les logements manquants"),
    (
        Version(_LEVY_READ, CODE_READ_ON, (_LEVY_ARTICLE,), Confidence.VERIFIED),
        Version(
            _LEVY_READ,
            date(2017, 1, 22),
            (_LEVY_ARTICLE,),
            Confidence.INFERRED,
            Text(
                "the changes of this article after 21 January 2017 were not followed",
                "les changements de cet article après le 21 janvier 2017 n'ont pas été suivis",
            ),
        ),
    ),
)
"""The levy, as the version of 21 January 2017 states it."""


def levy(missing: Fraction | int, potential_per_head: Fraction | int, *, on: date) -> Fraction:
    """What a commune pays in a year before any surcharge or deduction, in euros; exact.

    Args:
        missing: How many dwellings it lacks, for example `missing_dwellings(...)`.
        potential_per_head: Its fiscal potential per head, in euros (*potentiel fiscal*).
        on: The day asked.

    Raises:
        InvalidTypeError: For a float, or anything but a day.
        InvalidValueError: For a negative number.
        NotKnownError: On a day for which the rule was not verified.

    Examples:
        >>> levy(100, 1_000, on=date(2017, 1, 21)), levy(19, 1_000, on=date(2017, 1, 21))
        (Fraction(20000, 1), Fraction(0, 1))
    """
    for name, value in (("missing", missing), ("potential_per_head", potential_per_head)):
        if type(value) is not int and type(value) is not Fraction:
            raise InvalidTypeError(f"levy, {name}", show(value), "an int or a Fraction")
        if value < 0:
            raise InvalidValueError(f"levy, {name}", show(value), "a number of 0 or more")
    rule = LEVY.on(exact_day(on, "levy, on"))
    due = rule.share * potential_per_head * missing
    return due if due >= rule.least else Fraction(0)


@attrs.frozen(eq=False, repr=False)
class Surcharge(Record):
    """What the order may add to the levy on a deficient commune (*majoration*).

    Examples:
        >>> SURCHARGE.on(date(2017, 1, 21)).share
        Fraction(1, 20)
    """

    times: int
    """At most so many times the levy."""
    share: Fraction
    """The levy so increased is at most this share of real operating expenditure."""
    share_of_richest: Fraction
    """That share for the richest communes."""
    years: int
    """For at most so many years, from 1 January after the signature."""


_SURCHARGE_READ: Final = Surcharge(5, rate("5 %"), rate("7.5 %"), 3)

SURCHARGE: Final[Provision[Surcharge]] = Provision(
    "deficiency-surcharge",
    Text("surcharge on a deficient commune", "majoration pour une commune carencée"),
    (
        Version(_SURCHARGE_READ, CODE_READ_ON, (_SURCHARGE_ARTICLE,), Confidence.VERIFIED),
        Version(
            _SURCHARGE_READ,
            THREE_DS_SINCE,
            (_SURCHARGE_ARTICLE, Source("Loi n° 2022-217 du 21 février 2022 (3DS)")),
            Confidence.SECONDARY,
            Text(
                "a least surcharge was added, whose amount was not read",
                "une majoration minimale a été ajoutée, dont le montant n'a pas été lu",
            ),
        ),
    ),
)
"""How far the surcharge may go, in the versions that were read."""


def surcharge_period(signed_on: date) -> Period:
    """The longest time for which the surcharge of an order may run.

    From 1 January after the signature of the order.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: For an order signed on a day for which the rule was not verified.

    Examples:
        >>> str(surcharge_period(date(2020, 12, 30)))
        '2021-2023'
    """
    years = SURCHARGE.on(exact_day(signed_on, "surcharge_period, signed_on")).years
    return Period.years(signed_on.year + 1, signed_on.year + years)
