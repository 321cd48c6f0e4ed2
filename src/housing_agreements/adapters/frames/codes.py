"""Whether a column of text holds one of several codes; where a dwelling stands."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

import narwhals as nw

from housing_agreements.adapters.frames.comparing import known_as
from housing_agreements.adapters.frames.facts import Facts, Known
from housing_agreements.adapters.frames.kleene import Answer, Part, both, contrary, either
from housing_agreements.criteria.places import Within
from housing_agreements.values.coverage import NOTHING, Coverage, Members

__all__ = ("holds", "within")


def holds(facts: Facts, column: Part, values: Iterable[str]) -> Answer:
    """Whether a column holds one of several codes; null where it is null."""
    codes, stages = sorted(values), facts.stages
    if len(codes) == 1:
        return stages.joined(lambda each: each == codes[0], column)
    # Engines differ on whether null is in a list.
    held = stages.joined(lambda each: each.is_in(codes).fill_null(False), column)
    return either(stages, (held, both(stages, (_is_null(facts, column), None))))


def _is_null(facts: Facts, column: Part) -> Part:
    return facts.stages.joined(lambda each: each.is_null(), column)


def within(facts: Facts, node: Within) -> Answer:
    """Whether a place lies in a territory on the day asked."""
    known = facts.known(node.fact, verified_only=node.verified_only)
    if known is None:
        return None
    return facts.over_days(node.days(), lambda on: _covered(facts, known, node, on))


def _covered(facts: Facts, known: Known, node: Within, on: date) -> Answer:
    """What the lists of one day cover: of each area, the whole or some neighbourhoods."""
    if not node.territory.members.known_on(on):
        return None
    stages = facts.stages
    areas = [
        both(stages, (area, _held(facts, known.neighbourhood, coverage)))
        for coverage, area in _areas(facts, known.low, node.territory.members.on(on))
        if coverage != NOTHING
    ]
    return either(stages, areas) if areas else known_as(facts, known.low, answer=False)


def _held(facts: Facts, neighbourhood: Part | None, coverage: Coverage) -> Answer:
    """Whether a neighbourhood is covered, in a commune of which a part is."""
    if not coverage.exceptions:
        return coverage.elsewhere
    if neighbourhood is None:
        return None
    stages = facts.stages
    inside, outside, doubtful = (
        _among(facts, neighbourhood, [code for code, here in coverage.exceptions if here is answer])
        for answer in (True, False, None)
    )
    doubt = both(stages, (doubtful, None))
    beyond = {
        True: contrary(stages, doubt),
        False: doubt,
        None: None,
    }[coverage.elsewhere]
    return either(stages, (inside, both(stages, (contrary(stages, outside), beyond))))


def _among(facts: Facts, column: Part, codes: Collection[str]) -> Answer:
    return holds(facts, column, codes) if codes else False


def _areas(facts: Facts, commune: Part, members: Members) -> Iterator[tuple[Coverage, Answer]]:
    """The communes covered alike, whether one is among them; null where it is not known.

    A commune is covered as it is listed, else as its department is, else as everywhere.
    """
    stages = facts.stages

    def elsewhere(listed: Answer) -> Answer:
        return contrary(stages, stages.bound(listed) if isinstance(listed, Part) else listed)

    communes, departments = dict(members.communes), dict(members.departments)
    for coverage in dict.fromkeys(communes.values()):
        yield coverage, holds(facts, commune, _codes(communes, coverage))
    not_named = elsewhere(holds(facts, commune, communes)) if communes else True
    for coverage in dict.fromkeys(departments.values()):
        area = _in_departments(facts, commune, _codes(departments, coverage))
        yield coverage, both(stages, (not_named, area))
    listed = _in_departments(facts, commune, departments) if departments else False
    unlisted = known_as(facts, commune, answer=True) if not listed else elsewhere(listed)
    yield members.elsewhere, both(stages, (not_named, unlisted))


def _codes(parts: Mapping[str, Coverage], coverage: Coverage) -> list[str]:
    return [code for code, part in parts.items() if part == coverage]


def _in_departments(facts: Facts, commune: Part, codes: Iterable[str]) -> Answer:
    """Whether a commune is in one of the departments, whose codes theirs begin with."""
    by_length: dict[int, list[str]] = {}
    for code in codes:
        by_length.setdefault(len(code), []).append(code)
    return either(
        facts.stages,
        (
            holds(facts, facts.stages.joined(_first(length), commune), alike)
            for length, alike in by_length.items()
        ),
    )


def _first(length: int) -> Callable[[nw.Expr], nw.Expr]:
    return lambda commune: commune.str.slice(0, length)
