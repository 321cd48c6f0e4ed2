"""The pass over a ledger: each entry is read once, whatever the number of commitments."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from itertools import chain, islice

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
from housing_agreements.rules.cells import Count, Profile, When
from housing_agreements.rules.lookups import Lookup
from housing_agreements.rules.places import Places
from housing_agreements.rules.reading import Reading, all_versions, exact_agreement, reading_of
from housing_agreements.rules.sorting import ASIDE, Slot, Sorting
from housing_agreements.rules.tallies import Tally, without_noughts
from housing_agreements.values.faults import Faults

__all__ = ("Entry", "Ids", "Unknown", "tally")

Entry = Attribution | Production
"""A line of a ledger."""


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
    reading = reading_of(agreement)
    counts = _Counts(_known(agreement))
    counts.read(entries, reading, check_ids=ids is Ids.CHECKED)
    counts.report(unknown)
    return Tally(
        reading,
        entries=dict(counts.entries),
        further=without_noughts(counts.further),
        set_aside=dict(counts.set_aside),
    )


_NOTHING = Count(0, 0)
_AT_ONCE = 1 << 20
"""How many moments may wait before they are counted: a ledger may be longer than memory."""


def _known(agreement: Agreement) -> dict[str, AbstractSet[str]]:
    """The codes that an agreement knows, in any of its versions, by what they are codes of."""
    versions = all_versions(agreement)
    left_out = {tag for terms in versions for each in terms.commitments for tag in each.leaving_out}
    return {
        "contingent": frozenset(each.code for terms in versions for each in terms.contingents),
        "public": frozenset(public.code for terms in versions for public in terms.publics),
        "tag": left_out.union(*(terms.tags for terms in versions)),
    }


class _Counts:
    """What one pass counts, by profile and by moment.

    Args:
        known: The codes that the agreement knows.
    """

    def __init__(self, known: Mapping[str, AbstractSet[str]]) -> None:
        self._known = known
        self._ids: list[str] = []
        self._slots: Lookup[Profile, Slot] = Lookup(Slot)
        self.entries: defaultdict[Profile, Counter[When]] = defaultdict(Counter)
        self.further: defaultdict[Profile, Counter[When]] = defaultdict(Counter)
        self.set_aside: defaultdict[tuple[str, str], Count] = defaultdict(lambda: _NOTHING)

    def read(self, entries: Iterable[Entry], reading: Reading, *, check_ids: bool) -> None:
        """Count each entry once.

        Moments are listed by profile first, and counted when many wait: a count each time
        would wander through all the cells, which costs more the more there are.
        """
        places = Places(reading)
        attributions, production = (
            Sorting(reading, places, self._known, self._slots, production=kind)
            for kind in (False, True)
        )
        rest = iter(entries)
        for first in rest:
            several = chain((first,), islice(rest, _AT_ONCE))
            self._read(several, attributions, production, check_ids=check_ids)
            for profile, moments in self._slots.items():
                if moments:
                    self.entries[profile].update(moments)
                    moments.clear()

    def _read(  # noqa: C901, PLR0912  # one flat pass, see below
        self,
        entries: Iterable[Entry],
        attributions: Sorting,
        production: Sorting,
        *,
        check_ids: bool,
    ) -> None:
        """Put the moment of each entry into its slot.

        This is done for each line of a ledger: what can be is looked up here, without a call.
        """
        see = self._ids.append
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
                self._put_aside(entry)
                continue
            slot.append(when)
            if entry.count != 1:
                self.further[slot.profile][when] += entry.count - 1

    def _put_aside(self, entry: Entry) -> None:
        """Count an entry under the first of its codes that is not known."""
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
        count = self.set_aside[what, code]
        self.set_aside[what, code] = count.plus(Count(1, entry.count))

    def report(self, unknown: Unknown) -> None:
        """Raise what is wrong with the ledger as a whole."""
        # Comparing the number of ids once is cheaper than asking of each whether it was seen.
        if len(set(self._ids)) < len(self._ids):
            repeated = {code for code, times in Counter(self._ids).items() if times > 1}
            raise DuplicateIdError("tally, entries", repeated)
        if unknown is Unknown.SET_ASIDE:
            return
        faults = Faults("tally, entries")
        for (what, code), count in sorted(self.set_aside.items()):
            known = self._known[what]
            lines = f"{count.entries} of the entries" if count.entries > 1 else "an entry"
            faults.note(
                UnknownCodeError(
                    f"tally, entries, {what}",
                    f"{shown(code)} in {lines}",
                    f"a {what} that the agreement knows",
                    f"{nearest(code, known)} (or pass unknown=Unknown.SET_ASIDE)",
                )
            )
        faults.report()
