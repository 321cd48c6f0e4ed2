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
    FEW_COMMUNES,
    comparable,
    fact_values,
)
from housing_agreements.testing.strategies._pools import FINANCINGS
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
    return draw(_ATOMS_BY_KIND[known[name].kind](asked, known[name]))


def _flag_atoms(asked: Flag, _: Fact) -> st.SearchStrategy[Criterion]:
    return st.just(asked)


def _limits_of_fact(fact: Fact) -> st.SearchStrategy[Any]:
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


def _comparison_atoms(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:
    limits = _limits_of_fact(fact)
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


def _number_atoms(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:
    if fact.kind is Kind.COUNT:
        several = st.sets(fact_values(fact), min_size=1, max_size=3)
        return _comparison_atoms(asked, fact) | several.map(lambda values: asked.one_of(*values))
    words = facts_of(Household)
    under = st.builds(
        lambda table, strictly: asked.under(table, by=words.dwelling_financing, strictly=strictly),
        _ceiling_tables(st.sampled_from(FINANCINGS)),
        st.booleans(),
    ) | _ceiling_tables(st.integers(1, 4)).map(
        lambda table: asked.under(table, by=words.household_size)
    )
    return _comparison_atoms(asked, fact) | under


def _ceiling_tables(keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Timeline[Any]]:
    """Ceilings by one fact, some of them not known."""
    amounts = st.none() | st.integers(1, 40).map(lambda value: 1_000 * value)
    rows = st.dictionaries(keys, amounts, min_size=1)
    return st.builds(
        lambda first, second: Timeline({date(2015, 1, 1): first, date(2018, 1, 1): second}),
        rows,
        rows,
    )


def _day_atoms(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:
    years, months = st.integers(0, 25), st.integers(0, 40)
    return st.one_of(
        _comparison_atoms(asked, fact),
        months.map(lambda length: asked.at_least_ago(months=length)),
        months.map(lambda length: asked.less_than_ago(months=length)),
        months.map(lambda length: asked.more_than_ago(months=length)),
        months.map(lambda length: asked.at_most_ago(months=length)),
        years.map(lambda age: asked.aged_at_least(years=age)),
        years.map(lambda age: asked.aged_below(years=age)),
    )


def _place_atoms(asked: Any, _: Fact) -> st.SearchStrategy[Criterion]:
    return territories(communes=FEW_COMMUNES, departments=_DEPARTMENTS).map(asked.within)


def _code_atoms(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:
    several = st.sets(fact_values(fact), min_size=1, max_size=2)
    return several.map(lambda codes: asked.one_of(*codes))


_ATOMS_BY_KIND: Final[dict[Kind, Callable[[Any, Fact], st.SearchStrategy[Criterion]]]] = {
    Kind.FLAG: _flag_atoms,
    Kind.COUNT: _number_atoms,
    Kind.AMOUNT: _number_atoms,
    Kind.DAY: _day_atoms,
    Kind.PLACE: _place_atoms,
    Kind.CODE: _code_atoms,
}
_FACTS_THAT_MEET: Final = (
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
    names: Sequence[str] | None = _FACTS_THAT_MEET,
    max_leaves: int = 6,
) -> st.SearchStrategy[Criterion]:
    """Criteria of any shape; of a few facts unless told otherwise, so that they meet.

    Args:
        kind: The class of households.
        names: The facts that may be read; `None` for all of them.
        max_leaves: The most questions in one.
    """
    return st.recursive(
        atoms(kind, names=names),
        lambda parts: st.one_of(_combinations(parts)),
        max_leaves=max_leaves,
    )


def _combinations(parts: st.SearchStrategy[Criterion]) -> list[st.SearchStrategy[Criterion]]:
    several = st.lists(parts, min_size=1, max_size=3)
    return [
        st.builds(lambda one, other: one & other, parts, parts),
        st.builds(lambda one, other: one | other, parts, parts),
        parts.map(lambda part: ~part),
        parts.map(lambda part: part & part),
        st.builds(
            lambda part, label, cited: part.labelled(label, cited), parts, texts(), _source_lists()
        ),
        st.lists(parts, max_size=3).map(lambda several: all_of(*several)),
        st.lists(parts, max_size=3).map(lambda several: any_of(*several)),
        st.builds(
            lambda some, count: at_least_of(min(count, len(some)), *some), several, _least_counts()
        ),
    ]


def _least_counts() -> st.SearchStrategy[int]:
    return st.integers(1, 3)


def _source_lists() -> st.SearchStrategy[list[Any]]:
    return st.lists(sources(), max_size=1)


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (Criterion, criteria),
)
"""Each class, with the strategy that draws it."""
