"""Strategies for commitments: shares and volumes of every kind that an agreement can state.

All codes are synthetic and few, so that what is drawn meets.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from hypothesis import strategies as st

from housing_agreements.model.commitments import Commitment, Share, Substitute, Unsure, Volume
from housing_agreements.model.entries import ATTRIBUTION_STAGES, PRODUCTION_STAGES, Stage
from housing_agreements.model.groups import Group, Judge, Per
from housing_agreements.model.levels import Level, Levels, as_numbers
from housing_agreements.model.levels import as_shares as read_shares
from housing_agreements.testing.strategies._geography import NEIGHBOURHOODS
from housing_agreements.testing.strategies._pools import (
    COMMUNES,
    CONTINGENTS,
    DEPARTMENTS,
    FINANCINGS,
    FIRST_YEAR,
    INTERCOMMUNALITIES,
    LANDLORDS,
    LAST_YEAR,
    PROGRAMMES,
    PUBLICS,
    SECTORS,
    TAGS,
    citations,
    close_territories,
    names,
    remarks,
    some_of,
)
from housing_agreements.testing.strategies._values import (
    days,
    rates,
    roundings,
    roundings_by_size,
    schedules,
)
from housing_agreements.values.periods import Period
from housing_agreements.values.schedules import Schedule

__all__ = (
    "REGISTERED",
    "commitments",
    "groups_of",
    "level_tables",
    "pairs",
    "shares",
    "stages",
    "substitutes",
    "volumes",
)


def stages(*, of_production: bool | None = None) -> st.SearchStrategy[Stage]:
    """Stages of attributions, of production, or of either."""
    if of_production is None:
        return st.sampled_from(Stage)
    return st.sampled_from(PRODUCTION_STAGES if of_production else ATTRIBUTION_STAGES)


def pairs() -> st.SearchStrategy[tuple[Per, ...]]:
    """What a commitment may hold for one by one: nothing, one thing, or two different ones."""
    return st.permutations(list(Per)).flatmap(
        lambda order: st.integers(0, 2).map(lambda size: tuple(order[:size]))
    )


def groups_of(
    per: tuple[Per, ...],
    *,
    contingents: Sequence[str] = CONTINGENTS,
    landlords: Sequence[str] = LANDLORDS,
    sectors: Sequence[str] = SECTORS,
) -> st.SearchStrategy[Group]:
    """Groups of the kind that `per` states, among the synthetic codes; `per` names one or two."""
    pools: Mapping[Per, Sequence[str]] = {
        Per.PROGRAMME: PROGRAMMES,
        Per.LANDLORD: landlords,
        Per.COMMUNE: COMMUNES,
        Per.DEPARTMENT: DEPARTMENTS,
        Per.INTERCOMMUNALITY: INTERCOMMUNALITIES,
        Per.NEIGHBOURHOOD: NEIGHBOURHOODS,
        Per.CONTINGENT: contingents,
        Per.SECTOR: sectors,
    }
    codes = [st.sampled_from(pools[kind]) for kind in per]
    return codes[0] if len(codes) == 1 else st.tuples(codes[0], codes[1])


@st.composite
def substitutes(draw: st.DrawFn, *, publics: Sequence[str] = PUBLICS) -> Substitute:
    """Publics that count when there is no main one, up to any part, none and all included."""
    return Substitute(draw(some_of(publics, min_size=1)), draw(rates()))


@st.composite
def level_tables(
    draw: st.DrawFn,
    *,
    of_base: bool,
    spans: Sequence[Period] = (),
    groups: st.SearchStrategy[Group] | None = None,
) -> Levels[Level]:
    """Levels, as a commitment keeps them: one, by period, by group, or by group and period.

    Args:
        draw: Hypothesis's own.
        of_base: Whether they are shares of a base, or else numbers.
        spans: The periods that they may name; none: they hold for any.
        groups: The groups that may have a level of their own; `None`: none have.
    """
    quarters = st.sampled_from((0, 1, 2, 3, 4)).map(lambda fourths: Fraction(fourths, 4))
    level = (quarters | rates()) if of_base else st.integers(0, 6)

    def steps() -> Any:  # what can be written for a level
        if not spans or draw(st.booleans()):
            return draw(level)
        kept = draw(st.sets(st.sampled_from(spans), min_size=1))
        return Schedule({span: draw(level) for span in kept})

    written: Any = steps()
    if groups is not None and draw(st.booleans()):
        named = draw(st.sets(groups, min_size=1, max_size=3))
        written = {group: steps() for group in sorted(named, key=str)}
    return read_shares(written) if of_base else as_numbers(written)


@st.composite
def _periods_in_a_row(draw: st.DrawFn) -> tuple[Period, ...]:
    """Accounting periods that follow each other: calendar years, others, or parts of the term."""
    first, last = date(FIRST_YEAR - 1, 7, 1), date(LAST_YEAR + 1, 6, 30)
    if draw(st.booleans()):
        return draw(schedules(min_value=first.year, max_value=last.year)).periods
    ends = sorted(draw(st.sets(days(min_value=first, max_value=last), min_size=2, max_size=4)))
    return tuple(Period(start, end) for start, end in pairwise(ends))


@st.composite
def _commitments_of_kind(
    draw: st.DrawFn,
    kind: type[Share] | type[Volume],
    *,
    codes: st.SearchStrategy[str] | None,
    publics: Sequence[str],
    contingents: Sequence[str],
    landlords: Sequence[str],
    sectors: Sequence[str],
    yearly: bool,
) -> Commitment:
    stage = draw(stages(of_production=None if publics or not kind.of_base else True))
    pool = FINANCINGS if stage.of_production else publics
    located_in = draw(st.none() | st.none() | close_territories())
    to = draw(some_of(pool, min_size=1 if kind.of_base and located_in is None else 0))
    per = draw(pairs())
    held = () if stage.of_production else contingents
    lacking = {Per.CONTINGENT: not held, Per.SECTOR: not sectors}
    per = tuple(kind for kind in per if not lacking.get(kind))
    own = draw(st.just(()) | some_of(landlords))
    pools: Any = {"contingents": held, "landlords": own or landlords, "sectors": sectors}
    groups = groups_of(per, **pools) if per else None
    spans = draw((st.just(()) | _periods_in_a_row()) if yearly else _periods_in_a_row())
    by_period = bool(spans) and draw(st.booleans())
    tables = level_tables(of_base=kind.of_base, spans=spans if by_period else (), groups=groups)
    floor = draw(st.sampled_from(("at_least", "at_least", "more_than", "")))
    ceiling = draw(
        st.sampled_from(("", "", "at_most", "less_than") if floor else ("at_most", "less_than"))
    )
    levels: dict[str, Any] = {name: draw(tables) for name in (floor, ceiling) if name}
    scheduled = any(level.periods for level in levels.values())
    levels["rounding"] = draw(roundings() | roundings_by_size() if kind.of_base else roundings())
    rest = [code for code in pool if code not in to]
    substitute = None
    if floor and to and rest:
        substitute = draw(st.none() | substitutes(publics=rest))
    judge = st.none() | st.sampled_from(Judge) if per else st.none() | st.just(Judge.TOTAL)
    return kind(
        draw(st.sampled_from(("first", "second", "third")) if codes is None else codes),
        to=to,
        located_in=located_in,
        stage=stage,
        **levels,
        contingents=draw(st.just(()) | some_of(held)),
        landlords=own,
        territory=draw(st.none() | close_territories()),
        leaving_out=draw(st.just(()) | some_of(TAGS)),
        unsure=draw(st.sampled_from(Unsure)),
        periods=None if scheduled or not spans else spans,
        cumulative=draw(st.booleans()),
        per=per,
        judge=draw(judge),
        substitute=substitute,
        title=draw(st.none() | names()),
        sources=draw(citations()),
        caveats=draw(remarks()),
    )


def shares(
    *,
    codes: st.SearchStrategy[str] | None = None,
    publics: Sequence[str] = PUBLICS,
    contingents: Sequence[str] = CONTINGENTS,
    landlords: Sequence[str] = LANDLORDS,
    sectors: Sequence[str] = (),
    yearly: bool = True,
) -> st.SearchStrategy[Share]:
    """Shares of every kind: floors, ceilings and ranges; yearly or cumulative; by group; ...

    Without publics, they are shares of production. With `yearly`, some have the years of the
    agreement for periods; without it, all have their own.
    """
    options: Any = {
        "codes": codes,
        "publics": publics,
        "contingents": contingents,
        "landlords": landlords,
        "sectors": sectors,
        "yearly": yearly,
    }
    return _commitments_of_kind(Share, **options)  # type: ignore[return-value]  # its kind


def volumes(
    *,
    codes: st.SearchStrategy[str] | None = None,
    publics: Sequence[str] = PUBLICS,
    contingents: Sequence[str] = CONTINGENTS,
    landlords: Sequence[str] = LANDLORDS,
    sectors: Sequence[str] = (),
    yearly: bool = True,
) -> st.SearchStrategy[Volume]:
    """Volumes of every kind, with publics and without; see `shares` for `yearly`."""
    options: Any = {
        "codes": codes,
        "publics": publics,
        "contingents": contingents,
        "landlords": landlords,
        "sectors": sectors,
        "yearly": yearly,
    }
    return _commitments_of_kind(Volume, **options)  # type: ignore[return-value]  # its kind


def commitments(
    *,
    codes: st.SearchStrategy[str] | None = None,
    publics: Sequence[str] = PUBLICS,
    contingents: Sequence[str] = CONTINGENTS,
    landlords: Sequence[str] = LANDLORDS,
    sectors: Sequence[str] = (),
    yearly: bool = True,
) -> st.SearchStrategy[Share | Volume]:
    """Shares and volumes, on the codes given; see `shares` for `yearly`."""
    options: Any = {
        "codes": codes,
        "publics": publics,
        "contingents": contingents,
        "landlords": landlords,
        "sectors": sectors,
        "yearly": yearly,
    }
    return shares(**options) | volumes(**options)


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (Stage, stages),
    (Substitute, substitutes),
    (Share, shares),
    (Volume, volumes),
    (Commitment, commitments),
)
"""Each class, with the strategy that draws it."""
