"""The leaves of a document: yes or no, whole numbers, texts, days, exact rates, words, choices.

A form says how values of a type stand in a document: it writes them, reads them, and tells their
JSON Schema. Nothing is guessed: a number in quotes is no number, one with a point is no rate.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, NamedTuple

from cattrs.fns import identity

from housing_agreements.criteria._plain_facts import read_day
from housing_agreements.errors import InvalidValueError, nearest, show
from housing_agreements.json._faults import refuse
from housing_agreements.values.texts import Text

__all__ = (
    "ARRAY",
    "LEAVES",
    "MOST_KEPT",
    "OBJECT",
    "PLAIN_TYPES",
    "Definitions",
    "Form",
    "Schema",
    "choice_form",
    "is_decimal",
    "member_form",
    "read_text",
    "write_amount",
)

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""
Definitions = dict[str, Schema]
"""The schemas of classes, which others refer to by their names."""


class Form(NamedTuple):
    """How values of a type stand in a document."""

    write: Callable[[Any], Any]
    """From a value to what stands for it."""
    read: Callable[..., Any]
    """From what stands there to the value, or an error; cattrs gives a second argument."""
    schema: Callable[[Definitions], Schema]
    """The JSON Schema of what may stand there; what it refers to is put in the definitions."""
    json: frozenset[str]
    """Of which types of JSON it may be, as JSON Schema names them."""


OBJECT: Final = frozenset({"object"})
"""The type of JSON of an object, alone."""
ARRAY: Final = frozenset({"array"})
"""That of a list, alone."""
PLAIN_TYPES: Final = frozenset({int, str})
"""Types of which no two values are equal that differ: elsewhere true would be 1."""
MOST_KEPT: Final = 1 << 12
"""How many values that were read are kept, for where they stand again."""
_BOOLEAN: Final = frozenset({"boolean"})
_INTEGER: Final = frozenset({"integer"})
_STRING: Final = frozenset({"string"})
_NUMBER_IN_QUOTES: Final = "-?[0-9]{1,99}"
_DECIMAL: Final = r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?"
_SURROGATES: Final = "[\ud800-\udfff]"
_LENGTH_OF_DAY: Final = 10
_LONGEST_NUMBER: Final = 8_200
"""The most characters of an exact number: some thousand digits above and below the bar."""


def _read_boolean(given: object, _: object = None) -> bool:
    if type(given) is not bool:
        quoted = type(given) is str and given in {"true", "false"}
        raise refuse(given, "true or false", "write it without quotes" if quoted else "")
    return given


def _read_integer(given: object, _: object = None) -> int:
    if type(given) is not int:
        quoted = type(given) is str and re.fullmatch(_NUMBER_IN_QUOTES, given)
        raise refuse(given, "a whole number", "write it without quotes" if quoted else "")
    return given


def read_text(given: object, _: object = None) -> str:
    """A text, which may be of several lines, and holds no half of a character."""
    if type(given) is not str:
        raise refuse(given, "a text", "write it between quotes" if type(given) is int else "")
    if not given.isascii() and re.search(_SURROGATES, given):
        raise InvalidValueError("", show(given), "text without lone surrogates")
    return given


_remember_day: Final = lru_cache(maxsize=1 << 14)(read_day)


def _read_date(given: object, _: object = None) -> date:
    day = None
    if type(given) is str and len(given) == _LENGTH_OF_DAY:
        day = _remember_day(given)
    if day is None:
        raise refuse(given, "a day, such as '2016-03-07'")
    return day


def _read_fraction(given: object, _: object = None) -> Fraction:
    if type(given) is str and len(given) <= _LONGEST_NUMBER:
        short = len(given) <= _LONGEST_KEPT
        found = _remember_fraction(given) if short else _fraction_in(given)
        if found is not None:
            return found
    raise refuse(given, "an exact number as text", "write '1/4'")


def _fraction_in(written: str) -> Fraction | None:
    """The exact number that a text writes, whole or with a bar; `None`: it writes none."""
    above, bar, below = written.partition("/")
    digits = above.removeprefix("-")
    if not (written.isascii() and digits.isdigit() and (below.isdigit() if bar else True)):
        return None
    try:
        return Fraction(int(above), int(below) if bar else 1)
    except (ValueError, ZeroDivisionError):  # too long for this Python, or over nothing
        return None


_LONGEST_KEPT: Final = 40
_remember_fraction: Final = lru_cache(maxsize=1 << 14)(_fraction_in)


def write_amount(value: Decimal | Fraction) -> str:
    """An exact amount: with a bar it is a fraction, without one a decimal number."""
    return f"{value.numerator}/{value.denominator}" if type(value) is Fraction else str(value)


def is_decimal(written: str) -> bool:
    """Whether a text writes an exact amount: finite, and not very long.

    Examples:
        >>> is_decimal("21000.50"), is_decimal("NaN")
        (True, False)
    """
    return len(written) <= _LONGEST_NUMBER and bool(re.fullmatch(_DECIMAL, written))


def _read_decimal(given: object, _: object = None) -> Decimal:
    if type(given) is str and is_decimal(given):
        return Decimal(given)
    raise refuse(given, "an exact amount as text", "write '21000.50'")


def _write_words(words: Text) -> str | dict[str, str]:
    return words.en if words.en == words.fr else {"en": words.en, "fr": words.fr}


def _read_words(given: object, _: object = None) -> Text:
    if type(given) is str:
        return Text(given, given)
    if type(given) is not dict or given.keys() != {"en", "fr"}:
        raise refuse(given, "a text, or one in each language", 'write {"en": ..., "fr": ...}')
    return Text(given["en"], given["fr"])


def choice_form(members: Mapping[str, Any]) -> Form:
    """One of several members, each by the text that stands for it.

    Examples:
        >>> choice_form({"en": 1, "fr": 2}).read("fr")
        2
    """
    written = {member: text for text, member in members.items()}

    def read(given: object, _: object = None) -> object:
        found = members.get(given) if type(given) is str else None
        if found is None:
            remedy = nearest(given, members) if type(given) is str else ""
            raise refuse(given, f"one of {', '.join(map(show, members))}", remedy)
        return found

    return Form(written.__getitem__, read, lambda _: {"enum": [*members]}, _STRING)


def member_form(cls: type[Enum]) -> Form:
    """A member of an enumeration, by its value."""
    return choice_form({member.value: member for member in cls})


def _plain(write: Callable[[Any], Any], read: Callable[..., Any], schema: Schema) -> Form:
    kinds = {"string": _STRING, "integer": _INTEGER, "boolean": _BOOLEAN}
    return Form(write, read, lambda _: {**schema}, kinds[schema["type"]])


_WORDS_SCHEMA: Final[Schema] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"en": {"type": "string"}, "fr": {"type": "string"}},
            "required": ["en", "fr"],
            "additionalProperties": False,
        },
    ]
}

LEAVES: Final[Mapping[Any, Form]] = {
    bool: _plain(identity, _read_boolean, {"type": "boolean"}),
    int: _plain(identity, _read_integer, {"type": "integer"}),
    str: _plain(identity, read_text, {"type": "string"}),
    date: _plain(
        date.isoformat,
        _read_date,
        {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    ),
    Fraction: _plain(str, _read_fraction, {"type": "string", "pattern": "^-?[0-9]+(/[0-9]+)?$"}),
    Decimal: _plain(write_amount, _read_decimal, {"type": "string", "pattern": f"^{_DECIMAL}$"}),
    Text: Form(_write_words, _read_words, lambda _: {**_WORDS_SCHEMA}, _STRING | {"object"}),
}
"""The form of each type that nothing stands in."""
