"""Exact types, and all the faults of one object reported together.

The types are exact: a `datetime` is not a day and `True` is not a count.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Final, NamedTuple, TypeVar, Union, cast, get_args, get_origin

import attrs

from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
    nearest,
    show,
)

__all__ = (
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
)

A = TypeVar("A")
K = TypeVar("K")
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


def exact_day(value: object, where: str) -> date:
    """The value itself when it is exactly a `date`.

    Raises:
        InvalidTypeError: For a `datetime`, a string or anything else.

    Examples:
        >>> exact_day(date(2016, 3, 7), "on")
        datetime.date(2016, 3, 7)
    """
    if type(value) is not date:
        remedy = "call .date() on it" if isinstance(value, date) else "write date(2016, 3, 7)"
        raise InvalidTypeError(where, show(value), "a day (datetime.date)", remedy)
    return value


def exact_count(value: object, where: str, *, at_least: int | None = 0) -> int:
    """The value itself when it is exactly an `int`, and not below `at_least`.

    Raises:
        InvalidTypeError: For a bool, a float or anything else.
        InvalidValueError: For a number that is too small.

    Examples:
        >>> exact_count(403, "offers")
        403
    """
    if type(value) is not int:
        expected = "a whole number (int)"
        raise InvalidTypeError(where, show(value), expected, "write a plain number, such as 403")
    if at_least is not None and value < at_least:
        raise InvalidValueError(where, show(value), f"a whole number of at least {at_least}")
    return value


# Any, since mypy leaves a type variable of a converter open in the class that uses it.
def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Any ordered iterable as a tuple; anything else is refused when the object is checked.

    A set is refused too: its order, and so the tuple, would differ from one run to the next.
    A field is converted by a function that names its own kind of element, for signatures.

    Examples:
        >>> as_tuple(["dalo", "shelter"])
        ('dalo', 'shelter')
    """
    return attempt(lambda series: _several(series, "a series", ordered=True), values)


def _several(values: Iterable[T], where: str, *, ordered: bool = False) -> tuple[T, ...]:
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise InvalidTypeError(where, show(values), "several values", "write a tuple: (value,)")
    if ordered and isinstance(values, AbstractSet):
        raise InvalidTypeError(where, show(values), "values in order", "write sorted(...)")
    return tuple(values)


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
    except (TypeError, ValueError):
        raise InvalidTypeError("a mapping", show(given), expected, "write {key: value}") from None
    if doubled:
        raise InvalidValueError("a mapping", show(given), "each key once")
    return read


def as_ordered_codes(values: Codes | Iterator[str]) -> tuple[str, ...]:
    """Any ordered iterable of codes as a tuple; anything else is refused when it is checked.

    Examples:
        >>> as_ordered_codes(["dalo", "shelter"])
        ('dalo', 'shelter')
    """
    return as_tuple(values)


def as_codes(values: Codes | Iterator[str] | AbstractSet[str]) -> frozenset[str]:
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
    codes = _several(values, where)
    for code in codes:
        if type(code) is not str:
            raise InvalidTypeError(where, show(code), "a code: text", "write it between quotes")
    return frozenset(codes)


