"""Progress of one commitment: what counted in each period, against what was owed."""

from typing import Final

import altair as alt

from housing_agreements._checks import exact_kind
from housing_agreements.model.groups import ReportedGroup
from housing_agreements.plots._asked import find_commitment, say_asked
from housing_agreements.plots._period_bars import draw_periods, write_rows_in_time
from housing_agreements.plots._style import (
    add_style,
    draw_nothing,
    exact_words,
)
from housing_agreements.plots.charts import Chart, make_chart
from housing_agreements.rules._vocabulary import NOTHING_TO_JUDGE
from housing_agreements.rules.quotas.findings import say_group_name, say_title
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.values.texts import Language, Text, check_language

__all__ = ("draw_progress",)

_WIDTHS: Final = (320, 640)
"""The least and the most width of a chart."""
_WIDTH_OF_PERIOD: Final = 150
_HEIGHT: Final = 260


def draw_progress(
    report: QuotaReport,
    commitment: str,
    *,
    group: ReportedGroup | None = None,
    note: str | Text | None = None,
    language: Language = "en",
) -> Chart:
    """What counted towards a commitment in each period, with its bounds, and what was owed.

    A floor is a full line over its period, a ceiling a broken one: over several periods they make
    steps. A number that is only known within bounds has a pale bar where it may be.

    Args:
        report: The report.
        commitment: The code of the commitment.
        group: One of its groups; `None`: its total.
        note: What a reader must know of it, under the title: where the ledger comes from.
        language: "en" or "fr".

    Raises:
        UnknownCodeError: For a commitment that the agreement does not have, a group that was not
            judged, or a total when the groups alone are.
        InvalidTypeError: For anything but a report on quotas.
        InvalidValueError: For another language.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import Tally, check_quotas
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
        >>> figures = Tally.from_counts(AGREEMENT, FIGURES)
        >>> report = check_quotas(AGREEMENT, figures, on=date(2019, 6, 1))
        >>> draw_progress(report, "households", language="fr")
        <Chart fr: Ménages relogés dans l'année>
    """
    exact_kind(report, "draw_progress, report", QuotaReport, "give what check_quotas(...) gives")
    check_language(language)
    noted = () if note is None else (exact_words(note, "draw_progress, note").say(language),)
    promise, found = find_commitment(report, commitment)
    title = say_title(promise, language)
    findings = [finding for finding in found if finding.group == group]
    if found and not findings:
        report.finding(commitment, found[0].period, group)  # tells which groups there are
    if group is not None and findings:
        names = findings[0].group_names
        title = f"{title}, {say_group_name(promise, group, language, names)}"
    asked = say_asked(report, language)
    if not findings:
        empty = draw_nothing([NOTHING_TO_JUDGE], language)
        return make_chart(add_style(empty, title, [asked, *noted], language), title, language)
    periods = [finding.period for finding in findings]
    least, most = _WIDTHS
    width = min(max(least, _WIDTH_OF_PERIOD * len(periods)), most)
    drawn = write_rows_in_time(findings, language, width // len(periods))
    view = draw_periods(drawn, periods, language, width=width, height=_HEIGHT).properties(
        data=alt.InlineData(values=drawn.rows)
    )
    subtitle = [asked, *noted, drawn.say_key(language)]
    return make_chart(add_style(view, title, subtitle, language), title, language)
