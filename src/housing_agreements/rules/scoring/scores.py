"""The points of one household: line by line, with reasons, and within bounds (*cotation*)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import repeat
from typing import Any, ClassVar, Final, NamedTuple, cast

import attrs

from housing_agreements._checks import Faults, exact_day, make
from housing_agreements._records import shorten
from housing_agreements.criteria._values_in_words import say_known
from housing_agreements.criteria._verdicts_in_words import say_whether_filled
from housing_agreements.criteria.comparisons import Flag
from housing_agreements.criteria.criteria import Criterion, all_of, any_of
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import bounds_on
from housing_agreements.criteria.reasons import Reasons, sort_assumptions, sort_not_followed
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    show,
)
from housing_agreements.explanations.blocks import Block, Note, Section, cite, make_line
from housing_agreements.explanations.explanation import Row, write_blocks, write_bounds
from housing_agreements.rules._answers import Answer, Sentence
from housing_agreements.rules._vocabulary import WOULD_SETTLE
from housing_agreements.rules.scoring._bounds import (
    bound_points,
    find_together,
    say_bounds_of_points,
    verdict_between,
)
from housing_agreements.rules.scoring._completions import Possible
from housing_agreements.rules.scoring._reading import Found, GridReading, check_facts, read_grid
from housing_agreements.rules.scoring.grids import (
    Best,
    Exclusive,
    Grid,
    Line,
    Points,
    Rubric,
    Waiting,
    say_points,
)
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.periods import months_between
from housing_agreements.values.texts import (
    Language,
    Listed,
    Text,
    check_language,
    say_number_of,
)
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import MET, OPEN, UNMET, Verdict

__all__ = (
    "AnyGrid",
    "Choice",
    "LinePoints",
    "Score",
    "choose_grids",
    "find_score",
    "name_missing",
    "refuse_as_household",
    "score",
    "tell_line",
)

_GridByDay = Grid | Timeline[Grid]
AnyGrid = _GridByDay | Mapping[Criterion, _GridByDay] | Mapping[Flag, _GridByDay]
"""A grid, one that changes with time, or several by kind of applicant."""


class Choice(NamedTuple):
    """A grid in force on the day asked, and the kind of applicant that it is for."""

    criterion: Criterion | None
    """Whom it is for; `None`: everybody."""
    grid: Grid
    """The grid, as it is published."""
    asked: Grid
    """The same grid, which leaves out everybody whose grid is another one."""


def choose_grids(given: AnyGrid, on: date, where: str) -> tuple[Choice, ...]:
    """The grids in force on a day, each with whom it is for.

    Raises:
        InvalidTypeError: For anything but grids.
        InvalidValueError: For no grid, or grids that rank equal points by different facts.
        NotKnownError: For no grid on the day, or a grid whose lines are not published.
    """
    pairs: list[tuple[Criterion | None, Grid]]
    if isinstance(given, Mapping):
        faults = Faults(where)
        if not given:
            faults.value("grid", {}, "at least one grid")
        faults.each("grid", tuple(given), Criterion, "a criterion, such as ~facts.social_tenant")
        faults.report()
        pairs = [
            (criterion, _grid_on(grid, on, f"{where}, grid, {shorten(repr(criterion), 80)}"))
            for criterion, grid in given.items()
        ]
    else:
        pairs = [(None, _grid_on(given, on, f"{where}, grid"))]
    if len({grid.ties for _, grid in pairs}) > 1:
        told = "; ".join(f"{show(grid.code)} by {_name_ties(grid)}" for _, grid in pairs)
        expected = "the same facts in `ties` of each, since all are ranked together"
        raise InvalidValueError(f"{where}, grid", f"equal points ranked: {told}", expected)
    choices: list[Choice] = []
    # Who comes first by one grid is ahead of all those of another one, which says nothing of it.
    first = any_of() if any(grid.first is not None for _, grid in pairs) else None
    before: list[Criterion] = []
    for criterion, grid in pairs:
        if criterion is None:
            return (Choice(None, grid, grid),)
        asked = _ask_only(
            criterion, before, grid, first=first if grid.first is None else grid.first
        )
        before.append(criterion)
        choices.append(Choice(criterion, grid, asked))
    return tuple(choices)


def _name_ties(grid: Grid) -> str:
    return ", then ".join(map(repr, grid.ties)) or "nothing"


def _grid_on(given: object, on: date, where: str) -> Grid:
    grid = given
    if isinstance(given, Timeline):
        grid = given.on(on) if given.known_on(on) else None
        if grid is None:
            raise NotKnownError(
                where,
                f"no grid on {on}",
                "a grid in force on the day asked",
                "add the grid of that day to the timeline",
            )
    if not isinstance(grid, Grid):
        expected = "a Grid, a Timeline of grids, or a mapping of criteria to them"
        raise InvalidTypeError(where, show(grid), expected)
    if grid.lines is None:
        raise NotKnownError(
            where,
            f"{show(grid.code)}, whose lines are not published",
            "a grid with its lines",
            "ask the territory for its grid, and state its lines",
        )
    return grid


def _ask_only(
    criterion: Criterion, before: Iterable[Criterion], grid: Grid, *, first: Criterion | None
) -> Grid:
    """The grid for households that meet its criterion and none of those before it."""
    key = ("only", criterion, tuple(before), first)
    if key not in grid.readings:
        outside = [*key[2], ~criterion, *([] if grid.outside is None else [grid.outside])]
        grid.readings[key] = attrs.evolve(grid, outside=any_of(*outside), first=first)
    asked: Grid = grid.readings[key]
    return asked


def _whether_first(choices: Iterable[Choice], outcome: Possible | None) -> Verdict:
    """Whether a household comes first, by the grids that may be for it."""
    if outcome is None or all(choice.grid.first is None for choice in choices):
        return UNMET
    return verdict_between(outcome.best[0], outcome.worst[0])


@attrs.frozen(eq=False, repr=False)
class LinePoints(Sentence):
    """The points of one line of a grid, and why."""

    grid: Grid
    """The grid."""
    line: Rubric
    """The line, or the rubric."""
    points: Bounds[int] | Bounds[Fraction]
    """The points that it gives."""
    reasons: Reasons | None
    """Why, where it asks a criterion."""
    waited: Text | None
    """The time that it counts, where it counts one."""
    missing: tuple[str, ...]
    """The facts, by name, that are not known and on which its points depend."""
    parts: tuple["LinePoints", ...] = ()
    """The lines of a rubric."""
    contradictory: bool = False
    """Whether two lines surely apply, though only one of them can."""

    @property
    def code(self) -> str:
        """The code of the line."""
        return self.line.code

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The line with its points, and its reasons under it."""
        parts: list[Block] = []
        if self.waited is not None:
            parts.append(make_line(self.waited.say(language)))
            parts.append(make_line(cast("Waiting", self.line).tell_points(language)))
        if self.reasons is not None:
            parts += write_blocks(self.reasons, language)
        for part in self.parts:
            parts += write_blocks(part, language)
        if self.contradictory:
            parts.append(Note(_CONTRADICTORY.say(language)))
        parts += cite(self.line.sources)
        words = say_bounds_of_points(self.points, language)
        yield make_line(self.line.title.say(language), words, parts=tuple(parts))

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `grid`, `line` (codes), `name`, `points_low`, `points_high`, `missing`."""
        check_language(language)
        return [
            {
                "grid": self.grid.code,
                "line": self.code,
                "name": self.line.title.say(language),
                **write_bounds("points", self.points),
                "missing": ", ".join(self.missing) or None,
            }
        ]

    def _essentials(self) -> str:
        return f"{shorten(self.code, 80)}: {say_bounds_of_points(self.points, 'en')}"


_CONTRADICTORY: Final = Text(
    "only one of these lines can apply, and the file says that several do",
    "une seule de ces lignes peut s'appliquer, et le dossier en établit plusieurs",
)


@attrs.frozen(eq=False, repr=False)
class Score(Answer):
    """The points of a household by a grid, within bounds, line by line (*cotation*).

    Laws:
        - `score_contains_completions`: its bounds hold for every completion of the facts.
        - `a_fact_never_widens`: a fact learnt never widens them.

    Examples:
        >>> from housing_agreements import facts
        >>> dalo = Line("dalo", facts.dalo_recognised, points=100)
        >>> answer = score(
        ...     Household(), Grid("made-up", "A made-up grid", [dalo]), on=date(2024, 1, 1)
        ... )
        >>> answer.points, answer.missing
        (Bounds(low=0, high=100), ('dalo_recognised',))
    """

    compared: ClassVar[str | None] = "outside"

    household: Household
    """The household."""
    on: date
    """The day asked."""
    grids: tuple[Grid, ...]
    """The grid that is for the household; several, where it is not known which one is.

    All of them, in their order, where the household is outside each.
    """
    points: Bounds[int] | Bounds[Fraction] | None
    """The points, within bounds; `None` where the household is outside the grid."""
    outside: Verdict
    """Whether it is outside scoring; points are then those that it has if it is not."""
    first: Verdict
    """Whether it comes first, whatever its points."""
    exact: bool
    """Whether each bound is reached when facts are filled in some way.

    `False` where so many facts are not known together that the bounds are wider than need be.
    """
    criteria: tuple[Criterion, ...]
    """Whom each grid is for; none where there is one grid for everybody."""

    def __attrs_post_init__(self) -> None:
        """Each field is what its annotation says, and points have a highest."""
        super().__attrs_post_init__()
        if self.points is not None and self.points.high is None:
            expected = "points within two bounds"
            raise InvalidValueError("Score, points", show(self.points), expected)
        if self.criteria and len(self.criteria) != len(self.grids):
            given = f"{len(self.criteria)} criteria of {len(self.grids)} grids"
            raise InvalidValueError("Score, criteria", given, "one for each grid, or none")

    @property
    def lines(self) -> tuple[LinePoints, ...]:
        """Each line of the grid, or of each grid that may be for the household, in order."""
        if self.points is None:
            return ()
        return tuple(line for grid in self.grids for line in _tell_lines(grid, self))

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts, by name, that are not known and on which the answer may depend, sorted."""
        is_open = self.points is not None and not self.points.exact
        return name_missing(self, self.lines if is_open else ())

    @property
    def not_followed(self) -> tuple[FollowedUntil, ...]:
        """The rules of law that the points rest on, and that were not followed up to the day."""
        asked = self._list_criteria()
        rules = (one.not_followed(self.household, on=self.on) for one in asked)
        return sort_not_followed(rule for some in rules for rule in some)

    @property
    def assumptions(self) -> tuple[FollowedUntil, ...]:
        """The rules that are only taken to be as they were, and on which the points rest."""
        asked = self._list_criteria()
        rules = (one.assumptions(self.household, on=self.on) for one in asked)
        return sort_assumptions(rule for some in rules for rule in some)

    def _list_criteria(self) -> Iterator[Criterion]:
        yield from self.criteria
        for grid in self.grids:
            if grid.outside is not None:
                yield grid.outside
            if self.points is not None:
                if grid.first is not None:
                    yield grid.first
                lines = grid.every_line()
                yield from (line.criterion for line in lines if isinstance(line, Line))

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The points, each line with its reasons, and what would settle the rest."""
        if self.points is None:
            outcome = _IS_OUTSIDE.say(language)
        else:
            outcome = say_bounds_of_points(self.points, language)
        parts: list[Block] = []
        every_line = self.lines
        if self.points is not None and not self.outside.decided:
            parts.append(Note(_MAY_BE_OUTSIDE.say(language)))
        if self.outside is not UNMET:
            parts += self._tell_outside(language)
        for grid, criterion in () if self.points is None else self._list_grids():
            lines = [line for line in every_line if line.grid == grid]
            inner = [block for line in lines for block in write_blocks(line, language)]
            inner += [*self._tell_total(grid, lines, language), *cite(grid.sources)]
            if criterion is None or len(self.grids) == 1:
                parts += inner
            else:
                whose = criterion.say(language)
                words = _GRID_OF.say(language, grid=grid.title, whose=whose)
                parts.append(Section(words, parts=inner))
        if self.first is not UNMET and any(grid.first is not None for grid in self.grids):
            words = _COMES_FIRST[self.first].say(language)
            whether = say_whether_filled(self.first, language)
            reasons = self._find_reasons(grid.first for grid in self.grids)
            told = tuple(block for one in reasons for block in write_blocks(one, language))
            parts.append(make_line(words, whether, self.first, parts=told))
        if not self.exact:
            parts.append(Note(_COARSE.say(language)))
        parts += [make_line(rule.say(language)) for rule in self.not_followed]
        parts += [make_line(rule.say(language)) for rule in self.assumptions]
        missing = name_missing(self, every_line)
        if missing:
            facts = facts_by_name(type(self.household))
            named = ", ".join(facts[name].words.say(language) for name in missing)
            parts.append(make_line(named, WOULD_SETTLE.say(language)))
        title = Listed(grid.title for grid in self.grids) if self.grids else _SCORING
        heading = _SCORE_ON.say(language, grid=title, day=self.on)
        yield Section(heading, outcome, parts=parts)

    def _list_grids(self) -> Iterator[tuple[Grid, Criterion | None]]:
        """Each grid with whom it is for; `None`: everybody."""
        return zip(self.grids, self.criteria or repeat(None), strict=False)

    def _tell_outside(self, language: Language) -> Iterator[Block]:
        """Of each grid why the household is outside it, or may be."""
        for grid, criterion in self._list_grids():
            whose = None if criterion is None else criterion.reasons(self.household, on=self.on)
            if whose is not None and whose.verdict is not MET:
                words = _NOT_FOR_IT[whose.verdict].say(language, grid=grid.title)
                yield make_line(words, parts=tuple(write_blocks(whose, language)))
                if whose.verdict is UNMET:
                    continue
            for reasons in self._find_reasons([grid.outside]):
                parts = tuple(write_blocks(reasons, language))
                if whose is None:
                    yield from parts
                else:
                    words = _LEFT_OUT_OF_IT[reasons.verdict].say(language, grid=grid.title)
                    yield make_line(words, parts=parts)
            if whose is not None and whose.verdict is MET:
                return  # the grids after it are for others

    def _find_reasons(self, criteria: Iterable[Criterion | None]) -> Iterator[Reasons]:
        """Why criteria are met, or may be."""
        for criterion in criteria:
            if criterion is not None:
                reasons = criterion.reasons(self.household, on=self.on)
                if reasons.verdict is not UNMET:
                    yield reasons

    def _tell_total(
        self, grid: Grid, lines: Iterable[LinePoints], language: Language
    ) -> Iterator[Block]:
        """Why the points are not the sum of those of the lines, where they are not."""
        given = [line.points for line in lines]
        low, high = sum(one.low for one in given), sum(cast("Points", one.high) for one in given)
        if grid.at_most is not None and high > grid.at_most:
            most = say_points(grid.at_most, language)
            yield make_line(_AT_MOST.say(language, points=most))
            low, high = min(low, grid.at_most), grid.at_most
        if (
            len(self.grids) == 1
            and self.points is not None
            and bound_points(low, high) != self.points
        ):
            yield Note(_LINES_HANG_TOGETHER.say(language))

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each line, as `LinePoints.rows` gives it, with `on` and `outside`."""
        check_language(language)
        head: Row = {"on": self.on.isoformat(), "outside": self.outside.value}
        return [head | row for line in self.lines for row in line.rows(language)]

    def _essentials(self) -> str:
        codes = " or ".join(grid.code for grid in self.grids)
        if self.points is None:
            return f"{shorten(codes, 80)} on {self.on}: outside"
        return f"{shorten(codes, 80)} on {self.on}: {say_bounds_of_points(self.points, 'en')}"


