"""Tallies in documents: column by column, each value once, so that a large one stays short.

A column has its distinct values and, for each cell, the index of its own. What is checked is the
few values, and that every index is one; the cells are then made of them without a further look.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import attrs

from housing_agreements._visible_text import is_code
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.geography._cover_table import Cover
from housing_agreements.geography._members import Members
from housing_agreements.json._faults import READING_ERRORS, at_index, at_key, group, refuse
from housing_agreements.json._forms import (
    define,
    form_of,
    own_form,
    read_keys,
    read_series,
    sort_written,
)
from housing_agreements.json._leaves import ARRAY, OBJECT, Definitions, Form, Schema
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Per
from housing_agreements.rules.quotas.cells import (
    CellDays,
    CellKey,
    Cells,
    Count,
    CoversByStage,
    DaysReached,
)
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.rules.quotas.readings import Base, BaseRead, Reading
from housing_agreements.rules.quotas.tally import Tally, make_tally
from housing_agreements.values.timelines import Timeline

__all__ = (
    "NUMBERS_OF_CELLS",
    "NUMBERS_SCHEMA",
    "columns_schema",
    "keep",
    "list_numbers",
    "read_columns",
    "write_columns",
)


# --- What was read of each entry ------------------------------------------------------------------


class _BaseFields(NamedTuple):
    """A base as a document has it: its territories by their indices."""

    stage: Stage
    """Its stage."""
    contingents: frozenset[str] = frozenset()
    """Its contingents."""
    territories: tuple[int, ...] = ()
    """The indices of its territories among those of the reading."""
    landlords: frozenset[str] = frozenset()
    """Its landlords."""
    leaving_out: frozenset[str] = frozenset()
    """The tags that it leaves out."""
    publics: frozenset[str] = frozenset()
    """The publics that are told apart in it."""
    groups: frozenset[Per] = frozenset()
    """What is kept of it by its own code."""


def _write_reading(reading: Reading) -> dict[str, Any]:
    """The bases in their order, and each territory of theirs once."""
    written: dict[Timeline[Members], Any] = {}
    indices: dict[Timeline[Members], int] = {}
    bases: list[Any] = []
    for base, publics, groups in reading.bases:
        for territory in base.territories:
            if territory not in written:
                written[territory] = form_of(Timeline[Members]).write(territory)
        for territory in sorted(base.territories, key=lambda one: sort_written(written[one])):
            indices.setdefault(territory, len(indices))
        fields = _BaseFields(
            base.stage,
            base.contingents,
            tuple(sorted(indices[territory] for territory in base.territories)),
            base.landlords,
            base.leaving_out,
            publics,
            groups,
        )
        bases.append(form_of(_BaseFields).write(fields))
    found = {"bases": bases, "territories": [written[territory] for territory in indices]}
    return found if reading.coded_on is None else found | {"coded_on": reading.coded_on.isoformat()}


def _read_reading(given: object, _: object = None) -> Reading:
    readers = {
        "bases": form_of(tuple[_BaseFields, ...]).read,
        "territories": form_of(tuple[Timeline[Members], ...]).read,
        "coded_on": form_of(date).read,
    }
    found = read_keys(given, readers, {"bases", "territories"})
    territories: tuple[Timeline[Members], ...] = found["territories"]
    bases: list[BaseRead] = []
    for index, fields in enumerate(found["bases"]):
        try:
            bases.append(_read_base(fields, territories))
        except READING_ERRORS as fault:
            raise at_key(group(at_index(fault, index)), "bases") from None
    if len({read.base for read in bases}) < len(bases):
        raise at_key(InvalidValueError("", "a base twice", "each base once"), "bases")
    return Reading(tuple(bases), found.get("coded_on"))


def _read_base(fields: _BaseFields, territories: Sequence[Timeline[Members]]) -> BaseRead:
    _check_indices(fields.territories, len(territories), "territories")
    for name in ("contingents", "landlords", "leaving_out", "publics"):
        for code in sorted(getattr(fields, name)):
            if not is_code(code):
                raise at_key(InvalidValueError("", show(code), "a code"), name)
    base = Base(
        fields.stage,
        fields.contingents,
        frozenset(territories[index] for index in fields.territories),
        fields.landlords,
        fields.leaving_out,
    )
    return BaseRead(base, fields.publics, fields.groups)


def _check_indices(indices: Iterable[int], many: int, name: str) -> None:
    wrong = [index for index in indices if not 0 <= index < many]
    if wrong:
        fault = InvalidValueError("", show(wrong[0]), f"an index below {many}")
        raise at_key(fault, name)


def _reading_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        return {
            "bases": form_of(tuple[_BaseFields, ...]).schema(known),
            "territories": form_of(tuple[Timeline[Members], ...]).schema(known),
            "coded_on": form_of(date).schema(known),
        }

    return define(known, "reading", list_properties, {"bases", "territories"})


own_form(Reading, Form(_write_reading, _read_reading, _reading_schema, OBJECT))


# --- Columns --------------------------------------------------------------------------------------


class _Column(NamedTuple):
    """How the values of one column are written and read."""

    form: Form
    """Their form."""
    default: Any
    """What a column is left out for, where every cell has it."""


def _mask_form(bases: int) -> Form:
    """A set of bases, as their indices."""

    def write(mask: int) -> list[int]:
        return [index for index in range(mask.bit_length()) if mask >> index & 1]

    def read(given: object, _: object = None) -> int:
        indices = read_series(given, form_of(int).read)
        wrong = [index for index in indices if not 0 <= index < bases]
        if wrong or len({*indices}) < len(indices):
            expected = f"indices of bases, below {bases}, each once"
            raise InvalidValueError("", show(indices), expected)
        return sum(1 << index for index in indices)

    return Form(write, read, lambda _: {"type": "array", "items": {"type": "integer"}}, ARRAY)


def _cover_form(masks: Form) -> Form:
    """The bases that cover a place: surely, and surely or perhaps."""
    codes = form_of(str | None)

    def write(cover: Cover) -> list[Any]:
        return [cover.neighbourhood, masks.write(cover.sure), masks.write(cover.possible)]

    def read(given: object, _: object = None) -> Cover:
        if type(given) is not list or len(given) != len(Cover._fields):
            raise refuse(given, "a list of a neighbourhood, the bases that cover it, and perhaps")
        readers = zip((codes.read, masks.read, masks.read), given, strict=True)
        return Cover(*(read_part(part) for read_part, part in readers))

    return Form(write, read, lambda _: {"type": "array"}, ARRAY)


def _covers_form(masks: Form) -> Form:
    cover = _cover_form(masks)

    def write(where: CoversByStage) -> list[Any]:
        return [[[cover.write(one) for one in covers] for covers in stage] for stage in where]

    def read(given: object, _: object = None) -> CoversByStage:
        def read_covers(covers: object, _: object = None) -> tuple[Cover, ...]:
            return tuple(read_series(covers, cover.read))

        def read_stage(stage: object, _: object = None) -> tuple[tuple[Cover, ...], ...]:
            return tuple(read_series(stage, read_covers))

        return tuple(read_series(given, read_stage))

    return Form(write, read, lambda _: {"type": "array"}, ARRAY)


def _read_code_kept(given: object, _: object = None) -> str | None:
    if given is not None and not is_code(given):
        raise refuse(given, "a code, or null where it is not known")
    return given if isinstance(given, str) else None


def _read_codes(given: object, _: object = None) -> frozenset[str]:
    codes: frozenset[str] = form_of(frozenset[str]).read(given)
    for code in sorted(codes):
        if not is_code(code):
            raise InvalidValueError("", show(code), "a code")
    return codes


_CODE: Final = form_of(str | None)._replace(read=_read_code_kept)
_CODES: Final = form_of(frozenset[str])._replace(read=_read_codes)
_CODES_KEPT: Final = ("contingent", "commune", "neighbourhood", "landlord", "programme")
_IN_DAYS: Final = "days"


def _columns(bases: int) -> dict[str, _Column]:
    """The columns of the cells of a tally that reads so many bases."""
    masks, flag = _mask_form(bases), form_of(bool)
    forms = {
        "production": flag,
        "bases_mask": masks,
        "where": _covers_form(masks),
        "unknown_landlord": flag,
        "takes_back": flag,
        **dict.fromkeys(_CODES_KEPT, _CODE),
        "publics": _CODES,
        "possible": _CODES,
    }
    defaults = {"production": False, **CellKey._field_defaults}
    columns = {name: _Column(forms[name], defaults[name]) for name in CellKey._fields}
    return {**columns, _IN_DAYS: _Column(form_of(date | DaysReached), None)}


def _write_cells_of_tally(entries: Cells, further: Cells, bases: int) -> dict[str, Any]:
    """The cells of a tally in columns, in the order of their values."""
    keys = [*dict.fromkeys((*entries, *further))]
    if not keys:
        return {}
    nothing: Mapping[CellDays, int] = {}
    counted = [*entries.values(), *[nothing] * (len(keys) - len(entries))]
    beyond = [further.get(key, nothing) for key in keys] if further else [nothing] * len(keys)
    cells = [
        (place, day)
        for place, (numbers, more) in enumerate(zip(counted, beyond, strict=True))
        for day in (numbers if not more else numbers.keys() | more.keys())
    ]
    columns, sequence = write_columns(keys, cells, bases)
    found: dict[str, Any] = {"columns": columns}
    for name, counts in (("entries", counted), ("further", beyond)):
        numbers = [counts[place].get(day, 0) for place, day in cells]
        if counts is counted or any(numbers):
            found[name] = [numbers[index] for index in sequence]
    return found


def write_columns(
    keys: Sequence[CellKey], cells: Sequence[tuple[int, CellDays]], bases: int
) -> tuple[dict[str, Any], list[int]]:
    """The columns of cells, and the order in which they stand there, by their indices.

    Args:
        keys: The keys of the cells, each once and in any order.
        cells: The index of the key of each cell, and its days.
        bases: How many bases are read.
    """
    columns = _columns(bases)
    written: dict[str, Any] = {}
    rows: dict[str, list[int]] = {}
    order = [0] * len(keys)
    for name, column in zip(CellKey._fields, zip(*keys, strict=True), strict=True):
        distinct = {*column}
        if len(distinct) == 1 and columns[name].default in distinct:
            continue
        ranks, written[name] = _rank_values(distinct, columns[name].form)
        if len(ranks) > 1:
            rows[name] = [*map(ranks.__getitem__, column)]
            many = len(ranks)
            order = [before * many + row for before, row in zip(order, rows[name], strict=True)]
    ranks, written[_IN_DAYS] = _rank_values({day for _, day in cells}, columns[_IN_DAYS].form)
    of_days, many, total = [ranks[day] for _, day in cells], len(ranks), len(cells)
    composed = [order[place] * many + row for (place, _), row in zip(cells, of_days, strict=True)]
    sequence = [one % total for one in sorted([c * total + i for i, c in enumerate(composed)])]
    places = [cells[index][0] for index in sequence]
    for name, indices in rows.items():
        written[name]["rows"] = [indices[place] for place in places]
    if many > 1:
        written[_IN_DAYS]["rows"] = [of_days[index] for index in sequence]
    return written, sequence


def _rank_values(distinct: Iterable[Any], form: Form) -> tuple[dict[Any, int], dict[str, Any]]:
    """The index of each distinct value of a column in the order of how it is written."""
    written = sorted(
        ((form.write(value), value) for value in distinct), key=lambda pair: sort_written(pair[0])
    )
    ranks = {value: index for index, (_, value) in enumerate(written)}
    return ranks, {"values": [one for one, _ in written]}


def _read_cells(given: object, reading: Reading) -> tuple[Cells, Cells]:
    """The entries and the further dwellings of the cells that columns describe."""
    found = read_keys(given, {"columns": keep, **NUMBERS_OF_CELLS}, {"columns", "entries"})
    entries, further = list_numbers(found)
    keys, days = read_columns(found["columns"], reading, len(entries))
    counted: dict[CellKey, dict[CellDays, int]] = {}
    more: dict[CellKey, dict[CellDays, int]] = {}
    for key, day, number, rest in zip(keys, days, entries, further, strict=True):
        if number:
            if key in counted:
                counted[key][day] = number
            else:
                counted[key] = {day: number}
        if rest:
            more.setdefault(key, {})[day] = rest
    _check_once(counted, entries, "entries")
    _check_once(more, further, "further")
    return counted, more


def keep(given: object, _: object = None) -> Any:  # read by one who knows what is beside it
    """What stands under a key, as it is."""
    return given


def list_numbers(found: Mapping[str, Any]) -> tuple[list[int], list[int]]:
    """The entries and the further dwellings of cells, of which an object has the numbers."""
    entries: list[int] = found["entries"]
    further: list[int] = found.get("further") or [0] * len(entries)
    if len(further) != len(entries):
        fault = InvalidValueError("", f"{len(further)} numbers", f"{len(entries)}, as of entries")
        raise at_key(fault, "further")
    return entries, further


def read_columns(
    given: object, reading: Reading, many: int
) -> tuple[Iterable[CellKey], Sequence[CellDays]]:
    """The keys and the days of so many cells that columns describe.

    Args:
        given: The columns.
        reading: What the tally of these cells reads.
        many: How many cells there are.
    """
    try:
        columns = _read_columns_of_tally(given, _columns(len(reading.bases)), many)
    except READING_ERRORS as fault:
        raise at_key(fault, "columns") from None
    days = columns.pop(_IN_DAYS)
    _check_stages(reading, columns, days)
    return map(CellKey._make, zip(*columns.values(), strict=True)), days


def _check_stages(
    reading: Reading, columns: Mapping[str, Sequence[Any]], days: Sequence[CellDays]
) -> None:
    """Refuse days, and covers, of other stages than those that the tally reads."""
    for production, day, where in {
        *zip(columns["production"], days, columns["where"], strict=True)
    }:
        many = len(reading.stages_of(production=production))
        of_stages = len(day.reached) if isinstance(day, DaysReached) else 1
        if of_stages != many or (where and len(where) != many):
            fault = InvalidValueError("", f"{of_stages} stages", f"{many}, as many as are read")
            raise at_key(group(at_key(fault, _IN_DAYS)), "columns")


def _check_once(counts: Cells, numbers: Sequence[int], name: str) -> None:
    """Refuse columns that describe one cell twice: one of its numbers would be lost."""
    if sum(map(len, counts.values())) < len(numbers) - numbers.count(0):
        raise at_key(InvalidValueError("", "a cell twice", "each cell once"), name)


_MOST_IN_A_CELL: Final = 10**1_000
"""What no number of a cell reaches: sums of many are still numbers that can be written."""


def _read_numbers(given: object, _: object = None) -> list[int]:
    if (
        type(given) is list
        and set(map(type, given)) <= {int}
        and min(given, default=0) > -_MOST_IN_A_CELL
        and max(given, default=0) < _MOST_IN_A_CELL
    ):
        return given
    return read_series(given, _read_number_of_cell)


NUMBERS_OF_CELLS: Final[Mapping[str, Callable[..., Any]]] = {
    "entries": _read_numbers,
    "further": _read_numbers,
}
"""What reads how many entries are in cells, and how many dwellings they have beyond one each."""


def _read_number_of_cell(given: object, _: object = None) -> int:
    number: int = form_of(int).read(given)
    if abs(number) >= _MOST_IN_A_CELL:
        raise InvalidValueError("", show(number), "a number of at most a thousand digits")
    return number


def _read_columns_of_tally(
    given: object, columns: Mapping[str, _Column], many: int
) -> dict[str, Any]:
    """For each column the value of each cell."""

    def reader(column: _Column) -> Callable[..., Any]:
        return lambda found, _: _read_cell_column(found, column, many)

    readers = {name: reader(column) for name, column in columns.items()}
    found = read_keys(given, readers, {_IN_DAYS} if many else frozenset())
    return {
        name: found[name] if name in found else [column.default] * many
        for name, column in columns.items()
    }


def _read_cell_column(given: object, column: _Column, many: int) -> list[Any]:
    readers: dict[str, Callable[..., Any]] = {
        "values": lambda values, _: read_series(values, column.form.read),
        "rows": lambda rows, _: rows,
    }
    found = read_keys(given, readers, {"values"})
    values: list[Any] = found["values"]
    rows = found.get("rows")
    if rows is None:
        if len(values) != 1:
            fault = InvalidValueError("", f"{len(values)} values", "one, or a row for each cell")
            raise at_key(fault, "values")
        return values * many
    return [values[index] for index in _check_rows(rows, len(values), many)]


def _check_rows(given: object, values: int, many: int) -> list[int]:
    """The indices of values, one for each cell."""
    if type(given) is not list or len(given) != many:
        raise at_key(refuse(given, f"a list of {many} indices, one for each cell"), "rows")
    kinds = set(map(type, given))
    if kinds <= {int} and (not given or (min(given) >= 0 and max(given) < values)):
        return given
    index = next(
        place for place, row in enumerate(given) if type(row) is not int or not 0 <= row < values
    )
    fault = at_index(refuse(given[index], f"the index of a value, below {values}"), index)
    raise at_key(group(fault), "rows")


# --- The tally ------------------------------------------------------------------------------------


_FIGURES: Final = form_of(Mapping[PublishedFigure, int])
_SET_ASIDE_FORM: Final = form_of(Mapping[tuple[str, str], Count])
_BESIDE_FORM: Final = form_of(Mapping[str, int])


def _write_tally(tally: Tally) -> dict[str, Any]:
    written = {"reading": _write_reading(tally.reading)}
    # The cells themselves, without the views that keep a caller from changing them.
    entries, further = attrs.astuple(tally, recurse=False)[1:3]
    cells = _write_cells_of_tally(entries, further, len(tally.reading.bases))
    if cells:
        written["cells"] = cells
    if tally.figures:
        written["figures"] = _FIGURES.write(tally.figures)
    if tally.set_aside:
        written["set_aside"] = _SET_ASIDE_FORM.write(tally.set_aside)
    if tally.beside_postcodes:
        written["beside_postcodes"] = _BESIDE_FORM.write(tally.beside_postcodes)
    return written


def _read_tally(given: object, _: object = None) -> Tally:
    readers: dict[str, Callable[..., Any]] = {
        "reading": form_of(Reading).read,
        "cells": lambda cells, _: cells,
        "figures": _FIGURES.read,
        "set_aside": _SET_ASIDE_FORM.read,
        "beside_postcodes": _BESIDE_FORM.read,
    }
    found = read_keys(given, readers, {"reading"})
    reading: Reading = found["reading"]
    counted: tuple[Cells, Cells] = ({}, {})
    if "cells" in found:
        try:
            counted = _read_cells(found["cells"], reading)
        except READING_ERRORS as fault:
            raise at_key(fault, "cells") from None
    others = {
        name: found[name] for name in ("figures", "set_aside", "beside_postcodes") if name in found
    }
    checked = Tally(reading, **others)
    return make_tally(
        reading,
        entries=counted[0],
        further=counted[1],
        figures=dict(checked.figures),
        set_aside=dict(checked.set_aside),
        beside=checked.beside_postcodes,
    )


NUMBERS_SCHEMA: Final[Schema] = {"type": "array", "items": {"type": "integer"}}


def columns_schema(known: Definitions) -> Schema:
    """The schema of the columns of cells."""
    columns = {
        name: {
            "type": "object",
            "properties": {
                "values": {"type": "array", "items": column.form.schema(known)},
                "rows": {"type": "array", "items": {"type": "integer", "minimum": 0}},
            },
            "required": ["values"],
            "additionalProperties": False,
        }
        for name, column in _columns(0).items()
    }
    return {"type": "object", "properties": columns, "additionalProperties": False}


def _tally_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        cells = {
            "type": "object",
            "properties": {
                "columns": columns_schema(known),
                **dict.fromkeys(NUMBERS_OF_CELLS, NUMBERS_SCHEMA),
            },
            "required": ["columns", "entries"],
            "additionalProperties": False,
        }
        return {
            "reading": form_of(Reading).schema(known),
            "cells": cells,
            "figures": _FIGURES.schema(known),
            "set_aside": _SET_ASIDE_FORM.schema(known),
            "beside_postcodes": _BESIDE_FORM.schema(known),
        }

    return define(known, "tally", list_properties, {"reading"})


own_form(Tally, Form(_write_tally, _read_tally, _tally_schema, OBJECT))
