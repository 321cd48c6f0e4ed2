"""The same ledger as a table of Polars, for the years that are too long to read row by row."""

import polars as pl

import housing_agreements as ha
from housing_agreements import frames
from rivage.agreement import AGREEMENT

__all__ = ("tally_table",)


def tally_table(table: pl.DataFrame) -> ha.Tally:
    """The tally of a table of leases, with a column for each field and each fact that is read."""
    return frames.tally(AGREEMENT, frames.classify(table, AGREEMENT, on="signed_on"))
