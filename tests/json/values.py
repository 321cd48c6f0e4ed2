"""A strategy for every kind of document: that of the library, else one made of its fields."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import assume
from hypothesis import strategies as st
from tests.rules.drawing import LANDLORDS, PROGRAMMES, cases

from housing_agreements import (
    PACE,
    Agreement,
    AgreementsReport,
    Bounds,
    Comparison,
    Contingent,
    Counting,
    Difference,
    Flow,
    HousingAgreementsError,
    Known,
    NextStep,
    Outlook,
    Period,
    Place,
    Prospect,
    Ranking,
    Reference,
    Schedule,
    Score,
    Text,
    Timeline,
    Turn,
    Turns,
    TurnsByStratum,
    Verdict,
    YearlyPage,
    YearlyPromise,
    check_agreements,
    check_quotas,
    compare,
    facts,
    list_turns,
    next_holder,
    next_holders,
    outlook,
    rank,
    score,
    share_flow,
    tally,
    yearly_page,
)
from housing_agreements.explanations.blocks import (
    Bar,
    Block,
    Cited,
    Line,
    Note,
    Section,
    Table,
)
from housing_agreements.json._registry import KINDS
from housing_agreements.law.incomes.ceilings import CeilingTable
from housing_agreements.law.provisions import Confidence
from housing_agreements.law.reservations.flow import left_out_tags
from housing_agreements.law.sru.deficiency import DeficiencyList
from housing_agreements.model.commitments import Commitment, Share, Volume
from housing_agreements.plan import (
    Allotment,
    Conflict,
    Expected,
    Plan,
    PlanOutcome,
    Promised,
    Relaxation,
)
from housing_agreements.rules.assumptions import CommuneChange
from housing_agreements.rules.flows.account import AccountLine, FlowAccount
from housing_agreements.rules.flows.strata import StratumTurn
from housing_agreements.rules.quotas.in_both import CountedInBoth, PromisesInBoth
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.rules.scoring.rankings import Move, Ranked
from housing_agreements.rules.scoring.scores import LinePoints
from housing_agreements.testing import strategies


def anything() -> st.SearchStrategy[Any]:
    """Values that stand where anything may."""
    alone = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        strategies.words(),
        strategies.days(),
        strategies.rates(),
        st.decimals(0, 10**6, places=2),
        st.sampled_from(Verdict),
        strategies.texts(),
        strategies.periods(),
        strategies.places(),
        strategies.bounds(),
        strategies.sources(),
        strategies.territories(),
        strategies.criteria(),
        strategies.households(),
        st.sampled_from([Share, Volume]),
    )
    keys = strategies.words() | st.integers() | strategies.days()
    return (
        alone
        | st.lists(alone, max_size=3).map(tuple)
        | st.frozensets(keys, max_size=3)
        | st.dictionaries(keys, alone, max_size=3)
    )


def comparisons() -> st.SearchStrategy[Comparison]:
    """What two agreements differ in."""
    return st.builds(compare, strategies.agreements(), strategies.agreements())


def blocks() -> st.SearchStrategy[Block]:
    """Blocks, with others under them."""
    flat = st.one_of(*(fields_of(kind) for kind in (Bar, Cited, Note, Table)))
    return st.recursive(
        flat | fields_of(Line) | fields_of(Section),
        lambda below: (
            st.builds(Section, strategies.words(), parts=st.lists(below, max_size=3))
            | st.builds(
                Line,
                strategies.words(),
                verdict=st.sampled_from(Verdict),
                parts=st.lists(below, max_size=3),
            )
        ),
        max_leaves=6,
    )


# --- Flows ---

SHARES = ("30 %", "1/5", "1/13", "12.5 %")


@st.composite
def holders(draw: st.DrawFn) -> list[Contingent]:
    """Contingents that share no more than the whole; of some the share changes on a day."""
    codes = draw(st.lists(st.sampled_from(("a", "b", "c")), min_size=1, unique=True))
    changing = st.sampled_from(SHARES).map(
        lambda share: Timeline({date.min: share, date(2020, 3, 1): "10 %"})
    )
    return [
        attrs.evolve(draw(strategies.contingents()), code=code, share=draw(shares))
        for code in codes
        for shares in [st.sampled_from(SHARES) | (changing if len(codes) < 3 else st.nothing())]
    ]


@st.composite
def turns(draw: st.DrawFn, kind: str) -> Any:
    """Whose turn it is: once, many times, or for each kind of dwellings."""
    held = draw(holders())
    given = st.fixed_dictionaries(
        {code: st.lists(strategies.days(), max_size=3) for code in (*[h.code for h in held], None)}
    )
    asked: Any = {"on": draw(strategies.days()), "back_uses_turn": draw(st.booleans())}
    if kind == "strata":
        return next_holders(held, {"T2": draw(given), "T4": draw(given)}, **asked)
    if kind == "many":
        return list_turns(held, draw(given), dwellings=draw(st.integers(0, 4)), **asked)
    return next_holder(held, draw(given), **asked)


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Flows of one year or of two."""
    held = [attrs.evolve(one, share="1/7") for one in draw(holders())]
    years = draw(st.lists(st.integers(2021, 2024), min_size=1, max_size=2, unique=True))
    tags = st.sampled_from(left_out_tags(on=date(2021, 12, 31)))
    found = [
        share_flow(
            held,
            period=year,
            freed=draw(st.integers(9, 900)),
            left_out=draw(st.dictionaries(tags, st.integers(0, 3), max_size=3)),
        )
        for year in years
    ]
    return sum(found[1:], start=found[0])


