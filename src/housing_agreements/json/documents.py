"""Documents: what is stored of a value, and the value that a document gives back.

A document says of what format it is and of which version, and then the value. Its text is
canonical: a value has the same text in every process, however it was made, and a text that `dumps`
wrote is written again by it. Values that are equal have one text, but for numbers that are written
otherwise: 21000.50 stays so beside 21000.5. What a document says is checked as what a user writes
is, by the same classes and in the same words, and every fault bears its path.
"""

import json
from hashlib import sha256
from typing import Any, Final, TypeVar, overload

from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidDocumentError,
    InvalidTypeError,
    InvalidValueError,
    nearest,
    show,
)
from housing_agreements.json import (
    _blocks,
    _criteria,
    _exact,
    _households,
    _in_both,
    _joint_tallies,
    _plans,
    _possible,
    _prospects,
    _reports,
    _scoring,
    _tallies,
    _territories,
    _yearly,
)
from housing_agreements.json._faults import READING_ERRORS, at_key, gather, refuse
from housing_agreements.json._forms import form_of, read_keys
from housing_agreements.json._leaves import Definitions, Schema
from housing_agreements.json._parsing import MOST_DIGITS, MOST_LEVELS, check_text, parse, tell
from housing_agreements.json._registry import KINDS, kind_of, kinds_of, name_kind, register_kind

__all__ = ("AT_MOST", "VERSION", "content_hash", "dumps", "loads", "register", "schema")

T = TypeVar("T")
H = TypeVar("H", bound=Household)

VERSION: Final = 1
"""The version of the formats that is written; those up to it are read."""
AT_MOST: Final = 32_000_000
"""How many characters a document may have, unless told otherwise."""
_PREFIX: Final = "housing-agreements/"
_BEGINNING: Final = f'{{"format":"{_PREFIX}'
WITH_FORMS: Final = (
    _blocks, _criteria, _exact, _households, _in_both, _joint_tallies, _plans, _possible,
    _prospects, _reports, _scoring, _tallies, _territories, _yearly,
)  # fmt: skip
"""The modules that give some types a form of their own when they are loaded."""


def dumps(value: object) -> str:
    """The document of a value, as text.

    It is JSON on one line, with French letters as they are. Days are written "2016-03-07", rates
    exactly, "1/4", members of enumerations by their values, and a text as one where both languages
    have the same. Sets are sorted; whatever has its default is left out.

    Raises:
        InvalidTypeError: For anything but a public value of this library; for a household of a
            class that is not registered.
        InvalidValueError: For a value that holds, where anything may stand, what no document
            does: a number of thousands of digits, more than 100 levels, half of a character.

    Examples:
        >>> from housing_agreements import Party
        >>> print(dumps(Party("als", "Action Logement Services")))
        {"format":"housing-agreements/party","version":1,"value":{"code":"als",\
"name":"Action Logement Services"}}
    """
    return _write_document(value, "dumps, value")


def _write_document(value: object, where: str) -> str:
    """The document of a value that a function was given."""
    name = kind_of(value)
    if name is None:
        remedy = ""
        if isinstance(value, Household):
            remedy = f"register its class first: register({type(value).__name__})"
        elif type(value) is str and value.startswith(_BEGINNING):
            remedy = "give the value that it holds: loads(text)"
        raise InvalidTypeError(where, show(value), "a value of this library", remedy)
    document: dict[str, Any] = {"format": f"{_PREFIX}{name}", "version": VERSION}
    try:
        document["value"] = form_of(type(value)).write(value)
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        check_text(text)
    except InvalidDocumentError as fault:  # only where a value may hold anything
        raise InvalidValueError(where, fault.given, fault.expected) from None
    except HousingAgreementsError:
        raise
    except (RecursionError, ValueError) as error:
        deep = isinstance(error, RecursionError)
        given = "values in each other, very deep" if deep else "a number too long to write"
        expected = f"at most {MOST_LEVELS} levels" if deep else f"at most {MOST_DIGITS:,} digits"
        raise InvalidValueError(where, given, expected) from None
    return text


@overload
def loads(text: str | bytes, kind: None = None, *, at_most: int = AT_MOST) -> Any: ...
@overload
def loads(text: str | bytes, kind: type[T], *, at_most: int = AT_MOST) -> T: ...
def loads(text: str | bytes, kind: type[Any] | None = None, *, at_most: int = AT_MOST) -> Any:
    """The value of a document.

    Args:
        text: The document, or its bytes in UTF-8, as a request or a file has them.
        kind: The class of which the value must be, for a type checker too; `None`: any.
        at_most: How many characters the text may have; it may have at most 100 levels.

    Raises:
        InvalidTypeError: For anything but a text or its bytes.
        InvalidDocumentError: For a text that is no document, or one that is wrong in some places:
            each of its `faults` has the `path` of its place.

    Examples:
        >>> from housing_agreements import Party
        >>> loads(dumps(Party("als", "Action Logement Services")), Party).name
        'Action Logement Services'
        >>> loads('{"format":"housing-agreements/party","version":1,"value":{"code":"als"}}')
        Traceback (most recent call last):
        ...
        housing_agreements.errors.InvalidDocumentError: $.value.name: given nothing; expected a \
value: the key is missing
    """
    if kind is not None:
        _check_kind_asked(kind)
    document = parse(text, at_most)
    try:
        return _read_framed(document, kind)
    except READING_ERRORS as error:
        raise gather(error) from None


