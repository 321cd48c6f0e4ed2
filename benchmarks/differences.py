"""Where OpenFisca-France and the library answer otherwise about a household, and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from benchmarks.households import UNKNOWN, Drawn
from housing_agreements import Verdict

__all__ = ("UNEXPLAINED", "Difference", "compared", "lines")

UNEXPLAINED: Final = "for no reason stated here"
_ONLY_DISTRICTS: Final = ("751",)


class Difference(NamedTuple):
    """A kind of difference."""

    there: bool
    """What OpenFisca-France answers."""
    here: Verdict
    """What the library answers."""
    reason: str
    """Why."""


def _marked(row: Drawn, _: date) -> bool:
    """Whether a household is, or may be, counted one category higher."""
    alone = row.size >= 2 and row.children == row.size - 1
    couple = row.adults == 2 and row.size == 2
    young = couple and (row.first_age == UNKNOWN or row.first_age + row.second_age <= 55)
    return row.disabled != 0 or alone or young


_OPEN: Final[tuple[tuple[str, Callable[[Drawn, date], bool]], ...]] = (
    ("the income is not known: it takes 0", lambda row, _: row.income == UNKNOWN),
    ("the commune is not known: it takes one of other regions", lambda row, _: not row.code),
    (
        "overseas, whose ceilings are others: it takes other regions",
        lambda row, _: row.code.startswith("97"),
    ),
    ("whether it is counted one category higher is not known", _marked),
)
"""Why the library leaves a household open that OpenFisca-France decides: the first that holds."""
_OTHERWISE: Final[tuple[tuple[str, Callable[[Drawn, date], bool]], ...]] = (
    (
        "the ages are not known: it takes nobody for an adult",
        lambda row, _: row.first_age == UNKNOWN,
    ),
    (
        "further adults who are no dependants: its category is 1 or 6",
        lambda row, _: row.others > 0,
    ),
    ("its ceilings are those of 2022", lambda _, on: on.year > 2022),
    ("92012 is not in its first zone", lambda row, _: row.code == "92012"),
    (
        "a district of Paris is not in its first zone",
        lambda row, _: row.code.startswith(_ONLY_DISTRICTS),
    ),
    (
        "its ceiling of 2022 for two people in the first zone is ten times too high",
        lambda row, on: on.year == 2022 and row.size == 2,
    ),
)
"""Why both decide, and not alike."""


def compared(
    rows: Iterable[Drawn], there: Iterable[bool], here: Iterable[Verdict], *, on: date
) -> Counter[Difference | None]:
    """How many households there are of each kind of difference; `None`: they answer alike.

    A reason is named when it holds of the household, so that it need not be the only one; what
    no reason explains is counted as such.
    """
    return Counter(
        _difference(row, answer, verdict, on)
        for row, answer, verdict in zip(rows, there, here, strict=True)
    )


def _difference(row: Drawn, there: bool, here: Verdict, on: date) -> Difference | None:  # noqa: FBT001  # an answer
    if here is (Verdict.MET if there else Verdict.UNMET):
        return None
    reasons = _OPEN if here is Verdict.UNDETERMINED else _OTHERWISE
    found = (name for name, holds in reasons if holds(row, on))
    return Difference(there, here, next(found, UNEXPLAINED))


def lines(counted: Counter[Difference | None]) -> Iterator[str]:
    """The counts as a table, the most frequent first."""
    total = counted.total()
    yield "| OpenFisca-France | here | households | why |"
    yield "|---|---|---|---|"
    yield f"| the same | the same | {counted[None]:,} of {total:,} | |"
    for difference, count in counted.most_common():
        if difference is not None:
            answer = "eligible" if difference.there else "not eligible"
            yield f"| {answer} | {difference.here.value} | {count:,} | {difference.reason} |"
