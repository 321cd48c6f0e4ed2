"""The few synthetic codes, names and places that the strategies of agreements draw from.

There are so few of them that what is drawn meets.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final

from hypothesis import strategies as st

from housing_agreements.geography.territories import Territory
from housing_agreements.testing.strategies._geography import (
    NEIGHBOURHOODS,
    commune_codes,
    member_timelines,
    neighbourhood_codes,
)
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = (
    "COMMUNES",
    "CONTINGENTS",
    "DEPARTMENTS",
    "FINANCINGS",
    "FIRST_YEAR",
    "INTERCOMMUNALITIES",
    "LANDLORDS",
    "LAST_YEAR",
    "PROGRAMMES",
    "PUBLICS",
    "SECTORS",
    "TAGS",
    "citations",
    "close_communes",
    "close_sectors",
    "close_territories",
    "financings",
    "landlord_codes",
    "names",
    "programme_codes",
    "remarks",
    "some_of",
    "tag_codes",
)

FIRST_YEAR: Final = 2018
LAST_YEAR: Final = 2020
PUBLICS: Final = ("dalo", "shelter", "workers", "eviction")
CONTINGENTS: Final = ("state", "employers", "town")

COMMUNES: Final = ("94068", "94028", "33063", "2A004")
DEPARTMENTS: Final = ("94", "33", "2A")
INTERCOMMUNALITIES: Final = ("200057941", "200058006", "243300316", "242010056")
_TWO_NAMES: Final = (Text("a name", "un nom"), Text("another", "un autre"))
_SYNTHETIC_SOURCE: Final = Source("a synthetic text", "article 1", consulted=date(2018, 1, 2))
TAGS: Final = ("transfer", "relocation", "outside")
LANDLORDS: Final = ("office", "company", "cooperative")
SECTORS: Final = ("core", "belt")
PROGRAMMES: Final = ("rue-verte", "quai-bleu")
FINANCINGS: Final = ("PLAI", "PLUS", "PLS")


def some_of(
    codes: Sequence[str], *, min_size: int = 0, max_size: int = 2
) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the codes, each once, in any order."""
    if not codes:
        return st.just(())
    most = min(max_size, len(codes))
    return st.permutations(codes).flatmap(
        lambda order: st.integers(min(min_size, most), most).map(lambda size: tuple(order[:size]))
    )


def names() -> st.SearchStrategy[Text]:
    """Two synthetic names: an agreement has many, and draws them cheaply."""
    return st.sampled_from(_TWO_NAMES)


def citations() -> st.SearchStrategy[tuple[Source, ...]]:
    """No source, or a synthetic one."""
    return st.sampled_from(((), (_SYNTHETIC_SOURCE,)))


def tag_codes() -> st.SearchStrategy[str]:
    """Synthetic tags, few enough to meet each other."""
    return st.sampled_from(TAGS)


def landlord_codes() -> st.SearchStrategy[str]:
    """Synthetic landlords, few enough to meet each other."""
    return st.sampled_from(LANDLORDS)


def programme_codes() -> st.SearchStrategy[str]:
    """Synthetic building programmes, few enough to meet each other."""
    return st.sampled_from(PROGRAMMES)


def financings() -> st.SearchStrategy[str]:
    """The loans that finance dwellings."""
    return st.sampled_from(FINANCINGS)


def close_communes() -> st.SearchStrategy[str]:
    """A handful of commune codes, so that territories and entries meet."""
    return commune_codes() | st.sampled_from(COMMUNES) | st.sampled_from(COMMUNES)


@cache
def close_territories() -> st.SearchStrategy[Territory]:
    """Synthetic territories of a few communes, whose lists may change between 2017 and 2021."""
    return st.builds(
        Territory,
        st.sampled_from(("T1", "T2", "T3")),
        st.just("a synthetic territory"),
        st.sampled_from(("region", "epci", "list")),
        communes=_close_lists(st.sampled_from(COMMUNES)),
        departments=_close_lists(st.sampled_from(("94", "33", "2A"))),
        neighbourhoods=_close_lists(neighbourhood_codes()),
        caveats=remarks(),
    )


@st.composite
def close_sectors(draw: st.DrawFn, *, codes: Sequence[str] = SECTORS) -> tuple[Territory, ...]:
    """Sectors that share no ground: each commune is in one or in none, and may move on a day.

    Whether a neighbourhood that is listed stands in a commune of another sector is not known.
    """

    def share_out(areas: Sequence[str]) -> dict[str, frozenset[str]]:
        """The areas of each sector."""
        owner = {area: draw(st.sampled_from(("", *codes))) for area in areas}
        return {code: frozenset(area for area in areas if owner[area] == code) for code in codes}

    day = draw(st.dates(date(FIRST_YEAR, 1, 2), date(LAST_YEAR, 12, 31)))
    before, after = share_out(COMMUNES), share_out(COMMUNES)
    quarters = share_out(NEIGHBOURHOODS[:2])
    return tuple(
        Territory(
            code,
            f"the {code}",
            "sector",
            communes=Timeline({date.min: before[code], day: after[code]}),
            neighbourhoods=quarters[code],
        )
        for code in codes
    )


def _close_lists(
    codes: st.SearchStrategy[str],
) -> st.SearchStrategy[frozenset[str] | Timeline[frozenset[str]]]:
    first, last = date(FIRST_YEAR - 1, 6, 1), date(LAST_YEAR + 1, 6, 30)
    constant = st.frozensets(codes, max_size=3)
    return (
        constant | constant | member_timelines(codes, min_value=first, max_value=last, max_size=3)
    )


def remarks() -> st.SearchStrategy[tuple[Text, ...]]:
    """No remark, or a synthetic one."""
    return st.sampled_from(((), (), _TWO_NAMES[:1]))
