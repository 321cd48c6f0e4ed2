"""Why a criterion decides as it does: each reason, with the facts and the texts behind it.

The reasons have a line for each node of the criterion. The outline of these lines is the same for
all households; each household adds the verdicts, and what is known of its facts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Final, Protocol, TypeVar, final

import attrs

from housing_agreements._checks import Faults, make
from housing_agreements._markup import Markup
from housing_agreements._records import Record, setters_of, tell_missing, tell_number
from housing_agreements.criteria._nodes import (
    Node,
    find_shared_parts,
    fold,
    in_order,
    reference,
)
from housing_agreements.criteria._values_in_words import say_known
from housing_agreements.criteria._verdicts_in_words import say_whether_filled
from housing_agreements.criteria.kinds import Fact, HasFacts, Kind, bounds_on
from housing_agreements.explanations._page import write_page
from housing_agreements.explanations.blocks import Line, make_line
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.geography.territories import Place
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    colon,
    semicolon,
)
from housing_agreements.values.verdicts import OPEN, Verdict

__all__ = (
    "Outline",
    "Reason",
    "Reasons",
    "list_assumptions",
    "missing_facts",
    "rules_not_followed",
    "sort_assumptions",
    "sort_not_followed",
)

_ENGLISH_AND_FRENCH: Final[tuple[Language, Language]] = ("en", "fr")
_MARKED: Final = Text("{mark} {words}", "{mark} {words}")
_MARKED_ABOVE: Final = Text("{mark} {words} (as above)", "{mark} {words} (comme ci-dessus)")
_NOT_KNOWN: Final = Text("not known", "non connu")
_UNFIT: Final = Text("which does not count here", "ce qui ne compte pas ici")


class _KeepsLines(Record):
    """What keeps the line that it makes in each language, where many answers share it."""

    __slots__ = ("_lines",)

    _lines: dict[Language, Line] | None


@attrs.frozen(eq=False, repr=False)
class Reason(_KeepsLines):
    """One line of the reasons: a node of the criterion, with its verdict."""

    depth: int
    """How deep it stands; 0 for the whole criterion."""
    verdict: Verdict
    """Its own verdict."""
    text: Text
    """What it asks; for a question about facts, also what was given."""
    sources: tuple[Source, ...] = ()
    """The texts it comes from."""

    def __attrs_post_init__(self) -> None:
        """Each field is what its annotation says."""
        faults = Faults("Reason")
        faults.check_fields(self)
        faults.report()

    def say(self, language: Language) -> str:
        """What it asks, with the texts it comes from."""
        words = self.text.say(language)
        if not self.sources:
            return words
        return f"{words} [{semicolon(language).join(map(str, self.sources))}]"

    def write_line(self, language: Language, parts: tuple[Line, ...]) -> Line:
        """Its line, with the lines that stand under it."""
        kept = getattr(self, "_lines", None)
        line = None if kept is None else kept.get(language)
        if line is None:
            verdict = self.verdict
            line = make_line(self.say(language), say_whether_filled(verdict, language), verdict)
            if kept is not None:
                kept[language] = line
        return make_line(line.words, line.outcome, line.verdict, parts) if parts else line


@attrs.frozen(eq=False, repr=False)
class Reasons(Told):
    """A verdict with its reasons, as a tree (*motivation*).

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> from housing_agreements.criteria.households import Household
        >>> criterion = facts.dalo_recognised & facts.household_size.at_least(3)
        >>> household = Household(dalo_recognised=True)
        >>> print(criterion.reasons(household, on=date(2017, 3, 1)))
        undetermined: all of these
          met: recognised under DALO (yes, declared)
          undetermined: household size at least 3 (not known)
    """

    verdict: Verdict
    """The verdict on the whole criterion."""
    on: date
    """The day asked."""
    reasons: tuple[Reason, ...]
    """The reasons, the whole criterion first, each before its parts."""
    missing: tuple[str, ...]
    """The facts that are not known and still matter."""
    not_followed: tuple[FollowedUntil, ...] = ()
    """The rules that were not followed up to the day asked, and still matter."""
    assumptions: tuple[FollowedUntil, ...] = ()
    """The rules that are only taken to be as they were, and on which the answer rests."""

    def _essentials(self) -> str:
        reasons = tell_number(len(self.reasons), "reason")
        return f"on {self.on}: {self.verdict.value}, {reasons}{tell_missing(self.missing)}"

    def _write_blocks(self, language: Language) -> tuple[Line, ...]:
        """A line for each reason, under the one of which it is a part."""
        return _nest(self.reasons, lambda reason, parts: reason.write_line(language, parts))

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each reason: `depth`, `verdict`, `text`, `sources`."""
        check_language(language)
        return [
            {
                "depth": reason.depth,
                "verdict": reason.verdict.value,
                "text": reason.text.say(language),
                "sources": semicolon(language).join(map(str, reason.sources)) or None,
            }
            for reason in self.reasons
        ]


