"""The share of social dwellings that communes owe under the SRU law (*loi SRU*), cycle by cycle.

A cycle is three years, from 2002 on: `cycle_of` gives that of a day. Which communes owe a share,
and which of the two rates, is set by lists and decrees that are not known here: the rate of a
commune and its numbers of dwellings are the caller's, exact or within bounds. Nothing is rounded:
no rounding rule is written in the texts that were read. What a cycle owes of the dwellings that
are missing is in `law.sru.catch_up`.
"""

import math
from datetime import date
from fractions import Fraction
from typing import Final

from housing_agreements._checks import exact_count, exact_day
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError, show
from housing_agreements.law._calendar import ELAN_SINCE, EQUALITY_SINCE, THREE_DS_SINCE
from housing_agreements.law._numbers import DwellingsLike, bound_dwellings, read_part
from housing_agreements.law._yes_or_no import read_answer
from housing_agreements.law.provisions import (
    VERIFIED_UNTIL,
    Confidence,
    Provision,
    Version,
    carry_past,
    code,
)
from housing_agreements.law.sru._texts import (
    DUFLOT,
    DUFLOT_SINCE,
    FIRST_YEAR_OF_CYCLES,
    OLD_TEXT_READ_ON,
    SRU_PRESENTATION,
    YEARS_OF_A_CYCLE,
)
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike, rate
from housing_agreements.values.texts import Text

__all__ = (
    "LEGAL_RATES",
    "cycle_of",
    "gap_to_target",
    "is_cycle",
    "legal_rate",
    "main_residences",
    "missing_dwellings",
)

_RATES_ARTICLE: Final = code("L.302-5")
_RATES_READ_SINCE: Final = date(2023, 1, 1)

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
            date(FIRST_YEAR_OF_CYCLES, 1, 1),
            (SRU_PRESENTATION,),
            Confidence.SECONDARY,
        ),
        Version(
            (rate("20 %"),),
            OLD_TEXT_READ_ON,
            (_RATES_ARTICLE,),
            Confidence.VERIFIED,
        ),
        Version(
            (rate("25 %"), rate("20 %")),
            DUFLOT_SINCE,
            (_RATES_ARTICLE, DUFLOT),
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
            note=_REDUCED_RATE,
        ),
        Version(
            (rate("25 %"), rate("20 %")),
            _RATES_READ_SINCE,
            (code("L.302-5, version en vigueur depuis le 1er janvier 2023"),),
            Confidence.VERIFIED,
            Text(
                f"{_REDUCED_RATE.en}; the lists are set by decree when a cycle begins",
                f"{_REDUCED_RATE.fr}\u202f; les listes sont fixées par décret au début d'un cycle",
            ),
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
    read_answer(reduced, "legal_rate, reduced")
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
    if not date(FIRST_YEAR_OF_CYCLES, 1, 1) <= day <= VERIFIED_UNTIL:
        expected = (
            f"a day from {FIRST_YEAR_OF_CYCLES}-01-01 to {VERIFIED_UNTIL}, the last one verified"
        )
        raise NotKnownError("cycle_of, day", str(day), expected)
    first = day.year - (day.year - FIRST_YEAR_OF_CYCLES) % YEARS_OF_A_CYCLE
    return Period.years(first, first + YEARS_OF_A_CYCLE - 1)


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
    known = date(FIRST_YEAR_OF_CYCLES, 1, 1) <= first <= VERIFIED_UNTIL
    return known and cycle_of(first) == period


def missing_dwellings(
    *, main_residences: DwellingsLike, social: DwellingsLike, owed: RateLike
) -> Bounds[Fraction]:
    """How many social dwellings a commune lacks, 0 when none; never rounded.

    Args:
        main_residences: How many main residences it has (*résidences principales*), exactly or
            within bounds.
        social: How many social dwellings it has, exactly or within bounds.
        owed: The share that it owes, for example `legal_rate(...)`.

    Raises:
        InvalidTypeError: For numbers that are not whole, or a float as a rate.
        InvalidValueError: For a negative number, or a rate above 1.

    Examples:
        >>> missing_dwellings(main_residences=10_001, social=1_500, owed="25 %").value
        Fraction(4001, 4)
        >>> print(missing_dwellings(main_residences=Bounds(1_768, 1_770), social=104, owed="25 %"))
        between 338 and 338.5
    """
    residences = bound_dwellings(main_residences, "missing_dwellings, main_residences")
    present = bound_dwellings(social, "missing_dwellings, social")
    share = read_part(owed, "missing_dwellings, owed")
    none = Fraction(0)
    return Bounds(
        none if present.high is None else max(none, share * residences.low - present.high),
        None if residences.high is None else max(none, share * residences.high - present.low),
    )


def gap_to_target(
    *, main_residences: DwellingsLike, social: DwellingsLike, owed: RateLike
) -> Bounds[Fraction]:
    """How far a commune is from the share that it owes, as a share of its main residences.

    Three points are 3/100; 0 once the target is reached.

    Args:
        main_residences: As in `missing_dwellings`; at least one.
        social: As in `missing_dwellings`.
        owed: As in `missing_dwellings`.

    Raises:
        InvalidTypeError: As `missing_dwellings` does.
        InvalidValueError: As `missing_dwellings` does, or for no main residence.

    Examples:
        >>> gap_to_target(main_residences=2_000, social=440, owed="25 %").value
        Fraction(3, 100)
    """
    residences = bound_dwellings(main_residences, "gap_to_target, main_residences")
    present = bound_dwellings(social, "gap_to_target, social")
    share = read_part(owed, "gap_to_target, owed")
    if residences.low < 1:
        given = show(main_residences)
        raise InvalidValueError("gap_to_target, main_residences", given, "at least 1")
    none = Fraction(0)
    least = Fraction(0) if residences.high is None else present.low / residences.high
    return Bounds(
        none if present.high is None else max(none, share - present.high / residences.low),
        max(none, share - least),
    )


def main_residences(*, social: int, share: RateLike, to: RateLike) -> Bounds[int]:
    """How many main residences a commune has whose share of social dwellings was published.

    Args:
        social: How many social dwellings it has; at least one.
        share: The share as it was published, rounded half up.
        to: The unit it was rounded to: "0.01 %" for "5.88 %".

    Raises:
        InvalidTypeError: For a number that is not whole, or a float.
        InvalidValueError: For no social dwelling, a share that is not a multiple of its unit, or
            one that no number of main residences gives.

    Examples:
        >>> main_residences(social=104, share="5.88 %", to="0.01 %")
        Bounds(low=1768, high=1770)
    """
    exact_count(social, "main_residences, social", at_least=1)
    published = read_part(share, "main_residences, share")
    unit = read_part(to, "main_residences, to")
    if not unit or published % unit:
        expected = "a unit above 0, of which the share is a multiple"
        raise InvalidValueError("main_residences, to", show(to), expected)
    least, most = published - unit / 2, published + unit / 2
    low = math.floor(social / most) + 1
    high = math.floor(social / least) if least > 0 else None
    if high is not None and high < low:
        raise InvalidValueError(
            "main_residences, share",
            show(share),
            f"the share of {social} in a whole number of main residences",
        )
    return Bounds(low, high)
