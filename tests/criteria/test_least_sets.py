"""The sets of facts that would change an answer: all of them, the least first, or a limit told."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations, islice, product
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing_agreements.criteria import _least_sets
from housing_agreements.criteria._nodes import FixedFacts, Node, Remainder, Style
from housing_agreements.criteria.changes import Changes, smallest_changes
from housing_agreements.criteria.criteria import (
    Criterion,
    all_of,
    any_of,
    at_least_of,
    open_question,
)
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import HasFacts, Kind
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

DAY = date(2017, 3, 1)
NAMES = tuple(
    name for name, fact in facts_by_name(Household).items() if fact.kind is Kind.FLAG
)[:40]  # fmt: skip
Found = set[tuple[tuple[str, ...], Verdict]]


def flags(names: Sequence[str]) -> list[Criterion]:
    """The question about each of some facts."""
    return [getattr(facts, name) for name in names]


def with_flags(names: Sequence[str], value: object) -> Household:
    """A household of which the same is known of some facts."""
    given: dict[str, Any] = dict.fromkeys(names, value)
    return Household(**given)


def give(household: Household, names: Sequence[str], values: Sequence[object]) -> Household:
    """The household with other values of some facts."""
    given: dict[str, Any] = dict(zip(names, values, strict=True))
    return attrs.evolve(household, **given)


class Asked:
    """A criterion, asked once of each household that differs from one in some facts.

    Args:
        criterion: The criterion.
        household: The household.
    """

    def __init__(self, criterion: Criterion, household: Household) -> None:
        self._criterion, self._household = criterion, household
        self._known = {name: getattr(household, name) for name in criterion.facts}
        self._verdicts: dict[tuple[object, ...], Verdict] = {}

    def decide(self, names: Sequence[str], values: Sequence[object]) -> Verdict:
        """The verdict with other values of some facts."""
        key = tuple((self._known | dict(zip(names, values, strict=True))).values())
        if key not in self._verdicts:
            household = give(self._household, names, values)
            self._verdicts[key] = self._criterion.decide(household, on=DAY)
        return self._verdicts[key]


@st.composite
def joined(draw: st.DrawFn, parts: Sequence[Criterion]) -> Criterion:
    """A criterion of some parts, each of which stands in it once."""
    left = list(parts)
    while len(left) > 1:
        taken = [left.pop() for _ in range(draw(st.integers(2, min(4, len(left)))))]
        some = at_least_of(draw(st.integers(1, len(taken))), *taken)
        some = draw(st.sampled_from([some, ~some, some.labelled("some")]))
        left.insert(draw(st.integers(0, len(left))), some)
    return left[0]


UNREAD = (any_of(), all_of(), open_question("open", "ouvert"))


@st.composite
def read_once(draw: st.DrawFn) -> Criterion:
    """A criterion that reads no fact twice, and some that read none."""
    some = flags(NAMES[: draw(st.integers(1, 6))])
    unread = draw(st.lists(st.sampled_from(UNREAD), max_size=2))
    return draw(joined(draw(st.permutations([*some, *unread]))))


@st.composite
def in_knots(draw: st.DrawFn, names: Sequence[str] = NAMES[:5]) -> Criterion:
    """A criterion that reads some facts several times."""
    questions = st.sampled_from([*flags(names), *(~flag for flag in flags(names[:2])), UNREAD[0]])
    return draw(joined(draw(st.lists(questions, min_size=2, max_size=12))))


def by_trying(criterion: Criterion, household: Household) -> Found:
    """The least sets, by trying every value of every set of yes-or-no facts."""
    now = criterion.decide(household, on=DAY)
    open_facts = criterion.facts if now.decided else criterion.missing(household, on=DAY)
    asked = Asked(criterion, household)
    found: Found = set()
    for size in range(1, len(open_facts) + 1):
        for names in combinations(open_facts, size):
            reached = {
                asked.decide(names, values) for values in product((True, False), repeat=size)
            }
            for verdict in reached - {now, Verdict.UNDETERMINED}:
                parts = (part for part, given_by in found if given_by is verdict)
                if not any({*part} < {*names} for part in parts):
                    found.add((names, verdict))
    return found


def sets_of(changes: Changes) -> Found:
    """The sets that were found, with their verdicts."""
    return {(change.facts, change.verdict) for change in changes.found}


def drawn_household(data: st.DataObject) -> Household:
    """A household of whose first facts something is known, or nothing."""
    given: dict[str, Any] = {
        name: data.draw(st.sampled_from((True, False, None))) for name in NAMES[:6]
    }
    return Household(**given)


@settings(max_examples=50)
@given(read_once() | in_knots(), st.data())
def test_all_sets_are_found(criterion: Criterion, data: st.DataObject) -> None:
    """They are those that trying everything finds, whether facts are read once or more."""
    household = drawn_household(data)
    changes = smallest_changes(criterion, household, on=DAY)
    assert changes.exhaustive
    assert sets_of(changes) == by_trying(criterion, household)
    assert [len(change.facts) for change in changes.found] == sorted(
        len(change.facts) for change in changes.found
    )


@settings(max_examples=50)
@given(in_knots(), st.data())
def test_a_search_that_is_cut_gives_true_sets(criterion: Criterion, data: st.DataObject) -> None:
    """With few sets kept and few steps, each set found is least; it says when some are missing."""
    household = drawn_household(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_least_sets, "_WIDE", data.draw(st.integers(1, 3)))
        patch.setattr(_least_sets, "_NARROW", 1)
        patch.setattr(_least_sets, "MOST_STEPS", data.draw(st.sampled_from((0, 50))))
        patch.setattr(_least_sets, "_MOST_STEPS_AGAIN", data.draw(st.sampled_from((-1, 50_000))))
        changes = smallest_changes(criterion, household, on=DAY)
    everything = by_trying(criterion, household)
    assert sets_of(changes) <= everything
    assert not changes.exhaustive or sets_of(changes) == everything


@pytest.mark.parametrize("known", [False, None])
@pytest.mark.parametrize("least", [1, 3, 20, 38, 40])
def test_the_first_hundred_of_forty_facts(least: int, known: object) -> None:
    """Of very many sets the smallest are given, the first by name; that there are more is told."""
    household = with_flags(NAMES, known)
    changes = smallest_changes(at_least_of(least, *flags(NAMES)), household, on=DAY)
    for verdict, size in ((Verdict.MET, least), (Verdict.UNMET, 41 - least)):
        found = [change.facts for change in changes.found if change.verdict is verdict]
        wanted = known is None or verdict is Verdict.MET
        every = list(islice(combinations(sorted(NAMES), size), 101)) if wanted else []
        assert found == every[:100]
        assert not (changes.exhaustive and len(every) > 100)
    assert changes.exhaustive is (least in {1, 40} and (known is False or least == 1)) or (
        least == 40
    )


def test_the_first_hundred_of_sets_of_several_sizes() -> None:
    """Sets of one fact come before those of two, whatever part of the criterion gives them."""
    many, few = flags(NAMES[:30]), flags(NAMES[30:40])
    criterion = at_least_of(2, *many) | any_of(*few)
    changes = smallest_changes(criterion, with_flags(NAMES, value=False), on=DAY)
    singles = [(name,) for name in sorted(NAMES[30:40])]
    pairs = list(combinations(sorted(NAMES[:30]), 2))
    assert [change.facts for change in changes.found] == [*singles, *pairs][:100]
    assert not changes.exhaustive


def test_a_knot_of_forty_facts_gives_least_sets() -> None:
    """Too many sets to see them all: no fact of one that is found could be left out."""
    questions = flags(NAMES)
    clauses = [
        any_of(*(questions[(7 * index + step * step) % 40] for step in range(1, 4)))
        for index in range(40)
    ]
    criterion = all_of(*clauses)
    changes = smallest_changes(criterion, with_flags(NAMES, value=False), on=DAY)
    assert changes.found
    assert not changes.exhaustive
    for change in changes.found:
        for left_out in (None, *change.facts):
            given: dict[str, Any] = {name: name != left_out for name in change.facts}
            household = attrs.evolve(with_flags(NAMES, value=False), **given)
            assert criterion.decide(household, on=DAY) is Verdict.of(left_out is None)


def test_deep_and_shared_criteria_are_searched() -> None:
    """Nothing recurses, and a part that stands in very many places is looked at once."""
    deep: Criterion = facts.employed
    for _ in range(3_000):
        deep = ~deep
    assert sets_of(smallest_changes(deep, Household(employed=False), on=DAY)) == {
        (("employed",), Verdict.MET)
    }
    shared, nothing = facts.employed | facts.disabled, any_of()
    for _ in range(40):
        shared, nothing = shared & shared, nothing | nothing
    household = Household(employed=False, disabled=False)
    assert sets_of(smallest_changes(shared | nothing, household, on=DAY)) == {
        (("employed",), Verdict.MET), (("disabled",), Verdict.MET)
    }  # fmt: skip


CEILINGS = facts.annual_income.under(
    Timeline({date(2016, 1, 1): {(zone, size): 1_000 * size + (zone == "a") * 500
              for zone in ("a", "b") for size in (1, 2)}}),
    by=(facts.ceilings_zone, facts.ceilings_category),
)  # fmt: skip


@pytest.mark.parametrize(
    "criterion",
    [
        CEILINGS,
        CEILINGS & facts.ceilings_category.at_most(1),
        CEILINGS & ~facts.ceilings_zone.equals("a") & facts.annual_income.at_least(900),
        ~CEILINGS | facts.ceilings_category.at_least(2),
    ],
)
def test_several_facts_of_one_question(criterion: Criterion) -> None:
    """An income, a zone and a category: every value of each is tried beside all others."""
    values: dict[str, tuple[Any, ...]] = {
        "annual_income": (None, 0, 950, 1_200, 1_700, 2_200, 2_700),
        "ceilings_zone": (None, "a", "b", "c"),
        "ceilings_category": (None, 1, 2, 3),
    }
    asked = Asked(criterion, Household())
    for given_values in product(*values.values()):
        now = asked.decide(tuple(values), given_values)
        if not now.decided:
            continue
        household = give(Household(), tuple(values), given_values)
        known = dict(zip(values, given_values, strict=True))
        reached = {
            names
            for size in (1, 2, 3)
            for names in combinations(sorted(values), size)
            if any(
                asked.decide(
                    tuple(values), tuple((known | dict(zip(names, some, strict=True))).values())
                )
                not in {now, Verdict.UNDETERMINED}
                for some in product(*(values[name][1:] for name in names))
            )
        }
        least = {one for one in reached if not any({*other} < {*one} for other in reached)}
        changes = smallest_changes(criterion, household, on=DAY)
        assert changes.exhaustive
        assert {change.facts for change in changes.found} == least
        for change in changes.found:
            changed = attrs.evolve(household, **dict(change.example))
            assert criterion.decide(changed, on=DAY) is change.verdict


def test_too_many_values_together_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not all values of several facts are tried together, other sets may be missing."""
    monkeypatch.setattr(_least_sets, "_MOST_VALUES_TRIED", 20)
    household = Household(annual_income=5_000, ceilings_zone="a", ceilings_category=1)
    changes = smallest_changes(CEILINGS, household, on=DAY)
    assert [change.facts for change in changes.found] == [("annual_income",)]
    assert not changes.exhaustive


