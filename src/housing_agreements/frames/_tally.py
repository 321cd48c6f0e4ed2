"""The tally of a frame: counted by its own engine, judged by the same rules."""

from functools import partial
from typing import Any, Final

import attrs
import narwhals as nw
from narwhals.dependencies import is_dask_dataframe
from narwhals.typing import IntoFrame

from housing_agreements._checks import Faults
from housing_agreements.errors import DuplicateIdError, InvalidValueError
from housing_agreements.frames._engines import without_rows
from housing_agreements.frames._entries import rebuild_entries
from housing_agreements.frames._faulty_rows import NO_ID, Samples
from housing_agreements.frames._groups import (
    Groups,
    collect,
    group_rows,
    select_columns,
    values_of,
)
from housing_agreements.frames._ledger_columns import (
    Distinctions,
    EntryColumns,
    LedgerColumns,
    Names,
    read_ledger,
)
from housing_agreements.frames._reading import ColumnReader
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules.quotas.ledger import Ids, Unknown, tally_of_groups
from housing_agreements.rules.quotas.tally import Tally, exact_agreement

__all__ = ("tally",)


def tally(
    agreement: Agreement,
    frame: IntoFrame,
    *,
    columns: Names | None = None,
    publics: str | Names = "",
    tags: str | Names = "",
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    production: bool = False,
) -> Tally:
    """The tally of a frame with an entry a row, the same as that of the entries one by one.

    The engine of the frame counts the rows that come to the same; only these counts leave it,
    beside the codes that stand in its columns, and some ids where it is refused.
    Tallies add up, so attributions and production in two frames are two tallies and their sum.

    A column has the name of the field of `Attribution` or `Production`, or that of the public or
    tag. What the agreement reads must be there; the days of other stages, `cancelled_on` and
    `count` are read where they are there.

    Args:
        agreement: The agreement, of which all versions are read.
        frame: A frame of Polars, pandas, PyArrow, DuckDB, Dask or PySpark, an entry a row.
        columns: For fields of entries: the name of their column, or `None` when no column
            gives them.
        publics: What stands before the codes of publics in the names of their columns, as in
            `classify`; or these names, by code, `None` for one that is not known of anyone. A
            column is true for a sure public and null for a possible one.
        tags: Likewise for tags; `None` for one that no entry bears. A column is never null.
        ids: Whether the same id twice is refused.
        unknown: What becomes of rows with a contingent, a public or a tag that the agreement
            does not know.
        production: Whether the rows are production rather than attributions.

    Raises:
        DuplicateIdError: For ids that stand twice, with the list of them.
        UnknownCodeError: For a code that the agreement does not know.
        UnknownColumnError: For a column that the frame does not have.
        InvalidTypeError: For a column of another kind, or another kind of frame.
        InvalidValueError: For rows that could be no entry, such as one with days out of order, or
            that stand for more than 2,147,483,647 dwellings, which could not be added up.
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
        <Tally of 2 entries, 15 dwellings, 0 published figures in 2 cells>
    """
    exact_agreement(agreement, "tally, agreement")
    faults = Faults("tally")
    faults.instance("ids", ids, Ids, "an Ids: Ids.CHECKED or Ids.TRUSTED")
    faults.instance("unknown", unknown, Unknown, "an Unknown: Unknown.REFUSED or .SET_ASIDE")
    faults.instance("production", production, bool, "True or False")
    faults.report()
    fields: Names = {} if columns is None else columns
    asked = EntryColumns(fields, publics, tags, production, ids is Ids.CHECKED)
    asked.check(faults)
    distinctions = Distinctions(agreement, production=production)
    native: Any = nw.to_native(frame, pass_through=True)
    ask = _group_partitions if is_dask_dataframe(native) else _group_frame
    ledger, groups = ask(native, asked, distinctions)
    samples = Samples(native, asked, distinctions)
    entries = rebuild_entries(groups, ledger, asked, samples.say)
    rows = partial(samples.say_bearers, groups, ledger)
    return tally_of_groups(agreement, entries, unknown=unknown, where=asked.name_column, rows=rows)


def _group_frame(
    frame: Any, asked: EntryColumns, distinctions: Distinctions
) -> tuple[LedgerColumns, Groups]:
    """The groups of a frame, once its ids are known to differ."""
    reader, ledger = read_ledger(frame, asked, distinctions)
    keyed = select_columns(reader, ledger)
    if asked.with_ids:
        _check_ids(reader, keyed, Samples(frame, asked, distinctions))
    return ledger, group_rows(reader, keyed, ledger, asked, distinctions)


_IDS_AT_ONCE: Final = 1 << 23
"""How many ids of a lazy frame are told apart at once: it may be longer than memory."""


def _check_ids(reader: ColumnReader, keyed: Any, samples: Samples) -> None:
    """Refuse ids that are null, or that stand twice."""
    api = reader.api
    id_: Any = api.col("id")
    streamed = reader.table.by_polars and reader.table.rows is None
    count = id_.count().alias("rows")
    nulls = id_.is_null().cast(api.Int64).sum().alias("nulls")
    # As many hashes as rows are as many ids, and take Polars a third of the time.
    ids = (id_.hash() if reader.table.by_polars else id_).n_unique().alias("ids")
    counts = collect(keyed.select(count, nulls, *(() if streamed else (ids,))), streamed=streamed)
    there = values_of(counts, "rows")[0] or 0
    _refuse_nulls(values_of(counts, "nulls")[0] or 0, samples)
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


def _refuse_nulls(nulls: int, samples: Samples) -> None:
    if nulls:
        rows = samples.say([NO_ID], nulls)
        given = f"null in {nulls:,} rows{rows}" if nulls > 1 else f"null in a row{rows}"
        remedy = "give each row one, or pass ids=Ids.TRUSTED"
        where = samples.columns.name_column("id")
        raise InvalidValueError(where, given, "an id in each row", remedy)


def _group_partitions(
    native: Any, asked: EntryColumns, distinctions: Distinctions
) -> tuple[LedgerColumns, Groups]:
    """The groups of each partition of a frame of Dask, worked out where it is."""
    trusted = attrs.evolve(asked, with_ids=False)
    empty = without_rows(native)
    _, ledger = read_ledger(empty, asked, distinctions, native)

    def groups_of(partition: Any) -> Any:  # a frame of pandas
        _, values = _group_frame(partition, trusted, distinctions)
        return type(partition)(values, dtype=object)

    if asked.with_ids:
        times = native[asked.fields.get("id") or "id"].value_counts(dropna=False).compute()
        nulls = times[times.index.isna()].sum()
        _refuse_nulls(int(nulls), Samples(native, asked, distinctions))
        several = times[times > 1]
        if len(several):
            raise DuplicateIdError(asked.name_column("id"), map(str, several.index))
    groups = native.map_partitions(groups_of, meta=groups_of(empty)).compute()
    rows = nw.from_native(groups, eager_only=True)
    return ledger, {name: values_of(rows, name) for name in rows.columns}
