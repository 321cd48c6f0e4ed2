"""A plan: how many of the expected attributions go to which publics, so that promises are kept.

Where no plan keeps all of them, the answer has the commitments that conflict, and a plan that
misses the least. Where one may, once more is known, it says what is to be found out first.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import ClassVar, Final

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import Enumeration, shorten, tell_number
from housing_agreements.explanations.blocks import Block, Line, Note, Section, Table
from housing_agreements.explanations.explanation import Row, write_blocks, write_day
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.plan._plans_told import (
    CAUTIOUS,
    COMMITMENTS,
    CONFLICTS,
    FINDINGS,
    HANGS_ON_THE_UNKNOWN,
    JUDGED_ON,
    KEPT_BY_PLAN,
    LEAST_BOUNDED,
    LEAST_PROVED,
    LEAST_RELAXATION,
    MINIMAL,
    NAMES_ENTRIES,
    NEEDS,
    NEITHER_PROVED,
    NONE_PROVED,
    NOT_MINIMAL,
    NOTHING_PROMISED,
    PLAN_FOR,
    PLANNED_AS_KNOWN,
    PLANNED_ON,
    RELAXATION,
    SMALLEST,
    TERMS_CHANGE,
    TO_FIND_OUT,
    UNSURE_CONFLICTS,
    UNSURE_PROVED,
    WAS_CHECKED,
    WERE_EXPECTED,
    WORDS_OF_VERDICTS,
)
from housing_agreements.plan.expected import Expected
from housing_agreements.rules._answers import Report, Sentence
from housing_agreements.rules._vocabulary import NOTHING_TO_JUDGE
from housing_agreements.rules.quotas.doubts import say_doubts
from housing_agreements.rules.quotas.findings import (
    Finding,
    say_heading,
    say_outcome,
    say_title,
)
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    OR_WORD,
    Language,
    Listed,
    Text,
    as_text,
    check_language,
    join_words,
    number,
    say_number_of,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("Allotment", "Conflict", "Plan", "PlanOutcome", "Promised", "Relaxation")


class PlanOutcome(Enumeration):
    """What was found, and what was proved."""

    LEAST = "least"
    """A plan that keeps every promise in every case, and none that does with fewer attributions to
    priority publics."""
    FOUND = "found"
    """A plan that keeps every promise in every case; whether fewer would do was not found out."""
    NONE = "none"
    """No plan keeps every promise, whatever becomes of what is not known."""
    UNSURE = "unsure"
    """No plan keeps every promise in every case; what is not known leaves open whether one does."""
    OPEN = "open"
    """No plan was found, and it was not found out whether there is one."""


_VERDICTS_OF_PLANS: Final = {
    PlanOutcome.LEAST: Verdict.MET,
    PlanOutcome.FOUND: Verdict.MET,
    PlanOutcome.NONE: Verdict.UNMET,
    PlanOutcome.UNSURE: Verdict.UNDETERMINED,
    PlanOutcome.OPEN: Verdict.UNDETERMINED,
}


# The types stand as text, so that signatures are short.
def _as_agreements(given: "Iterable[Agreement]") -> tuple[Agreement, ...]:
    return as_tuple(given)


def _as_allotments(given: "Iterable[Allotment]") -> "tuple[Allotment, ...]":
    return as_tuple(given)


def _as_reports(given: "Iterable[QuotaReport]") -> tuple[QuotaReport, ...]:
    return as_tuple(given)


def _as_findings(given: "Iterable[Finding]") -> tuple[Finding, ...]:
    return as_tuple(given)


def _as_promised(given: "Iterable[Promised]") -> "tuple[Promised, ...]":
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class Allotment(Sentence):
    """How many of some expected attributions go to households of some publics (*affectation*)."""

    expected: Expected
    """What was expected."""
    publics: tuple[str, ...]
    """The publics to which the households belong, and no other that counts; none: to none."""
    count: int
    """How many attributions."""
    perhaps: bool
    """Whether they come perhaps: those between the least and the most that was expected."""
    place: str | None
    """The name of the commune; `None` where it has none."""
    holders: tuple[Text | None, Text | None]
    """The names of the contingent's holder and of the landlord; `None`: none is known."""
    names: tuple[Text, ...]
    """The names of the publics."""

    def __attrs_post_init__(self) -> None:
        """Each field is what its annotation says, and each public has a name."""
        faults = Faults("Allotment")
        faults.check_fields(self)
        if not faults.found and len(self.names) != len(self.publics):
            faults.value(
                "names", len(self.names), f"{len(self.publics)} names, one for each public"
            )
        faults.report()

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """How many, of what, and to whom."""
        words = {"where": self.say_where(language), "publics": self.say_publics(language)}
        said = say_number_of(self.count, *_ATTRIBUTIONS, language)
        template = _PERHAPS_TO if self.perhaps else _TO
        yield Line(template.say(language, attributions=said, **words))

    def say_where(self, language: Language) -> str:
        """The contingent, the landlord and the place."""
        one = self.expected
        contingent, landlord = self.holders
        parts = [one.contingent if contingent is None else contingent.say(language)]
        if one.landlord is not None:
            parts.append(one.landlord if landlord is None else landlord.say(language))
        parts.append(self.place or one.commune)
        parts += [code for code in (one.neighbourhood, one.programme) if code is not None]
        if one.period is not None:
            parts.append(one.period.say(language))
        return ", ".join(parts)

    def say_publics(self, language: Language) -> str:
        """The publics, or that there are none."""
        if not self.publics:
            return _NO_PUBLIC.say(language)
        return join_words((name.say(language) for name in self.names), language)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: where, to whom, and how many.

        `contingent`, `landlord`, `commune`, `neighbourhood`, `programme`, `first_day`, `last_day`
        (empty: any period that is open), `publics` (codes; empty: none that counts), `count`,
        `perhaps`.
        """
        check_language(language)
        one = self.expected
        period = one.period
        return [
            {
                "contingent": one.contingent,
                "landlord": one.landlord,
                "commune": one.commune,
                "neighbourhood": one.neighbourhood,
                "programme": one.programme,
                "first_day": write_day(None if period is None else period.start),
                "last_day": write_day(None if period is None else period.last_day),
                "publics": ", ".join(self.publics) or None,
                "count": self.count,
                "perhaps": self.perhaps,
            }
        ]

    def _essentials(self) -> str:
        where = shorten(self.say_where("en"), 80)
        perhaps = " perhaps" if self.perhaps else ""
        return (
            f"{self.count:,}{perhaps} to {shorten(', '.join(self.publics), 60) or 'none'}, {where}"
        )


_ATTRIBUTIONS: Final = (Text("attribution", "attribution"), Text("attributions", "attributions"))
_TO: Final = Text(
    "{where}: {attributions} to {publics}", "{where}\u00a0: {attributions} à {publics}"
)
_PERHAPS_TO: Final = Text(
    "{where}: {attributions}, if they come, to {publics}",
    "{where}\u00a0: {attributions}, si elles ont lieu, à {publics}",
)
_NO_PUBLIC: Final = Text("no public that counts", "aucun public compté")


@attrs.frozen(eq=False, repr=False)
class Promised(Sentence):
    """A commitment of one of the agreements, over one period (*engagement sur une période*)."""

    agreement: Agreement
    """The agreement."""
    commitment: Commitment
    """The commitment, as the terms that govern the period state it."""
    period: Period
    """The period; from the first day to the last when it is cumulative."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The promise, and its agreement."""
        heading = say_heading(self.commitment, self.period, None, language)
        limits = [limit for limit in self.commitment.limits if not limit.levels.groups]
        said = [limit.say(language) for limit in limits]
        if self.commitment.to:
            said.append(_FOR_PUBLICS.say(language, publics=self._say_publics(language)))
        yield Line(
            _BY_AGREEMENT.say(language, agreement=self.agreement.title, heading=heading),
            parts=(Line(", ".join(said)),) if said else (),
        )

    def _say_publics(self, language: Language) -> str:
        """The publics by their names."""
        names = {
            part.code: as_text(part.name).say(language)
            for part in self.agreement.every_part
            if isinstance(part, PriorityPublic)
        }
        named = (names.get(code, code) for code in self.commitment.to)
        return join_words(named, language, last=OR_WORD)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `agreement`, `commitment` (codes), `title`, `first_day`, `last_day`."""
        check_language(language)
        return [
            {
                "agreement": self.agreement.code,
                "commitment": self.commitment.code,
                "title": say_title(self.commitment, language),
                "first_day": write_day(self.period.start),
                "last_day": write_day(self.period.last_day),
            }
        ]

    def _essentials(self) -> str:
        code = shorten(self.commitment.code, 60)
        return f"{code} of {shorten(self.agreement.code, 60)}, {self.period}"


_FOR_PUBLICS: Final = Text("for {publics}", "pour {publics}")
_BY_AGREEMENT: Final = Text("{agreement}: {heading}", "{agreement}\u00a0: {heading}")


@attrs.frozen(eq=False, repr=False)
class Conflict(Report[Promised]):
    """Commitments that no plan keeps together (*engagements incompatibles*).

    That they conflict rests on the solver. That none can be left out is checked: for each of them
    there is a plan that keeps all the others of them, whatever becomes of what is not known.
    """

    compared: ClassVar[str | None] = None

    promises: tuple[Promised, ...] = attrs.field(converter=_as_promised)
    """The commitments."""
    minimal: bool
    """Whether it is proved that none can be left out; if not, some may be."""
    smallest: bool
    """Whether it is proved that no fewer commitments conflict; if not, fewer may."""
    in_every_case: bool = True
    """Whether no plan keeps them together, whatever becomes of what is not known; if not, none does
    in every case, and one may in some."""

    @property
    def _items(self) -> tuple[Promised, ...]:
        return self.promises

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The commitments, and whether the proof says that none is too many."""
        said = say_number_of(len(self.promises), *COMMITMENTS, language)
        proved = SMALLEST if self.smallest else MINIMAL if self.minimal else NOT_MINIMAL
        headings = CONFLICTS if self.in_every_case else UNSURE_CONFLICTS
        heading = headings[len(self.promises) > 1]
        parts: list[Block] = [
            block for promised in self.promises for block in write_blocks(promised, language)
        ]
        if len(self.promises) > 1:
            parts.append(Line(proved.say(language)))
        yield Section(heading.say(language, commitments=said), parts=tuple(parts))

    def _essentials(self) -> str:
        proved = "smallest" if self.smallest else "minimal" if self.minimal else "not minimal"
        return f"{tell_number(len(self.promises), 'commitment')}, {proved}"


