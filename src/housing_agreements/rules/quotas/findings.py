"""A finding: one commitment judged over one period, and all that it bears.

What there was to judge, what is not known of the entries, the finding, and its words in English
and French. What was promised, and how it was judged, stands in `limits`.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import Final

import attrs

from housing_agreements._checks import as_tuple, make
from housing_agreements._records import Enumeration, shorten
from housing_agreements.explanations.blocks import (
    Bar,
    Block,
    Note,
    Section,
    cite,
    make_line,
    make_section,
)
from housing_agreements.explanations.explanation import Row, write_bounds, write_verdict
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import (
    Judge,
    Per,
    ReportedGroup,
    Unseen,
    codes_of,
    is_unseen,
    say_group,
)
from housing_agreements.model.levels import ExactLevel
from housing_agreements.rules._answers import Answer
from housing_agreements.rules.quotas._findings_told import (
    say_ceiling,
    say_count,
    say_floor,
    say_left_out,
    say_main_part,
    say_running,
    say_share,
    say_stand_aside,
    say_substitutes,
    say_volume,
    tells_owed,
)
from housing_agreements.rules.quotas._names_told import Name, as_names_of_group
from housing_agreements.rules.quotas.cells import NO_COUNT, Count
from housing_agreements.rules.quotas.doubts import Doubt, say_doubts
from housing_agreements.rules.quotas.limits import NOUGHT, JudgedLimit, say_range
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import (
    Language,
    Text,
    as_text,
    check_language,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "Finding",
    "Outcome",
    "draw_finding",
    "say_group_name",
    "say_heading",
    "say_limits",
    "say_outcome",
    "say_part_judged",
    "say_title",
    "tell_name",
    "write_findings",
)


class Outcome(Enumeration):
    """Whether there was something to judge."""

    JUDGED = "judged"
    """There was."""
    EMPTY_BASE = "empty_base"
    """No dwelling is in the base of a share."""
    NO_LEVEL = "no_level"
    """Nothing is promised for that period or that group."""
    NOT_BEGUN = "not_begun"
    """The period begins after the day asked."""
    NO_FIGURE = "no_figure"
    """Only published figures tell of such entries, and none of the whole period."""


# The types stand as text, so that the signature is short.
def _as_doubts(given: "Iterable[Doubt]") -> tuple[Doubt, ...]:
    return as_tuple(given)


def _as_texts(given: "Iterable[Text]") -> tuple[Text, ...]:
    return as_tuple(given)


def _as_sources(given: "Iterable[Source]") -> tuple[Source, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class Finding(Answer):
    """One commitment judged over one period, in total or for one group (*constat*).

    Every number is a pair of bounds, equal when nothing is missing. Levels are judged in full
    even while a period runs: `settled` says whether it has ended. Entries that were set aside
    count in none of these numbers: `set_aside` says how many there are.

    A finding has no truth value: compare its verdict.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import Tally, check_quotas
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
        >>> figures = Tally.from_counts(AGREEMENT, FIGURES)
        >>> report = check_quotas(AGREEMENT, figures, on=date(2019, 6, 1))
        >>> last = report.finding("households", 2018)
        >>> last.verdict, last.required.value, str(last.shortfall)
        (Verdict.UNMET, 4777, 'between 28 and 127')
    """

    commitment: Commitment
    """The commitment, as the terms that govern the period state it."""
    period: Period
    """The period; from the first day to the last when it is cumulative."""
    group: ReportedGroup | None
    """The group; `None`: the total; `UNSEEN`: groups that no entry bears, each of them."""
    group_names: tuple[Name | None, ...] = attrs.field(converter=as_names_of_group)
    """The name of each code of the group, where it has one; none for the total."""
    outcome: Outcome
    """Whether there was something to judge."""
    settled: bool
    """Whether the period had ended on the day asked; it says nothing of entries set aside."""
    counted: Bounds[int]
    """How many dwellings reach the publics."""
    substitutes: Bounds[int]
    """How many of these reach them only as substitutes."""
    base: Bounds[int]
    """How many dwellings are in the base."""
    left_out: Bounds[int]
    """How many the base leaves out, as it is not known whether they reach the publics: see
    `Unsure.LEFT_OUT`."""
    base_may_be_empty: bool
    """Whether nothing may be in the base of a share, or in a group that nobody names: then there
    is nothing to judge."""
    rate: Bounds[Fraction] | None
    """Counted over base, for a share; `None` for a volume, or while the base may be empty."""
    floor: JudgedLimit | None
    """The floor, judged; `None` when there is none."""
    main: JudgedLimit | None
    """The part of the floor owed to main publics alone; `None` without a substitute."""
    ceiling: JudgedLimit | None
    """The ceiling, judged; `None` when there is none."""
    may_be_kept: bool
    """Whether all limits may be kept at once: each alone may be, and no completion keep all."""
    open_by_rate: bool
    """Whether a published rate leaves it open: it speaks for the whole, and is not alone."""
    pace: ExactLevel
    """The level of the period that runs, or of the last."""
    doubts: tuple[Doubt, ...] = attrs.field(converter=_as_doubts)
    """What is not known of the entries that may count."""
    caveats: tuple[Text, ...] = attrs.field(converter=_as_texts)
    """What a reader must know: an incomplete list, an inference."""
    figure_sources: tuple[Source, ...] = attrs.field(converter=_as_sources)
    """Where the figures that it reads were published."""
    set_aside: Count = NO_COUNT
    """The entries of the ledger with a code that is not known: they count nowhere, here or
    elsewhere, whatever they would count for."""

    @property
    def sides(self) -> tuple[JudgedLimit, ...]:
        """The limits judged: the floor, its main part, the ceiling."""
        return tuple(limit for limit in (self.floor, self.main, self.ceiling) if limit is not None)

    @property
    def for_information(self) -> bool:
        """Whether it is on a group of a total that alone is judged: no report's verdict has it."""
        return self.group is not None and self.commitment.judge is Judge.TOTAL

    @property
    def verdict(self) -> Verdict | None:
        """Whether the promise is kept; `None` when there was nothing to judge."""
        if self.outcome is Outcome.NO_FIGURE and is_unseen(self.group):
            return Verdict.UNDETERMINED
        if self.outcome is not Outcome.JUDGED:
            return None
        if self.open_by_rate:
            return Verdict.UNDETERMINED
        if not self.may_be_kept:
            return Verdict.UNMET
        verdicts = [limit.verdict for limit in self.sides]
        return verdicts[0] if len(verdicts) == 1 else Verdict.all(verdicts)

    @property
    def owed(self) -> Bounds[Fraction] | None:
        """What is owed, rounded as the commitment states; `None` when nothing is promised."""
        return self.sides[0].owed if self.sides else None

    @property
    def required(self) -> Bounds[int] | None:
        """The smallest count that reaches the floor; `None` without a floor."""
        return None if self.floor is None else self.floor.bound

    @property
    def allowed(self) -> Bounds[int] | None:
        """The largest count that keeps the ceiling; `None` without a ceiling."""
        return None if self.ceiling is None else self.ceiling.bound

    @property
    def attainment(self) -> Bounds[Fraction] | None:
        """Counted over owed: above 1 beyond the promise; `None` when nothing may be owed."""
        return self.sides[0].attainment if self.sides else None

    @property
    def shortfall(self) -> Bounds[int] | None:
        """What the floor lacks, 0 when it is reached; `None` without a floor."""
        gaps = [limit.gap for limit in (self.floor, self.main) if limit is not None]
        return _find_largest(gaps)

    @property
    def shortfall_growing(self) -> Bounds[int] | None:
        """How many more priority entries reach the floor, when each also enlarges the base.

        `None` without a floor, or when no number does in any case; a high of `None` when no
        number does in the worst case.
        """
        gaps: list[Bounds[int]] = []
        for limit in (self.floor, self.main):
            if limit is None:
                continue
            gap = limit.growing_gap(self.pace)
            if gap is None:
                return None
            gaps.append(gap)
        return _find_largest(gaps)

    @property
    def excess(self) -> Bounds[int] | None:
        """What the ceiling has too much, 0 when it is kept; `None` without a ceiling."""
        return None if self.ceiling is None else self.ceiling.gap

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The finding in words: verdict, arithmetic, what is not known, caveats and sources."""
        section = _write_finding(self, language)
        if self.set_aside != NO_COUNT:
            aside = Note(say_stand_aside(self.set_aside, language))
            section = attrs.evolve(section, parts=(*section.parts, aside))
        yield section

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: what was judged, the verdict, and the numbers behind it.

        `commitment` (code), `title`, `first_day`, `last_day`, `group` (codes; empty: the total),
        `group_name`, `enters_verdict`, `outcome`, `verdict`, `settled`; `set_aside_entries` and
        `set_aside_dwellings`, which count nowhere; then, within bounds, `counted`, `substitutes`,
        `base`, `left_out`, `rate`, `required`, `allowed`, `shortfall`, `excess`, `attainment`;
        `missing` and `notes`, in words.
        """
        check_language(language)
        group = self.group
        joint = semicolon(language)
        row: Row = {
            "commitment": self.commitment.code,
            "title": say_title(self.commitment, language),
            "first_day": self.period.start.isoformat(),
            "last_day": self.period.last_day.isoformat(),
            "group": None if group is None else say_group(group),
            "group_name": self.say_group(language) or None,
            "enters_verdict": not self.for_information,
            "outcome": self.outcome.value,
            "verdict": write_verdict(self.verdict),
            "settled": self.settled,
            "set_aside_entries": self.set_aside.entries,
            "set_aside_dwellings": self.set_aside.dwellings,
        }
        for name in _NUMBERS:
            row |= write_bounds(name, getattr(self, name))
        doubts = (line.words for line in say_doubts(self.doubts, language, settles=True))
        row["missing"] = joint.join(doubts) or None
        row["notes"] = joint.join(caveat.say(language) for caveat in self.caveats) or None
        return [row]

    def _essentials(self) -> str:
        name = tell_name(self.commitment, self.period, self.group)
        head = f"{name}: {say_outcome(self.outcome, self.verdict, 'en')}"
        aside = f"; {self.set_aside.entries:,} set aside" if self.set_aside != NO_COUNT else ""
        if self.outcome is not Outcome.JUDGED:
            return f"{head}{aside}"
        of_base = self.commitment.of_base
        numbers = [self.say_count("en") if of_base else say_count(self.counted, "en")]
        if self.required is not None:
            numbers.append(f"at least {say_range(self.required, 'en')} required")
        if self.allowed is not None:
            numbers.append(f"at most {say_range(self.allowed, 'en')} allowed")
        return f"{head}; {', '.join(numbers)}{'' if self.settled else '; provisional'}{aside}"

    def say_count(self, language: Language) -> str:
        """How many count, and out of how many; of a number, how much of what is owed."""
        check_language(language)
        if self.commitment.of_base:
            return say_share(self.counted, self.base, self.rate, self.sides, language)
        return say_volume(self.counted, self.floor, language)

    def say_standing(self, language: Language) -> str:
        """How many count, and how many are required or allowed."""
        return ", ".join(filter(None, (self.say_count(language), say_limits(self, language))))

    def say_group(self, language: Language) -> str:
        """The group by its name where it has one; nothing for the total."""
        check_language(language)
        if self.group is None:
            return ""
        return say_group_name(self.commitment, self.group, language, self.group_names)


