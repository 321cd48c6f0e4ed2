"""A criterion as one flat function: each distinct node becomes one statement.

The source holds only names made here and the names of facts, which are identifiers; every
value is bound by name. A criterion too long for that is judged node by node.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from housing_agreements.criteria.fold import Node, fold, in_order
from housing_agreements.values.faults import exact_day
from housing_agreements.values.verdicts import Verdict

__all__ = ("VERDICTS", "Judge", "compiled", "kth_largest", "ranks")

Judge = Callable[[Any, date], Verdict]
"""A criterion as a function of a household and a day."""

VERDICTS: Final = (Verdict.UNMET, Verdict.UNDETERMINED, Verdict.MET)
"""The verdicts by rank."""

_LONGEST: Final = 2_000
"""The most nodes that are compiled."""


def kth_largest(count: int, given: Sequence[int]) -> int:
    """The rank of "at least `count` of": the `count`-th largest rank given.

    None are enough for a count of zero, and no number is when there are too few.

    Examples:
        >>> kth_largest(2, [0, 1, 2])
        1
    """
    if not count:
        return 2
    return sorted(given)[-count] if count <= len(given) else 0


def ranks(root: Node, household: object, on: date) -> dict[int, int]:
    """The rank of each distinct node, by `id`."""
    exact_day(on, "criterion, on")
    return fold(root, lambda node, given: node.judged(given, household, on))


def compiled(root: Node) -> Judge:
    """The function that decides a criterion."""
    nodes = in_order(root)
    if len(nodes) > _LONGEST:
        return lambda household, on: VERDICTS[ranks(root, household, on)[id(root)]]
    bound: dict[str, object] = {"date": date, "exact_day": exact_day, "verdicts": VERDICTS}

    def bind(value: object) -> str:
        name = f"k{len(bound)}"
        bound[name] = value
        return name

    names = {id(node): f"r{place}" for place, node in enumerate(nodes)}
    lines = [
        line
        for node in nodes
        for line in node.lines(names[id(node)], [names[id(part)] for part in node.parts], bind)
    ]
    head = "def judge(household, on):\n if type(on) is not date: exact_day(on, 'criterion, on')\n"
    body = "".join(f" {line}\n" for line in lines)
    source = f"{head}{body} return verdicts[{names[id(root)]}]\n"
    exec(compile(source, "<criterion>", "exec"), bound)  # noqa: S102  # names made above only
    return bound["judge"]  # type: ignore[return-value]  # the function just made
