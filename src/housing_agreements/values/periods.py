"""Half-open periods, and the one written policy of month arithmetic.

Adding months keeps the day of the month, or takes the last one of a shorter month: 31 January
and one month is 28 or 29 February. An anniversary of 29 February falls on 1 March in a common
year, unless a source says otherwise; so a term of a year from then on, or of twelve months, ends
with 28 February. This is the only module that imports dateutil.
"""

import re
from collections.abc import Iterable
from datetime import MAXYEAR, date, timedelta
from decimal import Decimal
from itertools import pairwise, starmap
from numbers import Real
from operator import attrgetter
from typing import Final, final

import attrs
from dateutil.relativedelta import relativedelta

from housing_agreements._checks import Faults, exact_count, exact_day, exact_kind
from housing_agreements._markup import Markup, element, join, write_sheet
from housing_agreements._records import Record
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidTypeError,
    InvalidValueError,
    show,
)
from housing_agreements.values.texts import Language, Text, check_language, join_words

__all__ = (
    "Period",
    "anniversary",
    "as_period",
    "check_length",
    "hold_every_day",
    "join_periods",
    "months_after",
    "months_between",
    "months_in",
    "say_periods",
    "term_end",
    "without",
    "years_of_terms",
)


def months_after(day: date, months: int) -> date:
    """The day that many months later (or earlier, when negative); a month's end clamps.

    Raises:
        InvalidTypeError: For a day or a number of the wrong type.
        InvalidValueError: For a result outside the calendar.

    Laws:
        - `months_keep_order`: two days never change places.

    Examples:
        >>> months_after(date(2016, 1, 31), 1)
        datetime.date(2016, 2, 29)
    """
    exact_day(day, "months_after, day")
    if type(months) is not int:
        exact_count(months, "months_after, months", at_least=None)
    try:
        return day + relativedelta(months=months)
    except (ValueError, OverflowError):
        given = f"{show(months)} months after {day}"
        expected = f"a result between years 1 and {MAXYEAR}"
        raise InvalidValueError("months_after, months", given, expected) from None


def months_in(where: str, *, years: int, months: int) -> int:
    """A length given in years and months, in months; at least one.

    Raises:
        InvalidTypeError: For a number that is not whole.
        InvalidValueError: For a negative number, or a length of no month.

    Examples:
        >>> months_in("a term", years=3, months=6)
        42
    """
    exact_count(years, f"{where}, years")
    exact_count(months, f"{where}, months")
    length = 12 * years + months
    if not length:
        where = f"{where}, years and months"
        raise InvalidValueError(where, "no length", "at least one month", "write years=3")
    return length


def anniversary(born: date, years: int) -> date:
    """The day someone reaches an age; born on 29 February, on 1 March in a common year.

    Raises:
        InvalidTypeError: For a day or a number of the wrong type.
        InvalidValueError: For a negative age, or a result outside the calendar.

    Examples:
        >>> anniversary(date(2000, 2, 29), 18)
        datetime.date(2018, 3, 1)
    """
    exact_day(born, "anniversary, born")
    exact_count(years, "anniversary, years")
    reached = months_after(born, 12 * years)
    return reached if reached.day == born.day else reached + timedelta(days=1)


def term_end(start: date, months: int) -> date:
    """The day after a term of so many months; of years from 29 February, the day after the 28th.

    Whole years are told in months too: a term of twelve months is one of a year.

    Raises:
        InvalidTypeError: For a day or a number of the wrong type.
        InvalidValueError: For a result outside the calendar.

    Laws:
        - `terms_follow_each_other`: the longer the term, the later it ends; a term of years
          ends where the anniversary falls.

    Examples:
        >>> term_end(date(2016, 2, 29), 12), term_end(date(2016, 2, 29), 48)
        (datetime.date(2017, 3, 1), datetime.date(2020, 2, 29))
    """
    try:
        end = months_after(start, months)
    except HousingAgreementsError as fault:
        raise fault.at("term_end", fault.where.removeprefix("months_after, ")) from None
    clamped = not months % 12 and end.day < start.day
    return end + timedelta(days=1) if clamped else end


