"""Scoring (*cotation*): grids of points, the points of a household, and the ranks of many."""

__all__ = ()
