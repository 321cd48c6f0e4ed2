"""Strategies for what is counted: attributions, production, whole ledgers, published figures.

Given an agreement, they draw what fits it: its contingents, publics and tags, communes in and out
of its territories, days around its term. All entries are synthetic.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from housing_agreements.geography.territories import NO_NEIGHBOURHOOD
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.entries import (
    ATTRIBUTION_STAGES,
    NOT_KNOWN,
    PRODUCTION_STAGES,
    Attribution,
    Production,
    Stage,
    StageDay,
)
from housing_agreements.rules.quotas._declared_codes import list_declared_codes
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.testing.strategies._commitments import groups_of
from housing_agreements.testing.strategies._geography import neighbourhood_codes
from housing_agreements.testing.strategies._pools import (
    CONTINGENTS,
    FIRST_YEAR,
    LANDLORDS,
    LAST_YEAR,
    PUBLICS,
    close_communes,
    financings,
    landlord_codes,
    programme_codes,
    some_of,
)
from housing_agreements.testing.strategies._values import bounds, days, periods
from housing_agreements.values.periods import Period

__all__ = ("REGISTERED", "attributions", "entries", "ledgers", "productions", "published_figures")

_A_YEAR: Final = timedelta(days=366)


@st.composite
def attributions(
    draw: st.DrawFn,
    *,
    agreement: Agreement | None = None,
    ids: st.SearchStrategy[str] | None = None,
) -> Attribution:
    """Attributions at every stage, on known days or not, of sure and of possible publics.

    Args:
        draw: Hypothesis's own.
        agreement: The agreement whose codes they bear and around whose term they fall.
        ids: Their identifiers.
    """
    contingents, publics, tags = _codes_known_to(agreement)
    sure = draw(st.frozensets(st.sampled_from(publics), max_size=2)) if publics else frozenset()
    unsure = [code for code in publics if code not in sure]
    return Attribution(
        contingent=draw(st.sampled_from(contingents)),
        publics=sure,
        possible_publics=frozenset(draw(some_of(unsure))),
        tags=frozenset(draw(st.just(()) | some_of(tags))),
        count=draw(st.just(1) | st.integers(1, 5)),
        **_fields_of_entry(draw, agreement, ids, ATTRIBUTION_STAGES),
    )


@st.composite
def productions(
    draw: st.DrawFn,
    *,
    agreement: Agreement | None = None,
    ids: st.SearchStrategy[str] | None = None,
) -> Production:
    """Dwellings produced, or taken back, with and without a known financing.

    Args:
        draw: Hypothesis's own.
        agreement: The agreement whose tags they bear and around whose term they fall.
        ids: Their identifiers.
    """
    _, _, tags = _codes_known_to(agreement)
    return Production(
        financing=draw(st.none() | financings()),
        tags=frozenset(draw(st.just(()) | some_of(tags))),
        count=draw(st.integers(1, 30) | st.integers(-9, -1)),
        **_fields_of_entry(draw, agreement, ids, PRODUCTION_STAGES),
    )


def _codes_known_to(
    agreement: Agreement | None,
) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The contingents, publics and tags that an agreement knows, in any of its versions."""
    if agreement is None:
        return CONTINGENTS, PUBLICS, ("transfer", "relocation")
    known = list_declared_codes(agreement)
    return sorted(known["contingent"]), sorted(known["public"]), sorted(known["tag"])


def _fields_of_entry(
    draw: st.DrawFn,
    agreement: Agreement | None,
    ids: st.SearchStrategy[str] | None,
    stages: Sequence[Stage],
) -> dict[str, Any]:
    """The fields that every entry has; the days of the stages reached are in order."""
    when = _days_around_term(agreement)
    reached = draw(st.sets(st.sampled_from(stages), min_size=1) | st.just(set()))
    dates = iter(sorted(draw(when) for _ in reached))
    not_reached = st.sampled_from((None, None, None, NOT_KNOWN))
    given = {
        stage.field: draw(_as_known(next(dates)) if stage in reached else not_reached)
        for stage in stages
    }
    return {
        "id": draw(st.integers(0, 9999).map("E{}".format) if ids is None else ids),
        "commune": draw(close_communes()),
        "neighbourhood": draw(st.none() | neighbourhood_codes() | st.just(NO_NEIGHBOURHOOD)),
        "landlord": draw(st.none() | _landlords_known_to(agreement)),
        "programme": draw(st.none() | programme_codes()),
        "cancelled_on": draw(st.none() | st.none() | when),
        **given,
    }


