"""Facts as plain data has them: texts, numbers, yes or no, and mappings of these.

JSON and forms know no days, no exact fractions and no places. A day is written "2016-03-07", an
exact amount 21000, "21000.50" or "64000/3", a place {"commune": "94068"} or "94068". What is known
with bounds or evidence is a mapping, with the names that `Known` gives to its parts.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from housing_agreements._checks import Faults
from housing_agreements._remedies import means_nothing
from housing_agreements._visible_text import is_code
from housing_agreements.criteria.kinds import Fact, Kind, Known
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidTypeError,
    InvalidValueError,
    nearest,
    show,
)
from housing_agreements.geography.territories import Place

__all__ = ("read_day", "read_plain_fact")

_OF_PLACE: Final = ("commune", "neighbourhood", "coded_on")
_OF_KNOWN: Final = ("value", "low", "high", "verified", "valid_until")
_WRITTEN_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WRITTEN_AMOUNT: Final = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?|-?[0-9]+/[0-9]*[1-9][0-9]*"
_OPTIONAL_SPACE: Final = "[ \u00a0\u202f]?"
_FRENCH_AMOUNT: Final = (
    f"-?[0-9]{{1,3}}(?:{_OPTIONAL_SPACE}[0-9]{{3}})*(?:,[0-9]{{1,2}})?(?:{_OPTIONAL_SPACE}\u20ac)?"
)
_BLANK_OR_SIGN: Final = re.compile("[ \u00a0\u202f\u20ac]")
_LONGEST_AMOUNT: Final = 250
"""The most characters of an amount: a hundred digits above and below the bar, and to spare."""
_EXPECTED_OF_PLAIN_FACTS: Final = {
    Kind.FLAG: "true, false, or null when not known",
    Kind.COUNT: "a whole number, or null when not known",
    Kind.AMOUNT: "an exact amount: 21000, '21000.50' or '64000/3', or null when not known",
    Kind.DAY: "a day, such as '2016-03-07', or null when not known",
    Kind.PLACE: "a place, such as {'commune': '94068'}, or null when not known",
    Kind.CODE: "a code, or null when not known",
}
_YES_OR_NO: Final = {
    **dict.fromkeys(("true", "yes", "oui", "vrai"), "true"),
    **dict.fromkeys(("false", "no", "non", "faux"), "false"),
}


def read_day(written: str) -> date | None:
    """The day that a text of ten characters writes, year first; `None`: it writes none.

    Examples:
        >>> read_day("2016-03-07"), read_day("7/3/2016"), read_day("2016-02-30")
        (datetime.date(2016, 3, 7), None, None)
    """
    if not re.fullmatch(_WRITTEN_DAY, written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:  # no such day
        return None


def read_plain_fact(
    faults: Faults, fact: Fact, given: object
) -> Any:  # a fact is of one of six types
    """What plain data says of a fact; what is not plain stays as it is.

    Every fault is noted under the name of the fact, or of its part: "residence.commune".

    Examples:
        >>> from housing_agreements.criteria.households import Household, facts_by_name
        >>> facts, faults = facts_by_name(Household), Faults("Household")
        >>> read_plain_fact(faults, facts["born_on"], "1990-05-01")
        datetime.date(1990, 5, 1)
        >>> read_plain_fact(faults, facts["annual_income"], {"low": 18000, "high": "22000.50"})
        Known(low=18000, high=Decimal('22000.50'))
    """
    if not isinstance(given, Mapping):
        return _read_value(faults, fact, fact.name, given)
    if fact.kind is Kind.PLACE and not given.keys() & {"value", "verified", "valid_until"}:
        return _read_place(faults, fact.name, given)
    return _read_known(faults, fact, given)


def _read_value(faults: Faults, fact: Fact, name: str, given: object) -> Any:
    if type(given) is float:
        remedy = _remedy_for_float(given, fact.kind)
        faults.add(InvalidTypeError, name, show(given), _EXPECTED_OF_PLAIN_FACTS[fact.kind], remedy)
    elif type(given) is str and fact.kind is not Kind.CODE:  # a code may be any text
        if means_nothing(given):
            remedy = "write null where it is not known"
            expected = _EXPECTED_OF_PLAIN_FACTS[fact.kind]
            faults.add(InvalidValueError, name, show(given), expected, remedy)
            return None
        return _READING[fact.kind](faults, name, given)
    elif isinstance(given, Mapping) and fact.kind is Kind.PLACE:
        return _read_place(faults, name, given)
    else:
        return given
    return None


def _remedy_for_float(given: float, kind: Kind) -> str:
    """What to write for a number that tools made of a missing one, or beside missing ones."""
    if math.isnan(given):
        return "write null where it is not known"
    if kind is Kind.COUNT and given.is_integer() and abs(given) < _LARGEST_COUNT:
        return f"write {int(given)}"
    return "write it as text" if kind is Kind.AMOUNT else ""


_LARGEST_COUNT: Final = 10**15


def _read_flag(faults: Faults, name: str, given: str) -> None:
    meant = _YES_OR_NO.get(given.lower())
    remedy = f"write {meant}, without quotes" if meant else ""
    faults.add(InvalidTypeError, name, show(given), _EXPECTED_OF_PLAIN_FACTS[Kind.FLAG], remedy)


def _read_count(faults: Faults, name: str, given: str) -> None:
    digits = given.isascii() and given.isdigit()
    remedy = f"write {given}, without quotes" if digits and len(given) < _LONGEST_AMOUNT else ""
    faults.add(InvalidTypeError, name, show(given), _EXPECTED_OF_PLAIN_FACTS[Kind.COUNT], remedy)


def _read_amount(faults: Faults, name: str, given: str) -> Decimal | Fraction | None:
    if len(given) > _LONGEST_AMOUNT or not re.fullmatch(_WRITTEN_AMOUNT, given):
        meant = _BLANK_OR_SIGN.sub("", given).replace(",", ".")
        is_meant = len(given) <= _LONGEST_AMOUNT and re.fullmatch(_FRENCH_AMOUNT, given)
        remedy = f"write {show(meant)}" if is_meant else ""
        faults.add(
            InvalidValueError, name, show(given), _EXPECTED_OF_PLAIN_FACTS[Kind.AMOUNT], remedy
        )
        return None
    return Fraction(given) if "/" in given else Decimal(given)


def _read_day_of(faults: Faults, name: str, given: str) -> date | None:
    day = read_day(given)
    if day is None:
        remedy = _tell_day_meant(given)
        faults.add(InvalidValueError, name, show(given), _EXPECTED_OF_PLAIN_FACTS[Kind.DAY], remedy)
    return day


def _tell_day_meant(given: str) -> str:
    """What to write for a day that is written otherwise, where it is sure which one is meant."""
    with_time = re.fullmatch(rf"({_WRITTEN_DAY})[T ][0-9:.]+Z?", given)
    if with_time is not None and read_day(with_time[1]) is not None:
        return f"write {show(with_time[1])}"
    parts = re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", given)
    if parts is None:
        return ""
    one, other, year = map(int, parts.groups())
    meant = {
        written
        for day, month in ((one, other), (other, one))
        if read_day(written := f"{year:04}-{month:02}-{day:02}") is not None
    }
    return (
        f"write {show(meant.pop())}" if len(meant) == 1 else "write the year first, then the month"
    )


def _read_place(faults: Faults, name: str, given: object) -> Any:  # a place, or None
    parts: dict[str, Any] = {"commune": given}
    if isinstance(given, Mapping):
        parts = dict(given)
    before = faults.found
    _check_parts(faults, name, parts, _OF_PLACE, {"commune"})
    coded_on = parts.get("coded_on")
    if type(coded_on) is str:
        parts["coded_on"] = _read_day_of(faults, f"{name}.coded_on", coded_on)
    if faults.found > before:
        return None
    return _make(
        faults, name, lambda: Place(**parts), whole="" if isinstance(given, Mapping) else "commune"
    )


def _read_known(faults: Faults, fact: Fact, given: Mapping[Any, object]) -> Any:  # a Known, or None
    parts: dict[str, Any] = dict(given)
    before = faults.found
    _check_parts(faults, fact.name, parts, _OF_KNOWN, set())
    for part in ("value", "low", "high"):
        if part in parts:
            parts[part] = _read_value(faults, fact, f"{fact.name}.{part}", parts[part])
    if type(parts.get("valid_until")) is str:
        name = f"{fact.name}.valid_until"
        parts["valid_until"] = _read_day_of(faults, name, parts["valid_until"])
    if faults.found > before:
        return None
    return _make(faults, fact.name, lambda: Known(parts.pop("value", None), **parts))


def _check_parts(
    faults: Faults,
    name: str,
    parts: Mapping[Any, object],
    known: tuple[str, ...],
    needed: set[str],
) -> None:
    """Note the parts that a mapping has and should not, and those that it lacks."""
    for part in parts:
        if part not in known:
            expected = f"one of {', '.join(map(repr, known))}"
            field = f"{name}.{part}" if is_code(part) else name
            faults.add(InvalidValueError, field, show(part), expected, nearest(part, known))
    for part in sorted(needed - parts.keys()):
        faults.add(InvalidValueError, f"{name}.{part}", "nothing", "a value")


def _make(faults: Faults, name: str, make: Callable[[], Any], *, whole: str = "") -> Any:
    """A value made of its parts; its faults are noted under the fact and the part."""
    try:
        return make()
    except HousingAgreementsError as error:
        for fault in error.faults:
            part = f"{name}.{fault.field}" if fault.field not in {"", whole} else name
            faults.add(type(fault), part, fault.given, fault.expected, fault.remedy)
        return None


_READING: Final[Mapping[Kind, Callable[[Faults, str, str], Any]]] = {
    Kind.FLAG: _read_flag,
    Kind.COUNT: _read_count,
    Kind.AMOUNT: _read_amount,
    Kind.DAY: _read_day_of,
    Kind.PLACE: _read_place,
}
"""How a text is read as a fact of each kind; a code is one."""
