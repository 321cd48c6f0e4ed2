"""The same agreement asked of data frames: Polars, pandas, PyArrow, DuckDB, Dask, PySpark.

The extra `frames` brings narwhals, through which this package speaks to the engines; you install
the engine yourself. `decide` and `classify` add columns to a frame, and a lazy frame stays lazy.
`tally` asks the engine to count equal rows, and takes only these counts and the codes of its
columns. Where something is wrong, an error may read a few rows of a lazy frame to name them.

In reading order: `columns` says which column bears what; `_faults` gathers what is wrong;
`_engines` speaks to an engine (`_pandas` makes its columns nullable), `_reading` reads a column;
`_kleene` and `_days` calculate with columns of answers and of days. A criterion goes through
`_day_asked`, `_facts`, `_questions`, `_lookup_tables` (Polars only) and `_compile`; `_classify` is
the way in. A ledger goes through `_ledger_columns`, `_flags`, `_groups`, `_faulty_rows` and
`_rebuilt_entries`; `_tally` is the way in, and `_entries` the way back from a finding to the rows.
`_rows` makes a frame of an answer; `_rank` ranks the rows by a grid.
"""

try:
    import narwhals
except ImportError as _error:
    _needs = "housing_agreements.frames needs narwhals: pip install 'housing-agreements[frames]'"
    raise ModuleNotFoundError(_needs, name="narwhals") from _error
else:
    del narwhals

from housing_agreements.frames._classify import classify, decide
from housing_agreements.frames._entries import entries_of
from housing_agreements.frames._rank import rank
from housing_agreements.frames._rows import rows_of
from housing_agreements.frames._tally import tally
from housing_agreements.frames.columns import Absent, Column

__all__ = ("Absent", "Column", "classify", "decide", "entries_of", "rank", "rows_of", "tally")
