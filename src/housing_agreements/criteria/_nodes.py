"""The nodes of a criterion, and how to walk them: their order, text, hash and flat form.

A criterion is a graph without cycles: parts may be shared, and nested without limit. So nothing
here recurses. A reader folds: it visits each distinct node once, after its parts.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

from housing_agreements.criteria.kinds import Fact, HasFacts
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.texts import Language, Text
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "DecideFunction",
    "FixedFacts",
    "Flat",
    "Node",
    "Remainder",
    "Style",
    "find_shared_parts",
    "flatten",
    "fold",
    "in_order",
    "rebuild",
    "reference",
    "say_the_same",
    "structural_hash",
    "write",
)

R = TypeVar("R")

Style = Language | None
"""How a criterion is written: as a sentence in a language, or as code (`None`)."""
DecideFunction = Callable[[HasFacts, date], Verdict]
"""A function that decides for a household on a day."""
Remainder = Verdict | DecideFunction
"""What is left of a node once some facts are fixed: its verdict, or what still decides."""


class FixedFacts(NamedTuple):
    """What is known when a criterion is specialised: some facts, and a stretch of days."""

    household: HasFacts
    """A household with the facts that are fixed."""
    on: date
    """One of the days on which no rule changes."""
    names: frozenset[str]
    """The facts that are fixed."""


class Node:
    """What every reader of a criterion may ask of one of its nodes."""

    __slots__ = ("_hash",)

    _hash: int

    parts: Any = ()
    """The nodes it is made of; none for an atom."""
    sources: Any = ()
    """The texts its rule comes from."""
    verified_only: Any = False
    """Whether it reads verified facts only."""

    @property
    def reads(self) -> tuple[Fact, ...]:
        """The facts that an atom reads."""
        return ()

    @property
    def tells_one_fact(self) -> bool:
        """Whether its line tells of one fact, and of neither the day nor a rule of that day."""
        return False

    def connective(self, style: Style) -> str:
        """The sign that joins its parts in a text: `&`, `|`, `~`, `of`; empty without brackets."""
        return ""

    @abstractmethod
    def fields(self) -> tuple[Hashable, ...]:
        """Its own values, without its parts, in the order of its constructor."""

    @abstractmethod
    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """Its verdict, which follows from the verdicts of its parts or from the facts."""

    @property
    def selecting_facts(self) -> tuple[Fact, ...]:
        """The facts that select the rule it asks about, such as a zone or a category."""
        return ()

    @abstractmethod
    def specialise(self, remainders: Sequence[Remainder], fixed: FixedFacts) -> Remainder:
        """The function that decides the criterion from the facts not yet given, or its verdict."""

    @abstractmethod
    def text_pieces(self, style: Style) -> "list[str | Node]":
        """The text of the criterion in pieces; each part stands where its own text goes."""

    def heading(self) -> Text:
        """Its name on a line of an explanation; an atom bears its whole text."""
        return Text(
            "".join(map(str, self.text_pieces("en"))), "".join(map(str, self.text_pieces("fr")))
        )

    @property
    def dated(self) -> tuple[Timeline[Any], ...]:
        """What it asks that may change with time, and be followed until a day only."""
        return ()

    @property
    def last_followed(self) -> date | None:
        """The last day with an answer of all that it asks; `None` when it has none."""
        asked = self.dated
        if not asked:  # most criteria, asked for each household
            return None
        ends = [line.known_until for line in asked]
        return min((end for end in ends if end is not None), default=None)

    @property
    def assumed_after(self) -> date | None:
        """The last day up to which all was followed, where more is assumed; `None`: nothing is."""
        asked = self.dated
        if not asked:  # most criteria, asked for each household
            return None
        ends = [line.verified_until for line in asked if line.assumed_until is not None]
        last = min((end for end in ends if end is not None), default=None)
        known = self.last_followed
        return last if last is None or known is None or last < known else None

    def name_rule(self) -> FollowedUntil:
        """What it asks, as a rule that was followed until a day, and perhaps assumed since."""
        code = " and ".join(dict.fromkeys(fact.name for fact in self.reads))
        known, assumed_after = self.last_followed, self.assumed_after
        if assumed_after is None:
            return FollowedUntil(code, self.heading(), cast("date", known))
        return FollowedUntil(code, self.heading(), assumed_after, known)

    def assumption_on(self, on: date) -> FollowedUntil | None:
        """What it asks, where it is only taken to be on a day as it was; `None`: else."""
        last, known = self.assumed_after, self.last_followed
        is_assumed = last is not None and known is not None and last < on <= known
        return self.name_rule() if is_assumed else None

    def why_undecidable(self, household: HasFacts, on: date) -> Text | None:
        """The reason why no fact decides it on a day; `None` when facts do."""
        return None

    def limit_applied(self, household: HasFacts, on: date) -> Text | None:
        """The limit that a table gives this household; `None` where none does, or several may."""
        return None

    def tell_assumptions(self, household: HasFacts, on: date) -> tuple[Text, ...]:
        """The assumptions about rules that were not followed as far as the day asked."""
        rule = self.assumption_on(on)
        return () if rule is None else (rule.tell_own_assumption(),)

    def boundary_values(self, on: date) -> "tuple[tuple[Fact, tuple[object, ...]], ...]":
        """For each fact that the criterion reads, the values at which its answer changes."""
        return ()

    def days_of_change(self) -> tuple[date, ...]:
        """The days on which its rule changes."""
        return ()


def in_order(root: Node) -> list[Node]:
    """The distinct nodes of a criterion, each after its parts."""
    ordered: list[Node] = []
    seen: set[int] = set()
    waiting: list[tuple[Node, bool]] = [(root, False)]
    while waiting:
        node, ready = waiting.pop()
        if ready:
            ordered.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            waiting.append((node, True))
            waiting.extend((part, False) for part in reversed(node.parts) if id(part) not in seen)
    return ordered


def fold(nodes: Sequence[Node], visit: Callable[[Node, list[R]], R]) -> dict[int, R]:
    """The result of `visit` for each node, by `id`; it is given the results of the parts."""
    results: dict[int, R] = {}
    for node in nodes:
        results[id(node)] = visit(node, [results[id(part)] for part in node.parts])
    return results


def structural_hash(root: Node) -> int:
    """A hash of what a criterion says; whether its parts are shared does not matter."""

    def visit(node: Node, parts: list[int]) -> int:
        return hash((type(node), node.fields(), tuple(parts)))

    return fold(in_order(root), visit)[id(root)]


def say_the_same(left: Node, right: Node) -> bool:
    """Whether two criteria say the same; whether their parts are shared does not matter.

    Both are numbered with one table: nodes that say the same get the same number.
    """
    numbers: dict[Hashable, int] = {}

    def visit(node: Node, parts: list[int]) -> int:
        return numbers.setdefault((type(node), node.fields(), tuple(parts)), len(numbers))

    return fold(in_order(left), visit)[id(left)] == fold(in_order(right), visit)[id(right)]


Flat = tuple[tuple[type[Any], tuple[Hashable, ...], tuple[int, ...]], ...]
"""The nodes in order, each with what it says and the indices of its parts."""


def flatten(root: Node) -> Flat:
    """A criterion as one flat tuple, which pickles without recursion."""
    nodes = in_order(root)
    indices = {id(node): index for index, node in enumerate(nodes)}
    return tuple(
        (type(node), node.fields(), tuple(indices[id(part)] for part in node.parts))
        for node in nodes
    )


def rebuild(nodes: Flat) -> Any:  # whatever criterion was flattened
    """The criterion that a flat tuple describes, with its parts shared as they were."""
    criteria: list[Any] = []
    for kind, fields, indices in nodes:
        criteria.append(kind.of(fields, tuple(criteria[index] for index in indices)))
    return criteria[-1]


def find_shared_parts(root: Node) -> set[int]:
    """The `id` of each combination that is a part of several nodes."""
    uses: Counter[int] = Counter()
    for node in in_order(root):
        uses.update(id(part) for part in node.parts if part.parts)
    return {part for part, times in uses.items() if times > 1}


def reference(number: int, style: Style) -> str:
    """How a shared part is named: `x1` in code, `[1]` in a sentence."""
    return f"x{number}" if style is None else f"[{number}]"


def write(root: Node, style: Style) -> str:
    """The text of a criterion; a part that is shared is written once, and then named."""
    shared = find_shared_parts(root)
    numbers: dict[int, int] = {}
    text: list[str] = []
    waiting: list[str | tuple[Node, bool]] = [(root, False)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            text.append(item)
            continue
        node, bracketed = item
        number = numbers.get(id(node))
        if number is not None:
            text.append(reference(number, style))
            continue
        opening, closing = ("(", ")") if bracketed else ("", "")
        if id(node) in shared:
            numbers[id(node)] = len(numbers) + 1
            mark = reference(len(numbers), style)
            opening, closing = f"({mark} := " if style is None else f"({mark}: ", ")"
        text.append(opening)
        waiting.append(closing)
        waiting.extend(reversed(_bracket_parts(node, style)))
    return "".join(text)


def _bracket_parts(node: Node, style: Style) -> list[str | tuple[Node, bool]]:
    """The text of a node, and its parts, each with whether it needs brackets there."""
    parts: list[str | tuple[Node, bool]] = []
    outer = node.connective(style)
    for piece in node.text_pieces(style):
        if isinstance(piece, str):
            parts.append(piece)
        else:
            inner = piece.connective(style)
            chained = inner == outer and not parts and inner in {"&", "|"}
            parts.append((piece, bool(outer) and inner in {"&", "|", "of"} and not chained))
    return parts
