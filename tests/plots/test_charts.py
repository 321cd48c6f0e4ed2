"""A chart is a value, and its drawing is sound SVG that asks for nothing and hides nothing."""

import copy
import pickle
import re
from datetime import date
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plots.synthetic import NOTE, agree, sign

import housing_agreements as ha
from housing_agreements import plots
from housing_agreements.plots import Chart, draw_groups, draw_progress, draw_timeline, to_svg
from housing_agreements.plots._style import BACK, COLOURS, IN_THE_DARK, INK, MARKS, SOFT

SVG = "{http://www.w3.org/2000/svg}"
FLOOR = ha.Share("floor", to=("dalo",), stage=ha.Stage.SIGNED, at_least="25 %", title="A floor")
REPORT = ha.check_quotas(agree(FLOOR), [sign(1, day=date(2018, 5, 1))], on=date(2021, 1, 1))
CHART = draw_progress(REPORT, "floor", note=NOTE)
VERDICTS = [ha.Verdict.MET, ha.Verdict.UNMET, ha.Verdict.UNDETERMINED]

# Machado, Oliveira and Fernandes, 2009: the colours that three kinds of eyes see, in linear RGB.
EYES: dict[str, tuple[tuple[float, ...], ...]] = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> tuple[float, ...]:
    """The light of a colour: red, green, blue."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def brightness(colour: str) -> float:
    """How bright a colour is, from 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as the guidelines on accessibility of web pages count it."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, eyes: str) -> tuple[float, float, float]:
    """A colour as some eyes see it, in CIELAB."""
    light = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(part * share for part, share in zip(light, row, strict=True))))
        for row in EYES[eyes]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (float(t ** (1 / 3)) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, eyes: str) -> float:
    """How far apart some eyes see two colours; from 2 or so on one sees a difference."""
    pairs = zip(seen(one, eyes), seen(other, eyes), strict=True)
    return float(sum((left - right) ** 2 for left, right in pairs) ** 0.5)


