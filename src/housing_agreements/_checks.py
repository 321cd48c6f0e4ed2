"""What may stand in a field, and all the faults of one object reported together.

The types are exact: a `datetime` is not a day and `True` is not a count. A name, a title or a
code is one line of visible text, so that nothing can forge a line of a report, hide, or change
the order in which it is read. A number has at most a hundred digits, so that whatever is
computed of it can be written.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from types import UnionType
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar, Union, cast, get_args, get_origin

import attrs

from housing_agreements._remedies import (
    day_meant,
    member_meant,
    name_members,
    series_meant,
    with_article,
)
from housing_agreements._visible_text import is_code, is_text
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
    code_of_object,
    nearest,
    show,
    words_of_object,
)

__all__ = (
    "MOST",
    "Codes",
    "Faults",
    "Refused",
    "as_codes",
    "as_mapping",
    "as_ordered_codes",
    "as_tuple",
    "attempt",
    "exact_codes",
    "exact_count",
    "exact_day",
    "exact_function",
    "exact_iterator",
    "exact_kind",
    "exact_series",
    "is_short",
    "make",
)

A = TypeVar("A")
K = TypeVar("K")
P = ParamSpec("P")
T = TypeVar("T")

Codes = tuple[str, ...] | list[str]
"""Codes in order, to a type checker: one text alone, which is a series of letters, is refused."""


class Refused:
    """What a converter leaves in a field when it refuses a value, until the object reports it."""

    def __init__(self, fault: HousingAgreementsError) -> None:
        self.fault = fault


def attempt(convert: Callable[[A], T], value: A) -> T:
    """Convert a field, keeping a refusal for the object to report with its other faults.

    The result is cast: an object that holds a `Refused` never outlives its own construction.
    """
    try:
        return convert(value)
    except HousingAgreementsError as fault:
        return cast("T", Refused(fault))


MOST: Final = 10**100 - 1
"""The largest number that is taken: it has a hundred digits, and products of it can be written."""

_A_CODE: Final = "a code: one line of visible text without blank ends"
_A_SHORT_NUMBER: Final = "a number of at most a hundred digits"
_A_TEXT: Final = "one line of visible text without blank ends"


def exact_day(value: object, where: str) -> date:
    """The value itself when it is exactly a `date`.

    Raises:
        InvalidTypeError: For a `datetime`, a string or anything else.

    Examples:
        >>> exact_day(date(2016, 3, 7), "on")
        datetime.date(2016, 3, 7)
    """
    if type(value) is not date:
        raise InvalidTypeError(where, show(value), "a day (datetime.date)", day_meant(value))
    return value


def exact_count(value: object, where: str, *, at_least: int | None = 0) -> int:
    """The value itself when it is exactly an `int`, and not below `at_least`.

    Raises:
        InvalidTypeError: For a bool, a float or anything else.
        InvalidValueError: For a number that is too small, or has more than a hundred digits.

    Examples:
        >>> exact_count(403, "offers")
        403
    """
    if type(value) is not int:
        expected = "a whole number (int)"
        raise InvalidTypeError(where, show(value), expected, "write a plain number, such as 403")
    if at_least is not None and value < at_least:
        raise InvalidValueError(where, show(value), f"a whole number of at least {at_least}")
    if not -MOST <= value <= MOST:
        raise InvalidValueError(where, show(value), _A_SHORT_NUMBER)
    return value


def exact_kind(value: object, where: str, kind: type[T], remedy: str = "") -> T:
    """The value itself when it is of a class of the library.

    Raises:
        InvalidTypeError: For anything else.

    Examples:
        >>> exact_kind("met", "a verdict", str)
        'met'
    """
    if not issubclass(type(value), kind):
        expected = name_members(kind) if issubclass(kind, Enum) else with_article(kind.__name__)
        raise InvalidTypeError(where, show(value), expected, remedy)
    return cast("T", value)


def exact_function(value: object, where: str) -> None:
    """Check that a value can be called.

    Raises:
        InvalidTypeError: For anything else.
    """
    if not callable(value):
        raise InvalidTypeError(where, show(value), "a function", "write lambda value: ...")


_NO_SERIES: Final = (str, bytes, bytearray, memoryview, Mapping)


def exact_series(
    values: Iterable[T], where: str, *, ordered: bool = False, of_codes: bool = False
) -> tuple[T, ...]:
    """What a series holds; one text, a mapping, a data frame or a value of ours is none.

    Raises:
        InvalidTypeError: For anything but a series; for a set where an order is meant.
    """
    return tuple(exact_iterator(values, where, ordered=ordered, of_codes=of_codes))


def exact_iterator(
    values: Iterable[T], where: str, *, ordered: bool = False, of_codes: bool = False
) -> Iterator[T]:
    """What goes through a series once, however long it is; it refuses what `exact_series` does."""
    kind = type(values)
    # What is read as a series of something else: a table as the names of its columns, a value
    # of ours as what it holds.
    other = hasattr(kind, "columns") or (
        kind.__module__.startswith("housing_agreements.") and not issubclass(kind, Sequence)
    )
    if other or issubclass(kind, _NO_SERIES) or not issubclass(kind, Iterable):
        raise InvalidTypeError(
            where, show(values), "several values", series_meant(values, where, of_codes=of_codes)
        )
    if ordered and issubclass(kind, AbstractSet):
        remedy = f"write {'sorted(...)' if {*map(type, values)} <= {str, int} else '[value, ...]'}"
        raise InvalidTypeError(where, show(values), "values in order", remedy)
    try:
        return iter(values)
    except TypeError:  # an array without a dimension says that it can be read, and cannot
        remedy = "write a tuple: (value,)"
        raise InvalidTypeError(where, show(values), "several values", remedy) from None


def as_mapping(given: Mapping[K, T] | tuple[tuple[K, T], ...], expected: str) -> Mapping[K, T]:
    """A mapping as it is; the pairs that a frozen value keeps of one are read back.

    Raises:
        InvalidTypeError: For anything else.
        InvalidValueError: For pairs that give one key twice.

    Examples:
        >>> as_mapping(((2016, "15 %"),), "a mapping of years")
        {2016: '15 %'}
    """
    if isinstance(given, Mapping):
        return given
    try:
        read, doubled = dict(given), len(dict(given)) < len(given)
    except Exception:  # noqa: BLE001  # whatever a stranger raises, it is no mapping
        raise InvalidTypeError("a mapping", show(given), expected, "write {key: value}") from None
    if doubled:
        raise InvalidValueError("a mapping", show(given), "each key once")
    return read


# Any, since mypy leaves a type variable of a converter open in the class that uses it.
def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Any ordered iterable as a tuple; anything else is refused when the object is checked.

    A set is refused too: its order, and so the tuple, would differ from one run to the next.
    A field is converted by a function that names its own kind of element, for signatures.

    Examples:
        >>> as_tuple(["dalo", "shelter"])
        ('dalo', 'shelter')
    """
    return attempt(lambda series: exact_series(series, "a series", ordered=True), values)


