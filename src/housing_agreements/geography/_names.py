"""The names of communes and their districts, as the official code last wrote them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache

from housing_agreements.geography._history import department_in_code
from housing_agreements.geography._long_tables import load_table
from housing_agreements.geography._official_code import load_official_code

__all__ = ("name_of_code",)


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
