"""The first quartile of applicants' resources: its thresholds, and who is below them.

The threshold is the highest income in the poorest quarter of the applicants of a territory (of
the whole region in Île-de-France), by consumption unit. The article asks for less than it; yet
who has exactly that belongs to the quarter, and a tool in use counts them. So at the threshold
the answer is open, unless whoever asks has decided.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import exact_count, exact_day
from housing_agreements._records import Record
from housing_agreements.criteria.criteria import Criterion, any_of, open_question
from housing_agreements.criteria.facts import NumberLimit, facts
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError, show
from housing_agreements.geography._members_by_day import body_of_commune, load_body
from housing_agreements.geography._names import name_of_code, tell_last_day
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
from housing_agreements.geography._unknown_codes import check_code
from housing_agreements.geography.regions import region
from housing_agreements.geography.territories import Place
from housing_agreements.law.provisions import Confidence, code
from housing_agreements.values.sources import Source
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "PUBLISHED_THRESHOLDS",
    "Threshold",
    "Thresholds",
    "first_quartile",
    "quartile_area",
    "threshold_of",
)

Thresholds = NumberLimit | Mapping[str, NumberLimit]
"""A threshold, constant or dated; or one for each area, by the code of `facts.quartile_area`."""

_TOOL: Final = Source(
    "Union régionale pour l'Habitat Hauts-de-France, calculette LEC",
    "source secondaire, fichiers des quartiles 2024 à 2026",
    url="https://github.com/calculette-lec/calculette-lec.github.io",
)
_THRESHOLD_ORDERS: Final = {
    2024: Source("Arrêté du 13 mai 2024", "non lu"),
    2025: Source("Arrêté du 3 juin 2025", "non lu"),
    2026: Source("Arrêté du 23 avril 2026", "non lu, JORFTEXT000054022378"),
}


@attrs.frozen(eq=False, repr=False)
class Threshold(Record):
    """A threshold that was published, euros a year by consumption unit (*seuil*)."""

    area: str
    """The area, by its name."""
    code: str | None
    """Its code: a region or an EPCI; `None`: not known here."""
    year: int
    """The year whose threshold it is."""
    amount: int
    """Euros a year by consumption unit."""
    confidence: Confidence = Confidence.SECONDARY
    """How far it was checked."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The order that sets it, which was not read, and where it was."""
        return (_THRESHOLD_ORDERS[self.year], _TOOL)


_REGION_AS_A_WHOLE: Final = region("11")
"""Where the threshold is that of the region and not of the intercommunality."""

_AMOUNTS_FOUND: Final = (
    ("Île-de-France", "11", (11_615, 12_000, 12_083)),
    ("Métropole européenne de Lille", "200093201", (9_324, 9_427, 9_456)),
    ("Rennes Métropole", "243500139", (8_805, 8_743, 8_768)),
    ("Bordeaux Métropole", "243300316", (10_920, 11_148, 11_100)),
    ("Grenoble-Alpes-Métropole", None, (10_455, 10_716, 10_847)),
    ("Toulouse Métropole", None, (9_468, 9_763, 9_806)),
    ("Métropole de Lyon", None, (10_480, 10_740, 10_800)),
    ("Nantes Métropole", None, (10_740, 10_900, 10_745)),
)

PUBLISHED_THRESHOLDS: Final = tuple(
    Threshold(area, own, year, amount)
    for area, own, amounts in _AMOUNTS_FOUND
    for year, amount in zip(_THRESHOLD_ORDERS, amounts, strict=True)
)
"""Thresholds of the first quartile that were found, for these areas and these years only.

A threshold may fall from one year to the next. From which day within the year each applies was
found for 2025 only (1 January).
"""


