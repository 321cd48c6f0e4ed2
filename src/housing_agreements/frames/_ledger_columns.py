"""The columns of a ledger: their names, which of them an agreement reads, and what it tells apart.

An agreement tells few landlords, communes or contingents apart. A ledger is grouped before it is
tallied, and has far fewer groups when all that the agreement cannot tell apart is one.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final, Literal

import attrs

from housing_agreements._records import Record
from housing_agreements._visible_text import is_code
from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.frames._engines import PlannedColumn, open_frame
from housing_agreements.frames._faults import FrameFaults
from housing_agreements.frames._flags import number_bearing, numbers_needed
from housing_agreements.frames._reading import ColumnReader
from housing_agreements.frames._stage_days import (
    DAYS_EXPECTED,
    REMEDY_FOR_ABSENT_STAGE,
    StageColumns,
    StageGiven,
    check_stage_given,
    columns_of_stage,
)
from housing_agreements.frames.columns import Absent, Column
from housing_agreements.geography._coverage import is_commune_code
from housing_agreements.geography._unknown_codes import unknown_since
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import ATTRIBUTION_STAGES, PRODUCTION_STAGES, Stage
from housing_agreements.model.groups import Per
from housing_agreements.rules.quotas._cell_finder import CellFinder, CellInTheMaking
from housing_agreements.rules.quotas._declared_codes import list_declared_codes
from housing_agreements.rules.quotas._lookup import Lookup
from housing_agreements.rules.quotas._own_codes import (
    CodesOfSeveral,
    OwnCodes,
    PublicOfTwoMeanings,
)
from housing_agreements.rules.quotas.readings import reading_of
from housing_agreements.values.periods import Period

__all__ = (
    "Distinctions",
    "EntryColumns",
    "FieldNames",
    "FlagNames",
    "JointDistinctions",
    "LedgerColumns",
    "read_ledger",
)


FieldNames = Mapping[str, StageGiven]
"""The columns of fields of entries, by these; only the day of a stage takes more than a name."""
FlagNames = Mapping[str, str | Literal[False] | None]
"""The columns of publics or tags, by code; `False`: of nobody; `None`: not known of anybody."""
FlagColumn = PlannedColumn | Literal[False] | None
"""A column of flags; `False`: false in every row; `None`: null in every row."""

_ALWAYS_READ: Final = {"id", "contingent", "commune"}
"""The codes that every entry must bear."""
_READ_IF_TOLD_APART: Final = ("id", "financing", "neighbourhood", "landlord", "programme")
"""The codes that are read only where the agreement distinguishes them."""


@attrs.frozen(eq=False, repr=False)
class EntryColumns(Record):
    """The names of the columns that give each entry."""

    fields: FieldNames
    """Of fields that are not called so."""
    publics: str | FlagNames
    """Of publics: what stands before their codes; or names, by code."""
    tags: str | FlagNames
    """Of tags: likewise."""
    production: bool
    """Whether the entries are production."""
    with_ids: bool
    """Whether ids are read."""
    where: str = "tally"
    """The function that asks, for its errors."""

    def check(self, faults: FrameFaults) -> None:
        """Each mapping names columns, by codes or by fields of entries.

        Raises:
            HousingAgreementsError: For each thing that does neither.
        """
        fields = (*self.codes, *self.days, "count")
        for argument, names in (
            ("columns", self.fields), ("publics", self.publics), ("tags", self.tags)
        ):  # fmt: skip
            if isinstance(names, Mapping):
                for key, name in names.items():
                    if argument == "columns" and key in self.stages:
                        check_stage_given(faults, f"{argument}, {show(key)}", name)
                    else:
                        self._check_name(faults, argument, key, name, fields)
            elif argument == "columns":
                expected, remedy = "a mapping of fields to columns", "write {'count': 'dwellings'}"
                faults.add(InvalidTypeError, argument, show(names), expected, remedy)
            elif type(names) is not str:
                expected = "what begins the names of columns, or a mapping of codes to columns"
                remedy = "write {'dalo': 'is_dalo'}"
                faults.add(InvalidTypeError, argument, show(names), expected, remedy)
            elif names != "":
                faults.column_name(argument, names, "what begins the names of columns")
        faults.report()

    @staticmethod
    def _check_name(
        faults: FrameFaults, argument: str, key: object, name: object, fields: Collection[str]
    ) -> None:
        """One name of a mapping."""
        if argument == "columns" and key not in fields:
            expected, remedy = "a field of entries", nearest(key, fields)
            if type(key) is str and not remedy.startswith("did you mean"):
                told = f"{{{show(key)}: {show(name)}}}"
                remedy = f"{remedy}; of a public write publics={told}, of a tag tags={told}"
            faults.add(UnknownCodeError, argument, show(key), expected, remedy)
        elif type(key) is not str:
            faults.add(InvalidTypeError, argument, show(key), "a code, and then its column")
        elif isinstance(name, Absent | Column):
            expected = f"{_EXPECTED_NAMES[argument]}; only the day of a stage takes more"
            faults.add(InvalidTypeError, f"{argument}, {show(key)}", show(name), expected)
        else:
            where, expected = f"{argument}, {show(key)}", _EXPECTED_NAMES[argument]
            if name is None and argument == "tags":
                remedy = "write False for a tag that no entry bears"
                faults.add(InvalidTypeError, where, "None", expected, remedy)
            elif name is not None and not (name is False and argument != "columns"):
                faults.column_name(where, name, expected)

    @property
    def codes(self) -> tuple[str, ...]:
        """The fields of entries of the kind that are codes."""
        if self.production:
            return ("commune", *_READ_IF_TOLD_APART)
        return tuple(sorted({"commune", "contingent", *_READ_IF_TOLD_APART} - {"financing"}))

    @property
    def stages(self) -> tuple[str, ...]:
        """The fields of the days of stages, in their order."""
        stages = PRODUCTION_STAGES if self.production else ATTRIBUTION_STAGES
        return tuple(stage.field for stage in stages)

    @property
    def days(self) -> tuple[str, ...]:
        """The fields of entries that are days."""
        return (*self.stages, "cancelled_on")

    def name(self, field: str) -> str | None:
        """The column that gives a field by itself; `None`: none does."""
        given = self.fields.get(field, field)
        return given if isinstance(given, str) else None

    def name_column(self, what: str, code: str = "") -> str:
        """How an error names the column of a field, or of a public or a tag."""
        if what not in {"public", "tag"}:
            given = self.fields.get(what) or what
            names = given.names if isinstance(given, Column) else (str(given),)
            if names == (what,):
                return f"{self.where}, {what}"
            columns = "columns" if len(names) > 1 else "column"
            return f"{self.where}, {what}, {columns} {', '.join(map(show, names))}"
        name = _name_of_code(self.publics if what == "public" else self.tags, code) or code
        return f"{self.where}, {what} {show(code)}, column {show(name)}"


_EXPECTED_NAMES: Final = {
    "columns": "the name of a column, or None",
    "publics": "the name of a column, False (of nobody) or None (not known of anybody)",
    "tags": "the name of a column, or False (no entry bears it)",
}
"""What each argument gives for a field or a code."""


def _name_of_code(names: str | FlagNames, code: str) -> str | Literal[False] | None:
    return f"{names}{code}" if isinstance(names, str) else names.get(code, code)


_OF_OTHERS: Final = ("of others",)
"""What an agreement sees of a contingent or a landlord that only another one knows."""


class Distinctions:
    """The differences between entries of one kind that an agreement sees.

    Args:
        agreement: The agreement, of which all versions are read.
        production: Whether the entries are production.
        communes_apart: Whether each code of a commune is told apart, as a ledger with postcodes
            asks.
        coded_on: The day as of which these were written; `None`: that of each entry.
        codes: The codes that several agreements know, where the ledger is read for these.
    """

    def __init__(
        self,
        agreement: Agreement,
        *,
        production: bool,
        communes_apart: bool = False,
        coded_on: date | None = None,
        codes: CodesOfSeveral | None = None,
    ) -> None:
        self._tells_communes_apart = communes_apart
        self.codes: CodesOfSeveral | None = codes
        """The codes that several agreements know."""
        self.own: OwnCodes | None = None if codes is None else codes.of(agreement.code)
        """What the agreement reads of the codes, where the ledger is read for several."""
        self.term: Period = agreement.term
        """When the agreement is in force."""
        reading = reading_of(agreement, coded_on)
        self._covers = reading.cover_table()
        declared = list_declared_codes(agreement)
        self.known: Mapping[str, AbstractSet[str]] = declared if codes is None else codes.written
        """The codes that entries may write, by what they are codes of."""
        self.finder: CellFinder = CellFinder(
            reading,
            self._covers,
            declared,
            Lookup(lambda _: CellInTheMaking()),
            production=production,
        )
        """What finds the cells of entries."""
        bases = [read for read in reading.bases if read.base.stage.of_production is production]
        self._groups = frozenset[Per]().union(*(read.groups for read in bases))
        self.publics: frozenset[str] = reading.financings if production else reading.publics
        """The publics (or financings) read."""
        self._tags = frozenset[str]().union(*(read.base.leaving_out for read in bases))
        self.reads_neighbourhoods: bool = (
            Per.NEIGHBOURHOOD in self._groups or self._covers.reads_neighbourhoods
        )
        """Whether a neighbourhood makes a difference."""
        self.reads_landlords: bool = self.finder.reads_landlords
        """Whether a landlord makes a difference."""
        self.looks_at_landlords: bool = self.finder.looks_at_landlords
        """Whether it makes one, or may be none that the agreement knows."""
        self.reads_programmes: bool = Per.PROGRAMME in self._groups
        """Whether a programme makes a difference."""
        self.knower: str = "the agreement" if codes is None else "one of the agreements"
        """Who knows the codes, as an error says it."""

    def flags_read(self, what: str) -> set[tuple[str, ...]]:
        """The publics or the tags read, each as it may be written, the shortest first."""
        if what == "tag":
            return {(tag,) for tag in self._tags}
        if self.own is None:
            return {(public,) for public in self.publics}
        return {self.own.ways_to_write(public) for public in self.publics}

    def flags_refused(self, what: str) -> Mapping[str, PublicOfTwoMeanings]:
        """The codes that no row may bear, though they are known, and why."""
        if self.codes is None or what != "public":
            return {}
        return {code: self.codes.refuse(code) for code in self.codes.of_two_meanings}

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages read, in their order."""
        return self.finder.stages

    def contingent(self, code: str | None) -> Hashable:
        """What the agreement sees of a contingent: equal for two that it cannot tell apart."""
        if code is None:
            return None
        if self.own is not None and not self.own.takes(code, None):
            return _OF_OTHERS
        mask = self.finder.contingents[code]
        return code if mask < 0 or Per.CONTINGENT in self._groups else mask

    def landlord(self, code: str | None) -> Hashable:
        """What the agreement sees of a landlord: equal for two that it cannot tell apart."""
        odd = code is not None and not is_code(code)
        if self.own is not None and not odd and not self.own.takes(None, code):
            return _OF_OTHERS
        mask = self.finder.landlords[code]
        return code if odd or mask < 0 or Per.LANDLORD in self._groups else mask

    def commune(self, code: str | None) -> Hashable:
        """What the agreement sees of a commune: equal for two that it cannot tell apart.

        Where neighbourhoods or communes are told apart, each by itself.
        """
        apart = self.reads_neighbourhoods or Per.COMMUNE in self._groups
        if code is None or apart or self._tells_communes_apart or not is_commune_code(code):
            return code
        if unknown_since(code) is not None:
            return code
        return self._covers.covers_over_time(code)


