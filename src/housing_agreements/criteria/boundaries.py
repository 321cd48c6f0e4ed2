"""The values at which an answer can change, and values on both sides of each."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from housing_agreements.criteria.fold import Node, in_order
from housing_agreements.criteria.kinds import Fact, Kind

__all__ = ("Boundaries", "boundaries_of")


@attrs.frozen
class Boundaries:
    """Where the answers of a criterion can change on a day (*valeurs charnières*)."""

    values: tuple[tuple[str, tuple[Any, ...]], ...]
    """For each fact, by name, the values at which the answer can change, sorted."""
    sides: tuple[tuple[str, tuple[Any, ...]], ...]
    """For each fact, values on both sides of each: every value answers as one of these does."""
    days: tuple[date, ...]
    """The days from which a rule of the criterion is another, or is not known any more."""


def boundaries_of(root: Node, on: date) -> Boundaries:
    """The boundaries of a criterion on a day."""
    nodes = in_order(root)
    known: dict[str, Fact] = {}
    cuts: dict[str, dict[Any, None]] = {}
    for node in nodes:
        for each in node.reads:
            known[each.name] = each
            cuts.setdefault(each.name, {})
        for each, values in node.cuts(on):
            cuts[each.name].update(dict.fromkeys(values))
    names = sorted(cuts)
    ordered = {name: tuple(sorted(cuts[name], key=_place)) for name in names}
    return Boundaries(
        tuple((name, ordered[name]) for name in names),
        tuple((name, _sides(known[name], ordered[name], on)) for name in names),
        tuple(sorted({day for node in nodes for day in node.days()})),
    )


def _place(value: Any) -> Any:  # noqa: ANN401  # values of one fact, which sort together
    return (value.commune, value.neighbourhood or "") if hasattr(value, "commune") else value


def _sides(fact: Fact, cuts: tuple[Any, ...], on: date) -> tuple[Any, ...]:
    if fact.kind is Kind.FLAG:
        return (False, True)
    if fact.kind is Kind.PLACE:
        return cuts
    if fact.kind is Kind.CODE:
        other = "other"
        while other in cuts:
            other += "-"
        return (*cuts, other)
    if fact.kind is Kind.DAY:
        return _days_around(cuts or (on,))
    step = 1 if fact.kind is Kind.COUNT else Fraction(1, 100)
    marks = cuts or (fact.least,)
    around = {mark + side for mark in marks for side in (-step, 0, step)}
    between = set() if fact.kind is Kind.COUNT else _middles(marks)
    return tuple(sorted(_plain(value) for value in around | between if value >= fact.least))


def _days_around(cuts: tuple[date, ...]) -> tuple[date, ...]:
    around = set(cuts)
    around |= {cut - timedelta(days=1) for cut in cuts if cut > date.min}
    around |= {cut + timedelta(days=1) for cut in cuts if cut < date.max}
    return tuple(sorted(around))


def _middles(marks: tuple[Any, ...]) -> set[Fraction]:
    return {Fraction(low + high) / 2 for low, high in pairwise(marks)}


def _plain(value: Any) -> Any:  # noqa: ANN401  # a number
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
