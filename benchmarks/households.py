"""Synthetic households that apply for a dwelling: drawn by chance, none stands for a real one."""

import random
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from housing_agreements import Household
from housing_agreements.geography.territories import Place
from housing_agreements.law.incomes.ceilings import ceiling_table
from housing_agreements.law.incomes.zones import ZONES

__all__ = (
    "COMMUNES",
    "UNKNOWN",
    "Drawn",
    "columns_of",
    "columns_stated",
    "drawn",
    "household_of",
    "household_stated",
    "one",
)

UNKNOWN: Final = -1
"""What stands for a number that is not known."""
COMMUNES: Final = (
    ("75056", 12),
    ("75112", 2),
    ("92012", 2),
    ("93048", 5),
    ("94080", 4),
    ("93059", 1),
    ("94068", 8),
    ("77288", 8),
    ("95127", 8),
    ("33063", 20),
    ("59350", 14),
    ("35238", 14),
    ("97411", 1),
    ("", 1),
)
"""Communes with their weights: of the three zones and of overseas; "" stands for none known."""
_ADULTS: Final = ((1, 0), (2, 0), (1, 1), (2, 1))


class Drawn(NamedTuple):
    """One household, in numbers."""

    commune: int
    """The place of the commune of its dwelling in `COMMUNES`."""
    income: int
    """Its income, in euros a year, of each of three years."""
    adults: int
    """One adult, or a couple."""
    others: int
    """Further adults, who are no dependants."""
    children: int
    """Its dependants."""
    first_age: int
    """The age of the one, in years."""
    second_age: int
    """The age of the other in a couple, in years."""
    disabled: int
    """Whether somebody is disabled: 0 or 1."""

    @property
    def size(self) -> int:
        """How many people there are."""
        return self.adults + self.others + self.children

    @property
    def code(self) -> str:
        """The code of the commune, or ""."""
        return COMMUNES[self.commune][0]

    @property
    def zone(self) -> str:
        """The zone that is stated, whatever the commune."""
        return ZONES[self.commune % 3]


def one() -> Drawn:
    """A couple with two children in Vincennes: everything is known."""
    return Drawn(4, 30_049, 2, 0, 2, 40, 38, 0)


def drawn(count: int, seed: int = 1, *, on: date = date(2018, 1, 1)) -> list[Drawn]:
    """Households drawn by chance; of a few, a fact is not known.

    One in fifty has an income of exactly some ceiling of PLAI of the day, one in fifty a euro
    more.
    """
    chance = random.Random(seed)
    table = ceiling_table("PLAI", on=on).value
    limits = [amount for zone in ZONES for amount in table.row(zone)[:6] if amount]
    columns = zip(
        chance.choices(range(len(COMMUNES)), weights=[each for _, each in COMMUNES], k=count),
        chance.choices(_ADULTS, weights=(46, 50, 2, 2), k=count),
        chance.choices(range(7), weights=(46, 20, 20, 8, 3, 2, 1), k=count),
        chance.choices((0, 1, UNKNOWN), weights=(90, 6, 4), k=count),
        strict=True,
    )
    rows = []
    for commune, (adults, others), children, disabled in columns:
        luck = chance.random()
        ages = (chance.randrange(19, 70), chance.randrange(19, 70))
        if luck < 0.04:
            income = chance.choice(limits) + (luck < 0.02)
        else:
            income = UNKNOWN if luck > 0.98 else chance.randrange(60_000)
        if 0.04 < luck < 0.05:
            ages = (UNKNOWN, UNKNOWN)
        rows.append(Drawn(commune, income, adults, others, children, *ages, disabled))
    return rows


def household_of(row: Drawn) -> Household:
    """The household, by its dwelling and its people."""
    return Household(
        annual_income=_known(row.income),
        household_size=row.size,
        dependants=row.children,
        disabled_member=_answer(row.disabled),
        couple=row.adults == 2,
        couple_age_sum=_known(_ages(row)),
        dwelling_offered=Place(row.code) if row.code else None,
    )


def household_stated(row: Drawn) -> Household:
    """The household, by a zone and a category that are stated."""
    return Household(
        annual_income=_known(row.income),
        ceilings_zone=row.zone,
        ceilings_category=row.size,
    )


def columns_of(rows: Iterable[Drawn]) -> dict[str, list[object]]:
    """The same facts as `household_of`, a column each."""
    each = list(rows)
    return {
        "annual_income": [_known(row.income) for row in each],
        "household_size": [row.size for row in each],
        "dependants": [row.children for row in each],
        "disabled_member": [_answer(row.disabled) for row in each],
        "couple": [row.adults == 2 for row in each],
        "couple_age_sum": [_known(_ages(row)) for row in each],
        "dwelling_offered": [row.code or None for row in each],
    }


def columns_stated(rows: Iterable[Drawn]) -> dict[str, list[object]]:
    """The same facts as `household_stated`, a column each."""
    each = list(rows)
    return {
        "annual_income": [_known(row.income) for row in each],
        "ceilings_zone": [row.zone for row in each],
        "ceilings_category": [row.size for row in each],
    }


def _ages(row: Drawn) -> int:
    """The sum of the ages of a couple; unknown for anybody else, who has none."""
    if row.adults == 1 or row.first_age == UNKNOWN:
        return UNKNOWN
    return row.first_age + row.second_age


def _known(number: int) -> int | None:
    return None if number == UNKNOWN else number


def _answer(number: int) -> bool | None:
    return None if number == UNKNOWN else number == 1
