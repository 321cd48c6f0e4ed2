"""Criteria as columns: each distinct node once, its parts first, nothing by recursion."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from housing_agreements.adapters.frames.choosing import TableQuestions
from housing_agreements.adapters.frames.facts import Facts
from housing_agreements.adapters.frames.joining import Found, Guarded, Joints, Sign
from housing_agreements.adapters.frames.kleene import Answer, Part, at_least, contrary
from housing_agreements.adapters.frames.limits import Limits, contrary_of
from housing_agreements.adapters.frames.questions import QUESTIONS
from housing_agreements.criteria.criteria import AtLeastOf, Criterion, Labelled, Not
from housing_agreements.criteria.fold import Node, in_order
from housing_agreements.criteria.questions import OpenQuestion
from housing_agreements.errors import InvalidTypeError, shown

__all__ = ("Compiled",)


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
            key = (type(node), node.own(), parts) if parts else node
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
                "frames, criterion", shown(node), "a kind of question that frames can be asked",
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
