"""Which changes of communes can be told past the last edition of the official code."""

from collections.abc import Mapping
from datetime import timedelta

from housing_agreements._checks import Faults
from housing_agreements.errors import InvalidValueError, UnknownCodeError, show
from housing_agreements.geography._assumed_code import AssumedCode
from housing_agreements.geography._history import CodeChange, department_in_code
from housing_agreements.geography._names import name_of_code
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
from housing_agreements.geography._unknown_codes import check_code

__all__ = ("check_assumed", "check_changes")


def check_assumed(assumed: AssumedCode) -> None:
    """Refuse an assumption about the official code that contradicts it.

    Raises:
        InvalidValueError: For a day that the editions cover, or before the last change told.
        InvalidObjectError: For several faults at once; of changes, as `with_changes` has them.

    Examples:
        >>> from datetime import date
        >>> check_assumed(AssumedCode(date(2026, 1, 1)))
        Traceback (most recent call last):
        ...
        housing_agreements.errors.InvalidValueError: assumed code, until: given 2026-01-01; \
expected a day after 2026-12-31, the last one of the editions held
    """
    changes = dict(assumed.changes)
    check_changes(changes, {})
    last_change = max((day for day, _ in changes.values()), default=LAST_DAY + timedelta(days=1))
    faults = Faults("assumed code")
    if assumed.until <= LAST_DAY:
        expected = f"a day after {LAST_DAY}, the last one of the editions held"
        faults.add(InvalidValueError, "until", str(assumed.until), expected)
    elif assumed.until < last_change:
        expected = f"a day not before the last change, on {last_change}"
        faults.add(InvalidValueError, "until", str(assumed.until), expected)
    if assumed.changes != tuple(sorted(changes.items())):
        faults.value("changes", [code for code, _ in assumed.changes], "each code once, sorted")
    faults.report()


def check_changes(joint: Mapping[str, CodeChange], known: Mapping[str, CodeChange]) -> None:
    """Refuse changes that contradict the official code, or each other.

    Raises:
        InvalidObjectError: For several faults at once; a single one raises itself.
    """
    faults = Faults("with_changes")
    for code, (day, into) in joint.items():
        name = f"changes, {show(code)}"
        if known.get(code, (day, into)) != (day, into):
            given = f"{show(into)} on {day}"
            before, other = known[code]
            faults.add(InvalidValueError, name, given, f"{show(other)} on {before}, as told before")
            continue
        if day <= LAST_DAY:
            expected = f"a day after {LAST_DAY}, the last one of the editions held"
            faults.add(InvalidValueError, name, f"on={day}", expected)
        if _note_ended(faults, name, code):
            _check_successor(faults, name, code, joint)
    faults.report()


def _note_ended(faults: Faults, name: str, code: str) -> bool:
    """Whether a code is that of a commune in use on the last day; if not, that is a fault."""
    try:
        check_code("with_changes", code)
    except UnknownCodeError as fault:
        faults.note(fault, name)
        return False
    official, given = load_official_code(), f"{code} {name_of_code(code)}"
    expected = f"a commune in use on {LAST_DAY}"
    last = official.stretches(code)[-1]
    if last.end is not None:
        became = "" if last.into is None else f"it is part of {last.into} since {last.end}"
        faults.add(InvalidValueError, name, given, expected, became)
        return False
    city = official.city(code)
    if city is not None or any(official.city(one) == code for one in official.sharers(code)):
        remedy = f"write {show(city)}" if city is not None else "it has districts"
        faults.add(InvalidValueError, name, given, "a commune without districts", remedy)
        return False
    return True


def _check_successor(faults: Faults, name: str, code: str, joint: Mapping[str, CodeChange]) -> None:
    """Note the faults of the code that has the ground of another."""
    day, into = joint[code]
    try:
        check_code("with_changes", into)
    except UnknownCodeError as fault:
        faults.note(fault, name)
        return
    official, given = load_official_code(), f"into={show(into)}"
    last = official.stretches(into)[-1]
    end, heir = joint.get(into, (last.end, last.into))
    city = official.city(into)
    if into == code:
        faults.add(InvalidValueError, name, given, "another commune")
    elif city is not None:
        faults.add(InvalidValueError, name, given, "a commune", f"write the city: {show(city)}")
    elif end is not None and end <= day:
        remedy = "" if heir in {None, code} else f"write into={show(heir)}"
        faults.add(InvalidValueError, name, given, f"a commune in use on {day}", remedy)
    elif department_in_code(into) != department_in_code(code):
        expected = f"a commune of the department {department_in_code(code)}"
        faults.add(InvalidValueError, name, given, expected)
