"""Layer 1: the values everything else is written in. Each owns its invariants."""

__all__ = ()
