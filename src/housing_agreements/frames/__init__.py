"""The same agreement asked of data frames: Polars, pandas, PyArrow, DuckDB, Dask, PySpark.

The extra `frames` brings narwhals, by which the engines are spoken to; each engine is the
user's own.

In reading order: `columns` says which column bears what; `_engines` speaks to an engine (`_pandas`
makes its columns nullable), `_reading` reads a column; `_kleene` and `_days` calculate with columns
of answers and of days. A criterion goes through `_day_asked`, `_facts`, `_questions`,
`_lookup_tables` (Polars only) and `_compile`; `_classify` is the way in. A ledger goes through
`_ledger_columns`, `_flags`, `_groups` and `_faulty_rows`; `_tally` is the way in.

A lazy frame stays one: `decide` and `classify` add columns to it, and `tally` takes
the codes in its columns and how many rows come to the same. An error may read some of its rows,
so as to name them.
"""

try:
    import narwhals
except ImportError as error:
    needs = "housing_agreements.frames needs narwhals: pip install 'housing-agreements[frames]'"
    raise ModuleNotFoundError(needs, name="narwhals") from error
else:
    del narwhals

from housing_agreements.frames._classify import classify, decide
from housing_agreements.frames._tally import tally
from housing_agreements.frames.columns import Absent, Column

__all__ = ("Absent", "Column", "classify", "decide", "tally")
