"""Joint tallies in documents: the tally of each agreement, and the cells that entries share.

The cells of each agreement stand in columns, as those of its tally do, each once; a row for each
group of entries names the cell that it has in every agreement.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from housing_agreements.errors import InvalidValueError, show
from housing_agreements.json._faults import READING_ERRORS, at_index, at_key, group, refuse
from housing_agreements.json._forms import define, form_of, own_form, read_keys, read_series
from housing_agreements.json._leaves import OBJECT, Definitions, Form, Schema
from housing_agreements.json._tallies import (
    NUMBERS_OF_CELLS,
    NUMBERS_SCHEMA,
    columns_schema,
    keep,
    list_numbers,
    read_columns,
    write_columns,
)
from housing_agreements.rules.quotas.cells import Count
from housing_agreements.rules.quotas.joint import JointTally, SharedCell, SharedCells
from housing_agreements.rules.quotas.tally import Tally

__all__ = ()

_TALLIES: Final = tuple[Tally, ...]
_CODES_OF_AGREEMENTS: Final = tuple[str, ...]
_NO_CELL: Final = -1
"""What stands for no cell while rows are sorted."""


# --- The cells of one agreement -------------------------------------------------------------------


def _write_shared_cells(
    cells: Sequence[SharedCell | None], tally: Tally
) -> tuple[dict[str, Any], list[int]]:
    """The distinct cells of an agreement in columns, and the row of each that was given."""
    distinct = [*dict.fromkeys(cell for cell in cells if cell is not None)]
    if not distinct:
        return {}, [_NO_CELL] * len(cells)
    keys = {key: place for place, key in enumerate(dict.fromkeys(key for key, _ in distinct))}
    placed = [(keys[key], days) for key, days in distinct]
    columns, sequence = write_columns([*keys], placed, len(tally.reading.bases))
    rows = {distinct[index]: row for row, index in enumerate(sequence)}
    return {"columns": columns}, [_NO_CELL if cell is None else rows[cell] for cell in cells]


def _read_shared_cells(given: object, tally: Tally, many: int) -> list[SharedCell | None]:
    """The cells of an agreement that columns describe, one for each row."""
    found = read_keys(given, {"columns": keep, "rows": keep}, {"rows"})
    rows = _check_rows_of_cells(found["rows"], many)
    listed = max((row for row in rows if row is not None), default=_NO_CELL) + 1
    keys, days = read_columns(found.get("columns", {}), tally.reading, listed)
    cells: list[SharedCell] = [*zip(keys, days, strict=True)]
    return [None if row is None else cells[row] for row in rows]


def _check_rows_of_cells(given: object, many: int) -> list[int | None]:
    """The indices of cells, one for each group of entries: of each cell once at least."""
    if type(given) is not list or len(given) != many:
        raise at_key(refuse(given, f"a list of {many} indices, one for each number"), "rows")
    for index, row in enumerate(given):
        if row is not None and (type(row) is not int or not 0 <= row < many):
            fault = at_index(refuse(row, f"the index of a cell, below {many}, or null"), index)
            raise at_key(group(fault), "rows")
    named = {*given} - {None}
    if len(named) <= max(named, default=_NO_CELL):
        missing = next(row for row in range(many) if row not in named)
        fault = InvalidValueError("", f"no row {show(missing)}", "a row for each cell")
        raise at_key(fault, "rows")
    return given


# --- The joint tally ------------------------------------------------------------------------------


def _write_joint(joint: JointTally) -> dict[str, Any]:
    written: dict[str, Any] = {
        "codes": form_of(_CODES_OF_AGREEMENTS).write(joint.codes),
        "tallies": form_of(_TALLIES).write(joint.tallies),
    }
    shared = joint.shared
    if not shared:
        return written
    columns = zip(zip(*shared, strict=True), joint.tallies, strict=True)
    found = [_write_shared_cells(cells, tally) for cells, tally in columns]
    rows_of_cells = zip(*(rows for _, rows in found), strict=True)
    sequence = sorted(zip(rows_of_cells, shared.values(), strict=True))
    ordered = zip(*(rows for rows, _ in sequence), strict=True)
    cells = [
        {**columns, "rows": [None if row == _NO_CELL else row for row in rows]}
        for (columns, _), rows in zip(found, ordered, strict=True)
    ]
    counts = [count for _, count in sequence]
    written["shared"] = {"cells": cells, "entries": [count.entries for count in counts]}
    further = [count.dwellings - count.entries for count in counts]
    if any(further):
        written["shared"]["further"] = further
    return written


def _read_joint(given: object, _: object = None) -> JointTally:
    readers = {
        "codes": form_of(_CODES_OF_AGREEMENTS).read,
        "tallies": form_of(_TALLIES).read,
        "shared": keep,
    }
    found = read_keys(given, readers, {"codes", "tallies"})
    tallies: tuple[Tally, ...] = found["tallies"]
    shared: Mapping[SharedCells, Count] = {}
    if "shared" in found:
        try:
            shared = _read_shared(found["shared"], tallies)
        except READING_ERRORS as fault:
            raise at_key(fault, "shared") from None
    return JointTally(found["codes"], tallies, shared=shared)


def _read_shared(given: object, tallies: Sequence[Tally]) -> dict[SharedCells, Count]:
    """How many entries are together in cells of several agreements."""
    found = read_keys(given, {"cells": keep, **NUMBERS_OF_CELLS}, {"cells", "entries"})
    entries, further = list_numbers(found)
    following = iter(tallies)

    def read_cells(cells: object, _: object = None) -> list[SharedCell | None]:
        tally = next(following, None)
        if tally is None:
            raise refuse(cells, f"the end of the list: {len(tallies)} tallies have no more cells")
        return _read_shared_cells(cells, tally, len(entries))

    try:
        columns = read_series(found["cells"], read_cells)
        if len(columns) < len(tallies):
            expected = f"{len(tallies)}, one for each tally"
            raise InvalidValueError("", f"a list of {len(columns)}", expected)
    except READING_ERRORS as fault:
        raise at_key(fault, "cells") from None
    counts = [Count(one, one + more) for one, more in zip(entries, further, strict=True)]
    shared = dict(zip(zip(*columns, strict=True), counts, strict=True))
    if len(shared) < len(counts):
        raise at_key(InvalidValueError("", "the same cells twice", "each once"), "entries")
    return shared


def _joint_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        row = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}]}
        cells = {
            "type": "object",
            "properties": {
                "columns": columns_schema(known),
                "rows": {"type": "array", "items": row},
            },
            "required": ["rows"],
            "additionalProperties": False,
        }
        shared = {
            "type": "object",
            "properties": {
                "cells": {"type": "array", "items": cells},
                **dict.fromkeys(NUMBERS_OF_CELLS, NUMBERS_SCHEMA),
            },
            "required": ["cells", "entries"],
            "additionalProperties": False,
        }
        return {
            "codes": form_of(_CODES_OF_AGREEMENTS).schema(known),
            "tallies": form_of(_TALLIES).schema(known),
            "shared": shared,
        }

    return define(known, "joint-tally", list_properties, {"codes", "tallies"})


own_form(JointTally, Form(_write_joint, _read_joint, _joint_schema, OBJECT))
