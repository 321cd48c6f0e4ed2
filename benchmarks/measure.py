"""Ratios measured in one run, side by side, and how they are shown."""

import gc
import platform
import time
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from typing import TypeVar

import attrs

__all__ = ("Figure", "Job", "cost", "elapsed", "fastest", "header", "line", "one_after_the_other")

T = TypeVar("T")

Job = Callable[[], float]
"""Something that can be done again, and says how many seconds it took each time."""


@attrs.frozen
class Figure:
    """One ratio, beside its target."""

    name: str
    """What is measured."""
    against: str
    """What it is divided by, or the unit of a figure that is no ratio."""
    value: float
    """The figure."""
    target: float | None = None
    """The most it should be; `None`: shown for its own sake."""


def cost(prepare: Callable[[], T], run: Callable[[T], object]) -> Job:
    """A job on something prepared afresh each time, outside the time that is taken.

    What a first run leaves behind (the cached hash of a string, of a date, of a frozenset)
    would make a second run on the same objects cheaper than any real one. As `timeit` does,
    the collector of cycles stands still meanwhile. The time is that of the processor, which
    other busy programs disturb least.
    """

    def job() -> float:
        prepared = prepare()
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            run(prepared)
            return time.process_time() - start
        finally:
            gc.enable()

    return job


def elapsed(run: Callable[[], object]) -> Job:
    """A job of which the time is that of the clock: engines work in several threads."""

    def job() -> float:
        gc.collect()
        start = time.perf_counter()
        run()
        return time.perf_counter() - start

    return job


def one_after_the_other(jobs: Mapping[str, Job], repeats: int) -> dict[str, list[float]]:
    """The seconds of each job, all jobs in turn and every second turn backwards."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(repeats):
        names = list(jobs)[:: -1 if turn % 2 else 1]
        for name in names:
            taken[name].append(jobs[name]())
    return taken


def fastest(jobs: Mapping[str, Job], repeats: int) -> dict[str, float]:
    """The least seconds of each job: what it takes when nothing disturbs it."""
    return {name: min(taken) for name, taken in one_after_the_other(jobs, repeats).items()}


def header(entries: int, repeats: int) -> Iterable[str]:
    """With what, and on how much, the figures were measured."""
    yield (
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"attrs {version('attrs')}, python-dateutil {version('python-dateutil')}; "
        f"{entries:,} synthetic entries; the fastest of {repeats} runs taken in turns"
    )
    yield ""
    yield "| what | against | measured | target |"
    yield "|---|---|---|---|"


def line(figure: Figure) -> str:
    """One figure as a line of a table."""
    target, verdict = "", ""
    if figure.target is not None:
        target = f"{figure.target:g}"
        verdict = "" if figure.value <= figure.target else f", missed by {_missed(figure)}"
    return f"| {figure.name} | {figure.against} | {_shown(figure.value)} | {target}{verdict} |"


def _missed(figure: Figure) -> str:
    return _shown(figure.value - (figure.target or 0))


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
