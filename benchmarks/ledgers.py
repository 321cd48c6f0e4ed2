"""Synthetic ledgers: drawn by chance, no entry stands for a real one."""

import random
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from housing_agreements import Attribution
from housing_agreements.geography._official_code import load_official_code

__all__ = ("COMMUNES", "CONTINGENTS", "LANDLORDS", "ON", "PUBLICS", "TAGS", "Row", "built", "drawn")

T = TypeVar("T")

ON = date(2019, 1, 1)
"""The day asked, after the end of the three years."""
CONTINGENTS = ("als", "state", "town")
"""Codes of contingents; the first is charged with half of the entries."""
PUBLICS = ("dalo", "leaving-shelter", "employed-poor", "moving-for-work", "young-worker", "other")
"""Codes of publics."""
TAGS = ("transfer", "relocation")
"""Codes of tags."""
LANDLORDS = tuple(f"landlord-{number}" for number in range(40))
"""Codes of landlords."""
_FIRST, _DAYS = date(2016, 1, 1), 1096
COMMUNES = (
    *map(str, range(75101, 75121)),
    *(
        commune
        for department in ("77", "78", "91", "92", "93", "94", "95")
        for commune in load_official_code().codes_in_use(department, _FIRST)[:45]
    ),
)
"""Codes of the districts of Paris and of three hundred communes around it, in use all along."""


class Row(NamedTuple):
    """One line before it becomes an entry."""

    number: int
    """Its place."""
    contingent: str
    """Its contingent."""
    commune: str
    """Its commune."""
    landlord: str
    """Its landlord."""
    publics: tuple[str, ...]
    """The publics that are sure."""
    possible: tuple[str, ...]
    """Those that are possible."""
    tags: tuple[str, ...]
    """Its tags."""
    stages: tuple[date | None, date | None, date | None]
    """The days on which it was proposed, decided and signed."""
    cancelled: date | None
    """The day from which it is void."""
    dwellings: int
    """How many dwellings it stands for."""


def drawn(entries: int, seed: int = 1) -> list[Row]:
    """Lines drawn by chance: three years, one entry in fifty cancelled, some never decided.

    Most households belong to no public or to one, some to two, a few to one that is only
    possible. One decision in a hundred has lost its day and is only known by its lease.
    """
    chance = random.Random(seed)
    days = [_FIRST + timedelta(days=number) for number in range(_DAYS)]
    sets: list[tuple[str, ...]] = [(), *((code,) for code in PUBLICS), PUBLICS[:2], PUBLICS[2:4]]
    tag_sets = [(), *((tag,) for tag in TAGS)]
    columns = zip(
        chance.choices(CONTINGENTS, weights=(5, 3, 2), k=entries),
        chance.choices(COMMUNES, k=entries),
        chance.choices(LANDLORDS, k=entries),
        chance.choices(sets, weights=(8, *[2] * (len(sets) - 1)), k=entries),
        chance.choices(days, k=entries),
        strict=True,
    )
    rows = []
    for number, (contingent, commune, landlord, publics, day) in enumerate(columns):
        luck = chance.random()
        possible = tuple(sorted({PUBLICS[number % len(PUBLICS)]} - {*publics}))
        rows.append(
            Row(
                number=number,
                contingent=contingent,
                commune=commune,
                landlord=landlord,
                publics=publics,
                possible=possible if luck < 0.04 else (),
                tags=tag_sets[number % 3] if 0.04 < luck < 0.10 else (),
                stages=_stages(day, chance.random()),
                cancelled=day + timedelta(days=60) if 0.10 < luck < 0.12 else None,
                dwellings=3 if 0.12 < luck < 0.125 else 1,
            )
        )
    return rows


def _stages(day: date, luck: float) -> tuple[date | None, date | None, date | None]:
    """When it was proposed, decided and signed, two weeks apart."""
    proposed, signed = day - timedelta(days=14), day + timedelta(days=14)
    if luck < 0.01:
        return proposed, None, signed
    if luck < 0.02:
        return proposed, None, None
    if luck < 0.2:
        return proposed, day, None
    return proposed, day, signed


def built(rows: list[Row], *, fresh: bool, all_days: bool = False) -> list[Attribution]:
    """Entries; their ids are always strings of their own.

    Args:
        rows: The lines.
        fresh: Whether every other string, day and set is an object of its own too, as when a
            file is read line by line; or the few distinct values are shared.
        all_days: Whether all the days of the stages are kept, or only what the decision needs.
    """
    code, day, codes = (_own_code, _own_day, frozenset) if fresh else (_same, _same, _shared)
    entries = []
    for row in rows:
        proposed, decided, signed = row.stages
        if not all_days and decided is not None:
            proposed = signed = None
        entries.append(
            Attribution(
                f"A{row.number:08d}",
                code(row.contingent),
                code(row.commune),
                publics=codes(row.publics),
                possible_publics=codes(row.possible),
                tags=codes(row.tags),
                proposed_on=day(proposed),
                decided_on=day(decided),
                signed_on=day(signed),
                cancelled_on=day(row.cancelled),
                landlord=code(row.landlord),
                count=row.dwellings,
            )
        )
    return entries


def _own_code(code: str) -> str:
    return "".join((code[:1], code[1:]))


def _own_day(day: date | None) -> date | None:
    return None if day is None else date(day.year, day.month, day.day)


def _same(value: T) -> T:
    return value


_SHARED: dict[tuple[str, ...], frozenset[str]] = {}


def _shared(codes: tuple[str, ...]) -> frozenset[str]:
    return _SHARED.setdefault(codes, frozenset(codes))
