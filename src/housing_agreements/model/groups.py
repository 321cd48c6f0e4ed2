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
    "UNSEEN",
    "YEARS_OF_LEVELS",
    "Group",
    "Judge",
    "Per",
    "ReportedGroup",
    "Unseen",
    "as_group",
    "codes_of",
    "is_group",
    "is_unseen",
    "say_group",
)

Group = str | tuple[str, str]
"""What a commitment is judged on, group by group: a code, or a pair of codes."""


class Unseen(Enumeration):
    """What stands in the place of the code of a group that no entry bears (*groupe absent*).

    Examples:
        >>> UNSEEN
        Unseen.UNSEEN
    """

    UNSEEN = "unseen"
    """Any group that is not reported by its own code."""


UNSEEN: Final = Unseen.UNSEEN
"""Of a finding: any group that no entry bears (*groupe absent des lignes*).

An entry of which the group is not known may be of one. A promise made to each group is not surely
kept then, unless the groups are declared.
"""

ReportedGroup = Group | Unseen | tuple[str | Unseen, str | Unseen]
"""What a finding is on, group by group: a group, or one that no entry bears."""

PAIR_SIZE: Final = 2
"""How many kinds of groups, and codes, make a pair."""

HOW_TO_WRITE_LEVELS: Final = "write one level, {2018: level}, or {'group': level}"
"""The remedy for a table of levels that is written in another way."""


class Per(Enumeration):
    """The kind of group judged one by one, beside the total: each landlord, each programme...

    By commune, department or intercommunality, an entry is in the group in which its dwelling
    stands on the entry's own day, by the official code. The intercommunality is the one with its
    own taxes, in the Paris area the public establishment (of Paris the metropolis). On a day of
    which no edition tells it, and in the Paris area before 2023, an entry may be of any. A commune
    that has none is in no group, and counts in the total alone.
    """

    PROGRAMME = "programme"
    LANDLORD = "landlord"
    COMMUNE = "commune"
    DEPARTMENT = "department"
    INTERCOMMUNALITY = "intercommunality"
    NEIGHBOURHOOD = "neighbourhood"
    CONTINGENT = "contingent"
    SECTOR = "sector"

    def say(self, language: Language) -> str:
        """What it is, in words."""
        return _PER[self].say(language)

    def say_unseen(self, language: Language) -> str:
        """A group of its kind that no entry bears, in words.

        Examples:
            >>> Per.LANDLORD.say_unseen("fr")
            "un bailleur qu'aucune ligne ne porte"
        """
        return _BORNE_BY_NONE.say(language, group=_A_KIND[self])


_PER: Final = {
    Per.PROGRAMME: Text("programme", "programme"),
    Per.LANDLORD: Text("landlord", "bailleur"),
    Per.COMMUNE: Text("commune", "commune"),
    Per.DEPARTMENT: Text("department", "département"),
    Per.INTERCOMMUNALITY: Text("intercommunality", "intercommunalité"),
    Per.NEIGHBOURHOOD: Text("neighbourhood", "quartier"),
    Per.CONTINGENT: Text("contingent", "contingent"),
    Per.SECTOR: Text("sector", "secteur"),
}


_BORNE_BY_NONE: Final = Text("{group} that no entry bears", "{group} qu'aucune ligne ne porte")
_A_KIND: Final = {
    Per.PROGRAMME: Text("a programme", "un programme"),
    Per.SECTOR: Text("a sector", "un secteur"),
    Per.LANDLORD: Text("a landlord", "un bailleur"),
    Per.COMMUNE: Text("a commune", "une commune"),
    Per.DEPARTMENT: Text("a department", "un département"),
    Per.INTERCOMMUNALITY: Text("an intercommunality", "une intercommunalité"),
    Per.NEIGHBOURHOOD: Text("a neighbourhood", "un quartier"),
    Per.CONTINGENT: Text("a contingent", "un contingent"),
}


class Judge(Enumeration):
    """What is judged of a commitment: its total, its groups, or both.

    Where only the total is judged, the groups are reported for information.
    """

    TOTAL = "total"
    GROUPS = "groups"
    BOTH = "both"


def codes_of(group: ReportedGroup) -> tuple[str | Unseen, ...]:
    """The code of a group, or the two codes of a pair.

    Examples:
        >>> codes_of("94068"), codes_of(("94068", UNSEEN))
        (('94068',), ('94068', Unseen.UNSEEN))
    """
    return group if isinstance(group, tuple) else (group,)


def say_group(group: ReportedGroup) -> str:
    """A group by its code, or the two codes of a pair.

    Examples:
        >>> say_group("94068"), say_group(("94068", "office")), say_group(UNSEEN)
        ('94068', '94068 / office', 'UNSEEN')
    """
    return " / ".join(code if isinstance(code, str) else code.name for code in codes_of(group))


def is_unseen(group: object) -> bool:
    """Whether a value stands for a group that no entry bears, or a pair that has one.

    Examples:
        >>> is_unseen(UNSEEN), is_unseen(("94068", UNSEEN)), is_unseen("94068"), is_unseen(None)
        (True, True, False, False)
    """
    codes = group if type(group) is tuple and len(group) == PAIR_SIZE else (group,)
    # By identity: a value of any kind may be given, and some answer `==` with something else.
    unseen = [code for code in codes if code is UNSEEN]
    return bool(unseen) and all(code is UNSEEN or is_code(code) for code in codes)


YEARS_OF_LEVELS: Final = range(1900, 2200)
"""The numbers that a table of levels names as years: others are codes that lost their quotes."""


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
        if code in _YEARS_BETWEEN_QUOTES:
            remedy = f"a year is a number: write {code}; a commune has five characters: '0{code}'"
            faults.value("group", code, "the code of a group", remedy)
    faults.report()
    return (codes[0], codes[1]) if pair else codes[0]


_YEARS_BETWEEN_QUOTES: Final = frozenset(map(str, YEARS_OF_LEVELS))
