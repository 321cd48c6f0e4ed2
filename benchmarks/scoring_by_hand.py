"""The same grid scored and ranked by hand, for it and nothing else."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from housing_agreements import Household

__all__ = ("decide_lines", "rank_by_hand", "sort_by_ready_key")

Key = tuple[int, int, int]


def _months(since: date, on: date) -> int:
    months = 12 * (on.year - since.year) + on.month - since.month
    return months - (since.day > on.day)


def decide_lines(household: Household, on: date) -> tuple[int, int, date | None, int | None]:  # noqa: C901, PLR0912, PLR0915  # one function, as one would write it by hand
    """The fewest and the most points of a household, its day and its number drawn by lot."""
    low = high = 0
    value: object = household.dalo_recognised
    if value is None:
        high += 100
    elif value:
        low += 100
        high += 100
    value = household.leaving_temporary_housing
    if value is None:
        high += 60
    elif value:
        low += 60
        high += 60
    none, hosted = household.without_dwelling, household.hosted_by_third_parties
    if none is True:
        low += 50
        high += 50
    elif none is False:
        if hosted is None:
            high += 30
        elif hosted:
            low += 30
            high += 30
    else:
        high += 50
        if hosted is True:
            low += 30
    value = household.unfit_housing
    if value is None:
        high += 40
    elif value:
        low += 40
        high += 40
    size, area = household.household_size, household.minor_children
    if size is None:
        high += 15
    elif size >= 5:  # type: ignore[operator]  # these households hold plain numbers
        low += 15
        high += 15
    if area is None:
        high += 10
    elif area >= 1:  # type: ignore[operator]
        low += 10
        high += 10
    income = household.annual_income
    if income is None:
        high += 20
    elif income <= 20_000:  # type: ignore[operator]
        low += 20
        high += 20
    value = household.employed
    if value is None:
        high += 10
    elif value:
        low += 10
        high += 10
    refused = household.offers_refused
    if refused is None:
        low -= 20
    elif refused >= 1:  # type: ignore[operator]
        low -= 20
        high -= 20
    since = household.applied_on
    if since is None:
        high += 80
    else:
        months = _months(since, on)  # type: ignore[arg-type]
        waited = min(60, months - 12 if months > 12 else 0) + (20 if months >= 36 else 0)
        low += waited
        high += waited
    return low, high, since, household.dependants  # type: ignore[return-value]


def _keys(household: Household, on: date) -> tuple[int, int, Key, Key]:
    low, high, since, lot = decide_lines(household, on)
    if since is None:
        first, last = 1, on.toordinal()
    else:
        first = last = since.toordinal()
    if lot is None:
        return low, high, (-high, first, 0), (-low, last, 10**100)
    return low, high, (-high, first, lot), (-low, last, lot)


def rank_by_hand(households: Sequence[Household], on: date) -> list[tuple[int, int, int, int]]:
    """The points and the ranks of each, within bounds."""
    keys = [_keys(household, on) for household in households]
    bests = sorted(key[2] for key in keys)
    worsts = sorted(key[3] for key in keys)
    return [
        (low, high, bisect_left(worsts, best) + 1, bisect_left(bests, worst) + 1 - (best < worst))
        for low, high, best, worst in keys
    ]


def sort_by_ready_key(households: Sequence[Household], on: date) -> list[int]:
    """Each line decided within bounds, and one sort by a key that is ready: points, day, lot."""
    ready: list[Key] = []
    for household in households:
        _, high, since, lot = decide_lines(household, on)
        day = 1 if since is None else since.toordinal()
        ready.append((-high, day, 0 if lot is None else lot))
    return sorted(range(len(ready)), key=ready.__getitem__)
