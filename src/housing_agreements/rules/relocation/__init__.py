"""The offers made to a relocated household, held against a charter."""

__all__ = ()
