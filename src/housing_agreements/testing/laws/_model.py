"""The laws of the model: agreements and their amendments, commitments, entries."""

from datetime import date
from itertools import pairwise
from typing import Any

import attrs

from housing_agreements.errors import InvalidValueError
from housing_agreements.model.agreements import Agreement, Amendment
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.entries import (
    ATTRIBUTION_STAGES,
    PRODUCTION_STAGES,
    Attribution,
    Production,
    first_and_last_day,
)
from housing_agreements.testing.laws._holding import must_be, must_hold
from housing_agreements.values.periods import Period, years_of_terms

__all__ = (
    "accounting_periods_are_sound",
    "amending_leaves_the_past",
    "amendments_replace_by_code",
    "checking_again_changes_nothing",
    "stage_days_are_in_order",
    "versions_are_complete",
)


def checking_again_changes_nothing(value: Any) -> None:  # noqa: ANN401  # any attrs value
    """A value that is built again from its own fields is accepted, and equal."""
    again = attrs.evolve(value)
    must_be("built again, it is equal", again, value)
    must_be("built again, it hashes alike", hash(again), hash(value))


def amendments_replace_by_code(agreement: Agreement, day: date, known: date) -> None:
    """On a day, as known on a day, each part is the one that the last amendment in force left.

    Those in force were signed and took effect by then; the last is the last to take effect,
    then the last signed, then the last added.
    """
    ranked = sorted(
        (amendment.effective, amendment.signed_on, index)
        for index, amendment in enumerate(agreement.amendments)
        if amendment.effective <= day and amendment.signed_on <= known
    )
    parts = {part.code: part for part in agreement.parts}
    terms, territory = [*agreement.former_terms, agreement.term], agreement.territory
    sectors = agreement.sectors
    for _, _, index in ranked:
        amendment = agreement.amendments[index]
        parts |= {part.code: part for part in amendment.replace}
        parts = {code: part for code, part in parts.items() if code not in amendment.remove}
        parts |= {part.code: part for part in amendment.add}
        if amendment.term is not None and amendment.term != terms[-1]:
            terms.append(amendment.term)
        territory = territory if amendment.territory is None else amendment.territory
        sectors = sectors if amendment.sectors is None else amendment.sectors
    found = agreement.on(day, known=known)
    must_be("no amendment is left", found.amendments, ())
    must_be("the parts", {part.code: part for part in found.parts}, parts)
    must_be("the terms", (*found.former_terms, found.term), tuple(terms))
    must_be("the territory", found.territory, territory)
    must_be("the sectors", found.sectors, sectors)
    for field in (
        "code",
        "kind",
        "title",
        "parties",
        "signed_on",
        "part_of",
        "annexes",
        "beside",
        "tags",
        "names",
    ):
        must_be(field, getattr(found, field), getattr(agreement, field))


def amending_leaves_the_past(
    agreement: Agreement, amendment: Amendment, day: date, known: date
) -> None:
    """An amendment changes nothing before it takes effect, nor as long as it is not signed."""
    amended = agreement.amend(amendment)
    must_be("it is added last", amended.amendments, (*agreement.amendments, amendment))
    if day < amendment.effective or known < amendment.signed_on:
        must_be(f"on {day}", amended.on(day, known=known), agreement.on(day, known=known))


def versions_are_complete(agreement: Agreement, day: date, known: date) -> None:
    """The terms of any day are one of the versions, and the last in the history up to it.

    The first version is the original.
    """
    versions = agreement.versions(known=known)
    must_be("the original comes first", versions[0], attrs.evolve(agreement, amendments=()))
    found = agreement.on(day, known=known)
    must_hold(f"the terms of {day} are a version", holds=found in versions, found=found)
    must_be("they come last in the history up to it", agreement.history(day, known)[-1][1], found)


def accounting_periods_are_sound(commitment: Commitment, term: Period) -> None:
    """The accounting periods are in order; those of one sum, or of one level, never overlap.

    Without periods of its own, a commitment has the years that the term is made of, and is refused
    in a term that is not.
    """
    stated, years = commitment.stated_periods, years_of_terms((term,))
    try:
        periods = commitment.accounting_periods(term)
    except InvalidValueError:
        must_be("only a constant level without years is refused", stated + years, ())
        return
    must_hold("there is one at least", holds=bool(periods), periods=periods)
    must_be("they are in order, each once", periods, tuple(sorted(set(periods))))
    if not stated:
        must_be("they are the years of the term", periods, years)
    named = {period for limit in commitment.limits for period in limit.levels.periods}
    if commitment.cumulative or not named:
        for before, after in pairwise(periods):
            holds = before.end <= after.start
            must_hold("they do not overlap", holds=holds, before=before, after=after)


def stage_days_are_in_order(entry: Attribution | Production) -> None:
    """Stages reached on the first day left for each, one after another, are on days that may be."""
    stages = ATTRIBUTION_STAGES if isinstance(entry, Attribution) else PRODUCTION_STAGES
    earliest = date.min
    for stage in stages:
        possible = first_and_last_day(getattr(entry, stage.field))
        if possible is not None:
            first, last = possible
            earliest = max(earliest, first)
            must_hold("the days can be in order", holds=earliest <= last, stage=stage, entry=entry)
