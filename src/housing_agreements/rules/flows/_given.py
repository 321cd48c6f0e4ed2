"""What holders were given and handed back, as it is told: numbers of dwellings, or their days."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from numbers import Number
from typing import Final

from housing_agreements._checks import Faults, exact_count, exact_day, exact_series
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.model.entries import Attribution

__all__ = (
    "Counted",
    "Dwellings",
    "HandedBack",
    "HolderCode",
    "ask_for_days",
    "count_dwellings",
    "count_later",
    "read_back",
    "read_given",
    "take_back",
)

HolderCode = str | None
"""The code of a contingent; `None`: the landlord's own (*non réservé*)."""
Dwellings = (
    Mapping[str | None, int | Iterable[date]]
    | Mapping[str, int | Iterable[date]]
    | Mapping[None, int | Iterable[date]]
)
"""How many dwellings by holder, or the days of each."""
_Returns = int | Iterable[date] | Mapping[date, date | Iterable[date]]
HandedBack = Mapping[str | None, _Returns] | Mapping[str, _Returns] | Mapping[None, _Returns]
"""How many by holder, the days, or by the day when each was given that when it was handed back."""
Counted = int | tuple[date, ...]
"""A number of dwellings, or the days of each in order."""
_Named = dict[date, tuple[date, ...]]
"""The days on which dwellings were handed back, by the day on which they were given."""

_DAYS_BY_HOLDER: Final = "dwellings by holder: {code: number} or {code: (day, ...)}"
_OF_A_LEDGER: Final = (
    "write {code: [one.available_on for one in entries if one.contingent == code]} "
    "for each code, and None for the landlord's own"
)


def _check_by_holder(
    where: str, name: str, given: object, codes: tuple[HolderCode, ...], faults: Faults
) -> list[HolderCode]:
    """The holders that are told, each of which there is.

    Raises:
        InvalidTypeError: For anything but a mapping.
    """
    if not isinstance(given, Mapping):
        is_ledger = isinstance(given, Sequence) and any(
            isinstance(entry, Attribution) for entry in given
        )
        remedy = _OF_A_LEDGER if is_ledger else ""
        raise InvalidTypeError(f"{where}, {name}", show(given), _DAYS_BY_HOLDER, remedy)
    found: list[HolderCode] = []
    for code in given:
        if code is not None and type(code) is not str:
            faults.add(InvalidTypeError, name, show(code), "the code of a contingent, or None")
        elif code not in codes:
            known = [named for named in codes if named is not None]
            expected = "a contingent, or None for the landlord's own"
            faults.add(UnknownCodeError, name, show(code), expected, nearest(code, known))
        else:
            found.append(code)
    return found


def read_given(
    where: str, given: Dwellings, codes: tuple[HolderCode, ...]
) -> dict[HolderCode, Counted]:
    """The dwellings of each holder: a number, or days in order.

    Raises:
        InvalidTypeError: For anything but numbers or days by code.
        InvalidValueError: For a negative number.
        UnknownCodeError: For a code that no contingent has.
        InvalidObjectError: For several of these at once.
    """
    faults = Faults(where)
    read: dict[HolderCode, Counted] = {}
    for code in _check_by_holder(where, "given", given, codes, faults):
        try:
            read[code] = _read_number_or_days(given[code])  # type: ignore[index]  # one of its keys
        except HousingAgreementsError as fault:
            faults.note(fault.at(where, f"given, {show(code)}"))
    faults.report()
    return read


def read_back(
    where: str, back: HandedBack, codes: tuple[HolderCode, ...]
) -> dict[HolderCode, Counted | _Named]:
    """What each holder handed back: a number, days in order, or days by the day of each dwelling.

    Raises:
        InvalidTypeError: For anything but numbers or days by code.
        InvalidValueError: For a negative number.
        UnknownCodeError: For a code that no contingent has.
        InvalidObjectError: For several of these at once.
    """
    faults = Faults(where)
    read: dict[HolderCode, Counted | _Named] = {}
    for code in _check_by_holder(where, "back", back, codes, faults):
        told: _Returns = back[code]  # type: ignore[index]  # one of its keys
        try:
            if isinstance(told, Mapping):
                read[code] = {exact_day(day, "day"): _read_days(told[day]) for day in sorted(told)}
            else:
                read[code] = _read_number_or_days(told)
        except HousingAgreementsError as fault:
            faults.note(fault.at(where, f"back, {show(code)}"))
    faults.report()
    return read


