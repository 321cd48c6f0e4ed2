"""Bounds, facts that are known, and values of which the type is known from the document alone."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from housing_agreements.criteria.kinds import Known
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.geography._coverage import Coverage
from housing_agreements.geography._members import Members
from housing_agreements.geography.territories import Place
from housing_agreements.json._faults import refuse
from housing_agreements.json._forms import (
    TAG,
    fields_form,
    form_of,
    own_form,
    read_keys,
    read_series,
    read_tagged,
    remember_pair,
    sort_written,
    tag_form,
    write_ends,
)
from housing_agreements.json._leaves import (
    ARRAY,
    LEAVES,
    MOST_KEPT,
    PLAIN_TYPES,
    Definitions,
    Form,
    Schema,
    is_decimal,
    write_amount,
)
from housing_agreements.json._registry import KINDS, keep_names, kind_of
from housing_agreements.json._territories import coverage_form, members_form
from housing_agreements.model._names import Names
from housing_agreements.model.commitments import Share, Volume
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text

__all__ = ("read_anything", "write_anything")


# --- Bounds ---------------------------------------------------------------------------------------


def _bounds_form(number: Any) -> Form:
    """Bounds as both ends, or as the number itself where there is only one."""
    one = form_of(number)
    ends = {"low": one.read, "high": form_of(number | None).read}

    def write(bounds: Bounds[Any]) -> Any:
        low = bounds.low
        if low == bounds.high and type(low) is type(bounds.high):
            return low if type(low) is int else str(low)
        return write_ends(bounds)

    def read(given: object, _: object = None) -> Bounds[Any]:
        if type(given) is not dict:
            raise refuse(given, 'a number, or {"low": ..., "high": ...}')
        return Bounds(**read_keys(given, ends, ends.keys()))

    def schema(known: Definitions) -> Schema:
        end = one.schema(known)
        return {
            "anyOf": [
                end,
                {
                    "type": "object",
                    "properties": {
                        TAG: {"const": "bounds"},
                        "low": end,
                        "high": {"anyOf": [end, {"type": "null"}]},
                    },
                    "required": ["low", "high"],
                    "additionalProperties": False,
                },
            ]
        }

    form = Form(write, read, schema, one.json | {"object"})
    read_one = lru_cache(MOST_KEPT)(lambda given: Bounds.exactly(one.read(given)))
    remembering = remember_pair(form, "low", "high")

    def read_either(given: object, _: object = None) -> Bounds[Any]:
        return read_one(given) if type(given) in PLAIN_TYPES else remembering.read(given)

    return form._replace(read=read_either)


own_form(Bounds[int], _bounds_form(int))
own_form(Bounds[Fraction], _bounds_form(Fraction))
own_form(Bounds, _bounds_form(int | Fraction))
own_form(Period, remember_pair(fields_form(Period), "start", "end"))
own_form(Names, form_of(Mapping[str, Text]))  # an agreement makes its names of any mapping


# --- Anything -------------------------------------------------------------------------------------


def write_anything(value: Any) -> Any:
    """A value with its kind, where the field that holds it does not say of which type it is.

    Raises:
        InvalidTypeError: For a value of no kind.
        InvalidValueError: For an amount that is not read back.

    Examples:
        >>> write_anything((Fraction(1, 4), "x", None))
        [{'is': 'fraction', 'value': '1/4'}, 'x', None]
    """
    cls = type(value)
    if value is None or cls is bool or cls is int or cls is str:
        return value
    if cls is Decimal and not is_decimal(str(value)):
        raise InvalidValueError("dumps, value", show(value), "a finite amount, not very long")
    if cls in _NAMES_OF_TYPES:
        return _FORMS[_NAMES_OF_TYPES[cls]].write(value)
    if value is Share or value is Volume:
        return _FORMS["class"].write(value)
    name = kind_of(value) or ""
    if not name:
        if cls is tuple:
            return [write_anything(item) for item in value]
        remedy = "register its class first" if hasattr(value, "dalo_recognised") else ""
        raise InvalidTypeError("dumps, value", show(value), "a value of this library", remedy)
    return tag_form(name, form_of(cls)).write(value)


def kind_of_class(cls: type[Any]) -> str:
    """The name of one of the classes that may stand in a document as themselves."""
    return next(name for name, found in _CLASSES_THEMSELVES.items() if found is cls)


def read_anything(given: object, _: object = None) -> Any:
    """A value of the kind that it says it is."""
    if type(given) is list:
        return tuple(read_series(given, read_anything))
    if type(given) is dict:
        tag = given.get(TAG)
        if type(tag) is str and tag in KINDS:
            return tag_form(tag, form_of(KINDS[tag])).read(given)
        return read_tagged(given, _FORMS)
    if given is None or type(given) in {bool, int}:
        return given
    return form_of(str).read(given)


_CLASSES_THEMSELVES: Final[Mapping[str, type[Any]]] = {"share": Share, "volume": Volume}


def _write_set(values: Any) -> list[Any]:
    return sorted(map(write_anything, values), key=sort_written)


def _read_set(given: object, _: object = None) -> frozenset[Any]:
    values = read_series(given, read_anything)
    try:
        found = frozenset(values)
    except TypeError:  # what cannot be in a set
        raise refuse(given, "a list of values that a set can hold") from None
    if len(found) < len(values):
        raise InvalidValueError("", "a list with a value twice", "each value once")
    return found


def _write_mapping(values: Mapping[Any, Any]) -> list[Any]:
    pairs = ([write_anything(key), write_anything(held)] for key, held in values.items())
    return sorted(pairs, key=lambda pair: sort_written(pair[0]))


def _read_mapping(given: object, _: object = None) -> dict[Any, Any]:
    pairs = read_series(given, form_of(tuple[Any, Any]).read)
    try:
        found = dict(pairs)
    except TypeError:  # what cannot be a key
        raise refuse(given, "a list of keys with their values") from None
    if len(found) < len(pairs):
        raise InvalidValueError("", "a list with a key twice", "each key once")
    return found


def _read_class(given: object, _: object = None) -> type[Any]:
    if type(given) is not str or given not in _CLASSES_THEMSELVES:
        raise refuse(given, "'share' or 'volume'")
    return _CLASSES_THEMSELVES[given]


_LIST: Final[Schema] = {"type": "array"}


def _anything_schema(known: Definitions) -> Schema:
    """A schema of what says by itself what it is: its parts are not looked at."""
    del known
    names = sorted({*KINDS, *_FORMS})
    return {
        "anyOf": [
            {"type": ["null", "boolean", "integer", "string", "array"]},
            {"type": "object", "required": [TAG], "properties": {TAG: {"enum": names}}},
        ]
    }


own_form(
    Any,
    Form(
        write_anything,
        read_anything,
        _anything_schema,
        frozenset({"null", "boolean", "integer", "string", "array", "object"}),
    ),
)
own_form(object, form_of(Any))

_NAMES_OF_TYPES: Final[Mapping[type[Any], str]] = {
    date: "day",
    Fraction: "fraction",
    Decimal: "decimal",
    frozenset: "set",
    dict: "mapping",
    # What a territory covers, of which a difference tells.
    Coverage: "coverage",
    Members: "members",
}
_FORMS: Final[Mapping[str, Form]] = {
    name: tag_form(name, form)
    for name, form in (
        ("day", LEAVES[date]),
        ("fraction", LEAVES[Fraction]),
        ("decimal", LEAVES[Decimal]),
        ("set", Form(_write_set, _read_set, lambda _: {**_LIST}, ARRAY)),
        ("mapping", Form(_write_mapping, _read_mapping, lambda _: {**_LIST}, ARRAY)),
        ("coverage", coverage_form),
        ("members", members_form),
        ("class", Form(kind_of_class, _read_class, lambda _: {}, frozenset({"string"}))),
    )
}
keep_names(_FORMS)


# --- Facts that are known -------------------------------------------------------------------------


def write_known(known: Known[Any]) -> dict[str, Any]:
    """What is known of a fact, as `Household.from_mapping` reads it."""
    written: dict[str, Any] = {}
    if known.exactly:
        written["value"] = write_value(known.low)
    else:
        ends = (("low", known.low), ("high", known.high))
        written |= {name: write_value(end) for name, end in ends if end is not None}
    if known.verified:
        written["verified"] = True
    if known.valid_until is not None:
        written["valid_until"] = known.valid_until.isoformat()
    return written


def write_value(value: Any) -> Any:
    """A value of a fact: exact amounts as texts, a place as an object."""
    cls = type(value)
    if cls is Decimal or cls is Fraction:
        return write_amount(value)
    if cls is date:
        return value.isoformat()
    return form_of(Place).write(value) if cls is Place else value


_KNOWN_KEYS: Final[Mapping[str, Any]] = {
    "value": read_anything,
    "low": read_anything,
    "high": read_anything,
    "verified": form_of(bool).read,
    "valid_until": form_of(date).read,
}


def _write_known_alone(known: Known[Any]) -> dict[str, Any]:
    """What is known of a fact, of which the kind is told beside each value."""
    written = write_known(known)
    for name, value in (("value", known.low), ("low", known.low), ("high", known.high)):
        if name in written:
            written[name] = write_anything(value)
    return written


def _read_known_alone(given: object, _: object = None) -> Known[Any]:
    found = read_keys(given, _KNOWN_KEYS, frozenset())
    return Known(found.pop("value", None), **found)


def _schema_of_known(known: Definitions) -> Schema:
    ends = {name: _anything_schema(known) for name in ("value", "low", "high")}
    return {
        "type": "object",
        "properties": {
            TAG: {"type": "string"},
            **ends,
            "verified": {"type": "boolean"},
            "valid_until": form_of(date).schema(known),
        },
        "additionalProperties": False,
    }


own_form(
    Known, Form(_write_known_alone, _read_known_alone, _schema_of_known, frozenset({"object"}))
)
