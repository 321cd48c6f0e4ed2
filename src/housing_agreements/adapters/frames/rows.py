"""The rows at fault: a few of them, by id where they have one, and how many there are."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import narwhals as nw

from housing_agreements.adapters.frames.tables import Table

__all__ = ("FEW", "contents_said", "names_of_rows", "rows_said")

FEW: Final = 3
"""How many rows are named."""


def rows_said(values: Sequence[object], places: Sequence[str], count: int) -> str:
    """A few of the rows at fault, with their values, and how many more there are.

    Args:
        values: The values of the first ones.
        places: Where they stand, if that can be told.
        count: How many rows there are.

    Examples:
        >>> rows_said(["oui", "non", "oui"], ["in row 0", "in row 2", "in row 3"], 4)
        "'oui' in row 0, 'non' in row 2, 'oui' in row 3, and 1 row more"
    """
    told = [
        f"{_said(value)} {place}".rstrip()
        for value, place in zip(values[:FEW], [*places, *[""] * FEW], strict=False)
    ]
    left = count - len(told)
    more = [f"and {left:,} row{'s' * (left > 1)} more"] if left > 0 else []
    return ", ".join([*told, *more])


def _said(value: object) -> str:
    """A value; a day or a time as it is written."""
    return str(value) if isinstance(value, date) else repr(value)


def names_of_rows(table: Table, rows: Sequence[int]) -> list[str]:
    """Where the first of these rows of an eager frame stand: by id, else as they are numbered."""
    places = list(rows[:FEW])
    there: Any = table.rows
    if table.ids is not None:
        return _by_id(there[table.ids][places].to_list())
    if table.by_pandas:
        # Its own numbers: a partition of Dask knows its place by them.
        places = nw.to_native(there).index[places].tolist()
    return [f"in row {place}" for place in places]


def _by_id(ids: Sequence[object]) -> list[str]:
    return [f"for id {each!r}" for each in ids]


def contents_said(table: Table, name: str) -> str:
    """What a column holds, said by a few of its rows; nothing when it holds nothing."""
    if table.rows is not None and table.whole is None:
        column = table.rows[name]
        rows = (~column.is_null()).arg_true().to_list()
        values = column[rows[:FEW]].to_list()
        return rows_said(values, names_of_rows(table, rows), len(rows))
    count, few = _of_dask(table, name) if table.rows is not None else _of_lazy(table, name)
    places = [] if table.ids is None else _by_id(few[table.ids].to_list())
    return rows_said(few[name].to_list(), places, count)


def _of_lazy(table: Table, name: str) -> tuple[int, nw.DataFrame[Any]]:
    """How many rows of a lazy frame hold something, and the first of them.

    It is read, since no answer can come of it.
    """
    frame: Any = table.frame
    there = frame.filter(~nw.col(name).is_null())
    count = there.select(nw.len().alias("rows")).collect()["rows"].to_list()[0]
    return count, there.select(*_read(table, name)).head(FEW).collect()


def _of_dask(table: Table, name: str) -> tuple[int, nw.DataFrame[Any]]:
    whole = table.whole
    there = whole[whole[name].notnull()][_read(table, name)]
    return len(there), nw.from_native(there.head(FEW, npartitions=-1), eager_only=True)


def _read(table: Table, name: str) -> list[str]:
    return [*dict.fromkeys(each for each in (name, table.ids) if each is not None)]
