"""What a landlord tells of the flow of a year (*bilan annuel*, R.441-5 and R.441-5-1).

Before 28 February holders are told the dwellings offered and attributed in the year before, by
holder, kind, financing, place in or out of a priority neighbourhood, commune and age of the
building, and those left out of the flow, by kind of operation. `account_for_flow` makes that of a
ledger.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import add
from types import MappingProxyType
from typing import ClassVar, Final, cast

import attrs

from housing_agreements._checks import (
    Codes,
    Faults,
    as_tuple,
    exact_codes,
    exact_count,
    exact_day,
    exact_series,
)
from housing_agreements._records import Record, tell_number
from housing_agreements.errors import DuplicateIdError, UnknownCodeError, nearest, show
from housing_agreements.explanations.blocks import Block, Line, Note, Section, Table, cite
from housing_agreements.explanations.explanation import Row, write_bounds, write_day
from housing_agreements.geography._names import name_of_code_apart
from housing_agreements.law.reservations.flow import (
    CONFERENCE_REPORT_DAY,
    FLOW_REPORT_DAY,
    LEFT_OUT,
    conference_report,
    flow_report,
    left_out_tags,
)
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.entries import (
    ATTRIBUTION_STAGES,
    Attribution,
    Stage,
    first_and_last_day,
)
from housing_agreements.rules._answers import Report, Sentence
from housing_agreements.rules.flows._dwellings import DWELLING_WORDS
from housing_agreements.rules.flows._given import HolderCode
from housing_agreements.rules.flows._standings import OWN, read_holders
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Text,
    as_text,
    check_language,
    say_number_of,
    semicolon,
)

__all__ = ("AccountLine", "DwellingDetail", "FlowAccount", "account_for_flow")


@attrs.frozen(eq=False, repr=False)
class DwellingDetail(Record):
    """What the yearly account must tell of a dwelling, and an attribution does not say.

    Raises:
        InvalidTypeError: For anything but words, a yes or a no, and a year.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> DwellingDetail(typology="T3", financing="PLUS", in_neighbourhood=False, built=1974)
        DwellingDetail(typology='T3', financing='PLUS', in_neighbourhood=False, built=1974)
    """

    typology: str | None = attrs.field(default=None, kw_only=True)
    """Its kind (*typologie*), such as "T3"; `None`: not known."""
    financing: str | None = attrs.field(default=None, kw_only=True)
    """How it was financed, such as "PLUS"; `None`: not known."""
    in_neighbourhood: bool | None = attrs.field(default=None, kw_only=True)
    """Whether it stands in a priority neighbourhood (*QPV*); `None`: not known."""
    built: str | int | None = attrs.field(default=None, kw_only=True)
    """When it was built: a year, or a span as the landlord tells it; `None`: not known."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("DwellingDetail")
        faults.check_fields(self)
        faults.report()


_NO_DETAIL: Final = DwellingDetail()


@attrs.frozen(eq=False, repr=False)
class AccountLine(Sentence):
    """The dwellings of one holder that are alike in all that the law asks."""

    contingent: HolderCode
    """The code of the contingent; `None`: the landlord's own."""
    name: Text
    """What the holder is called."""
    commune: str
    """The code of the commune."""
    detail: DwellingDetail
    """Kind, financing, neighbourhood and age."""
    offered: Bounds[int]
    """How many were made available in the year."""
    attributed: Bounds[int]
    """How many the commission attributed in the year."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        words = _LINE.say(
            language,
            name=self.name,
            dwellings=semicolon(language).join(self._say_dwelling(language)),
            offered=self.offered,
            attributed=self.attributed,
        )
        yield Line(words)

    def _say_dwelling(self, language: Language) -> tuple[str, ...]:
        """The commune, the kind, the financing, the neighbourhood and the age."""
        detail, open_ = self.detail, _TO_COMPLETE.say(language)
        place = _WHETHER_IN[detail.in_neighbourhood].say(language)
        built = open_ if detail.built is None else str(detail.built)
        return (
            name_of_code_apart(self.commune) or self.commune,
            detail.typology or open_,
            detail.financing or open_,
            place,
            built,
        )

    def say_cells(self, language: Language) -> list[str | None]:
        """The line in cells of a table, without its holder."""
        return [
            *self._say_dwelling(language),
            self.offered.say(language),
            self.attributed.say(language),
        ]

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `contingent`, `holder`, `commune`, `typology`, `financing`, `neighbourhood`.

        The last is "inside", "outside" or empty. Then `built`, `offered_low`, `offered_high`,
        `attributed_low` and `attributed_high`.
        """
        check_language(language)
        built = self.detail.built
        return [
            {
                "contingent": self.contingent,
                "holder": self.name.say(language),
                "commune": self.commune,
                "typology": self.detail.typology,
                "financing": self.detail.financing,
                "neighbourhood": _INSIDE_OR_OUTSIDE[self.detail.in_neighbourhood],
                "built": None if built is None else str(built),
                **write_bounds("offered", self.offered),
                **write_bounds("attributed", self.attributed),
            }
        ]

    def _essentials(self) -> str:
        whose = self.contingent or self.name.en
        return f"{whose}, {self.commune}: {self.offered} offered, {self.attributed} attributed"


