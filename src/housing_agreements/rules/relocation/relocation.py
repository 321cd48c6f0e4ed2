"""Which offers comply with a relocation charter, which refusals count, and what is still owed."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

import attrs

from housing_agreements.errors import InvalidTypeError, shown
from housing_agreements.model.relocation import Offer, RelocationCase, RelocationCharter
from housing_agreements.rules.answers import Answer
from housing_agreements.rules.relocation.offers import AssessedOffer, assessed
from housing_agreements.rules.relocation.words import (
    NO_SOURCE,
    RIGHT,
    told_limit,
    told_owed,
    told_refusals,
)
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.faults import exact_day
from housing_agreements.values.periods import months_after
from housing_agreements.values.texts import Language, checked_language, colon, told
from housing_agreements.values.verdicts import Verdict

__all__ = ("RelocationReport", "check_relocation")


@attrs.frozen(eq=False, repr=False)
class RelocationReport(Answer):
    """What the offers made to a household came to, under a charter, on a day.

    Refusals count when the offer complies. What is not known of an offer leaves open whether
    its refusal counts, and so the day of the one that matters. It has no truth value: compare
    `right_ended`.

    Examples:
        >>> from housing_agreements import OfferedHousehold, OfferTest, offered
        >>> rooms = OfferTest("rooms", "enough rooms", offered.rooms.at_least(3))
        >>> charter = RelocationCharter("synthetic", "A charter", [rooms], refusals=1, months=6)
        >>> small = Offer(
        ...     "1",
        ...     made_on=date(2018, 1, 8),
        ...     facts=OfferedHousehold(rooms=2),
        ...     refused_on=date(2018, 1, 20),
        ... )
        >>> report = check_relocation(
        ...     RelocationCase("synthetic-1", [small]), charter, on=date(2018, 9, 1)
        ... )
        >>> report.compliant, report.right_ended, report.owed
        ((), <Verdict.UNMET: 'unmet'>, Bounds(low=1, high=1))
    """

    compared: ClassVar[str] = "right_ended"

    case: RelocationCase
    """The case."""
    charter: RelocationCharter
    """The charter."""
    on: date
    """The day asked."""
    offers: tuple[AssessedOffer, ...]
    """The offers made by that day, in the order in which they were made."""

    def _ids(self, verdict: Verdict) -> tuple[str, ...]:
        return tuple(each.offer.id for each in self.offers if each.compliance is verdict)

    @property
    def compliant(self) -> tuple[str, ...]:
        """The offers that comply."""
        return self._ids(Verdict.MET)

    @property
    def possibly_compliant(self) -> tuple[str, ...]:
        """Those that may."""
        return self._ids(Verdict.UNDETERMINED)

    @property
    def missing(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """For each offer not decided, the facts that would settle it."""
        return tuple((each.offer.id, each.missing) for each in self.offers if each.missing)

    @property
    def accepted(self) -> Offer | None:
        """The offer that the household accepted by that day; `None`: none."""
        return next(
            (each.offer for each in self.offers if _by(each.offer.accepted_on, self.on)), None
        )

    def _refused(self, *verdicts: Verdict) -> list[date]:
        """The days of the refusals that count, if the offers in doubt do or do not comply."""
        return sorted(
            each.offer.refused_on
            for each in self.offers
            if each.offer.refused_on is not None
            and each.offer.refused_on <= self.on
            and each.compliance in verdicts
        )

    @property
    def refusals(self) -> Bounds[int]:
        """How many refusals of offers that comply there were by that day."""
        sure, possible = self._refused(Verdict.MET), self._refused(*_MAY)
        return Bounds(len(sure), len(possible))

    @property
    def last_refusal(self) -> tuple[date | None, date | None]:
        """The first and the last day on which the refusal that matters may have fallen.

        The refusal that completes the number of the charter; `None` for a day without which
        the number was not reached.
        """
        number = self.charter.refusals
        if number is None:
            possible = self._refused(*_MAY)
            return (possible[0] if possible else None), None
        sure, possible = self._refused(Verdict.MET), self._refused(*_MAY)
        return _nth(possible, number), _nth(sure, number)

    @property
    def limit_reached(self) -> Verdict:
        """Whether as many offers that comply were refused as the charter says."""
        first, last = self.last_refusal
        if last is not None:
            return Verdict.MET
        return Verdict.UNMET if first is None else Verdict.UNDETERMINED

    @property
    def right_ends(self) -> tuple[date | None, date | None]:
        """The first and the last day from which the right to stay may have ended; or `None`."""
        months = self.charter.months
        if months is None:
            return None, None
        first, last = (
            None if day is None else months_after(day, months) for day in self.last_refusal
        )
        return first, last

    @property
    def right_ended(self) -> Verdict:
        """Whether refusals have ended the right to stay by that day."""
        if self.charter.months is None:
            return self.limit_reached & Verdict.UNDETERMINED
        first, last = self.right_ends
        if _by(last, self.on):
            return Verdict.MET
        return Verdict.UNDETERMINED if _by(first, self.on) else Verdict.UNMET

    @property
    def owed(self) -> Bounds[int] | None:
        """How many offers that comply are still owed; `None` when the charter does not tell.

        None once an offer is accepted.
        """
        if self.accepted is not None:
            return Bounds(0, 0)
        number = self.charter.refusals
        if number is None:
            return None
        sure = len(self.compliant)
        possible = sure + len(self.possibly_compliant)
        return Bounds(max(0, number - possible), max(0, number - sure))

    def explain(self, language: Language = "en") -> str:
        """The right to stay, each offer with its tests, the refusals, and what is still owed.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        checked_language(language)
        right = RIGHT[self.right_ended].said(language)
        title, day = self.charter.title.said(language), told(self.on, language)
        lines = [f"{self.case.code}, {title}, {day}{colon(language)}{right}"]
        lines.extend(each.said(language, on=self.on) for each in self.offers)
        lines.append(told_refusals(self.refusals, self.charter.refusals, language))
        lines.extend(told_limit(self.last_refusal, self.right_ends, self.charter, language))
        lines.append(told_owed(self.owed, self.accepted, language))
        lines.append(NO_SOURCE.said(language))
        lines.extend(f"source{colon(language)}{each}" for each in self.charter.sources)
        return "\n  ".join(lines)


