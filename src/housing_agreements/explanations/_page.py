"""The page of an explanation: HTML and inline SVG.

It has no script and asks for nothing. Each colour has a word beside it. What is given as text is
escaped, and kept apart in the direction in which it is read. A page shows at most some hundreds of
the blocks under one heading, and says how many it leaves out: a browser can open it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Final

import attrs

from housing_agreements._markup import Markup, element, join, write_sheet
from housing_agreements._records import shorten
from housing_agreements.explanations.blocks import (
    DEEPEST,
    Bar,
    Block,
    Cited,
    Line,
    Note,
    Section,
    Table,
)
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.texts import NOTE, SOURCES, Language, Text, colon, number, semicolon
from housing_agreements.values.verdicts import Verdict

__all__ = ("write_page",)

_MOST_BLOCKS: Final = 300
"""How many blocks, or rows, a page shows under one heading."""
_LONGEST_SENTENCE: Final = 2_000
"""The most characters of one sentence that a page shows."""
_MORE_LEFT_OUT: Final = Text("{} more are left out here", "{} autres ne sont pas montrés ici")
_MORE_BELOW: Final = Text("more stands below, left out here", "la suite n'est pas montrée ici")
_MARGIN: Final = 20
"""Which part of a bar is left free at its end where nothing else gives it a length."""
_BAR_WIDTH: Final = 1_000
"""The width of a bar in its own units."""

_MARKS: Final = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNDETERMINED: "?"}
_CLASSES: Final = {Verdict.MET: "met", Verdict.UNMET: "unmet", Verdict.UNDETERMINED: "open"}


def write_page(blocks: Sequence[Block], language: Language) -> Markup:
    """The page of blocks, that stands by itself within another one."""
    return write_sheet(*_write_some(blocks, 0, language), language=language)


def _write_some(blocks: Sequence[Block], depth: int, language: Language) -> Iterator[Markup]:
    """The first blocks under one heading, those that are sentences as one list."""
    shown = blocks[:_MOST_BLOCKS]
    for is_sentence, group in groupby(shown, lambda block: isinstance(block, Line)):
        written = (_write_block(block, depth, language) for block in group)
        if is_sentence:
            yield element("ul", *(element("li", *parts) for parts in written))
        else:
            for parts in written:
                yield from parts
    yield from _say_how_many_more(len(blocks), language)


def _say_how_many_more(many: int, language: Language) -> Iterator[Markup]:
    if many > _MOST_BLOCKS:
        words = _MORE_LEFT_OUT.say(language).format(number(many - _MOST_BLOCKS, language))
        yield element("p", words, class_="note")


def _write_block(block: Block, depth: int, language: Language) -> tuple[Markup, ...]:
    match block:
        case Section():
            return _write_section(block, depth, language)
        case Line():
            return _write_line(block, depth, language)
        case Note():
            return _write_note(block, language)
        case Cited():
            return _write_cited(block, language)
        case Table():
            return _write_rows(block, language)
        case _:
            assert isinstance(block, Bar)  # noqa: S101  # the only other one
            return _draw_bar(block)


def _write_section(block: Section, depth: int, language: Language) -> tuple[Markup, ...]:
    outcome = (colon(language), _write_outcome(block)) if block.outcome else ()
    heading = element(f"h{min(3 + depth, 6)}", _cut(block.heading), *outcome)
    return (element("section", heading, *_write_below(block.parts, depth, language)),)


def _write_line(block: Line, depth: int, language: Language) -> tuple[Markup, ...]:
    outcome = (_write_outcome(block), colon(language)) if block.outcome else ()
    level = f"({depth}) " if depth > DEEPEST else ""
    head = element("span", level, *outcome, _cut(block.words))
    return (head, *_write_below(block.parts, depth, language))


def _write_below(blocks: Sequence[Block], depth: int, language: Language) -> Iterable[Markup]:
    """What stands under a block; from some depth on it is no longer set in further."""
    if depth < DEEPEST:
        return _write_some(blocks, depth + 1, language)
    return _write_deep(blocks, depth + 1, language)


def _write_deep(blocks: Sequence[Block], depth: int, language: Language) -> Iterator[Markup]:
    # A tree may be deeper than Python calls: what waits is kept in a list.
    waiting = [(depth, iter(blocks))]
    for _ in range(_MOST_BLOCKS):
        block = None
        while waiting and block is None:
            depth, level = waiting[-1]
            block = next(level, None)
            if block is None:
                waiting.pop()
        if block is None:
            return
        if isinstance(block, (Line, Section)):
            alone = attrs.evolve(block, parts=())
            yield element("p", *_write_block(alone, depth, language))
            waiting.append((depth + 1, iter(block.parts)))
        else:
            yield from _write_block(block, depth, language)
    yield element("p", _MORE_BELOW.say(language), class_="note")


def _write_note(block: Note, language: Language) -> tuple[Markup, ...]:
    words = f"{NOTE.say(language)}{colon(language)}{_cut(block.words)}"
    return (element("p", words, class_="note"),)


def _write_cited(block: Cited, language: Language) -> tuple[Markup, ...]:
    one, several = SOURCES
    word = (one if len(block.sources) == 1 else several).say(language)
    cited = semicolon(language).join(map(_cut, block.sources))
    return (element("p", f"{word}{colon(language)}{cited}", class_="sources"),)


def _write_rows(block: Table, language: Language) -> tuple[Markup, ...]:
    sides = ["number" if of_numbers else None for of_numbers in block.of_numbers]
    headings = (
        element("th", heading, scope="col", class_=side)
        for heading, side in zip(block.headings, sides, strict=True)
    )
    rows = []
    verdicts = block.verdicts or (None,) * len(block.rows)
    for row, verdict in islice(zip(block.rows, verdicts, strict=True), _MOST_BLOCKS):
        *cells, last = (_cut(words or "") for words in row)
        written = (
            element("td", words, class_=side) for words, side in zip(cells, sides, strict=False)
        )
        rows.append(
            element("tr", *written, element("td", _mark_verdict(last, verdict), class_=sides[-1]))
        )
    table = element(
        "table",
        *([element("caption", _cut(block.caption))] if block.caption else []),
        element("thead", element("tr", *headings)),
        element("tbody", *rows),
    )
    return (table, *_say_how_many_more(len(block.rows), language))


def _draw_bar(block: Bar) -> tuple[Markup, ...]:
    scale = [0, block.whole, *_ends(block.counted), *_ends(block.level)]
    known = [end for end in scale if end is not None]
    first, last = min(known), max(known)
    if first == last:
        return ()
    if block.whole is None:  # what is owed may be the largest number: it stands within the bar
        last += -(-(last - first) // _MARGIN)

    def place(value: int) -> int:
        return (value - first) * _BAR_WIDTH // (last - first)

    def draw(low: int, high: int, kind: str) -> Markup:
        start, width = place(low), max(place(high) - place(low), 1)
        return element("rect", x=start, y=2, width=width, height=12, class_=kind)

    low, high = block.counted.low, block.counted.high
    drawn = [draw(first, last, "whole")]
    drawn += [draw(min(0, low), max(0, low), "surely")] if low else []
    drawn += [draw(low, last if high is None else high, "perhaps")] if low != high else []
    if block.level is not None:
        start, end = block.level.low, last if block.level.high is None else block.level.high
        drawn += [draw(start, end, "level-range")] if start != end else []
        drawn += [
            element("line", x1=place(limit), x2=place(limit), y1=0, y2=16, class_="level")
            for limit in dict.fromkeys((start, end))
        ]
    colour = "plain" if block.verdict is None else _CLASSES[block.verdict]
    title = element("title", _cut(block.words))
    view = {"viewBox": f"0 0 {_BAR_WIDTH} 16", "preserveAspectRatio": "none", "role": "img"}
    return (element("svg", title, *drawn, class_=colour, **view),)


def _ends(bounds: Bounds[int] | None) -> tuple[int | None, ...]:
    return () if bounds is None else (bounds.low, bounds.high)


def _write_outcome(block: Section | Line) -> Markup:
    return _mark_verdict(_cut(block.outcome or ""), block.verdict)


def _mark_verdict(words: str, verdict: Verdict | None) -> Markup:
    """Words in the colour of a verdict, after its mark."""
    if verdict is None:
        return join(words)
    mark = element("span", _MARKS[verdict], aria_hidden="true")
    return element("span", mark, f" {words}", class_=f"verdict {_CLASSES[verdict]}")


def _cut(words: str) -> str:
    return shorten(words, _LONGEST_SENTENCE) if len(words) > _LONGEST_SENTENCE else words
