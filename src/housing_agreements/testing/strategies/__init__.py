"""Hypothesis strategies for every public class: whatever they draw is valid by construction.

Hypothesis calls `register` by itself once the library is installed; from then on
`st.from_type(Territory)` draws territories, in a test that imports nothing from here.
"""

from collections.abc import Callable
from functools import partial
from typing import get_args

from hypothesis import strategies as st

from housing_agreements.criteria._household_classes import follow_classes
from housing_agreements.criteria.households import Household
from housing_agreements.testing.strategies import (
    _commitments,
    _criteria,
    _entries,
    _geography,
    _households,
    _joint_tallies,
    _model,
    _relocation,
    _scoring,
    _values,
)
from housing_agreements.testing.strategies._commitments import (
    commitments,
    shares,
    stages,
    substitutes,
    volumes,
)
from housing_agreements.testing.strategies._criteria import atoms, criteria
from housing_agreements.testing.strategies._entries import (
    attributions,
    entries,
    ledgers,
    productions,
    published_figures,
)
from housing_agreements.testing.strategies._filling import fuller_ledgers
from housing_agreements.testing.strategies._geography import (
    commune_codes,
    coverages,
    department_codes,
    member_timelines,
    members,
    neighbourhood_codes,
    places,
    territories,
)
from housing_agreements.testing.strategies._households import (
    completions,
    days_asked,
    fact_values,
    households,
    households_around,
    known_facts,
)
from housing_agreements.testing.strategies._joint_tallies import joint_tallies
from housing_agreements.testing.strategies._model import (
    agreements,
    amendments,
    contingents,
    parties,
    publics,
    references,
    terms,
    undertakings,
)
from housing_agreements.testing.strategies._relocation import (
    offer_tests,
    offered_households,
    offers,
    relocation_cases,
    relocation_charters,
)
from housing_agreements.testing.strategies._scoring import grid_lines, grids, point_numbers
from housing_agreements.testing.strategies._values import (
    bounds,
    days,
    periods,
    rates,
    roundings,
    roundings_by_size,
    schedules,
    sources,
    texts,
    timelines,
    verdicts,
    words,
)

__all__ = (
    "agreements",
    "amendments",
    "atoms",
    "attributions",
    "bounds",
    "commitments",
    "commune_codes",
    "completions",
    "contingents",
    "coverages",
    "criteria",
    "days",
    "days_asked",
    "department_codes",
    "entries",
    "fact_values",
    "fuller_ledgers",
    "grid_lines",
    "grids",
    "households",
    "households_around",
    "joint_tallies",
    "known_facts",
    "ledgers",
    "member_timelines",
    "members",
    "neighbourhood_codes",
    "offer_tests",
    "offered_households",
    "offers",
    "parties",
    "periods",
    "places",
    "point_numbers",
    "productions",
    "publics",
    "published_figures",
    "rates",
    "references",
    "register",
    "relocation_cases",
    "relocation_charters",
    "roundings",
    "roundings_by_size",
    "schedules",
    "shares",
    "sources",
    "stages",
    "substitutes",
    "terms",
    "territories",
    "texts",
    "timelines",
    "undertakings",
    "verdicts",
    "volumes",
    "words",
)

_MODULES = (
    _values,
    _geography,
    _households,
    _criteria,
    _commitments,
    _model,
    _entries,
    _joint_tallies,
    _relocation,
    _scoring,
)


def register() -> None:
    """Tell Hypothesis how to draw each public class, also with what a generic one holds.

    Each module of strategies lists its own in `REGISTERED`. Nothing is built before it is asked
    for; asked for `Timeline[int]`, the strategy of timelines is given that of integers. A class of
    households of your own is drawn as soon as it is made, with its facts and those of `Household`.

    Examples:
        >>> from housing_agreements.values.periods import Period
        >>> register()
        >>> st.from_type(Period)
        periods()
    """
    for module in _MODULES:
        for kind, strategy in module.REGISTERED:
            st.register_type_strategy(kind, partial(_draw_kind, strategy))
    follow_classes(_register_households)


def _register_households(kind: type[Household]) -> None:
    """Draw a class of households by its own facts; what its author registers later stands."""
    st.register_type_strategy(kind, households)


def _draw_kind(
    strategy: Callable[..., st.SearchStrategy[object]], kind: type
) -> st.SearchStrategy[object]:
    """The strategy of a class, given those of what a generic one holds."""
    return strategy(*map(st.from_type, get_args(kind)))
