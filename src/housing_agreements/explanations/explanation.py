"""An explanation: an answer as a tree of blocks, in one language (*motivation*).

Its text fits 80 columns. Its page is plain HTML with inline SVG: it loads nothing, runs nothing,
and is read in the light and in the dark. An explanation is made when it is asked for; nothing is
decided by it.
"""

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import final

import attrs

from housing_agreements._checks import Faults
from housing_agreements._markup import Markup
from housing_agreements._records import Brief, setters_of, shorten, tell_number
from housing_agreements.explanations._page import write_page
from housing_agreements.explanations._text import say_head, write_text
from housing_agreements.explanations.blocks import Block, as_blocks
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.texts import Language, check_language
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "Cell",
    "Explanation",
    "Row",
    "Told",
    "write_blocks",
    "write_bounds",
    "write_day",
    "write_verdict",
)


@final
@attrs.frozen(eq=False, repr=False)
class Explanation(Brief):
    """An answer in words, as a tree of blocks in one language.

    `str` gives its text for 80 columns; a notebook shows its page.

    Examples:
        >>> from housing_agreements import Verdict
        >>> from housing_agreements.explanations.blocks import Section
        >>> explanation = Explanation("en", [Section("Leases of 2018", "met", Verdict.MET)])
        >>> print(explanation)
        Leases of 2018: met
        >>> explanation._repr_html_().count("<h3")
        1
    """

    language: Language
    """The language of its words."""
    blocks: tuple[Block, ...] = attrs.field(converter=as_blocks)
    """The blocks, in order."""

    def __attrs_post_init__(self) -> None:
        """The language is one of the two, and each block is one."""
        check_language(self.language)
        faults = Faults("Explanation")
        faults.check_fields(self)
        faults.report()

    def __str__(self) -> str:
        """Its text: no line is longer than 80 columns, unless one word is."""
        return write_text(self.blocks, self.language)

    def _repr_html_(self) -> Markup:
        """Its page: HTML and inline SVG, without script and without outside file."""
        return write_page(self.blocks, self.language)

    def _essentials(self) -> str:
        blocks = f"{self.language}, {tell_number(len(self.blocks), 'block')}"
        heads = (say_head(block, self.language) for block in self.blocks)
        first = next(filter(None, heads), "")
        return f"{blocks}: {shorten(first, 100)}" if first else blocks


_set_language, _set_blocks = setters_of(Explanation, "language", "blocks")


Cell = str | int | None
"""What stands in a cell of a row: a text, a whole number, a yes or no, or nothing."""
Row = dict[str, Cell]
"""A row, by the names of its columns."""


def write_bounds(name: str, bounds: Bounds[int] | Bounds[Fraction] | None) -> Row:
    """The two columns of a number that is known within bounds; exact rates are written as text.

    Examples:
        >>> write_bounds("counted", Bounds(3, 5)), write_bounds("rate", None)
        ({'counted_low': 3, 'counted_high': 5}, {'rate_low': None, 'rate_high': None})
    """
    if bounds is None:
        return {f"{name}_low": None, f"{name}_high": None}
    return {f"{name}_low": _write_end(bounds.low), f"{name}_high": _write_end(bounds.high)}


def _write_end(end: int | Fraction | None) -> Cell:
    # Asked first, since it takes many steps to say that a whole number is no fraction.
    if type(end) is int:
        return end
    return str(end) if isinstance(end, Fraction) else end


def write_verdict(verdict: Verdict | None) -> str | None:
    """A verdict as a cell has it: the same word in both languages."""
    return None if verdict is None else verdict.value


def write_day(day: date | None) -> str | None:
    """A day as a cell has it."""
    return None if day is None else day.isoformat()


def write_blocks(told: "Told", language: Language) -> tuple[Block, ...]:
    """The blocks of an explanation, to stand in that of something larger."""
    return tuple(told._write_blocks(language))  # noqa: SLF001  # of this module


class Told(Brief):
    """What is shown in short, explains itself, and prints and shows its English explanation.

    Its fields are what their annotations say.
    """

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        """Each field is what its annotation says."""
        faults = Faults(type(self).__name__)
        faults.check_fields(self)
        faults.report()

    def explain(self, language: Language = "en") -> Explanation:
        """It in words, as a tree of blocks: for a text, or for a page.

        Args:
            language: "en" or "fr".

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        made = object.__new__(Explanation)
        _set_language(made, language)
        _set_blocks(made, tuple(self._write_blocks(language)))
        return made

    @abstractmethod
    def _write_blocks(self, language: Language) -> Iterable[Block]:
        """The blocks of its explanation, which may stand in that of something larger."""

    @abstractmethod
    def rows(self, language: Language = "en") -> list[Row]:
        """It as plain dictionaries, for a data frame or a CSV: one row for each thing told.

        Days are written as ISO days, rates as exact text ("1/4"), numbers as whole numbers; a
        number that is known within bounds has two columns, `_low` and `_high`. Verdicts, kinds
        and codes are the same in both languages; what is in words is in the language asked.

        Args:
            language: "en" or "fr".

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """

    def __str__(self) -> str:
        """Its explanation in English, as text."""
        return str(self.explain("en"))

    def _repr_html_(self) -> Markup:
        """Its explanation in English, as a page."""
        return self.explain("en")._repr_html_()
