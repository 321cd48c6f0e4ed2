"""What a quota came to: the verdict, the arithmetic, and what would settle it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import overload

import attrs

from housing_agreements.errors import UnknownCodeError, nearest, shown
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.levels import Group, Level
from housing_agreements.rules.cells import Count
from housing_agreements.rules.choices import DoubtKind
from housing_agreements.rules.figures import PublishedFigure
from housing_agreements.rules.sides import Completion, Side
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = ("Account", "Doubt", "Finding", "Outcome", "QuotaReport")


class Outcome(Enum):
    """Whether there was something to judge."""

    JUDGED = "judged"
    """There was."""
    EMPTY_BASE = "empty_base"
    """No dwelling is in the base of a share."""
    NO_LEVEL = "no_level"
    """Nothing is promised for that period or that group."""
    NOT_BEGUN = "not_begun"
    """The period begins after the day asked."""


@attrs.frozen
class Doubt:
    """Something that is not known, and would settle an undetermined finding once it is."""

    kind: DoubtKind
    """What is not known."""
    code: str
    """The public whose membership is not known; empty for the other kinds."""
    dwellings: int
    """How many dwellings it concerns."""


@attrs.frozen
class Finding:
    """One commitment judged over one period, in total or for one group (*constat*).

    Every number is a pair of bounds, equal when nothing is missing. Levels are judged in full
    even while a period runs: `settled` says whether it has ended.
    """

    commitment: Commitment
    """The commitment, as the terms that govern the period state it."""
    period: Period
    """The period; from the first day to the last when it is cumulative."""
    group: Group | None
    """The group; `None`: the total."""
    outcome: Outcome
    """Whether there was something to judge."""
    settled: bool
    """Whether the period had ended on the day asked."""
    counted: Bounds[int]
    """How many dwellings reach the publics."""
    substitutes: Bounds[int]
    """How many of these reach them only as substitutes."""
    base: Bounds[int]
    """How many dwellings are in the base."""
    floor: Side | None
    """The floor, judged; `None` when there is none."""
    main: Side | None
    """The part of the floor owed to main publics alone; `None` without a substitute."""
    ceiling: Side | None
    """The ceiling, judged; `None` when there is none."""
    pace: Level
    """The level of the period that runs, or of the last."""
    doubts: tuple[Doubt, ...]
    """What is not known of the entries that may count."""
    caveats: tuple[Text, ...]
    """What a reader must know: an incomplete list, an inference."""

    @property
    def sides(self) -> tuple[Side, ...]:
        """The limits judged: the floor, its main part, the ceiling."""
        return tuple(side for side in (self.floor, self.main, self.ceiling) if side is not None)

    @property
    def verdict(self) -> Verdict | None:
        """Whether the promise is kept; `None` when there was nothing to judge."""
        if self.outcome is not Outcome.JUDGED:
            return None
        return Verdict.all(side.verdict for side in self.sides)

    @property
    def rate(self) -> Bounds[Fraction] | None:
        """Counted over base, for a share; `None` for a volume, or while a base may be empty."""
        if not self.commitment.of_base or not self.sides:
            return None
        side = self.sides[0]
        return _ratio(side, [side.worst.base, side.best.base])

    @property
    def owed(self) -> Bounds[Fraction] | None:
        """What is owed, rounded as the commitment states; `None` when nothing is promised."""
        if not self.sides:
            return None
        side = self.sides[0]
        return _bounds([side.owed(side.worst), side.owed(side.best)])

    @property
    def required(self) -> Bounds[int] | None:
        """The smallest count that reaches the floor; `None` without a floor."""
        return None if self.floor is None else _of_both(self.floor, self.floor.bound)

    @property
    def allowed(self) -> Bounds[int] | None:
        """The largest count that keeps the ceiling; `None` without a ceiling."""
        return None if self.ceiling is None else _of_both(self.ceiling, self.ceiling.bound)

    @property
    def attainment(self) -> Bounds[Fraction] | None:
        """Counted over owed: above 1 beyond the promise; `None` when nothing may be owed."""
        if not self.sides:
            return None
        side = self.sides[0]
        return _ratio(side, [side.owed(side.worst), side.owed(side.best)])

    @property
    def shortfall(self) -> Bounds[int] | None:
        """What the floor lacks, 0 when it is reached; `None` without a floor."""
        gaps = [_of_both(side, side.gap) for side in (self.floor, self.main) if side is not None]
        return _largest(gaps)

    @property
    def shortfall_growing(self) -> Bounds[int] | None:
        """How many more priority entries reach the floor, when each also enlarges the base.

        `None` without a floor, or when no number does in any case; a high of `None` when no
        number does in the worst case.
        """
        gaps: list[Bounds[int]] = []
        for side in (self.floor, self.main):
            if side is None:
                continue
            best = side.growing_gap(side.best, self.pace)
            worst = side.growing_gap(side.worst, self.pace)
            if best is None:
                return None
            gaps.append(Bounds(best, None if worst is None else max(best, worst)))
        return _largest(gaps)

    @property
    def excess(self) -> Bounds[int] | None:
        """What the ceiling has too much, 0 when it is kept; `None` without a ceiling."""
        return None if self.ceiling is None else _of_both(self.ceiling, self.ceiling.gap)
