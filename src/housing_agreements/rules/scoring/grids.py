"""Grids of points, as a territory publishes them (*grille de cotation*).

A grid is a value: its lines give points, or take them, for a criterion or for a time of waiting.
They add up, but where the best of some counts, or only one of some can apply.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from numbers import Number as AnyNumber
from typing import Any, ClassVar, Final

import attrs

from housing_agreements._checks import (
    Faults,
    as_mapping,
    as_tuple,
    attempt,
    exact_count,
    is_short,
)
from housing_agreements._markup import Markup
from housing_agreements._records import Brief, tell_number
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import AskedFact, DayFact, Number
from housing_agreements.errors import InvalidTypeError, UnknownCodeError, nearest, show
from housing_agreements.explanations import blocks
from housing_agreements.explanations._page import write_page
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import (
    Language,
    Text,
    as_optional_words,
    as_words,
    check_language,
    number,
    say_number_of,
    semicolon,
)

__all__ = (
    "Best",
    "Exclusive",
    "Grid",
    "Line",
    "PerMonth",
    "PerYear",
    "Points",
    "Rubric",
    "Waiting",
    "say_points",
)

Points = int | Fraction
"""Points: a whole number or a fraction, which may be negative."""

_AN_EXACT_NUMBER: Final = "an exact number of points: an int or a Fraction"
_SOME_CRITERION: Final = "a criterion, such as facts.employed"
_POINT: Final = Text("point", "point")
_POINTS: Final = Text("points", "points")


def say_points(points: Points, language: Language) -> str:
    """A number of points in words.

    Examples:
        >>> say_points(1, "en"), say_points(20, "fr"), say_points(Fraction(1, 2), "en")
        ('1 point', '20 points', '0.5 points')
    """
    if points.denominator == 1:
        if language == "fr" and points.numerator == -1:
            return f"{number(points, language)} {_POINT.say(language)}"
        return say_number_of(points.numerator, _POINT, _POINTS, language)
    plural = language == "en" or not -2 < points < 2  # noqa: PLR2004  # French plurals begin at 2
    return f"{number(points, language)} {(_POINTS if plural else _POINT).say(language)}"


def _points_meant(given: object) -> str:
    """What to write for a number of points of another kind, or for one as text."""
    written = str(given) if isinstance(given, (str, AnyNumber)) else ""
    if isinstance(given, bool) or not _DIGITS_OF_POINTS.fullmatch(written):
        return "write an int or Fraction(1, 2)"
    meant = Fraction(written)
    is_whole = meant.denominator == 1
    return (
        f"write {meant}" if is_whole else f"write Fraction({meant.numerator}, {meant.denominator})"
    )


_DIGITS_OF_POINTS: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", re.ASCII)


def _check_points(faults: Faults, name: str, points: object, *, least: int | None = None) -> None:
    """Note points that are no exact number, or too few."""
    if type(points) is not int and type(points) is not Fraction:
        faults.add(InvalidTypeError, name, show(points), _AN_EXACT_NUMBER, _points_meant(points))
    elif not is_short(Fraction(points)):
        faults.value(name, points, "a number of at most a hundred digits")
    elif least is not None and points < least:
        faults.value(name, points, f"at least {least}")


@attrs.frozen(eq=False, repr=False)
class Line(Brief):
    """A line of a grid: so many points where a criterion is met (*critère de cotation*).

    Args:
        code: What tells it from others.
        criterion: What is asked.
        points: How many points it gives or, below nought, takes.
        name: What it is called; `None`: the words of its criterion.
        sources: Where it is published.

    Raises:
        InvalidTypeError: For points that are a float, or anything but a criterion.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> from housing_agreements import facts
        >>> Line("dalo", facts.dalo_recognised, points=100)
        <Line dalo: 100 points>
    """

    code: str
    """What tells it from others."""
    criterion: Criterion
    """What is asked."""
    points: Points
    """How many points it gives or takes."""
    name: Text | None = attrs.field(default=None, converter=as_optional_words, kw_only=True)
    """What it is called; `None`: the words of its criterion."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where it is published."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Line {show(self.code)}")
        faults.check_fields(self, {"criterion": _SOME_CRITERION}, but=("points",))
        _check_points(faults, "points", self.points)
        faults.report()

    @property
    def title(self) -> Text:
        """Its name, or the words of its criterion."""
        return self.name or Text(self.criterion.say("en"), self.criterion.say("fr"))

    def _essentials(self) -> str:
        return f"{self.code}: {say_points(self.points, 'en')}"


