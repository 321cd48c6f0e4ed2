"""Priority publics: for whom a promise is made.

Those of the law are in `law.publics`; whether a household belongs to one is asked in
`rules.eligibility`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, cast

import attrs

from housing_agreements._checks import Faults, as_tuple, attempt, exact_day
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import (
    Language,
    Spoken,
    Text,
    as_words,
    colon,
    semicolon,
)
from housing_agreements.values.timelines import Timeline

__all__ = ("PriorityPublic", "as_publics")

_Criteria = Timeline[Criterion | None]


def _as_criteria_by_day(
    value: Criterion | _Criteria | Mapping[date, Criterion | None],
) -> _Criteria:
    return attempt(_timeline, value)


def _timeline(value: Criterion | _Criteria | Mapping[date, Criterion | None]) -> _Criteria:
    timeline: object = value
    if isinstance(value, Criterion):
        timeline = Timeline.constant(value)
    elif isinstance(value, Mapping):
        timeline = Timeline(value)
    if not isinstance(timeline, Timeline) or not all(
        criterion is None or isinstance(criterion, Criterion) for _, criterion in timeline.changes
    ):
        raise InvalidTypeError(
            "a criterion",
            show(value),
            "a criterion, or a Timeline of criteria",
            "write for example facts.employed",
        )
    return timeline


@attrs.frozen(eq=False, repr=False)
class PriorityPublic(Spoken):
    """Households to whom dwellings are promised first (*public prioritaire*).

    Args:
        code: Its code in the agreement.
        name: Its name, in one language or both.
        criterion: Who belongs to it; a `Timeline` when the definition widens, begins or ends
            (`None` on days when nobody can belong to it).
        sources: Where it is defined.

    Raises:
        InvalidTypeError: For anything but a criterion or a timeline of criteria.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> from housing_agreements import facts
        >>> PriorityPublic("dalo", "DALO", facts.dalo_recognised).name.en
        'DALO'
    """

    code: str
    """Its code in the agreement."""
    name: Text = attrs.field(converter=as_words)
    """Its name."""
    criterion: _Criteria = attrs.field(converter=_as_criteria_by_day)
    """Who belongs to it, by day; `None`: nobody can."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    """Where it is defined."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"PriorityPublic {show(self.code)}")
        faults.check_fields(self)
        faults.report()

    def followed_until(self, day: date) -> FollowedUntil | None:
        """The definition, when it was followed until a day before that asked; `None`: else.

        Raises:
            InvalidTypeError: For anything but a day.

        Examples:
            >>> from housing_agreements.law.publics import DALO
            >>> DALO.followed_until(date(2026, 4, 1)) is None
            True
            >>> print(DALO.followed_until(date(2026, 4, 2)))
            recognised under DALO: the rule was followed until 1 April 2026
        """
        exact_day(day, "PriorityPublic.followed_until, day")
        last = self.criterion.known_until
        return None if last is None or day <= last else self._name_rule()

    def assumption_on(self, day: date) -> FollowedUntil | None:
        """The definition, when it is only taken to be on that day as it was; `None`: else.

        Raises:
            InvalidTypeError: For anything but a day.

        Examples:
            >>> from housing_agreements import assume_unchanged
            >>> from housing_agreements.law.publics import DALO
            >>> assumed = assume_unchanged(DALO, until=date(2026, 12, 31))
            >>> assumed.assumption_on(date(2026, 4, 1)) is None
            True
            >>> print(assumed.assumption_on(date(2026, 4, 2)))
            recognised under DALO: the rule was followed until 1 April 2026, and assumed unchanged \
until 31 December 2026
        """
        return self._name_rule() if self.criterion.assumed_on(day) else None

    def _name_rule(self) -> FollowedUntil:
        last, until = cast("date", self.criterion.verified_until), self.criterion.assumed_until
        return FollowedUntil(self.code, self.name, last, until)

    def say(self, language: Language) -> str:
        """Its name, its code, and who belongs to it, from each day on which that changes.

        Examples:
            >>> from housing_agreements import facts
            >>> print(PriorityPublic("dalo", "DALO households", facts.dalo_recognised))
            DALO households (dalo): recognised under DALO
        """
        head = f"{self.name.say(language)} ({self.code}){colon(language)}"
        steps: list[str] = []
        for day, criterion in self.criterion.changes:
            words = _NOBODY.say(language) if criterion is None else criterion.say(language)
            steps.append(
                words
                if day == date.min
                else _BELONGING_FROM.say(language, day=day, belonging=words)
            )
        if self.criterion.assumed_until is not None:
            steps.append(_DEFINITION_ASSUMED.say(language, day=self.criterion.assumed_until))
        return head + semicolon(language).join(steps)

    def _essentials(self) -> str:
        return f"{self.code}: {self.name.en}"


_NOBODY: Final = Text("nobody", "personne")
_BELONGING_FROM: Final = Text("from {day}, {belonging}", "à partir du {day}, {belonging}")
_DEFINITION_ASSUMED: Final = Text(
    "assumed unchanged until {day}", "supposé inchangé jusqu'au {day}"
)


def as_publics(given: Iterable[PriorityPublic]) -> tuple[PriorityPublic, ...]:
    """Publics in order, for a field to keep.

    Examples:
        >>> from housing_agreements import facts
        >>> as_publics([PriorityPublic("dalo", "DALO", facts.dalo_recognised)])[0].code
        'dalo'
    """
    return as_tuple(given)
