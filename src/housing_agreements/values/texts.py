"""Words in both languages, and numbers, rates and days as each language writes them."""

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, Protocol, final

import attrs

from housing_agreements._checks import Faults, attempt
from housing_agreements._markup import Markup, write_sheet, write_told
from housing_agreements._records import Brief, Record
from housing_agreements._visible_text import is_text
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show

__all__ = (
    "AND_WORD",
    "MINUS",
    "NOTE",
    "OR_WORD",
    "SOURCES",
    "Filling",
    "Language",
    "Listed",
    "Sayable",
    "Spoken",
    "Text",
    "as_optional_words",
    "as_text",
    "as_words",
    "check_language",
    "colon",
    "join_words",
    "number",
    "percent",
    "say_day",
    "say_number_of",
    "say_rate",
    "semicolon",
)

Language = Literal["en", "fr"]
"""The languages of explanations: English and French."""

_MONTHS: Final = (
    ("January", "janvier"), ("February", "février"), ("March", "mars"), ("April", "avril"),
    ("May", "mai"), ("June", "juin"), ("July", "juillet"), ("August", "août"),
    ("September", "septembre"), ("October", "octobre"), ("November", "novembre"),
    ("December", "décembre"),
)  # fmt: skip


class Sayable(Protocol):
    """What says itself in both languages."""

    def say(self, language: Language, /) -> str:
        """It in words."""
        ...


Filling = str | int | Fraction | date | Sayable
"""What a template is filled with."""


def _say_filling(name: str, filling: Filling, language: Language) -> str:
    if isinstance(filling, str):
        return filling
    if isinstance(filling, date):
        return say_day(filling, language)
    # To ask of a value whether it is a fraction takes longer than all that stands before.
    if isinstance(filling, Text):
        return filling.say(language)
    if isinstance(filling, (int, Fraction)):
        return number(filling, language)
    if not callable(getattr(filling, "say", None)):
        expected = "words, a number, a day, or what says itself in both languages"
        raise InvalidTypeError(f"Text.say, {name}", show(filling), expected)
    return filling.say(language)


@final
@attrs.frozen(eq=False, repr=False)
class Text(Record):
    """A sentence or a name in English and in French.

    Args:
        en: The English words.
        fr: The French words.

    Raises:
        InvalidTypeError: For words that are not a string.
        InvalidValueError: For no words, or words with blank ends.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> label = Text("recognised under DALO", "reconnu au titre du DALO")
        >>> label.say("fr")
        'reconnu au titre du DALO'
        >>> signed = Text(
        ...     "signed on {day} by {parties} parties", "signé le {day} par {parties} parties"
        ... )
        >>> signed.say("fr", day=date(2016, 3, 1), parties=12)
        'signé le 1er mars 2016 par 12 parties'
    """

    en: str
    """The English words."""
    fr: str
    """The French words."""

    def __attrs_post_init__(self) -> None:
        """Both languages must be there."""
        if not (is_text(self.en) and is_text(self.fr)):
            faults = Faults("Text")
            faults.check_fields(self)
            faults.report()

    def say(self, language: Language, **parts: Filling) -> str:
        """The words of one language.

        Args:
            language: "en" or "fr".
            **parts: What stands for each name in braces. Words stand as they are; all else says
                itself in the language: a text, a number, a day. Without any part, braces are
                words like others.

        Raises:
            InvalidValueError: For any language other than "en" and "fr".
            InvalidTypeError: For a part that is neither of these.
            KeyError: For a name in braces without its part.
        """
        words = self.en if check_language(language) == "en" else self.fr
        if not parts:
            return words
        return words.format_map(
            {name: _say_filling(name, filling, language) for name, filling in parts.items()}
        )

    def format(self, **parts: Filling) -> "Text":
        """The text with its parts filled in, in both languages.

        Args:
            **parts: As `say` takes them.

        Raises:
            InvalidValueError: Where nothing is left, or blank ends.

        Examples:
            >>> floor = Text("the floor of {name}", "le plancher de {name}")
            >>> floor.format(name=Text("the State", "l'État")).fr
            "le plancher de l'État"
        """
        return Text(self.say("en", **parts), self.say("fr", **parts))

    def __str__(self) -> str:
        """The English words."""
        return self.en


class Spoken(Brief):
    """What is shown in short, says itself in both languages, and prints itself in English."""

    __slots__ = ()

    @abstractmethod
    def say(self, language: Language) -> str:
        """What it is, in words, a line or a few."""

    def __str__(self) -> str:
        """What it is, in English."""
        return self.say("en")

    def _repr_html_(self) -> Markup:
        """What it is, in English, as a page."""
        return write_sheet(write_told(self.say("en")), language="en")

    def _essentials(self) -> str:
        return self.say("en")


