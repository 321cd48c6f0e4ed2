"""Criteria as columns of a frame: what is asked, by day, and what each row answers."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Final, cast

import attrs
import narwhals as nw

from housing_agreements._checks import Refused, as_tuple
from housing_agreements._records import Record
from housing_agreements.criteria._nodes import Node, in_order
from housing_agreements.criteria.comparisons import days_of_change
from housing_agreements.criteria.criteria import AtLeastOf, Criterion, Labelled, Not, OpenQuestion
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.frames._day_asked import (
    DayAsked,
    Phases,
    answer_over,
    is_asked_from,
    phases_of,
    read_day_asked,
)
from housing_agreements.frames._engines import (
    ColumnAnswer,
    EngineWords,
    FrameTable,
    PlannedColumn,
    QueryPlan,
    is_frame,
    open_frame,
)
from housing_agreements.frames._facts import Facts, check_mapping
from housing_agreements.frames._faults import FrameFaults
from housing_agreements.frames._kleene import at_least_so_many, both, either, opposite
from housing_agreements.frames._lookup_tables import (
    AnswerJoiner,
    AnswerTable,
    GuardedTable,
    NodeAnswer,
    Sign,
    TableQuestions,
    opposite_table,
)
from housing_agreements.frames._questions import QUESTIONS, Question
from housing_agreements.frames._reading import ColumnReader
from housing_agreements.frames.columns import Absent, Columns
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules.eligibility import EligibilityOutcome, find_outcome
from housing_agreements.values.followed import FollowedUntil

__all__ = (
    "DatedOutcome",
    "Definition",
    "Request",
    "answer_frame",
    "check_request",
    "definitions_of",
    "outcome_of",
    "read_publics",
)

Rule = Criterion | FollowedUntil | bool | None
"""A criterion; or the same answer for everybody: `False`, nobody belongs; `None`, not known.

