"""A report on the quotas of an agreement: its findings, and what became of the entries read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements._checks import exact_kind
from housing_agreements._markup import MOST_SHOWN, Markup
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.explanations.blocks import Block, Line, Note, Table
from housing_agreements.explanations.explanation import Explanation
from housing_agreements.model.groups import (
    ReportedGroup,
    is_group,
    is_unseen,
    say_group,
)
from housing_agreements.rules._answers import AgreementReport, Report, tell_verdict, tell_verdicts
from housing_agreements.rules._vocabulary import say_verdict
from housing_agreements.rules.quotas._figures_told import say_unused
from housing_agreements.rules.quotas._findings_told import say_stand_aside
from housing_agreements.rules.quotas._possible import PlainLots
from housing_agreements.rules.quotas._set_aside import (
    say_beside_postcodes,
    say_set_aside,
)
from housing_agreements.rules.quotas._summary import summarize
from housing_agreements.rules.quotas.account import Account
from housing_agreements.rules.quotas.cells import NO_COUNT, Count
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.rules.quotas.findings import (
    Finding,
    Outcome,
    say_heading,
    say_outcome,
    write_findings,
)
from housing_agreements.rules.quotas.ledger import Ids, Unknown
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text, check_language
from housing_agreements.values.verdicts import Verdict

__all__ = ("QuotaReport", "exact_report")


def _copy_mapping(given: Mapping[tuple[str, str], Count]) -> Mapping[tuple[str, str], Count]:
    return dict(given) if issubclass(type(given), Mapping) else given


def _copy_figures(given: Mapping[PublishedFigure, int]) -> Mapping[PublishedFigure, int]:
    return dict(given) if issubclass(type(given), Mapping) else given


def _copy_times(given: Mapping[str, int]) -> Mapping[str, int]:
    return dict(given) if issubclass(type(given), Mapping) else given


@attrs.frozen(eq=False, repr=False)
class QuotaReport(AgreementReport[Finding]):
    """All the findings on an agreement on a day, in the order of its commitments (*bilan*).

    A sequence of findings, which has no truth value: compare its verdict.

    Examples:
        >>> from housing_agreements import Tally, check_quotas
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
        >>> figures = Tally.from_counts(AGREEMENT, FIGURES)
        >>> report = check_quotas(AGREEMENT, figures, on=date(2019, 6, 1))
        >>> report.verdict, len(report.of("households"))
        (Verdict.UNMET, 3)
        >>> report.finding("announced", AGREEMENT.term).verdict
        Verdict.UNDETERMINED
    """

    findings: tuple[Finding, ...]
    """Each commitment over each period, in total and by group."""
    account: Account
    """What became of each entry read."""
    _set_aside: Mapping[tuple[str, str], Count] = attrs.field(
        hash=False, alias="set_aside", converter=_copy_mapping
    )
    _beside_postcodes: Mapping[str, int] = attrs.field(
        hash=False, alias="beside_postcodes", converter=_copy_times
    )
    unused: tuple[PublishedFigure, ...]
    """The published figures that count in nothing judged, for lack of a period that holds them."""
    _figures: Mapping[PublishedFigure, int] = attrs.field(
        hash=False, alias="figures", converter=_copy_figures
    )
    ids: Ids | None = attrs.field(eq=False)
    """Whether the ids of the entries were checked; `None` for a tally, which was made before."""
    unknown: Unknown | None = attrs.field(eq=False)
    """What became of entries with a code that is not known; `None` for a tally."""
    coded_on: date | None
    """The day as of which the codes of communes were written; `None`: the day of each entry."""
    _possible: tuple[PlainLots | None, ...] = attrs.field(alias="possible")

    @property
    def _items(self) -> tuple[Finding, ...]:
        return self.findings

    @property
    def _outcome(self) -> str:
        judged = (finding for finding in self.findings if not finding.for_information)
        findings = tell_verdicts((finding.verdict for finding in judged), "finding")
        return f"{tell_verdict(self.verdict)}; {findings}"

    @property
    def set_aside(self) -> Mapping[tuple[str, str], Count]:
        """The entries set aside, by what is unknown and its code."""
        return MappingProxyType(self._set_aside)

    @property
    def beside_postcodes(self) -> Mapping[str, int]:
        """The codes of communes beside those that are only postcodes, see `Tally`."""
        return MappingProxyType(self._beside_postcodes)

    @property
    def figures(self) -> Mapping[PublishedFigure, int]:
        """The published figures that were given, each with how many times it counts."""
        return MappingProxyType(self._figures)

    @property
    def possible(self) -> tuple[PlainLots | None, ...]:
        """What the dwellings of each finding may turn out to be, for `outlook` to go on from.

        `None` where a published rate tells of them. Empty where it is not known, as of a report
        in a document that was written before reports said it.
        """
        return self._possible

    @property
    def verdict(self) -> Verdict | None:
        """Whether everything that could be judged is kept; `None` when nothing could.

        Findings that are given for information, on the groups of a total, do not enter it. Where
        only figures tell of a finding and leave it open, it is not surely kept.
        """
        judged = [finding for finding in self.findings if not finding.for_information]
        found = {finding.verdict for finding in judged}
        verdicts = [verdict for verdict in found if verdict is not None]
        # What no figure tells of is not known.
        if any(finding.outcome is Outcome.NO_FIGURE for finding in judged):
            verdicts.append(Verdict.UNDETERMINED)
        return Verdict.all(verdicts) if verdicts else None

    def of(self, code: str) -> tuple[Finding, ...]:
        """The findings on one commitment, period by period.

        Raises:
            UnknownCodeError: For a commitment on which there is no finding.
        """
        expected = "a commitment that was judged"
        return self._items_with(code, lambda finding: finding.commitment.code, expected)

    def finding(
        self,
        code: str,
        period: int | Period | None = None,
        group: ReportedGroup | None = None,
    ) -> Finding:
        """The finding on one commitment over one period, in total or for one group.

        Args:
            code: The commitment.
            period: The period, or the calendar year; `None`: the only one that was judged.
            group: The group; `None`: the total; `UNSEEN`: groups that no entry bears.

        Raises:
            UnknownCodeError: When nothing was judged under that code, over that period, or for
                that group.
            InvalidValueError: For no period, where several were judged.
        """
        where = "QuotaReport.finding"
        if period is None:
            try:
                period = _find_only_period(self.of(code))
            except UnknownCodeError as fault:
                raise fault.at(where, "code") from None
        judged = f"a period over which {show(code)} was judged"
        found = self._items_over(
            "finding",
            code,
            period,
            found_of=self.of,
            period_of=attrgetter("period"),
            expected=judged,
        )
        if group is not None and not is_group(group) and not is_unseen(group):
            expected = "the code of a group, a pair of codes, UNSEEN, or None for the total"
            raise InvalidTypeError(f"{where}, group", show(group), expected)
        by_group = {finding.group: finding for finding in found}
        if group in by_group:
            return by_group[group]
        judged_groups = [say_group(judged) for judged in by_group if judged is not None]
        expected = f"a group of {show(code)} that was judged in {found[0].period}"
        if group is None:
            remedy = f"the groups alone are judged: {', '.join(map(show, judged_groups[:3]))}"
            raise UnknownCodeError(f"{where}, group", "None, the total", expected, remedy)
        asked = say_group(group)
        remedy = nearest(asked, judged_groups) if judged_groups else "its total alone is judged"
        raise UnknownCodeError(f"{where}, group", show(asked), expected, remedy)

    def summary(self, language: Language = "en") -> Explanation:
        """The report on one page, whatever its size: what is kept, missed and open.

        It says how many entries were set aside, and what is provisional, as its period still runs.
        It names what would settle most, the groups that are furthest from what was promised,
        and the next day on which something is due.

        Args:
            language: "en" or "fr".

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        read = Line(self.account.say_read(language))
        head = self._write_head(language, (read, *self._write_set_aside(language)))
        return summarize(head, self.findings, self.on, language)

    def _write_set_aside(self, language: Language) -> Iterator[Line]:
        """How many entries count nowhere, since their codes are not known."""
        if self.account.set_aside != NO_COUNT:
            yield Line(say_stand_aside(self.account.set_aside, language))

    def _repr_html_(self) -> Markup:
        """Its explanation in English, as a page; of many findings, its summary and the first."""
        if len(self.findings) <= MOST_SHOWN:
            return super()._repr_html_()
        first = self.findings[:MOST_SHOWN]
        left_out = len(self.findings) - len(first)
        rows = [_write_cells(finding, "en") for finding in first]
        table = Table(_COLUMNS_OF_FINDINGS, rows, [finding.verdict for finding in first])
        more = Note(_MORE_FINDINGS[left_out > 1].say("en", many=left_out))
        return Explanation("en", (*self.summary("en").blocks, table, more))._repr_html_()

    def _say_outcome(self, language: Language) -> tuple[str, Verdict | None]:
        verdict = self.verdict
        return say_verdict(verdict, language), verdict

    def _write_parts(self, language: Language) -> Iterator[Block]:
        """Every finding, then what became of the entries and figures read.

        What holds for all findings of a commitment is said once, and what was set aside first.
        """
        yield from self._write_set_aside(language)
        for _, found in groupby(self.findings, attrgetter("commitment.code")):
            yield write_findings(tuple(found), language)
        yield from map(Line, self.account.say(language).splitlines())
        for (what, code), count in sorted(self.set_aside.items()):
            yield Line(say_set_aside(what, code, count.entries, language))
        if self._beside_postcodes:
            yield Line(say_beside_postcodes(self._beside_postcodes, language))
        if self.coded_on is not None:
            yield Line(_AS_CODED_ON.say(language, day=self.coded_on))
        for figure in self.unused:
            yield Line(say_unused(figure, self.agreement, language))


