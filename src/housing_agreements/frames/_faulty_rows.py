"""The rows of a ledger that an error names: a few are looked up once something is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, Final

import attrs
import narwhals as nw
from narwhals.dependencies import is_dask_dataframe

from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import show
from housing_agreements.frames._engines import FEW, fits, open_frame, without_rows
from housing_agreements.frames._flags import digit_at
from housing_agreements.frames._groups import (
    OTHER_DAY,
    Groups,
    collect,
    is_count_wrong,
    select_columns,
    values_of,
)
from housing_agreements.frames._ledger_columns import (
    Distinctions,
    EntryColumns,
    LedgerColumns,
    read_ledger,
)
from housing_agreements.frames._reading import ColumnReader

__all__ = ("NO_ID", "WRONG_COUNT", "Samples", "Sought")

Sought = Mapping[str, Any]
"""The values that rows at fault have in common, by column."""

WRONG_COUNT: Final[Sought] = {"wrong": True}
"""A number of dwellings that cannot be."""
NO_ID: Final[Sought] = {"id": None}
"""No id."""
_NAMES_OF_ROWS: Final = "row"


@attrs.frozen(eq=False)
class Samples:
    """The rows of a ledger, to be looked up for an error."""

    frame: Any
    """The frame."""
    columns: EntryColumns
    """What its columns are called."""
    distinctions: Distinctions
    """What the agreement tells apart."""

    def say(self, sought: Sequence[Sought], count: int) -> str:
        """A few rows that have one of these in common, in parentheses.

        Nothing where rows have neither ids nor numbers, as in a lazy frame without ids.

        Args:
            sought: What they may have in common; the first few are looked up.
            count: How many rows there are.
        """
        ask = self._of_partitions if is_dask_dataframe(self.frame) else self._of_one
        found = ask(self.frame, sought[:FEW])
        more = ["..."] if count > len(found) else []
        return f" ({', '.join([*found, *more])})" if found else ""

    def say_bearers(
        self, groups: Groups, ledger: LedgerColumns, what: str, code: str, count: int
    ) -> str:
        """A few rows that bear a code, see `say`.

        Args:
            groups: The rows in groups.
            ledger: The columns read.
            what: What it is a code of.
            code: The code.
            count: How many rows there are.
        """
        if what in {"commune", "contingent", "landlord"}:
            return self.say([{what: code}], count)
        name, index = ledger.number_bearing(what, code), ledger.index_of_flag(what, code)
        numbers = {number for number in groups[name] if digit_at(index, number)}
        return self.say([{name: number} for number in sorted(numbers)], count)

    def _of_partitions(self, native: Any, sought: Sequence[Sought]) -> list[str]:
        """The names of a few rows of a frame of Dask."""
        kind = type(without_rows(native))

        def names_of(partition: Any) -> Any:  # a frame of pandas
            return kind({_NAMES_OF_ROWS: self._of_one(partition, sought)}, dtype=object)

        empty = kind({_NAMES_OF_ROWS: []}, dtype=object)
        found = native.map_partitions(names_of, meta=empty).head(FEW, npartitions=-1)
        names: list[str] = found[_NAMES_OF_ROWS].tolist()
        return names

    def _of_one(self, frame: Any, sought: Sequence[Sought]) -> list[str]:
        """The names of a few rows of one frame."""
        ids = open_frame(frame, self.columns.where).schema.get(self.columns.name("id") or "")
        with_ids = ids is not None and (ids.is_integer() or fits(ids, Kind.CODE))
        columns = attrs.evolve(self.columns, with_ids=with_ids or NO_ID in sought)
        reader, ledger = read_ledger(frame, columns, self.distinctions)
        keyed = select_columns(reader, ledger)
        by_id, here = with_ids and NO_ID not in sought, reader.table.rows is not None
        if here and not by_id and not reader.table.by_pandas:
            keyed = keyed.with_row_index(_NAMES_OF_ROWS)
        there = set(keyed.collect_schema().names())
        rows = keyed.filter(reduce(or_, (self._test(reader, there, common) for common in sought)))
        if by_id:
            found = values_of(collect(rows.select("id").head(FEW)), "id")
            return [f"id {show(code)}" for code in found]
        if reader.table.by_pandas:
            # Its own numbers: a partition of Dask knows its rows by them.
            return [f"row {number}" for number in nw.to_native(rows).index[:FEW]]
        if here:
            found = values_of(collect(rows.select(_NAMES_OF_ROWS).head(FEW)), _NAMES_OF_ROWS)
            return [f"row {number}" for number in found]
        return []

    def _test(self, reader: ColumnReader, there: set[str], sought: Sought) -> Any:
        """Whether a row has this in common; a column that is not there is null."""
        col = reader.api.col
        if sought is WRONG_COUNT:
            return is_count_wrong(reader, production=self.columns.production)
        tests = [_is(reader, col(name), value) for name, value in sought.items() if name in there]
        return reduce(and_, tests, reader.api.lit(True)).fill_null(False)


def _is(reader: ColumnReader, column: Any, value: Any) -> Any:
    """Whether a column has a value."""
    if value is None:
        return column.is_null()
    if value == OTHER_DAY:
        return reader.is_out_of_calendar(column)
    return column == (reader.day(value) if isinstance(value, date) else value)
