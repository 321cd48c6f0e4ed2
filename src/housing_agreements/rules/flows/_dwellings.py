"""Numbers of dwellings in words: whole ones, and parts of one by which a holder is late."""

from fractions import Fraction
from typing import Final

from housing_agreements.values.texts import MINUS, Language, Text, number

__all__ = ("DWELLING_WORDS", "say_bound", "say_dwellings")

DWELLING_WORDS: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))
"""What stands after one dwelling, and after several."""
_MOST_READ: Final = 100
"""The least denominator of a fraction that nobody reads."""
_HALF_A_DWELLING: Final = Text("half a dwelling", "un demi-logement")
_PART_OF_A_DWELLING: Final = Text("{part} of a dwelling", "{part} de logement")
_ABOUT_SO_MANY: Final = Text("about {many}", "environ {many}")


def say_dwellings(count: Fraction, language: Language) -> str:
    r"""A number of dwellings as one reads it: to the hundredth, marked where it is not exact.

    Examples:
        >>> say_dwellings(Fraction(5, 2), "en"), say_dwellings(Fraction(-1, 3), "fr")
        ('2.5', '≈ \u22120,33')
    """
    rounded = Fraction(round(abs(count) * 100), 100)
    words = number(rounded, language)
    sign = MINUS if count < 0 and rounded else ""
    return f"{sign}{words}" if rounded == abs(count) else f"≈ {sign}{words}"


def say_bound(bound: Fraction, language: Language) -> str:
    """By how many dwellings a holder may be late or ahead, as one reads it within a sentence.

    Examples:
        >>> [say_bound(Fraction(some), "fr") for some in ("1/2", "5/6", "21/10")]
        ['un demi-logement', '5/6 de logement', '2,1 logements']
        >>> [say_bound(Fraction(some), "en") for some in ("5/6", "1", "4/3")]
        ['5/6 of a dwelling', '1 dwelling', 'about 1.33 dwellings']
    """
    if bound == Fraction(1, 2):
        return _HALF_A_DWELLING.say(language)
    if bound < 1 and bound.denominator < _MOST_READ:
        return _PART_OF_A_DWELLING.say(language, part=str(bound))
    one, several = DWELLING_WORDS
    is_one = bound == 1 if language == "en" else bound < 2  # noqa: PLR2004  # French plurals begin at 2
    many = say_dwellings(bound, language).removeprefix("≈ ")
    words = f"{many} {(one if is_one else several).say(language)}"
    is_exact = (100 * bound).denominator == 1
    return words if is_exact else _ABOUT_SO_MANY.say(language, many=words)
