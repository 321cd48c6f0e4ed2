"""How much may be reserved: the ceilings of the prefect, of State agents, of local authorities.

Not the ceilings on incomes, which are in `law.incomes.ceilings`.

Until 21 February 2020 they bear on the dwellings that stand (*gestion en stock*), since then on
those freed in a year (*gestion en flux*). The rate of a stock is a figure given to the library:
`Ceiling.judge` compares it exactly. For Action Logement no ceiling is written: its rights come
from contracts.
"""

import math
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import Faults, exact_day
from housing_agreements._records import Enumeration, Record
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.law._calendar import (
    CODE_READ_ON,
    ELAN_SINCE,
    EQUALITY_SINCE,
    FLOW_SINCE,
    STOCK_SINCE,
)
from housing_agreements.law.provisions import Confidence, Provision, Version, carry_past, code
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import as_share
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "AGENTS_CEILING",
    "LOCAL_AUTHORITIES_CEILING",
    "STATE_CEILING",
    "STATE_FLOOR_OUTSIDE",
    "YEARS_AFTER_LOAN",
    "Ceiling",
    "CeilingBase",
    "Reserved",
    "rights_after_loan",
)


class CeilingBase(Enumeration):
    """Of what a ceiling is a share (*assiette*).

    `STOCK`: all the social dwellings of a landlord. `PROGRAMME`: the dwellings of a programme.
    `FLOW`: those that a landlord has to attribute in a year, as `annual_flow` counts them.
    `LOCAL_FLOW`: those of them that stand on the territory of the authority.
    """

    STOCK = "stock"
    PROGRAMME = "programme"
    FLOW = "flow"
    LOCAL_FLOW = "local-flow"


def _bound_dwellings(faults: Faults, name: str, given: int | Bounds[int]) -> Bounds[int]:
    """A count known exactly or within bounds; a fault where it is none."""
    if isinstance(given, Bounds):
        if type(given.low) is int:
            faults.count(name, given.low)
        else:
            expected = "a whole number, or Bounds of whole numbers"
            faults.add(InvalidTypeError, name, show(given), expected)
        return given
    faults.count(name, given)
    return Bounds(0, None) if faults.found else Bounds.exactly(given)


