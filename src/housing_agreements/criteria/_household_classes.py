"""Classes of households: each is told of when it is made, to whatever must know them all.

A project adds its own facts in a class of its own, and nothing here knows which classes there
will be. The test kit follows them, so that `st.from_type` draws each.
"""

from collections.abc import Callable
from typing import Any, Final
from weakref import WeakSet

__all__ = ("follow_classes", "tell_of_class")

_made: Final[WeakSet[type]] = WeakSet()
_followers: Final[list[Callable[[type[Any]], object]]] = []


def tell_of_class(kind: type) -> None:
    """Tell of a class of households that was made."""
    _made.add(kind)
    for follow in _followers:
        follow(kind)


def follow_classes(follow: Callable[[type[Any]], object]) -> None:
    """Have a function called with each class of households, those made before and those to come.

    Whatever follows is told of a class once, however often it asks.
    """
    if follow in _followers:
        return
    _followers.append(follow)
    for kind in tuple(_made):
        follow(kind)
