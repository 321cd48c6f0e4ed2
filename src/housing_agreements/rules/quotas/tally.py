"""A tally: what the quota rules need of a ledger, as whole numbers that add up."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from enum import Enum
from itertools import chain, islice
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import attrs

from housing_agreements._checks import Faults
from housing_agreements.errors import (
    DuplicateIdError,
    InvalidTypeError,
    UncoveredReadingError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import Attribution, Production
from housing_agreements.rules.quotas._reading import (
    ASIDE,
    Count,
    Days,
    Entry,
    Lookup,
    Moment,
    Places,
    Profile,
    Reading,
    Slot,
    Sorting,
    When,
    all_versions,
    exact_agreement,
    known_codes,
    moment,
    reading_of,
)
from housing_agreements.rules.quotas.figures import PublishedFigure, overlapping

__all__ = (
    "Alike",
    "Cells",
    "Ids",
    "Tally",
    "Unknown",
    "tally",
    "tally_of_groups",
    "without_noughts",
)

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
            known = [
                commitment.code
                for terms in all_versions(agreement)
                for commitment in terms.commitments
            ]
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


class Alike(NamedTuple):
    """Entries that differ in nothing but their days and how many dwellings they stand for."""

    entry: Entry
    """One of them; its days and dwellings are not looked at."""
    counts: Iterable[tuple[Days, int, int]]
    """Their days, how many lines have these, and how many dwellings these stand for."""


_Where = Callable[[str, str], str]
_Rows = Callable[[str, str, int], str]


class Ids(Enum):
    """Whether ids are checked for repetition."""

    CHECKED = "checked"
    """The same id twice in one call is an error."""
    TRUSTED = "trusted"
    """The ids are known to differ: they are not looked at."""


class Unknown(Enum):
    """What becomes of an entry that bears a code the agreement does not know."""

    REFUSED = "refused"
    """It is an error, naming the nearest code."""
    SET_ASIDE = "set_aside"
    """It is set aside, and the report says how many were."""


def tally(
    agreement: Agreement,
    entries: Iterable[Entry],
    *,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
) -> Tally:
    """The tally of a ledger for an agreement (*décompte*), in one pass.

    Args:
        agreement: The agreement, of which all versions are read.
        entries: Attributions and production, in any order; read once.
        ids: Whether the same id twice is refused.
        unknown: What becomes of entries with a contingent, a public or a tag that the
            agreement does not know.

    Raises:
        DuplicateIdError: For ids that stand twice, with the list of them.
        UnknownCodeError: For a code that the agreement does not know; several at once come as
            an `InvalidObjectError`.
        InvalidTypeError: For anything but an `Attribution` or a `Production`.

    Laws:
        - The order of the entries changes nothing.
        - `tally(a, x) + tally(a, y) == tally(a, [*x, *y])` when ids differ.
        - Its cost for one entry does not grow with the number of commitments.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> day = date(2018, 9, 3)
        >>> offer = Attribution("A", "action-logement", "33063", available_on=day, count=12)
        >>> tally(AGREEMENT, [offer])
        <Tally of 1 entries, 12 dwellings, 0 published figures in 1 cells>
    """
    exact_agreement(agreement, "tally, agreement")
    faults = Faults("tally")
    faults.instance("ids", ids, Ids, "an Ids: Ids.CHECKED or Ids.TRUSTED")
    faults.instance("unknown", unknown, Unknown, "an Unknown: Unknown.REFUSED or .SET_ASIDE")
    faults.instance("entries", entries, Iterable, "several entries, such as a list of them")
    faults.report()
    counts = _Counts(agreement)
    counts.read(entries, check_ids=ids is Ids.CHECKED)
    return counts.tally(unknown, "tally, entries, {}".format, lambda *_: "")


def tally_of_groups(
    agreement: Agreement,
    groups: Iterable[Alike],
    *,
    unknown: Unknown,
    where: _Where,
    rows: _Rows,
) -> Tally:
    """The tally of a ledger of which equal entries were counted before.

    Args:
        agreement: The agreement, of which all versions are read.
        groups: The entries.
        unknown: What becomes of entries with a code that the agreement does not know.
        where: How an error names what holds such a code, from what it is a code of and itself.
        rows: How it names some of the entries that bear it, from these and how many there are.

    Raises:
        UnknownCodeError: For a code that the agreement does not know; several at once come as
            an `InvalidObjectError`.
    """
    counts = _Counts(agreement)
    counts.read_groups(groups)
    return counts.tally(unknown, where, rows)


_AT_ONCE = 1 << 20
"""How many moments may wait before they are counted: a ledger may be longer than memory."""
_MOST_NAMED = 12
"""Of how many unknown codes some entries are named: each asks a grouped ledger once more."""


class _Counts:
    """What one pass counts, by profile and by moment.

    Args:
        agreement: The agreement.
    """

    def __init__(self, agreement: Agreement) -> None:
        self._reading = reading_of(agreement)
        self._known = known_codes(agreement)
        self._ids: list[str] = []
        self._slots: Lookup[Profile, Slot] = Lookup(Slot)
        self._set_aside: defaultdict[tuple[str, str], Count] = defaultdict(lambda: _NOTHING)
        places = Places(self._reading)
        self._attributions, self._production = (
            Sorting(self._reading, places, self._known, self._slots, production=kind)
            for kind in (False, True)
        )

    def read(self, entries: Iterable[Entry], *, check_ids: bool) -> None:
        """Count each entry once.

        Moments are listed by profile first, and counted when many wait: a count each time
        would wander through all the cells, which costs more the more there are.
        """
        rest = iter(entries)
        for first in rest:
            self._read(chain((first,), islice(rest, _AT_ONCE)), check_ids=check_ids)
            for slot in self._slots.values():
                if slot:
                    slot.entries.update(slot)
                    slot.clear()

    def read_groups(self, groups: Iterable[Alike]) -> None:
        """Count entries that were counted before."""
        for entry, counts in groups:
            is_production = isinstance(entry, Production)
            sorting = self._production if is_production else self._attributions
            mask, place, kept = sorting.apart_from_days(entry)
            reached, slots = sorting.reached, sorting.slots
            for days, lines, dwellings in counts:
                spots, when = reached[days]
                slot = slots[mask | spots[place]][kept]
                if slot.codes is not None:
                    slot = slot.by_code[slot.codes(entry)]
                if slot is ASIDE:
                    self._put_aside(entry, Count(lines, dwellings))
                    continue
                slot.entries[when] += lines
                if dwellings != lines:
                    slot.further[when] += dwellings - lines

    def _read(  # noqa: C901, PLR0912  # one flat pass, see below
        self,
        entries: Iterable[Entry],
        *,
        check_ids: bool,
    ) -> None:
        """Put the moment of each entry into its slot.

        This is done for each line of a ledger: what can be is looked up here, without a call.
        """
        see = self._ids.append
        attributions, production = self._attributions, self._production
        one_stage = len(attributions.stages) == 1
        day_of = attributions.day
        spots_on, reached = Lookup(attributions.spots_on), attributions.reached
        contingents, tags, landlords, slots_of, days = (
            attributions.contingents,
            attributions.tags,
            attributions.landlords,
            attributions.slots,
            attributions.days,
        )
        reads_neighbourhoods = attributions.reads_neighbourhoods
        reads_landlords, held = attributions.reads_landlords, attributions.held
        for entry in entries:
            if type(entry) is Attribution:
                day = day_of(entry) if one_stage and entry.cancelled_on is None else None
                if day is None:
                    spots, when = reached[days(entry)]
                else:
                    spots, when = spots_on[day], day
                commune = entry.commune
                place = (commune, entry.neighbourhood) if reads_neighbourhoods else commune
                mask = contingents[entry.contingent] | spots[place]
                if reads_landlords:
                    mask |= landlords[entry.landlord]
                if entry.tags:
                    mask |= tags[entry.tags]
                slots = slots_of[mask]
                if entry.possible_publics:
                    slot = slots[entry.publics, entry.possible_publics]
                else:
                    slot = slots[entry.publics]
                if held and slot.codes is not None:
                    slot = slot.by_code[slot.codes(entry)]
            elif type(entry) is Production:
                slot, when = production.of(entry)
            else:
                expected = "an Attribution or a Production"
                raise InvalidTypeError("tally, entries", show(entry), expected)
            if check_ids:
                see(entry.id)
            if slot is ASIDE:
                self._put_aside(entry, Count(1, entry.count))
                continue
            slot.append(when)
            if entry.count != 1:
                slot.further[when] += entry.count - 1

    def _put_aside(self, entry: Entry, count: Count) -> None:
        """Count an entry, or those like it, under the first of its codes that is not known."""
        codes = {"tag": entry.tags}
        if isinstance(entry, Attribution):
            codes = {
                "contingent": {entry.contingent},
                "public": entry.publics | entry.possible_publics,
                "tag": entry.tags,
            }
        what, code = min(
            (what, code)
            for what, borne in codes.items()
            for code in borne
            if code not in self._known[what]
        )
        self._set_aside[what, code] = self._set_aside[what, code].plus(count)

    def tally(self, unknown: Unknown, where: _Where, rows: _Rows) -> Tally:
        """All that was counted, unless something is wrong with the ledger as a whole."""
        self._report(unknown, where, rows)
        counted = self._slots.items()
        return Tally(
            self._reading,
            entries={each: dict(slot.entries) for each, slot in counted if slot.entries},
            further=without_noughts({each: slot.further for each, slot in counted}),
            set_aside=dict(self._set_aside),
        )

    def _report(self, unknown: Unknown, where: _Where, rows: _Rows) -> None:
        # Comparing the number of ids once is cheaper than asking of each whether it was seen.
        if len(set(self._ids)) < len(self._ids):
            repeated = {code for code, times in Counter(self._ids).items() if times > 1}
            raise DuplicateIdError("tally, entries", repeated)
        if unknown is Unknown.SET_ASIDE:
            return
        faults = Faults("tally, entries")
        for place, ((what, code), count) in enumerate(sorted(self._set_aside.items())):
            known = self._known[what]
            lines = f"{count.entries} of the entries" if count.entries > 1 else "an entry"
            some = rows(what, code, count.entries) if place < _MOST_NAMED else ""
            faults.note(
                UnknownCodeError(
                    where(what, code),
                    f"{show(code)} in {lines}{some}",
                    f"a {what} that the agreement knows",
                    f"{nearest(code, known)} (or pass unknown=Unknown.SET_ASIDE)",
                )
            )
        faults.report()
