"""Floor 7: the same rules on data frames, and other forms for other tools."""

__all__ = ()
