"""Three-valued columns and how they are joined: nullable booleans, where null is undetermined.

The engines differ on nulls in `is_in`, `!=` and `when`, but all six agree with Kleene on `&`, `|`
and `~` of nullable booleans; so everything is said with these three.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import comb
from typing import Any, Final

import attrs
import narwhals as nw

__all__ = ("Answer", "Part", "Stages", "at_least", "both", "contrary", "either", "from_bounds")

_LARGEST: Final = 64
"""The most operations in one expression: engines limit how deep they read."""


@attrs.frozen(eq=False)
class Part:
    """A column still to be worked out."""

    expr: nw.Expr
    """How it is worked out."""
    level: int = 0
    """The stage in which all that it reads is there."""
    size: int = 1
    """How many operations it takes; 1 for a plain column."""


Answer = Part | bool | None
"""What a criterion answers on all rows: a column, or the same everywhere (`None`: undetermined)."""


class Stages:
    """The columns that are worked out before the last ones, stage by stage.

    Args:
        api: The words of which expressions are made: narwhals, or an engine with the same words.
        unknown: A column of nulls that the engine takes for nullable booleans.
        taken: The names that the frame has already.
    """

    def __init__(self, api: Any, unknown: Part, taken: Iterable[str]) -> None:
        self.api = api
        self.unknown = unknown
        self.made: list[list[nw.Expr]] = []
        self.names: list[str] = []
        self._taken = set(taken)

    def fresh(self) -> str:
        """A name that no column has."""
        name = f"__{len(self.names)}"
        while name in self._taken:
            name = f"_{name}"
        self.names.append(name)
        self._taken.add(name)
        return name

    def bound(self, part: Part) -> Part:
        """The same column, worked out once for all that read it."""
        if part.size == 1:
            return part
        name = self.fresh()
        while len(self.made) <= part.level:
            self.made.append([])
        self.made[part.level].append(part.expr.alias(name))
        return Part(self.api.col(name), part.level + 1)

    def joined(self, make: Callable[..., nw.Expr], *parts: Part) -> Part:
        """A column made of others; what would be too long is worked out before."""
        if sum(part.size for part in parts) >= _LARGEST:
            parts = tuple(self.bound(part) for part in parts)
        expr = make(*(part.expr for part in parts))
        size = 1 + sum(part.size for part in parts)
        return Part(expr, max(part.level for part in parts), size)

    def balanced(self, make: Callable[..., nw.Expr], parts: Sequence[Part]) -> Part:
        """Many columns joined two by two, so that the depth stays small."""
        left = list(parts)
        while len(left) > 1:
            pairs = [left[place : place + 2] for place in range(0, len(left), 2)]
            left = [self.joined(make, *pair) if len(pair) > 1 else pair[0] for pair in pairs]
        return left[0]


def _and(one: nw.Expr, other: nw.Expr) -> nw.Expr:
    return one & other


def _or(one: nw.Expr, other: nw.Expr) -> nw.Expr:
    return one | other


def _plus(one: nw.Expr, other: nw.Expr) -> nw.Expr:
    return one + other


def _not(one: nw.Expr) -> nw.Expr:
    return ~one


def contrary(stages: Stages, answer: Answer) -> Answer:
    """Not."""
    if isinstance(answer, Part):
        return stages.joined(_not, answer)
    return None if answer is None else not answer


def both(stages: Stages, answers: Iterable[Answer]) -> Answer:
    """All of them."""
    return _all_alike(stages, answers, _and, absorbing=False)


def either(stages: Stages, answers: Iterable[Answer]) -> Answer:
    """One of them at least."""
    return _all_alike(stages, answers, _or, absorbing=True)


def _all_alike(
    stages: Stages, answers: Iterable[Answer], make: Callable[..., nw.Expr], *, absorbing: bool
) -> Answer:
    """What absorbs decides alone; its contrary changes nothing; the rest is joined."""
    parts: dict[Part, None] = {}  # the same column twice says no more than once
    unknown = False
    for answer in answers:
        if isinstance(answer, Part):
            parts[answer] = None
        elif answer is None:
            unknown = True
        elif answer is absorbing:
            return absorbing
    if not parts:
        return None if unknown else not absorbing
    return stages.balanced(make, [*parts, stages.unknown] if unknown else list(parts))


def from_bounds(stages: Stages, surely: Answer, possibly: Answer) -> Answer:
    """What is surely so, and undetermined where it is possibly so; two columns or answers."""
    return either(stages, (surely, both(stages, (possibly, None))))


def at_least(stages: Stages, count: int, answers: Sequence[Answer]) -> Answer:
    """At least so many of them."""
    count -= sum(answer is True for answer in answers)
    parts = [answer for answer in answers if isinstance(answer, Part)]
    unknown = sum(answer is None for answer in answers)
    surely = _of_parts(stages, count, parts)
    if not unknown:
        return surely
    return from_bounds(stages, surely, _of_parts(stages, count - unknown, parts))


def _of_parts(stages: Stages, count: int, parts: Sequence[Part]) -> Answer:
    """At least so many columns: all those of some choice, or by their number."""
    if count <= 0:
        return True
    if count == 1:
        return either(stages, parts)
    choices = comb(len(parts), count)
    if choices > 1:
        parts = [stages.bound(part) if part.size > _SMALL else part for part in parts]
    if choices <= _FEW:
        # `&` and `|` read bits, many at once; numbers take longer.
        return either(
            stages, [both(stages, combination) for combination in combinations(parts, count)]
        )
    surely, possibly = (
        stages.joined(
            lambda number: number >= count,
            stages.balanced(
                _plus, [stages.joined(_counted(stages.api, null=null), each) for each in parts]
            ),
        )
        for null in (False, True)
    )
    return from_bounds(stages, surely, possibly)


_FEW: Final = 6
"""The most choices that are written out."""
_SMALL: Final = 2
"""The most operations that are worked out again rather than before."""


def _counted(api: Any, *, null: bool) -> Callable[[nw.Expr], nw.Expr]:
    return lambda expr: api.when(expr.fill_null(null)).then(api.lit(1)).otherwise(api.lit(0))