def name_missing(answer: Score, lines: Iterable[LinePoints]) -> tuple[str, ...]:
    """The facts that are missing of an answer, whose lines are told where its points are open."""
    if answer.points is None:
        return ()
    names: set[str] = set()
    household, on = answer.household, answer.on
    asked = [*answer.criteria]
    for grid in answer.grids:
        asked += [one for one in (grid.outside,) if one is not None]
    if not answer.outside.decided or len(answer.grids) > 1:
        names.update(*[one.missing(household, on=on) for one in asked])
    if not answer.first.decided:
        for grid in answer.grids:
            if grid.first is not None:
                names.update(grid.first.missing(household, on=on))
    if not answer.points.exact:
        names.update(*[line.missing for line in lines])
    return tuple(sorted(names))


_SCORING: Final = Text("scoring", "cotation")
_SCORE_ON: Final = Text("{grid}, on {day}", "{grid}, au {day}")
_IS_OUTSIDE: Final = Text("outside scoring", "hors cotation")
_MAY_BE_OUTSIDE: Final = Text(
    "perhaps outside scoring; it has these points if it is not",
    "peut-être hors cotation\u202f; ces points sont les siens s'il ne l'est pas",
)
_NOT_FOR_IT: Final = {
    UNMET: Text(
        "{grid}: it is not for this household",
        "{grid}\u00a0: cette grille ne concerne pas ce ménage",
    ),
    OPEN: Text(
        "{grid}: it is not known whether it is for this household",
        "{grid}\u00a0: on ne sait pas si cette grille concerne ce ménage",
    ),
}
_LEFT_OUT_OF_IT: Final = {
    MET: Text(
        "{grid}: it leaves this household out", "{grid}\u00a0: ce ménage est hors de cette grille"
    ),
    OPEN: Text(
        "{grid}: it may leave this household out",
        "{grid}\u00a0: ce ménage est peut-être hors de cette grille",
    ),
}
_COMES_FIRST: Final = {
    MET: Text("comes first, whatever the points", "passe en premier, quels que soient les points"),
    OPEN: Text(
        "may come first, whatever the points",
        "passe peut-être en premier, quels que soient les points",
    ),
}
_GRID_OF: Final = Text("{grid}, for: {whose}", "{grid}, pour\u00a0: {whose}")
_AT_MOST: Final = Text("at most {points} in all", "au plus {points} en tout")
_LINES_HANG_TOGETHER: Final = Text(
    "the total is closer than the sum of the lines, since several depend on the same facts",
    "le total est plus précis que la somme des lignes, car plusieurs dépendent des mêmes faits",
)
_COARSE: Final = Text(
    "so many facts are not known together that the bounds may be wider than need be",
    "tant de faits manquent à la fois que l'encadrement peut être plus large que nécessaire",
)