# The alias stands as text, so that a signature shows its name.
def as_ordered_codes(values: "Codes") -> tuple[str, ...]:
    """Any ordered iterable of codes as a tuple; anything else is refused when it is checked.

    Examples:
        >>> as_ordered_codes(["dalo", "shelter"])
        ('dalo', 'shelter')
    """
    exact = partial(exact_series, where="a series", ordered=True, of_codes=True)
    return attempt(exact, values)


def as_codes(values: Codes | AbstractSet[str]) -> frozenset[str]:
    """Any iterable of codes as a frozenset; anything else is refused when the object is checked.

    Examples:
        >>> as_codes(["dalo", "dalo"])
        frozenset({'dalo'})
    """
    return attempt(lambda codes: exact_codes(codes, "a set of codes"), values)


def exact_codes(values: Iterable[str], where: str) -> frozenset[str]:
    """Any iterable of strings as a frozenset; a lone string is not cut into letters.

    Raises:
        InvalidTypeError: For a lone string, a mapping, or members that are not strings.

    Examples:
        >>> exact_codes(["94068"], "communes")
        frozenset({'94068'})
    """
    codes = exact_series(values, where, of_codes=True)
    for code in codes:
        if type(code) is not str:
            remedy = code_of_object(code) or "write it between quotes"
            raise InvalidTypeError(where, show(code), _A_CODE, remedy)
    return frozenset(codes)


