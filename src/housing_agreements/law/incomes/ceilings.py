"""The income ceilings of social housing: by financing, zone, category and day (*plafonds*).

Not the ceilings on reservations, which are in `law.reservations.ceilings`, nor the question that
compares an amount with a ceiling, in `criteria.ceilings`.

`CEILING_TABLES` holds a table for each financing and year, with its sources; the amounts stand in
`_ceiling_amounts`. `ceiling` looks one up; `under_ceiling` and `under_ceiling_of_dwelling` are the
criteria that compare an income with it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple, exact_count, exact_day
from housing_agreements._records import Record
from housing_agreements.criteria.criteria import Criterion, any_of, open_question
from housing_agreements.criteria.facts import facts
from housing_agreements.errors import NotKnownError, UnknownCodeError, nearest, show
from housing_agreements.law.incomes._ceiling_amounts import (
    PLAI_AMOUNTS,
    PLUS_AMOUNTS,
    CeilingRow,
    ZoneRows,
)
from housing_agreements.law.incomes.categories import LARGEST_CATEGORY, ONE_HIGHER
from housing_agreements.law.incomes.zones import (
    ILE_DE_FRANCE_ZONE,
    OTHER_REGIONS_ZONE,
    PARIS_ZONE,
    ZONES,
    check_zone,
    zone_territory,
)
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = (
    "CEILINGS_ORDER",
    "CEILING_TABLES",
    "CeilingTable",
    "ceiling",
    "ceiling_table",
    "under_ceiling",
    "under_ceiling_of_dwelling",
)


_CATEGORIES: Final = 6
_EXTRA_PERSON: Final = 6
_ROW_LENGTH: Final = 7


def _as_row(given: Iterable[int | None]) -> CeilingRow:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class CeilingTable(Record):
    """The income ceilings of one financing on one day, in euros a year (*barème*).

    Each zone has a row: the ceilings of the categories 1 to 6, then what each further person
    adds to the sixth. `None` stands for an amount that is not known.

    Raises:
        InvalidTypeError: For an amount that is not a whole number.
        InvalidValueError: For a row of another length, or a negative amount.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> row = (20_304, 27_114, 32_607, 39_364, 46_308, 52_189, 5_821)
        >>> CeilingTable(row, row, row).ceiling("other-regions", 7)
        58010
    """

    paris: CeilingRow = attrs.field(converter=_as_row)
    """Paris and its neighbours."""
    ile_de_france: CeilingRow = attrs.field(converter=_as_row)
    """The rest of Île-de-France."""
    other_regions: CeilingRow = attrs.field(converter=_as_row)
    """The other regions."""

    def __attrs_post_init__(self) -> None:
        """Each row has seven amounts."""
        faults = Faults("CeilingTable")
        rows = (self.paris, self.ile_de_france, self.other_regions)
        for name, row in zip(("paris", "ile_de_france", "other_regions"), rows, strict=True):
            if faults.refused(name, row):
                continue
            if len(row) != _ROW_LENGTH:
                faults.value(name, row, "six categories and the amount for an extra person")
            for amount in row:
                if amount is not None:
                    faults.count(name, amount)
        faults.report()

    def row(self, zone: str) -> CeilingRow:
        """The row of a zone.

        Raises:
            UnknownCodeError: For a code that is not a zone's.
        """
        rows = {
            PARIS_ZONE: self.paris,
            ILE_DE_FRANCE_ZONE: self.ile_de_france,
            OTHER_REGIONS_ZONE: self.other_regions,
        }
        return rows[check_zone(zone)]

    def ceiling(self, zone: str, category: int) -> int | None:
        """The ceiling of a zone and a category; `None` when it is not known.

        Args:
            zone: The code of the zone.
            category: 1 to 6; 7 is the sixth and one more person, 8 two more, and so on.

        Raises:
            InvalidTypeError: For a category that is not a whole number.
            InvalidValueError: For a category below 1.
            UnknownCodeError: For a code that is not a zone's.
        """
        row = self.row(zone)
        exact_count(category, "category of the ceilings", at_least=1)
        base = row[min(category, _CATEGORIES) - 1]
        more, extra = category - _CATEGORIES, row[_EXTRA_PERSON]
        if more <= 0 or base is None:
            return base
        return None if extra is None else base + more * extra

    def for_pls(self) -> "CeilingTable":
        """The table with every amount increased by 30 %, to the nearest euro, half up."""
        rows = (self.paris, self.ile_de_france, self.other_regions)
        return CeilingTable(*map(_increase_row, rows))


def _increase_row(row: CeilingRow) -> CeilingRow:
    return tuple(None if amount is None else (13 * amount + 5) // 10 for amount in row)


CEILINGS_ORDER: Final = Source(
    "Arrêté du 29 juillet 1987 (NOR EQUC8700526A)",
    "annexe I",
    url="https://www.legifrance.gouv.fr/loda/id/JORFTEXT000000294318",
)
"""The order whose annex holds the ceilings, revised on each 1 January (R.441-1, 1°).