def _tell_lines(grid: Grid, answer: Score) -> Iterator[LinePoints]:
    reading = read_grid(grid, answer.on)
    for rubric in grid.lines or ():
        yield tell_line(rubric, grid, reading, answer)


def tell_line(rubric: Rubric, grid: Grid, reading: GridReading, answer: Score) -> LinePoints:
    """The points of a line by itself, with its reasons."""
    household, on = answer.household, answer.on
    item = reading.item_of(rubric)
    given = {name: getattr(household, name) for name in reading.names}
    found = reading.search([item], given).outcome
    points = bound_points(0, 0) if found is None else bound_points(found.low, found.high)
    reasons = rubric.criterion.reasons(household, on=on) if isinstance(rubric, Line) else None
    waited = _tell_waiting(rubric, household, on) if isinstance(rubric, Waiting) else None
    parts: tuple[LinePoints, ...] = ()
    contradictory = False
    names: set[str] = set()
    if isinstance(rubric, (Best, Exclusive)):
        parts = tuple(tell_line(line, grid, reading, answer) for line in rubric.lines)
        names.update(*[part.missing for part in parts])
        surely = [part for part in parts if part.reasons and part.reasons.verdict is MET]
        contradictory = isinstance(rubric, Exclusive) and len(surely) > 1
    elif reasons is not None:
        names.update(reasons.missing)
    else:
        names.add(cast("Waiting", rubric).fact.fact.name)
    missing = () if points.exact else tuple(sorted(names))
    return make(
        LinePoints,
        grid=grid,
        line=rubric,
        points=points,
        reasons=reasons,
        waited=waited,
        missing=missing,
        parts=parts,
        contradictory=contradictory,
    )


