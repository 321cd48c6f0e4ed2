"""The tally of a frame: its engine counts the rows that an agreement cannot tell apart.

Groups of equal rows are turned back into the entries that they stand for (`_rebuilt_entries`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, NamedTuple, overload

import attrs
import narwhals as nw
from narwhals.dependencies import is_dask_dataframe
from narwhals.typing import IntoFrame  # noqa: TC002  # help() reads its short name

from housing_agreements._visible_text import is_text
from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import (
    DuplicateIdError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    show,
)
from housing_agreements.frames._engines import FEW, is_frame, without_rows
from housing_agreements.frames._faults import FrameFaults, join_remedies, say_few
from housing_agreements.frames._faulty_rows import NO_ID, Samples
from housing_agreements.frames._groups import (
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
from housing_agreements.frames._reading import ColumnReader
from housing_agreements.frames._rebuilt_entries import (
    EntryBuilder,
    EntryKey,
    KeyNames,
    keys_of_entries,
    rebuild_entries,
)
from housing_agreements.frames._unknown_communes import is_only_postcode_some_day
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules.quotas._cell_finder import EntryDays
from housing_agreements.rules.quotas._own_codes import (
    CodesOfSeveral,
    PublicOfTwoMeanings,
)
from housing_agreements.rules.quotas._set_aside import NameOfRows
from housing_agreements.rules.quotas.cells import Count
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

__all__ = ("FrameRead", "read_frame", "tally")


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
    built: "EntryBuilder"
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
    built = EntryBuilder(ledger, columns, groups)
    own = distinctions.own
    entries, aside = rebuild_entries(groups, built, columns, samples.say, unknown, own=own)
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
    built = EntryBuilder(ledger, columns, groups)
    # What is wrong with a row was told, or is set aside, for the agreement whose it is.
    entries, _ = rebuild_entries(groups, built, columns, lambda *_: "", Unknown.SET_ASIDE)
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
    _built: EntryBuilder

    def iterate(self) -> Iterator[tuple[EntryKey, Entry | None, EntryDays]]:
        """The entry of each group, `None` for one that is set aside; and its days."""
        for key in keys_of_entries(self._groups, self.names):
            undated, days = key
            yield key, self._built.undated[undated][0], self._built.days[days][0]
