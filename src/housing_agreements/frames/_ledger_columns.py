"""Which codes of a ledger come to the same for an agreement, so that one may stand for all.

An agreement tells few landlords, communes or contingents apart. A ledger that is grouped before
it is tallied has far fewer groups when those that come to the same are one.
"""

from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Record
from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import (
    InvalidTypeError,
    UnknownCodeError,
    UnknownColumnError,
    nearest,
    show,
)
from housing_agreements.frames._kleene import Part
from housing_agreements.frames._reading import Reader
from housing_agreements.frames._tables import Table
from housing_agreements.geography._coverage import is_commune_code
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Per
from housing_agreements.model.entries import ATTRIBUTION_STAGES, PRODUCTION_STAGES, Stage
from housing_agreements.rules.quotas.ledger import CellFinder, CellInTheMaking, Lookup
from housing_agreements.rules.quotas.tally import known_codes, reading_of

__all__ = ("EntryColumns", "Merging", "Names", "Read", "stages_of")


class Merging:
    """What an agreement tells apart among the entries of one kind.

    Args:
        agreement: The agreement, of which all versions are read.
        production: Whether the entries are production.
    """

    def __init__(self, agreement: Agreement, *, production: bool) -> None:
        reading = reading_of(agreement)
        self._covers = reading.cover_table()
        self.known: Mapping[str, AbstractSet[str]] = known_codes(agreement)
        """The codes that the agreement knows: its contingents, publics and tags."""
        self._finder = CellFinder(
            reading,
            self._covers,
            self.known,
            Lookup(lambda _: CellInTheMaking()),
            production=production,
        )
        bases = [base for base in reading.bases if base.base.stage.of_production is production]
        self._groups = frozenset[Per]().union(*(base.groups for base in bases))
        self.publics: frozenset[str] = frozenset[str]().union(*(base.publics for base in bases))
        """The publics (or financings) read."""
        self.tags: frozenset[str] = frozenset[str]().union(
            *(base.base.leaving_out for base in bases)
        )
        """The tags read."""
        self.reads_neighbourhoods: bool = (
            Per.NEIGHBOURHOOD in self._groups or self._covers.reads_neighbourhoods
        )
        """Whether a neighbourhood makes a difference."""
        self.reads_landlords: bool = self._finder.reads_landlords
        """Whether a landlord makes a difference."""
        self.reads_programmes: bool = Per.PROGRAMME in self._groups
        """Whether a programme makes a difference."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages read, in their order."""
        return self._finder.stages

    def contingent(self, code: str | None) -> Hashable:
        """What is read of a contingent: equal for two between which nothing differs."""
        if code is None:
            return None
        mask = self._finder.contingents[code]
        return code if mask < 0 or Per.CONTINGENT in self._groups else mask

    def landlord(self, code: str | None) -> Hashable:
        """What is read of a landlord: equal for two between which nothing differs."""
        odd = code is not None and (not code or code != code.strip())
        return code if odd or Per.LANDLORD in self._groups else self._finder.landlords[code]

    def commune(self, code: str | None) -> Hashable:
        """What is read of a commune: equal for two between which nothing differs.

        Where neighbourhoods or communes are told apart, each by itself.
        """
        apart = self.reads_neighbourhoods or Per.COMMUNE in self._groups
        if code is None or apart or not is_commune_code(code):
            return code
        stretches = range(len(self._covers.cuts) + 1)
        return tuple(self._covers.covers_in(stretch)(code) for stretch in stretches)


Names = Mapping[str, str | None]
"""For codes or fields: the name of their column, or `None` when no column gives them."""

_CODES: Final = ("id", "financing", "neighbourhood", "landlord", "programme")
"""What is read only where the agreement tells it apart."""


def stages_of(*, production: bool) -> tuple[Stage, ...]:
    """The stages of one kind of entry, in their order."""
    return PRODUCTION_STAGES if production else ATTRIBUTION_STAGES


@attrs.frozen(eq=False, repr=False)
class EntryColumns(Record):
    """The names of the columns that give each entry."""

    fields: Names
    """Of fields that are not called so."""
    publics: str | Names
    """Of publics: what stands before their codes; or names, by code."""
    tags: str | Names
    """Of tags: likewise."""
    production: bool
    """Whether the entries are production."""
    with_ids: bool
    """Whether ids are read."""

    def checked(self, faults: Faults) -> "EntryColumns":
        """The same, unless something in it is no name or names no field.

        Raises:
            HousingAgreementsError: For each such thing.
        """
        for what in ("fields", "publics", "tags"):
            given = getattr(self, what)
            where = "columns" if what == "fields" else what
            if isinstance(given, Mapping):
                for name in given.values():
                    if name is not None and not isinstance(name, str):
                        expected = "the name of a column, or None"
                        faults.add(InvalidTypeError, where, show(name), expected)
            elif what == "fields" or not isinstance(given, str):
                expected = "a mapping to names of columns"
                faults.add(InvalidTypeError, where, show(given), expected)
        faults.report()
        for field in self.fields:
            if field not in self.known:
                expected, remedy = "a field of entries", nearest(field, self.known)
                faults.add(UnknownCodeError, "columns", show(field), expected, remedy)
        faults.report()
        return self

    @property
    def known(self) -> tuple[str, ...]:
        """The fields of entries of the kind."""
        codes = ("commune", *(set(_CODES) - {"financing"}), "contingent")
        if self.production:
            codes = ("commune", *_CODES)
        days = (stage.field for stage in stages_of(production=self.production))
        return (*sorted(codes), *days, "cancelled_on", "count")

    def column(self, what: str, code: str) -> str:
        """How an error names the column of a field, or of a public or a tag."""
        if what not in {"public", "tag"}:
            name = self.fields.get(what) or what
            return f"tally, {what}" + ("" if name == what else f", column {name!r}")
        name = _named(self.publics if what == "public" else self.tags, code) or code
        return f"tally, {what} {code!r}, column {name!r}"