def _tell_waiting(line: Waiting, household: Household, on: date) -> Text:
    """The time that a line counts, in words."""
    fact = line.fact.fact
    value = getattr(household, fact.name)
    ends = bounds_on(value, on, verified_only=line.fact.verified_only)
    if value is None or ends is None:
        return _SINCE_NOT_KNOWN.format(fact=fact.words)
    known = _SayKnown(value, fact)
    if None in ends or ends[0] != ends[1]:
        return _SINCE_BETWEEN.format(fact=fact.words, known=known)
    steps = months_between(ends[0], on) // line.unit
    return _WAITED_SINCE.format(fact=fact.words, known=known, time=_SayTime(steps, line.units))


class _SayKnown(NamedTuple):
    """What is known of a fact, in words."""

    value: object
    fact: Any

    def say(self, language: Language) -> str:
        """The value and its evidence."""
        return ", ".join(say_known(self.value, self.fact, language))


class _SayTime(NamedTuple):
    """A whole number of months or years, in words."""

    steps: int
    units: tuple[Text, Text]

    def say(self, language: Language) -> str:
        """The number with its unit."""
        return say_number_of(self.steps, *self.units, language)


_SINCE_NOT_KNOWN: Final = Text("{fact}: not known", "{fact}\u00a0: inconnu")
_SINCE_BETWEEN: Final = Text("{fact}: {known}", "{fact}\u00a0: {known}")
_WAITED_SINCE: Final = Text(
    "{fact}: {known}; {time} waited", "{fact}\u00a0: {known}\u202f; {time} d'attente"
)


