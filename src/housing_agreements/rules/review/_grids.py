"""Remarks on a grid of points: lines of no use, lines that overlap, and what the law asks of it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Final

from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts
from housing_agreements.law.attributions.scoring import SCORING_DUTIES
from housing_agreements.law.publics import PRIORITY_PUBLICS
from housing_agreements.rules._vocabulary import quote_words
from housing_agreements.rules.review._proofs import can_be_met, never_decided, never_met
from housing_agreements.rules.review.remarks import Remark, RemarkKind, Severity
from housing_agreements.rules.scoring.grids import Exclusive, Grid, Line, Rubric
from housing_agreements.values.texts import Text

__all__ = ("GRID_CHECKS",)

CheckOfGrid = Callable[[Grid, date], Iterator[Remark]]
"""What looks for one sort of remark on a grid."""


def _remark(severity: Severity, kind: RemarkKind, lines: Iterable[Rubric], text: Text) -> Remark:
    """A remark on some lines, with their sources."""
    given = tuple(lines)
    sources = dict.fromkeys(source for line in given for source in line.sources)
    codes = dict.fromkeys(line.code for line in given)
    return Remark(severity, kind, tuple(codes), text, tuple(sources))


def lines_not_published(grid: Grid, _: date) -> Iterator[Remark]:
    """A grid whose lines are not published: nothing else can be said of it."""
    if grid.lines is None:
        text = _NOT_PUBLISHED.format(grid=grid.title)
        kind = RemarkKind.LINES_NOT_PUBLISHED
        yield Remark(Severity.LOOK, kind, (grid.code,), text, grid.sources)


def lines_never_met(grid: Grid, on: date) -> Iterator[Remark]:
    """Lines that can never apply: no household meets their criterion."""
    for line in _lines_of(grid):
        if never_met(line.criterion, on=on):
            text = _NEVER_APPLIES.format(line=quote_words(line.title), day=on)
            yield _remark(Severity.CONTRADICTION, RemarkKind.LINE_NEVER_APPLIES, [line], text)


def lines_never_decided(grid: Grid, on: date) -> Iterator[Remark]:
    """Lines that no fact of a household can answer."""
    for line in _lines_of(grid):
        if never_decided(line.criterion, on=on):
            text = _NEVER_DECIDED.format(line=quote_words(line.title), day=on)
            yield _remark(Severity.LOOK, RemarkKind.NO_FACT_ANSWERS, [line], text)


def lines_that_overlap(grid: Grid, on: date) -> Iterator[Remark]:
    """Two lines that exclude each other, and that one household meets together."""
    for rubric in grid.lines or ():
        if not isinstance(rubric, Exclusive):
            continue
        for one, other in combinations(rubric.lines, 2):
            if can_be_met(one.criterion & other.criterion, on=on):
                # Of one fact it is proved; of several a file may say what cannot be.
                is_proved = len({*one.criterion.facts, *other.criterion.facts}) == 1
                severity = Severity.CONTRADICTION if is_proved else Severity.LOOK
                text = _MAY_BOTH_APPLY.format(
                    one=quote_words(one.title), other=quote_words(other.title), day=on
                )
                yield _remark(severity, RemarkKind.LINES_OVERLAP, [one, other], text)


def lines_given_twice(grid: Grid, _: date) -> Iterator[Remark]:
    """Lines that add up, and ask the same."""
    lines = [line for line in grid.lines or () if isinstance(line, Line)]
    for one, other in combinations(lines, 2):
        if one.criterion == other.criterion:
            text = _ASKED_TWICE.format(one=quote_words(one.title), other=quote_words(other.title))
            yield _remark(Severity.LOOK, RemarkKind.COUNTED_TWICE, [one, other], text)


def points_above_the_limit(grid: Grid, _: date) -> Iterator[Remark]:
    """A line that gives more points than the whole grid can."""
    most = grid.at_most
    for line in _lines_of(grid):
        if most is not None and line.points > most:
            text = _ABOVE_LIMIT.format(line=quote_words(line.title), points=line.points, most=most)
            yield _remark(Severity.LOOK, RemarkKind.MORE_THAN_THE_GRID, [line], text)


def priorities_not_served(grid: Grid, on: date) -> Iterator[Remark]:
    """A grid without a criterion for the priorities of the law, or without one for DALO."""
    if grid.lines is None or not SCORING_DUTIES.known_on(on) or not PRIORITY_PUBLICS.known_on(on):
        return
    duties, listed = SCORING_DUTIES.at(on), PRIORITY_PUBLICS.at(on)
    read = {name for criterion in _criteria_of(grid) for name in criterion.facts}
    definitions = [
        definition
        for public in listed.value
        if public.criterion.known_on(on) and (definition := public.criterion.on(on)) is not None
    ]
    of_priorities = {name for definition in definitions for name in definition.facts}
    dalo = facts.dalo_recognised.fact.name
    if read.isdisjoint({*of_priorities, dalo}):
        text = _NO_PRIORITY
    elif dalo not in read:
        text = _NO_DALO
    else:
        return
    yield Remark(
        Severity.BELOW_THE_LAW,
        RemarkKind.NO_PRIORITY,
        (grid.code,),
        text.format(grid=grid.title, day=on),
        grid.sources,
        law=tuple(duties.sources),
        confidence=duties.confidence,
    )


def _lines_of(grid: Grid) -> Iterator[Line]:
    return (line for line in grid.every_line() if isinstance(line, Line))


def _criteria_of(grid: Grid) -> Iterator[Criterion]:
    """Every criterion that gives points, or a place before the others."""
    yield from (line.criterion for line in _lines_of(grid))
    yield from (one for one in (grid.first, grid.outside) if one is not None)


GRID_CHECKS: Final[tuple[CheckOfGrid, ...]] = (
    lines_not_published,
    lines_never_met,
    lines_that_overlap,
    priorities_not_served,
    lines_never_decided,
    lines_given_twice,
    points_above_the_limit,
)
"""Every check of a grid."""

_NOT_PUBLISHED: Final = Text(
    "the lines of “{grid}” are not published here: nothing can be said of its points",
    "les lignes de «\u00a0{grid}\u00a0» ne sont pas publiées ici\u00a0: rien ne peut être dit de "
    "ses points",
)
_NEVER_APPLIES: Final = Text(
    "no household can meet the line {line} on {day}",
    "aucun ménage ne peut remplir la ligne {line} au {day}",
)
_NEVER_DECIDED: Final = Text(
    "no fact of a household answers the line {line} on {day}",
    "aucun fait d'un ménage ne répond à la ligne {line} au {day}",
)
_MAY_BOTH_APPLY: Final = Text(
    "of the lines {one} and {other} only one can apply, and a household may meet both on {day}",
    "des lignes {one} et {other}, une seule peut s'appliquer, et un ménage peut remplir les deux "
    "au {day}",
)
_ASKED_TWICE: Final = Text(
    "the lines {one} and {other} ask the same, and their points add up",
    "les lignes {one} et {other} demandent la même chose, et leurs points s'ajoutent",
)
_ABOVE_LIMIT: Final = Text(
    "the line {line} gives {points}, and the whole grid at most {most}",
    "la ligne {line} donne {points}, et la grille entière au plus {most}",
)
_NO_PRIORITY: Final = Text(
    "no line of “{grid}” serves the priorities of L.441-1 on {day}, and the law asks for one",
    "aucune ligne de «\u00a0{grid}\u00a0» ne sert les priorités de L.441-1 au {day}, et la loi en "
    "demande une",
)
_NO_DALO: Final = Text(
    "no line of “{grid}” looks at DALO on {day}, which the law names among the priorities",
    "aucune ligne de «\u00a0{grid}\u00a0» ne porte sur le DALO au {day}, que la loi nomme parmi "
    "les priorités",
)
