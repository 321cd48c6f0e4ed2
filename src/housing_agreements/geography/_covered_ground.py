"""What lists of codes cover on a day, once each code is read as the ground that it names.

A list names the ground of each of its codes. Where codes name parts of each other's ground, the
narrowest one that names a piece of ground says how it is covered, else its department. A code that
is not listed may still have some of that ground: it merged with a listed one, it is a district of
it, or it was itself split.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from housing_agreements.geography._coverage import Coverage, Join
from housing_agreements.geography._ground import EVERYWHERE, Extent, join_grounds, later_block
from housing_agreements.geography._official_code import LAST_DAY, OfficialCode, load_official_code

__all__ = (
    "CoveredGround",
    "cover_ground",
    "find_communes",
    "is_apart",
    "list_reading_days",
    "list_sharing",
    "whole_later",
)


class CoveredGround:
    """All ground, split by how it is covered.

    Args:
        parts: The ground that is covered alike, by how it is covered.
    """

    __slots__ = ("parts",)

    parts: Mapping[Coverage, Extent]
    """The ground that is covered alike, by how it is covered."""

    def __init__(self, parts: Mapping[Coverage, Extent]) -> None:
        self.parts = {coverage: extent for coverage, extent in parts.items() if extent}

    def covering(self, ground: Extent) -> Coverage:
        """How some ground is covered; where parts of it are covered otherwise, that is not known.

        A dwelling of which no more is known may stand in any part of the ground.
        """
        return _blend([each for each, extent in self.parts.items() if ground.meets(extent)])

    def join(self, other: "CoveredGround", join: Join) -> "CoveredGround":
        """A set operation, piece by piece."""
        parts: dict[Coverage, Extent] = {}
        for one, here in self.parts.items():
            for two, there in other.parts.items():
                _add(parts, join(one, two), here & there)
        return CoveredGround(parts)

    def overlay(self, coverage: Coverage, ground: Extent) -> "CoveredGround":
        """The same, but for some ground that is covered so."""
        parts = {each: extent - ground for each, extent in self.parts.items()}
        _add(parts, coverage, ground)
        return CoveredGround(parts)

    def doubt(self, coverage: Coverage, ground: Extent) -> "CoveredGround":
        """The same, but for some ground that may be covered so, or as before."""
        parts: dict[Coverage, Extent] = {}
        for each, extent in self.parts.items():
            _add(parts, each, extent - ground)
            _add(parts, _blend([each, coverage]), extent & ground)
        return CoveredGround(parts)


def _add(parts: dict[Coverage, Extent], coverage: Coverage, ground: Extent) -> None:
    held = parts.get(coverage)
    parts[coverage] = ground if held is None else held | ground


def _blend(coverages: Sequence[Coverage]) -> Coverage:
    """What is known of ground of which parts are covered in these ways."""
    first, *others = coverages
    if not others:
        return first
    named = frozenset[str]().union(*(each.listed for each in coverages))
    return Coverage(
        _agreed([each.elsewhere for each in coverages]),
        {code: _agreed([each.covers(code) for each in coverages]) for code in named},
    )


def _agreed(answers: Sequence[bool | None]) -> bool | None:
    return answers[0] if len({*answers}) == 1 else None


def cover_ground(
    elsewhere: Coverage,
    departments: Iterable[tuple[str, Coverage]],
    communes: Iterable[tuple[str, Coverage]],
    day: date,
) -> CoveredGround:
    """What lists cover of all ground, their codes read on a day.

    Args:
        elsewhere: How ground is covered that no list names.
        departments: How that of each department is covered that no commune names.
        communes: How that of communes is covered.
        day: The day.
    """
    official = load_official_code()
    covered = CoveredGround({elsewhere: EVERYWHERE})
    reaches = [
        (coverage, official.department_reach(code, day))
        for code, coverage in departments
        if code in official.departments
    ]
    for coverage, reach in reaches:
        covered = covered.overlay(coverage, reach.ground)
    read = [(each, official.reach(code, day)) for code, each in communes if is_held(official, code)]
    if day > LAST_DAY:
        # What is coded otherwise may lie in it by then.
        for coverage, reach in (*reaches, *read):
            covered = covered.doubt(coverage, reach.doubt)
    for coverage, ground in _from_wide_to_narrow([(each, reach.ground) for each, reach in read]):
        covered = covered.overlay(coverage, ground)
    return covered


def is_held(official: OfficialCode, code: str) -> bool:
    """Whether some edition holds a code."""
    return bool(official.stretches(code))


def _from_wide_to_narrow(
    listed: Sequence[tuple[Coverage, Extent]],
) -> Iterator[tuple[Coverage, Extent]]:
    """Listed ground with how it is covered; what is covered alike at once, if none overlaps."""
    alike: dict[Coverage, list[Extent]] = {}
    for coverage, ground in listed:
        alike.setdefault(coverage, []).append(ground)
    joint = {coverage: join_grounds(grounds) for coverage, grounds in alike.items()}
    if not any(one.meets(other) for one, other in _pairs(list(joint.values()))):
        yield from joint.items()
        return
    yield from sorted(listed, key=lambda each: -each[1].size)


def _pairs(grounds: Sequence[Extent]) -> Iterator[tuple[Extent, Extent]]:
    return ((one, other) for place, one in enumerate(grounds) for other in grounds[place + 1 :])


def is_apart(code: str) -> bool:
    """Whether no other code ever had ground in common with one.

    So it is for a code that no edition holds: it names no ground.
    """
    return len(_list_sharers(code)) <= 1


def _list_sharers(code: str) -> frozenset[str]:
    official = load_official_code()
    return official.sharers(code) if is_held(official, code) else frozenset()


def list_sharing(departments: Iterable[str], communes: Iterable[str]) -> frozenset[str]:
    """The codes that may share ground with what is listed, otherwise than as they are written.

    Those that ever had ground in common with a commune that is listed, and those that were in a
    department that is listed, and in another one.
    """
    official = load_official_code()
    return frozenset[str]().union(
        *(official.movers(code) for code in departments if code in official.departments),
        *(sharers for sharers in map(_list_sharers, communes) if len(sharers) > 1),
    )


def list_reading_days(departments: Iterable[str], communes: Iterable[str]) -> tuple[date, ...]:
    """The days from which some codes name other ground, sorted; the day after the last edition."""
    official = load_official_code()
    days = {official.last_day + timedelta(days=1)}
    days.update(*(official.days(code) for code in communes))
    days.update(
        *(official.department_days(code) for code in departments if code in official.departments)
    )
    return tuple(sorted(days))


def whole_later(department: str) -> Extent:
    """All that is coded in a department after the last edition."""
    return Extent({later_block(department): -1})


def find_communes(code: str, named: AbstractSet[str], day: date) -> frozenset[str]:
    """The communes in which what bears a code may stand on a day: one, if that is known.

    Args:
        code: The code.
        named: Codes that come first: who stands in one of them is in no other commune.
        day: The day.

    Examples:
        >>> day = date(2026, 1, 1)
        >>> sorted(find_communes("75115", frozenset(), day))
        ['75056']
        >>> sorted(find_communes("75115", {"75115"}, day))
        ['75115']
        >>> sorted(find_communes("75056", {"75115"}, day))
        ['75056', '75115']
    """
    sharers = _list_sharers(code)
    if len(sharers) <= 1:
        return frozenset({code})
    official = load_official_code()
    ground = official.reach(code, day).ground
    reaches = {one: official.reach(one, day) for one in sorted(sharers & named)}
    answers = {one: reach.covers(ground) for one, reach in reaches.items()}
    found = {one for one, answer in answers.items() if answer is None}
    surely = [one for one, answer in answers.items() if answer]
    if surely:
        # Of several, the narrowest: a district in its city.
        found.add(min(surely, key=lambda one: reaches[one].ground.size))
    elif ground - join_grounds(reaches[one].ground for one in found):
        own = official.commune_on(code, day)
        found |= {own} if own is not None else {*official.holders(ground, day), code}
    return frozenset(found)
