"""A tally: what the quota rules need of a ledger, as whole numbers that add up."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

import attrs

from housing_agreements.errors import UncoveredReadingError
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules.tally.cells import Count, Moment, Profile, When, moment
from housing_agreements.rules.tally.figures import PublishedFigure, overlapping
from housing_agreements.rules.tally.reading import Reading, all_versions, reading_of
from housing_agreements.values.faults import Faults

__all__ = ("Cells", "Tally", "without_noughts")

K = TypeVar("K", bound=Hashable)

Cells = Mapping[Profile, Mapping[When, int]]
"""A number for each profile and each moment."""

_NOTHING = Count(0, 0)


@attrs.frozen(repr=False)
class Tally:
    """What a ledger counts for, once all that the agreement does not read is taken away.

    An immutable map from cells to whole numbers (*décompte*). Tallies of the same reading add
    up, in any order and over any partition of the ledger, on any machine; bounds are never
    stored, judging computes them. Merged tallies cannot see an entry that stands in both.

    Laws:
        - A commutative group: `+` is associative and commutative, `Tally.empty` is neutral,
          `-` takes back.
        - The tally of two ledgers one after the other is the sum of their tallies.

    Examples:
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
        >>> published = Tally.from_counts(AGREEMENT, FIGURES)
        >>> published + Tally.empty(AGREEMENT) == published
        True
        >>> published - published == Tally.empty(AGREEMENT)
        True
    """

    reading: Reading
    """What was read of each entry."""
    _entries: Cells = attrs.field(factory=dict, hash=False, alias="entries")
    _further: Cells = attrs.field(factory=dict, hash=False, alias="further")
    _figures: Mapping[PublishedFigure, int] = attrs.field(factory=dict, hash=False, alias="figures")
    _set_aside: Mapping[tuple[str, str], Count] = attrs.field(
        factory=dict, hash=False, alias="set_aside"
    )

    @classmethod
    def empty(cls, agreement: Agreement) -> "Tally":
        """The tally of no entry at all: where a sum of tallies starts."""
        return cls(reading_of(agreement))

    @classmethod
    def from_counts(cls, agreement: Agreement, figures: Iterable[PublishedFigure]) -> "Tally":
        """The tally of published figures (*chiffres publiés*), exact or rounded.

        A figure counts in every judged period that contains its own, once that has ended.

        Raises:
            UnknownCodeError: For a commitment that the agreement does not have.
            InvalidTypeError: For anything but published figures.
            InvalidValueError: For figures that tell of the same dwellings, which would count
                twice: of one commitment, on shared days, of one group or of all and a group.
        """
        faults = Faults("Tally.from_counts")
        listed = tuple(figures)
        if faults.each("figures", listed, PublishedFigure, "a PublishedFigure"):
            known = [each.code for terms in all_versions(agreement) for each in terms.commitments]
            for figure in listed:
                faults.known("figures", figure.commitments, known, "a commitment")
            for one, other in overlapping(listed):
                remedy = f"keep one of the two; the other is {other.period}, {other.counted}"
                given = f"{', '.join(one.commitments)}, {one.period}, {one.counted}"
                expected = "figures that do not tell of the same dwellings"
                faults.value("figures", given, expected, remedy)
        faults.report()
        return cls(reading_of(agreement), figures=dict.fromkeys(listed, 1))

    @property
    def cells(self) -> Iterator[tuple[Profile, Moment, Count]]:
        """Each cell with how many entries and dwellings it holds."""
        for profile in self._entries.keys() | self._further.keys():
            entries = self._entries.get(profile, {})
            further = self._further.get(profile, {})
            for when in entries.keys() | further.keys():
                lines = entries.get(when, 0)
                yield profile, moment(when), Count(lines, lines + further.get(when, 0))

    @property
    def entries(self) -> Cells:
        """How many entries of each profile, at each moment."""
        return _shown(self._entries)

    @property
    def further(self) -> Cells:
        """How many dwellings they stand for, beyond one for each entry."""
        return _shown(self._further)

    @property
    def figures(self) -> Mapping[PublishedFigure, int]:
        """The published figures, each with how many times it counts."""
        return MappingProxyType(self._figures)

    @property
    def set_aside(self) -> Mapping[tuple[str, str], Count]:
        """Entries set aside, by what is unknown ("contingent", "public", "tag") and its code."""
        return MappingProxyType(self._set_aside)

    @property
    def read(self) -> Count:
        """All the entries read, set aside or not."""
        entries, further = (
            sum(sum(times.values()) for times in cells.values())
            for cells in (self._entries, self._further)
        )
        total = Count(entries, entries + further)
        for count in self._set_aside.values():
            total = total.plus(count)
        return total

    def __add__(self, other: "Tally") -> "Tally":
        """The tally of both.

        Raises:
            UncoveredReadingError: When they did not read the same things.
        """
        if not isinstance(other, Tally):  # untyped callers
            return NotImplemented
        return self._plus(other, 1)

    def __sub__(self, other: "Tally") -> "Tally":
        """The tally without the other, which it is thought to contain."""
        if not isinstance(other, Tally):
            return NotImplemented
        return self._plus(other, -1)

    def __neg__(self) -> "Tally":
        """What takes the tally back."""
        return Tally(self.reading) - self

    def _plus(self, other: "Tally", times: int) -> "Tally":
        if self.reading != other.reading:
            raise UncoveredReadingError(
                "Tally, +",
                "two tallies that did not read the same things",
                "tallies of the same agreement",
                "tally both ledgers with the same agreement",
            )
        set_aside = dict(self._set_aside)
        for unknown, count in other.set_aside.items():
            set_aside[unknown] = set_aside.get(unknown, _NOTHING).plus(count, times=times)
        return Tally(
            self.reading,
            entries=_added(self._entries, other.entries, times),
            further=_added(self._further, other.further, times),
            figures=_plus(self._figures, other.figures, times),
            set_aside={each: count for each, count in set_aside.items() if count != _NOTHING},
        )

    def __repr__(self) -> str:
        """How much the tally holds."""
        cells = sum(len(times) for times in self._entries.values())
        return (
            f"<Tally of {self.read.entries} entries, {self.read.dwellings} dwellings, "
            f"{len(self._figures)} published figures in {cells} cells>"
        )


def _shown(cells: Cells) -> Cells:
    """Cells that are looked at only, those of each profile too."""
    return MappingProxyType({each: MappingProxyType(counts) for each, counts in cells.items()})


def _added(cells: Cells, more: Cells, times: int) -> Cells:
    sums = dict(cells)
    for profile, by_moment in more.items():
        sums[profile] = _plus(sums.get(profile, {}), by_moment, times)
    return without_noughts(sums)


def _plus(counts: Mapping[K, int], more: Mapping[K, int], times: int) -> dict[K, int]:
    sums = dict(counts)
    for key, count in more.items():
        sums[key] = sums.get(key, 0) + times * count
    return {key: count for key, count in sums.items() if count}


def without_noughts(cells: Cells) -> Cells:
    """The cells that hold something: without the others, equal tallies are equal."""
    kept = (
        (profile, {when: each for when, each in counts.items() if each})
        for profile, counts in cells.items()
    )
    return {profile: counts for profile, counts in kept if counts}
