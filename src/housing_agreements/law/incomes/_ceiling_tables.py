"""The income ceilings that were published, in euros a year: by day, zone and category.

Each day has three rows: Paris and its neighbours, the rest of Île-de-France, the other regions.
Each row has the six categories, then the amount for each extra person. `None` stands for an
amount that was not read; what arithmetic would give is not law, and is not here.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple, exact_count
from housing_agreements._records import Record
from housing_agreements.law.incomes.zones import ILE_DE_FRANCE, OTHER_REGIONS, PARIS, checked_zone
from housing_agreements.law.provisions import Confidence, Provision, Version
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("CEILINGS", "ORDER", "PLAI_AMOUNTS", "PLUS_AMOUNTS", "Amounts", "CeilingTable", "Row")

Row = tuple[int | None, ...]
"""The ceilings of one zone: six categories, and each extra person."""
Amounts = tuple[Row, Row, Row]
"""The rows of the three zones, Paris first."""

_NONE: Final = (None, None, None, None, None, None, None)

PLUS_AMOUNTS: Final[Mapping[date, Amounts]] = MappingProxyType(
    {
        date(2008, 1, 1): (
            (23553, 35200, 46144, 55093, 65548, 73759, 8218),
            (23553, 35200, 42314, 50683, 60000, 67517, 7523),
            (20477, 27345, 32885, 39698, 46701, 52630, 5871),
        ),
        date(2009, 6, 1): (
            (21802, 32584, 42715, 50999, 60678, 68279, 7607),
            (21802, 32584, 39170, 46917, 55541, 62500, 6964),
            (18955, 25313, 30441, 36748, 43231, 48720, 5435),
        ),
        date(2010, 1, 1): (
            (21872, 32688, 42852, 51162, 60872, 68497, 7631),
            (21872, 32688, 39295, 47067, 55719, 62700, 6986),
            (19016, 25394, 30538, 36866, 43369, 48876, 5452),
        ),
        date(2011, 1, 1): (
            (22113, 33048, 43323, 51725, 61542, 69250, 7715),
            (22113, 33048, 39727, 47585, 56332, 63390, 7063),
            (19225, 25673, 30874, 37272, 43846, 49414, 5512),
        ),
        date(2012, 1, 1): (
            (22334, 33378, 43756, 52242, 62157, 69943, 7792),
            (22334, 33378, 40124, 48061, 56895, 64024, 7134),
            (19417, 25930, 31183, 37645, 44284, 49908, 5567),
        ),
        date(2013, 1, 1): (
            (22814, 34096, 44697, 53365, 63493, 71447, 7960),
            (22814, 34096, 40987, 49094, 58118, 65401, 7287),
            (19834, 26487, 31853, 38454, 45236, 50981, 5687),
        ),
        date(2014, 1, 1): (
            (23019, 34403, 45099, 53845, 64064, 72090, 8032),
            (23019, 34403, 41356, 49536, 58641, 65990, 7353),
            (20013, 26725, 32140, 38800, 45643, 51440, 5738),
        ),
        date(2015, 1, 1): (
            (23127, 34565, 45311, 54098, 64365, 72429, 8070),
            (23127, 34565, 41550, 49769, 58917, 66300, 7388),
            (20107, 26851, 32291, 38982, 45858, 51682, 5765),
        ),
        date(2016, 1, 1): (
            (23132, 34572, 45320, 54109, 64378, 72443, 8072),
            (23132, 34572, 41558, 49779, 58929, 66313, 7389),
            (20111, 26856, 32297, 38990, 45867, 51692, 5766),
        ),
        date(2017, 1, 1): (
            (23146, 34593, 45347, 54141, 64417, 72486, 8077),
            (23146, 34593, 41583, 49809, 58964, 66353, 7393),
            (20123, 26872, 32316, 39013, 45895, 51723, 5769),
        ),
        date(2018, 1, 1): (
            (23354, 34904, 45755, 54628, 64997, 73138, 8150),
            (23354, 34904, 41957, 50257, 59495, 66950, 7460),
            (20304, 27114, 32607, 39364, 46308, 52189, 5821),
        ),
        date(2019, 1, 1): (
            (23721, 35452, 46473, 55486, 66017, 74286, 8278),
            (23721, 35452, 42616, 51046, 60429, 68001, 7577),
            (20623, 27540, 33119, 39982, 47035, 53008, 5912),
        ),
        date(2020, 1, 1): (
            (24006, 35877, 47031, 56152, 66809, 75177, 8377),
            (24006, 35877, 43127, 51659, 61154, 68817, 7668),
            (20870, 27870, 33516, 40462, 47599, 53644, 5983),
        ),
        date(2020, 1, 2): (
            (24006, 35877, 47031, 56152, 66809, 75177, 8377),
            (24006, 35877, 43127, 51659, 61154, 68817, 7668),
            (20870, 27870, 33516, 40462, 47599, 53644, 5983),
        ),
        date(2021, 1, 1): (
            (24116, 36042, 47247, 56410, 67116, 75523, 8416),
            (24116, 36042, 43325, 51897, 61435, 69134, 7703),
            (20966, 27998, 33670, 40648, 47818, 53891, 6011),
        ),
        date(2022, 1, 1): (
            (24316, 36341, 47639, 56878, 67672, 76149, 8486),
            (24316, 36341, 43684, 52326, 61944, 69707, 7767),
            (21139, 28231, 33949, 40985, 48214, 54338, 6061),
        ),
        date(2023, 1, 1): (
            (25165, 37611, 49303, 58865, 70036, 78809, 8782),
            (25165, 37611, 45210, 54154, 64108, 72142, 8038),
            (21878, 29217, 35135, 42417, 49898, 56236, 6273),
        ),
        date(2024, 1, 1): (
            (26044, 38925, 51025, 60921, 72482, 81562, 9089),
            (26044, 38925, 46789, 56046, 66347, 74662, 8319),
            (22642, 30238, 36362, 43899, 51641, 58200, 6492),
        ),
        date(2025, 1, 1): (
            (26687, 39885, 52284, 62424, 74271, 83575, 9313),
            (26687, 39885, 47944, 57429, 67984, 76504, 8524),
            (23201, 30984, 37259, 44982, 52915, 59636, 6652),
        ),
        date(2026, 1, 1): (
            (26920, 40233, 52740, 62968, 74919, 84304, 9394),
            (26920, 40233, 48362, 57930, 68577, 77171, 8598),
            (23403, 31254, 37584, 45374, 53376, 60156, 6710),
        ),
    }
)
"""The ceilings of PLUS, by the day from which they are in force.

