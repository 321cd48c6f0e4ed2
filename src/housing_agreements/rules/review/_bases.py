"""What commitments count and out of what, so that their levels can be held against each other."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from housing_agreements.geography._coverage import Members
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment, Group, Level, Unsure
from housing_agreements.model.entries import Stage
from housing_agreements.values.periods import Period
from housing_agreements.values.timelines import Timeline

__all__ = ("Base", "Bound", "base_of", "bounds_of", "publics_of")


class Base(NamedTuple):
    """What decides whether an entry is in a base; two equal ones hold the same entries."""

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


class Bound(NamedTuple):
    """One level of one limit over one period."""

    commitment: Commitment
    """The commitment."""
    period: Period
    """The period."""
    group: Group | None
    """The group; `None`: the total, or every group that has no level of its own."""
    level: Level
    """The level."""
    strict: bool
    """Whether being equal does not suffice."""
    ceiling: bool
    """Whether it is a ceiling, or a floor."""

    @property
    def number(self) -> int:
        """The least number that reaches the floor, or the largest that keeps the ceiling."""
        return int(self.level) + (0 if not self.strict else -1 if self.ceiling else 1)


def publics_of(commitment: Commitment) -> frozenset[str]:
    """The publics (or financings) that count, as main ones or substitutes; none: every entry."""
    to = commitment.substitute.to if commitment.substitute is not None else ()
    return frozenset((*commitment.to, *to))


def base_of(commitment: Commitment, terms: Agreement) -> Base:
    """The base of a commitment, under some terms."""
    held = commitment.contingents or tuple(contingent.code for contingent in terms.contingents)
    certain = publics_of(commitment) if commitment.unsure is Unsure.LEFT_OUT else None
    return Base(
        commitment.stage,
        frozenset() if commitment.stage.of_production else frozenset(held),
        frozenset(commitment.landlords),
        (commitment.territory or terms.territory).members,
        frozenset(commitment.leaving_out),
        certain,
    )


def bounds_of(commitment: Commitment, term: Period) -> Iterator[Bound]:
    """The levels of a commitment, as they are judged: in total, or group by group.

    A cumulative commitment is judged as one sum: of numbers that follow each other, or of one
    share for them all. Other sums have no level of their own, and are left out.
    """
    periods = commitment.accounting_periods(term)
    named = [group for limit in commitment.limits for group in limit.levels.groups]
    # A level that is common to all holds for the total, or for groups without one of their own.
    common = (None,) if commitment.judges_total or not named else ()
    groups = (*common, *dict.fromkeys(named if commitment.judges_groups else ()))
    for place, limit in enumerate(commitment.limits):
        ceiling = place > 0 or commitment.floor is None
        for group in groups:
            found = [
                Bound(commitment, period, group, level, limit.strict, ceiling)
                for period in periods
                if (level := limit.levels.at(period, group)) is not None
            ]
            if commitment.cumulative and len(periods) > 1:
                found = _summed(found) if len(found) == len(periods) else []
            yield from found


def _summed(bounds: list[Bound]) -> list[Bound]:
    first, last = bounds[0], bounds[-1]
    if any(one.period.end != other.period.start for one, other in pairwise(bounds)):
        return []
    whole = Period(first.period.start, last.period.end)
    if not first.commitment.of_base:
        return [first._replace(period=whole, level=sum(int(bound.level) for bound in bounds))]
    alike = {bound.level for bound in bounds}
    return [first._replace(period=whole)] if len(alike) == 1 else []
