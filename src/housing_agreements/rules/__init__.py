"""Floor 5: the rules, as pure functions on values."""

__all__ = ()