def _find_only_period(findings: Sequence[Finding]) -> Period:
    """The period over which a commitment was judged.

    Raises:
        InvalidValueError: When there are several.
    """
    periods = [*dict.fromkeys(finding.period for finding in findings)]
    if len(periods) == 1:
        return periods[0]
    code, last = findings[0].commitment.code, periods[-1]
    # A calendar year is written as its number.
    one = str(last) if str(last).isdigit() else f"report.of({show(code)})[-1].period"
    judged = ", ".join(map(str, periods[:_MOST_PERIODS]))
    more = "" if len(periods) <= _MOST_PERIODS else f" and {len(periods) - _MOST_PERIODS} more"
    raise InvalidValueError(
        "QuotaReport.finding, period",
        "None",
        f"one of the periods over which {show(code)} was judged: {judged}{more}",
        f"write report.finding({show(code)}, {one}), or report.of({show(code)}) for all of them",
    )


_MOST_PERIODS: Final = 6
"""How many periods an error names."""
_AS_CODED_ON: Final = Text(
    "codes of communes, as written on {day}", "codes des communes, tels qu'écrits au {day}"
)


def exact_report(report: object, where: str) -> QuotaReport:
    """A report on one agreement, and not on several at once.

    Raises:
        InvalidTypeError: For anything else.
    """
    remedy = "write check_quotas(...)"
    first = next(iter(report), None) if isinstance(report, Report) else None
    if isinstance(first, QuotaReport):
        remedy = f"take that on one agreement: reports.of({show(first.agreement.code)})"
    return exact_kind(report, where, QuotaReport, remedy)


def _write_cells(finding: Finding, language: Language) -> tuple[str, str, str]:
    """A finding as a row of a page: what was judged, how it stands, what came out."""
    heading = say_heading(
        finding.commitment, finding.period, finding.group, language, finding.group_names
    )
    outcome = say_outcome(finding.outcome, finding.verdict, language)
    return heading, finding.say_standing(language), outcome


_COLUMNS_OF_FINDINGS: Final = ("finding", "counted", "verdict")
_MORE_FINDINGS: Final = (
    Text(
        "{many} more finding is left out here; `rows` gives all of them",
        "{many} autre constat ne figure pas ici\u202f; `rows` les donne tous",
    ),
    Text(
        "{many} more findings are left out here; `rows` gives all of them",
        "{many} autres constats ne figurent pas ici\u202f; `rows` les donne tous",
    ),
)
"""What stands for one that is left out, and for several."""
