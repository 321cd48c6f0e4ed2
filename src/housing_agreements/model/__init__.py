"""Layer 5: the agreement on the desk, as values: parties, contingents, publics, commitments."""

__all__ = ()
