"""What commitments count out of what, so that their levels can be compared."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from housing_agreements.geography._members import Members
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment, Unsure
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Group
from housing_agreements.model.levels import ExactLevel, Limit
from housing_agreements.values.periods import Period, term_end
from housing_agreements.values.timelines import Timeline

__all__ = ("CommitmentBase", "StatedLevel", "base_of", "lasts_over_a_year", "list_stated_levels")


class CommitmentBase(NamedTuple):
    """What decides whether an entry is in the base of a commitment.

    Two equal ones have the same entries.
    """

    stage: Stage
    """The stage that counts."""
    contingents: frozenset[str]
    """The contingents."""
    landlords: frozenset[str]
    """The landlords; none: all."""
    members: Timeline[Members]
    """Where it is."""
    leaving_out: frozenset[str]
    """The tags that take an entry out."""
    certain: frozenset[str] | None
    """The publics of which an entry must be certain; `None`: it need not."""


class StatedLevel(NamedTuple):
    """One level of one limit over one period."""

    commitment: Commitment
    """The commitment."""
    period: Period
    """The period."""
    group: Group | None
    """The group; `None`: the total, or every group that has no level of its own."""
    level: ExactLevel
    """The level, as far as it is surely asked."""
    limit: Limit
    """The limit, a floor or a ceiling."""

    @property
    def number(self) -> int:
        """The least number that reaches the floor, or the largest that keeps the ceiling."""
        return self.limit.threshold(self.level)


def base_of(commitment: Commitment, terms: Agreement) -> CommitmentBase:
    """The base of a commitment, under some terms."""
    return CommitmentBase(
        commitment.stage,
        frozenset(terms.contingents_of(commitment)),
        frozenset(commitment.landlords),
        terms.territory_of(commitment).members,
        frozenset(commitment.leaving_out),
        commitment.publics if commitment.unsure is Unsure.LEFT_OUT else None,
    )


def list_stated_levels(commitment: Commitment, terms: Agreement) -> Iterator[StatedLevel]:
    """The levels of a commitment, as they are judged: in total, or group by group.

    A cumulative commitment is judged as one sum: of numbers that follow each other, or of one
    share for them all. Other sums have no level of their own, and are left out.
    """
    periods = terms.periods_of(commitment)
    named = [group for limit in commitment.limits for group in limit.levels.groups]
    # A level that is common to all holds for the total, or for groups without one of their own.
    common = (None,) if commitment.judges_total or not named else ()
    groups = (*common, *dict.fromkeys(named if commitment.judges_groups else ()))
    for limit in commitment.limits:
        for group in groups:
            found = [
                StatedLevel(commitment, period, group, level, limit)
                for period in periods
                if (level := limit.surely_asked(period, group)) is not None
            ]
            if commitment.cumulative and len(periods) > 1:
                found = _sum_levels(found) if len(found) == len(periods) else []
            yield from found


def _sum_levels(levels: list[StatedLevel]) -> list[StatedLevel]:
    """The one level of a sum, when the periods follow each other and it has one."""
    first, last = levels[0], levels[-1]
    if any(one.period.end != other.period.start for one, other in pairwise(levels)):
        return []
    whole = Period(first.period.start, last.period.end)
    if not first.commitment.of_base:
        return [first._replace(period=whole, level=sum(int(stated.level) for stated in levels))]
    constant = len({stated.level for stated in levels}) == 1
    return [first._replace(period=whole)] if constant else []


def lasts_over_a_year(period: Period) -> bool:
    """Whether a period is longer than the year that begins with it."""
    return period.end > term_end(period.start, 12)
