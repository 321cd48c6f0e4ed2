"""Remarks on time: the term, the accounting periods, floors that fall, promises that are lost."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, pairwise, takewhile
from typing import Final, NamedTuple

import attrs

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Group
from housing_agreements.model.levels import Level, Limit, end_of_level
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.rules._vocabulary import name_parts, put_in_words, quote_part
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.values.periods import Period, join_periods, without
from housing_agreements.values.schedules import Schedule
from housing_agreements.values.texts import Listed, Text

__all__ = (
    "falling_floors",
    "list_days_without_level",
    "lost_promises",
    "outside_the_term",
    "uneven_periods",
)


def outside_the_term(examined: Examined) -> Iterator[Remark]:
    """Commitments and undertakings that fall outside the term (*hors durée*)."""
    term = examined.terms.term
    for commitment in examined.terms.commitments:
        periods = examined.terms.periods_of(commitment)
        out = [period for period in periods if not period.overlaps(term)]
        if out:
            yield _remark_outside(commitment, out, term)
        cut = [period for period in periods if period.overlaps(term) and not period.within(term)]
        if cut and not commitment.of_base:
            yield _remark_covered_in_part(commitment, cut, term)
    for undertaking in examined.terms.undertakings:
        due = undertaking.due
        if isinstance(due, Period) and not due.overlaps(term):
            yield _remark_outside(undertaking, [due], term)
        elif isinstance(due, date) and due not in term:
            yield _remark_outside(undertaking, due, term)


def _remark_outside(
    part: Commitment | Undertaking, when: date | list[Period], term: Period
) -> Remark:
    if isinstance(part, Undertaking):
        words = _DUE_OUTSIDE_TERM
    else:
        many = isinstance(when, list) and len(when) > 1
        words = _PERIODS_OUTSIDE_TERM if many else _PERIOD_OUTSIDE_TERM
    days = when if isinstance(when, date) else Listed(when)
    text = words.format(name=quote_part(part), term=term, days=days)
    return remark(Severity.LOOK, RemarkKind.OUTSIDE_TERM, (part,), text)


_DUE_OUTSIDE_TERM: Final = Text(
    "the undertaking {name} is due outside the term ({term}): {days}",
    "l'échéance de l'engagement de faire {name} tombe hors de la durée ({term})\u00a0: {days}",
)
_PERIOD_OUTSIDE_TERM: Final = Text(
    "the commitment {name} has a period outside the term ({term}): {days}",
    "l'engagement {name} a une période hors de la durée ({term})\u00a0: {days}",
)
_PERIODS_OUTSIDE_TERM: Final = Text(
    "the commitment {name} has periods outside the term ({term}): {days}",
    "l'engagement {name} a des périodes hors de la durée ({term})\u00a0: {days}",
)


def _remark_covered_in_part(
    commitment: Commitment, periods: Sequence[Period], term: Period
) -> Remark:
    words = _PERIOD_COVERED_IN_PART if len(periods) == 1 else _PERIODS_COVERED_IN_PART
    text = words.format(name=quote_part(commitment), term=term, days=Listed(periods))
    return remark(Severity.LOOK, RemarkKind.COVERED_IN_PART, (commitment,), text)


_PERIOD_COVERED_IN_PART: Final = Text(
    "the commitment {name} states a number for a period that the term ({term}) covers in part, "
    "and it is owed whole: {days}",
    "l'engagement {name} fixe un nombre pour une période que la durée ({term}) ne couvre qu'en "
    "partie, et ce nombre est dû en entier\u00a0: {days}",
)
_PERIODS_COVERED_IN_PART: Final = Text(
    "the commitment {name} states a number for periods that the term ({term}) covers in part, "
    "and it is owed whole: {days}",
    "l'engagement {name} fixe un nombre pour des périodes que la durée ({term}) ne couvre qu'en "
    "partie, et ce nombre est dû en entier\u00a0: {days}",
)


def uneven_periods(examined: Examined) -> Iterator[Remark]:
    """Days without a level, and accounting periods of unequal lengths or that overlap in part."""
    for commitment in examined.terms.commitments:
        periods = examined.terms.periods_of(commitment)
        holes = list_days_without_level(examined.terms, commitment)
        if holes:
            stated = bool(commitment.stated_periods)
            yield (_remark_gap if stated else _remark_remainder)(commitment, holes)
        constant = not commitment.of_base and _has_constant_level(commitment)
        if constant and not _are_as_long(*periods):
            yield _remark_unequal(commitment)
        for index, one in enumerate(periods):
            # In order, those that begin before it ends come right after it.
            for other in takewhile(one.overlaps, islice(periods, index + 1, None)):
                if not one.within(other) and not other.within(one):
                    yield _remark_overlap(commitment, one, other)


def list_days_without_level(terms: Agreement, commitment: Commitment) -> tuple[Period, ...]:
    """The days of the term for which a commitment states no level; none where it states none."""
    periods = terms.periods_of(commitment)
    promised = join_periods(
        period
        for limit in commitment.limits
        for group in _list_groups(limit)
        for period in _find_promised(limit, periods, group)
    )
    if not any(period.overlaps(terms.term) for period in promised):
        return ()
    return without((terms.term,), promised)


def _remark_gap(commitment: Commitment, holes: tuple[Period, ...]) -> Remark:
    text = _NO_LEVEL.format(name=quote_part(commitment), days=Listed(holes))
    return remark(Severity.LOOK, RemarkKind.GAP, (commitment,), text)


_NO_LEVEL: Final = Text(
    "the commitment {name} states no level for some days of the term: {days}",
    "l'engagement {name} ne fixe aucun niveau pour une partie de la durée\u00a0: {days}",
)


def _remark_remainder(commitment: Commitment, left: Sequence[Period]) -> Remark:
    text = _NO_WHOLE_YEAR.format(name=quote_part(commitment), days=Listed(left))
    return remark(Severity.LOOK, RemarkKind.REMAINDER, (commitment,), text)


_NO_WHOLE_YEAR: Final = Text(
    "the commitment {name} promises nothing for days of the term that make no whole year of the "
    "agreement: {days}",
    "l'engagement {name} ne promet rien pour des jours de la durée qui ne font pas une année "
    "entière de la convention\u00a0: {days}",
)


def _has_constant_level(commitment: Commitment) -> bool:
    """Whether a level holds in each period alike, in total or for a group."""
    return any(
        not isinstance(steps, Schedule)
        for limit in commitment.limits
        for steps in (limit.levels.common, *(own for _, own in limit.levels.by_group))
        if steps is not None
    )


def _remark_unequal(commitment: Commitment) -> Remark:
    days = Listed(commitment.stated_periods)
    text = _ONE_NUMBER.format(name=quote_part(commitment), days=days)
    return remark(Severity.LOOK, RemarkKind.UNEQUAL_PERIODS, (commitment,), text)


_ONE_NUMBER: Final = Text(
    "the commitment {name} states one number for periods of unequal lengths: {days}",
    "l'engagement {name} fixe un même nombre pour des périodes de durées inégales\u00a0: {days}",
)


def _remark_overlap(commitment: Commitment, one: Period, other: Period) -> Remark:
    text = _OVERLAP.format(name=quote_part(commitment), days=Listed((one, other)))
    return remark(Severity.LOOK, RemarkKind.OVERLAP, (commitment,), text)


_OVERLAP: Final = Text(
    "the commitment {name} has accounting periods that overlap in part: {days}",
    "l'engagement {name} a des périodes de compte qui se chevauchent en partie\u00a0: {days}",
)


def _find_promised(
    limit: Limit | None, periods: Iterable[Period], group: Group | None
) -> tuple[Period, ...]:
    """The days for which a limit states a level, in total or for a group."""
    levels = [] if limit is None else [limit.levels]
    return join_periods(
        period for period in periods for stated in levels if stated.at(period, group) is not None
    )


def _list_groups(limit: Limit | None) -> tuple[Group | None, ...]:
    return (None,) if limit is None else (None, *limit.levels.groups)


def falling_floors(examined: Examined) -> Iterator[Remark]:
    """Floors that fall from one period to the next (*baisse de l'objectif*).

    Numbers are compared when their periods are as long.
    """
    for commitment in examined.terms.commitments:
        if commitment.floor is None:
            continue
        table = (
            commitment.floor.levels.common,
            *(steps for _, steps in commitment.floor.levels.by_group),
        )
        for steps in table:
            if isinstance(steps, Schedule):
                falls = [
                    (before, after)
                    for before, after in pairwise(steps.entries)
                    if _is_lower(after[1], before[1])
                    and (commitment.of_base or _are_as_long(before[0], after[0]))
                ]
                yield from (_remark_fall(commitment, *fall) for fall in falls)


def _are_as_long(*periods: Period) -> bool:
    """Whether periods are as long, but for the days by which months and years differ."""
    lengths = [(period.end - period.start).days for period in periods]
    return max(lengths) - min(lengths) <= _MOST_DAYS_APART


_MOST_DAYS_APART: Final = 3
"""By how many days at most two months, quarters, halves or years differ."""


def _is_lower(level: Level, other: Level) -> bool:
    """Whether a level is surely below another."""
    return end_of_level(level, high=True) < end_of_level(other, high=False)


def _remark_fall(
    commitment: Commitment, before: tuple[Period, Level], after: tuple[Period, Level]
) -> Remark:
    text = _FALLS.format(
        name=quote_part(commitment),
        before=put_in_words(before[1]),
        then=before[0],
        after=put_in_words(after[1]),
        later=after[0],
    )
    return remark(Severity.LOOK, RemarkKind.FALLING, (commitment,), text)


_FALLS: Final = Text(
    "the floor of the commitment {name} falls from {before} ({then}) to {after} ({later})",
    "le plancher de l'engagement {name} baisse de {before} ({then}) à {after} ({later})",
)


def lost_promises(examined: Examined) -> Iterator[Remark]:
    """What amendments drop or lower, as far as they are known (*promesse retirée ou réduite*)."""
    agreement, known = examined.agreement, examined.known
    history = agreement.history(date.max, known)
    for (_, before), (day, after) in pairwise(history):
        kept = {part.code: part for part in after.parts}
        parts: list[Commitment | Undertaking] = [*before.commitments, *before.undertakings]
        for part in parts:
            other = kept.get(part.code)
            if other is None:
                if not _stands_under_another_code(part, after):
                    yield _remark_dropped(part, (), day)
            elif isinstance(part, Commitment) and isinstance(other, Commitment):
                change = _Change(
                    part,
                    before.periods_of(part),
                    other,
                    after.periods_of(other),
                )
                yield from _remark_less(change, day)


def _stands_under_another_code(part: Commitment | Undertaking, after: Agreement) -> bool:
    """Whether the same promise stands under another code."""
    parts: list[Commitment | Undertaking] = [*after.commitments, *after.undertakings]
    return any(attrs.evolve(other, code=part.code) == part for other in parts)


def _remark_dropped(part: Commitment | Undertaking, lost: tuple[Period, ...], day: date) -> Remark:
    words = _DROPPED_FOR_SOME_DAYS if lost else _DROPPED
    text = words.format(day=day, part=name_parts((part,)), days=Listed(lost))
    return remark(Severity.LOOK, RemarkKind.DROPPED, (part,), text)


_DROPPED: Final = Text(
    "an amendment in effect from {day} drops {part}",
    "un avenant applicable à partir du {day} retire {part}",
)
_DROPPED_FOR_SOME_DAYS: Final = Text(
    "an amendment in effect from {day} drops {part} for some days: {days}",
    "un avenant applicable à partir du {day} retire {part} pour certains jours\u00a0: {days}",
)


class _Change(NamedTuple):
    """A commitment before and after an amendment, with its accounting periods."""

    before: Commitment
    old_periods: tuple[Period, ...]
    after: Commitment
    new_periods: tuple[Period, ...]


def _remark_less(change: _Change, day: date) -> Iterator[Remark]:
    """The days on which a limit is stated no more, and the floors that are lower."""
    lost = join_periods(
        period
        for limit, other in (
            (change.before.floor, change.after.floor),
            (change.before.ceiling, change.after.ceiling),
        )
        for group in _list_groups(limit)
        for period in without(
            _find_promised(limit, change.old_periods, group),
            _find_promised(other, change.new_periods, group),
        )
    )
    if lost:
        yield _remark_dropped(change.before, lost, day)
    old, new = change.before.floor, change.after.floor
    if old is None or new is None or change.before.of_base is not change.after.of_base:
        return
    both = sorted(set(change.old_periods) & set(change.new_periods))
    lower: dict[tuple[Level, Level], list[Period]] = {}
    for group in _list_groups(old):
        for period in both:
            levels = (old.levels.at(period, group), new.levels.at(period, group))
            if levels[0] is not None and levels[1] is not None and _is_lower(levels[1], levels[0]):
                lower.setdefault((levels[0], levels[1]), []).append(period)
    for levels, periods in lower.items():
        yield _remark_lowered(change.after, levels, join_periods(periods), day)


def _remark_lowered(
    commitment: Commitment, levels: tuple[Level, Level], periods: tuple[Period, ...], day: date
) -> Remark:
    high, low = (put_in_words(level) for level in levels)
    text = _LOWERED.format(
        day=day, name=quote_part(commitment), high=high, low=low, days=Listed(periods)
    )
    return remark(Severity.LOOK, RemarkKind.LOWERED, (commitment,), text)


_LOWERED: Final = Text(
    "an amendment in effect from {day} lowers the floor of the commitment {name} from {high} to "
    "{low}: {days}",
    "un avenant applicable à partir du {day} abaisse le plancher de l'engagement {name} de {high} "
    "à {low}\u00a0: {days}",
)
