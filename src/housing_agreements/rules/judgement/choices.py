"""What each entry may turn out to be: in which period, in the base or not, counting or not.

The bounds of a count are real completions of what is not known: every entry takes the choice
that is worst (or best) for the promise, and the sums of these choices are judged. Since a
rounded amount moves with whole numbers, the choice that changes `counted - owed` least (or
most) is the worst (or best) for the verdict, whatever the other entries do.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

import attrs

from housing_agreements.model.commitments import Commitment
from housing_agreements.model.terms import Unsure
from housing_agreements.rules.tally.cells import Cover, Profile
from housing_agreements.values.records import Record
from housing_agreements.values.verdicts import Verdict

__all__ = ("NOT_CONCERNED", "OUT", "Choice", "Doubt", "DoubtKind", "Ground", "Item", "Standing")


class Choice(NamedTuple):
    """One thing that an entry may turn out to be, for each dwelling that it stands for."""

    span: int
    """The period in which it falls, by its place among those judged."""
    counted: int
    """Whether it counts: it reaches a main or a substitute public."""
    main: int
    """Whether it reaches a main public."""
    base: int | None
    """Whether it is in the base; `None` for a published figure whose base is not known."""


OUT = Choice(-1, 0, 0, 0)
"""Outside the base, or outside all the periods judged."""


class Item(NamedTuple):
    """Entries that may turn out to be the same things."""

    choices: frozenset[Choice]
    """What each may be."""
    takes_back: bool
    """Whether they take back dwellings counted before."""


class DoubtKind(Enum):
    """What is not known of entries, or of a published figure."""

    PUBLIC = "public"
    PLACE = "place"
    LANDLORD = "landlord"
    DAY = "day"
    GROUP = "group"
    FIGURE = "figure"


@attrs.frozen(eq=False, repr=False)
class Doubt(Record):
    """Something that is not known, and would settle an undetermined finding once it is."""

    kind: DoubtKind
    """What is not known."""
    code: str
    """The public whose membership is not known; empty for the other kinds."""
    dwellings: int
    """How many dwellings it concerns."""


class Standing(NamedTuple):
    """What an entry is for a commitment, apart from its day."""

    base: Verdict
    """Whether it is in the base."""
    main: Verdict
    """Whether it reaches a main public."""
    substitute: Verdict
    """Whether it reaches a substitute public."""
    doubts: tuple[tuple[DoubtKind, str], ...]
    """What is not known and matters: the kind, and the public when it is one."""

    def choices(self, span: int) -> Iterator[Choice]:
        """What the entry may turn out to be in a period."""
        if self.base is not Verdict.UNMET:
            for main in _POSSIBLE[self.main]:
                for substitute in _POSSIBLE[self.substitute]:
                    yield Choice(span, main | substitute, main, 1)
        if self.base is not Verdict.MET:
            yield OUT


_POSSIBLE = {Verdict.MET: (1,), Verdict.UNMET: (0,), Verdict.UNDETERMINED: (0, 1)}


class Ground:
    """What makes the base of a commitment in a stretch of time, found among the bases read.

    Args:
        commitment: The commitment that governs the period.
        bases: The bases that it has under the terms in force, as a mask.
    """

    def __init__(self, commitment: Commitment, bases: int) -> None:
        self.bases = bases
        self._commitment = commitment
        self._to = commitment.substitute.to if commitment.substitute else ()

    def standing(self, profile: Profile, cover: Cover, landlord_asked: str | None) -> Standing:
        """What the entries of a profile are, where such territories cover them.

        Args:
            profile: The profile.
            cover: What covers them.
            landlord_asked: The landlord that they are held to have, when theirs is not known.
        """
        commitment = self._commitment
        base = profile.bases & self.bases
        place = landlord = Verdict.MET
        if not base & cover.sure:
            place = Verdict.UNDETERMINED if base & cover.possible else Verdict.UNMET
        code = profile.landlord or landlord_asked
        if commitment.landlords and (code is not None or profile.unknown_landlord):
            landlord = Verdict.of(None if code is None else code in commitment.landlords)
        main = _reaches(profile, commitment.to) if commitment.to else Verdict.MET
        substitute = _reaches(profile, self._to)
        left_out = commitment.unsure is Unsure.LEFT_OUT
        if left_out and main | substitute is Verdict.UNDETERMINED:
            return NOT_CONCERNED
        if place & landlord is Verdict.UNMET:
            return NOT_CONCERNED
        doubts = [
            (DoubtKind.PUBLIC, code)
            for verdict, codes in ((main, commitment.to), (substitute, self._to))
            for code in codes
            if verdict is Verdict.UNDETERMINED
            and main is not Verdict.MET
            and code in profile.possible
        ]
        if place is Verdict.UNDETERMINED:
            doubts.append((DoubtKind.PLACE, ""))
        if landlord is Verdict.UNDETERMINED:
            doubts.append((DoubtKind.LANDLORD, ""))
        return Standing(place & landlord, main, substitute, tuple(doubts))


NOT_CONCERNED = Standing(Verdict.UNMET, Verdict.UNMET, Verdict.UNMET, ())
"""What entries are that no base has."""


def _reaches(profile: Profile, codes: tuple[str, ...]) -> Verdict:
    if not profile.publics.isdisjoint(codes):
        return Verdict.MET
    return Verdict.UNMET if profile.possible.isdisjoint(codes) else Verdict.UNDETERMINED
