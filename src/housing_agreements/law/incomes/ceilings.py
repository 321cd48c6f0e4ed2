"""The income ceilings of social housing: by financing, zone, category and day."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Final

from housing_agreements._checks import exact_day
from housing_agreements.criteria.criteria import Criterion, any_of, open_question
from housing_agreements.criteria.facts import facts
from housing_agreements.errors import NotKnownError, UnknownCodeError, nearest, show
from housing_agreements.law.incomes._ceiling_tables import CEILINGS, ORDER, CeilingTable
from housing_agreements.law.incomes.categories import LARGEST, ONE_HIGHER
from housing_agreements.law.incomes.zones import ZONES, zone_territory
from housing_agreements.law.provisions import Version
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = ("ceiling", "ceiling_table", "under_ceiling", "under_ceiling_of_dwelling")


def ceiling_table(financing: str, *, on: date) -> Version[CeilingTable]:
    """The table of ceilings of a financing in force on a day, with its sources (*barème*).

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: On a day for which no table is held.
        UnknownCodeError: For a financing other than PLAI, PLUS and PLS.

    Examples:
        >>> ceiling_table("PLUS", on=date(2018, 6, 1)).confidence
        <Confidence.SECONDARY: 'secondary'>
    """
    exact_day(on, "ceilings, on")
    provisions = CEILINGS[_checked(financing)]
    for provision in provisions:
        if provision.known_on(on):
            return provision.at(on)
    spans = "; ".join(f"{each.versions[0].since} to {each.verified_until}" for each in provisions)
    remedy = "no verified table is held for that day"
    raise NotKnownError(f"income ceilings of {financing}", str(on), f"a day within {spans}", remedy)


def ceiling(financing: str, zone: str, category: int, *, on: date) -> int:
    """An income ceiling, in euros a year (*plafond de ressources*).

    Args:
        financing: PLAI, PLUS or PLS.
        zone: The zone of the dwelling, as `zone` tells it.
        category: The category of the household, 1 to 6; 7 is the sixth and one more person.
        on: The day asked.

    Raises:
        InvalidTypeError: For a category that is not a whole number, or anything but a day.
        InvalidValueError: For a category below 1.
        NotKnownError: On a day for which no table is held, or for an amount that is not known.
        UnknownCodeError: For another financing or another zone.

    Source:
        Arrêté du 29 juillet 1987, annexe I, as revised each year; `ceiling_table` tells where
        each table was read, and how far it was checked.

    Examples:
        >>> ceiling("PLUS", "paris", 3, on=date(2018, 6, 1))
        45755
        >>> ceiling("PLUS", "paris", 3, on=date(2001, 6, 1))
        Traceback (most recent call last):
        ...
        housing_agreements.errors.NotKnownError: income ceilings of PLUS: given 2001-06-01; \
