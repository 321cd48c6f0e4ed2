"""What answers call the things of which entries and agreements bear codes.

A thing is called by its name. Its code stands beside it where others have the same name, and by
itself where it has none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from typing import Final

from housing_agreements._checks import as_tuple
from housing_agreements.geography._members_by_day import (
    Body,
    body_numbers,
    load_bodies,
    load_body,
)
from housing_agreements.geography._names import name_of_code_apart, tell_apart
from housing_agreements.geography._unknown_codes import departments_held
from housing_agreements.geography.departments import department
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.groups import Per
from housing_agreements.rules.quotas._places_of_groups import PLACES
from housing_agreements.values.texts import Language, Text

__all__ = ("Name", "NamesTold", "as_names_of_group", "find_name_of_place")

Name = str | Text
"""A name, the same in both languages or not."""


# The type stands as text, so that the signatures of answers are short.
def as_names_of_group(given: "Iterable[Name | None]") -> tuple[Name | None, ...]:
    """The names of a group in order, for a field to keep."""
    return as_tuple(given)


class NamesTold:
    """Finds what answers on an agreement call a code.

    Args:
        versions: The terms in force one after another: of a code, the last name holds.
    """

    def __init__(self, versions: Iterable[Agreement]) -> None:
        self._versions = tuple(versions)
        self._given = self._versions[-1].names

    def find(self, kind: Per, code: str, day: date) -> Name | None:
        """The name of a group; `None` where it has none.

        Args:
            kind: Its kind.
            code: Its code.
            day: The day on which it is named, if it is a place.
        """
        if kind in PLACES:
            return find_name_of_place(kind, code, day)
        names = {
            Per.LANDLORD: self._landlords,
            Per.CONTINGENT: self._contingents,
            Per.SECTOR: self._sectors,
        }
        name = names[kind].get(code) if kind in names else None
        return self._given.get(code) if name is None else name

    def find_public(self, code: str) -> Text | None:
        """The name of a public; `None` where it has none."""
        return self._publics.get(code)

    def find_financing(self, code: str) -> Text | None:
        """The name of a financing; `None` where the agreement gives none."""
        return self._given.get(code)

    def find_landlord(self, code: str) -> Name | None:
        """The name of a landlord; `None` where it has none."""
        return self._landlords.get(code) or self._given.get(code)

    @cached_property
    def _publics(self) -> Mapping[str, Text]:
        return _tell_texts_apart(
            {public.code: public.name for terms in self._versions for public in terms.publics}
        )

    @cached_property
    def _landlords(self) -> Mapping[str, str]:
        terms = self._versions[-1]
        signatories, landlords = (
            _tell_names_apart({party.code: party.name for party in parties})
            for parties in (terms.parties, (*terms.landlords, *terms.others))
        )
        return signatories | landlords

    @cached_property
    def _contingents(self) -> Mapping[str, str]:
        return _tell_names_apart(
            {
                contingent.code: contingent.holder.name
                for terms in self._versions
                for contingent in terms.contingents
            }
        )

    @cached_property
    def _sectors(self) -> Mapping[str, str]:
        return _tell_names_apart(
            {sector.code: sector.name for terms in self._versions for sector in terms.sectors}
        )


def _tell_names_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names by code, each with its code where others are the same."""
    holders = Counter(names.values())
    return {code: tell_apart(name, code, holders[name]) for code, name in names.items()}


def _tell_texts_apart(names: Mapping[str, Text]) -> dict[str, Text]:
    """Names in both languages, each with its code where others are the same in one of them."""
    english, french = (
        _tell_names_apart({code: name.say(language) for code, name in names.items()})
        for language in _LANGUAGES
    )
    return {code: Text(english[code], french[code]) for code in names}


_LANGUAGES: Final[tuple[Language, Language]] = ("en", "fr")


@cache
def _bodies_by_name() -> Mapping[str, tuple[Body, ...]]:
    """The intercommunalities that have, or had, each name."""
    bodies: dict[str, tuple[Body, ...]] = defaultdict(tuple)
    for body in load_bodies().values():
        bodies[body.name] += (body,)
    return bodies


def find_name_of_place(kind: Per, code: str, day: date) -> str | None:
    """The name of a group by place, with its code where others have it too; `None`: none is known.

    Args:
        kind: Its kind.
        code: Its code.
        day: The day on which it is named.

    Examples:
        >>> find_name_of_place(Per.DEPARTMENT, "33", date(2018, 1, 1))
        'Gironde'
        >>> find_name_of_place(Per.INTERCOMMUNALITY, "245900410", date(2019, 1, 1))
        'Métropole Européenne de Lille'
        >>> find_name_of_place(Per.COMMUNE, "93066", date(2019, 1, 1))
        'Saint-Denis (93066)'
    """
    if kind is Per.COMMUNE:
        return name_of_code_apart(code, day)
    if kind is Per.DEPARTMENT:
        return department(code).name if code in departments_held() else None
    if code not in body_numbers():
        return None
    name = load_body(code).name
    others = [body for body in _bodies_by_name()[name] if body.communes_on(day) is not None]
    return tell_apart(name, code, len({code, *(body.number for body in others)}))
