"""What changed between two versions of an agreement."""

__all__ = ()
