"""How a commitment counts entries at a stage: what they may turn out to be."""

from typing import TYPE_CHECKING

from housing_agreements.model.levels import Group
from housing_agreements.model.stages import Stage
from housing_agreements.model.terms import Per
from housing_agreements.rules.judgement.choices import (
    NOT_CONCERNED,
    OUT,
    Choice,
    DoubtKind,
    Ground,
    Item,
)
from housing_agreements.rules.judgement.clock import Clock, Reached
from housing_agreements.rules.judgement.units import Unit
from housing_agreements.rules.tally.cells import Cover, Profile
from housing_agreements.rules.tally.reading import Reading, bases_of

if TYPE_CHECKING:
    from datetime import date
__all__ = ("Counting", "Doubts")

Doubts = tuple[tuple[DoubtKind, str], ...]
"""What is not known: the kind, and the public when it is one."""


class Counting:
    """What counts entries for one thing to judge, at one stage.

    Args:
        unit: The thing to judge.
        stage: The stage; a unit whose stage was amended has several.
        at: The place of the stage among those read of its kind of entry.
        reading: What the tally kept of each entry.
        clock: The day asked.
    """

    def __init__(self, unit: Unit, stage: Stage, at: int, reading: Reading, clock: Clock) -> None:
        self.unit = unit
        self.at = at
        self.of_production: bool = stage.of_production
        self._clock = clock
        self._places = clock.spans(unit, stage)
        self._grounds = self._grounds_of(unit, self._places, reading, clock)
        self.bases: int = 0
        for ground in self._grounds:
            self.bases |= ground.bases if ground is not None else 0

    @staticmethod
    def _grounds_of(
        unit: Unit, places: tuple[int, ...], reading: Reading, clock: Clock
    ) -> list[Ground | None]:
        """For each stretch of time, what makes the base then; `None` outside the periods."""
        known: dict[tuple[int, date], Ground] = {}
        grounds: list[Ground | None] = []
        for place, day in zip(places, clock.first_days, strict=True):
            if place < 0:
                grounds.append(None)
                continue
            span = unit.spans[place]
            since, terms = span.on(day)
            if (place, since) not in known:
                read = {reading.place(each) for each in bases_of(span.commitment, terms)}
                bases = sum(1 << each for each in read if each is not None)
                known[place, since] = Ground(span.commitment, bases)
            grounds.append(known[place, since])
        return grounds

    def turned_out(
        self, profile: Profile, reached: Reached, group: Group | None = None
    ) -> tuple[Item, Doubts] | None:
        """What entries may turn out to be; `None` when they are surely outside.

        Args:
            profile: The profile of the entries.
            reached: When they reached the stage.
            group: The group in which they are held to fall; `None`: as they are.
        """
        stretches = self._places[reached.first : reached.last + 1]
        if max(stretches) < 0:
            return None
        asked = profile.asked(group, self.unit.commitment.per)
        seen = {(self._places[at], self._grounds[at], row) for at, row in self._clock.rows(reached)}
        choices: set[frozenset[Choice]] = set()
        doubts: set[tuple[DoubtKind, str]] = set()
        for place, ground, row in seen:
            found: set[frozenset[Choice]] = set()
            covers = profile.covers(self.at, row)
            for cover in _standing_in(covers, asked.get(Per.NEIGHBOURHOOD)):
                standing = NOT_CONCERNED
                if ground is not None:
                    standing = ground.standing(profile, cover, asked.get(Per.LANDLORD))
                found.add(frozenset(standing.choices(place)))
                doubts.update(standing.doubts)
            if len(found) > 1:  # it depends on a neighbourhood that is not known
                doubts.add((DoubtKind.PLACE, ""))
            choices.add(frozenset[Choice]().union(*found))
        if not reached.sure:
            choices.add(frozenset({OUT}))
        if len(choices) > 1:  # it depends on a day that is not known
            doubts.add((DoubtKind.DAY, ""))
        possible = frozenset[Choice]().union(*choices)
        if possible == frozenset({OUT}):
            return None
        return Item(possible, profile.takes_back), tuple(sorted(doubts, key=_by_name))


def _standing_in(covers: tuple[Cover, ...], neighbourhood: str | None) -> tuple[Cover, ...]:
    """The covers of a place held to stand in a neighbourhood; all of them when it is not known."""
    if neighbourhood is None:
        return covers
    named = tuple(cover for cover in covers if cover.neighbourhood == neighbourhood)
    return named or tuple(cover for cover in covers if cover.neighbourhood is None)


def _by_name(doubt: tuple[DoubtKind, str]) -> tuple[str, str]:
    return doubt[0].value, doubt[1]