# ruff: noqa: ARG002  # its methods take what those of every criterion take
class ExactlyOne(Criterion):
    """A criterion of a project's own: exactly one of its parts is met."""

    __slots__ = ("parts",)

    def __init__(self, *parts: Criterion) -> None:
        self.parts = parts

    def fields(self) -> tuple[()]:
        """Nothing but its parts."""
        return ()

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """Whether one part is met, where all are decided."""
        if Verdict.UNDETERMINED in verdicts:
            return Verdict.UNDETERMINED
        return Verdict.of(verdicts.count(Verdict.MET) == 1)

    def specialise(self, remainders: Sequence[Remainder], fixed: FixedFacts) -> Remainder:
        """The function that asks each part."""

        def decide(household: HasFacts, on: date) -> Verdict:
            asked = [one if isinstance(one, Verdict) else one(household, on) for one in remainders]
            return self.judge(asked, household, on)

        return decide

    def text_pieces(self, style: Style) -> list[str | Node]:
        """Its name."""
        return ["exactly one of", *self.parts]


@pytest.mark.parametrize(
    "join",
    [lambda one: one, lambda one: one & facts.employed, lambda one: ~one | facts.disabled],
    ids=["alone", "and", "or"],
)
def test_a_criterion_of_another_class_is_asked(join: Callable[[Criterion], Criterion]) -> None:
    """How its verdict follows from its parts is not known: it is asked for each of their values."""
    criterion = join(ExactlyOne(facts.employed, facts.disabled, facts.key_worker))
    for values in product((True, False, None), repeat=3):
        names = ("employed", "disabled", "key_worker")
        household = give(Household(), names, values)
        changes = smallest_changes(criterion, household, on=DAY)
        assert sets_of(changes) == by_trying(criterion, household)
