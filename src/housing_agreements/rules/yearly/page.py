"""An agreement on one page: where each promise stands, what to do next, and what lies behind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import ClassVar, Final

import attrs

from housing_agreements._checks import as_tuple
from housing_agreements._records import tell_number
from housing_agreements._remedies import member_meant, name_members
from housing_agreements.errors import (
    InvalidTypeError,
    show,
)
from housing_agreements.explanations.blocks import Block, Line, Note, Section
from housing_agreements.explanations.explanation import (
    Cell,
    Explanation,
    Row,
    write_blocks,
)
from housing_agreements.rules._answers import AgreementReport
from housing_agreements.rules.outlook.prospects import Outlook, Reach
from housing_agreements.rules.quotas.account import Account
from housing_agreements.rules.quotas.findings import say_title
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.review.remarks import Review
from housing_agreements.rules.undertakings import Fulfilment, Progress, UndertakingReport
from housing_agreements.rules.yearly._amendments import list_demanded
from housing_agreements.rules.yearly._told import is_empty
from housing_agreements.rules.yearly.standings import Standing, YearlyPromise, say_promise
from housing_agreements.rules.yearly.steps import NextStep, StepKind
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    join_words,
    say_number_of,
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
    """What there is to do: at once first, then in order of day; on one day, of promises first. What
    is to be said of undertakings comes last."""

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
        judged = f"a period over which {show(code)} was judged"
        return self._items_over(
            "promise",
            code,
            period,
            found_of=self.of,
            period_of=attrgetter("period"),
            expected=judged,
        )[0]

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
        """The essentials and the first steps alone, without the reasons.

        Args:
            language: "en" or "fr".

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        steps = [
            Line(step.what.say(language), step.say_until(language))
            for step in self.next_steps[:_STEPS_OF_SUMMARY]
        ]
        steps += _write_more(len(self.next_steps) - _STEPS_OF_SUMMARY, language)
        steps = steps or [Line(_NOTHING_TO_DO.say(language))]
        parts = (*self._write_essentials(language), Section(_TO_DO.say(language), parts=steps))
        return Explanation(language, (self._write_head(language, parts),))

    def _write_parts(self, language: Language) -> Iterator[Block]:
        """The essentials, what to do next, each promise, the undertakings and the remarks."""
        yield from self._write_essentials(language)
        yield from self._write_steps(language)
        yield from self._write_promises(language)
        if len(self.undertakings):
            yield Section(_UNDERTAKINGS.say(language), parts=self._list_undertakings(language))
        told = list_demanded(self.next_steps[:_STEPS_OF_PAGE], self.remarks)
        left = [remark for remark in self.remarks if remark not in told]
        if left:
            lines = [
                Line(found.text.say(language), found.severity.say(language))
                for found in left[:_MOST_LINES_OF_OTHERS]
            ]
            lines += _write_more(len(left) - _MOST_LINES_OF_OTHERS, language)
            yield Section(_REMARKS.say(language), parts=lines)

    def _list_undertakings(self, language: Language) -> Iterator[Block]:
        """Those that are due on a day, then the standing ones under one heading."""
        ordered = sorted(self.undertakings, key=lambda of: of.undertaking.due is None)
        shown = ordered[:_MOST_LINES_OF_OTHERS]
        for of in shown:
            if of.undertaking.due is not None:
                yield Line(of.say_heading(language), _say_progress(of, 1, language), of.verdict)
        standing = [
            Line(of.undertaking.text.say(language), _say_progress(of, 1, language), of.verdict)
            for of in shown
            if of.undertaking.due is None
        ]
        if standing:
            yield Section(_STANDING_UNDERTAKINGS.say(language), parts=standing)
        yield from _write_more(len(ordered) - _MOST_LINES_OF_OTHERS, language)

    # --- The essentials ----------------------------------------------------------------------

    def _write_essentials(self, language: Language) -> Iterator[Block]:
        lines = [Line(self._say_ledger(language), _LEDGER.say(language))]
        lines += [
            self._write_standing(label, standing, found, language)
            for label, standing, found in self._list_alike()
            if found or standing is Standing.IN_DANGER
        ]
        if len(self.undertakings):
            lines.append(self._write_numbers_of_undertakings(language))
        yield Section(_ESSENTIALS.say(language), parts=lines)

    def _say_ledger(self, language: Language) -> str:
        """On how much the page rests."""
        account = self.findings.account
        read = account.read
        told: list[str] = []
        if is_empty(self.findings.account):
            return _NO_ENTRY.say(language)
        if read.entries:
            if self.findings.ids is not None:  # of a tally, the lines are not before us
                told.append(say_number_of(read.entries, *_ENTRIES_READ, language))
            told.append(say_number_of(read.dwellings, *_DWELLINGS_READ, language))
        if apart := [*_say_apart(account, language)]:
            told.append(_SOME_APART.say(language, parts=join_words(apart, language)))
        if account.set_aside.entries:
            told.append(_READ_AND_SET_ASIDE.say(language, many=account.set_aside.dwellings))
        if account.figures:
            told.append(say_number_of(account.figures, *_PUBLISHED_FIGURES, language))
        return ", ".join(told)

    def _list_alike(self) -> Iterator[tuple[Text, Standing, list[YearlyPromise]]]:
        """The promises by where they stand: first those of which something can still be done."""
        lost = self.standing(Standing.LOST)
        alike: dict[Standing, tuple[YearlyPromise, ...]] = {
            standing: self.standing(standing) for standing in _ORDER_ON_PAGE
        }
        for standing, found in alike.items():
            if standing is Standing.LOST:
                yield _PROMISES_LOST, standing, [of for of in lost if not of.is_over]
                yield self._missed, standing, [of for of in lost if of.is_over]
            else:
                yield _PROMISES_THAT_STAND[standing], standing, sorted(found, key=_find_place)

    @property
    def _missed(self) -> Text:
        return _NOT_KEPT_BY_NO_ENTRY if is_empty(self.findings.account) else _PROMISES_NOT_KEPT

    def _write_standing(
        self, label: Text, standing: Standing, found: Sequence[YearlyPromise], language: Language
    ) -> Line:
        """How many promises stand so, and the first of them by name."""
        if not found:
            return Line(_NO_PROMISE.say(language), label.say(language))
        most = _MOST_OF_STANDING.get(standing, _MOST_PROMISES_NAMED)
        named = [say_promise(promise, language) for promise in found[:most]]
        if most is not None and len(found) > most:
            named.append(_MORE_PROMISES.say(language, more=len(found) - most))
        names = semicolon(language).join(named)
        words = _NUMBER_NAMED.say(language, many=len(found), names=names)
        return Line(words, label.say(language), standing.verdict)

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

    def _write_steps(self, language: Language) -> Iterator[Block]:
        most = _STEPS_OF_PAGE
        parts = [block for step in self.next_steps[:most] for block in write_blocks(step, language)]
        if not parts:
            parts.append(Line(_NOTHING_TO_DO.say(language)))
        parts += _write_more(len(self.next_steps) - most, language)
        yield Section(_TO_DO.say(language), parts=parts)

    def _write_promises(self, language: Language) -> Iterator[Block]:
        """The promises, the most urgent first; those with nothing to judge, and why."""
        judged = [of for _, _, found in self._list_alike() for of in found]
        parts: list[Block] = []
        shown = judged[:_MOST_PROMISES_ON_PAGE]
        of_codes: dict[Text, set[str]] = {}
        for of in shown:
            for note in of.caveats:
                of_codes.setdefault(note, set()).add(of.commitment.code)
        # What holds for several commitments stands first, and once.
        told = {note for note, codes in of_codes.items() if len(codes) > 1}
        parts += [Note(note.say(language)) for note in of_codes if note in told]
        reached = {
            (*step.about, step.period)
            for step in self.next_steps[:_STEPS_OF_PAGE]
            if step.kind is StepKind.REACH
        }
        for of in shown:
            # What holds for all periods of a commitment stands under the first.
            caveats = [note for note in of.caveats if note not in told]
            told.update(caveats)
            standing = of.say_standing(language)
            if of.standing is Standing.LOST and of.is_over and is_empty(self.findings.account):
                standing = _MISSED_BY_NO_ENTRY.say(language)
            has_step = (of.commitment.code, of.period) in reached
            section = of._write_section(  # noqa: SLF001  # its page
                language, standing, caveats, has_step=has_step
            )
            parts.append(section)
        parts += _write_more(len(judged) - _MOST_PROMISES_ON_PAGE, language)
        others = _list_unjudged(self.standing(None), self.on, language)
        if others:
            parts.append(Section(_HEADING_OF_UNJUDGED.say(language), parts=others))
        if parts:
            yield Section(_HEADING_OF_PROMISES.say(language), parts=parts)