@attrs.frozen(eq=False, repr=False)
class Ceiling(Record):
    """The largest share that may be reserved (*plafond de réservation*).

    Raises:
        InvalidValueError: For a share above 1.
        InvalidTypeError: For a float as a share, or a base that is none.
        InvalidObjectError: For both at once.

    Examples:
        >>> STATE_CEILING.on(date(2018, 1, 1)).judge(301, of=1_000).verdict
        Verdict.UNMET
    """

    rate: Fraction = attrs.field(converter=as_share)
    """The largest share; being equal keeps it."""
    base: CeilingBase
    """Of what."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("Ceiling")
        faults.check_fields(self, {"base": "a CeilingBase, such as CeilingBase.FLOW"})
        faults.report()

    def judge(self, reserved: int | Bounds[int], *, of: int | Bounds[int]) -> "Reserved":
        """Whether so many reserved dwellings keep the ceiling, exactly; no rounding is written.

        Args:
            reserved: How many are reserved, exactly or within bounds.
            of: Of how many, exactly or within bounds.

        Raises:
            InvalidTypeError: For anything but whole numbers.
            InvalidValueError: For a negative number, surely more reserved than there are, or a
                programme without dwellings.
            InvalidObjectError: For several of these at once.

        Laws:
            - One dwelling reserved more never keeps a ceiling that was exceeded.

        Examples:
            >>> kept = STATE_CEILING.on(date(2018, 1, 1)).judge(300, of=1_001)
            >>> kept.verdict.value, kept.allowed.value, kept.excess.value
            ('met', 300, 0)
        """
        faults = Faults("Ceiling.judge")
        counted = _bound_dwellings(faults, "reserved", reserved)
        total = _bound_dwellings(faults, "of", of)
        if not faults.found and total.high is not None and counted.low > total.high:
            faults.value("reserved", reserved, f"at most all of them, {total}")
        elif self.base is CeilingBase.PROGRAMME and total.high == 0:
            faults.value("of", of, "a programme with at least one dwelling")
        faults.report()
        # No more is reserved than there is: each number narrows the other.
        highs = [high for high in (counted.high, total.high) if high is not None]
        return Reserved(
            self,
            Bounds(counted.low, min(highs, default=None)),
            Bounds(max(counted.low, total.low), total.high),
        )


@attrs.frozen(eq=False, repr=False)
class Reserved(Record):
    """What a number of reserved dwellings comes to against a ceiling; `Ceiling.judge` makes it.

    Examples:
        >>> ceiling = STATE_CEILING.on(date(2018, 1, 1))
        >>> ceiling.judge(Bounds(290, 310), of=1_000).verdict
        Verdict.UNDETERMINED
    """

    ceiling: Ceiling
    """The ceiling."""
    count: Bounds[int]
    """How many dwellings are reserved."""
    total: Bounds[int]
    """Of how many."""

    @property
    def allowed(self) -> Bounds[int]:
        """The largest number that keeps the ceiling."""
        high = self.total.high
        return Bounds(
            math.floor(self.ceiling.rate * self.total.low),
            None if high is None else math.floor(self.ceiling.rate * high),
        )

    @property
    def excess(self) -> Bounds[int]:
        """How many are too many; 0 when it is kept."""
        least = 0 if self.allowed.high is None else max(0, self.count.low - self.allowed.high)
        most = None if self.count.high is None else max(0, self.count.high - self.allowed.low)
        return Bounds(least, most)

    @property
    def verdict(self) -> Verdict:
        """Whether the ceiling is kept, whatever the counts may be within their bounds."""
        if self.excess.high == 0:
            return Verdict.MET
        return Verdict.UNMET if self.excess.low else Verdict.UNDETERMINED


_THIRTY_PER_CENT: Final = Fraction(30, 100)
_FIVE_PER_CENT: Final = Fraction(5, 100)
_STOCK_DEROGATION: Final = Text(
    "the prefect may depart from it, exceptionally and for a time: security staff, economic need",
    "le préfet peut y déroger, à titre exceptionnel et limité dans le temps\u00a0: sécurité "
    "publique, besoins économiques",
)
_FLOW_DEROGATION: Final = Text(
    "the prefect may depart from it for a year at most; it holds alike in every commune unless "
    "agreed otherwise; where the landlord does not keep its undertakings, the prefect may end the "
    "convention after a formal notice that had no effect for two months; an order of the prefect "
    "stands in for a convention that is lacking or was ended, and a breach may be fined (L.342-14)",
    "le préfet peut y déroger, pour un an au plus\u202f; il s'applique uniformément dans chaque "
    "commune, sauf stipulation contraire\u202f; si le bailleur ne respecte pas ses engagements, le "
    "préfet peut résilier la convention après une mise en demeure restée sans suite pendant deux "
    "mois\u202f; un arrêté du préfet remplace la convention qui manque ou a été résiliée, et un "
    "manquement expose à une sanction pécuniaire (L.342-14)",
)


def _ceiling_of_the_state(name: str, en: str, fr: str, rate: Fraction) -> Provision[Ceiling]:
    return Provision(
        name,
        Text(en, fr),
        (
            Version(
                Ceiling(rate, CeilingBase.STOCK),
                STOCK_SINCE,
                (code("R*441-5"),),
                Confidence.VERIFIED,
                _STOCK_DEROGATION,
            ),
            Version(
                Ceiling(rate, CeilingBase.FLOW),
                FLOW_SINCE,
                (code("R441-5-2"),),
                Confidence.VERIFIED,
                _FLOW_DEROGATION,
            ),
        ),
    )


STATE_CEILING: Final = _ceiling_of_the_state(
    "state-ceiling",
    "the ceiling of the prefect's reservations, landlord by landlord",
    "le plafond des réservations du préfet, bailleur par bailleur",
    _THIRTY_PER_CENT,
)
"""30 % with a landlord, State agents included: of its dwellings, then of its annual flow."""

AGENTS_CEILING: Final = _ceiling_of_the_state(
    "agents-ceiling",
    "the ceiling of the reservations for State agents, within those of the prefect",
    "le plafond des réservations pour les agents de l'État, au sein de celles du préfet",
    _FIVE_PER_CENT,
)
"""5 % with a landlord, within the 30 %: of its dwellings, then of its annual flow."""

LOCAL_AUTHORITIES_CEILING: Final[Provision[Ceiling]] = Provision(
    "local-authorities-ceiling",
    Text(
        "the ceiling of what local authorities and their groupings reserve together for "
        "guaranteeing loans",
        "le plafond global des réservations des collectivités et de leurs groupements en "
        "contrepartie de leur garantie d'emprunt",
    ),
    (
        Version(
            Ceiling(Fraction(20, 100), CeilingBase.PROGRAMME),
            STOCK_SINCE,
            (code("R*441-5"),),
            Confidence.VERIFIED,
            Text(
                "chambers of commerce are among them; more may be reserved for land or money, "
                "without a ceiling",
                "les chambres de commerce et d'industrie comprises\u202f; d'autres réservations "
                "sont possibles contre un terrain ou un financement, sans plafond",
            ),
        ),
        Version(
            Ceiling(Fraction(20, 100), CeilingBase.LOCAL_FLOW),
            FLOW_SINCE,
            (code("R441-5-3"), code("R441-5-4")),
            Confidence.VERIFIED,
            Text(
                "of communes, their groupings, territorial establishments, Lyon and Paris, and not "
                "of departments and regions; the convention may bear on more than their territory "
                "for whoever has reservations elsewhere; more may be reserved for land or money, "
                "without a ceiling",
                "communes, intercommunalités, établissements publics territoriaux, métropole de "
                "Lyon et Ville de Paris, à l'exclusion des départements et des régions\u202f; la "
                "convention peut porter au-delà du territoire de qui a des réservations "
                "ailleurs\u202f; d'autres réservations sont possibles contre un terrain ou un "
                "financement, sans plafond",
            ),
        ),
    ),
)
"""20 % all together: of each programme, then of the annual flow on their territory."""

_AFTER_LOAN_SINCE: Final = date(2019, 9, 1)
"""Since when R441-6 has the wording that was read."""

YEARS_AFTER_LOAN: Final[Provision[int]] = Provision(
    "reservations-after-the-loan",
    Text(
        "for how many years reservations for guaranteeing a loan outlive its full repayment",
        "durée, en années, de la prorogation des réservations pour garantie d'emprunt après le "
        "remboursement intégral de l'emprunt",
    ),
    (
        Version(5, CODE_READ_ON, (code("L.441-1"),), Confidence.VERIFIED),
        *carry_past(5, (code("L.441-1"),), EQUALITY_SINCE, ELAN_SINCE),
        Version(5, _AFTER_LOAN_SINCE, (code("R441-6"), code("L.441-1")), Confidence.VERIFIED),
    ),
)
"""Five years, from the last payment."""


def rights_after_loan(last_payment_on: date) -> Period:
    """The years in which reservations outlive the loan that was guaranteed for them.

    They begin with the last payment of a loan that was repaid in full.

    Args:
        last_payment_on: The day of the last payment.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: For a day for which the rule is not known.

    Source:
        L.441-1 and R.441-6 of the Code de la construction et de l'habitation.

    Examples:
        >>> print(rights_after_loan(date(2021, 6, 30)))
        2021-06-30 to 2026-06-29
    """
    years = YEARS_AFTER_LOAN.on(exact_day(last_payment_on, "rights_after_loan, last_payment_on"))
    return Period.lasting(last_payment_on, years=years)


STATE_FLOOR_OUTSIDE: Final[Provision[Fraction]] = Provision(
    "state-floor-outside-neighbourhoods",
    Text(
        "what the prefect's share may not be below outside of priority neighbourhoods",
        "le seuil en deçà duquel la part du préfet ne peut descendre hors des quartiers "
        "prioritaires",
    ),
    (
        Version(
            _THIRTY_PER_CENT,
            FLOW_SINCE,
            (code("R441-5-2"),),
            Confidence.VERIFIED,
            Text("unless agreed otherwise", "sauf convention contraire"),
        ),
    ),
)
"""30 % of the flow outside of priority neighbourhoods, unless agreed otherwise."""
