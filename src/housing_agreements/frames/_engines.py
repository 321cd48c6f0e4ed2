"""A frame of one of six engines: its columns and their kinds, those to be made of it, its rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol, assert_never, cast

import attrs
import narwhals as nw
from narwhals.dependencies import is_dask_dataframe
from narwhals.dtypes import DType
from narwhals.exceptions import DuplicateError
from narwhals.typing import IntoFrame

from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.frames._faults import say_few

__all__ = (
    "FEW",
    "PYARROW",
    "SPARK",
    "ColumnAnswer",
    "EngineWords",
    "FrameTable",
    "PlannedColumn",
    "QueryPlan",
    "by_partition",
    "fits",
    "is_frame",
    "kind_expected",
    "look_at",
    "names_of_rows",
    "open_frame",
    "remedy_for",
    "say_rows",
    "without_rows",
)

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
"""A frame as narwhals wraps it."""

_POLARS: Final = nw.Implementation.POLARS
PYARROW: Final = nw.Implementation.PYARROW
_DUCKDB: Final = nw.Implementation.DUCKDB
_PANDAS: Final = nw.Implementation.PANDAS
SPARK: Final = (nw.Implementation.PYSPARK, nw.Implementation.PYSPARK_CONNECT)
_ENGINES: Final = (*SPARK, _PANDAS, _POLARS, PYARROW, _DUCKDB)
_MAY_DOUBLE: Final = (*SPARK, _DUCKDB)
"""The engines that take several columns of one name, in small or in capital letters."""
_FOR_OBJECTS: Final = {
    "decide": "for one household, ask criterion.decide(household, on=...)",
    "classify": "for one household, call check_eligibility(household, agreement, on=...)",
    "tally": "for entries that are objects, call housing_agreements.tally(agreement, entries)",
    "rank": "for households that are objects, call housing_agreements.rank(households, grid)",
    "entries_of": "for entries that are objects, call housing_agreements.entries_of",
}
"""What is asked of objects, by the function that is asked of frames."""
_EXPECTED_FRAME: Final = "a frame of Polars, pandas, PyArrow, DuckDB, Dask or PySpark"

NULLS: Final = nw.Unknown()
"""The kind of a column that holds nothing but nulls, for engines that have one."""
_NULL_TYPES: Final = {"null", '"null"', "void", "null[pyarrow]"}


class EngineWords(Protocol):
    """The words of which expressions are made: those of narwhals, or of Polars itself.

    Those of narwhals are a part of those of Polars; so Polars is spoken to directly, since to
    translate a hundred words takes longer than it takes Polars to read a million flags.
    """

    Boolean: Any
    """The kind of flags."""
    Int32: Any
    """The kind of whole numbers of 32 bits."""
    Int64: Any
    """The kind of whole numbers of 64 bits."""
    String: Any
    """The kind of text."""
    col: Callable[[str], nw.Expr]
    """A column of the frame."""
    lit: Callable[..., nw.Expr]
    """The same value in each row."""
    when: Callable[[nw.Expr], Any]
    """The beginning of `when(...).then(...).otherwise(...)`."""
    coalesce: Callable[..., nw.Expr]
    """The first of several columns that is not null."""
    concat_str: Callable[..., nw.Expr]
    """Several columns of text as one."""
    len: Callable[[], nw.Expr]
    """How many rows there are."""


@attrs.frozen(eq=False)
class FrameTable:
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
    def api(self) -> EngineWords:
        """The words of which expressions are made."""
        words: object = self.frame.__native_namespace__() if self.by_polars else nw
        return cast("EngineWords", words)

    @property
    def own(self) -> Any:  # a frame
        """The frame that understands these words."""
        return self.frame.to_native() if self.by_polars else self.frame

    @property
    def by_polars(self) -> bool:
        """Whether Polars itself is spoken to."""
        return self.engine is _POLARS

    def give_back(self, frame: Any) -> Any:  # the kind that was given
        """A frame in the form in which this one was given."""
        if self.by_polars:
            return nw.from_native(frame) if self.wrapped else frame
        return frame if self.wrapped else frame.to_native()

    def fold(self, name: str) -> str:
        """A name of a column as the engine compares it: some take `Code` and `code` for one."""
        return name.lower() if self.engine in _MAY_DOUBLE else name

    def is_empty_kind(self, name: str) -> bool:
        """Whether a column can hold nothing but nulls."""
        return self.schema[name] == NULLS and self._kind_in_engine(name).lower() in _NULL_TYPES

    def holds_text(self, name: str) -> bool:
        """Whether a column of categories holds text: those of Arrow may hold anything."""
        if self.engine is not PYARROW or self.schema[name] != nw.Categorical:
            return True
        return "<values=string" in self._kind_in_engine(name).replace("large_", "")

    def _kind_in_engine(self, name: str) -> str:
        """What the engine itself calls the kind of a column."""
        native: Any = self.frame.to_native()
        own = _KIND_IN_ENGINE.get(self.engine)
        return "" if own is None else str(own(native, name))


_KIND_IN_ENGINE: Final[Mapping[nw.Implementation, Callable[[Any, str], object]]] = {
    _POLARS: lambda native, name: native.collect_schema()[name],
    PYARROW: lambda native, name: native.schema.field(name).type,
    _PANDAS: lambda native, name: native[name].dtype,
    _DUCKDB: lambda native, name: native.types[native.columns.index(name)],
    **dict.fromkeys(SPARK, lambda native, name: native.schema[name].dataType.simpleString()),
}
"""What each engine calls the kind of a column."""


def open_frame(
    given: IntoFrame, where: str, *, ids: str | None = "id", whole: object = None
) -> FrameTable:
    """A frame of one of the engines that are known here.

    Args:
        given: The frame.
        where: Who asks, for errors.
        ids: The column by which an error names rows, if the frame has it.
        whole: Where `given` only tells the kinds of a frame of Dask, and has no rows: that frame.

    Raises:
        InvalidTypeError: For anything else.
    """
    frame: Any = None
    try:
        frame = nw.from_native(given)
    except TypeError:
        pass
    except DuplicateError:
        _refuse_doubled(given, where)
    if frame is None or frame.implementation not in _ENGINES:
        remedy = f"turn it into one of these; {_FOR_OBJECTS[where]}"
        given_as = f"a {type(given).__name__}"
        raise InvalidTypeError(where, given_as, _EXPECTED_FRAME, remedy, field="frame")
    if frame.implementation in _MAY_DOUBLE:
        _refuse_doubled(frame.to_native(), where, fold=str.lower)
    wrapped = isinstance(given, (nw.DataFrame, nw.LazyFrame))
    engine: nw.Implementation = frame.implementation
    schema = dict(frame.collect_schema())
    there = ids if ids in schema else None
    return FrameTable(frame, schema, wrapped, engine, engine is _PANDAS, there, whole)


def is_frame(given: object) -> bool:
    """Whether something is a frame of one of the engines, whatever its columns are called."""
    try:
        frame: Any = nw.from_native(cast("Any", given))
    except TypeError:
        return False
    except DuplicateError:
        return True
    engine: nw.Implementation = frame.implementation
    return engine in _ENGINES or is_dask_dataframe(frame.to_native())


def _refuse_doubled(native: Any, where: str, fold: Callable[[Any], object] = str) -> None:
    """Refuse columns of one name: nobody could say which of them is read."""
    names: list[object] = list(getattr(native, "column_names", None) or native.columns)
    times = Counter(map(fold, names))
    doubled = dict.fromkeys(name for name in names if times[fold(name)] > 1)
    if doubled:
        given = f"several columns of the same name: {say_few([*map(show, doubled)], 12)}"
        remedy = "rename them, or drop all but one"
        raise InvalidValueError(where, given, "each name once", remedy, field="frame")


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


_EXPECTED_COLUMNS: Final = {
    Kind.FLAG: "a boolean column, null where not known",
    Kind.COUNT: "a column of integers, null where not known",
    Kind.AMOUNT: "a column of integers or decimals, null where not known",
    Kind.DAY: "a column of dates, null where not known",
    Kind.PLACE: "a column of commune codes as text, null where not known",
    Kind.CODE: "a column of codes as text, null where not known",
}
_CAST_TO_INTEGERS: Final = "cast it to integers, once each is whole"
_REMEDY_FOR_KIND: Final = {
    Kind.FLAG: "map it: {'oui': True, 'non': False}, and leave null what is neither",
    Kind.COUNT: _CAST_TO_INTEGERS,
    Kind.AMOUNT: "round it to cents, and cast it to decimals, or to integers in cents read by "
    "Column(..., parts=100): no float decides",
    Kind.DAY: "parse it to dates, or cast it from times to dates",
    Kind.PLACE: "cast it to text of five characters, such as '01004'",
    Kind.CODE: "cast it to text",
}


def kind_expected(kind: Kind) -> str:
    """What a column that gives a fact of a kind must be."""
    return _EXPECTED_COLUMNS[kind]


_YES_AND_NO: Final = (
    ("oui", "non"), ("yes", "no"), ("vrai", "faux"), ("true", "false"), ("1", "0"), ("1.0", "0.0"),
    ("o", "n"), ("y", "n"),
)  # fmt: skip
"""The words by which files say yes and no."""


def _write_flags(seen: Iterable[object]) -> str:
    """How to read yes and no from the values of a column, written as they are written there."""
    values, answers = [*seen], dict[object, bool]()
    words = {value.strip().lower() for value in values if isinstance(value, str)}
    # An "n" is the no of "o" or of "y", whichever is there.
    pairs = sorted(_YES_AND_NO, key=lambda pair: words.isdisjoint(pair[:1]))
    for value in values:
        if isinstance(value, str):
            pair = next((pair for pair in pairs if value.strip().lower() in pair), ())
            answers |= {
                _write_like(value, word): is_yes
                for word, is_yes in zip(pair, (True, False), strict=False)
            }
        elif _is_bit(value):
            answers |= {1: True, 0: False}
    if not answers:
        return "map what says yes to True and what says no to False, and leave null what is neither"
    return _REMEDY_FOR_KIND[Kind.FLAG].replace("{'oui': True, 'non': False}", str(answers))


def _is_bit(value: object) -> bool:
    """Whether a number is 1 or 0; a signalling NaN cannot be compared."""
    if isinstance(value, Decimal):
        return value.is_finite() and value in {0, 1}
    return isinstance(value, int | float) and value in {0, 1}


def _write_like(written: str, word: str) -> str:
    """A word in the capitals of another, and between its blanks."""
    bare = written.strip()
    first = word.capitalize() if bare[0].isupper() else word
    return written.replace(bare, word.upper() if bare.isupper() else first)


def remedy_for(
    kind: Kind, in_pandas: DType | None = None, seen: Iterable[object] | None = None
) -> str:
    """What to do with a column of another kind.

    Args:
        kind: The kind of fact that it should give.
        in_pandas: Its kind where it is of pandas, which makes the text 'nan' of a missing value
            unless it is told how not to.
        seen: Some of what it holds; `None`: that was not looked at.

    Examples:
        >>> remedy_for(Kind.CODE, nw.Float64())
        "cast it to text, by .astype('Int64').astype('string'): null stays null"
        >>> remedy_for(Kind.FLAG, seen=[1.0, 0.0])
        'map it: {1: True, 0: False}, and leave null what is neither'
        >>> remedy_for(Kind.FLAG, seen=["OUI", ""])
        "map it: {'OUI': True, 'NON': False}, and leave null what is neither"
    """
    if kind is Kind.FLAG and seen is not None:
        return _write_flags(seen)
    remedy = _REMEDY_FOR_KIND[kind]
    if in_pandas is None or kind not in {Kind.PLACE, Kind.CODE}:
        return remedy
    first = ".astype('Int64')" if in_pandas.is_numeric() else ""
    last = ".str.zfill(5)" if kind is Kind.PLACE else ""
    return f"{remedy}, by {first}.astype('string'){last}: null stays null"


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
    answer_frame = native.map_partitions(ask, meta=ask_empty(empty, native))
    return answer_frame if given is native else nw.from_native(answer_frame)


_MOST_OPERATIONS: Final = 64
"""The most operations in one expression: engines limit how deep they read."""


@attrs.frozen(eq=False)
class PlannedColumn:
    """A column of a frame, there or still to be worked out."""

    expr: nw.Expr
    """How it is worked out."""
    step: int = 0
    """The step of the plan in which all that it reads is there."""
    size: int = 1
    """How many operations it takes; 1 for a plain column."""


ColumnAnswer = PlannedColumn | bool | None
"""What a criterion answers on all rows: a column, or the same everywhere (`None`: undetermined)."""


class QueryPlan:
    """The columns that are worked out before the last ones, step by step.

    Args:
        api: The words of which expressions are made.
        unknown: A column of nulls that the engine takes for nullable booleans.
        taken: The names that the frame has already.
    """

    def __init__(self, api: EngineWords, unknown: PlannedColumn, taken: Iterable[str]) -> None:
        self.api = api
        self.unknown = unknown
        self.steps: list[list[nw.Expr]] = []
        self.names: list[str] = []
        self._taken = set(taken)

    def new_name(self) -> str:
        """A name that no column has."""
        name = f"__{len(self.names)}"
        while name in self._taken:
            name = f"_{name}"
        self.names.append(name)
        self._taken.add(name)
        return name

    def share(self, column: PlannedColumn) -> PlannedColumn:
        """The same column, worked out once for all that read it."""
        if column.size == 1:
            return column
        name = self.new_name()
        while len(self.steps) <= column.step:
            self.steps.append([])
        self.steps[column.step].append(column.expr.alias(name))
        return PlannedColumn(self.api.col(name), column.step + 1)

    def combine(self, make: Callable[..., nw.Expr], *columns: PlannedColumn) -> PlannedColumn:
        """A column made of others; what would be too long is worked out before."""
        if sum(column.size for column in columns) >= _MOST_OPERATIONS:
            columns = tuple(self.share(column) for column in columns)
        expr = make(*(column.expr for column in columns))
        size = 1 + sum(column.size for column in columns)
        return PlannedColumn(expr, max(column.step for column in columns), size)

    def combine_in_pairs(
        self, make: Callable[..., nw.Expr], columns: Sequence[PlannedColumn]
    ) -> PlannedColumn:
        """Many columns combined two by two, so that the depth stays small."""
        left = list(columns)
        while len(left) > 1:
            pairs = [left[index : index + 2] for index in range(0, len(left), 2)]
            left = [self.combine(make, *pair) if len(pair) > 1 else pair[0] for pair in pairs]
        return left[0]


FEW: Final = 3
"""How many rows are named."""


def say_rows(values: Sequence[object], where: Sequence[str], count: int) -> str:
    """A few of the rows at fault, with their values, and how many more there are.

    Args:
        values: The values of the first ones.
        where: Where they stand, if that can be told.
        count: How many rows there are.

    Examples:
        >>> say_rows(["oui", "non", "oui"], ["in row 0", "in row 2", "in row 3"], 4)
        "'oui' in row 0, 'non' in row 2, 'oui' in row 3, and 1 row more"
    """
    named = [
        f"{_say_value(value)} {position}".rstrip()
        for value, position in zip(values[:FEW], [*where, *[""] * FEW], strict=False)
    ]
    left = count - len(named)
    more = [f"and {left:,} row{'s' * (left > 1)} more"] if left > 0 else []
    return ", ".join([*named, *more])


def _say_value(value: object) -> str:
    """A value, cut when it is long; a day or a time as it is written."""
    if isinstance(value, date):
        return str(value)
    return show(value).removesuffix(f" (a {type(value).__name__})")


def names_of_rows(table: FrameTable, rows: Sequence[int]) -> list[str]:
    """Where the first of these rows of an eager frame stand: by id, else as they are numbered."""
    indices = list(rows[:FEW])
    there: Any = table.rows
    if table.ids is not None:
        return _by_id(there[table.ids][indices].to_list())
    if table.by_pandas:
        # Its own numbers: a partition of Dask knows its rows by them.
        indices = nw.to_native(there).index[indices].tolist()
    return [f"in row {index}" for index in indices]


def _by_id(ids: Sequence[object]) -> list[str]:
    return [f"for id {show(code)}" for code in ids]


def look_at(table: FrameTable, name: str) -> tuple[str, list[object]]:
    """A few rows of what a column holds, in words and by value; nothing in one of nulls."""
    if table.rows is not None and table.whole is None:
        column = table.rows[name]
        rows = (~column.is_null()).arg_true().to_list()
        values = column[rows[:FEW]].to_list()
        return say_rows(values, names_of_rows(table, rows), len(rows)), values
    count, few = (
        _look_at_dask(table, name) if table.rows is not None else _look_at_lazy(table, name)
    )
    where = [] if table.ids is None else _by_id(few[table.ids].to_list())
    values = few[name].to_list()
    return say_rows(values, where, count), values


def _look_at_lazy(table: FrameTable, name: str) -> tuple[int, nw.DataFrame[Any]]:
    """How many rows of a lazy frame hold something, and the first of them.

    It is read, since no answer can come of it.
    """
    frame: Any = table.frame
    there = frame.filter(~nw.col(name).is_null())
    count = there.select(nw.len().alias("rows")).collect()["rows"].to_list()[0]
    return count, there.select(*_columns_to_name(table, name)).head(FEW).collect()


def _look_at_dask(table: FrameTable, name: str) -> tuple[int, nw.DataFrame[Any]]:
    whole = table.whole
    there = whole[whole[name].notnull()][_columns_to_name(table, name)]
    return len(there), nw.from_native(there.head(FEW, npartitions=-1), eager_only=True)


def _columns_to_name(table: FrameTable, name: str) -> list[str]:
    return [*dict.fromkeys(column for column in (name, table.ids) if column is not None)]
