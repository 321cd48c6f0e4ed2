"""The least and the most that one sum over another can be, when entries are not all known."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from housing_agreements.rules.judgement.choices import Choice, Item

__all__ = ("ratios",)


def ratios(
    items: Mapping[Item, int],
    above: Callable[[Choice], int],
    below: Callable[[Choice], Fraction | int | None],
    *,
    constant: Fraction = Fraction(0),
) -> tuple[Fraction, Fraction]:
    """The least and the most that one sum over another can be, the other being above zero.

    A ratio is at its most when no other completion has a positive `above - ratio x below`
    (Dinkelbach, 1967): each step takes, for each entry, the choice best for the last ratio.

    Args:
        items: What may turn out.
        above: What one dwelling adds above.
        below: What it adds below; `None`: without limit.
        constant: What stands below in any case.
    """

    def reached(ratio: Fraction, sign: int) -> Fraction:
        """The ratio of the completion for which `above - ratio x below` is least, or most."""
        over, under = 0, constant
        for item, dwellings in items.items():
            pairs = [
                (above(choice), part)
                for choice in item.choices
                if (part := below(choice)) is not None
            ]
            up, down = min(pairs, key=lambda pair: sign * dwellings * (pair[0] - ratio * pair[1]))
            over, under = over + dwellings * up, under + dwellings * down
        return Fraction(over) / under

    if all(len(item.choices) == 1 for item in items):
        known = reached(Fraction(0), 1)
        return known, known
    found: list[Fraction] = []
    for sign in (1, -1):
        ratio = Fraction(0)
        while (closer := reached(ratio, sign)) != ratio:
            ratio = closer
        found.append(ratio)
    least, most = found
    unlimited = any(below(choice) is None for item in items for choice in item.choices)
    return min(least, Fraction(0)) if unlimited else least, most
