"""Explanations in documents: their blocks one after another, each with its depth."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from housing_agreements.errors import InvalidValueError, show
from housing_agreements.explanations.blocks import (
    Bar,
    Block,
    Cited,
    Line,
    Note,
    Section,
    Table,
)
from housing_agreements.explanations.explanation import Explanation
from housing_agreements.json._faults import READING_ERRORS, at_index, at_key, refuse
from housing_agreements.json._forms import (
    TAG,
    define,
    form_of,
    own_form,
    read_keys,
    refuse_tag,
)
from housing_agreements.json._leaves import Definitions, Form, Schema
from housing_agreements.values.texts import Language

__all__ = ()

_BLOCKS: Final[Mapping[str, type[Block]]] = {
    "section": Section,
    "line": Line,
    "table": Table,
    "bar": Bar,
    "note": Note,
    "cited": Cited,
}
_NAMES_OF_BLOCKS: Final[Mapping[type[Block], str]] = {kind: name for name, kind in _BLOCKS.items()}
_PARTS_OF_BLOCKS: Final = "parts"
_DEPTH: Final = "depth"


def _fields_of(kind: type[Block]) -> list[Any]:
    return [field for field in attrs.fields(kind) if field.name != _PARTS_OF_BLOCKS]


def _write_blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """The blocks, each before those that stand under it."""
    written: list[dict[str, Any]] = []
    waiting = [(block, 0) for block in reversed(blocks)]
    while waiting:
        block, depth = waiting.pop()
        node: dict[str, Any] = {TAG: _NAMES_OF_BLOCKS[type(block)], _DEPTH: depth}
        for field in _fields_of(type(block)):
            value = getattr(block, field.name)
            if field.default is attrs.NOTHING or value != field.default:
                node[field.name] = form_of(field.type).write(value)
        written.append(node)
        parts: tuple[Block, ...] = getattr(block, _PARTS_OF_BLOCKS, ())
        waiting.extend((part, depth + 1) for part in reversed(parts))
    return written


def _read_blocks(given: object, _: object = None) -> tuple[Block, ...]:
    """The blocks at the top, made from the last to the first, so that parts come before."""
    if type(given) is not list:
        raise refuse(given, "a list of blocks")
    nodes: list[tuple[type[Block], dict[str, Any], int]] = []
    for index, node in enumerate(given):
        try:
            before = nodes[-1][2] if nodes else -1
            nodes.append(_read_block_node(node, before, has_parts=not nodes or _has(nodes[-1][0])))
        except READING_ERRORS as fault:
            raise at_index(fault, index) from None
    waiting: dict[int, list[Block]] = {}
    for index in reversed(range(len(nodes))):
        kind, fields, depth = nodes[index]
        parts = tuple(reversed(waiting.pop(depth + 1, [])))
        try:
            block = kind(**fields, **({_PARTS_OF_BLOCKS: parts} if _has(kind) else {}))
        except READING_ERRORS as fault:
            raise at_index(fault, index) from None
        waiting.setdefault(depth, []).append(block)
    return tuple(reversed(waiting.get(0, [])))


def _has(kind: type[Block]) -> bool:
    """Whether blocks of a kind have others under them."""
    return hasattr(kind, _PARTS_OF_BLOCKS)


def _read_block_node(
    given: object, before: int, *, has_parts: bool
) -> tuple[type[Block], dict[str, Any], int]:
    """A block without its parts, and its depth, which follows on that of the one before."""
    if type(given) is not dict:
        raise refuse(given, "an object: a block")
    name = given.get(TAG)
    if type(name) is not str or name not in _BLOCKS:
        raise refuse_tag(given, _BLOCKS)
    fields = _fields_of(_BLOCKS[name])
    readers = {field.name: form_of(field.type).read for field in fields}
    needed = {field.name for field in fields if field.default is attrs.NOTHING}
    rest = {key: item for key, item in given.items() if key != TAG}
    found = read_keys(rest, {_DEPTH: form_of(int).read, **readers}, {_DEPTH, *needed})
    depth = found.pop(_DEPTH)
    deepest = before + 1 if has_parts else before
    if not 0 <= depth <= deepest:
        expected = f"a depth from 0 to {deepest}, below the block before"
        raise at_key(InvalidValueError("", show(depth), expected), _DEPTH)
    return _BLOCKS[name], found, depth


def _blocks_schema(known: Definitions) -> Schema:
    def node(name: str, kind: type[Block]) -> Schema:
        fields = _fields_of(kind)
        needed = [field.name for field in fields if field.default is attrs.NOTHING]
        return {
            "type": "object",
            "properties": {
                TAG: {"const": name},
                _DEPTH: {"type": "integer", "minimum": 0},
                **{field.name: form_of(field.type).schema(known) for field in fields},
            },
            "required": [TAG, _DEPTH, *needed],
            "additionalProperties": False,
        }

    return {
        "type": "array",
        "items": {"anyOf": [node(*named) for named in _BLOCKS.items()]},
    }


def _read_block(given: object, _: object = None) -> Block:
    blocks = _read_blocks(given)
    if len(blocks) != 1:
        raise InvalidValueError("", f"{len(blocks)} blocks", "one block, with those under it")
    return blocks[0]


_LANGUAGE: Final = form_of(Language)


def _write_explanation(explanation: Explanation) -> dict[str, Any]:
    return {"language": explanation.language, "blocks": _write_blocks(explanation.blocks)}


def _read_explanation(given: object, _: object = None) -> Explanation:
    readers = {"language": _LANGUAGE.read, "blocks": _read_blocks}
    return Explanation(**read_keys(given, readers, readers.keys()))


def _explanation_schema(known: Definitions) -> Schema:
    return define(
        known,
        "explanation",
        lambda known: {"language": _LANGUAGE.schema(known), "blocks": _blocks_schema(known)},
        {"language", "blocks"},
    )


own_form(
    Block,
    Form(lambda block: _write_blocks([block]), _read_block, _blocks_schema, frozenset({"array"})),
)
own_form(
    Explanation,
    Form(_write_explanation, _read_explanation, _explanation_schema, frozenset({"object"})),
)
