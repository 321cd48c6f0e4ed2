"""Values over time as a page: a table, and steps where all of them are numbers."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from fractions import Fraction
from typing import Final, Protocol, runtime_checkable

from housing_agreements._markup import MOST_SHOWN, Markup, cut, element
from housing_agreements.values.texts import Language, number, percent

__all__ = ("Step", "draw_steps", "tell_value", "write_values")

Step = tuple[date, date, object]
"""A value with its first day, and the day after its last."""
_STEPS_WIDTH: Final = 1_000
"""The width of the steps in their own units."""
_STEPS_HEIGHT: Final = 100


@runtime_checkable
class _Says(Protocol):
    def say(self, language: Language, /) -> str: ...


def tell_value(value: object) -> str:
    """A value in English: numbers and rates as one reads them, codes in order.

    Examples:
        >>> tell_value(4777), tell_value(Fraction(1, 4)), tell_value(frozenset({"dalo", "asv"}))
        ('4,777', '25 %', 'asv, dalo')
    """
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "\u2013"}[value]
    if isinstance(value, int):
        return number(value, "en")
    if isinstance(value, Fraction):
        return percent(value, "en")
    if isinstance(value, AbstractSet):
        return ", ".join(sorted(map(str, value))) or "\u2013"
    if isinstance(value, (tuple, list)):
        return "; ".join(map(tell_value, value)) or "\u2013"
    return value.say("en") if isinstance(value, _Says) else str(value)


def write_values(when: str, what: str, values: Sequence[tuple[str, object]]) -> Iterator[Markup]:
    """A table of values, each with the words of its period or of its first day."""
    told = [(words, cut(tell_value(value))) for words, value in values[:MOST_SHOWN]]
    are_numbers = all(isinstance(value, (int, Fraction)) for _, value in values)
    side = "ha-number" if are_numbers else None
    headings = (element("th", when, scope="col"), element("th", what, scope="col", class_=side))
    rows = (
        element("tr", element("th", words, scope="row"), element("td", value, class_=side))
        for words, value in told
    )
    yield element("table", element("thead", element("tr", *headings)), element("tbody", *rows))
    if len(values) > MOST_SHOWN:
        many = len(values) - MOST_SHOWN
        verb = "is" if many == 1 else "are"
        left_out = f"{number(many, 'en')} more {verb} left out here"
        yield element("p", left_out, class_="ha-note")


def draw_steps(steps: Sequence[Step]) -> Iterator[Markup]:
    """Numbers over time, one rectangle for each; nothing where one of them is no number."""
    levels = [level for *_, level in steps if isinstance(level, (int, Fraction))]
    if len(levels) < len(steps) or not any(levels) or len(steps) > MOST_SHOWN:
        return
    first, last = steps[0][0], steps[-1][1]
    days, most = (last - first).days, max(*levels, 0)
    least = min(*levels, 0)
    drawn = []
    for (begins, ends, _), level in zip(steps, levels, strict=True):
        start, end = ((day - first).days * _STEPS_WIDTH // days for day in (begins, ends))
        top, foot = (
            int((most - value) * _STEPS_HEIGHT / (most - least))
            for value in (max(level, 0), min(level, 0))
        )
        # A gap between two steps, so that one sees where a promise ends.
        width, height = max(end - start - _GAP_BETWEEN_STEPS, 1), max(foot - top, 1)
        drawn.append(element("rect", x=start, y=top, width=width, height=height))
    lowest, highest = (tell_value(value) for value in (min(levels), max(levels)))
    yield element(
        "svg",
        element("title", f"from {lowest} to {highest}"),
        *drawn,
        class_="ha-plain ha-steps",
        viewBox=f"0 0 {_STEPS_WIDTH} {_STEPS_HEIGHT}",
        preserveAspectRatio="none",
        role="img",
    )


_GAP_BETWEEN_STEPS: Final = 4
