"""A fact of a household: what kind of thing it is, and what can be known of it.

A fact is a field of a class of households: it has a kind (a yes or no, a count, an amount, a day,
a place, a code) and words in two languages. Of a fact one knows nothing (`None`), a plain value,
or a `Known`: a value or bounds, declared or verified by a document, until a day or without end.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction
from operator import itemgetter
from types import NoneType, UnionType
from typing import (
    Any,
    Final,
    Generic,
    TypeGuard,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)
from unicodedata import combining, normalize

import attrs

from housing_agreements._checks import MOST, Faults, as_tuple, exact_day
from housing_agreements._records import Enumeration, Record
from housing_agreements._visible_text import SOUND_TEXTS
from housing_agreements.errors import InvalidTypeError, UnknownFactError, show
from housing_agreements.geography.territories import Place
from housing_agreements.values.texts import Text

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
    "has_ended",
    "has_evidence",
    "keeps_what_is_given",
    "nearest_fact",
    "remedy_for_number_or_day",
    "unknown_fact",
    "why_not_exact",
)


class Kind(Enumeration):
    """The kinds of facts: each kind has its own values and its own questions."""

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
_KIND_OF_TYPE: Final[dict[type, Kind]] = {
    kind_type: kind for kind, types in _TYPES.items() for kind_type in types
}
_NUMBER_KINDS: Final = {Kind.COUNT, Kind.AMOUNT}
_PLAIN_TYPES: Final = {Kind.FLAG: bool, Kind.DAY: date, Kind.PLACE: Place}
_KINDS_WITH_BOUNDS: Final = {Kind.COUNT, Kind.AMOUNT, Kind.DAY}


def _as_synonyms(given: Iterable[str]) -> tuple[str, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class Fact(Record):
    """One fact that households have: the name of its field, its kind, and its words.

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
    synonyms: tuple[str, ...] = attrs.field(
        default=(), converter=_as_synonyms, eq=False, repr=False
    )
    """Other words for the fact; an error finds the fact by them when a name is not right."""
    can_change: bool = attrs.field(default=True, eq=False, repr=False)
    """Whether a household can change it; its age, its past and the days of its past it cannot."""

    def __str__(self) -> str:
        """The English words."""
        return str(self.words)


def fact(
    en: str,
    fr: str,
    *,
    least: int = 0,
    unit: str = "",
    synonyms: Iterable[str] = (),
    can_change: bool | None = None,
) -> Any:  # a default
    """A local fact of a class of households: its words, written where a default stands.

    The annotation before it says which values the fact has. `None`, the default, means that
    the fact is not known.

    Args:
        en: What an English sentence calls the fact.
        fr: What a French sentence calls the fact.
        least: The least that a count or an amount can be.
        unit: The unit that follows a number.
        synonyms: Other words for the fact. Whoever writes one of them in place of its name is
            told the name.
        can_change: Whether a household can change it, as it cannot change its age or its past.
            `None`: it cannot change a day, and can change any other fact.

    Raises:
        InvalidTypeError: For words that are not text, or a least that is no whole number.
        InvalidValueError: For empty words.

    Examples:
        >>> import attrs
        >>> from housing_agreements.criteria.households import Household
        >>> @attrs.frozen(kw_only=True)
        ... class LocalHousehold(Household):
        ...     works_here: YesNo = fact("works in the commune", "travaille ici")
        >>> LocalHousehold(works_here=Known(True, verified=True))
        LocalHousehold(works_here=Known(True, verified=True))
    """
    faults = Faults("fact")
    faults.text("en", en)
    faults.text("fr", fr)
    faults.count("least", least)
    if type(unit) is not str or unit:
        faults.text("unit", unit)
    others = _as_synonyms(synonyms)
    if not faults.refused("synonyms", others):
        for synonym in others:
            faults.text("synonyms", synonym)
    if can_change is not None:
        faults.flag("can_change", can_change)
    faults.report()
    metadata: dict[str, object] = {
        "words": Text(en, fr),
        "least": least,
        "unit": unit,
        "synonyms": others,
        "can_change": can_change,
    }
    return attrs.field(default=None, metadata=metadata)


