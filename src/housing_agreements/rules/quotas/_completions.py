"""The least and the most that one sum over another can be, when entries are not all known."""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

import attrs

from housing_agreements._records import Record
from housing_agreements.model.commitments import Level
from housing_agreements.rules.quotas._possible import Choice, Item, Pot
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import Rounding
from housing_agreements.values.verdicts import Verdict

__all__ = ("Completion", "Side", "Target", "completions", "judged", "ratios")


def ratios(
    items: Mapping[Item, int],
    above: Callable[[Choice], int],
    below: Callable[[Choice], Fraction | int | None],
    *,
    constant: Fraction = Fraction(0),
) -> tuple[Fraction, Fraction]:
    """The least and the most that one sum over another can be, the other being above zero.

    A ratio is at its most when no other completion has a positive `above - ratio x below`
    (Dinkelbach, 1967): each step takes, for each entry, the choice best for the last ratio.

    Args:
        items: What may turn out.
        above: What one dwelling adds above.
        below: What it adds below; `None`: without limit.
        constant: What stands below in any case.
    """

    def reached(ratio: Fraction, sign: int) -> Fraction:
        """The ratio of the completion for which `above - ratio x below` is least, or most."""
        over, under = 0, constant
        for item, dwellings in items.items():
            pairs = [
                (above(choice), part)
                for choice in item.choices
                if (part := below(choice)) is not None
            ]
            up, down = min(pairs, key=lambda pair: sign * dwellings * (pair[0] - ratio * pair[1]))
            over, under = over + dwellings * up, under + dwellings * down
        return Fraction(over) / under

    if all(len(item.choices) == 1 for item in items):
        known = reached(Fraction(0), 1)
        return known, known
    found: list[Fraction] = []
    for sign in (1, -1):
        ratio = Fraction(0)
        while (closer := reached(ratio, sign)) != ratio:
            ratio = closer
        found.append(ratio)
    least, most = found
    unlimited = any(below(choice) is None for item in items for choice in item.choices)
    return min(least, Fraction(0)) if unlimited else least, most