def texts(svg: str) -> list[str]:
    """What stands to be read in a drawing."""
    root = ET.fromstring(svg)  # noqa: S314  # drawn here
    return ["".join(found.itertext()) for found in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("eyes", EYES)
def test_every_eye_tells_verdicts_apart(eyes: str, *, dark: bool) -> None:
    """The colours of the three verdicts are far apart for every kind of eyes."""
    colours = [COLOURS[verdict] for verdict in VERDICTS]
    shown = [IN_THE_DARK[colour] for colour in colours] if dark else colours
    assert min(distance(*pair, eyes) for pair in combinations(shown, 2)) > 20


@pytest.mark.parametrize("dark", [False, True])
def test_colours_stand_out(*, dark: bool) -> None:
    """Bars have a contrast of 3 with the ground, and words one of 4.5."""
    paint = (lambda colour: IN_THE_DARK[colour]) if dark else str
    assert min(contrast(paint(colour), paint(BACK)) for colour in COLOURS.values()) >= 3
    assert min(contrast(paint(ink), paint(BACK)) for ink in (INK, SOFT)) >= 4.5


def test_verdicts_have_marks_of_their_own() -> None:
    """No two verdicts share a mark, or a colour."""
    assert len(set(MARKS.values())) == len(set(COLOURS.values())) == 4


def test_every_colour_drawn_has_one_in_the_dark() -> None:
    """Nothing that is drawn stays in a colour of the light."""
    moved = agree(FLOOR).amend(
        ha.Amendment(effective=date(2019, 1, 1), signed_on=date(2019, 1, 1), remove=("floor",))
    )
    for chart in (CHART, draw_timeline(moved)):
        painted = set(re.findall(r'(?:fill|stroke)="(#\w+|[a-z]+)"', to_svg(chart)))
        assert painted - {"none", "transparent"} <= set(IN_THE_DARK)


def test_a_chart_is_a_value() -> None:
    """Equal answers give equal charts, and what one does to a copy changes no chart."""
    again = draw_progress(REPORT, "floor", note=NOTE)
    assert again == CHART
    assert hash(again) == hash(CHART)
    assert pickle.loads(pickle.dumps(CHART)) == copy.deepcopy(CHART) == CHART
    assert draw_progress(REPORT, "floor") != CHART
    spec = CHART.spec
    spec["title"] = "another"
    assert CHART.spec["title"] != "another"
    assert repr(CHART) == "<Chart en: A floor>"


def test_what_a_notebook_tells_altair_changes_no_chart() -> None:
    """A theme is of the charts that one draws oneself; a transformer takes no row away."""
    with alt.theme.enable("dark"):
        assert draw_progress(REPORT, "floor", note=NOTE) == CHART
    with alt.data_transformers.enable("vegafusion"):
        assert draw_progress(REPORT, "floor", note=NOTE) == CHART
    with alt.data_transformers.enable(consolidate_datasets=False):
        apart = draw_progress(REPORT, "floor", note=NOTE)
    assert apart.rows() == CHART.rows()
    assert to_svg(apart) == to_svg(CHART)


@pytest.mark.parametrize("digits", [17, 21, 99, 900])
def test_very_large_numbers_are_drawn(digits: int) -> None:
    """What a drawing cannot hold is drawn about where it is; the rows have it exactly."""
    volume = ha.Volume("v", stage=ha.Stage.SIGNED, at_least=2)
    agreement = agree(volume)
    entry = sign(1, day=date(2018, 3, 1))
    counts = ha.tally(agreement, [attrs.evolve(entry, count=10 ** min(digits, 99))])
    for _ in range(max(0, digits - 99)):
        counts = counts + counts
    chart = draw_progress(ha.check_quotas(agreement, counts, on=date(2021, 1, 1)), "v")
    assert chart.rows()[0]["counted_low"] == counts.read.dwellings
    assert to_svg(chart).count("NaN") == 0


def test_a_chart_is_sound() -> None:
    """Altair itself takes the specification, and gives it back."""
    assert isinstance(CHART.altair, alt.LayerChart)
    assert CHART.altair.to_dict(validate=True) == CHART.spec


def test_a_notebook_shows_the_drawing() -> None:
    """What a notebook shows is the drawing, which runs nothing and loads nothing."""
    page = vars(Chart)["_repr_html_"](CHART)  # as a notebook looks for it
    assert page == to_svg(CHART)
    root = ET.fromstring(page)  # noqa: S314  # drawn here
    tags = {found.tag.removeprefix(SVG) for found in root.iter()}
    assert tags <= {"svg", "title", "style", "rect", "g", "path", "line", "text", "tspan"}
    names = {name for found in root.iter() for name in found.attrib}
    assert not {name for name in names if "href" in name or name.startswith("on")}
    assert "url(" not in page
    assert "@import" not in page
    assert re.findall(r"https?://[^\"]*", page) == [
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    ]


def test_a_drawing_is_told_to_who_hears_it() -> None:
    """It is an image with the title and the language of the chart."""
    svg = to_svg(draw_progress(REPORT, "floor", language="fr"))
    root = ET.fromstring(svg)  # noqa: S314  # drawn here
    assert root.get("role") == "img"
    assert root.get("lang") == "fr"
    assert root.findtext(f"{SVG}title") == "A floor"


def test_schemes() -> None:
    """A drawing is light, dark, or both as its reader prefers."""
    drawn = {scheme: to_svg(CHART, scheme=scheme) for scheme in ("auto", "light", "dark")}
    assert "prefers-color-scheme:dark" in drawn["auto"]
    assert IN_THE_DARK[INK] not in drawn["light"]
    assert IN_THE_DARK[INK] in drawn["dark"]
    assert "@media" not in drawn["dark"]


def test_a_drawing_is_the_same_each_time() -> None:
    """Two drawings of one chart do not differ by a letter."""
    assert to_svg(CHART) == to_svg(draw_progress(REPORT, "floor", note=NOTE))


def test_no_network_is_asked() -> None:
    """A chart that was changed to load something from elsewhere is not drawn."""
    sneaky = Chart(
        "en",
        "elsewhere",
        alt.Chart("https://example.org/rows.csv").mark_point().encode(x="a:Q").to_dict(),
    )
    with pytest.raises(ValueError, match="example"):
        to_svg(sneaky)


@pytest.mark.parametrize("given_", [None, {}, alt.Chart(), "svg"])
def test_only_charts_are_drawn(given_: Any) -> None:
    """What is no chart of ours is refused, with what to give."""
    with pytest.raises(ha.InvalidTypeError, match="draw_progress"):
        to_svg(given_)


def test_wrong_words_are_refused() -> None:
    """A language, a scheme and a note that are none are refused by their names."""
    wrong: Any = "de"
    with pytest.raises(ha.InvalidValueError, match="language"):
        draw_progress(REPORT, "floor", language=wrong)
    with pytest.raises(ha.InvalidValueError, match="to_svg, scheme"):
        to_svg(CHART, scheme=wrong)
    nothing: Any = 3
    with pytest.raises(ha.InvalidTypeError, match="draw_progress, note"):
        draw_progress(REPORT, "floor", note=nothing)
    with pytest.raises(ha.InvalidValueError, match="draw_timeline, note"):
        draw_timeline(agree(FLOOR), note="two\nlines")


HOSTILE = st.one_of(
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "</text></svg><script>1</script>",
            "\"' onload='x' href=\"y",
            "&lt;b&gt; &amp; &#60;",
            "]]> <!-- --> <![CDATA[",
            "datum.x || alert(1)",
            "{{7*7}} ${7*7} \\n \\u003c",
            "#0072b2",
            "url(https://example.org)",
            "שלום <b> עולם",
        ]
    ),
    st.text(
        st.characters(exclude_categories=("C", "Z", "M"), include_characters="<>&\"' "),
        min_size=1,
        max_size=60,
    ),
).filter(lambda name: name.strip() == name)