def score(household: Household, grid: AnyGrid, *, on: date) -> Score:
    """The points of a household by a grid on a day, line by line (*cotation d'une demande*).

    While a fact is not known, or only declared where a document counts, the points lie between
    two bounds. Some way to fill in the facts gives exactly the one, and some way the other.

    Args:
        household: What is known of the household.
        grid: A grid; a `Timeline` of grids; or a mapping of criteria to them: the first criterion
            that the household meets gives its grid.
        on: The day asked.

    Raises:
        InvalidTypeError: For anything but a household, a grid and a day.
        InvalidValueError: For a time of waiting that begins after the day asked.
        NotKnownError: For no grid on the day, or a grid whose lines are not published.
        UnknownFactError: For a household without one of the facts that the grid reads.

    Examples:
        >>> from housing_agreements import PerMonth, facts
        >>> grid = Grid(
        ...     "made-up",
        ...     "A made-up grid",
        ...     lines=[
        ...         Line("dalo", facts.dalo_recognised, points=100),
        ...         PerMonth("waiting", facts.applied_on, at_most=60),
        ...     ],
        ... )
        >>> household = Household(dalo_recognised=True, applied_on=date(2022, 3, 15))
        >>> answer = score(household, grid, on=date(2024, 3, 14))
        >>> answer.points, [(line.code, line.points.value) for line in answer.lines]
        (Bounds(low=123, high=123), [('dalo', 100), ('waiting', 23)])
    """
    exact_day(on, "score, on")
    if not isinstance(household, Household):
        raise refuse_as_household("score, household", household)
    choices = choose_grids(grid, on, "score")
    for choice in choices:
        check_facts(read_grid(choice.asked, on), type(household))
    try:
        return find_score(household, choices, on)
    except InvalidValueError as error:
        raise error.at("score, household", error.where) from None


