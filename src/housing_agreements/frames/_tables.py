"""The frames that can be read: which engines, and their columns' kinds."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Final, assert_never

import attrs
import narwhals as nw
from narwhals.dependencies import is_dask_dataframe
from narwhals.dtypes import DType
from narwhals.typing import IntoFrame

from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import InvalidTypeError

__all__ = (
    "FEW",
    "Table",
    "Wrong",
    "by_partition",
    "expected_of",
    "fits",
    "made_nullable",
    "names_of_rows",
    "nulls",
    "opened",
    "remedy_for",
    "say_contents",
    "say_rows",
    "without_rows",
)

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
"""A frame as narwhals wraps it."""

_POLARS: Final = nw.Implementation.POLARS
_PYARROW: Final = nw.Implementation.PYARROW
_DUCKDB: Final = nw.Implementation.DUCKDB
_PANDAS: Final = nw.Implementation.PANDAS
_SPARK: Final = (nw.Implementation.PYSPARK, nw.Implementation.PYSPARK_CONNECT)
_ENGINES: Final = (*_SPARK, _PANDAS, _POLARS, _PYARROW, _DUCKDB)
_EXPECTED: Final = "a frame of Polars, pandas, PyArrow, DuckDB, Dask or PySpark"

NULLS: Final = nw.Unknown()
"""The kind of a column that holds nothing but nulls, for engines that have one."""
_NULL_TYPES: Final = {"null", '"null"', "void", "null[pyarrow]"}


@attrs.frozen(eq=False)
class Table:
    """A frame and the kinds of its columns."""

    frame: Frame
    """The frame."""
    schema: Mapping[str, DType]
    """The kind of each column."""
    wrapped: bool
    """Whether it was given as narwhals wraps it."""
    engine: nw.Implementation
    """What works out its columns."""
    by_pandas: bool
    """Whether that is pandas: its nulls are not Kleene's unless told so."""
    ids: str | None
    """The column by which an error names rows; `None`: there is none."""
    whole: Any
    """The frame of Dask whose kinds it tells, having no rows itself; `None`: it tells its own."""

    @property
    def rows(self) -> nw.DataFrame[Any] | None:
        """The frame when its rows are there to be looked at; `None` for a lazy one."""
        return self.frame if isinstance(self.frame, nw.DataFrame) else None

    @property
    def api(self) -> Any:  # a module
        """The words of which expressions are made.

        Those of narwhals, which are a part of those of Polars; so Polars is spoken to directly,
        since to translate a hundred words takes longer than it takes Polars to read a million
        flags.
        """
        return self.frame.__native_namespace__() if self._polars else nw

    @property
    def own(self) -> Any:  # a frame
        """The frame that understands these words."""
        return self.frame.to_native() if self._polars else self.frame

    @property
    def _polars(self) -> bool:
        return self.engine is _POLARS

    def closed(self, frame: Any) -> Any:  # the kind that was given
        """A frame in the form in which this one was given."""
        if self._polars:
            return nw.from_native(frame) if self.wrapped else frame
        return frame if self.wrapped else frame.to_native()

    def is_empty_kind(self, name: str) -> bool:
        """Whether a column can hold nothing but nulls."""
        return self.schema[name] == NULLS and self._own_kind(name).lower() in _NULL_TYPES

    def _own_kind(self, name: str) -> str:
        """What the engine itself calls the kind of a column."""
        native: Any = self.frame.to_native()
        own = _OWN_KINDS.get(self.engine)
        return "" if own is None else str(own(native, name))


_OWN_KINDS: Final[Mapping[nw.Implementation, Callable[[Any, str], object]]] = {
    _POLARS: lambda native, name: native.collect_schema()[name],
    _PYARROW: lambda native, name: native.schema.field(name).type,
    _PANDAS: lambda native, name: native[name].dtype,
    _DUCKDB: lambda native, name: native.types[native.columns.index(name)],
    **dict.fromkeys(_SPARK, lambda native, name: native.schema[name].dataType.simpleString()),
}
"""What each engine calls the kind of a column."""


def opened(given: IntoFrame, where: str, *, ids: str | None = "id", whole: object = None) -> Table:
    """A frame of one of the engines that are known here.

    Args:
        given: The frame.
        where: Who asks, for errors.
        ids: The column by which an error names rows, if the frame has it.
        whole: Where `given` only tells the kinds of a frame of Dask, and has no rows: that frame.

    Raises:
        InvalidTypeError: For anything else.
    """
    try:
        frame: Any = nw.from_native(given)
    except TypeError:
        frame = None
    if frame is None or frame.implementation not in _ENGINES:
        remedy = "turn it into one of these"
        raise InvalidTypeError(f"{where}, frame", f"a {type(given).__name__}", _EXPECTED, remedy)
    wrapped = isinstance(given, (nw.DataFrame, nw.LazyFrame))
    engine: nw.Implementation = frame.implementation
    schema = dict(frame.collect_schema())
    there = ids if ids in schema else None
    return Table(frame, schema, wrapped, engine, engine is _PANDAS, there, whole)


