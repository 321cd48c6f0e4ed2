"""The same rows in a frame of each engine, and rows back from any of them."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import narwhals as nw
import pytest
from tests.java import no_spark

pa: Any = importlib.import_module("pyarrow")

TYPES: Final = {
    "null": pa.null(),
    "flag": pa.bool_(),
    "count": pa.int64(),
    "small": pa.int8(),
    "cents": pa.int64(),
    "decimal": pa.decimal128(12, 2),
    "wide": pa.decimal128(38, 10),
    "day": pa.date32(),
    "code": pa.string(),
    "category": pa.dictionary(pa.int32(), pa.string()),
    "float": pa.float64(),
    "time": pa.timestamp("us"),
}
"""The kinds of columns that the tests make."""

Rows = Mapping[str, tuple[str, Sequence[Any]]]
"""For each column its kind and its values."""


def arrow(rows: Rows) -> Any:
    """The rows as an Arrow table."""
    return pa.table({name: pa.array(values, TYPES[kind]) for name, (kind, values) in rows.items()})


def polars(rows: Rows) -> Any:
    """An eager frame of Polars."""
    return importlib.import_module("polars").from_arrow(arrow(rows))


def pandas(rows: Rows) -> Any:
    """A frame of pandas with the kinds that it gives to Python values: objects and floats."""
    return importlib.import_module("pandas").DataFrame(
        {name: list(values) for name, (_, values) in rows.items()}
    )


def pandas_by_arrow(rows: Rows) -> Any:
    """A frame of pandas whose columns are Arrow's."""
    native = importlib.import_module("pandas")
    return arrow(rows).to_pandas(types_mapper=native.ArrowDtype)


def duckdb(rows: Rows) -> Any:
    """A relation of DuckDB."""
    return importlib.import_module("duckdb").from_arrow(arrow(rows))


def dask(rows: Rows) -> Any:
    """A frame of Dask in two partitions."""
    native = importlib.import_module("dask.dataframe")
    return native.from_pandas(pandas_by_arrow(rows), npartitions=2)


def pyspark(rows: Rows) -> Any:
    """A frame of Spark, on one local session."""
    sessions = importlib.import_module("pyspark.sql").SparkSession
    session = sessions.getActiveSession()
    if session is None:
        builder = sessions.builder
        settings = {
            "spark.ui.enabled": "false",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": "2",
            # Frames of a few rows run no faster for code that is compiled better: it costs more.
            "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        }
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.master("local[2]").getOrCreate()
    return session.createDataFrame(arrow(rows))


ENGINES: Final[Mapping[str, Callable[[Rows], Any]]] = {
    "polars": polars,
    "polars, lazy": lambda rows: polars(rows).lazy(),
    "pandas": pandas,
    "pandas, nullable": lambda rows: pandas(rows).convert_dtypes(),
    "pandas, by Arrow": pandas_by_arrow,
    "pyarrow": arrow,
    "duckdb": duckdb,
    "dask": dask,
    "pyspark": pyspark,
}
"""How the rows are put in a frame, by engine."""


def engine(name: str) -> Callable[[Rows], Any]:
    """The maker of frames of an engine; the test is skipped where it is not installed.

    Without Java there is no Spark: the test is skipped too, but fails where CI runs it.
    """
    pytest.importorskip(name.split(",", maxsplit=1)[0])
    if name == "pyspark" and (reason := no_spark()):
        pytest.skip(reason)
    return ENGINES[name]


def kinds(frame: Any) -> dict[str, nw.dtypes.DType]:
    """The kinds of the columns of a frame."""
    return dict(_narwhal(frame).collect_schema())


def listed(frame: Any, name: str) -> list[Any]:
    """A column of a frame as a list, with `None` for missing."""
    narwhal = _narwhal(frame)
    if isinstance(narwhal, nw.LazyFrame):
        narwhal = narwhal.collect("pyarrow")
    column = narwhal[name]
    nulls = column.is_null().to_list()
    return [None if null else value for value, null in zip(column.to_list(), nulls, strict=True)]


def _narwhal(frame: Any) -> Any:
    """A frame as narwhals wraps it; it warns of Dask, so a frame of Dask is worked out before."""
    return nw.from_native(frame.compute() if hasattr(frame, "map_partitions") else frame)
