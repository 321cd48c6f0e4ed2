"""Escaped elements of HTML and SVG: what is given as text can never become markup.

Only what `element` and `join` make is markup; every other value is text, and is escaped.
"""

from html import escape
from typing import Final

__all__ = ("Markup", "element", "join")

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
    return Markup("".join(_write(piece) for piece in content))


def _write(piece: "Markup | str") -> str:
    return piece if isinstance(piece, Markup) else escape(piece)