The data states one row of 2020 again on 2 January (other regions, category 4), with the same
amount.
"""

PLAI_AMOUNTS: Final[Mapping[date, Amounts]] = MappingProxyType(
    {
        date(2017, 1, 1): (
            (12733, 20756, 27207, 29781, 35427, 39868, 4442),
            (12733, 20756, 24949, 27394, 32432, 36495, 4065),
            (11067, 16125, 19390, 21575, 25243, 28448, 3173),
        ),
        date(2018, 1, 1): (
            (12848, 20943, 27452, 30049, 35749, 40227, 4482),
            (12848, 20943, 25174, 27641, 32724, 36823, 4102),
            (11167, 16270, 19565, 21769, 25470, 28704, 3202),
        ),
        date(2019, 1, 1): (
            (13050, 21272, 27883, 30521, 36307, 40859, 4552),
            (13050, 21272, 25569, 28075, 33238, 37401, 4166),
            (11342, 16525, 19872, 22111, 25870, 29155, 3252),
        ),
        date(2020, 1, 1): (
            (13207, 21527, 28218, 30887, 36743, 41349, 4607),
            (13207, 21527, 25876, 28412, 33637, 37850, 4216),
            (11478, 16723, 20110, 22376, 26180, 29505, 3291),
        ),
        date(2021, 1, 1): (
            (13268, 21626, 28348, 31029, 36912, 41539, 4628),
            (13268, 21626, 25995, 28543, 33792, 38024, 4235),
            (11531, 16800, 20203, 22479, 26300, 29641, 3306),
        ),
        date(2022, 1, 1): (
            (13378, 21805, 28582, 31287, 37218, 41884, 4666),
            (13378, 21805, 26210, 28779, 34071, 38339, 4270),
            (11626, 16939, 20370, 22665, 26519, 29886, 3333),
        ),
        date(2024, 1, 1): (
            (14329, 23355, 30614, 33511, 39863, 44861, 4998),
            (14329, 23355, 28074, 30824, 36493, 41064, 4573),
            (12452, 18143, 21818, 24276, 28404, 32010, 3569),
        ),
        date(2025, 1, 1): (
            (14683, 23931, 31369, 34338, 40847, 45968, 5121),
            _NONE,
            (12759, None, None, None, None, None, None),
        ),
    }
)
"""The ceilings of PLAI that were published, by the day from which they are in force.

None is held before 2017, for 2023 nor for 2026; of 2025, the first zone and one amount.
"""


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
