"""What every answer of a rule has in common.

An answer explains itself in English and in French, prints itself in English, and is neither
true nor false. A report is an answer in several items, and a sequence of them.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import ClassVar, Final, TypeVar, overload

import attrs

from housing_agreements._records import shorten, tell_number
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidTypeError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.explanations.blocks import Block, Line, Section
from housing_agreements.explanations.explanation import Row, Told, write_day
from housing_agreements.model.agreements import Agreement
from housing_agreements.values.periods import Period, as_period
from housing_agreements.values.texts import Language, Text, check_language
from housing_agreements.values.verdicts import Verdict

__all__ = ("AgreementReport", "Answer", "Report", "Sentence", "tell_verdict", "tell_verdicts")

T = TypeVar("T", bound=Told)


class Sentence(Told):
    """A part of an answer."""

    __slots__ = ()


class Answer(Sentence):
    """What a rule answers: it explains itself, and is neither true nor false.

    A verdict has three answers, and a report that is not empty would read as true whatever it
    says; so an answer refuses, and says what to compare.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import Household, PriorityPublic, check_eligibility, facts
        >>> public = PriorityPublic("dalo", "DALO", facts.dalo_recognised)
        >>> isinstance(check_eligibility(Household(), public, on=date(2018, 1, 1)), Answer)
        True
    """

    __slots__ = ()

    compared: ClassVar[str | None] = "verdict"
    """The field to compare where true or false is needed; `None`: it has no verdict."""

    # Not `Never`, of which mypy would not read on after `if answer:`; pyright flags either.
    def __bool__(self) -> object:
        """Refuse to be read as true or false.

        Raises:
            InvalidTypeError: Always.
        """
        ways = [] if self.compared is None else [f"`answer.{self.compared} is Verdict.MET`"]
        if isinstance(self, Sequence):
            ways.append("len(answer)")
        raise InvalidTypeError(
            type(self).__name__,
            "an answer where true or false is needed",
            f"a comparison of its {self.compared or 'length'}",
            f"write {', or '.join(ways)}",
        )


class Report(Answer, Sequence[T]):
    """An answer in several items, in order: it is a sequence of them."""

    __slots__ = ()

    @property
    @abstractmethod
    def _items(self) -> tuple[T, ...]:
        """The items, under whatever name the report gives them."""

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        """The item at an index, or those of a slice."""
        return self._items[index]

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each item; see its `rows` for the columns."""
        check_language(language)
        return [row for item in self._items for row in item.rows(language)]

    def __len__(self) -> int:
        """How many items there are."""
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        """The items, in order."""
        return iter(self._items)

    def _items_with(self, code: str, code_of: Callable[[T], str], expected: str) -> tuple[T, ...]:
        """The items that bear a code.

        Raises:
            UnknownCodeError: For a code that no item bears.
        """
        asked = self._items if type(code) is str else ()
        found = tuple(item for item in asked if code_of(item) == code)
        if not found:
            codes = {code_of(item) for item in self._items}
            where = f"{type(self).__name__}.of, code"
            raise UnknownCodeError(where, show(code), expected, nearest(code, codes))
        return found

    def _items_over(
        self,
        call: str,
        code: str,
        period: int | Period,
        *,
        found_of: Callable[[str], tuple[T, ...]],
        period_of: Callable[[T], Period],
        expected: str,
    ) -> tuple[T, ...]:
        """The items of a code over a period.

        Args:
            call: What is asked, as an error names it.
            code: The code.
            period: The period, or the calendar year.
            found_of: The items of a code.
            period_of: The period of an item.
            expected: What was expected of a period of which there is none, as an error says it.

        Raises:
            UnknownCodeError: For a code, or a period of it, of which there is no item.
            InvalidTypeError: For anything but a period or a year.
        """
        where = f"{type(self).__name__}.{call}"
        try:
            wanted, found = as_period(period), found_of(code)
        except HousingAgreementsError as fault:
            name = "code" if isinstance(fault, UnknownCodeError) else "period"
            raise fault.at(where, name) from None
        over = tuple(item for item in found if period_of(item) == wanted)
        if not over:
            remedy = nearest(str(wanted), {str(period_of(item)) for item in found})
            raise UnknownCodeError(f"{where}, period", show(str(wanted)), expected, remedy)
        return over


@attrs.frozen(eq=False, repr=False)
class AgreementReport(Report[T]):
    """A report on one agreement, asked on a day and as known on a day."""

    agreement: Agreement
    """The agreement."""
    on: date
    """The day asked."""
    known: date
    """The day of the knowledge: amendments signed later are left out."""

    def _essentials(self) -> str:
        known = "" if self.known == self.on else f", as known on {self.known}"
        return f"{shorten(self.agreement.code, 60)} on {self.on}{known}: {self._outcome}"

    @property
    @abstractmethod
    def _outcome(self) -> str:
        """What the report comes to, for its repr."""

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each item, with the `agreement` and the day asked, `on`, and `known`."""
        head: Row = {
            "agreement": self.agreement.code,
            "on": write_day(self.on),
            "known": write_day(self.known),
        }
        return [head | row for row in super().rows(language)]

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The agreement, the days asked, and what the report holds."""
        yield self._write_head(language, self._write_parts(language))

    def _write_head(self, language: Language, parts: Iterable[Block]) -> Section:
        """The agreement, what the report comes to, the days asked, and some blocks."""
        days = _ASKED_ON if self.known == self.on else _ASKED_AS_KNOWN
        asked = Line(days.say(language, on=self.on, known=self.known))
        outcome, verdict = self._say_outcome(language)
        return Section(self.agreement.title.say(language), outcome, verdict, (asked, *parts))

    def _say_outcome(self, language: Language) -> tuple[str | None, Verdict | None]:
        """What the report comes to, in words, and its verdict; `None`: it has none."""
        del language
        return None, None

    @abstractmethod
    def _write_parts(self, language: Language) -> Iterable[Block]:
        """What the report holds, item by item."""


_ASKED_ON: Final = Text("on {on}", "au {on}")
_ASKED_AS_KNOWN: Final = Text("on {on}, as known on {known}", "au {on}, tel que connu au {known}")


def tell_verdict(verdict: Verdict | None) -> str:
    """A verdict as a repr tells it.

    Examples:
        >>> tell_verdict(Verdict.MET), tell_verdict(None)
        ('met', 'nothing to judge')
    """
    return "nothing to judge" if verdict is None else verdict.value


def tell_verdicts(verdicts: Iterable[Verdict | None], noun: str) -> str:
    """How many things there are, and how many of each verdict, as a repr tells it.

    Examples:
        >>> tell_verdicts([Verdict.MET, None, Verdict.MET], "finding")
        '3 findings: 2 met, 1 not judged'
    """
    found = list(verdicts)
    numbers = [(verdict.value, found.count(verdict)) for verdict in reversed(Verdict)]
    numbers.append(("not judged", found.count(None)))
    parts = ", ".join(f"{number:,} {verdict}" for verdict, number in numbers if number)
    return tell_number(len(found), noun) + (f": {parts}" if parts else "")
