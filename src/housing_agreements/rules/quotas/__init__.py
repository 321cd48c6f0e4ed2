"""Quotas: from a ledger to a tally, and from a tally to findings."""

__all__: tuple[str, ...] = ()
