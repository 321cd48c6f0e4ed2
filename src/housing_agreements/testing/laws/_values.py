"""The laws of the values: verdicts, rates, periods, timelines, schedules, bounds."""

import copy
import math
import pickle
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from typing import TypeVar

from housing_agreements.testing.laws._holding import must_be, must_hold
from housing_agreements.values.bounds import Bounds, about
from housing_agreements.values.periods import (
    Period,
    anniversary,
    months_after,
    months_between,
    term_end,
    years_of_terms,
)
from housing_agreements.values.rates import RateLike, Rounding, RoundingBySize, apportion, rate
from housing_agreements.values.schedules import ByPeriod, Schedule, ramp
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "a_decision_stays",
    "about_contains_the_rate_that_was_rounded",
    "about_contains_what_was_rounded",
    "apportion_sums",
    "bounds_sum_contains",
    "kleene_algebra",
    "lengthening_keeps_years",
    "months_between_is_largest",
    "months_keep_order",
    "period_meets",
    "period_split_preserves_days",
    "ramp_rounds_each_step",
    "rounding_by_size_is_that_of_its_key",
    "rounding_keeps_order",
    "rounding_moves_with_whole_numbers",
    "schedule_keeps_its_steps",
    "survives_pickle_and_copy",
    "terms_follow_each_other",
    "timeline_is_piecewise_constant",
    "timelines_combine_by_day",
)

T = TypeVar("T")
U = TypeVar("U")

_ONE_DAY = timedelta(days=1)


def survives_pickle_and_copy(value: object) -> None:
    """A value is equal to its pickle, its copy and its deep copy, and of one type and hash."""
    for name, other in (
        ("pickle", pickle.loads(pickle.dumps(value))),  # noqa: S301  # pickled on this very line
        ("copy", copy.copy(value)),
        ("deep copy", copy.deepcopy(value)),
    ):
        must_be(f"the {name} is equal", other, value)
        must_be(f"the {name} is of one type", type(other), type(value))
        must_be(f"the {name} has one hash", hash(other), hash(value))


def kleene_algebra(a: Verdict, b: Verdict, c: Verdict) -> None:
    """Verdicts form a Kleene algebra: a distributive lattice with a contrary that turns it over."""
    met, unmet = Verdict.MET, Verdict.UNMET
    for claim, left, right in (
        ("& is associative", (a & b) & c, a & (b & c)),
        ("| is associative", (a | b) | c, a | (b | c)),
        ("& is commutative", a & b, b & a),
        ("| is commutative", a | b, b | a),
        ("& is idempotent", a & a, a),
        ("| is idempotent", a | a, a),
        ("& absorbs |", a & (a | b), a),
        ("| absorbs &", a | (a & b), a),
        ("& distributes over |", a & (b | c), (a & b) | (a & c)),
        ("| distributes over &", a | (b & c), (a | b) & (a | c)),
        ("MET is neutral for &", a & met, a),
        ("UNMET is neutral for |", a | unmet, a),
        ("the contrary of the contrary is the verdict", ~~a, a),
        ("De Morgan's law for &", ~(a & b), ~a | ~b),
        ("De Morgan's law for |", ~(a | b), ~a & ~b),
        ("Kleene's law", (a & ~a) & (b | ~b), a & ~a),
        ("all is & of all", Verdict.all((a, b, c)), a & b & c),
        ("any is | of all", Verdict.any((a, b, c)), a | b | c),
    ):
        must_be(f"{claim}, for {a}, {b}, {c}", left, right)


def a_decision_stays(a: Verdict, b: Verdict) -> None:
    """Deciding an undetermined operand never changes a decided result."""
    for one, other in product(_completions(a), _completions(b)):
        for sign, before, after in (
            ("&", a & b, one & other),
            ("|", a | b, one | other),
            ("~", ~a, ~one),
        ):
            holds = not before.decided or after is before
            must_hold(f"{sign} stays decided", holds=holds, before=before, after=after)


