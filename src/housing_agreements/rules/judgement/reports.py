"""All the findings on an agreement, and what became of each entry read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import overload

import attrs

from housing_agreements.errors import UnknownCodeError, nearest, shown
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.levels import Group
from housing_agreements.rules.answers import Answer
from housing_agreements.rules.judgement.accounting import told_account, told_set_aside, told_unused
from housing_agreements.rules.judgement.findings import Finding
from housing_agreements.rules.tally.cells import Count
from housing_agreements.rules.tally.figures import PublishedFigure
from housing_agreements.values.periods import Period
from housing_agreements.values.records import Record
from housing_agreements.values.texts import Language, checked_language
from housing_agreements.values.verdicts import Verdict

__all__ = ("Account", "QuotaReport")


@attrs.frozen(eq=False, repr=False)
class Account(Record):
    """What became of each entry read: `read = counted + not_concerned + set_aside`."""

    read: Count
    """All the entries."""
    counted: Count
    """Those in the base of something judged, surely or possibly."""
    not_concerned: Count
    """Those in no base: elsewhere, of another contingent, outside every period, not reached."""
    cancelled: Count
    """Of those not concerned, the ones that were void on the day asked."""
    later: Count
    """Of those not concerned, the ones dated after the day asked: they do not count yet."""
    set_aside: Count
    """Those that bear a code the agreement does not know."""


@attrs.frozen(eq=False, repr=False)
class QuotaReport(Answer, Sequence[Finding]):
    """All the findings on an agreement on a day, in the order of its commitments (*bilan*).

    A sequence of findings, which has no truth value: compare its verdict.

    Examples:
        >>> from housing_agreements import Tally, check_quotas
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
        >>> figures = Tally.from_counts(AGREEMENT, FIGURES)
        >>> report = check_quotas(AGREEMENT, figures, on=date(2019, 6, 1))
        >>> report.verdict, len(report.of("households"))
        (<Verdict.UNMET: 'unmet'>, 3)
        >>> report.finding("announced", AGREEMENT.term).verdict
        <Verdict.UNDETERMINED: 'undetermined'>
    """

    agreement: Agreement
    """The agreement judged."""
    on: date
    """The day asked."""
    known: date
    """The day of the knowledge: amendments signed later are left out."""
    findings: tuple[Finding, ...]
    """Each commitment over each period, in total and by group."""
    account: Account
    """What became of each entry read."""
    set_aside: Mapping[tuple[str, str], Count] = attrs.field(hash=False)
    """The entries set aside, by what is unknown and its code."""
    unused: tuple[PublishedFigure, ...]
    """The published figures that count in nothing judged, for lack of a period that holds them."""

    @property
    def verdict(self) -> Verdict | None:
        """Whether everything that could be judged is kept; `None` when nothing could."""
        verdicts = [each.verdict for each in self.findings if each.verdict is not None]
        return Verdict.all(verdicts) if verdicts else None

    def of(self, code: str) -> tuple[Finding, ...]:
        """The findings on one commitment, period by period.

        Raises:
            UnknownCodeError: For a commitment on which there is no finding.
        """
        found = tuple(each for each in self.findings if each.commitment.code == code)
        if not found:
            known = {each.commitment.code for each in self.findings}
            raise UnknownCodeError(
                "QuotaReport.of", shown(code), "a commitment that was judged", nearest(code, known)
            )
        return found

    def finding(self, code: str, period: int | Period, group: Group | None = None) -> Finding:
        """The finding on one commitment over one period, in total or for one group.

        Args:
            code: The commitment.
            period: The period, or the calendar year.
            group: The group; `None`: the total.

        Raises:
            UnknownCodeError: When nothing was judged under that code, period and group.
        """
        wanted = period if isinstance(period, Period) else Period.year(period)
        found = self.of(code)
        for each in found:
            if (each.period, each.group) == (wanted, group):
                return each
        known = [str(each.period) + (f" {each.group}" if each.group else "") for each in found]
        asked = str(wanted) + (f" {group}" if group else "")
        raise UnknownCodeError(
            f"QuotaReport.finding, {code!r}", asked, "a period and a group that were judged",
            nearest(asked, known),
        )  # fmt: skip

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, place: int | slice) -> Finding | tuple[Finding, ...]:
        """A finding by its place."""
        return self.findings[place]

    def __len__(self) -> int:
        """How many findings there are."""
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        """The findings, in order."""
        return iter(self.findings)

    def explain(self, language: Language = "en") -> str:
        """Every finding in words, then what became of the entries and figures read.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        checked_language(language)
        account = told_account(attrs.astuple(self.account, recurse=False), language)
        lines = [*(each.explain(language) for each in self.findings), account]
        lines.extend(
            told_set_aside(what, code, count, language)
            for (what, code), count in sorted(self.set_aside.items())
        )
        lines.extend(
            told_unused(figure.period, figure.commitments, language) for figure in self.unused
        )
        return "\n".join(lines)
