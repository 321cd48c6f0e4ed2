"""How charts look: colours and marks of verdicts, letters, and numbers and days by language.

The colours are of the palette of Okabe and Ito, which colour-blind readers tell apart; a mark and
a word stand beside each of them. In the dark each colour has another one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from textwrap import wrap
from typing import Final

import altair as alt

from housing_agreements._visible_text import is_text
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.values.texts import MINUS, Language, Text, as_text
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "BACK",
    "COLOURS",
    "GRID_COLOUR",
    "INK",
    "IN_THE_DARK",
    "LARGEST_EXACT",
    "MARKS",
    "NUMBER_SIZE",
    "PROMISED",
    "SOFT",
    "STATED",
    "WORD_SIZE",
    "add_style",
    "as_float",
    "draw_nothing",
    "exact_words",
    "fold_title",
    "say_instant",
)

INK: Final = "#1b1b1f"
SOFT: Final = "#5a5a66"
GRID_COLOUR: Final = "#dcdce3"
BACK: Final = "#ffffff"

COLOURS: Final[Mapping[Verdict | None, str]] = {
    Verdict.MET: "#0072b2",
    Verdict.UNMET: "#d55e00",
    Verdict.UNDETERMINED: "#cc79a7",
    None: "#767676",
}
"""The colour of each verdict, and of what has none."""

PROMISED: Final = ("#c7dfee", COLOURS[Verdict.MET])
"""What is promised: the inside and the edge of its bars."""
STATED: Final = ("#e3e3e8", COLOURS[None])
"""What is only stated."""

IN_THE_DARK: Final[Mapping[str, str]] = {
    INK: "#ececf1",
    SOFT: "#b4b4c0",
    GRID_COLOUR: "#3a3a44",
    BACK: "#17171b",
    PROMISED[0]: "#1f3d52",
    STATED[0]: "#33333c",
    COLOURS[Verdict.MET]: "#56b4e9",
    COLOURS[Verdict.UNMET]: "#d55e00",
    COLOURS[Verdict.UNDETERMINED]: "#cc79a7",
    COLOURS[None]: "#9a9aa6",
}
"""What each colour is in the dark."""

MARKS: Final[Mapping[Verdict | None, str]] = {
    Verdict.MET: "M-0.9,0.05L-0.3,0.65L0.9,-0.65",
    Verdict.UNMET: "M-0.7,-0.7L0.7,0.7M-0.7,0.7L0.7,-0.7",
    Verdict.UNDETERMINED: (
        "M-0.5,-0.45C-0.5,-1.05 0.55,-1.05 0.55,-0.4C0.55,0.05 0,0 0,0.4M0,0.75L0,0.9"
    ),
    None: "M-0.7,0L0.7,0",
}
"""The mark of each verdict, as a path: a tick, a cross, a question mark, a dash."""

LARGEST_EXACT: Final = 2**53
"""Up to where a drawing holds whole numbers as they are."""
_LARGEST_DRAWN: Final = 10**300
WORD_SIZE: Final = 12
NUMBER_SIZE: Final = 11
_LETTERS: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first one comes with what draws, so that a drawing is the same everywhere."""
_LONGEST_TITLE: Final = 240
_TITLE_WIDTH: Final = 78
_SUBTITLE_WIDTH: Final = 104

