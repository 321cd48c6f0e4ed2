"""A chart as a value, and its drawing as SVG, made without a network.

A drawing loads nothing and runs nothing. It is read in the light and in the dark, and what a name
says is text in it, never markup.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final, Literal, final, get_args

import altair as alt
import attrs
import vl_convert

from housing_agreements._checks import exact_kind, make
from housing_agreements._markup import Markup, element
from housing_agreements._records import Brief
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.plots._style import BACK, IN_THE_DARK, LARGEST_EXACT, as_float
from housing_agreements.values.texts import Language

__all__ = ("Chart", "Scheme", "make_chart", "to_svg")

Scheme = Literal["auto", "light", "dark"]
"""The colours of a drawing: light, dark, or as whoever looks at it prefers."""


def _copy_spec(given: Mapping[str, Any]) -> Mapping[str, Any]:
    return deepcopy(given)


@final
@attrs.frozen(eq=False, repr=False)
class Chart(Brief):
    """A chart (*graphique*), as the functions of this package draw it.

    A notebook shows its SVG. It is a value: charts of equal answers are equal.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> from housing_agreements.plots import draw_timeline
        >>> chart = draw_timeline(AGREEMENT)
        >>> chart == draw_timeline(AGREEMENT), chart == draw_timeline(AGREEMENT, language="fr")
        (True, False)
        >>> chart.spec["title"]["text"][0][:21]
        'Gironde protocol of 2'
    """

    language: Language
    """The language of its words."""
    title: str
    """Its title, on one line."""
    _held: Mapping[str, Any] = attrs.field(alias="spec", converter=_copy_spec, hash=False)

    @property
    def altair(self) -> alt.TopLevelMixin:
        """The chart of Altair, to change it: a new one each time."""
        return alt.Chart.from_dict(self.spec)

    @property
    def spec(self) -> dict[str, Any]:
        """Its specification (Vega-Lite): a new dictionary each time."""
        return dict(deepcopy(self._held))

    def rows(self) -> list[dict[str, Any]]:
        """The rows that it draws: those of the answer, with where each is drawn.

        Examples:
            >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
            >>> from housing_agreements.plots import draw_timeline
            >>> [row["level_words"] for row in draw_timeline(AGREEMENT, "offers").rows()]
            ['2018-2020', 'at least 403']
        """
        data = self._held["data"]
        # Altair may be told to leave the rows where they are drawn.
        rows: list[dict[str, Any]] = (
            data["values"] if "values" in data else self._held["datasets"][data["name"]]
        )
        return deepcopy(rows)

    def _repr_html_(self) -> Markup:
        """Its SVG, in the light and in the dark, without script and without outside file."""
        return Markup(to_svg(self))

    def _essentials(self) -> str:
        return f"{self.language}: {self.title}"


def make_chart(view: alt.TopLevelMixin, title: str, language: Language) -> Chart:
    """The chart of a view of Altair.

    The tests hold each kind of chart to the schema of Vega-Lite; to look again each time takes
    longer than all else.
    """
    datasets: dict[str, Any] = {}
    # Below the top Altair adds no theme, and asks for no transformer: those are of the notebook.
    context = {"top_level": False, "pre_transform": False, "datasets": datasets}
    held = view.to_dict(validate=False, context=context)
    spec = {**held, "$schema": alt.SCHEMA_URL, **({"datasets": datasets} if datasets else {})}
    return make(Chart, language=language, title=title, spec=spec)


def _round_large_numbers(spec: dict[str, Any]) -> dict[str, Any]:
    """A specification of which the numbers are those that a drawing can hold."""

    def round_in(part: object) -> object:
        if type(part) is int and abs(part) > LARGEST_EXACT:
            return as_float(part)
        if type(part) is dict:
            return {key: round_in(held) for key, held in part.items()}
        return [*map(round_in, part)] if type(part) is list else part

    return {key: round_in(part) for key, part in spec.items()}


def to_svg(chart: Chart, *, scheme: Scheme = "auto") -> str:
    """The drawing of a chart as SVG: no script, no outside file, made without a network.

    Args:
        chart: The chart.
        scheme: "light", "dark", or "auto": as whoever looks at it prefers.

    Raises:
        InvalidTypeError: For anything but a chart of this package.
        InvalidValueError: For another scheme.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> from housing_agreements.plots import draw_timeline
        >>> svg = to_svg(draw_timeline(AGREEMENT))
        >>> svg.startswith("<svg"), "<script" in svg
        (True, False)
    """
    exact_kind(chart, "to_svg, chart", Chart, "give what draw_progress(...) gives")
    if scheme not in get_args(Scheme):
        expected = ", ".join(map(show, get_args(Scheme)))
        raise InvalidValueError("to_svg, scheme", show(scheme), f"one of {expected}")
    drawn = vl_convert.vegalite_to_svg(_round_large_numbers(chart.spec), allowed_base_urls=[])
    head, _, rest = drawn.partition(">")
    head = head.replace('class="marks"', f'class="{_CLASS}" role="img" lang="{chart.language}"', 1)
    return f"{head}>{element('title', chart.title)}{_STYLES[scheme]}{rest}"


_CLASS: Final = "housing-agreements-chart"


def _write_colours_in_the_dark() -> str:
    """What paints each colour of the light by that of the dark."""
    return "".join(
        f'.{_CLASS} [{paint}="{light}"]{{{paint}:{dark}}}'
        for light, dark in IN_THE_DARK.items()
        for paint in ("fill", "stroke")
    )


_FITTING: Final = f".{_CLASS}{{max-width:100%;height:auto;background:{BACK}}}"
_IN_DARK: Final = f"{_write_colours_in_the_dark()}.{_CLASS}{{background:{IN_THE_DARK[BACK]}}}"
_STYLES: Final = {
    "light": f"<style>{_FITTING}</style>",
    "dark": f"<style>{_FITTING}{_IN_DARK}</style>",
    "auto": f"<style>{_FITTING}@media (prefers-color-scheme:dark){{{_IN_DARK}}}</style>",
}