_NO_WORDS: Final[Mapping[str, str]] = {}


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
          - Example, code: given ''; expected a code: text without blank ends, not empty
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
        if not isinstance(value, kind):
            self.add(InvalidTypeError, name, show(value), expected)
            return False
        return True

    def code(self, name: str, value: object) -> None:
        """The field must be a code: a non-empty string without blank ends."""
        self._text(name, value, "a code: text without blank ends, not empty")

    def text(self, name: str, value: object) -> None:
        """The field must be a non-empty string without blank ends."""
        self._text(name, value, "text without blank ends, not empty")

    def _text(self, name: str, value: object, expected: str) -> None:
        if type(value) is not str:
            self.add(InvalidTypeError, name, show(value), expected)
        elif not value or value != value.strip():
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
        before = len(self._faults)
        for code in sorted(cast("Iterable[object]", value), key=show):
            self.code(name, code)
        return len(self._faults) == before

    def each(self, name: str, value: object, kind: type, expected: str) -> bool:
        """Whether the field is a series whose members are all of that kind."""
        if self.refused(name, value):
            return False
        members = cast("Iterable[object]", value)
        wrong = [member for member in members if not isinstance(member, kind)]
        for member in wrong:
            self.add(InvalidTypeError, name, show(member), expected)
        return not wrong

    def known(self, name: str, codes: Iterable[str], declared: Iterable[str], what: str) -> None:
        """Every code must be declared; the remedy names the nearest one."""
        known = set(declared)
        for code in sorted(set(codes) - known):
            expected, remedy = f"{what} that is declared", nearest(code, known)
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
            if not check.holds(given) and name not in but and not self.refused(name, given):
                check.note(self, name, given, expected.get(name, check.expected))

    def sound(self, *names: str) -> bool:
        """Whether nothing is wrong so far with any of these fields."""
        return not any(name in names for name, _ in self._faults)

    @property
    def found(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self._faults)

    def report(self) -> None:
        """Raise the single fault, or all of them together; nothing when there is none.

        Those of fields come in the order of the fields, when the class was asked for them.

        Raises:
            HousingAgreementsError: The only fault.
            InvalidObjectError: When there are several.
        """
        if len(self._faults) == 1:
            raise self._faults[0][1]
        if self._faults:
            order = {name: index for index, name in enumerate(dict(self._checks))}
            self._faults.sort(key=lambda named: order.get(named[0], len(order)))
            raise InvalidObjectError(self._where, [fault for _, fault in self._faults])


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
    ),
    date: _FieldCheck(
        lambda value: type(value) is date,
        lambda faults, name, value, _: faults.day(name, value),
    ),
    int: _FieldCheck(
        lambda value: type(value) is int and value >= 0,
        lambda faults, name, value, _: faults.count(name, value),
    ),
}


def _is_text(value: object) -> bool:
    return type(value) is str and value != "" and value == value.strip()


_TEXT_CHECK: Final = _FieldCheck(_is_text, lambda faults, name, value, _: faults.text(name, value))
_CODE_CHECK: Final = _FieldCheck(_is_text, lambda faults, name, value, _: faults.code(name, value))
_CODES_CHECK: Final = _FieldCheck(
    lambda value: type(value) in {tuple, frozenset} and all(map(_is_text, value)),
    lambda faults, name, value, _: faults.codes(name, value),
)
_NO_CHECK: Final = _FieldCheck(
    lambda value: not isinstance(value, Refused), lambda *_: None
)  # fmt: skip


@cache
def _field_checks(cls: type[attrs.AttrsInstance]) -> tuple[tuple[str, _FieldCheck], ...]:
    """What each field that a class is given must be; read from it when one is first built."""
    return tuple(
        (field.name, _check_of(field.name, field.type)) for field in attrs.fields(cls) if field.init
    )


def _check_of(name: str, annotation: Any) -> _FieldCheck:  # noqa: ANN401  # any annotation
    """The check that the annotation of a field asks for."""
    if annotation is str:
        return _CODE_CHECK if name in {"code", "id"} else _TEXT_CHECK
    if annotation in _EXACT_CHECKS:
        return _EXACT_CHECKS[annotation]
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in {tuple, frozenset} and parts in {(str, ...), (str,)}:
        return _CODES_CHECK
    if origin is tuple and parts[-1] is ...:
        return _each_must(_check_of(name, parts[0]))
    if origin in {Union, UnionType}:
        some = tuple(part for part in parts if part is not type(None))
        check = _check_of(name, some[0]) if len(some) == 1 else _must_be(some)
        return check if some == parts else _unless_none(check)
    return _must_be((annotation if origin is None else origin,))


def _must_be(kinds: tuple[Any, ...]) -> _FieldCheck:
    """A value must be of one of several classes; nothing is asked where one is no class."""
    # Python 3.11 and later make a class of `Any`.
    if not all(isinstance(kind, type) and kind is not Any for kind in kinds):
        return _NO_CHECK
    names = [f"{'an' if kind.__name__[0] in 'AEIOU' else 'a'} {kind.__name__}" for kind in kinds]
    return _FieldCheck(
        lambda value: isinstance(value, kinds),
        lambda faults, name, value, expected: faults.add(
            InvalidTypeError, name, show(value), expected
        ),
        " or ".join(names),
    )


def _unless_none(check: _FieldCheck) -> _FieldCheck:
    """A value may also be `None`."""
    return check._replace(holds=lambda value: value is None or check.holds(value))


def _each_must(check: _FieldCheck) -> _FieldCheck:
    """Each member of a tuple must be right."""

    def note(faults: Faults, name: str, members: Iterable[object], expected: str) -> None:
        for member in members:
            if not check.holds(member):
                check.note(faults, name, member, expected)

    return _FieldCheck(
        lambda value: type(value) is tuple and all(map(check.holds, value)), note, check.expected
    )
