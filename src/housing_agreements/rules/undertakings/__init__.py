"""What was to be done, judged by what is stated of it."""

__all__ = ()
