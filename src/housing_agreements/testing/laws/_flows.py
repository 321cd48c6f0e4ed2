"""The laws of turns and of the flow of a year."""

from collections import Counter
from collections.abc import Mapping, Sequence

from housing_agreements.model.contingents import Contingent
from housing_agreements.rules.flows.turns import list_turns, next_holder
from housing_agreements.testing.laws._holding import must_be, must_hold

__all__ = ("turns_follow_on", "turns_ignore_order", "turns_keep_the_bound")

Given = Mapping[str | None, int]
"""How many dwellings each holder has been given."""


def turns_keep_the_bound(
    contingents: Sequence[Contingent], given: Given, *, dwellings: int
) -> None:
    """With each dwelling nobody is late or ahead by more than the bound, and the bound never grows.

    The contingents have shares that do not change.
    """
    had = Counter(given)
    turn = next_holder(contingents, had)
    for _ in range(dwellings):
        had[turn.contingent] += 1
        furthest = max(abs(standing.due - had[standing.contingent]) for standing in turn.standings)
        must_hold("within the bound", holds=furthest <= turn.bound, turn=turn, furthest=furthest)
        later = next_holder(contingents, had)
        must_hold("the bound never grows", holds=later.bound <= turn.bound, turn=turn, later=later)
        turn = later


def turns_follow_on(contingents: Sequence[Contingent], given: Given, *, dwellings: int) -> None:
    """Many turns are those of one dwelling after another, and two lots of turns are one of both.

    The contingents have shares that do not change.
    """
    together = list_turns(contingents, given, dwellings=dwellings)
    had, taken = Counter(given), []
    for _ in range(dwellings):
        taken.append(next_holder(contingents, had).contingent)
        had[taken[-1]] += 1
    must_be("one after another", together.contingents, tuple(taken))
    half = list_turns(contingents, given, dwellings=dwellings // 2)
    rest = list_turns(contingents, half.given, dwellings=dwellings - dwellings // 2)
    must_be("in two lots", half.contingents + rest.contingents, together.contingents)
    must_be("where all stand", rest.standings, together.standings)


def turns_ignore_order(contingents: Sequence[Contingent], given: Given) -> None:
    """The order of the contingents changes nothing but whose turn it is among those alike."""
    one, other = next_holder(contingents, given), next_holder(contingents[::-1], given)
    must_be("who is alike", set(one.alike), set(other.alike))
    must_be("the bound", (one.bound, one.back_after), (other.bound, other.back_after))
    must_be("what each is due", one.due, other.due)
    must_hold("it is one of them", holds=one.contingent in other.alike, one=one, other=other)