def tell_name(commitment: Commitment, period: Period, group: ReportedGroup | None) -> str:
    """What was judged, as a repr names it: the code, the period, and the group."""
    words = [shorten(commitment.code, 50), str(period)]
    if group is not None:
        words.append(shorten(say_group(group), 40))
    return ", ".join(words)


def say_limits(finding: Finding, language: Language, *, is_over: bool = False) -> str:
    """How many are required and how many allowed, in one clause; else nothing.

    Of a number, what is required is not repeated where the count tells what is owed.

    Args:
        finding: The finding.
        language: "en" or "fr".
        is_over: Whether it is told of a period that is over.
    """
    tells = finding.commitment.of_base or not tells_owed(finding.floor)
    least, most = finding.required if tells else None, finding.allowed
    if least is None and most is None:
        return ""
    words = _REQUIRED_AND_PERMITTED
    if least is None or most is None:
        words = _PERMITTED if least is None else _REQUIRED
    told = {"least": least, "most": most}
    parts = {name: say_range(many, language) for name, many in told.items() if many is not None}
    return words[is_over].say(language, **parts)


def _write_finding(finding: Finding, language: Language) -> Section:
    """A finding under its whole heading."""
    heading = say_heading(
        finding.commitment, finding.period, finding.group, language, finding.group_names
    )
    parts = (*_write_numbers(finding, language), *_write_notes(finding, language))
    return _write_under(heading, finding, parts, language)


