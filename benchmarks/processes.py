"""OpenFisca-France in an environment and a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from array import array
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

from benchmarks.households import COMMUNES, UNKNOWN, Drawn
from benchmarks.timing import Took

__all__ = ("SIDE", "Other", "Side", "interpreter", "process", "written")

SIDE: Final = Path(__file__).with_name("openfisca_side.py")
"""What the other interpreter runs."""


def written(rows: list[Drawn], name: str, folder: Path) -> None:
    """Write the rows where OpenFisca-France's side reads them, a file for each column."""
    for place, column in enumerate(Drawn._fields):
        with (folder / f"{name}-{column}").open("wb") as file:
            array("q", (row[place] for row in rows)).tofile(file)
    heads = {
        "columns": Drawn._fields,
        "communes": [code for code, _ in COMMUNES],
        "unknown": UNKNOWN,
    }
    (folder / f"{name}.json").write_text(json.dumps(heads))


class Side(Protocol):
    """What is asked of the other side."""

    def took(self, **words: object) -> Took:
        """How long one order took."""
        ...

    def answers(self, **words: object) -> list[bool]:
        """What it answers, row by row."""
        ...


class Other:
    """OpenFisca-France in a process of its own."""

    def __init__(self, python: Path, folder: Path) -> None:
        """Start it; it loads its system."""
        self.folder = folder
        self.process = subprocess.Popen(  # noqa: S603  # the interpreter given, on our own file
            [str(python), "-I", str(SIDE), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.versions: dict[str, str] = self._answer()

    def _answer(self) -> Any:
        if self.process.stdout is None:
            raise AssertionError("its answers are read")
        text = self.process.stdout.readline()
        if not text:
            self.end()
            raise ChildProcessError("OpenFisca-France's side ended: see what it said above")
        return json.loads(text)

    def order(self, **words: object) -> Any:
        """Do one order."""
        if self.process.stdin is None:
            raise AssertionError("its orders are written")
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def took(self, **words: object) -> Took:
        """How long one order took."""
        return Took(**self.order(**words))

    def answers(self, **words: object) -> list[bool]:
        """What it answers, row by row."""
        self.order(what="write", **words)
        return [byte == 1 for byte in (self.folder / "answers").read_bytes()]

    def end(self) -> None:
        """End it."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        self.process.wait()


@contextmanager
def interpreter(given: Path | None) -> Generator[Path]:
    """An interpreter that has OpenFisca-France: the one given, or one made for the time."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="openfisca-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python")
        command = [str(python), "-m", "pip", "install", "--quiet", "openfisca-france"]
        subprocess.run(command, check=True)  # noqa: S603  # pip of the environment just made
        yield python


def process(command: list[str], text: str) -> Took:
    """How long a process takes from its start to its end, given a text to read."""
    before, began = _of_children(), time.perf_counter()
    subprocess.run(command, input=text, capture_output=True, text=True, check=True)  # noqa: S603  # an interpreter and our own words
    return Took(_of_children() - before, time.perf_counter() - began)


def _of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system