def _read_days(given: date | Iterable[date]) -> tuple[date, ...]:
    """One day, or several in order."""
    days = (given,) if isinstance(given, date) else exact_series(given, "days")
    return tuple(sorted(exact_day(day, "days") for day in days))


def _read_number_or_days(given: int | Iterable[date]) -> Counted:
    if isinstance(given, (int, Number)):  # whatever is a number without being an int is refused
        return exact_count(given, "dwellings")
    try:
        days = exact_series(given, "dwellings")
    except InvalidTypeError:
        expected = "a number of dwellings, or the day of each"
        remedy = "write a tuple: (day,)" if isinstance(given, date) else ""
        raise InvalidTypeError("dwellings", show(given), expected, remedy) from None
    return tuple(sorted(exact_day(day, "dwellings") for day in days))


def count_dwellings(dwellings: Counted) -> int:
    """How many there are."""
    return len(dwellings) if isinstance(dwellings, tuple) else dwellings


def count_later(dwellings: Counted, on: date | None) -> int:
    """How many are of days after the one asked."""
    if on is None or not isinstance(dwellings, tuple):
        return 0
    return sum(day > on for day in dwellings)


def ask_for_days(
    where: str,
    changing: str,
    told: Mapping[str, Mapping[HolderCode, Counted | _Named]],
) -> None:
    """Refuse bare numbers of dwellings where the share of a contingent changes.

    Raises:
        InvalidTypeError: For one of them.
        InvalidObjectError: For several.
    """
    faults = Faults(where)
    for name, by_holder in told.items():
        for code, dwellings in by_holder.items():
            if type(dwellings) is int and dwellings:
                expected = f"the day of each, since the share of {show(changing)} changes"
                faults.add(InvalidTypeError, f"{name}, {show(code)}", show(dwellings), expected)
    faults.report()


def take_back(  # what is told of dwellings handed back
    where: str,
    given: Mapping[HolderCode, Counted],
    back: Mapping[HolderCode, Counted | _Named],
    on: date | None,
    changes: Sequence[date],
    *,
    back_uses_turn: bool,
) -> dict[HolderCode, Counted]:
    """What each has had up to the day asked, less what it handed back, where that does not count.

    Args:
        where: The call.
        given: What each was given.
        back: What each handed back.
        on: The day asked; `None`: none was needed.
        changes: The days on which a share changes, in order.
        back_uses_turn: Whether a dwelling handed back counts as had.

    Raises:
        InvalidValueError: For a dwelling that its holder had not been given.
        InvalidTypeError: Where it must be told which dwelling was handed back, and is not.
        InvalidObjectError: For several of them.
    """
    net: dict[HolderCode, Counted] = {
        code: _up_to(dwellings, on) for code, dwellings in given.items()
    }
    faults = Faults(where)
    for code, returned in back.items():
        whose = _Giving("the landlord" if code is None else show(code), on, changes)
        kept: Counted
        try:
            if isinstance(returned, dict):
                kept = whose.drop_named(given.get(code, ()), returned)
            else:
                kept = whose.drop(net.get(code, 0), _up_to(returned, on), named=back_uses_turn)
        except HousingAgreementsError as fault:
            faults.note(fault.at(where, f"back, {show(code)}"))
            continue
        if not back_uses_turn:
            net[code] = kept
    faults.report()
    return net


def _up_to(dwellings: Counted, on: date | None) -> Counted:
    if on is None or not isinstance(dwellings, tuple):
        return dwellings
    return tuple(day for day in dwellings if day <= on)