class JointDistinctions(Distinctions):
    """The differences between entries that one of several agreements sees.

    Args:
        parts: What each of them sees.
    """

    def __init__(self, parts: Sequence[Distinctions]) -> None:
        self._parts = tuple(parts)
        first = self._parts[0]
        self.codes = first.codes
        self.own = None
        self.known = first.known
        self.knower = first.knower
        self.publics = frozenset[str]().union(*(part.publics for part in parts))
        terms = [part.term for part in parts]
        self.term = Period(min(term.start for term in terms), max(term.end for term in terms))
        for name in (
            "reads_neighbourhoods",
            "reads_landlords",
            "looks_at_landlords",
            "reads_programmes",
        ):
            setattr(self, name, any(getattr(part, name) for part in parts))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that one of them reads, in their order."""
        read = {stage for part in self._parts for stage in part.stages}
        return tuple(stage for stage in Stage if stage in read)

    def flags_read(self, what: str) -> set[tuple[str, ...]]:
        """The publics or the tags that one of them reads, each as it may be written."""
        return set[tuple[str, ...]]().union(*(part.flags_read(what) for part in self._parts))

    def contingent(self, code: str | None) -> Hashable:
        """What all of them see of a contingent."""
        return tuple(part.contingent(code) for part in self._parts)

    def landlord(self, code: str | None) -> Hashable:
        """What all of them see of a landlord."""
        return tuple(part.landlord(code) for part in self._parts)

    def commune(self, code: str | None) -> Hashable:
        """What all of them see of a commune."""
        return tuple(part.commune(code) for part in self._parts)

    def may_share(self, field: str, code: str | None, within: Period | None = None) -> bool:
        """Whether several of them may have entries with a code in a base.

        Args:
            field: What it is a code of.
            code: The code.
            within: Of a commune, the days looked at; `None`: all are.
        """
        return sum(part.finder.may_have(field, code, within) for part in self._parts) > 1


@attrs.frozen(eq=False)
class LedgerColumns:
    """The columns that give the entries; a field that no column gives is left out."""

    codes: Mapping[str, PlannedColumn]
    """Of codes, by field; the id among them."""
    stages: Mapping[str, StageColumns]
    """What gives the days of stages, by field, whether the frame has them or not."""
    days: Mapping[str, PlannedColumn]
    """Of days and of years, by the keys of stages; that from which an entry is void."""
    years: AbstractSet[str]
    """Those that hold years."""
    count: PlannedColumn | None
    """Of how many dwellings an entry stands for; `None`: each for one."""
    publics: Mapping[str, FlagColumn]
    """By public that is told apart."""
    tags: Mapping[str, FlagColumn]
    """By tag that is told apart."""

    @property
    def flags(self) -> tuple[FlagColumn, ...]:
        """Those of publics, then those of tags."""
        return (*self.publics.values(), *self.tags.values())

    @property
    def flag_numbers(self) -> tuple[str, ...]:
        """The names of the numbers whose digits are the flags."""
        return tuple(f"flags {index}" for index in range(numbers_needed(len(self.flags))))

    def index_of_flag(self, what: str, code: str) -> int:
        """Where the flag of a public or a tag stands among all flags."""
        if what == "public":
            return list(self.publics).index(code)
        return len(self.publics) + list(self.tags).index(code)

    def number_bearing(self, what: str, code: str) -> str:
        """The name of the number of which the flag of a public or a tag is a digit."""
        return self.flag_numbers[number_bearing(self.index_of_flag(what, code))]


def read_ledger(
    frame: Any, columns: EntryColumns, distinctions: Distinctions, whole: object = None
) -> tuple[ColumnReader, LedgerColumns]:
    """The columns of a frame that the agreement reads, and those that settle what it reads.

    Args:
        frame: The frame.
        columns: What its columns are called.
        distinctions: What the agreement tells apart.
        whole: Where `frame` only tells the kinds of a frame of Dask, and has no rows: that frame.

    Raises:
        HousingAgreementsError: For each column that is missing or of the wrong kind.
    """
    table = open_frame(frame, columns.where, ids=columns.name("id"), whole=whole)
    reader = ColumnReader(table, FrameFaults(columns.where))
    needed = {*_fields_needed(columns, distinctions)}
    wanted = needed | {"landlord"} if distinctions.looks_at_landlords else needed

    def read(field: str, kind: Kind | None = None) -> PlannedColumn | None:
        name = _name_of_field(reader, columns, field, needed=field in needed)
        if name is None or (field in _READ_IF_TOLD_APART and field not in wanted):
            return None
        by_number = field == "id" and table.schema[name].is_integer()
        found = _read_column(reader, field, name, kind or (Kind.COUNT if by_number else Kind.CODE))
        # Nothing but nulls: each row without a code that it must bear is named.
        return reader.plan.unknown if found is None and field in _ALWAYS_READ else found

    kinds = {"commune": Kind.PLACE}
    codes = {
        field: column
        for field in columns.codes
        if (column := read(field, kinds.get(field))) is not None
    }
    stages = {
        field: columns_of_stage(field, columns.fields.get(field, field), counted=field in needed)
        for field in columns.stages
    }
    days, years = _read_columns_of_days(reader, columns, stages.values(), needed)
    cancelled_on = read("cancelled_on", Kind.DAY)
    if cancelled_on is not None:
        days["cancelled_on"] = cancelled_on
    count = _read_dwellings(reader, columns)
    publics: dict[str, FlagColumn] = {}
    if not columns.production:
        publics = _read_flags(reader, "public", columns.publics, distinctions)
    tags = _read_flags(reader, "tag", columns.tags, distinctions)
    reader.faults.report()
    return reader, LedgerColumns(codes, stages, days, years, count, publics, tags)


def _fields_needed(columns: EntryColumns, distinctions: Distinctions) -> Iterator[str]:
    """The fields without which the agreement cannot be asked."""
    yield from ("commune", *(stage.field for stage in distinctions.stages))
    read = {
        "id": columns.with_ids,
        "contingent": not columns.production,
        "financing": columns.production and bool(distinctions.publics),
        "neighbourhood": distinctions.reads_neighbourhoods,
        "landlord": distinctions.reads_landlords,
        "programme": distinctions.reads_programmes,
    }
    yield from (field for field, needed in read.items() if needed)


def _name_of_field(
    reader: ColumnReader, columns: EntryColumns, field: str, *, needed: bool
) -> str | None:
    """The column that gives a field; `None`: none does, which is noted where one must."""
    name = columns.name(field)
    if name is not None and name in reader.table.schema:
        return name
    if (needed and field in _ALWAYS_READ) or (
        name is not None and (needed or field in columns.fields)
    ):
        _note_missing(reader, field, name)
    return None


def _read_columns_of_days(
    reader: ColumnReader,
    columns: EntryColumns,
    stages: Iterable[StageColumns],
    needed: AbstractSet[str],
) -> tuple[dict[str, PlannedColumn], set[str]]:
    """The columns of the days of stages by key, and those of them that hold years."""
    days: dict[str, PlannedColumn] = {}
    years: set[str] = set()
    for stage in stages:
        for key, name in stage.names.items():
            if name not in reader.table.schema:
                if stage.field in needed or stage.field in columns.fields:
                    remedy = REMEDY_FOR_ABSENT_STAGE
                    reader.faults.missing(stage.field, name, reader.table.schema, remedy)
                continue
            reader.words_for[stage.field] = DAYS_EXPECTED
            if reader.holds_numbers(name):
                years.add(key)
                column = reader.read_numbers(stage.field, name)
            else:
                column = _read_column(reader, stage.field, name, Kind.DAY)
            if column is not None:
                days[key] = column
    return days, years


def _read_dwellings(reader: ColumnReader, columns: EntryColumns) -> PlannedColumn | None:
    name = _name_of_field(reader, columns, "count", needed=False)
    if name is None:
        return None
    # Nothing but nulls: no number of dwellings, as 0 is none.
    return _read_column(reader, "count", name, Kind.COUNT) or PlannedColumn(reader.api.lit(0))


def _read_flags(
    reader: ColumnReader, what: str, names: str | FlagNames, distinctions: Distinctions
) -> dict[str, FlagColumn]:
    """The columns of the codes read, and of those named that no row may bear."""
    known, there = distinctions.known[what], reader.table.schema
    strange = set[str]() if isinstance(names, str) else set(names) - known

    def is_given(code: str) -> bool:
        named = not isinstance(names, str) and code in names
        return named or _name_of_code(names, code) in there

    read = {
        way
        for ways in distinctions.flags_read(what)
        for way in [way for way in ways if is_given(way)] or ways[:1]
    }
    all_refused = distinctions.flags_refused(what)
    # A column that a name gives to one of the agreements says whose public it is.
    sources = set[object]() if isinstance(names, str) else {*names.values()}
    refused = {
        code: why
        for code, why in all_refused.items()
        if is_given(code) and (code in names or code not in sources)
    }
    found: dict[str, FlagColumn] = {}
    for code in sorted({*read, *strange, *refused}):
        name = _name_of_code(names, code)
        if name is False and code in refused:
            why, where = refused[code], f"{what}s, {show(code)}"
            reader.faults.add(InvalidValueError, where, show(name), why.expected, why.remedy)
        elif name is False and code in strange:
            expected = f"a {what} that {distinctions.knower} knows"
            reader.faults.add(
                UnknownCodeError, f"{what}s", show(code), expected, nearest(code, known)
            )
        if not isinstance(name, str):
            found[code] = name
        elif name in there:
            found[code] = _read_column(reader, code, name, Kind.FLAG)
        else:
            plain = (_name_of_code(names, one) for one in all_refused if code.endswith(f":{one}"))
            column = next((one for one in plain if one in there), None)
            remedy = _REMEDIES_FOR_FLAGS[what]
            if isinstance(column, str):
                remedy = _REMEDY_FOR_TWO_MEANINGS.replace("{name}", show(column))
            reader.faults.missing(code, name, there, remedy)
    return found


_REMEDIES_FOR_FLAGS: Final = {
    "public": "; or map it: publics={{}: None} (not known of anybody), or {{}: False} (of nobody)",
    "tag": "; or map it: tags={{}: False} (no entry bears it)",
}
"""What to do about a column that is missing; `{}` stands for its code."""
_REMEDY_FOR_TWO_MEANINGS: Final = (
    "; the column {name} does not say of which agreement: if of this one, map it:"
    " publics={{}: {name}}; else {{}: None} (not known of anybody), or {{}: False} (of nobody)"
)
"""The same of a public of two meanings, where a column bears its plain code."""


def _read_column(reader: ColumnReader, what: str, name: str, kind: Kind) -> PlannedColumn | None:
    read = reader.read(what, name, kind)
    return None if read is None else read.column


def _note_missing(reader: ColumnReader, what: str, name: str | None) -> None:
    remedy = "; or map {} to its column, or to None when nothing gives it"
    if what in _ALWAYS_READ:
        remedy = " (or pass ids=Ids.TRUSTED)" if what == "id" else ""
    reader.faults.missing(what, what if name is None else name, reader.table.schema, remedy)
