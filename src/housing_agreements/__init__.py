"""French social-housing agreements as values, judged by pure functions."""

__all__: tuple[str, ...] = ()
