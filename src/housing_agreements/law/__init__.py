"""Floor 4: the French rules that agreements rest on, as dated and cited data."""

__all__ = ()
