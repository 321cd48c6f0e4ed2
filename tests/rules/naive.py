"""A counter written from the words of the design, one dwelling after another, to hold against.

It shares nothing with `housing_agreements.rules`: no mask, no tally, no bounds. All is known here;
`completing` enumerates what is not.
"""

import itertools
import math
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

import attrs

from housing_agreements import (
    NO_NEIGHBOURHOOD,
    Agreement,
    Attribution,
    Commitment,
    Per,
    Period,
    Place,
    Production,
    Rounding,
    RoundingBySize,
    Stage,
    Unsure,
    Verdict,
)
from housing_agreements.model.groups import ReportedGroup

Entry = Attribution | Production
Group = ReportedGroup | None
Vector = tuple[tuple[int, int, int, int], ...]
"""In each period summed: in the base, of a main public, of a substitute public alone, and how many
dwellings are there at all, added or taken back."""

ATTRIBUTION_STAGES = (Stage.AVAILABLE, Stage.PROPOSED, Stage.DECIDED, Stage.SIGNED)
PRODUCTION_STAGES = (Stage.APPROVED, Stage.STARTED, Stage.DELIVERED)
MOST = 400
"""How far a number that is searched for is searched."""


class Span(NamedTuple):
    """A period, with the terms that govern it."""

    period: Period
    commitment: Commitment
    terms: Agreement
    since: date
    agreement: Agreement
    known: date


class Question(NamedTuple):
    """A commitment asked of one period, or of several summed."""

    spans: tuple[Span, ...]

    @property
    def commitment(self) -> Commitment:
        """As its last period states it."""
        return self.spans[-1].commitment

    @property
    def period(self) -> Period:
        """From the first day to the last."""
        return Period(self.spans[0].period.start, self.spans[-1].period.end)


class Judgement(NamedTuple):
    """What a sum of dwellings comes to."""

    counted: int
    base: int
    substitutes: int
    there: int
    floor: bool | None
    main: bool | None
    ceiling: bool | None
    owed: Fraction | None
    required: int | None
    allowed: int | None
    shortfall: int | None
    growing: int | None
    excess: int | None

    @property
    def kept(self) -> bool:
        """Whether the whole promise is kept."""
        return all(each is not False for each in (self.floor, self.main, self.ceiling))


def questions(agreement: Agreement, on: date, known: date) -> list[Question]:
    """Everything asked: the terms of a period are those of its last day, or of the day asked."""
    moments = [date.min, *(amendment.effective for amendment in agreement.amendments)]
    listed: dict[str, set[Period]] = {}
    for moment in moments:
        if moment > on:
            continue
        terms = agreement.on(moment, known=known)
        for commitment in terms.commitments:
            listed.setdefault(commitment.code, set()).update(terms.periods_of(commitment))
    asked: list[Question] = []
    for code, periods in listed.items():
        spans: list[Span] = []
        for period in sorted(periods, key=lambda each: (each.start, each.end)):
            terms = agreement.on(min(period.last_day, on), known=known)
            mine = [commitment for commitment in terms.commitments if commitment.code == code]
            if mine and period in terms.periods_of(mine[0]):
                asked_on = min(period.last_day, on)
                since = max(moment for moment in moments if moment <= asked_on)
                spans.append(Span(period, mine[0], terms, since, agreement, known))
        if not spans:
            continue
        last = spans[-1].commitment
        alike = [span for span in spans if span.commitment.of_base == last.of_base]
        summed = [
            span
            for span in alike
            if last.cumulative
            and not any(later.since > span.since and later.period & span.period for later in alike)
        ]
        asked += [Question((span,)) for span in spans if span not in summed]
        asked += [Question(tuple(summed))] if summed else []
    return asked


def groups_of(entry: Entry, question: Question, span: Span) -> set[Group]:
    """The groups of an entry all of which is known: one at most, but where sectors share ground."""
    codes = [
        _sectors_of(entry, span)
        if each is Per.SECTOR
        else [entry.commune[:2] if each is Per.DEPARTMENT else getattr(entry, each.value, None)]
        for each in question.commitment.per
    ]
    found: set[Group] = set()
    others = {party.code for party in span.terms.others}
    if Per.LANDLORD in question.commitment.per and entry.landlord in others:
        return found
    for group in itertools.product(*codes) if codes else ():
        if None not in group and NO_NEIGHBOURHOOD not in group:
            found.add(str(group[0]) if len(group) == 1 else (str(group[0]), str(group[1])))
    return found


def _sectors_of(entry: Entry, span: Span) -> list[str]:
    """The sectors, of the terms in force on the day on which it counts, in which it stands."""
    day = getattr(entry, span.commitment.stage.field)
    place = Place(entry.commune, entry.neighbourhood)
    sectors = span.agreement.on(day, known=span.known).sectors
    return [sector.code for sector in sectors if sector.covers(place, on=day) is Verdict.MET]


def groups_seen(entry: Entry, question: Question, on: date) -> set[Group]:
    """The groups in which an entry, of which all is known, counts in some period."""
    return {
        group
        for span in question.spans
        if any(_added(entry, span, on, entry))
        for group in groups_of(entry, question, span)
    }


