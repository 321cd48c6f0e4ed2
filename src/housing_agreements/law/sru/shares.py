"""The share of social dwellings that communes owe under the SRU law (*loi SRU*), cycle by cycle.

A cycle is three years, from 2002 on: `cycle_of` gives that of a day. Which communes owe a share,
and which of the two rates, is set by lists and decrees that are not known here: the rate of a
commune and its numbers of dwellings are the caller's. Nothing is rounded: no rounding rule is
written in the texts that were read.
"""

from datetime import date
from fractions import Fraction
from typing import Final

from housing_agreements._checks import exact_count, exact_day
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError, show
from housing_agreements.law._calendar import ELAN_SINCE, EQUALITY_SINCE, THREE_DS_SINCE
from housing_agreements.law.provisions import (
    VERIFIED_UNTIL,
    Confidence,
    Provision,
    Version,
    carry_past,
    code,
)
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike, rate
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = (
    "CATCH_UP",
    "CATCH_UP_BEFORE_2013",
    "CATCH_UP_SINCE_3DS",
    "LEGAL_RATES",
    "catch_up_rate",
    "cycle_of",
    "is_cycle",
    "legal_rate",
    "missing_dwellings",
    "objective_of_cycle",
)

_FIRST_YEAR_OF_CYCLES: Final = 2002
_YEARS_OF_A_CYCLE: Final = 3
_RATES_ARTICLE: Final = code("L.302-5")
_OBJECTIVES_ARTICLE: Final = code("L.302-8")
_DUFLOT: Final = Source("Loi n° 2013-61 du 18 janvier 2013 (Duflot I)")
_PREFECTURE_PAGE: Final = Source("Préfecture de Seine-et-Marne, présentation de la loi SRU")

_REDUCED_RATE: Final = Text(
    "20 % where demand does not justify more, by decree, and in some isolated and growing communes",
    "20\u00a0% là où la demande ne justifie pas davantage, par décret, et dans certaines communes "
    "isolées en croissance",
)

LEGAL_RATES: Final[Provision[tuple[Fraction, ...]]] = Provision(
    "sru-rates",
    Text("share of social dwellings owed", "part de logements sociaux due"),
    (
        Version(
            (rate("20 %"),),
            date(_FIRST_YEAR_OF_CYCLES, 1, 1),
            (_PREFECTURE_PAGE,),
            Confidence.SECONDARY,
        ),
        Version(
            (rate("25 %"), rate("20 %")),
            date(2013, 1, 20),
            (_RATES_ARTICLE, _DUFLOT),
            Confidence.VERIFIED,
            _REDUCED_RATE,
        ),
        *carry_past(
            (rate("25 %"), rate("20 %")),
            (_RATES_ARTICLE,),
            date(2015, 8, 9),
            date(2016, 1, 1),
            EQUALITY_SINCE,
            ELAN_SINCE,
            date(2019, 9, 1),
            THREE_DS_SINCE,
            date(2023, 1, 1),
            note=_REDUCED_RATE,
        ),
    ),
)
"""The rates there are on a day, the higher first."""


def legal_rate(*, on: date, reduced: bool | None = None) -> Fraction:
    """The share of main residences that a commune owes as social dwellings.

    Args:
        on: The day asked.
        reduced: Whether the commune is on a list at the lower rate; not needed while there is
            one rate only.

    Raises:
        InvalidTypeError: For anything but a day and a yes or no.
        NotKnownError: On a day not verified; or where two rates exist and it is not said which.

    Examples:
        >>> legal_rate(on=date(2016, 3, 7), reduced=False)
        Fraction(1, 4)
        >>> legal_rate(on=date(2012, 3, 7))
        Fraction(1, 5)
    """
    if reduced is not None and type(reduced) is not bool:
        raise InvalidTypeError("legal_rate, reduced", show(reduced), "True, False or None")
    rates = LEGAL_RATES.on(on)
    if len(rates) == 1:
        return rates[0]
    if reduced is None:
        raise NotKnownError(
            "legal_rate, reduced",
            "None",
            "whether the commune is on a list at the lower rate",
            "the lists are set by decree and are not held here: say reduced=True or False",
        )
    return rates[1 if reduced else 0]


def cycle_of(day: date) -> Period:
    """The three-year cycle of the SRU law in which a day falls (*période triennale*).

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: Before 2002, or past the last day verified.

    Laws:
        - cycles follow each other from 2002 without gap or overlap.

    Examples:
        >>> str(cycle_of(date(2016, 3, 7)))
        '2014-2016'
    """
    exact_day(day, "cycle_of, day")
    if not date(_FIRST_YEAR_OF_CYCLES, 1, 1) <= day <= VERIFIED_UNTIL:
        expected = (
            f"a day from {_FIRST_YEAR_OF_CYCLES}-01-01 to {VERIFIED_UNTIL}, the last one verified"
        )
        raise NotKnownError("cycle_of, day", str(day), expected)
    first = day.year - (day.year - _FIRST_YEAR_OF_CYCLES) % _YEARS_OF_A_CYCLE
    return Period.years(first, first + _YEARS_OF_A_CYCLE - 1)


def is_cycle(period: Period) -> bool:
    """Whether a period is a cycle of the SRU law.

    Raises:
        InvalidTypeError: For anything but a period.

    Examples:
        >>> is_cycle(Period.years(2011, 2013)), is_cycle(Period.years(2012, 2014))
        (True, False)
    """
    if not isinstance(period, Period):
        remedy = "write Period.years(2011, 2013)"
        raise InvalidTypeError("is_cycle, period", show(period), "a Period", remedy)
    first = period.start
    known = date(_FIRST_YEAR_OF_CYCLES, 1, 1) <= first <= VERIFIED_UNTIL
    return known and cycle_of(first) == period


