"""What is not known, enumerated: each dwelling turns out in every way that it may."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs
from tests.rules.naive import ATTRIBUTION_STAGES, PRODUCTION_STAGES, Entry, Vector

from housing_agreements import NO_NEIGHBOURHOOD, NOT_KNOWN, Period, Production
from housing_agreements.model.entries import StageDay


def dwellings(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Each entry as so many of one dwelling."""
    for entry in entries:
        one = attrs.evolve(entry, count=1 if entry.count > 0 else -1)
        yield from itertools.repeat(one, abs(entry.count))


def added(vectors: Iterable[Vector], size: int) -> Vector:
    """The sum, period by period."""
    sums = [[0, 0, 0, 0] for _ in range(size)]
    for vector in vectors:
        for place, parts in enumerate(vector):
            for part, value in enumerate(parts):
                sums[place][part] += value
    return tuple((a, b, c, d) for a, b, c, d in sums)


def sums(parts: Iterable[frozenset[Vector]], size: int) -> frozenset[Vector]:
    """Every sum of one vector of each part."""
    found = frozenset({added((), size)})
    for part in parts:
        found = frozenset(added((one, two), size) for one in found for two in part)
    return found


def completions(
    entry: Entry, turning: Iterable[date], codes: Mapping[str, Iterable[str]]
) -> Iterator[Entry]:
    """Every way in which what is not known of a dwelling may turn out.

    Args:
        entry: The dwelling.
        turning: The days on which something changes: one day stands for all until the next.
        codes: The codes that matter of each field.
    """
    options: dict[str, list[Any]] = {}
    stages = PRODUCTION_STAGES if isinstance(entry, Production) else ATTRIBUTION_STAGES
    fields = [stage.field for stage in stages]
    written = [getattr(entry, name) for name in fields]
    days = turning_days_of(written, turning)
    for index, name in enumerate(fields):
        if isinstance(written[index], Period):
            options[name] = [day for day in days if day in written[index]]
        elif written[index] is NOT_KNOWN or (
            written[index] is None and any(later is not None for later in written[index:])
        ):
            options[name] = [None, *days]
    for name in ("neighbourhood", "landlord", "programme"):
        if getattr(entry, name) is None:
            options[name] = [*codes[name], NO_NEIGHBOURHOOD]
    if isinstance(entry, Production):
        if entry.financing is None:
            options["financing"] = [*codes["financing"], "another"]
    else:
        possible = sorted(entry.possible_publics)
        options["publics"] = [
            entry.publics | set(combination)
            for size in range(len(possible) + 1)
            for combination in itertools.combinations(possible, size)
        ]
        options["possible_publics"] = [frozenset()]
    for chosen in itertools.product(*options.values()):
        changes = dict(zip(options, chosen, strict=True))
        if may_be([changes.get(name, getattr(entry, name)) for name in fields], written):
            yield attrs.evolve(entry, **changes)


def turning_days_of(written: Iterable[StageDay | None], turning: Iterable[date]) -> list[date]:
    """The days that stand for all others: nothing that matters happens from one to the next."""
    found = {date.min, *turning}
    for day in written:
        if isinstance(day, Period):
            found |= {day.start, day.last_day}
        elif isinstance(day, date):
            found.add(day)
    return sorted(found)


def may_be(days: Sequence[date | None], written: Sequence[StageDay | None]) -> bool:
    """Whether the stages may have been reached on such days, `None` for one that was not."""
    reached = [day for day in days if day is not None]
    if reached != list(days[: len(reached)]) or reached != sorted(reached):
        return False  # a stage reached without an earlier one, or before it
    return not reached or written[len(reached) - 1] is not None  # the last is reached by itself
