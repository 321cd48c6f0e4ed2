"""The pass over a ledger: each entry is read once, whatever the number of commitments."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum
from operator import attrgetter

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
from housing_agreements.rules.cells import Count, Moment, Profile
from housing_agreements.rules.factors import Lookup
from housing_agreements.rules.keys import PRODUCTION, Days, Keys
from housing_agreements.rules.reading import Reading, all_versions, exact_agreement, reading_of
from housing_agreements.rules.tallies import Tally
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
    known = _known(agreement, reading)
    attributions = Keys(reading, known, production=False)
    production = Keys(reading, known, production=True)
    counts = _Counts(known)
    counts.read(entries, attributions, production, check_ids=ids is Ids.CHECKED)
    counts.report(unknown)
    # Other keys are other profiles, and other days other moments: nothing is there before.
    alike: Lookup[int, Count] = Lookup(lambda times: Count(times, times))
    cells: dict[Profile, dict[Moment, Count]] = {}
    for key, by_days in counts.by_key.items():
        keys = production if key & PRODUCTION else attributions
        moments = keys.moments
        cells[keys.profile(key)] = {moments[days]: alike[times] for days, times in by_days.items()}
    for (key, days), count in counts.several.items():
        keys = production if key & PRODUCTION else attributions
        cell = cells.setdefault(keys.profile(key), {})
        moment = keys.moments[days]
        cell[moment] = cell.get(moment, _NOTHING).plus(count)
    return Tally(reading, cells=cells, set_aside=dict(counts.set_aside))


_NOTHING = Count(0, 0)


def _known(agreement: Agreement, reading: Reading) -> dict[str, frozenset[str]]:
    """The codes that an agreement knows, in any of its versions, by what they are codes of."""
    versions = all_versions(agreement)
    return {
        "contingent": reading.contingents,
        "public": frozenset(public.code for terms in versions for public in terms.publics),
        "tag": reading.tags.union(*(terms.tags for terms in versions)),
    }


class _Counts:
    """What one pass counts, by key and by moment.

    Args:
        known: The codes that the agreement knows.
    """

    def __init__(self, known: Mapping[str, frozenset[str]]) -> None:
        self._known = known
        self._ids: list[str] = []
        self.by_key: defaultdict[int, defaultdict[Days, int]]
        self.by_key = defaultdict(lambda: defaultdict(int))
        self.several: defaultdict[tuple[int, Days], Count] = defaultdict(lambda: _NOTHING)
        self.set_aside: defaultdict[tuple[str, str], Count] = defaultdict(lambda: _NOTHING)

    def read(  # noqa: C901, PLR0912  # one flat pass, see below
        self,
        entries: Iterable[Entry],
        attributions: Keys,
        production: Keys,
        *,
        check_ids: bool,
    ) -> None:
        """Count each entry once.

        An attribution dated at the only stage that is read, and not void, is the case of nearly
        every line: its key is worked out here, without a call.
        """
        by_key, see = self.by_key, self._ids.append
        one_stage = len(attributions.stages) == 1
        day_of = attrgetter(attributions.stages[0].field) if one_stage else _no_day
        spots_on = Lookup(attributions.spots_on)
        contingents, publics, possible = (
            attributions.contingents,
            attributions.publics,
            attributions.possible,
        )
        tags, landlords, programmes = (
            attributions.tags,
            attributions.landlords,
            attributions.programmes,
        )
        reads_neighbourhoods = attributions.reads_neighbourhoods
        reads_landlords, reads_programmes = (
            attributions.reads_landlords,
            attributions.reads_programmes,
        )
        for entry in entries:
            if type(entry) is Attribution:
                days = day_of(entry)
                if days is None or entry.cancelled_on is not None:
                    key, days = attributions.of(entry)
                else:
                    commune = entry.commune
                    place = (commune, entry.neighbourhood) if reads_neighbourhoods else commune
                    key = contingents[entry.contingent] | spots_on[days][place]
                    if entry.publics:
                        key |= publics[entry.publics]
                    if entry.possible_publics:
                        key |= possible[entry.possible_publics]
                    if entry.tags:
                        key |= tags[entry.tags]
                    if reads_landlords:
                        key |= landlords[entry.landlord]
                    if reads_programmes:
                        key |= programmes[entry.programme]
            elif type(entry) is Production:
                key, days = production.of(entry)
            else:
                expected = "an Attribution or a Production"
                raise InvalidTypeError("tally, entries", shown(entry), expected)
            if check_ids:
                see(entry.id)
            if key < 0:
                self._put_aside(entry)
            elif entry.count == 1:
                by_key[key][days] += 1
            else:
                count = self.several[key, days]
                self.several[key, days] = count.plus(Count(1, entry.count))

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


def _no_day(_: object) -> None:
    """The day of an entry when several stages are read: none stands for all of them."""
