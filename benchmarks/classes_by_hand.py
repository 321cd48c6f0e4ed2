"""The publics of L.441-1 as Polars written by hand, for one day only."""

from typing import Final

import polars as pl

__all__ = ("ON_YEAR", "classify")

ON_YEAR: Final = 2024
"""The first of January of this year is the day asked."""


def classify(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with a nullable column for each public; null where the facts leave it open.

    `&` and `|` of nullable booleans are Kleene's in Polars, so that nulls need no care; where
    what the law asks is not known itself, a null stands for it.
    """
    col, unknown = pl.col, pl.lit(None, dtype=pl.Boolean)
    ended, born = col("child_welfare_ended_on"), col("born_on")
    three_years_ago = pl.date(ON_YEAR - 3, 1, 1)
    recent = (ended > three_years_ago) | ((ended >= three_years_ago) & unknown)
    young = (born > pl.date(ON_YEAR - 21, 1, 1)) | ((born > pl.date(ON_YEAR - 24, 1, 1)) & unknown)
    return frame.with_columns(
        **{
            "dalo": col("dalo_recognised"),
            "disability": col("disabled") | col("disabled_dependant"),
            "therapeutic-flat": col("leaving_therapeutic_flat"),
            "badly-housed": col("badly_housed") | col("in_difficulty"),
            "temporarily-housed": col("temporarily_housed"),
            "resuming-work": col("resuming_work"),
            "unfit-housing": col("unfit_housing"),
            "violence": (col("forced_marriage") | col("couple_violence")) & col("protection_order"),
            "assault-near-home": col("assaulted_near_home") & col("assailant_kept_away"),
            "leaving-prostitution": col("leaving_prostitution"),
            "trafficking": col("trafficked"),
            "crowded-or-non-decent": (col("minor_children") >= 1)
            & (col("overcrowded") | col("non_decent_housing")),
            "without-dwelling": col("without_dwelling") | col("hosted_by_third_parties"),
            "eviction": col("threatened_with_eviction"),
            "child-welfare": col("former_child_welfare") & recent & young,
        }
    )
