"""The worst and the best completion of what is not known, held against one limit."""

import math
from collections.abc import Mapping
from fractions import Fraction

import attrs

from housing_agreements.model.levels import Level
from housing_agreements.rules.choices import Choice
from housing_agreements.rules.pots import Item, Pot
from housing_agreements.values.rates import Rounding
from housing_agreements.values.verdicts import Verdict

__all__ = ("Completion", "Side", "Target", "completions", "judged")


@attrs.frozen
class Target:
    """What is owed, before any entry is read.

    A share owes a part of the base, period by period; a volume owes a number.
    """

    of_base: bool
    """Whether a part of the base is owed."""
    levels: tuple[Level, ...]
    """The level of each period judged."""
    rounding: Rounding
    """How what is owed becomes a whole number."""
    strict: bool
    """Whether being equal does not suffice."""
    ceiling: bool = False
    """Whether no more may count, rather than no less."""
    main_part: Fraction | None = None
    """The part of what is owed that main publics must make up by themselves; `None` when
    substitutes count too."""

    @property
    def part(self) -> Fraction:
        """The part of what is owed that this target asks for."""
        return Fraction(1) if self.main_part is None else self.main_part

    def of(self, choice: Choice) -> Fraction | None:
        """What one dwelling adds to what is owed; `None` for a base that is not known."""
        if not self.of_base or choice.span < 0:
            return Fraction(0)
        level = Fraction(self.levels[choice.span])
        if choice.base is None:
            return None if level else Fraction(0)
        return level * choice.base

    def counts(self, choice: Choice) -> int:
        """What one dwelling adds to what counts."""
        return choice.counted if self.main_part is None else choice.main

    @property
    def constant(self) -> Fraction:
        """What is owed whatever the base."""
        return Fraction(0) if self.of_base else Fraction(sum(self.levels))

    def owed(self, amount: Fraction) -> Fraction:
        """The amount owed, rounded once, and the part of it that main publics must make up."""
        return self.rounding.apply(amount) * self.part

    def satisfied(self, counted: int, amount: Fraction) -> bool:
        """Whether a count satisfies the limit when an amount is owed before rounding."""
        owed = self.owed(amount)
        if self.ceiling:
            return counted < owed if self.strict else counted <= owed
        return counted > owed if self.strict else counted >= owed


@attrs.frozen
class Completion:
    """One way in which everything that is not known may turn out."""

    counted: int
    """How many dwellings count."""
    base: int | None
    """How many are in the base; `None` when nothing limits it."""
    amount: Fraction | None
    """What is owed, before rounding; `None` when nothing limits it."""


@attrs.frozen
class Side:
    """One limit, judged: the worst and the best completion for it."""

    target: Target
    """What is owed."""
    worst: Completion
    """The completion that is worst for the promise."""
    best: Completion
    """The completion that is best for the promise."""

    @property
    def verdict(self) -> Verdict:
        """Decided when the worst and the best completion agree."""
        outcomes = {self._kept(self.worst), self._kept(self.best)}
        return Verdict.UNDETERMINED if len(outcomes) > 1 else Verdict.of(outcomes.pop())

    def _kept(self, completion: Completion) -> bool:
        if completion.amount is None:
            return self.target.ceiling
        return self.target.satisfied(completion.counted, completion.amount)

    def owed(self, completion: Completion) -> Fraction | None:
        """What is owed in a completion, rounded; `None` when nothing limits it."""
        return None if completion.amount is None else self.target.owed(completion.amount)

    def bound(self, completion: Completion) -> int | None:
        """The smallest count that reaches a floor, or the largest that keeps a ceiling."""
        owed = self.owed(completion)
        if owed is None:
            return None
        if self.target.ceiling:
            return math.ceil(owed) - 1 if self.target.strict else math.floor(owed)
        return math.floor(owed) + 1 if self.target.strict else math.ceil(owed)

    def gap(self, completion: Completion) -> int | None:
        """What a floor lacks, or what a ceiling has too much; 0 when it is kept."""
        bound = self.bound(completion)
        if bound is None:
            return 0 if self.target.ceiling else None
        lacking = completion.counted - bound if self.target.ceiling else bound - completion.counted
        return max(0, lacking)

    def growing_gap(self, completion: Completion, level: Level) -> int | None:
        """How many more priority entries reach a floor when each also enlarges the base.

        Args:
            completion: How what is not known turns out.
            level: The level of the period in which the entries come.

        Returns:
            The least number; `None` when no number does.
        """
        if completion.amount is None:
            return None
        amount, slope = completion.amount, Fraction(level) if self.target.of_base else Fraction(0)

        def reached(more: int) -> bool:
            return self.target.satisfied(completion.counted + more, amount + slope * more)

        if reached(0):
            return 0
        pace = 1 - slope * self.target.part
        if pace <= 0:
            return None
        low, high = 0, math.ceil((self.target.owed(amount) + 2 - completion.counted) / pace) + 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if reached(middle) else (middle, high)
        return high


def judged(pot: Pot, target: Target) -> Side:
    """A pot held against a target: every entry takes its worst choice, then its best."""
    worst, best = completions(pot.items, target)
    return Side(target, worst, best)


def completions(items: Mapping[Item, int], target: Target) -> tuple[Completion, Completion]:
    """The worst and the best completion of what is not known, for a target."""
    lowest, highest = _Sum(target), _Sum(target)
    for item, dwellings in items.items():
        ordered = sorted(item.choices, key=lambda choice: _advantage(choice, target))
        if dwellings < 0:
            ordered.reverse()
        lowest.add(ordered[0], dwellings)
        highest.add(ordered[-1], dwellings)
    low, high = lowest.completion(), highest.completion()
    return (high, low) if target.ceiling else (low, high)


def _advantage(choice: Choice, target: Target) -> tuple[int, Fraction, int, int]:
    """How much a choice raises what counts over what is owed; ties go to the higher rate."""
    owed = target.of(choice)
    counts = target.counts(choice)
    if owed is None:
        return -1, Fraction(counts), counts, 0
    return 0, counts - owed * target.part, 2 * counts - (choice.base or 0), counts


class _Sum:
    """A completion in the making."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._counted = 0
        self._base: int | None = 0
        self._amount: Fraction | None = target.constant

    def add(self, choice: Choice, dwellings: int) -> None:
        """Let so many dwellings turn out that way."""
        self._counted += dwellings * self._target.counts(choice)
        unlimited = choice.base is None
        self._base = (
            None if unlimited or self._base is None else self._base + dwellings * (choice.base or 0)
        )
        owed = self._target.of(choice)
        self._amount = (
            None if owed is None or self._amount is None else self._amount + dwellings * owed
        )

    def completion(self) -> Completion:
        """The completion made."""
        return Completion(self._counted, self._base, self._amount)
