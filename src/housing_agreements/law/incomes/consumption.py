"""Consumption units, and the income of a household for each of them (*ressources par UC*).

The first adult counts for 1, every other person aged 14 or more for 0.5, a child under 14 for
0.3. This was read in secondary sources, without the day from which it holds; the text of a tool
that applies it counts those aged exactly 14 for 0.3, its code for 0.5, as here.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from housing_agreements._checks import Faults, as_tuple
from housing_agreements.criteria.kinds import Known, has_evidence
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.values.sources import Source

__all__ = (
    "CHILD_BELOW",
    "CHILD_UNIT",
    "FIRST_UNIT",
    "OTHER_UNIT",
    "UNITS_SOURCES",
    "consumption_units",
    "consumption_units_of",
    "income_per_unit",
)

FIRST_UNIT: Final = Fraction(1)
"""What the first adult counts for."""
OTHER_UNIT: Final = Fraction(1, 2)
"""What every other person aged 14 or more counts for."""
CHILD_UNIT: Final = Fraction(3, 10)
"""What a child under 14 counts for."""
CHILD_BELOW: Final = 14
"""The age from which a person counts no longer as a child."""

UNITS_SOURCES: Final = (
    Source(
        "La Gazette des communes, arrêté fixant les seuils du premier quartile",
        "source secondaire",
        url="https://www.lagazettedescommunes.com/988305/",
    ),
    Source(
        "Union régionale pour l'Habitat Hauts-de-France, calculette LEC",
        "source secondaire, code de l'outil",
        url="https://github.com/calculette-lec/calculette-lec.github.io",
    ),
)
"""Where the rule was read."""

_MONTHS_A_YEAR: Final = 12


def consumption_units(
    *, aged_14_or_more: int = 0, under_14: int = 0, of_unknown_age: int = 0
) -> Known[Fraction]:
    """The consumption units of a household (*unités de consommation*), exact or within bounds.

    Args:
        aged_14_or_more: How many of its members are known to be.
        under_14: How many are known to be children under 14.
        of_unknown_age: How many may be either.

    Returns:
        A fact for `Household(consumption_units=...)`.

    Raises:
        InvalidTypeError: For anything but whole numbers.
        InvalidValueError: For a negative number, nobody at all, or children alone.
        InvalidObjectError: For several of these at once.

    Laws:
        - The bounds are reached, and contain what the ages give once they are known.

    Examples:
        >>> consumption_units(aged_14_or_more=2, under_14=1)
        Known(Fraction(9, 5))
        >>> consumption_units(aged_14_or_more=1, of_unknown_age=1)
        Known(low=Fraction(13, 10), high=Fraction(3, 2))
    """
    faults = Faults("consumption_units")
    faults.count("aged_14_or_more", aged_14_or_more)
    faults.count("under_14", under_14)
    faults.count("of_unknown_age", of_unknown_age)
    if not faults.found and not aged_14_or_more + of_unknown_age:
        given = f"{under_14} under 14 and nobody else" if under_14 else "nobody"
        faults.value("aged_14_or_more", given, "at least one person who may be the first adult")
    faults.report()
    least = max(1, aged_14_or_more)
    people = aged_14_or_more + under_14 + of_unknown_age
    low, high = (
        FIRST_UNIT + OTHER_UNIT * (older - 1) + CHILD_UNIT * (people - older)
        for older in (least, aged_14_or_more + of_unknown_age)
    )
    return Known(low=low, high=high)


def consumption_units_of(ages: Iterable[int | None]) -> Known[Fraction]:
    """The consumption units of a household by the ages of its members; `None`: not known.

    Raises:
        InvalidTypeError: For anything but whole ages.
        InvalidValueError: For a negative age, nobody at all, or children alone.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> consumption_units_of([41, 39, 14, 13])
        Known(Fraction(23, 10))
    """
    given = as_tuple(ages)
    faults = Faults("consumption_units_of")
    if not faults.refused("ages", given):
        for age in given:
            if age is not None:
                faults.count("ages", age)
    faults.report()
    known = [age for age in given if age is not None]
    children = sum(age < CHILD_BELOW for age in known)
    return consumption_units(
        aged_14_or_more=len(known) - children,
        under_14=children,
        of_unknown_age=len(given) - len(known),
    )


_ExactAmount = int | Decimal | Fraction | Known[int | Decimal | Fraction] | Known[Fraction]


def income_per_unit(monthly_resources: _ExactAmount, units: _ExactAmount) -> Known[Fraction]:
    """Euros a year for each consumption unit: monthly resources as declared, times 12, by unit.

    The resources are those of the application, and not the reference income of an earlier year
    that the income ceilings read (`facts.annual_income`).

    Args:
        monthly_resources: What the household has a month, exactly or within bounds.
        units: Its consumption units, exactly or within bounds.

    Returns:
        A fact for `Household(income_per_unit=...)`: verified when both are, and valid as long
        as both are.

    Raises:
        InvalidTypeError: For anything but exact numbers.
        InvalidValueError: For a negative income, or less than one unit.
        InvalidObjectError: For several of these at once.

    Laws:
        - The bounds contain what any resources and units within theirs give.

    Examples:
        >>> income_per_unit(1_500, consumption_units_of([34, 6]))
        Known(Fraction(180000, 13))
    """
    faults = Faults("income_per_unit")
    least, most = _read_bounds(faults, "monthly_resources", monthly_resources, 0)
    fewest, largest = _read_bounds(faults, "units", units, 1)
    faults.report()
    evidence: list[Known[Any]] = [
        amount for amount in (monthly_resources, units) if has_evidence(amount)
    ]
    ends = [fact.valid_until for fact in evidence if fact.valid_until is not None]
    return Known(
        low=Fraction(0) if largest is None else _MONTHS_A_YEAR * least / largest,
        high=None if most is None else _MONTHS_A_YEAR * most / fewest,
        verified=all(
            has_evidence(amount) and amount.verified for amount in (monthly_resources, units)
        ),
        valid_until=min(ends, default=None),
    )


def _read_bounds(faults: Faults, name: str, given: object, least: int) -> tuple[Fraction, Any]:
    """The least and the most that an amount can be; a fault where it is none."""
    expected = "an exact amount (int, Decimal or Fraction), or Known bounds"
    bounds: tuple[Any, Any] = (given.low, given.high) if has_evidence(given) else (given, given)
    for end in bounds if bounds[0] != bounds[1] else bounds[:1]:
        if type(end) in {int, Fraction} or (type(end) is Decimal and end.is_finite()):
            if end < least:
                faults.value(name, end, f"a number of at least {least}")
        elif end is not None or not has_evidence(given):
            faults.add(InvalidTypeError, name, show(end), expected)
    if faults.found:
        return Fraction(least), None
    low, high = bounds
    return Fraction(least if low is None else low), None if high is None else Fraction(high)
