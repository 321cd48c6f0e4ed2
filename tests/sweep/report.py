"""Print what the sweep finds, by kind: `python -m tests.sweep.report [--every] [--json FILE]`.

Names of targets may follow; `--some N/M` takes every M-th argument from the N-th on.
"""

# ruff: noqa: T201  # printing is its job

import argparse
import json
import sys
import time
import warnings
from collections import defaultdict
from pathlib import Path

from tests.sweep.sweeping import Failure, choose, judge, targets


def main() -> None:
    """Sweep, and print the failures by kind, the most frequent first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--cheap", action="store_true", help="leave out the dear values")
    parser.add_argument("--some", default="0/1")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    first, step = map(int, asked.some.split("/"))
    pairs = [
        (target, argument)
        for target in targets()
        if not asked.names or target.name in asked.names
        for argument in target.arguments
    ][first::step]
    failures: list[Failure] = []
    calls, since = 0, time.process_time()
    dear: defaultdict[str, float] = defaultdict(float)
    for target, argument in pairs:
        for wrong in choose(target, argument, every=asked.every):
            if asked.cheap and wrong.dear:
                continue
            calls += 1
            began = time.process_time()
            failure = judge(target, argument, wrong)
            dear[str(target)] += time.process_time() - began
            failures += [failure] if failure else []
    print(f"{calls} calls, {len(failures)} failures, {time.process_time() - since:.1f} s")
    dearest = sorted(dear.items(), key=lambda pair: -pair[1])[:12]
    print(*dearest, sep="\n", file=sys.stderr)
    groups: defaultdict[tuple[str, str], list[Failure]] = defaultdict(list)
    for failure in failures:
        groups[failure.what, failure.field].append(failure)
    for (what, field), found in sorted(groups.items(), key=lambda it: -len(it[1])):
        print(f"{len(found):6}  {what}  ({field})\n        {found[0]}")
    if asked.json:
        told = [
            (
                it.target,
                it.argument,
                it.wrong.kind,
                it.wrong.name,
                it.what,
                it.field,
                it.detail[:200],
                it.stands,
            )
            for it in failures
        ]
        asked.json.write_text(json.dumps([calls, told]), encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