def months_between(since: date, until: date) -> int:
    """Whole months from one day to another: the largest number with `months_after` not past it.

    Negative when `until` comes first.

    Raises:
        InvalidTypeError: For a day of the wrong type.

    Laws:
        - `months_between_is_largest`: so many months do not go past `until`; one more would.

    Examples:
        >>> months_between(date(2016, 1, 31), date(2016, 2, 29))
        1
    """
    exact_day(since, "months_between, since")
    exact_day(until, "months_between, until")
    months = 12 * (until.year - since.year) + until.month - since.month
    return months if months_after(since, months) <= until else months - 1


@final
@attrs.frozen(order=True)
class Period(Record):
    """The days from `start` up to, and not including, `end` (*période*, *exercice*).

    The day given as `end` is not in it. With an `end` of 30 June that day would be lost: the first
    half of 2024 is `Period(date(2024, 1, 1), date(2024, 7, 1))`.

    Args:
        start: The first day.
        end: The day after the last; it is not in the period.

    Raises:
        InvalidTypeError: For a `datetime`, a string or anything but a day.
        InvalidValueError: For an end that does not come after the start.
        InvalidObjectError: For several of these at once.

    Laws:
        - `period_meets`: `&` is the days of both; it is there exactly when they overlap.
        - `period_split_preserves_days`: the parts of a period follow each other without gap
          or overlap, and join to the whole.

    Examples:
        >>> Period.year(2016) == Period(date(2016, 1, 1), date(2017, 1, 1))
        True
        >>> date(2016, 12, 31) in Period.year(2016)
        True
        >>> first_half = Period(date(2024, 1, 1), date(2024, 7, 1))
        >>> first_half.last_day, date(2024, 7, 1) in first_half
        (datetime.date(2024, 6, 30), False)
    """

    start: date
    """The first day."""
    end: date
    """The day after the last, which is not in the period."""

    def __attrs_post_init__(self) -> None:
        """Both ends are days, in order."""
        faults = Faults("Period")
        faults.check_fields(self)
        if not faults.found and self.end <= self.start:
            faults.value("end", self.end, f"a day after the start, {self.start}")
        faults.report()

    @classmethod
    def year(cls, year: int) -> "Period":
        """A calendar year.

        Examples:
            >>> str(Period.year(2018))
            '2018'
        """
        return cls._of_years("Period.year", year=year)

    @classmethod
    def years(cls, first: int, last: int) -> "Period":
        """Calendar years, both included.

        Raises:
            InvalidTypeError: For a year that is not a whole number.
            InvalidValueError: For a year outside the calendar, or a last before the first.

        Examples:
            >>> str(Period.years(2016, 2018))
            '2016-2018'
        """
        return cls._of_years("Period.years", first=first, last=last)

    @classmethod
    def _of_years(cls, where: str, **years: int) -> "Period":
        for name, year in years.items():
            exact_count(year, f"{where}, {name}", at_least=1)
            if year >= MAXYEAR:
                raise InvalidValueError(f"{where}, {name}", show(year), f"a year before {MAXYEAR}")
        first, last = min(years.values()), [*years.values()][-1]
        if last != max(years.values()):
            expected = f"a year not before the first, {years['first']}"
            raise InvalidValueError(f"{where}, last", show(last), expected)
        return cls(date(first, 1, 1), date(last + 1, 1, 1))

    @classmethod
    def lasting(cls, start: date, *, years: int = 0, months: int = 0) -> "Period":
        """So many years and months from a day on; of years from 29 February, up to the 28th.

        Raises:
            InvalidTypeError: For a day or a number of the wrong type.
            InvalidValueError: For a negative length, none, or an end outside the calendar.

        Examples:
            >>> Period.lasting(date(2016, 3, 7), years=3).last_day
            datetime.date(2019, 3, 6)
            >>> Period.lasting(date(2016, 2, 29), months=12).last_day
            datetime.date(2017, 2, 28)
        """
        exact_day(start, "Period.lasting, start")
        length = months_in("Period.lasting", years=years, months=months)
        try:
            return cls(start, term_end(start, length))
        except InvalidValueError as fault:
            raise fault.at("Period.lasting", "years and months") from None

    @property
    def last_day(self) -> date:
        """The last day of the period.

        Examples:
            >>> Period.year(2016).last_day
            datetime.date(2016, 12, 31)
        """
        return self.end - timedelta(days=1)

    def __contains__(self, day: object) -> bool:
        """Whether a day falls in the period.

        Raises:
            InvalidTypeError: For anything but a day.
        """
        return self.start <= exact_day(day, "Period, day asked") < self.end

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day.

        Examples:
            >>> Period.year(2016).overlaps(Period.year(2017))
            False
        """
        if type(other) is not Period:
            exact_kind(other, "Period.overlaps, other", Period, "write Period.year(2018)")
        return self.start < other.end and other.start < self.end

    def within(self, other: "Period") -> bool:
        """Whether every day of this one is in the other.

        Examples:
            >>> Period.year(2016).within(Period.years(2016, 2018))
            True
        """
        if type(other) is not Period:
            exact_kind(other, "Period.within, other", Period, "write Period.year(2018)")
        return other.start <= self.start and self.end <= other.end

    def __and__(self, other: "Period") -> "Period | None":
        """The days of both, `None` when they share none.

        Examples:
            >>> Period.year(2016) & Period.year(2017) is None
            True
        """
        if not isinstance(other, Period):
            return NotImplemented
        if not self.overlaps(other):
            return None
        return Period(max(self.start, other.start), min(self.end, other.end))

    def split(self, *, years: int = 0, months: int = 0) -> tuple["Period", ...]:
        """Parts of that length from the start on, ended as `lasting` ends; the last may be shorter.

        Raises:
            InvalidTypeError: For a number that is not whole.
            InvalidValueError: For a negative length, or none.

        Examples:
            >>> [str(part) for part in Period.years(2016, 2018).split(years=1)]
            ['2016', '2017', '2018']
        """
        step = months_in("Period.split", years=years, months=months)
        steps = range(step, months_between(self.start, self.end) + 1, step)
        ends = {term_end(self.start, taken) for taken in steps}
        return self._cut({end for end in ends if end < self.end})

    def calendar_years(self) -> tuple["Period", ...]:
        """The calendar years of the period, the first and the last cut to it.

        Examples:
            >>> parts = Period.lasting(date(2016, 3, 7), years=1).calendar_years()
            >>> [str(part) for part in parts]
            ['2016-03-07 to 2016-12-31', '2017-01-01 to 2017-03-06']
        """
        years = range(self.start.year + 1, self.last_day.year + 1)
        return self._cut({date(year, 1, 1) for year in years})

    def _cut(self, days: set[date]) -> tuple["Period", ...]:
        return tuple(starmap(Period, pairwise(sorted({self.start, *days, self.end}))))

    @property
    def calendar_year(self) -> int | None:
        """The calendar year that the period is, `None` when it is not exactly one.

        Examples:
            >>> Period.year(2016).calendar_year, Period.years(2016, 2018).calendar_year
            (2016, None)
        """
        return self.start.year if self._in_years == str(self.start.year) else None

    @property
    def _in_years(self) -> str | None:
        if (self.start.month, self.start.day, self.end.month, self.end.day) != (1, 1, 1, 1):
            return None
        first, last = self.start.year, self.end.year - 1
        return str(first) if first == last else f"{first}-{last}"

    def __str__(self) -> str:
        """Years when they are whole, else the first and the last day."""
        return self._in_years or f"{self.start} to {self.last_day}"

    def say(self, language: Language) -> str:
        """The period in words.

        Examples:
            >>> Period.lasting(date(2016, 3, 7), years=3).say("fr")
            'du 7 mars 2016 au 6 mars 2019'
        """
        check_language(language)
        return self._in_years or _DAYS.say(language, first=self.start, last=self.last_day)

    def _repr_html_(self) -> Markup:
        """The period in words, in English, with its first and its last day."""
        days = _DAYS.say("en", first=self.start, last=self.last_day)
        name = () if self._in_years is None else (element("b", self._in_years), ": ")
        return write_sheet(element("p", join(*name, days)), language="en")


_DAYS: Final = Text("{first} to {last}", "du {first} au {last}")


def check_length(period: Period, faults: Faults, name: str, most: int) -> None:
    """Note a fault of a field whose period lasts longer than so many years."""
    lasted, allowed = months_between(period.start, period.end), 12 * most
    if lasted > allowed or (lasted == allowed and period.end > term_end(period.start, allowed)):
        expected = f"a period of at most {most} years"
        faults.add(InvalidValueError, name, str(period), expected)


def years_of_terms(terms: Iterable[Period]) -> tuple[Period, ...]:
    """The years of the last of some terms, each of which took the place of the one before.

    A term of whole years has those that follow each other from its first day: calendar years
    when it begins with one. A term that lengthens the one before, or ends it sooner, keeps these
    years, as far as it holds them whole, and has the whole ones before and after them. Any other
    term is read by itself. None: no year is known.

    Laws:
        - `lengthening_keeps_years`: a longer term has every year of the shorter one.

    Examples:
        >>> longer = Period(date(2016, 1, 1), date(2020, 7, 1))
        >>> [str(year) for year in years_of_terms([Period.years(2016, 2018), longer])]
        ['2016', '2017', '2018', '2019']
        >>> years_of_terms([longer])
        ()
    """
    years: tuple[Period, ...] = ()
    before = since = None
    for term in terms:
        goes_on = before is not None and (before.within(term) or before.start == term.start)
        years = _whole_years(term, since) if years and goes_on and since else ()
        if not years:  # those of the term by itself, when it is made of them
            since, own = term.start, _whole_years(term, term.start)
            years = own if own and own[-1].end == term.end else ()
        before = term
    return years


def _whole_years(term: Period, since: date) -> tuple[Period, ...]:
    """The years counted from a day, before and after it, that a term holds whole."""
    years = range(term.start.year, term.end.year + 1)
    ends = (_turn_of_year(since, year) for year in years)
    return tuple(starmap(Period, pairwise(end for end in ends if term.start <= end <= term.end)))


def _turn_of_year(since: date, year: int) -> date:
    """The day on which a year counted from a day ends, in a calendar year: as `term_end` has it."""
    try:
        return since.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def as_period(given: Period | int) -> Period:
    """The period itself, or the calendar year of that number.

    Raises:
        InvalidTypeError: For anything but a period or a whole number.
        InvalidValueError: For a year outside the calendar.

    Examples:
        >>> as_period(2018) == as_period(Period.year(2018)) == Period.year(2018)
        True
    """
    if isinstance(given, Period):
        return given
    if type(given) is not int:
        remedy = f"write {_find_year(given) or 2018}"
        raise InvalidTypeError("a period", show(given), "a year (int) or a Period", remedy)
    return Period.year(given)


def _find_year(given: object) -> int | None:
    """The year that a text or a number of another kind stands for; `None`: it stands for none."""
    if isinstance(given, str):
        found = re.fullmatch(r"([0-9]{4})(\.0)?", given, re.ASCII)
        return int(found[1]) if found else None
    if isinstance(given, Real) or (isinstance(given, Decimal) and given.is_finite()):
        return next((year for year in _CALENDAR_YEARS if year == given), None)
    return None


_CALENDAR_YEARS: Final = range(1_000, MAXYEAR + 1)


def join_periods(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same days as periods that neither meet nor overlap, in order.

    Examples:
        >>> [str(period) for period in join_periods([Period.year(2017), Period.year(2016)])]
        ['2016-2017']
    """
    merged: list[Period] = []
    for period in sorted(periods, key=attrgetter("start", "end")):
        if merged and period.start <= merged[-1].end:
            merged[-1] = Period(merged[-1].start, max(merged[-1].end, period.end))
        else:
            merged.append(period)
    return tuple(merged)


def without(periods: Iterable[Period], taken: Iterable[Period]) -> tuple[Period, ...]:
    """The days of some periods that are in none of others, in order.

    Examples:
        >>> [str(period) for period in without([Period.years(2016, 2018)], [Period.year(2017)])]
        ['2016', '2018']
    """
    kept = join_periods(periods)
    for hole in taken:
        rest: list[Period] = []
        for period in kept:
            if period.start < min(hole.start, period.end):
                rest.append(Period(period.start, min(hole.start, period.end)))
            if max(hole.end, period.start) < period.end:
                rest.append(Period(max(hole.end, period.start), period.end))
        kept = tuple(rest)
    return join_periods(kept)


def hold_every_day(periods: Iterable[Period], whole: Period) -> bool:
    """Whether every day of a period lies in one of others.

    Examples:
        >>> years = [Period.year(2018), Period.year(2016)]
        >>> (
        ...     hold_every_day(years, Period.year(2016)),
        ...     hold_every_day(years, Period.years(2016, 2018)),
        ... )
        (True, False)
    """
    return any(whole.within(stretch) for stretch in join_periods(periods))


def say_periods(periods: Iterable[Period], language: Language) -> str:
    """Periods as a list in words."""
    return join_words((period.say(language) for period in periods), language)
