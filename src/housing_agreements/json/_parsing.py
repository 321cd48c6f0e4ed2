"""From a text to plain objects and lists: whatever JSON is, in bounded time and memory.

A text that is too long or too deep is refused before it is parsed: the depth is found by a scan
that does not recurse, so that no recursion limit matters. What JSON or Python would let through
and no document holds (a number with a point, a key that stands twice, a number of thousands of
digits) becomes a mark: whoever reads that place refuses it, with its path.
"""

import json
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from itertools import accumulate
from typing import Any, Final, final

from housing_agreements._checks import exact_count
from housing_agreements.errors import InvalidDocumentError, InvalidTypeError, show

__all__ = (
    "MOST_DIGITS",
    "MOST_LEVELS",
    "DoubledKeys",
    "NoNumber",
    "check_text",
    "parse",
    "tell",
)

MOST_LEVELS: Final = 100
"""How many objects and lists may stand in each other."""
MOST_DIGITS: Final = 4_300
"""Of how many digits a number may be: Python reads longer ones slowly, or not at all."""
_MOST_BYTES: Final = 4
"""Of how many bytes of UTF-8 a character may be."""
_LONGEST_TOLD: Final = 60


@final
class NoNumber:
    """A number that no document holds: 0.25, 1e999, NaN, one of a million digits."""

    __slots__ = ("written",)

    def __init__(self, written: str) -> None:
        self.written: str = written
        """How it stands in the text, cut when it is long."""
        if len(written) > _LONGEST_TOLD:
            self.written = f"{written[:_LONGEST_TOLD]}... ({len(written):,} characters)"


@final
class DoubledKeys(dict[str, Any]):
    """An object in which a key stands twice."""

    __slots__ = ("twice",)

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        super().__init__()
        self.twice: str = ""
        """The first key that stands twice."""
        for key, value in pairs:
            if key in self and not self.twice:
                self.twice = key
            self[key] = value


def tell(given: object) -> str:
    """What stands in a document, as an error tells it.

    Examples:
        >>> tell(None), tell("3"), tell([1, 2]), tell({}), tell(NoNumber("0.25"))
        ('null', "'3'", 'a list', 'an object', '0.25')
    """
    if isinstance(given, NoNumber):
        return given.written
    if isinstance(given, DoubledKeys):
        return f"an object with the key {show(given.twice)} twice"
    if given is None or given is True or given is False:
        return {None: "null", True: "true", False: "false"}[given]
    if type(given) is list:
        return "a list"
    return "an object" if type(given) is dict else show(given)


def parse(text: str | bytes, at_most: int) -> Any:  # whatever stands in it
    """The plain objects and lists, texts and whole numbers that a text holds.

    Raises:
        InvalidTypeError: For anything but a text or its bytes, or a number of characters.
        InvalidDocumentError: For a text that is too long, too deep, or no JSON; for bytes that
            are no UTF-8.

    Examples:
        >>> parse('{"code": "33", "share": 0.25}', 100)["share"].written
        '0.25'
    """
    exact_count(at_most, "loads, at_most")
    if type(text) is bytes:
        text = _decode(text, at_most)
    if type(text) is not str:
        remedy = "call bytes() on it" if issubclass(type(text), bytearray) else ""
        if issubclass(type(text), (dict, list)):
            remedy = "give the text itself, before it is parsed"
        raise InvalidTypeError("loads, text", show(text), "a text (str), or its bytes", remedy)
    if len(text) > at_most:
        raise _refuse_length(f"a text of {len(text):,} characters", at_most)
    if check_text(text):
        try:
            return _read_json(text, None)  # in the least time
        except InvalidDocumentError:
            raise
        except ValueError:  # a number that this Python was told not to read
            pass
    return _read_json(text, _read_digits)


