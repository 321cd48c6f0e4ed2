"""The entries of a ledger that bear a code which is not known: refused, or set aside and counted.

The agreement says which contingents, publics, tags and landlords are known; the official code
which codes name a place. A code of a place is looked at once, when it is first met. Half of the
postcodes are also codes of communes: once a ledger has one that is only a postcode, and its other
codes are all postcodes too, none of them is taken for the code of a commune.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from operator import itemgetter
from typing import Final

from housing_agreements._checks import Faults
from housing_agreements.errors import UnknownCodeError, nearest, show
from housing_agreements.geography._unknown_codes import (
    A_KNOWN_COMMUNE,
    communes_of_postcode,
    remedy_for_code,
    say_communes_of_postcode,
    unknown_since,
)
from housing_agreements.model.entries import Attribution, Production
from housing_agreements.values.texts import Language, Text

__all__ = (
    "CommuneCodes",
    "NameOfHolder",
    "NameOfRows",
    "SetAside",
    "is_unknown_on_some",
    "refuse_unknown",
    "say_beside_postcodes",
    "say_set_aside",
)

NameOfHolder = Callable[[str, str], str]
"""How an error names what holds a code that is not known: of what it is a code, and itself."""
NameOfRows = Callable[[str, str, int], str]
"""How it names some of the entries that bear it, from these and how many there are."""

_MOST_CODES_WITH_ROWS: Final = 12
"""Of how many unknown codes some entries are named: each asks a grouped ledger once more."""


def is_unknown_on_some(code: str, days: Iterable[date]) -> bool:
    """Whether a code names no ground on one of some days, or on no day at all."""
    since = unknown_since(code)
    return since is not None and (since == date.min or any(since <= day for day in days))


class CommuneCodes:
    """The codes of communes in a ledger, each looked at once."""

    def __init__(self) -> None:
        self._are_postcodes: dict[str, bool] = {}
        self._unknown: set[str] = set()
        self._may_be_doubted = True

    def look_at(self, code: str, days: Iterable[date]) -> bool | None:
        """Whether a code names ground on all of some days; `None`: unless all are postcodes.

        Args:
            code: The code.
            days: The days on which it is read.
        """
        is_postcode = self._are_postcodes.get(code)
        if is_postcode is None:
            is_postcode = self._are_postcodes[code] = bool(communes_of_postcode(code))
            self._may_be_doubted &= is_postcode
        if is_unknown_on_some(code, days):
            self._unknown.add(code)
            return False
        return None if self._may_be_doubted else True

    @property
    def beside_postcodes(self) -> Mapping[str, bool]:
        """The other codes, and whether each is a postcode too, where some code is only that."""
        if not any(self._are_postcodes[code] for code in self._unknown):
            return {}
        return {
            code: is_postcode
            for code, is_postcode in self._are_postcodes.items()
            if not (is_postcode and code in self._unknown)
        }

    @property
    def are_all_postcodes(self) -> bool:
        """Whether some code is only a postcode, and all the others are postcodes too."""
        others = self.beside_postcodes
        return bool(others) and all(others.values())

    def remedy(self, code: str) -> str:
        """What a code seems to be that is not taken for that of a commune."""
        others = self.beside_postcodes
        meant = remedy_for_code(code)
        if not (others and self._are_postcodes[code]):
            return meant
        if all(others.values()):
            return f"{meant}; all the codes here are postcodes"
        alike = sum(others.values())
        if not alike:
            return f"{meant}; none of the other codes here is a postcode"
        are = "is a postcode" if alike == 1 else "are postcodes"
        return f"{meant}; {alike} of the {len(others)} other codes here {are} too"


class SetAside:
    """Counts the entries that bear a code which is not known, by the first such code.

    Args:
        declared: The codes that the agreement declares, by what they are codes of.
    """

    def __init__(self, declared: Mapping[str, AbstractSet[str]]) -> None:
        self._declared = declared
        self.communes: CommuneCodes = CommuneCodes()
        """The codes of communes in the ledger."""
        self.entries: Counter[tuple[str, str]] = Counter()
        """How many entries there are, by what is not known and its code."""
        self.dwellings: Counter[tuple[str, str]] = Counter()
        """For how many dwellings they stand."""

    def add(self, entry: Attribution | Production, lines: int, dwellings: int) -> None:
        """Count entries like one under the first of its codes that is not declared."""
        codes = {"tag": entry.tags}
        if isinstance(entry, Attribution):
            codes = {
                "contingent": {entry.contingent},
                "public": entry.publics | entry.possible_publics,
                "tag": entry.tags,
            }
        if "landlord" in self._declared and entry.landlord is not None:
            codes["landlord"] = {entry.landlord}
        what, code = min(
            (what, code)
            for what, borne in codes.items()
            for code in borne
            if code not in self._declared[what]
        )
        self.add_under(what, code, lines, dwellings)

    def add_under(self, what: str, code: str, lines: int, dwellings: int) -> None:
        """Count entries under one of their codes, which is not known."""
        self.entries[what, code] += lines
        self.dwellings[what, code] += dwellings

    def report(self, given: str, where: NameOfHolder, rows: NameOfRows, otherwise: str) -> None:
        """Refuse the entries; see `refuse_unknown`.

        Raises:
            UnknownCodeError: For a code that is not known; several at once come as an
                `InvalidObjectError`.
        """
        found = {named: (count, self) for named, count in self.entries.items()}
        refuse_unknown(given, found, where, rows, otherwise)

    def remedy(self, what: str, code: str) -> str:
        """What to write instead of a code."""
        if what == "commune":
            return self.communes.remedy(code)
        return nearest(code, self._declared[what])


def refuse_unknown(
    given: str,
    found: Mapping[tuple[str, str], tuple[int, SetAside]],
    where: NameOfHolder,
    rows: NameOfRows,
    otherwise: str,
    *,
    known: Mapping[str, AbstractSet[str]] | None = None,
) -> None:
    """Refuse entries with codes that are not known.

    Args:
        given: How an error names the entries.
        found: How many entries there are, by what is not known and its code; and who knows what
            a code of a commune seems to be.
        where: How an error names what holds such a code.
        rows: How it names some of the entries.
        otherwise: What to do about codes that are right all the same.
        known: The codes that one of several agreements knows, by what they are codes of; each
            agreement sees a part of the entries. `None`: there is one.

    Raises:
        UnknownCodeError: For a code that is not known; several at once come as an
            `InvalidObjectError`.
    """
    faults = Faults(given)
    expected = _EXPECTED if known is None else _EXPECTED_OF_SEVERAL
    for index, ((what, code), (count, by)) in enumerate(sorted(found.items(), key=itemgetter(0))):
        at_least = "" if known is None else "at least "
        lines = f"{at_least}{count} of the entries" if count > 1 else "an entry"
        some = rows(what, code, count) if index < _MOST_CODES_WITH_ROWS else ""
        with_others = known is not None and what != "commune"
        remedy = nearest(code, known[what]) if known and with_others else by.remedy(what, code)
        faults.note(
            UnknownCodeError(
                where(what, code),
                f"{show(code)} in {lines}{some}",
                expected[what],
                f"{remedy} (or {otherwise})",
            )
        )
    faults.report()


_EXPECTED: Final = {
    "commune": A_KNOWN_COMMUNE,
    "contingent": "a contingent that the agreement knows",
    "landlord": "a landlord that the agreement binds, or names among others",
    "public": "a public that the agreement knows",
    "tag": "a tag that the agreement knows",
}
"""What an error expects, by what a code is of."""
_EXPECTED_OF_SEVERAL: Final = {
    "commune": A_KNOWN_COMMUNE,
    "contingent": "a contingent that one of the agreements knows",
    "landlord": "a landlord that one of the agreements binds, or names among others",
    "public": "a public that one of the agreements knows",
    "tag": "a tag that one of the agreements knows",
}
"""The same, of several agreements."""


_SET_ASIDE: Final = {
    "commune": Text(
        "set aside, commune “{code}” {why}: {entries}",
        "mises de côté, commune «\u00a0{code}\u00a0» {why}\u00a0: {entries}",
    ),
    "contingent": Text(
        "set aside, contingent “{code}” {why}: {entries}",
        "mises de côté, contingent «\u00a0{code}\u00a0» {why}\u00a0: {entries}",
    ),
    "landlord": Text(
        "set aside, landlord “{code}” {why}: {entries}",
        "mises de côté, bailleur «\u00a0{code}\u00a0» {why}\u00a0: {entries}",
    ),
    "public": Text(
        "set aside, public “{code}” {why}: {entries}",
        "mises de côté, public «\u00a0{code}\u00a0» {why}\u00a0: {entries}",
    ),
    "tag": Text(
        "set aside, tag “{code}” {why}: {entries}",
        "mises de côté, étiquette «\u00a0{code}\u00a0» {why}\u00a0: {entries}",
    ),
}
"""The sentence for each thing that a code may be a code of."""
_NOT_OF_THE_AGREEMENT: Final = Text(
    "that the agreement does not know", "que la convention ne connaît pas"
)
_AMONG_POSTCODES: Final = Text(
    "which is a postcode, as are all the codes beside it",
    "qui est un code postal, comme tous les codes à côté de lui",
)
_IN_NO_EDITION: Final = Text(
    "that no edition of the official code holds", "qu'aucune édition du code officiel ne connaît"
)
_NO_MORE: Final = Text("that is no commune any more", "qui n'est plus une commune")
_A_POSTCODE: Final = Text("{why} (a postcode, of {towns})", "{why} (un code postal, de {towns})")
_BESIDE_POSTCODES: Final = Text(
    "some entries have a postcode in place of the code of a commune; of the other codes, these may "
    "be postcodes too: {alike} of {total}",
    "des lignes portent un code postal à la place du code de la commune\u202f; parmi les autres "
    "codes, sont peut-être aussi des codes postaux\u00a0: {alike} sur {total}",
)


def say_set_aside(what: str, code: str, entries: int, language: Language) -> str:
    """Which entries were set aside, and why.

    Args:
        what: What is not known.
        code: Its code.
        entries: How many entries bear it.
        language: "en" or "fr".
    """
    is_commune = what == "commune"
    why = _say_why_no_commune(code, language) if is_commune else _NOT_OF_THE_AGREEMENT
    return _SET_ASIDE[what].say(language, code=code, why=why, entries=entries)


def _say_why_no_commune(code: str, language: Language) -> str:
    """Why a code is not taken for that of a commune."""
    if unknown_since(code) is None and communes_of_postcode(code):
        return _AMONG_POSTCODES.say(language)
    towns = say_communes_of_postcode(code)
    if not towns:
        return _IN_NO_EDITION.say(language)
    why = _IN_NO_EDITION if unknown_since(code) == date.min else _NO_MORE
    return _A_POSTCODE.say(language, why=why, towns=towns)


def say_beside_postcodes(codes: Mapping[str, int], language: Language) -> str:
    """How many of the codes beside those that are only postcodes are postcodes too."""
    alike = sum(bool(communes_of_postcode(code)) for code in codes)
    return _BESIDE_POSTCODES.say(language, alike=alike, total=len(codes))