class _Giving:
    """What a holder keeps of what it was given."""

    def __init__(self, whose: str, on: date | None, changes: Sequence[date]) -> None:
        self._whose, self._on, self._changes = whose, on, changes

    def drop_named(self, given: Counted, returned: _Named) -> tuple[date, ...]:
        """The dwellings up to the day asked without those handed back, which are named.

        Raises:
            InvalidTypeError: For dwellings of which the days are not told.
            InvalidValueError: For a dwelling that was not given, or not any more.
        """
        whose = self._whose
        if not isinstance(given, tuple):
            expected = f"the days on which {whose} was given dwellings, since `back` names them"
            raise InvalidTypeError("given", show(given), expected)
        kept = [day for day in given if self._on is None or day <= self._on]
        for day, days in returned.items():
            had = given.count(day)
            if not had:
                expected = f"a day on which {whose} was given a dwelling"
                raise InvalidValueError("day", f"{day}", expected, _DAY_BY_DAY)
            if len(days) > had:
                expected = f"no more than {whose} was given on that day, {had}"
                raise InvalidValueError("day", f"{len(days)} of those given on {day}", expected)
            if days and days[0] < day:
                expected = f"a day not before {day}, when it was given"
                raise InvalidValueError("day", f"{days[0]}", expected, _DAY_BY_DAY)
            for when in days:
                if self._on is None or when <= self._on:
                    kept.remove(day)
        return tuple(kept)

    def drop(self, had: Counted, returned: Counted, *, named: bool) -> Counted:
        """What is left of a number of dwellings, or of those of some days.

        Args:
            had: What it was given up to the day asked.
            returned: How many it handed back up to then, or on which days.
            named: Whether it does not matter which dwellings these were.

        Raises:
            InvalidValueError: For more than it had been given.
            InvalidTypeError: Where the answer hangs on which of them was handed back.
        """
        whose = self._whose
        total, number = count_dwellings(had), count_dwellings(returned)
        remedy = "count in `given` the dwellings that were handed back afterwards"
        if number > total:
            until = "" if self._on is None or not isinstance(had, tuple) else f" up to {self._on}"
            expected = f"no more than {whose} had been given{until}, {total}"
            raise InvalidValueError("back", f"{number}", expected, remedy)
        if not (isinstance(had, tuple) and isinstance(returned, tuple)):
            return total - number
        kept, odd = _drop_last(had, returned)
        if odd is not None:
            expected = f"a day up to which {whose} had been given a dwelling to hand back"
            raise InvalidValueError("back", f"{odd}", expected, f"correct the day, or {remedy}")
        # Whichever were handed back, the earliest are the one extreme and the latest the other.
        if not named and self._number_stretches(kept) != self._number_stretches(had[number:]):
            expected = f"which dwelling of {whose} it was, since shares changed between them"
            example = f"{{{_date_in_code(had[0])}: {_date_in_code(returned[-1])}}}"
            remedy = f"write the day it was given and the day it was handed back: {example}"
            days = ", ".join(map(str, returned))
            raise InvalidTypeError("back", days, expected, remedy)
        return kept

    def _number_stretches(self, days: Iterable[date]) -> list[int]:
        """After how many changes of shares each day comes."""
        return [bisect_right(self._changes, day) for day in days]


_DAY_BY_DAY: Final = "write {day given: day handed back}"


def _date_in_code(day: date) -> str:
    return f"date({day.year}, {day.month}, {day.day})"


def _drop_last(
    had: tuple[date, ...], back: tuple[date, ...]
) -> tuple[tuple[date, ...], date | None]:
    """The dwellings of these days without those handed back, and the first day with none left.

    A dwelling handed back on a day is the last one that was given up to that day.
    """
    kept: list[date] = []
    waiting = [*had]
    for day in back:
        while waiting and waiting[0] <= day:
            kept.append(waiting.pop(0))
        if not kept:
            return had, day
        kept.pop()
    return (*kept, *waiting), None