def _decode(written: bytes, at_most: int) -> str:
    """The text of bytes; those of too long a text are not decoded."""
    if len(written) > _MOST_BYTES * at_most:
        raise _refuse_length(f"a text of {len(written):,} bytes", at_most)
    try:
        return written.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        given = f"bytes that are no UTF-8 (byte {error.start + 1:,})"
        of_utf_16 = written.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        remedy = "call .decode('utf-16') on them" if of_utf_16 else ""
        raise InvalidDocumentError("$", given, "text in UTF-8", remedy) from None


def _refuse_length(given: str, at_most: int) -> InvalidDocumentError:
    remedy = "give a larger at_most= if you trust it"
    return InvalidDocumentError("$", given, f"at most {at_most:,} characters", remedy)


def _read_json(text: str, parse_int: Any) -> Any:  # a function, or none
    try:
        return json.loads(
            text,
            object_pairs_hook=_read_object,
            parse_int=parse_int,
            parse_float=NoNumber,
            parse_constant=NoNumber,
        )
    except json.JSONDecodeError as error:
        raise _refuse_text(error) from None


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else DoubledKeys(pairs)


def _read_digits(written: str) -> int | NoNumber:
    if len(written) > MOST_DIGITS:
        return NoNumber(written)
    try:
        return int(written)
    except ValueError:  # this Python was told to read fewer digits
        return NoNumber(written)


def _refuse_text(error: json.JSONDecodeError) -> InvalidDocumentError:
    written, where = error.doc, f"line {error.lineno}, column {error.colno}"
    given = f"a text that is no JSON ({error.msg}, {where})" if written else "an empty text"
    remedy = ""
    if written.startswith("\ufeff"):
        remedy = "read its file with encoding='utf-8-sig'"
    elif written.endswith(".json"):
        remedy = "give what the file holds: Path(...).read_bytes()"
    elif error.msg == "Extra data":
        remedy = "give one document at a time"
    return InvalidDocumentError("$", given, "a whole JSON document", remedy)


# All but brackets, quotes and backslashes, which a text of JSON has few of.
_OTHER_SIGNS: Final = bytes(code for code in range(256) if code not in b'[]{}"\\')
_TO_DIGITS: Final = bytes(ord("0" if chr(code) in "0123456789" else " ") for code in range(256))
_LEVELS_OF_SIGNS: Final = [
    {"[": 1, "{": 1, "]": -1, "}": -1}.get(chr(code), 0) for code in range(256)
]


def check_text(text: str) -> bool:
    """Refuse a text that is too deep, or no text; whether it has no number that is too long."""
    try:
        written = text.encode()
    except UnicodeEncodeError as error:
        given = f"a lone surrogate, character {error.start + 1:,} of the text"
        raise InvalidDocumentError("$", given, "text that can be encoded") from None
    if written.count(b"[") + written.count(b"{") > MOST_LEVELS:
        if b"\\" in written:
            left = re.sub(rb"\\.", b"", written, flags=re.DOTALL).translate(None, _OTHER_SIGNS)
        else:
            left = written.translate(None, _OTHER_SIGNS)
        # Where two quotes meet, what follows is in a text if it was before: nothing changes.
        brackets = re.sub(rb'"[^"]*"?', b"", left.replace(b'""', b""))
        if not _is_shallow(brackets) and _measure(brackets) > MOST_LEVELS:
            given = f"objects and lists in each other, more than {MOST_LEVELS} deep"
            raise InvalidDocumentError("$", given, f"at most {MOST_LEVELS} levels")
    return b"0" * (MOST_DIGITS + 1) not in written.translate(_TO_DIGITS)


def _is_shallow(brackets: bytes) -> bool:
    """Whether brackets are surely not deep: pairs that hold nothing are taken out, a few times."""
    for _ in range(_TIMES):
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return not brackets


_TIMES: Final = 10


def _measure(brackets: bytes) -> int:
    """How deep brackets are."""
    return max(accumulate(map(_LEVELS_OF_SIGNS.__getitem__, brackets)), default=0)