@attrs.frozen(eq=False, repr=False)
class Relaxation(Report[Finding]):
    """A plan that misses promises: by the fewest dwellings found (*assouplissement minimal*).

    A floor is missed by the dwellings that it lacks, a ceiling by those that are too many, the main
    part of a floor with a substitute by the main households that it lacks. All these are added up;
    so one dwelling counts once for each limit that it would keep. It is a sequence of the findings
    missed.
    """

    compared: ClassVar[str | None] = None

    missed: tuple[Finding, ...] = attrs.field(converter=_as_findings)
    """The findings on the promises that it does not surely keep."""
    of: tuple[Agreement, ...] = attrs.field(converter=_as_agreements)
    """The agreement of each of these findings."""
    dwellings: Bounds[int]
    """By how many dwellings promises are missed in the worst case: the least that is proved, and
    what this plan misses, as the quota rules count it."""
    allotments: tuple[Allotment, ...] = attrs.field(converter=_as_allotments)
    """The plan."""
    reports: tuple[QuotaReport, ...] = attrs.field(converter=_as_reports)
    """The report on each agreement, were the plan carried out."""

    def __attrs_post_init__(self) -> None:
        """Each field is what its annotation says, and each finding has its agreement."""
        faults = Faults("Relaxation")
        faults.check_fields(self)
        if not faults.found and len(self.of) != len(self.missed):
            expected = f"{len(self.missed)} agreements, one for each finding of `missed`"
            faults.value("of", len(self.of), expected)
        faults.report()

    @property
    def _items(self) -> tuple[Finding, ...]:
        return self.missed

    @property
    def proved(self) -> bool:
        """Whether it is proved that no plan misses promises by fewer dwellings."""
        return self.dwellings.exact

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """By how much promises are missed, and by which plan."""
        yield _write_relaxation(self, language)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each promise missed: that of the finding, after its `agreement`.

        And `missed_by`, in dwellings.
        """
        check_language(language)
        return [
            {"agreement": agreement.code, "missed_by": _measure_gap(finding), **row}
            for agreement, finding in zip(self.of, self.missed, strict=True)
            for row in finding.rows(language)
        ]

    def _essentials(self) -> str:
        proved = "proved least" if self.proved else "not proved least"
        missed = tell_number(len(self.missed), "promise")
        return f"{missed} missed by {tell_number(self.dwellings.high or 0, 'dwelling')}, {proved}"


def _write_relaxation(
    relaxation: Relaxation, language: Language, *, in_doubt: bool = False
) -> Section:
    """By how much promises are missed, and by which plan.

    Args:
        relaxation: The plan.
        language: "en" or "fr".
        in_doubt: Whether another plan may miss less, by what is not known.
    """
    doubts = (finding.doubts for report in relaxation.reports for finding in report)
    perhaps = (allotment.perhaps for allotment in relaxation.allotments)
    in_doubt = in_doubt or any(perhaps) or any(doubts)
    said = say_number_of(relaxation.dwellings.high or 0, *_DWELLINGS_MISSED, language)
    headings = LEAST_RELAXATION if relaxation.proved else RELAXATION
    heading = headings[in_doubt].say(language, dwellings=said)
    rows = [
        (
            agreement.title.say(language),
            _say_heading(finding, language),
            number(_measure_gap(finding), language),
        )
        for agreement, finding in zip(relaxation.of, relaxation.missed, strict=True)
    ]
    shown = tuple(rows[:_MOST_ALLOTTED])
    parts: list[Block] = [Table(tuple(text.say(language) for text in _MISSED), shown)]
    parts += _say_more(len(rows), language)
    if not relaxation.proved:
        parts.append(Line(_AT_LEAST_MISSED.say(language, low=relaxation.dwellings.low)))
    parts.append(_write_allotments(relaxation.allotments, language))
    return Section(heading, parts=tuple(parts))


def _measure_gap(finding: Finding) -> int:
    """By how many dwellings the limits of a finding are missed."""
    return sum(side.gap.high or 0 for side in finding.sides)


def _say_heading(finding: Finding, language: Language) -> str:
    return say_heading(
        finding.commitment, finding.period, finding.group, language, finding.group_names
    )


_MOST_ALLOTTED: Final = 40
"""How many rows of a table an explanation shows."""
_MORE_ROWS: Final = (
    Text("{many} more is left out here; `rows` gives all of them",
         "{many} autre ne figure pas ici\u202f; `rows` les donne tous"),
    Text("{many} more are left out here; `rows` gives all of them",
         "{many} autres ne figurent pas ici\u202f; `rows` les donne tous"),
)  # fmt: skip
"""What stands for one that is left out, and for several."""
_DWELLINGS_MISSED: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))
_AT_LEAST_MISSED: Final = Text(
    "a plan may miss by fewer; none misses by fewer than {low}",
    "un plan peut s'en écarter moins\u202f; aucun ne s'en écarte de moins de {low}",
)
_MISSED: Final = (
    Text("agreement", "convention"),
    Text("promise missed", "engagement non tenu"),
    Text("by how many dwellings", "écart en logements"),
)


def _say_more(many: int, language: Language) -> Iterator[Block]:
    left = many - _MOST_ALLOTTED
    if left > 0:
        one, several = _MORE_ROWS
        yield Note((one if left == 1 else several).say(language, many=left))


def _write_allotments(allotments: Sequence[Allotment], language: Language) -> Section:
    """Who gets what, those of priority publics alone; the rest goes to no public that counts."""
    chosen = [allotment for allotment in allotments if allotment.publics]
    rows = [
        (
            allotment.say_where(language),
            allotment.say_publics(language),
            number(allotment.count, language),
        )
        for allotment in chosen[:_MOST_ALLOTTED]
    ]
    heading = _TO_WHOM.say(language)
    if not rows:
        return Section(heading, parts=(Line(_TO_NOBODY.say(language)),))
    table = Table(tuple(text.say(language) for text in _ALLOTTED), tuple(rows))
    parts: list[Block] = [table, *_say_more(len(chosen), language)]
    if any(allotment.perhaps for allotment in chosen):
        parts.append(Note(_SOME_PERHAPS.say(language)))
    parts.append(Line(_THE_REST.say(language)))
    return Section(heading, parts=tuple(parts))


_TO_WHOM: Final = Text("What goes to priority publics", "Ce qui va aux publics prioritaires")
_ALLOTTED: Final = (
    Text("contingent, landlord, place", "contingent, bailleur, lieu"),
    Text("public", "public"),
    Text("attributions", "attributions"),
)
_TO_NOBODY: Final = Text(
    "nothing has to go to a priority public", "rien n'a à aller à un public prioritaire"
)
_THE_REST: Final = Text(
    "all else goes to households of no public that counts",
    "le reste va à des ménages d'aucun public compté",
)
_SOME_PERHAPS: Final = Text(
    "some of these attributions come perhaps: they go there if they come",
    "certaines de ces attributions sont incertaines\u00a0: elles y vont si elles ont lieu",
)


@attrs.frozen(eq=False, repr=False)
class Plan(Report[Allotment]):
    """How many of the expected attributions go to which publics (*plan d'attribution*).

    A sequence of allotments, which has no truth value: compare its verdict. It is `MET` where a
    plan keeps every promise in every case, as the quota rules checked; `UNMET` where the solver
    proved that none does in any case; `UNDETERMINED` where it hangs on what is not known
    (`to_find_out`), or neither was found out; `None` where there is nothing to judge.
    """

    agreements: tuple[Agreement, ...] = attrs.field(converter=_as_agreements)
    """The agreements."""
    on: date
    """The day asked."""
    known: date
    """The day of the knowledge: amendments signed later are left out."""
    until: date
    """The day on which the plan is judged: the last on which something expected may come.

    A period that ends before is judged by the terms of its last day, any other by those of this.
    """
    outcome: PlanOutcome
    """What was found, and what was proved."""
    least: Bounds[int] | None
    """The fewest attributions to priority publics that keep every promise in every case: the least
    that is proved, and this plan's; `None` where there is no plan."""
    allotments: tuple[Allotment, ...] = attrs.field(converter=_as_allotments)
    """Who gets how many; none where no plan was found."""
    reports: tuple[QuotaReport, ...] = attrs.field(converter=_as_reports)
    """The report on each agreement, were the plan carried out; none where no plan was found."""
    findings: tuple[Finding, ...] = attrs.field(converter=_as_findings)
    """The findings of these reports that the plan must keep."""
    cautious: tuple[Promised, ...] = attrs.field(converter=_as_promised)
    """The commitments for which the plan may ask too much: how much they owe is not known, and the
    plan keeps them whatever it turns out to be."""
    conflict: Conflict | None
    """Commitments that conflict, where it is proved that no plan keeps all of them in every case,
    or in any: `Conflict.in_every_case` says which; `None`: elsewhere."""
    relaxation: Relaxation | None
    """A plan that misses little, where none that keeps all was found; `None`: none was found."""
    hopeful: Relaxation | None = None
    """A plan that may keep every promise, where none that surely does was found: it keeps each if
    what is not known turns out as it helps that one. That it keeps all at once in some case is not
    proved. `None`: nothing is not known, no plan does so much, or none was found."""

    def __attrs_post_init__(self) -> None:
        """Each field is what its annotation says, and there is an agreement."""
        faults = Faults("Plan")
        faults.check_fields(self)
        if not faults.found and not self.agreements:
            faults.value("agreements", (), "at least one agreement")
        faults.report()

    @property
    def _items(self) -> tuple[Allotment, ...]:
        return self.allotments

    @property
    def verdict(self) -> Verdict | None:
        """Whether every promise can be kept at once; `None`: there is nothing to judge.

        So it is where nothing is promised from the day asked to the last one, or where no dwelling
        comes by which a promise could be judged.
        """
        if self.least is not None and not self._judged:
            return None
        return _VERDICTS_OF_PLANS[self.outcome]

    @property
    def _judged(self) -> tuple[Finding, ...]:
        """The findings in which there is something to judge."""
        return tuple(finding for finding in self.findings if finding.verdict is not None)

    @property
    def proved(self) -> bool:
        """Whether what was found is proved: that no plan needs fewer, or that there is none."""
        return self.outcome in {PlanOutcome.LEAST, PlanOutcome.NONE}

    @property
    def to_find_out(self) -> tuple[Finding, ...]:
        """The findings that the hopeful plan leaves open, as something is not known; else none.

        Their `doubts` say what it is; `entries_of` names the entries.
        """
        missed = () if self.hopeful is None else self.hopeful.missed
        return tuple(finding for finding in missed if finding.doubts)

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """What was found and proved, who gets what, what is kept; or what conflicts."""
        titles = Listed(tuple(agreement.title.say(language) for agreement in self.agreements))
        heading = PLAN_FOR.say(language, agreements=titles)
        parts: list[Block] = [*self._say_days(language), *self._say_proved(language)]
        if self.cautious:
            parts.append(Note(CAUTIOUS.say(language)))
        if self.allotments:
            parts.append(_write_allotments(self.allotments, language))
        if self._judged:
            parts.append(self._write_findings(language))
        if self.conflict is not None:
            parts += write_blocks(self.conflict, language)
        if self.hopeful is not None:
            parts.append(self._write_what_to_find_out(self.hopeful, language))
        if self.relaxation is not None:
            in_doubt = self.hopeful is not None
            parts.append(_write_relaxation(self.relaxation, language, in_doubt=in_doubt))
        yield Section(heading, self._say_verdict(language), self.verdict, tuple(parts))

    def _say_verdict(self, language: Language) -> str:
        """Whether every promise can be kept, or that there is none."""
        if self.outcome is PlanOutcome.UNSURE:
            return HANGS_ON_THE_UNKNOWN.say(language)
        if self.verdict is not None:
            return WORDS_OF_VERDICTS[self.verdict].say(language)
        return (NOTHING_TO_JUDGE if self.findings else NOTHING_PROMISED).say(language)

    def _say_days(self, language: Language) -> Iterator[Block]:
        """The day asked, that on which the plan is judged, and what terms change between them."""
        days = PLANNED_ON if self.known == self.on else PLANNED_AS_KNOWN
        yield Line(days.say(language, on=self.on, known=self.known))
        if self.until == self.on:
            return
        yield Line(JUDGED_ON.say(language, until=self.until))
        for agreement in self.agreements:
            for day, _ in agreement.history(self.until, self.known):
                if day > self.on:
                    yield Note(TERMS_CHANGE.say(language, agreement=agreement.title, day=day))

    def _say_proved(self, language: Language) -> Iterator[Block]:
        """How many attributions to priority publics the plan needs, and what was proved."""
        if self.least is None:
            yield Line(_WITHOUT_A_PLAN.get(self.outcome, NEITHER_PROVED).say(language))
            return
        needed = say_number_of(self.least.high or 0, *_ATTRIBUTIONS, language)
        all_expected = sum(allotment.count for allotment in self.allotments)
        expected = say_number_of(all_expected, *WERE_EXPECTED, language)
        yield Line(NEEDS.say(language, needed=needed, expected=expected))
        if self.verdict is None:
            return
        is_known = not any(finding.doubts for finding in self.findings)
        templates = LEAST_PROVED if self.outcome is PlanOutcome.LEAST else LEAST_BOUNDED
        yield Line(templates[not is_known].say(language, low=self.least.low))
        yield Line(WAS_CHECKED.say(language))

    def _write_what_to_find_out(self, hopeful: Relaxation, language: Language) -> Section:
        """Of each finding that the hopeful plan leaves open, what is not known."""
        pairs = zip(hopeful.of, hopeful.missed, strict=True)
        found = [pair for pair in pairs if pair[1].doubts]
        parts: list[Block] = [
            Line(
                _BY_AGREEMENT.say(
                    language,
                    agreement=agreement.title,
                    heading=_say_heading(finding, language),
                ),
                parts=tuple(say_doubts(finding.doubts, language, settles=True)),
            )
            for agreement, finding in found[:_MOST_ALLOTTED]
        ]
        parts += [*_say_more(len(found), language), Note(NAMES_ENTRIES.say(language))]
        return Section(TO_FIND_OUT.say(language), parts=tuple(parts))

    def _write_findings(self, language: Language) -> Section:
        """What is kept, were the plan carried out."""
        judged = self._judged
        rows = [
            (
                _say_heading(finding, language),
                finding.say_standing(language),
                say_outcome(finding.outcome, finding.verdict, language),
            )
            for finding in judged[:_MOST_ALLOTTED]
        ]
        verdicts = tuple(finding.verdict for finding in judged[:_MOST_ALLOTTED])
        table = Table(tuple(text.say(language) for text in FINDINGS), tuple(rows), verdicts)
        more = tuple(_say_more(len(judged), language))
        return Section(KEPT_BY_PLAN.say(language), parts=(table, *more))

    def _essentials(self) -> str:
        codes = shorten(", ".join(agreement.code for agreement in self.agreements), 60)
        found = "nothing to judge" if self.verdict is None else self.outcome.value
        head = f"for {codes} on {self.on}: {found}"
        if self.least is None:
            return head
        needed = tell_number(self.least.high or 0, "attribution")
        return f"{head}, {needed} to priority publics"


_WITHOUT_A_PLAN: Final = {PlanOutcome.NONE: NONE_PROVED, PlanOutcome.UNSURE: UNSURE_PROVED}
"""What is said where there is no plan; of what was not found out, `NEITHER_PROVED`."""