They follow the reference index of rents (IRL), third quarter on third quarter.
"""
_ORDER_OF_INCREASE: Final = Source(CEILINGS_ORDER.text, "article 1", url=CEILINGS_ORDER.url)
_OPENFISCA: Final = Source(
    "openfisca/openfisca-france, commit a7038ee du 23 juillet 2026",
    "paramètres prestations_sociales/aides_logement/logement_social",
)
_ORDERS_BY_YEAR: Final = {
    2016: Source("Arrêté du 22 décembre 2015"),
    2017: Source("Arrêté du 22 décembre 2016"),
    2018: Source("Arrêté du 28 décembre 2017"),
    2024: Source("Arrêté du 18 décembre 2023"),
    2025: Source("Arrêté du 23 décembre 2024"),
    2026: Source("Arrêté du 19 décembre 2025 (NOR VLOL2534266A)", "JO du 24 décembre 2025, non lu"),
}
"""The orders that set the ceilings of a year, where they are named."""
_ANNEX_OF_2024: Final = Source(
    CEILINGS_ORDER.text, "annexe I, LEGIARTI000048667288", url=CEILINGS_ORDER.url
)
_PLUS_SOURCES: Final = {
    2008: (code("R.318-31"),),
    2009: (Source("Loi 2009-323 (MOLLE)", "article 65"),),
    2020: (Source("fiscalonline.com", "plafonds PSLA du BOFiP, 15 janvier 2020"),),
    2023: (Source("weblex.fr", "plafonds PLUS 2023"),),
    2024: (_ANNEX_OF_2024,),
    2026: (Source("lessentieldeleco.fr", "sept plafonds PLUS 2026"),),
}
"""Where else the ceilings of a year are told."""
_PLAI_PAGES: Final = {
    2022: (_OPENFISCA, Source("fougeres-habitat.fr", "plafonds PLAI 2022")),
    2023: (
        Source("weblex.fr", "plafonds PLAI 2023"),
        Source("logementsocial69.fr", "plafonds PLAI 2023, autres régions"),
    ),
    2024: (Source("haye-expert-comptable.fr", "plafonds PLAI 2024"),),
    2025: (
        Source("tradetrans.eu", "plafonds PLAI 2025, première zone"),
        Source("social.linked.fr", "plafond PLAI 2025, autres régions, catégorie 1"),
        Source("omhgrandnancy.fr", "plafonds PLAI 2025, autres régions"),
    ),
}
_UNNAMED: Final = Text(
    "The order that set the ceilings of this year is not named in what was read.",
    "L'arrêté qui a fixé les plafonds de cette année n'est pas nommé dans ce qui a été lu.",
)
_PLUS_NOTES: Final = {
    date(2008, 1, 1): Text(
        "Dated 1 January 2008. The next table begins on 1 June 2009: which one held from "
        "1 January 2009 until then was not read.",
        "Daté du 1er janvier 2008. Le barème suivant commence le 1er juin 2009\u00a0: celui qui "
        "valait du 1er janvier 2009 jusque-là n'a pas été lu.",
    ),
    date(2009, 6, 1): Text(
        "The law lowered them by 10.3 % from the first day of the third month after its "
        "publication: it was read; the amounts were not, in an official text.",
        "La loi les a baissés de 10,3\u00a0% à compter du premier jour du troisième mois suivant "
        "sa publication\u00a0: elle a été lue\u202f; les montants ne l'ont pas été, dans un texte "
        "officiel.",
    ),
    date(2020, 1, 1): Text(
        "One table only: the version of the order is dated 2 January 2020, with these amounts.",
        "Un seul barème\u00a0: la version de l'arrêté est datée du 2 janvier 2020, avec ces "
        "montants.",
    ),
}
_PLAI_NOTES: Final = {
    date(2018, 1, 1): Text(
        "First zone, category 5: 35749 is what was read; its neighbours suggest 35746.",
        "Première zone, catégorie 5\u00a0: 35\u202f749 est ce qui a été lu\u202f; les montants "
        "voisins suggèrent 35\u202f746.",
    ),
    date(2022, 1, 1): Text(
        "First zone, category 2: one source types 218805; the other has 21805, which is held.",
        "Première zone, catégorie 2\u00a0: une source écrit 218805\u202f; l'autre donne "
        "21\u202f805, qui est retenu.",
    ),
    date(2025, 1, 1): Text(
        "No page with the second zone was found; what arithmetic gives for it is not law, and is "
        "not here. The page with the other regions has two errors of typing in its table of PLUS.",
        "Aucune page avec la deuxième zone n'a été trouvée\u202f; ce que le calcul donnerait "
        "pour elle n'a pas valeur de droit et ne figure pas ici. La page des autres régions a "
        "deux fautes de frappe dans son barème PLUS.",
    ),
}
_PLS_NOTE: Final = Text(
    "The ceilings of PLUS increased by 30 %, as article 1 says; the rounding, to the nearest euro "
    "and half up, is that of the figures published for 2020, and in part for 2022, 2023 and 2025.",
    "Les plafonds PLUS majorés de 30\u00a0%, comme le dit l'article 1er\u202f; l'arrondi, à "
    "l'euro le plus proche, est celui des chiffres publiés pour 2020, et en partie pour 2022, "
    "2023 et 2025.",
)


def _plus_version(day: date, rows: ZoneRows) -> Version[CeilingTable]:
    order = _ORDERS_BY_YEAR.get(day.year)
    orders = (CEILINGS_ORDER,) if order is None else (order, CEILINGS_ORDER)
    sources = (*orders, *_PLUS_SOURCES.get(day.year, ()), _OPENFISCA)
    read = Confidence.VERIFIED if _ANNEX_OF_2024 in sources else Confidence.SECONDARY
    note = _PLUS_NOTES.get(day, _UNNAMED if order is None else None)
    return Version(CeilingTable(*rows), day, sources, read, note)


def _plai_version(day: date, rows: ZoneRows) -> Version[CeilingTable]:
    sources = (CEILINGS_ORDER, *_PLAI_PAGES.get(day.year, (_OPENFISCA,)))
    note = _PLAI_NOTES.get(day)
    return Version(CeilingTable(*rows), day, sources, Confidence.SECONDARY, note)


def _pls_version(plus: Version[CeilingTable]) -> Version[CeilingTable]:
    sources = (_ORDER_OF_INCREASE, *plus.sources)
    return Version(plus.value.for_pls(), plus.since, sources, Confidence.INFERRED, _PLS_NOTE)


def _runs_of_years(
    financing: str, versions: Iterable[Version[CeilingTable]]
) -> tuple[Provision[CeilingTable], ...]:
    """One provision for each run of years that follow each other."""
    runs: list[list[Version[CeilingTable]]] = []
    for version in versions:
        last = runs[-1][-1].since.year if runs else 0
        follows = last == version.since.year or (last, 1, 1) == (
            version.since.year - 1,
            version.since.month,
            version.since.day,
        )
        if follows:
            runs[-1].append(version)
        else:
            runs.append([version])
    return tuple(
        Provision(
            f"{financing.lower()}-ceilings-{run[0].since.year}",
            _CEILINGS_OF.format(financing=financing),
            run,
            verified_until=date(run[-1].since.year, 12, 31),
        )
        for run in runs
    )


_CEILINGS_OF: Final = Text("income ceilings of {financing}", "plafonds de ressources {financing}")


_PLUS_VERSIONS: Final = tuple(_plus_version(day, rows) for day, rows in PLUS_AMOUNTS.items())

CEILING_TABLES: Final[Mapping[str, tuple[Provision[CeilingTable], ...]]] = MappingProxyType(
    {
        "PLAI": _runs_of_years(
            "PLAI", (_plai_version(day, rows) for day, rows in PLAI_AMOUNTS.items())
        ),
        "PLUS": _runs_of_years("PLUS", _PLUS_VERSIONS),
        "PLS": _runs_of_years("PLS", map(_pls_version, _PLUS_VERSIONS)),
    }
)
"""The tables of each financing: a provision for each run of years without a gap.

