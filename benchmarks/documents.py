"""Documents of a report and of a tally, against Python's own json on the same text."""

import json
from collections.abc import Callable, Iterator
from functools import partial

import attrs

from benchmarks.agreements import two
from benchmarks.ledgers import COMMUNES, ON, built, drawn
from benchmarks.measure import Figure, Job, cost, fastest
from housing_agreements import Per, Share, Stage, Tally, check_quotas, tally
from housing_agreements.json import dumps, loads

__all__ = ("storing",)

_GROUPS = 1_152
_CELLS = 100_000


def storing(entries: int, repeats: int) -> Iterator[Figure]:
    """The text of a report by commune and of a tally by landlord and commune, written and read."""
    size = min(entries, _CELLS)
    yield from _both("a report by commune", _report(size), repeats)
    yield from _both("a tally by landlord and commune", _tally(size), repeats)


def _report(entries: int) -> object:
    """A report on each of the communes, in each of three years."""
    share = Share("c", to=("dalo",), stage=Stage.DECIDED, at_least="25 %", per=Per.COMMUNE)
    agreement = attrs.evolve(two(), commitments=(share,))
    communes = {*COMMUNES[: _GROUPS // 3]}
    ledger = [entry for entry in built(drawn(entries), fresh=False) if entry.commune in communes]
    return check_quotas(agreement, tally(agreement, ledger), on=ON)


def _tally(entries: int) -> Tally:
    """A tally in which nearly every entry is a cell of its own."""
    pairs = Share(
        "c", to=("dalo",), stage=Stage.DECIDED, at_least="25 %", per=(Per.LANDLORD, Per.COMMUNE)
    )
    agreement = attrs.evolve(two(), commitments=(pairs,))
    return tally(agreement, built(drawn(entries), fresh=False))


def _both(said: str, value: object, repeats: int) -> Iterator[Figure]:
    text = dumps(value)
    if dumps(loads(text)) != text:
        raise AssertionError("what is read is not what was written")
    plain = json.loads(text)
    write = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    jobs: dict[str, Job] = {
        "read": _job(lambda: loads(text)),
        "write": _job(lambda: dumps(value)),
        "json read": _job(lambda: json.loads(text)),
        "json write": _job(lambda: write(plain)),
    }
    least = fastest(jobs, repeats)
    ours, theirs = least["read"] + least["write"], least["json read"] + least["json write"]
    yield Figure(f"{said}, read and written", "json", ours / theirs, 5)
    for name, what in (("read", "`loads`"), ("write", "`dumps`")):
        yield Figure(f"{what} of {said}", "json", least[name] / least[f"json {name}"])


def _job(run: Callable[[], object]) -> Job:
    return cost(lambda: None, lambda _: run())
