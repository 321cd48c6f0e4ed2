"""Who belongs to each public, by day."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

import attrs
import narwhals as nw

from housing_agreements._checks import Faults
from housing_agreements._records import Record
from housing_agreements.criteria._nodes import Node, in_order
from housing_agreements.criteria.comparisons import days_of_change
from housing_agreements.criteria.criteria import AtLeastOf, Criterion, Labelled, Not, OpenQuestion
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.frames._days import Spans, asked, over, spans
from housing_agreements.frames._facts import Facts
from housing_agreements.frames._kleene import Answer, Part, at_least, both, contrary, either
from housing_agreements.frames._lookup_tables import (
    Found,
    Guarded,
    Joints,
    Limits,
    Sign,
    TableQuestions,
    contrary_of,
)
from housing_agreements.frames._questions import QUESTIONS
from housing_agreements.frames._reading import Reader
from housing_agreements.frames._tables import opened
from housing_agreements.frames.columns import Absent, Columns, checked_mapping
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.publics import PriorityPublic

__all__ = ("Compiled", "Definition", "How", "Rule", "answered", "definitions", "missing_facts")

Rule = Criterion | bool | None
"""A criterion; or the same answer for everybody: `False`, nobody belongs; `None`, not known."""


@attrs.frozen(eq=False)
class Definition:
    """What is asked, by day."""

    days_of_change: tuple[date, ...]
    """The days from which it is another."""
    on: Callable[[date], Rule]
    """What is asked on a day."""


def definitions(publics: object, on: date | str, known: date | None) -> Mapping[str, Definition]:
    """The definition of each public, by its code.

    Args:
        publics: An agreement, a public or several.
        on: The day asked; when it is the name of a column, the versions of all days are read.
        known: The day of the knowledge; `None`: the day asked.

    Raises:
        InvalidTypeError: For anything else.
        InvalidValueError: For a code that stands twice.
    """
    if isinstance(publics, Agreement):
        return _of_agreement(publics, on, known)
    given = (publics,) if isinstance(publics, PriorityPublic) else publics
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InvalidTypeError("classify, publics", show(publics), _EXPECTED)
    several = tuple(given)
    faults = Faults("classify")
    if faults.each("publics", several, PriorityPublic, _EXPECTED):
        faults.once("publics", (public.code for public in several))
    faults.report()
    return {public.code: _of_public(public) for public in several}


_EXPECTED: Final = "an Agreement, a PriorityPublic, or several of them"


def _of_public(public: PriorityPublic) -> Definition:
    return Definition(days_of_change(public.criterion), lambda day: _rule(public, day))


def _rule(public: PriorityPublic, day: date) -> Rule:
    if not public.criterion.known_on(day):
        return None
    criterion = public.criterion.on(day)
    return False if criterion is None else criterion


def _of_agreement(
    agreement: Agreement, on: date | str, known: date | None
) -> Mapping[str, Definition]:
    """The publics of the version of each day; a public of another version has nobody."""
    if not isinstance(on, str):
        version = agreement.on(on, known=known)
        return {public.code: _of_public(public) for public in version.publics}
    days = sorted(
        {date.min}
        | {
            day
            for amendment in agreement.amendments
            for day in (amendment.effective, amendment.signed_on)
        }
    )
    versions = {day: agreement.on(day, known=known) for day in days}
    by_day = {
        day: {public.code: public for public in version.publics}
        for day, version in versions.items()
    }
    codes = dict.fromkeys(code for publics in by_day.values() for code in publics)
    return {code: _over_versions(code, by_day) for code in codes}


def _over_versions(code: str, by_day: Mapping[date, Mapping[str, PriorityPublic]]) -> Definition:
    days = tuple(by_day)
    found = [publics[code] for publics in by_day.values() if code in publics]

    def rule(day: date) -> Rule:
        public = by_day[max(start for start in days if start <= day)].get(code)
        return False if public is None else _rule(public, day)

    changes = {day for public in found for day in days_of_change(public.criterion)}
    return Definition(tuple(sorted({*days, *changes})), rule)


class Compiled:
    """Several criteria as columns, with the parts they share worked out once.

    Args:
        facts: What the frame knows.
        roots: The criteria.
        whole: Whether the answer of each part will be asked for, too.
    """

    def __init__(self, facts: Facts, roots: Iterable[Criterion], *, whole: bool = False) -> None:
        self.facts = facts
        self.nodes: list[Node] = []
        self.parts: list[tuple[int, ...]] = []
        self._numbers: dict[Hashable, int] = {}
        self.roots: tuple[int, ...] = tuple(self._numbered(root) for root in roots)
        self._uses = Counter(part for parts in self.parts for part in dict.fromkeys(parts))
        self._uses.update(self.roots)
        if whole:
            self._uses.update(dict.fromkeys(range(len(self.nodes)), 2))
        self._tables = TableQuestions(facts, self.nodes)
        self._joints = Joints(facts)
        self._found: list[Found] = []
        self._answers: dict[int, Answer] = {}
        # What is still to be joined with more of its kind: `&` and `|` know no brackets.
        self._open: dict[int, tuple[Sign, list[Found]]] = {}
        for number in range(len(self.nodes)):
            self._found.append(self._first_found(number))

    def answer(self, number: int) -> Answer:
        """What a node answers, worked out once when several nodes ask."""
        found = self._find(number)
        if isinstance(found, (Limits, Guarded)):
            if number not in self._answers:
                self._answers[number] = self._once(number, self._joints.answer(found))
            return self._answers[number]
        return found

    def _find(self, number: int) -> Found:
        """The same as far as it is worked out: a table stays one, to be joined with others."""
        if number in self._open:
            self._found[number] = self._joints.joined(*self._open.pop(number))
        found = self._found[number]
        if not isinstance(found, (Limits, Guarded)):
            found = self._found[number] = self._once(number, found)
        return found

    def _once(self, number: int, answer: Answer) -> Answer:
        if isinstance(answer, Part) and self._uses[number] > 1:
            return self.facts.stages.bound(answer)
        return answer

    def _numbered(self, root: Criterion) -> int:
        """The number of a criterion: nodes that ask the same have the same."""
        numbers: dict[int, int] = {}
        for node in in_order(root):
            parts = tuple(numbers[id(part)] for part in node.parts)
            if isinstance(node, Labelled):
                numbers[id(node)] = parts[0]
                continue
            # A question keeps its hash: that of a territory takes as long as its list is.
            key = (type(node), node.fields(), parts) if parts else node
            if key not in self._numbers:
                self._numbers[key] = len(self.nodes)
                self.nodes.append(node)
                self.parts.append(parts)
            numbers[id(node)] = self._numbers[key]
        return numbers[id(root)]

    def _sign(self, number: int) -> Sign | None:
        """`&` for all of its parts, `|` for any; `None` for another question."""
        node, size = self.nodes[number], len(self.parts[number])
        if not isinstance(node, AtLeastOf) or not size:
            return None
        if node.count == size:
            return "&"
        return "|" if node.count == 1 else None

    def _first_found(self, number: int) -> Found:
        node, parts, stages = self.nodes[number], self.parts[number], self.facts.stages
        if isinstance(node, Not):
            found = self._find(parts[0])
            if isinstance(found, Limits) and found.amount is None:
                return contrary_of(found)
            return contrary(stages, self.answer(parts[0]))
        if isinstance(node, AtLeastOf):
            sign = self._sign(number)
            if sign is not None:
                self._open[number] = (sign, self._operands(sign, parts))
                return None
            return at_least(stages, node.count, [self.answer(part) for part in parts])
        if isinstance(node, OpenQuestion):
            return None
        question = QUESTIONS.get(type(node))
        if question is None:
            raise InvalidTypeError(
                "frames, criterion", show(node), "a kind of question that frames can be asked",
                "decide it household by household, or say it with the questions of this library",
            )  # fmt: skip
        limits = self._tables.limits(node)
        return question(self.facts, node) if limits is None else limits

    def _operands(self, sign: Sign, parts: Sequence[int]) -> list[Found]:
        """What is joined: of a part of the same kind that nobody else asks for, its operands."""
        operands: list[Found] = []
        for part in dict.fromkeys(parts):
            if part in self._open and self._uses[part] == 1 and self._sign(part) == sign:
                _, more = self._open.pop(part)
                # The longer list takes the shorter, so that a long chain stays cheap.
                operands, more = (operands, more) if len(operands) > len(more) else (more, operands)
                operands.extend(more)
            else:
                operands.append(self._find(part))
        return operands


def missing_facts(compiled: Compiled, roots: Iterable[tuple[int, Answer]]) -> Part:
    """The names of the facts that are not known and on which an undetermined answer depends.

    As in `Criterion.missing`, only undetermined parts of undetermined parts matter.

    Args:
        compiled: The criteria.
        roots: The number of each criterion, and whether it is asked.
    """
    stages = compiled.facts.stages
    matters: dict[int, list[Answer]] = {}
    for number, question in roots:
        matters.setdefault(number, []).append(question)
    found: dict[str, list[Answer]] = {}
    # Parts have lower numbers than what is made of them.
    for number in range(len(compiled.nodes) - 1, -1, -1):
        here = both(stages, (_undetermined(compiled, number), either(stages, matters[number])))
        here = stages.bound(here) if isinstance(here, Part) else here
        node = compiled.nodes[number]
        for fact in node.reads:
            found.setdefault(fact.name, []).append(
                both(stages, (here, _open(compiled, node, fact)))
            )
        for part in compiled.parts[number]:
            matters.setdefault(part, []).append(here)
    return _told(compiled, {name: either(stages, found[name]) for name in sorted(found)})


def _undetermined(compiled: Compiled, number: int) -> Answer:
    answer = compiled.answer(number)
    if isinstance(answer, Part):
        return compiled.facts.stages.joined(lambda each: each.is_null(), answer)
    return answer is None


def _open(compiled: Compiled, node: Node, fact: Fact) -> Answer:
    """Whether a fact is not known, or not exactly."""
    facts = compiled.facts
    known = facts.known(fact, verified_only=bool(node.verified_only))
    if known is None:
        return True
    if not known.exact:
        return facts.stages.joined(
            lambda low, high: ~(low == high).fill_null(False), known.low, known.high
        )
    if fact.kind is Kind.PLACE:
        if known.neighbourhood is None:
            return True
        return facts.stages.joined(
            lambda commune, part: commune.is_null() | part.is_null(), known.low, known.neighbourhood
        )
    return facts.stages.joined(lambda each: each.is_null(), known.low)


def _told(compiled: Compiled, found: dict[str, Answer]) -> Part:
    """The names, joined by commas; empty when nothing is missing."""
    stages = compiled.facts.stages
    pieces: list[Part] = []
    for name, answer in found.items():
        if isinstance(answer, Part):
            pieces.append(stages.joined(_named(stages.api, f", {name}"), answer))
        elif answer:
            pieces.append(Part(stages.api.lit(f", {name}")))
    text = (
        stages.balanced(partial(stages.api.concat_str, separator=""), pieces)
        if pieces
        else Part(stages.api.lit(""))
    )
    return stages.joined(lambda each: each.str.slice(2), text)


def _named(api: Any, name: str) -> Callable[[nw.Expr], nw.Expr]:
    return lambda here: (
        api.when(here.fill_null(value=False)).then(api.lit(name)).otherwise(api.lit(""))
    )


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
            parts = spans(reader.stages, self.when, definition.days_of_change, reader.day)
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
        raise InvalidTypeError(f"{how.where}, absent", show(how.absent), "one of Absent")
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
            faults.add(InvalidTypeError, "name", show(name), "the name of a column")
        elif name in there:
            remedy = "name it otherwise, or drop that one first"
            faults.value("frame", name, "no column of the name of a new one", remedy)
