"""Several agreements judged on one ledger: each gets the report that it gets alone.

A code that one of the agreements knows is not unknown to the others; there it counts for nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Final

import attrs

from housing_agreements._checks import exact_day, make
from housing_agreements._records import tell_number
from housing_agreements.explanations.blocks import Block, Section
from housing_agreements.explanations.explanation import Explanation, write_blocks
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules._answers import Report, tell_verdict
from housing_agreements.rules._vocabulary import say_verdict
from housing_agreements.rules.quotas._ledger_calls import LedgerCall
from housing_agreements.rules.quotas.check import (
    check_quotas,
    judge_tally,
    refuse_beside_a_tally,
)
from housing_agreements.rules.quotas.in_both import (
    CountedInBoth,
    count_in_both,
    list_shared,
    write_in_both,
)
from housing_agreements.rules.quotas.joint import JointTally, exact_agreements
from housing_agreements.rules.quotas.ledger import Entry, Ids, Unknown, tally_for_several
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.values.texts import Language, Text, check_language, say_number_of
from housing_agreements.values.verdicts import Verdict

__all__ = ("AgreementsReport", "check_agreements")


@attrs.frozen(eq=False, repr=False)
class AgreementsReport(Report[QuotaReport]):
    """The reports on several agreements, in their order: a sequence of them (*bilans*).

    Examples:
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue import gironde_2018, ile_de_france_2016
        >>> both = [gironde_2018.AGREEMENT, ile_de_france_2016.AGREEMENT]
        >>> reports = ha.check_agreements(both, [], on=date(2019, 6, 1))
        >>> [report.agreement.code for report in reports]
        ['gironde-2018', 'ile-de-france-2016']
    """

    on: date
    """The day asked."""
    known: date
    """The day of the knowledge: amendments signed later are left out."""
    reports: tuple[QuotaReport, ...]
    """The report on each agreement."""
    in_both: tuple[CountedInBoth, ...] = ()
    """How many entries count in promises of both, for each two that do not say they may."""

    @property
    def _items(self) -> tuple[QuotaReport, ...]:
        return self.reports

    @property
    def verdict(self) -> Verdict | None:
        """Whether all of them are kept; `None` when nothing could be judged."""
        verdicts = [report.verdict for report in self.reports if report.verdict is not None]
        return Verdict.all(verdicts) if verdicts else None

    def of(self, code: str) -> QuotaReport:
        """The report on one agreement.

        Raises:
            UnknownCodeError: For an agreement that was not judged.
        """
        expected = "an agreement that was judged"
        return self._items_with(code, lambda report: report.agreement.code, expected)[0]

    def summary(self, language: Language = "en") -> Explanation:
        """The summary of each report, one page each, then how many entries count in both of two.

        Args:
            language: "en" or "fr".

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        pages = (block for report in self.reports for block in report.summary(language).blocks)
        return Explanation(language, (self._write_under_head(pages, language),))

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The day asked, and each report."""
        of_reports = (block for report in self.reports for block in write_blocks(report, language))
        yield self._write_under_head(of_reports, language)

    def _write_under_head(self, of_reports: Iterable[Block], language: Language) -> Section:
        """The day asked, the verdict, and what is told of each report."""
        parts = (*of_reports, *write_in_both(self.in_both, language))
        number = say_number_of(len(self.reports), *_NUMBER_OF_AGREEMENTS, language)
        heading = _SEVERAL_ON.say(language, agreements=number, day=self.on)
        return Section(heading, say_verdict(self.verdict, language), self.verdict, parts)

    def _essentials(self) -> str:
        number = tell_number(len(self.reports), "agreement")
        return f"{number} on {self.on}: {tell_verdict(self.verdict)}"


_NUMBER_OF_AGREEMENTS: Final = (Text("agreement", "convention"), Text("agreements", "conventions"))
_SEVERAL_ON: Final = Text("{agreements} on {day}", "{agreements} au {day}")


def check_agreements(
    agreements: Iterable[Agreement],
    entries: JointTally | Tally | Iterable[Entry],
    *,
    on: date,
    known: date | None = None,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    coded_on: date | None = None,
) -> AgreementsReport:
    """Whether the commitments of several agreements are kept, on one ledger (*bilans*).

    The entries are read once. Each agreement gets the report that it gets alone on the codes that
    it knows: an entry of a contingent, or of a landlord, that only another one knows is not among
    its entries; a public or a tag that only another one knows counts for nothing there. Where a
    code of a public means two things, an entry says which: "agreement:public".

    Of each two agreements `in_both` says how many entries count, surely and perhaps, in promises of
    both, unless they state (`Agreement.beside`) that an entry may: nothing is decided from it.

    Args:
        agreements: The agreements.
        entries: A ledger of attributions and production; or `tally(agreements, entries)`, made
            for these agreements and perhaps for others; or a tally that covers all of them.
        on: The day asked.
        known: The day of the knowledge; `None`: `on`.
        ids: Whether an id that stands twice is refused; not beside a tally.
        unknown: What becomes of entries with a code that none of the agreements knows; not beside
            a tally.
        coded_on: The day as of which the codes of communes were written; not beside a tally.

    Raises:
        InvalidValueError: For no agreement, two agreements with one code, agreements that name
            each other in a circle, or an entry with a public that means two things.
        DuplicateIdError: For ids that stand twice.
        UnknownCodeError: For a code that none of the agreements knows, or an agreement that the
            ledger was not tallied for.
        UncoveredReadingError: For a tally that did not read what an agreement needs.

    Laws:
        - Judging several agreements at once gives each the report that it gets alone.

    Examples:
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue import gironde_2018, ile_de_france_2016
        >>> both = [gironde_2018.AGREEMENT, ile_de_france_2016.AGREEMENT]
        >>> offer = ha.Attribution(
        ...     "A",
        ...     "action-logement",
        ...     "33063",
        ...     available_on=date(2018, 3, 1),
        ...     publics={"gironde-2018:dalo"},
        ... )
        >>> reports = ha.check_agreements(both, [offer], on=date(2019, 6, 1))
        >>> reports.of("gironde-2018").finding("quarter", 2018).counted.value
        1
    """
    judged = exact_agreements(agreements, "check_agreements")
    exact_day(on, "check_agreements, on")
    knowledge = on if known is None else exact_day(known, "check_agreements, known")
    ledger: JointTally | Tally
    judge: Callable[[Agreement, Tally], QuotaReport]
    if isinstance(entries, Tally | JointTally):
        refuse_beside_a_tally(ids, unknown, coded_on, "check_agreements")
        ledger, judge = entries, partial(check_quotas, on=on, known=knowledge)
    else:
        ledger = tally_for_several(
            _SEVERAL_ASKED, judged, entries, ids=ids, unknown=unknown, coded_on=coded_on
        )
        judge = partial(judge_tally, on=on, known=knowledge, ids=ids, unknown=unknown)
    tallies = [ledger if isinstance(ledger, Tally) else ledger.of(one.code) for one in judged]
    reports = tuple(map(judge, judged, tallies))
    shared = list_shared(judged, ledger)
    in_both = count_in_both(judged, tallies, shared, on=on, known=knowledge)
    return make(AgreementsReport, on=on, known=knowledge, reports=reports, in_both=in_both)


_SEVERAL_ASKED: Final = LedgerCall(
    "check_agreements",
    for_frame="tally it with housing_agreements.frames.tally(agreements, ...), and judge that",
)
