"""Layer 3: an answer as a tree of blocks, its text for 80 columns and its page."""

__all__ = ()
