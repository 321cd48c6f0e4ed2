"""What may count because it was published: what a figure may mean, in total and in a group."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from housing_agreements.model.groups import ReportedGroup
from housing_agreements.rules.quotas._possible import (
    NOT_IN_BASE,
    Possibilities,
    Possibility,
    PossibleCounts,
)
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.rules.quotas.findings import DoubtKind
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period

__all__ = ("put_figure",)


def put_figure(
    figure: PublishedFigure,
    times: int,
    periods: Sequence[Period],
    total: PossibleCounts,
    groups: dict[ReportedGroup, PossibleCounts] | None,
    *,
    of_base: bool,
) -> None:
    """Add a published figure, so many times, to what may count in total and in the groups.

    Args:
        figure: The figure.
        times: How often it counts.
        periods: The accounting periods judged, in order.
        total: What may count in total.
        groups: What may count in each group; `None` where none is judged.
        of_base: Whether the base matters: that of a share.
    """
    indices = [index for index, period in enumerate(periods) if period.overlaps(figure.period)]
    _put(total, _list_parts(figure, indices, of_base=of_base), times)
    if groups is None:
        return
    # Whatever is in the base of a group bears it: a promise of a number needs the base too.
    of_group = _list_parts(figure, indices, of_base=True)
    if figure.group is None:
        of_some = [
            (Possibilities(among | {NOT_IN_BASE}, takes_back), dwellings)
            for (among, takes_back), dwellings in of_group
        ]
        for counts in groups.values():
            _put(counts, of_some, times)
    else:
        _put(groups.setdefault(figure.group, PossibleCounts()), of_group, times)


_PartsOfFigure = list[tuple[Possibilities, int]]
"""The dwellings that a figure tells of: what each may turn out to be, and how many are so."""


def _put(counts: PossibleCounts, parts: _PartsOfFigure, times: int) -> None:
    for possibilities, dwellings in parts:
        counts.put(possibilities, times * dwellings)
    if any(len(possibilities.among) > 1 for possibilities, _ in parts):
        counts.doubts[DoubtKind.FIGURE, ""] += abs(times)


def _list_parts(
    figure: PublishedFigure, period_indices: Collection[int], *, of_base: bool
) -> _PartsOfFigure:
    """What each of the dwellings that a published figure tells of may turn out to be.

    Let them stand in a row: the first ones count, as many as do, and the first of these are the
    substitutes. Then each count that agrees with the figure is one way in which its dwellings
    turn out, and no other is.

    Args:
        figure: The figure.
        period_indices: The accounting periods that it may tell of.
        of_base: Whether the base matters: that of a share.
    """
    base = figure.base if of_base else Bounds(0, 0)
    substitutes = figure.substitutes
    surely, most = max(figure.counted.low, substitutes.low), figure.counted.high or 0
    surely_in_base, in_base = (0, 0) if base is None else (base.low, base.high or 0)
    if base is not None and of_base:
        most = min(most, in_base)
    turns = {substitutes.low, substitutes.high or 0, surely, most, surely_in_base, in_base}
    end = max(most, in_base)
    parts: _PartsOfFigure = []
    for first, after in pairwise(sorted({0, end, *(turn for turn in turns if turn < end)})):
        among: set[Possibility] = set()
        if first < most:
            mains = {int(first >= substitutes.low), int(first >= (substitutes.high or 0))}
            among |= {
                Possibility(index, 1, main, int(of_base))
                for index in period_indices
                for main in mains
            }
        if first >= surely and first < in_base:
            among |= {Possibility(index, 0, 0, 1) for index in period_indices}
        if first >= surely and first >= surely_in_base:
            among.add(NOT_IN_BASE)
        parts.append((Possibilities(frozenset(among), takes_back=False), after - first))
    if base is None:  # nothing limits how many more there are
        unlimited = (Possibility(index, 0, 0, None) for index in period_indices)
        among = {NOT_IN_BASE, *unlimited}
        parts.append((Possibilities(frozenset(among), takes_back=False), 1))
    return parts
