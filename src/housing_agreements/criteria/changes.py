"""What would change an answer: the smallest sets of facts that decide it, or give the contrary.

The search supposes values on both sides of each boundary, for one fact, for two, and so on.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from typing import Any, Final

import attrs

from housing_agreements._checks import exact_count
from housing_agreements._markup import Markup
from housing_agreements._records import Brief, Record, tell_number
from housing_agreements.criteria._nodes import in_order
from housing_agreements.criteria._values_in_words import say_known
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import Household, SupposedFacts, facts_by_name
from housing_agreements.criteria.kinds import Known, bounds_on, exact
from housing_agreements.explanations._page import write_page
from housing_agreements.explanations.blocks import Block, Line, Section, Table
from housing_agreements.geography.territories import Place
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.verdicts import Verdict

__all__ = ("Change", "Changes", "smallest_changes")

_OPPOSITE: Final = {
    Verdict.MET: (Verdict.UNMET,),
    Verdict.UNMET: (Verdict.MET,),
    Verdict.UNDETERMINED: (Verdict.MET, Verdict.UNMET),
}


@attrs.frozen(eq=False, repr=False)
class Change(Record):
    """A set of facts that can give another verdict; no smaller part of it can."""

    facts: tuple[str, ...]
    """The facts, by name, sorted."""
    verdict: Verdict
    """The verdict they can give."""
    example: tuple[tuple[str, Any], ...]
    """A value for each of them that gives it."""


@attrs.frozen(eq=False, repr=False)
class Changes(Brief):
    """What would change an answer, and how far that was searched."""

    verdict: Verdict
    """The verdict now."""
    found: tuple[Change, ...]
    """The changes, the smallest sets first, then by name."""
    at_most: int
    """The most facts that one set was allowed to have."""
    exhaustive: bool
    """Whether no larger set could have been found."""
    not_followed: tuple[FollowedUntil, ...] = ()
    """The rules that were not followed up to the day asked: no fact decides what they ask."""
    assumptions: tuple[FollowedUntil, ...] = ()
    """The rules that are only taken to be as they were, and on which the verdict rests."""

    def _essentials(self) -> str:
        sets = tell_number(len(self.found), "set")
        first = f", first {' and '.join(self.found[0].facts)}" if self.found else ""
        rules = "".join(f"; {rule.missing}" for rule in self.not_followed)
        rules += "".join(f"; {rule.assumption}" for rule in self.assumptions)
        return f"of {self.verdict.value}: {sets} of facts{first}{rules}"

    def _repr_html_(self) -> Markup:
        """What would change the answer, in English: each set of facts, and what it would give."""
        rows = [
            (
                ", ".join(map(_name_fact, change.facts)),
                _tell_example(change),
                change.verdict.say("en"),
            )
            for change in self.found
        ]
        verdicts = [change.verdict for change in self.found]
        parts: list[Block] = [Table(_COLUMNS_OF_CHANGES, rows, verdicts)] if rows else []
        if not rows:
            parts.append(Line(_NO_CHANGE))
        if not self.exhaustive:
            parts.append(Line(f"no set of more than {self.at_most} facts was looked at"))
        parts += [Line(rule.say("en")) for rule in self.not_followed]
        parts += [Line(rule.say("en")) for rule in self.assumptions]
        heading = Section("now", self.verdict.say("en"), self.verdict, parts)
        return write_page((heading,), "en")


_COLUMNS_OF_CHANGES: Final = ("facts", "for example", "would be")
_NO_CHANGE: Final = "no set of facts would change it"


def _name_fact(name: str) -> str:
    """A fact in words; one that a project added, by its name."""
    fact = facts_by_name(Household).get(name)
    return name if fact is None else fact.words.say("en")


def _tell_example(change: Change) -> str:
    """The values of a change, in the order of its facts."""
    facts = facts_by_name(Household)
    told = (
        str(value) if (fact := facts.get(name)) is None else say_known(value, fact, "en")[0]
        for name, value in change.example
    )
    return "; ".join(told)


def smallest_changes(
    criterion: Criterion, household: Household, *, on: date, at_most: int = 3
) -> Changes:
    """The smallest sets of facts that would change the answer, with the answers they can give.

    While the answer is undetermined, these are sets of facts not known yet, each with values
    that agree with what is known. Once it is decided, they are facts whose other value (or,
    beside them, a value for what is not known) gives the opposite answer. A set is reported
    for an answer only when no part of it can give that answer.

    The search tries every set of at most `at_most` facts: the time it takes grows with the
    number of facts to that power. `exhaustive` says whether the limit hid anything.

    Args:
        criterion: What is asked.
        household: What is known.
        on: The day asked.
        at_most: The most facts in one set.

    Raises:
        InvalidTypeError: For anything but a day, or a limit that is not a whole number.
        InvalidValueError: For a limit below 1.

    Laws:
        - `changes_come_true`: the example of each change gives its verdict, and no change
          contains a smaller one.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> criterion = facts.dalo_recognised & facts.household_size.at_least(3)
        >>> household = Household(dalo_recognised=True)
        >>> for change in smallest_changes(criterion, household, on=date(2017, 3, 1)).found:
        ...     print(change.verdict, change.example)
        Verdict.MET (('household_size', 3),)
        Verdict.UNMET (('household_size', 2),)
    """
    exact_count(at_most, "smallest_changes, at_most", at_least=1)
    verdict = criterion.decide(household, on=on)
    choices = _choices(criterion, household, on, verdict)
    supposed = SupposedFacts({name: getattr(household, name) for name in criterion.facts})
    changes: list[Change] = []
    for size in range(1, min(at_most, len(choices)) + 1):
        for names in combinations(sorted(choices), size):
            given_by_fewer = {change.verdict for change in changes if {*change.facts} <= {*names}}
            wanted = {*_OPPOSITE[verdict]} - given_by_fewer
            values = {name: choices[name] for name in names}
            changes.extend(_find_changes(criterion, supposed, on, values, wanted))
    ordered = sorted(
        changes, key=lambda change: (len(change.facts), change.facts, change.verdict.value)
    )
    rules = () if verdict.decided else criterion.not_followed(household, on=on)
    assumed = criterion.assumptions(household, on=on)
    return Changes(verdict, tuple(ordered), at_most, at_most >= len(choices), rules, assumed)


def _find_changes(
    criterion: Criterion,
    supposed: SupposedFacts,
    on: date,
    values_by_fact: dict[str, tuple[Any, ...]],
    wanted: set[Verdict],
) -> Iterator[Change]:
    """The changes that one set of facts gives: the first values for each verdict wanted."""
    before = {name: getattr(supposed, name) for name in values_by_fact}
    for values in product(*values_by_fact.values()) if wanted else ():
        example = tuple(zip(values_by_fact, values, strict=True))
        supposed.suppose(dict(example))
        verdict = criterion.decide(supposed, on=on)
        if verdict in wanted:
            wanted.remove(verdict)
            yield Change(tuple(values_by_fact), verdict, example)
            if not wanted:
                break
    supposed.suppose(before)


def _choices(
    criterion: Criterion, household: Household, on: date, verdict: Verdict
) -> dict[str, tuple[Any, ...]]:
    """For each fact that may change, the values to try: one for each answer they can give."""
    nodes = in_order(criterion)
    verified = {fact.name for node in nodes if node.verified_only for fact in node.reads}
    boundaries = criterion.boundaries(on=on)
    at_boundaries, sides = dict(boundaries.values), dict(boundaries.sides)
    names = criterion.facts if verdict.decided else criterion.missing(household, on=on)
    choices: dict[str, tuple[Any, ...]] = {}
    for name in names:
        values = sides[name]
        given = None if verdict.decided else getattr(household, name)
        bounds = bounds_on(given, on, verified_only=False)
        if bounds is not None:
            values = tuple(_values_between(*bounds, values, at_boundaries[name]))
        if name in verified:
            values = tuple(Known(value, verified=True) for value in values)
        choices[name] = values
    return choices


def _values_between(
    low: Any, high: Any, values: tuple[Any, ...], at_boundaries: tuple[Any, ...]
) -> Iterator[Any]:
    """The bounds of a fact, and the values to try that lie between them."""
    if type(low) is Place:
        yield low
        if low.neighbourhood is None:
            neighbourhoods = {str(place.neighbourhood) for place in at_boundaries}
            yield from (attrs.evolve(low, neighbourhood=code) for code in sorted(neighbourhoods))
        return
    yield from (bound for bound in dict.fromkeys((low, high)) if bound is not None)
    for value in values:
        above = low is None or exact(value) > low
        if above and (high is None or exact(value) < high):
            yield value