Bonuses = tuple[tuple[int, Points], ...]
"""From how many months or years on, and how many points."""


def _as_bonuses(given: Mapping[int, Points]) -> Bonuses:
    return attempt(_sort_bonuses, given)


def _sort_bonuses(given: Mapping[int, Points] | Bonuses) -> Bonuses:
    expected = "a mapping, {36: 20}"
    if not isinstance(given, (Mapping, tuple)):  # whatever is empty would be read as no bonus
        raise InvalidTypeError("a mapping", show(given), expected, "write {months: points}")
    pairs = tuple(as_mapping(given, expected).items())
    whole = all(type(after) is int for after, _ in pairs)
    return tuple(sorted(pairs)) if whole else pairs


@attrs.frozen(eq=False, repr=False)
class Waiting(Brief):
    """A line that gives points for a time of waiting: `PerMonth` or `PerYear`."""

    code: str
    """What tells it from others."""
    fact: DayFact
    """The day since which the time is counted."""
    points: Points = 1
    """How many points each month or year gives or takes."""
    after: int = attrs.field(default=0, kw_only=True)
    """How many of them give nothing."""
    at_most: Points | None = attrs.field(default=None, kw_only=True)
    """The most points that they give or take; `None`: no limit."""
    bonus: Bonuses = attrs.field(default=(), converter=_as_bonuses, kw_only=True)
    """From how many of them on, counted from the day, so many points more."""
    name: Text | None = attrs.field(default=None, converter=as_optional_words, kw_only=True)
    """What it is called; `None`: the words of its fact."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where it is published."""

    unit: ClassVar[int]
    """How many months a step is."""
    units: ClassVar[tuple[Text, Text]]
    """What one step is called, and what several are."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"{type(self).__name__} {show(self.code)}")
        expected = {"fact": "a fact of a day, such as facts.applied_on"}
        faults.check_fields(self, expected, but=("points", "at_most", "bonus"))
        _check_points(faults, "points", self.points)
        if self.at_most is not None:
            _check_points(faults, "at_most", self.at_most, least=0)
        if not faults.refused("bonus", self.bonus):
            for since, points in self.bonus:
                faults.count("bonus", since, at_least=1)
                _check_points(faults, "bonus", points)
        faults.report()

    def give(self, months: int) -> Points:
        """The points for so many whole months of waiting.

        Raises:
            InvalidTypeError: For anything but a whole number.
            InvalidValueError: For a negative one.

        Examples:
            >>> from housing_agreements import facts
            >>> line = PerMonth("waiting", facts.applied_on, after=12, at_most=30, bonus={36: 5})
            >>> [line.give(months) for months in (12, 13, 36, 60)]
            [0, 1, 29, 35]
        """
        if type(months) is not int or months < 0:
            exact_count(months, f"{type(self).__name__} {show(self.code)}, give")
        steps = months // self.unit
        points = max(0, steps - self.after) * self.points
        if self.at_most is not None:
            points = max(-self.at_most, min(self.at_most, points))
        return points + sum(more for since, more in self.bonus if steps >= since)

    def tell_points(self, language: Language = "en") -> str:
        """What it gives for which time, in words.

        Examples:
            >>> from housing_agreements import facts
            >>> line = PerYear("waiting", facts.applied_on, after=1, at_most=30, bonus={3: 20})
            >>> line.tell_points()
            '1 point a year, beyond the first; at most 30 points; 20 points more from 3 years on'
            >>> PerMonth("waiting", facts.applied_on, after=12).tell_points("fr")
            '1 point par mois, au-delà des 12 premiers'
        """
        check_language(language)
        points = say_points(self.points, language)
        first = _A_STEP.say(language, points=points, unit=self.units[0])
        if self.after:
            beyond = _BEYOND_FIRST if self.after == 1 else _BEYOND_FIRSTS
            first += beyond.say(language, after=self.after)
        told = [first]
        if self.at_most is not None:
            most = say_points(self.at_most, language)
            told.append(_AT_MOST_FOR_TIME.say(language, points=most))
        for since, more in self.bonus:
            span = say_number_of(since, *self.units, language)
            points = say_points(more, language)
            told.append(_MORE_FROM.say(language, points=points, span=span))
        return semicolon(language).join(told)

    @property
    def title(self) -> Text:
        """Its name, or the words of its fact."""
        return self.name or _FOR_EACH.format(unit=self.units[0], fact=self.fact.fact.words)

    def _essentials(self) -> str:
        one, _ = self.units
        return f"{self.code}: {say_points(self.points, 'en')} a {one.en}"


_A_STEP: Final = Text("{points} a {unit}", "{points} par {unit}")
_BEYOND_FIRST: Final = Text(", beyond the first", ", au-delà du premier")
_BEYOND_FIRSTS: Final = Text(", beyond the first {after}", ", au-delà des {after} premiers")
_AT_MOST_FOR_TIME: Final = Text("at most {points}", "au plus {points}")
_MORE_FROM: Final = Text("{points} more from {span} on", "{points} de plus à partir de {span}")
_FOR_EACH: Final = Text("for each {unit} since: {fact}", "par {unit} depuis\u00a0: {fact}")
_STEPS_OF_MONTHS: Final = (Text("month", "mois"), Text("months", "mois"))
_STEPS_OF_YEARS: Final = (Text("year", "an"), Text("years", "ans"))


@attrs.frozen(eq=False, repr=False)
class PerMonth(Waiting):
    """Points for each whole month since a day (*ancienneté de la demande*).

    Bonuses add up, and come on top of what the months give at most. A day after the day asked is
    an error: such a time would end before it begins.

    Args:
        code: What tells it from others.
        fact: The day since which months are counted.
        points: How many points each gives or, below nought, takes.
        after: How many months give nothing.
        at_most: The most points that the months give, or take; `None`: no limit.
        bonus: From how many months on, counted from the day, so many points more.
        name: What it is called; `None`: the words of its fact.
        sources: Where it is published.

    Raises:
        InvalidTypeError: For points that are a float, or anything but a fact of a day.
        InvalidValueError: For a limit below 0.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> from housing_agreements import facts
        >>> PerMonth("waiting", facts.applied_on, points=1, at_most=60)
        <PerMonth waiting: 1 point a month>
    """

    unit: ClassVar[int] = 1
    units: ClassVar[tuple[Text, Text]] = _STEPS_OF_MONTHS


@attrs.frozen(eq=False, repr=False)
class PerYear(Waiting):
    """Points for each whole year since a day: as `PerMonth` does, with years for months.

    Examples:
        >>> from housing_agreements import facts
        >>> PerYear("waiting", facts.applied_on, points=10, at_most=60)
        <PerYear waiting: 10 points a year>
    """

    unit: ClassVar[int] = 12
    units: ClassVar[tuple[Text, Text]] = _STEPS_OF_YEARS


def _as_lines_of_best(given: "Iterable[Line | Waiting]") -> "tuple[Line | Waiting, ...]":
    return as_tuple(given)


def _as_grid_lines(given: Iterable[Line]) -> tuple[Line, ...]:
    return as_tuple(given)


_A_LINE: Final = "a Line, a PerMonth or a PerYear"


class _HoldingLines(Brief):
    """What a rubric with lines is called, and how it is shown."""

    __slots__ = ()

    code: str
    lines: tuple[Any, ...]
    name: Text | None

    @property
    def title(self) -> Text:
        """Its name, or its code."""
        return self.name or Text(self.code, self.code)

    def _essentials(self) -> str:
        return f"{self.code}: {tell_number(len(self.lines), 'line')}"


@attrs.frozen(eq=False, repr=False)
class Best(_HoldingLines):
    """A rubric whose best line counts, among those that apply (*le plus favorable*).

    Where none applies it gives nothing. A time of waiting always applies.

    Args:
        code: What tells it from others.
        lines: Its lines.
        name: What it is called; `None`: its code.
        sources: Where it is published.

    Raises:
        InvalidTypeError: For anything but lines.
        InvalidValueError: For no line, or two of one code.

    Examples:
        >>> from housing_agreements import facts
        >>> lines = (Line("shelter", facts.leaving_temporary_housing, 40),)
        >>> Best("housing", (*lines, Line("crowded", facts.overcrowded, 20)))
        <Best housing: 2 lines>
    """

    code: str
    """What tells it from others."""
    lines: tuple[Line | Waiting, ...] = attrs.field(converter=_as_lines_of_best)
    """Its lines."""
    name: Text | None = attrs.field(default=None, converter=as_optional_words, kw_only=True)
    """What it is called; `None`: its code."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where it is published."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        _check_rubric(self, Line | Waiting, _A_LINE)