def named_groups(question: Question) -> set[Group]:
    """The groups that a level table or the territory names."""
    last, commitment = question.spans[-1], question.commitment
    named: set[Group] = {group for limit in commitment.limits for group in limit.levels.groups}
    if len(commitment.per) == 1 and any(
        limit.levels.common is not None for limit in commitment.limits
    ):
        territory = commitment.territory or last.terms.territory
        day = last.period.last_day
        all_contingents = [contingent.code for contingent in last.terms.contingents]
        named |= {
            Per.CONTINGENT: set(commitment.contingents or all_contingents),
            Per.LANDLORD: set(
                commitment.landlords or (party.code for party in last.terms.landlords)
            ),
            Per.COMMUNE: set(territory.communes(on=day)),
            Per.DEPARTMENT: set(),
            Per.NEIGHBOURHOOD: set(territory.neighbourhoods(on=day)),
            Per.PROGRAMME: set(),
            Per.SECTOR: {sector.code for sector in last.terms.sectors},
        }[commitment.per[0]]
    return named


def vector(
    entry: Entry,
    question: Question,
    on: date,
    asked_of: Entry | None = None,
    group: Group = None,
) -> Vector:
    """What one dwelling, of which all is known, adds in each period.

    Args:
        entry: The dwelling.
        question: What is asked.
        on: The day asked.
        asked_of: The entry as its author wrote it, when it was completed since.
        group: The group that is asked about; `None`: the total.
    """
    return tuple(
        added
        if any(added := _added(entry, span, on, asked_of or entry))
        and (group is None or group in groups_of(entry, question, span))
        else (0, 0, 0, 0)
        for span in question.spans
    )


def _added(  # noqa: C901, PLR0911, PLR0912  # one reason to be out after another
    entry: Entry, span: Span, on: date, written: Entry
) -> tuple[int, int, int, int]:
    commitment, nothing = span.commitment, (0, 0, 0, 0)
    production = isinstance(entry, Production)
    if production != (commitment.stage in PRODUCTION_STAGES):
        return nothing
    day = getattr(entry, commitment.stage.field)
    if day is None or day > on or day not in span.period:
        return nothing
    if entry.cancelled_on is not None and entry.cancelled_on <= on:
        return nothing
    place = Place(entry.commune, entry.neighbourhood)
    on_its_day = span.agreement.on(day, known=span.known)
    where = [commitment.territory or on_its_day.territory]
    if isinstance(entry, Attribution):
        held = {contingent.code: contingent for contingent in on_its_day.contingents}
        if entry.contingent not in (commitment.contingents or held):
            return nothing
        if entry.contingent not in held:
            return nothing
        where.append(held[entry.contingent].territory)
    for territory in where:
        verdict = territory.covers(place, on=day)
        assert verdict is not Verdict.UNDETERMINED
        if verdict is Verdict.UNMET:
            return nothing
    if commitment.landlords and entry.landlord not in commitment.landlords:
        return nothing
    if entry.tags & set(commitment.leaving_out):
        return nothing
    substitutes = set(commitment.substitute.to) if commitment.substitute else set()
    sign = 1 if entry.count > 0 else -1
    if commitment.located_in is not None:
        verdict = commitment.located_in.covers(place, on=day)
        assert verdict is not Verdict.UNDETERMINED
        if verdict is Verdict.UNMET:
            return sign, 0, 0, 1
    if commitment.unsure is Unsure.LEFT_OUT and _unsure(written, {*commitment.to, *substitutes}):
        return nothing
    reached = {entry.financing} if isinstance(entry, Production) else entry.publics
    main = not commitment.to or bool(reached & set(commitment.to))
    other = not main and bool(reached & substitutes)
    return sign, sign * main, sign * other, 1


def _unsure(entry: Entry, codes: set[str]) -> bool:
    if isinstance(entry, Production):
        return entry.financing is None and bool(codes)
    return not entry.publics & codes and bool(entry.possible_publics & codes)


