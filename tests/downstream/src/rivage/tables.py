"""The same ledger as a table of Polars, for the years that are too long to read row by row."""

import polars as pl

import housing_agreements as ha
from housing_agreements import frames
from rivage.agreement import AGREEMENT

__all__ = ("tally_table",)


def tally_table(table: pl.DataFrame) -> ha.Tally:
    """The tally of a table of leases, with a column for each fact that the publics read."""
    judged = frames.classify(table, AGREEMENT, on="signed_on")
    return frames.tally(AGREEMENT, judged.with_columns(contingent=pl.lit("metropolis")))
