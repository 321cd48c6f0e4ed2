"""What there is to remark on an agreement: how grave it is, where, and why.

A `Check` looks at what is `Examined` and makes `Remark`s; all of them make a `Review`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar, Final, NamedTuple

import attrs

from housing_agreements._records import Enumeration, shorten, tell_number
from housing_agreements._remedies import member_meant, name_members
from housing_agreements.errors import InvalidTypeError, UnknownCodeError, nearest, show
from housing_agreements.explanations.blocks import Block, Line, Section, cite
from housing_agreements.explanations.explanation import Row, write_blocks
from housing_agreements.law.provisions import Confidence
from housing_agreements.law.reservations.obligations import Holder
from housing_agreements.model.agreements import Agreement, Part
from housing_agreements.rules._answers import AgreementReport, Report, Sentence
from housing_agreements.rules.scoring.grids import Grid
from housing_agreements.values.periods import Period, say_periods
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Language, Text, check_language, semicolon

__all__ = (
    "Check",
    "Examined",
    "GridReview",
    "Remark",
    "RemarkKind",
    "Review",
    "Severity",
    "remark",
)


class Severity(Enumeration):
    """How grave a remark is, the gravest first."""

    CONTRADICTION = "contradiction"
    """What is stated cannot all hold: proved by the terms alone (*contradiction*)."""
    BELOW_THE_LAW = "below_the_law"
    """The law asks for more, or allows less (*non-conformité*)."""
    LOOK = "look"
    """It may be what was meant, and is worth a look (*point de vigilance*)."""

    def say(self, language: Language) -> str:
        """How grave, in words.

        Examples:
            >>> Severity.BELOW_THE_LAW.say("fr")
            'en deçà de la loi'
        """
        return _SEVERITIES[self].say(language)


_SEVERITIES: Final = {
    Severity.CONTRADICTION: Text("contradiction", "contradiction"),
    Severity.BELOW_THE_LAW: Text("below the law", "en deçà de la loi"),
    Severity.LOOK: Text("worth a look", "à vérifier"),
}


class RemarkKind(Enumeration):
    """What a remark is about, and which check makes it.

    The checks are functions of the modules beside this one; `review` runs them all.
    """

    SHARES_ABOVE_WHOLE = "shares_above_whole"
    """Several holders share more than all of the same dwellings.

    Check: `_parts.shares_above_the_whole`.
    """
    FLOOR_ABOVE_CEILING = "floor_above_ceiling"
    """A floor and a ceiling on the same base cannot both hold.

    Check: `_levels.floors_above_ceilings`.
    """
    SHARE_AGAINST_VOLUME = "share_against_volume"
    """A share and numbers on the same base cannot all hold.

    Check: `_levels.shares_against_volumes`.
    """
    FLOORS_ABOVE_WHOLE = "floors_above_whole"
    """Floors for publics that nobody can share come to more than the whole.

    Check: `_levels.floors_above_the_whole`.
    """
    NEVER_KEPT = "never_kept"
    """No number keeps a limit: more than 100 %, less than 0. Check: `_levels.limits_of_no_use`."""
    NEVER_BROKEN = "never_broken"
    """Every number keeps a limit: at least 0, at most 100 %. Check: `_levels.limits_of_no_use`."""
    GROUPS_AGAINST_TOTAL = "groups_against_total"
    """The numbers of groups do not add up to that of their total.

    Check: `_levels.groups_against_totals`.
    """
    SAME_FOR_EACH_GROUP = "same_for_each_group"
    """One number holds for the total and again for each group.

    Check: `_levels.numbers_for_each_group`.
    """
    NOBODY_CAN_BELONG = "nobody_can_belong"
    """No household can meet the definition of a public. Check: `_parts.publics_never_met`."""
    NOBODY_TO_REACH = "nobody_to_reach"
    """A floor holds in a period in which none of its publics exists.

    Check: `_parts.publics_of_no_period`.
    """
    PUBLIC_NOT_DEFINED = "public_not_defined"
    """A public that counts is not defined in a period. Check: `_parts.publics_of_no_period`."""
    NOT_VERIFIED = "not_verified"
    """A list or a dated value is not known on the day.

    Checks: `_parts.lists_not_known`, `_law.quarters_not_verified`,
    `_law.reservations_above_ceilings`.
    """
    UNKNOWN_CODE = "unknown_code"
    """A territory lists a code that names no commune. Check: `_codes.codes_never_in_use`."""
    CODE_OUT_OF_USE = "code_out_of_use"
    """A territory lists a code that is not in use any more on some day of the term.

    Check: `_codes.codes_out_of_use`.
    """
    HOLDER_NOT_PARTY = "holder_not_party"
    """A commitment is charged to a contingent whose holder is not among the signatories.

    Check: `_parts.holders_not_parties`.
    """
    MORE_THAN_RESERVED = "more_than_reserved"
    """A number exceeds the dwellings reserved. Check: `_parts.numbers_above_reserved`."""
    OUTSIDE_TERM = "outside_term"
    """A commitment or an undertaking falls outside the term. Check: `_time.outside_the_term`."""
    GAP = "gap"
    """Days of the term without a level. Check: `_time.uneven_periods`."""
    OVERLAP = "overlap"
    """Accounting periods that overlap in part. Check: `_time.uneven_periods`."""
    COVERED_IN_PART = "covered_in_part"
    """A number is stated for a period that the term covers in part, and is owed whole.

    Check: `_time.outside_the_term`.
    """
    REMAINDER = "remainder"
    """Days of an amended term make no whole year, and a constant level holds for none of them.

    Check: `_time.uneven_periods`.
    """
    UNEQUAL_PERIODS = "unequal_periods"
    """A constant number holds for periods of unequal lengths. Check: `_time.uneven_periods`."""
    FALLING = "falling"
    """A floor falls from one period to the next. Check: `_time.falling_floors`."""
    DROPPED = "dropped"
    """An amendment drops a promise. Check: `_time.lost_promises`."""
    LOWERED = "lowered"
    """An amendment lowers a floor. Check: `_time.lost_promises`."""
    SHARED_BASE = "shared_base"
    """Another agreement counts the same attributions, and nothing says how.

    Check: `_others.bases_in_common`.
    """
    UNDER_LEGAL_SHARE = "under_legal_share"
    """A floor is lower than the share that the law asks of the holder.

    Check: `_law.quarters_not_reached`.
    """
    COUNTED_OTHERWISE = "counted_otherwise"
    """A floor is counted over more than the law counts: all programmes together, several years.

    Check: `_law.quarters_not_reached`.
    """
    ABOVE_LEGAL_CEILING = "above_legal_ceiling"
    """More is reserved than the law allows, or may be.

    Check: `_law.reservations_above_ceilings`.
    """
    LIST_INCOMPLETE = "list_incomplete"
    """A list of communes is not complete. Check: `_law.lists_not_complete`."""
    NO_LONGER_IN_FORCE = "no_longer_in_force"
    """A part rests on a text that is no longer in force on the day.

    Check: `_law.texts_no_longer_in_force`.
    """
    LINES_NOT_PUBLISHED = "lines_not_published"
    """No line of a grid is published. Check: `_grids.lines_not_published`."""
    LINE_NEVER_APPLIES = "line_never_applies"
    """No household can meet a line of a grid. Check: `_grids.lines_never_met`."""
    LINES_OVERLAP = "lines_overlap"
    """A household may meet two lines of which only one can apply.

    Check: `_grids.lines_that_overlap`.
    """
    NO_PRIORITY = "no_priority"
    """No line of a grid serves the priorities of the law, or none looks at DALO.

    Check: `_grids.priorities_not_served`.
    """
    NO_FACT_ANSWERS = "no_fact_answers"
    """No fact of a household answers a line of a grid. Check: `_grids.lines_never_decided`."""
    COUNTED_TWICE = "counted_twice"
    """Two lines that add up ask the same. Check: `_grids.lines_given_twice`."""
    MORE_THAN_THE_GRID = "more_than_the_grid"
    """A line gives more points than the whole grid can.

    Check: `_grids.points_above_the_limit`.
    """


@attrs.frozen(eq=False, repr=False)
class Remark(Sentence):
    """Something to remark on an agreement, or on a grid (*observation*).

    Examples:
        >>> from housing_agreements import review
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> found = review(AGREEMENT, on=date(2018, 1, 1))
        >>> found[0].severity, found[0].kind, found[0].where
        (Severity.LOOK, RemarkKind.GAP, ('offers',))
    """

    severity: Severity
    """How grave it is."""
    kind: RemarkKind
    """What it is about."""
    where: tuple[str, ...]
    """The codes of the parts concerned, or of the other agreement."""
    text: Text
    """What there is to remark."""
    sources: tuple[Source, ...] = ()
    """Where the parts concerned are stated."""
    law: tuple[Source, ...] = attrs.field(default=(), kw_only=True)
    """The articles that it is checked against; none when an agreement is checked against itself."""
    periods: tuple[Period, ...] = attrs.field(default=(), kw_only=True)
    """The days on which it is so checked; none when it is not a matter of some days."""
    confidence: Confidence | None = attrs.field(default=None, kw_only=True)
    """How far these articles were checked, the least one; `None`: none is in play."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The remark as a sentence, with its sources and the articles, and how far these go."""
        how = self.confidence
        parts: list[Block] = [*cite(self.sources)]
        for lead, words in (
            *((_LAW_CITED, str(article)) for article in self.law),
            *(() if how is None else ((_HOW_FAR_LAW_WAS_CHECKED, how.say(language)),)),
        ):
            parts.append(Line(words, lead.say(language)))
        yield Line(self.text.say(language), self.severity.say(language), parts=parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `severity`, `kind`, `parts`, `text`, `days`, `sources`, `law`, `confidence`.

        `parts` are the codes of the parts concerned, or of the other agreement; `days` those on
        which it is checked against the law; `confidence` how far that was checked. Where there is
        none of these, the cell is empty.
        """
        check_language(language)
        return [
            {
                "severity": self.severity.value,
                "kind": self.kind.name.lower(),
                "parts": ", ".join(self.where) or None,
                "text": self.text.say(language),
                "days": say_periods(self.periods, language) or None,
                "sources": semicolon(language).join(map(str, self.sources)) or None,
                "law": semicolon(language).join(map(str, self.law)) or None,
                "confidence": None if self.confidence is None else self.confidence.value,
            }
        ]

    def _essentials(self) -> str:
        where = shorten(", ".join(self.where), 60)
        return f"{self.kind.name} on {where}, {self.severity.say('en')}: {self.text.en}"


_LAW_CITED: Final = Text("law", "loi")
_HOW_FAR_LAW_WAS_CHECKED: Final = Text("checked", "vérification")


@attrs.frozen(eq=False, repr=False)
class Review(AgreementReport[Remark]):
    """All that there is to remark on an agreement on a day, the gravest first (*relecture*).

    A sequence of remarks: empty when there is nothing to remark, which proves nothing more.

    Examples:
        >>> from housing_agreements import review
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> found = review(AGREEMENT, on=date(2018, 1, 1))
        >>> len(found), found.of(Severity.CONTRADICTION)
        (1, ())
    """

    compared: ClassVar[str | None] = None

    remarks: tuple[Remark, ...]
    """Each remark, the gravest first."""

    @property
    def _items(self) -> tuple[Remark, ...]:
        return self.remarks

    @property
    def _outcome(self) -> str:
        return _tell_remarks(self.remarks)

    def of(self, what: Severity | RemarkKind) -> tuple[Remark, ...]:
        """The remarks of one severity, or of one kind.

        Raises:
            InvalidTypeError: For anything but a `Severity` or a `RemarkKind`.
        """
        if not isinstance(what, (Severity, RemarkKind)):
            expected = f"a severity ({name_members(Severity)}) or a RemarkKind"
            remedy = member_meant(what, Severity) or member_meant(what, RemarkKind)
            raise InvalidTypeError("Review.of, what", show(what), expected, remedy)
        return tuple(found for found in self.remarks if what in {found.severity, found.kind})

    def about(self, code: str) -> tuple[Remark, ...]:
        """The remarks that concern a part, or another agreement that one of them names.

        Raises:
            UnknownCodeError: For a code that is neither.
        """
        named = {where for found in self.remarks for where in found.where}
        known = named.union(part.code for part in self.agreement.every_part)
        if type(code) is not str or code not in known:
            expected = "the code of a part, or of another agreement that a remark names"
            raise UnknownCodeError("Review.about, code", show(code), expected, nearest(code, known))
        return tuple(found for found in self.remarks if code in found.where)

    def _write_parts(self, language: Language) -> Iterator[Block]:
        for found in self.remarks:
            yield from write_blocks(found, language)
        if not self.remarks:
            yield Line(_NOTHING_TO_REMARK.say(language))


_NOTHING_TO_REMARK: Final = Text("nothing to remark", "rien à signaler")


@attrs.frozen(eq=False, repr=False)
class GridReview(Report[Remark]):
    """All that there is to remark on a grid of points on a day, the gravest first (*relecture*).

    A sequence of remarks: empty when there is nothing to remark, which proves nothing more.

    Examples:
        >>> from housing_agreements import Grid, Line, facts, review
        >>> grid = Grid("made-up", "A made-up grid", [Line("work", facts.employed, 10)])
        >>> for found in review(grid, on=date(2024, 1, 1)):
        ...     print(found.severity, found.text)
        Severity.BELOW_THE_LAW no line of “A made-up grid” serves the priorities of L.441-1 on \
1 January 2024, and the law asks for one
    """

    compared: ClassVar[str | None] = None

    grid: Grid
    """The grid."""
    on: date
    """The day asked."""
    remarks: tuple[Remark, ...]
    """Each remark, the gravest first."""

    @property
    def _items(self) -> tuple[Remark, ...]:
        return self.remarks

    def of(self, what: Severity | RemarkKind) -> tuple[Remark, ...]:
        """The remarks of one severity, or of one kind.

        Raises:
            InvalidTypeError: For anything but a `Severity` or a `RemarkKind`.
        """
        if not isinstance(what, (Severity, RemarkKind)):
            expected = f"a severity ({name_members(Severity)}) or a RemarkKind"
            remedy = member_meant(what, Severity) or member_meant(what, RemarkKind)
            raise InvalidTypeError("GridReview.of, what", show(what), expected, remedy)
        return tuple(found for found in self.remarks if what in {found.severity, found.kind})

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each remark, as `Remark.rows` gives it, with the `grid` and the day, `on`."""
        head: Row = {"grid": self.grid.code, "on": self.on.isoformat()}
        return [head | row for row in super().rows(language)]

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The grid, the day asked, and each remark."""
        parts: list[Block] = [
            block for one in self.remarks for block in write_blocks(one, language)
        ]
        if not self.remarks:
            parts.append(Line(_NOTHING_TO_REMARK.say(language)))
        heading = _GRID_ON.say(language, grid=self.grid.title, day=self.on)
        yield Section(heading, parts=parts)

    def _essentials(self) -> str:
        return f"{shorten(self.grid.code, 60)} on {self.on}: {_tell_remarks(self.remarks)}"


_GRID_ON: Final = Text("{grid}, on {day}", "{grid}, au {day}")


def _tell_remarks(remarks: Iterable[Remark]) -> str:
    """How many remarks there are, and how many of each severity."""
    found = [remark.severity for remark in remarks]
    numbers = [f"{found.count(severity)} {severity.say('en')}" for severity in Severity]
    parts = ", ".join(words for words in numbers if not words.startswith("0 "))
    return tell_number(len(found), "remark") + (f": {parts}" if parts else "")


class Examined(NamedTuple):
    """What a check looks at."""

    agreement: Agreement
    """The agreement, with its amendments."""
    terms: Agreement
    """The terms in force on the day asked."""
    on: date
    """The day asked."""
    known: date
    """The day of the knowledge."""
    beside: tuple[Agreement, ...]
    """The other agreements that hold beside it."""
    holders: Mapping[str, Holder]
    """Who holds each contingent in the eyes of the law, by code, as far as it is known."""


Check = Callable[[Examined], Iterator[Remark]]
"""What looks for one sort of remark."""


def remark(
    severity: Severity,
    kind: RemarkKind,
    parts: Sequence[Part],
    text: Text,
    *,
    beside: Sequence[str] = (),
    law: Iterable[Source] = (),
    periods: Sequence[Period] = (),
    confidence: Confidence | None = None,
) -> Remark:
    """A remark on some parts, with their sources."""
    codes = dict.fromkeys((*(part.code for part in parts), *beside))
    sources = dict.fromkeys(source for part in parts for source in part.sources)
    return Remark(
        severity,
        kind,
        tuple(codes),
        text,
        tuple(sources),
        law=tuple(dict.fromkeys(law)),
        periods=tuple(periods),
        confidence=confidence,
    )
