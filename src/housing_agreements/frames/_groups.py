"""The groups of rows that an agreement cannot tell apart, counted by the engine of the frame.

Polars groups rows by one key far sooner than by many. So its keys are packed as the digits of one
number, and what stands in a group is taken out of its number again when few groups are left.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial, reduce
from itertools import combinations
from operator import or_
from typing import Any, Final, Literal, NamedTuple

import attrs
import narwhals as nw

from housing_agreements.frames._days import day_from_number
from housing_agreements.frames._engines import PlannedColumn
from housing_agreements.frames._flags import pack_flags, sizes_of
from housing_agreements.frames._ledger_columns import (
    Distinctions,
    EntryColumns,
    JointDistinctions,
    LedgerColumns,
)
from housing_agreements.frames._reading import ColumnReader
from housing_agreements.rules.quotas._lookup import Lookup

__all__ = (
    "COUNTS",
    "MARK",
    "MOST_DWELLINGS",
    "OTHER_DAY",
    "Groups",
    "SeenColumns",
    "WholeRange",
    "collect",
    "group_by_packed_keys",
    "group_rows",
    "group_shared_rows",
    "is_count_wrong",
    "mark_rows",
    "select_columns",
    "values_of",
)

_MOST_CLASSES_WRITTEN: Final = 24
"""The most classes of codes that are told apart in one expression, where nothing looks them up."""
_MOST_CLASSES_IN_POLARS: Final = 4
"""The same, where Polars would look them up."""
MOST_DWELLINGS: Final = 2**31 - 1
"""The most dwellings of one row: so many rows of these can be added up in 64 bits."""
OTHER_DAY: Final = f"a day before {date.min} or after {date.max}"
"""What stands for a day that an engine knows, and no calendar of Python has."""

Groups = Mapping[str, list[Any]]
"""Groups of equal rows: their values by column, beside how many rows each has (`lines`), how many
dwellings they stand for, and how many of them give a number of these that cannot be (`wrong`)."""


def select_columns(reader: ColumnReader, ledger: LedgerColumns) -> Any:  # a frame
    """The columns read, under names of their own, as the engine of the frame keeps them.

    Raises:
        HousingAgreementsError: For whatever is wrong with the columns.
    """
    columns = _plan_columns(reader, ledger)
    frame = reader.with_columns(columns).select(*columns)
    return frame.lazy() if reader.table.by_polars else frame


def _plan_columns(reader: ColumnReader, ledger: LedgerColumns) -> dict[str, PlannedColumn]:
    """The columns read, by the names that they are given."""
    columns: dict[str, PlannedColumn] = {**ledger.codes, **ledger.days}
    if ledger.count is not None:
        columns["count"] = ledger.count
    flags: list[nw.Expr | Literal[False] | None] = [
        flag.expr if isinstance(flag, PlannedColumn) else flag for flag in ledger.flags
    ]
    numbers = map(PlannedColumn, pack_flags(reader.api, flags))
    columns.update(zip(ledger.flag_numbers, numbers, strict=True))
    return columns


def collect(frame: Any, *, streamed: bool = False) -> nw.DataFrame[Any]:
    """A frame as rows that are here.

    Args:
        frame: The frame.
        streamed: Whether it is a lazy frame of Polars that is read a part at a time.
    """
    rows = frame
    if streamed:
        rows = frame.collect(engine="streaming")
    elif hasattr(frame, "collect"):
        rows = frame.collect()
    return nw.from_native(rows, eager_only=True, pass_through=False)


def values_of(frame: nw.DataFrame[Any], name: str) -> list[Any]:
    """A column as a list, with `None` where it is null."""
    column = frame[name]
    if not column.is_null().any():
        return column.to_list()
    nulls = column.is_null().to_list()
    return [None if null else value for null, value in zip(nulls, column.to_list(), strict=True)]


def group_rows(
    reader: ColumnReader,
    frame: Any,
    ledger: LedgerColumns,
    columns: EntryColumns,
    distinctions: Distinctions,
    *,
    seen: "SeenColumns | None" = None,
) -> Groups:
    """The rows in groups that come to the same for an agreement.

    Args:
        reader: What read the columns.
        frame: The columns read, see `select_columns`.
        ledger: The same, as they were read.
        columns: What they are called.
        distinctions: What the agreement tells apart.
        seen: What was seen of the frame for other agreements.
    """
    there = SeenColumns() if seen is None else seen
    if distinctions.own is not None and not columns.production:
        there.look_at(reader, frame, ledger)
        # The rows of contingents that only others know are counted for these.
        frame = _keep_codes(reader, frame, "contingent", distinctions.own.takes, seen=there)
        if frame is None:
            return {name: [] for name in (*ledger.flag_numbers, *COUNTS)}
    classes = _ClassFinder(reader, frame, ledger, columns, distinctions, seen=there)
    return _group_by(reader, frame, ledger, columns, classes.keys_of(reader.api.col))


COUNTS: Final = ("lines", "dwellings", "wrong")
"""What is counted of the rows of a group."""


def group_shared_rows(
    reader: ColumnReader,
    frame: Any,
    ledger: LedgerColumns,
    columns: EntryColumns,
    distinctions: JointDistinctions,
    *,
    seen: "SeenColumns",
) -> Groups:
    """The rows that several agreements may have in a base, in groups that come to the same for all.

    Args:
        reader: What read the columns.
        frame: The columns read, see `select_columns`.
        ledger: The same, as they were read.
        columns: What they are called.
        distinctions: What the agreements tell apart.
        seen: What was seen of the frame.
    """
    seen.look_at(reader, frame, ledger)
    for field in ("contingent", "landlord", "commune"):
        if field in ledger.codes:
            frame = _keep_shared(reader, frame, ledger, distinctions, field, seen=seen)
            if frame is None:
                return {}
    return group_rows(reader, frame, ledger, columns, distinctions, seen=seen)


def _keep_shared(
    reader: ColumnReader,
    frame: Any,
    ledger: LedgerColumns,
    distinctions: JointDistinctions,
    field: str,
    *,
    seen: "SeenColumns",
) -> Any:  # a frame, or None
    """The rows that several agreements may have by one of their codes.

    What is known of places begins and ends with some day: before and after it, many agreements may
    have a row. Few rows are dated so.
    """
    some = _keep_codes(reader, frame, field, partial(distinctions.may_share, field), seen=seen)
    otherwise = _is_dated_otherwise(reader, ledger, distinctions)
    if some is None or field != "commune" or otherwise is None:
        return some
    within = partial(distinctions.may_share, field, within=distinctions.term)
    return _keep_codes(reader, some, field, within, seen=seen, others=otherwise)


def _is_dated_otherwise(
    reader: ColumnReader, ledger: LedgerColumns, distinctions: JointDistinctions
) -> Any:
    """Whether a row may reach a stage outside the terms; `None` where that is not looked at."""
    fields = [stage.field for stage in distinctions.stages]
    plain = all(stage.are_plain for stage in ledger.stages.values())
    if ledger.years or not plain or not {*fields} <= ledger.days.keys():
        return None
    first, end = (reader.day(day) for day in (distinctions.term.start, distinctions.term.end))
    # A day that is null may be any one, as the other days of the row say.
    tests = (
        day.is_null() | (day < first).fill_null(True) | (day >= end).fill_null(True)
        for day in map(reader.api.col, fields)
    )
    return reduce(or_, tests)


def _keep_codes(
    reader: ColumnReader,
    frame: Any,
    field: str,
    is_kept: Callable[[str | None], bool],
    *,
    seen: "SeenColumns",
    others: Any = None,
) -> Any:  # a frame, or None
    """The rows that have one of some codes, and `others`; `None` where there are surely none."""
    codes = seen.codes[field]
    kept = [code for code in codes if is_kept(code)]
    if len(kept) == len(codes):
        return frame
    # A partition of Dask has the same columns, however few its rows are.
    if not kept and others is None and not reader.table.by_pandas:
        return None
    column = reader.api.col(field)
    # Engines differ on nulls in `is_in`.
    among = column.is_in([code for code in kept if code is not None]) & ~column.is_null()
    among = among | column.is_null() if None in kept else among
    return frame.filter(among if others is None else among | others)


MARK: Final = "mark"
"""The name of a text that is the same for two rows exactly when they are of one group."""


def mark_rows(
    reader: ColumnReader, ledger: LedgerColumns, columns: EntryColumns, distinctions: Distinctions
) -> tuple[Groups, PlannedColumn]:
    """The same groups, each with its `mark`; and that of each row, a column that is never null."""
    frame = select_columns(reader, ledger)
    classes = _ClassFinder(reader, frame, ledger, columns, distinctions, seen=SeenColumns())
    found = classes.keys_of(reader.api.col)
    marked = {**found.keys, MARK: _write_mark(reader, found.keys)}
    groups = _group_by(reader, frame, ledger, columns, found._replace(keys=marked))
    # Worked out once, whatever reads them, under names that the frame does not have.
    shared = {
        name: reader.plan.share(attrs.evolve(column, size=2))
        for name, column in _plan_columns(reader, ledger).items()
    }
    own = classes.keys_of(lambda name: shared[name].expr)
    step = max(column.step for column in shared.values())
    return groups, PlannedColumn(_write_mark(reader, own.keys), step, size=2)


_BETWEEN_KEYS: Final = "\x1f"
"""What stands between the keys of a mark: no code holds it, since it is not visible."""


def _write_mark(reader: ColumnReader, keys: Mapping[str, Any]) -> Any:
    """Keys as one text, which begins with which of them are null."""
    api = reader.api
    bits = (key.is_null().cast(api.Int64) * 2**digit for digit, key in enumerate(keys.values()))
    nulls: Any = sum(bits)
    written = (key.cast(api.String).fill_null("") for key in keys.values())
    return api.concat_str(nulls.cast(api.String), *written, separator=_BETWEEN_KEYS)


class _RowKeys(NamedTuple):
    """The keys by which rows are grouped."""

    keys: Mapping[str, Any]
    """The keys, by name."""
    ranges: Mapping[str, "WholeRange"]
    """What those that are whole numbers or days can be."""
    back: Mapping[str, Mapping[Any, Any]]
    """The codes that the numbers of some keys stand for."""


class _ClassFinder:
    """Finds the classes of codes that come to the same for an agreement.

    Args:
        reader: What read the columns.
        frame: The columns read, see `select_columns`.
        ledger: The same, as they were read.
        columns: What they are called.
        distinctions: What the agreement tells apart.
        seen: What was seen of the frame.
    """

    def __init__(
        self,
        reader: ColumnReader,
        frame: Any,
        ledger: LedgerColumns,
        columns: EntryColumns,
        distinctions: Distinctions,
        *,
        seen: "SeenColumns",
    ) -> None:
        self._reader, self._ledger = reader, ledger
        self._columns, self._distinctions = columns, distinctions
        self._told_apart: dict[str, Callable[[str | None], Hashable]] = {
            "contingent": distinctions.contingent,
            "commune": distinctions.commune,
            "landlord": distinctions.landlord,
        }
        self._borne = seen.look_at(reader, frame, ledger)

    def keys_of(self, col: Callable[[str], Any]) -> _RowKeys:
        """The keys of the rows of a frame.

        Args:
            col: The column of the frame that holds what was read under a name.
        """
        reader, ledger = self._reader, self._ledger
        named = (*ledger.codes, *ledger.days, *ledger.flag_numbers)
        keys: dict[str, Any] = {name: col(name) for name in named if name != "id"}
        ranges = {**self._borne.ranges}
        back: dict[str, Mapping[Any, Any]] = {}
        for name, codes in self._borne.codes.items():
            numbers = _number_classes(reader, col(name), codes, self._told_apart[name])
            if numbers is not None:
                keys[name], back[name] = numbers
                ranges[name] = WholeRange(0, len(back[name]) + 1)
        keys.update(_leave_out_days(reader, ledger, self._columns, self._distinctions, col))
        if self._columns.production and ledger.count is not None:
            keys["takes_back"] = col("count") < 0
            ranges["takes_back"] = WholeRange(0, 3)
        return _RowKeys(keys, ranges, back)


def _group_by(
    reader: ColumnReader, frame: Any, ledger: LedgerColumns, columns: EntryColumns, by: _RowKeys
) -> Groups:
    """The rows in groups of equal keys."""
    col, with_count = reader.api.col, ledger.count is not None
    keys, ranges, back = by.keys, by.ranges, {**by.back}
    counts: list[Any] = [reader.api.len().alias("lines")]
    if with_count:
        wrong = is_count_wrong(reader, production=columns.production)
        frame = frame.with_columns(wrong.cast(reader.api.Int64).alias("wrong"))
        counts += [col("count").sum().alias("dwellings"), col("wrong").sum()]
    if reader.table.by_polars:
        groups = group_by_packed_keys(reader.api, frame, keys, ranges, counts)
    else:
        counted = ("count", "wrong") if with_count else ()
        keyed = frame.select(*(expr.alias(name) for name, expr in keys.items()), *counted)
        groups = keyed.group_by(*keys).agg(*counts)
    found = collect(groups, streamed=reader.table.by_polars)
    dates = ledger.days.keys() - ledger.years
    read_values = dict.fromkeys(found.columns, values_of)
    if reader.table.by_pandas:
        back |= {name: Lookup(day_from_number) for name in dates}
    else:
        read_values |= dict.fromkeys(dates, _days_of)
    values = {name: read(found, name) for name, read in read_values.items() if name != "takes_back"}
    for name, codes_or_days in back.items():
        values[name] = [codes_or_days[number] for number in values[name]]
    values.setdefault("dwellings", values["lines"])
    values.setdefault("wrong", [0] * len(values["lines"]))
    return values


def _days_of(frame: nw.DataFrame[Any], name: str) -> list[Any]:
    """A column of days as a list; those that Python does not have are `OTHER_DAY`."""
    days = frame[name]
    other = ((days < date.min) | (days > date.max)).fill_null(False)
    if not other.any():
        return values_of(frame, name)
    kept = iter(values_of(frame.filter(~other), name))
    return [OTHER_DAY if is_other else next(kept) for is_other in other.to_list()]


def is_count_wrong(reader: ColumnReader, *, production: bool) -> Any:
    """Whether a row gives no number of dwellings that can be, or one too large to be added up."""
    count = reader.api.col("count").fill_null(0)
    if production:
        return (count == 0) | (count < -MOST_DWELLINGS) | (count > MOST_DWELLINGS)
    return (count < 1) | (count > MOST_DWELLINGS)


class WholeRange(NamedTuple):
    """The whole numbers that a key can be, beside null; of days, how many since 1970 began."""

    least: int
    """The least of them."""
    size: int
    """How many there are, and one for null."""

    @classmethod
    def between(cls, least: int | None, most: int | None) -> "WholeRange":
        """The numbers from one to another, and null; `None`: null alone.

        Examples:
            >>> WholeRange.between(16_801, 16_803)
            WholeRange(least=16801, size=4)
        """
        return cls(0, 1) if least is None or most is None else cls(least, most - least + 2)


class _Borne(NamedTuple):
    """What stands in the columns of a ledger."""

    codes: Mapping[str, list[str | None]]
    """The codes, by field."""
    ranges: Mapping[str, WholeRange]
    """The ranges of days and of numbers of flags; only Polars is asked for them."""


_CODES_LOOKED_AT: Final = ("contingent", "commune", "landlord")
"""The fields whose codes are told apart in classes."""


class SeenColumns:
    """What stands in the columns of a ledger: several agreements look at a frame once.

    Args:
        by_several: Whether several do: each packs flags of its own into the same names.
    """

    def __init__(self, *, by_several: bool = False) -> None:
        self._by_several = by_several
        self.codes: dict[str, list[str | None]] = {}
        """The codes, by field."""
        self._ranges: dict[str, WholeRange] = {}

    def look_at(self, reader: ColumnReader, frame: Any, ledger: LedgerColumns) -> _Borne:
        """The codes of some fields, and the ranges of days and of numbers of flags.

        Args:
            reader: What read the columns.
            frame: The columns read; all its rows, the first time that it is looked at.
            ledger: The same, as they were read.
        """
        fields = [name for name in _CODES_LOOKED_AT if name in ledger.codes]
        new = [name for name in fields if name not in self.codes]
        if not reader.table.by_polars:
            for name in new:
                self.codes[name] = values_of(collect(frame.select(name).unique()), name)
            return _Borne({name: self.codes[name] for name in fields}, {})
        dates = [name for name in ledger.days if name not in ledger.years]
        named = [*dates] if self._by_several else [*dates, *ledger.flag_numbers]
        others = [name for name in named if name not in self._ranges]
        if new or others:
            self._look_at_codes(reader, frame, new or fields, others)
        ranges = {name: self._ranges[name] for name in named}
        if self._by_several:
            for name, size in zip(ledger.flag_numbers, sizes_of(len(ledger.flags)), strict=True):
                ranges[name] = WholeRange(0, size + 1)
        return _Borne({name: self.codes[name] for name in fields}, ranges)

    def _look_at_codes(
        self, reader: ColumnReader, frame: Any, fields: Sequence[str], others: Sequence[str]
    ) -> None:
        whole: list[Any] = [reader.api.col(name).cast(reader.api.Int32) for name in others]
        least = (numbers.min() for numbers in whole)
        most = (numbers.max().name.suffix(" most") for numbers in whole)
        # In one pass: what stands before the frame may take long to work out.
        found = collect(frame.group_by(fields).agg(*least, *most), streamed=True)
        for name in fields:
            self.codes[name] = found[name].unique().to_list()
        for name in others:
            ends = found[name].min(), found[f"{name} most"].max()
            self._ranges[name] = WholeRange.between(*ends)


def _number_classes(
    reader: ColumnReader,
    column: nw.Expr,
    codes: Sequence[str | None],
    same: Callable[[str | None], Hashable],
) -> tuple[nw.Expr, Mapping[int, str | None]] | None:
    """A number for each class of codes, and a code for each number; `None` to keep the codes."""
    classes: dict[Hashable, list[str | None]] = {}
    for code in codes:
        classes.setdefault(same(code), []).append(code)
    numbers = dict(enumerate(classes.values()))
    # The same code each time, in whatever order the engine tells them.
    back = {number: min(alike, key=str) for number, alike in numbers.items()}
    if reader.table.by_polars and len(classes) > _MOST_CLASSES_IN_POLARS:
        old = {code: number for number, alike in numbers.items() for code in alike}
        kind = reader.api.Int32
        return column.replace_strict(list(old), list(old.values()), return_dtype=kind), back
    if len(classes) == len(codes) or len(classes) > _MOST_CLASSES_WRITTEN:
        return None
    api, largest = reader.api, max(numbers, key=lambda number: len(numbers[number]))
    expr = api.lit(largest)
    for number, alike in numbers.items():
        some = [code for code in alike if code is not None]
        if number != largest and some:
            expr = api.when(column.is_in(some)).then(api.lit(number)).otherwise(expr)
    for number, alike in numbers.items():
        if None in alike:
            # Last, and so asked first: engines differ on nulls in `is_in`.
            expr = api.when(column.is_null()).then(api.lit(number)).otherwise(expr)
    return expr, back


def _leave_out_days(
    reader: ColumnReader,
    ledger: LedgerColumns,
    columns: EntryColumns,
    distinctions: Distinctions,
    col: Callable[[str], Any],
) -> Iterator[tuple[str, nw.Expr]]:
    """The days of stages that are not read, left only where they settle one that is.

    They stand, too, where they are out of order, so that this comes to light; and wherever some
    stage is given by years or by two columns.
    """
    if ledger.years or not all(stage.are_plain for stage in ledger.stages.values()):
        return
    api = reader.api
    given = [field for field in columns.stages if field in ledger.days]
    read = {stage.field for stage in distinctions.stages}
    if read <= {*given}:
        needed = [col(name).is_null() for name in given if name in read]
        pairs = combinations(given, 2)
        needed += [(col(later) < col(stage)).fill_null(False) for stage, later in pairs]
        keep = reduce(or_, needed) if needed else None
        for name in given:
            if name not in read and keep is not None:
                yield name, api.when(keep).then(col(name))


_MOST_IN_A_NUMBER: Final = 2**63 - 1
"""The most that one number holds."""


def group_by_packed_keys(
    api: Any,  # the words of Polars
    frame: Any,  # a lazy frame of Polars
    keys: Mapping[str, Any],
    ranges: Mapping[str, WholeRange],
    counts: Sequence[Any],
) -> Any:  # a lazy frame
    """A frame grouped by keys, as `group_by(**keys).agg(*counts)` groups it.

    Args:
        api: The words of Polars.
        frame: The frame.
        keys: The keys.
        ranges: What those that are whole numbers or days can be; any other is a key by itself.
        counts: What is worked out of each group.
    """
    numbers = _share_among_numbers(ranges)
    packed = {
        f"packed {index}": _pack_keys(api, keys, ranges, names)
        for index, names in enumerate(numbers)
    }
    others = {name: key for name, key in keys.items() if name not in ranges}
    groups = frame.group_by(**packed, **others).agg(*counts)
    kinds = frame.select(**{name: keys[name] for name in ranges}).collect_schema()
    unpacked = {
        name: expr.cast(kinds[name])
        for index, names in enumerate(numbers)
        for name, expr in _unpack_keys(api, f"packed {index}", ranges, names).items()
    }
    made = groups.with_columns(**unpacked)
    return made.select(*keys, api.exclude(*keys, *packed))


def _share_among_numbers(ranges: Mapping[str, WholeRange]) -> list[list[str]]:
    """The keys that go into each number."""
    numbers: list[list[str]] = []
    left = 0
    for name, whole in ranges.items():
        if whole.size > left:
            numbers.append([])
            left = _MOST_IN_A_NUMBER
        numbers[-1].append(name)
        left //= whole.size
    return numbers


def _pack_keys(
    api: Any, keys: Mapping[str, Any], ranges: Mapping[str, WholeRange], names: Sequence[str]
) -> Any:
    """Keys as the digits of one number, each 0 where it is null."""
    number = api.lit(0, dtype=api.Int64)
    for name in names:
        digit = keys[name].cast(api.Int64) - (ranges[name].least - 1)
        number = number * ranges[name].size + digit.fill_null(0)
    return number


def _unpack_keys(
    api: Any, column: str, ranges: Mapping[str, WholeRange], names: Sequence[str]
) -> Mapping[str, Any]:
    """The keys that are the digits of a number."""
    rest, found = api.col(column), {}
    for name in reversed(names):
        digit = rest % ranges[name].size
        found[name] = api.when(digit > 0).then(digit + (ranges[name].least - 1))
        rest = rest // ranges[name].size
    return found
