"""Deadlines: the day by which something must be done, or the days between which it may lie."""

from datetime import date

import attrs

from housing_agreements.errors import NotKnownError
from housing_agreements.law.provisions import Confidence
from housing_agreements.model.wording import as_words
from housing_agreements.values.faults import Faults, as_tuple, exact_day
from housing_agreements.values.records import Record
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Language, Text, checked_language, chosen, colon, told
from housing_agreements.values.verdicts import Verdict

__all__ = ("Deadline",)


@attrs.frozen(eq=False, repr=False)
class Deadline(Record):
    """The last day on which something can still be done in time (*échéance*).

    Where the sources leave two days possible it keeps both, with the reason, and is asked with
    three answers: passed, not passed, or not known.

    Months are those of `values.periods`: a month's end clamps. The last day itself is in time;
    what the sources do not say of Sundays and holidays is not added.

    Args:
        title: What must be done by then.
        days: The days that it may be, in order; one when it is decided.
        reason: Which rule decided, or why it is not decided.
        sources: Where the rule is written.
        confidence: How far it was checked.

    Raises:
        InvalidValueError: For no day, or days out of order.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> offer = Deadline(
        ...     "an offer", (date(2018, 6, 1), date(2018, 9, 1)), "example", (), Confidence.VERIFIED
        ... )
        >>> [offer.passed(on=day).value for day in (date(2018, 6, 1), date(2018, 6, 2))]
        ['unmet', 'undetermined']
    """

    title: Text = attrs.field(converter=as_words)
    """What must be done by then."""
    days: tuple[date, ...] = attrs.field(converter=as_tuple)
    """The days that it may be, in order."""
    reason: Text = attrs.field(converter=as_words)
    """Which rule decided, or why it is not decided."""
    sources: tuple[Source, ...] = attrs.field(converter=as_tuple)
    """Where the rule is written."""
    confidence: Confidence
    """How far it was checked."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("Deadline")
        faults.instance("title", self.title, Text, "a text")
        if not faults.refused("days", self.days):
            for each in self.days:
                faults.day("days", each)
            if not faults.found and (not self.days or list(self.days) != sorted(set(self.days))):
                faults.value("days", self.days, "at least one day, in order, each once")
        faults.instance("reason", self.reason, Text, "a text")
        faults.each("sources", self.sources, Source, "a Source")
        faults.instance("confidence", self.confidence, Confidence, "a Confidence")
        faults.report()

    @property
    def decided(self) -> bool:
        """Whether only one day is possible."""
        return len(self.days) == 1

    @property
    def day(self) -> date:
        """The day, when only one is possible.

        Raises:
            NotKnownError: When several are, with the reason.
        """
        if not self.decided:
            days = " or ".join(map(str, self.days))
            raise NotKnownError(self.title.en, days, "one day", self.reason.en)
        return self.days[0]

    def passed(self, *, on: date) -> Verdict:
        """Whether the deadline has passed on a day: from the day after it on.

        Raises:
            InvalidTypeError: For anything but a day.
        """
        exact_day(on, "Deadline.passed, on")
        if on > self.days[-1]:
            return Verdict.MET
        return Verdict.UNMET if on <= self.days[0] else Verdict.UNDETERMINED

    def explain(self, language: Language = "en") -> str:
        """The day or the days, the reason and the sources.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        checked_language(language)
        days = chosen(language, " or ", " ou ").join(told(day, language) for day in self.days)
        lines = [f"{self.title.said(language)}{colon(language)}{days}", self.reason.said(language)]
        lines.extend(f"source{colon(language)}{source}" for source in self.sources)
        return "\n  ".join(lines)

    def __str__(self) -> str:
        """The explanation in English."""
        return self.explain("en")
