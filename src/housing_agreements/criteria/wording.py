"""Criteria as text: a sentence in English or French, or the code that makes them.

A part that stands in several places is written once, with a number, and then only named, so
that the text never grows beyond the criterion itself.
"""

from collections import Counter

from housing_agreements.criteria.fold import Node, Style, in_order

__all__ = ("reference", "shared_parts", "written")


def shared_parts(root: Node) -> set[int]:
    """The `id` of each combination that stands in several places."""
    uses: Counter[int] = Counter()
    for node in in_order(root):
        uses.update(id(part) for part in node.parts if part.parts)
    return {part for part, times in uses.items() if times > 1}


def reference(number: int, style: Style) -> str:
    """How a shared part is named: `x1` in code, `[1]` in a sentence."""
    return f"x{number}" if style is None else f"[{number}]"


def written(root: Node, style: Style) -> str:
    """The text of a criterion, in time and length that grow with its distinct parts only."""
    shared = shared_parts(root)
    numbers: dict[int, int] = {}
    text: list[str] = []
    waiting: list[str | tuple[Node, bool]] = [(root, False)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            text.append(item)
            continue
        node, bracketed = item
        named = numbers.get(id(node))
        if named is not None:
            text.append(reference(named, style))
            continue
        opening, closing = ("(", ")") if bracketed else ("", "")
        if id(node) in shared:
            numbers[id(node)] = len(numbers) + 1
            mark = reference(len(numbers), style)
            opening, closing = f"({mark} := " if style is None else f"({mark}: ", ")"
        text.append(opening)
        waiting.append(closing)
        waiting.extend(reversed(_parts(node, style)))
    return "".join(text)


def _parts(node: Node, style: Style) -> list[str | tuple[Node, bool]]:
    parts: list[str | tuple[Node, bool]] = []
    outer = node.joint(style)
    for piece in node.pieces(style):
        if isinstance(piece, str):
            parts.append(piece)
        else:
            inner = piece.joint(style)
            chained = inner == outer and not parts and inner in {"&", "|"}
            parts.append((piece, bool(outer) and inner in {"&", "|", "of"} and not chained))
    return parts
