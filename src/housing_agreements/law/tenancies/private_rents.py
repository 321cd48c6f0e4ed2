"""Rents under ceilings in private dwellings, and the incomes of their tenants (*Loc'Avantages*).

An owner who signs a convention with the national agency of housing (*Anah*) lets below the market:
by 15 % (intermediate), 30 % (social) or 45 % (very social). The estimate of the market, by
commune or district of a city, is published by a yearly order that is not held here: the caller
gives it, or the ceiling per square metre that the order makes of it. Small dwellings have a higher
ceiling per square metre, large ones a lower one.

Agreements ask private owners for such rents: the partnership of Lille of 2018 does, under the
device that was in force before this one, which is not held here.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements._checks import exact_count, exact_kind
from housing_agreements._records import Enumeration, Record
from housing_agreements.errors import (
    InvalidTypeError,
    NotKnownError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.law._numbers import NumberLike, bound_amount, bound_positive, judge_at_most
from housing_agreements.law._yes_or_no import read_answer
from housing_agreements.law.provisions import Confidence, Provision, Version
from housing_agreements.law.sru.reckoning import Reckoning
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import rate
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "PRIVATE_INCOMES",
    "PRIVATE_RENTS",
    "PRIVATE_RENT_ZONES",
    "PrivateIncomes",
    "PrivateRents",
    "RentLevel",
    "check_private_income",
    "check_private_rent",
    "private_income_ceiling",
    "private_rent_ceiling",
    "rent_per_metre",
    "rent_surface",
    "surface_coefficient",
)


class RentLevel(Enumeration):
    """How far below the market a private dwelling is let (*affectation du logement*)."""

    INTERMEDIATE = "intermediate"
    """*Location intermédiaire*, convention of L.321-4."""
    SOCIAL = "social"
    """*Location sociale*, convention of L.321-8."""
    VERY_SOCIAL = "very-social"
    """*Location très sociale*, convention of L.321-8."""


_ANNEX: Final = "Code général des impôts, annexe III"
_ARTICLE: Final = Source(_ANNEX, "article 2 terdecies H")
_SURFACE_ARTICLE: Final = Source(_ANNEX, "article 2 duodecies, a")
_LEASES_OF_2025: Final = date(2025, 1, 1)
_END_OF_2025: Final = date(2025, 12, 31)
_CENT: Final = Fraction(1, 100)


@attrs.frozen(eq=False, repr=False)
class PrivateRents(Record):
    """How the ceiling of a private rent is made (*plafond de loyer*).

    Examples:
        >>> PRIVATE_RENTS.on(date(2025, 3, 1)).part_of_market(RentLevel.SOCIAL)
        Fraction(7, 10)
    """

    intermediate: Fraction
    """What is taken off the market rent of an intermediate dwelling."""
    social: Fraction
    """What is taken off that of a social one."""
    very_social: Fraction
    """What is taken off that of a very social one."""
    constant: Fraction
    """The coefficient of a surface is this much ..."""
    square_metres: int
    """... and so many square metres divided by the surface, ..."""
    most: Fraction
    """... rounded to the hundredth, and at most this."""
    annexes_part: Fraction
    """What part of the surface of annexes counts, ..."""
    annexes_most: int
    """... up to so many square metres."""

    def part_of_market(self, level: RentLevel) -> Fraction:
        """What is left of the market rent at a level.

        Raises:
            InvalidTypeError: For anything but a level.

        Examples:
            >>> PRIVATE_RENTS.on(date(2025, 3, 1)).part_of_market(RentLevel.VERY_SOCIAL)
            Fraction(11, 20)
        """
        off = {
            RentLevel.INTERMEDIATE: self.intermediate,
            RentLevel.SOCIAL: self.social,
            RentLevel.VERY_SOCIAL: self.very_social,
        }
        return 1 - off[exact_kind(level, "PrivateRents.part_of_market, level", RentLevel)]


_RULE: Final = PrivateRents(
    intermediate=rate("15 %"),
    social=rate("30 %"),
    very_social=rate("45 %"),
    constant=rate("0.7"),
    square_metres=19,
    most=rate("1.2"),
    annexes_part=Fraction(1, 2),
    annexes_most=8,
)
_HALF_IS_OPEN: Final = Text(
    "the ceiling per square metre is rounded to the nearest cent, and the coefficient to the "
    "nearest hundredth; to which side a half goes is not said, so that both are possible; their "
    "product is not rounded",
    "le plafond au mètre carré est arrondi au centime le plus proche et le coefficient à la "
    "deuxième décimale la plus proche\u202f; le texte ne dit pas de quel côté s'arrondit une "
    "moitié, si bien que les deux sont possibles\u202f; leur produit n'est pas arrondi",
)

PRIVATE_RENTS: Final[Provision[PrivateRents]] = Provision(
    "private-rents",
    Text(
        "the ceiling of a private rent under convention",
        "le plafond de loyer d'un logement privé conventionné",
    ),
    (
        Version(
            _RULE,
            date(2022, 1, 1),
            (_ARTICLE, _SURFACE_ARTICLE),
            Confidence.INFERRED,
            Text(
                "the wording of 2025 states the rule for leases from 2022 on; the wordings of 2022 "
                f"to 2024 were not read; {_HALF_IS_OPEN.en}",
                "la rédaction de 2025 énonce la règle pour les baux depuis 2022\u202f; les "
                f"rédactions de 2022 à 2024 n'ont pas été lues\u202f; {_HALF_IS_OPEN.fr}",
            ),
        ),
        Version(
            _RULE,
            _LEASES_OF_2025,
            (_ARTICLE, _SURFACE_ARTICLE),
            Confidence.VERIFIED,
            _HALF_IS_OPEN,
        ),
    ),
    verified_until=_END_OF_2025,
)
"""15, 30 or 45 % off, times 0.7 + 19 / surface: for a lease that is signed on the day asked."""


def rent_surface(
    living: NumberLike, *, annexes: NumberLike | None = None, on: date
) -> Bounds[Fraction]:
    """The surface that a private rent is reckoned with, in square metres (*surface*).

    The living area, and half of the annexes up to 8 m². In metropolitan France; overseas another
    article defines it.

    Args:
        living: The living area (*surface habitable*).
        annexes: The surface of the annexes (balconies, cellars); `None`: not known, so that up to
            8 m² may be added. Write 0 where there are none.
        on: The day on which the lease is signed.

    Raises:
        InvalidTypeError: For a float, or anything but a day.
        InvalidValueError: For a surface of 0, or a negative one.
        NotKnownError: On a day for which the rule is not known.

    Source:
        Annexe III of the Code général des impôts, article 2 duodecies, a, last paragraph.

    Examples:
        >>> print(rent_surface(40, annexes=6, on=date(2025, 3, 1)))
        43
        >>> print(rent_surface(40, on=date(2025, 3, 1)))
        between 40 and 48
    """
    rule = PRIVATE_RENTS.on(on)
    area = _bound_surface(living, "rent_surface, living")
    added = Bounds(Fraction(0), Fraction(rule.annexes_most))
    if annexes is not None:
        given = bound_amount(annexes, "rent_surface, annexes")
        low, high = (
            Fraction(rule.annexes_most)
            if end is None
            else min(Fraction(rule.annexes_most), end * rule.annexes_part)
            for end in (given.low, given.high)
        )
        added = Bounds(low, high)
    return area + added


def _bound_surface(given: NumberLike, where: str) -> Bounds[Fraction]:
    return bound_positive(given, where, "a surface above 0, in square metres")


def _round_to_cent(amount: Fraction) -> tuple[Fraction, Fraction]:
    """The nearest hundredths: both, where the amount lies in the middle."""
    return (
        math.ceil(amount / _CENT - Fraction(1, 2)) * _CENT,
        math.floor(amount / _CENT + Fraction(1, 2)) * _CENT,
    )


def surface_coefficient(surface: NumberLike, *, on: date) -> Bounds[Fraction]:
    """By how much the rent per square metre is multiplied (*coefficient multiplicateur*).

    Args:
        surface: The surface of `rent_surface`, in square metres, exactly or within bounds.
        on: The day on which the lease is signed.

    Returns:
        One number; two where 0.7 + 19 / surface lies in the middle of two hundredths, since the
        text does not say to which it goes.

    Raises:
        InvalidTypeError: For a float, or anything but a day.
        InvalidValueError: For a surface of 0, or a negative one.
        NotKnownError: On a day for which the rule is not known.

    Source:
        Annexe III of the Code général des impôts, article 2 terdecies H, I, 5.

    Examples:
        >>> signed_on = date(2025, 3, 1)
        >>> print(surface_coefficient(50, on=signed_on), surface_coefficient(20, on=signed_on))
        1.08 1.2
        >>> print(surface_coefficient(40, on=signed_on))
        between 1.17 and 1.18
    """
    rule = PRIVATE_RENTS.on(on)
    return _bound_coefficient(rule, _bound_surface(surface, "surface_coefficient, surface"))


def _bound_coefficient(rule: PrivateRents, surface: Bounds[Fraction]) -> Bounds[Fraction]:
    """A larger surface never has a higher coefficient."""
    highest = _round_to_cent(_coefficient_before_rounding(rule, surface.low))[1]
    # However large the surface, the coefficient never falls below its constant.
    lowest = rule.constant
    if surface.high is not None:
        lowest = _round_to_cent(_coefficient_before_rounding(rule, surface.high))[0]
    return Bounds(min(rule.most, lowest), min(rule.most, highest))


def _coefficient_before_rounding(rule: PrivateRents, surface: Fraction) -> Fraction:
    return rule.constant + rule.square_metres / surface


def rent_per_metre(level: RentLevel, market: NumberLike, *, on: date) -> Bounds[Fraction]:
    """The ceiling per square metre and month that follows from the market (*plafond au m²*).

    Before the coefficient of the surface. It is what the yearly order publishes.

    Args:
        level: How far below the market the dwelling is let.
        market: The estimate of the market rent for the commune, in euros a month and square
            metre, without charges.
        on: The day on which the lease is signed.

    Raises:
        InvalidTypeError: For anything but a level, an exact amount and a day.
        InvalidValueError: For a negative amount.
        NotKnownError: On a day for which the rule is not known.

    Source:
        Annexe III of the Code général des impôts, article 2 terdecies H, I, 2 and 3. In Mayotte
        the ceilings are fixed, and not made from the market.

    Examples:
        >>> market = Fraction("12.34")
        >>> print(rent_per_metre(RentLevel.SOCIAL, market, on=date(2025, 3, 1)))
        8.64
        >>> print(rent_per_metre(RentLevel.SOCIAL, Fraction("11.95"), on=date(2025, 3, 1)))
        between 8.36 and 8.37
    """
    exact_kind(level, "rent_per_metre, level", RentLevel)
    left = PRIVATE_RENTS.on(on).part_of_market(level)
    estimate = bound_amount(market, "rent_per_metre, market")
    high = None if estimate.high is None else _round_to_cent(estimate.high * left)[1]
    return Bounds(_round_to_cent(estimate.low * left)[0], high)


def private_rent_ceiling(per_metre: NumberLike, surface: NumberLike, *, on: date) -> Reckoning:
    """The most that a private dwelling under convention may be let for, a month.

    Without charges. The convention, or its programme, may set less.

    Args:
        per_metre: The ceiling per square metre that the yearly order publishes for the commune
            and the level, or what `rent_per_metre` makes of the market.
        surface: The surface of `rent_surface`, in square metres, exactly or within bounds.
        on: The day on which the lease is signed.

    Raises:
        InvalidTypeError: For a float, or anything but a day.
        InvalidValueError: For a negative amount, or a surface of 0.
        NotKnownError: On a day for which the rule is not known.

    Source:
        Annexe III of the Code général des impôts, article 2 terdecies H, I, 5.

    Examples:
        >>> per_metre = rent_per_metre(RentLevel.SOCIAL, Fraction("12.34"), on=date(2025, 3, 1))
        >>> print(private_rent_ceiling(per_metre, 50, on=date(2025, 3, 1)).bounds)
        466.56
    """
    version = PRIVATE_RENTS.at(on)
    metre = bound_amount(per_metre, "private_rent_ceiling, per_metre")
    area = _bound_surface(surface, "private_rent_ceiling, surface")
    low, high = _bound_weighted_surface(version.value, area)
    bounds = Bounds(
        metre.low * low, None if metre.high is None or high is None else metre.high * high
    )
    open_facts = (
        (name, words)
        for name, words, given in (
            ("per_metre", _PER_METRE, metre),
            ("surface", _SURFACE, area),
        )
        if not given.exact
    )
    notes = () if version.note is None else (version.note,)
    return Reckoning(
        _CEILING_TITLE,
        on,
        bounds,
        (),
        tuple(open_facts),
        notes,
        version.sources,
        version.confidence,
    )


_CEILING_TITLE: Final = Text("ceiling of the rent, a month", "plafond de loyer mensuel")
_PER_METRE: Final = Text("the ceiling per square metre", "le plafond au mètre carré")
_SURFACE: Final = Text("the surface", "la surface")


def _bound_weighted_surface(
    rule: PrivateRents, surface: Bounds[Fraction]
) -> tuple[Fraction, Fraction | None]:
    """The least and the most that a surface times its coefficient can be.

    Where the coefficient steps down the product does, so that its least and its most lie at an
    end of the bounds, or at the step next to it.
    """
    tried = [
        (area, _bound_coefficient(rule, Bounds(area, area)))
        for area in (*surface.held_values(), *_next_steps(rule, surface))
        if area in surface
    ]
    low = min(area * coefficient.low for area, coefficient in tried)
    if surface.high is None:
        return low, None
    highs = (area * (coefficient.high or 0) for area, coefficient in tried)
    return low, max(highs)


def _next_steps(rule: PrivateRents, surface: Bounds[Fraction]) -> Iterator[Fraction]:
    """The surfaces at which the coefficient steps: the first from the low, the last to the high."""
    half = Fraction(1, 2)
    before = _coefficient_before_rounding(rule, surface.low) / _CENT
    steps = [math.floor(before - half)]
    if surface.high is not None:
        steps.append(math.ceil(_coefficient_before_rounding(rule, surface.high) / _CENT - half))
    for step in steps:
        middle = (step + half) * _CENT
        if middle > rule.constant:
            yield rule.square_metres / (middle - rule.constant)


def check_private_rent(
    rent: NumberLike, *, per_metre: NumberLike, surface: NumberLike, on: date
) -> Verdict:
    """Whether the rent of a private dwelling is at most its ceiling.

    Args:
        rent: The rent in euros a month, without charges.
        per_metre: As in `private_rent_ceiling`.
        surface: As in `private_rent_ceiling`.
        on: The day on which the lease is signed.

    Raises:
        InvalidTypeError: For a float, or anything but a day.
        InvalidValueError: For a negative amount, or a surface of 0.
        NotKnownError: On a day for which the rule is not known.

    Examples:
        >>> told = {"per_metre": Fraction("8.64"), "surface": 50, "on": date(2025, 3, 1)}
        >>> check_private_rent(466, **told), check_private_rent(467, **told)
        (Verdict.MET, Verdict.UNMET)
    """
    asked = bound_amount(rent, "check_private_rent, rent")
    return judge_at_most(asked, private_rent_ceiling(per_metre, surface, on=on).bounds)


PRIVATE_RENT_ZONES: Final = ("a-bis", "a", "a-overseas", "b1", "b1-overseas", "b2-c")
"""The zones of these ceilings, those of D.304-1; "b2-c" is one for both.

