"""The tables of income ceilings: one for each financing and year, with its sources."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements.law.ceiling_amounts import PLAI_AMOUNTS, PLUS_AMOUNTS, Amounts, Row
from housing_agreements.law.provisions import Confidence, Provision, Version
from housing_agreements.law.zones import ILE_DE_FRANCE, OTHER_REGIONS, PARIS, checked_zone
from housing_agreements.values.faults import Faults, as_tuple, exact_count
from housing_agreements.values.records import Record
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("CEILINGS", "ORDER", "CeilingTable")

_CATEGORIES: Final = 6
_EXTRA: Final = 6
_COLUMNS: Final = 7


def _row(given: Iterable[int | None]) -> Row:
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

    paris: Row = attrs.field(converter=_row)
    """Paris and its neighbours."""
    ile_de_france: Row = attrs.field(converter=_row)
    """The rest of Île-de-France."""
    other_regions: Row = attrs.field(converter=_row)
    """The other regions."""

    def __attrs_post_init__(self) -> None:
        """Each row has seven amounts."""
        faults = Faults("CeilingTable")
        rows = (self.paris, self.ile_de_france, self.other_regions)
        for name, row in zip(("paris", "ile_de_france", "other_regions"), rows, strict=True):
            if faults.refused(name, row):
                continue
            if len(row) != _COLUMNS:
                faults.value(name, row, "six categories and the amount for an extra person")
            for amount in row:
                if amount is not None:
                    faults.count(name, amount)
        faults.report()

    def row(self, zone: str) -> Row:
        """The row of a zone.

        Raises:
            UnknownCodeError: For a code that is not a zone's.
        """
        rows = {
            PARIS: self.paris,
            ILE_DE_FRANCE: self.ile_de_france,
            OTHER_REGIONS: self.other_regions,
        }
        return rows[checked_zone(zone)]

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
        more, extra = category - _CATEGORIES, row[_EXTRA]
        if more <= 0 or base is None:
            return base
        return None if extra is None else base + more * extra

    def increased(self) -> "CeilingTable":
        """The table with every amount increased by 30 %, to the nearest euro, half up."""
        return CeilingTable(*map(_increased, (self.paris, self.ile_de_france, self.other_regions)))


def _increased(row: Row) -> Row:
    return tuple(None if amount is None else (13 * amount + 5) // 10 for amount in row)


ORDER: Final = Source(
    "Arrêté du 29 juillet 1987 (NOR EQUC8700526A)",
    "annexe I",
    url="https://www.legifrance.gouv.fr/loda/id/JORFTEXT000000294318",
)
"""The order whose annex holds the ceilings, revised on each 1 January (R.441-1, 1°)."""
_INCREASE: Final = Source(ORDER.text, "article 1", url=ORDER.url)
_OPENFISCA: Final = Source(
    "openfisca/openfisca-france, commit a7038ee du 23 juillet 2026",
    "paramètres prestations_sociales/aides_logement/logement_social",
)
_ORDERS: Final = {
    2016: Source("Arrêté du 22 décembre 2015"),
    2017: Source("Arrêté du 22 décembre 2016"),
    2018: Source("Arrêté du 28 décembre 2017"),
    2024: Source("Arrêté du 18 décembre 2023"),
    2025: Source("Arrêté du 23 décembre 2024"),
    2026: Source("Arrêté du 19 décembre 2025", "JO du 24 décembre 2025"),
}
"""The orders that set the ceilings of a year, where they are named."""
_PLAI_PAGES: Final = {
    2024: (Source("haye-expert-comptable.fr", "plafonds PLAI 2024"),),
    2025: (
        Source("tradetrans.eu", "plafonds PLAI 2025, première zone"),
        Source("social.linked.fr", "plafond PLAI 2025, autres régions, catégorie 1"),
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
        "Daté du 1er janvier 2008. Le barème suivant commence le 1er juin 2009 : celui qui valait "
        "du 1er janvier 2009 jusque-là n'a pas été lu.",
    ),
    date(2020, 1, 2): Text(
        "One row is stated again from 2 January 2020 (other regions, category 4: 40462 euros), "
        "with the amount of the day before; what was corrected was not read.",
        "Une ligne est énoncée à nouveau au 2 janvier 2020 (autres régions, catégorie 4 : 40462 "
        "euros), au montant de la veille ; ce qui a été corrigé n'a pas été lu.",
    ),
}
_PLAI_NOTES: Final = {
    date(2018, 1, 1): Text(
        "First zone, category 5: 35749 is what was read; its neighbours suggest 35746.",
        "Première zone, catégorie 5 : 35749 est ce qui a été lu ; ses voisins suggèrent 35746.",
    ),
    date(2022, 1, 1): Text(
        "First zone, category 2: the source types 218805; read as 21805, as in Île-de-France.",
        "Première zone, catégorie 2 : la source écrit 218805 ; lu 21805, comme en Île-de-France.",
    ),
    date(2025, 1, 1): Text(
        "Only the first zone and one amount were published; what arithmetic gives for the rest "
        "is not law, and is not here.",
        "Seuls la première zone et un montant ont été publiés ; ce que l'arithmétique donne pour "
        "le reste n'est pas le droit, et n'est pas ici.",
    ),
}
_PLS_NOTE: Final = Text(
    "The ceilings of PLUS increased by 30 %, as article 1 says in its version in force on "
    "3 December 2024; the rounding, to the nearest euro and half up, is that of published figures.",
    "Les plafonds PLUS majorés de 30 %, comme l'article 1 le dit dans sa version en vigueur au "
    "3 décembre 2024 ; l'arrondi, à l'euro le plus proche, est celui des chiffres publiés.",
)


def _plus(day: date, amounts: Amounts) -> Version[CeilingTable]:
    order = _ORDERS.get(day.year)
    sources = (ORDER, _OPENFISCA) if order is None else (order, ORDER, _OPENFISCA)
    note = _PLUS_NOTES.get(day, _UNNAMED if order is None else None)
    return Version(CeilingTable(*amounts), day, sources, Confidence.SECONDARY, note)


def _plai(day: date, amounts: Amounts) -> Version[CeilingTable]:
    sources = (ORDER, *_PLAI_PAGES.get(day.year, (_OPENFISCA,)))
    note = _PLAI_NOTES.get(day)
    return Version(CeilingTable(*amounts), day, sources, Confidence.SECONDARY, note)


def _pls(plus: Version[CeilingTable]) -> Version[CeilingTable]:
    sources = (_INCREASE, *plus.sources)
    return Version(plus.value.increased(), plus.since, sources, Confidence.INFERRED, _PLS_NOTE)


def _stretches(
    financing: str, versions: Iterable[Version[CeilingTable]]
) -> tuple[Provision[CeilingTable], ...]:
    """One provision for each run of years that follow each other."""
    runs: list[list[Version[CeilingTable]]] = []
    for each in versions:
        last = runs[-1][-1].since.year if runs else 0
        follows = last == each.since.year or (last, 1, 1) == (
            each.since.year - 1,
            each.since.month,
            each.since.day,
        )
        if follows:
            runs[-1].append(each)
        else:
            runs.append([each])
    return tuple(
        Provision(
            f"{financing.lower()}-ceilings-{run[0].since.year}",
            Text(f"income ceilings of {financing}", f"plafonds de ressources {financing}"),
            run,
            verified_until=date(run[-1].since.year, 12, 31),
        )
        for run in runs
    )


_PLUS: Final = tuple(_plus(*each) for each in PLUS_AMOUNTS.items())

CEILINGS: Final[Mapping[str, tuple[Provision[CeilingTable], ...]]] = MappingProxyType(
    {
        "PLAI": _stretches("PLAI", (_plai(*each) for each in PLAI_AMOUNTS.items())),
        "PLUS": _stretches("PLUS", _PLUS),
        "PLS": _stretches("PLS", map(_pls, _PLUS)),
    }
)
"""The tables of each financing: a provision for each run of years without a gap.

A table holds until 31 December of its year or the next table, whichever comes first.
"""
