"""State French social-housing agreements as values, and judge them with pure functions."""

__all__ = ()
