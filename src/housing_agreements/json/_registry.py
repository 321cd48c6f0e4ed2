"""The names of the kinds of documents, and the class that each names.

`_kinds` has the names of the classes of the library. A class of households is named by `register`.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from housing_agreements._visible_text import is_code
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.errors import InvalidValueError, show

__all__ = (
    "KINDS",
    "add_kinds",
    "keep_names",
    "kind_of",
    "kinds_of",
    "name_kind",
    "register_kind",
)

_CLASS_OF_KIND: Final[dict[str, type[Any]]] = {}
_KIND_OF_CLASS: Final[dict[type[Any], str]] = {}
_OF_THE_LIBRARY: Final[set[type[Any]]] = set()
_KEPT_NAMES: Final[set[str]] = set()
"""The names of plain values, such as a day, where a document says what each is."""

KINDS: Final[Mapping[str, type[Any]]] = MappingProxyType(_CLASS_OF_KIND)
"""The class of each kind of document; of criteria and blocks that of all of them."""


def add_kinds(classes: Mapping[str, type[Any]]) -> None:
    """Name classes of values in the formats."""
    _CLASS_OF_KIND.update(classes)
    _KIND_OF_CLASS.update({cls: name for name, cls in classes.items()})
    _OF_THE_LIBRARY.update(classes.values())


def keep_names(names: Iterable[str]) -> None:
    """Keep names that no class may have: they say what a plain value is."""
    _KEPT_NAMES.update(names)


def kind_of(value: object) -> str | None:
    """The kind of a value; `None`: it is of none.

    Examples:
        >>> from housing_agreements import Party, facts
        >>> kind_of(Party("als", "Action Logement")), kind_of(facts.employed), kind_of(0.5)
        ('party', 'criterion', None)
    """
    for cls in type(value).__mro__:
        if cls in _KIND_OF_CLASS:
            # A household of a class that nobody registered may have facts that nobody knows.
            return None if cls is Household and cls is not type(value) else _KIND_OF_CLASS[cls]
    return None


def kinds_of(cls: type[Any]) -> list[str]:
    """The names of the kinds that a class has, or that the classes below it have.

    Examples:
        >>> from housing_agreements import Commitment, Party
        >>> kinds_of(Party), kinds_of(Commitment)
        (['party'], ['share', 'volume'])
    """
    named = [*_CLASS_OF_KIND.items()]  # another thread may register a class meanwhile
    return [name for name, kind in named if issubclass(kind, cls)]


def name_kind(cls: type[Any]) -> str:
    """The name of a kind after its class: the words of it in small letters.

    Examples:
        >>> name_kind(Household)
        'household'
    """
    return "-".join(re.findall("[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", cls.__name__)).lower()


def register_kind(cls: type[Any], name: str) -> None:
    """Give a class of households a kind of its own; the same class may be defined anew.

    Raises:
        InvalidTypeError: For anything but a class of households made by attrs.
        InvalidValueError: For a name that is no code, or of another class; for a class of the
            library, which has its name.
    """
    facts_by_name(cls)
    if not is_code(name):
        raise InvalidValueError("register, kind", show(name), "a code, such as 'local-household'")
    if cls in _OF_THE_LIBRARY and _KIND_OF_CLASS[cls] != name:
        remedy = "make a subclass of it, and register that"
        expected = f"{show(_KIND_OF_CLASS[cls])}, which the library calls it"
        raise InvalidValueError("register, kind", show(name), expected, remedy)
    other = _CLASS_OF_KIND.get(name)
    if name in _KEPT_NAMES or (other is not None and _path(other) != _path(cls)):
        remedy = "give it a kind of its own: register(LocalHousehold, kind=...)"
        raise InvalidValueError("register, kind", show(name), "a name of no other class", remedy)
    _CLASS_OF_KIND[name] = cls
    _KIND_OF_CLASS[cls] = name


def _path(cls: type[Any]) -> tuple[str, str]:
    return cls.__module__, cls.__qualname__
