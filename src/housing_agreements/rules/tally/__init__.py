"""From a ledger to a tally: each entry is read once, and only what the agreement asks is kept."""

__all__ = ()
