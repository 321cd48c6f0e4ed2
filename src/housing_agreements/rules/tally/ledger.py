"""The pass over a ledger: each entry is read once, whatever the number of commitments."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from enum import Enum
from itertools import chain, islice
from typing import NamedTuple

from housing_agreements.errors import (
    DuplicateIdError,
    InvalidTypeError,
    UnknownCodeError,
    nearest,
    shown,
)
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.attributions import Attribution
from housing_agreements.model.production import Production
from housing_agreements.rules.tally.cells import Count, Profile
from housing_agreements.rules.tally.lookups import Lookup
from housing_agreements.rules.tally.places import Places
from housing_agreements.rules.tally.reading import exact_agreement, known_codes, reading_of
from housing_agreements.rules.tally.sorting import ASIDE, Days, Entry, Slot, Sorting
from housing_agreements.rules.tally.tallies import Tally, without_noughts
from housing_agreements.values.faults import Faults

__all__ = ("Alike", "Ids", "Unknown", "tally", "tally_of_groups")


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


_NOTHING = Count(0, 0)
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
                raise InvalidTypeError("tally, entries", shown(entry), expected)
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
                    f"{shown(code)} in {lines}{some}",
                    f"a {what} that the agreement knows",
                    f"{nearest(code, known)} (or pass unknown=Unknown.SET_ASIDE)",
                )
            )
        faults.report()