def _write_under(
    heading: str, finding: Finding, parts: tuple[Block, ...], language: Language
) -> Section:
    """Blocks under a heading, with the outcome of a finding."""
    verdict = finding.verdict
    return make_section(heading, say_outcome(finding.outcome, verdict, language), verdict, parts)


def _write_numbers(finding: Finding, language: Language) -> Iterator[Block]:
    """The arithmetic of a finding, and what is not known."""
    if finding.outcome is Outcome.JUDGED:
        yield from map(make_line, _say_arithmetic(finding, language))
        yield draw_finding(finding, language)
        if not finding.settled:
            yield make_line(say_running(finding.period, language))
    elif finding.commitment.is_indicator:
        yield make_line(finding.say_count(language))
    if finding.left_out != NOUGHT:
        yield make_line(say_left_out(finding.left_out, language))
    undecided = finding.verdict is Verdict.UNDETERMINED
    yield from say_doubts(finding.doubts, language, settles=undecided)


def _write_notes(finding: Finding, language: Language) -> Iterator[Block]:
    """What a reader of a finding must know, and where the promise is written."""
    yield from (Note(caveat.say(language)) for caveat in finding.caveats)
    yield from cite((*finding.commitment.sources, *finding.figure_sources))


def draw_finding(finding: Finding, language: Language) -> Bar:
    """A bar of what counts, against the floor or else the ceiling."""
    whole = finding.base if finding.commitment.of_base else None
    level = finding.allowed if finding.required is None else finding.required
    return make(
        Bar,
        words=finding.say_count(language),
        counted=finding.counted,
        level=level,
        whole=None if whole is None else whole.high,
        verdict=finding.verdict,
    )


