"""The questions that tables answer: whether a place is covered, and which ceiling is whose."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from math import prod

from housing_agreements.adapters.frames.ceilings import step_of
from housing_agreements.adapters.frames.classing import (
    NOT_KNOWN,
    Classes,
    Value,
    classes_of_codes,
    classes_of_counts,
    classes_of_words,
)
from housing_agreements.adapters.frames.facts import Facts, Known
from housing_agreements.adapters.frames.limits import ALWAYS, MOST, NEVER, Limits, limits_of
from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.fold import Node
from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.criteria.places import Within

__all__ = ("TableQuestions",)

_Asked = Within | UnderCeiling
"""What tables answer."""
_Row = tuple[Value, ...]
"""The values of the facts that choose a ceiling."""


class TableQuestions:
    """The questions of several criteria that tables answer, asked of Polars for one day.

    Args:
        facts: What the frame knows.
        nodes: All that is asked.
    """

    def __init__(self, facts: Facts, nodes: Iterable[Node]) -> None:
        self._facts = facts
        self._day = facts.when.day if facts.reader.by_polars else None
        self._asking: dict[tuple[str, bool], list[_Asked]] = {}
        self._classes: dict[tuple[str, bool], Classes | None] = {}
        for node in nodes:
            if isinstance(node, _Asked):
                for fact in _choosing(node):
                    self._asking.setdefault((fact.name, node.verified_only), []).append(node)

    def limits(self, node: Node) -> Limits | None:
        """What a table answers to a question; `None`: it has to be asked otherwise."""
        if self._day is None:
            return None
        if isinstance(node, Within):
            return self._within(node, self._day)
        return self._under(node, self._day) if isinstance(node, UnderCeiling) else None

    def _within(self, node: Within, day: date) -> Limits | None:
        classes = self._of(node, node.fact, day)
        if classes is None or classes.key is None or not node.territory.members.known_on(day):
            return None
        return limits_of((classes.key,), (_covered(node, value, day) for value in classes.values))

    def _under(self, node: UnderCeiling, day: date) -> Limits | None:
        """The limits of each cell: the least and the most of the rows still possible."""
        known = self._facts.known(node.fact, verified_only=node.verified_only)
        if known is None or not _is_whole(known) or not node.ceilings.known_on(day):
            return None
        if len(set(node.by)) < len(node.by):
            return None
        rows: dict[_Row, int | None] = {
            key: step_of(known, ceiling, strictly=node.strictly)
            for key, ceiling in node.ceilings.on(day)
        }
        if not all(step is None or NEVER < step < ALWAYS for step in rows.values()):
            return None
        several = [self._of(node, each, day) for each in node.by]
        found = [classes for classes in several if classes is not None]
        if len(found) < len(several):
            return None
        values = [classes.values for classes in found]
        if prod(map(len, values)) > MOST:
            return None
        keys = tuple(classes.key for classes in found if classes.key is not None)
        ends = list(_ends(rows, values))
        return Limits(known, keys, tuple(low for low, _ in ends), tuple(high for _, high in ends))

    def _of(self, node: _Asked, fact: Fact, day: date) -> Classes | None:
        """The classes of a fact for all that is asked of it; `None`: it is not cut into any."""
        place = (fact.name, node.verified_only)
        if place not in self._classes:
            known = self._facts.known(fact, verified_only=node.verified_only)
            self._classes[place] = (
                NOT_KNOWN if known is None else self._cut(fact, known, self._asking[place], day)
            )
        return self._classes[place]

    def _cut(self, fact: Fact, known: Known, asking: Sequence[_Asked], day: date) -> Classes | None:
        words = None if known.column is None else self._facts.reader.words(known.column)
        if words is not None:
            tests = [_test(node, fact, day) for node in asking]
            return classes_of_words(
                self._facts, words, lambda word: tuple(test(word) for test in tests)
            )
        listed = {part for node in asking for part in _listed(node, fact, day)}
        if fact.kind is Kind.COUNT and known.exact:
            return classes_of_counts(
                self._facts, known, [each for each in listed if isinstance(each, int)]
            )
        if fact.kind is Kind.CODE:
            codes = sorted(each for each in listed if isinstance(each, str))
            return classes_of_codes(self._facts, known, codes)
        return None


def _choosing(node: _Asked) -> tuple[Fact, ...]:
    """The facts by whose values a table is read."""
    return node.by if isinstance(node, UnderCeiling) else (node.fact,)


def _is_whole(known: Known) -> bool:
    """Whether an amount is in integers that Polars compares with those of a table."""
    grid = known.grid
    return grid.literal is int and grid.least >= NEVER and grid.most <= ALWAYS


def _test(node: _Asked, fact: Fact, day: date) -> Callable[[str], Hashable]:
    """What a word makes of a question."""
    if isinstance(node, Within):
        return lambda word: _covered(node, word, day)
    listed = _listed(node, fact, day)
    return lambda word: word if word in listed else None


def _covered(node: Within, commune: Value, day: date) -> bool | None:
    """Whether a commune is covered, no neighbourhood being known; `None`: not known."""
    members = node.territory.members
    if not isinstance(commune, str) or not members.known_on(day):
        return None
    covered = members.on(day).covering(commune)
    return None if covered.exceptions else covered.elsewhere


def _listed(node: _Asked, fact: Fact, day: date) -> set[str | int]:
    """The values of a fact in a table."""
    if isinstance(node, Within) or not node.ceilings.known_on(day):
        return set()
    place = node.by.index(fact)
    return {key[place] for key, _ in node.ceilings.on(day)}


def _ends(
    rows: Mapping[_Row, int | None], values: Sequence[Sequence[Value]]
) -> Iterator[tuple[int, int]]:
    """For each combination of values, the least and the most limit of the rows still possible."""
    parts = [set(each) for each in zip(*rows, strict=True)]
    for cell in product(*values):
        # A value that the table does not have is as good as not known.
        kept = [value if value in own else None for value, own in zip(cell, parts, strict=True)]
        row = tuple(kept)
        possible = [rows[row]] if row in rows else _possible(rows, row)
        steps = [step for step in possible if step is not None]
        yield (min(steps), max(steps)) if len(steps) == len(possible) else (NEVER, ALWAYS)


def _possible(rows: Mapping[_Row, int | None], row: _Row) -> list[int | None]:
    """The limits of the rows that agree with what is known of one."""
    return [
        step
        for key, step in rows.items()
        if all(value is None or value == part for value, part in zip(row, key, strict=True))
    ]
