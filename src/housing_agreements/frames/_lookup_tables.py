"""Answers that Polars looks up: a table says, for each class of rows, up to which amount it is yes.

A criterion combines the tables of its questions into one: up to the least of two amounts where
both questions must be answered with yes, up to the greatest where one is enough. So one look-up
serves many tables.
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
from housing_agreements.frames._engines import ColumnAnswer, PlannedColumn
from housing_agreements.frames._facts import FactColumns, Facts
from housing_agreements.frames._kleene import both, either, from_bounds
from housing_agreements.frames._questions import step_of
from housing_agreements.frames._reading import Words

__all__ = (
    "AnswerJoiner",
    "AnswerTable",
    "GuardedTable",
    "NodeAnswer",
    "Sign",
    "TableQuestions",
    "opposite_table",
)

NEVER: Final = -(2**63)
"""Up to no amount."""
ALWAYS: Final = 2**63 - 1
"""Up to any amount, known or not."""
_MOST_CELLS: Final = 4_096
"""The most cells of a table: they are worked out one by one, however few rows there are."""


@attrs.frozen(eq=False)
class ClassKey:
    """A column that says in which class each row is."""

    number: PlannedColumn
    """The number of the class of each row, from 0; never null."""
    size: int
    """How many classes there are."""


@attrs.frozen(eq=False)
class AnswerTable:
    """A table of answers: for each class of rows, the most for which it is yes."""

    amount: FactColumns | None
    """The amount; `None`: the classes alone decide, and the answer is `ALWAYS` or `NEVER` yes."""
    keys: tuple[ClassKey, ...]
    """The columns of classes; the cells of the last one stand side by side."""
    surely: tuple[int, ...]
    """The most for which the answer is surely yes."""
    possibly: tuple[int, ...]
    """The most for which the answer is possibly yes."""


_AS_AMOUNTS: Final = {True: (ALWAYS, ALWAYS), False: (NEVER, NEVER), None: (NEVER, ALWAYS)}


def table_of(keys: tuple[ClassKey, ...], answers: Iterable[bool | None]) -> AnswerTable:
    """A table in which the class alone decides: it holds one answer for each class."""
    ends = [_AS_AMOUNTS[answer] for answer in answers]
    return AnswerTable(None, keys, tuple(low for low, _ in ends), tuple(high for _, high in ends))


def opposite_table(table: AnswerTable) -> AnswerTable:
    """The contrary of a table in which the class alone decides."""
    answers = (
        None if low != high else low == NEVER
        for low, high in zip(table.surely, table.possibly, strict=True)
    )
    return table_of(table.keys, answers)


def _keys_of(tables: Sequence[AnswerTable]) -> tuple[ClassKey, ...]:
    return tuple(dict.fromkeys(key for table in tables for key in table.keys))


def number_of_cells(tables: Sequence[AnswerTable]) -> int:
    """How many cells they have as one table: one for each combination of their classes."""
    return prod(key.size for key in _keys_of(tables))


def merge_tables(
    tables: Sequence[AnswerTable], pick: Callable[[tuple[int, ...]], int]
) -> AnswerTable:
    """One table for several: all must say yes (`min`), or one at least (`max`)."""
    keys = _keys_of(tables)
    amount = next((table.amount for table in tables if table.amount is not None), None)
    cells = [_cells_in(table.keys, keys) for table in tables]
    surely = [_pick(table.surely, own) for table, own in zip(tables, cells, strict=True)]
    possibly = [_pick(table.possibly, own) for table, own in zip(tables, cells, strict=True)]
    return AnswerTable(
        amount,
        keys,
        tuple(map(pick, zip(*surely, strict=True))),
        tuple(map(pick, zip(*possibly, strict=True))),
    )


def _pick(values: Sequence[int], indices: Iterable[int]) -> list[int]:
    return [values[index] for index in indices]


def _cells_in(keys: tuple[ClassKey, ...], wanted: tuple[ClassKey, ...]) -> list[int]:
    """The cell of a table with few keys, for each combination of the classes of more keys."""
    steps: dict[ClassKey, int] = {}
    step = 1
    for key in reversed(keys):
        steps[key], step = step, step * key.size
    cells = [0]
    for key in wanted:
        own = steps.get(key, 0)
        cells = [cell + number * own for cell in cells for number in range(key.size)]
    return cells


Value = str | int | None
"""A value that stands for its class; `None`: it is not known, or nothing asks for it."""

_MOST_CLASSES: Final = 255
"""The most classes beside the first, so that a byte numbers them."""
_FEW_WORDS: Final = 16
"""So many words need no class: their indices will do."""
_MOST_CODES: Final = 8
"""The most codes that a column is compared with one by one."""


@attrs.frozen(eq=False)
class Classes:
    """The classes into which the values of a fact fall."""

    key: ClassKey | None
    """The class of each row; `None` where there is only one class."""
    values: tuple[Value, ...]
    """A value of each class; `None` for those whose value is not known, or not asked for."""


_ONE_CLASS: Final = Classes(None, (None,))
"""A fact that is known of nobody has one class."""


def classes_of_words(
    facts: Facts, words: Words, answer: Callable[[str], Hashable]
) -> Classes | None:
    """Classes of words: those that answer every question alike; each word, if they are few."""
    api, plan = _polars(facts), facts.plan
    few = len(words.values) <= _FEW_WORDS
    answers: list[Hashable] = [word if few else answer(word) for word in words.values]
    numbers = {answer: number for number, answer in enumerate(dict.fromkeys(answers))}
    last = len(numbers)
    if last > _MOST_CLASSES:
        return None
    values: dict[Hashable, Value] = dict(zip(answers, words.values, strict=True))
    byte = api.Series([numbers[answer] for answer in answers], dtype=api.UInt8)

    def number(index: Any) -> Any:
        found = index if few else api.lit(byte).gather(index)
        return found.fill_null(last) if words.nulls else found

    key = _class_key(facts, plan.combine(number, words.numbers), last + words.nulls)
    return Classes(key, (*(values[answer] for answer in numbers), *(None,) * words.nulls))


def classes_of_codes(facts: Facts, columns: FactColumns, codes: Collection[str]) -> Classes | None:
    """Classes of codes: one for each of a few."""
    api = _polars(facts)
    if not codes or len(codes) > _MOST_CODES:
        return None

    def number(column: Any) -> Any:
        found = ((column == code).fill_null(False).cast(api.UInt8) for code in codes)
        return reduce(add, (flag * number for number, flag in enumerate(found, 1)))

    return Classes(
        _class_key(facts, facts.plan.combine(number, columns.low), len(codes) + 1), (None, *codes)
    )


def classes_of_counts(
    facts: Facts, columns: FactColumns, counts: Collection[int]
) -> Classes | None:
    """Classes of counts: one for each count from the least to the most."""
    api = _polars(facts)
    low, high = max(min(counts), columns.grid.least), min(max(counts), columns.grid.most)
    others = True
    if columns.column is not None:
        least, most, nulls = facts.reader.extremes(columns.column)
        if least is None or most is None:
            return _ONE_CLASS
        others = nulls or least < low or most > high
        low, high = max(low, least), min(high, most)
    if low > high:
        return _ONE_CLASS
    if high - low >= _MOST_CLASSES:
        return None

    def number(column: Any) -> Any:
        found = column - low
        if others:
            found = api.when(column.is_between(low, high)).then(found).otherwise(high - low + 1)
        return found.cast(api.UInt8, wrap_numerical=True)

    key = _class_key(facts, facts.plan.combine(number, columns.low), high - low + 1 + others)
    return Classes(key, (*range(low, high + 1), *(None,) * others))


def key_of_answers(facts: Facts, answer: PlannedColumn) -> ClassKey:
    """No, yes and undetermined as three classes."""
    byte = _polars(facts).UInt8
    return _class_key(
        facts, facts.plan.combine(lambda flags: flags.cast(byte).fill_null(2), answer), 3
    )


def _polars(facts: Facts) -> Any:  # a module
    """The words of Polars, of which tables need more than those of all engines."""
    return facts.plan.api


def _class_key(facts: Facts, number: PlannedColumn, size: int) -> ClassKey:
    return ClassKey(facts.plan.share(number), size)


_TableQuestion = Within | UnderCeiling
"""What tables answer."""
_CeilingRow = tuple[Value, ...]
"""The values of the facts that choose a ceiling."""


class TableQuestions:
    """Answers questions of several criteria by tables, for one day and in Polars.

    Args:
        facts: What the frame knows.
        nodes: All that is asked.
    """

    def __init__(self, facts: Facts, nodes: Iterable[Node]) -> None:
        self._facts = facts
        self._day = facts.asked.day if facts.reader.table.by_polars else None
        self._questions: dict[tuple[str, bool], list[_TableQuestion]] = {}
        self._classes: dict[tuple[str, bool], Classes | None] = {}
        for node in nodes:
            if isinstance(node, _TableQuestion):
                for fact in _facts_choosing(node):
                    self._questions.setdefault((fact.name, node.verified_only), []).append(node)

    def table(self, node: Node) -> AnswerTable | None:
        """The table that answers a question; `None` where no table can."""
        if self._day is None:
            return None
        if isinstance(node, Within):
            return self._within(node, self._day)
        return self._under(node, self._day) if isinstance(node, UnderCeiling) else None

    def _within(self, node: Within, day: date) -> AnswerTable | None:
        classes = self._classes_of(node, node.fact, day)
        if classes is None or classes.key is None or not node.territory.members.known_on(day):
            return None
        return table_of(
            (classes.key,), (_is_commune_covered(node, value, day) for value in classes.values)
        )

    def _under(self, node: UnderCeiling, day: date) -> AnswerTable | None:
        """Of each cell, the least and the most ceiling of the rows still possible."""
        columns = self._facts.columns_of(node.fact, verified_only=node.verified_only)
        if columns is None or not _is_in_integers(columns) or not node.ceilings.known_on(day):
            return None
        if len(set(node.by)) < len(node.by):
            return None
        rows: dict[_CeilingRow, int | None] = {
            key: step_of(columns, ceiling, strictly=node.strictly)
            for key, ceiling in node.ceilings.on(day)
        }
        if not all(step is None or NEVER < step < ALWAYS for step in rows.values()):
            return None
        by_fact = [self._classes_of(node, fact, day) for fact in node.by]
        found = [classes for classes in by_fact if classes is not None]
        if len(found) < len(by_fact):
            return None
        values = [classes.values for classes in found]
        if prod(map(len, values)) > _MOST_CELLS:
            return None
        keys = tuple(classes.key for classes in found if classes.key is not None)
        ends = list(_ceilings_of_cells(rows, values))
        return AnswerTable(
            columns, keys, tuple(low for low, _ in ends), tuple(high for _, high in ends)
        )

    def _classes_of(self, node: _TableQuestion, fact: Fact, day: date) -> Classes | None:
        """The classes of a fact that serve all questions about it; `None` where there are none."""
        key = (fact.name, node.verified_only)
        if key not in self._classes:
            columns = self._facts.columns_of(fact, verified_only=node.verified_only)
            self._classes[key] = (
                _ONE_CLASS
                if columns is None
                else self._cut(fact, columns, self._questions[key], day)
            )
        return self._classes[key]

    def _cut(
        self, fact: Fact, columns: FactColumns, asking: Sequence[_TableQuestion], day: date
    ) -> Classes | None:
        words = None if columns.column is None else self._facts.reader.words(columns.column)
        if words is not None:
            tests = [_test_of(node, fact, day) for node in asking]
            return classes_of_words(
                self._facts, words, lambda word: tuple(test(word) for test in tests)
            )
        listed = {value for node in asking for value in _values_listed(node, fact, day)}
        if fact.kind is Kind.COUNT and columns.exact:
            return classes_of_counts(
                self._facts, columns, [value for value in listed if isinstance(value, int)]
            )
        if fact.kind is Kind.CODE:
            codes = sorted(value for value in listed if isinstance(value, str))
            return classes_of_codes(self._facts, columns, codes)
        return None


def _facts_choosing(node: _TableQuestion) -> tuple[Fact, ...]:
    """The facts by whose values a table is read."""
    return node.by if isinstance(node, UnderCeiling) else (node.fact,)


def _is_in_integers(columns: FactColumns) -> bool:
    """Whether an amount is in integers that Polars compares with those of a table."""
    grid = columns.grid
    return grid.literal is int and grid.least >= NEVER and grid.most <= ALWAYS


def _test_of(node: _TableQuestion, fact: Fact, day: date) -> Callable[[str], Hashable]:
    """A function that says how a word answers a question."""
    if isinstance(node, Within):
        return lambda word: _is_commune_covered(node, word, day)
    listed = _values_listed(node, fact, day)
    return lambda word: word if word in listed else None


def _is_commune_covered(node: Within, commune: Value, day: date) -> bool | None:
    """Whether a commune is covered, no neighbourhood being known; `None`: not known."""
    members = node.territory.members
    if not isinstance(commune, str) or not members.known_on(day):
        return None
    return members.on(day).read_on(day).covering(commune).covers(None)


def _values_listed(node: _TableQuestion, fact: Fact, day: date) -> set[str | int]:
    """The values of a fact in a table."""
    if isinstance(node, Within) or not node.ceilings.known_on(day):
        return set()
    index = node.by.index(fact)
    return {key[index] for key, _ in node.ceilings.on(day)}


def _ceilings_of_cells(
    rows: Mapping[_CeilingRow, int | None], values: Sequence[Sequence[Value]]
) -> Iterator[tuple[int, int]]:
    """For each combination of values, the least and the most ceiling of the rows still possible."""
    listed = [set(values_of_fact) for values_of_fact in zip(*rows, strict=True)]
    for cell in product(*values):
        # A value that the table does not have is as good as not known.
        kept = [value if value in own else None for value, own in zip(cell, listed, strict=True)]
        row = tuple(kept)
        possible = [rows[row]] if row in rows else _ceilings_possible(rows, row)
        steps = [step for step in possible if step is not None]
        yield (min(steps), max(steps)) if len(steps) == len(possible) else (NEVER, ALWAYS)


def _ceilings_possible(
    rows: Mapping[_CeilingRow, int | None], row: _CeilingRow
) -> list[int | None]:
    """The ceilings of the rows that agree with what is known of one."""
    return [
        step
        for key, step in rows.items()
        if all(value is None or value == listed for value, listed in zip(row, key, strict=True))
    ]


def look_up(facts: Facts, table: AnswerTable) -> ColumnAnswer:
    """Whether the amount of each row is one for which its class says yes."""
    plan, amount, polars = facts.plan, table.amount, _polars(facts)
    cell = _cell(facts, table.keys)
    if amount is None:
        ends = zip(table.surely, table.possibly, strict=True)
        answers = [low == ALWAYS if low == high else None for low, high in ends]
        return _value_at(facts, cell, answers, polars.Boolean)
    decided = {(NEVER, NEVER), (ALWAYS, ALWAYS)}
    if amount.exact and decided.isdisjoint(zip(table.surely, table.possibly, strict=True)):
        # Of an amount that is not known, nothing is: its nulls will do.
        low, high = (
            plan.combine(_does_not_exceed, amount.low, _value_at(facts, cell, most, polars.Int64))
            for most in (table.surely, table.possibly)
        )
        return low if table.surely == table.possibly else from_bounds(plan, low, high)
    # Of an amount that is not known, only `ALWAYS` says surely yes.
    surely = _is_kept(facts, cell, amount.high, table.surely, null=ALWAYS)
    possibly = _is_kept(facts, cell, amount.low, table.possibly, null=NEVER + 1)
    return from_bounds(plan, surely, possibly)


def _does_not_exceed(amount: nw.Expr, most: nw.Expr) -> nw.Expr:
    return amount <= most


def _is_kept(
    facts: Facts, cell: PlannedColumn, column: PlannedColumn, most: Sequence[int], *, null: int
) -> ColumnAnswer:
    """Whether a column does not exceed the most of its cell; never null."""
    if set(most) in ({NEVER}, {ALWAYS}):
        return most[0] == ALWAYS
    wide = facts.plan.api.Int64

    def keep(amount: nw.Expr, most: nw.Expr) -> nw.Expr:
        return amount.cast(wide).fill_null(null) <= most

    return facts.plan.combine(keep, column, _value_at(facts, cell, most, wide))


def _value_at(facts: Facts, cell: PlannedColumn, values: Sequence[Any], kind: Any) -> PlannedColumn:
    """The value of the cell of each row."""
    if len(set(values)) == 1:
        return PlannedColumn(facts.plan.api.lit(values[0], dtype=kind))
    polars = _polars(facts)
    table = polars.lit(polars.Series(values, dtype=kind))
    return facts.plan.combine(table.gather, cell)


def _cell(facts: Facts, keys: Sequence[ClassKey]) -> PlannedColumn:
    """The number of the cell of each row, among all that the keys tell apart."""
    if not keys:
        return PlannedColumn(facts.plan.api.lit(0))
    if len(keys) == 1:
        return keys[0].number
    kind = _polars(facts).UInt16  # holds `_MOST_CELLS`, thrice: a guard has three classes

    def number(*numbers: Any) -> Any:
        found = numbers[0].cast(kind)
        for key, number in zip(keys[1:], numbers[1:], strict=True):
            found = found * key.size + number
        return found

    return facts.plan.share(facts.plan.combine(number, *(key.number for key in keys)))


Sign = Literal["&", "|"]
"""All of them, or one of them at least."""

_UNDETERMINED: Final = table_of((), (None,))
"""A table of one cell, which is not known."""


@attrs.frozen(eq=False)
class GuardedTable:
    """A table and a column that must both say yes."""

    guard: PlannedColumn
    """The column."""
    table: AnswerTable
    """The table."""


NodeAnswer = ColumnAnswer | AnswerTable | GuardedTable
"""What a node of a criterion answers, as far as it is worked out."""


class AnswerJoiner:
    """Joins what the nodes of criteria answer."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._guards: dict[PlannedColumn, ClassKey] = {}

    def answer(self, found: NodeAnswer) -> ColumnAnswer:
        """The answer as a column."""
        if isinstance(found, GuardedTable):
            return both(self._facts.plan, (found.guard, look_up(self._facts, found.table)))
        return look_up(self._facts, found) if isinstance(found, AnswerTable) else found

    def join(self, sign: Sign, answers: Iterable[NodeAnswer]) -> NodeAnswer:
        """All of them, or one of them at least."""
        columns: list[ColumnAnswer] = []
        tables: list[AnswerTable] = []
        guarded: list[GuardedTable] = []
        for answer in answers:
            if isinstance(answer, AnswerTable):
                tables.append(answer)
            elif isinstance(answer, GuardedTable):
                guarded.append(answer)
            else:
                columns.append(answer)
        if sign == "&":
            columns += [table.guard for table in guarded]
            tables += [table.table for table in guarded]
        elif len(tables) + len(guarded) > 1:
            tables += [self._take_guard_in(table) for table in guarded]
        else:
            columns += [self.answer(table) for table in guarded]
        return self._join(sign, columns, _merge_few(tables, min if sign == "&" else max))

    def _join(
        self, sign: Sign, columns: Sequence[ColumnAnswer], tables: Sequence[AnswerTable]
    ) -> NodeAnswer:
        plan = self._facts.plan
        join = both if sign == "&" else either
        answer = join(plan, columns)
        if answer is (sign == "|"):  # it decides alone
            return answer
        if len(tables) == 1:
            (table,) = tables
            if answer is None:
                return merge_tables((table, _UNDETERMINED), min if sign == "&" else max)
            if not isinstance(answer, PlannedColumn):
                return table
            if sign == "&":
                return GuardedTable(answer, table)
        return join(plan, (answer, *(look_up(self._facts, table) for table in tables)))

    def _take_guard_in(self, guarded: GuardedTable) -> AnswerTable:
        """A table that holds the answers of the guard, too."""
        guard = guarded.guard
        if guard not in self._guards:
            self._guards[guard] = key_of_answers(self._facts, guard)
        alone = table_of((self._guards[guard],), (False, True, None))
        return merge_tables((alone, guarded.table), min)


def _merge_few(
    tables: Iterable[AnswerTable], pick: Callable[[tuple[int, ...]], int]
) -> list[AnswerTable]:
    """As few tables as their amounts and their sizes allow."""
    merged: list[AnswerTable] = []
    for table in tables:
        for index, other in enumerate(merged):
            pair = (other, table)
            if _are_of_one_amount(other, table) and number_of_cells(pair) <= _MOST_CELLS:
                merged[index] = merge_tables(pair, pick)
                break
        else:
            merged.append(table)
    return merged


def _are_of_one_amount(one: AnswerTable, other: AnswerTable) -> bool:
    return one.amount is other.amount or one.amount is None or other.amount is None
