"""Criteria in documents: a flat series of nodes, each made of earlier ones, the last the whole.

So their depth does not matter, and a part that stands in several places is written once. A fact of
`Household`, or of a household offered a dwelling, is written by its name, any other in full.
"""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

import attrs

from housing_agreements._visible_text import is_code
from housing_agreements.criteria._nodes import Node, in_order
from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.comparisons import Flag, Interval, OneOf
from housing_agreements.criteria.criteria import (
    AtLeastOf,
    Criterion,
    Labelled,
    Not,
    OpenQuestion,
)
from housing_agreements.criteria.households import facts_by_name
from housing_agreements.criteria.kinds import Fact
from housing_agreements.criteria.places import Within
from housing_agreements.criteria.times import Elapsed
from housing_agreements.errors import InvalidTypeError, InvalidValueError, nearest, show
from housing_agreements.geography.territories import Territory
from housing_agreements.json._faults import READING_ERRORS, at_index, at_key, refuse
from housing_agreements.json._forms import (
    TAG,
    define,
    fields_form,
    form_of,
    own_form,
    read_keys,
    read_series,
    refuse_tag,
)
from housing_agreements.json._leaves import OBJECT, Definitions, Form, Schema
from housing_agreements.model.relocation import OfferedHousehold
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = ()

_FACTS_BY_NAME: Final[Mapping[str, Fact]] = facts_by_name(OfferedHousehold)
_FACT_FIELDS: Final = fields_form(Fact)


# --- What a question is about ---------------------------------------------------------------------


def _write_fact(fact: Fact) -> Any:
    return fact.name if _FACTS_BY_NAME.get(fact.name) == fact else _FACT_FIELDS.write(fact)


def _read_fact(given: object, _: object = None) -> Fact:
    if type(given) is dict:
        fact: Fact = _FACT_FIELDS.read(given)
        if not is_code(fact.name) or fact.name.startswith("_"):
            expected = "the name of a fact"
            raise at_key(InvalidValueError("", show(fact.name), expected), "name")
        return fact
    if type(given) is not str or given not in _FACTS_BY_NAME:
        remedy = nearest(given, _FACTS_BY_NAME) if type(given) is str else ""
        raise refuse(given, "the name of a fact, or a fact in full", remedy)
    return _FACTS_BY_NAME[given]


def _schema_of_fact(known: Definitions) -> Schema:
    return {"anyOf": [{"type": "string"}, _FACT_FIELDS.schema(known)]}


own_form(Fact, Form(_write_fact, _read_fact, _schema_of_fact, OBJECT | {"string"}))


class _Limit:
    """Stands for the type of a limit: a number, a day, or a timeline of them."""


class _LimitOnDay:
    """Stands for the type of a limit that does not change."""


def _write_limit_on_day(limit: Any) -> Any:
    return (
        limit
        if limit is None or type(limit) is int
        else (limit.isoformat() if type(limit) is date else str(limit))
    )


def _read_limit_on_day(given: object, _: object = None) -> Any:
    if given is None or type(given) is int:
        return given
    if type(given) is str:
        return form_of(date if re.fullmatch(_LIKE_A_DAY, given) else Fraction).read(given)
    raise refuse(given, "a number, an exact number as text, or a day")


_LIKE_A_DAY: Final = ".{4}-.*"
_LIMIT_SCHEMA: Final[Schema] = {"type": ["null", "integer", "string"]}

own_form(
    _LimitOnDay,
    Form(
        _write_limit_on_day,
        _read_limit_on_day,
        lambda _: {**_LIMIT_SCHEMA},
        frozenset({"null", "integer", "string"}),
    ),
)


def _write_limit(limit: Any) -> Any:
    dated = type(limit) is Timeline
    return _timeline_of(_LimitOnDay).write(limit) if dated else _write_limit_on_day(limit)


