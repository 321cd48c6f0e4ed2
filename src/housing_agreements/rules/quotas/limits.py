"""A limit judged: what was promised, and the worst and the best completion of what is not known."""

import math
from fractions import Fraction

import attrs

from housing_agreements._records import Brief, Record
from housing_agreements.model.levels import SIDES, Level, threshold
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import Rounding
from housing_agreements.values.texts import (
    Language,
    choose,
    number,
    percent,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "Completion",
    "JudgedLimit",
    "Promise",
    "say_range",
)


@attrs.frozen(eq=False, repr=False)
class Promise(Brief):
    """One limit as it was promised (a floor, its main part, a ceiling), before entries are read.

    A share owes a part of the base, accounting period by accounting period; a volume a number.
    """

    of_base: bool
    """Whether a part of the base is owed."""
    levels: tuple[Level | None, ...]
    """The level of each accounting period; `None`: nothing is promised, and nothing counts."""
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
        """The part of the amount owed that the promise asks for."""
        return Fraction(1) if self.main_part is None else self.main_part

    @property
    def constant(self) -> Fraction:
        """What is owed whatever the base."""
        return Fraction(0 if self.of_base else sum(level or 0 for level in self.levels))

    @property
    def slack(self) -> tuple[Fraction, Fraction]:
        """By how much rounding may raise what is owed at most, and lower it at most."""
        denominator = math.lcm(*(Fraction(level or 0).denominator for level in self.levels))
        return {
            Rounding.EXACT: (Fraction(0), Fraction(0)),
            Rounding.UP: (Fraction(denominator - 1, denominator), Fraction(0)),
            Rounding.DOWN: (Fraction(0), Fraction(denominator - 1, denominator)),
            Rounding.NEAREST: (
                Fraction(denominator // 2, denominator),
                Fraction((denominator - 1) // 2, denominator),
            ),
        }[self.rounding]

    def owed(self, amount: Fraction) -> Fraction:
        """The amount owed, rounded once, and the part of it that main publics must make up."""
        # Most commitments state no rounding, and are asked for what they owe again and again.
        exact = self.rounding is Rounding.EXACT
        return (amount if exact else self.rounding.apply(amount)) * self.part

    def is_kept_by(self, counted: int, amount: Fraction) -> bool:
        """Whether a count satisfies the limit when an amount is owed before rounding."""
        bound = self.threshold(amount)
        return counted <= bound if self.ceiling else counted >= bound

    def threshold(self, amount: Fraction) -> int:
        """The smallest count that reaches the floor, or the largest that keeps the ceiling."""
        return threshold(self.owed(amount), strict=self.strict, ceiling=self.ceiling)

    def _essentials(self) -> str:
        words = SIDES[self.ceiling, self.strict].en
        say = percent if self.of_base else number
        levels = ("none" if level is None else say(Fraction(level), "en") for level in self.levels)
        told = f"{words} {', '.join(dict.fromkeys(levels))}"
        if self.of_base:
            told += " of the base"
        if self.main_part is None:
            return told
        return f"{told}, {percent(self.main_part, 'en')} of it by main publics"


@attrs.frozen(eq=False, repr=False)
class Completion(Record):
    """One way in which everything that is not known may turn out."""

    counted: int
    """How many dwellings count."""
    base: int | None
    """How many are in the base; `None` when nothing limits it."""
    amount: Fraction | None
    """What is owed, before rounding; `None` when nothing limits it."""

    def owe_more(self, more: Fraction) -> "Completion":
        """The completion in which so much more is owed, or less."""
        return self if self.amount is None else attrs.evolve(self, amount=self.amount + more)


@attrs.frozen(eq=False, repr=False)
class JudgedLimit(Brief):
    """One limit, judged: the worst and the best completion for the promise."""

    promise: Promise
    """What is owed."""
    worst: Completion
    """The completion that is worst for the promise."""
    best: Completion
    """The completion that is best for the promise."""
    amount: Bounds[Fraction]
    """The least and the most that can be owed, before rounding."""
    attainment: Bounds[Fraction] | None
    """Counted over owed; `None` when nothing may be owed."""

    @property
    def owed(self) -> Bounds[Fraction]:
        """The least and the most that can be owed, rounded."""
        high = None if self.amount.high is None else self.promise.owed(self.amount.high)
        return Bounds(self.promise.owed(self.amount.low), high)

    @property
    def bound(self) -> Bounds[int]:
        """The smallest count that reaches a floor, or the largest that keeps a ceiling.

        Shown as required or allowed.
        """
        high = None if self.amount.high is None else self.promise.threshold(self.amount.high)
        return Bounds(self.promise.threshold(self.amount.low), high)

    @property
    def verdict(self) -> Verdict:
        """Decided when the worst and the best completion agree."""
        outcomes = {self._keeps(self.worst), self._keeps(self.best)}
        return Verdict.UNDETERMINED if len(outcomes) > 1 else Verdict.of(outcomes.pop())

    def _essentials(self) -> str:
        limit = f"{SIDES[self.promise.ceiling, False].en} {say_range(self.bound, 'en')}"
        worst, best = (f"{case.counted:,}" for case in (self.worst, self.best))
        return f"{limit}: {self.verdict.value}; counted {worst} at worst, {best} at best"

    def _keeps(self, completion: Completion) -> bool:
        if self.promise.of_base and completion.base == 0:
            return True  # no dwelling, no promise to break
        if completion.amount is None:
            return self.promise.ceiling
        return self.promise.is_kept_by(completion.counted, completion.amount)

    @property
    def gap(self) -> Bounds[int]:
        """What a floor lacks, or what a ceiling has too much; 0 when it is kept."""
        worst, best = self._find_gap(self.worst), self._find_gap(self.best)
        return Bounds(best or 0, worst)

    def _find_gap(self, completion: Completion) -> int | None:
        if completion.amount is None:
            return 0 if self.promise.ceiling else None
        bound = self.promise.threshold(completion.amount)
        lacking = completion.counted - bound if self.promise.ceiling else bound - completion.counted
        return max(0, lacking)

    def growing_gap(self, level: Level) -> Bounds[int] | None:
        """How many more priority entries reach a floor when each also enlarges the base.

        Args:
            level: The level of the period in which the entries come.

        Returns:
            The least number; `None` when no number does in any case, a high of `None` when
            no number does in the worst case.
        """
        best = self._find_growing_gap(self.best, level)
        return None if best is None else Bounds(best, self._find_growing_gap(self.worst, level))

    def _find_growing_gap(self, completion: Completion, level: Level) -> int | None:
        if completion.amount is None:
            return None
        amount, slope = completion.amount, Fraction(level) if self.promise.of_base else Fraction(0)

        def reached(more: int) -> bool:
            return self.promise.is_kept_by(completion.counted + more, amount + slope * more)

        if reached(0):
            return 0
        pace = 1 - slope * self.promise.part
        if pace <= 0:
            return None
        low, high = 0, math.ceil((self.promise.owed(amount) + 2 - completion.counted) / pace) + 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if reached(middle) else (middle, high)
        return high


def say_range(bounds: Bounds[int], language: Language) -> str:
    """A number, or the least and the most that it can be."""
    if bounds.high is None or bounds.exact:
        return bounds.say(language)
    low, high = number(bounds.low, language), number(bounds.high, language)
    return choose(language, f"{low} to {high}", f"{low} à {high}")
