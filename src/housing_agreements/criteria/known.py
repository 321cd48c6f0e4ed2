"""What is known of one fact: nothing, a value, or bounds; declared or verified; until when."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Generic, TypeGuard, TypeVar

import attrs

from housing_agreements.errors import InvalidTypeError, shown
from housing_agreements.values.faults import Faults
from housing_agreements.values.records import Record
from housing_agreements.values.territories import Place
from housing_agreements.values.texts import Language, number, told

__all__ = (
    "Amount",
    "Code",
    "Count",
    "Day",
    "Known",
    "Somewhere",
    "YesNo",
    "exact",
    "is_known",
    "known_on",
    "value_said",
)

T_co = TypeVar("T_co", covariant=True)
_ORDERED: Final = (int, Decimal, Fraction, date)


def exact(value: Any) -> Any:  # any value of a fact passes through
    """A value in the form comparisons need: a `Decimal` as a `Fraction`, all else as it is.

    Examples:
        >>> exact(Decimal("0.1"))
        Fraction(1, 10)
    """
    return Fraction(value) if type(value) is Decimal else value


@attrs.frozen(init=False, eq=False, repr=False)
class Known(Record, Generic[T_co]):
    """A fact with what is known about it: bounds, evidence, validity (*fait justifié ou déclaré*).

    `Known(True, verified=True)` is a fact for which a document was seen;
    `Known(low=18_000, high=22_000)` one that lies within bounds, both included. A value given
    to a `Household` without `Known` is declared, and has no end.

    Args:
        value: The value, when it is known exactly; or else
        low: The least it can be.
        high: The most it can be.
        verified: Whether a document proves it (*justifié*), rather than a declaration.
        valid_until: The last day on which it holds; on later days the fact is not known.

    Raises:
        InvalidTypeError: For bounds of something that has no order, or a day that is not one.
        InvalidValueError: For no value and no bound, both a value and bounds, or a high below
            the low.

    Examples:
        >>> Known(low=18_000, high=22_000)
        Known(low=18000, high=22000)
        >>> Known(True, verified=True)
        Known(True, verified=True)
    """

    low: T_co | None
    """The least it can be; `None`: no limit is known."""
    high: T_co | None
    """The most it can be; `None`: no limit is known."""
    verified: bool
    """Whether a document proves it."""
    valid_until: date | None
    """The last day on which it holds; `None`: no end."""

    def __init__(
        self,
        value: T_co | None = None,
        /,
        *,
        low: T_co | None = None,
        high: T_co | None = None,
        verified: bool = False,
        valid_until: date | None = None,
    ) -> None:
        faults = Faults("Known")
        only = low if value is None and low == high else value
        if isinstance(only, float | Known):
            faults.note(InvalidTypeError(faults.at("value"), shown(only), "an exact value"))
        if value is not None and (low is not None or high is not None):
            faults.value("value", value, "either a value or bounds")
        elif value is None and low is None and high is None:
            faults.value("value", None, "a value or a bound", "leave the fact out (None) instead")
        elif value is None and low != high:
            _check_bounds(faults, low, high)
        faults.flag("verified", verified)
        if valid_until is not None:
            faults.day("valid_until", valid_until)
        faults.report()
        ends = (low, high) if value is None else (value, value)
        # attrs makes this method; pyright does not know it.
        self.__attrs_init__(*ends, verified, valid_until)  # pyright: ignore[reportAttributeAccessIssue]  # see above

    @property
    def exactly(self) -> bool:
        """Whether only one value is possible."""
        return self.low is not None and self.low == self.high

    def __repr__(self) -> str:
        """The call that makes it."""
        if self.exactly:
            parts = [repr(self.low)]
        else:
            ends = (("low", self.low), ("high", self.high))
            parts = [f"{name}={end!r}" for name, end in ends if end is not None]
        if self.verified:
            parts.append("verified=True")
        if self.valid_until is not None:
            parts.append(f"valid_until={self.valid_until!r}")
        return f"Known({', '.join(parts)})"


def _check_bounds(faults: Faults, low: object, high: object) -> None:
    for name, end in (("low", low), ("high", high)):
        if end is not None and (isinstance(end, bool) or not isinstance(end, _ORDERED)):
            expected = "a number or a day"
            faults.note(InvalidTypeError(faults.at(name), shown(end), expected))
    if faults.found or low is None or high is None:
        return
    if isinstance(low, date) != isinstance(high, date):
        faults.note(InvalidTypeError(faults.at("high"), shown(high), "a bound of the same kind"))
    elif exact(high) < exact(low):
        faults.value("high", high, f"a value not below the low, {low}")


YesNo = bool | Known[bool] | None
"""A yes or a no; `None`: not known."""
Count = int | Known[int] | None
"""A whole number; `None`: not known."""
Amount = int | Decimal | Fraction | Known[int | Decimal | Fraction] | None
"""An exact amount; `None`: not known."""
Day = date | Known[date] | None
"""A day; `None`: not known."""
Somewhere = Place | Known[Place] | None
"""A place; `None`: not known."""
Code = str | Known[str] | None
"""A code; `None`: not known."""


def is_known(given: object) -> TypeGuard[Known[Any]]:
    """Whether a fact comes with bounds or evidence."""
    return isinstance(given, Known)


def known_on(given: object, on: date, *, verified_only: bool) -> tuple[Any, Any] | None:
    """The least and the most a fact can be on a day; `None` when it is not known.

    Examples:
        >>> known_on(Known(low=3), date(2017, 3, 1), verified_only=False)
        (3, None)
        >>> known_on(True, date(2017, 3, 1), verified_only=True) is None
        True
    """
    if is_known(given):
        expired = given.valid_until is not None and on > given.valid_until
        if expired or (verified_only and not given.verified):
            return None
        return exact(given.low), exact(given.high)
    if given is None or verified_only:
        return None
    value = exact(given)
    return value, value


def value_said(value: object, language: Language) -> str:
    """A value of a fact in words.

    Examples:
        >>> value_said(True, "fr"), value_said(21_000, "en"), value_said(date(2017, 3, 1), "en")
        ('oui', '21,000', '1 March 2017')
    """
    if value is True or value is False:
        yes, no = ("yes", "no") if language == "en" else ("oui", "non")
        return yes if value else no
    if type(value) is date:
        return told(value, language)
    if type(value) is Place:
        part = f", {value.neighbourhood}" if value.neighbourhood is not None else ""
        return f"{value.commune}{part}"
    if isinstance(value, (int, Decimal, Fraction)):
        return _number_said(Fraction(value), language)
    return str(value)


def _number_said(value: Fraction, language: Language) -> str:
    if value.denominator == 1:
        return number(value.numerator, language)
    scale = 10**12
    if scale % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    whole, rest = divmod(abs(value.numerator) * (scale // value.denominator), scale)
    decimals = f"{rest:012d}".rstrip("0")
    sign = "-" if value < 0 else ""
    return f"{sign}{number(whole, language)}{'.' if language == 'en' else ','}{decimals}"