def as_text(words: str | Text) -> Text:
    """A text as it is; a plain string stands for itself in both languages.

    Examples:
        >>> as_text("Action Logement")
        Text(en='Action Logement', fr='Action Logement')
    """
    return words if isinstance(words, Text) else Text(words, words)


def check_language(language: str) -> Language:
    """The language itself.

    Raises:
        InvalidValueError: For any other than "en" and "fr".

    Examples:
        >>> check_language("fr")
        'fr'
    """
    if type(language) is str:
        if language == "en":
            return "en"
        if language == "fr":
            return "fr"
    raise InvalidValueError("language", show(language), '"en" or "fr"')


AND_WORD: Final = Text("and", "et")
"""What stands before the last of several that are held together."""
OR_WORD: Final = Text("or", "ou")
"""What stands before the last of several that are held apart."""


MINUS: Final = "\u2212"
"""The sign of what is below nought, as it is set: no hyphen."""
NOTE: Final = Text("note", "à savoir")
"""What stands before something that a reader must know."""
SOURCES: Final = (Text("source", "source"), Text("sources", "sources"))
"""What stands before one source, and before several."""


def colon(language: Language) -> str:
    """A colon and the space after it, with the one that French puts before it.

    Examples:
        >>> "verdict" + colon("en") + "met"
        'verdict: met'
    """
    return ": " if check_language(language) == "en" else "\u00a0: "


def semicolon(language: Language) -> str:
    """A semicolon and the space after it, with the one that French puts before it.

    Examples:
        >>> semicolon("en").join(["employed", "disabled"])
        'employed; disabled'
    """
    return "; " if check_language(language) == "en" else "\u202f; "


def number(value: int | Fraction, language: Language) -> str:
    """A number with its thousands apart, exact: as decimals if four suffice, else as a fraction.

    Raises:
        InvalidValueError: For any language other than "en" and "fr".

    Examples:
        >>> number(11_500, "en"), number(Fraction(19109, 4), "en"), number(Fraction(1, 3), "en")
        ('11,500', '4,777.25', '1/3')
    """
    check_language(language)
    if value.denominator == 1:
        whole = f"{value.numerator:,}".replace("-", MINUS)
        return whole if language == "en" else whole.replace(",", "\u202f")
    scaled = (value if value > 0 else -value) * 10_000
    if scaled.denominator != 1:
        return str(value).replace("-", MINUS)
    units, digits = divmod(scaled.numerator, 10_000)
    point = "." if language == "en" else ","
    sign = MINUS if value < 0 else ""
    return f"{sign}{number(units, language)}{point}{digits:04d}".rstrip("0")


def say_number_of(value: int, one: Text, several: Text, language: Language) -> str:
    """A number of things. English has the singular for 1 alone, French for 0 too.

    Examples:
        >>> dwelling, dwellings = Text("dwelling", "logement"), Text("dwellings", "logements")
        >>> say_number_of(0, dwelling, dwellings, "en"), say_number_of(0, dwelling, dwellings, "fr")
        ('0 dwellings', '0 logement')
    """
    singular = value == 1 or (value == 0 and language == "fr")
    return f"{number(value, language)} {(one if singular else several).say(language)}"


def percent(value: Fraction, language: Language) -> str:
    """A rate in per cent: exact when four decimals suffice, else the nearest and marked `≈`.

    For reading only: no decision reads it.

    Raises:
        InvalidValueError: For any language other than "en" and "fr".

    Examples:
        >>> percent(Fraction(1, 4), "en")
        '25 %'
        >>> percent(Fraction(2866, 19108), "en")
        '≈ 14.9990 %'
    """
    check_language(language)
    scaled, unit = abs(value.numerator) * _MILLIONTHS, value.denominator
    is_exact = scaled % unit == 0
    rounded = _round(scaled, unit)
    return _write_percent(rounded if value > 0 else -rounded, language, is_exact=is_exact)


# In whole numbers, since long reports tell very many rates, and fractions take ten times as long.


def _round(number: int, unit: int) -> int:
    """A number over a unit, to the nearest whole one, a half upwards."""
    return (2 * number + unit) // (2 * unit)


