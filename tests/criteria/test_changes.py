"""What would change an answer is true, minimal and complete up to its limit."""

from datetime import date
from itertools import combinations, product
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.criteria.changes import Changes, smallest_changes
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts, facts_of
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Day, Known, YesNo, fact
from housing_agreements.errors import InvalidTypeError, InvalidValueError
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.testing.laws._criteria import changes_come_true
from housing_agreements.testing.strategies._criteria import criteria
from housing_agreements.testing.strategies._households import (
    days_asked,
    households_around,
)
from housing_agreements.values.verdicts import Verdict

DAY = date(2017, 3, 1)
FLAGS = ("employed", "disabled", "key_worker", "overcrowded")
NAMES = (*FLAGS[:3], "household_size")


def by_brute_force(
    criterion: Criterion, household: Household, values: dict[str, tuple[Any, ...]]
) -> set[tuple[tuple[str, ...], Verdict]]:
    """Every minimal set of facts, with the verdict it gives, by trying all assignments."""
    now = criterion.decide(household, on=DAY)
    reached: dict[tuple[str, ...], set[Verdict]] = {}
    for size in range(1, len(values) + 1):
        for names in combinations(sorted(values), size):
            reached[names] = {
                criterion.decide(
                    attrs.evolve(household, **dict(zip(names, given, strict=True))), on=DAY
                )
                for given in product(*(values[name] for name in names))
            }
    return {
        (names, verdict)
        for names, verdicts in reached.items()
        for verdict in verdicts - {now, Verdict.UNDETERMINED}
        if not any(set(other) < set(names) and verdict in reached[other] for other in reached)
    }


@given(criteria(names=NAMES, max_leaves=5), st.data())
def test_changes_are_those_of_brute_force(criterion: Criterion, data: st.DataObject) -> None:
    """The changes found are exactly the minimal ones that trying everything finds."""
    flags: dict[str, Any] = {
        name: data.draw(st.sampled_from((True, False, None))) for name in FLAGS[:3]
    }
    household = Household(**flags, household_size=data.draw(st.none() | st.integers(1, 9)))
    now = criterion.decide(household, on=DAY)
    everything: dict[str, tuple[Any, ...]] = {
        name: tuple(Known(value, verified=True) for value in (True, False)) for name in FLAGS[:3]
    } | {"household_size": tuple(Known(value, verified=True) for value in range(1, 10))}
    values = {name: everything[name] for name in criterion.facts}
    if not now.decided:
        for name in criterion.facts:
            known = getattr(household, name)
            if known is not None:
                values[name] = (Known(known, verified=True),)
    changes = smallest_changes(criterion, household, on=DAY, at_most=4)
    assert changes.verdict is now
    assert changes.exhaustive
    found = {(change.facts, change.verdict) for change in changes.found}
    assert found == by_brute_force(criterion, household, values)


@given(criteria(max_leaves=4), days_asked(), st.data())
def test_changes_come_true(criterion: Criterion, on: date, data: st.DataObject) -> None:
    """The example of each change gives its verdict, whatever the kinds of facts."""
    household = data.draw(households_around(criterion, on=on))
    changes_come_true(criterion, household, on=on)


def test_the_limit_is_told() -> None:
    """A search that was cut short says so, and finds the larger set with a larger limit."""
    criterion = facts.employed & facts.disabled & facts.key_worker & facts.overcrowded
    refused: dict[str, Any] = dict.fromkeys(FLAGS, False)
    household = Household(**refused)
    cut = smallest_changes(criterion, household, on=DAY, at_most=3)
    assert (cut.found, cut.at_most, cut.exhaustive) == ((), 3, False)
    whole = smallest_changes(criterion, household, on=DAY)
    assert [change.facts for change in whole.found] == [tuple(sorted(FLAGS))]
    assert whole.exhaustive
    assert smallest_changes(criterion, household, on=DAY, at_most=4).exhaustive


def test_unknown_facts_accompany_known_ones() -> None:
    """Turning a decided answer over may need a fact that was not known."""
    criterion = facts.employed & facts.disabled
    changes = smallest_changes(criterion, Household(employed=False), on=DAY)
    assert [(change.facts, change.verdict) for change in changes.found] == [
        (("disabled", "employed"), Verdict.MET)
    ]


def test_changes_agree_with_what_is_known() -> None:
    """While undetermined, the values tried lie within the bounds known."""
    criterion = facts.household_size.at_least(5) | facts.household_size.at_most(1)
    bounded = Household(household_size=Known(low=2, high=6))
    changes = smallest_changes(criterion, bounded, on=DAY)
    assert {change.example for change in changes.found} == {
        (("household_size", 6),),
        (("household_size", 2),),
    }
    within = facts.residence.within(Territory("c", "c", "area", neighbourhoods=("centre",)))
    changes = smallest_changes(within, Household(residence=Place("59350")), on=DAY)
    assert {change.example[0][1] for change in changes.found} == {
        Place("59350", "centre"),
        Place("59350", "-"),
    }


def test_the_limit_is_a_count() -> None:
    """The limit is a whole number of at least one."""
    with pytest.raises(InvalidValueError):
        smallest_changes(facts.employed, Household(), on=DAY, at_most=0)
    with pytest.raises(InvalidTypeError):
        smallest_changes(facts.employed, Household(), on=DAY, at_most=1.5)  # type: ignore[arg-type]  # wrong on purpose