@settings(max_examples=8)
@given(name=HOSTILE)
def test_a_name_is_never_markup(name: str) -> None:
    """Whatever titles, notes and names of landlords say, a drawing has the elements it always has.

    And it says the name, as it stands.
    """
    try:
        title = ha.Text(name, name)
    except ha.InvalidValueError:
        return  # no text at all
    by_landlord = ha.Share(
        "floor",
        to=("dalo",),
        stage=ha.Stage.SIGNED,
        at_least="25 %",
        per=ha.Per.LANDLORD,
        title=title,
    )
    entries = [sign(1, day=date(2018, 5, 1), landlord="one")]
    plain = agree(by_landlord, title=name)
    agreement = ha.Agreement(
        plain.code,
        None,
        name,
        parties=plain.parties,
        signed_on=plain.signed_on,
        term=plain.term,
        territory=plain.territory,
        contingents=plain.contingents,
        publics=plain.publics,
        commitments=plain.commitments,
        landlords=(ha.Party("one", name),),
    )
    report = ha.check_quotas(agreement, entries, on=date(2018, 12, 1))
    for chart in (
        draw_progress(report, "floor", note=title),
        draw_groups(report, "floor", note=title),
        draw_timeline(agreement, note=title),
    ):
        svg = to_svg(chart)
        root = ET.fromstring(svg)  # noqa: S314  # drawn here
        tags = {found.tag.removeprefix(SVG) for found in root.iter()}
        assert tags <= {"svg", "title", "style", "rect", "g", "path", "line", "text", "tspan"}
        names = {key for found in root.iter() for key in found.attrib}
        assert not {key for key in names if "href" in key or key.startswith("on")}
        said = "".join(texts(svg)).replace(" ", "")
        assert name.replace(" ", "") in said
        assert root.findtext(f"{SVG}title", "").startswith(name)


def test_a_very_long_name_is_cut() -> None:
    """A name of ten thousand characters takes no more room than a few lines."""
    long = "word " * 2_000 + "end"
    chart = draw_timeline(agree(FLOOR, title=long), note=long)
    assert len("".join(texts(to_svg(chart)))) < 1_500


def test_everything_public_is_listed() -> None:
    """The package hands on what it lists."""
    assert sorted(plots.__all__) == [*plots.__all__]
