"""What deficiency costs a commune: the surcharge on its levy (*majoration*), and for how long."""

from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.faults import exact_day
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import rate
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("SURCHARGE", "Surcharge", "surcharge_period")

_RULE: Final = code("L.302-9-1")


@attrs.frozen
class Surcharge:
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


_READ: Final = Surcharge(5, rate("5 %"), rate("7.5 %"), 3)

SURCHARGE: Final[Provision[Surcharge]] = Provision(
    "deficiency-surcharge",
    Text("surcharge on a deficient commune", "majoration pour une commune carencée"),
    (
        Version(_READ, date(2017, 1, 21), (_RULE,), Confidence.VERIFIED),
        Version(
            _READ,
            date(2022, 2, 23),
            (_RULE, Source("Loi n° 2022-217 du 21 février 2022 (3DS)")),
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