def fact_of(name: str, annotation: object, metadata: Mapping[str, Any]) -> Fact:
    """The fact that a field of a class of households holds; its annotation gives the kind.

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
            "YesNo, WholeNumber, Amount, Day, Somewhere or Code",
            "write for example `YesNo`, or Amount for euros",
        )
    spaced = name.replace("_", " ")
    words = metadata.get("words") or Text(spaced, spaced)
    details = (metadata.get("least", 0), metadata.get("unit", ""), metadata.get("synonyms", ()))
    can_change = metadata.get("can_change")
    return Fact(
        name, kind, words, *details, kind is not Kind.DAY if can_change is None else can_change
    )


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
    """Whether the class has no defaults, converters or validators of its own."""
    return all(
        field.default in {None, attrs.NOTHING} and field.converter is field.validator is None
        for field in attrs.fields(kind)
    )


T_co = TypeVar("T_co", covariant=True)


@attrs.frozen(init=False, eq=False, repr=False)
class Known(Record, Generic[T_co]):
    """What is known of a fact: a value or bounds, evidence, an end (*fait justifié ou déclaré*).

    `Known(True, verified=True)` is a fact that a document proves. `Known(low=18_000, high=22_000)`
    is a fact that lies between two bounds, both included. A value given to a `Household` without
    `Known` is declared, and has no end.

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
        ends = {"value": value, "low": low, "high": high}
        for name, end in ends.items():
            _check_end(faults, name, end)
        if not faults.found:
            _check_ends_together(faults, value, low, high)
        faults.flag("verified", verified)
        if valid_until is not None:
            faults.day("valid_until", valid_until)
        faults.report()
        bounds = (low, high) if value is None else (value, value)
        # attrs makes this method; pyright does not know it.
        self.__attrs_init__(*bounds, verified, valid_until)  # pyright: ignore[reportAttributeAccessIssue]  # see above

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


def _check_end(faults: Faults, name: str, end: object) -> None:
    """Note a value or a bound that no fact can have."""
    if end is None:
        return
    kind = type(end)
    if kind not in _KIND_OF_TYPE:
        faults.add(InvalidTypeError, name, show(end), _EXACT_VALUE, remedy_for_number_or_day(end))
    elif kind is str:
        faults.code(name, end)
    elif (wrong := why_not_exact(end)) is not None:
        faults.value(name, end, wrong)
    elif _KIND_OF_TYPE[kind] is Kind.AMOUNT and cast("int", end) < 0:
        faults.value(name, end, "a number of at least 0")


def _check_ends_together(faults: Faults, value: object, low: Any, high: Any) -> None:
    """Note a value beside bounds, no bound at all, or bounds of two kinds or out of order."""
    bounds = {name: end for name, end in (("low", low), ("high", high)) if end is not None}
    if value is not None:
        if bounds:
            faults.value("value", value, "either a value or bounds")
        return
    if not bounds:
        faults.value("value", None, "a value or a bound", "leave the fact out (None) instead")
        return
    kinds = {name: _KIND_OF_TYPE[type(end)] for name, end in bounds.items()}
    if len({*kinds.values()}) > 1:
        faults.add(InvalidTypeError, "high", show(high), "a bound of the same kind as the low")
    elif len(bounds) > 1 and low == high:
        return
    elif not {*kinds.values()} <= _KINDS_WITH_BOUNDS:
        for name, end in bounds.items():
            faults.add(InvalidTypeError, name, show(end), "a number or a day")
    elif len(bounds) > 1 and exact(high) < exact(low):
        faults.value("high", high, f"a value not below the low, {show(low)}")


