"""Why a criterion answers as it does: each reason, with the facts and the texts behind it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

import attrs

from housing_agreements._records import Record
from housing_agreements.criteria._decide import VERDICTS, judge_nodes
from housing_agreements.criteria._nodes import Node, find_shared_parts, reference
from housing_agreements.criteria.kinds import Fact, Known, bounds_on, is_known, say_value
from housing_agreements.geography.territories import Place
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    colon,
    say_day,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "Explanation",
    "Line",
    "Outline",
    "Reason",
    "explanation",
    "missing_facts",
    "outline",
    "say_given",
)

_MOST_INDENTED: Final = 12
"""The most levels that a text indents; deeper ones bear their number."""
_ENGLISH_AND_FRENCH: Final[tuple[Language, Language]] = ("en", "fr")
_ABOVE: Final = Text("(as above)", "(comme ci-dessus)")
_NOT_KNOWN: Final = Text("not known", "non connu")
_VERIFIED: Final = Text("verified", "justifié")
_DECLARED: Final = Text("declared", "déclaré")
_VALID_UNTIL: Final = Text("valid until {}", "valable jusqu'au {}")
_UNFIT: Final = Text("which does not count here", "ce qui ne compte pas ici")
_BETWEEN: Final = Text("between {} and {}", "entre {} et {}")
_OR_MORE: Final = Text("{} or more", "{} ou plus")
_OR_LESS: Final = Text("{} or less", "{} ou moins")


@attrs.frozen(eq=False, repr=False)
class Reason(Record):
    """One line of an explanation: a node of the criterion, with its verdict."""

    depth: int
    """How deep it stands; 0 for the whole criterion."""
    verdict: Verdict
    """Its own verdict."""
    text: Text
    """What it asks; for a question about facts, also what was given."""
    sources: tuple[Source, ...] = ()
    """The texts it comes from."""

    def say(self, language: Language) -> str:
        """The line, indented."""
        indent = "  " * min(self.depth, _MOST_INDENTED)
        level = f"({self.depth}) " if self.depth > _MOST_INDENTED else ""
        cited = semicolon(language).join(map(str, self.sources))
        source = f" [{cited}]" if cited else ""
        verdict = self.verdict.say(language)
        return f"{indent}{level}{verdict}{colon(language)}{self.text.say(language)}{source}"


@attrs.frozen(eq=False, repr=False)
class Explanation(Record):
    """A verdict with its reasons (*motivation*).

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

    def say(self, language: Language) -> str:
        """The explanation in words, a line for each reason.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        return "\n".join(reason.say(language) for reason in self.reasons)

    def __str__(self) -> str:
        """The explanation in English."""
        return self.say("en")


class Line(NamedTuple):
    """One line of the outline of a criterion: what an explanation says whoever is asked."""

    node: Node
    """The node."""
    depth: int
    """How deep it stands."""
    text: Text
    """What it asks; shared parts bear a number, and stand once."""


Outline = tuple[Line, ...]
"""The lines of a criterion, itself first, each before its parts."""


def outline(root: Node) -> Outline:
    """What all explanations of a criterion have in common."""
    return tuple(_lines(root))


def explanation(outlined: Outline, household: object, on: date) -> Explanation:
    """The verdict of a criterion with its reasons, from its outline."""
    root = outlined[0].node
    ranked = judge_nodes(root, household, on)
    facts = _Facts(household, on)
    return Explanation(
        VERDICTS[ranked[id(root)]],
        on,
        tuple(
            Reason(
                depth,
                VERDICTS[ranked[id(node)]],
                text if node.parts else _with_facts(node, text, facts),
                node.sources,
            )
            for node, depth, text in outlined
        ),
        _missing_facts(root, ranked, household, on),
    )


def _lines(root: Node) -> Iterator[Line]:
    shared = find_shared_parts(root)
    numbers: dict[int, int] = {}
    waiting = [(root, 0, "")]
    while waiting:
        node, depth, outer = waiting.pop()
        joint = node.connective("en")
        if outer == joint in {"&", "|"} and id(node) not in shared:
            waiting.extend((part, depth, outer) for part in reversed(node.parts))
            continue
        parts: tuple[Node, ...] = node.parts
        text = node.heading()
        if id(node) in numbers:
            text, parts = _mark(text, numbers[id(node)], _ABOVE), ()
        elif id(node) in shared:
            numbers[id(node)] = len(numbers) + 1
            text = _mark(text, numbers[id(node)])
        yield Line(node, depth, text)
        waiting.extend((part, depth + 1, joint) for part in reversed(parts))


def _mark(text: Text, number: int, place: Text | None = None) -> Text:
    mark = reference(number, "en")
    places = ("", "") if place is None else (f" {place.en}", f" {place.fr}")
    return Text(f"{mark} {text.en}{places[0]}", f"{mark} {text.fr}{places[1]}")


class _Facts:
    """What a household says of its facts, each in words once: many nodes read the same ones."""

    def __init__(self, household: object, on: date) -> None:
        self.household, self.on = household, on
        self._said: dict[tuple[str, str, bool], Text] = {}

    def say(self, node: Node, each: Fact) -> Text:
        """What it says of a fact that a node reads."""
        key = (each.name, each.unit, node.verified_only)
        if key not in self._said:
            words = [
                say_given(node, each, self.household, self.on, style)
                for style in _ENGLISH_AND_FRENCH
            ]
            self._said[key] = Text(*words)
        return self._said[key]


def _with_facts(node: Node, text: Text, facts: _Facts) -> Text:
    gap = node.why_undecidable(facts.household, facts.on)
    lines: list[str] = []
    for language in _ENGLISH_AND_FRENCH:
        parts = [
            f"{read.words.say(language)}{colon(language)}{words}" if len(node.reads) > 1 else words
            for read in node.reads
            for words in [facts.say(node, read).say(language)]
        ]
        parts += [gap.say(language)] if gap is not None else []
        lines.append(f"{text.say(language)} ({semicolon(language).join(parts)})")
    return Text(*lines)


def say_given(node: Node, each: Fact, household: object, on: date, language: Language) -> str:
    """What a household says of a fact that a node reads, and what that is worth on a day."""
    given = getattr(household, each.name)
    if given is None:
        return _NOT_KNOWN.say(language)
    known: Known[Any] = given if is_known(given) else Known(given)
    parts = [_say_bounds(known, each, language)]
    parts.append((_VERIFIED if known.verified else _DECLARED).say(language))
    if known.valid_until is not None:
        parts.append(_VALID_UNTIL.say(language).format(say_day(known.valid_until, language)))
    if bounds_on(given, on, verified_only=node.verified_only) is None:
        parts.append(_UNFIT.say(language))
    return ", ".join(parts)


def _say_bounds(known: Known[Any], each: Fact, language: Language) -> str:
    unit = f" {each.unit}" if each.unit else ""
    ends = [None if end is None else say_value(end, language) for end in (known.low, known.high)]
    if known.exactly:
        return f"{ends[0]}{unit}"
    words = _BETWEEN if None not in ends else (_OR_MORE if ends[0] is not None else _OR_LESS)
    return words.say(language).format(*(f"{end}{unit}" for end in ends if end is not None))


def missing_facts(root: Node, household: object, on: date) -> tuple[str, ...]:
    """The facts, by name, that are not known and on which an undetermined verdict depends.

    Only undetermined parts of undetermined parts matter; the others are decided already.
    """
    return _missing_facts(root, judge_nodes(root, household, on), household, on)


def _missing_facts(
    root: Node, ranked: dict[int, int], household: object, on: date
) -> tuple[str, ...]:
    found: set[str] = set()
    seen = {id(root)}
    waiting = [root] if ranked[id(root)] == 1 else []
    while waiting:
        node = waiting.pop()
        found.update(read.name for read in node.reads if _is_open(node, read, household, on))
        for part in node.parts:
            if ranked[id(part)] == 1 and id(part) not in seen:
                seen.add(id(part))
                waiting.append(part)
    return tuple(sorted(found))


def _is_open(node: Node, each: Fact, household: object, on: date) -> bool:
    ends = bounds_on(getattr(household, each.name), on, verified_only=node.verified_only)
    if ends is None:
        return True
    low, high = ends
    return low is None or low != high or (type(low) is Place and low.neighbourhood is None)
