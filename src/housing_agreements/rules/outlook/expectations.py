"""What is expected up to the end of a period: a number, bounds, or the pace so far."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from housing_agreements._checks import Faults, exact_count
from housing_agreements._records import Enumeration
from housing_agreements._remedies import member_meant
from housing_agreements.errors import HousingAgreementsError, InvalidTypeError, show
from housing_agreements.model.groups import ReportedGroup, is_group, is_unseen
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period, as_period
from housing_agreements.values.schedules import HasItems

__all__ = (
    "LEAVE_OUT_WHAT_IS_OVER",
    "NUMBER_NOT_KNOWN",
    "PACE",
    "Asked",
    "Expectation",
    "Expectations",
    "Pace",
    "read_expectations",
)


class Pace(Enumeration):
    """What stands in the place of a number that is expected (*au rythme constaté*).

    Examples:
        >>> PACE
        Pace.PACE
    """

    PACE = "pace"
    """As many a day as so far."""


PACE: Final = Pace.PACE
"""Expected: as many a day as so far (*au rythme constaté*).

That is the base so far times the days left over the days gone, between its floor and its ceiling.
Each period has its own pace: of two that run at once, as a year and three years of which it is one,
the one may expect more than the other. On the first day of a period there is no pace yet, and
nothing is known of what is expected.
"""

Expectation = int | Bounds[int] | Pace
"""How many are expected: a number, bounds, or the pace so far."""

Expectations = (
    Expectation
    | HasItems[
        str | tuple[str, int | Period] | tuple[str, int | Period, ReportedGroup], Expectation
    ]
)
"""What is expected of all commitments; or by commitment, by period of it, by group of that."""


NUMBER_NOT_KNOWN: Final = Bounds(0, None)
"""Any number may come: nothing is said of it."""


class Asked(NamedTuple):
    """What an expectation is about."""

    code: str | None
    """The commitment; `None`: each."""
    period: Period | None
    """The period; `None`: the one that runs on the day asked."""
    group: ReportedGroup | None
    """The group; `None`: all of them together, or the total."""


_HOW_TO_WRITE: Final = "write 8_800, Bounds(8_000, 9_000), PACE, or {'quarter': 8_800}"
_HOW_TO_WRITE_ONE: Final = "write 8_800, Bounds(8_000, 9_000) or PACE"
LEAVE_OUT_WHAT_IS_OVER: Final = "leave it out: the report tells of what is over"
_KEYS: Final = "a code, (code, period) or (code, period, group)"


def read_expectations(given: object, faults: Faults) -> dict[Asked, Expectation]:
    """What is expected, by what it is about; what is wrong is left to the faults.

    Args:
        given: A number, bounds, the pace, or a mapping to them.
        faults: What is wrong.
    """
    if not isinstance(given, Mapping):
        read = _read_expectation(given, faults, "expected", _HOW_TO_WRITE)
        return {} if read is None else {Asked(None, None, None): read}
    expected: dict[Asked, Expectation] = {}
    for key, value in given.items():
        asked = _read_key(key, faults)
        name = f"expected, {show(key)}"
        read = _read_expectation(value, faults, name, _HOW_TO_WRITE_ONE)
        if asked is None or read is None:
            continue
        if asked in expected:
            faults.value("expected", key, "each period and group of a commitment once")
        expected[asked] = read
    return expected


def _read_key(key: object, faults: Faults) -> Asked | None:
    parts: tuple[Any, ...] = key if isinstance(key, tuple) else (key,)
    code, *others = parts or (None,)
    if type(code) is not str or len(others) > len(Asked._fields) - 1:
        faults.add(InvalidTypeError, "expected", show(key), _KEYS, "write ('quarter', 2018)")
        return None
    period, group = None, None
    if others:
        try:
            period = as_period(others[0])
        except HousingAgreementsError as fault:
            faults.note(fault.at(faults.at("expected"), show(key)))
            return None
        for group in others[1:]:
            if not is_group(group) and not is_unseen(group):
                expected = "the code of a group, or a pair of codes"
                remedy = "for all groups together, write (code, period)" if group is None else ""
                faults.add(InvalidTypeError, "expected", show(group), expected, remedy)
                return None
    return Asked(code, period, group)


def _read_expectation(
    value: object, faults: Faults, name: str, how_to_write: str
) -> Expectation | None:
    """A number of 0 or more, bounds of such, or the pace; `None` where it is wrong."""
    if isinstance(value, Pace):
        return value
    if not isinstance(value, Bounds):
        try:
            return exact_count(value, name)
        except HousingAgreementsError as fault:
            expected, remedy = fault.expected, ""
            if isinstance(fault, InvalidTypeError):
                expected = f"{expected}, bounds, or PACE"
                remedy = _find_what_is_meant(value) or how_to_write
            faults.add(type(fault), name, fault.given, expected, remedy)
            return None
    for end in value.held_values():
        try:
            exact_count(end, name)
        except HousingAgreementsError as fault:
            expected = "bounds of whole numbers, of at least 0 and at most a hundred digits"
            faults.add(type(fault), name, show(value), expected)
            return None
    return value


def _find_what_is_meant(value: object) -> str:
    """What to write for the pace as a text, for two numbers, or for a mapping in a mapping."""
    if member_meant(value, Pace):
        return "write PACE"
    ends = [*value] if isinstance(value, tuple | list) else []
    if [type(end) for end in ends] == [int, int]:
        return f"write Bounds({ends[0]}, {ends[1]})"
    if isinstance(value, Mapping):
        return "write {('quarter', 2018): 8_800}, or {('quarter', 2018, group): 8_800}"
    return ""
