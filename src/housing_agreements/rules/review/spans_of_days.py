"""Periods put together and taken from one another."""

from collections.abc import Iterable

from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, listed

__all__ = ("joined", "periods_said", "without")


def joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same days as periods that neither meet nor overlap, in order.

    Examples:
        >>> [str(each) for each in joined([Period.year(2017), Period.year(2016)])]
        ['2016-2017']
    """
    merged: list[Period] = []
    for period in sorted(periods):
        if merged and period.start <= merged[-1].end:
            merged[-1] = Period(merged[-1].start, max(merged[-1].end, period.end))
        else:
            merged.append(period)
    return tuple(merged)


def without(periods: Iterable[Period], taken: Iterable[Period]) -> tuple[Period, ...]:
    """The days of some periods that are in none of others, in order.

    Examples:
        >>> [str(each) for each in without([Period.years(2016, 2018)], [Period.year(2017)])]
        ['2016', '2018']
    """
    kept = joined(periods)
    for hole in taken:
        rest: list[Period] = []
        for period in kept:
            if period.start < min(hole.start, period.end):
                rest.append(Period(period.start, min(hole.start, period.end)))
            if max(hole.end, period.start) < period.end:
                rest.append(Period(max(hole.end, period.start), period.end))
        kept = tuple(rest)
    return joined(kept)


def periods_said(periods: Iterable[Period], language: Language) -> str:
    """Periods as a list in words."""
    return listed((period.said(language) for period in periods), language)
