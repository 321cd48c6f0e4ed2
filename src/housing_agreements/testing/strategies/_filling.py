"""Strategies that fill in what a ledger does not know: each dwelling turns out by itself."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from housing_agreements.geography._official_code import load_official_code
from housing_agreements.geography._unknown_codes import unknown_since
from housing_agreements.geography.territories import NO_NEIGHBOURHOOD
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.entries import (
    ATTRIBUTION_STAGES,
    NOT_KNOWN,
    PRODUCTION_STAGES,
    Attribution,
    Production,
    StageDay,
    first_and_last_day,
)
from housing_agreements.rules.quotas.ledger import Entry
from housing_agreements.testing.strategies._geography import NEIGHBOURHOODS
from housing_agreements.testing.strategies._pools import (
    FINANCINGS,
    FIRST_YEAR,
    LANDLORDS,
    LAST_YEAR,
    PROGRAMMES,
)
from housing_agreements.testing.strategies._values import days
from housing_agreements.values.periods import Period

__all__ = ("fuller_ledgers",)

_NEWCOMER: Final = "newcomer"
"""A code that no agreement and no ledger names."""
_SOME_YEARS: Final = timedelta(days=900)


@st.composite
def fuller_ledgers(
    draw: st.DrawFn,
    ledger: Sequence[Entry],
    *,
    agreement: Agreement | None = None,
    fields: Collection[str] | None = None,
) -> tuple[Entry, ...]:
    """Ledgers that agree with one, and of which some of what was not known is filled in.

    An entry of several dwellings may become several entries, since each turns out by itself. Its
    commune may turn out to be a district of it, or one that became part of it.

    Args:
        draw: Given by Hypothesis.
        ledger: The ledger.
        agreement: The agreement whose codes are filled in; `None`: synthetic ones alone.
        fields: The fields that may be filled in, `commune` and `possible_publics` among them;
            `None`: all.
    """
    filled_in = _FIELDS_TO_FILL_IN if fields is None else frozenset(fields)
    span = Period.years(FIRST_YEAR, LAST_YEAR) if agreement is None else agreement.term
    fuller: list[Entry] = []
    for entry in ledger:
        for part in draw(_split_entry(entry)):
            if "commune" in filled_in and draw(st.booleans()):
                parts = _list_parts_of_commune(part.commune, *_find_span(part))
                part = attrs.evolve(part, commune=draw(st.sampled_from(parts)))  # noqa: PLW2901  # it is the same one, better known
            known: dict[str, Any] = {
                **draw(_fill_in_publics(part, filled_in)),
                **draw(_fill_in_days(part, filled_in, span)),
            }
            for field, pool in _CODES_TO_FILL_IN.items():
                if field in filled_in and getattr(part, field, "") is None and draw(st.booleans()):
                    codes = _list_bound_landlords(field, agreement) or [
                        *pool,
                        *sorted(_list_codes_named(field, ledger, agreement)),
                        _NEWCOMER,
                    ]
                    known[field] = draw(st.sampled_from(codes))
            fuller.append(attrs.evolve(part, **known))
    return tuple(fuller)


_CODES_TO_FILL_IN: Final = {
    "landlord": LANDLORDS,
    "programme": PROGRAMMES,
    "neighbourhood": (*NEIGHBOURHOODS, NO_NEIGHBOURHOOD),
    "financing": FINANCINGS,
}
"""The fields that hold a code or nothing, each with synthetic codes."""
_STAGES_TO_FILL_IN: Final = {Attribution: ATTRIBUTION_STAGES, Production: PRODUCTION_STAGES}
_FIELDS_TO_FILL_IN: Final = frozenset(
    (
        *_CODES_TO_FILL_IN,
        "commune",
        "possible_publics",
        *(stage.field for stage in (*ATTRIBUTION_STAGES, *PRODUCTION_STAGES)),
    )
)


@st.composite
def _split_entry(draw: st.DrawFn, entry: Entry) -> tuple[Entry, ...]:
    """An entry, or two that make it up."""
    sign, size = (1, entry.count) if entry.count > 0 else (-1, -entry.count)
    first = draw(st.integers(0, size - 1))
    if not first:
        return (entry,)
    return (
        attrs.evolve(entry, id=f"{entry.id} a", count=sign * first),
        attrs.evolve(entry, id=f"{entry.id} b", count=sign * (size - first)),
    )


@st.composite
def _fill_in_publics(
    draw: st.DrawFn, entry: Entry, filled_in: Collection[str]
) -> dict[str, AbstractSet[str]]:
    """The publics of an attribution, once it is known of some whether it belongs to them."""
    if not isinstance(entry, Attribution) or "possible_publics" not in filled_in:
        return {}
    turned = {
        code: draw(st.sampled_from((True, False, None))) for code in sorted(entry.possible_publics)
    }
    sure = frozenset(code for code, belongs in turned.items() if belongs)
    open_still = frozenset(code for code, belongs in turned.items() if belongs is None)
    return {"publics": entry.publics | sure, "possible_publics": open_still}


@st.composite
def _fill_in_days(
    draw: st.DrawFn, entry: Entry, filled_in: Collection[str], span: Period
) -> dict[str, StageDay | None]:
    """The days of stages that were not known, in order, from the last stage to the first."""
    stages = _STAGES_TO_FILL_IN[type(entry)]
    earliest, floors = date.min, []
    for stage in stages:  # the first day of each, given those before it
        floors.append(earliest)
        earliest = max(earliest, _find_first_day(getattr(entry, stage.field)) or earliest)
    reached, last, known = False, date.max, dict[str, StageDay | None]()
    for stage, floor in reversed(list(zip(stages, floors, strict=True))):
        day = getattr(entry, stage.field)
        if stage.field in filled_in and not isinstance(day, date):
            start, end = (day.start, day.last_day) if isinstance(day, Period) else (floor, last)
            possible = [_draw_days_near(max(floor, start), min(last, end), span), st.just(day)]
            if day is NOT_KNOWN and not reached:
                possible.append(st.none())
            if day is not None or reached:
                day = known[stage.field] = draw(st.one_of(possible))
        if isinstance(day, (date, Period)):
            reached = True
            last = min(last, day if isinstance(day, date) else day.last_day)
    return known


def _find_first_day(day: StageDay | None) -> date | None:
    return day.start if isinstance(day, Period) else day if isinstance(day, date) else None


def _draw_days_near(first: date, last: date, span: Period) -> st.SearchStrategy[date]:
    """Days of a stage, near those that are known, else around a span of years."""
    if first == date.min:
        first = (span.start if last == date.max else last) - _SOME_YEARS
    last = min(last, max(first, span.last_day) + _SOME_YEARS)
    turns = (
        date(year, month, day)
        for year in range(first.year, last.year + 1)
        for month, day in ((1, 1), (12, 31))
    )
    within = [turn for turn in turns if first <= turn <= last]
    return st.sampled_from((first, last, *within)) | days(min_value=first, max_value=last)


def _find_span(entry: Entry) -> tuple[date, date]:
    """The first and the last day on which an entry may have reached a stage."""
    days = [getattr(entry, stage.field) for stage in _STAGES_TO_FILL_IN[type(entry)]]
    spans = list(filter(None, map(first_and_last_day, days)))
    # A stage below one that was reached may have been reached on any earlier day.
    first = min((first for first, _ in spans), default=date.min)
    last = max((last for _, last in spans), default=date.max)
    return (date.min if None in days else first), last


def _list_parts_of_commune(commune: str, first: date, last: date) -> list[str]:
    """A commune, and those whose ground is its own on each day from one to another."""
    official = load_official_code()
    if not official.stretches(commune):
        return [commune]

    def lies_within(code: str) -> bool:
        turns = (day for one in (code, commune) for day in official.days(one))
        return all(
            official.reach(code, day).ground.within(official.reach(commune, day).ground)
            for day in {first, *(day for day in turns if first < day <= last)}
        )

    known = [code for code in official.sharers(commune) if unknown_since(code) is None]
    return [commune, *sorted(code for code in known if code != commune and lies_within(code))]


def _list_bound_landlords(field: str, agreement: Agreement | None) -> list[str]:
    """The codes of the landlords, where an agreement says which are bound."""
    if agreement is None or field != "landlord" or not agreement.landlords:
        return []
    return [party.code for party in (*agreement.landlords, *agreement.others)]


def _list_codes_named(
    field: str, ledger: Sequence[Entry], agreement: Agreement | None
) -> Iterator[str]:
    """The codes of a field that the ledger bears, and those that the agreement names."""
    yield from {code for entry in ledger if (code := getattr(entry, field, None)) is not None}
    for part in () if agreement is None else agreement.every_part:
        if not isinstance(part, Commitment):
            continue
        if field == "financing" and part.stage.of_production:
            yield from part.publics
        if field == "landlord":
            yield from part.landlords
        for index, kind in enumerate(part.per):
            if kind.value == field:
                for limit in part.limits:
                    for group in limit.levels.groups:
                        yield group if isinstance(group, str) else group[index]
