"""An agreement checked against itself, against those beside it and against the law."""

__all__ = ()
