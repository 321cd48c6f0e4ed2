"""Sectors: parts of the territory of an agreement. No two surely share ground.

A code that both list is refused on whatever day. Where a commune of one became part of
a commune of the other, the two share ground on the days of the term from then on.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from housing_agreements._checks import Faults, as_tuple
from housing_agreements.errors import InvalidValueError, UnknownCodeError, show
from housing_agreements.geography._coverage import Coverage
from housing_agreements.geography._members import Members
from housing_agreements.geography._names import name_of_code
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.geography.territories import Territory
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Per
from housing_agreements.values.periods import Period

__all__ = ("as_optional_sectors", "as_sectors", "check_sectors")


def as_sectors(given: "Iterable[Territory]") -> tuple[Territory, ...]:
    """The sectors of an agreement, in the order given."""
    return as_tuple(given)


def as_optional_sectors(given: "Iterable[Territory] | None") -> tuple[Territory, ...] | None:
    """New sectors, in the order given; `None`: unchanged."""
    return None if given is None else as_tuple(given)


def check_sectors(
    faults: Faults, sectors: Sequence[Territory], commitments: Iterable[Commitment], term: Period
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
        both = _find_listed_twice(one, other) or _find_shared_ground(one, other, term)
        if both is not None:
            day, what = both
            since = "" if day == date.min else f" from {day}"
            given = f"{show(one.code)} and {show(other.code)}: both have {what}{since}"
            expected = "sectors that share no ground"
            remedy = "leave it out of one of them: write one - other"
            faults.add(InvalidValueError, "sectors", given, expected, remedy)


def _find_listed_twice(one: Territory, other: Territory) -> tuple[date, str] | None:
    """What both list by the same codes, from the first day on which they do."""
    shared = one.members.with_other(other.members, _join_if_shared)
    found = ((day, both) for day, both in shared.changes if both is not None)
    return next(((day, both.say("en")) for day, both in found), None)


def _join_if_shared(one: Members, other: Members) -> Members | None:
    """The ground of both; `None` where they surely share none, or do not surely share any."""
    return one.join(other, Coverage.intersection) if one.shares_ground(other) else None


def _find_shared_ground(one: Territory, other: Territory, term: Period) -> tuple[date, str] | None:
    """A commune that both surely cover on a day of the term, from the first such day on."""
    lists = (one.members, other.members)
    days = {term.start, *(day for timeline in lists for day in timeline.days)}
    for timeline in lists:
        days.update(day for members in timeline.held_values() for day in members.reading_days)
    for day in sorted(day for day in days if day in term):
        if all(timeline.known_on(day) for timeline in lists):
            here, there = (timeline.on(day) for timeline in lists)
            if code := _find_commune_of_both(here, there, day):
                return day, _say_commune(code, day)
    return None


def _find_commune_of_both(one: Members, other: Members, day: date) -> str:
    """A commune that is read on a day and surely covered by both; empty, if there is none.

    One that is listed comes first. Of lists with a code that names no commune nothing is told here:
    they are refused where something is asked of them.
    """
    try:
        here, there = one.read_on(day), other.read_on(day)
    except UnknownCodeError:
        return ""
    listed = [code for members in (one, other) for code, _ in members.communes]
    sharing = sorted(one.sharing & other.sharing)
    both = (
        code
        for code in (*listed, *sharing)
        if here.covering(code).elsewhere and there.covering(code).elsewhere
    )
    return next(both, "")


def _say_commune(code: str, day: date) -> str:
    """A commune by code and name, and the one that it is a part of on a day."""
    whole = load_official_code().commune_on(code, day)
    part = "" if whole is None or whole == code else f", of {whole} {name_of_code(whole, day)}"
    return f"{code} {name_of_code(code, day)}{part},"
