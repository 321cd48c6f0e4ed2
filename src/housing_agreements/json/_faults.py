"""What is wrong in a document, and where: the faults of values, told by their paths."""

import re
from collections.abc import Iterator
from typing import Any, Final

from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidDocumentError,
    InvalidTypeError,
    nearest,
    show,
)
from housing_agreements.json._parsing import tell

__all__ = (
    "KEYS_OF",
    "MOST_FAULTS",
    "READING_ERRORS",
    "at_index",
    "at_key",
    "gather",
    "group",
    "raise_all",
    "refuse",
)

MOST_FAULTS: Final = 100
"""After how many faults of one list nobody reads on."""

READING_ERRORS: Final = (HousingAgreementsError, BaseValidationError)
"""What is raised where something is wrong: a single fault, or a group of them."""


KEYS_OF: Final[dict[Any, list[str]]] = {}
"""The keys of the objects of which each class, or what builds values of it, is made."""


def refuse(given: object, expected: str, remedy: str = "") -> InvalidTypeError:
    """The error for something of another type; its path is added where it is gathered."""
    return InvalidTypeError("", tell(given), expected, remedy)


# pyright knows the constructors of built-in texts and groups, and not those of cattrs.
_NOTE: Final[Any] = IterableValidationNote
_GROUP_OF_FAULTS: Final[Any] = IterableValidationError


def at_index(fault: Exception, index: int) -> Exception:
    """A fault, told of an item of a list."""
    fault.add_note(_NOTE("", index, object))
    return fault


def at_key(fault: Exception, key: str) -> Exception:
    """A fault, told of a key of an object."""
    fault.add_note(_NOTE("", key, object))
    return fault


def raise_all(faults: list[Exception]) -> None:
    """Raise several faults of one list or object as a group; nothing when there are none."""
    if faults:
        raise _GROUP_OF_FAULTS("", faults, object)


def group(*faults: Exception) -> Exception:
    """Faults in a group, which may be told of what holds them in turn."""
    grouped: Exception = _GROUP_OF_FAULTS("", [*faults], object)
    return grouped


def gather(error: Exception) -> InvalidDocumentError:
    """The error of a document: its faults, each with its path."""
    faults = list(_list_faults(error, "$"))
    return faults[0] if len(faults) == 1 else InvalidDocumentError("$", "", "", faults=faults)


def _list_faults(error: Exception, path: str) -> Iterator[InvalidDocumentError]:
    """The faults of an error at a path; what is no fault of a document is raised as it is."""
    path = f"{path}{_steps_of(error)}"
    if isinstance(error, BaseValidationError):
        for fault in error.exceptions:
            yield from _list_faults(fault, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield refuse_key(path, key, KEYS_OF[error.cl])
    elif isinstance(error, KeyError) and not isinstance(error, HousingAgreementsError):
        yield InvalidDocumentError(path, "nothing", "a value: the key is missing")
    elif isinstance(error, HousingAgreementsError):
        for fault in error.faults:
            if fault is error:
                field = fault.field.partition(",")[0]
                steps = f".{field}" if field else ""
                yield InvalidDocumentError(
                    f"{path}{steps}", fault.given, fault.expected, fault.remedy
                )
            else:
                yield from _list_faults(fault, path)
    else:
        raise error


def refuse_key(path: str, key: str, known: list[str]) -> InvalidDocumentError:
    """The error for a key that an object does not have."""
    given, expected = f"the key {show(key)}", "one of the keys of this format"
    return InvalidDocumentError(f"{path}{_step(key)}", given, expected, nearest(key, known))


def _steps_of(error: Exception) -> str:
    """Where an error stands below what was being read, outermost first."""
    steps: list[str] = []
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            steps.append(_step(note.name.removeprefix("_")))
        elif isinstance(note, IterableValidationNote):
            steps.append(_step(note.index))
    return "".join(reversed(steps))


def _step(key: Any) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if re.fullmatch("[a-z_][a-z_0-9]{0,60}", key) else f"[{show(key)}]"
