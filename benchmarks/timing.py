"""How long something takes, of the processor and on the clock."""

import gc
import time
from collections.abc import Callable, Mapping

import attrs

__all__ = ("Took", "least", "timed")


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
        name: Took(min(each.processor for each in runs), min(each.clock for each in runs))
        for name, runs in taken.items()
    }
