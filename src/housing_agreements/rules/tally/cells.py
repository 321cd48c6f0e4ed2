"""What is left of an entry once everything that is not read has been taken away."""

from datetime import date
from typing import NamedTuple

from housing_agreements.model.levels import Group
from housing_agreements.model.terms import Per

__all__ = ("Count", "Cover", "Moment", "Profile", "When", "Where", "Window", "moment")


class Count(NamedTuple):
    """How many entries, and how many dwellings they stand for."""

    entries: int
    """Lines of the ledger."""
    dwellings: int
    """Dwellings that they stand for."""

    def plus(self, other: "Count", *, times: int = 1) -> "Count":
        """The sum, the other taken so many times."""
        return Count(self.entries + times * other.entries, self.dwellings + times * other.dwellings)


class Window(NamedTuple):
    """A day that is not known, between two others: a stage reached before a later one."""

    since: date | None
    """The day of the stage before it; `None`: not known either."""
    by: date
    """The day of the stage after it: it was reached by then."""


class Moment(NamedTuple):
    """When an entry reached each stage that is read, and whether it became void."""

    reached: tuple[date | Window | None, ...]
    """For each stage: its day, a window, or `None` when not reached."""
    cancelled_on: date | None = None
    """The day from which the entry is void; `None`: it stands."""


When = date | Moment
"""A moment; of entries that stand and reached the only stage read, its day says all."""


def moment(when: When) -> Moment:
    """The moment, written in full."""
    return when if isinstance(when, Moment) else Moment((when,))


class Cover(NamedTuple):
    """Which bases cover a place on a day; a set of bases is a mask, one bit for each base read."""

    neighbourhood: str | None
    """The neighbourhood in which it may stand, when its own is not known and is read by its
    code; `None`: its own, or any other than those of the other covers."""
    sure: int
    """The bases whose territories cover it."""
    possible: int
    """Those, and the ones of which the territories are not known."""


Where = tuple[tuple[tuple[Cover, ...], ...], ...]
"""What covers a place: for each stage read, for each stretch of time (without change of any
territory) in which its day may fall, one cover for each neighbourhood in which it may stand."""


class Profile(NamedTuple):
    """Everything but time that is kept of an entry."""

    production: bool
    """Whether it is production rather than an attribution."""
    bases: int = 0
    """The bases that may have it, as a mask; all that follows is kept only as they read it."""
    where: Where = ()
    """Which of them have it where it stands, when that depends on a neighbourhood or a day that
    is not known, or on a territory that is not; none: all of them."""
    unknown_landlord: bool = False
    """Whether it depends on a landlord that is not known."""
    takes_back: bool = False
    """Whether it takes back dwellings counted before: production with a negative count."""
    contingent: str | None = None
    """Its contingent, where a base is held by contingents."""
    commune: str | None = None
    """Its commune, where a base is held by communes."""
    neighbourhood: str | None = None
    """Its neighbourhood, where a base is held by neighbourhoods; `None`: not known."""
    landlord: str | None = None
    """Its landlord, where a base is held by landlords; `None`: not known."""
    programme: str | None = None
    """Its programme, where a base is held by programmes; `None`: not known."""
    publics: frozenset[str] = frozenset()
    """The publics that it surely reaches (or its financing)."""
    possible: frozenset[str] = frozenset()
    """Those that it may reach (or the financings read, when its own is not known)."""

    def code(self, per: Per) -> str | None:
        """The group that it falls in; `None` when not known."""
        code: str | None = getattr(self, per.value)
        return code

    def may_be_in(self, group: Group, per: tuple[Per, ...]) -> bool:
        """Whether it may fall in a group: no code of its own is known to be another."""
        return all(self.code(each) in {None, code} for each, code in _by_kind(group, per).items())

    def asked(self, group: Group | None, per: tuple[Per, ...]) -> dict[Per, str]:
        """The codes that are not known, taken from the group in which it is held to fall."""
        asked = {} if group is None else _by_kind(group, per)
        return {each: code for each, code in asked.items() if self.code(each) is None}

    def group(self, per: tuple[Per, ...]) -> Group | None:
        """The group that it falls in, `None` when any part of it is not known."""
        codes = tuple(code for each in per if (code := self.code(each)) is not None)
        if len(codes) < len(per):
            return None
        return codes[0] if len(codes) == 1 else (codes[0], codes[1])

    def covers(self, at: int, row: int) -> tuple[Cover, ...]:
        """What covers it at a stage, in one of the stretches in which its day may fall."""
        return self.where[at][row] if self.where else (Cover(None, self.bases, self.bases),)


def _by_kind(group: Group, per: tuple[Per, ...]) -> dict[Per, str]:
    """The code of each kind that a group is made of."""
    codes = (group,) if isinstance(group, str) else group
    return dict(zip(per, codes, strict=True))
