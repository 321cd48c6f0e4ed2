"""Remarks on levels that cannot all hold: floors, ceilings, shares and numbers on one base.

Every one is proved with exact arithmetic: where a rounding could save a small base, the remark
says from how many dwellings on it holds.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules._vocabulary import say_field_value, say_group, say_part
from housing_agreements.rules.review._bases import Base, Bound, base_of, bounds_of, publics_of
from housing_agreements.rules.review._proofs import never_met_in
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.values.periods import Period, join_periods, say_periods
from housing_agreements.values.rates import Rounding
from housing_agreements.values.texts import Language, Text, choose, join_words

__all__ = ("floors_above_ceilings", "floors_above_the_whole", "shares_against_volumes")


class _Clash(NamedTuple):
    """Levels that cannot all hold, apart from the periods in which they stand."""

    kind: RemarkKind
    bounds: tuple[tuple[str, Text], ...]
    """The code of each commitment, and its level in words."""
    dwellings: int
    """From how many dwellings in the base on they cannot."""


_Clashes = dict[_Clash, list[Period]]


def _told(clashes: _Clashes, terms: Agreement) -> Iterator[Remark]:
    for clash, periods in clashes.items():
        yield _remark(clash, join_periods(periods), terms)


def _remark(clash: _Clash, periods: Sequence[Period], terms: Agreement) -> Remark:
    parts = [terms.commitment(code) for code, _ in clash.bounds]

    def sentence(language: Language) -> str:
        levels = join_words(
            (
                f"{say_part(part, language)}, {level.say(language)}"
                for part, (_, level) in zip(parts, clash.bounds, strict=True)
            ),
            language,
        )
        days, many = say_periods(periods, language), say_field_value(clash.dwellings, language)
        from_on = ""
        if clash.dwellings > 1:
            from_on = choose(
                language, f", from {many} dwellings on", f", à partir de {many} logements"
            )
        return choose(
            language,
            f"on the same base these cannot all hold in {days}{from_on}: {levels}",
            f"sur la même base, ceci ne peut tenir à la fois sur {days}{from_on}\u00a0: {levels}",
        )

    return remark(Severity.CONTRADICTION, clash.kind, parts, sentence)


def _worded(bound: Bound) -> tuple[str, Text]:
    """The code of the commitment, and the level in words."""
    en, fr = _SIDES[bound.ceiling, bound.strict]
    group = bound.group
    if group is not None:
        en, fr = f"{say_group(group)} {en}", f"{say_group(group)} {fr}"
    level = Text(
        f"{en} {say_field_value(bound.level, 'en')}", f"{fr} {say_field_value(bound.level, 'fr')}"
    )
    return bound.commitment.code, level


_SIDES = {
    (False, False): ("at least", "au moins"),
    (False, True): ("more than", "plus de"),
    (True, False): ("at most", "au plus"),
    (True, True): ("less than", "moins de"),
}


def _by_base(terms: Agreement) -> dict[Base, list[Bound]]:
    """The bounds on each base that hold for the total."""
    grouped: dict[Base, list[Bound]] = {}
    for commitment in terms.commitments:
        if commitment.judges_total:
            bounds = (bound for bound in bounds_of(commitment, terms.term) if bound.group is None)
            grouped.setdefault(base_of(commitment, terms), []).extend(bounds)
    return grouped


def _covers(wide: Commitment, narrow: Commitment) -> bool:
    """Whether whatever counts for one counts for the other."""
    return not publics_of(wide) or (
        bool(publics_of(narrow)) and publics_of(narrow) <= publics_of(wide)
    )


def _lost(bound: Bound) -> int:
    """How many dwellings, at most, rounding may take from a floor, or give to a ceiling."""
    harmless = (Rounding.EXACT, Rounding.DOWN if bound.ceiling else Rounding.UP)
    return 0 if bound.commitment.rounding in harmless else 1


def floors_above_ceilings(examined: Examined) -> Iterator[Remark]:
    """Floors and ceilings on the same base that cannot both hold."""
    terms = examined.terms
    clashes: _Clashes = {}
    for commitment in terms.commitments:
        _gather(clashes, list(bounds_of(commitment, terms.term)))
    for bounds in _by_base(terms).values():
        for one, other in combinations(dict.fromkeys(bound.commitment for bound in bounds), 2):
            for floor, ceiling in ((one, other), (other, one)):
                if _covers(ceiling, floor) and floor.of_base is ceiling.of_base:
                    sides = [bound for bound in bounds if bound.commitment is floor]
                    above = [bound for bound in bounds if bound.commitment is ceiling]
                    _gather(
                        clashes,
                        [
                            *(side for side in sides if not side.ceiling),
                            *(each for each in above if each.ceiling),
                        ],
                    )
    yield from _told(clashes, terms)


def _gather(clashes: _Clashes, bounds: Sequence[Bound]) -> None:
    """The clashes between floors of one commitment and ceilings of one."""
    for ceiling in bounds:
        if not ceiling.ceiling:
            continue
        floors = [
            bound
            for bound in bounds
            if not bound.ceiling
            and bound.group == ceiling.group
            and bound.period.within(ceiling.period)
        ]
        if ceiling.commitment.of_base or _overlap(floors):
            floors = [floor for floor in floors if floor.period == ceiling.period]
        if not floors:
            continue
        dwellings = _clash_of(floors, ceiling)
        if dwellings is not None:
            worded = (*map(_worded, floors), _worded(ceiling))
            clash = _Clash(RemarkKind.FLOOR_ABOVE_CEILING, worded, dwellings)
            clashes.setdefault(clash, []).append(ceiling.period)


def _overlap(bounds: Sequence[Bound]) -> bool:
    periods = sorted(bound.period for bound in bounds)
    return any(one.overlaps(other) for one, other in pairwise(periods))


def _clash_of(floors: Sequence[Bound], ceiling: Bound) -> int | None:
    """From how many dwellings in the base on the floors exceed the ceiling; `None`: never."""
    floor = floors[0]
    if not ceiling.commitment.of_base:
        return 1 if sum(each.number for each in floors) > ceiling.number else None
    gap = Fraction(floor.level) - ceiling.level
    if gap < 0 or (gap == 0 and not (floor.strict or ceiling.strict)):
        return None
    lost = _lost(floor) + _lost(ceiling)
    if floor.commitment.rounding is ceiling.commitment.rounding:
        # Rounded alike, the lesser level never comes out above the greater.
        lost = min(lost, 1)
        if floor.strict or ceiling.strict:
            return 1
    if gap == 0:
        return None if lost else 1
    return max(1, math.ceil(lost / gap))


def shares_against_volumes(examined: Examined) -> Iterator[Remark]:
    """A share of a base of which numbers say how large it is, and a number it cannot meet."""
    clashes: _Clashes = {}
    for bounds in _by_base(examined.terms).values():
        for period in dict.fromkeys(bound.period for bound in bounds):
            here = [bound for bound in bounds if bound.period == period]
            numbers = [each for each in here if not each.commitment.of_base]
            for share in (each for each in here if each.commitment.of_base):
                for floor in (number for number in numbers if not number.ceiling):
                    for ceiling in (number for number in numbers if number.ceiling):
                        if _impossible(share, floor, ceiling):
                            worded = (_worded(share), _worded(floor), _worded(ceiling))
                            clash = _Clash(RemarkKind.SHARE_AGAINST_VOLUME, worded, 1)
                            clashes.setdefault(clash, []).append(period)
    yield from _told(clashes, examined.terms)


def _impossible(share: Bound, floor: Bound, ceiling: Bound) -> bool:
    """Whether a share cannot hold beside a floor and a ceiling in numbers.

    A floor in numbers, of whatever counts, is also the least that the base can be; a ceiling
    on every entry is the most.
    """
    rounded = share.commitment.rounding.apply
    if floor.number <= 0:  # the base may be empty, and then nothing is judged
        return False
    if not share.ceiling:
        owed = rounded(share.level * floor.number)
        needed = math.floor(owed) + 1 if share.strict else math.ceil(owed)
        return _covers(ceiling.commitment, share.commitment) and needed > ceiling.number
    if publics_of(ceiling.commitment) or not _covers(share.commitment, floor.commitment):
        return False
    most = rounded(share.level * ceiling.number)
    allowed = math.ceil(most) - 1 if share.strict else math.floor(most)
    return floor.number > allowed


def floors_above_the_whole(examined: Examined) -> Iterator[Remark]:
    """Floors of shares for publics that nobody can share, above 100 % together."""
    terms = examined.terms
    publics = {public.code: public for public in terms.publics}
    clashes: _Clashes = {}
    strangers = cache(lambda one, other, period: _strangers(publics[one], publics[other], period))
    for bounds in _by_base(terms).values():
        floors = [bound for bound in bounds if bound.commitment.of_base and not bound.ceiling]
        for period in dict.fromkeys(floor.period for floor in floors):
            here = [floor for floor in floors if floor.period == period][:_MOST]
            found: list[frozenset[Bound]] = []
            for size in range(2, len(here) + 1):
                for several in combinations(here, size):
                    dwellings = _above_whole(several)
                    known = any(smaller <= frozenset(several) for smaller in found)
                    if dwellings is None or known or not _apart(several, strangers):
                        continue
                    found.append(frozenset(several))
                    worded = tuple(map(_worded, several))
                    clash = _Clash(RemarkKind.FLOORS_ABOVE_WHOLE, worded, dwellings)
                    clashes.setdefault(clash, []).append(period)
    yield from _told(clashes, terms)


_MOST = 8
"""The most floors on one base that are held against each other."""


def _above_whole(floors: Sequence[Bound]) -> int | None:
    """From how many dwellings on the floors ask for more than there are; `None`: never."""
    total = sum((Fraction(floor.level) for floor in floors), Fraction(0))
    lost = sum(map(_lost, floors))
    if total > 1:
        return max(1, math.ceil(lost / (total - 1)))
    return 1 if total == 1 and not lost and any(floor.strict for floor in floors) else None


def _apart(floors: Sequence[Bound], strangers: Callable[[str, str, Period], bool]) -> bool:
    """Whether it is proved that nothing counts for two of the floors."""
    for one, other in combinations(floors, 2):
        pairs = (publics_of(one.commitment), publics_of(other.commitment))
        if not pairs[0].isdisjoint(pairs[1]):
            return False
        if one.commitment.stage.of_production:
            continue
        for left in sorted(pairs[0]):
            for right in sorted(pairs[1]):
                if not strangers(left, right, one.period):
                    return False
    return True


def _strangers(one: PriorityPublic, other: PriorityPublic, period: Period) -> bool:
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
