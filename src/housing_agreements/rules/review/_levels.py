"""Remarks on levels that cannot all hold: floors, ceilings, shares and numbers on one base.

Each one is proved with exact arithmetic. Where a rounding could save a small base, the remark
says from how many dwellings on it holds.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise, product
from typing import Final, NamedTuple

import attrs

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment, Volume
from housing_agreements.model.groups import Group, Judge, say_group
from housing_agreements.model.levels import SIDES, ExactLevel, Limit
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules._vocabulary import name_group_of, put_in_words, quote_part, tell_when
from housing_agreements.rules.review._bases import (
    CommitmentBase,
    StatedLevel,
    base_of,
    list_stated_levels,
)
from housing_agreements.rules.review._proofs import never_met_in
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.values.periods import Period, join_periods
from housing_agreements.values.rates import Rounding
from housing_agreements.values.texts import Listed, Text

__all__ = (
    "floors_above_ceilings",
    "floors_above_the_whole",
    "groups_against_totals",
    "limits_of_no_use",
    "numbers_for_each_group",
    "shares_against_volumes",
)


class _Asked(NamedTuple):
    """A level that a commitment asks, whatever the period."""

    code: str
    """The code of the commitment."""
    side: Text
    """What stands before the level: at least, at most."""
    level: ExactLevel
    """The level."""
    group: Group | None
    """The group; `None`: the total."""

    def tell(self, terms: Agreement) -> Text:
        """The level with its side, and its group where it is that of one."""
        words = _LEVEL.format(side=self.side, level=put_in_words(self.level))
        if self.group is None:
            return words
        name = name_group_of(terms.commitment(self.code), self.group, terms)
        return _LEVEL_OF_GROUP.format(group=name or say_group(self.group), level=words)


_LEVEL: Final = Text("{side} {level}", "{side} {level}")
_LEVEL_OF_GROUP: Final = Text("{group} {level}", "{group} {level}")


def _find_asked(stated: StatedLevel) -> _Asked:
    side = SIDES[stated.limit.ceiling, stated.limit.strict]
    return _Asked(stated.commitment.code, side, stated.level, stated.group)


class _Clash(NamedTuple):
    """Levels that cannot all hold, apart from the periods in which they stand."""

    kind: RemarkKind
    levels: tuple[_Asked, ...]
    """The level of each commitment."""
    dwellings: int
    """From how many dwellings in the base on they cannot."""


_Clashes = dict[_Clash, list[Period]]


def floors_above_ceilings(examined: Examined) -> Iterator[Remark]:
    """Floors and ceilings on the same base that cannot both hold."""
    terms = examined.terms
    clashes: _Clashes = {}
    for commitment in terms.commitments:
        _collect_above_ceilings(clashes, list(list_stated_levels(commitment, terms)))
    for levels in _group_by_base(terms).values():
        by_code: dict[str, list[StatedLevel]] = {}
        for stated in levels:
            by_code.setdefault(stated.commitment.code, []).append(stated)
        for one, other in combinations(by_code.values(), 2):
            for floors, ceilings in ((one, other), (other, one)):
                floor, ceiling = floors[0].commitment, ceilings[0].commitment
                if _covers_all_of(ceiling, floor) and floor.of_base is ceiling.of_base:
                    _collect_above_ceilings(
                        clashes,
                        [
                            *(stated for stated in floors if not stated.limit.ceiling),
                            *(stated for stated in ceilings if stated.limit.ceiling),
                        ],
                    )
    yield from _remark_clashes(clashes, terms)


def _collect_above_ceilings(clashes: _Clashes, levels: Sequence[StatedLevel]) -> None:
    """The clashes between floors of one commitment and ceilings of one."""
    by_group: dict[Group | None, list[StatedLevel]] = {}
    for floor in sorted(levels, key=_start_of):
        if not floor.limit.ceiling:
            by_group.setdefault(floor.group, []).append(floor)
    for ceiling in levels:
        if not ceiling.limit.ceiling:
            continue
        of_group = by_group.get(ceiling.group, [])
        first = bisect_left(of_group, ceiling.period.start, key=_start_of)
        last = bisect_left(of_group, ceiling.period.end, key=_start_of)
        floors = [floor for floor in of_group[first:last] if floor.period.within(ceiling.period)]
        if ceiling.commitment.of_base or _have_overlap(floors):
            floors = [floor for floor in floors if floor.period == ceiling.period]
        dwellings = _find_least_above_ceiling(floors, ceiling) if floors else None
        if dwellings is not None:
            _add_clash(clashes, RemarkKind.FLOOR_ABOVE_CEILING, (*floors, ceiling), dwellings)


def _start_of(stated: StatedLevel) -> date:
    return stated.period.start


def _have_overlap(levels: Sequence[StatedLevel]) -> bool:
    periods = sorted(stated.period for stated in levels)
    return any(one.overlaps(other) for one, other in pairwise(periods))


def _find_least_above_ceiling(floors: Sequence[StatedLevel], ceiling: StatedLevel) -> int | None:
    """From how many dwellings in the base on the floors exceed the ceiling; `None`: never."""
    if not ceiling.commitment.of_base:
        return 1 if sum(floor.number for floor in floors) > ceiling.number else None
    floor = floors[0]
    strict = floor.limit.strict or ceiling.limit.strict
    gap = Fraction(floor.level) - ceiling.level
    if gap < 0 or (gap == 0 and not strict):
        return None
    lost = _lose_to_rounding(floor) + _lose_to_rounding(ceiling)
    if floor.commitment.rounding == ceiling.commitment.rounding:
        # Rounded alike, the lesser level never comes out above the greater.
        lost = min(lost, 1)
        if strict:
            return 1
    if gap == 0:
        return None if lost else 1
    return max(1, math.ceil(lost / gap))


def limits_of_no_use(examined: Examined) -> Iterator[Remark]:
    """Limits of attributions that no number can keep, or none can break.

    Production counted before may be taken back, so that its numbers may be below 0.
    """
    for commitment in examined.terms.commitments:
        found: dict[tuple[RemarkKind, _Asked], list[Period]] = {}
        for stated in list_stated_levels(commitment, examined.terms):
            kind = None if commitment.stage.of_production else _find_use(stated)
            if kind is not None:
                found.setdefault((kind, _find_asked(stated)), []).append(stated.period)
        for (kind, asked), periods in found.items():
            limit = asked.tell(examined.terms)
            yield _remark_use(commitment, kind, limit, join_periods(periods))


def _find_use(stated: StatedLevel) -> RemarkKind | None:
    """Whether a limit lies at an end of what can be counted, from nothing to the whole base."""
    strict, ceiling = stated.limit.strict, stated.limit.ceiling
    if stated.level == 0 and strict is ceiling:
        return RemarkKind.NEVER_KEPT if ceiling else RemarkKind.NEVER_BROKEN
    if stated.commitment.of_base and stated.level == 1 and strict is not ceiling:
        return RemarkKind.NEVER_BROKEN if ceiling else RemarkKind.NEVER_KEPT
    return None


def _remark_use(
    commitment: Commitment, kind: RemarkKind, limit: Text, periods: Sequence[Period]
) -> Remark:
    never_kept = kind is RemarkKind.NEVER_KEPT
    text = (_NEVER_KEPT if never_kept else _NEVER_BROKEN).format(
        name=quote_part(commitment), when=tell_when(periods), limit=limit
    )
    severity = Severity.CONTRADICTION if never_kept else Severity.LOOK
    return remark(severity, kind, (commitment,), text)


_NEVER_KEPT: Final = Text(
    "the commitment {name} can never be kept {when}: {limit}",
    "l'engagement {name} ne peut jamais être respecté {when}\u00a0: {limit}",
)
_NEVER_BROKEN: Final = Text(
    "the commitment {name} can never be broken {when}: {limit}",
    "l'engagement {name} est toujours respecté {when}, quoi qu'il arrive\u00a0: {limit}",
)


def shares_against_volumes(examined: Examined) -> Iterator[Remark]:
    """A share of a base of which numbers say how large it is, and a number it cannot meet."""
    clashes: _Clashes = {}
    for levels in _group_by_base(examined.terms).values():
        for here in _group_by_period(levels):
            shares = [stated for stated in here if stated.commitment.of_base]
            numbers = [stated for stated in here if not stated.commitment.of_base]
            floors = [number for number in numbers if not number.limit.ceiling]
            ceilings = [number for number in numbers if number.limit.ceiling]
            for together in product(shares, floors, ceilings):
                if _is_impossible(*together):
                    _add_clash(clashes, RemarkKind.SHARE_AGAINST_VOLUME, together, 1)
    yield from _remark_clashes(clashes, examined.terms)


def _is_impossible(share: StatedLevel, floor: StatedLevel, ceiling: StatedLevel) -> bool:
    """Whether a share cannot hold beside a floor and a ceiling in numbers.

    A floor in numbers, of whatever counts, is also the least that the base can be; a ceiling
    on every entry is the most.
    """
    roundings = _list_roundings(share)
    if floor.number <= 0:  # the base may be empty, and then nothing is judged
        return False
    if not share.limit.ceiling:
        owed = share.level * floor.number
        needed = min(share.limit.threshold(rounding.apply(owed)) for rounding in roundings)
        return _covers_all_of(ceiling.commitment, share.commitment) and needed > ceiling.number
    every_entry = not ceiling.commitment.publics and ceiling.commitment.located_in is None
    if not (every_entry and _covers_all_of(share.commitment, floor.commitment)):
        return False
    owed = share.level * ceiling.number
    return floor.number > max(share.limit.threshold(rounding.apply(owed)) for rounding in roundings)


def floors_above_the_whole(examined: Examined) -> Iterator[Remark]:
    """Floors of shares for publics that nobody can share, above 100 % together."""
    publics = {public.code: public for public in examined.terms.publics}

    @cache
    def share_nobody(one: str, other: str, period: Period) -> bool:
        return _share_nobody(publics[one], publics[other], period)

    clashes: _Clashes = {}
    for levels in _group_by_base(examined.terms).values():
        floors = [
            stated for stated in levels if stated.commitment.of_base and not stated.limit.ceiling
        ]
        for of_period in _group_by_period(floors):
            here = of_period[:_MOST_FLOORS]
            found: list[frozenset[StatedLevel]] = []
            for size in range(2, len(here) + 1):
                for together in combinations(here, size):
                    dwellings = _find_least_above_whole(together)
                    seen = any(fewer <= frozenset(together) for fewer in found)
                    if dwellings is None or seen or not _are_apart(together, share_nobody):
                        continue
                    found.append(frozenset(together))
                    _add_clash(clashes, RemarkKind.FLOORS_ABOVE_WHOLE, together, dwellings)
    yield from _remark_clashes(clashes, examined.terms)


_MOST_FLOORS: Final = 8
"""The most floors on one base that are compared with each other."""


def _find_least_above_whole(floors: Sequence[StatedLevel]) -> int | None:
    """From how many dwellings on the floors ask for more than there are; `None`: never."""
    total = sum((Fraction(floor.level) for floor in floors), Fraction(0))
    lost = sum(map(_lose_to_rounding, floors))
    if total > 1:
        return max(1, math.ceil(lost / (total - 1)))
    strict = any(floor.limit.strict for floor in floors)
    return 1 if total == 1 and not lost and strict else None


def _are_apart(
    floors: Sequence[StatedLevel], share_nobody: Callable[[str, str, Period], bool]
) -> bool:
    """Whether it is proved that nothing counts for two of the floors."""
    for one, other in combinations(floors, 2):
        publics, others = one.commitment.publics, other.commitment.publics
        if _stand_apart(one.commitment, other.commitment, one.period):
            continue
        if not (publics and others and publics.isdisjoint(others)):
            return False
        if one.commitment.stage.of_production:
            continue
        for left, right in product(sorted(publics), sorted(others)):
            if not share_nobody(left, right, one.period):
                return False
    return True


def _stand_apart(one: Commitment, other: Commitment, period: Period) -> bool:
    """Whether it is proved that no place counts for two commitments on any day of a period."""
    if one.located_in is None or other.located_in is None:
        return False
    both = (one.located_in & other.located_in).members
    if not (both.known_on(period.start) and both.known_on(period.last_day)):
        return False
    turns = (*both.days, *(day for members in both.held_values() for day in members.reading_days))
    days = {period.start, *(day for day in turns if day in period)}
    return all(both.on(day).is_nowhere_on(day) for day in days)


def _share_nobody(one: PriorityPublic, other: PriorityPublic, period: Period) -> bool:
    """Whether it is proved that nobody belongs to both publics on any day of a period."""
    both = one.criterion.with_other(other.criterion, lambda left, right: (left, right))
    if not (both.known_on(period.start) and both.known_on(period.last_day)):
        return False
    days = [period.start, *(day for day in both.days if period.start < day < period.end)]
    for start, end in pairwise([*days, period.end]):
        left, right = both.on(start)
        apart = left is None or right is None or never_met_in(left & right, Period(start, end))
        if not apart:
            return False
    return True


def groups_against_totals(examined: Examined) -> Iterator[Remark]:
    """Numbers by group that do not add up to the total on their base (*répartition*).

    The total is the number that is common to all, beside those of the groups, or the number of
    another commitment on the same base, in which the same counts.
    """
    terms = examined.terms
    by_base: dict[tuple[object, ...], list[Commitment]] = {}
    for commitment in terms.commitments:
        if isinstance(commitment, Volume):
            where = None if commitment.located_in is None else commitment.located_in.members
            alike = (base_of(commitment, terms), commitment.publics, where)
            by_base.setdefault(alike, []).append(commitment)
    for commitments in by_base.values():
        totals = [total for commitment in commitments for total in _list_totals(commitment, terms)]
        for commitment in commitments if totals else ():
            sums = _add_up_groups(commitment, terms)
            apart: dict[tuple[str, Text, int], list[Period]] = {}
            for total in totals:
                added = sums.get((total.limit.ceiling, total.period))
                if added is not None and added != total.number:
                    words = (total.commitment.code, _find_asked(total).tell(terms), added)
                    apart.setdefault(words, []).append(total.period)
            for (code, total_words, added), periods in apart.items():
                parts = [commitment, *({terms.commitment(code)} - {commitment})]
                yield _remark_sum(parts, total_words, added, join_periods(periods))


def _list_totals(commitment: Commitment, terms: Agreement) -> Iterator[StatedLevel]:
    """The numbers of a commitment that hold for the total."""
    if commitment.judges_total:
        yield from (
            stated for stated in list_stated_levels(commitment, terms) if stated.group is None
        )


def _add_up_groups(commitment: Commitment, terms: Agreement) -> dict[tuple[bool, Period], int]:
    """The sum of the numbers of the groups, for each side and each period."""
    sums: dict[tuple[bool, Period], int] = {}
    if commitment.per:
        by_group = attrs.evolve(commitment, judge=Judge.GROUPS)
        for stated in list_stated_levels(by_group, terms):
            if stated.group is not None:
                key = (stated.limit.ceiling, stated.period)
                sums[key] = sums.get(key, 0) + stated.number
    return sums


def _remark_sum(
    parts: Sequence[Commitment], total: Text, added: int, periods: Sequence[Period]
) -> Remark:
    name, *others = map(quote_part, parts)
    when = tell_when(periods)
    if others:
        text = _SUM_AGAINST_OTHER.format(
            name=name, when=when, added=added, other=others[0], total=total
        )
    else:
        text = _SUM_AGAINST_TOTAL.format(name=name, when=when, added=added, total=total)
    return remark(Severity.LOOK, RemarkKind.GROUPS_AGAINST_TOTAL, parts, text)


_SUM_AGAINST_TOTAL: Final = Text(
    "{when} the groups of the commitment {name} add up to {added}, which is not its total: {total}",
    "{when}, les groupes de l'engagement {name} totalisent {added}, ce qui n'est pas son "
    "total\u00a0: {total}",
)
_SUM_AGAINST_OTHER: Final = Text(
    "{when} the groups of the commitment {name} add up to {added}, which is not the total of the "
    "commitment {other}: {total}",
    "{when}, les groupes de l'engagement {name} totalisent {added}, ce qui n'est pas le total de "
    "l'engagement {other}\u00a0: {total}",
)


def numbers_for_each_group(examined: Examined) -> Iterator[Remark]:
    """Numbers that hold for the total and again for each group, unless it is said for which.

    A number of dwellings for all of a territory is easily written where each of its communes
    then owes it.
    """
    for commitment in examined.terms.commitments:
        if commitment.of_base or not commitment.per or commitment.judge in _SAID_FOR_WHICH:
            continue
        common = [limit for limit in commitment.limits if limit.levels.common is not None]
        if common:
            yield _remark_each_group(commitment, common)


_SAID_FOR_WHICH: Final = frozenset({Judge.TOTAL, Judge.GROUPS})


def _remark_each_group(commitment: Commitment, limits: Sequence[Limit]) -> Remark:
    others = any(limit.levels.groups for limit in limits)
    text = (_AGAIN_FOR_EACH_OTHER if others else _AGAIN_FOR_EACH).format(
        name=quote_part(commitment), kind=Listed(commitment.per), levels=Listed(limits)
    )
    return remark(Severity.LOOK, RemarkKind.SAME_FOR_EACH_GROUP, (commitment,), text)


_AGAIN_FOR_EACH: Final = Text(
    "the commitment {name} states one number for the total and again for each {kind}, and it may "
    "be meant for the total alone: {levels}",
    "l'engagement {name} fixe un même nombre pour le total et pour chaque {kind}, alors qu'il "
    "n'est peut-être prévu que pour le total\u00a0: {levels}",
)
_AGAIN_FOR_EACH_OTHER: Final = Text(
    "the commitment {name} states one number for the total and again for each other {kind}, and "
    "it may be meant for the total alone: {levels}",
    "l'engagement {name} fixe un même nombre pour le total et pour chaque autre {kind}, alors "
    "qu'il n'est peut-être prévu que pour le total\u00a0: {levels}",
)


def _group_by_period(levels: Iterable[StatedLevel]) -> Iterable[list[StatedLevel]]:
    """The levels of each period, in the order in which the periods come first."""
    by_period: dict[Period, list[StatedLevel]] = {}
    for stated in levels:
        by_period.setdefault(stated.period, []).append(stated)
    return by_period.values()


def _group_by_base(terms: Agreement) -> dict[CommitmentBase, list[StatedLevel]]:
    """The levels on each base that hold for the total."""
    by_base: dict[CommitmentBase, list[StatedLevel]] = {}
    for commitment in terms.commitments:
        if commitment.judges_total:
            levels = list_stated_levels(commitment, terms)
            of_total = (stated for stated in levels if stated.group is None)
            by_base.setdefault(base_of(commitment, terms), []).extend(of_total)
    return by_base


def _covers_all_of(wide: Commitment, narrow: Commitment) -> bool:
    """Whether whatever counts for the narrow one counts for the wide one."""
    if wide.located_in is not None and (
        narrow.located_in is None or narrow.located_in.members != wide.located_in.members
    ):
        return False
    return not wide.publics or (bool(narrow.publics) and narrow.publics <= wide.publics)


def _lose_to_rounding(stated: StatedLevel) -> int:
    """How many dwellings, at most, rounding may take from a floor, or give to a ceiling."""
    harmless = (Rounding.EXACT, Rounding.DOWN if stated.limit.ceiling else Rounding.UP)
    return 0 if all(rounding in harmless for rounding in _list_roundings(stated)) else 1


def _list_roundings(stated: StatedLevel) -> tuple[Rounding, ...]:
    """How what is owed may be rounded, whatever the size of the base."""
    rounding = stated.commitment.rounding
    if isinstance(rounding, Rounding):
        return (rounding,)
    return tuple(of_size for _, of_size in rounding.steps)


def _add_clash(
    clashes: _Clashes, kind: RemarkKind, levels: Sequence[StatedLevel], dwellings: int
) -> None:
    """Add the period of the last of some levels to those of their clash."""
    clash = _Clash(kind, tuple(map(_find_asked, levels)), dwellings)
    clashes.setdefault(clash, []).append(levels[-1].period)


def _remark_clashes(clashes: _Clashes, terms: Agreement) -> Iterator[Remark]:
    for clash, periods in clashes.items():
        yield _remark_clash(clash, join_periods(periods), terms)


def _remark_clash(clash: _Clash, periods: Sequence[Period], terms: Agreement) -> Remark:
    parts = [terms.commitment(asked.code) for asked in clash.levels]
    levels = (
        _LEVEL_OF_COMMITMENT.format(name=quote_part(part), level=asked.tell(terms))
        for part, asked in zip(parts, clash.levels, strict=True)
    )
    words = _CLASH if clash.dwellings == 1 else _CLASH_FROM_ON
    text = words.format(when=tell_when(periods), dwellings=clash.dwellings, levels=Listed(levels))
    return remark(Severity.CONTRADICTION, clash.kind, parts, text)


_LEVEL_OF_COMMITMENT: Final = Text("{name} ({level})", "{name} ({level})")
_CLASH: Final = Text(
    "on the same base these commitments cannot all be kept {when}: {levels}",
    "sur la même base, ces engagements ne peuvent être tous respectés {when}\u00a0: {levels}",
)
_CLASH_FROM_ON: Final = Text(
    "on the same base, from {dwellings} dwellings on, these commitments cannot all be kept {when}: "
    "{levels}",
    "sur la même base, à partir de {dwellings} logements, ces engagements ne peuvent être tous "
    "respectés {when}\u00a0: {levels}",
)