def _say_arithmetic(finding: Finding, language: Language) -> Iterator[str]:
    yield finding.say_count(language)
    if finding.commitment.substitute is not None:
        yield say_substitutes(finding.substitutes, finding.commitment.substitute.at_most, language)
    if finding.floor is not None:
        lack = finding.floor.gap
        growing: Bounds[int] | None = lack
        # Of two floors, what each lacks stands on its own line; where none lacks, nothing grows.
        if finding.main is None and lack != NOUGHT and finding.commitment.of_base:
            growing = finding.shortfall_growing
        yield say_floor(finding.floor, lack, growing, language)
    if finding.main is not None:
        yield say_main_part(finding.main, language)
    if finding.ceiling is not None:
        yield say_ceiling(finding.ceiling, language)
    if finding.base_may_be_empty:
        yield _BASE_MAY_BE_EMPTY.say(language)
    if not finding.may_be_kept and all(side.verdict is not Verdict.UNMET for side in finding.sides):
        yield _NOT_TOGETHER.say(language)
    if finding.open_by_rate:
        yield _OPEN_BY_RATE.say(language)


def write_findings(findings: Sequence[Finding], language: Language) -> Section:
    """The findings on one commitment under its title; what all of them bear stands once.

    A single finding is told as it is by itself.
    """
    first = findings[0]
    if len(findings) == 1:
        return _write_finding(first, language)
    notes = _write_notes_of_each(findings, language)
    distinct = {id(own): own for own in notes}.values()
    shared = [note for note in notes[0] if all(note in others for others in distinct)]
    rests = {id(own): tuple(note for note in own if note not in shared) for own in distinct}
    told: list[tuple[Section, list[str]]] = []
    for finding, own in zip(findings, notes, strict=True):
        blocks = (*_write_numbers(finding, language), *rests[id(own)])
        part = say_part_judged(
            finding.commitment, finding.period, finding.group, language, finding.group_names
        )
        section = _write_under(part, finding, blocks, language)
        if not blocks and told and _says_the_same(told[-1][0], section):
            told[-1][1].append(part)
        else:
            told.append((section, [part]))
    parts = (
        section
        if len(headings) == 1
        else attrs.evolve(section, heading=semicolon(language).join(headings))
        for section, headings in told
    )
    return Section(say_title(first.commitment, language), parts=(*parts, *shared))


def _says_the_same(one: Section, other: Section) -> bool:
    """Whether nothing but the outcome stands under two headings, the same for both."""
    said = (one.outcome, one.verdict, one.parts)
    return said == (other.outcome, other.verdict, other.parts)


def _write_notes_of_each(
    findings: Iterable[Finding], language: Language
) -> list[tuple[Block, ...]]:
    """The notes of each finding, written once for those that bear the same."""
    written: dict[object, tuple[Block, ...]] = {}
    notes: list[tuple[Block, ...]] = []
    for finding in findings:
        borne = (finding.caveats, finding.commitment.sources, finding.figure_sources)
        if borne not in written:
            written[borne] = tuple(_write_notes(finding, language))
        notes.append(written[borne])
    return notes