def _write_percent(millionths: int, language: Language, *, is_exact: bool) -> str:
    """A rate of so many millionths in per cent."""
    whole, digits = divmod(abs(millionths), _MILLIONTHS // 100)
    decimals = f"{digits:04d}".rstrip("0") if is_exact else f"{digits:04d}"
    point = "." if language == "en" else ","
    figure = f"{number(whole, language)}{point}{decimals}" if decimals else number(whole, language)
    mark = "" if is_exact else "≈ "
    sign = MINUS if millionths < 0 else ""
    space = " " if language == "en" else "\u00a0"
    return f"{mark}{sign}{figure}{space}%"


_MILLIONTHS: Final = 1_000_000


def say_rate(value: Fraction, language: Language, *, against: Iterable[Fraction] = ()) -> str:
    """A rate as one reads it: with one decimal, and with more only where they decide.

    Args:
        value: The rate.
        language: "en" or "fr".
        against: The levels beside which it is read: it never seems to reach one that it misses,
            as far as four decimals tell; beyond them it is the nearest, marked "≈".

    Raises:
        InvalidValueError: For any language other than "en" and "fr".

    Examples:
        >>> say_rate(Fraction(3313, 3540), "en"), say_rate(Fraction(1, 4), "en")
        ('93.6 %', '25 %')
        >>> say_rate(Fraction(2499, 10_000), "en", against=[Fraction(1, 4)])
        '24.99 %'
    """
    check_language(language)
    many, whole = value.numerator, value.denominator
    levels = [(level.numerator, level.denominator) for level in against]
    for decimals in range(1, _MOST_DECIMALS + 1):
        unit = 10**decimals * 100
        rounded = _round(many * unit, whole)
        if all(
            _sign(rounded * below - above * unit) == _sign(many * below - above * whole)
            for above, below in levels
        ):
            return _write_percent(rounded * (_MILLIONTHS // unit), language, is_exact=True)
    return percent(value, language)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


_MOST_DECIMALS: Final = 4


def say_day(day: date, language: Language) -> str:
    """A day in words.

    Raises:
        InvalidValueError: For any language other than "en" and "fr".

    Examples:
        >>> say_day(date(2016, 3, 7), "en"), say_day(date(2016, 5, 1), "fr")
        ('7 March 2016', '1er mai 2016')
    """
    return _write_day(day, check_language(language))


@lru_cache(maxsize=4096)
def _write_day(day: date, language: Language) -> str:
    english, french = _MONTHS[day.month - 1]
    if language == "en":
        return f"{day.day} {english} {day.year}"
    return f"{'1er' if day.day == 1 else day.day} {french} {day.year}"


def join_words(words: Iterable[str], language: Language, *, last: Text | None = None) -> str:
    """Several words as one list, the last joined by "and" or by the words given.

    Raises:
        InvalidValueError: For any language other than "en" and "fr".

    Examples:
        >>> join_words(["DALO", "shelter", "eviction"], "en")
        'DALO, shelter and eviction'
    """
    *before, final_word = [*words] or [""]
    joint = (last or AND_WORD).say(language)
    return f"{', '.join(before)} {joint} {final_word}" if before else final_word


@final
class Listed:
    """Several parts as one list, for a template to hold.

    Args:
        parts: What is listed; what is not words says itself in the language.
        last: What stands before the last; `None`: "and".

    Examples:
        >>> choice = Text("{days} days or less", "{days} jours ou moins")
        >>> choice.say("fr", days=Listed([3, 7], last=OR_WORD))
        '3 ou 7 jours ou moins'
    """

    __slots__ = ("_last", "_parts")

    def __init__(self, parts: Iterable[Filling], *, last: Text | None = None) -> None:
        self._parts, self._last = tuple(parts), last

    def say(self, language: Language) -> str:
        """The list in words."""
        said = (_say_filling("parts", part, language) for part in self._parts)
        return join_words(said, language, last=self._last)


def as_words(value: str | Text) -> Text:
    """A text, from a string for both languages; refused when the object is checked.

    Examples:
        >>> as_words("Action Logement")
        Text(en='Action Logement', fr='Action Logement')
    """
    return attempt(_check, value)


def as_optional_words(value: str | Text | None) -> Text | None:
    """A text, or none."""
    return None if value is None else as_words(value)


def _check(value: str | Text) -> Text:
    # A string at fault is one fault of its field, not one of each language.
    if isinstance(value, Text):
        return value
    if type(value) is not str:
        remedy = 'write Text("...", "...") for both languages'
        raise InvalidTypeError("a text", show(value), "words: a string or a Text", remedy)
    if not is_text(value):
        expected = "one line of visible text without blank ends"
        raise InvalidValueError("a text", show(value), expected)
    return as_text(value)
