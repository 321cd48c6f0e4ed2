"""Words stand in both languages, and figures are written as each writes them."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.errors import InvalidObjectError, InvalidTypeError, InvalidValueError
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import days, texts
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    MINUS,
    OR_WORD,
    Language,
    Listed,
    Text,
    as_text,
    check_language,
    join_words,
    number,
    percent,
    say_day,
    say_rate,
)

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


@given(texts())
def test_a_text_says_each_language(text: Text) -> None:
    """A text says its English in English and its French in French, and prints in English."""
    assert (text.say("en"), text.say("fr"), str(text)) == (text.en, text.fr, text.en)
    assert as_text(text) is text
    assert as_text(text.fr) == Text(text.fr, text.fr)


ONE_PART = Text("of {part}", "de {part}")
LANGUAGES: tuple[Language, ...] = ("en", "fr")
BEFORE: dict[Language, str] = {"en": "of", "fr": "de"}


@given(texts())
def test_a_text_without_parts_is_said_as_it_stands(text: Text) -> None:
    """Whatever braces stand in it, a text said without parts is said as it stands."""
    braces = Text(f"{text.en} {{day}} {{", f"{text.fr} {{day}} }}")
    assert (braces.say("en"), braces.say("fr")) == (braces.en, braces.fr)


@given(st.text())
def test_words_stand_in_a_template_as_they_are(words: str) -> None:
    """Words given as a part are put in letter by letter: braces within them name nothing."""
    for given_words in (words, f"{{part}} {words} {{"):
        assert ONE_PART.say("en", part=given_words) == f"of {given_words}"
        assert ONE_PART.say("fr", part=given_words) == f"de {given_words}"


@given(st.integers(-(10**12), 10**12), st.fractions(-3, 30, max_denominator=2_000), days())
def test_numbers_and_days_say_themselves(value: int, amount: Fraction, day: date) -> None:
    """A number stands in a template as each language writes it, and so does a day."""
    template = Text("{count}, {amount}, {day}", "{day}, {count}, {amount}")
    parts: dict[str, Any] = {"count": value, "amount": amount, "day": day}
    said = {
        language: (number(value, language), number(amount, language), say_day(day, language))
        for language in LANGUAGES
    }
    assert template.say("en", **parts) == ", ".join(said["en"])
    count, written, when = said["fr"]
    assert template.say("fr", **parts) == f"{when}, {count}, {written}"


@given(texts(), st.integers(0, 10**6))
def test_values_say_themselves_in_the_language(text: Text, least: int) -> None:
    """A text, bounds, a period, and texts filled already stand in the language asked."""
    bounds, period = Bounds(least, least + 1), Period.lasting(date(2016, 3, 7), years=3)
    for part in (text, bounds, period, ONE_PART.format(part=bounds)):
        for language, before in BEFORE.items():
            assert ONE_PART.say(language, part=part) == f"{before} {part.say(language)}"
            assert ONE_PART.format(part=part).say(language) == ONE_PART.say(language, part=part)


def test_several_parts_stand_as_one_list() -> None:
    """What is listed says itself, with "and" or the words given before the last."""
    asked: list[Any] = [1_000, date(2016, 5, 1), Text("a day", "un jour")]
    assert ONE_PART.say("en", part=Listed(asked)) == "of 1,000, 1 May 2016 and a day"
    assert (
        ONE_PART.say("fr", part=Listed(iter(asked), last=OR_WORD))
        == "de 1\u202f000, 1er mai 2016 ou un jour"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_part_fails(language: Language) -> None:
    """A template that is not filled whole says nothing: the error names the part."""
    with pytest.raises(KeyError, match="part"):
        ONE_PART.say(language, other=1)
    with pytest.raises(KeyError, match="part"):
        ONE_PART.format(other=1)


@pytest.mark.parametrize("words", ["", " blank", "blank ", "\n"])
def test_words_are_not_blank(words: str) -> None:
    """No words, or blank ends, are refused in either language."""
    for name, both in (("en", (words, "mots")), ("fr", ("words", words))):
        with pytest.raises(InvalidValueError) as caught:
            Text(*both)
        fault = caught.value
        assert (fault.where, fault.given) == (f"Text, {name}", repr(words))
        assert fault.expected == "one line of visible text without blank ends"


def test_both_languages_are_reported_together() -> None:
    """A text of neither words is two faults of one error, of their own kinds."""
    with pytest.raises(InvalidObjectError) as caught:
        Text("", None)  # type: ignore[arg-type]  # the point of the test
    english, french = caught.value.faults
    assert (type(english), english.where) == (InvalidValueError, "Text, en")
    assert (type(french), french.where) == (InvalidTypeError, "Text, fr")


SPOKEN: tuple[Callable[[Any], object], ...] = (
    check_language,
    Text("words", "mots").say,
    lambda other: number(1, other),
    lambda other: percent(Fraction(1), other),
    lambda other: say_day(date(2016, 3, 7), other),
    lambda other: join_words([], other),
)


@pytest.mark.parametrize("call", SPOKEN, ids=count(1))
def test_there_are_two_languages(call: Callable[[str], object]) -> None:
    """Any language other than English and French is refused."""
    with pytest.raises(InvalidValueError) as caught:
        call("de")
    fault = caught.value
    assert (fault.where, fault.given, fault.expected) == ("language", "'de'", '"en" or "fr"')
    assert check_language("fr") == "fr"


@given(st.integers(-(10**12), 10**12))
def test_a_number_has_its_thousands_apart(value: int) -> None:
    """Taken together again, the groups of three are the number, after its sign as it is set."""
    for written, apart in ((number(value, "en"), ","), (number(value, "fr"), "\u202f")):
        assert written.startswith(MINUS) is (value < 0)
        head, *groups = written.removeprefix(MINUS).split(apart)
        assert int(head + "".join(groups)) == abs(value)
        assert all(len(group) == 3 for group in groups)
        assert 1 <= len(head) <= 3


@given(st.fractions(-3, 30, max_denominator=2_000))
def test_a_percentage_is_exact_or_marked(value: Fraction) -> None:
    """A rate is written exactly when four decimals do, else to the nearest with a mark."""
    written = percent(value, "en")
    unsigned = written.removeprefix("≈ ").removeprefix(MINUS).removesuffix(" %").replace(",", "")
    figure = Fraction(unsigned) * (-1 if MINUS in written else 1)
    exact = (value * 1_000_000).denominator == 1
    assert written.startswith("≈ ") is not exact
    assert (figure == 100 * value) is exact
    assert abs(figure - 100 * value) <= Fraction(1, 20_000)
    french = written.replace(" %", "\u00a0%").replace(",", "\u202f").replace(".", ",")
    assert percent(value, "fr") == french


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(0), "0 %"),
        (Fraction(1, 4), "25 %"),
        (Fraction(1, 8), "12.5 %"),
        (Fraction(1, 1_000_000), "0.0001 %"),
        (Fraction(1, 10_000_000), "≈ 0.0000 %"),
        (Fraction(1, 3), "≈ 33.3333 %"),
        (Fraction(2, 3), "≈ 66.6667 %"),
        (Fraction(-1, 4), f"{MINUS}25 %"),
        (Fraction(30), "3,000 %"),
    ],
)
def test_percentages_are_written(value: Fraction, written: str) -> None:
    """Decimals end where they add nothing, unless the figure is rounded."""
    assert percent(value, "en") == written


@given(
    st.fractions(0, 2, max_denominator=20_000),
    st.lists(st.fractions(0, 2, max_denominator=20_000), max_size=3),
)
def test_a_rate_never_seems_to_reach_a_level_that_it_misses(
    value: Fraction, levels: list[Fraction]
) -> None:
    """It has one decimal, and more where it would else stand on another side of a level."""
    written = say_rate(value, "en", against=levels)
    figure = Fraction(written.removeprefix("≈ ").removesuffix(" %")) / 100
    for level in levels:
        if abs(value - level) > Fraction(1, 1_000_000):
            assert (figure > level) - (figure < level) == (value > level) - (value < level)
    alone = say_rate(value, "en")
    assert abs(Fraction(alone.removesuffix(" %")) - 100 * value) <= Fraction(1, 20)
    assert len(alone.removesuffix(" %").partition(".")[2]) <= 1
    decimals = written.removesuffix(" %").partition(".")[2]
    assert len(decimals) > 1 or written == alone


@given(days(), st.integers(-5, 5_000_000), texts())
def test_a_template_says_its_parts_in_its_language(day: date, many: int, text: Text) -> None:
    """Words stand as they are; a number, a day, a text say themselves; alone, braces are words."""
    template = Text("{many} on {day}: {text}, {words}", "{words}, {text}, {day}, {many}")
    parts: dict[str, Any] = {"many": many, "day": day, "text": text, "words": "{as they are}"}
    assert template.say("en", **parts) == (
        f"{number(many, 'en')} on {say_day(day, 'en')}: {text.en}, {{as they are}}"
    )
    assert template.say("fr", **parts) == (
        f"{{as they are}}, {text.fr}, {say_day(day, 'fr')}, {number(many, 'fr')}"
    )
    assert template.say("en") == template.en
    wrong_parts: list[Any] = [None, 0.5, [day]]
    for wrong in wrong_parts:
        with pytest.raises(InvalidTypeError) as caught:
            template.say("en", **(parts | {"many": wrong}))
        assert caught.value.where == "Text.say, many"


@given(days())
def test_a_day_is_told(day: date) -> None:
    """A day is told with its month in words, the first of a month in French as such."""
    assert say_day(day, "en") == f"{day.day} {day:%B} {day.year}"
    first = "1er" if day.day == 1 else f"{day.day}"
    assert say_day(day, "fr") == f"{first} {MONTHS.split()[day.month - 1]} {day.year}"


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        ([], "", ""),
        (["DALO"], "DALO", "DALO"),
        (["DALO", "SIAO"], "DALO and SIAO", "DALO et SIAO"),
        (["DALO", "SIAO", "ACD"], "DALO, SIAO and ACD", "DALO, SIAO et ACD"),
    ],
)
def test_words_are_listed(words: list[str], english: str, french: str) -> None:
    """A list has commas, and a word before its last member."""
    assert (join_words(words, "en"), join_words(iter(words), "fr")) == (english, french)
    assert join_words(words, "fr", last=Text("or", "ou")) == french.replace(" et ", " ou ")


@given(texts())
def test_a_text_survives_pickle_copy_and_repr(
    evaluated: Callable[[object], object], text: Text
) -> None:
    """A text is equal to its pickle, its copies, and what its repr evaluates to."""
    laws.survives_pickle_and_copy(text)
    assert evaluated(text) == text