def make(kind: Callable[P, T], /, *_: P.args, **fields: P.kwargs) -> T:
    """A value made of parts that are known to be right: nothing looks at them again.

    Whoever calls it answers for them. Every field is named; nothing is converted, and no default
    stands for what is missing. What users build, they build by calling the class.

    Examples:
        >>> make(attrs.make_class("Point", ["x", "y"]), x=1, y=2)
        Point(x=1, y=2)
    """
    attrs_class: Any = kind
    made: T = attrs_class.__new__(kind)
    set_field = object.__setattr__.__get__(made)
    for field in attrs_class.__attrs_attrs__:
        set_field(field.name, fields[field.alias])
    return made


_NO_WORDS: Final[Mapping[str, str]] = {}
_MOST_COMPARED: Final = 20
"""For how many unknown codes the nearest is looked for; a message shows no more."""


class Faults:
    """What is wrong with one object that is being built, gathered field by field, raised once.

    Args:
        where: How an error names the object, for example `Share 'quarter'`.

    Examples:
        >>> faults = Faults("Example")
        >>> faults.code("code", "")
        >>> faults.day("signed_on", "2016-03-07")
        >>> faults.sound("title"), faults.sound("title", "code")
        (True, False)
        >>> faults.report()
        Traceback (most recent call last):
        ...
        housing_agreements.errors.InvalidObjectError: Example: 2 faults
          - Example, code: given ''; expected a code: one line of visible text without blank ends
          - Example, signed_on: given '2016-03-07'; expected a day (datetime.date); \
write date(2016, 3, 7)
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._faults: list[tuple[str, HousingAgreementsError]] = []
        self._checks: tuple[tuple[str, _FieldCheck], ...] = ()

    def at(self, name: str) -> str:
        """How an error names a field."""
        return f"{self._where}, {name}"

    def note(self, fault: HousingAgreementsError, name: str = "") -> None:
        """Keep a fault as it is, of a field if it is of one."""
        self._faults.append((name, fault))

    def add(
        self,
        kind: type[HousingAgreementsError],
        name: str,
        given: str,
        expected: str,
        remedy: str = "",
    ) -> None:
        """Keep a fault of a field, of some kind; what was given is text already."""
        self.note(kind(self._where, given, expected, remedy, field=name), name)

    def value(self, name: str, given: object, expected: str, remedy: str = "") -> None:
        """Keep a fault of value."""
        self.add(InvalidValueError, name, show(given), expected, remedy)

    def refused(self, name: str, value: object) -> bool:
        """Whether a converter refused the field; its fault is kept, told where it stands."""
        if not isinstance(value, Refused):
            return False
        self.note(value.fault.at(self._where, name), name)
        return True

    def instance(self, name: str, value: object, kind: type, expected: str) -> bool:
        """Whether the field holds that kind of value, or a subclass of it."""
        if self.refused(name, value):
            return False
        if not issubclass(type(value), kind):
            self.kind(name, value, (kind,), expected)
            return False
        return True

    def kind(self, name: str, value: object, kinds: tuple[type, ...], expected: str) -> None:
        """Keep a fault of a field that holds none of these kinds of value."""
        remedy = ""
        for kind in kinds:
            if issubclass(kind, Enum):
                remedy = member_meant(value, kind)
        self.add(InvalidTypeError, name, show(value), expected, remedy)

    def code(self, name: str, value: object) -> None:
        """The field must be a code: one line of visible text without blank ends."""
        self._text(name, value, _A_CODE)

    def text(self, name: str, value: object) -> None:
        """The field must be one line of visible text without blank ends."""
        self._text(name, value, _A_TEXT)

    def _text(self, name: str, value: object, expected: str) -> None:
        if type(value) is not str:
            remedy = code_of_object(value)
            if expected == _A_CODE and type(value) is int:
                remedy = "write it between quotes"
            if expected == _A_TEXT:
                remedy = remedy or words_of_object(value)
            self.add(InvalidTypeError, name, show(value), expected, remedy)
        elif not is_text(value):
            self.value(name, value, expected)

    def day(self, name: str, value: object) -> None:
        """The field must be exactly a day."""
        self._attempt(name, lambda: exact_day(value, name))

    def count(self, name: str, value: object, *, at_least: int | None = 0) -> None:
        """The field must be a whole number, and not below `at_least`."""
        self._attempt(name, lambda: exact_count(value, name, at_least=at_least))

    def _attempt(self, name: str, check: Callable[[], object]) -> None:
        try:
            check()
        except HousingAgreementsError as fault:
            self.note(fault.at(self._where, name), name)

    def flag(self, name: str, value: object) -> None:
        """The field must be `True` or `False`."""
        if type(value) is not bool:
            self.add(InvalidTypeError, name, show(value), "True or False")

    def codes(self, name: str, value: object) -> bool:
        """Whether the field is a series of codes."""
        if self.refused(name, value):
            return False
        if not issubclass(type(value), (tuple, frozenset)):
            self.kind(name, value, (), "a tuple of codes")
            return False
        before = len(self._faults)
        for code in sorted(cast("Iterable[object]", value), key=show):
            self.code(name, code)
        return len(self._faults) == before

    def each(self, name: str, value: object, kind: type | UnionType, expected: str) -> bool:
        """Whether the field is a series whose members are all of that kind."""
        if self.refused(name, value):
            return False
        members = cast("Iterable[object]", value)
        wrong = [member for member in members if not issubclass(type(member), kind)]
        for member in wrong:
            self.kind(name, member, () if isinstance(kind, UnionType) else (kind,), expected)
        return not wrong

    def declared(self, name: str, codes: Iterable[str], declared: Iterable[str], what: str) -> None:
        """Every code must be declared; the remedy names the nearest one."""
        accepted = set(declared)
        for index, code in enumerate(sorted(set(codes) - accepted)):
            expected = f"{what} that is declared"
            remedy = nearest(code, accepted) if index < _MOST_COMPARED else ""
            self.add(UnknownCodeError, name, show(code), expected, remedy)

    def once(self, name: str, codes: Iterable[str]) -> None:
        """No code may stand twice."""
        seen: set[str] = set()
        for code in codes:
            if code in seen:
                self.value(name, code, "each code once")
            seen.add(code)

    def check_fields(
        self,
        value: attrs.AttrsInstance,
        expected: Mapping[str, str] = _NO_WORDS,
        *,
        but: Collection[str] = (),
    ) -> None:
        """Each field of a value must be what its annotation says, and what no converter refused.

        A `date`, an `int`, a `bool` and a `str` are exact: a day, a count, a flag, and a text, or
        a code where the field is called `code` or `id`. Any other class means its instances, a
        tuple what it is a tuple of; a tuple or a frozenset of `str` holds codes.

        Args:
            value: The value of an attrs class that is being built.
            expected: What an error says was expected, by field, where "a Period" does not do.
            but: The fields that the class looks at by itself.
        """
        self._checks = _field_checks(type(value))
        for name, check in self._checks:
            given = getattr(value, name)
            if name not in but and not check.holds(given) and not self.refused(name, given):
                argument = name.removeprefix("_")  # as attrs calls the argument of a private field
                check.note(self, argument, given, expected.get(name, check.expected))

    def sound(self, *names: str) -> bool:
        """Whether nothing is wrong so far with any of these fields."""
        return not any(name in names for name, _ in self._faults)

    @property
    def found(self) -> int:
        """How much is wrong so far."""
        return len(self._faults)

    def report(self) -> None:
        """Raise the single fault, or all of them together; nothing when there is none.

        Those of fields come in the order of the fields, when the class was asked for them.

        Raises:
            HousingAgreementsError: The only fault.
            InvalidObjectError: When there are several.
        """
        if self._faults:
            raise self._gather()

    def _gather(self) -> HousingAgreementsError:
        """The single fault, or all of them as one error."""
        if len(self._faults) == 1:
            return self._faults[0][1]
        order = {name: index for index, name in enumerate(dict(self._checks))}
        self._faults.sort(key=lambda named: order.get(named[0], len(order)))
        return InvalidObjectError(self._where, [fault for _, fault in self._faults])


class _FieldCheck(NamedTuple):
    """What the annotation of a field asks of its value."""

    holds: Callable[[Any], bool]
    """Whether a value is right; sound values take no other way."""
    note: Callable[[Faults, str, Any, str], object]
    """Keep the faults of a value that is not, in a field, with what was expected."""
    expected: str = ""
    """What was expected, where the class does not say it in its own words."""


_EXACT_CHECKS: Final[Mapping[object, _FieldCheck]] = {
    bool: _FieldCheck(
        lambda value: type(value) is bool,
        lambda faults, name, value, _: faults.flag(name, value),
        "True or False",
    ),
    date: _FieldCheck(
        lambda value: type(value) is date,
        lambda faults, name, value, _: faults.day(name, value),
        "a day (datetime.date)",
    ),
    int: _FieldCheck(
        lambda value: type(value) is int and 0 <= value <= MOST,
        lambda faults, name, value, _: faults.count(name, value),
        "a whole number (int)",
    ),
    Fraction: _FieldCheck(
        lambda value: type(value) is Fraction and is_short(value),
        lambda faults, name, value, expected: (
            faults.value(name, value, _A_SHORT_NUMBER)
            if type(value) is Fraction
            else faults.kind(name, value, (), expected)
        ),
        "a Fraction",
    ),
}


def is_short(value: Fraction) -> bool:
    """Whether a number has at most a hundred digits above and below its bar.

    Examples:
        >>> is_short(Fraction(1, 4)), is_short(Fraction(1, 10**5_000))
        (True, False)
    """
    return -MOST <= value.numerator <= MOST and value.denominator <= MOST


_TEXT_CHECK: Final = _FieldCheck(
    is_text, lambda faults, name, value, _: faults.text(name, value), "text"
)
_CODE_CHECK: Final = _FieldCheck(
    is_code, lambda faults, name, value, _: faults.code(name, value), "a code"
)


def _note_codes(faults: Faults, name: str, value: object, _: str) -> None:
    """Keep the faults of codes, or of a series of another type that has no wrong code."""
    if faults.codes(name, value):
        faults.kind(name, value, (), "a series of codes of the type that the field holds")


_CODES_CHECK: Final = _FieldCheck(
    lambda value: type(value) is tuple and all(map(is_code, value)), _note_codes
)
_SET_CHECK: Final = _CODES_CHECK._replace(
    holds=lambda value: type(value) is frozenset and all(map(is_code, value))
)
_NO_CHECK: Final = _FieldCheck(lambda value: not isinstance(value, Refused), lambda *_: None)


@cache
def _field_checks(cls: type[attrs.AttrsInstance]) -> tuple[tuple[str, _FieldCheck], ...]:
    """What each field that a class is given must be; read from it when one is first built."""
    return tuple(
        (field.name, _check_of(field.name, field.type)) for field in attrs.fields(cls) if field.init
    )


def _check_of(  # noqa: PLR0911  # one for each form of annotation
    name: str,
    annotation: Any,  # noqa: ANN401  # any annotation
) -> _FieldCheck:
    """The check that the annotation of a field asks for."""
    if isinstance(annotation, TypeVar):
        annotation = annotation.__bound__
    if annotation is str:
        return _CODE_CHECK if name in {"code", "id"} else _TEXT_CHECK
    if annotation in _EXACT_CHECKS:
        return _EXACT_CHECKS[annotation]
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in {tuple, frozenset} and parts in {(str, ...), (str,)}:
        return _CODES_CHECK if origin is tuple else _SET_CHECK
    if origin is tuple:
        checks = tuple(_check_of(name, part) for part in parts if part is not ...)
        return _each_must(checks[0]) if parts[-1] is ... else _together_must(checks)
    if origin in {Union, UnionType}:
        some = tuple(part for part in parts if part is not type(None))
        checks = tuple(_check_of(name, part) for part in some)
        check = checks[0] if len(some) == 1 else _any_must(checks)
        return check if some == parts else _unless_none(check)
    if origin is Mapping:
        return _mapping_must(*(_check_of(name, part) for part in parts))
    if origin is not None and hasattr(origin, "held_values"):
        return _hold_must(_must_be(origin), _check_of_held(name, parts[0]))
    return _must_be(annotation if origin is None else origin)


def _check_of_held(name: str, annotation: Any) -> _FieldCheck:  # noqa: ANN401  # any annotation
    """The check of what a timeline, a schedule or bounds hold: numbers may be below 0."""
    if annotation in {int, Fraction}:
        return _EXACT_CHECKS[annotation]._replace(holds=lambda value: type(value) is annotation)
    return _check_of(name, annotation)


def _hold_must(check: _FieldCheck, inner: _FieldCheck) -> _FieldCheck:
    """A value must be of a class, and so must all that it holds."""
    return _FieldCheck(
        lambda value: check.holds(value) and all(map(inner.holds, value.held_values())),
        check.note,
        f"{check.expected}, each of its values {inner.expected}"
        if inner.expected
        else check.expected,
    )


def _mapping_must(key: _FieldCheck, held: _FieldCheck) -> _FieldCheck:
    """A mapping must have right keys and right values."""
    check = _must_be(Mapping)
    return _FieldCheck(
        lambda value: (
            check.holds(value)
            and all(key.holds(name) and held.holds(found) for name, found in value.items())
        ),
        check.note,
        f"a mapping of {key.expected} to {held.expected}",
    )


def _must_be(kind: Any) -> _FieldCheck:  # noqa: ANN401  # any annotation
    """A value must be of a class; nothing is asked where the annotation is none."""
    # Python 3.11 and later make a class of `Any`.
    if not isinstance(kind, type) or kind is Any:
        return _NO_CHECK
    return _FieldCheck(
        lambda value: issubclass(type(value), kind),
        lambda faults, name, value, expected: faults.kind(name, value, (kind,), expected),
        f"{with_article(kind.__name__)}: {name_members(kind)}"
        if issubclass(kind, Enum)
        else with_article(kind.__name__),
    )


def _any_must(checks: tuple[_FieldCheck, ...]) -> _FieldCheck:
    """A value must pass one of several checks."""
    if _NO_CHECK in checks:
        return _NO_CHECK
    return _FieldCheck(
        lambda value: any(check.holds(value) for check in checks),
        lambda faults, name, value, expected: faults.kind(name, value, (), expected),
        " or ".join(dict.fromkeys(check.expected for check in checks)),
    )


def _unless_none(check: _FieldCheck) -> _FieldCheck:
    """A value may also be `None`."""
    return check._replace(holds=lambda value: value is None or check.holds(value))


def _each_must(check: _FieldCheck) -> _FieldCheck:
    """Each member of a tuple must be right."""

    def note(faults: Faults, name: str, members: Iterable[object], expected: str) -> None:
        if type(members) is not tuple:
            faults.kind(name, members, (), f"a tuple of values, each {expected}")
            return
        for member in members:
            if not check.holds(member):
                check.note(faults, name, member, expected)

    return _FieldCheck(
        lambda value: type(value) is tuple and all(map(check.holds, value)), note, check.expected
    )


def _together_must(checks: tuple[_FieldCheck, ...]) -> _FieldCheck:
    """The members of a tuple of fixed length must be right, one by one."""

    def holds(value: object) -> bool:
        return (
            type(value) is tuple
            and len(value) == len(checks)
            and all(check.holds(member) for check, member in zip(checks, value, strict=True))
        )

    return _FieldCheck(
        holds,
        lambda faults, name, value, expected: faults.kind(name, value, (), expected),
        f"a tuple: ({', '.join(check.expected for check in checks)})",
    )