def _completions(verdict: Verdict) -> tuple[Verdict, ...]:
    return (verdict,) if verdict.decided else (Verdict.MET, Verdict.UNMET)


def rounding_by_size_is_that_of_its_key(rounding: RoundingBySize, base: int) -> None:
    """A base is rounded as the largest key not above it says; one below 0 as one of 0."""
    sizes = dict(rounding.steps)
    largest = max([size for size in sizes if size <= base], default=0)
    must_be(f"{rounding} of {base}", rounding.at(base), sizes[largest])


def rounding_keeps_order(rounding: Rounding, a: Fraction, b: Fraction) -> None:
    """Rounding never makes the smaller of two amounts the larger."""
    low, high = rounding.apply(min(a, b)), rounding.apply(max(a, b))
    must_hold(f"{rounding} keeps the order", holds=low <= high, a=a, b=b, low=low, high=high)


def rounding_moves_with_whole_numbers(rounding: Rounding, amount: Fraction, whole: int) -> None:
    """A whole number is left alone, and one added before or after rounding gives the same."""
    must_be(f"{rounding} leaves {whole} alone", rounding.apply(whole), whole)
    must_be(
        f"{rounding} moves with {whole}",
        rounding.apply(amount + whole),
        rounding.apply(amount) + whole,
    )


def apportion_sums(total: int, shares: Sequence[RateLike]) -> None:
    """The parts sum to the total, and each is the floor or the ceiling of its exact due."""
    parts = apportion(total, shares)
    must_be("the parts sum to the total", sum(parts), total)
    must_be("there is a part for each share", len(parts), len(shares))
    whole = sum(rate(share) for share in shares)
    for part, share in zip(parts, shares, strict=True):
        due = total * rate(share) / whole
        holds = math.floor(due) <= part <= math.ceil(due)
        must_hold("a part is next to its due", holds=holds, part=part, due=due)


def months_keep_order(a: date, b: date, months: int) -> None:
    """So many months after two days, the earlier is not the later."""
    first, last = months_after(min(a, b), months), months_after(max(a, b), months)
    must_hold("months keep the order", holds=first <= last, a=a, b=b, first=first, last=last)


def months_between_is_largest(since: date, until: date) -> None:
    """So many months from the one day do not go past the other, and one more would."""
    months = months_between(since, until)
    reached, beyond = months_after(since, months), months_after(since, months + 1)
    must_hold(
        f"{months} is the largest number of months",
        holds=reached <= until < beyond,
        since=since,
        until=until,
    )


def terms_follow_each_other(start: date, months: int) -> None:
    """A month more ends a term later; one of years ends where the anniversary falls."""
    end, later = term_end(start, months), term_end(start, months + 1)
    must_hold("a longer term ends later", holds=end < later, end=end, later=later)
    must_be("so does a term of years", term_end(start, 12 * months), anniversary(start, months))


def lengthening_keeps_years(terms: Sequence[Period], longer: Period) -> None:
    """A term that is longer than the last of some has all its years, and only whole ones.

    The years of a term are a year long, lie in it, and follow each other without gap.
    """
    before, after = years_of_terms(terms), years_of_terms([*terms, longer])
    for term, years in ((terms[-1], before), (longer, after)):
        for year in years:
            must_hold(f"{year} lies in {term}", holds=year.within(term), year=year)
            length = (year.end - year.start).days
            must_hold("it is a year", holds=length in {365, 366}, year=year, length=length)
        for one, other in pairwise(years):
            must_be("a year starts where the one before ends", other.start, one.end)
    if before and terms[-1].within(longer):
        must_hold("each is kept", holds=set(before) <= set(after), before=before, after=after)


def period_meets(a: Period, b: Period, day: date) -> None:
    """The days of `a & b` are those of both; it is there exactly when the two overlap."""
    both = a & b
    must_be("& is commutative", both, b & a)
    must_be("& is there when they overlap", both is not None, a.overlaps(b))
    must_be(f"{day} is in both", both is not None and day in both, day in a and day in b)
    must_be("one within the other is their &", a.within(b), both == a)


