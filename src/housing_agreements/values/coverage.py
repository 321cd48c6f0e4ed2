"""What a territory covers on one day: of each commune, which neighbourhoods.

The canonical form behind `Territory`. Of a commune, a territory covers some neighbourhoods
only, or all of it but some; one `Coverage` says which. `Members` gives the coverage of each
commune: its own, else that of its department, else that of everywhere.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import attrs

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


@attrs.frozen
class Coverage:
    """The part of a commune that is covered: some neighbourhoods, or all but some.

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


@attrs.frozen
class Members:
    """The coverage of every commune, in the only form that says it without repetition."""

    elsewhere: Coverage
    """The coverage of the communes and departments that are not listed."""
    departments: tuple[tuple[str, Coverage], ...]
    """The departments covered otherwise, sorted."""
    communes: tuple[tuple[str, Coverage], ...]
    """The communes covered otherwise than their department, sorted."""
    _by_department: dict[str, Coverage] = attrs.field(init=False, eq=False, repr=False)
    _by_commune: dict[str, Coverage] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Make the two look-ups."""
        object.__setattr__(self, "_by_department", dict(self.departments))
        object.__setattr__(self, "_by_commune", dict(self.communes))

    @classmethod
    def made(
        cls,
        elsewhere: Coverage,
        departments: Mapping[str, Coverage],
        communes: Mapping[str, Coverage],
    ) -> "Members":
        """The canonical form: nothing is listed that its wider area already says."""
        kept = {code: part for code, part in departments.items() if part != elsewhere}
        return cls(
            elsewhere,
            tuple(sorted(kept.items(), key=lambda entry: entry[0])),
            tuple(
                (code, part)
                for code, part in sorted(communes.items(), key=lambda entry: entry[0])
                if part != kept.get(department_of(code), elsewhere)
            ),
        )

    @classmethod
    def of(
        cls, communes: Iterable[str], departments: Iterable[str], neighbourhoods: Iterable[str]
    ) -> "Members":
        """Whole communes, whole departments, and neighbourhoods wherever they stand."""
        return cls.made(
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
            for code in {*self._by_department, *other._by_department}
        }
        communes = {
            code: join(self.covering(code), other.covering(code))
            for code in {*self._by_commune, *other._by_commune}
        }
        return Members.made(join(self.elsewhere, other.elsewhere), departments, communes)

    def within(self, other: "Members") -> bool:
        """Whether everything covered here is covered there."""
        return self.joined(other, Coverage.difference) == Members(NOTHING, (), ())

    def neighbourhoods(self) -> tuple[str, ...]:
        """The neighbourhoods that are listed, whether covered or left out, sorted."""
        parts = [self.elsewhere, *self._by_department.values(), *self._by_commune.values()]
        return tuple(sorted({code for part in parts for code in part.listed}))
