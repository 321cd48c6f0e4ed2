"""In which group by place an entry falls on its day: a commune, a department, an intercommunality.

A tally keeps the code of the commune. What it is grouped by is worked out when the tally is
judged: once for each code, with the days from which it is another.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from housing_agreements.geography._assumed_code import load_assumed_code
from housing_agreements.geography._groups_by_place import (
    CodesRead,
    FindGroup,
    GroupsByPlace,
    GroupSteps,
    bodies_among,
    communes_among,
    departments_among,
)
from housing_agreements.geography._official_code import OfficialCode
from housing_agreements.geography.territories import Territory
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Per
from housing_agreements.values.periods import Period

__all__ = ("PLACES", "PlacesOfGroups")

_FINDS: Final[Mapping[Per, FindGroup]] = {
    Per.COMMUNE: communes_among,
    Per.DEPARTMENT: departments_among,
    Per.INTERCOMMUNALITY: bodies_among,
}
PLACES: Final = frozenset(_FINDS)
"""The kinds of groups in which an entry falls by its commune and its day."""


class PlacesOfGroups:
    """The groups by place of all that is judged.

    Args:
        periods: The periods judged.
        coded_on: The day as of which the codes of communes were written; `None`: that of an entry.
    """

    def __init__(self, periods: Collection[Period], coded_on: date | None = None) -> None:
        self._coded_on = coded_on
        self._first = min((period.start for period in periods), default=date.min)
        self._last = max((period.last_day for period in periods), default=date.min)
        self._found: dict[tuple[Per, frozenset[str], CodesRead], GroupsByPlace] = {}

    def of(
        self, commitment: Commitment, periods: Collection[Period], territory: Territory
    ) -> Mapping[Per, GroupsByPlace]:
        """The groups by place of a commitment, by kind.

        Args:
            commitment: The commitment.
            periods: The periods judged. A commune that has a level of its own in one of them is a
                ground, in which an entry is surely, perhaps or not.
            territory: Its territory: what is assumed of the lists holds for the groups too.
        """
        read = CodesRead(_find_official_code(territory), self._coded_on)
        found: dict[Per, GroupsByPlace] = {}
        for position, kind in enumerate(commitment.per):
            if kind in PLACES:
                grounds = frozenset(
                    group if isinstance(group, str) else group[position]
                    for limit in commitment.limits
                    for group in limit.levels.groups
                    if any(limit.levels.at(period, group) is not None for period in periods)
                )
                grounds = frozenset() if kind is not Per.COMMUNE else grounds
                key = kind, grounds, read
                if key not in self._found:
                    groups = GroupsByPlace(_FINDS[kind], grounds, self._first, self._last, read)
                    self._found[key] = groups
                found[kind] = self._found[key]
        return found

    def find_alike(self, communes: Iterable[str | None]) -> Mapping[str, str]:
        """For each code of some communes, the first that is of the same groups on every day."""
        firsts: dict[tuple[GroupSteps, ...], str] = {}
        return {
            commune: firsts.setdefault(
                tuple(groups.steps(commune) for groups in self._found.values()), commune
            )
            for commune in (dict.fromkeys(communes) if self._found else ())
            if commune is not None
        }

    def list_turns(self, communes: Iterable[str]) -> Mapping[str, frozenset[date]]:
        """The days from which codes are grouped otherwise than before, of those that ever are."""
        turns = {
            commune: frozenset(
                day for groups in self._found.values() for day, _ in groups.steps(commune)[1:]
            )
            for commune in dict.fromkeys(communes)
        }
        return {commune: days for commune, days in turns.items() if days}


def _find_official_code(territory: Territory) -> OfficialCode:
    """The official code, under the assumption with which all lists of a territory are read."""
    every = {one for members in territory.members.held_values() for one in members.assumptions}
    return load_assumed_code(every.pop() if len(every) == 1 else None)