A table holds until 31 December of its year or the next table, whichever comes first.
"""


def ceiling_table(financing: str, *, on: date) -> Version[CeilingTable]:
    """The table of ceilings of a financing in force on a day, with its sources (*barème*).

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: On a day for which no table is known.
        UnknownCodeError: For a financing other than PLAI, PLUS and PLS.

    Examples:
        >>> ceiling_table("PLUS", on=date(2018, 6, 1)).confidence
        Confidence.SECONDARY
    """
    exact_day(on, "ceilings, on")
    provisions = CEILING_TABLES[_check_financing(financing)]
    for provision in provisions:
        if provision.known_on(on):
            return provision.at(on)
    spans = "; ".join(f"{run.versions[0].since} to {run.verified_until}" for run in provisions)
    remedy = "no verified table is held for that day"
    raise NotKnownError(f"income ceilings of {financing}", str(on), f"a day within {spans}", remedy)


def ceiling(financing: str, zone: str, category: int, *, on: date) -> int:
    """An income ceiling, in euros a year (*plafond de ressources*).

    Args:
        financing: PLAI, PLUS or PLS.
        zone: The zone of the dwelling, as `zone` tells it.
        category: The category of the household, 1 to 6; 7 is the sixth and one more person. It
            is the number of people, or one more: `category` of `categories` says which.
        on: The day asked.

    Raises:
        InvalidTypeError: For a category that is not a whole number, or anything but a day.
        InvalidValueError: For a category below 1.
        NotKnownError: On a day for which no table is known, or for an amount that is not known.
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
    which no table is known, and beyond the largest category that it looks up.

    Raises:
        UnknownCodeError: For a financing other than PLAI, PLUS and PLS.

    Examples:
        >>> from housing_agreements.criteria.households import Household
        >>> household = Household(annual_income=45_755, ceilings_zone="paris", ceilings_category=3)
        >>> under_ceiling("PLUS").decide(household, on=date(2018, 6, 1))
        Verdict.MET
        >>> under_ceiling("PLUS").decide(household, on=date(2017, 6, 1))
        Verdict.UNMET
    """
    return _criterion_by_category(_check_financing(financing))


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
        Verdict.MET
    """
    return _criterion_by_dwelling(_check_financing(financing))


