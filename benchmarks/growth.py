"""How the tally of a frame grows: its time and its memory, each in a new process.

The ledgers stand in Parquet files of a temporary folder. A lazy frame reads them a part at a
time; an eager one is there before the clock starts.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

from benchmarks.agreements import two
from benchmarks.frames import as_frame
from benchmarks.ledgers import drawn
from benchmarks.measure import Figure
from housing_agreements import Ids
from housing_agreements.frames import tally

__all__ = ("growing", "main")

_DRAWN: Final = 1_000_000
"""The rows of a file; further files repeat them, each with other ids."""
_KINDS: Final = ("eager", "lazy", "lazy, ids trusted")
_RESET: Final = "5"
"""What has Linux forget the most memory that a process has held."""


class Took(NamedTuple):
    """What one tally took."""

    seconds: float
    """On the clock."""
    memory: int
    """The most bytes of memory beside what was held before."""


def growing(entries: int, repeats: int) -> Iterator[Figure]:
    """The tally of so many rows beside that of a tenth of them, and the memory of both."""
    with tempfile.TemporaryDirectory() as folder:
        for rows in (entries // 10, entries):
            _write(Path(folder, str(rows)), rows)
        for kind in _KINDS:
            tenth, whole = (
                _least([_asked(Path(folder, str(rows)), kind) for _ in range(repeats)])
                for rows in (entries // 10, entries)
            )
            said = f"`tally` of {entries:,} rows, {kind}"
            yield Figure(said, "a tenth of them", whole.seconds / tenth.seconds, 10)
            target = 100 if kind == "eager" else None
            yield Figure(said, "bytes of memory a row", whole.memory / entries, target)
            yield Figure(f"{said}: memory", "a tenth of them", whole.memory / tenth.memory)


def _write(folder: Path, rows: int) -> None:
    """Files of so many rows in all, under ids of which none stands twice."""
    folder.mkdir()
    frame = as_frame(drawn(min(rows, _DRAWN)))
    for number in range(-(-rows // _DRAWN)):
        part = frame.head(rows - number * _DRAWN)
        part.with_columns(id=pl.col("id") + f"-{number}").write_parquet(
            folder / f"{number}.parquet"
        )


def _least(taken: list[Took]) -> Took:
    return Took(min(took.seconds for took in taken), min(took.memory for took in taken))


def _asked(folder: Path, kind: str) -> Took:
    """What a tally of the files takes a process of its own."""
    command = [sys.executable, "-m", "benchmarks.growth", str(folder), kind]
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # this interpreter, on our own words
    return Took(*json.loads(said.stdout))


def main(folder: str, kind: str) -> None:
    """Print what the tally of the files in a folder took, once all that it runs is loaded."""
    agreement, files = two(), Path(folder) / "*.parquet"
    ids = Ids.TRUSTED if kind.endswith("trusted") else Ids.CHECKED
    frame = pl.read_parquet(files) if kind == "eager" else pl.scan_parquet(files)
    tally(agreement, frame.head(1_000), ids=ids)
    Path("/proc/self/clear_refs").write_text(_RESET)
    before, start = _memory("VmRSS"), time.perf_counter()
    tally(agreement, frame, ids=ids)
    print(json.dumps([time.perf_counter() - start, max(1, _memory("VmHWM") - before)]))


def _memory(what: str) -> int:
    """A number of bytes that Linux tells of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        name, _, number = line.partition(":")
        if name == what:
            return int(number.split()[0]) * 1024
    raise LookupError(what)


if __name__ == "__main__":
    main(*sys.argv[1:])
