"""What may count because it was published: what a figure may mean, in total and in a group."""

from collections.abc import Collection, Sequence

from housing_agreements.model.groups import Group
from housing_agreements.rules.quotas._possible import Possibilities, Possibility, PossibleCounts
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
    groups: dict[Group, PossibleCounts] | None,
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
    of_whole = _list_meanings(figure, indices, of_base=of_base, whole=True)
    _put(total, of_whole, times)
    if groups is None:
        return
    if figure.group is None:
        of_group = _list_meanings(figure, indices, of_base=of_base, whole=False)
        for counts in groups.values():
            _put(counts, of_group, times)
    else:
        _put(groups.setdefault(figure.group, PossibleCounts()), of_whole, times)


def _put(counts: PossibleCounts, possibilities: Possibilities, times: int) -> None:
    exact = len(possibilities.among) == 1
    counts.put(possibilities, times, () if exact else ((DoubtKind.FIGURE, ""),))


def _list_meanings(
    figure: PublishedFigure, period_indices: Collection[int], *, of_base: bool, whole: bool
) -> Possibilities:
    """The extreme things that a published figure may mean.

    Args:
        figure: The figure.
        period_indices: The accounting periods that it may tell of.
        of_base: Whether the base matters: that of a share.
        whole: Whether all that it tells of counts, or some part of it that is not known.
    """
    substitutes = figure.substitutes
    base = figure.base if of_base else Bounds(0, 0)
    ceiling = None if base is None else base.high
    least, most = figure.counted.low, figure.counted.high or 0
    least = max(least, substitutes.low) if whole else 0
    if of_base and ceiling is not None:
        most = min(most, ceiling)
    extremes: set[Possibility] = set()
    for counted in {least, most}:
        bases = {0} if not of_base else {max(counted, base.low if whole and base else 0), ceiling}
        fewest = substitutes.low if whole else 0
        mains = {max(0, counted - (substitutes.high or 0)), max(0, counted - fewest)}
        extremes |= {
            Possibility(index, counted, main, in_base)
            for index in period_indices
            for main in mains
            for in_base in bases
        }
    return Possibilities(frozenset(extremes), takes_back=False)
