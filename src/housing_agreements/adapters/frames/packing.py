"""Several keys as one number, for Polars: rows are grouped by one far sooner than by many.

What stands in a group is taken out of its number again, exactly, when few groups are left.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

__all__ = ("Span", "grouped_by")

_MOST: Final = 2**63 - 1
"""The most that one number holds."""


class Span(NamedTuple):
    """The whole numbers that a key can be, beside null; of days, how many since 1970 began."""

    least: int
    """The least of them."""
    size: int
    """How many there are, and one for null."""

    @classmethod
    def between(cls, least: int | None, most: int | None) -> "Span":
        """The numbers from one to another, and null; `None`: null alone.

        Examples:
            >>> Span.between(16_801, 16_803)
            Span(least=16801, size=4)
        """
        return cls(0, 1) if least is None or most is None else cls(least, most - least + 2)


def grouped_by(
    api: Any,  # the words of Polars
    frame: Any,  # a lazy frame of Polars
    keys: Mapping[str, Any],
    spans: Mapping[str, Span],
    counts: Sequence[Any],
) -> Any:  # a lazy frame
    """A frame grouped by keys, as `group_by(**keys).agg(*counts)` groups it.

    Args:
        api: The words of Polars.
        frame: The frame.
        keys: The keys.
        spans: What those that are whole numbers or days can be; any other is a key by itself.
        counts: What is worked out of each group.
    """
    numbers = _numbers(spans)
    packed = {f"packed {at}": _packed(api, keys, spans, each) for at, each in enumerate(numbers)}
    others = {name: key for name, key in keys.items() if name not in spans}
    groups = frame.group_by(**packed, **others).agg(*counts)
    kinds = frame.select(**{name: keys[name] for name in spans}).collect_schema()
    taken_out = {
        name: expr.cast(kinds[name])
        for at, each in enumerate(numbers)
        for name, expr in _taken_out(api, f"packed {at}", spans, each).items()
    }
    made = groups.with_columns(**taken_out)
    return made.select(*keys, api.exclude(*keys, *packed))


def _numbers(spans: Mapping[str, Span]) -> list[list[str]]:
    """The keys that go into each number."""
    numbers: list[list[str]] = []
    room = 0
    for name, span in spans.items():
        if span.size > room:
            numbers.append([])
            room = _MOST
        numbers[-1].append(name)
        room //= span.size
    return numbers


def _packed(
    api: Any, keys: Mapping[str, Any], spans: Mapping[str, Span], names: Sequence[str]
) -> Any:
    """Keys as the digits of one number, each 0 where it is null."""
    number = api.lit(0, dtype=api.Int64)
    for name in names:
        digit = keys[name].cast(api.Int64) - (spans[name].least - 1)
        number = number * spans[name].size + digit.fill_null(0)
    return number


def _taken_out(
    api: Any, column: str, spans: Mapping[str, Span], names: Sequence[str]
) -> Mapping[str, Any]:
    """The keys that are the digits of a number."""
    rest, found = api.col(column), {}
    for name in reversed(names):
        digit = rest % spans[name].size
        found[name] = api.when(digit > 0).then(digit + (spans[name].least - 1))
        rest = rest // spans[name].size
    return found