def fits(dtype: DType, kind: Kind) -> bool:
    """Whether a column of that kind can give a fact of this kind."""
    match kind:
        case Kind.FLAG:
            return dtype == nw.Boolean
        case Kind.COUNT:
            return dtype.is_integer()
        case Kind.AMOUNT:
            return dtype.is_integer() or isinstance(dtype, nw.Decimal)
        case Kind.DAY:
            return dtype == nw.Date
        case Kind.PLACE | Kind.CODE:
            return isinstance(dtype, (nw.String, nw.Categorical, nw.Enum))
        case _ as never:
            assert_never(never)


_COLUMNS: Final = {
    Kind.FLAG: "a boolean column, null where not known",
    Kind.COUNT: "a column of integers, null where not known",
    Kind.AMOUNT: "a column of integers or decimals, null where not known",
    Kind.DAY: "a column of dates, null where not known",
    Kind.PLACE: "a column of commune codes as text, null where not known",
    Kind.CODE: "a column of codes as text, null where not known",
}
_WHOLE: Final = "cast it to integers"
_REMEDIES: Final = {
    Kind.FLAG: "compare it with what means yes: column == 'oui'",
    Kind.COUNT: _WHOLE,
    Kind.AMOUNT: "cast it to decimals, or to integers in cents read by Column(..., parts=100): "
    "no float decides",
    Kind.DAY: "parse it to dates, or cast it from times to dates",
    Kind.PLACE: "write '01004', as text",
    Kind.CODE: "cast it to text",
}


def expected_of(kind: Kind) -> str:
    """What a column that gives a fact of a kind must be."""
    return _COLUMNS[kind]


def remedy_for(kind: Kind) -> str:
    """What to do with a column of another kind."""
    return _REMEDIES[kind]


def without_rows(native: Any) -> Any:  # a frame of pandas
    """The frame without rows that tells the kinds of the columns of a frame of Dask."""
    return native._meta  # noqa: SLF001  # Dask has no other word for it


def by_partition(
    given: Any, ask: Callable[[Any], Any], ask_empty: Callable[[Any, Any], Any]
) -> Any:  # a frame of Dask, or `None`
    """A frame of Dask with each of its partitions asked; `None` for any other frame.

    A partition is a frame of pandas. Dask itself reads what narwhals would have it do by
    recursion, and gives up on a deep criterion.

    Args:
        given: The frame.
        ask: What each partition is asked.
        ask_empty: The same, of one without rows, beside the frame of Dask.
    """
    found: object = nw.to_native(given, pass_through=True)
    if not is_dask_dataframe(found):
        return None
    native: Any = found
    empty = without_rows(native)
    answered = native.map_partitions(ask, meta=ask_empty(empty, native))
    return answered if given is native else nw.from_native(answered)


Wrong = list[tuple[int, Any]]
"""The rows whose values cannot be read, with these."""

_NUMBERS: Final = {Kind.COUNT, Kind.AMOUNT}
_EXACT: Final = 2**53
"""From here on, floats no longer tell one whole number from the next."""
_NARROW: Final = 18
"""The most digits of decimals that Arrow can multiply by a whole number."""


def nulls(column: Any) -> Any:  # a column
    """A nullable column of flags that holds nothing, beside a column."""
    flags = column.isna().astype("boolean")
    return flags.mask(flags | True)


def made_nullable(column: Any, dtype: DType, kind: Kind) -> tuple[Any, int] | Wrong | None:
    """A column in a nullable kind, and into how many parts decimals cut its unit.

    Args:
        column: The column.
        dtype: Its kind, as narwhals tells it.
        kind: What it must give.

    Returns:
        The rows that cannot be read, if any; `None` when no value of its kind can.
    """
    test, scale = None, 1
    if str(column.dtype) == "object":
        test = _each(_IS[kind])
    elif kind in _NUMBERS and dtype.is_float():
        # Without its nullable kinds, pandas makes floats of integers beside a missing one.
        test = _are_whole
    elif kind is Kind.DAY and isinstance(dtype, nw.Datetime) and dtype.time_zone is None:
        test = _are_days
    elif not fits(dtype, kind):
        return None
    wrong = [] if test is None else _wrong(column, test)
    if wrong:
        return wrong
    if kind is Kind.AMOUNT and isinstance(dtype, nw.Decimal) and dtype.precision <= _NARROW:
        scale = 10**dtype.scale
        column = (column * scale).astype("int64[pyarrow]")
    elif kind is Kind.AMOUNT and (test is not None or isinstance(dtype, nw.Decimal)):
        column, scale = _cut(column)
    return _nullable(column, kind), scale


