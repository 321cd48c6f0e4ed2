"""Strategies for criteria of every kind and shape."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from housing_agreements.criteria.comparisons import Flag
from housing_agreements.criteria.criteria import Criterion, all_of, any_of, at_least_of
from housing_agreements.criteria.facts import facts_of
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.testing.strategies._geography import territories
from housing_agreements.testing.strategies._households import (
    CODES,
    COMMUNES,
    comparable,
    fact_values,
)
from housing_agreements.testing.strategies._values import sources, texts
from housing_agreements.values.timelines import Timeline

__all__ = ("REGISTERED", "atoms", "criteria")

_DEPARTMENTS: Final = st.sampled_from(("35", "59"))


@st.composite
def atoms(
    draw: st.DrawFn, kind: type[Household] = Household, *, names: Sequence[str] | None = None
) -> Criterion:
    """Criteria without parts, of every kind that the facts allow."""
    known = facts_by_name(kind)
    name = draw(st.sampled_from(sorted(known if names is None else names)))
    asked = getattr(facts_of(kind), name)
    if draw(st.booleans()) and draw(st.booleans()):
        asked = asked.verified()
    return draw(_ATOMS[known[name].kind](asked, known[name]))


def _flags(asked: Flag, _: Fact) -> st.SearchStrategy[Criterion]:
    return st.just(asked)


def _limits(fact: Fact) -> st.SearchStrategy[Any]:
    values = fact_values(fact)
    timelines = st.builds(
        lambda first, second, until: Timeline(
            {date(2015, 1, 1): first, date(2018, 1, 1): second}, verified_until=until
        ),
        values,
        values,
        st.none() | st.just(date(2019, 12, 31)),
    )
    return values | timelines


def _ordered(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:
    limits = _limits(fact)
    pairs = st.lists(fact_values(fact), min_size=2, max_size=2).map(
        lambda pair: sorted(pair, key=comparable)
    )
    return st.one_of(
        limits.map(asked.at_least),
        limits.map(asked.above),
        limits.map(asked.at_most),
        limits.map(asked.below),
        limits.map(asked.equals),
        pairs.map(lambda pair: asked.between(*pair)),
        pairs.map(lambda pair: asked.between(*pair, above=pair[0] != pair[1])),
    )


def _numbers(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:
    if fact.kind is Kind.COUNT:
        several = st.sets(fact_values(fact), min_size=1, max_size=3)
        return _ordered(asked, fact) | several.map(lambda values: asked.one_of(*values))
    words = facts_of(Household)
    under = st.builds(
        lambda table, strictly: asked.under(table, by=words.dwelling_financing, strictly=strictly),
        _tables(st.sampled_from(CODES)),
        st.booleans(),
    ) | _tables(st.integers(1, 4)).map(lambda table: asked.under(table, by=words.household_size))
    return _ordered(asked, fact) | under


def _tables(keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Timeline[Any]]:
    """Ceilings by one fact, some of them not known."""
    amounts = st.none() | st.integers(1, 40).map(lambda value: 1_000 * value)
    rows = st.dictionaries(keys, amounts, min_size=1)
    return st.builds(
        lambda first, second: Timeline({date(2015, 1, 1): first, date(2018, 1, 1): second}),
        rows,
        rows,
    )


def _days(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:
    years, months = st.integers(0, 25), st.integers(0, 40)
    return st.one_of(
        _ordered(asked, fact),
        months.map(lambda length: asked.at_least_ago(months=length)),
        months.map(lambda length: asked.less_than_ago(months=length)),
        months.map(lambda length: asked.more_than_ago(months=length)),
        months.map(lambda length: asked.at_most_ago(months=length)),
        years.map(lambda age: asked.aged_at_least(years=age)),
        years.map(lambda age: asked.aged_below(years=age)),
    )


def _places(asked: Any, _: Fact) -> st.SearchStrategy[Criterion]:
    return territories(communes=COMMUNES, departments=_DEPARTMENTS).map(asked.within)


def _codes(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:
    several = st.sets(fact_values(fact), min_size=1, max_size=2)
    return several.map(lambda codes: asked.one_of(*codes))


_ATOMS: Final[dict[Kind, Callable[[Any, Fact], st.SearchStrategy[Criterion]]]] = {
    Kind.FLAG: _flags,
    Kind.COUNT: _numbers,
    Kind.AMOUNT: _numbers,
    Kind.DAY: _days,
    Kind.PLACE: _places,
    Kind.CODE: _codes,
}
_NAMES: Final = (
    "dalo_recognised",
    "employed",
    "household_size",
    "annual_income",
    "applied_on",
    "residence",
    "dwelling_financing",
)


def criteria(
    kind: type[Household] = Household,
    *,
    names: Sequence[str] | None = _NAMES,
    max_leaves: int = 6,
) -> st.SearchStrategy[Criterion]:
    """Criteria of any shape; of a few facts unless told otherwise, so that they meet.

    Args:
        kind: The class of households.
        names: The facts that may be read; `None` for all of them.
        max_leaves: The most questions in one.
    """
    return st.recursive(
        atoms(kind, names=names), lambda parts: st.one_of(_joined(parts)), max_leaves=max_leaves
    )


def _joined(parts: st.SearchStrategy[Criterion]) -> list[st.SearchStrategy[Criterion]]:
    several = st.lists(parts, min_size=1, max_size=3)
    return [
        st.builds(lambda one, other: one & other, parts, parts),
        st.builds(lambda one, other: one | other, parts, parts),
        parts.map(lambda part: ~part),
        parts.map(lambda part: part & part),
        st.builds(lambda part, label, cited: part.labelled(label, cited), parts, texts(), _cited()),
        st.lists(parts, max_size=3).map(lambda several: all_of(*several)),
        st.lists(parts, max_size=3).map(lambda several: any_of(*several)),
        st.builds(
            lambda some, count: at_least_of(min(count, len(some)), *some), several, _counts()
        ),
    ]


def _counts() -> st.SearchStrategy[int]:
    return st.integers(1, 3)


def _cited() -> st.SearchStrategy[list[Any]]:
    return st.lists(sources(), max_size=1)


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (Criterion, criteria),
)
"""Each class of this module, with the strategy that draws it."""
