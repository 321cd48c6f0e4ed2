"""Sectors: parts of the territory of an agreement, of which no two surely share ground."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from housing_agreements._checks import Faults, as_tuple
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.geography._coverage import Coverage
from housing_agreements.geography._members import Members
from housing_agreements.geography.territories import Territory
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Per

__all__ = ("as_optional_sectors", "as_sectors", "check_sectors")


def as_sectors(given: "Iterable[Territory]") -> tuple[Territory, ...]:
    """The sectors of an agreement, in the order given."""
    return as_tuple(given)


def as_optional_sectors(given: "Iterable[Territory] | None") -> tuple[Territory, ...] | None:
    """New sectors, in the order given; `None`: unchanged."""
    return None if given is None else as_tuple(given)


def check_sectors(
    faults: Faults, sectors: Sequence[Territory], commitments: Iterable[Commitment]
) -> None:
    """Note sectors that are told twice, that share ground on some day, or that nobody declared."""
    codes = [sector.code for sector in sectors]
    faults.once("sectors", codes)
    for commitment in commitments:
        named = f"commitments, {show(commitment.code)}"
        if Per.SECTOR in commitment.per and not sectors:
            expected = "an agreement that has sectors"
            remedy = "write Agreement(..., sectors=(Territory(...), ...))"
            faults.value(f"{named}, per", Per.SECTOR, expected, remedy)
        else:
            groups = commitment.codes_with_levels(Per.SECTOR)
            faults.declared(f"{named}, groups", groups, codes, "a sector")
    for one, other in combinations(sectors, 2):
        shared = one.members.with_other(other.members, _find_shared_ground)
        day, both = next((change for change in shared.changes if change[1]), (date.min, None))
        if both is not None:
            since = "" if day == date.min else f" from {day}"
            given = f"{show(one.code)} and {show(other.code)}: both have {both.say('en')}{since}"
            expected = "sectors that share no ground"
            remedy = "leave it out of one of them: write one - other"
            faults.add(InvalidValueError, "sectors", given, expected, remedy)


def _find_shared_ground(one: Members, other: Members) -> Members | None:
    """The ground of both; `None` where they surely share none, or do not surely share any."""
    return one.join(other, Coverage.intersection) if one.shares_ground(other) else None
