"""Keys packed into numbers group rows as the keys themselves do."""

from collections import Counter
from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.frames._groups import WholeRange, group_by_packed_keys

LEAST, SIZE = -3, 7
"""What the small whole numbers of these tests can be."""

rows = st.lists(
    st.tuples(
        st.none() | st.integers(LEAST, LEAST + SIZE - 2),
        st.none() | st.dates(),
        st.none() | st.dates(),
        st.none() | st.dates(date(2016, 1, 1), date(2018, 12, 31)),
        st.none() | st.dates(),
        st.none() | st.booleans(),
        st.none() | st.text(max_size=1),
    ),
    max_size=8,
)


@given(rows=rows)
def test_as_the_keys_themselves(rows: list[tuple[object, ...]]) -> None:
    """Each distinct row comes back once, of its own kinds, with how often it stands."""
    days = ("b", "c", "d", "e")
    kinds = {"a": pl.Int32, **dict.fromkeys(days, pl.Date), "f": pl.Boolean, "g": pl.String}
    frame = pl.DataFrame(rows, schema=kinds, orient="row")
    spans = {"a": WholeRange(LEAST, SIZE), "f": WholeRange(0, 3)}
    for name in days:
        numbers = frame[name].cast(pl.Int32).drop_nulls().to_list()
        spans[name] = WholeRange.between(min(numbers, default=None), max(numbers, default=None))
    keys = {name: pl.col(name) for name in kinds}
    found = group_by_packed_keys(pl, frame.lazy(), keys, spans, [pl.len()]).collect()
    assert list(found.schema.items())[:-1] == list(kinds.items())
    assert {tuple(row): n for *row, n in found.rows()} == Counter(rows)


def test_more_than_one_number_holds() -> None:
    """The least and the most of spans that fill numbers to the last unit come back."""
    sizes = (2**31 - 1, 2**31 - 1, 2**2, 2**62, 2**63 - 1)
    spans = {f"k{place}": WholeRange(0, size) for place, size in enumerate(sizes)}
    ends = [tuple(size - 2 for size in sizes), (0,) * len(sizes), (None,) * len(sizes)]
    frame = pl.LazyFrame(ends, schema=dict.fromkeys(spans, pl.Int64), orient="row")
    keys = {name: pl.col(name) for name in spans}
    found = group_by_packed_keys(pl, frame, keys, spans, [pl.len()]).collect()
    assert {*found.drop("len").rows()} == {*ends}


def test_no_key_that_is_a_number() -> None:
    """Keys of which no span is known are keys by themselves."""
    frame = pl.LazyFrame({"g": ["x", "y", "x"]})
    found = group_by_packed_keys(pl, frame, {"g": pl.col("g")}, {}, [pl.len()]).collect()
    assert {*found.rows()} == {("x", 2), ("y", 1)}
