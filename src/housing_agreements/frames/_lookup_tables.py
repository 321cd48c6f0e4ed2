"""Answers by table: under which limit of an amount, for each class of the rows.

Where a criterion is put together from tables, so are its limits: the least of two where both
must be kept, the greatest where one is enough. So one look-up serves many tables.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import product
from math import prod
from operator import add
from typing import Any, Final, Literal

import attrs
import narwhals as nw

from housing_agreements.criteria._nodes import Node
from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.criteria.places import Within
from housing_agreements.frames._facts import Facts, Known
from housing_agreements.frames._kleene import Answer, Part, Stages, both, either, from_bounds
from housing_agreements.frames._questions import step_of
from housing_agreements.frames._reading import Words

__all__ = (
    "ALWAYS",
    "MOST",
    "NEVER",
    "NOT_KNOWN",
    "Classes",
    "Found",
    "Guarded",
    "Joints",
    "Key",
    "Limits",
    "Sign",
    "TableQuestions",
    "Value",
    "classes_of_codes",
    "classes_of_counts",
    "classes_of_words",
    "contrary_of",
    "joined",
    "key_of_answers",
    "limits_of",
    "looked_up",
    "number_of_cells",
)

NEVER: Final = -(2**63)
"""A limit that no amount keeps."""
ALWAYS: Final = 2**63 - 1
"""A limit that is kept, whether the amount is known or not."""
MOST: Final = 4_096
"""The most cells of a table: they are worked out one by one, however few rows there are."""


@attrs.frozen(eq=False)
class Key:
    """In which of some classes each row is."""

    number: Part
    """Its number, from 0; never null."""
    size: int
    """How many classes there are."""


@attrs.frozen(eq=False)
class Limits:
    """For each class of rows, up to which amount the answer is yes, surely and possibly."""

    amount: Known | None
    """The amount; `None`: the classes alone decide, and each limit is kept always or never."""
    keys: tuple[Key, ...]
    """What tells the classes apart; the last one turns fastest."""
    surely: tuple[int, ...]
    """The most that keeps it for certain."""
    possibly: tuple[int, ...]
    """The most that may keep it."""


_STATED: Final = {True: (ALWAYS, ALWAYS), False: (NEVER, NEVER), None: (NEVER, ALWAYS)}


def limits_of(keys: tuple[Key, ...], answers: Iterable[bool | None]) -> Limits:
    """Answers as limits: of each class its own, which the class alone decides."""
    ends = [_STATED[answer] for answer in answers]
    return Limits(None, keys, tuple(low for low, _ in ends), tuple(high for _, high in ends))


def contrary_of(limits: Limits) -> Limits:
    """Not, where the classes alone decide."""
    answers = (
        None if low != high else low == NEVER
        for low, high in zip(limits.surely, limits.possibly, strict=True)
    )
    return limits_of(limits.keys, answers)


def _keys(several: Sequence[Limits]) -> tuple[Key, ...]:
    return tuple(dict.fromkeys(key for each in several for key in each.keys))


def number_of_cells(several: Sequence[Limits]) -> int:
    """How many cells they have once joined: one for each combination of classes of their keys."""
    return prod(key.size for key in _keys(several))


def joined(several: Sequence[Limits], pick: Callable[[tuple[int, ...]], int]) -> Limits:
    """All of them (`min`) or one of them at least (`max`); of one amount, or of none."""
    keys = _keys(several)
    amount = next((each.amount for each in several if each.amount is not None), None)
    places = [_places(each.keys, keys) for each in several]
    surely = [_spread(each.surely, own) for each, own in zip(several, places, strict=True)]
    possibly = [_spread(each.possibly, own) for each, own in zip(several, places, strict=True)]
    return Limits(
        amount,
        keys,
        tuple(map(pick, zip(*surely, strict=True))),
        tuple(map(pick, zip(*possibly, strict=True))),
    )


def _spread(values: Sequence[int], places: Iterable[int]) -> list[int]:
    return [values[place] for place in places]


def _places(keys: tuple[Key, ...], wanted: tuple[Key, ...]) -> list[int]:
    """Where the class of each combination of more keys stands among those of fewer."""
    steps: dict[Key, int] = {}
    step = 1
    for key in reversed(keys):
        steps[key], step = step, step * key.size
    places = [0]
    for key in wanted:
        own = steps.get(key, 0)
        places = [place + number * own for place in places for number in range(key.size)]
    return places


Value = str | int | None
"""A value that stands for its class; `None`: it is not known, or nothing asks for it."""

_MOST: Final = 255
"""The most classes beside the first, so that a byte numbers them."""
_FEW: Final = 16
"""So many words need no class: their places will do."""
_FEWER: Final = 8
"""The most codes that a column is compared with one by one."""


@attrs.frozen(eq=False)
class Classes:
    """The classes of a fact."""

    key: Key | None
    """In which each row is; `None`: there is one class."""
    values: tuple[Value, ...]
    """A value of each class; `None` for those whose value is not known, or not asked for."""


NOT_KNOWN: Final = Classes(None, (None,))
"""Of a fact that is not known of anybody, there is one class."""


def classes_of_words(
    facts: Facts, words: Words, asked: Callable[[str], Hashable]
) -> Classes | None:
    """Words of which everything asked is answered alike are in one class; of few words, each is."""
    api, stages = facts.stages.api, facts.stages
    few = len(words.values) <= _FEW
    said: list[Hashable] = [word if few else asked(word) for word in words.values]
    places = {each: place for place, each in enumerate(dict.fromkeys(said))}
    last = len(places)
    if last > _MOST:
        return None
    values: dict[Hashable, Value] = dict(zip(said, words.values, strict=True))
    byte = api.Series([places[each] for each in said], dtype=api.UInt8)

    def number(place: Any) -> Any:
        found = place if few else api.lit(byte).gather(place)
        return found.fill_null(last) if words.nulls else found

    key = _key(facts, stages.joined(number, words.numbers), last + words.nulls)
    return Classes(key, (*(values[each] for each in places), *(None,) * words.nulls))


def classes_of_codes(facts: Facts, known: Known, codes: Collection[str]) -> Classes | None:
    """Each of a few codes is a class."""
    api = facts.stages.api
    if not codes or len(codes) > _FEWER:
        return None

    def number(column: Any) -> Any:
        found = ((column == code).fill_null(False).cast(api.UInt8) for code in codes)
        return reduce(add, (each * place for place, each in enumerate(found, 1)))

    return Classes(
        _key(facts, facts.stages.joined(number, known.low), len(codes) + 1), (None, *codes)
    )


def classes_of_counts(facts: Facts, known: Known, counts: Collection[int]) -> Classes | None:
    """Each count from the least to the most is a class."""
    api = facts.stages.api
    low, high = max(min(counts), known.grid.least), min(max(counts), known.grid.most)
    ends = None if known.column is None else facts.reader.ends(known.column)
    others = True
    if ends is not None:
        least, most, nulls = ends
        if least is None or most is None:
            return NOT_KNOWN
        others = nulls or least < low or most > high
        low, high = max(low, least), min(high, most)
    if low > high:
        return NOT_KNOWN
    if high - low >= _MOST:
        return None

    def number(column: Any) -> Any:
        found = column - low
        if others:
            found = api.when(column.is_between(low, high)).then(found).otherwise(high - low + 1)
        return found.cast(api.UInt8, wrap_numerical=True)

    key = _key(facts, facts.stages.joined(number, known.low), high - low + 1 + others)
    return Classes(key, (*range(low, high + 1), *(None,) * others))


def key_of_answers(facts: Facts, answer: Part) -> Key:
    """No, yes and undetermined as three classes."""
    byte = facts.stages.api.UInt8
    return _key(facts, facts.stages.joined(lambda each: each.cast(byte).fill_null(2), answer), 3)


def _key(facts: Facts, number: Part, size: int) -> Key:
    return Key(facts.stages.bound(number), size)


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


def looked_up(facts: Facts, limits: Limits) -> Answer:
    """Whether each row keeps the limit of its class."""
    stages, amount = facts.stages, limits.amount
    cell = _cell(stages, limits.keys)
    if amount is None:
        ends = zip(limits.surely, limits.possibly, strict=True)
        answers = [low == ALWAYS if low == high else None for low, high in ends]
        return _at(stages, cell, answers, stages.api.Boolean)
    decided = {(NEVER, NEVER), (ALWAYS, ALWAYS)}
    if amount.exact and decided.isdisjoint(zip(limits.surely, limits.possibly, strict=True)):
        # Of an amount that is not known, nothing is: its nulls will do.
        low, high = (
            stages.joined(_at_most, amount.low, _at(stages, cell, each, stages.api.Int64))
            for each in (limits.surely, limits.possibly)
        )
        return low if limits.surely == limits.possibly else from_bounds(stages, low, high)
    # Of an amount that is not known, only the limit that is always kept is kept for certain.
    surely = _kept(stages, cell, amount.high, limits.surely, null=ALWAYS)
    possibly = _kept(stages, cell, amount.low, limits.possibly, null=NEVER + 1)
    return from_bounds(stages, surely, possibly)


def _at_most(each: nw.Expr, most: nw.Expr) -> nw.Expr:
    return each <= most


def _kept(stages: Stages, cell: Part, column: Part, limits: Sequence[int], *, null: int) -> Answer:
    """Whether a column keeps the limit of its cell; never null."""
    if set(limits) in ({NEVER}, {ALWAYS}):
        return limits[0] == ALWAYS
    limit = _at(stages, cell, limits, stages.api.Int64)

    def kept(each: nw.Expr, most: nw.Expr) -> nw.Expr:
        return each.cast(stages.api.Int64).fill_null(null) <= most

    return stages.joined(kept, column, limit)


def _at(stages: Stages, cell: Part, values: Sequence[Any], kind: Any) -> Part:
    """The value of the cell of each row."""
    if len(set(values)) == 1:
        return Part(stages.api.lit(values[0], dtype=kind))
    table = stages.api.lit(stages.api.Series(values, dtype=kind))
    return stages.joined(table.gather, cell)


def _cell(stages: Stages, keys: Sequence[Key]) -> Part:
    """The number of the cell of each row, among all that the keys tell apart."""
    if not keys:
        return Part(stages.api.lit(0))
    if len(keys) == 1:
        return keys[0].number
    kind = stages.api.UInt16  # holds `MOST` cells, thrice: a guard has three classes

    def numbered(*numbers: Any) -> Any:
        found = numbers[0].cast(kind)
        for key, number in zip(keys[1:], numbers[1:], strict=True):
            found = found * key.size + number
        return found

    return stages.bound(stages.joined(numbered, *(key.number for key in keys)))


Sign = Literal["&", "|"]
"""All of them, or one of them at least."""

_UNKNOWN: Final = limits_of((), (None,))
"""A table of one cell, which is not known."""


@attrs.frozen(eq=False)
class Guarded:
    """A table and a column that must both say yes."""

    guard: Part
    """The column."""
    limits: Limits
    """The table."""


Found = Answer | Limits | Guarded
"""What a part of a criterion answers, as far as it is worked out."""


class Joints:
    """Joins what the parts of criteria answer."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._guards: dict[Part, Key] = {}

    def answer(self, found: Found) -> Answer:
        """The answer as a column."""
        if isinstance(found, Guarded):
            return both(self._facts.stages, (found.guard, looked_up(self._facts, found.limits)))
        return looked_up(self._facts, found) if isinstance(found, Limits) else found

    def joined(self, sign: Sign, several: Iterable[Found]) -> Found:
        """All of them, or one of them at least."""
        given = list(several)
        columns: list[Answer] = [each for each in given if not isinstance(each, (Limits, Guarded))]
        tables = [each for each in given if isinstance(each, Limits)]
        guarded = [each for each in given if isinstance(each, Guarded)]
        if sign == "&":
            columns += [each.guard for each in guarded]
            tables += [each.limits for each in guarded]
        elif len(tables) + len(guarded) > 1:
            tables += [self._opened(each) for each in guarded]
        else:
            columns += [self.answer(each) for each in guarded]
        return self._all_alike(sign, columns, _merged(tables, min if sign == "&" else max))

    def _all_alike(self, sign: Sign, columns: Sequence[Answer], tables: Sequence[Limits]) -> Found:
        stages = self._facts.stages
        join = both if sign == "&" else either
        answer = join(stages, columns)
        if answer is (sign == "|"):  # it decides alone
            return answer
        if len(tables) == 1:
            (table,) = tables
            if answer is None:
                return joined((table, _UNKNOWN), min if sign == "&" else max)
            if not isinstance(answer, Part):
                return table
            if sign == "&":
                return Guarded(answer, table)
        return join(stages, (answer, *(looked_up(self._facts, each) for each in tables)))

    def _opened(self, guarded: Guarded) -> Limits:
        """The guard as one more key of the table."""
        guard = guarded.guard
        if guard not in self._guards:
            self._guards[guard] = key_of_answers(self._facts, guard)
        said = limits_of((self._guards[guard],), (False, True, None))
        return joined((said, guarded.limits), min)


def _merged(tables: Iterable[Limits], pick: Callable[[tuple[int, ...]], int]) -> list[Limits]:
    """As few tables as their amounts and their sizes allow."""
    merged: list[Limits] = []
    for table in tables:
        for place, other in enumerate(merged):
            pair = (other, table)
            if _fit(other, table) and number_of_cells(pair) <= MOST:
                merged[place] = joined(pair, pick)
                break
        else:
            merged.append(table)
    return merged


def _fit(one: Limits, other: Limits) -> bool:
    return one.amount is other.amount or one.amount is None or other.amount is None
