"""How many social dwellings an operation holds in a commune pronounced deficient (L.302-9-1-2).

Above 12 dwellings or 800 m² at least 30 % of its dwellings are social, those financed by PLS left
out. Whether a commune is pronounced deficient is asked of `law.sru.deficiency`, and is given here.
"""

from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import exact_count, exact_day
from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.law._calendar import THREE_DS_SINCE
from housing_agreements.law._numbers import NumberLike, bound_if_told, judge_at_most
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.law.sru._texts import THREE_DS
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import rate
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = ("OPERATION_RULE", "OperationRule", "social_dwellings_owed")


@attrs.frozen(eq=False, repr=False)
class OperationRule(Record):
    """What an operation in a deficient commune holds of social dwellings (*part sociale*).

    Examples:
        >>> OPERATION_RULE.on(date(2024, 1, 1)).above_dwellings
        12
    """

    share: Fraction
    """At least this share of its dwellings is social, those financed by PLS left out."""
    above_dwellings: int
    """It holds for operations of more dwellings than this,"""
    above_square_metres: int
    """or of more square metres of floor area than this."""


OPERATION_RULE: Final[Provision[OperationRule]] = Provision(
    "deficiency-operations",
    Text(
        "the social dwellings of an operation in a deficient commune",
        "les logements sociaux d'une opération en commune carencée",
    ),
    (
        Version(
            OperationRule(share=rate("30 %"), above_dwellings=12, above_square_metres=800),
            THREE_DS_SINCE,
            (code("L.302-9-1-2"), THREE_DS),
            Confidence.VERIFIED,
            Text(
                "of collective buildings, and of their family dwellings; at the reasoned request "
                "of the commune the prefect may depart from it; not for the dwellings of the "
                "defence for its staff; what held before 23 February 2022 was not read",
                "pour les immeubles collectifs, et de leurs logements familiaux\u202f; le préfet "
                "peut y déroger sur demande motivée de la commune\u202f; non pour les logements "
                "de la défense destinés à ses agents\u202f; ce qui valait avant le 23 février "
                "2022 n'a pas été lu",
            ),
        ),
    ),
)
"""30 %, above 12 dwellings or 800 m²; since 23 February 2022."""


def social_dwellings_owed(
    dwellings: int,
    *,
    on: date,
    deficient: Verdict,
    square_metres: NumberLike | None = None,
) -> Bounds[Fraction]:
    """The least number of social dwellings of an operation, PLS left out; never rounded.

    The rule only: at the reasoned request of the commune the prefect may depart from it.

    Args:
        dwellings: How many dwellings the operation has: family dwellings, in collective buildings.
        on: The day asked.
        deficient: Whether its commune is under an order of deficiency on that day.
        square_metres: Its floor area (*surface de plancher*); `None`: not known, which matters up
            to 12 dwellings.

    Raises:
        InvalidTypeError: For anything but a whole number, a verdict, an exact surface, a day.
        InvalidValueError: For a negative number.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.302-9-1-2 of the Code de la construction et de l'habitation.

    Examples:
        >>> day = date(2024, 1, 1)
        >>> social_dwellings_owed(13, on=day, deficient=Verdict.MET).value
        Fraction(39, 10)
        >>> print(social_dwellings_owed(12, on=day, deficient=Verdict.MET))
        between 0 and 3.6
        >>> social_dwellings_owed(12, on=day, deficient=Verdict.MET, square_metres=800).value
        Fraction(0, 1)
    """
    rule = OPERATION_RULE.on(exact_day(on, "social_dwellings_owed, on"))
    count = exact_count(dwellings, "social_dwellings_owed, dwellings")
    if not isinstance(deficient, Verdict):
        expected = "a Verdict, as deficient(...) gives it"
        raise InvalidTypeError("social_dwellings_owed, deficient", show(deficient), expected)
    surface = bound_if_told(square_metres, "social_dwellings_owed, square_metres")
    floor_limit = Bounds.exactly(Fraction(rule.above_square_metres))
    large = Verdict.of(count > rule.above_dwellings) | ~judge_at_most(surface, floor_limit)
    owed = rule.share * count
    bound = large & deficient
    nothing = Fraction(0)
    return Bounds(
        owed if bound is Verdict.MET else nothing, nothing if bound is Verdict.UNMET else owed
    )
