"""An agreement on one page: where each promise stands, what to do next, and what lies behind."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Final

import attrs

from housing_agreements._checks import as_tuple
from housing_agreements._records import tell_number
from housing_agreements._remedies import member_meant, name_members
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidTypeError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.explanations.blocks import Block, Line, Section
from housing_agreements.explanations.explanation import (
    Cell,
    Explanation,
    Row,
    write_blocks,
)
from housing_agreements.rules._answers import AgreementReport
from housing_agreements.rules._vocabulary import say_verdict
from housing_agreements.rules.outlook.prospects import Outlook
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.review.remarks import Review
from housing_agreements.rules.undertakings import Fulfilment, Progress, UndertakingReport
from housing_agreements.rules.yearly.standings import Standing, YearlyPromise, say_promise
from housing_agreements.rules.yearly.steps import NextStep
from housing_agreements.values.periods import Period, as_period
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("YearlyPage",)


# The types stand as text, so that the signature is short.
def _as_yearly_promises(given: "Sequence[YearlyPromise]") -> tuple[YearlyPromise, ...]:
    return as_tuple(given)


def _as_next_steps(given: "Sequence[NextStep]") -> tuple[NextStep, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class YearlyPage(AgreementReport[YearlyPromise]):
    """An agreement on one page (*bilan annuel*): where each promise stands, and what to do next.

    A sequence of promises, commitment by commitment, period by period. It has no truth value.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import yearly_page
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> page = yearly_page(AGREEMENT, [], on=date(2018, 6, 30), expected=900)
        >>> [promise.commitment.code for promise in page.standing(Standing.IN_DANGER)]
        ['offers']
    """

    compared: ClassVar[str | None] = None

    findings: QuotaReport
    """Each commitment over each period, as `check_quotas` finds it."""
    outlook: Outlook
    """What can still be kept of each that is not over, as `outlook` finds it."""
    undertakings: UndertakingReport
    """What became of the undertakings, as `check_undertakings` finds it."""
    remarks: Review
    """What there is to remark on the agreement, as `review` finds it."""
    promises: tuple[YearlyPromise, ...] = attrs.field(converter=_as_yearly_promises)
    """Where each commitment stands over each period."""
    next_steps: tuple[NextStep, ...] = attrs.field(converter=_as_next_steps)
    """What there is to do: at once first, then in order of day."""

    @property
    def _items(self) -> tuple[YearlyPromise, ...]:
        return self.promises

    @property
    def _outcome(self) -> str:
        told = [
            f"{many} {standing.say('en')}"
            for standing in Standing
            if (many := len(self.standing(standing)))
        ]
        steps = tell_number(len(self.next_steps), "next step")
        return "; ".join([", ".join(told) or "nothing to judge", steps])

    def standing(self, standing: Standing | None) -> tuple[YearlyPromise, ...]:
        """The promises that stand so; `None`: those of which there is nothing to judge.

        Raises:
            InvalidTypeError: For anything but a `Standing`, or `None`.
        """
        if standing is not None and not isinstance(standing, Standing):
            expected = f"a standing ({name_members(Standing)}), or None"
            remedy = member_meant(standing, Standing)
            where = "YearlyPage.standing, standing"
            raise InvalidTypeError(where, show(standing), expected, remedy)
        return tuple(promise for promise in self.promises if promise.standing is standing)

    def of(self, code: str) -> tuple[YearlyPromise, ...]:
        """Where one commitment stands, period by period.

        Raises:
            UnknownCodeError: For a commitment that promises nothing, or was not judged.
        """
        expected = "a commitment that was judged"
        return self._items_with(code, lambda promise: promise.commitment.code, expected)

    def promise(self, code: str, period: int | Period) -> YearlyPromise:
        """Where one commitment stands over one period.

        Args:
            code: The commitment.
            period: The period, or the calendar year.

        Raises:
            UnknownCodeError: For a commitment, or a period of it, that was not judged.
        """
        where = "YearlyPage.promise"
        try:
            wanted, found = as_period(period), self.of(code)
        except HousingAgreementsError as fault:
            name = "code" if isinstance(fault, UnknownCodeError) else "period"
            raise fault.at(where, name) from None
        for promise in found:
            if promise.period == wanted:
                return promise
        expected = f"a period over which {show(code)} was judged"
        remedy = nearest(str(wanted), [str(promise.period) for promise in found])
        raise UnknownCodeError(f"{where}, period", show(str(wanted)), expected, remedy)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each promise and each group of it, each step, undertaking and remark.

        All with the same columns: `agreement`, `on`, `known`; `part` ("promise", "step",
        "undertaking" or "remark"); `kind` (the standing, the kind of step, the progress, the
        severity); `code`, of several parts with commas; `group` (codes), `group_name`; `what`, in
        words; `first_day` and `last_day` of the period, or between which an undertaking is due;
        `until`, the last day for a step; `behind_low`, `behind_high`, `above_low` and `above_high`,
        by how much; `why`, in words; `entries`, the ids to look at.
        """
        check_language(language)
        head: Row = {
            "agreement": self.agreement.code,
            "on": self.on.isoformat(),
            "known": self.known.isoformat(),
        }
        return [head | row for row in self._list_rows(language)]

    def _list_rows(self, language: Language) -> Iterator[Row]:
        for told in (*self.promises, *self.next_steps):
            yield from told.rows(language)
        for fulfilment in self.undertakings:
            (row,) = fulfilment.rows(language)
            yield _fill_row(
                part="undertaking",
                kind=row["progress"],
                code=row["undertaking"],
                what=row["text"],
                first_day=row["due_from"],
                last_day=row["due"],
                why=row["missing"],
            )
        for remark in self.remarks:
            (row,) = remark.rows(language)
            yield _fill_row(
                part="remark",
                kind=row["severity"],
                code=row["parts"],
                what=row["text"],
                why=row["law"],
            )

    def summary(self, language: Language = "en") -> Explanation:
        """The essentials and the first steps alone.

        Args:
            language: "en" or "fr".

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        parts = (*self._write_essentials(language), *self._write_steps(language, _STEPS_OF_SUMMARY))
        return Explanation(language, (self._write_head(language, parts),))

    def _write_parts(self, language: Language) -> Iterator[Block]:
        """The essentials, what to do next, each promise, the undertakings and the remarks."""
        yield from self._write_essentials(language)
        yield from self._write_steps(language, _STEPS_OF_PAGE)
        yield from self._write_promises(language)
        if len(self.undertakings):
            lines = [
                Line(of.say_heading(language), _say_progress(of, 1, language), of.verdict)
                for of in self.undertakings[:_MOST_LINES_OF_OTHERS]
            ]
            lines += _write_more(len(self.undertakings) - _MOST_LINES_OF_OTHERS, language)
            yield Section(_UNDERTAKINGS.say(language), parts=lines)
        if len(self.remarks):
            lines = [
                Line(found.text.say(language), found.severity.say(language))
                for found in self.remarks[:_MOST_LINES_OF_OTHERS]
            ]
            lines += _write_more(len(self.remarks) - _MOST_LINES_OF_OTHERS, language)
            yield Section(_REMARKS.say(language), parts=lines)

    # --- The essentials ----------------------------------------------------------------------

    def _write_essentials(self, language: Language) -> Iterator[Block]:
        lines = [self._write_standing(standing, language) for standing in Standing]
        if len(self.undertakings):
            lines.append(self._write_numbers_of_undertakings(language))
        yield Section(_ESSENTIALS.say(language), parts=lines)

    def _write_standing(self, standing: Standing, language: Language) -> Line:
        """How many promises stand so, and the first of them by name."""
        found = self.standing(standing)
        label = _PROMISES_THAT_STAND[standing].say(language)
        if not found:
            return Line(_NO_PROMISE.say(language), label)
        named = [say_promise(promise, language) for promise in found[:_MOST_PROMISES_NAMED]]
        if len(found) > _MOST_PROMISES_NAMED:
            named.append(_MORE_PROMISES.say(language, more=len(found) - _MOST_PROMISES_NAMED))
        names = semicolon(language).join(named)
        words = _NUMBER_NAMED.say(language, many=len(found), names=names)
        return Line(words, label, standing.verdict)

    def _write_numbers_of_undertakings(self, language: Language) -> Line:
        """How many undertakings are kept, missed, not known, and to come."""
        alike: dict[Text, list[Fulfilment]] = {}
        for fulfilment in self.undertakings:
            alike.setdefault(_find_words(fulfilment)[0], []).append(fulfilment)
        told = [
            _NUMBER_AND_PROGRESS.say(
                language, many=len(found), what=_say_progress(found[0], len(found), language)
            )
            for found in alike.values()
        ]
        return Line(", ".join(told), _UNDERTAKINGS_IN_NUMBERS.say(language))

    # --- What to do, and the promises --------------------------------------------------------

    def _write_steps(self, language: Language, most: int) -> Iterator[Block]:
        parts = [block for step in self.next_steps[:most] for block in write_blocks(step, language)]
        if not parts:
            parts.append(Line(_NOTHING_TO_DO.say(language)))
        parts += _write_more(len(self.next_steps) - most, language)
        yield Section(_TO_DO.say(language), parts=parts)

    def _write_promises(self, language: Language) -> Iterator[Block]:
        """The promises, the most urgent first; those with nothing to judge by their number."""
        judged = sorted(
            (of for of in self.promises if of.standing is not None),
            key=lambda promise: _URGENCY[promise.standing],
        )
        parts = [
            block for of in judged[:_MOST_PROMISES_ON_PAGE] for block in write_blocks(of, language)
        ]
        parts += _write_more(len(judged) - _MOST_PROMISES_ON_PAGE, language)
        others = self.standing(None)
        if others:
            named = [say_promise(promise, language) for promise in others[:_MOST_PROMISES_NAMED]]
            if len(others) > _MOST_PROMISES_NAMED:
                named.append(_MORE_PROMISES.say(language, more=len(others) - _MOST_PROMISES_NAMED))
            parts.append(Line(semicolon(language).join(named), say_verdict(None, language)))
        if parts:
            yield Section(_HEADING_OF_PROMISES.say(language), parts=parts)


def _write_more(more: int, language: Language) -> Iterable[Line]:
    return [Line(_AND_MORE_IN_ROWS.say(language, more=more))] if more > 0 else []


def _find_words(fulfilment: Fulfilment) -> tuple[Text, Text]:
    if fulfilment.progress is Progress.WITHDRAWN:
        return _WITHDRAWN
    return _UNDERTAKINGS_STAND[fulfilment.verdict]


def _say_progress(fulfilment: Fulfilment, many: int, language: Language) -> str:
    """How far undertakings have come, of one or of several alike."""
    one, several = _find_words(fulfilment)
    return (one if many == 1 else several).say(language)


_COLUMNS_OF_PAGES: Final = (
    *("part", "kind", "code", "group", "group_name", "what", "first_day", "last_day", "until"),
    *("behind_low", "behind_high", "above_low", "above_high", "why", "entries"),
)


def _fill_row(**cells: Cell) -> Row:
    """A row with all columns; what is not given is empty."""
    return dict.fromkeys(_COLUMNS_OF_PAGES) | cells


_STEPS_OF_PAGE: Final = 15
"""How many steps stand on a page."""
_STEPS_OF_SUMMARY: Final = 6
"""How many stand in a summary."""
_MOST_PROMISES_ON_PAGE: Final = 12
"""How many promises stand on a page one by one."""
_MOST_LINES_OF_OTHERS: Final = 12
"""How many undertakings, and how many remarks."""
_MOST_PROMISES_NAMED: Final = 3
"""How many promises of each standing are named."""
_URGENCY: Final[dict[Standing | None, int]] = {
    Standing.IN_DANGER: 0,
    Standing.NOT_KNOWN: 1,
    Standing.LOST: 2,
    Standing.ON_COURSE: 3,
    Standing.KEPT: 4,
}
"""In which order promises stand: first those of which something can still be done."""
_ESSENTIALS: Final = Text("The essentials", "L'essentiel")
_TO_DO: Final = Text("What to do next", "Ce qu'il faut faire")
_NOTHING_TO_DO: Final = Text("nothing", "rien")
_HEADING_OF_PROMISES: Final = Text("Promises in numbers", "Engagements chiffrés")
_UNDERTAKINGS: Final = Text("Undertakings", "Engagements de faire")
_REMARKS: Final = Text("Remarks on the agreement", "Observations sur la convention")
_PROMISES_THAT_STAND: Final = {
    Standing.KEPT: Text("promises kept", "engagements tenus"),
    Standing.ON_COURSE: Text("promises on course", "engagements en bonne voie"),
    Standing.IN_DANGER: Text("promises in danger", "engagements en danger"),
    Standing.NOT_KNOWN: Text("promises not known", "engagements indéterminés"),
    Standing.LOST: Text("promises lost", "engagements perdus"),
}
_NO_PROMISE: Final = Text("none", "aucun")
_NUMBER_NAMED: Final = Text("{many} \u2013 {names}", "{many} \u2013 {names}")
_MORE_PROMISES: Final = Text("and {more} more", "et {more} de plus")
_AND_MORE_IN_ROWS: Final = Text(
    "and {more} more: see rows()", "et {more} de plus\u00a0: voir rows()"
)
_NUMBER_AND_PROGRESS: Final = Text("{many} {what}", "{many} {what}")
_UNDERTAKINGS_IN_NUMBERS: Final = Text("undertakings", "engagements de faire")
_WITHDRAWN: Final = (Text("withdrawn", "retiré"), Text("withdrawn", "retirés"))
_UNDERTAKINGS_STAND: Final[dict[Verdict | None, tuple[Text, Text]]] = {
    Verdict.MET: (Text("kept", "tenu"), Text("kept", "tenus")),
    Verdict.UNMET: (Text("not kept", "non tenu"), Text("not kept", "non tenus")),
    Verdict.UNDETERMINED: (
        Text("to be told of", "à renseigner"),
        Text("to be told of", "à renseigner"),
    ),
    None: (Text("not yet due", "à venir"), Text("not yet due", "à venir")),
}