def _read_limit(given: object, _: object = None) -> Any:
    dated = type(given) is dict
    return _timeline_of(_LimitOnDay).read(given) if dated else _read_limit_on_day(given)


def _timeline_of(kind: Any) -> Form:
    return form_of(Timeline[kind])


own_form(
    _Limit,
    Form(
        _write_limit,
        _read_limit,
        lambda known: {"anyOf": [{**_LIMIT_SCHEMA}, _timeline_of(_LimitOnDay).schema(known)]},
        frozenset({"null", "integer", "string", "object"}),
    ),
)


class _Table:
    """Stands for the type of the table of a day: each key with its ceiling."""


def _write_ceilings(rows: Any) -> list[Any]:
    return [[list(key), _write_limit_on_day(ceiling)] for key, ceiling in rows]


def _read_ceilings(given: object, _: object = None) -> dict[Any, Any]:
    rows = read_series(given, _ROW.read)
    table = dict(rows)
    if len(table) < len(rows):
        raise InvalidValueError("", "a table with a key twice", "each key once")
    return table


_ROW: Final = form_of(tuple[tuple[str | int, ...], _LimitOnDay])

own_form(
    _Table,
    Form(
        _write_ceilings,
        _read_ceilings,
        lambda known: {"type": "array", "items": _ROW.schema(known)},
        frozenset({"array"}),
    ),
)


# --- Nodes ----------------------------------------------------------------------------------------


class _NodeForm(NamedTuple):
    """How the nodes of one class are written."""

    kind: type[Any]
    """The class."""
    types: Mapping[str, Any]
    """The type of each of its own values, as documents have it, in the order of the values."""
    parts: int | None = 0
    """How many parts it has; `None`: any number."""

    @property
    def defaults(self) -> Mapping[str, Any]:
        """The values that are left out where they are these."""
        fields = {field.name: field.default for field in attrs.fields(self.kind)}
        return {name: fields[name] for name in self.types if fields[name] is not attrs.NOTHING}


_SOURCES: Final = tuple[Source, ...]
_NODES: Final[Mapping[str, _NodeForm]] = {
    "flag": _NodeForm(Flag, {"fact": Fact, "verified_only": bool}),
    "one-of": _NodeForm(
        OneOf, {"fact": Fact, "values": tuple[int | str, ...], "verified_only": bool}
    ),
    "interval": _NodeForm(
        Interval,
        {"fact": Fact, "low": _Limit, "high": _Limit}
        | dict.fromkeys(("above", "below", "verified_only"), bool),
    ),
    "elapsed": _NodeForm(
        Elapsed,
        {"fact": Fact, "months": int}
        | dict.fromkeys(("aged", "reached", "verified_only", "strictly"), bool),
    ),
    "within": _NodeForm(Within, {"fact": Fact, "territory": Territory, "verified_only": bool}),
    "under-ceiling": _NodeForm(
        UnderCeiling,
        {"fact": Fact, "ceilings": Timeline[_Table], "by": tuple[Fact, ...]}
        | dict.fromkeys(("strictly", "verified_only"), bool),
    ),
    "at-least-of": _NodeForm(AtLeastOf, {"count": int}, parts=None),
    "not": _NodeForm(Not, {}, parts=1),
    "labelled": _NodeForm(Labelled, {"label": Text, "sources": _SOURCES}, parts=1),
    "open-question": _NodeForm(
        OpenQuestion, {"question": Text, "sources": _SOURCES, "because": Text}
    ),
}
_NAMES_OF_NODES: Final = {form.kind: name for name, form in _NODES.items()}
_DEFAULTS_OF_NODES: Final = {name: form.defaults for name, form in _NODES.items()}


