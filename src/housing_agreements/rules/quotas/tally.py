"""A tally: what the quota rules need of a ledger, as whole numbers that add up.

A *tally* maps each cell to how many entries and dwellings it holds, and published figures to how
often they count. What is read of an entry stands in `readings`, what a cell is in `cells`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import attrs

from housing_agreements._checks import Faults, exact_day, exact_series
from housing_agreements._records import tell_number
from housing_agreements.errors import (
    UncoveredReadingError,
)
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.groups import is_group
from housing_agreements.rules.quotas._cell_sums import (
    add_cells,
    add_counts,
    as_read_only,
    drop_noughts,
)
from housing_agreements.rules.quotas._figures_together import check_figures
from housing_agreements.rules.quotas.cells import (
    NO_COUNT,
    CellKey,
    Cells,
    Count,
    DaysReached,
    days_reached,
)
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.rules.quotas.readings import Reading, exact_agreement, reading_of
from housing_agreements.values.texts import Language, Spoken, Text, say_number_of

__all__ = (
    "Tally",
    "make_tally",
)


@attrs.frozen(repr=False)
class Tally(Spoken):
    """The dwellings of a ledger, counted by what the agreement reads of them (*décompte*).

    A tally keeps what the commitments of the agreement need, and not the entries. It is an
    immutable map from cells, one for each kind of entry, to whole numbers. Tallies of one
    reading add up to the tally of the whole ledger, in whatever order and parts it was counted.
    Bounds are computed when a tally is judged, and never stored. An entry that stands in two
    parts of the ledger counts twice: a tally cannot see that it is the same.

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
    _beside_postcodes: Mapping[str, int] = attrs.field(
        factory=dict, hash=False, alias="beside_postcodes"
    )

    def __attrs_post_init__(self) -> None:
        """Each count is one, and nothing that can change is kept of what was given."""
        faults = Faults("Tally")
        faults.check_fields(self, but=_COUNTED)
        for field, (are_counts, expected) in _COUNTED.items():
            name, given = field.removeprefix("_"), getattr(self, field)
            if not (issubclass(type(given), Mapping) and are_counts(given)):
                faults.kind(name, given, (), expected)
            elif are_counts is _are_cells:
                object.__setattr__(self, field, drop_noughts(given))
            else:
                object.__setattr__(self, field, dict(given))
        faults.report()

    @classmethod
    def empty(cls, agreement: Agreement, *, coded_on: date | None = None) -> "Tally":
        """The tally of no entry at all: where a sum of tallies starts that are coded alike.

        Raises:
            InvalidTypeError: For anything but an agreement, or but a day.
        """
        exact_agreement(agreement, "Tally.empty, agreement")
        if coded_on is not None:
            exact_day(coded_on, "Tally.empty, coded_on")
        return cls(reading_of(agreement, coded_on))

    @classmethod
    def from_counts(
        cls,
        agreement: Agreement,
        figures: Iterable[PublishedFigure],
        *,
        coded_on: date | None = None,
    ) -> "Tally":
        """The tally of published figures (*chiffres publiés*), exact or rounded.

        A figure counts in every judged period that contains its own, once that has ended. A total
        and its parts bound each other. Beside a ledger whose codes were written as of a day, that
        day is given here too.

        Raises:
            UnknownCodeError: For a commitment that the agreement does not have, or a landlord
                that it does not bind, where it says which it does.
            InvalidTypeError: For anything but published figures.
            InvalidValueError: For figures that tell of the same dwellings, where neither tells of
                all that the other does; parts that exceed their total; a figure that no
                commitment reads, as one of a group that it does not tell apart, or of a period
                that is not judged; a rate above 100 % of a base.
        """
        exact_agreement(agreement, "Tally.from_counts, agreement")
        faults = Faults("Tally.from_counts")
        if coded_on is not None:
            faults.day("coded_on", coded_on)
        listed = exact_series(figures, "Tally.from_counts, figures")
        if faults.each("figures", listed, PublishedFigure, "a PublishedFigure"):
            check_figures(faults, tuple(listed), agreement)
        faults.report()
        return cls(reading_of(agreement, coded_on), figures=dict.fromkeys(listed, 1))

    @property
    def cells(self) -> Iterator[tuple[CellKey, DaysReached, Count]]:
        """Each cell with how many entries and dwellings it holds."""
        for key in self._entries.keys() | self._further.keys():
            entries = self._entries.get(key, {})
            further = self._further.get(key, {})
            for days in entries.keys() | further.keys():
                lines = entries.get(days, 0)
                yield key, days_reached(days), Count(lines, lines + further.get(days, 0))

    @property
    def entries(self) -> Cells:
        """How many entries of each key, on each of its days."""
        return as_read_only(self._entries)

    @property
    def further(self) -> Cells:
        """How many dwellings they stand for, beyond one for each entry."""
        return as_read_only(self._further)

    @property
    def figures(self) -> Mapping[PublishedFigure, int]:
        """The published figures, each with how many times it counts."""
        return MappingProxyType(self._figures)

    @property
    def set_aside(self) -> Mapping[tuple[str, str], Count]:
        """Entries set aside, by what is unknown and its code.

        What is unknown is a "commune", "contingent", "landlord", "public" or "tag".
        """
        return MappingProxyType(self._set_aside)

    @property
    def beside_postcodes(self) -> Mapping[str, int]:
        """The codes of communes beside some that are only postcodes: each in how many ledgers."""
        return MappingProxyType(self._beside_postcodes)

    @property
    def read(self) -> Count:
        """How much was read, with the entries set aside."""
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
        return self._plus_times(other, 1)

    def __sub__(self, other: "Tally") -> "Tally":
        """The tally without the other, which it is thought to contain."""
        if not isinstance(other, Tally):
            return NotImplemented
        return self._plus_times(other, -1)

    def __neg__(self) -> "Tally":
        """What takes the tally back."""
        return Tally(self.reading) - self

    def _plus_times(self, other: "Tally", times: int) -> "Tally":
        if self.reading != other.reading:
            raise UncoveredReadingError(
                "Tally, +",
                "two tallies that did not read the same things",
                "tallies of the same agreement, their codes of communes as of the same day",
                "tally both ledgers with the same agreement, and the same coded_on",
            )
        set_aside = dict(self._set_aside)
        for unknown, count in other.set_aside.items():
            set_aside[unknown] = set_aside.get(unknown, NO_COUNT).plus(count, times=times)
        return make_tally(
            self.reading,
            entries=add_cells(self._entries, other.entries, times),
            further=add_cells(self._further, other.further, times),
            figures=add_counts(self._figures, other.figures, times),
            set_aside={code: count for code, count in set_aside.items() if count != NO_COUNT},
            beside=add_counts(self._beside_postcodes, other.beside_postcodes, times),
        )

    def say(self, language: Language) -> str:
        """How much was read, and how much of it was set aside.

        Examples:
            >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
            >>> print(Tally.from_counts(AGREEMENT, FIGURES))
            0 entries, 0 dwellings, 2 published figures
        """
        entries, dwellings = self.read
        words = [
            say_number_of(entries, *_ENTRY_WORDS, language),
            say_number_of(dwellings, *_DWELLING_WORDS, language),
        ]
        if self._figures:
            words.append(say_number_of(len(self._figures), *_FIGURE_WORDS, language))
        if self._set_aside:
            set_aside = sum(count.entries for count in self._set_aside.values())
            words.append(_OF_WHICH_SET_ASIDE.say(language, entries=set_aside))
        return ", ".join(words)

    def _essentials(self) -> str:
        cells = sum(len(times) for times in self._entries.values())
        return f"of {self.say('en')}, in {tell_number(cells, 'cell')}"