expected a day within 2008-01-01 to 2008-12-31; 2009-06-01 to 2026-12-31; no verified table is \
held for that day
    """
    version = ceiling_table(financing, on=on)
    amount = version.value.ceiling(zone, category)
    if amount is None:
        raise NotKnownError(
            f"income ceilings of {financing} on {on}",
            f"{zone}, category {category}",
            "a row of the table that was published",
            "no verified amount is held for it",
        )
    return amount


def under_ceiling(financing: str) -> Criterion:
    """Whether the income does not exceed the ceiling, by the zone and the category stated.

    It reads `annual_income`, `ceilings_zone` and `ceilings_category`. Undetermined on a day for
    which no table is held, and beyond the largest category that it looks up.

    Raises:
        UnknownCodeError: For a financing other than PLAI, PLUS and PLS.

    Examples:
        >>> from housing_agreements.criteria.households import Household
        >>> household = Household(annual_income=45_755, ceilings_zone="paris", ceilings_category=3)
        >>> under_ceiling("PLUS").decide(household, on=date(2018, 6, 1))
        <Verdict.MET: 'met'>
        >>> under_ceiling("PLUS").decide(household, on=date(2017, 6, 1))
        <Verdict.UNMET: 'unmet'>
    """
    return _stated(_checked(financing))


def under_ceiling_of_dwelling(financing: str) -> Criterion:
    """Whether the income does not exceed the ceiling, by the dwelling and the people housed.

    The zone is that of `dwelling_offered`; the category follows from `household_size`,
    `dependants`, `disabled_member`, `couple` and `couple_age_sum`. Undetermined where they
    leave it open, overseas, and for a commune that no list has.

    Raises:
        UnknownCodeError: For a financing other than PLAI, PLUS and PLS.

    Examples:
        >>> from housing_agreements.criteria.households import Household
        >>> from housing_agreements.geography.territories import Place
        >>> household = Household(
        ...     annual_income=46_000,
        ...     household_size=2,
        ...     dependants=1,
        ...     dwelling_offered=Place("92012"),
        ... )
        >>> under_ceiling_of_dwelling("PLUS").decide(household, on=date(2024, 6, 1))
        <Verdict.MET: 'met'>
    """
    return _derived(_checked(financing))


def _checked(financing: str) -> str:
    if type(financing) is not str or financing not in CEILINGS:
        expected = "a financing that has income ceilings"
        remedy = nearest(financing, CEILINGS)
        raise UnknownCodeError("financing", show(financing), expected, remedy)
    return financing


@cache
def _stated(financing: str) -> Criterion:
    by = (facts.ceilings_zone, facts.ceilings_category)
    under = facts.annual_income.under(_rows(financing, ZONES), by=by)
    return _labelled(under | (facts.ceilings_category.above(LARGEST) & _TOO_LARGE), financing)


@cache
def _derived(financing: str) -> Criterion:
    here = {zone: facts.dwelling_offered.within(zone_territory(zone)) for zone in ZONES}
    plain, higher = (
        any_of(*(here[zone] & _by_people(financing, zone, more) for zone in ZONES))
        for more in (0, 1)
    )
    criterion = any_of(
        plain.labelled(_OWN),
        ONE_HIGHER & higher.labelled(_HIGHER),
        ~any_of(*here.values()) & _NO_ZONE,
        facts.household_size.above(LARGEST) & _TOO_LARGE,
    )
    return _labelled(criterion, financing)


def _by_people(financing: str, zone: str, more: int) -> Criterion:
    """Under the ceilings of a zone for the number of people, or for so many more."""
    table = _rows(financing, (zone,), more).map(
        lambda rows: {size: amount for (_, size), amount in rows.items()}
    )
    return facts.annual_income.under(table, by=facts.household_size)


def _labelled(criterion: Criterion, financing: str) -> Criterion:
    name = Text(
        f"income at most the ceiling of {financing}",
        f"ressources au plus égales au plafond {financing}",
    )
    return criterion.labelled(name, (ORDER,))


def _rows(
    financing: str, zones: tuple[str, ...], more: int = 0
) -> Timeline[dict[tuple[str, int], int | None]]:
    """The ceilings by zone and category, or so many categories above, on every day.

    Between two runs of tables, no amount is known.
    """
    keys = [(zone, category) for zone in zones for category in range(1, LARGEST + 1)]
    provisions = CEILINGS[financing]
    changes: dict[date, dict[tuple[str, int], int | None]] = {
        version.since: {key: version.value.ceiling(key[0], key[1] + more) for key in keys}
        for provision in provisions
        for version in provision.versions
    }
    for before, _ in pairwise(provisions):
        changes[before.verified_until + timedelta(days=1)] = dict.fromkeys(keys)
    return Timeline(changes, verified_until=provisions[-1].verified_until)


_LIMIT: Final = Text("beyond what is held here", "au-delà de ce qui figure ici")
_TOO_LARGE: Final = open_question(
    f"the ceiling of a household beyond {LARGEST} people",
    f"le plafond d'un ménage de plus de {LARGEST} personnes",
    (ORDER,),
    because=_LIMIT,
)
_NO_ZONE: Final = open_question(
    "the ceilings overseas, or of a commune that no list here has",
    "les plafonds outre-mer, ou d'une commune qu'aucune liste d'ici ne contient",
    because=_LIMIT,
)
_OWN: Final = Text("in the category of its size", "dans la catégorie de sa taille")
_HIGHER: Final = Text("in the category above", "dans la catégorie supérieure")