def _check_financing(financing: str) -> str:
    if type(financing) is not str or financing not in CEILING_TABLES:
        expected = "a financing that has income ceilings"
        remedy = nearest(financing, CEILING_TABLES)
        raise UnknownCodeError("financing", show(financing), expected, remedy)
    return financing


@cache
def _criterion_by_category(financing: str) -> Criterion:
    by = (facts.ceilings_zone, facts.ceilings_category)
    under = facts.annual_income.under(_amounts_by_day(financing, ZONES), by=by)
    return _label(under | (facts.ceilings_category.above(LARGEST_CATEGORY) & _TOO_LARGE), financing)


@cache
def _criterion_by_dwelling(financing: str) -> Criterion:
    here = {zone: facts.dwelling_offered.within(zone_territory(zone)) for zone in ZONES}
    plain, higher = (
        any_of(*(here[zone] & _criterion_by_people(financing, zone, more) for zone in ZONES))
        for more in (0, 1)
    )
    criterion = any_of(
        plain.labelled(_IN_CATEGORY_OF_SIZE),
        ONE_HIGHER & higher.labelled(_IN_CATEGORY_ABOVE),
        ~any_of(*here.values()) & _NO_ZONE,
        facts.household_size.above(LARGEST_CATEGORY) & _TOO_LARGE,
    )
    return _label(criterion, financing)


def _criterion_by_people(financing: str, zone: str, more: int) -> Criterion:
    """Under the ceilings of a zone for the number of people, or for so many more."""
    table = _amounts_by_day(financing, (zone,), more).map(
        lambda rows: {size: amount for (_, size), amount in rows.items()}
    )
    return facts.annual_income.under(table, by=facts.household_size)


def _label(criterion: Criterion, financing: str) -> Criterion:
    name = _AT_MOST_CEILING_OF.format(financing=financing)
    return criterion.labelled(name, (CEILINGS_ORDER,))


_AT_MOST_CEILING_OF: Final = Text(
    "income at most the ceiling of {financing}", "ressources au plus égales au plafond {financing}"
)


def _amounts_by_day(
    financing: str, zones: tuple[str, ...], more: int = 0
) -> Timeline[dict[tuple[str, int], int | None]]:
    """The ceilings by zone and category, or so many categories above, on every day.

    Between two runs of tables, no amount is known.
    """
    keys = [(zone, category) for zone in zones for category in range(1, LARGEST_CATEGORY + 1)]
    provisions = CEILING_TABLES[financing]
    changes: dict[date, dict[tuple[str, int], int | None]] = {
        version.since: {key: version.value.ceiling(key[0], key[1] + more) for key in keys}
        for provision in provisions
        for version in provision.versions
    }
    for before, _ in pairwise(provisions):
        changes[before.verified_until + timedelta(days=1)] = dict.fromkeys(keys)
    return Timeline(changes, verified_until=provisions[-1].verified_until)


_BEYOND_WHAT_IS_HELD: Final = Text("beyond what is held here", "au-delà de ce qui figure ici")
_TOO_LARGE: Final = open_question(
    f"the ceiling of a household beyond {LARGEST_CATEGORY} people",
    f"le plafond d'un ménage de plus de {LARGEST_CATEGORY} personnes",
    (CEILINGS_ORDER,),
    because=_BEYOND_WHAT_IS_HELD,
)
_NO_ZONE: Final = open_question(
    "the ceilings overseas, or of a commune that no list here has",
    "les plafonds outre-mer, ou d'une commune qu'aucune liste d'ici ne contient",
    because=_BEYOND_WHAT_IS_HELD,
)
_IN_CATEGORY_OF_SIZE: Final = Text("in the category of its size", "dans la catégorie de sa taille")
_IN_CATEGORY_ABOVE: Final = Text("in the category above", "dans la catégorie supérieure")