_LINE: Final = Text(
    "{name} ({dwellings}): {offered} offered, {attributed} attributed",
    "{name} ({dwellings})\u00a0: {offered} mis à disposition, {attributed} attribués",
)
_TO_COMPLETE: Final = Text("not known", "à préciser")
_INSIDE_OR_OUTSIDE: Final = {True: "inside", False: "outside", None: None}
_WHETHER_IN: Final = {
    True: Text("priority", "en QPV"),
    False: Text("outside", "hors QPV"),
    None: _TO_COMPLETE,
}


def _as_lines(given: Iterable[AccountLine]) -> tuple[AccountLine, ...]:
    return as_tuple(given)


def _as_numbers_left_out(
    given: Iterable[tuple[str, Bounds[int]]],
) -> tuple[tuple[str, Bounds[int]], ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class FlowAccount(Report[AccountLine]):
    """The yearly account of a flow (*bilan annuel de la gestion en flux*): a sequence of lines.

    Examples:
        >>> from housing_agreements import Party, department
        >>> state = Contingent("state", Party("state", "État"), department("33"), share="30 %")
        >>> account_for_flow([state], [], year=2024, on=date(2025, 2, 1)).due
        datetime.date(2025, 2, 27)
    """

    compared: ClassVar[str | None] = None

    year: int
    """The year told of."""
    on: date
    """The day asked: what came later does not count yet."""
    lines: tuple[AccountLine, ...] = attrs.field(converter=_as_lines)
    """The dwellings that are alike, holder by holder."""
    left_out: tuple[tuple[str, Bounds[int]], ...] = attrs.field(converter=_as_numbers_left_out)
    """How many dwellings offered or attributed in the year each tag leaves out of the flow."""

    def __attrs_post_init__(self) -> None:
        """The law of the year is known, and each tag of it."""
        faults = Faults("FlowAccount")
        faults.check_fields(self)
        if not faults.found:
            known = left_out_tags(on=Period.year(self.year).last_day)
            for tag, _ in self.left_out:
                if tag not in known:
                    faults.value("left_out", tag, "the tag of something left out of the flow")
        faults.report()

    @property
    def _items(self) -> tuple[AccountLine, ...]:
        return self.lines

    @property
    def due(self) -> date:
        """The last day on which holders may be told, by the letter of the law."""
        return cast("date", flow_report(self.year, by=_BY).due)

    @property
    def due_to_conference(self) -> date:
        """The last day on which it may be put to the intercommunal conference."""
        return cast("date", conference_report(self.year, by=_BY).due)

    @property
    def missing(self) -> dict[str, int]:
        """For how many dwellings at most what the law asks is not known, by what it is."""
        found = {
            name: sum(
                max(line.offered.high or 0, line.attributed.high or 0)
                for line in self.lines
                if getattr(line.detail, name) is None
            )
            for name in _DETAILS
        }
        return {name: count for name, count in found.items() if count}

    def count_by_holder(self) -> dict[HolderCode, tuple[Bounds[int], Bounds[int]]]:
        """How many dwellings were offered to each holder, and how many attributed.

        Examples:
            >>> from housing_agreements import Party, department
            >>> gironde = department("33")
            >>> state = Contingent("state", Party("state", "État"), gironde, share="30 %")
            >>> entry = Attribution("A1", "state", "33063", available_on=date(2024, 5, 2))
            >>> account = account_for_flow([state], [entry], year=2024, on=date(2025, 2, 1))
            >>> account.count_by_holder()["state"]
            (Bounds(low=1, high=1), Bounds(low=0, high=0))
        """
        counts: dict[HolderCode, tuple[Bounds[int], Bounds[int]]] = {}
        for line in self.lines:
            offered, attributed = counts.get(line.contingent, (_NO_DWELLING, _NO_DWELLING))
            counts[line.contingent] = (offered + line.offered, attributed + line.attributed)
        return counts

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """When it is due and to whom, each holder's dwellings, what is left out and not known."""
        parts: list[Block] = [
            Line(_ACCOUNT_DUE.say(language, due=self.due, conference=self.due_to_conference))
        ]
        counts = self.count_by_holder()
        for code, (offered, attributed) in counts.items():
            lines = [line for line in self.lines if line.contingent == code]
            table = Table(
                [heading.say(language) for heading in _ACCOUNT_HEADINGS],
                [line.say_cells(language) for line in lines],
            )
            outcome = _OFFERED_AND_ATTRIBUTED.say(language, offered=offered, attributed=attributed)
            parts.append(Section(lines[0].name.say(language), outcome, None, [table]))
        names = {item.tag: item.name for version in LEFT_OUT.versions for item in version.value}
        if self.left_out:
            rows = [[names[tag].say(language), count.say(language)] for tag, count in self.left_out]
            table = Table([_OPERATION.say(language), DWELLING_WORDS[1].say(language)], rows)
            parts.append(Section(_LEFT_OUT_OF_FLOW.say(language), None, None, [table]))
        parts += [
            Note(
                _DETAIL_MISSING.say(
                    language,
                    detail=_DETAILS[name],
                    many=say_number_of(count, *DWELLING_WORDS, language),
                )
            )
            for name, count in self.missing.items()
        ]
        year = Period.year(self.year)
        sources = (
            *FLOW_REPORT_DAY.at(year.end).sources,
            *CONFERENCE_REPORT_DAY.at(year.end).sources,
        )
        parts += cite(dict.fromkeys(sources))
        heading = _ACCOUNT_OF.say(language, year=str(self.year), day=self.on)
        yield Section(heading, None, None, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """The row of each `AccountLine`, with its `year`, and the `due` day of the account."""
        head: Row = {"year": self.year, "due": write_day(self.due)}
        return [head | row for row in super().rows(language)]

    def _essentials(self) -> str:
        return f"{self.year} on {self.on}: {tell_number(len(self.lines), 'line')}"


_BY: Final = ("landlord",)
_NO_DWELLING: Final = Bounds(0, 0)
_DETAILS: Final = {
    "typology": Text("the kind", "la typologie"),
    "financing": Text("the financing", "le financement"),
    "in_neighbourhood": Text("the neighbourhood", "la situation en QPV ou hors QPV"),
    "built": Text("the age of the building", "la période de construction"),
}
_ACCOUNT_HEADINGS: Final = (
    Text("commune", "commune"),
    Text("kind", "typologie"),
    Text("financing", "financement"),
    Text("neighbourhood", "QPV"),
    Text("built", "construction"),
    Text("offered", "mis à disposition"),
    Text("attributed", "attribués"),
)
_ACCOUNT_OF: Final = Text(
    "Account of the flow of {year}, as of {day}", "Bilan du flux {year}, au {day}"
)
_ACCOUNT_DUE: Final = Text(
    "owed to all holders and to the grouping of communes by {due}, and put to the intercommunal "
    "conference by {conference}",
    "dû à tous les réservataires et à l'intercommunalité au plus tard le {due}, et présenté à la "
    "conférence intercommunale du logement au plus tard le {conference}",
)
_OFFERED_AND_ATTRIBUTED: Final = Text(
    "{offered} offered, {attributed} attributed",
    "mis à disposition\u00a0: {offered}\u202f; attribués\u00a0: {attributed}",
)
_LEFT_OUT_OF_FLOW: Final = Text("Left out of the flow", "Logements soustraits du flux")
_OPERATION: Final = Text("operation", "opération")
_DETAIL_MISSING: Final = Text(
    "to be completed for {many}: {detail}", "à compléter pour {many}\u00a0: {detail}"
)


def account_for_flow(
    contingents: Iterable[Contingent],
    entries: Iterable[Attribution],
    *,
    year: int,
    on: date,
    details: Mapping[str, DwellingDetail] = MappingProxyType({}),
    own: Codes = (),
) -> FlowAccount:
    """The yearly account of a flow, of a ledger (*bilan annuel de la gestion en flux*).

    A dwelling was offered in the year when it was made available in it, and attributed when the
    commission decided. A day that is known to the month or the year, or not at all, makes the
    number one within bounds. An entry that is cancelled on the day asked is left aside.

    Args:
        contingents: The contingents of the landlord.
        entries: The attributions of the landlord, of any year.
        year: The year told of.
        on: The day asked: what is dated later does not count yet.
        details: What the law asks and the ledger does not say, by `id` of the entry. What is not
            given is not known.
        own: The codes in the ledger of what nobody reserves; these are the landlord's own.

    Raises:
        InvalidTypeError: For anything but contingents, attributions, details, a year and a day.
        UnknownCodeError: For a contingent of the ledger that was not given, or a detail of an entry
            that is not there.
        DuplicateIdError: For an `id` twice.
        NotKnownError: For a year for which the law is not known.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> from housing_agreements import Party, department
        >>> state = Contingent("state", Party("state", "État"), department("33"), share="30 %")
        >>> entry = Attribution("A1", "state", "33063", available_on=date(2024, 5, 2))
        >>> account = account_for_flow(
        ...     [state],
        ...     [entry],
        ...     year=2024,
        ...     on=date(2025, 2, 1),
        ...     details={"A1": DwellingDetail(typology="T3", financing="PLUS")},
        ... )
        >>> account.due, account.missing
        (datetime.date(2025, 2, 27), {'in_neighbourhood': 1, 'built': 1})
    """
    where = "account_for_flow"
    held = read_holders(where, contingents)
    exact_count(year, f"{where}, year")
    exact_day(on, f"{where}, on")
    read = exact_series(entries, f"{where}, entries")
    own_codes = exact_codes(own, f"{where}, own")
    faults = Faults(where)
    for own_code in sorted(own_codes):
        faults.code("own", own_code)
    faults.report()
    names: dict[HolderCode, Text] = {
        contingent.code: as_text(contingent.holder.name) for contingent in held
    }
    _check_entries(where, read, details, {*(code for code in names if code), *own_codes})
    names[None] = OWN
    whole = Period.year(year)
    tags = left_out_tags(on=whole.last_day)
    counts: dict[tuple[HolderCode, str, DwellingDetail], list[tuple[Bounds[int], Bounds[int]]]] = {}
    left_out: dict[str, Bounds[int]] = {}
    for entry in read:
        if entry.cancelled_on is not None and entry.cancelled_on <= on:
            continue
        offered, attributed = (
            _count_in(entry, stage, whole, on) for stage in (Stage.AVAILABLE, Stage.DECIDED)
        )
        if not (offered.high or attributed.high):
            continue
        tag = next((tag for tag in tags if tag in entry.tags), None)
        if tag is not None:
            most = max(offered.high or 0, attributed.high or 0)
            counted = Bounds(max(offered.low, attributed.low), most)
            left_out[tag] = left_out.get(tag, _NO_DWELLING) + counted
            continue
        code = None if entry.contingent in own_codes else entry.contingent
        key = (code, entry.commune, details.get(entry.id, _NO_DETAIL))
        counts.setdefault(key, []).append((offered, attributed))
    order = list(names)
    lines = [
        AccountLine(
            code,
            names[code],
            commune,
            detail,
            reduce(add, (offered for offered, _ in found)),
            reduce(add, (attributed for _, attributed in found)),
        )
        for (code, commune, detail), found in counts.items()
    ]
    lines.sort(key=lambda line: (order.index(line.contingent), line.commune, repr(line.detail)))
    return FlowAccount(year, on, lines, [(tag, left_out[tag]) for tag in tags if tag in left_out])


def _check_entries(
    where: str,
    entries: tuple[Attribution, ...],
    details: Mapping[str, DwellingDetail],
    known: set[str],
) -> None:
    """Refuse entries that are no attributions, bear an `id` twice, or an unknown contingent."""
    faults = Faults(where)
    faults.instance("details", details, Mapping, "details by id: {id: DwellingDetail(...)}")
    for entry in entries:
        faults.instance("entries", entry, Attribution, "an Attribution")
    faults.report()
    repeated = [id_ for id_, number in Counter(entry.id for entry in entries).items() if number > 1]
    if repeated:
        remedy = "remove the repeated entries"
        raise DuplicateIdError(f"{where}, entries", repeated, remedy)
    for code in dict.fromkeys(entry.contingent for entry in entries):
        if code not in known:
            expected = "a contingent, or a code that own=(code,) names as the landlord's own"
            meant = nearest(code, known)
            faults.add(UnknownCodeError, "entries, contingent", show(code), expected, meant)
    ids = {entry.id for entry in entries}
    for id_, detail in details.items():
        if id_ not in ids:
            faults.add(UnknownCodeError, "details", show(id_), "the id of an entry")
        faults.instance(f"details, {show(id_)}", detail, DwellingDetail, "a DwellingDetail")
    faults.report()


def _count_in(entry: Attribution, stage: Stage, year: Period, on: date) -> Bounds[int]:
    """How many dwellings of an entry reached a stage in a year, up to the day asked."""
    last = min(year.last_day, on)
    day = getattr(entry, stage.field)
    span = first_and_last_day(day)
    if span is not None:
        sure = year.start <= span[0] and span[1] <= last
        possible = span[0] <= last and year.start <= span[1]
    else:
        sure = False
        later = ATTRIBUTION_STAGES[ATTRIBUTION_STAGES.index(stage) + 1 :]
        reached = [getattr(entry, after.field) for after in later]
        ends = [span[1] for after in reached if (span := first_and_last_day(after)) is not None]
        told = day is not None or any(after is not None for after in reached)
        possible = told and year.start <= min((*ends, last))
    return Bounds(entry.count if sure else 0, entry.count if possible else 0)
