"""The tally of a frame against Polars written by hand, and against itself as frames grow."""

from collections.abc import Iterator
from functools import partial
from importlib.metadata import version

import polars as pl

from benchmarks import frames_by_hand
from benchmarks.agreements import HALF, LISTED, QUARTER, two
from benchmarks.by_hand import Row as Bounds
from benchmarks.ledgers import ON, PUBLICS, Row, drawn
from benchmarks.measure import Figure, Job, elapsed, fastest
from housing_agreements import check_quotas
from housing_agreements.frames import tally

__all__ = ("agreeing", "as_frame", "tallying")

_DRAWN = 1_000_000
"""The most rows that are drawn; longer frames repeat them, each time with other ids."""
_TARGETED = 10_000_000
"""The rows from which on a target is set: with fewer, the Python around the engine prevails."""


def as_frame(rows: list[Row]) -> pl.DataFrame:
    """The lines as a frame, with a nullable column for each public."""
    days = ("proposed_on", "decided_on", "signed_on")
    columns: dict[str, list[object]] = {
        "id": [f"A{row.number:08d}" for row in rows],
        "contingent": [row.contingent for row in rows],
        "commune": [row.commune for row in rows],
        "landlord": [row.landlord for row in rows],
        **{day: [row.stages[index] for row in rows] for index, day in enumerate(days)},
        "cancelled_on": [row.cancelled for row in rows],
        "count": [row.dwellings for row in rows],
        **{public: [_flag(row, public) for row in rows] for public in PUBLICS},
    }
    return pl.DataFrame(columns)


def _flag(row: Row, public: str) -> bool | None:
    return None if public in row.possible else public in row.publics


def _longer(frame: pl.DataFrame, times: int) -> pl.DataFrame:
    """A frame so many times, under ids of which none stands twice."""
    if times == 1:
        return frame
    several = [frame.with_columns(id=pl.col("id") + f"-{number}") for number in range(times)]
    return pl.concat(several, rechunk=True)


def _by_hand(frame: pl.DataFrame) -> dict[tuple[str, int], Bounds]:
    """The two commitments, by hand."""
    return frames_by_hand.count(frame, ON, QUARTER, HALF, LISTED)


def agreeing(frame: pl.DataFrame) -> bool:
    """Whether the library and the Polars written by hand give the same numbers."""
    report = check_quotas(two(), tally(two(), frame), on=ON)
    ours = {
        (finding.commitment.code, finding.period.start.year): [
            *(finding.base.low, finding.base.high),
            *(finding.counted.low, finding.counted.high),
        ]
        for finding in report
    }
    return ours == _by_hand(frame)


def tallying(entries: int, repeats: int) -> Iterator[Figure]:
    """Two commitments on a frame that is there, and the same on a tenth of it."""
    times = max(1, entries // _DRAWN)
    frame = _longer(as_frame(drawn(min(entries, _DRAWN))), times)
    if not agreeing(frame):
        raise AssertionError("the library and the Polars written by hand differ")
    agreement, tenth = two(), frame.head(max(1, frame.height // 10))
    jobs: dict[str, Job] = {
        "hand": elapsed(partial(_by_hand, frame)),
        "tally": elapsed(partial(tally, agreement, frame)),
        "lazy": elapsed(partial(tally, agreement, frame.lazy())),
        "tenth": elapsed(partial(tally, agreement, tenth)),
    }
    least = fastest(jobs, repeats)
    said = f"of {frame.height:,} rows in Polars {version('polars')}, two commitments"
    target = 1.5 if entries >= _TARGETED else None
    yield Figure(f"`tally` {said}", "Polars by hand", least["tally"] / least["hand"], target)
    yield Figure(f"`tally` {said}, lazy", "Polars by hand", least["lazy"] / least["hand"], target)
    yield Figure(f"`tally` {said}", "a tenth of them", least["tally"] / least["tenth"], 10)
