"""The text of an explanation, for 80 columns.

No line is longer, unless one word is. What goes on over a line goes on below its first word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from housing_agreements.explanations.blocks import DEEPEST, Block, Cited, Line, Note, Section, Table
from housing_agreements.values.texts import NOTE, SOURCES, Language, colon, semicolon

__all__ = ("WIDTH", "say_head", "write_text")

WIDTH: Final = 80
"""How many columns a text has."""
_INDENT: Final = 2
_INDENTS: Final = [" " * (_INDENT * depth) for depth in range(DEEPEST + 1)]
_BETWEEN_COLUMNS: Final = 2
_OTHER_BLANK: Final = re.compile(r"[\t\n\v\f\r]")
_EMPTY_CELL: Final = "\u2013"


def write_text(blocks: Iterable[Block], language: Language, width: int = WIDTH) -> str:
    """The text of blocks, a line or several for each of them."""
    lines: list[str] = []
    # A tree may be deeper than Python calls: what waits is kept in a list.
    waiting: list[Iterator[Block]] = [iter(blocks)]
    while waiting:
        depth = len(waiting) - 1
        indent = _INDENTS[depth] if depth <= DEEPEST else f"{_INDENTS[DEEPEST]}({depth}) "
        for block in waiting[-1]:
            head = say_head(block, language)
            parts = block.parts if isinstance(block, (Line, Section)) else ()
            line = indent + head
            if len(line) <= width and head:
                lines.append(line)
            else:
                lines += _fold(head, depth, width)
            if parts:
                waiting.append(iter(parts))
                break
            if isinstance(block, Table):
                lines += _write_table(block, min(depth, DEEPEST) * _INDENT, width, language)
        else:
            waiting.pop()
    return "\n".join(lines)


def say_head(block: Block, language: Language) -> str:
    """What a block says by itself, without what stands under it; empty: nothing."""
    if isinstance(block, Line):
        return f"{block.outcome}{colon(language)}{block.words}" if block.outcome else block.words
    if isinstance(block, Section):
        outcome = block.outcome
        return f"{block.heading}{colon(language)}{outcome}" if outcome else block.heading
    if isinstance(block, Note):
        return f"{NOTE.say(language)}{colon(language)}{block.words}"
    if isinstance(block, Cited):
        return _say_sources(block.sources, language)
    return (block.caption or "") if isinstance(block, Table) else ""  # a bar is for a page alone


@lru_cache(maxsize=256)
def _say_sources(sources: tuple[str, ...], language: Language) -> str:
    """The sources of a block, on one line."""
    one, several = SOURCES
    word = (one if len(sources) == 1 else several).say(language)
    return f"{word}{colon(language)}{semicolon(language).join(sources)}"


@lru_cache(maxsize=256)  # the same sources and headings stand in many answers
def _fold(words: str, depth: int, width: int) -> tuple[str, ...]:
    """Words that are too long for one line on several, indented by their depth; none for none."""
    if not words:
        return ()
    level = f"({depth}) " if depth > DEEPEST else ""
    return tuple(_wrap(level + words, width, _INDENTS[min(depth, DEEPEST)], " " * _INDENT))


def _wrap(words: str, width: int, indent: str = "", further: str = "") -> list[str]:
    """Words on lines of at most a width, indented, all but the first further."""
    # As `textwrap` does it, in fewer steps: sources and headings are often folded.
    lines: list[str] = []
    said = (words if words.isprintable() else _OTHER_BLANK.sub(" ", words)).strip(" ")
    start, last = 0, len(said)
    while start < last:
        room = width - len(indent)
        end = last if last - start <= room else said.rfind(" ", start, start + room + 1)
        if end <= start:  # its first word is too long
            end = said.find(" ", start)
            end = last if end < 0 else end
        lines.append(indent + said[start:end].rstrip(" "))
        start = end
        while start < last and said[start] == " ":
            start += 1
        if len(lines) == 1:
            indent += further
    return lines


def _write_table(table: Table, indent: int, width: int, language: Language) -> Iterator[str]:
    """The rows of a table under each other, in columns as wide as they must be.

    Where the words of a row do not fit side by side, its cells stand under each other.
    """
    rows = [[words or "" for words in row] for row in (table.headings, *table.rows)]
    widths = _find_widths(rows, width - indent)
    room = " " * indent
    if widths is None:
        yield from _stack_cells(table, room, width, language)
        return
    of_numbers = table.of_numbers
    for row in rows:
        cells = [_wrap(words, width) for words, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            placed = (
                part.rjust(width) if right else part.ljust(width)
                for part, width, right in zip(parts, widths, of_numbers, strict=True)
            )
            yield (room + (" " * _BETWEEN_COLUMNS).join(placed)).rstrip()


def _stack_cells(table: Table, indent: str, width: int, language: Language) -> Iterator[str]:
    """The cells of each row under each other, after their headings."""
    further = " " * _INDENT
    if not table.rows:
        yield from _wrap(", ".join(table.headings), width, indent, further)
    for row in table.rows:
        named = zip(table.headings, row, strict=True)
        told = (f"{heading}{colon(language)}{cell or _EMPTY_CELL}" for heading, cell in named)
        for index, words in enumerate(told):
            yield from _wrap(words, width, indent + (further if index else ""), further)


def _find_widths(rows: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """The width of each column, where all fit side by side; a word is never cut."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    least = [max(len(word) for cell in column for word in cell.split(" ")) for column in columns]
    room -= _BETWEEN_COLUMNS * (len(widths) - 1)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda column: widths[column] - least[column])
        widths[widest] -= 1
    return widths