class _HasDepth(Protocol):
    """What stands at some depth of a tree."""

    @property
    def depth(self) -> int:
        """How deep it stands; 0 for what stands by itself."""
        ...


Deep = TypeVar("Deep", bound=_HasDepth)


def _nest(
    told: Sequence[Deep], write_line: Callable[[Deep, tuple[Line, ...]], Line]
) -> tuple[Line, ...]:
    """The lines of what stands before its parts, each with those of its parts under it."""
    waiting: list[tuple[int, Line]] = []  # not yet under another; the first of them is the last
    for item in reversed(told):
        depth = item.depth
        parts: list[Line] = []
        while waiting and waiting[-1][0] > depth:
            parts.append(waiting.pop()[1])
        waiting.append((depth, write_line(item, tuple(parts))))
    return tuple([line for _, line in reversed(waiting)])


# What the reasons of one criterion have in common for all households.


@final
class OutlineLine:
    """One line of the outline of a criterion: what its reasons say for all households.

    It keeps the reasons that depend on nothing but a verdict and one fact: where it is not known,
    a plain yes or no, or a small number.
    """

    __slots__ = ("_fact", "_kind", "_sources", "depth", "kept", "node", "node_id", "text")

    def __init__(self, node: Node, depth: int, text: Text) -> None:
        self.node: Final = node
        """The node."""
        self.node_id: Final = id(node)
        """What the verdict on the node is found by."""
        self.depth: Final = depth
        """How deep it stands."""
        self.text: Final = text
        """What it asks; shared parts bear a number, and stand once."""
        self._sources: Final = node.sources
        self._fact: Final = node.reads[0].name if node.tells_one_fact else None
        self._kind: Final = _KEPT_TYPES.get(node.reads[0].kind) if node.tells_one_fact else None
        self.kept: Final[dict[tuple[object, Verdict] | None, Reason]] = {}
        """The reasons that are kept; none of them by `None`."""

    def find_key(self, verdict: Verdict, household: HasFacts) -> tuple[object, Verdict] | None:
        """Under what the reason for a household is kept; `None`: it may be that of no other."""
        if self._fact is None:
            return (None, verdict) if self.node.parts else None
        value = getattr(household, self._fact)
        kind = type(value)
        is_kept = value is None or (kind is self._kind and value <= _GREATEST_KEPT)
        return (value, verdict) if is_kept else None

    def give_reason(
        self, verdict: Verdict, words: "_WordsOfFacts", key: tuple[object, Verdict] | None
    ) -> Reason:
        """The reason for one household, from the verdict on the node; kept where it has a key."""
        text = self.text if self.node.parts else words.add_to(self.text, self.node)
        reason = make(Reason, depth=self.depth, verdict=verdict, text=text, sources=self._sources)
        if key is not None:
            _keep_lines(reason, {})
            self.kept[key] = reason
        return reason


(_keep_lines,) = setters_of(Reason, "_lines")
_set_verdict, _set_on, _set_given, _set_missing, _set_not_followed, _set_assumed = setters_of(
    Reasons, "verdict", "on", "reasons", "missing", "not_followed", "assumptions"
)

_KEPT_TYPES: Final = {Kind.FLAG: bool, Kind.COUNT: int}
_GREATEST_KEPT: Final = 20
"""The greatest number of which a reason is kept: a line keeps some tens of reasons at most."""


