"""Communes that have a level of their own in a table: no two of them share ground in its periods.

A code in a table of levels names ground. Of an entry that stands in two of them, it could not be
said which level it counts for.
"""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain, combinations

from housing_agreements._checks import Faults
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Per
from housing_agreements.values.periods import Period

__all__ = ("check_grounds_with_levels",)


def check_grounds_with_levels(
    faults: Faults,
    commitments: Iterable[Commitment],
    periods_of: Callable[[Commitment], Iterable[Period]],
) -> None:
    """Note two communes with a level of their own that share ground in a period of both.

    Args:
        faults: Where it is noted.
        commitments: The commitments.
        periods_of: The periods of each.
    """
    for commitment in commitments:
        codes = commitment.codes_with_levels(Per.COMMUNE)
        if len(codes) < 2:  # noqa: PLR2004  # two make a pair
            continue
        held = [code for code in codes if load_official_code().stretches(code)]
        sharing = [
            (one, other)
            for one, other in combinations(held, 2)
            if other in load_official_code().sharers(one)
        ]
        periods = list(periods_of(commitment)) if sharing else []
        for one, other in sharing:
            both = (
                period
                for period in periods
                if all(_has_level(commitment, code, period) for code in (one, other))
            )
            shared = next(filter(None, (_find_shared(one, other, period) for period in both)), None)
            if shared is not None:
                faults.add(
                    InvalidValueError,
                    f"commitments, {show(commitment.code)}, groups",
                    f"{show(one)} and {show(other)}, which share ground from {shared}",
                    "communes that share no ground in the periods of both",
                    "leave one of them out, or give each the periods in which it has a level",
                )


def _has_level(commitment: Commitment, commune: str, period: Period) -> bool:
    """Whether a commune has a level of its own in a period."""
    position = commitment.per.index(Per.COMMUNE)
    return any(
        limit.levels.at(period, group) is not None
        for limit in commitment.limits
        for group in limit.levels.groups
        if (group if isinstance(group, str) else group[position]) == commune
    )


def _find_shared(one: str, other: str, period: Period) -> date | None:
    """The first day of a period on which two codes have ground in common."""
    official = load_official_code()
    turns = chain(official.days(one), official.days(other))
    days = {period.start, *(day for day in turns if day in period)}
    for day in sorted(days):
        if official.reach(one, day).ground.meets(official.reach(other, day).ground):
            return day
    return None
