"""The laws of turns and of the flow of a year."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from housing_agreements.model.contingents import Contingent
from housing_agreements.rules.flows.shares import share_flow
from housing_agreements.rules.flows.strata import next_holders
from housing_agreements.rules.flows.turns import list_turns, next_holder
from housing_agreements.testing.laws._holding import must_be, must_hold
from housing_agreements.values.periods import Period

__all__ = (
    "flows_add_up",
    "strata_stand_alone",
    "turns_follow_on",
    "turns_ignore_order",
    "turns_keep_the_bound",
)

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


def strata_stand_alone(contingents: Sequence[Contingent], given: Mapping[str, Given]) -> None:
    """The turn of each kind of dwelling is the one that it has alone; totals are their sums."""
    turns = next_holders(contingents, given)
    for item in turns:
        must_be("alone", item.turn, next_holder(contingents, given[item.stratum]))
    for standing in turns.total:
        had = sum(item.turn.had.get(standing.contingent, 0) for item in turns)
        must_be("had in all", standing.had, had)


def flows_add_up(
    contingents: Sequence[Contingent], years: Mapping[int, int], left_out: Mapping[str, int]
) -> None:
    """The flow of several years is the flow of all, whose parts sum to its base.

    Args:
        contingents: The contingents, whose shares do not change.
        years: The dwellings freed in each year, years that follow each other.
        left_out: What each year leaves out, no more than what is freed.
    """
    flows = [
        share_flow(contingents, period=year, freed=freed, left_out=left_out)
        for year, freed in years.items()
    ]
    summed = flows[0]
    for flow in flows[1:]:
        summed += flow
    together = share_flow(
        contingents,
        period=Period.years(min(years), max(years)),
        freed=sum(years.values()),
        left_out={tag: count * len(years) for tag, count in left_out.items()},
    )
    must_be("the flow of all", summed, together)
    must_be("parts sum to the base", sum(part.dwellings for part in together), together.base)
    for part in together:
        least, most = math.floor(part.due), math.ceil(part.due)
        must_hold("a part is near its due", holds=least <= part.dwellings <= most, part=part)
