"""The laws of households and criteria."""

import copy
import pickle
from datetime import date

from housing_agreements.criteria.changes import smallest_changes
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import Household
from housing_agreements.testing.laws._holding import must_be, must_hold

__all__ = (
    "changes_come_true",
    "criteria_follow_verdicts",
    "criterion_is_a_value",
    "explanation_agrees",
    "more_facts_never_overturn",
)


def more_facts_never_overturn(
    criterion: Criterion, household: Household, fuller: Household, *, on: date
) -> None:
    """A decided verdict is never turned over, or taken back, by a household that says more."""
    before, after = criterion.decide(household, on=on), criterion.decide(fuller, on=on)
    holds = not before.decided or after is before
    must_hold("more facts never overturn", holds=holds, before=before, after=after)


def criteria_follow_verdicts(
    one: Criterion, other: Criterion, household: Household, *, on: date
) -> None:
    """`&`, `|` and `~` of criteria answer as those of their verdicts do."""
    left, right = one.decide(household, on=on), other.decide(household, on=on)
    for claim, criterion, expected in (
        ("&", one & other, left & right),
        ("|", one | other, left | right),
        ("~", ~one, ~left),
    ):
        must_be(f"{claim} of criteria", criterion.decide(household, on=on), expected)


def criterion_is_a_value(criterion: Criterion) -> None:
    """A criterion is equal to its pickle and its copies, and they hash and print alike."""
    for name, other in (
        ("pickle", pickle.loads(pickle.dumps(criterion))),  # noqa: S301  # pickled on this line
        ("copy", copy.copy(criterion)),
        ("deep copy", copy.deepcopy(criterion)),
    ):
        must_be(f"the {name} is equal", other, criterion)
        must_be(f"the {name} has one hash", hash(other), hash(criterion))
        must_be(f"the {name} prints alike", repr(other), repr(criterion))


def explanation_agrees(criterion: Criterion, household: Household, *, on: date) -> None:
    """An explanation gives the same verdict, and misses facts or rules only while it is open."""
    verdict = criterion.decide(household, on=on)
    explained = criterion.reasons(household, on=on)
    must_be("the verdict explained", explained.verdict, verdict)
    must_be("the first reason", explained.reasons[0].verdict, verdict)
    must_be("the facts missing", explained.missing, criterion.missing(household, on=on))
    must_hold(
        "a decided verdict misses nothing",
        holds=not verdict.decided or not explained.missing,
        missing=explained.missing,
    )
    rules = criterion.not_followed(household, on=on)
    must_be("the rules not followed", explained.not_followed, rules)
    assumed = criterion.assumptions(household, on=on)
    must_be("the rules assumed", explained.assumptions, assumed)
    must_hold(
        "a rule is named past its last day only, and while the verdict is open",
        holds=not rules or (not verdict.decided and all(rule.last < on for rule in rules)),
        rules=rules,
    )


def changes_come_true(
    criterion: Criterion, household: Household, *, on: date, at_most: int = 2
) -> None:
    """The example of each change gives its verdict, and no change contains a smaller one."""
    changes = smallest_changes(criterion, household, on=on, at_most=at_most)
    for change in changes.found:
        given = {name: getattr(household, name) for name in criterion.facts}
        given |= dict(change.example)
        changed = type(household)(**given)
        must_be("the verdict of a change", criterion.decide(changed, on=on), change.verdict)
        smaller = [
            other
            for other in changes.found
            if other.verdict is change.verdict and {*other.facts} < {*change.facts}
        ]
        must_be("the changes within a change", smaller, [])
