"""What became of the entries and figures read, in words, English and French."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, overload

import attrs

from housing_agreements._checks import exact_day
from housing_agreements._records import Record
from housing_agreements.errors import UnknownCodeError, nearest, show
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Group, Level, Limit
from housing_agreements.rules._answers import Answer
from housing_agreements.rules.quotas._completions import Side, Target, judged, ratios
from housing_agreements.rules.quotas._periods import Unit, units_of
from housing_agreements.rules.quotas._possible import Choice, Doubt, Pot, Pots, gathered
from housing_agreements.rules.quotas._reading import Count, Entry, exact_agreement, reading_of
from housing_agreements.rules.quotas.figures import PublishedFigure, all_told
from housing_agreements.rules.quotas.findings import Finding, Outcome
from housing_agreements.rules.quotas.tally import Ids, Tally, Unknown, tally
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text, check_language, choose, number
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "Account",
    "QuotaReport",
    "check_quotas",
    "told_account",
    "told_set_aside",
    "told_unused",
)


def told_account(account: Sequence[Count], language: Language) -> str:
    """What became of each entry read."""
    read, counted, not_concerned, cancelled, later, set_aside = (
        number(each.entries, language) for each in account
    )
    return choose(
        language,
        f"entries read: {read} (counted: {counted}; not concerned: {not_concerned}, of which "
        f"cancelled: {cancelled}, dated later: {later}; set aside: {set_aside})",
        f"lignes lues\u00a0: {read} (comptées\u00a0: {counted}\u00a0; non concernées\u00a0: "
        f"{not_concerned}, dont annulées\u00a0: {cancelled}, datées d'après le jour demandé\u00a0: "
        f"{later}\u00a0; mises de côté\u00a0: {set_aside})",
    )


def told_set_aside(what: str, code: str, count: Count, language: Language) -> str:
    """Which entries were set aside, and why."""
    kind = _UNKNOWN[what].say(language)
    lines = number(count.entries, language)
    return choose(
        language,
        f"set aside, {kind} {code!r} that the agreement does not know: {lines}",
        f"mises de côté, {kind} «\u00a0{code}\u00a0» "
        f"que la convention ne connaît pas\u00a0: {lines}",
    )


_UNKNOWN: Final = {
    "contingent": Text("contingent", "contingent"),
    "public": Text("public", "public"),
    "tag": Text("tag", "étiquette"),
}


def told_unused(period: Period, commitments: Sequence[str], language: Language) -> str:
    """A published figure that counts in nothing judged."""
    codes, when = ", ".join(commitments), period.say(language)
    return choose(
        language,
        f"published figure not used: {codes}, {when}",
        f"chiffre publié non utilisé\u00a0: {codes}, {when}",
    )


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
        verdicts = [finding.verdict for finding in self.findings if finding.verdict is not None]
        return Verdict.all(verdicts) if verdicts else None

    def of(self, code: str) -> tuple[Finding, ...]:
        """The findings on one commitment, period by period.

        Raises:
            UnknownCodeError: For a commitment on which there is no finding.
        """
        found = tuple(finding for finding in self.findings if finding.commitment.code == code)
        if not found:
            known = {finding.commitment.code for finding in self.findings}
            raise UnknownCodeError(
                "QuotaReport.of", show(code), "a commitment that was judged", nearest(code, known)
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
        check_language(language)
        account = told_account(attrs.astuple(self.account, recurse=False), language)
        lines = [*(finding.explain(language) for finding in self.findings), account]
        lines.extend(
            told_set_aside(what, code, count, language)
            for (what, code), count in sorted(self.set_aside.items())
        )
        lines.extend(
            told_unused(figure.period, figure.commitments, language) for figure in self.unused
        )
        return "\n".join(lines)


def check_quotas(
    agreement: Agreement,
    entries: Tally | Iterable[Entry],
    *,
    on: date,
    known: date | None = None,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
) -> QuotaReport:
    """Whether each commitment of an agreement is kept, period by period (*bilan des objectifs*).

    The terms of a period are those in force on its last day, or on the day asked if sooner,
    as known on a day. An entry belongs to a territory or not on its own day; it counts for the
    publics that its author assessed. What is not known is never taken for a no: each number
    has bounds, which are real completions, and a verdict is decided when both agree.

    Published figures alone are no ledger: where none tells of a whole period, there is nothing
    to judge. Beside a ledger, they add to it.

    Args:
        agreement: The agreement.
        entries: A ledger of attributions and production, or a tally of one.
        on: The day asked. Entries dated later do not count yet; a period that still runs is
            judged against its full level, and its findings are not settled.
        known: The day of the knowledge: amendments signed later are left out; `None`: `on`.
        ids: Whether an id that stands twice is refused.
        unknown: What becomes of entries with a code that the agreement does not know.

    Raises:
        DuplicateIdError: For ids that stand twice.
        UnknownCodeError: For a contingent, a public or a tag that the agreement does not know.
        UncoveredReadingError: For a tally that did not read what the agreement needs.

    Laws:
        - Order and partition of the ledger change nothing.
        - A priority attribution more never lowers `counted`, and never turns a met floor into
          an unmet one.
        - Bounds contain the value that full knowledge gives.

    Examples:
        >>> from housing_agreements import (
        ...     Agreement,
        ...     AgreementKind,
        ...     Attribution,
        ...     Contingent,
        ...     Party,
        ...     PriorityPublic,
        ...     Share,
        ...     Stage,
        ...     Territory,
        ...     Period,
        ...     facts,
        ... )
        >>> als = Party("als", "Action Logement")
        >>> gironde = Territory("33", "Gironde", "department", departments=("33",))
        >>> agreement = Agreement(
        ...     "example",
        ...     AgreementKind.PROTOCOL,
        ...     "An example",
        ...     parties=(als,),
        ...     signed_on=date(2018, 1, 1),
        ...     term=Period.year(2018),
        ...     territory=gironde,
        ...     contingents=(Contingent("als", als, gironde),),
        ...     publics=(PriorityPublic("dalo", "DALO", facts.dalo_recognised),),
        ...     commitments=(Share("quarter", to=("dalo",), stage=Stage.DECIDED, at_least="25 %"),),
        ... )
        >>> ledger = [
        ...     Attribution(
        ...         str(n),
        ...         "als",
        ...         "33063",
        ...         decided_on=date(2018, 3, 1),
        ...         publics={"dalo"} if n < 2 else (),
        ...     )
        ...     for n in range(10)
        ... ]
        >>> report = check_quotas(agreement, ledger, on=date(2019, 1, 1))
        >>> report[0].verdict, report[0].required.value, report[0].shortfall.value
        (<Verdict.UNMET: 'unmet'>, 3, 1)
    """
    exact_agreement(agreement, "check_quotas, agreement")
    exact_day(on, "check_quotas, on")
    knowledge = on if known is None else exact_day(known, "check_quotas, known")
    counts = entries
    if not isinstance(counts, Tally):
        counts = tally(agreement, counts, ids=ids, unknown=unknown)
    counts.reading.require(reading_of(agreement))
    units = units_of(agreement, on=on, known=knowledge)
    pots = gathered(counts, units, on=on)
    of_ledger = counts.entries or counts.further
    published = None if of_ledger or not counts.figures else counts.figures
    findings = tuple(finding for unit in units for finding in _findings(unit, pots, on, published))
    return QuotaReport(
        agreement,
        on,
        knowledge,
        findings,
        _account(counts, pots),
        dict(counts.set_aside),
        pots.unused,
    )


def _account(counts: Tally, pots: Pots) -> Account:
    set_aside = Count(0, 0)
    for count in counts.set_aside.values():
        set_aside = set_aside.plus(count)
    not_concerned = pots.not_concerned.plus(pots.cancelled).plus(pots.later)
    return Account(counts.read, pots.counted, not_concerned, pots.cancelled, pots.later, set_aside)


_Published = Mapping[PublishedFigure, int] | None
"""The published figures, when nothing else was given; `None` beside a ledger."""


def _findings(unit: Unit, pots: Pots, on: date, published: _Published) -> Iterator[Finding]:
    """The total first, then each group in order."""
    groups = pots.groups.get(unit, {})
    total = _finding(unit, None, pots.total[unit], on, published)
    if unit.commitment.judges_total:
        yield total
    elif not groups and total.outcome is Outcome.JUDGED and pots.total[unit].items:
        # They fall in some groups, none of which is known: to say nothing would hide them.
        yield attrs.evolve(total, outcome=Outcome.NO_GROUP, floor=None, main=None, ceiling=None)
    for group, pot in sorted(groups.items(), key=lambda each: str(each[0])):
        yield _finding(unit, group, pot, on, published)


def _told(unit: Unit, group: Group | None, published: _Published, on: date) -> bool:
    """Whether all that counts is known of: by a ledger, or by figures for every period."""
    if published is None:
        return True
    figures = [
        figure
        for figure in published
        if unit.commitment.code in figure.commitments
        and figure.group in {None, group}
        and figure.period.last_day <= on
        and unit.holds(figure.period)
    ]
    return all(all_told(figures, span.period) for span in unit.spans)


def _finding(unit: Unit, group: Group | None, pot: Pot, on: date, published: _Published) -> Finding:
    commitment = unit.commitment
    floor = _side(unit, group, pot, commitment.floor)
    ceiling = _side(unit, group, pot, commitment.ceiling, ceiling=True)
    main = None
    if commitment.substitute is not None:
        part = 1 - commitment.substitute.at_most
        main = _side(unit, group, pot, commitment.floor, main_part=part)
    # In a period without a level nothing is judged, so nothing is counted.
    unpromised = floor is None and ceiling is None
    judged_in = {
        place
        for ceilings in (False, True)
        for place, level in enumerate(_levels(unit, group, ceiling=ceilings))
        if level is not None or unpromised
    }
    kept = pot.within(judged_in)
    base = kept.bounds(_base, 0)
    outcome = Outcome.JUDGED
    if floor is None and ceiling is None:
        outcome = Outcome.NO_LEVEL
    elif unit.period.start > on:
        outcome = Outcome.NOT_BEGUN
    elif not _told(unit, group, published, on):
        outcome = Outcome.NO_FIGURE
    elif commitment.of_base and base == Bounds(0, 0):
        outcome = Outcome.EMPTY_BASE
    rated = commitment.of_base and not unpromised and base.low > 0
    return Finding(
        commitment=commitment,
        period=unit.period,
        group=group,
        outcome=outcome,
        settled=unit.period.last_day <= on,
        counted=kept.bounds(_counted, 0),
        substitutes=kept.bounds(lambda choice: choice.counted - choice.main, 0),
        base=base,
        rate=Bounds(*ratios(kept.items, _counted, _base)) if rated else None,
        floor=floor,
        main=main,
        ceiling=ceiling,
        pace=_pace(unit, group, on),
        doubts=_doubts(pot),
        caveats=_caveats(unit),
    )


def _counted(choice: Choice) -> int:
    return choice.counted


def _base(choice: Choice) -> int | None:
    return choice.base


def _side(
    unit: Unit,
    group: Group | None,
    pot: Pot,
    limit: Limit | None,
    *,
    ceiling: bool = False,
    main_part: Fraction | None = None,
) -> Side | None:
    """One limit judged over all the periods; `None` when nothing is promised in any."""
    if limit is None:
        return None
    levels = _levels(unit, group, ceiling=ceiling)
    if all(level is None for level in levels):
        return None
    target = Target(
        of_base=unit.commitment.of_base,
        levels=tuple(levels),
        rounding=unit.commitment.rounding,
        strict=limit.strict and main_part is None,
        ceiling=ceiling,
        main_part=main_part,
    )
    return judged(pot, target)


def _levels(unit: Unit, group: Group | None, *, ceiling: bool) -> list[Level | None]:
    """The level of each period, under its own terms."""
    levels: list[Level | None] = []
    for span in unit.spans:
        limit = span.commitment.ceiling if ceiling else span.commitment.floor
        if limit is None or not span.promised:
            levels.append(None)
        else:
            levels.append(limit.levels.at(span.period, group))
    return levels


def _pace(unit: Unit, group: Group | None, on: date) -> Level:
    """The level of the floor in the period that runs on the day asked, or in the last."""
    levels = _levels(unit, group, ceiling=False)
    running = [level for span, level in zip(unit.spans, levels, strict=True) if on in span.period]
    return (running or levels)[-1] or 0


def _doubts(pot: Pot) -> tuple[Doubt, ...]:
    ordered = sorted(pot.doubts.items(), key=lambda each: (each[0][0].value, each[0][1]))
    return tuple(Doubt(kind, code, dwellings) for (kind, code), dwellings in ordered)


def _caveats(unit: Unit) -> tuple[Text, ...]:
    """What a reader must know of the commitment and of its territory, each thing once."""
    said: dict[Text, None] = {}
    for span in unit.spans:
        said.update(dict.fromkeys((*span.commitment.caveats, *span.territory(span.terms).caveats)))
    return tuple(said)
