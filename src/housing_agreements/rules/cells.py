"""What is left of an entry once everything that is not read has been taken away."""

from datetime import date
from typing import NamedTuple

import attrs

from housing_agreements.model.levels import Group
from housing_agreements.model.terms import Per
from housing_agreements.values.verdicts import Verdict

__all__ = ("Count", "Cover", "Covered", "Moment", "Profile", "Window")


class Cover(NamedTuple):
    """Which territories cover a place on a day."""

    neighbourhood: str | None
    """The neighbourhood in which it may stand, when its own is not known and is read by its
    code; `None`: its own, or none of those that any territory names."""
    by: tuple[Verdict, ...]
    """Whether each territory read covers it then."""


Covered = tuple[tuple[tuple[Cover, ...], ...], ...]
"""What covers a place: for each stage read, for each stretch of time (without change of any
territory) in which its day may fall, one cover for each neighbourhood in which it may stand."""


class Count(NamedTuple):
    """How many entries, and how many dwellings they stand for."""

    entries: int
    """Lines of the ledger."""
    dwellings: int
    """Dwellings that they stand for."""

    def plus(self, other: "Count", *, times: int = 1) -> "Count":
        """The sum, the other taken so many times."""
        return Count(self.entries + times * other.entries, self.dwellings + times * other.dwellings)


@attrs.frozen
class Window:
    """A day that is not known, between two others: a stage reached before a later one."""

    since: date | None
    """The day of the stage before it; `None`: not known either."""
    by: date
    """The day of the stage after it: it was reached by then."""


@attrs.frozen
class Moment:
    """When an entry reached each stage that is read, and whether it became void."""

    reached: tuple[date | Window | None, ...]
    """For each stage: its day, a window, or `None` when not reached."""
    cancelled_on: date | None = None
    """The day from which the entry is void; `None`: it stands."""


@attrs.frozen
class Profile:
    """Everything but time that is kept of an entry."""

    production: bool
    """Whether it is production rather than an attribution."""
    contingent: str | None
    """Its contingent; `None` for production."""
    publics: frozenset[str]
    """The publics read that it surely reaches (or its financing)."""
    possible: frozenset[str]
    """Those that it may reach (or the financings read, when its own is not known)."""
    tags: frozenset[str]
    """The tags read that it bears."""
    covered: Covered
    """What covers it, at each stage read of its kind."""
    commune: str | None = None
    """Its commune; `None` unless read."""
    neighbourhood: str | None = None
    """Its neighbourhood; `None` unless read and known."""
    landlord: str | None = None
    """Its landlord; `None` unless read and known."""
    programme: str | None = None
    """Its programme; `None` unless read and known."""
    takes_back: bool = False
    """Whether it takes back dwellings counted before: production with a negative count."""

    def code(self, per: Per) -> str | None:
        """The group that it falls in; `None` when not known."""
        code: str | None = getattr(self, per.value)
        return code

    def may_be_in(self, group: Group, per: tuple[Per, ...]) -> bool:
        """Whether it may fall in a group: no code of its own is known to be another."""
        return all(self.code(each) in {None, code} for each, code in _by_kind(group, per).items())

    def codes_in(self, group: Group | None, per: tuple[Per, ...]) -> dict[Per, str | None]:
        """Its codes, those not known taken from the group in which it is held to fall."""
        codes: dict[Per, str | None] = {Per.LANDLORD: self.landlord}
        if group is not None:
            asked = _by_kind(group, per)
            codes.update((each, code) for each, code in asked.items() if self.code(each) is None)
        return codes

    def group(self, per: tuple[Per, ...]) -> Group | None:
        """The group that it falls in, `None` when any part of it is not known."""
        codes = tuple(code for each in per if (code := self.code(each)) is not None)
        if len(codes) < len(per):
            return None
        return codes[0] if len(codes) == 1 else (codes[0], codes[1])


def _by_kind(group: Group, per: tuple[Per, ...]) -> dict[Per, str]:
    """The code of each kind that a group is made of."""
    codes = (group,) if isinstance(group, str) else group
    return dict(zip(per, codes, strict=True))
