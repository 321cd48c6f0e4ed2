"""Which rows of a ledger are at fault: a few of them, looked up once something is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, Final

import attrs
import narwhals as nw
from narwhals.dependencies import is_dask_dataframe

from housing_agreements._checks import Faults
from housing_agreements.criteria.kinds import Kind
from housing_agreements.frames._groups import (
    DIGITS,
    FLAGS,
    Groups,
    collected,
    named,
    values_of,
    wrong_count,
)
from housing_agreements.frames._ledger_columns import EntryColumns, Merging, Read
from housing_agreements.frames._reading import Reader
from housing_agreements.frames._tables import FEW, fits, opened, without_rows

__all__ = ("NO_ID", "WRONG_COUNT", "Samples", "Sought", "reading_of_rows")

Sought = Mapping[str, Any]
"""What rows at fault have in common: their values, by column as it is read."""

WRONG_COUNT: Final[Sought] = {"wrong": True}
"""A number of dwellings that cannot be."""
NO_ID: Final[Sought] = {"id": None}
"""No id."""
_PLACE: Final = "place"


def reading_of_rows(
    frame: Any, columns: EntryColumns, merging: Merging, whole: object = None
) -> tuple[Reader, Read]:
    """A frame, and which of its columns are read.

    Args:
        frame: The frame.
        columns: What its columns are called.
        merging: What the agreement tells apart.
        whole: Where `frame` only tells the kinds of a frame of Dask, and has no rows: that frame.

    Raises:
        HousingAgreementsError: For whatever is wrong with its columns.
    """
    table = opened(frame, "tally", ids=columns.fields.get("id", "id"), whole=whole)
    reader = Reader(table, Faults("tally"))
    return reader, Read.of(table, reader, columns, merging)


@attrs.frozen(eq=False)
class Samples:
    """The rows of a ledger, to be looked up for an error."""

    frame: Any
    """The frame."""
    columns: EntryColumns
    """What its columns are called."""
    merging: Merging
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

    def bearing(self, groups: Groups, read: Read, what: str, code: str, count: int) -> str:
        """A few rows that bear a code, see `said`.

        Args:
            groups: The rows in groups.
            read: The columns read.
            what: What it is a code of.
            code: The code.
            count: How many rows there are.
        """
        if what == "contingent":
            return self.say([{what: code}], count)
        publics, tags = tuple(read.publics), tuple(read.tags)
        at = publics.index(code) if what == "public" else len(publics) + tags.index(code)
        name, place = FLAGS.format(at // DIGITS), at % DIGITS
        numbers = {number for number in groups[name] if number // 3**place % 3}
        return self.say([{name: number} for number in sorted(numbers)], count)

    def _of_partitions(self, native: Any, sought: Sequence[Sought]) -> list[str]:
        """The names of a few rows of a frame of Dask."""
        kind = type(without_rows(native))

        def names_of(partition: Any) -> Any:  # a frame of pandas
            return kind({_PLACE: self._of_one(partition, sought)}, dtype=object)

        empty = kind({_PLACE: []}, dtype=object)
        found = native.map_partitions(names_of, meta=empty).head(FEW, npartitions=-1)
        names: list[str] = found[_PLACE].tolist()
        return names

    def _of_one(self, frame: Any, sought: Sequence[Sought]) -> list[str]:
        """The names of a few rows of one frame."""
        ids = opened(frame, "tally").schema.get(self.columns.fields.get("id", "id") or "")
        with_ids = ids is not None and (ids.is_integer() or fits(ids, Kind.CODE))
        columns = attrs.evolve(self.columns, with_ids=with_ids or NO_ID in sought)
        reader, read = reading_of_rows(frame, columns, self.merging)
        keyed = named(reader, read)
        by_id, here = with_ids and NO_ID not in sought, reader.table.rows is not None
        if here and not by_id and not reader.table.by_pandas:
            keyed = keyed.with_row_index(_PLACE)
        there = set(keyed.collect_schema().names())
        rows = keyed.filter(reduce(or_, (self._test(reader, there, each) for each in sought)))
        if by_id:
            found = values_of(collected(rows.select("id").head(FEW)), "id")
            return [f"id {each!r}" for each in found]
        if reader.table.by_pandas:
            # Its own numbers: a partition of Dask knows its place by them.
            return [f"row {each}" for each in nw.to_native(rows).index[:FEW]]
        if here:
            found = values_of(collected(rows.select(_PLACE).head(FEW)), _PLACE)
            return [f"row {each}" for each in found]
        return []

    def _test(self, reader: Reader, there: set[str], sought: Sought) -> Any:
        """Whether a row has this in common; a column that is not there is null."""
        col = reader.api.col
        if sought is WRONG_COUNT:
            return wrong_count(reader, production=self.columns.production)
        tests = [
            col(name).is_null() if value is None else col(name) == _literal(reader, value)
            for name, value in sought.items()
            if name in there
        ]
        return reduce(and_, tests, reader.api.lit(True)).fill_null(False)


def _literal(reader: Reader, value: Any) -> Any:
    return reader.day(value) if isinstance(value, date) else value