@attrs.frozen(eq=False, repr=False)
class Exclusive(_HoldingLines):
    """A rubric where at most one line can apply (*critères exclusifs l'un de l'autre*).

    Where a file says that two do, one of its statements is wrong, and nobody knows which: the
    rubric then gives between the fewest and the most points of those that apply.

    Args:
        code: What tells it from others.
        lines: Its lines.
        name: What it is called; `None`: its code.
        sources: Where it is published.

    Raises:
        InvalidTypeError: For anything but lines.
        InvalidValueError: For no line, or two of one code.

    Examples:
        >>> from housing_agreements import facts
        >>> small = Line("small", facts.household_size.at_most(2), 5)
        >>> Exclusive("size", (small, Line("large", facts.household_size.at_least(5), 15)))
        <Exclusive size: 2 lines>
    """

    code: str
    """What tells it from others."""
    lines: tuple[Line, ...] = attrs.field(converter=_as_grid_lines)
    """Its lines."""
    name: Text | None = attrs.field(default=None, converter=as_optional_words, kw_only=True)
    """What it is called; `None`: its code."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where it is published."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        _check_rubric(self, Line, "a Line")


def _check_rubric(rubric: Best | Exclusive, kind: Any, expected: str) -> None:
    """Name every fault of a rubric with lines."""
    faults = Faults(f"{type(rubric).__name__} {show(rubric.code)}")
    faults.check_fields(rubric, but=("lines",))
    if faults.each("lines", rubric.lines, kind, expected):
        if not rubric.lines:
            faults.value("lines", (), "at least one line")
        faults.once("lines", [line.code for line in rubric.lines])
    faults.report()


Rubric = Line | Waiting | Best | Exclusive
"""What a grid adds up."""


def _as_rubrics(given: Iterable[Rubric] | None) -> tuple[Rubric, ...] | None:
    return None if given is None else as_tuple(given)


def _as_ties(given: Iterable[DayFact | Number]) -> tuple[DayFact | Number, ...]:
    return as_tuple(given)


class _Remembering(Brief):
    """What remembers how it was read, up to a limit; nothing that it remembers tells of it."""

    __slots__ = ("_readings",)

    _readings: dict[Any, Any]

    @property
    def readings(self) -> dict[Any, Any]:
        """What was made of the grid, by the day asked and the class of households."""
        if not hasattr(self, "_readings"):
            object.__setattr__(self, "_readings", {})
        return self._readings


@attrs.frozen(eq=False, repr=False)
class Grid(_Remembering):
    """A grid of points (*grille de cotation*): its rubrics add up.

    Args:
        code: What tells it from others.
        title: What it is called.
        lines: Its rubrics; `None`: they are not published.
        at_most: The most points in all; `None`: no limit.
        outside: Who is outside scoring; `None`: nobody.
        first: Who comes first, whatever the points; `None`: nobody.
        ties: Which facts rank equal points, one after the other: the earlier day, the smaller
            number first. A number drawn by lot and published stands last.
        sources: Where it is published.

    Raises:
        InvalidTypeError: For points that are a float, or anything but lines, criteria and facts.
        InvalidValueError: For two lines of one code, or no line.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> from housing_agreements import facts
        >>> grid = Grid(
        ...     "made-up",
        ...     "A made-up grid",
        ...     lines=(
        ...         Line("dalo", facts.dalo_recognised, points=100),
        ...         PerMonth("waiting", facts.applied_on, at_most=60),
        ...     ),
        ...     ties=(facts.applied_on,),
        ... )
        >>> grid
        <Grid made-up: 2 lines>
    """

    code: str
    """What tells it from others."""
    title: Text = attrs.field(converter=as_words)
    """What it is called."""
    lines: tuple[Rubric, ...] | None = attrs.field(converter=_as_rubrics)
    """Its rubrics; `None`: they are not published."""
    at_most: Points | None = attrs.field(default=None, kw_only=True)
    """The most points in all; `None`: no limit."""
    outside: Criterion | None = attrs.field(default=None, kw_only=True)
    """Who is outside scoring; `None`: nobody."""
    first: Criterion | None = attrs.field(default=None, kw_only=True)
    """Who comes first, whatever the points; `None`: nobody."""
    ties: tuple[DayFact | Number, ...] = attrs.field(default=(), converter=_as_ties, kw_only=True)
    """Which facts rank equal points, one after the other."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where it is published."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Grid {show(self.code)}")
        of_criteria = {"outside": _SOME_CRITERION, "first": _SOME_CRITERION}
        faults.check_fields(self, of_criteria, but=("lines", "at_most", "ties"))
        if self.at_most is not None:
            _check_points(faults, "at_most", self.at_most)
        if self.lines is not None and faults.each("lines", self.lines, Rubric, _A_RUBRIC):
            if not self.lines:
                expected = "at least one line, or None where they are not published"
                faults.value("lines", (), expected)
            faults.once("lines", [line.code for line in self.every_line()])
        if not faults.refused("ties", self.ties):
            for asked in self.ties:
                _check_tie(faults, asked)
            if faults.sound("ties"):
                faults.once("ties", [asked.fact.name for asked in self.ties])
        faults.report()

    def every_line(self) -> Iterator[Rubric]:
        """Its rubrics, each before its lines."""
        for rubric in self.lines or ():
            yield rubric
            if isinstance(rubric, (Best, Exclusive)):
                yield from rubric.lines

    def line(self, code: str) -> Rubric:
        """The rubric or the line of a code.

        Raises:
            UnknownCodeError: For a code that none bears, naming the nearest.

        Examples:
            >>> from housing_agreements import facts
            >>> grid = Grid("g", "A grid", [Line("dalo", facts.dalo_recognised, 100)])
            >>> grid.line("dalo").points
            100
        """
        by_code = {rubric.code: rubric for rubric in self.every_line()}
        found = by_code.get(code) if type(code) is str else None
        if found is None:
            where = f"Grid {show(self.code)}, code"
            raise UnknownCodeError(where, show(code), "the code of a line", nearest(code, by_code))
        return found

    def _essentials(self) -> str:
        if self.lines is None:
            return f"{self.code}: lines not published"
        return f"{self.code}: {tell_number(len(self.lines), 'line')}"

    def _repr_html_(self) -> Markup:
        """Its lines and their points, whom it leaves out or puts first, and its sources."""
        told = [blocks.Line(words) for words in self._tell_rest()]
        if self.lines is None:
            table: blocks.Block = blocks.Line("its lines are not published")
        else:
            table = blocks.Table(_COLUMNS_OF_LINES, [*_tell_rubrics(self.lines)])
        parts = (table, *told, *blocks.cite(self.sources))
        return write_page((blocks.Section(self.title.say("en"), parts=parts),), "en")

    def _tell_rest(self) -> Iterator[str]:
        if self.at_most is not None:
            yield f"at most {say_points(self.at_most, 'en')} in all"
        if self.outside is not None:
            yield f"outside scoring: {self.outside.say('en')}"
        if self.first is not None:
            yield f"first, whatever the points: {self.first.say('en')}"
        if self.ties:
            facts = ", then ".join(asked.fact.words.say("en") for asked in self.ties)
            yield f"equal points are ranked by: {facts}"