def threshold_of(area: str, year: int) -> Threshold:
    """The threshold found for an area and a year.

    Args:
        area: The name or the code of the area.
        year: The year.

    Raises:
        InvalidTypeError: For anything but a name and a year.
        NotKnownError: For an area or a year for which none was found.

    Examples:
        >>> threshold_of("11", 2025).amount
        12000
    """
    if type(area) is not str:
        raise InvalidTypeError("threshold_of, area", show(area), "a name or a code")
    exact_count(year, "threshold_of, year")
    for threshold in PUBLISHED_THRESHOLDS:
        if area in {threshold.area, threshold.code} and threshold.year == year:
            return threshold
    areas = ", ".join(dict.fromkeys(threshold.area for threshold in PUBLISHED_THRESHOLDS))
    first, last = min(_THRESHOLD_ORDERS), max(_THRESHOLD_ORDERS)
    raise NotKnownError(
        "threshold_of",
        f"{area!r} in {year}",
        f"an area and a year for which one was found: {areas}; {first} to {last}",
        "read it in the order of the year and give it to first_quartile",
    )


def quartile_area(commune: str, *, on: date) -> str:
    """The area whose first quartile applies in a commune: what `facts.quartile_area` holds.

    The region in Île-de-France, elsewhere the intercommunality on the day. The code is read as that
    of a place: a commune that merged is in the area in which its ground is.

    Args:
        commune: Its INSEE code, or that of a district.
        on: The day asked.

    Raises:
        InvalidTypeError: For a code that is not a string, or anything but a day.
        InvalidValueError: For a code of another form.
        UnknownCodeError: For a code that no edition since 1943 holds, or that is only a postcode
            on the day; the error says what it seems to be.
        NotKnownError: For a commune in no intercommunality, or whose ground is not known to lie in
            one; for a day before the regions of 2016, and outside Île-de-France for a day of a year
            whose edition does not list it.

    Source:
        L.441-1 of the Code de la construction et de l'habitation, as quoted by the DREAL of
        Provence-Alpes-Côte d'Azur.

    Examples:
        >>> quartile_area("75115", on=date(2025, 6, 1)), quartile_area("59350", on=date(2025, 6, 1))
        ('11', '200093201')
        >>> threshold_of(quartile_area("59350", on=date(2025, 6, 1)), 2025).amount
        9427
    """
    where = f"quartile_area of {commune}"
    place, day = Place(commune), exact_day(on, "quartile_area, on")
    check_code(where, commune, day)
    inside = _REGION_AS_A_WHOLE.covers(place, on=day)
    if inside is Verdict.MET:
        return _REGION_AS_A_WHOLE.code
    expected = f"a commune whose whole ground is known to lie in one area on {day}"
    if day > LAST_DAY:
        raise NotKnownError(where, commune, expected, tell_last_day().en)
    official = load_official_code()
    holders = official.holders(official.reach(commune, day).ground, day)
    areas = {holder: body_of_commune(holder, day) for holder in holders}
    found = {*areas.values()}
    if inside is Verdict.UNMET and len(found) == 1 and (number := found.pop()) is not None:
        return number
    remedy = "; ".join(
        f"{code} {name_of_code(code, day)} is in "
        + ("no intercommunality that is known" if number is None else load_body(number).name)
        for code, number in areas.items()
    )
    raise NotKnownError(where, commune, expected, remedy)


_WHETHER_EQUAL_COUNTS: Final = open_question(
    "whether an income equal to the threshold counts",
    "si des ressources égales au seuil comptent",
    (code("L.441-1"), _TOOL),
)
_ELSEWHERE: Final = open_question(
    "the threshold of an area for which none is given",
    "le seuil d'un territoire pour lequel aucun n'est donné",
    (code("L.441-1"),),
)


