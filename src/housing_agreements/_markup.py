"""Escaped elements of HTML and SVG: what is given as text can never become markup.

Only what `element` and `join` make is markup; every other value is text, and is escaped.
"""

from html import escape
from typing import Final

__all__ = ("Markup", "element", "join", "write_lines", "write_sheet")

_NEVER_CLOSED: Final = frozenset({"br", "col", "hr", "line", "rect", "path"})
"""Elements without content; in SVG they are closed at once."""


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
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _NEVER_CLOSED:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{join(*content)}</{name}>")


def join(*content: "Markup | str") -> Markup:
    """Several pieces, one after the other, escaped unless they are markup.

    Examples:
        >>> join("a < b", element("br"), "c")
        'a &lt; b<br/>c'
    """
    return Markup("".join(_write_piece(piece) for piece in content))


def _write_piece(piece: "Markup | str") -> str:
    return piece if isinstance(piece, Markup) else escape(piece)


_STYLE: Final = """
.housing-agreements{--ink:#1b1b1f;--soft:#5a5a66;--rule:#c9c9d1;--back:#ffffff;--met:#0b6b3a;\
--unmet:#a3123a;--open:#7a4b00;--level:#1b1b1f;color:var(--ink);background:var(--back);\
font:15px/1.45 system-ui,sans-serif;max-width:60rem;padding:.75rem;box-sizing:border-box;\
overflow-wrap:anywhere;text-align:start}
.housing-agreements *{box-sizing:border-box;max-width:100%}
.housing-agreements h3,.housing-agreements h4,.housing-agreements h5{margin:.9em 0 .25em;\
line-height:1.25;color:inherit;font-weight:600}
.housing-agreements h3{font-size:1.2em}.housing-agreements h4{font-size:1.05em}
.housing-agreements h5{font-size:1em}
.housing-agreements p{margin:.2em 0}
.housing-agreements ul{margin:.1em 0;padding:0;list-style:none}
.housing-agreements ul ul{padding-inline-start:1.1em}
.housing-agreements li{margin:.15em 0}
.housing-agreements section section{border-inline-start:2px solid var(--rule);\
padding-inline-start:.7em;margin:.4em 0}
.housing-agreements .verdict{font-weight:600;white-space:normal}
.housing-agreements .met{color:var(--met)}.housing-agreements .unmet{color:var(--unmet)}
.housing-agreements .open{color:var(--open)}
.housing-agreements .note,.housing-agreements .sources{color:var(--soft);font-size:.93em}
.housing-agreements table{border-collapse:collapse;margin:.4em 0;background:none;color:inherit;\
font-size:.95em}
.housing-agreements caption{text-align:start;font-weight:600;padding:.2em 0}
.housing-agreements th,.housing-agreements td{border-bottom:1px solid var(--rule);\
padding:.2em .6em .2em 0;text-align:start;vertical-align:top;background:none;color:inherit}
.housing-agreements .number{text-align:end;font-variant-numeric:tabular-nums}
.housing-agreements svg{display:block;width:100%;height:16px;margin:.25em 0}
.housing-agreements .met rect{fill:var(--met)}.housing-agreements .unmet rect{fill:var(--unmet)}
.housing-agreements .open rect,.housing-agreements .plain rect{fill:var(--open)}
.housing-agreements rect.whole{fill:var(--rule)!important;opacity:.45}
.housing-agreements rect.perhaps{opacity:.45}
.housing-agreements svg.steps{height:80px}
.housing-agreements .level{stroke:var(--level);stroke-width:2;vector-effect:non-scaling-stroke}
.housing-agreements rect.level-range{fill:var(--level)!important;opacity:.35}
@media(prefers-color-scheme:dark){.housing-agreements{--ink:#ececf1;--soft:#a9a9b6;--rule:#4a4a55;\
--back:#17171b;--met:#5fd39a;--unmet:#ff8aa5;--open:#f0b65a;--level:#ececf1}}
@media print{.housing-agreements{max-width:none}}
"""


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


def write_lines(text: str) -> Markup:
    """A text of several lines, each set in as far as it begins.

    Examples:
        >>> write_lines("parties:" + chr(10) + "  State")
        '<p>parties:</p><p style="padding-inline-start:1.2em">State</p>'
    """
    lines = []
    for line in text.splitlines():
        words = line.lstrip(" ")
        depth = (len(line) - len(words)) * 6
        indent = f"padding-inline-start:{depth // 10}.{depth % 10}em" if depth else None
        lines.append(element("p", words, style=indent))
    return join(*lines)