A rule that was not followed that far is not known either, and says so.
"""


@attrs.frozen(eq=False)
class Definition:
    """A question that may be another one on other days."""

    days_of_change: tuple[date, ...]
    """The days from which the question is another."""
    on: Callable[[date], Rule]
    """The question of a day."""
    assumption_on: Callable[[date], FollowedUntil | None] = lambda _: None
    """The definition, on a day on which it is only taken to be as it was; `None`: on another."""


@attrs.frozen(eq=False)
class DatedOutcome:
    """Whether there is something to judge, which may be otherwise on other days."""

    days_of_change: tuple[date, ...]
    """The days from which it is otherwise."""
    on: Callable[[date], EligibilityOutcome]
    """What it is on a day."""


def read_publics(faults: FrameFaults, publics: object) -> Agreement | tuple[PriorityPublic, ...]:
    """An agreement, or one public or several; anything else is noted, and a code given twice."""
    if issubclass(type(publics), Agreement):
        return cast("Agreement", publics)
    if issubclass(type(publics), PriorityPublic):
        return (cast("PriorityPublic", publics),)
    several = as_tuple(cast("Iterable[PriorityPublic]", publics))
    if isinstance(several, Refused) or is_frame(publics):
        remedy = ""
        if is_frame(publics):
            remedy = "give the frame first, then the agreement or the publics"
        elif issubclass(type(publics), Criterion):
            remedy = "call decide for a criterion"
        faults.add(InvalidTypeError, "publics", show(publics), _EXPECTED_PUBLICS, remedy)
        return ()
    if faults.each("publics", several, PriorityPublic, _EXPECTED_PUBLICS):
        faults.once("publics", (public.code for public in several))
    return several


def definitions_of(
    publics: Agreement | Iterable[PriorityPublic], on: date | str, known: date | None
) -> Mapping[str, Definition]:
    """The definition of each public, by its code.

    Args:
        publics: An agreement, or several publics.
        on: The day asked; when it is the name of a column, the versions of all days are read.
        known: The day of the knowledge; `None`: the day asked.
    """
    if isinstance(publics, Agreement):
        return _of_agreement(publics, on, known)
    return {public.code: _of_public(public) for public in publics}


_EXPECTED_PUBLICS: Final = "an Agreement, a PriorityPublic, or several of them"


def _of_public(public: PriorityPublic) -> Definition:
    days = days_of_change(public.criterion)
    return Definition(days, lambda day: _rule_on(public, day), public.assumption_on)


def _rule_on(public: PriorityPublic, day: date) -> Rule:
    if not public.criterion.known_on(day):
        return public.followed_until(day)
    criterion = public.criterion.on(day)
    return False if criterion is None else criterion


def _of_agreement(
    agreement: Agreement, on: date | str, known: date | None
) -> Mapping[str, Definition]:
    """The publics of the version of each day; a public of another version has nobody.

    Nor has any while the agreement is not in force: its code is in neither set of the answer of
    `check_eligibility`.
    """
    if not isinstance(on, str):
        judged = find_outcome(agreement, on=on, known=known) is EligibilityOutcome.JUDGED
        publics = agreement.on(on, known=known).publics
        nobody = Definition((), lambda _: False)
        return {public.code: _of_public(public) if judged else nobody for public in publics}
    days = _days_of_versions(agreement)
    by_day = {
        day: {public.code: public for public in agreement.on(day, known=known).publics}
        for day in days
    }
    codes = dict.fromkeys(code for publics in by_day.values() for code in publics)
    for day in days:
        if find_outcome(agreement, on=day, known=known) is not EligibilityOutcome.JUDGED:
            by_day[day] = {}
    return {code: _over_versions(code, by_day) for code in codes}


def _days_of_versions(agreement: Agreement) -> list[date]:
    """The days from which other terms may be in force or known, the first one of all first."""
    days = {date.min}
    for amendment in agreement.amendments:
        days |= {amendment.effective, amendment.signed_on}
    if agreement.signed_on is not None:
        days.add(agreement.signed_on)
    for term in (agreement.term, *(amendment.term for amendment in agreement.amendments)):
        if term is not None:
            days |= {term.start, term.end}
    return sorted(days)


def outcome_of(publics: Agreement | Iterable[PriorityPublic], known: date | None) -> DatedOutcome:
    """Whether there is something to judge, by day: always, of publics that are asked by themselves.

    Args:
        publics: An agreement, or several publics.
        known: The day of the knowledge; `None`: the day asked.
    """
    if isinstance(publics, Agreement):
        days = tuple(_days_of_versions(publics))
        return DatedOutcome(days, lambda day: find_outcome(publics, on=day, known=known))
    return DatedOutcome((), lambda _: EligibilityOutcome.JUDGED)


def _over_versions(code: str, by_day: Mapping[date, Mapping[str, PriorityPublic]]) -> Definition:
    days = tuple(by_day)
    found = [publics[code] for publics in by_day.values() if code in publics]

    def find(day: date) -> PriorityPublic | None:
        return by_day[max(start for start in days if start <= day)].get(code)

    def rule(day: date) -> Rule:
        public = find(day)
        return False if public is None else _rule_on(public, day)

    def assumption(day: date) -> FollowedUntil | None:
        public = find(day)
        return None if public is None else public.assumption_on(day)

    changes = {day for public in found for day in days_of_change(public.criterion)}
    return Definition(tuple(sorted({*days, *changes})), rule, assumption)


class CompiledCriteria:
    """Several criteria as columns, with the nodes they share worked out once.

    Args:
        facts: What the frame knows.
        roots: The criteria.
        whole: Whether the answer of each node will be asked for, too.
        plain: Whether a rule that is only assumed unchanged is read as not known.
    """

    def __init__(
        self,
        facts: Facts,
        roots: Iterable[Criterion],
        *,
        whole: bool = False,
        plain: bool = False,
    ) -> None:
        self.facts = facts
        self._plain = plain
        self.nodes: list[Node] = []
        self.operands: list[tuple[int, ...]] = []
        self._numbers: dict[Hashable, int] = {}
        self.roots: tuple[int, ...] = tuple(self._number_nodes(root) for root in roots)
        self._uses = Counter(
            number for operands in self.operands for number in dict.fromkeys(operands)
        )
        self._uses.update(self.roots)
        if whole:
            self._uses.update(dict.fromkeys(range(len(self.nodes)), 2))
        self._tables = TableQuestions(facts, self.nodes)
        self._joiner = AnswerJoiner(facts)
        self._answers_of_nodes: list[NodeAnswer] = []
        self._answers: dict[int, ColumnAnswer] = {}
        # What is still to be joined with more of its kind: `&` and `|` know no brackets.
        self._open: dict[int, tuple[Sign, list[NodeAnswer]]] = {}
        for number in range(len(self.nodes)):
            self._answers_of_nodes.append(self._first_answer(number))

    def answer(self, number: int) -> ColumnAnswer:
        """What a node answers, worked out once when several nodes ask."""
        found = self._find(number)
        if isinstance(found, (AnswerTable, GuardedTable)):
            if number not in self._answers:
                self._answers[number] = self._share(number, self._joiner.answer(found))
            return self._answers[number]
        return found

    def _find(self, number: int) -> NodeAnswer:
        """The same as far as it is worked out: a table stays one, to be joined with others."""
        if number in self._open:
            self._answers_of_nodes[number] = self._joiner.join(*self._open.pop(number))
        found = self._answers_of_nodes[number]
        if not isinstance(found, (AnswerTable, GuardedTable)):
            found = self._answers_of_nodes[number] = self._share(number, found)
        return found

    def _share(self, number: int, answer: ColumnAnswer) -> ColumnAnswer:
        if isinstance(answer, PlannedColumn) and self._uses[number] > 1:
            return self.facts.plan.share(answer)
        return answer

    def _number_nodes(self, root: Criterion) -> int:
        """The number of a criterion: nodes that ask the same have the same."""
        numbers: dict[int, int] = {}
        for node in in_order(root):
            operands = tuple(numbers[id(part)] for part in node.parts)
            if isinstance(node, Labelled):
                numbers[id(node)] = operands[0]
                continue
            # A question keeps its hash: that of a territory takes as long as its list is.
            key = (type(node), node.fields(), operands) if operands else node
            if key not in self._numbers:
                self._numbers[key] = len(self.nodes)
                self.nodes.append(node)
                self.operands.append(operands)
            numbers[id(node)] = self._numbers[key]
        return numbers[id(root)]

    def _sign(self, number: int) -> Sign | None:
        """`&` for all of its operands, `|` for any; `None` for another question."""
        node, size = self.nodes[number], len(self.operands[number])
        if not isinstance(node, AtLeastOf) or not size:
            return None
        if node.count == size:
            return "&"
        return "|" if node.count == 1 else None

    def _first_answer(self, number: int) -> NodeAnswer:
        node, operands, plan = self.nodes[number], self.operands[number], self.facts.plan
        if isinstance(node, Not):
            found = self._find(operands[0])
            if isinstance(found, AnswerTable) and found.amount is None:
                return opposite_table(found)
            return opposite(plan, self.answer(operands[0]))
        if isinstance(node, AtLeastOf):
            sign = self._sign(number)
            if sign is not None:
                self._open[number] = (sign, self._gather(sign, operands))
                return None
            return at_least_so_many(
                plan, node.count, [self.answer(operand) for operand in operands]
            )
        question = QUESTIONS.get(type(node))
        if question is not None:
            return self._ask(question, node)
        if not isinstance(node, OpenQuestion):
            self.facts.reader.faults.add(
                InvalidTypeError, "criterion", show(node),
                "a kind of question that frames can be asked",
                "decide it household by household, or say it with the questions of this library",
            )  # fmt: skip
        return None

    def _ask(self, question: Question, node: Node) -> NodeAnswer:
        if self._plain and node.assumed_after is not None:
            return self._forget_assumption(node, question(self.facts, node))
        table = self._tables.table(node)
        return question(self.facts, node) if table is None else table

    def _forget_assumption(self, node: Node, answer: ColumnAnswer) -> ColumnAnswer:
        """The answer of a question but on the days on which its rule is taken to be as it was."""
        plan, facts = self.facts.plan, self.facts
        phases = phases_of(plan, facts.asked, node.days_of_change(), facts.reader.day)
        return answer_over(
            plan,
            (
                (inside, answer if node.assumption_on(day) is None else None)
                for day, inside in phases
            ),
        )

    def _gather(self, sign: Sign, numbers: Sequence[int]) -> list[NodeAnswer]:
        """The answers to join: for an operand of the same sign that none else asks for, its own."""
        operands: list[NodeAnswer] = []
        for number in dict.fromkeys(numbers):
            if number in self._open and self._uses[number] == 1 and self._sign(number) == sign:
                _, more = self._open.pop(number)
                # The longer list takes the shorter, so that a long chain stays cheap.
                operands, more = (operands, more) if len(operands) > len(more) else (more, operands)
                operands.extend(more)
            else:
                operands.append(self._find(number))
        return operands


def _name_what_is_missing(
    compiled: CompiledCriteria,
    roots: Iterable[tuple[int, ColumnAnswer]],
    rules: Iterable[tuple[FollowedUntil, ColumnAnswer]],
    assumed: Mapping[str, list[ColumnAnswer]],
) -> PlannedColumn:
    """The facts and rules on which an undetermined answer depends, then the assumptions.

    As in `Criterion.missing` and `Criterion.not_followed`, only undetermined operands of
    undetermined nodes matter.

    Args:
        compiled: The criteria.
        roots: The number of each criterion, and whether it is asked.
        rules: The rules that were not followed up to the day, and whether each is asked.
        assumed: The assumptions on which answers rest, and where.
    """
    plan = compiled.facts.plan
    found: dict[str, list[ColumnAnswer]] = {}
    unfollowed: dict[str, list[ColumnAnswer]] = {}
    for definition, question in rules:
        unfollowed.setdefault(definition.missing, []).append(question)
    for node, here in _list_open_nodes(compiled, roots):
        for fact in node.reads:
            found.setdefault(fact.name, []).append(
                both(plan, (here, _is_fact_open(compiled, node, fact)))
            )
        last = node.last_followed
        if last is not None and last < date.max:
            facts, first = compiled.facts, last + timedelta(days=1)
            later = is_asked_from(plan, facts.asked, first, facts.reader.day)
            name = node.name_rule().missing
            unfollowed.setdefault(name, []).append(both(plan, (here, later)))
    return list_names(
        plan,
        {
            name: either(plan, names[name])
            for names in (found, unfollowed, assumed)
            for name in sorted(names)
        },
    )


def _name_assumptions(
    definitions: Iterable[tuple[FollowedUntil, ColumnAnswer]],
    plain: CompiledCriteria | None,
    roots: Iterable[tuple[int, ColumnAnswer]],
) -> dict[str, list[ColumnAnswer]]:
    """The rules that are only assumed unchanged, by name, and where an answer rests on each.

    As in `Criterion.assumptions`: where it would leave the answer undetermined if nothing were
    assumed.

    Args:
        definitions: Each definition that is taken to be as it was, and whether it is asked.
        plain: The criteria without their assumptions; `None`: they make none.
        roots: The number of each criterion, and whether it is asked.
    """
    found: dict[str, list[ColumnAnswer]] = {}
    for definition, question in definitions:
        found.setdefault(definition.assumption, []).append(question)
    if plain is None:
        return found
    plan, facts = plain.facts.plan, plain.facts
    for node, here in _list_open_nodes(plain, roots):
        if node.assumed_after is not None:
            for day, inside in phases_of(
                plan, facts.asked, node.days_of_change(), facts.reader.day
            ):
                rule = node.assumption_on(day)
                if rule is not None:
                    found.setdefault(rule.assumption, []).append(both(plan, (here, inside)))
    return found


def _list_open_nodes(
    compiled: CompiledCriteria, roots: Iterable[tuple[int, ColumnAnswer]]
) -> Iterator[tuple[Node, ColumnAnswer]]:
    """Each node, and where an undetermined answer depends on it: as far as it is open itself."""
    plan = compiled.facts.plan
    matters: dict[int, list[ColumnAnswer]] = {}
    for number, question in roots:
        matters.setdefault(number, []).append(question)
    # Operands have lower numbers than what is made of them.
    for number in range(len(compiled.nodes) - 1, -1, -1):
        here = both(plan, (_is_undetermined(compiled, number), either(plan, matters[number])))
        here = plan.share(here) if isinstance(here, PlannedColumn) else here
        yield compiled.nodes[number], here
        for operand in compiled.operands[number]:
            matters.setdefault(operand, []).append(here)


def _is_undetermined(compiled: CompiledCriteria, number: int) -> ColumnAnswer:
    answer = compiled.answer(number)
    if isinstance(answer, PlannedColumn):
        return compiled.facts.plan.combine(lambda answers: answers.is_null(), answer)
    return answer is None


def _is_fact_open(compiled: CompiledCriteria, node: Node, fact: Fact) -> ColumnAnswer:
    """Whether a fact is not known, or not exactly."""
    facts = compiled.facts
    columns = facts.columns_of(fact, verified_only=bool(node.verified_only))
    if columns is None:
        return True
    if not columns.exact:
        return facts.plan.combine(
            lambda low, high: ~(low == high).fill_null(False), columns.low, columns.high
        )
    if fact.kind is Kind.PLACE:
        if columns.neighbourhood is None:
            return True
        return facts.plan.combine(
            lambda commune, neighbourhood: commune.is_null() | neighbourhood.is_null(),
            columns.low,
            columns.neighbourhood,
        )
    return facts.plan.combine(lambda values: values.is_null(), columns.low)


def list_names(plan: QueryPlan, found: Mapping[str, ColumnAnswer]) -> PlannedColumn:
    """The names of those that are true of a row, joined by commas; empty when none is."""
    pieces: list[PlannedColumn] = []
    for name, answer in found.items():
        if isinstance(answer, PlannedColumn):
            pieces.append(plan.combine(_name_where(plan.api, f", {name}"), answer))
        elif answer:
            pieces.append(PlannedColumn(plan.api.lit(f", {name}")))
    text = (
        plan.combine_in_pairs(partial(plan.api.concat_str, separator=""), pieces)
        if pieces
        else PlannedColumn(plan.api.lit(""))
    )
    return plan.combine(lambda names: names.str.slice(2), text)


def _name_where(api: EngineWords, name: str) -> Callable[[nw.Expr], nw.Expr]:
    return lambda here: (
        api.when(here.fill_null(value=False)).then(api.lit(name)).otherwise(api.lit(""))
    )


@attrs.frozen(eq=False, repr=False)
class Request(Record):
    """The way in which a frame is asked."""

    where: str
    """The function that asks, for its errors."""
    on: date | str
    """The day, or the name of the column of days."""
    columns: Columns | None
    """The columns of facts."""
    absent: Absent
    """What becomes of a fact without a column."""
    missing: str | None
    """The name of the column that lists missing facts."""
    refused: str | None
    """The name of the column that lists facts whose value cannot be."""
    outcome: str | None = None
    """The name of the column that says whether there was something to judge."""
    outcomes: DatedOutcome | None = None
    """What that column says, by day."""

    @property
    def words(self) -> Mapping[str, str]:
        """The names of the columns of words beside the answers, by argument."""
        names = {"missing": self.missing, "refused": self.refused, "outcome": self.outcome}
        return {argument: name for argument, name in names.items() if name is not None}


def check_request(faults: FrameFaults, *, on: object, absent: object, **words: object) -> None:
    """Note the faults of a request, before any frame is looked at.

    Args:
        faults: Where what is wrong is noted.
        on: The day, or the name of the column of days.
        absent: What becomes of a fact without a column.
        words: The names of the columns of words, by argument; `None`: no such column.
    """
    if type(on) is str:
        faults.column_name("on", on, "a day, or the name of a column")
    else:
        faults.day("on", on)
    expected = "Absent.REFUSED or Absent.NOT_KNOWN"
    if faults.instance("absent", absent, Absent, expected) and absent is Absent.NOT_REACHED:
        faults.value("absent", absent, expected)
    for argument, name in words.items():
        if name is not None:
            faults.column_name(argument, name)


class _DatedRules:
    """The rules of all columns to be made, by phase, and the criteria among them."""

    def __init__(
        self, reader: ColumnReader, request: Request, definitions: Mapping[str, Definition]
    ) -> None:
        self.asked = read_day_asked(reader, request.on)
        self.phases: dict[str, Phases] = {}
        self.rules: dict[str, dict[date, Rule]] = {}
        self.criteria: dict[int, Criterion] = {}
        for name, definition in definitions.items():
            phases = phases_of(reader.plan, self.asked, definition.days_of_change, reader.day)
            self.phases[name] = phases
            self.rules[name] = {day: definition.on(day) for day, _ in phases}
            for rule in self.rules[name].values():
                if isinstance(rule, Criterion):
                    self.criteria[id(rule)] = rule

    @property
    def facts(self) -> dict[str, Fact]:
        """The facts that may be mapped to columns, by name."""
        nodes = (node for criterion in self.criteria.values() for node in in_order(criterion))
        read = {fact.name: fact for node in nodes for fact in node.reads}
        return {**facts_by_name(Household), **read}


def answer_frame(
    given: Any, definitions: Mapping[str, Definition], request: Request, whole: object = None
) -> Any:
    """The frame given, with a column for each definition.

    Args:
        given: The frame.
        definitions: What to ask, by the name of its column.
        request: How it is asked.
        whole: Where `given` only tells the kinds of a frame of Dask, and has no rows: that frame.

    Raises:
        HousingAgreementsError: For whatever is wrong with the frame.
    """
    table = open_frame(given, request.where, whole=whole)
    faults = FrameFaults(request.where)
    check_new_names(faults, table, definitions, request.words)
    reader = ColumnReader(table, faults, sets_aside=request.refused is not None)
    dated = _DatedRules(reader, request, definitions)
    columns = {} if request.columns is None else check_mapping(faults, request.columns, dated.facts)
    facts = Facts(reader, dated.asked, columns, request.absent)
    compiled = CompiledCriteria(facts, dated.criteria.values(), whole=request.missing is not None)
    numbers = dict(zip(dated.criteria, compiled.roots, strict=True))

    def answer_on(name: str, day: date) -> ColumnAnswer:
        rule = dated.rules[name][day]
        if isinstance(rule, Criterion):
            return compiled.answer(numbers[id(rule)])
        return None if isinstance(rule, FollowedUntil) else rule

    made: dict[str, PlannedColumn] = {}
    for name, phases in dated.phases.items():
        answers = [(inside, answer_on(name, day)) for day, inside in phases]
        answer = answer_over(reader.plan, answers)
        made[name] = reader.column(answer)
    if request.missing is not None:
        asked = [
            (dated.rules[name][day], inside)
            for name, phases in dated.phases.items()
            for day, inside in phases
        ]
        roots = [(numbers[id(rule)], inside) for rule, inside in asked if id(rule) in numbers]
        rules = [(rule, inside) for rule, inside in asked if isinstance(rule, FollowedUntil)]
        definitions_assumed = [
            (rule, inside)
            for name, phases in dated.phases.items()
            for day, inside in phases
            if (rule := definitions[name].assumption_on(day)) is not None
        ]
        plain = None
        if any(node.assumed_after is not None for node in compiled.nodes):
            plain = CompiledCriteria(facts, dated.criteria.values(), whole=True, plain=True)
        assumed = _name_assumptions(definitions_assumed, plain, roots)
        made[request.missing] = _name_what_is_missing(compiled, roots, rules, assumed)
    if request.refused is not None:
        refused = {name: either(reader.plan, reader.refused[name]) for name in reader.refused}
        made[request.refused] = list_names(reader.plan, dict(sorted(refused.items())))
    if request.outcome is not None and request.outcomes is not None:
        made[request.outcome] = _say_outcomes(reader, dated.asked, request.outcomes)
    faults.report()
    return table.give_back(reader.with_columns(made))


def _say_outcomes(reader: ColumnReader, asked: DayAsked, outcomes: DatedOutcome) -> PlannedColumn:
    """The word of the outcome of each row; empty where the day asked is not known."""
    found: dict[str, list[ColumnAnswer]] = {}
    for day, inside in phases_of(reader.plan, asked, outcomes.days_of_change, reader.day):
        found.setdefault(outcomes.on(day).value, []).append(inside)
    return list_names(
        reader.plan, {word: either(reader.plan, phases) for word, phases in found.items()}
    )


def check_new_names(
    faults: FrameFaults, table: FrameTable, names: Iterable[str], lists: Mapping[str, str]
) -> None:
    """A new column takes the place of no other, there or new."""
    remedy = "name the new one otherwise, or drop that one first"
    there, new = set(map(table.fold, table.schema)), set[str]()
    for name in names:
        if table.fold(name) in there | new:
            faults.column(
                InvalidValueError, name, name, "a column of that name", _NONE_OF_THAT_NAME,
                remedy=remedy, within="frame, ",
            )  # fmt: skip
        new.add(table.fold(name))
    for argument, name in lists.items():
        if table.fold(name) in new:
            faults.value(argument, name, "another name than those of the other new columns")
        elif table.fold(name) in there:
            faults.value(argument, name, _NONE_OF_THAT_NAME, remedy)
        new.add(table.fold(name))


_NONE_OF_THAT_NAME: Final = "no column of the name of a new one"
