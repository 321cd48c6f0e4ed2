"""A limit judged: what was promised, and the worst and the best completion of what is not known."""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final, NamedTuple, TypeVar

import attrs

from housing_agreements._records import Brief, Record
from housing_agreements.model.levels import SIDES, ExactLevel, threshold
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import Rounding, RoundingBySize
from housing_agreements.values.texts import Language, Text, number, percent
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "FROM_TO",
    "NOUGHT",
    "Band",
    "Completion",
    "JudgedLimit",
    "Promise",
    "say_range",
)


N = TypeVar("N", int, Fraction)

FROM_TO: Final = Text("{low} to {high}", "{low} à {high}")
"""The least and the most that something can be."""
NOUGHT: Final = Bounds(0, 0)
"""None, for certain."""


class Band(NamedTuple):
    """The bases that are rounded alike."""

    low: int | None
    """The smallest; `None`: there is none."""
    high: int | None
    """The largest; `None`: there is none."""
    rounding: Rounding
    """How what is owed of them is rounded."""


@attrs.frozen(eq=False, repr=False)
class Promise(Brief):
    """One limit as it was promised (a floor, its main part, a ceiling), before entries are read.

    A share owes a part of the base, accounting period by accounting period; a volume a number.
    """

    of_base: bool
    """Whether a part of the base is owed."""
    levels: tuple[ExactLevel | None, ...]
    """The level of each accounting period; `None`: nothing is promised, and nothing counts."""
    rounding: Rounding | RoundingBySize
    """How what is owed becomes a whole number."""
    strict: bool
    """Whether being equal does not suffice."""
    ceiling: bool = False
    """Whether no more may count, rather than no less."""
    main_part: Fraction | None = None
    """The part of what is owed that main publics must make up by themselves; `None` when
    substitutes count too."""
    of_nobody_perhaps: bool = False
    """Whether it is of a group in which nobody may be, so that nobody there breaks it."""

    @property
    def kept_by_nobody(self) -> bool:
        """Whether it is kept where nothing is: a number is owed whatever the base."""
        return self.of_base or self.of_nobody_perhaps

    @property
    def part(self) -> Fraction:
        """The part of the amount owed that the promise asks for."""
        return Fraction(1) if self.main_part is None else self.main_part

    @property
    def constant(self) -> Fraction:
        """What is owed whatever the base."""
        return Fraction(0 if self.of_base else sum(level or 0 for level in self.levels))

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bases that are rounded alike, from the smallest; one band for most commitments."""
        if isinstance(self.rounding, Rounding):
            return (Band(None, None, self.rounding),)
        sizes = [size for size, _ in self.rounding.steps]
        lows, highs = (None, *sizes[1:]), (*(size - 1 for size in sizes[1:]), None)
        roundings = (rounding for _, rounding in self.rounding.steps)
        return tuple(map(Band, lows, highs, roundings))

    @property
    def slack(self) -> tuple[Fraction, Fraction]:
        """By how much rounding may raise what is owed at most, and lower it at most."""
        denominator = math.lcm(*(Fraction(level or 0).denominator for level in self.levels))
        by_rounding = {
            Rounding.EXACT: (Fraction(0), Fraction(0)),
            Rounding.UP: (Fraction(denominator - 1, denominator), Fraction(0)),
            Rounding.DOWN: (Fraction(0), Fraction(denominator - 1, denominator)),
            Rounding.NEAREST: (
                Fraction(denominator // 2, denominator),
                Fraction((denominator - 1) // 2, denominator),
            ),
        }
        raised, lowered = zip(*(by_rounding[band.rounding] for band in self.bands), strict=True)
        return max(raised), max(lowered)

    def rounding_of(self, base: int | None) -> Rounding:
        """The rounding of a base; `None`: of one that nothing limits."""
        if isinstance(self.rounding, Rounding):
            return self.rounding
        return self.rounding.steps[-1][1] if base is None else self.rounding.at(base)

    def owed(self, amount: Fraction, rounding: Rounding) -> Fraction:
        """The amount owed, rounded once, and the part of it that main publics must make up."""
        # Most commitments state no rounding, and are asked for what they owe again and again.
        owed = amount if rounding is Rounding.EXACT else rounding.apply(amount)
        return owed if self.main_part is None else owed * self.main_part

    def threshold(self, amount: Fraction, rounding: Rounding) -> int:
        """The smallest count that reaches the floor, or the largest that keeps the ceiling."""
        return threshold(self.owed(amount, rounding), strict=self.strict, ceiling=self.ceiling)

    def find_lack(self, completion: "Completion") -> int | None:
        """How many too few count for a floor, too many for a ceiling; at most 0 when it is kept.

        Returns:
            The number; `None` where it is as large as one likes, as a base that nothing limits.
        """
        if completion.empty:
            return 0
        if completion.endless:
            return None
        if completion.amount is None:
            return 0 if self.ceiling else None
        bound = self.threshold(completion.amount, self.rounding_of(completion.base))
        return completion.counted - bound if self.ceiling else bound - completion.counted

    def is_kept_by(self, completion: "Completion") -> bool:
        """Whether a completion satisfies the limit: one in which nothing is owed does."""
        lack = self.find_lack(completion)
        return lack is not None and lack <= 0

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
    empty: bool = False
    """Whether nothing is in the base, so that nothing is owed and nothing is broken."""
    endless: bool = False
    """Whether a published rate breaks the limit, of a base as large as one likes."""

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
    amounts: tuple[tuple[Rounding, Bounds[Fraction]], ...]
    """The least and the most that can be owed before rounding where the base is not empty, by
    the rounding that its size asks for; nothing where it is empty."""
    base_may_be_empty: bool
    """Whether nothing may be in the base, so that the limit is kept."""
    attainment: Bounds[Fraction] | None
    """Counted over owed; `None` when nothing may be owed."""

    def join(self, hard: "JudgedLimit") -> "JudgedLimit":
        """The limit where its level is only known within bounds: this, where it is easiest.

        Args:
            hard: The same where it is hardest to keep.
        """
        amounts = ((self.promise.rounding_of(None), Bounds(*self._span(hard))),)
        attainment = None
        if self.attainment is not None and hard.attainment is not None:
            ends = (self.attainment, hard.attainment)
            highs = [end.high for end in ends if end.high is not None]
            attainment = Bounds(min(end.low for end in ends), max(highs))
        return attrs.evolve(self, worst=hard.worst, amounts=amounts, attainment=attainment)

    def _span(self, other: "JudgedLimit") -> tuple[Fraction, Fraction]:
        """What two numbers owe, the smaller first."""
        low, high = sorted((self.promise.constant, other.promise.constant))
        return low, high

    @property
    def is_known(self) -> bool:
        """Whether its level is: not of a number that was published rounded."""
        return self.promise.of_base or len(set(self.asked)) == 1

    @property
    def asked(self) -> tuple[int, int]:
        """The least and the most that a number owes: two where it was published rounded."""
        amounts = [amount for _, amount in self.amounts] or [
            Bounds(self.promise.constant, self.promise.constant)
        ]
        return int(amounts[0].low), int(amounts[0].high or 0)

    @property
    def owed(self) -> Bounds[Fraction]:
        """The least and the most that can be owed, rounded."""
        owed = [
            amount.high if amount.high is None else self.promise.owed(amount.high, rounding)
            for rounding, amount in self.amounts
        ]
        owed += [self.promise.owed(amount.low, rounding) for rounding, amount in self.amounts]
        return _enclose([*owed, *([Fraction(0)] if self._may_owe_nothing else ())])

    @property
    def bound(self) -> Bounds[int]:
        """The smallest count that reaches a floor, or the largest that keeps a ceiling.

        Shown as required or allowed. Of an empty base none is, and none can be.
        """
        bounds = [
            amount.high if amount.high is None else self.promise.threshold(amount.high, rounding)
            for rounding, amount in self.amounts
        ]
        bounds += [
            self.promise.threshold(amount.low, rounding) for rounding, amount in self.amounts
        ]
        return _enclose([*bounds, *([0] if self._may_owe_nothing else ())])

    @property
    def _may_owe_nothing(self) -> bool:
        return self.promise.of_base and (self.base_may_be_empty or not self.amounts)

    @property
    def verdict(self) -> Verdict:
        """Decided when the worst and the best completion agree."""
        at_worst = self.promise.is_kept_by(self.worst)
        if self.best is not self.worst and self.promise.is_kept_by(self.best) is not at_worst:
            return Verdict.UNDETERMINED
        return Verdict.of(at_worst)

    def _essentials(self) -> str:
        limit = f"{SIDES[self.promise.ceiling, False].en} {say_range(self.bound, 'en')}"
        worst, best = (f"{case.counted:,}" for case in (self.worst, self.best))
        return f"{limit}: {self.verdict.value}; counted {worst} at worst, {best} at best"

    @property
    def gap(self) -> Bounds[int]:
        """What a floor lacks, or what a ceiling has too much; 0 when it is kept."""
        worst, best = (self.promise.find_lack(case) for case in (self.worst, self.best))
        return Bounds(max(0, best or 0), None if worst is None else max(0, worst))

    def growing_gap(self, level: ExactLevel) -> Bounds[int] | None:
        """How many more priority entries reach a floor when each also enlarges the base.

        Args:
            level: The level of the period in which the entries come.

        Returns:
            The least number; `None` when no number does in any case, a high of `None` when
            no number does in the worst case. With a rounding by size, the bounds may be wide.
        """
        bands = self.promise.bands
        if len(bands) > 1 and self.worst is not self.best:
            # Whatever its base and its rounding are, it lacks less than three more than the worst.
            least = 0 if self.promise.is_kept_by(self.best) else 1
            fewer = attrs.evolve(self.worst, counted=self.worst.counted - 3)
            most = [self._find_growing_gap(fewer, level, (band,)) for band in _unlimit(bands)]
            known = [number for number in most if number is not None]
            return Bounds(least, max(known) if len(known) == len(most) else None)
        best = self._find_growing_gap(self.best, level, bands)
        if best is None:
            return None
        return Bounds(best, self._find_growing_gap(self.worst, level, bands))

    def _find_growing_gap(
        self, completion: Completion, level: ExactLevel, bands: tuple[Band, ...]
    ) -> int | None:
        if completion.empty:
            return 0
        if completion.amount is None:
            return None
        promise, amount, base = self.promise, completion.amount, completion.base or 0
        slope = Fraction(level) if promise.of_base else Fraction(0)
        pace = 1 - slope * promise.part
        for low, high, rounding in bands:
            first = 0 if low is None else max(0, low - base)
            last = None if high is None else high - base

            def is_reached(more: int, rounding: Rounding = rounding) -> bool:
                bound = promise.threshold(amount + slope * more, rounding)
                return completion.counted + more >= bound

            if last is not None and last < first:
                continue
            if is_reached(first):
                return first
            if pace > 0:
                owed = promise.owed(amount, rounding)
                far = math.ceil((owed + 2 - completion.counted) / pace) + 1
                least = _find_first(is_reached, first, max(first, far))
                if last is None or least <= last:
                    return least
        return None


def _enclose(values: list[N | None]) -> Bounds[N]:
    """The least and the most of some values; `None` is without limit."""
    known = [value for value in values if value is not None]
    return Bounds(min(known), max(known) if len(known) == len(values) else None)


def _unlimit(bands: tuple[Band, ...]) -> Iterator[Band]:
    """The roundings of some bands, each of any base."""
    for rounding in dict.fromkeys(band.rounding for band in bands):
        yield Band(None, None, rounding)


def _find_first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The first number after `low`, at most `high`, from which on something holds."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def say_range(bounds: Bounds[int], language: Language) -> str:
    """A number, or the least and the most that it can be."""
    if bounds.high is None or bounds.exact:
        return bounds.say(language)
    return FROM_TO.say(language, low=bounds.low, high=bounds.high)
