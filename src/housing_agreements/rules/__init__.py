"""Layer 7: the rules, as pure functions on values."""

__all__ = ()
