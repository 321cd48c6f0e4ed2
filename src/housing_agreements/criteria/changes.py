"""What would change an answer: the least sets of facts that decide it, or give the contrary.

Values on both sides of each boundary stand for all that a fact can be. A set tells apart what is
to be found out, what the household would have to change, and what it cannot: its age, its past.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from housing_agreements._checks import exact_count, make
from housing_agreements._records import Record, tell_number
from housing_agreements.criteria._least_sets import SetFinder
from housing_agreements.criteria._nodes import in_order
from housing_agreements.criteria._values_in_words import say_known
from housing_agreements.criteria._verdicts_in_words import say_whether_filled
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import Household, SupposedFacts
from housing_agreements.criteria.kinds import Fact, Known, bounds_on, exact, has_evidence
from housing_agreements.explanations.blocks import Block, Line, Section, Table
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.geography.territories import Place
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    colon,
    say_number_of,
    semicolon,
)
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
    to_find_out: tuple[str, ...] = ()
    """Those that are not known, or not proved, and may already be so."""
    cannot_change: tuple[str, ...] = ()
    """Those that are known to be otherwise, and that no household can change: age, past days."""

    @property
    def to_change(self) -> tuple[str, ...]:
        """Those that are known to be otherwise, and that the household would have to change."""
        others = {*self.to_find_out, *self.cannot_change}
        return tuple(name for name in self.facts if name not in others)


@attrs.frozen(eq=False, repr=False)
class Changes(Told):
    """What would change an answer, and how far that was searched."""

    verdict: Verdict
    """The verdict now."""
    found: tuple[Change, ...]
    """The changes, the smallest sets first, then by name; for each verdict a hundred at most."""
    at_most: int | None
    """The most facts that one set was allowed to have; `None`: any number."""
    exhaustive: bool
    """Whether these are all the sets that there are."""
    not_followed: tuple[FollowedUntil, ...] = ()
    """The rules that were not followed up to the day asked: no fact decides what they ask."""
    assumptions: tuple[FollowedUntil, ...] = ()
    """The rules that are only taken to be as they were, and on which the verdict rests."""
    named: tuple[Fact, ...] = attrs.field(default=(), eq=False)
    """The facts that the sets name, for their words."""

    @property
    def possible(self) -> tuple[Change, ...]:
        """The changes that rest on nothing which a household cannot change."""
        return tuple(change for change in self.found if not change.cannot_change)

    @property
    def impossible(self) -> tuple[Change, ...]:
        """The changes that rest on what a household cannot change: its age, its past."""
        return tuple(change for change in self.found if change.cannot_change)

    def _essentials(self) -> str:
        sets = tell_number(len(self.found), "set")
        first = f", first {' and '.join(self.found[0].facts)}" if self.found else ""
        rules = "".join(f"; {rule.missing}" for rule in self.not_followed)
        rules += "".join(f"; {rule.assumption}" for rule in self.assumptions)
        return f"of {self.verdict.value}: {sets} of facts{first}{rules}"

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The verdict now; each set of facts, an example of it, and what it would give."""
        parts: list[Block] = []
        for changes, caption in ((self.possible, None), (self.impossible, _CANNOT_CHANGE)):
            if changes:
                parts.append(self._write_table(changes, caption, language))
        if not parts:
            parts.append(Line(_NO_CHANGE.say(language)))
        if not self.exhaustive:
            parts.append(Line(self._say_limit(language)))
        parts += [Line(rule.say(language)) for rule in self.not_followed]
        parts += [Line(rule.say(language)) for rule in self.assumptions]
        now = say_whether_filled(self.verdict, language)
        yield Section(_VERDICT_NOW.say(language), now, self.verdict, parts)

    def _write_table(
        self, changes: Iterable[Change], caption: Text | None, language: Language
    ) -> Table:
        facts = {fact.name: fact for fact in self.named}
        verdicts = [change.verdict for change in changes]
        rows = [
            (
                _say_facts_of_set(change, facts, language),
                _say_example(change, facts, language),
                say_whether_filled(change.verdict, language),
            )
            for change in changes
        ]
        headings = [heading.say(language) for heading in _COLUMNS_OF_SETS]
        return Table(headings, rows, verdicts, None if caption is None else caption.say(language))

    def _say_limit(self, language: Language) -> str:
        """That there may be other sets: larger ones than were allowed, or too many."""
        if self.at_most is None:
            return _OTHER_SETS.say(language)
        most = say_number_of(self.at_most, *_NUMBER_OF_FACTS, language)
        return _OTHER_OR_LARGER_SETS.say(language, facts=most)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each set: what it holds, and the verdict that it would give.

        Its columns are `verdict` (now), `would_be`, `facts`, `to_find_out`, `to_change` and
        `cannot_change` (names), and `example` (in words).
        """
        check_language(language)
        facts = {fact.name: fact for fact in self.named}
        return [
            {
                "verdict": self.verdict.value,
                "would_be": change.verdict.value,
                "facts": ", ".join(change.facts),
                "to_find_out": ", ".join(change.to_find_out) or None,
                "to_change": ", ".join(change.to_change) or None,
                "cannot_change": ", ".join(change.cannot_change) or None,
                "example": semicolon(language).join(
                    f"{_say_fact(name, facts, language)}{colon(language)}{said}"
                    for name, said in _say_values(change, facts, language)
                ),
            }
            for change in self.found
        ]


_VERDICT_NOW: Final = Text("now", "à ce jour")
_COLUMNS_OF_SETS: Final = (
    Text("facts", "faits"),
    Text("for example", "par exemple"),
    Text("would be", "serait"),
)
_CANNOT_CHANGE: Final = Text(
    "with what a household cannot change: its age, its past",
    "avec ce qu'un ménage ne peut changer\u00a0: son âge, son passé",
)
_NO_CHANGE: Final = Text(
    "no set of facts would change it", "aucun ensemble de faits ne le changerait"
)
_OTHER_SETS: Final = Text(
    "there may be other sets of facts", "il peut y avoir d'autres ensembles de faits"
)
_OTHER_OR_LARGER_SETS: Final = Text(
    "there may be other sets of facts; none of more than {facts} was looked for",
    "il peut y avoir d'autres ensembles de faits\u202f; aucun de plus de {facts} n'a été cherché",
)
_NUMBER_OF_FACTS: Final = (Text("fact", "fait"), Text("facts", "faits"))


def _say_fact(name: str, facts: Mapping[str, Fact], language: Language) -> str:
    fact = facts.get(name)
    return name if fact is None else fact.words.say(language)


def _say_facts_of_set(change: Change, facts: Mapping[str, Fact], language: Language) -> str:
    return ", ".join(_say_fact(name, facts, language) for name in change.facts)


def _say_values(
    change: Change, facts: Mapping[str, Fact], language: Language
) -> Iterator[tuple[str, str]]:
    """Each fact by name, with the value of the example in words."""
    for name, value in change.example:
        fact = facts.get(name)
        yield name, str(value) if fact is None else say_known(value, fact, language)[0]


def _say_example(change: Change, facts: Mapping[str, Fact], language: Language) -> str:
    said = (value for _, value in _say_values(change, facts, language))
    return semicolon(language).join(said)


def smallest_changes(
    criterion: Criterion, household: Household, *, on: date, at_most: int | None = None
) -> Changes:
    """The least sets of facts that would change the answer, with the answers they can give.

    While the answer is undetermined, these are sets of facts not known yet, each with values
    that agree with what is known. Once it is decided, they are facts whose other value (or,
    beside them, a value for what is not known) gives the opposite answer. A set is reported
    for an answer only when no part of it can give that answer. A fact that is not known or not
    proved is to be found out; one that is known to be otherwise would have to change, and an age
    or a past day cannot.

    For each answer the smallest sets come first, then the first by name, a hundred at most. Where
    no fact is read by two questions, they are found at once. Else the search joins or compares
    sets a million times, and then goes on with the smallest few alone: those that it gives are
    least by inclusion, but others may be missing, of fewer facts too. `exhaustive` says whether
    none is.

    Args:
        criterion: What is asked.
        household: What is known.
        on: The day asked.
        at_most: The most facts in one set; `None`: any number.

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
        >>> young = facts.born_on.aged_below(years=30) & facts.employed
        >>> household = Household(born_on=date(1980, 5, 1))
        >>> change = smallest_changes(young, household, on=date(2017, 3, 1)).found[0]
        >>> change.to_find_out, change.to_change, change.cannot_change
        (('employed',), (), ('born_on',))
    """
    if at_most is not None:
        exact_count(at_most, "smallest_changes, at_most", at_least=1)
    verdict = criterion.decide(household, on=on)
    choices = _choices(criterion, household, on, verdict)
    supposed = SupposedFacts({name: getattr(household, name) for name in criterion.facts})
    finder = SetFinder(criterion, supposed, on, choices)
    facts = {fact.name: fact for node in in_order(criterion) for fact in node.reads}
    changes: list[Change] = []
    exhaustive = True
    for wanted in _OPPOSITE[verdict]:
        sets = finder.find(wanted)
        fit = [found for found in sets.found if at_most is None or len(found.names) <= at_most]
        exhaustive = exhaustive and sets.exhaustive and len(fit) == len(sets.found)
        for names, values in fit:
            example = tuple(zip(names, values, strict=True))
            changes.append(_make_change(wanted, example, facts, household, on))
    ordered = sorted(
        changes, key=lambda change: (len(change.facts), change.facts, change.verdict.value)
    )
    named = {name for change in changes for name in change.facts}
    return make(
        Changes,
        verdict=verdict,
        found=tuple(ordered),
        at_most=at_most,
        exhaustive=exhaustive,
        not_followed=() if verdict.decided else criterion.not_followed(household, on=on),
        assumptions=criterion.assumptions(household, on=on),
        named=tuple(facts[name] for name in sorted(named)),
    )


def _make_change(
    verdict: Verdict,
    example: tuple[tuple[str, Any], ...],
    facts: Mapping[str, Fact],
    household: Household,
    on: date,
) -> Change:
    """A change: what is to be found out of its facts, and what a household cannot change."""
    found_out = tuple(
        name for name, value in example if _may_already_be(value, getattr(household, name), on)
    )
    return make(
        Change,
        facts=tuple(name for name, _ in example),
        verdict=verdict,
        example=example,
        to_find_out=found_out,
        cannot_change=tuple(
            name for name, _ in example if name not in found_out and not facts[name].can_change
        ),
    )


def _may_already_be(value: Any, given: object, on: date) -> bool:
    """Whether a value agrees with what is known of a fact."""
    bounds = bounds_on(given, on, verified_only=False)
    if bounds is None:
        return True
    low, high = bounds
    supposed = exact(value.low if has_evidence(value) else value)
    if type(supposed) is Place:
        return bool(supposed == low or attrs.evolve(supposed, neighbourhood=None) == low)
    return bool((low is None or low <= supposed) and (high is None or supposed <= high))


def _choices(
    criterion: Criterion, household: Household, on: date, verdict: Verdict
) -> dict[str, tuple[Any, ...]]:
    """For each fact that may change, the values to try: one for each answer they can give.

    Those that agree with what is known come first.
    """
    nodes = in_order(criterion)
    verified = {fact.name for node in nodes if node.verified_only for fact in node.reads}
    boundaries = criterion.boundaries(on=on)
    at_boundaries, sides = dict(boundaries.values), dict(boundaries.sides)
    names = criterion.facts if verdict.decided else criterion.missing(household, on=on)
    choices: dict[str, tuple[Any, ...]] = {}
    for name in names:
        values, known = sides[name], getattr(household, name)
        bounds = None if verdict.decided else bounds_on(known, on, verified_only=False)
        if bounds is not None:
            values = tuple(_values_between(*bounds, values, at_boundaries[name]))
        elif verdict.decided:
            values = tuple(
                value
                for agrees in (True, False)
                for value in values
                if _may_already_be(value, known, on) is agrees
            )
        if name in verified:
            values = tuple(Known(value, verified=True) for value in values)
        choices[name] = tuple(value for value in values if value != known)
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
