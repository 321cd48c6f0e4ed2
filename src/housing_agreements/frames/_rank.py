"""The rows of a frame ranked by a grid: the same points and the same ranks as of households."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final, cast

import narwhals as nw
from narwhals.typing import IntoFrameT

from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Fact, Kind, Known, has_evidence
from housing_agreements.errors import DuplicateIdError, InvalidTypeError, InvalidValueError, show
from housing_agreements.frames._compile import check_new_names, check_request
from housing_agreements.frames._day_asked import read_day_asked
from housing_agreements.frames._days import day_from_number
from housing_agreements.frames._engines import (
    FrameTable,
    PlannedColumn,
    names_of_rows,
    open_frame,
    say_rows,
)
from housing_agreements.frames._facts import FactColumns, Facts, check_mapping
from housing_agreements.frames._faults import FrameFaults
from housing_agreements.frames._groups import collect, values_of
from housing_agreements.frames._reading import ColumnReader
from housing_agreements.frames.columns import Absent, Columns
from housing_agreements.geography.territories import Place
from housing_agreements.rules.scoring._reading import GridReading, expect_day_until, read_grid
from housing_agreements.rules.scoring._standings import Standings
from housing_agreements.rules.scoring.grids import Points
from housing_agreements.rules.scoring.scores import AnyGrid, choose_grids, read_nobody

__all__ = ("rank",)

_RANKING: Final = "rank"
_USUAL_ID: Final = "id"
_MOST_IN_COLUMN: Final = 2**63 - 1
"""The most points that a column of whole numbers holds."""
_NEW_COLUMNS: Final = ("rank_best", "rank_worst", "points_low", "points_high")


def rank(
    frame: IntoFrameT,
    grid: AnyGrid,
    *,
    on: date,
    columns: Columns | None = None,
    absent: Absent = Absent.REFUSED,
    id: str | None = "id",  # noqa: A002  # what the column is called that tells rows apart
    prefix: str = "",
) -> IntoFrameT:
    """Add the best and the worst rank of each row, and its fewest and its most points.

    The ranks and points are those of `housing_agreements.rank` for each household; all are null
    for one that is outside scoring. The columns are `rank_best`, `rank_worst`, `points_low` and
    `points_high`: whole numbers, and points as exact text where the grid gives fractions.

    To rank one row takes all of them: a lazy frame is refused.

    Args:
        frame: A frame of Polars, pandas or PyArrow whose rows are there. Each is an applicant.
        grid: A grid, a `Timeline` of grids, or a mapping of criteria to them.
        on: The day asked.
        columns: The columns of facts, by the name of the fact; `None` where no column gives the
            fact. A fact that is not named here is read from the column of its own name.
        absent: What happens to a fact that has no column.
        id: The column that tells applicants apart; each stands in one row. `None`: no column
            does. A frame may lack the column "id".
        prefix: The beginning of the name of each new column.

    Raises:
        UnknownColumnError: For a column that the frame does not have.
        DuplicateIdError: For the same applicant in several rows.
        InvalidTypeError: For a column of another kind, a lazy frame, or anything but a frame.
        InvalidValueError: For a value that no household can have, a time of waiting that begins
            after the day asked, or points beyond the whole numbers of a column.
        InvalidObjectError: For several faults at once.
        NotKnownError: For no grid on the day, or a grid whose lines are not published.

    Examples:
        >>> import polars as pl
        >>> from housing_agreements import Grid, Line, PerMonth, facts
        >>> grid = Grid(
        ...     "made-up",
        ...     "A made-up grid",
        ...     [
        ...         Line("dalo", facts.dalo_recognised, points=100),
        ...         PerMonth("waiting", facts.applied_on),
        ...     ],
        ... )
        >>> frame = pl.DataFrame(
        ...     {
        ...         "dalo_recognised": [False, None, True],
        ...         "applied_on": [date(2020, 1, 1), date(2022, 1, 1), date(2021, 1, 1)],
        ...     }
        ... )
        >>> ranked = rank(frame, grid, on=date(2024, 1, 1))
        >>> ranked.select("rank_best", "rank_worst", "points_low", "points_high").rows()
        [(2, 3, 48, 48), (2, 3, 24, 124), (1, 1, 136, 136)]
    """
    faults = FrameFaults(_RANKING)
    if type(prefix) is not str or prefix != "":
        faults.column_name("prefix", prefix, "what begins the name of a column")
    if id is not None:
        faults.column_name("id", id)
    check_request(faults, on=date.min, absent=absent)
    faults.day("on", on)
    faults.report()
    choices = choose_grids(grid, on, _RANKING)
    table = open_frame(frame, _RANKING, ids=id)
    if table.rows is None:
        remedy = "collect it first"
        raise InvalidTypeError(
            _RANKING, "a lazy frame", "rows that are there", remedy, field="frame"
        )
    if id is not None and id != _USUAL_ID and id not in table.schema:
        faults.missing("id", id, table.schema)
    check_new_names(faults, table, [f"{prefix}{name}" for name in _NEW_COLUMNS], {})
    readings = [read_grid(choice.asked, on) for choice in choices]
    nobody = read_nobody(choices, on)
    asked = readings if nobody is None else [*readings, nobody]
    reader = ColumnReader(table, faults)
    given = {} if columns is None else columns
    facts = Facts(reader, read_day_asked(reader, on), _check_columns(faults, given, asked), absent)
    known = _read_facts(facts, asked)
    _check_days(table, faults, asked, known, on=on)
    _refuse_doubles(table, id)
    standings = Standings(readings, nobody, known, len(table.rows), with_points=True)
    if not standings.has_fractions:
        _check_size(max(standings.highs, default=0), -min(standings.lows, default=0))
    return cast("IntoFrameT", _give_back(table, standings, prefix))


def _refuse_doubles(table: FrameTable, name: str | None) -> None:
    """Refuse the same applicant in several rows; a row without id is nobody's double.

    Raises:
        DuplicateIdError: For an id that stands twice.
    """
    rows = table.rows
    if rows is None or name is None or name not in table.schema:
        return
    column = rows[name].drop_nulls()
    if column.n_unique() < len(column):
        times = Counter(column.to_list())
        repeated = [str(one) for one, many in times.items() if many > 1]
        remedy = (
            "keep one row for each applicant; or, if these rows are different applicants, "
            "give each its own id, or pass id=None to do without ids"
        )
        raise DuplicateIdError(_RANKING, repeated, remedy)


def _check_size(*points: Points) -> None:
    """Refuse points that a column of whole numbers cannot hold."""
    most = max(points)
    if most > _MOST_IN_COLUMN:
        raise InvalidValueError(
            f"{_RANKING}, grid",
            f"points up to {show(most)}",
            f"points up to {_MOST_IN_COLUMN}, which a column holds",
            "give fewer points, or call housing_agreements.rank(households, grid)",
        )


def _check_columns(
    faults: FrameFaults, columns: Columns, readings: Sequence[GridReading]
) -> Columns:
    """The columns that give facts, where each is one of the facts that the grids read."""
    asked: dict[str, Fact] = dict(facts_by_name(Household))
    for reading in readings:
        asked |= reading.facts
    return check_mapping(faults, columns, asked)


def _read_facts(facts: Facts, readings: Sequence[GridReading]) -> dict[str, Sequence[Any]]:
    """What is known of each fact that the grids read, row by row."""
    asked: dict[str, Fact] = {}
    for reading in readings:
        asked |= reading.facts
    shown = frozenset[str]().union(*[reading.shown for reading in readings])
    read = [
        _FactRead(fact, facts.columns_of(fact, verified_only=of_document), of_document)
        for _, fact in sorted(asked.items())
        for of_document in ((False, True) if fact.name in shown else (False,))
    ]
    plan, made = facts.reader.plan, dict[str, PlannedColumn]()
    for one in read:
        for field, column in one.list_columns():
            one.names[field] = name = plan.new_name()
            made[name] = column
    # What is made on the way is dropped, and these are to stay.
    plan.names = [name for name in plan.names if name not in made]
    rows = collect(facts.reader.with_columns(made))
    known: dict[str, Sequence[Any]] = {}
    for one in read:
        values = one.read(rows, by_pandas=facts.reader.table.by_pandas)
        name = one.fact.name
        known[name] = _map_pairs(known[name], values, _make_verified) if name in known else values
    return known


class _FactRead:
    """A fact as its columns give it: as it is known, or as documents show it."""

    def __init__(self, fact: Fact, held: FactColumns | None, of_document: bool) -> None:  # noqa: FBT001  # one of two
        self.fact: Final = fact
        """The fact."""
        self.of_document: Final = of_document
        """Whether documents show it."""
        self.names: Final[dict[str, str]] = {}
        """What its columns are called once they are made."""
        self._held = held

    def list_columns(self) -> Iterator[tuple[str, PlannedColumn]]:
        """Its columns."""
        if self._held is None:
            return
        yield "low", self._held.low
        if not self._held.exact:
            yield "high", self._held.high
        if self._held.neighbourhood is not None:
            yield "part", self._held.neighbourhood

    def read(self, rows: nw.DataFrame[Any], *, by_pandas: bool) -> list[Any]:
        """What it is in each row: a value, a `Known` with bounds, or nothing."""
        if self._held is None:
            return [None] * len(rows)
        columns = {field: values_of(rows, name) for field, name in self.names.items()}
        low = columns["low"]
        if self.fact.kind is Kind.PLACE:
            return _map_pairs(low, columns.get("part", [None] * len(low)), _make_place)
        convert = _converter(
            self.fact, self._held.grid.parts, rows.schema[self.names["low"]], by_pandas=by_pandas
        )
        if convert is not None:
            columns = {field: _map_each(values, convert) for field, values in columns.items()}
        if self._held.exact:
            return columns["low"]
        return _map_pairs(columns["low"], columns["high"], _make_bounds)


def _converter(
    fact: Fact, parts: int, dtype: Any, *, by_pandas: bool
) -> Callable[[Any], Any] | None:
    """What makes the value of a fact of what a column holds; `None`: it is that already."""
    if fact.kind is Kind.DAY:
        return day_from_number if by_pandas else None
    if fact.kind is not Kind.AMOUNT:
        return None
    if isinstance(dtype, nw.Decimal):
        scale = 10**dtype.scale
        return lambda value: _as_amount(Fraction(value) * scale / parts)
    return None if parts == 1 else lambda value: _as_amount(Fraction(value, parts))


def _as_amount(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def _map_each(values: Sequence[Any], convert: Callable[[Any], Any]) -> list[Any]:
    """Each value converted, those that are alike once."""
    made = {value: None if value is None else convert(value) for value in dict.fromkeys(values)}
    return list(map(made.__getitem__, values))


def _map_pairs(
    first: Sequence[Any], second: Sequence[Any], make: Callable[[Any, Any], Any]
) -> list[Any]:
    """Each pair of values made one, those that are alike once."""
    pairs = list(zip(first, second, strict=True))
    made = {pair: make(*pair) for pair in dict.fromkeys(pairs)}
    return list(map(made.__getitem__, pairs))


def _make_place(commune: str | None, neighbourhood: str | None) -> Place | None:
    return None if commune is None else Place(commune, neighbourhood)


def _make_bounds(low: Any, high: Any) -> Any:
    if low is None and high is None:
        return None
    return low if low == high else Known(low=low, high=high)


def _make_verified(known: Any, shown: Any) -> Any:
    if shown is None:
        return known
    if has_evidence(shown):
        return Known(low=shown.low, high=shown.high, verified=True)
    return Known(shown, verified=True)


def _check_days(
    table: FrameTable,
    faults: FrameFaults,
    readings: Sequence[GridReading],
    known: Mapping[str, Sequence[Any]],
    *,
    on: date,
) -> None:
    """Refuse times of waiting that end before they begin."""
    for name in sorted(frozenset[str]().union(*[reading.waited for reading in readings])):
        first = [one.low if has_evidence(one) else one for one in known[name]]
        late = [row for row, day in enumerate(first) if day is not None and day > on]
        if late:
            given = say_rows([first[row] for row in late], names_of_rows(table, late), len(late))
            expected, remedy = expect_day_until(on)
            faults.column(InvalidValueError, name, name, given, expected, remedy=remedy)
    faults.report()


def _give_back(table: FrameTable, standings: Standings, prefix: str) -> Any:
    """The frame with its new columns, in the form in which it was given."""
    inside = standings.inside
    columns: tuple[list[Any], ...] = (
        [many + 1 for many in standings.at_least],
        [many + 1 for many in standings.at_most],
        standings.lows,
        standings.highs,
    )
    in_fractions = standings.has_fractions
    frame: Any = table.frame
    native: Any = frame.to_native()
    made: dict[str, Any] = {}
    for name, values in zip(_NEW_COLUMNS, columns, strict=True):
        as_text = in_fractions and name.startswith("points")
        cells: list[Any] = [_write_exactly(value) for value in values] if as_text else values
        if inside is not None:
            cells = [cell if held else None for cell, held in zip(cells, inside, strict=True)]
        made[f"{prefix}{name}"] = _make_series(frame, native, cells, as_text=as_text)
    if table.by_pandas:
        return table.give_back(nw.from_native(native.assign(**made)))
    added = frame.with_columns(*[column.alias(name) for name, column in made.items()])
    return table.give_back(added.to_native() if table.by_polars else added)


def _write_exactly(value: Points) -> str:
    return str(value)


def _make_series(frame: Any, native: Any, cells: list[Any], *, as_text: bool) -> Any:
    """A column of a frame of the same engine; that of pandas is nullable."""
    dtype: Any = nw.String if as_text else nw.Int64
    if not hasattr(native, "index"):
        return nw.new_series("new", cells, dtype, backend=frame.implementation)
    kind = "string" if as_text else "Int64"
    series = native.index.to_series().astype(object)
    series[:] = cells
    return series.astype(kind)
