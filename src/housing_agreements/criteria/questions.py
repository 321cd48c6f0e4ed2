"""What the sources leave open: a criterion that nothing known of a household decides."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any, Final

import attrs

from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.fold import Node, Ready, Settled, Style
from housing_agreements.values.faults import Faults, as_tuple
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("OpenQuestion", "open_question")


_LEFT_OPEN: Final = Text(
    "a point that the sources leave open", "point que les sources laissent ouvert"
)


def _sources(given: Iterable[Source]) -> tuple[Source, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False, str=False)
class OpenQuestion(Criterion):
    """A point that the sources leave open (*point de droit non tranché*): always undetermined.

    Where the law was not read, or its sources disagree, a criterion says so rather than choose:
    it is undetermined with that reason, wherever the rest does not decide.

    Examples:
        >>> from housing_agreements.criteria.households import Household
        >>> ends = open_question("when the three years begin", "début des trois années")
        >>> ends.decide(Household(), on=date(2022, 3, 1))
        <Verdict.UNDETERMINED: 'undetermined'>
        >>> print(ends.explain(Household(), on=date(2022, 3, 1)))
        undetermined: when the three years begin (a point that the sources leave open)
    """

    question: Text
    """What is not settled."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=_sources)
    """The texts that leave it open."""
    because: Text = _LEFT_OPEN
    """Why nothing decides it."""

    def __attrs_post_init__(self) -> None:
        """Each field is of its kind."""
        faults = Faults("open_question")
        faults.instance("question", self.question, Text, "a Text")
        faults.each("sources", self.sources, Source, "a Source")
        faults.instance("because", self.because, Text, "a Text")
        faults.report()

    @classmethod
    def of(cls, own: tuple[Any, ...], parts: tuple[Criterion, ...]) -> "OpenQuestion":
        """Make it again."""
        return cls(*own)

    def own(self) -> tuple[Hashable, ...]:
        """The question, its sources, and why it stays open."""
        return (self.question, self.sources, self.because)

    def judged(self, given: Sequence[int], household: object, on: date) -> int:
        """Never decided."""
        return 1

    def ready(self, given: Sequence[Ready], settled: Settled) -> Ready:
        """The rank of what is not decided."""
        return 1

    def gap(self, household: object, on: date) -> Text:
        """Why nothing decides it."""
        return self.because

    def pieces(self, style: Style) -> list[str | Node]:
        """The question."""
        if style is not None:
            return [self.question.said(style)]
        sources = f", sources={self.sources!r}" if self.sources else ""
        because = f", because={self.because!r}" if self.because != _LEFT_OPEN else ""
        return [f"open_question({self.question.en!r}, {self.question.fr!r}{sources}{because})"]


def open_question(
    en: str, fr: str, sources: Iterable[Source] = (), *, because: Text = _LEFT_OPEN
) -> OpenQuestion:
    """A criterion that stays undetermined, since the sources leave its answer open.

    Args:
        en: The question in English.
        fr: The question in French.
        sources: The texts that leave it open.
        because: Why nothing decides it; without it, the sources leave it open.

    Raises:
        InvalidTypeError: For anything but words and sources.
        InvalidValueError: For empty words.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> young = facts.former_child_welfare & open_question("how long it lasts", "sa durée")
        >>> print(young)
        formerly in child welfare and how long it lasts
    """
    return OpenQuestion(Text(en, fr), tuple(sources), because)
