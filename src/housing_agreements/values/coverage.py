"""What a territory covers on one day: of each commune, which neighbourhoods.

The canonical form behind `Territory`. Of a commune, a territory covers some neighbourhoods
only, or all of it but some; one `Coverage` says which. `Members` gives the coverage of each
commune: its own, else that of its department, else that of everywhere.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Final, final

import attrs

from housing_agreements.values.records import Record
from housing_agreements.values.verdicts import Verdict

__all__ = ("ALL", "NOTHING", "Coverage", "Join", "Members", "department_of")

_OVERSEAS: Final = ("97", "98")


def department_of(commune: str) -> str:
    """The department of a commune, which its code begins with (three characters overseas).

    Examples:
        >>> department_of("94068"), department_of("97411")
        ('94', '974')
    """
    return commune[:3] if commune.startswith(_OVERSEAS) else commune[:2]


@final
@attrs.frozen(repr=False)
class Coverage(Record):
    """The part of a commune that is covered: some neighbourhoods, or all but some.

    Laws:
        - `coverage_algebra`: a neighbourhood is in a union, an intersection, a difference or
          a contrary exactly when logic says so.

    Examples:
        >>> Coverage(all_but=True, listed=frozenset({"maurepas"})).holds("maurepas")
        <Verdict.UNMET: 'unmet'>
    """

    all_but: bool
    """Whether the neighbourhoods listed are left out (else they are all that is covered)."""
    listed: frozenset[str]
    """The neighbourhoods that make the exception."""

    def holds(self, neighbourhood: str | None) -> Verdict:
        """Whether a neighbourhood is covered; undetermined when it is not known and matters."""
        if not self.listed:
            return Verdict.of(self.all_but)
        if neighbourhood is None:
            return Verdict.UNDETERMINED
        return Verdict.of((neighbourhood in self.listed) != self.all_but)

    def union(self, other: "Coverage") -> "Coverage":
        """What either covers."""
        if self.all_but and other.all_but:
            return Coverage(all_but=True, listed=self.listed & other.listed)
        if self.all_but:
            return Coverage(all_but=True, listed=self.listed - other.listed)
        if other.all_but:
            return Coverage(all_but=True, listed=other.listed - self.listed)
        return Coverage(all_but=False, listed=self.listed | other.listed)

    def contrary(self) -> "Coverage":
        """What is not covered."""
        return Coverage(all_but=not self.all_but, listed=self.listed)

    def intersection(self, other: "Coverage") -> "Coverage":
        """What both cover."""
        return self.contrary().union(other.contrary()).contrary()

    def difference(self, other: "Coverage") -> "Coverage":
        """What this one covers and the other does not."""
        return self.intersection(other.contrary())


Join = Callable[[Coverage, Coverage], Coverage]
"""A set operation on two coverages of one commune."""

ALL: Final = Coverage(all_but=True, listed=frozenset())
"""The whole commune."""
NOTHING: Final = Coverage(all_but=False, listed=frozenset())
"""No part of the commune."""


Parts = tuple[tuple[str, Coverage], ...]


def _sorted(given: Mapping[str, Coverage] | Parts) -> Parts:
    return tuple(sorted(dict(given).items(), key=itemgetter(0)))


@final
@attrs.frozen(repr=False)
class Members(Record):
    """The coverage of every commune, in the only form that says it without repetition.

    Args:
        elsewhere: The coverage of the communes and departments that are not listed.
        departments: The coverage of the departments; those covered as elsewhere are dropped.
        communes: The coverage of the communes; those covered as their department are dropped.

    Laws:
        - `members_are_canonical`: members that cover alike are equal.

    Examples:
        >>> Members(NOTHING, {"94": ALL}, {"94068": ALL}) == Members(NOTHING, {"94": ALL}, {})
        True
    """

    elsewhere: Coverage
    """The coverage of the communes and departments that are not listed."""
    departments: Parts = attrs.field(converter=_sorted)
    """The departments covered otherwise, sorted."""
    communes: Parts = attrs.field(converter=_sorted)
    """The communes covered otherwise than their department, sorted."""
    _by_department: dict[str, Coverage] = attrs.field(init=False, eq=False, repr=False)
    _by_commune: dict[str, Coverage] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Drop what a wider area already says, and make the two look-ups."""
        wide = {code: part for code, part in self.departments if part != self.elsewhere}
        object.__setattr__(self, "_by_department", wide)
        own = {
            code: part
            for code, part in self.communes
            if part != self.of_department(department_of(code))
        }
        object.__setattr__(self, "_by_commune", own)
        object.__setattr__(self, "departments", tuple(wide.items()))
        object.__setattr__(self, "communes", tuple(own.items()))

    @classmethod
    def of(
        cls, communes: Iterable[str], departments: Iterable[str], neighbourhoods: Iterable[str]
    ) -> "Members":
        """Whole communes, whole departments, and neighbourhoods wherever they stand."""
        return cls(
            Coverage(all_but=False, listed=frozenset(neighbourhoods)),
            dict.fromkeys(departments, ALL),
            dict.fromkeys(communes, ALL),
        )

    def covering(self, commune: str) -> Coverage:
        """The part of a commune that is covered."""
        own = self._by_commune.get(commune)
        return own if own is not None else self.of_department(department_of(commune))

    def of_department(self, department: str) -> Coverage:
        """The coverage of the communes of a department that are not listed."""
        return self._by_department.get(department, self.elsewhere)

    def joined(self, other: "Members", join: Join) -> "Members":
        """A set operation, commune by commune."""
        departments = {
            code: join(self.of_department(code), other.of_department(code))
            for code, _ in (*self.departments, *other.departments)
        }
        communes = {
            code: join(self.covering(code), other.covering(code))
            for code, _ in (*self.communes, *other.communes)
        }
        return Members(join(self.elsewhere, other.elsewhere), departments, communes)

    def within(self, other: "Members") -> bool:
        """Whether everything covered here is covered there."""
        return self.joined(other, Coverage.difference) == Members(NOTHING, {}, {})

    def neighbourhoods(self) -> tuple[str, ...]:
        """The neighbourhoods that are covered by name, sorted; not those left out by name."""
        parts = [self.elsewhere, *self._by_department.values(), *self._by_commune.values()]
        named = {code for part in parts if not part.all_but for code in part.listed}
        return tuple(sorted(named))
