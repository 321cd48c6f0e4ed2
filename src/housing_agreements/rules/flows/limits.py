"""The ceilings of the law on the flow of a year, and where each stands on the way.

The prefect reserves at most 30 % of the annual flow of a landlord, of which 5 % for agents of the
State; local authorities, all together, at most 20 % of the flow on their territory in return for
their guarantee of loans. They are judged on the flow of the whole year. Before its end the flow is
what is expected, and the answer says how many further dwellings each may have.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple, exact_count, exact_day
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.explanations.blocks import Bar, Block, Line, Note, Section, cite
from housing_agreements.explanations.explanation import (
    Row,
    write_blocks,
    write_bounds,
    write_verdict,
)
from housing_agreements.law.provisions import Provision, Version
from housing_agreements.law.reservations.ceilings import (
    AGENTS_CEILING,
    LOCAL_AUTHORITIES_CEILING,
    STATE_CEILING,
    Ceiling,
    CeilingBase,
    Reserved,
)
from housing_agreements.law.reservations.obligations import Holder
from housing_agreements.rules._answers import Report, Sentence, tell_verdict, tell_verdicts
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import Language, Text, check_language, percent
from housing_agreements.values.verdicts import Verdict

__all__ = ("CeilingReport", "CeilingStanding", "check_flow_ceilings")


@attrs.frozen(eq=False, repr=False)
class CeilingStanding(Sentence):
    """Where one ceiling stands in a year (*plafond de réservation*)."""

    code: str
    """The code of the provision."""
    title: Text
    """What it limits."""
    reserved: Reserved
    """How many dwellings against how many."""
    settled: bool
    """Whether the year is over."""
    note: Text | None
    """What the law says beside; `None`: nothing that was read."""
    sources: tuple[Source, ...] = attrs.field(converter=as_sources)
    """Where it is written."""

    @property
    def verdict(self) -> Verdict:
        """Whether the ceiling is kept by what was given so far, on the flow of the whole year."""
        return self.reserved.verdict

    @property
    def further(self) -> Bounds[int]:
        """How many further dwellings may go to those it limits before it is passed."""
        allowed, count = self.reserved.allowed, self.reserved.count
        low = 0 if count.high is None else max(0, allowed.low - count.high)
        return Bounds(low, None if allowed.high is None else max(low, allowed.high - count.low))

    @property
    def next_passes(self) -> Verdict:
        """Whether the next dwelling that goes to those it limits would pass it."""
        if self.further.low:
            return Verdict.UNMET
        return Verdict.MET if self.further.high == 0 else Verdict.UNDETERMINED

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The ceiling, what was given and allowed, and whether the next dwelling passes it."""
        reserved = self.reserved
        words = _GIVEN_OF.say(
            language,
            count=reserved.count,
            total=reserved.total,
            allowed=reserved.allowed,
            rate=percent(reserved.ceiling.rate, language),
        )
        parts: list[Block] = [Line(words)]
        if reserved.allowed.high is not None and reserved.count.high is not None:
            parts.append(Bar(words, reserved.count, reserved.allowed, verdict=self.verdict))
        if not self.settled:
            parts.append(Line(_NOT_SETTLED.say(language)))
            passes = _WHETHER_NEXT_PASSES[self.next_passes]
            if self.verdict is Verdict.UNMET:
                passes = _IS_PASSED
            parts.append(Line(passes.say(language, further=self.further)))
        if self.note is not None:
            parts.append(Note(self.note.say(language)))
        parts += cite(self.sources)
        yield Section(self.title.say(language), self.verdict.say(language), self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `ceiling` (code), `title`, `rate`, `verdict`, `settled`, `next_passes`.

        Then `reserved_low`, `reserved_high`, `total_low`, `total_high`, `allowed_low`,
        `allowed_high`, `further_low` and `further_high`.
        """
        check_language(language)
        return [
            {
                "ceiling": self.code,
                "title": self.title.say(language),
                "rate": str(self.reserved.ceiling.rate),
                "verdict": write_verdict(self.verdict),
                "settled": self.settled,
                "next_passes": write_verdict(self.next_passes),
                **write_bounds("reserved", self.reserved.count),
                **write_bounds("total", self.reserved.total),
                **write_bounds("allowed", self.reserved.allowed),
                **write_bounds("further", self.further),
            }
        ]

    def _essentials(self) -> str:
        return f"{self.code}: {tell_verdict(self.verdict)}, {self.reserved.count} reserved"


_GIVEN_OF: Final = Text(
    "dwellings given: {count}; allowed: {allowed} ({rate} of the flow: {total})",
    "logements attribués\u00a0: {count}\u202f; admis\u00a0: {allowed} ({rate} du flux\u00a0: "
    "{total})",
)
_NOT_SETTLED: Final = Text(
    "the year is not over: it is judged on the flow that is expected of it",
    "l'année n'est pas terminée\u00a0: le plafond est jugé sur le flux attendu",
)
_IS_PASSED: Final = Text(
    "it is passed already: no further dwelling may be given to them",
    "il est déjà dépassé\u00a0: aucun logement ne peut plus être attribué à ce titre",
)
_WHETHER_NEXT_PASSES: Final = {
    Verdict.MET: Text(
        "the next dwelling given to them would pass it",
        "le prochain logement attribué à ce titre le dépasserait",
    ),
    Verdict.UNMET: Text(
        "further dwellings that may be given to them: {further}",
        "logements pouvant encore être attribués à ce titre\u00a0: {further}",
    ),
    Verdict.UNDETERMINED: Text(
        "it is not known whether the next dwelling would pass it; further ones allowed: {further}",
        "on ne sait pas si le prochain logement le dépasserait\u202f; encore admis\u00a0: "
        "{further}",
    ),
}


def _as_ceiling_standings(given: Iterable[CeilingStanding]) -> tuple[CeilingStanding, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class CeilingReport(Report[CeilingStanding]):
    """Where the ceilings of the law stand in a year with one landlord (*plafonds du flux*).

    Examples:
        >>> report = check_flow_ceilings(
        ...     2024,
        ...     {"state": 241},
        ...     flow=801,
        ...     holders={"state": Holder.STATE},
        ...     on=date(2025, 1, 1),
        ... )
        >>> report.verdict, report.settled
        (Verdict.UNMET, True)
    """

    year: int
    """The year."""
    on: date
    """The day asked."""
    standings: tuple[CeilingStanding, ...] = attrs.field(converter=_as_ceiling_standings)
    """Where each ceiling stands whose holders are told."""

    @property
    def _items(self) -> tuple[CeilingStanding, ...]:
        return self.standings

    @property
    def verdict(self) -> Verdict | None:
        """Whether all are kept; `None`: none was to be looked at."""
        verdicts = [standing.verdict for standing in self.standings]
        return Verdict.all(verdicts) if verdicts else None

    @property
    def settled(self) -> bool:
        """Whether the year is over on the day asked."""
        return self.on >= Period.year(self.year).end

    def of(self, code: str) -> tuple[CeilingStanding, ...]:
        """Where the ceiling of one provision stands.

        Raises:
            UnknownCodeError: For a provision that was not looked at.
        """
        return self._items_with(code, lambda item: item.code, "a ceiling that was looked at")

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        parts = [block for item in self.standings for block in write_blocks(item, language)]
        heading = _CEILINGS_OF_YEAR.say(language, year=str(self.year), day=self.on)
        outcome = None if self.verdict is None else self.verdict.say(language)
        yield Section(heading, outcome, self.verdict, parts)

    def _essentials(self) -> str:
        told = tell_verdicts((item.verdict for item in self.standings), "ceiling")
        return f"{self.year} on {self.on}: {told}"


_CEILINGS_OF_YEAR: Final = Text(
    "Ceilings of the flow of {year}, on {day}", "Plafonds du flux {year}, au {day}"
)

_LIMITED: Final[tuple[tuple[Provision[Ceiling], frozenset[Holder]], ...]] = (
    (STATE_CEILING, frozenset({Holder.STATE, Holder.STATE_AGENTS})),
    (AGENTS_CEILING, frozenset({Holder.STATE_AGENTS})),
    (LOCAL_AUTHORITIES_CEILING, frozenset({Holder.LOCAL_AUTHORITY})),
)


def check_flow_ceilings(
    year: int,
    given: Mapping[str, int],
    *,
    flow: int | Bounds[int],
    holders: Mapping[str, Holder],
    on: date,
    local_flow: int | Bounds[int] | None = None,
) -> CeilingReport:
    """Whether the ceilings of the law are kept on the flow of a year with one landlord.

    Args:
        year: The year, from 2021 on: the flow has been the base since 22 February 2020.
        given: How many dwellings of the year each contingent has been given so far.
        flow: The flow of the whole year, as `annual_flow` counts it; before its end, what is
            expected of it, exactly or within bounds.
        holders: Who holds each contingent, by code. Contingents that no ceiling limits need no
            holder; the State's is told apart from that of its agents, which counts in both.
        on: The day asked.
        local_flow: The flow of the year on the territory of the local authorities; `None`: not
            known. Reservations against land or money are under no ceiling: leave them out.

    Raises:
        InvalidValueError: For a year in which the ceilings do not bear on the flow, a negative
            number, or more given than the whole flow.
        InvalidTypeError: For anything but whole numbers, holders and a day.
        UnknownCodeError: For a holder of a contingent that was not told.
        NotKnownError: For a year for which the law is not known.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> report = check_flow_ceilings(
        ...     2024,
        ...     {"state": 240, "als": 200},
        ...     flow=801,
        ...     holders={"state": Holder.STATE},
        ...     on=date(2025, 1, 1),
        ... )
        >>> report[0].verdict, report[0].further.value
        (Verdict.MET, 0)
    """
    where = "check_flow_ceilings"
    exact_count(year, f"{where}, year")
    exact_day(on, f"{where}, on")
    faults = Faults(where)
    faults.instance("given", given, Mapping, "numbers of dwellings by contingent: {code: number}")
    faults.instance("holders", holders, Mapping, "holders by contingent: {code: Holder.STATE}")
    faults.report()
    for code, count in given.items():
        faults.code("given, contingent", code)
        faults.count(f"given, {show(code)}", count)
    faults.report()
    for code, holder in holders.items():
        if code not in given:
            expected = "a contingent of `given`"
            faults.add(UnknownCodeError, "holders", show(code), expected, nearest(code, given))
        faults.instance(f"holders, {show(code)}", holder, Holder, "a Holder: Holder.STATE")
    total = _read_flow(faults, "flow", flow)
    local = Bounds(0, None) if local_flow is None else _read_flow(faults, "local_flow", local_flow)
    faults.report()
    if total.high is not None:  # what lies on the territory is a part of the whole
        if local.low > total.high:
            expected = f"no more than the whole flow, {total.high}"
            raise InvalidValueError(f"{where}, local_flow", show(local_flow), expected)
        high = total.high if local.high is None else min(local.high, total.high)
        local = Bounds(local.low, high)
    standings: list[CeilingStanding] = []
    whole = Period.year(year)
    for provision, limited in _LIMITED:
        codes = [code for code, holder in holders.items() if holder in limited]
        if codes:
            version = _find_version(where, provision, whole)
            is_local = version.value.base is CeilingBase.LOCAL_FLOW
            counted = sum(given[code] for code in codes)
            base, name = (local, "local_flow") if is_local else (total, "flow")
            if base.high is not None and counted > base.high:
                given_to = f"{counted} given to {', '.join(map(show, codes))}"
                expected = f"no more than `{name}`, {base.high}"
                raise InvalidValueError(f"{where}, given", given_to, expected)
            reserved = version.value.judge(counted, of=base)
            standings.append(
                CeilingStanding(
                    provision.code,
                    provision.title,
                    reserved,
                    on >= whole.end,
                    version.note,
                    version.sources,
                )
            )
    return CeilingReport(year, on, standings)


def _read_flow(faults: Faults, name: str, flow: int | Bounds[int]) -> Bounds[int]:
    if not isinstance(flow, Bounds):
        faults.count(name, flow)
        return Bounds(0, None) if faults.found else Bounds.exactly(flow)
    if type(flow.low) is not int:
        expected = "a whole number, or Bounds of whole numbers"
        faults.add(InvalidTypeError, name, show(flow), expected)
    elif flow.low < 0:
        faults.value(name, flow, "a flow of 0 or more")
    return flow


def _find_version(where: str, provision: Provision[Ceiling], year: Period) -> Version[Ceiling]:
    """The version of a year whose ceiling bears on the flow."""
    try:
        version = provision.at(year.start)
    except NotKnownError as error:
        raise error.at(f"{where}, year") from None
    if version.value.base not in {CeilingBase.FLOW, CeilingBase.LOCAL_FLOW}:
        since = provision.versions[-1].since
        raise InvalidValueError(f"{where}, year", str(year), f"a year that begins after {since}")
    return version