def _named(names: str | Names, code: str) -> str | None:
    return f"{names}{code}" if isinstance(names, str) else names.get(code, code)


@attrs.frozen(eq=False)
class Read:
    """The columns read of each entry; one that nothing gives is left out."""

    fields: Mapping[str, Part]
    """By field."""
    publics: Mapping[str, Part | None]
    """By public that is told apart; `None`: not known of anyone."""
    tags: Mapping[str, Part | None]
    """By tag that is told apart; `None`: null in every row."""

    @classmethod
    def of(cls, table: Table, reader: Reader, columns: EntryColumns, merging: Merging) -> "Read":
        """The columns that the agreement reads, and those that settle what it reads.

        Raises:
            HousingAgreementsError: For each column that is missing or of the wrong kind.
        """
        fields: dict[str, Part] = {}
        needed = {*_needed(columns, merging)}
        for field in columns.known:
            name = columns.fields.get(field, field)
            if name is None or name not in table.schema:
                if field in needed & _ALWAYS or (
                    name is not None and field in {*needed, *columns.fields}
                ):
                    _missing(reader.faults, field, table, name)
            elif field in needed or field not in _CODES:
                part = _part(reader, field, name, _kind(table, field, name))
                if part is not None:
                    fields[field] = part
                elif field in _ALWAYS:
                    # Nothing but nulls: each of its rows is told of.
                    fields[field] = reader.stages.unknown
                elif field == "count":
                    # Nothing but nulls: no number of dwellings, as 0 is none.
                    fields[field] = Part(reader.api.lit(0))
        publics: dict[str, Part | None] = {}
        if not columns.production:
            for code in _told(columns.publics, merging.publics, merging.known["public"]):
                publics[code] = _flag(reader, table, columns.publics, code)
        tags = {
            code: _flag(reader, table, columns.tags, code)
            for code in _told(columns.tags, merging.tags, merging.known["tag"])
            if _named(columns.tags, code) is not None
        }
        reader.faults.report()
        return cls(fields, publics, tags)


_ALWAYS: Final = {"id", "contingent", "commune"}


def _needed(columns: EntryColumns, merging: Merging) -> Iterable[str]:
    """The fields without which the agreement cannot be asked."""
    yield from ("commune", *(stage.field for stage in merging.stages))
    read = {
        "id": columns.with_ids,
        "contingent": not columns.production,
        "financing": columns.production and bool(merging.publics),
        "neighbourhood": merging.reads_neighbourhoods,
        "landlord": merging.reads_landlords,
        "programme": merging.reads_programmes,
    }
    yield from (field for field, needed in read.items() if needed)


def _told(names: str | Names, read: Iterable[str], known: Iterable[str]) -> list[str]:
    """The codes read, and those named that the agreement does not know."""
    strange = () if isinstance(names, str) else set(names) - set(known)
    return sorted({*read, *strange})


def _kind(table: Table, field: str, name: str) -> Kind:
    if field == "count" or (field == "id" and table.schema[name].is_integer()):
        return Kind.COUNT
    return Kind.DAY if field.endswith("_on") else Kind.CODE


def _flag(reader: Reader, table: Table, names: str | Names, code: str) -> Part | None:
    name = _named(names, code)
    if name is None:
        return None
    if name not in table.schema:
        _missing(reader.faults, code, table, name)
        return None
    return _part(reader, code, name, Kind.FLAG)


def _part(reader: Reader, what: str, name: str, kind: Kind) -> Part | None:
    read = reader.read(what, name, kind)
    return None if read is None else read[0]


def _missing(faults: Faults, what: str, table: Table, name: str | None = None) -> None:
    remedy = nearest(what if name is None else name, table.schema)
    if what in _ALWAYS:
        more = " (or pass ids=Ids.TRUSTED)" if what == "id" else ""
    else:
        more = f"; or map {what!r} to its column, or to None when nothing gives it"
    where = what if name is None or name == what else f"{what}, column {name!r}"
    expected = "a column of the frame"
    faults.add(UnknownColumnError, where, "no such column", expected, remedy + more)
