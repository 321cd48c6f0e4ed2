"""What each of several agreements reads of the codes that the entries of one ledger bear.

A code that one of them knows is not unknown to the others; there it counts for nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import attrs

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import Attribution, Production
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules.quotas._declared_codes import list_declared_codes

__all__ = ("CodesOfSeveral", "OwnCodes", "PublicOfTwoMeanings")


class PublicOfTwoMeanings(Exception):  # noqa: N818  # no error yet: who reads says where it stands
    """A public, written without its agreement, that does not mean the same in all of them.

    Args:
        code: The public.
        agreement: One of the agreements that know it.
    """

    def __init__(self, code: str, agreement: str) -> None:
        super().__init__(code)
        self.code: str = code
        """The public."""
        self.expected: str = "a public that means the same in all the agreements that know it"
        """What was expected."""
        self.remedy: str = f"write {f'{agreement}:{code}'!r} for that of one of them"
        """What to do."""


class CodesOfSeveral:
    """The codes that several agreements know.

    Args:
        agreements: The agreements.
    """

    def __init__(self, agreements: Iterable[Agreement]) -> None:
        judged = tuple(agreements)
        self.declared: Mapping[str, Mapping[str, AbstractSet[str]]] = {
            agreement.code: list_declared_codes(agreement) for agreement in judged
        }
        """For each agreement the codes that it declares, by what they are codes of."""
        anywhere: dict[str, set[str]] = {}
        for codes_by_kind in self.declared.values():
            for kind, codes in codes_by_kind.items():
                anywhere.setdefault(kind, set()).update(codes)
        self.anywhere: Mapping[str, AbstractSet[str]] = anywhere
        """The codes that one of them declares, by what they are codes of."""
        self.of_two_meanings: AbstractSet[str] = _find_two_meanings(judged)
        """The publics that do not mean the same in all of them."""
        written = {
            f"{agreement}:{public}"
            for agreement, codes_by_kind in self.declared.items()
            for public in codes_by_kind["public"]
        }
        self.written: Mapping[str, AbstractSet[str]] = {
            **anywhere,
            "public": (anywhere["public"] - self.of_two_meanings) | written,
        }
        """The codes that entries may write, by what they are codes of."""

    def of(self, agreement: str) -> "OwnCodes":
        """What one of the agreements reads of them."""
        return OwnCodes(self, agreement)

    def refuse(self, public: str) -> PublicOfTwoMeanings:
        """What is raised for a public of two meanings, with a way to write one of them."""
        knowing = (code for code, declared in self.declared.items() if public in declared["public"])
        return PublicOfTwoMeanings(public, next(knowing))


def _find_two_meanings(agreements: Iterable[Agreement]) -> frozenset[str]:
    """The codes of publics that do not mean the same in all the agreements that know them."""
    meanings: dict[str, set[frozenset[Any]]] = {}
    for agreement in agreements:
        own: dict[str, set[Any]] = {}
        for part in agreement.every_part:
            if isinstance(part, PriorityPublic):
                own.setdefault(part.code, set()).add(part.criterion)
        for code, criteria in own.items():
            meanings.setdefault(code, set()).add(frozenset(criteria))
    return frozenset(code for code, several in meanings.items() if len(several) > 1)


class OwnCodes:
    """Which entries are of one of several agreements, and what it reads of their codes.

    Args:
        codes: The codes that the agreements know.
        agreement: The agreement.
    """

    def __init__(self, codes: CodesOfSeveral, agreement: str) -> None:
        self._codes, self._agreement = codes, agreement
        self._own = codes.declared[agreement]
        self._publics_read: dict[AbstractSet[str], frozenset[str]] = {}

    def takes(self, contingent: str | None, landlord: str | None = None) -> bool:
        """Whether entries of a contingent and a landlord are its own, and not of others alone."""
        of_others = (
            self._is_of_others("contingent", contingent),
            self._is_of_others("landlord", landlord),
        )
        return not any(of_others)

    def takes_entry(self, entry: Attribution | Production) -> bool:
        """Whether an entry is one of its own."""
        contingent = entry.contingent if isinstance(entry, Attribution) else None
        return self.takes(contingent, entry.landlord)

    def _is_of_others(self, kind: str, code: str | None) -> bool:
        """Whether this agreement would refuse a code that another one knows."""
        return (
            code is not None
            and kind in self._own
            and code not in self._own[kind]
            and code in self._codes.anywhere[kind]
        )

    def tags(self, codes: AbstractSet[str]) -> AbstractSet[str]:
        """The tags that the agreement would read alone, of those that entries bear."""
        return frozenset(code for code in codes if not self._is_of_others("tag", code))

    def publics(self, codes: AbstractSet[str]) -> frozenset[str]:
        """The publics that the agreement would read alone, of those that entries bear.

        Raises:
            PublicOfTwoMeanings: For one that does not say which is meant.
        """
        read = self._publics_read.get(codes)
        if read is None:
            read = self._publics_read[codes] = frozenset(self._read_publics(codes))
        return read

    def _read_publics(self, codes: Iterable[str]) -> Iterator[str]:
        for code in codes:
            agreement, _, public = code.partition(":")
            of_one = public and agreement in self._codes.declared
            if of_one and code not in self._codes.anywhere["public"]:
                if agreement == self._agreement:
                    # One that it does not know is told as it was written.
                    yield public if public in self._own["public"] else code
            elif code in self._codes.of_two_meanings:
                raise self._codes.refuse(code)
            elif not self._is_of_others("public", code):
                yield code

    def ways_to_write(self, public: str) -> tuple[str, ...]:
        """How entries may write one of its publics, the shortest first."""
        qualified = f"{self._agreement}:{public}"
        plain = () if public in self._codes.of_two_meanings else (public,)
        return (*plain, qualified)

    def adapt(self, entry: Attribution | Production) -> Attribution | Production:
        """An entry with the publics and tags that the agreement would read alone."""
        read: dict[str, Any] = {"tags": self.tags(entry.tags)}
        if isinstance(entry, Attribution):
            sure = self.publics(entry.publics)
            read |= {
                "publics": sure,
                "possible_publics": self.publics(entry.possible_publics) - sure,
            }
        return attrs.evolve(entry, **read)