_COLUMNS_OF_LINES: Final = ("line", "points")


def _tell_rubrics(rubrics: Iterable[Rubric], mark: str = "") -> Iterator[tuple[str, str]]:
    """What each rubric is called, and what it gives; its lines follow it, with a mark."""
    for rubric in rubrics:
        if isinstance(rubric, Best):
            gives = "the best of these"
        elif isinstance(rubric, Exclusive):
            gives = "at most one of these"
        elif isinstance(rubric, Waiting):
            gives = rubric.tell_points()
        else:
            gives = say_points(rubric.points, "en")
        yield f"{mark}{rubric.title.say('en')}", gives
        if isinstance(rubric, (Best, Exclusive)):
            yield from _tell_rubrics(rubric.lines, "– ")


_A_RUBRIC: Final = "a Line, a Best, an Exclusive, a PerMonth or a PerYear"


def _check_tie(faults: Faults, asked: object) -> None:
    """Note what ranks nobody: anything but a fact that is a day or a number."""
    expected = "a fact that is a day or a number, such as facts.applied_on"
    if not isinstance(asked, (DayFact, Number)):
        is_fact = isinstance(asked, (AskedFact, Criterion))
        remedy = "give points for it, or name it in first=" if is_fact else ""
        faults.add(InvalidTypeError, "ties", show(asked), expected, remedy)
