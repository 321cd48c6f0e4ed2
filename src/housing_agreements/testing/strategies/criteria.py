"""Strategies for households and criteria: values on both sides of every boundary.

All households are synthetic. Facts are drawn from few values, so that criteria and households
meet; `households_around` draws for one criterion, from both sides of each of its boundaries.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from housing_agreements.testing.strategies.geography import places, territories
from housing_agreements.testing.strategies.values import sources, texts
from hypothesis import strategies as st

from housing_agreements.criteria.atoms import Flag
from housing_agreements.criteria.combinations import all_of, any_of, at_least_of
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts_of
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.criteria.known import Known
from housing_agreements.values.territories import Place
from housing_agreements.values.timelines import Timeline

__all__ = (
    "REGISTERED",
    "atoms",
    "completions",
    "criteria",
    "days_asked",
    "fact_values",
    "households",
    "households_around",
    "known_facts",
)

_FIRST: Final = date(2014, 1, 1)
_LAST: Final = date(2020, 12, 31)
_CODES: Final = ("PLAI", "PLUS", "PLS")
_DEPARTMENTS: Final = st.sampled_from(("35", "59"))
_COMMUNES: Final = st.sampled_from(("35238", "59350"))
_BOUNDED: Final = {Kind.COUNT, Kind.AMOUNT, Kind.DAY}


def days_asked() -> st.SearchStrategy[date]:
    """The days on which criteria are asked, ends of February more often."""
    return st.dates(_FIRST, _LAST) | st.sampled_from((date(2016, 2, 29), date(2017, 2, 28)))


def fact_values(fact: Fact) -> st.SearchStrategy[Any]:
    """Exact values of a fact, few enough to meet each other."""
    amounts = st.integers(0, 40).map(lambda step: 1_000 * step)
    return {
        Kind.FLAG: st.booleans(),
        Kind.COUNT: st.integers(fact.least, 8),
        Kind.AMOUNT: amounts.map(lambda value: value + fact.least)
        | amounts.map(lambda value: Decimal(value) / 7 + fact.least)
        | amounts.map(lambda value: Fraction(value, 3) + fact.least),
        Kind.DAY: days_asked() | st.dates(date(1990, 1, 1), _FIRST),
        Kind.PLACE: places(communes=_COMMUNES),
        Kind.CODE: st.sampled_from(_CODES),
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
    if not bounded or fact.kind not in _BOUNDED or draw(st.booleans()):
        return Known(first, verified=verified, valid_until=valid_until)
    low, high = sorted((first, second), key=_comparable)
    ends = draw(st.sampled_from(((low, high), (low, None), (None, high))))
    return Known(low=ends[0], high=ends[1], verified=verified, valid_until=valid_until)


def _comparable(value: Any) -> Any:  # noqa: ANN401  # a number or a day
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
        known = now if isinstance(now, Known) or now is None else Known(now)
        if known is not None and known.valid_until is not None and on > known.valid_until:
            known = None
        values = tuple(_within(sides, cuts[name], known))
        given[name] = Known(draw(st.sampled_from(values)), verified=True)
    return type(household)(**given)


def _within(sides: Sequence[Any], cuts: Sequence[Any], known: Known[Any] | None) -> list[Any]:
    if known is None:
        return list(sides)
    low, high = known.low, known.high
    if isinstance(low, Place) and low.neighbourhood is None:
        return [Place(low.commune, place.neighbourhood) for place in cuts] or [low]
    ends = [end for end in (low, high) if end is not None]
    if low is not None and low == high:
        return ends
    inside = (
        side
        for side in sides
        if (low is None or _comparable(low) <= _comparable(side))
        and (high is None or _comparable(side) <= _comparable(high))
    )
    return [*ends, *inside]


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


def _ordered(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:  # noqa: ANN401
    limits = _limits(fact)
    pairs = st.lists(fact_values(fact), min_size=2, max_size=2).map(
        lambda pair: sorted(pair, key=_comparable)
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


def _numbers(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:  # noqa: ANN401
    if fact.kind is Kind.COUNT:
        several = st.sets(fact_values(fact), min_size=1, max_size=3)
        return _ordered(asked, fact) | several.map(lambda values: asked.one_of(*values))
    rows = st.dictionaries(st.sampled_from(_CODES), st.integers(1, 40), min_size=1).map(
        lambda table: {key: 1_000 * value for key, value in table.items()}
    )
    tables = st.builds(
        lambda first, second: Timeline({date(2015, 1, 1): first, date(2018, 1, 1): second}),
        rows,
        rows,
    )
    by = facts_of(Household).dwelling_financing
    under = st.builds(
        lambda table, strictly: asked.under(table, by=by, strictly=strictly),
        tables,
        st.booleans(),
    )
    return _ordered(asked, fact) | under


def _days(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:  # noqa: ANN401
    years, months = st.integers(0, 25), st.integers(0, 40)
    return st.one_of(
        _ordered(asked, fact),
        months.map(lambda length: asked.at_least_ago(months=length)),
        months.map(lambda length: asked.less_than_ago(months=length)),
        years.map(lambda age: asked.aged_at_least(years=age)),
        years.map(lambda age: asked.aged_below(years=age)),
    )


def _places(asked: Any, _: Fact) -> st.SearchStrategy[Criterion]:  # noqa: ANN401
    return territories(communes=_COMMUNES, departments=_DEPARTMENTS).map(asked.within)


def _codes(asked: Any, fact: Fact) -> st.SearchStrategy[Criterion]:  # noqa: ANN401
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
    (Household, households),
    (Criterion, criteria),
)
"""Each class of these rooms, with the strategy that draws it."""