def tell_apart(criterion: Criterion, household: Household) -> list[tuple[tuple[str, ...], ...]]:
    """Of each change, what is to be found out, what is to change, and what cannot."""
    changes = smallest_changes(criterion, household, on=DAY)
    assert {*changes.possible, *changes.impossible} == {*changes.found}
    return [
        (change.to_find_out, change.to_change, change.cannot_change) for change in changes.found
    ]


def test_what_a_household_cannot_change_is_told_apart() -> None:
    """An age, a past day and a past cannot change; what is not known may already be so."""
    young = facts.born_on.aged_below(years=30) & facts.employed
    old = Household(born_on=date(1960, 1, 1), employed=False)
    assert tell_apart(young, old) == [((), ("employed",), ("born_on",))]
    assert tell_apart(young, Household(employed=False)) == [(("born_on",), ("employed",), ())]
    waiting = facts.applied_on.at_least_ago(years=3) | facts.former_child_welfare
    recent = Household(applied_on=date(2016, 1, 1), former_child_welfare=False)
    assert tell_apart(waiting, recent) == [
        ((), (), ("applied_on",)), ((), (), ("former_child_welfare",))
    ]  # fmt: skip


def test_what_agrees_with_what_is_known_is_to_be_found_out() -> None:
    """Bounds, a place without its neighbourhood, a fact not proved and one that has ended."""
    no = facts.employed & facts.household_size.at_least(5)
    bounded = Household(employed=False, household_size=Known(low=2, high=6))
    assert tell_apart(no, bounded) == [(("household_size",), ("employed",), ())]
    too_few = Household(employed=False, household_size=Known(high=3))
    assert tell_apart(no, too_few) == [((), ("employed", "household_size"), ())]
    centre = Territory("c", "c", "area", neighbourhoods=("centre",))
    there = facts.employed & facts.residence.within(centre)
    somewhere = Household(employed=False, residence=Place("59350"))
    (change,) = smallest_changes(there, somewhere, on=DAY).found
    assert dict(change.example)["residence"].neighbourhood == "centre"
    proved = facts.employed.verified() & facts.disabled
    assert tell_apart(proved, Household(employed=True, disabled=False)) == [
        (("employed",), ("disabled",), ())
    ]
    ended: Known[bool] = Known(True, valid_until=date(2016, 1, 1))  # noqa: FBT003  # a value
    over = Household(employed=ended, disabled=False)
    assert tell_apart(proved, over) == [(("employed",), ("disabled",), ())]


def test_changes_in_words() -> None:
    """Both languages, with the words of facts that a project added; a row for each set."""

    @attrs.frozen(kw_only=True)
    class LocalHousehold(Household):
        works_here: YesNo = fact("works here", "travaille ici")

    local = facts_of(LocalHousehold)
    criterion = local.works_here & (local.born_on.aged_below(years=30) | local.employed)
    household = LocalHousehold(works_here=False, born_on=date(1960, 1, 1), employed=False)
    changes = smallest_changes(criterion, household, on=DAY)
    assert str(changes).splitlines() == [
        "now: unmet",
        "  facts                 for example  would be",
        "  employed, works here  yes; yes     met",
        "  with what a household cannot change: its age, its past",
        "  facts              for example        would be",
        "  birth, works here  2 March 1987; yes  met",
    ]
    assert str(changes.explain("fr")).splitlines() == [
        "à ce jour\u00a0: non rempli",
        "  faits                   par exemple  serait",
        "  salarié, travaille ici  oui\u202f; oui    rempli",
        "  avec ce qu'un ménage ne peut changer\u00a0: son âge, son passé",
        "  faits                     par exemple        serait",
        "  naissance, travaille ici  2 mars 1987\u202f; oui  rempli",
    ]
    assert changes.rows("fr")[0] == {
        "verdict": "unmet",
        "would_be": "met",
        "facts": "born_on, works_here",
        "to_find_out": None,
        "to_change": "works_here",
        "cannot_change": "born_on",
        "example": "naissance\u00a0: 2 mars 1987\u202f; travaille ici\u00a0: oui",
    }
    assert repr(changes) == "<Changes of unmet: 2 sets of facts, first born_on and works_here>"
    cut = smallest_changes(criterion, household, on=DAY, at_most=1)
    assert str(cut).splitlines()[1:] == [
        "  no set of facts would change it",
        "  there may be other sets of facts; none of more than 1 fact was looked for",
    ]
    alone = Changes(Verdict.UNMET, changes.found, None, exhaustive=False)
    assert "  born_on, works_here  1987-03-02; True  met" in str(alone)
    assert str(alone).endswith("there may be other sets of facts")


def test_a_project_says_what_can_change() -> None:
    """A day cannot, unless the project says so; any other fact can."""

    @attrs.frozen(kw_only=True)
    class LocalHousehold(Household):
        moves_on: Day = fact("moving day", "jour du départ", can_change=True)
        works_since: Day = fact("work since", "travaille depuis")
        born_here: YesNo = fact("born here", "né ici", can_change=False)

    known = facts_by_name(LocalHousehold)
    names = ("moves_on", "works_since", "born_here", "employed", "born_on")
    assert [known[name].can_change for name in names] == [True, False, False, True, False]
    with pytest.raises(InvalidTypeError, match="can_change"):
        fact("a", "a", can_change=1)  # type: ignore[arg-type]  # wrong on purpose