def _wrong(column: Any, test: Callable[[Any], Any]) -> Wrong:
    there = column.notna().to_numpy()
    kept = column[there]
    bad = ~test(kept).to_numpy(dtype=bool)
    rows = there.nonzero()[0][bad]
    return list(zip(rows.tolist(), kept[bad].tolist(), strict=True))


def _are_whole(floats: Any) -> Any:  # a column of flags
    floats = floats.astype("float64")  # those of Arrow know no remainder
    return (floats % 1 == 0) & (floats.abs() < _EXACT)


def _are_days(times: Any) -> Any:  # a column of flags
    return times == times.dt.normalize()


def _is_flag(value: object) -> bool:
    return type(value).__name__ in {"bool", "bool_"}


def _is_whole(value: object) -> bool:
    return hasattr(value, "__index__") and not _is_flag(value)


def _is_amount(value: object) -> bool:
    return _is_whole(value) or (isinstance(value, Decimal) and value.is_finite())


_IS: Final[dict[Kind, Callable[[Any], bool]]] = {
    Kind.FLAG: _is_flag,
    Kind.COUNT: _is_whole,
    Kind.AMOUNT: _is_amount,
    Kind.DAY: lambda value: type(value) is date,
    Kind.PLACE: lambda value: isinstance(value, str),
    Kind.CODE: lambda value: isinstance(value, str),
}


def _each(test: Callable[[Any], bool]) -> Callable[[Any], Any]:
    return lambda values: values.map(test)


def _cut(column: Any) -> tuple[Any, int]:  # a column of decimals
    """Decimals as whole numbers of the finest part that one of them has."""
    exact = column.map(Fraction, na_action="ignore")
    scale = lcm(*(each.denominator for each in exact.dropna()))
    return exact.map(lambda value: int(value * scale), na_action="ignore"), scale


def _nullable(column: Any, kind: Kind) -> Any:  # a column
    """A column of pandas in a nullable kind; days as numbers, which it compares exactly."""
    match kind:
        case Kind.FLAG:
            return column.astype("boolean")
        case Kind.COUNT | Kind.AMOUNT:
            return column.astype("Int64")
        case Kind.PLACE | Kind.CODE:
            # Those of Arrow would answer in kinds that do not mix with the other ones.
            return column.astype("string[python]")
        case Kind.DAY:
            days = column.astype("datetime64[s]").dt
            return ((days.year * 12 + days.month - 1) * 32 + days.day).astype("Int64")
        case _ as never:
            assert_never(never)


FEW: Final = 3
"""How many rows are named."""


def say_rows(values: Sequence[object], places: Sequence[str], count: int) -> str:
    """A few of the rows at fault, with their values, and how many more there are.

    Args:
        values: The values of the first ones.
        places: Where they stand, if that can be told.
        count: How many rows there are.

    Examples:
        >>> say_rows(["oui", "non", "oui"], ["in row 0", "in row 2", "in row 3"], 4)
        "'oui' in row 0, 'non' in row 2, 'oui' in row 3, and 1 row more"
    """
    told = [
        f"{_say_value(value)} {place}".rstrip()
        for value, place in zip(values[:FEW], [*places, *[""] * FEW], strict=False)
    ]
    left = count - len(told)
    more = [f"and {left:,} row{'s' * (left > 1)} more"] if left > 0 else []
    return ", ".join([*told, *more])


def _say_value(value: object) -> str:
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


def say_contents(table: Table, name: str) -> str:
    """What a column holds, said by a few of its rows; nothing when it holds nothing."""
    if table.rows is not None and table.whole is None:
        column = table.rows[name]
        rows = (~column.is_null()).arg_true().to_list()
        values = column[rows[:FEW]].to_list()
        return say_rows(values, names_of_rows(table, rows), len(rows))
    count, few = _of_dask(table, name) if table.rows is not None else _of_lazy(table, name)
    places = [] if table.ids is None else _by_id(few[table.ids].to_list())
    return say_rows(few[name].to_list(), places, count)


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
