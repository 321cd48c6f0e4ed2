"""Charts of answers: progress, groups, contingents over the year, and a timeline of an agreement.

The extra `plots` brings Altair, in which a chart is a value, and vl-convert, which draws it to SVG
without a network. A chart only shows what an answer says: nothing is decided by it, and its data
are the rows of the answer.

In reading order: `charts` holds the value and its SVG; `_style` says how charts look, and how each
language writes numbers and days; `_drawn_rows` adds to the rows of findings where they are drawn.
"""

try:
    import altair as alt
    import vl_convert
except ImportError as _error:
    _needs = (
        "housing_agreements.plots needs Altair and vl-convert: "
        "pip install 'housing-agreements[plots]'"
    )
    raise ModuleNotFoundError(_needs, name=_error.name) from _error
else:
    del alt, vl_convert

from housing_agreements.plots._contingents import draw_contingents
from housing_agreements.plots._group_bars import draw_groups
from housing_agreements.plots._progress import draw_progress
from housing_agreements.plots._timeline import draw_timeline
from housing_agreements.plots.charts import Chart, to_svg

__all__ = (
    "Chart",
    "draw_contingents",
    "draw_groups",
    "draw_progress",
    "draw_timeline",
    "to_svg",
)
