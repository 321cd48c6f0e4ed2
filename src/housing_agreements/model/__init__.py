"""Floor 3: the agreement on the desk, as values: parties, contingents, publics, commitments."""

__all__ = ()
