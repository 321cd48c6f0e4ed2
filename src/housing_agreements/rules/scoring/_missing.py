"""What is missing of applicants: facts that are not known, and documents for those declared."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Final

from housing_agreements.criteria.households import facts_by_name
from housing_agreements.criteria.kinds import Fact, bounds_on
from housing_agreements.explanations.blocks import Block, make_line
from housing_agreements.geography.territories import Place
from housing_agreements.rules.scoring._reading import read_grid
from housing_agreements.rules.scoring.scores import LinePoints, Score, name_missing, tell_line
from housing_agreements.values.texts import Language, Text

__all__ = ("MissingCounts", "is_declared", "say_missing")


def is_declared(given: object, on: date) -> bool:
    """Whether what is missing of a fact is its document alone, since its value is declared.

    Examples:
        >>> is_declared(True, date(2024, 1, 1)), is_declared(None, date(2024, 1, 1))
        (True, False)
    """
    ends = bounds_on(given, on, verified_only=False)
    if ends is None or None in ends or ends[0] != ends[1]:
        return False
    return not (type(ends[0]) is Place and ends[0].neighbourhood is None)


def say_missing(fact: Fact, language: Language, *, declared: bool) -> str:
    """A fact that is missing, marked where it is declared and its document is missing."""
    return (_DOCUMENT_FOR if declared else _FACT).say(language, fact=fact.words)


class MissingCounts:
    """Of how many applicants each fact is missing: not known, or declared without a document.

    What a line lacks is found once for the households that are alike in all that it reads.
    """

    def __init__(self) -> None:
        self._not_known: Counter[str] = Counter()
        self._declared: Counter[str] = Counter()
        self._facts: dict[str, Fact] = {}
        self._lines: dict[Hashable, LinePoints] = {}
        self._read: dict[Hashable, tuple[str, ...]] = {}

    def add(self, score: Score, ties: Iterable[str]) -> None:
        """Count an applicant, of whom some facts that rank equal points may be missing as well."""
        household = score.household
        is_open = score.points is not None and not score.points.exact
        lines = self._list_lines(score) if is_open else ()
        for name in {*name_missing(score, lines), *ties}:
            declared = is_declared(getattr(household, name), score.on)
            (self._declared if declared else self._not_known)[name] += 1
            self._facts[name] = facts_by_name(type(household))[name]

    def _list_lines(self, score: Score) -> Iterator[LinePoints]:
        for grid in score.grids:
            reading = read_grid(grid, score.on)
            for index, rubric in enumerate(grid.lines or ()):
                whose = (id(grid), index)
                if whose not in self._read:
                    self._read[whose] = reading.names_of(rubric)
                known = (getattr(score.household, name) for name in self._read[whose])
                key = (*whose, *known)
                if key not in self._lines:
                    self._lines[key] = tell_line(rubric, grid, reading, score)
                yield self._lines[key]

    def tell(self, language: Language, most: int) -> Iterator[Block]:
        """The facts that are missing most often, so many at most, each in a line."""
        together = self._not_known + self._declared
        for name in sorted(together, key=lambda name: (-together[name], name))[:most]:
            many, declared = self._not_known[name], self._declared[name]
            words = _MISSING_FOR[bool(many), bool(declared)]
            fact = self._facts[name].words
            yield make_line(words.say(language, fact=fact, many=many, declared=declared))


_FACT: Final = Text("{fact}", "{fact}")
_DOCUMENT_FOR: Final = Text("{fact} (document)", "{fact} (justificatif)")
_MISSING_FOR: Final = {
    (True, False): Text("{fact}: not known for {many}", "{fact}\u00a0: inconnu pour {many}"),
    (False, True): Text(
        "{fact}: declared, document missing for {declared}",
        "{fact}\u00a0: déclaré, justificatif manquant pour {declared}",
    ),
    (True, True): Text(
        "{fact}: not known for {many}; declared, document missing for {declared}",
        "{fact}\u00a0: inconnu pour {many}\u202f; déclaré, justificatif manquant pour {declared}",
    ),
}
