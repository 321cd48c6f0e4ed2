"""What to do next about an agreement: what, until when, and why."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from housing_agreements._records import Enumeration, shorten
from housing_agreements.explanations.blocks import Block, Line
from housing_agreements.explanations.explanation import Row, write_bounds, write_day
from housing_agreements.model.groups import ReportedGroup, say_group
from housing_agreements.rules._answers import Sentence
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text, check_language

__all__ = ("NextStep", "StepKind")


class StepKind(Enumeration):
    """What kind of thing there is to do."""

    REACH = "reach"
    """Let enough of those expected count, or find more than are expected."""
    HOLD = "hold"
    """Let no more count than a ceiling allows."""
    DO = "do"
    """Do what an undertaking promises."""
    FIND_OUT = "find_out"
    """Find out what is not known of entries, or the number behind a figure."""
    SAY = "say"
    """Say what is known to nobody but the parties: how many are expected, what was done."""
    AMEND = "amend"
    """Agree on an amendment."""


@attrs.frozen(eq=False, repr=False)
class NextStep(Sentence):
    """One thing to do about an agreement (*suite à donner*).

    Examples:
        >>> from housing_agreements import yearly_page
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> page = yearly_page(AGREEMENT, [], on=date(2018, 6, 30), expected=900)
        >>> for step in page.next_steps:
        ...     print(step.until, step.kind.value, *step.about)
        None find_out
        2018-12-31 reach offers
        2018-12-31 amend offers
        None say applicants
        None say follow-up
    """

    kind: StepKind
    """What kind of thing it is."""
    until: date | None
    """The last day for it, never before the day asked; `None`: at once. Of a
    promise: the last day of its period; from which day on it is out of reach is said in `why`."""
    what: Text
    """What is to be done."""
    why: Text
    """Why it is to be done, then the holders of the contingents, where these are known."""
    about: tuple[str, ...]
    """The codes of the parts of the agreement that it is about."""
    period: Period | None = None
    """The period that it is about; `None`: of none."""
    group: ReportedGroup | None = None
    """The group; `None`: all together."""
    entries: tuple[str, ...] = ()
    """The ids of the entries to look at; none where there are none, or entries keep no ids."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """Until when, what, and below it why."""
        until = self.say_until(language)
        yield Line(self.what.say(language), until, parts=(Line(self.why.say(language)),))

    def say_until(self, language: Language) -> str:
        """Until when, in words.

        Examples:
            >>> because = Text("it is due", "c'est dû")
            >>> step = NextStep(StepKind.DO, date(2018, 12, 31), because, because, ("x",))
            >>> step.say_until("fr")
            'au plus tard le 31 décembre 2018'
        """
        if self.until is None:
            return _AT_ONCE.say(language)
        ends_with_period = self.period is not None and self.until == self.period.last_day
        return (_BY_END if ends_with_period else _BY_DAY).say(language, day=self.until)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row, with the columns of `YearlyPage.rows`."""
        check_language(language)
        period = self.period
        return [
            {
                "part": "step",
                "kind": self.kind.value,
                "code": ", ".join(self.about) or None,
                "group": None if self.group is None else say_group(self.group),
                "group_name": None,
                "what": self.what.say(language),
                "first_day": None if period is None else write_day(period.start),
                "last_day": None if period is None else write_day(period.last_day),
                "until": write_day(self.until),
                **write_bounds("behind", None),
                **write_bounds("above", None),
                "why": self.why.say(language),
                "entries": ", ".join(self.entries) or None,
            }
        ]

    def _essentials(self) -> str:
        return f"{self.say_until('en')}: {shorten(self.what.en, 100)}"


_AT_ONCE: Final = Text("at once", "sans attendre")
_BY_END: Final = Text("by {day}", "d'ici au {day}")
"""Of a step that ends with its period."""
_BY_DAY: Final = Text("by {day} at the latest", "au plus tard le {day}")
