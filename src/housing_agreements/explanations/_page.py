"""The page of an explanation: HTML and inline SVG.

It has no script and asks for nothing. Each colour has a word beside it. What is given as text is
escaped, and kept apart in the direction in which it is read. A page shows at most some hundreds of
the blocks under one heading, some thousands in all, and says how many it leaves out: a browser can
open it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Final

from housing_agreements._checks import make
from housing_agreements._markup import (
    LONGEST_HEADING,
    MOST_SHOWN,
    Markup,
    cut,
    element,
    join,
    write_sheet,
)
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
from housing_agreements.values.texts import NOTE, SOURCES, Language, Text, colon, semicolon
from housing_agreements.values.verdicts import Verdict

__all__ = ("write_page",)

_MOST_IN_ALL: Final = 3_000
"""How many blocks and rows a page shows in all."""
_MORE_LEFT_OUT: Final = (
    Text("{many} more is left out here", "{many} de plus ne figure pas ici"),
    Text("{many} more are left out here", "{many} de plus ne figurent pas ici"),
)
"""What stands for one that is left out, and for several."""
_MORE_BELOW: Final = Text("more stands below, left out here", "la suite ne figure pas ici")
_MARGIN: Final = 20
"""Which part of a bar is left free at its end where nothing else gives it a length."""
_BAR_WIDTH: Final = 1_000
"""The width of a bar in its own units."""
_NARROW: Final = 2
"""The most columns of a table that a telephone shows side by side."""
_NO_BREAK: Final = "\u00a0"

_MARKS: Final = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNDETERMINED: "?"}
_CLASSES: Final = {
    Verdict.MET: "ha-met",
    Verdict.UNMET: "ha-unmet",
    Verdict.UNDETERMINED: "ha-open",
}


def write_page(blocks: Sequence[Block], language: Language) -> Markup:
    """The page of blocks, that stands by itself within another one."""
    return write_sheet(*_Page(language).write_some(blocks, 0), language=language)


class _Page:
    """A page in the making: how much more it may show."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._room = _MOST_IN_ALL

    def _take(self, many: int) -> int:
        """How many of so many may be shown here."""
        taken = min(many, MOST_SHOWN, self._room)
        self._room -= taken
        return taken

    def write_some(self, blocks: Sequence[Block], depth: int) -> Iterator[Markup]:
        """The first blocks under one heading, those that are sentences as one list."""
        shown = self._take(len(blocks))
        for is_sentence, group in groupby(blocks[:shown], lambda block: isinstance(block, Line)):
            written = (self._write_block(block, depth) for block in group)
            if is_sentence:
                yield element("ul", *(element("li", *parts) for parts in written))
            else:
                for parts in written:
                    yield from parts
        yield from self._say_how_many_more(len(blocks) - shown)

    def _say_how_many_more(self, many: int) -> Iterator[Markup]:
        if many:
            words = _MORE_LEFT_OUT[many != 1].say(self._language, many=many)
            yield element("p", words, class_="ha-note")

    def _write_block(self, block: Block, depth: int) -> tuple[Markup, ...]:
        match block:
            case Section():
                return self._write_section(block, depth)
            case Line():
                return self._write_line(block, depth)
            case Note():
                return (element("p", *self._name(NOTE, block.words), class_="ha-note"),)
            case Cited():
                words = semicolon(self._language).join(map(cut, block.sources))
                named = self._name(SOURCES[len(block.sources) != 1], words)
                return (element("p", *named, class_="ha-sources"),)
            case Table():
                return self._write_table(block)
            case _:
                assert isinstance(block, Bar)  # noqa: S101  # the only other one
                return _draw_bar(block)

    def _name(self, name: Text, words: str) -> tuple[str, str, str]:
        return name.say(self._language), colon(self._language), cut(words)

    def _write_section(self, block: Section, depth: int) -> tuple[Markup, ...]:
        outcome = (colon(self._language), _write_outcome(block)) if block.outcome else ()
        heading = element(
            f"h{min(3 + depth, 6)}", cut(block.heading, most=LONGEST_HEADING), *outcome
        )
        return (element("section", heading, *self._write_below(block.parts, depth)),)

    def _write_line(self, block: Line, depth: int) -> tuple[Markup, ...]:
        outcome = (_write_outcome(block), colon(self._language)) if block.outcome else ()
        level = f"({depth}) " if depth > DEEPEST else ""
        head = element("span", level, *outcome, cut(block.words))
        return (head, *self._write_below(block.parts, depth))

    def _write_below(self, blocks: Sequence[Block], depth: int) -> Iterable[Markup]:
        """What stands under a block; from some depth on it is no longer set in further."""
        if depth < DEEPEST:
            return self.write_some(blocks, depth + 1)
        return self._write_deep(blocks, depth + 1)

    def _write_deep(self, blocks: Sequence[Block], depth: int) -> Iterator[Markup]:
        # A tree may be deeper than Python calls: what waits is kept in a list.
        waiting = [(depth, iter(blocks))]
        for _ in range(MOST_SHOWN):
            block = None
            while waiting and block is None:
                depth, level = waiting[-1]
                block = next(level, None)
                if block is None:
                    waiting.pop()
            if block is None:
                return
            if not self._take(1):
                yield element("p", _MORE_BELOW.say(self._language), class_="ha-note")
                return
            if isinstance(block, (Line, Section)):
                words = block.heading if isinstance(block, Section) else block.words
                alone = make(
                    Line, words=words, outcome=block.outcome, verdict=block.verdict, parts=()
                )
                yield element("p", *self._write_line(alone, depth))
                waiting.append((depth + 1, iter(block.parts)))
            else:
                yield from self._write_block(block, depth)
        if any(next(level, None) is not None for _, level in waiting):
            yield element("p", _MORE_BELOW.say(self._language), class_="ha-note")

    def _write_table(self, block: Table) -> tuple[Markup, ...]:
        sides = ["ha-number" if of_numbers else None for of_numbers in block.of_numbers]
        headings = (
            element("th", cut(heading), scope="col", class_=side)
            for heading, side in zip(block.headings, sides, strict=True)
        )
        shown = self._take(len(block.rows))
        verdicts = block.verdicts or (None,) * len(block.rows)
        is_wide = len(block.headings) > _NARROW
        others = block.headings[1:]
        named = [None, *(f"{cut(heading)}{colon(self._language)}" for heading in others)]
        rows = []
        for row, verdict in islice(zip(block.rows, verdicts, strict=True), shown):
            *before, last = (cut(words or "") for words in row)
            cells = (*before, _mark_verdict(last, verdict))
            written = (
                element("td", words, class_=side, data_of=name if is_wide and words else None)
                for words, side, name in zip(cells, sides, named, strict=True)
            )
            rows.append(element("tr", *written))
        table = element(
            "table",
            *([element("caption", cut(block.caption))] if block.caption else []),
            element("thead", element("tr", *headings)),
            element("tbody", *rows),
            class_="ha-wide" if is_wide else None,
        )
        return (table, *self._say_how_many_more(len(block.rows) - shown))


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
        return element("rect", x=start, y=2, width=width, height=12, class_=f"ha-{kind}")

    low, high = block.counted.low, block.counted.high
    drawn = [draw(first, last, "whole")]
    drawn += [draw(min(0, low), max(0, low), "surely")] if low else []
    drawn += [draw(low, last if high is None else high, "perhaps")] if low != high else []
    if block.level is not None:
        start, end = block.level.low, last if block.level.high is None else block.level.high
        drawn += [draw(start, end, "level-range")] if start != end else []
        drawn += [
            element("line", x1=place(limit), x2=place(limit), y1=0, y2=16, class_=f"ha-{kind}")
            for limit in dict.fromkeys((start, end))
            for kind in ("around", "level")
        ]
    colour = "ha-plain" if block.verdict is None else _CLASSES[block.verdict]
    title = element("title", cut(block.words))
    view = {"viewBox": f"0 0 {_BAR_WIDTH} 16", "preserveAspectRatio": "none", "role": "img"}
    return (element("svg", title, *drawn, class_=colour, **view),)


def _ends(bounds: Bounds[int] | None) -> tuple[int | None, ...]:
    return () if bounds is None else (bounds.low, bounds.high)


def _write_outcome(block: Section | Line) -> Markup:
    return _mark_verdict(cut(block.outcome or ""), block.verdict)


def _mark_verdict(words: str, verdict: Verdict | None) -> Markup:
    """Words in the colour of a verdict, after its mark."""
    if verdict is None:
        return join(words)
    mark = element("span", _MARKS[verdict], aria_hidden="true")
    words = f"{_NO_BREAK}{words}"
    return element("span", mark, words, class_=f"ha-verdict {_CLASSES[verdict]}")
