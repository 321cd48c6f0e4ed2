"""The same work on a frame of Polars written by hand, for two given commitments only."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from benchmarks.by_hand import Row
from housing_agreements import Period

__all__ = ("count",)

_YEARS = (2016, 2017, 2018)


def count(
    frame: pl.DataFrame,
    on: date,
    quarter: tuple[str, Sequence[str]],
    half: Sequence[str],
    listed: Mapping[str, Period],
) -> dict[tuple[str, int], Row]:
    """The bounds of base and count of both commitments, year by year.

    Args:
        frame: The ledger.
        on: The day asked.
        quarter: The contingent and the publics of the first commitment.
        half: The publics of the second one.
        listed: The communes of the second one, with the period in which each is listed.

    Raises:
        ValueError: For an id that stands twice.
    """
    if frame["id"].n_unique() < frame.height:
        raise ValueError(frame["id"].filter(frame["id"].is_duplicated()).to_list())
    contingent, publics = quarter
    standing = frame.lazy().filter(pl.col("cancelled_on").is_null() | (pl.col("cancelled_on") > on))
    spans = pl.LazyFrame(
        {
            "commune": list(listed),
            "start": [period.start for period in listed.values()],
            "end": [period.end for period in listed.values()],
        }
    )
    first = standing.filter(pl.col("contingent") == contingent).with_columns(
        code=pl.lit("quarter"), start=date.min, end=date.max, hit=pl.any_horizontal(*publics)
    )
    second = standing.join(spans, on="commune").with_columns(
        code=pl.lit("half"), hit=pl.any_horizontal(*half)
    )
    columns = ("code", "start", "end", "hit", "count", "proposed_on", "decided_on", "signed_on")
    parts = [part for rows in (first, second) for part in _parts(rows.select(columns), on)]
    found: dict[tuple[str, int], Row] = {
        (code, year): [0, 0, 0, 0] for code in ("quarter", "half") for year in _YEARS
    }
    bounds = _bounds(parts)
    for code, year, *row in bounds.rows():
        found[code, year] = row
    return found


def _parts(entries: pl.LazyFrame, on: date) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """The entries decided on a day that is known, and those that are not, year by year."""
    day = pl.col("decided_on")
    dated = entries.filter(
        day <= on, day.dt.year().is_in(_YEARS), day >= pl.col("start"), day < pl.col("end")
    ).select("code", day.dt.year().alias("year"), "hit", "count", sure=pl.lit(value=True))
    since, by = pl.col("proposed_on").fill_null(date.min), pl.col("signed_on")
    last = pl.min_horizontal(by, pl.lit(on))
    years = pl.LazyFrame({"year": _YEARS}, schema={"year": pl.Int32})
    year = pl.col("year")
    begins = pl.max_horizontal(since, pl.date(year, 1, 1))
    ends = pl.min_horizontal(last, pl.date(year, 12, 31))
    inside = (since.dt.year() == last.dt.year()) & (by <= on)
    undated = (
        entries.filter(day.is_null(), by.is_not_null(), since <= on)
        .join(years, how="cross")
        .filter(
            year >= since.dt.year(), year <= last.dt.year(),
            pl.col("start") <= ends, begins < pl.col("end"),
        )
        .select(
            "code", "year", "hit", "count",
            sure=inside & (pl.col("start") <= begins) & (ends < pl.col("end")),
        )
    )  # fmt: skip
    return dated, undated


def _bounds(parts: Sequence[pl.LazyFrame]) -> pl.DataFrame:
    """The least and the most in the base, the least and the most that count."""
    count, sure, hit = pl.col("count"), pl.col("sure"), pl.col("hit")
    return (
        pl.concat(parts)
        .group_by("code", "year")
        .agg(
            count.filter(sure).sum().alias("base_low"),
            count.sum().alias("base_high"),
            count.filter(sure & hit).sum().alias("low"),
            count.filter(hit.fill_null(value=True)).sum().alias("high"),
        )
        .collect()
    )