def why_not_exact(value: object) -> str | None:
    """What is expected instead of a number that cannot be computed with; `None`: it can be.

    Examples:
        >>> why_not_exact(Decimal("NaN")), why_not_exact(Decimal("0.10"))
        ('a finite number', None)
    """
    if type(value) is Decimal:
        if not value.is_finite():
            return "a finite number"
        _sign, digits, exponent = value.as_tuple()
        # Few characters may stand for a billion digits.
        short = int(exponent) >= -_MOST_DIGITS and value.adjusted() < _MOST_DIGITS
        return None if short and len(digits) <= 2 * _MOST_DIGITS else _SHORT_NUMBER
    parts = (value.numerator, value.denominator) if type(value) is Fraction else (value,)
    long = any(type(part) is int and not -MOST <= part <= MOST for part in parts)
    return _SHORT_NUMBER if long else None


_EXACT_VALUE: Final = (
    "an exact value: True, False, an int, a Decimal, a Fraction, a date, a Place, or a code (str)"
)
_MOST_DIGITS: Final = 100
_SHORT_NUMBER: Final = "a number of at most a hundred digits"


def remedy_for_number_or_day(value: object) -> str:
    """What to write in place of a float or a `datetime`; nothing for any other value."""
    if type(value) is float:
        return "write an int, a Decimal or a Fraction"
    # A missing moment of pandas differs from itself, and has no date.
    is_moment = isinstance(value, datetime) and value == value  # noqa: PLR0124  # see above
    return "call .date() on it" if is_moment else ""


