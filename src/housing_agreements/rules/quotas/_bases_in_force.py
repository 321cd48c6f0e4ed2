"""The base of a commitment in a stretch of time, and what an entry may turn out to be in it.

Whether a base has an entry, whether the entry counts in it, and what of that is not known: asked
of a place of which it is known what covers it, on days on which nothing changes.
"""

from typing import NamedTuple

from housing_agreements.geography._cover_table import Cover
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment, Unsure
from housing_agreements.model.groups import Per
from housing_agreements.rules.quotas._possible import NOT_IN_BASE, DoubtKey, Possibility, Supposed
from housing_agreements.rules.quotas.cells import CellKey
from housing_agreements.rules.quotas.doubts import DoubtKind
from housing_agreements.rules.quotas.readings import Reading, base_in, bases_of

__all__ = ("NOT_CONCERNED", "BaseInForce", "Sight")


Sight = tuple[frozenset[Possibility], tuple[DoubtKey, ...]]
"""What entries may turn out to be, and what is not known of them."""

NOT_CONCERNED: Sight = (frozenset({NOT_IN_BASE}), ())
"""Entries that no base has."""


class BaseInForce:
    """The base of a commitment in a stretch of time, found among the bases read.

    Args:
        commitment: The commitment that governs the accounting period.
        terms: The terms in force.
        reading: What the tally kept of each entry.
        period_index: The index of the accounting period.
        by_sector: Whether it is judged sector by sector.
    """

    def __init__(
        self,
        commitment: Commitment,
        terms: Agreement,
        reading: Reading,
        period_index: int,
        *,
        by_sector: bool,
    ) -> None:
        bases, where = bases_of(commitment, terms), commitment.located_in
        self.bases_mask: int = reading.mask_of(bases)
        """The bases that it has under these terms, as a mask."""
        self._located_mask = self._within_mask = 0
        if where is not None:
            self._located_mask = reading.mask_of([base_in(where.members, commitment, terms)])
            # What is in one of these stands there, whether or not it is known where that is.
            within = [base for base in bases if where.members in base.territories]
            self._within_mask = reading.mask_of(within)
        self._sector_masks: dict[str, int] = {}
        for sector in terms.sectors if by_sector else ():
            base = base_in(sector.members, commitment, terms)
            self._sector_masks[sector.code] = reading.mask_of([base])
        self.leaves_out: bool = commitment.unsure is Unsure.LEFT_OUT
        """Whether it leaves out those of whom it is not known whether they count."""
        self._known_landlords = frozenset(
            party.code for party in (*terms.landlords, *terms.others) if terms.landlords
        )
        self._commitment = commitment
        self._substitutes = commitment.substitute.to if commitment.substitute else ()
        self._period_index = period_index

    def look_at(
        self, key: CellKey, cover: Cover, landlord: Supposed | None, sector: str | None
    ) -> Sight:
        """What the entries of a cell may turn out to be, where such territories cover them.

        Args:
            key: The key of the cell.
            cover: What covers them.
            landlord: Their landlord, or what is supposed of it; `None`: not known.
            sector: The sector asked about; `None`: wherever they stand.
        """
        place, owner = self._find_base(key, cover, landlord)
        inside = _SURELY if sector is None else self._find_sector(key, cover, sector)
        if not (place.possible and owner.possible and inside.possible):
            return NOT_CONCERNED
        commitment = self._commitment
        main, substitute = self._find_memberships(key)
        located = self._find_location(key, cover, sector)
        left_out = self._are_left_out(main, substitute)
        if left_out and located.sure:
            return NOT_CONCERNED
        among = {
            Possibility(self._period_index, (in_main | in_substitute) & there, in_main & there, 1)
            for in_main in main.values()
            for in_substitute in substitute.values()
            for there in located.values()
            if not (left_out and there)
        }
        if not (place.sure and owner.sure and inside.sure) or (left_out and located.possible):
            among.add(NOT_IN_BASE)
        doubts = [
            (DoubtKind.PUBLIC, code)
            for membership, codes in ((main, commitment.to), (substitute, self._substitutes))
            for code in codes
            if not (main.sure or membership.sure or left_out)
            and code in key.possible
            and located.possible
        ]
        matters = main.possible or substitute.possible
        if not place.sure or (matters and located.sure is not located.possible):
            doubts.append((DoubtKind.PLACE, ""))
        if not owner.sure:
            doubts.append((DoubtKind.LANDLORD, ""))
        if not inside.sure:
            doubts.append((DoubtKind.GROUP, Per.SECTOR.value))
        return frozenset(among), tuple(doubts)

    def look_for_left_out(
        self, key: CellKey, cover: Cover, landlord: Supposed | None, sector: str | None
    ) -> Sight:
        """Whether the entries of a cell are left out; if so, they are told as if in the base.

        Args:
            key: The key of the cell.
            cover: What covers them.
            landlord: Their landlord, or what is supposed of it; `None`: not known.
            sector: The sector asked about; `None`: wherever they stand.
        """
        if not self._are_left_out(*self._find_memberships(key)):
            return NOT_CONCERNED
        located = self._find_location(key, cover, sector)
        needed = [*self._find_base(key, cover, landlord), located]
        if sector is not None:
            needed.append(self._find_sector(key, cover, sector))
        if not all(membership.possible for membership in needed):
            return NOT_CONCERNED
        among = {Possibility(self._period_index, 0, 0, 1)}
        if not all(membership.sure for membership in needed):
            among.add(NOT_IN_BASE)
        return frozenset(among), ()

    def _find_base(
        self, key: CellKey, cover: Cover, landlord: Supposed | None
    ) -> tuple["_Membership", "_Membership"]:
        """Whether the entries stand in the territory of the base, and are of its landlords."""
        mask, named = key.bases_mask & self.bases_mask, self._commitment.landlords
        place = _Membership(bool(mask & cover.sure), bool(mask & cover.possible))
        if not named or (landlord is None and not key.unknown_landlord):
            return place, _SURELY
        if isinstance(landlord, str):
            return place, _Membership(landlord in named, landlord in named)
        may_be = self._known_landlords or {None, *named}
        left = may_be if landlord is None else may_be - landlord
        return place, _Membership(left <= set(named), not left.isdisjoint(named))

    def _find_sector(self, key: CellKey, cover: Cover, sector: str) -> "_Membership":
        """Whether the entries stand in a sector: surely not, where another surely has them."""
        sure = {
            code for code, mask in self._sector_masks.items() if key.bases_mask & mask & cover.sure
        }
        if sure:
            return _Membership(sector in sure, sector in sure)
        mask = key.bases_mask & self._sector_masks.get(sector, 0)
        return _Membership(sure=False, possible=bool(mask & cover.possible))

    def _find_memberships(self, key: CellKey) -> tuple["_Membership", "_Membership"]:
        """Whether the households belong to the main publics, and to the substitute ones."""
        to = self._commitment.to
        main = _find_membership(key, to) if to else _SURELY
        return main, _find_membership(key, self._substitutes)

    def _are_left_out(self, main: "_Membership", substitute: "_Membership") -> bool:
        """Whether it is not known if the households belong, and the commitment leaves such out."""
        possible = main.possible or substitute.possible
        return self.leaves_out and possible and not (main.sure or substitute.sure)

    def _find_location(self, key: CellKey, cover: Cover, sector: str | None) -> "_Membership":
        """Whether the entries stand where they count, if they are in the base and the sector."""
        if self._commitment.located_in is None or key.bases_mask & self._within_mask:
            return _SURELY
        if sector is not None and self._sector_masks.get(sector) == self._located_mask:
            return _SURELY
        mask = key.bases_mask & self._located_mask
        return _Membership(bool(mask & cover.sure), bool(mask & cover.possible))


class _Membership(NamedTuple):
    """Whether the households of a cell belong to one of some publics, or stand in a place."""

    sure: bool
    """Whether they surely do."""
    possible: bool
    """Whether they may."""

    def values(self) -> range:
        """What it may turn out to be: 0 for no, 1 for yes."""
        return range(self.sure, self.possible + 1)


_SURELY = _Membership(sure=True, possible=True)
"""Where no public is named, or no place."""


def _find_membership(key: CellKey, codes: tuple[str, ...]) -> _Membership:
    sure = not key.publics.isdisjoint(codes)
    return _Membership(sure, sure or not key.possible.isdisjoint(codes))
