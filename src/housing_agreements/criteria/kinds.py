"""A fact of a household: what kind of thing it is, and what can be known of it.

A fact is a field of a class of households: it has a kind (a yes or no, a count, an amount, a day,
a place, a code) and words in two languages. Of a fact one knows nothing (`None`), a plain value,
or a `Known`: a value or bounds, declared or verified by a document, until a day or without end.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import (
    Any,
    Final,
    Generic,
    Protocol,
    TypeGuard,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Enumeration, Record
from housing_agreements.errors import InvalidTypeError, UnknownFactError, nearest, show
from housing_agreements.geography.territories import Place
from housing_agreements.values.texts import Language, Text, number, say_day

__all__ = (
    "Amount",
    "Code",
    "Day",
    "Fact",
    "HasFacts",
    "Kind",
    "Known",
    "Somewhere",
    "WholeNumber",
    "YesNo",
    "bounds_on",
    "check_names",
    "check_value",
    "check_values",
    "exact",
    "fact",
    "fact_of",
    "facts_in",
    "is_known",
    "keeps_what_is_given",
    "say_value",
    "unknown_fact",
)


class Kind(Enumeration):
    """The kinds of facts: each has its values and its comparisons."""

    FLAG = "flag"
    COUNT = "count"
    AMOUNT = "amount"
    DAY = "day"
    PLACE = "place"
    CODE = "code"


EXPECTED: Final = {
    Kind.FLAG: "True, False, or None when not known",
    Kind.COUNT: "a whole number (int), or None when not known",
    Kind.AMOUNT: "an exact amount (int, Decimal or Fraction), or None when not known",
    Kind.DAY: "a day (datetime.date), or None when not known",
    Kind.PLACE: "a Place, or None when not known",
    Kind.CODE: "a code (str), or None when not known",
}
_TYPES: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.FLAG: (bool,),
    Kind.COUNT: (int,),
    Kind.AMOUNT: (int, Decimal, Fraction),
    Kind.DAY: (date,),
    Kind.PLACE: (Place,),
    Kind.CODE: (str,),
}
_OF_TYPE: Final[dict[frozenset[object], Kind]] = {
    frozenset(types): kind for kind, types in _TYPES.items()
}
_NUMBER_KINDS: Final = {Kind.COUNT, Kind.AMOUNT}
_PLAIN_TYPES: Final = {Kind.FLAG: bool, Kind.DAY: date, Kind.PLACE: Place}
_KINDS_WITH_BOUNDS: Final = {Kind.COUNT, Kind.AMOUNT, Kind.DAY}


@attrs.frozen(eq=False, repr=False)
class Fact(Record):
    """One fact that households have: the name of the field, its kind, and its words.

    Examples:
        >>> print(Fact("works_here", Kind.FLAG, Text("works here", "travaille ici")))
        works here
    """

    name: str
    """The name of the field."""
    kind: Kind
    """The kind of its values."""
    words: Text
    """What a sentence calls it."""
    least: int = 0
    """The least a count or an amount can be."""
    unit: str = ""
    """The unit after a number, for example `€`."""

    def __str__(self) -> str:
        """Its English words."""
        return str(self.words)


def fact(en: str, fr: str, *, least: int = 0, unit: str = "") -> Any:  # a default
    """The words of a local fact, written as its default; the fact is not known by default.

    Args:
        en: What an English sentence calls the fact.
        fr: What a French sentence calls it.
        least: The least that a count or an amount can be.
        unit: The unit after a number.

    Examples:
        >>> import attrs
        >>> from housing_agreements.criteria.households import Household
        >>> @attrs.frozen(kw_only=True)
        ... class LocalHousehold(Household):
        ...     works_here: bool | None = fact("works in the commune", "travaille ici")
        >>> LocalHousehold().works_here is None
        True
    """
    words: Mapping[str, object] = {"words": Text(en, fr), "least": least, "unit": unit}
    return attrs.field(default=None, metadata=dict(words))


def fact_of(name: str, annotation: object, metadata: Mapping[str, Any]) -> Fact:
    """The fact that a field holds, by its annotation.

    Raises:
        InvalidTypeError: For an annotation that is none of the kinds of facts.
    """
    parts = get_args(annotation) if _is_union(annotation) else (annotation,)
    types = {part for part in parts if part is not NoneType and get_origin(part) is not Known}
    optional = NoneType in parts
    kind = _OF_TYPE.get(frozenset(types))
    if kind is None and types & {Decimal, Fraction} and types <= {int, Decimal, Fraction}:
        kind = Kind.AMOUNT
    if kind is None or not optional:
        raise InvalidTypeError(
            f"household, {name}",
            show(annotation),
            "an optional bool, int, amount, date, Place or str",
            "annotate it for example `bool | None`",
        )
    spaced = name.replace("_", " ")
    words = metadata.get("words") or Text(spaced, spaced)
    return Fact(name, kind, words, metadata.get("least", 0), metadata.get("unit", ""))


def _is_union(annotation: object) -> bool:
    return get_origin(annotation) in {UnionType, Union}


def facts_in(kind: type[Any]) -> Mapping[str, Fact]:
    """The facts that a class of households states, by name, in the order of its fields."""
    fields = attrs.fields(kind)
    written = any(isinstance(field.type, str) for field in fields)
    hints: Mapping[str, Any] = get_type_hints(kind) if written else {}
    return {
        field.name: fact_of(field.name, hints.get(field.name, field.type), field.metadata)
        for field in fields
    }


def keeps_what_is_given(kind: type[Any]) -> bool:
    """Whether households of a class hold what they are given, and else nothing."""
    return all(
        field.default in {None, attrs.NOTHING} and field.converter is field.validator is None
        for field in attrs.fields(kind)
    )


T_co = TypeVar("T_co", covariant=True)


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
            faults.add(InvalidTypeError, "value", show(only), "an exact value")
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


_ORDERED_TYPES: Final = (int, Decimal, Fraction, date)


def _check_bounds(faults: Faults, low: object, high: object) -> None:
    for name, end in (("low", low), ("high", high)):
        if end is not None and (isinstance(end, bool) or not isinstance(end, _ORDERED_TYPES)):
            expected = "a number or a day"
            faults.add(InvalidTypeError, name, show(end), expected)
    if faults.found or low is None or high is None:
        return
    if isinstance(low, date) != isinstance(high, date):
        faults.add(InvalidTypeError, "high", show(high), "a bound of the same kind")
    elif exact(high) < exact(low):
        faults.value("high", high, f"a value not below the low, {low}")


def exact(value: Any) -> Any:  # any value of a fact passes through
    """A value in the form comparisons need: a `Decimal` as a `Fraction`, all else as it is.

    Examples:
        >>> exact(Decimal("0.1"))
        Fraction(1, 10)
    """
    return Fraction(value) if type(value) is Decimal else value


YesNo = bool | Known[bool] | None
"""A yes or a no; `None`: not known."""
WholeNumber = int | Known[int] | None
"""A whole number; `None`: not known."""
Amount = int | Decimal | Fraction | Known[int | Decimal | Fraction] | None
"""An exact amount; `None`: not known."""
Day = date | Known[date] | None
"""A day; `None`: not known."""
Somewhere = Place | Known[Place] | None
"""A place; `None`: not known."""
Code = str | Known[str] | None
"""A code; `None`: not known."""


class HasFacts(Protocol):
    """What a criterion is asked of: a household, or whatever has the facts it reads."""

    def __getattr__(self, name: str, /) -> Any:  # the value of any fact
        """What is known of a fact, by its name."""


def is_known(given: object) -> TypeGuard[Known[Any]]:
    """Whether a fact comes with bounds or evidence."""
    return isinstance(given, Known)


def bounds_on(given: object, on: date, *, verified_only: bool) -> tuple[Any, Any] | None:
    """The least and the most a fact can be on a day; `None` when it is not known.

    Examples:
        >>> bounds_on(Known(low=3), date(2017, 3, 1), verified_only=False)
        (3, None)
        >>> bounds_on(True, date(2017, 3, 1), verified_only=True) is None
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