_MAY: Final = (Verdict.MET, Verdict.UNDETERMINED)


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _nth(days: Sequence[date], number: int) -> date | None:
    return days[number - 1] if len(days) >= number else None


def check_relocation(
    case: RelocationCase, charter: RelocationCharter, *, on: date
) -> RelocationReport:
    """Hold the offers made to a household against a relocation charter, on a day.

    Each offer is tested on the day on which it was made; offers and answers after the day asked
    are left out. A refusal counts when the offer complies. Once as many have been refused as
    the charter says, the right to stay ends so many months later, on that very day.

    Args:
        case: The household's offers.
        charter: What is asked of them; how many refusals end the right to stay, and when.
        on: The day asked.

    Raises:
        InvalidTypeError: For anything but a case, a charter and a day.

    Laws:
        - More facts of an offer never overturn a decided verdict.

    Source:
        None of law: how many refusals, and how many months, are those of the charter.

    Examples:
        >>> from housing_agreements import OfferedHousehold, OfferTest, offered
        >>> rooms = OfferTest("rooms", "enough rooms", offered.rooms.at_least(3))
        >>> charter = RelocationCharter("synthetic", "A charter", [rooms], refusals=3, months=6)
        >>> offers = [
        ...     Offer(
        ...         str(month),
        ...         made_on=date(2018, month, 1),
        ...         facts=OfferedHousehold(rooms=3),
        ...         refused_on=date(2018, month, 20),
        ...     )
        ...     for month in (1, 2, 3)
        ... ]
        >>> case = RelocationCase("synthetic-1", offers)
        >>> for day in (date(2018, 9, 19), date(2018, 9, 20)):
        ...     print(check_relocation(case, charter, on=day).right_ended.value)
        unmet
        met
    """
    exact_day(on, "check_relocation, on")
    if not isinstance(case, RelocationCase):
        raise InvalidTypeError("check_relocation, case", shown(case), "a RelocationCase")
    if not isinstance(charter, RelocationCharter):
        raise InvalidTypeError("check_relocation, charter", shown(charter), "a RelocationCharter")
    made = sorted(
        (each for each in case.offers if each.made_on <= on),
        key=lambda offer: (offer.made_on, offer.id),
    )
    return RelocationReport(case, charter, on, tuple(assessed(each, charter) for each in made))
