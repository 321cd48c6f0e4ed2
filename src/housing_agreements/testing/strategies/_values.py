"""Strategies for the values: verdicts, rates, periods, timelines, schedules, bounds, words.

Days are drawn where month arithmetic bends, at both ends of months, more often than a calendar
has them. All words are synthetic.
"""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeVar, cast

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from housing_agreements._visible_text import BLANK_LETTERS
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.periods import Period, months_after
from housing_agreements.values.rates import Rounding, RoundingBySize
from housing_agreements.values.schedules import Schedule
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "REGISTERED",
    "bounds",
    "days",
    "periods",
    "rates",
    "roundings",
    "roundings_by_size",
    "rules_followed",
    "schedules",
    "sources",
    "texts",
    "timelines",
    "verdicts",
    "words",
)

T = TypeVar("T")

_EARLIEST: Final = date(1990, 1, 1)
_LATEST: Final = date(2050, 12, 31)


def verdicts() -> st.SearchStrategy[Verdict]:
    """The three verdicts."""
    return st.sampled_from(Verdict)


def roundings() -> st.SearchStrategy[Rounding]:
    """The four roundings."""
    return st.sampled_from(Rounding)


def roundings_by_size() -> st.SearchStrategy[RoundingBySize]:
    """Roundings of a base by its size, with few sizes that are small."""

    def begin_at_zero(further: dict[int, Rounding], first: Rounding) -> RoundingBySize:
        return Rounding.by_size({0: first, **dict(sorted(further.items()))})

    further = st.dictionaries(st.integers(1, 20), roundings(), max_size=3)
    return st.builds(begin_at_zero, further, roundings())


def rates(
    *, min_value: Fraction = Fraction(0), max_value: Fraction = Fraction(1)
) -> st.SearchStrategy[Fraction]:
    """Exact rates, from nothing to the whole unless told otherwise."""
    if min_value < 0:
        message = f"a rate is not negative: min_value={min_value}"
        raise InvalidArgument(message)
    return st.fractions(min_value, max_value, max_denominator=10_000)


def days(*, min_value: date = _EARLIEST, max_value: date = _LATEST) -> st.SearchStrategy[date]:
    """Days, the first and the last of a month more often than others."""
    drawn = st.dates(min_value, max_value)
    return st.one_of(
        drawn,
        drawn.map(lambda day: max(min_value, day.replace(day=1))),
        drawn.map(lambda day: min(max_value, _end_of_month(day))),
    )


def _end_of_month(day: date) -> date:
    return months_after(date(day.year, 1, 31), day.month - 1)


@st.composite
def periods(draw: st.DrawFn, *, min_value: date = _EARLIEST, max_value: date = _LATEST) -> Period:
    """Periods whose first and last day lie within the two days given."""
    start = draw(days(min_value=min_value, max_value=max_value))
    last_day = draw(days(min_value=start, max_value=max_value))
    return Period(start, last_day + timedelta(days=1))


def timelines(
    values: st.SearchStrategy[T] | None = None,
    *,
    min_value: date = _EARLIEST,
    max_value: date = _LATEST,
    max_size: int = 5,
    verified_until: st.SearchStrategy[date | None] | None = None,
) -> st.SearchStrategy[Timeline[T]]:
    """Timelines of the values given (whole numbers by default), and where they change.

    Args:
        values: What the timelines hold.
        min_value: The first day of change there may be.
        max_value: The last day of change there may be.
        max_size: How many changes there are at most.
        verified_until: The last verified day; by default no day, so that there is no limit.
    """
    changes = st.dictionaries(
        days(min_value=min_value, max_value=max_value),
        _or_integers(values),
        min_size=1,
        max_size=max_size,
    )
    limits = st.none() if verified_until is None else verified_until
    return st.builds(lambda given, limit: Timeline(given, verified_until=limit), changes, limits)


def _or_integers(values: st.SearchStrategy[T] | None) -> st.SearchStrategy[T]:
    # Without values to draw, T is nobody's type but ours.
    return cast("st.SearchStrategy[T]", st.integers(0, 9)) if values is None else values


@st.composite
def schedules(
    draw: st.DrawFn,
    levels: st.SearchStrategy[T] | None = None,
    *,
    min_value: int = _EARLIEST.year,
    max_value: int = _LATEST.year,
    max_size: int = 4,
) -> Schedule[T]:
    """Schedules of the levels given (whole numbers by default), with gaps and without.

    Args:
        draw: Hypothesis's own.
        levels: What is promised in each period.
        min_value: The first year there may be.
        max_value: The last year there may be.
        max_size: How many periods there are at most.
    """
    years = st.integers(min_value, max_value)
    firsts = sorted(draw(st.sets(years, min_size=1, max_size=max_size)))
    spans = [
        draw(_starting_in(first, following - 1))
        for first, following in pairwise([*firsts, max_value + 1])
    ]
    return Schedule({span: draw(_or_integers(levels)) for span in spans})


def _starting_in(first: int, last: int) -> st.SearchStrategy[Period]:
    ends = st.integers(first, last)
    return st.one_of(
        ends.map(lambda end: Period.years(first, end)),
        periods(min_value=date(first, 1, 1), max_value=date(last, 12, 31)),
    )


@st.composite
def bounds(
    draw: st.DrawFn,
    *,
    min_value: int = 0,
    max_value: int = 20_000,
    allow_unlimited: bool = True,
) -> Bounds[int]:
    """Whole bounds whose known ends lie between the two numbers given, some without a highest."""
    low = draw(st.integers(min_value, max_value))
    highs: st.SearchStrategy[int | None] = st.integers(low, max_value)
    return Bounds(low, draw(highs | st.none() if allow_unlimited else highs))


def texts() -> st.SearchStrategy[Text]:
    """Texts in both languages, of letters of many scripts, with accents and apostrophes."""
    return st.builds(Text, words(), words())


def words() -> st.SearchStrategy[str]:
    """A few words of letters of many scripts, without blank ends."""
    blank = "".join(sorted(BLANK_LETTERS))
    letters = st.characters(categories=("L", "N", "P"), exclude_characters=blank)
    return st.lists(st.text(letters, min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)


def sources() -> st.SearchStrategy[Source]:
    """Sources that do not exist, with and without each of their particulars."""
    return st.builds(
        Source,
        words(),
        st.none() | words(),
        in_force=st.none() | periods(),
        url=st.none() | st.integers(1, 99).map("https://example.org/{}".format),
        consulted=st.none() | days(),
    )


def rules_followed() -> st.SearchStrategy[FollowedUntil]:
    """Rules that were followed until a day; some are taken to go on until a later one."""

    def taken_on(last: date) -> st.SearchStrategy[FollowedUntil]:
        later = st.dates(last + timedelta(days=1), _LATEST + timedelta(days=1))
        return st.builds(FollowedUntil, words(), texts(), st.just(last), st.none() | later)

    return days().flatmap(taken_on)


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (Verdict, verdicts),
    (Rounding, roundings),
    (RoundingBySize, roundings_by_size),
    (Period, periods),
    (Timeline, timelines),
    (Schedule, schedules),
    (Bounds, bounds),
    (Text, texts),
    (Source, sources),
    (FollowedUntil, rules_followed),
)
"""Each class, with the strategy that draws it."""
