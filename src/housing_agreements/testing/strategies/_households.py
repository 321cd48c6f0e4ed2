"""Strategies for households: values on both sides of every boundary.

All households are synthetic. Facts are drawn from few values, so that criteria and households
meet; `households_around` draws for one criterion, from both sides of each of its boundaries.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Fact, Kind, Known, has_evidence
from housing_agreements.geography.territories import Place
from housing_agreements.testing.strategies._geography import places
from housing_agreements.testing.strategies._pools import FINANCINGS

__all__ = (
    "FEW_COMMUNES",
    "REGISTERED",
    "comparable",
    "completions",
    "days_asked",
    "fact_values",
    "households",
    "households_around",
    "known_facts",
)

_FIRST_DAY_ASKED: Final = date(2014, 1, 1)
_LAST_DAY_ASKED: Final = date(2020, 12, 31)
FEW_COMMUNES: Final = st.sampled_from(("35238", "59350"))
_KINDS_WITHIN_BOUNDS: Final = {Kind.COUNT, Kind.AMOUNT, Kind.DAY}


def days_asked() -> st.SearchStrategy[date]:
    """The days on which criteria are asked, ends of February more often."""
    return st.dates(_FIRST_DAY_ASKED, _LAST_DAY_ASKED) | st.sampled_from(
        (date(2016, 2, 29), date(2017, 2, 28))
    )


def fact_values(fact: Fact) -> st.SearchStrategy[Any]:
    """Exact values of a fact, few enough to meet each other."""
    amounts = st.integers(0, 40).map(lambda step: 1_000 * step)
    return {
        Kind.FLAG: st.booleans(),
        Kind.COUNT: st.integers(fact.least, 8),
        Kind.AMOUNT: amounts.map(lambda value: value + fact.least)
        | amounts.map(lambda value: Decimal(value) / 7 + fact.least)
        | amounts.map(lambda value: Fraction(value, 3) + fact.least),
        Kind.DAY: days_asked() | st.dates(date(1990, 1, 1), _FIRST_DAY_ASKED),
        Kind.PLACE: places(communes=FEW_COMMUNES),
        Kind.CODE: st.sampled_from(FINANCINGS),
    }[fact.kind]


@st.composite
def known_facts(
    draw: st.DrawFn,
    fact: Fact,
    *,
    values: st.SearchStrategy[Any] | None = None,
    bounded: bool = True,
) -> Known[Any]:
    """A fact with evidence, exact or within bounds, still valid or not."""
    drawn = fact_values(fact) if values is None else values
    verified = draw(st.booleans())
    valid_until = draw(st.none() | days_asked())
    first, second = draw(drawn), draw(drawn)
    if not bounded or fact.kind not in _KINDS_WITHIN_BOUNDS or draw(st.booleans()):
        return Known(first, verified=verified, valid_until=valid_until)
    low, high = sorted((first, second), key=comparable)
    ends = draw(st.sampled_from(((low, high), (low, None), (None, high))))
    return Known(low=ends[0], high=ends[1], verified=verified, valid_until=valid_until)


def comparable(value: Any) -> Any:  # a number or a day
    """A value of a fact in a form that sorts with the others."""
    return value if isinstance(value, date) else Fraction(value)


@st.composite
def households(
    draw: st.DrawFn, kind: type[Household] = Household, *, names: Sequence[str] | None = None
) -> Household:
    """Households of whom some facts are known, exactly or within bounds.

    Args:
        draw: Given by Hypothesis.
        kind: The class of households.
        names: The facts that may be known; all of them unless told otherwise.
    """
    known = facts_by_name(kind)
    chosen = draw(st.sets(st.sampled_from(sorted(known if names is None else names)), max_size=8))
    given = {
        name: draw(fact_values(known[name]) | known_facts(known[name])) for name in sorted(chosen)
    }
    return kind(**given)


@st.composite
def households_around(
    draw: st.DrawFn,
    criterion: Criterion,
    kind: type[Household] = Household,
    *,
    on: date,
    exact: bool = False,
) -> Household:
    """Households whose facts lie on both sides of each boundary of a criterion, or are not known.

    Args:
        draw: Given by Hypothesis.
        criterion: What is asked.
        kind: The class of households.
        on: The day asked.
        exact: Whether every fact that the criterion reads is known exactly, and verified.
    """
    known = facts_by_name(kind)
    given: dict[str, Any] = {}
    for name, sides in criterion.boundaries(on=on).sides:
        values = st.sampled_from(sides)
        if exact:
            given[name] = Known(draw(values), verified=True)
        else:
            unknown = st.none() | known_facts(known[name], values=values)
            given[name] = draw(values | unknown)
    return kind(**given)


@st.composite
def completions(
    draw: st.DrawFn, household: Household, criterion: Criterion, *, on: date
) -> Household:
    """Households that agree with one, and of whom nothing that a criterion reads is unknown."""
    cuts = dict(criterion.boundaries(on=on).values)
    given: dict[str, Any] = {}
    for name, sides in criterion.boundaries(on=on).sides:
        now = getattr(household, name)
        known: Known[Any] | None = now if now is None or has_evidence(now) else Known(now)
        if known is not None and known.valid_until is not None and on > known.valid_until:
            known = None
        values = tuple(_sides_within(sides, cuts[name], known))
        given[name] = Known(draw(st.sampled_from(values)), verified=True)
    return type(household)(**given)


def _sides_within(sides: Sequence[Any], cuts: Sequence[Any], known: Known[Any] | None) -> list[Any]:
    if known is None:
        return list(sides)
    low, high = known.low, known.high
    if isinstance(low, Place) and low.neighbourhood is None:
        return [attrs.evolve(low, neighbourhood=place.neighbourhood) for place in cuts] or [low]
    ends = [end for end in (low, high) if end is not None]
    if low is not None and low == high:
        return ends
    inside = (
        side
        for side in sides
        if (low is None or comparable(low) <= comparable(side))
        and (high is None or comparable(side) <= comparable(high))
    )
    return [*ends, *inside]


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (Household, households),
)
"""Each class, with the strategy that draws it."""