_NUMBER_FORMATS: Final = {
    "en": {"decimal": ".", "thousands": ",", "percent": " %"},
    "fr": {"decimal": ",", "thousands": "\u202f", "percent": "\u00a0%"},
}
_SHORT_MONTHS: Final = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "fr": (
        "janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ),
}  # fmt: skip
_LONG_MONTHS: Final = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
}  # fmt: skip
_DAYS_OF_THE_WEEK: Final = {
    "en": ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
    "fr": ("dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
}
_DAY_AND_TIME: Final = {"en": "%-d %B %Y, %H:%M", "fr": "%-d %B %Y à %H:%M"}


def _write_locale(language: Language) -> alt.Locale:
    """How the axes of a chart write numbers and days."""
    number = alt.NumberLocale(
        grouping=[3], currency=["", "\u00a0€"], minus=MINUS, **_NUMBER_FORMATS[language]
    )
    days = _DAYS_OF_THE_WEEK[language]
    time = alt.TimeLocale(
        dateTime=_DAY_AND_TIME[language],
        date="%d/%m/%Y",
        time="%H:%M",
        periods=["am", "pm"],
        days=list(days),
        shortDays=[day[:3] for day in days],
        months=list(_LONG_MONTHS[language]),
        shortMonths=list(_SHORT_MONTHS[language]),
    )
    return alt.Locale(number=number, time=time)


def add_style(
    view: alt.Chart | alt.LayerChart | alt.FacetChart,
    title: str,
    subtitle: Iterable[str],
    language: Language,
) -> alt.TopLevelMixin:
    """A view of Altair with its title and its style.

    Args:
        view: The view.
        title: What is shown.
        subtitle: What a reader must know to read it, a sentence on each line.
        language: "en" or "fr".
    """
    told = alt.TitleParams(
        text=fold_title(title),
        subtitle=[line for sentence in subtitle for line in _fold_words(sentence, _SUBTITLE_WIDTH)],
        anchor="start",
        frame="bounds",
        offset=14,
    )
    config = alt.Config(
        aria=False,  # its words are English; a drawing has a title of its own
        background=BACK,
        font=_LETTERS,
        padding=14,
        locale=_write_locale(language),
        view=alt.ViewConfig(stroke=None, continuousWidth=300, continuousHeight=300),
        axis=alt.AxisConfig(
            domainColor=SOFT,
            gridColor=GRID_COLOUR,
            labelColor=SOFT,
            labelFontSize=NUMBER_SIZE,
            tickColor=SOFT,
            titleColor=SOFT,
            titleFontSize=NUMBER_SIZE,
            titleFontWeight="normal",
        ),
        header=alt.HeaderConfig(labelColor=INK, labelFontSize=WORD_SIZE, title=None),
        legend=alt.LegendConfig(
            labelColor=INK,
            labelFontSize=WORD_SIZE,
            labelLimit=0,
            orient="bottom",
            symbolSize=110,
            symbolStrokeWidth=2.5,
            title=None,
        ),
        title=alt.TitleConfig(
            color=INK,
            fontSize=15,
            lineHeight=19,
            subtitleColor=SOFT,
            subtitleFontSize=WORD_SIZE,
            subtitleLineHeight=16,
            subtitlePadding=5,
        ),
    )
    styled: alt.TopLevelMixin = view.properties(title=told, config=config)
    return styled


def fold_title(words: str) -> list[str]:
    """Words on lines short enough to stand over a chart; what is very long is cut.

    Examples:
        >>> fold_title("Priority share of the attributions")
        ['Priority share of the attributions']
    """
    return _fold_words(words, _TITLE_WIDTH)


def _fold_words(words: str, width: int) -> list[str]:
    # What cuts a repr would lose the spaces that French does not break.
    long = len(words) > _LONGEST_TITLE
    line = f"{words[: _LONGEST_TITLE - 1].rstrip()}…" if long else words
    return wrap(line, width, break_on_hyphens=False)


def exact_words(given: str | Text, where: str) -> Text:
    """Words that a caller gives, in one language or both.

    Raises:
        InvalidTypeError: For anything but a string and a text.
        InvalidValueError: For what is not one line of visible text.

    Examples:
        >>> exact_words("a synthetic ledger", "draw_progress, note").fr
        'a synthetic ledger'
    """
    if isinstance(given, Text):
        return given
    if type(given) is not str:
        raise InvalidTypeError(where, show(given), "words: a string, or a Text of both languages")
    if not is_text(given):
        expected = "one line of visible text without blank ends"
        raise InvalidValueError(where, show(given), expected)
    return as_text(given)


def say_instant(day: date) -> int:
    """A day as axes take it: the milliseconds from 1970 on.

    Examples:
        >>> say_instant(date(1970, 1, 2))
        86400000
    """
    return (day - date(1970, 1, 1)).days * 86_400_000


def as_float(value: int | Fraction) -> float:
    """A number as an axis takes it; what is beyond all that it can draw is cut off.

    Examples:
        >>> as_float(Fraction(1, 4)), as_float(-(10**400))
        (0.25, -1e+300)
    """
    return float(min(max(value, -_LARGEST_DRAWN), _LARGEST_DRAWN))


def draw_nothing(words: Sequence[Text], language: Language) -> alt.Chart:
    """A view that only says why there is nothing to see."""
    rows = [{"index": index, "words": text.say(language)} for index, text in enumerate(words)]
    view: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows), width=_EMPTY_WIDTH, height=alt.Step(20))
        .mark_text(align="left", fontSize=WORD_SIZE, color=INK)
        .encode(y=alt.Y("index:O", axis=None), x=alt.value(0), text="words:N")
    )
    return view


_EMPTY_WIDTH: Final = 560
