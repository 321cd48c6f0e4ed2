"""The values at which an answer can change, and values on both sides of each."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import attrs

from housing_agreements._checks import exact_day
from housing_agreements._records import Record
from housing_agreements.criteria._nodes import Node, in_order
from housing_agreements.criteria.kinds import Fact, Kind, Known
from housing_agreements.geography.territories import Place

__all__ = ("Boundaries", "boundaries_of")


@attrs.frozen(eq=False, repr=False)
class Boundaries(Record):
    """Where the answers of a criterion can change on a day (*valeurs charnières*)."""

    values: tuple[tuple[str, tuple[Any, ...]], ...]
    """For each fact, by name, the values at which the answer can change, sorted."""
    sides: tuple[tuple[str, tuple[Any, ...]], ...]
    """For each fact, values on both sides of each: every value answers as one of these does."""
    days: tuple[date, ...]
    """The days from which a rule of the criterion is another, or is not known any more."""


def boundaries_of(root: Node, on: date) -> Boundaries:
    """The boundaries of a criterion on a day.

    Raises:
        InvalidTypeError: For anything but a day.
    """
    exact_day(on, "boundaries, on")
    nodes = in_order(root)
    known: dict[str, Fact] = {}
    cuts: dict[str, dict[Any, None]] = {}
    for node in nodes:
        for read in node.reads:
            known[read.name] = read
            cuts.setdefault(read.name, {})
        for each, values in node.boundary_values(on):
            cuts[each.name].update(dict.fromkeys(values))
    names = sorted(cuts)
    ordered = {name: tuple(sorted(cuts[name], key=_sort_key)) for name in names}
    return Boundaries(
        tuple((name, ordered[name]) for name in names),
        tuple((name, _values_around(known[name], ordered[name], on, nodes)) for name in names),
        tuple(sorted({day for node in nodes for day in node.days_of_change()})),
    )


def _sort_key(value: Any) -> Any:  # values of one fact, which sort together
    return (value.commune, str(value.neighbourhood)) if isinstance(value, Place) else value


def _values_around(
    fact: Fact, cuts: tuple[Any, ...], on: date, nodes: list[Node]
) -> tuple[Any, ...]:
    if fact.kind is Kind.FLAG:
        return (False, True)
    if fact.kind is Kind.PLACE:
        return _places_to_try(fact.name, cuts, on, [node for node in nodes if fact in node.reads])
    if fact.kind is Kind.CODE:
        other = "other"
        while other in cuts:
            other += "-"
        return (*cuts, other)
    if fact.kind is Kind.DAY:
        return _days_around(cuts or (on,))
    step = 1 if fact.kind is Kind.COUNT else Fraction(1, 100)
    marks = cuts or (fact.least,)
    around: set[Any] = {mark + side for mark in marks for side in (-step, 0, step)}
    if fact.kind is Kind.AMOUNT:
        around.update(Fraction(low + high) / 2 for low, high in pairwise(marks))
    return tuple(sorted(_plain(value) for value in around if value >= fact.least))


def _places_to_try(
    name: str, cuts: tuple[Place, ...], on: date, nodes: list[Node]
) -> tuple[Place, ...]:
    """One place for each way in which the questions about a place can be answered."""
    found: dict[tuple[int, ...], Place] = {}
    parts = sorted({str(place.neighbourhood) for place in cuts})
    for commune in sorted({place.commune for place in cuts}):
        for part in parts:
            place = Place(commune, part)
            known = Known(place, verified=True)
            asked = SimpleNamespace(**{name: known})
            found.setdefault(tuple(node.judge((), asked, on) for node in nodes), place)
    return tuple(found.values())


def _days_around(cuts: tuple[date, ...]) -> tuple[date, ...]:
    around = set(cuts)
    around |= {cut - timedelta(days=1) for cut in cuts if cut > date.min}
    around |= {cut + timedelta(days=1) for cut in cuts if cut < date.max}
    return tuple(sorted(around))


def _plain(value: Any) -> Any:  # a number
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