@final
class Outline:
    """The lines of a criterion, itself first, each before its parts."""

    __slots__ = ("_assumes", "lines", "root")

    def __init__(self, root: Node) -> None:
        self.root: Final = root
        """The criterion."""
        self.lines: Final = tuple(_lines(root))
        """Its lines."""
        self._assumes: Final = any(line.node.assumed_after is not None for line in self.lines)

    def give_reasons(
        self, verdicts: Mapping[int, Verdict], household: HasFacts, on: date
    ) -> Reasons:
        """Why the criterion decides as it does for a household."""
        root, verdict = self.root, verdicts[id(self.root)]
        words: _WordsOfFacts | None = None
        given: list[Reason] = []
        for line in self.lines:
            verdict_of_node = verdicts[line.node_id]
            key = line.find_key(verdict_of_node, household)
            reason = line.kept.get(key)
            if reason is None:
                words = words or _WordsOfFacts(household, on)
                reason = line.give_reason(verdict_of_node, words, key)
            given.append(reason)
        open_nodes = _find_open_nodes(root, verdicts) if verdict is OPEN else []
        # Many are given, of values that were looked at before: each field is set as it is.
        made = object.__new__(Reasons)
        _set_verdict(made, verdict)
        _set_on(made, on)
        _set_given(made, tuple(given))
        _set_missing(made, _name_facts(open_nodes, household, on) if open_nodes else ())
        _set_not_followed(made, _name_rules(open_nodes, on) if open_nodes else ())
        assumes = self._assumes
        _set_assumed(made, list_assumptions(root, verdicts, household, on) if assumes else ())
        return made

    def write_page(self, language: Language) -> Markup:
        """The tree of the criterion as a page."""
        nested = _nest(
            self.lines, lambda line, parts: make_line(line.text.say(language), parts=parts)
        )
        return write_page(nested, language)


def _lines(root: Node) -> Iterator[OutlineLine]:
    shared = find_shared_parts(root)
    numbers: dict[int, int] = {}
    waiting = [(root, 0, "")]
    while waiting:
        node, depth, outer = waiting.pop()
        connective = node.connective("en")
        if outer == connective in {"&", "|"} and id(node) not in shared:
            waiting.extend((part, depth, outer) for part in reversed(node.parts))
            continue
        parts: tuple[Node, ...] = node.parts
        text = node.heading()
        if id(node) in numbers:
            text, parts = _mark(text, numbers[id(node)], _MARKED_ABOVE), ()
        elif id(node) in shared:
            numbers[id(node)] = len(numbers) + 1
            text = _mark(text, numbers[id(node)])
        yield OutlineLine(node, depth, text)
        waiting.extend((part, depth + 1, connective) for part in reversed(parts))


def _mark(text: Text, number: int, template: Text = _MARKED) -> Text:
    return template.format(mark=reference(number, "en"), words=text)


# One household, from the verdicts of all nodes.


def missing_facts(
    root: Node, verdicts: Mapping[int, Verdict], household: HasFacts, on: date
) -> tuple[str, ...]:
    """The facts, by name, that are not known and on which an undetermined verdict depends.

    Only undetermined parts of undetermined parts matter; the others are decided already.
    """
    return _name_facts(_find_open_nodes(root, verdicts), household, on)


def rules_not_followed(
    root: Node, verdicts: Mapping[int, Verdict], on: date
) -> tuple[FollowedUntil, ...]:
    """The rules that were not followed up to the day, on which an undetermined verdict depends.

    In the order of their codes and days, those of one code and day once.
    """
    return _name_rules(_find_open_nodes(root, verdicts), on)


def list_assumptions(
    root: Node, verdicts: Mapping[int, Verdict], household: HasFacts, on: date
) -> tuple[FollowedUntil, ...]:
    """The rules that are only taken to be on a day as they were, on which the verdict rests.

    They are those that would leave it undetermined if nothing were assumed. In the order of their
    codes and days, those of one code and day once.
    """
    nodes = in_order(root)
    rules = {id(node): rule for node in nodes if (rule := node.assumption_on(on)) is not None}
    if not rules:
        return ()

    def visit(node: Node, parts: list[Verdict]) -> Verdict:
        if node.parts:
            return node.judge(parts, household, on)
        return OPEN if id(node) in rules else verdicts[id(node)]

    without = fold(nodes, visit)
    open_nodes = _find_open_nodes(root, without)
    return sort_assumptions(rules[id(node)] for node in open_nodes if id(node) in rules)


