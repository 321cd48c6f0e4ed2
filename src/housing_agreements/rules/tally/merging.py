"""Which codes of a ledger come to the same for an agreement, so that one may stand for all.

An agreement tells few landlords, communes or contingents apart. A ledger that is grouped before
it is tallied has far fewer groups when those that come to the same are one.
"""

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.stages import Stage
from housing_agreements.model.terms import Per
from housing_agreements.rules.tally.lookups import Lookup
from housing_agreements.rules.tally.places import Places
from housing_agreements.rules.tally.reading import known_codes, reading_of
from housing_agreements.rules.tally.sorting import Slot, Sorting
from housing_agreements.values.codes import is_commune_code

__all__ = ("Merging",)


class Merging:
    """What an agreement tells apart among the entries of one kind.

    Args:
        agreement: The agreement, of which all versions are read.
        production: Whether the entries are production.
    """

    def __init__(self, agreement: Agreement, *, production: bool) -> None:
        reading = reading_of(agreement)
        self._places = Places(reading)
        self.known: Mapping[str, AbstractSet[str]] = known_codes(agreement)
        """The codes that the agreement knows: its contingents, publics and tags."""
        self._sorting = Sorting(
            reading, self._places, self.known, Lookup(Slot), production=production
        )
        bases = [each for each in reading.bases if each.base.stage.of_production is production]
        self._groups = frozenset[Per]().union(*(each.groups for each in bases))
        self.publics: frozenset[str] = frozenset[str]().union(*(each.publics for each in bases))
        """The publics (or financings) read."""
        self.tags: frozenset[str] = frozenset[str]().union(
            *(each.base.leaving_out for each in bases)
        )
        """The tags read."""
        self.reads_neighbourhoods: bool = (
            Per.NEIGHBOURHOOD in self._groups or self._places.reads_neighbourhoods
        )
        """Whether a neighbourhood makes a difference."""
        self.reads_landlords: bool = self._sorting.reads_landlords
        """Whether a landlord makes a difference."""
        self.reads_programmes: bool = Per.PROGRAMME in self._groups
        """Whether a programme makes a difference."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages read, in their order."""
        return self._sorting.stages

    def contingent(self, code: str | None) -> Hashable:
        """What is read of a contingent: equal for two between which nothing differs."""
        if code is None:
            return None
        mask = self._sorting.contingents[code]
        return code if mask < 0 or Per.CONTINGENT in self._groups else mask

    def landlord(self, code: str | None) -> Hashable:
        """What is read of a landlord: equal for two between which nothing differs."""
        odd = code is not None and (not code or code != code.strip())
        return code if odd or Per.LANDLORD in self._groups else self._sorting.landlords[code]

    def commune(self, code: str | None) -> Hashable:
        """What is read of a commune: equal for two between which nothing differs.

        Where neighbourhoods or communes are told apart, each by itself.
        """
        apart = self.reads_neighbourhoods or Per.COMMUNE in self._groups
        if code is None or apart or not is_commune_code(code):
            return code
        covers = self._places.covers
        return tuple(covers[stretch][code] for stretch in range(len(self._places.cuts) + 1))