CATCH_UP_BEFORE_2013: Final[Provision[Fraction]] = Provision(
    "sru-catch-up-before-2013",
    Text("catch-up rate of a cycle, before 2013", "taux de rattrapage d'un cycle, avant 2013"),
    (
        Version(
            rate("15 %"),
            date(_FIRST_YEAR_OF_CYCLES, 1, 1),
            (_PREFECTURE_PAGE,),
            Confidence.SECONDARY,
        ),
    ),
    ended=date(2013, 1, 20),
)
"""What part of the missing dwellings a cycle owed, up to 19 January 2013."""

CATCH_UP: Final[Provision[Fraction]] = Provision(
    "sru-catch-up",
    Text("catch-up rate of a cycle", "taux de rattrapage d'un cycle"),
    tuple(
        Version(rate(share), date(year, 1, 1), (_OBJECTIVES_ARTICLE, _DUFLOT), Confidence.VERIFIED)
        for year, share in ((2014, "25 %"), (2017, "33 %"), (2020, "50 %"), (2023, "100 %"))
    ),
)
"""What part a cycle owes as the law of 2013 set it; its last step was removed in 2022."""

CATCH_UP_SINCE_3DS: Final[Provision[Fraction]] = Provision(
    "sru-catch-up-3ds",
    Text(
        "catch-up rate of a cycle, since the 3DS law",
        "taux de rattrapage d'un cycle, depuis la loi 3DS",
    ),
    (
        Version(
            rate("33 %"),
            date(2023, 1, 1),
            (_OBJECTIVES_ARTICLE, Source("Loi n° 2022-217 du 21 février 2022 (3DS)")),
            Confidence.SECONDARY,
            Text(
                "a rule that a social-mix contract may lower (to 25 % and otherwise); the prefect "
                "notifies the objective of each commune",
                "règle qu'un contrat de mixité sociale peut abaisser (à 25\u00a0% et autrement)"
                "\u00a0; le préfet notifie l'objectif de chaque commune",
            ),
        ),
    ),
)
"""What part a cycle owes from 2023 on, known since 23 February 2022."""


def catch_up_rate(*, on: date, known: date | None = None) -> Fraction:
    """What part of the missing dwellings the cycle of a day owes (*taux de rattrapage*).

    The rule only: a contract, or what the prefect notified, may say otherwise.

    Args:
        on: A day of the cycle.
        known: The day of the knowledge: before 23 February 2022, the cycle 2023-2025 was to
            owe all that was missing; `None`: `on`.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: Before 2002, past the last day verified, or from 20 January to
            31 December 2013, for which no rate was found.

    Examples:
        >>> catch_up_rate(on=date(2016, 3, 7)), catch_up_rate(on=date(2024, 1, 1))
        (Fraction(1, 4), Fraction(33, 100))
        >>> catch_up_rate(on=date(2024, 1, 1), known=date(2020, 1, 1))
        Fraction(1, 1)
    """
    asked = exact_day(on if known is None else known, "catch_up_rate, known")
    if exact_day(on, "catch_up_rate, on") < date(2013, 1, 20):
        return CATCH_UP_BEFORE_2013.on(on)
    if on < date(2023, 1, 1) or asked < THREE_DS_SINCE:
        return CATCH_UP.on(on)
    return CATCH_UP_SINCE_3DS.on(on)


def missing_dwellings(*, main_residences: int, social: int, owed: RateLike) -> Fraction:
    """How many social dwellings a commune lacks, 0 when none; exact, never rounded.

    Args:
        main_residences: How many main residences it has (*résidences principales*).
        social: How many social dwellings it has.
        owed: The share that it owes, for example `legal_rate(...)`.

    Raises:
        InvalidTypeError: For numbers that are not whole, or a float as a rate.
        InvalidValueError: For a negative number, or a rate above 1.

    Examples:
        >>> missing_dwellings(main_residences=10_001, social=1_500, owed="25 %")
        Fraction(4001, 4)
    """
    exact_count(main_residences, "missing_dwellings, main_residences")
    exact_count(social, "missing_dwellings, social")
    return max(Fraction(0), _check_part(owed, "missing_dwellings, owed") * main_residences - social)


def objective_of_cycle(missing: Fraction | int, part: RateLike) -> Fraction:
    """How many dwellings a cycle owes: a part of those missing; exact, never rounded.

    Args:
        missing: How many were missing when the cycle began.
        part: The catch-up rate, or what a contract or the prefect set.

    Raises:
        InvalidTypeError: For a float.
        InvalidValueError: For a negative number, or a part above 1.

    Examples:
        >>> objective_of_cycle(1_000, "33 %")
        Fraction(330, 1)
    """
    if type(missing) is not int and type(missing) is not Fraction:
        raise InvalidTypeError("objective_of_cycle, missing", show(missing), "an int or a Fraction")
    if missing < 0:
        raise InvalidValueError(
            "objective_of_cycle, missing", show(missing), "a number of 0 or more"
        )
    return _check_part(part, "objective_of_cycle, part") * missing


def _check_part(given: RateLike, where: str) -> Fraction:
    share = rate(given)
    if share > 1:
        raise InvalidValueError(where, show(given), "a rate of at most 1")
    return share