@st.composite
def flow_accounts(draw: st.DrawFn) -> FlowAccount:
    """Accounts of the flow of a year, with any lines."""
    tags = st.sampled_from(left_out_tags(on=date(2021, 12, 31)))
    left_out = draw(st.dictionaries(tags, strategies.bounds(), max_size=2))
    lines = draw(st.lists(fields_of(AccountLine), max_size=3))
    return FlowAccount(draw(st.integers(2022, 2024)), LATEST, lines, tuple(left_out.items()))


# --- Scoring ---

LATEST = date(2100, 1, 1)
"""A day after all days that strategies draw: nobody waits since a later one."""


def scores() -> st.SearchStrategy[Score]:
    """The points of a household by a grid."""
    return st.builds(
        lambda household, grid: score(household, grid, on=LATEST),
        strategies.households(),
        strategies.grids(asked=strategies.atoms(), waits=False),
    )


@st.composite
def rankings(draw: st.DrawFn) -> Ranking:
    """Applicants with ids or without, by one grid, or by two for two kinds of applicants."""
    grid: Any = draw(strategies.grids(asked=strategies.atoms(), waits=False))
    if draw(st.booleans()):
        other = attrs.evolve(
            draw(strategies.grids(asked=strategies.atoms(), waits=False)), ties=grid.ties
        )
        grid = {draw(strategies.criteria(max_leaves=2)): grid, facts.couple | facts.disabled: other}
    some = strategies.households() | strategies.offered_households()
    ids = st.integers(0, 9) | strategies.words()
    applicants: Any = st.lists(some, min_size=1, max_size=3) | st.dictionaries(
        ids, some, min_size=1, max_size=3
    )
    return rank(draw(applicants), grid, on=LATEST)


def moves() -> st.SearchStrategy[Move]:
    """What a document would change for an applicant."""
    return rankings().map(
        lambda ranking: ranking.verify(ranking[0].id, dalo_recognised=True, household_size=3)
    )


# --- What is ahead ---