_ENTRY_WORDS: Final = (Text("entry", "ligne"), Text("entries", "lignes"))
_DWELLING_WORDS: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))
_FIGURE_WORDS: Final = (
    Text("published figure", "chiffre publié"),
    Text("published figures", "chiffres publiés"),
)
_OF_WHICH_SET_ASIDE: Final = Text(
    "of which set aside: {entries}", "dont mises de côté\u00a0: {entries}"
)


def make_tally(
    reading: Reading,
    *,
    entries: Cells,
    further: Cells,
    figures: Mapping[PublishedFigure, int],
    set_aside: Mapping[tuple[str, str], Count],
    beside: Mapping[str, int] = MappingProxyType({}),
) -> Tally:
    """A tally of what was counted here: it is known to be right, and nobody else holds it."""
    made = Tally.__new__(Tally)
    set_field = object.__setattr__.__get__(made)
    set_field("reading", reading)
    for name, counts in (
        ("_entries", entries),
        ("_further", further),
        ("_figures", figures),
        ("_set_aside", set_aside),
        ("_beside_postcodes", dict(beside)),
    ):
        set_field(name, counts)
    return made


def _are_cells(given: Mapping[Any, Any]) -> bool:
    return all(
        type(key) is CellKey
        and issubclass(type(counts), Mapping)
        and all(
            type(days) in {date, DaysReached} and type(count) is int
            for days, count in counts.items()
        )
        for key, counts in given.items()
    )


def _are_figures(given: Mapping[Any, Any]) -> bool:
    return all(
        type(figure) is PublishedFigure and type(times) is int for figure, times in given.items()
    )


def _are_set_aside(given: Mapping[Any, Any]) -> bool:
    return all(
        is_group(named)
        and type(named) is tuple
        and type(count) is Count
        and all(type(number) is int for number in count)
        for named, count in given.items()
    )


def _are_times(given: Mapping[Any, Any]) -> bool:
    return all(
        is_group(code) and type(code) is str and type(times) is int for code, times in given.items()
    )


_CELLS_EXPECTED: Final = "a mapping of cell keys to whole numbers by day: write tally(...)"
_COUNTED: Final[Mapping[str, tuple[Callable[[Mapping[Any, Any]], bool], str]]] = {
    "_entries": (_are_cells, _CELLS_EXPECTED),
    "_further": (_are_cells, _CELLS_EXPECTED),
    "_figures": (_are_figures, "a mapping of published figures to whole numbers"),
    "_set_aside": (_are_set_aside, "a mapping of what is not known, and its code, to Counts"),
    "_beside_postcodes": (_are_times, "a mapping of codes of communes to whole numbers"),
}
"""What a tally counts, field by field: whether it is right, and what it should be."""
