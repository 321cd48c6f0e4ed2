"""What a frame answers to several rules at once, from the columns it has to those it gets."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from housing_agreements.adapters.frames.asking import Spans, asked, over, spans
from housing_agreements.adapters.frames.columns import Absent, Columns, checked_mapping
from housing_agreements.adapters.frames.compiling import Compiled
from housing_agreements.adapters.frames.definitions import Definition, Rule
from housing_agreements.adapters.frames.facts import Facts
from housing_agreements.adapters.frames.kleene import Answer, Part
from housing_agreements.adapters.frames.missing import missing_facts
from housing_agreements.adapters.frames.reading import Reader
from housing_agreements.adapters.frames.tables import opened
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.errors import InvalidTypeError, shown
from housing_agreements.values.faults import Faults
from housing_agreements.values.records import Record

__all__ = ("How", "answered")


@attrs.frozen(eq=False, repr=False)
class How(Record):
    """How a frame is asked."""

    where: str
    """The function that asks, for its errors."""
    on: date | str
    """The day, or the column of days."""
    columns: Columns | None
    """The columns of facts."""
    absent: Absent
    """What becomes of a fact without a column."""
    missing: str | None
    """The name of the column that lists missing facts."""


class _Asked:
    """The rules of all columns to be made, by span, and the criteria among them."""

    def __init__(self, reader: Reader, how: How, definitions: Mapping[str, Definition]) -> None:
        self.when = asked(reader, how.on)
        self.spans: dict[str, Spans] = {}
        self.rules: dict[str, dict[date, Rule]] = {}
        self.criteria: dict[int, Criterion] = {}
        for name, definition in definitions.items():
            parts = spans(reader.stages, self.when, definition.turns, reader.day)
            self.spans[name] = parts
            self.rules[name] = {day: definition.on(day) for day, _ in parts}
            for rule in self.rules[name].values():
                if isinstance(rule, Criterion):
                    self.criteria[id(rule)] = rule

    @property
    def facts(self) -> set[str]:
        """The facts that may be mapped to columns."""
        read = {name for criterion in self.criteria.values() for name in criterion.facts}
        return {*facts_by_name(Household), *read}


def answered(
    given: Any, definitions: Mapping[str, Definition], how: How, whole: object = None
) -> Any:
    """The frame given, with a column for each definition.

    Args:
        given: The frame.
        definitions: What to ask, by the name of its column.
        how: How it is asked.
        whole: Where `given` only tells the kinds of a frame of Dask, and has no rows: that frame.

    Raises:
        HousingAgreementsError: For whatever is wrong with the frame.
    """
    table, faults = opened(given, how.where, whole=whole), Faults(how.where)
    _check_names(faults, table.schema, (*definitions, how.missing))
    if not isinstance(how.absent, Absent):
        raise InvalidTypeError(f"{how.where}, absent", shown(how.absent), "one of Absent")
    reader = Reader(table, faults)
    questions = _Asked(reader, how, definitions)
    columns = {} if how.columns is None else checked_mapping(faults, how.columns, questions.facts)
    facts = Facts(reader, questions.when, columns, how.absent)
    compiled = Compiled(facts, questions.criteria.values(), whole=how.missing is not None)
    numbers = dict(zip(questions.criteria, compiled.roots, strict=True))

    def answer_on(name: str, day: date) -> Answer:
        rule = questions.rules[name][day]
        return compiled.answer(numbers[id(rule)]) if isinstance(rule, Criterion) else rule

    made: dict[str, Part] = {}
    for name, parts in questions.spans.items():
        answer = over(reader.stages, [(inside, answer_on(name, day)) for day, inside in parts])
        made[name] = reader.column(answer)
    if how.missing is not None:
        roots = [
            (numbers[id(questions.rules[name][day])], inside)
            for name, parts in questions.spans.items()
            for day, inside in parts
            if id(questions.rules[name][day]) in numbers
        ]
        made[how.missing] = missing_facts(compiled, roots)
    faults.report()
    return table.closed(reader.with_columns(made))


def _check_names(faults: Faults, there: Mapping[str, object], names: tuple[object, ...]) -> None:
    for name in names:
        if name is not None and not isinstance(name, str):
            faults.note(InvalidTypeError(faults.at("name"), shown(name), "the name of a column"))
        elif name in there:
            remedy = "name it otherwise, or drop that one first"
            faults.value("frame", name, "no column of the name of a new one", remedy)