def _check_kind_asked(kind: object) -> None:
    """Refuse what is no class of values, nor one above or below such classes."""
    near = isinstance(kind, type) and (
        bool(kinds_of(kind)) or any(issubclass(kind, cls) for cls in KINDS.values())
    )
    if not near or kind is object:
        expected = "a public class of this library, such as Agreement"
        raise InvalidTypeError("loads, kind", show(kind), expected)


def _read_framed(document: object, kind: type[Any] | None) -> Any:
    """The value of a document, of which the frame is looked at first."""
    readers: dict[str, Any] = {
        "format": lambda name, _: _read_format(name, kind),
        "version": _read_version,
        "value": lambda value, _: value,
    }
    if type(document) is dict and "format" in document and "version" in document:
        # A document of another format or version may have other keys.
        frame = {key: document[key] for key in ("format", "version")}
        read_keys(frame, readers, frozenset())
    found = read_keys(document, readers, readers.keys())
    cls: type[Any] = found["format"]
    try:
        value = form_of(cls).read(found["value"])
    except READING_ERRORS as fault:
        raise at_key(fault, "value") from None
    if kind is not None and not isinstance(value, kind):
        raise at_key(refuse(found["value"], f"a {kind.__name__}"), "value")
    return value


def _read_format(given: object, kind: type[Any] | None) -> type[Any]:
    """The class of the values of a format."""
    name = given.removeprefix(_PREFIX) if type(given) is str else ""
    if type(given) is not str or name not in KINDS or name == given:
        remedy = nearest(given, [f"{_PREFIX}{known}" for known in KINDS])
        raise InvalidValueError("", tell(given), "a format of this library", remedy)
    cls = KINDS[name]
    if kind is not None and not (issubclass(cls, kind) or issubclass(kind, cls)):
        names = " or ".join(show(f"{_PREFIX}{known}") for known in kinds_of(kind))
        raise InvalidValueError("", tell(given), names or f"a format of {kind.__name__}")
    return cls


def _read_version(given: object, _: object = None) -> int:
    if type(given) is not int:
        raise refuse(given, "a whole number: the version of the format")
    if not 1 <= given <= VERSION:
        remedy = "install a later version of housing-agreements" if given > VERSION else ""
        raise InvalidValueError("", show(given), f"a version up to {VERSION}", remedy)
    return given


def content_hash(value: object) -> str:
    """A hash of what a value says: that of its document, the same in every process.

    Two values have the same one when their documents are the same. It is the SHA-256 of the text,
    so that `sha256sum` gives it too.

    Raises:
        InvalidTypeError: As `dumps`.

    Examples:
        >>> from housing_agreements import Period
        >>> content_hash(Period.year(2018))[:23]
        'sha256:44b104e50576bd51'
    """
    text = _write_document(value, "content_hash, value")
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def schema(kind: type[Any]) -> Schema:
    """The JSON Schema (draft 2020-12) of the documents of a class.

    It tells the shape: the keys, and the types of what stands under them. What a value must be
    beside, such as a code that is declared, `loads` checks.

    Raises:
        InvalidTypeError: For anything but a public class of values.

    Examples:
        >>> from housing_agreements import Party
        >>> schema(Party)["$defs"]["party"]["required"]
        ['code', 'name']
    """
    names = [name for name, cls in KINDS.items() if cls is kind]
    if not names:
        expected = "a public class of this library, such as Agreement"
        raise InvalidTypeError("schema, kind", show(kind), expected)
    definitions: Definitions = {}
    value = form_of(kind).schema(definitions)
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{_PREFIX}{names[0]}",
        "type": "object",
        "properties": {
            "format": {"const": f"{_PREFIX}{names[0]}"},
            "version": {"const": VERSION},
            "value": value,
        },
        "required": ["format", "version", "value"],
        "additionalProperties": False,
    }
    return found | ({"$defs": definitions} if definitions else {})


def register(cls: type[H], *, kind: str | None = None) -> type[H]:
    """Give a class of households a kind of documents of its own; it may be used as a decorator.

    Whoever reads such a document must have registered the class too, under the same name.

    Args:
        cls: The class, made by attrs.
        kind: The name of its documents; `None`: that of the class, "local-household".

    Raises:
        InvalidTypeError: For anything but a subclass of `Household` that attrs made.
        InvalidValueError: For a name that another class has.

    Examples:
        >>> import attrs
        >>> from housing_agreements import fact
        >>> @register
        ... @attrs.frozen(kw_only=True)
        ... class LocalHousehold(Household):
        ...     works_here: bool | None = fact("works here", "travaille ici")
        >>> loads(dumps(LocalHousehold(works_here=True)))
        LocalHousehold(works_here=True)
    """
    facts_by_name(cls)
    register_kind(cls, name_kind(cls) if kind is None else kind)
    return cls
