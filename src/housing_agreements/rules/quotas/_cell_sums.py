"""Numbers by cell, added up: cells that hold nothing are left out, so that equal sums are equal."""

from collections.abc import Hashable, Mapping
from types import MappingProxyType
from typing import TypeVar

__all__ = ("add_cells", "add_counts", "as_read_only", "drop_noughts")

K = TypeVar("K", bound=Hashable)
D = TypeVar("D", bound=Hashable)


def as_read_only(cells: Mapping[K, Mapping[D, int]]) -> Mapping[K, Mapping[D, int]]:
    """The cells, to be looked at only, those of each key too."""
    return MappingProxyType({key: MappingProxyType(counts) for key, counts in cells.items()})


def add_cells(
    cells: Mapping[K, Mapping[D, int]], more: Mapping[K, Mapping[D, int]], times: int
) -> Mapping[K, Mapping[D, int]]:
    """The cells of both, those of the second so many times."""
    sums = dict(cells)
    for key, counts in more.items():
        sums[key] = add_counts(sums.get(key, {}), counts, times)
    return drop_noughts(sums)


def add_counts(counts: Mapping[K, int], more: Mapping[K, int], times: int) -> dict[K, int]:
    """The numbers of both, those of the second so many times."""
    sums = dict(counts)
    for key, count in more.items():
        sums[key] = sums.get(key, 0) + times * count
    return {key: count for key, count in sums.items() if count}


def drop_noughts(cells: Mapping[K, Mapping[D, int]]) -> Mapping[K, Mapping[D, int]]:
    """The cells that hold something."""
    kept = (
        (key, {days: count for days, count in counts.items() if count})
        for key, counts in cells.items()
    )
    return {key: counts for key, counts in kept if counts}
