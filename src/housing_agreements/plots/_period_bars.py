"""Bars over periods, between lines of what is owed."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

import altair as alt

from housing_agreements.plots._drawn_rows import DrawnRows, write_drawn_rows
from housing_agreements.plots._style import (
    COLOURS,
    INK,
    MARKS,
    NUMBER_SIZE,
    SOFT,
    WORD_SIZE,
    say_instant,
)
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language

__all__ = ("draw_periods", "write_rows_in_time")

_MOST_PERIODS_TOLD: Final = 6
"""How many periods at most are told in words over their bars."""
_LETTER_WIDTH: Final = 6
"""About how wide a letter is, in points."""
_PARTS_OF_A_GAP: Final = 9
"""A bar leaves free one part in so many of its period, on either side."""


def write_rows_in_time(findings: Sequence[Finding], language: Language, room: int) -> DrawnRows:
    """The rows of findings, with the days between which they are drawn.

    Args:
        findings: The findings.
        language: "en" or "fr".
        room: How wide the words of one period may be, in points.

    Returns:
        The rows. Beside the columns of `write_drawn_rows`: `starts`, `ends` (of the period),
        `bar_starts`, `bar_ends`, `middle`, as axes take days, and `period_words`.
    """
    drawn = write_drawn_rows(findings, language)
    rows = []
    for row, finding in zip(drawn.rows, findings, strict=True):
        start, end = say_instant(finding.period.start), say_instant(finding.period.end)
        gap = (end - start) // _PARTS_OF_A_GAP
        days = {
            "starts": start,
            "ends": end,
            "bar_starts": start + gap,
            "bar_ends": end - gap,
            "middle": (start + end) // 2,
            "period_words": "\n".join(wrap(finding.period.say(language), room // _LETTER_WIDTH)),
        }
        rows.append({**row, **days})
    return DrawnRows(rows, drawn.in_rates)


def draw_time_axis(periods: Sequence[Period]) -> alt.Axis:
    """An axis of many periods: years and months under their middle, others from their first day."""
    years = all(period.calendar_year is not None for period in periods)
    months = all(
        period.start.day == 1 and period == Period.lasting(period.start, months=1)
        for period in periods
    )
    days = [period.start for period in periods]
    form = "%d/%m/%Y"
    title: list[str] | None = None
    if years or months:
        one_year = len({day.year for day in days}) == 1
        form = "%Y" if years else "%b" if one_year else "%b %Y"
        title = [str(days[0].year)] if months and one_year else None
    middles = [say_instant(period.start) + say_instant(period.end) for period in periods]
    instants = [middle // 2 for middle in middles] if years or months else map(say_instant, days)
    return alt.Axis(
        values=[*dict.fromkeys(instants)],
        format=form,
        grid=False,
        labelOverlap="greedy",
        labelPadding=6,
        ticks=not (years or months),
        title=title,
    )


_NO_LABELS: Final = alt.Axis(domain=False, grid=False, labels=False, ticks=False, title=None)


def draw_periods(
    drawn: DrawnRows, periods: Sequence[Period], language: Language, *, width: int, height: int
) -> alt.LayerChart:
    """Bars over their periods, between lines of what is owed.

    Where the periods are few, verdicts and numbers stand in words over each bar; else a mark does,
    and a legend tells what it says.

    Args:
        drawn: The rows.
        periods: Their periods.
        language: "en" or "fr".
        width: How wide it is, in points.
        height: How high it is.
    """
    count = alt.Axis(
        format=drawn.number_format,
        title=drawn.axis_title.say(language),
        tickCount=height // 50 + 1,
        tickMinStep=alt.Undefined if drawn.in_rates else 1,
        domain=False,
        ticks=False,
        titleAnchor="end",
    )
    if len(periods) <= _MOST_PERIODS_TOLD:
        layers = [*_draw_bars(drawn, _NO_LABELS, count), *_draw_levels(), *_write_over_bars()]
        layers.append(_write_under_bars(height))
    else:
        layers = [*_draw_bars(drawn, draw_time_axis(periods), count), *_draw_levels()]
        # Where nothing is judged, marks would tell nothing.
        judged = any(verdict is not None for verdict in drawn.verdict_words.values())
        layers += [_mark_over_bars(drawn)] if judged else []
    return alt.LayerChart(layer=layers, width=width, height=height)


def _draw_bars(drawn: DrawnRows, time: alt.Axis, count: alt.Axis) -> list[alt.Chart]:
    """What surely counted in each period, and what may have."""
    starts = [row["starts"] for row in drawn.rows]
    ends = [row["ends"] for row in drawn.rows]
    x = alt.X(
        "bar_starts:T",
        axis=time,
        scale=alt.Scale(type="utc", nice=False, domain=[min(starts), max(ends)]),
    )
    colour: dict[str, Any] = {
        "fill": alt.Fill("colour:N", scale=None),
        "stroke": alt.Stroke("colour:N", scale=None),
    }
    surely = alt.Chart().mark_rect(strokeWidth=1)
    perhaps = alt.Chart().mark_rect(fillOpacity=0.3, strokeWidth=1, strokeDash=[3, 2])
    return [
        surely.encode(
            x=x, x2="bar_ends:T", y=alt.Y("sure_from:Q", axis=count), y2="sure_to:Q", **colour
        ),
        perhaps.encode(x=x, x2="bar_ends:T", y="may_from:Q", y2="may_to:Q", **colour),
    ]


def _draw_levels() -> list[alt.Chart]:
    """What is owed over each period: a line, or a band where it is known within bounds."""
    layers = []
    for name, dash in (("floor", [1, 0]), ("ceiling", [6, 4])):
        low, high = f"{name}_low:Q", f"{name}_high:Q"
        band = alt.Chart().mark_rect(fill=INK, fillOpacity=0.18)
        layers.append(band.encode(x="starts:T", x2="ends:T", y=low, y2=high))
        line = alt.Chart().mark_rule(stroke=INK, strokeWidth=2, strokeDash=dash)
        layers += [line.encode(x="starts:T", x2="ends:T", y=end) for end in (low, high)]
    return layers


def _write_over_bars() -> list[alt.Chart]:
    """Over each period the mark and the word of its verdict, what counted and what was owed."""
    layers = [
        alt.Chart()
        .mark_point(filled=False, opacity=1, strokeWidth=3, size=130)
        .encode(
            x="middle:T",
            y=alt.value(-64),
            shape=alt.Shape("mark:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
        )
    ]
    for height, size, ink, column in (
        (-48, WORD_SIZE, INK, "state"),
        (-32, NUMBER_SIZE, INK, "counted_words"),
        (-18, NUMBER_SIZE, SOFT, "level_words"),
    ):
        words = alt.Chart().mark_text(align="center", baseline="middle", fontSize=size, color=ink)
        layers.append(words.encode(x="middle:T", y=alt.value(height), text=f"{column}:N"))
    return layers


def _write_under_bars(height: int) -> alt.Chart:
    """Each period in words, under its bar."""
    words = alt.Chart().mark_text(
        align="center", baseline="top", color=SOFT, fontSize=NUMBER_SIZE, lineBreak="\n"
    )
    placed: alt.Chart = words.encode(x="middle:T", y=alt.value(height + 8), text="period_words:N")
    return placed


def _mark_over_bars(drawn: DrawnRows) -> alt.Chart:
    """Over each period the mark of its verdict, which a legend tells."""
    verdicts = drawn.verdict_words
    marks: alt.Chart = alt.Chart().mark_point(filled=False, opacity=1, strokeWidth=2.5, size=60)
    placed: alt.Chart = marks.encode(
        x="middle:T",
        y=alt.value(-10),
        shape=alt.Shape(
            "state:N",
            scale=alt.Scale(
                domain=[*verdicts], range=[MARKS[verdict] for verdict in verdicts.values()]
            ),
        ),
        stroke=alt.Stroke(
            "state:N",
            scale=alt.Scale(
                domain=[*verdicts], range=[COLOURS[verdict] for verdict in verdicts.values()]
            ),
        ),
    )
    return placed
