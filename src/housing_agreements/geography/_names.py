"""The names of communes and their districts, as the official code last wrote them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final

from housing_agreements.geography._history import department_in_code
from housing_agreements.geography._long_tables import load_table
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
from housing_agreements.values.texts import Listed, Text

__all__ = (
    "name_of_code",
    "name_of_code_apart",
    "tell_apart",
    "tell_ground_named_in_part",
    "tell_last_day",
)


@cache
def _names(department: str) -> Mapping[str, tuple[str, ...]]:
    """The names of each code of a department, one for each stretch if they differ."""
    width = 5 - len(department)
    names: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for entry in load_table("names")[department].split(";"):
        names[department + entry[:width]] += (entry[width:],)
    return names


def name_of_code(code: str, day: date | None = None) -> str:
    """The name of a commune or a district; the code itself, if no edition holds it.

    Args:
        code: Its code.
        day: On which day; `None`: the last one that it had.

    Examples:
        >>> name_of_code("93059"), name_of_code("75115")
        ('Pierrefitte-sur-Seine', 'Paris 15e Arrondissement')
        >>> name_of_code("49126", date(2010, 1, 1)), name_of_code("49126", date(2025, 1, 1))
        ('Drain', "Orée d'Anjou")
        >>> name_of_code("94100")
        '94100'
    """
    stretches = load_official_code().stretches(code)
    if not stretches:
        return code
    names = _names(department_in_code(code))[code]
    if day is None or len(names) == 1:
        return names[-1]
    begun = sum(stretch.start is None or stretch.start <= day for stretch in stretches)
    return names[max(begun, 1) - 1]


@cache
def _codes_by_name() -> Mapping[str, tuple[str, ...]]:
    """The codes that have, or had, each name."""
    codes: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for department, names in load_table("names").items():
        width = 5 - len(department)
        for entry in dict.fromkeys(names.split(";")):
            codes[entry[width:]] += (department + entry[:width],)
    return codes


def name_of_code_apart(code: str, day: date | None = None) -> str | None:
    """The name of a commune or a district, with its code where others have the name too.

    Args:
        code: Its code.
        day: On which day; `None`: the last one that is told.

    Returns:
        The name; `None` for a code that no edition holds.

    Examples:
        >>> name_of_code_apart("33063"), name_of_code_apart("93066")
        ('Bordeaux', 'Saint-Denis (93066)')
    """
    name = name_of_code(code, day)
    if name == code:
        return None
    asked, official = day or LAST_DAY, load_official_code()
    holders = [
        other
        for other in _codes_by_name()[name]
        if other == code
        or (
            any(stretch.holds(asked) for stretch in official.stretches(other))
            and name_of_code(other, day) == name
        )
    ]
    return tell_apart(name, code, len(holders))


def tell_apart(name: str, code: str, holders: int) -> str:
    """A name, with the code of its holder where it is not the only one.

    Examples:
        >>> tell_apart("A landlord", "office", 1), tell_apart("A landlord", "office", 2)
        ('A landlord', 'A landlord (office)')
    """
    return name if holders == 1 else f"{name} ({code})"


def tell_last_day(last_day: date = LAST_DAY) -> Text:
    """Until which day it is known what the codes of communes name."""
    return _KNOWN_UNTIL.format(day=last_day)


def tell_ground_named_in_part(
    code: str, named: Iterable[str], day: date, listed_on: date | None = None
) -> Text:
    """Why a list does not tell of a commune: some of its ground is named there, and not all.

    Args:
        code: The commune.
        named: The communes of the list that have some of its ground.
        day: The day on which the code is read.
        listed_on: The day on which those of the list are read; `None`: the same.

    Examples:
        >>> print(tell_ground_named_in_part("93066", ["93059"], date(2026, 1, 1)).en)
        on 1 January 2026, 93066 Saint-Denis has ground of 93059 Pierrefitte-sur-Seine, which the \
list names, and more
    """
    told = [f"{one} {name_of_code(one, listed_on or day)}" for one in named]
    whole = f"{code} {name_of_code(code, day)}"
    return _NAMED_IN_PART.format(day=day, whole=whole, parts=Listed(told))


_KNOWN_UNTIL: Final = Text(
    "what commune codes name is known until {day}",
    "ce que désignent les codes des communes est connu jusqu'au {day}",
)
_NAMED_IN_PART: Final = Text(
    "on {day}, {whole} has ground of {parts}, which the list names, and more",
    "au {day}, {whole} comprend du territoire de {parts}, que la liste nomme, et s'étend au-delà",
)
