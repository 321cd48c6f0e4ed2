"""Strategies for tallies for several agreements, of entries that several of them may count."""

from collections.abc import Callable
from typing import Final

import attrs
from hypothesis import strategies as st

from housing_agreements.rules.quotas.joint import JointTally
from housing_agreements.rules.quotas.ledger import tally
from housing_agreements.testing.strategies._entries import ledgers
from housing_agreements.testing.strategies._model import agreements

__all__ = ("REGISTERED", "joint_tallies")


@st.composite
def joint_tallies(draw: st.DrawFn, *, max_size: int = 4) -> JointTally:
    """Joint tallies of two agreements, the second of which has some commitments of the first.

    So whatever the second may have in a base, the first may too.

    Args:
        draw: Hypothesis's own.
        max_size: How many entries there are at most.
    """
    first = draw(agreements(max_amendments=0))
    kept = draw(st.integers(1, len(first.commitments)))
    second = attrs.evolve(first, code="west-2018", commitments=first.commitments[:kept])
    return tally([first, second], draw(ledgers(agreement=first, max_size=max_size)))


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (JointTally, joint_tallies),
)
"""Each class, with the strategy that draws it."""
