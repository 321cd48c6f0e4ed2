"""Escaped elements of HTML and SVG: what is given as text can never become markup.

Only what `element` and `join` make is markup; every other value is text. Text is escaped, what no
page can hold is replaced, and letters that are read from right to left stay among themselves.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

__all__ = (
    "LONGEST_HEADING",
    "MOST_SHOWN",
    "Markup",
    "cut",
    "element",
    "join",
    "write_sheet",
    "write_told",
)

MOST_SHOWN: Final = 300
"""How many blocks, or rows, a page shows under one heading: a browser can open it."""
_LONGEST_SENTENCE: Final = 2_000
"""The most characters of one sentence that a page shows."""
LONGEST_HEADING: Final = 300
"""The most characters of a heading that a page shows."""
_NEVER_CLOSED: Final = frozenset({"br", "col", "hr", "line", "rect", "path"})
"""Elements without content; in SVG they are closed at once."""
_ONLY_TEXT: Final = frozenset({"title", "option", "textarea"})
"""Elements in which no other one may stand."""
_NEVER_SHOWN: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065"
    "\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What no page can hold, and marks that change the order of reading."""
_IN_ITS_PLACE: Final = "\ufffd"
_RIGHT_TO_LEFT: Final = (
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_RUN_TO_THE_LEFT: Final = re.compile(rf"({_RIGHT_TO_LEFT}(?:[\W\d_]*{_RIGHT_TO_LEFT})*)")
"""Letters that are read from right to left, with what stands between them."""


class Markup(str):
    """A piece of HTML or SVG, sound as it stands.

    Examples:
        >>> Markup("<b>") + "&"
        '<b>&'
    """

    __slots__ = ()


def element(name: str, *content: "Markup | str", **attributes: "str | int | None") -> Markup:
    """An element with its content, escaped unless it is markup.

    Args:
        name: Its name, such as "p".
        content: Markup, or text, which is escaped.
        attributes: Its attributes, which are escaped; `None` leaves one out. An underscore at the
            end is dropped and one within is a hyphen: `class_="total"`, `stroke_width=2`.

    Examples:
        >>> element("p", "half < whole", class_="note")
        '<p class="note">half &lt; whole</p>'
        >>> element("rect", width=3)
        '<rect width="3"/>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _NEVER_CLOSED:
        return Markup(f"<{name}{written}/>")
    within = "".join(map(_escape, content)) if name in _ONLY_TEXT else join(*content)
    return Markup(f"<{name}{written}>{within}</{name}>")


def join(*content: "Markup | str") -> Markup:
    """Several pieces, one after the other, escaped unless they are markup.

    Examples:
        >>> join("a < b", element("br"), "c")
        'a &lt; b<br/>c'
        >>> join("at ", chr(0x5D0), ": 2") == f"at <bdi>{chr(0x5D0)}</bdi>: 2"
        True
    """
    return Markup("".join(_write_piece(piece) for piece in content))


def _write_piece(piece: "Markup | str") -> str:
    if isinstance(piece, Markup):
        return piece
    if piece.isascii():
        return _escape(piece)
    # Every other part is a run. They are parted first: what is escaped has letters of its own.
    parts = _RUN_TO_THE_LEFT.split(piece)
    return "".join(
        f"<bdi>{_escape(part)}</bdi>" if index % 2 else _escape(part)
        for index, part in enumerate(parts)
    )


def _escape(text: str) -> str:
    return escape(text if text.isprintable() else _NEVER_SHOWN.sub(_IN_ITS_PLACE, text))


def cut(words: str, *, most: int = _LONGEST_SENTENCE) -> str:
    """Words as a page shows them, cut where they are longer than a long sentence.

    Examples:
        >>> cut("leases of 2018"), len(cut("x" * 10_000))
        ('leases of 2018', 2000)
    """
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


_LIGHT: Final = """--ha-ink:#1b1b1f;--ha-soft:#5a5a66;--ha-rule:#c9c9d1;--ha-back:#fff;\
--ha-met:#0b6b3a;--ha-unmet:#a3123a;--ha-open:#7a4b00;--ha-plain:#3d5a80;color-scheme:light"""
_DARK: Final = """--ha-ink:#ececf1;--ha-soft:#a9a9b6;--ha-rule:#4a4a55;--ha-back:#17171b;\
--ha-met:#5fd39a;--ha-unmet:#ff8aa5;--ha-open:#f0b65a;--ha-plain:#8fb3e0;color-scheme:dark"""


def _select(*themes: str) -> str:
    return ",".join(f"{theme} .housing-agreements" for theme in themes)


# What JupyterLab, Visual Studio Code, Colab, and the sites of Sphinx and MkDocs say of themselves.
_DARK_PAGES: Final = _select(
    "[data-jp-theme-light=false]",
    "[data-vscode-theme-kind*=dark]",
    ".vscode-dark",
    "[data-theme=dark]",
    "[theme=dark]",
    "[data-md-color-scheme=slate]",
)
_LIGHT_PAGES: Final = _select(
    "[data-jp-theme-light=true]",
    "[data-vscode-theme-kind*=light]",
    ".vscode-light",
    "[data-theme=light]",
    "[theme=light]",
    "[data-md-color-scheme=default]",
)
# Its own background, as well as its own ink: it can be read on any page. The elements bear the
# name of the sheet three times where a notebook would else stripe its tables.
_STYLE: Final = (
    f".housing-agreements{{{_LIGHT}}}"
    f"@media screen and (prefers-color-scheme:dark){{.housing-agreements{{{_DARK}}}}}"
    f"@media screen{{{_LIGHT_PAGES}{{{_LIGHT}}}{_DARK_PAGES}{{{_DARK}}}}}"
    """
.housing-agreements{color:var(--ha-ink);background:var(--ha-back);\
font:15px/1.45 system-ui,sans-serif;max-width:60rem;padding:.75rem;box-sizing:border-box;\
overflow-wrap:anywhere;text-align:start}
.housing-agreements *{box-sizing:border-box;max-width:100%}
.housing-agreements h3,.housing-agreements h4,.housing-agreements h5,.housing-agreements h6{\
margin:.9em 0 .25em;padding:0;line-height:1.25;color:inherit;font-weight:600;border:0}
.housing-agreements h3{font-size:1.2em}.housing-agreements h4{font-size:1.05em}
.housing-agreements h5,.housing-agreements h6{font-size:1em}
.housing-agreements>h3:first-of-type,.housing-agreements>section:first-of-type>h3{margin-top:0}
.housing-agreements p{margin:.2em 0}
.housing-agreements ul{margin:.1em 0;padding:0;list-style:none}
.housing-agreements ul ul{padding-inline-start:.8em;margin-inline-start:.25em;\
border-inline-start:1px solid var(--ha-rule)}
.housing-agreements li{margin:.15em 0}
.housing-agreements section section{border-inline-start:2px solid var(--ha-rule);\
padding-inline-start:.7em;margin:.5em 0}
.housing-agreements section section>h4:first-child,.housing-agreements section section>\
h5:first-child,.housing-agreements section section>h6:first-child{margin-top:0}
.housing-agreements li:has(>.ha-sources){margin-bottom:.7em}
.housing-agreements .ha-verdict{font-weight:600;overflow-wrap:break-word}
.housing-agreements .ha-met{color:var(--ha-met)}
.housing-agreements .ha-unmet{color:var(--ha-unmet)}
.housing-agreements .ha-open{color:var(--ha-open)}
.housing-agreements .ha-note,.housing-agreements .ha-sources{color:var(--ha-soft);font-size:.93em}
.housing-agreements table{border-collapse:collapse;margin:.4em 0;background:none;color:inherit;\
font-size:.95em;border:0}
.housing-agreements caption{text-align:start;font-weight:600;padding:.2em 0;color:inherit}
.housing-agreements.housing-agreements.housing-agreements tr{background:none}
.housing-agreements.housing-agreements th,.housing-agreements.housing-agreements td{border:0;\
border-bottom:1px solid var(--ha-rule);padding:.25em 1em .25em 0;text-align:start;\
vertical-align:top;background:none;color:inherit}
.housing-agreements th{font-weight:600}
.housing-agreements thead th{overflow-wrap:break-word}
.housing-agreements .ha-told th{min-width:9em}
.housing-agreements.housing-agreements .ha-number{text-align:end;\
font-variant-numeric:tabular-nums;white-space:nowrap}
.housing-agreements svg{display:block;width:100%;height:16px;margin:.25em 0}
.housing-agreements .ha-met rect{fill:var(--ha-met)}
.housing-agreements .ha-unmet rect{fill:var(--ha-unmet)}
.housing-agreements .ha-open rect{fill:var(--ha-open)}
.housing-agreements .ha-plain rect{fill:var(--ha-plain)}
.housing-agreements svg .ha-whole{fill:var(--ha-rule);opacity:.45}
.housing-agreements .ha-perhaps{opacity:.45}
.housing-agreements svg.ha-steps{height:80px;max-width:30rem;border-bottom:1px solid var(--ha-rule)}
.housing-agreements .ha-level{stroke:var(--ha-ink);stroke-width:2;\
vector-effect:non-scaling-stroke}
.housing-agreements .ha-around{stroke:var(--ha-back);stroke-width:6;\
vector-effect:non-scaling-stroke}
.housing-agreements svg .ha-level-range{fill:var(--ha-ink);opacity:.35}
@media(max-width:30rem){
.housing-agreements .ha-wide thead{display:none}
.housing-agreements .ha-wide tr{display:block;padding:.35em 0;\
border-bottom:1px solid var(--ha-rule)}
.housing-agreements .ha-told tr{display:block;padding:.35em 0;\
border-bottom:1px solid var(--ha-rule)}
.housing-agreements.housing-agreements .ha-told th,.housing-agreements.housing-agreements \
.ha-told td,.housing-agreements.housing-agreements .ha-wide td{display:block;border:0;padding:0;\
text-align:start;white-space:normal}
.housing-agreements .ha-wide td:first-child{font-weight:600}
.housing-agreements .ha-wide [data-of]::before{content:attr(data-of);color:var(--ha-soft)}}
@media print{.housing-agreements{max-width:none}}
"""
)


def write_sheet(*content: Markup, language: str) -> Markup:
    """A piece of a page that stands by itself within another one, in the light and in the dark.

    Its elements bear the names of the style above; it loads nothing and runs nothing.
    """
    return element(
        "div",
        element("style", Markup(_STYLE)),
        *content,
        class_="housing-agreements",
        lang=language,
        dir="ltr",
    )


Lines = tuple[str, Sequence["Lines"]]
"""A line, and those that are set in under it."""


def write_told(text: str) -> Markup:
    """What a value says of itself, in English: its name, then what is set in under it.

    A line of the form "name: words" is a row of a table.

    Examples:
        >>> write_told("Gironde (33): department 33")
        '<p><b>Gironde (33)</b>: department 33</p>'
    """
    lines = _set_in(
        [(len(line) - len(line.lstrip(" ")), line.strip()) for line in text.splitlines()]
    )
    return join(*_write_lines(lines, 3))


def _set_in(lines: Sequence[tuple[int, str]]) -> Sequence[Lines]:
    """Lines, each with those under it: those that are set in further."""
    roots: list[Lines] = []
    levels: list[tuple[int, list[Lines]]] = [(-1, roots)]
    for depth, words in lines:
        while depth <= levels[-1][0]:
            levels.pop()
        below: list[Lines] = []
        levels[-1][1].append((words, below))
        levels.append((depth, below))
    return roots


def _write_lines(lines: Sequence[Lines], level: int) -> Iterator[Markup]:
    rows: list[Markup] = []
    for words, below in lines[:MOST_SHOWN]:
        name, colon, rest = cut(words).partition(": ")
        if below or level == _TOP or not rest:
            yield from _close(rows)
        if below:
            heading = cut(words.removesuffix(":"), most=LONGEST_HEADING)
            yield element(f"h{min(level, 6)}", heading)
            yield from _write_lines(below, level + 1)
        elif not rest:
            yield element("p", name)
        elif level == _TOP:
            yield element("p", element("b", name), colon, rest)
        else:
            rows.append(element("tr", element("th", name, scope="row"), element("td", rest)))
    yield from _close(rows)
    if len(lines) > MOST_SHOWN:
        many = len(lines) - MOST_SHOWN
        left_out = f"{many:,} more {'is' if many == 1 else 'are'} left out here"
        yield element("p", left_out, class_="ha-note")


def _close(rows: list[Markup]) -> Iterator[Markup]:
    if rows:
        yield element("table", element("tbody", *rows), class_="ha-told")
        rows.clear()


_TOP: Final = 3
"""The level of the first heading."""
