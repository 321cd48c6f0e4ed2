"""The tally of a frame: counted by its own engine, judged by the same rules."""

from functools import partial
from typing import Any, Final

import attrs
import narwhals as nw
from narwhals.dependencies import is_dask_dataframe
from narwhals.typing import IntoFrame

from housing_agreements._checks import Faults
from housing_agreements.errors import DuplicateIdError, InvalidValueError
from housing_agreements.frames._entries import rebuilt
from housing_agreements.frames._faulty_rows import NO_ID, Samples, reading_of_rows
from housing_agreements.frames._groups import (
    Groups,
    collected,
    grouped,
    named,
    values_of,
)
from housing_agreements.frames._ledger_columns import EntryColumns, Merging, Names, Read
from housing_agreements.frames._reading import Reader
from housing_agreements.frames._tables import without_rows
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
    asked = EntryColumns(
        {} if columns is None else columns, publics, tags, production, ids is Ids.CHECKED
    ).checked(faults)
    merging = Merging(agreement, production=production)
    native: Any = nw.to_native(frame, pass_through=True)
    ask = _of_partitions if is_dask_dataframe(native) else _of_one
    read, groups = ask(native, asked, merging)
    samples = Samples(native, asked, merging)
    entries = rebuilt(groups, tuple(read.publics), tuple(read.tags), asked, samples.say)
    rows = partial(samples.bearing, groups, read)
    return tally_of_groups(agreement, entries, unknown=unknown, where=asked.column, rows=rows)


def _of_one(frame: Any, asked: EntryColumns, merging: Merging) -> tuple[Read, Groups]:
    """The groups of a frame, once its ids are known to differ."""
    reader, read = reading_of_rows(frame, asked, merging)
    keyed = named(reader, read)
    if asked.with_ids:
        _check_ids(reader, keyed, Samples(frame, asked, merging))
    return read, grouped(reader, keyed, merging, production=asked.production)


_AT_ONCE: Final = 1 << 23
"""How many ids of a lazy frame are told apart at once: it may be longer than memory."""


def _check_ids(reader: Reader, keyed: Any, samples: Samples) -> None:
    """Refuse ids that are null, or that stand twice."""
    api, one = reader.api, reader.api.col("id")
    streamed = reader.by_polars and reader.table.rows is None
    rows = one.count().alias("rows")
    nulls = one.is_null().cast(api.Int64).sum().alias("nulls")
    # As many hashes as rows are as many ids, and take Polars a third of the time.
    ids = (one.hash() if reader.by_polars else one).n_unique().alias("ids")
    counts = collected(keyed.select(rows, nulls, *(() if streamed else (ids,))), streamed=streamed)
    there = values_of(counts, "rows")[0] or 0
    _refuse_nulls(values_of(counts, "nulls")[0] or 0, samples)
    if streamed:
        times = there // _AT_ONCE + 1
        parts = [keyed.filter(one.hash() % times == at) for at in range(times)]
        told = sum(collected(part.select(ids), streamed=True)["ids"][0] for part in parts)
    else:
        parts, told = [keyed], values_of(counts, "ids")[0] or 0
    if told == there:
        return
    several = [part.group_by("id").agg(api.len().alias("times")) for part in parts]
    twice = (each.filter(api.col("times") > 1) for each in several)
    repeated = [
        code for each in twice for code in values_of(collected(each, streamed=streamed), "id")
    ]
    if repeated:
        raise DuplicateIdError(samples.columns.column("id", ""), map(str, repeated))


def _refuse_nulls(nulls: int, samples: Samples) -> None:
    if nulls:
        rows = samples.say([NO_ID], nulls)
        given = f"null in {nulls:,} rows{rows}" if nulls > 1 else f"null in a row{rows}"
        remedy = "give each row one, or pass ids=Ids.TRUSTED"
        where = samples.columns.column("id", "")
        raise InvalidValueError(where, given, "an id in each row", remedy)


def _of_partitions(native: Any, asked: EntryColumns, merging: Merging) -> tuple[Read, Groups]:
    """The groups of each partition of a frame of Dask, worked out where it is."""
    trusted = attrs.evolve(asked, with_ids=False)
    empty = without_rows(native)
    read = reading_of_rows(empty, asked, merging, native)[1]

    def groups_of(partition: Any) -> Any:  # a frame of pandas
        groups = _of_one(partition, trusted, merging)[1]
        return type(partition)(groups, dtype=object)

    if asked.with_ids:
        times = native[asked.fields.get("id") or "id"].value_counts(dropna=False).compute()
        nulls = times[times.index.isna()].sum()
        _refuse_nulls(int(nulls), Samples(native, asked, merging))
        several = times[times > 1]
        if len(several):
            raise DuplicateIdError(asked.column("id", ""), map(str, several.index))
    made = native.map_partitions(groups_of, meta=groups_of(empty)).compute()
    rows = nw.from_native(made, eager_only=True)
    return read, {name: values_of(rows, name) for name in rows.columns}