_BASE_MAY_BE_EMPTY: Final = Text(
    "the base may be empty, and then there is nothing to judge",
    "la base est peut-être vide, et il n'y aurait alors rien à juger",
)
_OPEN_BY_RATE: Final = Text(
    "open: a published rate speaks for the whole, and something else stands beside it",
    "indéterminé\u00a0: un taux publié vaut pour l'ensemble, et d'autres données figurent à côté",
)
_NOT_TOGETHER: Final = Text(
    "each limit may be kept, but not all of them at once",
    "chaque limite peut être respectée, mais pas toutes à la fois",
)


def _find_largest(gaps: Sequence[Bounds[int]]) -> Bounds[int] | None:
    """The gap that closes all of them."""
    if len(gaps) < 2:  # noqa: PLR2004  # one gap closes itself
        return gaps[0] if gaps else None
    highs = [gap.high for gap in gaps if gap.high is not None]
    return Bounds(max(gap.low for gap in gaps), max(highs) if len(highs) == len(gaps) else None)


_OUTCOMES: Final = {
    Outcome.EMPTY_BASE: Text(
        "nothing to judge, no dwelling is in the base",
        "rien à juger, aucun logement n'entre dans la base",
    ),
    Outcome.NO_LEVEL: Text(
        "nothing to judge, nothing is promised", "rien à juger, rien n'est promis"
    ),
    Outcome.NO_FIGURE: Text(
        "nothing to judge, no published figure tells of the whole period",
        "rien à juger, aucun chiffre publié ne porte sur toute la période",
    ),
    Outcome.NOT_BEGUN: Text(
        "nothing to judge yet, the period has not begun",
        "rien à juger encore, la période n'a pas commencé",
    ),
}


def say_title(commitment: Commitment, language: Language) -> str:
    """What a commitment is called."""
    return commitment.title.say(language) if commitment.title else commitment.code


def say_heading(
    commitment: Commitment,
    period: Period,
    group: ReportedGroup | None,
    language: Language,
    names: Sequence[Name | None] = (),
) -> str:
    """The commitment, the period and the group, by its name where it has one."""
    part = say_part_judged(commitment, period, group, language, names)
    return f"{say_title(commitment, language)}, {part}"


def say_part_judged(
    commitment: Commitment,
    period: Period,
    group: ReportedGroup | None,
    language: Language,
    names: Sequence[Name | None] = (),
) -> str:
    """The period and the group of a finding, by its name where it has one."""
    parts = [period.say(language)]
    if commitment.cumulative:
        parts.append(_CUMULATIVE.say(language))
    if group is not None:
        parts.append(say_group_name(commitment, group, language, names))
        if commitment.judge is Judge.TOTAL:
            parts.append(_FOR_INFORMATION.say(language))
    return ", ".join(parts)


_REQUIRED: Final = {
    False: Text("at least {least} required", "il en faut au moins {least}"),
    True: Text("at least {least} required", "il en fallait au moins {least}"),
}
_PERMITTED: Final = {
    False: Text("at most {most} allowed", "il n'en faut pas plus de {most}"),
    True: Text("at most {most} allowed", "il n'en fallait pas plus de {most}"),
}
_REQUIRED_AND_PERMITTED: Final = {
    False: Text(
        "at least {least} required, at most {most} allowed",
        "il en faut au moins {least} et pas plus de {most}",
    ),
    True: Text(
        "at least {least} required, at most {most} allowed",
        "il en fallait au moins {least} et pas plus de {most}",
    ),
}
"""Whether the period is over."""


def say_group_name(
    commitment: Commitment,
    group: ReportedGroup,
    language: Language,
    names: Sequence[Name | None] = (),
) -> str:
    """A group by its name where it has one, else by its code."""
    told = zip_longest(commitment.per, codes_of(group), names)
    return " / ".join(_say_side_of_group(kind, code, name, language) for kind, code, name in told)


def _say_side_of_group(kind: Per, code: str | Unseen, name: Name | None, language: Language) -> str:
    if name is not None:
        return as_text(name).say(language)
    return code if isinstance(code, str) else kind.say_unseen(language)


_NUMBERS: Final = (
    "counted",
    "substitutes",
    "base",
    "left_out",
    "rate",
    "required",
    "allowed",
    "shortfall",
    "excess",
    "attainment",
)
"""The numbers of a finding that its row bears."""
_CUMULATIVE: Final = Text("cumulative", "en cumul")
_FOR_INFORMATION: Final = Text("for information", "pour information")


def say_outcome(outcome: Outcome, verdict: Verdict | None, language: Language) -> str:
    """The verdict of a finding in words, or the reason why it has none."""
    return _OUTCOMES[outcome].say(language) if verdict is None else verdict.say(language)
