"""Things to do that an agreement promises, which no count can judge.

Whether they are kept is judged in `rules.undertakings`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_ordered_codes, as_tuple
from housing_agreements._records import shorten
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import Language, Spoken, Text, as_words

__all__ = ("Undertaking", "as_undertakings", "check_apart")


@attrs.frozen(eq=False, repr=False)
class Undertaking(Spoken):
    """Something that parties promise to do (*engagement de faire*): a study, a team, a report.

    Some agreements also say what parties may do, and do not owe (*faculté*). It is shown, and
    nobody is asked whether it was done.

    Args:
        code: Its code in the agreement.
        text: What is to be done, in one language or both.
        by: The codes of the parties that owe it, or may do it.
        due: The day by which, or the period in which, it is due; `None`: it is standing.
        owed: Whether it is owed; `False`: the parties may do it.
        sources: Where it is stated.

    Raises:
        InvalidTypeError: For a due that is neither a day nor a period.
        InvalidValueError: For a due of what is not owed.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> study = Undertaking(
        ...     "study", "a study of housing needs", by=("mel",), due=Period.year(2018)
        ... )
        >>> study.due.last_day
        datetime.date(2018, 12, 31)
        >>> print(Undertaking("support", "social support", by=("mel",), owed=False))
        social support (support), not owed, open to mel
    """

    code: str
    """Its code in the agreement."""
    text: Text = attrs.field(converter=as_words)
    """What is to be done."""
    by: tuple[str, ...] = attrs.field(converter=as_ordered_codes, kw_only=True)
    """The codes of the parties that owe it, or may do it."""
    due: date | Period | None = attrs.field(default=None, kw_only=True)
    """When it is due; `None`: it is standing."""
    owed: bool = attrs.field(default=True, kw_only=True)
    """Whether it is owed; `False`: the parties may do it."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where it is stated."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Undertaking {show(self.code)}")
        faults.check_fields(self, but=("due",))
        if faults.sound("by"):
            faults.once("by", self.by)
            if not self.by:
                faults.value("by", (), "at least one party")
        if self.due is not None and not isinstance(self.due, Period) and type(self.due) is not date:
            remedy = "write date(2018, 12, 31) or Period.year(2018)"
            expected = "a day, a Period or None"
            faults.add(InvalidTypeError, "due", show(self.due), expected, remedy)
        elif self.due is not None and self.owed is False:
            faults.value("due", self.due, "None: what is not owed is never due")
        faults.report()

    def say(self, language: Language) -> str:
        """What is to be done, when, and by whom.

        Examples:
            >>> print(Undertaking("study", "a needs study", by=("mel",), due=Period.year(2018)))
            a needs study (study), due 2018, owed by mel
        """
        parties = ", ".join(self.by)
        if not self.owed:
            return _NOT_OWED.say(language, undertaking=self.text, code=self.code, parties=parties)
        due = self.say_due(language)
        return _OWED.say(language, undertaking=self.text, code=self.code, due=due, parties=parties)

    def say_due(self, language: Language) -> str:
        """When it is due."""
        return (
            _NEVER_DUE.say(language) if self.due is None else _DUE_ON.say(language, when=self.due)
        )

    def _essentials(self) -> str:
        by, text = shorten(", ".join(self.by), 40), self.text.en
        owed = f"{self.say_due('en')}, owed by {by}" if self.owed else f"not owed, open to {by}"
        return f"{shorten(self.code, 40)}, {owed}: {text}"


_OWED: Final = Text(
    "{undertaking} ({code}), {due}, owed by {parties}",
    "{undertaking} ({code}), {due}, à la charge de {parties}",
)
_NOT_OWED: Final = Text(
    "{undertaking} ({code}), not owed, open to {parties}",
    "{undertaking} ({code}), facultatif, à l'initiative de {parties}",
)
_NEVER_DUE: Final = Text("standing", "sans échéance")
_DUE_ON: Final = Text("due {when}", "échéance {when}")


def check_apart(faults: Faults, series: Mapping[str, Iterable[str]]) -> None:
    """No code of an agreement may stand twice, in one series or in several that share codes."""
    held: dict[str, str] = {}
    *before, last = series
    for name, codes in series.items():
        for code in codes:
            if code in held:
                remedy = (
                    f"{held[code]} has it too: {', '.join(before)} and {last} share their "
                    "codes, so that one code names one thing"
                )
                faults.add(InvalidValueError, name, show(code), "a code of its own", remedy)
            held.setdefault(code, name)


def as_undertakings(given: "Iterable[Undertaking]") -> tuple[Undertaking, ...]:
    """Undertakings in order, for a field to keep."""
    return as_tuple(given)
