"""What a commitment holds for, one by one: programmes, landlords, communes, pairs of these.

`Per` says of what kind the groups are, a `Group` is the code of one of them, and `Judge` says
whether they are judged, or the total, or both.
"""

from typing import Final

from housing_agreements._checks import Faults
from housing_agreements._records import Enumeration
from housing_agreements._visible_text import is_code
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.values.texts import Language, Text

__all__ = (
    "HOW_TO_WRITE_LEVELS",
    "PAIR_SIZE",
    "Group",
    "Judge",
    "Per",
    "as_group",
    "is_group",
    "say_group",
)

Group = str | tuple[str, str]
"""What a commitment is judged on, group by group: a code, or a pair of codes."""

PAIR_SIZE: Final = 2
"""How many kinds of groups, and codes, make a pair."""

HOW_TO_WRITE_LEVELS: Final = "write one level, {2018: level}, or {'group': level}"
"""The remedy for a table of levels that is written in another way."""


class Per(Enumeration):
    """The kind of group judged one by one, beside the total: each landlord, each programme..."""

    PROGRAMME = "programme"
    LANDLORD = "landlord"
    COMMUNE = "commune"
    NEIGHBOURHOOD = "neighbourhood"
    CONTINGENT = "contingent"

    def say(self, language: Language) -> str:
        """What it is, in words."""
        return _PER[self].say(language)


_PER: Final = {
    Per.PROGRAMME: Text("programme", "programme"),
    Per.LANDLORD: Text("landlord", "bailleur"),
    Per.COMMUNE: Text("commune", "commune"),
    Per.NEIGHBOURHOOD: Text("neighbourhood", "quartier"),
    Per.CONTINGENT: Text("contingent", "contingent"),
}


class Judge(Enumeration):
    """What is judged of a commitment: its total, its groups, or both."""

    TOTAL = "total"
    GROUPS = "groups"
    BOTH = "both"


def say_group(group: Group) -> str:
    """A group by its code, or the two codes of a pair.

    Examples:
        >>> say_group("94068"), say_group(("94068", "office"))
        ('94068', '94068 / office')
    """
    return group if isinstance(group, str) else " / ".join(group)


_DIGITS_OF_A_YEAR: Final = 4
"""A code of four digits is a year between quotes, not a group."""


def is_group(value: object) -> bool:
    """Whether a value names a group: a code, or a pair of codes.

    Examples:
        >>> is_group("33063"), is_group(("33063", "office")), is_group(("33063",))
        (True, True, False)
    """
    codes = value if type(value) is tuple and len(value) == PAIR_SIZE else (value,)
    return all(map(is_code, codes))


def as_group(key: object) -> Group:
    """The group that a key of a table of levels names.

    Raises:
        InvalidTypeError: For anything but a code, or a pair of codes.
        InvalidValueError: For a code with blank ends, or a year between quotes.

    Examples:
        >>> as_group("94068")
        '94068'
    """
    pair = isinstance(key, tuple) and len(key) == PAIR_SIZE
    parts: tuple[object, ...] = key if isinstance(key, tuple) and pair else (key,)
    codes = [part for part in parts if type(part) is str]
    if len(codes) < len(parts):
        expected = "a year, a Period, the code of a group or a pair of them"
        raise InvalidTypeError("a level", show(key), expected, HOW_TO_WRITE_LEVELS)
    faults = Faults("a level")
    for code in codes:
        faults.code("group", code)
        if len(code) == _DIGITS_OF_A_YEAR and code.isdecimal():
            faults.value("group", code, "the code of a group", f"a year is a number: write {code}")
    faults.report()
    return (codes[0], codes[1]) if pair else codes[0]