def say_value(value: object, language: Language) -> str:
    """A value of a fact in words.

    Examples:
        >>> say_value(True, "fr"), say_value(21_000, "en"), say_value(date(2017, 3, 1), "en")
        ('oui', '21,000', '1 March 2017')
    """
    if value is True or value is False:
        yes, no = ("yes", "no") if language == "en" else ("oui", "non")
        return yes if value else no
    if type(value) is date:
        return say_day(value, language)
    if type(value) is Place:
        part = f", {value.neighbourhood}" if value.neighbourhood is not None else ""
        return f"{value.commune}{part}"
    if isinstance(value, (int, Decimal, Fraction)):
        return _say_number(Fraction(value), language)
    return str(value)


def _say_number(value: Fraction, language: Language) -> str:
    if value.denominator == 1:
        return number(value.numerator, language)
    scale = 10**12
    if scale % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    whole, rest = divmod(abs(value.numerator) * (scale // value.denominator), scale)
    decimals = f"{rest:012d}".rstrip("0")
    sign = "-" if value < 0 else ""
    return f"{sign}{number(whole, language)}{'.' if language == 'en' else ','}{decimals}"


def check_names(where: str, known: Mapping[str, Fact], given: Mapping[str, object]) -> None:
    """Refuse facts that do not exist, all of them together.

    Raises:
        UnknownFactError: For one, naming the nearest.
        InvalidObjectError: For several.
    """
    if not given.keys() <= known.keys():
        faults = Faults(where)
        for name in given:
            if name not in known:
                faults.note(unknown_fact(where, name, known))
        faults.report()


def unknown_fact(where: str, name: str, known: Mapping[str, Fact]) -> UnknownFactError:
    """The error for a fact that households of a class do not have."""
    expected = "a fact that these households have"
    return UnknownFactError(where, show(name), expected, nearest(name, known))


def check_values(where: str, known: Mapping[str, Fact], given: Mapping[str, object]) -> None:
    """Refuse values that facts cannot have, all of them together, in the order of the facts.

    Raises:
        InvalidTypeError: For a value of another type.
        InvalidValueError: For a value that cannot be.
        InvalidObjectError: For several.
    """
    unfit = {name for name, value in given.items() if not _fits(known[name], value)}
    if unfit:
        faults = Faults(where)
        for name, fact in known.items():
            if name in unfit:
                check_value(faults, fact, given[name])
        faults.report()


def _fits(fact: Fact, given: Any) -> bool:  # anything
    """Whether it is seen at once that a value is one of a fact, or not known."""
    kind = type(given)
    if kind is int:
        return fact.kind in _NUMBER_KINDS and given >= fact.least
    if kind is str:
        return fact.kind is Kind.CODE and given != "" and given.strip() == given
    return given is None or kind is _PLAIN_TYPES.get(fact.kind)


def check_value(faults: Faults, fact: Fact, given: object) -> None:
    """Note what is wrong with the value of a fact: its type, its sign, its bounds."""
    if not is_known(given):
        _check_one(faults, fact, given)
        return
    if not given.exactly and fact.kind not in _KINDS_WITH_BOUNDS:
        faults.value(fact.name, given, "an exact value", "only numbers and days have bounds")
        return
    ends = (given.low,) if given.exactly else (given.low, given.high)
    for end in ends:
        if end is not None:
            _check_one(faults, fact, end)


def _check_one(faults: Faults, fact: Fact, value: object) -> None:
    if type(value) not in _TYPES[fact.kind]:
        remedy = "write an int, a Decimal or a Fraction" if type(value) is float else ""
        faults.add(InvalidTypeError, fact.name, show(value), EXPECTED[fact.kind], remedy)
    elif fact.kind is Kind.CODE:
        faults.code(fact.name, value)
    elif isinstance(value, Decimal) and not value.is_finite():
        faults.value(fact.name, value, "a finite amount")
    elif isinstance(value, (int, Decimal, Fraction)) and value < fact.least:
        faults.value(fact.name, value, f"a number of at least {fact.least}")
