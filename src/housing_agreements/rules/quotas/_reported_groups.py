"""The groups that a commitment is judged by: which are reported, and which entries may be in each.

Entered only where a commitment is judged group by group. The groups that it names are reported
even when no entry is seen in them, the others when one is.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Group, Per
from housing_agreements.rules.quotas._possible import (
    NOT_IN_BASE,
    DoubtKey,
    Possibilities,
    Possibility,
    PossibleCounts,
    TurnedOut,
)
from housing_agreements.rules.quotas.findings import DoubtKind
from housing_agreements.rules.quotas.tally import CellKey

__all__ = ("ReportedGroups", "list_named_groups")

_Find = Callable[[Mapping[Per, str]], TurnedOut | None]
"""What entries may turn out to be with these codes; `None` when they are surely outside."""


def list_named_groups(commitment: Commitment, terms: Agreement, day: date) -> tuple[Group, ...]:
    """The groups reported even when no entry is seen in them, in order.

    Those that the levels name; and, where one level is common to all and the commitment is
    grouped by one thing, the contingents or landlords of its base, the communes or neighbourhoods
    that its territory lists on a day.
    """
    tables = [group for limit in commitment.limits for group in limit.levels.groups]
    common = any(limit.levels.common is not None for limit in commitment.limits)
    if len(commitment.per) != 1 or not common:
        return tuple(dict.fromkeys(tables))
    territory = terms.territory_of(commitment)
    is_known = territory.members.known_on(day)
    listed = {
        Per.CONTINGENT: terms.contingents_of(commitment),
        Per.LANDLORD: commitment.landlords,
        Per.COMMUNE: territory.communes(on=day) if is_known else (),
        Per.NEIGHBOURHOOD: territory.neighbourhoods(on=day) if is_known else (),
    }
    return tuple(dict.fromkeys((*tables, *listed.get(commitment.per[0], ()))))


class ReportedGroups:
    """What may count in each group of one judged period.

    Args:
        commitment: The commitment judged by groups.
        terms: The terms that govern the last accounting period.
        day: The last day of that period.
    """

    def __init__(self, commitment: Commitment, terms: Agreement, day: date) -> None:
        self._commitment = commitment
        self.counts: dict[Group, PossibleCounts] = {
            group: PossibleCounts() for group in list_named_groups(commitment, terms, day)
        }
        """For each group, named or seen, what may count in it."""
        self._without_group: list[tuple[CellKey, _Find, int]] = []
        self._left_out: list[tuple[CellKey, _Find, int]] = []

    def put(self, key: CellKey, find: _Find, turned_out: TurnedOut, dwellings: int) -> None:
        """Add the dwellings of a cell to their group.

        Args:
            key: The key of the cell.
            find: What its entries may turn out to be, supposed in a group.
            turned_out: What they may turn out to be, as they are.
            dwellings: How many there are.
        """
        group = _find_group(key, self._commitment.per)
        if group is None:
            self._without_group.append((key, find, dwellings))
        else:
            possibilities, doubts = turned_out
            counts = self.counts.setdefault(group, PossibleCounts())
            counts.put(possibilities, dwellings, doubts)

    def leave_out(self, key: CellKey, find: _Find, dwellings: int) -> None:
        """Keep the dwellings of a cell that are left out, until it is known which groups there are.

        Args:
            key: The key of the cell.
            find: What its entries would be, were they not left out, supposed in a group.
            dwellings: How many there are.
        """
        self._left_out.append((key, find, dwellings))

    def put_ungrouped(self, total: PossibleCounts) -> None:
        """Put the entries whose group is not known in each group in which they may fall.

        Those that are left out are counted in theirs, of the groups that there are by now.
        """
        for key, find, dwellings in self._without_group:
            if not self.counts and not self._commitment.judges_total:
                total.doubts[DoubtKind.GROUP, ""] += abs(dwellings)
            for counts, possibilities, doubts in self._find_in_groups(key, find):
                counts.put(possibilities, dwellings, (*doubts, (DoubtKind.GROUP, "")))
        for key, find, dwellings in self._left_out:
            for counts, possibilities, _ in self._find_in_groups(key, find):
                counts.left_out[possibilities] += dwellings

    def _find_in_groups(
        self, key: CellKey, find: _Find
    ) -> Iterator[tuple[PossibleCounts, Possibilities, tuple[DoubtKey, ...]]]:
        """The counts of each group in which entries may be, with what they may be in it."""
        for group, counts in self.counts.items():
            codes = _codes_by_kind(group, self._commitment.per)
            if any(key.code(kind) not in {None, code} for kind, code in codes.items()):
                continue
            not_known = {kind: code for kind, code in codes.items() if key.code(kind) is None}
            turned_out = find(not_known)
            if turned_out is not None:
                (among, takes_back), doubts = turned_out
                elsewhere = {NOT_IN_BASE} if not_known else set[Possibility]()
                yield counts, Possibilities(among | elsewhere, takes_back), doubts


def _find_group(key: CellKey, per: tuple[Per, ...]) -> Group | None:
    """The group of the entries of a cell; `None` when a part of it is not known."""
    codes = tuple(code for kind in per if (code := key.code(kind)) is not None)
    if len(codes) < len(per):
        return None
    return codes[0] if len(codes) == 1 else (codes[0], codes[1])


def _codes_by_kind(group: Group, per: tuple[Per, ...]) -> dict[Per, str]:
    """The code of each kind that a group is made of."""
    codes = (group,) if isinstance(group, str) else group
    return dict(zip(per, codes, strict=True))
