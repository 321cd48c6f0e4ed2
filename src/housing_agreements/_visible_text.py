"""What a name, a title or a code is: one line of visible text.

Nothing in one can forge a line of a report, move a cursor, hide, or change the order in which it
is read. Spaces that do not break a line are welcome: French needs them.
"""

from typing import Final
from unicodedata import category, combining

__all__ = ("BLANK_LETTERS", "SOUND_TEXTS", "is_code", "is_text")

_SPACES: Final = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"), " ",
)  # fmt: skip
"""Spaces that a language or a printer needs, and Python holds to be unprintable."""
BLANK_LETTERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that show nothing, and that Python holds to be printable."""
_FIRST_MARK: Final = "\u0300"
"""What comes before it, and is printable, is seen by itself."""


def is_text(value: object) -> bool:
    """Whether a value is one line of visible text without blank ends: a name, a title, a code.

    Control characters, lone surrogates, invisible characters and marks that change the order of
    reading are no part of one; spaces that do not break are.

    Examples:
        >>> is_text("L'Haÿ-les-Roses"), is_text("dalo" + chr(10)), is_text("")
        (True, False, False)
    """
    if type(value) is not str or not value or value != value.strip():
        return False
    if not value.isprintable() and not value.translate(_SPACES).isprintable():
        return False
    if value.isascii():
        return True
    if not BLANK_LETTERS.isdisjoint(value):
        return False
    return value[0] < _FIRST_MARK or (
        any(letter < _FIRST_MARK or letter.isalnum() for letter in value)
        or any(not combining(letter) and category(letter)[0] != "M" for letter in value)
    )


class _SoundTexts(dict[str, bool]):
    """Whether a text is sound, remembered: the codes of a ledger stand in many of its entries."""

    __slots__ = ()

    def __missing__(self, text: str) -> bool:
        """Look at a text seen for the first time."""
        sound = is_text(text)
        if len(self) < _MOST_REMEMBERED and len(text) <= _LONGEST_REMEMBERED:
            self[text] = sound
        return sound


SOUND_TEXTS: Final = _SoundTexts()
_MOST_REMEMBERED: Final = 1 << 16
_LONGEST_REMEMBERED: Final = 100


def is_code(value: object) -> bool:
    """Whether a value is a code: a text that stands in many places, and is looked at once."""
    return type(value) is str and SOUND_TEXTS[value]