def period_split_preserves_days(period: Period, months: int) -> None:
    """Parts, of so many months or by calendar year, join to the whole without gap or overlap."""
    for parts in (period.split(months=months), period.calendar_years()):
        must_be("the first part starts the whole", parts[0].start, period.start)
        must_be("the last part ends the whole", parts[-1].end, period.end)
        for before, after in pairwise(parts):
            must_be("a part starts where the one before ends", after.start, before.end)


def timeline_is_piecewise_constant(timeline: Timeline[T]) -> None:
    """From one change to the next a timeline answers alike, then otherwise; never before."""
    last = timeline.known_until
    first = timeline.days[0]
    if first > date.min:
        must_hold(
            "nothing is known before", holds=not timeline.known_on(first - _ONE_DAY), first=first
        )
    if last is not None and last < date.max:
        must_hold("nothing is known after", holds=not timeline.known_on(last + _ONE_DAY), last=last)
    for (_, value), (day, following) in pairwise(timeline.changes):
        must_hold("a change changes", holds=value != following, day=day, value=value)
        for asked, expected in ((day - _ONE_DAY, value), (day, following)):
            if timeline.known_on(asked):
                must_be(f"the value on {asked}", timeline.on(asked), expected)
    if timeline.known_on(first):
        must_be(f"the value on {first}", timeline.on(first), timeline.changes[0][1])


def timelines_combine_by_day(
    first: Timeline[T], second: Timeline[U], join: Callable[[T, U], object], day: date
) -> None:
    """A function of two timelines is the function of their values, where both are known."""
    joined = first.with_other(second, join)
    known = first.known_on(day) and second.known_on(day)
    must_be(f"known on {day}", joined.known_on(day), known)
    if known:
        must_be(f"the value on {day}", joined.on(day), join(first.on(day), second.on(day)))


def schedule_keeps_its_steps(schedule: Schedule[T]) -> None:
    """The periods follow each other without overlap, and each has its own level."""
    for before, after in pairwise(schedule.periods):
        must_hold("no overlap", holds=before.end <= after.start, before=before, after=after)
    levels = tuple(schedule.at(period) for period in schedule.periods)
    must_be("each period has its level", levels, tuple(schedule))


def ramp_rounds_each_step(total: int, steps: ByPeriod[RateLike], rounding: Rounding) -> None:
    """Each level of a ramp is the part of the total, rounded; all of it at 100 %."""
    targets = ramp(total, steps, rounding=rounding)
    for when, step in steps.items():
        must_be(f"the level of {when}", targets.at(when), rounding.apply(rate(step) * total))
    full = ramp(total, {when: "100 %" for when, _ in steps.items()}, rounding=rounding)
    must_be("all of it at 100 %", set(full), {total})


def bounds_sum_contains(a: Bounds[int], b: Bounds[int], x: int, y: int) -> None:
    """The sum of two bounds contains the sum of any two numbers within, and ends at such sums."""
    total = a + b
    must_be("addition is commutative", total, b + a)
    must_be("the least is the sum of the least", total.low, a.low + b.low)
    ends = None if a.high is None or b.high is None else a.high + b.high
    must_be("the most is the sum of the most", total.high, ends)
    if x in a and y in b:
        must_hold("the sum is within", holds=x + y in total, x=x, y=y, total=total)


def about_contains_what_was_rounded(number: int, figure: int, to: int) -> None:
    """A number is within the bounds of a figure exactly when it rounds, half up, to it."""
    rounded = to * int(Rounding.NEAREST.apply(Fraction(number, to)))
    must_be(f"{number} is about {figure}", number in about(figure, to=to), rounded == figure)


def about_contains_the_rate_that_was_rounded(number: Fraction, to: Fraction) -> None:
    """A rate lies within the bounds of what it rounds to, which span the unit, ends included."""
    rounded = to * Rounding.NEAREST.apply(number / to)
    within = about(rounded, to=to)
    must_hold("it is within", holds=number in within, number=number, to=to)
    must_be("it spans the unit", (within.high or 0) - within.low, to)