def _list_unjudged(promises: Iterable[YearlyPromise], on: date, language: Language) -> list[Line]:
    """The promises with nothing to judge, each commitment with its periods and the reasons."""
    alike: dict[str, list[YearlyPromise]] = {}
    for promise in promises:
        alike.setdefault(promise.commitment.code, []).append(promise)
    lines: list[Line] = []
    for found in [*alike.values()][:_MOST_LINES_OF_OTHERS]:
        told = [of.say_unjudged(on, language) for of in found[:_MOST_LINES_OF_OTHERS]]
        if len(found) > _MOST_LINES_OF_OTHERS:
            told.append(_MORE_PROMISES.say(language, more=len(found) - _MOST_LINES_OF_OTHERS))
        title = say_title(found[0].commitment, language)
        lines.append(Line(semicolon(language).join(told), title))
    return [*lines, *_write_more(len(alike) - _MOST_LINES_OF_OTHERS, language)]


def _find_place(promise: YearlyPromise) -> tuple[bool, date]:
    """What can still be kept with those expected comes first, by the day it would be lost."""
    prospect = promise.prospect
    if prospect is None or prospect.lost_from is None or prospect.reach is not Reach.REACHABLE:
        return True, date.max
    return False, prospect.lost_from


def _write_more(more: int, language: Language) -> Iterable[Line]:
    return [Line(_AND_MORE_ELSEWHERE.say(language, more=more))] if more > 0 else []


