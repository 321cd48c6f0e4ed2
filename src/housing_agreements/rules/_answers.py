"""What every answer of a rule has in common: words for it, and no truth value."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Never

from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError
from housing_agreements.values.texts import Language

__all__ = ("Answer",)


class Answer(Record):
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

    compared: ClassVar[str] = "verdict"
    """The field to compare where true or false is needed."""

    @abstractmethod
    def explain(self, language: Language = "en") -> str:
        """The answer in words."""

    def __bool__(self) -> Never:
        """Refuse to be read as true or false.

        Raises:
            InvalidTypeError: Always.
        """
        counted = ", or len(answer)" if isinstance(self, Sequence) else ""
        raise InvalidTypeError(
            type(self).__name__,
            "an answer where true or false is needed",
            f"a comparison of its {self.compared}",
            f"write `answer.{self.compared} is Verdict.MET`{counted}",
        )

    def __str__(self) -> str:
        """The answer in English."""
        return self.explain("en")
