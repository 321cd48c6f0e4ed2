"""What a plan calls its contingents, landlords, places and publics."""

from collections.abc import Iterable, Sequence
from datetime import date

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.groups import Per
from housing_agreements.plan.expected import Expected
from housing_agreements.plan.plans import Allotment
from housing_agreements.rules.quotas._names_told import Name, NamesTold, find_name_of_place
from housing_agreements.rules.quotas._own_codes import CodesOfSeveral
from housing_agreements.values.texts import Text, as_words

__all__ = ("Namer",)


class Namer:
    """Names what some agreements have in common: of a code, the first that has a name says it.

    Args:
        agreements: The agreements.
        codes: The codes that they know.
        on: The day asked.
        known: The day of the knowledge.
    """

    def __init__(
        self, agreements: Sequence[Agreement], codes: CodesOfSeveral, on: date, known: date
    ) -> None:
        self._on = on
        self._own = [codes.of(agreement.code) for agreement in agreements]
        self._told = [
            NamesTold(terms for _, terms in agreement.history(on, known))
            for agreement in agreements
        ]

    def allot(
        self, one: Expected, household: frozenset[str], count: int, *, perhaps: bool
    ) -> Allotment:
        """So many expected dwellings, to households of some publics."""
        codes = tuple(sorted(household))
        contingent = (names.find(Per.CONTINGENT, one.contingent, self._on) for names in self._told)
        landlord = None
        if one.landlord is not None:
            code = one.landlord
            landlord = _find_first_name(names.find_landlord(code) for names in self._told)
        publics = map(self._name_public, codes)
        return Allotment(
            expected=one,
            publics=codes,
            count=count,
            perhaps=perhaps,
            place=find_name_of_place(Per.COMMUNE, one.commune, self._on),
            holders=(_find_first_name(contingent), landlord),
            names=tuple(
                Text(code, code) if name is None else name
                for code, name in zip(codes, publics, strict=True)
            ),
        )

    def _name_public(self, code: str) -> Text | None:
        """The name of a public, as the first agreement that it is one of names it."""
        return _find_first_name(
            told.find_public(public)
            for own, told in zip(self._own, self._told, strict=True)
            for public in own.publics(frozenset({code}))
        )


def _find_first_name(names: Iterable[Name | None]) -> Text | None:
    return next((as_words(name) for name in names if name is not None), None)
