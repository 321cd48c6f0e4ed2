"""What is not known, enumerated: each dwelling turns out in every way that it may."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs
from tests.rules.naive import ATTRIBUTION_STAGES, PRODUCTION_STAGES, Entry, Vector

from housing_agreements import NO_NEIGHBOURHOOD, Production


def dwellings(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Each entry as so many of one dwelling."""
    for entry in entries:
        one = attrs.evolve(entry, count=1 if entry.count > 0 else -1)
        yield from itertools.repeat(one, abs(entry.count))


def added(vectors: Iterable[Vector], size: int) -> Vector:
    """The sum, period by period."""
    sums = [[0, 0, 0] for _ in range(size)]
    for vector in vectors:
        for place, parts in enumerate(vector):
            for part, value in enumerate(parts):
                sums[place][part] += value
    return tuple((a, b, c) for a, b, c in sums)


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
    reached = [index for index, name in enumerate(fields) if getattr(entry, name) is not None]
    for name in fields[: max(reached, default=0)]:
        if getattr(entry, name) is None:
            options[name] = sorted(
                {date.min, *turning, *(getattr(entry, fields[i]) for i in reached)}
            )
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
        days = [changes.get(name, getattr(entry, name)) for name in fields]
        dated = [day for day in days if day is not None]
        if dated == sorted(dated):
            yield attrs.evolve(entry, **changes)
