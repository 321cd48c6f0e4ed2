"""Measure everything: `python -m benchmarks [names] [--entries N] [--repeats N]`."""

import argparse
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from benchmarks.answers import telling
from benchmarks.changes import changing
from benchmarks.classifying import classifying
from benchmarks.documents import storing
from benchmarks.frames import tallying
from benchmarks.growth import growing
from benchmarks.measure import Figure, header, line
from benchmarks.plans import planning
from benchmarks.quotas import commitments, judging, two_commitments
from benchmarks.scoring import ranking
from benchmarks.several import judging_several
from benchmarks.values import building, criteria, eligibility
from benchmarks.weight import importing, memory

__all__ = ("MEASURED", "main")

MEASURED: Final[Mapping[str, Callable[[int, int], Iterable[Figure]]]] = {
    "quotas": two_commitments,
    "commitments": commitments,
    "judging": judging,
    "building": building,
    "criteria": criteria,
    "eligibility": eligibility,
    "frames": tallying,
    "growth": growing,
    "classes": classifying,
    "documents": storing,
    "ranking": ranking,
    "import": importing,
    "memory": memory,
    "answers": telling,
    "changes": changing,
    "plans": planning,
    "several": judging_several,
}
"""What is measured, by name: from a number of entries and of repeats to figures."""


def main(arguments: list[str] | None = None) -> None:
    """Print the figures as a table, each as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MEASURED, []], help="what to measure: all")
    parser.add_argument("--entries", type=int, default=1_000_000, help="the size of the ledger")
    parser.add_argument("--repeats", type=int, default=5, help="how often each is run")
    given = parser.parse_args(arguments)
    for text in header(given.entries, given.repeats):
        print(text)
    for name in given.names or MEASURED:
        for figure in MEASURED[name](given.entries, given.repeats):
            print(line(figure), flush=True)


if __name__ == "__main__":
    main()
