"""How long something takes, of the processor and on the clock."""

import gc
import time
from collections.abc import Callable, Mapping

import attrs

__all__ = ("Took", "least", "line", "timed")


@attrs.frozen
class Took:
    """Seconds, each time."""

    processor: float
    """Of the processor, over all threads: what other busy programs disturb least."""
    clock: float
    """On the clock: what threads make shorter."""

    def over(self, share: float) -> "Took":
        """What the whole takes, when this is what a share of it took."""
        return Took(self.processor / share, self.clock / share)


def timed(run: Callable[[], object], times: int) -> Took:
    """How long a run takes, so many of them in a row; as `timeit`, without the collector."""
    gc.collect()
    gc.disable()
    try:
        start, began = time.process_time(), time.perf_counter()
        for _ in range(times):
            run()
        processor, clock = time.process_time() - start, time.perf_counter() - began
    finally:
        gc.enable()
    return Took(processor / times, clock / times)


def least(jobs: Mapping[str, Callable[[], Took]], repeats: int) -> dict[str, Took]:
    """The least of each job, all of them in turn and every second turn backwards."""
    taken: dict[str, list[Took]] = {name: [] for name in jobs}
    for turn in range(repeats):
        for name in list(jobs)[:: -1 if turn % 2 else 1]:
            taken[name].append(jobs[name]())
    return {
        name: Took(min(run.processor for run in runs), min(run.clock for run in runs))
        for name, runs in taken.items()
    }


def line(what: str, count: int, there: Took, here: Took, target: float | None) -> str:
    """A line of the table: what both take, and how often the one goes into the other.

    The target is the least that the ratio of processor times should be.
    """
    processor, clock = there.processor / here.processor, there.clock / here.clock
    aim = "" if target is None else f"{target:g}" + ("" if processor >= target else ", missed")
    return (
        f"| {what} | {count:,} | {_seconds(there.processor)} | {_seconds(here.processor)} "
        f"| {_figure(processor)} | {_figure(clock)} | {aim} |"
    )


def _figure(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 20 else f"{ratio:.2g}"


def _seconds(seconds: float) -> str:
    for unit, name in ((1.0, "s"), (1e-3, "ms")):
        if seconds >= unit:
            return f"{seconds / unit:.3g} {name}"
    return f"{seconds * 1e6:.3g} µs"
