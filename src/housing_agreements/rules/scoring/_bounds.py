"""Points within bounds: of one grid, or of several of which one is for the household."""

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from typing import Any, cast

from housing_agreements.rules.scoring._reading import Found
from housing_agreements.rules.scoring.grids import Points, say_points
from housing_agreements.values.bounds import BETWEEN, Bounds
from housing_agreements.values.texts import Language
from housing_agreements.values.verdicts import MET, OPEN, UNMET, Verdict

__all__ = ("bound_points", "find_together", "say_bounds_of_points", "verdict_between")


def find_together(founds: Iterable[Found], outside: Found | None) -> Found:
    """What several grids give together, of which one is for the household."""
    given = list(founds)
    if len(given) == 1:
        return given[0]
    outcomes = [found.outcome for found in given if found.outcome is not None]
    sound = all(found.is_exact for found in given)
    may_be_outside = outside is None or outside.may_be_outside
    if not outcomes:
        return Found(None, may_be_outside=True, is_exact=sound, ties_give_points=False)
    joined = reduce(
        lambda one, other: one._replace(
            low=min(one.low, other.low),
            high=max(one.high, other.high),
            best=min(one.best, other.best),
            worst=max(one.worst, other.worst),
        ),
        outcomes,
    )
    return Found(joined, may_be_outside, sound, ties_give_points=False)


def bound_points(low: Points, high: Points) -> Bounds[Any]:
    """The bounds of points, whole where both can be."""
    if low.denominator == high.denominator == 1:
        return Bounds(low.numerator, high.numerator)
    return Bounds(Fraction(low), Fraction(high))


def verdict_between(least: object, most: object) -> Verdict:
    """Whether one comes first: surely (both 0), surely not (both 1), or perhaps."""
    if least != most:
        return OPEN
    return MET if least == 0 else UNMET


def say_bounds_of_points(bounds: Bounds[Any], language: Language) -> str:
    """Points within bounds, in words.

    Examples:
        >>> say_bounds_of_points(Bounds(20, 35), "en"), say_bounds_of_points(Bounds(1, 1), "fr")
        ('between 20 and 35 points', '1 point')
    """
    if bounds.exact:
        return say_points(bounds.low, language)
    high = say_points(cast("Points", bounds.high), language)
    return BETWEEN.say(language, low=bounds.low, high=high)
