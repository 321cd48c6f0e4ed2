"""Days and flags come back out of their numbers, one by one and as columns."""

from calendar import monthrange
from datetime import date
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.frames._days import (
    add_months,
    day_from_number,
    decode_day,
    encode_column,
    is_last_of_month,
    last_number_of_month,
    number_from_ordinal,
    number_of_day,
)
from housing_agreements.frames._engines import open_frame
from housing_agreements.frames._flags import (
    digit_at,
    number_bearing,
    numbers_needed,
    pack_flags,
    unpack_flags,
)

flags = st.none() | st.booleans()
DIGIT_OF = {False: 0, None: 1, True: 2}


@given(day=st.dates())
def test_days_come_back(day: date) -> None:
    """The number of a day is that of no other, also when it is found by its ordinal."""
    number = number_of_day(day)
    assert day_from_number(number) == day
    assert decode_day(number) == (day.year, day.month, day.day)
    assert number_from_ordinal(day.toordinal()) == number


@given(first=st.dates(), second=st.dates())
def test_numbers_are_in_the_order_of_days(first: date, second: date) -> None:
    """A day is before another as its number is."""
    assert (first < second) == (number_of_day(first) < number_of_day(second))


@given(day=st.dates(max_value=date(9998, 12, 31)), months=st.integers(0, 12))
def test_months_are_added(day: date, months: int) -> None:
    """Some months later, day of the month and number of months are as expected."""
    year, month, rest = decode_day(add_months(number_of_day(day), months))
    assert (year * 12 + month) - (day.year * 12 + day.month) == months
    assert rest == day.day


@given(days=st.lists(st.none() | st.dates(), max_size=6))
def test_columns_of_days(days: list[date | None]) -> None:
    """A column of days has their numbers, and tells which is the last of its month."""
    frame = pl.DataFrame({"day": pl.Series(days, dtype=pl.Date)})
    api = open_frame(frame, "test").api
    number = encode_column(api.col("day"), api.Int64)
    year, month, day = decode_day(number)
    exprs: Any = {
        "number": number,
        "end": last_number_of_month(number, day),
        "last": is_last_of_month(year, month, day),
    }
    found = frame.select(**exprs)
    assert found["number"].to_list() == [
        None if day is None else number_of_day(day) for day in days
    ]
    ends = [None if day is None else monthrange(day.year, day.month)[1] for day in days]
    assert found["last"].to_list() == [
        day is not None and day.day == end for day, end in zip(days, ends, strict=True)
    ]
    assert found["end"].to_list() == [
        None if day is None else number_of_day(day) - day.day + 31 for day in days
    ]


@given(rows=st.integers(0, 45).flatmap(lambda size: st.lists(st.tuples(*[flags] * size))))
def test_flags_come_back(rows: list[tuple[bool | None, ...]]) -> None:
    """Each flag of each row is a digit of one of few numbers; one that is not given is null."""
    size = len(rows[0]) if rows else 0
    names = [f"flag {index}" for index in range(size)]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Boolean), orient="row")
    api = open_frame(frame, "test").api
    never = {index for index in range(size) if all(row[index] is None for row in rows)}
    packed = pack_flags(
        api, [None if index in never else api.col(name) for index, name in enumerate(names)]
    )
    assert len(packed) == numbers_needed(size)
    exprs: Any = {f"number {index}": number for index, number in enumerate(packed)}
    numbers = frame.with_columns(**exprs).drop(names)
    for row, found in zip(rows, numbers.rows(), strict=len(packed) > 0):
        expected = [DIGIT_OF[flag] for flag in row]
        assert unpack_flags(found)[:size] == expected
        assert [digit_at(i, found[number_bearing(i)]) for i in range(size)] == expected
