"""The blocks of which an explanation is made: they hold words of one language, and verdicts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final, final

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import Brief, setters_of, shorten, tell_number
from housing_agreements.errors import InvalidTypeError
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.sources import Source
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "DEEPEST",
    "Bar",
    "Block",
    "Cited",
    "Line",
    "Note",
    "Section",
    "Table",
    "as_blocks",
    "cite",
    "make_line",
    "make_section",
)

DEEPEST: Final = 12
"""How many levels are set in, each further than the one above; deeper ones bear their number."""


def _as_rows_of_words(given: Iterable[Iterable[str | None]]) -> tuple[tuple[str | None, ...], ...]:
    rows: object = as_tuple(given)  # or what refuses it
    return tuple(map(as_tuple, rows)) if isinstance(rows, tuple) else as_tuple(given)


_KINDS_OF_BLOCKS: Final = "a Section, a Line, a Table, a Bar, a Note or a Cited"


class Block(Brief):
    """A part of an explanation: a section, a line, a table, a bar, a note, or what is cited."""

    # A tree may be deeper than Python calls: it is compared, hashed and pickled part by part.

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        """Refuse a kind that no page and no text can show.

        Raises:
            InvalidTypeError: For a kind of block that stands elsewhere.
        """
        if cls.__module__ != __name__:
            expected = f"no kind but {_KINDS_OF_BLOCKS}"
            raise InvalidTypeError("Block", f"the class {cls.__name__}", expected)

    def __init__(self) -> None:
        """Refuse a block of no kind.

        Raises:
            InvalidTypeError: Always.
        """
        raise InvalidTypeError("Block", "a block of no kind", _KINDS_OF_BLOCKS)

    def __attrs_post_init__(self) -> None:
        """Each field is what its annotation says."""
        faults = Faults(type(self).__name__)
        faults.check_fields(self)
        faults.report()

    def __eq__(self, other: object) -> bool:
        """Whether two blocks of one kind say the same, and so do all that stand under them."""
        if not isinstance(other, Block) or other.__class__ is not self.__class__:
            return NotImplemented
        return all(
            one == another for one, another in zip_longest(_take_apart(self), _take_apart(other))
        )

    def __hash__(self) -> int:
        """The hash of what it says, and of all that stands under it."""
        return hash(tuple((*place, *said.values()) for *place, said in _take_apart(self)))

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Its parts one after the other, for a pickle or a copy."""
        return _put_together, (tuple(_take_apart(self)),)


_Apart = tuple[int, type[Block], dict[str, object]]
"""A block of a tree: how deep it stands, its kind, and its fields but the blocks under it."""


def _take_apart(block: Block) -> Iterator[_Apart]:
    """A block, then all that stand under it, each before its parts."""
    waiting = [(0, block)]
    while waiting:
        depth, block = waiting.pop()
        fields = block._shown  # noqa: SLF001  # of this module
        yield (
            depth,
            type(block),
            {name: getattr(block, name) for name in fields if name != "parts"},
        )
        if isinstance(block, (Section, Line)):
            waiting.extend((depth + 1, part) for part in reversed(block.parts))


def _put_together(blocks: Sequence[_Apart]) -> Block:
    """The block of which these are what `_take_apart` gave."""
    waiting: list[tuple[int, Block]] = []  # not yet under another; the first of them is the last
    for depth, kind, said in reversed(blocks):
        parts: list[Block] = []
        while waiting and waiting[-1][0] > depth:
            parts.append(waiting.pop()[1])
        made = object.__new__(kind)
        made.__setstate__({**said, "parts": tuple(parts)} if kind in {Section, Line} else said)
        waiting.append((depth, made))
    return waiting[0][1]


def _tell_parts(words: str, parts: tuple[Block, ...]) -> str:
    """Words, and how many blocks stand under them."""
    return f"{words}; {tell_number(len(parts), 'block')} under it" if parts else words


