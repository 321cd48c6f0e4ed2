"""Strategies for places and territories, and for what they are made of.

All names and all codes of neighbourhoods are synthetic; codes of communes and departments are
official ones, since any other is refused where it is looked at.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final

from hypothesis import strategies as st

from housing_agreements.geography._coverage import Coverage
from housing_agreements.geography._members import Members
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.geography._unknown_codes import is_given_up
from housing_agreements.geography.departments import departments
from housing_agreements.geography.territories import NO_NEIGHBOURHOOD, Place, Territory
from housing_agreements.testing.strategies._values import days, periods, texts, words
from housing_agreements.values.timelines import Timeline

__all__ = (
    "NEIGHBOURHOODS",
    "REGISTERED",
    "commune_codes",
    "coverages",
    "department_codes",
    "member_timelines",
    "members",
    "neighbourhood_codes",
    "places",
    "territories",
)

NEIGHBOURHOODS: Final = ("north", "south", "centre", "riverside")


def member_timelines(
    codes: st.SearchStrategy[str] | None = None,
    *,
    min_value: date = date(1990, 1, 1),
    max_value: date = date(2050, 12, 31),
    max_size: int = 4,
) -> st.SearchStrategy[Timeline[frozenset[str]]]:
    """Sets whose members come and go, some for good, within the two days given."""
    when = st.one_of(
        days(min_value=min_value, max_value=max_value),
        st.lists(periods(min_value=min_value, max_value=max_value), max_size=2),
    )
    drawn = commune_codes() if codes is None else codes
    return st.dictionaries(drawn, when, max_size=max_size).map(Timeline.of_members)


def department_codes() -> st.SearchStrategy[str]:
    """Codes of departments: of two characters, or of three overseas."""
    return st.sampled_from(sorted(departments(edition=2026)))


_NUMBERS_IN_DEPARTMENTS: Final = {
    "2A": (1, 4, 41, 103),
    "33": (1, 63, 95, 186, 278, 372, 465),
    "35": (1, 61, 121, 179, 238),
    "59": (1, 113, 221, 333, 350, 447),
    "69": (1, 50, 95, 142),
    "75": (56, 101, 115),
    "93": (1, 13, 31, 47),
    "94": (1, 17, 28, 34, 68),
    "974": (1, 5, 11),
}
_COMMUNES: Final = tuple(
    f"{department}{number:0{5 - len(department)}}"
    for department, numbers in _NUMBERS_IN_DEPARTMENTS.items()
    for number in numbers
)
"""Communes and districts in use on every day since 1990, of a few departments: they load soon."""

_COMMUNES_THAT_CHANGED: Final = (
    *("75101", "75115", "69383", "75056", "69123"),  # districts and their cities
    *("93059", "93066"),  # one became part of the other in 2025
    *("49040", "49069", "49126"),  # a delegated commune, and the new one under its two codes
    *("24560", "24068", "14666", "14712"),  # restored, and what they came out of
    *("49144", "44180"),  # one became part of the other, in another department
)
"""Codes that have ground in common with others, or were in use in some years only."""


def commune_codes(*, departments: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[str]:
    """Codes of communes: any that was ever in use in the departments given, or a few.

    Some of the few were always in use and shared their ground with no other. The others are, on
    purpose, districts and their cities, communes that merged, delegated ones, restored ones, and
    codes that were in use in some years only or changed department.
    """
    if departments is None:
        return st.sampled_from(_COMMUNES) | st.sampled_from(_COMMUNES_THAT_CHANGED)
    return departments.flatmap(lambda department: st.sampled_from(_list_codes(department)))


@cache
def _list_codes(department: str) -> tuple[str, ...]:
    codes = load_official_code().codes(department)
    return tuple(code for code in codes if not is_given_up(code))


def neighbourhood_codes() -> st.SearchStrategy[str]:
    """Synthetic codes of neighbourhoods, few enough to meet each other."""
    return st.sampled_from(NEIGHBOURHOODS)


def places(
    *,
    communes: st.SearchStrategy[str] | None = None,
    neighbourhoods: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Place]:
    """Places in the communes given: in a neighbourhood, in none, or where is not known."""
    named = neighbourhood_codes() if neighbourhoods is None else neighbourhoods
    return st.builds(
        Place,
        commune_codes() if communes is None else communes,
        st.one_of(st.none(), st.just(NO_NEIGHBOURHOOD), named),
    )


def coverages(
    *, neighbourhoods: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Coverage]:
    """Parts of a commune: some neighbourhoods, or all but some."""
    named = neighbourhood_codes() if neighbourhoods is None else neighbourhoods
    return st.builds(
        lambda make, listed: make(*listed),
        st.sampled_from((Coverage.only, Coverage.all_but)),
        st.frozensets(named, max_size=3),
    )


def members(
    *,
    communes: st.SearchStrategy[str] | None = None,
    departments: st.SearchStrategy[str] | None = None,
    neighbourhoods: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Members]:
    """What territories may cover, whatever operations made them."""
    part = coverages(neighbourhoods=neighbourhoods)
    return st.builds(
        Members,
        part,
        st.dictionaries(
            department_codes() if departments is None else departments, part, max_size=2
        ),
        st.dictionaries(commune_codes() if communes is None else communes, part, max_size=3),
    )


def territories(
    *,
    communes: st.SearchStrategy[str] | None = None,
    departments: st.SearchStrategy[str] | None = None,
    neighbourhoods: st.SearchStrategy[str] | None = None,
    possible_communes: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Territory]:
    """Synthetic territories whose lists are constant or change, known on every day.

    Give few communes, departments and neighbourhoods, and the territories meet. Whether a
    commune belongs is known, unless possible communes are given.
    """
    return st.builds(
        Territory,
        st.integers(1, 99).map("T{}".format),
        words(),
        st.sampled_from(("region", "epci", "department", "list")),
        communes=_code_lists(commune_codes() if communes is None else communes),
        departments=_code_lists(department_codes() if departments is None else departments),
        neighbourhoods=_code_lists(
            neighbourhood_codes() if neighbourhoods is None else neighbourhoods
        ),
        possible_communes=st.just(())
        if possible_communes is None
        else _code_lists(possible_communes),
        caveats=st.lists(texts(), max_size=1),
    )


def _code_lists(
    codes: st.SearchStrategy[str],
) -> st.SearchStrategy[frozenset[str] | Timeline[frozenset[str]]]:
    return st.frozensets(codes, max_size=3) | member_timelines(codes)


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (Place, places),
    (Coverage, coverages),
    (Members, members),
    (Territory, territories),
)
"""Each class, with the strategy that draws it."""
