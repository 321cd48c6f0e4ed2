"""How many dwellings published figures may hold: what counts, what misses, and both together.

What a figure tells is an *extent*: the least and the most that counts, that does not, and that is
in the base. Each pair of numbers within it is possible once no end is out of reach (the extents
are generalised polymatroids in two dimensions): what is left of a total beside its parts, and what
a part may be given the total, is then told by sums and differences of the ends, exactly. A rate is
no such bound: with one, the ends are those of all pairs, and some pairs within are not possible.
"""

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Final, NamedTuple

from housing_agreements.values.bounds import Bounds

__all__ = ("ANYTHING", "NOTHING_LIMITS", "FigureExtent", "Span", "add_up", "leave_of", "tighten")


class Span(NamedTuple):
    """From a least number to a most one; `None`: nothing limits it on that side."""

    low: int | None
    """The least."""
    high: int | None
    """The most."""

    @classmethod
    def of(cls, bounds: Bounds[int]) -> "Span":
        """The span of some bounds."""
        return cls(bounds.low, bounds.high)

    @property
    def is_empty(self) -> bool:
        """Whether no number is within."""
        return self.low is not None and self.high is not None and self.low > self.high

    @property
    def is_exact(self) -> bool:
        """Whether one number alone is within."""
        return self.low is not None and self.low == self.high

    def meet(self, other: "Span") -> "Span":
        """The numbers that are within both."""
        lows = [low for low in (self.low, other.low) if low is not None]
        highs = [high for high in (self.high, other.high) if high is not None]
        return Span(max(lows, default=None), min(highs, default=None))

    def plus(self, other: "Span") -> "Span":
        """The sums of two numbers, one of each."""
        return Span(_add_ends(self.low, other.low), _add_ends(self.high, other.high))

    def minus(self, other: "Span") -> "Span":
        """The differences of two numbers, one of each."""
        return self.plus(Span(_negate(other.high), _negate(other.low)))


def _add_ends(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _negate(end: int | None) -> int | None:
    return None if end is None else -end


NOTHING_LIMITS: Final = Span(None, None)
_FROM_NOTHING: Final = Span(0, None)


class FigureExtent(NamedTuple):
    """How many dwellings count, do not count, and are in the base."""

    counted: Span
    """How many count."""
    missed: Span
    """How many are in the base and do not count."""
    base: Span
    """How many are in the base."""

    @property
    def is_nothing(self) -> bool:
        """Whether no dwelling is there."""
        return all(span == (0, 0) for span in self)


ANYTHING: Final = FigureExtent(_FROM_NOTHING, _FROM_NOTHING, _FROM_NOTHING)
"""Any number of dwellings."""


def tighten(extent: FigureExtent, rate: Bounds[Fraction] | None = None) -> FigureExtent | None:
    """The same pairs of numbers, with no end out of reach; `None` where there is no pair.

    Args:
        extent: What counts, what does not, and both.
        rate: What counts over the base, where that is known; of something, then.

    Examples:
        >>> told = tighten(FigureExtent(Span(3, 3), Span(0, None), Span(0, 4)))
        >>> told and (told.missed, told.base)
        (Span(low=0, high=1), Span(low=3, high=4))
    """
    for _ in range(_MOST_ROUNDS):
        before = extent
        counted, missed, base = extent
        counted = counted.meet(base.minus(missed))
        missed = missed.meet(base.minus(counted))
        base = base.meet(counted.plus(missed))
        if rate is not None:
            base = base.meet(Span(1, None)).meet(_divide_by_rate(counted, rate))
            counted = counted.meet(_multiply_by_rate(base, rate))
        extent = FigureExtent(counted, missed, base)
        if any(span.is_empty for span in extent):
            return None
        if extent == before:
            break
    return extent


_MOST_ROUNDS: Final = 100
"""A rate brings the ends nearer step by step; what is left after so many is wide, never wrong."""


def _multiply_by_rate(base: Span, rate: Bounds[Fraction]) -> Span:
    """What may count of a base."""
    low = None if base.low is None else math.ceil(rate.low * base.low)
    limited = rate.high is not None and (base.high is not None or not rate.high)
    return Span(low, math.floor((rate.high or 0) * (base.high or 0)) if limited else None)


def _divide_by_rate(counted: Span, rate: Bounds[Fraction]) -> Span:
    """The bases in which so many may count."""
    low = math.ceil((counted.low or 0) / rate.high) if rate.high else None
    limited = counted.high is not None and rate.low > 0
    return Span(low, math.floor((counted.high or 0) / rate.low) if limited else None)


def add_up(extents: Iterable[FigureExtent]) -> FigureExtent:
    """The sums of what several hold."""
    counted = missed = base = Span(0, 0)
    for extent in extents:
        counted = counted.plus(extent.counted)
        missed = missed.plus(extent.missed)
        base = base.plus(extent.base)
    return FigureExtent(counted, missed, base)


def leave_of(whole: FigureExtent, parts: FigureExtent) -> FigureExtent:
    """What a whole leaves beside its parts, which may be anything from nothing on.

    Examples:
        >>> whole = FigureExtent(Span(3, 3), Span(1, 1), Span(4, 4))
        >>> left = leave_of(whole, FigureExtent(Span(2, 3), Span(0, 0), Span(2, 3)))
        >>> left.counted, left.missed, left.base
        (Span(low=0, high=1), Span(low=0, high=1), Span(low=0, high=2))
    """
    left = (Span(0, span.minus(part).high) for span, part in zip(whole, parts, strict=True))
    return tighten(FigureExtent(*left)) or FigureExtent(Span(0, 0), Span(0, 0), Span(0, 0))
