"""Which communes belong to a department or an intercommunality, by day.

The communes of a department are those in use. Those of an intercommunality are told by editions:
an edition speaks for its year, from 1 January to 31 December. Before the first edition held, and
after the last, they are not known. In the Paris area the metropolis has public establishments
(*établissements publics territoriaux*) below it, which are held from 2023 on.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import chain, pairwise
from typing import Final, NamedTuple

from housing_agreements.errors import InvalidValueError, show
from housing_agreements.geography._long_tables import load_table
from housing_agreements.geography._official_code import LAST_DAY, load_official_code

__all__ = (
    "PUBLIC_ESTABLISHMENT",
    "Body",
    "MemberStretch",
    "are_bodies_told",
    "body_numbers",
    "body_of_commune",
    "communes_of_department",
    "days_of_editions",
    "join_bodies",
    "lacks_establishment",
    "load_bodies",
    "load_body",
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
def _texts_of_bodies() -> Mapping[str, str]:
    """What the table writes of each intercommunality, by its number."""
    entries = (text.split(";") for text in load_table("intercommunalities").values())
    return {entry.partition("|")[0]: entry for entry in chain.from_iterable(entries)}


def body_numbers() -> Collection[str]:
    """The number of every intercommunality; the table is loaded when first asked for.

    Examples:
        >>> "245900410" in body_numbers(), "94068" in body_numbers()
        (True, False)
    """
    return _texts_of_bodies().keys()


@cache
def load_bodies() -> Mapping[str, Body]:
    """Every intercommunality by its number."""
    return {number: load_body(number) for number in body_numbers()}


@cache
def load_body(number: str) -> Body:
    """An intercommunality by its number, which must be held.

    Examples:
        >>> load_body("200057867").name
        'Plaine Commune'
    """
    number, kind, name, *parts = _texts_of_bodies()[number].split("|")
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


def join_bodies(numbers: Iterable[str]) -> tuple[MemberStretch, ...]:
    """The communes of intercommunalities that follow each other under several numbers.

    The numbers must be held.

    Raises:
        InvalidValueError: For two that have communes on the same day; the error names the days.

    Examples:
        >>> joint = join_bodies(["245900410", "200093201"])
        >>> [(stretch.start.year, len(stretch.communes)) for stretch in joint]
        [(2019, 90), (2021, 95)]
    """
    held = sorted(
        (
            (stretch, number)
            for number in dict.fromkeys(numbers)
            for stretch in load_body(number).members
        ),
        key=lambda pair: pair[0].start,
    )
    for (one, number), (other, next_number) in pairwise(held):
        if one.end > other.start:
            both = (load_body(number), load_body(next_number))
            last = min(body.members[-1].end for body in both) - timedelta(days=1)
            raise InvalidValueError(
                "intercommunality",
                f"{show(number)}, {show(next_number)}",
                "numbers that follow each other",
                f"both have communes from {other.start} to {last}: make a territory of each, "
                "and join them with |",
            )
    return _merge(stretch for stretch, _ in held)


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


@cache
def days_of_editions() -> tuple[date, ...]:
    """The first day of each edition that lists intercommunalities, then the day after the last.

    Examples:
        >>> days = days_of_editions()
        >>> days[0].year, days[-1].year
        (2019, 2027)
    """
    starts = (stretch.start for body in load_bodies().values() for stretch in body.members)
    years = range(min(starts).year, LAST_DAY.year + 2)
    return tuple(date(year, 1, 1) for year in years)


def are_bodies_told(day: date) -> bool:
    """Whether some edition tells the intercommunalities of a day.

    Examples:
        >>> are_bodies_told(date(2018, 12, 31)), are_bodies_told(date(2019, 1, 1))
        (False, True)
    """
    return days_of_editions()[0] <= day <= LAST_DAY


def lacks_establishment(commune: str, day: date) -> bool:
    """Whether a commune lies in the metropolis of Paris, and its establishment is not told.

    Examples:
        >>> day = date(2022, 12, 31)
        >>> lacks_establishment("93066", day), lacks_establishment("75056", day)
        (True, False)
        >>> lacks_establishment("93066", date(2023, 1, 1))
        False
    """
    held = load_body(_PARIS_METROPOLIS).communes_on(day) or frozenset()
    return commune in held and body_of_commune(commune, day) is None