def sort_assumptions(found: Iterable[FollowedUntil]) -> tuple[FollowedUntil, ...]:
    """Rules that are only assumed unchanged, in the order of their codes and days, each once."""
    return _sort_by_name(found, attrgetter("assumption"))


def sort_not_followed(found: Iterable[FollowedUntil]) -> tuple[FollowedUntil, ...]:
    """Rules that were not followed far enough, in the order of their codes and days, each once."""
    return _sort_by_name(found, attrgetter("missing"))


def _sort_by_name(
    found: Iterable[FollowedUntil], name: Callable[[FollowedUntil], str]
) -> tuple[FollowedUntil, ...]:
    rules: dict[str, FollowedUntil] = {}
    for rule in found:
        rules.setdefault(name(rule), rule)
    return tuple([rules[named] for named in sorted(rules)]) if rules else ()


def _find_open_nodes(root: Node, verdicts: Mapping[int, Verdict]) -> list[Node]:
    """The nodes on which an undetermined verdict depends."""
    found: list[Node] = []
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen or verdicts[id(node)] is not OPEN:
            continue
        seen.add(id(node))
        found.append(node)
        waiting.extend(node.parts)
    return found


def _name_facts(nodes: Iterable[Node], household: HasFacts, on: date) -> tuple[str, ...]:
    names: set[str] = set()
    for node in nodes:
        names.update(fact.name for fact in node.reads if _still_matters(fact, node, household, on))
    return tuple(sorted(names))


def _name_rules(nodes: Iterable[Node], on: date) -> tuple[FollowedUntil, ...]:
    return sort_not_followed(
        [
            node.name_rule()
            for node in nodes
            if (last := node.last_followed) is not None and last < on
        ]
    )


def _still_matters(fact: Fact, node: Node, household: HasFacts, on: date) -> bool:
    value = getattr(household, fact.name)
    if value is None:
        return True
    bounds = bounds_on(value, on, verified_only=node.verified_only)
    if bounds is None:
        return True
    low, high = bounds
    return low is None or low != high or (type(low) is Place and low.neighbourhood is None)


class _WordsOfFacts:
    """What is known of the facts of a household, in words; each fact is put in words once."""

    def __init__(self, household: HasFacts, on: date) -> None:
        self._household, self._on = household, on
        self._words: dict[tuple[str, str, bool], Text] = {}

    def add_to(self, text: Text, node: Node) -> Text:
        """The text of an atom, with what is known of each fact that it reads."""
        why = node.why_undecidable(self._household, self._on)
        applied = node.limit_applied(self._household, self._on)
        notes = node.tell_assumptions(self._household, self._on)
        lines: list[str] = []
        for language in _ENGLISH_AND_FRENCH:
            several = len(node.reads) > 1
            parts = [
                f"{fact.words.say(language)}{colon(language)}{words}" if several else words
                for fact in node.reads
                for words in [self._say(fact, node).say(language)]
            ]
            parts += [told.say(language) for told in (applied, why) if told is not None]
            parts += [note.say(language) for note in notes]
            lines.append(f"{text.say(language)} ({semicolon(language).join(parts)})")
        en, fr = lines
        return make(Text, en=en, fr=fr)

    def _say(self, fact: Fact, node: Node) -> Text:
        key = (fact.name, fact.unit, node.verified_only)
        if key not in self._words:
            value = getattr(self._household, fact.name)
            en, fr = (
                _say_given(value, fact, self._on, language, verified_only=node.verified_only)
                for language in _ENGLISH_AND_FRENCH
            )
            self._words[key] = make(Text, en=en, fr=fr)
        return self._words[key]


def _say_given(
    value: object, fact: Fact, on: date, language: Language, *, verified_only: bool
) -> str:
    """What is known of a fact, in words: its value, its evidence, and whether it counts."""
    if value is None:
        return _NOT_KNOWN.say(language)
    parts = [*say_known(value, fact, language)]
    if bounds_on(value, on, verified_only=verified_only) is None:
        parts.append(_UNFIT.say(language))
    return ", ".join(parts)