def as_blocks(given: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks in order, for a field to keep."""
    return as_tuple(given)


def _as_words(given: Iterable[str]) -> tuple[str, ...]:
    return as_tuple(given)


def _as_verdicts(given: Iterable[Verdict | None]) -> tuple[Verdict | None, ...]:
    return as_tuple(given)


@final
@attrs.frozen(eq=False, repr=False)
class Section(Block):
    """A heading, what came out of it, and what stands under it.

    Examples:
        >>> from housing_agreements.explanations.explanation import Explanation
        >>> print(Explanation("en", [Section("Leases of 2018", "met", Verdict.MET)]))
        Leases of 2018: met
    """

    heading: str
    """What it is about."""
    outcome: str | None = None
    """What came out of it, in words; `None`: nothing did."""
    verdict: Verdict | None = None
    """The verdict behind these words; `None`: there is none."""
    parts: tuple[Block, ...] = attrs.field(default=(), converter=as_blocks)
    """What stands under it."""

    def _essentials(self) -> str:
        words = shorten(self.heading, 100)
        return _tell_parts(f"{words}: {self.outcome}" if self.outcome else words, self.parts)


@final
@attrs.frozen(eq=False, repr=False)
class Line(Block):
    """A sentence, with its verdict where it has one, and the sentences behind it.

    Examples:
        >>> from housing_agreements.explanations.explanation import Explanation
        >>> lines = [Line("all of these", "unmet", Verdict.UNMET, [Line("employed", "unmet")])]
        >>> print(Explanation("en", lines))
        unmet: all of these
          unmet: employed
    """

    words: str
    """What it says."""
    outcome: str | None = None
    """Its verdict in words, which stands before it; `None`: it has none."""
    verdict: Verdict | None = None
    """The verdict; `None`: there is none."""
    parts: tuple[Block, ...] = attrs.field(default=(), converter=as_blocks)
    """What stands under it."""

    def _essentials(self) -> str:
        words = shorten(self.words, 100)
        return _tell_parts(f"{self.outcome}: {words}" if self.outcome else words, self.parts)


@final
@attrs.frozen(eq=False, repr=False)
class Table(Block):
    """Rows of words under headings; numbers stand to the right.

    Examples:
        >>> from housing_agreements.explanations.explanation import Explanation
        >>> print(Explanation("en", [Table(["commune", "leases"], [["Bordeaux", "12"]])]))
        commune   leases
        Bordeaux      12
    """

    headings: tuple[str, ...] = attrs.field(converter=_as_words)
    """The heading of each column."""
    rows: tuple[tuple[str | None, ...], ...] = attrs.field(converter=_as_rows_of_words)
    """The words of each row, one for each column; `None`: an empty cell."""
    verdicts: tuple[Verdict | None, ...] = attrs.field(default=(), converter=_as_verdicts)
    """The verdict of each row, behind the words of its last column; empty: there are none."""
    caption: str | None = None
    """What it shows; `None`: the words above it say so."""

    def __attrs_post_init__(self) -> None:
        """Each row has a cell for each column, and a verdict where there are verdicts."""
        faults = Faults("Table")
        faults.check_fields(self)
        if faults.sound("headings", "rows", "verdicts"):
            many = len(self.headings)
            if not many:
                faults.value("headings", self.headings, "at least one heading")
            for row in self.rows:
                if len(row) != many:
                    faults.value("rows", row, f"a row of {many} cells, as there are headings")
            if self.verdicts and len(self.verdicts) != len(self.rows):
                faults.value("verdicts", self.verdicts, "a verdict for each row, or none at all")
        faults.report()

    def _essentials(self) -> str:
        many = tell_number(len(self.rows), "row")
        return f"{many}: {', '.join(self.headings)}"

    @property
    def of_numbers(self) -> tuple[bool, ...]:
        """Of each column, whether it holds numbers and rates alone.

        Examples:
            >>> rows = [["Bordeaux", "1,152", "1 March 2018"], ["Lille", None, "23.5 % to 25.6 %"]]
            >>> Table(["commune", "leases", "other"], rows).of_numbers
            (False, True, False)
        """
        columns = range(len(self.headings))
        return tuple(
            bool(self.rows) and all(_is_figure(row[column]) for row in self.rows)
            for column in columns
        )


_PLAIN_NUMBER: Final = re.compile("[\u2212\u2248-]? ?[0-9][0-9., \u00a0\u202f/%]*")
_FROM_ONE_TO_ANOTHER: Final = re.compile(
    rf"{_PLAIN_NUMBER.pattern}(?:(?:to|à) {_PLAIN_NUMBER.pattern})?"
)


def _is_figure(words: str | None) -> bool:
    """Whether the words of a cell are a number or a rate, exact or within two, or nothing."""
    return not words or _FROM_ONE_TO_ANOTHER.fullmatch(words) is not None


@final
@attrs.frozen(eq=False, repr=False)
class Bar(Block):
    """A bar: what was counted, within bounds, against a level. A page draws it, a text does not.

    Examples:
        >>> from housing_agreements.explanations.explanation import Explanation
        >>> bar = Bar("12 of 40, a quarter owed", Bounds(12, 14), Bounds(10, 10), whole=40)
        >>> "<svg" in Explanation("en", [bar])._repr_html_()
        True
    """

    words: str
    """What it shows, for whoever does not see it."""
    counted: Bounds[int]
    """What was counted."""
    level: Bounds[int] | None = None
    """The level against which it is drawn; `None`: there is none."""
    whole: int | None = None
    """The end of the scale; `None`: whatever is the largest of the numbers."""
    verdict: Verdict | None = None
    """The verdict that gives its colour; `None`: there is none."""

    def _essentials(self) -> str:
        return self.words


@final
@attrs.frozen(eq=False, repr=False)
class Note(Block):
    """What a reader must know beside (*à savoir*)."""

    words: str
    """What it is."""

    def _essentials(self) -> str:
        return self.words


@final
@attrs.frozen(eq=False, repr=False)
class Cited(Block):
    """Where what stands above is written (*sources*)."""

    sources: tuple[str, ...] = attrs.field(converter=_as_words)
    """Each source."""

    def _essentials(self) -> str:
        return "; ".join(self.sources)


def cite(sources: Iterable[Source]) -> tuple[Cited, ...]:
    """The block that cites some sources; no block for none.

    Examples:
        >>> cite([Source("Code du travail", "L.1111-2")])
        (<Cited Code du travail, L.1111-2>,)
        >>> cite([])
        ()
    """
    cited = tuple(dict.fromkeys(map(str, sources))) if sources else ()  # none, as for most
    if not cited:
        return ()
    made = object.__new__(Cited)
    _set_sources_of_cited(made, cited)
    return (made,)


# An answer is many sentences, each written of words that were looked at when they were given.

_set_words_of_line, _set_outcome_of_line, _set_verdict_of_line, _set_parts_of_line = setters_of(
    Line, "words", "outcome", "verdict", "parts"
)
(_set_sources_of_cited,) = setters_of(Cited, "sources")
_set_heading_of_section, _set_outcome_of_section, _set_verdict_of_section, _set_parts_of_section = (
    setters_of(Section, "heading", "outcome", "verdict", "parts")
)


def make_line(
    words: str,
    outcome: str | None = None,
    verdict: Verdict | None = None,
    parts: tuple[Block, ...] = (),
) -> Line:
    """A line of words that are known to be right: nothing looks at them again.

    Examples:
        >>> make_line("employed", "met", Verdict.MET)
        <Line met: employed>
    """
    made = object.__new__(Line)
    _set_words_of_line(made, words)
    _set_outcome_of_line(made, outcome)
    _set_verdict_of_line(made, verdict)
    _set_parts_of_line(made, parts)
    return made


def make_section(
    heading: str,
    outcome: str | None = None,
    verdict: Verdict | None = None,
    parts: tuple[Block, ...] = (),
) -> Section:
    """A section of words that are known to be right: nothing looks at them again.

    Examples:
        >>> make_section("Leases of 2018", "met", Verdict.MET).outcome
        'met'
    """
    made = object.__new__(Section)
    _set_heading_of_section(made, heading)
    _set_outcome_of_section(made, outcome)
    _set_verdict_of_section(made, verdict)
    _set_parts_of_section(made, parts)
    return made
