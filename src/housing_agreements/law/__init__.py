"""Layer 6: the French rules that agreements rest on, as dated and cited data."""

__all__ = ()