@st.composite
def pages(draw: st.DrawFn) -> YearlyPage:
    """The page of agreements of every sort, in mid-year and after."""
    agreement, entries, on, known = draw(cases(unknowns=2, max_size=3))
    expected = draw(st.integers(0, 9) | st.just(PACE))
    return yearly_page(agreement, list(entries), on=on, known=known, expected=expected)


@st.composite
def outlooks(draw: st.DrawFn) -> Outlook:
    """What can still be kept of agreements of every sort, in total and by group."""
    report = draw(reports().filter(len))
    number = st.integers(0, 9)
    ranges = st.builds(lambda low, more: Bounds(low, low + more), number, number)
    return outlook(report, draw(number | ranges | st.just(PACE)))


@st.composite
def promises(draw: st.DrawFn) -> Promised:
    """A commitment of an agreement, over any period."""
    agreement = draw(strategies.agreements().filter(lambda found: found.commitments))
    commitment = draw(st.sampled_from(agreement.commitments))
    return Promised(agreement, commitment, draw(strategies.periods()))


@st.composite
def expectations(draw: st.DrawFn) -> Expected:
    """So many attributions, of which some come perhaps, anywhere."""
    low, more = draw(st.integers(0, 9)), draw(st.integers(0, 9))
    code = st.none() | strategies.words()
    return Expected(
        Bounds(low, low + more) if draw(st.booleans()) else low,
        draw(strategies.words()),
        draw(strategies.commune_codes()),
        landlord=draw(code),
        programme=draw(code),
        neighbourhood=draw(code),
        period=draw(st.none() | strategies.periods()),
    )


@st.composite
def allotments(draw: st.DrawFn) -> Allotment:
    """So many of some expected attributions, for publics with names."""
    publics = draw(st.lists(strategies.words(), max_size=2, unique=True))
    return Allotment(
        draw(expectations()),
        tuple(publics),
        draw(st.integers(0, 99)),
        draw(st.booleans()),
        draw(st.none() | strategies.words()),
        (draw(st.none() | strategies.texts()), draw(st.none() | strategies.texts())),
        tuple(draw(strategies.texts()) for _ in publics),
    )