def refuse_as_household(where: str, given: object) -> InvalidTypeError:
    """The error that says that something is no household, and how to make one of plain data."""
    is_plain = isinstance(given, Mapping)
    remedy = "write Household.from_mapping(...), which reads plain data" if is_plain else ""
    return InvalidTypeError(where, show(given), "a Household", remedy)


def find_score(household: Household, choices: tuple[Choice, ...], on: date) -> Score:
    """The answer for a household that has all the facts that the grids read.

    Raises:
        InvalidValueError: For a time of waiting that begins after the day asked.
    """
    founds = [read_grid(choice.asked, on).found_of(household) for choice in choices]
    nobody = read_nobody(choices, on)
    outside = None if nobody is None else nobody.found_of(household)
    return _make_score(household, on, choices, founds, outside)


def read_nobody(choices: tuple[Choice, ...], on: date) -> GridReading | None:
    """What says whether a household is outside every grid; `None` for a single grid."""
    if len(choices) == 1:
        return None
    first = choices[0].grid
    key = ("nobody", *(choice.asked.outside for choice in choices))
    if key not in first.readings:
        outside = all_of(*[cast("Criterion", choice.asked.outside) for choice in choices])
        line = Line("nobody", any_of(), 0)
        first.readings[key] = Grid("nobody", _SCORING, [line], outside=outside, ties=first.ties)
    return read_grid(first.readings[key], on)


def _make_score(
    household: Household,
    on: date,
    choices: tuple[Choice, ...],
    founds: list[Found],
    outside: Found | None,
) -> Score:
    """The answer, from what each grid gives."""
    found = find_together(founds, outside)
    outcome = found.outcome
    possible = [
        choice
        for choice, one in zip(choices, founds, strict=True)
        if outcome is None or one.outcome is not None
    ]
    inside = OPEN if found.may_be_outside else UNMET
    return make(
        Score,
        household=household,
        on=on,
        grids=tuple(choice.grid for choice in possible),
        points=None if outcome is None else bound_points(outcome.low, outcome.high),
        outside=MET if outcome is None else inside,
        first=_whether_first(possible, outcome),
        exact=found.is_exact,
        criteria=tuple(c.criterion for c in possible if c.criterion is not None),
    )
