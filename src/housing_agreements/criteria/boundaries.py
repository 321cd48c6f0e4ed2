"""Boundaries: the values at which the answer of a criterion can change.

Any other value of a fact gives the same answer as a value next to a boundary. So to try the values
on both sides of each boundary is to try them all.
"""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from housing_agreements._checks import exact_day
from housing_agreements._records import Brief, tell_number
from housing_agreements.criteria._nodes import Node, in_order
from housing_agreements.criteria.households import SupposedFacts
from housing_agreements.criteria.kinds import Fact, Kind, Known
from housing_agreements.geography.territories import Place

__all__ = ("Boundaries", "boundaries_of")


@attrs.frozen(eq=False, repr=False)
class Boundaries(Brief):
    """The values of each fact at which a criterion changes its answer (*valeurs charnières*).

    They are those of the day asked; `days` says when the criterion itself changes.
    """

    values: tuple[tuple[str, tuple[Any, ...]], ...]
    """For each fact, by name, the values at which the answer can change, sorted."""
    sides: tuple[tuple[str, tuple[Any, ...]], ...]
    """For each fact, values on both sides of each boundary.

    Any value of the fact gets the answer of one of them.
    """
    days: tuple[date, ...]
    """The days from which a rule of the criterion is another, or is not known any more."""

    def _essentials(self) -> str:
        days = tell_number(len(self.days), "day")
        return f"of {', '.join(name for name, _ in self.values) or 'no fact'}; {days} of change"


def boundaries_of(root: Node, on: date) -> Boundaries:
    """The boundaries of a criterion on a day.

    Raises:
        InvalidTypeError: For anything but a day.
    """
    exact_day(on, "boundaries, on")
    nodes = in_order(root)
    facts = {fact.name: fact for node in nodes for fact in node.reads}
    values: dict[str, dict[Any, None]] = {name: {} for name in sorted(facts)}
    for node in nodes:
        for fact, where in node.boundary_values(on):
            values[fact.name].update(dict.fromkeys(where))
    ordered = {name: tuple(sorted(values[name], key=_sort_key)) for name in values}
    return Boundaries(
        tuple(ordered.items()),
        tuple((name, _sides(facts[name], ordered[name], on, nodes)) for name in ordered),
        tuple(sorted({day for node in nodes for day in node.days_of_change()})),
    )


def _sort_key(value: Any) -> Any:  # values of one fact, which sort together
    return (value.commune, str(value.neighbourhood)) if isinstance(value, Place) else value


def _sides(fact: Fact, values: tuple[Any, ...], on: date, nodes: list[Node]) -> tuple[Any, ...]:
    """Values on both sides of each boundary of a fact."""
    if fact.kind is Kind.FLAG:
        return (False, True)
    if fact.kind is Kind.PLACE:
        return _places_apart(fact, values, on, [node for node in nodes if fact in node.reads])
    if fact.kind is Kind.CODE:
        other = "other"
        while other in values:
            other += "-"
        return (*values, other)
    if fact.kind is Kind.DAY:
        return _days_around(values or (on,))
    step = 1 if fact.kind is Kind.COUNT else Fraction(1, 100)
    marks = values or (fact.least,)
    around: set[Any] = {mark + side for mark in marks for side in (-step, 0, step)}
    if fact.kind is Kind.AMOUNT:
        around.update(Fraction(low + high) / 2 for low, high in pairwise(marks))
    return tuple(sorted(_as_whole(value) for value in around if value >= fact.least))


def _places_apart(
    fact: Fact, places: tuple[Place, ...], on: date, nodes: list[Node]
) -> tuple[Place, ...]:
    """One place for each combination of answers to the questions about a place."""
    apart: dict[object, Place] = {}
    neighbourhoods = sorted({str(place.neighbourhood) for place in places})
    for commune in sorted({place.commune for place in places}):
        for neighbourhood in neighbourhoods:
            place = Place(commune, neighbourhood)
            supposed = SupposedFacts({fact.name: Known(place, verified=True)})
            apart.setdefault(tuple(node.judge((), supposed, on) for node in nodes), place)
    return tuple(apart.values())


def _days_around(days: tuple[date, ...]) -> tuple[date, ...]:
    around = set(days)
    around |= {day - timedelta(days=1) for day in days if day > date.min}
    around |= {day + timedelta(days=1) for day in days if day < date.max}
    return tuple(sorted(around))


def _as_whole(value: Any) -> Any:  # a number
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
