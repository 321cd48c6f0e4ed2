"""Remarks on shares below the quarter that the law asks of each holder of reservations.

What is held against the quarter is a share that says it rests on it, by citing its article, of
all the attributions of one holder whose nature is known. Of anything else nothing is said: a
share for one public, in one town, or of dwellings offered, may be what it is and leave the
quarter to be reached elsewhere.

How the law is read, where it leaves a choice:

- it is the law as it is known on the day: a law that comes later is not held against earlier
  days of knowledge, and the last one known holds for the years to come;
- where attributions are counted over the year, a calendar year is below the quarter when every
  level that holds in it is: one half-year at 20 % may be made up in the other;
- the article names no territory: the attributions are those that the agreement covers.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from housing_agreements.law.obligations import QUARTERS, Holder, Quarter
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment, Share
from housing_agreements.model.levels import Level
from housing_agreements.model.stages import Stage
from housing_agreements.model.terms import Per, Unsure
from housing_agreements.rules.review.bases import bounds_of
from housing_agreements.rules.review.laws_in_force import (
    Regime,
    cites,
    least_checked,
    regimes_known,
)
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.rules.review.spans_of_days import joined, periods_said, without
from housing_agreements.rules.terms_of_art import called, value_said
from housing_agreements.values.periods import Period, months_after
from housing_agreements.values.texts import (
    Language,
    chosen,
    colon,
    listed,
    percent,
    semicolon,
    told,
)

__all__ = ("quarters_not_reached", "quarters_not_verified")

_Levels = list[tuple[Period, Level]]


class _Stated(NamedTuple):
    """A share that says it is the quarter of a holder."""

    commitment: Share
    holder: Holder
    contingents: frozenset[str]
    levels: _Levels


def quarters_not_reached(examined: Examined) -> Iterator[Remark]:
    """Shares lower than the quarter of their holder, or counted over more than the law counts."""
    stated = list(_stated(examined))
    for each in stated:
        for regime in regimes_known(QUARTERS[each.holder], known=examined.known):
            if regime.value is not None:
                below = _below(each, regime, examined.terms.term)
                if lacking := _not_made_up(each, below, stated):
                    yield _under(each, regime, lacking)
                if wider := _wider(each, regime):
                    yield _counted_otherwise(each, regime, wider)


def quarters_not_verified(examined: Examined) -> Iterator[Remark]:
    """Shares that rest on a quarter past the last day for which it was verified."""
    for each in _stated(examined):
        last = QUARTERS[each.holder].verified_until
        beyond = [period for period, _ in each.levels if period.last_day > last]
        if examined.known > last and beyond:
            yield _not_verified(each)


def _stated(examined: Examined) -> Iterator[_Stated]:
    """The shares that say they are the quarter, of a holder that is known."""
    terms = examined.terms
    for each in terms.commitments:
        base = frozenset(each.contingents or (held.code for held in terms.contingents))
        holders = {examined.holders.get(code) for code in base}
        holder = holders.pop() if len(holders) == 1 else None
        if holder is None or holder not in QUARTERS:
            continue
        if not isinstance(each, Share) or not _is_whole(each, terms):
            continue
        articles = [source for version in QUARTERS[holder].versions for source in version.sources]
        if cites(each, articles):
            levels = [
                (bound.period, bound.level)
                for bound in bounds_of(each, terms.term)
                if bound.group is None and not bound.ceiling
            ]
            yield _Stated(each, holder, base, levels)


def _is_whole(commitment: Commitment, terms: Agreement) -> bool:
    """Whether it counts all the attributions of its holders that the agreement covers."""
    held = commitment.contingents or tuple(each.code for each in terms.contingents)
    parties = {each.holder for each in terms.contingents if each.code in held}
    theirs = {each.code for each in terms.contingents if each.holder in parties}
    return (
        commitment.stage is Stage.DECIDED
        and theirs <= set(held)
        and commitment.territory in {None, terms.territory}
        and commitment.unsure is Unsure.BOUNDS
        and not commitment.landlords
        and not commitment.leaving_out
    )


def _within(levels: _Levels, period: Period) -> _Levels:
    """The levels that hold in a period, on the days on which they do."""
    found = ((each & period, level) for each, level in levels)
    return [(days, level) for days, level in found if days is not None]


def _below(stated: _Stated, regime: Regime, term: Period) -> _Levels:
    """The days of a regime on which the levels are surely below the quarter."""
    owed: Quarter = regime.value
    held = _within(stated.levels, regime.period)
    if owed.by_programme:
        return [(days, level) for days, level in held if level < owed.share]
    below: _Levels = []
    within = regime.period & term
    for year in () if within is None else within.calendar_years():
        pieces = _within(held, year)
        whole = joined(days for days, _ in pieces) == (year,)
        if whole and all(level < owed.share for _, level in pieces):
            below.extend(pieces)
    return below


def _not_made_up(stated: _Stated, below: _Levels, others: Sequence[_Stated]) -> _Levels:
    """The days on which no other such share of the same contingents states more."""
    beside = [each for each in others if each.contingents == stated.contingents]
    return [
        (days, level)
        for period, level in below
        for days in without(
            [period], [when for each in beside for when, more in each.levels if more > level]
        )
    ]


def _wider(stated: _Stated, regime: Regime) -> list[Period]:
    """The periods in which the quarter is stated, over more than the law counts together."""
    owed: Quarter = regime.value
    enough = [days for days, level in _within(stated.levels, regime.period) if level >= owed.share]
    if owed.by_programme:
        return [] if Per.PROGRAMME in stated.commitment.per else enough
    return [each for each in enough if months_after(each.start, _YEAR) < each.end]


def _rule(stated: _Stated, regime: Regime, periods: Sequence[Period], language: Language) -> str:
    """What the law asks, since when, and what must be known of it."""
    owed: Quarter = regime.value
    title = QUARTERS[stated.holder].title.said(language)
    share, base = percent(owed.share, language), owed.base.said(language)
    notes = [owed.shortfall, *(each.note for each in regime.during(periods))]
    asked = f"{title}, {regime.said(language)}{colon(language)}{share} "
    asked += chosen(language, f"of the {base}", f"des {base}")
    told_notes = dict.fromkeys(note.said(language) for note in notes if note is not None)
    return semicolon(language).join([asked, *told_notes])


def _under(stated: _Stated, regime: Regime, lacking: _Levels) -> Remark:
    days = [period for period, _ in lacking]
    by_level = {level: joined(day for day, own in lacking if own == level) for _, level in lacking}

    def sentence(language: Language) -> str:
        levels = listed(
            (
                f"{value_said(level, language)} ({periods_said(when, language)})"
                for level, when in by_level.items()
            ),
            language,
        )
        name, rule = called(stated.commitment, language), _rule(stated, regime, days, language)
        return chosen(
            language,
            f"{name} states less than the law asks, {levels}; {rule}",
            f"{name} fixe moins que ce que la loi demande, {levels}\u00a0; {rule}",
        )

    versions = regime.during(days)
    return remark(
        Severity.BELOW_THE_LAW,
        RemarkKind.UNDER_LEGAL_SHARE,
        (stated.commitment,),
        sentence,
        law=(source for each in versions for source in each.sources),
        periods=joined(days),
        confidence=least_checked(versions),
    )


def _counted_otherwise(stated: _Stated, regime: Regime, wider: list[Period]) -> Remark:
    owed: Quarter = regime.value

    def sentence(language: Language) -> str:
        name, rule = called(stated.commitment, language), _rule(stated, regime, wider, language)
        days = periods_said(wider, language)
        if owed.by_programme:
            return chosen(
                language,
                f"{name} counts all programmes together in {days}, and the law each of them; "
                f"{rule}",
                f"{name} compte tous les programmes ensemble sur {days}, et la loi chacun "
                f"d'eux\u00a0; {rule}",
            )
        return chosen(
            language,
            f"{name} counts more than a year as one, {days}, and the law each year; {rule}",
            f"{name} compte plus d'un an d'un seul tenant, {days}, et la loi chaque année\u00a0; "
            f"{rule}",
        )

    versions = regime.during(wider)
    return remark(
        Severity.LOOK,
        RemarkKind.COUNTED_OTHERWISE,
        (stated.commitment,),
        sentence,
        law=(source for each in versions for source in each.sources),
        periods=joined(wider),
        confidence=least_checked(versions),
    )


def _not_verified(stated: _Stated) -> Remark:
    provision = QUARTERS[stated.holder]

    def sentence(language: Language) -> str:
        name, title = called(stated.commitment, language), provision.title.said(language)
        last = told(provision.verified_until, language)
        return chosen(
            language,
            f"{name} rests on {title}, verified up to {last}: what it asks after is not known",
            f"{name} repose sur {title}, vérifié jusqu'au {last}\u00a0: ce qui est demandé après "
            "n'est pas connu",
        )

    version = provision.versions[-1]
    return remark(
        Severity.LOOK,
        RemarkKind.NOT_VERIFIED,
        (stated.commitment,),
        sentence,
        law=version.sources,
        confidence=version.confidence,
    )


_YEAR: Final = 12
