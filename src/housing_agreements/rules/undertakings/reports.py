"""All the findings on the undertakings of an agreement."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import overload

import attrs

from housing_agreements.errors import UnknownCodeError, nearest, shown
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules.answers import Answer
from housing_agreements.rules.undertakings.fulfilments import Fulfilment
from housing_agreements.values.texts import Language, checked_language, chosen, colon, listed
from housing_agreements.values.verdicts import Verdict

__all__ = ("UndertakingReport",)


@attrs.frozen(eq=False, repr=False)
class UndertakingReport(Answer, Sequence[Fulfilment]):
    """What became of the undertakings of an agreement on a day (*suivi des engagements*).

    A sequence of findings, which has no truth value: compare its verdict.

    Examples:
        >>> from housing_agreements import check_undertakings
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> report = check_undertakings(AGREEMENT, {}, on=date(2019, 1, 1))
        >>> report.verdict, report.missing
        (<Verdict.UNDETERMINED: 'undetermined'>, ('applicants', 'follow-up'))
    """

    agreement: Agreement
    """The agreement judged."""
    on: date
    """The day asked."""
    known: date
    """The day of the knowledge: amendments signed later are left out."""
    fulfilments: tuple[Fulfilment, ...]
    """Each undertaking, in the order of the agreement, by the day it is due."""
    unused: tuple[str, ...]
    """The codes of which something is stated and nothing is promised yet."""

    @property
    def verdict(self) -> Verdict | None:
        """Whether everything that could be judged is kept; `None` when nothing could."""
        verdicts = [each.verdict for each in self.fulfilments if each.verdict is not None]
        return Verdict.all(verdicts) if verdicts else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of the undertakings of which too little is known, in order, each once."""
        codes = (each.undertaking.code for each in self.fulfilments if each.missing is not None)
        return tuple(dict.fromkeys(codes))

    def of(self, code: str) -> tuple[Fulfilment, ...]:
        """The findings on one undertaking: several when an amendment moved its day afterwards.

        Raises:
            UnknownCodeError: For an undertaking on which there is no finding.
        """
        found = tuple(each for each in self.fulfilments if each.undertaking.code == code)
        if not found:
            known = {each.undertaking.code for each in self.fulfilments}
            where, expected = "UndertakingReport.of", "an undertaking that was looked at"
            raise UnknownCodeError(where, shown(code), expected, nearest(code, known))
        return found

    @overload
    def __getitem__(self, place: int) -> Fulfilment: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Fulfilment, ...]: ...
    def __getitem__(self, place: int | slice) -> Fulfilment | tuple[Fulfilment, ...]:
        """A finding by its place."""
        return self.fulfilments[place]

    def __len__(self) -> int:
        """How many findings there are."""
        return len(self.fulfilments)

    def __iter__(self) -> Iterator[Fulfilment]:
        """The findings, in order."""
        return iter(self.fulfilments)

    def explain(self, language: Language = "en") -> str:
        """Every finding in words.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        checked_language(language)
        lines = [each.explain(language) for each in self.fulfilments]
        if self.unused:
            lead = chosen(
                language, "stated, but not promised yet", "indiqué, mais pas encore promis"
            )
            lines.append(f"{lead}{colon(language)}{listed(self.unused, language)}")
        return "\n".join(lines)
