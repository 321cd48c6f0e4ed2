"""Layer 8: agreements that were signed, clause by clause, with the figures published on them."""

__all__ = ()
