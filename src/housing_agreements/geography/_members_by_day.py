"""Which communes belong to a department or an intercommunality, by day.

The communes of a department are those in use. Those of an intercommunality are told by editions:
an edition speaks for its year, from 1 January to 31 December. Before the first edition held, and
after the last, they are not known. In the Paris area the metropolis has public establishments
(*établissements publics territoriaux*) below it, which are held from 2023 on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from housing_agreements.geography._long_tables import load_table
from housing_agreements.geography._official_code import LAST_DAY, load_official_code

__all__ = (
    "PUBLIC_ESTABLISHMENT",
    "Body",
    "MemberStretch",
    "body_of_commune",
    "communes_of_department",
    "join_bodies",
    "load_bodies",
)

PUBLIC_ESTABLISHMENT: Final = "EPT"
"""The kind of the public establishments of the Paris area."""
_PARIS: Final = "75056"
_PARIS_METROPOLIS: Final = "200054781"


class MemberStretch(NamedTuple):
    """Who belongs in a stretch of time."""

    start: date
    """The first day."""
    end: date
    """The first day on which it is not known any more, or others belong."""
    communes: frozenset[str]
    """The codes of the communes, as they are read on these days."""


class Body(NamedTuple):
    """An intercommunality (*établissement public de coopération intercommunale*)."""

    number: str
    """Its number (*numéro SIREN*)."""
    kind: str
    """`CC`, `CA`, `CU`, `METRO` or `MET69`; `EPT` for an establishment of the Paris area."""
    name: str
    """Its name."""
    members: tuple[MemberStretch, ...]
    """Its communes, in stretches of time that may leave gaps, in order."""

    def communes_on(self, day: date) -> frozenset[str] | None:
        """Its communes on a day; `None`: not known, or it was not there.

        Examples:
            >>> lille = load_bodies()["200093201"]
            >>> len(lille.communes_on(date(2026, 1, 1))), lille.communes_on(date(2020, 1, 1))
            (95, None)
        """
        held = (stretch.communes for stretch in self.members if stretch.start <= day < stretch.end)
        return next(held, None)


def communes_of_department(department: str) -> tuple[MemberStretch, ...]:
    """The communes of a department, until the last edition; those that do not change made one.

    Examples:
        >>> [(start.year, len(codes)) for start, _, codes in communes_of_department("93")]
        [(1968, 40), (2025, 39)]
    """
    code = load_official_code()
    days = code.days_of_codes(department)
    ends = (*days[1:], LAST_DAY + timedelta(days=1))
    return _merge(
        MemberStretch(start, end, frozenset(code.codes_in_use(department, start)))
        for start, end in zip(days, ends, strict=True)
    )


@cache
def load_bodies() -> Mapping[str, Body]:
    """Every intercommunality by its number; the table is loaded when first asked for."""
    bodies = (
        _read_body(entry)
        for text in load_table("intercommunalities").values()
        for entry in text.split(";")
    )
    return {body.number: body for body in bodies}


def _read_body(entry: str) -> Body:
    number, kind, name, *parts = entry.split("|")
    lists: list[tuple[int, int, list[str]]] = []
    for part in parts:
        years, *codes = part.split()
        first, _, last = years.partition("-")
        lists.append((int(first), int(last or first) + 1, codes))
    # From each of these years on, the lists that hold are others.
    turns = sorted({year for first, after, _ in lists for year in (first, after)})
    stretches = [
        MemberStretch(date(turn, 1, 1), date(next_turn, 1, 1), frozenset().union(*held))
        for turn, next_turn in pairwise(turns)
        if (held := [codes for first, after, codes in lists if first <= turn < after])
    ]
    return Body(number, kind, name, _merge(stretches))


def _merge(stretches: Iterable[MemberStretch]) -> tuple[MemberStretch, ...]:
    """Stretches in order, those that follow each other with the same communes made one."""
    merged: list[MemberStretch] = []
    for start, end, communes in stretches:
        goes_on = merged and merged[-1].end == start and merged[-1].communes == communes
        first = merged.pop().start if goes_on else start
        merged.append(MemberStretch(first, end, communes))
    return tuple(merged)


def join_bodies(numbers: Iterable[str]) -> tuple[MemberStretch, ...] | None:
    """The communes of intercommunalities that follow each other under several numbers.

    The numbers must be held. `None`: two of them have communes on the same day.

    Examples:
        >>> joint = join_bodies(["245900410", "200093201"])
        >>> [(stretch.start.year, len(stretch.communes)) for stretch in joint]
        [(2019, 90), (2021, 95)]
    """
    bodies = load_bodies()
    stretches = sorted(
        (stretch for number in set(numbers) for stretch in bodies[number].members),
        key=lambda stretch: stretch.start,
    )
    if any(one.end > other.start for one, other in pairwise(stretches)):
        return None
    return _merge(stretches)


@cache
def _by_commune() -> Mapping[str, list[tuple[MemberStretch, str]]]:
    """To which intercommunality each commune belongs, in which stretches of time."""
    held: dict[str, list[tuple[MemberStretch, str]]] = defaultdict(list)
    for body in load_bodies().values():
        for stretch in body.members:
            codes = stretch.communes
            if body.number == _PARIS_METROPOLIS:
                codes &= {_PARIS}
            for code in codes:
                held[code].append((stretch, body.number))
    return held


def body_of_commune(commune: str, day: date) -> str | None:
    """The number of the intercommunality of a commune in use; `None`: it has none, or not known.

    It is the one with its own taxes and, in the Paris area, the public establishment; Paris, which
    is in none, has the metropolis.

    Examples:
        >>> body_of_commune("59350", date(2020, 6, 1)), body_of_commune("59350", date(2021, 6, 1))
        ('245900410', '200093201')
        >>> body_of_commune("93066", date(2022, 1, 1)), body_of_commune("93066", date(2023, 1, 1))
        (None, '200057867')
    """
    held = _by_commune().get(commune, ())
    return next((number for (start, end, _), number in held if start <= day < end), None)