Which commune lies in which zone is set by an order that is not held here.
"""


@attrs.frozen(eq=False, repr=False)
class PrivateIncomes(Record):
    """The ceilings of income for leases of a year, in euros (*plafonds annuels de ressources*).

    Each zone has seven amounts: one person alone, a couple, then either with one, two, three and
    four dependants, and what each further dependant adds.

    Examples:
        >>> PRIVATE_INCOMES[RentLevel.SOCIAL].on(date(2025, 3, 1)).b1
        (26227, 35026, 42119, 50849, 59817, 67416, 7521)
    """

    a_bis: tuple[int, ...]
    """Zone A bis."""
    a: tuple[int, ...]
    """Zone A in metropolitan France."""
    a_overseas: tuple[int, ...]
    """Zone A overseas."""
    b1: tuple[int, ...]
    """Zone B1 in metropolitan France."""
    b1_overseas: tuple[int, ...]
    """Zone B1 overseas."""
    b2_c: tuple[int, ...]
    """Zones B2 and C."""

    def ceiling(self, zone: str, *, couple: bool, dependants: int) -> int:
        """The ceiling of a household in a zone.

        Raises:
            UnknownCodeError: For a zone that is none of `PRIVATE_RENT_ZONES`.
            InvalidTypeError: For a zone of another type, or a number of dependants not whole.
            InvalidValueError: For a negative one.

        Examples:
            >>> table = PRIVATE_INCOMES[RentLevel.SOCIAL].on(date(2025, 3, 1))
            >>> table.ceiling("b2-c", couple=False, dependants=5)
            67442
        """
        where = "PrivateIncomes.ceiling"
        exact_count(dependants, f"{where}, dependants")
        *held, further = getattr(self, _check_private_zone(zone, where).replace("-", "_"))
        if dependants == 0:
            return int(held[couple])
        most = len(held) - 2
        return int(held[1 + min(dependants, most)] + further * max(0, dependants - most))


def _check_private_zone(zone: str, where: str) -> str:
    if type(zone) is not str:
        raise InvalidTypeError(f"{where}, zone", show(zone), "the code of a zone, such as 'b1'")
    if zone not in PRIVATE_RENT_ZONES:
        expected = "a zone of these ceilings"
        close = nearest(zone, PRIVATE_RENT_ZONES)
        raise UnknownCodeError(f"{where}, zone", show(zone), expected, close)
    return zone


def _incomes_of(level: str, words: Text, table: PrivateIncomes) -> Provision[PrivateIncomes]:
    return Provision(
        f"private-incomes-{level}",
        words,
        (
            Version(
                table,
                _LEASES_OF_2025,
                (_ARTICLE,),
                Confidence.VERIFIED,
                _FOR_LEASES_OF_2025,
            ),
        ),
        verified_until=_END_OF_2025,
    )


_FOR_LEASES_OF_2025: Final = Text(
    "for leases of 2025; the amounts are revised on each 1 January, and those of other years were "
    "not read",
    "pour les baux de 2025\u202f; les montants sont révisés chaque 1er janvier, et ceux des "
    "autres années n'ont pas été lus",
)


PRIVATE_INCOMES: Final[Mapping[RentLevel, Provision[PrivateIncomes]]] = MappingProxyType(
    {
        RentLevel.SOCIAL: _incomes_of(
            "social",
            Text(
                "ceilings of income of social private dwellings",
                "plafonds de ressources du logement privé social",
            ),
            PrivateIncomes(
                a_bis=(32177, 48093, 63043, 75270, 89555, 100777, 11230),
                a=(32177, 48093, 57809, 69247, 81975, 92251, 10280),
                a_overseas=(32309, 48290, 58045, 69528, 82308, 92624, 10322),
                b1=(26227, 35026, 42119, 50849, 59817, 67416, 7521),
                b1_overseas=(26333, 35168, 42291, 51056, 60061, 67690, 7553),
                b2_c=(23604, 31523, 37907, 45764, 53836, 60674, 6768),
            ),
        ),
        RentLevel.VERY_SOCIAL: _incomes_of(
            "very-social",
            Text(
                "ceilings of income of very social private dwellings",
                "plafonds de ressources du logement privé très social",
            ),
            PrivateIncomes(
                a_bis=(17697, 28857, 37827, 41625, 49257, 55428, 6175),
                a=(17697, 28857, 34686, 38294, 45089, 50738, 5653),
                a_overseas=(17770, 28975, 34828, 38450, 45273, 50945, 5678),
                b1=(14425, 21017, 25272, 28119, 32902, 37078, 4135),
                b1_overseas=(14484, 21103, 25376, 28234, 33036, 37230, 4155),
                b2_c=(12981, 18914, 22744, 25308, 29611, 33371, 3721),
            ),
        ),
    }
)
"""The ceilings of income for leases of 2025. Those of the intermediate level are not held."""


def private_income_ceiling(
    level: RentLevel,
    zone: str,
    *,
    on: date,
    couple: bool | None = None,
    dependants: int | Bounds[int] | None = None,
) -> Bounds[int]:
    """The ceiling of income of a household in a private dwelling, in euros a year.

    Args:
        level: How far below the market the dwelling is let.
        zone: A zone of `PRIVATE_RENT_ZONES`.
        on: The day on which the lease is signed.
        couple: Whether the tenants are a couple; it counts where there is no dependant. `None`:
            not known.
        dependants: How many dependants there are, for the income tax (articles 196 to 196 B);
            `None`: not known.

    Returns:
        One ceiling, or the bounds of those that are possible.

    Raises:
        InvalidTypeError: For anything but a level, a day, a yes or no, whole numbers.
        InvalidValueError: For a negative number of dependants.
        UnknownCodeError: For another zone.
        NotKnownError: For the intermediate level; on another day than those of 2025.

    Source:
        Annexe III of the Code général des impôts, article 2 terdecies H, II, 2.

    Examples:
        >>> signed_on = date(2025, 3, 1)
        >>> private_income_ceiling(RentLevel.SOCIAL, "b1", on=signed_on, dependants=1).value
        42119
        >>> print(private_income_ceiling(RentLevel.SOCIAL, "b1", on=signed_on, dependants=0))
        between 26,227 and 35,026
    """
    where = "private_income_ceiling"
    read_answer(couple, f"{where}, couple")
    _check_private_zone(zone, where)
    if exact_kind(level, f"{where}, level", RentLevel) not in PRIVATE_INCOMES:
        expected = "the social or the very social level"
        remedy = "the ceilings of the intermediate level are not held here"
        raise NotKnownError(f"{where}, level", level.value, expected, remedy)
    table = PRIVATE_INCOMES[level].on(on)
    least, most = _read_dependants(dependants, f"{where}, dependants")
    return Bounds(
        table.ceiling(zone, couple=couple is True, dependants=least),
        None if most is None else table.ceiling(zone, couple=couple is not False, dependants=most),
    )


def _read_dependants(given: int | Bounds[int] | None, where: str) -> tuple[int, int | None]:
    if given is None:
        return 0, None
    ends: tuple[int, int | None] = (
        (given.low, given.high) if isinstance(given, Bounds) else (given, given)
    )
    for end in ends:
        if end is not None:
            exact_count(end, where)
    return ends


def check_private_income(
    income: NumberLike,
    level: RentLevel,
    zone: str,
    *,
    on: date,
    couple: bool | None = None,
    dependants: int | Bounds[int] | None = None,
) -> Verdict:
    """Whether the income of a household is at most the ceiling of a private dwelling.

    Args:
        income: The reference income for tax (*revenu fiscal de référence*) of the year before
            the last one, as `reference_year` tells it, in euros, exactly or within bounds; a
            later fall of income counts for nothing in this article.
        level: As in `private_income_ceiling`.
        zone: As in `private_income_ceiling`.
        on: The day on which the lease is signed.
        couple: As in `private_income_ceiling`.
        dependants: As in `private_income_ceiling`.

    Raises:
        InvalidTypeError: For a float, and as `private_income_ceiling` does.
        InvalidValueError: For a negative income or number of dependants.
        UnknownCodeError: For another zone.
        NotKnownError: As `private_income_ceiling` does.

    Source:
        Annexe III of the Code général des impôts, article 2 terdecies H, II, 2 and 3.

    Examples:
        >>> signed_on = date(2025, 3, 1)
        >>> check_private_income(30_000, RentLevel.SOCIAL, "b1", on=signed_on, dependants=0)
        Verdict.UNDETERMINED
        >>> check_private_income(26_000, RentLevel.SOCIAL, "b1", on=signed_on)
        Verdict.MET
    """
    asked = bound_amount(income, "check_private_income, income")
    ceiling = private_income_ceiling(level, zone, on=on, couple=couple, dependants=dependants)
    limit = Bounds(Fraction(ceiling.low), None if ceiling.high is None else Fraction(ceiling.high))
    return judge_at_most(asked, limit)
