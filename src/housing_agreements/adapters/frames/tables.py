"""The frames that can be read: which engines, and their columns' kinds."""

from collections.abc import Callable, Mapping
from typing import Any, Final, assert_never

import attrs
import narwhals as nw
from narwhals.dependencies import is_dask_dataframe
from narwhals.dtypes import DType
from narwhals.typing import IntoFrame

from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import InvalidTypeError

__all__ = ("Table", "by_partition", "expected_of", "fits", "opened", "remedy_for", "without_rows")

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
