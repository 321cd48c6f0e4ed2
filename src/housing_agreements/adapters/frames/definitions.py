"""Who belongs to each public, by day."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

import attrs

from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.intervals import turns
from housing_agreements.errors import InvalidTypeError, shown
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.values.faults import Faults

__all__ = ("Definition", "Rule", "definitions")

Rule = Criterion | bool | None
"""A criterion; or the same answer for everybody: `False`, nobody belongs; `None`, not known."""


@attrs.frozen(eq=False)
class Definition:
    """What is asked, by day."""

    turns: tuple[date, ...]
    """The days from which it is another."""
    on: Callable[[date], Rule]
    """What is asked on a day."""


def definitions(publics: object, on: date | str, known: date | None) -> Mapping[str, Definition]:
    """The definition of each public, by its code.

    Args:
        publics: An agreement, a public or several.
        on: The day asked; when it is the name of a column, the versions of all days are read.
        known: The day of the knowledge; `None`: the day asked.

    Raises:
        InvalidTypeError: For anything else.
        InvalidValueError: For a code that stands twice.
    """
    if isinstance(publics, Agreement):
        return _of_agreement(publics, on, known)
    given = (publics,) if isinstance(publics, PriorityPublic) else publics
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InvalidTypeError("classify, publics", shown(publics), _EXPECTED)
    several = tuple(given)
    faults = Faults("classify")
    if faults.each("publics", several, PriorityPublic, _EXPECTED):
        faults.once("publics", (public.code for public in several))
    faults.report()
    return {public.code: _of_public(public) for public in several}


_EXPECTED: Final = "an Agreement, a PriorityPublic, or several of them"


def _of_public(public: PriorityPublic) -> Definition:
    return Definition(turns(public.criterion), lambda day: _rule(public, day))


def _rule(public: PriorityPublic, day: date) -> Rule:
    if not public.criterion.known_on(day):
        return None
    criterion = public.criterion.on(day)
    return False if criterion is None else criterion


def _of_agreement(
    agreement: Agreement, on: date | str, known: date | None
) -> Mapping[str, Definition]:
    """The publics of the version of each day; a public of another version has nobody."""
    if not isinstance(on, str):
        version = agreement.on(on, known=known)
        return {public.code: _of_public(public) for public in version.publics}
    days = sorted(
        {date.min}
        | {day for each in agreement.amendments for day in (each.effective, each.signed_on)}
    )
    versions = {day: agreement.on(day, known=known) for day in days}
    by_day = {
        day: {public.code: public for public in version.publics}
        for day, version in versions.items()
    }
    codes = dict.fromkeys(code for publics in by_day.values() for code in publics)
    return {code: _over_versions(code, by_day) for code in codes}


def _over_versions(code: str, by_day: Mapping[date, Mapping[str, PriorityPublic]]) -> Definition:
    days = tuple(by_day)
    found = [publics[code] for publics in by_day.values() if code in publics]

    def rule(day: date) -> Rule:
        public = by_day[max(start for start in days if start <= day)].get(code)
        return False if public is None else _rule(public, day)

    changes = {day for public in found for day in turns(public.criterion)}
    return Definition(tuple(sorted({*days, *changes})), rule)