def _find_words(fulfilment: Fulfilment) -> tuple[Text, Text]:
    words = _UNDERTAKINGS_UNJUDGED.get(fulfilment.progress)
    return _UNDERTAKINGS_STAND[fulfilment.verdict] if words is None else words


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
_MOST_OF_STANDING: Final[dict[Standing, int | None]] = {Standing.IN_DANGER: None, Standing.LOST: 12}
"""How many of those in danger, and of those lost; `None`: all."""
_ORDER_ON_PAGE: Final = (
    Standing.IN_DANGER,
    Standing.LOST,
    Standing.NOT_KNOWN,
    Standing.ON_COURSE,
    Standing.KEPT,
)


def _say_apart(account: Account, language: Language) -> Iterator[str]:
    """How many dwellings do not count yet, and how many concern no promise."""
    later, nowhere = account.later, account.not_concerned.plus(account.later, times=-1)
    for words, count in ((_NOT_YET_COUNTED, later), (_OF_NO_PROMISE, nowhere)):
        if count.entries:
            yield words[count.dwellings > 1].say(language, many=count.dwellings)


_ESSENTIALS: Final = Text("The essentials", "L'essentiel")
_TO_DO: Final = Text("What to do next", "Ce qu'il faut faire")
_HEADING_OF_UNJUDGED: Final = Text("Nothing to judge", "Rien à juger")
_STANDING_UNDERTAKINGS: Final = Text("Standing undertakings", "Engagements permanents")
_NOTHING_TO_DO: Final = Text("nothing", "rien")
_HEADING_OF_PROMISES: Final = Text("Promises in numbers", "Objectifs chiffrés")
_UNDERTAKINGS: Final = Text("Undertakings", "Engagements")
_REMARKS: Final = Text("Remarks on the agreement", "Observations sur la convention")
_PROMISES_THAT_STAND: Final = {
    Standing.KEPT: Text("promises kept", "objectifs tenus"),
    Standing.ON_COURSE: Text("promises on course", "objectifs en bonne voie"),
    Standing.IN_DANGER: Text("promises in danger", "objectifs en danger"),
    Standing.NOT_KNOWN: Text(
        "promises not yet to be judged", "objectifs dont on ne peut encore juger"
    ),
}
_PROMISES_LOST: Final = Text(
    "promises that can no longer be kept", "objectifs qui ne peuvent plus être tenus"
)
_PROMISES_NOT_KEPT: Final = Text("promises not kept", "objectifs non tenus")
_NOT_KEPT_BY_NO_ENTRY: Final = Text(
    "promises not kept by the ledger, which holds no entry",
    "objectifs non tenus d'après le registre, qui ne contient aucune ligne",
)
_MISSED_BY_NO_ENTRY: Final = Text(
    "not kept by the ledger, which holds no entry",
    "non tenu d'après le registre, qui ne contient aucune ligne",
)
_LEDGER: Final = Text("ledger", "registre")
_NO_ENTRY: Final = Text("no entry", "aucune ligne")
_ENTRIES_READ: Final = (Text("entry read", "ligne lue"), Text("entries read", "lignes lues"))
_DWELLINGS_READ: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))
_SOME_APART: Final = Text("of which {parts}", "dont {parts}")
_NOT_YET_COUNTED: Final = (
    Text("{many} does not count yet", "{many} qui ne compte pas encore"),
    Text("{many} do not count yet", "{many} qui ne comptent pas encore"),
)
"""Of one, and of several."""
_OF_NO_PROMISE: Final = (
    Text("{many} concerns no promise", "{many} qui ne concerne aucun objectif"),
    Text("{many} concern no promise", "{many} qui ne concernent aucun objectif"),
)
"""Likewise."""
_READ_AND_SET_ASIDE: Final = Text(
    "{many} set aside for an unknown code", "{many} mis de côté pour un code inconnu"
)
_PUBLISHED_FIGURES: Final = (
    Text("published figure read", "chiffre publié lu"),
    Text("published figures read", "chiffres publiés lus"),
)
_NO_PROMISE: Final = Text("none", "aucun")
_NUMBER_NAMED: Final = Text("{many} \u2013 {names}", "{many} \u2013 {names}")
_MORE_PROMISES: Final = Text("and {more} more", "et {more} de plus")
_AND_MORE_ELSEWHERE: Final = Text(
    "and {more} more, not on this page", "et {more} de plus, non repris sur cette page"
)
_NUMBER_AND_PROGRESS: Final = Text("{many} {what}", "{many} {what}")
_UNDERTAKINGS_IN_NUMBERS: Final = Text("undertakings", "engagements")
_UNDERTAKINGS_UNJUDGED: Final[Mapping[Progress, tuple[Text, Text]]] = {
    Progress.WITHDRAWN: (Text("withdrawn", "retiré"), Text("withdrawn", "retirés")),
    Progress.NOT_OWED: (Text("not owed", "facultatif"), Text("not owed", "facultatifs")),
}
_UNDERTAKINGS_STAND: Final[dict[Verdict | None, tuple[Text, Text]]] = {
    Verdict.MET: (
        Text("stated as kept", "déclaré tenu"),
        Text("stated as kept", "déclarés tenus"),
    ),
    Verdict.UNMET: (Text("not kept", "non tenu"), Text("not kept", "non tenus")),
    Verdict.UNDETERMINED: (
        Text("to be told of", "non renseigné"),
        Text("to be told of", "non renseignés"),
    ),
    None: (Text("not yet due", "à venir"), Text("not yet due", "à venir")),
}
