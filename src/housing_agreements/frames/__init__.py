"""The same agreement asked of data frames: Polars, pandas, PyArrow, DuckDB, Dask, PySpark.

The extra `frames` brings narwhals, by which the engines are spoken to; each engine is the
user's own. A lazy frame stays one: `decide` and `classify` add columns to it, and `tally` takes
the codes in its columns and how many rows come to the same. An error may read some of its rows,
so as to name them.
"""

from housing_agreements.frames._classify import classify, decide
from housing_agreements.frames._tally import tally
from housing_agreements.frames.columns import Absent, Column

__all__ = ("Absent", "Column", "classify", "decide", "tally")
