"""From a tally to findings: what may count, what is owed, and the verdicts."""

__all__ = ()
