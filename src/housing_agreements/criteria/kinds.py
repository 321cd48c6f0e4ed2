"""What a fact is: its name, its kind, its words; and which values it can take."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from housing_agreements.criteria.known import Known, is_known
from housing_agreements.errors import InvalidTypeError, UnknownFactError, nearest, shown
from housing_agreements.values.faults import Faults
from housing_agreements.values.records import Record
from housing_agreements.values.territories import Place
from housing_agreements.values.texts import Text

__all__ = (
    "Fact",
    "Kind",
    "check_names",
    "check_value",
    "check_values",
    "fact",
    "fact_of",
    "facts_in",
    "kept_as_given",
    "unknown_fact",
)


class Kind(Enum):
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
_BOUNDED: Final = {Kind.COUNT, Kind.AMOUNT, Kind.DAY}
_NUMBERS: Final = {Kind.COUNT, Kind.AMOUNT}
_PLAIN: Final = {Kind.FLAG: bool, Kind.DAY: date, Kind.PLACE: Place}
_OF_TYPE: Final[dict[frozenset[object], Kind]] = {
    frozenset(types): kind for kind, types in _TYPES.items()
}


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
            shown(annotation),
            "an optional bool, int, amount, date, Place or str",
            "annotate it for example `bool | None`",
        )
    spaced = name.replace("_", " ")
    words = metadata.get("words") or Text(spaced, spaced)
    return Fact(name, kind, words, metadata.get("least", 0), metadata.get("unit", ""))


def _is_union(annotation: object) -> bool:
    return get_origin(annotation) in {UnionType, Union}


def check_value(faults: Faults, fact: Fact, given: object) -> None:
    """Note what is wrong with the value of a fact: its type, its sign, its bounds."""
    if not is_known(given):
        _check_one(faults, fact, given)
        return
    if not given.exactly and fact.kind not in _BOUNDED:
        faults.value(fact.name, given, "an exact value", "only numbers and days have bounds")
        return
    ends = (given.low,) if given.exactly else (given.low, given.high)
    for end in ends:
        if end is not None:
            _check_one(faults, fact, end)


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
        for name, each in known.items():
            if name in unfit:
                check_value(faults, each, given[name])
        faults.report()


def _fits(fact: Fact, given: Any) -> bool:  # anything
    """Whether it is seen at once that a value is one of a fact, or not known."""
    kind = type(given)
    if kind is int:
        return fact.kind in _NUMBERS and given >= fact.least
    if kind is str:
        return fact.kind is Kind.CODE and given != "" and given.strip() == given
    return given is None or kind is _PLAIN.get(fact.kind)


def _check_one(faults: Faults, fact: Fact, value: object) -> None:
    if type(value) not in _TYPES[fact.kind]:
        remedy = "write an int, a Decimal or a Fraction" if type(value) is float else ""
        where = faults.at(fact.name)
        faults.note(InvalidTypeError(where, shown(value), EXPECTED[fact.kind], remedy))
    elif fact.kind is Kind.CODE:
        faults.code(fact.name, value)
    elif isinstance(value, Decimal) and not value.is_finite():
        faults.value(fact.name, value, "a finite amount")
    elif isinstance(value, (int, Decimal, Fraction)) and value < fact.least:
        faults.value(fact.name, value, f"a number of at least {fact.least}")


def unknown_fact(where: str, name: str, known: Mapping[str, Fact]) -> UnknownFactError:
    """The error for a fact that households of a class do not have."""
    expected = "a fact that these households have"
    return UnknownFactError(where, shown(name), expected, nearest(name, known))


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


def facts_in(kind: type[Any]) -> Mapping[str, Fact]:
    """The facts that a class of households states, by name, in the order of its fields."""
    fields = attrs.fields(kind)
    written = any(isinstance(field.type, str) for field in fields)
    hints: Mapping[str, Any] = get_type_hints(kind) if written else {}
    return {
        field.name: fact_of(field.name, hints.get(field.name, field.type), field.metadata)
        for field in fields
    }


def kept_as_given(kind: type[Any]) -> bool:
    """Whether households of a class hold what they are given, and else nothing."""
    return all(
        each.default in {None, attrs.NOTHING} and each.converter is each.validator is None
        for each in attrs.fields(kind)
    )