def _as_known(day: date) -> st.SearchStrategy[StageDay]:
    """A day as a ledger may know it: itself, mostly; its month or its year; or not at all."""
    month = Period.lasting(day.replace(day=1), months=1)
    return st.sampled_from((day, day, day, day, month, Period.year(day.year), NOT_KNOWN))


def _landlords_known_to(agreement: Agreement | None) -> st.SearchStrategy[str]:
    """The landlords that an agreement knows; where it binds none, any."""
    if agreement is None or not agreement.landlords:
        return landlord_codes()
    return st.sampled_from([party.code for party in (*agreement.landlords, *agreement.others)])


def _days_around_term(agreement: Agreement | None) -> st.SearchStrategy[date]:
    """Days within the term and around it, its first and last more often than others."""
    if agreement is None:
        return days(min_value=date(FIRST_YEAR - 1, 1, 1), max_value=date(LAST_YEAR + 1, 12, 31))
    term = agreement.term
    around = days(min_value=term.start - _A_YEAR, max_value=term.last_day + _A_YEAR)
    edges = (term.start - timedelta(days=1), term.start, term.last_day, term.end)
    within = days(min_value=term.start, max_value=term.last_day)
    return st.one_of(within, within, around, st.sampled_from(edges))


def entries(*, agreement: Agreement | None = None) -> st.SearchStrategy[Attribution | Production]:
    """Attributions and, less often, production; without contingents there is production alone."""
    production = productions(agreement=agreement)
    if not _codes_known_to(agreement)[0]:
        return production
    attribution = attributions(agreement=agreement)
    return st.one_of(attribution, attribution, production)


def ledgers(
    *, agreement: Agreement | None = None, max_size: int = 8
) -> st.SearchStrategy[tuple[Attribution | Production, ...]]:
    """Ledgers whose ids differ."""
    drawn = st.lists(entries(agreement=agreement), max_size=max_size)
    return drawn.map(
        lambda several: tuple(
            attrs.evolve(entry, id=f"E{index}") for index, entry in enumerate(several)
        )
    )


@st.composite
def published_figures(draw: st.DrawFn, *, agreement: Agreement | None = None) -> PublishedFigure:
    """Figures published for a commitment of the agreement, exact or rounded, with a base or not.

    Args:
        draw: Hypothesis's own.
        agreement: The agreement whose commitments they tell of; it has one at least.
    """
    if agreement is None:
        codes, period, group = ["first"], draw(periods()), None
    else:
        commitment = draw(st.sampled_from(agreement.commitments))
        period = draw(_figure_period(agreement, commitment))
        contingents = [contingent.code for contingent in agreement.contingents]
        landlords = [party.code for party in agreement.landlords] or LANDLORDS
        group = None
        if commitment.per:
            sectors = [sector.code for sector in agreement.sectors]
            drawn = groups_of(
                commitment.per, contingents=contingents, landlords=landlords, sectors=sectors
            )
            group = draw(st.none() | drawn)
        others = [
            other.code
            for other in agreement.commitments
            if other.code != commitment.code and (group is None or other.per == commitment.per)
        ]
        codes = [commitment.code, *draw(st.just(()) | some_of(others, max_size=1))]
    counted = draw(bounds(max_value=40, allow_unlimited=False))
    unpublished = st.none()
    more = bounds(min_value=counted.high or 0, max_value=80, allow_unlimited=False)
    return PublishedFigure(
        codes,
        period,
        counted,
        draw(unpublished | more),
        substitutes=draw(st.integers(0, counted.low)),
        group=group,
    )


def _figure_period(agreement: Agreement, commitment: Commitment) -> st.SearchStrategy[Period]:
    """A judged period, or a part of one."""
    judged = st.sampled_from(agreement.periods_of(commitment))
    return judged | judged.flatmap(
        lambda period: periods(min_value=period.start, max_value=period.last_day)
    )


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (Attribution, attributions),
    (Production, productions),
    (PublishedFigure, published_figures),
)
"""Each class, with the strategy that draws it."""
