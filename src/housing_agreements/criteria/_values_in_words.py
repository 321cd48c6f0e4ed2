"""The values of facts in words, and what is known of a fact.

For reading only: a value is written exactly, and euros that are a fraction to the cent.
"""

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from housing_agreements.criteria.kinds import Fact, has_evidence
from housing_agreements.geography.territories import Place
from housing_agreements.values.bounds import BETWEEN, OR_MORE
from housing_agreements.values.texts import MINUS, Language, Text, number, say_day

__all__ = ("WithUnit", "say_known", "say_value", "say_with_unit")


def say_value(value: object, language: Language) -> str:
    """A value of a fact in words.

    Examples:
        >>> say_value(True, "fr"), say_value(21_000, "en"), say_value(date(2017, 3, 1), "en")
        ('oui', '21,000', '1 March 2017')
    """
    if value is True or value is False:
        return (_YES if value else _NO).say(language)
    if type(value) is date:
        return say_day(value, language)
    if type(value) is Place:
        part = f", {value.neighbourhood}" if value.neighbourhood is not None else ""
        place = f"{value.commune}{part}"
        if value.coded_on is None:
            return place
        return _PLACE_CODED_ON.say(language, place=place, day=value.coded_on)
    if isinstance(value, (int, Decimal, Fraction)):
        return _say_number(Fraction(value), language)
    return str(value)


_YES: Final = Text("yes", "oui")
_NO: Final = Text("no", "non")
_PLACE_CODED_ON: Final = Text("{place}, as coded on {day}", "{place}, code au {day}")


def say_with_unit(value: Any, unit: str, language: Language) -> str:
    """A value with its unit; euros are never a fraction, but rounded to the cent for reading.

    Examples:
        >>> say_with_unit(12_000, "€", "en"), say_with_unit(Fraction(180_000, 13), "€", "en")
        ('12,000 €', '≈ 13,846.15 €')
    """
    if not unit:
        return say_value(value, language)
    if unit == _EURO and isinstance(value, Fraction) and _SCALE % value.denominator:
        cents = math.floor(value * 100 + Fraction(1, 2))
        rounded = say_value(Fraction(cents, 100), language)
        return _ABOUT.say(language, value=rounded, unit=unit)
    return _WITH_UNIT.say(language, value=say_value(value, language), unit=unit)


_WITH_UNIT: Final = Text("{value} {unit}", "{value}\u00a0{unit}")
_ABOUT: Final = Text("≈ {value} {unit}", "≈ {value}\u00a0{unit}")


class WithUnit(NamedTuple):
    """A value of a fact that says itself with its unit."""

    value: Any
    """The value."""
    unit: str
    """Its unit; empty: it has none."""

    def say(self, language: Language) -> str:
        """The value with its unit, in words."""
        return say_with_unit(self.value, self.unit, language)


def say_known(value: object, fact: Fact, language: Language) -> tuple[str, ...]:
    """What is known of a fact, in words: its value, its evidence, and until when it is valid."""
    known = value if has_evidence(value) else None
    low, high = (value, value) if known is None else (known.low, known.high)
    verified = known is not None and known.verified
    said = _say_bounds(low, high, fact, language)
    evidence = (_VERIFIED if verified else _DECLARED).say(language)
    if known is None or known.valid_until is None:
        return said, evidence
    return said, evidence, _VALID_UNTIL.say(language, day=known.valid_until)


def _say_bounds(low: object, high: object, fact: Fact, language: Language) -> str:
    ends = [None if end is None else say_with_unit(end, fact.unit, language) for end in (low, high)]
    if low == high:
        return str(ends[0])
    least, most = ends
    if isinstance(low if low is not None else high, date):
        words = _DAY_AT_LEAST if most is None else _DAY_AT_MOST if least is None else _DAY_BETWEEN
        return words.say(language, low=str(least), high=str(most))
    if most is None:
        return OR_MORE.say(language, low=str(least))
    if least is None:
        return _OR_LESS.say(language, high=most)
    return BETWEEN.say(language, low=least, high=most)


_VERIFIED: Final = Text("verified", "justifié")
_DECLARED: Final = Text("declared", "déclaré")
_VALID_UNTIL: Final = Text("valid until {day}", "valable jusqu'au {day}")
_OR_LESS: Final = Text("{high} or less", "{high} ou moins")
_DAY_AT_LEAST: Final = Text("{low} or later", "au plus tôt le {low}")
_DAY_AT_MOST: Final = Text("{high} or earlier", "au plus tard le {high}")
_DAY_BETWEEN: Final = Text("between {low} and {high}", "entre le {low} et le {high}")


_EURO: Final = "€"
_SCALE: Final = 10**12


def _say_number(value: Fraction, language: Language) -> str:
    if value.denominator == 1:
        return number(value.numerator, language)
    if _SCALE % value.denominator:
        return f"{value.numerator}/{value.denominator}".replace("-", MINUS)
    whole, rest = divmod(abs(value.numerator) * (_SCALE // value.denominator), _SCALE)
    decimals = f"{rest:012d}".rstrip("0")
    sign = MINUS if value < 0 else ""
    return f"{sign}{number(whole, language)}{'.' if language == 'en' else ','}{decimals}"
