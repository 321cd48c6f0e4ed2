"""Where OpenFisca-France and the library answer otherwise about a household, and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from benchmarks.households import UNKNOWN, Drawn
from housing_agreements import Verdict
from housing_agreements.law.incomes.zones import PARIS_ZONE

__all__ = ("UNEXPLAINED", "Difference", "compared", "lines")

UNEXPLAINED: Final = "for no reason stated here"
"""The reason of what nothing explains."""


class Difference(NamedTuple):
    """A kind of difference."""

    there: bool
    """What OpenFisca-France answers."""
    here: Verdict
    """What the library answers."""
    reason: str
    """Why."""


class _Reason(NamedTuple):
    """Why there may be a difference."""

    said: str
    """In words."""
    holds: Callable[[Drawn, date], bool]
    """Whether it holds of a household on a day."""
    there: bool | None = None
    """The only answer that it leads OpenFisca-France to; `None`: either."""


_NO_INCOME: Final = _Reason(
    "the income is not known: it takes 0", lambda row, _: row.income == UNKNOWN, there=True
)
_LAST: Final = _Reason(
    "its ceilings are still those of 2022", lambda _, on: on > date(2022, 12, 31)
)
_MISTYPED: Final = "its ceiling of two people in the first zone is typed ten times too high in 2022"


def _pair(row: Drawn) -> bool:
    """Whether a household is a couple and nobody else."""
    return row.adults == row.size == 2


def _perhaps_higher(row: Drawn, on: date) -> bool:
    """Whether it is not known of a household that it is counted one category higher."""
    disabled = row.disabled == UNKNOWN or (row.disabled == 1 and on.year < 2022)
    return disabled or (_pair(row) and row.first_age == UNKNOWN)


_OPEN: Final = {
    "dwelling": (
        _NO_INCOME,
        _Reason(
            "the commune is not known: it takes one of other regions", lambda row, _: not row.code
        ),
        _Reason(
            "overseas has ceilings of its own: it takes those of other regions",
            lambda row, _: row.code.startswith("97"),
        ),
        _Reason("whether it is counted one category higher is not known", _perhaps_higher),
    ),
    "stated": (_NO_INCOME,),
}
"""Why the library leaves a household open that OpenFisca-France decides: the first that holds."""
_OTHERWISE: Final = {
    "dwelling": (
        _Reason(
            "the ages are not known: it takes nobody for an adult",
            lambda row, _: row.first_age == UNKNOWN,
            there=False,
        ),
        _Reason(
            "a disabled person counts one category higher, which it does not know",
            lambda row, on: row.disabled == 1 and row.size <= 5 and on.year >= 2022,
            there=False,
        ),
        _LAST,
        _Reason(
            "further adults who are no dependants: its category is 1 or 6",
            lambda row, _: row.others > 0 and row.children == 0,
        ),
        _Reason(
            "further adults who are no dependants: its category counts dependants only",
            lambda row, _: row.others > 0,
        ),
        _Reason(
            "one alone with five dependants or more: it counts each beyond four, past the sixth",
            lambda row, _: row.adults == 1 and row.children >= 5,
            there=True,
        ),
        _Reason("92012 is not in its first zone", lambda row, _: row.code == "92012", there=False),
        _Reason(
            "a district of Paris is not in its first zone",
            lambda row, _: row.code.startswith("751"),
            there=False,
        ),
        _Reason(
            _MISTYPED,
            lambda row, on: (
                on.year == 2022 and _pair(row) and row.code in {"75056", "93048", "94080"}
            ),
            there=True,
        ),
    ),
    "stated": (
        _LAST,
        _Reason(
            _MISTYPED,
            lambda row, on: on.year == 2022 and row.size == 2 and row.zone == PARIS_ZONE,
            there=True,
        ),
    ),
}
"""Why both decide, and not alike: the first that holds."""


def compared(
    rows: Iterable[Drawn],
    there: Iterable[bool],
    here: Iterable[Verdict],
    *,
    case: str,
    on: date,
) -> Counter[Difference | None]:
    """How many households there are of each kind of difference; `None`: they answer alike.

    A reason is named when it holds of the household, so that it need not be the only one; what
    no reason explains is counted as such.

    Args:
        rows: The households.
        there: What OpenFisca-France answers of each.
        here: What the library answers of each.
        case: The question: "dwelling" or "stated".
        on: The day asked.
    """
    return Counter(
        _difference(row, answer, verdict, case, on)
        for row, answer, verdict in zip(rows, there, here, strict=True)
    )


def _difference(
    row: Drawn, answer: object, verdict: Verdict, case: str, on: date
) -> Difference | None:
    there = bool(answer)
    if verdict is (Verdict.MET if there else Verdict.UNMET):
        return None
    reasons = (_OPEN if verdict is Verdict.UNDETERMINED else _OTHERWISE)[case]
    may = (reason for reason in reasons if reason.there in {None, there})
    found = (reason.said for reason in may if reason.holds(row, on))
    return Difference(there, verdict, next(found, UNEXPLAINED))


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
