"""Criteria with the households of a frame, as objects and as columns."""

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st
from tests.frames.engines import Rows

from housing_agreements.criteria._nodes import in_order
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Fact, Kind, Known
from housing_agreements.frames import Column
from housing_agreements.testing.strategies._criteria import criteria
from housing_agreements.testing.strategies._households import days_asked, households_around

NAMES = (
    "dalo_recognised",
    "employed",
    "household_size",
    "annual_income",
    "applied_on",
    "residence",
    "dwelling_financing",
)


def tell_missing(criterion: Criterion, household: Household, on: date) -> str:
    """What a column of what is missing says of a household: facts, then rules."""
    rules = (rule.missing for rule in criterion.not_followed(household, on=on))
    return ", ".join((*criterion.missing(household, on=on), *rules))


@attrs.frozen
class Drawn:
    """A criterion, households, and the same households as columns."""

    criterion: Criterion
    households: tuple[Household, ...]
    days: tuple[date, ...]
    rows: Rows
    columns: Mapping[str, Column]


@st.composite
def drawn(draw: st.DrawFn, *, max_size: int = 6, plain: bool = False) -> Drawn:
    """Criteria of every kind, and households on both sides of their boundaries.

    Amounts are cut to cents, which columns can hold.
    """
    criterion = draw(criteria(names=NAMES))
    days = draw(st.lists(days_asked(), min_size=1, max_size=max_size))
    around = (draw(households_around(criterion, on=day)) for day in days)
    households = tuple(_in_cents(household, plain=plain) for household in around)
    amounts = draw(st.sampled_from(("cents", "decimal")))
    return as_columns(criterion, households, tuple(days), amounts)


def _in_cents(household: Household, *, plain: bool) -> Household:
    given: dict[str, Any] = {}
    for name, fact in facts_by_name(Household).items():
        known = getattr(household, name)
        if known is None:
            continue
        known = known if isinstance(known, Known) else Known(known)
        if plain and not known.exactly:
            continue
        ends = [_cut(fact, end) for end in (known.low, known.high)]
        same = ends[0] is not None and ends[0] == ends[1]
        given[name] = (
            ends[0]
            if plain
            else Known(
                ends[0] if same else None,
                low=None if same else ends[0],
                high=None if same else ends[1],
                verified=known.verified,
                valid_until=known.valid_until,
            )
        )
    return Household(**given)


def _cut(fact: Fact, value: Any) -> Any:
    if value is None or fact.kind is not Kind.AMOUNT:
        return value
    return max(Fraction(fact.least), Fraction(math.floor(Fraction(value) * 100), 100))


def as_columns(
    criterion: Criterion, households: tuple[Household, ...], days: tuple[date, ...], amounts: str
) -> Drawn:
    """The households as columns under the default names, amounts in cents or in decimals."""
    rows: dict[str, tuple[str, list[Any]]] = {"asked_on": ("day", list(days))}
    columns: dict[str, Column] = {}
    known = facts_by_name(Household)
    verified = {
        read.name for node in in_order(criterion) if node.verified_only for read in node.reads
    }
    for name in criterion.facts:
        fact = known[name]
        given = [_as_known(getattr(household, name)) for household in households]
        kind = {Kind.AMOUNT: amounts, Kind.PLACE: "code"}.get(fact.kind, fact.kind.value)
        exact = [None if each is None or not each.exactly else each.low for each in given]
        rows[name] = (kind, [_value(fact, each, amounts) for each in exact])
        if any(each is not None and not each.exactly for each in given):
            for end in ("low", "high"):
                bounds = [
                    None if each is None or each.exactly else getattr(each, end) for each in given
                ]
                rows[f"{name}_{end}"] = (kind, [_value(fact, bound, amounts) for bound in bounds])
        if name in verified or any(each is not None and each.verified for each in given):
            proven = [None if each is None else each.verified for each in given]
            rows[f"{name}_verified"] = ("flag", proven)
        until = [None if each is None else each.valid_until for each in given]
        if any(until):
            rows[f"{name}_valid_until"] = ("day", until)
        if fact.kind is Kind.PLACE:
            parts = [None if each is None else each.neighbourhood for each in exact]
            rows[f"{name}_neighbourhood"] = ("code", parts)
        if kind == "cents":
            columns[name] = _in_parts(name, rows)
    return Drawn(criterion, households, days, rows, columns)


def _as_known(given: Any) -> Known[Any] | None:
    return given if given is None or isinstance(given, Known) else Known(given)


def _value(fact: Fact, value: Any, amounts: str) -> Any:
    if value is None:
        return None
    if fact.kind is Kind.PLACE:
        return value.commune
    if fact.kind is Kind.AMOUNT:
        cents = int(Fraction(value) * 100)
        return cents if amounts == "cents" else Decimal(cents) / 100
    return value


def _in_parts(name: str, rows: Rows) -> Column:
    named: dict[str, Any] = {
        part: f"{name}_{part}"
        for part in ("low", "high", "verified", "valid_until")
        if f"{name}_{part}" in rows
    }
    return Column(name, parts=100, **named)