def judge(sums: Vector, question: Question, group: Group, on: date) -> Judgement:
    """Hold a sum against the levels; numbers are found by trying them."""
    commitment = question.commitment
    floors = _levels(question, group, "floor")
    ceilings = _levels(question, group, "ceiling")
    judged = _promised(question, group)
    kept = [each for each, asked in zip(sums, judged, strict=True) if asked]
    base, main, other, there = (sum(each[part] for each in kept) for part in range(4))
    floor = main_floor = ceiling = owed = required = shortfall = growing = None
    if any(level is not None for level in floors):
        strict = _last(question, floors, "floor").strict
        cap = commitment.substitute.at_most if commitment.substitute else Fraction(1)
        reached, reached_main, amount, of_base, empty = _against(sums, floors, commitment)
        slope = _pace(question, floors, on) if commitment.of_base else Fraction(0)

        def enough(more: int, enlarging: Fraction = Fraction(0), wider: int = 0) -> bool:
            due = rounded(amount + more * enlarging, commitment.rounding, of_base + more * wider)
            total = reached + more
            whole = total > due if strict else total >= due
            return whole and (
                commitment.substitute is None or reached_main + more >= (1 - cap) * due
            )

        owed = rounded(amount, commitment.rounding, of_base)
        floor = empty or (reached > owed if strict else reached >= owed)
        if commitment.substitute is not None:
            main_floor = empty or reached_main >= (1 - cap) * owed
        required, shortfall, growing = 0, 0, 0
        if not empty:
            required = next(
                n
                for n in itertools.count(math.floor(owed) - 3)
                if (n > owed if strict else n >= owed)
            )
            shortfall = next(n for n in itertools.count() if enough(n))
            wider = int(commitment.of_base)
            growing = next((n for n in range(MOST) if enough(n, slope, wider)), None)
    allowed = excess = None
    if any(level is not None for level in ceilings):
        strict = _last(question, ceilings, "ceiling").strict
        reached, _, amount, of_base, empty = _against(sums, ceilings, commitment)
        most = rounded(amount, commitment.rounding, of_base)
        owed = most if owed is None else owed
        ceiling = empty or (reached < most if strict else reached <= most)
        allowed, excess = 0, 0
        if not empty:
            allowed = next(
                n
                for n in itertools.count(math.ceil(most) + 3, -1)
                if (n < most if strict else n <= most)
            )
            excess = next(n for n in itertools.count() if reached - n <= allowed)
    return Judgement(
        main + other, base, other, there, floor, main_floor, ceiling,
        owed, required, allowed, shortfall, growing, excess,
    )  # fmt: skip


def _promised(question: Question, group: Group) -> list[bool]:
    """Of each period whether something is promised for it; all, where nothing is for any."""
    return [
        one is not None or two is not None or not any_level(question, group)
        for one, two in zip(
            _levels(question, group, "floor"), _levels(question, group, "ceiling"), strict=True
        )
    ]


def left_out(way: Entry, question: Question, group: Group, on: date, written: Entry) -> int:
    """Whether a dwelling is left out only since it is not known whether it counts.

    Args:
        way: The dwelling, in one way in which it may turn out.
        question: What is asked.
        group: The group that is asked about; `None`: the total.
        on: The day asked.
        written: The dwelling as its author wrote it.
    """
    kept = Question(
        tuple(
            span._replace(commitment=attrs.evolve(span.commitment, unsure=Unsure.BOUNDS))
            for span in question.spans
        )
    )
    both = zip(
        vector(way, kept, on, written, group),
        vector(way, question, on, written, group),
        _promised(question, group),
        strict=True,
    )
    return sum(with_it[0] - without[0] for with_it, without, asked in both if asked)


def any_level(question: Question, group: Group) -> bool:
    """Whether anything at all is promised."""
    levels = [*_levels(question, group, "floor"), *_levels(question, group, "ceiling")]
    return any(level is not None for level in levels)


def _levels(question: Question, group: Group, side: str) -> list[Fraction | None]:
    levels: list[Fraction | None] = []
    for span in question.spans:
        limit = getattr(span.commitment, side)
        level = None if limit is None else limit.levels.at(span.period, group)
        levels.append(None if level is None else Fraction(level))
    return levels


def _last(question: Question, levels: Sequence[Fraction | None], side: str) -> Any:
    """The limit, as the last period with a level of it states it."""
    limits = [
        getattr(span.commitment, side)
        for span, level in zip(question.spans, levels, strict=True)
        if level is not None
    ]
    return limits[-1]


def _against(
    sums: Vector, levels: Sequence[Fraction | None], commitment: Commitment
) -> tuple[int, int, Fraction, int, bool]:
    """What counts, of it what is main, what is owed, of what base, in the periods that promise.

    Nobody breaks a promise on no dwelling: whether there is none comes last.
    """
    counted = reached = bases = present = 0
    amount = Fraction(0)
    for (base, main, other, there), level in zip(sums, levels, strict=True):
        if level is not None:
            counted, reached = counted + main + other, reached + main
            bases, present = bases + base, present + there
            amount += level * base if commitment.of_base else level
    return counted, reached, amount, bases, commitment.of_base and not present


def _pace(question: Question, levels: Sequence[Fraction | None], on: date) -> Fraction:
    """The level of the period that runs, or of the last."""
    running = [
        level for span, level in zip(question.spans, levels, strict=True) if on in span.period
    ]
    return (running or list(levels))[-1] or Fraction(0)


def rounded(amount: Fraction, rounding: Rounding | RoundingBySize, base: int) -> Fraction:
    """An amount owed of a base, as the commitment rounds it."""
    if isinstance(rounding, RoundingBySize):
        sizes = dict(rounding.steps)
        rounding = sizes[max([size for size in sizes if size <= base], default=0)]
    return {
        Rounding.EXACT: amount,
        Rounding.UP: Fraction(math.ceil(amount)),
        Rounding.DOWN: Fraction(math.floor(amount)),
        Rounding.NEAREST: Fraction(math.floor(amount + Fraction(1, 2))),
    }[rounding]