@attrs.frozen(eq=False, repr=False)
class Target(Record):
    """What is owed, before any entry is read.

    A share owes a part of the base, period by period; a volume owes a number.
    """

    of_base: bool
    """Whether a part of the base is owed."""
    levels: tuple[Level | None, ...]
    """The level of each period judged; `None`: nothing is promised, and nothing counts."""
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
        level = self._level(choice)
        if not self.of_base or not level:
            return Fraction(0)
        return None if choice.base is None else Fraction(level) * choice.base

    def counts(self, choice: Choice) -> int:
        """What one dwelling adds to what counts."""
        if self._level(choice) is None:
            return 0
        return choice.counted if self.main_part is None else choice.main

    def _level(self, choice: Choice) -> Level | None:
        return None if choice.span < 0 else self.levels[choice.span]

    @property
    def constant(self) -> Fraction:
        """What is owed whatever the base."""
        return Fraction(0 if self.of_base else sum(level or 0 for level in self.levels))

    @property
    def slack(self) -> tuple[Fraction, Fraction]:
        """By how much rounding may raise what is owed at most, and lower it at most."""
        parts = math.lcm(*(Fraction(level or 0).denominator for level in self.levels))
        return {
            Rounding.EXACT: (Fraction(0), Fraction(0)),
            Rounding.UP: (Fraction(parts - 1, parts), Fraction(0)),
            Rounding.DOWN: (Fraction(0), Fraction(parts - 1, parts)),
            Rounding.NEAREST: (Fraction(parts // 2, parts), Fraction((parts - 1) // 2, parts)),
        }[self.rounding]

    def owed(self, amount: Fraction) -> Fraction:
        """The amount owed, rounded once, and the part of it that main publics must make up."""
        return self.rounding.apply(amount) * self.part

    def satisfied(self, counted: int, amount: Fraction) -> bool:
        """Whether a count satisfies the limit when an amount is owed before rounding."""
        owed = self.owed(amount)
        if self.ceiling:
            return counted < owed if self.strict else counted <= owed
        return counted > owed if self.strict else counted >= owed


@attrs.frozen(eq=False, repr=False)
class Completion(Record):
    """One way in which everything that is not known may turn out."""

    counted: int
    """How many dwellings count."""
    base: int | None
    """How many are in the base; `None` when nothing limits it."""
    amount: Fraction | None
    """What is owed, before rounding; `None` when nothing limits it."""

    def owing(self, more: Fraction) -> "Completion":
        """The completion, in which so much more is owed."""
        return self if self.amount is None else attrs.evolve(self, amount=self.amount + more)


@attrs.frozen(eq=False, repr=False)
class Side(Record):
    """One limit, judged: the worst and the best completion for it."""

    target: Target
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
        high = None if self.amount.high is None else self.target.owed(self.amount.high)
        return Bounds(self.target.owed(self.amount.low), high)

    @property
    def bound(self) -> Bounds[int]:
        """The smallest count that reaches a floor, or the largest that keeps a ceiling."""
        high = None if self.amount.high is None else self._bound(self.amount.high)
        return Bounds(self._bound(self.amount.low), high)

    @property
    def verdict(self) -> Verdict:
        """Decided when the worst and the best completion agree."""
        outcomes = {self._kept(self.worst), self._kept(self.best)}
        return Verdict.UNDETERMINED if len(outcomes) > 1 else Verdict.of(outcomes.pop())

    def _kept(self, completion: Completion) -> bool:
        if self.target.of_base and completion.base == 0:
            return True  # no dwelling, no promise to break
        if completion.amount is None:
            return self.target.ceiling
        return self.target.satisfied(completion.counted, completion.amount)

    def _bound(self, amount: Fraction) -> int:
        owed = self.target.owed(amount)
        if self.target.ceiling:
            return math.ceil(owed) - 1 if self.target.strict else math.floor(owed)
        return math.floor(owed) + 1 if self.target.strict else math.ceil(owed)

    @property
    def gap(self) -> Bounds[int]:
        """What a floor lacks, or what a ceiling has too much; 0 when it is kept."""
        worst, best = self._gap(self.worst), self._gap(self.best)
        return Bounds(best or 0, worst)

    def _gap(self, completion: Completion) -> int | None:
        if completion.amount is None:
            return 0 if self.target.ceiling else None
        bound = self._bound(completion.amount)
        lacking = completion.counted - bound if self.target.ceiling else bound - completion.counted
        return max(0, lacking)

    def growing_gap(self, level: Level) -> Bounds[int] | None:
        """How many more priority entries reach a floor when each also enlarges the base.

        Args:
            level: The level of the period in which the entries come.

        Returns:
            The least number; `None` when no number does in any case, a high of `None` when
            no number does in the worst case.
        """
        best = self._growing_gap(self.best, level)
        return None if best is None else Bounds(best, self._growing_gap(self.worst, level))

    def _growing_gap(self, completion: Completion, level: Level) -> int | None:
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
    amount = pot.bounds(target.of, target.constant)
    attainment = _attainment(pot.items, target, amount)
    if target.main_part is not None and not amount.exact:
        # Part of a rounded amount does not move with whole numbers: what is worst or best by a
        # dwelling may not be so in sum. Rounding is then held to be as bad or as good as it can.
        raised, lowered = target.slack
        worst, best = worst.owing(raised), best.owing(-lowered)
        target = attrs.evolve(target, rounding=Rounding.EXACT)
    return Side(target, worst, best, amount, attainment)


def _attainment(
    items: Mapping[Item, int], target: Target, amount: Bounds[Fraction]
) -> Bounds[Fraction] | None:
    """Counted over owed; where rounding moves with the base, as far as it can at most."""
    if target.owed(amount.low) <= 0:
        return None
    owed = target.owed(amount.low)
    if amount.high is not None and target.owed(amount.high) == owed:
        return Bounds(*ratios(items, target.counts, lambda _: 0, constant=owed))
    raised, lowered = target.slack
    parts = [
        ratios(items, target.counts, target.of, constant=target.constant + moved)
        for moved in {raised, -lowered}
    ]
    return Bounds(min(low for low, _ in parts), max(high for _, high in parts))


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
