"""What a quota came to: the verdict, the arithmetic, and what would settle it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from housing_agreements.model.commitments import Commitment
from housing_agreements.model.levels import Group, Level
from housing_agreements.rules.answers import Answer
from housing_agreements.rules.judgement.choices import Doubt
from housing_agreements.rules.judgement.sides import Side
from housing_agreements.rules.judgement.wording import (
    NOTE,
    SOURCE,
    Outcome,
    heading,
    told_ceiling,
    told_count,
    told_doubts,
    told_floor,
    told_main,
    told_outcome,
    told_running,
    told_substitutes,
)
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text, checked_language, colon
from housing_agreements.values.verdicts import Verdict

__all__ = ("Finding",)


@attrs.frozen(eq=False, repr=False)
class Finding(Answer):
    """One commitment judged over one period, in total or for one group (*constat*).

    Every number is a pair of bounds, equal when nothing is missing. Levels are judged in full
    even while a period runs: `settled` says whether it has ended.

    A finding has no truth value: compare its verdict.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import Tally, check_quotas
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
        >>> figures = Tally.from_counts(AGREEMENT, FIGURES)
        >>> report = check_quotas(AGREEMENT, figures, on=date(2019, 6, 1))
        >>> last = report.finding("households", 2018)
        >>> last.verdict, last.required.value, str(last.shortfall)
        (<Verdict.UNMET: 'unmet'>, 4777, 'between 28 and 127')
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
    rate: Bounds[Fraction] | None
    """Counted over base, for a share; `None` for a volume, or while the base may be empty."""
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
        if self.outcome is Outcome.NO_GROUP:
            return Verdict.UNDETERMINED
        if self.outcome is not Outcome.JUDGED:
            return None
        return Verdict.all(side.verdict for side in self.sides)

    @property
    def owed(self) -> Bounds[Fraction] | None:
        """What is owed, rounded as the commitment states; `None` when nothing is promised."""
        return self.sides[0].owed if self.sides else None

    @property
    def required(self) -> Bounds[int] | None:
        """The smallest count that reaches the floor; `None` without a floor."""
        return None if self.floor is None else self.floor.bound

    @property
    def allowed(self) -> Bounds[int] | None:
        """The largest count that keeps the ceiling; `None` without a ceiling."""
        return None if self.ceiling is None else self.ceiling.bound

    @property
    def attainment(self) -> Bounds[Fraction] | None:
        """Counted over owed: above 1 beyond the promise; `None` when nothing may be owed."""
        return self.sides[0].attainment if self.sides else None

    @property
    def shortfall(self) -> Bounds[int] | None:
        """What the floor lacks, 0 when it is reached; `None` without a floor."""
        gaps = [side.gap for side in (self.floor, self.main) if side is not None]
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
            gap = side.growing_gap(self.pace)
            if gap is None:
                return None
            gaps.append(gap)
        return _largest(gaps)

    @property
    def excess(self) -> Bounds[int] | None:
        """What the ceiling has too much, 0 when it is kept; `None` without a ceiling."""
        return None if self.ceiling is None else self.ceiling.gap

    def explain(self, language: Language = "en") -> str:
        """The finding in words: verdict, arithmetic, what is not known, caveats and sources.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        checked_language(language)
        head = heading(self.commitment, self.period, self.group, language)
        outcome = told_outcome(self.outcome, self.verdict, language)
        lines = [f"{head}{colon(language)}{outcome}"]
        if self.outcome is Outcome.JUDGED:
            lines.extend(self._arithmetic(language))
            if not self.settled:
                lines.append(told_running(self.period, language))
        undecided = self.verdict is Verdict.UNDETERMINED
        lines.extend(told_doubts(self.doubts, language, settles=undecided))
        lines.extend(
            f"{NOTE.said(language)}{colon(language)}{caveat.said(language)}"
            for caveat in self.caveats
        )
        lines.extend(
            f"{SOURCE.said(language)}{colon(language)}{source}"
            for source in self.commitment.sources
        )
        return "\n  ".join(lines)

    def _arithmetic(self, language: Language) -> Iterator[str]:
        base = self.base if self.commitment.of_base else None
        yield told_count(self.counted, base, self.rate, language)
        if self.commitment.substitute is not None:
            yield told_substitutes(self.substitutes, self.commitment.substitute.at_most, language)
        if self.floor is not None and self.required is not None:
            gaps = (self.shortfall, self.shortfall_growing)
            if self.main is not None:  # what each of the two floors lacks stands on its own line
                gaps = (self.floor.gap, self.floor.gap)
            yield told_floor(self.floor, self.required, *gaps, language)
        if self.main is not None:
            yield told_main(self.main, language)
        if self.ceiling is not None and self.allowed is not None:
            yield told_ceiling(self.ceiling, self.allowed, self.excess, language)


def _largest(gaps: Sequence[Bounds[int]]) -> Bounds[int] | None:
    """The gap that closes all of them."""
    if not gaps:
        return None
    highs = [gap.high for gap in gaps if gap.high is not None]
    return Bounds(max(gap.low for gap in gaps), max(highs) if len(highs) == len(gaps) else None)
