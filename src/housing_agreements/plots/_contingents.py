"""The contingents of a commitment over the year: what counted on each of them, period by period."""

from typing import Final

import altair as alt

from housing_agreements._checks import exact_count, exact_kind
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.model.groups import Per
from housing_agreements.plots._asked import find_commitment, say_asked
from housing_agreements.plots._period_bars import draw_periods, write_rows_in_time
from housing_agreements.plots._style import add_style, draw_nothing, exact_words
from housing_agreements.plots.charts import Chart, make_chart
from housing_agreements.rules._vocabulary import NOTHING_TO_JUDGE
from housing_agreements.rules.quotas.findings import say_title
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.values.texts import Language, Text, check_language

__all__ = ("draw_contingents",)

_WIDTH_OF_CONTINGENT: Final = 620
_HEIGHT_OF_CONTINGENT: Final = 90


def draw_contingents(
    report: QuotaReport,
    commitment: str,
    *,
    at_most: int = 12,
    note: str | Text | None = None,
    language: Language = "en",
) -> Chart:
    """What counted on each contingent in each period of a commitment, one chart under the other.

    The commitment holds contingent by contingent (`per=Per.CONTINGENT`); its periods are those of
    the chart. For a year month by month, state an indicator of it: a `Volume` without a level,
    over the months.

    Args:
        report: The report.
        commitment: The code of the commitment.
        at_most: The most contingents to draw.
        note: What a reader must know of it, under the title: where the ledger comes from.
        language: "en" or "fr".

    Raises:
        UnknownCodeError: For a commitment that the agreement does not have.
        InvalidTypeError: For anything but a report on quotas, or a whole number.
        InvalidValueError: For a commitment that does not tell contingents apart, less than one to
            draw, or another language.

    Examples:
        >>> from datetime import date
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> months = ha.Volume(
        ...     "months",
        ...     stage=ha.Stage.SIGNED,
        ...     per=ha.Per.CONTINGENT,
        ...     periods=ha.Period.year(2018).split(months=1),
        ...     title="Leases signed",
        ... )
        >>> counting = ha.Amendment(
        ...     effective=date(2018, 1, 1), signed_on=date(2018, 1, 1), add=(months,)
        ... )
        >>> agreement = AGREEMENT.amend(counting)
        >>> report = ha.check_quotas(agreement, ha.Tally.empty(agreement), on=date(2019, 1, 1))
        >>> draw_contingents(report, "months")
        <Chart en: Leases signed>
    """
    exact_kind(report, "draw_contingents, report", QuotaReport, "give what check_quotas(...) gives")
    exact_count(at_most, "draw_contingents, at_most", at_least=1)
    check_language(language)
    noted = () if note is None else (exact_words(note, "draw_contingents, note").say(language),)
    promise, found = find_commitment(report, commitment)
    if Per.CONTINGENT not in promise.per:
        raise InvalidValueError(
            "draw_contingents, commitment",
            show(commitment),
            "a commitment that holds contingent by contingent",
            "state it with per=Per.CONTINGENT, or write draw_progress(...)",
        )
    findings = [finding for finding in found if finding.group is not None]
    title, head = say_title(promise, language), say_asked(report, language)
    if not findings:
        empty = draw_nothing([NOTHING_TO_JUDGE], language)
        return make_chart(add_style(empty, title, [head, *noted], language), title, language)
    groups = [*dict.fromkeys(finding.group for finding in findings)]
    kept = dict.fromkeys(groups[:at_most])
    shown = [finding for finding in findings if finding.group in kept]
    periods = [*dict.fromkeys(finding.period for finding in shown)]
    drawn = write_rows_in_time(shown, language, _WIDTH_OF_CONTINGENT // len(periods))
    for row, finding in zip(drawn.rows, shown, strict=True):
        row["name"] = finding.say_group(language)
    more = [_MORE_CONTINGENTS.say(language, more=len(groups) - at_most)]
    subtitle = [head, *noted, drawn.say_key(language), *(more if len(groups) > at_most else ())]
    layers = draw_periods(
        drawn, periods, language, width=_WIDTH_OF_CONTINGENT, height=_HEIGHT_OF_CONTINGENT
    )
    view = layers.facet(
        data=alt.InlineData(values=drawn.rows),
        facet=alt.Facet("name:N", sort=None, header=alt.Header(title=None, labelAnchor="start")),
        columns=1,
    )
    return make_chart(add_style(view, title, subtitle, language), title, language)


_MORE_CONTINGENTS: Final = Text("{more} more are not drawn", "{more} autres ne sont pas dessinés")
