"""How each type stands in a document, found from the type.

A class of values is an object with a key for each of its fields, as cattrs writes them; what has
its default is left out. The types of the fields are read off their annotations. What would be
written badly so, such as a criterion or a territory, has a form of its own, beside this module.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs
from cattrs import Converter
from cattrs.fns import identity
from cattrs.gen import (
    make_dict_structure_fn_from_attrs,
    make_dict_unstructure_fn_from_attrs,
    override,
)

from housing_agreements.errors import InvalidTypeError, InvalidValueError, nearest, show
from housing_agreements.json._faults import (
    KEYS_OF,
    MOST_FAULTS,
    READING_ERRORS,
    at_index,
    at_key,
    group,
    raise_all,
    refuse,
)
from housing_agreements.json._leaves import (
    ARRAY,
    LEAVES,
    MOST_KEPT,
    OBJECT,
    PLAIN_TYPES,
    Definitions,
    Form,
    Schema,
    choice_form,
    member_form,
    read_text,
)
from housing_agreements.json._parsing import tell
from housing_agreements.json._registry import KINDS, kind_of, kinds_of, name_kind
from housing_agreements.model.commitments import Commitment, Share, Volume
from housing_agreements.rules.scoring.grids import PerMonth, PerYear, Waiting
from housing_agreements.values.bounds import Bounds

__all__ = (
    "TAG",
    "define",
    "fields_form",
    "form_of",
    "form_of_several",
    "optional_form",
    "own_factory",
    "own_form",
    "read_key",
    "read_keys",
    "read_series",
    "read_tagged",
    "refuse_tag",
    "remember_pair",
    "sort_written",
    "tag_form",
    "write_ends",
)

TAG: Final = "is"
"""The key that says which of several kinds an object is: no field of a class can be called so."""
_JSON_TYPES: Final[Mapping[type, str]] = {
    bool: "boolean", int: "integer", str: "string", list: "array", dict: "object",
}  # fmt: skip
_MOST_NAMES_TOLD: Final = 12

_OWN_FORMS: Final[dict[Any, Form]] = {**LEAVES}
_FACTORIES: Final[dict[type, Callable[[Any], Form]]] = {}
"""What makes the form of a class below one, by that one."""
_ABSTRACT: Final[Mapping[type, tuple[type, ...]]] = {
    Commitment: (Share, Volume),
    Waiting: (PerMonth, PerYear),
}
"""The classes of which values are always of a class below."""
_FOUND: Final[dict[Any, Form]] = {}
_CONVERTER: Final = Converter(detailed_validation=True)


def own_form(kind: Any, form: Form) -> Form:  # any type
    """Give a type, and the classes below it, a form of their own."""
    _OWN_FORMS[kind] = form
    return form


def own_factory(kind: type, make: Callable[[Any], Form]) -> None:
    """Give a class, and each class below it, a form that is made of the class."""
    _FACTORIES[kind] = make


def form_of(kind: Any) -> Form:  # any type
    """The form of a type, which is found once.

    Examples:
        >>> form_of(tuple[int, ...]).write((1, 2)), form_of(Fraction | None).read("1/4")
        ([1, 2], Fraction(1, 4))
    """
    found = _OWN_FORMS.get(kind) or _FOUND.get(kind)
    if found is None:
        found = _FOUND[kind] = _find_form(kind)
    return found


def form_of_several(kind: Any) -> Form:  # any type
    """The form of values of a type that holds such values itself: it is found when it is asked."""
    return Form(
        lambda values: [form_of(kind).write(value) for value in values],
        lambda given, _=None: tuple(read_series(given, form_of(kind).read)),
        lambda known: {"type": "array", "items": form_of(kind).schema(known)},
        ARRAY,
    )


def _find_form(kind: Any) -> Form:
    origin, parts = get_origin(kind), get_args(kind)
    pieces = list(dict.fromkeys(_pieces(kind)))
    if pieces != [kind]:
        return _union_form(pieces)
    if origin is Literal:
        return choice_form({part: part for part in parts})
    make = _CONTAINERS.get(origin)
    return _class_form(kind, origin or kind, parts) if make is None else make(*parts)


def _class_form(kind: Any, cls: Any, parts: tuple[Any, ...]) -> Form:
    for base in cls.__mro__[:-1] if isinstance(cls, type) else ():
        if base in _OWN_FORMS:
            return _OWN_FORMS[base]
        if base in _FACTORIES:
            return _FACTORIES[base](cls)
    if isinstance(cls, type) and issubclass(cls, Enum):
        return member_form(cls)
    if isinstance(cls, type) and issubclass(cls, tuple) and hasattr(cls, "_fields"):
        return _form_of_named_tuple(cls)
    if isinstance(cls, type) and attrs.has(cls):
        return fields_form(cls, parts)
    raise InvalidTypeError("json", show(kind), "a type that a document can hold")


# --- Series and mappings --------------------------------------------------------------------------


def read_series(given: object, read: Callable[..., Any]) -> list[Any]:
    """Each item of a list, read; the faults of several are told together.

    Raises:
        InvalidTypeError: For anything but a list.
        IterableValidationError: For items that are wrong.
    """
    if type(given) is not list:
        raise refuse(given, "a list")
    found: list[Any] = []
    faults: list[Exception] = []
    for item in given:
        try:
            found.append(read(item, None))
        except READING_ERRORS as fault:
            faults.append(at_index(fault, len(found) + len(faults)))
            if len(faults) >= MOST_FAULTS:
                break
    raise_all(faults)
    return found


def _series_form(item: Any) -> Form:
    form = form_of(item)
    write_item = form.write

    def write(values: tuple[Any, ...]) -> list[Any]:
        return [write_item(value) for value in values]

    return Form(
        list if write_item is identity else write,
        lambda given, _=None: tuple(read_series(given, form.read)) if given != [] else (),
        lambda known: {"type": "array", "items": form.schema(known)},
        ARRAY,
    )


def _row_form(items: tuple[Any, ...]) -> Form:
    """A tuple of fixed length."""
    forms = [form_of(item) for item in items]
    readers = [form.read for form in forms]

    def write(values: tuple[Any, ...]) -> list[Any]:
        return [form.write(value) for form, value in zip(forms, values, strict=True)]

    def read(given: object, _: object = None) -> tuple[Any, ...]:
        if type(given) is not list or len(given) != len(forms):
            raise refuse(given, f"a list of {len(forms)}")
        found: list[Any] = []
        faults: list[Exception] = []
        for read_item, item in zip(readers, given, strict=True):
            try:
                found.append(read_item(item, None))
            except READING_ERRORS as fault:
                faults.append(at_index(fault, len(found) + len(faults)))
        raise_all(faults)
        return tuple(found)

    def schema(known: Definitions) -> Schema:
        return {
            "type": "array",
            "prefixItems": [form.schema(known) for form in forms],
            "minItems": len(forms),
            "maxItems": len(forms),
        }

    return Form(write, read, schema, ARRAY)


def sort_written(written: Any) -> tuple[int, Any]:  # whatever stands in a document
    """What orders anything that stands in a document, the same in every run."""
    if written is None or type(written) is bool:
        return (0, -1 if written is None else int(written))
    if type(written) is int:
        return (1, written)
    if type(written) is str:
        return (2, written)
    if type(written) is list:
        return (3, [sort_written(item) for item in written])
    return (4, [(key, sort_written(item)) for key, item in written.items()])


def _set_form(item: Any) -> Form:
    form = form_of(item)

    def read(given: object, _: object = None) -> frozenset[Any]:
        found = read_series(given, form.read)
        members = frozenset(found)
        if len(members) < len(found):
            raise InvalidValueError("", "a list with a value twice", "each value once")
        return members

    def write(values: AbstractSet[Any]) -> list[Any]:
        return sorted(map(form.write, values), key=sort_written)

    return Form(
        sorted if item is str else write,
        read,
        lambda known: {"type": "array", "items": form.schema(known), "uniqueItems": True},
        ARRAY,
    )


def _mapping_form(key: Any, value: Any) -> Form:
    """A mapping, sorted: an object where its keys are texts, and else a list of pairs."""
    if key is str:
        return _texts_form(form_of(value))
    keys, values, pair = form_of(key), form_of(value), form_of(tuple[key, value])

    def read(given: object, _: object = None) -> dict[Any, Any]:
        pairs = read_series(given, pair.read)
        found = dict(pairs)
        if len(found) < len(pairs):
            raise InvalidValueError("", "a list with a key twice", "each key once")
        return found

    def write(mapping: Mapping[Any, Any]) -> list[Any]:
        pairs = ([keys.write(one), values.write(held)] for one, held in mapping.items())
        return sorted(pairs, key=lambda written: sort_written(written[0]))

    return Form(write, read, lambda known: {"type": "array", "items": pair.schema(known)}, ARRAY)


def _texts_form(values: Form) -> Form:
    def read(given: object, _: object = None) -> dict[str, Any]:
        if type(given) is not dict:
            raise refuse(given, "an object")
        found: dict[str, Any] = {}
        faults: list[Exception] = []
        for key, item in given.items():
            try:
                found[read_text(key)] = values.read(item)
            except READING_ERRORS as fault:
                faults.append(at_key(fault, key))
                if len(faults) >= MOST_FAULTS:
                    break
        raise_all(faults)
        return found

    return Form(
        lambda mapping: {key: values.write(mapping[key]) for key in sorted(mapping)},
        read,
        lambda known: {"type": "object", "additionalProperties": values.schema(known)},
        OBJECT,
    )


_CONTAINERS: Final[Mapping[Any, Callable[..., Form]]] = {
    tuple: lambda *parts: _series_form(parts[0]) if parts[-1] is ... else _row_form(parts),
    frozenset: _set_form,
    AbstractSet: _set_form,
    Mapping: _mapping_form,
}


# --- One of several types -------------------------------------------------------------------------


def _pieces(kind: Any) -> Iterator[Any]:
    """The types that a union is made of, also by unions in it and by type variables."""
    if isinstance(kind, TypeVar):
        yield from kind.__constraints__ or _pieces(kind.__bound__ or Any)
    elif get_origin(kind) in {Union, UnionType}:
        for part in get_args(kind):
            yield from _pieces(part)
    elif isinstance(kind, type) and kind in _ABSTRACT:
        yield from _ABSTRACT[kind]
    else:
        yield kind


def _union_form(pieces: list[Any]) -> Form:
    kinds = [piece for piece in pieces if piece is not NoneType]
    if Any in kinds or object in kinds:
        return form_of(Any)
    form = form_of(kinds[0]) if len(kinds) == 1 else _several_form(kinds)
    return form if len(kinds) == len(pieces) else optional_form(form)


def optional_form(form: Form) -> Form:
    """The form of a type or of nothing."""
    write, read = form.write, form.read
    return Form(
        identity if write is identity else lambda value: None if value is None else write(value),
        lambda given, _=None: None if given is None else read(given, None),
        lambda known: {"anyOf": [form.schema(known), {"type": "null"}]},
        form.json | {"null"},
    )


def _several_form(kinds: list[Any]) -> Form:
    """One of several types, told apart by the type of JSON, and several objects by a tag."""
    classes = {kind: get_origin(kind) or kind for kind in kinds}
    forms = {kind: form_of(kind) for kind in kinds}
    objects = [kind for kind, form in forms.items() if "object" in form.json]
    tagged = {
        name: tag_form(name, forms[kind])
        for kind in (objects if len(objects) > 1 else ())
        for name in kinds_of(classes[kind])
    }
    plain = {kind: form for kind, form in forms.items() if not tagged or kind not in objects}

    def write(value: Any) -> Any:
        for kind, cls in classes.items():
            if isinstance(value, cls) and (cls is not int or type(value) is int):
                if kind not in plain:
                    return tagged[kind_of(value) or ""].write(value)
                # Beside plain numbers bounds say that they are some, also those of one number.
                return write_ends(value) if cls is Bounds else forms[kind].write(value)
        raise InvalidTypeError("dumps", show(value), "a value of the type of its field")

    def read(given: object, _: object = None) -> Any:
        json = _JSON_TYPES.get(type(given), "")
        if type(given) is dict and tagged:
            return read_tagged(given, tagged)
        fitting = [form for form in plain.values() if json in form.json]
        for form in fitting[:-1]:
            try:
                return form.read(given)
            except READING_ERRORS:
                continue
        if fitting:
            return fitting[-1].read(given)
        names = " or ".join(dict.fromkeys(map(_tell_type, classes.values())))
        raise refuse(given, names)

    return Form(
        write,
        read,
        lambda known: {
            "anyOf": [form.schema(known) for form in (*plain.values(), *tagged.values())]
        },
        frozenset[str]().union(*(form.json for form in forms.values())),
    )


def _tell_type(cls: Any) -> str:
    told = {
        int: "a whole number", str: "a text", tuple: "a list", Fraction: "an exact rate",
        Bounds: "bounds",
    }  # fmt: skip
    return told.get(cls) or " or ".join(f"a {name}" for name in kinds_of(cls)) or cls.__name__


def write_ends(bounds: Any) -> Any:
    """Both ends of bounds, also of a single number."""
    ends = ((name, getattr(bounds, name)) for name in ("low", "high"))
    return {name: str(end) if isinstance(end, Fraction) else end for name, end in ends}


def tag_form(name: str, form: Form) -> Form:
    """The form of an object that says which kind it is."""

    def write(value: Any) -> dict[str, Any]:
        written = form.write(value)
        return {TAG: name, **written} if type(written) is dict else {TAG: name, "value": written}

    def read(given: dict[str, Any], _: object = None) -> Any:
        rest = {key: item for key, item in given.items() if key != TAG}
        alone = rest.keys() == {"value"} and form.json != OBJECT
        return read_key(rest, "value", form.read) if alone else form.read(rest)

    def schema(known: Definitions) -> Schema:
        inner, tag = form.schema(known), {"required": [TAG], "properties": {TAG: {"const": name}}}
        if form.json == OBJECT:
            return {"allOf": [tag, inner]}
        beside = {
            "type": "object",
            "properties": {TAG: {"const": name}, "value": inner},
            "required": [TAG, "value"],
            "additionalProperties": False,
        }
        return {"anyOf": [beside, {"allOf": [tag, inner]}]}

    return Form(write, read, schema, OBJECT)


def read_tagged(given: dict[str, Any], forms: Mapping[str, Form]) -> Any:  # of one of these kinds
    """An object that says which of several kinds it is."""
    tag = given.get(TAG)
    if type(tag) is not str or tag not in forms:
        raise refuse_tag(given, forms)
    return forms[tag].read(given)


def refuse_tag(given: Mapping[str, Any], known: Collection[str]) -> Exception:
    """The error for an object that does not say which of several kinds it is."""
    tag = given.get(TAG)
    told = tell(tag) if TAG in given else "nothing"
    remedy = nearest(tag, known) if type(tag) is str else ""
    names = ", ".join(map(show, [*known][:_MOST_NAMES_TOLD]))
    return group(at_key(InvalidTypeError("", told, f"what it is: {names}", remedy), TAG))


# --- Classes --------------------------------------------------------------------------------------


def read_key(given: Mapping[str, Any], key: str, read: Callable[..., Any]) -> Any:
    """What stands under a key of an object; a fault bears the key."""
    try:
        return read(given[key], None)
    except READING_ERRORS as fault:
        raise at_key(fault, key) from None


def read_keys(
    given: object, readers: Mapping[str, Callable[..., Any]], needed: AbstractSet[str]
) -> dict[str, Any]:
    """What stands under the keys of an object, all of which are known, and some needed."""
    if type(given) is not dict:
        raise refuse(given, "an object")
    found: dict[str, Any] = {}
    faults: list[Exception] = []
    for key, item in given.items():
        try:
            if key not in readers:
                told = f"the key {show(key)}"
                raise InvalidValueError("", told, "a key of this format", nearest(key, readers))
            found[key] = readers[key](item, None)
        except READING_ERRORS as fault:
            faults.append(at_key(fault, key))
            if len(faults) >= MOST_FAULTS:
                break
    for key in readers:
        if key in needed and key not in given:
            missing = InvalidValueError("", "nothing", "a value: the key is missing")
            faults.append(at_key(missing, key))
    raise_all(faults)
    return found


def define(
    known: Definitions,
    name: str,
    properties: Callable[[Definitions], Mapping[str, Schema]],
    needed: AbstractSet[str],
) -> Schema:
    """A reference to the schema of an object, which is defined when it is first referred to."""
    if name not in known:
        known[name] = {}
        found = properties(known)
        known[name] = {
            "type": "object",
            "properties": {TAG: {"type": "string"}, **found},
            "required": [key for key in found if key in needed],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


_NO_DEFAULTS: Final[Mapping[str, object]] = {}
_NO_FORMS: Final[Mapping[str, Form]] = {}


def fields_form(
    cls: type[Any],
    parts: tuple[Any, ...] = (),
    *,
    own: Mapping[str, Form] = _NO_FORMS,
    name: str = "",
    build: Callable[..., Any] | None = None,
    defaults: Mapping[str, object] = _NO_DEFAULTS,
) -> Form:
    """The form of a class of values: an object with a key for each field it is built of.

    Args:
        cls: The class.
        parts: The types that a generic class holds.
        own: The forms of fields that are not written as their types are.
        name: The name of its definition in a schema; none: that of its kind.
        build: What makes a value of its fields; `None`: the class itself.
        defaults: What is left out though the class has no default for it; `build` knows them.
    """
    fields = [
        field.evolve(default=defaults[field.name]) if field.name in defaults else field
        for field in attrs.fields(cls)
        if field.init
    ]
    KEYS_OF[build or cls] = sorted(str(field.alias) for field in fields)
    hints = get_type_hints(cls) if any(isinstance(field.type, str) for field in fields) else {}
    bound = dict(zip(getattr(cls, "__parameters__", ()), parts, strict=False))
    forms = {
        field.name: own.get(field.name)
        or form_of(_replace_variables(hints.get(field.name, field.type), bound))
        for field in fields
    }
    needed = {field.alias for field in fields if field.default is attrs.NOTHING}
    overrides: Any = {
        name: override(struct_hook=form.read, unstruct_hook=form.write)
        for name, form in forms.items()
    }
    options: Any = {
        "converter": _CONVERTER,
        "typevar_map": {
            variable.__name__: object for variable in getattr(cls, "__parameters__", ())
        },
        "_cattrs_use_alias": True,
        "_cattrs_use_linecache": False,
        **overrides,
    }
    write = make_dict_unstructure_fn_from_attrs(
        fields, cls, _cattrs_omit_if_default=True, **options
    )
    structure = make_dict_structure_fn_from_attrs(
        fields,
        cast("type[Any]", build or cls),
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
        **options,
    )

    told = f"an object: {(kinds_of(cls) or [name_kind(cls)])[0]}"

    def read(given: object, _: object = None) -> Any:
        if type(given) is not dict:
            raise refuse(given, told)
        return structure(given, cls)

    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        return {field.alias: forms[field.name].schema(known) for field in fields}

    defined = name or _name(cls, parts)
    return Form(write, read, lambda known: define(known, defined, list_properties, needed), OBJECT)


def remember_pair(form: Form, first: str, second: str) -> Form:
    """The same form of objects with two keys, which remembers those of two plain values.

    A period stands in many findings, and is the same in most of them.
    """
    known: dict[tuple[Any, Any], Any] = {}

    def read(given: object, _: object = None) -> Any:
        if type(given) is not dict:
            return form.read(given)
        one, other = given.get(first), given.get(second)
        # Of these types no two values are equal: elsewhere true would be 1.
        plain = (
            type(one) in PLAIN_TYPES
            and type(other) in PLAIN_TYPES
            and len(given) == len(PLAIN_TYPES)
        )
        found = known.get((one, other)) if plain else None
        if found is None:
            found = form.read(given)
            if plain and len(known) < MOST_KEPT:
                known[one, other] = found
        return found

    return form._replace(read=read)


def _replace_variables(kind: Any, bound: Mapping[Any, Any]) -> Any:
    """A type with its variables replaced by what they stand for."""
    if isinstance(kind, TypeVar):
        return bound.get(kind, kind)
    variables = getattr(kind, "__parameters__", ()) if get_origin(kind) is not None else ()
    return kind[tuple(bound.get(one, one) for one in variables)] if variables else kind


def _name(cls: type[Any], parts: tuple[Any, ...]) -> str:
    """The name of a definition: the kind of the class, and of what a generic one holds."""
    names = [name for name in kinds_of(cls) if KINDS[name] is cls]
    name = names[0] if names else name_kind(cls)
    held = "-".join(re.findall("[A-Za-z]+", " ".join(_tell_part(part) for part in parts)))
    return f"{name}-of-{held.lower()}" if held else name


def _tell_part(part: Any) -> str:
    return " ".join(
        getattr(get_origin(piece) or piece, "__name__", str(piece)) for piece in _pieces(part)
    )


def _form_of_named_tuple(cls: Any) -> Form:
    """The form of a named tuple: an object, without what has its default."""
    forms = {name: form_of(kind) for name, kind in get_type_hints(cls).items()}
    defaults: Mapping[str, Any] = cls._field_defaults
    needed = forms.keys() - defaults.keys()
    readers = {name: form.read for name, form in forms.items()}

    def write(value: Any) -> dict[str, Any]:
        return {
            name: form.write(held)
            for (name, form), held in zip(forms.items(), value, strict=True)
            if name in needed or held != defaults[name]
        }

    def read(given: object, _: object = None) -> Any:
        return cls(**read_keys(given, readers, needed))

    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        return {name: form.schema(known) for name, form in forms.items()}

    return Form(
        write, read, lambda known: define(known, _name(cls, ()), list_properties, needed), OBJECT
    )
