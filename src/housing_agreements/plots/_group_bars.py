"""The groups of one commitment over a period, each against its level."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

import altair as alt

from housing_agreements._checks import exact_count, exact_kind
from housing_agreements.errors import HousingAgreementsError, InvalidValueError, show
from housing_agreements.model.groups import say_group
from housing_agreements.plots._asked import find_commitment, say_asked
from housing_agreements.plots._drawn_rows import DrawnRows, write_drawn_rows
from housing_agreements.plots._style import (
    INK,
    NUMBER_SIZE,
    SOFT,
    WORD_SIZE,
    add_style,
    draw_nothing,
    exact_words,
)
from housing_agreements.plots.charts import Chart, make_chart
from housing_agreements.rules._vocabulary import NOTHING_TO_JUDGE, say_verdict
from housing_agreements.rules.quotas.findings import Finding, say_title
from housing_agreements.rules.quotas.limits import say_range
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.values.periods import Period, as_period
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    colon,
    number,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("draw_groups",)

_WIDTH_OF_BARS: Final = 380
_STEP_OF_GROUPS: Final = 20
_LONGEST_LABEL: Final = 44


def draw_groups(
    report: QuotaReport,
    commitment: str,
    *,
    period: int | Period | None = None,
    at_most: int = 50,
    note: str | Text | None = None,
    language: Language = "en",
) -> Chart:
    """The groups of a commitment over one period, with bounds, each against its level.

    Those that lack most, or have most too much, stand first. Where there are more than fit, the
    chart says how many it leaves out, and how many of them keep the commitment.

    Args:
        report: The report.
        commitment: The code of the commitment.
        period: A period on which it was judged, or a year; `None`: the last one that has begun.
        at_most: The most groups to draw.
        note: What a reader must know of it, under the title: where the ledger comes from.
        language: "en" or "fr".

    Raises:
        UnknownCodeError: For a commitment that the agreement does not have, or a period on which
            it was not judged.
        InvalidTypeError: For anything but a report on quotas, or a whole number.
        InvalidValueError: For a commitment that has no groups, less than one group to draw, or
            another language.

    Examples:
        >>> from datetime import date
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> each = ha.Volume(
        ...     "each", stage=ha.Stage.SIGNED, at_least=2, per=ha.Per.CONTINGENT, title="Leases"
        ... )
        >>> agreement = AGREEMENT.amend(
        ...     ha.Amendment(effective=date(2018, 1, 1), signed_on=date(2018, 1, 1), add=(each,))
        ... )
        >>> report = ha.check_quotas(agreement, ha.Tally.empty(agreement), on=date(2019, 1, 1))
        >>> draw_groups(report, "each", period=2018)
        <Chart en: Leases, 2018>
    """
    exact_kind(report, "draw_groups, report", QuotaReport, "give what check_quotas(...) gives")
    exact_count(at_most, "draw_groups, at_most", at_least=1)
    check_language(language)
    noted = () if note is None else (exact_words(note, "draw_groups, note").say(language),)
    promise, found = find_commitment(report, commitment)
    if not promise.per:
        expected, remedy = "a commitment that holds group by group", "write draw_progress(...)"
        raise InvalidValueError("draw_groups, commitment", show(commitment), expected, remedy)
    asked = _find_period(report, commitment, found, period)
    findings = [
        finding for finding in found if finding.period == asked and finding.group is not None
    ]
    title = say_title(promise, language)
    title += "" if asked is None else f", {asked.say(language)}"
    head = say_asked(report, language)
    if not findings:
        empty = draw_nothing([NOTHING_TO_JUDGE], language)
        return make_chart(add_style(empty, title, [head, *noted], language), title, language)
    findings.sort(key=_order_by_lack)
    drawn = _name_rows(write_drawn_rows(findings[:at_most], language), findings, language)
    subtitle = [head, *noted, drawn.say_key(language), *_say_others(findings, at_most, language)]
    view = _draw_group_bars(drawn, language)
    return make_chart(add_style(view, title, subtitle, language), title, language)


def _find_period(
    report: QuotaReport,
    code: str,
    found: Sequence[Finding],
    period: int | Period | None,
) -> Period | None:
    """The period asked, or else the last one that has begun; `None` where none was judged."""
    periods = dict.fromkeys(finding.period for finding in found)
    if period is not None:
        try:
            wanted = as_period(period)
        except HousingAgreementsError as fault:
            raise fault.at("draw_groups", "period") from None
        if wanted not in periods:
            report.finding(code, wanted)  # tells which periods there are
        return wanted
    begun = [judged for judged in periods if judged.start <= report.on]
    return max(begun or periods, default=None)


def _find_gap(finding: Finding, *, high: bool) -> int:
    """What a finding lacks, or has too much: the least, or the most."""
    gaps = (finding.shortfall, finding.excess)
    ends = [(gap.high if high else gap.low) for gap in gaps if gap is not None]
    if None in ends:
        return _ENDLESS
    return max((end for end in ends if end is not None), default=0)


_ENDLESS: Final = 10**100
_ORDER_OF_VERDICTS: Final[tuple[Verdict | None, ...]] = (
    Verdict.UNMET,
    Verdict.UNDETERMINED,
    Verdict.MET,
    None,
)


def _order_by_lack(finding: Finding) -> tuple[int, int, int]:
    """Groups that miss what was promised first, of these those that lack most."""
    return (
        _ORDER_OF_VERDICTS.index(finding.verdict),
        -_find_gap(finding, high=False),
        -_find_gap(finding, high=True),
    )


def _say_others(findings: Sequence[Finding], at_most: int, language: Language) -> list[str]:
    """How many groups are not drawn, and what became of them."""
    others = findings[at_most:]
    if not others:
        return []
    numbers = Counter(finding.verdict for finding in others)
    parts = ", ".join(
        f"{say_verdict(verdict, language)} {number(numbers[verdict], language)}"
        for verdict in _ORDER_OF_VERDICTS
        if numbers[verdict]
    )
    more = _ROWS_NOT_DRAWN.say(language, shown=at_most, all=len(findings))
    return [f"{more}{colon(language)}{parts}"]


_ROWS_NOT_DRAWN: Final = Text(
    "{shown} rows of {all}; the others", "{shown} lignes sur {all}\u202f; les autres"
)


def _name_rows(drawn: DrawnRows, findings: Iterable[Finding], language: Language) -> DrawnRows:
    """The rows with the name of each group, which no other row has, and what it comes to."""
    found = [*zip(drawn.rows, findings, strict=False)]
    names = [_shorten_name(finding.say_group(language)) for _, finding in found]
    times = Counter(names)
    rows = []
    for index, ((row, finding), name) in enumerate(zip(found, names, strict=True)):
        code = "" if finding.group is None else say_group(finding.group)
        named = f"{name} ({_shorten_name(code)})" if times[name] > 1 else name
        gap = _say_gap(finding, language)
        words = f"{row['state']}{semicolon(language)}{gap}" if gap else row["state"]
        rows.append({**row, "index": index, "name": named, "words": words})
    return DrawnRows(rows, drawn.in_rates)


def _shorten_name(name: str) -> str:
    return name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1].rstrip()}…"


def _say_gap(finding: Finding, language: Language) -> str:
    """What it lacks or has too much, in words; nothing where it lacks nothing for sure."""
    for gap, text in ((finding.shortfall, _LACKING_WORDS), (finding.excess, _TOO_MANY_WORDS)):
        if gap is not None and gap.high != 0:
            if gap.low == 0 and gap.high is None:
                return ""
            many = say_range(gap, language)
            if gap.low == 0 and gap.high is not None:
                many = _UP_TO_WORDS.say(language, many=gap.high)
            return text.say(language, many=many)
    return ""


_UP_TO_WORDS: Final = Text("up to {many}", "jusqu'à {many}")
_LACKING_WORDS: Final = Text("{many} lacking", "il en manque {many}")
_TOO_MANY_WORDS: Final = Text("{many} too many", "{many} de trop")


def _draw_group_bars(drawn: DrawnRows, language: Language) -> alt.LayerChart:
    """A bar for each group, against its level, with its verdict at the end of its line."""
    y = alt.Y(
        "name:N",
        sort=None,
        axis=alt.Axis(
            title=None,
            labelLimit=0,
            ticks=False,
            domain=False,
            labelColor=INK,
            labelFontSize=WORD_SIZE,
            labelPadding=8,
        ),
    )
    count = alt.Axis(
        format=drawn.number_format,
        title=drawn.axis_title.say(language),
        tickCount=5,
        tickMinStep=alt.Undefined if drawn.in_rates else 1,
        domain=False,
        ticks=False,
        titleAnchor="start",
        orient="top",
    )
    colour: dict[str, Any] = {
        "fill": alt.Fill("colour:N", scale=None),
        "stroke": alt.Stroke("colour:N", scale=None),
    }
    x = alt.X("sure_from:Q", axis=count)
    layers = [
        alt.Chart().mark_bar(height=11, strokeWidth=1).encode(y=y, x=x, x2="sure_to:Q", **colour),
        alt.Chart()
        .mark_bar(height=11, fillOpacity=0.3, strokeWidth=1, strokeDash=[3, 2])
        .encode(y=y, x="may_from:Q", x2="may_to:Q", **colour),
    ]
    for name, dash in (("floor", [1, 0]), ("ceiling", [4, 2])):
        band = alt.Chart().mark_bar(height=_STEP_OF_GROUPS, fill=INK, fillOpacity=0.18)
        layers.append(band.encode(y=y, x=f"{name}_low:Q", x2=f"{name}_high:Q"))
        line = alt.Chart().mark_tick(
            height=_STEP_OF_GROUPS, color=INK, thickness=2, strokeDash=dash
        )
        layers += [line.encode(y=y, x=f"{name}_{end}:Q") for end in ("low", "high")]
    marks = alt.Chart().mark_point(filled=False, opacity=1, strokeWidth=2.5, size=80)
    layers.append(
        marks.encode(
            y=y,
            x=alt.value(_WIDTH_OF_BARS + 18),
            shape=alt.Shape("mark:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
        )
    )
    for place, ink, column in ((32, INK, "counted_words"), (134, SOFT, "words")):
        words = alt.Chart().mark_text(
            align="left", baseline="middle", fontSize=NUMBER_SIZE, color=ink
        )
        layers.append(words.encode(y=y, x=alt.value(_WIDTH_OF_BARS + place), text=f"{column}:N"))
    return alt.LayerChart(
        layer=layers,
        data=alt.InlineData(values=drawn.rows),
        width=_WIDTH_OF_BARS,
        height=alt.Step(_STEP_OF_GROUPS),
    )
