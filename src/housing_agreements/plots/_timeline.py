"""A timeline of an agreement: what it promises from one period to the next, and its amendments."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from textwrap import wrap
from typing import Any, Final

import altair as alt

from housing_agreements._checks import exact_day, exact_kind
from housing_agreements.errors import UnknownCodeError, nearest, show
from housing_agreements.model.agreements import Agreement, Amendment
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.levels import SIDES, Limit, end_of_level, say_level
from housing_agreements.plots._style import (
    BACK,
    INK,
    NUMBER_SIZE,
    PROMISED,
    SOFT,
    STATED,
    WORD_SIZE,
    add_style,
    exact_words,
    say_instant,
)
from housing_agreements.plots.charts import Chart, make_chart
from housing_agreements.rules.quotas.findings import say_title
from housing_agreements.rules.quotas.limits import FROM_TO
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    colon,
    semicolon,
)

__all__ = ("draw_timeline",)

_WIDTH_OF_TIMELINE: Final = 560
_STEP_OF_PROMISES: Final = 46
_LABEL_WIDTH: Final = 32
_MOST_LABEL_LINES: Final = 3
_MOST_AMENDMENTS_NAMED: Final = 8
_LETTERS_IN_TEN_POINTS: Final = Fraction(11, 6)
"""About how many letters stand on ten points: words that a bar cannot hold are left out."""


def draw_timeline(
    agreement: Agreement,
    commitment: str | None = None,
    *,
    known: date | None = None,
    note: str | Text | None = None,
    language: Language = "en",
) -> Chart:
    """The levels that an agreement promises over time, under the days of its amendments.

    Each commitment has a line, with a bar for each period. What an amendment replaced stands below
    it, hollow.

    Args:
        agreement: The agreement.
        commitment: The code of the only commitment to draw; `None`: all of them.
        known: The day of the knowledge: amendments signed later are left out; `None`: all count.
        note: What a reader must know of it, under the title: where the ledger comes from.
        language: "en" or "fr".

    Raises:
        UnknownCodeError: For a commitment that no version of the agreement has.
        InvalidTypeError: For anything but an agreement, or a day.
        InvalidValueError: For another language.

    Examples:
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT
        >>> chart = draw_timeline(AGREEMENT, "quarter")
        >>> [row["level_words"] for row in chart.rows()][1:]
        ['at least 15 %', 'at least 20 %', 'at least 25 %']
    """
    exact_kind(agreement, "draw_timeline, agreement", Agreement)
    knowledge = date.max if known is None else exact_day(known, "draw_timeline, known")
    check_language(language)
    noted = () if note is None else (exact_words(note, "draw_timeline, note").say(language),)
    versions = agreement.history(date.max, knowledge)
    promises = _list_promises(versions, commitment)
    title = agreement.title.say(language)
    if commitment is not None:
        title = f"{say_title(promises[commitment], language)}, {title}"
    rows = [_write_term(versions, language)]
    for code, name in _name_promises(promises, language).items():
        rows += _write_levels_over_time(agreement, knowledge, code, name, language)
    changes = sorted(
        (change for change in agreement.amendments if change.signed_on <= knowledge),
        key=lambda change: (change.effective, change.signed_on),
    )
    days = _write_days(agreement, changes, language)
    _leave_out_wide_words(rows, days)
    view = _draw_levels_over_time(rows, days)
    key = [*noted, *([_KEY_OF_HOLLOW.say(language)] if any(row["former"] for row in rows) else [])]
    return make_chart(add_style(view, title, key, language), title, language)


_KEY_OF_HOLLOW: Final = Text(
    "hollow: what an amendment replaced", "en creux\u00a0: ce qu'un avenant a remplacé"
)
_TERM_LABEL: Final = Text("term", "durée")
_SIGNED_LABEL: Final = Text("signed on {day}", "signature le {day}")
_AMENDED_LABEL: Final = Text(
    "amendment of {signed}, in effect from {effective}",
    "avenant du {signed}, applicable à partir du {effective}",
)
_BEFORE_LABEL: Final = Text("before the amendment of {day}", "avant l'avenant du {day}")
_ADDED_UP_LABEL: Final = Text("{title} (periods added up)", "{title} (périodes cumulées)")
_NO_LEVEL_LABEL: Final = Text("told only", "pour mémoire")
_BY_GROUP_LABEL: Final = Text("by {kind}", "par {kind}")

_Versions = Sequence[tuple[date, Agreement]]


def _list_promises(versions: _Versions, code: str | None) -> dict[str, Commitment]:
    """The commitments of all versions by their code, as the last one has them."""
    promises = {promise.code: promise for _, terms in versions for promise in terms.commitments}
    if code is None:
        return promises
    if type(code) is not str or code not in promises:
        expected = "a commitment of some version of the agreement"
        raise UnknownCodeError(
            "draw_timeline, commitment", show(code), expected, nearest(code, promises)
        )
    return {code: promises[code]}


def _name_promises(promises: dict[str, Commitment], language: Language) -> dict[str, str]:
    """What stands before the line of each commitment; no two lines have the same."""
    titles = {}
    for code, promise in promises.items():
        title = say_title(promise, language)
        cumulative = promise.cumulative
        titles[code] = _ADDED_UP_LABEL.say(language, title=title) if cumulative else title
    times = Counter(map(_fold_label, titles.values()))
    return {
        code: f"{title} ({code})" if times[_fold_label(title)] > 1 else title
        for code, title in titles.items()
    }


def _fold_label(words: str) -> str:
    """Words on a few short lines, as an axis shows them."""
    lines = wrap(words, _LABEL_WIDTH, break_on_hyphens=False)
    if len(lines) > _MOST_LABEL_LINES:
        lines = [*lines[: _MOST_LABEL_LINES - 1], f"{lines[_MOST_LABEL_LINES - 1][:-1]}…"]
    return "\n".join(lines)


def _write_row(
    code: str, label: str, period: Period, words: str, *, former: bool = False
) -> dict[str, Any]:
    inside, edge = PROMISED if code else STATED
    return {
        "commitment": code,
        # No two lines have the same; a tab is in no name, and an axis shows what stands before it.
        "line": f"{label}\t{code}",
        "first_day": period.start.isoformat(),
        "last_day": period.last_day.isoformat(),
        "starts": say_instant(period.start),
        "ends": say_instant(period.end),
        "middle": (say_instant(period.start) + say_instant(period.end)) // 2,
        "level_words": words,
        "former": former,
        "inside": BACK if former else inside,
        "edge": edge,
    }


def _write_term(versions: _Versions, language: Language) -> dict[str, Any]:
    """The term of the last version."""
    term = versions[-1][1].term
    return _write_row("", _TERM_LABEL.say(language), term, term.say(language))


def _write_levels_over_time(
    agreement: Agreement, known: date, code: str, name: str, language: Language
) -> Iterator[dict[str, Any]]:
    """The levels of a commitment by period, then those that amendments replaced."""
    versions = agreement.history(date.max, known)
    promised = [_say_levels_by_period(terms, code, language) for _, terms in versions]
    label = _fold_label(name)
    for period, words in sorted(_keep_governing(versions, promised).items()):
        yield _write_row(code, label, period, words)
    for index, (until, _) in enumerate(versions[1:]):
        before = _say_before(agreement, until, known, language)
        for period, words in promised[index].items():
            if period.last_day >= until and promised[index + 1].get(period) != words:
                yield _write_row(code, before, period, words, former=True)


def _say_levels_by_period(terms: Agreement, code: str, language: Language) -> dict[Period, str]:
    """The levels of a commitment under some terms, in words; none where they do not have it."""
    return {
        period: _say_levels_at(promise, period, language)
        for promise in terms.commitments
        if promise.code == code
        for period in terms.periods_of(promise)
    }


def _keep_governing(
    versions: _Versions, promised: Sequence[dict[Period, str]]
) -> dict[Period, str]:
    """What is promised for each period by the terms in force on its last day."""
    ends = [*(since for since, _ in versions[1:]), date.max]
    return {
        period: words
        for (since, _), until, levels in zip(versions, ends, promised, strict=True)
        for period, words in levels.items()
        if since <= period.last_day < until
    }


def _say_before(agreement: Agreement, day: date, known: date, language: Language) -> str:
    """Which amendment replaced what came before a day."""
    signed = max(
        change.signed_on
        for change in agreement.amendments
        if change.effective == day and change.signed_on <= known
    )
    return _BEFORE_LABEL.say(language, day=signed)


def _say_levels_at(promise: Commitment, period: Period, language: Language) -> str:
    """The floor and the ceiling of a period, in words."""
    words = [
        f"{SIDES[limit.ceiling, limit.strict].say(language)} {level}"
        for limit in promise.limits
        if (level := _say_level_at(limit, period, language))
    ]
    if not words:
        return _NO_LEVEL_LABEL.say(language)
    told = semicolon(language).join(words)
    if any(limit.levels.by_group for limit in promise.limits):
        kind = " / ".join(per.say(language) for per in promise.per)
        return f"{_BY_GROUP_LABEL.say(language, kind=kind)}{colon(language)}{told}"
    return told


def _say_level_at(limit: Limit, period: Period, language: Language) -> str:
    """A level, or the least and the most of those by group; empty where there is none."""
    groups = (None, *limit.levels.groups)
    levels = [level for group in groups if (level := limit.levels.at(period, group)) is not None]
    if not levels:
        return ""
    low = min(levels, key=lambda level: end_of_level(level, high=False))
    high = max(levels, key=lambda level: end_of_level(level, high=True))
    ends = [say_level(level, language) for level in (low, high)]
    if len(set(ends)) == 1:
        return ends[0]
    return FROM_TO.say(language, low=ends[0], high=ends[1])


def _write_days(
    agreement: Agreement, changes: Sequence[Amendment], language: Language
) -> list[dict[str, Any]]:
    """The day of signature, and those on which amendments take effect."""
    days = []
    if agreement.signed_on is not None:
        words = _SIGNED_LABEL.say(language, day=agreement.signed_on)
        days.append(_write_day(agreement.signed_on, words, signed=True))
    for index, change in enumerate(changes):
        words = _AMENDED_LABEL.say(language, signed=change.signed_on, effective=change.effective)
        named = index < _MOST_AMENDMENTS_NAMED
        days.append(_write_day(change.effective, words if named else "", signed=False))
    for index, day in enumerate(reversed(days)):
        day["height"] = -10 - 15 * index
    return days


def _write_day(day: date, words: str, *, signed: bool) -> dict[str, Any]:
    return {"day": day.isoformat(), "at": say_instant(day), "words": words, "signed": signed}


def _leave_out_wide_words(rows: Sequence[dict[str, Any]], days: Sequence[dict[str, Any]]) -> None:
    """Leave the words out of the bars that are too narrow for them; bars alike may share some."""
    first, last = _find_days_drawn(rows, days)

    def holds(alike: Sequence[dict[str, Any]]) -> bool:
        time: int = sum(row["ends"] - row["starts"] for row in alike)
        words: str = alike[0]["level_words"]
        points = time * _WIDTH_OF_TIMELINE // (last - first)
        return len(words) * 10 <= points * _LETTERS_IN_TEN_POINTS

    for row in rows:
        row["shown_words"] = row["level_words"] if holds([row]) else ""
        row["shared_words"] = ""
    for _, found in groupby(rows, itemgetter("line", "level_words")):
        alike = [*found]
        if not any(row["shown_words"] for row in alike) and holds(alike):
            alike[len(alike) // 2]["shared_words"] = alike[0]["level_words"]


def _find_days_drawn(
    rows: Sequence[dict[str, Any]], days: Sequence[dict[str, Any]]
) -> tuple[int, int]:
    ends = [row[end] for row in rows for end in ("starts", "ends")]
    ends += [day["at"] for day in days]
    return min(ends), max(ends)


_YEAR: Final = 366 * 86_400_000
_MOST_YEARS_IN_MONTHS: Final = 2
_MONTHS_BETWEEN_TICKS: Final = 3


def _draw_levels_over_time(
    rows: Sequence[dict[str, Any]], days: Sequence[dict[str, Any]]
) -> alt.LayerChart:
    """A line for each commitment, a bar for each of its periods."""
    first, last = _find_days_drawn(rows, days)
    long = last - first > _MOST_YEARS_IN_MONTHS * _YEAR
    x = alt.X(
        "starts:T",
        scale=alt.Scale(type="utc", nice=False, domain=[first, last]),
        axis=alt.Axis(
            title=None,
            format="%Y" if long else "%b %Y",
            tickCount=alt.TimeIntervalStep(
                interval="year" if long else "month", step=1 if long else _MONTHS_BETWEEN_TICKS
            ),
            labelOverlap="greedy",
            labelAlign="left",
            grid=True,
        ),
    )
    y = alt.Y(
        "line:N",
        sort=None,
        scale=alt.Scale(paddingInner=0, paddingOuter=0.2),
        axis=alt.Axis(
            title=None,
            domain=False,
            labelColor=INK,
            labelExpr="split(split(datum.value, '\\t')[0], '\\n')",
            labelFontSize=WORD_SIZE,
            labelLimit=0,
            labelPadding=10,
            ticks=False,
        ),
    )
    bars = alt.Chart().mark_bar(height=24, cornerRadius=2, strokeWidth=1)
    words = alt.Chart().mark_text(
        align="center", baseline="middle", color=INK, fontSize=NUMBER_SIZE
    )
    is_former = alt.datum.former
    placed: dict[str, Any] = {"x": alt.X("middle:T"), "y": y}
    layers = [
        # Bars stand before the lines of the days, words before both.
        *(layer for day in days for layer in _draw_day(day)),
        bars.encode(
            x=x,
            x2="ends:T",
            y=y,
            fill=alt.Fill("inside:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            strokeDash=alt.condition(is_former, alt.value([3, 2]), alt.value([1, 0])),
        ),
        words.encode(**placed, text="shown_words:N"),
        # The edges of the bars that share some words do not cross them.
        words.encode(
            **placed,
            text="shared_words:N",
            stroke=alt.Stroke("inside:N", scale=None),
            strokeWidth=alt.value(4),
        ),
        words.encode(**placed, text="shared_words:N"),
    ]
    return alt.LayerChart(
        layer=layers,
        data=alt.InlineData(values=rows),
        width=_WIDTH_OF_TIMELINE,
        height=alt.Step(_STEP_OF_PROMISES),
    )


def _draw_day(day: dict[str, Any]) -> list[alt.Chart]:
    """A line through all the others, with what happened on that day above it."""
    chart = alt.Chart(alt.InlineData(values=[day]))
    dash, ink = ([2, 3], SOFT) if day["signed"] else ([1, 0], INK)
    line = chart.mark_rule(stroke=ink, strokeWidth=1.5, strokeDash=dash)
    words = chart.mark_text(align="left", baseline="middle", dx=5, fontSize=NUMBER_SIZE, color=ink)
    top = alt.value(day["height"])
    return [
        line.encode(x="at:T", y=top, y2=alt.value("height")),
        words.encode(x="at:T", y=top, text="words:N"),
    ]