def _write_criterion(criterion: Criterion) -> dict[str, Any]:
    """The nodes, in order; those that say the same are one."""
    indices: dict[int, int] = {}
    known: dict[Any, int] = {}
    nodes: list[dict[str, Any]] = []
    for node in in_order(criterion):
        name, parts = _name_of_node(node), tuple(indices[id(part)] for part in node.parts)
        key = (name, node.fields(), parts)
        if key not in known:
            known[key] = len(nodes)
            nodes.append(_write_node(name, node.fields(), parts))
        indices[id(node)] = known[key]
    return {"nodes": nodes}


def _name_of_node(node: Node) -> str:
    name = _NAMES_OF_NODES.get(type(node))
    if name is None:
        remedy = "make it of the facts, and of &, |, ~ and the functions of criteria"
        raise InvalidTypeError("dumps", show(node), "a criterion of this library", remedy)
    return name


def _write_node(name: str, fields: tuple[Any, ...], parts: tuple[int, ...]) -> dict[str, Any]:
    form, defaults = _NODES[name], _DEFAULTS_OF_NODES[name]
    written: dict[str, Any] = {TAG: name}
    for (field, kind), value in zip(form.types.items(), fields, strict=True):
        if field not in defaults or value != defaults[field]:
            written[field] = form_of(kind).write(value)
    if form.parts != 0:
        written["parts"] = list(parts)
    return written


def _read_criterion(given: object, _: object = None) -> Criterion:
    criterion: Criterion = read_keys(given, {"nodes": _read_criterion_nodes}, {"nodes"})["nodes"]
    return criterion


def _read_criterion_nodes(given: object, _: object = None) -> Criterion:
    if type(given) is not list or not given:
        raise refuse(given, "a list of nodes, at least one")
    made: list[Criterion] = []
    for index, node in enumerate(given):
        try:
            made.append(_read_criterion_node(node, made))
        except READING_ERRORS as fault:
            # Those after it may be made of it, and be wrong for that alone.
            raise at_index(fault, index) from None
    return made[-1]


def _read_criterion_node(given: object, made: list[Criterion]) -> Criterion:
    if type(given) is not dict:
        raise refuse(given, "an object: a node")
    name = given.get(TAG)
    if type(name) is not str or name not in _NODES:
        raise refuse_tag(given, _NODES)
    form, defaults = _NODES[name], _DEFAULTS_OF_NODES[name]
    readers = {field: form_of(kind).read for field, kind in form.types.items()}
    if form.parts != 0:
        readers["parts"] = form_of(tuple[int, ...]).read
    rest = {key: item for key, item in given.items() if key != TAG}
    found = {**defaults, **read_keys(rest, readers, readers.keys() - defaults.keys())}
    indices: tuple[int, ...] = found.get("parts", ())
    wrong = [index for index in indices if not 0 <= index < len(made)]
    if wrong or (form.parts is not None and len(indices) != form.parts):
        many = "some indices" if form.parts is None else f"the index of {form.parts} node"
        expected = f"{many} before this one"
        raise at_key(InvalidValueError("", show([*indices]), expected), "parts")
    fields = tuple(found[field] for field in form.types)
    criterion: Criterion = form.kind.of(fields, tuple(made[index] for index in indices))
    return criterion


def _criterion_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        nodes = [_node_schema(name, form, known) for name, form in _NODES.items()]
        return {"nodes": {"type": "array", "minItems": 1, "items": {"anyOf": nodes}}}

    return define(known, "criterion", list_properties, {"nodes"})


def _node_schema(name: str, form: _NodeForm, known: Definitions) -> Schema:
    properties = {field: form_of(kind).schema(known) for field, kind in form.types.items()}
    if form.parts != 0:
        properties["parts"] = {"type": "array", "items": {"type": "integer", "minimum": 0}}
    return {
        "type": "object",
        "properties": {TAG: {"const": name}, **properties},
        "required": [TAG, *(key for key in properties if key not in _DEFAULTS_OF_NODES[name])],
        "additionalProperties": False,
    }


own_form(Criterion, Form(_write_criterion, _read_criterion, _criterion_schema, OBJECT))
