"""What a plan must satisfy: one demand for each limit of a promise, a sum in whole numbers."""

from datetime import date
from typing import Final, NamedTuple

import attrs
import numpy as np

from housing_agreements.rules.quotas.tally import Tally

__all__ = ("BITS", "Demand", "Encoded", "Numbers", "Unit")

BITS: Final = 8
"""How many bits tell how often a kind of expected dwelling is in a number."""

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
"""Whole numbers in a row, or a table of them."""


class Encoded(NamedTuple):
    """A ledger in which each number also tells how many expected dwellings of each cell it has."""

    ledger: Tally
    """The ledger."""
    cell_of: Numbers
    """The index of the cell of each piece and kind of household; -1: of none that counts."""
    cells: int
    """How many cells there are."""
    told: tuple[frozenset[str], ...] | None
    """The kinds of households that are told apart; `None`: of those that count, and the others."""


class Unit(NamedTuple):
    """A commitment of an agreement over a period: what is kept, or given up, as a whole."""

    agreement: int
    """The agreement, by its index."""
    commitment: str
    """The code of the commitment."""
    first_day: date
    """The first day of the period."""


@attrs.frozen(eq=False)
class Demand:
    """One limit, as what a sum over the expected dwellings must not exceed."""

    unit: Unit
    """The commitment and the period."""
    coefficients: Numbers
    """What one more household of each kind adds, by piece and kind; instead of one of no public."""
    at_most: int
    """What the sum must not exceed."""
    dwelling: int
    """How much of the sum one dwelling more or less is worth."""
    exact: bool
    """Whether the limit is kept exactly when the sum is; if not, it is surely kept then."""
    measured: bool
    """Whether the limit is missed by as many dwellings as the sum is."""
