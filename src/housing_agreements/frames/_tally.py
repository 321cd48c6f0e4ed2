"""The tally of a frame: its engine counts the rows that an agreement cannot tell apart.

Groups of equal rows are turned back into the entries that they stand for. So
`model.entries` says what an entry must be, once for each group, and how its days must follow.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import repeat
from typing import Any, Final, NamedTuple, overload

import attrs
import narwhals as nw
from narwhals.dependencies import is_dask_dataframe
from narwhals.typing import IntoFrame  # noqa: TC002  # help() reads its short name

from housing_agreements._checks import Faults
from housing_agreements._visible_text import is_text
from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import (
    DuplicateIdError,
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    show,
)
from housing_agreements.frames._engines import FEW, is_frame, without_rows
from housing_agreements.frames._faults import FrameFaults, join_remedies, say_few
from housing_agreements.frames._faulty_rows import NO_ID, WRONG_COUNT, Samples, Sought
from housing_agreements.frames._flags import PERHAPS, YES, unpack_flags
from housing_agreements.frames._groups import (
    COUNTS,
    MOST_DWELLINGS,
    OTHER_DAY,
    Groups,
    SeenColumns,
    collect,
    group_rows,
    group_shared_rows,
    select_columns,
    values_of,
)
from housing_agreements.frames._ledger_columns import (
    Distinctions,
    EntryColumns,
    FieldNames,
    FlagNames,
    JointDistinctions,
    LedgerColumns,
    read_ledger,
)
from housing_agreements.frames._odd_texts import CODE_FORMS, remedy_for_texts
from housing_agreements.frames._reading import IN_THE_CALENDAR, ColumnReader
from housing_agreements.frames._stage_days import REMEDY_FOR_ORDER
from housing_agreements.frames._unknown_communes import is_only_postcode_some_day
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import (
    Attribution,
    Production,
    StageDay,
    check_days_in_order,
)
from housing_agreements.rules.quotas._cell_finder import EntryDays
from housing_agreements.rules.quotas._lookup import Lookup
from housing_agreements.rules.quotas._own_codes import (
    CodesOfSeveral,
    OwnCodes,
    PublicOfTwoMeanings,
)
from housing_agreements.rules.quotas._set_aside import NameOfRows
from housing_agreements.rules.quotas.cells import NO_COUNT, Count
from housing_agreements.rules.quotas.joint import JointTally, list_agreements, make_joint_tally
from housing_agreements.rules.quotas.ledger import (
    AlikeEntries,
    Entry,
    Ids,
    Unknown,
    tally_of_groups,
    tally_of_groups_of_several,
)
from housing_agreements.rules.quotas.tally import Tally, make_tally

__all__ = ("EntryKey", "FrameRead", "KeyNames", "keys_of_entries", "read_frame", "tally")


@overload
def tally(
    agreement: Agreement,
    frame: "IntoFrame",
    *,
    columns: FieldNames | None = None,
    publics: str | FlagNames = "",
    tags: str | FlagNames = "",
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    production: bool = False,
    coded_on: date | None = None,
) -> Tally: ...
@overload
def tally(
    agreement: Iterable[Agreement],
    frame: "IntoFrame",
    *,
    columns: FieldNames | None = None,
    publics: str | FlagNames = "",
    tags: str | FlagNames = "",
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    production: bool = False,
    coded_on: date | None = None,
) -> JointTally: ...
def tally(
    agreement: Agreement | Iterable[Agreement],
    frame: "IntoFrame",
    *,
    columns: FieldNames | None = None,
    publics: str | FlagNames = "",
    tags: str | FlagNames = "",
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    production: bool = False,
    coded_on: date | None = None,
) -> Tally | JointTally:
    """Tally a frame whose rows are entries, as `housing_agreements.tally` tallies the entries.

    The engine of the frame counts the rows that the agreement cannot tell apart. Only these
    counts and the codes of its columns leave the engine; an error also names some ids. Tallies
    add up: tally attributions and production from two frames, and add the two tallies.

    Each column bears the name of a field of `Attribution` or `Production`, of a public or of a
    tag. The frame must have the columns that the agreement reads. The days of other stages,
    `cancelled_on` and `count` are read where the frame has them; without a column, these other
    stages and cancellations did not happen.

    The day of a stage is given by a column of dates, by one of years (whole numbers), or by two
    between which it lies: `Column(low=..., high=...)`. A null says that the stage was not reached,
    unless the column says `null=NOT_KNOWN`. A stage that the agreement counts and that is mapped to
    `None` is `NOT_KNOWN` for every row; `Absent.NOT_REACHED` says that no row reached it.

    For several agreements, the frame has the columns that each of them reads. A public of one of
    them has a column under its own code or under "agreement:code", or one under each; only the
    second where the code means two things. The ids are looked at once, and the rows are counted
    for each agreement; then, once more, those that several may count.

    Args:
        agreement: The agreement, or several. The tally serves all their versions.
        frame: A frame of Polars, pandas, PyArrow, DuckDB, Dask or PySpark. Each row is an entry.
        columns: The columns of fields of entries, by the name of the field; `None` where no
            column gives the field. For the day of a stage, also a `Column`, or
            `Absent.NOT_REACHED`.
        publics: The beginning of the names of the columns of publics, before their codes, as in
            `classify`; or these names by code, with `False` for a public of nobody, and `None`
            for one that is not known of anybody. In a column, true is a sure public and null a
            possible one.
        tags: The same for tags, with `False` for a tag that no entry bears. What an entry bears
            is known: a column of a tag holds no null.
        ids: Whether an id that stands twice is refused.
        unknown: What happens to rows with a contingent, a public or a tag that the agreement
            does not know, or a landlord, where it says which it binds; to rows with a commune
            that no edition of the official code holds, or that is only a postcode; and to rows
            with a contingent, a commune or a landlord that is no code.
        production: Whether the rows are production rather than attributions.
        coded_on: The day as of which the codes of communes were written; `None`: each is read on
            the day of its row.

    Raises:
        DuplicateIdError: For ids that stand twice, with the list of them.
        UnknownCodeError: For a code that the agreement does not know, or that is no commune's.
        UnknownColumnError: For a column that the frame does not have.
        InvalidTypeError: For a column of another kind, or another kind of frame.
        InvalidValueError: For rows that could be no entry, such as one of whose days none can be
            in order, or that stand for more than 2,147,483,647 dwellings, which could not be added
            up.
            In a frame read for several agreements, also for a public that means two things, and
            for what is wrong with the agreements themselves.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> from datetime import date
        >>> import polars as pl
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> offers = pl.DataFrame(
        ...     {
        ...         "id": ["A", "B"],
        ...         "contingent": ["action-logement"] * 2,
        ...         "commune": ["33063"] * 2,
        ...         "available_on": [date(2018, 9, 3)] * 2,
        ...         "count": [12, 3],
        ...         "dalo": [True, None],
        ...         "badly-housed": [False, False],
        ...         "leaving-accommodation": [False, False],
        ...     }
        ... )
        >>> tally(AGREEMENT, offers)
        <Tally of 2 entries, 15 dwellings, in 2 cells>
        >>> tally([AGREEMENT], offers).of("gironde-2018")
        <Tally of 2 entries, 15 dwellings, in 2 cells>
    """
    faults = FrameFaults("tally")
    several: tuple[Agreement, ...] = ()
    if is_frame(agreement):
        expected, remedy = "an Agreement", "give the agreement first, then the frame"
        faults.add(InvalidTypeError, "agreement", show(agreement), expected, remedy)
    else:
        several = list_agreements(agreement, "tally")
    faults.instance("ids", ids, Ids, "an Ids: Ids.CHECKED or Ids.TRUSTED")
    faults.instance("unknown", unknown, Unknown, "an Unknown: Unknown.REFUSED or .SET_ASIDE")
    faults.instance("production", production, bool, "True or False")
    if coded_on is not None:
        faults.day("coded_on", coded_on)
    faults.report()
    given = {} if columns is None else columns
    entry_columns = EntryColumns(given, publics, tags, production, ids is Ids.CHECKED)
    entry_columns.check(faults)
    if isinstance(agreement, Agreement):
        return read_frame(agreement, frame, entry_columns, unknown, coded_on).tally
    return _read_for_several(several, frame, entry_columns, unknown, coded_on)


def read_frame(
    agreement: Agreement,
    frame: Any,
    columns: EntryColumns,
    unknown: Unknown,
    coded_on: date | None,
) -> "FrameRead":
    """The tally of a frame, and the entries that its rows are.

    Raises:
        HousingAgreementsError: For whatever is wrong with the frame.
    """
    native: Any = nw.to_native(frame, pass_through=True)
    read = _count_rows(agreement, native, columns, unknown, coded_on)
    try:
        found = tally_of_groups(
            agreement,
            read.entries,
            unknown=unknown,
            coded_on=coded_on,
            where=columns.name_column,
            rows=read.name_rows,
        )
    except InvalidObjectError as error:
        raise FrameFaults(columns.where).join(error) from None
    found += _set_aside_tally(found, read)
    return FrameRead(found, read.built.names, read.distinctions, read.groups, read.built)


def _set_aside_tally(found: Tally, read: "_RowsCounted") -> Tally:
    """The rows set aside since their codes are none, as a tally to add to that of the others."""
    return make_tally(found.reading, entries={}, further={}, figures={}, set_aside=read.aside)


_Ask = Callable[[Any, EntryColumns, Distinctions], tuple[LedgerColumns, Groups]]
"""What groups the rows of a frame."""


class _RowsCounted(NamedTuple):
    """The rows of a frame, counted for one agreement."""

    distinctions: Distinctions
    """What tells them apart."""
    groups: Groups
    """The groups of those that are alike to it."""
    built: "_EntryBuilder"
    """The entries that they stand for."""
    entries: list[AlikeEntries]
    """These entries, with how many there are."""
    aside: Mapping[tuple[str, str], Count]
    """Those set aside since their codes are none."""
    name_rows: NameOfRows
    """How an error names some of the rows that bear a code."""


def _count_rows(
    agreement: Agreement,
    native: Any,
    columns: EntryColumns,
    unknown: Unknown,
    coded_on: date | None,
    *,
    codes: CodesOfSeveral | None = None,
    seen: SeenColumns | None = None,
) -> _RowsCounted:
    """The rows of a frame, counted for one agreement, of several where there are `codes`."""
    tell_apart = partial(
        Distinctions, agreement, production=columns.production, coded_on=coded_on, codes=codes
    )
    distinctions = tell_apart()
    ask: _Ask = partial(_group_frame, seen=seen)
    if is_dask_dataframe(native):
        ask = _group_partitions
    ledger, groups = ask(native, columns, distinctions)
    if any(map(is_only_postcode_some_day, groups.get("commune", ()))):
        # The other codes are asked for, too: whether they are all postcodes.
        distinctions = tell_apart(communes_apart=True)
        ledger, groups = ask(native, columns, distinctions)
    samples = Samples(native, columns, distinctions)
    built = _EntryBuilder(ledger, columns, groups)
    own = distinctions.own
    entries, aside = _rebuild_entries(groups, built, columns, samples.say, unknown, own=own)
    rows = partial(samples.say_bearers, groups, ledger)
    return _RowsCounted(distinctions, groups, built, entries, aside, rows)


def _read_for_several(
    agreements: tuple[Agreement, ...],
    frame: Any,
    columns: EntryColumns,
    unknown: Unknown,
    coded_on: date | None,
) -> JointTally:
    """The tally of a frame for several agreements.

    Raises:
        HousingAgreementsError: For whatever is wrong with the frame.
    """
    native: Any = nw.to_native(frame, pass_through=True)
    codes = CodesOfSeveral(agreements)
    trusted = attrs.evolve(columns, with_ids=False)
    # The ids are the same for all, and so is what stands in the columns.
    seen = SeenColumns(by_several=True)
    reads = [
        _count_rows(
            one, native, trusted if index else columns, unknown, coded_on, codes=codes, seen=seen
        )
        for index, one in enumerate(agreements)
    ]
    try:
        found = tally_of_groups_of_several(
            agreements,
            [read.entries for read in reads],
            _count_shared_rows([read.distinctions for read in reads], native, trusted, seen),
            unknown=unknown,
            coded_on=coded_on,
            where=columns.name_column,
            rows=[read.name_rows for read in reads],
        )
    except PublicOfTwoMeanings as fault:
        where = columns.name_column("public", fault.code)
        raise InvalidValueError(where, show(fault.code), fault.expected, fault.remedy) from None
    except InvalidObjectError as error:
        raise FrameFaults(columns.where).join(error) from None
    aside = {
        one.code: _set_aside_tally(found.of(one.code), read)
        for one, read in zip(agreements, reads, strict=True)
    }
    return found + make_joint_tally(aside, {})


def _count_shared_rows(
    parts: Sequence[Distinctions], native: Any, columns: EntryColumns, seen: SeenColumns
) -> list[AlikeEntries]:
    """The rows that several agreements may have in a base, in groups that are alike to all."""
    reading = [part for part in parts if part.stages]
    if len(reading) < 2:  # noqa: PLR2004  # what is shared is of two
        return []
    distinctions = JointDistinctions(reading)
    ask: _Ask = partial(_group_frame, seen=seen)
    if is_dask_dataframe(native):
        ask = _group_partitions
    ledger, groups = ask(native, columns, distinctions)
    if not groups:
        return []
    built = _EntryBuilder(ledger, columns, groups)
    # What is wrong with a row was told, or is set aside, for the agreement whose it is.
    entries, _ = _rebuild_entries(groups, built, columns, lambda *_: "", Unknown.SET_ASIDE)
    return entries


def _group_frame(
    frame: Any, columns: EntryColumns, distinctions: Distinctions, seen: SeenColumns | None = None
) -> tuple[LedgerColumns, Groups]:
    """The groups of a frame, once its ids are known to differ."""
    reader, ledger = read_ledger(frame, columns, distinctions)
    keyed = select_columns(reader, ledger)
    if columns.with_ids:
        _check_ids(reader, keyed, Samples(frame, columns, distinctions))
    if isinstance(distinctions, JointDistinctions):
        there = SeenColumns() if seen is None else seen
        return ledger, group_shared_rows(reader, keyed, ledger, columns, distinctions, seen=there)
    return ledger, group_rows(reader, keyed, ledger, columns, distinctions, seen=seen)


_IDS_AT_ONCE: Final = 1 << 23
"""How many ids of a lazy frame are compared at once: the frame may not fit in memory."""


def _check_ids(reader: ColumnReader, keyed: Any, samples: Samples) -> None:
    """Refuse ids that are null, that are no codes, or that stand twice."""
    api = reader.api
    id_: Any = api.col("id")
    streamed = reader.table.by_polars and reader.table.rows is None
    count = id_.count().alias("rows")
    nulls = id_.is_null().cast(api.Int64).sum().alias("nulls")
    # As many hashes as rows are as many ids, and take Polars a third of the time.
    ids = (id_.hash() if reader.table.by_polars else id_).n_unique().alias("ids")
    of_text = keyed.collect_schema()["id"] == api.String
    odd = _is_any_odd(reader, id_).cast(api.Int64).max().alias("odd")
    asked = (count, nulls, *([odd] if of_text else []), *([] if streamed else [ids]))
    counts = collect(keyed.select(*asked), streamed=streamed)
    there = values_of(counts, "rows")[0] or 0
    _refuse_nulls(values_of(counts, "nulls")[0] or 0, samples)
    if of_text and values_of(counts, "odd")[0]:
        # Of all these, only those that the engine doubts too are looked at here.
        by_pattern = CODE_FORMS[Kind.CODE].are_right
        doubted = _may_be_odd(id_) if reader.table.by_pandas else ~by_pattern(id_)
        some = collect(keyed.filter(doubted).select("id").unique(), streamed=streamed)
        _refuse_odd_ids(values_of(some, "id"), samples.columns)
    if streamed:
        times = there // _IDS_AT_ONCE + 1
        slices = [keyed.filter(id_.hash() % times == remainder) for remainder in range(times)]
        different = sum(collect(rows.select(ids), streamed=True)["ids"][0] for rows in slices)
    else:
        slices, different = [keyed], values_of(counts, "ids")[0] or 0
    if different == there:
        return
    repeated: list[object] = []
    for slice_ in slices:
        times_borne = slice_.group_by("id").agg(api.len().alias("times"))
        twice = collect(times_borne.filter(api.col("times") > 1), streamed=streamed)
        repeated += values_of(twice, "id")
    if repeated:
        raise DuplicateIdError(samples.columns.name_column("id"), map(str, repeated))


_IDS_LOOKED_AT: Final = 10_000
"""Of how many ids Polars looks at each character: for all it would take half as long as a tally."""


def _is_any_odd(reader: ColumnReader, id_: Any) -> Any:
    """Whether any id may be no code; of the later ones in Polars, whether one has a blank end."""
    if not reader.table.by_polars:
        return _may_be_odd(id_)
    first = _may_be_odd(id_.head(_IDS_LOOKED_AT)).any()
    return first | (id_.min() < "!") | id_.str.ends_with(" ").any()


def _may_be_odd(id_: Any) -> Any:
    """Whether an id may be no code: it is empty, or holds more than visible characters of ASCII."""
    return (id_ == "") | id_.str.contains("[^!-~]")


def _refuse_odd_ids(ids: Iterable[object], columns: EntryColumns) -> None:
    odd = sorted(code for code in ids if isinstance(code, str) and not is_text(code))
    if odd:
        given = say_few([*map(show, odd)], FEW)
        remedies = (
            remedy_for_texts(Kind.CODE, [code]) if code.strip() else "give each row one"
            for code in odd
        )
        remedy = f"{join_remedies(remedies)}, or pass ids=Ids.TRUSTED"
        expected = CODE_FORMS[Kind.CODE].expected
        raise InvalidValueError(columns.name_column("id"), given, expected, remedy)


def _refuse_nulls(nulls: int, samples: Samples) -> None:
    if nulls:
        rows = samples.say([NO_ID], nulls)
        given = f"null in {nulls:,} rows{rows}" if nulls > 1 else f"null in a row{rows}"
        remedy = "give each row one, or pass ids=Ids.TRUSTED"
        where = samples.columns.name_column("id")
        raise InvalidValueError(where, given, "an id in each row", remedy)


def _group_partitions(
    native: Any, columns: EntryColumns, distinctions: Distinctions
) -> tuple[LedgerColumns, Groups]:
    """The groups of each partition of a frame of Dask, worked out where it is."""
    trusted = attrs.evolve(columns, with_ids=False)
    empty = without_rows(native)
    _, ledger = read_ledger(empty, columns, distinctions, native)

    def groups_of(partition: Any) -> Any:  # a frame of pandas
        _, values = _group_frame(partition, trusted, distinctions)
        return type(partition)(values, dtype=object)

    if columns.with_ids:
        times = native[columns.name("id")].value_counts(dropna=False).compute()
        nulls = times[times.index.isna()].sum()
        _refuse_nulls(int(nulls), Samples(native, columns, distinctions))
        _refuse_odd_ids(times.index, columns)
        several = times[times > 1]
        if len(several):
            raise DuplicateIdError(columns.name_column("id"), map(str, several.index))
    groups = native.map_partitions(groups_of, meta=groups_of(empty)).compute()
    rows = nw.from_native(groups, eager_only=True)
    return ledger, {name: values_of(rows, name) for name in rows.columns}


_MOST_FAULTS: Final = 12
"""Of how many different faults some rows are looked up: each reads the frame once more."""


class _Fault(NamedTuple):
    """Why rows cannot be entries."""

    where: str
    """The column."""
    given: str
    """What was given."""
    expected: str
    """What was expected."""
    remedy: str
    """What to do."""


_Built = tuple[Entry | None, list[tuple[_Fault, Sought]]]
"""An entry, or the faults for which there is none, each with what its rows have in common."""
_DaysBuilt = tuple[EntryDays, list[tuple[_Fault, Sought]]]
"""The days of an entry, and what is wrong with them."""


_UndatedKey = tuple[bool, tuple[Any, ...], tuple[int, ...]]
"""Whether dwellings are taken back, the codes, the numbers of flags."""
EntryKey = tuple[_UndatedKey, tuple[Any, ...]]
"""What tells the entries of a group from those of others, their days last."""


class KeyNames(NamedTuple):
    """The columns of groups that tell entries apart."""

    fields: tuple[str, ...]
    """The fields that are codes."""
    flags: tuple[str, ...]
    """The numbers of flags."""
    days: tuple[str, ...]
    """The columns of days."""


def keys_of_entries(groups: Groups, names: KeyNames) -> Iterator[EntryKey]:
    """What tells the entries of each group from those of others; no column is null throughout."""
    nothing = [None] * len(groups["lines"])
    rows = (
        zip(*(groups.get(name, nothing) for name in some), strict=True) if some else repeat(())
        for some in names
    )
    for values, numbers, days, dwellings in zip(*rows, groups["dwellings"], strict=False):
        yield ((dwellings or 0) < 0, values, numbers), days


class _EntryBuilder:
    """Builds the entries that groups stand for.

    What is wrong with a day depends on the other days alone. So all the days of an entry are
    looked at once, whatever entries have them, and so is all the rest of one.

    Args:
        ledger: The columns read.
        columns: What they are called.
        groups: The groups.
    """

    def __init__(self, ledger: LedgerColumns, columns: EntryColumns, groups: Groups) -> None:
        self._ledger, self._columns = ledger, columns
        fields = tuple(field for field in ledger.codes if field in groups)
        self.names = KeyNames(fields, ledger.flag_numbers, tuple(ledger.days))
        """Which columns of the groups tell entries apart."""
        self.undated: Lookup[_UndatedKey, _Built] = Lookup(self._build_undated)
        """Entries without their days, and what is wrong with them."""
        self.days: Lookup[tuple[Any, ...], _DaysBuilt] = Lookup(self._build_days)
        """The days of entries, and what is wrong with them."""

    def _build_undated(self, key: _UndatedKey) -> _Built:
        takes_back, values, numbers = key
        ledger, columns = self._ledger, self._columns
        borne, unsaid = _unpack_borne(numbers, ledger, columns)
        nulls: list[tuple[_Fault, Sought]] = []
        for tag in unsaid:
            name = ledger.number_bearing("tag", tag)
            fault = _Fault(columns.name_column("tag", tag), "null", *_TAG_UNSAID)
            nulls.append((fault, {name: numbers[ledger.flag_numbers.index(name)]}))
        codes = dict(zip(self.names.fields, values, strict=True))
        given = {**_STANDS_NOWHERE[columns.production], **codes, **borne}
        entry, faults = _build({**given, "count": -1 if takes_back else 1}, columns)
        return entry, faults + nulls

    def _build_days(self, values: tuple[Any, ...]) -> "_DaysBuilt":
        named = dict(zip(self.names.days, values, strict=True))
        return _rebuild_days(named, self._ledger, self._columns)


@attrs.frozen(eq=False)
class FrameRead:
    """A ledger, as a frame of it was read."""

    tally: Tally
    """Its tally."""
    names: KeyNames
    """Which columns of its groups tell entries apart."""
    distinctions: Distinctions
    """What tells the groups apart."""
    _groups: Groups
    _built: _EntryBuilder

    def iterate(self) -> Iterator[tuple[EntryKey, Entry | None, EntryDays]]:
        """The entry of each group, `None` for one that is set aside; and its days."""
        for key in keys_of_entries(self._groups, self.names):
            undated, days = key
            yield key, self._built.undated[undated][0], self._built.days[days][0]


def _rebuild_entries(
    groups: Groups,
    built: _EntryBuilder,
    columns: EntryColumns,
    say_rows: Callable[[Sequence[Sought], int], str],
    unknown: Unknown,
    *,
    own: OwnCodes | None = None,
) -> tuple[list[AlikeEntries], Mapping[tuple[str, str], Count]]:
    """The entries that groups stand for; those that differ in their days only come together.

    Args:
        groups: The groups.
        built: The entries that they stand for.
        columns: What the columns read are called.
        say_rows: How an error names some of its rows, see `Samples.say`.
        unknown: What becomes of groups whose only fault is a code.
        own: Whose an entry is, where the frame is read for several agreements.

    Returns:
        The entries; and how many rows are set aside, by what their code is one of and itself.

    Raises:
        InvalidValueError: For groups that could be no entries, with how many rows are such.
        InvalidObjectError: For several of these at once.
    """
    undated, days_read = built.undated, built.days
    counted = zip(*(groups[name] for name in COUNTS), strict=True)
    counts: defaultdict[Any, list[tuple[EntryDays, int, int]]] = defaultdict(list)
    faults = _FaultyGroups(columns.where)
    aside: defaultdict[tuple[str, str], Count] = defaultdict(lambda: NO_COUNT)
    keys = keys_of_entries(groups, built.names)
    for (read, written), (lines, dwellings, wrong) in zip(keys, counted, strict=True):
        if wrong:
            where = columns.name_column("count")
            faults.note(_Fault(where, *_WRONG_COUNTS[columns.production]), wrong, WRONG_COUNT)
            continue
        days, out_of_order = days_read[written]
        wrong_here = (*undated[read][1], *out_of_order)
        if wrong_here and unknown is Unknown.SET_ASIDE:
            code = _first_odd_code(sought for _, sought in wrong_here)
            if code is not None:
                if own is None or _is_own(own, built.names, read):
                    aside[code] = aside[code].plus(Count(int(lines), int(dwellings)))
                continue
        counts[read].append((days, int(lines), int(dwellings)))
        for fault, sought in wrong_here:
            faults.note(fault, lines, sought)
    faults.report(say_rows)
    entries = ((undated[read][0], found) for read, found in counts.items())
    alike = [AlikeEntries(entry, found) for entry, found in entries if entry is not None]
    return alike, aside


def _is_own(own: OwnCodes, names: KeyNames, undated: _UndatedKey) -> bool:
    """Whether an entry is one of an agreement, and not of others alone."""
    codes = dict(zip(names.fields, undated[1], strict=True))
    return own.takes(codes.get("contingent"), codes.get("landlord"))


_SET_ASIDE_BY: Final = {"commune", "contingent", "landlord"}
"""The fields by which a report tells what was set aside."""


def _first_odd_code(faults: Iterable[Sought]) -> tuple[str, str] | None:
    """The first of the codes that alone make rows no entry; `None`: something else does, too."""
    codes = [next(iter(sought.items())) for sought in faults]
    if any(field not in _SET_ASIDE_BY or code is None for field, code in codes):
        return None
    return min(codes)


_STANDS_NOWHERE: Final[Mapping[bool, Mapping[str, object]]] = {
    False: {"contingent": None, "commune": None},
    True: {"commune": None},
}
"""The fields that an entry must be given, though no column gives them."""


def _rebuild_days(
    values: Mapping[str, Any], ledger: LedgerColumns, columns: EntryColumns
) -> _DaysBuilt:
    """The days of an entry, from the values of the columns of days; and what is wrong with them."""
    days: dict[str, StageDay | None] = dict.fromkeys(ledger.stages)
    known, errors = values, list[HousingAgreementsError]()
    if OTHER_DAY in values.values():
        other = [key for key, value in values.items() if value == OTHER_DAY]
        known = {**values, **dict.fromkeys(other)}
        errors += (
            InvalidValueError("row", OTHER_DAY, *IN_THE_CALENDAR, field=key.partition(" ")[0])
            for key in other
        )
    for field, stage in ledger.stages.items():
        try:
            days[field] = stage.read(known)
        except InvalidValueError as error:
            errors.append(error)
    order = Faults("row")
    check_days_in_order(order, days.items())
    try:
        order.report()
    except HousingAgreementsError as error:
        errors += error.faults
    in_common = {key: value for key, value in values.items() if value is not None}
    faults = [
        _fault_of_column(error, error.remedy or REMEDY_FOR_ORDER, columns) for error in errors
    ]
    return (*days.values(), known.get("cancelled_on")), [(fault, in_common) for fault in faults]


def _build(given: Mapping[str, object], columns: EntryColumns) -> _Built:
    """An entry that is given these fields."""
    make: Any = Production if columns.production else Attribution
    try:
        return make("row", **given), []
    except HousingAgreementsError as error:
        told: list[tuple[_Fault, Sought]] = []
        for fault in error.faults:
            value = given[fault.field]
            remedy = fault.remedy or _remedy_for(fault.field, value)
            told.append((_fault_of_column(fault, remedy, columns), {fault.field: value}))
        return None, told


def _fault_of_column(error: HousingAgreementsError, remedy: str, columns: EntryColumns) -> _Fault:
    """A fault of a field, under the name of its column."""
    return _Fault(columns.name_column(error.field), error.given, error.expected, remedy)


def _remedy_for(field: str, value: object) -> str:
    """What to do with a code that cannot be, where the entry does not say."""
    if field == "contingent" and not str(value or "").strip():
        return "give each row the code of its contingent"
    of_neighbourhood = field == "neighbourhood"
    return remedy_for_texts(Kind.CODE, [str(value)], of_neighbourhood=of_neighbourhood)


_TAG_UNSAID: Final = (
    "true or false in each row", "write false where the entry does not bear it"
)  # fmt: skip
_BEYOND: Final = f"beyond {MOST_DWELLINGS:,}"
_LEAVE_OUT: Final = "leave out what stands for none, and split what is beyond"
_WRONG_COUNTS: Final = {
    False: (f"null, less than 1 or {_BEYOND}", "a whole number of at least 1", _LEAVE_OUT),
    True: (f"null, 0 or {_BEYOND}", "a number of dwellings other than 0", _LEAVE_OUT),
}


def _unpack_borne(
    numbers: tuple[int, ...], ledger: LedgerColumns, columns: EntryColumns
) -> tuple[dict[str, frozenset[str]], list[str]]:
    """The publics and tags of an entry by field, from packed flags; and the tags that are null."""
    digits, publics = unpack_flags(numbers), ledger.publics
    sure, possible = (_codes_with(publics, digits, digit) for digit in (YES, PERHAPS))
    of_tags = digits[len(publics) :]
    borne, unsaid = (_codes_with(ledger.tags, of_tags, digit) for digit in (YES, PERHAPS))
    fields = {"tags": borne}
    if not columns.production:
        fields |= {"publics": sure, "possible_publics": possible}
    return fields, sorted(unsaid)


def _codes_with(codes: Iterable[str], digits: Sequence[int], digit: int) -> frozenset[str]:
    return frozenset(code for code, found in zip(codes, digits, strict=False) if found == digit)


class _FaultyGroups:
    """The faults of the groups, and what their rows have in common.

    Args:
        where: The function that asks.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._lines: Counter[_Fault] = Counter()
        self._sought: defaultdict[_Fault, list[Sought]] = defaultdict(list)

    def note(self, fault: _Fault, lines: int, sought: Sought) -> None:
        """Note a fault of so many rows."""
        self._lines[fault] += lines
        there = self._sought[fault]
        if len(there) < FEW and sought not in there:
            there.append(sought)

    def report(self, say_rows: Callable[[Sequence[Sought], int], str]) -> None:
        """Raise what makes rows no entries, each with how many rows have it, the most first."""
        faults = FrameFaults(self._where)
        most = sorted(self._lines.items(), key=lambda item: (-item[1], item[0]))
        for index, (fault, lines) in enumerate(most):
            where, given, expected, remedy = fault
            how_many = f"{lines:,} rows" if lines > 1 else "a row"
            some = say_rows(self._sought[fault], lines) if index < _MOST_FAULTS else ""
            in_rows = f"{given} in {how_many}{some}"
            faults.note(InvalidValueError(where, in_rows, expected, remedy))
        faults.report()
