"""The rows of findings, with where they are drawn.

Counts are drawn in dwellings, those of a share in parts of its base. Fractions become floats here,
to be placed on an axis: nothing is decided by them.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple

import attrs

from housing_agreements._records import Record
from housing_agreements.model.levels import SIDES, ExactLevel
from housing_agreements.plots._style import COLOURS, LARGEST_EXACT, MARKS, as_float
from housing_agreements.rules._vocabulary import NOTHING_TO_JUDGE, say_verdict
from housing_agreements.rules.quotas.findings import Finding, Outcome
from housing_agreements.rules.quotas.limits import FROM_TO, JudgedLimit, say_range
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.texts import (
    Language,
    Text,
    percent,
    say_rate,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "AXIS_OF_DWELLINGS",
    "AXIS_OF_RATES",
    "DrawnRows",
    "write_drawn_rows",
)

AXIS_OF_DWELLINGS: Final = Text("dwellings", "logements")
AXIS_OF_RATES: Final = Text("share of the base", "part de la base")


class _Ends(NamedTuple):
    """The least and the most of a number that is drawn; `None`: none, or nothing limits it."""

    low: ExactLevel | None
    high: ExactLevel | None


_NO_ENDS: Final = _Ends(None, None)


@attrs.frozen(eq=False, repr=False)
class DrawnRows(Record):
    """The rows of a chart, and what stands in them."""

    rows: Sequence[dict[str, Any]]
    """The row of each finding, with what is drawn of it."""
    in_rates: bool
    """Whether they are drawn as parts of the base."""

    @property
    def axis_title(self) -> Text:
        """What the axis of the counts is."""
        return AXIS_OF_RATES if self.in_rates else AXIS_OF_DWELLINGS

    @property
    def number_format(self) -> str:
        """How that axis writes numbers: without decimals that say nothing."""
        return "~%" if self.in_rates else ",~f"

    @property
    def verdict_words(self) -> dict[str, Verdict | None]:
        """The words of the verdicts that there are, in the order of the vocabulary."""
        there = {row["verdict"]: row["state"] for row in self.rows}
        kinds = (*reversed(Verdict), None)
        named = {kind: None if kind is None else kind.value for kind in kinds}
        return {there[name]: kind for kind, name in named.items() if name in there}

    def say_key(self, language: Language) -> str:
        """What bars and lines mean: only those that there are."""
        keys = [_KEY_OF_PARTS if any(self._columns("may_from")) else _KEY_OF_BARS]
        keys += [_KEY_OF_FLOORS] if any(self._columns("floor_low")) else []
        keys += [_KEY_OF_CEILINGS] if any(self._columns("ceiling_low")) else []
        return semicolon(language).join(key.say(language) for key in keys)

    def _columns(self, name: str) -> Iterator[bool]:
        return (row[name] is not None for row in self.rows)


_KEY_OF_BARS: Final = Text("bar: what counts", "barre\u00a0: ce qui compte")
_KEY_OF_PARTS: Final = Text(
    "full bar: what surely counts; pale bar: what may count",
    "barre pleine\u00a0: ce qui compte sûrement\u202f; barre pâle\u00a0: ce qui compte peut-être",
)
_KEY_OF_FLOORS: Final = Text("full line: the floor", "trait plein\u00a0: le plancher")
_KEY_OF_CEILINGS: Final = Text("broken line: the ceiling", "trait interrompu\u00a0: le plafond")


def write_drawn_rows(findings: Sequence[Finding], language: Language) -> DrawnRows:
    """The row of each finding, with what is drawn of it.

    Beside the columns of `Finding.rows`: `state` (the verdict, or why there is none, in words),
    `colour`, `mark`, `counted_words`, `level_words`; then `sure_from` to `sure_to`
    (what surely counts), `may_from` to `may_to` (what may count), and `floor_low` to `floor_high`,
    `ceiling_low` to `ceiling_high`.
    """
    in_rates = all(map(_has_rates, findings))
    rows: list[dict[str, Any]] = []
    for finding in findings:
        counted = _find_counted(finding, in_rates=in_rates)
        floor, ceiling = (
            _find_level(limit, in_rates=in_rates) for limit in (finding.floor, finding.ceiling)
        )
        rows.append(
            finding.rows(language)[0]
            | {
                "state": _say_state(finding, language),
                "colour": COLOURS[finding.verdict],
                "mark": MARKS[finding.verdict],
                "counted_words": _say_counted(finding, language, in_rates=in_rates),
                "level_words": _say_levels_of(finding, language),
            }
            | _place_counted(counted)
            | _place("floor", floor)
            | _place("ceiling", ceiling)
        )
    _close_open_ends(rows)
    return DrawnRows(rows, in_rates)


def _has_rates(finding: Finding) -> bool:
    """Whether it is on a share with one level, which a rate is held against."""
    return finding.commitment.of_base and all(
        len({level for level in side.promise.levels if level is not None}) <= 1
        for side in finding.sides
    )


def _find_counted(finding: Finding, *, in_rates: bool) -> _Ends:
    """The ends of what counts; none where there is nothing to count."""
    if in_rates:
        return _NO_ENDS if finding.rate is None else _Ends(finding.rate.low, finding.rate.high)
    if finding.outcome in _NOTHING_COUNTED:
        return _NO_ENDS
    return _Ends(finding.counted.low, finding.counted.high)


_NOTHING_COUNTED: Final = frozenset({Outcome.NOT_BEGUN, Outcome.NO_FIGURE})


def _find_level(judged: JudgedLimit | None, *, in_rates: bool) -> _Ends:
    """The ends of what is owed or allowed, or the level itself."""
    if judged is None:
        return _NO_ENDS
    if in_rates:
        level = next((level for level in judged.promise.levels if level is not None), None)
        return _Ends(level, level)
    return _Ends(judged.bound.low, judged.bound.high)


def _place_counted(counted: _Ends) -> dict[str, Any]:
    """What surely counts, from nought on, and what may count beyond."""
    low, high = counted
    if low is None:
        return dict.fromkeys(("sure_from", "sure_to", "may_from", "may_to"))
    surely = _NO_ENDS
    if low > 0:
        surely = _Ends(0, low)
    elif high is not None and high < 0:
        surely = _Ends(high, 0)
    elif low == high:
        surely = _Ends(0, 0)
    placed = {"sure_from": _as_drawn(surely.low), "sure_to": _as_drawn(surely.high)}
    if low == high:
        return placed | {"may_from": None, "may_to": None}
    return placed | {"may_from": _as_drawn(low), "may_to": _as_drawn(high)}


def _place(name: str, ends: _Ends) -> dict[str, Any]:
    return {f"{name}_low": _as_drawn(ends.low), f"{name}_high": _as_drawn(ends.high)}


def _as_drawn(value: ExactLevel | None) -> float | None:
    """A number as an axis takes it."""
    if value is None or (isinstance(value, int) and abs(value) <= LARGEST_EXACT):
        return value
    return as_float(value)


_BEYOND_THE_LARGEST: Final = 1.1
"""Where what has no upper end is cut off: so many times the largest number drawn."""


def _close_open_ends(rows: Iterable[dict[str, Any]]) -> None:
    """Cut off what has no upper end a little beyond the largest number drawn."""
    pairs = (("may_from", "may_to"), ("floor_low", "floor_high"), ("ceiling_low", "ceiling_high"))
    listed = [*rows]
    known = (
        row[end] for row in listed for pair in (*pairs, ("sure_from", "sure_to")) for end in pair
    )
    largest = max((end for end in known if end is not None), default=0)
    for row in listed:
        for low, high in pairs:
            if row[low] is not None and row[high] is None:
                row[high] = largest * _BEYOND_THE_LARGEST or 1


def _say_state(finding: Finding, language: Language) -> str:
    """The verdict of a finding, or why it has none, in a word or two."""
    if finding.verdict is None:
        return _STATES.get(finding.outcome, NOTHING_TO_JUDGE).say(language)
    return say_verdict(finding.verdict, language)


_STATES: Final = {
    Outcome.NO_LEVEL: Text("told only", "pour mémoire"),
    Outcome.NOT_BEGUN: Text("not begun", "pas commencé"),
    Outcome.NO_FIGURE: Text("no figure", "aucun chiffre"),
}


def _say_counted(finding: Finding, language: Language, *, in_rates: bool) -> str:
    """What counts, for reading: a number, or a rate that never seems to reach what it misses."""
    if not in_rates:
        return "" if finding.outcome in _NOTHING_COUNTED else say_range(finding.counted, language)
    if finding.rate is None:
        return ""
    levels = [
        Fraction(level)
        for side in finding.sides
        for level in side.promise.levels
        if level is not None
    ]
    ends = [say_rate(end, language, against=levels) for end in finding.rate.held_values()]
    words = ends[0] if ends[0] == ends[-1] else FROM_TO.say(language, low=ends[0], high=ends[-1])
    return words if finding.rate.high is not None else f"≥ {words}"


def _say_levels_of(finding: Finding, language: Language) -> str:
    """The floor and the ceiling in words."""
    return semicolon(language).join(
        _say_limit(limit, language)
        for limit in (finding.floor, finding.ceiling)
        if limit is not None
    )


def _say_limit(limit: JudgedLimit, language: Language) -> str:
    """One of them: the level of a share, where it has one, else a number."""
    promise = limit.promise
    side = SIDES[promise.ceiling, promise.strict].say(language)
    levels = {level for level in promise.levels if level is not None}
    if not promise.of_base:
        return f"{side} {say_range(Bounds(*limit.asked), language)}"
    if len(levels) == 1:
        return f"{side} {percent(Fraction(levels.pop()), language)}"
    return f"{SIDES[promise.ceiling, False].say(language)} {say_range(limit.bound, language)}"