def first_quartile(
    amounts: Thresholds, *, at_threshold: bool | None = None, verified: bool = False
) -> Criterion:
    """Whether the resources by consumption unit are of the first quartile (*premier quartile*).

    Args:
        amounts: The threshold of the territory, a number or a `Timeline` of numbers; or those
            of several areas, by the code that `facts.quartile_area` holds. A household of
            another area is undetermined.
        at_threshold: Whether an income equal to the threshold counts: `False` as the article is
            written ("inférieur à"), `True` as the tool has it; `None`: not decided.
        verified: Whether resources count only where a document proves them; others are then not
            known.

    Raises:
        InvalidTypeError: For anything but exact numbers, or an answer that is none.
        InvalidValueError: For a number below 0, or no area at all.

    Source:
        L.441-1 of the Code de la construction et de l'habitation, as quoted by the DREAL of
        Provence-Alpes-Côte d'Azur.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import Household
        >>> below = first_quartile(12_000)
        >>> for income in (11_999, 12_000, 12_001):
        ...     household = Household(income_per_unit=income)
        ...     print(below.decide(household, on=date(2025, 6, 1)).value)
        met
        undetermined
        unmet
    """
    if at_threshold is not None and type(at_threshold) is not bool:
        expected = "True, False, or None when it is not decided"
        raise InvalidTypeError("first_quartile, at_threshold", show(at_threshold), expected)
    if type(verified) is not bool:
        expected = "True for verified resources only, or False"
        raise InvalidTypeError("first_quartile, verified", show(verified), expected)
    income = facts.income_per_unit.verified() if verified else facts.income_per_unit
    if not isinstance(amounts, Mapping):
        amount = _check_threshold(amounts, "amounts")
        return _of_the_quartile(
            income.below(amount),
            income.equals(amount),
            income.at_most(amount),
            at_threshold=at_threshold,
        )
    if not amounts:
        raise InvalidValueError("first_quartile, amounts", "{}", "at least one area")
    given = {
        area: _check_threshold(amount, f"amounts[{show(area)}]") for area, amount in amounts.items()
    }
    listed = facts.quartile_area.one_of(*given)
    below, up_to = (
        facts.income_per_unit.under(_by_day(given), by=facts.quartile_area, strictly=strictly)
        for strictly in (True, False)
    )
    here = _of_the_quartile(below, up_to, up_to, at_threshold=at_threshold)
    if verified:
        # What is known of an income that is not verified must not decide, either way.
        proved = income.at_least(0)
        here = (here & proved) | ~proved
    return any_of(listed & here, ~listed & _ELSEWHERE)


def _by_day(
    amounts: Mapping[str, NumberLimit],
) -> Timeline[dict[str, int | Decimal | Fraction | None]]:
    """The threshold of each area, by day; `None` on the days for which it is not known."""
    changes, assumed_after = {date.min}, list[date]()
    for amount in amounts.values():
        if isinstance(amount, Timeline):
            changes.update(day for day, _ in amount.changes)
            if amount.known_until is not None and amount.known_until < date.max:
                changes.add(amount.known_until + timedelta(days=1))
            if amount.verified_until is not None and amount.assumed_until is not None:
                assumed_after.append(amount.verified_until)
    return Timeline(
        {
            day: {area: _amount_on(amount, day) for area, amount in amounts.items()}
            for day in changes
        },
        # Past the first of these days an answer may rest on what is assumed, and says so.
        verified_until=min(assumed_after, default=None),
        assumed_until=date.max if assumed_after else None,
    )


def _amount_on(amount: NumberLimit, day: date) -> int | Decimal | Fraction | None:
    if not isinstance(amount, Timeline):
        return amount
    return amount.on(day) if amount.known_on(day) else None


def _check_threshold(amount: NumberLimit, name: str) -> NumberLimit:
    """Check that each number is exact and at least 0, and hand the amount on."""
    where = f"first_quartile, {name}"
    numbers: tuple[object, ...] = (amount,)
    if isinstance(amount, Timeline):
        numbers = tuple(value for _, value in amount.changes)
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, (int, Decimal, Fraction)):
            expected = "an exact amount (int, Decimal or Fraction), or a Timeline of amounts"
            raise InvalidTypeError(where, show(number), expected)
        if (isinstance(number, Decimal) and not number.is_finite()) or number < 0:
            raise InvalidValueError(where, show(number), "a finite number of at least 0")
    return amount


def _of_the_quartile(
    below: Criterion, equal: Criterion, up_to: Criterion, *, at_threshold: bool | None
) -> Criterion:
    """Whether an income is below the threshold, or at it where that counts, or may."""
    if at_threshold:
        return up_to
    return below | equal & _WHETHER_EQUAL_COUNTS if at_threshold is None else below
