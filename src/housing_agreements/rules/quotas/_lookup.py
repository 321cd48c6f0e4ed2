"""Values worked out once for each distinct thing, whatever they are looked up for."""

from collections.abc import Callable
from typing import TypeVar

__all__ = ("Lookup",)

V = TypeVar("V")
W = TypeVar("W")


class Lookup(dict[V, W]):
    """A value worked out once for each distinct thing looked up: a memo, for frames too.

    Args:
        work_out: The value for a thing seen for the first time.
    """

    def __init__(self, work_out: Callable[[V], W]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, thing: V) -> W:
        """Work out the value of a thing seen for the first time."""
        worked_out = self[thing] = self._work_out(thing)
        return worked_out
