"""Hypothesis strategies for the public types."""

__all__ = ("register",)


def register() -> None:
    """Teach `hypothesis.strategies.from_type` the public types.

    Hypothesis calls this once, when it is imported. There is no public type yet,
    so nothing is registered.
    """
