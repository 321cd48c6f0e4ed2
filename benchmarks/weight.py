"""What an import costs, and how many bytes an entry and a cell of a tally take."""

import gc
import os
import resource
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.agreements import two
from benchmarks.ledgers import built, drawn
from benchmarks.measure import Figure, Job, fastest
from housing_agreements import Attribution, tally

__all__ = ("importing", "memory")

_HEADER = 2 * 8
"""What the collector of cycles keeps before an object, which `sys.getsizeof` leaves out."""


def importing(_: int, repeats: int) -> Iterator[Figure]:
    """Importing the package against importing its two dependencies, each in a new process.

    What Python itself takes to start is taken off both sides.
    """
    statements = {
        "nothing": "pass",
        "both": "import attrs, dateutil.relativedelta",
        "root": "import housing_agreements",
        "core": "from housing_agreements import Agreement, Share, check_quotas",
        "every name": "from housing_agreements import *",
    }
    with tempfile.TemporaryDirectory() as compiled:
        for statement in statements.values():
            _imported(statement, compiled)
        jobs: dict[str, Job] = {
            name: partial(_imported, statement, compiled) for name, statement in statements.items()
        }
        least = fastest(jobs, repeats * 4)
    for name, target in (("root", 1.5), ("core", 2.2), ("every name", None)):
        yield Figure(
            f"`{statements[name]}`",
            "importing attrs and dateutil",
            (least[name] - least["nothing"]) / (least["both"] - least["nothing"]),
            target,
        )


def _imported(statement: str, compiled: str) -> float:
    """The seconds of processor time of a new Python that runs one statement.

    Every module is compiled beforehand, as those of installed packages are.
    """
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        "PYTHONPATH": os.pathsep.join(str(Path(path).resolve()) for path in sys.path),
        "PYTHONPYCACHEPREFIX": compiled,
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603  # this interpreter, on our own words
        [sys.executable, "-c", statement], check=True, env=environment
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def memory(entries: int, _: int) -> Iterator[Figure]:
    """The bytes of an entry without what it refers to, and of a tally by cell."""
    entry = Attribution("A1", "als", "94068", decided_on=date(2016, 4, 1))
    own = sys.getsizeof(entry) + (_HEADER if gc.is_tracked(entry) else 0)
    yield Figure("an `Attribution` itself", "bytes", own, 200)
    agreement, ledger = two(), built(drawn(entries), fresh=False)
    tally(agreement, ledger[:100])
    gc.collect()
    tracemalloc.start()
    try:
        kept = tally(agreement, ledger)
        gc.collect()
        taken, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    cells = sum(1 for _cell in kept.cells)
    yield Figure(f"a `Tally` of {cells:,} cells", "bytes for each cell", taken / cells)
    yield Figure("cells of that `Tally`", "entries of the ledger", cells / entries)
