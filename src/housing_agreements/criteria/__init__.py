"""Layer 4: the facts of a household, and the criteria that read them."""

__all__ = ()
