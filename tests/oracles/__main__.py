"""Hold the rules against the judge: `python -m tests.oracles --cases 10000 --seed 0 --processes 2`.

Each kind of difference is printed with the smallest case found, as a script.
"""

# ruff: noqa: T201  # printing is its job

import argparse
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.oracles.cases import Case, draw, shrink, write
from tests.oracles.comparing import differences


def look(asked: tuple[int, range, float]) -> list[tuple[int, list[str]]]:
    """The kinds of the differences of some cases, by index."""
    seed, indices, figured = asked
    found = []
    for index in indices:
        try:
            kinds = [
                difference.kind for difference in differences(draw(seed, index, figured=figured))
            ]
        except Exception as fault:  # noqa: BLE001  # told with its case
            kinds = [f"{type(fault).__name__}: {fault}"[:90]]
        if kinds:
            found.append((index, kinds))
    return found


def main() -> None:
    """Look at the cases, then print one of each kind of difference, shrunk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--shown", type=int, default=1, help="how many of each kind")
    parser.add_argument("--figured", type=float, default=0.15, help="the share with figures")
    parser.add_argument("--kind", default="", help="only kinds that begin so")
    asked = parser.parse_args()
    since = time.perf_counter()
    every = range(asked.first, asked.first + asked.cases)
    parts = [every[start : start + 100] for start in range(0, len(every), 100)]
    work = [(asked.seed, part, asked.figured) for part in parts]
    if asked.processes > 1:
        with ProcessPoolExecutor(min(2, asked.processes)) as pool:
            found = [each for part in pool.map(look, work) for each in part]
    else:
        found = [each for part in map(look, work) for each in part]
    count = Counter(kind for _, kinds in found for kind in set(kinds))
    print(f"{asked.cases} cases, {len(found)} differ, {time.perf_counter() - since:.1f} s")
    shown: Counter[str] = Counter()
    for index, kinds in found:
        for kind in dict.fromkeys(kinds):
            if kind.startswith(asked.kind) and shown[kind] < asked.shown:
                shown[kind] += 1
                print(f"\n=== {kind} ({count[kind]} cases), case {index}")
                tell(draw(asked.seed, index, figured=asked.figured), kind)


def tell(case: Case, kind: str) -> None:
    """Print the smallest case found that differs in the same way."""

    def holds(less: Case) -> bool:
        return any(difference.kind == kind for difference in differences(less))

    try:
        least = shrink(case, holds)
        print(write(least).split("\n\n", 3)[-1])
        print(*differences(least), sep="\n")
    except Exception as fault:  # noqa: BLE001  # told with its case
        print(write(case).split("\n\n", 3)[-1], type(fault), fault, sep="\n")


if __name__ == "__main__":
    main()
