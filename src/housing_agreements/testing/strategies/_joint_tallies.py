"""Strategies for tallies for several agreements, of entries that several of them may count."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from housing_agreements.geography.territories import Territory
from housing_agreements.model.entries import ATTRIBUTION_STAGES, PRODUCTION_STAGES, Attribution
from housing_agreements.rules.quotas.joint import JointTally
from housing_agreements.rules.quotas.ledger import Entry, tally
from housing_agreements.testing.strategies._entries import ledgers
from housing_agreements.testing.strategies._model import agreements
from housing_agreements.testing.strategies._pools import DEPARTMENTS
from housing_agreements.testing.strategies._values import days

__all__ = ("REGISTERED", "joint_tallies")


@st.composite
def joint_tallies(draw: st.DrawFn, *, max_size: int = 4) -> JointTally:
    """Joint tallies of two agreements, the second of which has some commitments of the first.

    Both are of a wide territory, and most entries reached every stage within the term: so many
    may be in a base of both.

    Args:
        draw: Hypothesis's own.
        max_size: How many entries there are at most.
    """
    drawn = draw(agreements(max_amendments=0))
    first = attrs.evolve(
        drawn,
        territory=_WIDE,
        contingents=[attrs.evolve(one, territory=_WIDE) for one in drawn.contingents],
    )
    kept = draw(st.integers(1, len(first.commitments)))
    second = attrs.evolve(first, code="west-2018", commitments=first.commitments[:kept])
    ledger = draw(ledgers(agreement=first, max_size=max_size))
    within = st.none() | days(min_value=first.term.start, max_value=first.term.last_day)
    return tally([first, second], [_reach_all_stages(entry, draw(within)) for entry in ledger])


def _reach_all_stages(entry: Entry, on: date | None) -> Entry:
    """An entry that reached each of its stages on one day; `None`: the entry as it is."""
    if on is None:
        return entry
    stages = ATTRIBUTION_STAGES if isinstance(entry, Attribution) else PRODUCTION_STAGES
    fields: Any = {stage.field: on for stage in stages}
    return attrs.evolve(entry, cancelled_on=None, **fields)


_WIDE: Final = Territory("wide", "a synthetic territory", "list", departments=DEPARTMENTS)
REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (JointTally, joint_tallies),
)
"""Each class, with the strategy that draws it."""