@st.composite
def relaxations(draw: st.DrawFn) -> Relaxation:
    """Some findings of two reports, with any plan."""
    judged = draw(st.lists(reports(), max_size=2))
    found = [(report.agreement, finding) for report in judged for finding in report]
    missed = draw(st.lists(st.sampled_from(found), max_size=3)) if found else []
    return Relaxation(
        [finding for _, finding in missed],
        [agreement for agreement, _ in missed],
        draw(strategies.bounds()),
        draw(st.lists(allotments(), max_size=2)),
        judged,
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of every outcome, of which the parts have nothing to do with each other."""
    kept = draw(relaxations())
    outcome = draw(st.sampled_from(PlanOutcome))
    is_none = outcome in {PlanOutcome.NONE, PlanOutcome.UNSURE}
    return Plan(
        [report.agreement for report in kept.reports] or [draw(strategies.agreements())],
        draw(strategies.days()),
        draw(strategies.days()),
        draw(strategies.days()),
        outcome,
        draw(st.none() | strategies.bounds()),
        kept.allotments,
        kept.reports,
        kept.missed,
        draw(st.lists(promises(), max_size=1)),
        draw(of_type(Conflict)) if is_none else None,
        draw(relaxations()) if is_none else None,
        draw(relaxations()) if outcome is PlanOutcome.UNSURE else None,
    )


@st.composite
def _built(draw: st.DrawFn, cls: Any, types: Mapping[str, Any]) -> Any:
    drawn = {name: draw(of_type(kind)) for name, kind in types.items()}
    try:
        return cls(**drawn)
    except HousingAgreementsError:
        assume(condition=False)


def fields_of(cls: Any, parts: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    """Values of a class, of fields of the right types; those that it refuses are left out."""
    bound = dict(zip(getattr(cls, "__parameters__", ()), parts, strict=False))
    types = {
        field.alias: _replace(field.type, bound)
        for field in attrs.fields(cls)
        if field.init and field.name != "parts"
    }
    return _built(cls, types)


def _replace(kind: Any, bound: Mapping[Any, Any]) -> Any:
    """A type with what stands for its variables."""
    if isinstance(kind, TypeVar):
        return bound.get(kind, kind)
    variables = getattr(kind, "__parameters__", ()) if get_origin(kind) else ()
    return kind[tuple(bound.get(one, one) for one in variables)] if variables else kind


@cache
def of_type(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type."""
    if kind in PLAIN:
        return PLAIN[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, TypeVar):
        return st.one_of(*map(of_type, kind.__constraints__ or (kind.__bound__ or Any,)))
    if origin in CONTAINERS:
        return CONTAINERS[origin](parts)
    return _of_class(kind, origin or kind, parts)


def _of_class(kind: Any, cls: Any, parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if issubclass(cls, Enum):
        return st.sampled_from(cls)
    if issubclass(cls, tuple):
        return st.builds(cls, **{n: of_type(t) for n, t in get_type_hints(cls).items()})
    if cls is Commitment:
        return strategies.commitments()
    return st.from_type(kind) if cls in REGISTERED else fields_of(cls, parts)


def _tuples(parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if parts[-1] is ...:
        return st.lists(of_type(parts[0]), max_size=2).map(tuple)
    return st.tuples(*map(of_type, parts))


def _unions(parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.one_of(*map(of_type, parts))


def _sets(parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.frozensets(of_type(parts[0]), max_size=3)


CONTAINERS: Mapping[Any, Callable[[tuple[Any, ...]], st.SearchStrategy[Any]]] = {
    Union: _unions,
    UnionType: _unions,
    Literal: st.sampled_from,
    tuple: _tuples,
    frozenset: _sets,
    AbstractSet: _sets,
    Mapping: lambda parts: st.dictionaries(*map(of_type, parts), max_size=2),
    Schedule: lambda parts: strategies.schedules(of_type(parts[0]), max_size=3),
    Timeline: lambda parts: strategies.timelines(of_type(parts[0]), max_size=3),
}
"""The strategies of types that hold others."""


REGISTERED = {cls for module in vars(strategies)["_MODULES"] for cls, _ in module.REGISTERED}


def of_kind(name: str) -> st.SearchStrategy[Any]:
    """Values of a kind of documents."""
    cls: Any = KINDS[name]
    if cls is Tally:
        return tallies()
    if cls is QuotaReport:
        return reports()
    if cls is Agreement:
        return agreements()
    if cls is AgreementsReport:
        return several_reports()
    return of_type(cls)


def tallies() -> st.SearchStrategy[Tally]:
    """Tallies of ledgers of every sort."""
    return cases().map(lambda case: tally(case[0], case[1]))


@st.composite
def reports(draw: st.DrawFn) -> QuotaReport:
    """Reports on ledgers of every sort, of which some groups have names."""
    agreement, entries, on, known = draw(cases())
    named = attrs.evolve(agreement, names=draw(names_of_codes()))
    return check_quotas(named, entries, on=on, known=known)


@st.composite
def several_reports(draw: st.DrawFn) -> AgreementsReport:
    """Reports of agreements that have promises in common, whatever they state of each other."""
    agreement, entries, on, known = draw(cases())
    named = attrs.evolve(agreement, names=draw(names_of_codes()))
    said = draw(st.none() | st.sampled_from(Counting))
    other = attrs.evolve(
        agreement, code="other", beside=[Reference(named.code, "A reference", counting=said)]
    )
    return check_agreements([named, other], entries, on=on, known=known)


def counted_in_both() -> st.SearchStrategy[CountedInBoth]:
    """What counts in promises of both of two agreements."""
    return several_reports().filter(lambda found: found.in_both).map(lambda found: found.in_both[0])


def names_of_codes() -> st.SearchStrategy[Mapping[str, str | Text]]:
    """Names of neighbourhoods and landlords of the cases: in one language, or in both."""
    codes = st.sampled_from([code for code in (*LANDLORDS, *PROGRAMMES, "north") if code])
    return st.dictionaries(codes, strategies.words() | strategies.texts(), max_size=3)


def agreements() -> st.SearchStrategy[Agreement]:
    """Agreements, some of which name codes."""
    return st.builds(
        lambda agreement, names: attrs.evolve(agreement, names=names),
        strategies.agreements(),
        names_of_codes(),
    )


PLAIN: Mapping[Any, st.SearchStrategy[Any]] = {
    str: strategies.words(),
    bool: st.booleans(),
    int: st.integers(0, 10**6),
    date: strategies.days(),
    Fraction: strategies.rates(),
    NoneType: st.none(),
    Any: st.deferred(anything),
    object: st.deferred(anything),
    Block: st.deferred(blocks),
    Known: st.deferred(lambda: strategies.fact_values(facts.annual_income.fact)).filter(
        lambda value: isinstance(value, Known)
    )
    | st.sampled_from([Known(low=3, high=5), Known(Place("94068"))]),
    Timeline: strategies.timelines(st.deferred(anything)),
    Schedule: strategies.schedules(st.integers() | strategies.rates()),
    Bounds: strategies.bounds(),
    Bounds[int]: strategies.bounds(),
    Bounds[Fraction]: strategies.bounds().map(
        lambda bounds: Bounds(
            Fraction(bounds.low, 7), None if bounds.high is None else Fraction(bounds.high, 7)
        )
    ),
    DeficiencyList: st.builds(
        DeficiencyList,
        st.sampled_from([Period.years(2014, 2016), Period.years(2017, 2019)]),
        st.frozensets(strategies.commune_codes(), max_size=3),
        st.frozensets(strategies.department_codes(), max_size=2),
        st.lists(strategies.sources(), min_size=1, max_size=1),
        st.sampled_from(Confidence),
        coded_on=st.none() | strategies.days(),
    ),
    CommuneChange: st.builds(CommuneChange, on=strategies.days(), into=strategies.commune_codes()),
    CeilingTable: st.builds(
        CeilingTable, *[st.lists(st.none() | st.integers(1, 10**5), min_size=7, max_size=7)] * 3
    ),
    Turn: turns("one"),
    Turns: turns("many"),
    StratumTurn: turns("strata").map(lambda found: found[0]),
    TurnsByStratum: turns("strata"),
    Flow: flows(),
    FlowAccount: flow_accounts(),
    Score: scores(),
    LinePoints: scores().filter(lambda found: found.lines).map(lambda found: found.lines[-1]),
    Ranking: rankings(),
    Ranked: rankings().map(lambda ranking: ranking[0]),
    Move: moves(),
    Outlook: outlooks(),
    YearlyPage: pages(),
    YearlyPromise: pages().filter(len).map(lambda page: page[0]),
    NextStep: pages().filter(lambda page: page.next_steps).map(lambda page: page.next_steps[0]),
    Prospect: outlooks().filter(len).map(lambda found: found[0]),
    Allotment: allotments(),
    Expected: expectations(),
    Promised: promises(),
    Relaxation: relaxations(),
    Plan: st.deferred(plans),
    CountedInBoth: st.deferred(counted_in_both),
    PromisesInBoth: st.deferred(counted_in_both)
    .filter(lambda found: found.promises)
    .map(lambda found: found.promises[0]),
    Comparison: st.deferred(comparisons),
    Difference: st.deferred(comparisons).filter(len).map(lambda found: found[0]),
}
"""The strategies of types that are not classes of ours, or that hold anything."""

OWN = sorted(
    name for name, cls in KINDS.items() if cls.__module__.startswith("housing_agreements.")
)
"""The kinds of the library, without those that tests register."""