def exact(value: Any) -> Any:  # any value of a fact passes through
    """A value ready for comparisons: a `Decimal` becomes a `Fraction`, any other value stays.

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


class HasFacts:
    """What a criterion can be asked of: a household, or facts that are only supposed.

    It has each fact that the criterion reads, as an attribute.
    """

    __slots__ = ()


def has_evidence(given: object) -> TypeGuard[Known[Any]]:
    """Whether a fact comes as a `Known`, with bounds or evidence, even if these have ended.

    A plain value does not, though it is known.
    """
    return isinstance(given, Known)


def has_ended(given: Known[Any], on: date) -> bool:
    """Whether a day is past the last one for which a fact is known: it is then not known.

    Frames ask the same of columns: `frames._facts`, `Facts._lasts`.

    Examples:
        >>> has_ended(Known(True, valid_until=date(2017, 3, 1)), date(2017, 3, 1))
        False
    """
    return given.valid_until is not None and on > given.valid_until


def bounds_on(given: object, on: date, *, verified_only: bool) -> tuple[Any, Any] | None:
    """The least and the most a fact can be on a day; `None` when it is not known.

    Examples:
        >>> bounds_on(Known(low=3), date(2017, 3, 1), verified_only=False)
        (3, None)
        >>> bounds_on(True, date(2017, 3, 1), verified_only=True) is None
        True
    """
    if has_evidence(given):
        if has_ended(given, on) or (verified_only and not given.verified):
            return None
        return exact(given.low), exact(given.high)
    if given is None or verified_only:
        return None
    value = exact(given)
    return value, value


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
    """The error for a fact that households of a class do not have.

    It names the fact whose name or words, English or French, are most like what was written.

    Examples:
        >>> from housing_agreements.criteria.households import Household, facts_by_name
        >>> for name in ("dalo_recognized", "revenu", "children"):
        ...     print(unknown_fact("Household", name, facts_by_name(Household)).remedy)
        did you mean 'dalo_recognised'?
        did you mean 'annual_income'?
        did you mean 'minor_children'?
    """
    expected = "a fact that these households have"
    return UnknownFactError(where, show(name), expected, nearest_fact(name, known))


def nearest_fact(name: object, known: Mapping[str, Fact]) -> str:
    """The remedy for a fact that does not exist: the one that is most like it, if one is."""
    asked = _words_in(str(name)[:_LONGEST_NAME]) if isinstance(name, str) else []
    likeness, best = max(
        ((_likeness(asked, fact), fact.name) for fact in known.values()),
        key=itemgetter(0),
        default=(0.0, ""),
    )
    if likeness >= _ALIKE:
        return f"did you mean {best!r}?"
    return "dir(facts) lists those of Household"


_LONGEST_NAME: Final = 80
_ALIKE: Final = 0.65
_LESS_THAN_A_NAME: Final = {True: 0.95, False: 0.85}
"""What likeness to words is worth beside likeness to a name, if they are the very words or not."""
_EACH_WORD_MORE: Final = 0.01
_SMALL_WORDS: Final = frozenset(
    {"a", "an", "and", "at", "au", "aux", "d", "de", "des", "du", "en", "et", "for", "in", "l",
     "la", "le", "les", "of", "on", "or", "ou", "par", "sur", "the", "to", "un", "une", "with"}
)  # fmt: skip


def _words_in(text: str) -> list[str]:
    """The words of a name or a phrase, in small letters without accents."""
    letters = (letter for letter in normalize("NFKD", text) if not combining(letter))
    words = _WORD.findall("".join(letters))
    return [word.casefold() for word in words]


_WORD: Final = re.compile(r"[A-Z]*[a-z]+|[A-Z]+|[0-9]+")


def _likeness(asked: list[str], fact: Fact) -> float:
    """How like a name is to that of a fact, or to any of its words, between 0 and 1."""
    name = _words_in(fact.name)
    phrases = [name, *map(_words_in, (fact.words.en, fact.words.fr, *fact.synonyms))]
    by_words = max(_likeness_of_words(asked, words) for words in phrases)
    return max(_ratio("_".join(asked), "_".join(name)), by_words)


def _likeness_of_words(asked: list[str], words: list[str]) -> float:
    """How far each word that was asked is one of a phrase; a phrase of fewer words comes first."""
    telling = [word for word in words if word not in _SMALL_WORDS]
    wanted = [word for word in asked if word not in _SMALL_WORDS]
    if not wanted or not telling:
        return 0.0
    ratios = [max(_ratio(word, other) for other in telling) for word in wanted]
    weight = _LESS_THAN_A_NAME[min(ratios) == 1]
    return weight * sum(ratios) / len(ratios) - _EACH_WORD_MORE * (len(telling) - 1)


def _ratio(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right).ratio()


def _stands_for_nothing(value: object) -> bool:
    """Whether it is what tools write where nothing is known: it differs from itself, or is `NA`."""
    if type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and value != value  # noqa: PLR0124  # see above


def _is_index(value: object) -> bool:
    """Whether it is a whole number of another library."""
    return hasattr(type(value), "__index__")


def _remedy_for_value(kind: Kind, value: object) -> str:
    """What to write in place of a value of another type, where that can be told."""
    if _stands_for_nothing(value):
        return "write None, as it is not known"
    if kind is Kind.DAY:
        try:
            exact_day(value, "day")
        except InvalidTypeError as error:
            return error.remedy
    if kind is Kind.PLACE and type(value) is str:
        return f"write Place({show(value)})"
    if kind is Kind.FLAG:
        # Those of numpy and its like: never a text, of which every one but "" would be a yes.
        is_flag = type(value).__name__ in {"bool", "bool_", "BooleanScalar"}
        return "write bool(...) of it" if is_flag else ""
    if kind in _NUMBER_KINDS and not isinstance(value, int | float) and _is_index(value):
        return "write int(...) of it"
    return remedy_for_number_or_day(value) if kind in _NUMBER_KINDS else ""


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
    """Whether a value is plainly right for a fact; any other is looked at again."""
    kind = type(given)
    if kind is int:
        return fact.kind in _NUMBER_KINDS and fact.least <= given <= MOST
    if kind is str:
        return fact.kind is Kind.CODE and SOUND_TEXTS[given]
    return given is None or kind is _PLAIN_TYPES.get(fact.kind)


def check_value(faults: Faults, fact: Fact, given: object) -> None:
    """Note each fault in the value of a fact: in its type, its sign or its bounds."""
    if not has_evidence(given):
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
        remedy = _remedy_for_value(fact.kind, value)
        faults.add(InvalidTypeError, fact.name, show(value), EXPECTED[fact.kind], remedy)
    elif fact.kind is Kind.CODE:
        faults.code(fact.name, value)
    elif (wrong := why_not_exact(value)) is not None:
        faults.value(fact.name, value, wrong)
    elif isinstance(value, (int, Decimal, Fraction)) and value < fact.least:
        faults.value(fact.name, value, f"a number of at least {fact.least}")
